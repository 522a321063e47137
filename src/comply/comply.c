/* The way of a call: the files of the folder, totals, labels, verdicts, a scorecard for each state,
 * the ranking. */
#include "comply/comply.h"

#include <stdlib.h>

#include "base/memory.h"
#include "comply/comply_internal.h"

/* ---- states ---- */

static itd_status find_state(struct itd_comply_work *work, itd_str iso, itd_str name,
                             itd_comply_state **ret_state, itd_error *err)
{
    uint64_t *place = itd_map_find(&work->state_map, iso);
    bool      added;
    void     *states;

    if (!place) {
        states = itd_arena_grow(work->arena, work->states, work->state_count, &work->state_cap,
                                sizeof work->states[0]);
        if (!states || !itd_map_add(&work->state_map, iso, &place, &added))
            return itd_error_no_memory(err);
        work->states = states;
        *place = work->state_count;
        work->states[work->state_count++] = (itd_comply_state){.iso = iso, .name = name};
    }
    *ret_state = &work->states[*place];
    return ITD_OK;
}

static itd_str name_of(const struct itd_comply_work *work, itd_str iso)
{
    for (size_t i = ITD_AREA_MAX; i-- > 0;)
        if (itd_str_equal(work->areas.items[i].iso, iso))
            return work->areas.items[i].name;
    return iso;
}

static bool is_counted(const struct itd_total *total)
{
    return total->key.partner == ITD_AREA_DPRK && total->key.reporter != ITD_AREA_DPRK;
}

/* The state that the regime is about has no scorecard. */
static itd_status collect_state_of_ship(struct itd_comply_work *work, itd_str iso, itd_error *err)
{
    itd_comply_state *state;

    if (iso.len == 0 || itd_str_equal(iso, itd_ships_target(&work->ships)))
        return ITD_OK;
    return find_state(work, iso, name_of(work, iso), &state, err);
}

static itd_status collect_states_of_ships(struct itd_comply_work *work, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < work->found.flag_count; i++)
        st = collect_state_of_ship(work, work->found.flags[i].state, err);
    for (size_t i = 0; st == ITD_OK && i < work->found.owner_count; i++)
        st = collect_state_of_ship(work, work->found.owners[i].state, err);
    for (size_t i = 0; st == ITD_OK && i < work->found.call_count; i++)
        st = collect_state_of_ship(work, work->found.calls[i].state, err);
    return st;
}

static itd_status collect_states(struct itd_comply_work *work, itd_error *err)
{
    itd_comply_state *state;
    itd_status        st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < work->filings.count; i++) {
        const itd_str iso = work->filings.items[i].iso;

        st = find_state(work, iso, name_of(work, iso), &state, err);
        if (st == ITD_OK)
            state->filings++;
    }
    for (size_t i = 0; st == ITD_OK && i < work->trade.set_count; i++) {
        const uint16_t reporter = work->trade.sets[i].reporter;

        if (reporter == ITD_AREA_DPRK)
            continue;
        st = find_state(work, itd_areas_state(&work->areas, reporter),
                        work->areas.items[reporter].name, &state, err);
        if (st == ITD_OK)
            state->has_trade = true;
    }
    return st == ITD_OK ? collect_states_of_ships(work, err) : st;
}

/* ---- reports of a state ---- */

static itd_report judge_report(const itd_duty *duty, const struct itd_filing *filing, itd_date on)
{
    itd_report report = {.duty = duty, .state = ITD_REPORT_FILED};

    if (filing && itd_date_compare(filing->filed, on) > 0)
        filing = NULL;
    if (filing) {
        report.filed = filing->filed;
        report.file = filing->file;
        report.line = filing->line;
    }
    if (duty->due.year == 0)
        return report;
    if (filing) {
        report.days_late = itd_date_to_days(filing->filed) - itd_date_to_days(duty->due);
        report.state = report.days_late > 0 ? ITD_REPORT_LATE : ITD_REPORT_IN_TIME;
        if (report.days_late < 0)
            report.days_late = 0;
    } else {
        report.state = itd_date_compare(on, duty->due) > 0 ? ITD_REPORT_NEVER : ITD_REPORT_NOT_DUE;
    }
    return report;
}

static const struct itd_filing *find_filing(const struct itd_filings *filings, size_t duty,
                                            itd_str iso)
{
    for (size_t i = 0; i < filings->count; i++)
        if (filings->items[i].duty == duty && itd_str_equal(filings->items[i].iso, iso))
            return &filings->items[i];
    return NULL;
}

