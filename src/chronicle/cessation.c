/* The state machine, silence by silence and day by day. For every silence the statistics are made
 * once, from the gaps that had ended when it began; within it only its length, the season and the
 * notes move. A state's reason says which rule put it there, with the numbers of that day. */
#include "chronicle/cessation.h"

#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"

#define REASON_BYTES_MAX 512

static const char *const state_names[ITD_WATCH_STATES] = {
#define STATE_NAME(code, name) [ITD_WATCH_##code] = (name),
    ITD_WATCH_STATE_LIST(STATE_NAME)
#undef STATE_NAME
};

const char *itd_watch_state_name(itd_watch_state state)
{
    return state_names[state];
}

/* What is fitted once per silence. */
struct basis {
    int32_t         last;
    const char     *why; /* no gap to compare with */
    double          median;
    itd_season      season;
    const char     *length_name; /* of the law behind `length` */
    double          length;      /* that sustained has to outlast; 0: cannot be computed */
    itd_silence_fit best;
};

struct machine {
    const itd_watch_input     *input;
    const itd_silence_options *options;
    const itd_watch_rules     *rules;
    itd_arena                 *arena, *scratch;
    itd_buf                    text;
    itd_watch_step            *steps;
    size_t                     count, cap;
    itd_watch_silence         *silences;
    size_t                     silence_count;
    struct basis               basis;
    int32_t                    broken_until; /* last day of `broken`, or ITD_DAY_DEFAULT */
    size_t                     next_note;
    const itd_watch_note      *declaration; /* in force */
};

static void append_day(itd_buf *buf, int32_t day)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(day), text);
    itd_buf_append_cstr(buf, text);
}

/* ---- statistics of one silence ---- */

static itd_status set_length(struct machine *machine, const itd_silence_gaps *gaps, itd_error *err)
{
    const itd_watch_rules *rules = machine->rules;
    struct basis          *basis = &machine->basis;
    itd_silence_fit        fits[ITD_LAWS];
    size_t                 best;

    for (size_t i = 0; i < ITD_LAWS; i++) {
        const itd_status st = itd_silence_fit_law((itd_silence_law)i, gaps, &fits[i], err);
        double           length;

        if (st != ITD_OK)
            return st;
        if (fits[i].why)
            continue;
        length = itd_silence_length((itd_silence_law)i, fits[i].parameter, rules->sustained_p);
        if ((rules->sustained_model == ITD_RULES_MODEL_LONGEST && length > basis->length) ||
            (rules->sustained_model == ITD_RULES_MODEL_LAW &&
             rules->sustained_law == fits[i].law)) {
            basis->length = length;
            basis->length_name = itd_silence_law_name((itd_silence_law)i);
        }
    }
    best = itd_silence_best(fits, ITD_LAWS);
    basis->best = best == SIZE_MAX ? fits[0] : fits[best];
    if (rules->sustained_model == ITD_RULES_MODEL_BEST && best != SIZE_MAX) {
        basis->length =
            itd_silence_length((itd_silence_law)best, fits[best].parameter, rules->sustained_p);
        basis->length_name = itd_silence_law_name((itd_silence_law)best);
    }
    return ITD_OK;
}

static itd_status set_basis(struct machine *machine, size_t event, itd_error *err)
{
    const itd_silence_options *options = machine->options;
    struct basis              *basis = &machine->basis;
    itd_silence_series         known = {machine->input->series.days, event + 1};
    const int32_t              last = known.days[event];
    itd_silence_gaps           gaps = {0};
    itd_silence_series         window;

    *basis = (struct basis){.last = last};
    itd_season_fit(known,
                   options->season_from != ITD_DAY_DEFAULT
                       ? options->season_from
                       : itd_silence_window(known, last, ITD_SEASON_YEARS, 0),
                   last, 12, &basis->season);
    window = itd_silence_within(
        known,
        options->from != ITD_DAY_DEFAULT
            ? options->from
            : itd_silence_window(known, last, ITD_WINDOW_YEARS, ITD_WINDOW_GAPS_MIN),
        last);
    itd_arena_reset(machine->scratch);
    gaps.count = window.count > 0 ? window.count - 1 : 0;
    gaps.length = itd_silence_lengths(window, machine->scratch);
    if (!gaps.length)
        return itd_error_no_memory(err);
    if (gaps.count == 0)
        basis->why = "no completed gap to compare with";
    basis->median = itd_silence_median(gaps.length, gaps.count, machine->scratch);
    if (basis->median < 0)
        return itd_error_no_memory(err);
    if (machine->rules->sustained_model == ITD_RULES_MODEL_SEASON && !basis->season.why) {
        basis->length = itd_season_length(&basis->season, last, machine->rules->sustained_p);
        basis->length_name = "seasonal Poisson";
    }
    return set_length(machine, &gaps, err);
}

