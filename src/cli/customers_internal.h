/* Shared by customers.c, which walks files, customers_table.c and customers_json.c, which read
 * their rows, and customers_related.c, which joins them; by nobody else. */
#ifndef ITD_CLI_CUSTOMERS_INTERNAL_H
#define ITD_CLI_CUSTOMERS_INTERNAL_H

#include "cli/customers.h"
#include "cli/relations.h"
#include "codec/json.h"
#include "codec/source.h"
#include "entity/entity.h"

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
    itd_date_doubts     told;
    bool                told_empty;
    itd_lines          *lines;
    itd_arena          *header_arena; /* reset per member */
    itd_customer_field *columns;      /* of a table */
    itd_str            *titles;       /* its header */
    size_t              column_count;
    bool                json_begun; /* the first object was accepted */
    uint64_t            bytes;
    uint64_t            rows;
    uint64_t            rows_before;  /* of other files: the numbers of ours begin behind them */
    itd_relations      *relations;    /* NULL: the file has none, or cannot be read twice */
    bool                is_gathering; /* this is the first reading, and relations are added to */
    bool                was_gathered;
};

/* The file as errors name it. */
itd_str itd_customers_file(const itd_customers *customers);
void    itd_customers_note(const itd_customers *customers, const char *text);

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
/* The first line of a table. */
ITD_MUST_CHECK itd_status itd_customers_read_header(itd_customers *customers, itd_error *err);
/* The next line of it. */
ITD_MUST_CHECK itd_status itd_customers_next_table_row(itd_customers *customers, itd_arena *arena,
                                                       bool *ret_found, itd_customer *customer,
                                                       itd_error *err);
/* One line of JSON. */
ITD_MUST_CHECK itd_status itd_customers_read_object(itd_customers *customers, itd_str line,
                                                    itd_arena *arena, itd_customer *customer,
                                                    itd_error *err);

/* ---- customers_related.c ---- */

/* Reads the whole file once and keeps who belongs to whom; does nothing the second time, and for
 * what can be read only once. */
ITD_MUST_CHECK itd_status itd_customers_gather(itd_customers *customers, itd_error *err);
/* The same for JSON lines, when any of them speaks of relations. */
ITD_MUST_CHECK itd_status itd_customers_gather_lines(itd_customers *customers, itd_error *err);
/* The customer's relations: kept in the first reading, looked up in the second. */
ITD_MUST_CHECK itd_status itd_customers_relate(itd_customers            *customers,
                                               const itd_customer_draft *draft, itd_arena *arena,
                                               itd_customer *customer, itd_error *err);
/* Is this schema of FollowTheMoney a relation of two parties? */
bool                      itd_customers_is_relation(itd_str schema);
ITD_MUST_CHECK itd_status itd_customers_read_relation(itd_customers  *customers,
                                                      const itd_json *object, itd_arena *arena,
                                                      itd_customer *customer, itd_error *err);

#endif
