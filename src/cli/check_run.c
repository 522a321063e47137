/* From the fields of a question to its answer: words become values, parties and vessels are
 * screened, the rules are asked. */
#include "cli/check.h"

#include <stddef.h>

#include "entity/country.h"
#include "entity/identifier.h"
#include "match/request.h"

#define IMO_MAX 32

const itd_check_field itd_check_field_table[] = {
    {"id", offsetof(itd_check_fields, id), SIZE_MAX},
    {"on", offsetof(itd_check_fields, on), SIZE_MAX},
    {"direction", offsetof(itd_check_fields, direction), SIZE_MAX},
    {"hs", SIZE_MAX, offsetof(itd_check_fields, hs)},
    {"goods", offsetof(itd_check_fields, goods), SIZE_MAX},
    {"service", SIZE_MAX, offsetof(itd_check_fields, services)},
    {"origin", offsetof(itd_check_fields, origin), SIZE_MAX},
    {"destination", offsetof(itd_check_fields, destination), SIZE_MAX},
    {"vessel", SIZE_MAX, offsetof(itd_check_fields, vessels)},
    {"port", SIZE_MAX, offsetof(itd_check_fields, ports)},
    {"party", SIZE_MAX, offsetof(itd_check_fields, parties)},
    {"quantity", offsetof(itd_check_fields, quantity), SIZE_MAX},
    {"unit", offsetof(itd_check_fields, unit), SIZE_MAX},
    {"value", offsetof(itd_check_fields, value), SIZE_MAX},
    {"claim", SIZE_MAX, offsetof(itd_check_fields, claims)},
    {NULL, SIZE_MAX, SIZE_MAX},
};

static itd_status in_field(itd_status st, const char *field, itd_error *err)
{
    if (st != ITD_OK)
        itd_error_in_field(err, itd_str_of(field));
    return st;
}

itd_status itd_check_take(itd_check_fields *fields, const itd_check_field *field, itd_str text,
                          itd_error *err)
{
    char *base = (char *)fields;

    if (field->single != SIZE_MAX) {
        itd_str *place = (itd_str *)(void *)(base + field->single);

        if (place->len > 0)
            return in_field(itd_error_set(err, ITD_E_USAGE, "is given twice"), field->name, err);
        *place = text;
        return ITD_OK;
    }
    itd_check_values *values = (itd_check_values *)(void *)(base + field->values);
    if (values->count == ITD_CHECK_VALUES_MAX)
        return in_field(itd_error_set(err, ITD_E_LIMIT, "more than %d", ITD_CHECK_VALUES_MAX),
                        field->name, err);
    values->items[values->count++] = text;
    return ITD_OK;
}

/* ---- values ---- */

static itd_status take_day(const itd_check_fields *fields, itd_check_request *req, itd_error *err)
{
    if (fields->on.len == 0)
        return in_field(itd_error_set(err, ITD_E_USAGE, "the day is missing (YYYY-MM-DD)"), "on",
                        err);
    if (!itd_date_parse_iso(fields->on, &req->on) || req->on.day == 0)
        return in_field(itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is not a day (YYYY-MM-DD)",
                                      ITD_STR_ARGS(fields->on)),
                        "on", err);
    return ITD_OK;
}

static itd_status take_direction(const itd_check_fields *fields, itd_check_request *req,
                                 itd_error *err)
{
    if (fields->direction.len == 0)
        return ITD_OK;
    for (itd_direction way = ITD_DIRECTION_FROM; way <= ITD_DIRECTION_TO; way++) {
        if (itd_str_equal(fields->direction, itd_str_of(itd_direction_name(way)))) {
            req->direction = way;
            return ITD_OK;
        }
    }
    return in_field(itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is neither from-dprk nor to-dprk",
                                  ITD_STR_ARGS(fields->direction)),
                    "direction", err);
}

/* A name or code of a state that exists. */
static itd_status take_state(itd_str text, const char *field, itd_str *ret_code, itd_error *err)
{
    itd_str code;

    if (text.len == 0)
        return ITD_OK;
    if (!itd_country_find(text, &code))
        return in_field(itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is no state (ISO 3166-1 code)",
                                      ITD_STR_ARGS(text)),
                        field, err);
    if (code.len != 2)
        return in_field(itd_error_set(err, ITD_E_USAGE,
                                      "\"%.*s\" (%.*s) no longer exists; name its successor",
                                      ITD_STR_ARGS(text), ITD_STR_ARGS(itd_country_name(code))),
                        field, err);
    *ret_code = code;
    return ITD_OK;
}

