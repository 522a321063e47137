/* Remarks, phrase by phrase: the table shows each kind of fact with what becomes of it. */
#include "lists/ofac_remarks.h"

#include <string.h>

#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

/* The values that a remark gives to an entry of that type, notes left out, as lines without id. */
static void read_remark(const char *type, const itd_ofac_remarks *remarks, itd_list_report *report,
                        itd_buf *ret_text)
{
    itd_arena          *arena = itd_arena_new(SIZE_MAX);
    itd_entity_builder *builder = itd_entity_builder_new(arena);
    itd_ofac_sink       sink;
    const itd_entity   *ent;
    itd_error           err = {0};

    itd_ofac_sink_init(&sink);
    sink.report = report;
    itd_ofac_begin(&sink, builder, ITD_STR("1"), itd_str_of(type), ITD_STR("type"));
    itd_ofac_add_remarks(&sink, remarks);
    assert_ok(itd_ofac_finish(&sink, &ent, &err), &err);
    assert_int_equal(ent->values[0].prop, ITD_PROP_NOTES);
    for (size_t i = 1; i < ent->value_count; i++)
        ofac_append_value(ret_text, ent, &ent->values[i]);
    assert_ok(itd_buf_status(ret_text, &err), &err);
    itd_ofac_sink_done(&sink);
    itd_arena_free(arena);
}

