/* Ports by the names that people write: transcriptions, old names, scripts, locodes; what is not
 * known is refused, and what two states have is told. Then what ports do to a check. */
#include "regime/ports.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "regime/check.h"
#include "tests/unit/support.h"

struct fixture {
    itd_rules *rules;
    itd_hs    *hs;
    itd_ports *ports;
    itd_arena *arena;
};

static const char *data_dir(void)
{
    static char path[ITD_PATH_MAX];

    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    return path;
}

static int set_up(void **state)
{
    struct fixture *fix = calloc(1, sizeof *fix);
    const itd_str   layer = ITD_STR("un");
    itd_error       err = {0};

    assert_non_null(fix);
    assert_ok(itd_rules_open(data_dir(), &layer, 1, &fix->rules, &err), &err);
    assert_ok(itd_hs_open(data_dir(), &fix->hs, &err), &err);
    assert_ok(itd_ports_open(data_dir(), &fix->ports, &err), &err);
    fix->arena = itd_arena_new(SIZE_MAX);
    assert_non_null(fix->arena);
    *state = fix;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fix = *state;

    itd_rules_free(fix->rules);
    itd_hs_free(fix->hs);
    itd_ports_free(fix->ports);
    itd_arena_free(fix->arena);
    free(fix);
    return 0;
}

static void knows_the_ports_of_the_dprk_by_every_name(void **state)
{
    static const struct {
        const char *text, *port;
    } cases[] = {
        {"Nampo", "Nampo"},
        {"NAMP'O", "Nampo"},
        {"Namp’o", "Nampo"},
        {"Nampho", "Nampo"},
        {"Chinnampo", "Nampo"},
        {"KPNAM", "Nampo"},
        {"kp nam", "Nampo"},
        {"Nampo Port", "Nampo"},
        {"Port of Nampo", "Nampo"},
        {"Nampo, DPRK", "Nampo"},
        {"Nampo (North Korea)", "Nampo"},
        {"남포", "Nampo"},
        {"남포항", NULL},
        {"Songnim", "Kyomip'o"},
        {"Kyŏmip’o", "Kyomip'o"},
        {"Ch'ŏngjin", "Ch'ongjin"},
        {"chongjin", "Ch'ongjin"},
        {"청진", "Ch'ongjin"},
        {"Seishin", "Ch'ongjin"},
        {"Wŏnsan", "Wonsan"},
        {"Gensan", "Wonsan"},
        {"Hungnam", "Hungnam"},
        {"Heungnam", "Hungnam"},
        {"Haeju", "Haeju Hang"},
        {"Rajin", "Najin"},
        {"Rason", "Najin"},
        {"Rajin (Rason)", "Najin"},
        {"Раджин", "Najin"},
        {"KPRJN", "Najin"},
        {"Unggi", "Senbong"},
        {"Kimchaek", "Kimch'aek"},
        {"Songjin", "Kimch'aek"},
        {"Sinpo", "Sinpo"},
    };

    struct fixture *fix = *state;

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_port_found   found = {.count = 0};
        itd_error        err = {0};
        const itd_status st =
            itd_ports_find(fix->ports, itd_str_of(cases[i].text), fix->arena, &found, &err);

        if (!cases[i].port) {
            assert_status_equal(st, ITD_E_NOT_FOUND, cases[i].text);
            continue;
        }
        assert_ok(st, &err);
        assert_int_equal(found.count, 1);
        assert_true(itd_str_equal(found.ports[0]->name, itd_str_of(cases[i].port)));
        assert_true(itd_port_found_in(&found, ITD_STR("kp")));
    }
}

static void only_the_port_of_rajin_serves_its_exemption(void **state)
{
    struct fixture *fix = *state;
    size_t          serving = 0;

    for (size_t i = 0; i < itd_ports_count(fix->ports); i++) {
        const itd_port *port = itd_ports_at(fix->ports, i);

        serving += port->has_claim;
        if (port->has_claim)
            assert_true(itd_str_equal(port->name, ITD_STR("Najin")));
    }
    assert_int_equal(serving, 1);
}

static void a_name_of_several_ports_gives_all_and_a_state_chooses(void **state)
{
    struct fixture *fix = *state;
    itd_port_found  found;

    assert_ok(itd_ports_find(fix->ports, ITD_STR("Georgetown"), fix->arena, &found, NULL), NULL);
    assert_true(found.count > 2);
    assert_ok(itd_ports_find(fix->ports, ITD_STR("Georgetown, Guyana"), fix->arena, &found, NULL),
              NULL);
    assert_int_equal(found.count, 1);
    assert_true(itd_str_equal(found.ports[0]->state, ITD_STR("gy")));
    /* A state in which there is no such port does not move the port there. */
    assert_ok(itd_ports_find(fix->ports, ITD_STR("Nampo, China"), fix->arena, &found, NULL), NULL);
    assert_true(itd_port_found_in(&found, ITD_STR("kp")));
    assert_true(itd_str_equal(found.state, ITD_STR("cn")));
}

