/* The page of `comply`: listed ships, what the data cannot say, and the evidence. */
#include <string.h>

#include "cli/comply_page.h"
#include "page/style.h"

/* ---- ships over time ---- */

struct curve {
    itd_str state;
    size_t  first, count, most; /* steps */
};

/* Series of the states with most ships; returns how many states have no line. */
static size_t pick_curves(const struct itd_comply_page *out, bool is_owner, struct curve *best,
                          size_t *ret_count)
{
    const itd_comply_answer *answer = out->show->answer;
    size_t                   count = 0, left = 0;

    for (size_t i = 0, k; i < answer->step_count; i = k) {
        struct curve curve = {answer->steps[i].state, i, 0, 0};
        size_t       at = count;

        for (k = i;
             k < answer->step_count && answer->steps[k].is_owner == answer->steps[i].is_owner &&
             itd_str_equal(answer->steps[k].state, curve.state);
             k++)
            curve.most = answer->steps[k].ships > curve.most ? answer->steps[k].ships : curve.most;
        curve.count = k - i;
        if (answer->steps[i].is_owner != is_owner || !itd_comply_shows(out->show, curve.state))
            continue;
        if (count == ITD_STYLE_LINES) {
            left++;
            if (best[count - 1].most >= curve.most)
                continue;
            at = --count;
        }
        while (at > 0 && best[at - 1].most < curve.most) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = curve;
        count++;
    }
    *ret_count = count;
    return left;
}

static void put_curves(struct itd_comply_page *out, bool is_owner, itd_str title)
{
    struct curve         curves[ITD_STYLE_LINES + 1];
    itd_chart_series     series[ITD_STYLE_LINES];
    const itd_ship_step *steps = out->show->answer->steps;
    size_t               count = 0, drawn = 0;
    const size_t         left = pick_curves(out, is_owner, curves, &count);
    const itd_chart      chart = {
             .title = title,
             .desc = ITD_STR("How many listed ships each state had from day to day, as far as the "
                                  "registers tell."),
             .x = {.label = ITD_STR("day"), .is_date = true},
             .y = {.label = ITD_STR("ships")},
    };

    for (size_t i = 0; i < count; i++) {
        double *x = itd_comply_page_room(out, curves[i].count + 1, sizeof x[0]);
        double *y = itd_comply_page_room(out, curves[i].count + 1, sizeof y[0]);

        if (!x || !y)
            return;
        for (size_t k = 0; k < curves[i].count; k++) {
            x[k] = (double)itd_date_to_days(steps[curves[i].first + k].day);
            y[k] = (double)steps[curves[i].first + k].ships;
        }
        x[curves[i].count] = (double)itd_date_to_days(out->show->on);
        y[curves[i].count] = y[curves[i].count - 1];
        series[drawn++] = (itd_chart_series){.name = itd_comply_page_state(out, curves[i].state),
                                             .x = x,
                                             .y = y,
                                             .count = curves[i].count + 1,
                                             .is_step = true};
    }
    if (drawn > 0)
        itd_chart_lines(&out->page, &chart, series, drawn);
    itd_comply_page_cut(out, left, "states");
}

/* ---- flags ---- */

static void cell_measures(struct itd_comply_page *out, const itd_ship_duty *const *duties,
                          size_t count)
{
    itd_buf text;

    itd_buf_init(&text, ITD_COMPLY_PAGE_TEXT_MAX);
    itd_comply_append_duties(&text, out->show->rules, duties, count, false);
    itd_page_cell(&out->page, itd_buf_text(&text));
    itd_buf_done(&text);
}

static itd_str finding_text(struct itd_comply_page *out, const char *finding, bool taken_up,
                            bool is_doubtful)
{
    return itd_comply_page_text(out, "%s%s%s", finding, taken_up ? ", taken up after listing" : "",
                                is_doubtful ? " (doubtful)" : "");
}

