/* The search for candidates: the postings of the signature's partners, cut at both ends by weight,
 * tested by code, looked at by token. */
#include "match/candidates.h"

#include <string.h>

#include "base/memory.h"
#include "match/marks.h"
#include "metric/acronym.h"

#define BITMAP_WORDS ((UINT16_MAX + 1) / 64)
/* Signatures of up to so many tokens test codes against the partners of all others for each of
 * them; for longer ones one test serves all. */
#define OWN_TEST_TOKENS_MAX 4
/* Partners whose postings are fetched ahead. */
#define FETCH_AHEAD 8

struct itd_candidates {
    const itd_index *index;
    uint32_t         cutoff;
    itd_expander    *expander;
    itd_marks       *marks;
    itd_reach        reach;
    itd_plan         plan;
    uint64_t         codes[BITMAP_WORDS]; /* of partners of other query tokens */
    bool             codes_are_of_all;
    uint32_t        *seen;  /* heap, per name: last query that looked at it */
    uint32_t        *found; /* heap, as many as names */
    uint32_t         query; /* number of the query, for seen */
    size_t           found_count;

    itd_candidate_counts counts; /* of this query */
};

itd_status itd_candidates_new(const itd_index *index, uint32_t cutoff, itd_candidates **ret_cands,
                              itd_error *err)
{
    itd_candidates *cands = itd_mem_new(1, sizeof *cands);
    itd_status      st;

    if (!cands)
        return itd_error_no_memory(err);
    cands->index = index;
    cands->cutoff = cutoff;
    itd_reach_init(&cands->reach, cutoff);
    cands->marks = itd_marks_new();
    cands->seen = itd_mem_new(itd_index_name_count(index) + 1, sizeof *cands->seen);
    cands->found = itd_mem_new(itd_index_name_count(index) + 1, sizeof *cands->found);
    st = itd_expander_new(index, &cands->expander, err);
    if (st == ITD_OK && (!cands->marks || !cands->seen || !cands->found))
        st = itd_error_no_memory(err);
    if (st != ITD_OK) {
        itd_candidates_free(cands);
        return st;
    }
    *ret_cands = cands;
    return ITD_OK;
}

void itd_candidates_free(itd_candidates *cands)
{
    if (!cands)
        return;
    itd_expander_free(cands->expander);
    itd_marks_free(cands->marks);
    itd_mem_free(cands->seen);
    itd_mem_free(cands->found);
    itd_mem_free(cands);
}

/* ---- codes of the other tokens' partners ---- */

static void set_code(itd_candidates *cands, uint32_t code)
{
    cands->codes[code / 64] |= UINT64_C(1) << code % 64;
}

static void set_pairs(itd_candidates *cands, const itd_expanded *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        set_code(cands, itd_index_code(pairs[i].token));
}

static void set_codes_of(itd_candidates *cands, const itd_expansion *expansion)
{
    set_pairs(cands, expansion->pairs, expansion->pair_count);
    set_pairs(cands, expansion->initials, expansion->initial_count);
    for (size_t i = 0; i < expansion->join_count; i++) {
        const itd_joined *joined = &expansion->joins[i].joined;
        size_t            count;

        set_code(cands, itd_index_code(itd_index_tokens_of(cands->index, joined->name,
                                                           &count)[joined->first]));
    }
}

/* Codes that the listed tokens have with which anything but query token `but` may pair. A group
 * holds other tokens too, so its partners count whatever it holds. */
static void set_codes(itd_candidates *cands, size_t but)
{
    const itd_plan *plan = &cands->plan;

    memset(cands->codes, 0, sizeof cands->codes);
    set_code(cands, ITD_CODE_MANY);
    for (size_t i = 0; i < plan->query->count; i++)
        if (i != but)
            set_codes_of(cands, plan->expansions[i]);
    for (size_t g = 0; g < plan->group_count; g++)
        set_pairs(cands, plan->groups[g].pairs, plan->groups[g].pair_count);
}

static bool has_code(const itd_candidates *cands, uint32_t code)
{
    return cands->codes[code / 64] >> code % 64 & 1;
}

/* The weight that a name which matches these tokens of the query must match besides, by tokens
 * whose codes are set; 0 for none. What initials could add is granted: no codes are set for their
 * words. */
