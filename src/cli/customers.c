/* Rows of customer files. The kind of file is told from its first line, not from its name,
 * except that only .txt may hold bare names: a CSV file whose header we do not know must not
 * pass for names.
 *
 * A fault of one row (bad bytes, a date that is none) becomes that row's answer. What makes the
 * rest of the file doubtful (an unknown header, a quote that is never closed, damaged packing)
 * ends the run. */
#include "cli/customers.h"

#include <stdio.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "codec/csv.h"
#include "codec/json.h"
#include "codec/source.h"
#include "entity/entity.h"

/* One customer as a line of JSON or text. */
#define LINE_MAX_BYTES ((size_t)1 << 20)

enum kind { KIND_TABLE, KIND_JSON_LINES, KIND_NAMES };

struct itd_customers {
    itd_source             *src;
    const itd_customer_map *map;
    bool                    may_be_names; /* .txt */
    bool                    in_member;
    enum kind               kind;
    itd_csv                *csv;
    itd_lines              *lines;
    itd_arena              *header_arena; /* reset per member */
    itd_customer_field     *columns;      /* of a table */
    itd_str                *titles;       /* its header */
    size_t                  column_count;
    bool                    json_begun; /* the first object was accepted */
    uint64_t                bytes;
    uint64_t                rows;
};

static bool is_text_file(const char *path)
{
    static const char *const packings[] = {"", ".gz", ".xz", ".zst", ".zip"};
    char                     suffix[16];

    for (size_t i = 0; path && i < ITD_ARRAY_LEN(packings); i++) {
        (void)snprintf(suffix, sizeof suffix, ".txt%s", packings[i]);
        if (itd_str_ends_with_ascii_nocase(itd_str_of(path), itd_str_of(suffix)))
            return true;
    }
    return false;
}

itd_status itd_customers_open(const char *path, const itd_customer_map *map,
                              itd_customers **ret_customers, itd_error *err)
{
    itd_customers *customers = itd_mem_new(1, sizeof *customers);
    itd_status     st = ITD_OK;

    if (!customers)
        return itd_error_no_memory(err);
    customers->map = map;
    customers->may_be_names = is_text_file(path);
    customers->header_arena = itd_arena_new(SIZE_MAX);
    if (!customers->header_arena)
        st = itd_error_no_memory(err);
    else if (path)
        st = itd_source_open_file(path, NULL, &customers->src, err);
    else
        st = itd_source_open_stdin(NULL, &customers->src, err);
    if (st != ITD_OK)
        itd_customers_close(customers);
    else
        *ret_customers = customers;
    return st;
}

static void leave_member(itd_customers *customers)
{
    itd_csv_close(customers->csv);
    itd_lines_close(customers->lines);
    customers->csv = NULL;
    customers->lines = NULL;
    customers->in_member = false;
    customers->json_begun = false;
    if (customers->header_arena)
        itd_arena_reset(customers->header_arena);
}

void itd_customers_close(itd_customers *customers)
{
    if (!customers)
        return;
    leave_member(customers);
    itd_source_close(customers->src);
    itd_arena_free(customers->header_arena);
    itd_mem_free(customers);
}

uint64_t itd_customers_bytes(const itd_customers *customers)
{
    return customers->bytes;
}

uint64_t itd_customers_rows(const itd_customers *customers)
{
    return customers->rows;
}

static itd_status in_file(const itd_customers *customers, itd_status st, itd_error *err)
{
    if (st != ITD_OK)
        itd_error_in_file(err, itd_source_name(customers->src));
    return st;
}

/* ---- what kind of file ---- */

static size_t count_known(const itd_customers *customers, itd_str line, const char *delimiter)
{
    itd_str rest = line, cell;
    size_t  known = 0;

    while (itd_str_next_part(&rest, itd_str_of(delimiter), &cell)) {
        cell = itd_str_trim(cell);
        if (cell.len >= 2 && cell.ptr[0] == '"' && cell.ptr[cell.len - 1] == '"')
            cell = itd_str_slice(cell, 1, cell.len - 1);
        known += itd_customer_field_known(customers->map, cell);
    }
    return known;
}

