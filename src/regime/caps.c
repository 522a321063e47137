/* The ledger: periods of each clock, which rows belong to them, and months without a report. How
 * the rows of a period are added is in cap_view.c. */
#include "regime/caps.h"

#include "regime/caps_internal.h"

/* ---- periods ---- */

static itd_date day_before(itd_date day)
{
    return itd_date_of_days(itd_date_to_days(day) - 1);
}

static itd_date add_months(itd_date day, int months)
{
    const int month = day.month - 1 + months;

    day.year = (int16_t)(day.year + month / 12);
    day.month = (uint8_t)(month % 12 + 1);
    return day;
}

/* The period of the clock that begins with, or after, the nth. */
static void period_of(const itd_cap *cap, int nth, itd_date *ret_from, itd_date *ret_to)
{
    itd_date from = cap->from;

    switch (cap->clock) {
    case ITD_CLOCK_FIXED:
        *ret_from = from;
        *ret_to = cap->to;
        return;
    case ITD_CLOCK_CALENDAR_YEAR:
        *ret_from = nth == 0 ? from : (itd_date){(int16_t)(from.year + nth), 1, 1};
        *ret_to = (itd_date){(int16_t)(from.year + nth), 12, 31};
        return;
    case ITD_CLOCK_ANNIVERSARY:
    case ITD_CLOCK_ROLLING:
        *ret_from = add_months(from, 12 * nth);
        *ret_to = day_before(add_months(from, 12 * (nth + 1)));
        return;
    }
}

/* ---- which rows ---- */

static bool is_of_period(const struct itd_counting *counting, const itd_delivery *delivery,
                         itd_delivery_kind kind)
{
    return delivery->kind == kind && itd_str_equal(delivery->group, counting->cap->group) &&
           itd_date_compare(delivery->to, counting->on) <= 0 &&
           itd_date_compare(delivery->to, counting->period->from) >= 0 &&
           itd_date_compare(delivery->from, counting->period->to) <= 0;
}

static bool same_amounts(const itd_delivery *a, const itd_delivery *b)
{
    return a->has_tonnes == b->has_tonnes && a->tonnes == b->tonnes &&
           a->has_barrels == b->has_barrels && a->barrels == b->barrels &&
           a->has_usd == b->has_usd && a->usd == b->usd;
}

static bool is_smaller(const itd_delivery *a, const itd_delivery *b)
{
    if (a->has_tonnes && b->has_tonnes && a->tonnes != b->tonnes)
        return a->tonnes < b->tonnes;
    if (a->has_barrels && b->has_barrels && a->barrels != b->barrels)
        return a->barrels < b->barrels;
    if (a->has_usd && b->has_usd && a->usd != b->usd)
        return a->usd < b->usd;
    return false;
}

static bool same_period(const itd_delivery *a, const itd_delivery *b)
{
    return itd_date_equal(a->from, b->from) && itd_date_equal(a->to, b->to) &&
           itd_str_equal(a->supplier, b->supplier);
}

/* Is it a second notice of one delivery? Then the smaller one stays. */
static itd_status settle_twin(struct itd_counting *counting, size_t index, bool *ret_settled,
                              itd_error *err)
{
    const itd_delivery *items = counting->deliveries->items, *delivery = &items[index];

    *ret_settled = false;
    for (size_t i = 0; i < counting->row_count; i++) {
        const itd_delivery *other = &items[counting->rows[i]];

        if (!same_period(delivery, other))
            continue;
        if (delivery->id.len > 0 && other->id.len > 0 && !itd_str_equal(delivery->id, other->id))
            continue;
        *ret_settled = true;
        if (same_amounts(delivery, other))
            return itd_caps_omit(counting, index, ITD_LEFT_DUPLICATE, err);
        if (!is_smaller(delivery, other))
            return itd_caps_omit(counting, index, ITD_LEFT_CONTRADICTS, err);
        const size_t larger = counting->rows[i];
        counting->rows[i] = index;
        return itd_caps_omit(counting, larger, ITD_LEFT_CONTRADICTS, err);
    }
    return ITD_OK;
}

static itd_status gather_rows(struct itd_counting *counting, itd_delivery_kind kind, itd_error *err)
{
    const itd_deliveries *deliveries = counting->deliveries;
    itd_status            st = ITD_OK;

    counting->row_count = counting->omission_count = 0;
    for (size_t i = 0; st == ITD_OK && i < deliveries->count; i++) {
        const itd_delivery *delivery = &deliveries->items[i];
        bool                settled;

        if (!is_of_period(counting, delivery, kind))
            continue;
        if (itd_date_compare(delivery->from, counting->period->last_day) > 0) {
            st = itd_caps_omit(counting, i, ITD_LEFT_NOT_IN_FORCE, err);
        } else if (itd_date_compare(delivery->from, counting->period->from) < 0 ||
                   itd_date_compare(delivery->to, counting->period->last_day) > 0) {
            st = itd_caps_omit(counting, i, ITD_LEFT_CROSSES, err);
        } else {
            st = settle_twin(counting, i, &settled, err);
            if (st == ITD_OK && !settled)
                counting->rows[counting->row_count++] = i;
        }
    }
    return st;
}

