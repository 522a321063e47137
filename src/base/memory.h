/* The only callers of malloc and its family. Tests replace these three to let the Nth call fail.
 * Sizes are products: the multiplication is checked, so a caller never multiplies for itself. */
#ifndef ITD_BASE_MEMORY_H
#define ITD_BASE_MEMORY_H

#include <stddef.h>

#include "base/attr.h"

/* count * size bytes, zeroed; NULL when out of memory or when the product overflows. */
ITD_MUST_CHECK void *itd_mem_new(size_t count, size_t size);
/* Grows or shrinks; the old block stays valid on failure (NULL). New bytes are not zeroed. */
ITD_MUST_CHECK void *itd_mem_resize(void *ptr, size_t count, size_t size);
/* NULL is allowed. */
void itd_mem_free(void *ptr);

#endif
