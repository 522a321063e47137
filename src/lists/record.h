/* One record of a publisher's list while it becomes an entity: what every reader needs. Texts,
 * paths of elements, what nobody knows; and values in their common form: countries, dates,
 * addresses. Whatever is not understood is kept as written and reported. One thread at a time. */
#ifndef ITD_LISTS_RECORD_H
#define ITD_LISTS_RECORD_H

#include "base/arena.h"
#include "base/date.h"
#include "base/map.h"
#include "codec/xml.h"
#include "entity/entity.h"
#include "lists/report.h"

#define ITD_RECORD_ARENA_BYTES ((size_t)256 << 20) /* one record with its entity */
/* Rows of a list that are joined to one entry need more; the largest of 2026 take 4 MB. */
#define ITD_RECORD_TUPLE_MAX 40 /* texts that together say whether a fact was told before */

/* Reading one record. All texts live in the record arena. */
typedef struct itd_record {
    itd_arena          *arena;
    itd_entity_builder *builder;
    itd_list_report    *report;
    itd_str             file;
    itd_str             id;        /* of the record; empty until it is known */
    uint64_t            line;      /* of a row; elements have their own */
    const itd_xml_node *node;      /* XML: the record's element, where paths begin */
    itd_map             told;      /* facts of this record that were told; heap */
    bool                no_memory; /* sticks; told when the record ends */
} itd_record;

/* The empty record: nothing is allocated before the first fact. */
ITD_MUST_CHECK itd_status itd_record_init(itd_record *rec, itd_list_report *report, itd_str file,
                                          itd_error *err);
/* A record that was not initialised whole is allowed. */
void itd_record_done(itd_record *rec);
/* Forgets the record before. node may be NULL. */
ITD_MUST_CHECK itd_status itd_record_begin(itd_record *rec, const itd_xml_node *node, uint64_t line,
                                           itd_error *err);
/* Starts its entity; the id is trimmed and copied. */
void itd_record_entity(itd_record *rec, itd_schema schema, itd_str id);
/* The entity, with file, line and id in every error. An entry without a name is one: it could never
 * be found. */
ITD_MUST_CHECK itd_status itd_record_finish(itd_record *rec, const itd_entity **ret_ent,
                                            itd_error *err);
/* ITD_E_SYNTAX at this record and field. */
ITD_PRINTF(4, 5)
itd_status itd_record_fail(const itd_record *rec, itd_error *err, const char *field,
                           const char *fmt, ...);

/* ---- texts ---- */

/* Every run of blanks as one blank: line ends and indentation within a cell are layout. */
itd_str itd_record_single_blanks(itd_record *rec, itd_str text);
/* The same for the text of an element; node may be NULL. */
itd_str itd_record_text(itd_record *rec, const itd_xml_node *node);
itd_str itd_record_child_text(itd_record *rec, const itd_xml_node *node, const char *name);
/* Non-empty parts with the separator between them. */
itd_str itd_record_join(itd_record *rec, const itd_str *parts, size_t count, const char *separator);
/* ISO text in the arena. */
itd_str itd_record_date_text(itd_record *rec, itd_date date);
/* Offset behind the first of these words, without regard to case; SIZE_MAX when there is none. */
size_t itd_record_find_word(itd_str text, const char *word);
/* Cuts the next item off "(1) A (2) B", "1) A 2) B" or "a) A b) B"; a text without such numbers is
 * one item. false when *rest was used up. number: 1 before the first call. */
bool itd_record_next_item(itd_str *rest, unsigned *number, itd_str *ret_item);

/* ---- places ---- */

/* "PARENT/CHILD", or "CHILD" for a child of the record itself; child may be NULL. */
itd_str itd_record_path(itd_record *rec, const itd_xml_node *node, const char *child);
/* Reports an element that nobody knows and keeps it, whole, as extra. */
void itd_record_keep_unknown(itd_record *rec, const itd_xml_node *node);
/* The same for text, attributes and children other than those named that a known element holds.
 * known ends in NULL. An element without children may have text, the others not. */
void itd_record_check_element(itd_record *rec, const itd_xml_node *node, const char *const known[]);
/* Reports one attribute and keeps it. */
void itd_record_keep_attribute(itd_record *rec, const itd_xml_node *node,
                               const itd_xml_attribute *attribute);
