/* Opening an index: lengths and offsets first, then every number in every table, then what is
 * cheaper to make than to store. A table that led a search astray would hide a name, so nothing is
 * taken on trust, even behind a good checksum. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "index/cache.h"
#include "index/deletion.h"
#include "index/hash.h"
#include "index/layout.h"
#include "metric/token_pair.h"

#define DELETION_BITS_MAX 31

static itd_status corrupt(itd_error *err, const char *what)
{
    return itd_error_set(err, ITD_E_CORRUPT, "damaged index: %s", what);
}

uint64_t itd_index_part_bytes(const uint32_t      numbers[ITD_INDEX_HEADER_NUMBERS],
                              enum itd_index_part part)
{
    const uint64_t tokens = numbers[ITD_INDEX_TOKENS], names = numbers[ITD_INDEX_NAMES];

    switch (part) {
    case ITD_PART_TEXT_OFFSETS:
    case ITD_PART_POST_OFFSETS:
        return (tokens + 1) * sizeof(uint32_t);
    case ITD_PART_KINDS:
    case ITD_PART_ORIGINS:
        return tokens;
    case ITD_PART_TEXTS:
        return numbers[ITD_INDEX_TEXT_BYTES];
    case ITD_PART_NAME_OFFSETS:
        return (names + 1) * sizeof(uint32_t);
    case ITD_PART_NAME_TOKENS:
        return (uint64_t)numbers[ITD_INDEX_NAME_TOKENS] * sizeof(uint32_t);
    case ITD_PART_POSTINGS:
        return (uint64_t)numbers[ITD_INDEX_POSTINGS] * sizeof(itd_posting);
    case ITD_PART_DELETION_HEADS:
        return ((UINT64_C(1) << numbers[ITD_INDEX_DELETION_BITS]) + 1) * sizeof(uint32_t);
    case ITD_PART_DELETIONS:
        return (uint64_t)numbers[ITD_INDEX_DELETIONS] * sizeof(uint32_t);
    case ITD_PART_JOINED_HEADS:
        return ((UINT64_C(1) << numbers[ITD_INDEX_JOINED_BITS]) + 1) * sizeof(uint32_t);
    case ITD_PART_JOINED:
        return (uint64_t)numbers[ITD_INDEX_JOINED] * sizeof(itd_joined);
    case ITD_PART_ACRONYM_HEADS:
        return ((UINT64_C(1) << numbers[ITD_INDEX_ACRONYM_BITS]) + 1) * sizeof(uint32_t);
    case ITD_PART_ACRONYMS:
        return (uint64_t)numbers[ITD_INDEX_ACRONYMS] * sizeof(struct itd_abbreviated);
    case ITD_PARTS:
        break;
    }
    return 0;
}

static const uint32_t *numbers_of(const itd_index *index, enum itd_index_part part)
{
    return (const uint32_t *)(const void *)index->parts[part];
}

/* ---- verifying ---- */

