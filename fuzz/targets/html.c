/* Tables of a page. Whatever the chunks, rows and success or failure are the same; cells stay
 * within their table and hold checked text. */
#include "base/utf8.h"
#include "codec/html.h"
#include "fuzz/target.h"

static void note_row(itd_buf *notes, const itd_html_row *row)
{
    itd_error err;

    fuzz_note_number(notes, row->number);
    fuzz_note_number(notes, row->line);
    for (size_t i = 0; i < row->count; i++) {
        const itd_html_cell *cell = &row->cells[i];

        FUZZ_CHECK(cell->columns > 0 && cell->rows > 0);
        FUZZ_CHECK(cell->column + cell->columns <= ITD_HTML_COLUMNS_MAX);
        FUZZ_CHECK(i == 0 || cell->column >= row->cells[i - 1].column + row->cells[i - 1].columns);
        FUZZ_CHECK(itd_utf8_check_text(cell->text, &err) == ITD_OK);
        fuzz_note_number(notes, cell->column);
        fuzz_note(notes, cell->text);
    }
}

static void read_all(itd_str bytes, size_t chunk, itd_buf *notes)
{
    itd_source *src = fuzz_source(bytes, chunk);
    itd_error   err = {0};
    itd_buf     page;
    itd_html    html;
    itd_status  st;

    itd_buf_init(&page, ITD_HTML_BYTES_MAX);
    st = src ? itd_html_read_page(src, &page, &err) : ITD_E_SYNTAX;
    itd_html_init(&html, itd_buf_text(&page));
    for (bool found = true; st == ITD_OK && found;) {
        itd_html_row row;

        st = itd_html_next_row(&html, &found, &row, &err);
        if (st == ITD_OK && found)
            note_row(notes, &row);
    }
    fuzz_note_number(notes, st);
    itd_html_done(&html);
    itd_buf_done(&page);
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
