/* XML as a stream of small trees: the elements at one depth are records, each handed out as a tree
 * that lives until the next. Memory is bounded by the largest record, not by the file.
 * Only UTF-8 and US-ASCII documents are read; a document type declaration is refused, and with it
 * every entity trick. Source: XML 1.0, through expat. One thread at a time. */
#ifndef ITD_CODEC_XML_H
#define ITD_CODEC_XML_H

#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/source.h"

#define ITD_XML_DEPTH_MAX 64
#define ITD_XML_RECORD_BYTES_MAX ((size_t)32 << 20) /* names, attributes and text of one record */
#define ITD_XML_ATTRIBUTES_MAX 64                   /* per element */
#define ITD_XML_MARKUP_BYTES_MAX ((size_t)1 << 20)  /* one tag, comment or instruction */

typedef struct itd_xml_attribute {
    itd_str name; /* local name */
    itd_str value;
} itd_xml_attribute;

typedef struct itd_xml_node {
    itd_str                    name; /* local name, without prefix */
    itd_str                    ns;   /* namespace URI, or empty */
    itd_str                    text; /* own character data, joined, as written (not trimmed) */
    const itd_xml_attribute   *attributes;
    size_t                     attribute_count;
    const struct itd_xml_node *first_child;
    const struct itd_xml_node *next; /* sibling */
    const struct itd_xml_node *parent;
    uint64_t                   line; /* of the start tag, from 1 */
} itd_xml_node;

typedef struct itd_xml itd_xml;

/* Reads the current member of src (borrowed). record_depth: 0 is the root element, so its children
 * are at 1. Fails when the first element cannot be read; afterwards root is known. */
ITD_MUST_CHECK itd_status itd_xml_open(itd_source *src, unsigned record_depth, itd_xml **ret_xml,
                                       itd_error *err);
/* The root element with its attributes (no children, no text); lives as long as xml. */
const itd_xml_node *itd_xml_root(const itd_xml *xml);
/* The next record, or NULL in *ret_record at the proper end of the document. The tree (node.parent
 * leads up to the open ancestors, without their other children) lives until the next call.
 * Character data other than blanks above record_depth, a cut document, bytes after the root
 * element, invalid UTF-8 and control characters are errors with line. */
ITD_MUST_CHECK itd_status itd_xml_next(itd_xml *xml, const itd_xml_node **ret_record,
                                       itd_error *err);
/* NULL is allowed. */
void itd_xml_close(itd_xml *xml);

/* First child of that local name, or NULL. node may be NULL. */
const itd_xml_node *itd_xml_child(const itd_xml_node *node, itd_str name);
/* Trimmed text of the first child of that name; empty when absent. */
itd_str itd_xml_child_text(const itd_xml_node *node, itd_str name);
/* Trimmed own text. */
itd_str itd_xml_text(const itd_xml_node *node);
/* Value of an attribute; empty when absent. */
itd_str itd_xml_attribute_value(const itd_xml_node *node, itd_str name);

#endif
