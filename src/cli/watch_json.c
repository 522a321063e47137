/* The answer of `watch` as JSON (docs/formats.md). What has no number is null and says why beside
 * it; nothing is infinite. */
#include "cli/watch.h"

#include "base/date.h"

#define P_DECIMALS 6
#define VALUE_DECIMALS 6

static void put_day(itd_json_writer *json, const char *key, int32_t day)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(day), text);
    itd_json_put_cstr(json, key, text);
}

static void put_why(itd_json_writer *json, const char *why)
{
    if (why)
        itd_json_put_cstr(json, "why", why);
}

static void put_p(itd_json_writer *json, const char *key, double p, bool has)
{
    if (has)
        itd_json_put_number(json, key, p, P_DECIMALS);
    else
        itd_json_put_null(json, key);
}

/* 0 stands for "more than a hundred years". */
static void put_length(itd_json_writer *json, const char *key, double length)
{
    if (length > 0)
        itd_json_put_number(json, key, length, 0);
    else
        itd_json_put_null(json, key);
}

static void put_parameters(itd_json_writer *json, const itd_silence_fit *fit)
{
    itd_json_begin_array(json, "parameters");
    for (unsigned i = 0; i < itd_silence_law_size(fit->law); i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "name", itd_silence_law_parameter(fit->law, i));
        itd_json_put_number(json, "value", fit->parameter[i], VALUE_DECIMALS);
        put_p(json, "low", fit->low[i], !fit->why_no_interval);
        put_p(json, "high", fit->high[i], !fit->why_no_interval);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

/* p, lengths, parameters and fit of a law; open: nothing is known of the silence itself. */
static void put_law(itd_json_writer *json, const itd_silence_model *model, bool has_silence)
{
    const bool has = !model->fit.why;

    put_why(json, model->fit.why);
    put_p(json, "p", model->p, has && has_silence);
    put_p(json, "p_low", model->p_low, has && has_silence && !model->fit.why_no_interval);
    put_p(json, "p_high", model->p_high, has && has_silence && !model->fit.why_no_interval);
    put_length(json, "length_5pct", has ? model->length_5pct : 0);
    put_length(json, "length_1pct", has ? model->length_1pct : 0);
    if (!has)
        return;
    itd_json_put_number(json, "aic", model->fit.aic, 3);
    itd_json_put_number(json, "log_likelihood", model->fit.log_likelihood, 3);
    put_parameters(json, &model->fit);
    if (model->fit.why_no_interval)
        itd_json_put_cstr(json, "why_no_interval", model->fit.why_no_interval);
    itd_json_put_number(json, "ks", model->fit.ks, P_DECIMALS);
    put_p(json, "ks_p", model->fit.ks_p, model->fit.ks_p >= 0);
    itd_json_put_number(json, "anderson_darling", model->fit.anderson_darling, P_DECIMALS);
}

static void put_models(itd_json_writer *json, const itd_watch_report *report)
{
    const itd_silence_report *silence = &report->silence;
    const bool                has = report->is_covered;

    itd_json_begin_array(json, "models");
    for (size_t i = 0; i < ITD_LAWS && !silence->why; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "name", itd_silence_law_name((itd_silence_law)i));
        put_law(json, &silence->complete[i], has);
        itd_json_begin_object(json, "with_open_silence");
        put_law(json, &silence->censored[i], has);
        itd_json_end_object(json);
        itd_json_begin_object(json, "season_adjusted");
        put_law(json, &silence->adjusted[i], has);
        itd_json_end_object(json);
        itd_json_end_object(json);
    }
    if (!silence->why && !silence->why_gaps) {
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "name", "gamma-poisson");
        put_p(json, "p", silence->predictive_p, has);
        put_length(json, "length_5pct", silence->predictive_5pct);
        put_length(json, "length_1pct", silence->predictive_1pct);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_season(itd_json_writer *json, const itd_season_model *model, bool has)
{
    const itd_season *season = &model->season;

    itd_json_begin_object(json, NULL);
    put_day(json, "from", season->from);
    put_day(json, "to", season->to);
    itd_json_put_cstr(json, "by", season->parts == 12 ? "month" : "quarter");
    put_why(json, season->why);
    if (!season->why) {
        itd_json_put_u64(json, "events", season->events);
        put_p(json, "p", model->p, has);
        put_p(json, "p_predictive", model->p_predictive, has);
        put_p(json, "expected", model->expected, has);
        put_p(json, "expected_constant", model->expected_constant, has);
        put_length(json, "length_5pct", model->length_5pct);
        put_length(json, "length_1pct", model->length_1pct);
        itd_json_begin_array(json, "rate_per_30_days");
        for (unsigned month = 0; month < 12; month++)
            itd_json_put_number(json, NULL, 30 * season->rate[month], 3);
        itd_json_end_array(json);
    }
    itd_json_end_object(json);
}

static void put_hawkes(itd_json_writer *json, const itd_silence_report *silence, bool has)
{
    const itd_hawkes *hawkes = &silence->hawkes;
    const struct {
        const char *name;
        double      value;
    } parameters[] = {
        {"mu", hawkes->mu}, {"branching", hawkes->branching}, {"decay", hawkes->decay}};

    itd_json_begin_object(json, "hawkes");
    put_why(json, hawkes->why);
    if (!hawkes->why) {
        put_p(json, "p", silence->hawkes_p, has);
        put_length(json, "length_5pct", silence->hawkes_5pct);
        put_length(json, "length_1pct", silence->hawkes_1pct);
        itd_json_put_number(json, "aic", hawkes->aic, 3);
        itd_json_put_number(json, "poisson_aic", hawkes->poisson_aic, 3);
        itd_json_put_number(json, "memory_days", 1 / hawkes->decay, 2);
        itd_json_begin_array(json, "parameters");
        for (unsigned i = 0; i < ITD_ARRAY_LEN(parameters); i++) {
            itd_json_begin_object(json, NULL);
            itd_json_put_cstr(json, "name", parameters[i].name);
            itd_json_put_number(json, "value", parameters[i].value, VALUE_DECIMALS);
            put_p(json, "low", hawkes->low[i], !hawkes->why_no_interval);
            put_p(json, "high", hawkes->high[i], !hawkes->why_no_interval);
            itd_json_end_object(json);
        }
        itd_json_end_array(json);
        if (hawkes->why_no_interval)
            itd_json_put_cstr(json, "why_no_interval", hawkes->why_no_interval);
    }
    itd_json_end_object(json);
}

static void put_tests(itd_json_writer *json, const itd_silence_report *silence, bool has)
{
    itd_json_begin_object(json, "solow");
    put_why(json, silence->extinction.why);
    if (!silence->extinction.why) {
        put_p(json, "p", silence->extinction.p, has);
        put_p(json, "bayes_factor", silence->extinction.bayes_factor, has);
    }
    itd_json_put_number(json, "prior", silence->extinction.prior, P_DECIMALS);
    itd_json_end_object(json);
    itd_json_begin_object(json, "change_point");
    put_why(json, silence->change.why);
    if (!silence->change.why) {
        itd_json_put_number(json, "hazard", silence->change.hazard, P_DECIMALS);
        itd_json_put_u64(json, "run", silence->change.run);
        itd_json_put_number(json, "run_p", silence->change.run_p, P_DECIMALS);
        put_p(json, "changed_p", silence->change.changed_p, has);
        put_p(json, "recent_p", silence->change.recent_p, has);
    }
    itd_json_end_object(json);
    itd_json_begin_object(json, "many_gaps");
    itd_json_put_u64(json, "gaps", silence->gaps);
    put_p(json, "p_any", silence->any_p, has && silence->best != SIZE_MAX);
    put_length(json, "sidak_length_5pct", silence->sidak_length);
    itd_json_end_object(json);
}

static void put_statistics(itd_json_writer *json, const itd_watch_report *report)
{
    const itd_silence_report *silence = &report->silence;
    const bool                has = report->is_covered;

    if (silence->why)
        return;
    put_day(json, "from", silence->from);
    put_day(json, "season_from", silence->season_from);
    put_day(json, "last_event", silence->last);
    itd_json_put_u64(json, "gaps", silence->gaps);
    put_p(json, "mean_gap", silence->mean_gap, !silence->why_gaps);
    put_p(json, "median_gap", silence->median_gap, !silence->why_gaps);
    put_p(json, "longest_gap", silence->longest_gap, !silence->why_gaps);
    if (silence->best != SIZE_MAX)
        itd_json_put_cstr(json, "best",
                          itd_silence_law_name(silence->complete[silence->best].fit.law));
    itd_json_begin_array(json, "season");
    for (size_t i = 0; i < ITD_SEASONS; i++)
        put_season(json, &silence->season[i], has);
    itd_json_end_array(json);
    put_hawkes(json, silence, has);
    put_tests(json, silence, has);
    itd_json_put_u64(json, "earlier_silences_as_long", report->like_it);
}

static void put_history(itd_json_writer *json, const itd_watch_history *history)
{
    itd_json_begin_array(json, "history");
    for (size_t i = 0; i < history->count; i++) {
        itd_json_begin_object(json, NULL);
        put_day(json, "day", history->steps[i].day);
        itd_json_put_cstr(json, "state", itd_watch_state_name(history->steps[i].state));
        itd_json_put_str(json, "reason", history->steps[i].reason);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_replay(itd_json_writer *json, const itd_watch_answer *answer)
{
    const itd_watch_history *history = &answer->report.history;

    itd_json_begin_array(json, "replay");
    for (size_t i = 0; i < history->silence_count; i++) {
        const itd_watch_silence *silence = &history->silences[i];
        const itd_watch_step    *step;

        if (silence->days <= answer->call->replay_days)
            continue;
        step = itd_watch_step_on(history, silence->last + (int32_t)answer->call->replay_days);
        itd_json_begin_object(json, NULL);
        put_day(json, "last_event", silence->last);
        itd_json_put_u64(json, "day", answer->call->replay_days);
        itd_json_put_cstr(json, "state", itd_watch_state_name(step->state));
        itd_json_put_cstr(json, "verdict", itd_watch_verdict(step->state));
        if (silence->next != ITD_DAY_DEFAULT)
            put_day(json, "ended", silence->next);
        else
            itd_json_put_null(json, "ended");
        itd_json_put_u64(json, "days", silence->days);
        itd_json_put_cstr(json, "furthest_state", itd_watch_state_name(silence->longest_state));
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_score(itd_json_writer *json, const itd_forecast *forecast, unsigned model)
{
    const itd_forecast_score *score = &forecast->scores[model];
    const double              count = (double)score->silences;

    itd_json_begin_object(json, NULL);
    itd_json_put_cstr(json, "name", itd_forecast_model_name(model));
    itd_json_put_u64(json, "silences", score->silences);
    itd_json_put_u64(json, "alarms", score->alarms);
    put_p(json, "alarm_rate", (double)score->alarms / count, score->silences > 0);
    put_p(json, "alarm_rate_low", score->alarm_low, score->silences > 0);
    put_p(json, "alarm_rate_high", score->alarm_high, score->silences > 0);
    itd_json_put_u64(json, "sidak_alarms", score->sidak_alarms);
    itd_json_put_number(json, "sidak_expected", score->sidak_expected, 3);
    put_p(json, "brier", score->brier, score->silences > 0);
    itd_json_begin_array(json, "calibration");
    for (unsigned i = 0; i < ITD_FORECAST_BINS; i++) {
        if (score->bins[i].count == 0)
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_number(json, "p", score->bins[i].mean_p, P_DECIMALS);
        itd_json_put_u64(json, "lasted", score->bins[i].lasted);
        itd_json_put_u64(json, "count", score->bins[i].count);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void put_forecast(itd_json_writer *json, const itd_forecast *forecast)
{
    itd_json_begin_object(json, "forecast");
    put_why(json, forecast->why);
    itd_json_put_number(json, "level", forecast->options.level, P_DECIMALS);
    itd_json_put_u64(json, "horizon_days", forecast->options.horizon);
    itd_json_put_u64(json, "silences", forecast->count);
    put_p(json, "lasted_share", forecast->climatology, !forecast->why);
    itd_json_begin_array(json, "models");
    for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++)
        put_score(json, forecast, model);
    itd_json_end_array(json);
    itd_json_end_object(json);
}

/* The members that scripts rely on stand first, in the order that they were promised in. */
static void put_promised(itd_json_writer *json, const itd_watch_answer *answer)
{
    const itd_watch_report   *report = &answer->report;
    const itd_silence_report *silence = &report->silence;
    const bool                has = report->is_covered && !silence->why;

    itd_json_put_cstr(json, "as_of", answer->as_of);
    itd_json_put_cstr(json, "state", itd_watch_state_name(report->state));
    put_day(json, "since", report->since);
    if (has)
        itd_json_put_u64(json, "silence_days", silence->silence_days);
    else
        itd_json_put_null(json, "silence_days");
    itd_json_put_u64(json, "events", silence->events);
    put_models(json, report);
    put_p(json, "seasonal_p", silence->season[ITD_SEASON_MONTHS].p,
          has && !silence->season[ITD_SEASON_MONTHS].season.why);
    put_p(json, "solow_p", silence->extinction.p, has && !silence->extinction.why);
    put_p(json, "posterior_ceased", silence->extinction.posterior, has && !silence->extinction.why);
    itd_json_put_cstr(json, "verdict", report->verdict);
}

void itd_watch_put_json(const itd_watch_answer *answer, unsigned indent, itd_buf *buf)
{
    const itd_watch_report *report = &answer->report;
    itd_json_writer         json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    put_promised(&json, answer);
    itd_json_put_str(&json, "reason", report->reason);
    itd_json_begin_array(&json, "reasons");
    for (size_t i = 0; i < report->reason_count; i++)
        itd_json_put_str(&json, NULL, report->reasons[i]);
    itd_json_end_array(&json);
    itd_json_put_cstr(&json, "class", itd_chronicle_class_name(answer->call->of_class));
    put_day(&json, "covered_until", report->covered_until);
    itd_json_put_number(&json, "prior", report->options.prior, P_DECIMALS);
    put_why(&json, report->silence.why);
    put_statistics(&json, report);
    if (answer->call->history)
        put_history(&json, &report->history);
    if (answer->call->replay)
        put_replay(&json, answer);
    if (answer->call->forecast)
        put_forecast(&json, &answer->forecast);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}
