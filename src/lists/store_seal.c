/* Sealed files: eight bytes of magic, a body, and the SHA-256 of both. Every file of the store but
 * the log is sealed, so that a flipped or missing byte is an error wherever it is. Also the small
 * pieces that bodies are made of. */
#include "lists/store_internal.h"

#include <string.h>

itd_status itd_seal_begin(itd_seal_writer *writer, const char *path, const char *magic,
                          itd_error *err)
{
    itd_status st;

    *writer = (itd_seal_writer){.file = {.fd = -1}};
    writer->digest = itd_digest_stream_new();
    if (!writer->digest)
        return itd_error_no_memory(err);
    st = itd_file_writer_open(&writer->file, path, err);
    if (st != ITD_OK)
        return st;
    return itd_seal_append(writer, itd_str_of(magic), err);
}

itd_status itd_seal_append(itd_seal_writer *writer, itd_str bytes, itd_error *err)
{
    itd_status st = itd_digest_stream_add(writer->digest, bytes, err);

    if (st != ITD_OK)
        return st;
    writer->bytes += bytes.len;
    return itd_file_writer_append(&writer->file, bytes, err);
}

itd_status itd_seal_commit(itd_seal_writer *writer, itd_digest *ret_digest, itd_error *err)
{
    itd_digest digest;
    itd_status st = itd_digest_stream_finish(writer->digest, &digest, err);

    if (st != ITD_OK)
        return st;
    st = itd_file_writer_append(
        &writer->file, (itd_str){.ptr = (const char *)digest.bytes, .len = ITD_DIGEST_BYTES}, err);
    if (st == ITD_OK)
        st = itd_file_writer_commit(&writer->file, err);
    if (st == ITD_OK && ret_digest)
        *ret_digest = digest;
    return st;
}

void itd_seal_abort(itd_seal_writer *writer)
{
    if (!writer->digest)
        return;
    itd_file_writer_abort(&writer->file);
    itd_digest_stream_free(writer->digest);
    writer->digest = NULL;
}

itd_status itd_seal_write(const char *path, const char *magic, itd_str body, itd_digest *ret_digest,
                          itd_error *err)
{
    itd_seal_writer writer;
    itd_status      st = itd_seal_begin(&writer, path, magic, err);

    if (st == ITD_OK)
        st = itd_seal_append(&writer, body, err);
    if (st == ITD_OK)
        st = itd_seal_commit(&writer, ret_digest, err);
    itd_seal_abort(&writer);
    return st;
}

static itd_status check(itd_str file, const char *magic, const itd_digest *expected, itd_error *err)
{
    const itd_str sealed = itd_str_slice(file, 0, file.len - ITD_DIGEST_BYTES);
    itd_digest    actual, stated;
    itd_status    st;

    if (!itd_str_starts_with(file, itd_str_of(magic)))
        return itd_error_set(err, ITD_E_CORRUPT, "not a file of this kind: it should begin with %s",
                             magic);
    memcpy(stated.bytes, file.ptr + sealed.len, ITD_DIGEST_BYTES);
    st = itd_digest_of(sealed, &actual, err);
    if (st != ITD_OK)
        return st;
    if (!itd_digest_equal(&actual, &stated))
        return itd_error_set(err, ITD_E_CORRUPT, "the file fails its checksum");
    if (expected && !itd_digest_equal(&actual, expected))
        return itd_error_set(err, ITD_E_CORRUPT, "the file is not the one its list refers to");
    return ITD_OK;
}

itd_status itd_seal_open(const char *path, const char *magic, const itd_digest *expected,
                         itd_file_map *ret_map, itd_str *ret_body, itd_error *err)
{
    itd_file_map map = {0};
    itd_status   st = itd_file_map_open(path, &map, err);

    if (st != ITD_OK)
        return st;
    if (map.bytes.len < ITD_SEAL_MAGIC + ITD_DIGEST_BYTES)
        st = itd_error_set(err, ITD_E_CORRUPT, "the file is cut short");
    else
        st = check(map.bytes, magic, expected, err);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(path));
        itd_file_map_close(&map);
        return st;
    }
    *ret_map = map;
    *ret_body = itd_str_slice(map.bytes, ITD_SEAL_MAGIC, map.bytes.len - ITD_DIGEST_BYTES);
    return ITD_OK;
}

uint64_t itd_take_number(itd_taker *taker)
{
    uint64_t value = 0;

    if (!itd_bytes_take_varint(&taker->rest, &value))
        taker->failed = true;
    return taker->failed ? 0 : value;
}

size_t itd_take_count(itd_taker *taker, size_t least)
{
    const uint64_t count = itd_take_number(taker);

    if (count > taker->rest.len / least)
        taker->failed = true;
    return taker->failed ? 0 : (size_t)count;
}

itd_str itd_take_bytes(itd_taker *taker, uint64_t len)
{
    itd_str bytes = {0};

    if (taker->failed || !itd_bytes_take(&taker->rest, len, &bytes))
        taker->failed = true;
    return taker->failed ? (itd_str){0} : bytes;
}

itd_str itd_take_text(itd_taker *taker)
{
    return itd_take_bytes(taker, itd_take_number(taker));
}

itd_digest itd_take_digest(itd_taker *taker)
{
    const itd_str bytes = itd_take_bytes(taker, ITD_DIGEST_BYTES);
    itd_digest    digest = {{0}};

    if (bytes.len == ITD_DIGEST_BYTES)
        memcpy(digest.bytes, bytes.ptr, ITD_DIGEST_BYTES);
    return digest;
}

uint64_t itd_take_le64(itd_taker *taker)
{
    uint64_t value = 0;

    if (!itd_bytes_take_le64(&taker->rest, &value))
        taker->failed = true;
    return taker->failed ? 0 : value;
}

void itd_put_text(itd_buf *buf, itd_str text)
{
    itd_buf_append_varint(buf, text.len);
    itd_buf_append(buf, text);
}

void itd_put_digest(itd_buf *buf, const itd_digest *digest)
{
    itd_buf_append(buf, (itd_str){.ptr = (const char *)digest->bytes, .len = ITD_DIGEST_BYTES});
}
