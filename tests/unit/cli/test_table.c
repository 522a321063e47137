/* Columns stay straight whatever the cells hold. Tests run without a terminal, so nothing is
 * cut. */
#include "cli/cli.h"

#include "base/utf8.h"
#include "tests/unit/support.h"

static void expect_table(itd_cli_table *table, const char *wanted)
{
    itd_buf   buf;
    itd_error err;

    itd_buf_init(&buf, 1 << 16);
    assert_ok(itd_cli_table_print(table, &buf, &err), &err);
    assert_str_equal(itd_buf_text(&buf), wanted);
    itd_buf_done(&buf);
    itd_cli_table_free(table);
}

static itd_cli_table *new_table(size_t columns)
{
    itd_cli_table *table = itd_cli_table_new(columns);

    assert_non_null(table);
    return table;
}

static void columns_are_as_wide_as_their_widest_cell(void **state)
{
    itd_cli_table *table = new_table(3);

    (void)state;
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("list"));
    itd_cli_table_cell(table, ITD_STR("entries"));
    itd_cli_table_cell(table, ITD_STR("of"));
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("us-csl"));
    itd_cli_table_cell_right(table, ITD_STR("12"));
    itd_cli_table_cell(table, ITD_STR("today"));
    expect_table(table, "list    entries  of\n"
                        "us-csl       12  today\n");
}

static void wide_and_combining_characters_keep_columns_straight(void **state)
{
    itd_cli_table *table = new_table(2);

    (void)state;
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("金铁三"));
    itd_cli_table_cell(table, ITD_STR("|"));
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("e\u0301te\u0301"));
    itd_cli_table_cell(table, ITD_STR("|"));
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("abcdef"));
    itd_cli_table_cell(table, ITD_STR("|"));
    expect_table(table, "金铁三  |\n"
                        "e\u0301te\u0301     |\n"
                        "abcdef  |\n");
}

static void cells_cannot_break_out_of_their_line(void **state)
{
    itd_cli_table *table = new_table(2);

    (void)state;
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("a\nb\033[2J"));
    itd_cli_table_cell(table, ITD_STR("\u202Eevil"));
    expect_table(table, "a\\u000Ab\\u001B[2J  \\u202Eevil\n");
}

static void missing_cells_are_empty_and_surplus_ones_are_left_out(void **state)
{
    itd_cli_table *table = new_table(2);

    (void)state;
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("a"));
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR("b"));
    itd_cli_table_cell(table, ITD_STR("c"));
    itd_cli_table_cell(table, ITD_STR("d"));
    expect_table(table, "a\nb  c\n");
}

static void styles_show_only_with_color(void **state)
{
    itd_cli_table *plain = new_table(1), *colored = new_table(1);

    (void)state;
    itd_cli_table_row(plain);
    itd_cli_table_cell_styled(plain, ITD_STR("block"), ITD_STYLE_BAD);
    expect_table(plain, "block\n");
    itd_cli_table_set_color(colored, true);
    itd_cli_table_row(colored);
    itd_cli_table_cell_styled(colored, ITD_STR("block"), ITD_STYLE_BAD);
    expect_table(colored, "\033[1;31mblock\033[0m\n");
}

static void many_rows_grow_the_table(void **state)
{
    itd_cli_table *table = new_table(1);
    itd_buf        buf;
    itd_error      err;
    size_t         lines = 0;

    (void)state;
    for (size_t i = 0; i < 1000; i++) {
        itd_cli_table_row(table);
        itd_cli_table_cell(table, ITD_STR("x"));
    }
    itd_buf_init(&buf, 1 << 16);
    assert_ok(itd_cli_table_print(table, &buf, &err), &err);
    for (size_t i = 0; i < buf.len; i++)
        lines += buf.ptr[i] == '\n';
    assert_int_equal(lines, 1000);
    itd_buf_done(&buf);
    itd_cli_table_free(table);
}

static void width_counts_what_a_terminal_shows(void **state)
{
    (void)state;
    assert_int_equal(itd_cli_text_width(ITD_STR("")), 0);
    assert_int_equal(itd_cli_text_width(ITD_STR("abc")), 3);
    assert_int_equal(itd_cli_text_width(ITD_STR("김정은")), 6);
    assert_int_equal(itd_cli_text_width(ITD_STR("Ａ１")), 4);
    assert_int_equal(itd_cli_text_width(ITD_STR("Пётр")), 4);
    assert_int_equal(itd_cli_text_width(ITD_STR("\U00020000")), 2);
    assert_int_equal(itd_cli_text_width(ITD_STR("\U0010FFFF")), 1);
}

static void fit_cuts_before_a_character_that_needs_more(void **state)
{
    size_t len = 0;

    (void)state;
    assert_int_equal(itd_cli_text_fit(ITD_STR("a金b"), 2, &len), 1);
    assert_int_equal(len, 1);
    assert_int_equal(itd_cli_text_fit(ITD_STR("a金b"), 3, &len), 3);
    assert_int_equal(len, 4);
}

static void out_of_memory_is_an_error_and_not_a_short_table(void **state)
{
    itd_error err;

    (void)state;
    for (size_t nth = 1;; nth++) {
        itd_cli_table *table;
        itd_buf        buf;
        itd_status     st;
        size_t         made;

        itd_test_fail_allocation(nth);
        table = itd_cli_table_new(1);
        if (!table)
            continue;
        for (size_t i = 0; i < 40; i++) {
            itd_cli_table_row(table);
            itd_cli_table_cell(table, ITD_STR("a cell that needs some memory"));
        }
        itd_buf_init(&buf, 1 << 16);
        st = itd_cli_table_print(table, &buf, &err);
        made = itd_test_fail_allocation(0);
        itd_buf_done(&buf);
        itd_cli_table_free(table);
        if (made < nth) {
            assert_int_equal(st, ITD_OK);
            return;
        }
        assert_int_equal(st, ITD_E_NO_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_as_wide_as_their_widest_cell),
        cmocka_unit_test(wide_and_combining_characters_keep_columns_straight),
        cmocka_unit_test(cells_cannot_break_out_of_their_line),
        cmocka_unit_test(missing_cells_are_empty_and_surplus_ones_are_left_out),
        cmocka_unit_test(styles_show_only_with_color),
        cmocka_unit_test(many_rows_grow_the_table),
        cmocka_unit_test(width_counts_what_a_terminal_shows),
        cmocka_unit_test(fit_cuts_before_a_character_that_needs_more),
        cmocka_unit_test(out_of_memory_is_an_error_and_not_a_short_table),
    };

    return cmocka_run_group_tests_name("cli/table", tests, NULL, NULL);
}
