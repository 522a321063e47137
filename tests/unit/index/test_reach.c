/* The properties of the score that every bound of the index rests on, over the whole range of
 * weights, and the bounds themselves against counting up. */
#include "index/reach.h"

#include "metric/formula.h"
#include "tests/unit/support.h"

#define ROUNDS 300000
#define ONE 10000u

static uint64_t state_of_random = 20240229;

static uint32_t below(uint32_t bound)
{
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(state_of_random >> 33) % bound;
}

/* Small weights often: that is where the formula has its corners. */
static uint32_t random_weight(void)
{
    return below(3) == 0 ? below(6400) : below(400);
}

static void the_score_grows_with_similarity_and_falls_with_what_is_unmatched(void **state)
{
    (void)state;
    print_message("# seed %llu\n", (unsigned long long)state_of_random);
    for (size_t i = 0; i < ROUNDS; i++) {
        const uint32_t matched = 1 + random_weight(), query = random_weight();
        const uint32_t listed = random_weight(), more = 1 + random_weight();
        const uint64_t similar = (uint64_t)matched * below(ONE + 1);
        const uint32_t score = itd_score_of(similar, matched, query, listed);

        assert_true(itd_score_of(similar, matched, query + more, listed) <= score);
        assert_true(itd_score_of(similar, matched, query, listed + more) <= score);
        if (similar + more <= (uint64_t)matched * ONE)
            assert_true(itd_score_of(similar + more, matched, query, listed) >= score);
    }
}

static void the_score_of_a_perfect_match_grows_with_its_weight(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROUNDS; i++) {
        const uint32_t matched = 1 + random_weight(), more = 1 + below(3);
        const uint32_t query = random_weight(), listed = random_weight();

        assert_true(itd_score_of((uint64_t)ONE * (matched + more), matched + more, query, listed) >=
                    itd_score_of((uint64_t)ONE * matched, matched, query, listed));
    }
}

static void the_two_prices_are_the_formula(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROUNDS; i++) {
        const uint32_t matched = 1 + random_weight(), query = random_weight();
        const uint32_t listed = random_weight();
        const uint64_t near = itd_penalty_near(itd_alpha(matched), query, listed);
        const uint64_t far = itd_penalty_far(matched, query, listed);

        assert_true(itd_alpha(matched + 1) <= itd_alpha(matched));
        assert_int_equal(far, itd_penalty_far(0, query, listed) + (uint64_t)ITD_LINEAGE * matched);
        assert_int_equal(itd_penalty(matched, query, listed),
                         matched >= ITD_FAR_AT && far < near ? far : near);
    }
}

static void the_bounds_are_the_last_weights_that_reach(void **state)
{
    static itd_reach reach;

    (void)state;
    for (uint32_t cutoff = 7000; cutoff <= ONE; cutoff += 250) {
        itd_reach_init(&reach, cutoff);
        for (uint32_t weight = 1; weight < 700; weight += 7) {
            const uint32_t query = itd_reach_unmatched_query(&reach, weight);
            const uint32_t listed = itd_reach_unmatched_listed(&reach, weight);

            assert_true(query < weight);
            assert_true(itd_score_of((uint64_t)ONE * (weight - query), weight - query, query, 0) >=
                        cutoff);
            assert_true(query + 1 == weight ||
                        itd_score_of((uint64_t)ONE * (weight - query - 1), weight - query - 1,
                                     query + 1, 0) < cutoff);
            assert_true(itd_score_of((uint64_t)ONE * weight, weight, 0, listed) >= cutoff);
            assert_true(itd_score_of((uint64_t)ONE * weight, weight, 0, listed + 1) < cutoff);
            /* Asked again, from what was kept. */
            assert_int_equal(itd_reach_unmatched_query(&reach, weight), query);
            assert_int_equal(itd_reach_unmatched_listed(&reach, weight), listed);
        }
    }
}

static void weights_beyond_what_is_kept_have_bounds_too(void **state)
{
    static itd_reach reach;

    (void)state;
    itd_reach_init(&reach, 8000);
    assert_true(itd_reach_unmatched_query(&reach, ITD_REACH_KEPT) >=
                itd_reach_unmatched_query(&reach, ITD_REACH_KEPT - 1));
    assert_true(itd_reach_unmatched_listed(&reach, ITD_REACH_KEPT) >=
                itd_reach_unmatched_listed(&reach, ITD_REACH_KEPT - 1));
    assert_int_equal(itd_reach_unmatched_query(&reach, 0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_score_grows_with_similarity_and_falls_with_what_is_unmatched),
        cmocka_unit_test(the_score_of_a_perfect_match_grows_with_its_weight),
        cmocka_unit_test(the_two_prices_are_the_formula),
        cmocka_unit_test(the_bounds_are_the_last_weights_that_reach),
        cmocka_unit_test(weights_beyond_what_is_kept_have_bounds_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
