/* A Poisson process whose rate depends on the month: the autumn of the harvest and the winter of
 * training are quiet every year, so that a silence there says little. Rates are event days divided
 * by days looked at, month by month (or by quarters).
 *
 * The silence that is tested never enters the rates: they end with the last event. */
#include "chronicle/silence.h"

#include <math.h>

#include "base/date.h"

#define LENGTH_MAX 36525 /* days: a hundred years */
#define NEVER_SEEN 0.5   /* events, in a part of the year without one */
#define JEFFREYS 0.5     /* shape of the prior of each rate */

static unsigned month_of(int32_t day)
{
    return itd_date_of_days(day).month - 1u;
}

static unsigned part_of(const itd_season *season, unsigned month)
{
    return month * season->parts / 12;
}

/* Calls for whole months at a time: days from..to that lie in the month of `from`. */
static int32_t end_of_month(int32_t from, int32_t to)
{
    itd_date date = itd_date_of_days(from);
    int64_t  end;

    date.day = 1;
    if (date.month == 12) {
        date.month = 1;
        date.year++;
    } else {
        date.month++;
    }
    end = itd_date_to_days(date) - 1;
    return end < to ? (int32_t)end : to;
}

static void count_days(itd_season *season)
{
    for (int32_t day = season->from; day <= season->to;) {
        const int32_t end = end_of_month(day, season->to);

        season->days[part_of(season, month_of(day))] += (uint32_t)(end - day + 1);
        day = end + 1;
    }
}

void itd_season_fit(itd_silence_series series, int32_t from, int32_t to, unsigned parts,
                    itd_season *ret_season)
{
    itd_season season = {.from = from, .to = to, .parts = parts == 4 ? 4 : 12};

    series = itd_silence_within(series, from, to);
    season.events = series.count;
    if (to - from + 1 < ITD_SEASON_DAYS_MIN)
        season.why = "less than a year of data has no season";
    else if (series.count < ITD_SEASON_EVENTS_MIN)
        season.why = "fewer than 3 events";
    if (!season.why) {
        count_days(&season);
        for (size_t i = 0; i < series.count; i++)
            season.count[part_of(&season, month_of(series.days[i]))]++;
        season.mean_rate = (double)series.count / (to - from + 1);
        for (unsigned month = 0; month < 12; month++) {
            const unsigned part = part_of(&season, month);
            const double   count = season.count[part] > 0 ? season.count[part] : NEVER_SEEN;

            season.rate[month] = count / season.days[part];
        }
    }
    *ret_season = season;
}

double itd_season_expected(const itd_season *season, int32_t from, int32_t to)
{
    double sum = 0;

    for (int32_t day = from; day <= to;) {
        const int32_t end = end_of_month(day, to);

        sum += season->rate[month_of(day)] * (end - day + 1);
        day = end + 1;
    }
    return sum;
}

double itd_season_silent(const itd_season *season, int32_t from, int32_t to)
{
    return exp(-itd_season_expected(season, from, to));
}

double itd_season_silent_predictive(const itd_season *season, int32_t from, int32_t to)
{
    uint32_t asked[12] = {0};
    double   log_p = 0;

    for (int32_t day = from; day <= to;) {
        const int32_t end = end_of_month(day, to);

        asked[part_of(season, month_of(day))] += (uint32_t)(end - day + 1);
        day = end + 1;
    }
    for (unsigned part = 0; part < season->parts; part++)
        log_p -= (season->count[part] + JEFFREYS) *
                 log1p((double)asked[part] / (double)season->days[part]);
    return exp(log_p);
}

uint32_t itd_season_length(const itd_season *season, int32_t last, double p)
{
    const double needed = -log(p);
    double       sum = 0;

    for (uint32_t length = 1; length <= LENGTH_MAX; length++) {
        /* The day of the event counts as a whole, so a reach of n days is last .. last + n - 1. */
        sum += season->rate[month_of(last + (int32_t)length - 1)];
        if (sum >= needed)
            return length;
    }
    return 0;
}