/* The delimiter under which most columns are known; of equals the one that occurs, comma first. */
static char find_delimiter(const itd_customers *customers, itd_str line, size_t *ret_known)
{
    static const char *const delimiters[] = {",", "\t", ";"};
    char                     best = ',';
    bool                     occurs = itd_str_find_char(line, ',') != SIZE_MAX;

    *ret_known = count_known(customers, line, ",");
    for (size_t i = 1; i < ITD_ARRAY_LEN(delimiters); i++) {
        const size_t known = count_known(customers, line, delimiters[i]);
        const bool   here = itd_str_find_char(line, delimiters[i][0]) != SIZE_MAX;

        if (known > *ret_known || (known == *ret_known && here && !occurs)) {
            *ret_known = known;
            best = delimiters[i][0];
            occurs = here;
        }
    }
    return best;
}

static itd_status read_header(itd_customers *customers, itd_error *err);

static itd_status open_table(itd_customers *customers, char delimiter, itd_error *err)
{
    itd_csv_options options = itd_csv_options_default();
    itd_status      st;

    options.delimiter = delimiter;
    st = itd_csv_open(customers->src, &options, &customers->csv, err);
    return st == ITD_OK ? read_header(customers, err) : st;
}

static itd_status begin_member(itd_customers *customers, itd_error *err)
{
    itd_str    head, line;
    size_t     known;
    char       delimiter;
    itd_status st = itd_source_peek(customers->src, &head, err);

    if (st != ITD_OK)
        return st;
    if (itd_str_starts_with(head, ITD_STR("\xEF\xBB\xBF")))
        head = itd_str_from(head, 3);
    head = itd_str_trim(head);
    line = itd_str_slice(head, 0, itd_str_find_char(head, '\n'));
    delimiter = find_delimiter(customers, line, &known);
    if (itd_str_starts_with(head, ITD_STR("{")))
        customers->kind = KIND_JSON_LINES;
    else if (itd_str_starts_with(head, ITD_STR("[")))
        return in_file(
            customers,
            itd_error_set(err, ITD_E_SCHEMA, "a JSON array; give JSON lines, an object a line"),
            err);
    else
        customers->kind = known == 0 && customers->may_be_names ? KIND_NAMES : KIND_TABLE;
    if (customers->kind == KIND_TABLE)
        return open_table(customers, delimiter, err);
    return itd_lines_open(customers->src, LINE_MAX_BYTES, &customers->lines, err);
}

/* ---- tables ---- */

static itd_status check_mapped(const itd_customers *customers, itd_error *err)
{
    const itd_customer_map *map = customers->map;

    for (size_t i = 0; map && i < map->count; i++) {
        bool there = false;

        for (size_t k = 0; k < customers->column_count && !there; k++)
            there = itd_str_equal_ascii_nocase(itd_str_trim(customers->titles[k]),
                                               itd_str_trim(map->names[i]));
        if (there)
            continue;
        (void)itd_error_at_line(err, ITD_E_SCHEMA, 1, "the map names this column; it is not there");
        itd_error_in_field(err, map->names[i]);
        return ITD_E_SCHEMA;
    }
    return ITD_OK;
}

static itd_status check_columns(const itd_customers *customers, itd_error *err)
{
    size_t seen[ITD_CUSTOMER_FIELD_COUNT + 1] = {0};
    bool   asks = false;

    for (size_t i = 0; i < customers->column_count; i++) {
        const itd_customer_field field = customers->columns[i];

        asks = asks || itd_customer_field_asks(field);
        if (++seen[field] > 1 && itd_customer_field_is_single(field)) {
            (void)itd_error_at_line(err, ITD_E_DUPLICATE, 1, "the column is there twice");
            itd_error_in_field(err, itd_str_of(itd_customer_field_name(field)));
            return ITD_E_DUPLICATE;
        }
    }
    if (!asks)
        return itd_error_at_line(err, ITD_E_SCHEMA, 1,
                                 "no column to screen by: neither a name nor an identifier");
    return check_mapped(customers, err);
}

