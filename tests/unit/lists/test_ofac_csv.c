/* OFAC's CSV set on a small set of our own: what becomes of every column, and everything that can
 * go wrong with a set of files. */
#include "tests/unit/lists/ofac_support.h"
#include "tests/unit/support.h"

#include <string.h>

#include "base/memory.h"

enum { SDN, ADD, ALT, COMMENTS };

static const char *const names[OFAC_PARTS] = {"sdn.csv", "add.csv", "alt.csv", "comments.csv"};

static itd_str files[OFAC_PARTS];

static int load(void **state)
{
    (void)state;
    files[SDN] = ofac_fixture("tests/data/ofac/sdn.csv");
    files[ADD] = ofac_fixture("tests/data/ofac/add.csv");
    files[ALT] = ofac_fixture("tests/data/ofac/alt.csv");
    files[COMMENTS] = ofac_fixture("tests/data/ofac/comments.csv");
    return 0;
}

static int unload(void **state)
{
    (void)state;
    for (size_t i = 0; i < OFAC_PARTS; i++)
        ofac_free(files[i]);
    return 0;
}

/* Reads the whole set with one part replaced (bytes.ptr NULL: left out). */
static void read_with(size_t part, itd_str bytes, bool partial, ofac_outcome *ret_outcome)
{
    itd_list_part parts[OFAC_PARTS];
    size_t        count = 0;

    for (size_t i = 0; i < OFAC_PARTS; i++) {
        const itd_str use = i == part ? bytes : files[i];

        if (use.ptr)
            parts[count++] = ofac_part(names[i], use, 0);
    }
    ofac_read(&itd_reader_ofac_csv, parts, count, partial, true, ret_outcome);
}

static void read_all(ofac_outcome *ret_outcome)
{
    read_with(OFAC_PARTS, (itd_str){0}, false, ret_outcome);
}

