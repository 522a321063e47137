/* Bases, Korean days and intervals. */
#include "chronicle/day.h"

#include <stdio.h>

#define MS_PER_MINUTE ((int64_t)60000)
#define MS_PER_HOUR (60 * MS_PER_MINUTE)
#define KST_OFFSET (9 * MS_PER_HOUR)

static const char *const basis_names[] = {"utc", "kst", "new-york", "unknown"};

bool itd_basis_parse(itd_str text, itd_basis *ret_basis)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(basis_names); i++) {
        if (itd_str_equal_ascii_nocase(text, itd_str_of(basis_names[i]))) {
            *ret_basis = (itd_basis)i;
            return true;
        }
    }
    return false;
}

const char *itd_basis_name(itd_basis basis)
{
    return basis_names[(size_t)basis < ITD_ARRAY_LEN(basis_names) ? basis : ITD_BASIS_UNKNOWN];
}

/* Floor division: days before 1970 count down. */
static int64_t day_of(int64_t ms)
{
    return ms >= 0 ? ms / ITD_MS_PER_DAY : -((ITD_MS_PER_DAY - 1 - ms) / ITD_MS_PER_DAY);
}

int64_t itd_korean_day(int64_t ms)
{
    return day_of(ms + KST_OFFSET);
}

int64_t itd_korean_day_start(int64_t day)
{
    return day * ITD_MS_PER_DAY - KST_OFFSET;
}

/* ---- New York ---- */

/* The nth Sunday of a month (from 1), or its last (0), as days since 1970. 1970-01-01 was a
 * Thursday. */
static int64_t sunday(int year, unsigned month, int nth)
{
    const itd_date first = {(int16_t)year, (uint8_t)month, 1};
    const itd_date next = {(int16_t)(month == 12 ? year + 1 : year),
                           (uint8_t)(month == 12 ? 1 : month + 1), 1};
    const int64_t  start = itd_date_to_days(first);
    const int64_t  to_sunday = (((3 - start) % 7) + 7) % 7; /* (start + 4) % 7 is its weekday */

    if (nth > 0)
        return start + to_sunday + 7 * (nth - 1);
    for (int64_t day = start + to_sunday + 28;; day -= 7) {
        if (day < itd_date_to_days(next))
            return day;
    }
}

/* Is the clock of New York set forward at this local time (standard time, ms since 1970)? From 2 h
 * of the first Sunday to 1 h (standard) of the other. */
static bool is_daylight(int64_t local_ms)
{
    const int year = itd_date_of_days(day_of(local_ms)).year;
    int64_t   from, to;

    if (year < 1967)
        return false;
    if (year >= 2007) {
        from = sunday(year, 3, 2);
        to = sunday(year, 11, 1);
    } else {
        from = year >= 1987 ? sunday(year, 4, 1) : sunday(year, 4, 0);
        to = sunday(year, 10, 0);
    }
    return local_ms >= from * ITD_MS_PER_DAY + 2 * MS_PER_HOUR &&
           local_ms < to * ITD_MS_PER_DAY + MS_PER_HOUR;
}

/* What to add to a time of the clock to have UTC. */
static int64_t to_utc(itd_basis basis, int64_t clock_ms)
{
    switch (basis) {
    case ITD_BASIS_KST:
        return -KST_OFFSET;
    case ITD_BASIS_NEW_YORK:
        /* The clock shows daylight time where standard time is an hour less. */
        return (is_daylight(clock_ms - MS_PER_HOUR) ? 4 : 5) * MS_PER_HOUR;
    case ITD_BASIS_UTC:
    case ITD_BASIS_UNKNOWN:
        break;
    }
    return 0;
}

/* ---- reading ---- */

static bool parse_two(itd_str text, uint64_t max, uint64_t *ret_value)
{
    return text.len == 2 && itd_str_parse_u64(text, max, ret_value);
}

/* Milliseconds from midnight, and how exact they are. */
static bool parse_clock(itd_str text, int64_t *ret_ms, int64_t *ret_width)
{
    uint64_t   hours, minutes, seconds = 0;
    const bool has_seconds = text.len == 8;

    if ((text.len != 5 && !has_seconds) || text.ptr[2] != ':' ||
        !parse_two(itd_str_slice(text, 0, 2), 23, &hours) ||
        !parse_two(itd_str_slice(text, 3, 5), 59, &minutes))
        return false;
    if (has_seconds && (text.ptr[5] != ':' || !parse_two(itd_str_slice(text, 6, 8), 59, &seconds)))
        return false;
    *ret_ms =
        (int64_t)hours * MS_PER_HOUR + (int64_t)minutes * MS_PER_MINUTE + (int64_t)seconds * 1000;
    *ret_width = has_seconds ? 1000 : MS_PER_MINUTE;
    return true;
}

/* The first day behind what is known of a date. */
static int64_t day_behind(itd_date date)
{
    if (date.month == 0)
        return itd_date_to_days((itd_date){(int16_t)(date.year + 1), 1, 1});
    if (date.day == 0)
        return itd_date_to_days((itd_date){(int16_t)(date.month == 12 ? date.year + 1 : date.year),
                                           (uint8_t)(date.month == 12 ? 1 : date.month + 1), 1});
    return itd_date_to_days(date) + 1;
}

static itd_status at_field(itd_error *err, itd_status status, const char *field)
{
    itd_error_in_field(err, itd_str_of(field));
    return status;
}

