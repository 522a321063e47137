/* Rows of ships in their order: what stands there twice is dropped, what cannot be true at one time
 * is refused with both places. */
#include <stdlib.h>

#include "base/file.h"
#include "comply/comply_internal.h"

static itd_date end_of(itd_date to)
{
    const itd_date never = {9999, 12, 31};

    return to.year == 0 ? never : to;
}

static itd_status refuse(const struct itd_ships *ships, const char *field, itd_str value,
                         itd_str file, uint64_t line, itd_str other_file, uint64_t other_line,
                         const char *reason, itd_error *err)
{
    char path[ITD_PATH_MAX];

    (void)itd_error_at_line(err, ITD_E_CONFLICT, line, "\"%.*s\" %s (%.*s:%llu)",
                            ITD_STR_ARGS(value), reason, ITD_STR_ARGS(other_file),
                            (unsigned long long)other_line);
    itd_error_in_field(err, itd_str_of(field));
    if (ships->folder && itd_path_join(path, ships->folder, file.ptr, NULL, NULL) == ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    return ITD_E_CONFLICT;
}

static int compare_places(itd_str file, uint64_t line, itd_str other_file, uint64_t other_line)
{
    const int order = itd_str_compare(file, other_file);

    return order != 0 ? order : (line > other_line) - (line < other_line);
}

/* ---- registers ---- */

static int compare_rows(const void *a, const void *b)
{
    const struct itd_ship_row *x = a, *y = b;
    int                        order = itd_str_compare(x->imo, y->imo);

    if (order == 0)
        order = itd_date_compare(x->from, y->from);
    if (order == 0)
        order = itd_date_compare(end_of(x->to), end_of(y->to));
    return order != 0 ? order : compare_places(x->file, x->line, y->file, y->line);
}

static bool is_same_row(const struct itd_ship_row *a, const struct itd_ship_row *b)
{
    return itd_str_equal(a->imo, b->imo) && itd_date_equal(a->from, b->from) &&
           itd_date_equal(a->to, b->to) && a->flag == b->flag && a->owner_area == b->owner_area &&
           itd_str_equal(a->owner, b->owner) && itd_str_equal(a->name, b->name);
}

static itd_status refuse_overlap(const struct itd_ships *ships, const struct itd_ship_row *row,
                                 const struct itd_ship_row *before, itd_error *err)
{
    const char *field = "from";
    char        from[ITD_DATE_TEXT_MAX];
    itd_str     value;

    itd_date_format(row->from, from);
    value = itd_str_of(from);
    if (row->flag != before->flag) {
        field = "flag";
        value = row->flag ? ships->areas->items[row->flag].name : (itd_str){0};
    } else if (row->owner_area != before->owner_area || !itd_str_equal(row->owner, before->owner)) {
        field = "owner";
        value = row->owner;
    } else if (!itd_str_equal(row->name, before->name)) {
        field = "name";
        value = row->name;
    }
    return refuse(ships, field, value, row->file, row->line, before->file, before->line,
                  "begins before another row of this ship ends", err);
}

static itd_status order_rows(struct itd_ships *ships, itd_error *err)
{
    struct itd_ship_row *rows = ships->rows;
    size_t               kept = 0;

    if (ships->row_count > 1)
        qsort(rows, ships->row_count, sizeof rows[0], compare_rows);
    for (size_t i = 0; i < ships->row_count; i++) {
        const struct itd_ship_row *before = kept > 0 ? &rows[kept - 1] : NULL;

        if (before && is_same_row(before, &rows[i])) {
            ships->left_out[ITD_LEFT_REPEATED]++;
            continue;
        }
        if (before && itd_str_equal(before->imo, rows[i].imo) &&
            itd_date_compare(rows[i].from, end_of(before->to)) < 0)
            return refuse_overlap(ships, &rows[i], before, err);
        rows[kept++] = rows[i];
    }
    ships->row_count = kept;
    return ITD_OK;
}

/* ---- port calls ---- */

static int compare_calls(const void *a, const void *b)
{
    const struct itd_call_row *x = a, *y = b;
    int                        order = itd_str_compare(x->imo, y->imo);

    if (order == 0)
        order = itd_date_compare(x->arrival, y->arrival);
    if (order == 0)
        order = itd_str_compare(x->port, y->port);
    if (order == 0)
        order = itd_date_compare(x->departure, y->departure);
    return order != 0 ? order : compare_places(x->file, x->line, y->file, y->line);
}

static itd_status check_call(const struct itd_ships *ships, const struct itd_call_row *call,
                             const struct itd_call_row *before, itd_error *err)
{
    const bool is_same =
        itd_date_equal(call->arrival, before->arrival) && itd_str_equal(call->port, before->port);
    char day[ITD_DATE_TEXT_MAX];

    if (is_same && call->area != before->area)
        return refuse(ships, "state", ships->areas->items[call->area].name, call->file, call->line,
                      before->file, before->line, "is another state than in a row of this call",
                      err);
    if (is_same && call->claim != before->claim)
        return refuse(ships, "claim",
                      call->claim == ITD_CLAIM_KINDS ? (itd_str){0}
                                                     : itd_str_of(itd_claim_name(call->claim)),
                      call->file, call->line, before->file, before->line,
                      "is another claim than in a row of this call", err);
    itd_date_format(is_same ? call->departure : call->arrival, day);
    if (is_same)
        return refuse(ships, "departure", itd_str_of(day), call->file, call->line, before->file,
                      before->line, "is another day than in a row of this call", err);
    if (before->departure.year != 0 && itd_date_compare(call->arrival, before->departure) < 0)
        return refuse(ships, "arrival", itd_str_of(day), call->file, call->line, before->file,
                      before->line, "is before the ship left another port", err);
    return ITD_OK;
}

static bool is_same_call(const struct itd_call_row *a, const struct itd_call_row *b)
{
    return itd_str_equal(a->imo, b->imo) && itd_date_equal(a->arrival, b->arrival) &&
           itd_date_equal(a->departure, b->departure) && itd_str_equal(a->port, b->port) &&
           a->area == b->area && a->claim == b->claim;
}

static itd_status order_calls(struct itd_ships *ships, itd_error *err)
{
    struct itd_call_row *calls = ships->calls;
    size_t               kept = 0, longest = 0; /* of the ship: the call that ends last */
    itd_status           st = ITD_OK;

    if (ships->call_count > 1)
        qsort(calls, ships->call_count, sizeof calls[0], compare_calls);
    for (size_t i = 0; st == ITD_OK && i < ships->call_count; i++) {
        const bool is_first = kept == 0 || !itd_str_equal(calls[kept - 1].imo, calls[i].imo);

        if (!is_first && is_same_call(&calls[kept - 1], &calls[i])) {
            ships->left_out[ITD_LEFT_REPEATED]++;
            continue;
        }
        if (!is_first)
            st = check_call(ships, &calls[i], &calls[kept - 1], err);
        if (st == ITD_OK && !is_first && longest != kept - 1)
            st = check_call(ships, &calls[i], &calls[longest], err);
        calls[kept] = calls[i];
        if (is_first || itd_date_compare(calls[kept].departure, calls[longest].departure) > 0)
            longest = kept;
        kept++;
    }
    ships->call_count = kept;
    return st;
}

itd_status itd_ships_order(struct itd_ships *ships, itd_error *err)
{
    const itd_status st = order_rows(ships, err);

    return st == ITD_OK ? order_calls(ships, err) : st;
}