static void a_port_that_is_not_known_is_taken_by_its_state_or_refused(void **state)
{
    static const char *const refused[] = {"Atlantis",        "", ",", "SINPX", "KPXYZ", "XX ABC",
                                          "Atlantis, Mordor"};

    struct fixture *fix = *state;
    itd_port_found  found = {.count = 7};

    assert_ok(
        itd_ports_find(fix->ports, ITD_STR("Pier Nine, North Korea"), fix->arena, &found, NULL),
        NULL);
    assert_int_equal(found.count, 0);
    assert_true(itd_port_found_in(&found, ITD_STR("kp")));
    assert_ok(itd_ports_find(fix->ports, ITD_STR("KP XYZ"), fix->arena, &found, NULL), NULL);
    assert_true(itd_port_found_in(&found, ITD_STR("kp")));
    found.count = 7;
    for (size_t i = 0; i < ITD_ARRAY_LEN(refused); i++) {
        assert_status_equal(
            itd_ports_find(fix->ports, itd_str_of(refused[i]), fix->arena, &found, NULL),
            ITD_E_NOT_FOUND, refused[i]);
        assert_int_equal(found.count, 7);
    }
}

static void a_name_may_be_as_long_as_the_limit_and_no_longer(void **state)
{
    struct fixture *fix = *state;
    char            text[ITD_PORT_TEXT_MAX + 1];
    itd_port_found  found;

    memset(text, 'x', sizeof text);
    assert_status_equal(
        itd_ports_find(fix->ports, (itd_str){text, ITD_PORT_TEXT_MAX}, fix->arena, &found, NULL),
        ITD_E_NOT_FOUND, "at the limit");
    assert_status_equal(itd_ports_find(fix->ports, (itd_str){text, ITD_PORT_TEXT_MAX + 1},
                                       fix->arena, &found, NULL),
                        ITD_E_LIMIT, "one past it");
}

static itd_status open_tables(const char *ports_text, const char *names, itd_error *err)
{
    char       dir[] = "/tmp/itd-ports-XXXXXX", path[ITD_PATH_MAX];
    itd_ports *ports = NULL;
    itd_status st;

    assert_non_null(mkdtemp(dir));
    assert_ok(itd_path_join(path, dir, "ports.tsv", NULL, NULL), NULL);
    assert_ok(itd_file_write_atomic(path, itd_str_of(ports_text), NULL), NULL);
    assert_ok(itd_path_join(path, dir, "port_names.tsv", NULL, NULL), NULL);
    assert_ok(itd_file_write_atomic(path, itd_str_of(names), NULL), NULL);
    *err = (itd_error){0};
    st = itd_ports_open(dir, &ports, err);
    itd_ports_free(ports);
    assert_ok(itd_path_remove(dir, NULL), NULL);
    return st;
}

#define PORTS "port\tother_names\tlocode\tstate\tsource\tconfidence\n"
#define NAMES "port\tstate\tnames\tclaim\tsource\tconfidence\n"

static void refuses_a_bad_table_with_line_and_field(void **state)
{
    static const struct {
        const char *ports, *names;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {PORTS "A\tB\tKPNAM\tkp\ts\tc\n", NAMES "A\tkp\tC; D\trajin\ts\tc\n", ITD_OK, 0, ""},
        {PORTS "A\tB\tKPNAM\txx\ts\tc\n", NAMES, ITD_E_SCHEMA, 2, "state"},
        {PORTS "A\tB\tKPNAM\tsuhh\ts\tc\n", NAMES, ITD_E_SCHEMA, 2, "state"},
        {PORTS "A\tB\tKPNA\tkp\ts\tc\n", NAMES, ITD_E_SYNTAX, 2, "locode"},
        {PORTS "A\tB\t1PNAM\tkp\ts\tc\n", NAMES, ITD_E_SYNTAX, 2, "locode"},
        {PORTS "\tB\tKPNAM\tkp\ts\tc\n", NAMES, ITD_E_INCOMPLETE, 2, "port"},
        {PORTS, NAMES "A\tkp\tC\tbribe\ts\tc\n", ITD_E_SCHEMA, 2, "claim"},
        {PORTS, NAMES "A\t\tC\t\ts\tc\n", ITD_E_INCOMPLETE, 2, "state"},
        {"port\tstate\tcolour\n", NAMES, ITD_E_SCHEMA, 1, "colour"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_error err;

        assert_status_equal(open_tables(cases[i].ports, cases[i].names, &err), cases[i].status,
                            cases[i].field);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
    }
}

static void every_allocation_may_fail(void **state)
{
    struct fixture *fix = *state;
    itd_ports      *ports = NULL;
    itd_status      st;
    size_t          nth = 0;

    do {
        (void)itd_test_fail_allocation(++nth);
        st = itd_ports_open(data_dir(), &ports, NULL);
        (void)itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || st == ITD_E_NO_MEMORY);
    } while (st != ITD_OK);
    assert_true(nth > 10);
    nth = 0;
    do {
        itd_arena     *arena = itd_arena_new(SIZE_MAX);
        itd_port_found found = {.count = 99};

        assert_non_null(arena);
        (void)itd_test_fail_allocation(++nth);
        st = itd_ports_find(ports, ITD_STR("Georgetown"), arena, &found, NULL);
        (void)itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || (st == ITD_E_NO_MEMORY && found.count == 99));
        itd_arena_free(arena);
    } while (st != ITD_OK);
    itd_ports_free(ports);
    itd_arena_reset(fix->arena);
}

