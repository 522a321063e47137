/* What can still reach a cut-off: bounds of the declared score that need weights only. They are
 * read off itd_score_of itself (metric/formula.h), by halving, so they hold for whatever parameters
 * it has. A reach belongs to one thread at a time.
 *
 * They rest on four properties of the score as a function of A, M, Uq, Ut, which
 * tests/unit/index/test_reach.c checks:
 *   1. it does not fall when A grows,
 *   2. it does not rise when Uq or Ut grows,
 *   3. with A = 10000 M it does not fall when M grows,
 *   4. similarities are at most 10000, so A <= 10000 M.
 * Both prices of the formula have them. By the usual one the penalty grows with Uq and Ut, and its
 * quotient by M falls with M; by the price of a long lineage the same holds, and that it opens from
 * some M on only adds to the score. */
#ifndef ITD_INDEX_REACH_H
#define ITD_INDEX_REACH_H

#include <stdint.h>

#include "base/attr.h"

/* Weights up to which results are kept. */
#define ITD_REACH_KEPT 2048

typedef struct itd_reach {
    uint32_t cutoff;
    /* result + 1 by weight, 0: not asked yet */
    uint32_t query[ITD_REACH_KEPT];
    uint32_t listed[ITD_REACH_KEPT];
} itd_reach;

void itd_reach_init(itd_reach *reach, uint32_t cutoff);

/* Most query weight that may stay unmatched of a query of this weight. For Uq = u, M is at most
 * weight - u, since a pair weighs the smaller of its sides; so by 1 to 4 the score is at most that
 * of A = 10000 (weight - u), M = weight - u, Uq = u, Ut = 0, which falls with u. */
uint32_t itd_reach_unmatched_query(itd_reach *reach, uint32_t weight);
/* Most listed weight that may stay unmatched when at most this weight is matched. By 1 to 4 the
 * score is at most that of A = 10000 matched, M = matched, Uq = 0, Ut. */
uint32_t itd_reach_unmatched_listed(itd_reach *reach, uint32_t matched);

#endif
