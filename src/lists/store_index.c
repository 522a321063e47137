/* The index of a list: its versions, its packs, its pin and how much of the log counts. The rename
 * of this file is the commit of every change; whatever it does not name does not exist.
 *
 * Body, varints unless stated: next file, next entry, pin, log bytes, log digest; packs {file,
 * first entry, entries, digest}; versions {seq, time le64, added le64, digest, flags, dated,
 * reader, partial, nine counts, remarks, manifest digest, parts {digest, bytes, name}}. */
#include "lists/store_internal.h"

#define FLAG_PARTIAL 1u
#define FLAG_WITHDRAWN 2u
#define FLAGS_KNOWN (FLAG_PARTIAL | FLAG_WITHDRAWN)
#define PACK_LEAST (3 + ITD_DIGEST_BYTES)         /* bytes of a pack in the index */
#define VERSION_LEAST (17 + 2 * ITD_DIGEST_BYTES) /* of a version */
#define PART_LEAST (2 + ITD_DIGEST_BYTES)         /* of a part */

static void put_counts(itd_buf *buf, const itd_list_counts *counts)
{
    itd_buf_append_varint(buf, counts->entries);
    itd_buf_append_varint(buf, counts->persons);
    itd_buf_append_varint(buf, counts->organisations);
    itd_buf_append_varint(buf, counts->vessels);
    itd_buf_append_varint(buf, counts->aircraft);
    itd_buf_append_varint(buf, counts->others);
    itd_buf_append_varint(buf, counts->names);
    itd_buf_append_varint(buf, counts->weak_names);
    itd_buf_append_varint(buf, counts->addresses);
}

/* Initialisers are not evaluated in a fixed order, hence the assignments. */
static itd_list_counts take_counts(itd_taker *taker)
{
    itd_list_counts counts;

    counts.entries = itd_take_number(taker);
    counts.persons = itd_take_number(taker);
    counts.organisations = itd_take_number(taker);
    counts.vessels = itd_take_number(taker);
    counts.aircraft = itd_take_number(taker);
    counts.others = itd_take_number(taker);
    counts.names = itd_take_number(taker);
    counts.weak_names = itd_take_number(taker);
    counts.addresses = itd_take_number(taker);
    if (counts.entries > ITD_LIST_ENTITIES_MAX)
        taker->failed = true;
    return counts;
}

static void put_version(itd_buf *buf, const struct version_row *row)
{
    itd_buf_append_varint(buf, row->seq);
    itd_buf_append_le64(buf, (uint64_t)row->pub.version_ms);
    itd_buf_append_le64(buf, (uint64_t)row->pub.added_ms);
    itd_put_digest(buf, &row->pub.digest);
    itd_buf_append_varint(buf, (row->pub.partial ? FLAG_PARTIAL : 0) |
                                   (row->withdrawn ? FLAG_WITHDRAWN : 0));
    itd_buf_append_varint(buf, row->dated);
    itd_put_text(buf, row->pub.reader);
    itd_put_text(buf, row->pub.partial_parts);
    put_counts(buf, &row->pub.counts);
    itd_buf_append_varint(buf, row->remarks);
    itd_put_digest(buf, &row->manifest);
    itd_buf_append_varint(buf, row->part_count);
    for (size_t i = 0; i < row->part_count; i++) {
        itd_put_digest(buf, &row->parts[i].digest);
        itd_buf_append_varint(buf, row->parts[i].size);
        itd_put_text(buf, row->parts[i].name);
    }
}

itd_status itd_index_write(const struct list_state *list, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_buf    body;
    itd_status st = itd_path_join(path, list->dir, "index", NULL, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&body, SIZE_MAX);
    itd_buf_append_varint(&body, list->next_file);
    itd_buf_append_varint(&body, list->next_entry);
    itd_buf_append_varint(&body, list->pin);
    itd_buf_append_varint(&body, list->log_bytes);
    itd_put_digest(&body, &list->log_digest);
    itd_buf_append_varint(&body, list->pack_count);
    for (size_t i = 0; i < list->pack_count; i++) {
        itd_buf_append_varint(&body, list->packs[i].file);
        itd_buf_append_varint(&body, list->packs[i].first_entry);
        itd_buf_append_varint(&body, list->packs[i].count);
        itd_put_digest(&body, &list->packs[i].digest);
    }
    itd_buf_append_varint(&body, list->version_count);
    for (size_t i = 0; i < list->version_count; i++)
        put_version(&body, &list->versions[i]);
    st = itd_buf_status(&body, err);
    if (st == ITD_OK)
        st = itd_seal_write(path, ITD_MAGIC_INDEX, itd_buf_text(&body), NULL, err);
    itd_buf_done(&body);
    return st;
}

