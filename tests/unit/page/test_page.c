/* Pages: everything escaped, structure that assistive technology can use, numbers without locale.
 * */
#include "page/page.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "tests/unit/page/markup.h"
#include "tests/unit/support.h"

#define EVIL "\"><script>alert('x')</script>&amp;`\x01\xE2\x80\xAE"

static void whole_page(itd_buf *buf, itd_str text)
{
    const itd_page_column columns[] = {{.heading = text, .is_header = true},
                                       {.heading = text, .is_number = true},
                                       {.heading = text}};
    itd_page              page;

    itd_page_begin(&page, buf, &(itd_page_options){.title = text, .lang = text, .summary = text});
    itd_page_begin_section(&page, text);
    itd_page_subheading(&page, text);
    itd_page_paragraph(&page, text);
    itd_page_note(&page, ITD_TONE_WARN, text, text);
    itd_page_begin_list(&page);
    itd_page_list_item(&page, text);
    itd_page_end_list(&page);
    itd_page_begin_facts(&page);
    itd_page_fact(&page, text, text);
    itd_page_end_facts(&page);
    itd_page_begin_details(&page, text);
    itd_page_begin_table(&page, text, columns, ITD_ARRAY_LEN(columns));
    itd_page_begin_row(&page);
    itd_page_cell(&page, text);
    itd_page_cell_number(&page, 1.5, 2);
    itd_page_cell_toned(&page, text, ITD_TONE_BAD);
    itd_page_end_row(&page);
    itd_page_end_table(&page);
    itd_page_end_details(&page);
    itd_page_end_section(&page);
    itd_page_end(&page, text);
}

static void a_hostile_text_stays_text_wherever_it_is_written(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    whole_page(&buf, ITD_STR(EVIL));
    assert_ok(itd_buf_status(&buf, &err), &err);
    itd_test_markup(itd_buf_text(&buf));
    assert_int_equal(itd_test_count(itd_buf_text(&buf), "<script"), 0);
    assert_int_equal(itd_test_count(itd_buf_text(&buf), "\xE2\x80\xAE"), 0);
    assert_int_equal(itd_test_count(itd_buf_text(&buf), "\x01"), 0);
    assert_true(itd_test_count(itd_buf_text(&buf), "&lt;script&gt;alert(&#39;x&#39;)") > 10);
    itd_buf_done(&buf);
}

static void every_byte_and_pair_of_bytes_is_escaped_in_content_and_attributes(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    for (unsigned a = 0; a < 256; a++) {
        for (unsigned b = 0; b < 256; b++) {
            const char text[2] = {(char)a, (char)b};

            itd_buf_reset(&buf);
            itd_buf_append_cstr(&buf, "<p class=\"");
            itd_page_append_text(&buf, (itd_str){text, 2});
            itd_buf_append_cstr(&buf, "\">");
            itd_page_append_text(&buf, (itd_str){text, 2});
            itd_buf_append_cstr(&buf, "</p>");
            itd_test_markup(itd_buf_text(&buf));
        }
    }
    itd_buf_done(&buf);
}

static void a_page_has_landmarks_headings_captions_and_scopes(void **state)
{
    itd_buf buf;
    itd_str text;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    whole_page(&buf, ITD_STR("plain"));
    text = itd_buf_text(&buf);
    itd_test_markup(text);
    assert_int_equal(itd_test_count(text, "<main id=\"main\">"), 1);
    assert_int_equal(itd_test_count(text, "<h1>"), 1);
    assert_int_equal(itd_test_count(text, "<header>"), 1);
    assert_int_equal(itd_test_count(text, "<footer>"), 1);
    assert_int_equal(itd_test_count(text, "<caption>plain</caption>"), 1);
    assert_int_equal(itd_test_count(text, "<th scope=\"col\""), 3);
    assert_int_equal(itd_test_count(text, "<th scope=\"row\">"), 1);
    assert_int_equal(itd_test_count(text, "aria-labelledby"), 1);
    assert_int_equal(itd_test_count(text, "default-src 'none'"), 1);
    assert_int_equal(itd_test_count(text, "http"), 1); /* http-equiv: nothing is loaded */
    itd_buf_done(&buf);
}

static void a_row_is_filled_up_and_never_too_long(void **state)
{
    const itd_page_column columns[] = {{.heading = ITD_STR_INIT("a")},
                                       {.heading = ITD_STR_INIT("b")}};
    itd_page              page = {0};
    itd_buf               buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    page.buf = &buf;
    itd_page_begin_table(&page, ITD_STR("t"), columns, 2);
    itd_page_cell(&page, ITD_STR("before any row"));
    itd_page_begin_row(&page);
    itd_page_cell(&page, ITD_STR("1"));
    itd_page_end_row(&page);
    itd_page_begin_row(&page);
    for (int i = 0; i < 5; i++)
        itd_page_cell(&page, ITD_STR("2"));
    itd_page_end_row(&page);
    itd_page_end_table(&page);
    itd_test_markup(itd_buf_text(&buf));
    assert_int_equal(itd_test_count(itd_buf_text(&buf), "<td>"), 4);
    assert_int_equal(itd_test_count(itd_buf_text(&buf), "before any row"), 0);
    itd_buf_done(&buf);
}

