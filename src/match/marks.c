/* The bound. The formula (metric/formula.h) rounds half up, so a score reaches the cut-off T when
 *
 *     2 * 10^4 A >= (2T - 1) D,    D = 10^4 M + penalty,
 *
 * and the penalty is the lower of two prices, near(alpha(M), Uq, Ut) and, for M of at least
 * ITD_FAR_AT, far(M, Uq, Ut) = far(0, Uq, Ut) + ITD_LINEAGE M. So one of two must hold:
 *
 *     sum p (2 * 10^4 s - (2T - 1) 10^4)                  >= (2T - 1) near(alpha(M), Uq, Ut)
 *     sum p (2 * 10^4 s - (2T - 1) (10^4 + ITD_LINEAGE))  >= (2T - 1) far(0, Uq, Ut)
 *
 * over the pairs of weight p and similarity s. For each query token take the largest p, over all
 * pairs here that it may belong to, of the smaller of its weight and the listed side's, and the
 * largest positive term of either sum with that p. A pair weighs at most the sum of these p over
 * its query tokens, so the sums over query tokens are at least those over the pairs of any
 * alignment, and the sum of p is at least M: alpha, which falls with M, is taken of it. The same
 * holds for the listed side, with a pair's whole p and term at its first listed token, since no two
 * pairs share one; the smaller of both sums counts. Uq is at least the weight of query tokens
 * without a partner here, and at least what is left when every listed token takes the most query
 * weight that it can; Ut is at least the weight of listed tokens without a partner. Both prices
 * grow with them. */
#include "match/marks.h"

#include <string.h>

#include "base/memory.h"
#include "metric/formula.h"
#include "metric/osa.h"

#define NO_MARK UINT32_MAX

struct mark {
    uint32_t token;
    uint32_t next;
    uint16_t similarity;
    uint16_t weight; /* of the listed side */
    uint8_t  first;  /* query tokens */
    uint8_t  count;
    uint8_t  listed_count;
};

struct itd_marks {
    uint32_t heads[UINT16_MAX + 1]; /* by code: number of a mark + 1, 0 for none */
    /* By code: most query weight that one pair at such a token uses up. */
    uint16_t     covers[UINT16_MAX + 1];
    struct mark *marks; /* heap */
    size_t       count, cap;
    uint8_t      initials[ITD_NAME_TOKENS_MAX]; /* query tokens that are initials */
    size_t       initial_count;
    bool         made;
};

itd_marks *itd_marks_new(void)
{
    return itd_mem_new(1, sizeof(itd_marks));
}

void itd_marks_free(itd_marks *marks)
{
    if (!marks)
        return;
    itd_mem_free(marks->marks);
    itd_mem_free(marks);
}

void itd_marks_clear(itd_marks *marks)
{
    for (size_t i = 0; i < marks->count; i++)
        marks->heads[itd_index_code(marks->marks[i].token)] =
            marks->covers[itd_index_code(marks->marks[i].token)] = 0;
    marks->count = 0;
    marks->initial_count = 0;
    marks->made = false;
}

static bool add(itd_marks *marks, const struct mark *mark, uint32_t query_weight)
{
    const uint16_t code = itd_index_code(mark->token);
    uint32_t      *head = &marks->heads[code];

    if (marks->count == marks->cap) {
        const size_t cap = marks->cap > 0 ? 2 * marks->cap : 1024;
        void        *more = itd_mem_resize(marks->marks, cap, sizeof *marks->marks);

        if (!more)
            return false;
        marks->marks = more;
        marks->cap = cap;
    }
    marks->marks[marks->count] = *mark;
    marks->marks[marks->count].next = *head > 0 ? *head - 1 : NO_MARK;
    *head = (uint32_t)++marks->count;
    if (query_weight > marks->covers[code])
        marks->covers[code] = (uint16_t)query_weight;
    return true;
}

static bool add_pairs(itd_marks *marks, const itd_expanded *pairs, size_t count,
                      const itd_plan *plan, size_t first, size_t query_count)
{
    uint32_t weight = 0;

    for (size_t i = first; i < first + query_count; i++)
        weight += plan->query->tokens[i].weight;
    for (size_t i = 0; i < count; i++) {
        const struct mark mark = {
            .token = pairs[i].token,
            .similarity = pairs[i].similarity,
            .weight = pairs[i].weight,
            .first = (uint8_t)first,
            .count = (uint8_t)query_count,
            .listed_count = 1,
        };

        if (!add(marks, &mark, weight))
            return false;
    }
    return true;
}

