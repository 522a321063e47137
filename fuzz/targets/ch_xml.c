/* Switzerland's list. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ch_xml, NULL, data, size);
    return 0;
}
