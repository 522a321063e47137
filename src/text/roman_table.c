/* Romanisation by data/text/romanise.tsv: at every letter the longest row that fits. Two signs of
 * kana need more than a row: small tsu doubles the consonant that follows, and the mark of a long
 * vowel repeats the vowel before it. In the second habit long vowels are written short, as in
 * passports. */
#include <string.h>

#include "text/roman_letters.h"
#include "text/tables.h"

#define HIRAGANA_FIRST 0x3041
#define HIRAGANA_LAST 0x3096
#define HIRAGANA_TO_KATAKANA 0x60
#define SMALL_TSU 0x30C3
#define LONG_VOWEL 0x30FC

static uint32_t code_of(const itd_folded *character)
{
    const uint32_t code = character->code;

    return code >= HIRAGANA_FIRST && code <= HIRAGANA_LAST ? code + HIRAGANA_TO_KATAKANA : code;
}

static size_t lower_bound(uint32_t code)
{
    size_t low = 0, high = itd_text_romanise_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (itd_text_romanise[middle].codes[0] < code)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The number of characters that the row takes at chars[at], 0 when it does not fit. */
static size_t fits(const struct itd_text_roman *row, const itd_folded *chars, size_t count,
                   size_t at)
{
    size_t len = 0;

    while (len < ITD_ROMANISE_CODES_MAX && row->codes[len]) {
        if (at + len == count || code_of(&chars[at + len]) != row->codes[len])
            return 0;
        len++;
    }
    if (((row->bound & 1) && at > 0) || ((row->bound & 2) && at + len < count))
        return 0;
    return len;
}

static const struct itd_text_roman *find(const itd_folded *chars, size_t count, size_t at,
                                         size_t *ret_len)
{
    const uint32_t code = code_of(&chars[at]);

    for (size_t i = lower_bound(code);
         i < itd_text_romanise_count && itd_text_romanise[i].codes[0] == code; i++) {
        const size_t len = fits(&itd_text_romanise[i], chars, count, at);

        if (len > 0) {
            *ret_len = len;
            return &itd_text_romanise[i];
        }
    }
    return NULL;
}

static bool is_vowel(uint32_t code)
{
    return code != 0 && code < 0x80 && strchr("aiueo", (int)code);
}

static uint32_t last_letter(const struct itd_letters *letters, size_t since)
{
    return letters->count > since ? letters->folded[letters->count - 1].code : 0;
}

/* "ou" and a vowel twice are one long vowel; "o" and "a" are two. */
static bool is_long(uint32_t before, uint32_t vowel)
{
    return is_vowel(vowel) && (before == vowel || (before == 'o' && vowel == 'u'));
}

static itd_status put_kana(struct itd_letters *letters, size_t since, const char *text, bool twice,
                           bool second, const itd_folded *place, itd_error *err)
{
    itd_status st = ITD_OK;

    if (second && is_long(last_letter(letters, since), (unsigned char)text[0]) && !text[1])
        return ITD_OK;
    if (twice && !is_vowel((unsigned char)text[0]))
        st = itd_letters_put(letters, text[0] == 'c' ? 't' : (unsigned char)text[0], place, err);
    return st == ITD_OK ? itd_letters_put_text(letters, text, place, err) : st;
}

static itd_status put_long_vowel(struct itd_letters *letters, size_t since, bool second,
                                 const itd_folded *place, itd_error *err)
{
    const uint32_t vowel = last_letter(letters, since);

    return is_vowel(vowel) && !second ? itd_letters_put(letters, vowel, place, err) : ITD_OK;
}

bool itd_roman_table_has(uint8_t origin)
{
    return origin == ITD_ORIGIN_CYRILLIC || origin == ITD_ORIGIN_GREEK ||
           origin == ITD_ORIGIN_ARABIC || origin == ITD_ORIGIN_HEBREW || origin == ITD_ORIGIN_KANA;
}

size_t itd_roman_table_prefix(const itd_folded *chars, size_t count, const char **ret_text)
{
    size_t                       len = 0;
    const struct itd_text_roman *row = find(chars, count, 0, &len);

    if (row)
        *ret_text = row->main;
    return len;
}

itd_status itd_roman_table_put(struct itd_letters *letters, const itd_folded *chars, size_t count,
                               bool second, itd_error *err)
{
    const size_t since = letters->count;
    bool         twice = false;
    itd_status   st = ITD_OK;

    for (size_t at = 0; st == ITD_OK && at < count;) {
        size_t                       len = 1;
        const struct itd_text_roman *row = find(chars, count, at, &len);
        itd_folded                   place = chars[at];

        place.to = chars[at + len - 1].to;
        place.origin = itd_origin_of(chars[at].code);
        if (code_of(&chars[at]) == SMALL_TSU) {
            twice = true;
        } else if (code_of(&chars[at]) == LONG_VOWEL) {
            st = put_long_vowel(letters, since, second, &place, err);
        } else if (row) {
            const char *text = second ? row->second : row->main;

            if (row->origin == ITD_ORIGIN_KANA)
                st = put_kana(letters, since, text, twice, second, &place, err);
            else
                st = itd_letters_put_text(letters, text, &place, err);
            twice = false;
        } else if (chars[at].code < 0x80) {
            st = itd_letters_put(letters, chars[at].code, &place, err);
        }
        at += len;
    }
    return st;
}
