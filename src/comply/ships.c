/* Listed ships against what their listings ask: flags after the listing and the days until they
 * went, owners, entries into ports that a measure closed. Registers and calls are in order. */
#include "comply/ships.h"

#include <stdlib.h>

#include "comply/comply_internal.h"

struct judging {
    const struct itd_ships *ships;
    itd_arena              *arena;
    itd_ship_flag          *flags;
    itd_ship_owner         *owners;
    itd_port_call          *calls;
    size_t                  flag_count, flag_cap, owner_count, owner_cap, call_count;
};

itd_str itd_ships_target(const struct itd_ships *ships)
{
    return itd_rules_layer_at(ships->rules, 0)->target;
}

/* ---- days; year 0 means open, later than any ---- */

static bool is_open(itd_date day)
{
    return day.year == 0;
}

static itd_date later(itd_date a, itd_date b)
{
    return itd_date_compare(a, b) >= 0 ? a : b;
}

static itd_date earlier(itd_date a, itd_date b)
{
    if (is_open(a) || is_open(b))
        return is_open(a) ? b : a;
    return itd_date_compare(a, b) <= 0 ? a : b;
}

static bool is_before(itd_date day, itd_date end)
{
    return is_open(end) || itd_date_compare(day, end) < 0;
}

static int64_t days_between(itd_date from, itd_date to)
{
    return itd_date_to_days(to) - itd_date_to_days(from);
}

/* ---- duties of a listing ---- */

static bool is_of_listing(const itd_ship_duty *duty, const itd_listed_vessel *vessel)
{
    for (size_t i = 0; i < duty->listing_count; i++)
        for (size_t k = 0; k < vessel->measure_count; k++)
            if (duty->listing[i] == vessel->measures[k])
                return true;
    return duty->listing_count == 0;
}

struct applied {
    const itd_ship_duty *duty;
    itd_date             from;
};

/* Of several duties those of the best class stand, and of these the certain ones: index order of
 * the enumeration is from binding on. */
static itd_status choose(const struct judging *judging, const struct applied *all, size_t count,
                         const itd_ship_duty *const **ret_duties, size_t *ret_count,
                         itd_date *ret_from, itd_error *err)
{
    const itd_ship_duty **duties =
        itd_arena_new_array(judging->arena, count + 1, sizeof(const itd_ship_duty *));
    size_t best = SIZE_MAX, kept = 0;

    if (!duties)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const itd_measure_class class_ =
            itd_rules_at(judging->ships->rules, all[i].duty->measure)->class_;
        const size_t rank = (size_t)class_ * 2 + (all[i].duty->is_certain ? 0 : 1);

        if (rank > best)
            continue;
        if (rank < best) {
            kept = 0;
            *ret_from = all[i].from;
        }
        best = rank;
        *ret_from = earlier(*ret_from, all[i].from);
        duties[kept++] = all[i].duty;
    }
    *ret_duties = duties;
    *ret_count = kept;
    return ITD_OK;
}

/* ---- flags ---- */

/* Consecutive rows of a register under one flag. */
struct span {
    size_t   first, last; /* rows */
    itd_date since, until;
};

/* First day on which some row of the span has an owner of that state while [begin, end]; year 0:
 * none. */
static itd_date find_owned(const struct judging *judging, const struct span *span, itd_str state,
                           itd_date begin, itd_date end)
{
    const struct itd_ships *ships = judging->ships;

    for (size_t i = span->first; i <= span->last; i++) {
        const struct itd_ship_row *row = &ships->rows[i];
        const itd_date             from = later(begin, row->from);

        if (row->owner_area != 0 &&
            itd_str_equal(itd_areas_state(ships->areas, row->owner_area), state) &&
            is_before(from, row->to) && is_before(from, end))
            return from;
    }
    return (itd_date){0};
}

/* The first day of a duty for this listing under this flag; year 0: it does not apply. end: of flag
 * or listing, open: neither has ended. */
