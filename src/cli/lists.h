/* What the commands of `lists` share: one way of reading their arguments, opening the store and
 * naming a version. Included by lists*.c only. */
#ifndef ITD_CLI_LISTS_H
#define ITD_CLI_LISTS_H

#include "cli/cli.h"
#include "codec/json.h"
#include "fetch/fetch.h"
#include "lists/store.h"

/* A call of any of them; options that a command does not have stay NULL or false. */
typedef struct itd_lists_call {
    itd_cli_common common;
    char         **words; /* arguments that are no options, in order */
    size_t         word_count;
    const char    *as_of;
    const char    *date;
    const char    *before;
    const char    *reader;
    const char    *map;
    const char    *partial;
    bool           accept_shrink;
    bool           off;
    const char    *urls[ITD_FETCH_FILES_MAX + 1]; /* --url, in order; one more than allowed */
    size_t         url_count;
    const char    *digest;
    const char    *ca;
    const char    *timeout;
    const char    *retries;
} itd_lists_call;

/* Words are gathered at the front of argv. ITD_E_USAGE when there are fewer or more than
 * allowed. */
itd_status itd_lists_parse(itd_lists_call *call, const itd_cli_command *command, int argc,
                           char **argv, size_t least_words, size_t most_words, itd_error *err);

/* The store of this call, to read from. */
itd_status itd_lists_open(const itd_lists_call *call, itd_store **ret_store, itd_error *err);
/* "YYYY-MM-DD" is the end of that day, "YYYY-MM-DDTHH:MMZ" is that moment. */
itd_status itd_lists_parse_moment(const char *text, const char *field, int64_t *ret_ms,
                                  itd_error *err);
/* The version of a list that answers now or as of --as-of; a partial one is pointed out on standard
 * error. */
itd_status itd_lists_find(const itd_lists_call *call, const itd_store *store, itd_str list,
                          const itd_list_version **ret_version, itd_error *err);
/* Says on standard error that a version is incomplete on purpose. */
void itd_lists_note_partial(const itd_lists_call *call, const itd_list_version *version);

/* "2026-02-27", or with the time of day when there is one. */
#define ITD_LISTS_DATE_MAX 24
void itd_lists_date(int64_t ms, char ret_text[static ITD_LISTS_DATE_MAX]);
/* Digits in groups of three: "13,821". */
#define ITD_LISTS_COUNT_MAX 28
void itd_lists_count(uint64_t count, char ret_text[static ITD_LISTS_COUNT_MAX]);
/* The members of one version as `lists ls` gives them, into an object that is begun. */
void itd_lists_put_version(itd_json_writer *json, const itd_list_version *version);

/* What `lists add` says of an addition, in that format. */
ITD_MUST_CHECK itd_status itd_lists_append_added(itd_buf *buf, const itd_add_result *result,
                                                 itd_cli_format format, itd_error *err);

/* Prints and frees a buf, then gives the exit status of st or of the printing. */
int itd_lists_finish(itd_buf *buf, itd_status st, itd_error *err);

extern const itd_cli_command itd_cli_lists_add;
extern const itd_cli_command itd_cli_lists_fetch;
extern const itd_cli_command itd_cli_lists_update;
extern const itd_cli_command itd_cli_lists_sources;
extern const itd_cli_command itd_cli_lists_ls;
extern const itd_cli_command itd_cli_lists_show;
extern const itd_cli_command itd_cli_lists_export;
extern const itd_cli_command itd_cli_lists_diff;
extern const itd_cli_command itd_cli_lists_log;
extern const itd_cli_command itd_cli_lists_verify;
extern const itd_cli_command itd_cli_lists_pin;
extern const itd_cli_command itd_cli_lists_rollback;
extern const itd_cli_command itd_cli_lists_prune;

#endif
