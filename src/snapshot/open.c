/* Opening a snapshot: first every digest, then every number and offset, then the tables in memory.
 * Only after all of that does anyone get a handle, so a damaged file can be an error but never an
 * answer with a name missing. */
#include "snapshot/snapshot.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "snapshot/format.h"

struct itd_snapshot {
    atomic_size_t      refs;
    itd_file_map       map;
    itd_str            section[ITD_SNAP_SECTIONS];
    itd_arena         *arena; /* all tables below */
    itd_snapshot_list *lists;
    size_t             list_count, list_cap;
    itd_entity        *entities;
    uint32_t          *list_of;
    size_t             entity_count, entity_cap, list_of_cap;
    itd_snapshot_name *names;
    size_t             name_count, name_cap;
    uint32_t          *cut_names; /* those that are not complete */
    size_t             cut_count, cut_cap;
    itd_index         *index;
    itd_str           *keys; /* sorted; one per row of key_entity */
    uint32_t          *key_entity;
    size_t             key_count, key_cap, key_entity_cap;
};

static itd_status corrupt(itd_error *err, const char *what)
{
    return itd_error_set(err, ITD_E_CORRUPT,
                         "damaged snapshot: %s; remove the file, it is made "
                         "anew from the lists",
                         what);
}

static bool digest_is(itd_str bytes, itd_str expected)
{
    itd_digest digest;

    return itd_digest_of(bytes, &digest, NULL) == ITD_OK && expected.len == ITD_DIGEST_BYTES &&
           memcmp(digest.bytes, expected.ptr, ITD_DIGEST_BYTES) == 0;
}

/* Bytes that are known to be zero. */
static bool are_zero(itd_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] != 0)
            return false;
    return true;
}

/* Header digest, contiguous sections, section digests. */
static itd_status check_sections(itd_snapshot *snap, itd_error *err)
{
    const itd_str file = snap->map.bytes;
    itd_str       rest = file, digest;
    uint32_t      count, zero;
    uint64_t      end = ITD_SNAP_HEADER_BYTES;

    if (file.len < ITD_SNAP_HEADER_BYTES || !itd_str_starts_with(file, ITD_STR(ITD_SNAP_MAGIC)))
        return corrupt(err, "no snapshot header");
    if (!digest_is(
            itd_str_slice(file, 0, ITD_SNAP_HEADER_BYTES - ITD_DIGEST_BYTES),
            itd_str_slice(file, ITD_SNAP_HEADER_BYTES - ITD_DIGEST_BYTES, ITD_SNAP_HEADER_BYTES)))
        return corrupt(err, "checksum of the header");
    rest = itd_str_from(rest, ITD_SNAP_MAGIC_BYTES);
    if (!itd_bytes_take_le32(&rest, &count) || !itd_bytes_take_le32(&rest, &zero) ||
        count != ITD_SNAP_SECTIONS || zero != 0)
        return corrupt(err, "number of sections");
    for (size_t i = 0; i < ITD_SNAP_SECTIONS; i++) {
        uint64_t offset, len;

        if (!itd_bytes_take_le64(&rest, &offset) || !itd_bytes_take_le64(&rest, &len) ||
            !itd_bytes_take(&rest, ITD_DIGEST_BYTES, &digest) || offset != itd_snap_align(end) ||
            offset > file.len || len > file.len - offset ||
            !are_zero(itd_str_slice(file, (size_t)end, (size_t)offset)))
            return corrupt(err, "section table");
        snap->section[i] = itd_str_slice(file, (size_t)offset, (size_t)(offset + len));
        if (!digest_is(snap->section[i], digest))
            return corrupt(err, "checksum of a section");
        end = offset + len;
    }
    if (end != file.len)
        return corrupt(err, "bytes behind the last section");
    return ITD_OK;
}

static itd_status check_meta(const itd_snapshot *snap, itd_error *err)
{
    itd_buf    ours;
    itd_status st;

    itd_buf_init(&ours, SIZE_MAX);
    itd_snap_append_meta(&ours);
    st = itd_buf_status(&ours, err);
    if (st == ITD_OK && !itd_str_equal(itd_buf_text(&ours), snap->section[ITD_SNAP_META]))
        st = itd_error_set(err, ITD_E_VERSION,
                           "made by another engine, word table or Unicode version");
    itd_buf_done(&ours);
    return st;
}

