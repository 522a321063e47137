/* The answer of `check` as people, scripts and spreadsheets get it. */
#include "cli/check.h"

#include "decide/decide.h"

static const char *const because_names[] = {"goods", "service", "vessel", "port"};

static const itd_measure *measure_of(const itd_check_engine *engine, size_t index)
{
    return itd_rules_at(engine->rules, index);
}

/* ---- JSON ---- */

static void put_text(itd_json_writer *json, const char *key, itd_str text)
{
    if (text.len > 0)
        itd_json_put_str(json, key, text);
    else
        itd_json_put_null(json, key);
}

static void put_amount(itd_json_writer *json, const char *key, uint64_t amount)
{
    char text[ITD_AMOUNT_TEXT_MAX];

    itd_amount_format(amount, text);
    itd_json_put_cstr(json, key, text);
}

static void put_bearing(itd_json_writer *json, const itd_check_engine *engine,
                        const itd_bearing *bearing)
{
    const itd_measure *measure = measure_of(engine, bearing->measure);

    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "id", measure->id);
    itd_json_put_str(json, "layer", measure->layer);
    itd_json_put_str(json, "resolution", measure->resolution);
    itd_json_put_str(json, "paragraph", measure->paragraph);
    itd_json_put_str(json, "force", measure->force);
    itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(json, "type", measure->type);
    itd_json_put_cstr(json, "direction", itd_direction_name(measure->direction));
    itd_json_put_str(json, "subject", measure->subject);
    itd_regime_put_date(json, "in_force", measure->in_force);
    itd_regime_put_date(json, "last_day", measure->last_day);
    itd_regime_put_date(json, "wind_down_until", bearing->wind_down_until);
    itd_regime_put_date(json, "notify_by", measure->notify_by);
    itd_json_put_cstr(json, "finding", itd_finding_name(bearing->finding));
    itd_json_put_cstr(json, "without_claims", itd_finding_name(bearing->strict));
    itd_json_put_bool(json, "lifted", bearing->lifted);
    put_text(json, "lifted_by", bearing->provision);
    itd_json_put_cstr(json, "because", because_names[bearing->because]);
    put_text(json, "because_of", bearing->because_text);
    itd_json_put_cstr(json, "covers", itd_cover_name(bearing->cover));
    put_text(json, "basis", bearing->basis.len > 0 ? bearing->basis : measure->hs_basis);
    put_text(json, "note", bearing->note);
    if (bearing->above_usd > 0)
        put_amount(json, "above_usd", bearing->above_usd);
    else
        itd_json_put_null(json, "above_usd");
    put_text(json, "cap", measure->cap);
    itd_json_put_str(json, "confidence", measure->confidence);
    put_text(json, "confidence_note", measure->confidence_note);
    itd_json_put_str(json, "source", measure->source);
    itd_json_end_object(json);
}

static void put_bearings(itd_json_writer *json, const itd_check_engine *engine,
                         const itd_check_answer *answer, const char *key, bool possible)
{
    itd_json_begin_array(json, key);
    for (size_t i = 0; i < answer->bearing_count; i++)
        if ((answer->bearings[i].cover == ITD_COVER_POSSIBLE) == possible)
            put_bearing(json, engine, &answer->bearings[i]);
    itd_json_end_array(json);
}

