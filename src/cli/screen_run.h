/* A run of `screen` with its settings understood. */
#ifndef ITD_CLI_SCREEN_RUN_H
#define ITD_CLI_SCREEN_RUN_H

#include "cli/cli.h"
#include "cli/facts.h"
#include "cli/inputs.h"
#include "cli/list_checks.h"
#include "decide/profile.h"
#include "lists/store.h"

typedef struct itd_screen_names {
    itd_str items[ITD_LISTS_MAX]; /* of the command line */
    size_t  count;
} itd_screen_names;

typedef struct itd_screen_settings {
    itd_cli_common     common;
    itd_inputs         inputs;
    itd_customer_map   map;
    itd_customer_form  form;
    const itd_profile *profile;
    uint32_t           cutoff; /* 0: that of the profile */
    size_t             limit;
    itd_screen_names   lists;
    itd_screen_names   programmes;
    int64_t            as_of_ms;
    int                max_age_days;
    itd_list_checks   *checks; /* filled with the data when not NULL */
    const char        *map_path;
    size_t             threads;
    const char        *output; /* NULL: standard output */
    bool               resume;
    bool               explain;
    itd_facts          facts; /* beside texts */
    itd_request        given_facts;
    itd_arena         *facts_arena;
    const char        *html; /* report beside the answers, or NULL */
    bool               exhaustive;
} itd_screen_settings;

/* *ret_exit_status: 0 no hits, 1 hits, 2 rows with errors. */
ITD_MUST_CHECK itd_status itd_screen_run(itd_screen_settings *settings, int *ret_exit_status,
                                         itd_error *err);

#endif
