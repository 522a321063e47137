/* Evidence beside the name, case by case. */
#include "match/evidence.h"

#include "tests/unit/support.h"

static itd_arena  *arena;
static itd_folder *folder;

static int set_up(void **state)
{
    (void)state;
    arena = itd_arena_new(SIZE_MAX);
    return arena == NULL || itd_folder_new(&folder, NULL) != ITD_OK;
}

static int tear_down(void **state)
{
    (void)state;
    itd_folder_free(folder);
    itd_arena_free(arena);
    return 0;
}

struct fact {
    itd_prop       prop;
    const char    *text;
    itd_detail_key key; /* with a detail: its key and text */
    const char    *detail;
};

static const itd_entity *entity_with(const struct fact *facts, size_t count)
{
    itd_entity_builder *builder = itd_entity_builder_new(arena);
    const itd_entity   *ent = NULL;
    itd_error           err;

    assert_non_null(builder);
    itd_entity_begin(builder, ITD_SCHEMA_PERSON, ITD_STR("x1"));
    for (size_t i = 0; i < count; i++) {
        itd_entity_add(builder, facts[i].prop, itd_str_of(facts[i].text), (itd_str){0},
                       ITD_STR("test"));
        if (facts[i].detail)
            itd_entity_detail(builder, facts[i].key, itd_str_of(facts[i].detail));
    }
    assert_ok(itd_entity_finish(builder, &ent, &err), &err);
    return ent;
}

static itd_evidence compare(const itd_request *req, const struct fact *facts, size_t count)
{
    itd_evidence evidence;
    itd_error    err;

    assert_ok(itd_evidence_compare(req, entity_with(facts, count), folder, arena, &evidence, &err),
              &err);
    return evidence;
}

static const struct {
    const char   *asked;
    struct fact   listed;
    itd_agreement agreement;
} dates[] = {
    {"1984-01-08", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_AGREES},
    {"1984-01-08", {ITD_PROP_BIRTH_DATE, "1984", 0, NULL}, ITD_AGREES},
    {"1984", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_AGREES},
    {"1984-02", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_CONFLICTS},
    {"1984-01-09", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_NEAR}, /* one digit */
    {"1948-01-08", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_NEAR}, /* two exchanged */
    {"1994-01-09", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_CONFLICTS},
    {"1985", {ITD_PROP_BIRTH_DATE, "1984", 0, NULL}, ITD_CONFLICTS},
    {"1984-08-01", {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}, ITD_NEAR}, /* exchanged */
    {"1986", {ITD_PROP_BIRTH_DATE, "1984", ITD_DETAIL_CIRCA, "yes"}, ITD_AGREES},
    {"1987", {ITD_PROP_BIRTH_DATE, "1984", ITD_DETAIL_CIRCA, "yes"}, ITD_CONFLICTS},
    {"1965", {ITD_PROP_BIRTH_DATE, "1963", ITD_DETAIL_UNTIL, "1967"}, ITD_AGREES},
    {"1968", {ITD_PROP_BIRTH_DATE, "1963", ITD_DETAIL_UNTIL, "1967"}, ITD_CONFLICTS},
    {"1965", {ITD_PROP_BIRTH_DATE, "1955", ITD_DETAIL_UNTIL, "1975"}, ITD_NEUTRAL},
    {"1976", {ITD_PROP_BIRTH_DATE, "1955", ITD_DETAIL_UNTIL, "1975"}, ITD_CONFLICTS},
    {"1965", {ITD_PROP_BIRTH_DATE, "1344", ITD_DETAIL_CALENDAR, "Hijri"}, ITD_NEUTRAL},
    {"1965", {ITD_PROP_BIRTH_PLACE, "Qom", 0, NULL}, ITD_NEUTRAL},
};

static void birth_dates_agree_conflict_or_say_nothing(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(dates); i++) {
        itd_date    date;
        itd_request req = {.birth_dates = &date, .birth_date_count = 1};

        assert_true(itd_date_parse_iso(itd_str_of(dates[i].asked), &date));
        if (compare(&req, &dates[i].listed, 1).birth_date != dates[i].agreement)
            fail_msg("%s and %s", dates[i].asked, dates[i].listed.text);
    }
}

