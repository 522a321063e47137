/* What the parts of `check` share: the fields of a question as they were written, the engine that
 * screens parties and vessels, an answer in each format. Included by check*.c only. */
#ifndef ITD_CLI_CHECK_H
#define ITD_CLI_CHECK_H

#include "cli/cli.h"
#include "cli/regime.h"
#include "codec/source.h"
#include "regime/check.h"
#include "regime/ship.h"
#include "screen/screen.h"

#define ITD_CHECK_VALUES_MAX 16 /* of one field: codes, services, vessels, … */

typedef struct itd_check_values {
    itd_str items[ITD_CHECK_VALUES_MAX];
    size_t  count;
} itd_check_values;

/* A question as written on the command line or in a row; empty texts were not given. */
typedef struct itd_check_fields {
    uint64_t         line; /* of a row; 0 for a question of the command line */
    itd_str          id;
    itd_str          on, direction, goods, origin, destination, quantity, unit, value;
    itd_check_values hs, services, vessels, ports, parties, claims;
} itd_check_fields;

/* The name of a field, in the order of the columns, and where its text goes. */
typedef struct itd_check_field {
    const char *name;   /* "hs": option --hs, column hs */
    size_t      single; /* offset of an itd_str, or SIZE_MAX */
    size_t      values; /* offset of itd_check_values, or SIZE_MAX */
} itd_check_field;
extern const itd_check_field itd_check_field_table[]; /* ends with name NULL */

/* Takes the text of a field; ITD_E_USAGE when a single one is given twice, ITD_E_LIMIT. The text is
 * borrowed. */
ITD_MUST_CHECK itd_status itd_check_take(itd_check_fields *fields, const itd_check_field *field,
                                         itd_str text, itd_error *err);

typedef struct itd_check_party {
    itd_str     name;
    itd_outcome outcome;
    bool        complete;
    bool        counts; /* listed, or not cleared, on the day asked about */
    itd_str     entity; /* the best hit, "un:KPe.001"; empty without one */
    itd_str     caption;
    uint32_t    score;
    itd_date    listed;
} itd_check_party;

typedef struct itd_check_result {
    const itd_check_fields *fields;
    itd_check_request       req;
    itd_check_answer        answer;
    itd_check_party        *parties; /* and then the vessels, by number */
    size_t                  party_count;
} itd_check_result;

/* Everything a question needs. screener may be NULL while nothing has to be screened. */
typedef struct itd_check_engine {
    itd_rules    *rules;
    itd_hs       *hs;
    itd_ports    *ports; /* may be NULL while no port is named */
    itd_snapshot *snap;
    itd_screener *screener;
} itd_check_engine;

/* Understands the fields, screens, checks. Everything lives in the arena. */
ITD_MUST_CHECK itd_status itd_check_run(const itd_check_engine *engine,
                                        const itd_check_fields *fields, itd_arena *arena,
                                        itd_check_result *ret_result, itd_error *err);

/* check_answer.c: members into an object that is begun; the text for people; a CSV line. */
void itd_check_put(itd_json_writer *json, const itd_check_engine *engine,
                   const itd_check_result *result);
void itd_check_append_text(itd_buf *buf, const itd_check_engine *engine,
                           const itd_check_result *result, bool color);
void itd_check_append_csv_header(itd_buf *buf);
void itd_check_append_csv(itd_buf *buf, const itd_check_engine *engine, uint64_t row,
                          const itd_check_result *result, const itd_error *fault);

/* check_rows.c: the questions of a file. src stands at its first byte (itd_source_next_member). */
#define ITD_CHECK_COLUMNS_MAX 16
typedef struct itd_check_rows itd_check_rows;
ITD_MUST_CHECK itd_status     itd_check_rows_open(itd_source *src, itd_check_rows **ret_rows,
                                                  itd_error *err);
/* The next row; its texts live until the next call. A row that is not well formed is found too, and
 * ret_fault->status says so; only what cannot be read further is an error. */
ITD_MUST_CHECK itd_status itd_check_rows_next(itd_check_rows *rows, bool *ret_found,
                                              itd_check_fields *ret_fields, itd_error *ret_fault,
                                              itd_error *err);
void                      itd_check_rows_close(itd_check_rows *rows); /* NULL is allowed */

/* check_file.c: every row of a file. */
typedef struct itd_check_batch {
    const itd_cli_common   *common;
    const itd_check_engine *engine;
    const char             *path; /* "-": standard input */
    const char             *output;
    bool                    resume;
    itd_str                 settings; /* that the answers depend on, besides the file */
} itd_check_batch;
ITD_MUST_CHECK itd_status itd_check_file(const itd_check_batch *batch, int *ret_exit_status,
                                         itd_error *err);

#endif
