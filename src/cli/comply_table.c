/* `comply` as tables and as CSV: scores, then every row behind them. */
#include <stdio.h>

#include "cli/comply.h"

#define NAMED_SHOWN 10 /* rows left out for one reason that a table names; CSV and JSON name more */

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

/* "-" where no file could tell. */
static void put_scores_of(itd_cli_table *table, const itd_comply_answer *answer,
                          const itd_comply_state *state)
{
    const size_t reports[] = {
        state->binding.reports[ITD_REPORT_LATE], state->binding.reports[ITD_REPORT_NEVER],
        state->non_binding.reports[ITD_REPORT_LATE], state->non_binding.reports[ITD_REPORT_NEVER]};

    for (size_t i = 0; i < ITD_ARRAY_LEN(reports); i++) {
        if (answer->has_reports)
            put_count(table, reports[i]);
        else
            itd_cli_table_cell_right(table, ITD_STR("-"));
    }
    for (int i = 0; !state->has_trade && i < 6; i++)
        itd_cli_table_cell_right(table, ITD_STR("-"));
    if (!state->has_trade)
        return;
    put_count(table, state->binding.flows);
    put_count(table, state->binding.doubtful);
    put_cents(table, state->binding.low);
    put_cents(table, state->binding.high);
    put_count(table, state->classes[ITD_FLOW_CANNOT_TELL]);
    put_count(table, state->classes[ITD_FLOW_WINDING_DOWN]);
}

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
        itd_cli_table_cell(table, itd_str_of(state->has_trade ? place : "-"));
        itd_cli_table_cell(table, state->name);
        put_scores_of(table, show->answer, state);
    }
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

/* ---- evidence: the same rows in table and CSV ---- */

static const char *const evidence[] = {"state",  "kind",  "what",     "period", "finding",
                                       "basis",  "usd",   "low",      "high",   "days late",
                                       "labels", "class", "measures", "place"};

const char *const itd_comply_columns[ITD_COMPLY_COLUMNS] = {
    "state",        "kind",        "what",  "period",      "finding",   "basis",
    "usd",          "low",         "high",  "days_late",   "labels",    "class",
    "measures",     "place",       "days",  "banned_days", "part_days", "livelihood_days",
    "winding_days", "banned_from", "total", "limit",       "unit",      "percent"};

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

static void put_number(itd_comply_cell put, void *ctx, uint32_t number)
{
    char digits[16];

    (void)snprintf(digits, sizeof digits, "%u", (unsigned)number);
    put(ctx, itd_str_of(digits), true);
}

/* Of a period in which the rules changed: on how many of its days the goods were banned. */
static void put_period_days(const itd_flow *flow, itd_comply_cell put, void *ctx)
{
    char from[ITD_DATE_TEXT_MAX];

    if (flow->days == 0)
        return;
    itd_date_format(flow->banned_from, from);
    put_number(put, ctx, flow->days);
    put_number(put, ctx, flow->banned_days);
    put_number(put, ctx, flow->part_days);
    put_number(put, ctx, flow->excepted_days);
    put_number(put, ctx, flow->winding_days);
    put(ctx, itd_str_of(from), false);
}

/* The class; in a table with what can be said of a period in which the rules changed. */
static void put_class(const itd_flow *flow, bool with_all, itd_comply_cell put, void *ctx)
{
    const struct {
        const char *what;
        uint32_t    days;
    } kinds[] = {{"banned", flow->banned_days},
                 {"banned in part", flow->part_days},
                 {"banned but for livelihood", flow->excepted_days},
                 {"winding down", flow->winding_days}};
    const size_t last = ITD_ARRAY_LEN(kinds) - 1;
    size_t       kind = 0;
    char         text[128];

    if (with_all || flow->days == 0) {
        put(ctx, itd_str_of(itd_flow_class_name(flow->class_)), false);
        return;
    }
    while (kind < last && kinds[kind].days == 0)
        kind++;
    if (kinds[kind].days > 0)
        (void)snprintf(text, sizeof text, "%s (%s %u of %u days)",
                       itd_flow_class_name(flow->class_), kinds[kind].what,
                       (unsigned)kinds[kind].days, (unsigned)flow->days);
    else
        (void)snprintf(text, sizeof text, "%s (the rules changed)",
                       itd_flow_class_name(flow->class_));
    put(ctx, itd_str_of(text), false);
}

static void put_flow_row(const itd_comply_state *state, const itd_flow *flow, bool with_all,
                         itd_comply_cell put, void *ctx)
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
    put_class(flow, with_all, put, ctx);
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
        flow->measures.len == 0 ? (itd_str){0}
                                : itd_str_of(itd_measure_class_name(
                                      flow->class_ == ITD_FLOW_NON_BINDING ? ITD_CLASS_NON_BINDING
                                                                           : ITD_CLASS_BINDING)),
        false);
    put(ctx, flow->measures, false);
    itd_comply_put_place(put, ctx, flow->file, flow->line);
    if (with_all)
        put_period_days(flow, put, ctx);
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