static itd_status gather_suppliers(struct itd_counting *counting, itd_error *err)
{
    counting->supplier_count = 1;
    counting->suppliers[0] = ITD_STR("*");
    for (size_t i = 0; i < counting->row_count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[counting->rows[i]];
        const itd_str       supplier = delivery->supplier;
        size_t              k = 0;

        while (k < counting->supplier_count && !itd_str_equal(counting->suppliers[k], supplier))
            k++;
        if (k == ITD_CAP_SUPPLIERS_MAX + 1) /* "*" is none of them */
            return itd_error_at_line(err, ITD_E_LIMIT, delivery->line, "more than %d suppliers",
                                     ITD_CAP_SUPPLIERS_MAX);
        if (k == counting->supplier_count)
            counting->suppliers[counting->supplier_count++] = supplier;
    }
    return ITD_OK;
}

/* ---- all views of a kind ---- */

/* Does some row have tonnes where the cap counts barrels, or the reverse? */
static bool needs_factor(const struct itd_counting *counting, const itd_cap_limit *limit)
{
    const bool tonnes = itd_str_equal(limit->unit, ITD_STR("t"));

    if (itd_str_equal(limit->unit, ITD_STR("USD")))
        return false;
    for (size_t i = 0; i < counting->row_count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[counting->rows[i]];

        if (tonnes ? !delivery->has_tonnes && delivery->has_barrels
                   : !delivery->has_barrels && delivery->has_tonnes)
            return true;
    }
    return false;
}

static itd_status count_views(struct itd_counting *counting, itd_cap_count *count, itd_error *err)
{
    const size_t  factors = itd_rules_factor_count(counting->rules);
    itd_cap_view *views =
        itd_arena_new_array(counting->arena, ITD_CAP_UNITS_MAX * (factors + 1), sizeof *views);
    itd_status st = views ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < counting->cap->limit_count; i++) {
        const itd_cap_limit limit = counting->cap->limits[i];
        bool                counted = false;

        for (size_t k = 0; st == ITD_OK && needs_factor(counting, &limit) && k < factors; k++) {
            const itd_factor *factor = itd_rules_factor_at(counting->rules, k);

            if (!itd_str_equal(factor->group, counting->cap->group))
                continue;
            views[count->view_count] = (itd_cap_view){.limit = limit, .factor = factor};
            st = itd_caps_count_view(counting, &views[count->view_count], count->view_count == 0,
                                     err);
            count->view_count++;
            counted = true;
        }
        if (st == ITD_OK && !counted) {
            views[count->view_count] = (itd_cap_view){.limit = limit};
            st = itd_caps_count_view(counting, &views[count->view_count], count->view_count == 0,
                                     err);
            count->view_count++;
        }
    }
    count->views = views;
    return st;
}

/* The unit that is crossed first decides: the lower of two. Of several factors the latest day is
 * taken, so that no factor alone says "crossed". */
static void find_first(itd_cap_count *count)
{
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++) {
        count->first[i].percent = itd_cap_percents[i];
        for (size_t v = 0; v < count->view_count;) {
            itd_date latest = count->views[v].crossings[i].day;
            size_t   end = v + 1;

            while (end < count->view_count &&
                   itd_str_equal(count->views[end].limit.unit, count->views[v].limit.unit)) {
                const itd_date day = count->views[end].crossings[i].day;

                if (day.year == 0 || (latest.year != 0 && itd_date_compare(day, latest) > 0))
                    latest = day;
                end++;
            }
            if (latest.year != 0 && (count->first[i].day.year == 0 ||
                                     itd_date_compare(latest, count->first[i].day) < 0)) {
                count->first[i].day = latest;
                count->first_unit[i] = count->views[v].limit.unit;
            }
            v = end;
        }
    }
}

/* ---- months without a report ---- */

static bool is_reported(const struct itd_counting *counting, itd_date first, itd_date last)
{
    for (size_t i = 0; i < counting->deliveries->count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[i];

        if (delivery->kind == ITD_DELIVERY_NOTIFIED &&
            itd_str_equal(delivery->group, counting->cap->group) &&
            itd_date_compare(delivery->from, last) <= 0 &&
            itd_date_compare(delivery->to, first) >= 0 &&
            itd_date_compare(delivery->to, counting->on) <= 0)
            return true;
    }
    return false;
}

