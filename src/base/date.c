/* Dates. The day count is Howard Hinnant's days_from_civil (public domain note "chrono-Compatible
 * Low-Level Date Algorithms"), written anew: years start in March so that the leap day comes
 * last. */
#include "base/date.h"

#include <stdio.h>

static const char *const month_names[12] = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december",
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static unsigned days_in_month(int year, unsigned month)
{
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool itd_date_is_valid(itd_date date)
{
    if (date.year < 1 || date.year > 9999 || date.month > 12)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day <= days_in_month(date.year, date.month);
}

bool itd_date_equal(itd_date a, itd_date b)
{
    return itd_date_compare(a, b) == 0;
}

int itd_date_compare(itd_date a, itd_date b)
{
    if (a.year != b.year)
        return a.year < b.year ? -1 : 1;
    if (a.month != b.month)
        return a.month < b.month ? -1 : 1;
    return a.day < b.day ? -1 : a.day > b.day;
}

/* Digits of exactly the given width at an offset. */
static bool fixed_number(itd_str text, size_t at, size_t width, unsigned *ret_value)
{
    uint64_t value;

    if (at + width > text.len ||
        !itd_str_parse_u64(itd_str_slice(text, at, at + width), 9999, &value))
        return false;
    *ret_value = (unsigned)value;
    return true;
}

static bool accept(unsigned year, unsigned month, unsigned day, itd_date *ret_date)
{
    const itd_date date = {(int16_t)year, (uint8_t)month, (uint8_t)day};

    if (year > 9999 || month > 12 || day > 31 || !itd_date_is_valid(date))
        return false;
    *ret_date = date;
    return true;
}

bool itd_date_parse_iso(itd_str text, itd_date *ret_date)
{
    unsigned year, month = 0, day = 0;

    if (!fixed_number(text, 0, 4, &year))
        return false;
    if (text.len > 4 && (text.ptr[4] != '-' || !fixed_number(text, 5, 2, &month) || month == 0))
        return false;
    if (text.len > 7 && (text.ptr[7] != '-' || !fixed_number(text, 8, 2, &day) || day == 0))
        return false;
    if (text.len != 4 && text.len != 7 && text.len != 10)
        return false;
    return accept(year, month, day, ret_date);
}

/* 1..12, or 0. "Sep", "Sept", "Sep." and "September" are the same month. */
static unsigned month_of_name(itd_str word)
{
    if (word.len > 0 && word.ptr[word.len - 1] == '.')
        word.len--;
    if (word.len < 3)
        return 0;
    for (unsigned i = 0; i < 12; i++)
        if (itd_str_starts_with_ascii_nocase(itd_str_of(month_names[i]), word))
            return i + 1;
    return 0;
}

bool itd_date_parse_english(itd_str text, itd_date *ret_date)
{
    itd_str  rest = itd_str_trim(text), part, word[3];
    size_t   count = 0;
    uint64_t year, day = 0;
    unsigned month = 0;

    while (itd_str_next_part(&rest, ITD_STR(" "), &part)) {
        if (part.len == 0)
            continue;
        if (count == ITD_ARRAY_LEN(word))
            return false;
        word[count++] = part;
    }
    if (count == 0 || word[count - 1].len != 4 || !itd_str_parse_u64(word[count - 1], 9999, &year))
        return false;
    if (count >= 2 && (month = month_of_name(word[count - 2])) == 0)
        return false;
    if (count == 3 && (!itd_str_parse_u64(word[0], 31, &day) || day == 0))
        return false;
    return accept((unsigned)year, month, (unsigned)day, ret_date);
}

bool itd_date_parse_us(itd_str text, itd_date *ret_date)
{
    unsigned year, month, day;

    if (text.len != 10 || text.ptr[2] != '/' || text.ptr[5] != '/' ||
        !fixed_number(text, 0, 2, &month) || !fixed_number(text, 3, 2, &day) ||
        !fixed_number(text, 6, 4, &year) || month == 0 || day == 0)
        return false;
    return accept(year, month, day, ret_date);
}

size_t itd_date_format(itd_date date, char ret_text[static ITD_DATE_TEXT_MAX])
{
    int n = 0;

    ret_text[0] = '\0';
    if (date.year < 1 || date.year > 9999)
        return 0;
    if (date.month == 0)
        n = snprintf(ret_text, ITD_DATE_TEXT_MAX, "%04d", date.year);
    else if (date.day == 0)
        n = snprintf(ret_text, ITD_DATE_TEXT_MAX, "%04d-%02u", date.year, date.month % 100u);
    else
        n = snprintf(ret_text, ITD_DATE_TEXT_MAX, "%04d-%02u-%02u", date.year, date.month % 100u,
                     date.day % 100u);
    return n > 0 ? (size_t)n : 0;
}

int64_t itd_date_to_days(itd_date date)
{
    const unsigned month = date.month > 0 ? date.month : 1;
    const unsigned day = date.day > 0 ? date.day : 1;
    const int64_t  year = date.year - (month <= 2);
    const int64_t  era = (year >= 0 ? year : year - 399) / 400;
    const int64_t  year_of_era = year - era * 400;
    const int64_t  day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const int64_t  day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

    return era * 146097 + day_of_era - 719468;
}

itd_date itd_date_of_days(int64_t days)
{
    const int64_t shifted = days + 719468;
    const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month_from_march = (5 * day_of_year + 2) / 153;
    const int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    const int64_t year = year_of_era + era * 400 + (month <= 2);

    if (year < 1 || year > 9999)
        return (itd_date){0};
    return (itd_date){(int16_t)year, (uint8_t)month,
                      (uint8_t)(day_of_year - (153 * month_from_march + 2) / 5 + 1)};
}

/* "Z", "+HH:MM" or "-HH:MM" → milliseconds east of Greenwich. */
static bool parse_zone(itd_str text, int64_t *ret_ms)
{
    unsigned hours, minutes;

    if (itd_str_equal(text, ITD_STR("Z"))) {
        *ret_ms = 0;
        return true;
    }
    if (text.len != 6 || (text.ptr[0] != '+' && text.ptr[0] != '-') || text.ptr[3] != ':' ||
        !fixed_number(text, 1, 2, &hours) || !fixed_number(text, 4, 2, &minutes) || hours > 14 ||
        minutes > 59)
        return false;
    *ret_ms = ((int64_t)hours * 60 + minutes) * 60000 * (text.ptr[0] == '-' ? -1 : 1);
    return true;
}

/* ".fff" of any length; digits past the third are dropped. Returns the bytes used. */
static size_t parse_fraction(itd_str text, unsigned *ret_ms)
{
    unsigned scale = 100;
    size_t   at = 0;

    *ret_ms = 0;
    if (text.len < 2 || text.ptr[0] != '.' || !itd_char_is_digit(text.ptr[1]))
        return 0;
    for (at = 1; at < text.len && itd_char_is_digit(text.ptr[at]); at++, scale /= 10)
        *ret_ms += scale * (unsigned)(text.ptr[at] - '0');
    return at;
}

bool itd_time_parse(itd_str text, int64_t *ret_ms)
{
    itd_date date;
    unsigned hour, minute, second = 0, ms = 0;
    int64_t  zone;
    size_t   at = 16;

    if (!itd_date_parse_iso(itd_str_slice(text, 0, 10), &date) || date.day == 0)
        return false;
    if (text.len == 10) {
        *ret_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
        return true;
    }
    if (text.len < 17 || text.ptr[10] != 'T' || text.ptr[13] != ':' ||
        !fixed_number(text, 11, 2, &hour) || !fixed_number(text, 14, 2, &minute))
        return false;
    if (text.ptr[at] == ':') {
        if (!fixed_number(text, 17, 2, &second))
            return false;
        at = 19;
        at += parse_fraction(itd_str_from(text, at), &ms);
    }
    if (hour > 23 || minute > 59 || second > 60 || !parse_zone(itd_str_from(text, at), &zone))
        return false;
    *ret_ms = itd_date_to_days(date) * ITD_MS_PER_DAY +
              (((int64_t)hour * 60 + minute) * 60 + second) * 1000 + ms - zone;
    return true;
}

size_t itd_time_format(int64_t ms, char ret_text[static ITD_TIME_TEXT_MAX])
{
    const int64_t  days = (ms >= 0 ? ms : ms - (ITD_MS_PER_DAY - 1)) / ITD_MS_PER_DAY;
    const unsigned second = (unsigned)((ms - days * ITD_MS_PER_DAY) / 1000);
    const itd_date date = itd_date_of_days(days);
    const int      n = snprintf(ret_text, ITD_TIME_TEXT_MAX, "%04d-%02u-%02uT%02u:%02u:%02uZ",
                                date.year % 10000, date.month % 100u, date.day % 100u,
                                second / 3600 % 100, second / 60 % 60, second % 60);

    return n > 0 ? (size_t)n : 0;
}