static uint32_t needed_of_others(const itd_plan *plan, uint32_t weight, size_t first, size_t count)
{
    uint32_t granted = plan->unmatched_max + weight;

    for (size_t i = 0; i < plan->query->count; i++)
        if ((i < first || i >= first + count) &&
            plan->expansions[i]->words_past > plan->expansions[i]->words_first)
            granted += plan->query->tokens[i].weight;
    return granted < plan->weight ? plan->weight - granted : 0;
}

/* ---- names ---- */

static itd_status look_at(itd_candidates *cands, uint32_t name, itd_error *err)
{
    itd_status st;

    if (cands->seen[name] == cands->query)
        return ITD_OK;
    cands->seen[name] = cands->query;
    cands->counts.looked_at++;
    st = itd_marks_make(cands->marks, cands->index, &cands->plan, err);
    if (st == ITD_OK &&
        itd_marks_may_reach(cands->marks, cands->index, &cands->plan, name, cands->cutoff))
        cands->found[cands->found_count++] = name;
    return st;
}

/* First posting whose name weighs at least the plan's minimum. */
static size_t first_heavy(const itd_posting *postings, size_t count, uint32_t weight)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (postings[middle].weight < weight)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool any_code(const itd_candidates *cands, const itd_posting *posting)
{
    bool any = false;

    for (size_t i = 0; i < ITD_POSTING_CODES; i++)
        any |= has_code(cands, posting->codes[i]);
    return any;
}

/* The same for a name that must match so much besides what led to it. */
static itd_status look_if_covered(itd_candidates *cands, const itd_posting *posting,
                                  uint32_t needed, itd_error *err)
{
    const itd_status st = itd_marks_make(cands->marks, cands->index, &cands->plan, err);

    if (st != ITD_OK || itd_marks_covered(cands->marks, posting) < needed)
        return st;
    return look_at(cands, posting->name, err);
}

static itd_status look_at_token(itd_candidates *cands, uint32_t token, uint32_t needed,
                                itd_error *err)
{
    const itd_plan    *plan = &cands->plan;
    const uint32_t     least = plan->listed_min < UINT16_MAX ? plan->listed_min : UINT16_MAX;
    size_t             count;
    const itd_posting *postings = itd_index_postings(cands->index, token, &count);
    itd_status         st = ITD_OK;

    for (size_t i = first_heavy(postings, count, least);
         st == ITD_OK && i < count && postings[i].weight <= plan->listed_max; i++) {
        cands->counts.postings++;
        if (needed == 0)
            st = look_at(cands, postings[i].name, err);
        else if (any_code(cands, &postings[i]))
            st = look_if_covered(cands, &postings[i], needed, err);
    }
    return st;
}

static void fetch(const itd_candidates *cands, const itd_expanded *pairs, size_t count, size_t at)
{
#if defined(__GNUC__)
    if (at < count) {
        size_t postings;

        __builtin_prefetch(itd_index_postings(cands->index, pairs[at].token, &postings));
    }
#endif
}

static itd_status look_at_pairs(itd_candidates *cands, const itd_expanded *pairs, size_t count,
                                uint32_t needed, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; i < FETCH_AHEAD; i++)
        fetch(cands, pairs, count, i);
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        fetch(cands, pairs, count, i + FETCH_AHEAD);
        st = look_at_token(cands, pairs[i].token, needed, err);
    }
    return st;
}

/* Of an initial: all words behind it. */
static itd_status look_at_words(itd_candidates *cands, const itd_expansion *expansion,
                                uint32_t needed, itd_error *err)
{
    itd_status st = ITD_OK;

    for (uint32_t i = expansion->words_first; st == ITD_OK && i < expansion->words_past; i++)
        if (itd_index_token(cands->index, i)->kind == ITD_TOKEN_WORD)
            st = look_at_token(cands, i, needed, err);
    return st;
}

/* ---- acronyms ---- */

static void take_abbreviated(void *ctx, uint32_t name)
{
    itd_candidates *cands = ctx;

    if (cands->seen[name] == cands->query)
        return;
    cands->seen[name] = cands->query;
    cands->counts.looked_at++;
    cands->found[cands->found_count++] = name;
}

/* The rule of acronyms has no bound but its own value: all names that it may hold for are
 * candidates, whatever their tokens. First, so that no other way has seen them. */
