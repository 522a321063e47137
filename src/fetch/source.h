/* Where publishers put their lists: their own addresses, in one table. Static; safe from any
 * thread. */
#ifndef ITD_FETCH_SOURCE_H
#define ITD_FETCH_SOURCE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

#define ITD_FETCH_FILES_MAX 4 /* files of one list */

typedef struct itd_fetch_source {
    const char *list;                          /* name in the store */
    const char *publisher;                     /* for people */
    const char *urls[ITD_FETCH_FILES_MAX + 1]; /* all files of a version; ends with NULL */
    const char *page;                          /* where the publisher tells of it */
    bool        tried; /* did it answer with this list when the table was written? */
} itd_fetch_source;

/* NULL past the last. */
const itd_fetch_source *itd_fetch_source_at(size_t index);
/* NULL when no publisher's list has this name. */
const itd_fetch_source *itd_fetch_source_find(itd_str list);

#endif
