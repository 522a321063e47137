/* The check: direction, goods, services, vessels; then claims, caps, and the strictest of all. */
#include "regime/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "entity/identifier.h"
#include "regime/check_internal.h"

#define TEXT_MAX 1024 /* of a note; longer ones are cut */

static const char *const finding_names[] = {
    [ITD_FINDING_NONE] = "none",
    [ITD_FINDING_NON_BINDING] = "non-binding",
    [ITD_FINDING_LICENCE] = "licence",
    [ITD_FINDING_CAPPED] = "capped",
    [ITD_FINDING_WINDING_DOWN] = "winding-down",
    [ITD_FINDING_PROHIBITED] = "prohibited",
};

const char *itd_finding_name(itd_finding finding)
{
    return finding_names[finding];
}

const char *itd_cover_name(itd_cover cover)
{
    return cover == ITD_COVER_WHOLE ? "whole" : cover == ITD_COVER_PART ? "part" : "possible";
}

/* ---- texts ---- */

ITD_PRINTF(4, 0)
static itd_status keep_text(struct itd_checking *checking, itd_str *ret_text, itd_error *err,
                            const char *fmt, va_list args)
{
    char text[TEXT_MAX];

    (void)vsnprintf(text, sizeof text, fmt, args);
    return itd_arena_copy(checking->arena, itd_str_of(text), ret_text) ? ITD_OK
                                                                       : itd_error_no_memory(err);
}

itd_status itd_check_text(struct itd_checking *checking, itd_str *ret_text, itd_error *err,
                          const char *fmt, ...)
{
    va_list    args;
    itd_status st;

    va_start(args, fmt);
    st = keep_text(checking, ret_text, err, fmt, args);
    va_end(args);
    return st;
}

itd_status itd_check_note(struct itd_checking *checking, itd_error *err, const char *fmt, ...)
{
    void      *items = itd_arena_grow(checking->arena, checking->notes, checking->note_count,
                                      &checking->note_cap, sizeof *checking->notes);
    va_list    args;
    itd_status st;

    if (!items)
        return itd_error_no_memory(err);
    checking->notes = items;
    va_start(args, fmt);
    st = keep_text(checking, &checking->notes[checking->note_count], err, fmt, args);
    va_end(args);
    if (st != ITD_OK)
        return st;
    /* What is true of several codes is said once. */
    for (size_t i = 0; i < checking->note_count; i++)
        if (itd_str_equal(checking->notes[i], checking->notes[checking->note_count]))
            return ITD_OK;
    checking->note_count++;
    return ITD_OK;
}

/* ---- what a measure does ---- */

static itd_finding finding_of_effect(itd_measure_effect effect, bool winding_down)
{
    switch (effect) {
    case ITD_EFFECT_PROHIBITS:
        return winding_down ? ITD_FINDING_WINDING_DOWN : ITD_FINDING_PROHIBITED;
    case ITD_EFFECT_CAPS:
        return ITD_FINDING_CAPPED;
    case ITD_EFFECT_LICENCE:
        return ITD_FINDING_LICENCE;
    case ITD_EFFECT_DUTY:
    case ITD_EFFECT_INFORMS:
    case ITD_EFFECT_EXEMPTS:
        break;
    }
    return ITD_FINDING_NONE;
}

/* Only a decision binds; what reads a decision counts as much as that one while it is in force. */
static itd_finding finding_of(const struct itd_checking *checking, const itd_measure *measure,
                              itd_measure_effect effect, itd_date wind_down_until)
{
    const itd_date day = checking->req->on;
    const bool winding = wind_down_until.year != 0 && itd_date_compare(day, wind_down_until) <= 0;
    const itd_finding finding = finding_of_effect(effect, winding);

    if (measure->class_ == ITD_CLASS_BINDING)
        return finding;
    if (measure->class_ != ITD_CLASS_NON_BINDING && measure->clarifies != SIZE_MAX) {
        const itd_measure *read = itd_rules_at(checking->rules, measure->clarifies);

        if (read->class_ == ITD_CLASS_BINDING && itd_measure_in_force(read, day))
            return finding == ITD_FINDING_NONE ? ITD_FINDING_NON_BINDING : finding;
    }
    return effect == ITD_EFFECT_INFORMS || effect == ITD_EFFECT_EXEMPTS ? ITD_FINDING_NONE
                                                                        : ITD_FINDING_NON_BINDING;
}

