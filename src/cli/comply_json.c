/* `comply --format json`: a state each with its two tallies and every row behind them. */
#include <stdio.h>

#include "cli/comply.h"

static void put_cents(itd_json_writer *json, const char *key, uint64_t cents)
{
    char text[ITD_CENTS_TEXT_MAX];

    itd_comply_cents(cents, text);
    itd_json_put_cstr(json, key, text);
}

static void put_place(itd_json_writer *json, itd_str file, uint64_t line)
{
    itd_json_put_str(json, "file", file);
    itd_json_put_u64(json, "line", line);
}

static void put_report(itd_json_writer *json, const struct itd_comply_show *show,
                       const itd_report *report)
{
    const itd_measure *measure = itd_rules_at(show->rules, report->duty->measure);

    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "duty", report->duty->id);
    itd_json_put_str(json, "measure", measure->id);
    itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(json, "force", measure->force);
    itd_regime_put_date(json, "due", report->duty->due);
    itd_json_put_cstr(json, "state", itd_report_state_name(report->state));
    itd_regime_put_date(json, "filed", report->filed);
    itd_json_put_u64(json, "days_late", (uint64_t)report->days_late);
    if (report->line > 0)
        put_place(json, report->file, report->line);
    itd_json_put_str(json, "source", report->duty->source);
    itd_json_put_str(json, "confidence", report->duty->confidence);
    itd_json_end_object(json);
}

static void put_flow(itd_json_writer *json, const itd_flow *flow)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_cstr(json, "direction", itd_direction_name(flow->direction));
    itd_json_put_str(json, "hs", itd_hs_code_text(&flow->code));
    itd_json_put_u64(json, "period", flow->period);
    itd_json_put_cstr(json, "class", itd_flow_class_name(flow->class_));
    itd_json_put_cstr(json, "basis", itd_code_basis_name(flow->basis));
    itd_json_put_str(json, "measures", flow->measures);
    put_cents(json, "usd", flow->cents);
    put_cents(json, "low", flow->low);
    put_cents(json, "high", flow->high);
    if (flow->labels & (ITD_LABEL_REVISED | ITD_LABEL_WITHDRAWN | ITD_LABEL_CONTRADICTORY))
        put_cents(json, "other_usd", flow->other);
    itd_json_begin_array(json, "labels");
    for (unsigned i = 0; i < ITD_LABELS; i++)
        if (flow->labels & 1u << i)
            itd_json_put_cstr(json, NULL, itd_label_name(i));
    itd_json_end_array(json);
    itd_json_put_u64(json, "mix_in_common", flow->overlap);
    if (flow->days > 0) {
        itd_json_begin_object(json, "of_the_period");
        itd_json_put_u64(json, "days", flow->days);
        itd_json_put_u64(json, "banned_days", flow->banned_days);
        itd_json_put_u64(json, "part_banned_days", flow->part_days);
        itd_json_put_u64(json, "livelihood_days", flow->excepted_days);
        itd_json_put_u64(json, "winding_down_days", flow->winding_days);
        itd_regime_put_date(json, "banned_from", flow->banned_from);
        itd_json_end_object(json);
    }
    put_place(json, flow->file, flow->line);
    itd_json_end_object(json);
}

static void put_tally(itd_json_writer *json, const char *key, const itd_tally *tally)
{
    itd_json_begin_object(json, key);
    itd_json_begin_object(json, "reports");
    for (unsigned i = 0; i < ITD_ARRAY_LEN(tally->reports); i++)
        itd_json_put_u64(json, itd_report_state_name((itd_report_state)i), tally->reports[i]);
    itd_json_end_object(json);
    itd_json_put_u64(json, "flows", tally->flows);
    itd_json_put_u64(json, "doubtful", tally->doubtful);
    put_cents(json, "usd_low", tally->low);
    put_cents(json, "usd_high", tally->high);
    itd_comply_json_ship_tally(json, &tally->ships);
    itd_json_end_object(json);
}

