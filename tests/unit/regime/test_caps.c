/* The ledger on made series: crossings in both units, factors side by side, rows that overlap. */
#include "regime/caps.h"

#include "base/buf.h"
#include "base/file.h"
#include "tests/unit/support.h"

struct fixture {
    itd_rules     *rules;
    itd_arena     *arena;
    itd_deliveries deliveries;
    itd_cap_ledger ledger;
};

static itd_date day(const char *text)
{
    itd_date date;

    assert_true(itd_date_parse_iso(itd_str_of(text), &date));
    return date;
}

static itd_status load(struct fixture *fix, itd_str csv, itd_error *err)
{
    const itd_str layer = ITD_STR("un");
    char          path[ITD_PATH_MAX];
    itd_source   *src = NULL;
    itd_status    st;

    *err = (itd_error){0};
    *fix = (struct fixture){.arena = itd_arena_new(SIZE_MAX)};
    assert_non_null(fix->arena);
    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    assert_ok(itd_rules_open(path, &layer, 1, &fix->rules, err), err);
    assert_ok(itd_source_open_memory(ITD_STR("made.csv"), csv, NULL, &src, err), err);
    st = itd_deliveries_load(fix->rules, src, fix->arena, &fix->deliveries, err);
    itd_source_close(src);
    return st;
}

static void count(struct fixture *fix, itd_str csv, const char *on)
{
    itd_error err;

    assert_ok(load(fix, csv, &err), &err);
    assert_ok(itd_caps(fix->rules, &fix->deliveries, day(on), fix->arena, &fix->ledger, &err),
              &err);
}

static void done(struct fixture *fix)
{
    itd_rules_free(fix->rules);
    itd_arena_free(fix->arena);
}

/* The first period of the cap of a measure. */
static const itd_cap_period *period_of(const struct fixture *fix, const char *id)
{
    for (size_t i = 0; i < fix->ledger.period_count; i++) {
        const itd_cap_period *period = &fix->ledger.periods[i];
        const size_t          measure = itd_rules_cap_at(fix->rules, period->cap)->measure;

        if (itd_str_equal(itd_rules_at(fix->rules, measure)->id, itd_str_of(id)))
            return period;
    }
    return NULL;
}

static void assert_day(itd_date actual, const char *expected)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(actual, text);
    assert_string_equal(text, expected);
}

/* 40,000 t and USD 2,500,000 a day: 7,500,000 t end on day 188, USD 400,870,018 on day 161. */
static void coal_of_2017_crosses_each_threshold_on_its_day_in_both_units(void **state)
{
    static const char *const tonnes[] = {"2017-05-21", "2017-06-18", "2017-06-28", "2017-07-07"};
    static const char *const dollars[] = {"2017-05-01", "2017-05-25", "2017-06-02", "2017-06-10"};
    const int64_t            start = itd_date_to_days(day("2017-01-01"));
    struct fixture           fix;
    itd_buf                  csv;

    (void)state;
    itd_buf_init(&csv, 1 << 20);
    itd_buf_append_cstr(&csv, "cap,from,supplier,kind,tonnes,usd\n");
    for (int i = 0; i < 250; i++) {
        char text[ITD_DATE_TEXT_MAX];

        itd_date_format(itd_date_of_days(start + i), text);
        itd_buf_printf(&csv, "coal,%s,China,notified,40000,2500000\n", text);
    }
    count(&fix, itd_buf_text(&csv), "2017-12-31");
    const itd_cap_period *period = period_of(&fix, "2321-26-b-b");
    assert_non_null(period);
    assert_day(period->last_day, "2017-08-04");
    const itd_cap_count *notified = &period->counts[0];
    assert_int_equal(notified->view_count, 2);
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++) {
        assert_day(notified->views[0].crossings[i].day, tonnes[i]);
        assert_day(notified->views[1].crossings[i].day, dollars[i]);
        /* The lower of two: the dollars were first. */
        assert_day(notified->first[i].day, dollars[i]);
        assert_str_equal(notified->first_unit[i], "USD");
    }
    /* 216 days were under the cap; the rest came after the ban. */
    assert_int_equal(notified->views[0].rows, 216);
    assert_int_equal(notified->omission_count, 250 - 216);
    assert_int_equal(notified->omissions[0].why, ITD_LEFT_NOT_IN_FORCE);
    itd_buf_done(&csv);
    done(&fix);
}

