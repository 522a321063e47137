/* Dropping old versions and what only they used, while readers go on. First everything that stays
 * is made independent of what goes: raw files whose base goes are stored again so that they stand
 * alone, packs that lose entries are written again without them, under new names. Then the index
 * is renamed; only then files are removed. A crash before the rename leaves the old state and some
 * left-overs, a crash behind it leaves files that the next writer removes. A reader with the old
 * index that misses a file reads the index again (store_version.c). */
#include "lists/store_internal.h"

#include "base/memory.h"

struct pruning {
    struct list_state *list;
    itd_arena         *arena;
    itd_squeeze       *squeeze;
    int64_t            before_ms;
    unsigned char     *used; /* per entry number: 1 when a kept version holds it */
};

/* newest: what answers when nothing is pinned. */
static bool is_kept(const struct pruning *prune, const struct version_row *row, uint64_t newest)
{
    return row->pub.version_ms >= prune->before_ms || row->seq == newest || row->pub.pinned;
}

/* Moves the kept rows to the front, in their order. */
static uint64_t drop_rows(struct pruning *prune)
{
    struct list_state        *list = prune->list;
    const struct version_row *current = itd_state_find(list, INT64_MAX);
    const uint64_t            newest = current ? current->seq : 0;
    size_t                    kept = 0;
    uint64_t                  dropped;

    for (size_t i = 0; i < list->version_count; i++)
        if (is_kept(prune, &list->versions[i], newest))
            list->versions[kept++] = list->versions[i];
    dropped = list->version_count - kept;
    list->version_count = kept;
    return dropped;
}

static itd_status mark_used(struct pruning *prune, itd_error *err)
{
    const struct list_state *list = prune->list;
    itd_status               st = ITD_OK;

    prune->used = itd_mem_new((size_t)list->next_entry + 1, 1);
    if (!prune->used)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < list->version_count; i++) {
        uint64_t *numbers;
        size_t    count;

        itd_arena_reset(prune->arena);
        st = itd_manifest_read(list->dir, &list->versions[i], prune->arena, &numbers, &count, err);
        for (size_t k = 0; st == ITD_OK && k < count; k++)
            prune->used[numbers[k]] = 1;
    }
    return st;
}

static bool is_raw_kept(const struct list_state *list, const itd_digest *digest)
{
    for (size_t i = 0; i < list->version_count; i++)
        for (size_t k = 0; k < list->versions[i].part_count; k++)
            if (itd_digest_equal(&list->versions[i].parts[k].digest, digest))
                return true;
    return false;
}

static itd_status free_raw(const struct pruning *prune, itd_error *err)
{
    const struct list_state *list = prune->list;

    for (size_t i = 0; i < list->version_count; i++) {
        for (size_t k = 0; k < list->versions[i].part_count; k++) {
            const itd_digest *digest = &list->versions[i].parts[k].digest;
            itd_digest        base;
            bool              has_base;
            itd_status        st = itd_raw_base(list->dir, digest, &has_base, &base, err);

            if (st == ITD_OK && has_base && !is_raw_kept(list, &base))
                st = itd_raw_make_key(list->dir, prune->squeeze, digest, err);
            if (st != ITD_OK)
                return st;
        }
    }
    return ITD_OK;
}

/* Writes a pack again with the used entries only; numbers stay, the others become empty. */
static itd_status rewrite_pack(struct pruning *prune, struct pack_row *row, itd_error *err)
{
    struct pack_row    fresh = *row;
    struct pack_entry *entries;
    itd_pack          *pack;
    itd_status         st;

    itd_arena_reset(prune->arena);
    st = itd_pack_open(prune->list->dir, row, prune->arena, &pack, err);
    if (st != ITD_OK)
        return st;
    entries = itd_arena_new_array(prune->arena, (size_t)row->count, sizeof *entries);
    if (!entries)
        st = itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < row->count; i++) {
        itd_str body;

        if (!prune->used[row->first_entry + i])
            continue;
        st = itd_pack_body(pack, prune->squeeze, i, &body, err);
        entries[i] = pack->entries[i];
        if (st == ITD_OK && !itd_arena_copy(prune->arena, body, &entries[i].body))
            st = itd_error_no_memory(err);
    }
    if (st == ITD_OK) {
        fresh.file = prune->list->next_file++;
        st = itd_pack_write(prune->list->dir, prune->squeeze, entries, &fresh, err);
    }
    itd_pack_close(pack);
    if (st == ITD_OK)
        *row = fresh;
    return st;
}

/* Stored entries of a pack, and those of them that a kept version holds. */
static itd_status count_used(const struct pruning *prune, const struct pack_row *row,
                             uint64_t *ret_stored, uint64_t *ret_used, itd_error *err)
{
    itd_pack  *pack;
    itd_status st;

    itd_arena_reset(prune->arena);
    st = itd_pack_open(prune->list->dir, row, prune->arena, &pack, err);
    if (st != ITD_OK)
        return st;
    *ret_stored = *ret_used = 0;
    for (size_t i = 0; i < row->count; i++) {
        *ret_stored += pack->entries[i].id.len > 0;
        *ret_used += prune->used[row->first_entry + i];
    }
    itd_pack_close(pack);
    return ITD_OK;
}

static itd_status free_packs(struct pruning *prune, itd_error *err)
{
    struct list_state *list = prune->list;
    size_t             kept = 0;

    for (size_t i = 0; i < list->pack_count; i++) {
        struct pack_row row = list->packs[i];
        uint64_t        stored, used;
        itd_status      st = count_used(prune, &row, &stored, &used, err);

        if (st == ITD_OK && used > 0 && used < stored)
            st = rewrite_pack(prune, &row, err);
        if (st != ITD_OK)
            return st;
        if (used > 0)
            list->packs[kept++] = row;
    }
    list->pack_count = kept;
    return ITD_OK;
}

static itd_status prune_locked(struct pruning *prune, uint64_t *ret_dropped, itd_error *err)
{
    uint64_t   dropped = drop_rows(prune);
    itd_status st = ITD_OK;

    if (dropped > 0) {
        st = mark_used(prune, err);
        if (st == ITD_OK)
            st = free_raw(prune, err);
        if (st == ITD_OK)
            st = free_packs(prune, err);
        if (st == ITD_OK)
            st = itd_log_add(prune->list, "prune", NULL, dropped, err);
        if (st == ITD_OK)
            st = itd_index_write(prune->list, err);
        if (st == ITD_OK)
            st = itd_store_clean(prune->list, err);
    }
    if (st == ITD_OK)
        *ret_dropped = dropped;
    return st;
}

itd_status itd_store_prune(itd_store *store, itd_str list, int64_t before_ms, uint64_t *ret_dropped,
                           itd_error *err)
{
    struct pruning   prune = {.before_ms = before_ms};
    itd_store_writer writer;
    itd_status       st = itd_writer_begin(store, list, ITD_STORE_WAIT_MS, false, &writer, err);

    if (st != ITD_OK)
        return st;
    prune.list = writer.list;
    prune.arena = itd_arena_new(SIZE_MAX);
    st = prune.arena ? itd_squeeze_new(&prune.squeeze, err) : itd_error_no_memory(err);
    if (st == ITD_OK)
        st = prune_locked(&prune, ret_dropped, err);
    if (st == ITD_OK)
        st = itd_store_reload(store, list, err);
    itd_writer_end(&writer);
    itd_mem_free(prune.used);
    itd_squeeze_free(prune.squeeze);
    itd_arena_free(prune.arena);
    return st;
}
