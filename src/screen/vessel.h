/* Everything known of one ship: the entries of all lists that have its IMO number or stand under
 * the same reference of the UN, the parties that they refer to in that way, facts side by side with
 * their sources, and its listings in the rule base of a regime. A hull keeps its number for life,
 * so one number is one ship whatever it is called. Results are data: slices live as long as the
 * snapshot, the rules and the arena; one thread at a time. */
#ifndef ITD_SCREEN_VESSEL_H
#define ITD_SCREEN_VESSEL_H

#include "base/arena.h"
#include "base/date.h"
#include "regime/ship.h"
#include "regime/tables.h"
#include "snapshot/snapshot.h"

/* Entries that are shown for one number; more are ITD_E_LIMIT, never cut. */
#define ITD_VESSEL_ENTRIES_MAX 4096

typedef enum itd_vessel_status {
    ITD_VESSEL_NOT_LISTED,
    ITD_VESSEL_FORMERLY_LISTED, /* only listings of the rule base that ended before the day */
    ITD_VESSEL_MENTIONED,       /* no entry is about it, but the words of one name its number */
    ITD_VESSEL_LISTED,
} itd_vessel_status;

/* "not-listed", "formerly-listed", "mentioned", "listed" */
const char *itd_vessel_status_name(itd_vessel_status status);

typedef enum itd_vessel_fact_kind {
    ITD_VESSEL_NAME,
    ITD_VESSEL_FLAG,
    ITD_VESSEL_MMSI,
    ITD_VESSEL_CALL_SIGN,
    ITD_VESSEL_TYPE,
    ITD_VESSEL_TONNAGE,
    ITD_VESSEL_BUILT,
    ITD_VESSEL_PORT,
    ITD_VESSEL_PARTY, /* owner, manager or whom else the list names */
} itd_vessel_fact_kind;
#define ITD_VESSEL_FACT_KINDS 9

/* How the digits of an MMSI stand to the flags that are told. */
typedef enum itd_mmsi_fit {
    ITD_MMSI_NO_SHIP,     /* not nine digits, or not of a ship station */
    ITD_MMSI_UNALLOCATED, /* no state has these digits, or none that we know */
    ITD_MMSI_NO_FLAG,     /* nothing to compare with */
    ITD_MMSI_AGREES,
    ITD_MMSI_PAST_FLAG, /* the state of a former flag */
    ITD_MMSI_CONTRADICTS,
} itd_mmsi_fit;

/* "no-ship", "unallocated", "no-flag", "agrees", "past-flag", "contradicts" */
const char *itd_mmsi_fit_name(itd_mmsi_fit fit);

typedef struct itd_vessel_fact {
    itd_vessel_fact_kind kind;
    itd_str              text; /* flags: the ISO code where known, else the words */
    itd_str              raw;  /* the publisher's words where they differ, else empty */
    itd_str      how;    /* "alias", "previousName", "pastFlags", the role of a party; or empty */
    itd_str      target; /* of a party: its id on the list, or empty */
    itd_str      from, until; /* ISO dates, or empty */
    itd_str      list;        /* the list, or the layer of the rule base */
    itd_str      id;          /* of the entry; empty: of the rule base */
    itd_mmsi_fit fit;         /* of an MMSI */
    itd_str      state;       /* of an MMSI: the ITU's words for its digits, or empty */
} itd_vessel_fact;

/* How an entry belongs to the ship. Only IMO and REFERENCE give facts. */
typedef enum itd_vessel_relation {
    ITD_VESSEL_BY_IMO,       /* a vessel with the number */
    ITD_VESSEL_BY_REFERENCE, /* a vessel under the same reference of the UN, with no other number */
    ITD_VESSEL_IS_PARTY,     /* a party that the ship's entry refers to by its UN reference */
    ITD_VESSEL_IS_OTHER,     /* has the number and is no vessel: companies have IMO numbers too */
    ITD_VESSEL_BY_WORDS,     /* only its words name the number */
} itd_vessel_relation;

/* "imo", "reference", "party", "other", "mention" */
const char *itd_vessel_relation_name(itd_vessel_relation relation);

typedef struct itd_vessel_entry {
    uint32_t            entity; /* of the snapshot */
    itd_vessel_relation relation;
    itd_str             reference; /* of the UN, that joins it: "KPe.058"; else empty */
} itd_vessel_entry;

typedef struct itd_vessel_listing {
    const itd_listed_vessel *row;
    bool                     is_listed; /* on the day */
} itd_vessel_listing;

typedef struct itd_vessel {
    itd_imo                   imo;
    itd_date                  day;
    itd_vessel_status         status;
    const itd_vessel_entry   *entries; /* by relation, then in the order of the lists */
    size_t                    entry_count;
    const itd_vessel_listing *listings; /* by first day; none that begins after the day */
    size_t                    listing_count;
    const itd_vessel_fact    *facts; /* by kind; the rule base by day before the lists */
    size_t                    fact_count;
    bool                      contradicts; /* some MMSI contradicts every flag */
} itd_vessel;

/* Looks imo up in every list of snap and in the rules as of day. Errors: ITD_E_NO_MEMORY,
 * ITD_E_LIMIT. That nothing knows the ship is a result. */
ITD_MUST_CHECK itd_status itd_vessel_find(const itd_snapshot *snap, const itd_rules *rules,
                                          const itd_mids *mids, const itd_imo *imo, itd_date day,
                                          itd_arena *arena, itd_vessel *ret_vessel, itd_error *err);

#endif
