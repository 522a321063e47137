/* `interdict lab`: how much of what people do to names is found on the user's lists, and how often
 * ordinary customers are flagged. */
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "cli/customers.h"
#include "cli/lab_report.h"
#include "cli/screen_data.h"

#define CUSTOMERS_MAX 1000000
#define REPORT_BYTES_MAX ((size_t)64 << 20)

static const itd_cli_option options[] = {
    {"seed", 0, "N", "another seed makes other decks (default 1)"},
    {"queries", 0, "N", "names of each class and customers of each origin (default 500)"},
    {"customers", 0, "FILE", "your own clean customers as one more origin"},
    {"list", 0, "NAME,…", "only these lists"},
    {"as-of", 0, "DAY", "the lists as they stood on that day (YYYY-MM-DD)"},
    {"html", 0, "FILE", "write a page with curves to FILE"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Makes decks of manipulated names from the listed names themselves, a class of variation "
    "each,\n"
    "adds ordinary customers of several origins, screens all of them, and reports for every "
    "cut-off\n"
    "from 0.70 to 0.95 what was found and what was flagged for nothing. With the same lists,\n"
    "settings and seed the report is the same but for its times.\n";

struct call {
    itd_screen_settings *settings;
    itd_lab_options      lab;
    const char          *customers_path;
    const char          *html_path;
    itd_cli_progress     progress;
};

static itd_status in_option(itd_status st, const char *option, itd_error *err)
{
    itd_error_in_field(err, itd_str_of(option));
    return st;
}

static itd_status parse_number(const char *value, const char *option, uint64_t max,
                               uint64_t *ret_number, itd_error *err)
{
    if (!itd_str_parse_u64(itd_str_of(value), max, ret_number))
        return in_option(itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a number up to %llu", value,
                                       (unsigned long long)max),
                         option, err);
    return ITD_OK;
}

static itd_status take_lists(struct call *call, const char *value, itd_error *err)
{
    itd_screen_names *lists = &call->settings->lists;
    itd_str           rest = itd_str_of(value), part;

    while (itd_str_next_part(&rest, ITD_STR(","), &part)) {
        if (lists->count == ITD_ARRAY_LEN(lists->items))
            return in_option(
                itd_error_set(err, ITD_E_LIMIT, "more than %zu lists", ITD_ARRAY_LEN(lists->items)),
                "--list", err);
        if (part.len > 0)
            lists->items[lists->count++] = part;
    }
    return ITD_OK;
}

static itd_status take_option(struct call *call, const char *name, const char *value,
                              itd_error *err)
{
    uint64_t   number = 0;
    itd_status st = ITD_OK;

    if (strcmp(name, "seed") == 0) {
        st = parse_number(value, "--seed", UINT64_MAX, &call->lab.seed, err);
    } else if (strcmp(name, "queries") == 0) {
        st = parse_number(value, "--queries", ITD_LAB_QUERIES_MAX, &number, err);
        if (st == ITD_OK && number == 0)
            st = in_option(itd_error_set(err, ITD_E_USAGE, "must be at least 1"), "--queries", err);
        if (st == ITD_OK)
            call->lab.queries = (size_t)number;
    } else if (strcmp(name, "as-of") == 0) {
        st = itd_cli_parse_day(value, "--as-of", &call->settings->as_of_ms, err);
    } else if (strcmp(name, "list") == 0) {
        st = take_lists(call, value, err);
    } else if (strcmp(name, "customers") == 0) {
        call->customers_path = value;
    } else if (strcmp(name, "html") == 0) {
        call->html_path = value;
    }
    return st;
}

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    itd_cli_args          args;
    const itd_cli_option *option;
    const char           *value;
    itd_status            st = ITD_OK;

    itd_cli_args_init(&args, &itd_cli_lab, argc, argv);
    while (st == ITD_OK) {
        switch (itd_cli_args_next(&args, &option, &value, err)) {
        case ITD_ARG_END:
            if (call->settings->common.format == ITD_FORMAT_CSV)
                return itd_error_set(err, ITD_E_USAGE, "the report has no csv form; use json");
            return ITD_OK;
        case ITD_ARG_ERROR:
            return ITD_E_USAGE;
        case ITD_ARG_WORD:
            return itd_error_set(err, ITD_E_USAGE, "\"%s\": lab takes options only", value);
        case ITD_ARG_OPTION:
            if (!itd_cli_common_take(&call->settings->common, option, value, &st, err))
                st = take_option(call, option->name, value, err);
            break;
        }
    }
    return st;
}

