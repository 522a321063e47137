/* Heap access behind an overflow check. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>

void *itd_mem_new(size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return calloc(count > 0 ? count : 1, size > 0 ? size : 1);
}

void *itd_mem_resize(void *ptr, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    return realloc(ptr, count * size > 0 ? count * size : 1);
}

void itd_mem_free(void *ptr)
{
    free(ptr);
}