static itd_status judge_reports(struct itd_comply_work *work, itd_comply_state *state,
                                itd_error *err)
{
    itd_report *reports;

    if (!work->has_reports)
        return ITD_OK;
    reports = itd_arena_new_array(work->arena, work->filings.duty_count, sizeof reports[0]);
    if (!reports)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < work->filings.duty_count; i++) {
        const itd_duty          *duty = &work->filings.duties[i];
        const struct itd_filing *filing = find_filing(&work->filings, i, state->iso);
        const itd_report         report = judge_report(duty, filing, work->req->on);
        const bool               is_binding =
            itd_rules_at(work->rules, duty->measure)->class_ == ITD_CLASS_BINDING;

        if (itd_date_compare(duty->adopted, work->req->on) > 0)
            continue;
        if (!duty->for_all && report.line == 0)
            continue; /* nobody can say whether it was owed */
        reports[state->report_count++] = report;
        (is_binding ? &state->binding : &state->non_binding)->reports[report.state]++;
    }
    state->reports = reports;
    return ITD_OK;
}

/* ---- flows of a state ---- */

/* A heading is the total of the subheadings behind it, if there are any. */
static bool is_total_of_next(const struct itd_trade *trade, size_t index)
{
    const struct itd_trade_key *key = &trade->totals[index].key, *next;
    itd_hs_code                 code, longer;

    if (index + 1 == trade->count)
        return false;
    next = &trade->totals[index + 1].key;
    if (next->reporter != key->reporter || next->is_export != key->is_export ||
        next->partner != key->partner || next->period != key->period)
        return false;
    code = itd_trade_code(key);
    longer = itd_trade_code(next);
    return longer.len > code.len &&
           itd_str_starts_with(itd_hs_code_text(&longer), itd_hs_code_text(&code));
}

static void count_flow(itd_comply_state *state, itd_flow *flow)
{
    const unsigned doubts = ITD_LABEL_NORTH_SOUTH | ITD_LABEL_ONE_OFF | ITD_LABEL_CONTRADICTORY |
                            ITD_LABEL_PART | ITD_LABEL_LIVELIHOOD;
    itd_tally *tally = &state->binding;

    state->classes[flow->class_]++;
    if (flow->class_ == ITD_FLOW_NON_BINDING)
        tally = &state->non_binding;
    else if (flow->class_ != ITD_FLOW_BANNED)
        return;
    if (flow->cents > 0 || flow->labels & ITD_LABEL_CONTRADICTORY) {
        flow->high = flow->cents;
        if (flow->labels & ITD_LABEL_CONTRADICTORY)
            flow->high = flow->other;
        flow->low = flow->labels & doubts ? 0 : flow->cents;
        tally->flows++;
        tally->doubtful += (flow->labels & doubts) != 0;
    }
    tally->low += flow->low;
    tally->high += flow->high;
    if (flow->class_ == ITD_FLOW_BANNED)
        state->by_basis[flow->basis] += flow->high;
    else
        flow->low = flow->high = 0;
}

/* Counts a row that says nothing, and names it while there is room. */
static itd_status leave_flow(struct itd_comply_work *work, const itd_comply_state *state,
                             const struct itd_total *total, itd_comply_left why, itd_error *err)
{
    void *named;

    work->trade.left_out[why]++;
    if (work->named_count == ITD_COMPLY_NAMED_MAX)
        return ITD_OK;
    named = itd_arena_grow(work->arena, work->named, work->named_count, &work->named_cap,
                           sizeof work->named[0]);
    if (!named)
        return itd_error_no_memory(err);
    work->named = named;
    work->named[work->named_count++] = (itd_comply_named){
        .why = why,
        .state = state->iso,
        .code = itd_trade_code(&total->key),
        .period = total->key.period,
        .file = work->files[total->file].name,
        .line = total->line,
    };
    return ITD_OK;
}

