/* Dates of birth as customers' files write them: every reading, and what is none. */
#include "cli/customer_dates.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"

#define THIS_YEAR 2026

struct example {
    const char *text;
    const char
        *readings; /* with blanks between; behind them o, c, b: by order, century, Buddhist */
};

static void expect(itd_date_order order, const struct example *example)
{
    itd_date_readings readings;
    char              got[256] = "";
    size_t            len = 0;

    itd_customer_date_parse(itd_str_of(example->text), order, THIS_YEAR, &readings);
    for (size_t i = 0; i < readings.count; i++) {
        const itd_date date = readings.dates[i];

        len += (size_t)snprintf(got + len, sizeof got - len, "%s%d", len > 0 ? " " : "", date.year);
        if (date.month > 0)
            len += (size_t)snprintf(got + len, sizeof got - len, "-%02u", date.month);
        if (date.day > 0)
            len += (size_t)snprintf(got + len, sizeof got - len, "-%02u", date.day);
    }
    (void)snprintf(got + len, sizeof got - len, "%s%s%s", readings.by_order ? " o" : "",
                   readings.by_century ? " c" : "", readings.buddhist ? " b" : "");
    if (strcmp(got, example->readings) != 0)
        fail_msg("\"%s\" is read as \"%s\", not as \"%s\"", example->text, got, example->readings);
}

static void expect_all(itd_date_order order, const struct example *examples, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect(order, &examples[i]);
}

static void reads_one_meaning_where_there_is_one(void **state)
{
    static const struct example examples[] = {
        {"1970", "1970"},
        {"1970-03", "1970-03"},
        {"1970-03-04", "1970-03-04"},
        {" 1970-03-04 ", "1970-03-04"},
        {"19700304", "1970-03-04"},
        {"1970/3/4", "1970-03-04"},
        {"1970.03.04", "1970-03-04"},
        {"31.12.1970", "1970-12-31"},
        {"12/31/1970", "1970-12-31"},
        {"31121970", "1970-12-31"},
        {"12311970", "1970-12-31"},
        {"4. 13. 1970", "1970-04-13"},
        {"07/07/1970", "1970-07-07"},
        {"03/1970", "1970-03"},
        {"1970/3", "1970-03"},
        {"00/00/1970", "1970"},
        {"00.03.1970", "1970-03"},
        {"1970-00-00", "1970"},
        {"29/02/1972", "1972-02-29"},
    };

    (void)state;
    expect_all(ITD_DATES_BOTH, examples, ITD_ARRAY_LEN(examples));
}

static void reads_every_meaning_where_there_are_several_and_says_which_kind(void **state)
{
    static const struct example examples[] = {
        {"03/04/1970", "1970-04-03 1970-03-04 o"},
        {"3-4-1970", "1970-04-03 1970-03-04 o"},
        {"03041970", "1970-04-03 1970-03-04 o"},
        {"31/12/70", "1970-12-31"},
        {"31/12/25", "1925-12-31 2025-12-31 1931-12-25 o c"},
        {"31/12/27", "1927-12-31 1931-12-27 o"},
        {"12/31/27", "1927-12-31"},
        {"70-03-31", "1970-03-31"},
        {"03/04/70", "1970-04-03 1970-03-04 o"},
        {"03/04/05", "1905-04-03 2005-04-03 1905-03-04 2005-03-04 1903-04-05 2003-04-05 o c"},
        {"05/05/05", "1905-05-05 2005-05-05 c"},
        {"4-MAR-70", "1970-03-04"},
        {"4-MAR-20", "1920-03-04 2020-03-04 c"},
    };

    (void)state;
    expect_all(ITD_DATES_BOTH, examples, ITD_ARRAY_LEN(examples));
}

static void a_declared_order_leaves_one_meaning(void **state)
{
    static const struct example dmy[] = {
        {"03/04/1970", "1970-04-03"}, {"12/31/1970", ""},
        {"03041970", "1970-04-03"},   {"03/04/05", "1905-04-03 2005-04-03 c"},
        {"1970-03-04", "1970-03-04"}, {"19700304", "1970-03-04"},
    };
    static const struct example mdy[] = {
        {"03/04/1970", "1970-03-04"},
        {"31/12/1970", ""},
        {"03041970", "1970-03-04"},
        {"03/04/05", "1905-03-04 2005-03-04 c"},
    };
    static const struct example ymd[] = {
        {"03/04/1970", ""},
        {"03041970", ""},
        {"03/04/05", "1903-04-05 2003-04-05 c"},
        {"1970/3/4", "1970-03-04"},
    };

    (void)state;
    expect_all(ITD_DATES_DMY, dmy, ITD_ARRAY_LEN(dmy));
    expect_all(ITD_DATES_MDY, mdy, ITD_ARRAY_LEN(mdy));
    expect_all(ITD_DATES_YMD, ymd, ITD_ARRAY_LEN(ymd));
}

static void reads_months_in_words(void **state)
{
    static const struct example examples[] = {
        {"4 Mar 1970", "1970-03-04"},
        {"04-MAR-1970", "1970-03-04"},
        {"March 4, 1970", "1970-03-04"},
        {"4th of March 1970", "1970-03-04"},
        {"1970 Mar 4", "1970-03-04"},
        {"Mar 1970", "1970-03"},
        {"4. März 1970", "1970-03-04"},
        {"4. MÄRZ 1970", "1970-03-04"},
        {"1er août 1970", "1970-08-01"},
        {"4 de marzo de 1970", "1970-03-04"},
        {"4 มีนาคม 2513", "1970-03-04 b"},
        {"4 Smarch 1970", ""},
        {"Mar 4", ""},
        {"31 Feb 1970", ""},
        {"4 Mar 1970 5", ""},
        {"0 Mar 1970", ""},
    };

    (void)state;
    expect_all(ITD_DATES_BOTH, examples, ITD_ARRAY_LEN(examples));
}

