/* What hangs on the measures: goods that a code does not settle, kinds of service, exemptions as
 * conditions, caps with their clocks, listed vessels. Read by itd_rules_open with the layer; every
 * array is in the order of its file and lives as long as the rules. */
#ifndef ITD_REGIME_TABLES_H
#define ITD_REGIME_TABLES_H

#include "regime/hs.h"
#include "regime/rules.h"

/* ---- goods.tsv, and the codes of measures.tsv ---- */

typedef struct itd_coverage {
    size_t              measure;
    const itd_hs_range *ranges;
    size_t              range_count; /* 0: matched by words alone */
    itd_str             words;       /* phrases with ';' between: one of them must be said */
    itd_str             not_words;   /* none of these */
    bool                has_effect;  /* effect stands in for that of the measure */
    itd_measure_effect  effect;
    itd_date            since, until; /* year 0: as the measure */
    uint64_t            above_usd;    /* only pieces worth more, in ten-thousandths; 0: all */
    itd_str             basis, note;
} itd_coverage;

size_t              itd_rules_coverage_count(const itd_rules *rules);
const itd_coverage *itd_rules_coverage_at(const itd_rules *rules, size_t index);

/* ---- kinds.tsv, services.tsv ---- */

#define ITD_SERVICE_KINDS_MAX 256

typedef struct itd_service_kind {
    itd_str name, text;
} itd_service_kind;

size_t                  itd_rules_kind_count(const itd_rules *rules);
const itd_service_kind *itd_rules_kind_at(const itd_rules *rules, size_t index);
/* SIZE_MAX when there is none of that name. */
size_t itd_rules_find_kind(const itd_rules *rules, itd_str name);

typedef struct itd_service_rule {
    size_t             measure;
    size_t             kind;
    bool               has_effect;
    itd_measure_effect effect;
    itd_date           wind_down_until; /* year 0: as the measure */
    itd_date           since, until;    /* year 0: as the measure */
    bool               listed_vessels;  /* of a vessel that is named: only if it is listed */
    bool               target_vessels;  /* of the target's vessels: ports alone do not tell */
    itd_str            note;
} itd_service_rule;

size_t                  itd_rules_service_count(const itd_rules *rules);
const itd_service_rule *itd_rules_service_at(const itd_rules *rules, size_t index);

/* ---- exemptions.tsv ---- */

/* What can be claimed for a deal; the names are those of the command line. */
#define ITD_CLAIM_LIST(X)                                                                          \
    X(LIVELIHOOD, "livelihood")                                                                    \
    X(RAJIN, "rajin")                                                                              \
    X(COMMITTEE_NOTIFIED, "committee-notified")                                                    \
    X(COMMITTEE_APPROVED, "committee-approved")                                                    \
    X(HUMANITARIAN, "humanitarian")                                                                \
    X(SAFETY, "safety")                                                                            \
    X(RETURN_FLIGHT, "return-flight")                                                              \
    X(EARLIER_CONTRACT, "earlier-contract")                                                        \
    X(REPLACEMENT, "replacement")

typedef enum itd_claim_kind {
#define ITD_CLAIM_ENUM(code, name) ITD_CLAIM_##code,
    ITD_CLAIM_LIST(ITD_CLAIM_ENUM)
#undef ITD_CLAIM_ENUM
        ITD_CLAIM_KINDS
} itd_claim_kind;

const char *itd_claim_name(itd_claim_kind kind);
/* ITD_CLAIM_KINDS when there is none of that name. */
itd_claim_kind itd_claim_find(itd_str name);

typedef struct itd_exemption {
    size_t              measure; /* SIZE_MAX: every binding measure of the layer */
    itd_str             layer;
    itd_claim_kind      claim;
    bool                has_needs;
    itd_claim_kind      needs;
    bool                lifts; /* false: a condition that lifts nothing */
    itd_str             provision, shows, confidence;
    const itd_hs_range *ranges; /* only for these goods */
    size_t              range_count;
    size_t              kind; /* only for this service; SIZE_MAX: any */
    itd_date            since, until;
} itd_exemption;

size_t               itd_rules_exemption_count(const itd_rules *rules);
const itd_exemption *itd_rules_exemption_at(const itd_rules *rules, size_t index);

/* ---- caps.tsv, factors.tsv ---- */

typedef enum itd_cap_clock {
    ITD_CLOCK_FIXED,         /* from..to */
    ITD_CLOCK_CALENDAR_YEAR, /* 1 January to 31 December */
    ITD_CLOCK_ANNIVERSARY,   /* twelve months from the day and month of from */
    ITD_CLOCK_ROLLING,       /* any twelve months; an amount of each supplier */
} itd_cap_clock;

#define ITD_CAP_UNITS_MAX 2
#define ITD_CAP_THRESHOLDS_MAX 8

/* Amounts are counted in ten-thousandths of their unit (ITD_TSV_SCALE). */
typedef struct itd_cap_limit {
    uint64_t amount;
    itd_str  unit; /* "t", "barrel", "USD" */
} itd_cap_limit;

typedef struct itd_cap {
    size_t        measure;
    itd_str       group; /* "coal", "refined", "crude" */
    itd_cap_limit limits[ITD_CAP_UNITS_MAX];
    size_t limit_count; /* 0: the amount was not published; 2: the one reached first counts */
    itd_cap_clock clock;
    itd_date      from, to;                           /* to: last day of a fixed period */
    uint32_t      thresholds[ITD_CAP_THRESHOLDS_MAX]; /* per cent, ascending; the last means stop */
    size_t        threshold_count;
    bool          per_supplier;
    uint32_t      report_days; /* after the end of a month, for its report; 0: none is due */
} itd_cap;

size_t         itd_rules_cap_count(const itd_rules *rules);
const itd_cap *itd_rules_cap_at(const itd_rules *rules, size_t index);
const char    *itd_cap_clock_name(itd_cap_clock clock);

typedef struct itd_factor {
    itd_str  authority, product, group, basis, source, confidence;
    uint64_t barrels_per_tonne; /* in ten-thousandths */
} itd_factor;

size_t            itd_rules_factor_count(const itd_rules *rules);
const itd_factor *itd_rules_factor_at(const itd_rules *rules, size_t index);

/* ---- vessels.tsv ---- */

#define ITD_LISTING_MEASURES_MAX 8

typedef struct itd_listed_vessel {
    itd_str  imo; /* empty: the hull has no number */
    itd_str  name, mmsi, listing, flag, type, note, source, confidence, layer;
    itd_date listed;
    itd_date removed; /* the first day on which it no longer counts as listed; year 0: listed */
    bool     removed_month_only; /* the day is not known: it counts to the end of the month */
    size_t   measures[ITD_LISTING_MEASURES_MAX];
    size_t   measure_count;
} itd_listed_vessel;

size_t                   itd_rules_vessel_count(const itd_rules *rules);
const itd_listed_vessel *itd_rules_vessel_at(const itd_rules *rules, size_t index);
bool                     itd_vessel_is_listed(const itd_listed_vessel *vessel, itd_date day);

/* ---- notes.tsv ---- */

typedef struct itd_rule_note {
    size_t   measure;
    bool     any_goods; /* whenever goods are asked about; else with the goods of the measure */
    itd_date since, until;
    itd_str  text;
} itd_rule_note;

size_t               itd_rules_note_count(const itd_rules *rules);
const itd_rule_note *itd_rules_note_at(const itd_rules *rules, size_t index);

#endif
