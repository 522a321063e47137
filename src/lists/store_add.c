/* Adding a version, from files to commit. The order is the promise: everything is read, parsed,
 * counted and compared before anything is written, and everything is written and synced before the
 * index names it. A crash on the way leaves files that no index names; the next writer removes
 * them. */
#include "lists/store_adding.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/memory.h"

#define MAP_BYTES_MAX ((size_t)1 << 20)
#define PARTIAL_MAX 64

itd_add_options itd_add_options_default(void)
{
    return (itd_add_options){.wait_ms = ITD_STORE_WAIT_MS};
}

/* ---- before the lock: what is to be added ---- */

static itd_status check_partial(itd_str partial, itd_error *err)
{
    bool fine = partial.len <= PARTIAL_MAX;

    for (size_t i = 0; i < partial.len; i++) {
        const char ch = partial.ptr[i];

        fine = fine && (itd_char_is_alpha(ch) || itd_char_is_digit(ch) || ch == ',' || ch == '_');
    }
    return fine ? ITD_OK
                : itd_error_set(err, ITD_E_USAGE,
                                "the parts of a partial set are names with commas, as in sdn,add");
}

/* A publisher's file under another publisher's name would answer for the wrong list. */
static itd_status check_publisher(const struct adding *add, itd_error *err)
{
    static const char *const reserved[] = {"un", "un-vessels", "ofac",  "ofac-delta",
                                           "eu", "uk",         "ofsi",  "ca",
                                           "ch", "us-csl",     "us-dpl"};
    const char              *publisher = add->reader->publisher;

    if (!publisher || itd_str_equal(add->options->list, itd_str_of(publisher)))
        return ITD_OK;
    for (size_t i = 0; i < ITD_ARRAY_LEN(reserved); i++)
        if (itd_str_equal(add->options->list, itd_str_of(reserved[i])))
            return itd_error_set(err, ITD_E_SCHEMA,
                                 "this is a file of \"%s\" (%s); it cannot be added as \"%s\"",
                                 publisher, add->reader->title, reserved[i]);
    return ITD_OK;
}

static itd_status choose_reader(struct adding *add, itd_error *err)
{
    itd_list_part *parts = itd_arena_new_array(add->arena, add->part_count, sizeof *parts);
    itd_status     st = ITD_OK;

    if (!parts)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < add->part_count; i++)
        parts[i] = add->parts[i].part;
    if (add->options->reader.len > 0) {
        add->reader = itd_reader_find(add->options->reader);
    } else if (add->options->map_path) {
        add->reader = itd_reader_find(ITD_STR("csv")); /* only this one has a mapping file */
    } else {
        st = itd_reader_recognise(parts, add->part_count, &add->reader, err);
    }
    if (st == ITD_OK && !add->reader)
        st = itd_error_set(err, ITD_E_USAGE, "there is no reader \"%.*s\"",
                           ITD_STR_ARGS(add->options->reader));
    return st == ITD_OK ? check_publisher(add, err) : st;
}

static int compare_digests(const void *a, const void *b)
{
    const itd_str left = {.ptr = a, .len = ITD_DIGEST_BYTES};

    return itd_str_compare(left, (itd_str){.ptr = b, .len = ITD_DIGEST_BYTES});
}

/* Names the version: what was given, not how the files were called or in which order they came. */
static itd_status name_version(struct adding *add, itd_error *err)
{
    itd_digest *digests = itd_arena_new_array(add->arena, add->part_count, sizeof *digests);
    itd_buf     text;
    itd_status  st = ITD_OK;

    if (!digests)
        return itd_error_no_memory(err);
    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "interdict version 1\n");
    itd_put_text(&text, itd_str_of(add->reader->name));
    itd_put_text(&text, add->options->partial);
    for (size_t i = 0; i < add->part_count; i++)
        digests[i] = add->parts[i].digest;
    qsort(digests, add->part_count, sizeof *digests, compare_digests);
    for (size_t i = 0; i < add->part_count; i++)
        itd_put_digest(&text, &digests[i]);
    if (add->options->map_path) {
        itd_buf    map;
        itd_digest digest = {{0}};

        itd_buf_init(&map, MAP_BYTES_MAX);
        st = itd_file_read(add->options->map_path, &map, err);
        if (st == ITD_OK)
            st = itd_digest_of(itd_buf_text(&map), &digest, err);
        itd_put_digest(&text, &digest);
        itd_buf_done(&map);
    }
    if (st == ITD_OK)
        st = itd_buf_status(&text, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&text), &add->row.pub.digest, err);
    itd_buf_done(&text);
    return st;
}

/* The last part of a path, so that nobody's directories end up in the store. */
static itd_str base_name(itd_str name)
{
    const size_t member = itd_str_find_char(name, '(');
    const size_t end = member == SIZE_MAX ? name.len : member;
    size_t       from = end;

    while (from > 0 && name.ptr[from - 1] != '/')
        from--;
    return itd_str_slice(name, from, from + ITD_STORE_PARTS_NAME_MAX);
}