static itd_status take_codes(const itd_check_fields *fields, itd_check_request *req,
                             itd_arena *arena, itd_error *err)
{
    itd_hs_code *codes = itd_arena_new_array(arena, ITD_CHECK_VALUES_MAX, sizeof *codes);
    itd_status   st = codes ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < fields->hs.count; i++)
        st = itd_hs_parse(fields->hs.items[i], &codes[i], err);
    req->codes = codes;
    req->code_count = fields->hs.count;
    return in_field(st, "hs", err);
}

static itd_status take_services(const itd_check_engine *engine, const itd_check_fields *fields,
                                itd_check_request *req, itd_arena *arena, itd_error *err)
{
    size_t *kinds = itd_arena_new_array(arena, ITD_CHECK_VALUES_MAX, sizeof *kinds);

    if (!kinds)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < fields->services.count; i++) {
        itd_cli_nearest nearest;

        kinds[i] = itd_rules_find_kind(engine->rules, fields->services.items[i]);
        if (kinds[i] != SIZE_MAX)
            continue;
        itd_cli_nearest_init(&nearest, fields->services.items[i]);
        for (size_t k = 0; k < itd_rules_kind_count(engine->rules); k++)
            itd_cli_nearest_try(&nearest, itd_rules_kind_at(engine->rules, k)->name);
        return in_field(itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is no kind of service%s%.*s%s",
                                      ITD_STR_ARGS(fields->services.items[i]),
                                      nearest.found.len > 0 ? "; did you mean " : "",
                                      ITD_STR_ARGS(nearest.found),
                                      nearest.found.len > 0 ? "?" : "; --kinds lists them"),
                        "service", err);
    }
    req->services = kinds;
    req->service_count = fields->services.count;
    return ITD_OK;
}

static itd_status take_vessels(const itd_check_fields *fields, itd_check_request *req,
                               itd_arena *arena, itd_error *err)
{
    itd_str   *numbers = itd_arena_new_array(arena, ITD_CHECK_VALUES_MAX, sizeof *numbers);
    itd_status st = numbers ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < fields->vessels.count; i++) {
        itd_imo imo;

        st = itd_imo_parse(fields->vessels.items[i], &imo, err);
        if (st == ITD_OK && !itd_arena_copy(arena, itd_str_of(imo.digits), &numbers[i]))
            st = itd_error_no_memory(err);
    }
    req->vessels = numbers;
    req->vessel_count = fields->vessels.count;
    return in_field(st, "vessel", err);
}

static itd_status take_port(const itd_check_engine *engine, itd_str text, itd_arena *arena,
                            itd_voyage_port *ret_call, itd_error *err)
{
    itd_cli_nearest nearest;
    itd_status      st;

    if (!engine->ports)
        return itd_error_set(err, ITD_E_INCOMPLETE, "no table of ports was opened");
    st = itd_voyage_port_parse(engine->ports, text, arena, ret_call, err);
    if (st != ITD_E_NOT_FOUND)
        return st;
    text = itd_str_from(text, itd_str_find_char(text, '=') + 1); /* behind the role, or all */
    itd_cli_nearest_init(&nearest, text);
    for (size_t i = 0; i < itd_ports_count(engine->ports); i++)
        itd_cli_nearest_try(&nearest, itd_ports_at(engine->ports, i)->name);
    if (nearest.found.len == 0)
        return st;
    return itd_error_set(err, st,
                         "\"%.*s\" is no port of the table; did you mean %.*s? Else name its "
                         "state too (\"PORT, STATE\")",
                         ITD_STR_ARGS(text), ITD_STR_ARGS(nearest.found));
}

static itd_status take_ports(const itd_check_engine *engine, const itd_check_fields *fields,
                             itd_check_request *req, itd_arena *arena, itd_error *err)
{
    itd_voyage_port *calls = itd_arena_new_array(arena, ITD_CHECK_VALUES_MAX, sizeof *calls);
    itd_status       st = calls ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < fields->ports.count; i++)
        st = take_port(engine, fields->ports.items[i], arena, &calls[i], err);
    req->ports = calls;
    req->port_count = fields->ports.count;
    return in_field(st, "port", err);
}

