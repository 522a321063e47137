/* The statistics of a silence against figures computed elsewhere with another program, the maximum
 * against its neighbourhood, and everything that has no number. */
#include "chronicle/silence_report.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "tests/unit/chronicle/days.h"
#include "tests/unit/support.h"

static void near_to(double value, double expected, double tolerance, const char *what)
{
    if (isfinite(value) && fabs(value - expected) <= tolerance)
        return;
    print_error("%s: %.6g, expected %.6g within %.2g\n", what, value, expected, tolerance);
    fail();
}

static itd_silence_report evaluate(itd_silence_series series, const char *as_of, const char *from,
                                   itd_arena *arena)
{
    itd_silence_options options = itd_silence_options_default(test_day(as_of));
    itd_silence_report  report;
    itd_error           err;

    options.bootstrap_rounds = 0;
    if (from)
        options.from = test_day(from);
    assert_ok(itd_silence_evaluate(series, &options, arena, &report, &err), &err);
    return report;
}

/* Training 2014-01-01 to 2017-09-15, completed gaps; the silence seen at the end of 2017-11-28. */
static const struct {
    char class;
    size_t events;
    double mean, median;
    struct {
        double parameter[2], aic, p, length_5pct, length_1pct;
    } law[ITD_LAWS];
    double predictive_p, predictive_5pct, any_p, sidak;
} reference[] = {
    {'c',
     50,
     26.4,
     16,
     {{{26.449, 0}, 421.0, 0.0587, 79, 122},
      {{0.932, 25.409}, 422.5, 0.0644, 82, 131},
      {{1.027, 25.756}, 422.9, 0.0572, 78, 120},
      {{2.715, 1.023}, 411.3, 0.0585, 81, 163}},
     0.0617,
     81,
     0.948,
     351},
    {'b',
     65,
     20.2,
     11.5,
     {{{20.25, 0}, 515.0, 0.0246, 61, 93},
      {{0.865, 18.49}, 514.1, 0.0347, 66, 108},
      {{0.886, 22.857}, 516.4, 0.0296, 63, 99},
      {{2.347, 1.13}, 501.7, 0.0406, 67, 145}},
     0.0266,
     62,
     0.930,
     370},
    {'m',
     32,
     40.9,
     21,
     {{{40.935, 0}, 294.1, 0.1601, 123, 189},
      {{0.819, 35.212}, 293.0, 0.1560, 134, 227},
      {{0.841, 48.69}, 295.5, 0.1666, 130, 206},
      {{3.011, 1.018}, 279.7, 0.0996, 108, 217}},
     0.1639,
     127,
     0.961,
     404},
    {'l',
     18,
     36.4,
     24,
     {{{36.353, 0}, 158.2, 0.1271, 109, 167},
      {{1.095, 37.805}, 159.9, 0.1204, 103, 153},
      {{1.318, 27.583}, 159.4, 0.1111, 99, 146},
      {{3.168, 0.916}, 157.0, 0.1047, 107, 200}},
     0.1347,
     115,
     0.848,
     294},
};

static void finds_the_reference_figures_of_every_class(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(reference); i++) {
        const itd_silence_report report =
            evaluate(test_days(reference[i].class), "2017-11-28", NULL, arena);

        assert_int_equal(report.from, test_day("2014-01-01"));
        assert_int_equal(report.events, reference[i].events);
        assert_int_equal(report.gaps, reference[i].events - 1);
        assert_int_equal(report.silence_days, 74);
        near_to(report.mean_gap, reference[i].mean, 0.051, "mean gap");
        near_to(report.median_gap, reference[i].median, 0, "median gap");
        assert_int_equal(report.best, ITD_LAW_LOGNORMAL);
        for (size_t k = 0; k < ITD_LAWS; k++) {
            const itd_silence_model *model = &report.complete[k];
            const char              *name = itd_silence_law_name((itd_silence_law)k);

            assert_null(model->fit.why);
            for (unsigned j = 0; j < itd_silence_law_size((itd_silence_law)k); j++)
                near_to(model->fit.parameter[j], reference[i].law[k].parameter[j], 0.00051, name);
            near_to(model->fit.aic, reference[i].law[k].aic, 0.051, name);
            near_to(model->p, reference[i].law[k].p, 0.000051, name);
            near_to(model->length_5pct, reference[i].law[k].length_5pct, 0.51, name);
            near_to(model->length_1pct, reference[i].law[k].length_1pct, 0.51, name);
        }
        near_to(report.predictive_p, reference[i].predictive_p, 0.000051, "predictive");
        near_to(report.predictive_5pct, reference[i].predictive_5pct, 0.51, "predictive length");
        near_to(report.any_p, reference[i].any_p, 0.00051, "any gap");
        near_to(report.sidak_length, reference[i].sidak, 0.51, "Sidak length");
    }
    itd_arena_free(arena);
}

