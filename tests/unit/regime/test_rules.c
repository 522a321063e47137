/* The rule base: the shipped layer loads and knows its days; what contradicts itself is refused. */
#include "regime/rules.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "tests/unit/support.h"

static const char *data_dir(void)
{
    static char path[ITD_PATH_MAX];

    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    return path;
}

static itd_rules *open_un(void)
{
    const itd_str layer = ITD_STR("un");
    itd_rules    *rules = NULL;
    itd_error     err = {0};

    assert_ok(itd_rules_open(data_dir(), &layer, 1, &rules, &err), &err);
    return rules;
}

static itd_date day(const char *text)
{
    itd_date date;

    assert_true(itd_date_parse_iso(itd_str_of(text), &date));
    return date;
}

static const itd_measure *measure_of(const itd_rules *rules, const char *id)
{
    const size_t index = itd_rules_find(rules, itd_str_of(id));

    assert_true(index != SIZE_MAX);
    return itd_rules_at(rules, index);
}

static void holds_all_measures_with_their_confidence(void **state)
{
    itd_rules *rules = open_un();
    size_t     memory = 0, verified = 0;

    (void)state;
    for (size_t i = 0; i < itd_rules_count(rules); i++) {
        const itd_str confidence = itd_rules_at(rules, i)->confidence;

        memory += itd_str_equal(confidence, ITD_STR("from-memory"));
        verified += itd_str_equal(confidence, ITD_STR("verified-in-source"));
    }
    assert_int_equal(itd_rules_count(rules), 166);
    assert_int_equal(memory, 20);
    assert_int_equal(verified, 58);
    itd_rules_free(rules);
}

static void knows_what_is_in_force_on_a_day(void **state)
{
    static const struct {
        const char *id, *before, *first, *last, *after;
    } cases[] = {
        {"2375-16", "2017-09-10", "2017-09-11", NULL, NULL},
        {"2375-14-a", "2017-09-30", "2017-10-01", "2017-12-31", "2018-01-01"},
        {"2397-5", "2017-12-31", "2018-01-01", NULL, NULL},
        {"2321-26-b-a", "2016-11-29", "2016-11-30", "2016-12-31", "2017-01-01"},
        {"2321-26-b-b", "2016-12-31", "2017-01-01", "2017-08-04", "2017-08-05"},
        {"2375-15", "2017-09-10", "2017-09-11", "2017-12-21", "2017-12-22"},
        {"2270-29", "2016-03-01", "2016-03-02", "2016-11-29", "2016-11-30"},
    };
    itd_rules *rules = open_un();

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_measure *measure = measure_of(rules, cases[i].id);

        assert_false(itd_measure_in_force(measure, day(cases[i].before)));
        assert_true(itd_measure_in_force(measure, day(cases[i].first)));
        assert_true(!cases[i].last || itd_measure_in_force(measure, day(cases[i].last)));
        assert_true(!cases[i].after || !itd_measure_in_force(measure, day(cases[i].after)));
    }
    assert_true(measure_of(rules, "2375-14-b")->never_in_force);
    assert_true(itd_measure_winding_down(measure_of(rules, "2375-16"), day("2017-12-10")));
    assert_false(itd_measure_winding_down(measure_of(rules, "2375-16"), day("2017-12-11")));
    itd_rules_free(rules);
}

/* On the day of the meeting no measure of 2397 was in force. */
static void knows_nothing_of_2397_on_the_day_of_the_meeting(void **state)
{
    itd_rules *rules = open_un();
    size_t     of_2397 = 0;

    (void)state;
    for (size_t i = 0; i < itd_rules_count(rules); i++) {
        const itd_measure *measure = itd_rules_at(rules, i);

        if (!itd_str_equal(measure->resolution, ITD_STR("S/RES/2397")))
            continue;
        of_2397++;
        assert_false(itd_measure_in_force(measure, day("2017-12-15")));
        assert_true(itd_measure_in_force(measure, day("2018-01-22")));
    }
    assert_int_equal(of_2397, 27);
    itd_rules_free(rules);
}

/* ---- layers of our own, good and bad ---- */

#define HEAD                                                                                       \
    "id\tresolution\tparagraph\tadopted\tin_force\ttype\tforce\tclass\tdirection\tsubject\teffect" \
    "\tsupersedes\tsuperseded_by\tclarifies\tends\tsource\tconfidence\n"

