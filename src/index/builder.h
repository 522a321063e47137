/* An index in the making: build.c takes names in, write.c makes tables of them. Inside index. */
#ifndef ITD_INDEX_BUILDER_H
#define ITD_INDEX_BUILDER_H

#include "base/map.h"
#include "index/index.h"

/* Joined neighbours that are found by sound. */
struct sound {
    uint64_t   skeleton;
    itd_joined joined;
};

/* A name of an organisation by an acronym. */
struct abbreviated {
    uint64_t hash;
    uint32_t name;
};

struct itd_index_builder {
    itd_map             ids;   /* kind, origin and text → number in the order of arrival */
    itd_arena          *texts; /* keys of ids */
    itd_buf             key;
    itd_token          *tokens; /* heap */
    size_t              token_count, token_cap;
    uint32_t           *name_tokens; /* heap: all names, one behind the other */
    size_t              name_token_count, name_token_cap;
    uint32_t           *name_offsets; /* heap: where each name begins */
    size_t              name_count, name_cap;
    struct sound       *sounds; /* heap: joined neighbours with a skeleton */
    size_t              sound_count, sound_cap;
    struct abbreviated *abbreviated; /* heap: organisations' names by their acronyms */
    size_t              abbreviated_count, abbreviated_cap;
};

#endif
