/* A hash map from text to a number, insertion only. Keys are borrowed: whoever adds a key keeps its
 * bytes alive. Order of the answers never depends on the hash. One thread at a time for writing;
 * shared for reading. */
#ifndef ITD_BASE_MAP_H
#define ITD_BASE_MAP_H

#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

typedef struct itd_map {
    struct itd_map_slot *slots; /* heap; owned */
    size_t               cap;   /* a power of two, or 0 */
    size_t               count;
} itd_map;

void itd_map_init(itd_map *map);
void itd_map_done(itd_map *map);

/* The number stored under key, or NULL; writable through the pointer until the next add. */
uint64_t *itd_map_find(const itd_map *map, itd_str key);
/* Adds key, or finds it when present: *ret_added tells. ret_value points at its number (0 when
 * new). false when out of memory. */
ITD_MUST_CHECK bool itd_map_add(itd_map *map, itd_str key, uint64_t **ret_value, bool *ret_added);

/* FNV-1a, 64 bits, with a final mix; stable across versions and machines (it is used on disk). */
uint64_t itd_hash64(itd_str bytes);

#endif
