/* The possible pairs of two whole names: every two tokens, and joined neighbours, that
 * metric/token_pair.h gives a similarity. */
#include "match/align.h"

/* One side of a link: `count` tokens from `first`. */
struct span {
    size_t first;
    size_t count;
    size_t weight;
};

static uint64_t mask_of(const struct span *span)
{
    return ((UINT64_C(1) << span->count) - 1) << span->first;
}

/* Half of what a word has beyond its initial counts as not matched. */
static size_t covered(size_t weight, size_t other, itd_pair_rule rule)
{
    return rule == ITD_PAIR_INITIAL && weight > other ? (weight + other + 1) / 2 : weight;
}

static void add_link(itd_link *links, size_t *count, const struct span *query,
                     const struct span *listed, itd_pair_rule rule, uint32_t similarity)
{
    itd_link *link;

    if (*count == ITD_LINKS_MAX) /* cannot be: the constant counts all of them */
        return;
    link = &links[(*count)++];
    *link = (itd_link){
        .pair = {.query_first = (uint8_t)query->first,
                 .query_count = (uint8_t)query->count,
                 .listed_first = (uint8_t)listed->first,
                 .listed_count = (uint8_t)listed->count,
                 .rule = rule,
                 .similarity = (uint16_t)similarity,
                 .weight =
                     (uint16_t)(query->weight < listed->weight ? query->weight : listed->weight),
                 .query_covered = (uint16_t)covered(query->weight, listed->weight, rule),
                 .listed_covered = (uint16_t)covered(listed->weight, query->weight, rule)},
        .query_mask = mask_of(query),
        .listed_mask = mask_of(listed),
    };
}

/* Links of two to four neighbours in `many` with the single token `at` of `one`. */
static void find_joins(const itd_name *many, const itd_name *one, size_t at, bool many_is_query,
                       itd_link *links, size_t *count)
{
    const itd_token  *whole = &one->tokens[at];
    const struct span single = {.first = at, .count = 1, .weight = whole->weight};

    if (!itd_token_may_join(whole) || whole->letters < 2)
        return;
    for (size_t first = 0; first + 1 < many->count; first++) {
        struct span neighbours = {.first = first};

        for (size_t n = 1; n <= ITD_JOIN_MAX && first + n <= many->count; n++) {
            const itd_token *part = &many->tokens[first + n - 1];
            uint32_t         similarity;

            if (!itd_token_may_join(part))
                break;
            neighbours.count = n;
            neighbours.weight += part->weight;
            if (n == 1)
                continue;
            similarity = itd_join_similarity(&many->tokens[first], n, whole);
            if (similarity > 0)
                add_link(links, count, many_is_query ? &neighbours : &single,
                         many_is_query ? &single : &neighbours, ITD_PAIR_JOIN, similarity);
        }
    }
}

size_t itd_links_find(const itd_name *query, const itd_name *listed, itd_link *links)
{
    size_t count = 0;

    for (size_t q = 0; q < query->count; q++) {
        const struct span query_span = {.first = q, .count = 1, .weight = query->tokens[q].weight};

        for (size_t t = 0; t < listed->count; t++) {
            const struct span listed_span = {
                .first = t, .count = 1, .weight = listed->tokens[t].weight};
            itd_pair_rule  rule = ITD_PAIR_EXACT;
            const uint32_t similarity =
                itd_token_similarity(&query->tokens[q], &listed->tokens[t], &rule);

            if (similarity > 0)
                add_link(links, &count, &query_span, &listed_span, rule, similarity);
        }
    }
    for (size_t t = 0; t < listed->count; t++)
        find_joins(query, listed, t, true, links, &count);
    for (size_t q = 0; q < query->count; q++)
        find_joins(listed, query, q, false, links, &count);
    return count;
}
