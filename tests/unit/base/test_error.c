/* Errors: places, what is made printable, what is cut and where, and the words people read. */
#include "tests/unit/support.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

static void assert_text(const itd_error *err, const char *expected)
{
    char text[ITD_ERROR_TEXT_MAX];

    itd_error_format(err, text);
    assert_string_equal(text, expected);
}

static void reads_as_file_line_field_reason(void **state)
{
    itd_error err;

    (void)state;
    assert_int_equal(itd_error_at_line(&err, ITD_E_SYNTAX, 12, "no %s", "date"), ITD_E_SYNTAX);
    assert_text(&err, "line 12: no date");
    itd_error_in_field(&err, ITD_STR("birth_date"));
    itd_error_in_file(&err, ITD_STR("customers.csv"));
    assert_text(&err, "customers.csv:12: birth_date: no date");
    itd_error_in_record(&err, ITD_STR("C-7"));
    assert_text(&err, "customers.csv:12: [C-7] birth_date: no date");

    itd_error_at_byte(&err, ITD_E_ENCODING, 0, "bad byte");
    assert_text(&err, "byte 0: bad byte");
    itd_error_in_file(&err, ITD_STR("un.xml"));
    assert_text(&err, "un.xml:byte 0: bad byte");
    itd_error_on_line(&err, 3);
    assert_text(&err, "un.xml:3: bad byte");

    itd_error_set(&err, ITD_E_USAGE, "what?");
    assert_text(&err, "what?");
    itd_error_in_record(&err, ITD_STR("KPi.001"));
    assert_text(&err, "[KPi.001] what?");
}

static void the_place_nearest_the_fault_is_kept(void **state)
{
    itd_error err;

    (void)state;
    itd_error_at_line(&err, ITD_E_SYNTAX, 5, "x");
    itd_error_on_line(&err, 9);
    itd_error_in_file(&err, ITD_STR("inner"));
    itd_error_in_file(&err, ITD_STR("outer"));
    itd_error_in_field(&err, ITD_STR(""));
    itd_error_in_field(&err, ITD_STR("field"));
    itd_error_in_record(&err, ITD_STR("one"));
    itd_error_in_record(&err, ITD_STR("two"));
    assert_text(&err, "inner:5: [one] field: x");
}

static void no_error_object_is_fine_everywhere(void **state)
{
    (void)state;
    assert_int_equal(itd_error_set(NULL, ITD_E_LIMIT, "x"), ITD_E_LIMIT);
    assert_int_equal(itd_error_at_line(NULL, ITD_E_LIMIT, 1, "x"), ITD_E_LIMIT);
    assert_int_equal(itd_error_at_byte(NULL, ITD_E_LIMIT, 1, "x"), ITD_E_LIMIT);
    assert_int_equal(itd_error_no_memory(NULL), ITD_E_NO_MEMORY);
    assert_int_equal(itd_error_io(NULL, EACCES, "open", "f"), ITD_E_IO);
    itd_error_in_file(NULL, ITD_STR("f"));
    itd_error_in_record(NULL, ITD_STR("f"));
    itd_error_in_field(NULL, ITD_STR("f"));
    itd_error_on_line(NULL, 1);
}

static void what_a_terminal_would_obey_is_replaced(void **state)
{
    itd_error err;

    (void)state;
    itd_error_set(&err, ITD_E_SYNTAX, "\"%s\"",
                  "a\x1B[2Jb\nc\x7F\xC2\x9B"
                  "d");
    assert_string_equal(err.message, "\"a?[2Jb?c??d\"");
    itd_error_set(&err, ITD_E_SYNTAX, "%s",
                  "\xE2\x80\xAE"
                  "evil");
    assert_string_equal(err.message, "?evil");
    itd_error_set(&err, ITD_E_SYNTAX, "%s", "\xFF\xE9\x87\x91");
    assert_string_equal(err.message, "?\xE9\x87\x91");
    itd_error_in_file(&err, ITD_STR("a\x1B]0;x\x07.csv"));
    assert_string_equal(err.file, "a?]0;x?.csv");
    itd_error_in_record(&err, ITD_STR("a\0b"));
    assert_string_equal(err.record, "a?b");
}

static void a_message_takes_its_limit_and_is_cut_at_a_character(void **state)
{
    char      text[400];
    itd_error err;

    (void)state;
    memset(text, 'a', sizeof text);
    text[ITD_ERROR_MESSAGE_MAX] = '\0';
    itd_error_set(&err, ITD_E_SYNTAX, "%s", text);
    assert_string_equal(err.message, text);
    text[ITD_ERROR_MESSAGE_MAX] = 'a';
    text[ITD_ERROR_MESSAGE_MAX + 1] = '\0';
    itd_error_set(&err, ITD_E_SYNTAX, "%s", text);
    assert_int_equal(strlen(err.message), ITD_ERROR_MESSAGE_MAX);
    memcpy(text + ITD_ERROR_MESSAGE_MAX - 2, "\xE9\x87\x91", 4); /* one byte too many */
    itd_error_set(&err, ITD_E_SYNTAX, "%s", text);
    assert_int_equal(strlen(err.message), ITD_ERROR_MESSAGE_MAX - 2);
    assert_int_equal(itd_utf8_check_text(itd_str_of(err.message), NULL), ITD_OK);
}

