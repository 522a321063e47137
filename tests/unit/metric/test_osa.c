/* Distances that a person can count, and random texts against the whole table as oracle. */
#include "metric/osa.h"

#include <string.h>

#include "base/attr.h"
#include "tests/unit/support.h"

static const struct {
    const char *a, *b;
    size_t      distance; /* 4: more than three */
} cases[] = {
    {"", "", 0},
    {"kim", "kim", 0},
    {"kim", "kin", 1},
    {"kim", "kimm", 1},
    {"kim", "ikm", 1},
    {"ca", "abc", 3}, /* not 2: no part is edited twice */
    {"hasan", "hassan", 1},
    {"mohammed", "muhammad", 2},
    {"yusuf", "joseph", 4},
    {"", "abc", 3},
    {"김정은", "김정운", 1},
    {"müller", "muller", 1},
};

static void counts_the_edits_of_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_str a = itd_str_of(cases[i].a), b = itd_str_of(cases[i].b);

        assert_int_equal(itd_osa_distance(a, b, 3), cases[i].distance);
        assert_int_equal(itd_osa_distance(b, a, 3), cases[i].distance);
    }
}

/* Boytsov (2011), the whole table; words of at most 16 letters. */
static size_t slow_distance(const char *a, const char *b)
{
    size_t table[18][18];
    size_t len_a = strlen(a), len_b = strlen(b);

    for (size_t i = 0; i <= len_a; i++)
        for (size_t j = 0; j <= len_b; j++) {
            size_t best;

            if (i == 0 || j == 0) {
                table[i][j] = i + j;
                continue;
            }
            best = table[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (table[i - 1][j] + 1 < best)
                best = table[i - 1][j] + 1;
            if (table[i][j - 1] + 1 < best)
                best = table[i][j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                table[i - 2][j - 2] + 1 < best)
                best = table[i - 2][j - 2] + 1;
            table[i][j] = best;
        }
    return table[len_a][len_b];
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void equals_the_slow_reference_on_random_words(void **state)
{
    uint32_t seed = 20240229;

    (void)state;
    print_message("seed %u\n", seed);
    for (size_t round = 0; round < 200000; round++) {
        char         a[17] = "", b[17] = "";
        const size_t len_a = next_random(&seed) % 17, len_b = next_random(&seed) % 17;
        size_t       slow;

        /* Few letters, so that near words and repeated letters are common. */
        for (size_t i = 0; i < len_a; i++)
            a[i] = (char)('a' + next_random(&seed) % 3);
        for (size_t i = 0; i < len_b; i++)
            b[i] =
                i < len_a && next_random(&seed) % 4 ? a[i] : (char)('a' + next_random(&seed) % 3);
        slow = slow_distance(a, b);
        for (size_t cutoff = 0; cutoff <= ITD_OSA_CUTOFF_MAX; cutoff++)
            assert_int_equal(itd_osa_distance(itd_str_of(a), itd_str_of(b), cutoff),
                             slow <= cutoff ? slow : cutoff + 1);
    }
}

static void budget_and_similarity_change_at_their_lengths(void **state)
{
    (void)state;
    assert_int_equal(itd_osa_budget(3), 0);
    assert_int_equal(itd_osa_budget(4), 1);
    assert_int_equal(itd_osa_budget(7), 1);
    assert_int_equal(itd_osa_budget(8), 2);
    assert_int_equal(itd_osa_budget(11), 2);
    assert_int_equal(itd_osa_budget(12), 3);
    assert_int_equal(itd_osa_normalized_similarity(ITD_STR("kim"), 3, ITD_STR("kin"), 3, 0), 0);
    assert_int_equal(itd_osa_normalized_similarity(ITD_STR("hasan"), 5, ITD_STR("hassan"), 6, 0),
                     8333);
    assert_int_equal(itd_osa_normalized_similarity(ITD_STR("hasan"), 5, ITD_STR("hassan"), 6, 8334),
                     0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_the_edits_of_the_table),
        cmocka_unit_test(equals_the_slow_reference_on_random_words),
        cmocka_unit_test(budget_and_similarity_change_at_their_lengths),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
