/* Numbers that name nobody, and parties without memory. Joins stand in tests/e2e/test_layers.py. */
#include "screen/party.h"

#include "base/memory.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

static void tells_fillers_from_numbers(void **state)
{
    static const struct {
        const char *number;
        bool        is_filler;
    } cases[] = {
        {"", true},        {"0", true},          {"000000", true},    {"999999999", true},
        {"123456", true},  {"1234567890", true}, {"987654321", true}, {"3210", true},
        {"121212", true},  {"123123", true},     {"12312", true},     {"ABCDEF", true},
        {"NA", true},      {"UNKNOWN", true},    {"123457", false},   {"00278640", false},
        {"112233", false}, {"12341234", false},  {"W334061", false},  {"100000", false},
        {"8901234", true}, {"2109876", true},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        if (itd_party_is_filler(itd_str_of(cases[i].number)) != cases[i].is_filler)
            fail_msg("%s", cases[i].number);
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    itd_parties  *parties = NULL;
    itd_snapshot *snap = NULL;
    itd_error     err = {0};
    size_t        failures = 0;

    (void)state;
    assert_ok(fixture_write(fixture_path("party"), &err), &err);
    assert_ok(itd_snapshot_open(fixture_path("party"), &snap, &err), &err);
    for (size_t n = 1;; n++) {
        itd_status st;

        itd_test_fail_allocation(n);
        st = itd_parties_new(snap, &parties, &err);
        itd_test_fail_allocation(0);
        if (st == ITD_OK)
            break;
        assert_int_equal(st, ITD_E_NO_MEMORY);
        assert_null(parties);
        failures++;
    }
    assert_true(failures > 5);
    itd_parties_free(parties);
    itd_snapshot_unref(snap);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_fillers_from_numbers),
        cmocka_unit_test(every_failing_allocation_is_a_clean_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
