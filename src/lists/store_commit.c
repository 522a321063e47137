/* Writing the version being added. Each file is synced before the next; the index comes last, and
 * with its rename the version exists. */
#include "lists/store_adding.h"

#include <stdlib.h>

static int compare_fresh(const void *a, const void *b)
{
    const struct pack_entry *left = a, *right = b;

    return itd_str_compare(left->id, right->id);
}

static int compare_numbers(const void *a, const void *b)
{
    const uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;

    return left < right ? -1 : left > right;
}

/* Numbers the fresh entries in order of id and puts them into a pack of their own. */
static itd_status write_pack(struct adding *add, itd_error *err)
{
    struct list_state *list = add->writer.list;
    struct pack_row    row = {
           .file = list->next_file, .first_entry = list->next_entry, .count = add->fresh_count};
    struct pack_row *rows;
    itd_status       st;

    if (add->fresh_count == 0)
        return ITD_OK;
    qsort(add->fresh, add->fresh_count, sizeof *add->fresh, compare_fresh);
    for (size_t i = 0; i < add->fresh_count; i++)
        add->items[*itd_map_find(&add->ids, add->fresh[i].id)].number = row.first_entry + i;
    rows = itd_arena_new_array(add->arena, list->pack_count + 1, sizeof *rows);
    if (!rows)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < list->pack_count; i++)
        rows[i] = list->packs[i];
    st = itd_pack_write(list->dir, add->squeeze, add->fresh, &row, err);
    if (st != ITD_OK)
        return st;
    rows[list->pack_count++] = row;
    list->packs = rows;
    list->next_file++;
    list->next_entry += row.count;
    return ITD_OK;
}

/* A stored file that resembles a new one: of the version nearest in time, the one nearest in size
 * (names and order say nothing). */
static const itd_digest *find_base(const struct adding *add, uint64_t size)
{
    const struct list_state  *list = add->writer.list;
    const struct version_row *before = NULL, *after = NULL;
    const struct part_row    *best = NULL;

    for (size_t i = 0; i < list->version_count; i++) {
        const struct version_row *row = &list->versions[i];

        if (row->pub.version_ms <= add->row.pub.version_ms) {
            if (!before || itd_row_compare(before, row) < 0)
                before = row;
        } else if (!after || itd_row_compare(row, after) < 0) {
            after = row;
        }
    }
    if (!before)
        before = after;
    for (size_t i = 0; before && i < before->part_count; i++) {
        const uint64_t it = before->parts[i].size, than = best ? best->size : 0;

        if (it <= ITD_RAW_PREFIX_MAX && (!best || (it > size ? it - size : size - it) <
                                                      (than > size ? than - size : size - than)))
            best = &before->parts[i];
    }
    return best ? &best->digest : NULL;
}

static itd_status write_raw(struct adding *add, const struct part_input *part, itd_error *err)
{
    const char *dir = add->writer.list->dir;
    itd_source *src;
    itd_status  st;

    if (!part->part.path)
        return itd_raw_put(dir, add->squeeze, part->part.memory, &part->digest,
                           find_base(add, part->size), err);
    if (itd_raw_exists(dir, &part->digest))
        return ITD_OK;
    st = itd_list_part_open(&part->part, &src, err);
    if (st != ITD_OK)
        return st;
    st = itd_raw_put_stream(dir, add->squeeze, src, &part->digest, part->size, err);
    itd_source_close(src);
    itd_error_in_file(st == ITD_OK ? NULL : err, part->part.name);
    return st;
}

static itd_status write_manifest(struct adding *add, itd_error *err)
{
    uint64_t  *numbers = itd_arena_new_array(add->arena, add->item_count, sizeof *numbers);
    itd_status st;

    if (!numbers)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < add->item_count; i++)
        numbers[i] = add->items[i].number;
    qsort(numbers, add->item_count, sizeof *numbers, compare_numbers);
    add->row.seq = add->writer.list->next_file++;
    st = itd_manifest_write(add->writer.list->dir, add->row.seq, numbers, add->item_count,
                            &add->row.manifest, err);
    return st;
}

itd_status itd_adding_commit(struct adding *add, itd_error *err)
{
    struct list_state  *list = add->writer.list;
    struct version_row *rows;
    itd_status          st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < add->part_count; i++)
        st = write_raw(add, &add->parts[i], err);
    if (st == ITD_OK)
        st = write_pack(add, err);
    if (st == ITD_OK)
        st = write_manifest(add, err);
    if (st != ITD_OK)
        return st;
    rows = itd_arena_new_array(add->arena, list->version_count + 1, sizeof *rows);
    if (!rows)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < list->version_count; i++)
        rows[i] = list->versions[i];
    rows[list->version_count++] = add->row;
    list->versions = rows;
    st = itd_log_add(list, "add", &add->row, 0, err);
    return st == ITD_OK ? itd_index_write(list, err) : st;
}
