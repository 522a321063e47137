/* The formula of the declared score and its parameters (docs/matching.md, section 4). The scorer,
 * the search for the best alignment and the bounds of the index all rest on this one place. Pure
 * functions; safe from any thread. */
#ifndef ITD_METRIC_FORMULA_H
#define ITD_METRIC_FORMULA_H

#include <stdint.h>

/* Parameters of score version 1; docs/matching.md says how they were chosen. */
#define ITD_SCALE 10000
#define ITD_ALPHA 2500      /* per 10^4: weight that only one side has */
#define ITD_ALPHA_MAX 15000 /* and when little matches */
#define ITD_BETA 15000  /* per 10^4: weight that differs on both sides; at least 2 * ITD_ALPHA */
#define ITD_FULL_AT 150 /* hundredths: matched weight from which alpha is not raised */

/* What a hundredth that only one side has costs when so much is matched, per 10^4. matched > 0. */
uint64_t itd_alpha(uint32_t matched);

/* The denominator's part for what is left unmatched. */
uint64_t itd_penalty(uint64_t alpha, uint32_t unmatched_query, uint32_t unmatched_listed);

/* The score in basis points: A in hundredths times basis points, the others in hundredths. */
uint32_t itd_score_of(uint64_t similar, uint32_t matched, uint32_t unmatched_query,
                      uint32_t unmatched_listed);

#endif
