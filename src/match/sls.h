/* An imitation of OFAC's Sanctions List Search, for those who have to reproduce what it shows. Not
 * the declared score: no index serves it, and nothing explains it term by term. As OFAC describes
 * it (frequently asked questions 249 and 250): Jaro-Winkler over the whole names; and the names
 * split into parts, each compared with the parts of the listed name by Jaro-Winkler and Soundex,
 * with one composite of all; the higher of the two counts. What OFAC does not tell is set here and
 * in docs/matching.md. Pure functions; safe from any thread. */
#ifndef ITD_MATCH_SLS_H
#define ITD_MATCH_SLS_H

#include "text/name.h"

/* Parts of equal sound are alike at least so much, basis points. */
#define ITD_SLS_SOUND 8500

/* Basis points; below score_cutoff 0. */
uint32_t itd_sls_similarity(const itd_name *query, const itd_name *listed, uint32_t score_cutoff);

#endif
