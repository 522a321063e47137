/* Deliveries under a cap, from CSV: a row per notice or estimate, for a day, a month or a longer
 * period. */
#include "regime/caps.h"

#include <string.h>

#include "codec/csv.h"

enum { CAP, FROM, TO, SUPPLIER, KIND, TONNES, BARRELS, USD, ID, SOURCE, CONFIDENCE, COLUMNS };

static const struct {
    const char *name;
    bool        needed;
} columns[COLUMNS] = {
    [CAP] = {"cap", true},
    [FROM] = {"from", true},
    [TO] = {"to", false},
    [SUPPLIER] = {"supplier", false},
    [KIND] = {"kind", true},
    [TONNES] = {"tonnes", false},
    [BARRELS] = {"barrels", false},
    [USD] = {"usd", false},
    [ID] = {"id", false},
    [SOURCE] = {"source", false},
    [CONFIDENCE] = {"confidence", false},
};

static const char *const kind_names[] = {"notified", "estimated"};
static const char *const left_out_names[] = {
    [ITD_LEFT_DUPLICATE] = "the same notice again",
    [ITD_LEFT_CONTRADICTS] = "contradicts another row of the same period: the smaller one counts",
    [ITD_LEFT_OVERLAPS] = "its period overlaps a row that counts for more",
    [ITD_LEFT_OTHER_SCOPE] = "of one supplier where all together count for more, or the reverse",
    [ITD_LEFT_CROSSES] = "reaches over the end of the period",
    [ITD_LEFT_NOT_IN_FORCE] = "after the cap was replaced",
};

const char *itd_delivery_kind_name(itd_delivery_kind kind)
{
    return kind_names[kind];
}

const char *itd_left_out_name(itd_left_out why)
{
    return left_out_names[why];
}

struct loading {
    const itd_rules *rules;
    itd_arena       *arena;
    itd_delivery    *items;
    size_t           count, cap;
    size_t           place[COLUMNS]; /* cell of a column, or SIZE_MAX */
    size_t           cells;
    uint64_t         line;
};

static itd_status refuse(const struct loading *loading, itd_error *err, itd_status status,
                         const char *field, const char *reason, itd_str value)
{
    (void)itd_error_at_line(err, status, loading->line, "\"%.*s\" %s", ITD_STR_ARGS(value), reason);
    itd_error_in_field(err, itd_str_of(field));
    return status;
}

static itd_status take_header(struct loading *loading, const itd_csv_record *record, itd_error *err)
{
    for (size_t i = 0; i < COLUMNS; i++)
        loading->place[i] = SIZE_MAX;
    for (size_t i = 0; i < record->count; i++) {
        const itd_str name = itd_str_trim(record->fields[i]);
        size_t        column = 0;

        while (column < COLUMNS && !itd_str_equal(name, itd_str_of(columns[column].name)))
            column++;
        if (column == COLUMNS)
            return refuse(loading, err, ITD_E_SCHEMA, "header", "is no known column", name);
        if (loading->place[column] != SIZE_MAX)
            return refuse(loading, err, ITD_E_DUPLICATE, "header", "stands there twice", name);
        loading->place[column] = i;
    }
    for (size_t i = 0; i < COLUMNS; i++)
        if (columns[i].needed && loading->place[i] == SIZE_MAX)
            return refuse(loading, err, ITD_E_SCHEMA, "header", "is a column that is missing",
                          itd_str_of(columns[i].name));
    loading->cells = record->count;
    return ITD_OK;
}

static itd_str cell(const struct loading *loading, const itd_csv_record *record, size_t column)
{
    const size_t place = loading->place[column];

    return place == SIZE_MAX ? ITD_STR("") : itd_str_trim(record->fields[place]);
}

/* ---- values ---- */

static uint8_t days_in_month(itd_date month)
{
    const itd_date next = {(int16_t)(month.year + month.month / 12),
                           (uint8_t)(month.month % 12 + 1), 1};

    return itd_date_of_days(itd_date_to_days(next) - 1).day;
}

/* A day, or a month of which the first or last day is meant. */
static bool parse_day(itd_str text, bool is_last, itd_date *ret_day)
{
    itd_date date;

    if (!itd_date_parse_iso(text, &date))
        return false;
    if (date.month == 0) {
        date.month = is_last ? 12 : 1;
        date.day = 0;
    }
    if (date.day == 0)
        date.day = is_last ? days_in_month(date) : 1;
    *ret_day = date;
    return true;
}

static itd_status take_period(const struct loading *loading, const itd_csv_record *record,
                              itd_delivery *delivery, itd_error *err)
{
    const itd_str from = cell(loading, record, FROM), to = cell(loading, record, TO);

    if (!parse_day(from, false, &delivery->from))
        return refuse(loading, err, ITD_E_SYNTAX, "from", "is no day, month or year", from);
    if (!parse_day(to.len > 0 ? to : from, true, &delivery->to))
        return refuse(loading, err, ITD_E_SYNTAX, "to", "is no day, month or year", to);
    if (itd_date_compare(delivery->to, delivery->from) < 0)
        return refuse(loading, err, ITD_E_CONFLICT, "to", "is before the beginning", to);
    return ITD_OK;
}

