/* `lists add`: files in, and a plain account of what was loaded, against what was there before. */
#include "cli/lists.h"

#include <errno.h>

#include "base/date.h"
#include "base/file.h"

static const itd_cli_option options[] = {
    {"reader", 0, "NAME", "read as this layout instead of finding out from the content"},
    {"map", 0, "FILE", "mapping file that names the columns of a CSV"},
    {"date", 0, "TIME", "time of this version, YYYY-MM-DD or YYYY-MM-DDTHH:MMZ"},
    {"partial", 0, "PARTS", "the set is incomplete on purpose and holds these parts, as in sdn"},
    {"accept-shrink", 0, NULL, "take a version that lost more than a tenth"},
    {.name = NULL},
};

static const char text[] =
    "The files are one version of the list, taken whole or not at all. They may be packed (gz,\n"
    "xz, zst, zip). Their layout is found from the content, whatever they are called.\n"
    "\n"
    "The time of the version is --date, else the publisher's own stamp, else today. The newest\n"
    "version is current; adding an older one fills the history. A version with more than a\n"
    "tenth fewer entries, names or addresses than the one before needs --accept-shrink.\n"
    "\n"
    "The names un, un-vessels, ofac, eu, uk, ofsi, ca, ch, us-csl and us-dpl are kept for the "
    "files\n"
    "of those publishers; a list of your own takes any other name.\n";

struct count_row {
    const char *what;
    uint64_t    now;
    uint64_t    before;
};

static void append_source(itd_buf *buf, itd_dated dated)
{
    static const char *const words[ITD_DATED_COUNT] = {
        [ITD_DATED_GIVEN] = "as given",
        [ITD_DATED_PUBLISHER] = "the publisher's date",
        [ITD_DATED_ADDED] = "the day it was added: neither --date nor a date in the file",
    };

    itd_buf_append_cstr(buf, words[dated]);
}

static void cell_count(itd_cli_table *table, uint64_t count)
{
    char digits[ITD_LISTS_COUNT_MAX];

    itd_lists_count(count, digits);
    itd_cli_table_cell_right(table, itd_str_of(digits));
}

static void cell_change(itd_cli_table *table, uint64_t before, uint64_t now)
{
    char    digits[ITD_LISTS_COUNT_MAX];
    itd_buf cell;

    itd_buf_init(&cell, 2 * ITD_LISTS_COUNT_MAX);
    itd_lists_count(now < before ? before - now : now - before, digits);
    itd_buf_append_cstr(&cell, now < before ? "-" : now > before ? "+" : "");
    itd_buf_append_cstr(&cell, now == before ? "" : digits);
    itd_cli_table_cell_right(table, itd_buf_text(&cell));
    itd_buf_done(&cell);
}

static itd_status append_counts(itd_buf *buf, const itd_add_result *result, itd_error *err)
{
    const itd_list_counts  none = {0};
    const itd_list_counts *now = &result->version->counts;
    const itd_list_counts *was = result->before ? &result->before->counts : &none;
    const struct count_row rows[] = {
        {"entries", now->entries, was->entries},
        {"persons", now->persons, was->persons},
        {"organisations", now->organisations, was->organisations},
        {"vessels", now->vessels, was->vessels},
        {"aircraft", now->aircraft, was->aircraft},
        {"others", now->others, was->others},
        {"names", now->names, was->names},
        {"of these weak", now->weak_names, was->weak_names},
        {"addresses", now->addresses, was->addresses},
    };
    itd_cli_table *table = itd_cli_table_new(result->before ? 4 : 2);
    char           date[ITD_LISTS_DATE_MAX];
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_row(table);
    itd_cli_table_cell(table, ITD_STR(""));
    itd_cli_table_cell_right(table, ITD_STR("now"));
    if (result->before) {
        itd_lists_date(result->before->version_ms, date);
        itd_cli_table_cell_right(table, itd_str_of(date));
        itd_cli_table_cell_right(table, ITD_STR("change"));
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(rows); i++) {
        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(rows[i].what));
        cell_count(table, rows[i].now);
        if (result->before) {
            cell_count(table, rows[i].before);
            cell_change(table, rows[i].before, rows[i].now);
        }
    }
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

