/* Romanisation of one piece of a name, run by run of one script: by our table, syllable by syllable
 * for Hangul and Han, and through ICU's transliterator for what has no table, in portions, each
 * letter with the place of its portion. Readings of Han are ICU's, one character at a time, kept
 * for the next name. */
#include "text/romanise.h"

#include <unicode/putil.h>
#include <unicode/utf16.h>
#include <unicode/utrans.h>

#include "base/memory.h"
#include "text/roman_letters.h"
#include "text/words.h"

/* Characters handed to ICU at once; longer runs go in portions. */
#define PORTION_MAX 64
/* UTF-16 units a portion may become: readings of Han have up to seven letters and a blank. */
#define UNITS_MAX (PORTION_MAX * 16)
#define READING_MAX 15
#define READINGS_KEPT 4096

/* An Arabic word that begins with the article has at least so many letters. */
#define WITH_ARTICLE_MIN 5
#define ALEF 0x0627
#define LAM 0x0644

struct reading {
    uint32_t code; /* 0: free */
    char     letters[READING_MAX + 1];
};

struct itd_romaniser {
    UTransliterator *any_latin;
    struct reading   readings[READINGS_KEPT]; /* by code modulo; the last one stays */
};

static itd_status failure(UErrorCode failed, itd_error *err)
{
    if (failed == U_MEMORY_ALLOCATION_ERROR)
        return itd_error_no_memory(err);
    return itd_error_set(err, ITD_E_CORRUPT, "the Unicode library cannot romanise: %s",
                         u_errorName(failed));
}

itd_status itd_romaniser_new(struct itd_romaniser **ret_romaniser, itd_error *err)
{
    static const char     id[] = "Any-Latin; NFKD; [:Mn:] Remove; Lower";
    UErrorCode            failed = U_ZERO_ERROR;
    UChar                 units[sizeof id];
    struct itd_romaniser *romaniser = itd_mem_new(1, sizeof *romaniser);

    if (!romaniser)
        return itd_error_no_memory(err);
    u_charsToUChars(id, units, sizeof id);
    romaniser->any_latin = utrans_openU(units, -1, UTRANS_FORWARD, NULL, 0, NULL, &failed);
    if (U_FAILURE(failed)) {
        itd_romaniser_free(romaniser);
        return failure(failed, err);
    }
    *ret_romaniser = romaniser;
    return ITD_OK;
}

void itd_romaniser_free(struct itd_romaniser *romaniser)
{
    if (!romaniser)
        return;
    if (romaniser->any_latin)
        utrans_close(romaniser->any_latin);
    itd_mem_free(romaniser);
}

itd_status itd_letters_put(struct itd_letters *letters, uint32_t code, const itd_folded *place,
                           itd_error *err)
{
    if (letters->count == ITD_FOLDED_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "a name that unfolds to more than %d characters",
                             (int)ITD_FOLDED_MAX);
    letters->folded[letters->count] = *place;
    letters->folded[letters->count++].code = code;
    return ITD_OK;
}

itd_status itd_letters_put_text(struct itd_letters *letters, const char *text,
                                const itd_folded *place, itd_error *err)
{
    itd_status st = ITD_OK;

    for (; *text && st == ITD_OK; text++)
        st = itd_letters_put(letters, (unsigned char)*text, place, err);
    return st;
}

/* One UTF-16 unit of ICU's answer; what is no Latin letter even for the table of letters is left
 * out. */
static itd_status put_unit(struct itd_letters *letters, UChar unit, const itd_folded *place,
                           itd_error *err)
{
    const char *text;

    if ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9') || unit == ' ')
        return itd_letters_put(letters, unit, place, err);
    text = itd_words_fold(unit);
    return text ? itd_letters_put_text(letters, text, place, err) : ITD_OK;
}

static itd_status transliterate(struct itd_romaniser *romaniser, const itd_folded *chars,
                                size_t char_count, UChar units[static UNITS_MAX], int32_t *ret_len,
                                itd_error *err)
{
    UErrorCode failed = U_ZERO_ERROR;
    int32_t    len = 0, limit;

    for (size_t i = 0; i < char_count; i++)
        U16_APPEND_UNSAFE(units, len, chars[i].code);
    limit = len;
    utrans_transUChars(romaniser->any_latin, units, &len, UNITS_MAX, 0, &limit, &failed);
    if (U_FAILURE(failed))
        return failure(failed, err);
    *ret_len = len;
    return ITD_OK;
}

static itd_status put_portion(struct itd_romaniser *romaniser, const itd_folded *chars,
                              size_t char_count, uint8_t origin, struct itd_letters *letters,
                              itd_error *err)
{
    UChar      units[UNITS_MAX];
    int32_t    len = 0;
    itd_folded place = chars[0];
    itd_status st = transliterate(romaniser, chars, char_count, units, &len, err);

    place.to = chars[char_count - 1].to;
    place.origin = origin;
    for (int32_t i = 0; st == ITD_OK && i < len; i++)
        st = put_unit(letters, units[i], &place, err);
    return st;
}

