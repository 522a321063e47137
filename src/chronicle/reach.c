/* The ellipse through launch, apogee and impact; from its speed the path of least energy. */
#include "chronicle/reach.h"

#include <math.h>

#include "chronicle/chronicle_internal.h"

#define PI 3.14159265358979323846
#define EARTH_KM 6371.0088    /* mean radius, IUGG 1980 */
#define GM_KM3_S2 398600.4418 /* WGS 84 */

const char *itd_reach_fit_name(itd_reach_fit fit)
{
    static const char *const names[] = {"no-time", "consistent", "too-short", "too-long"};

    return names[fit];
}

/* Seconds from the surface to the surface along an ellipse of semi-major axis a and eccentricity
 * e, over its far end: Kepler's equation. */
static double flight_seconds(double a, double e)
{
    double cosine = (1 - EARTH_KM / a) / e;
    double anomaly;

    cosine = cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    anomaly = acos(cosine);
    return 2 * sqrt(a * a * a / GM_KM3_S2) * (PI - anomaly + e * sin(anomaly));
}

/* The path of least energy for a speed that is no orbit: half-angle of the range, sin = q / (2 - q)
 * with q = v² R / GM; its semi-major axis follows from the energy, its perigee distance from a
 * launch angle of 45 degrees less half the half-angle. */
static void least_energy(double speed, itd_reach *reach)
{
    const double q = speed * speed * EARTH_KM / GM_KM3_S2;
    const double half = asin(q / (2 - q));
    const double a = EARTH_KM / (2 - q);
    const double angle = PI / 4 - half / 2;
    const double momentum = q * EARTH_KM * cos(angle) * cos(angle); /* h² / GM */
    const double e = sqrt(fmax(0, 1 - momentum / a));

    reach->least_range_km = 2 * EARTH_KM * half;
    reach->least_apogee_km = a * (1 + e) - EARTH_KM;
    reach->least_time_min = flight_seconds(a, e) / 60;
}

static itd_status refuse(itd_error *err, const char *field, const char *what)
{
    (void)itd_error_set(err, ITD_E_USAGE, "%s", what);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

static itd_reach_fit fit_of(double time_min, double over_min)
{
    if (!(time_min > 0))
        return ITD_REACH_NO_TIME;
    if (over_min < -ITD_REACH_SHORT_MIN)
        return ITD_REACH_TOO_SHORT;
    return over_min > ITD_REACH_POWERED_MAX_MIN ? ITD_REACH_TOO_LONG : ITD_REACH_CONSISTENT;
}

itd_status itd_reach_compute(double apogee_km, double range_km, double time_min,
                             itd_reach *ret_reach, itd_error *err)
{
    itd_reach reach = {0};
    double    far, half, e, a;

    if (!(apogee_km > 0 && apogee_km <= ITD_REACH_APOGEE_MAX_KM))
        return refuse(err, "apogee-km", "a height above 0 and at most 100,000 km is needed");
    if (!(range_km >= 0 && range_km <= ITD_REACH_RANGE_MAX_KM))
        return refuse(err, "range-km", "a distance of 0 to 20,015 km is needed");
    if (!(time_min >= 0 && time_min <= 24 * 60.0))
        return refuse(err, "time-min", "a time of 0 to 1,440 minutes is needed");
    far = EARTH_KM + apogee_km;
    half = range_km / (2 * EARTH_KM);
    e = (far - EARTH_KM) / (far - EARTH_KM * cos(half));
    a = far / (1 + e);
    reach.speed_km_s = sqrt(GM_KM3_S2 * (2 / EARTH_KM - 1 / a));
    reach.unpowered_min = flight_seconds(a, e) / 60;
    reach.over_min = time_min > 0 ? time_min - reach.unpowered_min : 0;
    reach.fit = fit_of(time_min, reach.over_min);
    if (reach.speed_km_s * reach.speed_km_s * EARTH_KM >= GM_KM3_S2)
        reach.is_unlimited = true;
    else
        least_energy(reach.speed_km_s, &reach);
    *ret_reach = reach;
    return ITD_OK;
}

double itd_distance_km(int64_t lat_a, int64_t lon_a, int64_t lat_b, int64_t lon_b)
{
    return itd_great_circle_m(lat_a, lon_a, lat_b, lon_b) / 1000;
}
