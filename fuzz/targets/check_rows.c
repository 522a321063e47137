/* Questions of `check` from a file: every row gets a finding or a fault with its field, and a
 * lifted measure names its provision. The tables are those that ship, read once. */
#include "cli/check.h"
#include "fuzz/target.h"

static itd_check_engine *engine_of(void)
{
    static itd_check_engine engine;

    const itd_str layer = ITD_STR("un");

    if (!engine.rules) {
        FUZZ_CHECK(itd_rules_open(FUZZ_SOURCE_ROOT "/data/regime", &layer, 1, &engine.rules,
                                  NULL) == ITD_OK);
        FUZZ_CHECK(itd_ports_open(FUZZ_SOURCE_ROOT "/data/regime", &engine.ports, NULL) == ITD_OK);
        FUZZ_CHECK(itd_hs_open(FUZZ_SOURCE_ROOT "/data/regime", &engine.hs, NULL) == ITD_OK);
    }
    return &engine;
}

static void check_answer(const itd_check_answer *answer)
{
    itd_finding strictest = ITD_FINDING_NONE;

    for (size_t i = 0; i < answer->bearing_count; i++) {
        const itd_bearing *bearing = &answer->bearings[i];

        FUZZ_CHECK(!bearing->lifted ||
                   (bearing->provision.len > 0 && bearing->finding == ITD_FINDING_NONE));
        if (bearing->cover != ITD_COVER_POSSIBLE && bearing->finding > strictest)
            strictest = bearing->finding;
    }
    FUZZ_CHECK(answer->finding == strictest);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_check_engine *engine = engine_of();
    itd_source             *src = NULL;
    itd_check_rows         *rows = NULL;
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    itd_error               err = {0}, fault;
    itd_check_fields        fields;
    bool                    found = false;
    itd_status              st = arena ? ITD_OK : ITD_E_NO_MEMORY;

    if (size == 0 || fuzz_is_packed(fuzz_text(data, size)))
        st = ITD_E_USAGE;
    if (st == ITD_OK)
        st = itd_source_open_memory(ITD_STR("fuzz.csv"), fuzz_text(data, size), NULL, &src, &err);
    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, &err);
    if (st == ITD_OK && found)
        st = itd_check_rows_open(src, &rows, &err);
    while (st == ITD_OK && rows) {
        itd_check_result result;

        itd_arena_reset(arena);
        st = itd_check_rows_next(rows, &found, &fields, &fault, &err);
        if (st != ITD_OK || !found)
            break;
        if (fault.status == ITD_OK &&
            itd_check_run(engine, &fields, arena, &result, &fault) == ITD_OK)
            check_answer(&result.answer);
    }
    itd_check_rows_close(rows);
    itd_source_close(src);
    itd_arena_free(arena);
    return 0;
}