static itd_status read_header(itd_customers *customers, itd_error *err)
{
    itd_csv_record record;
    bool           found = false;
    itd_status     st = itd_csv_next(customers->csv, &found, &record, err);

    if (st == ITD_OK && !found)
        st = itd_error_set(err, ITD_E_SCHEMA, "no header: the first line names the columns");
    if (st != ITD_OK)
        return in_file(customers, st, err);
    customers->column_count = record.count;
    customers->columns =
        itd_arena_new_array(customers->header_arena, record.count, sizeof *customers->columns);
    customers->titles =
        itd_arena_new_array(customers->header_arena, record.count, sizeof *customers->titles);
    if (!customers->columns || !customers->titles)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < record.count; i++) {
        if (!itd_arena_copy(customers->header_arena, record.fields[i], &customers->titles[i]))
            return itd_error_no_memory(err);
        st = itd_customer_field_find(customers->map, record.fields[i], &customers->columns[i], err);
        if (st != ITD_OK)
            itd_error_on_line(err, record.line);
    }
    if (st == ITD_OK)
        st = check_columns(customers, err);
    return in_file(customers, st, err);
}

/* ---- rows ---- */

/* Remembers the first fault of a row. */
static itd_status keep_fault(itd_customers *customers, itd_arena *arena, uint64_t line,
                             const itd_error *fault, itd_customer *customer, itd_error *err)
{
    itd_error *kept;

    if (customer->fault)
        return ITD_OK;
    kept = itd_arena_new_array(arena, 1, sizeof *kept);
    if (!kept)
        return itd_error_no_memory(err);
    *kept = *fault;
    itd_error_on_line(kept, line);
    itd_error_in_file(kept, itd_source_name(customers->src));
    customer->fault = kept;
    return ITD_OK;
}

static void finish_row(const itd_customer_draft *draft, itd_customer *customer)
{
    itd_customer_draft_request(draft, &customer->req);
    if (draft->name_count > 0)
        customer->name = draft->names[0];
}

static itd_status check_asks(itd_customers *customers, itd_arena *arena, itd_customer *customer,
                             itd_error *err)
{
    itd_error fault;

    if (customer->req.name_count > 0 || customer->req.identifier_count > 0)
        return ITD_OK;
    (void)itd_error_set(&fault, ITD_E_USAGE, "neither a name nor an identifier");
    itd_error_in_field(&fault, ITD_STR("name"));
    return keep_fault(customers, arena, customer->line, &fault, customer, err);
}

static itd_status read_fields(itd_customers *customers, const itd_csv_record *record,
                              itd_arena *arena, itd_customer *customer, itd_error *err)
{
    itd_customer_draft draft;
    itd_error          fault;
    itd_status         st = ITD_OK;

    itd_customer_draft_init(&draft, arena);
    if (record->count != customers->column_count) {
        (void)itd_error_set(&fault, ITD_E_SYNTAX, "%zu fields where the header has %zu",
                            record->count, customers->column_count);
        st = keep_fault(customers, arena, record->line, &fault, customer, err);
    }
    for (size_t i = 0; st == ITD_OK && i < record->count && i < customers->column_count; i++) {
        itd_str text;

        customers->bytes += record->fields[i].len + 1;
        if (!itd_arena_copy(arena, record->fields[i], &text))
            return itd_error_no_memory(err);
        if (itd_customer_draft_add(&draft, customers->columns[i], text, &fault) != ITD_OK)
            st = fault.status == ITD_E_NO_MEMORY
                     ? itd_error_no_memory(err)
                     : keep_fault(customers, arena, record->line, &fault, customer, err);
    }
    if (st == ITD_OK) {
        finish_row(&draft, customer);
        st = check_asks(customers, arena, customer, err);
    }
    return st;
}

