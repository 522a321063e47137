/* A chronicle of one's own: imports that are whole or nothing, edits with history, what was known
 * when, several sources without counting twice. */
#include "chronicle/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "store/db.h"
#include "tests/unit/support.h"

#define NOW 1780000000000 /* 2026-05-28 */

static char folder[64], data[1024], file[128];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/itd-journal-XXXXXX");
    if (!mkdtemp(folder))
        return 1;
    snprintf(data, sizeof data, "%s/data", itd_test_root());
    snprintf(file, sizeof file, "%s/rows", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    return itd_path_remove(folder, NULL) == ITD_OK ? 0 : 1;
}

static itd_journal *open_journal(bool is_empty)
{
    const itd_journal_options options = {.data_dir = data, .is_empty = is_empty};
    itd_journal              *journal = NULL;
    itd_error                 err;

    assert_ok(itd_journal_open(folder, &options, &journal, &err), &err);
    return journal;
}

static itd_journal_entry entry_of(const char *why)
{
    return (itd_journal_entry){.who = ITD_STR("tester"),
                               .why = itd_str_of(why),
                               .now_ms = NOW,
                               .known_from_ms = INT64_MIN};
}

/* Takes rows into the journal of the folder, as one change. */
static itd_status take(itd_fact_kind kind, const char *rows, const itd_journal_entry *entry,
                       itd_journal_result *ret_result, itd_error *err)
{
    itd_journal *journal = open_journal(true);
    itd_status   st;

    assert_ok(itd_file_write_atomic(file, itd_str_of(rows), err), err);
    st = itd_journal_begin(journal, entry, err);
    if (st == ITD_OK)
        st = itd_journal_put_file(journal, kind, file, err);
    if (st == ITD_OK)
        st = itd_journal_commit(journal, ret_result, err);
    itd_journal_close(journal);
    return st;
}

static void take_ok(itd_fact_kind kind, const char *rows)
{
    const itd_journal_entry entry = entry_of("test");
    itd_error               err;

    assert_ok(take(kind, rows, &entry, NULL, &err), &err);
}

#define SOURCES                                                                                    \
    "id,title,scope,rank,covers,covered_until\n"                                                   \
    "a,first,core,1,launch nuclear-test,2026-05-01\nb,second,core,2,launch,2026-04-01\n"

struct known {
    itd_chronicle       *chronicle;
    itd_arena           *arena;
    itd_chronicle_view   view;
    itd_chronicle_series series;
};

static struct known know(int64_t as_of_ms)
{
    struct known known = {.arena = itd_arena_new(SIZE_MAX)};
    itd_error    err;

    assert_ok(itd_chronicle_open(folder, data, &known.chronicle, &err), &err);
    assert_ok(itd_chronicle_view_make(known.chronicle, as_of_ms, known.arena, &known.view, &err),
              &err);
    assert_ok(itd_chronicle_view_series(&known.view, ITD_CLASS_CORE, INT64_MIN, known.arena,
                                        &known.series, &err),
              &err);
    return known;
}

static void forget(struct known *known)
{
    itd_chronicle_close(known->chronicle);
    itd_arena_free(known->arena);
}

static int64_t day_of(const char *text)
{
    itd_date date;

    assert_true(itd_date_parse_iso(itd_str_of(text), &date));
    return itd_date_to_days(date);
}

static void without_a_journal_the_facts_that_ship_answer_and_a_new_one_begins_with_them(
    void **state)
{
    struct known shipped = know(NOW), own;

    (void)state;
    assert_true(itd_chronicle_is_builtin(shipped.chronicle));
    itd_journal_close(open_journal(false));
    own = know(NOW);
    assert_false(itd_chronicle_is_builtin(own.chronicle));
    assert_int_equal(own.view.occasion_count, shipped.view.occasion_count);
    assert_int_equal(own.series.count, shipped.series.count);
    assert_int_equal(own.view.statement_count, shipped.view.statement_count);
    assert_int_equal(own.series.covered_until, shipped.series.covered_until);
    for (size_t i = 0; i < own.series.count; i++) {
        assert_int_equal(own.series.days[i].day, shipped.series.days[i].day);
        assert_int_equal(own.series.days[i].instant_ms, shipped.series.days[i].instant_ms);
    }
    forget(&own);
    forget(&shipped);
}

