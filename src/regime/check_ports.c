/* Ports of the voyage. A port of the target turns the goods into goods from it or to it, whatever
 * origin and destination say: the strict reading stands, and what does not fit is told as a
 * contradiction. The ports also ask the measures on the entry of ships. */
#include <string.h>

#include "regime/check_internal.h"

#define PORT_ENTRY_KIND "port-entry"

static itd_str target_of(const struct itd_checking *checking)
{
    return itd_rules_layer_at(checking->rules, 0)->target;
}

static bool is_in_target(const struct itd_checking *checking, const itd_voyage_port *call)
{
    return itd_port_found_in(&call->found, target_of(checking));
}

const char *itd_port_role_name(itd_port_role role)
{
    static const char *const names[] = {"any", "load", "discharge"};

    return names[role];
}

itd_status itd_voyage_port_parse(const itd_ports *ports, itd_str text, itd_arena *arena,
                                 itd_voyage_port *ret_call, itd_error *err)
{
    const size_t    equals = itd_str_find_char(text, '=');
    itd_voyage_port call = {.text = itd_str_trim(text)};
    itd_status      st;

    if (equals != SIZE_MAX) {
        const itd_str role = itd_str_trim(itd_str_slice(text, 0, equals));

        call.role = itd_str_equal(role, ITD_STR("load")) ? ITD_PORT_LOAD : ITD_PORT_DISCHARGE;
        if (call.role == ITD_PORT_DISCHARGE && !itd_str_equal(role, ITD_STR("discharge")))
            return itd_error_set(err, ITD_E_USAGE,
                                 "\"%.*s\" is neither load nor discharge (load=PORT)",
                                 ITD_STR_ARGS(role));
        call.text = itd_str_trim(itd_str_from(text, equals + 1));
    }
    if (call.text.len == 0)
        return itd_error_set(err, ITD_E_USAGE, "no port is named");
    st = itd_ports_find(ports, call.text, arena, &call.found, err);
    if (st == ITD_OK)
        *ret_call = call;
    return st;
}

/* ---- direction and contradictions ---- */

static itd_status contradict(struct itd_checking *checking, const itd_voyage_port *call,
                             const char *what, itd_str said, itd_error *err)
{
    void *items =
        itd_arena_grow(checking->arena, checking->contradictions, checking->contradiction_count,
                       &checking->contradiction_cap, sizeof *checking->contradictions);

    if (!items)
        return itd_error_no_memory(err);
    checking->contradictions = items;
    return itd_check_text(checking, &checking->contradictions[checking->contradiction_count++], err,
                          "%.*s is a port of %.*s, and %s%.*s; the strict reading stands",
                          ITD_STR_ARGS(call->text),
                          ITD_STR_ARGS(is_in_target(checking, call) ? target_of(checking)
                                                                    : call->found.ports[0]->state),
                          what, ITD_STR_ARGS(said));
}

static unsigned ways_of(itd_port_role role)
{
    return role == ITD_PORT_LOAD        ? ITD_DIRECTION_FROM
           : role == ITD_PORT_DISCHARGE ? ITD_DIRECTION_TO
                                        : ITD_DIRECTION_BOTH;
}

/* A call in the target against what else is said. */
static itd_status compare_call(struct itd_checking *checking, const itd_voyage_port *call,
                               unsigned said, itd_error *err)
{
    const itd_check_request *req = checking->req;
    const itd_str            none = {0};

    if (req->direction != ITD_DIRECTION_NONE)
        return call->role != ITD_PORT_ANY && (ways_of(call->role) & said) == 0
                   ? contradict(checking, call, "the direction is ",
                                itd_str_of(itd_direction_name(req->direction)), err)
                   : ITD_OK;
    if (call->role == ITD_PORT_LOAD && (said & ITD_DIRECTION_FROM) == 0)
        return req->origin.len > 0
                   ? contradict(checking, call, "the origin is ", req->origin, err)
                   : contradict(checking, call, "the destination is ", req->destination, err);
    if (call->role == ITD_PORT_DISCHARGE && (said & ITD_DIRECTION_TO) == 0)
        return req->destination.len > 0
                   ? contradict(checking, call, "the destination is ", req->destination, err)
                   : contradict(checking, call, "the origin is ", req->origin, err);
    if (call->role == ITD_PORT_ANY && said == ITD_DIRECTION_NONE)
        return contradict(checking, call, "neither origin nor destination says so", none, err);
    return ITD_OK;
}

