/* The exported line, byte for byte. That reading it gives the same entity is shown in
 * tests/unit/lists/test_ftm_reader.c. */
#include "entity/ftm.h"

#include "tests/unit/support.h"

#define NO ((itd_str){0})

static itd_arena          *arena;
static itd_entity_builder *builder;

static int set_up(void **state)
{
    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    builder = arena ? itd_entity_builder_new(arena) : NULL;
    return builder ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    itd_arena_free(arena);
    return 0;
}

static void assert_line(const char *list, const char *expected)
{
    const itd_entity *ent;
    itd_error         err;
    itd_buf           buf;

    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    itd_buf_init(&buf, SIZE_MAX);
    itd_ftm_write(ent, itd_str_of(list), &buf);
    assert_ok(itd_buf_status(&buf, &err), &err);
    assert_str_equal(itd_buf_text(&buf), expected);
    itd_buf_done(&buf);
}

static void writes_properties_extra_and_statements(void **state)
{
    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    itd_entity_add(builder, ITD_PROP_LISTING_DATE, ITD_STR("2012-12-31"), NO, NO);
    itd_entity_add(builder, ITD_PROP_NAME, ITD_STR("Ri \"Je\""), ITD_STR("RI"), ITD_STR("N"));
    itd_entity_add_extra(builder, ITD_STR("F"), ITD_STR("x"), NO);
    itd_entity_add(builder, ITD_PROP_BIRTH_DATE, ITD_STR("1955"), NO, NO);
    itd_entity_detail(builder, ITD_DETAIL_UNTIL, ITD_STR("1958"));
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("a"));
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("b"));
    assert_line(
        "un",
        "{\"id\":\"un:1\",\"schema\":\"Person\",\"caption\":\"Ri \\\"Je\\\"\",\"properties\":"
        "{\"name\":[\"Ri \\\"Je\\\"\"],\"birthDate\":[\"1955\",\"1958\"]},\"datasets\":[\"un\"],"
        "\"extra\":{\"listingDate\":[\"2012-12-31\"],\"fields\":{\"F\":[\"x\"]},\"statements\":["
        "{\"prop\":\"listingDate\",\"value\":\"2012-12-31\"},"
        "{\"prop\":\"name\",\"value\":\"Ri \\\"Je\\\"\",\"raw\":\"RI\",\"origin\":\"N\"},"
        "{\"prop\":\"extra\",\"key\":\"F\",\"value\":\"x\"},"
        "{\"prop\":\"birthDate\",\"value\":\"1955\",\"details\":{\"until\":\"1958\",\"note\":"
        "[\"a\",\"b\"]}}]}}");
}

static void writes_a_text_once_and_a_stranger_to_the_schema_under_extra(void **state)
{
    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_VESSEL, ITD_STR("1"));
    itd_entity_add(builder, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    itd_entity_add(builder, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    itd_entity_add(builder, ITD_PROP_GENDER, ITD_STR("other"), NO, NO);
    assert_line("", "{\"id\":\"1\",\"schema\":\"Vessel\",\"caption\":\"A\",\"properties\":"
                    "{\"alias\":[\"A\"]},\"datasets\":[],\"extra\":{\"gender\":[\"other\"],"
                    "\"statements\":[{\"prop\":\"alias\",\"value\":\"A\"},"
                    "{\"prop\":\"alias\",\"value\":\"A\"},"
                    "{\"prop\":\"gender\",\"value\":\"other\"}]}}");
}

static void writes_an_entity_without_values(void **state)
{
    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_COMPANY, ITD_STR("1"));
    assert_line("l", "{\"id\":\"l:1\",\"schema\":\"Company\",\"caption\":\"1\",\"properties\":{},"
                     "\"datasets\":[\"l\"],\"extra\":{\"statements\":[]}}");
}

static void remembers_every_failed_allocation(void **state)
{
    const itd_entity *ent;
    itd_error         err;
    size_t            made;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    for (int i = 0; i < 50; i++)
        itd_entity_add(builder, ITD_PROP_NAME, ITD_STR("Ri"), NO, NO);
    itd_entity_add_extra(builder, ITD_STR("F"), ITD_STR("x"), NO);
    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    for (size_t nth = 1;; nth++) {
        itd_status st;
        itd_buf    buf;

        itd_buf_init(&buf, SIZE_MAX);
        itd_test_fail_allocation(nth);
        itd_ftm_write(ent, ITD_STR("l"), &buf);
        made = itd_test_fail_allocation(0);
        st = itd_buf_status(&buf, &err);
        itd_buf_done(&buf);
        if (made < nth) {
            assert_ok(st, &err);
            break;
        }
        assert_int_equal(st, ITD_E_NO_MEMORY);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(writes_properties_extra_and_statements),
        TEST(writes_a_text_once_and_a_stranger_to_the_schema_under_extra),
        TEST(writes_an_entity_without_values),
        TEST(remembers_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
