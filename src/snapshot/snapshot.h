/* A data set to answer from: one immutable mapped file built from chosen list versions. Sections
 * carry checksums that are verified before the first answer; any other engine, word table or
 * Unicode version is refused. Format: docs/formats.md. Immutable once open: shared between threads;
 * counted, so that a swap frees the old one when its last request ended. */
#ifndef ITD_SNAPSHOT_SNAPSHOT_H
#define ITD_SNAPSHOT_SNAPSHOT_H

#include <stdint.h>

#include "base/attr.h"
#include "base/digest.h"
#include "base/error.h"
#include "entity/entity.h"
#include "index/index.h"
#include "text/name.h"

#define ITD_SNAPSHOT_FORMAT "4" /* layout of the sections */
#define ITD_SNAPSHOT_LISTS_MAX 256
#define ITD_SNAPSHOT_ENTITIES_MAX 10000000u
#define ITD_SNAPSHOT_NAMES_MAX 50000000u

/* A list version as the snapshot names it. */
typedef struct itd_snapshot_list {
    itd_str    name;
    int64_t    version_ms;
    itd_digest digest; /* of the version */
    bool       partial;
    bool       builtin; /* the data that ships with the engine */
} itd_snapshot_list;

/* One form of a listed name, ready to compare; the forms of one value follow each other. */
typedef struct itd_snapshot_name {
    itd_name name;
    uint32_t entity; /* index */
    uint32_t value;  /* index among the entity's values */
} itd_snapshot_name;

typedef struct itd_snapshot itd_snapshot;

/* ---- building ---- one thread at a time */
typedef struct itd_snapshot_builder itd_snapshot_builder;
ITD_MUST_CHECK itd_status           itd_snapshot_builder_new(itd_snapshot_builder **ret_builder,
                                                             itd_error             *err);
/* Entities added after this belong to that list. */
ITD_MUST_CHECK itd_status itd_snapshot_begin_list(itd_snapshot_builder    *builder,
                                                  const itd_snapshot_list *list, itd_error *err);
/* Fits itd_entity_fn: ctx is the builder. */
ITD_MUST_CHECK itd_status itd_snapshot_add(void *builder, const itd_entity *ent, itd_error *err);
/* Writes the file whole or not at all. */
ITD_MUST_CHECK itd_status itd_snapshot_write(itd_snapshot_builder *builder, const char *path,
                                             itd_error *err);
void                      itd_snapshot_builder_free(itd_snapshot_builder *builder);

/* ---- using ---- */
/* Maps, verifies every section and every offset, and builds the tables in memory. ITD_E_CORRUPT,
 * ITD_E_VERSION. The file may be removed afterwards. */
ITD_MUST_CHECK itd_status itd_snapshot_open(const char *path, itd_snapshot **ret_snap,
                                            itd_error *err);
itd_snapshot             *itd_snapshot_ref(itd_snapshot *snap);
void                      itd_snapshot_unref(itd_snapshot *snap);

size_t                   itd_snapshot_list_count(const itd_snapshot *snap);
const itd_snapshot_list *itd_snapshot_list_at(const itd_snapshot *snap, size_t index);
size_t                   itd_snapshot_entity_count(const itd_snapshot *snap);
const itd_entity        *itd_snapshot_entity_at(const itd_snapshot *snap, size_t index);
/* Index of the list an entity belongs to. */
size_t                   itd_snapshot_list_of(const itd_snapshot *snap, size_t entity);
size_t                   itd_snapshot_name_count(const itd_snapshot *snap);
const itd_snapshot_name *itd_snapshot_name_at(const itd_snapshot *snap, size_t index);
/* Numbers of the names that were cut at ITD_NAME_TOKENS_MAX, ascending. */
const uint32_t *itd_snapshot_cut_names(const itd_snapshot *snap, size_t *ret_count);
/* The index of all names; its name numbers are those of itd_snapshot_name_at. */
const itd_index *itd_snapshot_index(const itd_snapshot *snap);
/* Entities that hold an identifier with this normalised text, by index; *ret_count may be 0. */
const uint32_t *itd_snapshot_find_identifier(const itd_snapshot *snap, itd_str normalised,
                                             size_t *ret_count);

#endif
