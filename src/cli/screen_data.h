/* Which data answers a `screen` on the command line. */
#ifndef ITD_CLI_SCREEN_DATA_H
#define ITD_CLI_SCREEN_DATA_H

#include "cli/screen_run.h"
#include "snapshot/snapshot.h"

/* The store that was named; else the user's own; and only if that holds nothing, the built-in 1718
 * list, which is said on standard error. Unknown lists and programmes are errors, with the nearest
 * known one named. */
ITD_MUST_CHECK itd_status itd_screen_open_data(const itd_screen_settings *settings,
                                               itd_snapshot **ret_snap, itd_error *err);

#endif
