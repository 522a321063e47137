/* The sdnList schema on a small document of our own, in both namespaces. */
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#include <string.h>

#include "base/memory.h"

static const char old_namespace[] = "http://tempuri.org/sdnList.xsd";
static const char new_namespace[] =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML";

static itd_str document;

static int load(void **state)
{
    (void)state;
    document = ofac_fixture("tests/data/ofac/sdn.xml");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    ofac_free(document);
    return 0;
}

static void read_bytes(itd_str bytes, bool partial, size_t read_max, ofac_outcome *ret_outcome)
{
    const itd_list_part part = ofac_part("sdn.xml", bytes, read_max);

    ofac_read(&itd_reader_ofac_xml, &part, 1, partial, true, ret_outcome);
}

/* The document with one text put in place of another, which must be there. */
static void read_replaced(const char *from, const char *to, bool partial, ofac_outcome *ret_outcome)
{
    const size_t at = itd_str_find(document, itd_str_of(from));
    itd_buf      buf;

    assert_int_not_equal(at, SIZE_MAX);
    itd_buf_init(&buf, 1 << 20);
    itd_buf_append(&buf, itd_str_slice(document, 0, at));
    itd_buf_append_cstr(&buf, to);
    itd_buf_append(&buf, itd_str_from(document, at + strlen(from)));
    read_bytes(itd_buf_text(&buf), partial, 0, ret_outcome);
    itd_buf_done(&buf);
}

