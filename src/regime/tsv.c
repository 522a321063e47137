/* Reading tables: records come from the CSV codec with a tab between cells; the header decides
 * which cell is which column. */
#include "regime/tsv.h"

#include <stdarg.h>
#include <stdio.h>

#include "codec/csv.h"

#define NO_COLUMN SIZE_MAX

struct table {
    const itd_tsv_column *columns;
    size_t                column_count;
    size_t                place[ITD_TSV_COLUMNS_MAX]; /* of a cell: the column it fills */
    size_t                cell_count;
    itd_str               cells[ITD_TSV_COLUMNS_MAX];
    size_t                rows;
};

itd_status itd_tsv_refuse(const itd_tsv_row *row, size_t column, itd_status status, itd_error *err,
                          const char *fmt, ...)
{
    char    text[ITD_ERROR_MESSAGE_MAX + 1];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    (void)itd_error_at_line(err, status, row->line, "%s", text);
    itd_error_in_field(err, itd_str_of(row->columns[column].name));
    return status;
}

static itd_status refuse_header(itd_error *err, itd_status status, uint64_t line, itd_str name,
                                const char *reason)
{
    (void)itd_error_at_line(err, status, line, "%s", reason);
    itd_error_in_field(err, name);
    return status;
}

static size_t find_column(const struct table *table, itd_str name)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (itd_str_equal(name, itd_str_of(table->columns[i].name)))
            return i;
    return NO_COLUMN;
}

static itd_status take_header(struct table *table, const itd_csv_record *record, itd_error *err)
{
    bool seen[ITD_TSV_COLUMNS_MAX] = {false};

    for (size_t i = 0; i < record->count; i++) {
        const itd_str name = itd_str_trim(record->fields[i]);
        const size_t  column = find_column(table, name);

        if (column == NO_COLUMN)
            return refuse_header(err, ITD_E_SCHEMA, record->line, name, "is no known field");
        if (seen[column])
            return refuse_header(err, ITD_E_DUPLICATE, record->line, name, "stands there twice");
        seen[column] = true;
        table->place[i] = column;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].required && !seen[i])
            return refuse_header(err, ITD_E_SCHEMA, record->line,
                                 itd_str_of(table->columns[i].name), "the field is missing");
    }
    table->cell_count = record->count;
    return ITD_OK;
}

static itd_status take_row(struct table *table, const itd_csv_record *record, itd_tsv_take take,
                           void *ctx, itd_error *err)
{
    const itd_tsv_row row = {table->columns, table->cells, record->line};
    itd_status        st;

    if (record->count != table->cell_count)
        return itd_error_at_line(err, ITD_E_SYNTAX, record->line, "%zu cells, the header has %zu",
                                 record->count, table->cell_count);
    if (++table->rows > ITD_TSV_ROWS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, record->line, "more than %zu rows",
                                 ITD_TSV_ROWS_MAX);
    for (size_t i = 0; i < table->column_count; i++)
        table->cells[i] = (itd_str){0};
    for (size_t i = 0; i < record->count; i++)
        table->cells[table->place[i]] = itd_str_trim(record->fields[i]);
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].required && table->cells[i].len == 0)
            return itd_tsv_refuse(&row, i, ITD_E_INCOMPLETE, err, "is empty");
    }
    st = take(ctx, &row, err);
    if (st != ITD_OK && err && err->line == 0)
        itd_error_on_line(err, record->line);
    return st;
}

static itd_status read_records(itd_csv *csv, struct table *table, itd_tsv_take take, void *ctx,
                               itd_error *err)
{
    bool has_header = false;

    for (;;) {
        itd_csv_record record;
        bool           found;
        itd_status     st = itd_csv_next(csv, &found, &record, err);

        if (st != ITD_OK)
            return st;
        if (!found)
            break;
        if (itd_str_starts_with(record.fields[0], ITD_STR("#")))
            continue;
        st = has_header ? take_row(table, &record, take, ctx, err)
                        : take_header(table, &record, err);
        if (st != ITD_OK)
            return st;
        has_header = true;
    }
    return has_header ? ITD_OK : itd_error_set(err, ITD_E_SCHEMA, "has no header");
}

