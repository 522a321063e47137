/* Days, bases and intervals: what "75 days" is, exactly. */
#include "chronicle/day.h"

#include <string.h>

#include "tests/unit/support.h"

static itd_when when_of(const char *day, const char *time, const char *basis)
{
    itd_when  when;
    itd_error err;

    assert_ok(itd_when_parse(itd_str_of(day), itd_str_of(time), itd_str_of(basis), &when, &err),
              &err);
    return when;
}

static void assert_time(int64_t ms, const char *expected)
{
    char text[ITD_TIME_TEXT_MAX];

    (void)itd_time_format(ms, text);
    assert_string_equal(text, expected);
}

static void the_lull_of_2017_is_75_days_and_74_d_20_h_21_min(void **state)
{
    const itd_when     from = when_of("2017-09-14", "21:57", "utc");
    const itd_when     to = when_of("2017-11-28", "18:18", "utc");
    const itd_when     test = when_of("2017-09-03", "03:30", "utc");
    const itd_interval lull = itd_interval_of(&from, &to);
    char               text[ITD_INTERVAL_TEXT_MAX];

    (void)state;
    assert_true(lull.has_elapsed);
    (void)itd_interval_format(lull.elapsed_ms, text);
    assert_string_equal(text, "74 d 20 h 21 min");
    assert_int_equal(lull.precision_ms, 60000);
    assert_int_equal(lull.korean_days, 75);
    assert_int_equal(lull.korean_least, 75);
    assert_int_equal(lull.korean_most, 75);
    assert_int_equal(lull.utc_days, 75);
    assert_int_equal(itd_interval_of(&test, &to).korean_days, 87);
    assert_int_equal(itd_interval_of(&to, &from).korean_days, -75);
    (void)itd_interval_format(itd_interval_of(&to, &from).elapsed_ms, text);
    assert_string_equal(text, "-74 d 20 h 21 min");
}

static void days_without_a_clock_give_a_range(void **state)
{
    const itd_when     from = when_of("2017-09-15", "", "kst");
    const itd_when     to = when_of("2017-11-28", "", "unknown");
    const itd_interval interval = itd_interval_of(&from, &to);

    (void)state;
    assert_false(interval.has_elapsed);
    assert_int_equal(interval.korean_days, 74);
    assert_int_equal(interval.korean_least, 74);
    assert_int_equal(interval.korean_most, 75);
    assert_int_equal(interval.utc_least, 73 - 0);
    assert_true(interval.least_ms < interval.most_ms);
}

/* The Korean day of what a calendar says, and the days it can have been. */
static const struct {
    const char *day, *time, *basis;
    int         counted, first, last; /* days from the day as given */
} korean[] = {
    {"2017-11-28", "18:18", "utc", 1, 1, 1},      {"2017-11-28", "14:59", "utc", 0, 0, 0},
    {"2017-11-28", "15:00", "utc", 1, 1, 1},      {"2017-11-29", "", "kst", 0, 0, 0},
    {"2017-11-29", "23:59", "kst", 0, 0, 0},      {"2017-07-03", "20:40", "new-york", 1, 1, 1},
    {"2017-07-03", "", "new-york", 1, 0, 1},      {"2017-07-03", "10:59", "new-york", 0, 0, 0},
    {"2017-12-15", "09:59", "new-york", 0, 0, 0}, {"2017-12-15", "10:00", "new-york", 1, 1, 1},
    {"2017-07-03", "", "utc", 0, 0, 1},           {"2017-07-03", "", "unknown", 0, 0, 1},
    {"2017-07-03", "12:00", "unknown", 0, 0, 1},
};

static void the_korean_day_follows_from_the_basis(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(korean); i++) {
        const itd_when when = when_of(korean[i].day, korean[i].time, korean[i].basis);
        const int64_t  given = itd_date_to_days(when.day);
        int64_t        first, last;

        itd_when_korean_range(&when, &first, &last);
        if (itd_when_korean_day(&when) != given + korean[i].counted ||
            first != given + korean[i].first || last != given + korean[i].last)
            fail_msg("%s %s %s: %d, %d to %d", korean[i].day, korean[i].time, korean[i].basis,
                     (int)(itd_when_korean_day(&when) - given), (int)(first - given),
                     (int)(last - given));
    }
}

