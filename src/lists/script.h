/* The writing system of a text, as far as lists need to tell original spellings from romanised
 * ones. Source: Unicode 15 blocks, codes of ISO 15924. Pure functions; safe from any thread. */
#ifndef ITD_LISTS_SCRIPT_H
#define ITD_LISTS_SCRIPT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/* Code of the script of one character: "Latn", "Arab", …; NULL for digits, blanks, punctuation and
 * scripts that are not in the table. */
const char *itd_script_of_char(uint32_t code);
/* Script of most letters of valid UTF-8; empty when it has none. The slice lives for ever. */
itd_str itd_script_of(itd_str text);
bool    itd_script_is_latin(itd_str text);
/* Are there letters, and are most of them of another script than Latin? */
bool itd_script_is_foreign(itd_str text);

#endif
