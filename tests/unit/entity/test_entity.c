/* Building, reading and the stored record. */
#include "entity/entity.h"

#include <string.h>

#include "tests/unit/entity/random_entity.h"
#include "tests/unit/support.h"

#define NO ((itd_str){0})

static itd_arena          *arena;
static itd_entity_builder *builder;
static itd_error           err;

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

static const itd_entity *finish(void)
{
    const itd_entity *ent = NULL;

    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    return ent;
}

static void keeps_values_in_order_with_their_particulars(void **state)
{
    const itd_entity *ent;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR(" KPi.001 "));
    itd_entity_add(builder, ITD_PROP_WEAK_ALIAS, ITD_STR("Je Son"), NO, ITD_STR("ALIAS"));
    itd_entity_detail(builder, ITD_DETAIL_QUALITY, ITD_STR(" Low "));
    itd_entity_add(builder, ITD_PROP_NAME, ITD_STR(" Ri Je-Son "), ITD_STR("RI Je-Son"), NO);
    itd_entity_add_extra(builder, ITD_STR("SORT_KEY"), ITD_STR("7"), NO);
    ent = finish();

    assert_str_equal(ent->id, "KPi.001");
    assert_str_equal(ent->caption, "Ri Je-Son");
    assert_int_equal(ent->value_count, 3);
    assert_str_equal(ent->values[0].text, "Je Son");
    assert_str_equal(ent->values[0].origin, "ALIAS");
    assert_str_equal(itd_value_detail(&ent->values[0], ITD_DETAIL_QUALITY), "Low");
    assert_true(itd_value_is_weak(&ent->values[0]));
    assert_str_equal(ent->values[1].raw, "RI Je-Son");
    assert_false(itd_value_is_weak(&ent->values[1]));
    assert_str_equal(ent->values[2].key, "SORT_KEY");
    assert_ptr_equal(itd_entity_first(ent, ITD_PROP_NAME), &ent->values[1]);
    assert_null(itd_entity_first(ent, ITD_PROP_GENDER));
}

static void drops_empty_texts_and_the_details_that_follow(void **state)
{
    const itd_entity *ent;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("nothing to belong to"));
    itd_entity_add(builder, ITD_PROP_NAME, ITD_STR("A"), ITD_STR("A"), NO);
    itd_entity_add(builder, ITD_PROP_TITLE, ITD_STR(" \t"), ITD_STR(" \t"), NO);
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("not of A"));
    ent = finish();

    assert_int_equal(ent->value_count, 1);
    assert_int_equal(ent->values[0].detail_count, 0);
    assert_int_equal(ent->values[0].raw.len, 0);
}

static void sorts_details_by_key_and_keeps_repeated_ones(void **state)
{
    const itd_entity *ent;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    itd_entity_add(builder, ITD_PROP_PASSPORT_NUMBER, ITD_STR("P1"), NO, NO);
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("first"));
    itd_entity_detail(builder, ITD_DETAIL_COUNTRY, ITD_STR("kp"));
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("second"));
    ent = finish();

    assert_int_equal(ent->values[0].detail_count, 3);
    assert_int_equal(ent->values[0].details[0].key, ITD_DETAIL_COUNTRY);
    assert_str_equal(ent->values[0].details[1].text, "first");
    assert_str_equal(ent->values[0].details[2].text, "second");
}

static void captions_by_name_then_other_name_then_id(void **state)
{
    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_VESSEL, ITD_STR("7"));
    assert_str_equal(finish()->caption, "7");
    itd_entity_begin(builder, ITD_SCHEMA_VESSEL, ITD_STR("7"));
    itd_entity_add(builder, ITD_PROP_PREVIOUS_NAME, ITD_STR("Old"), NO, NO);
    assert_str_equal(finish()->caption, "Old");
    itd_entity_begin(builder, ITD_SCHEMA_VESSEL, ITD_STR("7"));
    itd_entity_add(builder, ITD_PROP_NAME, ITD_STR("New"), NO, NO);
    itd_entity_set_caption(builder, ITD_STR("Own"));
    assert_str_equal(finish()->caption, "Own");
}

/* A text of len bytes 'x'. */
static itd_str text_of_len(size_t len)
{
    char *text = itd_arena_new_array(arena, len, 1);

    assert_non_null(text);
    memset(text, 'x', len);
    return (itd_str){.ptr = text, .len = len};
}

static itd_status finish_with(itd_prop prop, size_t len)
{
    const itd_entity *ent;

    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    itd_entity_add(builder, prop, text_of_len(len), NO, NO);
    return itd_entity_finish(builder, &ent, &err);
}

