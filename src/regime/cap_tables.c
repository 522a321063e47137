/* caps.tsv and vessels.tsv of a layer. */
#include "regime/rules_internal.h"

#include "entity/identifier.h"

/* ---- caps.tsv ---- */

#define REPORT_DAYS_MAX 366

enum {
    MEASURE,
    GROUP,
    QUANTITY,
    UNIT,
    QUANTITY_2,
    UNIT_2,
    CLOCK,
    FROM,
    TO,
    THRESHOLDS,
    PER,
    REPORT_DAYS,
    COLUMNS
};
static const itd_tsv_column columns[COLUMNS] = {
    {"measure", true},     {"group", true},       {"quantity", false}, {"unit", false},
    {"quantity_2", false}, {"unit_2", false},     {"clock", true},     {"from", true},
    {"to", false},         {"thresholds", false}, {"per", false},      {"report_days", false}};

static const char *const clocks[] = {"fixed", "calendar-year", "anniversary", "rolling"};
static const char *const units[] = {"t", "barrel", "USD"};

const char *itd_cap_clock_name(itd_cap_clock clock)
{
    return clocks[clock];
}

static itd_status take_limit(const itd_rules *rules, itd_cap *cap, const itd_tsv_row *row,
                             size_t quantity, size_t unit, itd_error *err)
{
    itd_cap_limit *limit = &cap->limits[cap->limit_count];
    size_t         index;
    itd_status     st;

    if (row->cells[quantity].len == 0 && row->cells[unit].len == 0)
        return ITD_OK;
    st = itd_tsv_decimal(row, quantity, &limit->amount, err);
    if (st == ITD_OK && limit->amount == 0)
        st = itd_tsv_refuse(row, quantity, ITD_E_SYNTAX, err, "a cap needs a quantity above zero");
    if (st == ITD_OK)
        st = itd_tsv_word(row, unit, units, ITD_ARRAY_LEN(units), &index, err);
    if (st == ITD_OK)
        st = itd_tsv_text(row, unit, rules->arena, &limit->unit, err);
    if (st == ITD_OK)
        cap->limit_count++;
    return st;
}

static itd_status take_thresholds(itd_cap *cap, const itd_tsv_row *row, itd_error *err)
{
    itd_str rest = row->cells[THRESHOLDS], part;

    if (rest.len == 0)
        return ITD_OK;
    while (itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        uint64_t share;

        if (cap->threshold_count == ITD_CAP_THRESHOLDS_MAX)
            return itd_tsv_refuse(row, THRESHOLDS, ITD_E_LIMIT, err, "more than %d shares",
                                  ITD_CAP_THRESHOLDS_MAX);
        if (!itd_str_parse_u64(itd_str_trim(part), 100, &share) || share == 0 ||
            (cap->threshold_count > 0 && share <= cap->thresholds[cap->threshold_count - 1]))
            return itd_tsv_refuse(row, THRESHOLDS, ITD_E_SYNTAX, err,
                                  "\"%.*s\" is not an ascending list of per cents",
                                  ITD_STR_ARGS(row->cells[THRESHOLDS]));
        cap->thresholds[cap->threshold_count++] = (uint32_t)share;
    }
    return ITD_OK;
}

static itd_status check_cap_row(const itd_cap *cap, const itd_rules *rules, const itd_tsv_row *row,
                                itd_error *err)
{
    if ((cap->clock == ITD_CLOCK_FIXED) != (cap->to.year != 0))
        return itd_tsv_refuse(row, TO, ITD_E_INCOMPLETE, err,
                              "a fixed clock has a last day, no other clock has one");
    if ((cap->limit_count == 0) != (cap->clock == ITD_CLOCK_ROLLING))
        return itd_tsv_refuse(row, QUANTITY, ITD_E_INCOMPLETE, err,
                              "only a rolling cap of each supplier goes without a quantity");
    if (itd_date_compare(cap->from, rules->measures[cap->measure].in_force) != 0)
        return itd_tsv_refuse(row, FROM, ITD_E_CONFLICT, err,
                              "is not the first day of the measure");
    for (size_t i = 0; i < rules->caps_count; i++)
        if (rules->caps[i].measure == cap->measure)
            return itd_tsv_refuse(row, MEASURE, ITD_E_DUPLICATE, err, "stands there already");
    return ITD_OK;
}