static void put_flag(struct itd_comply_page *out, const itd_ship_flag *flag)
{
    itd_page_begin_row(&out->page);
    itd_page_cell(&out->page, flag->listing->imo);
    itd_comply_page_name(out, flag->name.len > 0 ? flag->name : flag->listing->name);
    itd_page_cell(&out->page, itd_comply_page_state(out, flag->state));
    itd_comply_page_date(out, flag->listing->listed);
    itd_comply_page_date(out, flag->from);
    itd_comply_page_date(out, flag->until);
    if (flag->duty_count > 0)
        itd_page_cell_number(&out->page, (double)flag->days, 0);
    else
        itd_page_cell(&out->page, ITD_STR("–"));
    itd_page_cell_toned(&out->page,
                        finding_text(out, itd_flag_finding_name(flag->finding),
                                     flag->taken_up && flag->duty_count > 0, flag->is_doubtful),
                        flag->finding == ITD_FLAG_STILL
                            ? (flag->is_doubtful ? ITD_TONE_WARN : ITD_TONE_BAD)
                            : ITD_TONE_PLAIN);
    cell_measures(out, flag->duties, flag->duty_count);
    itd_comply_page_place(out, flag->file, flag->line);
    itd_page_end_row(&out->page);
}

static void put_flags(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("IMO"), false, true},        {ITD_STR_INIT("Name"), false, false},
        {ITD_STR_INIT("Flag"), false, false},      {ITD_STR_INIT("Listed"), false, false},
        {ITD_STR_INIT("Duty from"), false, false}, {ITD_STR_INIT("Flag until"), false, false},
        {ITD_STR_INIT("Days"), true, false},       {ITD_STR_INIT("Finding"), false, false},
        {ITD_STR_INIT("Measures"), false, false},  {ITD_STR_INIT("From"), false, false}};
    const itd_comply_answer *answer = out->show->answer;
    size_t                   shown = 0, left = 0;

    itd_page_begin_table(&out->page,
                         ITD_STR("Listed ships by flag; days from the duty to the end of the flag"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < answer->flag_count; i++) {
        if (!itd_comply_shows(out->show, answer->flags[i].state))
            continue;
        if (shown++ < ITD_COMPLY_PAGE_ROWS_MAX)
            put_flag(out, &answer->flags[i]);
        else
            left++;
    }
    itd_page_end_table(&out->page);
    itd_comply_page_cut(out, left, "flags");
}

static void put_owners(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Owner"), false, true},  {ITD_STR_INIT("State"), false, false},
        {ITD_STR_INIT("IMO"), false, false},   {ITD_STR_INIT("Since"), false, false},
        {ITD_STR_INIT("Until"), false, false}, {ITD_STR_INIT("Days while listed"), true, false},
        {ITD_STR_INIT("From"), false, false}};
    const itd_comply_answer *answer = out->show->answer;
    size_t                   shown = 0, left = 0;

    itd_page_begin_table(&out->page, ITD_STR("Owners of listed ships"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < answer->owner_count; i++) {
        const itd_ship_owner *owner = &answer->owners[i];

        if (!itd_comply_shows(out->show, owner->state))
            continue;
        left += shown >= ITD_COMPLY_PAGE_ROWS_MAX;
        if (shown++ >= ITD_COMPLY_PAGE_ROWS_MAX)
            continue;
        itd_page_begin_row(&out->page);
        itd_comply_page_name(out, owner->owner);
        itd_page_cell(&out->page, owner->state.len > 0 ? itd_comply_page_state(out, owner->state)
                                                       : ITD_STR("not told"));
        itd_page_cell(&out->page, owner->listing->imo);
        itd_comply_page_date(out, owner->since);
        itd_comply_page_date(out, owner->until);
        itd_page_cell_number(&out->page, (double)owner->days, 0);
        itd_comply_page_place(out, owner->file, owner->line);
        itd_page_end_row(&out->page);
    }
    itd_page_end_table(&out->page);
    itd_comply_page_cut(out, left, "owners");
}

