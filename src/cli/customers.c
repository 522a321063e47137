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
#include "cli/customers_internal.h"
#include "entity/entity.h"

/* One customer as a line of JSON or text. */
#define LINE_MAX_BYTES ((size_t)1 << 20)

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

/* A workbook, or anything else that is read as bytes. */
static itd_status open_input(itd_customers *customers, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    bool               is_book = false;
    itd_status         st;

    options.stop = customers->form.stop;
    if (!customers->path)
        return itd_source_open_stdin(&options, &customers->src, err);
    st = itd_customer_book_is(customers->path, &is_book, err);
    if (st == ITD_OK && is_book)
        st = itd_customer_book_open(&customers->book, customers->path, &customers->form, err);
    else if (st == ITD_OK)
        st = itd_source_open_file(customers->path, &options, &customers->src, err);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(customers->path));
    return st;
}

itd_status itd_customers_open(const char *path, const itd_customer_form *form,
                              itd_customers **ret_customers, itd_error *err)
{
    itd_customers *customers = itd_mem_new(1, sizeof *customers);
    itd_status     st = ITD_OK;

    if (!customers)
        return itd_error_no_memory(err);
    customers->path = path;
    if (form)
        customers->form = *form;
    customers->may_be_names = is_text_file(path);
    customers->header_arena = itd_arena_new(SIZE_MAX);
    if (!customers->header_arena)
        st = itd_error_no_memory(err);
    else
        st = open_input(customers, err);
    if (st != ITD_OK)
        itd_customers_close(customers);
    else
        *ret_customers = customers;
    return st;
}

const itd_related *itd_customer_problem(const itd_customer *customer)
{
    for (size_t i = 0; i < customer->related_count; i++)
        if (customer->related[i].problem.len > 0)
            return &customer->related[i];
    return NULL;
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
    itd_customer_book_close(&customers->book);
    if (!customers->is_gathering)
        itd_relations_free(customers->relations);
    itd_arena_free(customers->header_arena);
    itd_mem_free(customers);
}

uint64_t itd_customers_bytes(const itd_customers *customers)
{
    return customers->bytes;
}

void itd_customers_begin_behind(itd_customers *customers, uint64_t rows)
{
    customers->rows_before = rows;
}

uint64_t itd_customers_rows(const itd_customers *customers)
{
    return customers->rows;
}

itd_str itd_customers_file(const itd_customers *customers)
{
    return customers->src ? itd_source_name(customers->src) : itd_str_of(customers->book.place);
}

itd_status itd_customers_in_file(const itd_customers *customers, itd_status st, itd_error *err)
{
    if (st != ITD_OK)
        itd_error_in_file(err, itd_customers_file(customers));
    return st;
}

