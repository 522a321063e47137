/* OFAC's enhanced XML. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ofac_enhanced, NULL, data, size);
    return 0;
}
