/* Output that can be resumed. Rows are appended in order and each is whole once its last byte is
 * there, so after any kill the file is a run of complete rows and perhaps a torn one. */
#include "cli/output_file.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "codec/json.h"

#define STATE_MAX ((size_t)16 << 20)
#define STATE_HEAD "interdict screen output 1\n"
#define STATE_DONE "complete\n"

/* ---- what is there already ---- */

/* Some relation of the row cannot be relied on. */
static bool has_problem(const itd_json *row)
{
    const itd_json *related = itd_json_get(row, ITD_STR("related_to"));

    for (const itd_json *item = related ? related->first : NULL; item; item = item->next)
        if (itd_json_get_text(item, ITD_STR("problem")).len > 0)
            return true;
    return false;
}

static itd_status scan_json_line(itd_str line, itd_arena *arena, itd_output_scan *scan,
                                 itd_error *err)
{
    const itd_json *row, *hits;
    uint64_t        number = 0;
    itd_status      st;

    itd_arena_reset(arena);
    st = itd_json_parse(line, arena, &row, NULL);
    if (st == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    hits = st == ITD_OK ? itd_json_get(row, ITD_STR("hits")) : NULL;
    if (!hits || !itd_json_get(row, ITD_STR("row")) ||
        !itd_str_parse_u64(itd_json_get(row, ITD_STR("row"))->text, UINT64_MAX, &number) ||
        number != scan->rows + 1)
        return itd_error_at_line(err, ITD_E_CORRUPT, scan->rows + 1, "not the answer of row %llu",
                                 (unsigned long long)scan->rows + 1);
    scan->rows++;
    scan->rows_with_hits += hits->count > 0 || itd_json_get(row, ITD_STR("hits_found"));
    scan->rows_with_errors +=
        itd_str_equal(itd_json_get_text(row, ITD_STR("outcome")), ITD_STR("error")) ||
        has_problem(row);
    return ITD_OK;
}

static itd_status scan_json(itd_str text, itd_output_scan *scan, itd_error *err)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_status st = arena ? ITD_OK : itd_error_no_memory(err);

    while (st == ITD_OK) {
        const itd_str rest = itd_str_from(text, scan->keep);
        const size_t  end = itd_str_find_char(rest, '\n');

        if (end == SIZE_MAX)
            break;
        st = scan_json_line(itd_str_slice(rest, 0, end), arena, scan, err);
        scan->keep += end + 1;
    }
    itd_arena_free(arena);
    return st;
}

/* One record of CSV as we write it; false when its end is missing. Fields get at most count slices,
 * quotes included. */
static bool take_record(itd_str *rest, itd_str *fields, size_t count)
{
    bool   quoted = false;
    size_t field = 0, from = 0;

    for (size_t i = 0; i < count; i++)
        fields[i] = (itd_str){0};
    for (size_t i = 0; i < rest->len; i++) {
        const char ch = rest->ptr[i];

        if (ch == '"')
            quoted = !quoted;
        if (quoted || (ch != ',' && ch != '\n'))
            continue;
        if (field < count)
            fields[field] = itd_str_slice(*rest, from, i);
        field++;
        from = i + 1;
        if (ch == '\n') {
            *rest = itd_str_from(*rest, i + 1);
            return true;
        }
    }
    return false;
}

/* The columns of answer_csv.c that are read. */
enum {
    COLUMN_ROW = 0,
    COLUMN_OUTCOME = 3,
    COLUMN_ENTITY = 7,
    COLUMN_PROBLEM = 29,
    COLUMNS_READ = 30,
};

static void count_csv_row(itd_output_scan *scan, uint64_t row, size_t end, bool has_hits,
                          bool has_error)
{
    scan->keep = end;
    scan->rows = row;
    scan->rows_with_hits += has_hits;
    scan->rows_with_errors += has_error;
}

static itd_status scan_csv(itd_str text, bool finished, itd_output_scan *scan, itd_error *err)
{
    itd_str  rest = text, fields[COLUMNS_READ];
    uint64_t current = 0, number;
    bool     has_hits = false, has_error = false;
    size_t   start = 0;

    if (!take_record(&rest, fields, COLUMNS_READ))
        return ITD_OK;
    scan->keep = start = text.len - rest.len;
    while (take_record(&rest, fields, COLUMNS_READ)) {
        if (!itd_str_parse_u64(fields[COLUMN_ROW], UINT64_MAX, &number) ||
            (number != current && number != current + 1))
            return itd_error_set(err, ITD_E_CORRUPT, "not the answer of row %llu",
                                 (unsigned long long)current + 1);
        if (number != current) {
            /* The customer before is whole: another one follows. */
            count_csv_row(scan, current, start, has_hits, has_error);
            current = number;
        }
        has_hits = fields[COLUMN_ENTITY].len > 0;
        has_error = itd_str_equal(fields[COLUMN_OUTCOME], ITD_STR("error")) ||
                    fields[COLUMN_PROBLEM].len > 0;
        start = text.len - rest.len;
    }
    if (finished && current > 0)
        count_csv_row(scan, current, start, has_hits, has_error);
    return ITD_OK;
}

itd_status itd_output_scan_text(itd_str text, itd_cli_format format, bool finished,
                                itd_output_scan *ret_scan, itd_error *err)
{
    itd_output_scan  scan = {0};
    const itd_status st = format == ITD_FORMAT_CSV ? scan_csv(text, finished, &scan, err)
                                                   : scan_json(text, &scan, err);

    if (st == ITD_OK)
        *ret_scan = scan;
    return st;
}

/* ---- the sidecar ---- */

