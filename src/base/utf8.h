/* UTF-8: validated once where bytes enter, decoded and written everywhere else.
 * Source: RFC 3629; Unicode 15, table 3-7. Pure functions; safe from any thread. */
#ifndef ITD_BASE_UTF8_H
#define ITD_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

/* Length of the character at the start of str, 1..4, and its code point; 0 when the bytes there are
 * no valid UTF-8 (truncated, overlong, surrogate, above U+10FFFF) or str is empty. */
size_t itd_utf8_decode(itd_str str, uint32_t *ret_code);

/* Writes a valid code point (not a surrogate, at most U+10FFFF); returns 1..4. */
size_t itd_utf8_encode(uint32_t code, char ret_bytes[static 4]);

/* Checks text that came from outside: valid UTF-8 without U+0000 and without control characters
 * other than tab, line feed and carriage return (U+0001..U+001F, U+007F..U+009F are refused).
 * err gets the byte offset within str. Returns ITD_OK or ITD_E_ENCODING. */
ITD_MUST_CHECK itd_status itd_utf8_check_text(itd_str str, itd_error *err);

/* Number of characters of valid UTF-8. */
size_t itd_utf8_count(itd_str str);

/* Length of the first character if a terminal shows it as itself; 0 for invalid bytes, controls,
 * and the invisible or direction-changing characters that hide text (U+200B..U+200F,
 * U+202A..U+202E, U+2060..U+2069, U+FEFF, U+061C, U+00AD, U+180E, line and paragraph separators,
 * tags). */
size_t itd_utf8_printable_step(itd_str str);

#endif
