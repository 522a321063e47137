/* Lines of text: the same in any chunks, each valid, none longer than allowed. */
#include "base/utf8.h"
#include "codec/json.h"
#include "fuzz/target.h"

#define LINE_MAX_BYTES 32

static void read_all(itd_str bytes, size_t chunk, itd_buf *notes)
{
    itd_source *src = fuzz_source(bytes, chunk);
    itd_lines  *lines = NULL;
    itd_error   err = {0};
    itd_str     line = {0};
    uint64_t    number = 0;
    bool        found = true;

    if (src && itd_lines_open(src, LINE_MAX_BYTES, &lines, &err) == ITD_OK) {
        while (found) {
            const itd_status st = itd_lines_next(lines, &found, &line, &number, &err);

            fuzz_note_number(notes, st);
            if (st == ITD_OK && found) {
                FUZZ_CHECK(line.len <= LINE_MAX_BYTES);
                FUZZ_CHECK(itd_utf8_check_text(line, &err) == ITD_OK);
                fuzz_note(notes, line);
                fuzz_note_number(notes, number);
            }
            if (st != ITD_OK && st != ITD_E_LIMIT && st != ITD_E_ENCODING)
                break; /* the source failed: every further call says so */
            fuzz_note_number(notes, st != ITD_OK ? err.line : 0);
            if (st == ITD_E_LIMIT && err.line == 0)
                break; /* the source's limit, not the line's */
        }
        itd_lines_close(lines);
    }
    itd_source_close(src);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_buf       whole, chunked;

    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    read_all(bytes, 0, &whole);
    read_all(bytes, fuzz_chunk(bytes), &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
    return 0;
}
