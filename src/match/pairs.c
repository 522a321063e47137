/* Which tokens of two names may pair: rules 1 to 6 of docs/matching.md. Everything that is no pair
 * by these rules has similarity 0, which is what lets an index find all candidates. */
#include "match/align.h"

#include "metric/osa.h"

/* An initial for a word that begins with it, basis points. */
#define SIMILARITY_INITIAL 8500

static bool is_word_like(const itd_token *token)
{
    return token->kind == ITD_TOKEN_WORD || token->kind == ITD_TOKEN_TITLE ||
           token->kind == ITD_TOKEN_PARTICLE;
}

static int bits(uint32_t mask)
{
    mask -= mask >> 1 & 0x55555555;
    mask = (mask & 0x33333333) + (mask >> 2 & 0x33333333);
    mask = (mask + (mask >> 4)) & 0x0F0F0F0F;
    return (int)(mask * 0x01010101 >> 24);
}

static bool begins_with(const itd_token *word, const itd_token *initial)
{
    return word->kind == ITD_TOKEN_WORD && itd_str_starts_with(word->text, initial->text);
}

/* Quick refusals before the edit distance is computed; each follows from its definition. An edit
 * changes the length by at most one; it adds or removes at most one kind of letter on either side,
 * a substitution at most one on both, so d edits make at most 2d bits of the masks differ. */
static uint32_t edit_similarity(const itd_token *a, const itd_token *b)
{
    const size_t longer = a->letters > b->letters ? a->letters : b->letters;
    const size_t gap = longer - (a->letters < b->letters ? a->letters : b->letters);
    const size_t budget = itd_osa_budget(longer);

    if (gap > budget || (size_t)bits(a->letter_mask ^ b->letter_mask) > 2 * budget)
        return 0;
    return itd_osa_normalized_similarity(a->text, a->letters, b->text, b->letters, 0);
}

static bool texts_are_equal(const itd_token *a, const itd_token *b)
{
    return a->letter_mask == b->letter_mask && itd_str_equal(a->text, b->text);
}

uint32_t itd_token_similarity(const itd_token *query, const itd_token *listed,
                              itd_pair_rule *ret_rule)
{
    uint32_t by_table = 0, by_edit = 0;

    if ((query->kind == ITD_TOKEN_NUMBER) != (listed->kind == ITD_TOKEN_NUMBER))
        return 0;
    if (texts_are_equal(query, listed)) {
        *ret_rule = query->kind == ITD_TOKEN_NUMBER ? ITD_PAIR_NUMBER : ITD_PAIR_EXACT;
        return ITD_SCORE_ONE;
    }
    if (query->kind == ITD_TOKEN_NUMBER)
        return 0;
    if (query->kind == ITD_TOKEN_INITIAL || listed->kind == ITD_TOKEN_INITIAL) {
        *ret_rule = ITD_PAIR_INITIAL;
        return begins_with(query, listed) || begins_with(listed, query) ? SIMILARITY_INITIAL : 0;
    }
    if (query->variant && listed->variant)
        by_table = itd_variant_similarity(query->variant, listed->variant);
    /* Jong and Song are one letter apart and two names: syllables pair by the table only. */
    if (is_word_like(query) && is_word_like(listed) &&
        !(itd_variant_is_syllable(query->variant) && itd_variant_is_syllable(listed->variant)))
        by_edit = edit_similarity(query, listed);
    *ret_rule = by_table >= by_edit ? ITD_PAIR_TABLE : ITD_PAIR_EDIT;
    return by_table >= by_edit ? by_table : by_edit;
}

/* One side of a link: `count` tokens from `first`. */
struct span {
    size_t first;
    size_t count;
    size_t weight;
};

static uint64_t mask_of(const struct span *span)
{
    return ((UINT64_C(1) << span->count) - 1) << span->first;
}

