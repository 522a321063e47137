/* The answer of `watch` as a page that stands alone: the verdict and why, a timeline of events,
 * statements and states, the gaps, the survival of the silence under each model, what was said. */
#include "cli/watch.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "page/chart.h"
#include "page/page.h"

#define TEXT_MAX ((size_t)1 << 20)
#define CURVE_POINTS 121
#define CURVE_DAYS_MIN 120.0
#define BINS_MAX 40
#define TIMELINE_YEARS 4
#define STATEMENTS_MAX 200

static itd_page_tone tone_of(itd_watch_state state)
{
    switch (state) {
    case ITD_WATCH_UNKNOWN:
        return ITD_TONE_DIM;
    case ITD_WATCH_ACTIVE:
    case ITD_WATCH_QUIET:
        return ITD_TONE_PLAIN;
    case ITD_WATCH_QUIET_NOTABLE:
        return ITD_TONE_NOTICE;
    case ITD_WATCH_QUIET_DECLARED:
        return ITD_TONE_WARN;
    case ITD_WATCH_SUSTAINED:
        return ITD_TONE_GOOD;
    case ITD_WATCH_BROKEN:
        return ITD_TONE_BAD;
    }
    return ITD_TONE_PLAIN;
}

/* The last day that is known. */
static int32_t end_of(const itd_watch_answer *answer)
{
    const itd_watch_report *report = &answer->report;

    return report->is_covered ? report->options.as_of : report->covered_until;
}

static itd_str day_text(int32_t day, char text[static ITD_DATE_TEXT_MAX])
{
    (void)itd_date_format(itd_date_of_days(day), text);
    return itd_str_of(text);
}

/* ---- answer ---- */

static void put_answer(itd_page *page, const itd_watch_answer *answer)
{
    const itd_watch_report *report = &answer->report;
    char                    day[ITD_DATE_TEXT_MAX];
    itd_buf                 text;

    itd_buf_init(&text, TEXT_MAX);
    itd_page_begin_section(page, ITD_STR("Answer"));
    itd_buf_printf(&text, "%s since %.*s. ", itd_watch_state_name(report->state),
                   ITD_STR_ARGS(day_text(report->since, day)));
    itd_buf_append(&text, report->reason);
    itd_buf_append_char(&text, '.');
    itd_page_note(page, tone_of(report->state), itd_str_of(report->verdict), itd_buf_text(&text));
    itd_page_begin_list(page);
    for (size_t i = 0; i < report->reason_count; i++)
        itd_page_list_item(page, report->reasons[i]);
    itd_page_end_list(page);
    itd_page_end_section(page);
    itd_buf_done(&text);
}

/* ---- timeline ---- */

/* Steps of the machine as bands from a first day on. */
static size_t make_bands(const itd_watch_answer *answer, int32_t from, itd_chart_band *bands)
{
    const itd_watch_history *history = &answer->report.history;
    const int32_t            end = answer->report.options.as_of + 1;
    size_t                   count = 0;

    for (size_t i = 0; i < history->count; i++) {
        const itd_watch_step *step = &history->steps[i];
        const int32_t         next = i + 1 < history->count ? history->steps[i + 1].day : end;

        if (next <= from)
            continue;
        bands[count++] = (itd_chart_band){
            .from = step->day > from ? step->day : from,
            .to = next,
            .lane = 2,
            .label = itd_str_of(itd_watch_state_name(step->state)),
            .tone = tone_of(step->state),
        };
    }
    return count;
}

