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
        cmocka_unit_test(reads_instants),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
