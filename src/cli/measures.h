/* What the subcommands of `measures` share. Included by measures*.c only. */
#ifndef ITD_CLI_MEASURES_H
#define ITD_CLI_MEASURES_H

#include "base/arena.h"
#include "cli/regime.h"

#define ITD_MEASURES_OUTPUT_MAX ((size_t)64 << 20)
#define ITD_MEASURES_WORDS_MAX 16

typedef struct itd_measures_call {
    itd_cli_common    common;
    itd_regime_choice choice;
    const char       *on;
    const char       *class_;
    const char       *direction;
    char             *words[ITD_MEASURES_WORDS_MAX];
    size_t            word_count;
} itd_measures_call;

/* Where the rows go, in whichever format. */
typedef struct itd_measures_output {
    const itd_measures_call *call;
    const itd_rules         *rules;
    itd_arena               *arena; /* of this call */
    itd_buf                  buf;
    itd_json_writer          json;
    itd_cli_table           *table;
    size_t                   rows;
} itd_measures_output;

/* The table with these headings, when a table was asked for; the JSON writer. */
ITD_MUST_CHECK itd_status itd_measures_begin(itd_measures_output *out, const char *const *columns,
                                             size_t count, itd_error *err);
ITD_MUST_CHECK itd_status itd_measures_end(itd_measures_output *out, itd_error *err);
/* The table of measures, each a row; heads of the JSON object {"on", "layers", "measures"}. */
ITD_MUST_CHECK itd_status itd_measures_begin_list(itd_measures_output *out, itd_date on,
                                                  itd_error *err);
void                      itd_measures_put(itd_measures_output *out, const itd_measure *measure);
ITD_MUST_CHECK itd_status itd_measures_end_list(itd_measures_output *out, itd_error *err);
void                      itd_measures_cell_date(itd_cli_table *table, itd_date date);

/* Parses, opens the rules, works, prints; gives the exit status. */
int itd_measures_run(const itd_cli_command *command, int argc, char **argv, size_t least_words,
                     size_t most_words, itd_status (*work)(itd_measures_output *, itd_error *));

/* Options of the subcommands. */
extern const itd_cli_option itd_measures_layer_options[];

#endif
