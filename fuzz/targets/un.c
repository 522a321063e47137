/* The Consolidated List of the United Nations, XML. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_un, NULL, data, size);
    return 0;
}
