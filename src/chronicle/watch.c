/* From a view of the chronicle to a verdict with reasons. The numbers are those of the report on
 * the silence, the state is that of the machine; what is added here are sentences, each with its
 * numbers, so that nobody has to know the tests to see why. */
#include "chronicle/watch.h"

#include "base/buf.h"
#include "base/date.h"

#define SENTENCE_BYTES_MAX 512
#define NEARLY_CERTAIN 0.9

const char *itd_watch_verdict(itd_watch_state state)
{
    switch (state) {
    case ITD_WATCH_UNKNOWN:
        return "unknown";
    case ITD_WATCH_ACTIVE:
    case ITD_WATCH_QUIET:
        return "not evidence of cessation";
    case ITD_WATCH_QUIET_NOTABLE:
        return "a notable silence, but cessation is not shown";
    case ITD_WATCH_QUIET_DECLARED:
        return "a declared pause, but sustained cessation is not shown";
    case ITD_WATCH_SUSTAINED:
        return "consistent with sustained cessation";
    case ITD_WATCH_BROKEN:
        return "the silence is broken: it was no cessation";
    }
    return "unknown";
}

/* ---- input ---- */

static itd_status take_days(const itd_chronicle_series *from, itd_arena *arena,
                            itd_silence_series *ret_series, itd_error *err)
{
    int32_t *days = itd_arena_new_array(arena, from->count + 1, sizeof *days);

    if (!days)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < from->count; i++)
        days[i] = (int32_t)from->days[i].day;
    *ret_series = (itd_silence_series){days, from->count};
    return ITD_OK;
}

/* What a statement does to the silence; false when it does nothing. */
static bool note_of_statement(const itd_statement *statement, itd_str party, itd_watch_note *note)
{
    if (!itd_str_equal(statement->party, party))
        return false;
    if (itd_words_have(statement->stance, '|', "withdraws-declaration"))
        note->kind = ITD_NOTE_WITHDRAWS;
    else if (itd_words_have(statement->stance, '|', "declares-cessation"))
        note->kind = ITD_NOTE_DECLARES;
    else
        return false;
    /* Said on a day, known perhaps later. */
    note->day = (int32_t)itd_when_korean_day(&statement->when);
    if (itd_korean_day(statement->fact->known_from_ms) > note->day)
        note->day = (int32_t)itd_korean_day(statement->fact->known_from_ms);
    note->id = statement->id;
    note->text = statement->words;
    note->is_doubtful = !itd_str_equal(statement->fact->values[ITD_STATEMENT_CONFIDENCE],
                                       ITD_STR("verified-in-source"));
    return true;
}

static bool note_of_occasion(const itd_occasion *occasion, itd_watch_note *note)
{
    if ((occasion->kind != ITD_EVENT_ENGINE_TEST && occasion->kind != ITD_EVENT_INDICATOR) ||
        !occasion->has_day)
        return false;
    *note = (itd_watch_note){
        .kind = ITD_NOTE_INDICATOR,
        .day = (int32_t)occasion->korean_day,
        .indicator = itd_str_of(itd_event_kind_name(occasion->kind)),
        .id = occasion->reports[0]->id,
        .text = occasion->reports[0]->site,
    };
    return true;
}

/* Puts a note where its day belongs; equal days stay in the order they came. */
static void insert(itd_watch_note *notes, size_t *count, const itd_watch_note *note)
{
    size_t at = (*count)++;

    for (; at > 0 && notes[at - 1].day > note->day; at--)
        notes[at] = notes[at - 1];
    notes[at] = *note;
}

itd_status itd_watch_input_of(const itd_chronicle_view *view, itd_chronicle_class of_class,
                              itd_str party, itd_arena *arena, itd_watch_input *ret_input,
                              itd_error *err)
{
    itd_chronicle_series series;
    itd_watch_input      input = {0};
    itd_watch_note      *notes;
    itd_status st = itd_chronicle_view_series(view, of_class, INT64_MIN, arena, &series, err);

    if (st == ITD_OK && !series.has_covered_until)
        st = itd_error_set(err, ITD_E_INCOMPLETE,
                           "no source says up to which day it covers class %s (covered_until): "
                           "silence and ignorance cannot be told apart",
                           itd_chronicle_class_name(of_class));
    if (st == ITD_OK)
        st = take_days(&series, arena, &input.series, err);
    if (st != ITD_OK)
        return st;
    notes =
        itd_arena_new_array(arena, view->statement_count + view->occasion_count + 1, sizeof *notes);
    if (!notes)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < view->statement_count; i++) {
        itd_watch_note note = {0};

        if (note_of_statement(view->statements[i], party, &note))
            insert(notes, &input.note_count, &note);
    }
    for (size_t i = 0; i < view->occasion_count; i++) {
        itd_watch_note note;

        if (note_of_occasion(&view->occasions[i], &note))
            insert(notes, &input.note_count, &note);
    }
    input.notes = notes;
    input.covered_until = (int32_t)series.covered_until;
    *ret_input = input;
    return ITD_OK;
}

