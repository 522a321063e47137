/* Maximum likelihood of the four laws, with or without one right-censored gap.
 *
 * The exponential law and the uncensored lognormal have closed forms; Weibull's shape (also with
 * the censored gap) and the uncensored gamma's are the root of one equation; the rest is
 * minimised from there. Lawless, Statistical Models and Methods for Lifetime Data (2003),
 * chapters 4 and 5. */
#include "chronicle/silence.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <gsl/gsl_sf_psi.h>

#include "chronicle/silence_internal.h"

#define ROOT_STEPS_MAX 200
#define ROOT_DONE 1e-11
/* A shape beyond these is no longer told apart from gaps that are all equal, or all extremes. */
#define SHAPE_LOG_MIN (-4.0)
#define SHAPE_LOG_MAX 9.0

/* ---- free parameters: the logarithm of all but mu ---- */

static bool is_free_as_it_is(itd_silence_law law, size_t index)
{
    return law == ITD_LAW_LOGNORMAL && index == 0;
}

static double to_free(itd_silence_law law, size_t index, double value)
{
    return is_free_as_it_is(law, index) ? value : log(value);
}

static double from_free(itd_silence_law law, size_t index, double value)
{
    return is_free_as_it_is(law, index) ? value : exp(value);
}

struct likelihood {
    itd_silence_law         law;
    const itd_silence_gaps *gaps;
};

static double negative_log_likelihood(const double *theta, const void *ctx)
{
    const struct likelihood *likelihood = ctx;
    const itd_silence_gaps  *gaps = likelihood->gaps;
    double                   parameter[2] = {0};
    double                   sum = 0;

    for (size_t i = 0; i < itd_silence_law_size(likelihood->law); i++)
        parameter[i] = from_free(likelihood->law, i, theta[i]);
    for (size_t i = 0; i < gaps->count; i++)
        sum -= itd_silence_log_density(likelihood->law, parameter, gaps->length[i]);
    if (gaps->open > 0)
        sum -= log(itd_silence_survival(likelihood->law, parameter, gaps->open));
    return sum;
}

/* ---- roots ---- */

/* The root of an equation in the logarithm of a shape; false when it has none within reason. */
static itd_status find_shape(double (*fn)(double, void *), void *ctx, double *ret_shape,
                             bool *ret_found, itd_error *err)
{
    gsl_function      function = {fn, ctx};
    gsl_root_fsolver *solver;
    const double      low = fn(SHAPE_LOG_MIN, ctx), high = fn(SHAPE_LOG_MAX, ctx);

    *ret_found = false;
    if (!isfinite(low) || !isfinite(high) || low * high >= 0)
        return ITD_OK;
    solver = gsl_root_fsolver_alloc(gsl_root_fsolver_brent);
    if (!solver)
        return itd_error_no_memory(err);
    if (gsl_root_fsolver_set(solver, &function, SHAPE_LOG_MIN, SHAPE_LOG_MAX) == GSL_SUCCESS) {
        for (int i = 0; i < ROOT_STEPS_MAX && !*ret_found; i++) {
            if (gsl_root_fsolver_iterate(solver) != GSL_SUCCESS)
                break;
            *ret_found =
                gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver) < ROOT_DONE;
        }
    }
    *ret_shape = exp(gsl_root_fsolver_root(solver));
    gsl_root_fsolver_free(solver);
    return ITD_OK;
}

struct weibull {
    const itd_silence_gaps *gaps;
    double longest;  /* lengths are taken relative to it, so that no power overflows */
    double mean_log; /* of the completed ones, relative */
};

/* Lawless (2003), equation 5.2.5: the weighted mean of the logarithms less 1/shape less their mean
 * over completed gaps. */
static double weibull_equation(double log_shape, void *ctx)
{
    const struct weibull *weibull = ctx;
    const double          shape = exp(log_shape);
    double                powers = 0, weighted = 0;

    for (size_t i = 0; i <= weibull->gaps->count; i++) {
        const double length =
            i < weibull->gaps->count ? weibull->gaps->length[i] : weibull->gaps->open;
        double log_length, power;

        if (length <= 0)
            continue;
        log_length = log(length / weibull->longest);
        power = exp(shape * log_length);
        powers += power;
        weighted += power * log_length;
    }
    return weighted / powers - 1 / shape - weibull->mean_log;
}