static size_t make_marks(const itd_watch_answer *answer, int32_t from, itd_chart_mark *marks)
{
    const itd_watch_input   *input = &answer->input;
    const itd_silence_series known = itd_silence_within(input->series, from, end_of(answer));
    size_t                   count = 0;

    for (size_t i = 0; i < known.count; i++)
        marks[count++] = (itd_chart_mark){
            .at = known.days[i], .lane = 0, .label = ITD_STR("event"), .tone = ITD_TONE_BAD};
    for (size_t i = 0; i < input->note_count; i++) {
        const itd_watch_note *note = &input->notes[i];

        if (note->day < from || note->day > answer->report.options.as_of)
            continue;
        marks[count++] = (itd_chart_mark){
            .at = note->day,
            .lane = 1,
            .label = note->kind == ITD_NOTE_INDICATOR ? note->indicator : note->text,
            .tone = note->kind == ITD_NOTE_DECLARES    ? ITD_TONE_GOOD
                    : note->kind == ITD_NOTE_WITHDRAWS ? ITD_TONE_WARN
                                                       : ITD_TONE_NOTICE,
        };
    }
    return count;
}

static itd_status put_timeline(itd_page *page, const itd_watch_answer *answer, itd_error *err)
{
    static const itd_chart_lane lanes[] = {
        {ITD_STR_INIT("events")}, {ITD_STR_INIT("signs")}, {ITD_STR_INIT("state")}};
    const int32_t   from = end_of(answer) - TIMELINE_YEARS * 365;
    itd_chart_band *bands =
        itd_arena_new_array(answer->arena, answer->report.history.count + 1, sizeof *bands);
    itd_chart_mark *marks = itd_arena_new_array(
        answer->arena, answer->input.series.count + answer->input.note_count + 1, sizeof *marks);
    const itd_chart chart = {
        .title = ITD_STR("Events, signs and states"),
        .desc = ITD_STR("Days with an event, declarations and indicators, and below them the state "
                        "of every day; the table of states has the same in words."),
        .x = {.label = ITD_STR("day"),
              .from = from,
              .to = answer->report.options.as_of + 1,
              .is_date = true},
    };

    if (!bands || !marks)
        return itd_error_no_memory(err);
    itd_page_begin_section(page, ITD_STR("Timeline"));
    itd_chart_timeline(page, &chart, lanes, ITD_ARRAY_LEN(lanes), bands,
                       make_bands(answer, from, bands), marks, make_marks(answer, from, marks));
    itd_page_end_section(page);
    return ITD_OK;
}

/* ---- gaps and curves ---- */

static void put_gaps(itd_page *page, const itd_watch_answer *answer)
{
    const itd_silence_report *silence = &answer->report.silence;
    const itd_chart_rule      rule = {
             .label = ITD_STR("this silence"), .value = silence->reach, .is_vertical = true};
    itd_chart_bar   bars[BINS_MAX] = {{0}};
    const double    most = fmax(silence->longest_gap, silence->reach);
    const double    width = fmax(7, ceil(most / BINS_MAX));
    const size_t    count = (size_t)fmin(floor(most / width) + 1, BINS_MAX);
    const itd_chart chart = {
        .title = ITD_STR("Gaps between event days"),
        .desc = ITD_STR("How many completed gaps of the window had which length, and how long the "
                        "silence is that is asked about."),
        .x = {.label = ITD_STR("days")},
        .y = {.label = ITD_STR("gaps")},
        .rules = &rule,
        .rule_count = answer->report.is_covered ? 1 : 0,
    };

    for (size_t i = 0; i < count; i++)
        bars[i] = (itd_chart_bar){.from = (double)i * width, .to = (double)(i + 1) * width};
    for (size_t i = 0; i < silence->gaps; i++) {
        const size_t bin = (size_t)(silence->lengths[i] / width);

        bars[bin < count ? bin : count - 1].value++;
    }
    itd_chart_bars(page, &chart, bars, count);
}

