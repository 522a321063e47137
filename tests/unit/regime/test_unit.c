/* Quantities: units, limits, conversions. */
#include "regime/unit.h"

#include "tests/unit/support.h"

static uint64_t amount(const char *number, const char *unit, itd_unit expected)
{
    uint64_t  value = 0;
    itd_unit  given = ITD_UNIT_OTHER;
    itd_error err = {0};

    assert_ok(itd_amount_parse(itd_str_of(number), itd_str_of(unit), &value, &given, &err), &err);
    assert_int_equal(given, expected);
    return value;
}

static void reads_units_of_weight_volume_and_money(void **state)
{
    (void)state;
    assert_int_equal(amount("1.5", "t", ITD_UNIT_TONNE), 15000);
    assert_int_equal(amount("1500", "kg", ITD_UNIT_TONNE), 15000);
    assert_int_equal(amount("2", "kt", ITD_UNIT_TONNE), 20000000);
    assert_int_equal(amount("500000", "bbl", ITD_UNIT_BARREL), 5000000000);
    assert_int_equal(amount("158.9873", "l", ITD_UNIT_BARREL), 10000);
    assert_int_equal(amount("400870018", "USD", ITD_UNIT_USD), 4008700180000);
    assert_int_equal(amount("3", "pairs", ITD_UNIT_OTHER), 30000);
    assert_int_equal(amount("2204.6226", "lb", ITD_UNIT_TONNE), 10000);
}

static void refuses_negative_unreadable_and_unknown(void **state)
{
    static const struct {
        const char *number, *unit;
        itd_status  status;
    } cases[] = {
        {"-1", "t", ITD_E_USAGE},
        {"1,5", "t", ITD_E_USAGE},
        {"1e3", "t", ITD_E_USAGE},
        {"", "t", ITD_E_USAGE},
        {"1.", "t", ITD_E_USAGE},
        {"1.23456", "t", ITD_E_USAGE},
        {"1", "bushel", ITD_E_USAGE},
        {"1", "", ITD_E_USAGE},
        {"1000000001", "t", ITD_E_LIMIT},
        {"18446744073709551615", "t", ITD_E_LIMIT},
        {"18446744073709551616", "t", ITD_E_USAGE},
        {"1000001", "kt", ITD_E_LIMIT},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        uint64_t value;
        itd_unit unit;

        assert_status_equal(itd_amount_parse(itd_str_of(cases[i].number), itd_str_of(cases[i].unit),
                                             &value, &unit, NULL),
                            cases[i].status, cases[i].number);
    }
    (void)amount("1000000000", "t", ITD_UNIT_TONNE);
}

static void barrels_and_tonnes_convert_to_the_nearest(void **state)
{
    char text[ITD_AMOUNT_TEXT_MAX];

    (void)state;
    assert_int_equal(itd_amount_to_barrels(600000000, 83300), 4998000000);
    itd_amount_format(itd_amount_to_tonnes(5000000000, 83300), text);
    assert_string_equal(text, "60024.0096");
    itd_amount_format(itd_amount_to_tonnes(5000000000, 72300), text);
    assert_string_equal(text, "69156.2932");
    itd_amount_format(itd_amount_to_tonnes(40000000000, 76190), text);
    assert_string_equal(text, "525003.2813");
    itd_amount_format(0, text);
    assert_string_equal(text, "0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_units_of_weight_volume_and_money),
        cmocka_unit_test(refuses_negative_unreadable_and_unknown),
        cmocka_unit_test(barrels_and_tonnes_convert_to_the_nearest),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
