/* Australia's list, a workbook. */
#include "fuzz/book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_book(&itd_reader_au_xlsx, data, size);
    return 0;
}
