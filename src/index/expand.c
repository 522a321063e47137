/* The ways to a token's partners, one per rule of docs/matching.md, section 3:
 *
 *   number, exact   the vocabulary by text
 *   initial         by the beginnings of a word; of an initial, the range of words behind it
 *   table           the partners of the word, by text
 *   edit            deletion neighbourhoods up to ITD_DELETION_LETTERS_MAX letters on both sides,
 *                   above that the words of near length whose letters are nearly the same
 *   join            the joined neighbours by the hash of their text, the token's own or a partner's
 *
 * Each way may find too much; every token found is then judged by itd_token_similarity itself, so
 * an expansion can only be wrong by leaving something out. */
#include "index/expand.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "index/cache.h"
#include "index/deletion.h"
#include "index/hash.h"
#include "index/layout.h"
#include "metric/token_pair.h"
#include "text/tables.h"

#define NONE UINT32_MAX

struct itd_expander {
    const itd_index *index;
    itd_arena       *arena;  /* until the next reset */
    uint32_t        *stamps; /* heap, per vocabulary token: last expansion that looked at it */
    uint32_t         stamp;
    itd_buf          text; /* joined text of a query */
    /* Of the expansion being made; heap. */
    itd_expanded      *pairs;
    size_t             pair_count, pair_cap;
    itd_expanded      *initials;
    size_t             initial_count, initial_cap;
    itd_expanded_join *joins;
    size_t             join_count, join_cap;
    bool               failed; /* out of memory */
};

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

/* Room for one more; the failure sticks. */
static void *grown(itd_expander *expander, void *items, size_t count, size_t *cap, size_t size)
{
    const size_t more = *cap > 0 ? *cap * 2 : 256;
    void        *bigger;

    if (count < *cap)
        return items;
    bigger = itd_mem_resize(items, more, size);
    if (!bigger) {
        expander->failed = true;
        return items;
    }
    *cap = more;
    return bigger;
}

static void add_pair(itd_expander *expander, uint32_t number, uint32_t similarity)
{
    expander->pairs = grown(expander, expander->pairs, expander->pair_count, &expander->pair_cap,
                            sizeof *expander->pairs);
    if (expander->failed)
        return;
    expander->pairs[expander->pair_count++] =
        (itd_expanded){.token = number,
                       .similarity = (uint16_t)similarity,
                       .weight = expander->index->tokens[number].weight};
}

static void add_initial(itd_expander *expander, uint32_t number, uint32_t similarity)
{
    expander->initials = grown(expander, expander->initials, expander->initial_count,
                               &expander->initial_cap, sizeof *expander->initials);
    if (expander->failed)
        return;
    expander->initials[expander->initial_count++] =
        (itd_expanded){.token = number,
                       .similarity = (uint16_t)similarity,
                       .weight = expander->index->tokens[number].weight};
}

/* Judges a vocabulary token, once per expansion. */
static void consider(itd_expander *expander, const itd_token *token, uint32_t number)
{
    itd_pair_rule rule = ITD_PAIR_EXACT;
    uint32_t      similarity;

    if (expander->stamps[number] == expander->stamp)
        return;
    expander->stamps[number] = expander->stamp;
    similarity = itd_token_similarity(token, &expander->index->tokens[number], &rule);
    if (similarity == 0)
        return;
    if (rule == ITD_PAIR_INITIAL)
        add_initial(expander, number, similarity);
    else
        add_pair(expander, number, similarity);
}

/* All vocabulary tokens with this text. */
static void consider_text(itd_expander *expander, const itd_token *token, itd_str text)
{
    const itd_index *index = expander->index;
    uint32_t         number = itd_index_find_text(index, text);

    if (number == NONE)
        return;
    for (; number < index->numbers[ITD_INDEX_TOKENS] &&
           itd_str_equal(index->tokens[number].text, text);
         number++)
        consider(expander, token, number);
}

/* ---- edits ---- */

