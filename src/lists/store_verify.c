/* Reading every stored byte again. What versions share is read once: first every pack, noting what
 * is in it; then every version against those notes, and its raw files against their digests. */
#include "lists/store_internal.h"

#include "base/memory.h"

/* What a pack's reading gave per entry number. */
struct entry_note {
    bool            good;
    itd_list_counts counts; /* of this entry alone */
};

struct verifying {
    const struct list_state *list;
    itd_arena               *arena; /* reset per entry */
    itd_squeeze             *squeeze;
    struct entry_note       *notes; /* by entry number */
};

static itd_status check_entry(struct verifying *verify, itd_pack *pack, size_t index,
                              itd_error *err)
{
    const struct pack_entry *entry = &pack->entries[index];
    struct entry_note       *note = &verify->notes[pack->row.first_entry + index];
    itd_entity               ent;
    itd_digest               digest;
    itd_str                  body;
    itd_status               st = itd_pack_body(pack, verify->squeeze, index, &body, err);

    if (st == ITD_OK)
        st = itd_digest_of(body, &digest, err);
    if (st == ITD_OK && !itd_digest_equal(&digest, &entry->digest))
        st = itd_error_set(err, ITD_E_CORRUPT, "an entry fails its digest");
    itd_arena_reset(verify->arena);
    if (st == ITD_OK)
        st = itd_entity_decode(body, verify->arena, &ent, err);
    if (st == ITD_OK && !itd_str_equal(ent.id, entry->id))
        st = itd_error_set(err, ITD_E_CORRUPT, "an entry is stored under another's id");
    if (st != ITD_OK)
        return st;
    itd_counts_add(&note->counts, &ent);
    note->good = true;
    return ITD_OK;
}

/* A fault in a pack is not told here but by every version that holds one of its entries. */
static itd_status note_packs(struct verifying *verify, itd_error *err)
{
    itd_arena *tables = itd_arena_new(SIZE_MAX);

    if (!tables)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < verify->list->pack_count; i++) {
        itd_pack *pack;

        itd_arena_reset(tables);
        if (itd_pack_open(verify->list->dir, &verify->list->packs[i], tables, &pack, NULL) !=
            ITD_OK)
            continue;
        for (size_t k = 0; k < pack->row.count; k++)
            if (pack->entries[k].id.len > 0)
                (void)!check_entry(verify, pack, k, NULL);
        itd_pack_close(pack);
    }
    itd_arena_free(tables);
    return ITD_OK;
}

static itd_status check_counts(const struct verifying *verify, const struct version_row *row,
                               const itd_version_data *data, itd_error *err)
{
    itd_list_counts sum = {0};

    for (size_t i = 0; i < data->count; i++) {
        const struct entry_note *note = &verify->notes[data->entries[i].number];

        if (!note->good) {
            itd_error_set(err, ITD_E_CORRUPT, "a stored entry is damaged");
            itd_error_in_record(err, itd_version_id(&data->entries[i]));
            return ITD_E_CORRUPT;
        }
        itd_counts_sum(&sum, &note->counts);
    }
    if (!itd_counts_equal(&sum, &row->pub.counts))
        return itd_error_set(err, ITD_E_CORRUPT, "the entries do not add up to what was counted");
    return ITD_OK;
}

static itd_status check_version(struct verifying *verify, const struct version_row *row,
                                itd_error *err)
{
    itd_version_data *data;
    itd_status        st = itd_version_open_row(row, &data, err);

    if (st == ITD_OK) {
        st = check_counts(verify, row, data, err);
        itd_version_close(data);
    }
    for (size_t i = 0; st == ITD_OK && i < row->part_count; i++) {
        st = itd_raw_check(verify->list->dir, verify->squeeze, &row->parts[i], err);
        itd_error_in_field(st == ITD_OK ? NULL : err, row->parts[i].name);
    }
    return st;
}

static itd_status verify_state(struct verifying *verify, itd_verify_fn fn, void *ctx, uint64_t *bad,
                               itd_error *err)
{
    itd_status st = itd_squeeze_new(&verify->squeeze, err);

    if (st != ITD_OK)
        return st;
    verify->arena = itd_arena_new(SIZE_MAX);
    verify->notes = itd_mem_new((size_t)verify->list->next_entry + 1, sizeof *verify->notes);
    if (!verify->arena || !verify->notes)
        return itd_error_no_memory(err);
    st = note_packs(verify, err);
    for (size_t i = 0; st == ITD_OK && i < verify->list->version_count; i++) {
        const struct version_row *row = &verify->list->versions[i];
        itd_error                 fault;

        if (check_version(verify, row, &fault) == ITD_OK)
            continue;
        (*bad)++;
        if (fn)
            fn(ctx, &row->pub, &fault);
    }
    return st;
}

/* The index is read anew: what is verified is what is there now, and no prune that came since the
 * store was opened looks like damage. */
static itd_status verify_list(const itd_store *store, itd_str name, itd_verify_fn fn, void *ctx,
                              uint64_t *bad, itd_error *err)
{
    struct verifying   verify = {.list = NULL};
    struct list_state *list;
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_buf            log;
    bool               found = false;
    itd_status         st = arena ? itd_index_read(store->dir, name, arena, &list, &found, err)
                                  : itd_error_no_memory(err);

    if (st == ITD_OK && found) {
        verify.list = list;
        st = verify_state(&verify, fn, ctx, bad, err);
    }
    itd_buf_init(&log, SIZE_MAX);
    if (st == ITD_OK)
        st = itd_store_log(store, name, &log, err);
    itd_buf_done(&log);
    itd_mem_free(verify.notes);
    itd_squeeze_free(verify.squeeze);
    itd_arena_free(verify.arena);
    itd_arena_free(arena);
    return st;
}

itd_status itd_store_verify(const itd_store *store, itd_verify_fn fn, void *ctx, uint64_t *ret_bad,
                            itd_error *err)
{
    itd_file_lock lock = {.fd = -1};
    char          path[ITD_PATH_MAX];
    uint64_t      bad = 0;
    itd_status    st = itd_path_join(path, store->dir, "lock", NULL, err);

    /* A prune meanwhile would look like damage. Where nothing can be written nobody prunes. */
    if (st == ITD_OK)
        st = itd_file_lock_open(path, ITD_STORE_WAIT_MS, &lock, err);
    if (st == ITD_E_IO)
        st = ITD_OK;
    for (size_t i = 0; st == ITD_OK && i < store->list_count; i++)
        st = verify_list(store, store->lists[i]->name, fn, ctx, &bad, err);
    itd_file_lock_close(&lock);
    if (st == ITD_OK)
        *ret_bad = bad;
    return st;
}