static void one_agreeing_date_of_several_is_enough(void **state)
{
    const struct fact two[] = {{ITD_PROP_BIRTH_DATE, "1950-05-05", 0, NULL},
                               {ITD_PROP_BIRTH_DATE, "1984-01-08", 0, NULL}};
    itd_date          date = {1984, 1, 8};
    itd_request       req = {.birth_dates = &date, .birth_date_count = 1};

    (void)state;
    assert_int_equal(compare(&req, two, 2).birth_date, ITD_AGREES);
    date.year = 1990;
    assert_int_equal(compare(&req, two, 2).birth_date, ITD_CONFLICTS);
    date = (itd_date){1950, 0, 0};
    assert_int_equal(compare(&req, two, 2).birth_date, ITD_AGREES);
}

static void countries_conflict_only_with_a_listed_nationality(void **state)
{
    const struct fact nationality = {ITD_PROP_NATIONALITY, "kp", 0, NULL};
    const struct fact residence = {ITD_PROP_COUNTRY, "kp", 0, NULL};
    itd_str           country = ITD_STR("KP");
    itd_request       req = {.countries = &country, .country_count = 1};

    (void)state;
    assert_int_equal(compare(&req, &nationality, 1).country, ITD_AGREES);
    assert_int_equal(compare(&req, &residence, 1).country, ITD_AGREES);
    country = ITD_STR("us");
    assert_int_equal(compare(&req, &nationality, 1).country, ITD_CONFLICTS);
    assert_int_equal(compare(&req, &residence, 1).country, ITD_NEUTRAL);
    req.country_count = 0;
    assert_int_equal(compare(&req, &nationality, 1).country, ITD_NEUTRAL);
}

static void gender_alone_is_no_evidence_for_a_match(void **state)
{
    const struct fact listed = {ITD_PROP_GENDER, "male", 0, NULL};
    itd_request       req = {.gender = ITD_STR("male")};
    itd_evidence      evidence = compare(&req, &listed, 1);

    (void)state;
    assert_int_equal(evidence.gender, ITD_AGREES);
    assert_false(itd_evidence_agrees(&evidence));
    req.gender = ITD_STR("female");
    assert_int_equal(compare(&req, &listed, 1).gender, ITD_CONFLICTS);
    req.gender = ITD_STR("other");
    assert_int_equal(compare(&req, &listed, 1).gender, ITD_NEUTRAL);
}

static void a_conflict_spoils_agreement_but_not_that_of_an_identifier(void **state)
{
    itd_evidence evidence = {.country = ITD_AGREES};

    (void)state;
    assert_true(itd_evidence_agrees(&evidence));
    evidence.birth_date = ITD_CONFLICTS;
    assert_false(itd_evidence_agrees(&evidence));
    evidence.identifier = ITD_AGREES;
    assert_true(itd_evidence_agrees(&evidence));
}

