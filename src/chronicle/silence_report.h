/* Everything that can be said of the silence after the last event of a series, on one day: the laws
 * side by side, with and without season and open gap, and the tests. One thread at a time. */
#ifndef ITD_CHRONICLE_SILENCE_REPORT_H
#define ITD_CHRONICLE_SILENCE_REPORT_H

#include "chronicle/silence.h"

/* Where nothing else is asked: the window begins on 1 January three years before the year of the
 * last event, earlier by whole years while it has fewer than ten gaps; the season five years
 * before. Neither begins before the first event known. */
#define ITD_WINDOW_YEARS 3
#define ITD_WINDOW_GAPS_MIN 10
#define ITD_SEASON_YEARS 5
#define ITD_PRIOR_DEFAULT 0.1
#define ITD_BOOTSTRAP_DEFAULT 199
#define ITD_BOOTSTRAP_SEED 20171129ul
#define ITD_DAY_DEFAULT INT32_MIN

typedef struct itd_silence_options {
    int32_t  as_of; /* the end of this day */
    int32_t  from;  /* first day of the window, or ITD_DAY_DEFAULT */
    int32_t  season_from;
    double   prior;            /* that the last event was the last of all; in (0, 1) */
    unsigned bootstrap_rounds; /* 0: goodness of fit without p */
} itd_silence_options;

itd_silence_options itd_silence_options_default(int32_t as_of);

/* A law with what it says of the silence. Numbers only where fit.why is NULL. */
typedef struct itd_silence_model {
    itd_silence_fit fit;
    double          p, p_low, p_high; /* P(gap >= reach) */
    /* Days needed for p of 5 % and 1 %; 0: more than a hundred years. */
    double length_5pct, length_1pct;
} itd_silence_model;

typedef struct itd_season_model {
    itd_season season;
    double     p, p_predictive;
    double     expected;          /* events in the silence, by season */
    double     expected_constant; /* by the mean rate of the same days */
    uint32_t   length_5pct, length_1pct;
} itd_season_model;

/* The season by months and by quarters, from season_from and from the start of the window: the
 * answer depends on it, so all are shown. The first one decides. */
enum {
    ITD_SEASON_MONTHS,
    ITD_SEASON_QUARTERS,
    ITD_SEASON_MONTHS_WINDOW,
    ITD_SEASON_QUARTERS_WINDOW
};
#define ITD_SEASONS 4

typedef struct itd_silence_report {
    const char   *why;      /* not even an event: nothing below is set */
    const char   *why_gaps; /* no gap to compare with; NULL when there is one */
    int32_t       as_of, from, season_from, last;
    size_t        events; /* in the window */
    size_t        gaps;   /* completed, in the window */
    uint32_t      silence_days;
    double        reach; /* silence_days + 1: the gap will be at least this */
    double        mean_gap, median_gap, longest_gap;
    const double *lengths; /* the gaps, in order of time; arena */

    itd_silence_model complete[ITD_LAWS]; /* fitted on completed gaps */
    itd_silence_model censored[ITD_LAWS]; /* with the open silence as a censored gap */
    itd_silence_model
           adjusted[ITD_LAWS]; /* fitted in days of the season, lengths in calendar days */
    size_t best, best_censored, best_adjusted; /* SIZE_MAX: none */

    double           predictive_p, predictive_5pct, predictive_1pct;
    itd_season_model season[ITD_SEASONS];
    itd_hawkes       hawkes;
    double           hawkes_p, hawkes_5pct, hawkes_1pct;
    itd_extinction   extinction;
    itd_change       change;
    double           any_p;        /* that one gap of the window is at least this long */
    double           sidak_length; /* of one gap, at 5 % over all gaps of the window; best law */
} itd_silence_report;

/* First day of the window for a silence after the event on day `last`. */
int32_t itd_silence_window(itd_silence_series series, int32_t last, int years, size_t gaps_min);

/* Events after as_of are not looked at. Everything lives in arena. ITD_E_USAGE: the prior, or a
 * window that begins after as_of. */
ITD_MUST_CHECK itd_status itd_silence_evaluate(itd_silence_series         series,
                                               const itd_silence_options *options, itd_arena *arena,
                                               itd_silence_report *ret_report, itd_error *err);

/* The gaps between the events of a series as lengths in arena; NULL: no memory. */
double *itd_silence_lengths(itd_silence_series series, itd_arena *arena);
/* The same in days of the season: a day counts by its rate relative to the mean. */
double *itd_season_lengths(itd_silence_series series, const itd_season *season, itd_arena *arena);
/* Median; sorts a copy in arena. 0 of nothing; negative: no memory. */
double itd_silence_median(const double *lengths, size_t count, itd_arena *arena);

#endif
