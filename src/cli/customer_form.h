/* How a customer file is written: encoding, delimiter, order of dates; said by the user, or found
 * from the bytes and then told. */
#ifndef ITD_CLI_CUSTOMER_FORM_H
#define ITD_CLI_CUSTOMER_FORM_H

#include <signal.h>

#include "base/buf.h"
#include "cli/customer_fields.h"
#include "codec/csv.h"
#include "codec/encoding.h"
#include "codec/xlsx.h"

/* What the user said; a zeroed form finds all of it. Shared between threads. */
typedef struct itd_customer_form {
    const itd_customer_map *map; /* borrowed; NULL: none */
    bool                    has_encoding;
    itd_encoding            encoding;
    char                    delimiter; /* 0: found from the header */
    itd_date_order          order;
    /* Told once a file what was found; NULL: nobody. */
    void (*note)(void *ctx, itd_str file, const char *text);
    void                        *ctx;
    const volatile sig_atomic_t *stop; /* not 0: end the first reading; NULL: nobody stops it */
} itd_customer_form;

/* The encoding of one member of a file (path NULL: standard input, of which only the head can be
 * looked at). Without a mark a file is read through once: cp1252 when it has bytes beyond ASCII,
 * none of them make UTF-8, and no controls stand in it. */
ITD_MUST_CHECK itd_status itd_customer_form_encoding(const itd_customer_form *form,
                                                     const char *path, unsigned member,
                                                     itd_str head, itd_encoding *ret_encoding,
                                                     itd_error *err);
/* The first line as UTF-8, as far as it can be read; scratch holds it. */
ITD_MUST_CHECK itd_status itd_customer_form_first_line(itd_str head, itd_encoding encoding,
                                                       itd_buf *scratch, itd_str *ret_line,
                                                       itd_error *err);

/* ---- workbooks ---- */

typedef struct itd_customer_book {
    itd_xlsx *book;
    itd_str  *fields; /* heap; ITD_CSV_FIELDS_MAX */
    char     *place;  /* heap; "PATH [SHEET]", as errors name it */
} itd_customer_book;

/* Is there a workbook at this path? */
ITD_MUST_CHECK itd_status itd_customer_book_is(const char *path, bool *ret_is, itd_error *err);
/* Stands before the header of the first visible sheet. Merged headers, and a second sheet with
 * anything on it, are refused: rows would be passed over. Close in every case. */
ITD_MUST_CHECK itd_status itd_customer_book_open(itd_customer_book *book, const char *path,
                                                 const itd_customer_form *form, itd_error *err);
/* A row as a record of at least width fields; its line is the sheet's row. */
ITD_MUST_CHECK itd_status itd_customer_book_next(itd_customer_book *book, size_t width,
                                                 bool *ret_found, itd_csv_record *ret_record,
                                                 itd_error *err);
void                      itd_customer_book_close(itd_customer_book *book);

#endif