static void gives_every_column_its_place(void **state)
{
    static const char *const lines[] = {
        "101 is Organization",
        "101 name = EXAMPLE TRADING COMPANY @sdn/SDN_Name",
        "101 alias = EXAMPLE TRADERS @alt/alt_name",
        ("101 previousName = FORMER EXAMPLE [kind=formerly known as] [note=until 2010] "
         "@alt/alt_name"),
        "101 program = DPRK @sdn/Program",
        "101 program = DPRK2 @sdn/Program",
        ("101 address = 12 Example Street, Floor 3, Pyongyang, Korea, North [country=kp] "
         "[street=12 "
         "Example Street, Floor 3] [city=Pyongyang] @add/Address"),
        "101 country = kp < Korea, North @add/Address",
        "101 address = Cali, Colombia [country=co] [city=Cali] [note=branch] @add/Address",
        "101 weakAlias = ETC @sdn/Remarks",
        "101 link = SECOND EXAMPLE, S.A. [role=Linked To] @sdn/Remarks",
        "102 is Person",
        "102 name = DOE, John Example [first=John Example] [last=DOE] @sdn/SDN_Name",
        "102 alias = DOE, Jon [first=Jon] [last=DOE] @alt/alt_name",
        "102 title = Haji @sdn/Title",
        "102 position = Director of Example Trading @sdn/Title",
        "102 address = no address given @add/Address",
        "102 birthDate = 1951 < 1951 to 1953 [until=1953] @sdn/Remarks",
        "102 weakAlias = ABU EXAMPLE; THE TRADER @sdn/Remarks",
        "102 remark = Something nobody knows @sdn/Remarks",
        "103 is Vessel",
        "103 alias = EXAMPLE SUN [kind=now known as] @alt/alt_name",
        "103 callSign = HMZZ @sdn/Call_Sign",
        "103 type = General Cargo @sdn/Vess_type",
        "103 tonnage = 9,000 @sdn/Tonnage",
        "103 grossRegisteredTonnage = 5,600 @sdn/GRT",
        "103 flag = pa < Panama @sdn/Vess_flag",
        "103 link = Example Shipping [role=owner] @sdn/Vess_owner",
        "103 imoNumber = 9074729 [type=Vessel Registration Identification IMO] @sdn/Remarks",
        ("103 imoNumber = 9074720 [type=Vessel Registration Identification IMO] [validity=check "
         "digit wrong] @sdn/Remarks"),
        "104 is Airplane",
        "104 buildDate = 1986-01-23 < 23 Jan 1986 @sdn/Remarks",
        "105 wallet = 1ExampleQRSTUVWXYZabcdefghWaLLet13 [currency=XBT] @sdn/Remarks",
        "105 weakAlias = LAST NAME OF THE REST @sdn/Remarks",
    };
    ofac_outcome outcome;

    (void)state;
    read_all(&outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_int_equal(outcome.entities, 5);
    for (size_t i = 0; i < ITD_ARRAY_LEN(lines); i++)
        assert_has_line(&outcome, lines[i]);
    assert_int_equal(outcome.values[ITD_PROP_ADDRESS], 6);
    assert_int_equal(outcome.values[ITD_PROP_WALLET], 16);
    assert_int_equal(outcome.values[ITD_PROP_NOTES], 5);
    assert_false(outcome.result.has_stamp);
    assert_int_equal(ofac_reported(&outcome, "remark not understood", NULL), 1);
    assert_int_equal(itd_list_report_count(outcome.report), 1);
    assert_int_equal(itd_str_find(itd_buf_text(&outcome.text), ITD_STR("-0-")), SIZE_MAX);
    ofac_outcome_done(&outcome);
}

static void tells_the_parts_apart_by_their_columns_whatever_their_order(void **state)
{
    static const size_t order[OFAC_PARTS] = {ALT, COMMENTS, SDN, ADD};
    itd_list_part       parts[OFAC_PARTS];
    ofac_outcome        expected, outcome;

    (void)state;
    read_all(&expected);
    for (size_t i = 0; i < OFAC_PARTS; i++) {
        parts[i] = ofac_part("any name", files[order[i]], 0);
        assert_true(itd_reader_ofac_csv.recognise(&parts[i]));
        assert_false(itd_reader_ofac_xml.recognise(&parts[i]));
    }
    ofac_read(&itd_reader_ofac_csv, parts, OFAC_PARTS, false, true, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&expected.text)));
    ofac_outcome_done(&outcome);
    ofac_outcome_done(&expected);
}

static void recognises_its_parts_however_they_are_quoted(void **state)
{
    static const char *const parts[] = {
        "1,A,individual,P,-0-,-0-,-0-,-0-,-0-,-0-,-0-,-0-\n",
        "\"1\",\"A, B\",\"-0- \",\"P\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"x\"\n",
        "\"1\",\"2\",-0- ,-0- ,-0- ,-0- \n",
        "\xEF\xBB\xBF\"1\",\"2\",\"xyz\",\"A\",-0- \n",
        "1,\"text, with \"\"quotes\"\" and\nlines\"\n",
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++) {
        const itd_list_part part = ofac_part("x", itd_str_of(parts[i]), 0);

        assert_true(itd_reader_ofac_csv.recognise(&part));
    }
}

static void recognises_nothing_else(void **state)
{
    static const char *const others[] = {
        "",
        "ent_num,SDN_Name,SDN_Type,Program,Title,Call_Sign,a,b,c,d,e,f\r\n",
        "1,2,3,4,5,6,7,8,9,10,11,12\r\n",
        "1,2,\"individual\"\r\n",
        "1,2,3,4,5\r\n",
        "1,two\r\n",
        "x1,\"rest\"\r\n",
        "<html></html>",
        "{\"id\":1}",
        "123456789012345678901,\"rest\"\r\n", /* one digit past the limit */
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(others); i++) {
        const itd_list_part part = ofac_part("x", itd_str_of(others[i]), 0);

        assert_false(itd_reader_ofac_csv.recognise(&part));
    }
    {
        const itd_list_part part = ofac_part("x", ITD_STR("12345678901234567890,\"rest\"\r\n"), 0);

        assert_true(itd_reader_ofac_csv.recognise(&part));
    }
}

