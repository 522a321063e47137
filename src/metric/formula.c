/* Integer arithmetic throughout: one pair, one number, on every machine. */
#include "metric/formula.h"

uint64_t itd_penalty(uint64_t alpha, uint32_t unmatched_query, uint32_t unmatched_listed)
{
    const uint32_t less = unmatched_query < unmatched_listed ? unmatched_query : unmatched_listed;
    const uint32_t more = unmatched_query < unmatched_listed ? unmatched_listed : unmatched_query;

    return alpha * (more - less) + (uint64_t)ITD_BETA * less;
}

uint64_t itd_alpha(uint32_t matched)
{
    uint64_t alpha;

    if (matched >= ITD_FULL_AT)
        return ITD_ALPHA;
    alpha = (2 * (uint64_t)ITD_ALPHA * ITD_FULL_AT + matched) / (2 * (uint64_t)matched);
    return alpha < ITD_ALPHA_MAX ? alpha : ITD_ALPHA_MAX;
}

uint32_t itd_score_of(uint64_t similar, uint32_t matched, uint32_t unmatched_query,
                      uint32_t unmatched_listed)
{
    uint64_t denominator;

    if (matched == 0)
        return 0;
    denominator = (uint64_t)ITD_SCALE * matched +
                  itd_penalty(itd_alpha(matched), unmatched_query, unmatched_listed);
    return (uint32_t)((2 * similar * ITD_SCALE + denominator) / (2 * denominator));
}
