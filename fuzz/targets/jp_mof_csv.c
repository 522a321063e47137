/* The CSV of Japan's list of frozen assets. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_jp_mof, NULL, data, size);
    return 0;
}
