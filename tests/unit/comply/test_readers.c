/* Files of `comply`: what each reader takes, what it refuses and with which place, in pieces, cut
 * at every byte, with every allocation failing once, and at its limits. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit/comply/readers.h"
#include "tests/unit/support.h"

#define CSV                                                                                        \
    "period,reporterCode,flowCode,partnerCode,classificationCode,cmdCode,primaryValue,qty,netWgt," \
    "lastReleased\n"
#define GOOD "201902,392,M,408,H5,030749,70,1,2.5,2020-01-01\n"
#define JSON                                                                                       \
    "{\"data\":[{\"period\":\"201902\",\"reporterCode\":392,\"flowCode\":\"M\","                   \
    "\"partnerCode\":408,\"cmdCode\":\"030749\",\"primaryValue\":70.5}"
#define FILED "state,resolution,filed\n"
#define SHIPS "imo,name,flag,owner,owner_state,from,to\n"
#define SHIP "9020003,A,Panama,B,CN,2015-05-01,2018-04-20\n"
#define PORTS "imo,port,state,arrival,departure,claim\n"
#define CALL "9020003,CN DLC,,2018-03-01,2018-03-05,\n"

static struct tables tables;

static int open_tables(void **state)
{
    (void)state;
    tables_open(&tables);
    return 0;
}

static int close_tables(void **state)
{
    (void)state;
    tables_close(&tables);
    return 0;
}

/* ---- what is refused ---- */

