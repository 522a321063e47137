/* The walk-forward check against the figures of another program, and against counting by hand. */
#include "chronicle/forecast.h"

#include <math.h>

#include "tests/unit/chronicle/days.h"
#include "tests/unit/support.h"

static itd_forecast run(itd_silence_series series, const char *from, const char *to,
                        itd_arena *arena)
{
    const itd_forecast_options options = itd_forecast_options_default(test_day(from), test_day(to));
    itd_forecast               forecast;
    itd_error                  err;

    assert_ok(itd_forecast_run(series, &options, arena, &forecast, &err), &err);
    return forecast;
}

static void counts_the_alarms_of_2012_to_2026(void **state)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    const itd_forecast forecast = run(test_days('c'), "2012-01-01", "2026-04-19", arena);

    (void)state;
    assert_int_equal(forecast.count, 145);
    assert_int_equal(forecast.scores[ITD_FORECAST_LAW + ITD_LAW_EXPONENTIAL].alarms, 14);
    assert_int_equal(forecast.scores[ITD_FORECAST_LAW + ITD_LAW_WEIBULL].alarms, 12);
    assert_int_equal(forecast.scores[ITD_FORECAST_LAW + ITD_LAW_LOGNORMAL].alarms, 12);
    assert_int_equal(forecast.scores[ITD_FORECAST_SEASON].alarms, 6);
    itd_arena_free(arena);
}

static void on_2017_09_15_the_alarm_length_was_75_days(void **state)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    const itd_forecast forecast = run(test_days('c'), "2017-09-15", "2017-11-29", arena);

    (void)state;
    assert_int_equal(forecast.count, 1);
    assert_int_equal(forecast.rows[0].days, 75);
    for (unsigned model = 0; model < ITD_LAWS; model++)
        if (model != ITD_LAW_GAMMA)
            assert_int_equal(lround(forecast.rows[0].length_5pct[model]), 75);
    itd_arena_free(arena);
}

/* What comes after a silence changes nothing of what was said before it. */
static void the_future_is_not_looked_at(void **state)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_silence_series series = test_days('c');
    const itd_forecast whole = run(series, "2012-01-01", "2026-04-19", arena);

    (void)state;
    for (size_t i = 0; i < whole.count; i += 13) {
        const itd_forecast_row  *row = &whole.rows[i];
        const itd_silence_series known = itd_silence_within(series, INT32_MIN, row->next);
        const itd_forecast       part = run(known, "2012-01-01", "2026-04-19", arena);

        assert_int_equal(part.count, i + 1);
        assert_memory_equal(&part.rows[i], row, sizeof *row);
    }
    itd_arena_free(arena);
}

static void the_scores_are_those_of_the_rows(void **state)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    const itd_forecast forecast = run(test_days('b'), "2012-01-01", "2026-04-19", arena);

    (void)state;
    for (unsigned model = 0; model < ITD_FORECAST_MODELS; model++) {
        const itd_forecast_score *score = &forecast.scores[model];
        size_t                    alarms = 0, binned = 0;
        double                    brier = 0;

        for (size_t i = 0; i < forecast.count; i++) {
            const itd_forecast_row *row = &forecast.rows[i];
            const double            miss = row->horizon_p[model] - (row->days >= 30);

            alarms += row->p[model] < 0.05;
            brier += miss * miss / (double)forecast.count;
            /* The alarm length says the same as p. */
            if (model < ITD_FORECAST_ADJUSTED)
                assert_int_equal(row->p[model]<0.05, row->days> row->length_5pct[model]);
        }
        for (unsigned i = 0; i < ITD_FORECAST_BINS; i++)
            binned += score->bins[i].count;
        assert_int_equal(score->silences, forecast.count);
        assert_int_equal(binned, forecast.count);
        assert_int_equal(score->alarms, alarms);
        assert_true(fabs(score->brier - brier) < 1e-12);
        assert_true(score->alarm_low <= (double)alarms / (double)forecast.count);
        assert_true(score->alarm_high >= (double)alarms / (double)forecast.count);
    }
    itd_arena_free(arena);
}

static void too_little_to_train_on_says_so(void **state)
{
    itd_arena           *arena = itd_arena_new(SIZE_MAX);
    static const int32_t few[] = {10000, 10020, 10040};
    const itd_forecast   forecast =
        run((itd_silence_series){few, 3}, "1990-01-01", "2026-04-19", arena);

    (void)state;
    assert_non_null(forecast.why);
    assert_int_equal(forecast.count, 0);
    itd_arena_free(arena);
}

static void options_out_of_range_are_refused(void **state)
{
    const itd_forecast_options good = itd_forecast_options_default(0, 20000);
    itd_arena                 *arena = itd_arena_new(SIZE_MAX);

    (void)state;
    for (int i = 0; i < 6; i++) {
        itd_forecast_options options = good;
        itd_forecast         forecast;
        itd_error            err;

        if (i == 0)
            options.level = 0;
        else if (i == 1)
            options.level = 1;
        else if (i == 2)
            options.horizon = 0;
        else if (i == 3)
            options.horizon = 3651;
        else if (i == 4)
            options.train_days = 0;
        else
            options.season_days = 36526;
        assert_status_error(itd_forecast_run(test_days('c'), &options, arena, &forecast, &err),
                            ITD_E_USAGE, &err);
    }
    itd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_the_alarms_of_2012_to_2026),
        cmocka_unit_test(on_2017_09_15_the_alarm_length_was_75_days),
        cmocka_unit_test(the_future_is_not_looked_at),
        cmocka_unit_test(the_scores_are_those_of_the_rows),
        cmocka_unit_test(too_little_to_train_on_says_so),
        cmocka_unit_test(options_out_of_range_are_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
