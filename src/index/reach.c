/* Halving on the score itself. */
#include "index/reach.h"

#include <stdbool.h>
#include <string.h>

#include "metric/formula.h"
#include "metric/osa.h"

/* Listed weight beyond which nothing is asked: more than any name has. */
#define LISTED_MOST (UINT32_C(1) << 24)

void itd_reach_init(itd_reach *reach, uint32_t cutoff)
{
    memset(reach, 0, sizeof *reach);
    reach->cutoff = cutoff;
}

static bool reaches(const itd_reach *reach, uint32_t matched, uint32_t unmatched_query,
                    uint32_t unmatched_listed)
{
    return itd_score_of((uint64_t)ITD_SIMILARITY_ONE * matched, matched, unmatched_query,
                        unmatched_listed) >= reach->cutoff;
}

static uint32_t find_query(const itd_reach *reach, uint32_t weight)
{
    uint32_t low = 0, high = weight; /* low reaches, or is 0; high does not */

    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (reaches(reach, weight - middle, middle, 0))
            low = middle;
        else
            high = middle;
    }
    return low;
}

static uint32_t find_listed(const itd_reach *reach, uint32_t matched)
{
    uint32_t low = 0, high = LISTED_MOST;

    while (high - low > 1) {
        const uint32_t middle = low + (high - low) / 2;

        if (reaches(reach, matched, 0, middle))
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t itd_reach_unmatched_query(itd_reach *reach, uint32_t weight)
{
    if (weight >= ITD_REACH_KEPT)
        return find_query(reach, weight);
    if (reach->query[weight] == 0)
        reach->query[weight] = find_query(reach, weight) + 1;
    return reach->query[weight] - 1;
}

uint32_t itd_reach_unmatched_listed(itd_reach *reach, uint32_t matched)
{
    if (matched >= ITD_REACH_KEPT)
        return find_listed(reach, matched);
    if (reach->listed[matched] == 0)
        reach->listed[matched] = find_listed(reach, matched) + 1;
    return reach->listed[matched] - 1;
}