static void an_empty_journal_stays_empty_and_covers_nothing(void **state)
{
    struct known known;

    (void)state;
    itd_journal_close(open_journal(true));
    itd_journal_close(open_journal(false));
    known = know(NOW);
    assert_int_equal(known.series.count, 0);
    assert_false(known.series.has_covered_until);
    assert_false(known.series.is_covered);
    forget(&known);
}

static void csv_tsv_json_and_json_lines_say_the_same(void **state)
{
    static const char *const forms[] = {
        "source,kind,day,time,basis,class,count\na,launch,2026-04-01,21:57,utc,irbm,2\n",
        "kind\tsource\tclass\tbasis\tday\ttime\tcount\n"
        "launch\ta\tIRBM\tutc\t2026-04-01\t21:57\t2\n",
        "kind;source;class;basis;day;time;count\nlaunch;a;irbm;utc;2026-04-01;21:57;2\n",
        "[{\"source\":\"a\",\"kind\":\"launch\",\"day\":\"2026-04-01\",\"time\":\"21:57\","
        "\"basis\":\"utc\",\"class\":\"irbm\",\"count\":2,\"note\":null}]",
        "{\"source\":\"a\",\"kind\":\"launch\",\"day\":\"2026-04-01\",\"time\":\"21:57\","
        "\"basis\":\"utc\",\"class\":\"irbm\",\"count\":\"2\"}\n",
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(forms); i++) {
        struct known known;

        assert_int_equal(remove_folder(NULL), 0);
        assert_int_equal(make_folder(NULL), 0);
        take_ok(ITD_FACT_SOURCE, SOURCES);
        take_ok(ITD_FACT_EVENT, forms[i]);
        known = know(NOW);
        assert_int_equal(known.series.count, 1);
        assert_int_equal(known.series.days[0].day, day_of("2026-04-02"));
        assert_int_equal(known.view.occasions[0].missiles, 2);
        assert_true(known.view.occasions[0].is_long);
        assert_str_equal(known.view.occasions[0].reports[0]->id, "a:2026-04-01-1");
        forget(&known);
    }
}

/* One row that is wrong, and what must be said of it. */
static const struct {
    const char *row;
    itd_status  status;
    const char *field;
} bad_rows[] = {
    {"x,a,launch,2026-04-01,,,,,,", ITD_E_INCOMPLETE, "basis"},
    {"x,a,launch,2026-04-01,,seoul,,,,", ITD_E_SCHEMA, "basis"},
    {"x,a,launch,2026-04-31,,utc,,,,", ITD_E_SYNTAX, "day"},
    {"x,a,launch,,,utc,,,,", ITD_E_INCOMPLETE, "day"},
    {"x,a,launch,2026-04-01,25:00,utc,,,,", ITD_E_SYNTAX, "time"},
    {"x,a,launch,2027-04-01,,utc,,,,", ITD_E_SYNTAX, "day"},
    {"x,a,launch,2026-04-01,,utc,-1,,,", ITD_E_SYNTAX, "count"},
    {"x,a,launch,2026-04-01,,utc,1.5x,,,", ITD_E_SYNTAX, "count"},
    {"x,a,launch,2026-04-01,,utc,,-5,,", ITD_E_SYNTAX, "apogee_km"},
    {"x,a,launch,2026-04-01,,utc,,,91,0", ITD_E_SYNTAX, "lat"},
    {"x,a,launch,2026-04-01,,utc,,,40,", ITD_E_INCOMPLETE, "lon"},
    {"x,a,parade,2026-04-01,,utc,,,,", ITD_E_SCHEMA, "kind"},
    {"x y,a,launch,2026-04-01,,utc,,,,", ITD_E_SYNTAX, "id"},
    {"x,nobody,launch,2026-04-01,,utc,,,,", ITD_E_NOT_FOUND, "source"},
    {"x,,launch,2026-04-01,,utc,,,,", ITD_E_INCOMPLETE, "source"},
    {"x,a,launch", ITD_E_SYNTAX, ""},
};