static itd_status next_table_row(itd_customers *customers, itd_arena *arena, bool *ret_found,
                                 itd_customer *customer, itd_error *err)
{
    itd_csv_record record;
    itd_error      fault;
    size_t         field;
    itd_status     st = itd_csv_next(customers->csv, ret_found, &record, &fault);

    if (st == ITD_OK) {
        customer->line = record.line;
        return *ret_found ? read_fields(customers, &record, arena, customer, err) : ITD_OK;
    }
    if (!itd_csv_can_continue(customers->csv) || st == ITD_E_NO_MEMORY || st == ITD_E_IO) {
        if (err)
            *err = fault;
        return st;
    }
    *ret_found = true;
    customer->line = fault.line;
    field = itd_csv_fault_field(customers->csv);
    if (field < customers->column_count) {
        const char *name = itd_customer_field_name(customers->columns[field]);

        itd_error_in_field(&fault, customers->columns[field] == ITD_CUSTOMER_IGNORED
                                       ? customers->titles[field]
                                       : itd_str_of(name));
    }
    return keep_fault(customers, arena, fault.line, &fault, customer, err);
}

/* Text of one JSON value as a field: a string, a number, or nothing. */
static itd_status add_json_value(itd_customer_draft *draft, itd_customer_field field,
                                 const itd_json *value, itd_error *err)
{
    itd_status st = ITD_OK;

    if (value->kind == ITD_JSON_NULL || field == ITD_CUSTOMER_IGNORED)
        return ITD_OK;
    if (value->kind == ITD_JSON_STRING || value->kind == ITD_JSON_NUMBER)
        return itd_customer_draft_add(draft, field, value->text, err);
    if (value->kind == ITD_JSON_ARRAY && !itd_customer_field_is_single(field)) {
        for (const itd_json *item = value->first; st == ITD_OK && item; item = item->next)
            st = item->kind == ITD_JSON_ARRAY ? ITD_E_SYNTAX
                                              : add_json_value(draft, field, item, err);
        if (st != ITD_E_SYNTAX || (err && err->message[0] != '\0'))
            return st;
    }
    (void)itd_error_set(err, ITD_E_SYNTAX, "neither a text nor a list of texts");
    itd_error_in_field(err, itd_str_of(itd_customer_field_name(field)));
    return ITD_E_SYNTAX;
}

/* The members of one object. An unknown key of the first object refuses the file, as a header
 * would. */
static itd_status read_members(itd_customers *customers, const itd_json *object, itd_arena *arena,
                               itd_customer *customer, itd_error *err)
{
    itd_customer_draft draft;
    itd_status         st = ITD_OK;

    itd_customer_draft_init(&draft, arena);
    for (const itd_json *member = object->first; st == ITD_OK && member; member = member->next) {
        itd_error          fault = {0};
        itd_customer_field field;
        itd_status row = itd_customer_field_find(customers->map, member->key, &field, &fault);

        if (row != ITD_OK && !customers->json_begun) {
            if (err)
                *err = fault;
            itd_error_on_line(err, customer->line);
            return in_file(customers, row, err);
        }
        if (row == ITD_OK)
            row = add_json_value(&draft, field, member, &fault);
        if (row == ITD_E_NO_MEMORY)
            return itd_error_no_memory(err);
        if (row != ITD_OK)
            st = keep_fault(customers, arena, customer->line, &fault, customer, err);
    }
    customers->json_begun = true;
    if (st == ITD_OK) {
        finish_row(&draft, customer);
        st = check_asks(customers, arena, customer, err);
    }
    return st;
}