itd_status itd_when_parse(itd_str day, itd_str time, itd_str basis, itd_when *ret_when,
                          itd_error *err)
{
    itd_when when = {0};
    int64_t  from, to, width;

    if (day.len == 0)
        return at_field(err, itd_error_set(err, ITD_E_INCOMPLETE, "a day is needed"), "day");
    if (!itd_date_parse_iso(day, &when.day))
        return at_field(
            err,
            itd_error_set(err, ITD_E_SYNTAX, "'%.*s' is no day (YYYY-MM-DD)", ITD_STR_ARGS(day)),
            "day");
    if (basis.len == 0)
        return at_field(err,
                        itd_error_set(err, ITD_E_INCOMPLETE,
                                      "a date without its basis: utc, kst, new-york or unknown"),
                        "basis");
    if (!itd_basis_parse(basis, &when.basis))
        return at_field(err,
                        itd_error_set(err, ITD_E_SCHEMA,
                                      "'%.*s' is none of utc, kst, new-york, unknown",
                                      ITD_STR_ARGS(basis)),
                        "basis");
    from = itd_date_to_days(when.day) * ITD_MS_PER_DAY;
    to = day_behind(when.day) * ITD_MS_PER_DAY;
    if (time.len > 0) {
        int64_t clock;

        if (!parse_clock(time, &clock, &width))
            return at_field(err,
                            itd_error_set(err, ITD_E_SYNTAX, "'%.*s' is no time of day (HH:MM)",
                                          ITD_STR_ARGS(time)),
                            "time");
        if (when.day.day == 0)
            return at_field(
                err, itd_error_set(err, ITD_E_INCOMPLETE, "a time of day without its day"), "time");
        from += clock;
        to = from + width;
        when.has_time = true;
    }
    when.has_instant = when.has_time && when.basis != ITD_BASIS_UNKNOWN;
    if (when.basis == ITD_BASIS_UNKNOWN) {
        when.first_ms = from + to_utc(ITD_BASIS_KST, from);
        when.last_ms = to + to_utc(ITD_BASIS_NEW_YORK, to) - 1;
    } else {
        when.first_ms = from + to_utc(when.basis, from);
        when.last_ms = to + to_utc(when.basis, to - 1) - 1;
    }
    *ret_when = when;
    return ITD_OK;
}

/* ---- counting ---- */

int64_t itd_when_korean_day(const itd_when *when)
{
    if (when->has_instant)
        return itd_korean_day(when->first_ms);
    if (when->basis == ITD_BASIS_UNKNOWN || when->basis == ITD_BASIS_KST || when->day.day == 0)
        return itd_date_to_days(when->day);
    return itd_korean_day(when->first_ms + (when->last_ms - when->first_ms) / 2);
}

void itd_when_korean_range(const itd_when *when, int64_t *ret_first, int64_t *ret_last)
{
    *ret_first = itd_korean_day(when->first_ms);
    *ret_last = itd_korean_day(when->has_instant ? when->first_ms : when->last_ms);
}

itd_status itd_as_of_parse(itd_str text, int64_t *ret_ms, itd_error *err)
{
    itd_date day;

    if (itd_date_parse_iso(text, &day) && day.day != 0) {
        *ret_ms = itd_korean_day_start(itd_date_to_days(day) + 1) - 1;
        return ITD_OK;
    }
    if (text.len > 10 && itd_time_parse(text, ret_ms))
        return ITD_OK;
    return itd_error_set(err, ITD_E_USAGE,
                         "'%.*s' is neither a day (YYYY-MM-DD, its end in Korea) nor an instant "
                         "with a zone (YYYY-MM-DDTHH:MMZ)",
                         ITD_STR_ARGS(text));
}

static void utc_range(const itd_when *when, int64_t *ret_first, int64_t *ret_last)
{
    *ret_first = day_of(when->first_ms);
    *ret_last = day_of(when->has_instant ? when->first_ms : when->last_ms);
}

/* The day in UTC something is counted under: that of its instant, or of the middle of its day. */
static int64_t utc_day(const itd_when *when)
{
    if (when->has_instant)
        return day_of(when->first_ms);
    return day_of(when->first_ms + (when->last_ms - when->first_ms) / 2);
}

itd_interval itd_interval_of(const itd_when *from, const itd_when *to)
{
    itd_interval interval = {0};
    int64_t      from_first, from_last, to_first, to_last;

    interval.has_elapsed = from->has_instant && to->has_instant;
    if (interval.has_elapsed) {
        interval.elapsed_ms = to->first_ms - from->first_ms;
        interval.precision_ms = (from->last_ms - from->first_ms > to->last_ms - to->first_ms
                                     ? from->last_ms - from->first_ms
                                     : to->last_ms - to->first_ms) +
                                1;
    }
    interval.least_ms = to->first_ms - from->last_ms;
    interval.most_ms = to->last_ms - from->first_ms;
    itd_when_korean_range(from, &from_first, &from_last);
    itd_when_korean_range(to, &to_first, &to_last);
    interval.korean_days = itd_when_korean_day(to) - itd_when_korean_day(from);
    interval.korean_least = to_first - from_last;
    interval.korean_most = to_last - from_first;
    utc_range(from, &from_first, &from_last);
    utc_range(to, &to_first, &to_last);
    interval.utc_days = utc_day(to) - utc_day(from);
    interval.utc_least = to_first - from_last;
    interval.utc_most = to_last - from_first;
    return interval;
}

size_t itd_interval_format(int64_t ms, char ret_text[static ITD_INTERVAL_TEXT_MAX])
{
    const int64_t minutes = (ms < 0 ? -ms : ms) / MS_PER_MINUTE;
    const int     len =
        snprintf(ret_text, ITD_INTERVAL_TEXT_MAX, "%s%lld d %d h %d min", ms < 0 ? "-" : "",
                 (long long)(minutes / (24 * 60)), (int)(minutes / 60 % 24), (int)(minutes % 60));

    return len > 0 ? (size_t)len : 0;
}