static bool take_text(itd_str *rest, itd_str *ret_text)
{
    uint64_t len;

    return itd_bytes_take_varint(rest, &len) && itd_bytes_take(rest, len, ret_text);
}

static bool take_byte(itd_str *rest, uint8_t *ret_byte)
{
    itd_str byte;

    if (!itd_bytes_take(rest, 1, &byte))
        return false;
    *ret_byte = (uint8_t)byte.ptr[0];
    return true;
}

/* A number that must stay below a bound. */
static bool take_below(itd_str *rest, uint64_t bound, uint64_t *ret_value)
{
    return itd_bytes_take_varint(rest, ret_value) && *ret_value < bound;
}

static itd_status read_lists(itd_snapshot *snap, itd_error *err)
{
    itd_str rest = snap->section[ITD_SNAP_LISTS];

    while (rest.len > 0) {
        itd_snapshot_list list;
        itd_str           digest;
        uint64_t          ms;
        uint8_t           flags;

        if (snap->list_count == ITD_SNAPSHOT_LISTS_MAX || !take_text(&rest, &list.name) ||
            !itd_bytes_take_le64(&rest, &ms) || !itd_bytes_take(&rest, ITD_DIGEST_BYTES, &digest) ||
            !take_byte(&rest, &flags))
            return corrupt(err, "list table");
        list.version_ms = (int64_t)ms;
        memcpy(list.digest.bytes, digest.ptr, ITD_DIGEST_BYTES);
        list.partial = flags & 1;
        list.builtin = flags & 2;
        snap->lists = itd_arena_grow(snap->arena, snap->lists, snap->list_count, &snap->list_cap,
                                     sizeof *snap->lists);
        if (!snap->lists)
            return itd_error_no_memory(err);
        snap->lists[snap->list_count++] = list;
    }
    return ITD_OK;
}

static itd_status read_entities(itd_snapshot *snap, itd_error *err)
{
    itd_str rest = snap->section[ITD_SNAP_ENTITIES];

    while (rest.len > 0) {
        uint64_t   list;
        itd_str    bytes;
        itd_status st;

        if (snap->entity_count == ITD_SNAPSHOT_ENTITIES_MAX ||
            !take_below(&rest, snap->list_count, &list) || !take_text(&rest, &bytes))
            return corrupt(err, "entity table");
        snap->entities = itd_arena_grow(snap->arena, snap->entities, snap->entity_count,
                                        &snap->entity_cap, sizeof *snap->entities);
        snap->list_of = itd_arena_grow(snap->arena, snap->list_of, snap->entity_count,
                                       &snap->list_of_cap, sizeof *snap->list_of);
        if (!snap->entities || !snap->list_of)
            return itd_error_no_memory(err);
        st = itd_entity_decode(bytes, snap->arena, &snap->entities[snap->entity_count], err);
        if (st != ITD_OK)
            return st;
        snap->list_of[snap->entity_count++] = (uint32_t)list;
    }
    return ITD_OK;
}

/* A token must lie within the name it was cut from. */
static bool take_token(itd_str *rest, size_t name_len, itd_token *ret_token)
{
    uint64_t weight, from, to;
    uint8_t  kind, origin, letters;

    if (!take_byte(rest, &kind) || kind > ITD_TOKEN_PARTICLE || !take_byte(rest, &origin) ||
        origin >= ITD_ORIGINS || !take_byte(rest, &letters) ||
        !take_below(rest, UINT16_MAX + 1u, &weight) || !take_below(rest, name_len + 1u, &from) ||
        !take_below(rest, name_len + 1u, &to) || from > to || !take_text(rest, &ret_token->text))
        return false;
    ret_token->kind = kind;
    ret_token->origin = origin;
    ret_token->letters = letters;
    ret_token->weight = (uint16_t)weight;
    ret_token->from = (uint32_t)from;
    ret_token->to = (uint32_t)to;
    return true;
}

