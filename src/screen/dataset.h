/* Which data answers: the snapshot of a store's current versions (built when they changed, cached
 * in the store's cache/ directory), of its versions on a day, or of the data that ships with the
 * engine. */
#ifndef ITD_SCREEN_DATASET_H
#define ITD_SCREEN_DATASET_H

#include "base/attr.h"
#include "base/error.h"
#include "lists/store.h"
#include "snapshot/snapshot.h"

/* lists NULL: every list of the store. as_of_ms as for itd_store_find. A store without any list is
 * ITD_E_NOT_FOUND. How old the lists are is the caller's to ask. */
ITD_MUST_CHECK itd_status itd_dataset_open(const itd_store *store, const itd_str *lists,
                                           size_t list_count, int64_t as_of_ms,
                                           itd_snapshot **ret_snap, itd_error *err);
/* The built-in 1718 list, read from data_dir/un-1718/entries.jsonl (FollowTheMoney JSON lines). */
ITD_MUST_CHECK itd_status itd_dataset_open_builtin(const char *data_dir, itd_snapshot **ret_snap,
                                                   itd_error *err);

#endif
