/* Where the rows of a table come from. Inside lists only; one thread at a time. */
#ifndef ITD_LISTS_TABLE_ROWS_H
#define ITD_LISTS_TABLE_ROWS_H

#include "codec/csv.h"
#include "codec/xlsx.h"
#include "lists/table.h"

typedef struct itd_table_rows {
    itd_csv  *csv;    /* borrowed; NULL: a workbook */
    itd_xlsx *book;   /* owned, with fields */
    itd_str  *fields; /* of a row of the sheet; ITD_TABLE_COLUMNS_MAX */
} itd_table_rows;

/* Stands before the first row of the first visible sheet. header: the row with the headers, where
 * no cells may be merged; 0: any may. report NULL: nothing is said of the rest of the workbook.
 * Close in every case. */
ITD_MUST_CHECK itd_status itd_table_rows_open_book(itd_table_rows *rows, const itd_list_part *part,
                                                   uint32_t header, itd_list_report *report,
                                                   itd_error *err);
/* width: columns of the headers, spare ones among them; 0 before they are known. The line of a row
 * of a sheet is its number. */
ITD_MUST_CHECK itd_status itd_table_rows_next(const itd_table_rows *rows, size_t width,
                                              bool *ret_found, itd_csv_record *ret_record,
                                              itd_error *err);
void                      itd_table_rows_close_book(itd_table_rows *rows);

#endif
