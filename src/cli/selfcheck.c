/* `interdict selfcheck`: does the indexed search give the same answers as the exhaustive one, on
 * these very lists? */
#include <string.h>

#include "base/memory.h"
#include "cli/screen_data.h"
#include "codec/json.h"
#include "screen/selfcheck.h"

#define QUERIES_DEFAULT 1000
#define QUERIES_MAX 100000000

static const itd_cli_option options[] = {
    {"queries", 0, "N", "made queries (default 1000)"},
    {"seed", 0, "S", "of the generator; the same seed makes the same queries (default 1)"},
    {"list", 0, "NAME,…", "only these lists"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Makes queries from the listed names themselves (exact, misspelt, with parts dropped, added,\n"
    "joined or cut to initials, mixed, very long), screens each with the index and exhaustively,\n"
    "at cut-offs 0.70 to 0.95, and compares the answers whole: hits, scores, order.\n"
    "\n"
    "Exit status: 0 no difference, 1 differences, 3 and above: the check did not complete.\n";

struct check {
    itd_screen_settings  *settings;
    itd_selfcheck_options options;
    itd_cli_progress      progress;
};

static const char *const kind_names[ITD_DECK_KINDS] = {
    "exact", "edited", "parts", "joined", "initial", "mixed", "dressed", "long", "acronym",
};

static bool go_on(void *ctx, uint64_t done)
{
    struct check *check = ctx;

    itd_cli_progress_rows(&check->progress, done, done);
    return true;
}

static itd_status take_option(struct check *check, const char *name, const char *value,
                              itd_error *err)
{
    itd_screen_names *lists = &check->settings->lists;
    itd_str           rest = itd_str_of(value), part;
    itd_status        st = ITD_OK;

    if (strcmp(name, "queries") == 0 &&
        (!itd_str_parse_u64(rest, QUERIES_MAX, &check->options.queries) ||
         check->options.queries == 0))
        st = itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a number from 1 to %d", value,
                           QUERIES_MAX);
    else if (strcmp(name, "seed") == 0 &&
             !itd_str_parse_u64(rest, UINT64_MAX, &check->options.seed))
        st = itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a number", value);
    else if (strcmp(name, "list") == 0)
        while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(","), &part)) {
            if (lists->count == ITD_ARRAY_LEN(lists->items))
                st = itd_error_set(err, ITD_E_LIMIT, "too many lists");
            else
                lists->items[lists->count++] = itd_str_trim(part);
        }
    itd_error_in_field(st == ITD_OK ? NULL : err, itd_str_of(name));
    return st;
}

static itd_status parse(struct check *check, int argc, char **argv, itd_error *err)
{
    itd_cli_args          args;
    const itd_cli_option *option;
    const char           *value;
    itd_status            st = ITD_OK;

    itd_cli_args_init(&args, &itd_cli_selfcheck, argc, argv);
    while (st == ITD_OK) {
        switch (itd_cli_args_next(&args, &option, &value, err)) {
        case ITD_ARG_END:
            return ITD_OK;
        case ITD_ARG_ERROR:
            return ITD_E_USAGE;
        case ITD_ARG_WORD:
            return itd_error_set(err, ITD_E_USAGE, "takes no argument \"%s\"", value);
        case ITD_ARG_OPTION:
            if (!itd_cli_common_take(&check->settings->common, option, value, &st, err))
                st = take_option(check, option->name, value, err);
            break;
        }
    }
    return st;
}

/* ---- output ---- */

static void put_difference(itd_json_writer *json, const itd_selfcheck_difference *difference)
{
    itd_json_begin_object(json, "first_difference");
    itd_json_put_cstr(json, "query", difference->query);
    itd_json_put_u64(json, "cutoff", difference->cutoff);
    itd_json_put_cstr(json, "entry", difference->entry);
    itd_json_put_u64(json, "hits_indexed", difference->indexed_hits);
    itd_json_put_u64(json, "hits_exhaustive", difference->exhaustive_hits);
    itd_json_put_u64(json, "score_indexed", difference->indexed_score);
    itd_json_put_u64(json, "score_exhaustive", difference->exhaustive_score);
    itd_json_end_object(json);
}

static void put_json(const struct check *check, const itd_snapshot *snap,
                     const itd_selfcheck *result, itd_buf *buf)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, 0);
    itd_json_begin_object(&json, NULL);
    itd_json_put_u64(&json, "queries", result->all.queries);
    itd_json_put_u64(&json, "seed", check->options.seed);
    itd_json_put_u64(&json, "names", itd_snapshot_name_count(snap));
    itd_json_put_u64(&json, "differences", result->all.differences);
    itd_json_put_u64(&json, "queries_with_hits", result->all.with_hits);
    itd_json_put_u64(&json, "hits", result->all.hits);
    itd_json_put_u64(&json, "pairs_scored_exhaustive", result->pairs_exhaustive);
    itd_json_put_u64(&json, "pairs_scored_indexed", result->pairs_indexed);
    itd_json_put_u64(&json, "postings_read", result->postings_read);
    itd_json_begin_array(&json, "kinds");
    for (size_t i = 0; i < ITD_DECK_KINDS; i++) {
        itd_json_begin_object(&json, NULL);
        itd_json_put_cstr(&json, "kind", kind_names[i]);
        itd_json_put_u64(&json, "queries", result->kinds[i].queries);
        itd_json_put_u64(&json, "with_hits", result->kinds[i].with_hits);
        itd_json_put_u64(&json, "hits", result->kinds[i].hits);
        itd_json_put_u64(&json, "differences", result->kinds[i].differences);
        itd_json_end_object(&json);
    }
    itd_json_end_array(&json);
    if (result->all.differences > 0)
        put_difference(&json, &result->difference);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}

