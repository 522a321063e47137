/* Open addressing over atomic pointers. A writer fills an entry, then puts its address into a free
 * slot with release order; a reader that sees the address (acquire) sees the entry whole. */
#include "index/cache.h"

#include <stdatomic.h>

#include "base/memory.h"
#include "index/hash.h"

struct itd_cache {
    atomic_size_t                     bytes;
    _Atomic(struct itd_cache_entry *) slots[ITD_CACHE_SLOTS];
};

itd_status itd_cache_new(itd_cache **ret_cache, itd_error *err)
{
    itd_cache *cache = itd_mem_new(1, sizeof *cache);

    if (!cache)
        return itd_error_no_memory(err);
    atomic_init(&cache->bytes, 0);
    *ret_cache = cache;
    return ITD_OK;
}

void itd_cache_free(itd_cache *cache)
{
    if (!cache)
        return;
    for (size_t i = 0; atomic_load(&cache->bytes) > 0 && i < ITD_CACHE_SLOTS; i++)
        itd_mem_free(atomic_load_explicit(&cache->slots[i], memory_order_relaxed));
    itd_mem_free(cache);
}

uint64_t itd_cache_hash(const itd_token *token)
{
    return itd_hash_end(
        itd_hash_add(ITD_HASH_START ^ token->kind ^ (uint64_t)token->origin << 8, token->text));
}

static bool is_of(const struct itd_cache_entry *entry, const itd_token *token, uint64_t hash)
{
    return entry->hash == hash && entry->kind == token->kind && entry->origin == token->origin &&
           itd_str_equal(entry->text, token->text);
}

const struct itd_cache_entry *itd_cache_find(const itd_cache *cache, const itd_token *token,
                                             uint64_t hash)
{
    for (size_t i = 0; i < ITD_CACHE_PROBES; i++) {
        const struct itd_cache_entry *entry = atomic_load_explicit(
            &cache->slots[(hash + i) & (ITD_CACHE_SLOTS - 1)], memory_order_acquire);

        if (!entry)
            return NULL;
        if (is_of(entry, token, hash))
            return entry;
    }
    return NULL;
}

bool itd_cache_add(itd_cache *cache, struct itd_cache_entry *entry)
{
    const itd_token key = {.text = entry->text, .kind = entry->kind, .origin = entry->origin};
    const size_t    before =
        atomic_fetch_add_explicit(&cache->bytes, entry->bytes, memory_order_relaxed);

    for (size_t i = 0; before + entry->bytes <= ITD_CACHE_BYTES_MAX && i < ITD_CACHE_PROBES; i++) {
        struct itd_cache_entry *there = NULL;

        if (atomic_compare_exchange_strong_explicit(
                &cache->slots[(entry->hash + i) & (ITD_CACHE_SLOTS - 1)], &there, entry,
                memory_order_release, memory_order_acquire))
            return true;
        if (is_of(there, &key, entry->hash))
            break;
    }
    (void)atomic_fetch_sub_explicit(&cache->bytes, entry->bytes, memory_order_relaxed);
    return false;
}
