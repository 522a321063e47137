/* From hits to an outcome. The policy, in full:
 *   an identifier that decides (global scheme, or number and country)          → block
 *   a strong name at 1.0000 with agreeing evidence                             → block
 *   any other hit by a strong name, or by an identifier                        → review
 *   a weak alias with agreeing evidence                                        → review
 *   weak aliases alone, or nothing                                             → clear
 *   by profile: weak aliases alone → review; a strong name below 1.0000 that something
 *   contradicts and nothing confirms → clear;
 *   and an answer that is not complete is at least review.
 * Pure functions; safe from any thread. */
#ifndef ITD_DECIDE_DECIDE_H
#define ITD_DECIDE_DECIDE_H

#include <stdbool.h>
#include <stddef.h>

#include "decide/profile.h"
#include "match/hit.h"

typedef enum itd_outcome {
    ITD_OUTCOME_CLEAR,
    ITD_OUTCOME_REVIEW,
    ITD_OUTCOME_BLOCK,
    ITD_OUTCOME_ERROR, /* could not be checked */
} itd_outcome;

const char *itd_outcome_name(itd_outcome outcome);

itd_outcome itd_decide(const itd_hit *hits, size_t count, bool complete,
                       const itd_profile *profile);

#endif
