/* Facts as they are kept: rows of named texts, and what they mean. One table of columns per kind of
 * fact serves import, the store, edits and history, so that none can drift from the others.
 *
 * Every slice lives in the arena of whoever holds the row. Pure functions. */
#ifndef ITD_CHRONICLE_RECORD_H
#define ITD_CHRONICLE_RECORD_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"
#include "chronicle/day.h"

#define ITD_FACT_ID_MAX 64               /* bytes of an id of a fact or a source */
#define ITD_FACT_TEXT_MAX ((size_t)4096) /* bytes of one value */
#define ITD_FACT_COLUMNS_MAX 24

/*                   name         needed */
#define ITD_EVENT_COLUMNS(X)                                                                       \
    X(ID, "id", true)                                                                              \
    X(SOURCE, "source", true)                                                                      \
    X(KIND, "kind", true)                                                                          \
    X(DAY, "day", true)                                                                            \
    X(TIME, "time", false)                                                                         \
    X(BASIS, "basis", true)                                                                        \
    X(CLASS, "class", false)                                                                       \
    X(SYSTEM, "system", false)                                                                     \
    X(COUNT, "count", false)                                                                       \
    X(SITE, "site", false)                                                                         \
    X(LAT, "lat", false)                                                                           \
    X(LON, "lon", false)                                                                           \
    X(APOGEE, "apogee_km", false)                                                                  \
    X(RANGE, "range_km", false)                                                                    \
    X(FLIGHT, "flight_min", false)                                                                 \
    X(OUTCOME, "outcome", false)                                                                   \
    X(LANDING, "landing", false)                                                                   \
    X(GIVEN, "given", false)                                                                       \
    X(NOTE, "note", false)                                                                         \
    X(CONFIDENCE, "confidence", false)                                                             \
    X(KNOWN_FROM, "known_from", false)

#define ITD_STATEMENT_COLUMNS(X)                                                                   \
    X(ID, "id", true)                                                                              \
    X(SOURCE, "source", true)                                                                      \
    X(SPEAKER, "speaker", true)                                                                    \
    X(ROLE, "role", false)                                                                         \
    X(PARTY, "party", true)                                                                        \
    X(DAY, "day", true)                                                                            \
    X(BASIS, "basis", true)                                                                        \
    X(VENUE, "venue", false)                                                                       \
    X(WORDS, "words", true)                                                                        \
    X(STANCE, "stance", true)                                                                      \
    X(ADDRESSEE, "addressee", false)                                                               \
    X(CONDITION, "condition", false)                                                               \
    X(RULE, "rule", false)                                                                         \
    X(CLAIM, "claim", false)                                                                       \
    X(NOTE, "note", false)                                                                         \
    X(CONFIDENCE, "confidence", false)                                                             \
    X(KNOWN_FROM, "known_from", false)

#define ITD_SOURCE_COLUMNS(X)                                                                      \
    X(ID, "id", true)                                                                              \
    X(TITLE, "title", true)                                                                        \
    X(SCOPE, "scope", false)                                                                       \
    X(RANK, "rank", false)                                                                         \
    X(COVERS, "covers", false)                                                                     \
    X(COVERED_UNTIL, "covered_until", false)                                                       \
    X(NOTE, "note", false)

#define ITD_PRESSURE_COLUMNS(X)                                                                    \
    X(ID, "id", true)                                                                              \
    X(DAY, "day", true)                                                                            \
    X(KIND, "kind", true)                                                                          \
    X(LABEL, "label", true)                                                                        \
    X(INDIVIDUALS, "individuals", false)                                                           \
    X(ENTITIES, "entities", false)                                                                 \
    X(MEASURES, "measures", false)                                                                 \
    X(SOURCE, "source", true)                                                                      \
    X(CONFIDENCE, "confidence", false)

#define ITD_FACT_ENUM_EVENT(code, name, needed) ITD_EVENT_##code,
#define ITD_FACT_ENUM_STATEMENT(code, name, needed) ITD_STATEMENT_##code,
#define ITD_FACT_ENUM_SOURCE(code, name, needed) ITD_SOURCE_##code,
#define ITD_FACT_ENUM_PRESSURE(code, name, needed) ITD_PRESSURE_##code,
typedef enum itd_event_column {
    ITD_EVENT_COLUMNS(ITD_FACT_ENUM_EVENT) ITD_EVENT_COLUMN_COUNT
} itd_event_column;
typedef enum itd_statement_column {
    ITD_STATEMENT_COLUMNS(ITD_FACT_ENUM_STATEMENT) ITD_STATEMENT_COLUMN_COUNT
} itd_statement_column;
typedef enum itd_source_column {
    ITD_SOURCE_COLUMNS(ITD_FACT_ENUM_SOURCE) ITD_SOURCE_COLUMN_COUNT
} itd_source_column;
typedef enum itd_pressure_column {
    ITD_PRESSURE_COLUMNS(ITD_FACT_ENUM_PRESSURE) ITD_PRESSURE_COLUMN_COUNT
} itd_pressure_column;