static unsigned bit_count(uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555;
    mask = (mask & 0x33333333) + (mask >> 2 & 0x33333333);
    mask = (mask + (mask >> 4)) & 0x0F0F0F0F;
    return mask * 0x01010101 >> 24;
}

static void look_up_deletions(itd_expander *expander, const itd_token *token)
{
    const itd_index *index = expander->index;
    const uint32_t  *heads = (const void *)index->parts[ITD_PART_DELETION_HEADS];
    const uint32_t  *deletions = (const void *)index->parts[ITD_PART_DELETIONS];
    const unsigned   shift = 64 - index->numbers[ITD_INDEX_DELETION_BITS];
    const unsigned   bits = index->numbers[ITD_INDEX_TOKEN_BITS];
    uint64_t         hashes[ITD_DELETIONS_MAX];
    const size_t     count = itd_deletion_hashes(token->text, hashes);

    for (size_t i = 0; i < count; i++) {
        const uint32_t tag = (uint32_t)hashes[i] << bits;
        const uint32_t past = heads[(hashes[i] >> shift) + 1];

        for (uint32_t at = heads[hashes[i] >> shift]; at < past; at++) {
            const uint32_t number = deletions[at] ^ tag;

            if (number >> bits == 0)
                consider(expander, token, number);
        }
    }
}

/* Words of these lengths with nearly the same letters. An edit adds or removes at most one kind of
 * letter on either side, a substitution one on both: d edits make at most 2d bits differ. */
static void scan_lengths(itd_expander *expander, const itd_token *token, size_t shortest,
                         size_t longest)
{
    const itd_index *index = expander->index;

    for (size_t letters = shortest; letters <= longest && letters <= UINT8_MAX; letters++) {
        const size_t longer = letters > token->letters ? letters : token->letters;
        const size_t budget = itd_osa_budget(longer);

        for (uint32_t at = index->letters_first[letters]; at < index->letters_first[letters + 1];
             at++)
            if (bit_count(index->masks[at] ^ token->letter_mask) <= 2 * budget)
                consider(expander, token, index->by_letters[at]);
    }
}

/* Within the budget of the longer word the lengths differ by at most ITD_OSA_CUTOFF_MAX. */
static void consider_edits(itd_expander *expander, const itd_token *token)
{
    const size_t letters = token->letters;

    if (letters <= ITD_DELETION_LETTERS_MAX) {
        look_up_deletions(expander, token);
        scan_lengths(expander, token, ITD_DELETION_LETTERS_MAX + 1, letters + ITD_OSA_CUTOFF_MAX);
    } else {
        scan_lengths(expander, token, letters - ITD_OSA_CUTOFF_MAX, letters + ITD_OSA_CUTOFF_MAX);
    }
}

/* ---- initials ---- */

