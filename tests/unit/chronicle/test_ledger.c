/* The ledger: a speaker who turns within three days, conditions open and met, pressure by month. */
#include "chronicle/ledger.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

static itd_arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    return arena ? 0 : 1;
}

static int free_arena(void **state)
{
    (void)state;
    itd_arena_free(arena);
    return 0;
}

/* A chronicle of our own: a source, statements and launches given as rows of a few values. */
struct said {
    const char *id, *speaker, *party, *day, *stance, *condition, *rule;
};

static void add(itd_chronicle *chronicle, itd_fact_kind kind, const itd_str *values)
{
    const itd_fact fact = {
        .kind = kind, .values = values, .revision = 1, .known_from_ms = INT64_MIN};
    itd_error err;

    assert_ok(itd_chronicle_add(chronicle, &fact, &err), &err);
}

static itd_chronicle *made(const struct said *said, size_t count, const char *const *launches,
                           size_t launch_count, const char *covered_until)
{
    itd_chronicle *chronicle = NULL;
    itd_error      err;

    assert_ok(itd_chronicle_new(&chronicle, &err), &err);
    {
        itd_str values[ITD_SOURCE_COLUMN_COUNT] = {
            [ITD_SOURCE_ID] = ITD_STR_INIT("s"),
            [ITD_SOURCE_TITLE] = ITD_STR_INIT("a source"),
            [ITD_SOURCE_COVERS] = ITD_STR_INIT("launch nuclear-test"),
        };

        values[ITD_SOURCE_COVERED_UNTIL] = itd_str_of(covered_until);
        add(chronicle, ITD_FACT_SOURCE, values);
    }
    for (size_t i = 0; i < count; i++) {
        const itd_str values[ITD_STATEMENT_COLUMN_COUNT] = {
            [ITD_STATEMENT_ID] = itd_str_of(said[i].id),
            [ITD_STATEMENT_SOURCE] = ITD_STR_INIT("s"),
            [ITD_STATEMENT_SPEAKER] = itd_str_of(said[i].speaker),
            [ITD_STATEMENT_PARTY] = itd_str_of(said[i].party),
            [ITD_STATEMENT_DAY] = itd_str_of(said[i].day),
            [ITD_STATEMENT_BASIS] = ITD_STR_INIT("kst"),
            [ITD_STATEMENT_WORDS] = ITD_STR_INIT("words"),
            [ITD_STATEMENT_STANCE] = itd_str_of(said[i].stance),
            [ITD_STATEMENT_CONDITION] = itd_str_of(said[i].condition),
            [ITD_STATEMENT_RULE] = itd_str_of(said[i].rule),
        };

        add(chronicle, ITD_FACT_STATEMENT, values);
    }
    for (size_t i = 0; i < launch_count; i++) {
        char          id[16];
        const itd_str values[ITD_EVENT_COLUMN_COUNT] = {
            [ITD_EVENT_ID] = (snprintf(id, sizeof id, "e%zu", i), itd_str_of(id)),
            [ITD_EVENT_SOURCE] = ITD_STR_INIT("s"),
            [ITD_EVENT_KIND] = ITD_STR_INIT("launch"),
            [ITD_EVENT_DAY] = itd_str_of(launches[i]),
            [ITD_EVENT_BASIS] = ITD_STR_INIT("kst"),
        };

        add(chronicle, ITD_FACT_EVENT, values);
    }
    assert_ok(itd_chronicle_seal(chronicle, &err), &err);
    return chronicle;
}

static itd_chronicle_view view_of(const itd_chronicle *chronicle, const char *as_of)
{
    itd_chronicle_view view;
    itd_error          err;
    int64_t            ms;

    assert_ok(itd_as_of_parse(itd_str_of(as_of), &ms, &err), &err);
    assert_ok(itd_chronicle_view_make(chronicle, ms, arena, &view, &err), &err);
    return view;
}

static itd_chronicle *shipped(void)
{
    itd_chronicle *chronicle = NULL;
    char           path[1024];
    itd_error      err;

    snprintf(path, sizeof path, "%s/data", itd_test_root());
    assert_ok(itd_chronicle_open_builtin(path, &chronicle, &err), &err);
    return chronicle;
}

static const itd_position_change *changes_of(const itd_chronicle_view *view, const char *speaker,
                                             uint32_t within, size_t *ret_count)
{
    itd_ledger_options         options = itd_ledger_options_default();
    const itd_position_change *changes = NULL;
    size_t                     undated;
    itd_error                  err;

    options.speaker = itd_str_of(speaker);
    options.within_days = within;
    assert_ok(itd_ledger_changes(view, &options, arena, &changes, ret_count, &undated, &err), &err);
    return changes;
}

