/* Charts: well-formed for any input, named for who cannot see them, the same bytes every time. */
#include "page/chart.h"

#include <math.h>
#include <string.h>

#include "base/date.h"
#include "tests/unit/page/markup.h"
#include "tests/unit/support.h"

#define EVIL "\"><script>x</script>"

struct drawing {
    itd_buf  buf;
    itd_page page;
};

static void start(struct drawing *drawing)
{
    itd_buf_init(&drawing->buf, SIZE_MAX);
    drawing->page = (itd_page){.buf = &drawing->buf, .next_id = 1};
}

/* The markup so far is sound; gives it. */
static itd_str look(struct drawing *drawing)
{
    itd_error err;

    assert_ok(itd_buf_status(&drawing->buf, &err), &err);
    itd_test_markup(itd_buf_text(&drawing->buf));
    assert_int_equal(itd_test_count(itd_buf_text(&drawing->buf), "nan"), 0);
    assert_int_equal(itd_test_count(itd_buf_text(&drawing->buf), "inf"), 0);
    assert_int_equal(itd_test_count(itd_buf_text(&drawing->buf), "\xE2\x80\x93"), 0);
    return itd_buf_text(&drawing->buf);
}

static double day(int year, int month, int of_month)
{
    return (double)itd_date_to_days((itd_date){(int16_t)year, (uint8_t)month, (uint8_t)of_month});
}

static void lines_have_names_axes_a_legend_and_a_rule(void **state)
{
    const double           x[] = {0, 30, 60, 90}, y[] = {1, 0.32, 0.10, 0.03}, z[] = {1, 1, 0.5, 0};
    const itd_chart_series series[] = {
        {.name = ITD_STR_INIT("exponential"), .x = x, .y = y, .count = 4},
        {.name = ITD_STR_INIT("observed"), .x = x, .y = z, .count = 4, .is_step = true},
    };
    const itd_chart_rule rule = {.label = ITD_STR_INIT("5 %"), .value = 0.05};
    const itd_chart      chart = {.title = ITD_STR_INIT("Survival of the silence"),
                                  .desc = ITD_STR_INIT("Two curves fall from 1."),
                                  .x = {.label = ITD_STR_INIT("days")},
                                  .y = {.label = ITD_STR_INIT("P")},
                                  .rules = &rule,
                                  .rule_count = 1};
    struct drawing       drawing;
    itd_str              text;

    (void)state;
    start(&drawing);
    itd_chart_lines(&drawing.page, &chart, series, 2);
    text = look(&drawing);
    assert_int_equal(itd_test_count(text, "role=\"img\""), 1);
    assert_int_equal(itd_test_count(text, "<desc id=\"c1-d\">Two curves fall from 1.</desc>"), 1);
    assert_int_equal(itd_test_count(text, "aria-labelledby=\"c1-t c1-d\""), 1);
    assert_int_equal(itd_test_count(text, "<li>"), 2);
    assert_int_equal(itd_test_count(text, ">5 %</text>"), 1);
    assert_int_equal(itd_test_count(text, ">0.2</text>"), 1);
    assert_int_equal(itd_test_count(text, ">80</text>"), 1);
    /* From the top left; the step goes along before it falls. */
    assert_int_equal(itd_test_count(text, "d=\"M60 12L"), 1);
    assert_int_equal(itd_test_count(text, "d=\"M60 12H"), 1);
    itd_buf_done(&drawing.buf);
}

static void what_is_not_a_number_breaks_a_line(void **state)
{
    const double           x[] = {0, 1, 2, 3, 4}, y[] = {1, 2, NAN, INFINITY, 3};
    const itd_chart_series series = {
        .name = ITD_STR_INIT("s"), .x = x, .y = y, .count = 5, .has_marks = true};
    struct drawing drawing;
    itd_str        text;

    (void)state;
    start(&drawing);
    itd_chart_lines(&drawing.page, &(itd_chart){.title = ITD_STR_INIT("t")}, &series, 1);
    text = look(&drawing);
    assert_int_equal(itd_test_count(text, "<circle"), 3);
    text = itd_str_from(text, itd_str_find(text, ITD_STR("class=\"l c0\"")));
    text = itd_str_slice(text, 0, itd_str_find(text, ITD_STR("/>")));
    assert_int_equal(itd_test_count(text, "M"), 2);
    assert_int_equal(itd_test_count(text, "L"), 1);
    itd_buf_done(&drawing.buf);
}