static const struct {
    const char *type;
    const char *remark;
    const char *values; /* without "1 " before and " @r" behind each line */
} cases[] = {
    /* persons */
    {"individual", "DOB 04 Sep 1957", "birthDate = 1957-09-04 < 04 Sep 1957 [main=yes]"},
    {"individual", "alt. DOB Sep 1964", "birthDate = 1964-09 < Sep 1964"},
    {"individual", "alt. DOB 1957", "birthDate = 1957"},
    {"individual", "alt. DOB circa 1951", "birthDate = 1951 < circa 1951 [circa=yes]"},
    {"individual", "alt. DOB circa-1951", "birthDate = 1951 < circa-1951 [circa=yes]"},
    {"individual", "alt. DOB 1951 to 1953", "birthDate = 1951 < 1951 to 1953 [until=1953]"},
    {"individual", "alt. DOB 01 Jan 1976 to 31 Dec 1978",
     "birthDate = 1976-01-01 < 01 Jan 1976 to 31 Dec 1978 [until=1978-12-31]"},
    {"individual", "alt. DOB circa 1979-1982",
     "birthDate = 1979 < circa 1979-1982 [until=1982] [circa=yes]"},
    {"individual", "DOB long ago", "remark = DOB long ago"},
    {"individual", "POB Najaf, Iraq",
     "birthPlace = Najaf, Iraq [country=iq] [main=yes]|birthCountry = iq < Iraq"},
    {"individual", "alt. POB Wonsan, Korea, North",
     "birthPlace = Wonsan, Korea, North [country=kp]|birthCountry = kp < Korea, North"},
    {"individual", "alt. POB Syria", "birthPlace = Syria [country=sy]|birthCountry = sy < Syria"},
    {"individual", "alt. POB Umm Tuba", "birthPlace = Umm Tuba"},
    {"individual", "nationality Iran", "nationality = ir < Iran [main=yes]"},
    {"individual", "alt. citizen Russia", "citizenship = ru < Russia"},
    {"individual", "Gender Female", "gender = female < Female"},
    {"individual", "Gender unknown", "remark = Gender unknown"},
    {"individual", "Haji", "title = Haji"},
    {"individual", "Member of the Upper House of Parliament",
     "position = Member of the Upper House of Parliament"},
    {"individual", "Scientific Studies and Research Center Brigadier General",
     "position = Scientific Studies and Research Center Brigadier General"},
    {"individual", "Position: Owner", "position = Owner [type=Position]"},
    {"individual", "ethnicity Kurdish", "ethnicity = Kurdish [type=ethnicity]"},
    {"individual", "wife of A Man", "link = A Man [role=wife of]"},
    {"", "Member of the Upper House", "remark = Member of the Upper House"},

    /* documents */
    {"individual", "Passport A1 (Iran) issued 04 May 2004 expires 03 May 2014",
     "passportNumber = A1 [type=Passport] [country=ir] [issued=2004-05-04] [expires=2014-05-03]"},
    {"individual", "alt. Passport B 222 expires 1999",
     "passportNumber = B 222 [type=Passport] [expires=1999]"},
    {"individual", "Passport C3 (Iran) expires 01 Jan 2026 to 31 Dec 2026",
     "passportNumber = C3 [type=Passport] [country=ir] [expires=2026-01-01/2026-12-31]"},
    {"individual", "Diplomatic Passport D4", "passportNumber = D4 [type=Diplomatic Passport]"},
    {"individual", "National ID No. K5(9) (Hong Kong)",
     "idNumber = K5(9) [type=National ID No.] [country=hk]"},
    {"individual", "C.U.R.P. # HESU43 (Mexico)", "idNumber = HESU43 [type=C.U.R.P.] [country=mx]"},
    {"individual", "SSN 123-45-6789 (United States)",
     "socialSecurityNumber = 123-45-6789 [type=SSN] [country=us]"},
    {"individual", "Passport and National ID were issued in Ulm", ""}, /* a plain statement */
    {"individual", "Passport of a friend", "remark = Passport of a friend"},
    {"", "Tax ID No. 777 (Cali) (Colombia)",
     "taxNumber = 777 [type=Tax ID No.] [country=co] [place=Cali]"},
    {"", "Matricula Mercantil No 57-2 (Uraba)",
     "registrationNumber = 57-2 [type=Matricula Mercantil No] [place=Uraba]"},
    {"", "NIT # 800018928-0 (Colombia)", "taxNumber = 800018928-0 [type=NIT #] [country=co]"},
    {"", "Government Gazette Number 09804148 (Russia)",
     "okpoCode = 09804148 [type=Government Gazette Number] [country=ru]"},
    {"", "Government Gazette Number 202 (Bulgaria)",
     "registrationNumber = 202 [type=Government Gazette Number] [country=bg]"},
    {"", "Legal Entity Number 549300TRUWO2CD2G5692",
     "leiCode = 549300TRUWO2CD2G5692 [type=Legal Entity Number]"},
    {"", "Legal Entity Number 549300TRUWO2CD2G5693",
     "leiCode = 549300TRUWO2CD2G5693 [type=Legal Entity Number] [validity=check digit wrong]"},
    {"", "Legal Entity Number 851683897 (Netherlands)",
     "registrationNumber = 851683897 [type=Legal Entity Number] [country=nl]"},
    {"", "SWIFT/BIC EXAMKPPY", "swiftBic = EXAMKPPY [type=SWIFT/BIC]"},
    {"", "BIK (RU) 044525219", "bikCode = 044525219 [type=BIK (RU)]"},
    {"", "alt. ISIN CND100005B20", "isinCode = CND100005B20 [type=ISIN]"},
    {"", "Equity Ticker CHL US", "ticker = CHL US [type=Equity Ticker]"},
    {"", "Issuer Name Example Corp", "alias = Example Corp [kind=issuer name]"},
    {"", "Organization Established Date 17 Dec 2016",
     "incorporationDate = 2016-12-17 < 17 Dec 2016"},
    {"", "Organization Type: Holding companies",
     "sector = Holding companies [type=Organization Type]"},
    {"", "Target Type State-Owned Enterprise", "Target Type = State-Owned Enterprise"},
    {"", "Nationality of Registration Russia", "jurisdiction = ru < Russia"},

    /* ships and aircraft */
    {"vessel", "Vessel Registration Identification IMO 9074729",
     "imoNumber = 9074729 [type=Vessel Registration Identification IMO]"},
    {"vessel", "Vessel Registration Identification IMO 9074720 (Russia)",
     "imoNumber = 9074720 [type=Vessel Registration Identification IMO] [country=ru] "
     "[validity=check digit wrong]"},
    {"", "Identification Number IMO 5342883",
     "imoNumber = 5342883 [type=Identification Number IMO]"},
    {"", "International Maritime Organization No. (5777731)",
     "imoNumber = 5777731 [type=International Maritime Organization No.]"},
    {"vessel", "MMSI 12345678", "mmsi = 12345678 [type=MMSI] [validity=not nine digits]"},
    {"vessel", "alt. Former Vessel Flag Malta", "pastFlags = mt < Malta"},
    {"vessel", "Former Vessel Flag None Identified", "pastFlags = None Identified"},
    {"vessel", "Vessel Year of Build 1994", "buildDate = 1994"},
    {"aircraft", "Aircraft Operator EXAMPLE AIR", "link = EXAMPLE AIR [role=operator]"},
    {"aircraft", "Aircraft Construction Number (also called L/N or S/N or F/N) 84",
     "serialNumber = 84 [type=Aircraft Construction Number (also called L/N or S/N or F/N)]"},
    {"aircraft", "Aircraft Mode S Transponder Code ABCDEF",
     "icaoCode = ABCDEF [type=Aircraft Mode S Transponder Code]"},
    {"aircraft", "Aircraft Model IL76-TD", "model = IL76-TD [type=Aircraft Model]"},

    /* wallets, contacts */
    {"", "alt. Digital Currency Address - XBT 1Kuf2Rd8", "wallet = 1Kuf2Rd8 [currency=XBT]"},
    {"", "Digital Currency Address - XBT", "remark = Digital Currency Address - XBT"},
    {"", "Email:adelb@example.net", "email = adelb@example.net [type=Email]"},
    {"", "info@example.net (email)", "email = info@example.net"},
    {"", "www.example.net", "website = www.example.net"},
    {"", "Telephone (356)(21241232)", "phone = (356)(21241232) [type=Telephone]"},
    {"", "Alt. Fax: 9221227700019", "phone = 9221227700019 [type=Fax]"},

    /* names and links */
    {"individual", "a.k.a. 'ABU X'", "weakAlias = ABU X"},
    {"individual", "f.k.a. 'OLD, Name'",
     "weakAlias = OLD, Name [kind=formerly known as] [first=Name] [last=OLD]"},
    {"", "a.k.a. 'AL-SHA'BI; GROUP'", "weakAlias = AL-SHA'BI; GROUP"},
    {"", "a.k.a. '", "remark = a.k.a. '"},
    {"", "a.k.a. ''", "remark = a.k.a. ''"},
    {"", "Linked To: HAMAS", "link = HAMAS [role=Linked To]"},
    {"", "(Linked To: HAMAS)", "link = HAMAS [role=Linked To]"},

    /* measures */
    {"", "Secondary sanctions risk: section 1(b)",
     "provisions = section 1(b) [type=Secondary sanctions risk]"},
    {"", "alt. Executive Order 13662 Directive Determination - Subject to Directive 4",
     "provisions = Subject to Directive 4 [type=Executive Order 13662 Directive Determination]"},
    {"", "Listing Date (EO 14024 Directive 2): 24 Feb 2022",
     "listingDate = 2022-02-24 < 24 Feb 2022 [program=EO 14024 Directive 2]"},
    {"", "Effective Date (CMIC) 02 Aug 2021", "Effective Date = 2021-08-02 [program=CMIC]"},
    {"", "All offices worldwide", ""},

    /* several at once */
    {"", "X 1; ; MMSI 123456789;", "remark = X 1|mmsi = 123456789 [type=MMSI]"},
};

