/* A chain of blocks, each twice the size of the one before, bump-allocated. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <string.h>

#include "base/memory.h"

#define FIRST_BLOCK ((size_t)16 * 1024)
#define LARGEST_STEP ((size_t)4 * 1024 * 1024)

struct block {
    struct block *before;
    size_t        cap;
    size_t        used;
    alignas(max_align_t) char bytes[];
};

struct itd_arena {
    struct block *top;
    size_t        max;
    size_t        used; /* over all blocks, padding included */
};

itd_arena *itd_arena_new(size_t max_bytes)
{
    itd_arena *arena = itd_mem_new(1, sizeof *arena);

    if (arena)
        arena->max = max_bytes;
    return arena;
}

static void free_chain(struct block *block)
{
    while (block) {
        struct block *before = block->before;

        itd_mem_free(block);
        block = before;
    }
}

void itd_arena_free(itd_arena *arena)
{
    if (!arena)
        return;
    free_chain(arena->top);
    itd_mem_free(arena);
}

void itd_arena_reset(itd_arena *arena)
{
    /* The newest block is the largest: keeping it makes the next round one block. */
    if (arena->top) {
        free_chain(arena->top->before);
        arena->top->before = NULL;
        arena->top->used = 0;
    }
    arena->used = 0;
}

static bool add_block(itd_arena *arena, size_t need)
{
    size_t        cap = arena->top ? arena->top->cap : FIRST_BLOCK / 2;
    struct block *block;

    cap = cap < LARGEST_STEP ? cap * 2 : LARGEST_STEP;
    if (cap < need)
        cap = need;
    if (cap > SIZE_MAX - sizeof *block)
        return false;
    block = itd_mem_resize(NULL, 1, sizeof *block + cap);
    if (!block)
        return false;
    block->before = arena->top;
    block->cap = cap;
    block->used = 0;
    arena->top = block;
    return true;
}

/* Bytes without the zeroing; padded to the strictest alignment. */
static void *take(itd_arena *arena, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    size_t       need;
    void        *ptr;

    if (bytes > SIZE_MAX - align)
        return NULL;
    need = (bytes + align - 1) / align * align;
    if (need == 0)
        need = align;
    if (need > arena->max - arena->used)
        return NULL;
    if (!arena->top || need > arena->top->cap - arena->top->used)
        if (!add_block(arena, need))
            return NULL;
    ptr = arena->top->bytes + arena->top->used;
    arena->top->used += need;
    arena->used += need;
    return ptr;
}

void *itd_arena_new_array(itd_arena *arena, size_t count, size_t size)
{
    void *ptr;

    if (size != 0 && count > SIZE_MAX / size)
        return NULL;
    ptr = take(arena, count * size);
    if (ptr)
        memset(ptr, 0, count * size);
    return ptr;
}

bool itd_arena_copy(itd_arena *arena, itd_str text, itd_str *ret_copy)
{
    char *ptr;

    if (text.len == SIZE_MAX)
        return false;
    ptr = take(arena, text.len + 1);
    if (!ptr)
        return false;
    if (text.len > 0)
        memcpy(ptr, text.ptr, text.len);
    ptr[text.len] = '\0';
    *ret_copy = (itd_str){.ptr = ptr, .len = text.len};
    return true;
}

size_t itd_arena_used(const itd_arena *arena)
{
    return arena->used;
}

void *itd_arena_grow(itd_arena *arena, void *items, size_t len, size_t *cap, size_t size)
{
    void  *bigger;
    size_t new_cap;

    if (len < *cap)
        return items;
    if (*cap > SIZE_MAX / 2)
        return NULL;
    new_cap = *cap > 0 ? *cap * 2 : 4;
    bigger = itd_arena_new_array(arena, new_cap, size);
    if (!bigger)
        return NULL;
    if (len > 0)
        memcpy(bigger, items, len * size);
    *cap = new_cap;
    return bigger;
}
