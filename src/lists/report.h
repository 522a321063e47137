/* What a reader met and did not know, counted by place: it was kept under `extra`, and whoever
 * added the list is told. One thread at a time. */
#ifndef ITD_LISTS_REPORT_H
#define ITD_LISTS_REPORT_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_REPORT_ROWS_MAX 1000 /* distinct remarks; more are counted, not listed */

typedef struct itd_list_report itd_list_report;

typedef struct itd_report_row {
    itd_str what; /* "unknown element", "remark not understood", "remark cut at 1,000 characters" */
    itd_str where;   /* element path, column or phrase */
    itd_str file;    /* of the first case */
    uint64_t line;   /* of the first case, 0 when unknown */
    itd_str  record; /* id of the first case, or empty */
    uint64_t count;
} itd_report_row;

ITD_MUST_CHECK itd_list_report *itd_list_report_new(void);
void                            itd_list_report_free(itd_list_report *report);
/* Counts one case. what and where together name the row. report may be NULL. Out of memory is
 * remembered and told by itd_list_report_status. */
void itd_list_report_add(itd_list_report *report, itd_str what, itd_str where, itd_str file,
                         uint64_t line, itd_str record);
ITD_MUST_CHECK itd_status itd_list_report_status(const itd_list_report *report, itd_error *err);
size_t                    itd_list_report_count(const itd_list_report *report);
/* Cases that found no row of their own because of ITD_REPORT_ROWS_MAX. */
uint64_t              itd_list_report_unlisted(const itd_list_report *report);
const itd_report_row *itd_list_report_at(const itd_list_report *report, size_t index);

#endif
