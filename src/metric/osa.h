/* Optimal string alignment: the number of insertions, deletions, substitutions and swaps of two
 * neighbours, no part of the text edited twice. Counted in characters, not bytes. Pure functions;
 * safe from any thread. */
#ifndef ITD_METRIC_OSA_H
#define ITD_METRIC_OSA_H

#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define ITD_OSA_CUTOFF_MAX 3
#define ITD_SIMILARITY_ONE 10000 /* basis points */

/* The distance, or score_cutoff + 1 when it is larger. A score_cutoff above ITD_OSA_CUTOFF_MAX
 * counts as that: names are never compared with more edits, and the cost grows with its power. */
size_t itd_osa_distance(itd_str a, itd_str b, size_t score_cutoff);

/* Edits that a word of so many letters may carry and still be the same word. */
size_t itd_osa_budget(size_t letters);

/* 1 - distance / longer length in basis points, rounded half up, when the distance is within the
 * budget of the longer length; else, and below score_cutoff, 0. letters_a and letters_b are the
 * lengths in characters (values of 255 may stand for more: they are counted then). */
uint32_t itd_osa_normalized_similarity(itd_str a, size_t letters_a, itd_str b, size_t letters_b,
                                       uint32_t score_cutoff);

#endif
