/* Lines: numbers, ends, limits, and going on behind a bad one. */
#include "codec/json.h"

#include "tests/unit/codec/memory_source.h"

/* "1:a;3:b;" with errors as "!LINE status;" */
static const char *read_all(itd_str text, size_t chunk, size_t line_max)
{
    static itd_buf out;
    itd_error      err = {0};
    itd_source    *src = memory_source(text, chunk, &err);
    itd_lines     *lines = NULL;
    bool           found = true;
    itd_str        line;
    uint64_t       number;

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    assert_non_null(src);
    assert_ok(itd_lines_open(src, line_max, &lines, &err), &err);
    while (found) {
        const itd_status st = itd_lines_next(lines, &found, &line, &number, &err);

        if (st != ITD_OK)
            itd_buf_printf(&out, "!%u %s;", (unsigned)err.line, itd_status_name(st));
        else if (found)
            itd_buf_printf(&out, "%u:%.*s;", (unsigned)number, ITD_STR_ARGS(line));
    }
    itd_lines_close(lines);
    itd_source_close(src);
    itd_buf_append_char(&out, '\0');
    return out.ptr;
}

static const struct {
    const char *text;
    const char *lines;
} cases[] = {
    {"a\nb\n", "1:a;2:b;"},
    {"a\r\nb", "1:a;2:b;"},
    {"\n\na\n \nb\n\n", "3:a;5:b;"},
    {"\xEF\xBB\xBF"
     "a\n",
     "1:a;"},
    {"a\n\xFF\nb\n", "1:a;!2 encoding;3:b;"},
    {"12345\n123456\n1\n", "1:12345;!2 limit;3:1;"},
    {"1234567890123\n1", "!1 limit;2:1;"},
    {"12345\r\n", "1:12345;"},
    {"x\n1234567890", "1:x;!2 limit;"},
};

static void reads_the_texts_of_the_table_in_any_chunks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        for (size_t chunk = 0; chunk <= 7; chunk++)
            assert_string_equal(read_all(itd_str_of(cases[i].text), chunk, 5), cases[i].lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_texts_of_the_table_in_any_chunks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
