/* A quantity against the caps that bear on it: in every unit of the cap, and where barrels and
 * tonnes meet, by every published factor. More than a whole cap by every reckoning is
 * prohibited. */
#include "regime/check_internal.h"

#define NO_UNIT ITD_UNIT_OTHER

static itd_unit unit_of(itd_str name)
{
    for (itd_unit unit = ITD_UNIT_TONNE; unit < ITD_UNIT_OTHER; unit++)
        if (itd_str_equal(name, itd_str_of(itd_unit_name(unit))))
            return unit;
    return NO_UNIT;
}

static itd_status add_share(struct itd_checking *checking, itd_cap_share share, itd_error *err)
{
    void          *items = itd_arena_grow(checking->arena, checking->shares, checking->share_count,
                                          &checking->share_cap, sizeof share);
    const uint64_t limit = share.limit.amount;
    uint64_t       points;

    if (!items)
        return itd_error_no_memory(err);
    points = share.amount / limit * 10000 + share.amount % limit * 10000 / limit;
    share.basis_point = points > UINT32_MAX ? UINT32_MAX : (uint32_t)points;
    share.exceeds = share.amount > limit;
    checking->shares = items;
    checking->shares[checking->share_count++] = share;
    return ITD_OK;
}

static itd_status add_by_factors(struct itd_checking *checking, const itd_cap *cap,
                                 itd_cap_share share, itd_unit limit_unit, itd_error *err)
{
    const itd_check_request *req = checking->req;
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < itd_rules_factor_count(checking->rules); i++) {
        const itd_factor *factor = itd_rules_factor_at(checking->rules, i);

        if (!itd_str_equal(factor->group, cap->group))
            continue;
        share.factor = factor;
        share.amount = limit_unit == ITD_UNIT_BARREL
                           ? itd_amount_to_barrels(req->quantity, factor->barrels_per_tonne)
                           : itd_amount_to_tonnes(req->quantity, factor->barrels_per_tonne);
        st = add_share(checking, share, err);
    }
    return st;
}

static itd_status add_shares(struct itd_checking *checking, size_t index, itd_error *err)
{
    const itd_check_request *req = checking->req;
    const itd_cap           *cap = itd_rules_cap_at(checking->rules, index);
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < cap->limit_count; i++) {
        const itd_unit unit = unit_of(cap->limits[i].unit);
        itd_cap_share  share = {.cap = index, .limit = cap->limits[i]};

        if (unit == req->unit) {
            share.amount = req->quantity;
            st = add_share(checking, share, err);
        } else if ((unit == ITD_UNIT_BARREL && req->unit == ITD_UNIT_TONNE) ||
                   (unit == ITD_UNIT_TONNE && req->unit == ITD_UNIT_BARREL)) {
            st = add_by_factors(checking, cap, share, unit, err);
        }
    }
    return st;
}

static void judge(struct itd_checking *checking, itd_bearing *bearing, size_t first)
{
    bool all = checking->share_count > first;

    for (size_t i = first; i < checking->share_count; i++)
        all = all && checking->shares[i].exceeds;
    if (all && !bearing->lifted) {
        bearing->strict = bearing->finding = ITD_FINDING_PROHIBITED;
        bearing->note = ITD_STR("the quantity alone is more than the whole cap");
    }
}

itd_status itd_check_caps(struct itd_checking *checking, itd_error *err)
{
    itd_status st = ITD_OK;

    if (!checking->req->has_quantity)
        return ITD_OK;
    for (size_t b = 0; st == ITD_OK && b < checking->bearing_count; b++) {
        itd_bearing *bearing = &checking->bearings[b];
        const size_t first = checking->share_count;

        if (bearing->strict != ITD_FINDING_CAPPED || bearing->cover == ITD_COVER_POSSIBLE)
            continue;
        for (size_t i = 0; st == ITD_OK && i < itd_rules_cap_count(checking->rules); i++)
            if (itd_rules_cap_at(checking->rules, i)->measure == bearing->measure)
                st = add_shares(checking, i, err);
        if (st == ITD_OK && checking->share_count == first)
            st = itd_check_note(checking, err,
                                "the quantity cannot be compared with the cap of %.*s",
                                ITD_STR_ARGS(itd_rules_at(checking->rules, bearing->measure)->id));
        judge(checking, bearing, first);
    }
    return st;
}
