/* The 1718 Committee's vessel list. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_un_vessels, NULL, data, size);
    return 0;
}
