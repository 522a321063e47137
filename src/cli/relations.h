/* Who belongs to whom in one file of customers: companies and their directors, owners, signatories.
 * A first reading of the file puts ids and relations into a scratch database, so that the second
 * one, which screens, knows every customer wherever it stands, in memory that does not grow with
 * the file. One thread at a time. */
#ifndef ITD_CLI_RELATIONS_H
#define ITD_CLI_RELATIONS_H

#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_RELATIONS_CACHE_KB 16384 /* of the scratch database; the rest is on disk */
#define ITD_RELATIONS_WALK_MAX 256   /* customers above one that are looked at for a circle */

/* A customer that another one belongs to. Slices live in the arena of the row. */
typedef struct itd_related {
    itd_str  id;
    itd_str  role;    /* as the file words it; may be empty */
    itd_str  name;    /* of that customer; empty when it is not known */
    uint64_t row;     /* of that customer; 0 when it is not known */
    itd_str  problem; /* why the relation cannot be relied on; empty: it can */
} itd_related;

typedef struct itd_relations itd_relations;

ITD_MUST_CHECK itd_status itd_relations_new(itd_relations **ret_relations, itd_error *err);
/* NULL is allowed. */
void itd_relations_free(itd_relations *relations);

/* ---- the first reading ---- */

ITD_MUST_CHECK itd_status itd_relations_add_customer(itd_relations *relations, itd_str id,
                                                     itd_str name, uint64_t row, itd_error *err);
/* child belongs to parent. mutual: so does parent to child (family), which is no circle. */
ITD_MUST_CHECK itd_status itd_relations_add(itd_relations *relations, itd_str child, itd_str parent,
                                            itd_str role, uint64_t row, bool mutual,
                                            itd_error *err);
ITD_MUST_CHECK itd_status itd_relations_seal(itd_relations *relations, itd_error *err);

/* ---- the second ---- */

/* Completes an item of which id and role are set: name, row, problem. child may be empty; row is
 * where the relation stands. */
ITD_MUST_CHECK itd_status itd_relations_look_up(itd_relations *relations, itd_str child,
                                                uint64_t row, itd_arena *arena, itd_related *item,
                                                itd_error *err);
/* All that child belongs to, looked up; at most max, *ret_more tells of others. */
ITD_MUST_CHECK itd_status itd_relations_of(itd_relations *relations, itd_str child, size_t max,
                                           itd_arena *arena, itd_related **ret_items,
                                           size_t *ret_count, bool *ret_more, itd_error *err);

#endif
