/* A file of questions, a row each. Every row is answered, one that cannot be understood with
 * finding error. The output is a line a row in the order of the input, so that after any kill the
 * file is a run of whole lines and perhaps a torn one; a sidecar FILE.state says from what it was
 * made. */
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/memory.h"
#include "cli/check.h"

#define STATE_SUFFIX ".state"
#define STATE_HEAD "interdict check output 1\n"
#define STATE_MAX ((size_t)2 << 20)
#define OUTPUT_MAX ((size_t)256 << 20)
#define FLUSH_BYTES ((size_t)64 << 10)
#define ERRORS_SHOWN 20

/* Set by a signal, read between rows. */
static volatile sig_atomic_t stop;

static void on_signal(int number)
{
    (void)number;
    stop = 1;
}

/* The second signal ends the program at once. */
static void catch_signals(void)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};

    (void)sigaction(SIGINT, &action, NULL);
    (void)sigaction(SIGTERM, &action, NULL);
}

struct run {
    const itd_check_batch *batch;
    itd_cli_format         format;
    itd_source            *src;
    itd_check_rows        *questions;
    itd_arena             *arena;
    itd_buf                buf;
    FILE                  *out;  /* NULL: standard output */
    uint64_t               keep; /* rows that an earlier run answered */
    uint64_t               rows, found, faults;
    itd_cli_progress       progress;
};

/* ---- output ---- */

static itd_status flush(struct run *run, itd_error *err)
{
    const itd_str text = itd_buf_text(&run->buf);
    itd_status    st = itd_buf_status(&run->buf, err);

    if (st != ITD_OK)
        return st;
    if (!run->out) {
        st = itd_cli_print(text, err);
    } else if ((text.len > 0 && fwrite(text.ptr, 1, text.len, run->out) != text.len) ||
               fflush(run->out) != 0) {
        st = itd_error_io(err, errno, "write", run->batch->output);
    }
    itd_buf_reset(&run->buf);
    return st;
}

static void put_row(struct run *run, const itd_check_result *result, const itd_error *fault)
{
    itd_json_writer json;
    char            text[ITD_ERROR_TEXT_MAX];

    switch (run->format) {
    case ITD_FORMAT_CSV:
        itd_check_append_csv(&run->buf, run->batch->engine, run->rows, result, fault);
        return;
    case ITD_FORMAT_TABLE:
        itd_buf_printf(&run->buf, "%srow %llu ", run->rows > 1 ? "\n" : "",
                       (unsigned long long)run->rows);
        itd_cli_append_safe(&run->buf, result->fields->id);
        itd_buf_append_cstr(&run->buf, ": ");
        if (!fault) {
            itd_check_append_text(&run->buf, run->batch->engine, result, run->batch->common->color);
            return;
        }
        itd_error_format(fault, text);
        itd_buf_append_cstr(&run->buf, "error: ");
        itd_cli_append_safe(&run->buf, itd_str_of(text));
        itd_buf_append_char(&run->buf, '\n');
        return;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        break;
    }
    if (run->format == ITD_FORMAT_JSON)
        itd_buf_append_cstr(&run->buf, run->rows > 1 ? ",\n" : "[\n");
    itd_json_writer_init(&json, &run->buf, 0);
    itd_json_begin_object(&json, NULL);
    itd_json_put_u64(&json, "row", run->rows);
    if (fault) {
        itd_error_format(fault, text);
        itd_json_put_cstr(&json, "finding", "error");
        itd_json_put_str(&json, "id", result->fields->id);
        itd_json_put_cstr(&json, "status", itd_status_name(fault->status));
        itd_json_put_cstr(&json, "field", fault->field);
        itd_json_put_cstr(&json, "error", text);
    } else {
        itd_check_put(&json, run->batch->engine, result);
    }
    itd_json_end_object(&json);
    if (run->format == ITD_FORMAT_JSONL)
        itd_buf_append_char(&run->buf, '\n');
}

/* ---- rows ---- */

/* A fault of this row is an answer; one of the machine ends the run. */
static bool ends_the_run(itd_status st)
{
    return st == ITD_E_NO_MEMORY || st == ITD_E_IO || st == ITD_E_CORRUPT || st == ITD_E_INCOMPLETE;
}

static void tell_fault(struct run *run, const itd_check_fields *fields, itd_error *fault)
{
    itd_error_in_file(fault, itd_source_name(run->src));
    itd_error_on_line(fault, fields->line);
    if (++run->faults > ERRORS_SHOWN)
        return;
    itd_cli_progress_pause(&run->progress);
    (void)itd_cli_fail(fault);
}

