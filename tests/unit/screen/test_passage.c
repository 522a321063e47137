/* Running texts against the fixture: what is found, where, and what a text may not make a hit. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "screen/screen.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

static itd_snapshot *snap;
static itd_screener *screener;

static int open_snapshot(void **state)
{
    const itd_screen_options options = itd_screen_options_default();
    itd_error                err;

    (void)state;
    assert_ok(fixture_write(fixture_path("passage"), &err), &err);
    assert_ok(itd_snapshot_open(fixture_path("passage"), &snap, &err), &err);
    assert_ok(itd_screener_new(snap, &options, &screener, &err), &err);
    return 0;
}

static int close_snapshot(void **state)
{
    (void)state;
    itd_screener_free(screener);
    itd_snapshot_unref(snap);
    return 0;
}

/* "outcome: list:id score [found] …" */
static const char *told(itd_str text, const itd_request *facts)
{
    static const itd_request nothing = {.schema = ITD_SCHEMA_LEGAL_ENTITY};
    static char              out[4096];
    itd_answer               answer;
    itd_error                err;
    size_t                   len;

    assert_ok(itd_screen_text(screener, text, facts ? facts : &nothing, &answer, &err), &err);
    len = (size_t)snprintf(out, sizeof out, "%s%s:", itd_outcome_name(answer.outcome),
                           answer.complete ? "" : " (incomplete)");
    for (size_t i = 0; i < answer.hit_count; i++) {
        const itd_hit *hit = &answer.hits[i];

        len += (size_t)snprintf(out + len, sizeof out - len, " %.*s:%.*s %u [%.*s]",
                                ITD_STR_ARGS(hit->list), ITD_STR_ARGS(hit->ent->id), hit->score,
                                ITD_STR_ARGS(hit->found));
    }
    return out;
}

static void a_name_is_found_wherever_it_stands(void **state)
{
    (void)state;
    assert_string_equal(told(ITD_STR("/INV/2231 for OSTROWEN,Pavel\nship it"), NULL),
                        "review: own:P9 10000 [OSTROWEN,Pavel] un:T1 10000 [OSTROWEN,Pavel]");
    assert_string_equal(
        told(ITD_STR("Morning Tide Shipping Company Limited"), NULL),
        "review: un:T2 10000 [Morning Tide Shipping Company Limited] own:V7 9009 [Morning Tide]");
}

static void what_stands_around_a_name_costs_nothing(void **state)
{
    char    text[4000] = "";
    itd_str whole;
    size_t  len = 0;

    (void)state;
    for (int i = 0; i < 150; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "goods ");
    len += (size_t)snprintf(text + len, sizeof text - len, "Pavel Ostrowenn ");
    for (int i = 0; i < 150; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, "paid ");
    whole = (itd_str){text, len};
    assert_non_null(strstr(told(whole, NULL), "[Pavel Ostrowenn]"));
}

static void a_text_without_names_is_clear_and_one_without_letters_is_not(void **state)
{
    (void)state;
    assert_string_equal(told(ITD_STR("Thank you for the flowers"), NULL), "clear:");
    assert_string_equal(told(ITD_STR("*** // ---"), NULL), "review (incomplete):");
    assert_string_equal(told(ITD_STR(""), NULL), "review (incomplete):");
}

static void one_word_of_a_name_is_no_hit_without_evidence(void **state)
{
    const itd_str     country = ITD_STR("kp");
    const itd_date    born = {.year = 1961};
    const itd_request facts = {.schema = ITD_SCHEMA_LEGAL_ENTITY,
                               .countries = &country,
                               .country_count = 1,
                               .birth_dates = &born,
                               .birth_date_count = 1};

    (void)state;
    /* "The Carpenter" has one word beside its particle, and is weak. */
    assert_string_equal(told(ITD_STR("paid to the carpenter at noon"), NULL), "clear:");
    assert_string_equal(told(ITD_STR("paid to the carpenter at noon"), &facts),
                        "review: un:T1 10000 [the carpenter]");
}

static void names_beside_a_text_are_refused(void **state)
{
    const itd_str     name = ITD_STR("x");
    const itd_request req = {.names = &name, .name_count = 1};
    itd_answer        answer;
    itd_error         err;

    (void)state;
    assert_status_equal(itd_screen_text(screener, ITD_STR("text"), &req, &answer, &err),
                        ITD_E_USAGE, "a name beside a text");
}

/* A text of so many bytes that ends in a listed name. */
static const char *told_long(size_t bytes)
{
    static const char name[] = " Pavel Ostrowen";
    char             *text = malloc(bytes);
    const char       *out;

    assert_non_null(text);
    memset(text, '.', bytes);
    memcpy(text + bytes - (sizeof name - 1), name, sizeof name - 1);
    out = told((itd_str){text, bytes}, NULL);
    free(text);
    return out;
}

static void a_text_past_the_limit_is_never_clear(void **state)
{
    (void)state;
    assert_true(itd_str_starts_with(itd_str_of(told_long(ITD_TEXT_BYTES_MAX)),
                                    ITD_STR("review: own:P9 10000")));
    assert_non_null(strstr(told_long(ITD_TEXT_BYTES_MAX + 1), "(incomplete)"));
}

static void a_name_of_more_pieces_than_a_window_is_found_by_a_part_of_it(void **state)
{
    (void)state;
    /* Sixteen letters of a spaced name fit, and the window before the last three parts too. */
    assert_non_null(strstr(told(ITD_STR("P a v e l  O s t r o w e n"), NULL), "un:T1"));
}

static void no_allocation_that_fails_is_taken_for_clear(void **state)
{
    const itd_request nothing = {.schema = ITD_SCHEMA_LEGAL_ENTITY};
    const itd_str     text = ITD_STR("for Pavel Ostrowen, paid");
    itd_answer        answer;
    itd_error         err;
    itd_status        st = ITD_E_NO_MEMORY;

    (void)state;
    for (size_t nth = 1; st != ITD_OK; nth++) {
        itd_test_fail_allocation(nth);
        st = itd_screen_text(screener, text, &nothing, &answer, &err);
        itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || st == ITD_E_NO_MEMORY);
        assert_true(nth < 1000);
    }
    assert_int_equal(answer.hit_count, 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_is_found_wherever_it_stands),
        cmocka_unit_test(what_stands_around_a_name_costs_nothing),
        cmocka_unit_test(a_text_without_names_is_clear_and_one_without_letters_is_not),
        cmocka_unit_test(one_word_of_a_name_is_no_hit_without_evidence),
        cmocka_unit_test(names_beside_a_text_are_refused),
        cmocka_unit_test(a_text_past_the_limit_is_never_clear),
        cmocka_unit_test(a_name_of_more_pieces_than_a_window_is_found_by_a_part_of_it),
        cmocka_unit_test(no_allocation_that_fails_is_taken_for_clear),
    };

    return cmocka_run_group_tests(tests, open_snapshot, close_snapshot);
}
