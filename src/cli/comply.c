/* `comply`: what states report and trade, against the rules, from the files of a folder. */
#include "cli/comply.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "entity/country.h"

#define OUTPUT_MAX ((size_t)1 << 30)

static const itd_cli_option options[] = {
    {"data", 0, "DIR", "folder of reports*.csv, trade*.csv, trade*.json, oil*.csv (needed)"},
    {"state", 0, "CC", "this state only; places are among all"},
    {"on", 0, "DAY", "reports as filed by that day (default: today)"},
    {"layer", 0, "NAME,…", "layers of rules, from un, eu, us (default: un)"},
    {"rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Per state: reports due, filed, late or never; imports from and exports to the DPRK against "
    "the\n"
    "measures of their period. A period that straddles a change cannot be told and counts for\n"
    "nothing; a row that may be an error counts in the upper bound only. What binds and what is\n"
    "asked for are two tallies that nothing adds up.\n"
    "\n"
    "reports*.csv has the columns state, resolution, filed; trade files have the fields of UN\n"
    "Comtrade (period, reporterCode, flowCode, partnerCode, cmdCode, primaryValue, …).\n"
    "\n"
    "Exit status: 0 nothing found; 1 banned trade, late or missing reports; 2 a file was left "
    "out.\n";

struct call {
    itd_cli_common    common;
    itd_regime_choice choice;
    const char       *data;
    const char       *state;
    const char       *on;
};

bool itd_comply_shows(const struct itd_comply_show *show, itd_str iso)
{
    return show->state.len == 0 || itd_str_equal(show->state, iso);
}

bool itd_comply_shows_supplier(const struct itd_comply_show *show, itd_str supplier)
{
    itd_str iso;

    return show->state.len == 0 ||
           (itd_country_find(supplier, &iso) && itd_str_equal(show->state, iso));
}

size_t itd_comply_cents(uint64_t cents, char ret_text[static ITD_CENTS_TEXT_MAX])
{
    int len = snprintf(ret_text, ITD_CENTS_TEXT_MAX, "%llu.%02u", (unsigned long long)(cents / 100),
                       (unsigned)(cents % 100));

    while (len > 0 && ret_text[len - 1] == '0')
        ret_text[--len] = 0;
    if (len > 0 && ret_text[len - 1] == '.')
        ret_text[--len] = 0;
    return (size_t)len;
}

void itd_comply_labels(itd_buf *buf, unsigned labels)
{
    bool any = false;

    for (unsigned i = 0; i < ITD_LABELS; i++) {
        if (labels & 1u << i) {
            itd_buf_append_cstr(buf, any ? " " : "");
            itd_buf_append_cstr(buf, itd_label_name(i));
            any = true;
        }
    }
}

/* ---- table ---- */

static void put_count(itd_cli_table *table, size_t count)
{
    char digits[24];

    (void)snprintf(digits, sizeof digits, "%zu", count);
    itd_cli_table_cell_right(table, itd_str_of(digits));
}

static void put_cents(itd_cli_table *table, uint64_t cents)
{
    char digits[ITD_CENTS_TEXT_MAX];

    itd_comply_cents(cents, digits);
    itd_cli_table_cell_right(table, itd_str_of(digits));
}

static const char *const headings[] = {
    "place",       "state",    "late (binding)", "never",        "late (asked)", "never",
    "banned rows", "doubtful", "USD, at least",  "USD, at most", "cannot tell",  "winding down"};

static itd_status write_scores(itd_buf *buf, const struct itd_comply_show *show, itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(ITD_ARRAY_LEN(headings));
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++)
        itd_cli_table_cell(table, itd_str_of(headings[i]));
    for (size_t i = 0; i < show->answer->state_count; i++) {
        const itd_comply_state *state = &show->answer->states[i];
        char                    place[48];

        if (!itd_comply_shows(show, state->iso))
            continue;
        (void)snprintf(place, sizeof place, state->best == state->worst ? "%zu" : "%zu-%zu",
                       state->best, state->worst);
        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(place));
        itd_cli_table_cell(table, state->name);
        put_count(table, state->binding.reports[ITD_REPORT_LATE]);
        put_count(table, state->binding.reports[ITD_REPORT_NEVER]);
        put_count(table, state->non_binding.reports[ITD_REPORT_LATE]);
        put_count(table, state->non_binding.reports[ITD_REPORT_NEVER]);
        put_count(table, state->binding.flows);
        put_count(table, state->binding.doubtful);
        put_cents(table, state->binding.low);
        put_cents(table, state->binding.high);
        put_count(table, state->classes[ITD_FLOW_CANNOT_TELL]);
        put_count(table, state->classes[ITD_FLOW_WINDING_DOWN]);
    }
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

/* ---- evidence: the same rows in table and CSV ---- */

static const char *const evidence[] = {"state",  "kind",  "what",     "period", "finding",
                                       "basis",  "usd",   "low",      "high",   "days late",
                                       "labels", "class", "measures", "place"};

typedef void (*put_cell)(void *ctx, itd_str text, bool right);

static void put_amount(put_cell put, void *ctx, uint64_t cents)
{
    char digits[ITD_CENTS_TEXT_MAX];

    itd_comply_cents(cents, digits);
    put(ctx, itd_str_of(digits), true);
}

static void put_place(put_cell put, void *ctx, itd_str file, uint64_t line)
{
    char place[512];

    (void)snprintf(place, sizeof place, line == 0 ? "" : "%.*s:%llu", ITD_STR_ARGS(file),
                   (unsigned long long)line);
    put(ctx, itd_str_of(place), false);
}

static void put_report_row(const struct itd_comply_show *show, const itd_comply_state *state,
                           const itd_report *report, put_cell put, void *ctx)
{
    const itd_measure *measure = itd_rules_at(show->rules, report->duty->measure);
    char               filed[ITD_DATE_TEXT_MAX], days[24];

    itd_date_format(report->filed.year ? report->filed : report->duty->due, filed);
    (void)snprintf(days, sizeof days, report->state == ITD_REPORT_LATE ? "%lld" : "",
                   (long long)report->days_late);
    put(ctx, state->iso, false);
    put(ctx, ITD_STR("report"), false);
    put(ctx, report->duty->id, false);
    put(ctx, itd_str_of(filed), false);
    put(ctx, itd_str_of(itd_report_state_name(report->state)), false);
    for (int i = 0; i < 4; i++)
        put(ctx, (itd_str){0}, true);
    put(ctx, itd_str_of(days), true);
    put(ctx, (itd_str){0}, false);
    put(ctx, itd_str_of(itd_measure_class_name(measure->class_)), false);
    put(ctx, measure->id, false);
    put_place(put, ctx, report->file, report->line);
}

static void put_flow_row(const itd_comply_state *state, const itd_flow *flow, put_cell put,
                         void *ctx)
{
    char    period[16];
    itd_buf marks;

    itd_buf_init(&marks, 256);
    itd_comply_labels(&marks, flow->labels);
    (void)snprintf(period, sizeof period, "%u", (unsigned)flow->period);
    put(ctx, state->iso, false);
    put(ctx, itd_str_of(itd_direction_name(flow->direction)), false);
    put(ctx, itd_hs_code_text(&flow->code), false);
    put(ctx, itd_str_of(period), false);
    put(ctx, itd_str_of(itd_flow_class_name(flow->class_)), false);
    put(ctx, itd_str_of(itd_code_basis_name(flow->basis)), false);
    put_amount(put, ctx, flow->cents);
    put_amount(put, ctx, flow->low);
    put_amount(put, ctx, flow->high);
    put(ctx, (itd_str){0}, true);
    put(ctx, itd_buf_text(&marks), false);
    put(ctx,
        itd_str_of(flow->class_ == ITD_FLOW_NON_BINDING
                       ? itd_measure_class_name(ITD_CLASS_NON_BINDING)
                       : itd_measure_class_name(ITD_CLASS_BINDING)),
        false);
    put(ctx, flow->measures, false);
    put_place(put, ctx, flow->file, flow->line);
    itd_buf_done(&marks);
}

static void put_mirror_row(const itd_mirror *mirror, put_cell put, void *ctx)
{
    char period[16], seller[8];

    (void)snprintf(period, sizeof period, "%u", (unsigned)mirror->period);
    (void)snprintf(seller, sizeof seller, "%.*s>%.*s", ITD_STR_ARGS(mirror->seller),
                   ITD_STR_ARGS(mirror->buyer));
    put(ctx, itd_str_of(seller), false);
    put(ctx, ITD_STR("mirror"), false);
    put(ctx, itd_hs_code_text(&mirror->code), false);
    put(ctx, itd_str_of(period), false);
    put(ctx, ITD_STR("gap"), false);
    put(ctx, (itd_str){0}, false);
    put(ctx, (itd_str){0}, true);
    put_amount(put, ctx, mirror->sold);
    put_amount(put, ctx, mirror->bought);
    for (int i = 0; i < 4; i++)
        put(ctx, (itd_str){0}, false);
    put_place(put, ctx, mirror->sold_file, mirror->sold_line);
}

/* Calls begin before and end behind each row. In a table reports in time stay out. */
static void put_rows(const struct itd_comply_show *show, bool with_all, put_cell put,
                     void (*begin)(void *ctx), void *ctx)
{
    for (size_t i = 0; i < show->answer->state_count; i++) {
        const itd_comply_state *state = &show->answer->states[i];

        if (!itd_comply_shows(show, state->iso))
            continue;
        for (size_t k = 0; k < state->report_count; k++) {
            if (with_all || state->reports[k].state == ITD_REPORT_LATE ||
                state->reports[k].state == ITD_REPORT_NEVER) {
                begin(ctx);
                put_report_row(show, state, &state->reports[k], put, ctx);
            }
        }
        for (size_t k = 0; k < state->flow_count; k++) {
            begin(ctx);
            put_flow_row(state, &state->flows[k], put, ctx);
        }
    }
    for (size_t i = 0; i < show->answer->mirror_count; i++) {
        const itd_mirror *mirror = &show->answer->mirrors[i];

        if (itd_comply_shows(show, mirror->seller) || itd_comply_shows(show, mirror->buyer)) {
            begin(ctx);
            put_mirror_row(mirror, put, ctx);
        }
    }
}

static void table_row(void *ctx)
{
    itd_cli_table_row(ctx);
}

static void table_cell(void *ctx, itd_str cell, bool right)
{
    if (right)
        itd_cli_table_cell_right(ctx, cell);
    else
        itd_cli_table_cell(ctx, cell);
}

static itd_status write_evidence(itd_buf *buf, const struct itd_comply_show *show, itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(ITD_ARRAY_LEN(evidence));
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(evidence); i++)
        itd_cli_table_cell(table, itd_str_of(evidence[i]));
    put_rows(show, false, table_cell, table_row, table);
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

static void write_notes(itd_buf *buf, const struct itd_comply_show *show)
{
    const itd_comply_answer *answer = show->answer;

    itd_buf_append_cstr(buf, "\nPlaces are by the value of banned trade alone; a range counts "
                             "doubtful rows as none and as all.\nOf a mirror, low is the export "
                             "and high the import.\n");
    if (!answer->has_reports)
        itd_buf_append_cstr(buf, "No file of reports was given: nothing is said of reports.\n");
    if (!answer->has_trade)
        itd_buf_append_cstr(buf, "No file of trade was given: nothing is said of trade.\n");
    itd_buf_printf(buf, "Trade rows: %llu; left out:", (unsigned long long)answer->trade_rows);
    for (unsigned i = 0; i < ITD_COMPLY_LEFT; i++)
        if (answer->left_out[i] > 0)
            itd_buf_printf(buf, " %s %llu", itd_comply_left_name((itd_comply_left)i),
                           (unsigned long long)answer->left_out[i]);
    itd_buf_append_char(buf, '\n');
    for (size_t i = 0; i < answer->file_count; i++) {
        if (!answer->files[i].is_read) {
            itd_buf_append_cstr(buf, "Not read: ");
            itd_cli_append_safe(buf, answer->files[i].name);
            itd_buf_printf(buf, " (%.*s)\n", ITD_STR_ARGS(answer->files[i].why));
        }
    }
}

/* ---- CSV ---- */

struct csv_row {
    itd_buf *buf;
    bool     first;
};

static void csv_begin(void *ctx)
{
    struct csv_row *row = ctx;

    itd_buf_append_char(row->buf, '\n');
    row->first = true;
}

static void csv_cell(void *ctx, itd_str cell, bool right)
{
    struct csv_row *row = ctx;

    (void)right;
    itd_buf_append_cstr(row->buf, row->first ? "" : ",");
    itd_cli_append_csv(row->buf, cell);
    row->first = false;
}

static void write_csv(itd_buf *buf, const struct itd_comply_show *show)
{
    struct csv_row row = {buf, true};

    itd_buf_append_cstr(buf, "state,kind,what,period,finding,basis,usd,low,high,days_late,labels,"
                             "class,measures,place");
    put_rows(show, true, csv_cell, csv_begin, &row);
    itd_buf_append_char(buf, '\n');
}

/* ---- the command ---- */

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_comply, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_WORD)
            return itd_error_set(err, ITD_E_USAGE, "usage: interdict comply %s",
                                 itd_cli_comply.usage);
        if (itd_cli_common_take(&call->common, option, value, &st, err))
            continue;
        if (strcmp(option->name, "data") == 0)
            call->data = value;
        else if (strcmp(option->name, "state") == 0)
            call->state = value;
        else if (strcmp(option->name, "on") == 0)
            call->on = value;
        else if (strcmp(option->name, "layer") == 0)
            call->choice.layers = value;
        else
            call->choice.folder = value;
    }
    if (st == ITD_OK && !call->data)
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict comply %s", itd_cli_comply.usage);
    return st;
}