static itd_status take_claims(const itd_check_fields *fields, itd_check_request *req,
                              itd_arena *arena, itd_error *err)
{
    itd_claim *claims = itd_arena_new_array(arena, ITD_CHECK_VALUES_MAX, sizeof *claims);
    itd_status st = claims ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < fields->claims.count; i++)
        st = itd_claim_parse(fields->claims.items[i], &claims[i], err);
    req->claims = claims;
    req->claim_count = fields->claims.count;
    return in_field(st, "claim", err);
}

static itd_status take_quantity(const itd_check_fields *fields, itd_check_request *req,
                                itd_error *err)
{
    itd_unit   unit;
    uint64_t   numerator, denominator;
    itd_status st;

    if (fields->quantity.len == 0 && fields->unit.len == 0)
        return ITD_OK;
    if (fields->quantity.len == 0 || fields->unit.len == 0)
        return in_field(
            itd_error_set(err, ITD_E_USAGE, "a quantity needs a unit, a unit a quantity"),
            fields->quantity.len == 0 ? "quantity" : "unit", err);
    st = itd_unit_parse(fields->unit, &unit, &numerator, &denominator, err);
    if (st != ITD_OK)
        return in_field(st, "unit", err);
    req->has_quantity = true;
    st = itd_amount_parse(fields->quantity, fields->unit, &req->quantity, &req->unit, err);
    if (st == ITD_OK && req->quantity == 0)
        st = itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is nothing", ITD_STR_ARGS(fields->quantity));
    return in_field(st, "quantity", err);
}

/* The worth of one piece; after the quantity. */
static itd_status take_value(const itd_check_fields *fields, itd_check_request *req, itd_error *err)
{
    itd_unit   unit;
    itd_status st;

    if (fields->value.len == 0)
        return ITD_OK;
    st = itd_amount_parse(fields->value, ITD_STR("USD"), &req->value_usd, &unit, err);
    if (st == ITD_OK && req->value_usd == 0)
        st = itd_error_set(err, ITD_E_USAGE, "\"%.*s\" is nothing", ITD_STR_ARGS(fields->value));
    if (st == ITD_OK && req->has_quantity && req->unit == ITD_UNIT_USD &&
        req->value_usd > req->quantity)
        st = itd_error_set(err, ITD_E_USAGE, "one piece is worth more than all of them");
    return in_field(st, "value", err);
}

static itd_status understand(const itd_check_engine *engine, const itd_check_fields *fields,
                             itd_arena *arena, itd_check_request *req, itd_error *err)
{
    itd_status st = take_day(fields, req, err);

    if (st == ITD_OK)
        st = take_direction(fields, req, err);
    if (st == ITD_OK)
        st = take_state(fields->origin, "origin", &req->origin, err);
    if (st == ITD_OK)
        st = take_state(fields->destination, "destination", &req->destination, err);
    if (st == ITD_OK)
        st = take_codes(fields, req, arena, err);
    if (st == ITD_OK)
        st = take_services(engine, fields, req, arena, err);
    if (st == ITD_OK)
        st = take_vessels(fields, req, arena, err);
    if (st == ITD_OK)
        st = take_ports(engine, fields, req, arena, err);
    if (st == ITD_OK)
        st = take_claims(fields, req, arena, err);
    req->goods = itd_str_trim(fields->goods);
    if (st == ITD_OK)
        st = take_quantity(fields, req, err);
    return st == ITD_OK ? take_value(fields, req, err) : st;
}

/* ---- screening ---- */

/* First day on which the entry was listed; year 0 when the list does not say. */
static itd_date listed_since(const itd_entity *ent)
{
    itd_date first = {0};

    for (size_t i = 0; i < ent->value_count; i++) {
        itd_date date;

        if (ent->values[i].prop != ITD_PROP_LISTING_DATE ||
            !itd_date_parse_iso(itd_str_slice(ent->values[i].text, 0, 10), &date))
            continue;
        if (first.year == 0 || itd_date_compare(date, first) < 0)
            first = date;
    }
    return first;
}