static void the_open_silence_enters_as_a_censored_gap(void **state)
{
    itd_arena               *arena = itd_arena_new(SIZE_MAX);
    const itd_silence_report report = evaluate(test_days('c'), "2017-11-28", NULL, arena);

    (void)state;
    /* 49 gaps in 1,296 + 75 days; 84 days = 27.98 * log 20 */
    near_to(report.censored[ITD_LAW_EXPONENTIAL].fit.parameter[0], 1371.0 / 49, 1e-9, "mean");
    near_to(report.censored[ITD_LAW_EXPONENTIAL].p, 0.0685, 0.00005, "exponential");
    near_to(report.censored[ITD_LAW_EXPONENTIAL].length_5pct, 84, 0.5, "exponential length");
    /* A grid over both parameters has its maximum here (docs/watch.md). */
    near_to(report.censored[ITD_LAW_LOGNORMAL].fit.parameter[0], 2.756, 0.001, "mu");
    near_to(report.censored[ITD_LAW_LOGNORMAL].fit.parameter[1], 1.055, 0.001, "sigma");
    near_to(report.censored[ITD_LAW_LOGNORMAL].p, 0.0694, 0.0001, "lognormal");
    assert_true(report.censored[ITD_LAW_LOGNORMAL].fit.censored);
    itd_arena_free(arena);
}

static void the_season_explains_the_silence_of_2017(void **state)
{
    itd_arena               *arena = itd_arena_new(SIZE_MAX);
    const itd_silence_report report = evaluate(test_days('c'), "2017-11-28", NULL, arena);

    (void)state;
    assert_int_equal(report.season_from, test_day("2012-01-01"));
    assert_int_equal(report.season[ITD_SEASON_MONTHS].season.events, 56);
    near_to(report.season[ITD_SEASON_MONTHS].p, 0.311, 0.0005, "months from 2012");
    near_to(report.season[ITD_SEASON_QUARTERS].p, 0.308, 0.0005, "quarters from 2012");
    near_to(report.season[ITD_SEASON_MONTHS_WINDOW].p, 0.151, 0.0005, "months from 2014");
    near_to(report.season[ITD_SEASON_QUARTERS_WINDOW].p, 0.188, 0.0005, "quarters from 2014");
    near_to(report.season[ITD_SEASON_MONTHS].expected_constant, 2.01, 0.005, "constant");
    assert_int_equal(report.season[ITD_SEASON_QUARTERS].length_5pct, 169);
    near_to(report.adjusted[ITD_LAW_LOGNORMAL].p, 0.1697, 0.0001, "lognormal, season");
    itd_arena_free(arena);
}

