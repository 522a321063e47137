/* Each class changes a name in the way it says, and the sequence of random numbers is fixed. */
#include "lab/vary.h"

#include <string.h>

#include "base/file.h"
#include "lab/lab.h"
#include "tests/unit/support.h"

static itd_lab_parts parts;
static itd_arena    *arena;

static int set_up(void **state)
{
    char path[ITD_PATH_MAX];

    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    return itd_path_join(path, itd_test_root(), "data/lab", "customers.tsv", NULL) != ITD_OK ||
           itd_lab_parts_read(path, arena, &parts, NULL) != ITD_OK;
}

static int tear_down(void **state)
{
    (void)state;
    itd_arena_free(arena);
    return 0;
}

/* The name varied from this start of the sequence; empty when the class has nothing to do.
 * Overwritten by the next call. */
static const char *varied_from(itd_lab_class class, const char *text, itd_schema schema,
                               const char *country, uint64_t start)
{
    static char      varied[256];
    const itd_value  nationality = {.prop = ITD_PROP_NATIONALITY, .text = itd_str_of(country)};
    const itd_entity ent = {.schema = schema, .values = &nationality, .value_count = 1};
    itd_random       random = {.state = start};
    itd_lab_name     name;
    itd_buf          buf;

    varied[0] = '\0';
    itd_buf_init(&buf, sizeof varied - 1);
    itd_lab_name_init(&name, itd_str_of(text), &ent);
    if (itd_lab_vary(class, &name, &parts, &random, &buf)) {
        assert_ok(itd_buf_status(&buf, NULL), NULL);
        memcpy(varied, buf.ptr, buf.len);
        varied[buf.len] = '\0';
    }
    itd_buf_done(&buf);
    return varied;
}

static const char *varied_person(itd_lab_class class, const char *text)
{
    for (uint64_t start = 0; start < 50; start++) {
        const char *varied = varied_from(class, text, ITD_SCHEMA_PERSON, "xx", start);

        if (varied[0] != '\0')
            return varied;
    }
    return "";
}

static size_t blanks_in(const char *text)
{
    size_t count = 0;

    for (; *text; text++)
        count += *text == ' ';
    return count;
}

static void parts_are_moved_dropped_added_replaced_and_cut(void **state)
{
    (void)state;
    assert_string_not_equal(varied_person(ITD_LAB_ORDER, "Marek Zelenka Novak"),
                            "Marek Zelenka Novak");
    assert_int_equal(strlen(varied_person(ITD_LAB_ORDER, "Marek Zelenka Novak")), 19);
    assert_int_equal(blanks_in(varied_person(ITD_LAB_DROPPED, "Marek Zelenka Novak")), 1);
    assert_int_equal(blanks_in(varied_person(ITD_LAB_EXTRA, "Marek Zelenka Novak")), 3);
    assert_int_equal(blanks_in(varied_person(ITD_LAB_REPLACED, "Marek Zelenka Novak")), 2);
    assert_string_equal(varied_person(ITD_LAB_INITIAL, "Marek Li"), "M Li");
    assert_string_equal(varied_person(ITD_LAB_JOIN, "Marek Li"), "MarekLi");
    assert_string_equal(varied_person(ITD_LAB_SPACED, "Bo Li"), "B o  L i");
}

static void two_parts_are_too_few_to_drop_one(void **state)
{
    (void)state;
    assert_string_equal(varied_person(ITD_LAB_DROPPED, "Marek Zelenka"), "");
}

static void letters_change_by_one_edit(void **state)
{
    const size_t before = strlen("Marek Li");
    size_t       after = strlen(varied_person(ITD_LAB_TYPO, "Marek Li"));

    (void)state;
    assert_true(after + 1 >= before && after <= before + 1);
    assert_int_equal(strlen(varied_person(ITD_LAB_SWAP, "Marek Li")), before);
    assert_int_equal(strlen(varied_person(ITD_LAB_VOWELS, "Marek Li")), before - 1);
    assert_int_equal(strlen(varied_person(ITD_LAB_DOUBLED, "Marek Li")), before + 1);
    assert_int_equal(strlen(varied_person(ITD_LAB_DOUBLED, "Hassan Li")), before);
    assert_string_not_equal(varied_person(ITD_LAB_OCR, "Torn Li"), "Torn Li");
}