/* Header and places of the parts. */
static itd_status find_parts(itd_index *index, itd_str bytes, size_t name_count, itd_error *err)
{
    itd_str rest = bytes;

    for (size_t i = 0; i < ITD_INDEX_HEADER_NUMBERS; i++)
        if (!itd_bytes_take_le32(&rest, &index->numbers[i]))
            return corrupt(err, "no header");
    if (index->numbers[ITD_INDEX_VERSION] != ITD_INDEX_FORMAT)
        return itd_error_set(err, ITD_E_VERSION, "an index of format %u, this engine reads %u",
                             (unsigned)index->numbers[ITD_INDEX_VERSION],
                             (unsigned)ITD_INDEX_FORMAT);
    if (index->numbers[ITD_INDEX_NAMES] != name_count ||
        index->numbers[ITD_INDEX_TOKENS] > ITD_INDEX_TOKENS_MAX ||
        index->numbers[ITD_INDEX_TOKEN_BITS] < 1 || index->numbers[ITD_INDEX_TOKEN_BITS] > 28 ||
        index->numbers[ITD_INDEX_DELETION_BITS] < 1 ||
        index->numbers[ITD_INDEX_DELETION_BITS] > DELETION_BITS_MAX ||
        index->numbers[ITD_INDEX_JOINED_BITS] < 1 ||
        index->numbers[ITD_INDEX_JOINED_BITS] > DELETION_BITS_MAX ||
        index->numbers[ITD_INDEX_ACRONYM_BITS] < 1 ||
        index->numbers[ITD_INDEX_ACRONYM_BITS] > DELETION_BITS_MAX ||
        index->numbers[ITD_INDEX_RESERVED] != 0)
        return corrupt(err, "header");
    for (size_t part = 0; part < ITD_PARTS; part++) {
        const uint64_t own = itd_index_part_bytes(index->numbers, (enum itd_index_part)part);
        itd_str        whole;

        if (!itd_bytes_take(&rest, (own + ITD_INDEX_ALIGN - 1) / ITD_INDEX_ALIGN * ITD_INDEX_ALIGN,
                            &whole))
            return corrupt(err, "too short");
        index->parts[part] = whole.ptr;
        for (size_t i = (size_t)own; i < whole.len; i++)
            if (whole.ptr[i] != 0)
                return corrupt(err, "bytes between the parts");
    }
    return rest.len == 0 ? ITD_OK : corrupt(err, "too long");
}

/* Offsets must rise from 0 to the number of items. */
static bool are_offsets(const uint32_t *offsets, size_t count, uint32_t items)
{
    if (offsets[0] != 0 || offsets[count] != items)
        return false;
    for (size_t i = 0; i < count; i++)
        if (offsets[i] > offsets[i + 1])
            return false;
    return true;
}

static bool are_below(const uint32_t *numbers, size_t count, uint32_t bound)
{
    for (size_t i = 0; i < count; i++)
        if (numbers[i] >= bound)
            return false;
    return true;
}

static itd_status check_offsets(const itd_index *index, itd_error *err)
{
    const uint32_t *numbers = index->numbers;
    const uint32_t  tokens = numbers[ITD_INDEX_TOKENS], names = numbers[ITD_INDEX_NAMES];
    const uint32_t *name_offsets = numbers_of(index, ITD_PART_NAME_OFFSETS);

    if (!are_offsets(numbers_of(index, ITD_PART_TEXT_OFFSETS), tokens,
                     numbers[ITD_INDEX_TEXT_BYTES]) ||
        !are_offsets(name_offsets, names, numbers[ITD_INDEX_NAME_TOKENS]) ||
        !are_offsets(numbers_of(index, ITD_PART_POST_OFFSETS), tokens,
                     numbers[ITD_INDEX_POSTINGS]) ||
        !are_offsets(numbers_of(index, ITD_PART_DELETION_HEADS),
                     (size_t)1 << numbers[ITD_INDEX_DELETION_BITS], numbers[ITD_INDEX_DELETIONS]) ||
        !are_offsets(numbers_of(index, ITD_PART_JOINED_HEADS),
                     (size_t)1 << numbers[ITD_INDEX_JOINED_BITS], numbers[ITD_INDEX_JOINED]) ||
        !are_offsets(numbers_of(index, ITD_PART_ACRONYM_HEADS),
                     (size_t)1 << numbers[ITD_INDEX_ACRONYM_BITS], numbers[ITD_INDEX_ACRONYMS]))
        return corrupt(err, "offsets");
    for (size_t n = 0; n < names; n++)
        if (name_offsets[n + 1] - name_offsets[n] > ITD_NAME_TOKENS_MAX)
            return corrupt(err, "too many tokens in a name");
    if (!are_below(numbers_of(index, ITD_PART_NAME_TOKENS), numbers[ITD_INDEX_NAME_TOKENS], tokens))
        return corrupt(err, "tokens of a name");
    return ITD_OK;
}

