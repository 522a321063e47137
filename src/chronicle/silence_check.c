/* Goodness of fit: the distance of Kolmogorov and Smirnov, the statistic of Anderson and Darling,
 * and a p for the former by parametric bootstrap. The usual tables hold for parameters known
 * beforehand; with fitted ones they would call almost everything a good fit (Lilliefors 1967), so
 * each simulated sample is fitted again. */
#include "chronicle/silence.h"

#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>

#include "chronicle/silence_internal.h"

#define TAIL_MIN 1e-300

static int compare_lengths(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* sorted: ascending */
static double ks_distance(const itd_silence_fit *fit, const double *sorted, size_t count)
{
    double distance = 0;

    for (size_t i = 0; i < count; i++) {
        const double below = 1 - itd_silence_survival(fit->law, fit->parameter, sorted[i]);

        distance = fmax(distance, (double)(i + 1) / (double)count - below);
        distance = fmax(distance, below - (double)i / (double)count);
    }
    return distance;
}

static double anderson_darling(const itd_silence_fit *fit, const double *sorted, size_t count)
{
    double sum = 0;

    for (size_t i = 0; i < count; i++) {
        const double above = itd_silence_survival(fit->law, fit->parameter, sorted[i]);
        const double mirrored =
            itd_silence_survival(fit->law, fit->parameter, sorted[count - 1 - i]);

        sum += (2.0 * (double)i + 1) *
               (log(fmax(1 - above, TAIL_MIN)) + log(fmax(mirrored, TAIL_MIN)));
    }
    return -(double)count - sum / (double)count;
}

static double simulate(gsl_rng *rng, const itd_silence_fit *fit)
{
    switch (fit->law) {
    case ITD_LAW_EXPONENTIAL:
        return gsl_ran_exponential(rng, fit->parameter[0]);
    case ITD_LAW_WEIBULL:
        return gsl_ran_weibull(rng, fit->parameter[1], fit->parameter[0]);
    case ITD_LAW_GAMMA:
        return gsl_ran_gamma(rng, fit->parameter[0], fit->parameter[1]);
    case ITD_LAW_LOGNORMAL:
        return gsl_ran_lognormal(rng, fit->parameter[0], fit->parameter[1]);
    }
    return 1;
}

/* How many of the simulated samples lie at least as far from the law fitted to them. Those that
 * cannot be fitted count neither way. */
static itd_status count_further(gsl_rng *rng, unsigned rounds, const itd_silence_fit *fit,
                                double *sample, unsigned *ret_further, unsigned *ret_fitted,
                                itd_error *err)
{
    const itd_silence_gaps gaps = {sample, fit->gaps, 0};

    for (unsigned round = 0; round < rounds; round++) {
        itd_silence_fit again;
        itd_status      st;

        for (size_t i = 0; i < fit->gaps; i++)
            sample[i] = fmax(simulate(rng, fit), 1e-9);
        qsort(sample, fit->gaps, sizeof *sample, compare_lengths);
        st = itd_silence_fit_law(fit->law, &gaps, &again, err);
        if (st != ITD_OK)
            return st;
        if (again.why)
            continue;
        ++*ret_fitted;
        *ret_further += ks_distance(&again, sample, fit->gaps) >= fit->ks;
    }
    return ITD_OK;
}

itd_status itd_silence_check_fit(const itd_silence_gaps *gaps, unsigned rounds, unsigned long seed,
                                 itd_arena *arena, itd_silence_fit *fit, itd_error *err)
{
    double    *sorted = itd_arena_new_array(arena, gaps->count + 1, sizeof *sorted);
    gsl_rng   *rng;
    unsigned   further = 0, fitted = 0;
    itd_status st;

    if (!sorted)
        return itd_error_no_memory(err);
    if (fit->why)
        return ITD_OK;
    for (size_t i = 0; i < gaps->count; i++)
        sorted[i] = gaps->length[i];
    qsort(sorted, gaps->count, sizeof *sorted, compare_lengths);
    fit->ks = ks_distance(fit, sorted, gaps->count);
    fit->anderson_darling = anderson_darling(fit, sorted, gaps->count);
    if (rounds == 0 || fit->censored)
        return ITD_OK;
    itd_gsl_quiet();
    rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng)
        return itd_error_no_memory(err);
    gsl_rng_set(rng, seed);
    st = count_further(rng, rounds, fit, sorted, &further, &fitted, err);
    gsl_rng_free(rng);
    if (st == ITD_OK && fitted > 0)
        fit->ks_p = (1.0 + further) / (1.0 + fitted);
    return st;
}
