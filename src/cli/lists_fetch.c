/* `lists fetch`, `lists update`, `lists sources`: lists from their publishers. */
#include "cli/lists.h"

#include <string.h>

#include "base/date.h"
#include "base/digest.h"

#define LISTS_MAX 256 /* lists fetched in one call */
#define TIMEOUT_MAX_S 86400
#define RETRIES_MAX 10

static const itd_cli_option options[] = {
    {"url", 0, "URL", "fetch from this address instead; once for each file of the list"},
    {"digest", 0, "HEX", "the file must have this SHA-256, from the publisher's page"},
    {"ca", 0, "FILE", "trust the certificates in this file instead of the system's"},
    {"timeout", 0, "SECONDS", "most time for one file (1800)"},
    {"retries", 0, "N", "tries after the first where that may help (3)"},
    {"accept-shrink", 0, NULL, "take a version that lost more than a tenth"},
    {.name = NULL},
};

static const char fetch_text[] =
    "Without NAME, every list of `interdict lists sources`. A list is asked for with what its\n"
    "server told last time, so that nothing comes twice. All files of a list are one version,\n"
    "taken whole or not at all; what is older, smaller by more than a tenth, a web page or "
    "another\n"
    "list is refused, and what was current stays.\n"
    "\n"
    "Only https:// is fetched; http:// only from an address given with --url. Proxies are taken\n"
    "from the environment (https_proxy, no_proxy).\n"
    "\n"
    "One list that fails does not stop the others; the exit status is that of the first failure.\n";

static const char update_text[] =
    "As `interdict lists fetch` for every list of the store that has an address: that of its\n"
    "publisher, or the one it was last fetched from.\n";

/* ---- one list ---- */

struct fetch_call {
    itd_lists_call    lists;
    itd_store        *store;
    itd_fetch_options options;
    itd_buf           out;
    itd_json_writer   json;
    size_t            count;  /* lists told of */
    itd_status        failed; /* the first failure */
    itd_arena        *arena;
};

static void show_progress(void *ctx, uint64_t done, uint64_t total)
{
    itd_cli_progress *progress = ctx;

    progress->total = total;
    itd_cli_progress_update(progress, done);
}

static void put_json(struct fetch_call *call, itd_str list, const char *outcome,
                     const itd_fetch_result *result, const itd_error *failure)
{
    itd_json_writer *json = &call->json;
    char             text[ITD_ERROR_TEXT_MAX];

    if (call->lists.common.format == ITD_FORMAT_JSONL)
        itd_json_writer_init(json, &call->out, 0);
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "list", list);
    itd_json_put_cstr(json, "outcome", outcome);
    if (failure) {
        itd_error_format(failure, text);
        itd_json_put_cstr(json, "status", itd_status_name(failure->status));
        itd_json_put_cstr(json, "error", text);
    } else {
        itd_json_put_u64(json, "bytes", result->bytes);
        itd_json_put_u64(json, "requests", result->attempts);
        itd_json_put_bool(json, "digest_checked", result->digest_checked);
        if (!result->unchanged) {
            itd_json_put_u64(json, "entries_added", result->added.added);
            itd_json_put_u64(json, "entries_removed", result->added.removed);
            itd_json_put_u64(json, "entries_changed", result->added.changed);
        }
    }
    itd_json_end_object(json);
    if (call->lists.common.format == ITD_FORMAT_JSONL)
        itd_buf_append_char(&call->out, '\n');
}

static itd_status tell(struct fetch_call *call, itd_str list, const itd_fetch_result *result,
                       const itd_error *failure, itd_error *err)
{
    const char *outcome = failure                 ? "failed"
                          : result->unchanged     ? "unchanged"
                          : result->added.existed ? "existed"
                                                  : "added";
    itd_status  st = ITD_OK;

    switch (call->lists.common.format) {
    case ITD_FORMAT_TABLE:
        itd_buf_append_cstr(&call->out, call->count > 0 ? "\n" : "");
        if (failure)
            itd_buf_printf(&call->out, "%.*s: failed, what was current stays\n",
                           ITD_STR_ARGS(list));
        else if (result->unchanged)
            itd_buf_printf(&call->out, "%.*s: unchanged\n", ITD_STR_ARGS(list));
        else
            st = itd_lists_append_added(&call->out, &result->added, ITD_FORMAT_TABLE, err);
        break;
    case ITD_FORMAT_CSV:
        if (call->count == 0)
            itd_buf_append_cstr(&call->out, "list,outcome,bytes,requests,digest_checked\n");
        itd_cli_append_csv(&call->out, list);
        itd_buf_printf(&call->out, ",%s,%llu,%u,%s\n", outcome,
                       (unsigned long long)(failure ? 0 : result->bytes),
                       failure ? 0 : result->attempts,
                       !failure && result->digest_checked ? "true" : "false");
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_json(call, list, outcome, result, failure);
        break;
    }
    call->count++;
    return st;
}

