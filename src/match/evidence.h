/* What besides the name speaks for or against a pair of customer and listed entry. Missing data is
 * neutral. Pure functions; safe from any thread. */
#ifndef ITD_MATCH_EVIDENCE_H
#define ITD_MATCH_EVIDENCE_H

#include "base/arena.h"
#include "base/error.h"
#include "entity/entity.h"
#include "match/request.h"

typedef enum itd_agreement {
    ITD_NEUTRAL, /* one side or both say nothing, or too little */
    ITD_AGREES,
    ITD_CONFLICTS,
} itd_agreement;

typedef struct itd_evidence {
    itd_agreement    birth_date;
    itd_agreement    country;
    itd_agreement    gender;
    itd_agreement    identifier;         /* AGREES: a number is equal; never CONFLICTS on its own */
    bool             identifier_decides; /* equal in a global scheme, or with its country */
    const itd_value *identifier_value;   /* the listed value that is equal, or NULL */
} itd_evidence;

/* Rules, in full in docs/matching.md:
 *   birth dates   partial dates, ranges and circa (two years either way) agree when they overlap; a
 *                 listed range of more than five years is too vague to agree; day and month
 *                 exchanged neither agree nor conflict; a conflict needs all dates to conflict
 *   countries     any common one agrees; a conflict needs a listed nationality or citizenship
 *   identifiers   compared in comparable form, from five characters on
 * arena is for scratch; the evidence points into ent. */
ITD_MUST_CHECK itd_status itd_evidence_compare(const itd_request *req, const itd_entity *ent,
                                               itd_arena *arena, itd_evidence *ret_evidence,
                                               itd_error *err);
/* Does anything that tells people apart agree, and nothing contradict? A gender alone, which half
 * of all people share, is not enough; an equal identifier is, whatever else differs. */
bool itd_evidence_agrees(const itd_evidence *evidence);

#endif
