/* OFAC's advanced XML. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ofac_advanced, NULL, data, size);
    return 0;
}
