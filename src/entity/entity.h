/* One listed party (or one customer): a schema, an id and an ordered list of values. Every fact a
 * publisher states is one value: what (property), the value in its common form, the publisher's own
 * spelling where that differs, where it stood, and details that belong to it. So names with
 * quality, documents with country and dates, addresses in parts and unknown columns all have one
 * shape, and storing, comparing, showing and exporting each is one loop.
 *
 * Entities are values built in an arena (the record arena of a reader, the snapshot arena of a
 * snapshot); all slices live there. Read-only once built: then shared between threads. */
#ifndef ITD_ENTITY_ENTITY_H
#define ITD_ENTITY_ENTITY_H

#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/error.h"
#include "base/str.h"
#include "entity/schema.h"

#define ITD_ENTITY_VALUES_MAX 20000           /* values of one entity */
#define ITD_ENTITY_TEXT_MAX ((size_t)1 << 20) /* bytes of one text */
#define ITD_ENTITY_NAME_MAX ((size_t)4096)    /* bytes of one name */
#define ITD_ENTITY_ID_MAX 256                 /* bytes of an id */
#define ITD_ENTITY_DETAILS_MAX 64             /* details of one value */

/* What may stand beside a value. */
#define ITD_DETAIL_LIST(X)                                                                         \
    X(KIND, "kind")       /* names: "original script", "maiden", "birth name", … */              \
    X(QUALITY, "quality") /* the publisher's word: Good, Low, a.k.a., strong, weak */              \
    X(WEAK, "weak")       /* "yes" when the publisher calls it weak and the property does not */   \
    X(SCRIPT, "script")   /* ISO 15924 code of a name that is not Latin */                         \
    X(LANG, "lang")       /* BCP 47 */                                                             \
    X(FIRST, "first")     /* parts of a name as the publisher gives them */                        \
    X(SECOND, "second")                                                                            \
    X(THIRD, "third")                                                                              \
    X(FOURTH, "fourth")                                                                            \
    X(LAST, "last")                                                                                \
    X(UNTIL, "until") /* dates: end of a range, ISO */                                             \
    X(CIRCA, "circa") /* dates: "yes" */                                                           \
    X(CALENDAR, "calendar")                                                                        \
    X(TYPE, "type")       /* documents, identifiers, links: the publisher's word */                \
    X(COUNTRY, "country") /* documents, addresses, places: ISO alpha-2, or the words if unknown */ \
    X(ISSUED, "issued")   /* documents: ISO date */                                                \
    X(EXPIRES, "expires")                                                                          \
    X(PLACE, "place")   /* documents: place of issue */                                            \
    X(STREET, "street") /* addresses */                                                            \
    X(CITY, "city")                                                                                \
    X(REGION, "region")                                                                            \
    X(POSTAL_CODE, "postalCode")                                                                   \
    X(CURRENCY, "currency") /* wallets: XBT, ETH, … */                                           \
    X(ROLE, "role")         /* links: "Linked To", "owner", … */                                 \
    X(TARGET, "target")     /* links: id of the other entry when known */                          \
    X(PROGRAM, "program")   /* dates and measures: the programme they belong to */                 \
    X(VALIDITY, "validity") /* identifiers: "check digit wrong", "fraudulent", … */              \
    X(NOTE, "note")         /* words the publisher puts beside the value */                        \
    X(FROM, "from")         /* validity of a value, ISO date */                                    \
    X(MAIN, "main")         /* "yes" when the publisher marks the main one */

typedef enum itd_detail_key {
#define ITD_DETAIL_ENUM(code, name) ITD_DETAIL_##code,
    ITD_DETAIL_LIST(ITD_DETAIL_ENUM)
#undef ITD_DETAIL_ENUM
        ITD_DETAIL_COUNT
} itd_detail_key;

itd_str itd_detail_name(itd_detail_key key);
bool    itd_detail_find(itd_str name, itd_detail_key *ret_key);

typedef struct itd_detail {
    itd_detail_key key;
    itd_str        text;
} itd_detail;

typedef struct itd_value {
    itd_prop          prop;
    itd_str           key;     /* the publisher's field name; only with ITD_PROP_EXTRA */
    itd_str           text;    /* common form: ISO date, country code, trimmed text */
    itd_str           raw;     /* the publisher's spelling where it differs from text, else empty */
    itd_str           origin;  /* element or column it stood in: "INDIVIDUAL_ALIAS/ALIAS_NAME" */
    const itd_detail *details; /* by key; the same key may come again, then in the order added */
    size_t            detail_count;
} itd_value;