static void reads_the_same_in_chunks_of_one_to_seven_bytes(void **state)
{
    ofac_outcome expected;

    (void)state;
    read_all(&expected);
    for (size_t chunk = 1; chunk <= 7; chunk++) {
        itd_list_part parts[OFAC_PARTS];
        ofac_outcome  outcome;

        for (size_t i = 0; i < OFAC_PARTS; i++)
            parts[i] = ofac_part(names[i], files[i], chunk);
        ofac_read(&itd_reader_ofac_csv, parts, OFAC_PARTS, false, true, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_true(itd_str_equal(itd_buf_text(&outcome.text), itd_buf_text(&expected.text)));
        ofac_outcome_done(&outcome);
    }
    ofac_outcome_done(&expected);
}

static void names_the_part_that_is_missing(void **state)
{
    static const char *const words[] = {"the sdn part", "the add part", "the alt part"};
    ofac_outcome             outcome;

    (void)state;
    for (size_t part = SDN; part <= ALT; part++) {
        read_with(part, (itd_str){0}, false, &outcome);
        assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
        assert_non_null(strstr(outcome.err.message, words[part]));
        assert_int_equal(outcome.entities, 0);
        ofac_outcome_done(&outcome);
    }
}

static void a_partial_set_needs_the_sdn_part_alone(void **state)
{
    itd_list_part part = ofac_part(names[SDN], files[SDN], 0);
    ofac_outcome  outcome;

    (void)state;
    ofac_read(&itd_reader_ofac_csv, &part, 1, true, true, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_int_equal(outcome.entities, 5);
    assert_int_equal(outcome.values[ITD_PROP_ADDRESS], 0);
    ofac_outcome_done(&outcome);
    read_with(SDN, (itd_str){0}, true, &outcome);
    assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
    ofac_outcome_done(&outcome);
}

static void without_comments_a_remark_of_1000_characters_is_cut_and_its_end_not_read(void **state)
{
    ofac_outcome outcome;

    (void)state;
    read_with(COMMENTS, (itd_str){0}, false, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_int_equal(ofac_reported(&outcome, "remark cut at 1,000 characters", "sdn/Remarks"), 1);
    assert_has_line(
        &outcome, "105 remark = alt. Digital Currency Address - XBT "
                  "1ExampleQRSTUVWXYZabcdefghWaLLet1 [note=cut at 1,000 characters] @sdn/Remarks");
    assert_int_equal(outcome.values[ITD_PROP_WALLET], 13);
    ofac_outcome_done(&outcome);
}

/* A set of one entry whose remark is given, with a comments part for another entry or without. */
static void read_remark(size_t length, const char *end, bool comments, ofac_outcome *ret_outcome)
{
    itd_buf       sdn;
    itd_list_part parts[4] = {{0}};
    const char    head[] = "1,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,\"";

    itd_buf_init(&sdn, 65536);
    itd_buf_append_cstr(&sdn, head);
    while (sdn.len < sizeof head - 1 + length - strlen(end))
        itd_buf_append_char(&sdn, sdn.len % 50 == 0 ? ' ' : 'x');
    itd_buf_append_cstr(&sdn, end);
    itd_buf_append_cstr(&sdn, "\"\r\n2,\"B\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ");
    parts[0] = ofac_part("sdn", itd_buf_text(&sdn), 0);
    parts[1] = ofac_part("add", ITD_STR("1,1,-0- ,-0- ,-0- ,-0- "), 0);
    parts[2] = ofac_part("alt", ITD_STR("1,1,\"aka\",\"AA\",-0- "), 0);
    parts[3] = ofac_part("comments", ITD_STR("2,\"MMSI 123456789.\""), 0);
    ofac_read(&itd_reader_ofac_csv, parts, comments ? 4 : 3, false, true, ret_outcome);
    assert_ok(ret_outcome->status, &ret_outcome->err);
    itd_buf_done(&sdn);
}

static void a_remark_is_cut_at_1000_characters_not_before_and_not_behind(void **state)
{
    static const struct {
        size_t      length;
        const char *end;
        bool        comments, cut;
    } remarks[] = {
        {999, "x", false, false},        {1000, "x", false, true}, {1001, "x", false, false},
        {1000, ".", false, true}, /* cannot be told without comments */
        {1000, ".", true, false},        {1000, "x", true, true},  {999, "\xC3\xA4", false, false},
        {1001, "\xC3\xA4", false, true}, /* characters, not bytes */
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(remarks); i++) {
        ofac_outcome outcome;

        read_remark(remarks[i].length, remarks[i].end, remarks[i].comments, &outcome);
        assert_int_equal(ofac_reported(&outcome, "remark cut at 1,000 characters", NULL),
                         remarks[i].cut);
        assert_int_equal(ofac_reported(&outcome, "entry without a row in the add part", NULL), 1);
        if (remarks[i].comments) {
            assert_int_equal(ofac_reported(&outcome, "remark goes on though it was not cut", NULL),
                             1);
            assert_has_line(&outcome, "2 mmsi = 123456789 [type=MMSI] @comments/Remarks");
        }
        ofac_outcome_done(&outcome);
    }
}

static void refuses_a_part_of_another_day_with_its_place(void **state)
{
    static const char *const rows[OFAC_PARTS] = {
        [ADD] = "101,1,-0- ,-0- ,-0- ,-0- \r\n999,2,-0- ,-0- ,-0- ,-0- \r\n",
        [ALT] = "101,1,\"aka\",\"A\",-0- \r\n999,2,\"aka\",\"B\",-0- \r\n",
        [COMMENTS] = "105,\"x\"\r\n999,\"y\"\r\n",
    };
    ofac_outcome outcome;

    (void)state;
    for (size_t part = ADD; part <= COMMENTS; part++) {
        read_with(part, itd_str_of(rows[part]), false, &outcome);
        assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
        assert_string_equal(outcome.err.file, names[part]);
        assert_int_equal(outcome.err.line, 2);
        assert_string_equal(outcome.err.record, "999");
        ofac_outcome_done(&outcome);
        read_with(part, itd_str_of(rows[part]), true, &outcome);
        assert_ok(outcome.status, &outcome.err);
        assert_int_equal(
            ofac_reported(&outcome, "row of an entry that is not in the set", "ent_num"), 1);
        ofac_outcome_done(&outcome);
    }
}

static const struct {
    size_t      part;
    const char *bytes;
    itd_status  status;
    uint64_t    line;
    const char *field;
} damages[] = {
    {SDN,
     "101,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
     "102,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
     ITD_E_SCHEMA, 2, ""},
    {SDN,
     "101,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
     "101,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
     ITD_E_DUPLICATE, 2, "ent_num"},
    {SDN, "101,-0- ,-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n", ITD_E_SYNTAX, 1,
     "SDN_Name"},
    {SDN,
     "101,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
     "x,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n",
     ITD_E_SYNTAX, 2, "ent_num"},
    {ADD, "101,1,-0- ,-0- ,-0- ,-0- \r\n101,2,-0- ,-0- ,-0- \r\n", ITD_E_SCHEMA, 2, ""},
    {ADD, "101,1,-0- ,-0- ,-0- ,-0- \r\n101,x,-0- ,-0- ,-0- ,-0- \r\n", ITD_E_SYNTAX, 2, "Add_num"},
    {ADD, "101,1,-0- ,-0- ,-0- ,-0- \r\ny,1,-0- ,-0- ,-0- ,-0- \r\n", ITD_E_SYNTAX, 2, "ent_num"},
    {ALT, "101,1,\"aka\",\"A\",-0- \r\n101,2,\"aka\",\"A\",-0- ,-0- \r\n", ITD_E_SCHEMA, 2, ""},
    {ALT, "101,1,\"aka\",\"A\",-0- \r\n101,,\"aka\",\"A\",-0- \r\n", ITD_E_SYNTAX, 2, "alt_num"},
    {COMMENTS, "105,\"x\"\r\n105,\"x\",1\r\n", ITD_E_SCHEMA, 2, ""},
    {COMMENTS, "<html><body>not found</body></html>", ITD_E_SCHEMA, 1, ""},
};

static void refuses_damage_with_file_line_and_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(damages); i++) {
        ofac_outcome outcome;

        read_with(damages[i].part, itd_str_of(damages[i].bytes), false, &outcome);
        assert_status_error(outcome.status, damages[i].status, &outcome.err);
        assert_string_equal(outcome.err.file, names[damages[i].part]);
        assert_int_equal(outcome.err.line, damages[i].line);
        assert_string_equal(outcome.err.field, damages[i].field);
        ofac_outcome_done(&outcome);
    }
}

static void refuses_a_second_part_of_one_kind(void **state)
{
    itd_list_part parts[5];
    ofac_outcome  outcome;

    (void)state;
    for (size_t i = 0; i < OFAC_PARTS; i++)
        parts[i] = ofac_part(names[i], files[i], 0);
    parts[4] = ofac_part("again.csv", files[ADD], 0);
    ofac_read(&itd_reader_ofac_csv, parts, 5, false, true, &outcome);
    assert_status_error(outcome.status, ITD_E_DUPLICATE, &outcome.err);
    assert_string_equal(outcome.err.file, "again.csv");
    ofac_outcome_done(&outcome);
}

static void keeps_and_reports_types_that_it_does_not_know(void **state)
{
    static const char *const sdn =
        "101,\"A\",-0- ,\"P\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
        "102,\"B, C\",\"robot\",\"P\",\"Chief\",-0- ,-0- ,-0- ,-0- ,"
        "\"Nowhere\",-0- ,-0- \r\n";
    const itd_list_part parts[] = {
        ofac_part("sdn", itd_str_of(sdn), 0),
        ofac_part("add", ITD_STR("101,1,-0- ,-0- ,\"Atlantis\",-0- "), 0),
        ofac_part("alt", ITD_STR("101,1,\"aka\",\"AA\",-0- \r\n101,2,\"pka\",\"BB\",-0- "), 0),
    };
    ofac_outcome outcome;

    (void)state;
    ofac_read(&itd_reader_ofac_csv, parts, 3, false, true, &outcome);
    assert_ok(outcome.status, &outcome.err);
    assert_has_line(&outcome, "102 is LegalEntity");
    assert_has_line(&outcome, "102 sdnType = robot @sdn/SDN_Type");
    assert_has_line(&outcome, "102 Title = Chief @sdn/Title");
    assert_has_line(&outcome, "102 flag = Nowhere @sdn/Vess_flag");
    assert_has_line(&outcome, "101 alias = BB [kind=pka] @alt/alt_name");
    assert_has_line(&outcome, "101 address = Atlantis [country=Atlantis] @add/Address");
    assert_int_equal(outcome.values[ITD_PROP_COUNTRY], 0);
    assert_int_equal(ofac_reported(&outcome, "unknown type of entry", "robot"), 1);
    assert_int_equal(ofac_reported(&outcome, "unknown type of alias", "pka"), 1);
    assert_int_equal(ofac_reported(&outcome, "unknown country", "Nowhere"), 1);
    assert_int_equal(ofac_reported(&outcome, "unknown country", "Atlantis"), 1);
    ofac_outcome_done(&outcome);
}

/* Where a file of a few rows may end without anyone being able to tell: behind a row, or behind the
 * "-0-" of a last null. */
static bool ends_with_a_row(itd_str file, size_t len)
{
    const itd_str rest = itd_str_from(file, len);

    return len > 0 && (file.ptr[len - 1] == '\n' || itd_str_starts_with(rest, ITD_STR("\r\n")) ||
                       itd_str_starts_with(rest, ITD_STR("\n")) ||
                       itd_str_starts_with(rest, ITD_STR(" \r\n")));
}

/* Inside a row a cut is always told. Between rows of sdn it is told because the other parts still
 * name the entries that are gone. */
static void a_part_cut_at_any_byte_is_refused_or_loses_whole_rows(void **state)
{
    (void)state;
    for (size_t part = 0; part < OFAC_PARTS; part++) {
        const size_t text_len = itd_str_find(files[part], ITD_STR("\r\n\x1A"));

        for (size_t len = 0; len <= files[part].len; len++) {
            const bool   is_whole = text_len != SIZE_MAX && len >= text_len;
            char        *copy = itd_mem_new(len + 1, 1); /* so that reading on is found */
            ofac_outcome outcome;

            memcpy(copy, files[part].ptr, len);
            read_with(part, (itd_str){copy, len}, false, &outcome);
            if (!ends_with_a_row(files[part], len) && len < files[part].len)
                assert_true(is_whole || outcome.status != ITD_OK);
            else if (part == SDN && !is_whole)
                assert_status_error(outcome.status, ITD_E_INCOMPLETE, &outcome.err);
            ofac_outcome_done(&outcome);
            itd_mem_free(copy);
        }
    }
}

static void every_failing_allocation_is_a_clean_error(void **state)
{
    itd_list_part parts[OFAC_PARTS];
    size_t        failures = 0;
    ofac_outcome  outcome;

    (void)state;
    for (size_t i = 0; i < OFAC_PARTS; i++)
        parts[i] = ofac_part(names[i], files[i], 0);
    for (size_t n = 1;; n++) {
        itd_test_fail_allocation(n);
        ofac_read(&itd_reader_ofac_csv, parts, OFAC_PARTS, false, true, &outcome);
        itd_test_fail_allocation(0);
        if (outcome.status == ITD_OK)
            break;
        assert_status_error(outcome.status, ITD_E_NO_MEMORY, &outcome.err);
        failures++;
        ofac_outcome_done(&outcome);
    }
    assert_int_equal(outcome.entities, 5);
    assert_true(failures > 10);
    ofac_outcome_done(&outcome);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_every_column_its_place),
        cmocka_unit_test(tells_the_parts_apart_by_their_columns_whatever_their_order),
        cmocka_unit_test(recognises_its_parts_however_they_are_quoted),
        cmocka_unit_test(recognises_nothing_else),
        cmocka_unit_test(reads_the_same_in_chunks_of_one_to_seven_bytes),
        cmocka_unit_test(names_the_part_that_is_missing),
        cmocka_unit_test(a_partial_set_needs_the_sdn_part_alone),
        cmocka_unit_test(without_comments_a_remark_of_1000_characters_is_cut_and_its_end_not_read),
        cmocka_unit_test(a_remark_is_cut_at_1000_characters_not_before_and_not_behind),
        cmocka_unit_test(refuses_a_part_of_another_day_with_its_place),
        cmocka_unit_test(refuses_damage_with_file_line_and_field),
        cmocka_unit_test(refuses_a_second_part_of_one_kind),
        cmocka_unit_test(keeps_and_reports_types_that_it_does_not_know),
        cmocka_unit_test(a_part_cut_at_any_byte_is_refused_or_loses_whole_rows),
        cmocka_unit_test(every_failing_allocation_is_a_clean_error),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