static void a_table_takes_the_limit_of_columns_and_no_more(void **state)
{
    itd_page_column columns[ITD_PAGE_COLUMNS_MAX + 1] = {{.is_number = false}};
    itd_page        page = {0};
    itd_buf         buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    page.buf = &buf;
    for (size_t extra = 0; extra < 2; extra++) {
        itd_buf_reset(&buf);
        itd_page_begin_table(&page, ITD_STR("t"), columns, ITD_PAGE_COLUMNS_MAX + extra);
        itd_page_begin_row(&page);
        itd_page_end_row(&page);
        itd_page_end_table(&page);
        assert_int_equal(itd_test_count(itd_buf_text(&buf), "<td>"), ITD_PAGE_COLUMNS_MAX);
    }
    itd_buf_done(&buf);
}

static void assert_number(double value, unsigned decimals, const char *expected,
                          const char *expected_short)
{
    itd_buf buf;

    itd_buf_init(&buf, 100);
    itd_page_append_number(&buf, value, decimals);
    assert_str_equal(itd_buf_text(&buf), expected);
    itd_buf_reset(&buf);
    itd_page_append_short_number(&buf, value, decimals);
    assert_str_equal(itd_buf_text(&buf), expected_short);
    itd_buf_done(&buf);
}

static void numbers_are_written_the_same_everywhere(void **state)
{
    (void)state;
    (void)setlocale(LC_ALL, "");
    (void)setlocale(LC_NUMERIC, "de_DE.UTF-8");
    assert_number(0, 0, "0", "0");
    assert_number(-0.0, 2, "0.00", "0");
    assert_number(-0.004, 2, "0.00", "0");
    assert_number(-0.006, 2, "-0.01", "-0.01");
    assert_number(0.0585, 3, "0.059", "0.059");
    assert_number(2.5, 0, "3", "3");
    assert_number(-2.5, 0, "-3", "-3");
    assert_number(9.996, 2, "10.00", "10");
    assert_number(1.5, 2, "1.50", "1.5");
    assert_number(100, 0, "100", "100");
    assert_number(1234567.891, 1, "1234567.9", "1234567.9");
    assert_number(123456789012345.0, 2, "123456789012345.00", "123456789012345");
    assert_number(1e15, 2, "1.000e15", "1.000e15");
    assert_number(-2.5e300, 2, "-2.500e300", "-2.500e300");
    assert_number(NAN, 2, "\xE2\x80\x93", "\xE2\x80\x93");
    assert_number(-INFINITY, 2, "\xE2\x80\x93", "\xE2\x80\x93");
    assert_number(0.123456789, ITD_PAGE_DECIMALS_MAX, "0.123456789", "0.123456789");
    assert_number(0.123456789, ITD_PAGE_DECIMALS_MAX + 1, "0.123456789", "0.123456789");
    (void)setlocale(LC_ALL, "C");
}

static void a_sparkline_has_a_block_for_each_value(void **state)
{
    const double values[] = {0, 1, NAN, 7, 3.5};
    const double equal[] = {0, 0};
    itd_buf      buf;

    (void)state;
    itd_buf_init(&buf, 100);
    itd_page_append_sparkline(&buf, values, ITD_ARRAY_LEN(values));
    assert_str_equal(itd_buf_text(&buf), "\xE2\x96\x81\xE2\x96\x82 \xE2\x96\x88\xE2\x96\x85");
    itd_buf_reset(&buf);
    itd_page_append_sparkline(&buf, equal, 2);
    assert_str_equal(itd_buf_text(&buf), "\xE2\x96\x81\xE2\x96\x81");
    itd_buf_reset(&buf);
    itd_page_append_sparkline(&buf, NULL, 0);
    assert_int_equal(itd_buf_text(&buf).len, 0);
    itd_buf_done(&buf);
}

static void a_full_buffer_and_no_memory_are_told_at_the_end(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 2000);
    whole_page(&buf, ITD_STR("plain"));
    assert_status_error(itd_buf_status(&buf, &err), ITD_E_LIMIT, &err);
    itd_buf_done(&buf);
    itd_buf_init(&buf, SIZE_MAX);
    itd_test_fail_allocation(2);
    whole_page(&buf, ITD_STR("plain"));
    itd_test_fail_allocation(0);
    assert_status_error(itd_buf_status(&buf, &err), ITD_E_NO_MEMORY, &err);
    itd_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hostile_text_stays_text_wherever_it_is_written),
        cmocka_unit_test(every_byte_and_pair_of_bytes_is_escaped_in_content_and_attributes),
        cmocka_unit_test(a_page_has_landmarks_headings_captions_and_scopes),
        cmocka_unit_test(a_row_is_filled_up_and_never_too_long),
        cmocka_unit_test(a_table_takes_the_limit_of_columns_and_no_more),
        cmocka_unit_test(numbers_are_written_the_same_everywhere),
        cmocka_unit_test(a_sparkline_has_a_block_for_each_value),
        cmocka_unit_test(a_full_buffer_and_no_memory_are_told_at_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
