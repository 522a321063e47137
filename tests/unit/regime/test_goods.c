/* Goods of a deal: what a piece is worth, words that mean nothing, codes of other editions; and
 * every allocation on the way failing. */
#include "regime/check.h"

#include <string.h>

#include "base/file.h"
#include "tests/unit/support.h"

struct fixture {
    itd_rules *rules;
    itd_hs    *hs;
    itd_arena *arena;
};

static int open_all(void **state)
{
    static struct fixture fix;
    static char           path[ITD_PATH_MAX];
    const itd_str         layer = ITD_STR("un");

    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    assert_ok(itd_rules_open(path, &layer, 1, &fix.rules, NULL), NULL);
    assert_ok(itd_hs_open(path, &fix.hs, NULL), NULL);
    fix.arena = itd_arena_new(SIZE_MAX);
    assert_non_null(fix.arena);
    *state = &fix;
    return 0;
}

static int close_all(void **state)
{
    struct fixture *fix = *state;

    itd_rules_free(fix->rules);
    itd_hs_free(fix->hs);
    itd_arena_free(fix->arena);
    return 0;
}

static const itd_date list_of_2270 = {2016, 3, 2};

static itd_check_request snowmobile(void)
{
    return (itd_check_request){
        .on = list_of_2270, .direction = ITD_DIRECTION_TO, .goods = ITD_STR("snowmobile")};
}

static void a_piece_counts_only_above_its_worth(void **state)
{
    static const struct {
        uint64_t    value_usd, quantity;
        itd_finding finding;
    } cases[] = {
        {0, 0, ITD_FINDING_PROHIBITED},        /* not said */
        {20000000, 0, ITD_FINDING_NONE},       /* USD 2,000 */
        {20000001, 0, ITD_FINDING_PROHIBITED}, /* and a hundredth of a cent */
        {1, 0, ITD_FINDING_NONE},
        {0, 20000000, ITD_FINDING_NONE},              /* all of them */
        {0, 20000001, ITD_FINDING_PROHIBITED},        /* one of several may be worth more */
        {19990000, 99990000, ITD_FINDING_NONE},       /* five */
        {20010000, 20010000, ITD_FINDING_PROHIBITED}, /* one */
    };
    struct fixture *fix = *state;

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_check_request req = snowmobile();
        itd_check_answer  answer;

        req.value_usd = cases[i].value_usd;
        req.quantity = cases[i].quantity;
        req.has_quantity = cases[i].quantity > 0;
        req.unit = ITD_UNIT_USD;
        assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, NULL), NULL);
        assert_int_equal(answer.finding, cases[i].finding);
        assert_true(answer.note_count > 0);
    }
    itd_arena_reset(fix->arena);
}

static void tonnes_say_nothing_of_the_worth_of_a_piece(void **state)
{
    struct fixture   *fix = *state;
    itd_check_request req = snowmobile();
    itd_check_answer  answer;

    req.has_quantity = true;
    req.quantity = 1;
    req.unit = ITD_UNIT_TONNE;
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, NULL), NULL);
    assert_int_equal(answer.finding, ITD_FINDING_PROHIBITED);
    itd_arena_reset(fix->arena);
}

static void words_that_mean_nothing_are_never_clear(void **state)
{
    struct fixture   *fix = *state;
    itd_check_request req = {.on = list_of_2270, .goods = ITD_STR("xyzzy plugh")};
    itd_check_answer  answer = {.note_count = 77};
    itd_error         err = {0};
    itd_hs_code       code;

    assert_status_error(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, &err),
                        ITD_E_NOT_FOUND, &err);
    assert_string_equal(err.field, "goods");
    assert_int_equal(answer.note_count, 77);
    assert_ok(itd_hs_parse(ITD_STR("9503"), &code, NULL), NULL);
    req.codes = &code;
    req.code_count = 1;
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, &err), &err);
    assert_int_equal(answer.finding, ITD_FINDING_NONE);
    itd_arena_reset(fix->arena);
}

static void a_dropped_code_counts_as_what_it_became_until_it_was_dropped(void **state)
{
    static const struct {
        const char *code;
        itd_date    on;
        itd_status  status;
        const char *taken; /* the first code that counts */
    } cases[] = {
        {"8803.30", {2021, 12, 31}, ITD_OK, "880730"}, {"8803.30", {2022, 1, 1}, ITD_E_SCHEMA, ""},
        {"2848", {2016, 12, 31}, ITD_OK, "285390"},    {"2848", {2017, 1, 1}, ITD_E_SCHEMA, ""},
        {"2710.11", {2011, 12, 31}, ITD_OK, "271012"}, {"2710.11", {2012, 1, 1}, ITD_E_SCHEMA, ""},
        {"8524", {2006, 12, 31}, ITD_OK, "8523"},      {"8524", {2007, 1, 1}, ITD_E_SCHEMA, ""},
        {"8524", {2021, 12, 31}, ITD_E_SCHEMA, ""},    {"8524", {2022, 1, 1}, ITD_OK, "8524"},
        {"8807.30", {2018, 1, 1}, ITD_OK, "880730"},
    };
    struct fixture *fix = *state;

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_hs_code       code;
        itd_check_request req = {.on = cases[i].on, .codes = &code, .code_count = 1};
        itd_check_answer  answer;
        itd_error         err = {0};

        assert_ok(itd_hs_parse(itd_str_of(cases[i].code), &code, NULL), NULL);
        assert_status_equal(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, &err),
                            cases[i].status, cases[i].code);
        if (cases[i].status == ITD_OK)
            assert_str_equal(itd_hs_code_text(&answer.goods[0].code), cases[i].taken);
        else
            assert_string_equal(err.field, "hs");
    }
    itd_arena_reset(fix->arena);
}

static void every_allocation_may_fail(void **state)
{
    struct fixture *fix = *state;
    itd_status      st;
    size_t          nth = 0;

    do {
        itd_arena        *arena = itd_arena_new(SIZE_MAX);
        itd_check_request req = snowmobile();
        itd_check_answer  answer = {.note_count = 77};

        assert_non_null(arena);
        req.value_usd = 20000000;
        (void)itd_test_fail_allocation(++nth);
        st = itd_check(fix->rules, fix->hs, &req, arena, &answer, NULL);
        (void)itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || (st == ITD_E_NO_MEMORY && answer.note_count == 77));
        itd_arena_free(arena);
    } while (st != ITD_OK);
    assert_true(nth > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_piece_counts_only_above_its_worth),
        cmocka_unit_test(tonnes_say_nothing_of_the_worth_of_a_piece),
        cmocka_unit_test(words_that_mean_nothing_are_never_clear),
        cmocka_unit_test(a_dropped_code_counts_as_what_it_became_until_it_was_dropped),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
