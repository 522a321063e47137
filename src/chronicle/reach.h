/* What an observed flight says of a missile: does its height, distance and time fit together, and
 * how far would the same speed carry at least? Facts for analysts, from mechanics of the 17th
 * century.
 *
 * Model: all speed is given at once, at sea level, to a body over a round earth that does not
 * rotate and has no air; its path is then a Kepler ellipse. A real missile gains its speed over
 * minutes and at height, against its weight and the air: with the same height and distance it
 * could do more than this. So the range is a lower bound, the time leaves out the powered part,
 * and neither says what a lighter or heavier load would do. Source: Wheelon, "Free flight of a
 * ballistic missile", ARS Journal 29 (1959). Pure functions; safe from any thread. */
#ifndef ITD_CHRONICLE_REACH_H
#define ITD_CHRONICLE_REACH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_REACH_APOGEE_MAX_KM 100000.0
#define ITD_REACH_RANGE_MAX_KM 20015.0 /* half the way around */
/* Powered flight of the launches of 2017 was two to four minutes; of other designs up to this. */
#define ITD_REACH_POWERED_MAX_MIN 6.0
/* Less than the unpowered time by more than this cannot be, however rounded. */
#define ITD_REACH_SHORT_MIN 0.5

typedef enum itd_reach_fit {
    ITD_REACH_NO_TIME,    /* no time was observed */
    ITD_REACH_CONSISTENT, /* what is over is a believable time of powered flight */
    ITD_REACH_TOO_SHORT,  /* no body can be back sooner: a number is wrong */
    ITD_REACH_TOO_LONG,   /* more is over than powered flight explains */
} itd_reach_fit;
const char *itd_reach_fit_name(itd_reach_fit fit); /* "consistent" … */

typedef struct itd_reach {
    double        speed_km_s;    /* at sea level */
    double        unpowered_min; /* time of the ellipse */
    double        over_min;      /* observed time less that */
    itd_reach_fit fit;
    bool          is_unlimited;    /* enough for an orbit: any place */
    double        least_range_km;  /* by the path of least energy: the lower bound */
    double        least_apogee_km; /* how high that path rises */
    double        least_time_min;  /* and how long it takes, unpowered */
} itd_reach;

/* Height and distance over ground in km; time in minutes, or 0 when it was not observed. Numbers
 * that are not positive (distance: not negative) or too large are ITD_E_USAGE with the field
 * named. */
ITD_MUST_CHECK itd_status itd_reach_compute(double apogee_km, double range_km, double time_min,
                                            itd_reach *ret_reach, itd_error *err);

typedef struct itd_city {
    const char *name;
    const char *country;
    int64_t     lat_micro, lon_micro;
    const char *source;
} itd_city;

/* A small table of cities; borrowed, constant. */
const itd_city *itd_cities(size_t *ret_count);
/* By name, without regard to case; NULL when there is none. */
const itd_city *itd_city_find(itd_str name);
/* Kilometres along the surface. */
double itd_distance_km(int64_t lat_a, int64_t lon_a, int64_t lat_b, int64_t lon_b);

#endif