static void put_call(struct itd_comply_page *out, const itd_port_call *call)
{
    const bool is_bad = call->finding == ITD_CALL_PROHIBITED;

    itd_page_begin_row(&out->page);
    itd_page_cell(&out->page, call->imo);
    itd_comply_page_name(out, call->port);
    itd_page_cell(&out->page, itd_comply_page_state(out, call->state));
    itd_comply_page_date(out, call->arrival);
    itd_page_cell_toned(
        &out->page,
        finding_text(out, itd_call_finding_name(call->finding), false, call->is_doubtful),
        is_bad ? (call->is_doubtful ? ITD_TONE_WARN : ITD_TONE_BAD) : ITD_TONE_PLAIN);
    cell_measures(out, call->duties, call->duty_count);
    itd_page_cell(&out->page, call->claim == ITD_CLAIM_KINDS
                                  ? ITD_STR("")
                                  : itd_str_of(itd_claim_name(call->claim)));
    itd_comply_page_place(out, call->file, call->line);
    itd_page_end_row(&out->page);
}

static void put_calls(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("IMO"), false, true},      {ITD_STR_INIT("Port"), false, false},
        {ITD_STR_INIT("State"), false, false},   {ITD_STR_INIT("Arrival"), false, false},
        {ITD_STR_INIT("Finding"), false, false}, {ITD_STR_INIT("Measures"), false, false},
        {ITD_STR_INIT("Claim"), false, false},   {ITD_STR_INIT("From"), false, false}};
    const itd_comply_answer *answer = out->show->answer;
    size_t                   shown = 0, left = 0;

    itd_page_begin_table(&out->page, ITD_STR("Port calls of listed ships"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < answer->call_count; i++) {
        if (!itd_comply_shows(out->show, answer->calls[i].state))
            continue;
        if (shown++ < ITD_COMPLY_PAGE_ROWS_MAX)
            put_call(out, &answer->calls[i]);
        else
            left++;
    }
    itd_page_end_table(&out->page);
    itd_comply_page_cut(out, left, "calls");
}

void itd_comply_page_ships(struct itd_comply_page *out)
{
    const itd_comply_answer *answer = out->show->answer;

    itd_page_begin_section(&out->page, ITD_STR("Listed ships"));
    if (answer->has_register) {
        put_curves(out, false, ITD_STR("Listed ships by flag over time"));
        put_flags(out);
        put_curves(out, true, ITD_STR("Listed ships by the state of their owner over time"));
        put_owners(out);
    } else {
        itd_page_paragraph(&out->page, ITD_STR("No register of ships was given: nothing is said of "
                                               "flags and owners."));
    }
    if (answer->has_calls)
        put_calls(out);
    else
        itd_page_paragraph(&out->page, ITD_STR("No file of port calls was given: nothing is said "
                                               "of ports."));
    itd_page_end_section(&out->page);
}

/* ---- limits ---- */

static void put_unread(struct itd_comply_page *out)
{
    for (size_t i = 0; i < out->show->answer->file_count; i++) {
        const itd_comply_file *file = &out->show->answer->files[i];
        itd_buf                text;

        if (file->is_read)
            continue;
        itd_buf_init(&text, ITD_COMPLY_PAGE_TEXT_MAX);
        itd_buf_append_cstr(&text, "Not read: ");
        itd_buf_append(&text, file->name);
        itd_buf_append_cstr(&text, " (");
        itd_buf_append(&text, file->why);
        itd_buf_append_cstr(&text, ").");
        itd_page_list_item(&out->page, itd_buf_text(&text));
        itd_buf_done(&text);
    }
}

static void put_left_out(struct itd_comply_page *out)
{
    for (unsigned i = 0; i < ITD_COMPLY_LEFT; i++)
        if (out->show->answer->left_out[i] > 0)
            itd_page_list_item(&out->page, itd_comply_page_text(
                                               out, "Rows left out, %s: %llu.",
                                               itd_comply_left_name((itd_comply_left)i),
                                               (unsigned long long)out->show->answer->left_out[i]));
}

