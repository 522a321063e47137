/* `comply` on listed ships: flags, owners and port calls as rows, as a table, and in JSON. */
#include <stdio.h>

#include "cli/comply.h"

#define TEXT_MAX ((size_t)4096)

void itd_comply_append_duties(itd_buf *buf, const itd_rules *rules,
                              const itd_ship_duty *const *duties, size_t count, bool by_id)
{
    for (size_t i = 0; i < count; i++) {
        const itd_measure *measure = itd_rules_at(rules, duties[i]->measure);

        if (i > 0)
            itd_buf_append_cstr(buf, by_id ? " " : ", ");
        if (by_id) {
            itd_buf_append(buf, measure->id);
        } else {
            itd_buf_append(buf, measure->resolution);
            itd_buf_append_cstr(buf, " ¶");
            itd_buf_append(buf, measure->paragraph);
        }
    }
}

size_t itd_comply_count_ships(const itd_ship_tally *tally)
{
    return tally->still_high + tally->taken_up + tally->calls_high;
}

/* ---- rows ---- */

struct row {
    const struct itd_comply_show      *show;
    itd_comply_cell                    put;
    void                              *ctx;
    const struct itd_ship_duty *const *duties;
    size_t                             duty_count;
    itd_measure_class                  class_;
};

static void put_day(const struct row *row, itd_date day)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(day, text);
    row->put(row->ctx, itd_str_of(text), false);
}

/* Columns from "basis" to "class": days and marks alone have something to say here. */
static void put_middle(const struct row *row, bool has_days, int64_t days, const char *marks)
{
    char text[24] = "";

    if (has_days)
        (void)snprintf(text, sizeof text, "%lld", (long long)days);
    for (int i = 0; i < 4; i++)
        row->put(row->ctx, (itd_str){0}, true);
    row->put(row->ctx, itd_str_of(text), true);
    row->put(row->ctx, itd_str_of(marks), false);
}

static void put_end(const struct row *row, itd_str file, uint64_t line)
{
    itd_buf ids;

    itd_buf_init(&ids, TEXT_MAX);
    itd_comply_append_duties(&ids, row->show->rules, row->duties, row->duty_count, true);
    row->put(row->ctx,
             row->duty_count > 0 ? itd_str_of(itd_measure_class_name(row->class_)) : (itd_str){0},
             false);
    row->put(row->ctx, itd_buf_text(&ids), false);
    itd_comply_put_place(row->put, row->ctx, file, line);
    itd_buf_done(&ids);
}

static const char *flag_marks(const itd_ship_flag *flag)
{
    if (flag->taken_up && flag->is_doubtful)
        return "taken-up doubtful";
    return flag->taken_up ? "taken-up" : flag->is_doubtful ? "doubtful" : "";
}

static void put_flag(struct row row, const itd_ship_flag *flag)
{
    row.duties = flag->duties;
    row.duty_count = flag->duty_count;
    row.class_ = flag->class_;
    row.put(row.ctx, flag->state, false);
    row.put(row.ctx, ITD_STR("flag"), false);
    row.put(row.ctx, flag->listing->imo, false);
    put_day(&row, flag->from.year ? flag->from : flag->listing->listed);
    row.put(row.ctx, itd_str_of(itd_flag_finding_name(flag->finding)), false);
    put_middle(&row, flag->duty_count > 0, flag->days, flag_marks(flag));
    put_end(&row, flag->file, flag->line);
}

static void put_owner(struct row row, const itd_ship_owner *owner)
{
    const itd_date from = itd_date_compare(owner->since, owner->listing->listed) > 0
                              ? owner->since
                              : owner->listing->listed;

    row.put(row.ctx, owner->state, false);
    row.put(row.ctx, ITD_STR("owner"), false);
    row.put(row.ctx, owner->listing->imo, false);
    put_day(&row, from);
    row.put(row.ctx, owner->owner, false);
    put_middle(&row, true, owner->days, "");
    put_end(&row, owner->file, owner->line);
}

static void put_call(struct row row, const itd_port_call *call)
{
    itd_buf what;

    itd_buf_init(&what, TEXT_MAX);
    itd_buf_append(&what, call->imo);
    itd_buf_append_char(&what, ' ');
    itd_buf_append(&what, itd_str_slice(call->port, 0, TEXT_MAX - 16));
    row.duties = call->duties;
    row.duty_count = call->duty_count;
    row.class_ = call->class_;
    row.put(row.ctx, call->state, false);
    row.put(row.ctx, ITD_STR("port-call"), false);
    row.put(row.ctx, itd_buf_text(&what), false);
    put_day(&row, call->arrival);
    row.put(row.ctx, itd_str_of(itd_call_finding_name(call->finding)), false);
    put_middle(&row, false, 0, call->is_doubtful ? "doubtful" : "");
    put_end(&row, call->file, call->line);
    itd_buf_done(&what);
}