static void put_state(itd_json_writer *json, const struct itd_comply_show *show,
                      const itd_comply_state *state)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "state", state->iso);
    itd_json_put_str(json, "name", state->name);
    itd_json_put_u64(json, "report_rows", state->filings);
    if (state->has_trade) {
        itd_json_put_u64(json, "best_place", state->best);
        itd_json_put_u64(json, "worst_place", state->worst);
    } else {
        itd_json_put_null(json, "best_place");
        itd_json_put_null(json, "worst_place");
    }
    put_tally(json, "binding", &state->binding);
    put_tally(json, "non_binding", &state->non_binding);
    itd_json_begin_object(json, "flows_by_class");
    itd_json_put_u64(json, itd_flow_class_name(ITD_FLOW_ALLOWED), state->allowed);
    for (unsigned i = ITD_FLOW_ALLOWED + 1; i < ITD_FLOW_CLASSES; i++)
        itd_json_put_u64(json, itd_flow_class_name((itd_flow_class)i), state->classes[i]);
    itd_json_end_object(json);
    itd_json_begin_object(json, "banned_usd_by_basis");
    for (unsigned i = ITD_CODE_BASIS_OTHER; i < ITD_CODE_BASES; i++)
        put_cents(json, itd_code_basis_name((itd_code_basis)i), state->by_basis[i]);
    itd_json_end_object(json);
    itd_json_begin_array(json, "reports");
    for (size_t i = 0; i < state->report_count; i++)
        put_report(json, show, &state->reports[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "flows");
    for (size_t i = 0; i < state->flow_count; i++)
        put_flow(json, &state->flows[i]);
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void put_mirrors(itd_json_writer *json, const struct itd_comply_show *show)
{
    itd_json_begin_array(json, "mirror_gaps");
    for (size_t i = 0; i < show->answer->mirror_count; i++) {
        const itd_mirror *mirror = &show->answer->mirrors[i];

        if (!itd_comply_shows(show, mirror->seller) && !itd_comply_shows(show, mirror->buyer))
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "seller", mirror->seller);
        itd_json_put_str(json, "buyer", mirror->buyer);
        itd_json_put_str(json, "hs", itd_hs_code_text(&mirror->code));
        itd_json_put_u64(json, "period", mirror->period);
        put_cents(json, "export_usd", mirror->sold);
        put_cents(json, "import_usd", mirror->bought);
        itd_json_put_str(json, "export_file", mirror->sold_file);
        itd_json_put_u64(json, "export_line", mirror->sold_line);
        itd_json_put_str(json, "import_file", mirror->bought_file);
        itd_json_put_u64(json, "import_line", mirror->bought_line);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_named(itd_json_writer *json, const struct itd_comply_show *show)
{
    itd_json_begin_array(json, "left_out_rows");
    for (size_t i = 0; i < show->answer->named_count; i++) {
        const itd_comply_named *named = &show->answer->named[i];

        if (!itd_comply_shows(show, named->state))
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "why", itd_comply_left_name(named->why));
        itd_json_put_str(json, "state", named->state);
        itd_json_put_str(json, "hs", itd_hs_code_text(&named->code));
        itd_json_put_u64(json, "period", named->period);
        put_place(json, named->file, named->line);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

void itd_comply_write_json(itd_buf *buf, const struct itd_comply_show *show, unsigned indent)
{
    const itd_comply_answer *answer = show->answer;
    itd_json_writer          json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    itd_regime_put_date(&json, "on", show->on);
    itd_json_put_bool(&json, "complete", answer->is_complete);
    itd_json_put_bool(&json, "reports_given", answer->has_reports);
    itd_json_put_bool(&json, "trade_given", answer->has_trade);
    itd_json_put_bool(&json, "register_given", answer->has_register);
    itd_json_put_bool(&json, "port_calls_given", answer->has_calls);
    itd_json_put_u64(&json, "trade_rows", answer->trade_rows);
    itd_json_begin_array(&json, "files");
    for (size_t i = 0; i < answer->file_count; i++) {
        itd_json_begin_object(&json, NULL);
        itd_json_put_str(&json, "name", answer->files[i].name);
        itd_json_put_bool(&json, "read", answer->files[i].is_read);
        itd_json_put_u64(&json, "rows", answer->files[i].rows);
        itd_json_put_str(&json, "why", answer->files[i].why);
        itd_json_end_object(&json);
    }
    itd_json_end_array(&json);
    itd_json_begin_object(&json, "left_out");
    for (unsigned i = 0; i < ITD_COMPLY_LEFT; i++)
        itd_json_put_u64(&json, itd_comply_left_name((itd_comply_left)i), answer->left_out[i]);
    itd_json_end_object(&json);
    put_named(&json, show);
    itd_json_begin_array(&json, "states");
    for (size_t i = 0; i < answer->state_count; i++)
        if (itd_comply_shows(show, answer->states[i].iso))
            put_state(&json, show, &answer->states[i]);
    itd_json_end_array(&json);
    put_mirrors(&json, show);
    itd_comply_json_caps(&json, show);
    itd_comply_json_ships(&json, show);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}