static itd_status read_tokens(itd_snapshot *snap, itd_str *rest, size_t name_len,
                              itd_name *ret_name, itd_error *err)
{
    itd_token *tokens;
    uint64_t   count;
    uint8_t    scheme, complete;

    if (!take_byte(rest, &scheme) || scheme >= ITD_SCHEMES || !take_byte(rest, &complete) ||
        complete > 1 || !take_below(rest, ITD_NAME_TOKENS_MAX + 1u, &count))
        return corrupt(err, "name table");
    tokens = itd_arena_new_array(snap->arena, (size_t)count, sizeof *tokens);
    if (!tokens)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++)
        if (!take_token(rest, name_len, &tokens[i]))
            return corrupt(err, "token");
    /* What a score looks at besides text and kind is not stored: without it every name but an equal
     * one would be missed. */
    itd_name_derive(tokens, (size_t)count);
    *ret_name = (itd_name){
        .tokens = tokens, .count = (size_t)count, .complete = complete == 1, .scheme = scheme};
    return ITD_OK;
}

static itd_status read_names(itd_snapshot *snap, itd_error *err)
{
    itd_str rest = snap->section[ITD_SNAP_NAMES];

    while (rest.len > 0) {
        uint64_t          entity, value;
        const itd_entity *ent;
        itd_status        st;

        if (snap->name_count == ITD_SNAPSHOT_NAMES_MAX ||
            !take_below(&rest, snap->entity_count, &entity))
            return corrupt(err, "name table");
        ent = &snap->entities[entity];
        if (!take_below(&rest, ent->value_count, &value) || !itd_value_is_name(&ent->values[value]))
            return corrupt(err, "name table");
        snap->names = itd_arena_grow(snap->arena, snap->names, snap->name_count, &snap->name_cap,
                                     sizeof *snap->names);
        if (!snap->names)
            return itd_error_no_memory(err);
        snap->names[snap->name_count].entity = (uint32_t)entity;
        snap->names[snap->name_count].value = (uint32_t)value;
        st = read_tokens(snap, &rest, ent->values[value].text.len,
                         &snap->names[snap->name_count].name, err);
        if (st != ITD_OK)
            return st;
        snap->names[snap->name_count].name.organisation = itd_schema_is_organisation(ent->schema);
        snap->name_count++;
    }
    return ITD_OK;
}

/* The index must be of these names: what it leaves out would never be compared. */
static bool index_is_of(const itd_snapshot *snap, uint32_t number)
{
    const itd_name *name = &snap->names[number].name;
    size_t          count;
    const uint32_t *tokens = itd_index_tokens_of(snap->index, number, &count);

    if (count != name->count)
        return false;
    for (size_t i = 0; i < count; i++) {
        const itd_token *token = itd_index_token(snap->index, tokens[i]);

        if (token->kind != name->tokens[i].kind || token->origin != name->tokens[i].origin ||
            !itd_str_equal(token->text, name->tokens[i].text))
            return false;
    }
    return true;
}

static itd_status read_index(itd_snapshot *snap, itd_error *err)
{
    const itd_status st =
        itd_index_open(snap->section[ITD_SNAP_INDEX], snap->name_count, &snap->index, err);

    for (uint32_t i = 0; st == ITD_OK && i < snap->name_count; i++) {
        if (!index_is_of(snap, i))
            return corrupt(err, "the index is of other names");
        if (snap->names[i].name.complete)
            continue;
        snap->cut_names = itd_arena_grow(snap->arena, snap->cut_names, snap->cut_count,
                                         &snap->cut_cap, sizeof *snap->cut_names);
        if (!snap->cut_names)
            return itd_error_no_memory(err);
        snap->cut_names[snap->cut_count++] = i;
    }
    return st;
}

