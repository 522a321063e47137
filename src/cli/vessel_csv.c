/* A ship as CSV, a line for each thing known of it: docs/formats.md, Vessels. The first line is the
 * ship itself, so that one on no list has a line too. */
#include "cli/answer.h"
#include "cli/regime.h"
#include "cli/vessel.h"

#define CELL_BYTES_MAX ((size_t)1 << 20)

static const char header[] =
    "imo,on,status,kind,value,how,reference,from,until,source,list,id,confidence\n";

static const char *const kind_names[ITD_VESSEL_FACT_KINDS] = {
    "name", "flag", "mmsi", "call-sign", "type", "tonnage", "built", "port", "party",
};

/* Cells behind the status; empty ones are left out. */
struct line {
    const char *kind;
    itd_str     value, how, reference, from, until;
    const char *source; /* "list", "rules" or NULL */
    itd_str     list;   /* or the layer */
    itd_str     id, confidence;
};

static void put_cell(itd_buf *buf, itd_str text)
{
    itd_buf_append_char(buf, ',');
    itd_cli_append_csv(buf, text);
}

static void put_line(const itd_vessel_answer *answer, const struct line *line, itd_buf *buf)
{
    char day[ITD_DATE_TEXT_MAX];

    itd_date_format(answer->ship.day, day);
    itd_buf_printf(buf, "%s,%s,%s,%s", answer->ship.imo.digits, day,
                   itd_vessel_status_name(answer->ship.status), line->kind);
    put_cell(buf, line->value);
    put_cell(buf, line->how);
    put_cell(buf, line->reference);
    put_cell(buf, line->from);
    put_cell(buf, line->until);
    itd_buf_printf(buf, ",%s", line->source ? line->source : "");
    put_cell(buf, line->list);
    put_cell(buf, line->id);
    put_cell(buf, line->confidence);
    itd_buf_append_char(buf, '\n');
}

static void put_ship(const itd_vessel_answer *answer, itd_buf *buf)
{
    const itd_vessel *ship = &answer->ship;
    struct line       line = {.kind = "ship"};

    if (ship->listing_count > 0)
        line.value = ship->listings[ship->listing_count - 1].row->name;
    else if (ship->fact_count > 0)
        line.value = ship->facts[0].text;
    if (ship->contradicts)
        line.how = ITD_STR("an MMSI contradicts every flag");
    put_line(answer, &line, buf);
}

static void put_fact(const itd_vessel_answer *answer, const itd_vessel_fact *fact, itd_buf *buf)
{
    struct line line = {.kind = kind_names[fact->kind],
                        .value = fact->text,
                        .how = fact->how,
                        .reference = fact->target,
                        .from = fact->from,
                        .until = fact->until,
                        .source = fact->id.len > 0 ? "list" : "rules",
                        .list = fact->list,
                        .id = fact->id};

    if (fact->kind == ITD_VESSEL_MMSI)
        line.how = itd_str_of(itd_mmsi_fit_name(fact->fit));
    put_line(answer, &line, buf);
}

static void put_entry(const itd_vessel_answer *answer, const itd_vessel_entry *entry, itd_buf *cell,
                      itd_buf *buf)
{
    const itd_entity        *ent = itd_snapshot_entity_at(answer->snap, entry->entity);
    const itd_snapshot_list *list =
        itd_snapshot_list_at(answer->snap, itd_snapshot_list_of(answer->snap, entry->entity));
    struct line line = {.kind = "entry",
                        .value = ent->caption,
                        .how = itd_str_of(itd_vessel_relation_name(entry->relation)),
                        .reference = entry->reference,
                        .source = "list",
                        .list = list->name,
                        .id = ent->id};

    itd_answer_append_values(cell, ent, ITD_PROP_LISTING_DATE, "; ");
    line.from = itd_buf_text(cell);
    put_line(answer, &line, buf);
    itd_buf_reset(cell);
}

static void put_measures(const itd_vessel_answer *answer, const itd_listed_vessel *row,
                         itd_buf *cell, itd_buf *buf)
{
    for (size_t i = 0; i < row->measure_count; i++) {
        const itd_measure *measure = itd_rules_at(answer->rules, row->measures[i]);
        char               from_text[ITD_DATE_TEXT_MAX], until_text[ITD_DATE_TEXT_MAX];
        itd_date           from, until;
        struct line        line = {.kind = "measure",
                                   .value = measure->id,
                                   .source = "rules",
                                   .list = row->layer,
                                   .id = row->name,
                                   .confidence = row->confidence};

        itd_vessel_period(row, measure, &from, &until);
        itd_date_format(from, from_text);
        itd_date_format(until, until_text);
        line.from = itd_str_of(from_text);
        line.until = itd_str_of(until_text);
        itd_regime_append_paragraph(cell, measure);
        line.how = itd_buf_text(cell);
        put_line(answer, &line, buf);
        itd_buf_reset(cell);
    }
}

static void put_list(const itd_vessel_answer *answer, const itd_snapshot_list *list, itd_buf *buf)
{
    char        day[ITD_ANSWER_DAY_MAX];
    struct line line = {.kind = "list", .value = list->name};

    itd_answer_day(list->version_ms, day);
    line.from = itd_str_of(day);
    if (list->builtin || list->partial)
        line.how = list->builtin ? ITD_STR("built in") : ITD_STR("partial");
    put_line(answer, &line, buf);
}

itd_status itd_vessel_append_csv(const itd_vessel_answer *answer, itd_buf *buf, itd_error *err)
{
    const itd_vessel *ship = &answer->ship;
    itd_buf           cell;
    itd_status        st;

    itd_buf_init(&cell, CELL_BYTES_MAX);
    itd_buf_append_cstr(buf, header);
    put_ship(answer, buf);
    for (size_t i = 0; i < ship->fact_count; i++)
        put_fact(answer, &ship->facts[i], buf);
    for (size_t i = 0; i < ship->entry_count; i++)
        put_entry(answer, &ship->entries[i], &cell, buf);
    for (size_t i = 0; i < ship->listing_count; i++)
        put_measures(answer, ship->listings[i].row, &cell, buf);
    for (size_t i = 0; i < itd_snapshot_list_count(answer->snap); i++)
        put_list(answer, itd_snapshot_list_at(answer->snap, i), buf);
    st = itd_buf_status(&cell, err);
    itd_buf_done(&cell);
    return st;
}
