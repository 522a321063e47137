/* The terms of an explanation: they add up to the score, and tell omission from replacement. */
#include "match/explain.h"

#include "metric/formula.h"
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
    if (itd_folder_new(&fixture.folder, NULL) != ITD_OK ||
        itd_scorer_new(&fixture.scorer, NULL) != ITD_OK)
        return 1;
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    itd_scorer_free(fixture->scorer);
    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
    return 0;
}

/* Lives until the next call. */
static const itd_explanation *explain(struct fixture *fixture, const char *query,
                                      const char *listed)
{
    static itd_explanation explanation;
    static itd_name        names[2];
    const itd_str          texts[2] = {itd_str_of(query), itd_str_of(listed)};

    itd_arena_reset(fixture->arena);
    for (size_t i = 0; i < 2; i++)
        assert_ok(itd_name_tokenise(fixture->folder, texts[i], fixture->arena, &names[i], NULL),
                  NULL);
    itd_explain(fixture->scorer, texts[0], &names[0], texts[1], &names[1], &explanation);
    return &explanation;
}

static void names_the_case_that_gave_the_score(void **state)
{
    static const struct {
        const char    *query, *listed;
        itd_score_case expected;
    } cases[] = {
        {"Ho Jin Yun", "YUN HO-JIN", ITD_SCORE_IDENTICAL},
        {"Kim Jongun", "Kim Jong Un", ITD_SCORE_BEST},
        {"Marek Zelenka", "Bo Lin", ITD_SCORE_NO_PAIR},
        {"***", "Bo Lin", ITD_SCORE_NO_PAIR},
        {"one two three four five six seven eight nine ten eleven twelve thirteen",
         "one two three four five six seven eight nine ten eleven twelve other", ITD_SCORE_GREEDY},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_string_equal(
            itd_score_case_name(cases[i].expected),
            itd_score_case_name(explain(*state, cases[i].query, cases[i].listed)->score_case));
}

static void what_one_side_has_alone_is_an_omission(void **state)
{
    const itd_explanation *found = explain(*state, "Ali Hassan", "Ali Omar Hassan");

    assert_int_equal(found->query_unmatched_count, 0);
    assert_int_equal(found->listed_unmatched_count, 1);
    assert_int_equal(found->listed_unmatched[0].token, 1);
    assert_int_equal(found->listed_unmatched[0].replacement, 0);
    assert_int_equal(found->listed_unmatched[0].omission, found->alignment.unmatched_listed);
}

static void what_both_sides_have_left_is_a_replacement_as_far_as_it_goes(void **state)
{
    const itd_explanation *found = explain(*state, "Ali Omar Hassan", "Ali Khalid Rahman Hassan");
    uint32_t               replaced[2] = {0, 0};

    assert_int_equal(found->query_unmatched_count, 1);
    assert_int_equal(found->listed_unmatched_count, 2);
    for (size_t i = 0; i < found->query_unmatched_count; i++)
        replaced[0] += found->query_unmatched[i].replacement;
    for (size_t i = 0; i < found->listed_unmatched_count; i++)
        replaced[1] += found->listed_unmatched[i].replacement;
    assert_int_equal(replaced[0], found->alignment.unmatched_query);
    assert_int_equal(replaced[0], replaced[1]);
}

static void the_terms_give_the_score(void **state)
{
    const itd_explanation *found = explain(*state, "Gen. Kim Jongun Pak", "KIM JONG UN");

    assert_true(found->denominator > 0);
    assert_int_equal(found->alignment.score, (2 * found->similar * ITD_SCALE + found->denominator) /
                                                 (2 * found->denominator));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_case_that_gave_the_score),
        cmocka_unit_test(what_one_side_has_alone_is_an_omission),
        cmocka_unit_test(what_both_sides_have_left_is_a_replacement_as_far_as_it_goes),
        cmocka_unit_test(the_terms_give_the_score),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