/* ---- in a check ---- */

struct question {
    const char   *calls[3];
    itd_direction direction;
    const char   *origin, *destination, *hs;
    bool          rajin;
};

static void ask(struct fixture *fix, const struct question *question, itd_check_answer *answer)
{
    const itd_claim   claim = {.kind = ITD_CLAIM_RAJIN};
    itd_voyage_port   calls[3];
    itd_hs_code       code;
    itd_check_request req = {.on = {2018, 6, 1},
                             .direction = question->direction,
                             .ports = calls,
                             .codes = &code,
                             .claims = &claim,
                             .claim_count = question->rajin};
    itd_error         err = {0};

    if (question->origin)
        req.origin = itd_str_of(question->origin);
    if (question->destination)
        req.destination = itd_str_of(question->destination);
    for (; req.port_count < 3 && question->calls[req.port_count]; req.port_count++)
        assert_ok(itd_voyage_port_parse(fix->ports, itd_str_of(question->calls[req.port_count]),
                                        fix->arena, &calls[req.port_count], &err),
                  &err);
    if (question->hs) {
        assert_ok(itd_hs_parse(itd_str_of(question->hs), &code, &err), &err);
        req.code_count = 1;
    }
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, answer, &err), &err);
}

static void a_port_of_the_dprk_gives_the_direction_and_contradicts(void **state)
{
    static const struct {
        struct question question;
        itd_direction   direction;
        itd_finding     finding;
        size_t          contradictions;
    } cases[] = {
        {{.calls = {"load=Nampo"}, .hs = "2701"}, ITD_DIRECTION_FROM, ITD_FINDING_PROHIBITED, 0},
        {{.calls = {"discharge=Nampo"}, .hs = "2701"}, ITD_DIRECTION_TO, ITD_FINDING_NONE, 0},
        {{.calls = {"Nampo"}, .hs = "2701"}, ITD_DIRECTION_BOTH, ITD_FINDING_PROHIBITED, 0},
        {{.calls = {"load=Dalian"}, .hs = "2701"}, ITD_DIRECTION_BOTH, ITD_FINDING_PROHIBITED, 0},
        {{.calls = {"load=Nampo"}, .origin = "kp", .hs = "2701"},
         ITD_DIRECTION_FROM,
         ITD_FINDING_PROHIBITED,
         0},
        {{.calls = {"load=Nampo"}, .origin = "ru", .destination = "cn", .hs = "2701"},
         ITD_DIRECTION_FROM,
         ITD_FINDING_PROHIBITED,
         1},
        {{.calls = {"Nampo"}, .origin = "ru", .destination = "cn", .hs = "2701"},
         ITD_DIRECTION_BOTH,
         ITD_FINDING_PROHIBITED,
         1},
        {{.calls = {"load=Dalian"}, .origin = "ru", .destination = "cn", .hs = "2701"},
         ITD_DIRECTION_NONE,
         ITD_FINDING_NONE,
         0},
        {{.calls = {"discharge=Nampo"}, .origin = "kp", .hs = "8429"},
         ITD_DIRECTION_BOTH,
         ITD_FINDING_PROHIBITED,
         1},
        {{.calls = {"load=Nampo"}, .direction = ITD_DIRECTION_TO, .hs = "2701"},
         ITD_DIRECTION_BOTH,
         ITD_FINDING_PROHIBITED,
         1},
        {{.calls = {"load=Nampo, China"}, .hs = "2701"},
         ITD_DIRECTION_FROM,
         ITD_FINDING_PROHIBITED,
         1},
    };

    struct fixture *fix = *state;

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_check_answer answer;

        ask(fix, &cases[i].question, &answer);
        assert_int_equal(answer.direction, cases[i].direction);
        assert_int_equal(answer.finding, cases[i].finding);
        assert_int_equal(answer.contradiction_count, cases[i].contradictions);
    }
}

