/* The answer of `watch` for a terminal: state, verdict and reasons on one screen, then what else
 * was asked. The number of quiet days never stands alone. */
#include "cli/watch.h"

#include <string.h>

#include "base/date.h"

#define WIDTH_DEFAULT 80
#define WIDTH_MIN 40
#define INDENT 2
#define REASONS_SHOWN 6 /* the others only repeat in words what the table of models has */

/* ---- wrapped text ---- */

/* Words up to the width, later lines indented. `used` columns of the first line are taken. */
static void append_wrapped(itd_buf *buf, itd_str text, size_t used, size_t indent, size_t width)
{
    itd_str rest = text, word;
    bool    first = true;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word)) {
        const size_t wide = itd_cli_text_width(word);

        if (!first && used + 1 + wide > width) {
            itd_buf_append_char(buf, '\n');
            for (size_t i = 0; i < indent; i++)
                itd_buf_append_char(buf, ' ');
            used = indent;
        } else if (!first) {
            itd_buf_append_char(buf, ' ');
            used++;
        }
        itd_cli_append_safe(buf, word);
        used += wide;
        first = false;
    }
    itd_buf_append_char(buf, '\n');
}

static size_t screen_width(void)
{
    const size_t width = itd_cli_terminal_width();

    return width == 0 ? WIDTH_DEFAULT : width < WIDTH_MIN ? WIDTH_MIN : width;
}

static itd_cli_style style_of(itd_watch_state state)
{
    switch (state) {
    case ITD_WATCH_SUSTAINED:
        return ITD_STYLE_GOOD;
    case ITD_WATCH_BROKEN:
        return ITD_STYLE_BAD;
    case ITD_WATCH_UNKNOWN:
    case ITD_WATCH_QUIET_NOTABLE:
    case ITD_WATCH_QUIET_DECLARED:
        return ITD_STYLE_WARN;
    case ITD_WATCH_ACTIVE:
    case ITD_WATCH_QUIET:
        break;
    }
    return ITD_STYLE_STRONG;
}

static void append_styled(const itd_watch_answer *answer, itd_buf *buf, const char *text,
                          itd_cli_style style)
{
    if (!answer->call->common.color) {
        itd_buf_append_cstr(buf, text);
        return;
    }
    itd_buf_append_cstr(buf, itd_cli_style_code(style));
    itd_buf_append_cstr(buf, text);
    itd_buf_append_cstr(buf, "\033[0m");
}

/* ---- head ---- */

static void put_silence(const itd_watch_answer *answer, itd_buf *buf)
{
    const itd_watch_report   *report = &answer->report;
    const itd_silence_report *silence = &report->silence;

    itd_buf_printf(buf, "class %s, %s %s", itd_chronicle_class_name(answer->call->of_class),
                   answer->call->is_instant && answer->call->as_of ? "at" : "end of",
                   answer->as_of);
    if (!silence->why) {
        itd_buf_append_cstr(buf, "; last event ");
        itd_watch_append_day(buf, silence->last);
    }
    if (!silence->why && report->is_covered)
        itd_buf_printf(buf, ", %u days of silence", silence->silence_days);
    itd_buf_append_char(buf, '\n');
}

