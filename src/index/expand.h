/* Lossless expansion: from a token, or joined neighbours, of a query to every vocabulary token and
 * every group of listed neighbours with which it has a similarity above 0 (metric/token_pair.h).
 * An expansion depends on the token's text and kind and on the index alone, so it is made once and
 * kept in a cache that all threads share; customers repeat names. An expander holds scratch memory
 * and belongs to one thread at a time. */
#ifndef ITD_INDEX_EXPAND_H
#define ITD_INDEX_EXPAND_H

#include "index/index.h"

/* A vocabulary token that pairs with the query token. */
typedef struct itd_expanded {
    uint32_t token;
    uint16_t similarity; /* basis points */
    uint16_t weight;     /* of the vocabulary token */
} itd_expanded;

/* Listed neighbours that pair, joined, with the query token. */
typedef struct itd_expanded_join {
    itd_joined joined;
    uint16_t   similarity;
} itd_expanded_join;

typedef struct itd_expansion {
    const itd_expanded      *pairs; /* every single token, pairs by initial apart */
    size_t                   pair_count;
    const itd_expanded      *initials; /* of a word: the listed initials it begins with */
    size_t                   initial_count;
    const itd_expanded_join *joins;
    size_t                   join_count;
    /* Of an initial: the vocabulary tokens from words_first to before words_past begin with it;
     * those of kind WORD pair with it. Else empty. */
    uint32_t words_first;
    uint32_t words_past;
    uint16_t words_similarity;
    uint16_t weight_min; /* least and largest listed weight that one pair uses up; 0 without any */
    uint16_t weight_max;
    uint32_t pair_postings; /* names behind pairs, and behind initials and words */
    uint32_t initial_postings;
} itd_expansion;

typedef struct itd_expander itd_expander;

ITD_MUST_CHECK itd_status itd_expander_new(const itd_index *index, itd_expander **ret_expander,
                                           itd_error *err);
void                      itd_expander_free(itd_expander *expander);
const itd_index          *itd_expander_index(const itd_expander *expander);
/* Ends a request: expansions that did not fit into the cache are gone. */
void itd_expander_reset(itd_expander *expander);

/* The expansion of one token; lives until the next reset. */
ITD_MUST_CHECK itd_status itd_expand(itd_expander *expander, const itd_token *token,
                                     const itd_expansion **ret_expansion, itd_error *err);
/* Vocabulary tokens that pair with count (2 to ITD_JOIN_MAX) neighbours of a query joined; none
 * when they may not be joined. Lives until the next reset. */
ITD_MUST_CHECK itd_status itd_expand_joined(itd_expander *expander, const itd_token *parts,
                                            size_t count, const itd_expanded **ret_pairs,
                                            size_t *ret_count, itd_error *err);

#endif
