/* The EU's list in XML 1.1. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_eu_xml, NULL, data, size);
    return 0;
}
