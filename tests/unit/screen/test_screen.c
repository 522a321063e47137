/* One request at a time against the fixture: what is a hit, what is not, and why. */
#include "screen/screen.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

static itd_snapshot *snap;

static int open_snapshot(void **state)
{
    itd_error err;

    (void)state;
    assert_ok(fixture_write(fixture_path("screen"), &err), &err);
    assert_ok(itd_snapshot_open(fixture_path("screen"), &snap, &err), &err);
    return 0;
}

static int close_snapshot(void **state)
{
    (void)state;
    itd_snapshot_unref(snap);
    return 0;
}

/* Answers as "outcome: list:id score, …" so that a case is one line to read. */
static const char *told(const itd_request *req, const itd_screen_options *options)
{
    static char        text[1024];
    itd_screen_options defaults = itd_screen_options_default();
    itd_screener      *screener;
    itd_answer         answer;
    itd_error          err;
    size_t             len;

    assert_ok(itd_screener_new(snap, options ? options : &defaults, &screener, &err), &err);
    assert_ok(itd_screen(screener, req, &answer, &err), &err);
    len = (size_t)snprintf(text, sizeof text, "%s%s:", itd_outcome_name(answer.outcome),
                           answer.complete ? "" : " (incomplete)");
    for (size_t i = 0; i < answer.hit_count; i++)
        len += (size_t)snprintf(text + len, sizeof text - len, " %.*s:%.*s %u%s%s",
                                ITD_STR_ARGS(answer.hits[i].list),
                                ITD_STR_ARGS(answer.hits[i].ent->id), answer.hits[i].score,
                                answer.hits[i].weak ? " weak" : "",
                                answer.hits[i].basis == ITD_BASIS_IDENTIFIER ? " number" : "");
    itd_screener_free(screener);
    return text;
}

static itd_request named(const itd_str *name)
{
    return (itd_request){.names = name, .name_count = 1, .schema = ITD_SCHEMA_LEGAL_ENTITY};
}

static void an_exact_name_is_found_on_every_list(void **state)
{
    const itd_str name = ITD_STR("OSTROWEN, Pavel");

    (void)state;
    assert_string_equal(told(&(itd_request){.names = &name, .name_count = 1}, NULL),
                        "review: own:P9 10000 un:T1 10000");
}

static void a_misspelt_a_short_and_a_joined_name_are_found(void **state)
{
    const itd_str names[] = {ITD_STR("Pawel Ostrowenn"), ITD_STR("P. Ostrowen"),
                             ITD_STR("Pavelostrowen")};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++) {
        itd_request req = named(&names[i]);

        assert_true(itd_str_starts_with(itd_str_of(told(&req, NULL)), ITD_STR("review: own:P9 ")));
    }
}

static void a_stranger_is_clear(void **state)
{
    const itd_str name = ITD_STR("Maria Lindqvist");
    itd_request   req = named(&name);

    (void)state;
    assert_string_equal(told(&req, NULL), "clear:");
}

static void the_schema_filters(void **state)
{
    const itd_str name = ITD_STR("Pavel Ostrowen");
    itd_request   req = named(&name);

    (void)state;
    req.schema = ITD_SCHEMA_VESSEL;
    assert_string_equal(told(&req, NULL), "clear:");
    req.schema = ITD_SCHEMA_PERSON;
    assert_string_equal(told(&req, NULL), "review: own:P9 10000 un:T1 10000");
}

static void a_weak_alias_alone_is_a_hit_that_stays_clear(void **state)
{
    const itd_str  name = ITD_STR("The Carpenter");
    const itd_date born = {1961, 4, 9};
    itd_request    req = named(&name);

    (void)state;
    assert_string_equal(told(&req, NULL), "clear: un:T1 10000 weak");
    req.birth_dates = &born;
    req.birth_date_count = 1;
    assert_string_equal(told(&req, NULL), "review: un:T1 10000 weak");
}

static void an_exact_name_with_the_birth_date_blocks(void **state)
{
    const itd_str  name = ITD_STR("Pavel Ostrowen");
    const itd_date born = {1961, 0, 0};
    itd_request    req = named(&name);

    (void)state;
    req.birth_dates = &born;
    req.birth_date_count = 1;
    assert_string_equal(told(&req, NULL), "block: un:T1 10000 own:P9 10000");
}

static void a_number_is_found_without_a_name(void **state)
{
    const itd_request_identifier imo = {.prop = ITD_PROP_IMO_NUMBER, .text = ITD_STR("9074729")};
    const itd_request            req = {.identifiers = &imo, .identifier_count = 1};

    (void)state;
    assert_string_equal(told(&req, NULL), "block: own:V7 0 number");
}

static void a_passport_needs_its_country_to_block(void **state)
{
    itd_request_identifier passport = {.prop = ITD_PROP_PASSPORT_NUMBER,
                                       .text = ITD_STR("KX208841")};
    const itd_request      req = {.identifiers = &passport, .identifier_count = 1};

    (void)state;
    assert_string_equal(told(&req, NULL), "review: un:T1 0 number");
    passport.country = ITD_STR("kp");
    assert_string_equal(told(&req, NULL), "block: un:T1 0 number");
}