void itd_comply_put_ship_rows(const struct itd_comply_show *show, bool with_all,
                              itd_comply_cell put, void (*begin)(void *ctx), void *ctx)
{
    const itd_comply_answer *answer = show->answer;
    const struct row         row = {.show = show, .put = put, .ctx = ctx};

    for (size_t i = 0; i < answer->flag_count; i++) {
        const itd_ship_flag *flag = &answer->flags[i];

        if (itd_comply_shows(show, flag->state) && (with_all || flag->duty_count > 0)) {
            begin(ctx);
            put_flag(row, flag);
        }
    }
    for (size_t i = 0; with_all && i < answer->owner_count; i++) {
        if (itd_comply_shows(show, answer->owners[i].state)) {
            begin(ctx);
            put_owner(row, &answer->owners[i]);
        }
    }
    for (size_t i = 0; i < answer->call_count; i++) {
        const itd_port_call *call = &answer->calls[i];

        if (itd_comply_shows(show, call->state) &&
            (with_all || call->finding >= ITD_CALL_EXCEPTED)) {
            begin(ctx);
            put_call(row, call);
        }
    }
}

/* ---- table ---- */

static const char *const headings[] = {"state",         "class",         "de-flagged",
                                       "longest, days", "still flagged", "taken up after listing",
                                       "listing ended", "ports entered"};

/* "2", or "2-3" when the doubtful ones make a difference. */
static void put_range(itd_cli_table *table, long long low, long long high)
{
    char text[48];

    (void)snprintf(text, sizeof text, low == high ? "%lld" : "%lld-%lld", low, high);
    itd_cli_table_cell_right(table, itd_str_of(text));
}

static void put_tally(itd_cli_table *table, const itd_comply_state *state, const char *class_,
                      const itd_ship_tally *tally)
{
    const long long low = (long long)tally->still_low, high = (long long)tally->still_high;
    const long long gone = (long long)tally->de_flagged, taken = (long long)tally->taken_up;

    itd_cli_table_row(table);
    itd_cli_table_cell(table, state->name);
    itd_cli_table_cell(table, itd_str_of(class_));
    put_range(table, gone, gone);
    put_range(table, tally->longest_low, tally->longest_high);
    put_range(table, low, high);
    put_range(table, taken, taken);
    put_range(table, (long long)tally->delisted, (long long)tally->delisted);
    put_range(table, (long long)tally->calls_low, (long long)tally->calls_high);
}

static bool is_empty(const itd_ship_tally *tally)
{
    return tally->de_flagged + tally->delisted + itd_comply_count_ships(tally) == 0;
}

itd_status itd_comply_write_ships(itd_buf *buf, const struct itd_comply_show *show, itd_error *err)
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

        if (!itd_comply_shows(show, state->iso))
            continue;
        if (!is_empty(&state->binding.ships))
            put_tally(table, state, "binding", &state->binding.ships);
        if (!is_empty(&state->non_binding.ships))
            put_tally(table, state, "non-binding", &state->non_binding.ships);
    }
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    itd_buf_append_char(buf, '\n');
    return st;
}

/* ---- JSON ---- */

void itd_comply_json_ship_tally(itd_json_writer *json, const itd_ship_tally *tally)
{
    itd_json_begin_object(json, "ships");
    itd_json_put_u64(json, "de_flagged", tally->de_flagged);
    itd_json_put_u64(json, "delisted", tally->delisted);
    itd_json_put_u64(json, "still_low", tally->still_low);
    itd_json_put_u64(json, "still_high", tally->still_high);
    itd_json_put_u64(json, "taken_up", tally->taken_up);
    itd_json_put_u64(json, "longest_days_low", (uint64_t)tally->longest_low);
    itd_json_put_u64(json, "longest_days_high", (uint64_t)tally->longest_high);
    itd_json_put_u64(json, "port_calls_low", tally->calls_low);
    itd_json_put_u64(json, "port_calls_high", tally->calls_high);
    itd_json_end_object(json);
}

