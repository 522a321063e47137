/* Text from outside, made safe for terminals and spreadsheets. */
#include "cli/cli.h"

#include "tests/unit/support.h"

static void expect(void (*append)(itd_buf *, itd_str), itd_str text, const char *wanted)
{
    itd_buf buf;

    itd_buf_init(&buf, 4096);
    append(&buf, text);
    assert_str_equal(itd_buf_text(&buf), wanted);
    itd_buf_done(&buf);
}

static void leaves_ordinary_names_alone(void **state)
{
    static const char *const names[] = {"", "YUN HO-JIN", "Jin Tiesan (金铁三)", "Müller", "حسن"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++) {
        expect(itd_cli_append_safe, itd_str_of(names[i]), names[i]);
        expect(itd_cli_append_csv, itd_str_of(names[i]), names[i]);
    }
}

static void shows_what_steers_a_terminal(void **state)
{
    (void)state;
    expect(itd_cli_append_safe, ITD_STR("a\033[31mb"), "a\\u001B[31mb");
    expect(itd_cli_append_safe,
           ITD_STR("a\xC2\x9B"
                   "31mb"),
           "a\\u009B31mb");
    expect(itd_cli_append_safe, ITD_STR("a\nb\tc\rd"), "a\\u000Ab\\u0009c\\u000Dd");
    expect(itd_cli_append_safe, ITD_STR("abc\u202Ecba"), "abc\\u202Ecba");
    expect(itd_cli_append_safe, ITD_STR("zero\u200Bwidth"), "zero\\u200Bwidth");
    expect(itd_cli_append_safe, ITD_STR("tag\U000E0041"), "tag\\U000E0041");
    expect(itd_cli_append_safe, ITD_STR("nul\0l"), "nul\\u0000l");
}

static void shows_bytes_that_are_no_text(void **state)
{
    (void)state;
    expect(itd_cli_append_safe, ITD_STR("a\xFF\xC3"), "a\\xFF\\xC3");
    expect(itd_cli_append_csv, ITD_STR("a\xFF"), "a\\xFF");
}

static void quotes_csv_fields_only_where_needed(void **state)
{
    (void)state;
    expect(itd_cli_append_csv, ITD_STR("a,b"), "\"a,b\"");
    expect(itd_cli_append_csv, ITD_STR("say \"a\""), "\"say \"\"a\"\"\"");
    expect(itd_cli_append_csv, ITD_STR("two\nlines"), "\"two\nlines\"");
    expect(itd_cli_append_csv, ITD_STR("a - b"), "a - b");
}

static void disarms_spreadsheet_formulas(void **state)
{
    static const char *const starts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                         "\n", "＝", "＋", "－", "＠"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(starts); i++) {
        char text[32], wanted[48];

        snprintf(text, sizeof text, "%scmd|' /C'!A0", starts[i]);
        snprintf(wanted, sizeof wanted, "\"'%s\"", text);
        expect(itd_cli_append_csv, itd_str_of(text), wanted);
    }
}

static void shows_controls_and_direction_marks_in_csv(void **state)
{
    (void)state;
    expect(itd_cli_append_csv, ITD_STR("a\033[2Jb"), "a\\u001B[2Jb");
    expect(itd_cli_append_csv, ITD_STR("a\u202Eb\u2066c"), "a\\u202Eb\\u2066c");
    /* Persian spelling needs the joiners. */
    expect(itd_cli_append_csv, ITD_STR("می\u200Cخواهم"), "می\u200Cخواهم");
}

static void stops_at_the_limit_of_the_buf(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 8);
    itd_cli_append_safe(&buf, ITD_STR("12345678"));
    assert_int_equal(buf.failed, ITD_OK);
    itd_cli_append_safe(&buf, ITD_STR("9"));
    assert_int_equal(buf.failed, ITD_E_LIMIT);
    itd_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leaves_ordinary_names_alone),
        cmocka_unit_test(shows_what_steers_a_terminal),
        cmocka_unit_test(shows_bytes_that_are_no_text),
        cmocka_unit_test(quotes_csv_fields_only_where_needed),
        cmocka_unit_test(disarms_spreadsheet_formulas),
        cmocka_unit_test(shows_controls_and_direction_marks_in_csv),
        cmocka_unit_test(stops_at_the_limit_of_the_buf),
    };

    return cmocka_run_group_tests_name("cli/output", tests, NULL, NULL);
}