static void look_alikes_and_invisible_characters_are_no_ascii(void **state)
{
    const itd_lab_class classes[] = {ITD_LAB_HOMOGLYPH, ITD_LAB_INVISIBLE};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(classes); i++) {
        const char *varied = varied_person(classes[i], "Marek Li");
        bool        ascii = true;

        for (const char *at = varied; *at; at++)
            ascii = ascii && (unsigned char)*at < 0x80;
        assert_true(varied[0] != '\0' && !ascii);
    }
}

static void legal_forms_belong_to_organisations(void **state)
{
    (void)state;
    assert_string_equal(varied_person(ITD_LAB_LEGAL_FORM, "Harbour Trading Ltd"), "");
    assert_true(
        itd_str_starts_with(itd_str_of(varied_from(ITD_LAB_LEGAL_FORM, "Harbour Trading Ltd",
                                                   ITD_SCHEMA_COMPANY, "xx", 1)),
                            ITD_STR("Harbour Trading")));
}

static void diminutives_go_both_ways(void **state)
{
    (void)state;
    assert_string_equal(varied_person(ITD_LAB_DIMINUTIVE, "William Li"), "Bill Li");
    assert_string_equal(varied_person(ITD_LAB_DIMINUTIVE, "Li BILL"), "Li William");
    assert_string_equal(varied_person(ITD_LAB_DIMINUTIVE, "Marek Li"), "");
}

static void spellings_of_another_language_need_its_country(void **state)
{
    static const struct {
        itd_lab_class class;
        const char *text, *country, *expected;
    } cases[] = {
        {ITD_LAB_ARABIC, "Khalid Shahin", "sy", "Halid şahin"},
        {ITD_LAB_CYRILLIC, "Yury Shevchenko", "ru", "Jury Szewczenko"},
        {ITD_LAB_CHINESE, "Zhu Xin", "cn", "Tchou Sin"},
        {ITD_LAB_KOREAN, "Kim Jong Chol", "kp", "Kim Ceng Chel"},
        {ITD_LAB_KOREAN, "Kim Jong Chol", "cn", ""},
        {ITD_LAB_ARABIC, "Khalid Shahin", "xx", ""},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_string_equal(
            varied_from(cases[i].class, cases[i].text, ITD_SCHEMA_PERSON, cases[i].country, 1),
            cases[i].expected);
}

static void names_of_another_script_are_only_taken_as_they_stand(void **state)
{
    (void)state;
    for (size_t class = 0; class < ITD_LAB_CLASSES; class ++) {
        const char *varied = varied_person((itd_lab_class) class, "Марек Ли");

        assert_string_equal(varied, class == ITD_LAB_EXACT ? "Марек Ли" : "");
    }
}

static void the_random_sequence_is_that_of_its_paper(void **state)
{
    itd_random random = {.state = 1234567};

    (void)state;
    /* First values of SplitMix64 for this seed, as its reference implementation prints them. */
    assert_true(itd_random_next(&random) == UINT64_C(6457827717110365317));
    assert_true(itd_random_next(&random) == UINT64_C(3203168211198807973));
}

static void customers_are_made_of_the_parts_of_their_origin(void **state)
{
    itd_random random = {.state = 5};
    itd_buf    buf;

    (void)state;
    assert_true(parts.count >= 9);
    itd_buf_init(&buf, 1000);
    for (size_t i = 0; i < parts.count; i++) {
        itd_lab_customer_draw(&parts.origins[i], &random, &buf);
        assert_true(itd_str_find_char(itd_buf_text(&buf), ' ') != SIZE_MAX);
    }
    itd_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_moved_dropped_added_replaced_and_cut),
        cmocka_unit_test(two_parts_are_too_few_to_drop_one),
        cmocka_unit_test(letters_change_by_one_edit),
        cmocka_unit_test(look_alikes_and_invisible_characters_are_no_ascii),
        cmocka_unit_test(legal_forms_belong_to_organisations),
        cmocka_unit_test(diminutives_go_both_ways),
        cmocka_unit_test(spellings_of_another_language_need_its_country),
        cmocka_unit_test(names_of_another_script_are_only_taken_as_they_stand),
        cmocka_unit_test(the_random_sequence_is_that_of_its_paper),
        cmocka_unit_test(customers_are_made_of_the_parts_of_their_origin),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
