/* `caps`: what is known of the quantities delivered under each cap, period by period. */
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "cli/regime.h"
#include "regime/caps.h"

#define OUTPUT_MAX ((size_t)64 << 20)

static const itd_cli_option options[] = {
    {"data", 0, "FILE", "deliveries (CSV); else the few published ones that ship"},
    {"on", 0, "DAY", "the ledger as it stood on that day (default: today)"},
    {"layer", 0, "NAME,…", "layers of rules: un, eu, us, jp, kr (default: un)"},
    {"rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Each cap runs by its own clock. Notified and estimated deliveries are counted apart; every\n"
    "total is a lower bound, and the months without a report are named. Where tonnes and barrels\n"
    "meet, every published factor is shown beside the others.\n"
    "\n"
    "FILE has the columns cap (coal, refined, crude), from, to (days or months), supplier, kind\n"
    "(notified, estimated), tonnes, barrels, usd, id, source, confidence.\n";

struct call {
    itd_cli_common    common;
    itd_regime_choice choice;
    const char       *data;
    const char       *on;
};

struct show {
    const itd_rules      *rules;
    const itd_deliveries *deliveries;
    const itd_cap_ledger *ledger;
    itd_date              on;
    const char           *file;
};

static void put_amount(itd_json_writer *json, const char *key, uint64_t amount)
{
    char digits[ITD_AMOUNT_TEXT_MAX];

    itd_amount_format(amount, digits);
    itd_json_put_cstr(json, key, digits);
}

/* ---- JSON ---- */

static void put_factor(itd_json_writer *json, const itd_factor *factor)
{
    if (!factor) {
        itd_json_put_null(json, "factor");
        return;
    }
    itd_json_begin_object(json, "factor");
    put_amount(json, "barrels_per_tonne", factor->barrels_per_tonne);
    itd_json_put_str(json, "authority", factor->authority);
    itd_json_put_str(json, "product", factor->product);
    itd_json_put_str(json, "confidence", factor->confidence);
    itd_json_end_object(json);
}

static void put_crossings(itd_json_writer *json, const char *key, const itd_cap_crossing *crossings,
                          const itd_str *units)
{
    itd_json_begin_array(json, key);
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_u64(json, "percent", crossings[i].percent);
        itd_regime_put_date(json, "day", crossings[i].day);
        if (units && units[i].len > 0)
            itd_json_put_str(json, "unit", units[i]);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_views(itd_json_writer *json, const itd_cap_count *count)
{
    itd_json_begin_array(json, "views");
    for (size_t i = 0; i < count->view_count; i++) {
        const itd_cap_view *view = &count->views[i];

        itd_json_begin_object(json, NULL);
        put_amount(json, "limit", view->limit.amount);
        itd_json_put_str(json, "unit", view->limit.unit);
        put_factor(json, view->factor);
        put_amount(json, "total", view->total);
        itd_json_put_bool(json, "lower_bound", true);
        itd_json_put_score(json, "share", view->basis_point);
        itd_json_put_u64(json, "rows", view->rows);
        itd_json_put_u64(json, "rows_without_this_unit", view->unknown);
        put_crossings(json, "crossings", view->crossings, NULL);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_month(itd_json_writer *json, const char *key, itd_date month)
{
    month.day = 0;
    itd_regime_put_date(json, key, month);
}

static void put_count(itd_json_writer *json, const struct show *show, const itd_cap_count *count)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_cstr(json, "kind", itd_delivery_kind_name(count->kind));
    put_views(json, count);
    put_crossings(json, "first", count->first, count->first_unit);
    itd_json_begin_array(json, "missing_reports");
    for (size_t i = 0; i < count->missing_count; i++) {
        itd_json_begin_object(json, NULL);
        put_month(json, "month", count->missing[i].month);
        itd_regime_put_date(json, "due", count->missing[i].due);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_begin_array(json, "left_out");
    for (size_t i = 0; i < count->omission_count; i++) {
        const itd_delivery *delivery = &show->deliveries->items[count->omissions[i].delivery];

        itd_json_begin_object(json, NULL);
        itd_json_put_u64(json, "line", delivery->line);
        itd_json_put_str(json, "supplier", delivery->supplier);
        itd_regime_put_date(json, "from", delivery->from);
        itd_regime_put_date(json, "to", delivery->to);
        itd_json_put_cstr(json, "why", itd_left_out_name(count->omissions[i].why));
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void put_periods(itd_json_writer *json, const struct show *show, size_t cap)
{
    itd_json_begin_array(json, "periods");
    for (size_t i = 0; i < show->ledger->period_count; i++) {
        const itd_cap_period *period = &show->ledger->periods[i];

        if (period->cap != cap)
            continue;
        itd_json_begin_object(json, NULL);
        itd_regime_put_date(json, "from", period->from);
        itd_regime_put_date(json, "to", period->to);
        itd_regime_put_date(json, "in_force_until", period->last_day);
        itd_json_put_bool(json, "running", period->running);
        itd_json_begin_array(json, "counts");
        for (size_t k = 0; k < period->count_count; k++)
            put_count(json, show, &period->counts[k]);
        itd_json_end_array(json);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

/* The limit in barrels as tonnes, and the reverse, by every published factor. */
static void put_limit_by_factor(itd_json_writer *json, const struct show *show, const itd_cap *cap)
{
    itd_json_begin_array(json, "limit_by_factor");
    for (size_t k = 0; k < cap->limit_count; k++) {
        const bool barrels = itd_str_equal(cap->limits[k].unit, ITD_STR("barrel"));

        for (size_t i = 0; barrels && i < itd_rules_factor_count(show->rules); i++) {
            const itd_factor *factor = itd_rules_factor_at(show->rules, i);

            if (!itd_str_equal(factor->group, cap->group))
                continue;
            itd_json_begin_object(json, NULL);
            put_amount(json, "barrels_per_tonne", factor->barrels_per_tonne);
            itd_json_put_str(json, "authority", factor->authority);
            itd_json_put_str(json, "product", factor->product);
            put_amount(json, "barrels", cap->limits[k].amount);
            put_amount(json, "tonnes",
                       itd_amount_to_tonnes(cap->limits[k].amount, factor->barrels_per_tonne));
            itd_json_end_object(json);
        }
    }
    itd_json_end_array(json);
}

static void put_cap(itd_json_writer *json, const struct show *show, size_t index)
{
    const itd_cap     *cap = itd_rules_cap_at(show->rules, index);
    const itd_measure *measure = itd_rules_at(show->rules, cap->measure);

    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "measure", measure->id);
    itd_json_put_str(json, "resolution", measure->resolution);
    itd_json_put_str(json, "paragraph", measure->paragraph);
    itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(json, "group", cap->group);
    itd_json_put_str(json, "subject", measure->subject);
    itd_json_put_cstr(json, "clock", itd_cap_clock_name(cap->clock));
    itd_json_put_str(json, "period", measure->cap_period);
    itd_regime_put_date(json, "in_force", measure->in_force);
    itd_regime_put_date(json, "last_day", measure->last_day);
    itd_json_put_bool(json, "never_in_force", measure->never_in_force);
    itd_json_put_bool(json, "per_supplier", cap->per_supplier);
    itd_json_begin_array(json, "limits");
    for (size_t i = 0; i < cap->limit_count; i++) {
        itd_json_begin_object(json, NULL);
        put_amount(json, "amount", cap->limits[i].amount);
        itd_json_put_str(json, "unit", cap->limits[i].unit);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_put_str(json, "thresholds", measure->thresholds);
    put_limit_by_factor(json, show, cap);
    put_periods(json, show, index);
    itd_json_put_str(json, "confidence", measure->confidence);
    itd_json_end_object(json);
}

static void write_json(itd_buf *buf, const struct show *show, unsigned indent)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    itd_regime_put_date(&json, "on", show->on);
    itd_json_put_cstr(&json, "data", show->file);
    itd_json_put_u64(&json, "rows", show->deliveries->count);
    itd_json_begin_array(&json, "caps");
    for (size_t i = 0; i < itd_rules_cap_count(show->rules); i++)
        put_cap(&json, show, i);
    itd_json_end_array(&json);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}

/* ---- table and CSV: a row per way of counting ---- */

static const char *const headings[] = {"cap",   "from",   "to",    "kind",   "unit",
                                       "limit", "factor", "total", "share",  "75 %",
                                       "90 %",  "95 %",   "100 %", "missing"};

typedef void (*put_cell)(void *ctx, itd_str text, bool right);

static void put_date_cell(put_cell put, void *ctx, itd_date date)
{
    char day[ITD_DATE_TEXT_MAX];

    itd_date_format(date, day);
    put(ctx, itd_str_of(day), false);
}

static void put_amount_cell(put_cell put, void *ctx, uint64_t amount)
{
    char digits[ITD_AMOUNT_TEXT_MAX];

    itd_amount_format(amount, digits);
    put(ctx, itd_str_of(digits), true);
}

static void put_view_row(const struct show *show, const itd_cap_period *period,
                         const itd_cap_count *count, const itd_cap_view *view, put_cell put,
                         void *ctx)
{
    const itd_cap *cap = itd_rules_cap_at(show->rules, period->cap);
    char           number[ITD_AMOUNT_TEXT_MAX];

    put(ctx, itd_rules_at(show->rules, cap->measure)->id, false);
    put_date_cell(put, ctx, period->from);
    put_date_cell(put, ctx, period->last_day);
    put(ctx, itd_str_of(itd_delivery_kind_name(count->kind)), false);
    put(ctx, view->limit.unit, false);
    put_amount_cell(put, ctx, view->limit.amount);
    if (view->factor)
        put_amount_cell(put, ctx, view->factor->barrels_per_tonne);
    else
        put(ctx, (itd_str){0}, false);
    put_amount_cell(put, ctx, view->total);
    (void)snprintf(number, sizeof number, "%u.%02u", (unsigned)(view->basis_point / 100),
                   (unsigned)(view->basis_point % 100));
    put(ctx, itd_str_of(number), true);
    for (size_t i = 0; i < ITD_CAP_CROSSINGS; i++)
        put_date_cell(put, ctx, view->crossings[i].day);
    (void)snprintf(number, sizeof number, "%zu", count->missing_count);
    put(ctx, itd_str_of(count->kind == ITD_DELIVERY_NOTIFIED ? number : ""), true);
}

static itd_status write_table(itd_buf *buf, const struct show *show, itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(ITD_ARRAY_LEN(headings));
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++)
        itd_cli_table_cell(table, itd_str_of(headings[i]));
    for (size_t i = 0; i < show->ledger->period_count; i++) {
        const itd_cap_period *period = &show->ledger->periods[i];

        for (size_t k = 0; k < period->count_count; k++) {
            for (size_t v = 0; v < period->counts[k].view_count; v++) {
                itd_cli_table_row(table);
                put_view_row(show, period, &period->counts[k], &period->counts[k].views[v],
                             itd_cli_table_put, table);
            }
        }
    }
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    itd_buf_append_cstr(buf,
                        "\nEvery total is a lower bound; missing counts the months of the period "
                        "without a report.\nFactors are barrels a tonne; --format json names "
                        "them and the rows left out.\n");
    return st;
}

struct csv_row {
    itd_buf *buf;
    bool     first;
};

static void csv_cell(void *ctx, itd_str cell, bool right)
{
    struct csv_row *row = ctx;

    (void)right;
    itd_buf_append_cstr(row->buf, row->first ? "" : ",");
    itd_cli_append_csv(row->buf, cell);
    row->first = false;
}

static void write_csv(itd_buf *buf, const struct show *show)
{
    itd_buf_append_cstr(buf, "measure,from,to,kind,unit,limit,factor,total,share,crossed_75,"
                             "crossed_90,crossed_95,crossed_100,missing_reports\n");
    for (size_t i = 0; i < show->ledger->period_count; i++) {
        const itd_cap_period *period = &show->ledger->periods[i];

        for (size_t k = 0; k < period->count_count; k++) {
            for (size_t v = 0; v < period->counts[k].view_count; v++) {
                struct csv_row row = {buf, true};

                put_view_row(show, period, &period->counts[k], &period->counts[k].views[v],
                             csv_cell, &row);
                itd_buf_append_char(buf, '\n');
            }
        }
    }
}

/* ---- the command ---- */

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_caps, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_WORD)
            return itd_error_set(err, ITD_E_USAGE, "usage: interdict caps %s", itd_cli_caps.usage);
        if (itd_cli_common_take(&call->common, option, value, &st, err))
            continue;
        if (strcmp(option->name, "data") == 0)
            call->data = value;
        else if (strcmp(option->name, "on") == 0)
            call->on = value;
        else if (strcmp(option->name, "layer") == 0)
            call->choice.layers = value;
        else
            call->choice.folder = value;
    }
    return st;
}

static itd_status load(const struct call *call, const itd_rules *rules, itd_arena *arena,
                       char path[static ITD_PATH_MAX], itd_deliveries *deliveries, itd_error *err)
{
    char        dir[4096];
    itd_source *src = NULL;
    itd_status  st = ITD_OK;

    if (call->data) {
        (void)snprintf(path, ITD_PATH_MAX, "%s", call->data);
    } else {
        st = itd_regime_data_dir(dir, err);
        if (st == ITD_OK)
            st = itd_path_join(path, dir, "un/oil.csv", NULL, err);
    }
    if (st == ITD_OK)
        st = itd_source_open_file(path, NULL, &src, err);
    if (st == ITD_OK)
        st = itd_deliveries_load(rules, src, arena, deliveries, err);
    itd_source_close(src);
    return st;
}

static itd_status write_ledger(const struct call *call, itd_buf *buf, const struct show *show,
                               itd_error *err)
{
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return write_table(buf, show, err);
    case ITD_FORMAT_CSV:
        write_csv(buf, show);
        break;
    case ITD_FORMAT_JSON:
        write_json(buf, show, 2);
        break;
    case ITD_FORMAT_JSONL:
        write_json(buf, show, 0);
        break;
    }
    return ITD_OK;
}

static itd_status answer(const struct call *call, const itd_rules *rules, itd_arena *arena,
                         itd_buf *buf, itd_error *err)
{
    char           path[ITD_PATH_MAX];
    itd_deliveries deliveries = {.count = 0};
    itd_cap_ledger ledger;
    struct show show = {.rules = rules, .deliveries = &deliveries, .ledger = &ledger, .file = path};
    itd_status  st = ITD_OK;

    show.on = itd_date_of_days(itd_clock_now_ms() / ITD_MS_PER_DAY);
    if (call->on)
        st = itd_regime_parse_day(call->on, "--on", &show.on, err);
    if (st == ITD_OK)
        st = itd_regime_check_day(rules, show.on, "--on", err);
    if (st == ITD_OK)
        st = load(call, rules, arena, path, &deliveries, err);
    if (st == ITD_OK)
        st = itd_caps(rules, &deliveries, show.on, arena, &ledger, err);
    return st == ITD_OK ? write_ledger(call, buf, &show, err) : st;
}

static int run(int argc, char **argv)
{
    struct call call = {.data = NULL};
    itd_rules  *rules = NULL;
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_buf     buf;
    itd_error   err;
    itd_status  st = arena ? parse(&call, argc, argv, &err) : itd_error_no_memory(&err);

    itd_buf_init(&buf, OUTPUT_MAX);
    if (st == ITD_OK)
        st = itd_regime_open(&call.choice, &rules, &err);
    if (st == ITD_OK)
        st = answer(&call, rules, arena, &buf, &err);
    itd_rules_free(rules);
    itd_arena_free(arena);
    return itd_regime_finish(&buf, st, ITD_EXIT_DONE, &err);
}

const itd_cli_command itd_cli_caps = {
    .name = "caps",
    .usage = "[--data FILE] [--on DAY] [OPTION…]",
    .summary = "quantities under the caps on coal and oil",
    .text = text,
    .options = options,
    .run = run,
};
