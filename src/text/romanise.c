/* Romanisation of one piece of a name. What has no table of ours goes through ICU's transliterator,
 * in portions, each letter with the place of its portion. */
#include "text/romanise.h"

#include <unicode/utf16.h>
#include <unicode/utrans.h>

#include "base/memory.h"
#include "text/words.h"

/* Characters handed to ICU at once; longer pieces go in portions. */
#define PORTION_MAX 64
/* UTF-16 units a portion may become: readings of Han have up to seven letters and a blank. */
#define UNITS_MAX (PORTION_MAX * 16)

struct itd_romaniser {
    UTransliterator *any_latin;
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

static itd_status put(itd_folded *folded, size_t *count, uint32_t code, const itd_folded *place,
                      itd_error *err)
{
    if (*count == ITD_FOLDED_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "a name that unfolds to more than %d characters",
                             (int)ITD_FOLDED_MAX);
    folded[*count] = *place;
    folded[(*count)++].code = code;
    return ITD_OK;
}

/* One UTF-16 unit of ICU's answer; what is no Latin letter even for the table of letters is left
 * out. */
static itd_status put_unit(itd_folded *folded, size_t *count, UChar unit, const itd_folded *place,
                           itd_error *err)
{
    const char *letters;
    itd_status  st = ITD_OK;

    if ((unit >= 'a' && unit <= 'z') || (unit >= '0' && unit <= '9') || unit == ' ')
        return put(folded, count, unit, place, err);
    letters = itd_words_fold(unit);
    for (; letters && *letters && st == ITD_OK; letters++)
        st = put(folded, count, (unsigned char)*letters, place, err);
    return st;
}

static itd_status by_icu(struct itd_romaniser *romaniser, const itd_folded *chars,
                         size_t char_count, itd_folded *folded, size_t *count, itd_error *err)
{
    UErrorCode failed = U_ZERO_ERROR;
    UChar      units[UNITS_MAX];
    int32_t    len = 0, limit;
    itd_folded place = chars[0];
    itd_status st = ITD_OK;

    place.to = chars[char_count - 1].to;
    place.origin = itd_origin_of(chars[0].code);
    for (size_t i = 0; i < char_count; i++)
        U16_APPEND_UNSAFE(units, len, chars[i].code);
    limit = len;
    utrans_transUChars(romaniser->any_latin, units, &len, UNITS_MAX, 0, &limit, &failed);
    if (U_FAILURE(failed))
        return failure(failed, err);
    for (int32_t i = 0; st == ITD_OK && i < len; i++)
        st = put_unit(folded, count, units[i], &place, err);
    return st;
}

itd_status itd_romanise(struct itd_romaniser *romaniser, const itd_folded *chars, size_t char_count,
                        itd_scheme scheme, itd_folded *ret_folded, size_t *count, itd_error *err)
{
    itd_status st = ITD_OK;

    (void)scheme;
    for (size_t at = 0; st == ITD_OK && at < char_count; at += PORTION_MAX) {
        const size_t rest = char_count - at;

        st = by_icu(romaniser, chars + at, rest < PORTION_MAX ? rest : PORTION_MAX, ret_folded,
                    count, err);
    }
    return st;
}
