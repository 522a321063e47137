/* All forms of a name: as it is written, and with its foreign tokens romanised. A romanised form is
 * put together as folded characters, Latin pieces as they are, foreign ones as their letters, and
 * goes through the same steps as a name that came in Latin letters: so legal forms, particles and
 * titles are found in it too. */
#include <string.h>

#include "text/romanise.h"
#include "text/words.h"

/* Characters of a Korean name. Korean names of two are rare, Chinese ones that would meet them are
 * not. */
#define KOREAN_MIN 3
#define KOREAN_MAX 4

static bool is_foreign(const struct itd_piece *piece)
{
    return (piece->class == ITD_CHAR_LETTER || piece->class == ITD_CHAR_CJK) &&
           piece->origin != ITD_ORIGIN_LATIN;
}

static bool has_foreign(const itd_folder *folder)
{
    for (size_t i = 0; i < folder->piece_count; i++)
        if (is_foreign(&folder->pieces[i]))
            return true;
    return false;
}

/* Keeps the pieces of the name as it is written: the next form is made in their place. */
static void keep_native(itd_folder *folder)
{
    size_t chars = 0;

    for (size_t i = 0; i < folder->piece_count; i++)
        chars = (size_t)folder->pieces[i].first + folder->pieces[i].count;
    memcpy(folder->native, folder->folded, chars * sizeof *folder->native);
    folder->native_count = folder->piece_count;
    memcpy(folder->native_pieces, folder->pieces,
           folder->native_count * sizeof *folder->native_pieces);
}

/* "abd" before another word: Abd al-Rahman is written as one name or as three. */
static bool is_servant(const itd_folder *folder, const struct itd_piece *piece)
{
    static const uint32_t abd[] = {0x0639, 0x0628, 0x062F};

    if (piece->count != ITD_ARRAY_LEN(abd))
        return false;
    for (size_t i = 0; i < ITD_ARRAY_LEN(abd); i++)
        if (folder->native[piece->first + i].code != abd[i])
            return false;
    return true;
}

/* Persian, Urdu and their neighbours: letters that Arabic names are not written with. Their short
 * vowels are other ones, so their tokens are told from Arabic ones. */
static bool is_persian(const itd_folder *folder)
{
    static const uint32_t letters[] = {0x067E, 0x0686, 0x0698, 0x06AF, 0x06A9, 0x06CC, 0x0679,
                                       0x0688, 0x0691, 0x06C1, 0x06BE, 0x06D2, 0x06BA};

    for (size_t i = 0; i < folder->native_count; i++) {
        const struct itd_piece *piece = &folder->native_pieces[i];

        for (size_t k = 0; k < piece->count; k++)
            for (size_t l = 0; l < ITD_ARRAY_LEN(letters); l++)
                if (folder->native[piece->first + k].code == letters[l])
                    return true;
    }
    return false;
}

static void mark_persian(itd_folded *folded, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (folded[i].origin == ITD_ORIGIN_ARABIC)
            folded[i].origin = ITD_ORIGIN_PERSIAN;
}

/* The piece at *at; moves it behind what was used. */
static itd_status put_piece(itd_folder *folder, size_t *at, itd_scheme scheme, size_t *count,
                            itd_error *err)
{
    const struct itd_piece *piece = &folder->native_pieces[*at];
    const itd_folded       *chars = &folder->native[piece->first];
    size_t                  used = piece->count;

    (*at)++;
    if (is_foreign(piece)) {
        /* pieces are packed: what follows stands directly behind */
        if (scheme == ITD_SCHEME_JOINED && is_servant(folder, piece) && *at < folder->native_count)
            used += folder->native_pieces[(*at)++].count;
        return itd_romanise(folder->romaniser, chars, used, scheme, folder->folded, count, err);
    }
    if (used > ITD_FOLDED_MAX - *count)
        return itd_error_set(err, ITD_E_LIMIT, "a name that unfolds to more than %d characters",
                             (int)ITD_FOLDED_MAX);
    memcpy(folder->folded + *count, chars, used * sizeof *chars);
    *count += used;
    return ITD_OK;
}

/* Three or four Han characters that begin with a Korean surname may be a Korean name: they become
 * the Hangul that Korean reads them as, and what follows sees a name that came in Hangul. */
