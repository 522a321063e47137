/* The four laws of gaps: densities, tails, quantiles. Long tails are taken from the upper side, so
 * that small probabilities keep their digits. */
#include "chronicle/silence.h"

#include <math.h>

#include <gsl/gsl_cdf.h>
#include <gsl/gsl_randist.h>
#include <gsl/gsl_sf_gamma.h>

#define LOG_2_PI 1.8378770664093454836

static const struct {
    const char *name;
    unsigned    size;
    const char *parameter[2];
} laws[ITD_LAWS] = {
    [ITD_LAW_EXPONENTIAL] = {"exponential", 1, {"mean", NULL}},
    [ITD_LAW_WEIBULL] = {"weibull", 2, {"shape", "scale"}},
    [ITD_LAW_GAMMA] = {"gamma", 2, {"shape", "scale"}},
    [ITD_LAW_LOGNORMAL] = {"lognormal", 2, {"mu", "sigma"}},
};

const char *itd_silence_law_name(itd_silence_law law)
{
    return laws[law].name;
}

unsigned itd_silence_law_size(itd_silence_law law)
{
    return laws[law].size;
}

const char *itd_silence_law_parameter(itd_silence_law law, unsigned index)
{
    return laws[law].parameter[index];
}

double itd_silence_survival(itd_silence_law law, const double parameter[static 2], double length)
{
    if (length <= 0)
        return 1;
    switch (law) {
    case ITD_LAW_EXPONENTIAL:
        return exp(-length / parameter[0]);
    case ITD_LAW_WEIBULL:
        return exp(-pow(length / parameter[1], parameter[0]));
    case ITD_LAW_GAMMA:
        return gsl_cdf_gamma_Q(length, parameter[0], parameter[1]);
    case ITD_LAW_LOGNORMAL:
        return gsl_cdf_ugaussian_Q((log(length) - parameter[0]) / parameter[1]);
    }
    return 1;
}

double itd_silence_log_density(itd_silence_law law, const double parameter[static 2], double length)
{
    double z;

    switch (law) {
    case ITD_LAW_EXPONENTIAL:
        return -log(parameter[0]) - length / parameter[0];
    case ITD_LAW_WEIBULL:
        z = log(length / parameter[1]);
        return log(parameter[0] / parameter[1]) + (parameter[0] - 1) * z - exp(parameter[0] * z);
    case ITD_LAW_GAMMA:
        return (parameter[0] - 1) * log(length) - length / parameter[1] -
               gsl_sf_lngamma(parameter[0]) - parameter[0] * log(parameter[1]);
    case ITD_LAW_LOGNORMAL:
        z = (log(length) - parameter[0]) / parameter[1];
        return -log(length) - log(parameter[1]) - LOG_2_PI / 2 - z * z / 2;
    }
    return 0;
}

double itd_silence_length(itd_silence_law law, const double parameter[static 2], double p)
{
    switch (law) {
    case ITD_LAW_EXPONENTIAL:
        return -parameter[0] * log(p);
    case ITD_LAW_WEIBULL:
        return parameter[1] * pow(-log(p), 1 / parameter[0]);
    case ITD_LAW_GAMMA:
        return gsl_cdf_gamma_Qinv(p, parameter[0], parameter[1]);
    case ITD_LAW_LOGNORMAL:
        return exp(parameter[0] + parameter[1] * gsl_cdf_ugaussian_Qinv(p));
    }
    return 0;
}
