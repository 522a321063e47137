/* What the commands over the rule base share: opening it, and a measure in each format. Included by
 * the files of `measures`, `check` and `caps` only. */
#ifndef ITD_CLI_REGIME_H
#define ITD_CLI_REGIME_H

#include "cli/cli.h"
#include "codec/json.h"
#include "regime/rules.h"

#define ITD_REGIME_LAYERS_DEFAULT "un"

/* --layer and --rules as given. */
typedef struct itd_regime_choice {
    const char *layers; /* "un,eu"; NULL: the UN floor */
    const char *folder; /* a user's own layer, or NULL */
    const char *floor;  /* goes below where one other layer alone is named; or NULL */
} itd_regime_choice;

/* The data that ships, the layers named, and the user's folder on top. */
ITD_MUST_CHECK itd_status itd_regime_open(const itd_regime_choice *choice, itd_rules **ret_rules,
                                          itd_error *err);
/* The folder data/regime of this installation. */
ITD_MUST_CHECK itd_status itd_regime_data_dir(char ret_path[static 4096], itd_error *err);
/* "YYYY-MM-DD", a whole day. ITD_E_USAGE names the field. */
ITD_MUST_CHECK itd_status itd_regime_parse_day(const char *text, const char *field,
                                               itd_date *ret_day, itd_error *err);
/* ITD_E_USAGE when the day is before the regime. */
ITD_MUST_CHECK itd_status itd_regime_check_day(const itd_rules *rules, itd_date day,
                                               const char *field, itd_error *err);

/* Members of a measure into an object that is begun. */
void itd_regime_put_measure(itd_json_writer *json, const itd_rules *rules,
                            const itd_measure *measure);
void itd_regime_put_date(itd_json_writer *json, const char *key, itd_date date);
void itd_regime_append_csv_header(itd_buf *buf);
void itd_regime_append_csv(itd_buf *buf, const itd_measure *measure);
/* "2371 ¶8" */
void itd_regime_append_paragraph(itd_buf *buf, const itd_measure *measure);
/* Style of a class and of a confidence in a table. */
itd_cli_style itd_regime_class_style(itd_measure_class class_);
itd_cli_style itd_regime_confidence_style(itd_str confidence);

/* Prints and frees a buf, then gives the exit status. */
int itd_regime_finish(itd_buf *buf, itd_status st, int exit_status, itd_error *err);

extern const itd_cli_command itd_cli_caps;
extern const itd_cli_command itd_cli_check;
extern const itd_cli_command itd_cli_comply;
extern const itd_cli_command itd_cli_measures;
extern const itd_cli_command itd_cli_measures_show;
extern const itd_cli_command itd_cli_measures_history;
extern const itd_cli_command itd_cli_measures_changes;
extern const itd_cli_command itd_cli_measures_diff;

#endif
