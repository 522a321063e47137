/* Packs: the entries that one version brought, each stored once for all versions that hold it.
 * Entries lie in order of id, so that whoever reads a version by id walks each pack forward and
 * holds one block of it.
 *
 * Body: blocks (zstd frames, one after the other), table, then table offset le64 (in the file).
 * Table, all varints: first entry number, blocks {packed bytes, unpacked bytes, entries}, entries
 * {id, digest, bytes}. An entry that pruning took has an empty id and nothing else: numbers never
 * move. */
#include "lists/store_internal.h"

#include <stdio.h>

#include "base/memory.h"

#define LEVEL 12
#define BLOCK_BYTES ((size_t)256 * 1024)
#define BLOCK_BYTES_MAX                                                                            \
    (BLOCK_BYTES + ((size_t)64 << 20)) /* one entry may be larger than a block */
#define BLOCK_LEAST 3                  /* bytes of a block in the table */
#define NUMBER_TEXT_MAX 21

struct pack_block {
    uint64_t at; /* in the file */
    size_t   packed;
    size_t   unpacked;
    size_t   entries;
};

static itd_status pack_path(char ret_path[static ITD_PATH_MAX], const char *list_dir, uint64_t file,
                            itd_error *err)
{
    char name[NUMBER_TEXT_MAX];

    snprintf(name, sizeof name, "%llu", (unsigned long long)file);
    return itd_path_join(ret_path, list_dir, "packs", name, err);
}

/* What a pack is made of while it is written. */
struct pack_writer {
    itd_seal_writer seal;
    itd_buf         block;  /* unpacked entries waiting */
    itd_buf         packed; /* the frame being written */
    itd_buf         blocks; /* table of blocks */
    uint64_t        block_count;
    uint64_t        waiting; /* entries in block */
};

static itd_status flush_block(struct pack_writer *writer, itd_squeeze *squeeze, itd_error *err)
{
    itd_status st = itd_buf_status(&writer->block, err);

    if (st != ITD_OK || writer->waiting == 0)
        return st;
    itd_buf_reset(&writer->packed);
    st = itd_squeeze_pack(squeeze, LEVEL, (itd_str){0}, itd_buf_text(&writer->block),
                          &writer->packed, err);
    if (st == ITD_OK)
        st = itd_seal_append(&writer->seal, itd_buf_text(&writer->packed), err);
    itd_buf_append_varint(&writer->blocks, writer->packed.len);
    itd_buf_append_varint(&writer->blocks, writer->block.len);
    itd_buf_append_varint(&writer->blocks, writer->waiting);
    writer->block_count++;
    writer->waiting = 0;
    itd_buf_reset(&writer->block);
    return st;
}

static itd_status write_blocks(struct pack_writer *writer, itd_squeeze *squeeze,
                               const struct pack_entry *entries, size_t count, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        writer->waiting++;
        itd_buf_append(&writer->block, entries[i].body);
        if (writer->block.len >= BLOCK_BYTES || i + 1 == count)
            st = flush_block(writer, squeeze, err);
    }
    return st;
}

static itd_status write_table(struct pack_writer *writer, const struct pack_entry *entries,
                              const struct pack_row *row, itd_error *err)
{
    const uint64_t at = writer->seal.bytes;
    itd_buf       *table = &writer->packed;
    itd_status     st;

    itd_buf_reset(table);
    itd_buf_append_varint(table, row->first_entry);
    itd_buf_append_varint(table, writer->block_count);
    itd_buf_append(table, itd_buf_text(&writer->blocks));
    itd_buf_append_varint(table, row->count);
    for (size_t i = 0; i < row->count; i++) {
        itd_put_text(table, entries[i].id);
        if (entries[i].id.len == 0)
            continue;
        itd_put_digest(table, &entries[i].digest);
        itd_buf_append_varint(table, entries[i].body.len);
    }
    itd_buf_append_le64(table, at);
    st = itd_buf_status(&writer->blocks, err);
    if (st == ITD_OK)
        st = itd_buf_status(table, err);
    if (st == ITD_OK)
        st = itd_seal_append(&writer->seal, itd_buf_text(table), err);
    return st;
}

itd_status itd_pack_write(const char *list_dir, itd_squeeze *squeeze,
                          const struct pack_entry *entries, struct pack_row *row, itd_error *err)
{
    struct pack_writer writer = {.block_count = 0};
    char               path[ITD_PATH_MAX];
    itd_status         st = pack_path(path, list_dir, row->file, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&writer.block, BLOCK_BYTES_MAX);
    itd_buf_init(&writer.packed, SIZE_MAX);
    itd_buf_init(&writer.blocks, SIZE_MAX);
    st = itd_seal_begin(&writer.seal, path, ITD_MAGIC_PACK, err);
    if (st == ITD_OK)
        st = write_blocks(&writer, squeeze, entries, (size_t)row->count, err);
    if (st == ITD_OK)
        st = write_table(&writer, entries, row, err);
    if (st == ITD_OK)
        st = itd_seal_commit(&writer.seal, &row->digest, err);
    itd_seal_abort(&writer.seal);
    itd_buf_done(&writer.block);
    itd_buf_done(&writer.packed);
    itd_buf_done(&writer.blocks);
    return st;
}

