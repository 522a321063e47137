/* The page of `comply --html`: shared by the files that write its sections. */
#ifndef ITD_CLI_COMPLY_PAGE_H
#define ITD_CLI_COMPLY_PAGE_H

#include "cli/comply.h"
#include "page/chart.h"
#include "page/page.h"

#define ITD_COMPLY_PAGE_TEXT_MAX ((size_t)1 << 16)
/* Lanes of one chart, and rows of one table; the page says what it left out. */
#define ITD_COMPLY_PAGE_LANES_MAX 40
#define ITD_COMPLY_PAGE_ROWS_MAX 2000

/* A page being written. Texts that a chart needs until it is drawn live in the arena. */
struct itd_comply_page {
    const struct itd_comply_show *show;
    itd_page                      page;
    itd_arena                    *arena;
};

/* Printed text in the arena; empty, with the page's buffer failed, when out of memory. */
ITD_PRINTF(2, 3)
itd_str itd_comply_page_text(struct itd_comply_page *out, const char *fmt, ...);
/* At most so many characters, with "…" for what was cut. */
itd_str itd_comply_page_short(struct itd_comply_page *out, itd_str text, size_t max);
/* Zeroed room in the arena; NULL, with the page's buffer failed, when out of memory. */
void *itd_comply_page_room(struct itd_comply_page *out, size_t count, size_t size);
/* The name of a state by its code. */
itd_str itd_comply_page_state(const struct itd_comply_page *out, itd_str iso);
void    itd_comply_page_date(struct itd_comply_page *out, itd_date date);
void    itd_comply_page_cents(struct itd_comply_page *out, uint64_t cents);
void    itd_comply_page_count(struct itd_comply_page *out, size_t count);
/* A name as the data writes it: its own direction, and the script for screen readers. */
void itd_comply_page_name(struct itd_comply_page *out, itd_str name);
/* "FILE, row N" */
void itd_comply_page_place(struct itd_comply_page *out, itd_str file, uint64_t line);
/* A paragraph that tells how many rows or lanes of a kind are not shown; none when zero. */
void itd_comply_page_cut(struct itd_comply_page *out, size_t left, const char *what);

void itd_comply_page_trade(struct itd_comply_page *out);
void itd_comply_page_months(struct itd_comply_page *out);
void itd_comply_page_mirrors(struct itd_comply_page *out);
void itd_comply_page_caps(struct itd_comply_page *out);
void itd_comply_page_ships(struct itd_comply_page *out);
void itd_comply_page_limits(struct itd_comply_page *out);
void itd_comply_page_evidence(struct itd_comply_page *out);

#endif