/* Postings by weight, then name; the weight is that of the name. */
static itd_status check_postings(const itd_index *index, itd_error *err)
{
    for (uint32_t t = 0; t < index->numbers[ITD_INDEX_TOKENS]; t++) {
        size_t             count;
        const itd_posting *postings = itd_index_postings(index, t, &count);

        for (size_t i = 0; i < count; i++) {
            uint32_t weight;

            if (postings[i].name >= index->numbers[ITD_INDEX_NAMES])
                return corrupt(err, "postings");
            weight = index->weights[postings[i].name];
            if (postings[i].weight != (weight < UINT16_MAX ? weight : UINT16_MAX) ||
                (i > 0 && (postings[i].weight < postings[i - 1].weight ||
                           (postings[i].weight == postings[i - 1].weight &&
                            postings[i].name <= postings[i - 1].name))))
                return corrupt(err, "postings");
        }
    }
    return ITD_OK;
}

static itd_status check_acronyms(const itd_index *index, itd_error *err)
{
    const struct itd_abbreviated *rows = (const void *)index->parts[ITD_PART_ACRONYMS];

    for (size_t i = 0; i < index->numbers[ITD_INDEX_ACRONYMS]; i++)
        if (rows[i].name >= index->numbers[ITD_INDEX_NAMES])
            return corrupt(err, "acronyms");
    return ITD_OK;
}

static itd_status check_tables(const itd_index *index, itd_error *err)
{
    const uint32_t   *numbers = index->numbers;
    const uint32_t   *deletions = numbers_of(index, ITD_PART_DELETIONS);
    const itd_joined *joined = (const void *)index->parts[ITD_PART_JOINED];
    const uint32_t    mask = (UINT32_C(1) << numbers[ITD_INDEX_TOKEN_BITS]) - 1;

    for (size_t i = 0; i < numbers[ITD_INDEX_DELETIONS]; i++)
        if ((deletions[i] & mask) >= numbers[ITD_INDEX_TOKENS])
            return corrupt(err, "deletions");
    for (size_t i = 0; i < numbers[ITD_INDEX_JOINED]; i++) {
        size_t count;

        if (joined[i].name >= numbers[ITD_INDEX_NAMES])
            return corrupt(err, "joined names");
        (void)itd_index_tokens_of(index, joined[i].name, &count);
        if (joined[i].count < 2 || joined[i].count > ITD_JOIN_MAX ||
            (size_t)joined[i].first + joined[i].count > count)
            return corrupt(err, "joined tokens");
    }
    return ITD_OK;
}

/* ---- making the rest ---- */

static itd_status make_tokens(itd_index *index, itd_error *err)
{
    const uint32_t  count = index->numbers[ITD_INDEX_TOKENS];
    const uint32_t *offsets = numbers_of(index, ITD_PART_TEXT_OFFSETS);

    index->tokens = itd_mem_new((size_t)count + 1, sizeof *index->tokens);
    if (!index->tokens)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        itd_token *token = &index->tokens[i];
        int        order = -1;

        token->text.ptr = index->parts[ITD_PART_TEXTS] + offsets[i];
        token->text.len = offsets[i + 1] - offsets[i];
        token->kind = (uint8_t)index->parts[ITD_PART_KINDS][i];
        token->origin = (uint8_t)index->parts[ITD_PART_ORIGINS][i];
        if (i > 0)
            order = itd_str_compare(token[-1].text, token->text);
        if (i > 0 && order == 0)
            order = token[-1].kind != token->kind ? (int)token[-1].kind - (int)token->kind
                                                  : (int)token[-1].origin - (int)token->origin;
        if (token->kind > ITD_TOKEN_PARTICLE || token->origin >= ITD_ORIGINS || order >= 0 ||
            itd_utf8_check_text(token->text, NULL) != ITD_OK)
            return corrupt(err, "words");
        if (token->kind == ITD_TOKEN_INITIAL && token->text.len > index->initial_bytes_max)
            index->initial_bytes_max = token->text.len;
        itd_name_derive(token, 1);
    }
    return ITD_OK;
}

