/* Integer arithmetic throughout: one pair, one number, on every machine. */
#include "metric/formula.h"

/* Below ITD_FULL_AT it is raised, so that one shared word never carries a name. */
uint64_t itd_alpha(uint32_t matched)
{
    uint64_t alpha;

    if (matched >= ITD_FULL_AT)
        return ITD_ALPHA;
    alpha = (2 * (uint64_t)ITD_ALPHA * ITD_FULL_AT + matched) / (2 * (uint64_t)matched);
    return alpha < ITD_ALPHA_MAX ? alpha : ITD_ALPHA_MAX;
}

/* Weight that both sides left is a replacement; what one side has beyond that is an omission. */
uint64_t itd_penalty_near(uint64_t alpha, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    const uint32_t less = unmatched_query < unmatched_listed ? unmatched_query : unmatched_listed;
    const uint32_t more = unmatched_query < unmatched_listed ? unmatched_listed : unmatched_query;

    return alpha * (more - less) + (uint64_t)ITD_BETA * less;
}

uint64_t itd_penalty_far(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    return (uint64_t)(ITD_BETA - ITD_ALPHA_FAR) * unmatched_query +
           (uint64_t)ITD_ALPHA_FAR * unmatched_listed + (uint64_t)ITD_LINEAGE * matched;
}

uint64_t itd_penalty_least(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    const uint64_t near = itd_penalty_near(ITD_ALPHA, unmatched_query, unmatched_listed);
    const uint64_t far = itd_penalty_far(matched, unmatched_query, unmatched_listed);

    return near < far ? near : far;
}

uint64_t itd_penalty(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    if (matched < ITD_FAR_AT)
        return itd_penalty_near(itd_alpha(matched), unmatched_query, unmatched_listed);
    return itd_penalty_least(matched, unmatched_query, unmatched_listed);
}

uint32_t itd_score_of(uint64_t similar, uint32_t matched, uint32_t unmatched_query,
                      uint32_t unmatched_listed)
{
    uint64_t denominator;

    if (matched == 0)
        return 0;
    denominator =
        (uint64_t)ITD_SCALE * matched + itd_penalty(matched, unmatched_query, unmatched_listed);
    return (uint32_t)((2 * similar * ITD_SCALE + denominator) / (2 * denominator));
}
