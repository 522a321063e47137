/* The report of the lab in its three forms. Inside cli. */
#ifndef ITD_CLI_LAB_REPORT_H
#define ITD_CLI_LAB_REPORT_H

#include "cli/cli.h"
#include "lab/lab.h"
#include "snapshot/snapshot.h"

/* A run with what it rests on. */
typedef struct itd_lab_run_info {
    const itd_snapshot    *snap;
    const itd_lab_options *options;
    const itd_lab_report  *report;
} itd_lab_run_info;

void                      itd_lab_write_json(const itd_lab_run_info *info, itd_buf *buf);
ITD_MUST_CHECK itd_status itd_lab_write_table(const itd_lab_run_info *info, bool color,
                                              itd_buf *buf, itd_error *err);
/* A page that stands alone, with curves. */
void itd_lab_write_html(const itd_lab_run_info *info, itd_buf *buf);

/* Of the counts of one class or origin at a cut-off: parts of `scale`, rounded half up; 0 without
 * any. */
uint32_t itd_lab_share(const itd_lab_count *count, size_t cutoff, uint32_t scale);

/* Cut-offs shown to people: 0.70, 0.75 … 0.95, as indices. */
#define ITD_LAB_SHOWN 6
extern const size_t itd_lab_shown[ITD_LAB_SHOWN];

#endif
