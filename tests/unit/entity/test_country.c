/* Country names as publishers write them. */
#include "entity/country.h"

#include "tests/unit/support.h"

static const struct {
    const char *name;
    const char *code; /* NULL: unknown */
} cases[] = {
    {"Korea, North", "kp"},
    {"Democratic People's Republic of Korea", "kp"},
    {"Democratic People\xE2\x80\x99s Republic of Korea", "kp"},
    {"KOREA, NORTH", "kp"},
    {"kp", "kp"},
    {"KP", "kp"},
    {"PRK", "kp"},
    {"Iran (Islamic Republic of)", "ir"},
    {"Russian Federation", "ru"},
    {" the Russian Federation ", "ru"},
    {"West Bank", "ps"},
    {"Region: Gaza", "ps"},
    {"Türkiye", "tr"},
    {"TÜRKIYE", "tr"},
    {"Turkey", "tr"},
    {"former Soviet Union", "suhh"},
    {"China, Hong Kong Special Administrative Region", "hk"},
    {"Virgin Islands, British", "vg"},
    {"Congo, Democratic Republic of the", "cd"},
    {"Congo, Republic of the", "cg"},
    {"The Gambia", "gm"},
    {"Côte d'Ivoire", "ci"},
    {"Cote d Ivoire", "ci"},
    {"St. Kitts & Nevis", "kn"},
    {"Man, Isle of", "im"},
    {"Kosovo", "xk"},
    {"U.K.", "gb"},
    {"Viet Nam", "vn"},
    {"Tunisian", "tn"},
    {"Nordkorea", "kp"},
    {"Südkorea", "kr"},
    {"CORÉE DU NORD", "kp"},
    {"Corea del Norte", "kp"},
    {"Coreia do Norte", "kp"},
    {"Noord-Korea", "kp"},
    {"ÖSTERREICH", "at"},
    {"Guinée équatoriale", "gq"},
    {"Guinée", "gn"},
    {"Níger", "ne"},
    {"Nigeria", "ng"},
    {"Dominica", "dm"},
    {"República Dominicana", "do"},
    {"Sudan/South Sudan", NULL},
    {"Pyongyang", NULL},
    {"North", NULL},
    {"-0-", NULL},
    {"", NULL},
    {"the", NULL},
    {"\xFF", NULL},
    {"The United Kingdom of Great Britain and Northern Ireland and what lies beyond the seas of it",
     NULL},
};

static void finds_the_names_of_the_lists(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_str    code = ITD_STR("untouched");
        const bool found = itd_country_find(itd_str_of(cases[i].name), &code);

        if (found != (cases[i].code != NULL))
            fail_msg("%s: %s", cases[i].name, found ? "found" : "not found");
        assert_str_equal(code, cases[i].code ? cases[i].code : "untouched");
    }
}

static void names_codes_for_people(void **state)
{
    (void)state;
    assert_str_equal(itd_country_name(ITD_STR("kp")), "North Korea");
    assert_str_equal(itd_country_name(ITD_STR("de")), "Germany");
    assert_str_equal(itd_country_name(ITD_STR("suhh")), "Soviet Union");
    assert_str_equal(itd_country_name(ITD_STR("Atlantis")), "Atlantis");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_names_of_the_lists),
        cmocka_unit_test(names_codes_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