static itd_date find_from(const struct judging *judging, const itd_ship_duty *duty,
                          const itd_listed_vessel *vessel, const struct span *span, itd_date end)
{
    const itd_measure *measure = itd_rules_at(judging->ships->rules, duty->measure);
    itd_date           from = later(vessel->listed, span->since);

    if (duty->kind != ITD_SHIP_DE_FLAG || measure->never_in_force || !is_of_listing(duty, vessel))
        return (itd_date){0};
    from = later(from, measure->in_force);
    if (duty->owner.len > 0)
        from = find_owned(judging, span, duty->owner, from, end);
    if (is_open(from) || itd_date_compare(from, judging->ships->on) > 0 ||
        (!is_open(measure->last_day) && itd_date_compare(from, measure->last_day) > 0) ||
        (!is_open(end) && itd_date_compare(from, end) > 0))
        return (itd_date){0};
    return from;
}

static itd_status judge_duties(const struct judging *judging, const struct span *span, itd_date end,
                               itd_ship_flag *flag, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    struct applied          applied[ITD_SHIP_DUTIES_MAX];
    size_t                  count = 0;
    itd_status              st;

    for (size_t i = 0; i < ships->duty_count; i++) {
        const itd_ship_duty *duty = &ships->duties[i];
        const itd_date       from = find_from(judging, duty, flag->listing, span, end);

        if (!is_open(from))
            applied[count++] = (struct applied){duty, from};
    }
    st = choose(judging, applied, count, &flag->duties, &flag->duty_count, &flag->from, err);
    if (st == ITD_OK && flag->duty_count > 0) {
        flag->class_ = itd_rules_at(ships->rules, flag->duties[0]->measure)->class_;
        flag->is_doubtful = !flag->duties[0]->is_certain;
    }
    return st;
}

static itd_status take_flag(struct judging *judging, const struct span *span,
                            const itd_listed_vessel *vessel, itd_error *err)
{
    const struct itd_ships    *ships = judging->ships;
    const struct itd_ship_row *last = &ships->rows[span->last];
    const itd_date until = is_before(ships->on, span->until) ? (itd_date){0} : span->until;
    const itd_date removed =
        is_before(ships->on, vessel->removed) ? (itd_date){0} : vessel->removed;
    const itd_date end = earlier(until, removed);
    itd_ship_flag  flag = {.listing = vessel,
                           .state = itd_areas_state(ships->areas, last->flag),
                           .name = last->name,
                           .since = span->since,
                           .until = span->until,
                           .taken_up = itd_date_compare(span->since, vessel->listed) > 0,
                           .file = last->file,
                           .line = last->line};
    void          *flags;
    itd_status     st = ITD_OK;

    if (itd_str_equal(flag.state, itd_ships_target(ships)))
        flag.finding = ITD_FLAG_OWN;
    else
        st = judge_duties(judging, span, end, &flag, err);
    if (st != ITD_OK)
        return st;
    if (flag.duty_count > 0) {
        flag.finding = is_open(end)                                    ? ITD_FLAG_STILL
                       : !is_open(until) && itd_date_equal(end, until) ? ITD_FLAG_DE_FLAGGED
                                                                       : ITD_FLAG_DELISTED;
        flag.days = days_between(flag.from, is_open(end) ? ships->on : end);
    }
    flags = itd_arena_grow(judging->arena, judging->flags, judging->flag_count, &judging->flag_cap,
                           sizeof flag);
    if (!flags)
        return itd_error_no_memory(err);
    judging->flags = flags;
    judging->flags[judging->flag_count++] = flag;
    return ITD_OK;
}

/* The listing was in force at some time of [since, until]: a flag that ends on the day of the
 * listing is a flag that went at once. */
static bool meets(const struct itd_ships *ships, const itd_listed_vessel *vessel, itd_date since,
                  itd_date until)
{
    return itd_date_compare(vessel->listed, ships->on) <= 0 && is_before(since, vessel->removed) &&
           (is_open(until) || itd_date_compare(vessel->listed, until) <= 0);
}