static itd_status put_by_icu(struct itd_romaniser *romaniser, const itd_folded *chars,
                             size_t char_count, uint8_t origin, struct itd_letters *letters,
                             itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t at = 0; st == ITD_OK && at < char_count; at += PORTION_MAX) {
        const size_t rest = char_count - at;

        st = put_portion(romaniser, chars + at, rest < PORTION_MAX ? rest : PORTION_MAX, origin,
                         letters, err);
    }
    return st;
}

/* The reading of one Han character, without blanks. */
static itd_status read_han(struct itd_romaniser *romaniser, const itd_folded *character,
                           const char **ret_text, itd_error *err)
{
    struct reading    *reading = &romaniser->readings[character->code % READINGS_KEPT];
    itd_folded         made[UNITS_MAX];
    struct itd_letters letters = {.folded = made};
    itd_status         st = ITD_OK;
    size_t             len = 0;

    if (reading->code != character->code) {
        st = put_portion(romaniser, character, 1, ITD_ORIGIN_HAN, &letters, err);
        if (st != ITD_OK)
            return st;
        for (size_t i = 0; i < letters.count && len < READING_MAX; i++)
            if (made[i].code != ' ')
                reading->letters[len++] = (char)made[i].code;
        reading->letters[len] = '\0';
        reading->code = character->code;
    }
    *ret_text = reading->letters;
    return ITD_OK;
}

static itd_status put_han(struct itd_romaniser *romaniser, const itd_folded *chars,
                          size_t char_count, bool apart, struct itd_letters *letters,
                          itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t at = 0; st == ITD_OK && at < char_count;) {
        const char *text = "";
        size_t      len = at == 0 ? itd_roman_table_prefix(chars, char_count, &text) : 0;
        itd_folded  place = chars[at];

        if (len == 0) {
            st = read_han(romaniser, &chars[at], &text, err);
            len = 1;
        }
        place.to = chars[at + len - 1].to;
        place.origin = ITD_ORIGIN_HAN;
        if (st == ITD_OK && apart && at > 0)
            st = itd_letters_put(letters, ' ', &place, err);
        if (st == ITD_OK)
            st = itd_letters_put_text(letters, text, &place, err);
        at += len;
    }
    return st;
}

/* The article is a word of its own in Latin letters, unless the scheme joins. */
static itd_status put_arabic(const itd_folded *chars, size_t count, itd_scheme scheme,
                             struct itd_letters *letters, itd_error *err)
{
    const bool second = scheme == ITD_SCHEME_SECOND;
    const bool with_article = scheme != ITD_SCHEME_JOINED && count >= WITH_ARTICLE_MIN &&
                              chars[0].code == ALEF && chars[1].code == LAM;
    itd_status st = ITD_OK;

    if (with_article) {
        st = itd_roman_table_put(letters, chars, 2, second, err);
        if (st == ITD_OK)
            st = itd_letters_put(letters, ' ', &chars[2], err);
        chars += 2;
        count -= 2;
    }
    return st == ITD_OK ? itd_roman_table_put(letters, chars, count, second, err) : st;
}

static itd_status put_run(struct itd_romaniser *romaniser, const itd_folded *chars, size_t count,
                          uint8_t origin, itd_scheme scheme, struct itd_letters *letters,
                          itd_error *err)
{
    const bool apart = scheme != ITD_SCHEME_JOINED;
    const bool second = scheme == ITD_SCHEME_SECOND;

    if (origin == ITD_ORIGIN_ARABIC)
        return put_arabic(chars, count, scheme, letters, err);
    if (origin == ITD_ORIGIN_HANGUL)
        return itd_hangul_put(letters, chars, count, apart, second, err);
    if (origin == ITD_ORIGIN_HAN)
        return put_han(romaniser, chars, count, apart, letters, err);
    if (itd_roman_table_has(origin))
        return itd_roman_table_put(letters, chars, count, second, err);
    if (itd_abugida_has(origin))
        return itd_abugida_put(letters, chars, count, origin, apart && origin == ITD_ORIGIN_MYANMAR,
                               second, err);
    return put_by_icu(romaniser, chars, count, origin, letters, err);
}

itd_status itd_romanise(struct itd_romaniser *romaniser, const itd_folded *chars, size_t char_count,
                        itd_scheme scheme, itd_folded *ret_folded, size_t *count, itd_error *err)
{
    struct itd_letters letters = {.folded = ret_folded, .count = *count};
    itd_status         st = ITD_OK;

    for (size_t at = 0; st == ITD_OK && at < char_count;) {
        const uint8_t origin = itd_origin_of(chars[at].code);
        size_t        end = at + 1;

        while (end < char_count && itd_origin_of(chars[end].code) == origin)
            end++;
        if (at > 0 && origin == ITD_ORIGIN_HAN && scheme != ITD_SCHEME_JOINED)
            st = itd_letters_put(&letters, ' ', &chars[at], err);
        if (st == ITD_OK)
            st = put_run(romaniser, chars + at, end - at, origin, scheme, &letters, err);
        at = end;
    }
    *count = letters.count;
    return st;
}
