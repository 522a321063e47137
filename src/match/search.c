/* The best alignment of two names, exactly. The score is a quotient whose parts depend on the whole
 * alignment, so no table of partial optima gives it; but tokens that can pair are few, and a good
 * bound makes a search over all alignments short.
 *
 * The search walks the query tokens in order; each begins one of its links or is left out. Links
 * are ordered by similar weight, so the first walk is close to the best.
 *
 * Bound. Let B be the best score so far (or the cut-off less one). With N = 10^4 A and D the
 * denominator of itd_score_of, a score above B needs 2N >= (2B + 1) D (rounding half up). D is 10^4
 * M plus a penalty, so every pair contributes a gain of its own, 2 * 10^4 w s - (2B + 1) 10^4 w,
 * and what is left is the penalty. itd_penalty_least bounds it from below and grows with M, U_q and
 * U_t, so smaller values of them do too.
 *
 * First bound (cheap): every query token to come takes its best gain, whether or not two of them
 * want the same listed token; U_q is at least the weight left out so far, U_t at least the listed
 * weight that no link to come can cover. That ends nearly all pairs after a few nodes.
 *
 * Second bound, for names whose tokens all resemble each other, where the first lets the search
 * grow like n!: with x = U_q and y = U_t and beta >= 2 alpha,
 *     alpha |x - y| + beta min(x, y) = min(alpha x + (beta - alpha) y, (beta - alpha) x + alpha y),
 * for the difference of the two forms is (2 alpha - beta)(x - y); the price of a long lineage is a
 * third form, linear in x, y and M. The best alignment under each form is an assignment with one
 * value per link, and a table over (query token, set of listed tokens used) holds its exact optimum
 * for every state of the search. The largest of the three bounds everything below a state, and for
 * M >= FAR_AT it is attained. After every better alignment the tables are made anew for the new B
 * (the iteration of Dinkelbach, "On nonlinear fractional programming", 1967), so few are needed. */
#include "match/search.h"

#include <string.h>

#include "base/memory.h"

/* States looked at with the first bound before the table of the second is worth its price. */
#define CHEAP_NODES 2000
#define LISTED_SETS ((size_t)1 << ITD_ALIGN_EXACT_MAX)
/* Links that begin at one query token: single, joined there, joined on the listed side. */
#define LINKS_PER_TOKEN (ITD_ALIGN_EXACT_MAX * (1 + 2 * (ITD_JOIN_MAX - 1)))
#define EXACT_LINKS_MAX (ITD_ALIGN_EXACT_MAX * LINKS_PER_TOKEN)

_Static_assert(ITD_BETA >= 2 * ITD_ALPHA, "the two linear forms need it");
_Static_assert(ITD_ALPHA_FAR <= ITD_ALPHA && ITD_FULL_AT <= ITD_FAR_AT, "far is a discount");
_Static_assert(ITD_ALPHA <= ITD_ALPHA_MAX && ITD_ALPHA_MAX <= ITD_BETA, "the penalty must grow");

#define FORMS 3 /* linear forms of the penalty */

/* Best value of the links that begin at or after a query token, when a set of listed tokens is
 * used. */
struct itd_bound {
    int64_t value[FORMS][ITD_ALIGN_EXACT_MAX + 1][LISTED_SETS];
    int64_t link_value[FORMS][EXACT_LINKS_MAX];
    int64_t constant[FORMS];
};

itd_bound *itd_bound_new(void)
{
    return itd_mem_new(1, sizeof(itd_bound));
}

void itd_bound_free(itd_bound *bound)
{
    itd_mem_free(bound);
}

void itd_walk_take(struct itd_walk *walk, struct itd_walk_state *state, const itd_link *link)
{
    walk->chosen[state->count++] = link;
    state->position = (size_t)link->pair.query_first + link->pair.query_count;
    state->listed_mask |= link->listed_mask;
    state->similar += (uint64_t)link->pair.weight * link->pair.similarity;
    state->matched += link->pair.weight;
    if (link->pair.rule == ITD_PAIR_INITIAL)
        state->by_initials += link->pair.weight;
    else if (link->pair.rule != ITD_PAIR_NUMBER)
        state->by_words += link->pair.weight;
    state->query_covered += link->pair.query_covered;
    state->listed_covered += link->pair.listed_covered;
}

