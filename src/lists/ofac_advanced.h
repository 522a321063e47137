/* Inside OFAC's advanced XML only. The document is a set of tables that refer to each other by
 * number: reference values, locations, documents, parties, relationships, and what was imposed. A
 * pass over it gathers all but the parties (ofac_advanced_index.c); a second one turns each party
 * into an entity (ofac_advanced.c). One thread at a time. */
#ifndef ITD_LISTS_OFAC_ADVANCED_H
#define ITD_LISTS_OFAC_ADVANCED_H

#include "base/map.h"
#include "lists/ofac_features.h"

/* What the first pass may keep of a document: the SDN list of 2026 takes 60 MB. */
#define ITD_OFAC_INDEX_BYTES_MAX ((size_t)1 << 30)

/* Rows of one number in the document's order. Rows begin with it. */
typedef struct itd_ofac_link {
    struct itd_ofac_link *next;
    struct itd_ofac_link *last; /* of the first row: the last one */
} itd_ofac_link;

typedef struct itd_ofac_reference {
    itd_str text;   /* "Latin" */
    itd_str parent; /* number of the value above: PartyTypeID, CountryID; else empty */
} itd_ofac_reference;

typedef struct itd_ofac_document_row {
    itd_ofac_link link; /* of the same identity */
    itd_str       type, number, country, place, authority, issued, expires, validity, comment;
    itd_str       name; /* number of the documented name it was issued in */
} itd_ofac_document_row;

typedef struct itd_ofac_relation_row {
    itd_ofac_link link; /* of the same profile */
    itd_str       type, target, quality, comment;
    bool          former;
} itd_ofac_relation_row;

/* One event or measure of an entry on a list. */
typedef struct itd_ofac_measure_row {
    itd_ofac_link link; /* of the same profile */
    itd_str       list;
    itd_str       type;    /* of a measure: "Block", "Program" */
    itd_str       comment; /* of a measure "Program": the programme */
    itd_str       basis;   /* of an event */
    itd_str       date;    /* of an event, ISO */
} itd_ofac_measure_row;

typedef struct itd_ofac_index {
    itd_arena *arena;      /* owned */
    itd_map    references; /* "PartySubType:4" → one of references_at */
    itd_map    locations, documents, relations, measures, names; /* by number */
    void     **items; /* what the numbers in the maps point at, from 1 */
    size_t     count, cap;
} itd_ofac_index;

ITD_MUST_CHECK itd_status itd_ofac_index_init(itd_ofac_index *index, itd_error *err);
void                      itd_ofac_index_done(itd_ofac_index *index);
/* A record of the document: a child of one of the tables. What it does not know is reported. */
ITD_MUST_CHECK itd_status itd_ofac_index_add(itd_ofac_index *index, itd_record *rec,
                                             const itd_xml_node *node, itd_error *err);

/* NULL when the number is not there; number empty gives NULL. */
const itd_ofac_reference *itd_ofac_index_reference(const itd_ofac_index *index, const char *set,
                                                   itd_str number);
/* Its text, or empty. */
itd_str itd_ofac_index_text(const itd_ofac_index *index, const char *set, itd_str number);
const itd_ofac_location     *itd_ofac_index_location(const itd_ofac_index *index, itd_str number);
const itd_ofac_document_row *itd_ofac_index_documents(const itd_ofac_index *index,
                                                      itd_str               identity);
const itd_ofac_relation_row *itd_ofac_index_relations(const itd_ofac_index *index, itd_str profile);
const itd_ofac_measure_row  *itd_ofac_index_measures(const itd_ofac_index *index, itd_str profile);
/* Primary name of a profile, or empty. */
itd_str itd_ofac_index_name(const itd_ofac_index *index, itd_str profile);

/* ISO text of Year, Month and Day below node, as far as they are there; empty when there is none.
 * */
itd_str itd_ofac_advanced_day(itd_record *rec, const itd_xml_node *node);
/* "LAST, First" of a documented name; the parts are told apart by the groups of its identity, which
 * may be NULL. */
itd_ofac_written_name itd_ofac_advanced_name(const itd_ofac_index *index, itd_record *rec,
                                             const itd_xml_node *name, const itd_xml_node *groups);

#endif