static itd_status take_state(const struct call *call, itd_str *ret_state, itd_error *err)
{
    *ret_state = (itd_str){0};
    if (!call->state || itd_country_find(itd_str_of(call->state), ret_state))
        return ITD_OK;
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is no state", call->state);
    itd_error_in_field(err, ITD_STR("--state"));
    return ITD_E_USAGE;
}

static itd_status write_answer(const struct call *call, itd_buf *buf,
                               const struct itd_comply_show *show, itd_error *err)
{
    itd_status st;

    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        st = write_scores(buf, show, err);
        itd_buf_append_char(buf, '\n');
        if (st == ITD_OK)
            st = write_evidence(buf, show, err);
        write_notes(buf, show);
        return st;
    case ITD_FORMAT_CSV:
        write_csv(buf, show);
        break;
    case ITD_FORMAT_JSON:
        itd_comply_write_json(buf, show, 2);
        break;
    case ITD_FORMAT_JSONL:
        itd_comply_write_json(buf, show, 0);
        break;
    }
    return ITD_OK;
}

static int exit_of(const struct itd_comply_show *show)
{
    size_t found = 0;

    if (!show->answer->is_complete)
        return ITD_EXIT_ROW_ERRORS;
    for (size_t i = 0; i < show->answer->state_count; i++) {
        const itd_comply_state *state = &show->answer->states[i];

        if (itd_comply_shows(show, state->iso))
            found += state->binding.flows + state->binding.reports[ITD_REPORT_LATE] +
                     state->binding.reports[ITD_REPORT_NEVER] +
                     state->non_binding.reports[ITD_REPORT_LATE] +
                     state->non_binding.reports[ITD_REPORT_NEVER];
    }
    return found > 0 ? ITD_EXIT_HITS : ITD_EXIT_DONE;
}

