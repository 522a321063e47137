/* `lists log` and `lists verify`: what was done to the lists, and is what is stored whole? */
#include "cli/lists.h"

#include "base/date.h"

static const itd_cli_option no_options[] = {
    {.name = NULL},
};

/* ---- log ---- */

static const char log_text[] =
    "Every change of a list that became visible: what, when, by whom, and the version it was\n"
    "about. Versions that were withdrawn or pruned stay here.\n";

static void cell(itd_cli_table *table, const itd_json *line, const char *key)
{
    itd_cli_table_cell(table, itd_json_get_text(line, itd_str_of(key)));
}

static void put_row(itd_cli_table *table, const itd_json *line)
{
    const itd_json *entries = itd_json_get(line, ITD_STR("entries"));
    const itd_json *dropped = itd_json_get(line, ITD_STR("dropped"));
    itd_buf         note;

    itd_buf_init(&note, ITD_ERROR_MESSAGE_MAX);
    if (dropped)
        itd_buf_printf(&note, "%.*s versions dropped", ITD_STR_ARGS(dropped->text));
    itd_cli_table_row(table);
    cell(table, line, "time");
    cell(table, line, "what");
    cell(table, line, "who");
    cell(table, line, "list");
    cell(table, line, "date");
    itd_cli_table_cell_right(table, entries ? entries->text : itd_buf_text(&note));
    itd_cli_table_cell(table, itd_str_slice(itd_json_get_text(line, ITD_STR("sha256")), 0, 12));
    itd_buf_done(&note);
}

static void put_csv(itd_buf *buf, const itd_json *line)
{
    static const char *const keys[] = {"time", "what", "who", "list", "date", "dated_by", "reader"};
    static const char *const numbers[] = {"entries", "names", "weak_names", "addresses", "dropped"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(keys); i++) {
        itd_cli_append_csv(buf, itd_json_get_text(line, itd_str_of(keys[i])));
        itd_buf_append_char(buf, ',');
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(numbers); i++) {
        const itd_json *number = itd_json_get(line, itd_str_of(numbers[i]));

        if (number)
            itd_buf_append(buf, number->text);
        itd_buf_append_char(buf, ',');
    }
    itd_buf_append(buf, itd_json_get_text(line, ITD_STR("sha256")));
    itd_buf_append_char(buf, '\n');
}

/* Lines for people and spreadsheets; table is NULL for CSV. */
static itd_status put_lines(itd_str lines, itd_cli_table *table, itd_buf *buf, itd_error *err)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_str    line;
    itd_status st = arena ? ITD_OK : itd_error_no_memory(err);

    while (st == ITD_OK && itd_str_next_part(&lines, ITD_STR("\n"), &line)) {
        const itd_json *json;

        if (line.len == 0)
            continue;
        st = itd_json_parse(line, arena, &json, err);
        if (st != ITD_OK)
            break;
        if (table)
            put_row(table, json);
        else
            put_csv(buf, json);
        itd_arena_reset(arena);
    }
    itd_arena_free(arena);
    return st;
}

static itd_status put_table(const itd_lists_call *call, itd_str lines, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"time", "what",    "who",   "list",
                                           "date", "entries", "digest"};
    itd_cli_table           *table = itd_cli_table_new(ITD_ARRAY_LEN(headings));
    itd_status               st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, call->common.color);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++)
        itd_cli_table_cell(table, itd_str_of(headings[i]));
    st = put_lines(lines, table, buf, err);
    if (st == ITD_OK)
        st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

/* The lines as they are, between brackets. */
static void put_array(itd_str lines, itd_buf *buf)
{
    itd_str line;
    bool    is_first = true;

    itd_buf_append_char(buf, '[');
    while (itd_str_next_part(&lines, ITD_STR("\n"), &line)) {
        if (line.len == 0)
            continue;
        itd_buf_append_cstr(buf, is_first ? "\n" : ",\n");
        itd_buf_append(buf, line);
        is_first = false;
    }
    itd_buf_append_cstr(buf, "\n]\n");
}

/* The named list's log, or those of all lists one after the other. */
static itd_status read_logs(const itd_lists_call *call, const itd_store *store, itd_buf *lines,
                            itd_error *err)
{
    itd_str    last = {0};
    itd_status st = ITD_OK;

    if (call->word_count > 0)
        return itd_store_log(store, itd_str_of(call->words[0]), lines, err);
    for (size_t i = 0; st == ITD_OK && i < itd_store_version_count(store); i++) {
        const itd_str list = itd_store_version_at(store, i)->list;

        if (!itd_str_equal(list, last))
            st = itd_store_log(store, list, lines, err);
        last = list;
    }
    return st;
}