static void hawkes_finds_the_reference_and_says_where_it_is_not_identified(void **state)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_silence_report report = evaluate(test_days('c'), "2017-11-28", NULL, arena);

    (void)state;
    assert_null(report.hawkes.why);
    near_to(report.hawkes.mu, 0.0224, 0.00015, "mu");
    near_to(report.hawkes.branching, 0.43, 0.01, "branching");
    near_to(report.hawkes.decay, 0.023, 0.0005, "decay");
    near_to(report.hawkes.log_likelihood, -213.6, 0.05, "likelihood");
    near_to(report.hawkes.poisson_aic, 431.8, 0.05, "Poisson");
    near_to(report.hawkes_p, 0.0463, 0.001, "p");
    near_to(report.hawkes_5pct, 73, 0.5, "length");
    report = evaluate(test_days('b'), "2017-11-28", NULL, arena);
    near_to(report.hawkes.branching, 0.52, 0.005, "branching, broad");
    near_to(report.hawkes.aic, 522.3, 0.05, "AIC, broad");
    report = evaluate(test_days('l'), "2017-11-28", NULL, arena);
    assert_null(report.hawkes.why);
    assert_non_null(report.hawkes.why_no_interval);
    itd_arena_free(arena);
}

static void solow_and_its_factor_grow_with_the_silence(void **state)
{
    static const struct {
        double reach, p, factor;
    } rows[] = {
        {30, 0.3340, 25.4}, {45, 0.1948, 12.3},   {60, 0.1142, 6.64},   {75, 0.0674, 3.75},
        {90, 0.0400, 2.18}, {120, 0.0143, 0.774}, {180, 0.0019, 0.108},
    };
    const int32_t  from = test_day("2014-01-01"), last = test_day("2017-09-15");
    itd_extinction test;
    itd_error      err;

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        assert_ok(itd_extinction_test(50, from, last, rows[i].reach, 0.1, &test, &err), &err);
        near_to(test.p, rows[i].p, 0.000051, "p");
        near_to(test.bayes_factor, rows[i].factor, rows[i].factor * 0.005, "factor");
    }
    assert_ok(itd_extinction_test(50, from, last, 75, 0.1, &test, &err), &err);
    near_to(test.posterior, 0.0288, 0.0001, "posterior");
    /* A silence without end is finite too. */
    assert_ok(itd_extinction_test(50, from, last, 1e9, 0.1, &test, &err), &err);
    near_to(test.posterior, 1, 1e-9, "posterior");
    near_to(itd_extinction_mixture(0.1, 0.0585), 0.655, 0.001, "mixture");
}

static void a_prior_of_0_or_1_is_refused(void **state)
{
    static const double bad[] = {0, 1, -0.1, 1.5, NAN, INFINITY};
    itd_extinction      test;
    itd_error           err;

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad); i++)
        assert_status_error(itd_extinction_test(50, 0, 100, 10, bad[i], &test, &err), ITD_E_USAGE,
                            &err);
}

static bool has_why(const char *why, const char *part)
{
    return why && strstr(why, part);
}

static void what_has_no_number_says_why(void **state)
{
    static const int32_t none[] = {0}, two[] = {17000, 17010};
    static const int32_t equal[] = {17000, 17010, 17020, 17030, 17040};
    itd_arena           *arena = itd_arena_new(SIZE_MAX);
    itd_silence_report   report;

    (void)state;
    report = evaluate((itd_silence_series){none, 0}, "2017-11-28", NULL, arena);
    assert_true(has_why(report.why, "no event"));
    report = evaluate((itd_silence_series){two, 1}, "2017-11-28", NULL, arena);
    assert_null(report.why);
    assert_true(has_why(report.why_gaps, "one event"));
    assert_true(has_why(report.complete[ITD_LAW_EXPONENTIAL].fit.why, "no completed gap"));
    assert_true(has_why(report.hawkes.why, "fewer than 10"));
    assert_true(has_why(report.extinction.why, "fewer than 3"));
    assert_true(has_why(report.change.why, "fewer than 3"));
    assert_true(has_why(report.season[0].season.why, "less than a year"));
    assert_int_equal(report.best, SIZE_MAX);
    report = evaluate((itd_silence_series){two, 2}, "2017-11-28", NULL, arena);
    assert_true(has_why(report.complete[ITD_LAW_EXPONENTIAL].fit.why, "fewer than 2"));
    assert_true(has_why(report.complete[ITD_LAW_LOGNORMAL].fit.why, "fewer than 3"));
    report = evaluate((itd_silence_series){equal, 5}, "2017-11-28", NULL, arena);
    assert_null(report.complete[ITD_LAW_EXPONENTIAL].fit.why);
    assert_true(has_why(report.complete[ITD_LAW_WEIBULL].fit.why, "all gaps are equal"));
    assert_true(has_why(report.censored[ITD_LAW_GAMMA].fit.why, "all gaps are equal"));
    assert_int_equal(report.best, ITD_LAW_EXPONENTIAL);
    report = evaluate(test_days('c'), "2017-11-28", "2017-11-01", arena);
    assert_true(has_why(report.why, "no event in the window"));
    itd_arena_free(arena);
}

