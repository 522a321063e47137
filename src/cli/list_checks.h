/* How old the lists that answer are: since their own date, and since they were last found to be
 * what the publisher has. One thread at a time. */
#ifndef ITD_CLI_LIST_CHECKS_H
#define ITD_CLI_LIST_CHECKS_H

#include "lists/store.h"
#include "snapshot/snapshot.h"

typedef struct itd_list_checks {
    int64_t ms[ITD_SNAPSHOT_LISTS_MAX]; /* per list of the snapshot, UTC milliseconds; 0: never */
} itd_list_checks;

/* A list counts as checked only while the version that was checked is the one in the snapshot. */
ITD_MUST_CHECK itd_status itd_list_checks_read(const itd_store *store, const itd_snapshot *snap,
                                               itd_list_checks *ret_checks, itd_error *err);
/* ITD_E_STALE when a list is older than max_days (negative: any age), counted from its date or its
 * last check, whichever is later. checks NULL: no list was ever checked. */
ITD_MUST_CHECK itd_status itd_list_checks_limit(const itd_snapshot    *snap,
                                                const itd_list_checks *checks, int64_t now_ms,
                                                int max_days, itd_error *err);
/* "271 days old", "271 days old, checked today", "checked 3 days ago"; a date in the future has no
 * age. */
void itd_list_age_append(int64_t version_ms, int64_t checked_ms, int64_t now_ms, itd_buf *buf);

#endif
