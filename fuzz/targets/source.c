/* Packed bytes: whatever the chunks, members and bytes are the same, and no limit is passed. */
#include "fuzz/target.h"

#define BYTES_MAX ((uint64_t)1 << 20)

static void read_members(itd_source *src, itd_buf *notes)
{
    itd_error  err = {0};
    itd_status st;
    uint64_t   total = 0;
    bool       found = false;

    while ((st = itd_source_next_member(src, &found, &err)) == ITD_OK && found) {
        char   step[4096];
        size_t len = 1;

        fuzz_note(notes, itd_source_name(src));
        while (st == ITD_OK && len > 0) {
            st = itd_source_read(src, step, sizeof step, &len, &err);
            if (st != ITD_OK)
                break;
            itd_buf_append(notes, (itd_str){step, len});
            total += len;
        }
        if (st != ITD_OK)
            break;
    }
    FUZZ_CHECK(total <= BYTES_MAX);
    fuzz_note_number(notes, st == ITD_OK);
}

static void read_all(itd_str bytes, size_t chunk, itd_buf *notes)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    itd_error          err;

    options.bytes_max = BYTES_MAX;
    options.ratio_free = 4096;
    options.ratio_max = 100;
    if (chunk > 0)
        options.read_max = chunk;
    if (itd_source_open_memory(ITD_STR("input"), bytes, &options, &src, &err) == ITD_OK)
        read_members(src, notes);
    itd_source_close(src);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_buf       whole, chunked;

    itd_buf_init(&whole, SIZE_MAX);
    itd_buf_init(&chunked, SIZE_MAX);
    read_all(bytes, 0, &whole);
    read_all(bytes, fuzz_chunk(bytes) * 512, &chunked);
    /* A failure may come after more or fewer bytes; success never differs. */
    if (whole.len > 0 && whole.ptr[whole.len - 1] == 1)
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&chunked)));
    itd_buf_done(&whole);
    itd_buf_done(&chunked);
    return 0;
}