/* "sdn.csv:17" or less, as far as the place is known. */
static void append_place(itd_buf *buf, const itd_report_row *row)
{
    itd_buf_append(buf, row->file);
    if (row->line > 0) {
        itd_buf_append_char(buf, ':');
        itd_buf_append_u64(buf, row->line);
    }
    if (row->record.len > 0) {
        itd_buf_append_cstr(buf, row->file.len > 0 ? " (" : "(");
        itd_buf_append(buf, row->record);
        itd_buf_append_char(buf, ')');
    }
}

static itd_status append_report(itd_buf *buf, const itd_list_report *report, itd_error *err)
{
    const size_t   count = itd_list_report_count(report);
    itd_cli_table *table;
    itd_buf        place;
    itd_status     st;

    if (count == 0)
        return ITD_OK;
    table = itd_cli_table_new(4);
    if (!table)
        return itd_error_no_memory(err);
    itd_buf_append_cstr(buf, "\nWhat the reader met and does not know; it is kept as it stood:\n");
    itd_buf_init(&place, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        const itd_report_row *row = itd_list_report_at(report, i);

        itd_buf_reset(&place);
        append_place(&place, row);
        itd_cli_table_row(table);
        cell_count(table, row->count);
        itd_cli_table_cell(table, row->what);
        itd_cli_table_cell(table, row->where);
        itd_cli_table_cell(table, itd_buf_text(&place));
    }
    st = itd_buf_status(&place, err);
    if (st == ITD_OK)
        st = itd_cli_table_print(table, buf, err);
    if (itd_list_report_unlisted(report) > 0)
        itd_buf_printf(buf, "and %llu more\n",
                       (unsigned long long)itd_list_report_unlisted(report));
    itd_buf_done(&place);
    itd_cli_table_free(table);
    return st;
}

static itd_status put_text(itd_buf *buf, const itd_add_result *result, itd_error *err)
{
    const itd_list_version *version = result->version;
    char                    date[ITD_LISTS_DATE_MAX];
    itd_status              st;

    itd_lists_date(version->version_ms, date);
    itd_buf_append(buf, version->list);
    itd_buf_printf(buf, " of %s (", date);
    append_source(buf, result->dated);
    itd_buf_append_char(buf, ')');
    if (version->partial) {
        itd_buf_append_cstr(buf, ", partial: ");
        itd_buf_append(buf, version->partial_parts);
    }
    itd_buf_append_cstr(buf, version->current ? ", current" : ", not current");
    if (result->existed) {
        itd_buf_append_cstr(buf, "\nalready there: nothing was added\n");
        return ITD_OK;
    }
    itd_buf_append_cstr(buf, "\n\n");
    st = append_counts(buf, result, err);
    if (st == ITD_OK && result->before)
        itd_buf_printf(buf, "\n%llu entries added, %llu removed, %llu changed\n",
                       (unsigned long long)result->added, (unsigned long long)result->removed,
                       (unsigned long long)result->changed);
    return st == ITD_OK ? append_report(buf, result->report, err) : st;
}

static void put_report_json(itd_json_writer *json, const itd_list_report *report)
{
    itd_json_begin_array(json, "remarks");
    for (size_t i = 0; i < itd_list_report_count(report); i++) {
        const itd_report_row *row = itd_list_report_at(report, i);

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "what", row->what);
        itd_json_put_str(json, "where", row->where);
        itd_json_put_str(json, "file", row->file);
        itd_json_put_u64(json, "line", row->line);
        itd_json_put_str(json, "record", row->record);
        itd_json_put_u64(json, "count", row->count);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_put_u64(json, "remarks_unlisted", itd_list_report_unlisted(report));
}

/* The members of `lists ls`, and what this addition did. */
static void put_json(itd_buf *buf, const itd_add_result *result, unsigned indent)
{
    static const char *const dated[ITD_DATED_COUNT] = {"given", "publisher", "added"};
    char                     date[ITD_LISTS_DATE_MAX];
    itd_json_writer          json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    itd_lists_put_version(&json, result->version);
    itd_json_put_cstr(&json, "dated_by", dated[result->dated]);
    itd_json_put_str(&json, "reader", result->version->reader);
    itd_json_put_bool(&json, "existed", result->existed);
    if (result->before) {
        itd_lists_date(result->before->version_ms, date);
        itd_json_put_cstr(&json, "before", date);
    } else {
        itd_json_put_null(&json, "before");
    }
    itd_json_put_u64(&json, "entries_added", result->added);
    itd_json_put_u64(&json, "entries_removed", result->removed);
    itd_json_put_u64(&json, "entries_changed", result->changed);
    put_report_json(&json, result->report);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}

