/* The file that `screen --output` writes, with a sidecar FILE.state that says from what it is
 * made, so that --resume can tell whether it may go on where the file ends. One thread at a
 * time. */
#ifndef ITD_CLI_OUTPUT_FILE_H
#define ITD_CLI_OUTPUT_FILE_H

#include <stdio.h>

#include "cli/cli.h"

#define ITD_OUTPUT_STATE_SUFFIX ".state"

typedef struct itd_output_file {
    FILE       *file;
    const char *path; /* borrowed */
    char        state_path[4096];
    bool        has_state;
    bool        finished; /* resumed, and nothing was left to do */
    uint64_t    rows;     /* kept from the run before */
    uint64_t    rows_with_hits;
    uint64_t    rows_with_errors;
} itd_output_file;

/* settings: lines that name everything the answers depend on; empty: no sidecar. resume goes on
 * behind the last complete row of a file made with the same settings (ITD_E_CONFLICT otherwise,
 * with the setting that differs); a file that is not there yet is begun. Without resume it is
 * begun anew. Only ITD_FORMAT_JSONL and ITD_FORMAT_CSV can be resumed. */
ITD_MUST_CHECK itd_status itd_output_file_open(const char *path, itd_cli_format format,
                                               itd_str settings, bool resume,
                                               itd_output_file *ret_out, itd_error *err);
/* Hands the text to the operating system, so that a kill loses nothing of it. */
ITD_MUST_CHECK itd_status itd_output_file_write(itd_output_file *out, itd_str text, itd_error *err);
/* Syncs and closes; complete: the sidecar notes that nothing is left. */
ITD_MUST_CHECK itd_status itd_output_file_close(itd_output_file *out, itd_str settings,
                                                bool complete, itd_error *err);

/* Where the complete rows of an output end, and what they say. JSON lines: whole lines. CSV: up
 * to the last customer, whose lines may not all be there (unless finished). ITD_E_CORRUPT when a
 * kept row is no row of ours or rows are missing. */
typedef struct itd_output_scan {
    size_t   keep; /* bytes */
    uint64_t rows;
    uint64_t rows_with_hits;
    uint64_t rows_with_errors;
} itd_output_scan;
ITD_MUST_CHECK itd_status itd_output_scan_text(itd_str text, itd_cli_format format, bool finished,
                                               itd_output_scan *ret_scan, itd_error *err);

#endif
