/* Adding the rows of a period. Rows may overlap (a month, and the four months around it): of each
 * supplier those rows count that do not overlap and together make the most, which is still a lower
 * bound, because each row alone is one. Rows "of all" and rows of single suppliers are two such
 * bounds; the larger one counts and they are never added. Weighted interval scheduling gives the
 * bound for every day in one pass: best(i) = max(best(i-1), amount(i) + best(last row that ends
 * before i begins)) (Kleinberg and Tardos, Algorithm Design, 6.1). */
#include "regime/caps_internal.h"

#include <stdlib.h>
#include <string.h>

const uint32_t itd_cap_percents[ITD_CAP_CROSSINGS] = {75, 90, 95, 100};

/* Rows of one supplier and one period: several when they have ids of their own. */
struct node {
    size_t   supplier;
    int64_t  from, to; /* days */
    uint64_t amount;
    uint64_t best;    /* most that this supplier's rows make up to here */
    size_t   earlier; /* node before it in the best choice that takes it; SIZE_MAX: none */
    bool     taken;   /* the best choice up to here takes it */
    bool     chosen;
    size_t   first_row; /* index of row_nodes */
};

itd_status itd_caps_omit(struct itd_counting *counting, size_t delivery, itd_left_out why,
                         itd_error *err)
{
    void *items = itd_arena_grow(counting->arena, counting->omissions, counting->omission_count,
                                 &counting->omission_cap, sizeof *counting->omissions);

    if (!items)
        return itd_error_no_memory(err);
    counting->omissions = items;
    counting->omissions[counting->omission_count++] = (itd_cap_omission){delivery, why};
    return ITD_OK;
}

size_t itd_caps_supplier(const struct itd_counting *counting, const itd_delivery *delivery)
{
    size_t k = 0;

    while (!itd_str_equal(counting->suppliers[k], delivery->supplier))
        k++;
    return k;
}

/* The amount of a row in the unit of a view; false when it cannot be told. */
static bool amount_in(const itd_cap_view *view, const itd_delivery *delivery, uint64_t *ret_amount)
{
    const bool tonnes = itd_str_equal(view->limit.unit, ITD_STR("t"));
    const bool barrels = itd_str_equal(view->limit.unit, ITD_STR("barrel"));

    if (!tonnes && !barrels) {
        *ret_amount = delivery->usd;
        return delivery->has_usd;
    }
    if (tonnes ? delivery->has_tonnes : delivery->has_barrels) {
        *ret_amount = tonnes ? delivery->tonnes : delivery->barrels;
        return true;
    }
    if (!view->factor || !(tonnes ? delivery->has_barrels : delivery->has_tonnes))
        return false;
    *ret_amount = tonnes ? itd_amount_to_tonnes(delivery->barrels, view->factor->barrels_per_tonne)
                         : itd_amount_to_barrels(delivery->tonnes, view->factor->barrels_per_tonne);
    return true;
}

static int by_supplier_and_end(const void *a, const void *b)
{
    const struct node *x = a, *y = b;

    if (x->supplier != y->supplier)
        return x->supplier < y->supplier ? -1 : 1;
    if (x->to != y->to)
        return x->to < y->to ? -1 : 1;
    if (x->from != y->from)
        return x->from < y->from ? -1 : 1;
    return x->first_row < y->first_row ? -1 : x->first_row > y->first_row;
}

static int by_end(const void *a, const void *b)
{
    const struct node *const *x = a, *const *y = b;

    if ((*x)->to != (*y)->to)
        return (*x)->to < (*y)->to ? -1 : 1;
    return (*x)->supplier < (*y)->supplier ? -1 : (*x)->supplier > (*y)->supplier;
}

/* Nodes of a view, sorted by supplier and end; rows of one supplier and period become one. */
static size_t make_nodes(const struct itd_counting *counting, itd_cap_view *view,
                         struct node *nodes)
{
    size_t count = 0, kept = 0;

    for (size_t i = 0; i < counting->row_count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[counting->rows[i]];
        uint64_t            amount;

        if (!amount_in(view, delivery, &amount)) {
            view->unknown++;
            continue;
        }
        nodes[count++] = (struct node){.supplier = itd_caps_supplier(counting, delivery),
                                       .from = itd_date_to_days(delivery->from),
                                       .to = itd_date_to_days(delivery->to),
                                       .amount = amount,
                                       .first_row = i};
    }
    qsort(nodes, count, sizeof *nodes, by_supplier_and_end);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && nodes[kept - 1].supplier == nodes[i].supplier &&
            nodes[kept - 1].from == nodes[i].from && nodes[kept - 1].to == nodes[i].to)
            nodes[kept - 1].amount += nodes[i].amount;
        else
            nodes[kept++] = nodes[i];
    }
    return kept;
}

/* Last node of the same supplier that ends before this one begins. */
static size_t find_earlier(const struct node *nodes, size_t first, size_t index)
{
    size_t low = first, high = index;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (nodes[middle].to < nodes[index].from)
            low = middle + 1;
        else
            high = middle;
    }
    return low == first ? SIZE_MAX : low - 1;
}

