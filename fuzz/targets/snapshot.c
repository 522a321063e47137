/* Snapshots. Random bytes never pass the digests, so the target mends them: the input is the
 * sections behind "meta", each after a four-byte length; a header with right digests is put before
 * them, and the checks behind the digests have to hold alone. */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "fuzz/target.h"
#include "snapshot/format.h"
#include "snapshot/snapshot.h"

static void append_digest(itd_buf *buf, itd_str bytes)
{
    itd_digest digest;

    FUZZ_CHECK(itd_digest_of(bytes, &digest, NULL) == ITD_OK);
    itd_buf_append(buf, (itd_str){(const char *)digest.bytes, ITD_DIGEST_BYTES});
}

/* The meta section is always this engine's: another one is refused at once. */
static void compose(itd_str input, itd_buf *meta, itd_buf *file)
{
    itd_str  sections[ITD_SNAP_SECTIONS] = {{0}};
    uint64_t offset = ITD_SNAP_HEADER_BYTES;

    itd_snap_append_meta(meta);
    sections[ITD_SNAP_META] = itd_buf_text(meta);
    for (size_t i = ITD_SNAP_LISTS; i < ITD_SNAP_SECTIONS; i++) {
        uint32_t len = 0;

        if (!itd_bytes_take_le32(&input, &len) || !itd_bytes_take(&input, len, &sections[i]))
            sections[i] = (itd_str){0};
    }
    itd_buf_append(file, ITD_STR(ITD_SNAP_MAGIC));
    itd_buf_append_le32(file, ITD_SNAP_SECTIONS);
    itd_buf_append_le32(file, 0);
    for (size_t i = 0; i < ITD_SNAP_SECTIONS; i++) {
        itd_buf_append_le64(file, offset);
        itd_buf_append_le64(file, sections[i].len);
        append_digest(file, sections[i]);
        offset = itd_snap_align(offset + sections[i].len);
    }
    append_digest(file, itd_buf_text(file));
    for (size_t i = 0; i < ITD_SNAP_SECTIONS; i++) {
        while (file->failed == ITD_OK && file->len < itd_snap_align(file->len))
            itd_buf_append_char(file, 0);
        itd_buf_append(file, sections[i]);
    }
    FUZZ_CHECK(file->failed == ITD_OK);
}

/* Everything an answer would follow leads somewhere. */
static void walk(const itd_snapshot *snap)
{
    for (size_t i = 0; i < itd_snapshot_name_count(snap); i++) {
        const itd_snapshot_name *name = itd_snapshot_name_at(snap, i);
        const itd_entity        *ent = itd_snapshot_entity_at(snap, name->entity);

        FUZZ_CHECK(itd_value_is_name(&ent->values[name->value]));
        FUZZ_CHECK(itd_snapshot_list_of(snap, name->entity) < itd_snapshot_list_count(snap));
        for (size_t t = 0; t < name->name.count; t++)
            FUZZ_CHECK(name->name.tokens[t].to <= ent->values[name->value].text.len);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char          path[] = "/tmp/fuzz-snapshot-XXXXXX";
    const int     fd = mkstemp(path);
    itd_buf       meta, file;
    itd_snapshot *snap = NULL;

    FUZZ_CHECK(fd >= 0);
    itd_buf_init(&meta, SIZE_MAX);
    itd_buf_init(&file, SIZE_MAX);
    compose(fuzz_text(data, size), &meta, &file);
    FUZZ_CHECK(write(fd, file.ptr, file.len) == (ssize_t)file.len);
    close(fd);
    if (itd_snapshot_open(path, &snap, NULL) == ITD_OK)
        walk(snap);
    itd_snapshot_unref(snap);
    unlink(path);
    itd_buf_done(&meta);
    itd_buf_done(&file);
    return 0;
}
