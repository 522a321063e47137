/* Shared by customers.c, which walks files and rows, and customers_json.c, which reads one object;
 * by nobody else. */
#ifndef ITD_CLI_CUSTOMERS_INTERNAL_H
#define ITD_CLI_CUSTOMERS_INTERNAL_H

#include "cli/customers.h"
#include "codec/json.h"
#include "codec/source.h"

enum kind { KIND_TABLE, KIND_JSON_LINES, KIND_NAMES };

struct itd_customers {
    itd_source         *src;
    itd_customer_form   form;
    const char         *path; /* borrowed; NULL: standard input */
    unsigned            member;
    bool                may_be_names; /* .txt */
    bool                in_member;
    enum kind           kind;
    itd_csv            *csv;
    itd_customer_book   book; /* in place of src and csv */
    bool                told_both_ways;
    itd_lines          *lines;
    itd_arena          *header_arena; /* reset per member */
    itd_customer_field *columns;      /* of a table */
    itd_str            *titles;       /* its header */
    size_t              column_count;
    bool                json_begun; /* the first object was accepted */
    uint64_t            bytes;
    uint64_t            rows;
};

/* Adds the file to an error on its way up. */
itd_status itd_customers_in_file(const itd_customers *customers, itd_status st, itd_error *err);
/* Remembers the first fault of a row. */
ITD_MUST_CHECK itd_status itd_customers_keep_fault(itd_customers *customers, itd_arena *arena,
                                                   uint64_t line, const itd_error *fault,
                                                   itd_customer *customer, itd_error *err);
/* The draft as a customer; a fault of it is the row's. */
ITD_MUST_CHECK itd_status itd_customers_finish_draft(itd_customers      *customers,
                                                     itd_customer_draft *draft, itd_arena *arena,
                                                     itd_customer *customer, itd_error *err);
/* One line of JSON. */
ITD_MUST_CHECK itd_status itd_customers_read_object(itd_customers *customers, itd_str line,
                                                    itd_arena *arena, itd_customer *customer,
                                                    itd_error *err);

#endif
