/* Second step of a name's way: folded characters → tokens with kind and place. The steps, in order:
 *
 *   1. characters are letters, digits, CJK characters or separators; single digits between Latin
 *      letters that stand for a letter become it (leet);
 *   2. runs of one class are pieces (a name in Han, kana or Hangul without blanks is one piece);
 *   3. inside a run of letters that holds a Latin one, homoglyphs of other scripts become Latin;
 *   4. runs of five or more single letters are one piece (a name spelled out letter by letter;
 *      shorter runs may be initials and are joined by the score where that fits);
 *   5. the longest legal form that starts at a piece is one token; else the piece is one.
 *
 * The pieces' characters are packed without separators, so joining neighbours is adding counts. */
#include "text/folder.h"

#include <string.h>

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "text/romanise.h"
#include "text/skeleton.h"
#include "text/words.h"

#define KOREAN_NAME_SYLLABLES 3
#define SPELLED_OUT_MIN 5 /* single letters in a row that are one word */
/* Bytes of a phrase that is looked up; longer pieces begin no legal form. */
#define PHRASE_BYTES_MAX 160
/* The mark of a long vowel belongs to both kana and so to no script. */
#define LONG_VOWEL 0x30FC

itd_status itd_folder_new(itd_folder **ret_folder, itd_error *err)
{
    itd_folder  *folder;
    UVersionInfo in_use, compiled;

    u_getUnicodeVersion(in_use);
    u_versionFromString(compiled, U_UNICODE_VERSION);
    if (memcmp(in_use, compiled, sizeof in_use) != 0)
        return itd_error_set(err, ITD_E_VERSION, "built for Unicode %s, the library has %d.%d",
                             U_UNICODE_VERSION, in_use[0], in_use[1]);
    folder = itd_mem_new(1, sizeof *folder);
    if (!folder)
        return itd_error_no_memory(err);
    *ret_folder = folder;
    return ITD_OK;
}

void itd_folder_free(itd_folder *folder)
{
    if (!folder)
        return;
    itd_romaniser_free(folder->romaniser);
    itd_mem_free(folder);
}

static bool is_latin(uint32_t code)
{
    return code >= 'a' && code <= 'z';
}

static enum itd_char_class class_of(uint32_t code)
{
    UErrorCode  failed = U_ZERO_ERROR;
    UScriptCode script;

    if (is_latin(code))
        return ITD_CHAR_LETTER;
    if (code >= '0' && code <= '9')
        return ITD_CHAR_DIGIT;
    if (code == '&')
        return ITD_CHAR_AMPERSAND;
    if (code < 0x80)
        return ITD_CHAR_SEPARATOR;
    switch (u_charType((UChar32)code)) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER:
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER:
    case U_NON_SPACING_MARK:
    case U_COMBINING_SPACING_MARK:
        break;
    default:
        return ITD_CHAR_SEPARATOR;
    }
    script = uscript_getScript((UChar32)code, &failed);
    switch (script) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
        return ITD_CHAR_CJK;
    default:
        return code == LONG_VOWEL ? ITD_CHAR_CJK : ITD_CHAR_LETTER;
    }
}

