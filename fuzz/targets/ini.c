/* INI text, as mapping files are written: every value handed out is valid text on a line that
 * exists. */
#include "base/utf8.h"
#include "codec/ini.h"
#include "fuzz/target.h"

static itd_status take(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                       itd_error *err)
{
    const itd_str text = *(const itd_str *)ctx;
    uint64_t      lines = 1;

    for (size_t i = 0; i < text.len; i++)
        lines += text.ptr[i] == '\n';
    FUZZ_CHECK(line >= 1 && line <= lines);
    FUZZ_CHECK(itd_utf8_check_text(section, err) == ITD_OK);
    FUZZ_CHECK(itd_utf8_check_text(key, err) == ITD_OK);
    FUZZ_CHECK(itd_utf8_check_text(value, err) == ITD_OK);
    return ITD_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    itd_str   text = fuzz_text(data, size);
    itd_error err = {0};

    (void)!itd_ini_parse(text, take, &text, &err);
    return 0;
}
