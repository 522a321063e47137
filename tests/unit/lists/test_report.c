/* Remarks are counted by what and where; nothing is lost in silence. */
#include "lists/report.h"

#include <stdio.h>

#include "tests/unit/support.h"

static itd_list_report *new_report(void)
{
    itd_list_report *report = itd_list_report_new();

    assert_non_null(report);
    return report;
}

static void add(itd_list_report *report, const char *what, const char *where, uint64_t line)
{
    itd_list_report_add(report, itd_str_of(what), itd_str_of(where), ITD_STR("f.xml"), line,
                        ITD_STR("7"));
}

static void counts_cases_and_keeps_the_place_of_the_first(void **state)
{
    itd_list_report      *report = new_report();
    const itd_report_row *row;

    (void)state;
    add(report, "unknown element", "A/B", 10);
    add(report, "unknown element", "A/C", 11);
    add(report, "unknown element", "A/B", 12);
    assert_int_equal(itd_list_report_count(report), 2);
    row = itd_list_report_at(report, 0);
    assert_str_equal(row->what, "unknown element");
    assert_str_equal(row->where, "A/B");
    assert_str_equal(row->file, "f.xml");
    assert_str_equal(row->record, "7");
    assert_int_equal(row->line, 10);
    assert_int_equal(row->count, 2);
    assert_int_equal(itd_list_report_at(report, 1)->count, 1);
    assert_null(itd_list_report_at(report, 2));
    itd_list_report_free(report);
}

static void lists_the_limit_and_counts_what_comes_after(void **state)
{
    itd_list_report *report = new_report();
    char             where[32];

    (void)state;
    for (int i = 0; i < ITD_REPORT_ROWS_MAX + 1; i++) {
        assert_int_equal(itd_list_report_unlisted(report), 0);
        snprintf(where, sizeof where, "%d", i);
        add(report, "w", where, 1);
    }
    assert_int_equal(itd_list_report_count(report), ITD_REPORT_ROWS_MAX);
    assert_int_equal(itd_list_report_unlisted(report), 1);
    add(report, "w", "0", 1);
    assert_int_equal(itd_list_report_unlisted(report), 1);
    itd_list_report_free(report);
}

static void remembers_every_failed_allocation(void **state)
{
    size_t made;

    (void)state;
    itd_test_fail_allocation(0);
    itd_list_report_free(itd_list_report_new());
    made = itd_test_fail_allocation(0);
    for (size_t nth = 1; nth <= made + 8; nth++) {
        itd_list_report *report;
        bool             failed = false;
        char             where[32];

        itd_test_fail_allocation(nth);
        report = itd_list_report_new();
        for (int i = 0; report && i < 500; i++) {
            snprintf(where, sizeof where, "%d", i);
            add(report, "w", where, 1);
        }
        failed = !report || itd_list_report_status(report, NULL) == ITD_E_NO_MEMORY;
        if (itd_test_fail_allocation(0) >= nth)
            assert_true(failed);
        else
            assert_int_equal(itd_list_report_count(report), 500);
        itd_list_report_free(report);
    }
}

static void takes_no_report_for_an_answer(void **state)
{
    (void)state;
    itd_list_report_add(NULL, ITD_STR("w"), ITD_STR("x"), ITD_STR("f"), 1, ITD_STR(""));
    assert_int_equal(itd_list_report_count(NULL), 0);
    assert_int_equal(itd_list_report_status(NULL, NULL), ITD_OK);
    itd_list_report_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_cases_and_keeps_the_place_of_the_first),
        cmocka_unit_test(lists_the_limit_and_counts_what_comes_after),
        cmocka_unit_test(remembers_every_failed_allocation),
        cmocka_unit_test(takes_no_report_for_an_answer),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
