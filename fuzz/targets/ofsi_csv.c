/* OFSI's consolidated list in CSV. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ofsi_csv, NULL, data, size);
    return 0;
}
