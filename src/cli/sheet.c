/* Rows in four formats. */
#include "cli/sheet.h"

#include <string.h>

#include "base/date.h"

#define CELL_MAX 64 /* bytes of a number or a date */

itd_status itd_sheet_begin(itd_sheet *sheet, const itd_cli_common *common, itd_buf *buf,
                           itd_json_writer *json, const char *key, const itd_sheet_column *columns,
                           size_t count, itd_error *err)
{
    size_t shown = 0;

    *sheet =
        (itd_sheet){.common = common, .columns = columns, .count = count, .buf = buf, .json = json};
    switch (common->format) {
    case ITD_FORMAT_TABLE:
        for (size_t i = 0; i < count; i++)
            shown += columns[i].heading != NULL;
        sheet->table = itd_cli_table_new(shown);
        if (!sheet->table)
            return itd_error_no_memory(err);
        itd_cli_table_set_color(sheet->table, common->color);
        itd_cli_table_row(sheet->table);
        for (size_t i = 0; i < count; i++) {
            if (columns[i].heading && columns[i].is_right)
                itd_cli_table_cell_right(sheet->table, itd_str_of(columns[i].heading));
            else if (columns[i].heading)
                itd_cli_table_cell(sheet->table, itd_str_of(columns[i].heading));
        }
        break;
    case ITD_FORMAT_CSV:
        for (size_t i = 0; i < count; i++)
            itd_buf_printf(buf, "%s%s", i > 0 ? "," : "", columns[i].key);
        itd_buf_append_char(buf, '\n');
        break;
    case ITD_FORMAT_JSON:
        if (!json) {
            itd_json_writer_init(&sheet->own, buf, 2);
            sheet->json = &sheet->own;
        }
        itd_json_begin_array(sheet->json, json ? key : NULL);
        break;
    case ITD_FORMAT_JSONL:
        sheet->json = &sheet->own;
        break;
    }
    return ITD_OK;
}

static bool is_json(const itd_sheet *sheet)
{
    return sheet->common->format == ITD_FORMAT_JSON || sheet->common->format == ITD_FORMAT_JSONL;
}

static void end_row(itd_sheet *sheet)
{
    if (sheet->rows == 0)
        return;
    if (is_json(sheet))
        itd_json_end_object(sheet->json);
    if (sheet->common->format == ITD_FORMAT_JSONL || sheet->common->format == ITD_FORMAT_CSV)
        itd_buf_append_char(sheet->buf, '\n');
}

void itd_sheet_row(itd_sheet *sheet)
{
    end_row(sheet);
    sheet->rows++;
    sheet->next = 0;
    if (sheet->common->format == ITD_FORMAT_JSONL)
        itd_json_writer_init(&sheet->own, sheet->buf, 0);
    if (is_json(sheet))
        itd_json_begin_object(sheet->json, NULL);
    else if (sheet->table)
        itd_cli_table_row(sheet->table);
}

/* The column of the next cell, or NULL past the last. */
static const itd_sheet_column *next_column(itd_sheet *sheet)
{
    if (sheet->next >= sheet->count)
        return NULL;
    if (sheet->common->format == ITD_FORMAT_CSV && sheet->next > 0)
        itd_buf_append_char(sheet->buf, ',');
    return &sheet->columns[sheet->next++];
}

static void table_cell(itd_sheet *sheet, const itd_sheet_column *column, itd_str text,
                       itd_cli_style style)
{
    if (!sheet->table || !column->heading)
        return;
    if (column->is_right)
        itd_cli_table_cell_right(sheet->table, text);
    else
        itd_cli_table_cell_styled(sheet->table, text, style);
}

void itd_sheet_styled(itd_sheet *sheet, itd_str text, itd_cli_style style)
{
    const itd_sheet_column *column = next_column(sheet);

    if (!column)
        return;
    if (is_json(sheet) && text.len == 0)
        itd_json_put_null(sheet->json, column->key);
    else if (is_json(sheet))
        itd_json_put_str(sheet->json, column->key, text);
    else if (sheet->common->format == ITD_FORMAT_CSV)
        itd_cli_append_csv(sheet->buf, text);
    table_cell(sheet, column, text, style);
}

void itd_sheet_text(itd_sheet *sheet, itd_str text)
{
    itd_sheet_styled(sheet, text, ITD_STYLE_PLAIN);
}

/* A number as it is written everywhere but in JSON: by its JSON form. */
static void append_number(itd_buf *buf, double value, unsigned decimals)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, 0);
    itd_json_put_number(&json, NULL, value, decimals);
}

void itd_sheet_decimal(itd_sheet *sheet, double value, unsigned decimals)
{
    const itd_sheet_column *column = next_column(sheet);
    itd_buf                 text;

    if (!column)
        return;
    itd_buf_init(&text, CELL_MAX);
    if (is_json(sheet))
        itd_json_put_number(sheet->json, column->key, value, decimals);
    else
        append_number(&text, value, decimals);
    if (sheet->common->format == ITD_FORMAT_CSV)
        itd_buf_append(sheet->buf, itd_buf_text(&text));
    table_cell(sheet, column, itd_buf_text(&text), ITD_STYLE_PLAIN);
    itd_buf_done(&text);
}

void itd_sheet_int(itd_sheet *sheet, int64_t value)
{
    itd_sheet_decimal(sheet, (double)value, 0);
}

void itd_sheet_bool(itd_sheet *sheet, bool value)
{
    const itd_sheet_column *column = next_column(sheet);

    if (!column)
        return;
    if (is_json(sheet))
        itd_json_put_bool(sheet->json, column->key, value);
    else if (sheet->common->format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(sheet->buf, value ? "true" : "false");
    table_cell(sheet, column, value ? ITD_STR("yes") : ITD_STR(""), ITD_STYLE_PLAIN);
}

void itd_sheet_none(itd_sheet *sheet)
{
    itd_sheet_text(sheet, ITD_STR(""));
}

void itd_sheet_day(itd_sheet *sheet, int64_t day)
{
    char         text[ITD_DATE_TEXT_MAX];
    const size_t len = itd_date_format(itd_date_of_days(day), text);

    itd_sheet_text(sheet, (itd_str){text, len});
}

void itd_sheet_time(itd_sheet *sheet, int64_t ms)
{
    char         text[ITD_TIME_TEXT_MAX];
    const size_t len = itd_time_format(ms, text);

    /* "YYYY-MM-DDTHH:MM:SSZ" without its seconds */
    if (len > 4)
        memcpy(text + len - 4, "Z", 2);
    itd_sheet_text(sheet, itd_str_of(text));
}

itd_status itd_sheet_end(itd_sheet *sheet, itd_error *err)
{
    itd_status st = ITD_OK;

    end_row(sheet);
    if (sheet->common->format == ITD_FORMAT_JSON && sheet->json) {
        itd_json_end_array(sheet->json);
        if (sheet->json == &sheet->own)
            itd_buf_append_char(sheet->buf, '\n');
    }
    if (sheet->table && sheet->rows > 0)
        st = itd_cli_table_print(sheet->table, sheet->buf, err);
    else if (sheet->table)
        itd_buf_append_cstr(sheet->buf, "nothing\n");
    itd_cli_table_free(sheet->table);
    sheet->table = NULL;
    return st == ITD_OK ? itd_buf_status(sheet->buf, err) : st;
}
