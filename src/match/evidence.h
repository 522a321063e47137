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

/* arena is for scratch; the evidence points into ent. */
ITD_MUST_CHECK itd_status itd_evidence_compare(const itd_request *req, const itd_entity *ent,
                                               itd_arena *arena, itd_evidence *ret_evidence,
                                               itd_error *err);
/* Does anything but the name agree? */
bool itd_evidence_agrees(const itd_evidence *evidence);

#endif
