/* Japan's list of frozen assets, a workbook. */
#include "fuzz/book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_book(&itd_reader_jp_mof, data, size);
    return 0;
}
