/* What the commands of the binary share: where the store is, how results are printed, how errors
 * are told. main.c holds the table of commands; each command is one file. The command line runs
 * in one thread; screen starts workers of its own. */
#ifndef ITD_CLI_CLI_H
#define ITD_CLI_CLI_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/* Exit statuses of `screen`; other failures use itd_status_exit. */
enum {
    ITD_EXIT_DONE = 0,
    ITD_EXIT_HITS = 1,
    ITD_EXIT_ROW_ERRORS = 2,
};

typedef enum itd_cli_format {
    ITD_FORMAT_TABLE,
    ITD_FORMAT_JSON,
    ITD_FORMAT_JSONL,
    ITD_FORMAT_CSV,
} itd_cli_format;

/* One option of a command: the same row serves parsing, --help, the man page and completion. */
typedef struct itd_cli_option {
    const char *name;   /* "cutoff": given as --cutoff VALUE or --cutoff=VALUE */
    char        letter; /* 'j' for -j, or 0 */
    const char *value;  /* name of its value in help, NULL for a flag */
    const char *help;   /* one line */
} itd_cli_option;

typedef struct itd_cli_command {
    const char           *name;    /* "lists add" */
    const char           *usage;   /* "NAME FILE… [OPTION…]" */
    const char           *summary; /* one line */
    const char           *text;    /* paragraphs of --help, may be NULL */
    const itd_cli_option *options; /* ends with name NULL; common options are added */
    /* Gets the arguments behind the command's name and returns the exit status. --help was answered
     * before; an error was printed by it (itd_cli_fail). Standard output is flushed behind it. */
    int (*run)(int argc, char **argv);
} itd_cli_command;

/* ---- parsing (arguments.c) ---- */
typedef struct itd_cli_args {
    int                           argc;
    char                        **argv;
    int                           next;
    const struct itd_cli_command *command;
    bool                          only_arguments; /* after "--" */
} itd_cli_args;

typedef enum itd_cli_item { ITD_ARG_END, ITD_ARG_OPTION, ITD_ARG_WORD, ITD_ARG_ERROR } itd_cli_item;

void itd_cli_args_init(itd_cli_args *args, const itd_cli_command *command, int argc, char **argv);
/* Steps through the arguments in any order of options and words. OPTION: *ret_option points at
 * its row (of the command or of the common ones), *ret_value its value or NULL. WORD:
 * *ret_value. ERROR: err is set (unknown option with the nearest one named, missing value). */
itd_cli_item itd_cli_args_next(itd_cli_args *args, const itd_cli_option **ret_option,
                               const char **ret_value, itd_error *err);
/* Is --help or -h among the options? main.c asks before a command runs. */
bool itd_cli_args_ask_help(const itd_cli_command *command, int argc, char **argv);
/* The text of `interdict COMMAND --help`. */
void itd_cli_append_help(itd_buf *buf, const itd_cli_command *command);
/* A line for each option; options may be NULL. */
void itd_cli_append_options(itd_buf *buf, const itd_cli_option *options);
/* Options that every command takes; ends with name NULL. */
extern const itd_cli_option itd_cli_common_options[];

/* ---- shell completion (complete.c) ---- */
/* Lists by the names that publishers have here; a user's own lists have any name. */
#define ITD_CLI_LIST_NAMES "un ofac eu uk ca ch us-csl"
/* Candidates for the last of the words behind "interdict", a line each: "CANDIDATE TAB HELP".
 * groups are the tables of commands, each ending with NULL. Nothing appended: complete file
 * names. */
void itd_cli_append_completions(itd_buf *buf, const itd_cli_command *const *const *groups,
                                size_t group_count, int argc, char **argv);
/* `interdict --complete WORD…`: prints them; returns the exit status. */
int itd_cli_complete(const itd_cli_command *const *const *groups, size_t group_count, int argc,
                     char **argv);

/* The candidate that a mistyped word may have meant: try every known one, then read `found` (empty:
 * none is near). The first of equally near ones wins. Slices are borrowed. */
typedef struct itd_cli_nearest {
    itd_str text;
    itd_str found;
    size_t  distance;
} itd_cli_nearest;
void itd_cli_nearest_init(itd_cli_nearest *nearest, itd_str text);
void itd_cli_nearest_try(itd_cli_nearest *nearest, itd_str candidate);

/* ---- settings that every command has ---- */
typedef struct itd_cli_common {
    const char    *store_dir;   /* --store, or INTERDICT_STORE, else the user's data directory */
    bool           store_named; /* one of the first two */
    itd_cli_format format;
    bool           quiet;
    bool           color; /* a terminal, and NO_COLOR unset */
    char           store_default[4096];
} itd_cli_common;

void itd_cli_common_init(itd_cli_common *common);
/* Takes --store, --format, --quiet; false when the option is not one of these. *ret_status gets the
 * error of a bad value. */
bool itd_cli_common_take(itd_cli_common *common, const itd_cli_option *option, const char *value,
                         itd_status *ret_status, itd_error *err);
/* "YYYY-MM-DD" → the last millisecond of that day. */
ITD_MUST_CHECK itd_status itd_cli_parse_day(const char *text, const char *field, int64_t *ret_ms,
                                            itd_error *err);
