/* What `vessel` tells, in each form. Included by the files of that command only. */
#ifndef ITD_CLI_VESSEL_H
#define ITD_CLI_VESSEL_H

#include "cli/cli.h"
#include "screen/vessel.h"

typedef struct itd_vessel_answer {
    const itd_snapshot *snap;
    const itd_rules    *rules;
    itd_vessel          ship;
    int64_t             now_ms;
    bool                color;
} itd_vessel_answer;

/* The first day and the last day of a measure on the ship: within the listing and within the
 * measure's own time. Year 0: still. */
void itd_vessel_period(const itd_listed_vessel *row, const itd_measure *measure, itd_date *ret_from,
                       itd_date *ret_until);
/* The last day of a listing as text: a month when only that is known; empty: listed. */
void itd_vessel_last_day(const itd_listed_vessel *row, char ret_text[static ITD_DATE_TEXT_MAX]);

ITD_MUST_CHECK itd_status itd_vessel_append_table(const itd_vessel_answer *answer, itd_buf *buf,
                                                  itd_error *err);
ITD_MUST_CHECK itd_status itd_vessel_append_csv(const itd_vessel_answer *answer, itd_buf *buf,
                                                itd_error *err);
/* indent 0: one line. */
void itd_vessel_append_json(const itd_vessel_answer *answer, unsigned indent, itd_buf *buf);

#endif