static void put_named_row(const itd_comply_named *named, itd_comply_cell put, void *ctx)
{
    char period[16];

    (void)snprintf(period, sizeof period, "%u", (unsigned)named->period);
    put(ctx, named->state, false);
    put(ctx, ITD_STR("left-out"), false);
    put(ctx, itd_hs_code_text(&named->code), false);
    put(ctx, itd_str_of(period), false);
    put(ctx, itd_str_of(itd_comply_left_name(named->why)), false);
    for (int i = 0; i < 8; i++)
        put(ctx, (itd_str){0}, false);
    itd_comply_put_place(put, ctx, named->file, named->line);
}

void itd_comply_put_rows(const struct itd_comply_show *show, bool with_all, itd_comply_cell put,
                         void (*begin)(void *ctx), void *ctx)
{
    size_t shown[ITD_COMPLY_LEFT] = {0};

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
            put_flow_row(state, &state->flows[k], with_all, put, ctx);
        }
    }
    itd_comply_put_ship_rows(show, with_all, put, begin, ctx);
    itd_comply_put_cap_rows(show, with_all, put, begin, ctx);
    for (size_t i = 0; i < show->answer->mirror_count; i++) {
        const itd_mirror *mirror = &show->answer->mirrors[i];

        if (itd_comply_shows(show, mirror->seller) || itd_comply_shows(show, mirror->buyer)) {
            begin(ctx);
            put_mirror_row(mirror, put, ctx);
        }
    }
    for (size_t i = 0; i < show->answer->named_count; i++) {
        const itd_comply_named *named = &show->answer->named[i];

        shown[named->why] += itd_comply_shows(show, named->state);
        if (itd_comply_shows(show, named->state) &&
            (with_all || shown[named->why] <= NAMED_SHOWN)) {
            begin(ctx);
            put_named_row(named, put, ctx);
        }
    }
}

static void table_row(void *ctx)
{
    itd_cli_table_row(ctx);
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
    itd_comply_put_rows(show, false, itd_cli_table_put, table_row, table);
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    return st;
}

size_t itd_comply_count_silent(const struct itd_comply_show *show)
{
    size_t count = 0;

    for (size_t i = 0; show->answer->has_reports && i < show->answer->state_count; i++)
        count += show->answer->states[i].filings == 0 &&
                 itd_comply_shows(show, show->answer->states[i].iso);
    return count;
}

static void write_notes(itd_buf *buf, const struct itd_comply_show *show)
{
    const itd_comply_answer *answer = show->answer;
    uint64_t                 left = 0;

    itd_buf_append_cstr(buf, "\nPlaces are by the value of banned trade alone; a range counts "
                             "doubtful rows as none and as all.\nOf a mirror, low is the export "
                             "and high the import.\n");
    if (!answer->has_reports)
        itd_buf_append_cstr(buf, "No file of reports was given: nothing is said of reports.\n");
    if (!answer->has_trade)
        itd_buf_append_cstr(buf, "No file of trade was given: nothing is said of trade.\n");
    if (itd_comply_count_silent(show) > 0)
        itd_buf_printf(
            buf,
            "Of %zu states no file of reports has a row: \"never\" holds of them only if "
            "those files are whole.\n",
            itd_comply_count_silent(show));
    if (answer->share_count > 0)
        itd_buf_append_cstr(buf, "Shares of a cap are lower bounds: what nobody reported is not in "
                                 "them.\n");
    if (answer->has_register)
        itd_buf_printf(buf,
                       "Of %zu listed ships %zu are in no row of a register, and %zu more have no "
                       "IMO number: nothing is said of them.\n",
                       answer->ships_listed, answer->ships_unseen, answer->ships_unnumbered);
    itd_buf_printf(buf, "Trade rows: %llu; left out:", (unsigned long long)answer->trade_rows);
    for (unsigned i = 0; i < ITD_COMPLY_LEFT; i++) {
        if (answer->left_out[i] > 0)
            itd_buf_printf(buf, " %s %llu", itd_comply_left_name((itd_comply_left)i),
                           (unsigned long long)answer->left_out[i]);
        left += answer->left_out[i];
    }
    itd_buf_append_cstr(buf, left > 0 ? "\n" : " none\n");
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
    size_t   cells;
};

/* Fills the row up, so that all have the same number of cells. */
static void csv_end(struct csv_row *row)
{
    for (; row->cells > 0 && row->cells < ITD_COMPLY_COLUMNS; row->cells++)
        itd_buf_append_char(row->buf, ',');
    row->cells = 0;
    itd_buf_append_char(row->buf, '\n');
}

static void csv_begin(void *ctx)
{
    csv_end(ctx);
}

static void csv_cell(void *ctx, itd_str cell, bool right)
{
    struct csv_row *row = ctx;

    (void)right;
    itd_buf_append_cstr(row->buf, row->cells++ == 0 ? "" : ",");
    itd_cli_append_csv(row->buf, cell);
}

void itd_comply_write_csv(itd_buf *buf, const struct itd_comply_show *show)
{
    struct csv_row row = {buf, 0};

    for (size_t i = 0; i < ITD_COMPLY_COLUMNS; i++)
        csv_cell(&row, itd_str_of(itd_comply_columns[i]), false);
    itd_comply_put_rows(show, true, csv_cell, csv_begin, &row);
    csv_end(&row);
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
