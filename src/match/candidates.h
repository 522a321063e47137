/* From a query name to the listed names whose declared score may reach a cut-off, by the index: a
 * superset, so that scoring these alone gives every hit. How, and why nothing is lost:
 * src/match/README.md. One thread at a time; any number share one index. */
#ifndef ITD_MATCH_CANDIDATES_H
#define ITD_MATCH_CANDIDATES_H

#include "index/index.h"

/* What the search for candidates cost: the same on every machine. */
typedef struct itd_candidate_counts {
    uint64_t postings;  /* read */
    uint64_t looked_at; /* names whose tokens were looked at */
} itd_candidate_counts;

typedef struct itd_candidates itd_candidates;

/* cutoff as for screening, at least 1. */
ITD_MUST_CHECK itd_status itd_candidates_new(const itd_index *index, uint32_t cutoff,
                                             itd_candidates **ret_cands, itd_error *err);
void                      itd_candidates_free(itd_candidates *cands);

/* The numbers of the names, each once, in no order; they live until the next call. counts is added
 * to. */
ITD_MUST_CHECK itd_status itd_candidates_find(itd_candidates *cands, const itd_name *query,
                                              const uint32_t **ret_names, size_t *ret_count,
                                              itd_candidate_counts *counts, itd_error *err);

#endif