static void put_exemptions(itd_json_writer *json, const itd_check_engine *engine,
                           const itd_check_answer *answer)
{
    itd_json_begin_array(json, "exemptions");
    for (size_t i = 0; i < answer->exemption_count; i++) {
        const itd_open_exemption *exemption = &answer->exemptions[i];

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "measure", measure_of(engine, exemption->measure)->id);
        itd_json_put_cstr(json, "claim", itd_claim_name(exemption->claim));
        if (exemption->has_needs)
            itd_json_put_cstr(json, "needs", itd_claim_name(exemption->needs));
        else
            itd_json_put_null(json, "needs");
        itd_json_put_bool(json, "lifts", exemption->lifts);
        itd_json_put_str(json, "provision", exemption->provision);
        itd_json_put_str(json, "must_show", exemption->shows);
        itd_json_put_bool(json, "claimed", exemption->claimed);
        itd_json_put_str(json, "confidence", exemption->confidence);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_claims(itd_json_writer *json, const itd_check_answer *answer)
{
    itd_json_begin_array(json, "claims");
    for (size_t i = 0; i < answer->claim_count; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_cstr(json, "claim", itd_claim_name(answer->claims[i].claim.kind));
        itd_regime_put_date(json, "date", answer->claims[i].claim.date);
        itd_json_put_u64(json, "lifted", answer->claims[i].lifted);
        put_text(json, "why", answer->claims[i].why);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_goods(itd_json_writer *json, const itd_check_answer *answer)
{
    itd_json_begin_array(json, "goods");
    for (size_t i = 0; i < answer->goods_count; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "hs", itd_hs_code_text(&answer->goods[i].code));
        itd_json_put_str(json, "text", answer->goods[i].title);
        itd_json_put_bool(json, "given", answer->goods[i].score == 0);
        if (answer->goods[i].score > 0)
            itd_json_put_u64(json, "score", answer->goods[i].score);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_shares(itd_json_writer *json, const itd_check_engine *engine,
                       const itd_check_answer *answer)
{
    itd_json_begin_array(json, "caps");
    for (size_t i = 0; i < answer->share_count; i++) {
        const itd_cap_share *share = &answer->shares[i];
        const itd_cap       *cap = itd_rules_cap_at(engine->rules, share->cap);

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "measure", measure_of(engine, cap->measure)->id);
        put_amount(json, "limit", share->limit.amount);
        itd_json_put_str(json, "unit", share->limit.unit);
        put_amount(json, "amount", share->amount);
        itd_json_put_score(json, "share", share->basis_point);
        itd_json_put_bool(json, "exceeds", share->exceeds);
        if (share->factor) {
            put_amount(json, "barrels_per_tonne", share->factor->barrels_per_tonne);
            itd_json_put_str(json, "factor_of", share->factor->authority);
            itd_json_put_str(json, "product", share->factor->product);
        }
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_vessels(itd_json_writer *json, const itd_check_answer *answer)
{
    itd_json_begin_array(json, "vessels");
    for (size_t i = 0; i < answer->vessel_count; i++) {
        const itd_vessel_listing *listing = &answer->vessels[i];

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "imo", listing->imo);
        itd_json_put_bool(json, "listed", listing->listed);
        if (listing->vessel) {
            itd_json_put_str(json, "name", listing->vessel->name);
            itd_json_put_str(json, "listing", listing->vessel->listing);
            itd_regime_put_date(json, "from", listing->vessel->listed);
            itd_regime_put_date(json, "removed", listing->vessel->removed);
            put_text(json, "flag", listing->vessel->flag);
            put_text(json, "note", listing->vessel->note);
        }
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_ports(itd_json_writer *json, const itd_check_result *result)
{
    itd_json_begin_array(json, "ports");
    for (size_t i = 0; i < result->req.port_count; i++) {
        const itd_voyage_port *call = &result->req.ports[i];

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "text", call->text);
        itd_json_put_cstr(json, "role", itd_port_role_name(call->role));
        put_text(json, "state", call->found.state);
        itd_json_begin_array(json, "found");
        for (size_t k = 0; k < call->found.count; k++) {
            const itd_port *port = call->found.ports[k];

            itd_json_begin_object(json, NULL);
            itd_json_put_str(json, "port", port->name);
            put_text(json, "locode", port->locode);
            itd_json_put_str(json, "state", port->state);
            itd_json_put_str(json, "confidence", port->confidence);
            itd_json_put_str(json, "source", port->source);
            itd_json_end_object(json);
        }
        itd_json_end_array(json);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_parties(itd_json_writer *json, const itd_check_result *result)
{
    itd_json_begin_array(json, "parties");
    for (size_t i = 0; i < result->party_count; i++) {
        const itd_check_party *party = &result->parties[i];

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "name", party->name);
        itd_json_put_cstr(json, "outcome", itd_outcome_name(party->outcome));
        itd_json_put_bool(json, "complete", party->complete);
        itd_json_put_bool(json, "counts", party->counts);
        put_text(json, "entity", party->entity);
        put_text(json, "caption", party->caption);
        itd_json_put_score(json, "score", party->score);
        itd_regime_put_date(json, "listed", party->listed);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

void itd_check_put(itd_json_writer *json, const itd_check_engine *engine,
                   const itd_check_result *result)
{
    const itd_check_answer *answer = &result->answer;

    itd_json_put_cstr(json, "finding", itd_finding_name(answer->finding));
    put_text(json, "id", result->fields->id);
    itd_regime_put_date(json, "on", result->req.on);
    itd_json_put_cstr(json, "direction", itd_direction_name(answer->direction));
    put_bearings(json, engine, answer, "measures", false);
    put_bearings(json, engine, answer, "possible", true);
    put_exemptions(json, engine, answer);
    put_claims(json, answer);
    put_goods(json, answer);
    put_shares(json, engine, answer);
    put_vessels(json, answer);
    put_ports(json, result);
    put_parties(json, result);
    itd_json_begin_array(json, "contradictions");
    for (size_t i = 0; i < answer->contradiction_count; i++)
        itd_json_put_str(json, NULL, answer->contradictions[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "notes");
    for (size_t i = 0; i < answer->note_count; i++)
        itd_json_put_str(json, NULL, answer->notes[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "layers");
    for (size_t i = 0; i < itd_rules_layer_count(engine->rules); i++)
        itd_json_put_str(json, NULL, itd_rules_layer_at(engine->rules, i)->name);
    itd_json_end_array(json);
}

/* ---- for people ---- */

static itd_cli_style finding_style(itd_finding finding)
{
    switch (finding) {
    case ITD_FINDING_NONE:
        return ITD_STYLE_GOOD;
    case ITD_FINDING_PROHIBITED:
    case ITD_FINDING_WINDING_DOWN:
        return ITD_STYLE_BAD;
    case ITD_FINDING_NON_BINDING:
    case ITD_FINDING_LICENCE:
    case ITD_FINDING_CAPPED:
        break;
    }
    return ITD_STYLE_WARN;
}

static void append_styled(itd_buf *buf, const char *text, itd_cli_style style, bool color)
{
    if (color)
        itd_buf_append_cstr(buf, itd_cli_style_code(style));
    itd_buf_append_cstr(buf, text);
    if (color)
        itd_buf_append_cstr(buf, "\033[0m");
}

static void append_bearing(itd_buf *buf, const itd_check_engine *engine, const itd_bearing *bearing,
                           bool color)
{
    const itd_measure *measure = measure_of(engine, bearing->measure);
    char               day[ITD_DATE_TEXT_MAX];

    itd_buf_append_cstr(buf, "\n  ");
    if (bearing->cover == ITD_COVER_POSSIBLE)
        itd_buf_append_cstr(buf, "possible");
    else
        append_styled(buf, itd_finding_name(bearing->finding), finding_style(bearing->finding),
                      color);
    itd_buf_append_cstr(buf, "  ");
    itd_regime_append_paragraph(buf, measure);
    itd_buf_append_cstr(buf, "  ");
    itd_cli_append_safe(buf, measure->subject);
    itd_date_format(measure->in_force, day);
    itd_buf_printf(buf, "\n      %.*s: %.*s (%s), in force since %s", ITD_STR_ARGS(measure->id),
                   ITD_STR_ARGS(measure->force), itd_measure_class_name(measure->class_), day);
    if (bearing->wind_down_until.year != 0) {
        itd_date_format(bearing->wind_down_until, day);
        itd_buf_printf(buf, ", wind-down until %s", day);
    }
    itd_buf_printf(buf, "; %.*s", ITD_STR_ARGS(measure->confidence));
    if (itd_str_equal(measure->confidence, ITD_STR("from-memory")))
        itd_buf_append_cstr(buf, ": look the paragraph up");
    itd_buf_printf(buf, "\n      because of %s ", because_names[bearing->because]);
    itd_cli_append_safe(buf, bearing->because_text);
    if (bearing->cover == ITD_COVER_PART)
        itd_buf_append_cstr(buf, ", which it covers in part");
    if (bearing->note.len > 0) {
        itd_buf_append_cstr(buf, ": ");
        itd_cli_append_safe(buf, bearing->note);
    }
    if (bearing->basis.len > 0) {
        itd_buf_append_cstr(buf, " (");
        itd_cli_append_safe(buf, bearing->basis);
        itd_buf_append_char(buf, ')');
    }
    if (bearing->lifted) {
        itd_buf_append_cstr(buf, "\n      lifted by ");
        itd_cli_append_safe(buf, bearing->provision);
    }
}

static void append_exemptions(itd_buf *buf, const itd_check_engine *engine,
                              const itd_check_answer *answer)
{
    if (answer->exemption_count > 0)
        itd_buf_append_cstr(buf,
                            "\n\nexemptions that could apply, and what would have to be shown");
    for (size_t i = 0; i < answer->exemption_count; i++) {
        const itd_open_exemption *exemption = &answer->exemptions[i];

        itd_buf_printf(buf, "\n  --claim %s", itd_claim_name(exemption->claim));
        if (exemption->has_needs)
            itd_buf_printf(buf, " with --claim %s", itd_claim_name(exemption->needs));
        itd_buf_printf(buf, "  %.*s, from %.*s%s\n      ", ITD_STR_ARGS(exemption->provision),
                       ITD_STR_ARGS(measure_of(engine, exemption->measure)->id),
                       exemption->lifts ? "" : " (a condition; it lifts nothing)");
        itd_cli_append_safe(buf, exemption->shows);
    }
}

static void append_shares(itd_buf *buf, const itd_check_engine *engine,
                          const itd_check_answer *answer)
{
    if (answer->share_count > 0)
        itd_buf_append_cstr(buf, "\n\nthe quantity against the caps");
    for (size_t i = 0; i < answer->share_count; i++) {
        const itd_cap_share *share = &answer->shares[i];
        const itd_cap       *cap = itd_rules_cap_at(engine->rules, share->cap);
        char                 amount[ITD_AMOUNT_TEXT_MAX], limit[ITD_AMOUNT_TEXT_MAX];
        char                 factor[ITD_AMOUNT_TEXT_MAX];

        itd_amount_format(share->amount, amount);
        itd_amount_format(share->limit.amount, limit);
        itd_buf_printf(buf, "\n  %.*s: %s of %s %.*s, %u.%02u %%",
                       ITD_STR_ARGS(measure_of(engine, cap->measure)->id), amount, limit,
                       ITD_STR_ARGS(share->limit.unit), (unsigned)(share->basis_point / 100),
                       (unsigned)(share->basis_point % 100));
        if (!share->factor)
            continue;
        itd_amount_format(share->factor->barrels_per_tonne, factor);
        itd_buf_printf(buf, " at %s barrels a tonne (%.*s, %.*s)", factor,
                       ITD_STR_ARGS(share->factor->authority),
                       ITD_STR_ARGS(share->factor->product));
    }
}

static void append_ports(itd_buf *buf, const itd_check_result *result)
{
    for (size_t i = 0; i < result->req.port_count; i++) {
        const itd_voyage_port *call = &result->req.ports[i];

        itd_buf_append_cstr(buf, "\nport ");
        itd_cli_append_safe(buf, call->text);
        if (call->role != ITD_PORT_ANY)
            itd_buf_printf(buf, " (%s)", itd_port_role_name(call->role));
        for (size_t k = 0; k < call->found.count; k++) {
            const itd_port *port = call->found.ports[k];

            itd_buf_printf(buf, "%s%.*s %.*s, %.*s", k == 0 ? ": " : "; ", ITD_STR_ARGS(port->name),
                           ITD_STR_ARGS(port->locode), ITD_STR_ARGS(port->state));
        }
    }
    for (size_t i = 0; i < result->answer.contradiction_count; i++) {
        itd_buf_append_cstr(buf, "\ncontradiction: ");
        itd_cli_append_safe(buf, result->answer.contradictions[i]);
    }
}

static void append_rest(itd_buf *buf, const itd_check_result *result)
{
    const itd_check_answer *answer = &result->answer;

    for (size_t i = 0; i < answer->claim_count; i++) {
        itd_buf_printf(buf, "\nclaim %s lifts %zu: ", itd_claim_name(answer->claims[i].claim.kind),
                       answer->claims[i].lifted);
        itd_cli_append_safe(buf, answer->claims[i].why);
    }
    for (size_t i = 0; i < result->party_count; i++) {
        const itd_check_party *party = &result->parties[i];

        itd_buf_append_cstr(buf, "\nscreened ");
        itd_cli_append_safe(buf, party->name);
        itd_buf_printf(buf, ": %s", itd_outcome_name(party->outcome));
        if (party->entity.len > 0) {
            itd_buf_append_cstr(buf, ", ");
            itd_cli_append_safe(buf, party->entity);
            itd_buf_append_char(buf, ' ');
            itd_cli_append_safe(buf, party->caption);
            if (!party->counts && party->outcome != ITD_OUTCOME_CLEAR)
                itd_buf_append_cstr(buf, " (listed later)");
        }
    }
    for (size_t i = 0; i < answer->note_count; i++) {
        itd_buf_append_cstr(buf, "\nnote: ");
        itd_cli_append_safe(buf, answer->notes[i]);
    }
    itd_buf_append_char(buf, '\n');
}

void itd_check_append_text(itd_buf *buf, const itd_check_engine *engine,
                           const itd_check_result *result, bool color)
{
    const itd_check_answer *answer = &result->answer;
    char                    day[ITD_DATE_TEXT_MAX];

    itd_date_format(result->req.on, day);
    append_styled(buf, itd_finding_name(answer->finding), finding_style(answer->finding), color);
    itd_buf_printf(buf, " on %s", day);
    for (size_t i = 0; i < answer->goods_count; i++) {
        itd_buf_printf(buf, "%s%.*s ", i > 0 ? "; " : "  HS ",
                       ITD_STR_ARGS(itd_hs_code_text(&answer->goods[i].code)));
        itd_cli_append_safe(buf, answer->goods[i].title);
    }
    for (size_t i = 0; i < answer->bearing_count; i++)
        append_bearing(buf, engine, &answer->bearings[i], color);
    append_exemptions(buf, engine, answer);
    append_shares(buf, engine, answer);
    append_ports(buf, result);
    append_rest(buf, result);
}

/* ---- CSV ---- */

void itd_check_append_csv_header(itd_buf *buf)
{
    itd_buf_append_cstr(buf, "row,finding,id,on,measures,possible,hs,ports,parties,contradictions,"
                             "notes,error\n");
}

/* A field on one line, so that a row of the answers is a line. */
static void append_line(itd_buf *buf, itd_str text)
{
    itd_buf line;

    itd_buf_init(&line, SIZE_MAX);
    for (size_t i = 0; i < text.len; i++)
        itd_buf_append_char(&line, text.ptr[i] == '\n' || text.ptr[i] == '\r' ? ' ' : text.ptr[i]);
    itd_cli_append_csv(buf, itd_buf_text(&line));
    if (line.failed != ITD_OK && buf->failed == ITD_OK)
        buf->failed = line.failed;
    itd_buf_done(&line);
}

static void append_ids(itd_buf *buf, const itd_check_engine *engine, const itd_check_answer *answer,
                       bool possible)
{
    bool first = true;

    itd_buf_append_char(buf, ',');
    for (size_t i = 0; i < answer->bearing_count; i++) {
        if ((answer->bearings[i].cover == ITD_COVER_POSSIBLE) != possible)
            continue;
        itd_buf_append_cstr(buf, first ? "" : "; ");
        itd_buf_append(buf, measure_of(engine, answer->bearings[i].measure)->id);
        first = false;
    }
}

/* Texts with a separator as one field. */
static void append_joined(itd_buf *buf, itd_buf *joined)
{
    itd_buf_append_char(buf, ',');
    append_line(buf, itd_buf_text(joined));
    itd_buf_reset(joined);
}

static void append_result_csv(itd_buf *buf, const itd_check_engine *engine,
                              const itd_check_result *result)
{
    const itd_check_answer *answer = &result->answer;
    char                    day[ITD_DATE_TEXT_MAX];
    itd_buf                 joined;

    itd_buf_init(&joined, SIZE_MAX);
    itd_date_format(result->req.on, day);
    itd_buf_printf(buf, "%s,", itd_finding_name(answer->finding));
    append_line(buf, result->fields->id);
    itd_buf_printf(buf, ",%s", day);
    append_ids(buf, engine, answer, false);
    append_ids(buf, engine, answer, true);
    for (size_t i = 0; i < answer->goods_count; i++)
        itd_buf_printf(&joined, "%s%.*s", i > 0 ? "; " : "",
                       ITD_STR_ARGS(itd_hs_code_text(&answer->goods[i].code)));
    append_joined(buf, &joined);
    for (size_t i = 0; i < result->req.port_count; i++) {
        const itd_port_found *found = &result->req.ports[i].found;

        itd_buf_append_cstr(&joined, i > 0 ? "; " : "");
        itd_buf_append(&joined, result->req.ports[i].text);
        itd_buf_printf(&joined, " %.*s",
                       ITD_STR_ARGS(found->count > 0 ? found->ports[0]->state : found->state));
    }
    append_joined(buf, &joined);
    for (size_t i = 0; i < result->party_count; i++) {
        itd_buf_append_cstr(&joined, i > 0 ? "; " : "");
        itd_buf_append(&joined, result->parties[i].name);
        itd_buf_printf(&joined, " %s", itd_outcome_name(result->parties[i].outcome));
    }
    append_joined(buf, &joined);
    for (size_t i = 0; i < answer->contradiction_count; i++) {
        itd_buf_append_cstr(&joined, i > 0 ? "; " : "");
        itd_buf_append(&joined, answer->contradictions[i]);
    }
    append_joined(buf, &joined);
    for (size_t i = 0; i < answer->note_count; i++) {
        itd_buf_append_cstr(&joined, i > 0 ? "; " : "");
        itd_buf_append(&joined, answer->notes[i]);
    }
    append_joined(buf, &joined);
    itd_buf_append_cstr(buf, ",\n");
    if (joined.failed != ITD_OK && buf->failed == ITD_OK)
        buf->failed = joined.failed;
    itd_buf_done(&joined);
}

void itd_check_append_csv(itd_buf *buf, const itd_check_engine *engine, uint64_t row,
                          const itd_check_result *result, const itd_error *fault)
{
    char text[ITD_ERROR_TEXT_MAX];

    itd_buf_append_u64(buf, row);
    itd_buf_append_char(buf, ',');
    if (!fault) {
        append_result_csv(buf, engine, result);
        return;
    }
    itd_error_format(fault, text);
    itd_buf_append_cstr(buf, "error,");
    append_line(buf, result->fields->id);
    itd_buf_append_cstr(buf, ",,,,,,,,,");
    append_line(buf, itd_str_of(text));
    itd_buf_append_char(buf, '\n');
}
