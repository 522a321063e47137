/* Delimited text: what publishers write, in any chunks, and what is refused with its line. */
#include "codec/csv.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "tests/unit/codec/memory_source.h"

/* Reads everything as "a|b;c|d;" with errors as "!LINE status;" */
static const char *read_all(itd_str text, size_t chunk, const itd_csv_options *options)
{
    static itd_buf out;
    itd_error      err = {0};
    itd_source    *src = memory_source(text, chunk, &err);
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found = true;

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    assert_non_null(src);
    assert_ok(itd_csv_open(src, options, &csv, &err), &err);
    while (found) {
        const itd_status st = itd_csv_next(csv, &found, &record, &err);

        if (st != ITD_OK)
            itd_buf_printf(&out, "!%u %s;", (unsigned)err.line, itd_status_name(st));
        if (st != ITD_OK && !itd_csv_can_continue(csv))
            break;
        for (size_t i = 0; st == ITD_OK && found && i < record.count; i++) {
            itd_buf_append_cstr(&out, i > 0 ? "|" : "");
            itd_buf_append(&out, record.fields[i]);
        }
        itd_buf_append_cstr(&out, st == ITD_OK && found ? ";" : "");
    }
    itd_csv_close(csv);
    itd_source_close(src);
    itd_buf_append_char(&out, '\0');
    return out.ptr;
}

static const struct {
    const char *text;
    const char *records;
} cases[] = {
    {"a,b\nc,d\n", "a|b;c|d;"},
    {"a,b\r\nc,d", "a|b;c|d;"},
    {"\xEF\xBB\xBF"
     "a,b\n",
     "a|b;"},
    {"a,\"b \"\"x\"\", c\"\n", "a|b \"x\", c;"},
    {"a,\"two\nlines\",c\nd\n", "a|two\nlines|c;d;"},
    {"a,,\n,\n", "a||;|;"},
    {"\n\na\n\n", "a;"},
    {"a,\"\"\n", "a|;"},
    {"36,\"X CO., LTD.\",-0- ,5\"\r\n\x1A", "36|X CO., LTD.|-0- |5\";"},
    {"a\n\x1A\n", "a;!2 encoding;"},
    {"a\"b,c\n", "a\"b|c;"},
    {"\"a\" ,b\nc\n", "!1 syntax;c;"},
    {"a\n\"b\"x\nc\n", "a;!2 syntax;c;"},
    {"a\n\"b\nc\n", "a;!2 syntax;"},
    {"a\nb\xFF\nc\n", "a;!2 encoding;c;"},
    {"a\nb\x01\nc\n", "a;!2 encoding;c;"},
    {"\"a\nb\",c\nd\xFF\n", "a\nb|c;!3 encoding;"},
    {"\"a\"\r\nb\r,c\r\n", "a;b\r|c;"},
    {"\"a\"\r,b\nc\n", "!1 syntax;c;"},
    {"\"a\"\r\"b\"\nc\n", "!1 syntax;c;"},
    {"\"a\"\r", "a;"},
    /* What is left of a bad record is passed with its quotes understood. */
    {"\"a\" x,\"b\nc\"\nd\n", "!1 syntax;d;"},
    {"\"a\" x,\"b\nc\nd\n", "!1 syntax;!1 syntax;"},
    /* A quote left open meets the next record's quote: who knows what it swallowed? */
    {"a,\"b\nc,\"d\"\ne\n", "!2 syntax;"},
    {"\"\",\"\"\"\"\n", "|\";"},
    {"0123456789,0123456,01234567,012345678\n", "0123456789|0123456|01234567|012345678;"},
    {"a\n\r\n\x1A", "a;"},
    {"a\n\x1A\r\n\r\n", "a;!2 encoding;"},
};

static void reads_the_texts_of_the_table_in_any_chunks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        for (size_t chunk = 0; chunk <= 7; chunk++)
            assert_string_equal(read_all(itd_str_of(cases[i].text), chunk, NULL), cases[i].records);
}

static void refuses_nul_bytes(void **state)
{
    (void)state;
    assert_string_equal(read_all(ITD_STR("a\nb\0c\nd\n"), 0, NULL), "a;!2 encoding;d;");
}

