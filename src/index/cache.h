/* The cache of expansions that all users of an index share. Entries are never changed or removed
 * while the index lives, so a look-up takes no lock: it reads one pointer. When the cache is full,
 * new expansions are made for their request alone; what is frequent came early. Inside index. */
#ifndef ITD_INDEX_CACHE_H
#define ITD_INDEX_CACHE_H

#include <stdbool.h>

#include "index/expand.h"

/* Most memory of all entries, bytes. */
#define ITD_CACHE_BYTES_MAX ((size_t)64 << 20)
/* Places for entries; an entry has ITD_CACHE_PROBES of them to choose from. */
#define ITD_CACHE_SLOTS ((size_t)1 << 17)
#define ITD_CACHE_PROBES 8

/* One block on the heap: the expansion, its arrays and its key behind it. */
struct itd_cache_entry {
    itd_expansion expansion;
    uint64_t      hash;
    itd_str       text;
    size_t        bytes;
    uint8_t       kind;
    uint8_t       origin;
};

typedef struct itd_cache  itd_cache;
ITD_MUST_CHECK itd_status itd_cache_new(itd_cache **ret_cache, itd_error *err);
void                      itd_cache_free(itd_cache *cache);

uint64_t itd_cache_hash(const itd_token *token);
/* The entry of a token, or NULL. */
const struct itd_cache_entry *itd_cache_find(const itd_cache *cache, const itd_token *token,
                                             uint64_t hash);
/* Takes the entry over; false when there is no room for it or another thread was first: then it
 * stays the caller's. */
bool itd_cache_add(itd_cache *cache, struct itd_cache_entry *entry);

#endif
