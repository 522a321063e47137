/* The plan of a query.
 *
 * Signature. Let U be the most query weight that may stay unmatched (itd_reach_unmatched_query). If
 * a set of query tokens weighs more than U, every hit matches at least one of them: only names
 * behind their partners can be hits. Or, without pairs by initial: an alignment whose initials
 * weigh no more than its words (docs/matching.md, section 4) and that matches anything has a pair
 * that is not by initial; so the set of all tokens will do with those pairs alone. The cheapest of
 * these is taken.
 *
 * Listed weight. What no pair can use up of a listed name is unmatched. A query token uses up at
 * most weight_max of its expansion (a group the weight of its one partner, which counts for its
 * first token), so a listed name weighs at most the sum of these and what may stay unmatched when
 * the whole query is matched. From below: at least weight - U of the query must be covered, and
 * each token that is covered needs listed weight of at least its share, weight_min or less. */
#include "match/plan.h"

#include <stdlib.h>

/* Queries of up to so many tokens get the cheapest signature, longer ones a good one. */
#define SUBSETS_TOKENS_MAX 6

static itd_status expand(itd_expander *expander, itd_plan *plan, itd_error *err)
{
    const itd_name *query = plan->query;
    itd_status      st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < query->count; i++) {
        st = itd_expand(expander, &query->tokens[i], &plan->expansions[i], err);
        plan->weight += query->tokens[i].weight;
    }
    return st;
}

static itd_status expand_group(itd_expander *expander, const itd_index *index, size_t first,
                               size_t count, itd_plan *plan, itd_error *err)
{
    const itd_token *parts = &plan->query->tokens[first];
    itd_plan_group  *group = &plan->groups[plan->group_count];
    itd_status       st;

    *group = (itd_plan_group){.first = (uint8_t)first, .count = (uint8_t)count};
    st = itd_expand_joined(expander, parts, count, &group->pairs, &group->pair_count, err);
    if (st != ITD_OK || group->pair_count == 0)
        return st;
    for (size_t i = 0; i < count; i++)
        group->weight = (uint16_t)(group->weight + parts[i].weight);
    for (size_t i = 0; i < group->pair_count; i++) {
        size_t postings;

        (void)itd_index_postings(index, group->pairs[i].token, &postings);
        group->postings += (uint32_t)postings;
    }
    plan->group_count++;
    return ITD_OK;
}

static itd_status expand_groups(itd_expander *expander, itd_plan *plan, itd_error *err)
{
    const size_t     tokens = plan->query->count;
    const itd_index *index = itd_expander_index(expander);
    itd_status       st = ITD_OK;

    for (size_t first = 0; first + 1 < tokens; first++)
        for (size_t n = 2; st == ITD_OK && n <= ITD_JOIN_MAX && first + n <= tokens; n++)
            st = expand_group(expander, index, first, n, plan, err);
    return st;
}

/* ---- bounds of the listed weight ---- */

struct share {
    uint32_t listed; /* least listed weight that covers the token */
    uint32_t query;  /* its own */
};

static int cheapest_first(const void *left, const void *right)
{
    const struct share *a = left, *b = right;
    const uint64_t      x = (uint64_t)a->listed * b->query, y = (uint64_t)b->listed * a->query;

    return x < y ? -1 : x > y;
}

/* Least listed weight that can cover `needed` of the query: tokens with the best ratio first, the
 * last of them in part. */
static uint32_t least_listed(struct share *shares, size_t count, uint32_t needed)
{
    uint32_t listed = 0;

    qsort(shares, count, sizeof *shares, cheapest_first);
    for (size_t i = 0; i < count && needed > 0; i++) {
        if (shares[i].query >= needed)
            return listed + (uint32_t)((uint64_t)shares[i].listed * needed / shares[i].query);
        listed += shares[i].listed;
        needed -= shares[i].query;
    }
    return listed;
}