/* Survival under each law, by season, and as the gaps themselves have it. */
static itd_status put_curves(itd_page *page, const itd_watch_answer *answer, itd_error *err)
{
    const itd_silence_report *silence = &answer->report.silence;
    const itd_chart_rule      rules[] = {
             {.label = ITD_STR("5 %"), .value = 0.05},
             {.label = ITD_STR("this silence"), .value = silence->reach, .is_vertical = true},
    };
    const double     days = fmax(CURVE_DAYS_MIN, 1.2 * silence->reach);
    itd_chart_series series[ITD_LAWS + 2];
    double          *x = itd_arena_new_array(answer->arena, CURVE_POINTS, sizeof *x);
    size_t           count = 0;
    const itd_chart  chart = {
         .title = ITD_STR("How probable is a silence of this length or more?"),
         .desc = ITD_STR("Survival of a gap under the laws fitted to completed gaps, the rate "
                          "by month that follows the last event, and the clustering model."),
         .x = {.label = ITD_STR("days since the last event"), .from = 0, .to = days},
         .y = {.label = ITD_STR("probability"), .from = 0, .to = 1},
         .rules = rules,
         .rule_count = answer->report.is_covered ? 2 : 1,
    };

    if (!x)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < CURVE_POINTS; i++)
        x[i] = days * (double)i / (CURVE_POINTS - 1);
    for (size_t model = 0; model < ITD_LAWS + 2; model++) {
        const bool        is_law = model < ITD_LAWS, is_season = model == ITD_LAWS;
        const itd_season *season = &silence->season[ITD_SEASON_MONTHS].season;
        double           *y;

        if (is_law      ? silence->complete[model].fit.why != NULL
            : is_season ? season->why != NULL
                        : silence->hawkes.why != NULL)
            continue;
        y = itd_arena_new_array(answer->arena, CURVE_POINTS, sizeof *y);
        if (!y)
            return itd_error_no_memory(err);
        for (size_t i = 0; i < CURVE_POINTS; i++)
            y[i] = is_law ? itd_silence_survival((itd_silence_law)model,
                                                 silence->complete[model].fit.parameter, x[i])
                   : is_season
                       ? itd_season_silent(season, silence->last, silence->last + (int32_t)x[i] - 1)
                       : itd_hawkes_silent(&silence->hawkes, x[i]);
        series[count++] = (itd_chart_series){
            .name = is_law      ? itd_str_of(itd_silence_law_name((itd_silence_law)model))
                    : is_season ? ITD_STR("rate by month")
                                : ITD_STR("hawkes"),
            .x = x,
            .y = y,
            .count = CURVE_POINTS,
        };
    }
    itd_chart_lines(page, &chart, series, count);
    return ITD_OK;
}

/* ---- tables ---- */

static void cell_p(itd_page *page, bool has, double p)
{
    itd_page_cell_number(page, has ? p : NAN, 3);
}

static void cell_length(itd_page *page, double length)
{
    itd_page_cell_number(page, length > 0 ? length : NAN, 0);
}

static void put_parameters(itd_page *page, const itd_silence_fit *fit)
{
    itd_buf text;

    itd_buf_init(&text, TEXT_MAX);
    if (fit->why)
        itd_buf_append_cstr(&text, fit->why);
    for (unsigned i = 0; !fit->why && i < itd_silence_law_size(fit->law); i++) {
        itd_buf_printf(&text, "%s%s %.4g", i > 0 ? ", " : "",
                       itd_silence_law_parameter(fit->law, i), fit->parameter[i]);
        if (!fit->why_no_interval)
            itd_buf_printf(&text, " (%.4g to %.4g)", fit->low[i], fit->high[i]);
    }
    itd_page_cell(page, itd_buf_text(&text));
    itd_buf_done(&text);
}

