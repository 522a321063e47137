/* Claims and exemptions. A claim is an assertion of the user's, to be shown to somebody else later;
 * it lifts a measure only where a row of exemptions.tsv, or the wind-down clause of the measure,
 * provides for it, and the answer names that provision. */
#include "regime/check_internal.h"

itd_status itd_claim_parse(itd_str text, itd_claim *ret_claim, itd_error *err)
{
    const size_t  equals = itd_str_find_char(text, '=');
    const itd_str name = itd_str_trim(itd_str_slice(text, 0, equals));
    const itd_str value =
        equals == SIZE_MAX ? (itd_str){0} : itd_str_trim(itd_str_from(text, equals + 1));
    itd_claim claim = {.kind = itd_claim_find(name)};

    if (claim.kind == ITD_CLAIM_KINDS)
        return itd_error_set(err, ITD_E_USAGE,
                             "\"%.*s\" is no claim; there are livelihood, rajin, "
                             "committee-notified, committee-approved, humanitarian, safety, "
                             "return-flight, earlier-contract=DAY, replacement",
                             ITD_STR_ARGS(name));
    if (claim.kind != ITD_CLAIM_EARLIER_CONTRACT && equals != SIZE_MAX)
        return itd_error_set(err, ITD_E_USAGE, "\"%.*s\" takes no value", ITD_STR_ARGS(name));
    if (claim.kind == ITD_CLAIM_EARLIER_CONTRACT &&
        (!itd_date_parse_iso(value, &claim.date) || claim.date.day == 0))
        return itd_error_set(err, ITD_E_USAGE,
                             "earlier-contract needs the day of the contract "
                             "(earlier-contract=YYYY-MM-DD)");
    *ret_claim = claim;
    return ITD_OK;
}

static bool is_claimed(const itd_check_request *req, itd_claim_kind kind)
{
    for (size_t i = 0; i < req->claim_count; i++)
        if (req->claims[i].kind == kind)
            return true;
    return false;
}

/* ---- which exemptions apply to what bears ---- */

static bool covers_goods(const struct itd_checking *checking, const itd_exemption *exemption)
{
    if (exemption->range_count == 0)
        return true;
    for (size_t i = 0; i < checking->goods_count; i++)
        for (size_t k = 0; k < exemption->range_count; k++)
            if (itd_hs_relate(&exemption->ranges[k], &checking->goods[i].code) != ITD_HS_APART)
                return true;
    return false;
}

static bool covers_service(const struct itd_checking *checking, const itd_exemption *exemption)
{
    if (exemption->kind == SIZE_MAX)
        return true;
    for (size_t i = 0; i < checking->req->service_count; i++)
        if (checking->req->services[i] == exemption->kind)
            return true;
    return false;
}

static bool applies(const struct itd_checking *checking, const itd_bearing *bearing,
                    const itd_exemption *exemption)
{
    const itd_measure *measure = itd_rules_at(checking->rules, bearing->measure);
    const itd_date     day = checking->req->on;
    const bool         everywhere =
        exemption->measure == SIZE_MAX && itd_str_equal(exemption->layer, measure->layer);
    /* An exemption from a measure is one from what only reads that measure. */
    const bool own = exemption->measure == bearing->measure ||
                     (measure->clarifies != SIZE_MAX && exemption->measure == measure->clarifies);

    return (everywhere || own) &&
           (exemption->since.year == 0 || itd_date_compare(day, exemption->since) >= 0) &&
           (exemption->until.year == 0 || itd_date_compare(day, exemption->until) <= 0) &&
           covers_goods(checking, exemption) && covers_service(checking, exemption);
}

static itd_status add_exemption(struct itd_checking *checking, itd_open_exemption exemption,
                                itd_error *err)
{
    void *items = itd_arena_grow(checking->arena, checking->exemptions, checking->exemption_count,
                                 &checking->exemption_cap, sizeof exemption);

    if (!items)
        return itd_error_no_memory(err);
    checking->exemptions = items;
    checking->exemptions[checking->exemption_count++] = exemption;
    return ITD_OK;
}

