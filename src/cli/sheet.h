/* Rows of one kind in any of the four formats: a table for people, CSV, JSON, JSON lines. The
 * columns are told once; cells follow left to right. One sheet after the other may go to one
 * buffer. */
#ifndef ITD_CLI_SHEET_H
#define ITD_CLI_SHEET_H

#include "cli/cli.h"
#include "codec/json.h"

typedef struct itd_sheet_column {
    const char *key;      /* of JSON, heading of CSV */
    const char *heading;  /* of the table; NULL: not in the table */
    bool        is_right; /* in the table */
} itd_sheet_column;

/* Its fields belong to sheet.c. */
typedef struct itd_sheet {
    const itd_cli_common   *common;
    const itd_sheet_column *columns;
    size_t                  count;
    size_t                  next; /* column of the next cell */
    size_t                  rows;
    itd_buf                *buf;
    itd_json_writer        *json; /* of the caller, inside an object; NULL: one of its own */
    itd_json_writer         own;
    itd_cli_table          *table;
} itd_sheet;

/* json: in JSON the rows become the array `key` there; NULL: an array by themselves. */
ITD_MUST_CHECK itd_status itd_sheet_begin(itd_sheet *sheet, const itd_cli_common *common,
                                          itd_buf *buf, itd_json_writer *json, const char *key,
                                          const itd_sheet_column *columns, size_t count,
                                          itd_error *err);
void                      itd_sheet_row(itd_sheet *sheet);
/* Cells. Empty text is null in JSON. */
void itd_sheet_text(itd_sheet *sheet, itd_str text);
void itd_sheet_styled(itd_sheet *sheet, itd_str text, itd_cli_style style);
void itd_sheet_int(itd_sheet *sheet, int64_t value);
void itd_sheet_decimal(itd_sheet *sheet, double value, unsigned decimals);
void itd_sheet_bool(itd_sheet *sheet, bool value); /* "yes" and "" in the table */
void itd_sheet_none(itd_sheet *sheet);
void itd_sheet_day(itd_sheet *sheet, int64_t day); /* days since 1970 */
void itd_sheet_time(itd_sheet *sheet, int64_t ms); /* to the minute, UTC */
/* Ends the last row and writes what is left; frees. Also after a failure of begin. */
ITD_MUST_CHECK itd_status itd_sheet_end(itd_sheet *sheet, itd_error *err);

#endif
