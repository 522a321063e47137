/* The best alignment. The score is a quotient whose parts depend on the whole alignment, so no table of
 * partial optima gives it; but tokens that can pair are few, and a good bound makes a search over all
 * alignments short.
 *
 * The search walks the query tokens in order; each is paired by one of its links or left out. Links
 * are ordered by similarity and weight, so the first walk is the greedy alignment.
 *
 * Bound. Let B be the best score so far (or the cut-off less one). With N = 10^4·A and D the
 * denominator of itd_score_of, a score above B needs 2·N >= (2·B + 1)·D (rounding half up). D is
 * 10^4·M plus a penalty, so each pair contributes its gain 2·10^4·w·s - (2·B + 1)·10^4·w on its own,
 * and what is left is the penalty. The penalty grows with U_q and with U_t, never falls (beta >= alpha'
 * >= alpha), so smaller ones give a lower bound: the query weight left out so far, and the listed
 * weight that no remaining link can cover. When all gains so far, plus the best gain of each query
 * token to come, do not pay for that, no alignment below this point is better. */
#include "match/align.h"

#include <string.h>

#define ALPHA 2500 /* per 10^4: weight that only one side has */
#define ALPHA_MAX 15000
#define BETA 15000  /* per 10^4: weight that differs on both sides */
#define FULL_AT 200 /* hundredths: matched weight from which alpha is not raised */
#define SCALE 10000

static uint64_t penalty(uint64_t alpha, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    const uint32_t less = unmatched_query < unmatched_listed ? unmatched_query : unmatched_listed;
    const uint32_t more = unmatched_query < unmatched_listed ? unmatched_listed : unmatched_query;

    return alpha * (more - less) + (uint64_t)BETA * less;
}

static uint64_t alpha_of(uint32_t matched)
{
    uint64_t alpha;

    if (matched >= FULL_AT)
        return ALPHA;
    alpha = (2 * (uint64_t)ALPHA * FULL_AT + matched) / (2 * (uint64_t)matched);
    return alpha < ALPHA_MAX ? alpha : ALPHA_MAX;
}

uint32_t itd_score_of(uint64_t similar, uint32_t matched, uint32_t unmatched_query,
                      uint32_t unmatched_listed)
{
    uint64_t denominator;

    if (matched == 0)
        return 0;
    denominator =
        (uint64_t)SCALE * matched + penalty(alpha_of(matched), unmatched_query, unmatched_listed);
    return (uint32_t)((2 * similar * SCALE + denominator) / (2 * denominator));
}

struct walk {
    const itd_link *links; /* by query_first, then best first */
    size_t          first_link[ITD_NAME_TOKENS_MAX + 1];
    const uint16_t *query_weights;
    size_t          query_count;
    uint32_t        query_total;
    uint32_t        listed_total;
    uint32_t        best; /* score to beat */
    bool            found;
    const itd_link *chosen[ITD_NAME_TOKENS_MAX];
    const itd_link *best_chosen[ITD_NAME_TOKENS_MAX];
    size_t          best_count;
};

/* What has been decided on the way. */
struct state {
    size_t   position; /* next query token */
    size_t   count;    /* links chosen */
    uint64_t query_mask;
    uint64_t listed_mask;
    uint64_t similar;
    uint32_t matched;
    uint32_t by_initials;
    uint32_t query_covered;
    uint32_t listed_covered;
    uint32_t query_skipped;
};

static int64_t gain(uint64_t similar, uint32_t matched, uint32_t best)
{
    return (int64_t)(2 * similar * SCALE) - (int64_t)((2 * (uint64_t)best + 1) * SCALE * matched);
}

/* Can anything below this state be better than the best so far? */
static bool may_be_better(const struct walk *walk, const struct state *state)
{
    int64_t  gains = gain(state->similar, state->matched, walk->best);
    uint64_t least_penalty;
    uint32_t coverable = state->listed_covered;

    for (size_t q = state->position; q < walk->query_count; q++) {
        int64_t  most_gain = 0;
        uint32_t most_listed = 0;

        for (size_t i = walk->first_link[q]; i < walk->first_link[q + 1]; i++) {
            const itd_link *link = &walk->links[i];
            int64_t         own;

            if ((link->query_mask & state->query_mask) || (link->listed_mask & state->listed_mask))
                continue;
            own = gain((uint64_t)link->pair.weight * link->pair.similarity, link->pair.weight,
                       walk->best);
            most_gain = own > most_gain ? own : most_gain;
            most_listed = link->listed_weight > most_listed ? link->listed_weight : most_listed;
        }
        gains += most_gain;
        coverable += most_listed;
    }
    least_penalty = penalty(ALPHA, state->query_skipped,
                            coverable < walk->listed_total ? walk->listed_total - coverable : 0);
    return gains >= (int64_t)((2 * (uint64_t)walk->best + 1) * least_penalty);
}

static void finish(struct walk *walk, const struct state *state)
{
    uint32_t score;

    if (2 * state->by_initials > state->matched)
        return;
    score = itd_score_of(state->similar, state->matched, walk->query_total - state->query_covered,
                         walk->listed_total - state->listed_covered);
    if (score <= walk->best)
        return;
    walk->best = score;
    walk->found = true;
    walk->best_count = state->count;
    memcpy(walk->best_chosen, walk->chosen, state->count * sizeof *walk->chosen);
}

static struct state with_link(const struct state *state, const itd_link *link)
{
    struct state next = *state;

    next.query_mask |= link->query_mask;
    next.listed_mask |= link->listed_mask;
    next.similar += (uint64_t)link->pair.weight * link->pair.similarity;
    next.matched += link->pair.weight;
    if (link->pair.rule == ITD_PAIR_INITIAL)
        next.by_initials += link->pair.weight;
    next.query_covered += link->query_weight;
    next.listed_covered += link->listed_weight;
    next.count++;
    return next;
}

