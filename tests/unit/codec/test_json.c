/* JSON in and out: what jansson lets through, what we add, and the writer's exact bytes. */
#include "codec/json.h"

#include <string.h>

#include "tests/unit/support.h"

static const struct {
    const char *text;
    itd_status  status;
} cases[] = {
    {"{\"a\":[1,2.5,true,false,null,\"x\"]}", ITD_OK},
    {"\"x\"", ITD_OK},
    {"", ITD_E_SYNTAX},
    {"{", ITD_E_SYNTAX},
    {"{} {}", ITD_E_SYNTAX},
    {"{\"a\":1,\"a\":2}", ITD_E_DUPLICATE},
    {"{\"a\":\"x\\u0000y\"}", ITD_E_SYNTAX},
    {"{\"a\":\"x\\u001by\"}", ITD_E_ENCODING},
    {"{\"a\":\"\\ud800\"}", ITD_E_SYNTAX},
    {"{\"a\":\"\xFF\"}", ITD_E_ENCODING},
    {"{'a':1}", ITD_E_SYNTAX},
    {"[1,]", ITD_E_SYNTAX},
    {"NaN", ITD_E_SYNTAX},
};

static void accepts_and_refuses_the_texts_of_the_table(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_json *json;
        itd_error       err;

        assert_status_equal(itd_json_parse(itd_str_of(cases[i].text), arena, &json, &err),
                            cases[i].status, cases[i].text);
    }
    itd_arena_free(arena);
}

static void keeps_the_order_of_the_document(void **state)
{
    itd_arena      *arena = itd_arena_new(SIZE_MAX);
    const itd_json *json;
    itd_error       err;

    (void)state;
    assert_ok(itd_json_parse(ITD_STR("{\"z\":1,\"a\":{\"b\":\"c\"},\"m\":[]}"), arena, &json, &err),
              &err);
    assert_int_equal(json->count, 3);
    assert_str_equal(json->first->key, "z");
    assert_str_equal(json->first->text, "1");
    assert_str_equal(json->first->next->next->key, "m");
    assert_str_equal(itd_json_get_text(itd_json_get(json, ITD_STR("a")), ITD_STR("b")), "c");
    assert_null(itd_json_get(json, ITD_STR("b")));
    itd_arena_free(arena);
}

static itd_status parse_nested(unsigned depth)
{
    itd_arena      *arena = itd_arena_new(SIZE_MAX);
    itd_buf         text;
    const itd_json *json;
    itd_status      st;

    itd_buf_init(&text, SIZE_MAX);
    for (unsigned i = 0; i < depth; i++)
        itd_buf_append_char(&text, '[');
    for (unsigned i = 0; i < depth; i++)
        itd_buf_append_char(&text, ']');
    st = itd_json_parse(itd_buf_text(&text), arena, &json, NULL);
    itd_buf_done(&text);
    itd_arena_free(arena);
    return st;
}

static void takes_the_deepest_nesting_and_refuses_one_deeper(void **state)
{
    (void)state;
    assert_int_equal(parse_nested(ITD_JSON_DEPTH_MAX), ITD_OK);
    assert_int_equal(parse_nested(ITD_JSON_DEPTH_MAX + 1), ITD_E_LIMIT);
    assert_int_equal(parse_nested(100000), ITD_E_LIMIT);
}

static void writes_what_it_is_told_in_that_order(void **state)
{
    itd_buf         buf;
    itd_json_writer writer;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    itd_json_writer_init(&writer, &buf, 0);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_cstr(&writer, "z", "a\"b\\c\n\x1B\x7F");
    itd_json_begin_array(&writer, "list");
    itd_json_put_u64(&writer, NULL, 18446744073709551615u);
    itd_json_put_bool(&writer, NULL, true);
    itd_json_put_null(&writer, NULL);
    itd_json_put_score(&writer, NULL, 9312);
    itd_json_put_score(&writer, NULL, 10000);
    itd_json_end_array(&writer);
    itd_json_begin_object(&writer, "empty");
    itd_json_end_object(&writer);
    itd_json_end_object(&writer);
    assert_str_equal(itd_buf_text(&buf),
                     "{\"z\":\"a\\\"b\\\\c\\n\\u001b\\u007f\",\"list\":[18446744073709551615,true,"
                     "null,0.9312,1.0000],\"empty\":{}}");
    itd_buf_done(&buf);
}

static void numbers_have_no_exponent_and_what_is_none_is_null(void **state)
{
    static const struct {
        double      value;
        unsigned    decimals;
        const char *text;
    } rows[] = {
        {0.0585138, 6, "0.058514"},
        {81.2, 0, "81"},
        {81.5, 0, "82"},
        {0.1, 9, "0.1"},
        {1e-12, 9, "0"},
        {-1e-12, 9, "0"},
        {-2.50, 4, "-2.5"},
        {1e9, 2, "1000000000"},
        {1000000001.0, 2, "null"},
        {0.0 / 0.0, 2, "null"},
        {-1.0 / 0.0, 2, "null"},
        {0.123456789123, 20, "0.123456789"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        itd_buf         buf;
        itd_json_writer writer;

        itd_buf_init(&buf, SIZE_MAX);
        itd_json_writer_init(&writer, &buf, 0);
        itd_json_put_number(&writer, NULL, rows[i].value, rows[i].decimals);
        assert_str_equal(itd_buf_text(&buf), rows[i].text);
        itd_buf_done(&buf);
    }
}

static void indents_when_asked(void **state)
{
    itd_buf         buf;
    itd_json_writer writer;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    itd_json_writer_init(&writer, &buf, 2);
    itd_json_begin_array(&writer, NULL);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_u64(&writer, "a", 1);
    itd_json_end_object(&writer);
    itd_json_end_array(&writer);
    assert_str_equal(itd_buf_text(&buf), "[\n  {\n    \"a\": 1\n  }\n]");
    itd_buf_done(&buf);
}

static void writing_too_deep_is_an_error(void **state)
{
    itd_buf         buf;
    itd_json_writer writer;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    itd_json_writer_init(&writer, &buf, 0);
    for (unsigned i = 0; i < ITD_JSON_DEPTH_MAX; i++)
        itd_json_begin_array(&writer, NULL);
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    itd_json_begin_array(&writer, NULL);
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_E_LIMIT);
    itd_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(accepts_and_refuses_the_texts_of_the_table),
        cmocka_unit_test(keeps_the_order_of_the_document),
        cmocka_unit_test(takes_the_deepest_nesting_and_refuses_one_deeper),
        cmocka_unit_test(writes_what_it_is_told_in_that_order),
        cmocka_unit_test(numbers_have_no_exponent_and_what_is_none_is_null),
        cmocka_unit_test(indents_when_asked),
        cmocka_unit_test(writing_too_deep_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
