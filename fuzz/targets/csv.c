/* Delimited text. Whatever the chunks, the records, the errors and their lines are the same. */
#include "base/utf8.h"
#include "codec/csv.h"
#include "fuzz/target.h"

static void note_record(itd_buf *notes, const itd_csv_record *record)
{
    itd_error err;

    fuzz_note_number(notes, record->line);
    fuzz_note_number(notes, record->number);
    fuzz_note_number(notes, record->count);
    for (size_t i = 0; i < record->count; i++) {
        FUZZ_CHECK(itd_utf8_check_text(record->fields[i], &err) == ITD_OK);
        fuzz_note(notes, record->fields[i]);
    }
}

static void read_all(itd_str bytes, size_t chunk, const itd_csv_options *options, itd_buf *notes)
{
    itd_source *src = fuzz_source(bytes, chunk);
    itd_csv    *csv = NULL;
    itd_error   err = {0};
    bool        found = true;

    if (src && itd_csv_open(src, options, &csv, &err) == ITD_OK) {
        while (found) {
            itd_csv_record   record;
            const itd_status st = itd_csv_next(csv, &found, &record, &err);

            if (st == ITD_OK && found)
                note_record(notes, &record);
            fuzz_note_number(notes, st);
            fuzz_note_number(notes, st != ITD_OK ? err.line : 0);
            if (st != ITD_OK && !itd_csv_can_continue(csv))
                break;
        }
        itd_csv_close(csv);
    }
    itd_source_close(src);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str   bytes = fuzz_text(data, size);
    itd_csv_options options = itd_csv_options_default();
    itd_buf         whole, chunked;

    options.delimiter = ",;\t|"[size % 4];
    options.field_max = 64;
    options.record_max = 512;
    options.fields_max = 16;
    options.blank_is_record = size % 3 == 0;
    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    read_all(bytes, 0, &options, &whole);
    read_all(bytes, fuzz_chunk(bytes), &options, &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
    return 0;
}
