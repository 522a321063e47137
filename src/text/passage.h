/* Running text cut into pieces, so that a name can be sought anywhere in it: every place where a
 * name may begin or end is the begin or end of a piece. The pieces say nothing of what a token is:
 * whoever looks at some successive pieces tokenises the text from the first to the last as a name.
 * Rules: docs/matching.md, section 10. Pure; safe from any thread. */
#ifndef ITD_TEXT_PASSAGE_H
#define ITD_TEXT_PASSAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* Bytes of one piece; a longer run is cut. */
#define ITD_PASSAGE_PIECE_MAX 200
/* Letters behind an apostrophe that are taken for an ending. */
#define ITD_PASSAGE_ENDING_MAX 3

typedef struct itd_passage_piece {
    uint32_t from; /* bytes of the text */
    uint32_t to;
} itd_passage_piece;

/* The piece that begins at or after *at, which is moved behind it; false when there is none. text
 * is valid UTF-8 of at most UINT32_MAX bytes. */
bool itd_passage_next(itd_str text, size_t *at, itd_passage_piece *ret_piece);

#endif