uint8_t itd_origin_of(uint32_t code)
{
    static const struct {
        UScriptCode script;
        uint8_t     origin;
    } rows[] = {
        {USCRIPT_LATIN, ITD_ORIGIN_LATIN},       {USCRIPT_ARABIC, ITD_ORIGIN_ARABIC},
        {USCRIPT_HEBREW, ITD_ORIGIN_HEBREW},     {USCRIPT_CYRILLIC, ITD_ORIGIN_CYRILLIC},
        {USCRIPT_GREEK, ITD_ORIGIN_GREEK},       {USCRIPT_GEORGIAN, ITD_ORIGIN_GEORGIAN},
        {USCRIPT_ARMENIAN, ITD_ORIGIN_ARMENIAN}, {USCRIPT_HANGUL, ITD_ORIGIN_HANGUL},
        {USCRIPT_HAN, ITD_ORIGIN_HAN},           {USCRIPT_HIRAGANA, ITD_ORIGIN_KANA},
        {USCRIPT_KATAKANA, ITD_ORIGIN_KANA},     {USCRIPT_THAI, ITD_ORIGIN_THAI},
        {USCRIPT_BENGALI, ITD_ORIGIN_BENGALI},   {USCRIPT_DEVANAGARI, ITD_ORIGIN_DEVANAGARI},
        {USCRIPT_KHMER, ITD_ORIGIN_KHMER},       {USCRIPT_MYANMAR, ITD_ORIGIN_MYANMAR},
        {USCRIPT_ETHIOPIC, ITD_ORIGIN_ETHIOPIC}, {USCRIPT_SINHALA, ITD_ORIGIN_SINHALA},
    };
    UErrorCode  failed = U_ZERO_ERROR;
    UScriptCode script;

    if (is_latin(code))
        return ITD_ORIGIN_LATIN;
    if (code < 0x80)
        return ITD_ORIGIN_NONE;
    if (code == LONG_VOWEL)
        return ITD_ORIGIN_KANA;
    script = uscript_getScript((UChar32)code, &failed);
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++)
        if (rows[i].script == script)
            return rows[i].origin;
    return ITD_ORIGIN_OTHER;
}

/* The letter a digit is written for in "k1m" or "m0hammed", 0 for none. */
static uint32_t leet_letter(uint32_t code)
{
    switch (code) {
    case '0':
        return 'o';
    case '1':
        return 'i';
    case '3':
        return 'e';
    case '4':
        return 'a';
    case '5':
        return 's';
    case '7':
        return 't';
    default:
        return 0;
    }
}

static void replace_leet(itd_folded *folded, size_t count)
{
    for (size_t i = 1; i + 1 < count; i++) {
        const uint32_t letter = leet_letter(folded[i].code);

        if (letter && is_latin(folded[i - 1].code) && is_latin(folded[i + 1].code))
            folded[i].code = letter;
    }
}

static uint8_t origin_of(const itd_folded *character)
{
    return character->origin ? character->origin : itd_origin_of(character->code);
}

/* Packs the characters that count and marks where pieces begin. */
static void split(itd_folder *folder, size_t count)
{
    itd_folded *folded = folder->folded;
    size_t      packed = 0;
    size_t      since = 0; /* separators since the last character that counts */
    uint8_t     before = ITD_CHAR_SEPARATOR;

    folder->piece_count = 0;
    for (size_t i = 0; i < count; i++) {
        const uint8_t class = (uint8_t)class_of(folded[i].code);

        if (class != ITD_CHAR_SEPARATOR) {
            if (class != before || class == ITD_CHAR_AMPERSAND)
                folder->pieces[folder->piece_count++] =
                    (struct itd_piece){.first = (uint16_t)packed,
                                       .class = class,
                                       .origin = origin_of(&folded[i]),
                                       .glued = before != ITD_CHAR_SEPARATOR,
                                       .slashed = since == 1 && i > 0 && folded[i - 1].code == '/'};
            folder->pieces[folder->piece_count - 1].count++;
            folded[packed++] = folded[i];
            since = 0;
        } else {
            since++;
        }
        before = class;
    }
}

static void replace_homoglyphs(itd_folded *folded, struct itd_piece *piece)
{
    bool latin = false;

    for (size_t i = 0; i < piece->count; i++)
        latin = latin || is_latin(folded[piece->first + i].code);
    for (size_t i = 0; latin && i < piece->count; i++) {
        const uint32_t letter = itd_words_homoglyph(folded[piece->first + i].code);

        if (letter)
            folded[piece->first + i].code = letter;
    }
    if (latin && !folded[piece->first].origin) /* romanised letters keep theirs */
        piece->origin = ITD_ORIGIN_LATIN;
}

static bool is_single_letter(const struct itd_piece *piece)
{
    return piece->class == ITD_CHAR_LETTER && piece->count == 1;
}