static itd_status take_cap(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    static const char *const whose[] = {"", "all", "supplier"};

    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_cap                   cap = {.measure = 0};
    size_t                    clock = 0, per = 0;
    uint64_t                  report_days = 0;
    void                     *items = rules->caps;
    itd_status                st = itd_rules_take_measure(rules, row, MEASURE, &cap.measure, err);

    if (st == ITD_OK)
        st = itd_tsv_text(row, GROUP, rules->arena, &cap.group, err);
    if (st == ITD_OK)
        st = take_limit(rules, &cap, row, QUANTITY, UNIT, err);
    if (st == ITD_OK)
        st = take_limit(rules, &cap, row, QUANTITY_2, UNIT_2, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, CLOCK, clocks, ITD_ARRAY_LEN(clocks), &clock, err);
    if (st == ITD_OK)
        st = itd_rules_take_period(row, FROM, TO, &cap.from, &cap.to, err);
    if (st == ITD_OK)
        st = take_thresholds(&cap, row, err);
    if (st == ITD_OK)
        st = itd_tsv_word(row, PER, whose, ITD_ARRAY_LEN(whose), &per, err);
    if (st == ITD_OK && row->cells[REPORT_DAYS].len > 0 &&
        !itd_str_parse_u64(row->cells[REPORT_DAYS], REPORT_DAYS_MAX, &report_days))
        st = itd_tsv_refuse(row, REPORT_DAYS, ITD_E_SYNTAX, err, "is no number of days up to %d",
                            REPORT_DAYS_MAX);
    cap.report_days = (uint32_t)report_days;
    cap.clock = (itd_cap_clock)clock;
    cap.per_supplier = per == 2;
    if (st == ITD_OK)
        st = check_cap_row(&cap, rules, row, err);
    if (st == ITD_OK)
        st = itd_rules_grow(rules, &items, rules->caps_count, &rules->caps_cap, sizeof cap, err);
    if (st != ITD_OK)
        return st;
    rules->caps = items;
    rules->caps[rules->caps_count++] = cap;
    return ITD_OK;
}

itd_status itd_rules_load_caps(struct itd_rules_loading *loading, const char *dir, itd_error *err)
{
    return itd_rules_read_table(dir, "caps.tsv", columns, COLUMNS, take_cap, loading, err);
}

size_t itd_rules_cap_count(const itd_rules *rules)
{
    return rules->caps_count;
}

const itd_cap *itd_rules_cap_at(const itd_rules *rules, size_t index)
{
    return &rules->caps[index];
}

/* ---- vessels.tsv ---- */

enum {
    V_IMO,
    V_NAME,
    V_MMSI,
    V_LISTED,
    V_REMOVED,
    V_MEASURES,
    V_LISTING,
    V_FLAG,
    V_TYPE,
    V_NOTE,
    V_SOURCE,
    V_CONFIDENCE,
    V_COLUMNS
};
static const itd_tsv_column vessel_columns[V_COLUMNS] = {
    {"imo", false},     {"name", true},      {"mmsi", false},   {"listed", true},
    {"removed", false}, {"measures", false}, {"listing", true}, {"flag", false},
    {"type", false},    {"note", false},     {"source", true},  {"confidence", true}};

/* A day, or a month of which the first day after it counts. */
static itd_status take_removed(itd_listed_vessel *vessel, const itd_tsv_row *row, itd_error *err)
{
    itd_date date = {0};

    if (row->cells[V_REMOVED].len == 0)
        return ITD_OK;
    if (!itd_date_parse_iso(row->cells[V_REMOVED], &date) || date.month == 0)
        return itd_tsv_refuse(row, V_REMOVED, ITD_E_SYNTAX, err, "\"%.*s\" is no day or month",
                              ITD_STR_ARGS(row->cells[V_REMOVED]));
    vessel->removed_month_only = date.day == 0;
    if (date.day == 0) {
        date.year = (int16_t)(date.year + date.month / 12);
        date.month = (uint8_t)(date.month % 12 + 1);
        date.day = 1;
    }
    if (itd_date_compare(date, vessel->listed) <= 0)
        return itd_tsv_refuse(row, V_REMOVED, ITD_E_CONFLICT, err, "is before the listing");
    vessel->removed = date;
    return ITD_OK;
}