static void a_wrong_row_is_named_with_its_field_and_nothing_of_the_file_is_taken(void **state)
{
    const itd_journal_entry entry = entry_of("test");

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad_rows); i++) {
        char         rows[512];
        itd_error    err = {0};
        struct known known;

        snprintf(rows, sizeof rows,
                 "id,source,kind,day,time,basis,count,apogee_km,lat,lon\n"
                 "good,a,launch,2026-04-01,,utc,,,,\n%s\n",
                 bad_rows[i].row);
        assert_status_equal(take(ITD_FACT_EVENT, rows, &entry, NULL, &err), bad_rows[i].status,
                            bad_rows[i].row);
        assert_string_equal(err.field, bad_rows[i].field);
        if (bad_rows[i].status != ITD_E_NOT_FOUND) {
            assert_int_equal(err.line, 3);
            assert_non_null(strstr(err.file, "rows"));
        }
        known = know(NOW);
        assert_int_equal(known.series.count, 0);
        forget(&known);
    }
}

static void a_wrong_heading_or_an_empty_file_is_refused(void **state)
{
    static const struct {
        const char *rows;
        itd_status  status;
        const char *field;
    } cases[] = {
        {"id,source,kind,day,basis,colour\nx,a,launch,2026-04-01,utc,red\n", ITD_E_SCHEMA,
         "colour"},
        {"id,source,kind,day,basis,day\nx,a,launch,2026-04-01,utc,\n", ITD_E_DUPLICATE, "day"},
        {"id,source,kind,day\nx,a,launch,2026-04-01\n", ITD_E_SCHEMA, "basis"},
        {"id,source,kind,day,basis\n", ITD_E_INCOMPLETE, ""},
        {"[]", ITD_E_INCOMPLETE, ""},
        {"[1]", ITD_E_SCHEMA, ""},
        {"[{\"day\":[]}]", ITD_E_SCHEMA, "day"},
        {"{\"day\":\"2026-04-01\"\n", ITD_E_SYNTAX, ""},
    };
    const itd_journal_entry entry = entry_of("test");

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_error err = {0};

        assert_status_equal(take(ITD_FACT_EVENT, cases[i].rows, &entry, NULL, &err),
                            cases[i].status, cases[i].rows);
        assert_string_equal(err.field, cases[i].field);
    }
}

static void an_edit_is_a_new_revision_and_the_past_does_not_know_it(void **state)
{
    itd_journal_entry      entry = entry_of("test");
    const itd_fact *const *facts;
    itd_journal_result     result;
    itd_error              err = {0};
    struct known           known;
    size_t                 count;

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    take_ok(ITD_FACT_EVENT, "id,source,kind,day,basis\nx,a,launch,2026-04-01,kst\n");
    entry.why = ITD_STR("it was the 2nd");
    entry.now_ms = NOW + 1000;
    assert_status_error(take(ITD_FACT_EVENT,
                             "id,source,kind,day,basis\nx,a,launch,2026-04-02,kst\n", &entry, NULL,
                             &err),
                        ITD_E_CONFLICT, &err);
    assert_string_equal(err.field, "day");
    entry.may_update = true;
    assert_ok(take(ITD_FACT_EVENT, "id,source,kind,day,basis\nx,a,launch,2026-04-02,kst\n", &entry,
                   &result, &err),
              &err);
    assert_int_equal(result.updated, 1);
    assert_ok(take(ITD_FACT_EVENT, "id,source,kind,day,basis\nx,a,launch,2026-04-02,kst\n", &entry,
                   &result, &err),
              &err);
    assert_int_equal(result.unchanged, 1);
    known = know(NOW + 1000);
    assert_int_equal(known.series.days[0].day, day_of("2026-04-02"));
    facts = itd_chronicle_facts(known.chronicle, ITD_FACT_EVENT, &count);
    assert_int_equal(count, 2);
    assert_str_equal(facts[0]->values[ITD_EVENT_DAY], "2026-04-01");
    assert_str_equal(facts[1]->why, "it was the 2nd");
    assert_str_equal(facts[1]->who, "tester");
    forget(&known);
    known = know(NOW + 999);
    assert_int_equal(known.series.days[0].day, day_of("2026-04-01"));
    forget(&known);
}

