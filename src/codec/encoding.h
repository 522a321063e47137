/* Encodings of publishers that do not write UTF-8 → UTF-8. Pure functions; safe from any thread. */
#ifndef ITD_CODEC_ENCODING_H
#define ITD_CODEC_ENCODING_H

#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

typedef enum itd_encoding {
    ITD_ENCODING_UTF8,   /* handed on as it is; whoever reads records checks it */
    ITD_ENCODING_CP1252, /* Windows code page 1252 */
    /* UTF-8 whose publisher took code page 1252 for Latin-1: U+0092 stands where U+2019 should.
     * Those characters are put right, the rest is handed on as it is. */
    ITD_ENCODING_UTF8_OVER_CP1252,
    ITD_ENCODING_UTF16LE, /* a byte order mark at the start is dropped */
    ITD_ENCODING_UTF16BE,
} itd_encoding;

/* "utf-8", "cp1252", "utf-16le", "utf-16be", whatever the case, with the usual other spellings
 * ("windows-1252", "latin1" for the code page that everybody means by it). */
ITD_MUST_CHECK bool itd_encoding_find(itd_str name, itd_encoding *ret_encoding);
const char         *itd_encoding_name(itd_encoding encoding);
/* UTF-16 by its byte order mark, or by the zero bytes that ASCII letters leave in it; false for
 * anything else. head: the first bytes of a text, as they came. */
ITD_MUST_CHECK bool itd_encoding_is_utf16(itd_str head, itd_encoding *ret_encoding);

#define ITD_ENCODING_GROWTH 3 /* most bytes of UTF-8 that one byte becomes */

/* The code point of a byte of code page 1252, or 0 for the five bytes that stand for nothing (and
 * for NUL). Source: the mapping table CP1252.TXT of the Unicode Consortium. */
uint32_t itd_cp1252_to_code(unsigned char byte);

/* What a text is written in, told from its bytes. Is every byte beyond ASCII part of a UTF-8
 * character (utf8), or of none (bytes of a code page)? Feed a text in pieces; zero to begin. */
typedef struct itd_encoding_guess {
    uint64_t utf8;    /* characters of several bytes */
    uint64_t other;   /* bytes that are part of no character */
    uint32_t partial; /* bytes of an unfinished character are in tail */
    char     tail[4];
} itd_encoding_guess;

void itd_encoding_guess_add(itd_encoding_guess *guess, itd_str piece);
/* At the end of the text: an unfinished character counts as other bytes. */
void itd_encoding_guess_end(itd_encoding_guess *guess);

#endif
