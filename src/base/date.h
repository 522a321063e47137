/* Calendar dates that may be partial, and instants in UTC milliseconds.
 * Source: ISO 8601-1 (proleptic Gregorian calendar). Pure functions; safe from any thread. */
#ifndef ITD_BASE_DATE_H
#define ITD_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

/* month 0: only the year is known; day 0: only year and month. year 0: no date at all.
 * Years 1 to 9999. */
typedef struct itd_date {
    int16_t year;
    uint8_t month;
    uint8_t day;
} itd_date;

#define ITD_DATE_TEXT_MAX 11 /* "YYYY-MM-DD" and a NUL */
#define ITD_TIME_TEXT_MAX 21 /* "YYYY-MM-DDTHH:MM:SSZ" and a NUL */
#define ITD_MS_PER_DAY 86400000

bool itd_date_is_valid(itd_date date);
bool itd_date_equal(itd_date a, itd_date b);
/* By year, month, day; an unknown part sorts first. */
int itd_date_compare(itd_date a, itd_date b);

/* "YYYY", "YYYY-MM" or "YYYY-MM-DD", the whole text. */
ITD_MUST_CHECK bool itd_date_parse_iso(itd_str text, itd_date *ret_date);
/* English day-month-year as sanctions lists write it: "04 Sep 1957", "4 September 1957", "Sep
 * 1957", "Sep. 1957", "1957"; month names in full or by at least three letters, any case. */
ITD_MUST_CHECK bool itd_date_parse_english(itd_str text, itd_date *ret_date);
/* "MM/DD/YYYY" */
ITD_MUST_CHECK bool itd_date_parse_us(itd_str text, itd_date *ret_date);
/* ISO text with the known parts; returns the length. Empty for no date. */
size_t itd_date_format(itd_date date, char ret_text[static ITD_DATE_TEXT_MAX]);

/* Days since 1970-01-01 of a complete date; a partial one counts as its first day. */
int64_t  itd_date_to_days(itd_date date);
itd_date itd_date_of_days(int64_t days);

/* "YYYY-MM-DD" (its first millisecond), or "YYYY-MM-DDTHH:MM[:SS[.fff]]" with "Z" or "±HH:MM". */
ITD_MUST_CHECK bool itd_time_parse(itd_str text, int64_t *ret_ms);
/* "YYYY-MM-DDTHH:MM:SSZ", milliseconds dropped. */
size_t itd_time_format(int64_t ms, char ret_text[static ITD_TIME_TEXT_MAX]);

#endif
