/* Questions from a file, a row each: the columns are the options of `check`, found by the header.
 * Reading goes on behind a row that is not well formed. */
#include "cli/check.h"

#include "base/memory.h"
#include "codec/csv.h"

struct itd_check_rows {
    itd_csv               *csv;
    const itd_check_field *columns[ITD_CHECK_COLUMNS_MAX];
    size_t                 column_count;
};

static itd_status take_header(itd_check_rows *rows, const itd_csv_record *record, itd_error *err)
{
    if (record->count > ITD_CHECK_COLUMNS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, record->line, "more than %d columns",
                                 ITD_CHECK_COLUMNS_MAX);
    for (size_t i = 0; i < record->count; i++) {
        const itd_str          name = itd_str_trim(record->fields[i]);
        const itd_check_field *field = itd_check_field_table;

        while (field->name && !itd_str_equal_ascii_nocase(name, itd_str_of(field->name)))
            field++;
        if (!field->name) {
            (void)itd_error_at_line(err, ITD_E_SCHEMA, record->line, "is no known column");
            itd_error_in_field(err, name);
            return ITD_E_SCHEMA;
        }
        for (size_t k = 0; k < i; k++) {
            if (rows->columns[k] == field) {
                (void)itd_error_at_line(err, ITD_E_DUPLICATE, record->line, "stands there twice");
                itd_error_in_field(err, name);
                return ITD_E_DUPLICATE;
            }
        }
        rows->columns[i] = field;
    }
    rows->column_count = record->count;
    return ITD_OK;
}

static itd_status take_cell(itd_check_fields *fields, const itd_check_field *field, itd_str cell,
                            itd_error *err)
{
    itd_str    rest = itd_str_trim(cell), part;
    itd_status st = ITD_OK;

    if (rest.len == 0)
        return ITD_OK;
    if (field->single != SIZE_MAX)
        return itd_check_take(fields, field, rest, err);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("|"), &part))
        if (itd_str_trim(part).len > 0)
            st = itd_check_take(fields, field, itd_str_trim(part), err);
    return st;
}

static itd_status take_record(const itd_check_rows *rows, const itd_csv_record *record,
                              itd_check_fields *fields, itd_error *err)
{
    itd_status st = ITD_OK;

    if (record->count != rows->column_count)
        return itd_error_set(err, ITD_E_SYNTAX, "%zu cells, the header has %zu", record->count,
                             rows->column_count);
    for (size_t i = 0; st == ITD_OK && i < record->count; i++)
        st = take_cell(fields, rows->columns[i], record->fields[i], err);
    return st;
}

static itd_status read_header(itd_check_rows *rows, itd_error *err)
{
    itd_csv_record record;
    bool           found;
    itd_status     st = itd_csv_next(rows->csv, &found, &record, err);

    if (st == ITD_OK && !found)
        st = itd_error_set(err, ITD_E_SCHEMA, "has no header");
    return st == ITD_OK ? take_header(rows, &record, err) : st;
}

itd_status itd_check_rows_open(itd_source *src, itd_check_rows **ret_rows, itd_error *err)
{
    itd_check_rows *rows = itd_mem_new(1, sizeof *rows);
    itd_status      st = rows ? itd_csv_open(src, NULL, &rows->csv, err) : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = read_header(rows, err);
    if (st != ITD_OK) {
        itd_check_rows_close(rows);
        return st;
    }
    *ret_rows = rows;
    return ITD_OK;
}

itd_status itd_check_rows_next(itd_check_rows *rows, bool *ret_found, itd_check_fields *ret_fields,
                               itd_error *ret_fault, itd_error *err)
{
    itd_csv_record record;
    itd_error      fault = {.status = ITD_OK};
    itd_status     st = itd_csv_next(rows->csv, ret_found, &record, &fault);

    if (st != ITD_OK && !itd_csv_can_continue(rows->csv)) {
        if (err)
            *err = fault;
        return st;
    }
    *ret_fields = (itd_check_fields){.id = {0}};
    if (st == ITD_OK && *ret_found) {
        ret_fields->line = record.line;
        st = take_record(rows, &record, ret_fields, &fault);
        if (st != ITD_OK)
            itd_error_on_line(&fault, record.line);
    } else if (st != ITD_OK) {
        *ret_found = true;
    }
    *ret_fault = fault;
    ret_fault->status = st;
    return ITD_OK;
}

void itd_check_rows_close(itd_check_rows *rows)
{
    if (!rows)
        return;
    itd_csv_close(rows->csv);
    itd_mem_free(rows);
}
