/* Brings a list of the store up to date from its publisher: asks whether anything changed, takes
 * all files of a version as one unit, and gives them to the store, which refuses what is older,
 * smaller or another list. Whatever goes wrong, what was current stays. One thread at a time per
 * store. */
#ifndef ITD_FETCH_FETCH_H
#define ITD_FETCH_FETCH_H

#include "base/arena.h"
#include "fetch/download.h"
#include "fetch/source.h"
#include "lists/store.h"

typedef struct itd_fetch_options {
    itd_str              list;
    const char *const   *urls;      /* all files of a version */
    size_t               url_count; /* 1..ITD_FETCH_FILES_MAX */
    bool                 accept_shrink;
    itd_digest           sha256; /* of the only file, when has_sha256: from the publisher's page */
    bool                 has_sha256;
    int64_t              wait_ms; /* for the lock of the list */
    itd_download_options download;
} itd_fetch_options;

typedef struct itd_fetch_result {
    bool           unchanged; /* the publisher has what is current */
    itd_add_result added;     /* when not unchanged; its report is owned by the caller */
    uint64_t       bytes;
    unsigned       attempts;       /* of all files */
    bool           digest_checked; /* every file came with its SHA-256 */
} itd_fetch_result;

/* Errors: of itd_download and of itd_store_add; ITD_E_CONFLICT when the files are older than what
 * is current. */
ITD_MUST_CHECK itd_status itd_fetch(itd_store *store, const itd_fetch_options *options,
                                    itd_fetch_result *ret_result, itd_error *err);

/* The addresses that a list of the store was last fetched from, into arena; *ret_count 0: never. */
ITD_MUST_CHECK itd_status itd_fetch_noted_urls(const itd_store *store, itd_str list,
                                               itd_arena  *arena,
                                               const char *ret_urls[static ITD_FETCH_FILES_MAX],
                                               size_t *ret_count, itd_error *err);

/* When the publisher was last asked with success and the version that answers now was found to be
 * his, UTC milliseconds; 0: never, or in the future. A note that cannot be read is none. */
ITD_MUST_CHECK itd_status itd_fetch_checked(const itd_store *store, itd_str list, int64_t *ret_ms,
                                            itd_error *err);

#endif
