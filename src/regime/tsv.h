/* Tables of rules and facts: tab-separated text with a header, lines of comment before it ("# "),
 * cells quoted as in CSV where they need it. Every column must be known to the reader of the table:
 * a field that nobody looks at would look like a rule that is applied. One thread at a time. */
#ifndef ITD_REGIME_TSV_H
#define ITD_REGIME_TSV_H

#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/source.h"

#define ITD_TSV_COLUMNS_MAX 40
#define ITD_TSV_CELL_MAX ((size_t)8 << 10) /* bytes of one cell */
#define ITD_TSV_ROWS_MAX ((size_t)1 << 20) /* rows of one table */

typedef struct itd_tsv_column {
    const char *name;
    bool        required; /* the column must be there and no cell of it may be empty */
} itd_tsv_column;

typedef struct itd_tsv_row {
    const itd_tsv_column *columns;
    const itd_str        *cells; /* trimmed, in the order of columns; until the next row */
    uint64_t              line;
} itd_tsv_row;

/* Called for each row; the place of an error it returns is completed by the reader. */
typedef itd_status (*itd_tsv_take)(void *ctx, const itd_tsv_row *row, itd_error *err);

/* Reads a table. Errors carry file, line and column: an unknown, missing or repeated column
 * (ITD_E_SCHEMA, ITD_E_DUPLICATE), a row with too many or too few cells (ITD_E_SYNTAX), an empty
 * required cell (ITD_E_INCOMPLETE), a limit. */
ITD_MUST_CHECK itd_status itd_tsv_read(itd_source *src, const itd_tsv_column *columns,
                                       size_t column_count, itd_tsv_take take, void *ctx,
                                       itd_error *err);
ITD_MUST_CHECK itd_status itd_tsv_read_file(const char *path, const itd_tsv_column *columns,
                                            size_t column_count, itd_tsv_take take, void *ctx,
                                            itd_error *err);

/* Cells as values; an empty cell leaves the value empty. Errors name the column. */
ITD_MUST_CHECK itd_status itd_tsv_date(const itd_tsv_row *row, size_t column, itd_date *ret_date,
                                       itd_error *err);
ITD_MUST_CHECK itd_status itd_tsv_text(const itd_tsv_row *row, size_t column, itd_arena *arena,
                                       itd_str *ret_text, itd_error *err);
/* One of the words (an array of count texts); the message lists them. */
ITD_MUST_CHECK itd_status itd_tsv_word(const itd_tsv_row *row, size_t column,
                                       const char *const *words, size_t count, size_t *ret_index,
                                       itd_error *err);
/* A decimal number with at most four decimals, in ten-thousandths. */
#define ITD_TSV_SCALE 10000
ITD_MUST_CHECK itd_status itd_tsv_decimal(const itd_tsv_row *row, size_t column,
                                          uint64_t *ret_scaled, itd_error *err);
/* Sets err with line and column. */
ITD_PRINTF(5, 6)
itd_status itd_tsv_refuse(const itd_tsv_row *row, size_t column, itd_status status, itd_error *err,
                          const char *fmt, ...);

#endif