static itd_status judge_flags(struct judging *judging, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    itd_status              st = ITD_OK;

    for (size_t i = 0, k; st == ITD_OK && i < ships->row_count; i = k) {
        const struct itd_ship_row *rows = ships->rows;
        struct span                span = {i, i, rows[i].from, rows[i].to};

        for (k = i + 1; k < ships->row_count && itd_str_equal(rows[k].imo, rows[i].imo) &&
                        rows[k].flag == rows[i].flag && itd_date_equal(rows[k].from, span.until);
             k++) {
            span.last = k;
            span.until = rows[k].to;
        }
        for (size_t v = 0;
             st == ITD_OK && rows[i].flag != 0 && v < itd_rules_vessel_count(ships->rules); v++) {
            const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, v);

            if (itd_str_equal(vessel->imo, rows[i].imo) &&
                meets(ships, vessel, span.since, span.until))
                st = take_flag(judging, &span, vessel, err);
        }
    }
    return st;
}

/* ---- owners ---- */

static itd_status take_owner(struct judging *judging, const struct itd_ship_row *row,
                             itd_date until, const itd_listed_vessel *vessel, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    const itd_date          begin = later(row->from, vessel->listed);
    const itd_date          end = earlier(earlier(until, vessel->removed), ships->on);
    itd_ship_owner          owner = {.listing = vessel,
                                     .owner = row->owner,
                                     .since = row->from,
                                     .until = until,
                                     .days = days_between(begin, end),
                                     .file = row->file,
                                     .line = row->line};
    void                   *owners;

    if (owner.days <= 0)
        return ITD_OK;
    if (row->owner_area != 0)
        owner.state = itd_areas_state(ships->areas, row->owner_area);
    owners = itd_arena_grow(judging->arena, judging->owners, judging->owner_count,
                            &judging->owner_cap, sizeof owner);
    if (!owners)
        return itd_error_no_memory(err);
    judging->owners = owners;
    judging->owners[judging->owner_count++] = owner;
    return ITD_OK;
}

static itd_status judge_owners(struct judging *judging, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    itd_status              st = ITD_OK;

    for (size_t i = 0, k; st == ITD_OK && i < ships->row_count; i = k) {
        const struct itd_ship_row *rows = ships->rows;
        itd_date                   until = rows[i].to;

        for (k = i + 1;
             k < ships->row_count && itd_str_equal(rows[k].imo, rows[i].imo) &&
             rows[k].owner_area == rows[i].owner_area &&
             itd_str_equal(rows[k].owner, rows[i].owner) && itd_date_equal(rows[k].from, until);
             k++)
            until = rows[k].to;
        for (size_t v = 0; st == ITD_OK && v < itd_rules_vessel_count(ships->rules) &&
                           (rows[i].owner.len > 0 || rows[i].owner_area != 0);
             v++) {
            const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, v);

            if (itd_str_equal(vessel->imo, rows[i].imo))
                st = take_owner(judging, &rows[i], until, vessel, err);
        }
    }
    return st;
}

/* ---- port calls ---- */

/* Provision by which the claim lifts the measure on that day; empty: it does not. */
static itd_str find_exception(const struct itd_ships *ships, size_t measure, itd_claim_kind claim,
                              itd_date day)
{
    const size_t kind = itd_rules_find_kind(ships->rules, ITD_STR("port-entry"));

    for (size_t i = 0; claim != ITD_CLAIM_KINDS && i < itd_rules_exemption_count(ships->rules);
         i++) {
        const itd_exemption *exemption = itd_rules_exemption_at(ships->rules, i);
        const bool           everywhere =
            exemption->measure == SIZE_MAX &&
            itd_str_equal(exemption->layer, itd_rules_at(ships->rules, measure)->layer);

        if ((everywhere || exemption->measure == measure) && exemption->claim == claim &&
            exemption->lifts && !exemption->has_needs && exemption->range_count == 0 &&
            (exemption->kind == SIZE_MAX || exemption->kind == kind) &&
            itd_date_compare(day, exemption->since) >= 0 &&
            (is_open(exemption->until) || itd_date_compare(day, exemption->until) <= 0))
            return exemption->provision;
    }
    return (itd_str){0};
}