/* The same for attributes alone: those named are known. */
void itd_record_check_attributes(itd_record *rec, const itd_xml_node *node,
                                 const char *const known[]);
/* The same for attributes and text of the record itself. */
void itd_record_check_record(itd_record *rec, const itd_xml_node *record);
/* Keeps a text that is not what its element should hold, and reports what was expected. */
void itd_record_keep_odd(itd_record *rec, const itd_xml_node *node, const char *what, itd_str text);
/* A line of the report at this record. */
void itd_record_report(itd_record *rec, const char *what, itd_str where);

/* ---- values ---- */

/* Was a fact of this kind and these texts told before in this record? Remembers it. Publishers
 * repeat facts on every row; one that differs in any part is another. */
bool itd_record_is_told(itd_record *rec, const char *kind, const itd_str *texts, size_t count);
/* A value; nothing when text is empty. */
void itd_record_add(itd_record *rec, itd_prop prop, itd_str text, itd_str origin);
/* A country as its code with the publisher's words beside it. Words that name none stay as they are
 * and are reported. */
/* "Kuwait (residence as at March 2009)" has words about the country behind it: its note. */
void itd_record_add_country(itd_record *rec, itd_prop prop, itd_str words, itd_str origin);
/* The same with another spelling beside it, such as the whole cell of several countries. */
void itd_record_add_country_of(itd_record *rec, itd_prop prop, itd_str words, itd_str raw,
                               itd_str origin);
/* The code and what stands in brackets behind; false, and the words as code, when none is known. */
bool itd_record_find_country(itd_str words, itd_str *ret_code, itd_str *ret_note);
/* A date as its ISO text with the publisher's spelling beside it. */
void itd_record_add_date(itd_record *rec, itd_prop prop, itd_date date, itd_str words,
                         itd_str origin);
/* Words that are no date: kept under extra and reported. */
void itd_record_keep_date(itd_record *rec, itd_str words, itd_str origin);

/* The parts of a place; empty where the publisher gives none. */
typedef struct itd_record_place {
    itd_str street; /* several lines joined by ", " */
    itd_str city;
    itd_str region;
    itd_str postal_code;
    itd_str country;       /* the publisher's words or an ISO code */
    itd_str country_words; /* the words, where country is a code; else empty */
    itd_str note;
} itd_record_place;

/* One text of all parts and the parts as details; and, for an address, its country as a value where
 * it was not told before. A place of a country alone is that country alone. */
void itd_record_add_place(itd_record *rec, itd_prop prop, itd_prop country_prop,
                          const itd_record_place *place, itd_str origin);
/* An IMO number, MMSI, BIC or LEI with VALIDITY where its check digit is wrong; the word "IMO"
 * before the digits is layout. Other identifiers as they stand. */
void itd_record_add_identifier(itd_record *rec, itd_prop prop, itd_str text, itd_str origin);

/* ---- references to the UN: unscId in every list, whatever the publisher calls them ---- */

#define ITD_RECORD_REFERENCE_MAX 8 /* "KPe.012" and a NUL */
/* Does text begin with such a number, in whatever case? The common form has two capitals and a
 * small letter. */
bool itd_record_parse_reference(itd_str text, char ret_form[static ITD_RECORD_REFERENCE_MAX]);
/* A number of the UN's list, in its common form where it has the present one ("KPE.012" is
 * "KPe.012"). */
void itd_record_add_reference(itd_record *rec, itd_str text, itd_str origin);
/* The number that running text gives: "UN Ref QDe.004.", "UN Reference No: QE.A.146.14". Words that
 * promise one and give none are reported. */
void itd_record_add_reference_of(itd_record *rec, itd_str text, itd_str origin);

/* ---- ids ---- */

#define ITD_RECORD_HASH_DIGITS 20

/* The id of a row whose publisher gives none: the first digits of the SHA-256 of its texts. */
ITD_MUST_CHECK itd_status itd_record_hash(const itd_str *texts, size_t count,
                                          char       ret_id[static ITD_RECORD_HASH_DIGITS + 1],
                                          itd_error *err);

#endif