void itd_comply_page_limits(struct itd_comply_page *out)
{
    const itd_comply_answer *answer = out->show->answer;
    size_t                   untold = 0;

    for (size_t i = 0; i < answer->state_count; i++)
        if (itd_comply_shows(out->show, answer->states[i].iso))
            untold += answer->states[i].classes[ITD_FLOW_CANNOT_TELL];
    itd_page_begin_section(&out->page, ITD_STR("What the data cannot say"));
    itd_page_begin_list(&out->page);
    if (untold > 0)
        itd_page_list_item(&out->page,
                           itd_comply_page_text(out,
                                                "%zu flows of a period in which the rules changed, "
                                                "or of goods that are not specified: they count "
                                                "for nothing.",
                                                untold));
    if (answer->has_trade)
        itd_page_list_item(&out->page,
                           ITD_STR("The DPRK publishes nothing: every figure is a partner's. A "
                                   "label of doubt is no finding, and trade that nobody reports "
                                   "is not here."));
    if (itd_comply_count_silent(out->show) > 0)
        itd_page_list_item(
            &out->page,
            itd_comply_page_text(out,
                                 "Of %zu states no file of reports has a row: \"never\" holds of "
                                 "them only if those files are whole.",
                                 itd_comply_count_silent(out->show)));
    if (answer->has_register) {
        itd_page_list_item(
            &out->page, itd_comply_page_text(
                            out,
                            "Of %zu listed ships %zu are in no row of a register, %zu more "
                            "have no IMO number: nothing is said of them.",
                            answer->ships_listed, answer->ships_unseen, answer->ships_unnumbered));
        itd_page_list_item(&out->page,
                           ITD_STR("A flag that has no end in the register is taken as still held "
                                   "on the day; when the register was last true it does not say."));
    }
    if (answer->has_calls)
        itd_page_list_item(&out->page,
                           ITD_STR("Whether a call was an emergency stands only where the row "
                                   "claims it; without a claim the strict reading stands."));
    put_left_out(out);
    put_unread(out);
    itd_page_end_list(&out->page);
    itd_page_end_section(&out->page);
}

/* ---- evidence ---- */

struct evidence {
    struct itd_comply_page *out;
    size_t                  rows, left;
    bool                    in_row;
};

static void end_row(struct evidence *evidence)
{
    if (evidence->in_row)
        itd_page_end_row(&evidence->out->page);
    evidence->in_row = false;
}

static void begin_row(void *ctx)
{
    struct evidence *evidence = ctx;

    end_row(evidence);
    if (evidence->rows++ >= ITD_COMPLY_PAGE_ROWS_MAX) {
        evidence->left++;
        return;
    }
    itd_page_begin_row(&evidence->out->page);
    evidence->in_row = true;
}

static void put_cell(void *ctx, itd_str text, bool right)
{
    struct evidence *evidence = ctx;

    (void)right;
    if (evidence->in_row)
        itd_comply_page_name(evidence->out, text);
}

/* Measures that some row of the evidence names, by index. */
static void mark_ids(const itd_rules *rules, itd_str ids, bool *used)
{
    itd_str id;

    while (itd_str_next_part(&ids, ITD_STR(" "), &id)) {
        const size_t measure = itd_rules_find(rules, id);

        if (measure != SIZE_MAX)
            used[measure] = true;
    }
}

static void mark_used(const struct itd_comply_page *out, bool *used)
{
    const itd_comply_answer *answer = out->show->answer;

    for (size_t i = 0; i < answer->state_count; i++) {
        const itd_comply_state *state = &answer->states[i];

        if (!itd_comply_shows(out->show, state->iso))
            continue;
        for (size_t k = 0; k < state->flow_count; k++)
            mark_ids(out->show->rules, state->flows[k].measures, used);
        for (size_t k = 0; k < state->report_count; k++)
            used[state->reports[k].duty->measure] = true;
    }
    for (size_t i = 0; i < answer->share_count; i++)
        used[itd_rules_cap_at(out->show->rules, answer->shares[i].cap)->measure] = true;
    for (size_t i = 0; i < answer->flag_count; i++)
        for (size_t k = 0; k < answer->flags[i].duty_count; k++)
            used[answer->flags[i].duties[k]->measure] = true;
    for (size_t i = 0; i < answer->call_count; i++)
        for (size_t k = 0; k < answer->calls[i].duty_count; k++)
            used[answer->calls[i].duties[k]->measure] = true;
}

