/* The state machine on the real series, day by day, and the rules that govern it. */
#include "chronicle/cessation.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "tests/unit/chronicle/days.h"
#include "tests/unit/support.h"

#define COVERED "2026-04-19"

static itd_watch_note note(const char *day, itd_watch_note_kind kind, const char *id)
{
    return (itd_watch_note){.day = test_day(day),
                            .kind = kind,
                            .id = itd_str_of(id),
                            .indicator = ITD_STR("engine-test")};
}

static itd_watch_history run(const itd_watch_note *notes, size_t count, const char *as_of,
                             const itd_watch_rules *rules, itd_arena *arena)
{
    const itd_silence_options options = itd_silence_options_default(test_day(as_of));
    const itd_watch_rules     defaults = itd_watch_rules_default();
    const itd_watch_input     input = {test_days('c'), notes, count, test_day(COVERED)};
    itd_watch_history         history;
    itd_error                 err;

    assert_ok(itd_watch_run(&input, &options, rules ? rules : &defaults, arena, &history, &err),
              &err);
    assert_true(history.count > 0);
    return history;
}

static itd_watch_state state_on(const itd_watch_note *notes, size_t count, const char *day,
                                const itd_watch_rules *rules)
{
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    const itd_watch_history history = run(notes, count, day, rules, arena);
    const itd_watch_state   state = history.steps[history.count - 1].state;

    itd_arena_free(arena);
    return state;
}

static void assert_state(itd_watch_state state, itd_watch_state expected, const char *day)
{
    if (state == expected)
        return;
    print_error("%s: %s, expected %s\n", day, itd_watch_state_name(state),
                itd_watch_state_name(expected));
    fail();
}

static void follows_the_silence_of_2017_and_the_declared_pause_after_it(void **state)
{
    static const struct {
        const char     *day;
        itd_watch_state state;
    } rows[] = {
        {"2017-09-15", ITD_WATCH_ACTIVE},         {"2017-10-01", ITD_WATCH_ACTIVE},
        {"2017-10-02", ITD_WATCH_QUIET},          {"2017-11-14", ITD_WATCH_QUIET},
        {"2017-11-28", ITD_WATCH_QUIET},          {"2017-11-29", ITD_WATCH_BROKEN},
        {"2017-12-28", ITD_WATCH_BROKEN},         {"2017-12-29", ITD_WATCH_QUIET},
        {"2018-04-09", ITD_WATCH_QUIET_NOTABLE},  {"2018-04-19", ITD_WATCH_QUIET_NOTABLE},
        {"2018-04-20", ITD_WATCH_QUIET_DECLARED}, {"2018-05-21", ITD_WATCH_QUIET_DECLARED},
        {"2018-05-22", ITD_WATCH_SUSTAINED},      {"2019-04-16", ITD_WATCH_SUSTAINED},
        {"2019-04-17", ITD_WATCH_BROKEN},         {"2026-04-19", ITD_WATCH_BROKEN},
        {"2026-04-20", ITD_WATCH_UNKNOWN},        {"2030-01-01", ITD_WATCH_UNKNOWN},
    };
    const itd_watch_note notes[] = {note("2018-04-20", ITD_NOTE_DECLARES, "D1")};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        if (strcmp(rows[i].day, COVERED) == 0)
            assert_true(state_on(notes, 1, rows[i].day, NULL) != ITD_WATCH_UNKNOWN);
        else
            assert_state(state_on(notes, 1, rows[i].day, NULL), rows[i].state, rows[i].day);
    }
}

static void a_declaration_ends_when_withdrawn_and_with_the_next_event(void **state)
{
    const itd_watch_note early[] = {note("2017-09-14", ITD_NOTE_DECLARES, "D0")};
    const itd_watch_note same_day[] = {note("2017-09-15", ITD_NOTE_DECLARES, "D0")};
    const itd_watch_note withdrawn[] = {note("2018-04-20", ITD_NOTE_DECLARES, "D1"),
                                        note("2018-05-01", ITD_NOTE_WITHDRAWS, "W1")};

    (void)state;
    /* Before the last event: broken by it. On the day of the event or later: in force. */
    assert_state(state_on(early, 1, "2017-11-14", NULL), ITD_WATCH_QUIET, "early");
    assert_state(state_on(same_day, 1, "2017-11-13", NULL), ITD_WATCH_QUIET, "59 days");
    assert_state(state_on(same_day, 1, "2017-11-14", NULL), ITD_WATCH_QUIET_DECLARED, "60 days");
    assert_state(state_on(withdrawn, 2, "2018-04-30", NULL), ITD_WATCH_QUIET_DECLARED, "before");
    assert_state(state_on(withdrawn, 2, "2018-05-01", NULL), ITD_WATCH_QUIET_NOTABLE, "after");
    /* A statement of tomorrow does not count today. */
    assert_state(state_on(withdrawn, 2, "2018-04-19", NULL), ITD_WATCH_QUIET_NOTABLE, "tomorrow");
}

