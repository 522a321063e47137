/* The ways to a token's partners, one per rule of docs/matching.md, section 3:
 *
 *   number, exact   the vocabulary by text
 *   initial         by the beginnings of a word; of an initial, the range of words behind it
 *   table           the partners of the word, by text
 *   edit            deletion neighbourhoods up to ITD_DELETION_LETTERS_MAX letters on both sides,
 *                   above that the words of near length whose letters are nearly the same
 *   skeleton        the vocabulary in the order of its skeletons
 *   join            the joined neighbours by the hash of their text (the token's own or a
 *                   partner's) or of their skeleton
 *
 * Each way may find too much; every token found is then judged by itd_token_similarity itself, so
 * an expansion can only be wrong by leaving something out. */
#include "index/ways.h"

#include <string.h>

#include "base/memory.h"
#include "index/deletion.h"
#include "index/hash.h"
#include "metric/token_pair.h"
#include "text/tables.h"

#define NONE UINT32_MAX

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

static void begin(itd_expander *expander)
{
    expander->pair_count = expander->initial_count = expander->join_count = 0;
    expander->failed = false;
    if (++expander->stamp == 0) {
        memset(expander->stamps, 0,
               itd_index_token_count(expander->index) * sizeof *expander->stamps);
        expander->stamp = 1;
    }
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
    if (rule != ITD_PAIR_INITIAL)
        add_pair(expander, number, similarity);
    else if (token->kind != ITD_TOKEN_INITIAL) /* the words of an initial stand in a row */
        add_initial(expander, number, similarity);
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

/* Words of these lengths with nearly the same letters. An edit takes away at most one kind of
 * letter and adds at most one, so with d edits each word has at most d kinds that the other has
 * not; and where one word is longer by g letters, g of the edits take nothing from the shorter
 * one. */
static void scan_lengths(itd_expander *expander, const itd_token *token, size_t shortest,
                         size_t longest)
{
    const itd_index *index = expander->index;
    const uint32_t   own = token->letter_mask;

    for (size_t letters = shortest; letters <= longest && letters <= UINT8_MAX; letters++) {
        const size_t longer = letters > token->letters ? letters : token->letters;
        const size_t budget = itd_osa_budget(longer);
        const size_t own_most = budget - (longer - token->letters);
        const size_t other_most = budget - (longer - letters);

        for (uint32_t at = index->letters_first[letters]; at < index->letters_first[letters + 1];
             at++)
            if (bit_count(own & ~index->masks[at]) <= own_most &&
                bit_count(index->masks[at] & ~own) <= other_most)
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

static void add_join(itd_expander *expander, const itd_joined *joined, uint32_t similarity)
{
    expander->joins = grown(expander, expander->joins, expander->join_count, &expander->join_cap,
                            sizeof *expander->joins);
    if (!expander->failed)
        expander->joins[expander->join_count++] =
            (itd_expanded_join){.joined = *joined, .similarity = (uint16_t)similarity};
}

static void look_up_joined(itd_expander *expander, itd_str text, uint32_t similarity)
{
    const itd_index  *index = expander->index;
    const uint32_t   *heads = (const void *)index->parts[ITD_PART_JOINED_HEADS];
    const itd_joined *joined = (const void *)index->parts[ITD_PART_JOINED];
    const uint64_t    hash = itd_hash_end(itd_hash_add(ITD_HASH_START, text));
    const uint64_t    head = hash >> (64 - index->numbers[ITD_INDEX_JOINED_BITS]);

    for (uint32_t at = heads[head]; at < heads[head + 1] && !expander->failed; at++)
        if (joined[at].hash == (uint32_t)hash && is_joined_text(index, &joined[at], text))
            add_join(expander, &joined[at], similarity);
}

/* Joined neighbours with a skeleton of the token. The hash alone decides: two of 64 bits that agree
 * in all that is compared are rare, and too much does no harm. */
static void look_up_joined_skeletons(itd_expander *expander, const itd_token *token)
{
    const itd_index  *index = expander->index;
    const uint32_t   *heads = (const void *)index->parts[ITD_PART_JOINED_HEADS];
    const itd_joined *joined = (const void *)index->parts[ITD_PART_JOINED];

    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++) {
        const uint64_t hash = itd_hash_skeleton(token->skeleton[i]);
        const uint64_t head = hash >> (64 - index->numbers[ITD_INDEX_JOINED_BITS]);

        for (uint32_t at = heads[head]; at < heads[head + 1] && !expander->failed; at++) {
            size_t          count;
            const uint32_t *tokens = itd_index_tokens_of(index, joined[at].name, &count);
            uint32_t        similarity;

            if (joined[at].hash != (uint32_t)hash)
                continue;
            similarity = itd_skeleton_similarity(token->skeleton[i], token->origin,
                                                 index->tokens[tokens[joined[at].first]].origin);
            if (similarity > 0)
                add_join(expander, &joined[at], similarity);
        }
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

/* ---- Roman numerals and numbers ---- */

static void consider_numerals(itd_expander *expander, const itd_token *token)
{
    for (size_t i = 0; i < ITD_NUMERALS; i++) {
        if (itd_str_equal(token->text, itd_numerals[i].roman))
            consider_text(expander, token, itd_numerals[i].digits);
        if (itd_str_equal(token->text, itd_numerals[i].digits))
            consider_text(expander, token, itd_numerals[i].roman);
    }
}

/* ---- skeletons ---- */

static size_t first_sounding(const itd_index *index, uint64_t skeleton)
{
    size_t low = 0, high = index->sounding_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (index->soundings[middle].skeleton < skeleton)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void consider_skeletons(itd_expander *expander, const itd_token *token)
{
    const itd_index *index = expander->index;

    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++) {
        const uint64_t wanted = itd_skeleton_partner(token->skeleton[i]);

        for (size_t at = first_sounding(index, wanted);
             at < index->sounding_count && index->soundings[at].skeleton == wanted; at++)
            consider(expander, token, index->soundings[at].token);
    }
}

/* ---- one token ---- */

void itd_ways_gather(itd_expander *expander, const itd_token *token)
{
    begin(expander);
    consider_text(expander, token, token->text);
    consider_numerals(expander, token);
    if (token->kind == ITD_TOKEN_NUMBER)
        return;
    if (token->kind == ITD_TOKEN_INITIAL) {
        consider_skeletons(expander, token);
        return;
    }
    consider_initials(expander, token);
    consider_partners(expander, token);
    consider_skeletons(expander, token);
    if (token->kind != ITD_TOKEN_LEGAL_FORM)
        consider_edits(expander, token);
    if (itd_token_may_join(token) && token->letters >= 2) {
        look_up_joined(expander, token->text, ITD_SIMILARITY_ONE);
        look_up_joined_skeletons(expander, token);
    }
}

/* ---- joined neighbours of a query ---- */

static void consider_whole(itd_expander *expander, const itd_token *parts, size_t count,
                           uint32_t number)
{
    const itd_token *whole = &expander->index->tokens[number];
    uint32_t         similarity;

    if (expander->stamps[number] == expander->stamp)
        return;
    expander->stamps[number] = expander->stamp;
    if (!itd_token_may_join(whole) || whole->letters < 2)
        return;
    similarity = itd_join_similarity(parts, count, whole);
    if (similarity > 0)
        add_pair(expander, number, similarity);
}

static void consider_wholes(itd_expander *expander, const itd_token *parts, size_t count,
                            itd_str text)
{
    const itd_index *index = expander->index;
    uint32_t         number = itd_index_find_text(index, text);

    if (number == NONE)
        return;
    for (; number < index->numbers[ITD_INDEX_TOKENS] &&
           itd_str_equal(index->tokens[number].text, text);
         number++)
        consider_whole(expander, parts, count, number);
}

static void consider_whole_skeleton(itd_expander *expander, const itd_token *parts, size_t count)
{
    const itd_index *index = expander->index;
    const uint64_t  *skeletons = parts->join_skeleton[count - 2];

    for (size_t i = 0; i < ITD_JOIN_SKELETONS_MAX; i++)
        for (size_t at = skeletons[i] ? first_sounding(index, skeletons[i]) : index->sounding_count;
             at < index->sounding_count && index->soundings[at].skeleton == skeletons[i]; at++)
            consider_whole(expander, parts, count, index->soundings[at].token);
}

void itd_ways_gather_joined(itd_expander *expander, const itd_token *parts, size_t count)
{
    const uint16_t variant = parts->join_variant[count - 2];
    uint32_t       similarity;
    itd_str        text;

    begin(expander);
    consider_wholes(expander, parts, count, itd_buf_text(&expander->text));
    for (size_t i = 0; variant && (text = partner_of(variant, i, &similarity)).len; i++)
        consider_wholes(expander, parts, count, text);
    consider_whole_skeleton(expander, parts, count);
}
