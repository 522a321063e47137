/* Hangul → Latin letters. A syllable of Unicode's block is three numbers (initial, vowel, final).
 * The main habit is the one of names from the DPRK: McCune-Reischauer without its signs, consonants
 * by their letter and not by their neighbours, since names are written syllable by syllable. The
 * second is the Revised Romanization of the Republic of Korea, as in names.
 *
 * Sources: Unicode Standard, section 3.12; UN document E/CONF.101/84 (DPRK); Revised Romanization
 * of Korean, 2000. */
#include "text/roman_letters.h"

#define HANGUL_FIRST 0xAC00
#define HANGUL_LAST 0xD7A3
#define VOWELS 21
#define FINALS 28

/* ㄱ ㄲ ㄴ ㄷ ㄸ ㄹ ㅁ ㅂ ㅃ ㅅ ㅆ ㅇ ㅈ ㅉ ㅊ ㅋ ㅌ ㅍ ㅎ */
static const char *const initials[2][19] = {
    {"k", "kk", "n", "t", "tt", "r", "m", "p", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
     "h"},
    {"g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p",
     "h"},
};
/* ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅘ ㅙ ㅚ ㅛ ㅜ ㅝ ㅞ ㅟ ㅠ ㅡ ㅢ ㅣ */
static const char *const vowels[2][VOWELS] = {
    {"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"},
    {"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
     "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"},
};
/* – ㄱ ㄲ ㄳ ㄴ ㄵ ㄶ ㄷ ㄹ ㄺ ㄻ ㄼ ㄽ ㄾ ㄿ ㅀ ㅁ ㅂ ㅄ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ */
static const char *const finals[FINALS] = {"",  "k",  "k", "k", "n", "n", "n", "t", "l", "k",
                                           "m", "l",  "l", "l", "p", "l", "m", "p", "p", "t",
                                           "t", "ng", "t", "t", "k", "t", "p", "t"};

static itd_status put_syllable(struct itd_letters *letters, const itd_folded *syllable, bool second,
                               itd_error *err)
{
    const uint32_t index = syllable->code - HANGUL_FIRST;
    itd_folded     place = *syllable;
    itd_status     st;

    place.origin = ITD_ORIGIN_HANGUL;
    st = itd_letters_put_text(letters, initials[second][index / (VOWELS * FINALS)], &place, err);
    if (st == ITD_OK)
        st = itd_letters_put_text(letters, vowels[second][index / FINALS % VOWELS], &place, err);
    if (st == ITD_OK)
        st = itd_letters_put_text(letters, finals[index % FINALS], &place, err);
    return st;
}

itd_status itd_hangul_put(struct itd_letters *letters, const itd_folded *chars, size_t count,
                          bool apart, bool second, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        if (chars[i].code < HANGUL_FIRST || chars[i].code > HANGUL_LAST)
            continue;
        if (apart && i > 0)
            st = itd_letters_put(letters, ' ', &chars[i], err);
        if (st == ITD_OK)
            st = put_syllable(letters, &chars[i], second, err);
    }
    return st;
}
