/* Acronyms: what they take of a name, their limits, and that the two ways to them agree. */
#include "metric/acronym.h"

#include <string.h>

#include "tests/unit/support.h"

struct fixture {
    itd_arena  *arena;
    itd_folder *folder;
};

static int set_up(void **state)
{
    static struct fixture fixture;

    fixture.arena = itd_arena_new(SIZE_MAX);
    if (!fixture.arena || itd_folder_new(&fixture.folder, NULL) != ITD_OK)
        return 1;
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

static itd_name name_of(struct fixture *fixture, const char *text)
{
    itd_name name = {.count = 0};

    assert_ok(itd_name_tokenise(fixture->folder, itd_str_of(text), fixture->arena, &name, NULL),
              NULL);
    return name;
}

static bool is_acronym(struct fixture *fixture, const char *text)
{
    const itd_name name = name_of(fixture, text);
    itd_acronym    acronym;
    size_t         first, count;

    return itd_acronym_is(&name, &acronym, &first, &count);
}

/* By the walk, and by all acronyms of the name: both must say the same. */
static bool stands_for(struct fixture *fixture, const char *short_text, const char *long_text)
{
    const itd_name is = name_of(fixture, short_text), has = name_of(fixture, long_text);
    itd_acronym    acronym, all[ITD_ACRONYMS_MAX];
    size_t         first, tokens;
    const size_t   count = itd_acronyms_of(&has, all);
    bool           among = false;

    if (!itd_acronym_is(&is, &acronym, &first, &tokens))
        return false;
    for (size_t i = 0; i < count; i++)
        among = among || itd_str_equal(itd_acronym_text(&all[i]), itd_acronym_text(&acronym));
    assert_int_equal(among, itd_acronym_stands_for(&acronym, &has));
    return among;
}

static void takes_words_of_three_to_twelve_letters(void **state)
{
    assert_false(is_acronym(*state, "KP"));
    assert_true(is_acronym(*state, "KPA"));
    assert_true(is_acronym(*state, "ABCDEFGHIJKL"));
    assert_false(is_acronym(*state, "ABCDEFGHIJKLM"));
    assert_int_equal(itd_acronym_similarity(ITD_ACRONYM_LETTERS_MIN - 1), 0);
    assert_int_equal(itd_acronym_similarity(ITD_ACRONYM_LETTERS_MIN), 7500);
    assert_int_equal(itd_acronym_similarity(ITD_ACRONYM_LETTERS_MIN + 1), 8500);
    assert_int_equal(itd_acronym_similarity(ITD_ACRONYM_LETTERS_MAX), ITD_ACRONYM_SIMILARITY_MAX);
    assert_int_equal(itd_acronym_similarity(ITD_ACRONYM_LETTERS_MAX + 1), 0);
}

static void takes_single_letters_and_leaves_legal_forms_alone(void **state)
{
    assert_true(is_acronym(*state, "K.P.A."));
    assert_true(is_acronym(*state, "Ltd KPA GmbH"));
    assert_false(is_acronym(*state, "Ltd GmbH"));
    assert_false(is_acronym(*state, "KPA Bank"));
    assert_false(is_acronym(*state, "K Bank A"));
    assert_false(is_acronym(*state, "KPA 7"));
    assert_false(is_acronym(*state, "747"));
    assert_false(is_acronym(*state, ""));
}

static void takes_no_scripts_without_capital_letters(void **state)
{
    assert_true(is_acronym(*state, "КПРФ"));
    assert_false(is_acronym(*state, "داعش"));
    assert_false(is_acronym(*state, "북한군"));
    assert_true(stands_for(*state, "МВДР", "Министерство внутренних дел России"));
    assert_false(stands_for(*state, "조선인", "조선 선군 인민"));
}

static void needs_three_words(void **state)
{
    assert_false(stands_for(*state, "BOS", "Bank of Syria"));
    assert_true(stands_for(*state, "BMI", "Bank Melli Iran"));
    assert_true(stands_for(*state, "BMOI", "Bank Melli of Iran"));
}

static void takes_at_most_twelve_letters_of_a_name(void **state)
{
    assert_true(stands_for(*state, "ABCDEFGHIJKL",
                           "Abba Bebe Cece Dede Effe Fafe Gege Hehe Iffi Jeje Kiki Lulu"));
    assert_true(stands_for(*state, "ABCDEFGHIJKL",
                           "Abba Bebe of Cece Dede Effe Fafe Gege Hehe Iffi Jeje Kiki Lulu"));
    assert_false(stands_for(*state, "ABCDEFGHIJKL",
                            "Abba Bebe Cece Dede Effe Fafe Gege Hehe Iffi Jeje Kiki Lulu Momo"));
}

static void the_first_four_small_words_may_count_or_not(void **state)
{
    const char *name = "Xanadu of Yonder of Zebra of Wander of Vostok of Ubuntu";

    assert_true(stands_for(*state, "XYZWVU", name));
    assert_true(stands_for(*state, "XOYZWVU", name));
    assert_true(stands_for(*state, "XOYOZOWOVU", name));
    assert_true(stands_for(*state, "XYZWOVU", name));
    assert_false(stands_for(*state, "XYZWVOU", name)); /* the fifth */
    assert_false(stands_for(*state, "XOYOZOWOVOU", name));
}

static void a_letter_too_many_or_too_few_or_astray_is_none(void **state)
{
    const char *name = "Islamic Revolutionary Guard Corps";

    assert_true(stands_for(*state, "IRGC", name));
    assert_false(stands_for(*state, "IRG", name));
    assert_false(stands_for(*state, "IRGCX", name));
    assert_false(stands_for(*state, "IGRC", name));
    assert_true(stands_for(*state, "IRGC", "Islamic 7 Revolutionary Guard 2nd Corps"));
}

static void a_name_that_was_cut_has_none(void **state)
{
    itd_name name = name_of(*state, "Islamic Revolutionary Guard Corps");
    itd_name own = name_of(*state, "IRGC");

    itd_acronym acronym, all[ITD_ACRONYMS_MAX];
    size_t      first, count;

    assert_true(itd_acronym_is(&own, &acronym, &first, &count));
    name.complete = own.complete = false;
    assert_int_equal(itd_acronyms_of(&name, all), 0);
    assert_false(itd_acronym_stands_for(&acronym, &name));
    assert_false(itd_acronym_is(&own, &acronym, &first, &count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_words_of_three_to_twelve_letters),
        cmocka_unit_test(takes_single_letters_and_leaves_legal_forms_alone),
        cmocka_unit_test(takes_no_scripts_without_capital_letters),
        cmocka_unit_test(needs_three_words),
        cmocka_unit_test(takes_at_most_twelve_letters_of_a_name),
        cmocka_unit_test(the_first_four_small_words_may_count_or_not),
        cmocka_unit_test(a_letter_too_many_or_too_few_or_astray_is_none),
        cmocka_unit_test(a_name_that_was_cut_has_none),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
