/* Many customers, several workers, one order: rows come from a feed, are screened and rendered
 * by workers, and are given out in the order in which they came. Memory is bounded by the number
 * of jobs under way, whatever the number of rows. */
#ifndef ITD_CLI_BATCH_H
#define ITD_CLI_BATCH_H

#include <signal.h>

#include "cli/answer.h"

#define ITD_THREADS_MAX 256
#define ITD_BATCH_JOB_ROWS 16 /* rows a worker takes at once */
/* Hits by the score of the name: a bin a hundredth from ITD_CUTOFF_MIN, 1.0000 in the last. */
#define ITD_BATCH_SCORE_BINS 31

typedef struct itd_batch_counts {
    uint64_t rows;
    uint64_t with_hits;
    uint64_t outcomes[ITD_OUTCOME_ERROR + 1];
    uint64_t hits;
    uint64_t score_bins[ITD_BATCH_SCORE_BINS];
    uint64_t reported; /* rows that the report shows */
    uint64_t related;  /* customers that belong to others */
    uint64_t related_with_hits;
    uint64_t joins;    /* rows that join two customers and are none */
    uint64_t problems; /* rows with a relation that cannot be relied on */
} itd_batch_counts;

/* Rows of one job, rendered. */
typedef struct itd_batch_chunk {
    itd_str          text;
    itd_str          errors; /* a line per row with outcome error, or with such a relation */
    itd_str          report; /* what an HTML report says of the rows; empty unless asked for */
    itd_batch_counts counts;
} itd_batch_chunk;

typedef struct itd_batch {
    itd_snapshot                *snap;
    const itd_screen_options    *options;
    const itd_renderer          *renderer;
    size_t                       threads;
    uint64_t                     first_row; /* number of the first row fed */
    const volatile sig_atomic_t *stop;      /* not 0: finish what is complete and return */
    /* The next customer, in arena; *ret_found false at the end. */
    itd_status (*feed)(void *ctx, itd_arena *arena, bool *ret_found, itd_customer *ret_customer,
                       itd_error *err);
    /* Called in the order of the rows, in the caller's thread. */
    itd_status (*take)(void *ctx, const itd_batch_chunk *chunk, itd_error *err);
    void *ctx;
} itd_batch;

/* ITD_E_INTERRUPTED after *stop was set, or the error of feed or take. Complete rows were given out
 * in each case, none after a gap. */
ITD_MUST_CHECK itd_status itd_batch_run(const itd_batch *batch, itd_error *err);
void itd_batch_counts_add(itd_batch_counts *counts, const itd_batch_counts *more);

#endif
