/* Which column of a customer file is which field, and what a field's text must look like. */
#ifndef ITD_CLI_CUSTOMER_FIELDS_H
#define ITD_CLI_CUSTOMER_FIELDS_H

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/map.h"
#include "base/str.h"
#include "match/request.h"

#define ITD_CUSTOMER_ADDRESS_MAX ((size_t)64 << 10) /* bytes of one address */
#define ITD_CUSTOMER_ROLE_MAX 256                   /* bytes of one role */
#define ITD_CUSTOMER_RELATED_MAX 4096               /* customers that one belongs to */

/* The order is that of the names in customer_fields.c. */
typedef enum itd_customer_field {
    ITD_CUSTOMER_ID,
    ITD_CUSTOMER_NAME,
    ITD_CUSTOMER_SCHEMA,
    ITD_CUSTOMER_BIRTH_DATE,
    ITD_CUSTOMER_NATIONALITY,
    ITD_CUSTOMER_COUNTRY,
    ITD_CUSTOMER_GENDER,
    ITD_CUSTOMER_ID_NUMBER,
    ITD_CUSTOMER_PASSPORT,
    ITD_CUSTOMER_IMO,
    ITD_CUSTOMER_BIC,
    ITD_CUSTOMER_WALLET,
    ITD_CUSTOMER_MMSI,
    ITD_CUSTOMER_CALL_SIGN,
    ITD_CUSTOMER_TAIL_NUMBER,
    ITD_CUSTOMER_SERIAL_NUMBER,
    ITD_CUSTOMER_LEI,
    ITD_CUSTOMER_ADDRESS,
    ITD_CUSTOMER_FIRST_NAME, /* parts of one name, put together */
    ITD_CUSTOMER_MIDDLE_NAME,
    ITD_CUSTOMER_LAST_NAME,
    ITD_CUSTOMER_MAIDEN_NAME, /* a family name alone takes the first name before it */
    ITD_CUSTOMER_RELATED_TO,  /* id of the customer that this one belongs to */
    ITD_CUSTOMER_ROLE,        /* in which role */
    ITD_CUSTOMER_FIELD_COUNT,
    ITD_CUSTOMER_IGNORED = ITD_CUSTOMER_FIELD_COUNT, /* a map says "-" */
} itd_customer_field;

/* A map file (INI): `customer's column = our field`, "-" for a column to leave out, in the section
 * [columns] or in none. Shared between threads once open. */
typedef struct itd_customer_map {
    itd_arena *arena;
    itd_map    columns; /* comparable column name → itd_customer_field */
    itd_str   *names;   /* as written in the file */
    size_t     count, cap;
    itd_str    path;
} itd_customer_map;

ITD_MUST_CHECK itd_status itd_customer_map_open(const char *path, itd_customer_map *ret_map,
                                                itd_error *err);
/* NULL or a zeroed map is allowed. */
void itd_customer_map_close(itd_customer_map *map);

/* The field of a column: what the map (may be NULL) says, else our own names and their common
 * spellings, whatever their case, with blanks or hyphens for '_'. ITD_E_SCHEMA for an unknown one,
 * with the known ones named. */
ITD_MUST_CHECK itd_status itd_customer_field_find(const itd_customer_map *map, itd_str column,
                                                  itd_customer_field *ret_field, itd_error *err);
/* The same without a complaint: is this column one of ours? */
bool itd_customer_field_known(const itd_customer_map *map, itd_str column);
/* Of a column of ids: is it the row's own by its name (id, person_id), whatever other there is? */
bool itd_customer_field_is_own_id(itd_str column);
/* "name"; "-" for ignored. */
const char *itd_customer_field_name(itd_customer_field field);
/* Does this field alone make a customer that can be screened (a name, an identifier)? */
bool itd_customer_field_asks(itd_customer_field field);
/* May a file have this column only once? */
bool itd_customer_field_is_single(itd_customer_field field);

/* Order of day, month and year where a date gives them as numbers. */
typedef enum itd_date_order {
    ITD_DATES_BOTH, /* not said: what can be read two ways is read both ways */
    ITD_DATES_DMY,
    ITD_DATES_MDY,
    ITD_DATES_YMD,
} itd_date_order;

/* Ways in which dates were read that somebody should know of. */
typedef struct itd_date_doubts {
    bool both_ways, both_centuries, buddhist;
} itd_date_doubts;

/* The next doubt that was not told yet, as a sentence, and told then; NULL: there is none. */
const char *itd_date_doubts_next(const itd_date_doubts *found, itd_date_doubts *told);

/* The field of a FollowTheMoney property; false for one that a screening has no use for. */
bool itd_customer_field_of_property(itd_str property, itd_customer_field *ret_field);

/* A customer while the fields come in; everything lives in arena. */
typedef struct itd_customer_draft {
    itd_arena              *arena;
    itd_date_order          order;
    unsigned                this_year; /* 0: not asked for yet */
    itd_date_doubts         doubts;
    itd_str                 first_name, middle_name, last_name, maiden_name;
    itd_str                 id, gender, address;
    itd_schema              schema;
    itd_str                *names;
    size_t                  name_count, name_cap;
    itd_date               *dates;
    size_t                  date_count, date_cap;
    itd_str                *countries;
    size_t                  country_count, country_cap;
    size_t                  nationality_count;
    itd_str                 nationality; /* the first */
    itd_request_identifier *identifiers;
    size_t                  identifier_count, identifier_cap;
    itd_str                *parents; /* ids, as given */
    size_t                  parent_count, parent_cap;
    itd_str                *roles;
    size_t                  role_count, role_cap;
} itd_customer_draft;

void itd_customer_draft_init(itd_customer_draft *draft, itd_arena *arena);
/* Takes one field's text; several values are separated by '|' (not in id, schema, gender, address).
 * Blank is nothing. text must live as long as the arena. On an error (its field is set) what was
 * right stays, and other fields may still be added. */
ITD_MUST_CHECK itd_status itd_customer_draft_add(itd_customer_draft *draft,
                                                 itd_customer_field field, itd_str text,
                                                 itd_error *err);
/* Puts parts of names together, and takes a person's joint name ("A and B") apart; the whole stays
 * as well. After the last field, before the request. */
ITD_MUST_CHECK itd_status itd_customer_draft_finish(itd_customer_draft *draft, itd_error *err);
/* The request; slices of the draft. A document's country is the customer's only nationality, else
 * its only country. */
void itd_customer_draft_request(const itd_customer_draft *draft, itd_request *ret_req);

#endif