static void add_link(itd_link *links, size_t *count, const struct span *query,
                     const struct span *listed, itd_pair_rule rule, uint32_t similarity)
{
    itd_link *link;

    if (*count == ITD_LINKS_MAX) /* cannot be: the constant counts all of them */
        return;
    link = &links[(*count)++];
    *link = (itd_link){
        .pair = {.query_first = (uint8_t)query->first,
                 .query_count = (uint8_t)query->count,
                 .listed_first = (uint8_t)listed->first,
                 .listed_count = (uint8_t)listed->count,
                 .rule = rule,
                 .similarity = (uint16_t)similarity,
                 .weight =
                     (uint16_t)(query->weight < listed->weight ? query->weight : listed->weight)},
        .query_mask = mask_of(query),
        .listed_mask = mask_of(listed),
        .query_weight = (uint16_t)query->weight,
        .listed_weight = (uint16_t)listed->weight,
    };
}

static bool may_join(const itd_token *token)
{
    return token->kind != ITD_TOKEN_LEGAL_FORM && token->kind != ITD_TOKEN_NUMBER;
}

/* Do the texts of these neighbours, one after the other, give the text of the whole? */
static bool is_joined_text(const itd_token *parts, size_t count, const itd_token *whole)
{
    itd_str rest = whole->text;

    for (size_t i = 0; i < count; i++) {
        if (!itd_str_starts_with(rest, parts[i].text))
            return false;
        rest = itd_str_from(rest, parts[i].text.len);
    }
    return rest.len == 0;
}

/* Similarity of count (2 or more) joined neighbours with one token: equal, or a pair of the
 * table. */
static uint32_t join_similarity(const itd_token *parts, size_t count, const itd_token *whole)
{
    if (is_joined_text(parts, count, whole))
        return ITD_SCORE_ONE;
    return itd_variant_similarity(parts->join_variant[count - 2], whole->variant);
}

/* Links of two to four neighbours in `many` with the single token `at` of `one`. */
static void find_joins(const itd_name *many, const itd_name *one, size_t at, bool many_is_query,
                       itd_link *links, size_t *count)
{
    const itd_token  *whole = &one->tokens[at];
    const struct span single = {.first = at, .count = 1, .weight = whole->weight};

    if (!may_join(whole) || whole->letters < 2)
        return;
    for (size_t first = 0; first + 1 < many->count; first++) {
        struct span neighbours = {.first = first};

        for (size_t n = 1; n <= ITD_JOIN_MAX && first + n <= many->count; n++) {
            const itd_token *part = &many->tokens[first + n - 1];
            uint32_t         similarity;

            if (!may_join(part))
                break;
            neighbours.count = n;
            neighbours.weight += part->weight;
            if (n == 1)
                continue;
            similarity = join_similarity(&many->tokens[first], n, whole);
            if (similarity > 0)
                add_link(links, count, many_is_query ? &neighbours : &single,
                         many_is_query ? &single : &neighbours, ITD_PAIR_JOIN, similarity);
        }
    }
}

size_t itd_links_find(const itd_name *query, const itd_name *listed, itd_link *links)
{
    size_t count = 0;

    for (size_t q = 0; q < query->count; q++) {
        const struct span query_span = {.first = q, .count = 1, .weight = query->tokens[q].weight};

        for (size_t t = 0; t < listed->count; t++) {
            const struct span listed_span = {
                .first = t, .count = 1, .weight = listed->tokens[t].weight};
            itd_pair_rule  rule = ITD_PAIR_EXACT;
            const uint32_t similarity =
                itd_token_similarity(&query->tokens[q], &listed->tokens[t], &rule);

            if (similarity > 0)
                add_link(links, &count, &query_span, &listed_span, rule, similarity);
        }
    }
    for (size_t t = 0; t < listed->count; t++)
        find_joins(query, listed, t, true, links, &count);
    for (size_t q = 0; q < query->count; q++)
        find_joins(listed, query, q, false, links, &count);
    return count;
}