static void a_chart_without_anything_says_so(void **state)
{
    struct drawing  drawing;
    const itd_chart chart = {.title = ITD_STR_INIT("t")};

    (void)state;
    start(&drawing);
    itd_chart_lines(&drawing.page, &chart, NULL, 0);
    itd_chart_bars(&drawing.page, &chart, NULL, 0);
    itd_chart_timeline(&drawing.page, &chart, NULL, 0, NULL, 0, NULL, 0);
    assert_int_equal(itd_test_count(look(&drawing), "nothing to show"), 3);
    itd_buf_done(&drawing.buf);
}

static void hostile_names_stay_text(void **state)
{
    const double           x[] = {0, 1}, y[] = {0, 1};
    const itd_str          evil = ITD_STR_INIT(EVIL);
    const itd_chart_series series[] = {{.name = evil, .x = x, .y = y, .count = 2},
                                       {.name = evil, .x = x, .y = y, .count = 2}};
    const itd_chart_rule   rules[] = {{.label = evil, .value = 0.5},
                                      {.label = evil, .value = 0.5, .is_vertical = true}};
    const itd_chart        chart = {.title = evil,
                                    .desc = evil,
                                    .x = {.label = evil},
                                    .y = {.label = evil},
                                    .rules = rules,
                                    .rule_count = 2};
    const itd_chart_bar    bar = {.to = 1, .value = 1, .label = evil};
    const itd_chart_lane   lane = {.name = evil};
    const itd_chart_band   band = {.to = 1, .label = evil};
    const itd_chart_mark   mark = {.at = 0.5, .label = evil};
    struct drawing         drawing;

    (void)state;
    start(&drawing);
    itd_chart_lines(&drawing.page, &chart, series, 2);
    itd_chart_bars(&drawing.page, &chart, &bar, 1);
    itd_chart_timeline(&drawing.page, &chart, &lane, 1, &band, 1, &mark, 1);
    (void)look(&drawing);
    assert_int_equal(itd_test_count(itd_buf_text(&drawing.buf), "<script"), 0);
    itd_buf_done(&drawing.buf);
}

static void a_histogram_stands_at_its_bounds_and_names_its_bins(void **state)
{
    const itd_chart_bar bars[] = {{.from = 0, .to = 10, .value = 12},
                                  {.from = 10, .to = 20, .value = 0},
                                  {.from = 20, .to = 40, .value = 3, .tone = ITD_TONE_WARN}};
    struct drawing      drawing;
    itd_str             text;

    (void)state;
    start(&drawing);
    itd_chart_bars(&drawing.page, &(itd_chart){.title = ITD_STR_INIT("gaps")}, bars, 3);
    text = look(&drawing);
    assert_int_equal(itd_test_count(text, "<rect"), 3);
    assert_int_equal(itd_test_count(text, "<title>20 to 40: 3</title>"), 1);
    assert_int_equal(itd_test_count(text, "class=\"f-warn\" x=\"401.5\""), 1);
    itd_buf_done(&drawing.buf);
}