static void exactly_the_cap_is_a_hundred_per_cent_and_a_tonne_less_is_not(void **state)
{
    struct fixture fix;

    (void)state;
    count(&fix, ITD_STR("cap,from,kind,tonnes\ncoal,2017-02-01,notified,7500000\n"), "2017-12-31");
    assert_day(period_of(&fix, "2321-26-b-b")->counts[0].views[0].crossings[3].day, "2017-02-01");
    done(&fix);
    count(&fix, ITD_STR("cap,from,kind,tonnes\ncoal,2017-02-01,notified,7499999.9999\n"),
          "2017-12-31");
    assert_day(period_of(&fix, "2321-26-b-b")->counts[0].views[0].crossings[3].day, "");
    assert_day(period_of(&fix, "2321-26-b-b")->counts[0].views[0].crossings[2].day, "2017-02-01");
    done(&fix);
}

/* 60,000 t are 499,800 barrels at 8.33 and 433,800 at 7.23: 95 % is crossed by one factor only. */
static void tonnes_are_shown_by_every_factor(void **state)
{
    struct fixture fix;
    uint64_t       at_833 = 0, at_723 = 0;

    (void)state;
    count(&fix, ITD_STR("cap,from,to,kind,tonnes\nrefined,2018-01,2018-11,notified,60000\n"),
          "2018-12-31");
    const itd_cap_count *notified = &period_of(&fix, "2397-5")->counts[0];
    for (size_t i = 0; i < notified->view_count; i++) {
        const itd_cap_view *view = &notified->views[i];

        assert_non_null(view->factor);
        if (view->factor->barrels_per_tonne == 83300) {
            at_833 = view->total;
            assert_day(view->crossings[2].day, "2018-11-30");
        }
        if (view->factor->barrels_per_tonne == 72300) {
            at_723 = view->total;
            assert_day(view->crossings[2].day, "");
        }
    }
    assert_int_equal(at_833, (uint64_t)499800 * ITD_AMOUNT_SCALE);
    assert_int_equal(at_723, (uint64_t)433800 * ITD_AMOUNT_SCALE);
    /* No factor alone says "crossed". */
    assert_day(notified->first[2].day, "");
    done(&fix);
}

static void crude_runs_from_22_december(void **state)
{
    struct fixture fix;

    (void)state;
    count(&fix,
          ITD_STR("cap,from,to,kind,barrels\ncrude,2018-01-01,2018-12-21,notified,3900000\n"
                  "crude,2018-12-22,,notified,200000\n"),
          "2019-06-30");
    const itd_cap_period *first = period_of(&fix, "2397-4");
    assert_day(first->from, "2017-12-22");
    assert_day(first->to, "2018-12-21");
    assert_int_equal(first->counts[0].views[0].total, (uint64_t)3900000 * ITD_AMOUNT_SCALE);
    assert_day((first + 1)->from, "2018-12-22");
    assert_int_equal((first + 1)->counts[0].views[0].total, (uint64_t)200000 * ITD_AMOUNT_SCALE);
    done(&fix);
}

static void rows_that_overlap_are_not_added(void **state)
{
    struct fixture fix;

    (void)state;
    count(&fix,
          ITD_STR("cap,from,to,supplier,kind,barrels\n"
                  "refined,2018-01,,*,notified,10\nrefined,2018-02,,*,notified,20\n"
                  "refined,2018-01,2018-02,*,notified,25\n"
                  "refined,2018-01,,A,notified,7\nrefined,2018-01,,A,notified,7\n"
                  "refined,2018-02,,A,notified,9\nrefined,2018-02,,A,notified,8\n"
                  "refined,2018-01,2018-03,*,estimated,1000\n"),
          "2018-12-31");
    const itd_cap_period *period = period_of(&fix, "2397-5");
    assert_int_equal(period->count_count, 2);
    assert_int_equal(period->counts[0].views[0].total, (uint64_t)30 * ITD_AMOUNT_SCALE);
    assert_int_equal(period->counts[0].views[0].rows, 2);
    /* Doubled, contradicting, overlapping, and two of a single supplier. */
    assert_int_equal(period->counts[0].omission_count, 5);
    assert_int_equal(period->counts[1].kind, ITD_DELIVERY_ESTIMATED);
    assert_int_equal(period->counts[1].views[0].total, (uint64_t)1000 * ITD_AMOUNT_SCALE);
    done(&fix);
}

