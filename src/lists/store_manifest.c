/* Manifests: which entries a version holds, as runs of entry numbers. Entries are numbered as they
 * come, so that the usual version is the version before with a few holes and one new run at its
 * end: a few hundred bytes.
 *
 * Body, all varints: runs, then per run the gap behind the run before (or 0) and its length, from
 * 1. */
#include "lists/store_internal.h"

#include <stdio.h>

#define NUMBER_TEXT_MAX 21
#define RUN_LEAST 2 /* bytes of a run */

static itd_status manifest_path(char ret_path[static ITD_PATH_MAX], const char *list_dir,
                                uint64_t seq, itd_error *err)
{
    char name[NUMBER_TEXT_MAX];

    snprintf(name, sizeof name, "%llu", (unsigned long long)seq);
    return itd_path_join(ret_path, list_dir, "versions", name, err);
}

static size_t run_length(const uint64_t *numbers, size_t count)
{
    size_t len = 1;

    while (len < count && numbers[len] == numbers[0] + len)
        len++;
    return len;
}

itd_status itd_manifest_write(const char *list_dir, uint64_t seq, const uint64_t *numbers,
                              size_t count, itd_digest *ret_digest, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_buf    body, runs;
    uint64_t   run_count = 0, next = 0;
    itd_status st = manifest_path(path, list_dir, seq, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&body, SIZE_MAX);
    itd_buf_init(&runs, SIZE_MAX);
    for (size_t i = 0; i < count;) {
        const size_t len = run_length(numbers + i, count - i);

        itd_buf_append_varint(&runs, numbers[i] - next);
        itd_buf_append_varint(&runs, len);
        next = numbers[i] + len;
        run_count++;
        i += len;
    }
    itd_buf_append_varint(&body, run_count);
    itd_buf_append(&body, itd_buf_text(&runs));
    st = itd_buf_status(&runs, err);
    if (st == ITD_OK)
        st = itd_buf_status(&body, err);
    if (st == ITD_OK)
        st = itd_seal_write(path, ITD_MAGIC_MANIFEST, itd_buf_text(&body), ret_digest, err);
    itd_buf_done(&body);
    itd_buf_done(&runs);
    return st;
}

/* Fills numbers, which has room for count; false when the runs are anything but count numbers below
 * limit. */
static bool parse_runs(itd_taker *taker, uint64_t limit, uint64_t *numbers, size_t count)
{
    const size_t runs = itd_take_count(taker, RUN_LEAST);
    uint64_t     next = 0;
    size_t       filled = 0;

    for (size_t i = 0; i < runs; i++) {
        const uint64_t gap = itd_take_number(taker), len = itd_take_number(taker);

        if (taker->failed || gap > limit - next || len == 0 || len > limit - next - gap ||
            len > count - filled)
            return false;
        next += gap;
        for (uint64_t k = 0; k < len; k++)
            numbers[filled++] = next++;
    }
    return !taker->failed && taker->rest.len == 0 && filled == count;
}

itd_status itd_manifest_read(const char *list_dir, const struct version_row *row, itd_arena *arena,
                             uint64_t **ret_numbers, size_t *ret_count, itd_error *err)
{
    const size_t count = (size_t)row->pub.counts.entries;
    char         path[ITD_PATH_MAX];
    itd_file_map map;
    itd_taker    taker = {0};
    uint64_t    *numbers;
    itd_status   st = manifest_path(path, list_dir, row->seq, err);

    if (st == ITD_OK)
        st = itd_seal_open(path, ITD_MAGIC_MANIFEST, &row->manifest, &map, &taker.rest, err);
    if (st != ITD_OK)
        return st;
    numbers = itd_arena_new_array(arena, count, sizeof *numbers);
    if (!numbers)
        st = itd_error_no_memory(err);
    else if (!parse_runs(&taker, row->list->next_entry, numbers, count))
        st = itd_error_set(err, ITD_E_CORRUPT, "the runs of this version are malformed");
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    itd_file_map_close(&map);
    if (st != ITD_OK)
        return st;
    *ret_numbers = numbers;
    *ret_count = count;
    return ITD_OK;
}