/* The last listing before the day stands nearer than one that comes after it. */
static bool is_nearer(const itd_listed_vessel *vessel, const itd_listed_vessel *found, itd_date day)
{
    const bool is_past = itd_date_compare(vessel->listed, day) <= 0;
    const bool was_past = found && itd_date_compare(found->listed, day) <= 0;
    const int  order = found ? itd_date_compare(vessel->listed, found->listed) : 0;

    if (!found || is_past != was_past)
        return !found || is_past;
    return is_past ? order > 0 : order < 0;
}

/* The listing of the day, else the last before it, else the first after it. */
static const itd_listed_vessel *find_listing(const struct itd_ships *ships, itd_str imo,
                                             itd_date day)
{
    const itd_listed_vessel *found = NULL;

    for (size_t i = 0; i < itd_rules_vessel_count(ships->rules); i++) {
        const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, i);

        if (!itd_str_equal(vessel->imo, imo))
            continue;
        if (itd_vessel_is_listed(vessel, day))
            return vessel;
        if (is_nearer(vessel, found, day))
            found = vessel;
    }
    return found;
}

static size_t find_bans(const struct itd_ships *ships, itd_str imo, itd_date day,
                        struct applied applied[static ITD_SHIP_DUTIES_MAX])
{
    size_t count = 0;

    for (size_t i = 0; i < ships->duty_count; i++) {
        const itd_ship_duty *duty = &ships->duties[i];
        bool                 applies = false;

        if (duty->kind != ITD_SHIP_PORT_ENTRY || duty->owner.len > 0 ||
            !itd_measure_in_force(itd_rules_at(ships->rules, duty->measure), day))
            continue;
        for (size_t v = 0; v < itd_rules_vessel_count(ships->rules); v++) {
            const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, v);

            applies = applies || (itd_str_equal(vessel->imo, imo) &&
                                  itd_vessel_is_listed(vessel, day) && is_of_listing(duty, vessel));
        }
        if (applies)
            applied[count++] = (struct applied){duty, day};
    }
    return count;
}

static itd_status judge_call(const struct judging *judging, const struct itd_call_row *row,
                             itd_port_call *call, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    struct applied          applied[ITD_SHIP_DUTIES_MAX];
    const size_t            count = find_bans(ships, row->imo, row->arrival, applied);
    itd_date                day;
    itd_status st = choose(judging, applied, count, &call->duties, &call->duty_count, &day, err);

    if (st != ITD_OK)
        return st;
    if (!itd_vessel_is_listed(call->listing, row->arrival))
        call->finding = itd_date_compare(row->arrival, call->listing->listed) < 0
                            ? ITD_CALL_BEFORE_LISTING
                            : ITD_CALL_AFTER_LISTING;
    else
        call->finding = count > 0 ? ITD_CALL_PROHIBITED : ITD_CALL_NO_BAN;
    if (call->finding != ITD_CALL_PROHIBITED)
        return ITD_OK;
    call->class_ = itd_rules_at(ships->rules, call->duties[0]->measure)->class_;
    call->is_doubtful = !call->duties[0]->is_certain;
    call->finding = ITD_CALL_EXCEPTED;
    for (size_t i = 0; i < call->duty_count; i++) {
        const itd_str provision =
            find_exception(ships, call->duties[i]->measure, row->claim, row->arrival);

        if (provision.len == 0)
            call->finding = ITD_CALL_PROHIBITED; /* a claim has to answer for all of them */
        else
            call->provision = provision;
    }
    return ITD_OK;
}