static void months_without_a_report_are_named_once_they_are_due(void **state)
{
    struct fixture fix;

    (void)state;
    count(&fix, ITD_STR("cap,from,kind,barrels\nrefined,2018-01,notified,10\n"), "2018-04-29");
    const itd_cap_count *notified = &period_of(&fix, "2397-5")->counts[0];
    assert_int_equal(notified->missing_count, 1);
    assert_day(notified->missing[0].due, "2018-03-30");
    done(&fix);
}

static void the_cap_that_never_began_has_no_ledger(void **state)
{
    struct fixture fix;

    (void)state;
    count(&fix, ITD_STR("cap,from,kind,barrels\nrefined,2018-01,notified,10\n"), "2018-04-29");
    assert_null(period_of(&fix, "2375-14-b"));
    assert_null(period_of(&fix, "2375-14-a"));
    done(&fix);
}

static void bad_rows_are_named_and_nothing_is_loaded(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        uint64_t    line;
        const char *field;
    } cases[] = {
        {"cap,from,kind,tonnes\ngold,2018-01,notified,1\n", ITD_E_SCHEMA, 2, "cap"},
        {"cap,from,kind,tonnes\ncoal,2018-13,notified,1\n", ITD_E_SYNTAX, 2, "from"},
        {"cap,from,to,kind,tonnes\ncoal,2018-02,2018-01,notified,1\n", ITD_E_CONFLICT, 2, "to"},
        {"cap,from,kind,tonnes\ncoal,2018-01,guessed,1\n", ITD_E_SCHEMA, 2, "kind"},
        {"cap,from,kind,tonnes\ncoal,2018-01,notified,-1\n", ITD_E_SYNTAX, 2, "tonnes"},
        {"cap,from,kind,tonnes\ncoal,2018-01,notified,1e3\n", ITD_E_SYNTAX, 2, "tonnes"},
        {"cap,from,kind,tonnes\ncoal,2018-01,notified,1000000001\n", ITD_E_SYNTAX, 2, "tonnes"},
        {"cap,from,kind,tonnes\ncoal,2018-01,notified,\n", ITD_E_INCOMPLETE, 2, "tonnes"},
        {"cap,from,kind,tonnes\ncoal,2018-01,notified\n", ITD_E_SYNTAX, 2, ""},
        {"cap,from,kind,tons\n", ITD_E_SCHEMA, 1, "header"},
        {"cap,from,from,kind\n", ITD_E_DUPLICATE, 1, "header"},
        {"cap,from\n", ITD_E_SCHEMA, 1, "header"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        struct fixture fix;
        itd_error      err;

        assert_status_equal(load(&fix, itd_str_of(cases[i].text), &err), cases[i].status,
                            cases[i].text);
        assert_int_equal(err.line, cases[i].line);
        assert_string_equal(err.field, cases[i].field);
        done(&fix);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(coal_of_2017_crosses_each_threshold_on_its_day_in_both_units),
        cmocka_unit_test(exactly_the_cap_is_a_hundred_per_cent_and_a_tonne_less_is_not),
        cmocka_unit_test(tonnes_are_shown_by_every_factor),
        cmocka_unit_test(crude_runs_from_22_december),
        cmocka_unit_test(rows_that_overlap_are_not_added),
        cmocka_unit_test(months_without_a_report_are_named_once_they_are_due),
        cmocka_unit_test(the_cap_that_never_began_has_no_ledger),
        cmocka_unit_test(bad_rows_are_named_and_nothing_is_loaded),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
