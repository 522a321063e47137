/* The forms of a name: a table that a person can check by hand. Forms are separated by " | ". */
#include "tests/unit/support.h"
#include "base/buf.h"
#include "text/name.h"

struct fixture {
    itd_folder *folder;
    itd_arena  *arena;
};

static int set_up(void **state)
{
    static struct fixture fixture;

    fixture.arena = itd_arena_new(SIZE_MAX);
    assert_non_null(fixture.arena);
    assert_ok(itd_folder_new(&fixture.folder, NULL), NULL);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
    return 0;
}

static size_t forms_of(const struct fixture *fixture, itd_str text,
                       itd_name forms[static ITD_NAME_FORMS_MAX])
{
    size_t count = 0;

    assert_ok(itd_name_forms(fixture->folder, text, fixture->arena, forms, &count, NULL), NULL);
    return count;
}

static void a_latin_name_has_one_form(void **state)
{
    itd_name forms[ITD_NAME_FORMS_MAX];

    assert_int_equal(forms_of(*state, ITD_STR("José Müller 2nd"), forms), 1);
    assert_int_equal(forms[0].scheme, ITD_SCHEME_NATIVE);
    assert_int_equal(forms[0].tokens[0].origin, ITD_ORIGIN_LATIN);
    assert_int_equal(forms[0].tokens[2].origin, ITD_ORIGIN_NONE);
    assert_int_equal(forms_of(*state, ITD_STR(""), forms), 1);
    assert_int_equal(forms[0].count, 0);
}

static void only_foreign_tokens_are_romanised(void **state)
{
    itd_name      forms[ITD_NAME_FORMS_MAX];
    const itd_str text = ITD_STR("Ivan Петров 7");

    assert_true(forms_of(*state, text, forms) >= 2);
    assert_int_equal(forms[0].tokens[1].origin, ITD_ORIGIN_CYRILLIC);
    assert_str_equal(forms[0].tokens[1].text, "петров");
    assert_int_equal(forms[1].scheme, ITD_SCHEME_ROMAN);
    assert_int_equal(forms[1].count, 3);
    assert_str_equal(forms[1].tokens[0].text, "ivan");
    assert_int_equal(forms[1].tokens[0].origin, ITD_ORIGIN_LATIN);
    assert_str_equal(forms[1].tokens[1].text, "petrov");
    assert_int_equal(forms[1].tokens[1].origin, ITD_ORIGIN_CYRILLIC);
    assert_str_equal(itd_str_slice(text, forms[1].tokens[1].from, forms[1].tokens[1].to), "Петров");
    assert_int_equal(forms[1].tokens[2].kind, ITD_TOKEN_NUMBER);
}

static void every_value_has_a_name_for_people(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < ITD_ORIGINS; i++)
        assert_non_null(itd_origin_name(i));
    assert_null(itd_origin_name(ITD_ORIGINS));
    for (uint8_t i = 0; i < ITD_SCHEMES; i++)
        assert_non_null(itd_scheme_name(i));
    assert_null(itd_scheme_name(ITD_SCHEMES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_latin_name_has_one_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_foreign_tokens_are_romanised, set_up, tear_down),
        cmocka_unit_test(every_value_has_a_name_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
