/* The error object: fixed size, no allocation, so that "out of memory" can be reported too. */
#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static const struct {
    const char *name;
    int         exit_status;
    int         http;
} statuses[] = {
#define ITD_STATUS_ROW(code, name, exit_status, http) {name, exit_status, http},
    ITD_STATUS_LIST(ITD_STATUS_ROW)
#undef ITD_STATUS_ROW
};

/* Copies at most cap-1 bytes, a '?' for each character that a terminal would obey or that hides
 * text and for each byte that is none, and never cuts a character. */
static void copy_printable(char *out, size_t cap, itd_str rest)
{
    size_t used = 0;

    while (rest.len > 0) {
        const size_t printable = itd_utf8_printable_step(rest);
        const char  *from = printable > 0 ? rest.ptr : "?";
        const size_t n = printable > 0 ? printable : 1;
        uint32_t     code;
        size_t       step = itd_utf8_decode(rest, &code);

        if (used + n >= cap)
            break;
        memcpy(out + used, from, n);
        used += n;
        if (step == 0)
            step = 1;
        rest = itd_str_from(rest, step);
    }
    out[used] = '\0';
}

/* Replaces err by place with a message. The message is made first: it may quote the old error. */
ITD_PRINTF(3, 0)
static void replace(itd_error *err, itd_error place, const char *fmt, va_list args)
{
    char text[4 * ITD_ERROR_MESSAGE_MAX];

    if (vsnprintf(text, sizeof text, fmt, args) < 0)
        text[0] = '\0';
    *err = place;
    copy_printable(err->message, sizeof err->message, itd_str_of(text));
}

itd_status itd_error_set(itd_error *err, itd_status status, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    va_start(args, fmt);
    replace(err, (itd_error){.status = status, .retriable = status == ITD_E_BUSY}, fmt, args);
    va_end(args);
    return status;
}

itd_status itd_error_at_line(itd_error *err, itd_status status, uint64_t line, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    va_start(args, fmt);
    replace(err, (itd_error){.status = status, .line = line}, fmt, args);
    va_end(args);
    return status;
}

itd_status itd_error_at_byte(itd_error *err, itd_status status, uint64_t byte, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    va_start(args, fmt);
    replace(err, (itd_error){.status = status, .byte = byte, .has_byte = true}, fmt, args);
    va_end(args);
    return status;
}

itd_status itd_error_no_memory(itd_error *err)
{
    return itd_error_set(err, ITD_E_NO_MEMORY, "out of memory");
}

itd_status itd_error_io(itd_error *err, int errno_value, const char *action, const char *file)
{
    const itd_status status = errno_value == ENOENT ? ITD_E_NOT_FOUND : ITD_E_IO;
    char             reason[128];

    /* strerror_r of POSIX: fills the buffer whatever the locale. */
    if (strerror_r(errno_value, reason, sizeof reason) != 0)
        snprintf(reason, sizeof reason, "error %d", errno_value);
    itd_error_set(err, status, "cannot %s: %s", action, reason);
    itd_error_in_file(err, itd_str_of(file));
    return status;
}

/* Sets a place unless a deeper caller has; the end of a long text says more than its start, from
 * the first whole character on. */
static void set_place(char *out, size_t cap, itd_str text)
{
    if (out[0] != '\0' || text.len == 0)
        return;
    if (text.len >= cap) {
        text = itd_str_from(text, text.len - (cap - 1));
        while (text.len > 0 && ((unsigned char)text.ptr[0] & 0xC0) == 0x80)
            text = itd_str_from(text, 1);
    }
    copy_printable(out, cap, text);
}

void itd_error_in_file(itd_error *err, itd_str file)
{
    if (err)
        set_place(err->file, sizeof err->file, file);
}

void itd_error_in_record(itd_error *err, itd_str record)
{
    if (err)
        set_place(err->record, sizeof err->record, record);
}

void itd_error_in_field(itd_error *err, itd_str field)
{
    if (err)
        set_place(err->field, sizeof err->field, field);
}

void itd_error_on_line(itd_error *err, uint64_t line)
{
    if (err && err->line == 0)
        err->line = line;
}

const char *itd_status_name(itd_status status)
{
    return statuses[status].name;
}

int itd_status_exit(itd_status status)
{
    return statuses[status].exit_status;
}

int itd_status_http(itd_status status)
{
    return statuses[status].http;
}

ITD_PRINTF(3, 4)
static void append(char *text, size_t *len, const char *fmt, ...)
{
    va_list args;
    int     n;

    va_start(args, fmt);
    n = vsnprintf(text + *len, ITD_ERROR_TEXT_MAX - *len, fmt, args);
    va_end(args);
    if (n > 0)
        *len += (size_t)n;
    if (*len >= ITD_ERROR_TEXT_MAX)
        *len = ITD_ERROR_TEXT_MAX - 1;
}

void itd_error_format(const itd_error *err, char ret_text[ITD_ERROR_TEXT_MAX])
{
    size_t len = 0;

    ret_text[0] = '\0';
    if (err->file[0] != '\0')
        append(ret_text, &len, "%s:", err->file);
    if (err->line > 0)
        append(ret_text, &len, "%s%llu:", len > 0 ? "" : "line ", (unsigned long long)err->line);
    else if (err->has_byte)
        append(ret_text, &len, "byte %llu:", (unsigned long long)err->byte);
    if (err->record[0] != '\0')
        append(ret_text, &len, "%s[%s]", len > 0 ? " " : "", err->record);
    if (err->field[0] != '\0')
        append(ret_text, &len, "%s%s:", len > 0 ? " " : "", err->field);
    append(ret_text, &len, "%s%s", len > 0 ? " " : "", err->message);
}
