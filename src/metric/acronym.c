/* Which letters of a name an acronym takes: of words, initials and titles the first letter of each,
 * in order; of particles and legal forms, as it likes (Ministry Of Defence and Armed Forces
 * Logistics: MODAFL; National Iranian Oil Company: NIOC); of numbers none. Scripts without capital
 * letters have no such habit, and a syllable is no word: only Latin, Cyrillic and Greek names. */
#include "metric/acronym.h"

#include <string.h>

#include "base/utf8.h"

/* By letters; what they cost in false alerts: docs/matching.md, section 6. */
#define SIMILARITY_THREE 7500
#define SIMILARITY_FOUR 8500

uint32_t itd_acronym_similarity(size_t letters)
{
    if (letters < ITD_ACRONYM_LETTERS_MIN || letters > ITD_ACRONYM_LETTERS_MAX)
        return 0;
    if (letters == ITD_ACRONYM_LETTERS_MIN)
        return SIMILARITY_THREE;
    return letters == ITD_ACRONYM_LETTERS_MIN + 1 ? SIMILARITY_FOUR : ITD_ACRONYM_SIMILARITY_MAX;
}

static bool has_capitals(const itd_token *token)
{
    return token->origin == ITD_ORIGIN_LATIN || token->origin == ITD_ORIGIN_CYRILLIC ||
           token->origin == ITD_ORIGIN_GREEK;
}

/* Must an acronym have its letter? */
static bool is_needed(const itd_token *token)
{
    return token->kind == ITD_TOKEN_WORD || token->kind == ITD_TOKEN_INITIAL ||
           token->kind == ITD_TOKEN_TITLE;
}

static bool is_optional(const itd_token *token)
{
    return token->kind == ITD_TOKEN_PARTICLE || token->kind == ITD_TOKEN_LEGAL_FORM;
}

/* The first letter of a token. */
static itd_str first_letter(const itd_token *token)
{
    uint32_t code;

    return itd_str_slice(token->text, 0, itd_utf8_decode(token->text, &code));
}

/* ---- the short side ---- */

static bool take_letters(const itd_name *name, size_t first, size_t count, itd_acronym *acronym)
{
    *acronym = (itd_acronym){.len = 0};
    for (size_t i = first; i < first + count; i++) {
        const itd_token *token = &name->tokens[i];

        if (!has_capitals(token) || token->text.len > sizeof acronym->bytes - acronym->len)
            return false;
        memcpy(acronym->bytes + acronym->len, token->text.ptr, token->text.len);
        acronym->len = (uint8_t)(acronym->len + token->text.len);
        acronym->letters = (uint8_t)(acronym->letters + token->letters);
    }
    return itd_acronym_similarity(acronym->letters) > 0;
}

bool itd_acronym_is(const itd_name *name, itd_acronym *ret_acronym, size_t *ret_first,
                    size_t *ret_count)
{
    size_t first = 0, past;

    while (first < name->count && name->tokens[first].kind == ITD_TOKEN_LEGAL_FORM)
        first++;
    if (first == name->count || !name->complete)
        return false;
    past = first + 1;
    if (name->tokens[first].kind == ITD_TOKEN_INITIAL)
        while (past < name->count && name->tokens[past].kind == ITD_TOKEN_INITIAL)
            past++;
    else if (name->tokens[first].kind != ITD_TOKEN_WORD)
        return false;
    for (size_t i = past; i < name->count; i++)
        if (name->tokens[i].kind != ITD_TOKEN_LEGAL_FORM)
            return false;
    *ret_first = first;
    *ret_count = past - first;
    return take_letters(name, first, past - first, ret_acronym);
}

/* ---- the long side ---- */

/* Has the name enough words, and letters to take? */
static bool may_be_shortened(const itd_name *name)
{
    size_t words = 0;

    if (name->count < ITD_ACRONYM_WORDS_MIN || !name->complete)
        return false;
    for (size_t i = 0; i < name->count; i++) {
        if (!is_needed(&name->tokens[i]))
            continue;
        if (!has_capitals(&name->tokens[i]))
            return false;
        words++;
    }
    return words >= ITD_ACRONYM_WORDS_MIN && words <= ITD_ACRONYM_LETTERS_MAX;
}

static bool add_letter(const itd_token *token, itd_acronym *acronym)
{
    const itd_str letter = first_letter(token);

    if (acronym->letters == ITD_ACRONYM_LETTERS_MAX)
        return false;
    memcpy(acronym->bytes + acronym->len, letter.ptr, letter.len);
    acronym->len = (uint8_t)(acronym->len + letter.len);
    acronym->letters++;
    return true;
}

/* With those optional tokens whose bits are set. */
static bool make(const itd_name *name, size_t set, itd_acronym *ret_acronym)
{
    size_t optional = 0;
    bool   fits = true;

    *ret_acronym = (itd_acronym){.len = 0};
    for (size_t i = 0; fits && i < name->count; i++) {
        const itd_token *token = &name->tokens[i];
        bool             taken = is_needed(token);

        if (is_optional(token) && optional < ITD_ACRONYM_OPTIONAL_MAX)
            taken = set >> optional++ & 1;
        if (taken)
            fits = add_letter(token, ret_acronym);
    }
    return fits;
}

static bool is_known(const itd_acronym *acronyms, size_t count, const itd_acronym *acronym)
{
    for (size_t i = 0; i < count; i++)
        if (itd_str_equal(itd_acronym_text(&acronyms[i]), itd_acronym_text(acronym)))
            return true;
    return false;
}

size_t itd_acronyms_of(const itd_name *name, itd_acronym ret_acronyms[static ITD_ACRONYMS_MAX])
{
    size_t optional = 0, count = 0;

    if (!may_be_shortened(name))
        return 0;
    for (size_t i = 0; i < name->count; i++)
        optional += is_optional(&name->tokens[i]);
    if (optional > ITD_ACRONYM_OPTIONAL_MAX)
        optional = ITD_ACRONYM_OPTIONAL_MAX;
    for (size_t set = 0; set < (size_t)1 << optional; set++)
        if (make(name, set, &ret_acronyms[count]) &&
            !is_known(ret_acronyms, count, &ret_acronyms[count]))
            count++;
    return count;
}

/* The letters from `rest` on against the tokens from `at` on, of which `optional` tokens before
 * them might be left out. At most ITD_ACRONYMS_MAX ways. */
static bool matches(itd_str rest, const itd_name *name, size_t at, size_t optional)
{
    for (; at < name->count; at++) {
        const itd_token *token = &name->tokens[at];
        const itd_str    letter = first_letter(token);

        if (is_needed(token)) {
            if (!itd_str_starts_with(rest, letter))
                return false;
            rest = itd_str_from(rest, letter.len);
        } else if (is_optional(token) && optional < ITD_ACRONYM_OPTIONAL_MAX) {
            optional++;
            if (itd_str_starts_with(rest, letter) &&
                matches(itd_str_from(rest, letter.len), name, at + 1, optional))
                return true;
        }
    }
    return rest.len == 0;
}

bool itd_acronym_stands_for(const itd_acronym *acronym, const itd_name *name)
{
    return may_be_shortened(name) && matches(itd_acronym_text(acronym), name, 0, 0);
}
