/* The bytes of an index: what build.c writes and open.c verifies and reads in place. Inside index
 * only; the format in full is in docs/formats.md.
 *
 *   header         ITD_INDEX_HEADER_NUMBERS numbers (enum itd_index_number)
 *   text offsets   tokens + 1        of the texts, which stand one behind the other
 *   kinds, origins tokens bytes each
 *   texts          bytes
 *   name offsets   names + 1         of the names' tokens
 *   name tokens                      token numbers
 *   post offsets   tokens + 1        of the postings
 *   postings       16 bytes each
 *   deletion heads 2^bits + 1        of the deletions, by the upper bits of the hash
 *   deletions                        token number in the lower bits, rest of the hash above
 *   joined heads   2^bits + 1        of the joined, by the upper bits of the hash
 *   joined         12 bytes each
 *   acronym heads  2^bits + 1        of the acronyms, by the upper bits of the hash
 *   acronyms       8 bytes each
 *
 * All numbers are 32 bits, little-endian, unless said otherwise; each part is filled with zeros up
 * to a multiple of eight bytes. */
#ifndef ITD_INDEX_LAYOUT_H
#define ITD_INDEX_LAYOUT_H

#include "index/index.h"

enum itd_index_number {
    ITD_INDEX_VERSION,
    ITD_INDEX_TOKENS,
    ITD_INDEX_TEXT_BYTES,
    ITD_INDEX_NAMES,
    ITD_INDEX_NAME_TOKENS,
    ITD_INDEX_POSTINGS,
    ITD_INDEX_TOKEN_BITS,
    ITD_INDEX_DELETION_BITS,
    ITD_INDEX_DELETIONS,
    ITD_INDEX_JOINED_BITS,
    ITD_INDEX_JOINED,
    ITD_INDEX_ACRONYM_BITS,
    ITD_INDEX_ACRONYMS,
    ITD_INDEX_RESERVED,
    ITD_INDEX_HEADER_NUMBERS,
};

#define ITD_INDEX_FORMAT 2
#define ITD_INDEX_ALIGN 8

/* Parts behind the header, in order. */
enum itd_index_part {
    ITD_PART_TEXT_OFFSETS,
    ITD_PART_KINDS,
    ITD_PART_ORIGINS,
    ITD_PART_TEXTS,
    ITD_PART_NAME_OFFSETS,
    ITD_PART_NAME_TOKENS,
    ITD_PART_POST_OFFSETS,
    ITD_PART_POSTINGS,
    ITD_PART_DELETION_HEADS,
    ITD_PART_DELETIONS,
    ITD_PART_JOINED_HEADS,
    ITD_PART_JOINED,
    ITD_PART_ACRONYM_HEADS,
    ITD_PART_ACRONYMS,
    ITD_PARTS,
};

/* A name of an organisation by one of its acronyms, or one that is an acronym, by its letters. */
struct itd_abbreviated {
    uint32_t hash; /* lower bits of itd_hash_acronym */
    uint32_t name;
};

_Static_assert(sizeof(itd_posting) == 16 && sizeof(itd_joined) == 12 &&
                   sizeof(struct itd_abbreviated) == 8,
               "used in place");
#if !defined(__BYTE_ORDER__) || __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "the index is used in place and its numbers are little-endian"
#endif

/* Bytes of a part, without the zeros behind it, from the numbers of the header. */
uint64_t itd_index_part_bytes(const uint32_t      numbers[ITD_INDEX_HEADER_NUMBERS],
                              enum itd_index_part part);

/* A vocabulary token by one of its skeletons. */
struct itd_sounding {
    uint64_t skeleton;
    uint32_t token;
};

struct itd_index {
    uint32_t             numbers[ITD_INDEX_HEADER_NUMBERS];
    const char          *parts[ITD_PARTS];
    itd_token           *tokens;  /* heap: vocabulary with what is derived from text and kind */
    uint32_t            *weights; /* heap: of the names */
    uint32_t            *by_text; /* heap: open addressing, token number + 1, first of its text */
    size_t               by_text_cap;
    uint32_t            *by_letters; /* heap: word-like tokens in the order of their length */
    uint32_t            *masks;      /* heap: their letter masks, in the same order */
    uint32_t             letters_first[UINT8_MAX + 2]; /* in by_letters, by length */
    size_t               initial_bytes_max;            /* longest text of an INITIAL */
    struct itd_sounding *soundings;                    /* heap: by skeleton, then token */
    size_t               sounding_count;
    struct itd_cache    *cache;
};

/* First token with this text, or UINT32_MAX. Tokens of one text stand side by side. */
uint32_t itd_index_find_text(const itd_index *index, itd_str text);

#endif
