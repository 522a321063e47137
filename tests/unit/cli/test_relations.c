/* Relations between customers: what is found, what is told, and where circles end. */
#include "cli/relations.h"

#include <stdio.h>

#include "tests/unit/support.h"

static itd_arena *arena;

static int make_arena(void **state)
{
    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    return arena ? 0 : -1;
}

static int free_arena(void **state)
{
    (void)state;
    itd_arena_free(arena);
    return 0;
}

static itd_relations *new_relations(void)
{
    itd_relations *relations = NULL;
    itd_error      err;

    assert_ok(itd_relations_new(&relations, &err), &err);
    return relations;
}

/* Customers 1 to count, each of which belongs to the next, and the last to the first. */
static itd_relations *make_circle(unsigned count)
{
    itd_relations *relations = new_relations();

    for (unsigned i = 1; i <= count; i++) {
        char      id[16], parent[16];
        itd_error err;

        (void)snprintf(id, sizeof id, "C%u", i);
        (void)snprintf(parent, sizeof parent, "C%u", i % count + 1);
        assert_ok(itd_relations_add_customer(relations, itd_str_of(id), ITD_STR("A Ltd"), i, &err),
                  &err);
        assert_ok(itd_relations_add(relations, itd_str_of(id), itd_str_of(parent), (itd_str){0}, i,
                                    false, &err),
                  &err);
    }
    assert_ok(itd_relations_seal(relations, NULL), NULL);
    return relations;
}

static itd_related look_up(itd_relations *relations, const char *child, const char *parent)
{
    itd_related item = {.id = itd_str_of(parent)};
    itd_error   err;

    assert_ok(itd_relations_look_up(relations, itd_str_of(child), 1, arena, &item, &err), &err);
    return item;
}

static void finds_circles_up_to_the_limit_of_its_walk(void **state)
{
    itd_relations *at_limit = make_circle(ITD_RELATIONS_WALK_MAX);
    itd_relations *past = make_circle(ITD_RELATIONS_WALK_MAX + 1);
    itd_related    item;

    (void)state;
    item = look_up(at_limit, "C1", "C2");
    assert_true(itd_str_starts_with(item.problem, ITD_STR("a circle: C1, C2, C3, ")));
    item = look_up(past, "C1", "C2");
    assert_int_equal(item.problem.len, 0);
    assert_int_equal(item.row, 2);
    itd_relations_free(at_limit);
    itd_relations_free(past);
}

static void a_child_without_an_id_has_no_circle_and_no_double(void **state)
{
    itd_relations    *relations = make_circle(2);
    const itd_related item = look_up(relations, "", "C1");

    (void)state;
    assert_int_equal(item.problem.len, 0);
    assert_str_equal(item.name, "A Ltd");
    itd_relations_free(relations);
}

static void a_diamond_is_no_circle(void **state)
{
    static const char *const pairs[][2] = {{"C1", "C2"}, {"C1", "C3"}, {"C2", "C4"}, {"C3", "C4"}};
    itd_relations           *relations = new_relations();

    (void)state;
    for (unsigned i = 0; i < ITD_ARRAY_LEN(pairs); i++)
        assert_ok(itd_relations_add(relations, itd_str_of(pairs[i][0]), itd_str_of(pairs[i][1]),
                                    (itd_str){0}, i + 1, false, NULL),
                  NULL);
    assert_ok(itd_relations_add_customer(relations, ITD_STR("C2"), ITD_STR("B"), 2, NULL), NULL);
    assert_ok(itd_relations_seal(relations, NULL), NULL);
    assert_int_equal(look_up(relations, "C1", "C2").problem.len, 0);
    assert_str_equal(look_up(relations, "C1", "C3").problem, "no customer of the file has this id");
    itd_relations_free(relations);
}

static void of_more_relations_than_asked_for_the_rest_is_told(void **state)
{
    itd_relations *relations = new_relations();
    itd_related   *items;
    size_t         count;
    bool           more;

    (void)state;
    for (unsigned i = 0; i < 3; i++) {
        char id[16];

        (void)snprintf(id, sizeof id, "C%u", i);
        assert_ok(itd_relations_add(relations, ITD_STR("P"), itd_str_of(id), ITD_STR("owner"), 1,
                                    false, NULL),
                  NULL);
    }
    assert_ok(itd_relations_seal(relations, NULL), NULL);
    assert_ok(itd_relations_of(relations, ITD_STR("P"), 3, arena, &items, &count, &more, NULL),
              NULL);
    assert_int_equal(count, 3);
    assert_false(more);
    assert_ok(itd_relations_of(relations, ITD_STR("P"), 2, arena, &items, &count, &more, NULL),
              NULL);
    assert_int_equal(count, 2);
    assert_true(more);
    itd_relations_free(relations);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_circles_up_to_the_limit_of_its_walk),
        cmocka_unit_test(a_child_without_an_id_has_no_circle_and_no_double),
        cmocka_unit_test(a_diamond_is_no_circle),
        cmocka_unit_test(of_more_relations_than_asked_for_the_rest_is_told),
    };

    return cmocka_run_group_tests_name("cli/relations", tests, make_arena, free_arena);
}