static bool is_stronger(const itd_bearing *a, const itd_bearing *b)
{
    const bool a_counts = a->cover != ITD_COVER_POSSIBLE, b_counts = b->cover != ITD_COVER_POSSIBLE;

    if (a_counts != b_counts)
        return a_counts;
    if (a->strict != b->strict)
        return a->strict > b->strict;
    return a->cover > b->cover;
}

itd_status itd_check_add(struct itd_checking *checking, itd_bearing bearing, bool has_effect,
                         itd_measure_effect effect, itd_error *err)
{
    const itd_measure *measure = itd_rules_at(checking->rules, bearing.measure);
    void              *items;

    if (bearing.wind_down_until.year == 0)
        bearing.wind_down_until = measure->wind_down_until;
    bearing.strict = finding_of(checking, measure, has_effect ? effect : measure->effect,
                                bearing.wind_down_until);
    bearing.finding = bearing.strict;
    for (size_t i = 0; i < checking->bearing_count; i++) {
        if (checking->bearings[i].measure != bearing.measure)
            continue;
        if (is_stronger(&bearing, &checking->bearings[i]))
            checking->bearings[i] = bearing;
        return ITD_OK;
    }
    items = itd_arena_grow(checking->arena, checking->bearings, checking->bearing_count,
                           &checking->bearing_cap, sizeof bearing);
    if (!items)
        return itd_error_no_memory(err);
    checking->bearings = items;
    checking->bearings[checking->bearing_count++] = bearing;
    return ITD_OK;
}

/* ---- direction ---- */

static itd_status in_field(itd_error *err, itd_status status, const char *field)
{
    itd_error_in_field(err, itd_str_of(field));
    return status;
}

static itd_status find_direction(struct itd_checking *checking, itd_error *err)
{
    const itd_check_request *req = checking->req;
    const itd_str            target = itd_rules_layer_at(checking->rules, 0)->target;
    const bool               from = itd_str_equal(req->origin, target),
               to = itd_str_equal(req->destination, target);
    unsigned   ways = ITD_DIRECTION_BOTH;
    itd_status st;

    if (from && to)
        return in_field(err, itd_error_set(err, ITD_E_USAGE, "origin and destination are the same"),
                        "destination");
    if ((req->direction == ITD_DIRECTION_FROM && to) ||
        (req->direction == ITD_DIRECTION_TO && from))
        return in_field(
            err,
            itd_error_set(err, ITD_E_USAGE, "contradicts the %s", to ? "destination" : "origin"),
            "direction");
    if (req->direction != ITD_DIRECTION_NONE)
        ways = req->direction;
    else if (from || (req->destination.len > 0 && !to))
        ways &= ITD_DIRECTION_FROM;
    if (req->direction == ITD_DIRECTION_NONE && (to || (req->origin.len > 0 && !from)))
        ways &= ITD_DIRECTION_TO;
    st = itd_check_port_direction(checking, ways != ITD_DIRECTION_BOTH, &ways, err);
    if (st != ITD_OK)
        return st;
    checking->direction = (itd_direction)ways;
    if (checking->direction == ITD_DIRECTION_NONE && (req->code_count > 0 || req->goods.len > 0))
        return itd_check_note(
            checking, err,
            "neither origin nor destination is the state that the regime is about: "
            "no measure on goods was looked at; a direction that is given says that the "
            "goods pass through it");
    return ITD_OK;
}

/* ---- services ---- */

static bool any_vessel_listed(const struct itd_checking *checking)
{
    for (size_t i = 0; i < checking->vessel_count; i++)
        if (checking->vessels[i].listed)
            return true;
    return false;
}

static bool is_before(itd_date day, itd_date since)
{
    return since.year != 0 && itd_date_compare(day, since) < 0;
}

/* port: empty, or the one that brought the kind in. */
static itd_status take_service(struct itd_checking *checking, size_t kind, itd_str port,
                               itd_error *err)
{
    const itd_rules *rules = checking->rules;
    itd_status       st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < itd_rules_service_count(rules); i++) {
        const itd_service_rule *service = itd_rules_service_at(rules, i);
        itd_bearing             bearing = {.measure = service->measure,
                                           .cover = ITD_COVER_WHOLE,
                                           .because = ITD_BECAUSE_SERVICE,
                                           .because_text = itd_rules_kind_at(rules, kind)->name,
                                           .note = service->note,
                                           .wind_down_until = service->wind_down_until};

        if (port.len > 0) {
            bearing.because = ITD_BECAUSE_PORT;
            bearing.because_text = port;
        }
        if (service->kind != kind || is_before(checking->req->on, service->since) ||
            (service->until.year != 0 && itd_date_compare(checking->req->on, service->until) > 0) ||
            !itd_measure_in_force(itd_rules_at(rules, service->measure), checking->req->on))
            continue;
        if (port.len > 0 &&
            !itd_check_port_cover(checking, itd_rules_at(rules, service->measure)->layer,
                                  &bearing.cover))
            continue;
        if (service->listed_vessels && (port.len > 0 || checking->req->vessel_count > 0) &&
            !any_vessel_listed(checking))
            bearing.cover = ITD_COVER_POSSIBLE;
        if (service->target_vessels && port.len > 0)
            bearing.cover = ITD_COVER_POSSIBLE;
        st = itd_check_add(checking, bearing, service->has_effect, service->effect, err);
    }
    return st;
}