static itd_status answer_row(struct run *run, const itd_check_fields *fields, itd_error *fault,
                             itd_error *err)
{
    itd_check_result result = {.fields = fields};
    itd_status       st = fault->status;

    if (st == ITD_OK)
        st = itd_check_run(run->batch->engine, fields, run->arena, &result, fault);
    if (st != ITD_OK && ends_the_run(st)) {
        *err = *fault;
        return st;
    }
    if (st != ITD_OK)
        tell_fault(run, fields, fault);
    else
        run->found += result.answer.finding != ITD_FINDING_NONE;
    put_row(run, &result, st == ITD_OK ? NULL : fault);
    return ITD_OK;
}

static itd_status answer_rows(struct run *run, itd_error *err)
{
    itd_status st = itd_check_rows_open(run->src, &run->questions, err);

    while (st == ITD_OK && stop == 0) {
        itd_check_fields fields;
        itd_error        fault;
        bool             found;

        st = itd_check_rows_next(run->questions, &found, &fields, &fault, err);
        if (st != ITD_OK || !found)
            break;
        if (++run->rows <= run->keep)
            continue;
        itd_arena_reset(run->arena);
        st = answer_row(run, &fields, &fault, err);
        itd_cli_progress_rows(&run->progress, 0, run->rows);
        if (st == ITD_OK && run->buf.len > FLUSH_BYTES)
            st = flush(run, err);
    }
    if (stop != 0)
        return itd_error_set(err, ITD_E_INTERRUPTED, "stopped by a signal behind row %llu%s",
                             (unsigned long long)run->rows,
                             run->batch->output ? "; --resume goes on" : "");
    return st;
}

/* ---- going on ---- */

/* Lines of an earlier run: each begins with its row and its finding. */
static itd_status count_line(struct run *run, itd_str line, itd_error *err)
{
    const bool csv = run->format == ITD_FORMAT_CSV;
    char       head[64];
    itd_str    rest;

    (void)snprintf(head, sizeof head, csv ? "%llu," : "{\"row\":%llu,\"finding\":\"",
                   (unsigned long long)run->keep + 1);
    if (!itd_str_starts_with(line, itd_str_of(head)))
        return itd_error_set(err, ITD_E_CORRUPT, "not the answer of row %llu",
                             (unsigned long long)run->keep + 1);
    rest = itd_str_from(line, strlen(head));
    run->keep++;
    if (itd_str_starts_with(rest, csv ? ITD_STR("error,") : ITD_STR("error\"")))
        run->faults++;
    else if (!itd_str_starts_with(rest, csv ? ITD_STR("none,") : ITD_STR("none\"")))
        run->found++;
    return ITD_OK;
}

static itd_status keep_rows(struct run *run, itd_error *err)
{
    itd_buf    text;
    itd_str    rest;
    size_t     keep = 0;
    bool       header = run->format == ITD_FORMAT_CSV;
    itd_status st;

    itd_buf_init(&text, SIZE_MAX);
    st = itd_file_read(run->batch->output, &text, err);
    rest = itd_buf_text(&text);
    while (st == ITD_OK) {
        const size_t end = itd_str_find_char(rest, '\n');

        if (end == SIZE_MAX)
            break;
        if (!header)
            st = count_line(run, itd_str_slice(rest, 0, end), err);
        header = false;
        keep += end + 1;
        rest = itd_str_from(rest, end + 1);
    }
    itd_buf_done(&text);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(run->batch->output));
    return st == ITD_OK ? itd_file_truncate(run->batch->output, keep, err) : st;
}

/* Everything the answers depend on. */
static itd_status describe(const struct run *run, itd_buf *buf, itd_error *err)
{
    itd_buf    bytes;
    itd_digest digest;
    char       hex[ITD_DIGEST_HEX + 1];
    itd_status st;

    itd_buf_init(&bytes, SIZE_MAX);
    st = itd_file_read(run->batch->path, &bytes, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&bytes), &digest, err);
    itd_buf_done(&bytes);
    if (st != ITD_OK)
        return st;
    itd_digest_to_hex(&digest, hex);
    itd_buf_append_cstr(buf, STATE_HEAD);
    itd_buf_append(buf, run->batch->settings);
    itd_buf_printf(buf, "input %s\n", hex);
    for (size_t i = 0; i < itd_snapshot_list_count(run->batch->engine->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(run->batch->engine->snap, i);

        itd_digest_to_hex(&list->digest, hex);
        itd_buf_printf(buf, "list %.*s %s\n", ITD_STR_ARGS(list->name), hex);
    }
    return itd_buf_status(buf, err);
}

static itd_status check_state(const char *path, itd_str now, itd_error *err)
{
    itd_buf    before;
    itd_status st = ITD_OK;

    itd_buf_init(&before, STATE_MAX);
    st = itd_file_read(path, &before, err);
    if (st == ITD_E_NOT_FOUND)
        st = itd_error_set(err, ITD_E_CONFLICT, "there is no %s beside it, so it cannot be resumed",
                           STATE_SUFFIX);
    else if (st == ITD_OK && !itd_str_equal(itd_buf_text(&before), now))
        st = itd_error_set(err, ITD_E_CONFLICT,
                           "was made from another input, other lists or other "
                           "settings; run without --resume to begin anew");
    itd_buf_done(&before);
    return st;
}

