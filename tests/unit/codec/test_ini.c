/* INI: values with lines, and errors with lines. */
#include "codec/ini.h"

#include <string.h>

#include "base/buf.h"
#include "tests/unit/support.h"

static itd_status note(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                       itd_error *err)
{
    itd_buf_printf(ctx, "%.*s.%.*s=%.*s@%u;", ITD_STR_ARGS(section), ITD_STR_ARGS(key),
                   ITD_STR_ARGS(value), (unsigned)line);
    if (itd_str_equal(value, ITD_STR("bad")))
        return itd_error_set(err, ITD_E_SCHEMA, "not that");
    return ITD_OK;
}

static void gives_values_with_section_and_line(void **state)
{
    itd_buf   out;
    itd_error err;

    (void)state;
    itd_buf_init(&out, SIZE_MAX);
    assert_ok(itd_ini_parse(ITD_STR("# c\n[a]\nk = v w\n; c\n[b]\nx=1\n"), note, &out, &err), &err);
    assert_str_equal(itd_buf_text(&out), "a.k=v w@3;b.x=1@6;");
    itd_buf_done(&out);
}

static void names_the_line_of_every_error(void **state)
{
    itd_buf   out;
    itd_error err;

    (void)state;
    itd_buf_init(&out, SIZE_MAX);
    assert_int_equal(itd_ini_parse(ITD_STR("[a]\nno equals sign\n"), note, &out, &err),
                     ITD_E_SYNTAX);
    assert_int_equal(err.line, 2);
    assert_int_equal(itd_ini_parse(ITD_STR("[a]\nk=v\nk=bad\nk=v\n"), note, &out, &err),
                     ITD_E_SCHEMA);
    assert_int_equal(err.line, 3);
    assert_int_equal(itd_ini_parse(ITD_STR("[a]\nk=\xFF\n"), note, &out, &err), ITD_E_ENCODING);
    itd_buf_done(&out);
}

static itd_status parse_long_line(size_t len)
{
    itd_buf    text, out;
    itd_status st;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_init(&out, SIZE_MAX);
    itd_buf_append_cstr(&text, "k=");
    while (text.len < len)
        itd_buf_append_char(&text, 'x');
    itd_buf_append_char(&text, '\n');
    st = itd_ini_parse(itd_buf_text(&text), note, &out, NULL);
    itd_buf_done(&text);
    itd_buf_done(&out);
    return st;
}

static void a_line_that_would_be_cut_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(parse_long_line(150), ITD_OK);
    assert_int_equal(parse_long_line(5000), ITD_E_LIMIT);
}

static itd_status parse_names(size_t section_len, size_t key_len, const char *rest)
{
    itd_buf    text, out;
    itd_status st;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_init(&out, SIZE_MAX);
    itd_buf_append_cstr(&text, "[");
    for (size_t i = 0; i < section_len; i++)
        itd_buf_append_char(&text, 's');
    itd_buf_append_cstr(&text, "]\n");
    for (size_t i = 0; i < key_len; i++)
        itd_buf_append_char(&text, 'k');
    itd_buf_append_cstr(&text, rest);
    st = itd_ini_parse(itd_buf_text(&text), note, &out, NULL);
    itd_buf_done(&text);
    itd_buf_done(&out);
    return st;
}

static void a_name_that_would_be_cut_is_an_error(void **state)
{
    (void)state;
    assert_int_equal(parse_names(ITD_INI_SECTION_MAX, 1, "=v\n"), ITD_OK);
    assert_int_equal(parse_names(ITD_INI_SECTION_MAX + 1, 1, "=v\n"), ITD_E_LIMIT);
    assert_int_equal(parse_names(60, 1, "=v\n"), ITD_E_LIMIT);
    assert_int_equal(parse_names(1, 100, "=v\n"), ITD_OK);
    assert_int_equal(parse_names(1, ITD_INI_SECTION_MAX, "=v\n more\n"), ITD_OK);
    assert_int_equal(parse_names(1, 100, "=v\n more\n"), ITD_E_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_values_with_section_and_line),
        cmocka_unit_test(names_the_line_of_every_error),
        cmocka_unit_test(a_name_that_would_be_cut_is_an_error),
        cmocka_unit_test(a_line_that_would_be_cut_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