/* Depth is at most ITD_ALIGN_EXACT_MAX. */
static void search(struct walk *walk, const struct state *state)
{
    struct state next;

    if (!may_be_better(walk, state))
        return;
    if (state->position == walk->query_count) {
        finish(walk, state);
        return;
    }
    if (!(state->query_mask >> state->position & 1)) {
        for (size_t i = walk->first_link[state->position];
             i < walk->first_link[state->position + 1]; i++) {
            const itd_link *link = &walk->links[i];

            if ((link->query_mask & state->query_mask) || (link->listed_mask & state->listed_mask))
                continue;
            walk->chosen[state->count] = link;
            next = with_link(state, link);
            next.position++;
            search(walk, &next);
        }
        next = *state;
        next.query_skipped += walk->query_weights[state->position];
    } else {
        next = *state;
    }
    next.position++;
    search(walk, &next);
}

/* Best first: similar weight, similarity, then the places, so that no two links are equal. */
static int compare_links(const itd_link *a, const itd_link *b)
{
    const uint32_t similar_a = (uint32_t)a->pair.weight * a->pair.similarity;
    const uint32_t similar_b = (uint32_t)b->pair.weight * b->pair.similarity;

    if (similar_a != similar_b)
        return similar_a > similar_b ? -1 : 1;
    if (a->pair.similarity != b->pair.similarity)
        return a->pair.similarity > b->pair.similarity ? -1 : 1;
    if (a->pair.query_first != b->pair.query_first)
        return a->pair.query_first < b->pair.query_first ? -1 : 1;
    if (a->pair.listed_first != b->pair.listed_first)
        return a->pair.listed_first < b->pair.listed_first ? -1 : 1;
    if (a->pair.query_count != b->pair.query_count)
        return a->pair.query_count < b->pair.query_count ? -1 : 1;
    return a->pair.listed_count < b->pair.listed_count
               ? -1
               : a->pair.listed_count > b->pair.listed_count;
}

static int compare_by_query(const itd_link *a, const itd_link *b)
{
    if (a->pair.query_first != b->pair.query_first)
        return a->pair.query_first < b->pair.query_first ? -1 : 1;
    return compare_links(a, b);
}

/* Insertion: links of two names are few and almost sorted. */
static void sort_links(itd_link *links, size_t count,
                       int (*compare)(const itd_link *, const itd_link *))
{
    for (size_t i = 1; i < count; i++) {
        const itd_link moved = links[i];
        size_t         at = i;

        for (; at > 0 && compare(&moved, &links[at - 1]) < 0; at--)
            links[at] = links[at - 1];
        links[at] = moved;
    }
}

/* Takes links best first as long as their tokens are free and initials stay within their half. */
static void align_greedily(struct walk *walk, const itd_link *links, size_t count)
{
    struct state state = {0};

    for (size_t i = 0; i < count; i++) {
        const itd_link *link = &links[i];

        if ((link->query_mask & state.query_mask) || (link->listed_mask & state.listed_mask))
            continue;
        if (link->pair.rule == ITD_PAIR_INITIAL &&
            2 * (state.by_initials + link->pair.weight) > state.matched + link->pair.weight)
            continue;
        walk->chosen[state.count] = link;
        state = with_link(&state, link);
    }
    finish(walk, &state);
}

static void fill(const struct walk *walk, itd_alignment *alignment)
{
    uint32_t query_covered = 0, listed_covered = 0;

    alignment->pair_count = walk->best_count;
    alignment->matched = 0;
    for (size_t i = 0; i < walk->best_count; i++) {
        alignment->pairs[i] = walk->best_chosen[i]->pair;
        alignment->matched += walk->best_chosen[i]->pair.weight;
        query_covered += walk->best_chosen[i]->query_weight;
        listed_covered += walk->best_chosen[i]->listed_weight;
    }
    alignment->unmatched_query = walk->query_total - query_covered;
    alignment->unmatched_listed = walk->listed_total - listed_covered;
    alignment->score = walk->best;
}

uint32_t itd_align(const itd_name *query, const itd_name *listed, itd_link *links, size_t count,
                   uint32_t score_cutoff, itd_alignment *ret_alignment)
{
    uint16_t    query_weights[ITD_NAME_TOKENS_MAX];
    struct walk walk;
    const bool  exact = query->count <= ITD_ALIGN_EXACT_MAX && listed->count <= ITD_ALIGN_EXACT_MAX;

    if (count == 0)
        return 0;
    walk.links = links;
    walk.query_weights = query_weights;
    walk.query_count = query->count;
    walk.query_total = walk.listed_total = 0;
    walk.best = score_cutoff > 0 ? score_cutoff - 1 : 0;
    walk.found = false;
    walk.best_count = 0;
    for (size_t q = 0; q < query->count; q++)
        walk.query_total += query_weights[q] = query->tokens[q].weight;
    for (size_t t = 0; t < listed->count; t++)
        walk.listed_total += listed->tokens[t].weight;

    sort_links(links, count, exact ? compare_by_query : compare_links);
    if (exact) {
        const struct state start = {0};
        size_t             at = 0;

        for (size_t q = 0; q < query->count; q++) {
            walk.first_link[q] = at;
            while (at < count && links[at].pair.query_first == q)
                at++;
        }
        walk.first_link[query->count] = count;
        search(&walk, &start);
    } else {
        align_greedily(&walk, links, count);
    }
    if (!walk.found)
        return 0;
    if (ret_alignment)
        fill(&walk, ret_alignment);
    return walk.best;
}