/* ---- the rules on one day ---- */

/* p that decides "notable" on a day, and its name; negative: cannot be computed. */
static double notable_p(const struct machine *machine, int32_t day, const char **ret_name)
{
    const struct basis *basis = &machine->basis;

    if (machine->rules->notable_season && !basis->season.why) {
        *ret_name = "season-adjusted p";
        return itd_season_silent(&basis->season, basis->last, day);
    }
    if (basis->best.why)
        return -1;
    *ret_name = machine->rules->notable_season ? "p (no season can be computed)" : "p";
    return itd_silence_survival(basis->best.law, basis->best.parameter, day - basis->last + 1.0);
}

/* The latest indicator of this silence that still vetoes. */
static const itd_watch_note *find_veto(const struct machine *machine, int32_t day)
{
    const itd_watch_rules *rules = machine->rules;

    for (size_t i = machine->next_note; i-- > 0;) {
        const itd_watch_note *note = &machine->input->notes[i];

        if (note->kind != ITD_NOTE_INDICATOR)
            continue;
        if (note->day <= machine->basis.last || day - note->day >= (int32_t)rules->veto_days)
            return NULL;
        for (size_t k = 0; k < rules->veto_count; k++)
            if (itd_str_equal(note->indicator, itd_str_of(rules->veto[k])))
                return note;
    }
    return NULL;
}

static bool is_long_enough(const struct machine *machine, uint32_t days)
{
    if (days < machine->rules->sustained_days)
        return false;
    if (machine->rules->sustained_model == ITD_RULES_MODEL_NONE)
        return true;
    return machine->basis.length > 0 && days + 1.0 > machine->basis.length;
}

static void say_declaration(struct machine *machine, uint32_t days)
{
    const itd_watch_note *note = machine->declaration;

    itd_buf_printf(&machine->text, "%u days of silence, at least %u", days,
                   machine->rules->declared_days);
    if (note) {
        itd_buf_printf(&machine->text, ", and the declaration %.*s of ", ITD_STR_ARGS(note->id));
        append_day(&machine->text, note->day);
        if (note->is_doubtful)
            itd_buf_append_cstr(&machine->text, " (not verified in a source)");
    } else {
        itd_buf_append_cstr(&machine->text, "; the rules ask for no declaration");
    }
}

/* declared or sustained; the reason goes into machine->text. */
static itd_watch_state judge_declared(struct machine *machine, int32_t day, uint32_t days)
{
    const itd_watch_note *veto;

    say_declaration(machine, days);
    if (!is_long_enough(machine, days))
        return ITD_WATCH_QUIET_DECLARED;
    veto = find_veto(machine, day);
    if (veto) {
        itd_buf_printf(&machine->text, "; long enough to be sustained, but the indicator %.*s of ",
                       ITD_STR_ARGS(veto->id));
        append_day(&machine->text, veto->day);
        itd_buf_printf(&machine->text, " (%.*s) vetoes it", ITD_STR_ARGS(veto->indicator));
        return ITD_WATCH_QUIET_DECLARED;
    }
    if (machine->rules->sustained_model == ITD_RULES_MODEL_NONE)
        itd_buf_printf(&machine->text, "; past the %u days of the rules, no veto",
                       machine->rules->sustained_days);
    else
        itd_buf_printf(&machine->text, "; past the %.4g %% length of %.0f days (%s), no veto",
                       machine->rules->sustained_p * 100, machine->basis.length,
                       machine->basis.length_name);
    return ITD_WATCH_SUSTAINED;
}

static bool is_active(const struct machine *machine, uint32_t days)
{
    if (machine->rules->active_days > 0)
        return days <= machine->rules->active_days;
    return !machine->basis.why && days <= machine->basis.median;
}

static void say_active(struct machine *machine)
{
    itd_buf_append_cstr(&machine->text, "an event on ");
    append_day(&machine->text, machine->basis.last);
    if (machine->rules->active_days > 0)
        itd_buf_printf(&machine->text, ", within the %u days of the rules",
                       machine->rules->active_days);
    else
        itd_buf_printf(&machine->text, ", within the last median gap of %.4g days",
                       machine->basis.median);
}