static itd_status find_missing(struct itd_counting *counting, itd_cap_count *count, itd_error *err)
{
    const itd_cap_period *period = counting->period;
    itd_date              month = {period->from.year, period->from.month, 1};
    itd_cap_missing      *missing = NULL;
    size_t                cap = 0;

    if (counting->cap->report_days == 0)
        return ITD_OK;
    while (itd_date_compare(month, period->last_day) <= 0) {
        const itd_date next = add_months(month, 1), last = day_before(next);
        const itd_date due =
            itd_date_of_days(itd_date_to_days(last) + (int64_t)counting->cap->report_days);

        if (itd_date_compare(due, counting->on) <= 0 && !is_reported(counting, month, last)) {
            void *items = itd_arena_grow(counting->arena, missing, count->missing_count, &cap,
                                         sizeof *missing);

            if (!items)
                return itd_error_no_memory(err);
            missing = items;
            missing[count->missing_count++] = (itd_cap_missing){month, due};
        }
        month = next;
    }
    count->missing = missing;
    return ITD_OK;
}

/* ---- a period ---- */

static itd_status count_period(struct itd_counting *counting, itd_cap_period *period,
                               itd_error *err)
{
    itd_cap_count *counts =
        itd_arena_new_array(counting->arena, ITD_DELIVERY_KINDS, sizeof *counts);
    itd_status st = counts ? ITD_OK : itd_error_no_memory(err);

    counting->period = period;
    for (itd_delivery_kind kind = ITD_DELIVERY_NOTIFIED;
         st == ITD_OK && kind <= ITD_DELIVERY_ESTIMATED; kind++) {
        itd_cap_count *count = &counts[period->count_count];

        counting->omissions = NULL;
        counting->omission_cap = 0;
        *count = (itd_cap_count){.kind = kind};
        st = gather_rows(counting, kind, err);
        if (st == ITD_OK)
            st = gather_suppliers(counting, err);
        if (st == ITD_OK)
            st = count_views(counting, count, err);
        if (st == ITD_OK && kind == ITD_DELIVERY_NOTIFIED)
            st = find_missing(counting, count, err);
        if (st != ITD_OK)
            break;
        find_first(count);
        count->omissions = counting->omissions;
        count->omission_count = counting->omission_count;
        period->count_count +=
            kind == ITD_DELIVERY_NOTIFIED || counting->row_count + counting->omission_count > 0;
    }
    period->counts = counts;
    counting->period = NULL; /* the caller's own, only while it is counted */
    return st;
}

static bool has_deliveries(const struct itd_counting *counting, itd_date from, itd_date to)
{
    for (size_t i = 0; i < counting->deliveries->count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[i];

        if (itd_str_equal(delivery->group, counting->cap->group) &&
            itd_date_compare(delivery->to, counting->on) <= 0 &&
            itd_date_compare(delivery->to, from) >= 0 && itd_date_compare(delivery->from, to) <= 0)
            return true;
    }
    return false;
}

struct ledger {
    itd_cap_period *periods;
    size_t          count, cap;
};

static itd_status count_cap(struct itd_counting *counting, size_t index, struct ledger *ledger,
                            itd_error *err)
{
    const itd_measure *measure = itd_rules_at(counting->rules, counting->cap->measure);

    for (int nth = 0; !measure->never_in_force; nth++) {
        itd_cap_period period = {.cap = index};
        void          *items;
        itd_status     st;

        period_of(counting->cap, nth, &period.from, &period.to);
        if (itd_date_compare(period.from, counting->on) > 0 ||
            (measure->last_day.year != 0 && itd_date_compare(period.from, measure->last_day) > 0))
            break;
        period.last_day =
            measure->last_day.year != 0 && itd_date_compare(measure->last_day, period.to) < 0
                ? measure->last_day
                : period.to;
        period.running = itd_date_compare(counting->on, period.last_day) <= 0;
        if (period.running || has_deliveries(counting, period.from, period.to)) {
            st = count_period(counting, &period, err);
            if (st != ITD_OK)
                return st;
            items = itd_arena_grow(counting->arena, ledger->periods, ledger->count, &ledger->cap,
                                   sizeof period);
            if (!items)
                return itd_error_no_memory(err);
            ledger->periods = items;
            ledger->periods[ledger->count++] = period;
        }
        if (counting->cap->clock == ITD_CLOCK_FIXED || period.to.year >= 9998)
            break;
    }
    return ITD_OK;
}

itd_status itd_caps(const itd_rules *rules, const itd_deliveries *deliveries, itd_date on,
                    itd_arena *arena, itd_cap_ledger *ret_ledger, itd_error *err)
{
    struct itd_counting counting = {
        .rules = rules, .deliveries = deliveries, .on = on, .arena = arena};
    struct ledger ledger = {.periods = NULL};
    itd_status    st = ITD_OK;

    counting.rows = itd_arena_new_array(arena, deliveries->count + 1, sizeof *counting.rows);
    counting.suppliers =
        itd_arena_new_array(arena, ITD_CAP_SUPPLIERS_MAX + 1, sizeof *counting.suppliers);
    if (!counting.rows || !counting.suppliers)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < itd_rules_cap_count(rules); i++) {
        counting.cap = itd_rules_cap_at(rules, i);
        st = count_cap(&counting, i, &ledger, err);
    }
    if (st == ITD_OK)
        *ret_ledger = (itd_cap_ledger){ledger.periods, ledger.count};
    return st;
}