static void an_indicator_vetoes_for_its_days(void **state)
{
    const itd_watch_note notes[] = {note("2018-04-20", ITD_NOTE_DECLARES, "D1"),
                                    note("2018-06-01", ITD_NOTE_INDICATOR, "E1")};
    itd_watch_rules      rules = itd_watch_rules_default();

    (void)state;
    assert_state(state_on(notes, 2, "2018-05-31", NULL), ITD_WATCH_SUSTAINED, "before");
    assert_state(state_on(notes, 2, "2018-06-01", NULL), ITD_WATCH_QUIET_DECLARED, "veto");
    assert_state(state_on(notes, 2, "2018-11-27", NULL), ITD_WATCH_QUIET_DECLARED, "179 days");
    assert_state(state_on(notes, 2, "2018-11-28", NULL), ITD_WATCH_SUSTAINED, "180 days");
    rules.veto_count = 0;
    assert_state(state_on(notes, 2, "2018-06-01", &rules), ITD_WATCH_SUSTAINED, "no veto");
}

/* Each step of a history is the state on its day when nothing later was known. */
static void later_days_never_change_what_was_said_before(void **state)
{
    const itd_watch_note notes[] = {note("2018-04-20", ITD_NOTE_DECLARES, "D1"),
                                    note("2019-12-31", ITD_NOTE_WITHDRAWS, "W1")};
    itd_arena           *arena = itd_arena_new(SIZE_MAX), *again = itd_arena_new(SIZE_MAX);
    itd_watch_history    whole;

    (void)state;
    whole = run(notes, 2, "2026-04-19", NULL, arena);
    for (int32_t day = test_day("2012-06-01"); day < test_day("2026-04-19"); day += 97) {
        char                  text[ITD_DATE_TEXT_MAX];
        const itd_watch_step *then, *now = itd_watch_step_on(&whole, day);
        itd_watch_history     part;

        (void)itd_date_format(itd_date_of_days(day), text);
        part = run(notes, 2, text, NULL, again);
        then = &part.steps[part.count - 1];
        assert_state(then->state, now->state, text);
        assert_int_equal(then->day, now->day);
        assert_true(itd_str_equal(then->reason, now->reason));
        itd_arena_reset(again);
    }
    itd_arena_free(again);
    itd_arena_free(arena);
}

static void every_long_silence_since_2012_ended(void **state)
{
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    const itd_watch_history history = run(NULL, 0, "2026-04-19", NULL, arena);
    size_t                  long_ones = 0, notable = 0;

    (void)state;
    for (size_t i = 0; i < history.silence_count; i++) {
        const itd_watch_silence *silence = &history.silences[i];
        const itd_watch_step    *step;

        if (silence->last < test_day("2012-01-01") || silence->days < 75)
            continue;
        long_ones++;
        assert_true(silence->next != ITD_DAY_DEFAULT);
        step = itd_watch_step_on(&history, silence->last + 74);
        notable += step->state == ITD_WATCH_QUIET_NOTABLE;
        assert_true(step->state <= ITD_WATCH_QUIET_NOTABLE);
        step = itd_watch_step_on(&history, silence->next);
        assert_state(step->state, ITD_WATCH_BROKEN, "its end");
    }
    assert_int_equal(long_ones, 16);
    assert_int_equal(notable, 2);
    itd_arena_free(arena);
}

static void one_event_or_none_is_unknown_with_a_reason(void **state)
{
    static const int32_t      one[] = {17000};
    const itd_silence_options options = itd_silence_options_default(17100);
    const itd_watch_rules     rules = itd_watch_rules_default();
    itd_watch_input           input = {{one, 0}, NULL, 0, 20000};
    itd_arena                *arena = itd_arena_new(SIZE_MAX);
    itd_watch_history         history;
    itd_error                 err;

    (void)state;
    assert_ok(itd_watch_run(&input, &options, &rules, arena, &history, &err), &err);
    assert_int_equal(history.steps[0].state, ITD_WATCH_UNKNOWN);
    assert_str_equal(history.now, "no event is known");
    input.series.count = 1;
    assert_ok(itd_watch_run(&input, &options, &rules, arena, &history, &err), &err);
    assert_int_equal(history.steps[history.count - 1].state, ITD_WATCH_UNKNOWN);
    assert_str_equal(history.now, "no completed gap to compare with");
    itd_arena_free(arena);
}

static void a_failing_allocation_is_no_memory_and_no_crash(void **state)
{
    const itd_silence_options options = itd_silence_options_default(test_day("2007-06-01"));
    const itd_watch_rules     rules = itd_watch_rules_default();
    const itd_watch_input     input = {test_days('c'), NULL, 0, test_day(COVERED)};
    itd_watch_history         history;
    itd_error                 err;
    itd_status                st = ITD_E_NO_MEMORY;
    size_t                    failed = 0;

    (void)state;
    for (size_t nth = 1; st == ITD_E_NO_MEMORY; nth++) {
        itd_arena *arena;

        (void)itd_test_fail_allocation(nth);
        arena = itd_arena_new(SIZE_MAX);
        st = arena ? itd_watch_run(&input, &options, &rules, arena, &history, &err)
                   : ITD_E_NO_MEMORY;
        (void)itd_test_fail_allocation(0);
        itd_arena_free(arena);
        failed += st == ITD_E_NO_MEMORY;
        assert_true(nth < 1000);
    }
    assert_ok(st, &err);
    assert_true(failed >= 3);
}