/* Eight heights of a block, by the month with the most events; a dot for none. */
static void put_sparkline(const itd_watch_answer *answer, itd_buf *buf)
{
    static const char *const blocks[] = {"·", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double                   counts[ITD_WATCH_MONTHS], most = 0;
    itd_date                 first;
    char                     text[ITD_DATE_TEXT_MAX];
    const size_t             months = itd_watch_months(answer, counts, &first);

    for (size_t i = 0; i < months; i++)
        most = counts[i] > most ? counts[i] : most;
    if (most == 0)
        return;
    (void)itd_date_format(first, text);
    itd_buf_printf(buf, "%s ", text);
    for (size_t i = 0; i < months; i++)
        itd_buf_append_cstr(buf, blocks[(size_t)(counts[i] / most * 8 + 0.5)]);
    itd_buf_printf(buf, " event days a month, most %.0f\n", most);
}

static void put_head(const itd_watch_answer *answer, size_t width, itd_buf *buf)
{
    const itd_watch_report *report = &answer->report;

    append_styled(answer, buf, itd_watch_state_name(report->state), style_of(report->state));
    itd_buf_append_cstr(buf, " since ");
    itd_watch_append_day(buf, report->since);
    itd_buf_append_cstr(buf, ": ");
    append_styled(answer, buf, report->verdict, ITD_STYLE_STRONG);
    itd_buf_append_char(buf, '\n');
    put_silence(answer, buf);
    put_sparkline(answer, buf);
    itd_buf_append_cstr(buf, "state: ");
    append_wrapped(buf, report->reason, 7, INDENT, width);
    for (size_t i = 0; i < report->reason_count && i < REASONS_SHOWN; i++) {
        itd_buf_append_cstr(buf, "- ");
        append_wrapped(buf, report->reasons[i], 2, INDENT, width);
    }
}

/* ---- models ---- */

static void cell_number(itd_cli_table *table, bool has, int decimals, double value)
{
    char text[64];

    if (has)
        (void)snprintf(text, sizeof text, "%.*f", decimals, value);
    else
        (void)snprintf(text, sizeof text, "–");
    itd_cli_table_cell_right(table, itd_str_of(text));
}

static void row_of_law(itd_cli_table *table, const itd_watch_report *report, size_t law)
{
    const itd_silence_report *silence = &report->silence;
    const itd_silence_model  *model = &silence->complete[law];
    const itd_silence_model  *censored = &silence->censored[law];
    const itd_silence_model  *adjusted = &silence->adjusted[law];
    const bool                fits = !model->fit.why, has = report->is_covered;
    char                      name[32];

    (void)snprintf(name, sizeof name, "%s%s", itd_silence_law_name((itd_silence_law)law),
                   law == silence->best ? " *" : "");
    itd_cli_table_row(table);
    itd_cli_table_cell(table, itd_str_of(name));
    cell_number(table, fits && has, 3, model->p);
    cell_number(table, fits && model->length_5pct > 0, 0, model->length_5pct);
    cell_number(table, fits && model->length_1pct > 0, 0, model->length_1pct);
    cell_number(table, !censored->fit.why && has, 3, censored->p);
    cell_number(table, !adjusted->fit.why && has, 3, adjusted->p);
    cell_number(table, fits, 1, model->fit.aic);
    cell_number(table, fits && model->fit.ks_p >= 0, 3, model->fit.ks_p);
}

static void row_of_other(itd_cli_table *table, const char *name, const char *why, bool has,
                         double p, double length_5pct, double length_1pct)
{
    itd_cli_table_row(table);
    itd_cli_table_cell(table, itd_str_of(name));
    cell_number(table, !why && has, 3, p);
    cell_number(table, !why && length_5pct > 0, 0, length_5pct);
    cell_number(table, !why && length_1pct > 0, 0, length_1pct);
}

/* What has no number, below the table. */
static void put_whys(const itd_silence_report *silence, itd_buf *buf)
{
    const struct {
        const char *name, *why;
    } rows[] = {
        {"exponential", silence->complete[ITD_LAW_EXPONENTIAL].fit.why},
        {"weibull", silence->complete[ITD_LAW_WEIBULL].fit.why},
        {"gamma", silence->complete[ITD_LAW_GAMMA].fit.why},
        {"lognormal", silence->complete[ITD_LAW_LOGNORMAL].fit.why},
        {"constant rate", silence->why_gaps},
        {"rate by month", silence->season[ITD_SEASON_MONTHS].season.why},
        {"hawkes", silence->hawkes.why},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        if (!rows[i].why)
            continue;
        itd_buf_append_cstr(buf, rows[i].name);
        /* The same reason is told once for all in a row that have it. */
        while (i + 1 < ITD_ARRAY_LEN(rows) && rows[i + 1].why == rows[i].why)
            itd_buf_printf(buf, ", %s", rows[++i].name);
        itd_buf_printf(buf, ": %s\n", rows[i].why);
    }
}

static itd_status print(itd_cli_table *table, itd_buf *buf, itd_error *err)
{
    const itd_status st = itd_cli_table_print(table, buf, err);

    itd_cli_table_free(table);
    return st;
}

static itd_cli_table *new_table(const itd_watch_answer *answer, const char *const *headings,
                                size_t count, bool last_is_text)
{
    itd_cli_table *table = itd_cli_table_new(count);

    if (!table)
        return NULL;
    itd_cli_table_set_color(table, answer->call->common.color);
    itd_cli_table_row(table);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || (last_is_text && i + 1 == count))
            itd_cli_table_cell(table, itd_str_of(headings[i]));
        else
            itd_cli_table_cell_right(table, itd_str_of(headings[i]));
    }
    return table;
}

static itd_status put_models(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const  headings[] = {"model",       "p",         "5 % days", "1 % days",
                                            "p, open gap", "p, season", "AIC",      "fit p"};
    const itd_silence_report *silence = &answer->report.silence;
    const itd_season_model   *season = &silence->season[ITD_SEASON_MONTHS];
    const bool                has = answer->report.is_covered;
    itd_cli_table            *table;
    itd_status                st;

    if (silence->why)
        return ITD_OK;
    table = new_table(answer, headings, ITD_ARRAY_LEN(headings), false);
    if (!table)
        return itd_error_no_memory(err);
    for (size_t law = 0; law < ITD_LAWS; law++)
        row_of_law(table, &answer->report, law);
    row_of_other(table, "constant rate", silence->why_gaps, has, silence->predictive_p,
                 silence->predictive_5pct, silence->predictive_1pct);
    row_of_other(table, "rate by month", season->season.why, has, season->p, season->length_5pct,
                 season->length_1pct);
    row_of_other(table, "hawkes", silence->hawkes.why, has, silence->hawkes_p, silence->hawkes_5pct,
                 silence->hawkes_1pct);
    st = print(table, buf, err);
    put_whys(silence, buf);
    return st;
}

