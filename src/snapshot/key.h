/* The form under which identifiers are looked up: one place for the side that stores and the side
 * that asks. Pure functions; safe from any thread. */
#ifndef ITD_SNAPSHOT_KEY_H
#define ITD_SNAPSHOT_KEY_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/str.h"
#include "entity/schema.h"

/* Is a value of this property looked up by identifier? Record numbers of the list itself are
 * not. */
bool itd_snapshot_is_identifier(itd_prop prop);
/* Appends the key; nothing when no letter or digit is in the text. A BIC is cut to its eight
 * characters of the institution: a branch is the bank. */
void itd_snapshot_identifier_key(itd_prop prop, itd_str text, itd_buf *buf);

#endif
