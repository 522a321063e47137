/* The watch as a stranger uses it: the installed header and nothing else of ours. */
#include "interdict/watch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static interdict_chronicle *chronicle;

static int open_chronicle(void **state)
{
    interdict_error err = {0};

    (void)state;
    if (interdict_chronicle_open(NULL, getenv("INTERDICT_DATA"), &chronicle, &err) != INTERDICT_OK)
        fail_msg("%s", err.text);
    return 0;
}

static int close_chronicle(void **state)
{
    (void)state;
    interdict_chronicle_close(chronicle);
    interdict_chronicle_close(NULL);
    return 0;
}

static interdict_watch_answer ask(const char *as_of, const interdict_watch_options *options)
{
    interdict_watch_answer answer;
    interdict_error        err;

    if (interdict_watch(chronicle, as_of, options, &answer, &err) != INTERDICT_OK)
        fail_msg("%s", err.text);
    return answer;
}

static void on_the_eve_of_the_launch_it_is_not_evidence_of_cessation(void **state)
{
    const interdict_watch_answer answer = ask("2017-11-28", NULL);

    (void)state;
    assert_string_equal(answer.state, "quiet");
    assert_string_equal(answer.verdict, "not evidence of cessation");
    assert_int_equal(answer.silence_days, 74);
    assert_int_equal(answer.events, 50);
    assert_int_equal(answer.model_count, 4);
    assert_string_equal(answer.models[3].name, "lognormal");
    assert_true(answer.models[3].p > 0.0584 && answer.models[3].p < 0.0586);
    assert_true(answer.seasonal_p > 0.30 && answer.seasonal_p < 0.32);
    assert_true(answer.posterior_ceased > 0.02 && answer.posterior_ceased < 0.04);
    assert_true(answer.prior == 0.1);
    assert_true(answer.reason_count >= 6);
    for (size_t i = 0; i < answer.reason_count; i++)
        assert_true(strlen(answer.reasons[i]) > 20);
}

static void a_day_later_it_is_broken_and_behind_the_sources_unknown(void **state)
{
    interdict_watch_answer answer = ask("2017-11-29", NULL);

    (void)state;
    assert_string_equal(answer.state, "broken");
    assert_string_equal(answer.since, "2017-11-29");
    answer = ask(NULL, NULL);
    assert_string_equal(answer.state, "unknown");
    assert_int_equal(answer.silence_days, -1);
    assert_true(answer.seasonal_p < 0 && answer.models[0].p < 0);
    assert_string_equal(answer.covered_until, "2026-04-19");
}

static void takes_class_window_and_prior(void **state)
{
    interdict_watch_options options = interdict_watch_options_default();

    (void)state;
    options.of_class = "long";
    options.from = "2016-01-01";
    options.prior = 0.2;
    assert_int_equal(ask("2017-11-28", &options).events, 18);
    assert_true(ask("2017-11-28", &options).prior == 0.2);
}

static void refuses_what_makes_no_sense_and_names_it(void **state)
{
    const interdict_watch_options good = interdict_watch_options_default();
    interdict_watch_options       bad[] = {good, good, good, good, good, good};
    interdict_watch_answer        answer = {.events = 7};
    interdict_error               err;

    (void)state;
    bad[0].of_class = "all";
    bad[1].from = "2017";
    bad[2].season_from = "soon";
    bad[3].prior = 0;
    bad[4].prior = 1;
    bad[5].rules_file = "/nonexistent/rules.ini";
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_not_equal(interdict_watch(chronicle, "2017-11-28", &bad[i], &answer, &err),
                             INTERDICT_OK);
        assert_true(strlen(err.text) > 5);
    }
    assert_int_not_equal(interdict_watch(chronicle, "2017-11-31", NULL, &answer, NULL),
                         INTERDICT_OK);
    assert_int_equal(answer.events, 7);
}

static void a_chronicle_that_is_not_there_is_an_error(void **state)
{
    interdict_chronicle *none = NULL;
    interdict_error      err;

    (void)state;
    assert_int_not_equal(interdict_chronicle_open(NULL, "/nonexistent", &none, &err), INTERDICT_OK);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(on_the_eve_of_the_launch_it_is_not_evidence_of_cessation),
        cmocka_unit_test(a_day_later_it_is_broken_and_behind_the_sources_unknown),
        cmocka_unit_test(takes_class_window_and_prior),
        cmocka_unit_test(refuses_what_makes_no_sense_and_names_it),
        cmocka_unit_test(a_chronicle_that_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_chronicle, close_chronicle);
}
