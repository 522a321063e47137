/* The ledger of positions: how what a speaker or a party says changes and contradicts itself,
 * conditions that are open or met, and the months of pressure beside events and talks.
 *
 * Stances are labels that a reader gave, kept apart from the words; what is told here follows from
 * labels and days alone. Everything lives in the arena given and borrows from the view. */
#ifndef ITD_CHRONICLE_LEDGER_H
#define ITD_CHRONICLE_LEDGER_H

#include "chronicle/chronicle.h"

#define ITD_LEDGER_WITHIN_DAYS 30 /* a reversal within so many days is a contradiction */
#define ITD_LEDGER_MONTHS_MAX 2400
/* Whose declaration "declared" asks for. */
#define ITD_LEDGER_DECLARING_PARTY "DPRK"

typedef struct itd_ledger_options {
    itd_str  speaker;     /* empty: all; without regard to case, a part of the name is enough */
    itd_str  party;       /* empty: all */
    uint32_t within_days; /* for contradictions */
} itd_ledger_options;

itd_ledger_options itd_ledger_options_default(void);
bool               itd_ledger_takes(const itd_ledger_options *options, const itd_statement *said);

/* ---- changes ---- */

typedef struct itd_position_change {
    const itd_statement *before, *after;
    const char          *from, *to; /* the labels that make it one */
    const char          *what;      /* in words: "talks offered without condition, then with one" */
    int64_t              days;      /* between them, in the calendar of their basis */
    bool                 is_reversal;      /* not only a new position: it takes the old one back */
    bool                 is_contradiction; /* a reversal within the days of the options */
    bool                 is_party;         /* two speakers of one party */
} itd_position_change;

/* By the day of the later statement. Statements without a whole day are left out: *ret_undated. */
ITD_MUST_CHECK itd_status itd_ledger_changes(const itd_chronicle_view *view,
                                             const itd_ledger_options *options, itd_arena *arena,
                                             const itd_position_change **ret_changes,
                                             size_t *ret_count, size_t *ret_undated,
                                             itd_error *err);

/* ---- conditions ---- */

/* A rule that a machine can follow, terms joined by ';', all of which must hold: "silence N" (at
 * least N days since the last event day of class core, or of the class named behind N), "declared"
 * (a declaration of the party in force), "sustained" (judged by `interdict watch`, not here). */
ITD_MUST_CHECK bool itd_rule_is_known(itd_str rule);

typedef enum itd_condition_state {
    ITD_CONDITION_NOT_CHECKABLE, /* words only, or "sustained" */
    ITD_CONDITION_OPEN,          /* not met on any day since it was said */
    ITD_CONDITION_MET,           /* met on the day asked for */
    ITD_CONDITION_WAS_MET,       /* met before, not any more */
    ITD_CONDITION_UNKNOWN,       /* the sources do not reach to the day asked for */
} itd_condition_state;
const char *itd_condition_state_name(itd_condition_state state);

typedef struct itd_condition {
    const itd_statement *said;
    itd_condition_state  state;
    bool                 has_met_day;
    int64_t              met_day;      /* the first Korean day on which it held */
    int64_t              silence_days; /* on the day asked for; -1: none */
    bool                 is_declared;
} itd_condition;

/* As of the view's moment; the view must have one (not ITD_AS_KNOWN_NOW). */
ITD_MUST_CHECK itd_status itd_ledger_conditions(const itd_chronicle_view *view,
                                                const itd_ledger_options *options, itd_arena *arena,
                                                const itd_condition **ret_conditions,
                                                size_t *ret_count, itd_error *err);

/* ---- pressure, month by month ---- */

typedef struct itd_pressure_month {
    itd_date month;                 /* day 0 */
    uint64_t individuals, entities; /* listed */
    uint64_t measures;
    uint64_t event_days; /* of the class */
    uint64_t talks;      /* statements for talks, with or without conditions */
    uint64_t for_pressure;
    bool     is_covered; /* the sources of events reach over the whole month */
} itd_pressure_month;

/* Every month from that of from_day to that of to_day (Korean days); ITD_E_LIMIT past
 * ITD_LEDGER_MONTHS_MAX. */
ITD_MUST_CHECK itd_status itd_ledger_months(const itd_chronicle_view *view,
                                            itd_chronicle_class of_class, int64_t from_day,
                                            int64_t to_day, itd_arena *arena,
                                            const itd_pressure_month **ret_months,
                                            size_t *ret_count, itd_error *err);

#endif
