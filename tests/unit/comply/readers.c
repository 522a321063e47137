/* See readers.h: each reading has arenas of its own, so that a leak of one would be seen. */
#include "tests/unit/comply/readers.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

static const char *regime_dir(char path[static 4096])
{
    (void)snprintf(path, 4096, "%s/data/regime", itd_test_root());
    return path;
}

void tables_open(struct tables *tables)
{
    const itd_str layer = ITD_STR("un");
    char          dir[4096];
    itd_error     err = {0};

    *tables = (struct tables){.arena = itd_arena_new(SIZE_MAX)};
    assert_non_null(tables->arena);
    assert_ok(itd_rules_open(regime_dir(dir), &layer, 1, &tables->rules, &err), &err);
    assert_ok(itd_areas_load(&tables->areas, dir, tables->arena, &err), &err);
}

void tables_close(struct tables *tables)
{
    itd_areas_done(&tables->areas);
    itd_rules_free(tables->rules);
    itd_arena_free(tables->arena);
}

/* A source over the text that stands in its first member. */
static itd_status open_text(itd_str text, size_t chunk, itd_source **ret_src, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    bool               found = false;
    itd_status         st;

    if (chunk > 0)
        options.read_max = chunk;
    st = itd_source_open_memory(ITD_STR("text"), text, &options, ret_src, err);
    return st == ITD_OK ? itd_source_next_member(*ret_src, &found, err) : st;
}

itd_status read_trade(const struct tables *tables, itd_str text, size_t chunk, size_t flows_max,
                      struct kept *ret_kept, itd_error *err)
{
    itd_arena       *arena = itd_arena_new(SIZE_MAX), *record = itd_arena_new(SIZE_MAX);
    struct itd_trade trade = {.arena = arena, .flows_max = flows_max};
    itd_source      *src = NULL;
    itd_str          missing = {0};
    struct kept      kept = {0};
    itd_status st = arena && record ? open_text(text, chunk, &src, err) : itd_error_no_memory(err);

    itd_map_init(&trade.set_map);
    if (st == ITD_OK)
        st = itd_trade_read(&trade, &tables->areas, src, 0, record, &missing, err);
    kept.rows = trade.rows;
    kept.count = trade.count;
    for (size_t i = 0; i < trade.count; i++)
        kept.sum =
            kept.sum * 31 + trade.totals[i].cents + trade.totals[i].key.code + trade.totals[i].line;
    memcpy(kept.left_out, trade.left_out, sizeof kept.left_out);
    (void)snprintf(kept.missing, sizeof kept.missing, "%.*s", ITD_STR_ARGS(missing));
    *ret_kept = kept;
    itd_source_close(src);
    itd_trade_done(&trade);
    itd_arena_free(record);
    itd_arena_free(arena);
    return st;
}

static itd_status read_reports(const struct tables *tables, itd_source *src, itd_arena *arena,
                               struct kept *kept, itd_error *err)
{
    struct itd_filings filings = {.rules = tables->rules, .arena = arena};
    char               dir[4096];
    itd_status         st = itd_duties_load(&filings, regime_dir(dir), err);

    if (st == ITD_OK)
        st = itd_filings_read(&filings, &tables->areas, src, ITD_STR("r.csv"), &kept->rows, err);
    kept->count = filings.count;
    for (size_t i = 0; i < filings.count; i++)
        kept->sum = kept->sum * 31 + (uint64_t)itd_date_to_days(filings.items[i].filed) +
                    filings.items[i].duty + filings.items[i].line;
    kept->left_out[ITD_LEFT_REPEATED] = filings.repeated;
    return st;
}

static itd_status read_ships(const struct tables *tables, enum reader reader, itd_source *src,
                             itd_arena *arena, struct kept *kept, itd_error *err)
{
    struct itd_ships ships = {
        .rules = tables->rules, .areas = &tables->areas, .arena = arena, .on = {2020, 6, 30}};
    char       dir[4096];
    itd_status st = itd_ships_init(&ships, regime_dir(dir), err);

    if (st == ITD_OK && reader == REGISTER)
        st = itd_ships_read_register(&ships, src, ITD_STR("s.csv"), &kept->rows, err);
    else if (st == ITD_OK)
        st = itd_ships_read_calls(&ships, src, ITD_STR("s.csv"), &kept->rows, err);
    if (st == ITD_OK)
        st = itd_ships_order(&ships, err);
    kept->count = ships.row_count + ships.call_count;
    for (size_t i = 0; i < ships.row_count; i++)
        kept->sum = kept->sum * 31 + (uint64_t)itd_date_to_days(ships.rows[i].from) +
                    ships.rows[i].flag + ships.rows[i].owner.len + ships.rows[i].line;
    for (size_t i = 0; i < ships.call_count; i++)
        kept->sum = kept->sum * 31 + (uint64_t)itd_date_to_days(ships.calls[i].arrival) +
                    ships.calls[i].area + ships.calls[i].port.len + ships.calls[i].line;
    memcpy(kept->left_out, ships.left_out, sizeof kept->left_out);
    return st;
}

itd_status read_text(const struct tables *tables, enum reader reader, itd_str text, size_t chunk,
                     struct kept *ret_kept, itd_error *err)
{
    struct kept kept = {0};
    itd_source *src = NULL;
    itd_arena  *arena;
    itd_status  st;

    if (reader == TRADE)
        return read_trade(tables, text, chunk, ITD_COMPLY_FLOWS_MAX, ret_kept, err);
    arena = itd_arena_new(SIZE_MAX);
    st = arena ? open_text(text, chunk, &src, err) : itd_error_no_memory(err);
    if (st == ITD_OK && reader == REPORTS)
        st = read_reports(tables, src, arena, &kept, err);
    else if (st == ITD_OK)
        st = read_ships(tables, reader, src, arena, &kept, err);
    *ret_kept = kept;
    itd_source_close(src);
    itd_arena_free(arena);
    return st;
}
