/* Arenas: memory with one lifetime, given back all at once. Three lifetimes exist: request (reset
 * after the reply), record (reset per list entry), snapshot (dies with it). A struct whose slices
 * live in an arena says which one. One thread at a time. */
#ifndef ITD_BASE_ARENA_H
#define ITD_BASE_ARENA_H

#include <stddef.h>

#include "base/attr.h"
#include "base/str.h"

typedef struct itd_arena itd_arena;

/* max_bytes bounds what the arena ever hands out between two resets (SIZE_MAX: no bound).
 * NULL when out of memory. */
ITD_MUST_CHECK itd_arena *itd_arena_new(size_t max_bytes);
/* NULL is allowed. */
void itd_arena_free(itd_arena *arena);
/* Forgets everything handed out; keeps one block for the next round. */
void itd_arena_reset(itd_arena *arena);

/* count * size zeroed bytes, aligned for any type; NULL when out of memory or past max_bytes. */
ITD_MUST_CHECK void *itd_arena_new_array(itd_arena *arena, size_t count, size_t size);
/* A copy of the text (with a NUL behind it, for C libraries). false when out of memory. */
ITD_MUST_CHECK bool itd_arena_copy(itd_arena *arena, itd_str text, itd_str *ret_copy);

/* Bytes handed out since the last reset. */
size_t itd_arena_used(const itd_arena *arena);

/* Grows an array that lives in an arena so that one more element fits: doubles, copies, leaves the
 * old block to the arena. items may be NULL when *cap is 0. NULL when out of memory. */
ITD_MUST_CHECK void *itd_arena_grow(itd_arena *arena, void *items, size_t len, size_t *cap,
                                    size_t size);

#endif
