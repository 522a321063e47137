/* The search against an oracle that tries every alignment and knows no bound, on random small names
 * made of few letters, so that edits, joins, initials, numbers and repeated words all meet. */
#include <stdio.h>
#include <string.h>

#include "match/align.h"
#include "match/score.h"
#include "metric/formula.h"
#include "tests/unit/support.h"

#define ROUNDS 4000

struct oracle {
    const itd_link *links;
    size_t          count;
    uint32_t        query_total, listed_total;
    uint32_t        best;
};

static void try_all(struct oracle *oracle, size_t from, uint64_t query_mask, uint64_t listed_mask,
                    const uint64_t sums[6])
{
    uint64_t next[6];

    /* sums: similar, matched, by initials, by words, query covered, listed covered */
    if (sums[2] <= sums[3]) {
        const uint32_t score =
            itd_score_of(sums[0], (uint32_t)sums[1], oracle->query_total - (uint32_t)sums[4],
                         oracle->listed_total - (uint32_t)sums[5]);

        oracle->best = score > oracle->best ? score : oracle->best;
    }
    for (size_t i = from; i < oracle->count; i++) {
        const itd_link *link = &oracle->links[i];
        const uint64_t  weight = link->pair.weight;

        if ((link->query_mask & query_mask) || (link->listed_mask & listed_mask))
            continue;
        memcpy(next, sums, sizeof next);
        next[0] += weight * link->pair.similarity;
        next[1] += weight;
        next[2] += link->pair.rule == ITD_PAIR_INITIAL ? weight : 0;
        next[3] +=
            link->pair.rule == ITD_PAIR_INITIAL || link->pair.rule == ITD_PAIR_NUMBER ? 0 : weight;
        next[4] += link->pair.query_covered;
        next[5] += link->pair.listed_covered;
        try_all(oracle, i + 1, query_mask | link->query_mask, listed_mask | link->listed_mask,
                next);
    }
}

