/* Names written in syllables: a spelling → the syllables it may stand for. Inside text only. */
#ifndef ITD_TEXT_SYLLABLE_H
#define ITD_TEXT_SYLLABLE_H

#include <stdint.h>

#include "base/str.h"

/* Syllables of one token: a surname of one and a given name of two make three; four is rare. */
#define ITD_SYLLABLES_MAX 4
#define ITD_SYLLABLE_BITS 14
/* Readings of one token that are kept. */
#define ITD_SPELLINGS_MAX 4

/* The readings of a text that is a row of Korean syllables, in Latin or Cyrillic letters, the most
 * usual first, each packed with the first syllable in the lowest bits; their number, 0 when the
 * text is none. */
size_t itd_read_korean(itd_str text, uint64_t ret_readings[ITD_SPELLINGS_MAX]);

/* The same of Chinese syllables: rows of pinyin or, in Cyrillic letters, of Palladius; a single
 * syllable may be one of Wade-Giles too, and those readings come first. */
size_t itd_read_chinese(itd_str text, uint64_t ret_readings[ITD_SPELLINGS_MAX]);

#endif