static itd_status fetch_list(struct fetch_call *call, itd_str list, const char *const *urls,
                             size_t url_count, itd_error *err)
{
    itd_cli_progress progress;
    itd_fetch_result result = {.unchanged = false};
    itd_error        failure = {0};
    itd_status       st;

    call->options.list = list;
    call->options.urls = urls;
    call->options.url_count = url_count;
    itd_cli_progress_start(&progress, &call->lists.common, "fetching", 0);
    call->options.download.on_progress = show_progress;
    call->options.download.progress_ctx = &progress;
    st = itd_fetch(call->store, &call->options, &result, &failure);
    itd_cli_progress_stop(&progress);
    if (st == ITD_OK) {
        st = tell(call, list, &result, NULL, err);
        if (!result.unchanged)
            itd_list_report_free(result.added.report);
        return st;
    }
    if (call->failed == ITD_OK)
        call->failed = st;
    (void)itd_cli_fail(&failure);
    return tell(call, list, NULL, &failure, err);
}

static itd_status fetch_source(struct fetch_call *call, const itd_fetch_source *source,
                               itd_error *err)
{
    size_t count = 0;

    while (source->urls[count])
        count++;
    return fetch_list(call, itd_str_of(source->list), source->urls, count, err);
}

/* ---- options ---- */

static itd_status take_count(const char *value, const char *option, uint64_t max, uint64_t *ret,
                             itd_error *err)
{
    if (itd_str_parse_u64(itd_str_of(value), max, ret))
        return ITD_OK;
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is no number up to %llu", value,
                        (unsigned long long)max);
    itd_error_in_field(err, itd_str_of(option));
    return ITD_E_USAGE;
}

static itd_status take_options(struct fetch_call *call, itd_error *err)
{
    const itd_lists_call *lists = &call->lists;
    itd_fetch_options    *fetch = &call->options;
    uint64_t              count = 0;
    itd_status            st = ITD_OK;

    fetch->download = itd_download_options_default();
    fetch->download.ca_path = lists->ca;
    fetch->download.allow_http = lists->url_count > 0;
    fetch->accept_shrink = lists->accept_shrink;
    fetch->wait_ms = itd_add_options_default().wait_ms;
    if (lists->url_count > ITD_FETCH_FILES_MAX)
        return itd_error_set(err, ITD_E_USAGE, "more than %d addresses", ITD_FETCH_FILES_MAX);
    if (lists->url_count > 0 && lists->word_count != 1)
        return itd_error_set(err, ITD_E_USAGE, "--url goes with the name of one list");
    if (lists->timeout) {
        st = take_count(lists->timeout, "--timeout", TIMEOUT_MAX_S, &count, err);
        fetch->download.total_ms = (int64_t)count * 1000;
        if (fetch->download.slow_ms > fetch->download.total_ms)
            fetch->download.slow_ms = fetch->download.total_ms;
    }
    if (st == ITD_OK && lists->retries) {
        st = take_count(lists->retries, "--retries", RETRIES_MAX, &count, err);
        fetch->download.retries = (unsigned)count;
    }
    if (st == ITD_OK && lists->digest) {
        fetch->has_sha256 = true;
        if (!itd_digest_parse_hex(itd_str_of(lists->digest), &fetch->sha256)) {
            st = itd_error_set(err, ITD_E_USAGE, "not 64 hexadecimal digits");
            itd_error_in_field(err, ITD_STR("--digest"));
        } else if (lists->word_count != 1) {
            st = itd_error_set(err, ITD_E_USAGE, "--digest goes with the name of one list");
        }
    }
    return st;
}

