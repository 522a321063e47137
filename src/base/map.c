/* Open addressing with linear probing at half load. */
#include "base/map.h"

#include <stdbool.h>

#include "base/memory.h"

#define FIRST_CAP 64

struct itd_map_slot {
    itd_str  key;
    uint64_t hash;
    uint64_t value;
    bool     used;
};

/* Fowler/Noll/Vo 1a (draft-eastlake-fnv); the finaliser of MurmurHash3 spreads the low bits that
 * linear probing looks at. */
uint64_t itd_hash64(itd_str bytes)
{
    uint64_t hash = 0xCBF29CE484222325u;

    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x100000001B3u;
    hash ^= hash >> 33;
    hash *= 0xFF51AFD7ED558CCDu;
    hash ^= hash >> 33;
    return hash;
}

void itd_map_init(itd_map *map)
{
    *map = (itd_map){0};
}

void itd_map_done(itd_map *map)
{
    itd_mem_free(map->slots);
    itd_map_init(map);
}

/* The slot of key, or the free slot where it belongs. */
static struct itd_map_slot *probe(const itd_map *map, itd_str key, uint64_t hash)
{
    size_t at = (size_t)hash & (map->cap - 1);

    while (map->slots[at].used &&
           (map->slots[at].hash != hash || !itd_str_equal(map->slots[at].key, key)))
        at = (at + 1) & (map->cap - 1);
    return &map->slots[at];
}

static bool grow(itd_map *map)
{
    itd_map bigger = {.cap = map->cap > 0 ? map->cap * 2 : FIRST_CAP, .count = map->count};

    bigger.slots = itd_mem_new(bigger.cap, sizeof *bigger.slots);
    if (!bigger.slots)
        return false;
    for (size_t i = 0; i < map->cap; i++)
        if (map->slots[i].used)
            *probe(&bigger, map->slots[i].key, map->slots[i].hash) = map->slots[i];
    itd_mem_free(map->slots);
    *map = bigger;
    return true;
}

uint64_t *itd_map_find(const itd_map *map, itd_str key)
{
    struct itd_map_slot *slot;

    if (map->count == 0)
        return NULL;
    slot = probe(map, key, itd_hash64(key));
    return slot->used ? &slot->value : NULL;
}

bool itd_map_add(itd_map *map, itd_str key, uint64_t **ret_value, bool *ret_added)
{
    const uint64_t       hash = itd_hash64(key);
    struct itd_map_slot *slot;

    if (map->count >= map->cap / 2 && !grow(map))
        return false;
    slot = probe(map, key, hash);
    *ret_added = !slot->used;
    if (!slot->used) {
        *slot = (struct itd_map_slot){.key = key, .hash = hash, .used = true};
        map->count++;
    }
    *ret_value = &slot->value;
    return true;
}
