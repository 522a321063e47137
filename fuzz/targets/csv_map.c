/* Any CSV through a mapping file; the mapping is the one of the tests. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_csv, FUZZ_SOURCE_ROOT "/tests/data/csv/list.ini", data, size);
    return 0;
}
