/* `comply --html`: one page that stands alone: scorecard, reports, trade, caps, ships, what the
 * data cannot say, and every row behind it. */
#include "cli/comply_page.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "entity/country.h"
#include "lists/script.h"

#define PAGE_MAX ((size_t)256 << 20)
#define LINE_MAX_BYTES 2048

/* ---- texts ---- */

static void fail(struct itd_comply_page *out)
{
    out->page.buf->failed = ITD_E_NO_MEMORY;
}

itd_str itd_comply_page_text(struct itd_comply_page *out, const char *fmt, ...)
{
    char    line[LINE_MAX_BYTES];
    itd_str text = {0};
    va_list args;
    int     len;

    va_start(args, fmt);
    len = vsnprintf(line, sizeof line, fmt, args);
    va_end(args);
    if (len < 0 || len >= (int)sizeof line) /* texts of a user come in short, see below */
        len = (int)strnlen(line, sizeof line - 1);
    if (!itd_arena_copy(out->arena, (itd_str){line, (size_t)len}, &text))
        fail(out);
    return text;
}

itd_str itd_comply_page_short(struct itd_comply_page *out, itd_str text, size_t max)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (((unsigned char)text.ptr[i] & 0xC0) == 0x80)
            continue; /* within a character */
        if (count++ == max)
            return itd_comply_page_text(out, "%.*s…", (int)i, text.ptr);
    }
    return text;
}

void *itd_comply_page_room(struct itd_comply_page *out, size_t count, size_t size)
{
    void *room = itd_arena_new_array(out->arena, count + 1, size);

    if (!room)
        fail(out);
    return room;
}

itd_str itd_comply_page_state(const struct itd_comply_page *out, itd_str iso)
{
    const itd_comply_answer *answer = out->show->answer;

    for (size_t i = 0; i < answer->state_count; i++)
        if (itd_str_equal(answer->states[i].iso, iso))
            return answer->states[i].name;
    return itd_country_name(iso);
}

void itd_comply_page_date(struct itd_comply_page *out, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(date, text);
    itd_page_cell(&out->page, itd_str_of(date.year ? text : "–"));
}

void itd_comply_page_cents(struct itd_comply_page *out, uint64_t cents)
{
    char text[ITD_CENTS_TEXT_MAX];

    itd_comply_cents(cents, text);
    itd_page_cell(&out->page, itd_str_of(text));
}

void itd_comply_page_count(struct itd_comply_page *out, size_t count)
{
    itd_page_cell_number(&out->page, (double)count, 0);
}

/* Thousands of <bdi> cost a browser seconds: plain ASCII needs none. */
void itd_comply_page_name(struct itd_comply_page *out, itd_str name)
{
    bool is_ascii = true;

    for (size_t i = 0; is_ascii && i < name.len; i++)
        is_ascii = (unsigned char)name.ptr[i] < 0x80;
    if (is_ascii)
        itd_page_cell(&out->page, name);
    else
        itd_page_cell_name(&out->page, name, itd_script_of(name));
}

void itd_comply_page_place(struct itd_comply_page *out, itd_str file, uint64_t line)
{
    itd_buf text;

    itd_buf_init(&text, ITD_COMPLY_PAGE_TEXT_MAX);
    itd_buf_append(&text, file);
    itd_buf_printf(&text, ", row %llu", (unsigned long long)line);
    itd_comply_page_name(out, itd_buf_text(&text));
    itd_buf_done(&text);
}

void itd_comply_page_cut(struct itd_comply_page *out, size_t left, const char *what)
{
    if (left > 0)
        itd_page_paragraph(&out->page, itd_comply_page_text(out,
                                                            "%zu more %s are not shown here; "
                                                            "CSV and JSON have them all.",
                                                            left, what));
}

/* ---- scorecard ---- */

static void put_cell_range(struct itd_comply_page *out, size_t low, size_t high)
{
    itd_page_cell(&out->page, low == high ? itd_comply_page_text(out, "%zu", low)
                                          : itd_comply_page_text(out, "%zu to %zu", low, high));
}

/* Cells of which no file told anything. */
static void put_untold(struct itd_comply_page *out, int count)
{
    while (count-- > 0)
        itd_page_cell(&out->page, ITD_STR("–"));
}