static void what_is_withdrawn_was_known_before_and_can_come_back(void **state)
{
    itd_journal_entry entry = entry_of("no launch after all");
    itd_journal      *journal;
    itd_error         err;
    struct known      known;

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    take_ok(ITD_FACT_EVENT, "id,source,kind,day,basis\nx,a,launch,2026-04-01,kst\n");
    journal = open_journal(true);
    assert_ok(itd_journal_begin(journal, &entry, &err), &err);
    assert_ok(itd_journal_withdraw(journal, ITD_FACT_EVENT, ITD_STR("x"), &err), &err);
    assert_status_error(itd_journal_withdraw(journal, ITD_FACT_EVENT, ITD_STR("x"), &err),
                        ITD_E_NOT_FOUND, &err);
    assert_ok(itd_journal_commit(journal, NULL, &err), &err);
    itd_journal_close(journal);
    known = know(NOW);
    assert_int_equal(known.series.count, 0);
    forget(&known);
    known = know(NOW - 1);
    assert_int_equal(known.series.count, 1);
    forget(&known);
    entry.may_update = true;
    entry.now_ms = NOW + 5;
    assert_ok(take(ITD_FACT_EVENT, "id,source,kind,day,basis\nx,a,launch,2026-04-01,kst\n", &entry,
                   NULL, &err),
              &err);
    known = know(NOW + 5);
    assert_int_equal(known.series.count, 1);
    forget(&known);
}

/* Pairs of reports by two sources: are they one occasion, and on how many days? */
static const struct {
    const char *a, *b;
    size_t      occasions, days;
} pairs[] = {
    /* day and place */
    {"2026-03-01,,kst,,", "2026-03-01,,kst,,", 1, 1},
    {"2026-03-01,,kst,40,126", "2026-03-01,,kst,40.5,126", 1, 1},
    {"2026-03-01,,kst,39,126", "2026-03-01,,kst,41,129", 2, 1},
    {"2026-02-28,21:57,utc,,", "2026-03-01,,kst,,", 1, 1},
    /* a day apart: one when the day is not certain */
    {"2026-02-28,21:57,utc,,", "2026-02-28,,unknown,,", 1, 1},
    {"2026-02-28,21:57,utc,,", "2026-02-28,,new-york,,", 1, 1},
    {"2026-02-28,21:57,utc,,", "2026-02-28,,utc,,", 1, 1},
    {"2026-02-28,21:57,utc,,", "2026-02-28,,kst,,", 2, 2},
    {"2026-02-28,21:57,utc,,", "2026-03-02,,unknown,,", 2, 2}, /* never earlier than it says */
    {"2026-02-28,21:57,utc,39,126", "2026-02-28,,unknown,41,129", 2, 2},
};

static void two_sources_tell_of_one_launch_or_of_two(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(pairs); i++) {
        char         rows[512];
        struct known known;

        assert_int_equal(remove_folder(NULL), 0);
        assert_int_equal(make_folder(NULL), 0);
        take_ok(ITD_FACT_SOURCE, SOURCES);
        snprintf(rows, sizeof rows,
                 "id,source,kind,day,time,basis,lat,lon\nx,a,launch,%s\ny,b,launch,%s\n",
                 pairs[i].a, pairs[i].b);
        take_ok(ITD_FACT_EVENT, rows);
        known = know(NOW);
        if (known.view.occasion_count != pairs[i].occasions || known.series.count != pairs[i].days)
            fail_msg("%s and %s: %zu occasions, %zu days", pairs[i].a, pairs[i].b,
                     known.view.occasion_count, known.series.count);
        forget(&known);
    }
}

