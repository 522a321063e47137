/* An expansion is lossless: it holds a vocabulary token exactly when the two tokens are a pair by
 * metric/token_pair.h, which is asked for every one of them; and so do the joins. */
#include "index/expand.h"

#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "metric/token_pair.h"
#include "tests/unit/index/index_fixture.h"
#include "tests/unit/support.h"
#include "text/tables.h"

#define MADE_NAMES 700
#define THREADS 4

static uint64_t state_of_random = 20240229;

static uint32_t below(uint32_t bound)
{
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(state_of_random >> 33) % bound;
}

static const char *const listed[] = {
    "KIM Jong Un",
    "Al-Qaida",
    "AlQaida",
    "Mohammed bin Abdul Rahman",
    "Muhammad Abdurahman",
    "J. R. Smith",
    "John Smith",
    "Jon Smyth Ltd",
    "Joint Stock Company Ostrowen",
    "Snow Storm 1",
    "Snow Storm II",
    "2nd Factory",
    "Ким Чен Ын",
    "김정은",
    "金铁三",
    "محمد عبد الرحمن",
    "Vladimir Vladimirovich Putin",
    "Wladimir Putin",
    "A B C D",
    "O'Neill & Sons",
    "abcdefghijkl",
    "abcdefghijklm",
    "abcdefghijk",
    "abcdefghij",
    "Internationalisation Organisationskomitee",
    "Internationalization Organisationskomite",
};

/* Letters that make many near words. */
static const char *make_name(void)
{
    static char name[512];
    size_t      len = 0;

    for (uint32_t parts = 1 + below(4); parts > 0; parts--) {
        const uint32_t letters = below(4) == 0 ? 9 + below(8) : 1 + below(8);

        if (below(10) == 0) {
            len +=
                (size_t)snprintf(name + len, sizeof name - len, "%s ",
                                 itd_text_variants[below((uint32_t)itd_text_variants_count)].text);
            continue;
        }
        for (uint32_t i = 0; i < letters; i++)
            name[len++] = (char)('a' + below(3));
        name[len++] = ' ';
    }
    name[len] = '\0';
    return name;
}

static itd_fixture fixture;

static int set_up(void **state)
{
    (void)state;
    itd_fixture_init(&fixture);
    print_message("# seed %llu\n", (unsigned long long)state_of_random);
    for (size_t i = 0; i < ITD_ARRAY_LEN(listed); i++)
        itd_fixture_add(&fixture, listed[i]);
    for (size_t i = 0; i < MADE_NAMES; i++)
        itd_fixture_add(&fixture, make_name());
    itd_fixture_open(&fixture);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    itd_fixture_done(&fixture);
    return 0;
}

/* Similarity that the expansion gives a vocabulary token; 0 for none. */
static uint32_t expanded(const itd_expansion *expansion, uint32_t token)
{
    const itd_token *there = itd_index_token(fixture.index, token);

    for (size_t i = 0; i < expansion->pair_count; i++)
        if (expansion->pairs[i].token == token)
            return expansion->pairs[i].similarity;
    for (size_t i = 0; i < expansion->initial_count; i++)
        if (expansion->initials[i].token == token)
            return expansion->initials[i].similarity;
    if (token >= expansion->words_first && token < expansion->words_past &&
        there->kind == ITD_TOKEN_WORD)
        return expansion->words_similarity;
    return 0;
}

static void check_singles(itd_expander *expander, const itd_token *token)
{
    const itd_expansion *expansion;

    assert_ok(itd_expand(expander, token, &expansion, NULL), NULL);
    for (uint32_t i = 0; i < itd_index_token_count(fixture.index); i++) {
        const itd_token *there = itd_index_token(fixture.index, i);
        itd_pair_rule    rule;
        const uint32_t   similarity = itd_token_similarity(token, there, &rule);

        if (expanded(expansion, i) != similarity)
            fail_msg("%.*s and %.*s: %u, not %u", ITD_STR_ARGS(token->text),
                     ITD_STR_ARGS(there->text), (unsigned)expanded(expansion, i),
                     (unsigned)similarity);
        if (similarity > 0)
            assert_true(there->weight >= expansion->weight_min &&
                        there->weight <= expansion->weight_max);
    }
}

static bool has_join(const itd_expansion *expansion, size_t name, size_t first, size_t count,
                     uint32_t similarity)
{
    for (size_t i = 0; i < expansion->join_count; i++) {
        const itd_joined *joined = &expansion->joins[i].joined;

        if (joined->name == name && joined->first == first && joined->count == count &&
            expansion->joins[i].similarity >= similarity)
            return true;
    }
    return false;
}

/* Do count neighbours from first pair, joined, with the token? */
static uint32_t join_of(const itd_name *name, size_t first, size_t count, const itd_token *token)
{
    if (!itd_token_may_join(token) || token->letters < 2)
        return 0;
    for (size_t i = first; i < first + count; i++)
        if (!itd_token_may_join(&name->tokens[i]))
            return 0;
    return itd_join_similarity(&name->tokens[first], count, token);
}

