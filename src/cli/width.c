/* How many columns a terminal needs for a text. Not wcwidth(): it follows the locale, and the same
 * answer must look the same everywhere. The table is made by tools/gen_width.py. */
#include "base/utf8.h"
#include "cli/cli.h"

struct range {
    uint32_t first;
    uint32_t last;
};

/* clang-format off */
#include "cli/width_table.inc"
/* clang-format on */

/* code is at most the last range's end, so the search ends inside the array. */
static bool is_in(const struct range *ranges, size_t count, uint32_t code)
{
    size_t low = 0;

    while (low < count) {
        const size_t middle = low + (count - low) / 2;

        if (code > ranges[middle].last)
            low = middle + 1;
        else
            count = middle;
    }
    return ranges[low].first <= code && code <= ranges[low].last;
}

static size_t width_of(uint32_t code)
{
    if (code < 0x300)
        return 1;
    if (code <= none[ITD_ARRAY_LEN(none) - 1].last && is_in(none, ITD_ARRAY_LEN(none), code))
        return 0;
    if (code <= wide[ITD_ARRAY_LEN(wide) - 1].last && is_in(wide, ITD_ARRAY_LEN(wide), code))
        return 2;
    return 1;
}

size_t itd_cli_text_width(itd_str text)
{
    return itd_cli_text_fit(text, SIZE_MAX, NULL);
}

size_t itd_cli_text_fit(itd_str text, size_t columns, size_t *ret_len)
{
    size_t width = 0, at = 0;

    while (at < text.len) {
        uint32_t     code = 0;
        const size_t step = itd_utf8_decode(itd_str_from(text, at), &code);
        const size_t more = step > 0 ? width_of(code) : 1;

        if (more > columns - width)
            break;
        width += more;
        at += step > 0 ? step : 1;
    }
    if (ret_len)
        *ret_len = at;
    return width;
}
