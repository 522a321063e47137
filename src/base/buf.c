/* Growing text with a sticky failure. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

#define FIRST_CAP 256
#define VARINT_MAX 10 /* bytes of a 64-bit LEB128 number */

void itd_buf_init(itd_buf *buf, size_t max)
{
    *buf = (itd_buf){.max = max};
}

void itd_buf_done(itd_buf *buf)
{
    const size_t max = buf->max;

    itd_mem_free(buf->ptr);
    itd_buf_init(buf, max);
}

void itd_buf_reset(itd_buf *buf)
{
    buf->len = 0;
    buf->failed = ITD_OK;
}

/* Room for `more` bytes, or the sticky failure. `beyond` bytes behind them are room too, but no
 * text: the maximum does not count them. */
static bool reserve(itd_buf *buf, size_t more, size_t beyond)
{
    size_t cap = buf->cap > 0 ? buf->cap : FIRST_CAP;
    char  *ptr;

    if (buf->failed != ITD_OK)
        return false;
    if (more > buf->max - buf->len) {
        buf->failed = ITD_E_LIMIT;
        return false;
    }
    more += beyond;
    if (more <= buf->cap - buf->len)
        return true;
    while (cap - buf->len < more && cap < SIZE_MAX)
        cap = cap <= SIZE_MAX / 2 ? cap * 2 : SIZE_MAX;
    ptr = itd_mem_resize(buf->ptr, cap, 1);
    if (!ptr) {
        buf->failed = ITD_E_NO_MEMORY;
        return false;
    }
    buf->ptr = ptr;
    buf->cap = cap;
    return true;
}

void itd_buf_append(itd_buf *buf, itd_str text)
{
    if (text.len == 0 || !reserve(buf, text.len, 0))
        return;
    memcpy(buf->ptr + buf->len, text.ptr, text.len);
    buf->len += text.len;
}

void itd_buf_append_cstr(itd_buf *buf, const char *text)
{
    itd_buf_append(buf, itd_str_of(text));
}

void itd_buf_append_char(itd_buf *buf, char ch)
{
    itd_buf_append(buf, (itd_str){.ptr = &ch, .len = 1});
}

void itd_buf_append_u64(itd_buf *buf, uint64_t value)
{
    char   digits[20];
    size_t at = sizeof digits;

    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value > 0);
    itd_buf_append(buf, (itd_str){.ptr = digits + at, .len = sizeof digits - at});
}

void itd_buf_append_code(itd_buf *buf, uint32_t code)
{
    char         bytes[4];
    const size_t len = itd_utf8_encode(code, bytes);

    itd_buf_append(buf, (itd_str){.ptr = bytes, .len = len});
}

void itd_buf_printf(itd_buf *buf, const char *fmt, ...)
{
    va_list args;
    int     n;

    va_start(args, fmt);
    n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    if (n < 0 && buf->failed == ITD_OK)
        buf->failed = ITD_E_LIMIT; /* longer than an int can say */
    if (n < 0 || !reserve(buf, (size_t)n, 1))
        return;
    va_start(args, fmt);
    vsnprintf(buf->ptr + buf->len, (size_t)n + 1, fmt, args);
    va_end(args);
    buf->len += (size_t)n;
}

static void append_le(itd_buf *buf, uint64_t value, size_t bytes)
{
    char out[8];

    for (size_t i = 0; i < bytes; i++)
        out[i] = (char)(value >> (8 * i) & 0xFF);
    itd_buf_append(buf, (itd_str){.ptr = out, .len = bytes});
}

void itd_buf_append_le32(itd_buf *buf, uint32_t value)
{
    append_le(buf, value, 4);
}

void itd_buf_append_le64(itd_buf *buf, uint64_t value)
{
    append_le(buf, value, 8);
}

void itd_buf_append_varint(itd_buf *buf, uint64_t value)
{
    while (value >= 0x80) {
        itd_buf_append_char(buf, (char)(0x80 | (value & 0x7F)));
        value >>= 7;
    }
    itd_buf_append_char(buf, (char)value);
}

itd_str itd_buf_text(const itd_buf *buf)
{
    /* Never NULL: an empty text is still a text, for callers that split it into parts. */
    return (itd_str){.ptr = buf->ptr ? buf->ptr : "", .len = buf->len};
}

itd_status itd_buf_status(const itd_buf *buf, itd_error *err)
{
    if (buf->failed == ITD_E_LIMIT)
        return itd_error_set(err, ITD_E_LIMIT, "text longer than %zu bytes", buf->max);
    if (buf->failed != ITD_OK)
        return itd_error_no_memory(err);
    return ITD_OK;
}

static bool take_le(itd_str *rest, size_t bytes, uint64_t *ret_value)
{
    uint64_t value = 0;

    if (rest->len < bytes)
        return false;
    for (size_t i = 0; i < bytes; i++)
        value |= (uint64_t)(unsigned char)rest->ptr[i] << (8 * i);
    *rest = itd_str_from(*rest, bytes);
    *ret_value = value;
    return true;
}

bool itd_bytes_take_le32(itd_str *rest, uint32_t *ret_value)
{
    uint64_t value;

    if (!take_le(rest, 4, &value))
        return false;
    *ret_value = (uint32_t)value;
    return true;
}

bool itd_bytes_take_le64(itd_str *rest, uint64_t *ret_value)
{
    return take_le(rest, 8, ret_value);
}

bool itd_bytes_take_varint(itd_str *rest, uint64_t *ret_value)
{
    uint64_t value = 0;

    for (size_t i = 0; i < rest->len && i < VARINT_MAX; i++) {
        const uint64_t byte = (unsigned char)rest->ptr[i];

        if (i == VARINT_MAX - 1 && byte > 1)
            return false;
        value |= (byte & 0x7F) << (7 * i);
        if (byte < 0x80) {
            *rest = itd_str_from(*rest, i + 1);
            *ret_value = value;
            return true;
        }
    }
    return false;
}

bool itd_bytes_take(itd_str *rest, uint64_t len, itd_str *ret_bytes)
{
    if (len > rest->len)
        return false;
    *ret_bytes = itd_str_slice(*rest, 0, (size_t)len);
    *rest = itd_str_from(*rest, (size_t)len);
    return true;
}
