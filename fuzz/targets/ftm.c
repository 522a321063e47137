/* FollowTheMoney JSON lines, own exports and foreign ones. */
#include "fuzz/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&itd_reader_ftm, NULL, data, size);
    return 0;
}
