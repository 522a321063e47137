/* `reach`: whether height, distance and time of an observed flight fit together, the least range
 * its speed stands for, and which cities lie within. */
#include "chronicle/reach.h"

#include <math.h>
#include <string.h>

#include "cli/chronicle.h"

#define DEFAULT_SITE "Pyongyang"

static const itd_cli_option options[] = {
    {"apogee-km", 0, "KM", "greatest height"},
    {"range-km", 0, "KM", "distance over ground"},
    {"time-min", 0, "MIN", "time of flight, when it was observed"},
    {"event", 0, "ID", "take height, distance, time and site from this report of the chronicle"},
    {"from", 0, "SITE", "a launch site of the chronicle, a city, or LAT,LON (default Pyongyang)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Consistency of an observed flight, and the range that the same speed carries at least.\n"
    "\n"
    "The model gives all speed at once, at sea level, over a round earth without air or rotation.\n"
    "A real missile with the same height and distance could do more: the range is a lower bound.\n"
    "The time leaves out powered flight, two to four minutes in the launches of 2017. Neither "
    "says\n"
    "what a lighter or heavier load would do, nor whether a warhead survives its return.\n";

static const char limits[] =
    "impulsive speed at sea level, round earth without rotation or air; a lower bound: powered "
    "flight, losses and another load are not in it";

struct place {
    itd_str name;
    int64_t lat_micro, lon_micro;
};

struct flight {
    double       apogee_km, range_km, time_min; /* time 0: not observed */
    struct place from;
    itd_reach    reach;
};

/* ---- what is asked ---- */

static itd_status take_number(const char *value, const char *field, double *ret_value,
                              itd_error *err)
{
    int64_t thousandths;

    if (!value)
        return ITD_OK;
    if (!itd_decimal_parse(itd_str_of(value), 3, -1000000000, 1000000000, &thousandths)) {
        (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is no number", value);
        itd_error_in_field(err, itd_str_of(field));
        return ITD_E_USAGE;
    }
    *ret_value = (double)thousandths / 1000;
    return ITD_OK;
}

static const itd_event *find_report(const itd_chronicle_view *view, itd_str id)
{
    for (size_t i = 0; i < view->occasion_count; i++) {
        for (size_t k = 0; k < view->occasions[i].report_count; k++) {
            if (itd_str_equal(view->occasions[i].reports[k]->id, id))
                return view->occasions[i].reports[k];
        }
    }
    return NULL;
}

static itd_status take_event(const itd_chronicle_call *call, struct flight *flight, itd_error *err)
{
    const itd_event *event = find_report(&call->view, itd_str_of(call->event));
    itd_status       st = ITD_OK;

    if (!event)
        st = itd_error_set(err, ITD_E_NOT_FOUND, "no event '%s' is in the chronicle", call->event);
    else if ((event->apogee_m == ITD_NO_NUMBER && !call->apogee) ||
             (event->range_m == ITD_NO_NUMBER && !call->range))
        st = itd_error_set(err, ITD_E_INCOMPLETE, "'%s' tells no height or no distance",
                           call->event);
    if (st != ITD_OK) {
        itd_error_in_field(err, ITD_STR("--event"));
        return st;
    }
    if (event->apogee_m != ITD_NO_NUMBER)
        flight->apogee_km = (double)event->apogee_m / 1000;
    if (event->range_m != ITD_NO_NUMBER)
        flight->range_km = (double)event->range_m / 1000;
    if (event->flight_ms != ITD_NO_NUMBER)
        flight->time_min = (double)event->flight_ms / 60000;
    if (event->lat_micro != ITD_NO_NUMBER)
        flight->from = (struct place){event->site.len > 0 ? event->site : event->id,
                                      event->lat_micro, event->lon_micro};
    return ITD_OK;
}

static bool parse_place(itd_str word, struct place *ret_place)
{
    const size_t comma = itd_str_find_char(word, ',');
    struct place place = {.name = word};

    if (comma == SIZE_MAX ||
        !itd_decimal_parse(itd_str_trim(itd_str_slice(word, 0, comma)), 6, -90000000, 90000000,
                           &place.lat_micro) ||
        !itd_decimal_parse(itd_str_trim(itd_str_from(word, comma + 1)), 6, -180000000, 180000000,
                           &place.lon_micro))
        return false;
    *ret_place = place;
    return true;
}

/* The newest report that tells where a site of that name lies. */
static bool find_site(const itd_chronicle_view *view, itd_str name, struct place *ret_place)
{
    bool found = false;

    for (size_t i = 0; i < view->occasion_count; i++) {
        for (size_t k = 0; k < view->occasions[i].report_count; k++) {
            const itd_event *event = view->occasions[i].reports[k];

            if (event->lat_micro == ITD_NO_NUMBER || !itd_str_equal_ascii_nocase(event->site, name))
                continue;
            *ret_place = (struct place){event->site, event->lat_micro, event->lon_micro};
            found = true;
        }
    }
    return found;
}

static itd_status take_place(const itd_chronicle_call *call, const char *word, struct place *place,
                             itd_error *err)
{
    const itd_str   name = itd_str_of(word);
    const itd_city *city = itd_city_find(name);

    if (parse_place(name, place) || find_site(&call->view, name, place))
        return ITD_OK;
    if (city) {
        *place = (struct place){itd_str_of(city->name), city->lat_micro, city->lon_micro};
        return ITD_OK;
    }
    (void)itd_error_set(err, ITD_E_NOT_FOUND,
                        "\"%s\" is no launch site of the chronicle, no city of the table and no "
                        "LAT,LON",
                        word);
    itd_error_in_field(err, ITD_STR("--from"));
    return ITD_E_NOT_FOUND;
}

static itd_status take_flight(const itd_chronicle_call *call, struct flight *flight, itd_error *err)
{
    itd_status st = ITD_OK;

    *flight = (struct flight){0};
    if (!call->event && (!call->apogee || !call->range))
        return itd_error_set(err, ITD_E_USAGE,
                             "give --apogee-km and --range-km, or --event for both");
    if (call->event)
        st = take_event(call, flight, err);
    if (st == ITD_OK)
        st = take_number(call->apogee, "--apogee-km", &flight->apogee_km, err);
    if (st == ITD_OK)
        st = take_number(call->range, "--range-km", &flight->range_km, err);
    if (st == ITD_OK)
        st = take_number(call->time, "--time-min", &flight->time_min, err);
    if (st == ITD_OK && (call->from || flight->from.name.len == 0))
        st = take_place(call, call->from ? call->from : DEFAULT_SITE, &flight->from, err);
    if (st == ITD_OK && call->time && !(flight->time_min > 0)) {
        st = itd_error_set(err, ITD_E_USAGE, "a time above 0 is needed");
        itd_error_in_field(err, ITD_STR("--time-min"));
    }
    return st == ITD_OK ? itd_reach_compute(flight->apogee_km, flight->range_km, flight->time_min,
                                            &flight->reach, err)
                        : st;
}

/* ---- what is told ---- */

static const char *fit_text(itd_reach_fit fit)
{
    switch (fit) {
    case ITD_REACH_CONSISTENT:
        return "consistent: what is over is a believable time of powered flight";
    case ITD_REACH_TOO_SHORT:
        return "inconsistent: nothing is back so soon; height, distance or time is wrong";
    case ITD_REACH_TOO_LONG:
        return "inconsistent: more is over than powered flight explains";
    case ITD_REACH_NO_TIME:
        break;
    }
    return "no time was observed: nothing to check";
}

static void line(itd_buf *buf, const char *name, double value, unsigned decimals, const char *unit)
{
    itd_json_writer json;

    itd_buf_printf(buf, "%-24s", name);
    itd_json_writer_init(&json, buf, 0);
    itd_json_put_number(&json, NULL, value, decimals);
    itd_buf_printf(buf, " %s\n", unit);
}

static void put_text(itd_buf *buf, const struct flight *flight)
{
    const itd_reach *reach = &flight->reach;

    line(buf, "apogee", flight->apogee_km, 1, "km");
    line(buf, "distance over ground", flight->range_km, 1, "km");
    line(buf, "speed at sea level", reach->speed_km_s, 2, "km/s");
    line(buf, "unpowered flight", reach->unpowered_min, 1, "min");
    if (reach->fit != ITD_REACH_NO_TIME) {
        line(buf, "observed flight", flight->time_min, 1, "min");
        line(buf, "over", reach->over_min, 1, "min");
    }
    itd_buf_printf(buf, "%-24s%s\n", "check", fit_text(reach->fit));
    if (reach->is_unlimited) {
        itd_buf_printf(buf, "%-24s%s\n", "range, lower bound", "any place on earth");
    } else {
        line(buf, "range, lower bound", reach->least_range_km, 0, "km");
        line(buf, "  at a height of", reach->least_apogee_km, 0, "km");
        line(buf, "  in", reach->least_time_min, 1, "min unpowered");
    }
    itd_buf_printf(buf, "%-24s%s\n\nGreat-circle distance from ", "limits", limits);
    itd_cli_append_safe(buf, flight->from.name);
    itd_buf_append_char(buf, '\n');
}

static void put_json(itd_json_writer *json, const struct flight *flight)
{
    const itd_reach *reach = &flight->reach;
    const bool       has_time = reach->fit != ITD_REACH_NO_TIME;

    itd_json_put_number(json, "apogee_km", flight->apogee_km, 3);
    itd_json_put_number(json, "range_km", flight->range_km, 3);
    itd_json_put_number(json, "time_min", has_time ? flight->time_min : NAN, 3);
    itd_json_put_number(json, "speed_km_s", reach->speed_km_s, 4);
    itd_json_put_number(json, "unpowered_min", reach->unpowered_min, 2);
    itd_json_put_number(json, "over_min", has_time ? reach->over_min : NAN, 2);
    itd_json_put_cstr(json, "check", itd_reach_fit_name(reach->fit));
    itd_json_put_bool(json, "is_unlimited", reach->is_unlimited);
    itd_json_put_number(json, "lower_bound_km", reach->is_unlimited ? NAN : reach->least_range_km,
                        1);
    itd_json_put_number(json, "lower_bound_apogee_km",
                        reach->is_unlimited ? NAN : reach->least_apogee_km, 1);
    itd_json_put_number(json, "lower_bound_min", reach->is_unlimited ? NAN : reach->least_time_min,
                        2);
    itd_json_put_cstr(json, "limits", limits);
    itd_json_begin_object(json, "from");
    itd_json_put_str(json, "name", flight->from.name);
    itd_json_put_number(json, "lat", (double)flight->from.lat_micro / 1e6, 6);
    itd_json_put_number(json, "lon", (double)flight->from.lon_micro / 1e6, 6);
    itd_json_end_object(json);
}

static const itd_sheet_column city_columns[] = {
    {"city", "city", false},     {"country", "country", false},
    {"distance_km", "km", true}, {"is_within", "within the lower bound", false},
    {"lat", NULL, true},         {"lon", NULL, true},
    {"source", NULL, false},
};

static double distance_to(const struct flight *flight, const itd_city *city)
{
    return itd_distance_km(flight->from.lat_micro, flight->from.lon_micro, city->lat_micro,
                           city->lon_micro);
}

/* The nearest city that is not nearer than the one before (by distance, then place in the table);
 * the table is small. */
static size_t next_city(const struct flight *flight, const itd_city *cities, size_t count,
                        double before_km, size_t before)
{
    size_t found = SIZE_MAX;
    double found_km = INFINITY;

    for (size_t i = 0; i < count; i++) {
        const double km = distance_to(flight, &cities[i]);

        if (km < before_km || (km <= before_km && before != SIZE_MAX && i <= before) ||
            km >= found_km)
            continue;
        found = i;
        found_km = km;
    }
    return found;
}

static itd_status put_cities(itd_chronicle_call *call, const struct flight *flight,
                             itd_json_writer *json, itd_error *err)
{
    size_t          count, at = SIZE_MAX;
    const itd_city *cities = itd_cities(&count);
    double          km = -1;
    itd_sheet       sheet;
    itd_status      end, st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "cities",
                                              city_columns, ITD_ARRAY_LEN(city_columns), err);

    while (st == ITD_OK && (at = next_city(flight, cities, count, km, at)) != SIZE_MAX) {
        km = distance_to(flight, &cities[at]);
        itd_sheet_row(&sheet);
        itd_sheet_text(&sheet, itd_str_of(cities[at].name));
        itd_sheet_text(&sheet, itd_str_of(cities[at].country));
        itd_sheet_decimal(&sheet, km, 0);
        itd_sheet_bool(&sheet, flight->reach.is_unlimited || km <= flight->reach.least_range_km);
        itd_sheet_decimal(&sheet, (double)cities[at].lat_micro / 1e6, 4);
        itd_sheet_decimal(&sheet, (double)cities[at].lon_micro / 1e6, 4);
        itd_sheet_text(&sheet, itd_str_of(cities[at].source));
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static itd_status put_flight(itd_chronicle_call *call, const struct flight *flight, itd_error *err)
{
    const bool      is_json = call->common.format == ITD_FORMAT_JSON;
    itd_json_writer json;
    itd_status      st;

    if (call->common.format == ITD_FORMAT_TABLE)
        put_text(&call->out, flight);
    if (is_json) {
        itd_json_writer_init(&json, &call->out, 2);
        itd_json_begin_object(&json, NULL);
        put_json(&json, flight);
    }
    st = put_cities(call, flight, is_json ? &json : NULL, err);
    if (is_json) {
        itd_json_end_object(&json);
        itd_buf_append_char(&call->out, '\n');
    }
    return st;
}

static int run(int argc, char **argv)
{
    itd_chronicle_call call;
    struct flight      flight;
    itd_error          err;
    itd_status         st = itd_chronicle_call_parse(&call, &itd_cli_reach, argc, argv, 0, 0, &err);

    if (st == ITD_OK)
        st = itd_chronicle_call_open(&call, &err);
    if (st == ITD_OK)
        st = take_flight(&call, &flight, &err);
    if (st == ITD_OK)
        st = put_flight(&call, &flight, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_reach = {
    .name = "reach",
    .usage = "--apogee-km KM --range-km KM [OPTION…]",
    .summary = "check an observed flight; the least range of its speed",
    .text = text,
    .options = options,
    .run = run,
};