/* ---- what a claim does ---- */

struct outcome {
    itd_claim_result *result;
    bool              provided; /* some row provides for the claim, though more is needed */
};

static void lift(itd_bearing *bearing, itd_str provision, const itd_exemption *exemption,
                 struct outcome *outcome)
{
    if (!bearing->lifted) {
        bearing->lifted = true;
        bearing->lifted_by = exemption;
        bearing->provision = provision;
        bearing->finding = ITD_FINDING_NONE;
    }
    outcome->result->lifted++;
    if (outcome->result->why.len == 0)
        outcome->result->why = provision;
}

static itd_status say(struct itd_checking *checking, struct outcome *outcome, itd_error *err,
                      const char *reason, itd_str detail)
{
    if (outcome->result->lifted > 0 || outcome->result->why.len > 0)
        return ITD_OK;
    return itd_check_text(checking, &outcome->result->why, err, "%s%.*s", reason,
                          ITD_STR_ARGS(detail));
}

/* Is the wind-down clause of the measure open, and is the contract old enough? */
static itd_status claim_earlier_contract(struct itd_checking *checking, itd_bearing *bearing,
                                         const itd_claim *claim, struct outcome *outcome,
                                         itd_error *err)
{
    const itd_measure *measure = itd_rules_at(checking->rules, bearing->measure);
    itd_str            provision;
    itd_status         st;

    if (measure->wind_down_until.year == 0 || bearing->strict < ITD_FINDING_WINDING_DOWN)
        return ITD_OK;
    outcome->provided = true;
    if (!itd_measure_winding_down(measure, checking->req->on))
        return say(checking, outcome, err, "the wind-down is over: ", measure->id);
    if (itd_date_compare(claim->date, measure->adopted) >= 0) {
        /* The clause is for contracts of before the adoption: for this one the ban is whole. */
        if (!bearing->lifted)
            bearing->finding = ITD_FINDING_PROHIBITED;
        return say(checking, outcome, err,
                   "the contract is not of before the adoption: ", measure->id);
    }
    st =
        itd_check_text(checking, &provision, err, "%.*s ¶%.*s (deliveries under earlier contracts)",
                       ITD_STR_ARGS(measure->resolution), ITD_STR_ARGS(measure->paragraph));
    if (st == ITD_OK)
        lift(bearing, provision, NULL, outcome);
    return st;
}

static itd_status claim_row(struct itd_checking *checking, itd_bearing *bearing,
                            const itd_claim *claim, const itd_exemption *exemption,
                            struct outcome *outcome, itd_error *err)
{
    const itd_measure *measure = itd_rules_at(checking->rules, bearing->measure);
    const itd_str      target = itd_rules_layer_at(checking->rules, 0)->target;
    itd_str            port;

    if (exemption->claim != claim->kind || !applies(checking, bearing, exemption))
        return ITD_OK;
    outcome->provided = true;
    if (!exemption->lifts)
        return say(checking, outcome, err,
                   "a condition that lifts nothing: ", exemption->provision);
    if (exemption->has_needs && !is_claimed(checking->req, exemption->needs))
        return say(checking, outcome, err,
                   "needs another claim: ", itd_str_of(itd_claim_name(exemption->needs)));
    if (claim->kind == ITD_CLAIM_RAJIN && itd_str_equal(checking->req->origin, target))
        return say(checking, outcome, err, "the origin must lie outside: ", target);
    if (claim->kind == ITD_CLAIM_RAJIN && itd_check_wrong_port(checking, claim->kind, &port))
        return say(checking, outcome, err, "the provision is not for this port: ", port);
    if (claim->kind == ITD_CLAIM_EARLIER_CONTRACT &&
        itd_date_compare(claim->date, measure->adopted) >= 0)
        return say(checking, outcome, err,
                   "the contract is not of before the adoption: ", measure->id);
    lift(bearing, exemption->provision, exemption, outcome);
    return ITD_OK;
}

static bool can_be_lifted(const itd_bearing *bearing)
{
    return bearing->cover != ITD_COVER_POSSIBLE && bearing->strict != ITD_FINDING_NONE;
}

