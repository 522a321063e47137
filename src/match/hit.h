/* One listed entry that a request touches. A value; slices live as long as the snapshot. */
#ifndef ITD_MATCH_HIT_H
#define ITD_MATCH_HIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "entity/entity.h"
#include "match/evidence.h"
#include "match/explain.h"
#include "snapshot/snapshot.h"

typedef enum itd_basis { ITD_BASIS_NAME, ITD_BASIS_IDENTIFIER } itd_basis;

typedef struct itd_hit {
    const itd_entity        *ent;
    uint32_t                 entity; /* its index in the snapshot */
    itd_str                  list;
    itd_basis                basis;        /* IDENTIFIER only when no name reaches the cut-off */
    const itd_value         *matched_name; /* the best listed name, NULL without one */
    size_t                   query_name;   /* which of the request's names it answers */
    size_t                   query_form;   /* and which of that name's forms: itd_name_forms */
    const itd_snapshot_name *listed;       /* the form of the listed name; NULL without one */
    bool                     weak;         /* of matched_name */
    uint32_t                 score;        /* best over all names, basis points; 0 without a name */
    uint32_t     strong_score; /* best over the strong names; 0 when below the cut-off */
    uint32_t     total;        /* orders the answer, basis points: itd_evidence_total */
    uint32_t     rarity; /* weight of the listed name, hundredths: the last but ids to order */
    itd_evidence evidence;
    itd_str      found; /* in a text: the part that is like the name; empty else */
    /* Of the two forms; NULL without a name, or when nobody asked for it. */
    const itd_explanation *explanation;
} itd_hit;

/* The spelling that was asked about: one of the request's names, or a part of the text. Only with
 * matched_name. */
static inline itd_str itd_hit_query(const itd_request *req, const itd_hit *hit)
{
    return hit->found.ptr ? hit->found : req->names[hit->query_name];
}

#endif