static const struct {
    itd_request_identifier asked;
    struct fact            listed;
    bool                   agrees, decides;
} numbers[] = {
    {{ITD_PROP_IMO_NUMBER, ITD_STR_INIT("IMO 9187629"), {0}},
     {ITD_PROP_IMO_NUMBER, "9187629", 0, NULL},
     true,
     true},
    {{ITD_PROP_IMO_NUMBER, ITD_STR_INIT("9187630"), {0}},
     {ITD_PROP_IMO_NUMBER, "9187629", 0, NULL},
     false,
     false},
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("AB-187 304"), ITD_STR_INIT("cd")},
     {ITD_PROP_PASSPORT_NUMBER, "AB187304", ITD_DETAIL_COUNTRY, "cd"},
     true,
     true},
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("AB187304"), ITD_STR_INIT("us")},
     {ITD_PROP_PASSPORT_NUMBER, "AB187304", ITD_DETAIL_COUNTRY, "cd"},
     true,
     false},
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("AB187304"), {0}},
     {ITD_PROP_PASSPORT_NUMBER, "AB187304", ITD_DETAIL_COUNTRY, "cd"},
     true,
     false},
    {{ITD_PROP_ID_NUMBER, ITD_STR_INIT("AB187304"), {0}},
     {ITD_PROP_PASSPORT_NUMBER, "AB187304", 0, NULL},
     true,
     false},
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("AB187304"), {0}},
     {ITD_PROP_TAX_NUMBER, "AB187304", 0, NULL},
     false,
     false},
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("1234"), ITD_STR_INIT("cd")},
     {ITD_PROP_PASSPORT_NUMBER, "1234", ITD_DETAIL_COUNTRY, "cd"},
     false,
     false}, /* too short */
    {{ITD_PROP_PASSPORT_NUMBER, ITD_STR_INIT("12345"), ITD_STR_INIT("cd")},
     {ITD_PROP_PASSPORT_NUMBER, "12345", ITD_DETAIL_COUNTRY, "cd"},
     true,
     true},
    {{ITD_PROP_SWIFT_BIC, ITD_STR_INIT("FTBDKPPY"), {0}},
     {ITD_PROP_SWIFT_BIC, "FTBDKPPYXXX", 0, NULL},
     true,
     true},
    {{ITD_PROP_SWIFT_BIC, ITD_STR_INIT("FTBDKPPY002"), {0}},
     {ITD_PROP_SWIFT_BIC, "FTBDKPPY001", 0, NULL},
     true,
     false}, /* another branch */
    {{ITD_PROP_CALL_SIGN, ITD_STR_INIT("HMZF"), {0}},
     {ITD_PROP_CALL_SIGN, "HMZF", 0, NULL},
     true,
     false}, /* call signs may have four letters */
    {{ITD_PROP_CALL_SIGN, ITD_STR_INIT("HMZ"), {0}},
     {ITD_PROP_CALL_SIGN, "HMZ", 0, NULL},
     false,
     false},
    {{ITD_PROP_WALLET, ITD_STR_INIT("1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V"), {0}},
     {ITD_PROP_PUBLIC_KEY, "1AjZPMsnmpdK2Rv9KQNfMurTXinscVro9V", 0, NULL},
     true,
     true},
    {{ITD_PROP_OTHER_ID, ITD_STR_INIT("AB187304"), {0}},
     {ITD_PROP_RECORD_ID, "AB187304", 0, NULL},
     false,
     false}, /* the list's own number names no one */
};

static void equal_identifiers_agree_and_some_decide(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(numbers); i++) {
        const itd_request  req = {.identifiers = &numbers[i].asked, .identifier_count = 1};
        const itd_evidence evidence = compare(&req, &numbers[i].listed, 1);

        if ((evidence.identifier == ITD_AGREES) != numbers[i].agrees ||
            evidence.identifier_decides != numbers[i].decides ||
            (evidence.identifier == ITD_AGREES && !evidence.identifier_value))
            fail_msg("identifier %zu: %s", i, numbers[i].listed.text);
    }
}

static void another_branch_of_a_bank_is_told_and_its_own_goes_before(void **state)
{
    const struct fact            listed[] = {{ITD_PROP_SWIFT_BIC, "FTBDKPPY001", 0, NULL},
                                             {ITD_PROP_SWIFT_BIC, "FTBDKPPY002", 0, NULL}};
    const itd_request_identifier asked = {ITD_PROP_SWIFT_BIC, ITD_STR("FTBDKPPY002"), {0}};
    const itd_request            req = {.identifiers = &asked, .identifier_count = 1};
    itd_evidence                 evidence = compare(&req, listed, 1);

    (void)state;
    assert_true(evidence.other_branch);
    assert_false(evidence.identifier_decides);
    assert_true(itd_evidence_agrees(&evidence));
    evidence = compare(&req, listed, 2);
    assert_false(evidence.other_branch);
    assert_true(evidence.identifier_decides);
    assert_str_equal(evidence.identifier_value->text, "FTBDKPPY002");
}