static void lists_and_programmes_can_be_chosen(void **state)
{
    const itd_str      name = ITD_STR("Pavel Ostrowen");
    const itd_str      own = ITD_STR("own"), dprk = ITD_STR("dprk"), wrong = ITD_STR("eu");
    itd_request        req = named(&name);
    itd_screen_options options = itd_screen_options_default();
    itd_error          err;

    (void)state;
    options.lists = &own;
    options.list_count = 1;
    assert_string_equal(told(&req, &options), "review: own:P9 10000");
    options = itd_screen_options_default();
    options.programmes = &dprk;
    options.programme_count = 1;
    assert_string_equal(told(&req, &options), "review: un:T1 10000");
    options.lists = &wrong;
    options.list_count = 1;
    assert_int_equal(itd_screen_options_check(&options, snap, &err), ITD_E_USAGE);
}

static void the_limit_cuts_hits_but_not_the_outcome(void **state)
{
    const itd_str      name = ITD_STR("Pavel Ostrowen");
    const itd_date     born = {1961, 4, 9};
    itd_request        req = named(&name);
    itd_screen_options options = itd_screen_options_default();

    (void)state;
    req.birth_dates = &born;
    req.birth_date_count = 1;
    options.limit = 1;
    assert_string_equal(told(&req, &options), "block: un:T1 10000");
}

static void cutoffs_at_their_bounds(void **state)
{
    itd_screen_options options = itd_screen_options_default();
    itd_error          err;

    (void)state;
    options.cutoff = ITD_CUTOFF_MIN;
    assert_int_equal(itd_screen_options_check(&options, snap, &err), ITD_OK);
    options.cutoff = ITD_CUTOFF_MIN - 1;
    assert_int_equal(itd_screen_options_check(&options, snap, &err), ITD_E_USAGE);
    options.cutoff = ITD_SCORE_ONE;
    assert_int_equal(itd_screen_options_check(&options, snap, &err), ITD_OK);
    options.cutoff = ITD_SCORE_ONE + 1;
    assert_int_equal(itd_screen_options_check(&options, snap, &err), ITD_E_USAGE);
}

static void a_name_that_says_nothing_is_not_clear(void **state)
{
    const itd_str name = ITD_STR("—...—");
    itd_request   req = named(&name);

    (void)state;
    assert_string_equal(told(&req, NULL), "review (incomplete):");
}

static void a_name_longer_than_the_limit_is_not_clear(void **state)
{
    char        long_name[ITD_NAME_TOKENS_MAX * 6 + 16];
    size_t      len = 0;
    itd_str     name;
    itd_request req = named(&name);

    (void)state;
    for (int i = 0; i < ITD_NAME_TOKENS_MAX; i++)
        len += (size_t)snprintf(long_name + len, sizeof long_name - len, "karlo ");
    name = itd_str_trim(itd_str_of(long_name));
    assert_string_equal(told(&req, NULL), "clear:");
    snprintf(long_name + len, sizeof long_name - len, "karlo");
    name = itd_str_of(long_name);
    assert_string_equal(told(&req, NULL), "review (incomplete):");
}

static void asks_for_a_name_or_a_number(void **state)
{
    const itd_request  req = {.id = ITD_STR("x")};
    itd_screen_options options = itd_screen_options_default();
    itd_screener      *screener;
    itd_answer         answer;
    itd_error          err;

    (void)state;
    assert_ok(itd_screener_new(snap, &options, &screener, &err), &err);
    assert_int_equal(itd_screen(screener, &req, &answer, &err), ITD_E_USAGE);
    itd_screener_free(screener);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_exact_name_is_found_on_every_list),
        cmocka_unit_test(a_misspelt_a_short_and_a_joined_name_are_found),
        cmocka_unit_test(a_stranger_is_clear),
        cmocka_unit_test(the_schema_filters),
        cmocka_unit_test(a_weak_alias_alone_is_a_hit_that_stays_clear),
        cmocka_unit_test(an_exact_name_with_the_birth_date_blocks),
        cmocka_unit_test(a_number_is_found_without_a_name),
        cmocka_unit_test(a_passport_needs_its_country_to_block),
        cmocka_unit_test(lists_and_programmes_can_be_chosen),
        cmocka_unit_test(the_limit_cuts_hits_but_not_the_outcome),
        cmocka_unit_test(cutoffs_at_their_bounds),
        cmocka_unit_test(a_name_that_says_nothing_is_not_clear),
        cmocka_unit_test(a_name_longer_than_the_limit_is_not_clear),
        cmocka_unit_test(asks_for_a_name_or_a_number),
    };

    return cmocka_run_group_tests(tests, open_snapshot, close_snapshot);
}
