/* The chronicle: what happened and what was said, by which source, and what was known of it on a
 * day.
 *
 * A chronicle is opened once and then only read: from the facts that ship (data/chronicle), or
 * from a store of one's own (journal.h). Questions go to a view, which is the chronicle as known
 * at a moment: of every fact the newest revision known then, and the reports of different sources
 * put together where they tell of the same occasion (view.c has the rules). Nothing is counted
 * twice.
 *
 * Shared for reading between threads once open; a view belongs to whoever made it. */
#ifndef ITD_CHRONICLE_CHRONICLE_H
#define ITD_CHRONICLE_CHRONICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "chronicle/day.h"
#include "chronicle/record.h"

typedef struct itd_chronicle itd_chronicle;

/* The facts that ship: data_dir/chronicle/{sources,events,statements,pressure}.tsv. */
ITD_MUST_CHECK itd_status itd_chronicle_open_builtin(const char     *data_dir,
                                                     itd_chronicle **ret_chronicle, itd_error *err);
/* NULL is allowed. */
void itd_chronicle_close(itd_chronicle *chronicle);
/* Is it the one that ships? */
bool itd_chronicle_is_builtin(const itd_chronicle *chronicle);

/* Every revision of the facts of a kind, by id and then revision; borrowed. */
const itd_fact *const *itd_chronicle_facts(const itd_chronicle *chronicle, itd_fact_kind kind,
                                           size_t *ret_count);

/* ---- making one (loaders) ---- */
ITD_MUST_CHECK itd_status itd_chronicle_new(itd_chronicle **ret_chronicle, itd_error *err);
/* Takes one revision, copies it and checks it. Revisions come in any order. */
ITD_MUST_CHECK itd_status itd_chronicle_add(itd_chronicle *chronicle, const itd_fact *fact,
                                            itd_error *err);
/* Sorts and checks the whole: a source that is named but not there, an id and revision twice. */
ITD_MUST_CHECK itd_status itd_chronicle_seal(itd_chronicle *chronicle, itd_error *err);
/* Adds the facts that ship; the chronicle is not sealed yet. */
ITD_MUST_CHECK itd_status itd_chronicle_add_builtin(itd_chronicle *chronicle, const char *data_dir,
                                                    itd_error *err);

/* ---- as known at a moment ---- */

/* One launch or salvo, test or sign, as all its sources tell it. */
typedef struct itd_occasion {
    itd_event_kind          kind;
    const itd_event *const *reports; /* the most trusted first */
    size_t                  report_count;
    int64_t                 korean_day;
    bool                    is_sure; /* no other Korean day is possible */
    bool                    has_day; /* false: only month or year are known */
    bool                    has_instant;
    int64_t                 instant_ms; /* the earliest that a report tells */
    uint64_t                missiles;   /* the most that one source counts; launches only */
    bool                    is_core;    /* a source counts it that is not wide */
    bool                    is_mrbm;    /* of class mrbm, below */
    bool                    is_long;    /* of class long */
} itd_occasion;

typedef struct itd_chronicle_view {
    int64_t                            as_of_ms;
    const itd_occasion                *occasions; /* by Korean day, then instant */
    size_t                             occasion_count;
    const itd_statement *const        *statements; /* by the earliest instant */
    size_t                             statement_count;
    const itd_chronicle_source *const *sources; /* by rank, then id */
    size_t                             source_count;
    const itd_pressure *const         *pressure; /* by day */
    size_t                             pressure_count;
} itd_chronicle_view;

#define ITD_AS_KNOWN_NOW INT64_MAX

/* The chronicle as known at as_of_ms. The view lives in arena and borrows from chronicle. */
ITD_MUST_CHECK itd_status itd_chronicle_view_make(const itd_chronicle *chronicle, int64_t as_of_ms,
                                                  itd_arena *arena, itd_chronicle_view *ret_view,
                                                  itd_error *err);
/* The source of that id, or NULL. */
const itd_chronicle_source *itd_chronicle_view_source(const itd_chronicle_view *view, itd_str id);

/* ---- days with an event, for counting ---- */

typedef enum itd_chronicle_class {
    ITD_CLASS_CORE,  /* launches and nuclear tests that a source counts which is not wide */
    ITD_CLASS_BROAD, /* and those that only wide sources have: cruise missiles, artillery, … */
    ITD_CLASS_MRBM,  /* MRBM, IRBM, ICBM, SLBM, SLV, HGV and nuclear tests */
    ITD_CLASS_LONG,  /* IRBM, ICBM, SLV, HGV and nuclear tests */
} itd_chronicle_class;
#define ITD_CLASS_NAMES "core broad mrbm long"

ITD_MUST_CHECK bool itd_chronicle_class_parse(itd_str text, itd_chronicle_class *ret_class);
const char         *itd_chronicle_class_name(itd_chronicle_class of_class);
bool itd_chronicle_class_has(itd_chronicle_class of_class, const itd_occasion *occasion);

typedef struct itd_chronicle_day {
    int64_t             day; /* Korean, days since 1970-01-01 */
    bool                has_instant;
    int64_t             instant_ms; /* the first of that day */
    bool                is_sure;    /* an occasion of the day has no other possible day */
    const itd_occasion *first;
    size_t occasions; /* of the class, on that day; first[0] and perhaps not adjacent */
} itd_chronicle_day;

typedef struct itd_chronicle_series {
    const itd_chronicle_day *days; /* distinct, ascending */
    size_t                   count;
    size_t                   undated; /* occasions of the class without a day: not counted */
    int64_t                  as_of_ms;
    int64_t                  as_of_day; /* its Korean day */
    /* The sources are complete up to here; behind it nothing is known: never call it quiet. */
    bool    has_covered_until;
    int64_t covered_until;
    bool    is_covered; /* as_of_day is not behind covered_until */
} itd_chronicle_series;

/* Days from from_day on (INT64_MIN: all); lives in arena, borrows from the view. */
ITD_MUST_CHECK itd_status itd_chronicle_view_series(const itd_chronicle_view *view,
                                                    itd_chronicle_class of_class, int64_t from_day,
                                                    itd_arena            *arena,
                                                    itd_chronicle_series *ret_series,
                                                    itd_error            *err);

/* ---- where sources disagree ---- */

typedef struct itd_disagreement {
    const itd_occasion *occasion;
    const char         *what; /* "day", "class", "missiles", "apogee_km", "range_km", "given" … */
    const itd_event *a, *b;   /* the reports; the same one where a source's own words were mended */
    itd_str          a_value, b_value;
    bool             is_apart; /* two occasions a day apart that may be one; not put together */
} itd_disagreement;

ITD_MUST_CHECK itd_status itd_chronicle_disagreements(const itd_chronicle_view *view,
                                                      itd_arena                *arena,
                                                      const itd_disagreement  **ret_list,
                                                      size_t *ret_count, itd_error *err);

#endif
