/* What the files of the list store share. Nothing outside src/lists includes this.
 *
 * The parts, from the bottom: seal (a file with its own checksum), squeeze (zstd), raw (a
 * publisher's file), pack (entries), manifest (which entries a version holds), index (which
 * versions a list has: its rename is the commit), version (opening one to read it), and on top
 * add, change, prune, diff, verify, log. Formats: docs/formats.md, "List store". */
#ifndef ITD_LISTS_STORE_INTERNAL_H
#define ITD_LISTS_STORE_INTERNAL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "lists/store.h"

#define ITD_STORE_FORMAT "interdict store 1\n"

/* ---- seal: magic, body, SHA-256 of both ---- */
#define ITD_SEAL_MAGIC 8
#define ITD_MAGIC_INDEX "ITDINDX1"
#define ITD_MAGIC_PACK "ITDPACK1"
#define ITD_MAGIC_RAW "ITDRAWF1"
#define ITD_MAGIC_MANIFEST "ITDVERS1"

typedef struct itd_seal_writer {
    itd_file_writer    file;
    itd_digest_stream *digest;
    uint64_t           bytes; /* written so far, magic included */
} itd_seal_writer;

itd_status itd_seal_begin(itd_seal_writer *writer, const char *path, const char *magic,
                          itd_error *err);
itd_status itd_seal_append(itd_seal_writer *writer, itd_str bytes, itd_error *err);
/* Adds the checksum and puts the file into its place. ret_digest may be NULL. */
itd_status itd_seal_commit(itd_seal_writer *writer, itd_digest *ret_digest, itd_error *err);
/* After a commit it only frees; a zeroed writer is allowed. */
void itd_seal_abort(itd_seal_writer *writer);
/* All at once. */
itd_status itd_seal_write(const char *path, const char *magic, itd_str body, itd_digest *ret_digest,
                          itd_error *err);
/* Maps and checks; expected may be NULL. Missing: ITD_E_NOT_FOUND; else ITD_E_CORRUPT. */
itd_status itd_seal_open(const char *path, const char *magic, const itd_digest *expected,
                         itd_file_map *ret_map, itd_str *ret_body, itd_error *err);

/* Reading bodies: every take fails once and for all, so that a parser asks at its end. */
typedef struct itd_taker {
    itd_str rest;
    bool    failed;
} itd_taker;
uint64_t itd_take_number(itd_taker *taker);
/* A count of things of at least `least` bytes each: no larger than what is left could hold. */
size_t     itd_take_count(itd_taker *taker, size_t least);
itd_str    itd_take_bytes(itd_taker *taker, uint64_t len);
itd_str    itd_take_text(itd_taker *taker);
itd_digest itd_take_digest(itd_taker *taker);
uint64_t   itd_take_le64(itd_taker *taker);
void       itd_put_text(itd_buf *buf, itd_str text);
void       itd_put_digest(itd_buf *buf, const itd_digest *digest);

/* ---- squeeze: zstd, with or without a prefix both sides know ---- */
typedef struct itd_squeeze itd_squeeze;

itd_status itd_squeeze_new(itd_squeeze **ret_squeeze, itd_error *err);
void       itd_squeeze_free(itd_squeeze *squeeze);
/* Appends one frame to buf. prefix may be empty. */
itd_status itd_squeeze_pack(itd_squeeze *squeeze, int level, itd_str prefix, itd_str bytes,
                            itd_buf *buf, itd_error *err);
/* One frame of exactly len unpacked bytes into dst. */
itd_status itd_squeeze_unpack(itd_squeeze *squeeze, itd_str prefix, itd_str packed, char *dst,
                              size_t len, itd_error *err);
/* A stream of one frame: begin, add any number of times, add an empty piece with last. */
itd_status itd_squeeze_stream_begin(itd_squeeze *squeeze, int level, itd_error *err);
itd_status itd_squeeze_stream_add(itd_squeeze *squeeze, itd_str bytes, bool last, itd_buf *buf,
                                  itd_error *err);
/* Unpacks a frame of any size piece by piece. */
typedef itd_status (*itd_piece_fn)(void *ctx, itd_str bytes, itd_error *err);
itd_status itd_squeeze_each(itd_squeeze *squeeze, itd_str packed, itd_piece_fn fn, void *ctx,
                            itd_error *err);

/* ---- the index of a list in memory ---- all slices in the arena it was read into */
struct pack_row {
    uint64_t   file; /* name under packs/ */
    uint64_t   first_entry;
    uint64_t   count;
    itd_digest digest; /* of the file */
};

struct part_row {
    itd_digest digest; /* of the unpacked bytes; name under raw/ */
    uint64_t   size;
    itd_str    name; /* of the file as added, for people */
};