static itd_status make_weights(itd_index *index, itd_error *err)
{
    const uint32_t count = index->numbers[ITD_INDEX_NAMES];

    index->weights = itd_mem_new((size_t)count + 1, sizeof *index->weights);
    if (!index->weights)
        return itd_error_no_memory(err);
    for (uint32_t n = 0; n < count; n++) {
        size_t          tokens;
        const uint32_t *own = itd_index_tokens_of(index, n, &tokens);

        for (size_t i = 0; i < tokens; i++)
            index->weights[n] += index->tokens[own[i]].weight;
    }
    return ITD_OK;
}

static size_t slot_of(const itd_index *index, itd_str text)
{
    size_t at = (size_t)itd_hash_end(itd_hash_add(ITD_HASH_START, text)) & (index->by_text_cap - 1);

    while (index->by_text[at] != 0 &&
           !itd_str_equal(index->tokens[index->by_text[at] - 1].text, text))
        at = (at + 1) & (index->by_text_cap - 1);
    return at;
}

static itd_status make_text_table(itd_index *index, itd_error *err)
{
    const uint32_t count = index->numbers[ITD_INDEX_TOKENS];

    index->by_text_cap = 64;
    while (index->by_text_cap / 2 < count)
        index->by_text_cap *= 2;
    index->by_text = itd_mem_new(index->by_text_cap, sizeof *index->by_text);
    if (!index->by_text)
        return itd_error_no_memory(err);
    for (uint32_t i = 0; i < count; i++) {
        const size_t at = slot_of(index, index->tokens[i].text);

        if (index->by_text[at] == 0)
            index->by_text[at] = i + 1;
    }
    return ITD_OK;
}

static bool pairs_by_edits(const itd_token *token)
{
    return token->kind == ITD_TOKEN_WORD || token->kind == ITD_TOKEN_TITLE ||
           token->kind == ITD_TOKEN_PARTICLE;
}

/* By counting; within a length in the order of the numbers. */
static itd_status make_length_table(itd_index *index, itd_error *err)
{
    const uint32_t count = index->numbers[ITD_INDEX_TOKENS];
    uint32_t       next[UINT8_MAX + 1];
    uint32_t       sum = 0;

    index->by_letters = itd_mem_new((size_t)count + 1, sizeof *index->by_letters);
    index->masks = itd_mem_new((size_t)count + 1, sizeof *index->masks);
    if (!index->by_letters || !index->masks)
        return itd_error_no_memory(err);
    for (uint32_t i = 0; i < count; i++)
        if (pairs_by_edits(&index->tokens[i]))
            index->letters_first[index->tokens[i].letters]++;
    for (size_t i = 0; i < ITD_ARRAY_LEN(index->letters_first); i++) {
        const uint32_t own = index->letters_first[i];

        index->letters_first[i] = sum;
        sum += own;
    }
    memcpy(next, index->letters_first, sizeof next);
    for (uint32_t i = 0; i < count; i++)
        if (pairs_by_edits(&index->tokens[i])) {
            const uint32_t at = next[index->tokens[i].letters]++;

            index->by_letters[at] = i;
            index->masks[at] = index->tokens[i].letter_mask;
        }
    return ITD_OK;
}

static int by_skeleton_then_token(const void *left, const void *right)
{
    const struct itd_sounding *a = left, *b = right;

    if (a->skeleton != b->skeleton)
        return a->skeleton < b->skeleton ? -1 : 1;
    return a->token < b->token ? -1 : a->token > b->token;
}

static itd_status make_sound_table(itd_index *index, itd_error *err)
{
    const uint32_t count = index->numbers[ITD_INDEX_TOKENS];
    size_t         sounds = 0;

    for (uint32_t i = 0; i < count; i++)
        for (size_t k = 0; k < ITD_SKELETONS_MAX; k++)
            sounds += index->tokens[i].skeleton[k] != 0;
    index->soundings = itd_mem_new(sounds + 1, sizeof *index->soundings);
    if (!index->soundings)
        return itd_error_no_memory(err);
    for (uint32_t i = 0; i < count; i++)
        for (size_t k = 0; k < ITD_SKELETONS_MAX; k++)
            if (index->tokens[i].skeleton[k] != 0)
                index->soundings[index->sounding_count++] =
                    (struct itd_sounding){.skeleton = index->tokens[i].skeleton[k], .token = i};
    if (sounds > 1)
        qsort(index->soundings, sounds, sizeof *index->soundings, by_skeleton_then_token);
    return ITD_OK;
}