static itd_status take_claim(struct itd_checking *checking, size_t index, itd_error *err)
{
    const itd_claim *claim = &checking->req->claims[index];
    const itd_rules *rules = checking->rules;
    struct outcome   outcome = {.result = &checking->claims[index]};
    itd_status       st = ITD_OK;

    *outcome.result = (itd_claim_result){.claim = *claim};
    for (size_t b = 0; st == ITD_OK && b < checking->bearing_count; b++) {
        itd_bearing *bearing = &checking->bearings[b];

        if (!can_be_lifted(bearing))
            continue;
        if (claim->kind == ITD_CLAIM_EARLIER_CONTRACT)
            st = claim_earlier_contract(checking, bearing, claim, &outcome, err);
        for (size_t i = 0; st == ITD_OK && i < itd_rules_exemption_count(rules); i++)
            st = claim_row(checking, bearing, claim, itd_rules_exemption_at(rules, i), &outcome,
                           err);
    }
    if (st == ITD_OK && !outcome.provided)
        outcome.result->why = ITD_STR("no measure that bears here provides for it");
    return st;
}

/* ---- what could be shown ---- */

static itd_status list_wind_down(struct itd_checking *checking, const itd_bearing *bearing,
                                 itd_error *err)
{
    const itd_measure *measure = itd_rules_at(checking->rules, bearing->measure);
    itd_open_exemption open = {.measure = bearing->measure,
                               .claim = ITD_CLAIM_EARLIER_CONTRACT,
                               .lifts = true,
                               .confidence = measure->confidence};
    char       before[ITD_DATE_TEXT_MAX], until[ITD_DATE_TEXT_MAX], notice[ITD_DATE_TEXT_MAX];
    itd_status st;

    if (!itd_measure_winding_down(measure, checking->req->on))
        return ITD_OK;
    itd_date_format(measure->adopted, before);
    itd_date_format(measure->wind_down_until, until);
    itd_date_format(measure->notify_by, notice);
    open.claimed = is_claimed(checking->req, ITD_CLAIM_EARLIER_CONTRACT);
    st = itd_check_text(checking, &open.provision, err, "%.*s ¶%.*s",
                        ITD_STR_ARGS(measure->resolution), ITD_STR_ARGS(measure->paragraph));
    if (st == ITD_OK)
        st = itd_check_text(
            checking, &open.shows, err, "written contract of before %s, delivery by %s%s%s", before,
            until, measure->notify_by.year ? ", notified to the Committee by " : "", notice);
    return st == ITD_OK ? add_exemption(checking, open, err) : st;
}

static itd_status list_exemptions(struct itd_checking *checking, const itd_bearing *bearing,
                                  itd_error *err)
{
    itd_status st = list_wind_down(checking, bearing, err);

    for (size_t i = 0; st == ITD_OK && i < itd_rules_exemption_count(checking->rules); i++) {
        const itd_exemption *exemption = itd_rules_exemption_at(checking->rules, i);

        if (!applies(checking, bearing, exemption))
            continue;
        st = add_exemption(
            checking,
            (itd_open_exemption){.measure = bearing->measure,
                                 .claim = exemption->claim,
                                 .has_needs = exemption->has_needs,
                                 .needs = exemption->needs,
                                 .lifts = exemption->lifts,
                                 .provision = exemption->provision,
                                 .shows = exemption->shows,
                                 .confidence = exemption->confidence,
                                 .claimed = is_claimed(checking->req, exemption->claim)},
            err);
    }
    return st;
}

itd_status itd_check_claims(struct itd_checking *checking, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < checking->bearing_count; i++)
        if (can_be_lifted(&checking->bearings[i]))
            st = list_exemptions(checking, &checking->bearings[i], err);
    if (st != ITD_OK || checking->req->claim_count == 0)
        return st;
    checking->claims =
        itd_arena_new_array(checking->arena, checking->req->claim_count, sizeof *checking->claims);
    if (!checking->claims)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < checking->req->claim_count; i++)
        st = take_claim(checking, i, err);
    return st;
}
