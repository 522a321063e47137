/* Customers as rows of a table: the header, which says what each column is, and the rows under
 * it. */
#include "cli/customers_internal.h"

/* ---- the header ---- */

static itd_status check_mapped(const itd_customers *customers, itd_error *err)
{
    const itd_customer_map *map = customers->form.map;

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

/* One title twice: which of the two is meant? Names may stand in several columns. */
static itd_status check_titles(const itd_customers *customers, itd_error *err)
{
    for (size_t i = 0; i < customers->column_count; i++)
        for (size_t k = 0; k < i; k++) {
            if (customers->columns[i] == ITD_CUSTOMER_NAME ||
                !itd_str_equal_ascii_nocase(itd_str_trim(customers->titles[i]),
                                            itd_str_trim(customers->titles[k])))
                continue;
            (void)itd_error_at_line(err, ITD_E_DUPLICATE, 1, "the column is there twice");
            itd_error_in_field(err, itd_str_trim(customers->titles[i]));
            return ITD_E_DUPLICATE;
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

static itd_status next_record(itd_customers *customers, bool *ret_found, itd_csv_record *ret_record,
                              itd_error *err)
{
    if (customers->book.book)
        return itd_customer_book_next(&customers->book, customers->column_count, ret_found,
                                      ret_record, err);
    return itd_csv_next(customers->csv, ret_found, ret_record, err);
}

static bool has_column(const itd_customers *customers, itd_customer_field field)
{
    for (size_t i = 0; i < customers->column_count; i++)
        if (customers->columns[i] == field)
            return true;
    return false;
}

/* "id, customer_id, name, role": a row's own id, and that of the customer it has a role for. */
static void find_company_column(itd_customers *customers)
{
    size_t ids = 0, own = SIZE_MAX, other = SIZE_MAX;

    for (size_t i = 0; i < customers->column_count; i++) {
        if (customers->columns[i] != ITD_CUSTOMER_ID)
            continue;
        ids++;
        if (itd_customer_field_is_own_id(customers->titles[i]))
            own = i;
        else
            other = i;
    }
    if (ids != 2 || own == SIZE_MAX || other == SIZE_MAX ||
        !has_column(customers, ITD_CUSTOMER_ROLE) || has_column(customers, ITD_CUSTOMER_RELATED_TO))
        return;
    customers->columns[other] = ITD_CUSTOMER_RELATED_TO;
    itd_customers_note(customers, "beside a row's own id, the customer's is read as that of the "
                                  "customer it has a role for");
}

itd_status itd_customers_read_header(itd_customers *customers, itd_error *err)
{
    itd_csv_record record = {0};
    bool           found = false;
    itd_status     st = next_record(customers, &found, &record, err);

    if (st == ITD_OK && !found)
        st = itd_error_set(err, ITD_E_SCHEMA, "no header: the first line names the columns");
    if (st != ITD_OK)
        return itd_customers_in_file(customers, st, err);
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
        st = itd_customer_field_find(customers->form.map, record.fields[i], &customers->columns[i],
                                     err);
        if (st != ITD_OK)
            itd_error_on_line(err, record.line);
    }
    if (st == ITD_OK)
        st = check_titles(customers, err);
    find_company_column(customers);
    if (st == ITD_OK)
        st = check_columns(customers, err);
    if (st == ITD_OK && has_column(customers, ITD_CUSTOMER_RELATED_TO))
        st = itd_customers_gather(customers, err);
    return itd_customers_in_file(customers, st, err);
}

/* ---- rows ---- */

/* The titles again, as where files were put together. */
static bool repeats_header(const itd_customers *customers, const itd_csv_record *record)
{
    for (size_t i = 0; i < record->count && i < customers->column_count; i++)
        if (!itd_str_equal_ascii_nocase(itd_str_trim(record->fields[i]),
                                        itd_str_trim(customers->titles[i])))
            return false;
    return record->count == customers->column_count;
}

/* Most cells of the first row are titles of columns that we know. */
static bool is_second_header(const itd_customers *customers, const itd_csv_record *record)
{
    size_t known = 0;

    if (repeats_header(customers, record))
        return true;
    if (customers->rows > 0)
        return false;
    for (size_t i = 0; i < record->count; i++)
        known += record->fields[i].len > 0 &&
                 itd_customer_field_known(customers->form.map, record->fields[i]);
    return known > 1 && 2 * known > record->count;
}

static itd_status read_fields(itd_customers *customers, const itd_csv_record *record,
                              itd_arena *arena, itd_customer *customer, itd_error *err)
{
    itd_customer_draft draft;
    itd_error          fault;
    itd_status         st = ITD_OK;

    itd_customer_draft_init(&draft, arena);
    draft.order = customers->form.order;
    if (is_second_header(customers, record)) {
        (void)itd_error_set(&fault, ITD_E_SCHEMA,
                            "looks like a second row of headers, not like a customer");
        st = itd_customers_keep_fault(customers, arena, record->line, &fault, customer, err);
    } else if (record->count != customers->column_count) {
        (void)itd_error_set(&fault, ITD_E_SYNTAX, "%zu fields where the header has %zu",
                            record->count, customers->column_count);
        st = itd_customers_keep_fault(customers, arena, record->line, &fault, customer, err);
    }
    for (size_t i = 0; st == ITD_OK && i < record->count && i < customers->column_count; i++) {
        itd_str text;

        customers->bytes += record->fields[i].len + 1;
        if (!itd_arena_copy(arena, record->fields[i], &text))
            return itd_error_no_memory(err);
        if (itd_customer_draft_add(&draft, customers->columns[i], text, &fault) != ITD_OK)
            st = fault.status == ITD_E_NO_MEMORY
                     ? itd_error_no_memory(err)
                     : itd_customers_keep_fault(customers, arena, record->line, &fault, customer,
                                                err);
    }
    return st == ITD_OK ? itd_customers_finish_draft(customers, &draft, arena, customer, err) : st;
}

itd_status itd_customers_next_table_row(itd_customers *customers, itd_arena *arena, bool *ret_found,
                                        itd_customer *customer, itd_error *err)
{
    itd_csv_record record;
    itd_error      fault;
    size_t         field;
    itd_status     st = next_record(customers, ret_found, &record, &fault);

    if (st == ITD_OK) {
        customer->line = record.line;
        return *ret_found ? read_fields(customers, &record, arena, customer, err) : ITD_OK;
    }
    if (!customers->csv || !itd_csv_can_continue(customers->csv) || st == ITD_E_NO_MEMORY ||
        st == ITD_E_IO) {
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
    return itd_customers_keep_fault(customers, arena, fault.line, &fault, customer, err);
}