typedef enum itd_fact_kind {
    ITD_FACT_EVENT,
    ITD_FACT_STATEMENT,
    ITD_FACT_SOURCE,
    ITD_FACT_PRESSURE,
} itd_fact_kind;
#define ITD_FACT_KINDS 4

typedef struct itd_fact_column {
    const char *name;
    bool        is_needed;
} itd_fact_column;

typedef struct itd_fact_table {
    const char            *name; /* "event" */
    const itd_fact_column *columns;
    size_t                 count;
} itd_fact_table;

const itd_fact_table *itd_fact_table_of(itd_fact_kind kind);

/* One revision of a fact. */
typedef struct itd_fact {
    itd_fact_kind  kind;
    const itd_str *values;        /* as many as the table has columns */
    uint32_t       revision;      /* from 1 */
    int64_t        known_from_ms; /* counts for questions as of then and later */
    int64_t        recorded_ms;   /* when it was written down; 0: ships with the engine */
    itd_str        who, why;
    bool           is_withdrawn; /* from this revision on it is not a fact any more */
    const void    *parsed;       /* itd_event … itd_pressure; set by itd_chronicle_add */
} itd_fact;

typedef enum itd_event_kind {
    ITD_EVENT_LAUNCH,
    ITD_EVENT_NUCLEAR_TEST,
    ITD_EVENT_ENGINE_TEST,
    ITD_EVENT_INDICATOR,
} itd_event_kind;
#define ITD_EVENT_KINDS 4

/* Range classes as the lists of launches name them. */
typedef enum itd_range_class {
    ITD_RANGE_UNKNOWN,
    ITD_RANGE_OTHER, /* cruise missile, artillery, or a list that does not tell */
    ITD_RANGE_SRBM,
    ITD_RANGE_MRBM,
    ITD_RANGE_IRBM,
    ITD_RANGE_ICBM,
    ITD_RANGE_SLBM,
    ITD_RANGE_SLV,
    ITD_RANGE_HGV,
} itd_range_class;

const char *itd_event_kind_name(itd_event_kind kind);
const char *itd_range_class_name(itd_range_class range_class);

#define ITD_NO_NUMBER INT64_MIN

/* What a row says; texts are those of the row. */
typedef struct itd_event {
    const itd_fact *fact;
    itd_str         id, source, system, site;
    itd_event_kind  kind;
    itd_when        when;
    itd_range_class range_class;
    int64_t         count;                /* of missiles; ITD_NO_NUMBER here and below: not told */
    int64_t         lat_micro, lon_micro; /* millionths of a degree */
    int64_t         apogee_m, range_m;
    int64_t         flight_ms;
} itd_event;

typedef struct itd_statement {
    const itd_fact *fact;
    itd_str         id, source, speaker, role, party, venue, words, stance, addressee, condition;
    itd_str         rule, claim;
    itd_when        when;
} itd_statement;

typedef struct itd_chronicle_source {
    const itd_fact *fact;
    itd_str         id, title, covers;
    bool            is_wide;           /* counts for class broad only */
    uint32_t        rank;              /* the least is trusted first */
    bool            has_covered_until; /* complete up to this Korean day */
    int64_t         covered_until;     /* days since 1970 */
} itd_chronicle_source;

typedef struct itd_pressure {
    const itd_fact *fact;
    itd_str         id, label, source;
    int64_t         day;
    bool            is_listing; /* else a measure */
    int64_t         individuals, entities, measures;
} itd_pressure;

/* Stances have these labels, several joined by '|'. */
#define ITD_STANCES                                                                                \
    "for-talks conditional-talks unconditional for-pressure for-peaceful-settlement blames "       \
    "defiance escalation assessment declares-cessation withdraws-declaration"

/* Read and check one row; the field of err names the column. latest_ms: what begins later is in the
 * future and refused (INT64_MAX: no check). The fact must outlive what is returned. Also sets
 * fact->known_from_ms: the column, else the last moment the event or statement can have been. */
ITD_MUST_CHECK itd_status itd_event_parse(itd_fact *fact, int64_t latest_ms, itd_event *ret_event,
                                          itd_error *err);
ITD_MUST_CHECK itd_status itd_statement_parse(itd_fact *fact, int64_t latest_ms,
                                              itd_statement *ret_statement, itd_error *err);
ITD_MUST_CHECK itd_status itd_chronicle_source_parse(itd_fact             *fact,
                                                     itd_chronicle_source *ret_source,
                                                     itd_error            *err);
ITD_MUST_CHECK itd_status itd_pressure_parse(itd_fact *fact, itd_pressure *ret_pressure,
                                             itd_error *err);

/* Is a word among those of a list joined by a separator? */
bool itd_words_have(itd_str words, char separator, const char *word);
/* A decimal of at most `places` digits behind the point that count (further ones round), times ten
 * to that power. false on anything else and past max. A sign is allowed where min is negative. */
ITD_MUST_CHECK bool itd_decimal_parse(itd_str text, unsigned places, int64_t min, int64_t max,
                                      int64_t *ret_value);

#endif