void itd_walk_finish(struct itd_walk *walk, const struct itd_walk_state *state)
{
    uint32_t score;

    if (state->by_initials > state->by_words)
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

static uint16_t query_weight(const struct itd_walk *walk, size_t position)
{
    return walk->query->tokens[position].weight;
}

/* 2N - (2B + 1) 10^4 M of some pairs. */
static int64_t gain(uint64_t similar, uint32_t matched, uint32_t best)
{
    return (int64_t)(2 * similar * ITD_SCALE) -
           (int64_t)((2 * (uint64_t)best + 1) * ITD_SCALE * matched);
}

/* ---- with the first bound ---- */

static bool may_be_better(const struct itd_walk *walk, const struct itd_walk_state *state)
{
    int64_t  gains = gain(state->similar, state->matched, walk->best);
    uint32_t coverable = state->listed_covered;
    uint64_t least_penalty;

    for (size_t q = state->position; q < walk->query->count; q++) {
        int64_t  most_gain = 0;
        uint32_t most_listed = 0;

        for (size_t i = walk->first_link[q]; i < walk->first_link[q + 1]; i++) {
            const itd_link *link = &walk->links[i];
            int64_t         own;

            if (link->listed_mask & state->listed_mask)
                continue;
            own = gain((uint64_t)link->pair.weight * link->pair.similarity, link->pair.weight,
                       walk->best);
            most_gain = own > most_gain ? own : most_gain;
            most_listed =
                link->pair.listed_covered > most_listed ? link->pair.listed_covered : most_listed;
        }
        gains += most_gain;
        coverable += most_listed;
    }
    least_penalty =
        itd_penalty_least(state->matched, state->query_skipped,
                          coverable < walk->listed_total ? walk->listed_total - coverable : 0);
    return gains >= (int64_t)((2 * (uint64_t)walk->best + 1) * least_penalty);
}

/* false when it gave up after CHEAP_NODES. Depth is at most ITD_ALIGN_EXACT_MAX. */
static bool search_cheaply(struct itd_walk *walk, const struct itd_walk_state *state)
{
    struct itd_walk_state next;

    if (++walk->nodes > CHEAP_NODES)
        return false;
    if (!may_be_better(walk, state))
        return true;
    if (state->position == walk->query->count) {
        itd_walk_finish(walk, state);
        return true;
    }
    for (size_t i = walk->first_link[state->position]; i < walk->first_link[state->position + 1];
         i++) {
        if (walk->links[i].listed_mask & state->listed_mask)
            continue;
        next = *state;
        itd_walk_take(walk, &next, &walk->links[i]);
        if (!search_cheaply(walk, &next))
            return false;
    }
    next = *state;
    next.query_skipped += query_weight(walk, state->position);
    next.position++;
    return search_cheaply(walk, &next);
}

/* ---- with the second bound ---- */

/* Prices of unmatched query, unmatched listed and matched weight in the linear forms. */
static const int64_t query_price[FORMS] = {ITD_ALPHA, ITD_BETA - ITD_ALPHA,
                                           ITD_BETA - ITD_ALPHA_FAR};
static const int64_t listed_price[FORMS] = {ITD_BETA - ITD_ALPHA, ITD_ALPHA, ITD_ALPHA_FAR};
static const int64_t matched_price[FORMS] = {0, 0, ITD_LINEAGE};

static void make_table(const struct itd_walk *walk, size_t form, itd_bound *bound)
{
    const size_t  count = walk->query->count;
    const int64_t factor = 2 * (int64_t)walk->best + 1;

    bound->constant[form] =
        -factor * (query_price[form] * walk->query_total + listed_price[form] * walk->listed_total);
    for (size_t i = 0; i < walk->link_count; i++) {
        const itd_link *link = &walk->links[i];

        bound->link_value[form][i] = gain((uint64_t)link->pair.weight * link->pair.similarity,
                                          link->pair.weight, walk->best) +
                                     factor * (query_price[form] * link->pair.query_covered +
                                               listed_price[form] * link->pair.listed_covered -
                                               matched_price[form] * link->pair.weight);
    }
    memset(bound->value[form][count], 0, sizeof bound->value[form][count]);
    for (size_t q = count; q-- > 0;) {
        for (size_t set = 0; set < LISTED_SETS; set++) {
            int64_t best = bound->value[form][q + 1][set];

            for (size_t i = walk->first_link[q]; i < walk->first_link[q + 1]; i++) {
                const itd_link *link = &walk->links[i];
                int64_t         own;

                if (link->listed_mask & set)
                    continue;
                own = bound->link_value[form][i] +
                      bound->value[form][q + link->pair.query_count][set | link->listed_mask];
                best = own > best ? own : best;
            }
            bound->value[form][q][set] = best;
        }
    }
}

/* Largest 2N - (2B + 1) D of all alignments below a state whose links have these values so far. */
static int64_t largest(const itd_bound *bound, const struct itd_walk_state *state,
                       const int64_t values[FORMS])
{
    int64_t most = INT64_MIN;

    for (size_t form = 0; form < FORMS; form++) {
        const int64_t own = bound->constant[form] + values[form] +
                            bound->value[form][state->position][state->listed_mask];

        most = own > most ? own : most;
    }
    return most;
}

/* Takes the way with the largest bound first; stops at the first better alignment: true. */
static bool search_by_table(struct itd_walk *walk, const itd_bound *bound,
                            const struct itd_walk_state *state, const int64_t values[FORMS])
{
    const size_t begin = walk->first_link[state->position];
    const size_t end = walk->first_link[state->position + 1];
    /* Links by their place after begin; the place behind the last: leave the token out. */
    bool tried[LINKS_PER_TOKEN + 1] = {false};

    if (state->position == walk->query->count) {
        const uint32_t before = walk->best;

        itd_walk_finish(walk, state);
        return walk->best > before;
    }
    for (;;) {
        struct itd_walk_state next, best_next = {0};
        int64_t               best_values[FORMS] = {0}, best_bound = -1;
        size_t                best_way = 0;

        for (size_t i = begin; i <= end; i++) {
            const bool leave_out = i == end;
            int64_t    next_values[FORMS], own;

            if (tried[i - begin] ||
                (!leave_out && (walk->links[i].listed_mask & state->listed_mask)))
                continue;
            next = *state;
            memcpy(next_values, values, sizeof next_values);
            if (leave_out) {
                next.position++;
            } else {
                itd_walk_take(walk, &next, &walk->links[i]);
                for (size_t form = 0; form < FORMS; form++)
                    next_values[form] += bound->link_value[form][i];
            }
            own = largest(bound, &next, next_values);
            if (own > best_bound) {
                best_bound = own;
                best_next = next;
                best_way = i;
                memcpy(best_values, next_values, sizeof best_values);
            }
        }
        if (best_bound < 0)
            return false;
        tried[best_way - begin] = true;
        if (best_way < end)
            walk->chosen[state->count] = &walk->links[best_way];
        if (search_by_table(walk, bound, &best_next, best_values))
            return true;
    }
}

void itd_search(struct itd_walk *walk, itd_bound *bound)
{
    const struct itd_walk_state start = {0};
    const int64_t               nothing[FORMS] = {0};
    size_t                      at = 0;

    for (size_t q = 0; q < walk->query->count; q++) {
        walk->first_link[q] = at;
        while (at < walk->link_count && walk->links[at].pair.query_first == q)
            at++;
    }
    walk->first_link[walk->query->count] = at;
    walk->first_link[walk->query->count + 1] = at;
    walk->nodes = 0;
    if (search_cheaply(walk, &start))
        return;
    do {
        for (size_t form = 0; form < FORMS; form++)
            make_table(walk, form, bound);
    } while (search_by_table(walk, bound, &start, nothing));
}