/* ---- rules ---- */

static void reads_the_rules_it_writes(void **state)
{
    static const char    yun[] = "; 60 days and a stated intention\n"
                                 "[active]\ndays = 30\n"
                                 "[declared]\ndays = 60\ndeclaration = required\n"
                                 "[sustained]\nmodel = none\ndays = 60\nveto =\n";
    const itd_watch_note notes[] = {note("2017-09-15", ITD_NOTE_DECLARES, "D0")};
    itd_watch_rules      rules, again;
    itd_buf              buf;
    itd_error            err;

    (void)state;
    itd_buf_init(&buf, 4096);
    assert_ok(itd_watch_rules_parse(ITD_STR(yun), &rules, &err), &err);
    assert_state(state_on(notes, 1, "2017-10-15", &rules), ITD_WATCH_ACTIVE, "30 days");
    assert_state(state_on(notes, 1, "2017-10-16", &rules), ITD_WATCH_QUIET, "31 days");
    assert_state(state_on(notes, 1, "2017-11-14", &rules), ITD_WATCH_SUSTAINED, "60 days");
    assert_state(state_on(NULL, 0, "2017-11-14", &rules), ITD_WATCH_QUIET, "no word");
    itd_watch_rules_write(&rules, &buf);
    assert_ok(itd_watch_rules_parse(itd_buf_text(&buf), &again, &err), &err);
    assert_int_equal(again.active_days, 30);
    assert_int_equal(again.sustained_model, ITD_RULES_MODEL_NONE);
    assert_int_equal(again.veto_count, 0);
    itd_buf_reset(&buf);
    rules = itd_watch_rules_default();
    itd_watch_rules_write(&rules, &buf);
    assert_ok(itd_watch_rules_parse(itd_buf_text(&buf), &again, &err), &err);
    assert_memory_equal(&again, &rules, sizeof rules);
    itd_buf_done(&buf);
}

static void refuses_rules_that_mean_nothing(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        const char *field;
        unsigned    line;
    } rows[] = {
        {"[notable]\np = 0\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\np = 1\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\np = 1.0\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\np = 0.0\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\np = -0.05\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\np = 0.0500000001\n", ITD_E_SYNTAX, "p", 2},
        {"[notable]\nseason = perhaps\n", ITD_E_SYNTAX, "season", 2},
        {"[declared]\ndays = -1\n", ITD_E_SYNTAX, "days", 2},
        {"[declared]\n\ndays = 36526\n", ITD_E_SYNTAX, "days", 3},
        {"[active]\ndays = 0\n", ITD_E_SYNTAX, "days", 2},
        {"[sustained]\nmodel = normal\n", ITD_E_SYNTAX, "model", 2},
        {"[sustained]\nveto = a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q\n", ITD_E_SYNTAX, "veto", 2},
        {"[sustained]\nveto = aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n", ITD_E_SYNTAX,
         "veto", 2},
        {"[sustained]\nveto = Engine Test\n", ITD_E_SYNTAX, "veto", 2},
        {"[sustained]\nhours = 3\n", ITD_E_SCHEMA, "hours", 2},
        {"[quiet]\ndays = 3\n", ITD_E_SCHEMA, "days", 2},
    };
    itd_watch_rules rules = {.declared_days = 7};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        itd_error err;

        assert_status_equal(itd_watch_rules_parse(itd_str_of(rows[i].text), &rules, &err),
                            rows[i].status, rows[i].text);
        assert_string_equal(err.field, rows[i].field);
        assert_int_equal(err.line, rows[i].line);
        assert_int_equal(rules.declared_days, 7);
    }
    /* At the limits. */
    assert_int_equal(itd_watch_rules_parse(ITD_STR("[declared]\ndays = 36525\n[notable]\n"
                                                   "p = 0.000000001\n[sustained]\n"
                                                   "veto = a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p\n"),
                                           &rules, NULL),
                     ITD_OK);
    assert_int_equal(rules.veto_count, ITD_RULES_KINDS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(follows_the_silence_of_2017_and_the_declared_pause_after_it),
        cmocka_unit_test(a_declaration_ends_when_withdrawn_and_with_the_next_event),
        cmocka_unit_test(an_indicator_vetoes_for_its_days),
        cmocka_unit_test(later_days_never_change_what_was_said_before),
        cmocka_unit_test(every_long_silence_since_2012_ended),
        cmocka_unit_test(one_event_or_none_is_unknown_with_a_reason),
        cmocka_unit_test(a_failing_allocation_is_no_memory_and_no_crash),
        cmocka_unit_test(reads_the_rules_it_writes),
        cmocka_unit_test(refuses_rules_that_mean_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
