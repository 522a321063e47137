/* A ledger being counted: what its parts share. */
#ifndef ITD_REGIME_CAPS_INTERNAL_H
#define ITD_REGIME_CAPS_INTERNAL_H

#include "regime/caps.h"

struct itd_counting {
    const itd_rules      *rules;
    const itd_deliveries *deliveries;
    const itd_cap        *cap;
    const itd_cap_period *period;
    itd_date              on;
    itd_arena            *arena;

    size_t *rows; /* deliveries that could count, kept ones only */
    size_t  row_count;

    itd_str *suppliers;
    size_t   supplier_count;

    itd_cap_omission *omissions;
    size_t            omission_count, omission_cap;
};

extern const uint32_t itd_cap_percents[ITD_CAP_CROSSINGS];

ITD_MUST_CHECK itd_status itd_caps_omit(struct itd_counting *counting, size_t delivery,
                                        itd_left_out why, itd_error *err);
/* Index of the supplier of a row; 0 is "*". */
size_t itd_caps_supplier(const struct itd_counting *counting, const itd_delivery *delivery);
/* Total and crossings of one way of counting; note_omissions: rows that are not in it are named. */
ITD_MUST_CHECK itd_status itd_caps_count_view(struct itd_counting *counting, itd_cap_view *view,
                                              bool note_omissions, itd_error *err);

#endif
