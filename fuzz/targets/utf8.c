/* The check where bytes enter, the decoder, and errors that quote what came from outside: an error
 * printed for a person is valid text without a control byte, whatever it quotes. */
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "fuzz/target.h"

/* The check one character at a time, as its contract reads: where the first fault is, or the
 * length. */
static size_t first_fault(itd_str text)
{
    size_t at = 0;

    while (at < text.len) {
        uint32_t     code = 0;
        char         again[4];
        const size_t step = itd_utf8_decode(itd_str_from(text, at), &code);

        if (step == 0 || (code < 0x20 && code != '\t' && code != '\n' && code != '\r') ||
            (code >= 0x7F && code <= 0x9F))
            break;
        FUZZ_CHECK(itd_utf8_encode(code, again) == step);
        FUZZ_CHECK(memcmp(again, text.ptr + at, step) == 0);
        at += step;
    }
    return at;
}

static void check_printed(itd_str text)
{
    itd_error err;
    char      line[ITD_ERROR_TEXT_MAX];

    itd_error_set(&err, ITD_E_SYNTAX, "quoted: %.*s", ITD_STR_ARGS(text));
    itd_error_in_file(&err, text);
    itd_error_in_record(&err, text);
    itd_error_in_field(&err, text);
    itd_error_format(&err, line);
    FUZZ_CHECK(memchr(line, '\0', sizeof line));
    for (itd_str rest = itd_str_of(line); rest.len > 0;) {
        const size_t step = itd_utf8_printable_step(rest);

        FUZZ_CHECK(step > 0);
        rest = itd_str_from(rest, step);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str    text = fuzz_text(data, size);
    itd_error        err = {0};
    const itd_status st = itd_utf8_check_text(text, &err);
    const size_t     fault = first_fault(text);

    FUZZ_CHECK((st == ITD_OK) == (fault == text.len));
    FUZZ_CHECK(st == ITD_OK || err.byte == fault);
    check_printed(text);
    return 0;
}