static void put_report_counts(struct itd_comply_page *out, const itd_tally *tally)
{
    if (!out->show->answer->has_reports) {
        put_untold(out, 2);
        return;
    }
    itd_comply_page_count(out, tally->reports[ITD_REPORT_LATE]);
    itd_comply_page_count(out, tally->reports[ITD_REPORT_NEVER]);
}

static void put_scores(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("State"), false, true},
        {ITD_STR_INIT("Place"), true, false},
        {ITD_STR_INIT("Banned rows"), true, false},
        {ITD_STR_INIT("doubtful"), true, false},
        {ITD_STR_INIT("USD, at least"), true, false},
        {ITD_STR_INIT("at most"), true, false},
        {ITD_STR_INIT("Cannot be told"), true, false},
        {ITD_STR_INIT("Reports late"), true, false},
        {ITD_STR_INIT("never"), true, false},
        {ITD_STR_INIT("Ships still flagged"), true, false},
        {ITD_STR_INIT("Closed ports entered"), true, false},
    };

    const itd_comply_answer *answer = out->show->answer;

    itd_page_begin_table(&out->page, ITD_STR("What binds: decided by the Security Council"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < out->show->answer->state_count; i++) {
        const itd_comply_state *state = &out->show->answer->states[i];
        const itd_tally        *tally = &state->binding;

        if (!itd_comply_shows(out->show, state->iso))
            continue;
        itd_page_begin_row(&out->page);
        itd_page_cell(&out->page, state->name);
        if (state->has_trade) {
            put_cell_range(out, state->best, state->worst);
            itd_comply_page_count(out, tally->flows);
            itd_comply_page_count(out, tally->doubtful);
            itd_comply_page_cents(out, tally->low);
            itd_comply_page_cents(out, tally->high);
            itd_comply_page_count(out, state->classes[ITD_FLOW_CANNOT_TELL]);
        } else {
            put_untold(out, 6);
        }
        put_report_counts(out, tally);
        if (answer->has_register)
            put_cell_range(out, tally->ships.still_low, tally->ships.still_high);
        else
            put_untold(out, 1);
        if (answer->has_calls)
            put_cell_range(out, tally->ships.calls_low, tally->ships.calls_high);
        else
            put_untold(out, 1);
        itd_page_end_row(&out->page);
    }
    itd_page_end_table(&out->page);
}

static void put_asked(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("State"), false, true},
        {ITD_STR_INIT("Reports in time"), true, false},
        {ITD_STR_INIT("late"), true, false},
        {ITD_STR_INIT("never"), true, false},
        {ITD_STR_INIT("Rows of trade"), true, false},
        {ITD_STR_INIT("USD, at least"), true, false},
        {ITD_STR_INIT("at most"), true, false},
    };

    itd_page_begin_table(&out->page, ITD_STR("What is asked for: never added to what binds"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < out->show->answer->state_count; i++) {
        const itd_comply_state *state = &out->show->answer->states[i];
        const itd_tally        *tally = &state->non_binding;

        if (!itd_comply_shows(out->show, state->iso))
            continue;
        itd_page_begin_row(&out->page);
        itd_page_cell(&out->page, state->name);
        if (out->show->answer->has_reports)
            itd_comply_page_count(out, tally->reports[ITD_REPORT_IN_TIME]);
        else
            put_untold(out, 1);
        put_report_counts(out, tally);
        if (state->has_trade) {
            itd_comply_page_count(out, tally->flows);
            itd_comply_page_cents(out, tally->low);
            itd_comply_page_cents(out, tally->high);
        } else {
            put_untold(out, 3);
        }
        itd_page_end_row(&out->page);
    }
    itd_page_end_table(&out->page);
}