static itd_status read_object(itd_customers *customers, itd_str line, itd_arena *arena,
                              itd_customer *customer, itd_error *err)
{
    const itd_json *object;
    itd_error       fault;
    itd_status      st = itd_json_parse(line, arena, &object, &fault);

    if (st == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    if (st == ITD_OK && object->kind != ITD_JSON_OBJECT)
        st = itd_error_set(&fault, ITD_E_SYNTAX, "not a JSON object");
    if (st != ITD_OK) {
        fault.line = 0; /* of the line, which is always 1 */
        return keep_fault(customers, arena, customer->line, &fault, customer, err);
    }
    return read_members(customers, object, arena, customer, err);
}

static itd_status next_line_row(itd_customers *customers, itd_arena *arena, bool *ret_found,
                                itd_customer *customer, itd_error *err)
{
    itd_error  fault;
    itd_str    line, copy;
    itd_status st = itd_lines_next(customers->lines, ret_found, &line, &customer->line, &fault);

    if (st == ITD_E_ENCODING || st == ITD_E_LIMIT) {
        *ret_found = true;
        customer->line = fault.line;
        if (customers->kind == KIND_NAMES)
            itd_error_in_field(&fault, ITD_STR("name"));
        return keep_fault(customers, arena, fault.line, &fault, customer, err);
    }
    if (st != ITD_OK) {
        if (err)
            *err = fault;
        return st;
    }
    if (!*ret_found)
        return ITD_OK;
    customers->bytes += line.len + 1;
    if (!itd_arena_copy(arena, line, &copy))
        return itd_error_no_memory(err);
    if (customers->kind == KIND_JSON_LINES)
        return read_object(customers, copy, arena, customer, err);
    {
        const uint64_t at = customer->line;

        st = itd_customer_of_name(copy, arena, customer, err);
        customer->line = at;
        if (st == ITD_OK && customer->fault) {
            fault = *customer->fault;
            customer->fault = NULL;
            st = keep_fault(customers, arena, at, &fault, customer, err);
        }
    }
    return st;
}

itd_status itd_customers_next(itd_customers *customers, itd_arena *arena, bool *ret_found,
                              itd_customer *ret_customer, itd_error *err)
{
    itd_customer customer = {.req = {.schema = ITD_SCHEMA_LEGAL_ENTITY}};
    bool         found = false;
    itd_status   st = ITD_OK;

    while (st == ITD_OK && !found) {
        if (!customers->in_member) {
            st = itd_source_next_member(customers->src, &customers->in_member, err);
            if (st == ITD_OK && !customers->in_member)
                break;
            if (st == ITD_OK)
                st = begin_member(customers, err);
            if (st != ITD_OK)
                return st;
        }
        st = customers->kind == KIND_TABLE
                 ? next_table_row(customers, arena, &found, &customer, err)
                 : next_line_row(customers, arena, &found, &customer, err);
        if (st == ITD_OK && !found)
            leave_member(customers);
    }
    if (st != ITD_OK)
        return st;
    customers->rows += found;
    *ret_found = found;
    if (found)
        *ret_customer = customer;
    return ITD_OK;
}

itd_status itd_customer_of_name(itd_str name, itd_arena *arena, itd_customer *ret_customer,
                                itd_error *err)
{
    itd_customer customer = {.req = {.schema = ITD_SCHEMA_LEGAL_ENTITY}};
    itd_str     *names = itd_arena_new_array(arena, 1, sizeof *names);
    itd_error   *fault = itd_arena_new_array(arena, 1, sizeof *fault);

    if (!names || !fault)
        return itd_error_no_memory(err);
    names[0] = itd_str_trim(name);
    if (itd_utf8_check_text(name, fault) != ITD_OK) {
        itd_error_in_field(fault, ITD_STR("name"));
        customer.fault = fault;
    } else if (names[0].len == 0) {
        (void)itd_error_set(fault, ITD_E_USAGE, "the name is empty");
        customer.fault = fault;
    } else if (names[0].len > ITD_ENTITY_NAME_MAX) {
        (void)itd_error_set(fault, ITD_E_LIMIT, "a name of %zu bytes is longer than %zu",
                            names[0].len, ITD_ENTITY_NAME_MAX);
        itd_error_in_field(fault, ITD_STR("name"));
        customer.fault = fault;
    } else {
        customer.name = names[0];
        customer.req.names = names;
        customer.req.name_count = 1;
    }
    *ret_customer = customer;
    return ITD_OK;
}
