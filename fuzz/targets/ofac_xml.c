/* OFAC's sdnList XML. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ofac_xml, NULL, data, size);
    return 0;
}
