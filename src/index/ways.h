/* The ways from a token to its partners (ways.c), for whoever makes expansions (expand.c). Inside
 * index. */
#ifndef ITD_INDEX_WAYS_H
#define ITD_INDEX_WAYS_H

#include "base/arena.h"
#include "index/expand.h"
#include "index/layout.h"

struct itd_expander {
    const itd_index *index;
    itd_arena       *arena;  /* until the next reset */
    uint32_t        *stamps; /* heap, per vocabulary token: last expansion that looked at it */
    uint32_t         stamp;
    itd_buf          text; /* joined text of a query */
    /* Of the expansion being made; heap. */
    itd_expanded      *pairs;
    size_t             pair_count, pair_cap;
    itd_expanded      *initials;
    size_t             initial_count, initial_cap;
    itd_expanded_join *joins;
    size_t             join_count, join_cap;
    bool               failed; /* out of memory */
};

/* Fill pairs, initials and joins of the expander; failed tells of memory. */
void itd_ways_gather(itd_expander *expander, const itd_token *token);
/* The same for joined neighbours of a query: pairs. Their joined text is in expander->text. */
void itd_ways_gather_joined(itd_expander *expander, const itd_token *parts, size_t count);

#endif