void itd_customers_note(const itd_customers *customers, const char *text)
{
    if (customers->form.note)
        customers->form.note(customers->form.ctx, itd_customers_file(customers), text);
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
        known += itd_customer_field_known(customers->form.map, cell);
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

static itd_status open_table(itd_customers *customers, char delimiter, itd_error *err)
{
    itd_csv_options options = itd_csv_options_default();
    itd_status      st;

    options.delimiter = delimiter;
    st = itd_csv_open(customers->src, &options, &customers->csv, err);
    return st == ITD_OK ? itd_customers_read_header(customers, err) : st;
}

/* What was found and is not what everybody expects, in one line. */
static void tell_form(const itd_customers *customers, itd_encoding encoding, char delimiter)
{
    const char *const marks = delimiter == '\t' ? "tabs" : delimiter == ';' ? "semicolons" : NULL;
    char              text[96];

    if (customers->form.has_encoding)
        encoding = ITD_ENCODING_UTF8;
    if (customers->form.delimiter != 0 || customers->kind != KIND_TABLE)
        delimiter = ',';
    if (encoding == ITD_ENCODING_UTF8 && delimiter == ',')
        return;
    (void)snprintf(text, sizeof text, "read as %s%s%s",
                   encoding == ITD_ENCODING_UTF8 ? "UTF-8" : itd_encoding_name(encoding),
                   delimiter != ',' && marks ? ", fields between " : "",
                   delimiter != ',' && marks ? marks : "");
    itd_customers_note(customers, text);
}

static itd_status choose_kind(itd_customers *customers, itd_str line, char *ret_delimiter,
                              itd_error *err)
{
    size_t     known;
    const char found = find_delimiter(customers, line, &known);

    *ret_delimiter = customers->form.delimiter ? customers->form.delimiter : found;
    if (itd_str_starts_with(line, ITD_STR("{")))
        customers->kind = KIND_JSON_LINES;
    else if (itd_str_starts_with(line, ITD_STR("[")))
        return itd_customers_in_file(
            customers,
            itd_error_set(err, ITD_E_SCHEMA, "a JSON array; give JSON lines, an object a line"),
            err);
    else
        customers->kind = known == 0 && customers->may_be_names ? KIND_NAMES : KIND_TABLE;
    return ITD_OK;
}

static itd_status begin_member(itd_customers *customers, itd_error *err)
{
    itd_encoding encoding = ITD_ENCODING_UTF8;
    itd_str      head, line = {0};
    itd_buf      scratch;
    char         delimiter = ',';
    itd_status   st = itd_source_peek(customers->src, &head, err);

    if (st == ITD_OK)
        st = itd_customer_form_encoding(&customers->form, customers->path, customers->member++,
                                        head, &encoding, err);
    if (st != ITD_OK)
        return itd_customers_in_file(customers, st, err);
    itd_buf_init(&scratch, SIZE_MAX);
    st = itd_customer_form_first_line(head, encoding, &scratch, &line, err);
    if (st == ITD_OK)
        st = choose_kind(customers, line, &delimiter, err);
    itd_buf_done(&scratch);
    if (st != ITD_OK)
        return st;
    tell_form(customers, encoding, delimiter);
    itd_source_set_encoding(customers->src, encoding);
    if (customers->kind == KIND_TABLE)
        return open_table(customers, delimiter, err);
    st = itd_lines_open(customers->src, LINE_MAX_BYTES, &customers->lines, err);
    if (st == ITD_OK && customers->kind == KIND_JSON_LINES)
        st = itd_customers_gather_lines(customers, err);
    return st;
}

/* ---- rows ---- */

itd_status itd_customers_keep_fault(itd_customers *customers, itd_arena *arena, uint64_t line,
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
    itd_error_in_file(kept, itd_customers_file(customers));
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
    return itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
}

/* Once a file, whatever readings a date needed. */
static void tell_dates(itd_customers *customers, const itd_customer_draft *draft)
{
    const char *text;

    while ((text = itd_date_doubts_next(&draft->doubts, &customers->told)))
        itd_customers_note(customers, text);
}

itd_status itd_customers_finish_draft(itd_customers *customers, itd_customer_draft *draft,
                                      itd_arena *arena, itd_customer *customer, itd_error *err)
{
    itd_error  fault;
    itd_status st = itd_customer_draft_finish(draft, &fault);

    if (st == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    if (st != ITD_OK)
        st = itd_customers_keep_fault(customers, arena, customer->line, &fault, customer, err);
    tell_dates(customers, draft);
    finish_row(draft, customer);
    if (st == ITD_OK)
        st = itd_customers_relate(customers, draft, arena, customer, err);
    return st == ITD_OK ? check_asks(customers, arena, customer, err) : st;
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
        return itd_customers_keep_fault(customers, arena, fault.line, &fault, customer, err);
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
        return itd_customers_read_object(customers, copy, arena, customer, err);
    {
        const uint64_t at = customer->line;

        st = itd_customer_of_name(copy, NULL, arena, customer, err);
        customer->line = at;
        if (st == ITD_OK && customer->fault) {
            fault = *customer->fault;
            customer->fault = NULL;
            st = itd_customers_keep_fault(customers, arena, at, &fault, customer, err);
        }
    }
    return st;
}

/* A workbook is one member. */
static itd_status next_member(itd_customers *customers, itd_error *err)
{
    itd_status st = ITD_OK;

    if (customers->src) {
        st = itd_source_next_member(customers->src, &customers->in_member, err);
        return st == ITD_OK && customers->in_member ? begin_member(customers, err) : st;
    }
    if (customers->member++ > 0)
        return ITD_OK;
    customers->kind = KIND_TABLE;
    customers->in_member = true;
    return itd_customers_read_header(customers, err);
}

/* A file of a header alone may be meant, but must not pass for one that was screened. */
static void tell_empty(itd_customers *customers)
{
    if (customers->rows == 0 && !customers->told_empty)
        itd_customers_note(customers, "holds no customer");
    customers->told_empty = true;
}

itd_status itd_customers_next(itd_customers *customers, itd_arena *arena, bool *ret_found,
                              itd_customer *ret_customer, itd_error *err)
{
    itd_customer customer = {.req = {.schema = ITD_SCHEMA_LEGAL_ENTITY}};
    bool         found = false;
    itd_status   st = ITD_OK;

    while (st == ITD_OK && !found) {
        if (!customers->in_member) {
            st = next_member(customers, err);
            if (st == ITD_OK && !customers->in_member) {
                tell_empty(customers);
                break;
            }
            if (st != ITD_OK)
                return st;
        }
        st = customers->kind == KIND_TABLE
                 ? itd_customers_next_table_row(customers, arena, &found, &customer, err)
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
