/* Statistics of a silence: how surprising is it that nothing has happened for so long?
 *
 * All calls are pure functions over days of events (days since 1970-01-01, ascending, each once) or
 * over gaps between them; they know no source and no class. What cannot be computed says why
 * (`why` is a text that lives for ever) instead of giving a number, and no number is infinite or
 * NaN. A status other than ITD_OK means that memory ran out.
 *
 * A silence of s whole days at the end of day last + s is a gap of at least s + 1 days, so every
 * model is asked for P(gap >= s + 1): the "reach" of the silence.
 *
 * Sources: docs/watch.md. Numbers are minimised and distributions evaluated by GSL. Safe from any
 * thread. */
#ifndef ITD_CHRONICLE_SILENCE_H
#define ITD_CHRONICLE_SILENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"

/* ---- series ---- */

/* Days with at least one event. Borrowed. */
typedef struct itd_silence_series {
    const int32_t *days;
    size_t         count;
} itd_silence_series;

#define ITD_SILENCE_DAY_MAX 3000000     /* |days| of a date; years 1 to 9999 fit */
#define ITD_SILENCE_EVENTS_MAX 1000000u /* more is refused */

/* Ascending, each day once, within the limits; else ITD_E_SYNTAX or ITD_E_LIMIT with the index. */
ITD_MUST_CHECK itd_status itd_silence_check_series(const itd_silence_series *series,
                                                   itd_error                *err);
/* The part from day `from` to day `to`, both included. */
itd_silence_series itd_silence_within(itd_silence_series series, int32_t from, int32_t to);

/* ---- laws of gaps ---- */

typedef enum itd_silence_law {
    ITD_LAW_EXPONENTIAL, /* mean */
    ITD_LAW_WEIBULL,     /* shape, scale */
    ITD_LAW_GAMMA,       /* shape, scale */
    ITD_LAW_LOGNORMAL,   /* mu, sigma of the logarithm */
} itd_silence_law;
#define ITD_LAWS 4

/* "lognormal" */
const char *itd_silence_law_name(itd_silence_law law);
/* Number of parameters, 1 or 2, and the name of each. */
unsigned    itd_silence_law_size(itd_silence_law law);
const char *itd_silence_law_parameter(itd_silence_law law, unsigned index);

/* P(gap > length); length >= 0, parameters positive (mu any). */
double itd_silence_survival(itd_silence_law law, const double parameter[static 2], double length);
/* Natural logarithm of the density at length > 0. */
double itd_silence_log_density(itd_silence_law law, const double parameter[static 2],
                               double length);
/* The length that a gap exceeds with probability p, 0 < p < 1. */
double itd_silence_length(itd_silence_law law, const double parameter[static 2], double p);

/* Completed gaps in days (each > 0), and the length that an open one has reached (0: none). */
typedef struct itd_silence_gaps {
    const double *length;
    size_t        count;
    double        open;
} itd_silence_gaps;

typedef struct itd_silence_fit {
    itd_silence_law law;
    const char     *why; /* NULL: fitted */
    size_t          gaps;
    bool            censored; /* the open gap was used */
    double          parameter[2];
    /* 95 % intervals from the observed information, on the logarithmic scale (mu: as it is). */
    const char *why_no_interval;
    double      low[2], high[2];
    double      information_inverse[3]; /* of the free scale: 00, 01, 11 */
    double      log_likelihood, aic;
    double      ks;               /* Kolmogorov-Smirnov distance; completed gaps only */
    double      anderson_darling; /* A squared; completed gaps only */
    /* p of the distance by a parametric bootstrap that refits (itd_silence_check_fit), since tables
     * for known parameters would be too kind; negative: not asked for. */
    double ks_p;
} itd_silence_fit;

#define ITD_SILENCE_GAPS_MIN_1 2 /* gaps needed by a law of one parameter */
#define ITD_SILENCE_GAPS_MIN_2 3 /* and of two; not all equal */

/* Maximum likelihood. */
ITD_MUST_CHECK itd_status itd_silence_fit_law(itd_silence_law law, const itd_silence_gaps *gaps,
                                              itd_silence_fit *ret_fit, itd_error *err);
/* Sets ks_p from `rounds` simulated samples; the same seed gives the same number. */
ITD_MUST_CHECK itd_status itd_silence_check_fit(const itd_silence_gaps *gaps, unsigned rounds,
                                                unsigned long seed, itd_arena *arena,
                                                itd_silence_fit *fit, itd_error *err);
/* P(gap > length) with its 95 % interval (delta method on log(-log p)). Only for a fit without why;
 * the interval is [p, p] when there is none. */
void itd_silence_tail(const itd_silence_fit *fit, double length, double *ret_p, double *ret_low,
                      double *ret_high);
/* Index of the fit with the smallest AIC among those without why, or SIZE_MAX. */
size_t itd_silence_best(const itd_silence_fit *fits, size_t count);

/* ---- constant rate, not known ---- */

/* Gamma-Poisson predictive with Jeffreys' prior:
 * P(gap > length) = (1 + length / sum)^-(n + 1/2). */
