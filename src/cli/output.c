/* Results on standard output, everything else on standard error, and no byte from a list or a
 * customer that could steer a terminal or a spreadsheet. */
#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/utf8.h"

#define NOTE_MAX 1024         /* bytes of a note */
#define PROGRESS_EVERY_MS 200 /* between two lines of progress */

int itd_cli_fail(const itd_error *err)
{
    char    text[ITD_ERROR_TEXT_MAX];
    itd_buf safe;

    /* A reader that closed the pipe knows: nothing to say (see stdout_failed). */
    if (err->message[0] != '\0') {
        itd_error_format(err, text);
        itd_buf_init(&safe, 8 * sizeof text);
        itd_cli_append_safe(&safe, itd_str_of(text));
        if (safe.failed == ITD_OK)
            fprintf(stderr, "interdict: %.*s\n", ITD_STR_ARGS(itd_buf_text(&safe)));
        else
            fprintf(stderr, "interdict: %s\n", itd_status_name(err->status));
        itd_buf_done(&safe);
    }
    return itd_status_exit(err->status);
}

void itd_cli_note(const itd_cli_common *common, const char *fmt, ...)
{
    char    text[NOTE_MAX];
    itd_buf safe;
    va_list args;

    if (common->quiet)
        return;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    itd_buf_init(&safe, 8 * sizeof text);
    itd_cli_append_safe(&safe, itd_str_of(text));
    fprintf(stderr, "interdict: %.*s\n", ITD_STR_ARGS(itd_buf_text(&safe)));
    itd_buf_done(&safe);
}

static itd_status stdout_failed(int errno_value, itd_error *err)
{
    if (errno_value == EPIPE) {
        (void)itd_error_set(err, ITD_E_INTERRUPTED, "closed");
        if (err)
            err->message[0] = '\0';
        return ITD_E_INTERRUPTED;
    }
    return itd_error_io(err, errno_value, "write", "standard output");
}

itd_status itd_cli_print(itd_str text, itd_error *err)
{
    if (text.len > 0 && fwrite(text.ptr, 1, text.len, stdout) != text.len)
        return stdout_failed(errno, err);
    return ITD_OK;
}

itd_status itd_cli_flush(itd_error *err)
{
    if (fflush(stdout) != 0)
        return stdout_failed(errno, err);
    return ITD_OK;
}

static void append_visible(itd_buf *buf, itd_str text, size_t *at)
{
    uint32_t     code = 0;
    const size_t step = itd_utf8_decode(itd_str_from(text, *at), &code);

    if (step == 0)
        itd_buf_printf(buf, "\\x%02X", (unsigned)(unsigned char)text.ptr[*at]);
    else if (code > 0xFFFF)
        itd_buf_printf(buf, "\\U%08lX", (unsigned long)code);
    else
        itd_buf_printf(buf, "\\u%04lX", (unsigned long)code);
    *at += step > 0 ? step : 1;
}

void itd_cli_append_safe(itd_buf *buf, itd_str text)
{
    size_t at = 0;

    while (at < text.len) {
        const size_t step = itd_utf8_printable_step(itd_str_from(text, at));

        if (step == 0) {
            append_visible(buf, text, &at);
            continue;
        }
        itd_buf_append(buf, itd_str_slice(text, at, at + step));
        at += step;
    }
}

/* What a spreadsheet takes for the start of a formula; East Asian versions take the wide forms
 * too. */
static bool starts_formula(itd_str text)
{
    static const itd_str starts[] = {
        ITD_STR_INIT("="),      ITD_STR_INIT("+"),      ITD_STR_INIT("-"),
        ITD_STR_INIT("@"),      ITD_STR_INIT("\t"),     ITD_STR_INIT("\r"),
        ITD_STR_INIT("\n"),     ITD_STR_INIT("\uFF1D"), ITD_STR_INIT("\uFF0B"),
        ITD_STR_INIT("\uFF0D"), ITD_STR_INIT("\uFF20"),
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(starts); i++) {
        if (itd_str_starts_with(text, starts[i]))
            return true;
    }
    return false;
}

/* Characters that turn the order in which the rest of a line is shown. */
static bool turns_direction(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

static bool is_control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
           (code >= 0x7F && code < 0xA0);
}

void itd_cli_append_csv(itd_buf *buf, itd_str text)
{
    bool   quote = starts_formula(text);
    size_t at = 0;

    for (size_t i = 0; i < text.len && !quote; i++)
        quote = strchr(",\"\r\n", text.ptr[i]) != NULL || text.ptr[i] == '\0';
    if (quote)
        itd_buf_append_char(buf, '"');
    if (starts_formula(text))
        itd_buf_append_char(buf, '\'');
    while (at < text.len) {
        uint32_t     code = 0;
        const size_t step = itd_utf8_decode(itd_str_from(text, at), &code);

        if (step == 0 || turns_direction(code) || is_control(code)) {
            append_visible(buf, text, &at);
            continue;
        }
        if (code == '"')
            itd_buf_append_char(buf, '"');
        itd_buf_append(buf, itd_str_slice(text, at, at + step));
        at += step;
    }
    if (quote)
        itd_buf_append_char(buf, '"');
}

void itd_cli_progress_start(itd_cli_progress *progress, const itd_cli_common *common,
                            const char *what, uint64_t total)
{
    *progress = (itd_cli_progress){
        .what = what,
        .total = total,
        .started_ms = itd_clock_steady_ms(),
        .on = !common->quiet && isatty(STDERR_FILENO) == 1,
    };
    progress->shown_ms = progress->started_ms;
}

static void show_progress(itd_cli_progress *progress, uint64_t done, uint64_t rows)
{
    const int64_t  now = itd_clock_steady_ms();
    const uint64_t elapsed_ms = (uint64_t)(now - progress->started_ms);

    if (!progress->on || now - progress->shown_ms < PROGRESS_EVERY_MS)
        return;
    progress->shown_ms = now;
    fprintf(stderr, "\r\033[K%s", progress->what);
    if (progress->total > 0)
        fprintf(stderr, "  %3llu %%", (unsigned long long)(done * 100 / progress->total));
    if (rows > 0 && elapsed_ms > 0)
        fprintf(stderr, "  %llu rows, %llu a second", (unsigned long long)rows,
                (unsigned long long)(rows * 1000 / elapsed_ms));
    fflush(stderr);
}

void itd_cli_progress_update(itd_cli_progress *progress, uint64_t done)
{
    show_progress(progress, done, 0);
}

void itd_cli_progress_rows(itd_cli_progress *progress, uint64_t done, uint64_t rows)
{
    show_progress(progress, done, rows);
}

void itd_cli_progress_pause(const itd_cli_progress *progress)
{
    if (progress->on)
        fprintf(stderr, "\r\033[K");
}

void itd_cli_progress_stop(itd_cli_progress *progress)
{
    itd_cli_progress_pause(progress);
    progress->on = false;
}
