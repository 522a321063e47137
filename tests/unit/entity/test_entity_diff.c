/* Field by field: what a diff names and what it passes over. */
#include "entity/entity.h"

#include "tests/unit/support.h"

#define NO ((itd_str){0})

static itd_arena *arena;
static itd_error  err;

static int set_up(void **state)
{
    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    return arena ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    itd_arena_free(arena);
    return 0;
}

static itd_entity_builder *begin(void)
{
    itd_entity_builder *builder = itd_entity_builder_new(arena);

    assert_non_null(builder);
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("1"));
    return builder;
}

static const itd_entity *finish(itd_entity_builder *builder)
{
    const itd_entity *ent = NULL;

    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    return ent;
}

/* The changes as "path: before > after" lines. */
static void assert_changes(const itd_entity *before, const itd_entity *after, const char *expected)
{
    const itd_field_change *changes;
    size_t                  count;
    itd_buf                 buf;

    assert_ok(itd_entity_diff(before, after, arena, &changes, &count, &err), &err);
    itd_buf_init(&buf, SIZE_MAX);
    for (size_t i = 0; i < count; i++)
        itd_buf_printf(&buf, "%.*s: %.*s > %.*s\n", ITD_STR_ARGS(changes[i].path),
                       ITD_STR_ARGS(changes[i].before), ITD_STR_ARGS(changes[i].after));
    assert_str_equal(itd_buf_text(&buf), expected);
    itd_buf_done(&buf);
}

static void passes_over_order_origin_and_blanks_of_the_raw_spelling(void **state)
{
    itd_entity_builder *a = begin(), *b = begin();

    (void)state;
    itd_entity_add(a, ITD_PROP_ALIAS, ITD_STR("X"), ITD_STR("X "), ITD_STR("here"));
    itd_entity_add(a, ITD_PROP_ALIAS, ITD_STR("Y"), NO, NO);
    itd_entity_add(b, ITD_PROP_ALIAS, ITD_STR("Y"), NO, NO);
    itd_entity_add(b, ITD_PROP_ALIAS, ITD_STR("X"), NO, ITD_STR("there"));
    itd_entity_set_caption(a, ITD_STR("C"));
    itd_entity_set_caption(b, ITD_STR("C"));
    assert_changes(finish(a), finish(b), "");
}

static void names_added_removed_and_replaced_values(void **state)
{
    itd_entity_builder *a = begin(), *b = begin();

    (void)state;
    itd_entity_add(a, ITD_PROP_NAME, ITD_STR("Old"), NO, NO);
    itd_entity_add(b, ITD_PROP_NAME, ITD_STR("New"), NO, NO);
    itd_entity_add(a, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    itd_entity_add(a, ITD_PROP_ALIAS, ITD_STR("B"), NO, NO);
    itd_entity_add(b, ITD_PROP_ALIAS, ITD_STR("C"), NO, NO);
    itd_entity_add(b, ITD_PROP_GENDER, ITD_STR("male"), NO, NO);
    itd_entity_add_extra(a, ITD_STR("F"), ITD_STR("1"), NO);
    itd_entity_add_extra(b, ITD_STR("G"), ITD_STR("1"), NO);
    assert_changes(finish(a), finish(b),
                   "name: Old > New\nalias: A > \nalias: B > \nalias:  > C\ngender:  > male\n"
                   "extra.F: 1 > \nextra.G:  > 1\n");
}

static void counts_values_that_come_twice(void **state)
{
    itd_entity_builder *a = begin(), *b = begin();

    (void)state;
    itd_entity_add(a, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    itd_entity_add(b, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    itd_entity_add(b, ITD_PROP_ALIAS, ITD_STR("A"), NO, NO);
    assert_changes(finish(a), finish(b), "alias:  > A\n");
}

static void names_the_detail_when_only_a_detail_changed(void **state)
{
    itd_entity_builder *a = begin(), *b = begin();

    (void)state;
    itd_entity_add(a, ITD_PROP_PASSPORT_NUMBER, ITD_STR("P1"), NO, NO);
    itd_entity_detail(a, ITD_DETAIL_COUNTRY, ITD_STR("kp"));
    itd_entity_detail(a, ITD_DETAIL_EXPIRES, ITD_STR("2020-01-01"));
    itd_entity_add(b, ITD_PROP_PASSPORT_NUMBER, ITD_STR("P1"), ITD_STR("P 1"), NO);
    itd_entity_detail(b, ITD_DETAIL_COUNTRY, ITD_STR("kp"));
    itd_entity_detail(b, ITD_DETAIL_ISSUED, ITD_STR("2010-01-01"));
    itd_entity_detail(b, ITD_DETAIL_EXPIRES, ITD_STR("2021-01-01"));
    assert_changes(finish(a), finish(b),
                   "passportNumber.raw: P1 > P 1\npassportNumber.issued:  > 2010-01-01\n"
                   "passportNumber.expires: 2020-01-01 > 2021-01-01\n");
}

static void names_schema_and_a_caption_of_its_own(void **state)
{
    itd_entity_builder *a = begin(), *b = begin();

    (void)state;
    itd_entity_set_schema(b, ITD_SCHEMA_COMPANY);
    itd_entity_add(a, ITD_PROP_NAME, ITD_STR("N"), NO, NO);
    itd_entity_add(b, ITD_PROP_NAME, ITD_STR("N"), NO, NO);
    itd_entity_set_caption(b, ITD_STR("C"));
    assert_changes(finish(a), finish(b), "schema: Person > Company\ncaption: N > C\n");
}

static void reports_a_full_arena(void **state)
{
    itd_entity_builder     *a = begin(), *b = begin();
    const itd_entity       *before, *after;
    const itd_field_change *changes = NULL;
    size_t                  count = 7;
    itd_arena              *small = itd_arena_new(64);

    (void)state;
    itd_entity_add(a, ITD_PROP_NAME, ITD_STR("N"), NO, NO);
    itd_entity_add(b, ITD_PROP_NAME, ITD_STR("M"), NO, NO);
    before = finish(a);
    after = finish(b);
    assert_non_null(small);
    assert_status_error(itd_entity_diff(before, after, small, &changes, &count, &err),
                        ITD_E_NO_MEMORY, &err);
    assert_null(changes);
    assert_int_equal(count, 7);
    itd_arena_free(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
        TEST(passes_over_order_origin_and_blanks_of_the_raw_spelling),
        TEST(names_added_removed_and_replaced_values),
        TEST(counts_values_that_come_twice),
        TEST(names_the_detail_when_only_a_detail_changed),
        TEST(names_schema_and_a_caption_of_its_own),
        TEST(reports_a_full_arena),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
