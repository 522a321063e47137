/* A table of measures: any bytes load whole or are refused; what loads is consistent. */
#include "base/map.h"
#include "base/utf8.h"
#include "fuzz/target.h"
#include "regime/rules_internal.h"

static void check_measure(const itd_rules *rules, size_t index)
{
    const itd_measure *measure = itd_rules_at(rules, index);
    itd_error          err;

    FUZZ_CHECK(measure->id.len > 0 && measure->source.len > 0);
    FUZZ_CHECK(itd_utf8_check_text(measure->subject, &err) == ITD_OK);
    FUZZ_CHECK(itd_rules_find(rules, measure->id) == index);
    FUZZ_CHECK(itd_date_compare(measure->adopted, measure->in_force) <= 0);
    FUZZ_CHECK(measure->never_in_force || measure->last_day.year == 0 ||
               itd_date_compare(measure->last_day, measure->in_force) >= 0);
    for (size_t i = 0; i < measure->superseded_by_count; i++)
        FUZZ_CHECK(measure->superseded_by[i].measure < itd_rules_count(rules));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    itd_rules rules = {.layer_count = 1};
    itd_layer layer = {.name = ITD_STR("fuzz"), .target = ITD_STR("kp"), .begins = {2006, 1, 1}};
    struct itd_rules_loading loading = {.rules = &rules, .layer = &layer};
    itd_source              *src = NULL;
    itd_error                err = {0};
    itd_status               st;

    if (size == 0 || fuzz_is_packed(fuzz_text(data, size)))
        return 0;
    rules.layers[0] = layer;
    rules.arena = itd_arena_new(SIZE_MAX);
    if (!rules.arena)
        return 0;
    itd_map_init(&rules.by_id);
    st = itd_source_open_memory(ITD_STR("fuzz.tsv"), fuzz_text(data, size), NULL, &src, &err);
    if (st == ITD_OK)
        st = itd_rules_read_measures(&loading, src, &err);
    if (st == ITD_OK)
        st = itd_rules_link(&rules, &err);
    for (size_t i = 0; st == ITD_OK && i < itd_rules_count(&rules); i++)
        check_measure(&rules, i);
    itd_source_close(src);
    itd_map_done(&rules.by_id);
    itd_arena_free(rules.arena);
    return 0;
}
