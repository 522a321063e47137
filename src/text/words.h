/* Look-ups in the shipped tables of words and characters (data/text). Immutable; shared. */
#ifndef ITD_TEXT_WORDS_H
#define ITD_TEXT_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"
#include "text/name.h"
#include "text/tables.h"

/* Longest phrase of the table of legal forms, in words. */
#define ITD_PHRASE_WORDS_MAX 8

/* Latin letters for a folded character ("": it is deleted), NULL when it stands for itself. */
const char *itd_words_fold(uint32_t code);
/* The Latin letter it looks like, 0 for none. */
uint32_t itd_words_homoglyph(uint32_t code);
/* The Hangul syllable that Korean reads a Han character as, in a given name or as a surname; 0 for
 * none. */
uint32_t itd_words_hanja(uint32_t code, bool surname);
/* Title, particle, number word or legal form of one word; NULL for an ordinary word. */
const struct itd_text_word *itd_words_find(itd_str word);
/* Legal form of several words, one blank between; NULL for none. */
const struct itd_text_word *itd_words_find_phrase(itd_str phrase);
/* Index in the table of variants, counted from 1; 0 when the word is not in it. */
uint16_t itd_variant_find(itd_str word);
/* May a phrase begin with this word? */
bool itd_words_begins_phrase(itd_str word);

#endif