static void takes_the_limits_and_refuses_one_past_them(void **state)
{
    const itd_entity *ent;

    (void)state;
    assert_ok(finish_with(ITD_PROP_NAME, ITD_ENTITY_NAME_MAX), &err);
    assert_status_error(finish_with(ITD_PROP_NAME, ITD_ENTITY_NAME_MAX + 1), ITD_E_LIMIT, &err);
    assert_string_equal(err.field, "name");
    assert_string_equal(err.record, "1");
    assert_ok(finish_with(ITD_PROP_NOTES, ITD_ENTITY_TEXT_MAX), &err);
    assert_status_error(finish_with(ITD_PROP_NOTES, ITD_ENTITY_TEXT_MAX + 1), ITD_E_LIMIT, &err);

    itd_entity_begin(builder, ITD_SCHEMA_PERSON, text_of_len(ITD_ENTITY_ID_MAX));
    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, text_of_len(ITD_ENTITY_ID_MAX + 1));
    assert_status_error(itd_entity_finish(builder, &ent, &err), ITD_E_LIMIT, &err);
    assert_string_equal(err.field, "id");

    for (size_t extra = 0; extra < 2; extra++) {
        itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
        for (size_t i = 0; i < ITD_ENTITY_VALUES_MAX + extra; i++)
            itd_entity_add(builder, ITD_PROP_ALIAS, ITD_STR("x"), NO, NO);
        assert_status_error(itd_entity_finish(builder, &ent, &err), extra ? ITD_E_LIMIT : ITD_OK,
                            &err);
        itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
        itd_entity_add(builder, ITD_PROP_ALIAS, ITD_STR("x"), NO, NO);
        for (size_t i = 0; i < ITD_ENTITY_DETAILS_MAX + extra; i++)
            itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("n"));
        assert_status_error(itd_entity_finish(builder, &ent, &err), extra ? ITD_E_LIMIT : ITD_OK,
                            &err);
    }
}

static void refuses_an_entity_without_id(void **state)
{
    const itd_entity *ent = NULL;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("  "));
    assert_status_error(itd_entity_finish(builder, &ent, &err), ITD_E_SYNTAX, &err);
    assert_string_equal(err.field, "id");
    assert_null(ent);
}

static void reports_a_full_arena(void **state)
{
    itd_arena          *small = itd_arena_new(4096);
    itd_entity_builder *little = itd_entity_builder_new(small);
    const itd_entity   *ent = NULL;

    (void)state;
    assert_non_null(little);
    itd_entity_begin(little, ITD_SCHEMA_PERSON, ITD_STR("1"));
    for (int i = 0; i < 100; i++)
        itd_entity_add(little, ITD_PROP_ALIAS, ITD_STR("a name of some length"), NO, NO);
    assert_status_error(itd_entity_finish(little, &ent, &err), ITD_E_NO_MEMORY, &err);
    assert_null(ent);
    itd_arena_free(small);
}

static void encodes_the_documented_bytes(void **state)
{
    /* Format 1, Person, "K1", default caption, two values: name "Ri"; extra with origin and
     * details. */
    const itd_str     expected = ITD_STR("\x01\x01\x02K1\x00\x02"
                                             "\x00\x02Ri"
                                             "\xF6\x06\x01k\x01v\x01o\x01\x1B\x01n");
    const itd_entity *ent;
    itd_buf           buf;

    (void)state;
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("K1"));
    itd_entity_add(builder, ITD_PROP_NAME, ITD_STR("Ri"), NO, NO);
    itd_entity_add_extra(builder, ITD_STR("k"), ITD_STR("v"), ITD_STR("o"));
    itd_entity_detail(builder, ITD_DETAIL_NOTE, ITD_STR("n"));
    ent = finish();
    itd_buf_init(&buf, SIZE_MAX);
    itd_entity_encode(ent, &buf);
    assert_true(itd_str_equal(itd_buf_text(&buf), expected));
    itd_buf_done(&buf);
}

static void decodes_what_it_encodes_and_nothing_shorter(void **state)
{
    uint64_t random = itd_test_seed("decodes_what_it_encodes");
    itd_buf  buf, again;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_init(&again, SIZE_MAX);
    for (int round = 0; round < 500; round++) {
        const itd_entity       *ent;
        itd_entity              back;
        const itd_field_change *changes;
        size_t                  count;

        itd_arena_reset(arena);
        itd_buf_reset(&buf);
        itd_buf_reset(&again);
        ent = itd_test_random_entity(&random, arena);
        itd_entity_encode(ent, &buf);
        assert_ok(itd_entity_decode(itd_buf_text(&buf), arena, &back, &err), &err);
        itd_entity_encode(&back, &again);
        assert_true(itd_str_equal(itd_buf_text(&buf), itd_buf_text(&again)));
        assert_true(itd_str_equal(ent->caption, back.caption));
        assert_ok(itd_entity_diff(ent, &back, arena, &changes, &count, &err), &err);
        assert_int_equal(count, 0);
        for (size_t len = 0; len < buf.len; len++)
            assert_int_not_equal(
                itd_entity_decode(itd_str_slice(itd_buf_text(&buf), 0, len), arena, &back, NULL),
                ITD_OK);
    }
    itd_buf_done(&buf);
    itd_buf_done(&again);
}