static void reads_the_phrases_of_the_table(void **state)
{
    itd_buf text, expected;

    (void)state;
    itd_buf_init(&text, 65536);
    itd_buf_init(&expected, 65536);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_ofac_remarks remarks = {.text = itd_str_of(cases[i].remark),
                                          .origin = ITD_STR("r")};
        itd_str                rest = itd_str_of(cases[i].values), part;

        itd_buf_reset(&text);
        itd_buf_reset(&expected);
        read_remark(cases[i].type, &remarks, NULL, &text);
        while (rest.len > 0 && itd_str_next_part(&rest, ITD_STR("|"), &part))
            itd_buf_printf(&expected, "1 %.*s @r\n", ITD_STR_ARGS(part));
        itd_buf_append_char(&text, '\0');
        itd_buf_append_char(&expected, '\0');
        if (strcmp(text.ptr, expected.ptr) != 0)
            print_error("%s\n", cases[i].remark);
        assert_string_equal(text.ptr, expected.ptr);
    }
    itd_buf_done(&text);
    itd_buf_done(&expected);
}

static void assert_reads_as(const itd_ofac_remarks *remarks, const char *values)
{
    itd_buf text;

    itd_buf_init(&text, 65536);
    read_remark("", remarks, NULL, &text);
    assert_str_equal(itd_buf_text(&text), values);
    itd_buf_done(&text);
}

static void takes_the_period_of_the_remark_off_but_not_that_of_an_abbreviation(void **state)
{
    itd_ofac_remarks remarks = {.has_period = true, .origin = ITD_STR("r")};

    (void)state;
    remarks.text = ITD_STR("MMSI 1; Linked To: HAMAS.");
    assert_reads_as(&remarks, "1 mmsi = 1 [type=MMSI] [validity=not nine digits] @r\n"
                              "1 link = HAMAS [role=Linked To] @r\n");
    remarks.text = ITD_STR("Linked To: ONE, S.A.; Linked To: TWO, S.A.");
    assert_reads_as(&remarks, "1 link = ONE, S.A. [role=Linked To] @r\n"
                              "1 link = TWO, S.A. [role=Linked To] @r\n");
    remarks.has_period = false;
    remarks.text = ITD_STR("Linked To: THREE LTD.");
    assert_reads_as(&remarks, "1 link = THREE LTD. [role=Linked To] @r\n");
}