static itd_status answer(const struct call *call, const itd_rules *rules, const itd_hs *hs,
                         itd_arena *arena, itd_buf *buf, int *ret_exit, itd_error *err)
{
    char                   dir[4096];
    itd_comply_answer      found;
    struct itd_comply_show show = {.rules = rules, .answer = &found};
    itd_comply_request     req = {.folder = call->data, .regime_dir = dir};
    itd_status             st = take_state(call, &show.state, err);

    req.on = itd_date_of_days(itd_clock_now_ms() / ITD_MS_PER_DAY);
    if (st == ITD_OK && call->on)
        st = itd_regime_parse_day(call->on, "--on", &req.on, err);
    if (st == ITD_OK)
        st = itd_regime_check_day(rules, req.on, "--on", err);
    if (st == ITD_OK)
        st = itd_regime_data_dir(dir, err);
    if (st == ITD_OK)
        st = itd_comply(rules, hs, &req, arena, &found, err);
    if (st != ITD_OK)
        return st;
    show.on = req.on;
    *ret_exit = exit_of(&show);
    return write_answer(call, buf, &show, err);
}

static int run(int argc, char **argv)
{
    struct call call = {.data = NULL};
    char        dir[4096];
    itd_rules  *rules = NULL;
    itd_hs     *hs = NULL;
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    int         exit_status = ITD_EXIT_DONE;
    itd_buf     buf;
    itd_error   err;
    itd_status  st = arena ? parse(&call, argc, argv, &err) : itd_error_no_memory(&err);

    itd_buf_init(&buf, OUTPUT_MAX);
    if (st == ITD_OK)
        st = itd_regime_open(&call.choice, &rules, &err);
    if (st == ITD_OK)
        st = itd_regime_data_dir(dir, &err);
    if (st == ITD_OK)
        st = itd_hs_open(dir, &hs, &err);
    if (st == ITD_OK)
        st = answer(&call, rules, hs, arena, &buf, &exit_status, &err);
    itd_hs_free(hs);
    itd_rules_free(rules);
    itd_arena_free(arena);
    return itd_regime_finish(&buf, st, exit_status, &err);
}

const itd_cli_command itd_cli_comply = {
    .name = "comply",
    .usage = "--data DIR [--state CC] [--on DAY] [OPTION…]",
    .summary = "reports and trade of states against the rules",
    .text = text,
    .options = options,
    .run = run,
};