struct list_state;

struct version_row {
    itd_list_version         pub;  /* first: a public version is a row */
    const struct list_state *list; /* the state it was read with */
    uint64_t                 seq;  /* order of adding; name under versions/ */
    bool                     withdrawn;
    itd_dated                dated;
    uint64_t                 remarks;  /* cases in the reader's report */
    itd_digest               manifest; /* of the file */
    struct part_row         *parts;
    size_t                   part_count;
};

struct list_state {
    itd_str             name;
    char                dir[ITD_PATH_MAX];
    uint64_t            next_file; /* number of the next pack or version */
    uint64_t            next_entry;
    uint64_t            pin; /* seq, or 0 */
    uint64_t            log_bytes;
    itd_digest          log_digest;
    struct pack_row    *packs; /* by first_entry */
    size_t              pack_count;
    struct version_row *versions; /* in the order of adding, withdrawn ones included */
    size_t              version_count;
};

struct itd_store {
    char                     dir[ITD_PATH_MAX];
    itd_arena               *arena; /* states replaced by newer ones stay here until close */
    struct list_state      **lists; /* by name */
    size_t                   list_count;
    size_t                   list_cap;
    const itd_list_version **versions; /* shown ones, by list, newest first */
    size_t                   version_count;
};

#define ITD_STORE_VERSIONS_MAX 10000 /* of one list: 27 years of days */
#define ITD_STORE_PARTS_NAME_MAX 255

/* The row behind a public version. */
const struct version_row *itd_store_row(const itd_list_version *version);
/* <0, 0, >0 by version time, then by order of adding. */
int itd_row_compare(const struct version_row *a, const struct version_row *b);
/* Newest row not after as_of_ms that is not withdrawn; complete ones first. NULL: none. */
struct version_row *itd_state_find(const struct list_state *list, int64_t as_of_ms);
/* Sets the `current` and `pinned` flags of every row. */
void itd_state_mark_current(struct list_state *list);
/* NULL when the store has no such list. */
struct list_state *itd_store_list(const itd_store *store, itd_str name);
/* Reads the index of one list again and shows its versions. */
itd_status itd_store_reload(itd_store *store, itd_str name, itd_error *err);
/* "2026-02-27", with "T09:39Z" when it is not midnight. */
#define ITD_VERSION_TEXT_MAX 24
void itd_version_text(int64_t ms, char ret_text[static ITD_VERSION_TEXT_MAX]);

/* *ret_found false when the directory holds no index: not a list yet. */
itd_status itd_index_read(const char *store_dir, itd_str name, itd_arena *arena,
                          struct list_state **ret_list, bool *ret_found, itd_error *err);
/* The commit. */
itd_status itd_index_write(const struct list_state *list, itd_error *err);

/* ---- raw ---- */
#define ITD_RAW_PREFIX_MAX                                                                         \
    ((uint64_t)16 << 20)     /* larger files are stored by themselves, streaming */
#define ITD_RAW_CHAIN_MAX 16 /* files read to restore one */
#define ITD_RAW_NAME_MAX (ITD_DIGEST_HEX + 5)

bool itd_raw_exists(const char *list_dir, const itd_digest *digest);
/* How many files restoring it would read; 0 when it is not there. */
unsigned itd_raw_depth(const char *list_dir, const itd_digest *digest);
/* Stores bytes; base (may be NULL) is a stored file that resembles it, used while its chain
 * allows. */
itd_status itd_raw_put(const char *list_dir, itd_squeeze *squeeze, itd_str bytes,
                       const itd_digest *digest, const itd_digest *base, itd_error *err);
/* Stores what src gives, streaming; ITD_E_CONFLICT when that is not what digest says. */
itd_status itd_raw_put_stream(const char *list_dir, itd_squeeze *squeeze, itd_source *src,
                              const itd_digest *digest, uint64_t size, itd_error *err);
/* The bytes of a file of at most ITD_RAW_PREFIX_MAX, digest checked. */
itd_status itd_raw_restore(const char *list_dir, itd_squeeze *squeeze, const itd_digest *digest,
                           itd_buf *buf, itd_error *err);
/* Restores and checks a file of any size. */
itd_status itd_raw_check(const char *list_dir, itd_squeeze *squeeze, const struct part_row *part,
                         itd_error *err);
/* The base a stored file needs; *ret_has false for one that stands alone. */
itd_status itd_raw_base(const char *list_dir, const itd_digest *digest, bool *ret_has,
                        itd_digest *ret_base, itd_error *err);
/* Stores a file again so that it stands alone; the dependent form may then be removed. */
itd_status itd_raw_make_key(const char *list_dir, itd_squeeze *squeeze, const itd_digest *digest,
                            itd_error *err);
