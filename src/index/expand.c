/* Expansions: found by the ways (ways.c), packed into one block, summed up and kept. */
#include "index/expand.h"

#include <string.h>

#include "base/memory.h"
#include "index/cache.h"
#include "index/ways.h"
#include "metric/token_pair.h"

itd_status itd_expander_new(const itd_index *index, itd_expander **ret_expander, itd_error *err)
{
    itd_expander *expander = itd_mem_new(1, sizeof *expander);

    if (!expander)
        return itd_error_no_memory(err);
    expander->index = index;
    itd_buf_init(&expander->text, SIZE_MAX);
    expander->arena = itd_arena_new(SIZE_MAX);
    expander->stamps = itd_mem_new(itd_index_token_count(index) + 1, sizeof *expander->stamps);
    if (!expander->arena || !expander->stamps) {
        itd_expander_free(expander);
        return itd_error_no_memory(err);
    }
    *ret_expander = expander;
    return ITD_OK;
}

void itd_expander_free(itd_expander *expander)
{
    if (!expander)
        return;
    itd_arena_free(expander->arena);
    itd_buf_done(&expander->text);
    itd_mem_free(expander->stamps);
    itd_mem_free(expander->pairs);
    itd_mem_free(expander->initials);
    itd_mem_free(expander->joins);
    itd_mem_free(expander);
}

const itd_index *itd_expander_index(const itd_expander *expander)
{
    return expander->index;
}

void itd_expander_reset(itd_expander *expander)
{
    itd_arena_reset(expander->arena);
}

/* First vocabulary token whose text is not before `text`; with `behind`, the first that does not
 * begin with it either. */
static uint32_t prefix_bound(const itd_index *index, itd_str text, bool behind)
{
    uint32_t low = 0, high = index->numbers[ITD_INDEX_TOKENS];

    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const itd_str  there = index->tokens[middle].text;

        if (itd_str_compare(there, text) < 0 || (behind && itd_str_starts_with(there, text)))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void note_weight(itd_expansion *expansion, uint16_t weight)
{
    if (expansion->weight_max == 0 || weight < expansion->weight_min)
        expansion->weight_min = weight;
    if (weight > expansion->weight_max)
        expansion->weight_max = weight;
}

static uint32_t postings_of(const itd_index *index, const itd_expanded *pairs, size_t count,
                            itd_expansion *expansion)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < count; i++) {
        size_t own;

        (void)itd_index_postings(index, pairs[i].token, &own);
        sum += (uint32_t)own;
        note_weight(expansion, pairs[i].weight);
    }
    return sum;
}

/* Sums over the words that begin with an initial. */
static void sum_words(const itd_index *index, const itd_token *token, itd_expansion *expansion)
{
    expansion->words_first = prefix_bound(index, token->text, false);
    expansion->words_past = prefix_bound(index, token->text, true);
    for (uint32_t i = expansion->words_first; i < expansion->words_past; i++) {
        itd_pair_rule  rule = ITD_PAIR_EXACT;
        const uint32_t similarity = itd_token_similarity(token, &index->tokens[i], &rule);
        size_t         count;

        if (similarity == 0 || rule != ITD_PAIR_INITIAL)
            continue;
        expansion->words_similarity = (uint16_t)similarity;
        (void)itd_index_postings(index, i, &count);
        expansion->initial_postings += (uint32_t)count;
        note_weight(expansion, index->tokens[i].weight);
    }
}

/* Copies an array into the block and moves behind it. */
static const void *put(char **at, const void *items, size_t bytes)
{
    char *place = *at;

    if (bytes > 0)
        memcpy(place, items, bytes);
    *at += bytes;
    return place;
}

