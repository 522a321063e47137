/* Japan's Foreign End User List, a workbook. */
#include "fuzz/book.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_book(&itd_reader_jp_meti, data, size);
    return 0;
}