static void put_measures(struct itd_comply_page *out)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("Measure"), false, true},     {ITD_STR_INIT("Paragraph"), false, false},
        {ITD_STR_INIT("Subject"), false, false},    {ITD_STR_INIT("Class"), false, false},
        {ITD_STR_INIT("In force"), false, false},   {ITD_STR_INIT("Wind-down until"), false, false},
        {ITD_STR_INIT("Confidence"), false, false}, {ITD_STR_INIT("Source"), false, false}};
    const size_t count = itd_rules_count(out->show->rules);
    bool        *used = itd_comply_page_room(out, count, sizeof used[0]);

    if (!used)
        return;
    mark_used(out, used);
    itd_page_begin_table(&out->page, ITD_STR("Measures behind the rows"), columns,
                         ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < count; i++) {
        const itd_measure *measure = itd_rules_at(out->show->rules, i);

        if (!used[i])
            continue;
        itd_page_begin_row(&out->page);
        itd_page_cell(&out->page, measure->id);
        itd_page_cell(&out->page,
                      itd_comply_page_text(out, "%.*s ¶%.*s", ITD_STR_ARGS(measure->resolution),
                                           ITD_STR_ARGS(measure->paragraph)));
        itd_page_cell(&out->page, measure->subject);
        itd_page_cell(&out->page, itd_str_of(itd_measure_class_name(measure->class_)));
        itd_comply_page_date(out, measure->in_force);
        itd_comply_page_date(out, measure->wind_down_until);
        itd_page_cell(&out->page, measure->confidence);
        itd_page_cell(&out->page, measure->source);
        itd_page_end_row(&out->page);
    }
    itd_page_end_table(&out->page);
}

void itd_comply_page_evidence(struct itd_comply_page *out)
{
    static const itd_page_column columns[ITD_COMPLY_COLUMNS] = {
        {ITD_STR_INIT("State"), false, true},
        {ITD_STR_INIT("Kind"), false, false},
        {ITD_STR_INIT("What"), false, false},
        {ITD_STR_INIT("Period or day"), false, false},
        {ITD_STR_INIT("Finding"), false, false},
        {ITD_STR_INIT("Basis"), false, false},
        {ITD_STR_INIT("USD"), true, false},
        {ITD_STR_INIT("at least"), true, false},
        {ITD_STR_INIT("at most"), true, false},
        {ITD_STR_INIT("Days"), true, false},
        {ITD_STR_INIT("Labels"), false, false},
        {ITD_STR_INIT("Class"), false, false},
        {ITD_STR_INIT("Measures"), false, false},
        {ITD_STR_INIT("File:row"), false, false},
        {ITD_STR_INIT("Days of it"), true, false},
        {ITD_STR_INIT("banned"), true, false},
        {ITD_STR_INIT("in part"), true, false},
        {ITD_STR_INIT("but for livelihood"), true, false},
        {ITD_STR_INIT("winding down"), true, false},
        {ITD_STR_INIT("Banned from"), false, false},
        {ITD_STR_INIT("Total"), true, false},
        {ITD_STR_INIT("Limit"), true, false},
        {ITD_STR_INIT("Unit"), false, false},
        {ITD_STR_INIT("Per cent"), true, false}};
    struct evidence evidence = {.out = out};

    itd_page_begin_section(&out->page, ITD_STR("Evidence"));
    itd_page_begin_table(&out->page, ITD_STR("Every row behind the scorecard"), columns,
                         ITD_ARRAY_LEN(columns));
    itd_comply_put_rows(out->show, true, put_cell, begin_row, &evidence);
    end_row(&evidence);
    itd_page_end_table(&out->page);
    itd_comply_page_cut(out, evidence.left, "rows");
    put_measures(out);
    itd_page_end_section(&out->page);
}