static void a_long_place_keeps_its_end_from_a_character_on(void **state)
{
    char      path[2 * ITD_ERROR_FILE_MAX];
    itd_error err;

    (void)state;
    memset(path, 'd', sizeof path);
    itd_error_set(&err, ITD_E_SYNTAX, "x");
    itd_error_in_file(&err, (itd_str){path, ITD_ERROR_FILE_MAX});
    assert_int_equal(strlen(err.file), ITD_ERROR_FILE_MAX);

    memcpy(path + sizeof path - 7, "end.csv", 7);
    itd_error_set(&err, ITD_E_SYNTAX, "x");
    itd_error_in_file(&err, (itd_str){path, sizeof path});
    assert_int_equal(strlen(err.file), ITD_ERROR_FILE_MAX);
    assert_true(itd_str_ends_with(itd_str_of(err.file), ITD_STR("dend.csv")));

    /* The cut falls into the middle of a character: it goes as a whole. */
    memcpy(path + sizeof path - ITD_ERROR_FILE_MAX - 1, "\xE9\x87\x91", 3);
    itd_error_set(&err, ITD_E_SYNTAX, "x");
    itd_error_in_file(&err, (itd_str){path, sizeof path});
    assert_int_equal(strlen(err.file), ITD_ERROR_FILE_MAX - 2);
    assert_int_equal(err.file[0], 'd');
}

static void an_error_may_be_told_anew_in_its_own_words(void **state)
{
    itd_error err;

    (void)state;
    itd_error_set(&err, ITD_E_SYNTAX, "no date");
    itd_error_set(&err, ITD_E_SCHEMA, "row refused: %s", err.message);
    assert_string_equal(err.message, "row refused: no date");
    itd_error_at_line(&err, ITD_E_SCHEMA, 2, "again: %s", err.message);
    assert_string_equal(err.message, "again: row refused: no date");
    itd_error_at_byte(&err, ITD_E_SCHEMA, 2, "%s", err.message);
    assert_string_equal(err.message, "again: row refused: no date");
}

static void the_longest_error_fits_its_text(void **state)
{
    char      text[ITD_ERROR_TEXT_MAX], part[300];
    itd_error err;

    (void)state;
    memset(part, 'x', sizeof part);
    part[299] = '\0';
    itd_error_at_line(&err, ITD_E_SYNTAX, UINT64_MAX, "%s", part);
    itd_error_in_file(&err, itd_str_of(part));
    itd_error_in_record(&err, itd_str_of(part));
    itd_error_in_field(&err, itd_str_of(part));
    itd_error_format(&err, text);
    assert_int_equal(strlen(text), ITD_ERROR_FILE_MAX + 1 + 20 + 1 + 3 + ITD_ERROR_NAME_MAX + 2 +
                                       ITD_ERROR_NAME_MAX + 1 + ITD_ERROR_MESSAGE_MAX);
}

static void a_missing_file_is_not_found_and_other_refusals_are_io(void **state)
{
    itd_error err;

    (void)state;
    assert_int_equal(itd_error_io(&err, ENOENT, "open", "sdn.csv"), ITD_E_NOT_FOUND);
    assert_text(&err, "sdn.csv: cannot open: No such file or directory");
    assert_int_equal(itd_error_io(&err, EACCES, "open", "sdn.csv"), ITD_E_IO);
    assert_int_equal(itd_error_io(&err, 99999, "open", "sdn.csv"), ITD_E_IO);
    assert_int_equal(err.status, ITD_E_IO);
}

static void only_a_busy_store_is_worth_another_try(void **state)
{
    itd_error err;

    (void)state;
    itd_error_set(&err, ITD_E_BUSY, "x");
    assert_true(err.retriable);
    itd_error_set(&err, ITD_E_IO, "x");
    assert_false(err.retriable);
}

static void every_status_has_a_name_of_its_own_and_its_numbers(void **state)
{
    (void)state;
    assert_string_equal(itd_status_name(ITD_OK), "ok");
    assert_int_equal(itd_status_exit(ITD_OK), 0);
    assert_int_equal(itd_status_http(ITD_OK), 200);
    assert_string_equal(itd_status_name(ITD_E_INTERRUPTED), "interrupted");
    for (int a = ITD_E_USAGE; a <= ITD_E_INTERRUPTED; a++) {
        /* 0, 1 and 2 are answers of `screen`; a shell keeps 126 and above for itself. */
        assert_true(itd_status_exit((itd_status)a) >= 3);
        assert_true(itd_status_exit((itd_status)a) < 126);
        assert_true(itd_status_http((itd_status)a) >= 400);
        for (int b = ITD_OK; b < a; b++)
            assert_string_not_equal(itd_status_name((itd_status)a), itd_status_name((itd_status)b));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_as_file_line_field_reason),
        cmocka_unit_test(the_place_nearest_the_fault_is_kept),
        cmocka_unit_test(no_error_object_is_fine_everywhere),
        cmocka_unit_test(what_a_terminal_would_obey_is_replaced),
        cmocka_unit_test(a_message_takes_its_limit_and_is_cut_at_a_character),
        cmocka_unit_test(a_long_place_keeps_its_end_from_a_character_on),
        cmocka_unit_test(an_error_may_be_told_anew_in_its_own_words),
        cmocka_unit_test(the_longest_error_fits_its_text),
        cmocka_unit_test(a_missing_file_is_not_found_and_other_refusals_are_io),
        cmocka_unit_test(only_a_busy_store_is_worth_another_try),
        cmocka_unit_test(every_status_has_a_name_of_its_own_and_its_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
