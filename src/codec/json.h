/* JSON in and out. Reading goes through jansson with duplicate keys refused and becomes a tree of
 * our own in an arena; writing has a fixed key order (the caller's), so that hashes of it are
 * stable. Source: RFC 8259. Trees are read-only values; a writer belongs to one thread at a
 * time. */
#ifndef ITD_CODEC_JSON_H
#define ITD_CODEC_JSON_H

#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "codec/source.h"

#define ITD_JSON_DEPTH_MAX 64
#define ITD_JSON_LINE_MAX ((size_t)16 << 20) /* bytes of one line of JSON lines */

typedef enum itd_json_kind {
    ITD_JSON_NULL,
    ITD_JSON_FALSE,
    ITD_JSON_TRUE,
    ITD_JSON_NUMBER,
    ITD_JSON_STRING,
    ITD_JSON_ARRAY,
    ITD_JSON_OBJECT,
} itd_json_kind;

typedef struct itd_json {
    itd_json_kind          kind;
    itd_str                key;  /* name within its object, else empty */
    itd_str                text; /* of a string (no U+0000, no controls but tab and line ends), or a
                                     number as decimal digits */
    const struct itd_json *first; /* of an array or object, in document order */
    const struct itd_json *next;
    size_t                 count; /* elements of an array or object */
} itd_json;

/* One whole document; everything lives in arena. */
ITD_MUST_CHECK itd_status itd_json_parse(itd_str text, itd_arena *arena, const itd_json **ret_json,
                                         itd_error *err);
/* Member of an object, or NULL; object may be NULL or of another kind. */
const itd_json *itd_json_get(const itd_json *object, itd_str key);
/* Text of a string member, or empty. */
itd_str itd_json_get_text(const itd_json *object, itd_str key);

/* Lines of JSON lines (or any text of lines): without the line end, blank lines passed over. */
typedef struct itd_lines  itd_lines;
ITD_MUST_CHECK itd_status itd_lines_open(itd_source *src, size_t line_max, itd_lines **ret_lines,
                                         itd_error *err);
/* UTF-8 and controls are checked. *ret_found false at the end. A bad line is an error that names
 * it; the next call goes on behind it, except after an error of the source. */
ITD_MUST_CHECK itd_status itd_lines_next(itd_lines *lines, bool *ret_found, itd_str *ret_line,
                                         uint64_t *ret_number, itd_error *err);
void                      itd_lines_close(itd_lines *lines);

/* Writer onto a buf: commas, quotes and indentation are its business, order is the caller's.
 * key is NULL inside an array and at the top. Strings must be valid UTF-8; control characters,
 * U+007F, U+2028 and U+2029 are escaped. */
typedef struct itd_json_writer {
    itd_buf *buf;
    unsigned depth;
    unsigned indent; /* spaces per level; 0 writes one line */
    bool     has_items[ITD_JSON_DEPTH_MAX];
} itd_json_writer;

void itd_json_writer_init(itd_json_writer *writer, itd_buf *buf, unsigned indent);
void itd_json_begin_object(itd_json_writer *writer, const char *key);
void itd_json_end_object(itd_json_writer *writer);
void itd_json_begin_array(itd_json_writer *writer, const char *key);
void itd_json_end_array(itd_json_writer *writer);
void itd_json_put_str(itd_json_writer *writer, const char *key, itd_str text);
void itd_json_put_cstr(itd_json_writer *writer, const char *key, const char *text);
void itd_json_put_u64(itd_json_writer *writer, const char *key, uint64_t value);
void itd_json_put_bool(itd_json_writer *writer, const char *key, bool value);
void itd_json_put_null(itd_json_writer *writer, const char *key);
/* Basis points as four decimals: 9312 → 0.9312, 10000 → 1.0000. */
void itd_json_put_score(itd_json_writer *writer, const char *key, uint32_t basis_points);
/* A number rounded to at most 9 decimals, without zeros behind the last digit that counts; never an
 * exponent. What is no number, infinite or beyond 1e9 is null. */
#define ITD_JSON_DECIMALS_MAX 9
void itd_json_put_number(itd_json_writer *writer, const char *key, double value, unsigned decimals);
/* A key that is not a C string. */
void itd_json_put_str_key(itd_json_writer *writer, itd_str key, itd_str text);
void itd_json_begin_array_key(itd_json_writer *writer, itd_str key);

#endif
