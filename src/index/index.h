/* The index of a data set: the distinct tokens of all listed names (the vocabulary), for each of
 * them the names that hold it, and tables that lead from any token to every vocabulary token it
 * may pair with. It is built once, written as one run of bytes (a section of the snapshot) and used
 * in place. What it gives is always a superset: the declared score decides (match/candidates.h).
 * Immutable once open, except for the cache of expansions, which looks after itself: shared. */
#ifndef ITD_INDEX_INDEX_H
#define ITD_INDEX_INDEX_H

#include <stddef.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "text/name.h"

#define ITD_INDEX_TOKENS_MAX (UINT32_C(1) << 28) /* distinct tokens: eight millions are listed */
#define ITD_INDEX_NAMES_MAX UINT32_C(50000000)

/* ---- building ---- one thread at a time */
typedef struct itd_index_builder itd_index_builder;
ITD_MUST_CHECK itd_status itd_index_builder_new(itd_index_builder **ret_builder, itd_error *err);
void                      itd_index_builder_free(itd_index_builder *builder);
/* The next name; its number is the count of those before. */
ITD_MUST_CHECK itd_status itd_index_builder_add(itd_index_builder *builder, const itd_name *name,
                                                itd_error *err);
/* Appends the finished index; the same names give the same bytes. */
ITD_MUST_CHECK itd_status itd_index_builder_write(itd_index_builder *builder, itd_buf *buf,
                                                  itd_error *err);

/* ---- using ---- */
typedef struct itd_index itd_index;

/* bytes begin at a multiple of eight and outlive the index. Every number and offset is verified
 * first: ITD_E_CORRUPT. name_count is the number of names that the index must be of. */
ITD_MUST_CHECK itd_status itd_index_open(itd_str bytes, size_t name_count, itd_index **ret_index,
                                         itd_error *err);
void                      itd_index_free(itd_index *index);

/* A name that holds a token. Postings of one token stand in the order of weight, then name. */
#define ITD_POSTING_CODES 5
#define ITD_CODE_NONE 0
#define ITD_CODE_MANY UINT16_MAX /* more tokens than codes: anything may be among them */

typedef struct itd_posting {
    uint32_t name;
    uint16_t weight; /* of the whole name, capped at UINT16_MAX */
    /* itd_index_code of the name's other tokens, then ITD_CODE_NONE */
    uint16_t codes[ITD_POSTING_CODES];
} itd_posting;

/* Neighbours of a listed name whose joined text is sought. */
typedef struct itd_joined {
    uint32_t hash;
    uint32_t name;
    uint16_t weight; /* of these tokens */
    uint8_t  first;
    uint8_t  count;
} itd_joined;

size_t itd_index_name_count(const itd_index *index);
size_t itd_index_token_count(const itd_index *index);
/* Tokens of the vocabulary are numbered in the order of their texts. */
const itd_token   *itd_index_token(const itd_index *index, uint32_t token);
const itd_posting *itd_index_postings(const itd_index *index, uint32_t token, size_t *ret_count);
/* The vocabulary tokens of a name, in its order. */
const uint32_t *itd_index_tokens_of(const itd_index *index, uint32_t name, size_t *ret_count);
/* Weight of a whole name. */
uint32_t itd_index_weight_of(const itd_index *index, uint32_t name);
/* Names of organisations that may have this acronym, or that may be it; of either too many by the
 * chance of a hash, never too few. */
typedef void (*itd_abbreviated_fn)(void *ctx, uint32_t name);
void itd_index_each_abbreviated(const itd_index *index, itd_str letters, bool is_acronym,
                                itd_abbreviated_fn fn, void *ctx);
/* A short code of a token, from 1 to UINT16_MAX - 1. */
uint16_t itd_index_code(uint32_t token);

#endif