static void join_spelled_out(itd_folder *folder)
{
    struct itd_piece *pieces = folder->pieces;
    size_t            kept = 0;

    for (size_t i = 0; i < folder->piece_count;) {
        size_t run = 0;

        while (i + run < folder->piece_count && is_single_letter(&pieces[i + run]))
            run++;
        pieces[kept] = pieces[i];
        if (run >= SPELLED_OUT_MIN) {
            pieces[kept].count = (uint16_t)run;
            i += run;
        } else {
            i++;
        }
        kept++;
    }
    folder->piece_count = kept;
}

static itd_str encode_piece(itd_folder *folder, const struct itd_piece *piece)
{
    size_t len = 0;

    for (size_t i = 0; i < piece->count; i++)
        len += itd_utf8_encode(folder->folded[piece->first + i].code, folder->bytes + len);
    return (itd_str){.ptr = folder->bytes, .len = len};
}

/* Adds a piece to a phrase of *len bytes; false when it cannot belong to a legal form. */
static bool add_to_phrase(const itd_folder *folder, const struct itd_piece *piece, char *phrase,
                          size_t *len)
{
    static const char and[] = "and"; /* GmbH & Co. KG */

    if ((piece->class != ITD_CHAR_LETTER && piece->class != ITD_CHAR_AMPERSAND) ||
        *len + piece->count + sizeof and > PHRASE_BYTES_MAX)
        return false;
    if (*len > 0)
        phrase[(*len)++] = ' ';
    if (piece->class == ITD_CHAR_AMPERSAND) {
        memcpy(phrase + *len, and, sizeof and-1);
        *len += sizeof and-1;
        return true;
    }
    for (size_t i = 0; i < piece->count; i++) {
        const uint32_t code = folder->folded[piece->first + i].code;

        if (!is_latin(code))
            return false;
        phrase[(*len)++] = (char)code;
    }
    return true;
}

/* The longest legal form of several pieces that starts at piece `at`: *ret_count pieces, or
 * NULL. */
static const struct itd_text_word *find_phrase(const itd_folder *folder, size_t at, bool is_first,
                                               size_t *ret_count)
{
    char                        phrase[PHRASE_BYTES_MAX];
    size_t                      len = 0;
    const struct itd_text_word *longest = NULL;

    for (size_t n = 0; n < ITD_PHRASE_WORDS_MAX && at + n < folder->piece_count; n++) {
        const struct itd_text_word *found;

        if (!add_to_phrase(folder, &folder->pieces[at + n], phrase, &len))
            break;
        if (n == 0) {
            if (!itd_words_begins_phrase((itd_str){.ptr = phrase, .len = len}))
                break;
            continue;
        }
        found = itd_words_find_phrase((itd_str){.ptr = phrase, .len = len});
        /* "A/S Norden": the slash says that these letters are no initials. */
        if (found && (!found->tail || !is_first || folder->pieces[at + n].slashed)) {
            longest = found;
            *ret_count = n + 1;
        }
    }
    return longest;
}

static bool is_ordinal_suffix(const itd_folder *folder, const struct itd_piece *piece)
{
    static const char *const suffixes[] = {"st", "nd", "rd", "th"};
    const itd_folded *const  chars = &folder->folded[piece->first];

    if (piece->class != ITD_CHAR_LETTER || piece->count != 2 || !piece->glued)
        return false;
    for (size_t i = 0; i < ITD_ARRAY_LEN(suffixes); i++)
        if (chars[0].code == (unsigned char)suffixes[i][0] &&
            chars[1].code == (unsigned char)suffixes[i][1])
            return true;
    return false;
}

static itd_str without_leading_zeros(itd_str digits)
{
    size_t zeros = 0;

    while (zeros + 1 < digits.len && digits.ptr[zeros] == '0')
        zeros++;
    return itd_str_from(digits, zeros);
}

/* Kind and text of one piece; the text is borrowed until the next piece. Returns the pieces
 * used. */
