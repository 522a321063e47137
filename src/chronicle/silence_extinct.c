/* Series and windows, and what needs one line of mathematics each: Solow's test, the predictive
 * distribution of a constant rate that is not known, the correction for many gaps. */
#include "chronicle/silence.h"

#include <math.h>

#define JEFFREYS 0.5

itd_status itd_silence_check_series(const itd_silence_series *series, itd_error *err)
{
    if (series->count > ITD_SILENCE_EVENTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %u events", ITD_SILENCE_EVENTS_MAX);
    for (size_t i = 0; i < series->count; i++) {
        if (series->days[i] > ITD_SILENCE_DAY_MAX || series->days[i] < -ITD_SILENCE_DAY_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "event %zu lies outside the calendar", i + 1);
        if (i > 0 && series->days[i] <= series->days[i - 1])
            return itd_error_set(err, ITD_E_SYNTAX, "event %zu is not after the one before it",
                                 i + 1);
    }
    return ITD_OK;
}

/* Index of the first event on or after a day. */
static size_t lower_bound(itd_silence_series series, int32_t day)
{
    size_t low = 0, high = series.count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (series.days[middle] < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

itd_silence_series itd_silence_within(itd_silence_series series, int32_t from, int32_t to)
{
    const size_t begin = lower_bound(series, from);
    const size_t end = to < INT32_MAX ? lower_bound(series, to + 1) : series.count;

    if (end <= begin)
        return (itd_silence_series){0};
    return (itd_silence_series){series.days + begin, end - begin};
}

double itd_silence_predictive(size_t gaps, double sum, double length)
{
    return exp(-((double)gaps + JEFFREYS) * log1p(length / sum));
}

double itd_silence_predictive_length(size_t gaps, double sum, double p)
{
    return sum * expm1(-log(p) / ((double)gaps + JEFFREYS));
}

double itd_silence_any(double p, size_t gaps)
{
    return -expm1((double)gaps * log1p(-p));
}

double itd_silence_sidak(double level, size_t gaps)
{
    return -expm1(log1p(-level) / (double)gaps);
}

itd_status itd_extinction_test(size_t events, int32_t from, int32_t last, double reach,
                               double prior, itd_extinction *ret_test, itd_error *err)
{
    itd_extinction test = {.events = events, .prior = prior};

    if (!(prior > 0 && prior < 1))
        return itd_error_set(err, ITD_E_USAGE,
                             "a prior of %g leaves nothing to learn: it must lie between 0 and 1, "
                             "both excluded",
                             prior);
    if (events < ITD_EXTINCTION_EVENTS_MIN) {
        test.why = "fewer than 3 events";
    } else if (last <= from) {
        test.why = "the window has no length before the last event";
    } else {
        const double ratio = log1p(reach / (double)(last - from));
        const double odds = (1 - prior) / prior;
        double       growth;

        test.p = exp(-(double)events * ratio);
        growth = expm1(((double)events - 1) * ratio);
        /* Solow (1993), equation 3, for continuing against ceased; of no silence nothing is
         * learnt, and of one without end the factor is 0. */
        test.bayes_factor = growth > 0 ? ((double)events - 1) / growth : 0;
        if (!(growth > 0))
            test.why = "no silence yet";
        else
            test.posterior = 1 / (1 + test.bayes_factor * odds);
    }
    *ret_test = test;
    return ITD_OK;
}

double itd_extinction_mixture(double last_share, double survival)
{
    return last_share / (last_share + (1 - last_share) * survival);
}
