/* The report on one silence. The window ends with the last event, so that the silence that is
 * tested never enters what it is compared with, except where "censored" says so. */
#include "chronicle/silence_report.h"

#include <math.h>
#include <stdlib.h>

#include "base/date.h"

#define LENGTH_MAX 36525.0 /* days; a longer one is not printed */

itd_silence_options itd_silence_options_default(int32_t as_of)
{
    return (itd_silence_options){
        .as_of = as_of,
        .from = ITD_DAY_DEFAULT,
        .season_from = ITD_DAY_DEFAULT,
        .prior = ITD_PRIOR_DEFAULT,
        .bootstrap_rounds = ITD_BOOTSTRAP_DEFAULT,
    };
}

static int32_t new_year(int year)
{
    const itd_date date = {.year = (int16_t)(year > 1 ? year : 1), .month = 1, .day = 1};

    return (int32_t)itd_date_to_days(date);
}

int32_t itd_silence_window(itd_silence_series series, int32_t last, int years, size_t gaps_min)
{
    const int32_t first = series.count > 0 ? series.days[0] : last;
    int           year = itd_date_of_days(last).year - years;

    for (;; year--) {
        const int32_t from = new_year(year);

        if (from <= first)
            return first;
        if (itd_silence_within(series, from, last).count > gaps_min)
            return from;
    }
}

double *itd_silence_lengths(itd_silence_series series, itd_arena *arena)
{
    double *lengths = itd_arena_new_array(arena, series.count + 1, sizeof *lengths);

    for (size_t i = 1; lengths && i < series.count; i++)
        lengths[i - 1] = (double)series.days[i] - series.days[i - 1];
    return lengths;
}

double *itd_season_lengths(itd_silence_series series, const itd_season *season, itd_arena *arena)
{
    double *lengths = itd_arena_new_array(arena, series.count + 1, sizeof *lengths);

    for (size_t i = 1; lengths && i < series.count; i++)
        lengths[i - 1] =
            itd_season_expected(season, series.days[i - 1], series.days[i] - 1) / season->mean_rate;
    return lengths;
}