static size_t classify(itd_folder *folder, size_t at, bool is_first, itd_token *token)
{
    const struct itd_piece     *piece = &folder->pieces[at];
    const struct itd_text_word *word;
    size_t                      used = 1;

    word = find_phrase(folder, at, is_first, &used);
    if (!word) {
        token->text = encode_piece(folder, piece);
        if (piece->class == ITD_CHAR_DIGIT) {
            token->kind = ITD_TOKEN_NUMBER;
            token->text = without_leading_zeros(token->text);
            return at + 1 < folder->piece_count && is_ordinal_suffix(folder, piece + 1) ? 2 : 1;
        }
        if (piece->class == ITD_CHAR_AMPERSAND)
            token->text = ITD_STR("and");
        word = itd_words_find(token->text);
        if (word && word->tail && is_first)
            word = NULL;
    }
    if (word) {
        token->kind = word->kind;
        token->text = itd_str_of(word->canonical);
    } else {
        token->kind = is_single_letter(piece) ? ITD_TOKEN_INITIAL : ITD_TOKEN_WORD;
    }
    return used;
}

/* Where it stands in the original, and in what script. */
static void set_place(const itd_folder *folder, size_t at, size_t used, itd_token *token)
{
    const struct itd_piece *last = &folder->pieces[at + used - 1];

    token->from = folder->folded[folder->pieces[at].first].from;
    token->to = folder->folded[last->first + last->count - 1].to;
    token->origin = folder->pieces[at].origin;
}

/* Kim Se Gon is no Societas Europaea: of three Korean syllables each is a word. */
static void mend_syllables(itd_token *tokens, size_t count)
{
    bool all = count == KOREAN_NAME_SYLLABLES;

    for (size_t i = 0; all && i < count; i++)
        all = itd_text_is_syllable(tokens[i].text);
    for (size_t i = 0; all && i < count; i++)
        if (tokens[i].kind == ITD_TOKEN_LEGAL_FORM || tokens[i].kind == ITD_TOKEN_PARTICLE)
            tokens[i].kind = ITD_TOKEN_WORD;
}

itd_status itd_tokenise_folded(itd_folder *folder, size_t count, itd_arena *arena,
                               itd_name *ret_name, itd_error *err)
{
    itd_name   name = {.complete = true};
    itd_token *tokens;

    replace_leet(folder->folded, count);
    split(folder, count);
    for (size_t i = 0; i < folder->piece_count; i++)
        replace_homoglyphs(folder->folded, &folder->pieces[i]);
    join_spelled_out(folder);

    for (size_t at = 0; at < folder->piece_count;) {
        itd_token    token = {0};
        const size_t used = classify(folder, at, name.count == 0, &token);

        if (name.count == ITD_NAME_TOKENS_MAX) {
            name.complete = false;
            break;
        }
        set_place(folder, at, used, &token);
        if (!itd_arena_copy(arena, token.text, &token.text))
            return itd_error_no_memory(err);
        folder->tokens[name.count++] = token;
        at += used;
    }
    tokens = itd_arena_new_array(arena, name.count > 0 ? name.count : 1, sizeof *tokens);
    if (!tokens)
        return itd_error_no_memory(err);
    mend_syllables(folder->tokens, name.count);
    itd_name_derive_kept(folder->tokens, name.count, &folder->kept);
    if (name.count > 0)
        memcpy(tokens, folder->tokens, name.count * sizeof *tokens);
    name.tokens = tokens;
    *ret_name = name;
    return ITD_OK;
}

itd_status itd_name_tokenise(itd_folder *folder, itd_str text, itd_arena *arena, itd_name *ret_name,
                             itd_error *err)
{
    size_t     count = 0;
    itd_status st = itd_fold(text, folder->folded, &count, err);

    return st == ITD_OK ? itd_tokenise_folded(folder, count, arena, ret_name, err) : st;
}

const char *itd_text_unicode_version(void)
{
    return U_UNICODE_VERSION;
}
