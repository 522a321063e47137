/* INI files. inih knows the syntax; we hand it one line at a time, so that every value has a line
 * and a line that its buffer could not hold is an error instead of being cut. */
#include "codec/ini.h"

#include <string.h>

#include <ini.h>

#include "base/file.h"
#include "base/utf8.h"

struct parse {
    itd_str    rest;
    uint64_t   line; /* of the line handed out last */
    itd_ini_fn fn;
    void      *ctx;
    itd_error *err;
    itd_status failed;   /* of fn or of a line */
    bool       indented; /* the line handed out last: inih takes it for more of the value before */
};

/* inih's reader in place of fgets: the next line with its end, or NULL. */
static char *next_line(char *out, int cap, void *ctx)
{
    struct parse *parse = ctx;
    const size_t  feed = itd_str_find_char(parse->rest, '\n');
    const size_t  len = feed == SIZE_MAX ? parse->rest.len : feed + 1;

    if (len == 0 || parse->failed != ITD_OK)
        return NULL;
    parse->line++;
    parse->indented = parse->rest.ptr[0] == ' ' || parse->rest.ptr[0] == '\t';
    if (len >= (size_t)cap) {
        parse->failed = itd_error_at_line(parse->err, ITD_E_LIMIT, parse->line,
                                          "line longer than %d bytes", cap - 1);
        return NULL;
    }
    memcpy(out, parse->rest.ptr, len);
    out[len] = '\0';
    parse->rest = itd_str_from(parse->rest, len);
    return out;
}

/* inih keeps a section's name, and the key of a value that goes on, in 50 bytes and cuts without
 * a word what is longer. */
static bool may_be_cut(const struct parse *parse, const char *section, const char *key)
{
    return strlen(section) > ITD_INI_SECTION_MAX ||
           (parse->indented && strlen(key) == ITD_INI_SECTION_MAX + 1);
}

/* inih's handler: nonzero goes on. */
static int take_value(void *ctx, const char *section, const char *key, const char *value)
{
    struct parse *parse = ctx;

    if (parse->failed == ITD_OK && may_be_cut(parse, section, key))
        parse->failed = itd_error_set(parse->err, ITD_E_LIMIT,
                                      "the name of a section, or of a value over several lines, "
                                      "is longer than %d bytes",
                                      ITD_INI_SECTION_MAX);
    if (parse->failed == ITD_OK)
        parse->failed = parse->fn(parse->ctx, itd_str_of(section), itd_str_of(key),
                                  itd_str_of(value), parse->line, parse->err);
    if (parse->failed != ITD_OK)
        itd_error_on_line(parse->err, parse->line);
    return parse->failed == ITD_OK;
}

itd_status itd_ini_parse(itd_str text, itd_ini_fn fn, void *ctx, itd_error *err)
{
    struct parse parse = {.rest = text, .fn = fn, .ctx = ctx, .err = err};
    itd_status   st;
    int          bad_line;

    if (text.len > ITD_INI_BYTES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "larger than %zu bytes", ITD_INI_BYTES_MAX);
    st = itd_utf8_check_text(text, err);
    if (st != ITD_OK)
        return st;
    bad_line = ini_parse_stream(next_line, &parse, take_value, &parse);
    if (parse.failed != ITD_OK)
        return parse.failed;
    if (bad_line < 0)
        return itd_error_no_memory(err);
    if (bad_line > 0)
        return itd_error_at_line(err, ITD_E_SYNTAX, (uint64_t)bad_line,
                                 "neither a section, a comment nor 'key = value'");
    return ITD_OK;
}

itd_status itd_ini_parse_file(const char *path, itd_ini_fn fn, void *ctx, itd_error *err)
{
    itd_buf    text;
    itd_status st;

    itd_buf_init(&text, ITD_INI_BYTES_MAX);
    st = itd_file_read(path, &text, err);
    if (st == ITD_OK)
        st = itd_ini_parse(itd_buf_text(&text), fn, ctx, err);
    itd_buf_done(&text);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    return st;
}
