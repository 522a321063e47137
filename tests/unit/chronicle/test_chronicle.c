/* The facts that ship, as known on any day: the classes, the lull, what several sources tell. */
#include "chronicle/chronicle.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

static itd_chronicle *chronicle;
static itd_arena     *arena;

static int open_shipped(void **state)
{
    char      path[1024];
    itd_error err;

    (void)state;
    snprintf(path, sizeof path, "%s/data", itd_test_root());
    assert_ok(itd_chronicle_open_builtin(path, &chronicle, &err), &err);
    arena = itd_arena_new(SIZE_MAX);
    return arena ? 0 : 1;
}

static int close_shipped(void **state)
{
    (void)state;
    itd_chronicle_close(chronicle);
    itd_arena_free(arena);
    return 0;
}

static int64_t day_of(const char *text)
{
    itd_date date;

    assert_true(itd_date_parse_iso(itd_str_of(text), &date));
    return itd_date_to_days(date);
}

static itd_chronicle_view view_of(const char *as_of)
{
    itd_chronicle_view view;
    itd_error          err;
    int64_t            ms = ITD_AS_KNOWN_NOW;

    if (as_of)
        assert_ok(itd_as_of_parse(itd_str_of(as_of), &ms, &err), &err);
    assert_ok(itd_chronicle_view_make(chronicle, ms, arena, &view, &err), &err);
    return view;
}

static itd_chronicle_series series_of(const char *as_of, itd_chronicle_class of_class,
                                      const char *from)
{
    const itd_chronicle_view view = view_of(as_of);
    itd_chronicle_series     series;
    itd_error                err;

    assert_ok(itd_chronicle_view_series(&view, of_class, day_of(from), arena, &series, &err), &err);
    return series;
}

static void the_classes_have_50_65_32_and_18_days(void **state)
{
    static const size_t counts[] = {50, 65, 32, 18};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(counts); i++) {
        const itd_chronicle_series series =
            series_of("2017-09-15", (itd_chronicle_class)i, "2014-01-01");

        assert_int_equal(series.count, counts[i]);
        assert_int_equal(series.days[series.count - 1].day, day_of("2017-09-15"));
        for (size_t k = 1; k < series.count; k++)
            assert_true(series.days[k].day > series.days[k - 1].day);
    }
}

static void the_launch_of_29_november_is_not_known_on_the_28th(void **state)
{
    itd_chronicle_series series = series_of("2017-11-28", ITD_CLASS_CORE, "2014-01-01");

    (void)state;
    assert_int_equal(series.count, 50);
    assert_int_equal(series.as_of_day - series.days[49].day, 74);
    series = series_of("2017-11-28T18:17Z", ITD_CLASS_BROAD, "2014-01-01");
    assert_int_equal(series.count, 65);
    series = series_of("2017-11-28T18:18Z", ITD_CLASS_CORE, "2014-01-01");
    assert_int_equal(series.count, 51);
    series = series_of("2017-11-29", ITD_CLASS_BROAD, "2014-01-01");
    assert_int_equal(series.count, 66);
    assert_int_equal(series.days[65].day, day_of("2017-11-29"));
    assert_true(series.days[65].has_instant);
}

static void behind_the_end_of_a_source_nothing_is_known(void **state)
{
    itd_chronicle_series series = series_of("2026-04-19", ITD_CLASS_CORE, "2026-01-01");

    (void)state;
    assert_true(series.has_covered_until);
    assert_int_equal(series.covered_until, day_of("2026-04-19"));
    assert_true(series.is_covered);
    series = series_of("2026-04-20", ITD_CLASS_CORE, "2026-01-01");
    assert_false(series.is_covered);
    assert_false(series_of(NULL, ITD_CLASS_BROAD, "2026-01-01").is_covered);
}