static bool has_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    bool  some = file && fgetc(file) != EOF;

    if (file)
        (void)fclose(file);
    return some;
}

static itd_status open_output(struct run *run, itd_error *err)
{
    const char *output = run->batch->output;
    const bool  go_on = run->batch->resume && has_bytes(output);
    char        path[ITD_PATH_MAX];
    itd_buf     state;
    itd_status  st = ITD_OK;

    if (snprintf(path, sizeof path, "%s%s", output, STATE_SUFFIX) >= (int)sizeof path)
        return itd_error_set(err, ITD_E_LIMIT, "the path of the output is too long");
    itd_buf_init(&state, STATE_MAX);
    if (strcmp(run->batch->path, "-") != 0)
        st = describe(run, &state, err);
    if (st == ITD_OK && go_on)
        st = check_state(path, itd_buf_text(&state), err);
    if (st == ITD_OK && go_on)
        st = keep_rows(run, err);
    if (st == ITD_OK && !go_on && itd_buf_text(&state).len > 0)
        st = itd_file_write_atomic(path, itd_buf_text(&state), err);
    itd_buf_done(&state);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(output));
        return st;
    }
    run->out = fopen(output, go_on ? "ab" : "wb");
    return run->out ? ITD_OK : itd_error_io(err, errno, "write", output);
}

static itd_status check_options(const struct run *run, itd_error *err)
{
    const itd_check_batch *batch = run->batch;

    if (!batch->resume)
        return ITD_OK;
    if (!batch->output || strcmp(batch->path, "-") == 0 ||
        (run->format != ITD_FORMAT_JSONL && run->format != ITD_FORMAT_CSV)) {
        (void)itd_error_set(err, ITD_E_USAGE,
                            "needs a file, --output FILE and --format jsonl or csv");
        itd_error_in_field(err, ITD_STR("--resume"));
        return ITD_E_USAGE;
    }
    return ITD_OK;
}

static itd_status run_rows(struct run *run, itd_error *err)
{
    itd_status st = ITD_OK;
    bool       found;

    if (run->batch->output)
        st = open_output(run, err);
    if (st == ITD_OK)
        st = itd_source_next_member(run->src, &found, err);
    if (st != ITD_OK)
        return st;
    if (run->format == ITD_FORMAT_CSV && run->keep == 0 &&
        (!run->out || fseek(run->out, 0, SEEK_END) != 0 || ftell(run->out) <= 0))
        itd_check_append_csv_header(&run->buf);
    catch_signals();
    itd_cli_progress_start(&run->progress, run->batch->common, "checking", 0);
    st = answer_rows(run, err);
    itd_cli_progress_stop(&run->progress);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_source_name(run->src));
    if (st == ITD_OK && run->format == ITD_FORMAT_JSON)
        itd_buf_append_cstr(&run->buf, run->rows > 0 ? "\n]\n" : "[]\n");
    /* What was answered before a fault of the file, or a signal, is shown all the same. */
    if (st == ITD_OK)
        st = flush(run, err);
    else
        (void)flush(run, NULL);
    return st;
}

itd_status itd_check_file(const itd_check_batch *batch, int *ret_exit_status, itd_error *err)
{
    struct run run = {.batch = batch, .format = batch->common->format};
    itd_status st = check_options(&run, err);

    itd_buf_init(&run.buf, OUTPUT_MAX);
    if (st == ITD_OK) {
        run.arena = itd_arena_new(SIZE_MAX);
        st = run.arena ? ITD_OK : itd_error_no_memory(err);
    }
    if (st == ITD_OK)
        st = strcmp(batch->path, "-") == 0 ? itd_source_open_stdin(NULL, &run.src, err)
                                           : itd_source_open_file(batch->path, NULL, &run.src, err);
    if (st == ITD_OK)
        st = run_rows(&run, err);
    if (run.out && fclose(run.out) != 0 && st == ITD_OK)
        st = itd_error_io(err, errno, "write", batch->output);
    itd_check_rows_close(run.questions);
    itd_source_close(run.src);
    itd_arena_free(run.arena);
    itd_buf_done(&run.buf);
    if (st == ITD_OK && run.faults > ERRORS_SHOWN)
        itd_cli_note(batch->common, "%llu more rows with errors",
                     (unsigned long long)(run.faults - ERRORS_SHOWN));
    if (st == ITD_OK)
        *ret_exit_status = run.faults > 0  ? ITD_EXIT_ROW_ERRORS
                           : run.found > 0 ? ITD_EXIT_HITS
                                           : ITD_EXIT_DONE;
    return st;
}
