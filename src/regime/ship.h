/* Numbers of ships: the IMO number of a hull and its check digit, the MMSI of a radio and the state
 * its first digits belong to. Values; safe from any thread. */
#ifndef ITD_REGIME_SHIP_H
#define ITD_REGIME_SHIP_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_IMO_DIGITS 7
#define ITD_MMSI_DIGITS 9
#define ITD_MIDS_MAX 1000 /* three digits */

typedef struct itd_imo {
    char digits[ITD_IMO_DIGITS + 1];
} itd_imo;

/* "9562233", "IMO 9562233". ITD_E_SYNTAX: not seven digits (nine are called an MMSI, as which they
 * are often mistaken). ITD_E_CHECK_DIGIT: the last digit does not fit the others (IMO resolution
 * A.1117(30)); when swapping two neighbours would mend it, the message says so. */
ITD_MUST_CHECK itd_status itd_imo_parse(itd_str text, itd_imo *ret_imo, itd_error *err);

/* The table of maritime identification digits (ITU): which state a ship's MMSI belongs to.
 * Read-only once open, shared between threads. */
typedef struct itd_mids {
    itd_str countries[ITD_MIDS_MAX]; /* by number; empty: not allocated */
} itd_mids;

/* Reads mid.tsv of data_dir ("…/data/regime") into *ret_mids; texts live in arena. */
ITD_MUST_CHECK itd_status itd_mids_load(const char *data_dir, itd_arena *arena, itd_mids *ret_mids,
                                        itd_error *err);
/* The digits of a ship station, 201 to 775, from a nine-digit MMSI. ITD_E_SYNTAX for anything else
 * (coast stations, aids to navigation and groups included). */
ITD_MUST_CHECK itd_status itd_mmsi_parse(itd_str text, unsigned *ret_mid, itd_error *err);
/* The state as the ITU writes it; empty when the digits are not allocated. */
itd_str itd_mids_country(const itd_mids *mids, unsigned mid);

#endif
