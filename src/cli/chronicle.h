/* What the commands of the chronicle share: their options, the chronicle as known at a moment, and
 * the cells of an occasion. */
#ifndef ITD_CLI_CHRONICLE_H
#define ITD_CLI_CHRONICLE_H

#include "chronicle/chronicle.h"
#include "cli/cli.h"
#include "cli/sheet.h"

#define ITD_CHRONICLE_OUTPUT_MAX ((size_t)256 << 20)

typedef struct itd_chronicle_call {
    itd_cli_common common;
    char         **words;
    size_t         word_count;
    /* Options as given; NULL when not. */
    const char *as_of, *from, *to, *class_, *kind, *source, *title, *scope, *rank, *covers;
    const char *covered_until, *who, *why, *known_from, *speaker, *party, *within, *show;
    const char *apogee, *range, *time, *event;
    bool        update, empty, withdraw, disagreements;
    /* After itd_chronicle_call_open. */
    itd_chronicle     *chronicle;
    itd_arena         *arena;
    int64_t            as_of_ms;
    itd_chronicle_view view;
    itd_buf            out;
} itd_chronicle_call;

/* Options, and a number of words within bounds. Call itd_chronicle_call_finish in any case. */
ITD_MUST_CHECK itd_status itd_chronicle_call_parse(itd_chronicle_call    *call,
                                                   const itd_cli_command *command, int argc,
                                                   char **argv, size_t least_words,
                                                   size_t most_words, itd_error *err);
/* The chronicle as known at --as-of, else now. */
ITD_MUST_CHECK itd_status itd_chronicle_call_open(itd_chronicle_call *call, itd_error *err);
/* Prints what is in call->out unless st is an error; frees; the exit status. */
int itd_chronicle_call_finish(itd_chronicle_call *call, itd_status st, itd_error *err);

/* A Korean day of an option, or the default when it is not given. */
ITD_MUST_CHECK itd_status itd_chronicle_call_day(const char *text, const char *field,
                                                 int64_t otherwise, int64_t *ret_day,
                                                 itd_error *err);
ITD_MUST_CHECK itd_status itd_chronicle_call_class(const itd_chronicle_call *call,
                                                   itd_chronicle_class *ret_class, itd_error *err);
/* "event", "statement", "source" or "pressure", with or without an s behind it. */
ITD_MUST_CHECK itd_status itd_chronicle_call_kind(const char *text, itd_fact_kind *ret_kind,
                                                  itd_error *err);

/* In JSON: the object that everything else stands in, with the moment asked for. */
void itd_chronicle_begin_json(const itd_chronicle_call *call, itd_json_writer *json, itd_buf *buf);
/* How far the sources reach, for a note or a line; false when no source says. */
bool itd_chronicle_covered(const itd_chronicle_call *call, itd_chronicle_class of_class,
                           int64_t *ret_day);

/* Occasions as rows. */
extern const itd_sheet_column itd_occasion_columns[];
extern const size_t           itd_occasion_column_count;
ITD_MUST_CHECK itd_status     itd_sheet_occasion(itd_sheet *sheet, const itd_occasion *occasion,
                                                 itd_error *err);
/* Disagreements as rows, of all occasions or of one. */
ITD_MUST_CHECK itd_status itd_chronicle_put_disagreements(itd_chronicle_call *call,
                                                          const itd_occasion *only,
                                                          itd_json_writer *json, itd_error *err);

extern const itd_cli_command itd_cli_chronicle_add;     /* chronicle_write.c */
extern const itd_cli_command itd_cli_chronicle_import;  /* chronicle_write.c */
extern const itd_cli_command itd_cli_chronicle_edit;    /* chronicle_write.c */
extern const itd_cli_command itd_cli_chronicle_ls;      /* chronicle_ls.c */
extern const itd_cli_command itd_cli_chronicle_sources; /* chronicle_ls.c */
extern const itd_cli_command itd_cli_chronicle_show;    /* chronicle_show.c */
extern const itd_cli_command itd_cli_chronicle_history; /* chronicle_show.c */
extern const itd_cli_command itd_cli_positions;         /* positions.c */
extern const itd_cli_command itd_cli_reach;             /* reach.c */

#endif
