/* Walk-forward check of the models of silence. A silence that lasts `days` from event to event has
 * "exceeded" an alarm length below it, and "lasted" a horizon when no event came within it. */
#include "chronicle/forecast.h"

#include <math.h>

#define WILSON_Z 1.959963984540054

itd_forecast_options itd_forecast_options_default(int32_t from, int32_t to)
{
    return (itd_forecast_options){
        .from = from,
        .to = to,
        .train_days = ITD_FORECAST_TRAIN_DAYS,
        .season_days = 2 * ITD_FORECAST_TRAIN_DAYS,
        .horizon = 30,
        .level = 0.05,
    };
}

const char *itd_forecast_model_name(unsigned model)
{
    static const char *const adjusted[ITD_LAWS] = {
        [ITD_LAW_EXPONENTIAL] = "exponential in season",
        [ITD_LAW_WEIBULL] = "weibull in season",
        [ITD_LAW_GAMMA] = "gamma in season",
        [ITD_LAW_LOGNORMAL] = "lognormal in season",
    };

    if (model < ITD_FORECAST_ADJUSTED)
        return itd_silence_law_name((itd_silence_law)model);
    if (model < ITD_FORECAST_SEASON)
        return adjusted[model - ITD_FORECAST_ADJUSTED];
    return model == ITD_FORECAST_SEASON ? "month-of-year rate" : "constant rate";
}

/* What one silence is judged with. */
struct training {
    itd_silence_series all;    /* up to the event before the silence */
    itd_silence_series recent; /* the last train_days of it */
    itd_season         season;
    double            *lengths, *season_lengths;
};

static itd_status train(itd_silence_series series, size_t event,
                        const itd_forecast_options *options, itd_arena *arena,
                        struct training *training, itd_error *err)
{
    const int32_t last = series.days[event];
    const int32_t first = series.days[0], season_from = last - (int32_t)options->season_days;

    training->all = (itd_silence_series){series.days, event + 1};
    training->recent = itd_silence_within(training->all, last - (int32_t)options->train_days, last);
    itd_season_fit(training->all, season_from > first ? season_from : first, last, 12,
                   &training->season);
    training->lengths = itd_silence_lengths(training->recent, arena);
    training->season_lengths = training->season.why
                                   ? training->lengths
                                   : itd_season_lengths(training->recent, &training->season, arena);
    return training->lengths && training->season_lengths ? ITD_OK : itd_error_no_memory(err);
}

/* The laws in calendar days. */
static itd_status ask_law(const struct training *training, itd_silence_law law,
                          const itd_forecast_options *options, itd_forecast_row *row,
                          itd_error *err)
{
    const itd_silence_gaps gaps = {training->lengths, row->gaps, 0};
    itd_silence_fit        fit;
    const itd_status       st = itd_silence_fit_law(law, &gaps, &fit, err);

    if (st != ITD_OK || fit.why)
        return st;
    row->p[ITD_FORECAST_LAW + law] = itd_silence_survival(law, fit.parameter, row->days);
    row->horizon_p[ITD_FORECAST_LAW + law] =
        itd_silence_survival(law, fit.parameter, options->horizon);
    row->length_5pct[ITD_FORECAST_LAW + law] =
        itd_silence_length(law, fit.parameter, options->level);
    return ITD_OK;
}

/* The laws in days of the season. */
static itd_status ask_adjusted(const struct training *training, itd_silence_law law,
                               const itd_forecast_options *options, itd_forecast_row *row,
                               itd_error *err)
{
    const itd_silence_gaps gaps = {training->season_lengths, row->gaps, 0};
    const itd_season      *season = &training->season;
    const unsigned         at = ITD_FORECAST_ADJUSTED + law;
    itd_silence_fit        fit;
    const itd_status       st = itd_silence_fit_law(law, &gaps, &fit, err);
    double                 length;

    if (st != ITD_OK || fit.why)
        return st;
    row->p[at] = itd_silence_survival(law, fit.parameter,
                                      itd_season_expected(season, row->last, row->next - 1) /
                                          season->mean_rate);
    row->horizon_p[at] = itd_silence_survival(
        law, fit.parameter,
        itd_season_expected(season, row->last, row->last + (int32_t)options->horizon - 1) /
            season->mean_rate);
    length = itd_silence_length(law, fit.parameter, options->level);
    row->length_5pct[at] = itd_season_length(season, row->last, exp(-length * season->mean_rate));
    return ITD_OK;
}

static void ask_baselines(const struct training *training, const itd_forecast_options *options,
                          itd_forecast_row *row)
{
    const itd_season *season = &training->season;

    row->p[ITD_FORECAST_SEASON] = itd_season_silent(season, row->last, row->next - 1);
    row->horizon_p[ITD_FORECAST_SEASON] =
        itd_season_silent(season, row->last, row->last + (int32_t)options->horizon - 1);
    row->length_5pct[ITD_FORECAST_SEASON] = itd_season_length(season, row->last, options->level);
    row->p[ITD_FORECAST_CONSTANT] = exp(-season->mean_rate * row->days);
    row->horizon_p[ITD_FORECAST_CONSTANT] = exp(-season->mean_rate * options->horizon);
    row->length_5pct[ITD_FORECAST_CONSTANT] = -log(options->level) / season->mean_rate;
}

