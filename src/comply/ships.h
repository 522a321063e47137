/* Listed ships in the files of a user: under whose flag they were once they were listed and how
 * long, who owned them, which ports they entered though a measure closed them. The register and the
 * port calls are as good as their source: a listed ship that is in no row is counted as not seen,
 * never as clear. Values; they live in the arena of the answer. */
#ifndef ITD_COMPLY_SHIPS_H
#define ITD_COMPLY_SHIPS_H

#include "regime/ship.h"
#include "regime/tables.h"

/* Rows kept of listed ships, of registers and of port calls each; ITD_E_LIMIT past it. */
#define ITD_COMPLY_SHIP_ROWS_MAX ((size_t)20000)
#define ITD_SHIP_DUTIES_MAX 64 /* rows of vessel_duties.tsv */

typedef enum itd_ship_duty_kind { ITD_SHIP_DE_FLAG, ITD_SHIP_PORT_ENTRY } itd_ship_duty_kind;

/* What a listing asks: a row of vessel_duties.tsv. */
typedef struct itd_ship_duty {
    size_t             measure;
    itd_ship_duty_kind kind;
    size_t             listing[ITD_LISTING_MEASURES_MAX]; /* listed under one of these */
    size_t             listing_count;
    itd_str            owner;      /* ISO code: of ships whose owner is there; or empty */
    bool               is_certain; /* else only on grounds that the files cannot show */
    itd_str            source, confidence, note;
} itd_ship_duty;

typedef enum itd_flag_finding {
    ITD_FLAG_NO_DUTY,    /* no measure asked for it while the ship was under the flag */
    ITD_FLAG_OWN,        /* the flag of the state that the regime is about */
    ITD_FLAG_DE_FLAGGED, /* by the end of the row */
    ITD_FLAG_DELISTED,   /* the listing ended first */
    ITD_FLAG_STILL,      /* on the day asked about, as far as the register tells */
} itd_flag_finding;
#define ITD_FLAG_FINDINGS 5
const char *itd_flag_finding_name(itd_flag_finding finding);

/* One listing of a ship under one flag. */
typedef struct itd_ship_flag {
    const itd_listed_vessel           *listing;
    itd_str                            state, name;  /* of the flag; of the ship in the register */
    itd_date                           since, until; /* year 0: open */
    bool                               taken_up;     /* the flag began after the listing */
    itd_flag_finding                   finding;
    bool                               is_doubtful; /* only duties that are not certain */
    const struct itd_ship_duty *const *duties;      /* of one class: binding before others */
    size_t                             duty_count;
    itd_measure_class                  class_;
    itd_date
        from; /* the latest of listing, flag, ownership and the duty's first day; year 0: none */
    int64_t  days; /* from there to the end of flag or listing, or to the day asked about */
    itd_str  file;
    uint64_t line;
} itd_ship_flag;

typedef struct itd_ship_owner {
    const itd_listed_vessel *listing;
    itd_str                  owner, state; /* state empty: not told */
    itd_date                 since, until;
    int64_t                  days; /* listed and with that owner */
    itd_str                  file;
    uint64_t                 line;
} itd_ship_owner;

typedef enum itd_call_finding {
    ITD_CALL_BEFORE_LISTING, /* it entered before it was listed */
    ITD_CALL_AFTER_LISTING,  /* no longer listed on the day */
    ITD_CALL_NO_BAN,         /* listed, but nothing closes ports to it */
    ITD_CALL_EXCEPTED,       /* the row claims an exception that the measure has */
    ITD_CALL_PROHIBITED,
} itd_call_finding;
#define ITD_CALL_FINDINGS 5
const char *itd_call_finding_name(itd_call_finding finding);

typedef struct itd_port_call {
    itd_str                            imo, port, state;
    itd_date                           arrival, departure; /* departure.year 0: not told */
    const itd_listed_vessel           *listing;            /* that day's; else the nearest one */
    itd_call_finding                   finding;
    bool                               is_doubtful;
    const struct itd_ship_duty *const *duties;
    size_t                             duty_count;
    itd_measure_class                  class_;
    itd_claim_kind                     claim;     /* ITD_CLAIM_KINDS: none made */
    itd_str                            provision; /* by which it is excepted */
    itd_str                            file;
    uint64_t                           line;
} itd_port_call;

/* From that day on so many listed ships under the flag, or with owners in the state. */
typedef struct itd_ship_step {
    bool     is_owner;
    itd_str  state;
    itd_date day;
    size_t   ships;
} itd_ship_step;

typedef struct itd_ship_tally {
    size_t  de_flagged, delisted;
    size_t  still_low, still_high; /* the doubtful ones only in high */
    size_t  taken_up;
    int64_t longest_low, longest_high; /* days */
    size_t  calls_low, calls_high;
} itd_ship_tally;

#endif
