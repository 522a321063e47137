/* The declared score of two names: identical names at once, else the best alignment of their
 * tokens. */
#include "match/score.h"

#include "base/memory.h"
#include "match/align.h"
#include "metric/acronym.h"
#include "metric/formula.h"

struct itd_scorer {
    itd_bound *bound;
    itd_link   links[ITD_LINKS_MAX];
};

itd_status itd_scorer_new(itd_scorer **ret_scorer, itd_error *err)
{
    itd_scorer *scorer = itd_mem_new(1, sizeof *scorer);

    if (!scorer)
        return itd_error_no_memory(err);
    scorer->bound = itd_bound_new();
    if (!scorer->bound) {
        itd_mem_free(scorer);
        return itd_error_no_memory(err);
    }
    *ret_scorer = scorer;
    return ITD_OK;
}

void itd_scorer_free(itd_scorer *scorer)
{
    if (!scorer)
        return;
    itd_bound_free(scorer->bound);
    itd_mem_free(scorer);
}

uint32_t itd_name_weight(const itd_name *name)
{
    uint32_t weight = 0;

    for (size_t i = 0; i < name->count; i++)
        weight += name->tokens[i].weight;
    return weight;
}

/* Finds for every query token a free listed token with the same text and kind, in order. */
static bool is_same_multiset(const itd_name *query, const itd_name *listed,
                             uint8_t partner[static ITD_NAME_TOKENS_MAX])
{
    uint64_t used = 0;

    if (query->count != listed->count || query->count == 0)
        return false;
    for (size_t q = 0; q < query->count; q++) {
        size_t t = 0;

        while (t < listed->count &&
               ((used >> t & 1) || query->tokens[q].kind != listed->tokens[t].kind ||
                !itd_str_equal(query->tokens[q].text, listed->tokens[t].text)))
            t++;
        if (t == listed->count)
            return false;
        used |= UINT64_C(1) << t;
        partner[q] = (uint8_t)t;
    }
    return true;
}

/* ---- acronyms ---- */

static uint32_t weight_of(const itd_name *name, size_t first, size_t count)
{
    uint32_t weight = 0;

    for (size_t i = first; i < first + count; i++)
        weight += name->tokens[i].weight;
    return weight;
}

/* `is` is an acronym of `has`: its tokens against the whole of the other name. */
static bool align_acronym(const itd_name *is, const itd_name *has, bool query_is,
                          itd_alignment *ret_alignment)
{
    itd_acronym acronym;
    size_t      first, count;
    uint32_t    weight, left;
    itd_pair    pair = {.rule = ITD_PAIR_ACRONYM};

    if (!itd_acronym_is(is, &acronym, &first, &count) || !itd_acronym_stands_for(&acronym, has))
        return false;
    weight = weight_of(is, first, count);
    left = itd_name_weight(is) - weight;
    pair.similarity = (uint16_t)itd_acronym_similarity(acronym.letters);
    pair.weight = (uint16_t)weight;
    pair.query_first = query_is ? (uint8_t)first : 0;
    pair.query_count = (uint8_t)(query_is ? count : has->count);
    pair.query_covered = (uint16_t)(query_is ? weight : itd_name_weight(has));
    pair.listed_first = query_is ? 0 : (uint8_t)first;
    pair.listed_count = (uint8_t)(query_is ? has->count : count);
    pair.listed_covered = (uint16_t)(query_is ? itd_name_weight(has) : weight);
    ret_alignment->pairs[0] = pair;
    ret_alignment->pair_count = 1;
    ret_alignment->matched = weight;
    ret_alignment->unmatched_query = query_is ? left : 0;
    ret_alignment->unmatched_listed = query_is ? 0 : left;
    ret_alignment->score =
        itd_score_of((uint64_t)weight * pair.similarity, weight, ret_alignment->unmatched_query,
                     ret_alignment->unmatched_listed);
    return true;
}

/* The alignment by acronym if it scores more than `score`. */
static bool beats_by_acronym(const itd_name *query, const itd_name *listed, uint32_t score,
                             itd_alignment *ret_alignment)
{
    return listed->organisation &&
           (align_acronym(query, listed, true, ret_alignment) ||
            align_acronym(listed, query, false, ret_alignment)) &&
           ret_alignment->score > score;
}

/* ---- any two names ---- */

uint32_t itd_name_similarity(itd_scorer *scorer, const itd_name *query, const itd_name *listed,
                             uint32_t score_cutoff)
{
    uint8_t       partner[ITD_NAME_TOKENS_MAX];
    size_t        count;
    uint32_t      score;
    itd_alignment by_acronym;

    if (is_same_multiset(query, listed, partner))
        return score_cutoff <= ITD_SCORE_ONE ? ITD_SCORE_ONE : 0;
    count = itd_links_find(query, listed, scorer->links);
    score = itd_align(query, listed, scorer->links, count, score_cutoff, scorer->bound, NULL);
    if (beats_by_acronym(query, listed, score, &by_acronym) && by_acronym.score >= score_cutoff)
        return by_acronym.score;
    return score;
}

void itd_name_explain(itd_scorer *scorer, const itd_name *query, const itd_name *listed,
                      itd_alignment *ret_alignment)
{
    uint8_t       partner[ITD_NAME_TOKENS_MAX];
    itd_alignment alignment = {.score = 0}, by_acronym;

    if (is_same_multiset(query, listed, partner)) {
        alignment.score = ITD_SCORE_ONE;
        alignment.pair_count = query->count;
        for (size_t q = 0; q < query->count; q++) {
            alignment.pairs[q] = (itd_pair){
                .query_first = (uint8_t)q,
                .query_count = 1,
                .listed_first = partner[q],
                .listed_count = 1,
                .rule =
                    query->tokens[q].kind == ITD_TOKEN_NUMBER ? ITD_PAIR_NUMBER : ITD_PAIR_EXACT,
                .similarity = ITD_SCORE_ONE,
                .weight = query->tokens[q].weight,
                .query_covered = query->tokens[q].weight,
                .listed_covered = query->tokens[q].weight,
            };
            alignment.matched += query->tokens[q].weight;
        }
    } else {
        for (size_t i = 0; i < query->count; i++)
            alignment.unmatched_query += query->tokens[i].weight;
        for (size_t i = 0; i < listed->count; i++)
            alignment.unmatched_listed += listed->tokens[i].weight;
        itd_align(query, listed, scorer->links, itd_links_find(query, listed, scorer->links), 1,
                  scorer->bound, &alignment);
        if (beats_by_acronym(query, listed, alignment.score, &by_acronym))
            alignment = by_acronym;
    }
    alignment.complete = query->complete && listed->complete;
    *ret_alignment = alignment;
}
