/* The default policy, a line per row of the table in decide.h. */
#include "decide/decide.h"

#include "match/score.h"
#include "tests/unit/support.h"

static const itd_hit strong_exact = {.score = ITD_SCORE_ONE, .strong_score = ITD_SCORE_ONE};
static const itd_hit strong_near = {.score = 8500, .strong_score = 8500};
static const itd_hit weak_exact = {.score = ITD_SCORE_ONE, .weak = true};

static itd_outcome outcome_of(itd_hit hit, itd_evidence evidence)
{
    hit.evidence = evidence;
    return itd_decide(&hit, 1, true);
}

static const itd_evidence nothing = {0};
static const itd_evidence birth_agrees = {.birth_date = ITD_AGREES};
static const itd_evidence birth_conflicts = {.birth_date = ITD_CONFLICTS};
static const itd_evidence number_agrees = {.identifier = ITD_AGREES};
static const itd_evidence number_decides = {.identifier = ITD_AGREES, .identifier_decides = true};

static void nothing_is_clear(void **state)
{
    (void)state;
    assert_int_equal(itd_decide(NULL, 0, true), ITD_OUTCOME_CLEAR);
}

static void an_incomplete_answer_is_never_clear(void **state)
{
    (void)state;
    assert_int_equal(itd_decide(NULL, 0, false), ITD_OUTCOME_REVIEW);
}

static void a_strong_name_is_reviewed(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(strong_near, nothing), ITD_OUTCOME_REVIEW);
    assert_int_equal(outcome_of(strong_exact, nothing), ITD_OUTCOME_REVIEW);
    assert_int_equal(outcome_of(strong_near, birth_agrees), ITD_OUTCOME_REVIEW);
}

static void a_conflict_does_not_hide_an_exact_name(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(strong_exact, birth_conflicts), ITD_OUTCOME_REVIEW);
}

static void an_exact_strong_name_with_agreeing_evidence_blocks(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(strong_exact, birth_agrees), ITD_OUTCOME_BLOCK);
}

static void a_number_that_decides_blocks(void **state)
{
    (void)state;
    assert_int_equal(outcome_of((itd_hit){.basis = ITD_BASIS_IDENTIFIER}, number_decides),
                     ITD_OUTCOME_BLOCK);
}

static void a_number_without_its_country_is_reviewed(void **state)
{
    (void)state;
    assert_int_equal(outcome_of((itd_hit){.basis = ITD_BASIS_IDENTIFIER}, number_agrees),
                     ITD_OUTCOME_REVIEW);
}

static void a_weak_alias_alone_stays_clear(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(weak_exact, nothing), ITD_OUTCOME_CLEAR);
    assert_int_equal(outcome_of(weak_exact, birth_conflicts), ITD_OUTCOME_CLEAR);
}

static void a_weak_alias_with_agreeing_evidence_is_reviewed(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(weak_exact, birth_agrees), ITD_OUTCOME_REVIEW);
}

static void a_better_weak_alias_does_not_hide_a_strong_name(void **state)
{
    const itd_hit both = {.score = ITD_SCORE_ONE, .strong_score = 8200, .weak = true};

    (void)state;
    assert_int_equal(outcome_of(both, nothing), ITD_OUTCOME_REVIEW);
}

static void the_worst_hit_decides(void **state)
{
    itd_hit hits[3] = {weak_exact, strong_near, strong_exact};

    (void)state;
    assert_int_equal(itd_decide(hits, 3, true), ITD_OUTCOME_REVIEW);
    hits[2].evidence = birth_agrees;
    assert_int_equal(itd_decide(hits, 3, true), ITD_OUTCOME_BLOCK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_clear),
        cmocka_unit_test(an_incomplete_answer_is_never_clear),
        cmocka_unit_test(a_strong_name_is_reviewed),
        cmocka_unit_test(a_conflict_does_not_hide_an_exact_name),
        cmocka_unit_test(an_exact_strong_name_with_agreeing_evidence_blocks),
        cmocka_unit_test(a_number_that_decides_blocks),
        cmocka_unit_test(a_number_without_its_country_is_reviewed),
        cmocka_unit_test(a_weak_alias_alone_stays_clear),
        cmocka_unit_test(a_weak_alias_with_agreeing_evidence_is_reviewed),
        cmocka_unit_test(a_better_weak_alias_does_not_hide_a_strong_name),
        cmocka_unit_test(the_worst_hit_decides),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
