/* Escaped text, numbers and sparklines. Numbers do not go through printf's %f: its point is that of
 * the locale of whoever uses the library, and pages must be the same bytes everywhere. */
#include <math.h>

#include "base/utf8.h"
#include "page/page.h"

#define REPLACEMENT "\xEF\xBF\xBD" /* U+FFFD */
#define NO_NUMBER "\xE2\x80\x93"   /* U+2013 */
/* Above it a double has no digits behind the point any more; written with an exponent. */
#define PLAIN_MAX 1e15
#define SPARK_LEVELS 8

void itd_page_append_text(itd_buf *buf, itd_str text)
{
    while (text.len > 0 && buf->failed == ITD_OK) {
        size_t step = itd_utf8_printable_step(text);

        switch (text.ptr[0]) {
        case '&':
            itd_buf_append_cstr(buf, "&amp;");
            break;
        case '<':
            itd_buf_append_cstr(buf, "&lt;");
            break;
        case '>':
            itd_buf_append_cstr(buf, "&gt;");
            break;
        case '"':
            itd_buf_append_cstr(buf, "&quot;");
            break;
        case '\'':
            itd_buf_append_cstr(buf, "&#39;");
            break;
        case '`':
            itd_buf_append_cstr(buf, "&#96;");
            break;
        case '\t':
        case '\n':
        case '\r':
            step = 1;
            itd_buf_append_char(buf, ' ');
            break;
        default:
            if (step > 0) {
                itd_buf_append(buf, itd_str_slice(text, 0, step));
            } else {
                uint32_t code;

                itd_buf_append_cstr(buf, REPLACEMENT);
                step = itd_utf8_decode(text, &code);
            }
            break;
        }
        text = itd_str_from(text, step > 0 ? step : 1);
    }
}

static uint64_t power_of_ten(unsigned exponent)
{
    uint64_t power = 1;

    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Digits of value behind the point, with leading zeros. */
static void append_fraction(itd_buf *buf, uint64_t value, unsigned digits)
{
    for (uint64_t unit = power_of_ten(digits); digits-- > 0;) {
        unit /= 10;
        itd_buf_append_char(buf, (char)('0' + value / unit % 10));
    }
}

static void append_large(itd_buf *buf, double value)
{
    unsigned exponent = 0;

    while (value >= 10) {
        value /= 10;
        exponent++;
    }
    itd_page_append_number(buf, value, 3);
    itd_buf_printf(buf, "e%u", exponent);
}

/* Whole part and digits behind the point of a value below PLAIN_MAX. */
static void split_number(double value, unsigned decimals, uint64_t *ret_whole,
                         uint64_t *ret_fraction)
{
    const double scale = (double)power_of_ten(decimals);
    const double whole = floor(value);
    double       fraction = floor((value - whole) * scale + 0.5);

    *ret_whole = (uint64_t)whole;
    if (fraction >= scale) {
        fraction = 0;
        ++*ret_whole;
    }
    *ret_fraction = (uint64_t)fraction;
}

static void append_number(itd_buf *buf, double value, unsigned decimals, bool is_short)
{
    uint64_t whole, fraction;

    if (decimals > ITD_PAGE_DECIMALS_MAX)
        decimals = ITD_PAGE_DECIMALS_MAX;
    if (!isfinite(value)) {
        itd_buf_append_cstr(buf, NO_NUMBER);
        return;
    }
    if (fabs(value) >= PLAIN_MAX) {
        if (value < 0)
            itd_buf_append_char(buf, '-');
        append_large(buf, fabs(value));
        return;
    }
    split_number(fabs(value), decimals, &whole, &fraction);
    if (value < 0 && (whole > 0 || fraction > 0))
        itd_buf_append_char(buf, '-');
    itd_buf_append_u64(buf, whole);
    while (is_short && decimals > 0 && fraction % 10 == 0) {
        fraction /= 10;
        decimals--;
    }
    if (decimals > 0) {
        itd_buf_append_char(buf, '.');
        append_fraction(buf, fraction, decimals);
    }
}

void itd_page_append_number(itd_buf *buf, double value, unsigned decimals)
{
    append_number(buf, value, decimals, false);
}

void itd_page_append_short_number(itd_buf *buf, double value, unsigned decimals)
{
    append_number(buf, value, decimals, true);
}

void itd_page_append_sparkline(itd_buf *buf, const double *values, size_t count)
{
    double least = 0, most = 0;

    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i]))
            continue;
        if (values[i] < least)
            least = values[i];
        if (values[i] > most)
            most = values[i];
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t level = 0;

        if (!isfinite(values[i])) {
            itd_buf_append_char(buf, ' ');
            continue;
        }
        if (most > least)
            level =
                (uint32_t)floor((values[i] - least) / (most - least) * (SPARK_LEVELS - 1) + 0.5);
        itd_buf_append_code(buf, 0x2581 + level); /* U+2581 to U+2588 */
    }
}
