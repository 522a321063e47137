/* A chronicle of one's own: facts in one database of the store, edited with history. Nothing is
 * ever overwritten: a change is a new revision that says who, when and why, and from when it was
 * known; the database itself refuses anything else. A file or an edit is taken whole or not at
 * all.
 *
 * A new journal begins with the facts that ship, or empty. One thread at a time; several processes
 * may share it. */
#ifndef ITD_CHRONICLE_JOURNAL_H
#define ITD_CHRONICLE_JOURNAL_H

#include "base/attr.h"
#include "base/error.h"
#include "chronicle/chronicle.h"

#define ITD_JOURNAL_FILE "chronicle.db" /* in the folder of the store */
#define ITD_JOURNAL_ROWS_MAX ITD_ROWS_MAX

typedef struct itd_journal itd_journal;

typedef struct itd_journal_options {
    const char *data_dir; /* the facts that ship; not used when the journal is there */
    bool        is_empty; /* a new one begins without them */
} itd_journal_options;

/* Opens the journal of a store for writing; makes the folder and the journal when they are not
 * there. */
ITD_MUST_CHECK itd_status itd_journal_open(const char                *store_dir,
                                           const itd_journal_options *options,
                                           itd_journal **ret_journal, itd_error *err);
/* NULL is allowed; what was not committed is gone. */
void itd_journal_close(itd_journal *journal);

/* Who writes, when and why; and how what is there already is taken. */
typedef struct itd_journal_entry {
    itd_str who, why;
    int64_t now_ms;        /* recorded with each revision; facts behind it are in the future */
    int64_t known_from_ms; /* of new revisions of known facts; INT64_MIN: now_ms. First revisions
                              count from their own time, or from this when it is given */
    bool    may_update;    /* facts that are there with other values get a new revision; else
                              ITD_E_CONFLICT */
    itd_str source;        /* of rows that name none; may be empty */
} itd_journal_entry;

typedef struct itd_journal_result {
    uint64_t added, updated, unchanged;
} itd_journal_result;

/* One change: begin, any number of puts, then commit. Close takes it back. */
ITD_MUST_CHECK itd_status itd_journal_begin(itd_journal *journal, const itd_journal_entry *entry,
                                            itd_error *err);
/* Whether puts from here on may update (may_update of the entry). */
void itd_journal_set_update(itd_journal *journal, bool may_update);
/* Takes one row of values, checked; err names the field. A row without id gets "SOURCE:DAY-N", the
 * Nth of its source and day in this change, so that the same file gives the same ids. */
ITD_MUST_CHECK itd_status itd_journal_put(itd_journal *journal, itd_fact_kind kind,
                                          const itd_str *values, itd_error *err);
/* Takes a file of rows (rows.h); err names the row. */
ITD_MUST_CHECK itd_status itd_journal_put_file(itd_journal *journal, itd_fact_kind kind,
                                               const char *path, itd_error *err);
/* A fact stops being one. */
ITD_MUST_CHECK itd_status itd_journal_withdraw(itd_journal *journal, itd_fact_kind kind, itd_str id,
                                               itd_error *err);
/* Checks the whole chronicle as it would be, then makes it durable. */
ITD_MUST_CHECK itd_status itd_journal_commit(itd_journal *journal, itd_journal_result *ret_result,
                                             itd_error *err);

/* The store of store_dir when it has a journal, else the facts that ship. A journal that cannot be
 * read is an error, never passed over. */
ITD_MUST_CHECK itd_status itd_chronicle_open(const char *store_dir, const char *data_dir,
                                             itd_chronicle **ret_chronicle, itd_error *err);

#endif