static itd_status judge_flow(struct itd_comply_work *work, itd_comply_state *state, size_t index,
                             itd_flow *flows, itd_error *err)
{
    const struct itd_total *total = &work->trade.totals[index];
    struct itd_verdict      verdict;
    itd_status              st;

    if (is_total_of_next(&work->trade, index)) {
        work->trade.left_out[ITD_LEFT_TOTAL_OF_LONGER]++;
        return ITD_OK;
    }
    st = itd_judge(&work->judge, &total->key, &verdict, err);
    if (st != ITD_OK)
        return st;
    if (verdict.is_unknown)
        return leave_flow(work, state, total, ITD_LEFT_UNKNOWN_CODE, err);
    if (verdict.is_before)
        return leave_flow(work, state, total, ITD_LEFT_BEFORE_REGIME, err);
    if (verdict.class_ == ITD_FLOW_ALLOWED) {
        state->allowed++;
        return ITD_OK;
    }
    flows[state->flow_count] = (itd_flow){
        .direction = total->key.is_export ? ITD_DIRECTION_TO : ITD_DIRECTION_FROM,
        .period = total->key.period,
        .code = itd_trade_code(&total->key),
        .class_ = verdict.class_,
        .basis = verdict.basis,
        .measures = verdict.measures,
        .labels = total->labels | (verdict.is_part ? ITD_LABEL_PART : 0u) |
                  (verdict.has_livelihood ? ITD_LABEL_LIVELIHOOD : 0u) |
                  (verdict.is_heading ? ITD_LABEL_BY_HEADING : 0u),
        .cents = total->cents,
        .other = total->other,
        .overlap = work->overlap[index],
        .days = verdict.days,
        .banned_days = verdict.banned_days,
        .part_days = verdict.part_days,
        .excepted_days = verdict.excepted_days,
        .winding_days = verdict.winding_days,
        .banned_from = verdict.banned_from,
        .file = work->files[total->file].name,
        .line = total->line,
    };
    if (flows[state->flow_count].labels & ITD_LABEL_WITHDRAWN) /* says all that is left to say */
        flows[state->flow_count].labels &= ~(ITD_LABEL_ONE_OFF | ITD_LABEL_NORTH_SOUTH);
    count_flow(state, &flows[state->flow_count++]);
    return ITD_OK;
}

static itd_comply_state *state_of(const struct itd_comply_work *work, uint16_t area)
{
    return &work->states[*itd_map_find(&work->state_map, itd_areas_state(&work->areas, area))];
}

static itd_status judge_trade(struct itd_comply_work *work, itd_error *err)
{
    const struct itd_total *totals = work->trade.totals;
    itd_flow **flows = itd_arena_new_array(work->arena, work->state_count + 1, sizeof flows[0]);
    size_t    *counts = itd_arena_new_array(work->arena, work->state_count + 1, sizeof counts[0]);
    itd_status st = ITD_OK;

    if (!flows || !counts)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < work->trade.count; i++)
        if (is_counted(&totals[i]))
            counts[state_of(work, totals[i].key.reporter) - work->states]++;
    for (size_t i = 0; i < work->state_count; i++) {
        if (counts[i] == 0)
            continue;
        flows[i] = itd_arena_new_array(work->arena, counts[i], sizeof flows[i][0]);
        if (!flows[i])
            return itd_error_no_memory(err);
        work->states[i].flows = flows[i];
    }
    for (size_t i = 0; st == ITD_OK && i < work->trade.count; i++) {
        if (is_counted(&totals[i])) {
            itd_comply_state *state = state_of(work, totals[i].key.reporter);

            st = judge_flow(work, state, i, flows[state - work->states], err);
        }
    }
    return st;
}

/* ---- ships of a state ---- */

static itd_ship_tally *tally_of(itd_comply_state *state, itd_measure_class class_)
{
    return class_ == ITD_CLASS_BINDING ? &state->binding.ships : &state->non_binding.ships;
}

static void count_flag(itd_comply_state *state, const itd_ship_flag *flag)
{
    itd_ship_tally *tally = tally_of(state, flag->class_);
    const bool      is_still = flag->finding == ITD_FLAG_STILL;

    tally->de_flagged += flag->finding == ITD_FLAG_DE_FLAGGED && !flag->is_doubtful;
    tally->delisted += flag->finding == ITD_FLAG_DELISTED && !flag->is_doubtful;
    tally->still_low += is_still && !flag->is_doubtful;
    tally->still_high += is_still;
    tally->taken_up += flag->taken_up && !flag->is_doubtful;
    if (!flag->is_doubtful && flag->days > tally->longest_low)
        tally->longest_low = flag->days;
    if (flag->days > tally->longest_high)
        tally->longest_high = flag->days;
}

static void count_ships(struct itd_comply_work *work)
{
    for (size_t i = 0; i < work->found.flag_count; i++) {
        const itd_ship_flag *flag = &work->found.flags[i];

        if (flag->duty_count > 0)
            count_flag(&work->states[*itd_map_find(&work->state_map, flag->state)], flag);
    }
    for (size_t i = 0; i < work->found.call_count; i++) {
        const itd_port_call *call = &work->found.calls[i];
        itd_comply_state    *state = &work->states[*itd_map_find(&work->state_map, call->state)];

        if (call->finding != ITD_CALL_PROHIBITED)
            continue;
        tally_of(state, call->class_)->calls_low += !call->is_doubtful;
        tally_of(state, call->class_)->calls_high++;
    }
}