itd_status itd_tsv_read(itd_source *src, const itd_tsv_column *columns, size_t column_count,
                        itd_tsv_take take, void *ctx, itd_error *err)
{
    itd_csv_options options = itd_csv_options_default();
    struct table    table = {.columns = columns, .column_count = column_count};
    itd_csv        *csv = NULL;
    bool            found;
    itd_status      st;

    options.delimiter = '\t';
    options.field_max = ITD_TSV_CELL_MAX;
    options.fields_max = ITD_TSV_COLUMNS_MAX;
    st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK)
        st = itd_csv_open(src, &options, &csv, err);
    if (st == ITD_OK)
        st = read_records(csv, &table, take, ctx, err);
    itd_csv_close(csv);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_source_name(src));
    return st;
}

itd_status itd_tsv_read_file(const char *path, const itd_tsv_column *columns, size_t column_count,
                             itd_tsv_take take, void *ctx, itd_error *err)
{
    itd_source *src = NULL;
    itd_status  st = itd_source_open_file(path, NULL, &src, err);

    if (st == ITD_OK)
        st = itd_tsv_read(src, columns, column_count, take, ctx, err);
    itd_source_close(src);
    return st;
}

/* ---- cells as values ---- */

itd_status itd_tsv_date(const itd_tsv_row *row, size_t column, itd_date *ret_date, itd_error *err)
{
    itd_date date = {0};

    if (row->cells[column].len > 0 &&
        (!itd_date_parse_iso(row->cells[column], &date) || date.day == 0))
        return itd_tsv_refuse(row, column, ITD_E_SYNTAX, err, "\"%.*s\" is not a day (YYYY-MM-DD)",
                              ITD_STR_ARGS(row->cells[column]));
    *ret_date = date;
    return ITD_OK;
}

itd_status itd_tsv_text(const itd_tsv_row *row, size_t column, itd_arena *arena, itd_str *ret_text,
                        itd_error *err)
{
    if (row->cells[column].len == 0) {
        *ret_text = ITD_STR("");
        return ITD_OK;
    }
    return itd_arena_copy(arena, row->cells[column], ret_text) ? ITD_OK : itd_error_no_memory(err);
}

itd_status itd_tsv_word(const itd_tsv_row *row, size_t column, const char *const *words,
                        size_t count, size_t *ret_index, itd_error *err)
{
    char   known[ITD_ERROR_MESSAGE_MAX + 1] = "";
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        if (itd_str_equal(row->cells[column], itd_str_of(words[i]))) {
            *ret_index = i;
            return ITD_OK;
        }
        if (used < sizeof known - 1)
            used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "",
                                     words[i]);
    }
    return itd_tsv_refuse(row, column, ITD_E_SCHEMA, err, "\"%.*s\" is none of %s",
                          ITD_STR_ARGS(row->cells[column]), known);
}

itd_status itd_tsv_decimal(const itd_tsv_row *row, size_t column, uint64_t *ret_scaled,
                           itd_error *err)
{
    const itd_str cell = row->cells[column];
    const size_t  point = itd_str_find_char(cell, '.');
    const itd_str decimals = point == SIZE_MAX ? (itd_str){0} : itd_str_from(cell, point + 1);
    uint64_t      whole = 0, part = 0;
    bool          good;

    if (cell.len == 0) {
        *ret_scaled = 0;
        return ITD_OK;
    }
    good =
        itd_str_parse_u64(itd_str_slice(cell, 0, point), UINT64_MAX / ITD_TSV_SCALE - 1, &whole) &&
        (point == SIZE_MAX || (decimals.len >= 1 && decimals.len <= 4 &&
                               itd_str_parse_u64(decimals, ITD_TSV_SCALE, &part)));
    if (!good)
        return itd_tsv_refuse(row, column, ITD_E_SYNTAX, err,
                              "\"%.*s\" is no number with at most four decimals",
                              ITD_STR_ARGS(cell));
    for (size_t i = decimals.len; i < 4; i++)
        part *= 10;
    *ret_scaled = whole * ITD_TSV_SCALE + part;
    return ITD_OK;
}
