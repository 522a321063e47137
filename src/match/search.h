/* The search for the best alignment of two names of at most ITD_ALIGN_EXACT_MAX tokens, and what it
 * shares with the greedy alignment of longer ones. Inside match only. */
#ifndef ITD_MATCH_SEARCH_H
#define ITD_MATCH_SEARCH_H

#include "match/align.h"
#include "metric/formula.h"

struct itd_walk {
    const itd_name *query;
    const itd_link *links; /* the search needs them by query_first, best first */
    size_t          link_count;
    size_t          first_link[ITD_ALIGN_EXACT_MAX + 2]; /* by query token; search only */
    uint32_t        query_total;
    uint32_t        listed_total;
    uint32_t        best; /* score to beat */
    bool            found;
    size_t          nodes; /* looked at */
    const itd_link *chosen[ITD_NAME_TOKENS_MAX];
    const itd_link *best_chosen[ITD_NAME_TOKENS_MAX];
    size_t          best_count;
};

/* What has been decided on the way. */
struct itd_walk_state {
    size_t   position; /* next query token */
    size_t   count;    /* links chosen */
    uint64_t listed_mask;
    uint64_t similar;
    uint32_t matched;
    uint32_t by_initials;
    uint32_t by_words; /* neither by initials nor by numbers */
    uint32_t query_covered;
    uint32_t query_skipped;
    uint32_t listed_covered;
};

/* Adds a link to the state and to walk->chosen; the position goes behind its query tokens. */
void itd_walk_take(struct itd_walk *walk, struct itd_walk_state *state, const itd_link *link);
/* Scores a whole alignment and keeps it if it is better than the best. */
void itd_walk_finish(struct itd_walk *walk, const struct itd_walk_state *state);

/* Finds the best alignment that beats walk->best. Fills first_link. */
void itd_search(struct itd_walk *walk, itd_bound *bound);

#endif
