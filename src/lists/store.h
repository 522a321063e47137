/* The list store: every version of every list, in plain files under one directory.
 * A version is a set of raw files taken as one unit plus the entities parsed from them. A version
 * becomes visible by one rename, after everything it needs is synced; a crash at any moment leaves
 * the old state or the new one. Layout and formats: docs/formats.md.
 * Readers need no lock; writers take one. One thread at a time per itd_store. */
#ifndef ITD_LISTS_STORE_H
#define ITD_LISTS_STORE_H

#include <stdint.h>

#include "base/attr.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/str.h"
#include "entity/entity.h"
#include "lists/reader.h"

#define ITD_LIST_NAME_MAX 32      /* bytes: a–z, 0–9, '-', '_', beginning with a letter */
#define ITD_STORE_WAIT_MS 30000   /* how long a writer waits for another */
#define ITD_SHRINK_MAX_PERCENT 10 /* a larger loss needs to be accepted */
#define ITD_LISTS_MAX 256

typedef struct itd_store itd_store;

/* Counts of one version. */
typedef struct itd_list_counts {
    uint64_t entries;
    uint64_t persons;
    uint64_t organisations; /* Organization, Company, PublicBody, LegalEntity */
    uint64_t vessels;
    uint64_t aircraft;
    uint64_t others; /* wallets, securities, addresses */
    uint64_t names;  /* all name values, weak ones included */
    uint64_t weak_names;
    uint64_t addresses;
} itd_list_counts;

/* Where the time of a version comes from. */
typedef enum itd_dated {
    ITD_DATED_GIVEN,     /* --date */
    ITD_DATED_PUBLISHER, /* the publisher's stamp */
    ITD_DATED_ADDED,     /* neither: the day it was added */
    ITD_DATED_SERVER,    /* the publisher's server says when it changed last */
    ITD_DATED_COUNT
} itd_dated;

/* One version as `lists ls` and `lists log` show it. Slices live as long as the store object. */
typedef struct itd_list_version {
    itd_str         list;
    int64_t         version_ms; /* the version's own time */
    int64_t         added_ms;
    itd_digest      digest; /* names the version: of its raw files' digests, reader and options */
    itd_str         reader;
    bool            partial;
    itd_str         partial_parts; /* as given to --partial */
    bool            current;
    bool            pinned;
    itd_list_counts counts;
} itd_list_version;

/* ITD_E_USAGE for what is no name of a list. */
ITD_MUST_CHECK itd_status itd_list_name_check(itd_str name, itd_error *err);

/* Opens or (create) makes a store. Not there and not create: ITD_E_NOT_FOUND. A directory that
 * holds something else is ITD_E_SCHEMA, never written to. */
ITD_MUST_CHECK itd_status itd_store_open(const char *dir, bool create, itd_store **ret_store,
                                         itd_error *err);
void                      itd_store_close(itd_store *store);
const char               *itd_store_dir(const itd_store *store);

/* Versions, newest first within a list, lists by name. */
size_t                  itd_store_version_count(const itd_store *store);
const itd_list_version *itd_store_version_at(const itd_store *store, size_t index);
bool                    itd_store_has_list(const itd_store *store, itd_str list);

/* The version that answers for a list: current when as_of_ms is ITD_AS_OF_NOW, else the last
 * version whose time is not after the end of that day (as_of_ms is the day's last millisecond).
 * Pins win only for ITD_AS_OF_NOW. Partial versions answer only when a list has no complete one in
 * reach. ITD_E_NOT_FOUND: no such list, or before its first version (the message says which). */
#define ITD_AS_OF_NOW INT64_MAX
ITD_MUST_CHECK itd_status itd_store_find(const itd_store *store, itd_str list, int64_t as_of_ms,
                                         const itd_list_version **ret_version, itd_error *err);

/* Every entity of a version, by id in byte order; ent dies when fn returns. */
ITD_MUST_CHECK itd_status itd_store_each(const itd_store *store, const itd_list_version *version,
                                         itd_entity_fn fn, void *ctx, itd_error *err);
/* One entity of a version into arena; *ret_found false when it has none of that id. */
ITD_MUST_CHECK itd_status itd_store_get(const itd_store *store, const itd_list_version *version,
                                        itd_str id, itd_arena *arena, bool *ret_found,
                                        itd_entity *ret_ent, itd_error *err);

