/* Writing JSON in the caller's order. The writer holds no text: everything goes to the buffer at
 * once, whose sticky failure is the only error there can be. */
#include "codec/json.h"

#include <math.h>
#include <string.h>

#include "base/utf8.h"

void itd_json_writer_init(itd_json_writer *writer, itd_buf *buf, unsigned indent)
{
    *writer = (itd_json_writer){.buf = buf, .indent = indent};
}

static void new_line(itd_json_writer *writer)
{
    if (writer->indent == 0)
        return;
    itd_buf_append_char(writer->buf, '\n');
    for (unsigned i = 0; i < writer->depth * writer->indent; i++)
        itd_buf_append_char(writer->buf, ' ');
}

static bool must_escape(uint32_t code)
{
    return code < 0x20 || code == '"' || code == '\\' || code == 0x7F || code == 0x2028 ||
           code == 0x2029;
}

static void escape(itd_buf *buf, uint32_t code)
{
    switch (code) {
    case '"':
        itd_buf_append_cstr(buf, "\\\"");
        break;
    case '\\':
        itd_buf_append_cstr(buf, "\\\\");
        break;
    case '\n':
        itd_buf_append_cstr(buf, "\\n");
        break;
    case '\r':
        itd_buf_append_cstr(buf, "\\r");
        break;
    case '\t':
        itd_buf_append_cstr(buf, "\\t");
        break;
    default:
        itd_buf_printf(buf, "\\u%04x", (unsigned)code);
        break;
    }
}

static void put_quoted(itd_buf *buf, itd_str text)
{
    size_t plain = 0; /* start of what needs no escape */

    itd_buf_append_char(buf, '"');
    for (size_t at = 0; at < text.len;) {
        uint32_t     code = 0;
        const size_t step = itd_utf8_decode(itd_str_from(text, at), &code);

        if (step > 0 && must_escape(code)) {
            itd_buf_append(buf, itd_str_slice(text, plain, at));
            escape(buf, code);
            plain = at + step;
        }
        at += step > 0 ? step : 1;
    }
    itd_buf_append(buf, itd_str_from(text, plain));
    itd_buf_append_char(buf, '"');
}

/* Comma, line and key before an item. */
static void begin_item(itd_json_writer *writer, itd_str key)
{
    if (writer->depth > 0) {
        if (writer->has_items[writer->depth - 1])
            itd_buf_append_char(writer->buf, ',');
        writer->has_items[writer->depth - 1] = true;
        new_line(writer);
    }
    if (key.ptr) {
        put_quoted(writer->buf, key);
        itd_buf_append_cstr(writer->buf, writer->indent > 0 ? ": " : ":");
    }
}

static void open_level(itd_json_writer *writer, itd_str key, char bracket)
{
    begin_item(writer, key);
    itd_buf_append_char(writer->buf, bracket);
    if (writer->depth == ITD_JSON_DEPTH_MAX) {
        writer->buf->failed = ITD_E_LIMIT;
        return;
    }
    writer->has_items[writer->depth++] = false;
}

static void close_level(itd_json_writer *writer, char bracket)
{
    const bool had_items = writer->depth > 0 && writer->has_items[writer->depth - 1];

    if (writer->depth > 0)
        writer->depth--;
    if (had_items)
        new_line(writer);
    itd_buf_append_char(writer->buf, bracket);
}

void itd_json_begin_object(itd_json_writer *writer, const char *key)
{
    open_level(writer, itd_str_of(key), '{');
}

void itd_json_end_object(itd_json_writer *writer)
{
    close_level(writer, '}');
}

void itd_json_begin_array(itd_json_writer *writer, const char *key)
{
    open_level(writer, itd_str_of(key), '[');
}

void itd_json_begin_array_key(itd_json_writer *writer, itd_str key)
{
    open_level(writer, key, '[');
}

void itd_json_end_array(itd_json_writer *writer)
{
    close_level(writer, ']');
}

void itd_json_put_str_key(itd_json_writer *writer, itd_str key, itd_str text)
{
    begin_item(writer, key);
    put_quoted(writer->buf, text);
}

void itd_json_put_str(itd_json_writer *writer, const char *key, itd_str text)
{
    itd_json_put_str_key(writer, itd_str_of(key), text);
}

void itd_json_put_cstr(itd_json_writer *writer, const char *key, const char *text)
{
    itd_json_put_str(writer, key, itd_str_of(text));
}

void itd_json_put_u64(itd_json_writer *writer, const char *key, uint64_t value)
{
    begin_item(writer, itd_str_of(key));
    itd_buf_append_u64(writer->buf, value);
}

void itd_json_put_bool(itd_json_writer *writer, const char *key, bool value)
{
    begin_item(writer, itd_str_of(key));
    itd_buf_append_cstr(writer->buf, value ? "true" : "false");
}

void itd_json_put_null(itd_json_writer *writer, const char *key)
{
    begin_item(writer, itd_str_of(key));
    itd_buf_append_cstr(writer->buf, "null");
}

void itd_json_put_score(itd_json_writer *writer, const char *key, uint32_t basis_points)
{
    begin_item(writer, itd_str_of(key));
    itd_buf_printf(writer->buf, "%u.%04u", (unsigned)(basis_points / 10000),
                   (unsigned)(basis_points % 10000));
}

#define NUMBER_MAX 1e9

void itd_json_put_number(itd_json_writer *writer, const char *key, double value, unsigned decimals)
{
    uint64_t scale = 1, digits;

    if (!isfinite(value) || fabs(value) > NUMBER_MAX) {
        itd_json_put_null(writer, key);
        return;
    }
    begin_item(writer, itd_str_of(key));
    decimals = decimals < ITD_JSON_DECIMALS_MAX ? decimals : ITD_JSON_DECIMALS_MAX;
    for (unsigned i = 0; i < decimals; i++)
        scale *= 10;
    digits = (uint64_t)llround(fabs(value) * (double)scale);
    if (value < 0 && digits > 0)
        itd_buf_append_char(writer->buf, '-');
    for (; decimals > 0 && digits % 10 == 0; decimals--) {
        digits /= 10;
        scale /= 10;
    }
    itd_buf_append_u64(writer->buf, digits / scale);
    if (decimals > 0)
        itd_buf_printf(writer->buf, ".%0*llu", (int)decimals, (unsigned long long)(digits % scale));
}
