/* A check under way: what its parts hand on. */
#ifndef ITD_REGIME_CHECK_INTERNAL_H
#define ITD_REGIME_CHECK_INTERNAL_H

#include "regime/check.h"

struct itd_checking {
    const itd_rules         *rules;
    const itd_hs            *hs;
    const itd_check_request *req;
    itd_arena               *arena;
    itd_direction            direction;
    bool                     reach_noted[ITD_LAYERS_MAX];
    bool                     codes_given; /* else they come from the words */

    itd_goods_candidate *goods;
    size_t               goods_count, goods_cap;
    itd_hs_code         *best; /* of each candidate: the subheading that the words fit best */

    itd_bearing *bearings;
    size_t       bearing_count, bearing_cap;

    itd_open_exemption *exemptions;
    size_t              exemption_count, exemption_cap;
    itd_vessel_listing *vessels;
    size_t              vessel_count, vessel_cap;
    itd_claim_result   *claims;
    itd_cap_share      *shares;
    size_t              share_count, share_cap;
    itd_str            *contradictions;
    size_t              contradiction_count, contradiction_cap;
    itd_str            *notes;
    size_t              note_count, note_cap;
};

/* Codes given and headings found, and every measure that covers them. check_goods.c */
ITD_MUST_CHECK itd_status itd_check_goods(struct itd_checking *checking, itd_error *err);
/* Exemptions of what bears, and what the claims lift. check_claims.c */
ITD_MUST_CHECK itd_status itd_check_claims(struct itd_checking *checking, itd_error *err);
/* The quantity against the caps that bear. check_caps.c */
ITD_MUST_CHECK itd_status itd_check_caps(struct itd_checking *checking, itd_error *err);

/* What ports of the target add to the ways the goods go; is_said: the ways come from direction,
 * origin or destination. check_ports.c */
ITD_MUST_CHECK itd_status itd_check_port_direction(struct itd_checking *checking, bool is_said,
                                                   unsigned *ways, itd_error *err);
/* The measures on the entry of ships, and what has to be said of names. After the vessels. */
ITD_MUST_CHECK itd_status itd_check_ports(struct itd_checking *checking, itd_error *err);
/* false: the layer speaks of other ports than those named. */
bool itd_check_port_cover(const struct itd_checking *checking, itd_str layer_name,
                          itd_cover *ret_cover);
/* A port of loading that is not the one that the claim is about. */
bool itd_check_wrong_port(const struct itd_checking *checking, itd_claim_kind claim,
                          itd_str *ret_port);
/* Every measure on a kind of service that the ports of the voyage bring in. check.c */
ITD_MUST_CHECK itd_status itd_check_service_by_port(struct itd_checking *checking, itd_str kind,
                                                    itd_str port, itd_error *err);

/* Adds what a measure does, or keeps the stricter of two for one measure. */
ITD_MUST_CHECK itd_status itd_check_add(struct itd_checking *checking, itd_bearing bearing,
                                        bool has_effect, itd_measure_effect effect, itd_error *err);
ITD_PRINTF(3, 4)
ITD_MUST_CHECK itd_status itd_check_note(struct itd_checking *checking, itd_error *err,
                                         const char *fmt, ...);
/* A formatted text in the arena. */
ITD_PRINTF(4, 5)
ITD_MUST_CHECK itd_status itd_check_text(struct itd_checking *checking, itd_str *ret_text,
                                         itd_error *err, const char *fmt, ...);

#endif