static void json_duties(itd_json_writer *json, const struct itd_comply_show *show,
                        const itd_ship_duty *const *duties, size_t count)
{
    itd_json_begin_array(json, "measures");
    for (size_t i = 0; i < count; i++) {
        const itd_measure *measure = itd_rules_at(show->rules, duties[i]->measure);

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "id", measure->id);
        itd_json_put_str(json, "resolution", measure->resolution);
        itd_json_put_str(json, "paragraph", measure->paragraph);
        itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
        itd_json_put_bool(json, "certain", duties[i]->is_certain);
        itd_json_put_str(json, "note", duties[i]->note);
        itd_json_put_str(json, "source", duties[i]->source);
        itd_json_put_str(json, "confidence", duties[i]->confidence);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void json_listing(itd_json_writer *json, const itd_listed_vessel *listing)
{
    itd_json_put_str(json, "listed_as", listing->name);
    itd_regime_put_date(json, "listed", listing->listed);
    itd_regime_put_date(json, "listing_ended", listing->removed);
    itd_json_put_str(json, "listing", listing->listing);
    itd_json_put_str(json, "listing_confidence", listing->confidence);
}

static void json_place(itd_json_writer *json, itd_str file, uint64_t line)
{
    itd_json_put_str(json, "file", file);
    itd_json_put_u64(json, "line", line);
}

static void json_flag(itd_json_writer *json, const struct itd_comply_show *show,
                      const itd_ship_flag *flag)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "imo", flag->listing->imo);
    itd_json_put_str(json, "name", flag->name);
    itd_json_put_str(json, "state", flag->state);
    itd_regime_put_date(json, "since", flag->since);
    itd_regime_put_date(json, "until", flag->until);
    json_listing(json, flag->listing);
    itd_json_put_cstr(json, "finding", itd_flag_finding_name(flag->finding));
    itd_json_put_bool(json, "taken_up", flag->taken_up);
    itd_json_put_bool(json, "doubtful", flag->is_doubtful);
    itd_regime_put_date(json, "duty_from", flag->from);
    itd_json_put_u64(json, "days", (uint64_t)flag->days);
    json_duties(json, show, flag->duties, flag->duty_count);
    json_place(json, flag->file, flag->line);
    itd_json_end_object(json);
}

static void json_owner(itd_json_writer *json, const itd_ship_owner *owner)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "imo", owner->listing->imo);
    itd_json_put_str(json, "owner", owner->owner);
    itd_json_put_str(json, "state", owner->state);
    itd_regime_put_date(json, "since", owner->since);
    itd_regime_put_date(json, "until", owner->until);
    json_listing(json, owner->listing);
    itd_json_put_u64(json, "listed_days", (uint64_t)owner->days);
    json_place(json, owner->file, owner->line);
    itd_json_end_object(json);
}

static void json_call(itd_json_writer *json, const struct itd_comply_show *show,
                      const itd_port_call *call)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "imo", call->imo);
    itd_json_put_str(json, "port", call->port);
    itd_json_put_str(json, "state", call->state);
    itd_regime_put_date(json, "arrival", call->arrival);
    itd_regime_put_date(json, "departure", call->departure);
    json_listing(json, call->listing);
    itd_json_put_cstr(json, "finding", itd_call_finding_name(call->finding));
    itd_json_put_bool(json, "doubtful", call->is_doubtful);
    itd_json_put_cstr(json, "claim",
                      call->claim == ITD_CLAIM_KINDS ? "" : itd_claim_name(call->claim));
    itd_json_put_str(json, "provision", call->provision);
    json_duties(json, show, call->duties, call->duty_count);
    json_place(json, call->file, call->line);
    itd_json_end_object(json);
}

static void json_steps(itd_json_writer *json, const struct itd_comply_show *show)
{
    itd_json_begin_array(json, "over_time");
    for (size_t i = 0; i < show->answer->step_count; i++) {
        const itd_ship_step *step = &show->answer->steps[i];

        if (!itd_comply_shows(show, step->state))
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "by", step->is_owner ? "owner" : "flag");
        itd_json_put_str(json, "state", step->state);
        itd_regime_put_date(json, "from", step->day);
        itd_json_put_u64(json, "ships", step->ships);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

void itd_comply_json_ships(itd_json_writer *json, const struct itd_comply_show *show)
{
    const itd_comply_answer *answer = show->answer;

    itd_json_begin_object(json, "ships");
    itd_json_put_u64(json, "listed", answer->ships_listed);
    itd_json_put_u64(json, "in_no_register", answer->ships_unseen);
    itd_json_put_u64(json, "without_number", answer->ships_unnumbered);
    itd_json_begin_array(json, "flags");
    for (size_t i = 0; i < answer->flag_count; i++)
        if (itd_comply_shows(show, answer->flags[i].state))
            json_flag(json, show, &answer->flags[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "owners");
    for (size_t i = 0; i < answer->owner_count; i++)
        if (itd_comply_shows(show, answer->owners[i].state))
            json_owner(json, &answer->owners[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "port_calls");
    for (size_t i = 0; i < answer->call_count; i++)
        if (itd_comply_shows(show, answer->calls[i].state))
            json_call(json, show, &answer->calls[i]);
    itd_json_end_array(json);
    json_steps(json, show);
    itd_json_end_object(json);
}
