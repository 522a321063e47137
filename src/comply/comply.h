/* Compliance state by state, from the files that a user has: reports to the Committee, trade
 * statistics in the fields of UN Comtrade, ships and port calls. What a figure cannot tell is said
 * so and counts for nothing: a year that straddles the first day of a ban is no breach. A row that
 * may be an error is counted in the upper bound only. Binding and non-binding are two tallies;
 * nothing adds them.
 *
 * A folder's files are known by their names: reports*.csv, oil*.csv (deliveries as of
 * regime/caps.h), register*.csv and vessels*.csv (ships, flags, owners), port*.csv (port calls),
 * and trade*.csv, trade*.json, comtrade*.csv, comtrade*.json. Rows stream; kept are the totals by
 * reporter, partner, code, period and flow, and the rows of listed ships. One thread at a time per
 * arena; the answer lives in the arena. */
#ifndef ITD_COMPLY_COMPLY_H
#define ITD_COMPLY_COMPLY_H

#include "base/arena.h"
#include "comply/ships.h"
#include "regime/caps.h"
#include "regime/check.h"

#define ITD_COMPLY_FILES_MAX 256
#define ITD_COMPLY_REPORTS_MAX ((size_t)20000) /* rows of all files */
#define ITD_COMPLY_FLOWS_MAX ((size_t)8000000) /* distinct totals; ITD_E_LIMIT past it */
/* Part of the mix of goods that two partners have in common, per cent, from which on the one may
 * be booked as the other. */
#define ITD_COMPLY_MIX_PERCENT 50
/* Periods that a reporter must have told of before a flow in one of them is called one-off. */
#define ITD_COMPLY_ONE_OFF_PERIODS 3
/* An import (with freight) between these per cents of the export it mirrors is no gap. */
#define ITD_COMPLY_MIRROR_LOW 90
#define ITD_COMPLY_MIRROR_HIGH 130
/* Rows left out that are named one by one, of all files; every one is counted. */
#define ITD_COMPLY_NAMED_MAX ((size_t)1000)

typedef struct itd_comply_request {
    const char *folder;
    const char *regime_dir; /* "…/data/regime" */
    itd_date    on;         /* reports are judged as of that day */
} itd_comply_request;

/* ---- reports ---- */

typedef struct itd_duty {
    itd_str  id, paragraph, rule, source, confidence;
    size_t   measure;
    itd_date adopted, due; /* due.year 0: no day for all */
    bool     for_all;      /* else only of states that import, supply or meet a vessel */
} itd_duty;

typedef enum itd_report_state {
    ITD_REPORT_IN_TIME,
    ITD_REPORT_LATE,
    ITD_REPORT_NEVER,   /* none in the files by the day */
    ITD_REPORT_NOT_DUE, /* the day is not yet past */
    ITD_REPORT_FILED,   /* of a duty without a day, or of some states only */
} itd_report_state;
const char *itd_report_state_name(itd_report_state state);

typedef struct itd_report {
    const itd_duty  *duty;
    itd_report_state state;
    itd_date         filed; /* year 0: not */
    int64_t          days_late;
    itd_str          file;
    uint64_t         line; /* 0: not filed */
} itd_report;

/* ---- trade ---- */

typedef enum itd_flow_class {
    ITD_FLOW_ALLOWED,
    ITD_FLOW_NON_BINDING,
    ITD_FLOW_LICENCE,
    ITD_FLOW_CAPPED,
    ITD_FLOW_WINDING_DOWN,
    ITD_FLOW_CANNOT_TELL, /* the period straddles a change, or the goods are not specified */
    ITD_FLOW_BANNED,
} itd_flow_class;
#define ITD_FLOW_CLASSES 7
const char *itd_flow_class_name(itd_flow_class class_);

