/* Trade rows of `comply`, CSV or JSON: the same totals in pieces and at once, and every row counted
 * once as kept, as merged, or as left out. The tables are those that ship, read once. */
#include "comply/comply_internal.h"
#include "fuzz/target.h"

#define FLOWS_MAX 4096

static const struct itd_areas *areas_of(void)
{
    static struct itd_areas areas;
    static itd_arena       *arena;

    if (!arena) {
        arena = itd_arena_new(SIZE_MAX);
        FUZZ_CHECK(arena &&
                   itd_areas_load(&areas, FUZZ_SOURCE_ROOT "/data/regime", arena, NULL) == ITD_OK);
    }
    return &areas;
}

static itd_status read_rows(itd_str bytes, size_t chunk, itd_buf *notes)
{
    itd_arena       *arena = itd_arena_new(SIZE_MAX), *record = itd_arena_new(SIZE_MAX);
    struct itd_trade trade = {.arena = arena, .flows_max = FLOWS_MAX};
    itd_source      *src = fuzz_source(bytes, chunk);
    itd_str          missing = {0};
    itd_error        err = {0};
    itd_status       st = arena && record && src ? ITD_OK : ITD_E_NO_MEMORY;
    uint64_t         left = 0;

    itd_map_init(&trade.set_map);
    if (st == ITD_OK)
        st = itd_trade_read(&trade, areas_of(), src, 0, record, &missing, &err);
    for (size_t i = 0; i < ITD_COMPLY_LEFT; i++)
        left += trade.left_out[i];
    FUZZ_CHECK(trade.count <= FLOWS_MAX && trade.count <= trade.rows);
    FUZZ_CHECK(missing.len == 0 || trade.rows == 0);
    FUZZ_CHECK(left <= trade.rows);
    fuzz_note_number(notes, (uint64_t)st);
    fuzz_note_number(notes, trade.rows);
    fuzz_note_number(notes, left);
    fuzz_note(notes, missing);
    itd_trade_sort(&trade);
    for (size_t i = 0; i < trade.count; i++) {
        FUZZ_CHECK(i == 0 || itd_trade_compare(&trade.totals[i - 1].key, &trade.totals[i].key) < 0);
        fuzz_note_number(notes, trade.totals[i].key.code);
        fuzz_note_number(notes, trade.totals[i].cents);
        fuzz_note_number(notes, trade.totals[i].line);
    }
    itd_source_close(src);
    itd_trade_done(&trade);
    itd_arena_free(record);
    itd_arena_free(arena);
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str bytes = fuzz_text(data, size);
    itd_buf       whole, pieces;

    if (bytes.len == 0 || fuzz_is_packed(bytes))
        return 0;
    itd_buf_init(&whole, (size_t)1 << 24);
    itd_buf_init(&pieces, (size_t)1 << 24);
    FUZZ_CHECK(read_rows(bytes, 0, &whole) == read_rows(bytes, fuzz_chunk(bytes), &pieces));
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&pieces)));
    itd_buf_done(&whole);
    itd_buf_done(&pieces);
    return 0;
}
