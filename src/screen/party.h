/* One party on several lists: entries joined by what names a party in the world, never by its name.
 * That is a reference number of the UN that another list states, a passport of the same number and
 * country, an IMO number, or a person's number of the same kind and country (identity card, social
 * security, tax). Immutable once made: shared between threads. */
#ifndef ITD_SCREEN_PARTY_H
#define ITD_SCREEN_PARTY_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "snapshot/snapshot.h"

/* Entries that one number may join; a number on more of them is no number of a party. */
#define ITD_PARTY_SHARED_MAX 16
/* Letters and digits of a person's number, at least: shorter ones are shared by strangers. */
#define ITD_PARTY_ID_MIN 6

typedef enum itd_party_link {
    ITD_PARTY_APART,
    ITD_PARTY_BY_REFERENCE,
    ITD_PARTY_BY_PASSPORT,
    ITD_PARTY_BY_IMO,
    ITD_PARTY_BY_ID,
} itd_party_link;
#define ITD_PARTY_LINK_COUNT 5

/* "reference", "passport", "imo", "id"; empty for APART. */
const char *itd_party_link_name(itd_party_link link);

typedef struct itd_parties itd_parties;

/* Keeps a reference on snap. */
ITD_MUST_CHECK itd_status itd_parties_new(itd_snapshot *snap, itd_parties **ret_parties,
                                          itd_error *err);
void                      itd_parties_free(itd_parties *parties);
/* Entries of one party with this one, itself included, by index. */
const uint32_t *itd_parties_of(const itd_parties *parties, size_t entity, size_t *ret_count);
/* What joins two entries directly; the first that holds, in the order above. */
itd_party_link itd_parties_link(const itd_parties *parties, size_t a, size_t b);
/* What stands where no number was at hand: "000000", "123456", "121212", "n/a". number is in its
 * comparable form. */
bool itd_party_is_filler(itd_str number);

#endif
