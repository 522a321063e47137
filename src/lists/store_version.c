/* Reading one version: which entries it holds, in which packs they lie, in order of id. Nothing is
 * handed out before every file it needs was found and checked. */
#include "lists/store_internal.h"

#include <stdlib.h>

#include "base/memory.h"

#define OPEN_ATTEMPTS 3 /* how often a prune may come between reading the index and opening files */

itd_str itd_version_id(const struct version_entry *entry)
{
    return entry->pack->entries[entry->index].id;
}

static int compare_ids(const void *a, const void *b)
{
    return itd_str_compare(itd_version_id(a), itd_version_id(b));
}

/* Entry numbers ascend and so do packs: one walk over both. */
static itd_status open_entries(itd_version_data *data, const struct list_state *list,
                               const uint64_t *numbers, itd_error *err)
{
    size_t    at = 0;
    itd_pack *pack = NULL;

    for (size_t i = 0; i < data->count; i++) {
        itd_status st;

        while (at < list->pack_count &&
               numbers[i] >= list->packs[at].first_entry + list->packs[at].count)
            at++;
        if (at == list->pack_count || numbers[i] < list->packs[at].first_entry)
            return itd_error_set(err, ITD_E_CORRUPT, "an entry that no pack holds");
        if (!pack || pack->row.first_entry != list->packs[at].first_entry) {
            st = itd_pack_open(list->dir, &list->packs[at], data->arena, &pack, err);
            if (st != ITD_OK)
                return st;
            data->packs[data->pack_count++] = pack;
        }
        data->entries[i] =
            (struct version_entry){.number = numbers[i],
                                   .pack = pack,
                                   .index = (size_t)(numbers[i] - pack->row.first_entry)};
        if (itd_version_id(&data->entries[i]).len == 0)
            return itd_error_set(err, ITD_E_CORRUPT, "an entry that was pruned away");
    }
    return ITD_OK;
}

static itd_status check_order(itd_version_data *data, itd_error *err)
{
    qsort(data->entries, data->count, sizeof *data->entries, compare_ids);
    for (size_t i = 1; i < data->count; i++)
        if (compare_ids(&data->entries[i - 1], &data->entries[i]) == 0)
            return itd_error_set(err, ITD_E_CORRUPT, "an id stands twice in one version");
    return ITD_OK;
}

static itd_status fill(itd_version_data *data, const struct version_row *row, itd_error *err)
{
    uint64_t  *numbers;
    itd_status st;

    data->arena = itd_arena_new(SIZE_MAX);
    if (!data->arena)
        return itd_error_no_memory(err);
    st = itd_squeeze_new(&data->squeeze, err);
    if (st == ITD_OK)
        st = itd_manifest_read(row->list->dir, row, data->arena, &numbers, &data->count, err);
    if (st != ITD_OK)
        return st;
    data->packs = itd_arena_new_array(data->arena, row->list->pack_count, sizeof(itd_pack *));
    data->entries = itd_arena_new_array(data->arena, data->count, sizeof *data->entries);
    if (!data->packs || !data->entries)
        return itd_error_no_memory(err);
    st = open_entries(data, row->list, numbers, err);
    return st == ITD_OK ? check_order(data, err) : st;
}

itd_status itd_version_open_row(const struct version_row *row, itd_version_data **ret_data,
                                itd_error *err)
{
    itd_version_data *data = itd_mem_new(1, sizeof *data);
    itd_status        st;

    if (!data)
        return itd_error_no_memory(err);
    st = fill(data, row, err);
    if (st != ITD_OK)
        itd_version_close(data);
    else
        *ret_data = data;
    return st;
}

/* The row of the same version in the index as it is now; NULL when it is gone. */
static itd_status find_again(const itd_store *store, const struct version_row *row,
                             itd_arena *arena, const struct version_row **ret_row, itd_error *err)
{
    struct list_state *list;
    bool               found;
    itd_status         st = itd_index_read(store->dir, row->pub.list, arena, &list, &found, err);

    if (st != ITD_OK)
        return st;
    *ret_row = NULL;
    for (size_t i = 0; found && i < list->version_count; i++)
        if (list->versions[i].seq == row->seq)
            *ret_row = &list->versions[i];
    return ITD_OK;
}

