/* Shared by the files of the UN reader and by nobody else. un.c walks the records and knows which
 * elements exist; un_names.c, un_person.c and un_document.c turn one element each into values;
 * un_text.c has what all of them need. One thread at a time. */
#ifndef ITD_LISTS_UN_INTERNAL_H
#define ITD_LISTS_UN_INTERNAL_H

#include "base/arena.h"
#include "base/date.h"
#include "codec/xml.h"
#include "entity/entity.h"
#include "lists/report.h"

/* Reading one record. All texts live in the record arena. */
typedef struct itd_un {
    itd_arena          *arena;
    itd_entity_builder *builder;
    itd_list_report    *report;
    itd_str             file;
    itd_str             id;        /* of the record */
    bool                no_memory; /* sticks; told when the record ends */
} itd_un;

/* ---- un_text.c ---- */

/* The text of an element with every run of blanks as one blank: line ends and indentation within a
 * cell are layout. node may be NULL. */
itd_str itd_un_text(itd_un *un, const itd_xml_node *node);
itd_str itd_un_child_text(itd_un *un, const itd_xml_node *node, const char *name);
/* Non-empty parts with the separator between them. */
itd_str itd_un_join(itd_un *un, const itd_str *parts, size_t count, const char *separator);
/* "PARENT/CHILD", or "CHILD" for a child of the record itself; child may be NULL. */
itd_str itd_un_path(itd_un *un, const itd_xml_node *node, const char *child);
/* Reports an element that nobody knows and keeps it, whole, as extra. */
void itd_un_keep_unknown(itd_un *un, const itd_xml_node *node);
/* The same for text, attributes and children other than those named that a known element holds.
 * known ends in NULL. An element without children may have text, the others not. */
void itd_un_check_element(itd_un *un, const itd_xml_node *node, const char *const known[]);
/* The same for attributes and text of the record itself. */
void itd_un_check_record(itd_un *un, const itd_xml_node *record);
/* Keeps a text that is not what its element should hold, and reports what was expected. */
void itd_un_keep_odd(itd_un *un, const itd_xml_node *node, const char *what, itd_str text);

/* The calendar date as written, whatever zone follows: "2015-04-07", "2015-04-07-04:00". */
bool itd_un_parse_date(itd_str text, itd_date *ret_date);
/* The first date in running text within its first `words` words: "11 Jun. 2017", "Nov. 1973",
 * "October 19, 2020", "2026-12-11". */
bool itd_un_find_date(itd_str text, size_t words, itd_date *ret_date);
/* ISO text in the arena. */
itd_str itd_un_date_text(itd_un *un, itd_date date);
/* Offset behind the first of these words, without regard to case; SIZE_MAX when there is none. */
size_t itd_un_find_word(itd_str text, const char *word);

/* Countries as the list writes them; also "Libyan", "RPDC". */
bool itd_un_find_country(itd_str words, itd_str *ret_code);
/* Adds a value of that property per country the words name; what else they say becomes its note.
 * Words that name none stay as they are. */
void itd_un_add_country(itd_un *un, itd_prop prop, const itd_xml_node *node, itd_str origin);

/* ---- the elements ---- */

void itd_un_add_names(itd_un *un, const itd_xml_node *record);       /* un_names.c */
void itd_un_add_original_name(itd_un *un, const itd_xml_node *node); /* un_names.c */
void itd_un_add_alias(itd_un *un, const itd_xml_node *node);         /* un_names.c */
/* Names that a remark beside another fact holds. */
void itd_un_add_names_of_note(itd_un *un, itd_str note, itd_str origin); /* un_names.c */
void itd_un_add_birth_date(itd_un *un, const itd_xml_node *node);        /* un_person.c */
void itd_un_add_birth_place(itd_un *un, const itd_xml_node *node);       /* un_person.c */
void itd_un_add_address(itd_un *un, const itd_xml_node *node);           /* un_person.c */
void itd_un_add_nationality(itd_un *un, const itd_xml_node *node);       /* un_person.c */
void itd_un_add_document(itd_un *un, const itd_xml_node *node);          /* un_document.c */
void itd_un_add_comment(itd_un *un, const itd_xml_node *node);           /* un_comment.c */

/* A passport number that running text states ("passport number X", "passport no. X"); the place is
 * told by origin. */
void itd_un_add_passports_of_text(itd_un *un, itd_str text, itd_str origin); /* un_document.c */

#endif
