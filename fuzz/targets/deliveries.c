/* Deliveries under the caps: what loads can be counted; thresholds are crossed in their order, and
 * the last of them exactly when the total reaches the limit. */
#include "fuzz/target.h"
#include "regime/caps.h"

static const itd_rules *rules_of(void)
{
    static itd_rules *rules;

    const itd_str layer = ITD_STR("un");

    if (!rules)
        FUZZ_CHECK(itd_rules_open(FUZZ_SOURCE_ROOT "/data/regime", &layer, 1, &rules, NULL) ==
                   ITD_OK);
    return rules;
}

static void check_view(const itd_cap_view *view)
{
    for (size_t i = 1; i < ITD_CAP_CROSSINGS; i++) {
        const itd_date before = view->crossings[i - 1].day, day = view->crossings[i].day;

        FUZZ_CHECK(day.year == 0 || (before.year != 0 && itd_date_compare(before, day) <= 0));
    }
    FUZZ_CHECK((view->crossings[3].day.year != 0) == (view->total >= view->limit.amount));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_rules *rules = rules_of();
    itd_arena       *arena = itd_arena_new(SIZE_MAX);
    itd_source      *src = NULL;
    itd_deliveries   deliveries;
    itd_cap_ledger   ledger = {.period_count = 0};
    itd_error        err = {0};
    itd_status       st = arena ? ITD_OK : ITD_E_NO_MEMORY;

    if (size == 0 || fuzz_is_packed(fuzz_text(data, size)))
        st = ITD_E_USAGE;
    if (st == ITD_OK)
        st = itd_source_open_memory(ITD_STR("fuzz.csv"), fuzz_text(data, size), NULL, &src, &err);
    if (st == ITD_OK)
        st = itd_deliveries_load(rules, src, arena, &deliveries, &err);
    if (st == ITD_OK)
        st = itd_caps(rules, &deliveries, (itd_date){2026, 1, 1}, arena, &ledger, &err);
    for (size_t i = 0; st == ITD_OK && i < ledger.period_count; i++)
        for (size_t k = 0; k < ledger.periods[i].count_count; k++)
            for (size_t v = 0; v < ledger.periods[i].counts[k].view_count; v++)
                check_view(&ledger.periods[i].counts[k].views[v]);
    itd_source_close(src);
    itd_arena_free(arena);
    return 0;
}
