/* Every entry gives its keys; entries with a key in common are one set (union by size, with paths
 * halved). Keys are texts: a letter for the kind, the comparable number, and for passports and
 * numbers of persons the country; without one they take that of their holder when there is exactly
 * one. A person's number that stands on two entries of one list joins nothing: publishers give a
 * number to brothers, or by mistake to two men, and passports are the rarer case of that. */
#include "screen/party.h"

#include <string.h>

#include "base/map.h"
#include "base/memory.h"
#include "entity/identifier.h"

#define KEY_BYTES_MAX 512
#define PASSPORT_MIN 5  /* letters and digits: shorter numbers are shared by strangers */
#define ID_DIGITS_MIN 5 /* of a person's number */
#define FILLER_PERIOD_MAX 3

struct itd_parties {
    itd_snapshot *snap;
    uint32_t     *parent;  /* heap, per entity */
    uint32_t     *first;   /* heap, per entity: where its party begins in members; only of a root */
    uint32_t     *count;   /* heap, per entity: of a root */
    uint32_t     *members; /* heap: entities by party */
    itd_arena    *arena;   /* keys of shared */
    itd_map       shared;  /* numbers of persons that stand on two entries of one list */
};

const char *itd_party_link_name(itd_party_link link)
{
    static const char *const names[ITD_PARTY_LINK_COUNT] = {"", "reference", "passport", "imo",
                                                            "id"};

    return names[(size_t)link < ITD_PARTY_LINK_COUNT ? link : ITD_PARTY_APART];
}

/* ---- keys ---- */

/* Is the list the UN's, whose own ids are the reference numbers of others? */
static bool is_of_un(const itd_snapshot *snap, size_t entity)
{
    const itd_str list = itd_snapshot_list_at(snap, itd_snapshot_list_of(snap, entity))->name;

    return itd_str_equal(list, ITD_STR("un")) || itd_str_starts_with(list, ITD_STR("un-1718"));
}

/* The country of a number, or the only one of its holder. */
static itd_str country_of(const itd_entity *ent, const itd_value *number)
{
    itd_str country = itd_value_detail(number, ITD_DETAIL_COUNTRY);

    if (country.len > 0)
        return country;
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != ITD_PROP_NATIONALITY && value->prop != ITD_PROP_CITIZENSHIP)
            continue;
        if (country.len > 0 && !itd_str_equal(country, value->text))
            return (itd_str){0};
        country = value->text;
    }
    return country;
}

static size_t count_digits(itd_str text)
{
    size_t digits = 0;

    for (size_t i = 0; i < text.len; i++)
        digits += itd_char_is_digit(text.ptr[i]);
    return digits;
}

/* Does every character follow the one before by the same step? */
static bool is_run(itd_str number, int step)
{
    for (size_t i = 1; i < number.len; i++)
        if (number.ptr[i] - number.ptr[i - 1] != step &&
            !(step == 1 && number.ptr[i - 1] == '9' && number.ptr[i] == '0') &&
            !(step == -1 && number.ptr[i - 1] == '0' && number.ptr[i] == '9'))
            return false;
    return true;
}

bool itd_party_is_filler(itd_str number)
{
    for (size_t period = 1; period <= FILLER_PERIOD_MAX; period++) {
        size_t same = period;

        while (same < number.len && number.ptr[same] == number.ptr[same - period])
            same++;
        if (same >= number.len)
            return true;
    }
    return count_digits(number) == 0 || is_run(number, 1) || is_run(number, -1);
}

static bool is_persons_number(const itd_entity *ent, itd_prop prop)
{
    return ent->schema == ITD_SCHEMA_PERSON &&
           (prop == ITD_PROP_ID_NUMBER || prop == ITD_PROP_SOCIAL_SECURITY_NUMBER ||
            prop == ITD_PROP_TAX_NUMBER);
}

/* kind, number, country; false when the number names nobody. */
static bool make_numbered_key(const itd_entity *ent, const itd_value *value, char kind,
                              size_t least, itd_buf *key)
{
    const itd_str country = country_of(ent, value);

    itd_buf_append_char(key, kind);
    itd_identifier_normalise(value->prop, value->text, key);
    if (country.len == 0 || key->len < 1 + least ||
        itd_party_is_filler(itd_str_from(itd_buf_text(key), 1)))
        return false;
    itd_buf_append_char(key, '|');
    itd_buf_append(key, country);
    return true;
}

