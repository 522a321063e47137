/* The files of one addition, read once before anything is parsed: their digests name the version,
 * their heads tell the reader. Small ones stay in memory, so that what is parsed, digested and
 * stored are the same bytes whatever happens to the file meanwhile; large ones are read again, and
 * compared. */
#include "lists/store_internal.h"

#include "base/memory.h"

#define READ_STEP ((size_t)256 * 1024)
#define MEMORY_MAX ((uint64_t)32 << 20) /* bytes of all parts kept in memory together */

struct part_reader {
    itd_arena         *arena;
    itd_digest_stream *digest;
    char              *step;
    itd_buf            bytes;
    uint64_t           memory_left;
    struct part_input *parts;
    size_t             count;
    size_t             cap;
};

/* Reads the current member to its end. */
static itd_status read_member(struct part_reader *reader, itd_source *src, struct part_input *part,
                              itd_error *err)
{
    size_t len = 1;
    bool   keep = true;

    itd_buf_reset(&reader->bytes);
    while (len > 0) {
        itd_status st = itd_source_read(src, reader->step, READ_STEP, &len, err);
        itd_str    bytes = {.ptr = reader->step, .len = len};

        if (st == ITD_OK)
            st = itd_digest_stream_add(reader->digest, bytes, err);
        if (st != ITD_OK)
            return st;
        part->size += len;
        if (keep || reader->bytes.len < ITD_LIST_HEAD_MAX)
            itd_buf_append(&reader->bytes, bytes);
        keep = part->size <= ITD_RAW_PREFIX_MAX && part->size <= reader->memory_left;
        st = itd_buf_status(&reader->bytes, err);
        if (st != ITD_OK)
            return st;
    }
    if (!itd_arena_copy(reader->arena,
                        keep ? itd_buf_text(&reader->bytes)
                             : itd_str_slice(itd_buf_text(&reader->bytes), 0, ITD_LIST_HEAD_MAX),
                        &part->part.memory))
        return itd_error_no_memory(err);
    part->part.head = itd_str_slice(part->part.memory, 0, ITD_LIST_HEAD_MAX);
    if (keep) {
        reader->memory_left -= part->size;
    } else {
        part->part.memory = (itd_str){0};
        part->part.path = part->path;
    }
    return itd_digest_stream_finish(reader->digest, &part->digest, err);
}

static itd_status add_part(struct part_reader *reader, itd_source *src, const char *path,
                           unsigned member, bool as_is, itd_error *err)
{
    struct part_input *grown;
    struct part_input  part = {.path = path, .part = {.member = member, .as_is = as_is}};
    itd_status         st;

    if (reader->count == ITD_LIST_PARTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d files in one version",
                             ITD_LIST_PARTS_MAX);
    grown = itd_arena_grow(reader->arena, reader->parts, reader->count, &reader->cap, sizeof part);
    if (!grown || !itd_arena_copy(reader->arena, itd_source_name(src), &part.part.name))
        return itd_error_no_memory(err);
    reader->parts = grown;
    st = read_member(reader, src, &part, err);
    if (st == ITD_OK)
        reader->parts[reader->count++] = part;
    return st;
}

/* Opens a file; a workbook as it is, though it is a zip. */
static itd_status open_file(const char *path, itd_source **ret_src, bool *ret_as_is, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src;
    itd_str            head = {0};
    bool               found;
    itd_status         st;

    options.as_is = true;
    st = itd_source_open_file(path, &options, &src, err);
    if (st != ITD_OK)
        return st;
    st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK)
        st = itd_source_peek(src, &head, err);
    *ret_as_is = st == ITD_OK && itd_list_part_is_workbook(head);
    itd_source_close(src);
    options.as_is = *ret_as_is;
    return st == ITD_OK ? itd_source_open_file(path, &options, ret_src, err) : st;
}

static itd_status read_file(struct part_reader *reader, const char *path, itd_error *err)
{
    itd_source *src;
    bool        found = true, as_is = false;
    itd_status  st = open_file(path, &src, &as_is, err);

    if (st != ITD_OK)
        return st;
    for (unsigned member = 0; st == ITD_OK; member++) {
        st = itd_source_next_member(src, &found, err);
        if (st != ITD_OK || !found) {
            if (st == ITD_OK && member == 0)
                st = itd_error_set(err, ITD_E_INCOMPLETE, "there is nothing in this archive");
            break;
        }
        st = add_part(reader, src, path, member, as_is, err);
    }
    itd_source_close(src);
    itd_error_in_file(st == ITD_OK ? NULL : err, itd_str_of(path));
    return st;
}

/* The same bytes twice is a mistake of the caller's, whatever the files are called. */
static itd_status check_distinct(const struct part_input *parts, size_t count, itd_error *err)
{
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < i; k++)
            if (itd_digest_equal(&parts[i].digest, &parts[k].digest))
                return itd_error_set(
                    err, ITD_E_DUPLICATE, "\"%.*s\" and \"%.*s\" are the same file",
                    ITD_STR_ARGS(parts[k].part.name), ITD_STR_ARGS(parts[i].part.name));
    return ITD_OK;
}

itd_status itd_parts_read(const char *const *paths, size_t path_count, itd_arena *arena,
                          struct part_input **ret_parts, size_t *ret_count, itd_error *err)
{
    struct part_reader reader = {.arena = arena, .memory_left = MEMORY_MAX};
    itd_status         st = ITD_OK;

    if (path_count == 0)
        return itd_error_set(err, ITD_E_USAGE, "no file to add");
    itd_buf_init(&reader.bytes, (size_t)ITD_RAW_PREFIX_MAX + READ_STEP + ITD_LIST_HEAD_MAX);
    reader.digest = itd_digest_stream_new();
    reader.step = itd_mem_new(READ_STEP, 1);
    if (!reader.digest || !reader.step)
        st = itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < path_count; i++)
        st = read_file(&reader, paths[i], err);
    if (st == ITD_OK)
        st = check_distinct(reader.parts, reader.count, err);
    itd_buf_done(&reader.bytes);
    itd_digest_stream_free(reader.digest);
    itd_mem_free(reader.step);
    if (st == ITD_OK) {
        *ret_parts = reader.parts;
        *ret_count = reader.count;
    }
    return st;
}
