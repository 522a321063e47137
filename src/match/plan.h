/* What the index knows of one query: its expansions, the bounds of its weight, and the tokens that
 * a hit cannot do without. Inside match. */
#ifndef ITD_MATCH_PLAN_H
#define ITD_MATCH_PLAN_H

#include <stdbool.h>

#include "index/expand.h"
#include "index/reach.h"

/* Groups of two to four neighbours of a query that pair, joined, with a vocabulary token. */
#define ITD_PLAN_GROUPS_MAX (ITD_NAME_TOKENS_MAX * (ITD_JOIN_MAX - 1))

typedef struct itd_plan_group {
    uint8_t             first;
    uint8_t             count;
    uint16_t            weight; /* of the query tokens */
    uint32_t            postings;
    const itd_expanded *pairs;
    size_t              pair_count;
} itd_plan_group;

typedef struct itd_plan {
    const itd_name      *query;
    const itd_expansion *expansions[ITD_NAME_TOKENS_MAX];
    itd_plan_group       groups[ITD_PLAN_GROUPS_MAX];
    size_t               group_count;
    uint32_t             weight;        /* of the query */
    uint32_t             unmatched_max; /* query weight that may stay unmatched */
    uint32_t             listed_min;    /* weights of listed names that can be hits */
    uint32_t             listed_max;
    bool                 chosen[ITD_NAME_TOKENS_MAX]; /* the signature */
    bool                 by_initials; /* pairs by initial of the chosen tokens count too */
} itd_plan;

ITD_MUST_CHECK itd_status itd_plan_make(itd_expander *expander, itd_reach *reach,
                                        const itd_name *query, itd_plan *plan, itd_error *err);

#endif