/* The key that a value gives, into key; APART when it gives none. */
static itd_party_link make_key(const itd_entity *ent, const itd_value *value, itd_buf *key)
{
    itd_buf_reset(key);
    if (is_persons_number(ent, value->prop)) {
        /* The kind is part of the key: a tax number is no identity card. */
        const char kind = (char)('a' + (value->prop == ITD_PROP_SOCIAL_SECURITY_NUMBER) +
                                 2 * (value->prop == ITD_PROP_TAX_NUMBER));

        return count_digits(value->text) >= ID_DIGITS_MIN &&
                       make_numbered_key(ent, value, kind, ITD_PARTY_ID_MIN, key)
                   ? ITD_PARTY_BY_ID
                   : ITD_PARTY_APART;
    }
    switch (value->prop) {
    case ITD_PROP_UNSC_ID:
        itd_buf_append_char(key, 'R');
        itd_buf_append(key, itd_str_trim(value->text));
        return ITD_PARTY_BY_REFERENCE;
    case ITD_PROP_IMO_NUMBER:
        if (!itd_imo_is_valid(value->text))
            return ITD_PARTY_APART;
        itd_buf_append_char(key, 'I');
        itd_identifier_normalise(value->prop, value->text, key);
        return ITD_PARTY_BY_IMO;
    case ITD_PROP_PASSPORT_NUMBER:
        return make_numbered_key(ent, value, 'P', PASSPORT_MIN, key) ? ITD_PARTY_BY_PASSPORT
                                                                     : ITD_PARTY_APART;
    default:
        return ITD_PARTY_APART;
    }
}

/* The id of an entry of the UN's list, as others refer to it. */
static void make_own_key(const itd_entity *ent, itd_buf *key)
{
    itd_buf_reset(key);
    itd_buf_append_char(key, 'R');
    itd_buf_append(key, ent->id);
}

typedef itd_status (*key_fn)(void *ctx, itd_str key, itd_party_link link, itd_error *err);

static itd_status each_key(const itd_parties *parties, size_t entity, key_fn on_key, void *ctx,
                           itd_error *err)
{
    const itd_snapshot *snap = parties->snap;
    const itd_entity   *ent = itd_snapshot_entity_at(snap, entity);
    itd_buf             key;
    itd_status          st = ITD_OK;

    itd_buf_init(&key, KEY_BYTES_MAX);
    if (is_of_un(snap, entity)) {
        make_own_key(ent, &key);
        st = itd_buf_status(&key, err);
        if (st == ITD_OK)
            st = on_key(ctx, itd_buf_text(&key), ITD_PARTY_BY_REFERENCE, err);
    }
    for (size_t i = 0; st == ITD_OK && i < ent->value_count; i++) {
        const itd_party_link link = make_key(ent, &ent->values[i], &key);

        /* A number longer than any is no number of a party. */
        if (link == ITD_PARTY_APART || key.failed == ITD_E_LIMIT)
            continue;
        if (link == ITD_PARTY_BY_ID && itd_map_find(&parties->shared, itd_buf_text(&key)))
            continue;
        st = itd_buf_status(&key, err);
        if (st == ITD_OK)
            st = on_key(ctx, itd_buf_text(&key), link, err);
    }
    itd_buf_done(&key);
    return st;
}

/* ---- sets ---- */

static uint32_t root_of(uint32_t *parent, uint32_t entity)
{
    while (parent[entity] != entity) {
        parent[entity] = parent[parent[entity]];
        entity = parent[entity];
    }
    return entity;
}

struct joining {
    itd_parties *parties;
    itd_arena   *arena; /* keys */
    itd_map      keys;  /* key → 1 + place of its first entity and count, packed */
    uint32_t     entity;
};

/* The map's number: entity of the key's first holder in the low 32 bits, holders above. */
static itd_status join(void *ctx, itd_str key, itd_party_link link, itd_error *err)
{
    struct joining *joining = ctx;
    uint32_t       *parent = joining->parties->parent;
    uint32_t        a, b;
    uint64_t       *number = itd_map_find(&joining->keys, key);
    bool            added;
    itd_str         copy;

    (void)link;
    if (!number) {
        if (!itd_arena_copy(joining->arena, key, &copy) ||
            !itd_map_add(&joining->keys, copy, &number, &added))
            return itd_error_no_memory(err);
        *number = joining->entity | UINT64_C(1) << 32;
        return ITD_OK;
    }
    *number += UINT64_C(1) << 32;
    if (*number >> 32 > ITD_PARTY_SHARED_MAX)
        return ITD_OK;
    a = root_of(parent, (uint32_t)*number);
    b = root_of(parent, joining->entity);
    /* The smaller index leads: the same data gives the same sets. */
    if (a < b)
        parent[b] = a;
    else
        parent[a] = b;
    return ITD_OK;
}

/* The map's number: 1 + the last entity that gave the key. Entities of a list stand together. */
static itd_status note_shared(void *ctx, itd_str key, itd_party_link link, itd_error *err)
{
    struct joining *joining = ctx;
    itd_parties    *parties = joining->parties;
    uint64_t       *number;
    bool            added;
    itd_str         copy;

    if (link != ITD_PARTY_BY_ID)
        return ITD_OK;
    if (!itd_arena_copy(parties->arena, key, &copy) ||
        !itd_map_add(&joining->keys, copy, &number, &added))
        return itd_error_no_memory(err);
    if (!added && *number != joining->entity + UINT64_C(1) &&
        itd_snapshot_list_of(parties->snap, (size_t)*number - 1) ==
            itd_snapshot_list_of(parties->snap, joining->entity)) {
        if (!itd_map_add(&parties->shared, copy, &number, &added))
            return itd_error_no_memory(err);
        return ITD_OK;
    }
    *number = joining->entity + UINT64_C(1);
    return ITD_OK;
}