/* Every name of every row; a row that cannot be read ends the run. */
static itd_status add_customers(itd_customers *customers, itd_arena *arena, itd_str **names,
                                size_t *count, itd_error *err)
{
    itd_customer customer;
    size_t       cap = 0;
    bool         found = true;
    itd_status   st = ITD_OK;

    while (st == ITD_OK && found) {
        st = itd_customers_next(customers, arena, &found, &customer, err);
        if (st != ITD_OK || !found)
            break;
        if (customer.fault) {
            *err = *customer.fault;
            return err->status;
        }
        for (size_t i = 0; i < customer.req.name_count; i++) {
            if (*count == CUSTOMERS_MAX)
                return itd_error_set(err, ITD_E_LIMIT, "more than %d customers", CUSTOMERS_MAX);
            *names = itd_arena_grow(arena, *names, *count, &cap, sizeof **names);
            if (!*names)
                return itd_error_no_memory(err);
            (*names)[(*count)++] = customer.req.names[i];
        }
    }
    return st;
}

static itd_status read_customers(struct call *call, itd_arena *arena, itd_error *err)
{
    itd_customers *customers = NULL;
    itd_str       *names = NULL;
    size_t         count = 0;
    itd_status     st;

    if (!call->customers_path)
        return ITD_OK;
    st = itd_customers_open(call->customers_path, NULL, &customers, err);
    if (st == ITD_OK)
        st = add_customers(customers, arena, &names, &count, err);
    itd_customers_close(customers);
    call->lab.customers = names;
    call->lab.customer_count = count;
    call->lab.customers_name = ITD_STR("your customers");
    return st;
}

static void progress(void *ctx, uint64_t done)
{
    itd_cli_progress_update(ctx, done);
}

static itd_status write_html(const struct call *call, const itd_lab_run_info *info, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    if (!call->html_path)
        return ITD_OK;
    itd_buf_init(&buf, REPORT_BYTES_MAX);
    itd_lab_write_html(info, &buf);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(call->html_path, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status write_report(const struct call *call, const itd_lab_run_info *info,
                               itd_error *err)
{
    itd_buf    buf;
    itd_status st = write_html(call, info, err);

    itd_buf_init(&buf, REPORT_BYTES_MAX);
    if (st == ITD_OK && call->settings->common.format == ITD_FORMAT_TABLE)
        st = itd_lab_write_table(info, call->settings->common.color, &buf, err);
    else if (st == ITD_OK)
        itd_lab_write_json(info, &buf);
    if (st == ITD_OK)
        st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

static itd_status run_lab(struct call *call, itd_arena *arena, itd_error *err)
{
    itd_lab_parts  *parts = itd_arena_new_array(arena, 1, sizeof *parts);
    itd_lab_report *report = itd_arena_new_array(arena, 1, sizeof *report);
    itd_snapshot   *snap = NULL;
    char            dir[ITD_PATH_MAX], path[ITD_PATH_MAX];
    itd_status      st = parts && report ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_path_join(path, itd_cli_data_dir(dir), "lab", "customers.tsv", err);
    if (st == ITD_OK)
        st = itd_lab_parts_read(path, arena, parts, err);
    if (st == ITD_OK)
        st = read_customers(call, arena, err);
    if (st == ITD_OK)
        st = itd_screen_open_data(call->settings, &snap, err);
    if (st == ITD_OK) {
        call->lab.parts = parts;
        call->lab.progress = progress;
        call->lab.ctx = &call->progress;
        itd_cli_progress_start(&call->progress, &call->settings->common, "screening decks",
                               (ITD_LAB_CLASSES + parts->count) * call->lab.queries);
        st = itd_lab_run(snap, &call->lab, arena, report, err);
        itd_cli_progress_stop(&call->progress);
    }
    if (st == ITD_OK)
        st = write_report(
            call, &(itd_lab_run_info){.snap = snap, .options = &call->lab, .report = report}, err);
    itd_snapshot_unref(snap);
    return st;
}

static int run(int argc, char **argv)
{
    struct call call = {.settings = itd_mem_new(1, sizeof *call.settings),
                        .lab = {.seed = ITD_LAB_SEED_DEFAULT, .queries = ITD_LAB_QUERIES_DEFAULT}};
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_error   err;
    itd_status  st;

    if (!call.settings || !arena) {
        st = itd_error_no_memory(&err);
    } else {
        itd_cli_common_init(&call.settings->common);
        call.settings->as_of_ms = ITD_AS_OF_NOW;
        call.settings->max_age_days = -1;
        st = parse(&call, argc, argv, &err);
        if (st == ITD_OK)
            st = run_lab(&call, arena, &err);
    }
    itd_arena_free(arena);
    itd_mem_free(call.settings);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_lab = {
    .name = "lab",
    .usage = "[OPTION…]",
    .summary = "Measures on your lists what is found of manipulated names, and what is flagged",
    .text = text,
    .options = options,
    .run = run,
};