static void talks_without_condition_get_one_within_three_days(void **state)
{
    itd_chronicle             *chronicle = shipped();
    const itd_chronicle_view   view = view_of(chronicle, "2017-12-16");
    const itd_position_change *changes;
    size_t                     count;

    (void)state;
    changes = changes_of(&view, "tillerson", 30, &count);
    assert_int_equal(count, 2);
    assert_true(changes[0].is_party); /* Yun's condition five days before, then none */
    assert_str_equal(changes[0].before->speaker, "Joseph Yun");
    assert_int_equal(changes[0].days, 5);
    assert_str_equal(changes[1].before->id, "S13");
    assert_str_equal(changes[1].after->id, "S02");
    assert_int_equal(changes[1].days, 3);
    assert_true(changes[1].is_contradiction);
    changes = changes_of(&view, "tillerson", 2, &count);
    assert_int_equal(count, 1); /* still a change, not a contradiction any more */
    assert_true(changes[0].is_reversal);
    assert_false(changes[0].is_contradiction);
    (void)changes_of(&view, "Kono", 30, &count);
    assert_int_equal(count, 0);
    itd_chronicle_close(chronicle);
}

static void a_turn_is_told_once_and_an_unrelated_statement_between_does_not_hide_it(void **state)
{
    static const struct said said[] = {
        {"a", "X", "P", "2020-01-01", "for-talks", "", ""},
        {"b", "X", "P", "2020-01-02", "for-pressure", "", ""},
        {"c", "X", "P", "2020-01-03", "defiance", "", ""},
        {"d", "X", "P", "2020-01-03", "defiance", "", ""}, /* the same speech */
        {"e", "X", "P", "2020-01-05", "defiance", "", ""}, /* no new turn */
        {"f", "Y", "Q", "2020-01-06", "defiance", "", ""}, /* another party */
        {"g", "X", "P", "2020", "escalation", "", ""},     /* when? */
    };
    itd_chronicle             *chronicle = made(said, ITD_ARRAY_LEN(said), NULL, 0, "2020-12-31");
    const itd_chronicle_view   view = view_of(chronicle, "2021-06-01");
    const itd_position_change *changes;
    size_t                     count;

    (void)state;
    changes = changes_of(&view, "", 30, &count);
    assert_int_equal(count, 1);
    assert_str_equal(changes[0].after->id, "c");
    assert_true(changes[0].is_contradiction);
    itd_chronicle_close(chronicle);
}

static const itd_condition *conditions_of(const itd_chronicle_view *view, size_t *ret_count)
{
    const itd_ledger_options options = itd_ledger_options_default();
    const itd_condition     *conditions = NULL;
    itd_error                err;

    assert_ok(itd_ledger_conditions(view, &options, arena, &conditions, ret_count, &err), &err);
    return conditions;
}

static int64_t day_of(const char *text)
{
    itd_date date;

    assert_true(itd_date_parse_iso(itd_str_of(text), &date));
    return itd_date_to_days(date);
}

/* Yun: 60 days without a test, and a stated intention. */
static void sixty_days_alone_do_not_meet_a_condition_that_asks_for_a_declaration_too(void **state)
{
    itd_chronicle       *chronicle = shipped();
    itd_chronicle_view   view = view_of(chronicle, "2017-11-28");
    const itd_condition *conditions;
    size_t               count;

    (void)state;
    conditions = conditions_of(&view, &count);
    assert_int_equal(count, 1);
    assert_int_equal(conditions[0].state, ITD_CONDITION_OPEN);
    assert_int_equal(conditions[0].silence_days, 74);
    assert_false(conditions[0].is_declared);
    view = view_of(chronicle, "2018-04-21"); /* declared the day before, quiet since November */
    conditions = conditions_of(&view, &count);
    assert_int_equal(conditions[0].state, ITD_CONDITION_MET);
    assert_int_equal(conditions[0].met_day, day_of("2018-04-20"));
    view = view_of(chronicle, "2019-08-01");
    conditions = conditions_of(&view, &count);
    assert_int_equal(conditions[0].state, ITD_CONDITION_WAS_MET);
    view = view_of(chronicle, "2026-06-01");
    conditions = conditions_of(&view, &count);
    assert_int_equal(conditions[0].state, ITD_CONDITION_UNKNOWN);
    itd_chronicle_close(chronicle);
}