/* The state of a day that is not `broken`. */
static itd_watch_state judge(struct machine *machine, int32_t day)
{
    const uint32_t days = (uint32_t)(day - machine->basis.last);
    const char    *name = "p";
    double         p;

    if (days >= machine->rules->declared_days &&
        (machine->declaration || !machine->rules->declaration_required))
        return judge_declared(machine, day, days);
    if (is_active(machine, days)) {
        say_active(machine);
        return ITD_WATCH_ACTIVE;
    }
    if (machine->basis.why && machine->rules->active_days == 0) {
        itd_buf_append_cstr(&machine->text, machine->basis.why);
        return ITD_WATCH_UNKNOWN;
    }
    p = notable_p(machine, day, &name);
    if (p >= 0 && p < machine->rules->notable_p) {
        itd_buf_printf(&machine->text, "%u days of silence: %s %.3f, below %.4g", days, name, p,
                       machine->rules->notable_p);
        return ITD_WATCH_QUIET_NOTABLE;
    }
    if (machine->rules->active_days > 0)
        itd_buf_printf(&machine->text, "%u days of silence, more than the %u of the rules", days,
                       machine->rules->active_days);
    else
        itd_buf_printf(&machine->text, "%u days of silence, more than the median gap of %.4g", days,
                       machine->basis.median);
    if (p >= 0)
        itd_buf_printf(&machine->text, "; %s %.3f is nothing out of the ordinary", name, p);
    else
        itd_buf_append_cstr(&machine->text, "; too few gaps to say how unusual");
    return ITD_WATCH_QUIET;
}

/* ---- days ---- */

/* Notes of a day that has come. A declaration holds from its day until it is withdrawn or an event
 * breaks it. */
static void take_notes(struct machine *machine, int32_t day)
{
    for (; machine->next_note < machine->input->note_count; machine->next_note++) {
        const itd_watch_note *note = &machine->input->notes[machine->next_note];

        if (note->day > day)
            return;
        if (note->kind == ITD_NOTE_DECLARES && note->day >= machine->basis.last)
            machine->declaration = note;
        else if (note->kind == ITD_NOTE_WITHDRAWS)
            machine->declaration = NULL;
    }
}

static itd_watch_state current(const struct machine *machine)
{
    return machine->count > 0 ? machine->steps[machine->count - 1].state : ITD_WATCH_UNKNOWN;
}

/* A new step when the state changed; its reason is machine->text. */
static itd_status take_state(struct machine *machine, int32_t day, itd_watch_state state,
                             itd_error *err)
{
    itd_watch_step *steps, *step;
    itd_status      st = itd_buf_status(&machine->text, err);

    if (st != ITD_OK)
        return st;
    if (machine->count > 0 && current(machine) == state)
        return ITD_OK;
    steps = machine->steps;
    if (machine->count == machine->cap) {
        steps = itd_arena_grow(machine->arena, machine->steps, machine->count, &machine->cap,
                               sizeof *steps);
        if (!steps)
            return itd_error_no_memory(err);
        machine->steps = steps;
    }
    step = &steps[machine->count];
    *step = (itd_watch_step){.day = day, .state = state};
    if (!itd_arena_copy(machine->arena, itd_buf_text(&machine->text), &step->reason))
        return itd_error_no_memory(err);
    machine->count++;
    return ITD_OK;
}

/* Whether the event that just happened ended a silence that counted; says so in machine->text. */
static bool breaks(struct machine *machine, const itd_watch_silence *ended)
{
    const itd_watch_state before = current(machine);
    const bool            is_long = ended->days >= machine->rules->broken_silence_days;

    if (!is_long && before != ITD_WATCH_QUIET_NOTABLE && before != ITD_WATCH_QUIET_DECLARED &&
        before != ITD_WATCH_SUSTAINED)
        return false;
    itd_buf_append_cstr(&machine->text, "the event of ");
    append_day(&machine->text, ended->next);
    itd_buf_printf(&machine->text, " ended a silence of %u days", ended->days);
    if (is_long)
        itd_buf_printf(&machine->text, " (%u or more)", machine->rules->broken_silence_days);
    if (before == ITD_WATCH_QUIET_NOTABLE || before == ITD_WATCH_QUIET_DECLARED ||
        before == ITD_WATCH_SUSTAINED)
        itd_buf_printf(&machine->text, " that was %s", itd_watch_state_name(before));
    return true;
}

/* The day of an event: the silence before it has ended. */
static itd_status take_event(struct machine *machine, size_t event, itd_error *err)
{
    const int32_t      day = machine->input->series.days[event];
    itd_watch_silence *silence = &machine->silences[machine->silence_count];
    itd_status         st = ITD_OK;

    itd_buf_reset(&machine->text);
    if (machine->silence_count > 0) {
        itd_watch_silence *ended = &machine->silences[machine->silence_count - 1];

        ended->next = day;
        ended->days = (uint32_t)(day - ended->last);
        if (breaks(machine, ended)) {
            machine->broken_until = day + (int32_t)machine->rules->broken_lasts_days - 1;
            if (machine->rules->broken_lasts_days > 0)
                st = take_state(machine, day, ITD_WATCH_BROKEN, err);
        }
    }
    *silence = (itd_watch_silence){
        .last = day, .next = ITD_DAY_DEFAULT, .longest_state = ITD_WATCH_UNKNOWN};
    machine->silence_count++;
    machine->declaration = NULL;
    return st == ITD_OK ? set_basis(machine, event, err) : st;
}

