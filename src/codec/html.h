/* The tables of an HTML page, row by row, each cell with the columns and rows that it covers. Only
 * as much of HTML is understood as tables need: tags, attributes, comments, character references,
 * scripts and styles; words outside of tables are passed over. Source: the HTML standard, tables
 * and tokenisation. Nothing is loaded and nothing runs. One thread at a time. */
#ifndef ITD_CODEC_HTML_H
#define ITD_CODEC_HTML_H

#include "base/buf.h"
#include "codec/source.h"

#define ITD_HTML_BYTES_MAX ((size_t)16 << 20) /* of a page */
#define ITD_HTML_COLUMNS_MAX 256              /* of a table */

typedef struct itd_html_cell {
    itd_str  text;   /* runs of blanks are one; the ends of paragraphs and lines are blanks */
    uint32_t column; /* from 0: cells that reach down from rows above are counted */
    uint32_t columns, rows;
} itd_html_cell;

typedef struct itd_html_row {
    const itd_html_cell *cells; /* those that begin in this row, without those from above */
    size_t               count;
    uint32_t             number; /* of all rows of the page, from 1 */
    uint64_t             line;   /* where it begins */
} itd_html_row;

/* In place; what it holds is its own except the page. */
typedef struct itd_html {
    itd_str       page, rest;
    itd_buf       text; /* of the row's cells */
    itd_html_cell cells[ITD_HTML_COLUMNS_MAX];
    size_t        starts[ITD_HTML_COLUMNS_MAX]; /* of their texts */
    uint32_t      below[ITD_HTML_COLUMNS_MAX];  /* rows that a cell from above still covers */
    size_t        count;
    uint32_t      column; /* of the next cell */
    uint32_t      number;
    uint64_t      line, row_line; /* up to counted; of the row */
    size_t        counted;
    bool          in_table, in_row, in_cell, has_end;
} itd_html;

/* The current member of src whole, as checked UTF-8; a page that declares another encoding is
 * ITD_E_ENCODING. The caller owns page. */
ITD_MUST_CHECK itd_status itd_html_read_page(itd_source *src, itd_buf *page, itd_error *err);

/* page is borrowed. */
void itd_html_init(itd_html *html, itd_str page);
void itd_html_done(itd_html *html);
/* The next row, until the next call; *ret_found false at the end. A table within a table, a cell
 * over one that reaches down to it, an unknown character reference, and a page that is cut (within
 * a tag or a table, or without </html>) are errors with the line. */
ITD_MUST_CHECK itd_status itd_html_next_row(itd_html *html, bool *ret_found, itd_html_row *ret_row,
                                            itd_error *err);

#endif