static itd_status take_amount(const struct loading *loading, const itd_csv_record *record,
                              size_t column, const char *unit, bool *ret_has, uint64_t *ret_amount,
                              itd_error *err)
{
    const itd_str text = cell(loading, record, column);
    itd_unit      ignored;
    itd_error     fault;
    itd_status    st;

    *ret_has = text.len > 0;
    if (!*ret_has)
        return ITD_OK;
    st = itd_amount_parse(text, itd_str_of(unit), ret_amount, &ignored, &fault);
    if (st == ITD_OK)
        return ITD_OK;
    (void)itd_error_at_line(err, ITD_E_SYNTAX, loading->line, "%s", fault.message);
    itd_error_in_field(err, itd_str_of(columns[column].name));
    return ITD_E_SYNTAX;
}

static itd_status take_words(const struct loading *loading, const itd_csv_record *record,
                             itd_delivery *delivery, itd_error *err)
{
    const itd_str group = cell(loading, record, CAP), kind = cell(loading, record, KIND);
    bool          known = false;

    for (size_t i = 0; i < itd_rules_cap_count(loading->rules); i++)
        known = known || itd_str_equal(itd_rules_cap_at(loading->rules, i)->group, group);
    if (!known)
        return refuse(loading, err, ITD_E_SCHEMA, "cap", "is no cap (coal, refined, crude)", group);
    if (itd_str_equal(kind, itd_str_of(kind_names[ITD_DELIVERY_NOTIFIED])))
        delivery->kind = ITD_DELIVERY_NOTIFIED;
    else if (itd_str_equal(kind, itd_str_of(kind_names[ITD_DELIVERY_ESTIMATED])))
        delivery->kind = ITD_DELIVERY_ESTIMATED;
    else
        return refuse(loading, err, ITD_E_SCHEMA, "kind", "is neither notified nor estimated",
                      kind);
    delivery->supplier = cell(loading, record, SUPPLIER);
    if (delivery->supplier.len == 0)
        delivery->supplier = ITD_STR("*");
    if (!itd_arena_copy(loading->arena, group, &delivery->group) ||
        !itd_arena_copy(loading->arena, delivery->supplier, &delivery->supplier) ||
        !itd_arena_copy(loading->arena, cell(loading, record, ID), &delivery->id) ||
        !itd_arena_copy(loading->arena, cell(loading, record, SOURCE), &delivery->source) ||
        !itd_arena_copy(loading->arena, cell(loading, record, CONFIDENCE), &delivery->confidence))
        return itd_error_no_memory(err);
    return ITD_OK;
}

static itd_status take_row(struct loading *loading, const itd_csv_record *record, itd_error *err)
{
    itd_delivery delivery = {.line = record->line};
    void        *items;
    itd_status   st;

    if (record->count != loading->cells)
        return itd_error_at_line(err, ITD_E_SYNTAX, record->line, "%zu cells, the header has %zu",
                                 record->count, loading->cells);
    if (loading->count == ITD_DELIVERIES_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, record->line, "more than %zu rows",
                                 ITD_DELIVERIES_MAX);
    st = take_words(loading, record, &delivery, err);
    if (st == ITD_OK)
        st = take_period(loading, record, &delivery, err);
    if (st == ITD_OK)
        st = take_amount(loading, record, TONNES, "t", &delivery.has_tonnes, &delivery.tonnes, err);
    if (st == ITD_OK)
        st = take_amount(loading, record, BARRELS, "barrel", &delivery.has_barrels,
                         &delivery.barrels, err);
    if (st == ITD_OK)
        st = take_amount(loading, record, USD, "USD", &delivery.has_usd, &delivery.usd, err);
    if (st == ITD_OK && !delivery.has_tonnes && !delivery.has_barrels && !delivery.has_usd)
        st = refuse(loading, err, ITD_E_INCOMPLETE, "tonnes", "is all that is said of the quantity",
                    ITD_STR(""));
    if (st != ITD_OK)
        return st;
    items = itd_arena_grow(loading->arena, loading->items, loading->count, &loading->cap,
                           sizeof delivery);
    if (!items)
        return itd_error_no_memory(err);
    loading->items = items;
    loading->items[loading->count++] = delivery;
    return ITD_OK;
}

static itd_status read_records(struct loading *loading, itd_csv *csv, itd_error *err)
{
    bool       has_header = false;
    itd_status st = ITD_OK;

    while (st == ITD_OK) {
        itd_csv_record record;
        bool           found;

        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        loading->line = record.line;
        if (itd_str_starts_with(record.fields[0], ITD_STR("#")))
            continue;
        st = has_header ? take_row(loading, &record, err) : take_header(loading, &record, err);
        has_header = true;
    }
    if (st == ITD_OK && !has_header)
        st = itd_error_set(err, ITD_E_SCHEMA, "has no header");
    return st;
}

itd_status itd_deliveries_load(const itd_rules *rules, itd_source *src, itd_arena *arena,
                               itd_deliveries *ret_deliveries, itd_error *err)
{
    struct loading loading = {.rules = rules, .arena = arena};
    itd_csv       *csv = NULL;
    bool           found;
    itd_status     st = itd_source_next_member(src, &found, err);

    if (st == ITD_OK)
        st = itd_csv_open(src, NULL, &csv, err);
    if (st == ITD_OK)
        st = read_records(&loading, csv, err);
    itd_csv_close(csv);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_source_name(src));
        return st;
    }
    *ret_deliveries = (itd_deliveries){loading.items, loading.count};
    return ITD_OK;
}