/* Lanes of states with banned trade: a band to what is beyond doubt, another to what may be. */
static void put_ranges(struct itd_comply_page *out)
{
    const itd_comply_answer *answer = out->show->answer;
    itd_chart_lane *lanes = itd_comply_page_room(out, answer->state_count, sizeof lanes[0]);
    itd_chart_band *bands = itd_comply_page_room(out, answer->state_count * 2, sizeof bands[0]);
    itd_chart_mark *marks = itd_comply_page_room(out, answer->state_count * 2, sizeof marks[0]);
    size_t          lane = 0, band = 0, mark = 0, left = 0;
    const itd_chart chart = {
        .title = ITD_STR("Banned trade by state, at least and at most"),
        .desc =
            ITD_STR("For each state with banned trade the value of rows without a doubt, and how "
                    "far it reaches when every doubtful row is taken as a breach."),
        .x = {.label = ITD_STR("US dollars")},
    };

    for (size_t i = 0; lanes && bands && marks && i < answer->state_count; i++) {
        const itd_comply_state *state = &answer->states[i];
        const double            low = (double)state->binding.low / 100,
                     high = (double)state->binding.high / 100;

        if (!itd_comply_shows(out->show, state->iso) || high <= 0)
            continue;
        if (lane == ITD_COMPLY_PAGE_LANES_MAX) {
            left++;
            continue;
        }
        lanes[lane].name = itd_comply_page_short(out, state->name, 28);
        bands[band++] = (itd_chart_band){0, low, lane, ITD_STR("at least"), ITD_TONE_BAD};
        bands[band++] = (itd_chart_band){low, high, lane, ITD_STR("doubtful"), ITD_TONE_WARN};
        marks[mark++] = (itd_chart_mark){low, lane, itd_comply_page_text(out, "at least %.2f", low),
                                         ITD_TONE_BAD};
        if (high > low)
            marks[mark++] = (itd_chart_mark){
                high, lane, itd_comply_page_text(out, "at most %.2f", high), ITD_TONE_WARN};
        lane++;
    }
    if (lane > 0)
        itd_chart_timeline(&out->page, &chart, lanes, lane, bands, band, marks, mark);
    itd_comply_page_cut(out, left, "states");
}

static void put_scorecard(struct itd_comply_page *out)
{
    itd_page_begin_section(&out->page, ITD_STR("Scorecard"));
    itd_page_paragraph(
        &out->page,
        ITD_STR("Places are by the value of banned trade alone. A range means that doubtful rows "
                "decide: the best place counts none of the state's own and all of the others', "
                "the worst the reverse."));
    if (out->show->answer->state_count == 0)
        itd_page_paragraph(&out->page, ITD_STR("No state is in the files."));
    put_ranges(out);
    put_scores(out);
    put_asked(out);
    itd_page_end_section(&out->page);
}

/* ---- reports ---- */

static itd_page_tone tone_of(itd_report_state state)
{
    return state == ITD_REPORT_LATE      ? ITD_TONE_WARN
           : state == ITD_REPORT_NEVER   ? ITD_TONE_BAD
           : state == ITD_REPORT_NOT_DUE ? ITD_TONE_DIM
                                         : ITD_TONE_GOOD;
}

static bool has_reports(const struct itd_comply_page *out, const itd_comply_state *state,
                        bool is_binding)
{
    size_t count = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(state->binding.reports); i++)
        count += is_binding ? state->binding.reports[i] : state->non_binding.reports[i];
    return count > 0 && itd_comply_shows(out->show, state->iso);
}

static itd_chart_mark report_mark(struct itd_comply_page *out, const itd_report *report,
                                  size_t lane)
{
    const itd_date day = report->filed.year ? report->filed : report->duty->due;
    char           text[ITD_DATE_TEXT_MAX];

    itd_date_format(day, text);
    return (itd_chart_mark){
        .at = (double)itd_date_to_days(day),
        .lane = lane,
        .label = itd_comply_page_text(out, "%.*s: %s, %s %s", ITD_STR_ARGS(report->duty->id),
                                      itd_report_state_name(report->state),
                                      report->filed.year ? "filed" : "due", text),
        .tone = tone_of(report->state),
    };
}