static itd_status take_day(struct machine *machine, int32_t day, itd_error *err)
{
    itd_watch_silence *silence = &machine->silences[machine->silence_count - 1];
    itd_watch_state    state;

    take_notes(machine, day);
    silence->days = (uint32_t)(day - silence->last);
    itd_buf_reset(&machine->text);
    if (day <= machine->broken_until) {
        if (silence->longest_state < ITD_WATCH_ACTIVE)
            silence->longest_state = ITD_WATCH_ACTIVE;
        return ITD_OK;
    }
    state = judge(machine, day);
    if (state > silence->longest_state)
        silence->longest_state = state;
    return take_state(machine, day, state, err);
}

static itd_status run_days(struct machine *machine, int32_t first_day, int32_t end, itd_error *err)
{
    const itd_silence_series series = machine->input->series;

    for (size_t i = 0; i < series.count && series.days[i] <= end; i++) {
        const int32_t until =
            i + 1 < series.count && series.days[i + 1] <= end ? series.days[i + 1] - 1 : end;
        itd_status st;

        if (series.days[i] < first_day)
            continue;
        st = take_event(machine, i, err);
        for (int32_t day = series.days[i]; st == ITD_OK && day <= until; day++)
            st = take_day(machine, day, err);
        if (st != ITD_OK)
            return st;
    }
    return ITD_OK;
}

static itd_status say_unknown(struct machine *machine, int32_t end, itd_error *err)
{
    const int32_t as_of = machine->options->as_of;

    if (end < as_of) {
        itd_buf_reset(&machine->text);
        itd_buf_append_cstr(&machine->text, "the sources end with ");
        append_day(&machine->text, end);
        itd_buf_append_cstr(&machine->text, ": what happened since is not known");
        return take_state(machine, end + 1, ITD_WATCH_UNKNOWN, err);
    }
    if (machine->count > 0)
        return ITD_OK;
    itd_buf_append_cstr(&machine->text, "no event is known");
    if (machine->options->from != ITD_DAY_DEFAULT) {
        itd_buf_append_cstr(&machine->text, " since ");
        append_day(&machine->text, machine->options->from);
    }
    return take_state(machine, as_of, ITD_WATCH_UNKNOWN, err);
}

static itd_status give_history(const struct machine *machine, itd_watch_history *ret_history,
                               itd_error *err)
{
    const itd_str text = itd_buf_text(&machine->text);
    itd_str       now = machine->steps[machine->count - 1].reason;

    /* Nothing was said on a day of `broken`. */
    if (text.len > 0 && !itd_arena_copy(machine->arena, text, &now))
        return itd_error_no_memory(err);
    *ret_history = (itd_watch_history){
        .steps = machine->steps,
        .count = machine->count,
        .silences = machine->silences,
        .silence_count = machine->silence_count,
        .now = now,
    };
    return ITD_OK;
}

itd_status itd_watch_run(const itd_watch_input *input, const itd_silence_options *options,
                         const itd_watch_rules *rules, itd_arena *arena,
                         itd_watch_history *ret_history, itd_error *err)
{
    struct machine machine = {.input = input,
                              .options = options,
                              .rules = rules,
                              .arena = arena,
                              .broken_until = ITD_DAY_DEFAULT};
    const int32_t  end =
        options->as_of < input->covered_until ? options->as_of : input->covered_until;
    itd_status st = itd_silence_check_series(&input->series, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&machine.text, REASON_BYTES_MAX);
    machine.scratch = itd_arena_new(SIZE_MAX);
    machine.silences =
        itd_arena_new_array(arena, input->series.count + 1, sizeof *machine.silences);
    if (!machine.scratch || !machine.silences)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = run_days(&machine, options->from, end, err);
    if (st == ITD_OK)
        st = say_unknown(&machine, end, err);
    if (st == ITD_OK)
        st = give_history(&machine, ret_history, err);
    itd_arena_free(machine.scratch);
    itd_buf_done(&machine.text);
    return st;
}

const itd_watch_step *itd_watch_step_on(const itd_watch_history *history, int32_t day)
{
    const itd_watch_step *found = NULL;

    for (size_t i = 0; i < history->count && history->steps[i].day <= day; i++)
        found = &history->steps[i];
    return found;
}
