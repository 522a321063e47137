/* Made queries: names of a snapshot, spelt as people and forgers spell them, and names that nobody
 * lists. They are for comparing two ways of searching, not for measuring how well either finds.
 * The same snapshot, seed and number give the same query. One thread at a time. */
#ifndef ITD_SCREEN_DECK_H
#define ITD_SCREEN_DECK_H

#include <stdint.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "snapshot/snapshot.h"

/* Bytes of a query; longer ones are cut at a character. */
#define ITD_DECK_NAME_MAX 2000

/* Ways in which a query is made. */
typedef enum itd_deck_kind {
    ITD_DECK_EXACT,   /* a listed name */
    ITD_DECK_EDITED,  /* with letters changed, added, dropped, exchanged */
    ITD_DECK_PARTS,   /* with parts dropped, added, repeated or in another order */
    ITD_DECK_JOINED,  /* with blanks taken out, put in, letters spelled out */
    ITD_DECK_INITIAL, /* with parts cut to their first letter */
    ITD_DECK_MIXED,   /* parts of several listed names: mostly nobody's */
    ITD_DECK_DRESSED, /* with titles, legal forms, numbers and particles */
    ITD_DECK_LONG,    /* many parts of many names */
    ITD_DECK_ACRONYM, /* its initials, or words that begin with its letters */
    ITD_DECK_KINDS,
} itd_deck_kind;

typedef struct itd_deck {
    const itd_snapshot *snap;
    uint64_t            state; /* of the generator */
} itd_deck;

void itd_deck_init(itd_deck *deck, const itd_snapshot *snap, uint64_t seed);
/* The next number of the generator below bound (at least 1). */
uint64_t itd_deck_random(itd_deck *deck, uint64_t bound);
/* Replaces buf by the next query, which may be one without anything comparable. The snapshot holds
 * at least one name. */
ITD_MUST_CHECK itd_status itd_deck_next(itd_deck *deck, itd_buf *buf, itd_deck_kind *ret_kind,
                                        itd_error *err);

#endif