static itd_status each_entity(struct joining *joining, uint32_t count, key_fn on_key,
                              itd_error *err)
{
    itd_status st = ITD_OK;

    itd_map_init(&joining->keys);
    for (uint32_t i = 0; st == ITD_OK && i < count; i++) {
        joining->entity = i;
        st = each_key(joining->parties, i, on_key, joining, err);
    }
    itd_map_done(&joining->keys);
    return st;
}

/* Lays the members of each set side by side, in order. */
static void gather(itd_parties *parties, uint32_t count)
{
    uint32_t at = 0;

    for (uint32_t i = 0; i < count; i++)
        parties->count[root_of(parties->parent, i)]++;
    for (uint32_t i = 0; i < count; i++) {
        if (parties->parent[i] != i)
            continue;
        parties->first[i] = at;
        at += parties->count[i];
        parties->count[i] = 0;
    }
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t root = root_of(parties->parent, i);

        parties->members[parties->first[root] + parties->count[root]++] = i;
    }
}

itd_status itd_parties_new(itd_snapshot *snap, itd_parties **ret_parties, itd_error *err)
{
    const uint32_t count = (uint32_t)itd_snapshot_entity_count(snap);
    itd_parties   *parties = itd_mem_new(1, sizeof *parties);
    struct joining joining = {.parties = parties};
    itd_status     st = ITD_OK;

    if (!parties)
        return itd_error_no_memory(err);
    parties->snap = itd_snapshot_ref(snap);
    itd_map_init(&parties->shared);
    parties->arena = itd_arena_new(SIZE_MAX);
    joining.arena = itd_arena_new(SIZE_MAX);
    parties->parent = itd_mem_new(count + 1, sizeof *parties->parent);
    parties->first = itd_mem_new(count + 1, sizeof *parties->first);
    parties->count = itd_mem_new(count + 1, sizeof *parties->count);
    parties->members = itd_mem_new(count + 1, sizeof *parties->members);
    if (!parties->arena || !joining.arena || !parties->parent || !parties->first ||
        !parties->count || !parties->members)
        st = itd_error_no_memory(err);
    for (uint32_t i = 0; st == ITD_OK && i < count; i++)
        parties->parent[i] = i;
    if (st == ITD_OK)
        st = each_entity(&joining, count, note_shared, err);
    if (st == ITD_OK)
        st = each_entity(&joining, count, join, err);
    if (st == ITD_OK)
        gather(parties, count);
    itd_arena_free(joining.arena);
    if (st != ITD_OK)
        itd_parties_free(parties);
    else
        *ret_parties = parties;
    return st;
}

void itd_parties_free(itd_parties *parties)
{
    if (!parties)
        return;
    itd_snapshot_unref(parties->snap);
    itd_mem_free(parties->parent);
    itd_mem_free(parties->first);
    itd_mem_free(parties->count);
    itd_mem_free(parties->members);
    itd_map_done(&parties->shared);
    itd_arena_free(parties->arena);
    itd_mem_free(parties);
}

const uint32_t *itd_parties_of(const itd_parties *parties, size_t entity, size_t *ret_count)
{
    uint32_t root = (uint32_t)entity;

    while (parties->parent[root] != root)
        root = parties->parent[root];
    *ret_count = parties->count[root];
    return &parties->members[parties->first[root]];
}

/* ---- two entries ---- */

struct comparing {
    const itd_parties *parties;
    size_t             other;
    itd_str            key; /* looked for in the other */
    itd_party_link     found;
};

static itd_status is_key(void *ctx, itd_str key, itd_party_link link, itd_error *err)
{
    struct comparing *comparing = ctx;

    (void)err;
    if (itd_str_equal(key, comparing->key) &&
        (comparing->found == ITD_PARTY_APART || link < comparing->found))
        comparing->found = link;
    return ITD_OK;
}

static itd_status look_for_key(void *ctx, itd_str key, itd_party_link link, itd_error *err)
{
    struct comparing *comparing = ctx;

    (void)link;
    comparing->key = key;
    return each_key(comparing->parties, comparing->other, is_key, comparing, err);
}

itd_party_link itd_parties_link(const itd_parties *parties, size_t a, size_t b)
{
    struct comparing comparing = {.parties = parties, .other = b};

    /* Out of memory for a key: nothing can be said of the two. */
    if (each_key(parties, a, look_for_key, &comparing, NULL) != ITD_OK)
        return ITD_PARTY_APART;
    return comparing.found;
}
