/* States and areas by their number in UN Comtrade, from reporters.tsv. */
#include <stdio.h>

#include "base/file.h"
#include "comply/comply_internal.h"
#include "entity/country.h"
#include "regime/tsv.h"

enum { CODE, NAME, ISO, SOURCE };

static const itd_tsv_column columns[] = {
    [CODE] = {"code", true},
    [NAME] = {"name", true},
    [ISO] = {"iso", false},
    [SOURCE] = {"source", false},
};

static itd_status take_area(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_areas *areas = ctx;
    struct itd_area   area;
    uint64_t          code, *place;
    bool              added;
    itd_status        st;

    if (!itd_str_parse_u64(row->cells[CODE], ITD_AREA_MAX - 1, &code))
        return itd_tsv_refuse(row, CODE, ITD_E_SYNTAX, err, "no number of at most three digits");
    if (areas->items[code].name.len > 0)
        return itd_tsv_refuse(row, CODE, ITD_E_DUPLICATE, err, "stands there twice");
    st = itd_tsv_text(row, NAME, areas->arena, &area.name, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, ISO, areas->arena, &area.iso, err);
    if (st != ITD_OK)
        return st;
    areas->items[code] = area;
    if (!itd_map_add(&areas->by_name, area.name, &place, &added))
        return itd_error_no_memory(err);
    if (added || area.iso.len > 0) /* of two areas of one name the present state */
        *place = code;
    return ITD_OK;
}

itd_status itd_areas_load(struct itd_areas *areas, const char *regime_dir, itd_arena *arena,
                          itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, regime_dir, "reporters.tsv", NULL, err);

    *areas = (struct itd_areas){.arena = arena};
    itd_map_init(&areas->by_name);
    return st == ITD_OK
               ? itd_tsv_read_file(path, columns, ITD_ARRAY_LEN(columns), take_area, areas, err)
               : st;
}

void itd_areas_done(struct itd_areas *areas)
{
    itd_map_done(&areas->by_name);
}

bool itd_areas_find(const struct itd_areas *areas, itd_str text, uint16_t *ret_area)
{
    const uint64_t *place;
    uint64_t        code;
    itd_str         iso;

    if (itd_str_parse_u64(text, ITD_AREA_MAX - 1, &code)) {
        if (code != 0 && areas->items[code].name.len == 0)
            return false;
        *ret_area = (uint16_t)code;
        return true;
    }
    place = itd_map_find(&areas->by_name, text);
    if (place) {
        *ret_area = (uint16_t)*place;
        return true;
    }
    if (!itd_country_find(text, &iso))
        return false;
    for (uint16_t i = ITD_AREA_MAX; i-- > 1;) {
        if (areas->items[i].iso.len > 0 && itd_str_equal(areas->items[i].iso, iso)) {
            *ret_area = i;
            return true;
        }
    }
    return false;
}

itd_str itd_areas_state(const struct itd_areas *areas, uint16_t area)
{
    const struct itd_area *item = &areas->items[area];

    return item->iso.len > 0 ? item->iso : item->name;
}