/* Directory of the data that ships with the binary: INTERDICT_DATA, else beside the build, else
 * installed. */
const char *itd_cli_data_dir(char ret_path[static 4096]);

/* ---- output (output.c, table.c) ---- */
/* Prints "interdict: …" on standard error and returns the exit status. */
int itd_cli_fail(const itd_error *err);
/* A note on standard error unless quiet: "interdict: …" and a line end; made safe for a
 * terminal. */
ITD_PRINTF(2, 3) void itd_cli_note(const itd_cli_common *common, const char *fmt, ...);
/* Writes to standard output (buffered). A closed pipe is ITD_E_INTERRUPTED with an empty
 * message, for which itd_cli_fail says nothing; another failure is ITD_E_IO. */
ITD_MUST_CHECK itd_status itd_cli_print(itd_str text, itd_error *err);
ITD_MUST_CHECK itd_status itd_cli_flush(itd_error *err);

/* Text from lists and customers made safe for a terminal: controls, direction marks and invisible
 * characters become visible ("\u202E"). */
void itd_cli_append_safe(itd_buf *buf, itd_str text);
/* One CSV field (RFC 4180); a leading = + - @ (wide forms too), tab, CR or LF gets an apostrophe so
 * that no spreadsheet takes it for a formula; controls and direction marks become visible. */
void itd_cli_append_csv(itd_buf *buf, itd_str text);

/* Columns a terminal needs for safe text: East Asian wide characters take two, combining ones
 * none. */
size_t itd_cli_text_width(itd_str text);
/* Bytes of the longest beginning of text that fits into columns; returns its width. ret_len may be
 * NULL. */
size_t itd_cli_text_fit(itd_str text, size_t columns, size_t *ret_len);
/* Columns of the terminal on standard output, 0 when it is none. */
size_t itd_cli_terminal_width(void);

/* A table for people: columns as wide as their cells (East Asian width), last column cut to the
 * terminal when there is one. */
typedef struct itd_cli_table  itd_cli_table;
ITD_MUST_CHECK itd_cli_table *itd_cli_table_new(size_t columns); /* NULL: no memory */
void                          itd_cli_table_free(itd_cli_table *table);
/* Starts a row; cells follow, left to right; safe text is made here. right: align right. */
void itd_cli_table_row(itd_cli_table *table);
void itd_cli_table_cell(itd_cli_table *table, itd_str text);
void itd_cli_table_cell_right(itd_cli_table *table, itd_str text);
/* Either of them, for those who are told where to put cells: ctx is an itd_cli_table. */
void itd_cli_table_put(void *ctx, itd_str text, bool right);

typedef enum itd_cli_style {
    ITD_STYLE_PLAIN,
    ITD_STYLE_STRONG,
    ITD_STYLE_DIM,
    ITD_STYLE_GOOD,
    ITD_STYLE_WARN,
    ITD_STYLE_BAD,
} itd_cli_style;
/* Styles show only when color is on (itd_cli_common.color); off by default. */
void itd_cli_table_set_color(itd_cli_table *table, bool color);
void itd_cli_table_cell_styled(itd_cli_table *table, itd_str text, itd_cli_style style);
/* The escape sequence that starts a style; "\033[0m" ends it. */
const char               *itd_cli_style_code(itd_cli_style style);
ITD_MUST_CHECK itd_status itd_cli_table_print(const itd_cli_table *table, itd_buf *buf,
                                              itd_error *err);

/* Progress on standard error, only on a terminal and not when quiet; total 0: unknown. */
typedef struct itd_cli_progress {
    const char *what;
    uint64_t    total;
    int64_t     started_ms;
    int64_t     shown_ms;
    bool        on;
} itd_cli_progress;
void itd_cli_progress_start(itd_cli_progress *progress, const itd_cli_common *common,
                            const char *what, uint64_t total);
void itd_cli_progress_update(itd_cli_progress *progress, uint64_t done);
/* The same with the number of rows, for their speed. */
void itd_cli_progress_rows(itd_cli_progress *progress, uint64_t done, uint64_t rows);
/* Takes the line away for something else that is told; the next update shows it again. */
void itd_cli_progress_pause(const itd_cli_progress *progress);
void itd_cli_progress_stop(itd_cli_progress *progress);

/* ---- commands ---- */
extern const itd_cli_command itd_cli_screen;    /* screen.c */
extern const itd_cli_command itd_cli_explain;   /* explain.c */
extern const itd_cli_command itd_cli_selfcheck; /* selfcheck.c */
extern const itd_cli_command itd_cli_layers;    /* layers.c */
extern const itd_cli_command itd_cli_lab;       /* lab.c */
extern const itd_cli_command itd_cli_watch;     /* watch.c */
extern const itd_cli_command itd_cli_vessel;    /* vessel.c */
/* The subcommands of `lists`: add ls show export diff log verify pin rollback prune. */
extern const itd_cli_command *const itd_cli_lists_commands[]; /* lists.c; ends with NULL */
/* What asks the rules of a regime: check, and measures with its subcommands. */
extern const itd_cli_command *const itd_cli_measures_commands[]; /* regime.c; ends with NULL */
/* `chronicle` with its subcommands, `positions` and `reach`. */
extern const itd_cli_command *const itd_cli_chronicle_commands[]; /* chronicle.c; ends with NULL */

#endif