static bool read_as_korean(itd_folder *folder)
{
    size_t count = 0;

    for (size_t i = 0; i < folder->native_count; i++) {
        if (folder->native_pieces[i].origin != ITD_ORIGIN_HAN)
            return false;
        count += folder->native_pieces[i].count;
    }
    if (count < KOREAN_MIN || count > KOREAN_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const uint32_t syllable = itd_words_hanja(folder->native[i].code, i == 0);

        if (syllable == 0)
            return false;
        folder->native[i].code = syllable;
    }
    return true;
}

/* The folded characters of a form, a separator between pieces that had one or change the script. */
static itd_status put_form(itd_folder *folder, itd_scheme scheme, size_t *ret_count, itd_error *err)
{
    size_t     count = 0;
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < folder->native_count;) {
        const struct itd_piece *piece = &folder->native_pieces[i];
        const bool apart = i > 0 && (!piece->glued || is_foreign(piece) || is_foreign(piece - 1));

        if (apart && count < ITD_FOLDED_MAX) {
            folder->folded[count] = folder->native[piece->first];
            folder->folded[count++].code = piece->slashed ? '/' : ' ';
        }
        st = put_piece(folder, &i, scheme, &count, err);
    }
    if (is_persian(folder))
        mark_persian(folder->folded, count);
    *ret_count = count;
    return st;
}

static bool is_same(const itd_name *a, const itd_name *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (a->tokens[i].kind != b->tokens[i].kind ||
            !itd_str_equal(a->tokens[i].text, b->tokens[i].text))
            return false;
    return true;
}

static bool is_known(const itd_name *forms, size_t count, const itd_name *form)
{
    for (size_t i = 0; i < count; i++)
        if (is_same(&forms[i], form))
            return true;
    return false;
}

itd_status itd_name_forms(itd_folder *folder, itd_str text, itd_arena *arena,
                          itd_name ret_forms[static ITD_NAME_FORMS_MAX], size_t *ret_count,
                          itd_error *err)
{
    /* the Korean reading takes the place of what is written, so it is the last */
    static const itd_scheme schemes[] = {ITD_SCHEME_ROMAN, ITD_SCHEME_JOINED, ITD_SCHEME_SECOND,
                                         ITD_SCHEME_KOREAN};
    itd_name                forms[ITD_NAME_FORMS_MAX];
    size_t                  count = 0;
    itd_status              st = itd_name_tokenise(folder, text, arena, &forms[count], err);

    if (st != ITD_OK)
        return st;
    count++;
    if (has_foreign(folder)) {
        if (!folder->romaniser)
            st = itd_romaniser_new(&folder->romaniser, err);
        keep_native(folder);
        for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(schemes); i++) {
            size_t   chars = 0;
            itd_name form;

            if (schemes[i] == ITD_SCHEME_KOREAN && !read_as_korean(folder))
                break;
            st = put_form(folder, schemes[i], &chars, err);
            if (st == ITD_OK)
                st = itd_tokenise_folded(folder, chars, arena, &form, err);
            if (st != ITD_OK || form.count == 0 || is_known(forms, count, &form))
                continue;
            form.scheme = (uint8_t)schemes[i];
            forms[count++] = form;
        }
    }
    if (st != ITD_OK)
        return st;
    memcpy(ret_forms, forms, count * sizeof *forms);
    *ret_count = count;
    return ITD_OK;
}

const char *itd_origin_name(uint8_t origin)
{
    static const char *const names[] = {"",        "Latin",    "Arabic",     "Hebrew",  "Cyrillic",
                                        "Greek",   "Georgian", "Armenian",   "Hangul",  "Han",
                                        "kana",    "Thai",     "Devanagari", "Bengali", "Khmer",
                                        "Myanmar", "other",    "Ethiopic",   "Sinhala", "Persian"};

    _Static_assert(ITD_ARRAY_LEN(names) == ITD_ORIGINS, "a name for every origin");
    return origin < ITD_ORIGINS ? names[origin] : NULL;
}

const char *itd_scheme_name(uint8_t scheme)
{
    static const char *const names[] = {"native", "romanised", "romanised, joined",
                                        "romanised, second habit", "read as Korean"};

    _Static_assert(ITD_ARRAY_LEN(names) == ITD_SCHEMES, "a name for every scheme");
    return scheme < ITD_SCHEMES ? names[scheme] : NULL;
}