double itd_silence_predictive(size_t gaps, double sum, double length);
double itd_silence_predictive_length(size_t gaps, double sum, double p);

/* ---- many gaps ---- */

/* P(at least one of `gaps` gaps is that long), each with probability p. */
double itd_silence_any(double p, size_t gaps);
/* Sidak: the p of one gap that stands for `level` over all of them. */
double itd_silence_sidak(double level, size_t gaps);

/* ---- season ---- */

/* Rates per calendar month, from the days from..to. A part of the year in which nothing was ever
 * seen counts half an event: never seen is not impossible. */
typedef struct itd_season {
    const char *why; /* NULL: usable */
    int32_t     from, to;
    unsigned    parts; /* 12: months; 4: quarters */
    size_t      events;
    uint32_t    count[12]; /* event days in each part */
    uint32_t    days[12];  /* days looked at */
    double      rate[12];  /* per day, by month (also with quarters) */
    double      mean_rate; /* per day */
} itd_season;

#define ITD_SEASON_DAYS_MIN 365 /* less than a year has no season */
#define ITD_SEASON_EVENTS_MIN 3

void itd_season_fit(itd_silence_series series, int32_t from, int32_t to, unsigned parts,
                    itd_season *ret_season);
/* Expected events on the days from..to, both included. */
double itd_season_expected(const itd_season *season, int32_t from, int32_t to);
/* P(no event) on those days, and the same with the uncertainty of the rates (gamma posteriors,
 * prior shape 1/2). */
double itd_season_silent(const itd_season *season, int32_t from, int32_t to);
double itd_season_silent_predictive(const itd_season *season, int32_t from, int32_t to);
/* Days of a silence after an event on day `last` until P(no event) is at most p; 0 when not within
 * a hundred years. */
uint32_t itd_season_length(const itd_season *season, int32_t last, double p);

/* ---- Hawkes process with exponential kernel ---- */

/* Rate mu + sum over past events of branching * decay * exp(-decay * age). */
typedef struct itd_hawkes {
    const char *why;
    const char *why_no_interval;
    size_t      events;
    double      mu;        /* per day */
    double      branching; /* events that an event brings about, 0 to 1 */
    double      decay;     /* per day; memory is its inverse */
    double      low[3], high[3];
    double      log_likelihood, aic;
    double      poisson_log_likelihood, poisson_aic;
    double      excitation; /* sum of exp(-decay * age) at the last event, itself included */
} itd_hawkes;

#define ITD_HAWKES_EVENTS_MIN 10

/* Events of series within from..to; the window ends with day `to`. */
ITD_MUST_CHECK itd_status itd_hawkes_fit(itd_silence_series series, int32_t from, int32_t to,
                                         itd_hawkes *ret_hawkes, itd_error *err);
/* P(no event for `length` days after the last one), given the whole history. */
double itd_hawkes_silent(const itd_hawkes *hawkes, double length);
double itd_hawkes_length(const itd_hawkes *hawkes, double p);

/* ---- has it ceased? ---- */

/* Solow (1993): n events of a constant rate in 0..end, the last at `last`. */
typedef struct itd_extinction {
    const char *why;
    size_t      events;
    double      p;            /* (last / end)^n: of a silence this long if nothing has ceased */
    double      bayes_factor; /* continuing : ceased */
    double      prior;        /* that it has ceased */
    double      posterior;
} itd_extinction;

#define ITD_EXTINCTION_EVENTS_MIN 3

/* from: first day looked at; last: day of the last of `events` events; reach as above. prior in
 * (0, 1), else ITD_E_USAGE. */
ITD_MUST_CHECK itd_status itd_extinction_test(size_t events, int32_t from, int32_t last,
                                              double reach, double prior, itd_extinction *ret_test,
                                              itd_error *err);
/* The simpler mixture: `last_share` of events end a campaign; survival of the silence if not. */
double itd_extinction_mixture(double last_share, double survival);

/* ---- has the rate changed? ---- */

/* Bayesian online change point (Adams and MacKay 2007) over gaps: exponential gaps with a
 * gamma-distributed rate in each regime, and a constant chance per gap that a new one begins. */
typedef struct itd_change {
    const char *why;
    double      hazard;     /* chance per gap, stated */
    double      prior_mean; /* days: mean gap of a regime before anything is known */
    size_t      run;        /* gaps since the most probable change; the whole series if none */
    double      run_p;
    double      changed_p; /* that the open silence itself began a new regime */
    double      recent_p;  /* that a change lies within the last ten gaps, the open one included */
} itd_change;

#define ITD_CHANGE_HAZARD 0.02 /* a new regime every fifty gaps */
#define ITD_CHANGE_RECENT 10
#define ITD_CHANGE_GAPS_MAX 2000u /* the work grows with the square: the last ones are looked at */

ITD_MUST_CHECK itd_status itd_change_find(const itd_silence_gaps *gaps, double hazard,
                                          itd_arena *arena, itd_change *ret_change, itd_error *err);

#endif
