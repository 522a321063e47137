/* Entities as FollowTheMoney JSON lines: what has a property there stands under `properties`, the
 * rest under `extra`; `extra.statements` repeats every value with details, raw spelling and origin,
 * so that reading the line back gives the same entity byte for byte.
 * Layout in docs/formats.md. Safe from any thread (each call works on the caller's objects). */
#ifndef ITD_ENTITY_FTM_H
#define ITD_ENTITY_FTM_H

#include "entity/entity.h"

/* {"id":"LIST:ID","schema":…,"caption":…,"properties":{…},"datasets":["LIST"],"extra":{…}} without
 * line end. Values that properties would repeat are written once. list may be empty: then the id
 * stands alone and datasets is []. */
void itd_ftm_write(const itd_entity *ent, itd_str list, itd_buf *buf);

#endif
