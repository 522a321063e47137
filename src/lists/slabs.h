/* Memory for pieces that die in about the order in which they were made: rows that wait for others
 * of their entry. A slab goes back to the system when the last of its pieces is dropped, so that
 * what is read and what became of it are never held at once. One thread at a time. */
#ifndef ITD_LISTS_SLABS_H
#define ITD_LISTS_SLABS_H

#include <stddef.h>

#include "base/attr.h"

/* Of a slab, so that the largest block of an arena fits into a dead one; a larger piece has one of
 * its own. */
#define ITD_SLAB_BYTES (((size_t)4 << 20) + 4096)

typedef struct itd_slab itd_slab;

typedef struct itd_slabs {
    itd_slab *first;   /* heap; owned */
    itd_slab *current; /* where the next piece goes */
    size_t    bytes;   /* of all slabs */
    size_t    max;
} itd_slabs;

/* max: bytes of all slabs at once. */
void itd_slabs_init(itd_slabs *slabs, size_t max);
void itd_slabs_done(itd_slabs *slabs);
/* Room for size bytes, aligned for anything; NULL when out of memory or past max. ret_slab: where
 * it is, for itd_slabs_drop. */
ITD_MUST_CHECK void *itd_slabs_new(itd_slabs *slabs, size_t size, itd_slab **ret_slab);
/* One piece of the slab is no longer used. */
void itd_slabs_drop(itd_slabs *slabs, itd_slab *slab);

#endif
