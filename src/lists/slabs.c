/* Slabs in a list, each with the number of its living pieces. */
#include "lists/slabs.h"

#include <stdalign.h>
#include <stdint.h>

#include "base/memory.h"

struct itd_slab {
    itd_slab *before, *after;
    size_t    cap, used;
    size_t    pieces;
    alignas(max_align_t) char bytes[];
};

void itd_slabs_init(itd_slabs *slabs, size_t max)
{
    *slabs = (itd_slabs){.max = max};
}

void itd_slabs_done(itd_slabs *slabs)
{
    while (slabs->first) {
        itd_slab *after = slabs->first->after;

        itd_mem_free(slabs->first);
        slabs->first = after;
    }
    itd_slabs_init(slabs, slabs->max);
}

static itd_slab *add_slab(itd_slabs *slabs, size_t least)
{
    const size_t head = sizeof(itd_slab);
    const size_t cap = least > ITD_SLAB_BYTES - head ? least : ITD_SLAB_BYTES - head;
    itd_slab    *slab;

    if (cap > SIZE_MAX - head || slabs->bytes > slabs->max ||
        cap + head > slabs->max - slabs->bytes)
        return NULL;
    slab = itd_mem_new(1, head + cap);
    if (!slab)
        return NULL;
    slab->cap = cap;
    slab->after = slabs->first;
    if (slabs->first)
        slabs->first->before = slab;
    slabs->first = slab;
    slabs->bytes += head + cap;
    return slab;
}

void *itd_slabs_new(itd_slabs *slabs, size_t size, itd_slab **ret_slab)
{
    const size_t align = alignof(max_align_t);
    itd_slab    *slab = slabs->current;
    char        *piece;

    if (size > SIZE_MAX - align)
        return NULL;
    size = (size + align - 1) / align * align;
    if (!slab || size > slab->cap - slab->used) {
        slab = add_slab(slabs, size);
        if (!slab)
            return NULL;
        slabs->current = slab;
    }
    piece = slab->bytes + slab->used;
    slab->used += size;
    slab->pieces++;
    *ret_slab = slab;
    return piece;
}

void itd_slabs_drop(itd_slabs *slabs, itd_slab *slab)
{
    if (--slab->pieces > 0 || slab == slabs->current)
        return;
    if (slab->before)
        slab->before->after = slab->after;
    else
        slabs->first = slab->after;
    if (slab->after)
        slab->after->before = slab->before;
    slabs->bytes -= sizeof *slab + slab->cap;
    itd_mem_free(slab);
}
