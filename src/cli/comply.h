/* What `comply` prints: shared by its files only. */
#ifndef ITD_CLI_COMPLY_H
#define ITD_CLI_COMPLY_H

#include "cli/cli.h"
#include "cli/regime.h"
#include "comply/comply.h"

struct itd_comply_show {
    const itd_rules         *rules;
    const itd_comply_answer *answer;
    itd_date                 on;
    itd_str                  state; /* only this one; empty: all */
};

bool itd_comply_shows(const struct itd_comply_show *show, itd_str iso);
bool itd_comply_shows_supplier(const struct itd_comply_show *show, itd_str supplier);
/* "120000", "80000.5" */
#define ITD_CENTS_TEXT_MAX 32
size_t itd_comply_cents(uint64_t cents, char ret_text[static ITD_CENTS_TEXT_MAX]);
/* "north-south one-off" */
void itd_comply_labels(itd_buf *buf, unsigned labels);
/* A cell of a row of evidence, in the order of its columns. */
typedef void (*itd_comply_cell)(void *ctx, itd_str text, bool right);
/* "FILE:LINE" */
void itd_comply_put_place(itd_comply_cell put, void *ctx, itd_str file, uint64_t line);
/* Columns of a row of evidence, as CSV names them; those behind the first
 * ITD_COMPLY_COLUMNS_PLAIN are for with_all only, and a row may end before them. */
#define ITD_COMPLY_COLUMNS 24
#define ITD_COMPLY_COLUMNS_PLAIN 14
extern const char *const itd_comply_columns[ITD_COMPLY_COLUMNS];
/* Every row of evidence: reports, flows, ships, caps, gaps, rows left out; begin comes before each.
 * Without with_all reports in time, ships without a finding and deliveries that count stay out. */
void itd_comply_put_rows(const struct itd_comply_show *show, bool with_all, itd_comply_cell put,
                         void (*begin)(void *ctx), void *ctx);
/* Flags, owners and port calls; begin comes before each row. Without with_all only what was found:
 * ships that were under a flag while a duty stood, and entries that were prohibited. */
void itd_comply_put_ship_rows(const struct itd_comply_show *show, bool with_all,
                              itd_comply_cell put, void (*begin)(void *ctx), void *ctx);
/* "S/RES/2321 ¶12, S/RES/2321 ¶24", or the ids with blanks between. */
void itd_comply_append_duties(itd_buf *buf, const itd_rules *rules,
                              const itd_ship_duty *const *duties, size_t count, bool by_id);
/* Findings of a tally that the exit status counts. */
size_t                    itd_comply_count_ships(const itd_ship_tally *tally);
ITD_MUST_CHECK itd_status itd_comply_write_ships(itd_buf *buf, const struct itd_comply_show *show,
                                                 itd_error *err);
/* Shares of the caps, and deliveries: without with_all only those that are in no total. */
void itd_comply_put_cap_rows(const struct itd_comply_show *show, bool with_all, itd_comply_cell put,
                             void (*begin)(void *ctx), void *ctx);
void itd_comply_json_caps(itd_json_writer *json, const struct itd_comply_show *show);
/* States that no row of a file of reports names, though there are such files. */
size_t itd_comply_count_silent(const struct itd_comply_show *show);
void   itd_comply_json_ships(itd_json_writer *json, const struct itd_comply_show *show);
void   itd_comply_json_ship_tally(itd_json_writer *json, const itd_ship_tally *tally);

ITD_MUST_CHECK itd_status itd_comply_write_table(itd_buf *buf, const struct itd_comply_show *show,
                                                 itd_error *err);
void                      itd_comply_write_csv(itd_buf *buf, const struct itd_comply_show *show);
/* The page of --html. */
ITD_MUST_CHECK itd_status itd_comply_write_page(const struct itd_comply_show *show,
                                                const char *path, itd_error *err);
void itd_comply_write_json(itd_buf *buf, const struct itd_comply_show *show, unsigned indent);

#endif