/* ---- mirrors ---- */

static itd_status take_mirror(struct itd_comply_work *work, const struct itd_total *sold,
                              itd_error *err)
{
    const struct itd_trade_key key = {.reporter = sold->key.partner,
                                      .partner = sold->key.reporter,
                                      .period = sold->key.period,
                                      .code = sold->key.code};
    const struct itd_total    *bought = itd_trade_find(&work->trade, &key);
    void                      *mirrors;

    if (!bought || ((double)bought->cents * 100 >= (double)sold->cents * ITD_COMPLY_MIRROR_LOW &&
                    (double)bought->cents * 100 <= (double)sold->cents * ITD_COMPLY_MIRROR_HIGH))
        return ITD_OK;
    mirrors = itd_arena_grow(work->arena, work->mirrors, work->mirror_count, &work->mirror_cap,
                             sizeof work->mirrors[0]);
    if (!mirrors)
        return itd_error_no_memory(err);
    work->mirrors = mirrors;
    work->mirrors[work->mirror_count++] = (itd_mirror){
        .seller = itd_areas_state(&work->areas, sold->key.reporter),
        .buyer = itd_areas_state(&work->areas, sold->key.partner),
        .code = itd_trade_code(&sold->key),
        .period = sold->key.period,
        .sold = sold->cents,
        .bought = bought->cents,
        .sold_file = work->files[sold->file].name,
        .bought_file = work->files[bought->file].name,
        .sold_line = sold->line,
        .bought_line = bought->line,
    };
    return ITD_OK;
}

static int compare_mirrors(const void *a, const void *b)
{
    const itd_mirror *x = a, *y = b;
    int order = itd_str_compare(itd_hs_code_text(&x->code), itd_hs_code_text(&y->code));

    if (order == 0)
        order = (x->period > y->period) - (x->period < y->period);
    if (order == 0)
        order = itd_str_compare(x->seller, y->seller);
    return order != 0 ? order : itd_str_compare(x->buyer, y->buyer);
}

static itd_status find_mirrors(struct itd_comply_work *work, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < work->trade.count; i++)
        if (work->trade.totals[i].key.is_export)
            st = take_mirror(work, &work->trade.totals[i], err);
    if (st == ITD_OK && work->mirror_count > 1)
        qsort(work->mirrors, work->mirror_count, sizeof work->mirrors[0], compare_mirrors);
    return st;
}

/* ---- ranking ---- */

static int compare_states(const void *a, const void *b)
{
    const itd_comply_state *x = a, *y = b;

    if (x->has_trade != y->has_trade)
        return x->has_trade ? -1 : 1;
    if (x->best != y->best)
        return x->best < y->best ? -1 : 1;
    if (x->worst != y->worst)
        return x->worst < y->worst ? -1 : 1;
    return itd_str_compare(x->iso, y->iso);
}

/* Best place: only those whose least is above its most stand before it; worst: all those whose most
 * is above its least. */
static void rank(struct itd_comply_work *work)
{
    for (size_t i = 0; i < work->state_count; i++) {
        itd_comply_state *state = &work->states[i];

        if (!state->has_trade)
            continue; /* of whose trade nothing is known has no place */
        state->best = state->worst = 1;
        for (size_t k = 0; k < work->state_count; k++) {
            if (k == i || !work->states[k].has_trade)
                continue;
            state->best += work->states[k].binding.low > state->binding.high;
            state->worst += work->states[k].binding.high > state->binding.low;
        }
    }
    if (work->state_count > 1)
        qsort(work->states, work->state_count, sizeof work->states[0], compare_states);
}

/* ---- deliveries ---- */

/* Why a delivery is in no total of all suppliers: so the ledger, or it is later than the day. */
static void mark_deliveries(struct itd_comply_work *work)
{
    const itd_cap_ledger *ledger = &work->found.ledger;

    for (size_t i = 0; i < work->delivery_count; i++)
        if (itd_date_compare(work->deliveries[i].to, work->req->on) > 0)
            work->places[i].left = itd_str_of(itd_comply_left_name(ITD_LEFT_AFTER_DAY));
    for (size_t i = 0; i < ledger->period_count; i++) {
        for (size_t k = 0; k < ledger->periods[i].count_count; k++) {
            const itd_cap_count *count = &ledger->periods[i].counts[k];

            for (size_t m = 0; m < count->omission_count; m++)
                work->places[count->omissions[m].delivery].left =
                    itd_str_of(itd_left_out_name(count->omissions[m].why));
        }
    }
}

