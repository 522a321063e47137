/* Publishers' files as they came, unpacked and named by their digest. A daily list is nearly the
 * list of the day before, so a file is stored as what differs from one that resembles it (its
 * base): HEX.ref. Every so often a file stands alone (HEX.key), which bounds the work of restoring
 * any. A file may be there in both forms, when pruning took its base away: then the one that
 * stands alone is used.
 *
 * Body of both: size le64, digest, depth le64 (files behind it), digest of the base (zeros for a
 * key), one zstd frame. */
#include "lists/store_internal.h"

#include <string.h>

#include "base/memory.h"

/* Level 19 would save a few per cent more at ten times the time: see the figures in README.md. */
#define LEVEL_KEY 12
#define LEVEL_REF 9
#define LEVEL_STREAM 6
#define READ_STEP ((size_t)256 * 1024)

struct raw_file {
    itd_file_map map;
    uint64_t     size;
    itd_digest   digest;
    uint64_t     depth;
    itd_digest   base;
    itd_str      frame;
};

static itd_status raw_path(char ret_path[static ITD_PATH_MAX], const char *list_dir,
                           const itd_digest *digest, bool key, itd_error *err)
{
    char name[ITD_RAW_NAME_MAX];

    itd_digest_to_hex(digest, name);
    memcpy(name + ITD_DIGEST_HEX, key ? ".key" : ".ref", 5);
    return itd_path_join(ret_path, list_dir, "raw", name, err);
}

bool itd_raw_parse_name(itd_str name, itd_digest *ret_digest, bool *ret_key)
{
    const itd_str ending = itd_str_from(name, ITD_DIGEST_HEX);

    *ret_key = itd_str_equal(ending, ITD_STR(".key"));
    return (*ret_key || itd_str_equal(ending, ITD_STR(".ref"))) &&
           itd_digest_parse_hex(itd_str_slice(name, 0, ITD_DIGEST_HEX), ret_digest);
}

static bool form_exists(const char *list_dir, const itd_digest *digest, bool key)
{
    char path[ITD_PATH_MAX];

    return raw_path(path, list_dir, digest, key, NULL) == ITD_OK && itd_file_exists(path);
}

bool itd_raw_has_key(const char *list_dir, const itd_digest *digest)
{
    return form_exists(list_dir, digest, true);
}

bool itd_raw_exists(const char *list_dir, const itd_digest *digest)
{
    return form_exists(list_dir, digest, true) || form_exists(list_dir, digest, false);
}

static itd_status open_form(const char *list_dir, const itd_digest *digest, bool key,
                            struct raw_file *ret_file, itd_error *err)
{
    struct raw_file file = {0};
    itd_taker       taker = {0};
    char            path[ITD_PATH_MAX];
    itd_status      st = raw_path(path, list_dir, digest, key, err);

    if (st == ITD_OK)
        st = itd_seal_open(path, ITD_MAGIC_RAW, NULL, &file.map, &taker.rest, err);
    if (st != ITD_OK)
        return st;
    file.size = itd_take_le64(&taker);
    file.digest = itd_take_digest(&taker);
    file.depth = itd_take_le64(&taker);
    file.base = itd_take_digest(&taker);
    file.frame = taker.rest;
    if (taker.failed || !itd_digest_equal(&file.digest, digest) ||
        file.size > ITD_SOURCE_BYTES_MAX || (file.depth == 0) != key ||
        (!key && file.size > ITD_RAW_PREFIX_MAX) || file.depth >= ITD_RAW_CHAIN_MAX) {
        itd_file_map_close(&file.map);
        itd_error_set(err, ITD_E_CORRUPT, "the head of this raw file contradicts its name");
        itd_error_in_file(err, itd_str_of(path));
        return ITD_E_CORRUPT;
    }
    *ret_file = file;
    return ITD_OK;
}