static itd_status describe(struct adding *add, itd_error *err)
{
    struct version_row *row = &add->row;

    row->pub.list = add->options->list;
    row->pub.reader = itd_str_of(add->reader->name);
    row->pub.partial = add->options->partial.len > 0;
    row->pub.partial_parts = add->options->partial;
    row->pub.added_ms = itd_clock_now_ms();
    row->part_count = add->part_count;
    row->parts = itd_arena_new_array(add->arena, add->part_count, sizeof *row->parts);
    if (!row->parts)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < add->part_count; i++)
        row->parts[i] = (struct part_row){.digest = add->parts[i].digest,
                                          .size = add->parts[i].size,
                                          .name = base_name(add->parts[i].part.name)};
    return name_version(add, err);
}

/* ---- the whole ---- */

static const itd_list_version *shown_version(const itd_store *store, itd_str name, uint64_t seq)
{
    const struct list_state *list = itd_store_list(store, name);

    for (size_t i = 0; list && i < list->version_count; i++)
        if (list->versions[i].seq == seq)
            return &list->versions[i].pub;
    return NULL;
}

static itd_status finish(struct adding *add, const struct version_row *row,
                         const struct version_row *before, itd_add_result *result, itd_error *err)
{
    itd_status st = itd_store_reload(add->store, add->options->list, err);

    if (st != ITD_OK)
        return st;
    result->version = shown_version(add->store, add->options->list, row->seq);
    result->before = before ? shown_version(add->store, add->options->list, before->seq) : NULL;
    result->dated = row->dated;
    result->report = add->report;
    add->report = NULL;
    return ITD_OK;
}

/* Files that a server hands out may be last year's; history is filled by hand. */
static itd_status check_newer(const struct adding *add, itd_error *err)
{
    const struct version_row *current = itd_state_find(add->writer.list, INT64_MAX);
    char                      date[ITD_VERSION_TEXT_MAX], current_date[ITD_VERSION_TEXT_MAX];

    if (!add->options->refuse_older || !current ||
        add->row.pub.version_ms >= current->pub.version_ms)
        return ITD_OK;
    itd_version_text(add->row.pub.version_ms, date);
    itd_version_text(current->pub.version_ms, current_date);
    return itd_error_set(err, ITD_E_CONFLICT,
                         "the files are of %s, older than the version of %s, which stays", date,
                         current_date);
}

static itd_status add_locked(struct adding *add, itd_add_result *result, itd_error *err)
{
    const struct version_row *same = itd_adding_find_same(add, false), *before;
    uint64_t                  before_seq;
    itd_status                st = ITD_OK;

    if (!same) {
        if (add->writer.list->version_count >= ITD_STORE_VERSIONS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d versions", ITD_STORE_VERSIONS_MAX);
        st = itd_adding_learn_known(add, err);
        if (st == ITD_OK)
            st = itd_adding_parse(add, err);
        if (st != ITD_OK)
            return st;
        same = itd_adding_find_same(add, true);
    }
    if (same) {
        result->existed = true;
        return finish(add, same, NULL, result, err);
    }
    st = check_newer(add, err);
    before = itd_adding_find_before(add);
    before_seq = before ? before->seq : 0;
    if (st == ITD_OK && before)
        st = itd_adding_check_shrink(add, before, err);
    if (st == ITD_OK && before)
        st = itd_adding_compare(add, before, result, err);
    if (st == ITD_OK && !before)
        result->added = add->item_count;
    if (st == ITD_OK)
        st = itd_adding_commit(add, err);
    if (st != ITD_OK)
        return st;
    /* itd_adding_commit moved the rows: the one before is found again by its number. */
    before = before_seq > 0 ? &(struct version_row){.seq = before_seq} : NULL;
    return finish(add, &add->row, before, result, err);
}

static itd_status prepare(struct adding *add, itd_error *err)
{
    const itd_add_options *options = add->options;
    itd_status             st = itd_list_name_check(options->list, err);

    if (st == ITD_OK)
        st = check_partial(options->partial, err);
    if (st != ITD_OK)
        return st;
    add->arena = itd_arena_new(SIZE_MAX);
    add->report = itd_list_report_new();
    if (!add->arena || !add->report)
        return itd_error_no_memory(err);
    st = itd_squeeze_new(&add->squeeze, err);
    if (st == ITD_OK)
        st = itd_parts_read(options->paths, options->path_count, add->arena, &add->parts,
                            &add->part_count, err);
    if (st == ITD_OK)
        st = choose_reader(add, err);
    return st == ITD_OK ? describe(add, err) : st;
}

itd_status itd_store_add(itd_store *store, const itd_add_options *options,
                         itd_add_result *ret_result, itd_error *err)
{
    struct adding  add = {.store = store, .options = options, .writer = {.lock = {.fd = -1}}};
    itd_add_result result = {.version = NULL};
    itd_status     st;

    itd_map_init(&add.known);
    itd_map_init(&add.ids);
    itd_buf_init(&add.encoded, SIZE_MAX);
    st = prepare(&add, err);
    if (st == ITD_OK)
        st = itd_writer_begin(store, options->list, options->wait_ms, true, &add.writer, err);
    if (st == ITD_OK)
        st = add_locked(&add, &result, err);
    itd_writer_end(&add.writer);
    if (st == ITD_OK)
        *ret_result = result;
    itd_list_report_free(add.report);
    itd_buf_done(&add.encoded);
    itd_mem_free(add.items);
    itd_mem_free(add.fresh);
    itd_map_done(&add.known);
    itd_map_done(&add.ids);
    itd_squeeze_free(add.squeeze);
    itd_arena_free(add.arena);
    return st;
}
