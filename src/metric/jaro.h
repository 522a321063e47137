/* Jaro-Winkler and Soundex, as search tools of publishers use them: for comparison, not part of the
 * declared score. ASCII letters and digits are compared; other bytes only with themselves. Pure
 * functions; safe from any thread. */
#ifndef ITD_METRIC_JARO_H
#define ITD_METRIC_JARO_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes compared of either text; the rest is left out. */
#define ITD_JARO_MAX 256

/* Basis points, rounded half up; below score_cutoff 0. Winkler's prefix of up to four counts a
 * tenth of what is missing each, for pairs above 0.70 as in his program. */
uint32_t itd_jaro_winkler_similarity(itd_str a, itd_str b, uint32_t score_cutoff);

/* The American Soundex code: a letter and three digits; false for a text without a letter. */
bool itd_soundex(itd_str word, char ret_code[static 5]);

#endif
