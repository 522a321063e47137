/* Lines of text, from a window that grows up to the longest line allowed. */
#include "codec/json.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"

#define READ_STEP ((size_t)64 * 1024)

struct itd_lines {
    itd_source *src;
    size_t      line_max;
    char       *window; /* heap */
    size_t      cap, start, scan, end;
    uint64_t    number; /* of the line at start */
    bool        at_end;
    bool        begun;
    bool        skipping; /* the line at start was too long; its rest is passed over */
    bool        dead;     /* the source failed */
};

itd_status itd_lines_open(itd_source *src, size_t line_max, itd_lines **ret_lines, itd_error *err)
{
    itd_lines *lines = itd_mem_new(1, sizeof *lines);

    if (!lines)
        return itd_error_no_memory(err);
    lines->src = src;
    lines->line_max = line_max;
    lines->number = 1;
    *ret_lines = lines;
    return ITD_OK;
}

void itd_lines_close(itd_lines *lines)
{
    if (!lines)
        return;
    itd_mem_free(lines->window);
    itd_mem_free(lines);
}

static itd_status refill(itd_lines *lines, itd_error *err)
{
    size_t     n;
    itd_status st;

    if (lines->start > 0) {
        memmove(lines->window, lines->window + lines->start, lines->end - lines->start);
        lines->scan -= lines->start;
        lines->end -= lines->start;
        lines->start = 0;
    }
    if (lines->cap - lines->end < READ_STEP) {
        char *more = itd_mem_resize(lines->window, lines->cap * 2 + READ_STEP, 1);

        if (!more)
            return itd_error_no_memory(err);
        lines->window = more;
        lines->cap = lines->cap * 2 + READ_STEP;
    }
    st = itd_source_read(lines->src, lines->window + lines->end, READ_STEP, &n, err);
    if (st != ITD_OK)
        return st;
    lines->end += n;
    lines->at_end = n == 0;
    return ITD_OK;
}

/* Brings scan to the next line feed, or to the end of the source. */
static itd_status find_end(itd_lines *lines, itd_error *err)
{
    for (;;) {
        const char *feed = lines->scan < lines->end
                               ? memchr(lines->window + lines->scan, '\n', lines->end - lines->scan)
                               : NULL;
        itd_status  st;

        lines->scan = feed ? (size_t)(feed - lines->window) : lines->end;
        if (feed || lines->at_end)
            return ITD_OK;
        if (lines->skipping)
            lines->start = lines->scan;
        else if (lines->scan - lines->start > lines->line_max + 1)
            return ITD_OK; /* too long already: no need to hold the rest */
        st = refill(lines, err);
        if (st != ITD_OK)
            return st;
    }
}

/* Passes the line feed; false at the end of the source. */
static bool step_over(itd_lines *lines)
{
    if (lines->scan == lines->end)
        return false;
    lines->scan++;
    lines->start = lines->scan;
    lines->number++;
    return true;
}

static itd_status at_line(const itd_lines *lines, uint64_t number, itd_status st, itd_error *err)
{
    itd_error_on_line(err, number);
    itd_error_in_file(err, itd_source_name(lines->src));
    return st;
}

static itd_status skip_rest(itd_lines *lines, itd_error *err)
{
    const itd_status st = find_end(lines, err);

    lines->skipping = false;
    if (st == ITD_OK && !step_over(lines))
        lines->start = lines->end;
    return st;
}

/* The line from start to scan, without its end; steps behind it. */
static itd_str take_line(itd_lines *lines)
{
    itd_str line = {lines->window + lines->start, lines->scan - lines->start};

    if (!step_over(lines))
        lines->start = lines->end;
    if (line.len > 0 && line.ptr[line.len - 1] == '\r')
        line.len--;
    if (!lines->begun && itd_str_starts_with(line, ITD_STR("\xEF\xBB\xBF")))
        line = itd_str_from(line, 3);
    lines->begun = true;
    return line;
}

itd_status itd_lines_next(itd_lines *lines, bool *ret_found, itd_str *ret_line,
                          uint64_t *ret_number, itd_error *err)
{
    itd_status st = lines->dead ? itd_error_set(err, ITD_E_IO, "cannot be read further") : ITD_OK;

    if (st == ITD_OK && lines->skipping)
        st = skip_rest(lines, err);
    while (st == ITD_OK) {
        const uint64_t number = lines->number;
        itd_str        line;

        st = find_end(lines, err);
        if (st != ITD_OK)
            break;
        if (lines->scan - lines->start > lines->line_max + 1) {
            lines->skipping = true;
            return at_line(
                lines, number,
                itd_error_set(err, ITD_E_LIMIT, "line longer than %zu bytes", lines->line_max),
                err);
        }
        if (lines->start == lines->end) {
            *ret_found = false;
            return ITD_OK;
        }
        line = take_line(lines);
        if (line.len > lines->line_max)
            return at_line(
                lines, number,
                itd_error_set(err, ITD_E_LIMIT, "line longer than %zu bytes", lines->line_max),
                err);
        if (itd_str_trim(line).len == 0)
            continue;
        st = itd_utf8_check_text(line, err);
        if (st != ITD_OK)
            return at_line(lines, number, st, err);
        *ret_found = true;
        *ret_line = line;
        *ret_number = number;
        return ITD_OK;
    }
    lines->dead = true;
    return st;
}