typedef enum itd_code_basis {
    ITD_CODE_BASIS_NONE,
    ITD_CODE_BASIS_OTHER,
    ITD_CODE_BASIS_CUSTOMS,
    ITD_CODE_BASIS_PANEL,
    ITD_CODE_BASIS_TEXT, /* the resolution names the code */
} itd_code_basis;
#define ITD_CODE_BASES 5
const char *itd_code_basis_name(itd_code_basis basis);

/* Labels of a flow; several may stand together. */
#define ITD_LABEL_NORTH_SOUTH 1u    /* the mix is that of the Republic of Korea */
#define ITD_LABEL_ONE_OFF 2u        /* once, in a reporter of several periods */
#define ITD_LABEL_REVISED 4u        /* a later release changed it: that one counts */
#define ITD_LABEL_WITHDRAWN 8u      /* a later release took it back: counts nothing */
#define ITD_LABEL_CONTRADICTORY 16u /* two rows, two figures: the larger in the upper bound */
#define ITD_LABEL_PART 32u          /* the ban covers the code only in part */
#define ITD_LABEL_LIVELIHOOD 64u    /* every ban on it excepts trade for livelihood */
#define ITD_LABEL_BY_HEADING 128u   /* no code of the edition in use: its heading decides */
#define ITD_LABELS 8
const char *itd_label_name(unsigned index); /* of 1u << index */

typedef struct itd_flow {
    itd_direction  direction; /* from or to the DPRK */
    uint32_t       period;    /* YYYY or YYYYMM */
    itd_hs_code    code;
    itd_flow_class class_;
    itd_code_basis basis;
    itd_str        measures; /* ids, blanks between */
    unsigned       labels;
    uint64_t       cents;     /* US dollars / 100, as in force */
    uint64_t       low, high; /* counted as banned */
    uint64_t       other;     /* superseded or contradicting figure */
    uint32_t       overlap;   /* per cent of the mix in common with 410; 0: none */
    /* Of a period in which the rules changed: its days, those of them on which the code was banned
     * whole or in part, banned but for livelihood, or banned but for earlier contracts. days 0: no
     * change. */
    uint32_t days, banned_days, part_days, excepted_days, winding_days;
    itd_date banned_from; /* first day of a ban on the whole code; year 0: none */
    itd_str  file;
    uint64_t line; /* or number of the record in JSON */
} itd_flow;

/* Two figures of one trade: what the seller reports against what the buyer does. */
typedef struct itd_mirror {
    itd_str     seller, buyer;
    itd_hs_code code;
    uint32_t    period;
    uint64_t    sold, bought; /* cents */
    itd_str     sold_file, bought_file;
    uint64_t    sold_line, bought_line;
} itd_mirror;

/* Deliveries of one supplier in a period of a cap, in one way of counting. A lower bound. */
typedef struct itd_supplier_share {
    itd_str           supplier; /* as written; "*": all together */
    size_t            cap;
    itd_date          from, to;
    itd_delivery_kind kind;
    itd_cap_view      view;
} itd_supplier_share;

/* ---- scorecard ---- */

typedef struct itd_tally {
    size_t   reports[5]; /* by itd_report_state; duties of all states, and others filed */
    size_t   flows; /* binding: banned ones, doubtful included; else those of asked-for restraint */
    size_t   doubtful;
    uint64_t low, high; /* cents */
    itd_ship_tally ships;
} itd_tally;

typedef struct itd_comply_state {
    itd_str           iso, name;
    const itd_report *reports;
    size_t            report_count;
    const itd_flow   *flows; /* all but ALLOWED, by direction, code, period */
    size_t            flow_count;
    size_t            allowed;
    size_t            classes[ITD_FLOW_CLASSES];
    itd_tally         binding, non_binding;
    uint64_t          by_basis[ITD_CODE_BASES]; /* high, cents */
    size_t            best, worst; /* place by value of banned flows; 0: has no row of trade */
    bool              has_trade;
    size_t            filings; /* rows of reports, filed by the day or later */
} itd_comply_state;

