/* Slices of bytes: the one string type of the library. Passed by value, borrowed, never relied on
 * to end in NUL. The text behind a slice is valid UTF-8 unless the function that made it says
 * otherwise. Pure functions; safe from any thread. */
#ifndef ITD_BASE_STR_H
#define ITD_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"

typedef struct itd_str {
    const char *ptr; /* may be NULL when len is 0 */
    size_t      len; /* bytes */
} itd_str;

/* A slice of a string literal; usable in static tables. */
#define ITD_STR(literal) ((itd_str){.ptr = (literal), .len = sizeof(literal) - 1})
#define ITD_STR_INIT(literal)                                                                      \
    {                                                                                              \
        .ptr = (literal), .len = sizeof(literal) - 1                                               \
    }
/* For printf: printf("%.*s", ITD_STR_ARGS(str)). Cuts at INT_MAX. */
#define ITD_STR_ARGS(str) itd_str_printf_len(str), (str).ptr ? (str).ptr : ""

int itd_str_printf_len(itd_str str);

/* A slice of a NUL-terminated string; NULL gives the empty slice. */
itd_str itd_str_of(const char *text);

bool itd_str_equal(itd_str a, itd_str b);
/* Equality that takes A–Z and a–z for the same; other bytes must be equal. */
bool itd_str_equal_ascii_nocase(itd_str a, itd_str b);
/* Order of the bytes; a prefix comes before the longer text. <0, 0, >0. */
int itd_str_compare(itd_str a, itd_str b);

bool itd_str_starts_with(itd_str str, itd_str prefix);
bool itd_str_starts_with_ascii_nocase(itd_str str, itd_str prefix);
bool itd_str_ends_with(itd_str str, itd_str suffix);
bool itd_str_ends_with_ascii_nocase(itd_str str, itd_str suffix);

/* Byte offset of the first occurrence, or SIZE_MAX. An empty needle is found at 0. */
size_t itd_str_find(itd_str str, itd_str needle);
size_t itd_str_find_char(itd_str str, char ch);

/* Bytes from `from` up to but not including `to`; both are clamped to the length. */
itd_str itd_str_slice(itd_str str, size_t from, size_t to);
itd_str itd_str_from(itd_str str, size_t from);

/* Without blanks (space, tab, CR, LF, and U+00A0, U+202F, U+FEFF) at either end. */
itd_str itd_str_trim(itd_str str);

/* Cuts the next part off *rest at the first separator; false when *rest was used up.
 * "a;;b" gives "a", "", "b". An empty slice with a pointer gives one empty part,
 * an empty separator the whole text:
 *     itd_str rest = text, part;
 *     while (itd_str_next_part(&rest, ITD_STR(";"), &part)) … */
bool itd_str_next_part(itd_str *rest, itd_str separator, itd_str *ret_part);

/* ASCII only, whatever the locale. */
bool itd_char_is_digit(char ch);
bool itd_char_is_alpha(char ch);
bool itd_char_is_space(char ch);
char itd_char_lower(char ch);
char itd_char_upper(char ch);

/* The whole text as a decimal number of at most `max`; false on anything else, empty included. */
ITD_MUST_CHECK bool itd_str_parse_u64(itd_str text, uint64_t max, uint64_t *ret_value);

#endif
