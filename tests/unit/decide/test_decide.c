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
    return itd_decide(&hit, 1, true, itd_profile_default());
}

static const itd_evidence nothing = {0};
static const itd_evidence birth_agrees = {.birth_date = ITD_AGREES};
static const itd_evidence birth_conflicts = {.birth_date = ITD_CONFLICTS};
static const itd_evidence number_agrees = {.identifier = ITD_AGREES};
static const itd_evidence number_decides = {.identifier = ITD_AGREES, .identifier_decides = true};

static void nothing_is_clear(void **state)
{
    (void)state;
    assert_int_equal(itd_decide(NULL, 0, true, itd_profile_default()), ITD_OUTCOME_CLEAR);
}

static void an_incomplete_answer_is_never_clear(void **state)
{
    (void)state;
    assert_int_equal(itd_decide(NULL, 0, false, itd_profile_default()), ITD_OUTCOME_REVIEW);
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
    assert_int_equal(itd_decide(hits, 3, true, itd_profile_default()), ITD_OUTCOME_REVIEW);
    hits[2].evidence = birth_agrees;
    assert_int_equal(itd_decide(hits, 3, true, itd_profile_default()), ITD_OUTCOME_BLOCK);
}

static itd_outcome by_profile(const char *name, itd_hit hit, itd_evidence evidence)
{
    const itd_profile *profile = itd_profile_find(itd_str_of(name));

    assert_non_null(profile);
    hit.evidence = evidence;
    return itd_decide(&hit, 1, true, profile);
}

static void a_weak_alias_alone_alerts_by_profile_only(void **state)
{
    (void)state;
    assert_int_equal(by_profile("balanced", weak_exact, nothing), ITD_OUTCOME_CLEAR);
    assert_int_equal(by_profile("strict", weak_exact, nothing), ITD_OUTCOME_CLEAR);
    assert_int_equal(by_profile("broad", weak_exact, nothing), ITD_OUTCOME_REVIEW);
    assert_int_equal(by_profile("strict", weak_exact, birth_agrees), ITD_OUTCOME_REVIEW);
}

static void a_conflict_clears_a_like_name_by_the_strict_profile_only(void **state)
{
    const itd_evidence contradicted = {.birth_date = ITD_CONFLICTS, .conflict = 3000};
    const itd_evidence with_number = {
        .birth_date = ITD_CONFLICTS, .conflict = 3000, .identifier = ITD_AGREES};

    (void)state;
    assert_int_equal(by_profile("strict", strong_near, contradicted), ITD_OUTCOME_CLEAR);
    assert_int_equal(by_profile("strict", strong_near, nothing), ITD_OUTCOME_REVIEW);
    assert_int_equal(by_profile("strict", strong_near, with_number), ITD_OUTCOME_REVIEW);
    assert_int_equal(by_profile("strict", strong_exact, contradicted), ITD_OUTCOME_REVIEW);
    assert_int_equal(by_profile("balanced", strong_near, contradicted), ITD_OUTCOME_REVIEW);
    assert_int_equal(by_profile("broad", strong_near, contradicted), ITD_OUTCOME_REVIEW);
}

static void profiles_have_names_and_nothing_else_is_one(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_PROFILE_COUNT; i++) {
        const itd_profile *profile = itd_profile_at(i);

        assert_ptr_equal(itd_profile_find(itd_str_of(profile->name)), profile);
        assert_in_range(profile->cutoff, ITD_CUTOFF_MIN, ITD_SCORE_ONE);
    }
    assert_ptr_equal(itd_profile_default(), itd_profile_at(0));
    assert_int_equal(itd_profile_default()->cutoff, ITD_CUTOFF_DEFAULT);
    assert_null(itd_profile_find(ITD_STR("Balanced")));
    assert_null(itd_profile_find(ITD_STR("")));
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
        cmocka_unit_test(a_weak_alias_alone_alerts_by_profile_only),
        cmocka_unit_test(a_conflict_clears_a_like_name_by_the_strict_profile_only),
        cmocka_unit_test(profiles_have_names_and_nothing_else_is_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