itd_status itd_check_port_direction(struct itd_checking *checking, bool is_said, unsigned *ways,
                                    itd_error *err)
{
    const itd_check_request *req = checking->req;
    const unsigned           said = *ways;
    unsigned                 by_ports = ITD_DIRECTION_NONE;
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < req->port_count; i++) {
        const itd_voyage_port *call = &req->ports[i];

        if (call->found.count > 0 && call->found.state.len > 0 &&
            !itd_str_equal(call->found.ports[0]->state, call->found.state))
            st = contradict(checking, call, "it is said to lie in ", call->found.state, err);
        if (st != ITD_OK || !is_in_target(checking, call))
            continue;
        if (is_said)
            st = compare_call(checking, call, said, err);
        if (!is_said || call->role != ITD_PORT_ANY || said == ITD_DIRECTION_NONE)
            by_ports |= ways_of(call->role);
    }
    if (!is_said && by_ports != ITD_DIRECTION_NONE)
        *ways = by_ports;
    else
        *ways |= by_ports;
    return st;
}

/* ---- the entry of ships ---- */

/* Whose ports the layer speaks of: those of its states, else all but the target's. */
static bool governs(const struct itd_checking *checking, const itd_layer *layer,
                    const itd_voyage_port *call)
{
    itd_str rest = layer->states, state;

    if (layer->states.len == 0)
        return !is_in_target(checking, call);
    while (itd_layer_next_state(&rest, checking->req->on, &state))
        if (itd_port_found_in(&call->found, state))
            return true;
    return false;
}

bool itd_check_port_cover(const struct itd_checking *checking, itd_str layer_name,
                          itd_cover *ret_cover)
{
    const itd_layer *layer = itd_rules_find_layer(checking->rules, layer_name);
    size_t           outside = 0;

    for (size_t i = 0; i < checking->req->port_count; i++) {
        const itd_voyage_port *call = &checking->req->ports[i];

        if (governs(checking, layer, call)) {
            *ret_cover = ITD_COVER_WHOLE;
            return true;
        }
        outside += !is_in_target(checking, call);
    }
    /* Only ports of the target: where the ship goes next is not said. */
    *ret_cover = ITD_COVER_POSSIBLE;
    return outside == 0;
}

static itd_status note_names(struct itd_checking *checking, const itd_voyage_port *call,
                             itd_error *err)
{
    const itd_port_found *found = &call->found;

    if (found->count == 0)
        return itd_check_note(checking, err,
                              "%.*s is no port of the table; it was taken for one of %.*s",
                              ITD_STR_ARGS(call->text), ITD_STR_ARGS(found->state));
    for (size_t i = 1; i < found->count; i++)
        if (!itd_str_equal(found->ports[i]->state, found->ports[0]->state))
            return itd_check_note(checking, err,
                                  "%.*s is the name of %zu ports in several states; name the state "
                                  "(\"PORT, STATE\")",
                                  ITD_STR_ARGS(call->text), found->count);
    return ITD_OK;
}

itd_status itd_check_ports(struct itd_checking *checking, itd_error *err)
{
    const itd_voyage_port *in_target = NULL;
    bool                   listed = false;
    itd_status             st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < checking->req->port_count; i++) {
        if (is_in_target(checking, &checking->req->ports[i]))
            in_target = &checking->req->ports[i];
        st = note_names(checking, &checking->req->ports[i], err);
    }
    for (size_t i = 0; i < checking->vessel_count; i++)
        listed = listed || checking->vessels[i].listed;
    if (st == ITD_OK && checking->req->port_count > 0 && (in_target || listed))
        st = itd_check_service_by_port(checking, ITD_STR(PORT_ENTRY_KIND),
                                       in_target ? in_target->text : checking->req->ports[0].text,
                                       err);
    if (st == ITD_OK && in_target)
        st = itd_check_service_by_port(checking, ITD_STR(ITD_CHECK_PORT_CALL_KIND), in_target->text,
                                       err);
    return st;
}

bool itd_check_wrong_port(const struct itd_checking *checking, itd_claim_kind claim,
                          itd_str *ret_port)
{
    for (size_t i = 0; i < checking->req->port_count; i++) {
        const itd_voyage_port *call = &checking->req->ports[i];
        bool                   serves = false;

        if (call->role == ITD_PORT_DISCHARGE ||
            (call->role == ITD_PORT_ANY && !is_in_target(checking, call)))
            continue;
        for (size_t k = 0; k < call->found.count; k++)
            serves =
                serves || (call->found.ports[k]->has_claim && call->found.ports[k]->claim == claim);
        if (!serves) {
            *ret_port = call->text;
            return true;
        }
    }
    return false;
}
