/* The parts of the declared score: which tokens of two names may pair and how well (pairs.c), and
 * the best alignment made of such pairs (align.c). Formula, parameters and rounding:
 * docs/matching.md. */
#ifndef ITD_MATCH_ALIGN_H
#define ITD_MATCH_ALIGN_H

#include <stdbool.h>
#include <stdint.h>

#include "match/score.h"

/* Tokens of either side up to which the best alignment is searched exactly. */
#define ITD_ALIGN_EXACT_MAX 12
/* Single pairs of all tokens, and joins of two to four on either side. */
#define ITD_LINKS_MAX (ITD_NAME_TOKENS_MAX * ITD_NAME_TOKENS_MAX * (1 + 2 * (ITD_JOIN_MAX - 1)))

/* A possible pair of one alignment. */
typedef struct itd_link {
    itd_pair pair;
    uint64_t query_mask; /* tokens it uses up */
    uint64_t listed_mask;
} itd_link;

/* All links of two names, in a fixed order; links holds ITD_LINKS_MAX. Returns their number. */
size_t itd_links_find(const itd_name *query, const itd_name *listed, itd_link *links);

/* Scratch memory of the search; NULL when out of memory. */
typedef struct itd_bound  itd_bound;
ITD_MUST_CHECK itd_bound *itd_bound_new(void);
void                      itd_bound_free(itd_bound *bound);

/* Best score above or at score_cutoff over all alignments (ITD_ALIGN_EXACT_MAX tokens a side) or of
 * the greedy one. Reorders links. *ret_alignment is filled with the best alignment (untouched when
 * no score reaches the cut-off) except for complete; may be NULL. */
uint32_t itd_align(const itd_name *query, const itd_name *listed, itd_link *links, size_t count,
                   uint32_t score_cutoff, itd_bound *bound, itd_alignment *ret_alignment);

#endif
