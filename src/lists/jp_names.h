/* Names in the cells of Japanese lists as values: scripts, spellings in brackets, abbreviations.
 * One thread at a time. */
#ifndef ITD_LISTS_JP_NAMES_H
#define ITD_LISTS_JP_NAMES_H

#include "lists/jp_text.h"

#define ITD_JP_SPELLINGS_MAX 32 /* of one name with spellings in brackets */

/* Every name of a cell. cell: narrow; raw: as it stands in the file. Names that the cell calls
 * former ones are previousName. is_person: a word in brackets behind a word is another spelling of
 * it; of an organisation capitals in brackets are its abbreviation. */
void itd_jp_add_names(itd_record *rec, itd_prop prop, itd_str cell, itd_str raw, itd_str origin,
                      bool is_person);
/* Titles and posts: an item in two scripts is two values. */
void itd_jp_add_words(itd_record *rec, itd_prop prop, itd_str cell, itd_str origin);

#endif
