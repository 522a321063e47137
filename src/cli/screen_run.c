/* The run itself: open the data, go on where an earlier run ended, screen, print, sum up. */
#include "cli/screen_run.h"

#include <signal.h>
#include <string.h>

#include "base/clock.h"
#include "cli/batch.h"
#include "cli/output_file.h"
#include "cli/report.h"
#include "cli/screen_data.h"

#define SETTINGS_MAX ((size_t)8 << 20)
#define SUMMARY_MAX ((size_t)1 << 20)
#define TABLE_ROWS_MAX 2000 /* a longer table is printed in pieces, each with its header */
#define ERRORS_SHOWN 20     /* rows with errors told on standard error; all are in the answers */

/* Set by a signal, read between rows: all that a signal handler may do. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

/* The second signal ends the program at once. A write goes on behind the first one, so that what is
 * printed ends with a whole line. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal,
                               .sa_flags = (int)(SA_RESETHAND | (unsigned)SA_RESTART)};

    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

struct run {
    itd_screen_settings *settings;
    itd_snapshot        *snap;
    itd_renderer         renderer;
    itd_output_file      out;     /* file NULL: standard output */
    itd_buf          description; /* of everything the answers depend on; empty: not resumable */
    itd_cli_table   *table;
    size_t           table_cells_rows;
    itd_cli_progress progress;
    itd_batch_counts counts;
    uint64_t         errors_shown;
    itd_report       report;
    itd_parties     *parties;
};

static itd_status write_out(struct run *run, itd_str text, itd_error *err)
{
    return run->out.file ? itd_output_file_write(&run->out, text, err) : itd_cli_print(text, err);
}

/* ---- the table ---- */

