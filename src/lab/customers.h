/* Clean customers: ordinary names made of the parts in data/lab/customers.tsv, frequent parts more
 * often. Read-only once read: shared between threads. */
#ifndef ITD_LAB_CUSTOMERS_H
#define ITD_LAB_CUSTOMERS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "lab/random.h"

#define ITD_LAB_ORIGINS_MAX 16
#define ITD_LAB_PARTS_MAX 4     /* columns of parts of one origin: given, surname, … */
#define ITD_LAB_CHOICES_MAX 512 /* of one part */

typedef struct itd_lab_part {
    itd_str  name; /* "given" */
    itd_str *choices;
    size_t   count;
} itd_lab_part;

typedef struct itd_lab_origin {
    itd_str      name; /* "Korean" */
    itd_lab_part parts[ITD_LAB_PARTS_MAX];
    size_t       part_count;
} itd_lab_origin;

typedef struct itd_lab_parts {
    itd_lab_origin origins[ITD_LAB_ORIGINS_MAX];
    size_t         count;
} itd_lab_parts;

/* Reads the table; everything lives in arena. Errors name the line: ITD_E_SYNTAX for a row that is
 * not three columns, ITD_E_LIMIT, ITD_E_SCHEMA when an origin lacks the parts it needs. */
ITD_MUST_CHECK itd_status itd_lab_parts_read(const char *path, itd_arena *arena,
                                             itd_lab_parts *ret_parts, itd_error *err);
/* The part of an origin by name, or NULL. */
const itd_lab_part *itd_lab_part_find(const itd_lab_origin *origin, itd_str name);
/* One choice; earlier ones are drawn more often. */
itd_str itd_lab_part_draw(const itd_lab_part *part, itd_random *random);
/* Appends one customer of the origin, in the order of parts that is usual there. */
void itd_lab_customer_draw(const itd_lab_origin *origin, itd_random *random, itd_buf *buf);

#endif
