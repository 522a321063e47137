/* Bytes from outside: a file or a block of memory, plain or packed (gz, xz, zst, zip: found from
 * the content, never from the name), with limits on size and on how much a packed byte may swell.
 * A packed archive (zip) has several members; everything else has one. One thread at a time. */
#ifndef ITD_CODEC_SOURCE_H
#define ITD_CODEC_SOURCE_H

#include <signal.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/encoding.h"

#define ITD_SOURCE_BYTES_MAX ((uint64_t)4 << 30)   /* unpacked bytes of one source */
#define ITD_SOURCE_RATIO_MAX 1000                  /* unpacked bytes per packed byte … */
#define ITD_SOURCE_RATIO_FREE ((uint64_t)64 << 20) /* … once this many came out */
#define ITD_SOURCE_MEMBERS_MAX 64                  /* files in one zip */
#define ITD_SOURCE_PEEK_MAX ((size_t)64 << 10)     /* bytes looked at ahead of reading */

typedef struct itd_source itd_source;

typedef struct itd_source_options {
    uint64_t bytes_max; /* ITD_E_LIMIT past it */
    uint32_t ratio_max;
    uint64_t ratio_free;
    size_t   read_max;    /* most bytes one read hands out; tests set 1..7 */
    unsigned members_max; /* files in one archive */
    bool     as_is;       /* hand out packed bytes as they are */
    /* Borrowed, set by a signal handler: not 0 ends a reading that waits, ITD_E_INTERRUPTED. NULL:
     * nobody stops it. */
    const volatile sig_atomic_t *stop;
} itd_source_options;

itd_source_options itd_source_options_default(void);

/* Opens a file and stands before its first member. options may be NULL. A directory, a missing file
 * and an empty file (0 bytes) are errors with the file named. */
ITD_MUST_CHECK itd_status itd_source_open_file(const char *path, const itd_source_options *options,
                                               itd_source **ret_src, itd_error *err);
/* The same over memory, which the caller keeps alive; name is used in errors (copied). */
ITD_MUST_CHECK itd_status itd_source_open_memory(itd_str name, itd_str bytes,
                                                 const itd_source_options *options,
                                                 itd_source **ret_src, itd_error *err);
/* Standard input; cannot be opened twice. */
ITD_MUST_CHECK itd_status itd_source_open_stdin(const itd_source_options *options,
                                                itd_source **ret_src, itd_error *err);
/* Steps to the first or next member; *ret_found false after the last. Directories and empty members
 * of a zip are passed over; an encrypted member is an error. */
ITD_MUST_CHECK itd_status itd_source_next_member(itd_source *src, bool *ret_found, itd_error *err);
/* Name for messages: the path, or "path(member)" inside a zip. Borrowed until the next member. */
itd_str itd_source_name(const itd_source *src);
/* Path of the current member within its archive; empty for what is no archive. */
itd_str itd_source_member(const itd_source *src);
/* The first bytes of the current member without taking them: the next read starts with them. At
 * least the first line, as far as it fits into ITD_SOURCE_PEEK_MAX. Only before the first read
 * of a member; borrowed until then. */
ITD_MUST_CHECK itd_status itd_source_peek(itd_source *src, itd_str *ret_head, itd_error *err);
/* Fills at most cap bytes of the current member; *ret_len 0 at its end. Truncated or damaged packed
 * data is an error, never an early end: at the end of a gzip file its checksum is compared. */
ITD_MUST_CHECK itd_status itd_source_read(itd_source *src, char *buf, size_t cap, size_t *ret_len,
                                          itd_error *err);
/* From here on reads hand out UTF-8, made once from the publisher's encoding; a byte that stands
 * for nothing in it is ITD_E_ENCODING with line and byte. Before the first read of a member; what
 * itd_source_peek shows stays as it came. */
void itd_source_set_encoding(itd_source *src, itd_encoding encoding);
/* NULL is allowed. */
void itd_source_close(itd_source *src);

#endif