int32_t itd_watch_day(const itd_watch_input *input, int64_t as_of_ms)
{
    const int64_t day = itd_korean_day(as_of_ms);
    const bool    is_over = as_of_ms == itd_korean_day_start(day + 1) - 1;
    const size_t  count = input->series.count;

    if (is_over || (count > 0 && input->series.days[count - 1] == (int32_t)day))
        return (int32_t)day;
    return (int32_t)day - 1;
}

/* ---- reasons ---- */

struct sentences {
    itd_watch_report *report;
    itd_arena        *arena;
    itd_buf           text;
    itd_status        failed;
};

static void append_day(itd_buf *buf, int32_t day)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(day), text);
    itd_buf_append_cstr(buf, text);
}

/* Two digits that count, and never a probability of 0.00 or 1.00. */
static void append_p(itd_buf *buf, double p)
{
    if (p < 0.001)
        itd_buf_append_cstr(buf, "below 0.001");
    else if (p > 0.999)
        itd_buf_append_cstr(buf, "above 0.999");
    else
        itd_buf_printf(buf, p < 0.1 || p > 0.99 ? "%.3f" : "%.2f", p);
}

/* Ends the sentence in text and begins a new one. */
static void end_sentence(struct sentences *say)
{
    itd_watch_report *report = say->report;

    if (say->failed == ITD_OK)
        say->failed = say->text.failed;
    if (say->failed == ITD_OK && report->reason_count < ITD_WATCH_REASONS_MAX) {
        if (itd_arena_copy(say->arena, itd_buf_text(&say->text),
                           &report->reasons[report->reason_count]))
            report->reason_count++;
        else
            say->failed = ITD_E_NO_MEMORY;
    }
    itd_buf_reset(&say->text);
}

static void say_coverage(struct sentences *say)
{
    const itd_watch_report *report = say->report;

    itd_buf_append_cstr(&say->text, "The sources end with ");
    append_day(&say->text, report->covered_until);
    itd_buf_printf(&say->text,
                   ": of the %d days up to the one asked for nothing is known, and not known is "
                   "not quiet.",
                   report->options.as_of - report->covered_until);
    end_sentence(say);
}

static void say_season(struct sentences *say)
{
    const itd_silence_report *silence = &say->report->silence;
    const itd_season_model   *model = &silence->season[ITD_SEASON_MONTHS];

    if (model->season.why) {
        itd_buf_printf(&say->text, "No season can be computed: %s.", model->season.why);
    } else {
        itd_buf_append_cstr(&say->text, "The time of year alone gives such a silence with p ");
        append_p(&say->text, model->p);
        itd_buf_append_cstr(&say->text, ": monthly rates since ");
        append_day(&say->text, silence->season_from);
        itd_buf_printf(&say->text, " expect %.1f events in these %u days, a constant rate %.1f. ",
                       model->expected, silence->silence_days, model->expected_constant);
        if (model->length_5pct > 0)
            itd_buf_printf(&say->text, "5 %% needs %u days.", model->length_5pct);
    }
    end_sentence(say);
}

static void say_laws(struct sentences *say)
{
    const itd_silence_report *silence = &say->report->silence;
    const itd_silence_model  *best;
    double                    low = 1, high = 0;

    if (silence->best == SIZE_MAX) {
        itd_buf_printf(&say->text, "No law of gaps can be fitted: %s.",
                       silence->complete[ITD_LAW_EXPONENTIAL].fit.why);
        end_sentence(say);
        return;
    }
    best = &silence->complete[silence->best];
    for (size_t i = 0; i < ITD_LAWS; i++) {
        const itd_silence_model *model = &silence->complete[i];

        if (model->fit.why)
            continue;
        low = model->p < low ? model->p : low;
        high = model->p > high ? model->p : high;
    }
    itd_buf_printf(&say->text,
                   "Without the season p is %.3f to %.3f over the laws fitted to %zu gaps since ",
                   low, high, silence->gaps);
    append_day(&say->text, silence->from);
    itd_buf_printf(&say->text, " (best: %s %.3f, 5 %% at %.0f days, 1 %% at %.0f).",
                   itd_silence_law_name(best->fit.law), best->p, best->length_5pct,
                   best->length_1pct);
    end_sentence(say);
}