static void a_series_out_of_order_is_refused(void **state)
{
    static const int32_t twice[] = {5, 5}, far[] = {ITD_SILENCE_DAY_MAX + 1};
    static const int32_t edge[] = {-ITD_SILENCE_DAY_MAX, ITD_SILENCE_DAY_MAX};
    itd_silence_series   series = {twice, 2};
    itd_error            err;

    (void)state;
    assert_status_error(itd_silence_check_series(&series, &err), ITD_E_SYNTAX, &err);
    series = (itd_silence_series){far, 1};
    assert_status_error(itd_silence_check_series(&series, &err), ITD_E_LIMIT, &err);
    series = (itd_silence_series){edge, 2};
    assert_ok(itd_silence_check_series(&series, &err), &err);
    series = (itd_silence_series){edge, ITD_SILENCE_EVENTS_MAX + 1};
    assert_status_error(itd_silence_check_series(&series, &err), ITD_E_LIMIT, &err);
}

/* No step to any side has a higher likelihood, and the length of a probability gives it back. */
static void a_fit_is_the_top_of_the_likelihood(void **state)
{
    itd_arena               *arena = itd_arena_new(SIZE_MAX);
    const itd_silence_report report = evaluate(test_days('c'), "2017-11-28", NULL, arena);

    (void)state;
    for (size_t kind = 0; kind < 2; kind++) {
        for (size_t k = 0; k < ITD_LAWS; k++) {
            const itd_silence_fit *fit =
                kind == 0 ? &report.complete[k].fit : &report.censored[k].fit;

            for (int step = 0; step < 4; step++) {
                double at[2] = {fit->parameter[0], fit->parameter[1]};
                double sum = 0;

                if (step / 2 >= (int)itd_silence_law_size(fit->law))
                    continue;
                at[step / 2] *= step % 2 == 0 ? 1.01 : 0.99;
                for (size_t i = 0; i < report.gaps; i++)
                    sum += itd_silence_log_density(fit->law, at, report.lengths[i]);
                if (fit->censored)
                    sum += log(itd_silence_survival(fit->law, at, report.reach));
                assert_true(sum < fit->log_likelihood);
            }
            for (double p = 0.001; p < 1; p += 0.0499)
                near_to(itd_silence_survival(fit->law, fit->parameter,
                                             itd_silence_length(fit->law, fit->parameter, p)),
                        p, 1e-6, "the tail of a length");
        }
    }
    itd_arena_free(arena);
}

static void a_change_of_rate_is_seen_and_a_steady_rate_is_not(void **state)
{
    double           steady[60], changed[60];
    itd_silence_gaps gaps = {steady, 60, 0};
    itd_arena       *arena = itd_arena_new(SIZE_MAX);
    itd_change       change;
    itd_error        err;

    (void)state;
    for (size_t i = 0; i < 60; i++) {
        steady[i] = 8 + (double)(i * 7 % 5);
        changed[i] = i < 40 ? steady[i] : 10 * steady[i];
    }
    assert_ok(itd_change_find(&gaps, ITD_CHANGE_HAZARD, arena, &change, &err), &err);
    assert_int_equal(change.run, 60);
    assert_true(change.changed_p < 0.05);
    gaps.length = changed;
    assert_ok(itd_change_find(&gaps, ITD_CHANGE_HAZARD, arena, &change, &err), &err);
    assert_in_range(change.run, 18, 22);
    gaps = (itd_silence_gaps){steady, 60, 1000};
    assert_ok(itd_change_find(&gaps, ITD_CHANGE_HAZARD, arena, &change, &err), &err);
    assert_true(change.changed_p > 0.9);
    itd_arena_free(arena);
}