static void find_abbreviated(itd_candidates *cands, const itd_name *query)
{
    itd_acronym acronyms[ITD_ACRONYMS_MAX], own;
    size_t      first, tokens, count;

    if (cands->cutoff > ITD_ACRONYM_SIMILARITY_MAX)
        return;
    if (itd_acronym_is(query, &own, &first, &tokens) &&
        itd_acronym_similarity(own.letters) >= cands->cutoff)
        itd_index_each_abbreviated(cands->index, itd_acronym_text(&own), false, take_abbreviated,
                                   cands);
    count = itd_acronyms_of(query, acronyms);
    for (size_t i = 0; i < count; i++)
        if (itd_acronym_similarity(acronyms[i].letters) >= cands->cutoff)
            itd_index_each_abbreviated(cands->index, itd_acronym_text(&acronyms[i]), true,
                                       take_abbreviated, cands);
}

static void test_codes_but(itd_candidates *cands, size_t but, bool own)
{
    if (!own && cands->codes_are_of_all)
        return;
    set_codes(cands, own ? but : SIZE_MAX);
    cands->codes_are_of_all = !own;
}

static itd_status look_behind(itd_candidates *cands, size_t i, bool own_test, itd_error *err)
{
    const itd_plan      *plan = &cands->plan;
    const itd_expansion *expansion = plan->expansions[i];
    const uint32_t       needed = needed_of_others(plan, plan->query->tokens[i].weight, i, 1);
    itd_status           st;

    if (needed > 0)
        test_codes_but(cands, i, own_test);
    st = look_at_pairs(cands, expansion->pairs, expansion->pair_count, needed, err);
    if (st == ITD_OK && plan->by_initials)
        st = look_at_pairs(cands, expansion->initials, expansion->initial_count, needed, err);
    if (st == ITD_OK && plan->by_initials)
        st = look_at_words(cands, expansion, needed, err);
    for (size_t k = 0; st == ITD_OK && k < expansion->join_count; k++) {
        cands->counts.postings++;
        st = look_at(cands, expansion->joins[k].joined.name, err);
    }
    return st;
}

static bool is_chosen(const itd_plan *plan, const itd_plan_group *group)
{
    for (size_t i = group->first; i < (size_t)group->first + group->count; i++)
        if (plan->chosen[i])
            return true;
    return false;
}

static itd_status look_behind_groups(itd_candidates *cands, itd_error *err)
{
    const itd_plan *plan = &cands->plan;
    itd_status      st = ITD_OK;

    for (size_t g = 0; st == ITD_OK && g < plan->group_count; g++) {
        const itd_plan_group *group = &plan->groups[g];
        const uint32_t needed = needed_of_others(plan, group->weight, group->first, group->count);

        if (!is_chosen(plan, group))
            continue;
        if (needed > 0)
            test_codes_but(cands, SIZE_MAX, false);
        st = look_at_pairs(cands, group->pairs, group->pair_count, needed, err);
    }
    return st;
}

/* A token that stands there twice leads to the same names twice. */
static bool is_repeated(const itd_plan *plan, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (plan->chosen[k] && plan->expansions[k] == plan->expansions[i])
            return true;
    return false;
}

static itd_status search(itd_candidates *cands, itd_error *err)
{
    const itd_plan *plan = &cands->plan;
    size_t          chosen = 0;
    itd_status      st = ITD_OK;

    for (size_t i = 0; i < plan->query->count; i++)
        chosen += plan->chosen[i];
    for (size_t i = 0; st == ITD_OK && i < plan->query->count; i++)
        if (plan->chosen[i] && !is_repeated(plan, i))
            st = look_behind(cands, i, chosen <= OWN_TEST_TOKENS_MAX, err);
    return st == ITD_OK ? look_behind_groups(cands, err) : st;
}

itd_status itd_candidates_find(itd_candidates *cands, const itd_name *query,
                               const uint32_t **ret_names, size_t *ret_count,
                               itd_candidate_counts *counts, itd_error *err)
{
    itd_status st = ITD_OK;

    cands->found_count = 0;
    cands->counts = (itd_candidate_counts){0};
    cands->codes_are_of_all = false;
    itd_expander_reset(cands->expander);
    itd_marks_clear(cands->marks);
    if (++cands->query == 0) {
        memset(cands->seen, 0, itd_index_name_count(cands->index) * sizeof *cands->seen);
        cands->query = 1;
    }
    if (query->count > 0) {
        st = itd_plan_make(cands->expander, &cands->reach, query, &cands->plan, err);
        if (st == ITD_OK) {
            find_abbreviated(cands, query);
            st = search(cands, err);
        }
    }
    if (st != ITD_OK)
        return st;
    counts->postings += cands->counts.postings;
    counts->looked_at += cands->counts.looked_at;
    *ret_names = cands->found;
    *ret_count = cands->found_count;
    return ITD_OK;
}