/* Is it there in the form that stands alone? */
bool itd_raw_has_key(const char *list_dir, const itd_digest *digest);
/* Is a name under raw/ this digest, and is it the form that stands alone? */
bool itd_raw_parse_name(itd_str name, itd_digest *ret_digest, bool *ret_key);

/* ---- pack ---- */
struct pack_entry {
    itd_str    id; /* empty: pruned */
    itd_digest digest;
    itd_str    body; /* writing: the encoded entity; reading: only len is set */
    uint32_t   block;
    uint32_t   offset; /* in its unpacked block */
};

typedef struct itd_pack {
    itd_file_map       map;
    itd_str            file; /* whole */
    struct pack_row    row;
    struct pack_entry *entries;
    struct pack_block *blocks;
    size_t             block_count;
    size_t             loaded; /* block in raw, SIZE_MAX: none */
    char              *raw;
} itd_pack;

/* entries in order of id. */
itd_status itd_pack_write(const char *list_dir, itd_squeeze *squeeze,
                          const struct pack_entry *entries, struct pack_row *row, itd_error *err);
/* The pack and its table live in arena. */
itd_status itd_pack_open(const char *list_dir, const struct pack_row *row, itd_arena *arena,
                         itd_pack **ret_pack, itd_error *err);
/* Bytes of one entry, until the next call on this pack. */
itd_status itd_pack_body(itd_pack *pack, itd_squeeze *squeeze, size_t index, itd_str *ret_body,
                         itd_error *err);
void       itd_pack_close(itd_pack *pack);

/* ---- manifest ---- numbers of entries, ascending */
itd_status itd_manifest_write(const char *list_dir, uint64_t seq, const uint64_t *numbers,
                              size_t count, itd_digest *ret_digest, itd_error *err);
itd_status itd_manifest_read(const char *list_dir, const struct version_row *row, itd_arena *arena,
                             uint64_t **ret_numbers, size_t *ret_count, itd_error *err);

/* ---- an opened version ---- */
struct version_entry {
    uint64_t  number;
    itd_pack *pack;
    size_t    index; /* in the pack */
};

typedef struct itd_version_data {
    itd_arena            *arena;
    itd_squeeze          *squeeze;
    itd_pack            **packs;
    size_t                pack_count;
    struct version_entry *entries; /* by id */
    size_t                count;
} itd_version_data;

/* Opens what a version needs. A prune of another process may take files away meanwhile: then the
 * index is read again. */
itd_status itd_version_open(const itd_store *store, const itd_list_version *version,
                            itd_version_data **ret_data, itd_error *err);
/* The same without the second look, for writers, who hold the lock. */
itd_status itd_version_open_row(const struct version_row *row, itd_version_data **ret_data,
                                itd_error *err);
void       itd_version_close(itd_version_data *data);
itd_str    itd_version_id(const struct version_entry *entry);
itd_status itd_version_entity(itd_version_data *data, const struct version_entry *entry,
                              itd_arena *arena, itd_entity *ret_ent, itd_error *err);

/* ---- counting and history ---- */
void itd_counts_add(itd_list_counts *counts, const itd_entity *ent);
void itd_counts_sum(itd_list_counts *sum, const itd_list_counts *part);
bool itd_counts_equal(const itd_list_counts *a, const itd_list_counts *b);

/* Adds a line to the log file; it counts once the index that knows its length is written. row may
 * be NULL. */
itd_status itd_log_add(struct list_state *list, const char *what, const struct version_row *row,
                       uint64_t dropped, itd_error *err);

/* ---- writing ---- */
typedef struct itd_store_writer {
    itd_file_lock      lock;
    struct list_state *list; /* read under the lock */
} itd_store_writer;

/* Takes the lock, reads the list's newest state, removes left-overs of writers that died. A new
 * list is made when create. */
itd_status itd_writer_begin(itd_store *store, itd_str name, int64_t wait_ms, bool create,
                            itd_store_writer *ret_writer, itd_error *err);
void       itd_writer_end(itd_store_writer *writer);
/* Removes every file of a list that its index does not name. */
itd_status itd_store_clean(const struct list_state *list, itd_error *err);

/* ---- the files being added ---- */
struct part_input {
    itd_list_part part;
    itd_digest    digest;
    uint64_t      size;
    const char   *path; /* as given */
};

/* Reads each file once: name, head, digest, and the bytes while they are few. All in arena. */
itd_status itd_parts_read(const char *const *paths, size_t path_count, itd_arena *arena,
                          struct part_input **ret_parts, size_t *ret_count, itd_error *err);

#endif