static void put_laws(itd_page *page, const itd_watch_answer *answer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("law"), false, true},
        {ITD_STR_INIT("p"), true, false},
        {ITD_STR_INIT("95 % from"), true, false},
        {ITD_STR_INIT("to"), true, false},
        {ITD_STR_INIT("5 % days"), true, false},
        {ITD_STR_INIT("1 % days"), true, false},
        {ITD_STR_INIT("p, open gap"), true, false},
        {ITD_STR_INIT("p, season"), true, false},
        {ITD_STR_INIT("AIC"), true, false},
        {ITD_STR_INIT("fit p"), true, false},
        {ITD_STR_INIT("parameters (95 %)"), false, false},
    };
    const itd_silence_report *silence = &answer->report.silence;
    const bool                has = answer->report.is_covered;

    itd_page_begin_table(page, ITD_STR("Laws fitted to the completed gaps"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t law = 0; law < ITD_LAWS; law++) {
        const itd_silence_model *model = &silence->complete[law];
        const bool               fits = !model->fit.why;

        itd_page_begin_row(page);
        itd_page_cell(page, itd_str_of(itd_silence_law_name((itd_silence_law)law)));
        cell_p(page, fits && has, model->p);
        cell_p(page, fits && has, model->p_low);
        cell_p(page, fits && has, model->p_high);
        cell_length(page, fits ? model->length_5pct : 0);
        cell_length(page, fits ? model->length_1pct : 0);
        cell_p(page, !silence->censored[law].fit.why && has, silence->censored[law].p);
        cell_p(page, !silence->adjusted[law].fit.why && has, silence->adjusted[law].p);
        itd_page_cell_number(page, fits ? model->fit.aic : NAN, 1);
        cell_p(page, fits && model->fit.ks_p >= 0, model->fit.ks_p);
        put_parameters(page, &model->fit);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
    itd_page_paragraph(page,
                       ITD_STR("p is the probability of a silence this long or longer. \"Open "
                               "gap\": fitted with the silence itself as a censored gap. "
                               "\"Season\": fitted in days that count by the rate of their "
                               "month. \"Fit p\": Kolmogorov-Smirnov, by a bootstrap that "
                               "fits again. Intervals: observed information."));
}

static void put_seasons(itd_page *page, const itd_watch_answer *answer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("rates since"), false, true}, {ITD_STR_INIT("by"), false, false},
        {ITD_STR_INIT("events"), true, false},      {ITD_STR_INIT("p"), true, false},
        {ITD_STR_INIT("expected"), true, false},    {ITD_STR_INIT("constant"), true, false},
        {ITD_STR_INIT("5 % days"), true, false},    {ITD_STR_INIT("1 % days"), true, false},
    };
    const bool has = answer->report.is_covered;

    itd_page_begin_table(page, ITD_STR("The season, and how the answer depends on it"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < ITD_SEASONS; i++) {
        const itd_season_model *model = &answer->report.silence.season[i];
        char                    day[ITD_DATE_TEXT_MAX];

        itd_page_begin_row(page);
        itd_page_cell(page, day_text(model->season.from, day));
        itd_page_cell(page, model->season.why           ? itd_str_of(model->season.why)
                            : model->season.parts == 12 ? ITD_STR("month")
                                                        : ITD_STR("quarter"));
        itd_page_cell_number(page, (double)model->season.events, 0);
        cell_p(page, has && !model->season.why, model->p);
        itd_page_cell_number(page, has && !model->season.why ? model->expected : NAN, 2);
        itd_page_cell_number(page, has && !model->season.why ? model->expected_constant : NAN, 2);
        cell_length(page, model->length_5pct);
        cell_length(page, model->length_1pct);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
}

static itd_status put_statistics(itd_page *page, const itd_watch_answer *answer, itd_error *err)
{
    itd_status st = ITD_OK;

    if (answer->report.silence.why)
        return ITD_OK;
    itd_page_begin_section(page, ITD_STR("The silence in numbers"));
    if (!answer->report.silence.why_gaps)
        put_gaps(page, answer);
    st = put_curves(page, answer, err);
    put_laws(page, answer);
    put_seasons(page, answer);
    itd_page_end_section(page);
    return st;
}

static void put_states(itd_page *page, const itd_watch_answer *answer)
{
    static const itd_page_column columns[] = {{ITD_STR_INIT("since"), false, true},
                                              {ITD_STR_INIT("state"), false, false},
                                              {ITD_STR_INIT("why"), false, false}};
    const itd_watch_history     *history = &answer->report.history;
    const int32_t                from = end_of(answer) - TIMELINE_YEARS * 365;
    char                         day[ITD_DATE_TEXT_MAX];

    itd_page_begin_section(page, ITD_STR("States"));
    itd_page_begin_table(page, ITD_STR("States of the last four years, the latest last"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < history->count; i++) {
        const itd_watch_step *step = &history->steps[i];

        if (!answer->call->history && i + 1 < history->count && history->steps[i + 1].day <= from)
            continue;
        itd_page_begin_row(page);
        itd_page_cell(page, day_text(step->day, day));
        itd_page_cell_toned(page, itd_str_of(itd_watch_state_name(step->state)),
                            tone_of(step->state));
        itd_page_cell(page, step->reason);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
    itd_page_end_section(page);
}

static void put_positions(itd_page *page, const itd_watch_answer *answer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("day"), false, true},    {ITD_STR_INIT("speaker"), false, false},
        {ITD_STR_INIT("party"), false, false}, {ITD_STR_INIT("stance"), false, false},
        {ITD_STR_INIT("words"), false, false}, {ITD_STR_INIT("condition"), false, false},
    };
    const itd_chronicle_view *view = &answer->view;
    const size_t              first =
        view->statement_count > STATEMENTS_MAX ? view->statement_count - STATEMENTS_MAX : 0;

    if (view->statement_count == 0)
        return;
    itd_page_begin_section(page, ITD_STR("Positions"));
    itd_page_begin_table(page, ITD_STR("What was said, as far as it was known"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = first; i < view->statement_count; i++) {
        const itd_statement *statement = view->statements[i];
        char                 day[ITD_DATE_TEXT_MAX];

        (void)itd_date_format(statement->when.day, day);
        itd_page_begin_row(page);
        itd_page_cell(page, itd_str_of(day));
        itd_page_cell(page, statement->speaker);
        itd_page_cell(page, statement->party);
        itd_page_cell(page, statement->stance);
        itd_page_cell(page, statement->words);
        itd_page_cell(page, statement->condition);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
    itd_page_end_section(page);
}

/* ---- forecast ---- */

static void put_calibration(itd_page *page, const itd_watch_answer *answer)
{
    static const unsigned shown[] = {ITD_FORECAST_LAW + ITD_LAW_LOGNORMAL,
                                     ITD_FORECAST_ADJUSTED + ITD_LAW_LOGNORMAL, ITD_FORECAST_SEASON,
                                     ITD_FORECAST_CONSTANT};
    const itd_forecast   *forecast = &answer->forecast;
    static const double   diagonal[] = {0, 1};
    itd_chart_series      series[ITD_ARRAY_LEN(shown) + 1];
    double                x[ITD_ARRAY_LEN(shown)][ITD_FORECAST_BINS];
    double                y[ITD_ARRAY_LEN(shown)][ITD_FORECAST_BINS];
    const itd_chart       chart = {
              .title = ITD_STR("Calibration"),
              .desc = ITD_STR("Of silences given a probability of lasting, how many did. On "
                                    "the diagonal a forecast is honest."),
              .x = {.label = ITD_STR("forecast"), .from = 0, .to = 1},
              .y = {.label = ITD_STR("share that lasted"), .from = 0, .to = 1},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(shown); i++) {
        const itd_forecast_score *score = &forecast->scores[shown[i]];
        size_t                    count = 0;

        for (size_t bin = 0; bin < ITD_FORECAST_BINS; bin++) {
            if (score->bins[bin].count == 0)
                continue;
            x[i][count] = score->bins[bin].mean_p;
            y[i][count++] = (double)score->bins[bin].lasted / (double)score->bins[bin].count;
        }
        series[i] = (itd_chart_series){.name = itd_str_of(itd_forecast_model_name(shown[i])),
                                       .x = x[i],
                                       .y = y[i],
                                       .count = count,
                                       .has_marks = true};
    }
    series[ITD_ARRAY_LEN(shown)] =
        (itd_chart_series){.name = ITD_STR("honest"), .x = diagonal, .y = diagonal, .count = 2};
    itd_chart_lines(page, &chart, series, ITD_ARRAY_LEN(series));
}

static void put_forecast(itd_page *page, const itd_watch_answer *answer)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("model"), false, true},           {ITD_STR_INIT("silences"), true, false},
        {ITD_STR_INIT("alarms"), true, false},          {ITD_STR_INIT("rate %"), true, false},
        {ITD_STR_INIT("95 % from"), true, false},       {ITD_STR_INIT("to"), true, false},
        {ITD_STR_INIT("over the record"), true, false}, {ITD_STR_INIT("expected"), true, false},
        {ITD_STR_INIT("Brier"), true, false},
    };
    const itd_forecast *forecast = &answer->forecast;

    itd_page_begin_section(page, ITD_STR("How good the models would have been"));
    if (forecast->why) {
        itd_page_paragraph(page, itd_str_of(forecast->why));
        itd_page_end_section(page);
        return;
    }
    itd_page_begin_table(page,
                         ITD_STR("Alarms at 5 % and Brier scores, each silence judged by what "
                                 "was known before it"),
                         columns, ITD_ARRAY_LEN(columns));
    for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++) {
        const itd_forecast_score *score = &forecast->scores[model];
        const bool                has = score->silences > 0;

        itd_page_begin_row(page);
        itd_page_cell(page, itd_str_of(itd_forecast_model_name(model)));
        itd_page_cell_number(page, (double)score->silences, 0);
        itd_page_cell_number(page, (double)score->alarms, 0);
        itd_page_cell_number(page,
                             has ? 100 * (double)score->alarms / (double)score->silences : NAN, 1);
        itd_page_cell_number(page, has ? 100 * score->alarm_low : NAN, 1);
        itd_page_cell_number(page, has ? 100 * score->alarm_high : NAN, 1);
        itd_page_cell_number(page, (double)score->sidak_alarms, 0);
        itd_page_cell_number(page, score->sidak_expected, 2);
        itd_page_cell_number(page, has ? score->brier : NAN, 4);
        itd_page_end_row(page);
    }
    itd_page_end_table(page);
    put_calibration(page, answer);
    itd_page_end_section(page);
}

itd_status itd_watch_put_html(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    itd_page   page;
    itd_buf    title, footer;
    itd_status st;

    itd_buf_init(&title, TEXT_MAX);
    itd_buf_init(&footer, TEXT_MAX);
    itd_buf_printf(&title, "Watch: class %s at the end of %s",
                   itd_chronicle_class_name(answer->call->of_class), answer->as_of);
    itd_buf_printf(&footer, "interdict %s. Prior of cessation %.4g. Sources until ",
                   ITD_ENGINE_VERSION, answer->report.options.prior);
    itd_watch_append_day(&footer, answer->report.covered_until);
    itd_buf_append_char(&footer, '.');
    itd_page_begin(&page, buf,
                   &(itd_page_options){.title = itd_buf_text(&title),
                                       .summary = itd_str_of(answer->report.verdict)});
    put_answer(&page, answer);
    st = put_timeline(&page, answer, err);
    if (st == ITD_OK)
        st = put_statistics(&page, answer, err);
    put_states(&page, answer);
    put_positions(&page, answer);
    if (answer->call->forecast)
        put_forecast(&page, answer);
    itd_page_end(&page, itd_buf_text(&footer));
    itd_buf_done(&title);
    itd_buf_done(&footer);
    return st;
}