static itd_status write_state(const itd_output_file *out, itd_str settings, bool complete,
                              itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, STATE_MAX);
    itd_buf_append_cstr(&buf, STATE_HEAD);
    itd_buf_append(&buf, settings);
    if (complete)
        itd_buf_append_cstr(&buf, STATE_DONE);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(out->state_path, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

/* The first line in which the two differ. */
static itd_status tell_difference(const itd_output_file *out, itd_str before, itd_str now,
                                  itd_error *err)
{
    itd_str old_line = {0}, new_line = {0};

    do {
        if (!itd_str_next_part(&before, ITD_STR("\n"), &old_line))
            old_line = (itd_str){0};
        if (!itd_str_next_part(&now, ITD_STR("\n"), &new_line))
            new_line = (itd_str){0};
    } while (itd_str_equal(old_line, new_line) && (old_line.len > 0 || new_line.len > 0));
    (void)itd_error_set(err, ITD_E_CONFLICT,
                        "was made with \"%.*s\", this run has \"%.*s\"; run without --resume to "
                        "begin anew",
                        ITD_STR_ARGS(itd_str_slice(old_line, 0, 80)),
                        ITD_STR_ARGS(itd_str_slice(new_line, 0, 80)));
    itd_error_in_file(err, itd_str_of(out->path));
    return ITD_E_CONFLICT;
}

static itd_status check_state(itd_output_file *out, itd_str settings, itd_error *err)
{
    itd_buf    buf;
    itd_str    state;
    itd_status st;

    if (!itd_file_exists(out->state_path)) {
        (void)itd_error_set(err, ITD_E_CONFLICT,
                            "there is no %s beside it, so it cannot be resumed",
                            ITD_OUTPUT_STATE_SUFFIX);
        itd_error_in_file(err, itd_str_of(out->path));
        return ITD_E_CONFLICT;
    }
    itd_buf_init(&buf, STATE_MAX);
    st = itd_file_read(out->state_path, &buf, err);
    state = itd_buf_text(&buf);
    if (st == ITD_OK && itd_str_starts_with(state, ITD_STR(STATE_HEAD)))
        state = itd_str_from(state, sizeof STATE_HEAD - 1);
    if (st == ITD_OK && itd_str_ends_with(state, ITD_STR(STATE_DONE))) {
        out->finished = true;
        state = itd_str_slice(state, 0, state.len - (sizeof STATE_DONE - 1));
    }
    if (st == ITD_OK && !itd_str_equal(state, settings))
        st = tell_difference(out, state, settings, err);
    itd_buf_done(&buf);
    return st;
}

/* ---- opening and closing ---- */

static itd_status keep_rows(itd_output_file *out, itd_cli_format format, itd_error *err)
{
    itd_output_scan scan = {0};
    itd_file_map    map;
    itd_status      st = itd_file_map_open(out->path, &map, err);

    if (st != ITD_OK)
        return st;
    st = itd_output_scan_text(map.bytes, format, out->finished, &scan, err);
    itd_file_map_close(&map);
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(out->path));
        return st;
    }
    if (truncate(out->path, (off_t)scan.keep) != 0)
        return itd_error_io(err, errno, "cut", out->path);
    out->rows = scan.rows;
    out->rows_with_hits = scan.rows_with_hits;
    out->rows_with_errors = scan.rows_with_errors;
    return ITD_OK;
}

static bool has_bytes(const char *path)
{
    FILE *file = fopen(path, "rb");
    bool  some = file && fgetc(file) != EOF;

    if (file)
        (void)fclose(file);
    return some;
}

itd_status itd_output_file_open(const char *path, itd_cli_format format, itd_str settings,
                                bool resume, itd_output_file *ret_out, itd_error *err)
{
    itd_output_file out = {.path = path, .has_state = settings.len > 0};
    const bool      go_on = resume && has_bytes(path);
    itd_status      st = ITD_OK;

    if (snprintf(out.state_path, sizeof out.state_path, "%s%s", path, ITD_OUTPUT_STATE_SUFFIX) >=
        (int)sizeof out.state_path)
        return itd_error_set(err, ITD_E_LIMIT, "the path of the output is too long");
    if (go_on)
        st = check_state(&out, settings, err);
    if (st == ITD_OK && go_on)
        st = keep_rows(&out, format, err);
    if (st != ITD_OK)
        return st;
    out.file = fopen(path, go_on ? "ab" : "wb");
    if (!out.file)
        return itd_error_io(err, errno, "write", path);
    if (out.has_state && !out.finished)
        st = write_state(&out, settings, false, err);
    if (st != ITD_OK)
        (void)fclose(out.file);
    else
        *ret_out = out;
    return st;
}

itd_status itd_output_file_write(itd_output_file *out, itd_str text, itd_error *err)
{
    if (text.len > 0 && fwrite(text.ptr, 1, text.len, out->file) != text.len)
        return itd_error_io(err, errno, "write", out->path);
    if (fflush(out->file) != 0)
        return itd_error_io(err, errno, "write", out->path);
    return ITD_OK;
}

itd_status itd_output_file_close(itd_output_file *out, itd_str settings, bool complete,
                                 itd_error *err)
{
    int failed = fflush(out->file) != 0 ? errno : 0;

    /* A pipe or a device cannot be synced, and need not. */
    if (failed == 0 && fsync(fileno(out->file)) != 0 && errno != EINVAL && errno != EROFS)
        failed = errno;
    if (fclose(out->file) != 0 && failed == 0)
        failed = errno;
    out->file = NULL;
    if (failed != 0)
        return itd_error_io(err, failed, "write", out->path);
    if (complete && out->has_state && !out->finished)
        return write_state(out, settings, true, err);
    return ITD_OK;
}
