/* What the first bytes of a file look like: for readers that recognise their layout, and for
 * messages about files that no reader takes. Heads are raw: nothing is assumed of their encoding.
 * Pure functions; safe from any thread. */
#ifndef ITD_LISTS_DESCRIBE_H
#define ITD_LISTS_DESCRIBE_H

#include <stdbool.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/str.h"

/* Without a byte order mark and leading blanks. */
itd_str itd_head_skip_blanks(itd_str head);
/* Local name of the root element of an XML document, and its start tag up to and including ">" (or
 * up to the end of head); false when head is no XML or ends before the root element. Slices of
 * head. */
bool itd_head_xml_root(itd_str head, itd_str *ret_name, itd_str *ret_tag);
/* Number of fields of the first record when split at delimiter, quotes respected; 0 when head is
 * empty or the record does not end within it (a head shorter than ITD_LIST_HEAD_MAX is a whole
 * file). */
size_t itd_head_csv_fields(itd_str head, char delimiter);
/* A sentence part for people: "is empty", "looks like an HTML page", "is XML with the root element
 * <x>", "looks like delimited text with 12 columns", "is binary", … */
void itd_head_describe(itd_str head, itd_buf *buf);

#endif