static void sixteen_silences_of_75_days_since_2012_are_those_of_the_record(void **state)
{
    static const int           lengths[] = {243, 95, 283, 92,  155, 204, 115, 75,
                                            504, 77, 95,  361, 174, 78,  112, 167};
    const itd_chronicle_series series = series_of(NULL, ITD_CLASS_CORE, "2012-01-01");
    size_t                     found = 0;

    (void)state;
    for (size_t i = 1; i < series.count; i++) {
        const int64_t gap = series.days[i].day - series.days[i - 1].day;

        if (gap < 75)
            continue;
        assert_in_range(found, 0, ITD_ARRAY_LEN(lengths) - 1);
        assert_int_equal(gap, lengths[found]);
        found++;
    }
    assert_int_equal(found, ITD_ARRAY_LEN(lengths));
}

static const itd_occasion *occasion_on(const itd_chronicle_view *view, const char *day)
{
    for (size_t i = 0; i < view->occasion_count; i++) {
        if (view->occasions[i].korean_day == day_of(day))
            return &view->occasions[i];
    }
    return NULL;
}

static void a_copy_that_is_a_day_off_tells_of_the_same_launch(void **state)
{
    const itd_chronicle_view view = view_of(NULL);
    const itd_occasion      *launch = occasion_on(&view, "2017-11-29");

    (void)state;
    assert_null(occasion_on(&view, "2017-11-28"));
    assert_non_null(launch);
    assert_int_equal(launch->report_count, 2);
    assert_str_equal(launch->reports[0]->source, "cns");
    assert_str_equal(launch->reports[1]->id, "X20171128");
    assert_int_equal(launch->missiles, 1);
    assert_true(launch->is_sure);
    assert_true(launch->is_long);
}

static void missiles_of_a_salvo_add_up_and_sources_do_not(void **state)
{
    const itd_chronicle_view view = view_of(NULL);
    const itd_occasion      *march = occasion_on(&view, "2017-03-06");
    const itd_occasion      *double_told = occasion_on(&view, "2015-03-02");

    (void)state;
    assert_int_equal(march->missiles, 5);
    assert_int_equal(double_told->missiles, 2);
    assert_int_equal(double_told->report_count, 3);
}

static void statements_are_known_from_the_end_of_their_day(void **state)
{
    itd_chronicle_view view = view_of("2017-12-15"); /* ends at ten in the morning in New York */

    (void)state;
    for (size_t i = 0; i < view.statement_count; i++)
        assert_false(itd_str_equal(view.statements[i]->id, ITD_STR("S02")));
    view = view_of("2017-12-16");
    assert_int_equal(view.statement_count, 20);
    view = view_of(NULL);
    assert_int_equal(view.statement_count, 22);
    view = view_of("2017-11-28");
    assert_int_equal(view.statement_count, 1); /* Yun on 30 October */
}

static void every_allocation_may_fail(void **state)
{
    char      path[1024];
    itd_error err;

    (void)state;
    snprintf(path, sizeof path, "%s/data", itd_test_root());
    for (size_t nth = 1;; nth += nth < 60 ? 1 : 97) {
        itd_chronicle *opened = NULL;
        itd_status     st;

        itd_test_fail_allocation(nth);
        st = itd_chronicle_open_builtin(path, &opened, &err);
        itd_test_fail_allocation(0);
        if (st == ITD_OK) {
            itd_chronicle_close(opened);
            break;
        }
        assert_status_error(st, ITD_E_NO_MEMORY, &err);
        assert_null(opened);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_classes_have_50_65_32_and_18_days),
        cmocka_unit_test(the_launch_of_29_november_is_not_known_on_the_28th),
        cmocka_unit_test(behind_the_end_of_a_source_nothing_is_known),
        cmocka_unit_test(sixteen_silences_of_75_days_since_2012_are_those_of_the_record),
        cmocka_unit_test(a_copy_that_is_a_day_off_tells_of_the_same_launch),
        cmocka_unit_test(missiles_of_a_salvo_add_up_and_sources_do_not),
        cmocka_unit_test(statements_are_known_from_the_end_of_their_day),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, open_shipped, close_shipped);
}