/* ---- history, replay, forecast ---- */

static itd_status put_history(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"since", "state", "why"};
    const itd_watch_history *history = &answer->report.history;
    itd_cli_table           *table = itd_cli_table_new(ITD_ARRAY_LEN(headings));

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, answer->call->common.color);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++)
        itd_cli_table_cell(table, itd_str_of(headings[i]));
    for (size_t i = 0; i < history->count; i++) {
        const itd_watch_step *step = &history->steps[i];
        char                  day[ITD_DATE_TEXT_MAX];

        (void)itd_date_format(itd_date_of_days(step->day), day);
        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(day));
        itd_cli_table_cell_styled(table, itd_str_of(itd_watch_state_name(step->state)),
                                  style_of(step->state));
        itd_cli_table_cell(table, step->reason);
    }
    itd_buf_append_char(buf, '\n');
    return print(table, buf, err);
}

static itd_status put_replay(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"last event", "days", "ended", "said then"};
    const itd_watch_history *history = &answer->report.history;
    itd_cli_table           *table = new_table(answer, headings, ITD_ARRAY_LEN(headings), true);
    const uint32_t           day = answer->call->replay_days;
    size_t                   count = 0, ended = 0;

    if (!table)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < history->silence_count; i++) {
        const itd_watch_silence *silence = &history->silences[i];
        const itd_watch_step    *step;
        char                     text[96];

        if (silence->days <= day)
            continue;
        count++;
        ended += silence->next != ITD_DAY_DEFAULT;
        step = itd_watch_step_on(history, silence->last + (int32_t)day);
        (void)itd_date_format(itd_date_of_days(silence->last), text);
        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(text));
        cell_number(table, true, 0, silence->days);
        if (silence->next != ITD_DAY_DEFAULT)
            (void)itd_date_format(itd_date_of_days(silence->next), text);
        else
            (void)snprintf(text, sizeof text, "open");
        itd_cli_table_cell_right(table, itd_str_of(text));
        (void)snprintf(text, sizeof text, "%s: %s", itd_watch_state_name(step->state),
                       itd_watch_verdict(step->state));
        itd_cli_table_cell(table, itd_str_of(text));
    }
    itd_buf_printf(buf, "\nsilences of more than %u days: %zu, of which %zu ended; on day %u:\n",
                   day, count, ended, day);
    return print(table, buf, err);
}

static itd_status put_forecast(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"model", "silences",    "alarms",   "rate %",
                                           "95 %",  "over record", "expected", "Brier"};
    const itd_forecast      *forecast = &answer->forecast;
    itd_cli_table           *table;

    if (forecast->why) {
        itd_buf_printf(buf, "\nno forecast check: %s\n", forecast->why);
        return ITD_OK;
    }
    table = new_table(answer, headings, ITD_ARRAY_LEN(headings), false);
    if (!table)
        return itd_error_no_memory(err);
    for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++) {
        const itd_forecast_score *score = &forecast->scores[model];
        const bool                has = score->silences > 0;
        char                      text[32];

        (void)snprintf(text, sizeof text, "%.1f–%.1f", 100 * score->alarm_low,
                       100 * score->alarm_high);
        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(itd_forecast_model_name(model)));
        cell_number(table, true, 0, (double)score->silences);
        cell_number(table, true, 0, (double)score->alarms);
        cell_number(table, has, 1, has ? 100 * (double)score->alarms / (double)score->silences : 0);
        itd_cli_table_cell_right(table, itd_str_of(has ? text : "–"));
        cell_number(table, has, 0, (double)score->sidak_alarms);
        cell_number(table, has, 2, score->sidak_expected);
        cell_number(table, has, 4, score->brier);
    }
    itd_buf_printf(buf,
                   "\n%zu silences, each judged by what was known before it: alarms where p falls "
                   "below %.3g (and over\nthe whole record, after Sidak); Brier score of \"it will "
                   "last %u days\", which %.0f %% did\n",
                   forecast->count, forecast->options.level, forecast->options.horizon,
                   100 * forecast->climatology);
    return print(table, buf, err);
}

itd_status itd_watch_put_table(const itd_watch_answer *answer, itd_buf *buf, itd_error *err)
{
    itd_status st;

    put_head(answer, screen_width(), buf);
    st = put_models(answer, buf, err);
    if (st == ITD_OK && answer->call->replay)
        st = put_replay(answer, buf, err);
    if (st == ITD_OK && answer->call->forecast)
        st = put_forecast(answer, buf, err);
    if (st == ITD_OK && answer->call->history)
        st = put_history(answer, buf, err);
    return st;
}