static itd_status judge_calls(struct judging *judging, itd_error *err)
{
    const struct itd_ships *ships = judging->ships;
    itd_status              st = ITD_OK;

    judging->calls =
        itd_arena_new_array(judging->arena, ships->call_count + 1, sizeof judging->calls[0]);
    if (!judging->calls)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < ships->call_count; i++) {
        const struct itd_call_row *row = &ships->calls[i];

        judging->calls[i] = (itd_port_call){.imo = row->imo,
                                            .port = row->port,
                                            .state = itd_areas_state(ships->areas, row->area),
                                            .arrival = row->arrival,
                                            .departure = row->departure,
                                            .listing = find_listing(ships, row->imo, row->arrival),
                                            .claim = row->claim,
                                            .file = row->file,
                                            .line = row->line};
        st = judge_call(judging, row, &judging->calls[i], err);
    }
    judging->call_count = ships->call_count;
    return st;
}

/* ---- order of the answer ---- */

static int compare_flags(const void *a, const void *b)
{
    const itd_ship_flag *x = a, *y = b;
    int                  order = itd_str_compare(x->state, y->state);

    if (order == 0)
        order = itd_date_compare(x->listing->listed, y->listing->listed);
    if (order == 0)
        order = itd_str_compare(x->listing->imo, y->listing->imo);
    return order != 0 ? order : itd_date_compare(x->since, y->since);
}

static int compare_owners(const void *a, const void *b)
{
    const itd_ship_owner *x = a, *y = b;
    int                   order = itd_str_compare(x->state, y->state);

    if (order == 0)
        order = itd_date_compare(x->listing->listed, y->listing->listed);
    if (order == 0)
        order = itd_str_compare(x->listing->imo, y->listing->imo);
    return order != 0 ? order : itd_date_compare(x->since, y->since);
}

static int compare_calls(const void *a, const void *b)
{
    const itd_port_call *x = a, *y = b;
    int                  order = itd_str_compare(x->state, y->state);

    if (order == 0)
        order = itd_date_compare(x->arrival, y->arrival);
    if (order == 0)
        order = itd_str_compare(x->imo, y->imo);
    return order != 0 ? order : itd_str_compare(x->port, y->port);
}

/* Hulls that were listed by the day: each once, whatever its listings are. */
static void count_unseen(const struct itd_ships *ships, itd_comply_answer *answer)
{
    const size_t count = itd_rules_vessel_count(ships->rules);

    for (size_t i = 0; i < count; i++) {
        const itd_listed_vessel *vessel = itd_rules_vessel_at(ships->rules, i);
        bool                     is_first = itd_date_compare(vessel->listed, ships->on) <= 0;

        if (is_first && vessel->imo.len == 0)
            answer->ships_unnumbered++;
        for (size_t k = 0; is_first && k < i; k++) {
            const itd_listed_vessel *before = itd_rules_vessel_at(ships->rules, k);

            is_first = !itd_str_equal(before->imo, vessel->imo) ||
                       itd_date_compare(before->listed, ships->on) > 0;
        }
        if (is_first && vessel->imo.len > 0) {
            answer->ships_listed++;
            answer->ships_unseen += !ships->seen[i];
        }
    }
}

itd_status itd_ships_judge(const struct itd_ships *ships, itd_comply_answer *answer, itd_error *err)
{
    struct judging judging = {.ships = ships, .arena = ships->arena};
    itd_status     st = judge_flags(&judging, err);

    if (st == ITD_OK)
        st = judge_owners(&judging, err);
    if (st == ITD_OK)
        st = judge_calls(&judging, err);
    if (st != ITD_OK)
        return st;
    if (judging.flag_count > 1)
        qsort(judging.flags, judging.flag_count, sizeof judging.flags[0], compare_flags);
    if (judging.owner_count > 1)
        qsort(judging.owners, judging.owner_count, sizeof judging.owners[0], compare_owners);
    if (judging.call_count > 1)
        qsort(judging.calls, judging.call_count, sizeof judging.calls[0], compare_calls);
    answer->flags = judging.flags;
    answer->flag_count = judging.flag_count;
    answer->owners = judging.owners;
    answer->owner_count = judging.owner_count;
    answer->calls = judging.calls;
    answer->call_count = judging.call_count;
    count_unseen(ships, answer);
    return itd_ships_step(ships, answer, err);
}