/* ---- the call ---- */

static itd_status judge_all(struct itd_comply_work *work, itd_error *err)
{
    const itd_deliveries deliveries = {.items = work->deliveries, .count = work->delivery_count};
    itd_status           st = itd_ships_order(&work->ships, err);

    if (st == ITD_OK)
        st = itd_ships_judge(&work->ships, &work->found, err);
    if (st == ITD_OK)
        st = collect_states(work, err);
    itd_trade_sort(&work->trade);
    work->overlap = itd_mem_new(work->trade.count + 1, 1);
    if (st == ITD_OK && !work->overlap)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        itd_trade_label(&work->trade, work->overlap);
    for (size_t i = 0; st == ITD_OK && i < work->state_count; i++)
        st = judge_reports(work, &work->states[i], err);
    if (st == ITD_OK)
        st = judge_trade(work, err);
    if (st == ITD_OK)
        st = find_mirrors(work, err);
    if (st == ITD_OK)
        st = itd_shares_count(&work->sharing, work->rules, work->deliveries, work->delivery_count,
                              work->req->on, err);
    if (st == ITD_OK && work->delivery_count > 0)
        st = itd_caps(work->rules, &deliveries, work->req->on, work->arena, &work->found.ledger,
                      err);
    if (st == ITD_OK) {
        mark_deliveries(work);
        count_ships(work);
        rank(work);
    }
    return st;
}

static void give(const struct itd_comply_work *work, itd_comply_answer *ret_answer)
{
    itd_comply_answer answer = work->found;

    answer.files = work->files;
    answer.file_count = work->file_count;
    answer.has_reports = work->has_reports;
    answer.has_trade = work->has_trade;
    answer.has_register = work->has_register;
    answer.has_calls = work->has_calls;
    answer.is_complete = work->is_complete;
    answer.trade_rows = work->trade.rows;
    answer.flows_kept = work->trade.count;
    answer.states = work->states;
    answer.state_count = work->state_count;
    answer.mirrors = work->mirrors;
    answer.mirror_count = work->mirror_count;
    answer.shares = work->sharing.items;
    answer.share_count = work->sharing.count;
    answer.deliveries = work->deliveries;
    answer.delivery_places = work->places;
    answer.delivery_count = work->delivery_count;
    answer.named = work->named;
    answer.named_count = work->named_count;
    for (size_t i = 0; i < ITD_COMPLY_LEFT; i++)
        answer.left_out[i] = work->trade.left_out[i] + work->ships.left_out[i];
    answer.left_out[ITD_LEFT_REPEATED] += work->filings.repeated;
    *ret_answer = answer;
}

itd_status itd_comply(const itd_rules *rules, const itd_hs *hs, const itd_comply_request *req,
                      itd_arena *arena, itd_comply_answer *ret_answer, itd_error *err)
{
    struct itd_comply_work work = {.rules = rules, .req = req, .arena = arena, .is_complete = true};
    itd_status             st;

    work.scratch = itd_arena_new(SIZE_MAX);
    work.filings.rules = rules;
    work.filings.arena = arena;
    work.trade.arena = arena;
    work.trade.flows_max = ITD_COMPLY_FLOWS_MAX;
    work.sharing.arena = arena;
    work.ships = (struct itd_ships){
        .rules = rules, .areas = &work.areas, .arena = arena, .folder = req->folder, .on = req->on};
    work.judge =
        (struct itd_judge){.rules = rules, .hs = hs, .arena = arena, .scratch = work.scratch};
    itd_map_init(&work.trade.set_map);
    itd_map_init(&work.judge.seen);
    itd_map_init(&work.state_map);
    st = itd_areas_load(&work.areas, req->regime_dir, arena, err);
    if (st == ITD_OK && !work.scratch)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_duties_load(&work.filings, req->regime_dir, err);
    if (st == ITD_OK)
        st = itd_ships_init(&work.ships, req->regime_dir, err);
    if (st == ITD_OK)
        st = itd_comply_read_folder(&work, err);
    if (st == ITD_OK)
        st = judge_all(&work, err);
    if (st == ITD_OK)
        give(&work, ret_answer);
    itd_mem_free(work.overlap);
    itd_trade_done(&work.trade);
    itd_areas_done(&work.areas);
    itd_map_done(&work.judge.seen);
    itd_map_done(&work.state_map);
    itd_arena_free(work.scratch);
    return st;
}
