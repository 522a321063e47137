/* HTML pages as text: skeleton, headings, paragraphs, lists, tables. Every text is escaped here, so
 * that a caller cannot forget it. A page stands alone: its style is inside, it loads nothing and
 * runs nothing (a content security policy says so). It reads well in print, in light and dark, and
 * through a screen reader: landmarks, headings in order, captions, scopes.
 *
 * All functions write to the itd_buf of the page and cannot fail at once; the owner asks
 * itd_buf_status at the end (base/buf.h). Texts are valid UTF-8; characters that HTML does not
 * allow or that hide text are shown as U+FFFD. One thread at a time. */
#ifndef ITD_PAGE_PAGE_H
#define ITD_PAGE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

#define ITD_PAGE_COLUMNS_MAX 64 /* of one table; cells past it are not written */
#define ITD_PAGE_DECIMALS_MAX 9 /* digits behind the point that a number can have */

/* What a mark, cell, band or note says by its colour; a caller says it in words too. */
typedef enum itd_page_tone {
    ITD_TONE_PLAIN,
    ITD_TONE_DIM,
    ITD_TONE_GOOD,
    ITD_TONE_NOTICE,
    ITD_TONE_WARN,
    ITD_TONE_BAD,
} itd_page_tone;
#define ITD_TONE_COUNT 6

typedef struct itd_page_column {
    itd_str heading;
    bool    is_number; /* aligned right */
    bool    is_header; /* cells name their row: <th scope="row"> */
} itd_page_column;

/* A page being written. Its fields belong to this module. */
typedef struct itd_page {
    itd_buf               *buf; /* borrowed */
    uint32_t               next_id;
    const itd_page_column *columns; /* of the table being written; borrowed */
    size_t                 column_count;
    size_t                 column; /* of the next cell */
} itd_page;

typedef struct itd_page_options {
    itd_str title;   /* <title> and <h1> */
    itd_str lang;    /* BCP 47; empty: "en" */
    itd_str summary; /* a paragraph below the heading; may be empty */
} itd_page_options;

/* Head and opening of the page. */
void itd_page_begin(itd_page *page, itd_buf *buf, const itd_page_options *options);
/* footer: what made the page and from what; may be empty. */
void itd_page_end(itd_page *page, itd_str footer);

/* A section with its heading (<h2>), which is its name for screen readers. Sections do not nest. */
void itd_page_begin_section(itd_page *page, itd_str heading);
void itd_page_end_section(itd_page *page);
/* <h3> within a section. */
void itd_page_subheading(itd_page *page, itd_str text);
void itd_page_paragraph(itd_page *page, itd_str text);
/* A short remark set apart, its first words strong: "Limits: …". */
void itd_page_note(itd_page *page, itd_page_tone tone, itd_str strong, itd_str text);

void itd_page_begin_list(itd_page *page);
void itd_page_list_item(itd_page *page, itd_str text);
void itd_page_end_list(itd_page *page);

/* Pairs of a name and what it is (<dl>). */
void itd_page_begin_facts(itd_page *page);
void itd_page_fact(itd_page *page, itd_str name, itd_str text);
void itd_page_end_facts(itd_page *page);

/* What can be folded away. */
void itd_page_begin_details(itd_page *page, itd_str summary);
void itd_page_end_details(itd_page *page);

/* A table: the caption says what its rows are. columns must live until itd_page_end_table. Cells
 * follow left to right; missing ones of a row are written empty, those too many left out. */
void itd_page_begin_table(itd_page *page, itd_str caption, const itd_page_column *columns,
                          size_t count);
void itd_page_begin_row(itd_page *page);
void itd_page_cell(itd_page *page, itd_str text);
void itd_page_cell_toned(itd_page *page, itd_str text, itd_page_tone tone);
/* A name from outside in its own direction (<bdi>); script (ISO 15924, such as "Arab") tells a
 * screen reader how to say it, empty or "Latn" says nothing. */
void itd_page_cell_name(itd_page *page, itd_str text, itd_str script);
/* Not a number (NaN) and infinities are written as "–". */
void itd_page_cell_number(itd_page *page, double value, unsigned decimals);
void itd_page_end_row(itd_page *page);
void itd_page_end_table(itd_page *page);

/* ---- text for other writers ---- */
/* Text escaped for content and for attributes in double or single quotes: & < > " ' `. */
void itd_page_append_text(itd_buf *buf, itd_str text);
/* A number in decimals, rounded half away from zero, without trailing surprises: never an exponent
 * below 1e15, never "-0", always a point, whatever the locale. decimals at most
 * ITD_PAGE_DECIMALS_MAX (more is taken as that). NaN and infinities give "–". */
void itd_page_append_number(itd_buf *buf, double value, unsigned decimals);
/* The same without zeros behind the last digit that counts: 1.50 → 1.5, 2.00 → 2. */
void itd_page_append_short_number(itd_buf *buf, double value, unsigned decimals);
/* A line of block characters, ▁ the least and █ the most, for terminals and cells; what is not a
 * number gives a blank. Scaled from 0 (or the least value when negative) to the most. */
void itd_page_append_sparkline(itd_buf *buf, const double *values, size_t count);

#endif