static void a_failing_allocation_is_no_memory_and_no_crash(void **state)
{
    itd_silence_options      options = itd_silence_options_default(test_day("2017-11-28"));
    const itd_silence_series series = test_days('c');
    itd_status               st = ITD_E_NO_MEMORY;
    itd_error                err;

    (void)state;
    options.bootstrap_rounds = 0;
    for (size_t nth = 1; st == ITD_E_NO_MEMORY; nth++) {
        itd_silence_report report;
        itd_arena         *arena;

        (void)itd_test_fail_allocation(nth);
        arena = itd_arena_new(SIZE_MAX);
        st = arena ? itd_silence_evaluate(series, &options, arena, &report, &err) : ITD_E_NO_MEMORY;
        (void)itd_test_fail_allocation(0);
        itd_arena_free(arena);
        assert_true(nth < 1000);
    }
    assert_ok(st, &err);
}

/* Any series, any day: no number is infinite or not a number. */
static void random_series_give_finite_numbers(void **state)
{
    uint64_t   seed = 20171128;
    itd_arena *arena = itd_arena_new(SIZE_MAX);

    (void)state;
    printf("# seed %llu\n", (unsigned long long)seed);
    for (int round = 0; round < 200; round++) {
        int32_t             days[60];
        size_t              count = 0;
        itd_silence_options options;
        itd_silence_report  report;
        itd_error           err;
        int32_t             day = 10000;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        for (size_t want = (seed >> 33) % 60; count < want; count++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            day += 1 + (int32_t)((seed >> 40) % (round % 3 == 0 ? 2 : 900));
            days[count] = day;
        }
        options = itd_silence_options_default(day + (int32_t)((seed >> 50) % 4000));
        options.bootstrap_rounds = 2;
        assert_ok(
            itd_silence_evaluate((itd_silence_series){days, count}, &options, arena, &report, &err),
            &err);
        for (size_t k = 0; k < ITD_LAWS && !report.why; k++) {
            const itd_silence_model *models[] = {&report.complete[k], &report.censored[k],
                                                 &report.adjusted[k]};

            for (size_t i = 0; i < ITD_ARRAY_LEN(models); i++) {
                const itd_silence_model *model = models[i];

                assert_true(isfinite(model->p) && model->p >= 0 && model->p <= 1);
                assert_true(isfinite(model->p_low) && isfinite(model->p_high));
                assert_true(isfinite(model->length_5pct) && isfinite(model->length_1pct));
                assert_true(isfinite(model->fit.low[0]) && isfinite(model->fit.high[1]));
                assert_true(isfinite(model->fit.anderson_darling));
            }
        }
        assert_true(isfinite(report.hawkes_p) && isfinite(report.extinction.posterior));
        assert_true(isfinite(report.change.changed_p) && isfinite(report.sidak_length));
        assert_true(isfinite(report.season[0].p) && isfinite(report.predictive_5pct));
        itd_arena_reset(arena);
    }
    itd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_reference_figures_of_every_class),
        cmocka_unit_test(the_open_silence_enters_as_a_censored_gap),
        cmocka_unit_test(the_season_explains_the_silence_of_2017),
        cmocka_unit_test(hawkes_finds_the_reference_and_says_where_it_is_not_identified),
        cmocka_unit_test(solow_and_its_factor_grow_with_the_silence),
        cmocka_unit_test(a_prior_of_0_or_1_is_refused),
        cmocka_unit_test(what_has_no_number_says_why),
        cmocka_unit_test(a_series_out_of_order_is_refused),
        cmocka_unit_test(a_fit_is_the_top_of_the_likelihood),
        cmocka_unit_test(a_change_of_rate_is_seen_and_a_steady_rate_is_not),
        cmocka_unit_test(a_failing_allocation_is_no_memory_and_no_crash),
        cmocka_unit_test(random_series_give_finite_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
