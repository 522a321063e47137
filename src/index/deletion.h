/* Deletion neighbourhoods: two words within d edits have a common word that is left when at most d
 * characters are taken from each (Mor and Fraenkel 1982; Boytsov, "Indexing methods for approximate
 * dictionary searching", 2011, section 4.2). So the listed words' neighbourhoods are stored by
 * hash, and a query's are looked up. Pure functions; safe from any thread. */
#ifndef ITD_INDEX_DELETION_H
#define ITD_INDEX_DELETION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "text/name.h"

/* Longer words are found by a scan: three deletions of twelve letters are 298 words. */
#define ITD_DELETION_LETTERS_MAX 11
/* Neighbours of a word of so many letters: itself, 11 with one and 55 with two deletions. */
#define ITD_DELETIONS_MAX 67

/* Is this word's neighbourhood stored? Only words, titles and particles pair by edits. */
bool itd_deletion_is_stored(const itd_token *token);

/* Hashes of the word and of what is left when up to itd_osa_budget(letters) characters are deleted;
 * the number of them, 0 for a word longer than ITD_DELETION_LETTERS_MAX. Equal remainders that
 * differ only in which of equal neighbours were deleted stand there once. */
size_t itd_deletion_hashes(itd_str text, uint64_t ret_hashes[static ITD_DELETIONS_MAX]);

#endif