/* Joined listed neighbours, at the first of them. */
static bool add_joins(itd_marks *marks, const itd_index *index, const itd_plan *plan, size_t first)
{
    const itd_expansion *expansion = plan->expansions[first];

    for (size_t i = 0; i < expansion->join_count; i++) {
        const itd_joined *joined = &expansion->joins[i].joined;
        size_t            count;
        const uint32_t   *tokens = itd_index_tokens_of(index, joined->name, &count);
        const struct mark mark = {
            .token = tokens[joined->first],
            .similarity = expansion->joins[i].similarity,
            .weight = joined->weight,
            .first = (uint8_t)first,
            .count = 1,
            .listed_count = joined->count,
        };
        const struct mark *before = marks->count > 0 ? &marks->marks[marks->count - 1] : NULL;

        /* The same neighbours in many names are one mark. */
        if (before && before->token == mark.token && before->first == mark.first &&
            before->listed_count == mark.listed_count && before->weight == mark.weight &&
            before->similarity == mark.similarity)
            continue;
        if (!add(marks, &mark, plan->query->tokens[first].weight))
            return false;
    }
    return true;
}

itd_status itd_marks_make(itd_marks *marks, const itd_index *index, const itd_plan *plan,
                          itd_error *err)
{
    bool done = true;

    if (marks->made)
        return ITD_OK;
    for (size_t i = 0; done && i < plan->query->count; i++) {
        const itd_expansion *expansion = plan->expansions[i];

        done = add_pairs(marks, expansion->pairs, expansion->pair_count, plan, i, 1) &&
               add_pairs(marks, expansion->initials, expansion->initial_count, plan, i, 1) &&
               add_joins(marks, index, plan, i);
        if (expansion->words_past > expansion->words_first)
            marks->initials[marks->initial_count++] = (uint8_t)i;
    }
    for (size_t g = 0; done && g < plan->group_count; g++)
        done = add_pairs(marks, plan->groups[g].pairs, plan->groups[g].pair_count, plan,
                         plan->groups[g].first, plan->groups[g].count);
    if (!done)
        return itd_error_no_memory(err);
    marks->made = true;
    return ITD_OK;
}

uint32_t itd_marks_covered(const itd_marks *marks, const itd_posting *posting)
{
    uint32_t covered = 0;

    for (size_t i = 0; i < ITD_POSTING_CODES; i++) {
        if (posting->codes[i] == ITD_CODE_MANY)
            return UINT32_MAX;
        covered += marks->covers[posting->codes[i]];
    }
    return covered;
}

/* Factors of the two sums for a cut-off. */
struct prices {
    int64_t twice;     /* 2T - 1 */
    int64_t near_loss; /* taken off 2 * 10^4 s */
    int64_t far_loss;
};

struct side {
    uint32_t weight; /* p */
    uint32_t query;  /* query weight used up */
    int64_t  near;
    int64_t  far;
};

/* What one name leaves possible. */
struct possible {
    uint32_t weight[ITD_NAME_TOKENS_MAX]; /* p, by query token */
    int64_t  near[ITD_NAME_TOKENS_MAX];   /* largest terms */
    int64_t  far[ITD_NAME_TOKENS_MAX];
    uint64_t listed; /* listed tokens that may pair */
    /* Sums over the listed tokens, and what the one at hand adds to them. */
    struct side sums, here;
};

static struct prices prices_of(uint32_t cutoff)
{
    const int64_t twice = 2 * (int64_t)cutoff - 1;

    return (struct prices){.twice = twice,
                           .near_loss = twice * ITD_SCALE,
                           .far_loss = twice * (ITD_SCALE + ITD_LINEAGE)};
}

/* A pair at its first listed token. */
static void take_listed(uint32_t query, uint32_t listed, int64_t gross, const struct prices *prices,
                        struct side *side)
{
    const uint32_t weight = query < listed ? query : listed;
    const int64_t  near = (int64_t)weight * (gross - prices->near_loss);
    const int64_t  far = (int64_t)weight * (gross - prices->far_loss);

    if (weight > side->weight)
        side->weight = weight;
    if (query > side->query)
        side->query = query;
    if (near > side->near)
        side->near = near;
    if (far > side->far)
        side->far = far;
}

