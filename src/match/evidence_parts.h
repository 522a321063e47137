/* The parts of the evidence, one file each. Inside match only. */
#ifndef ITD_MATCH_EVIDENCE_PARTS_H
#define ITD_MATCH_EVIDENCE_PARTS_H

#include "match/evidence.h"

/* What one kind of evidence says and how much it counts. */
typedef struct itd_finding {
    itd_agreement agreement;
    int32_t       points; /* basis points: above 0 for the pair, below against it */
} itd_finding;

/* evidence_dates.c */
itd_finding itd_compare_birth_dates(const itd_request *req, const itd_entity *ent);

/* evidence_numbers.c; fills the identifier fields and points of the evidence. */
ITD_MUST_CHECK itd_status itd_compare_identifiers(const itd_request *req, const itd_entity *ent,
                                                  itd_evidence *evidence, itd_error *err);

/* evidence_address.c */
ITD_MUST_CHECK itd_status itd_compare_addresses(const itd_request *req, const itd_entity *ent,
                                                itd_folder *folder, itd_arena *arena,
                                                itd_finding *ret_finding, itd_error *err);

bool itd_request_has_country(const itd_request *req, itd_str country);

#endif
