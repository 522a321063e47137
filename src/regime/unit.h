/* Quantities and their units. Amounts are counted in ten-thousandths of a unit, so that sums and
 * shares are exact on every machine. Pure functions; safe from any thread. */
#ifndef ITD_REGIME_UNIT_H
#define ITD_REGIME_UNIT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_AMOUNT_SCALE 10000
/* Largest amount taken, in whole units: keeps every conversion within 64 bits. */
#define ITD_AMOUNT_MAX ((uint64_t)1000000000)

typedef enum itd_unit {
    ITD_UNIT_TONNE,
    ITD_UNIT_BARREL, /* 42 US gallons, 158.987 litres */
    ITD_UNIT_USD,
    ITD_UNIT_OTHER, /* pieces, pairs, metres: known, and comparable with no cap */
} itd_unit;

/* "t", "tonne(s)", "kg", "kt", "g", "lb"; "barrel(s)", "bbl", "l", "litre(s)", "m3"; "USD";
 * "piece(s)", "unit(s)", "pair(s)", "m", "m2". Kilograms and litres become tonnes and barrels:
 * *ret_numerator and *ret_denominator say by what the number is multiplied and divided.
 * ITD_E_USAGE otherwise. */
ITD_MUST_CHECK itd_status itd_unit_parse(itd_str text, itd_unit *ret_unit, uint64_t *ret_numerator,
                                         uint64_t *ret_denominator, itd_error *err);
const char               *itd_unit_name(itd_unit unit); /* "t", "barrel", "USD", "" */
/* A decimal number without sign or exponent, at most four decimals, in the unit given. ITD_E_USAGE
 * for anything else (a negative one is named so), ITD_E_LIMIT past ITD_AMOUNT_MAX. */
ITD_MUST_CHECK itd_status itd_amount_parse(itd_str number, itd_str unit_text, uint64_t *ret_amount,
                                           itd_unit *ret_unit, itd_error *err);
/* Tonnes to barrels and back by a factor in ten-thousandths; rounded to the nearest. */
uint64_t itd_amount_to_barrels(uint64_t tonnes, uint64_t barrels_per_tonne);
uint64_t itd_amount_to_tonnes(uint64_t barrels, uint64_t barrels_per_tonne);
/* "1234.5": no trailing zeros. ret_text holds ITD_AMOUNT_TEXT_MAX bytes; returns the length. */
#define ITD_AMOUNT_TEXT_MAX 32
size_t itd_amount_format(uint64_t amount, char ret_text[static ITD_AMOUNT_TEXT_MAX]);

#endif
