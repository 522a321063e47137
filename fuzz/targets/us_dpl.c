/* The US Denied Persons List. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_us_dpl, NULL, data, size);
    return 0;
}