typedef enum itd_comply_left {
    ITD_LEFT_TOTAL,        /* TOTAL and other aggregates of goods */
    ITD_LEFT_PART_OF_FLOW, /* re-exports and the like, which are in the flow itself */
    ITD_LEFT_BREAKDOWN,    /* by transport, procedure or second partner */
    ITD_LEFT_NOT_HS,       /* another classification */
    ITD_LEFT_NO_STATE,     /* the world, groups of states */
    ITD_LEFT_REPEATED,
    ITD_LEFT_SUPERSEDED,
    ITD_LEFT_TOTAL_OF_LONGER, /* a heading whose subheadings are there */
    ITD_LEFT_UNKNOWN_CODE,    /* no heading of the HS */
    ITD_LEFT_NOT_LISTED,      /* a ship that no list of the rules has */
    ITD_LEFT_AFTER_DAY,       /* begins after the day asked about */
    ITD_LEFT_OWN_PORT,        /* a call in the state that the regime is about */
    ITD_LEFT_BEFORE_REGIME,   /* a period that ended before the first measure */
} itd_comply_left;
#define ITD_COMPLY_LEFT 13
const char *itd_comply_left_name(itd_comply_left why);

/* A row that was left out though it may have been meant to count. */
typedef struct itd_comply_named {
    itd_comply_left why;
    itd_str         state;
    itd_hs_code     code;
    uint32_t        period;
    itd_str         file;
    uint64_t        line;
} itd_comply_named;

/* Where a delivery stands, and whether it is in the totals of all suppliers. */
typedef struct itd_delivery_place {
    itd_str file;
    itd_str left; /* why it is not; empty: it is */
} itd_delivery_place;

typedef struct itd_comply_file {
    itd_str  name;
    bool     is_read;
    uint64_t rows;
    itd_str  why;      /* it was not read */
    bool     is_fault; /* it should have been */
} itd_comply_file;

typedef struct itd_comply_answer {
    const itd_comply_file    *files;
    size_t                    file_count;
    bool                      has_reports, has_trade, has_register, has_calls, is_complete;
    uint64_t                  trade_rows, flows_kept;
    uint64_t                  left_out[ITD_COMPLY_LEFT];
    const itd_comply_named   *named; /* unknown codes, and periods before the regime */
    size_t                    named_count;
    const itd_comply_state   *states; /* by best place, worst place, code */
    size_t                    state_count;
    const itd_mirror         *mirrors; /* by code, period, seller */
    size_t                    mirror_count;
    const itd_supplier_share *shares; /* by supplier, cap, period */
    size_t                    share_count;
    itd_cap_ledger            ledger; /* of all suppliers together */
    const itd_delivery       *deliveries;
    const itd_delivery_place *delivery_places; /* as many */
    size_t                    delivery_count;
    const itd_ship_flag      *flags; /* by state, listing, IMO number, day */
    size_t                    flag_count;
    const itd_ship_owner     *owners;
    size_t                    owner_count;
    const itd_port_call      *calls; /* by state, arrival, IMO number */
    size_t                    call_count;
    const itd_ship_step      *steps; /* flags before owners, by state, day */
    size_t                    step_count;
    size_t ships_listed;     /* hulls that were on a list by the day and have a number */
    size_t ships_unseen;     /* of these, in no row of a register */
    size_t ships_unnumbered; /* listed without an IMO number: nothing can be joined to them */
} itd_comply_answer;

/* Errors name file, line or record, and field: a value that cannot be read, an unknown state, flow
 * or duty, one reporter's period in two editions of the HS, two dates for one report, a number of a
 * ship whose check digit does not fit, two flags or two ports of a ship at one time. A trade file
 * without a needed column is left out, named in files, and is_complete is false. ITD_E_INCOMPLETE
 * when the folder has no file to read. */
ITD_MUST_CHECK itd_status itd_comply(const itd_rules *rules, const itd_hs *hs,
                                     const itd_comply_request *req, itd_arena *arena,
                                     itd_comply_answer *ret_answer, itd_error *err);

#endif