static void say_many(struct sentences *say)
{
    const itd_silence_report *silence = &say->report->silence;

    if (silence->best == SIZE_MAX)
        return;
    itd_buf_printf(&say->text, "Among %zu gaps one of this length has a chance of ", silence->gaps);
    append_p(&say->text, silence->any_p);
    if (silence->sidak_length > 0)
        itd_buf_printf(&say->text, "; 5 %% over all of them (Sidak) needs %.0f days",
                       silence->sidak_length);
    itd_buf_append_char(&say->text, '.');
    end_sentence(say);
}

static void say_extinction(struct sentences *say)
{
    const itd_extinction *test = &say->report->silence.extinction;

    if (test->why) {
        itd_buf_printf(&say->text, "Solow's test cannot be computed: %s.", test->why);
    } else {
        itd_buf_append_cstr(&say->text, "Solow's test: p ");
        append_p(&say->text, test->p);
        itd_buf_append_cstr(&say->text, ". The Bayes factor ");
        if (test->bayes_factor >= 1)
            itd_buf_printf(&say->text, "favours continuing %.1f to 1", test->bayes_factor);
        else if (test->bayes_factor >= 0.001)
            itd_buf_printf(&say->text, "favours ceased %.1f to 1", 1 / test->bayes_factor);
        else
            itd_buf_append_cstr(&say->text, "favours ceased more than 1,000 to 1");
        itd_buf_printf(&say->text, "; with a prior of %.4g, P(ceased) is ", test->prior);
        append_p(&say->text, test->posterior);
        itd_buf_append_char(&say->text, '.');
    }
    end_sentence(say);
}

static void say_like_it(struct sentences *say)
{
    const itd_watch_report *report = say->report;

    if (report->like_it == 0)
        itd_buf_append_cstr(&say->text, "No earlier silence since ");
    else
        itd_buf_printf(&say->text, "%zu earlier silence%s since ", report->like_it,
                       report->like_it == 1 ? "" : "s");
    append_day(&say->text, report->silence.season_from);
    itd_buf_printf(&say->text, " lasted %.0f days or more", report->silence.reach);
    itd_buf_append_cstr(&say->text, report->like_it > 1    ? "; all of them ended."
                                    : report->like_it == 1 ? "; it ended."
                                                           : ".");
    end_sentence(say);
}

static void say_declaration(struct sentences *say)
{
    const itd_watch_note *note = say->report->declaration;

    if (note)
        itd_buf_printf(&say->text, "An intention to stop is on record and in force (%.*s).",
                       ITD_STR_ARGS(note->id));
    else
        itd_buf_append_cstr(&say->text, "No intention to stop is on record for this silence.");
    end_sentence(say);
}

static void say_processes(struct sentences *say)
{
    const itd_silence_report *silence = &say->report->silence;

    if (!silence->hawkes.why) {
        itd_buf_printf(&say->text,
                       "Clustering (Hawkes, branching %.2f, memory %.0f days) gives p %.3f.",
                       silence->hawkes.branching, 1 / silence->hawkes.decay, silence->hawkes_p);
        end_sentence(say);
    }
    if (!silence->change.why) {
        itd_buf_printf(
            &say->text,
            "That the silence began a new regime has a chance of %.2f (change point, one "
            "in fifty gaps beforehand).",
            silence->change.changed_p);
        end_sentence(say);
    }
}