static void put_csv(const itd_selfcheck *result, itd_buf *buf)
{
    itd_buf_append_cstr(buf, "kind,queries,with_hits,hits,differences\n");
    for (size_t i = 0; i < ITD_DECK_KINDS; i++)
        itd_buf_printf(buf, "%s,%llu,%llu,%llu,%llu\n", kind_names[i],
                       (unsigned long long)result->kinds[i].queries,
                       (unsigned long long)result->kinds[i].with_hits,
                       (unsigned long long)result->kinds[i].hits,
                       (unsigned long long)result->kinds[i].differences);
}

static void put_text(const struct check *check, const itd_snapshot *snap,
                     const itd_selfcheck *result, itd_buf *buf)
{
    const double queries = (double)result->all.queries;

    for (size_t i = 0; i < ITD_DECK_KINDS; i++)
        itd_buf_printf(buf, "%-8s %8llu queries  %8llu with hits  %10llu hits  %llu differences\n",
                       kind_names[i], (unsigned long long)result->kinds[i].queries,
                       (unsigned long long)result->kinds[i].with_hits,
                       (unsigned long long)result->kinds[i].hits,
                       (unsigned long long)result->kinds[i].differences);
    if (result->all.differences > 0) {
        itd_buf_append_cstr(buf, "first difference: \"");
        itd_cli_append_safe(buf, itd_str_of(result->difference.query));
        itd_buf_printf(buf, "\" at %u: %s indexed %u, exhaustive %u (hits %u, %u)\n",
                       (unsigned)result->difference.cutoff, result->difference.entry,
                       (unsigned)result->difference.indexed_score,
                       (unsigned)result->difference.exhaustive_score,
                       (unsigned)result->difference.indexed_hits,
                       (unsigned)result->difference.exhaustive_hits);
    }
    itd_buf_printf(
        buf,
        "%llu queries against %zu names, seed %llu: %llu differences\n"
        "pairs scored a query: %.0f exhaustive, %.1f indexed (%.1f postings read)\n",
        (unsigned long long)result->all.queries, itd_snapshot_name_count(snap),
        (unsigned long long)check->options.seed, (unsigned long long)result->all.differences,
        (double)result->pairs_exhaustive / queries, (double)result->pairs_indexed / queries,
        (double)result->postings_read / queries);
}

static itd_status print(const struct check *check, const itd_snapshot *snap,
                        const itd_selfcheck *result, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, SIZE_MAX);
    switch (check->settings->common.format) {
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_json(check, snap, result, &buf);
        break;
    case ITD_FORMAT_CSV:
        put_csv(result, &buf);
        break;
    case ITD_FORMAT_TABLE:
        put_text(check, snap, result, &buf);
        break;
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status check_lists(struct check *check, bool *ret_differs, itd_error *err)
{
    itd_snapshot  *snap;
    itd_selfcheck *result = itd_mem_new(1, sizeof *result);
    itd_status     st = result ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_screen_open_data(check->settings, &snap, err);
    if (st != ITD_OK) {
        itd_mem_free(result);
        return st;
    }
    itd_cli_progress_start(&check->progress, &check->settings->common, "checking",
                           check->options.queries);
    st = itd_selfcheck_run(snap, &check->options, result, err);
    itd_cli_progress_stop(&check->progress);
    if (st == ITD_OK)
        st = print(check, snap, result, err);
    *ret_differs = st == ITD_OK && result->all.differences > 0;
    itd_mem_free(result);
    itd_snapshot_unref(snap);
    return st;
}

static int run(int argc, char **argv)
{
    struct check check = {
        .options = {.queries = QUERIES_DEFAULT, .seed = 1, .go_on = go_on, .ctx = &check}};
    itd_error  err;
    itd_status st;
    bool       differs = false;

    check.settings = itd_mem_new(1, sizeof *check.settings);
    if (!check.settings) {
        (void)itd_error_no_memory(&err);
        return itd_cli_fail(&err);
    }
    itd_cli_common_init(&check.settings->common);
    check.settings->as_of_ms = ITD_AS_OF_NOW;
    check.settings->max_age_days = -1;
    st = parse(&check, argc, argv, &err);
    if (st == ITD_OK)
        st = check_lists(&check, &differs, &err);
    itd_mem_free(check.settings);
    if (st != ITD_OK)
        return itd_cli_fail(&err);
    return differs ? ITD_EXIT_HITS : ITD_EXIT_DONE;
}

const itd_cli_command itd_cli_selfcheck = {
    .name = "selfcheck",
    .usage = "[OPTION…]",
    .summary = "Proves on these lists that the index loses no hit",
    .text = text,
    .options = options,
    .run = run,
};
