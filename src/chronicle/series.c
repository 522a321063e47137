/* Days with an event of a class, and how far the sources reach. */
#include "chronicle/chronicle.h"

static const char *const class_names[] = {"core", "broad", "mrbm", "long"};

bool itd_chronicle_class_parse(itd_str text, itd_chronicle_class *ret_class)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(class_names); i++) {
        if (itd_str_equal(text, itd_str_of(class_names[i]))) {
            *ret_class = (itd_chronicle_class)i;
            return true;
        }
    }
    return false;
}

const char *itd_chronicle_class_name(itd_chronicle_class of_class)
{
    return class_names[of_class];
}

bool itd_chronicle_class_has(itd_chronicle_class of_class, const itd_occasion *occasion)
{
    if (occasion->kind != ITD_EVENT_LAUNCH && occasion->kind != ITD_EVENT_NUCLEAR_TEST)
        return false;
    switch (of_class) {
    case ITD_CLASS_CORE:
        return occasion->is_core;
    case ITD_CLASS_BROAD:
        return true;
    case ITD_CLASS_MRBM:
        return occasion->is_mrbm;
    case ITD_CLASS_LONG:
        return occasion->is_long;
    }
    return false;
}

/* The latest day up to which some source of that scope is complete for a kind. */
static bool covered(const itd_chronicle_view *view, const char *kind, bool with_core,
                    bool with_wide, int64_t *ret_day)
{
    bool found = false;

    for (size_t i = 0; i < view->source_count; i++) {
        const itd_chronicle_source *source = view->sources[i];

        if (!source->has_covered_until || !itd_words_have(source->covers, ' ', kind) ||
            !(source->is_wide ? with_wide : with_core))
            continue;
        if (!found || source->covered_until > *ret_day)
            *ret_day = source->covered_until;
        found = true;
    }
    return found;
}

/* Every part of the class must be covered: the earliest end counts. */
static void find_covered(const itd_chronicle_view *view, itd_chronicle_class of_class,
                         itd_chronicle_series *series)
{
    int64_t launches, tests, wide;

    if (!covered(view, "launch", true, false, &launches) ||
        !covered(view, "nuclear-test", true, true, &tests))
        return;
    series->covered_until = launches < tests ? launches : tests;
    if (of_class == ITD_CLASS_BROAD) {
        if (!covered(view, "launch", false, true, &wide))
            return;
        if (wide < series->covered_until)
            series->covered_until = wide;
    }
    series->has_covered_until = true;
    series->is_covered = series->as_of_day <= series->covered_until;
}

itd_status itd_chronicle_view_series(const itd_chronicle_view *view, itd_chronicle_class of_class,
                                     int64_t from_day, itd_arena *arena,
                                     itd_chronicle_series *ret_series, itd_error *err)
{
    itd_chronicle_series series = {.as_of_ms = view->as_of_ms};
    itd_chronicle_day   *days = NULL;

    if (view->occasion_count > 0) {
        days = itd_arena_new_array(arena, view->occasion_count, sizeof *days);
        if (!days)
            return itd_error_no_memory(err);
    }
    series.as_of_day =
        view->as_of_ms == ITD_AS_KNOWN_NOW ? INT64_MAX : itd_korean_day(view->as_of_ms);
    for (size_t i = 0; i < view->occasion_count; i++) {
        const itd_occasion *occasion = &view->occasions[i];
        itd_chronicle_day  *day = series.count > 0 ? &days[series.count - 1] : NULL;

        if (!itd_chronicle_class_has(of_class, occasion))
            continue;
        if (!occasion->has_day) {
            series.undated++;
            continue;
        }
        if (occasion->korean_day < from_day)
            continue;
        if (!day || day->day != occasion->korean_day) {
            day = &days[series.count++];
            *day = (itd_chronicle_day){.day = occasion->korean_day, .first = occasion};
        }
        day->occasions++;
        day->is_sure = day->is_sure || occasion->is_sure;
        if (occasion->has_instant && !day->has_instant) {
            day->has_instant = true;
            day->instant_ms = occasion->instant_ms;
        }
    }
    series.days = days;
    find_covered(view, of_class, &series);
    *ret_series = series;
    return ITD_OK;
}
