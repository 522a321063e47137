/* Rows of a CSV file of a user, their cells by the names of the columns. */
#include "codec/csv.h"
#include "comply/comply_internal.h"

itd_status itd_row_refuse(const struct itd_row *row, size_t column, itd_status status,
                          const char *reason, itd_error *err)
{
    (void)itd_error_at_line(err, status, row->line, "\"%.*s\" %s", ITD_STR_ARGS(row->cells[column]),
                            reason);
    itd_error_in_field(err, itd_str_of(row->columns[column].name));
    return status;
}

itd_status itd_row_day(const struct itd_row *row, size_t column, bool may_be_empty,
                       itd_date *ret_day, itd_error *err)
{
    const itd_str text = row->cells[column];
    itd_date      day;

    if (text.len == 0 && may_be_empty) {
        *ret_day = (itd_date){0};
        return ITD_OK;
    }
    if (!itd_date_parse_iso(text, &day) || day.day == 0)
        return itd_row_refuse(row, column, ITD_E_SYNTAX, "is no day (YYYY-MM-DD)", err);
    *ret_day = day;
    return ITD_OK;
}

static itd_status refuse_column(itd_error *err, itd_status status, uint64_t line, const char *name,
                                const char *reason)
{
    (void)itd_error_at_line(err, status, line, "\"%s\" is a column that %s", name, reason);
    itd_error_in_field(err, itd_str_of(name));
    return status;
}

static itd_status take_header(const itd_csv_record *record, const struct itd_rows_column *columns,
                              size_t count, size_t *place, itd_error *err)
{
    for (size_t column = 0; column < count; column++) {
        place[column] = SIZE_MAX;
        for (size_t i = 0; i < record->count; i++) {
            if (!itd_str_equal_ascii_nocase(itd_str_trim(record->fields[i]),
                                            itd_str_of(columns[column].name)))
                continue;
            if (place[column] != SIZE_MAX)
                return refuse_column(err, ITD_E_DUPLICATE, record->line, columns[column].name,
                                     "stands there twice");
            place[column] = i;
        }
        if (place[column] == SIZE_MAX && columns[column].needed)
            return refuse_column(err, ITD_E_SCHEMA, record->line, columns[column].name,
                                 "is missing");
    }
    return ITD_OK;
}

itd_status itd_comply_rows_read(itd_source *src, const struct itd_rows_column *columns,
                                size_t count, itd_rows_take take, void *ctx, uint64_t *ret_rows,
                                itd_error *err)
{
    size_t     place[ITD_ROWS_COLUMNS_MAX], width = 0;
    itd_csv   *csv = NULL;
    itd_status st = itd_csv_open(src, NULL, &csv, err);

    while (st == ITD_OK) {
        itd_csv_record record;
        itd_str        cells[ITD_ROWS_COLUMNS_MAX];
        struct itd_row row = {.columns = columns, .cells = cells};
        bool           found;

        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        if (width == 0) {
            width = record.count;
            st = take_header(&record, columns, count, place, err);
            continue;
        }
        if (record.count != width) {
            st = itd_error_at_line(err, ITD_E_SYNTAX, record.line, "%zu cells, the header has %zu",
                                   record.count, width);
            break;
        }
        for (size_t i = 0; i < count; i++)
            cells[i] = place[i] == SIZE_MAX ? (itd_str){0} : itd_str_trim(record.fields[place[i]]);
        row.line = record.line;
        st = take(ctx, &row, err);
        ++*ret_rows;
    }
    itd_csv_close(csv);
    return st;
}
