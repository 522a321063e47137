/* The order of links, the greedy alignment of long names, and the choice between it
 * and the search (search.c). */
#include "match/align.h"

#include <string.h>

#include "match/search.h"

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

/* Takes links best first as long as their tokens are free and initials match no more than words
 * do. */
static void align_greedily(struct itd_walk *walk)
{
    struct itd_walk_state state = {0};
    uint64_t              query_mask = 0;

    for (size_t i = 0; i < walk->link_count; i++) {
        const itd_link *link = &walk->links[i];

        if ((link->query_mask & query_mask) || (link->listed_mask & state.listed_mask))
            continue;
        if (link->pair.rule == ITD_PAIR_INITIAL &&
            state.by_initials + link->pair.weight > state.by_words)
            continue;
        query_mask |= link->query_mask;
        itd_walk_take(walk, &state, link);
    }
    itd_walk_finish(walk, &state);
}

static void fill(const struct itd_walk *walk, itd_alignment *alignment)
{
    uint32_t query_covered = 0, listed_covered = 0;

    alignment->pair_count = walk->best_count;
    alignment->matched = 0;
    for (size_t i = 0; i < walk->best_count; i++) {
        alignment->pairs[i] = walk->best_chosen[i]->pair;
        alignment->matched += walk->best_chosen[i]->pair.weight;
        query_covered += walk->best_chosen[i]->pair.query_covered;
        listed_covered += walk->best_chosen[i]->pair.listed_covered;
    }
    alignment->unmatched_query = walk->query_total - query_covered;
    alignment->unmatched_listed = walk->listed_total - listed_covered;
    alignment->score = walk->best;
}

uint32_t itd_align(const itd_name *query, const itd_name *listed, itd_link *links, size_t count,
                   uint32_t score_cutoff, itd_bound *bound, itd_alignment *ret_alignment)
{
    const bool exact = query->count <= ITD_ALIGN_EXACT_MAX && listed->count <= ITD_ALIGN_EXACT_MAX;
    struct itd_walk walk;

    if (count == 0)
        return 0;
    walk.query = query;
    walk.links = links;
    walk.link_count = count;
    walk.query_total = itd_name_weight(query);
    walk.listed_total = itd_name_weight(listed);
    walk.best = score_cutoff > 0 ? score_cutoff - 1 : 0;
    walk.found = false;
    walk.best_count = 0;
    sort_links(links, count, exact ? compare_by_query : compare_links);
    if (exact)
        itd_search(&walk, bound);
    else
        align_greedily(&walk);
    if (!walk.found)
        return 0;
    if (ret_alignment)
        fill(&walk, ret_alignment);
    return walk.best;
}