static const struct {
    const char *text;
    enum reader reader;
    itd_status  status;
    uint64_t    line;
    const char *field;
} refused[] = {
    {CSV GOOD "201913,392,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "period"},
    {CSV GOOD "19,392,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "period"},
    {CSV GOOD "1899,392,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "period"},
    {CSV GOOD ",392,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "refYear"},
    {CSV GOOD "201902,998,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "reporterCode"},
    {CSV GOOD "201902,Atlantis,M,408,H5,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "reporterCode"},
    {CSV GOOD "201902,392,M,4080,H5,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "partnerCode"},
    {CSV GOOD "201902,392,Q,408,H5,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "flowCode"},
    {CSV GOOD "201902,392,,408,H5,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "flowCode"},
    {CSV GOOD "201902,392,M,408,H5,30749,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "cmdCode"},
    {CSV GOOD "201902,392,M,408,H5,03074912345,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "cmdCode"},
    {CSV GOOD "201902,392,M,408,H5,0307.49,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "cmdCode"},
    {CSV GOOD "201902,392,M,408,H5,,1,,,\n", TRADE, ITD_E_SYNTAX, 3, "cmdCode"},
    {CSV GOOD "201902,392,M,408,H6,030749,1,,,\n", TRADE, ITD_E_CONFLICT, 3, "classificationCode"},
    {CSV GOOD "202202,392,M,408,H7,030749,1,,,\n", TRADE, ITD_E_SCHEMA, 3, "classificationCode"},
    {CSV GOOD "201902,392,M,408,H4,030711,1,,,\n", TRADE, ITD_E_CONFLICT, 3, "classificationCode"},
    {CSV GOOD "201902,392,M,408,H5,030749,-1,,,\n", TRADE, ITD_E_SYNTAX, 3, "primaryValue"},
    {CSV GOOD "201902,392,M,408,H5,030749,1.2.3,,,\n", TRADE, ITD_E_SYNTAX, 3, "primaryValue"},
    {CSV GOOD "201902,392,M,408,H5,030749,1e99,,,\n", TRADE, ITD_E_SYNTAX, 3, "primaryValue"},
    {CSV GOOD "201902,392,M,408,H5,030749,,,,\n", TRADE, ITD_E_SYNTAX, 3, "primaryValue"},
    {CSV GOOD "201902,392,M,408,H5,030749,1,-4,,\n", TRADE, ITD_E_SYNTAX, 3, "qty"},
    {CSV GOOD "201902,392,M,408,H5,030749,1,4,-0.5,\n", TRADE, ITD_E_SYNTAX, 3, "netWgt"},
    {CSV GOOD "201902,392,M,408,H5,030749,1,,,2020-02-30\n", TRADE, ITD_E_SYNTAX, 3,
     "lastReleased"},
    {CSV GOOD "201902,392\n", TRADE, ITD_E_SYNTAX, 3, ""},
    {"period,period,reporterCode\n", TRADE, ITD_E_DUPLICATE, 1, "period"},
    {JSON, TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON ",{\"period\":\"201902\"}]}", TRADE, ITD_E_SCHEMA, 2, "reporterCode"},
    {JSON ",", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON "]]", TRADE, ITD_E_SYNTAX, 0, ""},
    {JSON ",]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON ",,{}]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON "{}]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON ",7]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON ",[{}]]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON "]} and more", TRADE, ITD_E_SYNTAX, 2, ""},
    {JSON ",{\"period\":01}]}", TRADE, ITD_E_SYNTAX, 2, ""},
    {FILED "Atlantis,2397,2018-03-22\n", REPORTS, ITD_E_SCHEMA, 2, "state"},
    {FILED "0,2397,2018-03-22\n", REPORTS, ITD_E_SCHEMA, 2, "state"},
    {FILED ",2397,2018-03-22\n", REPORTS, ITD_E_SCHEMA, 2, "state"},
    {FILED "FR,2087,2018-03-22\n", REPORTS, ITD_E_SCHEMA, 2, "resolution"},
    {FILED "FR,2397,2018-02-30\n", REPORTS, ITD_E_SYNTAX, 2, "filed"},
    {FILED "FR,2397,2018-03\n", REPORTS, ITD_E_SYNTAX, 2, "filed"},
    {FILED "FR,2397,\n", REPORTS, ITD_E_SYNTAX, 2, "filed"},
    {FILED "FR,1718,2006-10-13\n", REPORTS, ITD_E_CONFLICT, 2, "filed"},
    {FILED "FR,2397,2018-03-20\nFrance,S/RES/2397 (2017),2018-03-21\n", REPORTS, ITD_E_CONFLICT, 3,
     "filed"},
    {FILED "FR,2397\n", REPORTS, ITD_E_SYNTAX, 2, ""},
    {"state,filed\nFR,2018-03-22\n", REPORTS, ITD_E_SCHEMA, 1, "resolution"},
    {"state,resolution,filed,State\n", REPORTS, ITD_E_DUPLICATE, 1, "state"},
    {SHIPS SHIP "9020004,A,PA,,,2019-01-01,\n", REGISTER, ITD_E_CHECK_DIGIT, 3, "imo"},
    {SHIPS SHIP "445539000,A,PA,,,2019-01-01,\n", REGISTER, ITD_E_SYNTAX, 3, "imo"},
    {SHIPS SHIP "9020003,A,Atlantis,,,2019-01-01,\n", REGISTER, ITD_E_SCHEMA, 3, "flag"},
    {SHIPS SHIP "9020003,A,PA,,Atlantis,2019-01-01,\n", REGISTER, ITD_E_SCHEMA, 3, "owner_state"},
    {SHIPS SHIP "9020003,A,PA,,,2019-02-29,\n", REGISTER, ITD_E_SYNTAX, 3, "from"},
    {SHIPS SHIP "9020003,A,PA,,,,2019-03-01\n", REGISTER, ITD_E_SYNTAX, 3, "from"},
    {SHIPS SHIP "9020003,A,PA,,,2019-01-01,2019-01-01\n", REGISTER, ITD_E_CONFLICT, 3, "to"},
    {SHIPS SHIP "9020003,A,Togo,B,CN,2018-04-19,\n", REGISTER, ITD_E_CONFLICT, 3, "flag"},
    {SHIPS SHIP "9020003,A,PA,C,CN,2018-04-19,\n", REGISTER, ITD_E_CONFLICT, 3, "owner"},
    {SHIPS SHIP "9020003,C,PA,B,CN,2018-04-19,\n", REGISTER, ITD_E_CONFLICT, 3, "name"},
    {"imo,flag,from\n", REGISTER, ITD_E_SCHEMA, 1, "to"},
    {PORTS CALL "9020004,CN DLC,,2019-01-01,,\n", CALLS, ITD_E_CHECK_DIGIT, 3, "imo"},
    {PORTS CALL "9020003,,CN,2019-01-01,,\n", CALLS, ITD_E_INCOMPLETE, 3, "port"},
    {PORTS CALL "9020003,NAMPO,,2019-01-01,,\n", CALLS, ITD_E_INCOMPLETE, 3, "port"},
    {PORTS CALL "9020003,QQ DLC,,2019-01-01,,\n", CALLS, ITD_E_INCOMPLETE, 3, "port"},
    {PORTS CALL "9020003,X,Atlantis,2019-01-01,,\n", CALLS, ITD_E_SCHEMA, 3, "state"},
    {PORTS CALL "9020003,CN DLC,,2019-13-01,,\n", CALLS, ITD_E_SYNTAX, 3, "arrival"},
    {PORTS CALL "9020003,CN DLC,,2019-01-02,2019-01-01,\n", CALLS, ITD_E_CONFLICT, 3, "departure"},
    {PORTS CALL "9020003,CN DLC,,2019-01-02,,tourism\n", CALLS, ITD_E_SCHEMA, 3, "claim"},
    {PORTS CALL "9020003,RU VVO,,2018-03-03,2018-03-04,\n", CALLS, ITD_E_CONFLICT, 3, "arrival"},
    {PORTS CALL "9020003,CN DLC,RU,2018-03-01,2018-03-05,\n", CALLS, ITD_E_CONFLICT, 3, "state"},
};

static void names_line_and_field_of_everything_it_refuses(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(refused); i++) {
        struct kept kept;
        itd_error   err = {0};

        assert_status_equal(
            read_text(&tables, refused[i].reader, itd_str_of(refused[i].text), 0, &kept, &err),
            refused[i].status, refused[i].text);
        if (err.line != refused[i].line || strcmp(err.field, refused[i].field) != 0)
            fail_msg("%s\nline %llu, field \"%s\": %s", refused[i].text,
                     (unsigned long long)err.line, err.field, err.message);
    }
}

/* ---- what is taken ---- */

static const struct {
    const char *text;
    enum reader reader;
    uint64_t    rows;
    size_t      count;
} taken[] = {
    {CSV GOOD "201903,392,M,408,H5,030749,7e3,,,2020-01-02T10:00:00\n"
              "2019,Japan,X,\"Rep. of Korea\",,03,0.005,,,\n",
     TRADE, 3, 3},
    {"Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,"
     "Trade Value (US$),Qty,Netweight (kg)\n2012,392,1,408,H4,030749,70,,\n",
     TRADE, 1, 1},
    {JSON ",\n {\"refYear\":2019,\"reporterDesc\":\"Viet Nam\",\"flowCode\":\"X\",\"partnerCode\":"
          "\"408\",\"cmdCode\":\"8703\",\"primaryValue\":1e3,\"note\":\"a ] } , \\\" { [\"}],"
          "\"count\":2,\"more\":{\"data\":[1,2]}}\n",
     TRADE, 2, 2},
    {"[]", TRADE, 0, 0},
    {"\xEF\xBB\xBF" JSON "]}", TRADE, 1, 1},
    {FILED "FR,2397,2018-03-20\nFrance,S/RES/2397(2017),2018-03-20\nDE,2270,2016-05-01\n", REPORTS,
     3, 2},
    {SHIPS SHIP SHIP "9020003,A,Togo,B,CN,2018-04-20,\n9074729,X,PA,,,2019-01-01,\n", REGISTER, 4,
     2},
    {PORTS CALL CALL "9020003,Nampo,KP,2018-04-01,,safety\n9020003,RUVVO,RU,2018-03-05,,\n", CALLS,
     4, 2},
};

static void reads_the_same_in_pieces_of_one_to_seven_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(taken); i++) {
        const itd_str text = itd_str_of(taken[i].text);
        struct kept   whole, pieces;
        itd_error     err = {0};

        assert_ok(read_text(&tables, taken[i].reader, text, 0, &whole, &err), &err);
        assert_int_equal(whole.rows, taken[i].rows);
        assert_int_equal(whole.count, taken[i].count);
        for (size_t chunk = 1; chunk <= 7; chunk++) {
            assert_ok(read_text(&tables, taken[i].reader, text, chunk, &pieces, &err), &err);
            assert_memory_equal(&pieces, &whole, sizeof whole);
        }
    }
}

static void a_text_cut_at_any_byte_is_an_error_or_has_fewer_rows(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(taken); i++) {
        const itd_str text = itd_str_of(taken[i].text);

        for (size_t len = 1; len < text.len; len++) {
            struct kept kept;
            itd_error   err = {0};

            if (read_text(&tables, taken[i].reader, itd_str_slice(text, 0, len), 0, &kept, &err) ==
                ITD_OK)
                assert_true(kept.rows <= taken[i].rows && kept.count <= taken[i].count);
            else
                assert_true(err.message[0] != 0);
        }
    }
}

/* A document of JSON that was cut is never taken for a whole one. */
static void json_that_was_cut_is_refused(void **state)
{
    const itd_str text = itd_str_of(taken[2].text);

    (void)state;
    for (size_t len = 1; len < text.len - 1; len++) {
        struct kept kept;
        itd_error   err = {0};
        itd_status  st = read_text(&tables, TRADE, itd_str_slice(text, 0, len), 0, &kept, &err);

        if (st == ITD_OK && kept.missing[0] == 0)
            fail_msg("taken when cut at byte %zu", len);
    }
}

static void each_allocation_that_fails_is_no_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(taken); i++) {
        const itd_str text = itd_str_of(taken[i].text);
        struct kept   kept;
        itd_error     err = {0};
        size_t        count;

        (void)itd_test_fail_allocation(0);
        assert_ok(read_text(&tables, taken[i].reader, text, 0, &kept, &err), &err);
        count = itd_test_fail_allocation(0);
        assert_true(count > 0);
        for (size_t n = 1; n <= count; n++) {
            (void)itd_test_fail_allocation(n);
            assert_status_equal(read_text(&tables, taken[i].reader, text, 0, &kept, &err),
                                ITD_E_NO_MEMORY, taken[i].text);
        }
        (void)itd_test_fail_allocation(0);
    }
}

static void names_the_column_without_which_a_file_of_trade_is_left_out(void **state)
{
    static const char *const lacking[][2] = {
        {"reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n", "period"},
        {"period,flowCode,partnerCode,cmdCode,primaryValue\n", "reporterCode"},
        {"period,reporterCode,partnerCode,cmdCode,primaryValue\n", "flowCode"},
        {"period,reporterCode,flowCode,cmdCode,primaryValue\n", "partnerCode"},
        {"period,reporterCode,flowCode,partnerCode,primaryValue\n", "cmdCode"},
        {"period,reporterCode,flowCode,partnerCode,cmdCode\n", "primaryValue"},
        {"{\"data\":[{\"period\":2019}]}", "reporterCode"},
        {"{\"count\":0}", "data"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(lacking); i++) {
        struct kept kept;
        itd_error   err = {0};

        assert_ok(read_text(&tables, TRADE, itd_str_of(lacking[i][0]), 0, &kept, &err), &err);
        assert_string_equal(kept.missing, lacking[i][1]);
        assert_int_equal(kept.count, 0);
    }
}

/* Names that changed, as they were and as they are, and the number of a former state. */
static void knows_states_by_former_and_present_names(void **state)
{
    static const char *const names[][2] = {
        {"Macedonia", "mk"},
        {"North Macedonia", "mk"},
        {"The former Yugoslav Republic of Macedonia", "mk"},
        {"Swaziland", "sz"},
        {"Eswatini", "sz"},
        {"Czech Republic", "cz"},
        {"Czechia", "cz"},
        {"Burma", "mm"},
        {"Myanmar", "mm"},
        {"Zaire", "cd"},
        {"Democratic Republic of the Congo", "cd"},
        {"Turkey", "tr"},
        {"Türkiye", "tr"},
        {"Cape Verde", "cv"},
        {"Cabo Verde", "cv"},
        {"Ivory Coast", "ci"},
        {"Côte d'Ivoire", "ci"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++) {
        uint16_t area = 0;

        if (!itd_areas_find(&tables.areas, itd_str_of(names[i][0]), &area) ||
            !itd_str_equal(itd_areas_state(&tables.areas, area), itd_str_of(names[i][1])))
            fail_msg("%s is %.*s", names[i][0], ITD_STR_ARGS(itd_areas_state(&tables.areas, area)));
    }
}

/* ---- limits ---- */

static void takes_as_many_flows_as_it_may_and_not_one_more(void **state)
{
    const char *three = CSV "2018,392,M,408,,030749,1,,,\n2018,392,M,408,,0302,1,,,\n"
                            "2018,392,M,408,,030749,1,,,\n2018,392,X,408,,0302,1,,,\n";
    struct kept kept;
    itd_error   err = {0};

    (void)state;
    assert_ok(read_trade(&tables, itd_str_of(three), 0, 3, &kept, &err), &err);
    assert_int_equal(kept.count, 3);
    assert_status_error(read_trade(&tables, itd_str_of(three), 0, 2, &kept, &err), ITD_E_LIMIT,
                        &err);
    assert_int_equal(err.line, 5);
}

/* count rows behind a header; the text must be freed. */
static void fill(itd_buf *buf, const char *head, const char *row, size_t count)
{
    itd_buf_init(buf, (size_t)64 << 20);
    itd_buf_append_cstr(buf, head);
    for (size_t i = 0; i < count; i++)
        itd_buf_append_cstr(buf, row);
}

static void takes_as_many_rows_as_it_may_and_not_one_more(void **state)
{
    static const struct {
        enum reader reader;
        const char *head, *row;
        size_t      max;
    } limits[] = {
        {REPORTS, FILED, "FR,2397,2018-03-20\n", ITD_COMPLY_REPORTS_MAX},
        {REGISTER, SHIPS, SHIP, ITD_COMPLY_SHIP_ROWS_MAX},
        {CALLS, PORTS, CALL, ITD_COMPLY_SHIP_ROWS_MAX},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(limits); i++) {
        struct kept kept;
        itd_error   err = {0};
        itd_buf     buf;

        fill(&buf, limits[i].head, limits[i].row, limits[i].max);
        assert_ok(read_text(&tables, limits[i].reader, itd_buf_text(&buf), 0, &kept, &err), &err);
        assert_int_equal(kept.rows, limits[i].max);
        itd_buf_append_cstr(&buf, limits[i].row);
        assert_status_error(
            read_text(&tables, limits[i].reader, itd_buf_text(&buf), 0, &kept, &err), ITD_E_LIMIT,
            &err);
        assert_int_equal(err.line, limits[i].max + 2);
        itd_buf_done(&buf);
    }
}

static void takes_a_record_of_json_up_to_its_limit(void **state)
{
    (void)state;
    for (size_t extra = 0; extra < 2; extra++) {
        const size_t head = strlen(JSON) - strlen("{\"data\":[");
        const char  *last = ",\"note\":\"\"}";
        struct kept  kept;
        itd_error    err = {0};
        itd_buf      buf;

        itd_buf_init(&buf, (size_t)1 << 20);
        itd_buf_append(&buf, itd_str_slice(itd_str_of(JSON), 0, strlen(JSON) - 1));
        itd_buf_append_cstr(&buf, ",\"note\":\"");
        for (size_t i = head - 1 + strlen(last); i < ITD_COMPLY_RECORD_MAX + extra; i++)
            itd_buf_append_char(&buf, 'x');
        itd_buf_append_cstr(&buf, "\"}]}");
        assert_status_error(read_text(&tables, TRADE, itd_buf_text(&buf), 0, &kept, &err),
                            extra ? ITD_E_LIMIT : ITD_OK, &err);
        itd_buf_done(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_line_and_field_of_everything_it_refuses),
        cmocka_unit_test(reads_the_same_in_pieces_of_one_to_seven_bytes),
        cmocka_unit_test(a_text_cut_at_any_byte_is_an_error_or_has_fewer_rows),
        cmocka_unit_test(json_that_was_cut_is_refused),
        cmocka_unit_test(each_allocation_that_fails_is_no_memory),
        cmocka_unit_test(names_the_column_without_which_a_file_of_trade_is_left_out),
        cmocka_unit_test(knows_states_by_former_and_present_names),
        cmocka_unit_test(takes_as_many_flows_as_it_may_and_not_one_more),
        cmocka_unit_test(takes_as_many_rows_as_it_may_and_not_one_more),
        cmocka_unit_test(takes_a_record_of_json_up_to_its_limit),
    };

    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