static itd_status parse_blocks(itd_pack *pack, itd_taker *taker, itd_arena *arena, itd_error *err)
{
    uint64_t at = ITD_SEAL_MAGIC, entries = 0;

    pack->block_count = itd_take_count(taker, BLOCK_LEAST);
    pack->blocks = itd_arena_new_array(arena, pack->block_count, sizeof *pack->blocks);
    if (!pack->blocks)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < pack->block_count; i++) {
        const uint64_t packed = itd_take_number(taker), unpacked = itd_take_number(taker);
        const uint64_t count = itd_take_number(taker);

        if (packed > pack->file.len - at || unpacked > BLOCK_BYTES_MAX ||
            count > pack->row.count - entries)
            taker->failed = true;
        if (taker->failed)
            break;
        pack->blocks[i] = (struct pack_block){.at = at,
                                              .packed = (size_t)packed,
                                              .unpacked = (size_t)unpacked,
                                              .entries = (size_t)count};
        at += packed;
        entries += count;
    }
    if (entries != pack->row.count)
        taker->failed = true;
    return ITD_OK;
}

static itd_status parse_entries(itd_pack *pack, itd_taker *taker, itd_arena *arena, itd_error *err)
{
    const size_t count = itd_take_count(taker, 1);
    size_t       at = 0;

    if (taker->failed || count != pack->row.count) {
        taker->failed = true;
        return ITD_OK;
    }
    pack->entries = itd_arena_new_array(arena, count, sizeof *pack->entries);
    if (!pack->entries)
        return itd_error_no_memory(err);
    for (size_t b = 0; b < pack->block_count && !taker->failed; b++) {
        uint64_t offset = 0;

        for (size_t i = 0; i < pack->blocks[b].entries && !taker->failed; i++) {
            struct pack_entry *entry = &pack->entries[at++];

            entry->id = itd_take_text(taker);
            entry->block = (uint32_t)b;
            entry->offset = (uint32_t)offset;
            if (entry->id.len == 0)
                continue;
            entry->digest = itd_take_digest(taker);
            entry->body.len = (size_t)itd_take_number(taker);
            if (entry->body.len > pack->blocks[b].unpacked - offset)
                taker->failed = true;
            else
                offset += entry->body.len;
        }
        if (offset != pack->blocks[b].unpacked)
            taker->failed = true;
    }
    return ITD_OK;
}

static itd_status parse_pack(itd_pack *pack, itd_str body, itd_arena *arena, itd_error *err)
{
    itd_taker  taker = {.rest = itd_str_from(body, body.len < 8 ? 0 : body.len - 8)};
    uint64_t   at = itd_take_le64(&taker);
    itd_status st;

    if (taker.failed || at < ITD_SEAL_MAGIC || at - ITD_SEAL_MAGIC > body.len - 8)
        return itd_error_set(err, ITD_E_CORRUPT, "this pack has no table");
    taker.rest = itd_str_slice(body, (size_t)at - ITD_SEAL_MAGIC, body.len - 8);
    if (itd_take_number(&taker) != pack->row.first_entry)
        taker.failed = true;
    st = parse_blocks(pack, &taker, arena, err);
    if (st == ITD_OK)
        st = parse_entries(pack, &taker, arena, err);
    if (st == ITD_OK && (taker.failed || taker.rest.len > 0))
        st = itd_error_set(err, ITD_E_CORRUPT, "the table of this pack is malformed");
    return st;
}

itd_status itd_pack_open(const char *list_dir, const struct pack_row *row, itd_arena *arena,
                         itd_pack **ret_pack, itd_error *err)
{
    itd_pack  *pack = itd_arena_new_array(arena, 1, sizeof *pack);
    char       path[ITD_PATH_MAX];
    itd_str    body;
    itd_status st;

    if (!pack)
        return itd_error_no_memory(err);
    pack->row = *row;
    pack->loaded = SIZE_MAX;
    st = pack_path(path, list_dir, row->file, err);
    if (st == ITD_OK)
        st = itd_seal_open(path, ITD_MAGIC_PACK, &row->digest, &pack->map, &body, err);
    if (st != ITD_OK)
        return st;
    pack->file = pack->map.bytes;
    st = parse_pack(pack, body, arena, err);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(path));
        itd_pack_close(pack);
        return st;
    }
    *ret_pack = pack;
    return ITD_OK;
}

static itd_status load_block(itd_pack *pack, itd_squeeze *squeeze, size_t block, itd_error *err)
{
    const struct pack_block *want = &pack->blocks[block];
    char                    *raw = itd_mem_resize(pack->raw, want->unpacked + 1, 1);
    itd_status               st;

    if (!raw)
        return itd_error_no_memory(err);
    pack->raw = raw;
    pack->loaded = SIZE_MAX;
    st = itd_squeeze_unpack(
        squeeze, (itd_str){0},
        itd_str_slice(pack->file, (size_t)want->at, (size_t)want->at + want->packed), raw,
        want->unpacked, err);
    if (st == ITD_OK)
        pack->loaded = block;
    return st;
}

itd_status itd_pack_body(itd_pack *pack, itd_squeeze *squeeze, size_t index, itd_str *ret_body,
                         itd_error *err)
{
    const struct pack_entry *entry = &pack->entries[index];

    if (pack->loaded != entry->block) {
        const itd_status st = load_block(pack, squeeze, entry->block, err);

        if (st != ITD_OK)
            return st;
    }
    *ret_body = (itd_str){.ptr = pack->raw + entry->offset, .len = entry->body.len};
    return ITD_OK;
}

void itd_pack_close(itd_pack *pack)
{
    if (!pack)
        return;
    itd_file_map_close(&pack->map);
    itd_mem_free(pack->raw);
    pack->raw = NULL;
}
