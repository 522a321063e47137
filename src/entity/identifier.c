/* Check digits and comparable forms of identifiers. */
#include "entity/identifier.h"

/* Longest identifier with arithmetic: LEI, and room for a prefix such as "IMO No." */
#define COMPACT_MAX 32

struct compact {
    char   text[COMPACT_MAX];
    size_t len;
};

/* Letters and digits only, upper case; false when another character than blank, '-', '.', ':', '/'
 * is in it or it is too long. */
static bool make_compact(itd_str text, struct compact *ret_compact)
{
    struct compact compact = {.len = 0};

    text = itd_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i];

        if (ch == ' ' || ch == '-' || ch == '.' || ch == ':' || ch == '/')
            continue;
        if ((!itd_char_is_alpha(ch) && !itd_char_is_digit(ch)) || compact.len == COMPACT_MAX)
            return false;
        compact.text[compact.len++] = itd_char_upper(ch);
    }
    *ret_compact = compact;
    return true;
}

/* Digits behind an optional word such as "IMO" or "MMSI"; false when there are not exactly
 * count. */
static bool take_digits(itd_str text, itd_str word, size_t count, char *ret_digits)
{
    struct compact compact;
    itd_str        rest;

    if (!make_compact(text, &compact))
        return false;
    rest = (itd_str){.ptr = compact.text, .len = compact.len};
    if (itd_str_starts_with(rest, word))
        rest = itd_str_from(rest, word.len);
    if (rest.len != count)
        return false;
    for (size_t i = 0; i < count; i++) {
        if (!itd_char_is_digit(rest.ptr[i]))
            return false;
        ret_digits[i] = rest.ptr[i];
    }
    return true;
}

bool itd_imo_is_valid(itd_str text)
{
    char     digits[7];
    unsigned sum = 0;

    if (!take_digits(text, ITD_STR("IMO"), sizeof digits, digits))
        return false;
    for (unsigned i = 0; i < 6; i++)
        sum += (7 - i) * (unsigned)(digits[i] - '0');
    return sum % 10 == (unsigned)(digits[6] - '0');
}

bool itd_mmsi_is_valid(itd_str text)
{
    char digits[9];

    return take_digits(text, ITD_STR("MMSI"), sizeof digits, digits);
}

/* Four letters or digits (institution), two letters (country), two letters or digits (location),
 * and perhaps three more (branch). The institution was letters only until 2014. */
bool itd_bic_is_valid(itd_str text)
{
    struct compact compact;

    return make_compact(text, &compact) && (compact.len == 8 || compact.len == 11) &&
           itd_char_is_alpha(compact.text[4]) && itd_char_is_alpha(compact.text[5]);
}

/* ISO 7064 MOD 97-10: letters count 10 to 35, the number as a whole leaves 1. */
bool itd_lei_is_valid(itd_str text)
{
    struct compact compact;
    unsigned       rest = 0;

    if (!make_compact(text, &compact) || compact.len != 20)
        return false;
    for (size_t i = 0; i < compact.len; i++) {
        const char ch = compact.text[i];

        if (itd_char_is_digit(ch))
            rest = (rest * 10 + (unsigned)(ch - '0')) % 97;
        else
            rest = (rest * 100 + 10 + (unsigned)(ch - 'A')) % 97;
    }
    return itd_char_is_digit(compact.text[18]) && itd_char_is_digit(compact.text[19]) && rest == 1;
}

static bool is_wallet(itd_prop prop)
{
    return prop == ITD_PROP_WALLET || prop == ITD_PROP_PUBLIC_KEY;
}

/* Words that some write before a number of that kind. */
static itd_str word_before(itd_prop prop)
{
    if (prop == ITD_PROP_IMO_NUMBER)
        return ITD_STR("IMO");
    if (prop == ITD_PROP_MMSI)
        return ITD_STR("MMSI");
    return (itd_str){0};
}

/* The branch code of a bank's head office. */
static const char head_office[] = {'X', 'X', 'X'};

void itd_identifier_normalise(itd_prop prop, itd_str text, itd_buf *buf)
{
    const size_t  from = buf->len;
    const itd_str word = word_before(prop);

    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i];

        /* Letters of other scripts count: "АБ 123" and "AБ 123" are different numbers. */
        if (itd_char_is_alpha(ch) || itd_char_is_digit(ch) || (unsigned char)ch >= 0x80)
            itd_buf_append_char(buf, is_wallet(prop) ? ch : itd_char_upper(ch));
        if (word.len > 0 && buf->len - from == word.len &&
            itd_str_equal((itd_str){.ptr = buf->ptr + from, .len = word.len}, word))
            buf->len = from;
    }
    /* The head office's branch code says nothing: DEUTDEFF is DEUTDEFFXXX. */
    if (prop == ITD_PROP_SWIFT_BIC && buf->len - from == 11 &&
        itd_str_equal((itd_str){.ptr = buf->ptr + from + 8, .len = 3},
                      (itd_str){.ptr = head_office, .len = sizeof head_office}))
        buf->len = from + 8;
}

bool itd_identifier_is_global(itd_prop prop)
{
    switch (prop) {
    case ITD_PROP_IMO_NUMBER:
    case ITD_PROP_MMSI:
    case ITD_PROP_SWIFT_BIC:
    case ITD_PROP_LEI_CODE:
    case ITD_PROP_WALLET:
    case ITD_PROP_PUBLIC_KEY:
    case ITD_PROP_ISIN:
    case ITD_PROP_ISIN_CODE:
        return true;
    default:
        return false;
    }
}