static void check_joins(itd_expander *expander, const itd_token *token, size_t *found)
{
    const itd_expansion *expansion;

    assert_ok(itd_expand(expander, token, &expansion, NULL), NULL);
    for (size_t n = 0; n < fixture.count; n++)
        for (size_t first = 0; first < fixture.names[n].count; first++)
            for (size_t count = 2; count <= ITD_JOIN_MAX && first + count <= fixture.names[n].count;
                 count++) {
                const uint32_t similarity = join_of(&fixture.names[n], first, count, token);

                if (similarity == 0)
                    continue;
                ++*found;
                if (!has_join(expansion, n, first, count, similarity))
                    fail_msg("%.*s and %zu tokens of name %zu", ITD_STR_ARGS(token->text), count,
                             n);
            }
}

static void an_expansion_holds_every_partner_and_nothing_else(void **state)
{
    itd_expander *expander;

    (void)state;
    assert_ok(itd_expander_new(fixture.index, &expander, NULL), NULL);
    for (uint32_t i = 0; i < itd_index_token_count(fixture.index); i++)
        check_singles(expander, itd_index_token(fixture.index, i));
    for (size_t i = 0; i < 300; i++) {
        const itd_name name = itd_fixture_name(&fixture, make_name());

        for (size_t k = 0; k < name.count; k++)
            check_singles(expander, &name.tokens[k]);
    }
    itd_expander_free(expander);
}

static void an_expansion_holds_every_listed_join(void **state)
{
    itd_expander *expander;
    size_t        found = 0;

    (void)state;
    assert_ok(itd_expander_new(fixture.index, &expander, NULL), NULL);
    for (uint32_t i = 0; i < itd_index_token_count(fixture.index); i++)
        check_joins(expander, itd_index_token(fixture.index, i), &found);
    assert_true(found > 10);
    itd_expander_free(expander);
}

static void joined_neighbours_of_a_query_lead_to_every_whole(void **state)
{
    itd_expander *expander;
    size_t        found = 0;

    (void)state;
    assert_ok(itd_expander_new(fixture.index, &expander, NULL), NULL);
    for (size_t n = 0; n < fixture.count; n++)
        for (size_t first = 0; first < fixture.names[n].count; first++)
            for (size_t count = 2; count <= ITD_JOIN_MAX && first + count <= fixture.names[n].count;
                 count++) {
                const itd_expanded *pairs = NULL;
                size_t              pair_count = 0, expected = 0;

                assert_ok(itd_expand_joined(expander, &fixture.names[n].tokens[first], count,
                                            &pairs, &pair_count, NULL),
                          NULL);
                for (uint32_t i = 0; i < itd_index_token_count(fixture.index); i++)
                    expected += join_of(&fixture.names[n], first, count,
                                        itd_index_token(fixture.index, i)) > 0;
                assert_int_equal(pair_count, expected);
                found += expected;
            }
    assert_true(found > 10);
    itd_expander_free(expander);
}

static void *expand_all(void *ctx)
{
    size_t       *pairs = ctx;
    itd_expander *expander;

    if (itd_expander_new(fixture.index, &expander, NULL) != ITD_OK)
        return NULL;
    for (uint32_t i = 0; i < itd_index_token_count(fixture.index); i++) {
        const itd_expansion *expansion;

        if (itd_expand(expander, itd_index_token(fixture.index, i), &expansion, NULL) == ITD_OK)
            *pairs += expansion->pair_count;
    }
    itd_expander_free(expander);
    return NULL;
}

/* Built with -Db_sanitize=thread this is the test of the shared cache. */
static void threads_share_the_cache(void **state)
{
    pthread_t threads[THREADS];
    size_t    pairs[THREADS] = {0};

    (void)state;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, expand_all, &pairs[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_true(pairs[0] > itd_index_token_count(fixture.index));
    for (size_t i = 1; i < THREADS; i++)
        assert_int_equal(pairs[i], pairs[0]);
}

static void failing_memory_is_told_and_nothing_is_lost(void **state)
{
    const itd_name name = itd_fixture_name(&fixture, "abcabc cbacba Mohamet Qadafi ab ca b");
    bool           failed = true;

    (void)state;
    for (size_t nth = 1; failed && nth < 100; nth++) {
        itd_expander        *expander = NULL;
        const itd_expansion *expansion;
        itd_status           st;

        itd_test_fail_allocation(nth);
        st = itd_expander_new(fixture.index, &expander, NULL);
        for (size_t i = 0; st == ITD_OK && i < name.count; i++)
            st = itd_expand(expander, &name.tokens[i], &expansion, NULL);
        failed = itd_test_fail_allocation(0) >= nth;
        assert_int_equal(st, failed ? ITD_E_NO_MEMORY : ITD_OK);
        itd_expander_free(expander);
    }
    assert_false(failed);
    {
        itd_expander *expander;

        assert_ok(itd_expander_new(fixture.index, &expander, NULL), NULL);
        for (size_t i = 0; i < name.count; i++)
            check_singles(expander, &name.tokens[i]);
        itd_expander_free(expander);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(failing_memory_is_told_and_nothing_is_lost),
        cmocka_unit_test(threads_share_the_cache),
        cmocka_unit_test(an_expansion_holds_every_partner_and_nothing_else),
        cmocka_unit_test(an_expansion_holds_every_listed_join),
        cmocka_unit_test(joined_neighbours_of_a_query_lead_to_every_whole),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