typedef struct itd_entity {
    itd_schema       schema;
    itd_str          id;      /* the publisher's, trimmed, without list name */
    itd_str          caption; /* how the entry is called in answers: the primary name */
    const itd_value *values;  /* in the publisher's order */
    size_t           value_count;
} itd_entity;

/* Value of the first detail of that key, or empty. */
itd_str itd_value_detail(const itd_value *value, itd_detail_key key);
bool    itd_value_is_name(const itd_value *value);
/* weakAlias, or any name with the detail WEAK. */
bool itd_value_is_weak(const itd_value *value);
/* First value of a property, or NULL. */
const itd_value *itd_entity_first(const itd_entity *ent, itd_prop prop);
/* The first `name`, else the first other name, else the id. */
itd_str itd_entity_default_caption(const itd_entity *ent);

/* ---- building ---- one thread at a time */

typedef struct itd_entity_builder itd_entity_builder;

/* Builds in arena; the builder itself lives there too and needs no free. NULL: no memory. */
ITD_MUST_CHECK itd_entity_builder *itd_entity_builder_new(itd_arena *arena);
/* Starts an entity; forgets the one before. Slices are copied into the arena. */
void itd_entity_begin(itd_entity_builder *builder, itd_schema schema, itd_str id);
/* Adds a value and makes it the current one. text is trimmed; when it is then empty nothing is
 * added and following details are dropped, so that readers need no checks of their own. raw is kept
 * only where it differs from text (pass an empty slice for "same"). Failures stick until finish. */
void itd_entity_add(itd_entity_builder *builder, itd_prop prop, itd_str text, itd_str raw,
                    itd_str origin);
/* A fact without a property: kept under the publisher's own field name. */
void itd_entity_add_extra(itd_entity_builder *builder, itd_str key, itd_str text, itd_str origin);
/* Adds a detail to the current value; trimmed; empty is dropped. A key may be given several
 * times. */
void itd_entity_detail(itd_entity_builder *builder, itd_detail_key key, itd_str text);
void itd_entity_set_schema(itd_entity_builder *builder, itd_schema schema);
/* Without it the caption is the first `name`, else the first other name, else the id. */
void itd_entity_set_caption(itd_entity_builder *builder, itd_str caption);
/* *ret_ent lives in the arena. Errors: ITD_E_NO_MEMORY, ITD_E_LIMIT (too many values, a text or
 * name too long: field says which), ITD_E_SYNTAX (no id). */
ITD_MUST_CHECK itd_status itd_entity_finish(itd_entity_builder *builder, const itd_entity **ret_ent,
                                            itd_error *err);

/* ---- storing ---- */

/* Canonical bytes: equal entities give equal bytes on every machine; format in docs/formats.md.
 * Failures stick to buf. */
void itd_entity_encode(const itd_entity *ent, itd_buf *buf);
/* Slices point into bytes, arrays live in arena. ITD_E_CORRUPT when malformed or left-over bytes:
 * what is accepted encodes to the very same bytes. ITD_E_VERSION: written by a later format. */
ITD_MUST_CHECK itd_status itd_entity_decode(itd_str bytes, itd_arena *arena, itd_entity *ret_ent,
                                            itd_error *err);

/* ---- comparing ---- */

/* One field that differs. path is "schema", "caption" (when it is not the default one), the
 * property's name ("extra.FIELD" for a fact without one), or "property.detail" when a value stayed
 * and only a detail of it changed ("property.raw": its spelling). before or after is empty (len 0)
 * for a value added or removed; where exactly one value of a property went and one came, that is
 * one change with both. */
typedef struct itd_field_change {
    itd_str path;
    itd_str before;
    itd_str after;
} itd_field_change;

/* Values are compared as multisets per property: order says nothing, nor does origin or a blank
 * around the raw spelling. Changes come in the order of itd_prop, texts in byte order, and live in
 * arena; count 0: equal. Errors: ITD_E_NO_MEMORY. */
ITD_MUST_CHECK itd_status itd_entity_diff(const itd_entity *before, const itd_entity *after,
                                          itd_arena *arena, const itd_field_change **ret_changes,
                                          size_t *ret_count, itd_error *err);

#endif