itd_status itd_index_open(itd_str bytes, size_t name_count, itd_index **ret_index, itd_error *err)
{
    itd_index *index = itd_mem_new(1, sizeof *index);
    itd_status st;

    if (!index)
        return itd_error_no_memory(err);
    st = find_parts(index, bytes, name_count, err);
    if (st == ITD_OK)
        st = check_offsets(index, err);
    if (st == ITD_OK)
        st = make_tokens(index, err);
    if (st == ITD_OK)
        st = make_weights(index, err);
    if (st == ITD_OK)
        st = check_postings(index, err);
    if (st == ITD_OK)
        st = check_tables(index, err);
    if (st == ITD_OK)
        st = check_acronyms(index, err);
    if (st == ITD_OK)
        st = make_text_table(index, err);
    if (st == ITD_OK)
        st = make_length_table(index, err);
    if (st == ITD_OK)
        st = make_sound_table(index, err);
    if (st == ITD_OK)
        st = itd_cache_new(&index->cache, err);
    if (st != ITD_OK) {
        itd_index_free(index);
        return st;
    }
    *ret_index = index;
    return ITD_OK;
}

void itd_index_free(itd_index *index)
{
    if (!index)
        return;
    itd_cache_free(index->cache);
    itd_mem_free(index->tokens);
    itd_mem_free(index->weights);
    itd_mem_free(index->by_text);
    itd_mem_free(index->by_letters);
    itd_mem_free(index->masks);
    itd_mem_free(index->soundings);
    itd_mem_free(index);
}

/* ---- reading ---- */

size_t itd_index_name_count(const itd_index *index)
{
    return index->numbers[ITD_INDEX_NAMES];
}

size_t itd_index_token_count(const itd_index *index)
{
    return index->numbers[ITD_INDEX_TOKENS];
}

const itd_token *itd_index_token(const itd_index *index, uint32_t token)
{
    return &index->tokens[token];
}

const itd_posting *itd_index_postings(const itd_index *index, uint32_t token, size_t *ret_count)
{
    const uint32_t *offsets = numbers_of(index, ITD_PART_POST_OFFSETS);

    *ret_count = offsets[token + 1] - offsets[token];
    return (const itd_posting *)(const void *)index->parts[ITD_PART_POSTINGS] + offsets[token];
}

const uint32_t *itd_index_tokens_of(const itd_index *index, uint32_t name, size_t *ret_count)
{
    const uint32_t *offsets = numbers_of(index, ITD_PART_NAME_OFFSETS);

    *ret_count = offsets[name + 1] - offsets[name];
    return numbers_of(index, ITD_PART_NAME_TOKENS) + offsets[name];
}

uint32_t itd_index_weight_of(const itd_index *index, uint32_t name)
{
    return index->weights[name];
}

uint16_t itd_index_code(uint32_t token)
{
    return (uint16_t)(1 + token % (UINT16_MAX - 1));
}

uint32_t itd_index_find_text(const itd_index *index, itd_str text)
{
    const size_t at = slot_of(index, text);

    return index->by_text[at] == 0 ? UINT32_MAX : index->by_text[at] - 1;
}

void itd_index_each_abbreviated(const itd_index *index, itd_str letters, bool is_acronym,
                                itd_abbreviated_fn fn, void *ctx)
{
    const uint32_t               *heads = numbers_of(index, ITD_PART_ACRONYM_HEADS);
    const struct itd_abbreviated *rows = (const void *)index->parts[ITD_PART_ACRONYMS];
    const uint64_t                hash = itd_hash_acronym(letters, is_acronym);
    const uint64_t                head = hash >> (64 - index->numbers[ITD_INDEX_ACRONYM_BITS]);

    for (uint32_t at = heads[head]; at < heads[head + 1]; at++)
        if (rows[at].hash == (uint32_t)hash)
            fn(ctx, rows[at].name);
}
