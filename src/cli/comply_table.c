/* `comply` as tables and as CSV: scores, then every row behind them. */
#include <stdio.h>

#include "cli/comply.h"

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

static void put_amount(itd_comply_cell put, void *ctx, uint64_t cents)
{
    char digits[ITD_CENTS_TEXT_MAX];

    itd_comply_cents(cents, digits);
    put(ctx, itd_str_of(digits), true);
}

void itd_comply_put_place(itd_comply_cell put, void *ctx, itd_str file, uint64_t line)
{
    char place[512] = "";

    if (line > 0)
        (void)snprintf(place, sizeof place, "%.*s:%llu", ITD_STR_ARGS(file),
                       (unsigned long long)line);
    put(ctx, itd_str_of(place), false);
}

static void put_report_row(const struct itd_comply_show *show, const itd_comply_state *state,
                           const itd_report *report, itd_comply_cell put, void *ctx)
{
    const itd_measure *measure = itd_rules_at(show->rules, report->duty->measure);
    char               filed[ITD_DATE_TEXT_MAX], days[24] = "";

    itd_date_format(report->filed.year ? report->filed : report->duty->due, filed);
    if (report->state == ITD_REPORT_LATE)
        (void)snprintf(days, sizeof days, "%lld", (long long)report->days_late);
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
    itd_comply_put_place(put, ctx, report->file, report->line);
}

static void put_flow_row(const itd_comply_state *state, const itd_flow *flow, itd_comply_cell put,
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
    put(ctx,
        flow->basis == ITD_CODE_BASIS_NONE ? (itd_str){0}
                                           : itd_str_of(itd_code_basis_name(flow->basis)),
        false);
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
    itd_comply_put_place(put, ctx, flow->file, flow->line);
    itd_buf_done(&marks);
}

static void put_mirror_row(const itd_mirror *mirror, itd_comply_cell put, void *ctx)
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
    itd_comply_put_place(put, ctx, mirror->sold_file, mirror->sold_line);
}

void itd_comply_put_rows(const struct itd_comply_show *show, bool with_all, itd_comply_cell put,
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
    itd_comply_put_ship_rows(show, with_all, put, begin, ctx);
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
    itd_comply_put_rows(show, false, table_cell, table_row, table);
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
    if (answer->has_register)
        itd_buf_printf(buf,
                       "Of %zu listed ships %zu are in no row of a register, and %zu more have no "
                       "IMO number: nothing is said of them.\n",
                       answer->ships_listed, answer->ships_unseen, answer->ships_unnumbered);
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

void itd_comply_write_csv(itd_buf *buf, const struct itd_comply_show *show)
{
    struct csv_row row = {buf, true};

    itd_buf_append_cstr(buf, "state,kind,what,period,finding,basis,usd,low,high,days_late,labels,"
                             "class,measures,place");
    itd_comply_put_rows(show, true, csv_cell, csv_begin, &row);
    itd_buf_append_char(buf, '\n');
}

itd_status itd_comply_write_table(itd_buf *buf, const struct itd_comply_show *show, itd_error *err)
{
    itd_status st = write_scores(buf, show, err);

    itd_buf_append_char(buf, '\n');
    if (st == ITD_OK && (show->answer->has_register || show->answer->has_calls))
        st = itd_comply_write_ships(buf, show, err);
    if (st == ITD_OK)
        st = write_evidence(buf, show, err);
    write_notes(buf, show);
    return st;
}
