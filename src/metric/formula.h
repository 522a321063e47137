/* The formula of the declared score and its parameters (docs/matching.md, section 4). The scorer,
 * the search for the best alignment and the bounds of the index all rest on this one place. Pure
 * functions; safe from any thread. */
#ifndef ITD_METRIC_FORMULA_H
#define ITD_METRIC_FORMULA_H

#include <stdint.h>

/* Parameters of the score; docs/matching.md says how they were chosen. */
#define ITD_SCALE 10000
#define ITD_ALPHA 2500      /* per 10^4: weight that only one side has */
#define ITD_ALPHA_MAX 15000 /* and when little matches */
#define ITD_BETA 15000  /* per 10^4: weight that differs on both sides; at least 2 * ITD_ALPHA */
#define ITD_FULL_AT 150 /* hundredths: matched weight from which alpha is not raised */
/* A long listed name once ITD_FAR_AT (hundredths) match: what only it has beyond about
 * ITD_LINEAGE / (ITD_ALPHA - ITD_ALPHA_FAR) of the matched weight costs ITD_ALPHA_FAR. */
#define ITD_FAR_AT 160
#define ITD_ALPHA_FAR 200
#define ITD_LINEAGE 1000 /* per 10^4 of matched weight */

/* What a hundredth that only one side has costs when so much is matched, per 10^4. matched > 0. */
uint64_t itd_alpha(uint32_t matched);

/* The denominator's part for what is left unmatched: the usual price, */
uint64_t itd_penalty_near(uint64_t alpha, uint32_t unmatched_query, uint32_t unmatched_listed);
/* the price of a long listed name, open from ITD_FAR_AT matched, */
uint64_t itd_penalty_far(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed);
/* and the formula's own: the first, or the lower of both where both are open. matched > 0. */
uint64_t itd_penalty(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed);
/* A lower bound of itd_penalty for all pairs of names that match and leave at least these weights
 * (hundredths). Grows with each argument, and is never below ITD_ALPHA * unmatched_query. */
uint64_t itd_penalty_least(uint32_t matched, uint32_t unmatched_query, uint32_t unmatched_listed);

/* The score in basis points: A in hundredths times basis points, the others in hundredths. */
uint32_t itd_score_of(uint64_t similar, uint32_t matched, uint32_t unmatched_query,
                      uint32_t unmatched_listed);

#endif
