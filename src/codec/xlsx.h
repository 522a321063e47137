/* Workbooks (.xlsx, ECMA-376 part 1 "SpreadsheetML") as rows of cells, a row at a time. Memory is
 * that of the shared texts and one row. Furigana beside a text (phonetic runs) is left out, a
 * formula stands for the value that was stored with it, nothing is ever calculated or fetched.
 * What a reader may want to refuse (macros, links to other files, merged cells, hidden sheets) is
 * told. One thread at a time. */
#ifndef ITD_CODEC_XLSX_H
#define ITD_CODEC_XLSX_H

#include <stdint.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_XLSX_MEMBERS_MAX 4096    /* files of the package */
#define ITD_XLSX_SHEETS_MAX 256      /* sheets of a workbook */
#define ITD_XLSX_STRINGS_MAX 4000000 /* shared texts */
#define ITD_XLSX_STRING_BYTES_MAX ((size_t)1 << 30)
#define ITD_XLSX_STYLES_MAX 65536  /* cell formats */
#define ITD_XLSX_ROWS_MAX 1048576  /* of the format */
#define ITD_XLSX_COLUMNS_MAX 16384 /* of the format */
#define ITD_XLSX_MERGES_MAX 100000 /* merged ranges of a sheet */

typedef enum itd_cell_kind {
    ITD_CELL_EMPTY,
    ITD_CELL_TEXT,
    ITD_CELL_NUMBER,  /* text as stored: "41988", "1.5E-3" */
    ITD_CELL_DATE,    /* a number with a format of dates: "YYYY-MM-DD", or with "THH:MM:SS" */
    ITD_CELL_BOOLEAN, /* "TRUE", "FALSE" */
    ITD_CELL_ERROR,   /* "#N/A" … */
} itd_cell_kind;

typedef struct itd_cell {
    itd_str       text; /* as said above; as written in the sheet, not trimmed */
    itd_str       raw;  /* of a DATE the number; else as text */
    itd_cell_kind kind;
    bool          formula; /* the value of a calculation, as it was stored */
} itd_cell;

typedef struct itd_xlsx_row {
    const itd_cell *cells;  /* from column A to the last that is not empty; until the next row */
    size_t          count;  /* at least 1 */
    uint32_t        number; /* of the sheet, from 1 */
} itd_xlsx_row;

typedef struct itd_xlsx_sheet {
    itd_str name; /* as people see it */
    bool    hidden;
} itd_xlsx_sheet;

/* Cells shown as one: rows and columns from 1, both ends inclusive. */
typedef struct itd_xlsx_merge {
    uint32_t first_row, last_row;
    uint32_t first_column, last_column;
} itd_xlsx_merge;

/* Where the bytes are: a file, or memory that the caller keeps alive. */
typedef struct itd_xlsx_input {
    const char *path; /* NULL: memory */
    itd_str     name; /* for messages */
    itd_str     memory;
    size_t      read_max; /* 0, or the most bytes a read hands out (tests) */
} itd_xlsx_input;

typedef struct itd_xlsx itd_xlsx;

/* Is this the beginning of an OPC package (a zip whose first file is one of those that a workbook
 * begins with)? */
bool itd_xlsx_recognise(itd_str head);

/* Reads the parts that stand beside the sheets. ITD_E_SYNTAX, ITD_E_LIMIT, ITD_E_ENCODING with the
 * file of the package; ITD_E_SCHEMA when the package holds no workbook (a text document, .xlsb). */
ITD_MUST_CHECK itd_status itd_xlsx_open(const itd_xlsx_input *input, itd_xlsx **ret_book,
                                        itd_error *err);
size_t                    itd_xlsx_sheet_count(const itd_xlsx *book);
const itd_xlsx_sheet     *itd_xlsx_sheet_at(const itd_xlsx *book, size_t index);
/* Programs (VBA) in the file; they are never run. */
bool itd_xlsx_has_macros(const itd_xlsx *book);
/* Files of the package that point into other workbooks. */
size_t itd_xlsx_link_count(const itd_xlsx *book);
/* Do day numbers count from 1904? */
bool itd_xlsx_counts_from_1904(const itd_xlsx *book);

/* Stands before the first row of a sheet. Its merged cells are known from here on. */
ITD_MUST_CHECK itd_status itd_xlsx_select(itd_xlsx *book, size_t sheet, itd_error *err);
const itd_xlsx_merge     *itd_xlsx_merges(const itd_xlsx *book, size_t *ret_count);
/* The next row that holds anything; empty ones are passed over. *ret_found false at the end. Errors
 * name sheet and cell. */
ITD_MUST_CHECK itd_status itd_xlsx_next_row(itd_xlsx *book, bool *ret_found, itd_xlsx_row *ret_row,
                                            itd_error *err);
/* NULL is allowed. */
void itd_xlsx_close(itd_xlsx *book);

/* The date of a day number ("41988", "41988.5"); the time of the day is dropped. false for what is
 * no such number, lies outside 1900 to 9999, or is the day 60 that never was (1900-02-29). */
ITD_MUST_CHECK bool itd_xlsx_date_of(itd_str number, bool from_1904, itd_date *ret_date);

#define ITD_XLSX_CELL_NAME_MAX 16
/* "AB12" for a column from 0 and a row from 1. */
void itd_xlsx_cell_name(size_t column, uint32_t row, char ret_name[ITD_XLSX_CELL_NAME_MAX]);

#endif
