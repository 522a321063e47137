/* An answer as people, scripts and spreadsheets get it. A renderer is read-only once made and
 * shared between the workers; each writes into a buf of its own. */
#ifndef ITD_CLI_ANSWER_H
#define ITD_CLI_ANSWER_H

#include "cli/cli.h"
#include "cli/customers.h"
#include "cli/list_checks.h"
#include "screen/party.h"
#include "screen/screen.h"

#define ITD_ANSWER_DAY_MAX 24 /* "YYYY-MM-DDTHH:MMZ" and a NUL, with room */

typedef struct itd_renderer {
    const itd_snapshot    *snap;
    itd_cli_format         format;
    bool                   color;
    bool                   explain; /* hits carry explanations, and they are shown */
    bool                   report;  /* an HTML report is written beside */
    bool                   partial; /* some list is */
    const itd_parties     *parties; /* whose other entries hits name; NULL: none are named */
    uint32_t               cutoff;
    const itd_profile     *profile;
    const itd_list_checks *checks; /* NULL: no list was ever checked */
} itd_renderer;

/* One answered row. answer is NULL when the row has an error (err says which). */
typedef struct itd_answered {
    uint64_t            row;
    const itd_customer *customer;
    const itd_answer   *answer;
    const itd_error    *err;
} itd_answered;

void itd_renderer_init(itd_renderer *renderer, const itd_snapshot *snap, itd_cli_format format,
                       uint32_t cutoff);
/* What stands before the first row ("[", the CSV header) and behind the last. */
void itd_renderer_begin(const itd_renderer *renderer, itd_buf *buf);
void itd_renderer_end(const itd_renderer *renderer, bool empty, itd_buf *buf);
/* json and jsonl: one object; csv: its lines; table: cells for itd_answer_take_cells. first: no
 * comma goes before it (json). With explain a table's row is finished text. */
void itd_renderer_row(const itd_renderer *renderer, const itd_answered *answered, bool first,
                      itd_buf *buf);

/* answer_json.c, answer_csv.c, answer_table.c */
void itd_answer_write_json(const itd_renderer *renderer, const itd_answered *answered,
                           itd_buf *buf);
void itd_answer_write_csv(const itd_renderer *renderer, const itd_answered *answered, itd_buf *buf);
void itd_answer_write_csv_header(itd_buf *buf);
void itd_answer_write_cells(const itd_renderer *renderer, const itd_answered *answered,
                            itd_buf *buf);

/* answer_explained.c: the form for people with --explain, a block of lines for each hit. */
void itd_answer_write_explained(const itd_renderer *renderer, const itd_answered *answered,
                                itd_buf *buf);

/* Makes table rows of cells written by itd_answer_write_cells. */
#define ITD_ANSWER_COLUMNS 7
void itd_answer_add_header(itd_cli_table *table);
void itd_answer_add_cells(itd_cli_table *table, itd_str cells);

/* Entries of the hit's party on other lists, "LIST:ID" each. */
void itd_answer_append_also_on(const itd_renderer *renderer, const itd_hit *hit,
                               const char *separator, itd_buf *buf);

/* "director of Example Ltd [C1]", several between commas; nothing when there is none. */
void itd_answer_append_related(const itd_customer *customer, itd_buf *buf);

/* The lists that answered, with versions, age and what is missing: lines for people. */
void itd_answer_append_lists(const itd_renderer *renderer, int64_t now_ms, itd_buf *buf);

/* When the list was last found to be what the publisher has, UTC milliseconds; 0: never. */
int64_t itd_answer_checked(const itd_renderer *renderer, size_t list);

/* "2026-02-27", or with the time of day when the version has one. */
void        itd_answer_day(int64_t version_ms, char ret_text[static ITD_ANSWER_DAY_MAX]);
const char *itd_agreement_name(itd_agreement agreement);
const char *itd_answered_outcome(const itd_answered *answered);
/* Texts of a property of the entry, separated. */
void itd_answer_append_values(itd_buf *buf, const itd_entity *ent, itd_prop prop,
                              const char *separator);

#endif