static int run_log(int argc, char **argv)
{
    itd_lists_call call;
    itd_store     *store = NULL;
    itd_buf        buf, lines;
    itd_error      err;
    int            exit_status;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_log, argc, argv, 0, 1, &err);

    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_init(&lines, SIZE_MAX);
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK)
        st = read_logs(&call, store, &lines, &err);
    if (st == ITD_OK) {
        switch (call.common.format) {
        case ITD_FORMAT_TABLE:
            st = put_table(&call, itd_buf_text(&lines), &buf, &err);
            break;
        case ITD_FORMAT_JSON:
            put_array(itd_buf_text(&lines), &buf);
            break;
        case ITD_FORMAT_JSONL:
            itd_buf_append(&buf, itd_buf_text(&lines));
            break;
        case ITD_FORMAT_CSV:
            itd_buf_append_cstr(&buf, "time,what,who,list,date,dated_by,reader,entries,names,"
                                      "weak_names,addresses,dropped,sha256\n");
            st = put_lines(itd_buf_text(&lines), NULL, &buf, &err);
            break;
        }
    }
    exit_status = itd_lists_finish(&buf, st, &err);
    itd_buf_done(&lines);
    itd_store_close(store);
    return exit_status;
}

const itd_cli_command itd_cli_lists_log = {
    .name = "lists log",
    .usage = "[NAME] [OPTION…]",
    .summary = "show what was done to a list, and when",
    .text = log_text,
    .options = no_options,
    .run = run_log,
};

/* ---- verify ---- */

static const char verify_text[] =
    "Reads every stored byte again: raw files against their digests, entries against theirs,\n"
    "and what is there against what was counted. Exit status 70 when anything is damaged.\n";

struct faults {
    const itd_lists_call *call;
    itd_buf              *buf;
    itd_json_writer       json;
};

static void put_fault(void *ctx, const itd_list_version *version, const itd_error *fault)
{
    struct faults *faults = ctx;
    char           date[ITD_LISTS_DATE_MAX], reason[ITD_ERROR_TEXT_MAX];

    itd_lists_date(version->version_ms, date);
    itd_error_format(fault, reason);
    switch (faults->call->common.format) {
    case ITD_FORMAT_TABLE:
        itd_cli_append_safe(faults->buf, version->list);
        itd_buf_printf(faults->buf, " of %s: ", date);
        itd_cli_append_safe(faults->buf, itd_str_of(reason));
        itd_buf_append_char(faults->buf, '\n');
        break;
    case ITD_FORMAT_CSV:
        itd_cli_append_csv(faults->buf, version->list);
        itd_buf_printf(faults->buf, ",%s,", date);
        itd_cli_append_csv(faults->buf, itd_str_of(reason));
        itd_buf_append_char(faults->buf, '\n');
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        if (faults->call->common.format == ITD_FORMAT_JSONL)
            itd_json_writer_init(&faults->json, faults->buf, 0);
        itd_json_begin_object(&faults->json, NULL);
        itd_json_put_str(&faults->json, "list", version->list);
        itd_json_put_cstr(&faults->json, "date", date);
        itd_json_put_cstr(&faults->json, "error", reason);
        itd_json_end_object(&faults->json);
        if (faults->call->common.format == ITD_FORMAT_JSONL)
            itd_buf_append_char(faults->buf, '\n');
        break;
    }
}

static itd_status verify(const itd_lists_call *call, const itd_store *store, itd_buf *buf,
                         uint64_t *ret_bad, itd_error *err)
{
    struct faults faults = {.call = call, .buf = buf};
    itd_status    st;

    itd_json_writer_init(&faults.json, buf, 2);
    if (call->common.format == ITD_FORMAT_JSON)
        itd_json_begin_array(&faults.json, NULL);
    if (call->common.format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(buf, "list,date,error\n");
    st = itd_store_verify(store, put_fault, &faults, ret_bad, err);
    if (st != ITD_OK)
        return st;
    if (call->common.format == ITD_FORMAT_JSON) {
        itd_json_end_array(&faults.json);
        itd_buf_append_char(buf, '\n');
    }
    if (call->common.format == ITD_FORMAT_TABLE && *ret_bad == 0)
        itd_buf_printf(buf, "%zu versions, all whole\n", itd_store_version_count(store));
    return ITD_OK;
}

static int run_verify(int argc, char **argv)
{
    itd_lists_call call;
    itd_store     *store = NULL;
    itd_buf        buf;
    itd_error      err;
    uint64_t       bad = 0;
    int            exit_status;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_verify, argc, argv, 0, 0, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK)
        st = verify(&call, store, &buf, &bad, &err);
    exit_status = itd_lists_finish(&buf, st, &err);
    if (exit_status == ITD_EXIT_DONE && bad > 0) {
        itd_error_set(&err, ITD_E_CORRUPT, "%llu %s damaged", (unsigned long long)bad,
                      bad == 1 ? "version is" : "versions are");
        exit_status = itd_cli_fail(&err);
    }
    itd_store_close(store);
    return exit_status;
}

const itd_cli_command itd_cli_lists_verify = {
    .name = "lists verify",
    .usage = "[OPTION…]",
    .summary = "check every stored byte",
    .text = verify_text,
    .options = no_options,
    .run = run_verify,
};
