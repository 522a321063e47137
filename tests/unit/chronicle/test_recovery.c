/* Parameter recovery: series are simulated from known parameters and fitted again. The mean of the
 * estimates stands near the truth, and the 95 % intervals hold it about that often. 200 runs
 * ordinarily, 1,000 when long (first argument). */
#include "chronicle/silence.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/date.h"
#include "tests/unit/support.h"

#define GAPS 49 /* as many as the record of 2014 to 2017 has */
#define EVENTS_MAX 4000
#define DAYS 12000 /* of a simulated series */

static unsigned runs = 200;
static uint64_t seed = 7;

static double uniform(void)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return ((double)(seed >> 11) + 0.5) / 9007199254740992.0;
}

struct tally {
    double   sum, square;
    unsigned held, fitted;
};

static void add(struct tally *tally, double value, double low, double high, double truth)
{
    tally->sum += value;
    tally->square += value * value;
    tally->held += low <= truth && truth <= high;
    tally->fitted++;
}

/* Bias at most `bias_max` of the truth (or of 1 for mu); coverage within what chance allows around
 * 95 %, widened by `slack` where an asymptotic interval is known to be short. */
static void judge(const char *what, const struct tally *tally, double truth, double bias_max,
                  double slack)
{
    const double n = tally->fitted, mean = tally->sum / n;
    const double bias = (mean - truth) / truth, coverage = tally->held / n;
    const double chance = 3 * sqrt(0.95 * 0.05 / n);

    printf("# %s: truth %.4g, mean %.4g, bias %+.1f %%, coverage %.1f %% of %u\n", what, truth,
           mean, 100 * bias, 100 * coverage, tally->fitted);
    assert_true(tally->fitted > runs * 9 / 10);
    assert_true(fabs(bias) < bias_max);
    assert_true(coverage > 0.95 - chance - slack);
    assert_true(coverage < 0.95 + chance + slack);
}

static const struct {
    itd_silence_law law;
    double          parameter[2];
} truths[] = {
    {ITD_LAW_EXPONENTIAL, {26.4, 0}}, {ITD_LAW_WEIBULL, {0.93, 25.4}},
    {ITD_LAW_WEIBULL, {1.8, 17.3}},   {ITD_LAW_GAMMA, {1.03, 25.8}},
    {ITD_LAW_GAMMA, {2.7, 5.6}},      {ITD_LAW_LOGNORMAL, {2.715, 1.023}},
};

/* censor: lengths past it are not seen to their end; the last gap is open there. */
static void recover(size_t truth, bool censored)
{
    const itd_silence_law law = truths[truth].law;
    struct tally          tallies[2] = {{0}};

    for (unsigned run = 0; run < runs; run++) {
        double           lengths[GAPS];
        itd_silence_gaps gaps = {lengths, GAPS, 0};
        itd_silence_fit  fit;
        itd_error        err;

        for (size_t i = 0; i < GAPS; i++)
            lengths[i] = itd_silence_length(law, truths[truth].parameter, uniform());
        if (censored) /* an open gap, seen up to some share of its length */
            gaps.open =
                itd_silence_length(law, truths[truth].parameter, uniform()) * uniform() + 1e-6;
        assert_ok(itd_silence_fit_law(law, &gaps, &fit, &err), &err);
        if (fit.why || fit.why_no_interval)
            continue;
        for (unsigned k = 0; k < itd_silence_law_size(law); k++)
            add(&tallies[k], fit.parameter[k], fit.low[k], fit.high[k], truths[truth].parameter[k]);
    }
    for (unsigned k = 0; k < itd_silence_law_size(law); k++) {
        char what[64];

        (void)snprintf(what, sizeof what, "%s %s%s", itd_silence_law_name(law),
                       itd_silence_law_parameter(law, k), censored ? ", open gap" : "");
        judge(what, &tallies[k], truths[truth].parameter[k], 0.1, 0.03);
    }
}

static void recovers_the_laws_from_completed_gaps(void **state)
{
    (void)state;
    printf("# seed %llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < ITD_ARRAY_LEN(truths); i++)
        recover(i, false);
}

static void recovers_the_laws_with_an_open_gap(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(truths); i++)
        recover(i, true);
}

