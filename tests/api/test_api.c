/* The shared library as a stranger uses it: the installed header and nothing else of ours. */
#include "interdict/interdict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static interdict_data     *data;
static interdict_screener *screener;

static int open_data(void **state)
{
    interdict_error err = {0};

    (void)state;
    if (interdict_open_builtin(getenv("INTERDICT_DATA"), &data, &err) != INTERDICT_OK ||
        interdict_screener_new(data, NULL, &screener, &err) != INTERDICT_OK)
        fail_msg("%s", err.text);
    return 0;
}

static int close_data(void **state)
{
    (void)state;
    interdict_close(data); /* the screener keeps what it needs */
    interdict_screener_free(screener);
    return 0;
}

static void names_the_lists_that_answer(void **state)
{
    (void)state;
    assert_int_equal(interdict_list_count(data), 1);
    assert_string_equal(interdict_list_name(data, 0), "un");
    assert_int_equal(strlen(interdict_list_day(data, 0)), 10);
}

static void finds_a_listed_person(void **state)
{
    const char             *name = "YUN HO-JIN";
    const interdict_request req = {.names = &name, .name_count = 1, .schema = "Person"};
    interdict_answer        answer;
    interdict_error         err;

    (void)state;
    assert_int_equal(interdict_screen(screener, &req, &answer, &err), INTERDICT_OK);
    assert_int_equal(answer.outcome, INTERDICT_REVIEW);
    assert_true(answer.complete);
    assert_true(answer.hit_count >= 1);
    assert_string_equal(answer.hits[0].entity, "un:KPi.001");
    assert_int_equal(answer.hits[0].score, 10000);
}

static void refuses_what_is_no_utf8(void **state)
{
    const char             *name = "Kim \xFF";
    const interdict_request req = {.names = &name, .name_count = 1};
    interdict_answer        answer;
    interdict_error         err;

    (void)state;
    assert_int_not_equal(interdict_screen(screener, &req, &answer, &err), INTERDICT_OK);
    assert_string_equal(interdict_status_name(err.status), "encoding");
    assert_non_null(strstr(err.text, "names"));
}

static void refuses_an_unknown_schema_and_property(void **state)
{
    const char                *name = "Kim";
    const interdict_identifier id = {.property = "shoeSize", .text = "44"};
    interdict_request          req = {.names = &name, .name_count = 1, .schema = "Penguin"};
    interdict_answer           answer;
    interdict_error            err;

    (void)state;
    assert_int_not_equal(interdict_screen(screener, &req, &answer, &err), INTERDICT_OK);
    req.schema = NULL;
    req.identifiers = &id;
    req.identifier_count = 1;
    assert_int_not_equal(interdict_screen(screener, &req, &answer, &err), INTERDICT_OK);
}

static void a_store_that_is_not_there_is_an_error(void **state)
{
    interdict_data *none = NULL;
    interdict_error err;

    (void)state;
    assert_int_not_equal(interdict_open("/nonexistent/store", NULL, &none, &err), INTERDICT_OK);
    assert_null(none);
    assert_int_not_equal(interdict_open("/nonexistent/store", "yesterday", &none, &err),
                         INTERDICT_OK);
    assert_non_null(strstr(err.text, "as_of"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_lists_that_answer),
        cmocka_unit_test(finds_a_listed_person),
        cmocka_unit_test(refuses_what_is_no_utf8),
        cmocka_unit_test(refuses_an_unknown_schema_and_property),
        cmocka_unit_test(a_store_that_is_not_there_is_an_error),
    };

    return cmocka_run_group_tests(tests, open_data, close_data);
}
