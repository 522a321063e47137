/* The score of two names on cases that can be reckoned by hand. */
#include "match/score.h"

#include "tests/unit/support.h"

struct fixture {
    itd_arena  *arena;
    itd_folder *folder;
    itd_scorer *scorer;
};

static int set_up(void **state)
{
    static struct fixture fixture;

    fixture.arena = itd_arena_new(SIZE_MAX);
    return itd_folder_new(&fixture.folder, NULL) != ITD_OK ||
           itd_scorer_new(&fixture.scorer, NULL) != ITD_OK || !(*state = &fixture);
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    itd_scorer_free(fixture->scorer);
    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
    return 0;
}

static itd_name name_of(struct fixture *fixture, const char *text)
{
    itd_name name = {0};

    assert_ok(itd_name_tokenise(fixture->folder, itd_str_of(text), fixture->arena, &name, NULL),
              NULL);
    return name;
}

static uint32_t score(struct fixture *fixture, const char *query, const char *listed)
{
    const itd_name query_name = name_of(fixture, query), listed_name = name_of(fixture, listed);

    return itd_name_similarity(fixture->scorer, &query_name, &listed_name, 0);
}

static void the_same_tokens_score_one_in_any_order_and_spelling(void **state)
{
    assert_int_equal(score(*state, "YUN HO-JIN", "Ho Jin, Yun"), ITD_SCORE_ONE);
    assert_int_equal(score(*state, "Sheikh", "SHEIKH"), ITD_SCORE_ONE);
    assert_int_equal(score(*state, "Factory II", "2nd Factory"), ITD_SCORE_ONE);
    assert_int_equal(score(*state, "金铁三", "金铁三"), ITD_SCORE_ONE);
}

static void joined_neighbours_are_the_joined_word(void **state)
{
    assert_int_equal(score(*state, "Al Qaida", "AlQaida"), ITD_SCORE_ONE);
    assert_int_equal(score(*state, "Kim Jongun", "Kim Jong Un"), ITD_SCORE_ONE);
    assert_int_equal(score(*state, "K i m Jong Un", "Kim Jong Un"), ITD_SCORE_ONE);
}

static void nothing_in_common_scores_nothing(void **state)
{
    assert_int_equal(score(*state, "Zzyzx Qwert", "Abcde Fghij"), 0);
    assert_int_equal(score(*state, "", "Abcde"), 0);
}

static void a_replaced_part_counts_more_than_a_missing_one(void **state)
{
    const uint32_t missing = score(*state, "Qabcd Qefgh Qijkl", "Qabcd Qefgh");
    const uint32_t replaced = score(*state, "Qabcd Qefgh Qijkl", "Qabcd Qefgh Zzzyx");

    assert_in_range(missing, 8000, 9500);
    assert_in_range(replaced, 1000, 7000);
}

static void the_cut_off_changes_nothing_but_what_is_below(void **state)
{
    const itd_name  a = name_of(*state, "Qabcd Qefgh Qijkl"), b = name_of(*state, "Qabcd Qefgi");
    struct fixture *fixture = *state;
    const uint32_t  whole = itd_name_similarity(fixture->scorer, &a, &b, 0);

    assert_int_equal(itd_name_similarity(fixture->scorer, &a, &b, whole), whole);
    assert_int_equal(itd_name_similarity(fixture->scorer, &a, &b, whole + 1), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_tokens_score_one_in_any_order_and_spelling),
        cmocka_unit_test(joined_neighbours_are_the_joined_word),
        cmocka_unit_test(nothing_in_common_scores_nothing),
        cmocka_unit_test(a_replaced_part_counts_more_than_a_missing_one),
        cmocka_unit_test(the_cut_off_changes_nothing_but_what_is_below),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