static void a_timeline_marks_days_and_bands_of_states(void **state)
{
    const itd_chart_lane lanes[] = {{ITD_STR_INIT("state")}, {ITD_STR_INIT("launches")}};
    const itd_chart_band bands[] = {
        {day(2017, 1, 1), day(2017, 9, 15), 0, ITD_STR_INIT("active"), ITD_TONE_BAD},
        {day(2017, 9, 15), day(2017, 9, 20), 0, ITD_STR_INIT("quiet"), ITD_TONE_DIM},
        {day(2017, 9, 15), day(2017, 9, 20), 2, ITD_STR_INIT("no such lane"), ITD_TONE_DIM},
    };
    const itd_chart_mark marks[] = {
        {day(2017, 9, 15), 1, ITD_STR_INIT("2017-09-15"), ITD_TONE_BAD},
        {NAN, 1, ITD_STR_INIT("nowhere"), ITD_TONE_BAD},
        {day(2030, 1, 1), 1, ITD_STR_INIT("outside"), ITD_TONE_BAD},
    };
    const itd_chart chart = {
        .title = ITD_STR_INIT("t"),
        .x = {.is_date = true, .from = day(2017, 1, 1), .to = day(2017, 12, 31)}};
    struct drawing drawing;
    itd_str        text;

    (void)state;
    start(&drawing);
    itd_chart_timeline(&drawing.page, &chart, lanes, 2, bands, 3, marks, 3);
    text = look(&drawing);
    assert_int_equal(itd_test_count(text, "class=\"band"), 2);
    assert_int_equal(itd_test_count(text, ">active</text>"), 1);
    assert_int_equal(itd_test_count(text, ">quiet</text>"), 0); /* no room, but told: */
    assert_int_equal(itd_test_count(text, "<title>quiet</title>"), 1);
    assert_int_equal(itd_test_count(text, "<title>2017-09-15</title>"), 1);
    assert_int_equal(itd_test_count(text, "outside") + itd_test_count(text, "nowhere"), 0);
    assert_int_equal(itd_test_count(text, ">2017-07</text>"), 1);
    itd_buf_done(&drawing.buf);
}

static void any_range_of_dates_has_a_few_ticks(void **state)
{
    const double ends[] = {day(2017, 9, 16),
                           day(2017, 10, 1),
                           day(2018, 3, 1),
                           day(2020, 1, 1),
                           day(2040, 1, 1),
                           day(9999, 12, 31),
                           1e18};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(ends); i++) {
        const itd_chart chart = {.x = {.is_date = true, .from = day(2017, 9, 15), .to = ends[i]}};
        const itd_chart_lane lane = {ITD_STR_INIT("l")};
        struct drawing       drawing;
        size_t               ticks;

        start(&drawing);
        itd_chart_timeline(&drawing.page, &chart, &lane, 1, NULL, 0, NULL, 0);
        ticks = itd_test_count(look(&drawing), "class=\"tick\"") - 1; /* "nothing to show" */
        assert_in_range(ticks, 2, 14);
        itd_buf_done(&drawing.buf);
    }
}

static void any_range_of_numbers_is_drawn(void **state)
{
    const double ranges[][2] = {{0, 1e-9},   {-1e300, 1e300}, {5, 5},      {1e15, 1e15 + 1},
                                {-3, -2.99}, {0, 1},          {0, 1e-320}, {-1.7e308, 1.7e308}};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(ranges); i++) {
        const itd_chart_series series = {
            .name = ITD_STR_INIT("s"), .x = ranges[i], .y = ranges[i], .count = 2};
        struct drawing drawing;

        start(&drawing);
        itd_chart_lines(&drawing.page, &(itd_chart){.title = ITD_STR_INIT("t")}, &series, 1);
        (void)look(&drawing);
        assert_true(drawing.buf.len < 20000);
        itd_buf_done(&drawing.buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_have_names_axes_a_legend_and_a_rule),
        cmocka_unit_test(what_is_not_a_number_breaks_a_line),
        cmocka_unit_test(a_chart_without_anything_says_so),
        cmocka_unit_test(hostile_names_stay_text),
        cmocka_unit_test(a_histogram_stands_at_its_bounds_and_names_its_bins),
        cmocka_unit_test(a_timeline_marks_days_and_bands_of_states),
        cmocka_unit_test(any_range_of_dates_has_a_few_ticks),
        cmocka_unit_test(any_range_of_numbers_is_drawn),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
