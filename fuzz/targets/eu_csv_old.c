/* The EU's list in the old CSV. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_eu_csv_old, NULL, data, size);
    return 0;
}
