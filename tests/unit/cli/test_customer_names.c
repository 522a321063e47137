/* Several names in the text of one: which are found, and which texts stay whole. */
#include "cli/customer_names.h"

#include <stdio.h>
#include <string.h>

#include "entity/entity.h"
#include "tests/unit/support.h"

/* A field of a customer: an empty text is not there. */
struct given {
    itd_customer_field field;
    const char        *text;
};

/* names: all of them with a bar between. */
static void expect_fields(const char *schema, const struct given *given, size_t count,
                          const char *names)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_customer_draft draft;
    itd_error          err;
    char               got[1024] = "";

    assert_non_null(arena);
    itd_customer_draft_init(&draft, arena);
    assert_ok(itd_customer_draft_add(&draft, ITD_CUSTOMER_SCHEMA, itd_str_of(schema), &err), &err);
    for (size_t i = 0; i < count; i++)
        assert_ok(itd_customer_draft_add(&draft, given[i].field, itd_str_of(given[i].text), &err),
                  &err);
    assert_ok(itd_customer_draft_finish(&draft, &err), &err);
    for (size_t i = 0; i < draft.name_count; i++)
        (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i > 0 ? "|" : "",
                       ITD_STR_ARGS(draft.names[i]));
    assert_string_equal(got, names);
    itd_arena_free(arena);
}

/* The text of one name, which stands first among the names. */
static void expect(const char *schema, const char *text, const char *names)
{
    const struct given given = {ITD_CUSTOMER_NAME, text};

    expect_fields(schema, &given, 1, names);
}

static void expect_columns(const char *first, const char *last, const char *names)
{
    const struct given given[] = {{ITD_CUSTOMER_FIRST_NAME, first}, {ITD_CUSTOMER_LAST_NAME, last}};

    expect_fields("Person", given, ITD_ARRAY_LEN(given), names);
}

static void takes_joint_holders_apart_and_keeps_the_whole(void **state)
{
    (void)state;
    expect("Person", "Anna Beispiel & Bert Muster",
           "Anna Beispiel & Bert Muster|Anna Beispiel|Bert Muster");
    expect("Person", "Anna and Bert Example", "Anna and Bert Example|Anna Example|Bert Example");
    expect("Person", "Beispiel, Anna und Bert",
           "Beispiel, Anna und Bert|Beispiel, Anna|Bert Beispiel");
    expect("Person", "Mr & Mrs John Smith", "Mr & Mrs John Smith|John Smith");
    expect("Person", "Eheleute Anna und Bert Muster",
           "Eheleute Anna und Bert Muster|Anna Muster|Bert Muster");
    expect("Person", "Anna Beispiel; Bert Muster; Carla Cruz",
           "Anna Beispiel; Bert Muster; Carla Cruz|Anna Beispiel|Bert Muster|Carla Cruz");
    expect("Person", "José Ortega y Gasset", "José Ortega y Gasset");
    expect("", "Anna Beispiel & Bert Muster",
           "Anna Beispiel & Bert Muster|Anna Beispiel|Bert Muster");
}

static void takes_given_names_of_a_column_apart(void **state)
{
    const struct given name_and_given[] = {{ITD_CUSTOMER_NAME, "KIM"},
                                           {ITD_CUSTOMER_FIRST_NAME, "Jong Un / Sol Ju"}};

    (void)state;
    expect_columns("Jong Un & Sol Ju", "KIM",
                   "Jong Un & Sol Ju KIM|Jong Un KIM|Sol Ju KIM|Jong Un|Sol Ju KIM");
    expect_columns("Jong Un y Sol Ju", "KIM",
                   "Jong Un y Sol Ju KIM|Jong Un KIM|Sol Ju KIM|"
                   "Jong Un|Sol Ju KIM");
    expect_columns("Anna & Bert", "Beispiel & Muster",
                   "Anna & Bert Beispiel & Muster|Anna Beispiel|Anna Muster|Bert Beispiel|"
                   "Bert Muster|Anna|Bert Beispiel|Muster");
    expect_columns("Anna Maria", "Beispiel", "Anna Maria Beispiel");
    expect_columns("Mr & Anna", "Beispiel", "Mr & Anna Beispiel|Anna Beispiel|Anna Beispiel");
    expect_fields("Person", name_and_given, ITD_ARRAY_LEN(name_and_given),
                  "Sol Ju KIM|Jong Un / Sol Ju KIM|Jong Un KIM|Jong Un|Sol Ju KIM");
}

static void companies_keep_their_and(void **state)
{
    (void)state;
    expect("Company", "Muster & Partner Werke", "Muster & Partner Werke");
    expect("", "Muster und Söhne GmbH", "Muster und Söhne GmbH");
    expect("", "Procter & Gamble", "Procter & Gamble");
    expect("", "Bank of This and Bank of That", "Bank of This and Bank of That");
}

static void finds_maiden_names_former_names_and_aliases(void **state)
{
    (void)state;
    expect("Person", "Anna Example née Muster", "Anna Example née Muster|Anna Example|Anna Muster");
    expect("Person", "Anna Example (geb. Muster)",
           "Anna Example (geb. Muster)|Anna Example|Anna Muster");
    expect("Person", "Example, Anna, born Muster",
           "Example, Anna, born Muster|Example, Anna|Anna Muster");
    expect("Person", "Anna (née Muster) Example",
           "Anna (née Muster) Example|Anna Example|Anna Muster");
    expect("Company", "New Name Ltd (formerly Old Name Ltd)",
           "New Name Ltd (formerly Old Name Ltd)|New Name Ltd|Old Name Ltd");
    expect("", "Alpha Trading t/a Beta Shipping",
           "Alpha Trading t/a Beta Shipping|Alpha Trading|Beta Shipping");
    expect("Person", "Anna Example aka The Fox", "Anna Example aka The Fox|Anna Example|The Fox");
    expect("Person", "Akane Born", "Akane Born");
    expect("Person", "Max Born", "Max Born");
}

static void more_holders_than_the_limit_are_not_taken_apart(void **state)
{
    char text[512] = "", names[1024];

    (void)state;
    for (size_t i = 0; i < 16; i++)
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%sA B%c", i > 0 ? ";" : "",
                       (char)('a' + (int)i));
    (void)snprintf(names, sizeof names, "%s|%s", text, text);
    for (char *ch = names + strlen(text) + 1; *ch != '\0'; ch++)
        if (*ch == ';')
            *ch = '|';
    expect("Person", text, names);
    (void)snprintf(text + strlen(text), sizeof text - strlen(text), ";A Bq");
    expect("Person", text, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_joint_holders_apart_and_keeps_the_whole),
        cmocka_unit_test(takes_given_names_of_a_column_apart),
        cmocka_unit_test(companies_keep_their_and),
        cmocka_unit_test(finds_maiden_names_former_names_and_aliases),
        cmocka_unit_test(more_holders_than_the_limit_are_not_taken_apart),
    };

    return cmocka_run_group_tests_name("cli/customer_names", tests, NULL, NULL);
}