/* The gathered expansion in one block, with its key. */
static struct itd_cache_entry *pack(const itd_expander *expander, const itd_token *token,
                                    uint64_t hash)
{
    const size_t pairs = expander->pair_count * sizeof *expander->pairs;
    const size_t initials = expander->initial_count * sizeof *expander->initials;
    const size_t joins = expander->join_count * sizeof *expander->joins;
    const size_t bytes =
        sizeof(struct itd_cache_entry) + pairs + initials + joins + token->text.len;
    struct itd_cache_entry *entry = itd_mem_new(1, bytes);
    char                   *at;
    itd_expansion          *expansion;

    if (!entry)
        return NULL;
    at = (char *)(entry + 1);
    expansion = &entry->expansion;
    expansion->pairs = put(&at, expander->pairs, pairs);
    expansion->pair_count = expander->pair_count;
    expansion->initials = put(&at, expander->initials, initials);
    expansion->initial_count = expander->initial_count;
    expansion->joins = put(&at, expander->joins, joins);
    expansion->join_count = expander->join_count;
    entry->text.ptr = put(&at, token->text.ptr, token->text.len);
    entry->text.len = token->text.len;
    entry->kind = token->kind;
    entry->origin = token->origin;
    entry->hash = hash;
    entry->bytes = bytes;
    return entry;
}

static void sum(const itd_index *index, const itd_token *token, itd_expansion *expansion)
{
    expansion->pair_postings =
        postings_of(index, expansion->pairs, expansion->pair_count, expansion);
    expansion->initial_postings =
        postings_of(index, expansion->initials, expansion->initial_count, expansion);
    for (size_t i = 0; i < expansion->join_count; i++)
        note_weight(expansion, expansion->joins[i].joined.weight);
    if (token->kind == ITD_TOKEN_INITIAL)
        sum_words(index, token, expansion);
}

/* A copy in the arena for an expansion that found no place in the cache. */
static itd_status keep_for_request(itd_expander *expander, struct itd_cache_entry *entry,
                                   const itd_expansion **ret_expansion, itd_error *err)
{
    struct itd_cache_entry *copy = itd_arena_new_array(expander->arena, 1, entry->bytes);
    const char             *at;

    if (!copy) {
        itd_mem_free(entry);
        return itd_error_no_memory(err);
    }
    memcpy(copy, entry, entry->bytes);
    itd_mem_free(entry);
    at = (const char *)(copy + 1);
    copy->expansion.pairs = (const void *)at;
    at += copy->expansion.pair_count * sizeof *expander->pairs;
    copy->expansion.initials = (const void *)at;
    at += copy->expansion.initial_count * sizeof *expander->initials;
    copy->expansion.joins = (const void *)at;
    *ret_expansion = &copy->expansion;
    return ITD_OK;
}

itd_status itd_expand(itd_expander *expander, const itd_token *token,
                      const itd_expansion **ret_expansion, itd_error *err)
{
    const uint64_t                hash = itd_cache_hash(token);
    const struct itd_cache_entry *found = itd_cache_find(expander->index->cache, token, hash);
    struct itd_cache_entry       *entry;

    if (found) {
        *ret_expansion = &found->expansion;
        return ITD_OK;
    }
    itd_ways_gather(expander, token);
    entry = expander->failed ? NULL : pack(expander, token, hash);
    if (!entry)
        return itd_error_no_memory(err);
    sum(expander->index, token, &entry->expansion);
    if (!itd_cache_add(expander->index->cache, entry))
        return keep_for_request(expander, entry, ret_expansion, err);
    *ret_expansion = &entry->expansion;
    return ITD_OK;
}

itd_status itd_expand_joined(itd_expander *expander, const itd_token *parts, size_t count,
                             const itd_expanded **ret_pairs, size_t *ret_count, itd_error *err)
{
    itd_expanded *copy;

    itd_buf_reset(&expander->text);
    for (size_t i = 0; i < count; i++) {
        if (!itd_token_may_join(&parts[i])) {
            *ret_count = 0;
            return ITD_OK;
        }
        itd_buf_append(&expander->text, parts[i].text);
    }
    if (itd_buf_status(&expander->text, err) != ITD_OK)
        return expander->text.failed;
    itd_ways_gather_joined(expander, parts, count);
    if (expander->failed)
        return itd_error_no_memory(err);
    *ret_count = expander->pair_count;
    if (expander->pair_count == 0)
        return ITD_OK;
    copy = itd_arena_new_array(expander->arena, expander->pair_count, sizeof *copy);
    if (!copy)
        return itd_error_no_memory(err);
    *ret_pairs = memcpy(copy, expander->pairs, expander->pair_count * sizeof *copy);
    return ITD_OK;
}