itd_status itd_check_service_by_port(struct itd_checking *checking, itd_str kind, itd_str port,
                                     itd_error *err)
{
    const size_t index = itd_rules_find_kind(checking->rules, kind);

    return index == SIZE_MAX ? ITD_OK : take_service(checking, index, port, err);
}

static itd_status take_services(struct itd_checking *checking, itd_error *err)
{
    const size_t party = itd_rules_find_kind(checking->rules, ITD_STR(ITD_CHECK_PARTY_KIND));
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < checking->req->service_count; i++)
        st = take_service(checking, checking->req->services[i], (itd_str){0}, err);
    if (st == ITD_OK && checking->req->parties_listed > 0 && party != SIZE_MAX)
        st = take_service(checking, party, (itd_str){0}, err);
    return st;
}

/* ---- vessels ---- */

static itd_status add_listing(struct itd_checking *checking, itd_vessel_listing listing,
                              itd_error *err)
{
    void *items = itd_arena_grow(checking->arena, checking->vessels, checking->vessel_count,
                                 &checking->vessel_cap, sizeof listing);

    if (!items)
        return itd_error_no_memory(err);
    checking->vessels = items;
    checking->vessels[checking->vessel_count++] = listing;
    return ITD_OK;
}

static itd_status note_unlisted(struct itd_checking *checking, const itd_listed_vessel *vessel,
                                itd_error *err)
{
    char listed[ITD_DATE_TEXT_MAX], removed[ITD_DATE_TEXT_MAX], day[ITD_DATE_TEXT_MAX];

    itd_date_format(vessel->listed, listed);
    itd_date_format(vessel->removed, removed);
    itd_date_format(checking->req->on, day);
    if (itd_date_compare(checking->req->on, vessel->listed) < 0)
        return itd_check_note(checking, err,
                              "vessel %.*s (%.*s): %s is before the day of its listing, %s",
                              ITD_STR_ARGS(vessel->imo), ITD_STR_ARGS(vessel->name), day, listed);
    return itd_check_note(checking, err, "vessel %.*s (%.*s): listed on %s, no longer on %s",
                          ITD_STR_ARGS(vessel->imo), ITD_STR_ARGS(vessel->name), listed, removed);
}

static itd_status take_listing(struct itd_checking *checking, const itd_listed_vessel *vessel,
                               itd_error *err)
{
    const itd_vessel_listing listing = {vessel->imo, vessel,
                                        itd_vessel_is_listed(vessel, checking->req->on)};
    itd_status               st = add_listing(checking, listing, err);

    for (size_t i = 0; st == ITD_OK && listing.listed && i < vessel->measure_count; i++) {
        const itd_bearing bearing = {.measure = vessel->measures[i],
                                     .cover = ITD_COVER_WHOLE,
                                     .because = ITD_BECAUSE_VESSEL,
                                     .because_text = vessel->imo,
                                     .basis = vessel->listing,
                                     .note = vessel->name};

        /* A listing prohibits dealing with the ship, whatever else its paragraph says. */
        if (itd_measure_in_force(itd_rules_at(checking->rules, bearing.measure), checking->req->on))
            st = itd_check_add(checking, bearing, true, ITD_EFFECT_PROHIBITS, err);
    }
    if (st == ITD_OK && !listing.listed)
        st = note_unlisted(checking, vessel, err);
    return st;
}

static itd_status take_vessel(struct itd_checking *checking, itd_str imo, itd_error *err)
{
    const itd_rules *rules = checking->rules;
    bool             known = false;
    itd_status       st = ITD_OK;

    if (!itd_imo_is_valid(imo))
        return in_field(
            err,
            itd_error_set(err, ITD_E_CHECK_DIGIT, "\"%.*s\" is no IMO number", ITD_STR_ARGS(imo)),
            "vessel");
    for (size_t i = 0; st == ITD_OK && i < itd_rules_vessel_count(rules); i++) {
        const itd_listed_vessel *vessel = itd_rules_vessel_at(rules, i);

        if (!itd_str_equal(vessel->imo, imo))
            continue;
        known = true;
        st = take_listing(checking, vessel, err);
    }
    if (st == ITD_OK && !known)
        st = add_listing(checking, (itd_vessel_listing){.imo = imo}, err);
    return st;
}

