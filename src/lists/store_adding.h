/* What the steps of an addition share; only store_add.c and its helpers include this. The steps in
 * order: store_parts.c reads the files, store_add.c names the version, store_collect.c parses it,
 * store_compare.c holds it against what is there, store_commit.c writes it. */
#ifndef ITD_LISTS_STORE_ADDING_H
#define ITD_LISTS_STORE_ADDING_H

#include "base/map.h"
#include "lists/store_internal.h"

/* One entry of the version being added. */
struct item {
    itd_str  id;
    uint64_t number; /* of the entry; UINT64_MAX while it is fresh and unnumbered */
};

struct adding {
    itd_store             *store;
    const itd_add_options *options;
    itd_arena             *arena; /* lives as long as this */
    itd_squeeze           *squeeze;
    itd_store_writer       writer;
    struct part_input     *parts;
    size_t                 part_count;
    const itd_reader      *reader;
    itd_list_report       *report;
    struct version_row     row;   /* as it will stand in the index */
    itd_map                known; /* digest of a stored entry → its number */
    itd_map                ids;   /* id → index in items */
    struct item           *items; /* heap */
    size_t                 item_count, item_cap;
    struct pack_entry     *fresh; /* heap; entries that no version holds yet */
    size_t                 fresh_count, fresh_cap;
    itd_buf                encoded;
};

/* Digests of all stored entries of the list, so that unchanged ones are not stored again. */
itd_status itd_adding_learn_known(struct adding *add, itd_error *err);
/* Runs the reader; fills items, fresh, the row's counts and its time. */
itd_status itd_adding_parse(struct adding *add, itd_error *err);

/* The same content is there: of the time given, or (no time given) under the publisher's own
 * stamp, or as the newest there is. time_known: after parsing, when the publisher's stamp was
 * read. */
const struct version_row *itd_adding_find_same(const struct adding *add, bool time_known);
/* The version before it in time, with the same parts; NULL: none. */
const struct version_row *itd_adding_find_before(const struct adding *add);
itd_status itd_adding_check_shrink(const struct adding *add, const struct version_row *before,
                                   itd_error *err);
/* Counts what was added, removed and changed, by id. */
itd_status itd_adding_compare(const struct adding *add, const struct version_row *before,
                              itd_add_result *result, itd_error *err);

/* Raw files, pack, manifest, log line, and last the index. */
itd_status itd_adding_commit(struct adding *add, itd_error *err);

#endif
