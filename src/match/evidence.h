/* What besides the name speaks for or against a pair of customer and listed entry. Missing data is
 * neutral. Pure functions; safe from any thread. */
#ifndef ITD_MATCH_EVIDENCE_H
#define ITD_MATCH_EVIDENCE_H

#include "base/arena.h"
#include "base/error.h"
#include "entity/entity.h"
#include "match/request.h"
#include "text/name.h"

typedef enum itd_agreement {
    ITD_NEUTRAL, /* one side or both say nothing, or too little */
    ITD_AGREES,
    ITD_CONFLICTS,
    ITD_NEAR, /* one slip away: day and month exchanged, one digit off, two digits exchanged */
} itd_agreement;

enum {
    ITD_ON_BIRTH_DATE,
    ITD_ON_COUNTRY,
    ITD_ON_GENDER,
    ITD_ON_IDENTIFIER,
    ITD_ON_ADDRESS,
    ITD_ON_COUNT
};

typedef struct itd_evidence {
    itd_agreement    birth_date;
    itd_agreement    country;
    itd_agreement    gender;
    itd_agreement    identifier;         /* CONFLICTS: both are ships with an IMO number, not one */
    itd_agreement    address;            /* never CONFLICTS */
    bool             identifier_decides; /* equal in a global scheme, or with its country */
    bool             other_branch;       /* equal is a bank's BIC, but each names another branch */
    const itd_value *identifier_value;   /* the listed value that agrees, is near or conflicts */
    int32_t          points[ITD_ON_COUNT]; /* basis points: above 0 for the pair, below against */
    uint32_t         corroboration;        /* sums of the points, bounded; basis points */
    uint32_t         conflict;
} itd_evidence;

/* Rules and points, in full in docs/matching.md:
 *   birth dates   partial dates, ranges and circa (two years either way) agree when they overlap; a
 *                 listed range of more than five years is too vague to agree; day and month
 *                 exchanged, or one digit off, are near; a conflict needs all dates to conflict
 *   countries     any common one agrees; a conflict needs a listed nationality or citizenship
 *   identifiers   compared in comparable form, from five characters on; near from seven on
 *   addresses     the listed town, and half of the listed street, in the customer's line
 * arena is for scratch; the evidence points into ent. */
ITD_MUST_CHECK itd_status itd_evidence_compare(const itd_request *req, const itd_entity *ent,
                                               itd_folder *folder, itd_arena *arena,
                                               itd_evidence *ret_evidence, itd_error *err);
/* Does anything that tells people apart agree, and nothing contradict? A gender alone, which half
 * of all people share, is not enough, nor is what is only near; an equal identifier is, whatever
 * else differs. */
bool itd_evidence_agrees(const itd_evidence *evidence);

/* The total of a hit whose name has this score: what speaks against takes its share of the score,
 * what speaks for fills its share of what is missing to 1; 1 where an identifier decides. */
uint32_t itd_evidence_total(const itd_evidence *evidence, uint32_t score);

#endif