static void a_silence_meets_its_condition_on_the_very_day(void **state)
{
    static const struct said said[] = {
        {"a", "X", "P", "2020-01-15", "conditional-talks", "ten quiet days", "silence 10"},
        {"b", "X", "P", "2020-01-15", "conditional-talks", "good will", ""},
        {"c", "X", "P", "2020-01-15", "conditional-talks", "ten quiet days, declared",
         "silence 10 broad; declared"},
    };
    static const char *const launches[] = {"2020-01-10", "2020-02-20"};
    itd_chronicle           *chronicle = made(said, ITD_ARRAY_LEN(said), launches, 2, "2020-12-31");
    static const struct {
        const char         *day;
        itd_condition_state state;
    } cases[] = {{"2020-01-19", ITD_CONDITION_OPEN}, {"2020-01-20", ITD_CONDITION_MET},
                 {"2020-02-19", ITD_CONDITION_MET},  {"2020-02-20", ITD_CONDITION_WAS_MET},
                 {"2020-03-01", ITD_CONDITION_MET},  {"2021-01-01", ITD_CONDITION_UNKNOWN}};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_chronicle_view view = view_of(chronicle, cases[i].day);
        const itd_condition     *conditions;
        size_t                   count;

        conditions = conditions_of(&view, &count);
        assert_int_equal(count, 3);
        assert_string_equal(itd_condition_state_name(conditions[0].state),
                            itd_condition_state_name(cases[i].state));
        if (conditions[0].has_met_day)
            assert_int_equal(conditions[0].met_day, day_of("2020-01-20"));
        assert_int_equal(conditions[1].state, ITD_CONDITION_NOT_CHECKABLE);
        assert_true(conditions[2].state != ITD_CONDITION_MET);
    }
    itd_chronicle_close(chronicle);
}

static void rules_are_known_or_refused(void **state)
{
    static const char *const good[] = {"",         "silence 60",     "silence 60; declared",
                                       "declared", "silence 0 long", "sustained"};
    static const char *const bad[] = {"silence",  "silence x",     "silence -1", "silence 60 all",
                                      "Declared", "silence 36501", "declared;",  ";"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(good); i++)
        assert_true(itd_rule_is_known(itd_str_of(good[i])));
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad); i++)
        assert_false(itd_rule_is_known(itd_str_of(bad[i])));
    assert_true(itd_rule_is_known(ITD_STR("silence 36500")));
}

static void months_set_pressure_beside_events_and_talks(void **state)
{
    itd_chronicle            *chronicle = shipped();
    const itd_chronicle_view  view = view_of(chronicle, "2018-12-31");
    const itd_pressure_month *months = NULL;
    itd_error                 err;
    size_t                    count;

    (void)state;
    assert_ok(itd_ledger_months(&view, ITD_CLASS_CORE, day_of("2017-01-01"), day_of("2018-03-31"),
                                arena, &months, &count, &err),
              &err);
    assert_int_equal(count, 15);
    assert_int_equal(months[0].month.month, 1);
    assert_int_equal(months[7].individuals, 9); /* August 2017 */
    assert_int_equal(months[7].measures, 13);
    assert_int_equal(months[7].event_days, 2);
    assert_int_equal(months[9].event_days, 0); /* October */
    assert_int_equal(months[11].individuals, 16);
    assert_int_equal(months[11].measures, 27);
    assert_true(months[11].talks >= 5);
    assert_int_equal(months[14].entities, 21);
    assert_true(months[14].is_covered);
    assert_status_error(itd_ledger_months(&view, ITD_CLASS_CORE, day_of("2018-02-01"),
                                          day_of("2018-01-31"), arena, &months, &count, &err),
                        ITD_E_USAGE, &err);
    assert_ok(itd_ledger_months(&view, ITD_CLASS_CORE, day_of("1900-01-01"), day_of("2099-12-31"),
                                arena, &months, &count, &err),
              &err);
    assert_int_equal(count, ITD_LEDGER_MONTHS_MAX);
    assert_status_error(itd_ledger_months(&view, ITD_CLASS_CORE, day_of("1900-01-01"),
                                          day_of("2100-01-01"), arena, &months, &count, &err),
                        ITD_E_LIMIT, &err);
    itd_chronicle_close(chronicle);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_arena, free_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(talks_without_condition_get_one_within_three_days),
        TEST(a_turn_is_told_once_and_an_unrelated_statement_between_does_not_hide_it),
        TEST(sixty_days_alone_do_not_meet_a_condition_that_asks_for_a_declaration_too),
        TEST(a_silence_meets_its_condition_on_the_very_day),
        TEST(rules_are_known_or_refused),
        TEST(months_set_pressure_beside_events_and_talks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
