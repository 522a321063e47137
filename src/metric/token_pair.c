/* Which tokens of two names may pair: rules 1 to 6 of docs/matching.md. Everything that is no pair
 * by these rules has similarity 0, which is what lets an index find all candidates. */
#include "metric/token_pair.h"

#include "metric/osa.h"

/* An initial for a word that begins with it, basis points. */
#define SIMILARITY_INITIAL 8500

/* A number for a Roman numeral that may be something else, basis points. */
#define SIMILARITY_NUMERAL 9500

const itd_numeral itd_numerals[ITD_NUMERALS] = {
    {ITD_STR_INIT("i"), ITD_STR_INIT("1")},   {ITD_STR_INIT("v"), ITD_STR_INIT("5")},
    {ITD_STR_INIT("vi"), ITD_STR_INIT("6")},  {ITD_STR_INIT("x"), ITD_STR_INIT("10")},
    {ITD_STR_INIT("xi"), ITD_STR_INIT("11")},
};

/* Letters that the longer of two tokens from different scripts needs to pair by edits. */
#define EDIT_LETTERS_MIN 6

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

static bool is_syllable(const itd_token *token)
{
    return itd_variant_is_syllable(token->variant) || itd_token_is_syllable(token);
}

static bool begins_with(const itd_token *word, const itd_token *initial)
{
    return word->kind == ITD_TOKEN_WORD && itd_str_starts_with(word->text, initial->text);
}

/* Scripts without vowels, or with syllables only, are too far from Latin letters for edits: their
 * skeletons do it. */
static bool has_letters(const itd_token *token)
{
    switch ((itd_origin)token->origin) {
    case ITD_ORIGIN_ARABIC:
    case ITD_ORIGIN_PERSIAN:
    case ITD_ORIGIN_HEBREW:
    case ITD_ORIGIN_HANGUL:
    case ITD_ORIGIN_HAN:
    case ITD_ORIGIN_KANA:
        return false;
    default:
        return true;
    }
}

static uint8_t script_of(const itd_token *token)
{
    return token->origin == ITD_ORIGIN_PERSIAN ? ITD_ORIGIN_ARABIC : token->origin;
}

/* Of two tokens from different scripts; romanisation has used up the tolerance of short ones. */
static bool may_differ_by_edits(const itd_token *a, const itd_token *b, size_t longer)
{
    if (a->origin <= ITD_ORIGIN_LATIN && b->origin <= ITD_ORIGIN_LATIN)
        return true;
    return has_letters(a) && has_letters(b) && longer >= EDIT_LETTERS_MIN;
}

/* Quick refusals before the edit distance is computed; each follows from its definition. An edit
 * changes the length by at most one; it adds or removes at most one kind of letter on either side,
 * a substitution at most one on both, so d edits make at most 2d bits of the masks differ. */
static uint32_t edit_similarity(const itd_token *a, const itd_token *b)
{
    const size_t longer = a->letters > b->letters ? a->letters : b->letters;
    const size_t gap = longer - (a->letters < b->letters ? a->letters : b->letters);
    const size_t budget = itd_osa_budget(longer);

    if (script_of(a) != script_of(b) && !may_differ_by_edits(a, b, longer))
        return 0;
    if (gap > budget || (size_t)bits(a->letter_mask ^ b->letter_mask) > 2 * budget)
        return 0;
    return itd_osa_normalized_similarity(a->text, a->letters, b->text, b->letters, 0);
}

static bool texts_are_equal(const itd_token *a, const itd_token *b)
{
    return a->letter_mask == b->letter_mask && itd_str_equal(a->text, b->text);
}

/* The largest that a skeleton of both gives. */
static uint32_t skeleton_similarity(const itd_token *a, const itd_token *b)
{
    uint32_t most = 0;

    for (size_t i = 0; i < ITD_SKELETONS_MAX && a->skeleton[i]; i++)
        for (size_t j = 0; j < ITD_SKELETONS_MAX && b->skeleton[j]; j++)
            if (itd_skeleton_partner(a->skeleton[i]) == b->skeleton[j]) {
                const uint32_t own = itd_skeleton_similarity(a->skeleton[i], a->origin, b->origin);

                most = own > most ? own : most;
            }
    return most;
}

