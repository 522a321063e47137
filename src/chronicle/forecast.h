/* How good would the models have been? Before every silence they are fitted again on what was known
 * then, and asked two things: at which length they would have raised an alarm, and how probable it
 * was that the silence would last a given number of days. Pure; one thread at a time per arena. */
#ifndef ITD_CHRONICLE_FORECAST_H
#define ITD_CHRONICLE_FORECAST_H

#include "chronicle/silence_report.h"

#define ITD_FORECAST_TRAIN_DAYS 1095 /* three years before the silence */
#define ITD_FORECAST_EVENTS_MIN 12   /* in them; with fewer nothing is said */
#define ITD_FORECAST_BINS 10

typedef struct itd_forecast_options {
    int32_t  from, to;   /* silences that begin with an event of these days and have ended */
    uint32_t train_days; /* for the laws; season and baselines use all of season_days */
    uint32_t season_days;
    uint32_t horizon; /* days, from 1: "will it last as long as this?" */
    double   level;   /* of the alarms, in (0, 1) */
} itd_forecast_options;

itd_forecast_options itd_forecast_options_default(int32_t from, int32_t to);

/* The models that are compared: the four laws, the same in days of the season, two baselines. */
typedef enum itd_forecast_model {
    ITD_FORECAST_LAW,                                       /* + law */
    ITD_FORECAST_ADJUSTED = ITD_FORECAST_LAW + ITD_LAWS,    /* + law */
    ITD_FORECAST_SEASON = ITD_FORECAST_ADJUSTED + ITD_LAWS, /* month-of-year rate */
    ITD_FORECAST_CONSTANT,                                  /* constant rate */
    ITD_FORECAST_MODELS,
} itd_forecast_model;

/* "lognormal", "lognormal in season", "month-of-year rate", "constant rate" */
const char *itd_forecast_model_name(unsigned model);

typedef struct itd_forecast_bin {
    size_t count; /* forecasts from bin / 10 up to the next tenth */
    size_t lasted;
    double mean_p;
} itd_forecast_bin;

typedef struct itd_forecast_score {
    size_t           silences;              /* judged by this model */
    size_t           alarms;                /* longer than the length that p = level asks for */
    double           alarm_low, alarm_high; /* 95 % interval of the rate (Wilson) */
    size_t           sidak_alarms;          /* with level corrected for the gaps in training */
    double           sidak_expected;        /* of them, if the model were true */
    double           brier; /* mean of (p - lasted)^2 at the horizon; 0 is perfect */
    itd_forecast_bin bins[ITD_FORECAST_BINS];
} itd_forecast_score;

typedef struct itd_forecast_row {
    int32_t  last, next;
    uint32_t days;
    size_t   gaps;                           /* in training */
    double   p[ITD_FORECAST_MODELS];         /* of a silence this long or longer; negative: none */
    double   horizon_p[ITD_FORECAST_MODELS]; /* that it lasts the horizon */
    double   length_5pct[ITD_FORECAST_MODELS]; /* alarm length at `level`; 0: none */
} itd_forecast_row;

typedef struct itd_forecast {
    const char             *why; /* NULL: there are rows */
    itd_forecast_options    options;
    const itd_forecast_row *rows; /* arena */
    size_t                  count;
    double                  climatology; /* share that lasted the horizon */
    itd_forecast_score      scores[ITD_FORECAST_MODELS];
} itd_forecast;

/* ITD_E_USAGE for options out of range. */
ITD_MUST_CHECK itd_status itd_forecast_run(itd_silence_series          series,
                                           const itd_forecast_options *options, itd_arena *arena,
                                           itd_forecast *ret_forecast, itd_error *err);

#endif
