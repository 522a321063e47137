/* Reach: the flights of 2017 as an independent computation gave them; limits; distances. */
#include "chronicle/reach.h"

#include <math.h>
#include <string.h>

#include "tests/unit/support.h"

static itd_reach reach_of(double apogee_km, double range_km, double time_min)
{
    itd_reach reach;
    itd_error err;

    assert_ok(itd_reach_compute(apogee_km, range_km, time_min, &reach, &err), &err);
    return reach;
}

static void assert_near(double actual, double expected, double tolerance)
{
    if (!(fabs(actual - expected) <= tolerance))
        fail_msg("%f instead of %f", actual, expected);
}

/* From a table made with another program; speed, time, range to its last digit. */
static const struct {
    double apogee, range, speed, time, least;
} flights[] = {
    {2111.5, 787, 5.61, 27.9, 4356}, {2802, 933, 6.20, 34.4, 5865}, {3724.9, 998, 6.81, 43.1, 8022},
    {550, 2700, 4.67, 13.4, 2708},   {770, 3700, 5.28, 16.9, 3700}, {4475, 950, 7.20, 50.3, 9983},
};

static void the_flights_of_2017_have_the_times_and_ranges_of_the_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(flights); i++) {
        const itd_reach reach = reach_of(flights[i].apogee, flights[i].range, 0);

        assert_near(reach.speed_km_s, flights[i].speed, 0.005);
        assert_near(reach.unpowered_min, flights[i].time, 0.05);
        assert_near(reach.least_range_km, flights[i].least, 0.6);
        assert_int_equal(reach.fit, ITD_REACH_NO_TIME);
        /* No flight of that speed can go less far than the one that was seen. */
        assert_true(reach.least_range_km >= flights[i].range - 0.5);
    }
}

static void observed_times_are_the_ellipse_and_minutes_of_powered_flight(void **state)
{
    itd_reach reach = reach_of(4475, 950, 53);

    (void)state;
    assert_int_equal(reach.fit, ITD_REACH_CONSISTENT);
    assert_near(reach.over_min, 2.7, 0.05);
    reach = reach_of(3724.9, 998, 47.2);
    assert_int_equal(reach.fit, ITD_REACH_CONSISTENT);
    assert_near(reach.over_min, 4.1, 0.05);
    assert_int_equal(reach_of(2111.5, 787, 30).fit, ITD_REACH_CONSISTENT);
    assert_int_equal(reach_of(4475, 950, 49.7).fit, ITD_REACH_TOO_SHORT);
    assert_int_equal(reach_of(4475, 950, 49.9).fit, ITD_REACH_CONSISTENT);
    assert_int_equal(reach_of(4475, 950, 56.2).fit, ITD_REACH_CONSISTENT);
    assert_int_equal(reach_of(4475, 950, 56.4).fit, ITD_REACH_TOO_LONG);
}

/* The flight over least energy, thrown again: it must come down where the bound says, and no other
 * height of that speed goes further. */
static void the_bound_is_the_furthest_of_all_paths_of_that_speed(void **state)
{
    (void)state;
    for (double apogee = 50; apogee < 9000; apogee *= 1.7) {
        for (double range = 100; range < 12000; range *= 2.3) {
            const itd_reach thrown = reach_of(apogee, range, 0);
            itd_reach       again;

            if (thrown.is_unlimited)
                continue;
            again = reach_of(thrown.least_apogee_km, thrown.least_range_km, 0);
            assert_near(again.speed_km_s, thrown.speed_km_s, 1e-6);
            assert_near(again.unpowered_min, thrown.least_time_min, 1e-6);
            assert_near(again.least_range_km, thrown.least_range_km, 0.01);
            assert_true(range <= thrown.least_range_km + 1e-6);
        }
    }
}

static void straight_up_and_half_around_are_flights_too(void **state)
{
    const itd_reach up = reach_of(1000, 0, 0), around = reach_of(1000, ITD_REACH_RANGE_MAX_KM, 0);

    (void)state;
    /* v² = 2 g h R / (R + h) */
    assert_near(up.speed_km_s, sqrt(2 * 398600.4418 * 1000 / (6371.0088 * 7371.0088)), 1e-6);
    assert_true(around.is_unlimited);
    assert_true(isfinite(up.unpowered_min) && isfinite(around.unpowered_min));
}

static void what_cannot_be_is_refused_with_its_field(void **state)
{
    static const struct {
        double      apogee, range, time;
        const char *field;
    } cases[] = {
        {0, 100, 0, "apogee-km"},       {-5, 100, 0, "apogee-km"},  {100001, 100, 0, "apogee-km"},
        {NAN, 100, 0, "apogee-km"},     {100, -1, 0, "range-km"},   {100, 20016, 0, "range-km"},
        {100, INFINITY, 0, "range-km"}, {100, 100, -1, "time-min"}, {100, 100, 1441, "time-min"},
        {100, 100, NAN, "time-min"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_reach reach;
        itd_error err = {0};

        assert_status_error(
            itd_reach_compute(cases[i].apogee, cases[i].range, cases[i].time, &reach, &err),
            ITD_E_USAGE, &err);
        assert_string_equal(err.field, cases[i].field);
    }
    (void)reach_of(ITD_REACH_APOGEE_MAX_KM, 100, 24 * 60);
}

static void distances_are_great_circles(void **state)
{
    const itd_city *seoul = itd_city_find(ITD_STR("seoul"));
    const itd_city *tokyo = itd_city_find(ITD_STR("Tokyo"));

    (void)state;
    assert_null(itd_city_find(ITD_STR("Atlantis")));
    assert_near(
        itd_distance_km(seoul->lat_micro, seoul->lon_micro, tokyo->lat_micro, tokyo->lon_micro),
        1153, 10);
    assert_near(itd_distance_km(0, 0, 0, 180000000), 20015.1, 0.1);
    assert_near(itd_distance_km(90000000, 0, -90000000, 77000000), 20015.1, 0.1);
    assert_near(itd_distance_km(0, 179000000, 0, -179000000), 2 * 111.195, 0.01);
    assert_near(itd_distance_km(41000000, 129000000, 41000000, 129000000), 0, 0);
}

static void every_city_has_a_place_on_earth_and_a_source(void **state)
{
    size_t          count;
    const itd_city *cities = itd_cities(&count);

    (void)state;
    for (size_t i = 0; i < count; i++) {
        assert_true(cities[i].lat_micro >= -90000000 && cities[i].lat_micro <= 90000000);
        assert_true(cities[i].lon_micro >= -180000000 && cities[i].lon_micro <= 180000000);
        assert_true(strlen(cities[i].source) > 0 && strlen(cities[i].country) == 2);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(cities[i].name, cities[k].name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_flights_of_2017_have_the_times_and_ranges_of_the_table),
        cmocka_unit_test(observed_times_are_the_ellipse_and_minutes_of_powered_flight),
        cmocka_unit_test(the_bound_is_the_furthest_of_all_paths_of_that_speed),
        cmocka_unit_test(straight_up_and_half_around_are_flights_too),
        cmocka_unit_test(what_cannot_be_is_refused_with_its_field),
        cmocka_unit_test(distances_are_great_circles),
        cmocka_unit_test(every_city_has_a_place_on_earth_and_a_source),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