static int compare_lengths(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

double itd_silence_median(const double *lengths, size_t count, itd_arena *arena)
{
    double *sorted;

    if (count == 0)
        return 0;
    sorted = itd_arena_new_array(arena, count, sizeof *sorted);
    if (!sorted)
        return -1;
    for (size_t i = 0; i < count; i++)
        sorted[i] = lengths[i];
    qsort(sorted, count, sizeof *sorted, compare_lengths);
    return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

/* 0 where a length is beyond all reason. */
static double printable(double length)
{
    return isfinite(length) && length <= LENGTH_MAX ? length : 0;
}

static itd_status fill_model(itd_silence_law law, const itd_silence_gaps *gaps, double reach,
                             unsigned rounds, itd_arena *arena, itd_silence_model *model,
                             itd_error *err)
{
    itd_status st = itd_silence_fit_law(law, gaps, &model->fit, err);

    if (st == ITD_OK)
        st = itd_silence_check_fit(gaps, rounds, ITD_BOOTSTRAP_SEED, arena, &model->fit, err);
    if (st != ITD_OK || model->fit.why)
        return st;
    itd_silence_tail(&model->fit, reach, &model->p, &model->p_low, &model->p_high);
    model->length_5pct = printable(itd_silence_length(law, model->fit.parameter, 0.05));
    model->length_1pct = printable(itd_silence_length(law, model->fit.parameter, 0.01));
    return ITD_OK;
}

static size_t best_of(const itd_silence_model models[ITD_LAWS])
{
    itd_silence_fit fits[ITD_LAWS];

    for (size_t i = 0; i < ITD_LAWS; i++)
        fits[i] = models[i].fit;
    return itd_silence_best(fits, ITD_LAWS);
}

/* Calendar days of a silence after `last` that are worth `length` days of the season. */
static double calendar_days(const itd_season *season, int32_t last, double length)
{
    return length > 0 ? itd_season_length(season, last, exp(-length * season->mean_rate)) : 0;
}

/* The laws in days of the season. */
static itd_status fill_adjusted(itd_silence_series window, itd_silence_report *report,
                                unsigned rounds, itd_arena *arena, itd_error *err)
{
    const itd_season *season = &report->season[ITD_SEASON_MONTHS].season;
    itd_silence_gaps  gaps = {.count = report->gaps};
    double            reach;
    itd_status        st = ITD_OK;

    if (season->why) {
        for (size_t i = 0; i < ITD_LAWS; i++)
            report->adjusted[i].fit =
                (itd_silence_fit){.law = (itd_silence_law)i, .why = season->why, .ks_p = -1};
        return ITD_OK;
    }
    gaps.length = itd_season_lengths(window, season, arena);
    if (!gaps.length)
        return itd_error_no_memory(err);
    reach = itd_season_expected(season, report->last, report->as_of) / season->mean_rate;
    for (size_t i = 0; st == ITD_OK && i < ITD_LAWS; i++) {
        itd_silence_model *model = &report->adjusted[i];

        st = fill_model((itd_silence_law)i, &gaps, reach, rounds, arena, model, err);
        model->length_5pct = calendar_days(season, report->last, model->length_5pct);
        model->length_1pct = calendar_days(season, report->last, model->length_1pct);
    }
    return st;
}

static itd_status fill_laws(itd_silence_series window, itd_silence_report *report, unsigned rounds,
                            itd_arena *arena, itd_error *err)
{
    const itd_silence_gaps complete = {report->lengths, report->gaps, 0};
    const itd_silence_gaps censored = {report->lengths, report->gaps, report->reach};
    itd_status             st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < ITD_LAWS; i++) {
        st = fill_model((itd_silence_law)i, &complete, report->reach, rounds, arena,
                        &report->complete[i], err);
        if (st == ITD_OK)
            st = fill_model((itd_silence_law)i, &censored, report->reach, 0, arena,
                            &report->censored[i], err);
    }
    if (st == ITD_OK)
        st = fill_adjusted(window, report, rounds, arena, err);
    report->best = best_of(report->complete);
    report->best_censored = best_of(report->censored);
    report->best_adjusted = best_of(report->adjusted);
    return st;
}

static void fill_season(itd_silence_series series, int32_t from, unsigned parts,
                        const itd_silence_report *report, itd_season_model *model)
{
    itd_season_fit(series, from, report->last, parts, &model->season);
    if (model->season.why)
        return;
    model->p = itd_season_silent(&model->season, report->last, report->as_of);
    model->p_predictive = itd_season_silent_predictive(&model->season, report->last, report->as_of);
    model->expected = itd_season_expected(&model->season, report->last, report->as_of);
    model->expected_constant = model->season.mean_rate * report->reach;
    model->length_5pct = itd_season_length(&model->season, report->last, 0.05);
    model->length_1pct = itd_season_length(&model->season, report->last, 0.01);
}

static void fill_summary(itd_silence_report *report)
{
    double sum = 0;

    for (size_t i = 0; i < report->gaps; i++) {
        sum += report->lengths[i];
        report->longest_gap = fmax(report->longest_gap, report->lengths[i]);
    }
    report->mean_gap = sum / (double)report->gaps;
    report->predictive_p = itd_silence_predictive(report->gaps, sum, report->reach);
    report->predictive_5pct = printable(itd_silence_predictive_length(report->gaps, sum, 0.05));
    report->predictive_1pct = printable(itd_silence_predictive_length(report->gaps, sum, 0.01));
}

static void fill_many_gaps(itd_silence_report *report)
{
    const itd_silence_model *best = &report->complete[report->best];

    report->any_p = itd_silence_any(best->p, report->gaps);
    report->sidak_length = printable(itd_silence_length(best->fit.law, best->fit.parameter,
                                                        itd_silence_sidak(0.05, report->gaps)));
}

static itd_status fill_processes(itd_silence_series series, itd_silence_report *report,
                                 itd_arena *arena, itd_error *err)
{
    const itd_silence_gaps gaps = {report->lengths, report->gaps, report->reach};
    itd_status st = itd_hawkes_fit(series, report->from, report->last, &report->hawkes, err);

    if (st != ITD_OK)
        return st;
    if (!report->hawkes.why) {
        report->hawkes_p = itd_hawkes_silent(&report->hawkes, report->reach);
        report->hawkes_5pct = printable(itd_hawkes_length(&report->hawkes, 0.05));
        report->hawkes_1pct = printable(itd_hawkes_length(&report->hawkes, 0.01));
    }
    return itd_change_find(&gaps, ITD_CHANGE_HAZARD, arena, &report->change, err);
}

static itd_status set_window(itd_silence_series series, const itd_silence_options *options,
                             itd_silence_report *report, itd_error *err)
{
    report->as_of = options->as_of;
    if (options->from != ITD_DAY_DEFAULT && options->from > options->as_of)
        return itd_error_set(err, ITD_E_USAGE, "the window begins after the day asked for");
    if (series.count == 0 ||
        (options->from != ITD_DAY_DEFAULT && series.days[series.count - 1] < options->from)) {
        report->why = series.count == 0 ? "no event is known" : "no event in the window";
        report->from = options->from;
        return ITD_OK;
    }
    report->last = series.days[series.count - 1];
    report->from =
        options->from != ITD_DAY_DEFAULT
            ? options->from
            : itd_silence_window(series, report->last, ITD_WINDOW_YEARS, ITD_WINDOW_GAPS_MIN);
    report->season_from = options->season_from != ITD_DAY_DEFAULT
                              ? options->season_from
                              : itd_silence_window(series, report->last, ITD_SEASON_YEARS, 0);
    report->silence_days = (uint32_t)(report->as_of - report->last);
    report->reach = report->silence_days + 1.0;
    return ITD_OK;
}

itd_status itd_silence_evaluate(itd_silence_series series, const itd_silence_options *options,
                                itd_arena *arena, itd_silence_report *ret_report, itd_error *err)
{
    itd_silence_report report = {
        .best = SIZE_MAX, .best_censored = SIZE_MAX, .best_adjusted = SIZE_MAX};
    itd_silence_series window;
    double            *lengths;
    itd_status         st;

    series = itd_silence_within(series, INT32_MIN, options->as_of);
    st = set_window(series, options, &report, err);
    if (st == ITD_OK)
        st = itd_extinction_test(0, 0, 0, 0, options->prior, &report.extinction, err);
    if (st != ITD_OK || report.why) {
        if (st == ITD_OK)
            *ret_report = report;
        return st;
    }
    window = itd_silence_within(series, report.from, report.last);
    lengths = itd_silence_lengths(window, arena);
    if (!lengths)
        return itd_error_no_memory(err);
    report.lengths = lengths;
    report.events = window.count;
    report.gaps = window.count - 1;
    report.why_gaps = report.gaps == 0 ? "one event has no gap to compare with" : NULL;
    report.median_gap = itd_silence_median(report.lengths, report.gaps, arena);
    if (report.median_gap < 0)
        return itd_error_no_memory(err);
    if (!report.why_gaps)
        fill_summary(&report);
    fill_season(series, report.season_from, 12, &report, &report.season[ITD_SEASON_MONTHS]);
    fill_season(series, report.season_from, 4, &report, &report.season[ITD_SEASON_QUARTERS]);
    fill_season(series, report.from, 12, &report, &report.season[ITD_SEASON_MONTHS_WINDOW]);
    fill_season(series, report.from, 4, &report, &report.season[ITD_SEASON_QUARTERS_WINDOW]);
    st = fill_laws(window, &report, options->bootstrap_rounds, arena, err);
    if (st == ITD_OK)
        st = fill_processes(series, &report, arena, err);
    if (st == ITD_OK)
        st = itd_extinction_test(report.events, report.from, report.last, report.reach,
                                 options->prior, &report.extinction, err);
    if (st != ITD_OK)
        return st;
    if (report.best != SIZE_MAX)
        fill_many_gaps(&report);
    *ret_report = report;
    return ITD_OK;
}