static itd_status fit_weibull(const itd_silence_gaps *gaps, itd_silence_fit *fit, bool *ret_found,
                              itd_error *err)
{
    struct weibull weibull = {.gaps = gaps, .longest = gaps->open};
    double         powers = 0;
    itd_status     st;

    for (size_t i = 0; i < gaps->count; i++)
        weibull.longest = fmax(weibull.longest, gaps->length[i]);
    for (size_t i = 0; i < gaps->count; i++)
        weibull.mean_log += log(gaps->length[i] / weibull.longest) / (double)gaps->count;
    st = find_shape(weibull_equation, &weibull, &fit->parameter[0], ret_found, err);
    if (st != ITD_OK || !*ret_found)
        return st;
    for (size_t i = 0; i < gaps->count; i++)
        powers += pow(gaps->length[i] / weibull.longest, fit->parameter[0]);
    if (gaps->open > 0)
        powers += pow(gaps->open / weibull.longest, fit->parameter[0]);
    fit->parameter[1] = weibull.longest * pow(powers / (double)gaps->count, 1 / fit->parameter[0]);
    return ITD_OK;
}

/* log(shape) - psi(shape) = log of the mean - mean of the logarithms */
static double gamma_equation(double log_shape, void *ctx)
{
    return log_shape - gsl_sf_psi(exp(log_shape)) - *(const double *)ctx;
}

static itd_status fit_gamma_complete(const itd_silence_gaps *gaps, itd_silence_fit *fit,
                                     bool *ret_found, itd_error *err)
{
    double     mean = 0, mean_log = 0, excess;
    itd_status st;

    for (size_t i = 0; i < gaps->count; i++) {
        mean += gaps->length[i] / (double)gaps->count;
        mean_log += log(gaps->length[i]) / (double)gaps->count;
    }
    excess = log(mean) - mean_log;
    st = find_shape(gamma_equation, &excess, &fit->parameter[0], ret_found, err);
    fit->parameter[1] = mean / fit->parameter[0];
    return st;
}

static void fit_lognormal_complete(const itd_silence_gaps *gaps, itd_silence_fit *fit)
{
    double mean = 0, square = 0;

    for (size_t i = 0; i < gaps->count; i++)
        mean += log(gaps->length[i]) / (double)gaps->count;
    for (size_t i = 0; i < gaps->count; i++)
        square += pow(log(gaps->length[i]) - mean, 2) / (double)gaps->count;
    fit->parameter[0] = mean;
    fit->parameter[1] = sqrt(square);
}

/* From the fit without the open gap to the one with it. */
static itd_status take_in_open(const itd_silence_gaps *gaps, itd_silence_fit *fit, bool *ret_found,
                               itd_error *err)
{
    const struct likelihood likelihood = {fit->law, gaps};
    double                  theta[2], value;
    itd_status              st;

    for (size_t i = 0; i < 2; i++)
        theta[i] = to_free(fit->law, i, fit->parameter[i]);
    st = itd_minimum_find(negative_log_likelihood, &likelihood, 2, theta, &value, ret_found, err);
    for (size_t i = 0; i < 2; i++)
        fit->parameter[i] = from_free(fit->law, i, theta[i]);
    return st;
}

static itd_status fit_parameters(const itd_silence_gaps *gaps, itd_silence_fit *fit,
                                 bool *ret_found, itd_error *err)
{
    itd_status st = ITD_OK;

    *ret_found = true;
    switch (fit->law) {
    case ITD_LAW_EXPONENTIAL:
        fit->parameter[0] = gaps->open > 0 ? gaps->open : 0;
        for (size_t i = 0; i < gaps->count; i++)
            fit->parameter[0] += gaps->length[i];
        fit->parameter[0] /= (double)gaps->count;
        return ITD_OK;
    case ITD_LAW_WEIBULL:
        return fit_weibull(gaps, fit, ret_found, err);
    case ITD_LAW_GAMMA:
        st = fit_gamma_complete(gaps, fit, ret_found, err);
        break;
    case ITD_LAW_LOGNORMAL:
        fit_lognormal_complete(gaps, fit);
        break;
    }
    if (st == ITD_OK && *ret_found && gaps->open > 0)
        st = take_in_open(gaps, fit, ret_found, err);
    return st;
}

/* ---- intervals and goodness ---- */

