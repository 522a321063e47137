/* Rows of facts out of files: CSV or TSV with a line of headings, a JSON array of objects, or JSON
 * lines; what it is follows from the first character and the first line. Columns may stand in any
 * order; those that are not needed may be missing; unknown ones are refused. */
#ifndef ITD_CHRONICLE_ROWS_H
#define ITD_CHRONICLE_ROWS_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "chronicle/record.h"
#include "codec/source.h"

#define ITD_ROWS_MAX 20000                   /* of one file */
#define ITD_ROWS_JSON_MAX ((size_t)64 << 20) /* bytes of one JSON document */

/* values: as many as the table has columns, trimmed; they live in the arena given to itd_rows_read.
 * An error without a place gets that of the row. */
typedef itd_status (*itd_row_fn)(void *ctx, const itd_str *values, itd_error *err);

/* Reads the current member of src. A row that is wrong ends it; err names file, line (CSV, JSON
 * lines) and "row N" (the first behind the headings is 1), and the field. A file without any row is
 * ITD_E_INCOMPLETE. */
ITD_MUST_CHECK itd_status itd_rows_read(itd_source *src, itd_fact_kind kind, itd_arena *arena,
                                        itd_row_fn fn, void *ctx, itd_error *err);
/* The same of a file, plain or packed. */
ITD_MUST_CHECK itd_status itd_rows_read_file(const char *path, itd_fact_kind kind, itd_arena *arena,
                                             itd_row_fn fn, void *ctx, itd_error *err);

#endif