static itd_status take_parts(itd_taker *taker, itd_arena *arena, struct version_row *row,
                             itd_error *err)
{
    row->part_count = itd_take_count(taker, PART_LEAST);
    row->parts = itd_arena_new_array(arena, row->part_count, sizeof *row->parts);
    if (!row->parts)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < row->part_count; i++) {
        row->parts[i].digest = itd_take_digest(taker);
        row->parts[i].size = itd_take_number(taker);
        row->parts[i].name = itd_take_text(taker);
    }
    return ITD_OK;
}

static itd_status take_version(itd_taker *taker, itd_arena *arena, const struct list_state *list,
                               struct version_row *row, itd_error *err)
{
    uint64_t flags, dated;

    row->list = list;
    row->pub.list = list->name;
    row->seq = itd_take_number(taker);
    row->pub.version_ms = (int64_t)itd_take_le64(taker);
    row->pub.added_ms = (int64_t)itd_take_le64(taker);
    row->pub.digest = itd_take_digest(taker);
    flags = itd_take_number(taker);
    dated = itd_take_number(taker);
    if (flags > FLAGS_KNOWN || dated >= ITD_DATED_COUNT)
        taker->failed = true;
    row->pub.partial = (flags & FLAG_PARTIAL) != 0;
    row->withdrawn = (flags & FLAG_WITHDRAWN) != 0;
    row->dated = dated < ITD_DATED_COUNT ? (itd_dated)dated : ITD_DATED_ADDED;
    row->pub.reader = itd_take_text(taker);
    row->pub.partial_parts = itd_take_text(taker);
    row->pub.counts = take_counts(taker);
    row->remarks = itd_take_number(taker);
    row->manifest = itd_take_digest(taker);
    return take_parts(taker, arena, row, err);
}

static itd_status take_packs(itd_taker *taker, itd_arena *arena, struct list_state *list,
                             itd_error *err)
{
    uint64_t next = 0;

    list->pack_count = itd_take_count(taker, PACK_LEAST);
    list->packs = itd_arena_new_array(arena, list->pack_count, sizeof *list->packs);
    if (!list->packs)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < list->pack_count; i++) {
        struct pack_row *pack = &list->packs[i];

        pack->file = itd_take_number(taker);
        pack->first_entry = itd_take_number(taker);
        pack->count = itd_take_number(taker);
        pack->digest = itd_take_digest(taker);
        if (pack->first_entry < next || pack->count > list->next_entry ||
            pack->first_entry > list->next_entry - pack->count)
            taker->failed = true;
        next = pack->first_entry + pack->count;
    }
    return ITD_OK;
}

/* Slices of the result point into the taker's bytes, which live in arena. */
static itd_status parse_index(itd_taker *taker, itd_arena *arena, struct list_state *list,
                              itd_error *err)
{
    itd_status st;

    list->next_file = itd_take_number(taker);
    list->next_entry = itd_take_number(taker);
    list->pin = itd_take_number(taker);
    list->log_bytes = itd_take_number(taker);
    list->log_digest = itd_take_digest(taker);
    st = take_packs(taker, arena, list, err);
    if (st != ITD_OK)
        return st;
    list->version_count = itd_take_count(taker, VERSION_LEAST);
    list->versions = itd_arena_new_array(arena, list->version_count, sizeof *list->versions);
    if (!list->versions)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < list->version_count; i++)
        st = take_version(taker, arena, list, &list->versions[i], err);
    if (st == ITD_OK && (taker->failed || taker->rest.len > 0))
        st = itd_error_set(err, ITD_E_CORRUPT, "the index of this list is malformed");
    return st;
}

static itd_status new_state(const char *store_dir, itd_str name, itd_arena *arena,
                            struct list_state **ret_list, itd_error *err)
{
    struct list_state *list = itd_arena_new_array(arena, 1, sizeof *list);

    if (!list || !itd_arena_copy(arena, name, &list->name))
        return itd_error_no_memory(err);
    list->next_file = 1;
    *ret_list = list;
    return itd_path_join(list->dir, store_dir, "lists", list->name.ptr, err);
}

itd_status itd_index_read(const char *store_dir, itd_str name, itd_arena *arena,
                          struct list_state **ret_list, bool *ret_found, itd_error *err)
{
    struct list_state *list = NULL;
    char               path[ITD_PATH_MAX];
    itd_file_map       map = {0};
    itd_taker          taker = {0};
    itd_str            body;
    itd_status         st = new_state(store_dir, name, arena, &list, err);

    if (st == ITD_OK)
        st = itd_path_join(path, list->dir, "index", NULL, err);
    if (st != ITD_OK)
        return st;
    *ret_found = itd_file_exists(path);
    *ret_list = list;
    if (!*ret_found)
        return ITD_OK;
    st = itd_seal_open(path, ITD_MAGIC_INDEX, NULL, &map, &body, err);
    if (st != ITD_OK)
        return st;
    if (!itd_arena_copy(arena, body, &taker.rest))
        st = itd_error_no_memory(err);
    itd_file_map_close(&map);
    if (st == ITD_OK)
        st = parse_index(&taker, arena, list, err);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    else
        itd_state_mark_current(list);
    return st;
}
