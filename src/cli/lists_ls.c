/* `lists ls`: which versions of which lists there are, and which one answers. */
#include "cli/lists.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/date.h"
#include "fetch/fetch.h"

static const itd_cli_option options[] = {
    {"as-of", 0, "DAY", "only the version of each list that answers for that day"},
    {.name = NULL},
};

static const char text[] =
    "Shows every version, newest first, with what it holds. The current one answers when no\n"
    "day is asked for: the newest complete version, whatever order they were added in, or the\n"
    "one that was pinned. \"age\" counts from its date, \"checked\" from when a fetch last found "
    "it\n"
    "to be what the publisher has. A partial version was declared incomplete with --partial.\n";

/* Is this row asked for? */
static itd_status is_wanted(const itd_lists_call *call, const itd_store *store,
                            const itd_list_version *version, bool *ret_wanted, itd_error *err)
{
    const itd_list_version *answers;
    int64_t                 as_of_ms;
    itd_status              st;

    *ret_wanted = call->word_count == 0 || itd_str_equal(version->list, itd_str_of(call->words[0]));
    if (!*ret_wanted || !call->as_of)
        return ITD_OK;
    st = itd_cli_parse_day(call->as_of, "--as-of", &as_of_ms, err);
    if (st == ITD_OK)
        st = itd_store_find(store, version->list, as_of_ms, &answers, err);
    *ret_wanted = st == ITD_OK && answers == version;
    return st;
}

static void cell_count(itd_cli_table *table, uint64_t count)
{
    char digits[ITD_LISTS_COUNT_MAX];

    itd_lists_count(count, digits);
    itd_cli_table_cell_right(table, itd_str_of(digits));
}

static void cell_days(itd_cli_table *table, int64_t since_ms)
{
    const int64_t days = (itd_clock_now_ms() - since_ms) / ITD_MS_PER_DAY;
    char          cell[32] = "";

    if (since_ms > 0 && days >= 0)
        (void)snprintf(cell, sizeof cell, "%lld d", (long long)days);
    itd_cli_table_cell_right(table, itd_str_of(cell));
}

/* checked_ms: when it was last found to be the publisher's; 0: never. */
static void put_row(itd_cli_table *table, const itd_list_version *version, int64_t checked_ms)
{
    char        date[ITD_LISTS_DATE_MAX], added[ITD_TIME_TEXT_MAX];
    const char *state = version->pinned    ? "pinned"
                        : version->current ? "current"
                        : version->partial ? "partial"
                                           : "";

    if (version->partial && version->current)
        state = version->pinned ? "pinned, partial" : "current, partial";
    itd_lists_date(version->version_ms, date);
    itd_time_format(version->added_ms, added);
    itd_cli_table_row(table);
    itd_cli_table_cell(table, version->list);
    itd_cli_table_cell(table, itd_str_of(date));
    itd_cli_table_cell_styled(table, itd_str_of(state),
                              version->current ? ITD_STYLE_GOOD : ITD_STYLE_DIM);
    cell_count(table, version->counts.entries);
    cell_count(table, version->counts.persons);
    cell_count(table, version->counts.organisations);
    cell_count(table, version->counts.vessels);
    cell_count(table, version->counts.aircraft);
    cell_count(table, version->counts.names);
    cell_count(table, version->counts.addresses);
    itd_cli_table_cell(table, itd_str_of(added));
    cell_days(table, version->version_ms);
    cell_days(table, checked_ms);
}

static const char *const headings[] = {
    "list",     "date",  "state",     "entries", "persons", "organisations", "vessels",
    "aircraft", "names", "addresses", "added",   "age",     "checked",
};
#define FIRST_COUNT 3
#define LAST_COUNT 9
#define FIRST_AGE 11

static void put_headings(itd_cli_table *table)
{
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++) {
        if ((i >= FIRST_COUNT && i <= LAST_COUNT) || i >= FIRST_AGE)
            itd_cli_table_cell_right(table, itd_str_of(headings[i]));
        else
            itd_cli_table_cell(table, itd_str_of(headings[i]));
    }
}

static void put_csv(itd_buf *buf, const itd_list_version *version, int64_t checked_ms)
{
    char date[ITD_LISTS_DATE_MAX], added[ITD_TIME_TEXT_MAX], hex[ITD_DIGEST_HEX + 1];
    char checked[ITD_TIME_TEXT_MAX] = "";

    const uint64_t counts[] = {
        version->counts.entries,    version->counts.persons,   version->counts.organisations,
        version->counts.vessels,    version->counts.aircraft,  version->counts.names,
        version->counts.weak_names, version->counts.addresses,
    };

    itd_lists_date(version->version_ms, date);
    itd_time_format(version->added_ms, added);
    itd_digest_to_hex(&version->digest, hex);
    itd_cli_append_csv(buf, version->list);
    itd_buf_printf(buf, ",%s,%s,%s", date, version->current ? "true" : "false",
                   version->partial ? "true" : "false");
    for (size_t i = 0; i < ITD_ARRAY_LEN(counts); i++) {
        itd_buf_append_char(buf, ',');
        itd_buf_append_u64(buf, counts[i]);
    }
    if (checked_ms > 0)
        itd_time_format(checked_ms, checked);
    itd_buf_printf(buf, ",%s,%s,%s\n", hex, added, checked);
}