static void keeps_the_last_phrase_of_a_cut_remark_and_does_not_read_it(void **state)
{
    itd_ofac_remarks remarks = {.has_period = true, .is_cut = true, .origin = ITD_STR("r")};

    (void)state;
    remarks.text = ITD_STR("Tax ID No. 11; Tax ID No. 2");
    assert_reads_as(&remarks, "1 taxNumber = 11 [type=Tax ID No.] @r\n"
                              "1 remark = Tax ID No. 2 [note=cut at 1,000 characters] @r\n");
    remarks.text = ITD_STR("Tax ID No. 11; a.k.a. 'HALF A NA");
    assert_reads_as(&remarks, "1 taxNumber = 11 [type=Tax ID No.] @r\n"
                              "1 remark = a.k.a. 'HALF A NA [note=cut at 1,000 characters] @r\n");
    /* Cut behind a separator: the last phrase is whole. */
    remarks.text = ITD_STR("Tax ID No. 11; Tax ID No. 22;");
    assert_reads_as(&remarks, "1 taxNumber = 11 [type=Tax ID No.] @r\n"
                              "1 taxNumber = 22 [type=Tax ID No.] @r\n");
}

static void reports_what_no_rule_knows_by_its_leading_words(void **state)
{
    const itd_ofac_remarks remarks = {
        .text = ITD_STR("Something nobody knows 1; Something nobody knows 2; Oddity"),
        .origin = ITD_STR("r")};
    ofac_outcome outcome = {.report = itd_list_report_new()};
    itd_buf      text;

    (void)state;
    itd_buf_init(&text, 65536);
    read_remark("individual", &remarks, outcome.report, &text);
    assert_int_equal(ofac_reported(&outcome, "remark not understood", "Something nobody knows"), 2);
    assert_int_equal(ofac_reported(&outcome, "remark not understood", "Oddity"), 1);
    itd_buf_done(&text);
    itd_list_report_free(outcome.report);
}

static void takes_a_number_of_the_limit_and_no_longer_one(void **state)
{
    char             phrase[ITD_OFAC_NUMBER_MAX + 16] = "MMSI ";
    itd_ofac_match   match;
    itd_ofac_remarks remarks = {.origin = ITD_STR("r")};
    itd_buf          text;

    (void)state;
    itd_buf_init(&text, 65536);
    memset(phrase + 5, '7', ITD_OFAC_NUMBER_MAX + 1);
    remarks.text = (itd_str){phrase, 5 + ITD_OFAC_NUMBER_MAX};
    read_remark("", &remarks, NULL, &text);
    assert_true(itd_str_starts_with(itd_buf_text(&text), ITD_STR("1 mmsi = 7")));
    itd_buf_reset(&text);
    remarks.text.len++;
    read_remark("", &remarks, NULL, &text);
    assert_true(itd_str_starts_with(itd_buf_text(&text), ITD_STR("1 remark = MMSI 7")));
    assert_true(itd_ofac_phrase_find(remarks.text, &match));
    itd_buf_done(&text);
}

static void the_longest_phrase_wins_and_ends_where_a_word_ends(void **state)
{
    itd_ofac_match match;

    (void)state;
    assert_true(itd_ofac_phrase_find(ITD_STR("License 5"), &match));
    assert_str_equal(match.type, "License");
    assert_true(itd_ofac_phrase_find(ITD_STR("TRADE  LICENSE No. 5"), &match));
    assert_str_equal(match.type, "TRADE  LICENSE No.");
    assert_str_equal(match.body, "5");
    assert_false(itd_ofac_phrase_find(ITD_STR("Licenses 5"), &match));
    assert_true(itd_ofac_phrase_find(ITD_STR("Effective Date (EO 1): 5"), &match));
    assert_str_equal(match.group, "EO 1");
    assert_str_equal(match.body, "5");
    assert_false(itd_ofac_phrase_find(ITD_STR("Effective Date (EO 1"), &match));
    assert_false(itd_ofac_phrase_find(ITD_STR(""), &match));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_phrases_of_the_table),
        cmocka_unit_test(takes_the_period_of_the_remark_off_but_not_that_of_an_abbreviation),
        cmocka_unit_test(keeps_the_last_phrase_of_a_cut_remark_and_does_not_read_it),
        cmocka_unit_test(reports_what_no_rule_knows_by_its_leading_words),
        cmocka_unit_test(takes_a_number_of_the_limit_and_no_longer_one),
        cmocka_unit_test(the_longest_phrase_wins_and_ends_where_a_word_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
