/* Numbers of ships: check digits, slips, radio numbers; and the listed vessels of the rule base. */
#include "regime/ship.h"

#include <string.h>

#include "base/file.h"
#include "regime/rules.h"
#include "regime/tables.h"
#include "tests/unit/support.h"

static const char *data_dir(void)
{
    static char path[ITD_PATH_MAX];

    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    return path;
}

static void reads_a_number_with_its_letters(void **state)
{
    itd_imo imo;

    (void)state;
    assert_ok(itd_imo_parse(ITD_STR("IMO 9562233"), &imo, NULL), NULL);
    assert_string_equal(imo.digits, "9562233");
    assert_ok(itd_imo_parse(ITD_STR(" imo9074729"), &imo, NULL), NULL);
}

static void refuses_wrong_transposed_and_nine_digits(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        const char *says;
    } cases[] = {
        {"9562234", ITD_E_CHECK_DIGIT, "2 and 3 may have changed places (9652234), or digits 5"},
        {"9562323", ITD_E_CHECK_DIGIT, "digits 5 and 6 may have changed places (9562233)"},
        {"9526233", ITD_E_CHECK_DIGIT, "check digit"},
        {"445539000", ITD_E_SYNTAX, "nine are an MMSI"},
        {"956223", ITD_E_SYNTAX, "seven"},
        {"95622330", ITD_E_SYNTAX, "seven"},
        {"956223X", ITD_E_SYNTAX, "no IMO number"},
        {"", ITD_E_SYNTAX, "seven"},
        {"IMO", ITD_E_SYNTAX, "seven"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_imo   imo;
        itd_error err = {0};

        assert_status_equal(itd_imo_parse(itd_str_of(cases[i].text), &imo, &err), cases[i].status,
                            cases[i].text);
        assert_non_null(strstr(err.message, cases[i].says));
    }
}

/* A single wrong digit is always noticed but where the weight of its place and ten have a common
 * factor; a change of neighbours always but where they differ by five. */
static void every_other_last_digit_is_refused(void **state)
{
    char text[] = "9562233";

    (void)state;
    for (char digit = '0'; digit <= '9'; digit++) {
        itd_imo imo;

        text[6] = digit;
        assert_int_equal(itd_imo_parse(itd_str_of(text), &imo, NULL) == ITD_OK, digit == '3');
    }
}

static void sixty_six_hulls_are_listed_and_one_of_them_twice(void **state)
{
    const itd_str layer = ITD_STR("un");
    itd_rules    *rules = NULL;
    itd_error     err = {0};
    size_t        hulls = 0, without_number = 0, twice = 0;

    (void)state;
    assert_ok(itd_rules_open(data_dir(), &layer, 1, &rules, &err), &err);
    for (size_t i = 0; i < itd_rules_vessel_count(rules); i++) {
        const itd_listed_vessel *vessel = itd_rules_vessel_at(rules, i);
        size_t                   before = 0;
        itd_imo                  imo;

        if (vessel->imo.len == 0) {
            without_number++;
            continue;
        }
        assert_ok(itd_imo_parse(vessel->imo, &imo, &err), &err);
        for (size_t k = 0; k < i; k++)
            before += itd_str_equal(itd_rules_vessel_at(rules, k)->imo, vessel->imo);
        hulls += before == 0;
        twice += before;
        if (before > 0)
            assert_str_equal(vessel->imo, "8914934");
    }
    assert_int_equal(itd_rules_vessel_count(rules), 68);
    assert_int_equal(hulls, 66);
    assert_int_equal(twice, 1);
    assert_int_equal(without_number, 1);
    itd_rules_free(rules);
}

static void the_first_digits_of_an_mmsi_name_a_state(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_mids   mids;
    unsigned   mid;
    itd_error  err = {0};

    (void)state;
    assert_non_null(arena);
    assert_ok(itd_mids_load(data_dir(), arena, &mids, &err), &err);
    assert_ok(itd_mmsi_parse(ITD_STR("445539000"), &mid, &err), &err);
    assert_int_equal(mid, 445);
    assert_true(itd_str_find(itd_mids_country(&mids, mid), ITD_STR("Korea")) != SIZE_MAX);
    assert_ok(itd_mmsi_parse(ITD_STR("620233000"), &mid, &err), &err);
    assert_true(itd_str_find(itd_mids_country(&mids, mid), ITD_STR("Comoros")) != SIZE_MAX);
    assert_int_equal(itd_mids_country(&mids, 999).len, 0);
    assert_int_equal(itd_mids_country(&mids, ITD_MIDS_MAX).len, 0);
    itd_arena_free(arena);
}

static void only_stations_of_ships_have_a_state(void **state)
{
    static const char *const bad[] = {"44553900",  "4455390000", "002445000", "111445000",
                                      "992445000", "44553900x",  ""};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad); i++) {
        unsigned mid;

        assert_status_equal(itd_mmsi_parse(itd_str_of(bad[i]), &mid, NULL), ITD_E_SYNTAX, bad[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_a_number_with_its_letters),
        cmocka_unit_test(refuses_wrong_transposed_and_nine_digits),
        cmocka_unit_test(every_other_last_digit_is_refused),
        cmocka_unit_test(sixty_six_hulls_are_listed_and_one_of_them_twice),
        cmocka_unit_test(the_first_digits_of_an_mmsi_name_a_state),
        cmocka_unit_test(only_stations_of_ships_have_a_state),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
