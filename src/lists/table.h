/* Reading a list that is one delimited file with a row of headers: what is the same for every
 * publisher. Columns are known by their headers, in any order; rows that say of themselves that
 * they belong to one entry are joined, wherever they stand in the file. Cells of columns that
 * nobody knows are kept under extra and reported. */
#ifndef ITD_LISTS_TABLE_H
#define ITD_LISTS_TABLE_H

#include "codec/encoding.h"
#include "lists/reader.h"
#include "lists/record.h"

#define ITD_TABLE_COLUMNS_MAX 256             /* columns of a file */
#define ITD_TABLE_BYTES_MAX ((size_t)4 << 30) /* rows that wait for others of their entry */

typedef struct itd_table_row {
    const itd_str *cells; /* by known column, trimmed; empty where the file has no such column */
    uint64_t       line;
} itd_table_row;

typedef struct itd_table {
    const char        *what; /* "the UK Sanctions List", for messages */
    char               delimiter;
    const char *const *columns; /* known headers, "new|old"; case and blanks say nothing */
    size_t             column_count;
    const size_t      *required; /* those that the layout is known by */
    size_t             required_count;
    bool               repeats; /* a known column may stand there again; the first one counts */
    /* A row above the headers, or NULL when there is none. */
    itd_status (*above)(itd_record *rec, const itd_str *cells, size_t count,
                        itd_read_result *result, itd_error *err);
    /* Column of the id that joins rows to one entry, or SIZE_MAX: every row is an entry. */
    size_t group;
    /* The id where it is made of several columns, in rec's arena; NULL: that of group alone. Not
     * called for a row whose group is empty. */
    itd_str (*key)(itd_record *rec, const itd_str *cells);
    bool distinct; /* without ids a row that repeats another is the same entry: told once, and
                        reported */
    /* The rows of one entry, at least one. Starts the entity by itd_record_entity. */
    itd_status (*read)(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                       itd_read_result *result, itd_error *err);
} itd_table;

ITD_MUST_CHECK itd_status itd_table_read(const itd_table *layout, itd_encoding encoding,
                                         void *state, const itd_list_part *part,
                                         itd_entity_fn on_entity, void *ctx,
                                         itd_read_result *result, itd_error *err);
/* The same from a workbook: the first sheet that is not hidden. Macros, links to other workbooks
 * and other sheets with anything on them are reported; merged headers are refused. */
ITD_MUST_CHECK itd_status itd_table_read_book(const itd_table *layout, void *state,
                                              const itd_list_part *part, itd_entity_fn on_entity,
                                              void *ctx, itd_read_result *result, itd_error *err);
/* Is the part a workbook whose first visible sheet begins with every required header? */
bool itd_table_recognise_book(const itd_table *layout, const itd_list_part *part);
/* Has the first row, or with `above` the second, every required header? */
bool itd_table_recognise(const itd_table *layout, const itd_list_part *part);

/* The same letters and digits, whatever case and blanks; false for an empty text. */
bool itd_table_is_same(itd_str text, itd_str wanted);

#endif
