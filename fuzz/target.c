/* Helpers of the targets. */
#include "fuzz/target.h"

itd_str fuzz_text(const uint8_t *data, size_t size)
{
    return (itd_str){size > 0 ? (const char *)data : "", size};
}

bool fuzz_is_packed(itd_str bytes)
{
    return itd_str_starts_with(bytes, ITD_STR("PK")) ||
           itd_str_starts_with(bytes, ITD_STR("\x1F\x8B")) ||
           itd_str_starts_with(bytes, ITD_STR("\xFD"
                                              "7zXZ")) ||
           itd_str_starts_with(bytes, ITD_STR("\x28\xB5\x2F\xFD")) ||
           itd_str_starts_with(bytes, ITD_STR("BZh"));
}

itd_source *fuzz_source(itd_str bytes, size_t chunk)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    itd_error          err;
    bool               found = false;

    if (fuzz_is_packed(bytes))
        return NULL;
    if (chunk > 0)
        options.read_max = chunk;
    if (itd_source_open_memory(ITD_STR("input"), bytes, &options, &src, &err) != ITD_OK)
        return NULL;
    if (itd_source_next_member(src, &found, &err) != ITD_OK || !found) {
        itd_source_close(src);
        return NULL;
    }
    return src;
}

size_t fuzz_chunk(itd_str bytes)
{
    return bytes.len % 7 + 1;
}

void fuzz_note(itd_buf *notes, itd_str text)
{
    fuzz_note_number(notes, text.len);
    itd_buf_append(notes, text);
}

void fuzz_note_number(itd_buf *notes, uint64_t number)
{
    itd_buf_append_varint(notes, number);
}