static void put_csv(itd_buf *buf, const itd_add_result *result)
{
    char date[ITD_LISTS_DATE_MAX], hex[ITD_DIGEST_HEX + 1];

    itd_lists_date(result->version->version_ms, date);
    itd_digest_to_hex(&result->version->digest, hex);
    itd_buf_append_cstr(buf, "list,date,existed,entries,added,removed,changed,sha256\n");
    itd_cli_append_csv(buf, result->version->list);
    itd_buf_printf(buf, ",%s,%s,%llu,%llu,%llu,%llu,%s\n", date, result->existed ? "true" : "false",
                   (unsigned long long)result->version->counts.entries,
                   (unsigned long long)result->added, (unsigned long long)result->removed,
                   (unsigned long long)result->changed, hex);
}

static itd_status print(const itd_lists_call *call, const itd_add_result *result, itd_buf *buf,
                        itd_error *err)
{
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return put_text(buf, result, err);
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_json(buf, result, call->common.format == ITD_FORMAT_JSON ? 2 : 0);
        break;
    case ITD_FORMAT_CSV:
        put_csv(buf, result);
        break;
    }
    return ITD_OK;
}

static void show_progress(void *ctx, uint64_t entries)
{
    itd_cli_progress_rows(ctx, entries, entries);
}

static itd_status take_date(const itd_lists_call *call, itd_add_options *add, itd_error *err)
{
    if (!call->date)
        return ITD_OK;
    add->has_version = true;
    if (itd_time_parse(itd_str_of(call->date), &add->version_ms))
        return ITD_OK;
    itd_error_set(err, ITD_E_USAGE, "\"%s\" is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MMZ",
                  call->date);
    itd_error_in_field(err, ITD_STR("--date"));
    return ITD_E_USAGE;
}

/* What is wrong with the call is said before a store is made for it. */
static itd_status open_store(const itd_lists_call *call, itd_store **ret_store, itd_error *err)
{
    for (size_t i = 1; i < call->word_count; i++)
        if (!itd_file_exists(call->words[i]))
            return itd_error_io(err, ENOENT, "open", call->words[i]);
    if (call->common.store_dir[0] == '\0')
        return itd_error_set(err, ITD_E_USAGE,
                             "there is no home directory to keep lists in; give --store DIR");
    return itd_store_open(call->common.store_dir, true, ret_store, err);
}

static itd_status add(const itd_lists_call *call, itd_store *store, itd_add_options *options_of,
                      itd_buf *buf, itd_error *err)
{
    itd_cli_progress progress;
    itd_add_result   result;
    itd_status       st;

    itd_cli_progress_start(&progress, &call->common, "reading", 0);
    options_of->on_progress = show_progress;
    options_of->progress_ctx = &progress;
    st = itd_store_add(store, options_of, &result, err);
    itd_cli_progress_stop(&progress);
    if (st != ITD_OK)
        return st;
    st = print(call, &result, buf, err);
    itd_list_report_free(result.report);
    return st;
}

static int run(int argc, char **argv)
{
    itd_add_options add_options = itd_add_options_default();
    itd_lists_call  call;
    itd_store      *store = NULL;
    itd_buf         buf;
    itd_error       err;
    int             exit_status;
    itd_status      st =
        itd_lists_parse(&call, &itd_cli_lists_add, argc, argv, 2, 1 + ITD_LIST_PARTS_MAX, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK)
        st = take_date(&call, &add_options, &err);
    if (st == ITD_OK)
        st = open_store(&call, &store, &err);
    if (st == ITD_OK) {
        add_options.list = itd_str_of(call.words[0]);
        add_options.paths = (const char *const *)(call.words + 1);
        add_options.path_count = call.word_count - 1;
        add_options.reader = itd_str_of(call.reader);
        add_options.map_path = call.map;
        add_options.partial = itd_str_of(call.partial);
        add_options.accept_shrink = call.accept_shrink;
        st = add(&call, store, &add_options, &buf, &err);
    }
    exit_status = itd_lists_finish(&buf, st, &err);
    itd_store_close(store);
    return exit_status;
}

const itd_cli_command itd_cli_lists_add = {
    .name = "lists add",
    .usage = "NAME FILE… [OPTION…]",
    .summary = "add a version of a list",
    .text = text,
    .options = options,
    .run = run,
};
