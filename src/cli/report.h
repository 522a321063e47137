/* `screen --html FILE`: one page that can be filed. Rows with hits, errors or gaps are written by
 * the workers as they are answered (report_row.c); the frame around them, which needs the totals,
 * at the end (report.c). */
#ifndef ITD_CLI_REPORT_H
#define ITD_CLI_REPORT_H

#include "cli/batch.h"
#include "cli/screen_run.h"

/* Bytes of rows that a page takes; browsers stay quick. The rest is counted, and the page says
 * so. */
#define ITD_REPORT_BYTES_MAX ((size_t)32 << 20)

typedef struct itd_report {
    itd_buf  rows;   /* as the workers wrote them, in order */
    uint64_t shown;  /* rows in it */
    uint64_t hidden; /* rows that found no room */
} itd_report;

void itd_report_init(itd_report *report);
void itd_report_done(itd_report *report);
/* The rows of one chunk. */
void itd_report_take(itd_report *report, const itd_batch_chunk *chunk);

/* What the page says of a row; nothing for a clear one without hits. true when something was
 * written. */
bool itd_report_append_row(const itd_renderer *renderer, const itd_answered *answered,
                           itd_buf *buf);

/* Writes the page whole. */
ITD_MUST_CHECK itd_status itd_report_write(const itd_report          *report,
                                           const itd_screen_settings *settings,
                                           const itd_renderer        *renderer,
                                           const itd_batch_counts *counts, const char *path,
                                           itd_error *err);

#endif