/* A mistyped name is told before anything is fetched. */
static itd_status check_names(const struct fetch_call *call, itd_error *err)
{
    for (size_t i = 0; i < call->lists.word_count; i++) {
        const char *name = call->lists.words[i];

        if (call->lists.url_count == 0 && !itd_fetch_source_find(itd_str_of(name)))
            return itd_error_set(err, ITD_E_NOT_FOUND,
                                 "no publisher's address is known for \"%s\"; give --url, or see "
                                 "`interdict lists sources`",
                                 name);
    }
    return ITD_OK;
}

/* ---- the commands ---- */

static itd_status fetch_named(struct fetch_call *call, itd_error *err)
{
    const itd_lists_call *lists = &call->lists;
    itd_status            st = ITD_OK;

    if (lists->url_count > 0)
        return fetch_list(call, itd_str_of(lists->words[0]), lists->urls, lists->url_count, err);
    for (size_t i = 0; st == ITD_OK && i < lists->word_count; i++)
        st = fetch_source(call, itd_fetch_source_find(itd_str_of(lists->words[i])), err);
    for (size_t i = 0; st == ITD_OK && lists->word_count == 0 && itd_fetch_source_at(i); i++)
        st = fetch_source(call, itd_fetch_source_at(i), err);
    return st;
}

static itd_status update_one(struct fetch_call *call, itd_str list, itd_error *err)
{
    const char *urls[ITD_FETCH_FILES_MAX];
    size_t      count;
    itd_status  st = itd_fetch_noted_urls(call->store, list, call->arena, urls, &count, err);

    if (st == ITD_OK && count > 0) {
        call->options.download.allow_http =
            true; /* the user's own choice, made when it was added */
        return fetch_list(call, list, urls, count, err);
    }
    if (st == ITD_OK && itd_fetch_source_find(list))
        return fetch_source(call, itd_fetch_source_find(list), err);
    return st;
}

