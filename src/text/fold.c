/* Folding: NFKC_Casefold (compatibility forms, case, invisible characters), then decomposition and
 * removal of combining marks, then the table of letters that have no decomposition. Worked on one
 * normalisation segment at a time (a base character with its marks), so that every resulting
 * character knows the bytes it came from.
 *
 * Marks are dropped only where they modify letters of alphabets written without them as well:
 * generic combining marks, Hebrew points, Arabic vowel signs. Vowel signs of the Indic and South-
 * East Asian scripts are letters in all but name and stay; so do Hangul syllables and voiced kana,
 * which must not be taken apart.
 *
 * Source: Unicode Standard Annex 15; Unicode 15, section 3.13 (toNFKC_Casefold). */
#include "text/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include "base/utf8.h"
#include "text/words.h"

/* Characters of one segment; more marks than this on one letter are another segment. */
#define SEGMENT_MAX 32
/* UTF-16 units that one segment may become. */
#define UNITS_MAX (SEGMENT_MAX * 18 + 2)

struct folding {
    const UNormalizer2 *nfkc_cf;
    const UNormalizer2 *nfd;
    itd_folded         *folded;
    size_t              count;
    uint32_t            from; /* span of the segment at hand */
    uint32_t            to;
    bool                full;
};

/* The character at *at of well-formed UTF-16; the macro for it converts signs behind our back. */
static UChar32 next_of(const UChar *units, int32_t len, int32_t *at)
{
    const UChar unit = units[(*at)++];

    if (U16_IS_LEAD(unit) && *at < len)
        return (UChar32)U16_GET_SUPPLEMENTARY(unit, units[(*at)++]);
    return unit;
}

static void emit(struct folding *fold, uint32_t code)
{
    if (fold->count == ITD_FOLDED_MAX) {
        fold->full = true;
        return;
    }
    fold->folded[fold->count++] = (itd_folded){.code = code, .from = fold->from, .to = fold->to};
}

static bool mark_is_dropped(UChar32 code)
{
    UErrorCode        failed = U_ZERO_ERROR;
    const int8_t      type = u_charType(code);
    const UScriptCode script = uscript_getScript(code, &failed);

    if (type != U_NON_SPACING_MARK && type != U_ENCLOSING_MARK)
        return false;
    return script == USCRIPT_INHERITED || script == USCRIPT_HEBREW || script == USCRIPT_ARABIC ||
           script == USCRIPT_SYRIAC;
}

/* Hangul and kana are compared as they are composed. */
static bool stays_composed(UChar32 code)
{
    UErrorCode        failed = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(code, &failed);

    return script == USCRIPT_HANGUL || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA;
}

static void emit_letter(struct folding *fold, UChar32 code)
{
    const char   *letters;
    const int32_t digit = u_charDigitValue(code);

    if (digit >= 0) {
        emit(fold, (uint32_t)('0' + digit));
        return;
    }
    letters = itd_words_fold((uint32_t)code);
    if (!letters) {
        emit(fold, (uint32_t)code);
        return;
    }
    for (; *letters; letters++)
        emit(fold, (uint32_t)(unsigned char)*letters);
}

static void emit_decomposed(struct folding *fold, UChar32 code)
{
    UErrorCode failed = U_ZERO_ERROR;
    UChar      units[UNITS_MAX];
    int32_t    len = -1;

    if (!stays_composed(code))
        len = unorm2_getDecomposition(fold->nfd, code, units, UNITS_MAX, &failed);
    if (len < 0 || U_FAILURE(failed)) {
        if (!mark_is_dropped(code))
            emit_letter(fold, code);
        return;
    }
    for (int32_t i = 0; i < len;) {
        const UChar32 part = next_of(units, len, &i);

        if (!mark_is_dropped(part))
            emit_letter(fold, part);
    }
}

static void fold_segment(struct folding *fold, const UChar *source, int32_t source_len)
{
    UErrorCode failed = U_ZERO_ERROR;
    UChar      units[UNITS_MAX];
    int32_t    len;

    len = unorm2_normalize(fold->nfkc_cf, source, source_len, units, UNITS_MAX, &failed);
    if (U_FAILURE(failed)) {
        fold->full = true;
        return;
    }
    for (int32_t i = 0; i < len;) {
        const UChar32 code = next_of(units, len, &i);

        emit_decomposed(fold, code);
    }
}

/* Collects the segment that starts at *at and folds it. */
static void fold_next(struct folding *fold, itd_str text, size_t *at)
{
    UChar   source[2 * SEGMENT_MAX];
    int32_t len = 0;
    size_t  end = *at;

    for (int chars = 0; chars < SEGMENT_MAX && end < text.len; chars++) {
        uint32_t     code = 0;
        const size_t step = itd_utf8_decode(itd_str_from(text, end), &code);
        const char  *letters;

        if (chars > 0 && unorm2_hasBoundaryBefore(fold->nfkc_cf, (UChar32)code))
            break;
        end += step > 0 ? step : 1;
        /* Before normalisation as well: U+00B4 would become a blank with a mark. */
        letters = itd_words_fold(code);
        if (step > 0 && !(letters && !*letters))
            U16_APPEND_UNSAFE(source, len, code);
    }
    fold->from = (uint32_t)*at;
    fold->to = (uint32_t)end;
    fold_segment(fold, source, len);
    *at = end;
}

static bool is_ascii(itd_str text, size_t at)
{
    return at >= text.len || (unsigned char)text.ptr[at] < 0x80;
}

itd_status itd_fold(itd_str text, itd_folded *ret_folded, size_t *ret_count, itd_error *err)
{
    UErrorCode     failed = U_ZERO_ERROR;
    struct folding fold = {.folded = ret_folded};
    size_t         at = 0;

    if (text.len > ITD_ENTITY_NAME_MAX)
        return itd_error_at_byte(err, ITD_E_LIMIT, ITD_ENTITY_NAME_MAX,
                                 "a name longer than %d bytes", (int)ITD_ENTITY_NAME_MAX);
    fold.nfkc_cf = unorm2_getNFKCCasefoldInstance(&failed);
    fold.nfd = unorm2_getNFDInstance(&failed);
    if (U_FAILURE(failed))
        return itd_error_set(err, ITD_E_CORRUPT, "the Unicode library has no data: %s",
                             u_errorName(failed));
    while (at < text.len && !fold.full) {
        /* An ASCII character before another one is a segment of its own and needs no tables. */
        if (is_ascii(text, at) && is_ascii(text, at + 1)) {
            fold.from = (uint32_t)at;
            fold.to = (uint32_t)++at;
            if (text.ptr[at - 1] != '\'' && text.ptr[at - 1] != '`')
                emit(&fold, (unsigned char)itd_char_lower(text.ptr[at - 1]));
        } else {
            fold_next(&fold, text, &at);
        }
    }
    if (fold.full)
        return itd_error_set(err, ITD_E_LIMIT, "a name that unfolds to more than %d characters",
                             (int)ITD_FOLDED_MAX);
    *ret_count = fold.count;
    return ITD_OK;
}
