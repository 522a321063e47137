/* `lists pin`, `lists rollback`, `lists prune`: changes of which versions answer or are kept. */
#include "cli/lists.h"

#include "base/date.h"

/* Tells which version of a list answers after the change. */
static void put_current(const itd_lists_call *call, itd_buf *buf, const char *what,
                        const itd_list_version *version)
{
    char            date[ITD_LISTS_DATE_MAX];
    itd_json_writer json;

    itd_lists_date(version->version_ms, date);
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        itd_buf_append(buf, version->list);
        itd_buf_printf(buf, ": %s; the version of %s answers now\n", what, date);
        break;
    case ITD_FORMAT_CSV:
        itd_buf_append_cstr(buf, "list,what,date\n");
        itd_cli_append_csv(buf, version->list);
        itd_buf_printf(buf, ",%s,%s\n", what, date);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_json_writer_init(&json, buf, call->common.format == ITD_FORMAT_JSON ? 2 : 0);
        itd_json_begin_object(&json, NULL);
        itd_json_put_cstr(&json, "what", what);
        itd_lists_put_version(&json, version);
        itd_json_end_object(&json);
        itd_buf_append_char(buf, '\n');
        break;
    }
}

/* One of the three, on an open store. */
typedef itd_status (*change_fn)(const itd_lists_call *call, itd_store *store, itd_buf *buf,
                                itd_error *err);

static int run_change(const itd_cli_command *command, int argc, char **argv, size_t least,
                      size_t most, change_fn change)
{
    itd_lists_call call;
    itd_store     *store = NULL;
    itd_buf        buf;
    itd_error      err;
    int            exit_status;
    itd_status     st = itd_lists_parse(&call, command, argc, argv, least, most, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK)
        st = change(&call, store, &buf, &err);
    exit_status = itd_lists_finish(&buf, st, &err);
    itd_store_close(store);
    return exit_status;
}

/* ---- pin ---- */

static const itd_cli_option pin_options[] = {
    {"off", 0, NULL, "take the pin off: the newest version answers again"},
    {.name = NULL},
};

static const char pin_text[] =
    "The version of DATE (a day, or a moment as in 2024-05-02T18:49Z) answers from now on,\n"
    "whatever is added later, until the pin is taken off. Questions with --as-of are answered\n"
    "as before.\n";

static itd_status pin(const itd_lists_call *call, itd_store *store, itd_buf *buf, itd_error *err)
{
    const itd_str           list = itd_str_of(call->words[0]);
    const itd_list_version *version = NULL, *now;
    int64_t                 ms;
    itd_status              st = ITD_OK;

    if (call->off == (call->word_count > 1))
        return itd_error_set(err, ITD_E_USAGE, "give either the date of a version or --off");
    /* A mistyped list is told before anything is locked. */
    st = itd_store_find(store, list, ITD_AS_OF_NOW, &now, err);
    if (st == ITD_OK && !call->off) {
        st = itd_lists_parse_moment(call->words[1], "DATE", &ms, err);
        if (st == ITD_OK)
            st = itd_store_find(store, list, ms, &version, err);
    }
    if (st == ITD_OK)
        st = itd_store_pin(store, list, version, err);
    if (st == ITD_OK)
        st = itd_store_find(store, list, ITD_AS_OF_NOW, &now, err);
    if (st == ITD_OK)
        put_current(call, buf, call->off ? "pin taken off" : "pinned", now);
    return st;
}

static int run_pin(int argc, char **argv)
{
    return run_change(&itd_cli_lists_pin, argc, argv, 1, 2, pin);
}

const itd_cli_command itd_cli_lists_pin = {
    .name = "lists pin",
    .usage = "NAME DATE | NAME --off",
    .summary = "let one version answer, whatever is added later",
    .text = pin_text,
    .options = pin_options,
    .run = run_pin,
};

/* ---- rollback ---- */

static const itd_cli_option no_options[] = {
    {.name = NULL},
};

static const char rollback_text[] =
    "Withdraws the newest version, so that the one before it is current. The withdrawn one stays\n"
    "in the log and can be added again.\n";

static itd_status rollback(const itd_lists_call *call, itd_store *store, itd_buf *buf,
                           itd_error *err)
{
    const itd_list_version *now;
    itd_status st = itd_store_find(store, itd_str_of(call->words[0]), ITD_AS_OF_NOW, &now, err);

    if (st == ITD_OK)
        st = itd_store_rollback(store, itd_str_of(call->words[0]), &now, err);
    if (st == ITD_OK)
        put_current(call, buf, "newest version withdrawn", now);
    return st;
}

static int run_rollback(int argc, char **argv)
{
    return run_change(&itd_cli_lists_rollback, argc, argv, 1, 1, rollback);
}

const itd_cli_command itd_cli_lists_rollback = {
    .name = "lists rollback",
    .usage = "NAME [OPTION…]",
    .summary = "withdraw the newest version",
    .text = rollback_text,
    .options = no_options,
    .run = run_rollback,
};

/* ---- prune ---- */

static const itd_cli_option prune_options[] = {
    {"before", 0, "DAY", "drop versions older than this day (needed)"},
    {.name = NULL},
};

static const char prune_text[] =
    "Drops versions older than the day and what only they used; the current and a pinned version\n"
    "always stay. What was dropped stays in the log. Questions about those days can no longer\n"
    "be answered.\n";

static itd_status prune(const itd_lists_call *call, itd_store *store, itd_buf *buf, itd_error *err)
{
    const itd_str           list = itd_str_of(call->words[0]);
    const itd_list_version *now;
    itd_json_writer         json;
    uint64_t                dropped;
    int64_t                 end_ms;
    itd_status              st;

    if (!call->before)
        return itd_error_set(err, ITD_E_USAGE, "give --before DAY");
    st = itd_cli_parse_day(call->before, "--before", &end_ms, err);
    if (st == ITD_OK)
        st = itd_store_find(store, list, ITD_AS_OF_NOW, &now, err);
    if (st == ITD_OK)
        st = itd_store_prune(store, list, end_ms + 1 - ITD_MS_PER_DAY, &dropped, err);
    if (st != ITD_OK)
        return st;
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        itd_buf_append(buf, list);
        itd_buf_printf(buf, ": %llu versions dropped\n", (unsigned long long)dropped);
        break;
    case ITD_FORMAT_CSV:
        itd_buf_append_cstr(buf, "list,dropped\n");
        itd_cli_append_csv(buf, list);
        itd_buf_printf(buf, ",%llu\n", (unsigned long long)dropped);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_json_writer_init(&json, buf, 0);
        itd_json_begin_object(&json, NULL);
        itd_json_put_str(&json, "list", list);
        itd_json_put_u64(&json, "dropped", dropped);
        itd_json_end_object(&json);
        itd_buf_append_char(buf, '\n');
        break;
    }
    return ITD_OK;
}

static int run_prune(int argc, char **argv)
{
    return run_change(&itd_cli_lists_prune, argc, argv, 1, 1, prune);
}

const itd_cli_command itd_cli_lists_prune = {
    .name = "lists prune",
    .usage = "NAME --before DAY",
    .summary = "drop old versions",
    .text = prune_text,
    .options = prune_options,
    .run = run_prune,
};
