/* OFAC's set of delimited files; the corpus joins sdn, add, alt and comments by lines "====". */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ofac_csv, NULL, data, size);
    return 0;
}