static void bound_listed(itd_plan *plan, itd_reach *reach)
{
    struct share shares[ITD_NAME_TOKENS_MAX];
    uint32_t     most[ITD_NAME_TOKENS_MAX];
    size_t       count = 0;

    for (size_t i = 0; i < plan->query->count; i++) {
        const itd_expansion *expansion = plan->expansions[i];

        most[i] = expansion->weight_max;
        shares[i].query = plan->query->tokens[i].weight;
        shares[i].listed = expansion->weight_max > 0 ? expansion->weight_min : UINT32_MAX;
    }
    for (size_t g = 0; g < plan->group_count; g++) {
        const itd_plan_group *group = &plan->groups[g];

        for (size_t p = 0; p < group->pair_count; p++) {
            const uint32_t weight = group->pairs[p].weight;

            most[group->first] = weight > most[group->first] ? weight : most[group->first];
            /* The partner's weight in the proportion of the query tokens. */
            for (size_t i = group->first; i < (size_t)group->first + group->count; i++) {
                const uint32_t share =
                    group->weight > 0 ? weight * shares[i].query / group->weight : 0;

                shares[i].listed = share < shares[i].listed ? share : shares[i].listed;
            }
        }
    }
    plan->listed_max = itd_reach_unmatched_listed(reach, plan->weight);
    for (size_t i = 0; i < plan->query->count; i++) {
        plan->listed_max += most[i];
        if (shares[i].listed < UINT32_MAX && shares[i].query > 0)
            shares[count++] = shares[i];
    }
    plan->listed_min = least_listed(shares, count, plan->weight - plan->unmatched_max);
}

/* ---- signature ---- */

/* Names to look at for token i, the groups it belongs to included. */
static uint64_t cost_of(const itd_plan *plan, size_t i, bool by_initials)
{
    const itd_expansion *expansion = plan->expansions[i];
    uint64_t             cost = 1 + expansion->pair_postings + expansion->join_count;

    if (by_initials)
        cost += expansion->initial_postings;
    for (size_t g = 0; g < plan->group_count; g++)
        if (i >= plan->groups[g].first && i < (size_t)plan->groups[g].first + plan->groups[g].count)
            cost += plan->groups[g].postings;
    return cost;
}

static uint64_t choose_subset(itd_plan *plan, const uint64_t *costs)
{
    const size_t count = plan->query->count;
    uint64_t     least = UINT64_MAX;
    size_t       best = 0;

    for (size_t set = 1; set < (size_t)1 << count; set++) {
        uint64_t cost = 0;
        uint32_t weight = 0;

        for (size_t i = 0; i < count; i++)
            if (set >> i & 1) {
                cost += costs[i];
                weight += plan->query->tokens[i].weight;
            }
        if (cost < least && (weight > plan->unmatched_max || set + 1 == (size_t)1 << count)) {
            least = cost;
            best = set;
        }
    }
    for (size_t i = 0; i < count; i++)
        plan->chosen[i] = best >> i & 1;
    return least;
}

/* The dearest tokens for their weight are left out as long as the others weigh enough. */
static uint64_t choose_greedily(itd_plan *plan, const uint64_t *costs)
{
    uint64_t total = 0;
    uint32_t weight = plan->weight;

    for (size_t i = 0; i < plan->query->count; i++) {
        plan->chosen[i] = true;
        total += costs[i];
    }
    for (;;) {
        size_t worst = SIZE_MAX;

        for (size_t i = 0; i < plan->query->count; i++) {
            const uint64_t own = plan->query->tokens[i].weight;

            if (plan->chosen[i] && weight - own > plan->unmatched_max &&
                (worst == SIZE_MAX ||
                 costs[i] * plan->query->tokens[worst].weight > costs[worst] * own))
                worst = i;
        }
        if (worst == SIZE_MAX)
            return total;
        plan->chosen[worst] = false;
        total -= costs[worst];
        weight -= plan->query->tokens[worst].weight;
    }
}

static void choose(itd_plan *plan)
{
    uint64_t     costs[ITD_NAME_TOKENS_MAX], without = 0, least;
    const size_t count = plan->query->count;

    for (size_t i = 0; i < count; i++) {
        without += cost_of(plan, i, false);
        costs[i] = cost_of(plan, i, true);
    }
    least = count <= SUBSETS_TOKENS_MAX ? choose_subset(plan, costs) : choose_greedily(plan, costs);
    plan->by_initials = least <= without;
    for (size_t i = 0; !plan->by_initials && i < count; i++)
        plan->chosen[i] = true;
}

itd_status itd_plan_make(itd_expander *expander, itd_reach *reach, const itd_name *query,
                         itd_plan *plan, itd_error *err)
{
    itd_status st;

    plan->query = query;
    plan->group_count = 0;
    plan->weight = 0;
    st = expand(expander, plan, err);
    if (st == ITD_OK)
        st = expand_groups(expander, plan, err);
    if (st != ITD_OK)
        return st;
    plan->unmatched_max = itd_reach_unmatched_query(reach, plan->weight);
    bound_listed(plan, reach);
    choose(plan);
    return ITD_OK;
}
