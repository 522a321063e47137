/* Names and numbers of schemata and properties; who is compared with whom. */
#include "entity/schema.h"

#include "tests/unit/support.h"

static void finds_every_name_it_gives(void **state)
{
    (void)state;
    for (int i = 0; i < ITD_SCHEMA_COUNT; i++) {
        itd_schema schema = ITD_SCHEMA_COUNT;

        assert_true(itd_schema_find(itd_schema_name((itd_schema)i), &schema));
        assert_int_equal(schema, i);
    }
    for (int i = 0; i < ITD_PROP_COUNT; i++) {
        itd_prop prop = ITD_PROP_COUNT;

        assert_true(itd_prop_find(itd_prop_name((itd_prop)i), &prop));
        assert_int_equal(prop, i);
    }
}

static void does_not_find_what_is_not_there(void **state)
{
    itd_schema schema = ITD_SCHEMA_VESSEL;
    itd_prop   prop = ITD_PROP_MMSI;

    (void)state;
    assert_false(itd_schema_find(ITD_STR("person"), &schema));
    assert_false(itd_schema_find(ITD_STR(""), &schema));
    assert_false(itd_prop_find(ITD_STR("Name"), &prop));
    assert_int_equal(schema, ITD_SCHEMA_VESSEL);
    assert_int_equal(prop, ITD_PROP_MMSI);
}

static void gives_a_property_to_the_schemata_of_followthemoney(void **state)
{
    static const struct {
        itd_prop   prop;
        itd_schema schema;
        bool       is_in;
    } cases[] = {
        {ITD_PROP_NAME, ITD_SCHEMA_ADDRESS, true},
        {ITD_PROP_BIRTH_DATE, ITD_SCHEMA_PERSON, true},
        {ITD_PROP_BIRTH_DATE, ITD_SCHEMA_COMPANY, false},
        {ITD_PROP_SWIFT_BIC, ITD_SCHEMA_PERSON, true},
        {ITD_PROP_IMO_NUMBER, ITD_SCHEMA_VESSEL, true},
        {ITD_PROP_IMO_NUMBER, ITD_SCHEMA_COMPANY, true},
        {ITD_PROP_IMO_NUMBER, ITD_SCHEMA_LEGAL_ENTITY, false},
        {ITD_PROP_REGISTRATION_NUMBER, ITD_SCHEMA_AIRPLANE, true},
        {ITD_PROP_TICKER, ITD_SCHEMA_ORGANIZATION, false},
        {ITD_PROP_LISTING_DATE, ITD_SCHEMA_PERSON, false},
        {ITD_PROP_EXTRA, ITD_SCHEMA_PERSON, false},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_int_equal(itd_prop_is_in(cases[i].prop, cases[i].schema), cases[i].is_in);
}

static void compares_kinds_that_can_be_one_party(void **state)
{
    static const struct {
        itd_schema customer, listed;
        bool       meets;
    } cases[] = {
        {ITD_SCHEMA_PERSON, ITD_SCHEMA_PERSON, true},
        {ITD_SCHEMA_PERSON, ITD_SCHEMA_LEGAL_ENTITY, true},
        {ITD_SCHEMA_PERSON, ITD_SCHEMA_COMPANY, false},
        {ITD_SCHEMA_COMPANY, ITD_SCHEMA_PUBLIC_BODY, true},
        {ITD_SCHEMA_ORGANIZATION, ITD_SCHEMA_COMPANY, true},
        {ITD_SCHEMA_COMPANY, ITD_SCHEMA_VESSEL, false},
        {ITD_SCHEMA_VESSEL, ITD_SCHEMA_VESSEL, true},
        {ITD_SCHEMA_VESSEL, ITD_SCHEMA_AIRPLANE, false},
        {ITD_SCHEMA_LEGAL_ENTITY, ITD_SCHEMA_CRYPTO_WALLET, true},
        {ITD_SCHEMA_CRYPTO_WALLET, ITD_SCHEMA_SECURITY, false},
        {ITD_SCHEMA_SECURITY, ITD_SCHEMA_SECURITY, true},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        assert_int_equal(itd_schema_meets(cases[i].customer, cases[i].listed), cases[i].meets);
        assert_int_equal(itd_schema_meets(cases[i].listed, cases[i].customer), cases[i].meets);
    }
}

/* The numbers stand in stored records: whoever adds a property must add it at the end. */
static void keeps_the_numbers_that_stand_on_disk(void **state)
{
    (void)state;
    assert_int_equal(ITD_SCHEMA_PERSON, 1);
    assert_int_equal(ITD_SCHEMA_ADDRESS, 9);
    assert_int_equal(ITD_PROP_NAME, 0);
    assert_int_equal(ITD_PROP_BIRTH_DATE, 25);
    assert_int_equal(ITD_PROP_IMO_NUMBER, 60);
    assert_int_equal(ITD_PROP_PROGRAM_ID, 97);
    assert_int_equal(ITD_PROP_EXTRA, 110);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_every_name_it_gives),
        cmocka_unit_test(does_not_find_what_is_not_there),
        cmocka_unit_test(gives_a_property_to_the_schemata_of_followthemoney),
        cmocka_unit_test(compares_kinds_that_can_be_one_party),
        cmocka_unit_test(keeps_the_numbers_that_stand_on_disk),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
