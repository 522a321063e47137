/* Reading a list that is one XML document of records: what is the same for every publisher. A
 * layout says what its root is called, how deep its records stand, and what a record becomes. */
#ifndef ITD_LISTS_XML_LIST_H
#define ITD_LISTS_XML_LIST_H

#include "lists/reader.h"
#include "lists/record.h"

/* Called with a record begun under a placeholder entity, so that what nobody knows may be kept. */
typedef itd_status (*itd_xml_list_fn)(itd_record *rec, void *state, const itd_xml_node *node,
                                      itd_read_result *result, itd_error *err);

typedef struct itd_xml_list {
    const char *root;  /* local name of the root element */
    const char *what;  /* "the UK Sanctions List", for messages */
    unsigned    depth; /* of the records; 1: children of the root */
    /* All may be NULL but read. open: the root. prepare: a pass over all records before, for what
     * entries refer to. read: starts the entity by itd_record_entity, or leaves the record without
     * one when it is none. close: the end of the document. */
    itd_xml_list_fn open;
    itd_xml_list_fn prepare;
    itd_xml_list_fn read;
    itd_xml_list_fn close;
    bool            may_be_empty; /* a document without entries is whole */
} itd_xml_list;

/* As itd_reader.read, with the state that the functions of the layout share. */
ITD_MUST_CHECK itd_status itd_xml_list_read(const itd_xml_list *layout, void *state,
                                            const itd_list_part *parts, size_t part_count,
                                            itd_entity_fn on_entity, void *ctx,
                                            itd_read_result *result, itd_error *err);
/* Is it XML with this root? */
bool itd_xml_list_recognise(const itd_xml_list *layout, const itd_list_part *part);

#endif
