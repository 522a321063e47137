/* UTF-8 decoding after table 3-7 of the Unicode standard: the allowed range of the second byte
 * depends on the first, and that is all that separates overlong forms and surrogates from the
 * rest. */
#include "base/utf8.h"

#include <string.h>

static bool is_continuation(unsigned char byte)
{
    return byte >= 0x80 && byte <= 0xBF;
}

/* Length announced by a first byte and the range its second byte must lie in; 0 if none. */
static size_t lead(unsigned char byte, unsigned char *ret_low, unsigned char *ret_high)
{
    *ret_low = 0x80;
    *ret_high = 0xBF;
    if (byte >= 0xC2 && byte <= 0xDF)
        return 2;
    if (byte >= 0xE0 && byte <= 0xEF) {
        if (byte == 0xE0)
            *ret_low = 0xA0;
        if (byte == 0xED)
            *ret_high = 0x9F;
        return 3;
    }
    if (byte >= 0xF0 && byte <= 0xF4) {
        if (byte == 0xF0)
            *ret_low = 0x90;
        if (byte == 0xF4)
            *ret_high = 0x8F;
        return 4;
    }
    return 0;
}

size_t itd_utf8_decode(itd_str str, uint32_t *ret_code)
{
    const unsigned char *bytes = (const unsigned char *)str.ptr;
    unsigned char        low, high;
    size_t               len;
    uint32_t             code;

    if (str.len == 0)
        return 0;
    if (bytes[0] < 0x80) {
        *ret_code = bytes[0];
        return 1;
    }
    len = lead(bytes[0], &low, &high);
    if (len == 0 || len > str.len || bytes[1] < low || bytes[1] > high)
        return 0;
    code = bytes[0] & (0x7Fu >> len);
    code = code << 6 | (bytes[1] & 0x3Fu);
    for (size_t i = 2; i < len; i++) {
        if (!is_continuation(bytes[i]))
            return 0;
        code = code << 6 | (bytes[i] & 0x3Fu);
    }
    *ret_code = code;
    return len;
}

size_t itd_utf8_encode(uint32_t code, char ret_bytes[static 4])
{
    if (code < 0x80) {
        ret_bytes[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        ret_bytes[0] = (char)(0xC0 | code >> 6);
        ret_bytes[1] = (char)(0x80 | (code & 0x3F));
        return 2;
    }
    if (code < 0x10000) {
        ret_bytes[0] = (char)(0xE0 | code >> 12);
        ret_bytes[1] = (char)(0x80 | (code >> 6 & 0x3F));
        ret_bytes[2] = (char)(0x80 | (code & 0x3F));
        return 3;
    }
    ret_bytes[0] = (char)(0xF0 | code >> 18);
    ret_bytes[1] = (char)(0x80 | (code >> 12 & 0x3F));
    ret_bytes[2] = (char)(0x80 | (code >> 6 & 0x3F));
    ret_bytes[3] = (char)(0x80 | (code & 0x3F));
    return 4;
}

static bool is_forbidden_control(uint32_t code)
{
    if (code == '\t' || code == '\n' || code == '\r')
        return false;
    return code < 0x20 || (code >= 0x7F && code <= 0x9F);
}

#define EVERY_BYTE(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Eight bytes, all of them printable ASCII (0x20..0x7E)? Each test leaves the top bit of a byte
 * that fails it; a borrow can only accuse a byte above one that fails anyway. */
static bool is_plain_ascii(const char bytes[static 8])
{
    uint64_t word, not_delete;

    memcpy(&word, bytes, sizeof word);
    not_delete = word ^ EVERY_BYTE(0x7F);
    return ((word | ((word - EVERY_BYTE(0x20)) & ~word) |
             ((not_delete - EVERY_BYTE(0x01)) & ~not_delete)) &
            EVERY_BYTE(0x80)) == 0;
}

static bool is_allowed_ascii(unsigned char byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t' || byte == '\r';
}

/* Length of the allowed ASCII at the start: words while they are plain, then the bytes of one. */
static size_t skip_ascii(const char *bytes, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t until;

        while (len - at >= 8 && is_plain_ascii(bytes + at))
            at += 8;
        until = len - at >= 8 ? at + 8 : len;
        while (at < until && is_allowed_ascii((unsigned char)bytes[at]))
            at++;
        if (at < until)
            break;
    }
    return at;
}

itd_status itd_utf8_check_text(itd_str str, itd_error *err)
{
    for (size_t at = 0; at < str.len;) {
        uint32_t code;
        size_t   step;

        at += skip_ascii(str.ptr + at, str.len - at);
        if (at == str.len)
            break;
        step = itd_utf8_decode(itd_str_from(str, at), &code);
        if (step == 0)
            return itd_error_at_byte(err, ITD_E_ENCODING, at, "byte 0x%02X is not valid UTF-8",
                                     (unsigned)(unsigned char)str.ptr[at]);
        if (is_forbidden_control(code))
            return itd_error_at_byte(err, ITD_E_ENCODING, at, "control character U+%04X",
                                     (unsigned)code);
        at += step;
    }
    return ITD_OK;
}

size_t itd_utf8_count(itd_str str)
{
    size_t count = 0;

    for (size_t i = 0; i < str.len; i++)
        count += !is_continuation((unsigned char)str.ptr[i]);
    return count;
}

static bool hides_text(uint32_t code)
{
    return code == 0xAD || code == 0x61C || code == 0x180E || code == 0xFEFF ||
           (code >= 0x200B && code <= 0x200F) || (code >= 0x2028 && code <= 0x202E) ||
           (code >= 0x2060 && code <= 0x206F) || (code >= 0xFFF9 && code <= 0xFFFB) ||
           (code >= 0xE0000 && code <= 0xE0FFF);
}

size_t itd_utf8_printable_step(itd_str str)
{
    uint32_t     code;
    const size_t step = itd_utf8_decode(str, &code);

    if (step == 0 || code < 0x20 || (code >= 0x7F && code <= 0x9F) || hides_text(code))
        return 0;
    return step;
}
