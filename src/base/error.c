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

/* Copies at most cap-1 bytes, replacing what a terminal would obey, and never cuts a character. */
static void copy_printable(char *out, size_t cap, const char *text)
{
    itd_str rest = itd_str_of(text);
    size_t  used = 0;

    while (rest.len > 0) {
        const size_t step = itd_utf8_printable_step(rest);
        const char  *from = step > 0 ? rest.ptr : "?";
        const size_t n = step > 0 ? step : 1;

        if (used + n >= cap)
            break;
        memcpy(out + used, from, n);
        used += n;
        rest = itd_str_from(rest, step > 0 ? step : 1);
    }
    out[used] = '\0';
}

ITD_PRINTF(2, 0)
static void set_message(itd_error *err, const char *fmt, va_list args)
{
    char text[4 * ITD_ERROR_MESSAGE_MAX];

    if (vsnprintf(text, sizeof text, fmt, args) < 0)
        text[0] = '\0';
    copy_printable(err->message, sizeof err->message, text);
}

itd_status itd_error_set(itd_error *err, itd_status status, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    *err = (itd_error){.status = status, .retriable = status == ITD_E_BUSY};
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    return status;
}

itd_status itd_error_at_line(itd_error *err, itd_status status, uint64_t line, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    *err = (itd_error){.status = status, .line = line};
    va_start(args, fmt);
    set_message(err, fmt, args);
    va_end(args);
    return status;
}

itd_status itd_error_at_byte(itd_error *err, itd_status status, uint64_t byte, const char *fmt, ...)
{
    va_list args;

    if (!err)
        return status;
    *err = (itd_error){.status = status, .byte = byte, .has_byte = true};
    va_start(args, fmt);
    set_message(err, fmt, args);
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

/* Sets a place unless a deeper caller has; the end of a long text says more than its start. */
static void set_place(char *out, size_t cap, itd_str text)
{
    char   copy[ITD_ERROR_FILE_MAX + 1];
    size_t keep = text.len < cap ? text.len : cap - 1;

    if (out[0] != '\0' || text.len == 0)
        return;
    memcpy(copy, text.ptr + (text.len - keep), keep);
    copy[keep] = '\0';
    copy_printable(out, cap, copy);
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