static itd_status open_raw(const char *list_dir, const itd_digest *digest,
                           struct raw_file *ret_file, itd_error *err)
{
    if (form_exists(list_dir, digest, true))
        return open_form(list_dir, digest, true, ret_file, err);
    return open_form(list_dir, digest, false, ret_file, err);
}

unsigned itd_raw_depth(const char *list_dir, const itd_digest *digest)
{
    struct raw_file file;
    unsigned        depth = 0;

    if (open_raw(list_dir, digest, &file, NULL) == ITD_OK) {
        depth = (unsigned)file.depth + 1;
        itd_file_map_close(&file.map);
    }
    return depth;
}

itd_status itd_raw_base(const char *list_dir, const itd_digest *digest, bool *ret_has,
                        itd_digest *ret_base, itd_error *err)
{
    struct raw_file file;
    itd_status      st = open_raw(list_dir, digest, &file, err);

    if (st != ITD_OK)
        return st;
    *ret_has = file.depth > 0;
    *ret_base = file.base;
    itd_file_map_close(&file.map);
    return ITD_OK;
}

static void put_head(itd_buf *buf, uint64_t size, const itd_digest *digest, uint64_t depth,
                     const itd_digest *base)
{
    const itd_digest none = {{0}};

    itd_buf_append_le64(buf, size);
    itd_put_digest(buf, digest);
    itd_buf_append_le64(buf, depth);
    itd_put_digest(buf, base ? base : &none);
}

/* prefix: the bytes of base; both empty for a key. */
static itd_status write_form(const char *list_dir, itd_squeeze *squeeze, itd_str bytes,
                             const itd_digest *digest, uint64_t depth, const itd_digest *base,
                             itd_str prefix, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_buf    body;
    itd_status st = raw_path(path, list_dir, digest, depth == 0, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&body, SIZE_MAX);
    put_head(&body, bytes.len, digest, depth, base);
    st = itd_squeeze_pack(squeeze, depth == 0 ? LEVEL_KEY : LEVEL_REF, prefix, bytes, &body, err);
    if (st == ITD_OK)
        st = itd_seal_write(path, ITD_MAGIC_RAW, itd_buf_text(&body), NULL, err);
    itd_buf_done(&body);
    return st;
}

itd_status itd_raw_put(const char *list_dir, itd_squeeze *squeeze, itd_str bytes,
                       const itd_digest *digest, const itd_digest *base, itd_error *err)
{
    const unsigned depth = base ? itd_raw_depth(list_dir, base) : 0;
    itd_buf        prefix;
    itd_status     st;

    if (itd_raw_exists(list_dir, digest))
        return ITD_OK;
    itd_buf_init(&prefix, (size_t)ITD_RAW_PREFIX_MAX);
    /* A base that cannot be restored is verify's business: this file then stands alone. */
    if (depth > 0 && depth < ITD_RAW_CHAIN_MAX && bytes.len <= ITD_RAW_PREFIX_MAX &&
        itd_raw_restore(list_dir, squeeze, base, &prefix, NULL) == ITD_OK && prefix.len > 0)
        st = write_form(list_dir, squeeze, bytes, digest, depth, base, itd_buf_text(&prefix), err);
    else
        st = write_form(list_dir, squeeze, bytes, digest, 0, NULL, (itd_str){0}, err);
    itd_buf_done(&prefix);
    return st;
}

/* Copies src through the squeezer, digesting what passes. */
static itd_status stream_body(itd_seal_writer *writer, itd_squeeze *squeeze, itd_source *src,
                              itd_digest_stream *digest, itd_buf *packed, char *step,
                              uint64_t *ret_size, itd_error *err)
{
    uint64_t   size = 0;
    size_t     len = 1;
    itd_status st = itd_squeeze_stream_begin(squeeze, LEVEL_STREAM, err);

    while (st == ITD_OK && len > 0) {
        st = itd_source_read(src, step, READ_STEP, &len, err);
        if (st != ITD_OK)
            break;
        size += len;
        itd_buf_reset(packed);
        st = itd_digest_stream_add(digest, (itd_str){.ptr = step, .len = len}, err);
        if (st == ITD_OK)
            st = itd_squeeze_stream_add(squeeze, (itd_str){.ptr = step, .len = len}, len == 0,
                                        packed, err);
        if (st == ITD_OK)
            st = itd_seal_append(writer, itd_buf_text(packed), err);
    }
    if (st == ITD_OK)
        *ret_size = size;
    return st;
}