static void set_intervals(const itd_silence_gaps *gaps, itd_silence_fit *fit)
{
    const struct likelihood likelihood = {fit->law, gaps};
    const unsigned          size = itd_silence_law_size(fit->law);
    double                  theta[2] = {0}, inverse[4] = {0};

    for (unsigned i = 0; i < size; i++)
        theta[i] = to_free(fit->law, i, fit->parameter[i]);
    fit->log_likelihood = -negative_log_likelihood(theta, &likelihood);
    fit->aic = 2 * size - 2 * fit->log_likelihood;
    if (!itd_minimum_curvature(negative_log_likelihood, &likelihood, size, theta, inverse)) {
        fit->why_no_interval = "the likelihood is flat in some direction";
        return;
    }
    for (unsigned i = 0; i < size; i++) {
        const double half = ITD_NORMAL_975 * sqrt(inverse[i * size + i]);

        fit->low[i] = from_free(fit->law, i, theta[i] - half);
        fit->high[i] = from_free(fit->law, i, theta[i] + half);
    }
    fit->information_inverse[0] = inverse[0];
    if (size == 2) {
        fit->information_inverse[1] = inverse[1];
        fit->information_inverse[2] = inverse[3];
    }
}

static const char *why_not(itd_silence_law law, const itd_silence_gaps *gaps)
{
    const unsigned size = itd_silence_law_size(law);
    size_t         equal = 0;

    if (gaps->count == 0)
        return "no completed gap";
    if (size == 1 && gaps->count < ITD_SILENCE_GAPS_MIN_1)
        return "fewer than 2 completed gaps";
    if (size == 2 && gaps->count < ITD_SILENCE_GAPS_MIN_2)
        return "fewer than 3 completed gaps";
    for (size_t i = 0; i < gaps->count; i++) {
        if (!isfinite(gaps->length[i]) || gaps->length[i] <= 0)
            return "a gap is not a positive length";
        equal += gaps->length[i] == gaps->length[0];
    }
    if (size == 2 && equal == gaps->count)
        return "all gaps are equal: the shape has no most likely value";
    return NULL;
}

itd_status itd_silence_fit_law(itd_silence_law law, const itd_silence_gaps *gaps,
                               itd_silence_fit *ret_fit, itd_error *err)
{
    itd_silence_fit fit = {
        .law = law,
        .gaps = gaps->count,
        .censored = gaps->open > 0,
        .why = why_not(law, gaps),
        .ks_p = -1,
    };
    bool       found = false;
    itd_status st = ITD_OK;

    itd_gsl_quiet();
    if (!fit.why) {
        st = fit_parameters(gaps, &fit, &found, err);
        if (st != ITD_OK)
            return st;
        if (!found)
            fit.why = "the likelihood has no maximum within reason";
    }
    if (!fit.why) {
        set_intervals(gaps, &fit);
        if (!isfinite(fit.log_likelihood))
            fit.why = "the likelihood cannot be computed";
    }
    *ret_fit = fit;
    return ITD_OK;
}

void itd_silence_tail(const itd_silence_fit *fit, double length, double *ret_p, double *ret_low,
                      double *ret_high)
{
    const unsigned size = itd_silence_law_size(fit->law);
    const double   p = itd_silence_survival(fit->law, fit->parameter, length);
    double         slope[2] = {0}, variance;

    *ret_p = *ret_low = *ret_high = p;
    if (fit->why_no_interval || !(p > 0 && p < 1))
        return;
    for (unsigned i = 0; i < size; i++) {
        double       at[2][2] = {{fit->parameter[0], fit->parameter[1]},
                                 {fit->parameter[0], fit->parameter[1]}};
        const double theta = to_free(fit->law, i, fit->parameter[i]), h = 1e-4;

        at[0][i] = from_free(fit->law, i, theta + h);
        at[1][i] = from_free(fit->law, i, theta - h);
        slope[i] = (log(-log(itd_silence_survival(fit->law, at[0], length))) -
                    log(-log(itd_silence_survival(fit->law, at[1], length)))) /
                   (2 * h);
    }
    variance = slope[0] * slope[0] * fit->information_inverse[0] +
               2 * slope[0] * slope[1] * fit->information_inverse[1] +
               slope[1] * slope[1] * fit->information_inverse[2];
    if (!isfinite(variance) || variance < 0)
        return;
    *ret_low = exp(-exp(log(-log(p)) + ITD_NORMAL_975 * sqrt(variance)));
    *ret_high = exp(-exp(log(-log(p)) - ITD_NORMAL_975 * sqrt(variance)));
}

size_t itd_silence_best(const itd_silence_fit *fits, size_t count)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < count; i++)
        if (!fits[i].why && (best == SIZE_MAX || fits[i].aic < fits[best].aic))
            best = i;
    return best;
}