static void reads_the_years_of_other_calendars(void **state)
{
    static const struct example examples[] = {
        {"04/13/2513", "1970-04-13 b"},
        {"2513-03-04", "1970-03-04 b"},
        {"2569", "2026 b"},
        {"2570", ""},
        {"2393", "1850 b"},
        {"2392", ""},
        {"昭和45年3月4日", "1970-03-04"},
        {"昭和４５年３月４日", "1970-03-04"},
        {"昭和元年12月25日", "1926-12-25"},
        {"S45.3.4", "1970-03-04"},
        {"h1/2/3", "1989-02-03"},
        {"昭和64年1月7日", "1989-01-07"},
        {"昭和65年1月7日", ""},
        {"S0.3.4", ""},
        {"R9.1.1", ""},
        {"1970年3月4日", "1970-03-04"},
        {"1970년 3월 4일", "1970-03-04"},
        {"１９７０／０３／０４", "1970-03-04"},
    };

    (void)state;
    expect_all(ITD_DATES_BOTH, examples, ITD_ARRAY_LEN(examples));
}

static void drops_a_time_of_day_and_nothing_else(void **state)
{
    static const struct example examples[] = {
        {"1970-03-04T00:00:00", "1970-03-04"},
        {"1970-03-04T00:00:00.000Z", "1970-03-04"},
        {"1970-03-04 00:00:00+02:00", "1970-03-04"},
        {"31.12.1970 0:00", "1970-12-31"},
        {"12/31/1970 12:00:00 AM", "1970-12-31"},
        {"4 Mar 1970 23:59", "1970-03-04"},
        {"1970-03-04 00:00 or later", ""},
        {"12:00", ""},
        {":", ""},
        {"1970-03-04:", ""},
    };

    (void)state;
    expect_all(ITD_DATES_BOTH, examples, ITD_ARRAY_LEN(examples));
}

static void what_is_no_date_has_no_reading(void **state)
{
    static const char *const texts[] = {
        "",           "x",          "13/13/1970", "31/02/1970",  "1970-02-29", "29/02/1970",
        "32.12.1970", "1970-13-01", "1970-00-04", "70",          "4/1970/3",   "1/2/3/4",
        "1/2",        "25631",      "0070-03-04", "0999",        "2027-01-01", "01/01/2027",
        "1-2-197",    "1//1970",    "1970-03-0x", "20261301",    "ca. 1970",   "1970-1975",
        "before 70",  "100000000",  "-1970",      "03/04/1970/", "年月日",     "昭和",
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++)
        expect(ITD_DATES_BOTH, &(struct example){texts[i], ""});
    expect(ITD_DATES_BOTH, &(struct example){"1000", "1000"});
    expect(ITD_DATES_BOTH, &(struct example){"2026-12-31", "2026-12-31"});
}

static void a_text_at_the_limit_is_read_and_one_past_it_is_not(void **state)
{
    char text[ITD_CUSTOMER_DATE_MAX + 2];

    (void)state;
    memset(text, ' ', sizeof text);
    memcpy(text, "4", 1);
    memcpy(text + ITD_CUSTOMER_DATE_MAX - 8, "Mar 1970", 9);
    expect(ITD_DATES_BOTH, &(struct example){text, "1970-03-04"});
    memset(text, ' ', sizeof text);
    memcpy(text, "4", 1);
    memcpy(text + ITD_CUSTOMER_DATE_MAX - 7, "Mar 1970", 9);
    expect(ITD_DATES_BOTH, &(struct example){text, ""});
}

static void knows_what_stands_for_no_date(void **state)
{
    static const char *const blank[] = {
        "-",          "n/a",        "N/A",        "unknown",    "Unbekannt",
        "NULL",       "0000-00-00", "00.00.0000", "00/00/0000", "00000000",
        "31.12.9999", "9999-12-31", "99991231",   "?",          "inconnu",
    };
    static const char *const not [] = {
        "",  "1970",       "0000-00-01", "1999-09-29",   "09/09/1999",
        "0", "00/00/1970", "12.99.9912", "unknown 1970",
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(blank); i++)
        if (!itd_customer_date_is_blank(itd_str_of(blank[i])))
            fail_msg("\"%s\" is no date", blank[i]);
    for (size_t i = 0; i < ITD_ARRAY_LEN(not ); i++)
        if (itd_customer_date_is_blank(itd_str_of(not [i])))
            fail_msg("\"%s\" does not stand for no date", not [i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_one_meaning_where_there_is_one),
        cmocka_unit_test(reads_every_meaning_where_there_are_several_and_says_which_kind),
        cmocka_unit_test(a_declared_order_leaves_one_meaning),
        cmocka_unit_test(reads_months_in_words),
        cmocka_unit_test(reads_the_years_of_other_calendars),
        cmocka_unit_test(drops_a_time_of_day_and_nothing_else),
        cmocka_unit_test(what_is_no_date_has_no_reading),
        cmocka_unit_test(a_text_at_the_limit_is_read_and_one_past_it_is_not),
        cmocka_unit_test(knows_what_stands_for_no_date),
    };

    return cmocka_run_group_tests_name("cli/customer_dates", tests, NULL, NULL);
}