itd_status itd_version_open(const itd_store *store, const itd_list_version *version,
                            itd_version_data **ret_data, itd_error *err)
{
    const struct version_row *row = itd_store_row(version);
    itd_status                st = itd_version_open_row(row, ret_data, err);

    for (unsigned attempt = 1; st == ITD_E_NOT_FOUND && attempt < OPEN_ATTEMPTS; attempt++) {
        itd_arena                *arena = itd_arena_new(SIZE_MAX);
        const struct version_row *now = NULL;

        st = arena ? find_again(store, row, arena, &now, err) : itd_error_no_memory(err);
        if (st == ITD_OK && !now) {
            itd_arena_free(arena);
            return itd_error_set(err, ITD_E_NOT_FOUND,
                                 "the version was pruned by another process while it was read");
        }
        if (st == ITD_OK)
            st = itd_version_open_row(now, ret_data, err);
        itd_arena_free(arena);
    }
    if (st == ITD_E_NOT_FOUND) {
        /* Nobody pruned it: a file that the index names is missing. */
        if (err)
            err->status = ITD_E_CORRUPT;
        st = ITD_E_CORRUPT;
    }
    return st;
}

void itd_version_close(itd_version_data *data)
{
    if (!data)
        return;
    for (size_t i = 0; i < data->pack_count; i++)
        itd_pack_close(data->packs[i]);
    itd_squeeze_free(data->squeeze);
    itd_arena_free(data->arena);
    itd_mem_free(data);
}

itd_status itd_version_entity(itd_version_data *data, const struct version_entry *entry,
                              itd_arena *arena, itd_entity *ret_ent, itd_error *err)
{
    itd_str    body;
    itd_status st = itd_pack_body(entry->pack, data->squeeze, entry->index, &body, err);

    if (st == ITD_OK)
        st = itd_entity_decode(body, arena, ret_ent, err);
    if (st == ITD_OK && !itd_str_equal(ret_ent->id, itd_version_id(entry)))
        st = itd_error_set(err, ITD_E_CORRUPT, "an entry is stored under another's id");
    itd_error_in_record(st == ITD_OK ? NULL : err, itd_version_id(entry));
    return st;
}

itd_status itd_store_each(const itd_store *store, const itd_list_version *version, itd_entity_fn fn,
                          void *ctx, itd_error *err)
{
    itd_version_data *data = NULL;
    itd_arena        *arena;
    itd_status        st = itd_version_open(store, version, &data, err);

    if (st != ITD_OK)
        return st;
    arena = itd_arena_new(SIZE_MAX);
    if (!arena)
        st = itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < data->count; i++) {
        itd_entity ent;

        itd_arena_reset(arena);
        st = itd_version_entity(data, &data->entries[i], arena, &ent, err);
        if (st == ITD_OK)
            st = fn(ctx, &ent, err);
    }
    itd_arena_free(arena);
    itd_version_close(data);
    return st;
}

static const struct version_entry *find_id(const itd_version_data *data, itd_str id)
{
    size_t low = 0, high = data->count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = itd_str_compare(itd_version_id(&data->entries[middle]), id);

        if (order == 0)
            return &data->entries[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

itd_status itd_store_get(const itd_store *store, const itd_list_version *version, itd_str id,
                         itd_arena *arena, bool *ret_found, itd_entity *ret_ent, itd_error *err)
{
    const struct version_entry *entry;
    itd_version_data           *data = NULL;
    itd_str                     body, copy;
    itd_status                  st = itd_version_open(store, version, &data, err);

    if (st != ITD_OK)
        return st;
    entry = find_id(data, id);
    *ret_found = entry != NULL;
    if (entry) {
        /* The entity's slices outlive the pack, so its bytes move into the caller's arena. */
        st = itd_pack_body(entry->pack, data->squeeze, entry->index, &body, err);
        if (st == ITD_OK && !itd_arena_copy(arena, body, &copy))
            st = itd_error_no_memory(err);
        if (st == ITD_OK)
            st = itd_entity_decode(copy, arena, ret_ent, err);
        if (st == ITD_OK && !itd_str_equal(ret_ent->id, id))
            st = itd_error_set(err, ITD_E_CORRUPT, "an entry is stored under another's id");
    }
    itd_version_close(data);
    return st;
}