/* Ogata's thinning; several events of one day count once, as in the series, so rates are kept
 * low. */
static size_t simulate_hawkes(double mu, double branching, double decay, int32_t *days)
{
    double time = 0, excitation = 0;
    size_t count = 0;

    for (;;) {
        const double bound = mu + branching * decay * excitation;
        const double wait = -log(uniform()) / bound;

        time += wait;
        excitation *= exp(-decay * wait);
        if (time >= DAYS || count == EVENTS_MAX)
            return count;
        if (uniform() * bound > mu + branching * decay * excitation)
            continue;
        excitation += 1;
        if (count == 0 || days[count - 1] < (int32_t)time)
            days[count++] = (int32_t)time;
    }
}

static void recovers_a_hawkes_process(void **state)
{
    const double   truth[3] = {0.01, 0.5, 0.03};
    struct tally   tallies[3] = {{0}};
    static int32_t days[EVENTS_MAX];

    (void)state;
    for (unsigned run = 0; run < runs; run++) {
        const size_t count = simulate_hawkes(truth[0], truth[1], truth[2], days);
        itd_hawkes   hawkes;
        itd_error    err;

        assert_ok(itd_hawkes_fit((itd_silence_series){days, count}, 0, DAYS, &hawkes, &err), &err);
        if (hawkes.why || hawkes.why_no_interval)
            continue;
        add(&tallies[0], hawkes.mu, hawkes.low[0], hawkes.high[0], truth[0]);
        add(&tallies[1], hawkes.branching, hawkes.low[1], hawkes.high[1], truth[1]);
        add(&tallies[2], hawkes.decay, hawkes.low[2], hawkes.high[2], truth[2]);
    }
    judge("hawkes mu", &tallies[0], truth[0], 0.1, 0.05);
    judge("hawkes branching", &tallies[1], truth[1], 0.1, 0.05);
    judge("hawkes decay", &tallies[2], truth[2], 0.25, 0.05);
}

/* The probability of a silence is as often undercut as it says. */
static void the_season_gives_back_the_rates_of_a_simulated_year(void **state)
{
    static int32_t days[EVENTS_MAX];
    double         sum[12] = {0};

    (void)state;
    for (unsigned run = 0; run < runs; run++) {
        size_t     count = 0;
        itd_season season;

        for (int32_t day = 0; day < 3653 && count < EVENTS_MAX; day++)
            if (uniform() < (itd_date_of_days(day).month <= 6 ? 0.05 : 0.01))
                days[count++] = day;
        itd_season_fit((itd_silence_series){days, count}, 0, 3652, 12, &season);
        assert_null(season.why);
        for (unsigned month = 0; month < 12; month++)
            sum[month] += season.rate[month] / runs;
    }
    for (unsigned month = 0; month < 12; month++) {
        assert_true(fabs(sum[month] / (month < 6 ? 0.05 : 0.01) - 1) < 0.15);
    }
}

/* Under a constant rate Solow's p is uniform. */
static void solow_alarms_as_often_as_it_says(void **state)
{
    unsigned alarms = 0, tests = 0;

    (void)state;
    for (unsigned run = 0; run < 10 * runs; run++) {
        double         last = 0, time = 0;
        size_t         count = 0;
        itd_extinction test;

        while ((time += -log(uniform()) * 2000) < 1e5) {
            last = time;
            count++;
        }
        if (count < ITD_EXTINCTION_EVENTS_MIN)
            continue;
        assert_int_equal(
            itd_extinction_test(count, 0, (int32_t)last, 1e5 - floor(last), 0.1, &test, NULL),
            ITD_OK);
        tests++;
        alarms += test.p < 0.05;
    }
    printf("# Solow: %u of %u below 0.05\n", alarms, tests);
    assert_true(fabs((double)alarms / tests - 0.05) < 4 * sqrt(0.05 * 0.95 / tests));
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(recovers_the_laws_from_completed_gaps),
        cmocka_unit_test(recovers_the_laws_with_an_open_gap),
        cmocka_unit_test(recovers_a_hawkes_process),
        cmocka_unit_test(the_season_gives_back_the_rates_of_a_simulated_year),
        cmocka_unit_test(solow_alarms_as_often_as_it_says),
    };

    if (argc > 1)
        runs = (unsigned)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
