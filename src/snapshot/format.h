/* The snapshot file, for the two files that write and read it and the fuzz target; nobody else
 * includes this.
 *
 *   offset  bytes
 *   0       8      magic "ITDSNAP1"
 *   8       4      number of sections (ITD_SNAP_SECTIONS), little-endian
 *   12      4      zero
 *   16      48·n   per section: offset (8), length (8), SHA-256 of its bytes (32)
 *   16+48n  32     SHA-256 of everything before it
 *   …              the sections, in order, each at the next multiple of 8 (the bytes before it are
 *                  zero); the file ends where the last one does
 *
 * So every byte of the file is under a digest or known: a changed bit anywhere is found. Numbers
 * inside sections are LEB128 ("varint"), texts are a varint length and bytes. Full text:
 * docs/formats.md. */
#ifndef ITD_SNAPSHOT_FORMAT_H
#define ITD_SNAPSHOT_FORMAT_H

#include "base/buf.h"
#include "base/digest.h"

#define ITD_SNAP_MAGIC "ITDSNAP1"
#define ITD_SNAP_MAGIC_BYTES 8
#define ITD_SNAP_ROW_BYTES (8 + 8 + ITD_DIGEST_BYTES)

enum itd_snap_section {
    ITD_SNAP_META,        /* versions of format, engine, Unicode library and word tables */
    ITD_SNAP_LISTS,       /* the list versions */
    ITD_SNAP_ENTITIES,    /* list index and entity record, in order */
    ITD_SNAP_NAMES,       /* tokenised names, by entity */
    ITD_SNAP_IDENTIFIERS, /* normalised identifiers and their entities, sorted */
    ITD_SNAP_INDEX,       /* of the names: src/index/layout.h */
    ITD_SNAP_SECTIONS,
};

#define ITD_SNAP_ALIGN 8

#define ITD_SNAP_HEADER_BYTES                                                                      \
    (ITD_SNAP_MAGIC_BYTES + 8 + ITD_SNAP_SECTIONS * ITD_SNAP_ROW_BYTES + ITD_DIGEST_BYTES)

/* Where the section behind this offset begins. */
static inline uint64_t itd_snap_align(uint64_t offset)
{
    return (offset + ITD_SNAP_ALIGN - 1) / ITD_SNAP_ALIGN * ITD_SNAP_ALIGN;
}

/* The META section of this engine; a snapshot whose META differs is refused. */
void itd_snap_append_meta(itd_buf *buf);

static inline void itd_snap_append_text(itd_buf *buf, itd_str text)
{
    itd_buf_append_varint(buf, text.len);
    itd_buf_append(buf, text);
}

#endif
