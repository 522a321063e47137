/* What the files silence_*.c share: GSL kept quiet, and minimisation with an interval. Internal. */
#ifndef ITD_CHRONICLE_SILENCE_INTERNAL_H
#define ITD_CHRONICLE_SILENCE_INTERNAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/attr.h"
#include "base/error.h"

#define ITD_MINIMUM_FREE_MAX 3 /* free parameters */
#define ITD_NORMAL_975 1.959963984540054

/* GSL ends the process on an error unless told otherwise: told here, before its calls. Its results
 * are looked at instead. Setting the same handler twice does nothing. */
void itd_gsl_quiet(void);

/* The negative log-likelihood of free parameters; not finite where impossible. */
typedef double (*itd_minimum_fn)(const double *theta, const void *ctx);

/* The minimum near `theta` by the simplex of Nelder and Mead (GSL), from a start and once more from
 * where it ended. *ret_found false when it did not settle. */
ITD_MUST_CHECK itd_status itd_minimum_find(itd_minimum_fn fn, const void *ctx, size_t size,
                                           double *theta, double *ret_value, bool *ret_found,
                                           itd_error *err);
/* The inverse of the matrix of second differences at a minimum (size x size, row by row); false
 * when the surface is not curved upwards in every direction. */
bool itd_minimum_curvature(itd_minimum_fn fn, const void *ctx, size_t size, const double *theta,
                           double *ret_inverse);

#endif