static itd_status open_text(const char *measures, itd_error *err)
{
    char       dir[] = "/tmp/itd-rules-XXXXXX", path[ITD_PATH_MAX];
    itd_rules *rules = NULL;
    itd_str    layer;
    itd_status st;

    assert_non_null(mkdtemp(dir));
    assert_ok(itd_path_join(path, dir, "layer.tsv", NULL, NULL), NULL);
    assert_ok(itd_file_write_atomic(path,
                                    ITD_STR("key\tvalue\nname\tx\ntitle\tX\ntarget\tkp\n"
                                            "begins\t2010-01-01\n"),
                                    NULL),
              NULL);
    assert_ok(itd_path_join(path, dir, "measures.tsv", NULL, NULL), NULL);
    assert_ok(itd_file_write_atomic(path, itd_str_of(measures), NULL), NULL);
    layer = itd_str_of(dir);
    *err = (itd_error){0};
    st = itd_rules_open(data_dir(), &layer, 1, &rules, err);
    itd_rules_free(rules);
    assert_ok(itd_path_remove(dir, NULL), NULL);
    return st;
}

static void takes_a_layer_of_the_users_own(void **state)
{
    itd_error err;

    (void)state;
    assert_ok(open_text(HEAD "X-1\tLaw 1\t1\t2010-01-02\t2010-01-03\tban\tdecides\tbinding\tboth\t"
                             "all\tprohibits\t\t\t\t\tus\tfrom-memory\n",
                        &err),
              &err);
}

#define ROW(id, force, class, old, new, ends)                                                      \
    id "\tL\t1\t2010-01-02\t2010-01-03\tban\t" force                                               \
       "\t" class "\tboth\tall\tprohibits\t" old "\t" new "\t\t" ends "\ts\tfrom-memory\n"

static void refuses_rules_that_contradict_each_other(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {HEAD ROW("A", "decides", "non-binding", "", "", ""), ITD_E_CONFLICT, 2, "class"},
        {HEAD ROW("A", "calls-upon", "binding", "", "", ""), ITD_E_CONFLICT, 2, "class"},
        {HEAD ROW("A", "decides", "bindig", "", "", ""), ITD_E_SCHEMA, 2, "class"},
        {HEAD ROW("A", "decides", "binding", "", "", "2009-01-01"), ITD_E_CONFLICT, 2, "ends"},
        {HEAD ROW("A", "decides", "binding", "B", "", ""), ITD_E_SCHEMA, 2, "supersedes"},
        {HEAD ROW("A", "decides", "binding", "", "A", ""), ITD_E_CONFLICT, 2, "superseded_by"},
        {HEAD ROW("A", "decides", "binding", "", "B:half", ""), ITD_E_SYNTAX, 2, "superseded_by"},
        {HEAD ROW("A", "decides", "binding", "", "", "") ROW("a", "decides", "binding", "", "", ""),
         ITD_E_DUPLICATE, 3, "id"},
        {HEAD ROW("A", "decides", "binding", "B", "", "")
             ROW("B", "decides", "binding", "", "", ""),
         ITD_E_CONFLICT, 2, "supersedes"},
        {HEAD ROW("A", "decides", "binding", "B", "B", "")
             ROW("B", "decides", "binding", "A", "A", ""),
         ITD_E_CONFLICT, 3, "superseded_by"},
        {HEAD ROW("A", "decides", "binding", "A", "A", ""), ITD_E_CONFLICT, 2, "supersedes"},
        /* A circle of three, each of whose links is said at both ends. */
        {HEAD ROW("A", "decides", "binding", "C", "B", "") ROW(
             "B", "decides", "binding", "A", "C", "") ROW("C", "decides", "binding", "B", "A", ""),
         ITD_E_CONFLICT, 4, "superseded_by"},
        /* A replaces B, B only widens A: the two ends say different things. */
        {HEAD ROW("A", "decides", "binding", "B", "", "")
             ROW("B", "decides", "binding", "", "A:widens", ""),
         ITD_E_CONFLICT, 2, "supersedes"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_error err;

        assert_status_equal(open_text(cases[i].text, &err), cases[i].status, cases[i].text);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
    }
}

static void a_layer_that_is_not_there_is_an_error(void **state)
{
    const itd_str layer = ITD_STR("atlantis");
    itd_rules    *rules;
    itd_error     err;

    (void)state;
    assert_status_equal(itd_rules_open(data_dir(), &layer, 1, &rules, &err), ITD_E_NOT_FOUND, "");
}

static void every_allocation_may_fail(void **state)
{
    const itd_str layer = ITD_STR("un");
    itd_rules    *rules = NULL;
    itd_status    st;
    size_t        nth = 0;

    (void)state;
    do {
        (void)itd_test_fail_allocation(++nth);
        st = itd_rules_open(data_dir(), &layer, 1, &rules, NULL);
        (void)itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || st == ITD_E_NO_MEMORY);
    } while (st != ITD_OK);
    assert_true(nth > 10);
    itd_rules_free(rules);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_all_measures_with_their_confidence),
        cmocka_unit_test(knows_what_is_in_force_on_a_day),
        cmocka_unit_test(knows_nothing_of_2397_on_the_day_of_the_meeting),
        cmocka_unit_test(takes_a_layer_of_the_users_own),
        cmocka_unit_test(refuses_rules_that_contradict_each_other),
        cmocka_unit_test(a_layer_that_is_not_there_is_an_error),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
