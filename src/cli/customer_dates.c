/* Only what can be read is taken: two digits of a year are none, because a customer of 1925 and one
 * of 2025 must not be mixed up. */
#include "cli/customer_dates.h"

#define PARTS 3
#define COMPACT_BYTES 8 /* YYYYMMDD */

bool itd_date_order_find(itd_str name, itd_date_order *ret_order)
{
    static const struct {
        const char    *name;
        itd_date_order order;
    } orders[] = {{"dmy", ITD_DATES_DMY}, {"mdy", ITD_DATES_MDY}, {"ymd", ITD_DATES_YMD}};

    for (size_t i = 0; i < ITD_ARRAY_LEN(orders); i++)
        if (itd_str_equal_ascii_nocase(name, itd_str_of(orders[i].name))) {
            *ret_order = orders[i].order;
            return true;
        }
    return false;
}

/* One to four digits. */
static bool parse_part(itd_str text, uint64_t *ret_value)
{
    return text.len >= 1 && text.len <= 4 && itd_str_parse_u64(text, 9999, ret_value);
}

static bool add(itd_date *readings, size_t *count, uint64_t year, uint64_t month, uint64_t day)
{
    const itd_date date = {.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};

    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
        !itd_date_is_valid(date))
        return false;
    readings[(*count)++] = date;
    return true;
}

/* Cuts "A/B/C" into numbers; the length of each tells years from days. */
static bool cut(itd_str text, itd_str parts[PARTS], uint64_t values[PARTS])
{
    static const char *const marks[] = {"/", ".", "-"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(marks); i++) {
        itd_str rest = text;
        size_t  n = 0;

        if (itd_str_find(text, itd_str_of(marks[i])) == SIZE_MAX)
            continue;
        while (n < PARTS && itd_str_next_part(&rest, itd_str_of(marks[i]), &parts[n]) &&
               parse_part(parts[n], &values[n]))
            n++;
        return n == PARTS && !rest.ptr;
    }
    return false;
}

static size_t parse_numbers(itd_str text, itd_date_order order, itd_date *readings)
{
    itd_str  parts[PARTS];
    uint64_t v[PARTS];
    size_t   count = 0;

    if (!cut(text, parts, v))
        return 0;
    if (parts[0].len == 4) {
        (void)add(readings, &count, v[0], v[1], v[2]);
        return count;
    }
    if (parts[PARTS - 1].len != 4 || order == ITD_DATES_YMD)
        return 0;
    if (order != ITD_DATES_MDY)
        (void)add(readings, &count, v[2], v[1], v[0]);
    if (order != ITD_DATES_DMY && (v[0] != v[1] || count == 0))
        (void)add(readings, &count, v[2], v[0], v[1]);
    return count;
}

size_t itd_customer_date_parse(itd_str text, itd_date_order order,
                               itd_date ret_readings[static ITD_CUSTOMER_READINGS_MAX])
{
    const size_t time = itd_str_find_char(text, 'T');
    uint64_t     number;
    size_t       count = 0;

    text = itd_str_trim(text);
    if (itd_date_parse_iso(text, &ret_readings[0]) ||
        (time == sizeof "YYYY-MM-DD" - 1 &&
         itd_date_parse_iso(itd_str_slice(text, 0, time), &ret_readings[0])))
        return 1;
    if (text.len == COMPACT_BYTES && itd_str_parse_u64(text, 99999999, &number) &&
        (order == ITD_DATES_BOTH || order == ITD_DATES_YMD)) {
        (void)add(ret_readings, &count, number / 10000, number / 100 % 100, number % 100);
        return count;
    }
    if (itd_date_parse_english(text, &ret_readings[0]))
        return 1;
    return parse_numbers(text, order, ret_readings);
}