itd_status itd_raw_put_stream(const char *list_dir, itd_squeeze *squeeze, itd_source *src,
                              const itd_digest *digest, uint64_t size, itd_error *err)
{
    itd_seal_writer    writer = {.digest = NULL};
    itd_digest_stream *stream = itd_digest_stream_new();
    char              *step = itd_mem_new(READ_STEP, 1);
    char               path[ITD_PATH_MAX];
    itd_digest         seen;
    uint64_t           got = 0;
    itd_buf            packed;
    itd_status         st = stream && step ? ITD_OK : itd_error_no_memory(err);

    itd_buf_init(&packed, SIZE_MAX);
    if (st == ITD_OK)
        st = raw_path(path, list_dir, digest, true, err);
    if (st == ITD_OK)
        st = itd_seal_begin(&writer, path, ITD_MAGIC_RAW, err);
    put_head(&packed, size, digest, 0, NULL);
    if (st == ITD_OK)
        st = itd_buf_status(&packed, err);
    if (st == ITD_OK)
        st = itd_seal_append(&writer, itd_buf_text(&packed), err);
    if (st == ITD_OK)
        st = stream_body(&writer, squeeze, src, stream, &packed, step, &got, err);
    if (st == ITD_OK)
        st = itd_digest_stream_finish(stream, &seen, err);
    if (st == ITD_OK && (got != size || !itd_digest_equal(&seen, digest)))
        st = itd_error_set(err, ITD_E_CONFLICT, "the file changed while it was being added");
    if (st == ITD_OK)
        st = itd_seal_commit(&writer, NULL, err);
    itd_seal_abort(&writer);
    itd_buf_done(&packed);
    itd_digest_stream_free(stream);
    itd_mem_free(step);
    return st;
}

/* Opens digest and what it stands on, down to a key; chain[*ret_count - 1] is the key. */
static itd_status open_chain(const char *list_dir, const itd_digest *digest,
                             struct raw_file chain[static ITD_RAW_CHAIN_MAX], size_t *ret_count,
                             itd_error *err)
{
    itd_digest at = *digest;

    *ret_count = 0;
    while (true) {
        itd_status st;

        if (*ret_count == ITD_RAW_CHAIN_MAX)
            return itd_error_set(err, ITD_E_CORRUPT, "a chain of raw files longer than %d",
                                 ITD_RAW_CHAIN_MAX);
        st = open_raw(list_dir, &at, &chain[*ret_count], err);
        if (st != ITD_OK)
            return st;
        (*ret_count)++;
        if (chain[*ret_count - 1].depth == 0)
            return ITD_OK;
        at = chain[*ret_count - 1].base;
    }
}

static itd_status unpack_into(itd_squeeze *squeeze, const struct raw_file *file, itd_str prefix,
                              char **ret_bytes, itd_error *err)
{
    char      *bytes;
    itd_status st;

    if (file->size > ITD_RAW_PREFIX_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "too large to be restored in memory");
    bytes = itd_mem_resize(NULL, (size_t)file->size + 1, 1);
    if (!bytes)
        return itd_error_no_memory(err);
    st = itd_squeeze_unpack(squeeze, prefix, file->frame, bytes, (size_t)file->size, err);
    if (st != ITD_OK)
        itd_mem_free(bytes);
    else
        *ret_bytes = bytes;
    return st;
}