static itd_status ask_all(const struct training *training, const itd_forecast_options *options,
                          itd_forecast_row *row, itd_error *err)
{
    itd_status st = ITD_OK;

    for (unsigned i = 0; i < ITD_FORECAST_MODELS; i++)
        row->p[i] = row->horizon_p[i] = -1;
    for (unsigned i = 0; st == ITD_OK && i < ITD_LAWS; i++) {
        st = ask_law(training, (itd_silence_law)i, options, row, err);
        if (st == ITD_OK && !training->season.why)
            st = ask_adjusted(training, (itd_silence_law)i, options, row, err);
    }
    if (st == ITD_OK && !training->season.why)
        ask_baselines(training, options, row);
    return st;
}

/* ---- scores ---- */

static void score_row(const itd_forecast_row *row, unsigned model,
                      const itd_forecast_options *options, itd_forecast_score *score)
{
    const double p = row->horizon_p[model];
    const bool   lasted = row->days >= options->horizon;
    const double single = itd_silence_sidak(options->level, row->gaps);
    unsigned     bin;

    if (p < 0)
        return;
    bin = (unsigned)(p * ITD_FORECAST_BINS);
    bin = bin < ITD_FORECAST_BINS ? bin : ITD_FORECAST_BINS - 1;
    score->silences++;
    score->alarms += row->p[model] < options->level;
    score->sidak_alarms += row->p[model] < single;
    score->sidak_expected += single;
    score->brier += (p - lasted) * (p - lasted);
    score->bins[bin].count++;
    score->bins[bin].lasted += lasted;
    score->bins[bin].mean_p += p;
}

/* Wilson's interval of a share. */
static void wilson(size_t found, size_t count, double *ret_low, double *ret_high)
{
    const double n = (double)count, share = (double)found / n, z = WILSON_Z * WILSON_Z;
    const double middle = (share + z / (2 * n)) / (1 + z / n);
    const double half = WILSON_Z * sqrt(share * (1 - share) / n + z / (4 * n * n)) / (1 + z / n);

    *ret_low = fmax(middle - half, 0);
    *ret_high = fmin(middle + half, 1);
}

static void finish_score(itd_forecast_score *score)
{
    if (score->silences == 0)
        return;
    score->brier /= (double)score->silences;
    wilson(score->alarms, score->silences, &score->alarm_low, &score->alarm_high);
    for (unsigned i = 0; i < ITD_FORECAST_BINS; i++)
        if (score->bins[i].count > 0)
            score->bins[i].mean_p /= (double)score->bins[i].count;
}

static itd_status check_options(const itd_forecast_options *options, itd_error *err)
{
    if (!(options->level > 0 && options->level < 1))
        return itd_error_set(err, ITD_E_USAGE, "the level must lie between 0 and 1");
    if (options->horizon == 0 || options->horizon > ITD_SEASON_DAYS_MIN * 10)
        return itd_error_set(err, ITD_E_USAGE, "the horizon must be 1 to 3650 days");
    if (options->train_days == 0 || options->season_days == 0 || options->train_days > 36525 ||
        options->season_days > 36525)
        return itd_error_set(err, ITD_E_USAGE, "the training must be 1 to 36525 days");
    return ITD_OK;
}

/* One silence: rows gets it when there is enough to train on. */
static itd_status add_row(itd_silence_series series, size_t event,
                          const itd_forecast_options *options, itd_arena *scratch,
                          itd_forecast_row *rows, size_t *count, itd_error *err)
{
    struct training  training;
    itd_forecast_row row = {.last = series.days[event], .next = series.days[event + 1]};
    itd_status       st = train(series, event, options, scratch, &training, err);

    if (st != ITD_OK || training.recent.count < ITD_FORECAST_EVENTS_MIN)
        return st;
    row.days = (uint32_t)(row.next - row.last);
    row.gaps = training.recent.count - 1;
    st = ask_all(&training, options, &row, err);
    if (st == ITD_OK)
        rows[(*count)++] = row;
    return st;
}

itd_status itd_forecast_run(itd_silence_series series, const itd_forecast_options *options,
                            itd_arena *arena, itd_forecast *ret_forecast, itd_error *err)
{
    itd_forecast      forecast = {.options = *options};
    itd_forecast_row *rows = NULL;
    itd_arena        *scratch = itd_arena_new(SIZE_MAX);
    size_t            lasted = 0;
    itd_status        st = check_options(options, err);

    if (!scratch)
        st = itd_error_no_memory(err);
    if (st == ITD_OK) {
        rows = itd_arena_new_array(arena, series.count + 1, sizeof *rows);
        st = rows ? ITD_OK : itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i + 1 < series.count; i++) {
        if (series.days[i] < options->from || series.days[i + 1] > options->to)
            continue;
        itd_arena_reset(scratch);
        st = add_row(series, i, options, scratch, rows, &forecast.count, err);
    }
    itd_arena_free(scratch);
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < forecast.count; i++) {
        lasted += rows[i].days >= options->horizon;
        for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++)
            score_row(&rows[i], model, options, &forecast.scores[model]);
    }
    for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++)
        finish_score(&forecast.scores[model]);
    forecast.rows = rows;
    if (forecast.count == 0)
        forecast.why = "no silence has twelve events in the three years before it";
    else
        forecast.climatology = (double)lasted / (double)forecast.count;
    *ret_forecast = forecast;
    return ITD_OK;
}