static itd_status take_hits(const itd_answer *answer, itd_date on, itd_arena *arena,
                            itd_check_party *party, itd_error *err)
{
    itd_buf name;
    bool    good = true;

    party->outcome = answer->outcome;
    party->complete = answer->complete;
    party->counts = answer->outcome != ITD_OUTCOME_CLEAR;
    if (answer->hit_count == 0)
        return ITD_OK;
    const itd_hit *best = &answer->hits[0];
    party->score = best->score;
    party->listed = listed_since(best->ent);
    itd_buf_init(&name, SIZE_MAX);
    itd_buf_append(&name, best->list);
    itd_buf_append_char(&name, ':');
    itd_buf_append(&name, best->ent->id);
    good = itd_buf_status(&name, NULL) == ITD_OK &&
           itd_arena_copy(arena, itd_buf_text(&name), &party->entity) &&
           itd_arena_copy(arena, best->ent->caption, &party->caption);
    itd_buf_done(&name);
    if (!good)
        return itd_error_no_memory(err);
    /* A hit that was listed later does not count on the day, unless another one may. */
    if (answer->complete && answer->hits_found == answer->hit_count) {
        bool any = false;

        for (size_t i = 0; i < answer->hit_count; i++) {
            const itd_date since = listed_since(answer->hits[i].ent);

            any = any || since.year == 0 || itd_date_compare(since, on) <= 0;
        }
        party->counts = party->counts && any;
    }
    return ITD_OK;
}

static itd_status screen_party(const itd_check_engine *engine, const itd_check_result *result,
                               itd_str name, itd_arena *arena, itd_check_party *party,
                               itd_error *err)
{
    const itd_request req = {.names = &name, .name_count = 1, .schema = ITD_SCHEMA_LEGAL_ENTITY};
    itd_answer        answer;
    itd_status        st = itd_screen(engine->screener, &req, &answer, err);

    *party = (itd_check_party){.name = name};
    if (st == ITD_OK)
        st = take_hits(&answer, result->req.on, arena, party, err);
    return in_field(st, "party", err);
}

static itd_status screen_vessel(const itd_check_engine *engine, const itd_check_result *result,
                                itd_str imo, itd_arena *arena, itd_check_party *party,
                                itd_error *err)
{
    const itd_request_identifier number = {.prop = ITD_PROP_IMO_NUMBER, .text = imo};
    const itd_request            req = {
                   .schema = ITD_SCHEMA_VESSEL, .identifiers = &number, .identifier_count = 1};
    itd_answer answer;
    itd_status st = itd_screen(engine->screener, &req, &answer, err);

    *party = (itd_check_party){.name = imo};
    if (st == ITD_OK)
        st = take_hits(&answer, result->req.on, arena, party, err);
    return in_field(st, "vessel", err);
}

static itd_status screen_all(const itd_check_engine *engine, itd_arena *arena,
                             itd_check_result *result, itd_error *err)
{
    const itd_check_fields *fields = result->fields;
    const size_t            count = fields->parties.count + result->req.vessel_count;
    itd_status              st = ITD_OK;

    if (count == 0)
        return ITD_OK;
    /* What was not screened is never clear. */
    if (!engine->screener)
        return itd_error_set(err, ITD_E_INCOMPLETE, "no lists were opened to screen with");
    result->parties = itd_arena_new_array(arena, count, sizeof *result->parties);
    if (!result->parties)
        return itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < fields->parties.count; i++)
        st = screen_party(engine, result, fields->parties.items[i], arena,
                          &result->parties[result->party_count++], err);
    for (size_t i = 0; st == ITD_OK && i < result->req.vessel_count; i++)
        st = screen_vessel(engine, result, result->req.vessels[i], arena,
                           &result->parties[result->party_count++], err);
    for (size_t i = 0; i < result->party_count; i++)
        result->req.parties_listed += result->parties[i].counts;
    return st;
}

itd_status itd_check_run(const itd_check_engine *engine, const itd_check_fields *fields,
                         itd_arena *arena, itd_check_result *ret_result, itd_error *err)
{
    itd_check_result result = {.fields = fields};
    itd_status       st = understand(engine, fields, arena, &result.req, err);

    if (st == ITD_OK)
        st = screen_all(engine, arena, &result, err);
    /* Only parties, and none of them listed: an answer, not an empty question. */
    if (st == ITD_OK && (result.party_count == 0 || result.req.parties_listed > 0 ||
                         result.req.code_count + result.req.goods.len + result.req.service_count +
                                 result.req.vessel_count + result.req.port_count >
                             0))
        st = itd_check(engine->rules, engine->hs, &result.req, arena, &result.answer, err);
    else if (st == ITD_OK)
        st = itd_regime_check_day(engine->rules, result.req.on, "on", err);
    if (st == ITD_OK)
        *ret_result = result;
    return st;
}