/* ---- the answer ---- */

/* By strictness, then by id as the rules have it; possible ones last. */
static void sort_bearings(struct itd_checking *checking)
{
    for (size_t i = 1; i < checking->bearing_count; i++) {
        const itd_bearing bearing = checking->bearings[i];
        size_t            at = i;

        while (at > 0 && is_stronger(&bearing, &checking->bearings[at - 1]) &&
               (bearing.strict > checking->bearings[at - 1].strict ||
                checking->bearings[at - 1].cover == ITD_COVER_POSSIBLE)) {
            checking->bearings[at] = checking->bearings[at - 1];
            at--;
        }
        checking->bearings[at] = bearing;
    }
}

static itd_finding strictest(const struct itd_checking *checking)
{
    itd_finding finding = ITD_FINDING_NONE;

    for (size_t i = 0; i < checking->bearing_count; i++) {
        const itd_bearing *bearing = &checking->bearings[i];

        if (bearing->cover != ITD_COVER_POSSIBLE && bearing->finding > finding)
            finding = bearing->finding;
    }
    return finding;
}

static itd_status check_request(const itd_rules *rules, const itd_check_request *req,
                                itd_error *err)
{
    const itd_date begin = itd_rules_begin(rules);
    char           first[ITD_DATE_TEXT_MAX], day[ITD_DATE_TEXT_MAX];

    if (itd_date_compare(req->on, begin) < 0) {
        itd_date_format(begin, first);
        itd_date_format(req->on, day);
        return in_field(err,
                        itd_error_set(err, ITD_E_USAGE,
                                      "%s is before the regime, which begins on %s", day, first),
                        "on");
    }
    if (req->code_count == 0 && req->goods.len == 0 && req->service_count == 0 &&
        req->vessel_count == 0 && req->port_count == 0 && req->parties_listed == 0)
        return itd_error_set(err, ITD_E_USAGE,
                             "nothing to check: give goods, a service, a vessel, a port or a "
                             "party");
    for (size_t i = 0; i < req->claim_count; i++) {
        if (req->claims[i].kind == ITD_CLAIM_EARLIER_CONTRACT &&
            itd_date_compare(req->claims[i].date, req->on) > 0)
            return in_field(
                err, itd_error_set(err, ITD_E_USAGE, "the earlier contract is later than the deal"),
                "claim");
    }
    return ITD_OK;
}

itd_status itd_check(const itd_rules *rules, const itd_hs *hs, const itd_check_request *req,
                     itd_arena *arena, itd_check_answer *ret_answer, itd_error *err)
{
    struct itd_checking checking = {.rules = rules, .hs = hs, .req = req, .arena = arena};
    itd_status          st = check_request(rules, req, err);

    if (st == ITD_OK)
        st = find_direction(&checking, err);
    for (size_t i = 0; st == ITD_OK && i < req->vessel_count; i++)
        st = take_vessel(&checking, req->vessels[i], err);
    if (st == ITD_OK)
        st = itd_check_goods(&checking, err);
    if (st == ITD_OK)
        st = take_services(&checking, err);
    if (st == ITD_OK)
        st = itd_check_ports(&checking, err);
    if (st == ITD_OK)
        st = itd_check_claims(&checking, err);
    if (st == ITD_OK)
        st = itd_check_caps(&checking, err);
    if (st != ITD_OK)
        return st;
    sort_bearings(&checking);
    *ret_answer = (itd_check_answer){
        .finding = strictest(&checking),
        .direction = checking.direction,
        .bearings = checking.bearings,
        .bearing_count = checking.bearing_count,
        .exemptions = checking.exemptions,
        .exemption_count = checking.exemption_count,
        .goods = checking.goods,
        .goods_count = checking.goods_count,
        .vessels = checking.vessels,
        .vessel_count = checking.vessel_count,
        .claims = checking.claims,
        .claim_count = req->claim_count,
        .shares = checking.shares,
        .share_count = checking.share_count,
        .contradictions = checking.contradictions,
        .contradiction_count = checking.contradiction_count,
        .notes = checking.notes,
        .note_count = checking.note_count,
    };
    return ITD_OK;
}