static itd_status begin_table(struct run *run, itd_error *err)
{
    run->table = itd_cli_table_new(ITD_ANSWER_COLUMNS);
    if (!run->table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(run->table, run->settings->common.color && !run->out.file);
    itd_answer_add_header(run->table);
    run->table_cells_rows = 0;
    return ITD_OK;
}

static itd_status print_table(struct run *run, itd_error *err)
{
    itd_buf    buf;
    itd_status st = ITD_OK;

    itd_buf_init(&buf, SIZE_MAX);
    if (run->table && run->table_cells_rows > 0)
        st = itd_cli_table_print(run->table, &buf, err);
    if (st == ITD_OK)
        st = write_out(run, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    itd_cli_table_free(run->table);
    run->table = NULL;
    return st;
}

static itd_status add_to_table(struct run *run, const itd_batch_chunk *chunk, itd_error *err)
{
    itd_status st = run->table ? ITD_OK : begin_table(run, err);

    if (st != ITD_OK || chunk->text.len == 0)
        return st;
    itd_answer_add_cells(run->table, chunk->text);
    run->table_cells_rows += chunk->counts.rows;
    return run->table_cells_rows >= TABLE_ROWS_MAX ? print_table(run, err) : ITD_OK;
}

/* ---- rows ---- */

static void show_errors(struct run *run, itd_str errors)
{
    itd_str line;

    while (itd_str_next_part(&errors, ITD_STR("\n"), &line)) {
        itd_buf safe;

        if (line.len == 0 || run->errors_shown++ >= ERRORS_SHOWN)
            continue;
        itd_buf_init(&safe, 8 * ITD_ERROR_TEXT_MAX);
        itd_cli_append_safe(&safe, line);
        itd_cli_progress_pause(&run->progress);
        fprintf(stderr, "interdict: %.*s\n", ITD_STR_ARGS(itd_buf_text(&safe)));
        itd_buf_done(&safe);
    }
}

static itd_status take(void *ctx, const itd_batch_chunk *chunk, itd_error *err)
{
    struct run *run = ctx;
    itd_status  st;

    st = run->renderer.format == ITD_FORMAT_TABLE && !run->renderer.explain
             ? add_to_table(run, chunk, err)
             : write_out(run, chunk->text, err);
    if (st != ITD_OK)
        return st;
    itd_batch_counts_add(&run->counts, &chunk->counts);
    itd_report_take(&run->report, chunk);
    show_errors(run, chunk->errors);
    itd_cli_progress_rows(&run->progress, itd_inputs_bytes_done(&run->settings->inputs),
                          run->counts.rows);
    return ITD_OK;
}

static itd_status feed(void *ctx, itd_arena *arena, bool *ret_found, itd_customer *ret_customer,
                       itd_error *err)
{
    const struct run *run = ctx;

    return itd_inputs_next(&run->settings->inputs, arena, ret_found, ret_customer, err);
}

/* ---- what the answers depend on ---- */

static void describe_names(itd_buf *buf, const char *title, const itd_screen_names *names)
{
    for (size_t i = 0; i < names->count; i++) {
        itd_buf_printf(buf, "%s ", title);
        itd_buf_append(buf, names->items[i]);
        itd_buf_append_char(buf, '\n');
    }
}

static itd_status describe(struct run *run, itd_error *err)
{
    const itd_screen_settings *settings = run->settings;
    itd_buf                   *buf = &run->description;
    itd_status                 st;

    itd_buf_printf(buf, "engine %s score %s unicode %s words %s\n", ITD_ENGINE_VERSION,
                   ITD_SCORE_VERSION, itd_text_unicode_version(), itd_text_table_version());
    itd_buf_printf(buf, "format %d, relations\nprofile %s\ncutoff %u\nlimit %zu\nexplain %d\n",
                   (int)settings->common.format, settings->profile->name,
                   (unsigned)settings->cutoff, settings->limit, settings->explain);
    describe_names(buf, "programme", &settings->programmes);
    for (size_t i = 0; i < settings->facts.count; i++)
        itd_buf_printf(buf, "with %s\n", settings->facts.given[i]);
    for (size_t i = 0; i < itd_snapshot_list_count(run->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(run->snap, i);
        char                     day[ITD_ANSWER_DAY_MAX], hex[ITD_DIGEST_HEX + 1];

        itd_answer_day(list->version_ms, day);
        itd_digest_to_hex(&list->digest, hex);
        itd_buf_append_cstr(buf, "list ");
        itd_buf_append(buf, list->name);
        itd_buf_printf(buf, " %s %s\n", day, hex);
    }
    st = itd_inputs_describe(&settings->inputs, buf, err);
    return st == ITD_OK ? itd_buf_status(buf, err) : st;
}

static itd_status open_output(struct run *run, itd_error *err)
{
    const itd_screen_settings *settings = run->settings;
    const itd_cli_format       format = settings->common.format;
    itd_status                 st = ITD_OK;

    if (!settings->output)
        return ITD_OK;
    if (format == ITD_FORMAT_JSONL || format == ITD_FORMAT_CSV) {
        st = describe(run, err);
        /* Without --resume a run from a pipe is fine; it leaves no sidecar. */
        if (st == ITD_E_USAGE && !settings->resume) {
            itd_buf_reset(&run->description);
            st = ITD_OK;
        }
    }
    if (st == ITD_OK)
        st = itd_output_file_open(settings->output, format, itd_buf_text(&run->description),
                                  settings->resume, &run->out, err);
    return st;
}

/* Passes the rows that the file already answers. */
static itd_status skip_rows(struct run *run, itd_error *err)
{
    itd_arena   *arena = itd_arena_new(SIZE_MAX);
    itd_customer customer;
    bool         found = true;
    itd_status   st = arena ? ITD_OK : itd_error_no_memory(err);

    for (uint64_t row = 0; st == ITD_OK && row < run->out.rows; row++) {
        itd_arena_reset(arena);
        st = feed(run, arena, &found, &customer, err);
        if (st == ITD_OK && !found)
            st = itd_error_set(err, ITD_E_CORRUPT, "%s holds more rows than the customers",
                               run->out.path);
    }
    itd_arena_free(arena);
    run->counts.rows = run->out.rows;
    run->counts.with_hits = run->out.rows_with_hits;
    run->counts.outcomes[ITD_OUTCOME_ERROR] = run->out.rows_with_errors;
    if (st == ITD_OK && run->out.rows > 0)
        itd_cli_note(&run->settings->common, "going on behind row %llu",
                     (unsigned long long)run->out.rows);
    return st;
}

/* ---- beginning and end ---- */

/* Nothing for a file without relations. */
static void append_relations(const itd_batch_counts *counts, itd_buf *buf)
{
    if (counts->related > 0)
        itd_buf_printf(buf, "%llu belong to another customer, %llu of them with hits.\n",
                       (unsigned long long)counts->related,
                       (unsigned long long)counts->related_with_hits);
    if (counts->joins > 0)
        itd_buf_printf(buf, "%llu of the rows only join two customers.\n",
                       (unsigned long long)counts->joins);
    if (counts->problems > 0)
        itd_buf_printf(buf, "%llu with a relation that cannot be relied on.\n",
                       (unsigned long long)counts->problems);
}

static void append_counts(const struct run *run, itd_buf *buf)
{
    itd_buf_printf(buf, "%llu screened at %u.%04u:", (unsigned long long)run->counts.rows,
                   (unsigned)(run->settings->cutoff / ITD_SCORE_ONE),
                   (unsigned)(run->settings->cutoff % ITD_SCORE_ONE));
    for (size_t i = ITD_ARRAY_LEN(run->counts.outcomes); i-- > 0;) {
        if (run->counts.outcomes[i] > 0)
            itd_buf_printf(buf, " %llu %s,", (unsigned long long)run->counts.outcomes[i],
                           itd_outcome_name((itd_outcome)i));
    }
    /* The last comma, or the colon when there was no row. */
    buf->len -= buf->len > 0;
    itd_buf_append_cstr(buf, ".\n");
    append_relations(&run->counts, buf);
}

static itd_status print_summary(struct run *run, itd_error *err)
{
    const bool none = run->counts.with_hits == 0 && run->counts.problems == 0 &&
                      run->counts.outcomes[ITD_OUTCOME_ERROR] == 0;
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, SUMMARY_MAX);
    if (none && run->counts.rows > 0) {
        itd_buf_append_cstr(&buf, "no hit: nothing on ");
        itd_answer_append_lists(&run->renderer, itd_clock_now_ms(), &buf);
        itd_buf_printf(&buf, " reaches %u.%04u.\n",
                       (unsigned)(run->settings->cutoff / ITD_SCORE_ONE),
                       (unsigned)(run->settings->cutoff % ITD_SCORE_ONE));
    } else if (run->table_cells_rows > 0 || run->counts.rows > 0) {
        itd_buf_append_cstr(&buf, "\n");
    }
    append_counts(run, &buf);
    if (!none || run->counts.rows == 0) {
        itd_buf_printf(&buf, "%zu entries: ", itd_snapshot_entity_count(run->snap));
        itd_answer_append_lists(&run->renderer, itd_clock_now_ms(), &buf);
        itd_buf_append_cstr(&buf, ".\n");
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = write_out(run, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status begin(struct run *run, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    if (run->out.rows > 0)
        return ITD_OK;
    itd_buf_init(&buf, SUMMARY_MAX);
    /* A CSV header may be all that an earlier run left: it was kept, or cut off with the rest. */
    if (!run->out.file || ftell(run->out.file) <= 0)
        itd_renderer_begin(&run->renderer, &buf);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = write_out(run, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status end(struct run *run, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    if (run->renderer.format == ITD_FORMAT_TABLE) {
        st = print_table(run, err);
        return st == ITD_OK ? print_summary(run, err) : st;
    }
    itd_buf_init(&buf, SUMMARY_MAX);
    itd_renderer_end(&run->renderer, run->counts.rows == 0, &buf);
    st = write_out(run, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status screen_rows(struct run *run, itd_error *err)
{
    const itd_screen_settings *settings = run->settings;
    itd_screen_options         options = itd_screen_options_default();
    itd_batch                  batch = {.snap = run->snap,
                                        .options = &options,
                                        .renderer = &run->renderer,
                                        .threads = settings->threads,
                                        .first_row = run->out.rows + 1,
                                        .stop = &stop,
                                        .feed = feed,
                                        .take = take,
                                        .ctx = run};
    itd_status                 st;

    options.profile = settings->profile;
    options.cutoff = settings->cutoff;
    options.limit = settings->limit;
    options.explain = settings->explain || settings->html;
    options.exhaustive = settings->exhaustive;
    options.lists = settings->lists.count > 0 ? settings->lists.items : NULL;
    options.list_count = settings->lists.count;
    options.programmes = settings->programmes.count > 0 ? settings->programmes.items : NULL;
    options.programme_count = settings->programmes.count;
    itd_cli_progress_start(&run->progress, &settings->common, "screening",
                           itd_inputs_size(&settings->inputs));
    st = itd_batch_run(&batch, err);
    itd_cli_progress_stop(&run->progress);
    if (run->errors_shown > ERRORS_SHOWN)
        fprintf(stderr, "interdict: %llu more rows with errors\n",
                (unsigned long long)(run->errors_shown - ERRORS_SHOWN));
    return st;
}

static itd_status screen_all(struct run *run, itd_error *err)
{
    itd_status st = skip_rows(run, err);

    if (st == ITD_OK)
        st = begin(run, err);
    if (st == ITD_OK)
        st = screen_rows(run, err);
    /* What was complete before a signal or a fault of the file is shown all the same. */
    if (st != ITD_OK && run->table)
        (void)print_table(run, NULL);
    return st == ITD_OK ? end(run, err) : st;
}

static itd_status run_opened(struct run *run, itd_error *err)
{
    itd_status st = open_output(run, err);

    if (st != ITD_OK)
        return st;
    st = screen_all(run, err);
    if (run->out.file) {
        const itd_status closed = itd_output_file_close(&run->out, itd_buf_text(&run->description),
                                                        st == ITD_OK, st == ITD_OK ? err : NULL);

        st = st == ITD_OK ? closed : st;
    }
    return st;
}

/* Hits, and rows that were not compared in full: neither may pass for nothing found. */
static bool somebody_must_look(const itd_batch_counts *counts)
{
    return counts->with_hits > 0 || counts->outcomes[ITD_OUTCOME_REVIEW] > 0 ||
           counts->outcomes[ITD_OUTCOME_BLOCK] > 0;
}

itd_status itd_screen_run(itd_screen_settings *settings, int *ret_exit_status, itd_error *err)
{
    struct run      run = {.settings = settings};
    itd_list_checks checks = {.ms = {0}};
    itd_status      st;

    settings->checks = &checks;
    st = itd_screen_open_data(settings, &run.snap, err);
    settings->checks = NULL; /* it lives in this function */
    if (st != ITD_OK)
        return st;
    catch_signals();
    settings->form.stop = &stop;
    itd_buf_init(&run.description, SETTINGS_MAX);
    itd_renderer_init(&run.renderer, run.snap, settings->common.format, settings->cutoff);
    run.renderer.profile = settings->profile;
    run.renderer.checks = &checks;
    itd_report_init(&run.report);
    run.renderer.explain = settings->explain;
    run.renderer.report = settings->html != NULL;
    run.renderer.color = settings->common.color && !settings->output;
    st = itd_parties_new(run.snap, &run.parties, err);
    run.renderer.parties = run.parties;
    if (st == ITD_OK)
        st = run_opened(&run, err);
    if (st == ITD_OK && settings->html)
        st = itd_report_write(&run.report, settings, &run.renderer, &run.counts, settings->html,
                              err);
    if (st == ITD_OK && (run.counts.outcomes[ITD_OUTCOME_ERROR] > 0 || run.counts.problems > 0))
        *ret_exit_status = ITD_EXIT_ROW_ERRORS;
    else if (st == ITD_OK)
        *ret_exit_status = somebody_must_look(&run.counts) ? ITD_EXIT_HITS : ITD_EXIT_DONE;
    itd_cli_table_free(run.table);
    itd_buf_done(&run.description);
    itd_report_done(&run.report);
    itd_parties_free(run.parties);
    itd_snapshot_unref(run.snap);
    return st;
}
