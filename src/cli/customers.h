/* Customers from a file, one by one, in bounded memory: CSV, TSV and semicolons (told apart by the
 * header), workbooks, JSON lines (FollowTheMoney ones too), or plain text with a name a line.
 * Packed files are unpacked on the way. A row that cannot be understood is a customer with an
 * error; only a file that cannot be read further ends the reading. One thread at a time. */
#ifndef ITD_CLI_CUSTOMERS_H
#define ITD_CLI_CUSTOMERS_H

#include <stdint.h>

#include "cli/customer_form.h"
#include "cli/relations.h"

typedef struct itd_customer {
    uint64_t           line; /* in its file; 0 for a name from the command line */
    itd_request        req;
    itd_str            name; /* as shown: the first one; of a text its beginning */
    itd_str            text; /* a running text instead of names, or empty */
    bool               is_text;
    const itd_error   *fault;   /* NULL, or why this row cannot be screened */
    itd_str            file;    /* set where a relation has a problem */
    const itd_related *related; /* customers that this one belongs to */
    size_t             related_count;
    itd_str relation; /* not empty: the row joins two customers (its schema) and is none */
} itd_customer;

typedef struct itd_customers itd_customers;

/* path NULL: standard input. form (borrowed) may be NULL: everything is found. */
ITD_MUST_CHECK itd_status itd_customers_open(const char *path, const itd_customer_form *form,
                                             itd_customers **ret_customers, itd_error *err);
/* Rows of other files came before: the numbers in relations count from there. */
void itd_customers_begin_behind(itd_customers *customers, uint64_t rows);
/* The next row; everything of it lives in arena. *ret_found false at the end. */
ITD_MUST_CHECK itd_status itd_customers_next(itd_customers *customers, itd_arena *arena,
                                             bool *ret_found, itd_customer *ret_customer,
                                             itd_error *err);
/* The first relation that cannot be relied on; NULL: there is none. */
const itd_related *itd_customer_problem(const itd_customer *customer);
/* Bytes of rows so far, about (for progress). */
uint64_t itd_customers_bytes(const itd_customers *customers);
/* Rows so far. */
uint64_t itd_customers_rows(const itd_customers *customers);
void     itd_customers_close(itd_customers *customers);

/* A customer that is only a name (borrowed), or a number in its place, with facts beside it (may be
 * NULL). */
ITD_MUST_CHECK itd_status itd_customer_of_name(itd_str name, const itd_request *facts,
                                               itd_arena *arena, itd_customer *ret_customer,
                                               itd_error *err);

/* A customer that is a running text (borrowed), with facts beside it (may be NULL). */
ITD_MUST_CHECK itd_status itd_customer_of_text(itd_str text, const itd_request *facts,
                                               itd_arena *arena, itd_customer *ret_customer,
                                               itd_error *err);
/* The same from a file; path NULL: standard input. A file that is no text is a fault of the
 * customer, one that cannot be read an error. */
ITD_MUST_CHECK itd_status itd_customer_of_text_file(const char *path, const itd_request *facts,
                                                    itd_arena *arena, itd_customer *ret_customer,
                                                    itd_error *err);

#endif
