/* The rule base: measures with their dates, force and class, and everything that hangs on them by
 * id. A layer is a folder of tables (docs/regime.md); the UN floor is one, a state's or a union's
 * own measures are others, a user's folder is read like ours. Loading validates: an unknown field,
 * a bad date, rules that contradict each other or supersede in a circle are errors with file, line
 * and field, and nothing is loaded.
 *
 * An itd_rules is immutable once open and shared between threads; every slice lives as long as it
 * does. */
#ifndef ITD_REGIME_RULES_H
#define ITD_REGIME_RULES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/date.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_LAYERS_MAX 16
#define ITD_LAYER_NAME_MAX 32
#define ITD_MEASURES_MAX 65536
#define ITD_MEASURE_LINKS_MAX 64 /* ids in one cell */

/* Never mixed: what a body decides, what it asks for, how it reads an earlier decision, what it
 * says. */
typedef enum itd_measure_class {
    ITD_CLASS_BINDING,
    ITD_CLASS_NON_BINDING,
    ITD_CLASS_CLARIFIES,
    ITD_CLASS_DECLARATORY,
} itd_measure_class;
#define ITD_CLASS_COUNT 4

/* What a measure does to a deal that it bears on. */
typedef enum itd_measure_effect {
    ITD_EFFECT_PROHIBITS,
    ITD_EFFECT_CAPS,
    ITD_EFFECT_LICENCE, /* allowed after a notice or an approval only */
    ITD_EFFECT_DUTY,    /* asks something of the state, forbids the deal nothing */
    ITD_EFFECT_INFORMS, /* listings, committees, triggers */
    ITD_EFFECT_EXEMPTS,
} itd_measure_effect;

/* Flags: seen from the target of the regime (the DPRK). */
typedef enum itd_direction {
    ITD_DIRECTION_NONE = 0, /* the measure is not about a movement */
    ITD_DIRECTION_FROM = 1,
    ITD_DIRECTION_TO = 2,
    ITD_DIRECTION_BOTH = 3,
} itd_direction;

/* REPLACED ends the older measure on the day before; the others leave it in force. */
typedef enum itd_link_mode {
    ITD_LINK_REPLACED,
    ITD_LINK_PART,
    ITD_LINK_WIDENS,
    ITD_LINK_EXCEPTION, /* only an exception of it ended */
} itd_link_mode;

typedef struct itd_measure_link {
    itd_str       id;
    size_t        measure; /* index */
    itd_link_mode mode;
} itd_measure_link;

typedef struct itd_measure {
    itd_str  layer, id, resolution, paragraph;
    itd_str  type, force, subject, goods;
    itd_str  hs, hs_note, hs_basis; /* as written; itd_rules_coverage has them parsed */
    itd_str  cap, cap_period, thresholds;
    itd_str  exemptions, wind_down_note;
    itd_str  source, confidence, confidence_note;
    itd_date adopted, in_force;
    itd_date ends;            /* by its own words; year 0: does not say */
    itd_date last_day;        /* by its own words or because it was replaced; year 0: in force */
    bool     never_in_force;  /* replaced before it began */
    itd_date wind_down_until; /* last day for deliveries under earlier contracts */
    itd_date notify_by;

    itd_measure_class  class_;
    itd_measure_effect effect;
    itd_direction      direction;

    itd_measure_link *supersedes;
    size_t            supersedes_count;
    itd_measure_link *superseded_by;
    size_t            superseded_by_count;
    itd_str           clarifies_id;
    size_t            clarifies; /* index of the measure that it reads, or SIZE_MAX */
    itd_str           implements_id;
    size_t            implements; /* measure of another layer that it carries out */

    itd_str  file; /* where it stands */
    uint64_t line;
} itd_measure;

typedef struct itd_layer {
    itd_str  name;   /* "un" */
    itd_str  title;  /* "United Nations, resolution 1718 and after" */
    itd_str  target; /* ISO code of the state it is about, "kp" */
    itd_date begins; /* first day of the regime */
    itd_str  states; /* whose law it is, by ';', one that left with its last day: "gb:2020-12-31";
                      * empty: every state's */
    itd_str  source, note;
} itd_layer;

typedef struct itd_rules itd_rules;

/* Opens the common tables of data_dir ("…/data/regime") and the layers: a name is a folder below
 * data_dir, a path (with '/') is any folder. ITD_E_NOT_FOUND names a layer that is not there. */
ITD_MUST_CHECK itd_status itd_rules_open(const char *data_dir, const itd_str *layers,
                                         size_t layer_count, itd_rules **ret_rules, itd_error *err);
/* NULL is allowed. */
void itd_rules_free(itd_rules *rules);

size_t           itd_rules_layer_count(const itd_rules *rules);
const itd_layer *itd_rules_layer_at(const itd_rules *rules, size_t index);
/* The next state of *rest whose law the layer is on the day; false at the end. */
bool itd_layer_next_state(itd_str *rest, itd_date day, itd_str *ret_state);
/* The layer of a measure, by its name; the first one when there is none of it. */
const itd_layer   *itd_rules_find_layer(const itd_rules *rules, itd_str name);
size_t             itd_rules_count(const itd_rules *rules);
const itd_measure *itd_rules_at(const itd_rules *rules, size_t index);
/* SIZE_MAX when there is none of that id (upper and lower case are the same). */
size_t itd_rules_find(const itd_rules *rules, itd_str id);
/* Earliest first day of the layers: before it there is no regime to ask about. */
itd_date itd_rules_begin(const itd_rules *rules);

bool itd_measure_in_force(const itd_measure *measure, itd_date day);
/* In force and past the wind-down, or within it. */
bool itd_measure_winding_down(const itd_measure *measure, itd_date day);

const char *itd_measure_class_name(itd_measure_class class_);
const char *itd_measure_effect_name(itd_measure_effect effect);
const char *itd_direction_name(
    itd_direction direction); /* "from-dprk", "to-dprk", "both", "none" */
const char *itd_link_mode_name(itd_link_mode mode);

/* ---- what changed ---- */

typedef enum itd_change_kind {
    ITD_CHANGE_BEGINS,
    ITD_CHANGE_WIND_DOWN_ENDS, /* the first day after it */
    ITD_CHANGE_ENDS,           /* the first day without it */
    ITD_CHANGE_NOTICE_DUE,
} itd_change_kind;
#define ITD_CHANGE_KINDS 4

typedef struct itd_change {
    itd_date        day;
    itd_change_kind kind;
    size_t          measure;
} itd_change;

const char *itd_change_name(itd_change_kind kind);
/* The change of that kind, if the measure has one. */
bool itd_measure_change(const itd_measure *measure, itd_change_kind kind, itd_date *ret_day);

#endif
