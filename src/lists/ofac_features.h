/* What the enhanced and the advanced XML of OFAC (and its delta files) have in common: features and
 * documents under OFAC's own words, read through the table of phrases (ofac_phrases.c) so that all
 * layouts give the same values; names and addresses in parts. One thread at a time. */
#ifndef ITD_LISTS_OFAC_FEATURES_H
#define ITD_LISTS_OFAC_FEATURES_H

#include "base/date.h"
#include "lists/ofac_values.h"
#include "lists/record.h"

/* Points the sink at the record and starts the entity there. */
void itd_ofac_begin_record(itd_ofac_sink *sink, itd_record *rec, itd_str id, itd_str type,
                           itd_str origin);
/* The failure of the scratch, as an error. */
ITD_MUST_CHECK itd_status itd_ofac_sink_status(const itd_ofac_sink *sink, itd_error *err);

/* "Birthdate", "Nationality Country", "SWIFT/BIC", "Digital Currency Address - XBT", …; what the
 * table does not know is kept under its own words and reported. */
void itd_ofac_add_feature(itd_ofac_sink *sink, itd_str type, itd_str value,
                          const itd_ofac_parts *parts, itd_str origin);

/* "2018-02-14" → "14 Feb 2018", as the table of phrases reads days; other text as it is. */
itd_str itd_ofac_english_day(itd_record *rec, itd_str iso);

/* A name in its parts: whole is used when it is given, else "LAST, First". alias: OFAC's type,
 * empty for the primary name. foreign: the name in another script than Latin, an alias of kind
 * "original script". */
typedef struct itd_ofac_written_name {
    itd_str whole, last, first;
    itd_str alias;
    bool    weak;
    bool    foreign;
    itd_str script; /* the publisher's word */
} itd_ofac_written_name;

void itd_ofac_add_written_name(itd_ofac_sink *sink, itd_record *rec,
                               const itd_ofac_written_name *name, itd_str origin);

/* Parts of an address by OFAC's words: ADDRESS1, CITY, STATE/PROVINCE, POSTAL CODE, REGION. */
typedef struct itd_ofac_location {
    itd_str lines[3];
    itd_str city, state, postal_code, region;
    itd_str country;
    itd_str rest; /* parts of no type */
    itd_str note;
} itd_ofac_location;

/* false when the word names no part. */
bool itd_ofac_location_take(itd_ofac_location *location, itd_str word, itd_str value);
void itd_ofac_add_location(itd_ofac_sink *sink, itd_record *rec, const itd_ofac_location *location,
                           itd_str origin);

#endif
