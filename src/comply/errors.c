/* Rows that may be errors: a mix of goods like that of the Republic of Korea in the same reporter's
 * figures (408 booked for 410), a flow that appears once, a figure that a later release does not
 * have any more. Labels only: what they mean for a count is decided elsewhere. */
#include "comply/comply_internal.h"

/* Totals of one reporter and flow. */
struct range {
    size_t from, to;
};

static bool is_same_series(const struct itd_trade_key *a, const struct itd_trade_key *b)
{
    return a->reporter == b->reporter && a->is_export == b->is_export;
}

static struct range find_partner(const struct itd_trade *trade, struct range series,
                                 uint16_t partner)
{
    struct range found = {series.from, series.from};

    while (found.from < series.to && trade->totals[found.from].key.partner < partner)
        found.from++;
    found.to = found.from;
    while (found.to < series.to && trade->totals[found.to].key.partner == partner)
        found.to++;
    return found;
}

/* Narrows to one period; totals are sorted by it. */
static struct range find_period(const struct itd_trade *trade, struct range partner,
                                uint32_t period)
{
    struct range found = {partner.from, partner.to};

    while (found.from < found.to && trade->totals[found.from].key.period < period)
        found.from++;
    while (found.to > found.from && trade->totals[found.to - 1].key.period > period)
        found.to--;
    return found;
}

static double sum_of(const struct itd_trade *trade, struct range rows)
{
    double sum = 0;

    for (size_t i = rows.from; i < rows.to; i++)
        sum += (double)trade->totals[i].cents;
    return sum;
}

/* Per cent of the mix in common: the sum over codes of the smaller share. */
static uint8_t find_overlap(const struct itd_trade *trade, struct range north, struct range south)
{
    const double north_sum = sum_of(trade, north), south_sum = sum_of(trade, south);
    double       common = 0;
    size_t       k = south.from;

    if (north_sum <= 0 || south_sum <= north_sum)
        return 0;
    for (size_t i = north.from; i < north.to; i++) {
        while (k < south.to && trade->totals[k].key.code < trade->totals[i].key.code)
            k++;
        if (k < south.to && trade->totals[k].key.code == trade->totals[i].key.code) {
            const double a = (double)trade->totals[i].cents / north_sum;
            const double b = (double)trade->totals[k].cents / south_sum;

            common += a < b ? a : b;
        }
    }
    return (uint8_t)(common * 100 + 0.5);
}

static void compare_mixes(struct itd_trade *trade, struct range north, struct range south,
                          uint8_t *overlap)
{
    for (size_t from = north.from, to; from < north.to; from = to) {
        const uint32_t period = trade->totals[from].key.period;
        uint8_t        common;

        for (to = from; to < north.to && trade->totals[to].key.period == period;)
            to++;
        common = find_overlap(trade, (struct range){from, to}, find_period(trade, south, period));
        for (size_t i = from; i < to; i++) {
            overlap[i] = common;
            if (common >= ITD_COMPLY_MIX_PERCENT)
                trade->totals[i].labels |= ITD_LABEL_NORTH_SOUTH;
        }
    }
}

/* Heading of a code: its first four digits. */
static uint64_t heading(const struct itd_trade_key *key)
{
    return (key->code >> 4) / 1000000;
}

static size_t count_periods(const struct itd_trade *trade, const struct itd_trade_key *key)
{
    size_t count = 0;

    for (size_t i = 0; i < trade->set_count; i++)
        count += trade->sets[i].reporter == key->reporter &&
                 trade->sets[i].is_export == key->is_export &&
                 (trade->sets[i].period > 9999) == (key->period > 9999);
    return count;
}

static void label_one_off(struct itd_trade *trade, struct range north)
{
    uint32_t first[10000] = {0}; /* by heading: its period; UINT32_MAX: several */
    size_t   told[2] = {SIZE_MAX, SIZE_MAX};

    for (size_t i = north.from; i < north.to; i++) {
        const struct itd_trade_key *key = &trade->totals[i].key;
        const uint64_t              at = heading(key);

        if (first[at] == 0)
            first[at] = key->period;
        else if (first[at] != key->period)
            first[at] = UINT32_MAX;
    }
    for (size_t i = north.from; i < north.to; i++) {
        const struct itd_trade_key *key = &trade->totals[i].key;
        const bool                  is_month = key->period > 9999;

        if (told[is_month] == SIZE_MAX)
            told[is_month] = count_periods(trade, key);
        if (first[heading(key)] != UINT32_MAX && told[is_month] >= ITD_COMPLY_ONE_OFF_PERIODS)
            trade->totals[i].labels |= ITD_LABEL_ONE_OFF;
    }
}

/* A release replaces what the reporter said of the period before. */
static void label_gone(struct itd_trade *trade, struct range north)
{
    for (size_t i = north.from; i < north.to; i++) {
        struct itd_total           *total = &trade->totals[i];
        const struct itd_trade_set *set = itd_trade_set_of(trade, &total->key);

        if (total->release == 0 || !set || total->release >= set->release)
            continue;
        total->labels |= ITD_LABEL_WITHDRAWN;
        total->other = total->cents;
        total->cents = 0;
    }
}

void itd_trade_label(struct itd_trade *trade, uint8_t *overlap)
{
    for (size_t from = 0, to; from < trade->count; from = to) {
        struct range north, south;

        for (to = from;
             to < trade->count && is_same_series(&trade->totals[from].key, &trade->totals[to].key);)
            to++;
        north = find_partner(trade, (struct range){from, to}, ITD_AREA_DPRK);
        south = find_partner(trade, (struct range){from, to}, ITD_AREA_ROK);
        label_gone(trade, north);
        compare_mixes(trade, north, south, overlap);
        label_one_off(trade, north);
    }
}
