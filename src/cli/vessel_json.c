/* A ship as JSON: docs/formats.md, Vessels. */
#include "cli/answer.h"
#include "cli/regime.h"
#include "cli/vessel.h"
#include "codec/json.h"

static const char *const kind_keys[ITD_VESSEL_FACT_KINDS] = {
    "names", "flags", "mmsi", "call_signs", "types", "tonnage", "built", "ports", "parties",
};

static void put_text(itd_json_writer *json, const char *key, itd_str text)
{
    if (text.len > 0)
        itd_json_put_str(json, key, text);
    else
        itd_json_put_null(json, key);
}

static void put_fact(itd_json_writer *json, const itd_vessel_fact *fact)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "value", fact->text);
    put_text(json, "raw", fact->raw);
    put_text(json, "how", fact->how);
    put_text(json, "from", fact->from);
    put_text(json, "until", fact->until);
    if (fact->kind == ITD_VESSEL_PARTY)
        put_text(json, "target", fact->target);
    if (fact->kind == ITD_VESSEL_MMSI) {
        itd_json_put_cstr(json, "fit", itd_mmsi_fit_name(fact->fit));
        put_text(json, "state", fact->state);
    }
    itd_json_put_cstr(json, "source", fact->id.len > 0 ? "list" : "rules");
    itd_json_put_str(json, fact->id.len > 0 ? "list" : "layer", fact->list);
    if (fact->id.len > 0)
        itd_json_put_str(json, "id", fact->id);
    itd_json_end_object(json);
}

static void put_facts(itd_json_writer *json, const itd_vessel *ship)
{
    for (unsigned kind = 0; kind < ITD_VESSEL_FACT_KINDS; kind++) {
        itd_json_begin_array(json, kind_keys[kind]);
        for (size_t i = 0; i < ship->fact_count; i++)
            if (ship->facts[i].kind == (itd_vessel_fact_kind)kind)
                put_fact(json, &ship->facts[i]);
        itd_json_end_array(json);
    }
    itd_json_put_bool(json, "mmsi_contradicts_flag", ship->contradicts);
}

static void put_values(itd_json_writer *json, const char *key, const itd_entity *ent, itd_prop prop)
{
    itd_json_begin_array(json, key);
    for (size_t i = 0; i < ent->value_count; i++)
        if (ent->values[i].prop == prop)
            itd_json_put_str(json, NULL, ent->values[i].text);
    itd_json_end_array(json);
}

static void put_provisions(itd_json_writer *json, const itd_entity *ent)
{
    itd_json_begin_array(json, "provisions");
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != ITD_PROP_PROVISIONS)
            continue;
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "text", value->text);
        put_text(json, "from", itd_value_detail(value, ITD_DETAIL_FROM));
        put_text(json, "note", itd_value_detail(value, ITD_DETAIL_NOTE));
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_entry(itd_json_writer *json, const itd_vessel_answer *answer,
                      const itd_vessel_entry *entry)
{
    const itd_entity        *ent = itd_snapshot_entity_at(answer->snap, entry->entity);
    const itd_snapshot_list *list =
        itd_snapshot_list_at(answer->snap, itd_snapshot_list_of(answer->snap, entry->entity));
    char day[ITD_ANSWER_DAY_MAX];

    itd_answer_day(list->version_ms, day);
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "list", list->name);
    itd_json_put_cstr(json, "version", day);
    itd_json_put_str(json, "id", ent->id);
    itd_json_put_str(json, "caption", ent->caption);
    itd_json_put_str(json, "schema", itd_schema_name(ent->schema));
    itd_json_put_cstr(json, "relation", itd_vessel_relation_name(entry->relation));
    put_text(json, "reference", entry->reference);
    put_values(json, "programmes", ent, ITD_PROP_PROGRAM);
    put_values(json, "listed_on", ent, ITD_PROP_LISTING_DATE);
    put_provisions(json, ent);
    put_values(json, "notes", ent, ITD_PROP_NOTES);
    itd_json_end_object(json);
}

static void put_measure(itd_json_writer *json, const itd_vessel_answer *answer,
                        const itd_listed_vessel *row, size_t index)
{
    const itd_measure *measure = itd_rules_at(answer->rules, row->measures[index]);
    itd_date           from, until;

    itd_vessel_period(row, measure, &from, &until);
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "id", measure->id);
    itd_json_put_str(json, "resolution", measure->resolution);
    itd_json_put_str(json, "paragraph", measure->paragraph);
    itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(json, "subject", measure->subject);
    itd_regime_put_date(json, "from", from);
    itd_regime_put_date(json, "until", until);
    itd_json_put_str(json, "confidence", measure->confidence);
    itd_json_end_object(json);
}

static void put_listing(itd_json_writer *json, const itd_vessel_answer *answer,
                        const itd_vessel_listing *listing)
{
    const itd_listed_vessel *row = listing->row;
    char                     last[ITD_DATE_TEXT_MAX];

    itd_vessel_last_day(row, last);
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "name", row->name);
    itd_json_put_str(json, "layer", row->layer);
    itd_regime_put_date(json, "listed", row->listed);
    put_text(json, "last_day", itd_str_of(last));
    itd_json_put_bool(json, "is_listed", listing->is_listed);
    itd_json_put_str(json, "listing", row->listing);
    put_text(json, "note", row->note);
    itd_json_put_str(json, "source", row->source);
    itd_json_put_str(json, "confidence", row->confidence);
    itd_json_begin_array(json, "measures");
    for (size_t i = 0; i < row->measure_count; i++)
        put_measure(json, answer, row, i);
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void put_lists(itd_json_writer *json, const itd_vessel_answer *answer)
{
    itd_json_begin_array(json, "lists");
    for (size_t i = 0; i < itd_snapshot_list_count(answer->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(answer->snap, i);
        const int64_t            age_days = (answer->now_ms - list->version_ms) / ITD_MS_PER_DAY;
        char                     day[ITD_ANSWER_DAY_MAX];

        itd_answer_day(list->version_ms, day);
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "name", list->name);
        itd_json_put_cstr(json, "version", day);
        itd_json_put_number(json, "age_days", (double)age_days, 0);
        itd_json_put_bool(json, "partial", list->partial);
        itd_json_put_bool(json, "builtin", list->builtin);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
    itd_json_begin_array(json, "layers");
    for (size_t i = 0; i < itd_rules_layer_count(answer->rules); i++)
        itd_json_put_str(json, NULL, itd_rules_layer_at(answer->rules, i)->name);
    itd_json_end_array(json);
}

void itd_vessel_append_json(const itd_vessel_answer *answer, unsigned indent, itd_buf *buf)
{
    const itd_vessel *ship = &answer->ship;
    itd_json_writer   json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    itd_json_put_cstr(&json, "imo", ship->imo.digits);
    itd_regime_put_date(&json, "on", ship->day);
    itd_json_put_cstr(&json, "status", itd_vessel_status_name(ship->status));
    put_facts(&json, ship);
    itd_json_begin_array(&json, "entries");
    for (size_t i = 0; i < ship->entry_count; i++)
        put_entry(&json, answer, &ship->entries[i]);
    itd_json_end_array(&json);
    itd_json_begin_array(&json, "listings");
    for (size_t i = 0; i < ship->listing_count; i++)
        put_listing(&json, answer, &ship->listings[i]);
    itd_json_end_array(&json);
    put_lists(&json, answer);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}