static void schedule(struct node *nodes, size_t count)
{
    size_t first = 0;

    for (size_t i = 0; i < count; i++) {
        uint64_t with, without;

        if (i > 0 && nodes[i].supplier != nodes[i - 1].supplier)
            first = i;
        nodes[i].earlier = find_earlier(nodes, first, i);
        with = nodes[i].amount + (nodes[i].earlier == SIZE_MAX ? 0 : nodes[nodes[i].earlier].best);
        without = i == first ? 0 : nodes[i - 1].best;
        nodes[i].taken = with >= without;
        nodes[i].best = nodes[i].taken ? with : without;
    }
}

/* Marks the rows of the best choice of one supplier, whose nodes are first..end. */
static void choose(struct node *nodes, size_t first, size_t end)
{
    size_t at = end;

    while (at > first && at != SIZE_MAX) {
        struct node *node = &nodes[at - 1];

        if (!node->taken) {
            at--;
            continue;
        }
        node->chosen = true;
        at = node->earlier == SIZE_MAX ? first : node->earlier + 1;
    }
}

static void cross(itd_cap_view *view, uint64_t bound, int64_t day)
{
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++) {
        /* bound / limit >= percent / 100, without a product that would not fit. */
        const uint64_t needed = view->limit.amount / 100 * itd_cap_percents[i] +
                                (view->limit.amount % 100 * itd_cap_percents[i] + 99) / 100;

        if (view->crossings[i].day.year == 0 && bound >= needed)
            view->crossings[i].day = itd_date_of_days(day);
    }
}

/* Walks the ends of all nodes in time; gives the bounds of the last day. */
static void walk(const struct itd_counting *counting, itd_cap_view *view,
                 struct node *const *ordered, size_t count, uint64_t *by_supplier,
                 uint64_t *ret_together, uint64_t *ret_single)
{
    uint64_t together = 0, single = 0;

    memset(by_supplier, 0, counting->supplier_count * sizeof *by_supplier);
    for (size_t i = 0; i < count; i++) {
        const struct node *node = ordered[i];

        if (node->supplier == 0) {
            together = node->best;
        } else {
            single += node->best - by_supplier[node->supplier];
            by_supplier[node->supplier] = node->best;
        }
        if (i + 1 == count || ordered[i + 1]->to != node->to)
            cross(view, together > single ? together : single, node->to);
    }
    *ret_together = together;
    *ret_single = single;
}

itd_status itd_caps_count_view(struct itd_counting *counting, itd_cap_view *view,
                               bool note_omissions, itd_error *err)
{
    struct node *nodes =
        itd_arena_new_array(counting->arena, counting->row_count + 1, sizeof *nodes);
    struct node **ordered =
        itd_arena_new_array(counting->arena, counting->row_count + 1, sizeof *ordered);
    uint64_t *by_supplier =
        itd_arena_new_array(counting->arena, counting->supplier_count, sizeof *by_supplier);
    uint64_t   together, single;
    size_t     count, first = 0;
    itd_status st = ITD_OK;

    if (!nodes || !ordered || !by_supplier)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++)
        view->crossings[i].percent = itd_cap_percents[i];
    count = make_nodes(counting, view, nodes);
    schedule(nodes, count);
    for (size_t i = 0; i < count; i++)
        ordered[i] = &nodes[i];
    qsort(ordered, count, sizeof *ordered, by_end);
    walk(counting, view, ordered, count, by_supplier, &together, &single);
    view->total = together > single ? together : single;
    for (size_t i = 1; i <= count; i++) {
        if (i < count && nodes[i].supplier == nodes[first].supplier)
            continue;
        if ((nodes[first].supplier == 0) == (together > single))
            choose(nodes, first, i);
        first = i;
    }
    for (size_t i = 0; st == ITD_OK && i < counting->row_count; i++) {
        const itd_delivery *delivery = &counting->deliveries->items[counting->rows[i]];
        const size_t        supplier = itd_caps_supplier(counting, delivery);
        bool                chosen = false;

        for (size_t k = 0; k < count && !chosen; k++)
            chosen = nodes[k].chosen && nodes[k].supplier == supplier &&
                     nodes[k].from == itd_date_to_days(delivery->from) &&
                     nodes[k].to == itd_date_to_days(delivery->to);
        view->rows += chosen;
        if (!chosen && note_omissions)
            st = itd_caps_omit(counting, counting->rows[i],
                               (supplier == 0) == (together > single) ? ITD_LEFT_OVERLAPS
                                                                      : ITD_LEFT_OTHER_SCOPE,
                               err);
    }
    if (st == ITD_OK && view->limit.amount > 0) {
        const uint64_t points = view->total / view->limit.amount * 10000 +
                                view->total % view->limit.amount * 10000 / view->limit.amount;

        view->basis_point = points > UINT32_MAX ? UINT32_MAX : (uint32_t)points;
    }
    return st;
}
