/* When something happened, as a source tells it: a calendar day of a stated basis, with or without
 * a clock time. From that follow the instants it can have been, and the Korean calendar day, which
 * all counting of days uses. Also how long lies between two such, told in instants and in
 * calendars.
 *
 * Bases: utc; kst, UTC+9 in every year (the clocks of Pyongyang stood at UTC+8:30 from 2015 to
 * 2018, which moves no day of the record); new-york, with the daylight time of 15 USC 260a since
 * 1967; unknown, which leaves open which of the three it is. Pure functions, for any thread. */
#ifndef ITD_CHRONICLE_DAY_H
#define ITD_CHRONICLE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

typedef enum itd_basis {
    ITD_BASIS_UTC,
    ITD_BASIS_KST,
    ITD_BASIS_NEW_YORK,
    ITD_BASIS_UNKNOWN,
} itd_basis;

typedef struct itd_when {
    itd_date  day; /* in the calendar of the basis; partial when only month or year are known */
    itd_basis basis;
    bool      has_time;    /* a clock time was given */
    bool      has_instant; /* clock time and basis are known: first_ms is the instant */
    int64_t   first_ms;    /* the earliest … */
    int64_t   last_ms;     /* … and the latest millisecond it can have been */
} itd_when;

/* "utc", "kst", "new-york", "unknown". */
ITD_MUST_CHECK bool itd_basis_parse(itd_str text, itd_basis *ret_basis);
const char         *itd_basis_name(itd_basis basis);

/* day: ISO, may be partial; time: "HH:MM" or "HH:MM:SS", or empty; basis must be stated. The field
 * of err names the one that is wrong: "day", "time" or "basis". */
ITD_MUST_CHECK itd_status itd_when_parse(itd_str day, itd_str time, itd_str basis,
                                         itd_when *ret_when, itd_error *err);

/* Days since 1970-01-01 of the Korean calendar. */
int64_t itd_korean_day(int64_t ms);
/* The first millisecond of a Korean day; its last is that of the next, less one. */
int64_t itd_korean_day_start(int64_t day);
/* The Korean day something is counted under: that of its instant; without one that of the middle of
 * its day, or the day as given when the basis is unknown. */
int64_t itd_when_korean_day(const itd_when *when);
/* The Korean days it can have been; equal when there is no doubt. */
void itd_when_korean_range(const itd_when *when, int64_t *ret_first, int64_t *ret_last);

/* "2017-11-28": the last millisecond of that Korean day. An instant with a zone
 * ("2017-11-28T18:18Z"): itself. */
ITD_MUST_CHECK itd_status itd_as_of_parse(itd_str text, int64_t *ret_ms, itd_error *err);

/* What lies between two events. */
typedef struct itd_interval {
    bool    has_elapsed; /* both instants are known */
    int64_t elapsed_ms;
    int64_t precision_ms;      /* elapsed_ms is true to this */
    int64_t least_ms, most_ms; /* what it can have been, from instants or from days */
    int64_t korean_days;       /* difference of the days in the Korean calendar … */
    int64_t korean_least, korean_most;
    int64_t utc_days; /* … and in that of UTC */
    int64_t utc_least, utc_most;
} itd_interval;

itd_interval itd_interval_of(const itd_when *from, const itd_when *to);

#define ITD_INTERVAL_TEXT_MAX 64
/* "74 d 20 h 21 min", to the minute; "-" before it when negative. Returns the length. */
size_t itd_interval_format(int64_t ms, char ret_text[static ITD_INTERVAL_TEXT_MAX]);

#endif
