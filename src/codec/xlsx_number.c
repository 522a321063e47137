/* Day numbers of spreadsheets. Two calendars: day 1 is 1 January 1900, with a 29 February 1900 that
 * never was (day 60), or day 0 is 1 January 1904. Integers throughout: a fraction of nine digits is
 * exact to the second. */
#include "codec/xlsx_number.h"

#include <stdio.h>

#define DAY_60 60             /* 1900-02-29 */
#define EPOCH_AFTER_60 25569  /* day number of 1970-01-01 */
#define EPOCH_BEFORE_60 25568 /* before the day that never was */
#define EPOCH_1904 24107      /* day number of 1970-01-01 when counting from 1904 */
#define DAY_MAX 2958465       /* 9999-12-31 */
#define SECONDS_A_DAY 86400
#define FRACTION_DIGITS 9
#define FRACTION_ONE 1000000000

struct moment {
    int64_t  days; /* since 1970-01-01 */
    uint32_t second;
};

/* Digits, a point, digits. */
static bool parse(itd_str number, uint64_t *ret_day, uint64_t *ret_fraction)
{
    const size_t  point = itd_str_find_char(number, '.');
    const itd_str whole = itd_str_slice(number, 0, point);
    const itd_str rest = point == SIZE_MAX ? ITD_STR("") : itd_str_from(number, point + 1);
    uint64_t      fraction = 0;

    if (!itd_str_parse_u64(whole, DAY_MAX, ret_day))
        return false;
    for (size_t i = 0; i < rest.len; i++)
        if (!itd_char_is_digit(rest.ptr[i]))
            return false;
    for (size_t i = 0; i < FRACTION_DIGITS; i++)
        fraction = 10 * fraction + (i < rest.len ? (uint64_t)(rest.ptr[i] - '0') : 0);
    *ret_fraction = fraction;
    return true;
}

static bool find_moment(itd_str number, bool from_1904, struct moment *ret)
{
    uint64_t day, fraction, second;

    if (!parse(number, &day, &fraction))
        return false;
    /* Rounded to the second; the last half second belongs to the day after. */
    second = (fraction * SECONDS_A_DAY + FRACTION_ONE / 2) / FRACTION_ONE;
    if (second == SECONDS_A_DAY) {
        second = 0;
        day++;
    }
    if (!from_1904 && (day == 0 || day == DAY_60))
        return false;
    ret->days = (int64_t)day - (from_1904      ? EPOCH_1904
                                : day < DAY_60 ? EPOCH_BEFORE_60
                                               : EPOCH_AFTER_60);
    ret->second = (uint32_t)second;
    return itd_date_of_days(ret->days).year <= 9999;
}

bool itd_xlsx_date_of(itd_str number, bool from_1904, itd_date *ret_date)
{
    struct moment moment;

    if (!find_moment(number, from_1904, &moment))
        return false;
    *ret_date = itd_date_of_days(moment.days);
    return true;
}

size_t itd_xlsx_format_date(itd_str number, bool from_1904, char ret_text[ITD_XLSX_DATE_TEXT_MAX])
{
    struct moment moment;
    itd_date      date;
    int           len;

    if (!find_moment(number, from_1904, &moment))
        return 0;
    date = itd_date_of_days(moment.days);
    if (moment.second == 0)
        return itd_date_format(date, ret_text);
    len =
        snprintf(ret_text, ITD_XLSX_DATE_TEXT_MAX, "%04d-%02u-%02uT%02u:%02u:%02u", (int)date.year,
                 (unsigned)date.month, (unsigned)date.day, (unsigned)(moment.second / 3600),
                 (unsigned)(moment.second / 60 % 60), (unsigned)(moment.second % 60));
    return len > 0 && len < ITD_XLSX_DATE_TEXT_MAX ? (size_t)len : 0;
}

bool itd_xlsx_format_is_date(uint64_t number)
{
    /* 18 to 21 and 45 to 47 are times alone; 27 to 36 and 50 to 58 are dates of East Asian
     * settings. */
    return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) ||
           number == 36 || (number >= 50 && number <= 54) || number == 57 || number == 58;
}

/* The letters y and d stand for nothing else; what stands in quotes, in brackets, or behind a
 * backslash, an underscore or an asterisk is shown or skipped as it is. */
bool itd_xlsx_code_is_date(itd_str code)
{
    char closing = '\0';

    for (size_t i = 0; i < code.len; i++) {
        const char ch = code.ptr[i];

        if (closing != '\0') {
            if (ch == closing)
                closing = '\0';
        } else if (ch == '"') {
            closing = '"';
        } else if (ch == '[') {
            closing = ']';
        } else if (ch == '\\' || ch == '_' || ch == '*') {
            i++;
        } else if (itd_char_lower(ch) == 'y' || itd_char_lower(ch) == 'd') {
            return true;
        }
    }
    return false;
}
