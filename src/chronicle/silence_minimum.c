/* Minimisation of a negative log-likelihood in up to three free parameters, and the curvature
 * there, from which intervals are made. GSL's simplex needs no derivatives and the problems are
 * small. */
#include "chronicle/silence_internal.h"

#include <math.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multimin.h>

#define STEPS_MAX 2000
#define SIZE_DONE 1e-7
#define SIZE_IDLE 0.1
#define GAIN_MIN 1e-12
#define IDLE_MAX 100
#define IMPOSSIBLE 1e300 /* what the simplex sees where the likelihood is zero */

void itd_gsl_quiet(void)
{
    (void)gsl_set_error_handler_off();
}

struct problem {
    itd_minimum_fn fn;
    const void    *ctx;
    size_t         size;
};

static double evaluate(const gsl_vector *at, void *params)
{
    const struct problem *problem = params;
    double                theta[ITD_MINIMUM_FREE_MAX];
    double                value;

    for (size_t i = 0; i < problem->size; i++)
        theta[i] = gsl_vector_get(at, i);
    value = problem->fn(theta, problem->ctx);
    return isfinite(value) ? value : IMPOSSIBLE;
}

/* One descent; the result goes back into `at`. It has settled when the simplex is small, or when in
 * spite of its size nothing is gained any more (a flat valley at an edge). */
static bool descend(gsl_multimin_fminimizer *minimizer, gsl_multimin_function *function,
                    gsl_vector *at, double step, double *ret_value)
{
    double          step_items[ITD_MINIMUM_FREE_MAX] = {step, step, step};
    gsl_vector_view steps = gsl_vector_view_array(step_items, function->n);
    double          before = IMPOSSIBLE;
    int             idle = 0;

    if (gsl_multimin_fminimizer_set(minimizer, function, at, &steps.vector) != GSL_SUCCESS)
        return false;
    for (int i = 0; i < STEPS_MAX; i++) {
        double size, value;

        if (gsl_multimin_fminimizer_iterate(minimizer) != GSL_SUCCESS)
            return false;
        size = gsl_multimin_fminimizer_size(minimizer);
        value = gsl_multimin_fminimizer_minimum(minimizer);
        idle = before - value > GAIN_MIN ? 0 : idle + 1;
        before = value;
        if (size < SIZE_DONE || (idle > IDLE_MAX && size < SIZE_IDLE)) {
            (void)gsl_vector_memcpy(at, gsl_multimin_fminimizer_x(minimizer));
            *ret_value = value;
            return value < IMPOSSIBLE;
        }
    }
    return false;
}

itd_status itd_minimum_find(itd_minimum_fn fn, const void *ctx, size_t size, double *theta,
                            double *ret_value, bool *ret_found, itd_error *err)
{
    struct problem           problem = {fn, ctx, size};
    gsl_multimin_function    function = {evaluate, size, &problem};
    gsl_vector_view          at = gsl_vector_view_array(theta, size);
    gsl_multimin_fminimizer *minimizer;

    itd_gsl_quiet();
    minimizer = gsl_multimin_fminimizer_alloc(gsl_multimin_fminimizer_nmsimplex2, size);
    if (!minimizer)
        return itd_error_no_memory(err);
    *ret_found = descend(minimizer, &function, &at.vector, 0.5, ret_value) &&
                 descend(minimizer, &function, &at.vector, 0.05, ret_value);
    gsl_multimin_fminimizer_free(minimizer);
    return ITD_OK;
}

/* Value of fn with two of the free parameters moved. */
static double moved(const struct problem *problem, const double *theta, size_t i, double by_i,
                    size_t j, double by_j)
{
    double at[ITD_MINIMUM_FREE_MAX] = {0};

    for (size_t k = 0; k < problem->size; k++)
        at[k] = theta[k];
    at[i] += by_i;
    at[j] += by_j;
    return problem->fn(at, problem->ctx);
}

static void second_differences(const struct problem *problem, const double *theta, double *hessian)
{
    const double here = problem->fn(theta, problem->ctx);
    const double h = 1e-3;

    for (size_t i = 0; i < problem->size; i++) {
        for (size_t j = 0; j <= i; j++) {
            double value;

            if (i == j)
                value = (moved(problem, theta, i, h, i, 0) - 2 * here +
                         moved(problem, theta, i, -h, i, 0)) /
                        (h * h);
            else
                value = (moved(problem, theta, i, h, j, h) - moved(problem, theta, i, h, j, -h) -
                         moved(problem, theta, i, -h, j, h) + moved(problem, theta, i, -h, j, -h)) /
                        (4 * h * h);
            hessian[i * problem->size + j] = value;
            hessian[j * problem->size + i] = value;
        }
    }
}

/* Cholesky's decomposition in place (lower half); false when not positive definite. */
static bool decompose(double *matrix, size_t size)
{
    for (size_t j = 0; j < size; j++) {
        for (size_t i = j; i < size; i++) {
            double sum = matrix[i * size + j];

            for (size_t k = 0; k < j; k++)
                sum -= matrix[i * size + k] * matrix[j * size + k];
            if (i == j) {
                if (!isfinite(sum) || sum <= 1e-9)
                    return false;
                matrix[j * size + j] = sqrt(sum);
            } else {
                matrix[i * size + j] = sum / matrix[j * size + j];
            }
        }
    }
    return true;
}

/* Column `column` of the inverse, by forward and backward substitution. */
static void invert_column(const double *lower, size_t size, size_t column, double *ret_inverse)
{
    double x[ITD_MINIMUM_FREE_MAX] = {0};

    for (size_t i = 0; i < size; i++) {
        double sum = i == column ? 1 : 0;

        for (size_t k = 0; k < i; k++)
            sum -= lower[i * size + k] * x[k];
        x[i] = sum / lower[i * size + i];
    }
    for (size_t i = size; i-- > 0;) {
        double sum = x[i];

        for (size_t k = i + 1; k < size; k++)
            sum -= lower[k * size + i] * x[k];
        x[i] = sum / lower[i * size + i];
    }
    for (size_t i = 0; i < size; i++)
        ret_inverse[i * size + column] = x[i];
}

bool itd_minimum_curvature(itd_minimum_fn fn, const void *ctx, size_t size, const double *theta,
                           double *ret_inverse)
{
    const struct problem problem = {fn, ctx, size};
    double               matrix[ITD_MINIMUM_FREE_MAX * ITD_MINIMUM_FREE_MAX];

    itd_gsl_quiet();
    second_differences(&problem, theta, matrix);
    if (!decompose(matrix, size))
        return false;
    for (size_t column = 0; column < size; column++)
        invert_column(matrix, size, column, ret_inverse);
    return true;
}
