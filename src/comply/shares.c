/* Deliveries of each supplier against the caps: the ledger of the rules, counted over the rows of
 * one supplier at a time. */
#include <string.h>

#include "comply/comply_internal.h"

static bool is_known(const itd_str *suppliers, size_t count, itd_str supplier)
{
    for (size_t i = 0; i < count; i++)
        if (itd_str_equal(suppliers[i], supplier))
            return true;
    return false;
}

static itd_status add_view(struct itd_sharing *sharing, itd_str supplier,
                           const itd_cap_period *period, const itd_cap_count *count,
                           const itd_cap_view *view, itd_error *err)
{
    itd_supplier_share *items = itd_arena_grow(sharing->arena, sharing->items, sharing->count,
                                               &sharing->cap, sizeof items[0]);

    if (!items)
        return itd_error_no_memory(err);
    sharing->items = items;
    items[sharing->count++] = (itd_supplier_share){
        .supplier = supplier,
        .cap = period->cap,
        .from = period->from,
        .to = period->last_day,
        .kind = count->kind,
        .view = *view,
    };
    return ITD_OK;
}

static itd_status add_ledger(struct itd_sharing *sharing, itd_str supplier,
                             const itd_cap_ledger *ledger, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; i < ledger->period_count; i++) {
        const itd_cap_period *period = &ledger->periods[i];

        for (size_t k = 0; k < period->count_count; k++)
            for (size_t v = 0; st == ITD_OK && v < period->counts[k].view_count; v++)
                if (period->counts[k].views[v].rows > 0)
                    st = add_view(sharing, supplier, period, &period->counts[k],
                                  &period->counts[k].views[v], err);
    }
    return st;
}

static itd_status count_supplier(struct itd_sharing *sharing, const itd_rules *rules,
                                 const itd_delivery *all, size_t count, itd_str supplier,
                                 itd_date on, itd_error *err)
{
    itd_deliveries part = {.count = 0};
    itd_delivery  *own;
    size_t         own_count = 0;
    itd_cap_ledger ledger;
    itd_status     st;

    for (size_t i = 0; i < count; i++)
        own_count += itd_str_equal(all[i].supplier, supplier);
    own = itd_arena_new_array(sharing->arena, own_count, sizeof own[0]);
    part.items = own;
    if (!own)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (itd_str_equal(all[i].supplier, supplier))
            own[part.count++] = all[i];
    st = itd_caps(rules, &part, on, sharing->arena, &ledger, err);
    return st == ITD_OK ? add_ledger(sharing, supplier, &ledger, err) : st;
}

itd_status itd_shares_count(struct itd_sharing *sharing, const itd_rules *rules,
                            const itd_delivery *all, size_t count, itd_date on, itd_error *err)
{
    itd_str   *suppliers;
    size_t     supplier_count = 0;
    itd_status st = ITD_OK;

    if (count == 0)
        return ITD_OK;
    suppliers = itd_arena_new_array(sharing->arena, count, sizeof suppliers[0]);
    if (!suppliers)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        if (is_known(suppliers, supplier_count, all[i].supplier))
            continue;
        if (supplier_count == ITD_CAP_SUPPLIERS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d suppliers", ITD_CAP_SUPPLIERS_MAX);
        suppliers[supplier_count++] = all[i].supplier;
        st = count_supplier(sharing, rules, all, count, all[i].supplier, on, err);
    }
    return st;
}
