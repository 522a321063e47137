/* What is asked about one customer. Filled by whoever reads customers; slices belong to the caller
 * and live until the answer was used. A plain value: one thread at a time. */
#ifndef ITD_MATCH_REQUEST_H
#define ITD_MATCH_REQUEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"
#include "base/str.h"
#include "entity/schema.h"

#define ITD_REQUEST_NAMES_MAX 64
#define ITD_REQUEST_FACTS_MAX 64 /* dates, countries and identifiers, each */

typedef struct itd_request_identifier {
    itd_prop prop; /* PASSPORT_NUMBER, ID_NUMBER, IMO_NUMBER, SWIFT_BIC, WALLET, OTHER_ID (any) … */
    itd_str text;    /* as given */
    itd_str country; /* ISO alpha-2, or empty */
} itd_request_identifier;

typedef struct itd_request {
    itd_str                       id; /* the customer's, may be empty */
    const itd_str                *names;
    size_t                        name_count; /* 0 is allowed when there are identifiers */
    itd_schema                    schema;     /* LEGAL_ENTITY: any kind */
    const itd_date               *birth_dates;
    size_t                        birth_date_count;
    const itd_str                *countries; /* ISO alpha-2: nationality and country alike */
    size_t                        country_count;
    itd_str                       gender; /* male, female, other, or empty */
    const itd_request_identifier *identifiers;
    size_t                        identifier_count;
    itd_str                       address; /* free text, or empty */
} itd_request;

#endif
