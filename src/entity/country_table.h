/* The tables that tools/gen_countries.py writes; for country.c only. Sorted by the bytes of
 * from. */
#ifndef ITD_ENTITY_COUNTRY_TABLE_H
#define ITD_ENTITY_COUNTRY_TABLE_H

#include "base/str.h"

struct itd_country_row {
    itd_str from;
    itd_str to;
};

extern const struct itd_country_row itd_country_keys[]; /* reduced name → code */
extern const size_t                 itd_country_key_count;
extern const struct itd_country_row itd_country_names[]; /* code → name */
extern const size_t                 itd_country_name_count;

#endif
