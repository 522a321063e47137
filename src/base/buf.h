/* Growing text, born with a maximum. Appending never fails at once: the first failure (no memory,
 * or past the maximum) sticks, later appends do nothing, and the owner asks once at the end. That
 * keeps writers readable without losing an error. One thread at a time. */
#ifndef ITD_BASE_BUF_H
#define ITD_BASE_BUF_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

typedef struct itd_buf {
    char      *ptr; /* heap; owned */
    size_t     len;
    size_t     cap;
    size_t     max;    /* bytes; appends past it fail with ITD_E_LIMIT */
    itd_status failed; /* ITD_OK while all is well */
} itd_buf;

void itd_buf_init(itd_buf *buf, size_t max);
/* Frees the text; the buf is empty and usable again. */
void itd_buf_done(itd_buf *buf);
/* Empties it and forgets a failure; keeps the memory. */
void itd_buf_reset(itd_buf *buf);

void itd_buf_append(itd_buf *buf, itd_str text);
void itd_buf_append_cstr(itd_buf *buf, const char *text);
void itd_buf_append_char(itd_buf *buf, char ch);
void itd_buf_append_u64(itd_buf *buf, uint64_t value);
/* One code point as UTF-8. */
void itd_buf_append_code(itd_buf *buf, uint32_t code);
ITD_PRINTF(2, 3) void itd_buf_printf(itd_buf *buf, const char *fmt, ...);

/* Little-endian on disk, whatever the machine. */
void itd_buf_append_le32(itd_buf *buf, uint32_t value);
void itd_buf_append_le64(itd_buf *buf, uint64_t value);
/* LEB128: seven bits a byte, low bits first, at most ten bytes. */
void itd_buf_append_varint(itd_buf *buf, uint64_t value);

/* Borrowed until the next append. */
itd_str itd_buf_text(const itd_buf *buf);
/* The sticky failure as an error, or ITD_OK. */
ITD_MUST_CHECK itd_status itd_buf_status(const itd_buf *buf, itd_error *err);

/* Reading back what was written above: cuts the value off *rest; false when too short or
 * malformed. */
ITD_MUST_CHECK bool itd_bytes_take_le32(itd_str *rest, uint32_t *ret_value);
ITD_MUST_CHECK bool itd_bytes_take_le64(itd_str *rest, uint64_t *ret_value);
ITD_MUST_CHECK bool itd_bytes_take_varint(itd_str *rest, uint64_t *ret_value);
ITD_MUST_CHECK bool itd_bytes_take(itd_str *rest, uint64_t len, itd_str *ret_bytes);

#endif