static void the_country_of_the_holder_stands_in_for_that_of_the_document(void **state)
{
    const struct fact            listed[] = {{ITD_PROP_PASSPORT_NUMBER, "AB187304", 0, NULL},
                                             {ITD_PROP_NATIONALITY, "cd", 0, NULL}};
    const itd_str                country = ITD_STR("cd");
    const itd_request_identifier asked = {ITD_PROP_PASSPORT_NUMBER, ITD_STR("AB187304"), {0}};
    itd_request                  req = {.identifiers = &asked, .identifier_count = 1};

    (void)state;
    assert_false(compare(&req, listed, 2).identifier_decides);
    req.countries = &country;
    req.country_count = 1;
    assert_true(compare(&req, listed, 2).identifier_decides);
}

static const struct {
    const char *asked, *listed, *detail;
    int32_t     points;
} date_points[] = {
    {"1984-01-08", "1984-01-08", NULL, 4000},  {"1984-01", "1984-01-08", NULL, 3000},
    {"1984-01-08", "1984", NULL, 2000},        {"1984-01-08", "1983", "1985", 1000},
    {"1984-08-01", "1984-01-08", NULL, 1500},  {"1984-01-18", "1984-01-08", NULL, 1000},
    {"1984-01-08", "1979", "1985", 0},         {"1986-01-01", "1984-01-01", NULL, 1000},
    {"1986-03-02", "1984-01-01", NULL, -3000}, {"1985-12-30", "1984-01-01", NULL, -1500},
    {"1993", "1983-12-31", NULL, -3000},       {"1995", "1983-12-31", NULL, -5000},
};

static void dates_count_by_how_closely_they_agree(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(date_points); i++) {
        const struct fact listed = {ITD_PROP_BIRTH_DATE, date_points[i].listed, ITD_DETAIL_UNTIL,
                                    date_points[i].detail};
        itd_date          date;
        itd_request       req = {.birth_dates = &date, .birth_date_count = 1};
        int32_t           points;

        assert_true(itd_date_parse_iso(itd_str_of(date_points[i].asked), &date));
        points = compare(&req, &listed, 1).points[ITD_ON_BIRTH_DATE];
        if (points != date_points[i].points)
            fail_msg("%s and %s: %d", date_points[i].asked, date_points[i].listed, (int)points);
    }
}

static itd_agreement imo_against(const char *asked, const struct fact *listed, size_t count)
{
    const itd_request_identifier number = {ITD_PROP_IMO_NUMBER, itd_str_of(asked), {0}};
    const itd_request            req = {.identifiers = &number, .identifier_count = 1};

    return compare(&req, listed, count).identifier;
}

static void numbers_one_slip_away_are_near_and_another_ship_is_a_conflict(void **state)
{
    const struct fact            ship[] = {{ITD_PROP_IMO_NUMBER, "9187629", 0, NULL},
                                           {ITD_PROP_IMO_NUMBER, "8415433", 0, NULL}};
    const struct fact            passport = {ITD_PROP_PASSPORT_NUMBER, "AB187304", 0, NULL};
    const itd_request_identifier near = {ITD_PROP_PASSPORT_NUMBER, ITD_STR("AB178304"), {0}};
    const itd_request_identifier other = {ITD_PROP_PASSPORT_NUMBER, ITD_STR("AB178305"), {0}};
    itd_request                  req = {.identifiers = &near, .identifier_count = 1};
    itd_evidence                 evidence;

    (void)state;
    assert_int_equal(imo_against("9187629", ship, 2), ITD_AGREES);
    assert_int_equal(imo_against("IMO 9187628", ship, 2), ITD_NEAR);
    assert_int_equal(imo_against("8451433", ship, 2), ITD_NEAR);
    assert_int_equal(imo_against("9314650", ship, 2), ITD_CONFLICTS);
    assert_int_equal(imo_against("9314650", &passport, 1), ITD_NEUTRAL);
    evidence = compare(&req, &passport, 1);
    assert_int_equal(evidence.identifier, ITD_NEAR);
    assert_false(evidence.identifier_decides);
    assert_false(itd_evidence_agrees(&evidence));
    assert_int_equal(evidence.identifier_value->prop, ITD_PROP_PASSPORT_NUMBER);
    req.identifiers = &other;
    assert_int_equal(compare(&req, &passport, 1).identifier, ITD_NEUTRAL);
}