/* Initials are short, but how short is the tokeniser's matter: every beginning is tried. */
static void consider_initials(itd_expander *expander, const itd_token *token)
{
    for (size_t len = 1; len <= token->text.len && len <= expander->index->initial_bytes_max; len++)
        consider_text(expander, token, itd_str_slice(token->text, 0, len));
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

/* ---- joined neighbours ---- */

static bool is_joined_text(const itd_index *index, const itd_joined *joined, itd_str text)
{
    size_t          count;
    const uint32_t *tokens = itd_index_tokens_of(index, joined->name, &count);

    for (size_t i = joined->first; i < (size_t)joined->first + joined->count; i++) {
        const itd_str part = index->tokens[tokens[i]].text;

        if (!itd_str_starts_with(text, part))
            return false;
        text = itd_str_from(text, part.len);
    }
    return text.len == 0;
}

static void look_up_joined(itd_expander *expander, itd_str text, uint32_t similarity)
{
    const itd_index  *index = expander->index;
    const uint32_t   *heads = (const void *)index->parts[ITD_PART_JOINED_HEADS];
    const itd_joined *joined = (const void *)index->parts[ITD_PART_JOINED];
    const uint64_t    hash = itd_hash_end(itd_hash_add(ITD_HASH_START, text));
    const uint64_t    head = hash >> (64 - index->numbers[ITD_INDEX_JOINED_BITS]);

    for (uint32_t at = heads[head]; at < heads[head + 1]; at++) {
        if (joined[at].hash != (uint32_t)hash || !is_joined_text(index, &joined[at], text))
            continue;
        expander->joins = grown(expander, expander->joins, expander->join_count,
                                &expander->join_cap, sizeof *expander->joins);
        if (expander->failed)
            return;
        expander->joins[expander->join_count++] =
            (itd_expanded_join){.joined = joined[at], .similarity = (uint16_t)similarity};
    }
}

/* ---- partners of the table ---- */

static itd_str partner_of(uint16_t variant, size_t at, uint32_t *ret_similarity)
{
    const struct itd_text_variant *word = &itd_text_variants[variant - 1];
    const struct itd_text_partner *partner;

    if (at >= word->count)
        return (itd_str){0};
    partner = &itd_text_partners[word->first + at];
    *ret_similarity = partner->similarity;
    return itd_str_of(itd_text_variants[partner->variant - 1].text);
}

static void consider_partners(itd_expander *expander, const itd_token *token)
{
    uint32_t similarity;
    itd_str  text;

    for (size_t i = 0; token->variant && (text = partner_of(token->variant, i, &similarity)).len;
         i++) {
        consider_text(expander, token, text);
        if (itd_token_may_join(token) && token->letters >= 2)
            look_up_joined(expander, text, similarity);
    }
}

/* ---- one token ---- */

static void gather(itd_expander *expander, const itd_token *token)
{
    expander->pair_count = expander->initial_count = expander->join_count = 0;
    expander->failed = false;
    if (++expander->stamp == 0) {
        memset(expander->stamps, 0,
               itd_index_token_count(expander->index) * sizeof *expander->stamps);
        expander->stamp = 1;
    }
    consider_text(expander, token, token->text);
    if (token->kind == ITD_TOKEN_NUMBER || token->kind == ITD_TOKEN_INITIAL)
        return;
    consider_initials(expander, token);
    consider_partners(expander, token);
    if (token->kind != ITD_TOKEN_LEGAL_FORM)
        consider_edits(expander, token);
    if (itd_token_may_join(token) && token->letters >= 2)
        look_up_joined(expander, token->text, ITD_SIMILARITY_ONE);
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
    gather(expander, token);
    entry = expander->failed ? NULL : pack(expander, token, hash);
    if (!entry)
        return itd_error_no_memory(err);
    sum(expander->index, token, &entry->expansion);
    if (!itd_cache_add(expander->index->cache, entry))
        return keep_for_request(expander, entry, ret_expansion, err);
    *ret_expansion = &entry->expansion;
    return ITD_OK;
}

/* ---- joined neighbours of a query ---- */

static void consider_whole(itd_expander *expander, const itd_token *parts, size_t count,
                           itd_str text)
{
    const itd_index *index = expander->index;
    uint32_t         number = itd_index_find_text(index, text);

    if (number == NONE)
        return;
    for (; number < index->numbers[ITD_INDEX_TOKENS] &&
           itd_str_equal(index->tokens[number].text, text);
         number++) {
        const itd_token *whole = &index->tokens[number];
        uint32_t         similarity;

        if (!itd_token_may_join(whole) || whole->letters < 2)
            continue;
        similarity = itd_join_similarity(parts, count, whole);
        if (similarity > 0)
            add_pair(expander, number, similarity);
    }
}

itd_status itd_expand_joined(itd_expander *expander, const itd_token *parts, size_t count,
                             const itd_expanded **ret_pairs, size_t *ret_count, itd_error *err)
{
    const uint16_t variant = parts->join_variant[count - 2];
    itd_expanded  *copy;
    uint32_t       similarity;
    itd_str        text;

    expander->pair_count = 0;
    expander->failed = false;
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
    consider_whole(expander, parts, count, itd_buf_text(&expander->text));
    for (size_t i = 0; variant && (text = partner_of(variant, i, &similarity)).len; i++)
        consider_whole(expander, parts, count, text);
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