typedef struct itd_add_options {
    itd_str            list;
    const char *const *paths; /* files, packed or not */
    size_t             path_count;
    itd_str            reader;   /* empty: found from the content */
    const char        *map_path; /* or NULL */
    bool               has_version;
    int64_t            version_ms;   /* --date */
    itd_str            partial;      /* parts that are there, "sdn" or "sdn,add"; empty: complete */
    bool               has_fallback; /* a time for files that say none themselves */
    int64_t            fallback_ms;
    bool               refuse_older; /* ITD_E_CONFLICT when older than what is current */
    bool               accept_shrink;
    int64_t            wait_ms;
    void (*on_progress)(void *ctx, uint64_t entries); /* now and then while parsing; or NULL */
    void *progress_ctx;
} itd_add_options;

itd_add_options itd_add_options_default(void);

typedef struct itd_add_result {
    const itd_list_version *version;
    bool                    existed; /* the very same version was there already: nothing done */
    itd_dated               dated;   /* who said of which time it is */
    const itd_list_version *before;  /* the version compared with, or NULL */
    uint64_t                added, removed, changed; /* against before, by id */
    itd_list_report        *report;                  /* owned by the caller */
} itd_add_result;

/* Reads, checks, counts, compares and stores one version; the store object then shows it. On an
 * error nothing changed. Errors besides the reader's: ITD_E_USAGE (list name, --partial, unknown
 * reader), ITD_E_SCHEMA (a publisher's file under another publisher's name), ITD_E_DUPLICATE (an
 * id twice, a file twice), ITD_E_INCOMPLETE (no entries at all), ITD_E_SHRINK (with the figures),
 * ITD_E_BUSY. Only where memory or the sync of a directory fails behind the commit is the version
 * there in spite of the error; adding it again says so. */
ITD_MUST_CHECK itd_status itd_store_add(itd_store *store, const itd_add_options *options,
                                        itd_add_result *ret_result, itd_error *err);

/* Differences between two versions of one list. */
typedef struct itd_version_change {
    itd_str                 id;
    const itd_entity       *before; /* NULL: added */
    const itd_entity       *after;  /* NULL: removed */
    const itd_field_change *fields; /* of a changed entry */
    size_t                  field_count;
} itd_version_change;
typedef itd_status (*itd_change_fn)(void *ctx, const itd_version_change *change, itd_error *err);
/* By id in byte order; an entry whose fields are equal is not reported. */
ITD_MUST_CHECK itd_status itd_store_diff(const itd_store *store, const itd_list_version *before,
                                         const itd_list_version *after, itd_change_fn fn, void *ctx,
                                         itd_error *err);

/* Re-reads every stored byte: raw files against their digests, entries against theirs, counts
 * against the manifest. Calls fn per damaged version with the error; *ret_bad counts them. */
typedef void (*itd_verify_fn)(void *ctx, const itd_list_version *version, const itd_error *fault);
ITD_MUST_CHECK itd_status itd_store_verify(const itd_store *store, itd_verify_fn fn, void *ctx,
                                           uint64_t *ret_bad, itd_error *err);

/* Answers from this version until unpinned; NULL version removes the pin. */
ITD_MUST_CHECK itd_status itd_store_pin(itd_store *store, itd_str list,
                                        const itd_list_version *version, itd_error *err);
/* Withdraws the newest complete version, so that the one before is current; it stays in the log and
 * can be added again. */
ITD_MUST_CHECK itd_status itd_store_rollback(itd_store *store, itd_str list,
                                             const itd_list_version **ret_now, itd_error *err);
/* Drops versions older than the day (never the current or a pinned one) and what only they used. */
ITD_MUST_CHECK itd_status itd_store_prune(itd_store *store, itd_str list, int64_t before_ms,
                                          uint64_t *ret_dropped, itd_error *err);

/* The history of a list: what was done, when. Lines live in buf as JSON lines. */
ITD_MUST_CHECK itd_status itd_store_log(const itd_store *store, itd_str list, itd_buf *buf,
                                        itd_error *err);

#endif
