/* Delimited text, record by record (RFC 4180 with the liberties that publishers take): any one-byte
 * delimiter, quotes doubled inside quotes, LF or CRLF, line breaks inside quotes, a byte order
 * mark, and a final 0x1A (DOS end of file) as OFAC writes it. UTF-8 is checked. One thread at a
 * time. */
#ifndef ITD_CODEC_CSV_H
#define ITD_CODEC_CSV_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/source.h"

#define ITD_CSV_FIELD_MAX ((size_t)1 << 20)  /* bytes of one field */
#define ITD_CSV_RECORD_MAX ((size_t)8 << 20) /* bytes of one record */
#define ITD_CSV_FIELDS_MAX 1024              /* fields of one record */

typedef struct itd_csv itd_csv;

typedef struct itd_csv_options {
    char   delimiter;
    size_t field_max;
    size_t record_max;
    size_t fields_max;
    bool blank_is_record; /* an empty line is a record of one empty field; default false: skipped */
} itd_csv_options;

itd_csv_options itd_csv_options_default(void);

typedef struct itd_csv_record {
    const itd_str *fields; /* unquoted; valid UTF-8 */
    size_t         count;
    uint64_t       line;   /* where it begins, from 1 */
    uint64_t       number; /* from 1 */
} itd_csv_record;

/* Reads the current member of src (borrowed). options may be NULL. */
ITD_MUST_CHECK itd_status itd_csv_open(itd_source *src, const itd_csv_options *options,
                                       itd_csv **ret_csv, itd_error *err);
/* The next record until the next call; *ret_found false at the end. Text after a closing quote, an
 * unclosed quote, bad UTF-8, control bytes and limits are errors with line; what is said of a
 * record does not depend on how its bytes arrived.
 * Behind a bad record the reader goes on at the next one, and itd_csv_can_continue says so, unless
 * nobody can tell where the next one begins: a quote that is never closed, or text after a closing
 * quote or a record too long that already goes over several lines. */
ITD_MUST_CHECK itd_status itd_csv_next(itd_csv *csv, bool *ret_found, itd_csv_record *ret_record,
                                       itd_error *err);
bool                      itd_csv_can_continue(const itd_csv *csv);
/* Index of the field that the last error was about, or SIZE_MAX when it was about the record. */
size_t itd_csv_fault_field(const itd_csv *csv);
/* NULL is allowed. */
void itd_csv_close(itd_csv *csv);

#endif