static int32_t address_points(const char *asked, const struct fact *listed)
{
    const itd_request req = {.address = itd_str_of(asked)};

    return compare(&req, listed, 1).points[ITD_ON_ADDRESS];
}

static void an_address_agrees_by_town_and_street_or_says_nothing(void **state)
{
    const struct fact town = {ITD_PROP_ADDRESS, "Zelenaya ulitsa 7, Nevezhino", ITD_DETAIL_CITY,
                              "Nevezhino"};
    const struct fact line = {ITD_PROP_ADDRESS, "Zelenaya ulitsa 7, Nevezhino", 0, NULL};

    (void)state;
    assert_int_equal(address_points("12 Elm Road, Nevezhino", &town), 300);
    assert_int_equal(address_points("12 Elm Road, Otherton", &town), 0);
    assert_int_equal(address_points("Nevezhino, ul. Zelenaya ulitsa 7", &line), 1500);
    assert_int_equal(address_points("12 Elm Road, Nevezhino", &line), 0);
    assert_int_equal(address_points("", &line), 0);
}

static void the_total_is_integer_arithmetic_of_three_numbers(void **state)
{
    itd_evidence evidence = {.corroboration = 0, .conflict = 0};

    (void)state;
    assert_int_equal(itd_evidence_total(&evidence, 8432), 8432);
    evidence.conflict = 5000;
    assert_int_equal(itd_evidence_total(&evidence, 10000), 5000);
    assert_int_equal(itd_evidence_total(&evidence, 8433), 4217); /* half up */
    evidence = (itd_evidence){.corroboration = 5000};
    assert_int_equal(itd_evidence_total(&evidence, 8000), 9000);
    assert_int_equal(itd_evidence_total(&evidence, 10000), 10000);
    evidence.conflict = 1000;
    assert_int_equal(itd_evidence_total(&evidence, 8000), 8600); /* 7200 + half of 2800 */
    evidence.identifier_decides = true;
    assert_int_equal(itd_evidence_total(&evidence, 0), 10000);
}

static void without_memory_it_is_an_error_and_no_neutral_answer(void **state)
{
    const itd_request_identifier asked = {ITD_PROP_PASSPORT_NUMBER, ITD_STR("AB187304"), {0}};
    const itd_request            req = {.identifiers = &asked, .identifier_count = 1};
    const struct fact            listed = {ITD_PROP_PASSPORT_NUMBER, "AB187304", 0, NULL};
    const itd_entity            *ent = entity_with(&listed, 1);
    itd_evidence                 evidence;

    (void)state;
    itd_test_fail_allocation(1);
    assert_status_equal(itd_evidence_compare(&req, ent, folder, arena, &evidence, NULL),
                        ITD_E_NO_MEMORY, "the first allocation fails");
    itd_test_fail_allocation(0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(birth_dates_agree_conflict_or_say_nothing),
        cmocka_unit_test(one_agreeing_date_of_several_is_enough),
        cmocka_unit_test(countries_conflict_only_with_a_listed_nationality),
        cmocka_unit_test(gender_alone_is_no_evidence_for_a_match),
        cmocka_unit_test(a_conflict_spoils_agreement_but_not_that_of_an_identifier),
        cmocka_unit_test(equal_identifiers_agree_and_some_decide),
        cmocka_unit_test(another_branch_of_a_bank_is_told_and_its_own_goes_before),
        cmocka_unit_test(the_country_of_the_holder_stands_in_for_that_of_the_document),
        cmocka_unit_test(dates_count_by_how_closely_they_agree),
        cmocka_unit_test(numbers_one_slip_away_are_near_and_another_ship_is_a_conflict),
        cmocka_unit_test(an_address_agrees_by_town_and_street_or_says_nothing),
        cmocka_unit_test(the_total_is_integer_arithmetic_of_three_numbers),
        cmocka_unit_test(without_memory_it_is_an_error_and_no_neutral_answer),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
