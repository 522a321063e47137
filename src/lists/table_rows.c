/* Rows of a delimited file or of the main sheet of a workbook, in one form. */
#include "lists/table_rows.h"

#include "base/memory.h"

/* Columns of a sheet behind the last header: what stands there is kept, and reported. */
#define SPARE_COLUMNS 16

itd_status itd_table_rows_next(const itd_table_rows *rows, size_t width, bool *ret_found,
                               itd_csv_record *ret_record, itd_error *err)
{
    itd_xlsx_row row;
    itd_status   st;

    if (rows->csv)
        return itd_csv_next(rows->csv, ret_found, ret_record, err);
    st = itd_xlsx_next_row(rows->book, ret_found, &row, err);
    if (st != ITD_OK || !*ret_found)
        return st;
    if (width == 0)
        width = row.count + SPARE_COLUMNS;
    if (row.count > ITD_TABLE_COLUMNS_MAX || width > ITD_TABLE_COLUMNS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, row.number, "more than %d columns",
                                 ITD_TABLE_COLUMNS_MAX);
    for (size_t i = 0; i < row.count; i++)
        rows->fields[i] = row.cells[i].text;
    for (size_t i = row.count; i < width; i++)
        rows->fields[i] = (itd_str){0};
    *ret_record = (itd_csv_record){.fields = rows->fields,
                                   .count = row.count > width ? row.count : width,
                                   .line = row.number,
                                   .number = row.number};
    return ITD_OK;
}

static itd_status open_book(const itd_list_part *part, itd_xlsx **ret_book, itd_error *err)
{
    const itd_xlsx_input input = {
        .path = part->path, .name = part->name, .memory = part->memory, .read_max = part->read_max};

    return itd_xlsx_open(&input, ret_book, err);
}

/* The first sheet that people see. */
static size_t main_sheet(const itd_xlsx *book)
{
    size_t at = 0;

    while (at < itd_xlsx_sheet_count(book) && itd_xlsx_sheet_at(book, at)->hidden)
        at++;
    return at;
}

/* What is in the workbook besides the list. */
static itd_status report_rest(itd_xlsx *book, size_t main, itd_list_report *report, itd_str file,
                              itd_error *err)
{
    itd_status st = ITD_OK;

    if (itd_xlsx_has_macros(book))
        itd_list_report_add(report, ITD_STR("macros, which are not run"), ITD_STR("workbook"), file,
                            0, (itd_str){0});
    if (itd_xlsx_link_count(book) > 0)
        itd_list_report_add(report, ITD_STR("links to other workbooks, not followed"),
                            ITD_STR("workbook"), file, 0, (itd_str){0});
    for (size_t i = 0; st == ITD_OK && i < itd_xlsx_sheet_count(book); i++) {
        itd_xlsx_row row;
        bool         found = false;

        if (i == main)
            continue;
        st = itd_xlsx_select(book, i, err);
        if (st == ITD_OK)
            st = itd_xlsx_next_row(book, &found, &row, err);
        if (st == ITD_OK && found)
            itd_list_report_add(report, ITD_STR("a sheet that is no part of the layout"),
                                itd_xlsx_sheet_at(book, i)->name, file, row.number, (itd_str){0});
    }
    return st;
}

/* Cells that are merged over two headers give both columns one name. */
static itd_status check_merges(const itd_xlsx *book, uint32_t header, itd_error *err)
{
    size_t                count;
    const itd_xlsx_merge *merges = itd_xlsx_merges(book, &count);

    for (size_t i = 0; i < count; i++) {
        char from[ITD_XLSX_CELL_NAME_MAX], to[ITD_XLSX_CELL_NAME_MAX];

        if (merges[i].first_row > header || merges[i].last_row < header)
            continue;
        itd_xlsx_cell_name(merges[i].first_column - 1, merges[i].first_row, from);
        itd_xlsx_cell_name(merges[i].last_column - 1, merges[i].last_row, to);
        return itd_error_at_line(err, ITD_E_SCHEMA, header,
                                 "the cells %s to %s are merged: which column is which cannot be "
                                 "told",
                                 from, to);
    }
    return ITD_OK;
}

itd_status itd_table_rows_open_book(itd_table_rows *rows, const itd_list_part *part,
                                    uint32_t header, itd_list_report *report, itd_error *err)
{
    size_t     main;
    itd_status st = open_book(part, &rows->book, err);

    if (st != ITD_OK)
        return st;
    rows->fields = itd_mem_new(ITD_TABLE_COLUMNS_MAX, sizeof *rows->fields);
    if (!rows->fields)
        return itd_error_no_memory(err);
    main = main_sheet(rows->book);
    if (main == itd_xlsx_sheet_count(rows->book))
        return itd_error_set(err, ITD_E_SCHEMA, "every sheet is hidden");
    if (report)
        st = report_rest(rows->book, main, report, part->name, err);
    if (st == ITD_OK)
        st = itd_xlsx_select(rows->book, main, err);
    return st == ITD_OK ? check_merges(rows->book, header, err) : st;
}

void itd_table_rows_close_book(itd_table_rows *rows)
{
    itd_xlsx_close(rows->book);
    itd_mem_free(rows->fields);
    *rows = (itd_table_rows){.csv = NULL};
}