static void put_report_chart(struct itd_comply_page *out, bool is_binding, itd_str title)
{
    const itd_comply_answer *answer = out->show->answer;
    itd_chart_lane *lanes = itd_comply_page_room(out, ITD_COMPLY_PAGE_LANES_MAX, sizeof lanes[0]);
    itd_chart_mark *marks = NULL;
    size_t          lane = 0, mark = 0, left = 0, most = 0;
    const itd_chart chart = {
        .title = title,
        .desc = ITD_STR("For each state a mark on the day on which a report was filed, or on which "
                        "one that is missing was due. The shape tells in time, late and missing; "
                        "the evidence has the same in words."),
        .x = {.label = ITD_STR("day"), .is_date = true},
    };

    for (size_t i = 0; i < answer->state_count; i++)
        most += answer->states[i].report_count;
    marks = itd_comply_page_room(out, most, sizeof marks[0]);
    for (size_t i = 0; lanes && marks && i < answer->state_count; i++) {
        const itd_comply_state *state = &answer->states[i];

        if (!has_reports(out, state, is_binding))
            continue;
        if (lane == ITD_COMPLY_PAGE_LANES_MAX) {
            left++;
            continue;
        }
        lanes[lane].name = itd_comply_page_short(out, state->name, 28);
        for (size_t k = 0; k < state->report_count; k++) {
            const itd_measure *measure =
                itd_rules_at(out->show->rules, state->reports[k].duty->measure);

            if ((measure->class_ == ITD_CLASS_BINDING) == is_binding)
                marks[mark++] = report_mark(out, &state->reports[k], lane);
        }
        lane++;
    }
    if (lane > 0)
        itd_chart_timeline(&out->page, &chart, lanes, lane, NULL, 0, marks, mark);
    itd_comply_page_cut(out, left, "states");
}

static void put_reports(struct itd_comply_page *out)
{
    itd_page_begin_section(&out->page, ITD_STR("Reports to the Committee"));
    if (!out->show->answer->has_reports)
        itd_page_paragraph(&out->page,
                           ITD_STR("No file of reports was given: nothing is said of reports."));
    put_report_chart(out, true, ITD_STR("Reports that bind"));
    put_report_chart(out, false, ITD_STR("Reports that are asked for"));
    itd_page_end_section(&out->page);
}

/* ---- the page ---- */

static void put_summary(struct itd_comply_page *out, itd_buf *summary)
{
    const itd_comply_answer *answer = out->show->answer;
    size_t                   states = 0, banned = 0, missing = 0, ships = 0;

    for (size_t i = 0; i < answer->state_count; i++) {
        const itd_comply_state *state = &answer->states[i];

        if (!itd_comply_shows(out->show, state->iso))
            continue;
        states++;
        banned += state->binding.high > 0;
        missing +=
            state->binding.reports[ITD_REPORT_LATE] + state->binding.reports[ITD_REPORT_NEVER] > 0;
        ships += itd_comply_count_ships(&state->binding.ships) > 0;
    }
    itd_buf_printf(summary,
                   "%zu states in the files. What binds: %zu with trade that is or may be banned, "
                   "%zu with a report late or missing, %zu with listed ships under their flag or "
                   "in their ports.",
                   states, banned, missing, ships);
    if (!answer->is_complete)
        itd_buf_append_cstr(summary, " Not complete: a file could not be used, see below.");
}

itd_status itd_comply_write_page(const struct itd_comply_show *show, const char *path,
                                 itd_error *err)
{
    struct itd_comply_page out = {.show = show, .arena = itd_arena_new(PAGE_MAX)};
    itd_buf                buf, title, summary;
    char                   on[ITD_DATE_TEXT_MAX];
    itd_status             st;

    if (!out.arena)
        return itd_error_no_memory(err);
    itd_buf_init(&buf, PAGE_MAX);
    itd_buf_init(&title, ITD_COMPLY_PAGE_TEXT_MAX);
    itd_buf_init(&summary, ITD_COMPLY_PAGE_TEXT_MAX);
    out.page.buf = &buf;
    itd_date_format(show->on, on);
    itd_buf_printf(&title, "Compliance by state as of %s", on);
    put_summary(&out, &summary);
    itd_page_begin(
        &out.page, &buf,
        &(itd_page_options){.title = itd_buf_text(&title), .summary = itd_buf_text(&summary)});
    put_scorecard(&out);
    put_reports(&out);
    itd_comply_page_trade(&out);
    itd_comply_page_caps(&out);
    itd_comply_page_mirrors(&out);
    itd_comply_page_ships(&out);
    itd_comply_page_limits(&out);
    itd_comply_page_evidence(&out);
    itd_page_end(&out.page,
                 ITD_STR("interdict " ITD_ENGINE_VERSION ". Where a measure's confidence "
                         "is not verified-in-source, the text of the resolution "
                         "decides."));
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(path, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    itd_buf_done(&title);
    itd_buf_done(&summary);
    itd_arena_free(out.arena);
    return st;
}
