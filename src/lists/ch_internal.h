/* Inside the reader of Switzerland's list only: what targets refer to by number (programmes,
 * places), gathered in a first pass, and the parts of a target. One thread at a time. */
#ifndef ITD_LISTS_CH_INTERNAL_H
#define ITD_LISTS_CH_INTERNAL_H

#include "base/map.h"
#include "lists/record.h"

#define ITD_CH_INDEX_BYTES_MAX ((size_t)256 << 20)

typedef struct itd_ch_set {
    itd_str key;    /* "Belarus" */
    itd_str name;   /* "Ordinance of 15 June 2016 …" */
    itd_str text;   /* "article 12 -- Restrictions on …" */
    itd_str origin; /* "EU" */
} itd_ch_set;

typedef struct itd_ch_place {
    itd_str location, area;
    itd_str code, country; /* ISO code, and the words */
} itd_ch_place;

typedef struct itd_ch_index {
    itd_arena *arena; /* owned */
    itd_map    sets, places;
    void     **items; /* what the numbers in the maps point at, from 1 */
    size_t     count, cap;
} itd_ch_index;

ITD_MUST_CHECK itd_status itd_ch_index_init(itd_ch_index *index, itd_error *err);
void                      itd_ch_index_done(itd_ch_index *index);
/* A sanctions-program or a place; failures stick to the record. */
void itd_ch_index_add(itd_ch_index *index, itd_record *rec, const itd_xml_node *node);
/* NULL when the number is not there. */
const itd_ch_set   *itd_ch_index_set(const itd_ch_index *index, itd_str number);
const itd_ch_place *itd_ch_index_place(const itd_ch_index *index, itd_str number);

/* One identity of a party: names, births, nationalities, addresses, documents. main: the one that
 * the primary name comes from. */
void itd_ch_add_identity(const itd_ch_index *index, itd_record *rec, const itd_xml_node *identity,
                         itd_schema schema, bool main);
/* Every spelling of a name (ch_names.c). */
void itd_ch_add_name(itd_record *rec, const itd_xml_node *name, bool main);

#endif