/* "Snow Storm V" and "Snow Storm 5". */
static bool are_numeral_and_number(const itd_token *numeral, const itd_token *number)
{
    if (numeral->kind != ITD_TOKEN_INITIAL && numeral->kind != ITD_TOKEN_WORD)
        return false;
    for (size_t i = 0; i < ITD_NUMERALS; i++)
        if (itd_str_equal(itd_numerals[i].roman, numeral->text))
            return itd_str_equal(itd_numerals[i].digits, number->text);
    return false;
}

/* One of the two is a number. */
static uint32_t number_similarity(const itd_token *query, const itd_token *listed)
{
    if (query->kind == listed->kind)
        return itd_str_equal(query->text, listed->text) ? ITD_SIMILARITY_ONE : 0;
    return (query->kind == ITD_TOKEN_NUMBER ? are_numeral_and_number(listed, query)
                                            : are_numeral_and_number(query, listed))
               ? SIMILARITY_NUMERAL
               : 0;
}

uint32_t itd_token_similarity(const itd_token *query, const itd_token *listed,
                              itd_pair_rule *ret_rule)
{
    uint32_t by_table = 0, by_edit = 0, by_skeleton;

    if (query->kind == ITD_TOKEN_NUMBER || listed->kind == ITD_TOKEN_NUMBER) {
        *ret_rule = ITD_PAIR_NUMBER;
        return number_similarity(query, listed);
    }
    if (texts_are_equal(query, listed)) {
        *ret_rule = ITD_PAIR_EXACT;
        return ITD_SIMILARITY_ONE;
    }
    if (query->kind == ITD_TOKEN_INITIAL || listed->kind == ITD_TOKEN_INITIAL) {
        const bool cut = begins_with(query, listed) || begins_with(listed, query);

        /* a Korean surname may be one letter: O, U */
        *ret_rule = cut ? ITD_PAIR_INITIAL : ITD_PAIR_SKELETON;
        return cut ? SIMILARITY_INITIAL : skeleton_similarity(query, listed);
    }
    if (query->variant && listed->variant)
        by_table = itd_variant_similarity(query->variant, listed->variant);
    /* Jong and Song are one letter apart and two names: syllables pair by the table only. */
    if (is_word_like(query) && is_word_like(listed) && !(is_syllable(query) && is_syllable(listed)))
        by_edit = edit_similarity(query, listed);
    by_skeleton = skeleton_similarity(query, listed);
    if (by_skeleton > by_table && by_skeleton >= by_edit) {
        *ret_rule = ITD_PAIR_SKELETON;
        return by_skeleton;
    }
    *ret_rule = by_table >= by_edit ? ITD_PAIR_TABLE : ITD_PAIR_EDIT;
    return by_table >= by_edit ? by_table : by_edit;
}

bool itd_token_may_join(const itd_token *token)
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

/* Skeletons of joined neighbours are rows of syllables, whose value is that of their length. */
static uint32_t join_skeleton_similarity(const itd_token *first, const uint64_t *joined,
                                         const itd_token *whole)
{
    uint32_t most = 0;

    for (size_t k = 0; k < ITD_JOIN_SKELETONS_MAX; k++)
        for (size_t i = 0; joined[k] && i < ITD_SKELETONS_MAX && whole->skeleton[i]; i++)
            if (whole->skeleton[i] == joined[k]) {
                const uint32_t own =
                    itd_skeleton_similarity(joined[k], first->origin, whole->origin);

                most = own > most ? own : most;
            }
    return most;
}

uint32_t itd_join_similarity(const itd_token *parts, size_t count, const itd_token *whole)
{
    uint32_t by_table, by_skeleton;

    if (is_joined_text(parts, count, whole))
        return ITD_SIMILARITY_ONE;
    by_table = itd_variant_similarity(parts->join_variant[count - 2], whole->variant);
    by_skeleton = join_skeleton_similarity(parts, parts->join_skeleton[count - 2], whole);
    return by_table >= by_skeleton ? by_table : by_skeleton;
}