static void new_york_sets_its_clocks_by_the_law_of_the_year(void **state)
{
    static const struct {
        const char *day, *time, *utc;
    } cases[] = {
        {"2017-03-12", "01:59", "2017-03-12T06:59:00Z"},
        {"2017-03-12", "03:00", "2017-03-12T07:00:00Z"},
        {"2017-11-05", "00:59", "2017-11-05T04:59:00Z"},
        {"2017-11-05", "02:00", "2017-11-05T07:00:00Z"},
        {"2006-10-09", "12:00", "2006-10-09T16:00:00Z"},
        {"2006-10-29", "12:00", "2006-10-29T17:00:00Z"},
        {"2006-04-02", "12:00", "2006-04-02T16:00:00Z"},
        {"1984-04-28", "12:00", "1984-04-28T17:00:00Z"},
        {"1984-04-29", "12:00", "1984-04-29T16:00:00Z"},
        {"1965-07-01", "12:00", "1965-07-01T17:00:00Z"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_time(when_of(cases[i].day, cases[i].time, "new-york").first_ms, cases[i].utc);
}

static void partial_dates_reach_over_what_is_not_known(void **state)
{
    const itd_when month = when_of("1984-12", "", "kst"), year = when_of("2017", "", "utc");

    (void)state;
    assert_time(month.first_ms, "1984-11-30T15:00:00Z");
    assert_time(month.last_ms, "1984-12-31T14:59:59Z");
    assert_time(year.first_ms, "2017-01-01T00:00:00Z");
    assert_time(year.last_ms, "2017-12-31T23:59:59Z");
}

static void what_is_no_date_is_refused_with_its_field(void **state)
{
    static const struct {
        const char *day, *time, *basis, *field;
        itd_status  status;
    } cases[] = {
        {"", "", "utc", "day", ITD_E_INCOMPLETE},
        {"2017-02-30", "", "utc", "day", ITD_E_SYNTAX},
        {"28.11.2017", "", "utc", "day", ITD_E_SYNTAX},
        {"2017-11-28", "", "", "basis", ITD_E_INCOMPLETE},
        {"2017-11-28", "", "pyongyang", "basis", ITD_E_SCHEMA},
        {"2017-11-28", "24:00", "utc", "time", ITD_E_SYNTAX},
        {"2017-11-28", "18:60", "utc", "time", ITD_E_SYNTAX},
        {"2017-11-28", "1818", "utc", "time", ITD_E_SYNTAX},
        {"2017-11-28", "18:18:61", "utc", "time", ITD_E_SYNTAX},
        {"2017-11", "18:18", "utc", "time", ITD_E_INCOMPLETE},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_when  when;
        itd_error err = {0};

        assert_status_equal(itd_when_parse(itd_str_of(cases[i].day), itd_str_of(cases[i].time),
                                           itd_str_of(cases[i].basis), &when, &err),
                            cases[i].status, cases[i].day);
        assert_string_equal(err.field, cases[i].field);
    }
}

static void as_of_is_the_end_of_the_korean_day_or_an_instant(void **state)
{
    itd_error err;
    int64_t   ms;

    (void)state;
    assert_ok(itd_as_of_parse(ITD_STR("2017-11-28"), &ms, &err), &err);
    assert_time(ms + 1, "2017-11-28T15:00:00Z");
    assert_ok(itd_as_of_parse(ITD_STR("2017-11-28T18:18Z"), &ms, &err), &err);
    assert_time(ms, "2017-11-28T18:18:00Z");
    assert_ok(itd_as_of_parse(ITD_STR("2017-11-29T03:18+09:00"), &ms, &err), &err);
    assert_time(ms, "2017-11-28T18:18:00Z");
    assert_status_error(itd_as_of_parse(ITD_STR("2017-11"), &ms, &err), ITD_E_USAGE, &err);
    assert_status_error(itd_as_of_parse(ITD_STR("2017-11-28T18:18"), &ms, &err), ITD_E_USAGE, &err);
    assert_status_error(itd_as_of_parse(ITD_STR(""), &ms, &err), ITD_E_USAGE, &err);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lull_of_2017_is_75_days_and_74_d_20_h_21_min),
        cmocka_unit_test(days_without_a_clock_give_a_range),
        cmocka_unit_test(the_korean_day_follows_from_the_basis),
        cmocka_unit_test(new_york_sets_its_clocks_by_the_law_of_the_year),
        cmocka_unit_test(partial_dates_reach_over_what_is_not_known),
        cmocka_unit_test(what_is_no_date_is_refused_with_its_field),
        cmocka_unit_test(as_of_is_the_end_of_the_korean_day_or_an_instant),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
