/* Rows of text → a workbook in memory → a reader of lists. */
#include "fuzz/book.h"

#include "base/utf8.h"
#include "tests/unit/codec/book_writer.h"

static itd_status note_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *notes = ctx;

    FUZZ_CHECK(ent->id.len > 0);
    for (size_t i = 0; i < ent->value_count; i++)
        FUZZ_CHECK(itd_utf8_check_text(ent->values[i].text, err) == ITD_OK);
    itd_entity_encode(ent, notes);
    return ITD_OK;
}

static void read_book(const itd_reader *reader, itd_str bytes, size_t chunk, itd_buf *notes)
{
    const itd_list_part      part = {.name = ITD_STR("input"),
                                     .head = itd_str_slice(bytes, 0, ITD_LIST_HEAD_MAX),
                                     .memory = bytes,
                                     .read_max = chunk,
                                     .as_is = true};
    const itd_reader_options options = {.list = ITD_STR("fuzz")};
    itd_read_result          result = {.report = itd_list_report_new()};
    itd_error                err = {0};

    fuzz_note_number(notes, reader->recognise(&part));
    fuzz_note_number(notes, reader->read(&part, 1, &options, note_entity, notes, &result, &err));
    itd_list_report_free(result.report);
}

void fuzz_book(const itd_reader *reader, const uint8_t *data, size_t size)
{
    itd_buf zip, whole, chunked;

    itd_buf_init(&zip, SIZE_MAX);
    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    book_write(&zip, fuzz_text(data, size));
    read_book(reader, itd_buf_text(&zip), 0, &whole);
    read_book(reader, itd_buf_text(&zip), fuzz_chunk(itd_buf_text(&zip)), &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&zip);
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
}
