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
void itd_comply_write_json(itd_buf *buf, const struct itd_comply_show *show, unsigned indent);

#endif
