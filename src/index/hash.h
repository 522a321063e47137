/* A hash of texts that can be fed piece by piece, so that joined neighbours need no copy: FNV-1a
 * with the finaliser of MurmurHash3. It is stored in snapshots. Pure functions. */
#ifndef ITD_INDEX_HASH_H
#define ITD_INDEX_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define ITD_HASH_START UINT64_C(0xCBF29CE484222325)

static inline uint64_t itd_hash_add(uint64_t state, itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        state = (state ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001B3);
    return state;
}

static inline uint64_t itd_hash_end(uint64_t state)
{
    state ^= state >> 33;
    state *= UINT64_C(0xFF51AFD7ED558CCD);
    return state ^ state >> 33;
}

/* Of the skeleton of joined neighbours, which stand in one table with the texts of others. */
static inline uint64_t itd_hash_skeleton(uint64_t skeleton)
{
    return itd_hash_end((skeleton ^ ITD_HASH_START) * UINT64_C(0x9E3779B97F4A7C15));
}

/* Of an acronym's letters: for the names that have it and for those that are it, apart. */
static inline uint64_t itd_hash_acronym(itd_str letters, bool is_acronym)
{
    const itd_str side = is_acronym ? ITD_STR("short") : ITD_STR("long");

    return itd_hash_end(itd_hash_add(itd_hash_add(ITD_HASH_START, side), letters));
}

#endif
