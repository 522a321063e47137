/* What an addition brought, against what was there before: for people and for scripts. */
#include "cli/lists.h"

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
        [ITD_DATED_SERVER] = "when the publisher's server says it changed",
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
    static const char *const dated[ITD_DATED_COUNT] = {"given", "publisher", "added", "server"};
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

itd_status itd_lists_append_added(itd_buf *buf, const itd_add_result *result, itd_cli_format format,
                                  itd_error *err)
{
    switch (format) {
    case ITD_FORMAT_TABLE:
        return put_text(buf, result, err);
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_json(buf, result, format == ITD_FORMAT_JSON ? 2 : 0);
        break;
    case ITD_FORMAT_CSV:
        put_csv(buf, result);
        break;
    }
    return ITD_OK;
}