static void gives_every_element_its_place(void **state)
{
    static const char *const lines[] = {
        "101 is Organization",
        "101 name = EXAMPLE TRADING COMPANY @lastName",
        "101 notes = All offices worldwide; (Linked To: SECOND EXAMPLE, S.A.) @remarks",
        "101 link = SECOND EXAMPLE, S.A. [role=Linked To] @remarks",
        "101 program = DPRK @programList/program",
        "101 program = DPRK2 @programList/program",
        "101 registrationNumber = 12-345 [type=Registration Number] [country=pa] @idList/id",
        "101 wallet = TExampleQRSTUVWXYZabcdefgh [currency=TRX] @idList/id",
        ("101 provisions = section 1(b) of Example Order 1 [type=Secondary sanctions risk] "
         "@idList/id"),
        "101 listingDate = 2022-02-24 < 24 Feb 2022 [program=EO 1 Directive 2] @idList/id",
        "101 Library Card = L 17 [country=mt] @idList/id",
        "101 alias = EXAMPLE TRADERS [quality=strong] @akaList/aka",
        "101 previousName = FORMER EXAMPLE [kind=formerly known as] [quality=strong] @akaList/aka",
        "101 weakAlias = ETC [quality=weak] @akaList/aka",
        ("101 address = 12 Example Street, Floor 3, Pyongyang, Korea, North [country=kp] "
         "[street=12 "
         "Example Street, Floor 3] [city=Pyongyang] @addressList/address"),
        ("101 address = Cali, Valle 760001, Colombia [country=co] [city=Cali] [region=Valle] "
         "[postalCode=760001] @addressList/address"),
        "101 country = co < Colombia @addressList/address",
        "102 is Person",
        "102 name = DOE, John Example [first=John Example] [last=DOE] @lastName",
        "102 position = Director of Example Trading @title",
        ("102 passportNumber = A1234567 [type=Passport] [country=ir] [issued=2004-05-04] "
         "[expires=2014-05-03] @idList/id"),
        "102 gender = male < Male @idList/id",
        "102 alias = DOE, Jon [quality=strong] [first=Jon] [last=DOE] @akaList/aka",
        "102 nationality = kp < Korea, North [main=yes] @nationalityList/nationality",
        "102 citizenship = mt < Malta @citizenshipList/citizenship",
        "102 birthDate = 1957-09-04 < 04 Sep 1957 [main=yes] @dateOfBirthList/dateOfBirthItem",
        "102 birthDate = 1951 < circa-1951 [circa=yes] @dateOfBirthList/dateOfBirthItem",
        "102 DOB = spring 1950 @dateOfBirthList/dateOfBirthItem",
        ("102 birthPlace = Wonsan, Korea, North [country=kp] [main=yes] "
         "@placeOfBirthList/placeOfBirthItem"),
        "102 birthCountry = kp < Korea, North @placeOfBirthList/placeOfBirthItem",
        "102 sdnEntry/shoeSize = EU 41 42 @sdnEntry/shoeSize",
        "103 is Vessel",
        "103 imoNumber = 9074729 [type=Vessel Registration Identification IMO] @idList/id",
        "103 mmsi = 123456789 [type=MMSI] @idList/id",
        "103 callSign = HMZZ @vesselInfo/callSign",
        "103 type = General Cargo @vesselInfo/vesselType",
        "103 flag = pa < Panama @vesselInfo/vesselFlag",
        "103 link = Example Shipping [role=owner] @vesselInfo/vesselOwner",
        "103 tonnage = 9000 @vesselInfo/tonnage",
        "103 grossRegisteredTonnage = 5600 @vesselInfo/grossRegisteredTonnage",
    };
    ofac_outcome outcome;

    (void)state;
    read_bytes(document, false, 0, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_int_equal(outcome.entities, 3);
    for (size_t i = 0; i < ITD_ARRAY_LEN(lines); i++)
        assert_has_line(&outcome, lines[i]);
    assert_true(outcome.result.has_stamp);
    assert_int_equal(outcome.result.stamp_ms, INT64_C(1772150400000)); /* 2026-02-27 */
    assert_int_equal(ofac_reported(&outcome, "unknown type of identifier", "Library Card"), 1);
    assert_int_equal(ofac_reported(&outcome, "date not understood", "spring 1950"), 1);
    assert_int_equal(ofac_reported(&outcome, "unknown element", "sdnEntry/shoeSize"), 1);
    assert_int_equal(itd_list_report_count(outcome.report), 3);
    ofac_outcome_done(&outcome);
}

static void takes_a_country_off_the_number_only_where_it_is_the_documents_own(void **state)
{
    static const struct {
        const char *number, *line;
    } numbers[] = {
        {"12-345 (Panama)",
         "101 registrationNumber = 12-345 [type=Registration Number] [country=pa] @idList/id"},
        {"12-345 (Malta)", "101 registrationNumber = 12-345 (Malta) [type=Registration Number] "
                           "[country=pa] @idList/id"},
        {"12-345(9)", "101 registrationNumber = 12-345(9) [type=Registration Number] [country=pa] "
                      "@idList/id"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(numbers); i++) {
        ofac_outcome outcome;

        read_replaced("12-345", numbers[i].number, false, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_has_line(&outcome, numbers[i].line);
        ofac_outcome_done(&outcome);
    }
}

static void takes_both_namespaces_and_reports_a_third(void **state)
{
    ofac_outcome expected, outcome;

    (void)state;
    read_bytes(document, false, 0, &expected);
    read_replaced(old_namespace, new_namespace, false, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&expected.text)));
    assert_int_equal(ofac_reported(&outcome, "unknown namespace", NULL), 0);
    ofac_outcome_done(&outcome);
    read_replaced(old_namespace, "urn:another", false, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&expected.text)));
    assert_int_equal(ofac_reported(&outcome, "unknown namespace", "urn:another"), 1);
    ofac_outcome_done(&outcome);
    ofac_outcome_done(&expected);
}