static itd_status fetch_all_of_store(struct fetch_call *call, itd_error *err)
{
    itd_str    names[LISTS_MAX];
    size_t     count = 0;
    itd_status st = ITD_OK;

    /* Names first: fetching changes what the store shows. */
    for (size_t i = 0; i < itd_store_version_count(call->store) && count < LISTS_MAX; i++) {
        const itd_str list = itd_store_version_at(call->store, i)->list;

        if ((count == 0 || !itd_str_equal(names[count - 1], list)) &&
            !itd_arena_copy(call->arena, list, &names[count++]))
            return itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        st = update_one(call, names[i], err);
    if (st == ITD_OK && call->count == 0)
        st = itd_error_set(err, ITD_E_NOT_FOUND,
                           "no list of the store has an address; `interdict lists fetch` brings "
                           "the first");
    return st;
}

static int run_fetch(const itd_cli_command *command, int argc, char **argv, size_t most_words,
                     itd_status (*fetch)(struct fetch_call *, itd_error *))
{
    struct fetch_call call = {.failed = ITD_OK};
    itd_error         err = {0};
    int               exit_status;
    itd_status        st = itd_lists_parse(&call.lists, command, argc, argv, 0, most_words, &err);

    itd_buf_init(&call.out, SIZE_MAX);
    itd_json_writer_init(&call.json, &call.out, 2);
    call.arena = itd_arena_new(SIZE_MAX);
    if (st == ITD_OK && !call.arena)
        st = itd_error_no_memory(&err);
    if (st == ITD_OK)
        st = take_options(&call, &err);
    if (st == ITD_OK)
        st = check_names(&call, &err);
    if (st == ITD_OK)
        st = itd_store_open(call.lists.common.store_dir, true, &call.store, &err);
    if (st == ITD_OK && call.lists.common.format == ITD_FORMAT_JSON)
        itd_json_begin_array(&call.json, NULL);
    if (st == ITD_OK)
        st = fetch(&call, &err);
    if (st == ITD_OK && call.lists.common.format == ITD_FORMAT_JSON) {
        itd_json_end_array(&call.json);
        itd_buf_append_char(&call.out, '\n');
    }
    exit_status = itd_lists_finish(&call.out, st, &err);
    if (exit_status == ITD_EXIT_DONE)
        exit_status = itd_status_exit(call.failed);
    itd_store_close(call.store);
    itd_arena_free(call.arena);
    return exit_status;
}

static int run_named(int argc, char **argv)
{
    return run_fetch(&itd_cli_lists_fetch, argc, argv, LISTS_MAX, fetch_named);
}

const itd_cli_command itd_cli_lists_fetch = {
    .name = "lists fetch",
    .usage = "[NAME…] [OPTION…]",
    .summary = "bring lists from their publishers",
    .text = fetch_text,
    .options = options,
    .run = run_named,
};

static const itd_cli_option update_options[] = {
    {"ca", 0, "FILE", "trust the certificates in this file instead of the system's"},
    {"timeout", 0, "SECONDS", "most time for one file (1800)"},
    {"retries", 0, "N", "tries after the first where that may help (3)"},
    {"accept-shrink", 0, NULL, "take a version that lost more than a tenth"},
    {.name = NULL},
};

static int run_update(int argc, char **argv)
{
    return run_fetch(&itd_cli_lists_update, argc, argv, 0, fetch_all_of_store);
}

const itd_cli_command itd_cli_lists_update = {
    .name = "lists update",
    .usage = "[OPTION…]",
    .summary = "fetch anew every list of the store that has an address",
    .text = update_text,
    .options = update_options,
    .run = run_update,
};

/* ---- sources ---- */

static const itd_cli_option no_options[] = {
    {.name = NULL},
};

static const char sources_text[] =
    "The addresses are the publishers' own; an address that nobody has seen answer is marked.\n";

static void put_source_json(itd_json_writer *json, const itd_fetch_source *source)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_cstr(json, "list", source->list);
    itd_json_put_cstr(json, "publisher", source->publisher);
    itd_json_put_cstr(json, "page", source->page);
    itd_json_put_bool(json, "tried", source->tried);
    itd_json_begin_array(json, "urls");
    for (size_t k = 0; source->urls[k]; k++)
        itd_json_put_cstr(json, NULL, source->urls[k]);
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void append_sources_json(itd_buf *buf, itd_cli_format format)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, format == ITD_FORMAT_JSON ? 2 : 0);
    if (format == ITD_FORMAT_JSON)
        itd_json_begin_array(&json, NULL);
    for (size_t i = 0; itd_fetch_source_at(i); i++) {
        if (format == ITD_FORMAT_JSONL)
            itd_json_writer_init(&json, buf, 0);
        put_source_json(&json, itd_fetch_source_at(i));
        if (format == ITD_FORMAT_JSONL)
            itd_buf_append_char(buf, '\n');
    }
    if (format == ITD_FORMAT_JSON) {
        itd_json_end_array(&json);
        itd_buf_append_char(buf, '\n');
    }
}

static void append_sources(itd_buf *buf, itd_cli_format format)
{
    if (format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(buf, "list,publisher,page,tried,url\n");
    for (size_t i = 0; itd_fetch_source_at(i); i++) {
        const itd_fetch_source *source = itd_fetch_source_at(i);

        if (format == ITD_FORMAT_TABLE)
            itd_buf_printf(buf, "%s%s: %s%s\n", i > 0 ? "\n" : "", source->list, source->publisher,
                           source->tried ? "" : " (address not tried yet)");
        for (size_t k = 0; source->urls[k]; k++) {
            if (format == ITD_FORMAT_TABLE) {
                itd_buf_printf(buf, "  %s\n", source->urls[k]);
                continue;
            }
            itd_cli_append_csv(buf, itd_str_of(source->list));
            itd_buf_append_char(buf, ',');
            itd_cli_append_csv(buf, itd_str_of(source->publisher));
            itd_buf_printf(buf, ",%s,%s,%s\n", source->page, source->tried ? "true" : "false",
                           source->urls[k]);
        }
    }
}

static int run_sources(int argc, char **argv)
{
    itd_lists_call call;
    itd_buf        buf;
    itd_error      err;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_sources, argc, argv, 0, 0, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK &&
        (call.common.format == ITD_FORMAT_JSON || call.common.format == ITD_FORMAT_JSONL))
        append_sources_json(&buf, call.common.format);
    else if (st == ITD_OK)
        append_sources(&buf, call.common.format);
    return itd_lists_finish(&buf, st, &err);
}

const itd_cli_command itd_cli_lists_sources = {
    .name = "lists sources",
    .usage = "[OPTION…]",
    .summary = "where publishers put their lists",
    .text = sources_text,
    .options = no_options,
    .run = run_sources,
};
