/* Country names are reduced to a key (lower case, letters and digits only) and searched by halving
 * in a table made at build time from data/text/countries.tsv. */
#include "entity/country.h"

#include "base/utf8.h"
#include "entity/country_table.h"

/* Longest key looked at; KEY_BYTES_MAX of the generator, which refuses longer names. */
#define KEY_MAX 64

/* What a code point contributes to a key, or 0 for nothing: capitals of ASCII and Latin-1 in lower
 * case, no blanks, no punctuation. */
static uint32_t reduce(uint32_t code)
{
    if (code < 0x80) {
        const char ch = (char)code;

        return itd_char_is_alpha(ch) || itd_char_is_digit(ch)
                   ? (uint32_t)(unsigned char)itd_char_lower(ch)
                   : 0;
    }
    if (code == 0xA0 || code == 0x2018 || code == 0x2019 || code == 0x02BC)
        return 0;
    if (code >= 0xC0 && code <= 0xDE && code != 0xD7)
        return code + 0x20;
    return code;
}

/* false when the name is longer than any key, or invalid. */
static bool make_key(itd_str name, char ret_key[static KEY_MAX], size_t *ret_len)
{
    size_t len = 0;

    name = itd_str_trim(name);
    if (itd_str_starts_with_ascii_nocase(name, ITD_STR("the ")))
        name = itd_str_from(name, 4);
    while (name.len > 0) {
        char         bytes[4];
        uint32_t     code;
        const size_t step = itd_utf8_decode(name, &code);
        size_t       count;

        if (step == 0)
            return false;
        name = itd_str_from(name, step);
        code = reduce(code);
        if (code == 0)
            continue;
        count = itd_utf8_encode(code, bytes);
        if (count > KEY_MAX - len)
            return false;
        for (size_t i = 0; i < count; i++)
            ret_key[len++] = bytes[i];
    }
    *ret_len = len;
    return true;
}

static const struct itd_country_row *find(const struct itd_country_row *rows, size_t count,
                                          itd_str key)
{
    size_t low = 0, high = count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = itd_str_compare(rows[middle].from, key);

        if (order == 0)
            return &rows[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

bool itd_country_find(itd_str name, itd_str *ret_code)
{
    const struct itd_country_row *row;
    char                          key[KEY_MAX];
    size_t                        len;

    if (!make_key(name, key, &len))
        return false;
    row = find(itd_country_keys, itd_country_key_count, (itd_str){.ptr = key, .len = len});
    if (!row)
        return false;
    *ret_code = row->to;
    return true;
}

itd_str itd_country_name(itd_str code)
{
    const struct itd_country_row *row = find(itd_country_names, itd_country_name_count, code);

    return row ? row->to : code;
}