static void reads_other_delimiters(void **state)
{
    itd_csv_options options = itd_csv_options_default();

    (void)state;
    options.delimiter = '\t';
    assert_string_equal(read_all(ITD_STR("a,b\tc\n"), 0, &options), "a,b|c;");
    options.delimiter = ';';
    options.blank_is_record = true;
    assert_string_equal(read_all(ITD_STR("a;b\n\nc\n"), 0, &options), "a|b;;c;");
}

static void takes_each_limit_and_refuses_one_past_it(void **state)
{
    itd_csv_options options = itd_csv_options_default();

    (void)state;
    options.fields_max = 3;
    options.field_max = 4;
    assert_string_equal(read_all(ITD_STR("a,b,c\nx\n"), 1, &options), "a|b|c;x;");
    assert_string_equal(read_all(ITD_STR("a,b,c,d\nx\n"), 1, &options), "!1 limit;x;");
    assert_string_equal(read_all(ITD_STR("abcd\nx\n"), 1, &options), "abcd;x;");
    assert_string_equal(read_all(ITD_STR("abcde\nx\n"), 1, &options), "!1 limit;x;");
}

/* The line end does not count; the same whatever the chunks. */
static void takes_the_longest_record_and_refuses_one_byte_more(void **state)
{
    itd_csv_options options = itd_csv_options_default();

    (void)state;
    options.record_max = 6;
    for (size_t chunk = 0; chunk <= 7; chunk++) {
        assert_string_equal(read_all(ITD_STR("ab,def\r\nx"), chunk, &options), "ab|def;x;");
        assert_string_equal(read_all(ITD_STR("ab,defg\nx\n"), chunk, &options), "!1 limit;x;");
        assert_string_equal(read_all(ITD_STR("x\nab,defg\r\nx"), chunk, &options), "x;!2 limit;x;");
        assert_string_equal(read_all(ITD_STR("x\nab,defghijkl"), chunk, &options), "x;!2 limit;");
        assert_string_equal(read_all(ITD_STR("\"a\",\"b\nc\"\n"), chunk, &options), "!1 limit;");
    }
}

/* A record far larger than the limit: refused early, passed over, and never held. */
static void passes_a_giant_record_without_holding_it(void **state)
{
    const size_t    size = (size_t)4 << 20;
    itd_csv_options options = itd_csv_options_default();
    char           *text = itd_mem_new(size + 4, 1);

    (void)state;
    assert_non_null(text);
    options.record_max = 100000;
    memset(text, 'x', size);
    memcpy(text + size, "\nok\n", 4);
    assert_string_equal(read_all((itd_str){text, size + 4}, 0, &options), "!1 limit;ok;");
    itd_mem_free(text);
}

static void survives_a_cut_at_every_byte(void **state)
{
    const itd_str text =
        ITD_STR("id,\"name \"\"x\"\"\"\r\n1,\"two\nlines\"\r\n2,caf\xC3\xA9\n\x1A");

    (void)state;
    for (size_t len = 1; len <= text.len; len++)
        assert_non_null(read_all(itd_str_slice(text, 0, len), 3, NULL));
}

static itd_status read_counting_failures(itd_error *err)
{
    itd_source    *src = memory_source(ITD_STR("a,b\nc,\"d\"\n"), 0, err);
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found = true;
    itd_status     st = src ? itd_csv_open(src, NULL, &csv, err) : ITD_E_NO_MEMORY;

    while (st == ITD_OK && found)
        st = itd_csv_next(csv, &found, &record, err);
    itd_csv_close(csv);
    itd_source_close(src);
    return st;
}

static void reports_every_failed_allocation(void **state)
{
    itd_status st = ITD_E_NO_MEMORY;

    (void)state;
    for (size_t n = 1; st != ITD_OK; n++) {
        itd_error err = {0};

        itd_test_fail_allocation(n);
        st = read_counting_failures(&err);
        itd_test_fail_allocation(0);
        if (st != ITD_OK)
            assert_int_equal(st, ITD_E_NO_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_texts_of_the_table_in_any_chunks),
        cmocka_unit_test(refuses_nul_bytes),
        cmocka_unit_test(reads_other_delimiters),
        cmocka_unit_test(takes_each_limit_and_refuses_one_past_it),
        cmocka_unit_test(takes_the_longest_record_and_refuses_one_byte_more),
        cmocka_unit_test(passes_a_giant_record_without_holding_it),
        cmocka_unit_test(survives_a_cut_at_every_byte),
        cmocka_unit_test(reports_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
