/* A list made to be hard on an index: words that are all near each other, in many scripts, with
 * everything that the score treats in its own way. The same seed makes the same list. */
#ifndef ITD_TESTS_PROP_MADE_LIST_H
#define ITD_TESTS_PROP_MADE_LIST_H

#include "base/buf.h"
#include "base/error.h"

/* Writes a snapshot of so many entries, each of one to three names. */
itd_status made_list_write(const char *path, size_t entries, uint64_t seed, itd_error *err);

/* A list like real ones: so many names of two to four parts, from words of syllables of which some
 * are frequent. */
itd_status made_ordinary_write(const char *path, size_t names, uint64_t seed, itd_error *err);
/* Names of the same kind, of which hardly any is listed; buf is replaced. */
void made_customer(uint64_t *seed, itd_buf *buf);

#endif