static void disagreements_are_shown(void **state)
{
    const itd_disagreement *list;
    struct known            known;
    size_t                  count;
    itd_error               err;

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    take_ok(ITD_FACT_EVENT, "id,source,kind,day,time,basis,class,apogee_km\n"
                            "x,a,launch,2026-02-28,21:57,utc,icbm,4000\n"
                            "y,b,launch,2026-02-28,,unknown,irbm,4100\n" /* day, class */
                            "z,a,launch,2026-03-09,,kst,srbm,100\n"
                            "w,b,launch,2026-03-09,,kst,srbm,200\n" /* height */
                            "u,a,launch,2026-03-20,,kst,,\n"
                            "v,b,launch,2026-03-21,,kst,,\n"); /* a day apart */
    known = know(NOW);
    assert_ok(itd_chronicle_disagreements(&known.view, known.arena, &list, &count, &err), &err);
    assert_int_equal(count, 4);
    assert_string_equal(list[0].what, "day");
    assert_false(list[0].is_apart);
    assert_string_equal(list[1].what, "class");
    assert_string_equal(list[2].what, "apogee_km");
    assert_str_equal(list[2].b_value, "200");
    assert_string_equal(list[3].what, "day");
    assert_true(list[3].is_apart);
    forget(&known);
}

static void the_database_itself_keeps_what_was_written(void **state)
{
    static const char *const none[] = {""};
    const itd_db_schema      schema = {"chronicle", 0x49544348, none, 1};
    char                     path[256];
    itd_db                  *db = NULL;
    itd_error                err;

    (void)state;
    itd_journal_close(open_journal(false));
    snprintf(path, sizeof path, "%s/%s", folder, ITD_JOURNAL_FILE);
    assert_ok(itd_db_open(path, &schema, ITD_DB_WRITE, NULL, &db, &err), &err);
    assert_status_error(itd_db_run(db, "UPDATE event SET day = '2000-01-01'", &err), ITD_E_CONFLICT,
                        &err);
    assert_status_error(itd_db_run(db, "DELETE FROM statement", &err), ITD_E_CONFLICT, &err);
    itd_db_close(db);
}

static void a_damaged_journal_is_an_error_and_not_passed_over(void **state)
{
    itd_chronicle *chronicle = NULL;
    char           path[256];
    itd_error      err;

    (void)state;
    snprintf(path, sizeof path, "%s/%s", folder, ITD_JOURNAL_FILE);
    assert_ok(
        itd_file_write_atomic(path, ITD_STR("this is no journal, whatever its name is"), &err),
        &err);
    assert_status_error(itd_chronicle_open(folder, data, &chronicle, &err), ITD_E_CORRUPT, &err);
    assert_null(chronicle);
}

/* Bytes of the database turned over, one here and there: an error, or a chronicle all the same. */
static void a_flipped_byte_is_an_error_or_changes_what_is_read_but_never_crashes(void **state)
{
    char      path[256];
    itd_buf   bytes;
    itd_error err;
    size_t    tried = 0, refused = 0;

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    take_ok(ITD_FACT_EVENT, "source,kind,day,basis,site\na,launch,2026-04-01,utc,Here\n"
                            "b,launch,2026-04-01,unknown,Here\n");
    snprintf(path, sizeof path, "%s/%s", folder, ITD_JOURNAL_FILE);
    itd_buf_init(&bytes, SIZE_MAX);
    assert_ok(itd_file_read(path, &bytes, &err), &err);
    for (size_t at = 0; at < bytes.len; at += 97) {
        itd_chronicle *chronicle = NULL;
        itd_status     st;

        bytes.ptr[at] = (char)(bytes.ptr[at] ^ 0x15);
        assert_ok(itd_file_write_atomic(path, itd_buf_text(&bytes), &err), &err);
        bytes.ptr[at] = (char)(bytes.ptr[at] ^ 0x15);
        err = (itd_error){0};
        st = itd_chronicle_open(folder, data, &chronicle, &err);
        assert_true(st == ITD_OK ? chronicle != NULL : chronicle == NULL && err.message[0] != '\0');
        itd_chronicle_close(chronicle);
        tried++;
        refused += st != ITD_OK;
    }
    printf("# %zu of %zu flips refused\n", refused, tried);
    assert_true(refused > 0);
    itd_buf_done(&bytes);
}

