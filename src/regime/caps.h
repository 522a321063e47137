/* The ledger of a cap: deliveries in, per period of the cap's own clock, totals and the days on
 * which 75, 90, 95 and 100 per cent were crossed, in every unit of the cap and by every published
 * factor side by side. Notified and estimated deliveries are never added together. Every total is a
 * lower bound: what nobody reported is not in it, and the months without a report are named.
 *
 * An itd_deliveries is read-only once loaded; itd_caps is a pure function of its inputs. */
#ifndef ITD_REGIME_CAPS_H
#define ITD_REGIME_CAPS_H

#include "base/arena.h"
#include "codec/source.h"
#include "regime/rules.h"
#include "regime/tables.h"
#include "regime/unit.h"

#define ITD_DELIVERIES_MAX ((size_t)20000)
#define ITD_CAP_SUPPLIERS_MAX 256
#define ITD_CAP_CROSSINGS 4 /* 75, 90, 95, 100 per cent */

typedef enum itd_delivery_kind { ITD_DELIVERY_NOTIFIED, ITD_DELIVERY_ESTIMATED } itd_delivery_kind;
#define ITD_DELIVERY_KINDS 2

const char *itd_delivery_kind_name(itd_delivery_kind kind);

/* Amounts in ten-thousandths; has_… tells which were given. */
typedef struct itd_delivery {
    itd_str           group;    /* "coal", "refined", "crude": the caps it counts towards */
    itd_date          from, to; /* whole days, both included */
    itd_str           supplier; /* "*": all together */
    itd_delivery_kind kind;
    bool              has_tonnes, has_barrels, has_usd;
    uint64_t          tonnes, barrels, usd;
    itd_str           id; /* two rows of one period with different ids are two deliveries */
    itd_str           source, confidence;
    uint64_t          line;
} itd_delivery;

typedef struct itd_deliveries {
    const itd_delivery *items; /* in the order of the file */
    size_t              count;
} itd_deliveries;

/* CSV with the columns cap, from, to, supplier, kind, tonnes, barrels, usd, id, source,
 * confidence. from
 * and to are days or months; to may be empty. Everything lives in the arena. Errors name line and
 * field: an unknown cap or kind, a bad or reversed period, a negative or unreadable quantity, a row
 * without any quantity; nothing is loaded then. */
ITD_MUST_CHECK itd_status itd_deliveries_load(const itd_rules *rules, itd_source *src,
                                              itd_arena *arena, itd_deliveries *ret_deliveries,
                                              itd_error *err);

/* Why a row is not in a total. */
typedef enum itd_left_out {
    ITD_LEFT_DUPLICATE,    /* the same notice again */
    ITD_LEFT_CONTRADICTS,  /* one supplier and period, another quantity: the smaller counts */
    ITD_LEFT_OVERLAPS,     /* its period is in another row of the same supplier */
    ITD_LEFT_OTHER_SCOPE,  /* of one supplier where a row of all counts for more, or the reverse */
    ITD_LEFT_CROSSES,      /* its period reaches over the end of the cap's period */
    ITD_LEFT_NOT_IN_FORCE, /* after the cap was replaced */
} itd_left_out;

const char *itd_left_out_name(itd_left_out why);

typedef struct itd_cap_omission {
    size_t       delivery;
    itd_left_out why;
} itd_cap_omission;

typedef struct itd_cap_crossing {
    uint32_t percent;
    itd_date day; /* last day of the delivery with which it was crossed; year 0: not crossed */
} itd_cap_crossing;

/* One way of counting: a unit of the cap, and a factor where tonnes and barrels meet. */
typedef struct itd_cap_view {
    itd_cap_limit     limit;
    const itd_factor *factor; /* NULL: no row had to be converted */
    uint64_t          total;
    uint32_t          basis_point; /* share of the limit, cut at UINT32_MAX */
    size_t            rows;        /* that are in the total */
    size_t            unknown; /* rows that cannot be told in this unit (tonnes without a value) */
    itd_cap_crossing  crossings[ITD_CAP_CROSSINGS];
} itd_cap_view;

typedef struct itd_cap_missing {
    itd_date month; /* first day */
    itd_date due;   /* day by which it should have been reported */
} itd_cap_missing;

/* Deliveries of one kind in one period. */
typedef struct itd_cap_count {
    itd_delivery_kind       kind;
    const itd_cap_view     *views;
    size_t                  view_count;
    itd_cap_crossing        first[ITD_CAP_CROSSINGS]; /* earliest over the views of all units */
    itd_str                 first_unit[ITD_CAP_CROSSINGS];
    const itd_cap_missing  *missing; /* notified only */
    size_t                  missing_count;
    const itd_cap_omission *omissions;
    size_t                  omission_count;
} itd_cap_count;

typedef struct itd_cap_period {
    size_t               cap;
    itd_date             from, to; /* of the clock */
    itd_date             last_day; /* within it on which the cap was in force */
    bool                 running;  /* the day asked about is in it */
    const itd_cap_count *counts;   /* by kind; only kinds with rows, and always notified */
    size_t               count_count;
} itd_cap_period;

typedef struct itd_cap_ledger {
    const itd_cap_period *periods; /* by cap, then by time */
    size_t                period_count;
} itd_cap_ledger;

/* Periods that began by `on` and hold a delivery or `on` itself; deliveries after `on` are not
 * looked at. A cap that never was in force has none. */
ITD_MUST_CHECK itd_status itd_caps(const itd_rules *rules, const itd_deliveries *deliveries,
                                   itd_date on, itd_arena *arena, itd_cap_ledger *ret_ledger,
                                   itd_error *err);

#endif