static itd_status take_listing_measures(const itd_rules *rules, itd_listed_vessel *vessel,
                                        const itd_tsv_row *row, itd_error *err)
{
    itd_str rest = row->cells[V_MEASURES], part;

    if (rest.len == 0)
        return ITD_OK;
    while (itd_str_next_part(&rest, ITD_STR(";"), &part)) {
        const size_t found = itd_rules_find(rules, itd_str_trim(part));

        if (found == SIZE_MAX)
            return itd_tsv_refuse(row, V_MEASURES, ITD_E_SCHEMA, err,
                                  "there is no measure \"%.*s\"", ITD_STR_ARGS(itd_str_trim(part)));
        if (vessel->measure_count == ITD_LISTING_MEASURES_MAX)
            return itd_tsv_refuse(row, V_MEASURES, ITD_E_LIMIT, err, "more than %d measures",
                                  ITD_LISTING_MEASURES_MAX);
        vessel->measures[vessel->measure_count++] = found;
    }
    return ITD_OK;
}

static itd_status take_vessel(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_rules_loading *loading = ctx;
    itd_rules                *rules = loading->rules;
    itd_listed_vessel         vessel = {.layer = loading->layer->name};
    void                     *items = rules->vessels;
    itd_status                st = itd_tsv_date(row, V_LISTED, &vessel.listed, err);
    itd_str                  *texts[V_COLUMNS] = {
                         [V_IMO] = &vessel.imo,
                         [V_NAME] = &vessel.name,
                         [V_MMSI] = &vessel.mmsi,
                         [V_LISTING] = &vessel.listing,
                         [V_FLAG] = &vessel.flag,
                         [V_TYPE] = &vessel.type,
                         [V_NOTE] = &vessel.note,
                         [V_SOURCE] = &vessel.source,
                         [V_CONFIDENCE] = &vessel.confidence,
    };

    for (size_t i = 0; st == ITD_OK && i < V_COLUMNS; i++)
        if (texts[i])
            st = itd_tsv_text(row, i, rules->arena, texts[i], err);
    if (st == ITD_OK && vessel.imo.len > 0 && !itd_imo_is_valid(vessel.imo))
        st = itd_tsv_refuse(row, V_IMO, ITD_E_CHECK_DIGIT, err, "\"%.*s\" is no IMO number",
                            ITD_STR_ARGS(vessel.imo));
    if (st == ITD_OK)
        st = take_removed(&vessel, row, err);
    if (st == ITD_OK)
        st = take_listing_measures(rules, &vessel, row, err);
    if (st == ITD_OK)
        st = itd_rules_grow(rules, &items, rules->vessels_count, &rules->vessels_cap, sizeof vessel,
                            err);
    if (st != ITD_OK)
        return st;
    rules->vessels = items;
    rules->vessels[rules->vessels_count++] = vessel;
    return ITD_OK;
}

itd_status itd_rules_load_vessels(struct itd_rules_loading *loading, const char *dir,
                                  itd_error *err)
{
    return itd_rules_read_table(dir, "vessels.tsv", vessel_columns, V_COLUMNS, take_vessel, loading,
                                err);
}

size_t itd_rules_vessel_count(const itd_rules *rules)
{
    return rules->vessels_count;
}

const itd_listed_vessel *itd_rules_vessel_at(const itd_rules *rules, size_t index)
{
    return &rules->vessels[index];
}

bool itd_vessel_is_listed(const itd_listed_vessel *vessel, itd_date day)
{
    return itd_date_compare(day, vessel->listed) >= 0 &&
           (vessel->removed.year == 0 || itd_date_compare(day, vessel->removed) < 0);
}
