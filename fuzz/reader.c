/* Readers of lists under fuzzing. */
#include "fuzz/reader.h"

#include "base/utf8.h"

#define PARTS_MAX 4

static size_t split_parts(itd_str bytes, size_t read_max, itd_list_part ret_parts[PARTS_MAX])
{
    const itd_str separator = ITD_STR("====\n");
    size_t        count = 0;
    itd_str       text;

    while (count < PARTS_MAX && itd_str_next_part(&bytes, separator, &text))
        ret_parts[count++] = (itd_list_part){
            .name = ITD_STR("part"),
            .head = itd_str_slice(text, 0, ITD_LIST_HEAD_MAX),
            .memory = text,
            .read_max = read_max,
        };
    return count;
}

static void note_text(itd_buf *notes, itd_str text)
{
    itd_error err;

    FUZZ_CHECK(itd_utf8_check_text(text, &err) == ITD_OK);
    fuzz_note(notes, text);
}

static itd_status note_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf *notes = ctx;

    (void)err;
    FUZZ_CHECK(ent->id.len > 0);
    note_text(notes, ent->id);
    fuzz_note_number(notes, ent->schema);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        fuzz_note_number(notes, value->prop);
        note_text(notes, value->key);
        note_text(notes, value->text);
        note_text(notes, value->raw);
        note_text(notes, value->origin);
        for (size_t k = 0; k < value->detail_count; k++)
            note_text(notes, value->details[k].text);
    }
    return ITD_OK;
}

static void read_all(const itd_reader *reader, const char *map_path, itd_str bytes, size_t read_max,
                     itd_buf *notes)
{
    itd_reader_options options = {.list = ITD_STR("fuzz"), .map_path = map_path};
    itd_read_result    result = {.report = itd_list_report_new()};
    itd_list_part      parts[PARTS_MAX];
    const size_t       count = split_parts(bytes, read_max, parts);
    itd_error          err = {0};
    itd_status         st;

    options.partial = bytes.len % 2 == 1;
    for (size_t i = 0; i < count; i++)
        fuzz_note_number(notes, reader->recognise(&parts[i]));
    st = reader->read(parts, count, &options, note_entity, notes, &result, &err);
    fuzz_note_number(notes, st == ITD_OK); /* of two faults in one place either may be told */
    itd_list_report_free(result.report);
}

void fuzz_reader(const itd_reader *reader, const char *map_path, const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_list_part parts[PARTS_MAX];
    const size_t  count = split_parts(bytes, 0, parts);
    itd_buf       whole, chunked;

    for (size_t i = 0; i < count; i++)
        if (fuzz_is_packed(parts[i].memory))
            return;
    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    read_all(reader, map_path, bytes, 0, &whole);
    read_all(reader, map_path, bytes, fuzz_chunk(bytes), &chunked);
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
}
