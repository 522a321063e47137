/* Code page 1252: Latin-1 with letters and marks where Latin-1 has controls. */
#include "codec/encoding.h"

#include <string.h>

#include "base/utf8.h"

uint32_t itd_cp1252_to_code(unsigned char byte)
{
    static const uint16_t upper[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
    };

    return byte >= 0x80 && byte < 0xA0 ? upper[byte - 0x80] : byte;
}

/* Takes what stands at the start of text; 0 when more bytes are needed to tell. */
static size_t take(itd_encoding_guess *guess, itd_str text)
{
    const unsigned char first = (unsigned char)text.ptr[0];
    const size_t        wanted = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
    uint32_t            code;
    size_t              step;

    if (first < 0x80)
        return 1;
    step = itd_utf8_decode(text, &code);
    if (step > 0) {
        guess->utf8++;
        return step;
    }
    if (text.len < wanted && wanted <= sizeof guess->tail) {
        bool may_go_on = true;

        for (size_t i = 1; i < text.len; i++)
            may_go_on = may_go_on && ((unsigned char)text.ptr[i] & 0xC0) == 0x80;
        if (may_go_on)
            return 0;
    }
    guess->other++;
    return 1;
}

void itd_encoding_guess_add(itd_encoding_guess *guess, itd_str piece)
{
    /* The unfinished character of the piece before, a byte at a time. */
    while (guess->partial > 0 && piece.len > 0) {
        size_t step;

        guess->tail[guess->partial++] = piece.ptr[0];
        piece = itd_str_from(piece, 1);
        while (guess->partial > 0) {
            step = take(guess, (itd_str){guess->tail, guess->partial});
            if (step == 0)
                break;
            guess->partial -= (uint32_t)step;
            memmove(guess->tail, guess->tail + step, guess->partial);
        }
    }
    while (piece.len > 0) {
        const size_t step = take(guess, piece);

        if (step == 0) {
            memcpy(guess->tail, piece.ptr, piece.len);
            guess->partial = (uint32_t)piece.len;
            return;
        }
        piece = itd_str_from(piece, step);
    }
}

void itd_encoding_guess_end(itd_encoding_guess *guess)
{
    guess->other += guess->partial;
    guess->partial = 0;
}

static const struct {
    const char  *name;
    itd_encoding encoding;
} encodings[] = {
    /* The first name of each is the one that is said. */
    {"utf-8", ITD_ENCODING_UTF8},       {"utf8", ITD_ENCODING_UTF8},
    {"cp1252", ITD_ENCODING_CP1252},    {"windows-1252", ITD_ENCODING_CP1252},
    {"latin1", ITD_ENCODING_CP1252},    {"iso-8859-1", ITD_ENCODING_CP1252},
    {"utf-16le", ITD_ENCODING_UTF16LE}, {"utf16le", ITD_ENCODING_UTF16LE},
    {"utf-16be", ITD_ENCODING_UTF16BE}, {"utf16be", ITD_ENCODING_UTF16BE},
};

bool itd_encoding_find(itd_str name, itd_encoding *ret_encoding)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(encodings); i++)
        if (itd_str_equal_ascii_nocase(name, itd_str_of(encodings[i].name))) {
            *ret_encoding = encodings[i].encoding;
            return true;
        }
    return false;
}

const char *itd_encoding_name(itd_encoding encoding)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(encodings); i++)
        if (encodings[i].encoding == encoding)
            return encodings[i].name;
    return "";
}

/* Units looked at without a mark; a header line is ASCII in its first letters. */
#define UNITS_LOOKED_AT 4

bool itd_encoding_is_utf16(itd_str head, itd_encoding *ret_encoding)
{
    size_t low = 0, high = 0;

    if (itd_str_starts_with(head, ITD_STR("\xFF\xFE"))) {
        *ret_encoding = ITD_ENCODING_UTF16LE;
        return true;
    }
    if (itd_str_starts_with(head, ITD_STR("\xFE\xFF"))) {
        *ret_encoding = ITD_ENCODING_UTF16BE;
        return true;
    }
    if (head.len < 2 * UNITS_LOOKED_AT)
        return false;
    for (size_t i = 0; i < UNITS_LOOKED_AT; i++) {
        low += head.ptr[2 * i] != '\0' && head.ptr[2 * i + 1] == '\0';
        high += head.ptr[2 * i] == '\0' && head.ptr[2 * i + 1] != '\0';
    }
    *ret_encoding = low == UNITS_LOOKED_AT ? ITD_ENCODING_UTF16LE : ITD_ENCODING_UTF16BE;
    return low == UNITS_LOOKED_AT || high == UNITS_LOOKED_AT;
}