/* Whatever bytes are accepted, they are the one form of the entity they mean. */
static void accepts_no_second_form(void **state)
{
    uint64_t random = itd_test_seed("accepts_no_second_form");
    size_t   accepted = 0;
    itd_buf  buf, again;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_init(&again, SIZE_MAX);
    for (int round = 0; round < 20000; round++) {
        itd_entity back;

        if (round % 100 == 0)
            itd_arena_reset(arena);
        itd_buf_reset(&buf);
        itd_buf_reset(&again);
        itd_entity_encode(itd_test_random_entity(&random, arena), &buf);
        buf.ptr[itd_test_random(&random) % buf.len] ^= (char)(1 << itd_test_random(&random) % 8);
        if (itd_entity_decode(itd_buf_text(&buf), arena, &back, NULL) != ITD_OK)
            continue;
        accepted++;
        itd_entity_encode(&back, &again);
        assert_true(itd_str_equal(itd_buf_text(&buf), itd_buf_text(&again)));
    }
    assert_true(accepted > 0);
    itd_buf_done(&buf);
    itd_buf_done(&again);
}

static void refuses_records_that_are_not_canonical(void **state)
{
    static const struct {
        const char *what;
        itd_str     bytes;
        itd_status  status;
    } cases[] = {
        {"well formed",
         ITD_STR_INIT("\x01\x01\x01K\x00\x01\x00\x01"
                      "A"),
         ITD_OK},
        {"nothing", ITD_STR_INIT(""), ITD_E_CORRUPT},
        {"a later format", ITD_STR_INIT("\x02\x01\x01K\x00\x00"), ITD_E_VERSION},
        {"bytes left over", ITD_STR_INIT("\x01\x01\x01K\x00\x00\x00"), ITD_E_CORRUPT},
        {"unknown schema", ITD_STR_INIT("\x01\x7F\x01K\x00\x00"), ITD_E_CORRUPT},
        {"no id", ITD_STR_INIT("\x01\x01\x00\x00\x00"), ITD_E_CORRUPT},
        {"padded number", ITD_STR_INIT("\x01\x81\x00\x01K\x00\x00"), ITD_E_CORRUPT},
        {"blank around the id", ITD_STR_INIT("\x01\x01\x02K \x00\x00"), ITD_E_CORRUPT},
        {"default caption written out", ITD_STR_INIT("\x01\x01\x01K\x01K\x00"), ITD_E_CORRUPT},
        {"empty text", ITD_STR_INIT("\x01\x01\x01K\x00\x01\x00\x00"), ITD_E_CORRUPT},
        {"raw that repeats the text",
         ITD_STR_INIT("\x01\x01\x01K\x00\x01\x01\x01"
                      "A\x01"
                      "A"),
         ITD_E_CORRUPT},
        {"no details although announced",
         ITD_STR_INIT("\x01\x01\x01K\x00\x01\x04\x01"
                      "A\x00"),
         ITD_E_CORRUPT},
        {"details out of order",
         ITD_STR_INIT("\x01\x01\x01K\x00\x01\x04\x01"
                      "A\x02\x01\x01q\x00\x01k"),
         ITD_E_CORRUPT},
        {"invalid UTF-8", ITD_STR_INIT("\x01\x01\x01K\x00\x01\x00\x01\xFF"), ITD_E_CORRUPT},
        {"more values than bytes", ITD_STR_INIT("\x01\x01\x01K\x00\x7F\x00"), ITD_E_CORRUPT},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_entity ent;

        assert_status_equal(itd_entity_decode(cases[i].bytes, arena, &ent, &err), cases[i].status,
                            cases[i].what);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(keeps_values_in_order_with_their_particulars),
        TEST(drops_empty_texts_and_the_details_that_follow),
        TEST(sorts_details_by_key_and_keeps_repeated_ones),
        TEST(captions_by_name_then_other_name_then_id),
        TEST(takes_the_limits_and_refuses_one_past_them),
        TEST(refuses_an_entity_without_id),
        TEST(reports_a_full_arena),
        TEST(encodes_the_documented_bytes),
        TEST(decodes_what_it_encodes_and_nothing_shorter),
        TEST(accepts_no_second_form),
        TEST(refuses_records_that_are_not_canonical),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
