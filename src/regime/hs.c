/* Codes and ranges of the Harmonized System: arithmetic on digits. */
#include "regime/hs.h"

#include <string.h>

#define CHAPTER_MAX 97
#define CHAPTER_RESERVED 77

static bool is_length_of_code(size_t len)
{
    return len >= 2 && len <= ITD_HS_CODE_MAX && len % 2 == 0;
}

itd_status itd_hs_parse(itd_str text, itd_hs_code *ret_code, itd_error *err)
{
    const itd_str trimmed = itd_str_trim(text);
    itd_hs_code   code = {.len = 0};
    size_t        len = 0;
    int           chapter;

    for (size_t i = 0; i < trimmed.len; i++) {
        const char ch = trimmed.ptr[i];

        if ((ch == '.' || ch == ' ') && len > 0 && i + 1 < trimmed.len)
            continue;
        if (!itd_char_is_digit(ch))
            return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is no HS code",
                                 ITD_STR_ARGS(trimmed));
        if (len == ITD_HS_CODE_MAX)
            return itd_error_set(err, ITD_E_SYNTAX,
                                 "\"%.*s\" is longer than an HS code with national digits (10)",
                                 ITD_STR_ARGS(trimmed));
        code.digits[len++] = ch;
    }
    if (!is_length_of_code(len))
        return itd_error_set(err, ITD_E_SYNTAX,
                             "\"%.*s\" has %zu digits; an HS code has 2, 4 or 6, with national "
                             "digits 8 or 10",
                             ITD_STR_ARGS(trimmed), len);
    chapter = (code.digits[0] - '0') * 10 + (code.digits[1] - '0');
    if (chapter == 0 || chapter == CHAPTER_RESERVED || chapter > CHAPTER_MAX)
        return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\": the HS has no chapter %02d",
                             ITD_STR_ARGS(trimmed), chapter);
    code.len = (uint8_t)len;
    *ret_code = code;
    return ITD_OK;
}

itd_str itd_hs_code_text(const itd_hs_code *code)
{
    return (itd_str){code->digits, code->len};
}

static itd_status parse_range(itd_str text, itd_hs_range *ret_range, itd_error *err)
{
    const size_t dash = itd_str_find_char(text, '-');
    itd_hs_range range = {.from = {.len = 0}};
    itd_status   st = itd_hs_parse(itd_str_slice(text, 0, dash), &range.from, err);

    range.to = range.from;
    if (st == ITD_OK && dash != SIZE_MAX)
        st = itd_hs_parse(itd_str_from(text, dash + 1), &range.to, err);
    if (st != ITD_OK)
        return st;
    if (range.from.len != range.to.len ||
        memcmp(range.from.digits, range.to.digits, range.from.len) > 0)
        return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is no range of codes of one length",
                             ITD_STR_ARGS(text));
    *ret_range = range;
    return ITD_OK;
}

itd_status itd_hs_parse_ranges(itd_str text, itd_hs_range ret_ranges[static ITD_HS_RANGES_MAX],
                               size_t *ret_count, itd_error *err)
{
    itd_str    rest = text, part;
    size_t     count = 0;
    itd_status st = ITD_OK;

    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        if (count == ITD_HS_RANGES_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d codes", ITD_HS_RANGES_MAX);
        st = parse_range(itd_str_trim(part), &ret_ranges[count], err);
        count++;
    }
    if (st == ITD_OK)
        *ret_count = count;
    return st;
}

/* "2709.00" is all of 2709: zeros stand for a heading that is not divided. */
static bool is_undivided(const itd_hs_range *range, size_t len)
{
    if (memcmp(range->from.digits, range->to.digits, range->from.len) != 0)
        return false;
    for (size_t i = len; i < range->from.len; i++)
        if (range->from.digits[i] != '0')
            return false;
    return true;
}

itd_hs_relation itd_hs_relate(const itd_hs_range *range, const itd_hs_code *code)
{
    const size_t len = code->len < range->from.len ? code->len : range->from.len;

    if (code->len == 0 || memcmp(code->digits, range->from.digits, len) < 0 ||
        memcmp(code->digits, range->to.digits, len) > 0)
        return ITD_HS_APART;
    if (code->len >= range->from.len || is_undivided(range, code->len))
        return ITD_HS_INSIDE;
    return ITD_HS_WIDER;
}

/* ---- words ---- */

static bool is_word_byte(char ch)
{
    return itd_char_is_alpha(ch) || itd_char_is_digit(ch) || (unsigned char)ch >= 0x80;
}

static bool ends_with(const itd_goods_word *word, const char *ending)
{
    return itd_str_ends_with((itd_str){word->text, word->len}, itd_str_of(ending));
}

/* Endings of the English plural; what is no plural is cut the same way wherever it stands. */
static void take_off_plural(itd_goods_word *word)
{
    if (word->len < 4 || ends_with(word, "ss") || ends_with(word, "us") || ends_with(word, "is"))
        return;
    if (ends_with(word, "ies") && word->len > 4) {
        word->len = (uint8_t)(word->len - 2);
        word->text[word->len - 1] = 'y';
    } else if (ends_with(word, "sses") || ends_with(word, "xes") || ends_with(word, "ches") ||
               ends_with(word, "shes") || ends_with(word, "zes")) {
        word->len = (uint8_t)(word->len - 2);
    } else if (ends_with(word, "s")) {
        word->len--;
    }
}

bool itd_goods_next_word(itd_str *rest, itd_goods_word *ret_word)
{
    size_t at = 0;

    while (at < rest->len && !is_word_byte(rest->ptr[at]))
        at++;
    if (at == rest->len)
        return false;
    ret_word->len = 0;
    for (; at < rest->len; at++) {
        const char ch = rest->ptr[at];

        /* "men's" is one word, "men". */
        if (ch == '\'' && at + 1 < rest->len && itd_char_lower(rest->ptr[at + 1]) == 's') {
            at += 2;
            break;
        }
        if (!is_word_byte(ch))
            break;
        if (ret_word->len < ITD_GOODS_WORD_MAX)
            ret_word->text[ret_word->len++] = itd_char_lower(ch);
    }
    *rest = itd_str_from(*rest, at);
    take_off_plural(ret_word);
    ret_word->text[ret_word->len] = '\0';
    return true;
}

static bool begins_with_phrase(itd_str text, itd_str phrase)
{
    itd_goods_word word, wanted;

    while (itd_goods_next_word(&phrase, &wanted)) {
        if (!itd_goods_next_word(&text, &word) || word.len != wanted.len ||
            memcmp(word.text, wanted.text, word.len) != 0)
            return false;
    }
    return true;
}

bool itd_goods_has_phrase(itd_str text, itd_str phrase)
{
    itd_goods_word word;
    itd_str        rest = phrase;

    if (!itd_goods_next_word(&rest, &word))
        return false;
    for (;;) {
        if (begins_with_phrase(text, phrase))
            return true;
        if (!itd_goods_next_word(&text, &word))
            return false;
    }
}
