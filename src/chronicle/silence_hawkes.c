/* A Hawkes process with exponential kernel: events bring events about, and what they bring about
 * fades. Likelihood by the recursion of Ogata (1981); the survival of the silence needs no
 * simulation, since between events the rate only decays:
 *     P(silent for s) = exp(-(mu s + branching * excitation * (1 - exp(-decay s)))). */
#include "chronicle/silence.h"

#include <math.h>

#include "chronicle/silence_internal.h"

#define LENGTH_MAX 36525.0 /* days */
#define BISECTIONS 80
/* Starting points: share of events brought about by others, and memory in days. */
static const double starts[][2] = {{0.3, 10}, {0.3, 40}, {0.6, 20}, {0.6, 90}};

struct window {
    itd_silence_series series;
    int32_t            from, to;
};

/* What can be told apart at all: a memory between half a day and five years. */
#define DECAY_MIN (1.0 / 1826)
#define DECAY_MAX 2.0
#define BRANCHING_MIN 1e-4
#define BRANCHING_MAX 0.999

static double within(double value, double low, double high)
{
    return fmin(fmax(value, low), high);
}

/* Free scale: log mu, logit branching, log decay; flat beyond the bounds, so that a search that
 * runs for an edge ends there. */
static void from_free(const double *theta, double value[static 3])
{
    value[0] = exp(theta[0]);
    value[1] = within(1 / (1 + exp(-theta[1])), BRANCHING_MIN, BRANCHING_MAX);
    value[2] = within(exp(theta[2]), DECAY_MIN, DECAY_MAX);
}

static double negative_log_likelihood(const double *theta, const void *ctx)
{
    const struct window *window = ctx;
    double               value[3];
    double               excitation = 0, log_sum = 0, integral;

    from_free(theta, value);
    integral = value[0] * (window->to - window->from);
    for (size_t i = 0; i < window->series.count; i++) {
        const int32_t day = window->series.days[i];

        if (i > 0)
            excitation = (excitation + 1) * exp(-value[2] * (day - window->series.days[i - 1]));
        log_sum += log(value[0] + value[1] * value[2] * excitation);
        integral += value[1] * -expm1(-value[2] * (window->to - day));
    }
    return integral - log_sum;
}

static double excitation_at_last(const itd_silence_series series, double decay)
{
    double excitation = 1;

    for (size_t i = 1; i < series.count; i++)
        excitation = excitation * exp(-decay * (series.days[i] - series.days[i - 1])) + 1;
    return excitation;
}

/* The best of the starting points. */
static itd_status search(const struct window *window, double theta[static 3], double *ret_value,
                         bool *ret_found, itd_error *err)
{
    const double rate = (double)window->series.count / (double)(window->to - window->from);

    *ret_found = false;
    for (size_t i = 0; i < ITD_ARRAY_LEN(starts); i++) {
        const double share = starts[i][0];
        double     at[3] = {log(rate * (1 - share)), log(share / (1 - share)), -log(starts[i][1])};
        double     value = 0;
        bool       found;
        itd_status st =
            itd_minimum_find(negative_log_likelihood, window, 3, at, &value, &found, err);

        if (st != ITD_OK)
            return st;
        if (!found || (*ret_found && value >= *ret_value))
            continue;
        *ret_found = true;
        *ret_value = value;
        for (unsigned k = 0; k < 3; k++)
            theta[k] = at[k];
    }
    return ITD_OK;
}

static void set_intervals(const struct window *window, const double theta[static 3],
                          itd_hawkes *hawkes)
{
    double inverse[9], low[3], high[3];

    if (!itd_minimum_curvature(negative_log_likelihood, window, 3, theta, inverse)) {
        hawkes->why_no_interval = "the likelihood is flat in some direction or highest at an edge";
        return;
    }
    for (unsigned i = 0; i < 3; i++) {
        const double half = ITD_NORMAL_975 * sqrt(inverse[4 * i]);

        low[i] = theta[i] - half;
        high[i] = theta[i] + half;
    }
    from_free(low, hawkes->low);
    from_free(high, hawkes->high);
}

itd_status itd_hawkes_fit(itd_silence_series series, int32_t from, int32_t to,
                          itd_hawkes *ret_hawkes, itd_error *err)
{
    const struct window window = {itd_silence_within(series, from, to), from, to};
    itd_hawkes          hawkes = {.events = window.series.count};
    double              theta[3] = {0}, value[3], minimum = 0;
    bool                found = false;
    itd_status          st = ITD_OK;

    if (hawkes.events < ITD_HAWKES_EVENTS_MIN) {
        hawkes.why = "fewer than 10 events";
    } else if (window.series.days[0] == to || from >= to) {
        hawkes.why = "the window has no length";
    } else {
        st = search(&window, theta, &minimum, &found, err);
        if (st != ITD_OK)
            return st;
        if (!found)
            hawkes.why = "the likelihood has no maximum within reason";
    }
    if (!hawkes.why) {
        const double days = to - from, count = (double)hawkes.events;

        from_free(theta, value);
        hawkes.mu = value[0];
        hawkes.branching = value[1];
        hawkes.decay = value[2];
        hawkes.log_likelihood = -minimum;
        hawkes.aic = 6 + 2 * minimum;
        hawkes.poisson_log_likelihood = count * log(count / days) - count;
        hawkes.poisson_aic = 2 - 2 * hawkes.poisson_log_likelihood;
        hawkes.excitation = excitation_at_last(window.series, hawkes.decay);
        set_intervals(&window, theta, &hawkes);
    }
    *ret_hawkes = hawkes;
    return ITD_OK;
}

double itd_hawkes_silent(const itd_hawkes *hawkes, double length)
{
    return exp(-(hawkes->mu * length +
                 hawkes->branching * hawkes->excitation * -expm1(-hawkes->decay * length)));
}

double itd_hawkes_length(const itd_hawkes *hawkes, double p)
{
    double low = 0, high = LENGTH_MAX;

    for (unsigned i = 0; i < BISECTIONS; i++) {
        const double middle = (low + high) / 2;

        if (itd_hawkes_silent(hawkes, middle) > p)
            low = middle;
        else
            high = middle;
    }
    return high;
}
