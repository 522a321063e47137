/* Slices of bytes. Everything here is ASCII arithmetic on purpose: nothing depends on the
 * locale. */
#include "base/str.h"

#include <limits.h>
#include <string.h>

int itd_str_printf_len(itd_str str)
{
    return str.len > INT_MAX ? INT_MAX : (int)str.len;
}

itd_str itd_str_of(const char *text)
{
    return (itd_str){.ptr = text, .len = text ? strlen(text) : 0};
}

bool itd_str_equal(itd_str a, itd_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool itd_str_equal_ascii_nocase(itd_str a, itd_str b)
{
    return a.len == b.len && itd_str_starts_with_ascii_nocase(a, b);
}

int itd_str_compare(itd_str a, itd_str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int    order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);

    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

bool itd_str_starts_with(itd_str str, itd_str prefix)
{
    return str.len >= prefix.len && itd_str_equal(itd_str_slice(str, 0, prefix.len), prefix);
}

bool itd_str_starts_with_ascii_nocase(itd_str str, itd_str prefix)
{
    if (str.len < prefix.len)
        return false;
    for (size_t i = 0; i < prefix.len; i++)
        if (itd_char_lower(str.ptr[i]) != itd_char_lower(prefix.ptr[i]))
            return false;
    return true;
}

bool itd_str_ends_with(itd_str str, itd_str suffix)
{
    return str.len >= suffix.len && itd_str_equal(itd_str_from(str, str.len - suffix.len), suffix);
}

bool itd_str_ends_with_ascii_nocase(itd_str str, itd_str suffix)
{
    return str.len >= suffix.len &&
           itd_str_equal_ascii_nocase(itd_str_from(str, str.len - suffix.len), suffix);
}

size_t itd_str_find(itd_str str, itd_str needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= str.len; i++)
        if (str.ptr[i] == needle.ptr[0] && memcmp(str.ptr + i, needle.ptr, needle.len) == 0)
            return i;
    return SIZE_MAX;
}

size_t itd_str_find_char(itd_str str, char ch)
{
    const char *hit = str.len == 0 ? NULL : memchr(str.ptr, ch, str.len);

    return hit ? (size_t)(hit - str.ptr) : SIZE_MAX;
}

itd_str itd_str_slice(itd_str str, size_t from, size_t to)
{
    if (to > str.len)
        to = str.len;
    if (from > to)
        from = to;
    return (itd_str){.ptr = str.ptr ? str.ptr + from : NULL, .len = to - from};
}

itd_str itd_str_from(itd_str str, size_t from)
{
    return itd_str_slice(str, from, str.len);
}

/* Publishers pad with no-break spaces and byte order marks as often as with spaces. */
static const itd_str wide_blanks[] = {
    ITD_STR_INIT("\xC2\xA0"),
    ITD_STR_INIT("\xE2\x80\xAF"),
    ITD_STR_INIT("\xEF\xBB\xBF"),
};

static size_t leading_blank(itd_str str)
{
    if (str.len > 0 && itd_char_is_space(str.ptr[0]))
        return 1;
    for (size_t i = 0; i < ITD_ARRAY_LEN(wide_blanks); i++)
        if (itd_str_starts_with(str, wide_blanks[i]))
            return wide_blanks[i].len;
    return 0;
}

static size_t trailing_blank(itd_str str)
{
    if (str.len > 0 && itd_char_is_space(str.ptr[str.len - 1]))
        return 1;
    for (size_t i = 0; i < ITD_ARRAY_LEN(wide_blanks); i++)
        if (itd_str_ends_with(str, wide_blanks[i]))
            return wide_blanks[i].len;
    return 0;
}

itd_str itd_str_trim(itd_str str)
{
    size_t blank;

    while ((blank = leading_blank(str)) > 0)
        str = itd_str_from(str, blank);
    while ((blank = trailing_blank(str)) > 0)
        str.len -= blank;
    return str;
}

bool itd_str_next_part(itd_str *rest, itd_str separator, itd_str *ret_part)
{
    size_t at;

    /* A used-up rest has no bytes and no place: an empty last part is still to be given. */
    if (rest->ptr == NULL)
        return false;
    at = separator.len > 0 ? itd_str_find(*rest, separator) : SIZE_MAX;
    if (at == SIZE_MAX) {
        *ret_part = *rest;
        *rest = (itd_str){0};
    } else {
        *ret_part = itd_str_slice(*rest, 0, at);
        *rest = itd_str_from(*rest, at + separator.len);
    }
    return true;
}

bool itd_char_is_digit(char ch)
{
    return ch >= '0' && ch <= '9';
}

bool itd_char_is_alpha(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

bool itd_char_is_space(char ch)
{
    return ch == ' ' || (ch >= '\t' && ch <= '\r');
}

char itd_char_lower(char ch)
{
    return ch >= 'A' && ch <= 'Z' ? (char)(ch - 'A' + 'a') : ch;
}

char itd_char_upper(char ch)
{
    return ch >= 'a' && ch <= 'z' ? (char)(ch - 'a' + 'A') : ch;
}

bool itd_str_parse_u64(itd_str text, uint64_t max, uint64_t *ret_value)
{
    uint64_t value = 0;

    if (text.len == 0)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        const uint64_t digit = (uint64_t)(unsigned char)text.ptr[i] - '0';

        if (!itd_char_is_digit(text.ptr[i]) || value > (max - digit) / 10 || digit > max)
            return false;
        value = value * 10 + digit;
    }
    *ret_value = value;
    return true;
}
