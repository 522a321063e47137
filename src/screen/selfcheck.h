/* Proof on the user's own lists that the indexed search loses nothing: made queries (deck.h) are
 * screened both ways and the answers compared whole. */
#ifndef ITD_SCREEN_SELFCHECK_H
#define ITD_SCREEN_SELFCHECK_H

#include "screen/deck.h"
#include "screen/screen.h"

typedef struct itd_selfcheck_options {
    uint64_t queries;
    uint64_t seed;
    /* Told after every query; false stops the check (ITD_E_INTERRUPTED). NULL: nobody asks. */
    bool (*go_on)(void *ctx, uint64_t done);
    void *ctx;
} itd_selfcheck_options;

typedef struct itd_selfcheck_kind {
    uint64_t queries;
    uint64_t with_hits;
    uint64_t hits;
    uint64_t differences; /* queries whose answers differ */
} itd_selfcheck_kind;

/* The first query that was answered in two ways. */
typedef struct itd_selfcheck_difference {
    char     query[ITD_DECK_NAME_MAX + 1];
    uint32_t cutoff;
    uint32_t indexed_hits;
    uint32_t exhaustive_hits;
    char     entry[256]; /* list:id of the first hit that differs, or empty */
    uint32_t indexed_score;
    uint32_t exhaustive_score;
} itd_selfcheck_difference;

typedef struct itd_selfcheck {
    itd_selfcheck_kind       kinds[ITD_DECK_KINDS];
    itd_selfcheck_kind       all;
    uint64_t                 pairs_exhaustive; /* scored by either way */
    uint64_t                 pairs_indexed;
    uint64_t                 postings_read;
    itd_selfcheck_difference difference;
} itd_selfcheck;

/* Queries go round the cut-offs 0.70, 0.75 … 0.95. Differences are a result, not an error. A
 * snapshot without names is ITD_E_NOT_FOUND. */
ITD_MUST_CHECK itd_status itd_selfcheck_run(itd_snapshot                *snap,
                                            const itd_selfcheck_options *options,
                                            itd_selfcheck *ret_check, itd_error *err);

#endif