static void the_rajin_exemption_is_for_that_port_alone(void **state)
{
    static const struct {
        struct question question;
        itd_finding     finding;
    } cases[] = {
        {{.calls = {"load=Rajin"}, .origin = "ru", .hs = "2701", .rajin = true}, ITD_FINDING_NONE},
        {{.calls = {"Rason"}, .origin = "ru", .hs = "2701", .rajin = true}, ITD_FINDING_NONE},
        {{.calls = {"load=Rajin"}, .origin = "ru", .hs = "2701"}, ITD_FINDING_PROHIBITED},
        {{.calls = {"load=Rajin"}, .origin = "kp", .hs = "2701", .rajin = true},
         ITD_FINDING_PROHIBITED},
        {{.calls = {"load=Nampo"}, .origin = "ru", .hs = "2701", .rajin = true},
         ITD_FINDING_PROHIBITED},
        {{.calls = {"load=Rajin", "Nampo"}, .origin = "ru", .hs = "2701", .rajin = true},
         ITD_FINDING_PROHIBITED},
        {{.calls = {"load=Sonbong"}, .origin = "ru", .hs = "2701", .rajin = true},
         ITD_FINDING_PROHIBITED},
        {{.calls = {"load=Rajin", "discharge=Shanghai"},
          .origin = "ru",
          .hs = "2701",
          .rajin = true},
         ITD_FINDING_NONE},
        {{.calls = {"load=Rajin"}, .origin = "ru", .hs = "0303", .rajin = true},
         ITD_FINDING_PROHIBITED},
    };

    struct fixture *fix = *state;

    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_check_answer answer;

        ask(fix, &cases[i].question, &answer);
        assert_int_equal(answer.finding, cases[i].finding);
    }
}

static bool bears(struct fixture *fix, const itd_check_answer *answer, const char *id,
                  itd_cover cover)
{
    for (size_t i = 0; i < answer->bearing_count; i++)
        if (itd_str_equal(itd_rules_at(fix->rules, answer->bearings[i].measure)->id,
                          itd_str_of(id)))
            return answer->bearings[i].cover == cover;
    return false;
}

static void a_listed_vessel_may_not_enter_a_port(void **state)
{
    struct fixture   *fix = *state;
    const itd_str     vessel = ITD_STR("9562233");
    itd_voyage_port   call;
    itd_check_request req = {.on = {2018, 6, 1}, .ports = &call, .port_count = 1};
    itd_check_answer  answer;

    assert_ok(itd_voyage_port_parse(fix->ports, ITD_STR("Busan"), fix->arena, &call, NULL), NULL);
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, NULL), NULL);
    assert_int_equal(answer.bearing_count, 0);
    req.vessels = &vessel;
    req.vessel_count = 1;
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, NULL), NULL);
    assert_int_equal(answer.finding, ITD_FINDING_PROHIBITED);
    assert_true(bears(fix, &answer, "2371-6", ITD_COVER_WHOLE));
    req.vessel_count = 0;
    assert_ok(itd_voyage_port_parse(fix->ports, ITD_STR("Nampo"), fix->arena, &call, NULL), NULL);
    assert_ok(itd_check(fix->rules, fix->hs, &req, fix->arena, &answer, NULL), NULL);
    assert_int_equal(answer.finding, ITD_FINDING_NONE);
    assert_true(bears(fix, &answer, "2371-6", ITD_COVER_POSSIBLE));
}

static void a_role_that_is_none_is_refused(void **state)
{
    struct fixture *fix = *state;
    itd_voyage_port call;

    assert_status_equal(
        itd_voyage_port_parse(fix->ports, ITD_STR("via=Nampo"), fix->arena, &call, NULL),
        ITD_E_USAGE, "");
    assert_status_equal(
        itd_voyage_port_parse(fix->ports, ITD_STR("load="), fix->arena, &call, NULL), ITD_E_USAGE,
        "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_the_ports_of_the_dprk_by_every_name),
        cmocka_unit_test(only_the_port_of_rajin_serves_its_exemption),
        cmocka_unit_test(a_name_of_several_ports_gives_all_and_a_state_chooses),
        cmocka_unit_test(a_port_that_is_not_known_is_taken_by_its_state_or_refused),
        cmocka_unit_test(a_name_may_be_as_long_as_the_limit_and_no_longer),
        cmocka_unit_test(refuses_a_bad_table_with_line_and_field),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(a_port_of_the_dprk_gives_the_direction_and_contradicts),
        cmocka_unit_test(the_rajin_exemption_is_for_that_port_alone),
        cmocka_unit_test(a_listed_vessel_may_not_enter_a_port),
        cmocka_unit_test(a_role_that_is_none_is_refused),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
