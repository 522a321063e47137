/* Halving searches in the generated tables, and what a token derives from them: weight, place among
 * the variants, letter mask. */
#include "text/words.h"

#include <string.h>

#include "base/attr.h"
#include "base/utf8.h"
#include "text/skeleton.h"

#define WEIGHT_ORDINARY 100 /* hundredths: a word that no table holds */
#define WEIGHT_NUMBER 100   /* a series mark tells two parties apart as well as a name does */
#define WEIGHT_INITIAL 30
/* Bytes of the longest word among the variants; the generator checks it. */
#define ITD_VARIANT_BYTES_MAX 32

/* Order of a slice and a NUL-terminated key, as itd_str_compare. */
static int compare_key(itd_str text, const char *key)
{
    return itd_str_compare(text, itd_str_of(key));
}

static const char *find_char(const struct itd_text_char *rows, size_t count, uint32_t code)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (rows[middle].code == code)
            return rows[middle].letters;
        if (rows[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const char *itd_words_fold(uint32_t code)
{
    return find_char(itd_text_fold, itd_text_fold_count, code);
}

uint32_t itd_words_homoglyph(uint32_t code)
{
    const char *letters = find_char(itd_text_homoglyphs, itd_text_homoglyphs_count, code);

    return letters ? (unsigned char)letters[0] : 0;
}

uint32_t itd_words_hanja(uint32_t code, bool surname)
{
    size_t low = 0, high = itd_text_hanja_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (itd_text_hanja[middle].code == code)
            return surname ? itd_text_hanja[middle].surname : itd_text_hanja[middle].syllable;
        if (itd_text_hanja[middle].code < code)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* Position of the first row whose text is not before `text`. */
static size_t lower_bound_word(const struct itd_text_word *rows, size_t count, itd_str text)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (compare_key(text, rows[middle].text) > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct itd_text_word *find_word(const struct itd_text_word *rows, size_t count,
                                             itd_str text)
{
    const size_t at = lower_bound_word(rows, count, text);

    return at < count && compare_key(text, rows[at].text) == 0 ? &rows[at] : NULL;
}

const struct itd_text_word *itd_words_find(itd_str word)
{
    return find_word(itd_text_words, itd_text_words_count, word);
}

const struct itd_text_word *itd_words_find_phrase(itd_str phrase)
{
    return find_word(itd_text_phrases, itd_text_phrases_count, phrase);
}

bool itd_words_begins_phrase(itd_str word)
{
    /* A word is a prefix of its phrases, so the first of them is its lower bound, unless a shorter
     * or equal text stands between; a blank sorts before every letter and digit, so none does. */
    const size_t at = lower_bound_word(itd_text_phrases, itd_text_phrases_count, word);
    itd_str      phrase;

    if (at == itd_text_phrases_count)
        return false;
    phrase = itd_str_of(itd_text_phrases[at].text);
    return itd_str_starts_with(phrase, word) && phrase.len > word.len &&
           phrase.ptr[word.len] == ' ';
}

/* Position of the row with this text, or count. */
static size_t find_weight(const struct itd_text_weight *rows, size_t count, itd_str text)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = compare_key(text, rows[middle].text);

        if (order == 0)
            return middle;
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return count;
}

static uint16_t weight_of(const itd_token *token)
{
    const struct itd_text_word *word;
    size_t                      at;

    switch ((itd_token_kind)token->kind) {
    case ITD_TOKEN_INITIAL:
        return WEIGHT_INITIAL;
    case ITD_TOKEN_NUMBER:
        return WEIGHT_NUMBER;
    case ITD_TOKEN_LEGAL_FORM:
        at = find_weight(itd_text_legal_forms, itd_text_legal_forms_count, token->text);
        return at < itd_text_legal_forms_count ? itd_text_legal_forms[at].weight : WEIGHT_ORDINARY;
    case ITD_TOKEN_TITLE:
    case ITD_TOKEN_PARTICLE:
        word = itd_words_find(token->text);
        return word ? word->weight : WEIGHT_ORDINARY;
    case ITD_TOKEN_WORD:
        break;
    }
    at = find_weight(itd_text_weights, itd_text_weights_count, token->text);
    return at < itd_text_weights_count ? itd_text_weights[at].weight : WEIGHT_ORDINARY;
}

static void derive_one(itd_token *token, struct itd_kept *kept)
{
    itd_str  rest = token->text;
    uint32_t code = 0, mask = 0;
    size_t   letters = 0;

    while (rest.len > 0) {
        const size_t step = itd_utf8_decode(rest, &code);

        if (code >= 'a' && code <= 'z')
            mask |= 1u << (code - 'a');
        else if (code >= '0' && code <= '9')
            mask |= 1u << 26;
        else
            mask |= 1u << (27 + code % 5);
        letters++;
        rest = itd_str_from(rest, step > 0 ? step : 1);
    }
    token->letters = (uint8_t)(letters < UINT8_MAX ? letters : UINT8_MAX);
    token->letter_mask = mask;
    token->variant = itd_variant_find(token->text);
    if (kept)
        itd_kept_derive(kept, token);
    else
        itd_skeleton_derive(token);
    token->weight = weight_of(token);
}

static bool may_join(const itd_token *token)
{
    return token->kind != ITD_TOKEN_LEGAL_FORM && token->kind != ITD_TOKEN_NUMBER;
}

/* The joins of token `at` with the neighbours behind it that the table of variants knows. */
static void derive_joins(itd_token *tokens, size_t count, size_t at)
{
    static const enum itd_family families[] = {ITD_FAMILY_KOREAN, ITD_FAMILY_CHINESE};
    char                         joined[ITD_VARIANT_BYTES_MAX];
    size_t                       len = 0;
    struct itd_rows              rows[ITD_ARRAY_LEN(families)] = {0};

    memset(tokens[at].join_variant, 0, sizeof tokens[at].join_variant);
    memset(tokens[at].join_skeleton, 0, sizeof tokens[at].join_skeleton);
    for (size_t n = 0; n < ITD_JOIN_MAX && at + n < count; n++) {
        const itd_str part = tokens[at + n].text;

        if (!may_join(&tokens[at + n]) || part.len > sizeof joined - len)
            return;
        memcpy(joined + len, part.ptr, part.len);
        len += part.len;
        for (size_t i = 0; i < ITD_ARRAY_LEN(families); i++)
            rows[i] = n == 0 ? itd_rows_of(&tokens[at], families[i])
                             : itd_rows_join(&rows[i], &tokens[at + n], families[i]);
        if (n == 0)
            continue;
        tokens[at].join_variant[n - 1] = itd_variant_find((itd_str){.ptr = joined, .len = len});
        memcpy(tokens[at].join_skeleton[n - 1], rows[0].row, sizeof rows[0].row);
        memcpy(tokens[at].join_skeleton[n - 1] + ITD_ARRAY_LEN(rows[0].row), rows[1].row,
               sizeof rows[1].row);
    }
}

void itd_name_derive(itd_token *tokens, size_t count)
{
    itd_name_derive_kept(tokens, count, NULL);
}

void itd_name_derive_kept(itd_token *tokens, size_t count, struct itd_kept *kept)
{
    for (size_t i = 0; i < count; i++)
        derive_one(&tokens[i], kept);
    for (size_t i = 0; i < count; i++)
        derive_joins(tokens, count, i);
}

uint16_t itd_variant_find(itd_str word)
{
    size_t low = 0, high = itd_text_variants_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = compare_key(word, itd_text_variants[middle].text);

        if (order == 0)
            return (uint16_t)(middle + 1);
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

bool itd_variant_is_syllable(uint16_t variant)
{
    return variant > 0 && variant <= itd_text_variants_count &&
           itd_text_variants[variant - 1].syllable;
}

uint32_t itd_variant_similarity(uint16_t a, uint16_t b)
{
    const struct itd_text_variant *word;

    if (a == 0 || b == 0 || a > itd_text_variants_count)
        return 0;
    word = &itd_text_variants[a - 1];
    for (size_t i = word->first; i < (size_t)word->first + word->count; i++)
        if (itd_text_partners[i].variant == b)
            return itd_text_partners[i].similarity;
    return 0;
}

const char *itd_text_table_version(void)
{
    return itd_text_version;
}
