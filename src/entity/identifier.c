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

/* ---- wallets ---- */

/* Bytes of an address of 20 or 32 bytes in hexadecimal digits. */
#define HEX_SHORT 40
#define HEX_LONG 64

static bool are_all_of(itd_str text, itd_str letters)
{
    for (size_t i = 0; i < text.len; i++)
        if (itd_str_find_char(letters, itd_char_lower(text.ptr[i])) == SIZE_MAX)
            return false;
    return text.len > 0;
}

/* The address in "bitcoin:ADDRESS?amount=1" (BIP 21, ERC-681). */
static itd_str without_scheme(itd_str text)
{
    const size_t colon = itd_str_find_char(text, ':');
    size_t       end;

    for (size_t i = 0; colon != SIZE_MAX && i < colon; i++)
        if (!itd_char_is_alpha(text.ptr[i]))
            return text;
    if (colon != SIZE_MAX)
        text = itd_str_from(text, colon + 1);
    end = itd_str_find_char(text, '?');
    return end == SIZE_MAX ? text : itd_str_slice(text, 0, end);
}

/* Bytes of "0x". */
static size_t hex_prefix(itd_str address)
{
    return itd_str_starts_with_ascii_nocase(address, ITD_STR("0x")) ? 2 : 0;
}

/* Does the case of the letters say nothing? In hexadecimal digits it is a check sum at most
 * (ERC-55); Bech32 and CashAddr allow all upper case for all lower (BIP 173). In Base58 and Base64
 * it is part of the number. */
static bool has_no_case(itd_str address)
{
    const size_t  hex_from = hex_prefix(address);
    const itd_str hex = itd_str_from(address, hex_from);
    size_t        data_from = 0;

    if (hex_from > 0 && hex.len == 0)
        return true;
    if (are_all_of(hex, ITD_STR("0123456789abcdef")) &&
        (hex_from > 0 || hex.len == HEX_SHORT || hex.len == HEX_LONG))
        return true;
    for (size_t i = 0; i < address.len; i++) {
        if (address.ptr[i] >= 'a' && address.ptr[i] <= 'z')
            return false; /* lower already, or of both cases */
        if (address.ptr[i] == '1')
            data_from = i + 1;
    }
    return are_all_of(itd_str_from(address, data_from),
                      ITD_STR("023456789acdefghjklmnpqrstuvwxyz"));
}

static void append_wallet(itd_str text, itd_buf *buf)
{
    const size_t from = buf->len;
    itd_str      address;
    size_t       skip;

    text = without_scheme(itd_str_trim(text));
    for (size_t i = 0; i < text.len; i++)
        if (itd_char_is_alpha(text.ptr[i]) || itd_char_is_digit(text.ptr[i]) ||
            (unsigned char)text.ptr[i] >= 0x80)
            itd_buf_append_char(buf, text.ptr[i]);
    if (buf->failed != ITD_OK)
        return;
    address = itd_str_from(itd_buf_text(buf), from);
    if (!has_no_case(address))
        return;
    skip = hex_prefix(address);
    for (size_t i = from; i + skip < buf->len; i++)
        buf->ptr[i] = itd_char_lower(buf->ptr[i + skip]);
    buf->len -= skip;
}

/* ---- any identifier ---- */

/* Words that some write before a number of that kind. */
static itd_str word_before(itd_prop prop)
{
    if (prop == ITD_PROP_SERIAL_NUMBER)
        return ITD_STR("MSN");
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

    if (is_wallet(prop)) {
        append_wallet(text, buf);
        return;
    }
    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i];

        /* Letters of other scripts count: "АБ 123" and "AБ 123" are different numbers. */
        if (itd_char_is_alpha(ch) || itd_char_is_digit(ch) || (unsigned char)ch >= 0x80)
            itd_buf_append_char(buf, itd_char_upper(ch));
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
