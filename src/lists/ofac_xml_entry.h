/* One sdnEntry of the sdnList schema → one entity. One thread at a time. */
#ifndef ITD_LISTS_OFAC_XML_ENTRY_H
#define ITD_LISTS_OFAC_XML_ENTRY_H

#include "base/arena.h"
#include "codec/xml.h"
#include "lists/ofac_values.h"

#define ITD_OFAC_XML_CHILDREN_MAX 8 /* known children of one element */

typedef struct itd_ofac_xml {
    itd_ofac_sink sink;
    itd_arena    *arena;  /* record arena; owned */
    itd_buf       text;   /* owned; an idType with its number, a street, a name, unknown content */
    itd_status    failed; /* of text, until the entry is finished */
} itd_ofac_xml;

ITD_MUST_CHECK itd_status itd_ofac_xml_init(itd_ofac_xml *rd, itd_error *err);
/* A reader that was not initialised whole is allowed. */
void itd_ofac_xml_done(itd_ofac_xml *rd);

/* *ret_ent lives until the next call. Errors name record and field. */
ITD_MUST_CHECK itd_status itd_ofac_xml_read_entry(itd_ofac_xml *rd, const itd_xml_node *node,
                                                  const itd_entity **ret_ent, itd_error *err);
/* Texts of the known children of an element, by the order of names, empty where absent; what else
 * is there, or there twice, is reported and, inside an entry, kept under extra. */
void itd_ofac_xml_take_children(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path,
                                const itd_str *names, size_t count,
                                itd_str ret_text[static ITD_OFAC_XML_CHILDREN_MAX]);
/* Reports an element that is not known and, inside an entry, keeps its content under extra. */
void itd_ofac_xml_keep(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path);
/* ITD_E_SYNTAX with record and field. */
itd_status itd_ofac_xml_fail(itd_error *err, const char *why, itd_str id, itd_str field);

#endif
