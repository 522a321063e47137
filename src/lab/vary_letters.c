/* Variations inside one word of ASCII letters. */
#include "lab/vary.h"

static bool is_vowel(char ch)
{
    const char lower = itd_char_lower(ch);

    return lower == 'a' || lower == 'e' || lower == 'i' || lower == 'o' || lower == 'u';
}

/* A letter in the case of another one. */
static char like(char letter, char model)
{
    return itd_char_lower(model) == model ? letter : itd_char_upper(letter);
}

static char any_letter(itd_random *random, char model)
{
    return like((char)('a' + itd_random_below(random, 26)), model);
}

static bool typo(itd_str word, itd_random *random, itd_buf *buf)
{
    /* The first letter is what people get right. */
    const size_t at = 1 + itd_random_below(random, word.len - 1);
    const size_t how = itd_random_below(random, 3);
    const char   letter = any_letter(random, word.ptr[at]);

    if (how == 0 && letter == word.ptr[at])
        return false;
    itd_buf_append(buf, itd_str_slice(word, 0, at));
    if (how < 2)
        itd_buf_append_char(buf, letter);
    itd_buf_append(buf, itd_str_from(word, how == 1 ? at : at + 1));
    return true;
}

static bool swap(itd_str word, itd_random *random, itd_buf *buf)
{
    const size_t at = itd_random_below(random, word.len - 1);
    const char   first = word.ptr[at], second = word.ptr[at + 1];

    if (itd_char_lower(first) == itd_char_lower(second))
        return false;
    itd_buf_append(buf, itd_str_slice(word, 0, at));
    itd_buf_append_char(buf, like(itd_char_lower(second), first));
    itd_buf_append_char(buf, like(itd_char_lower(first), second));
    itd_buf_append(buf, itd_str_from(word, at + 2));
    return true;
}

/* What a reader of print takes for something else, in the order of trying. */
static const char *const misread[][2] = {
    {"rn", "m"}, {"cl", "d"}, {"vv", "w"}, {"m", "rn"}, {"w", "vv"}, {"d", "cl"},
    {"o", "0"},  {"l", "1"},  {"i", "l"},  {"s", "5"},  {"b", "8"},  {"g", "9"},
    {"z", "2"},  {"h", "li"}, {"e", "c"},  {"u", "v"},  {"n", "ri"}, {"t", "f"},
};

static bool starts_at(itd_str word, size_t at, const char *text)
{
    return itd_str_starts_with_ascii_nocase(itd_str_from(word, at), itd_str_of(text));
}

static bool misread_one(itd_str word, itd_random *random, itd_buf *buf)
{
    const size_t start = itd_random_below(random, ITD_ARRAY_LEN(misread));

    for (size_t i = 0; i < ITD_ARRAY_LEN(misread); i++) {
        const char *const *pair = misread[(start + i) % ITD_ARRAY_LEN(misread)];

        for (size_t at = 0; at < word.len; at++) {
            if (!starts_at(word, at, pair[0]))
                continue;
            itd_buf_append(buf, itd_str_slice(word, 0, at));
            itd_buf_append_cstr(buf, pair[1]);
            itd_buf_append(buf, itd_str_from(word, at + itd_str_of(pair[0]).len));
            return true;
        }
    }
    return false;
}

/* One inner vowel less. */
static bool drop_vowel(itd_str word, itd_random *random, itd_buf *buf)
{
    const size_t start = itd_random_below(random, word.len);

    for (size_t i = 0; i < word.len; i++) {
        const size_t at = (start + i) % word.len;

        if (at == 0 || at + 1 == word.len || !is_vowel(word.ptr[at]))
            continue;
        itd_buf_append(buf, itd_str_slice(word, 0, at));
        itd_buf_append(buf, itd_str_from(word, at + 1));
        return true;
    }
    return false;
}

/* A double letter becomes single where there is one, else an inner one is doubled. */
static bool change_double(itd_str word, itd_random *random, itd_buf *buf)
{
    const size_t at = 1 + itd_random_below(random, word.len - 1);

    for (size_t i = 0; i + 1 < word.len; i++) {
        if (itd_char_lower(word.ptr[i]) != itd_char_lower(word.ptr[i + 1]))
            continue;
        itd_buf_append(buf, itd_str_slice(word, 0, i));
        itd_buf_append(buf, itd_str_from(word, i + 1));
        return true;
    }
    itd_buf_append(buf, itd_str_slice(word, 0, at + 1));
    itd_buf_append(buf, itd_str_from(word, at));
    return true;
}

/* Cyrillic and Greek letters of the same shape. */
static const struct {
    char        letter;
    const char *alike;
} shapes[] = {
    {'a', "а"}, {'e', "е"}, {'o', "о"}, {'p', "р"}, {'c', "с"}, {'x', "х"}, {'y', "у"},
    {'i', "і"}, {'s', "ѕ"}, {'j', "ј"}, {'A', "А"}, {'B', "В"}, {'E', "Е"}, {'H', "Н"},
    {'I', "Ι"}, {'K', "Κ"}, {'M', "Μ"}, {'N', "Ν"}, {'O', "Ο"}, {'P', "Ρ"}, {'T', "Т"},
    {'X', "Χ"}, {'Y', "Υ"}, {'Z', "Ζ"}, {'C', "С"}, {'S', "Ѕ"},
};

#define LOOK_ALIKES_MAX 2 /* in one word, so that most of it stays Latin */

static bool look_alike(itd_str word, itd_buf *buf)
{
    size_t changed = 0;

    for (size_t at = 0; at < word.len; at++) {
        const char *alike = NULL;

        for (size_t i = 0; i < ITD_ARRAY_LEN(shapes) && changed < LOOK_ALIKES_MAX; i++) {
            if (shapes[i].letter == word.ptr[at])
                alike = shapes[i].alike;
        }
        if (alike)
            itd_buf_append_cstr(buf, alike);
        else
            itd_buf_append_char(buf, word.ptr[at]);
        changed += alike != NULL;
    }
    return changed > 0;
}

/* Zero-width space, non-joiner, joiner, word joiner, soft hyphen, left-to-right mark, byte order
 * mark. */
static const uint32_t invisible[] = {0x200B, 0x200C, 0x200D, 0x2060, 0x00AD, 0x200E, 0xFEFF};

static bool hide(itd_str word, itd_random *random, itd_buf *buf)
{
    const size_t at = 1 + itd_random_below(random, word.len - 1);

    itd_buf_append(buf, itd_str_slice(word, 0, at));
    itd_buf_append_code(buf, invisible[itd_random_below(random, ITD_ARRAY_LEN(invisible))]);
    itd_buf_append(buf, itd_str_from(word, at));
    return true;
}

bool itd_lab_vary_word(itd_lab_class class, itd_str word, itd_random *random, itd_buf *buf)
{
    switch (class) {
    case ITD_LAB_TYPO:
        return typo(word, random, buf);
    case ITD_LAB_SWAP:
        return swap(word, random, buf);
    case ITD_LAB_OCR:
        return misread_one(word, random, buf);
    case ITD_LAB_VOWELS:
        return drop_vowel(word, random, buf);
    case ITD_LAB_DOUBLED:
        return change_double(word, random, buf);
    case ITD_LAB_HOMOGLYPH:
        return look_alike(word, buf);
    case ITD_LAB_INVISIBLE:
        return hide(word, random, buf);
    default:
        return false;
    }
}