static itd_status check_digest(itd_str bytes, const itd_digest *expected, itd_error *err)
{
    itd_digest actual;
    itd_status st = itd_digest_of(bytes, &actual, err);

    if (st == ITD_OK && !itd_digest_equal(&actual, expected))
        st = itd_error_set(err, ITD_E_CORRUPT, "a raw file unpacks to other bytes than it should");
    return st;
}

itd_status itd_raw_restore(const char *list_dir, itd_squeeze *squeeze, const itd_digest *digest,
                           itd_buf *buf, itd_error *err)
{
    struct raw_file chain[ITD_RAW_CHAIN_MAX];
    size_t          count;
    itd_str         bytes = {0};
    char           *unpacked = NULL;
    itd_status      st = open_chain(list_dir, digest, chain, &count, err);

    for (size_t i = count; st == ITD_OK && i-- > 0;) {
        st = unpack_into(squeeze, &chain[i], bytes, &unpacked, err);
        if (st != ITD_OK)
            break;
        itd_mem_free((void *)(uintptr_t)bytes.ptr);
        bytes = (itd_str){.ptr = unpacked, .len = (size_t)chain[i].size};
    }
    if (st == ITD_OK)
        st = check_digest(bytes, digest, err);
    if (st == ITD_OK) {
        itd_buf_append(buf, bytes);
        st = itd_buf_status(buf, err);
    }
    itd_mem_free((void *)(uintptr_t)bytes.ptr);
    for (size_t i = 0; i < count; i++)
        itd_file_map_close(&chain[i].map);
    return st;
}

static itd_status digest_piece(void *ctx, itd_str bytes, itd_error *err)
{
    return itd_digest_stream_add(ctx, bytes, err);
}

static itd_status check_key(itd_squeeze *squeeze, const struct raw_file *file, itd_error *err)
{
    itd_digest_stream *stream = itd_digest_stream_new();
    itd_digest         seen;
    itd_status         st;

    if (!stream)
        return itd_error_no_memory(err);
    st = itd_squeeze_each(squeeze, file->frame, digest_piece, stream, err);
    if (st == ITD_OK)
        st = itd_digest_stream_finish(stream, &seen, err);
    if (st == ITD_OK && !itd_digest_equal(&seen, &file->digest))
        st = itd_error_set(err, ITD_E_CORRUPT, "a raw file unpacks to other bytes than it should");
    itd_digest_stream_free(stream);
    return st;
}

itd_status itd_raw_check(const char *list_dir, itd_squeeze *squeeze, const struct part_row *part,
                         itd_error *err)
{
    struct raw_file file;
    itd_buf         bytes;
    itd_status      st = open_raw(list_dir, &part->digest, &file, err);

    if (st != ITD_OK)
        return st;
    if (file.size != part->size)
        st = itd_error_set(err, ITD_E_CORRUPT, "a raw file has another size than its list says");
    else if (file.depth == 0)
        st = check_key(squeeze, &file, err);
    itd_file_map_close(&file.map);
    if (st != ITD_OK || file.depth == 0)
        return st;
    itd_buf_init(&bytes, (size_t)ITD_RAW_PREFIX_MAX);
    st = itd_raw_restore(list_dir, squeeze, &part->digest, &bytes, err);
    itd_buf_done(&bytes);
    return st;
}

itd_status itd_raw_make_key(const char *list_dir, itd_squeeze *squeeze, const itd_digest *digest,
                            itd_error *err)
{
    itd_buf    bytes;
    itd_status st;

    if (form_exists(list_dir, digest, true))
        return ITD_OK;
    itd_buf_init(&bytes, (size_t)ITD_RAW_PREFIX_MAX);
    st = itd_raw_restore(list_dir, squeeze, digest, &bytes, err);
    if (st == ITD_OK)
        st =
            write_form(list_dir, squeeze, itd_buf_text(&bytes), digest, 0, NULL, (itd_str){0}, err);
    itd_buf_done(&bytes);
    return st;
}