static void every_allocation_may_fail_and_nothing_is_half_taken(void **state)
{
    const itd_journal_entry entry = entry_of("test");

    (void)state;
    take_ok(ITD_FACT_SOURCE, SOURCES);
    for (size_t nth = 1;; nth++) {
        itd_journal *journal = open_journal(true);
        itd_error    err;
        struct known known;
        itd_status   st;

        assert_ok(itd_file_write_atomic(
                      file, ITD_STR("source,kind,day,basis\na,launch,2026-04-01,utc\n"), &err),
                  &err);
        itd_test_fail_allocation(nth);
        st = itd_journal_begin(journal, &entry, &err);
        if (st == ITD_OK)
            st = itd_journal_put_file(journal, ITD_FACT_EVENT, file, &err);
        if (st == ITD_OK)
            st = itd_journal_commit(journal, NULL, &err);
        itd_test_fail_allocation(0);
        itd_journal_close(journal);
        known = know(NOW);
        assert_int_equal(known.series.count, st == ITD_OK ? 1 : 0);
        forget(&known);
        if (st == ITD_OK)
            break;
        assert_status_error(st, ITD_E_NO_MEMORY, &err);
    }
}

static void decimals_are_read_exactly_and_rounded_once(void **state)
{
    static const struct {
        const char *text;
        unsigned    places;
        int64_t     value;
    } cases[] = {{"2111.5", 3, 2111500},
                 {"40.8499966", 6, 40849997},
                 {"-0.5", 0, -1},
                 {"7", 3, 7000},
                 {".5", 1, 5},
                 {"1.49", 1, 15},
                 {"1.449", 1, 14},
                 {"-180", 6, -180000000},
                 {"0", 0, 0}};
    static const char *const wrong[] = {
        "", "-", ".", "1e3", "1,5", "+1", " 1", "1.2.3", "--1", "99999999999999999999", "0x10"};
    int64_t value;

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        assert_true(itd_decimal_parse(itd_str_of(cases[i].text), cases[i].places, -1000000000,
                                      1000000000, &value));
        assert_int_equal(value, cases[i].value);
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(wrong); i++)
        assert_false(itd_decimal_parse(itd_str_of(wrong[i]), 3, INT64_MIN, INT64_MAX, &value));
    assert_true(itd_decimal_parse(ITD_STR("10"), 0, 0, 10, &value));
    assert_false(itd_decimal_parse(ITD_STR("11"), 0, 0, 10, &value));
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(without_a_journal_the_facts_that_ship_answer_and_a_new_one_begins_with_them),
        TEST(an_empty_journal_stays_empty_and_covers_nothing),
        TEST(csv_tsv_json_and_json_lines_say_the_same),
        TEST(a_wrong_row_is_named_with_its_field_and_nothing_of_the_file_is_taken),
        TEST(a_wrong_heading_or_an_empty_file_is_refused),
        TEST(an_edit_is_a_new_revision_and_the_past_does_not_know_it),
        TEST(what_is_withdrawn_was_known_before_and_can_come_back),
        TEST(two_sources_tell_of_one_launch_or_of_two),
        TEST(disagreements_are_shown),
        TEST(the_database_itself_keeps_what_was_written),
        TEST(a_damaged_journal_is_an_error_and_not_passed_over),
        TEST(a_flipped_byte_is_an_error_or_changes_what_is_read_but_never_crashes),
        TEST(every_allocation_may_fail_and_nothing_is_half_taken),
        TEST(decimals_are_read_exactly_and_rounded_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
