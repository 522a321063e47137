/* Shared by the files of the UN reader and by nobody else. un.c walks the records and knows which
 * elements exist; un_names.c, un_person.c and un_document.c turn one element each into values;
 * un_text.c has their dates and countries. One thread at a time. */
#ifndef ITD_LISTS_UN_INTERNAL_H
#define ITD_LISTS_UN_INTERNAL_H

#include "lists/record.h"

/* The calendar date as written, whatever zone follows: "2015-04-07", "2015-04-07-04:00". */
bool itd_un_parse_date(itd_str text, itd_date *ret_date);
/* The first date in running text within its first `words` words: "11 Jun. 2017", "Nov. 1973",
 * "October 19, 2020", "2026-12-11". */
bool itd_un_find_date(itd_str text, size_t words, itd_date *ret_date);
/* Countries as the list writes them; also "Libyan", "RPDC". */
bool itd_un_find_country(itd_str words, itd_str *ret_code);
/* Adds a value of that property per country the words name; what else they say becomes its note.
 * Words that name none stay as they are. */
void itd_un_add_country(itd_record *un, itd_prop prop, const itd_xml_node *node, itd_str origin);

/* ---- the elements ---- */

void itd_un_add_names(itd_record *un, const itd_xml_node *record);       /* un_names.c */
void itd_un_add_original_name(itd_record *un, const itd_xml_node *node); /* un_names.c */
void itd_un_add_alias(itd_record *un, const itd_xml_node *node);         /* un_names.c */
/* Names that a remark beside another fact holds. */
void itd_un_add_names_of_note(itd_record *un, itd_str note, itd_str origin); /* un_names.c */
void itd_un_add_birth_date(itd_record *un, const itd_xml_node *node);        /* un_person.c */
void itd_un_add_birth_place(itd_record *un, const itd_xml_node *node);       /* un_person.c */
void itd_un_add_address(itd_record *un, const itd_xml_node *node);           /* un_person.c */
void itd_un_add_nationality(itd_record *un, const itd_xml_node *node);       /* un_person.c */
void itd_un_add_document(itd_record *un, const itd_xml_node *node);          /* un_document.c */
void itd_un_add_comment(itd_record *un, const itd_xml_node *node);           /* un_comment.c */

/* A passport number that running text states ("passport number X", "passport no. X"); the place is
 * told by origin. */
void itd_un_add_passports_of_text(itd_record *un, itd_str text, itd_str origin); /* un_document.c */

#endif
