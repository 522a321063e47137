/* Dates: the forms that lists use, and the calendar's edges. */
#include "base/date.h"

#include <stdlib.h>

#include "tests/unit/support.h"

static const struct {
    const char *text;
    const char *iso; /* NULL: refused */
} english[] = {
    {"04 Sep 1957", "1957-09-04"},
    {"4 September 1957", "1957-09-04"},
    {"Sep 1957", "1957-09"},
    {"Sept. 1957", "1957-09"},
    {"1957", "1957"},
    {" 1957 ", "1957"},
    {"31 Feb 1957", NULL},
    {"29 Feb 2023", NULL},
    {"29 Feb 2024", "2024-02-29"},
    {"circa 1957", NULL},
    {"57", NULL},
    {"", NULL},
    {"4 Xxx 1957", NULL},
    {"1 2 3 1957", NULL},
    {"00 Jan 1957", NULL},
};

static void reads_english_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(english); i++) {
        itd_date   date = {0};
        char       text[ITD_DATE_TEXT_MAX] = "";
        const bool ok = itd_date_parse_english(itd_str_of(english[i].text), &date);

        itd_date_format(date, text);
        assert_int_equal(ok, english[i].iso != NULL);
        if (english[i].iso)
            assert_string_equal(text, english[i].iso);
    }
}

static void reads_what_it_writes_in_iso(void **state)
{
    (void)state;
    for (int64_t days = itd_date_to_days((itd_date){1, 1, 1}); days < 2932896; days += 97) {
        const itd_date date = itd_date_of_days(days);
        char           text[ITD_DATE_TEXT_MAX];
        itd_date       again;

        assert_int_equal(itd_date_to_days(date), days);
        itd_date_format(date, text);
        assert_true(itd_date_parse_iso(itd_str_of(text), &again));
        assert_true(itd_date_equal(date, again));
    }
}

static const struct {
    const char *text;
    bool        ok;
} iso[] = {
    {"2024", true},        {"2024-02", true},     {"2024-02-29", true},
    {"0001-01-01", true},  {"9999-12-31", true},  {"0000", false},
    {"2023-02-29", false}, {"2024-13", false},    {"2024-00", false},
    {"2024-01-00", false}, {"2024-04-31", false}, {"2024-1", false},
    {"2024-1-1", false},   {"2024-01-", false},   {"2024-01-011", false},
    {"2024/01/01", false}, {"+024", false},       {"20 4", false},
    {"", false},           {"99999", false},      {"1900-02-29", false},
    {"2000-02-29", true},
};

static void iso_dates_are_taken_whole_or_not_at_all(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(iso); i++) {
        itd_date date = {7, 7, 7};
        char     text[ITD_DATE_TEXT_MAX];

        if (itd_date_parse_iso(itd_str_of(iso[i].text), &date) != iso[i].ok)
            fail_msg("%s", iso[i].text);
        itd_date_format(date, text);
        assert_string_equal(text, iso[i].ok ? iso[i].text : "0007-07-07");
    }
}

static void american_dates_put_the_month_first(void **state)
{
    itd_date    date = {0};
    const char *refused[] = {"13/01/2024", "02/30/2024", "2/01/2024", "02-01-2024", "02/01/24",
                             "00/01/2024", "02/00/2024", "",          "02/01/2024 "};

    (void)state;
    assert_true(itd_date_parse_us(ITD_STR("02/29/2024"), &date));
    assert_true(itd_date_equal(date, (itd_date){2024, 2, 29}));
    for (size_t i = 0; i < ITD_ARRAY_LEN(refused); i++)
        assert_false(itd_date_parse_us(itd_str_of(refused[i]), &date));
}

static void order_puts_the_unknown_part_first(void **state)
{
    const itd_date year = {1984, 0, 0}, month = {1984, 1, 0}, day = {1984, 1, 8};

    (void)state;
    assert_true(itd_date_compare(year, month) < 0);
    assert_true(itd_date_compare(month, day) < 0);
    assert_true(itd_date_compare(day, (itd_date){1983, 12, 31}) > 0);
    assert_int_equal(itd_date_compare(day, day), 0);
    assert_true(itd_date_is_valid(year) && itd_date_is_valid(month) && itd_date_is_valid(day));
    assert_false(itd_date_is_valid((itd_date){0}));
    assert_false(itd_date_is_valid((itd_date){1984, 0, 8}));
    assert_false(itd_date_is_valid((itd_date){10000, 1, 1}));
    assert_false(itd_date_is_valid((itd_date){-1, 1, 1}));
}

static void no_date_is_written_as_nothing(void **state)
{
    char text[ITD_DATE_TEXT_MAX] = "x";

    (void)state;
    assert_int_equal(itd_date_format((itd_date){0}, text), 0);
    assert_string_equal(text, "");
    assert_int_equal(itd_date_of_days(INT64_C(-1000000000)).year, 0);
    assert_int_equal(itd_date_of_days(INT64_C(1000000000)).year, 0);
}

static const struct {
    const char *text;
    const char *utc; /* NULL: refused */
} instants[] = {
    {"2026-02-27T00:00:09.554Z", "2026-02-27T00:00:09Z"},
    {"2018-10-29T19:09:49.856-04:00", "2018-10-29T23:09:49Z"},
    {"2021-08-18T09:39Z", "2021-08-18T09:39:00Z"},
    {"2021-08-18", "2021-08-18T00:00:00Z"},
    {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"},
    {"2021-08-18T09:39", NULL},
    {"2021-08-18T24:00Z", NULL},
    {"2021-08", NULL},
    {"2021-08-18T09:39:61Z", NULL},
    {"2021-08-18T09:60Z", NULL},
    {"2021-08-18T09:39+15:00", NULL},
    {"2021-08-18T09:39+05:45", "2021-08-18T03:54:00Z"},
    {"2021-08-18T09:39:00.", NULL},
    {"2021-08-18T09:39:00.123456789Z", "2021-08-18T09:39:00Z"},
    {"2021-08-18T09:39Zx", NULL},
    {"2021-08-18 09:39Z", NULL},
};

static void reads_instants(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(instants); i++) {
        int64_t    ms = 0;
        char       text[ITD_TIME_TEXT_MAX];
        const bool ok = itd_time_parse(itd_str_of(instants[i].text), &ms);

        assert_int_equal(ok, instants[i].utc != NULL);
        itd_time_format(ms, text);
        if (instants[i].utc)
            assert_string_equal(text, instants[i].utc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_english_dates),
        cmocka_unit_test(reads_what_it_writes_in_iso),
        cmocka_unit_test(iso_dates_are_taken_whole_or_not_at_all),
        cmocka_unit_test(american_dates_put_the_month_first),
        cmocka_unit_test(order_puts_the_unknown_part_first),
        cmocka_unit_test(no_date_is_written_as_nothing),
        cmocka_unit_test(reads_instants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