/* Where the rows go, in whichever format. */
struct output {
    const itd_lists_call *call;
    itd_buf               buf;
    itd_json_writer       json;
    itd_cli_table        *table;
    size_t                rows;
};

static itd_status begin(struct output *out, itd_error *err)
{
    const itd_cli_format format = out->call->common.format;

    itd_json_writer_init(&out->json, &out->buf, format == ITD_FORMAT_JSON ? 2 : 0);
    if (format == ITD_FORMAT_JSON)
        itd_json_begin_array(&out->json, NULL);
    if (format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(&out->buf,
                            "list,date,current,partial,entries,persons,organisations,"
                            "vessels,aircraft,names,weak_names,addresses,sha256,added,checked\n");
    if (format != ITD_FORMAT_TABLE)
        return ITD_OK;
    out->table = itd_cli_table_new(ITD_ARRAY_LEN(headings));
    if (!out->table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(out->table, out->call->common.color);
    put_headings(out->table);
    return ITD_OK;
}

static void put_checked(itd_json_writer *json, int64_t checked_ms)
{
    char checked[ITD_TIME_TEXT_MAX];

    if (checked_ms == 0) {
        itd_json_put_null(json, "checked");
        return;
    }
    itd_time_format(checked_ms, checked);
    itd_json_put_cstr(json, "checked", checked);
}

static void put_version(struct output *out, const itd_list_version *version, int64_t checked_ms)
{
    out->rows++;
    switch (out->call->common.format) {
    case ITD_FORMAT_TABLE:
        put_row(out->table, version, checked_ms);
        break;
    case ITD_FORMAT_CSV:
        put_csv(&out->buf, version, checked_ms);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        if (out->call->common.format == ITD_FORMAT_JSONL)
            itd_json_writer_init(&out->json, &out->buf, 0);
        itd_json_begin_object(&out->json, NULL);
        itd_lists_put_version(&out->json, version);
        put_checked(&out->json, checked_ms);
        itd_json_end_object(&out->json);
        if (out->call->common.format == ITD_FORMAT_JSONL)
            itd_buf_append_char(&out->buf, '\n');
        break;
    }
}

static itd_status end(struct output *out, itd_error *err)
{
    if (out->call->common.format == ITD_FORMAT_JSON) {
        itd_json_end_array(&out->json);
        itd_buf_append_char(&out->buf, '\n');
    }
    if (out->table && out->rows == 0)
        itd_cli_note(&out->call->common, "no lists yet; `interdict lists add` brings the first");
    else if (out->table)
        return itd_cli_table_print(out->table, &out->buf, err);
    return ITD_OK;
}

static itd_status list(struct output *out, const itd_store *store, itd_error *err)
{
    const itd_lists_call   *call = out->call;
    const itd_list_version *version;
    itd_status              st = begin(out, err);

    /* A mistyped name is told, not answered with nothing. */
    if (st == ITD_OK && call->word_count > 0)
        st = itd_store_find(store, itd_str_of(call->words[0]), ITD_AS_OF_NOW, &version, err);
    for (size_t i = 0; st == ITD_OK && store && i < itd_store_version_count(store); i++) {
        int64_t checked_ms = 0;
        bool    wanted = false;

        version = itd_store_version_at(store, i);
        st = is_wanted(call, store, version, &wanted, err);
        /* Asked for every list, one that is younger than the day has just nothing to show. */
        if (st == ITD_E_NOT_FOUND && call->word_count == 0)
            st = ITD_OK;
        /* A check is about the version that answers now. */
        if (st == ITD_OK && wanted && version->current)
            st = itd_fetch_checked(store, version->list, &checked_ms, err);
        if (st == ITD_OK && wanted)
            put_version(out, version, checked_ms);
    }
    return st == ITD_OK ? end(out, err) : st;
}

static int run(int argc, char **argv)
{
    itd_lists_call call;
    struct output  out = {.call = &call};
    itd_store     *store = NULL;
    itd_error      err;
    int            exit_status;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_ls, argc, argv, 0, 1, &err);

    itd_buf_init(&out.buf, SIZE_MAX);
    if (st == ITD_OK) {
        st = itd_lists_open(&call, &store, &err);
        /* Nothing added yet is an empty answer, unless somebody said where the lists should be. */
        if (st == ITD_E_NOT_FOUND && !call.common.store_named && call.word_count == 0)
            st = ITD_OK;
    }
    if (st == ITD_OK)
        st = list(&out, store, &err);
    exit_status = itd_lists_finish(&out.buf, st, &err);
    itd_cli_table_free(out.table);
    itd_store_close(store);
    return exit_status;
}

const itd_cli_command itd_cli_lists_ls = {
    .name = "lists ls",
    .usage = "[NAME] [OPTION…]",
    .summary = "show the lists and their versions",
    .text = text,
    .options = options,
    .run = run,
};