static void recognises_the_root_element_and_nothing_else(void **state)
{
    static const struct {
        const char *head;
        bool        mine;
    } heads[] = {
        {"<sdnList>", true},
        {"<sdnList xmlns='x'/>", true},
        {"\xEF\xBB\xBF\r\n<?xml version='1.0'?><!-- c --> <s:sdnList xmlns:s='x'>", true},
        {"<sdnListing>", false},
        {"<CONSOLIDATED_LIST/>", false},
        {"<html><sdnList/></html>", false},
        {"<!-- <sdnList> ", false},
        {"", false},
        {"sdnList", false},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(heads); i++) {
        const itd_list_part part = ofac_part("x", itd_str_of(heads[i].head), 0);

        assert_int_equal(itd_reader_ofac_xml.recognise(&part), heads[i].mine);
        assert_false(itd_reader_ofac_csv.recognise(&part));
    }
}

static void refuses_a_document_with_fewer_entries_than_it_counts(void **state)
{
    ofac_outcome outcome;

    (void)state;
    read_replaced("<Record_Count>3<", "<Record_Count>4<", false, &outcome);
    assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
    assert_string_equal(outcome.err.file, "sdn.xml");
    assert_string_equal(outcome.err.field, "Record_Count");
    ofac_outcome_done(&outcome);
    read_replaced("<Record_Count>3<", "<Record_Count>4<", true, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_int_equal(ofac_reported(&outcome, "number of entries differs", NULL), 1);
    ofac_outcome_done(&outcome);
}

static const struct {
    const char *from, *to;
    itd_status  status;
    const char *field;
} damages[] = {
    {"<uid>102</uid>", "<uid>1O2</uid>", ITD_E_SYNTAX, "uid"},
    {"<uid>102</uid>", "", ITD_E_SYNTAX, "uid"},
    {"<lastName>EXAMPLE STAR</lastName>", "<lastName> </lastName>", ITD_E_SYNTAX, "lastName"},
    {"<sdnType>Vessel</sdnType>", "", ITD_E_SYNTAX, "sdnType"},
    {"02/27/2026", "2026-02-27", ITD_E_SYNTAX, "Publish_Date"},
    {"<Record_Count>3<", "<Record_Count>three<", ITD_E_SYNTAX, "Record_Count"},
    {"</sdnEntry>", "</sdnEntry>text", ITD_E_SYNTAX, ""},
    {"EXAMPLE STAR", "EXAMPLE \xFF STAR", ITD_E_SYNTAX, ""},
    {"</sdnList>", "", ITD_E_SYNTAX, ""},
};

static void refuses_damage_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(damages); i++) {
        ofac_outcome outcome;

        read_replaced(damages[i].from, damages[i].to, false, &outcome);
        assert_int_not_equal(outcome.status, ITD_OK);
        if (damages[i].field[0] != '\0')
            assert_status_error(outcome.status, damages[i].status, &outcome.err);
        assert_string_equal(outcome.err.file, "sdn.xml");
        assert_true(outcome.err.line > 1);
        assert_string_equal(outcome.err.field, damages[i].field);
        ofac_outcome_done(&outcome);
    }
}

static void refuses_another_root_element_and_a_second_file(void **state)
{
    const itd_list_part parts[] = {ofac_part("a.xml", document, 0),
                                   ofac_part("b.xml", document, 0)};
    ofac_outcome        outcome;

    (void)state;
    read_bytes(ITD_STR("<list><sdnEntry/></list>"), false, 0, &outcome);
    assert_status_error(outcome.status, ITD_E_SCHEMA, &outcome.err);
    ofac_outcome_done(&outcome);
    ofac_read(&itd_reader_ofac_xml, parts, 2, false, true, &outcome);
    assert_status_error(outcome.status, ITD_E_SCHEMA, &outcome.err);
    ofac_outcome_done(&outcome);
}

