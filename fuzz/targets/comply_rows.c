/* Reports, registers of ships and port calls of `comply`: the first byte of an input says which
 * ("r", "s", "c"), the rest is the file. The same rows in pieces and at once; rows that were kept
 * do not overlap. The tables are those that ship, read once. */
#include "comply/comply_internal.h"
#include "fuzz/target.h"

#define REGIME FUZZ_SOURCE_ROOT "/data/regime"

struct tables {
    itd_rules       *rules;
    itd_arena       *arena;
    struct itd_areas areas;
};

static const struct tables *tables_of(void)
{
    static struct tables tables;
    const itd_str        layer = ITD_STR("un");

    if (!tables.arena) {
        tables.arena = itd_arena_new(SIZE_MAX);
        FUZZ_CHECK(tables.arena &&
                   itd_rules_open(REGIME, &layer, 1, &tables.rules, NULL) == ITD_OK &&
                   itd_areas_load(&tables.areas, REGIME, tables.arena, NULL) == ITD_OK);
    }
    return &tables;
}

static itd_status read_reports(itd_source *src, itd_arena *arena, itd_buf *notes)
{
    const struct tables *tables = tables_of();
    struct itd_filings   filings = {.rules = tables->rules, .arena = arena};
    itd_error            err = {0};
    uint64_t             rows = 0;
    itd_status           st = itd_duties_load(&filings, REGIME, &err);

    if (st == ITD_OK)
        st = itd_filings_read(&filings, &tables->areas, src, ITD_STR("r"), &rows, &err);
    fuzz_note_number(notes, rows);
    for (size_t i = 0; i < filings.count; i++) {
        FUZZ_CHECK(itd_date_compare(filings.items[i].filed,
                                    filings.duties[filings.items[i].duty].adopted) >= 0);
        fuzz_note(notes, filings.items[i].iso);
        fuzz_note_number(notes, filings.items[i].line);
    }
    return st;
}

static void note_ships(const struct itd_ships *ships, itd_buf *notes)
{
    for (size_t i = 0; i < ships->row_count; i++) {
        const struct itd_ship_row *row = &ships->rows[i];

        FUZZ_CHECK(row->to.year == 0 || itd_date_compare(row->from, row->to) < 0);
        FUZZ_CHECK(i == 0 || !itd_str_equal(row[-1].imo, row->imo) ||
                   (row[-1].to.year != 0 && itd_date_compare(row[-1].to, row->from) <= 0));
        fuzz_note(notes, row->owner);
        fuzz_note_number(notes, row->line);
    }
    for (size_t i = 0; i < ships->call_count; i++) {
        FUZZ_CHECK(ships->calls[i].area != 0);
        fuzz_note(notes, ships->calls[i].port);
        fuzz_note_number(notes, ships->calls[i].line);
    }
}

static itd_status read_ships(itd_source *src, char kind, itd_arena *arena, itd_buf *notes)
{
    const struct tables *tables = tables_of();
    struct itd_ships     ships = {
            .rules = tables->rules, .areas = &tables->areas, .arena = arena, .on = {2020, 6, 30}};
    itd_error  err = {0};
    uint64_t   rows = 0;
    itd_status st = itd_ships_init(&ships, REGIME, &err);

    if (st == ITD_OK && kind == 's')
        st = itd_ships_read_register(&ships, src, ITD_STR("s"), &rows, &err);
    else if (st == ITD_OK)
        st = itd_ships_read_calls(&ships, src, ITD_STR("c"), &rows, &err);
    if (st == ITD_OK)
        st = itd_ships_order(&ships, &err);
    fuzz_note_number(notes, rows);
    if (st == ITD_OK)
        note_ships(&ships, notes);
    return st;
}

static itd_status read_rows(char kind, itd_str bytes, size_t chunk, itd_buf *notes)
{
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_source *src = fuzz_source(bytes, chunk);
    itd_status  st = arena && src ? ITD_OK : ITD_E_NO_MEMORY;

    if (st == ITD_OK)
        st = kind == 'r' ? read_reports(src, arena, notes) : read_ships(src, kind, arena, notes);
    itd_source_close(src);
    itd_arena_free(arena);
    return st;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str text = fuzz_text(data, size);
    itd_buf       whole, pieces;
    itd_str       bytes;
    char          kind;

    if (text.len < 2)
        return 0;
    kind = text.ptr[0];
    bytes = itd_str_from(text, 1);
    if ((kind != 'r' && kind != 's' && kind != 'c') || fuzz_is_packed(bytes))
        return 0;
    itd_buf_init(&whole, (size_t)1 << 24);
    itd_buf_init(&pieces, (size_t)1 << 24);
    FUZZ_CHECK(read_rows(kind, bytes, 0, &whole) ==
               read_rows(kind, bytes, fuzz_chunk(bytes), &pieces));
    FUZZ_CHECK(itd_str_equal(itd_buf_text(&whole), itd_buf_text(&pieces)));
    itd_buf_done(&whole);
    itd_buf_done(&pieces);
    return 0;
}