static itd_status read_identifiers(itd_snapshot *snap, itd_error *err)
{
    itd_str rest = snap->section[ITD_SNAP_IDENTIFIERS];

    while (rest.len > 0) {
        uint64_t entity;
        itd_str  key;

        if (!take_text(&rest, &key) || !take_below(&rest, snap->entity_count, &entity) ||
            (snap->key_count > 0 && itd_str_compare(snap->keys[snap->key_count - 1], key) > 0))
            return corrupt(err, "identifier table");
        snap->keys = itd_arena_grow(snap->arena, snap->keys, snap->key_count, &snap->key_cap,
                                    sizeof *snap->keys);
        snap->key_entity = itd_arena_grow(snap->arena, snap->key_entity, snap->key_count,
                                          &snap->key_entity_cap, sizeof *snap->key_entity);
        if (!snap->keys || !snap->key_entity)
            return itd_error_no_memory(err);
        snap->keys[snap->key_count] = key;
        snap->key_entity[snap->key_count++] = (uint32_t)entity;
    }
    return ITD_OK;
}

itd_status itd_snapshot_open(const char *path, itd_snapshot **ret_snap, itd_error *err)
{
    itd_snapshot *snap = itd_mem_new(1, sizeof *snap);
    itd_status    st;

    if (!snap)
        return itd_error_no_memory(err);
    atomic_init(&snap->refs, 1);
    snap->arena = itd_arena_new(SIZE_MAX);
    st = snap->arena ? itd_file_map_open(path, &snap->map, err) : itd_error_no_memory(err);
    if (st == ITD_OK)
        st = check_sections(snap, err);
    if (st == ITD_OK)
        st = check_meta(snap, err);
    if (st == ITD_OK)
        st = read_lists(snap, err);
    if (st == ITD_OK)
        st = read_entities(snap, err);
    if (st == ITD_OK)
        st = read_names(snap, err);
    if (st == ITD_OK)
        st = read_index(snap, err);
    if (st == ITD_OK)
        st = read_identifiers(snap, err);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(path));
        itd_snapshot_unref(snap);
        return st;
    }
    *ret_snap = snap;
    return ITD_OK;
}

itd_snapshot *itd_snapshot_ref(itd_snapshot *snap)
{
    atomic_fetch_add(&snap->refs, 1);
    return snap;
}

void itd_snapshot_unref(itd_snapshot *snap)
{
    if (!snap || atomic_fetch_sub(&snap->refs, 1) != 1)
        return;
    itd_index_free(snap->index);
    itd_arena_free(snap->arena);
    itd_file_map_close(&snap->map);
    itd_mem_free(snap);
}

size_t itd_snapshot_list_count(const itd_snapshot *snap)
{
    return snap->list_count;
}

const itd_snapshot_list *itd_snapshot_list_at(const itd_snapshot *snap, size_t index)
{
    return &snap->lists[index];
}

size_t itd_snapshot_entity_count(const itd_snapshot *snap)
{
    return snap->entity_count;
}

const itd_entity *itd_snapshot_entity_at(const itd_snapshot *snap, size_t index)
{
    return &snap->entities[index];
}

size_t itd_snapshot_list_of(const itd_snapshot *snap, size_t entity)
{
    return snap->list_of[entity];
}

size_t itd_snapshot_name_count(const itd_snapshot *snap)
{
    return snap->name_count;
}

const itd_snapshot_name *itd_snapshot_name_at(const itd_snapshot *snap, size_t index)
{
    return &snap->names[index];
}

const uint32_t *itd_snapshot_cut_names(const itd_snapshot *snap, size_t *ret_count)
{
    *ret_count = snap->cut_count;
    return snap->cut_names;
}

const itd_index *itd_snapshot_index(const itd_snapshot *snap)
{
    return snap->index;
}

/* First row whose key is not below the one sought. */
static size_t lower_bound(const itd_snapshot *snap, itd_str key)
{
    size_t low = 0, high = snap->key_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (itd_str_compare(snap->keys[middle], key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const uint32_t *itd_snapshot_find_identifier(const itd_snapshot *snap, itd_str normalised,
                                             size_t *ret_count)
{
    const size_t first = lower_bound(snap, normalised);
    size_t       past = first;

    while (past < snap->key_count && itd_str_equal(snap->keys[past], normalised))
        past++;
    *ret_count = past - first;
    return past > first ? snap->key_entity + first : NULL;
}