static uint32_t slow_score(const itd_name *query, const itd_name *listed, itd_link *links)
{
    const uint64_t nothing[6] = {0};
    struct oracle  oracle = {.links = links};

    oracle.count = itd_links_find(query, listed, links);
    for (size_t i = 0; i < query->count; i++)
        oracle.query_total += query->tokens[i].weight;
    for (size_t i = 0; i < listed->count; i++)
        oracle.listed_total += listed->tokens[i].weight;
    try_all(&oracle, 0, 0, 0, nothing);
    return oracle.best;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void random_name(uint32_t *seed, size_t most, char *name, size_t size)
{
    static const char *const words[] = {
        "al",     "qaida",  "alqaida",  "abd",     "rahman",    "abdulrahman", "a",    "m",
        "2",      "ii",     "3",        "ltd",     "llc",       "kim",         "jong", "jung",
        "jongun", "un",     "mohammed", "muhamad", "sheikh",    "bank",        "bin",  "hasan",
        "hassan", "hasann", "qasim",    "qqqqqqa", "qqqqqqb",   "qqqqqqab",    "k",    "omar",
        "int",    "intl",   "trading",  "trade",   "kimjongun", "ali",         "aly",  "co",
    };
    const size_t count = 1 + next_random(seed) % most;
    size_t       len = 0;

    name[0] = '\0';
    for (size_t i = 0; i < count; i++) {
        const char *word = words[next_random(seed) % ITD_ARRAY_LEN(words)];

        len += (size_t)snprintf(name + len, size - len, "%s ", word);
    }
}

static void the_score_is_the_maximum_over_all_alignments(void **state)
{
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_folder *folder = NULL;
    itd_scorer *scorer = NULL;
    itd_link   *links;
    uint32_t    seed = 1718;

    (void)state;
    print_message("seed %u\n", seed);
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    assert_ok(itd_scorer_new(&scorer, NULL), NULL);
    for (size_t round = 0; round < ROUNDS; round++) {
        char     a[256], b[256];
        itd_name query, listed;
        uint32_t fast, slow;

        itd_arena_reset(arena);
        links = itd_arena_new_array(arena, ITD_LINKS_MAX, sizeof *links);
        assert_non_null(links);
        random_name(&seed, 6, a, sizeof a);
        random_name(&seed, 6, b, sizeof b);
        assert_ok(itd_name_tokenise(folder, itd_str_of(a), arena, &query, NULL), NULL);
        assert_ok(itd_name_tokenise(folder, itd_str_of(b), arena, &listed, NULL), NULL);
        fast = itd_name_similarity(scorer, &query, &listed, 0);
        slow = slow_score(&query, &listed, links);
        if (fast != slow || fast > ITD_SCORE_ONE)
            fail_msg("%s| %s: %u, all alignments give %u", a, b, fast, slow);
        if (itd_name_similarity(scorer, &query, &query, 0) != (query.count ? ITD_SCORE_ONE : 0))
            fail_msg("%s: not 1 with itself", a);
        for (uint32_t cutoff = 7000; cutoff <= 10000; cutoff += 500)
            assert_int_equal(itd_name_similarity(scorer, &query, &listed, cutoff),
                             fast >= cutoff ? fast : 0);
    }
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    itd_arena_free(arena);
}

/* Names whose words all resemble each other: the search must change to its second bound, and the
 * best alignment is known by trying all of a seven by seven square. */
static void look_alike_words(uint32_t *seed, size_t count, char *name, size_t size)
{
    size_t len = 0;

    for (size_t i = 0; i < count; i++) {
        char word[] = "zqzqzqzqz";

        for (uint32_t edits = next_random(seed) % 3; edits > 0; edits--)
            word[next_random(seed) % (sizeof word - 1)] = (char)('q' + next_random(seed) % 4);
        len += (size_t)snprintf(name + len, size - len, "%s ", word);
    }
}

static void look_alike_words_are_aligned_at_their_best_too(void **state)
{
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_folder *folder = NULL;
    itd_scorer *scorer = NULL;
    itd_link   *links;
    uint32_t    seed = 2270;

    (void)state;
    print_message("seed %u\n", seed);
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    assert_ok(itd_scorer_new(&scorer, NULL), NULL);
    for (size_t round = 0; round < 40; round++) {
        const size_t count = round < 36 ? 7 : ITD_ALIGN_EXACT_MAX;
        char         a[256], b[256];
        itd_name     query, listed;

        itd_arena_reset(arena);
        links = itd_arena_new_array(arena, ITD_LINKS_MAX, sizeof *links);
        assert_non_null(links);
        look_alike_words(&seed, count, a, sizeof a);
        look_alike_words(&seed, count, b, sizeof b);
        assert_ok(itd_name_tokenise(folder, itd_str_of(a), arena, &query, NULL), NULL);
        assert_ok(itd_name_tokenise(folder, itd_str_of(b), arena, &listed, NULL), NULL);
        if (count == 7)
            assert_int_equal(itd_name_similarity(scorer, &query, &listed, 0),
                             slow_score(&query, &listed, links));
        else /* too many to try; at least it ends, and both ways are the same */
            assert_int_equal(itd_name_similarity(scorer, &query, &listed, 0),
                             itd_name_similarity(scorer, &listed, &query, 0));
    }
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    itd_arena_free(arena);
}

/* Two rare words and a long listed name: what lies far beyond the match costs little on the listed
 * side, and its full price when the query says it. */
static void a_long_lineage_is_cheap_on_the_listed_side_only(void **state)
{
    const itd_str asked = ITD_STR("Zaynvar Qottuban");
    const itd_str lineage = ITD_STR("Zaynvar Mirkhol Dostum Arghand Peshtaq Qottuban");
    itd_arena    *arena = itd_arena_new(SIZE_MAX);
    itd_folder   *folder = NULL;
    itd_scorer   *scorer = NULL;
    itd_name      query, listed;

    (void)state;
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    assert_ok(itd_scorer_new(&scorer, NULL), NULL);
    assert_ok(itd_name_tokenise(folder, asked, arena, &query, NULL), NULL);
    assert_ok(itd_name_tokenise(folder, lineage, arena, &listed, NULL), NULL);
    /* 200 / (200 + 0.10 * 200 + 0.02 * 400) and 200 / (200 + 0.25 * 400) */
    assert_int_equal(itd_name_similarity(scorer, &query, &listed, 0), 8772);
    assert_int_equal(itd_name_similarity(scorer, &listed, &query, 0), 6667);
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    itd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_score_is_the_maximum_over_all_alignments),
        cmocka_unit_test(look_alike_words_are_aligned_at_their_best_too),
        cmocka_unit_test(a_long_lineage_is_cheap_on_the_listed_side_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