/* A silence shorter than usual, or one that just ended, leaves nothing to explain. */
static void say_recent(struct sentences *say)
{
    const itd_watch_history *history = &say->report->history;
    const itd_watch_silence *before = NULL;
    size_t                   as_long = 0;

    itd_buf_printf(&say->text, "The last event is %u days old: there is no silence to explain.",
                   say->report->silence.silence_days);
    end_sentence(say);
    /* The one that was broken. */
    for (size_t i = 0; i < history->silence_count; i++)
        if (history->silences[i].next == say->report->since)
            before = &history->silences[i];
    if (say->report->state != ITD_WATCH_BROKEN || !before)
        return;
    for (size_t i = 0; i < history->silence_count; i++)
        as_long += &history->silences[i] != before &&
                   history->silences[i].next != ITD_DAY_DEFAULT &&
                   history->silences[i].next <= before->last &&
                   history->silences[i].last >= say->report->silence.season_from &&
                   history->silences[i].days >= before->days;
    itd_buf_append_cstr(&say->text, "The silence that ended had begun on ");
    append_day(&say->text, before->last);
    itd_buf_printf(&say->text, ", lasted %u days and came as far as %s; since ", before->days,
                   itd_watch_state_name(before->longest_state));
    append_day(&say->text, say->report->silence.season_from);
    itd_buf_printf(&say->text, " %zu earlier ones had been as long, and ended too.", as_long);
    end_sentence(say);
}

static void say_all(struct sentences *say)
{
    const itd_watch_report *report = say->report;

    if (!report->is_covered)
        say_coverage(say);
    if (report->silence.why) {
        itd_buf_printf(&say->text, "Nothing can be said of a silence: %s.", report->silence.why);
        end_sentence(say);
        return;
    }
    if (!report->is_covered)
        return;
    if (report->state == ITD_WATCH_ACTIVE || report->state == ITD_WATCH_BROKEN) {
        say_recent(say);
        return;
    }
    say_season(say);
    say_laws(say);
    say_many(say);
    say_extinction(say);
    say_like_it(say);
    say_declaration(say);
    say_processes(say);
}

/* ---- the whole ---- */

static void count_like_it(const itd_watch_input *input, itd_watch_report *report)
{
    const itd_silence_series known =
        itd_silence_within(input->series, report->silence.season_from, report->silence.last);

    for (size_t i = 1; i < known.count; i++)
        report->like_it += known.days[i] - known.days[i - 1] >= report->silence.reach;
}

/* The declaration of this silence that is in force on a day, or NULL. */
static const itd_watch_note *find_declaration(const itd_watch_input *input, int32_t last,
                                              int32_t day)
{
    const itd_watch_note *found = NULL;

    for (size_t i = 0; i < input->note_count && input->notes[i].day <= day; i++) {
        const itd_watch_note *note = &input->notes[i];

        if (note->kind == ITD_NOTE_DECLARES && note->day >= last)
            found = note;
        else if (note->kind == ITD_NOTE_WITHDRAWS)
            found = NULL;
    }
    return found;
}

static itd_status write_reasons(itd_watch_report *report, itd_arena *arena, itd_error *err)
{
    struct sentences say = {.report = report, .arena = arena};
    itd_status       st = ITD_OK;

    itd_buf_init(&say.text, SENTENCE_BYTES_MAX);
    say_all(&say);
    itd_buf_done(&say.text);
    if (say.failed == ITD_E_NO_MEMORY)
        st = itd_error_no_memory(err);
    else if (say.failed != ITD_OK)
        st = itd_error_set(err, say.failed, "a reason is longer than %d bytes", SENTENCE_BYTES_MAX);
    return st;
}

itd_status itd_watch_evaluate(const itd_watch_input *input, const itd_silence_options *options,
                              const itd_watch_rules *rules, itd_arena *arena,
                              itd_watch_report *ret_report, itd_error *err)
{
    itd_watch_report      report = {.options = *options, .covered_until = input->covered_until};
    itd_silence_options   known = *options;
    const itd_watch_step *step;
    itd_status            st;

    report.is_covered = options->as_of <= input->covered_until;
    if (!report.is_covered)
        known.as_of = input->covered_until;
    st = itd_watch_run(input, options, rules, arena, &report.history, err);
    if (st == ITD_OK)
        st = itd_silence_evaluate(input->series, &known, arena, &report.silence, err);
    if (st != ITD_OK)
        return st;
    step = &report.history.steps[report.history.count - 1];
    report.state = step->state;
    report.since = step->day;
    report.reason = report.history.now;
    report.verdict = itd_watch_verdict(report.state);
    if (!report.silence.why) {
        count_like_it(input, &report);
        report.declaration = find_declaration(input, report.silence.last, options->as_of);
    }
    st = write_reasons(&report, arena, err);
    if (st == ITD_OK)
        *ret_report = report;
    return st;
}
