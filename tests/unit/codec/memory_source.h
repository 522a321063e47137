/* A source over a literal, handed out in chunks of a chosen size. */
#ifndef ITD_TESTS_UNIT_CODEC_MEMORY_SOURCE_H
#define ITD_TESTS_UNIT_CODEC_MEMORY_SOURCE_H

#include "base/buf.h"
#include "codec/source.h"
#include "tests/unit/support.h"

/* NULL when bytes are empty or memory failed: then err tells. chunk 0: all at once. */
static inline itd_source *memory_source(itd_str bytes, size_t chunk, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    bool               found = false;

    if (chunk > 0)
        options.read_max = chunk;
    if (itd_source_open_memory(ITD_STR("input"), bytes, &options, &src, err) != ITD_OK)
        return NULL;
    if (itd_source_next_member(src, &found, err) != ITD_OK || !found) {
        itd_source_close(src);
        return NULL;
    }
    return src;
}

#endif