static void take(const itd_plan *plan, const struct mark *mark, size_t at,
                 const struct prices *prices, struct possible *possible)
{
    const int64_t gross = 2 * (int64_t)ITD_SCALE * mark->similarity;
    uint32_t      query = 0;

    for (size_t i = mark->first; i < (size_t)mark->first + mark->count; i++) {
        const uint32_t own = plan->query->tokens[i].weight;
        const uint32_t weight = own < mark->weight ? own : mark->weight;
        const int64_t  near = (int64_t)weight * (gross - prices->near_loss);
        const int64_t  far = (int64_t)weight * (gross - prices->far_loss);

        if (weight > possible->weight[i])
            possible->weight[i] = weight;
        if (near > possible->near[i])
            possible->near[i] = near;
        if (far > possible->far[i])
            possible->far[i] = far;
        query += own;
    }
    take_listed(query, mark->weight, gross, prices, &possible->here);
    possible->listed |= ((UINT64_C(1) << mark->listed_count) - 1) << at;
}

/* Initials of the query pair with a range of words that no mark was made for. */
static void take_initials(const itd_marks *marks, const itd_index *index, const itd_plan *plan,
                          uint32_t token, size_t at, const struct prices *prices,
                          struct possible *possible)
{
    for (size_t k = 0; k < marks->initial_count; k++) {
        const size_t         i = marks->initials[k];
        const itd_expansion *expansion = plan->expansions[i];
        const itd_token     *listed = itd_index_token(index, token);
        struct mark          mark;

        if (token < expansion->words_first || token >= expansion->words_past ||
            listed->kind != ITD_TOKEN_WORD)
            continue;
        mark = (struct mark){.similarity = expansion->words_similarity,
                             .weight = listed->weight,
                             .first = (uint8_t)i,
                             .count = 1,
                             .listed_count = 1};
        take(plan, &mark, at, prices, possible);
    }
}

/* Sums of what is possible, against either price. */
static bool may_reach(const itd_plan *plan, const struct possible *possible,
                      uint32_t unmatched_listed, const struct prices *prices)
{
    const struct side *listed = &possible->sums;
    struct side        least = {.weight = 0};
    uint32_t           unmatched_query = 0;

    for (size_t i = 0; i < plan->query->count; i++) {
        least.weight += possible->weight[i];
        least.near += possible->near[i];
        least.far += possible->far[i];
        if (possible->weight[i] == 0)
            unmatched_query += plan->query->tokens[i].weight;
    }
    least.weight = listed->weight < least.weight ? listed->weight : least.weight;
    least.near = listed->near < least.near ? listed->near : least.near;
    least.far = listed->far < least.far ? listed->far : least.far;
    if (plan->weight > listed->query && plan->weight - listed->query > unmatched_query)
        unmatched_query = plan->weight - listed->query;
    if (least.weight == 0)
        return false;
    return least.near >= prices->twice * (int64_t)itd_penalty_near(itd_alpha(least.weight),
                                                                   unmatched_query,
                                                                   unmatched_listed) ||
           (least.weight >= ITD_FAR_AT &&
            least.far >=
                prices->twice * (int64_t)itd_penalty_far(0, unmatched_query, unmatched_listed));
}

static void add_side(struct side *sum, const struct side *side)
{
    sum->weight += side->weight;
    sum->query += side->query;
    sum->near += side->near;
    sum->far += side->far;
}

bool itd_marks_may_reach(const itd_marks *marks, const itd_index *index, const itd_plan *plan,
                         uint32_t name, uint32_t cutoff)
{
    const struct prices prices = prices_of(cutoff);
    struct possible     possible;
    size_t              count;
    const uint32_t     *tokens = itd_index_tokens_of(index, name, &count);
    uint32_t            unmatched_listed = 0;

    memset(possible.weight, 0, plan->query->count * sizeof *possible.weight);
    memset(possible.near, 0, plan->query->count * sizeof *possible.near);
    memset(possible.far, 0, plan->query->count * sizeof *possible.far);
    possible.listed = 0;
    possible.sums = (struct side){0};
    for (size_t at = 0; at < count; at++) {
        possible.here = (struct side){0};
        for (uint32_t m = marks->heads[itd_index_code(tokens[at])]; m > 0;
             m = marks->marks[m - 1].next + 1)
            if (marks->marks[m - 1].token == tokens[at])
                take(plan, &marks->marks[m - 1], at, &prices, &possible);
        take_initials(marks, index, plan, tokens[at], at, &prices, &possible);
        add_side(&possible.sums, &possible.here);
    }
    for (size_t at = 0; at < count; at++)
        if (!(possible.listed >> at & 1))
            unmatched_listed += itd_index_token(index, tokens[at])->weight;
    return may_reach(plan, &possible, unmatched_listed, &prices);
}