static void keeps_and_reports_elements_that_it_does_not_know(void **state)
{
    static const struct {
        const char *from, *to, *line, *what, *where;
    } unknown[] = {
        {"<uid>14</uid>", "<uid>14</uid><color>red</color>",
         "103 idList/id/color = red @idList/id/color", "unknown element", "idList/id/color"},
        {"<tonnage>9000</tonnage>", "<tonnage unit='t'>9000</tonnage>",
         "103 vesselInfo@unit = t @vesselInfo@unit", "unknown attribute", "vesselInfo@unit"},
        {"<callSign>HMZZ</callSign>", "<callSign>HMZZ</callSign><callSign>HMYY</callSign>",
         "103 vesselInfo/callSign = HMYY @vesselInfo/callSign", "unknown element",
         "vesselInfo/callSign"},
        {"<program>DPRK3</program>", "<program>DPRK3</program><plan>X</plan>",
         "103 programList/plan = X @programList/plan", "unknown element", "programList/plan"},
        {"<program>DPRK3</program>", "<program>DPRK3</program> loose",
         "103 programList = loose @programList", "unexpected text", "programList"},
        {"<sdnType>Vessel</sdnType>", "<sdnType>Robot</sdnType>", "103 sdnType = Robot @sdnType",
         "unknown type of entry", "Robot"},
        {"<category>weak</category>", "<category>poor</category>",
         "101 alias = ETC [quality=poor] @akaList/aka", "unknown quality of alias", "poor"},
        {"<sdnEntry>", "<news><item>N</item></news><sdnEntry>", "101 is Organization",
         "unknown element", "sdnList/news"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(unknown); i++) {
        ofac_outcome outcome;

        read_replaced(unknown[i].from, unknown[i].to, false, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_has_line(&outcome, unknown[i].line);
        assert_int_equal(ofac_reported(&outcome, unknown[i].what, unknown[i].where), 1);
        ofac_outcome_done(&outcome);
    }
}

static void reads_the_same_in_chunks_of_one_to_seven_bytes(void **state)
{
    ofac_outcome expected;

    (void)state;
    read_bytes(document, false, 0, &expected);
    for (size_t chunk = 1; chunk <= 7; chunk++) {
        ofac_outcome outcome;

        read_bytes(document, false, chunk, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&expected.text)));
        ofac_outcome_done(&outcome);
    }
    ofac_outcome_done(&expected);
}

static void a_document_cut_at_any_byte_is_refused(void **state)
{
    (void)state;
    for (size_t len = 0; len < itd_str_trim(document).len; len++) {
        char        *copy = itd_mem_new(len + 1, 1); /* so that reading on is found */
        ofac_outcome outcome;

        memcpy(copy, document.ptr, len);
        read_bytes((itd_str){copy, len}, false, 0, &outcome);
        assert_int_not_equal(outcome.status, ITD_OK);
        ofac_outcome_done(&outcome);
        itd_mem_free(copy);
    }
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    size_t       failures = 0;
    ofac_outcome outcome;

    (void)state;
    for (size_t n = 1;; n++) {
        itd_test_fail_allocation(n);
        read_bytes(document, false, 0, &outcome);
        itd_test_fail_allocation(0);
        if (outcome.status == ITD_OK)
            break;
        assert_status_error(outcome.status, ITD_E_NO_MEMORY, &outcome.err);
        failures++;
        ofac_outcome_done(&outcome);
    }
    assert_int_equal(outcome.entities, 3);
    assert_true(failures > 10);
    ofac_outcome_done(&outcome);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_element_its_place),
        cmocka_unit_test(takes_a_country_off_the_number_only_where_it_is_the_documents_own),
        cmocka_unit_test(takes_both_namespaces_and_reports_a_third),
        cmocka_unit_test(recognises_the_root_element_and_nothing_else),
        cmocka_unit_test(refuses_a_document_with_fewer_entries_than_it_counts),
        cmocka_unit_test(refuses_damage_with_its_place),
        cmocka_unit_test(refuses_another_root_element_and_a_second_file),
        cmocka_unit_test(keeps_and_reports_elements_that_it_does_not_know),
        cmocka_unit_test(reads_the_same_in_chunks_of_one_to_seven_bytes),
        cmocka_unit_test(a_document_cut_at_any_byte_is_refused),
        cmocka_unit_test(every_failing_allocation_is_a_clean_error),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
