/* A ship as a table for people: what it is called, then facts with sources, entries, measures, and
 * the lists that were looked at. */
#include "cli/answer.h"
#include "cli/regime.h"
#include "cli/vessel.h"
#include "entity/country.h"

#define TEXT_BYTES_MAX ((size_t)1 << 20)

static const char *const kind_names[ITD_VESSEL_FACT_KINDS] = {
    "name", "flag", "MMSI", "call sign", "type", "tonnage", "built", "port", "party",
};

static const itd_cli_style status_styles[] = {
    [ITD_VESSEL_NOT_LISTED] = ITD_STYLE_GOOD,
    [ITD_VESSEL_FORMERLY_LISTED] = ITD_STYLE_WARN,
    [ITD_VESSEL_MENTIONED] = ITD_STYLE_WARN,
    [ITD_VESSEL_LISTED] = ITD_STYLE_BAD,
};

static const char *status_words(itd_vessel_status status)
{
    static const char *const words[] = {
        "on none of the lists looked at",
        "on none of the lists looked at; listed formerly",
        "no entry is about it, but the words of an entry name its number",
        "LISTED",
    };

    return words[status];
}

static itd_cli_table *begin_table(const itd_vessel_answer *answer, itd_buf *buf, const char *title,
                                  const char *const *headings, size_t count)
{
    itd_cli_table *table = itd_cli_table_new(count);

    if (!table)
        return NULL;
    itd_buf_printf(buf, "\n%s\n", title);
    itd_cli_table_set_color(table, answer->color);
    itd_cli_table_row(table);
    for (size_t i = 0; i < count; i++)
        itd_cli_table_cell_styled(table, itd_str_of(headings[i]), ITD_STYLE_DIM);
    return table;
}

static itd_status end_table(itd_cli_table *table, itd_buf *buf, itd_error *err)
{
    const itd_status st = itd_cli_table_print(table, buf, err);

    itd_cli_table_free(table);
    return st;
}

/* ---- facts ---- */

static void append_value(itd_buf *buf, const itd_vessel_fact *fact)
{
    const bool is_flag = fact->kind == ITD_VESSEL_FLAG;

    itd_buf_append(buf, is_flag ? itd_country_name(fact->text) : fact->text);
    if (fact->target.len > 0)
        itd_buf_printf(buf, " [%.*s]", ITD_STR_ARGS(fact->target));
}

/* The rule base gives the days of a listing, a list those of the fact. */
static void append_period(itd_buf *buf, const itd_vessel_fact *fact)
{
    itd_buf_append_cstr(buf, fact->how.len > 0 ? ", " : "");
    itd_buf_append_cstr(buf, fact->id.len == 0 ? "listed " : "");
    if (fact->until.len == 0)
        itd_buf_printf(buf, "since %.*s", ITD_STR_ARGS(fact->from));
    else if (fact->from.len == 0)
        itd_buf_printf(buf, "until %.*s", ITD_STR_ARGS(fact->until));
    else
        itd_buf_printf(buf, "%.*s to %.*s", ITD_STR_ARGS(fact->from), ITD_STR_ARGS(fact->until));
}

/* "alias, since 2016-03-02"; of an MMSI what its digits say. */
static void append_remark(itd_buf *buf, const itd_vessel_fact *fact)
{
    static const char *const fits[] = {
        "no MMSI of a ship",
        "digits of no known state",
        "no flag to compare with",
        "agrees with the flag",
        "that of a former flag, not of the flag now",
        "CONTRADICTS the flag",
    };

    itd_buf_append(buf, fact->how);
    if (fact->from.len > 0 || fact->until.len > 0)
        append_period(buf, fact);
    if (fact->kind != ITD_VESSEL_MMSI)
        return;
    itd_buf_append_cstr(buf, buf->len > 0 ? ", " : "");
    if (fact->state.len > 0)
        itd_buf_printf(buf, "%.*s: ", ITD_STR_ARGS(fact->state));
    itd_buf_append_cstr(buf, fits[fact->fit]);
}

static void append_source(itd_buf *buf, const itd_vessel_fact *fact)
{
    if (fact->id.len == 0)
        itd_buf_printf(buf, "rules: %.*s", ITD_STR_ARGS(fact->list));
    else
        itd_buf_printf(buf, "%.*s:%.*s", ITD_STR_ARGS(fact->list), ITD_STR_ARGS(fact->id));
}

static itd_status append_facts(const itd_vessel_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"what", "value", "source", "remark"};
    const itd_vessel        *ship = &answer->ship;
    itd_cli_table           *table;
    itd_buf                  cell;

    if (ship->fact_count == 0)
        return ITD_OK;
    table = begin_table(answer, buf, "Facts", headings, ITD_ARRAY_LEN(headings));
    if (!table)
        return itd_error_no_memory(err);
    itd_buf_init(&cell, TEXT_BYTES_MAX);
    for (size_t i = 0; i < ship->fact_count; i++) {
        const itd_vessel_fact *fact = &ship->facts[i];
        const bool bad = fact->kind == ITD_VESSEL_MMSI && fact->fit == ITD_MMSI_CONTRADICTS;
        const bool goes_on = i > 0 && ship->facts[i - 1].kind == fact->kind;

        itd_cli_table_row(table);
        itd_cli_table_cell(table, itd_str_of(goes_on ? "" : kind_names[fact->kind]));
        append_value(&cell, fact);
        itd_cli_table_cell(table, itd_buf_text(&cell));
        itd_buf_reset(&cell);
        append_source(&cell, fact);
        itd_cli_table_cell(table, itd_buf_text(&cell));
        itd_buf_reset(&cell);
        append_remark(&cell, fact);
        itd_cli_table_cell_styled(table, itd_buf_text(&cell),
                                  bad ? ITD_STYLE_BAD : ITD_STYLE_PLAIN);
        itd_buf_reset(&cell);
    }
    if (cell.failed != ITD_OK)
        buf->failed = cell.failed;
    itd_buf_done(&cell);
    return end_table(table, buf, err);
}

/* ---- entries ---- */

static void cell_values(itd_cli_table *table, itd_buf *cell, const itd_entity *ent, itd_prop prop)
{
    itd_answer_append_values(cell, ent, prop, "; ");
    itd_cli_table_cell(table, itd_buf_text(cell));
    itd_buf_reset(cell);
}

static void append_relation(itd_buf *cell, const itd_vessel_entry *entry, const itd_entity *ent)
{
    switch (entry->relation) {
    case ITD_VESSEL_BY_IMO:
        break;
    case ITD_VESSEL_BY_REFERENCE:
        itd_buf_printf(cell, " (the ship by %.*s)", ITD_STR_ARGS(entry->reference));
        break;
    case ITD_VESSEL_IS_PARTY:
        itd_buf_printf(cell, " (a party: %.*s)", ITD_STR_ARGS(entry->reference));
        break;
    case ITD_VESSEL_IS_OTHER:
        itd_buf_printf(cell, " (a %.*s)", ITD_STR_ARGS(itd_schema_name(ent->schema)));
        break;
    case ITD_VESSEL_BY_WORDS:
        itd_buf_append_cstr(cell, " (its words name the number)");
        break;
    }
}

static itd_status append_entries(const itd_vessel_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"list",      "entry",     "name",
                                           "programme", "listed on", "provisions"};
    const itd_vessel        *ship = &answer->ship;
    itd_cli_table           *table;
    itd_buf                  cell;

    if (ship->entry_count == 0)
        return ITD_OK;
    table = begin_table(answer, buf, "Entries", headings, ITD_ARRAY_LEN(headings));
    if (!table)
        return itd_error_no_memory(err);
    itd_buf_init(&cell, TEXT_BYTES_MAX);
    for (size_t i = 0; i < ship->entry_count; i++) {
        const size_t             at = ship->entries[i].entity;
        const itd_entity        *ent = itd_snapshot_entity_at(answer->snap, at);
        const itd_snapshot_list *list =
            itd_snapshot_list_at(answer->snap, itd_snapshot_list_of(answer->snap, at));

        itd_cli_table_row(table);
        itd_cli_table_cell(table, list->name);
        itd_cli_table_cell(table, ent->id);
        itd_buf_append(&cell, ent->caption);
        append_relation(&cell, &ship->entries[i], ent);
        itd_cli_table_cell(table, itd_buf_text(&cell));
        itd_buf_reset(&cell);
        cell_values(table, &cell, ent, ITD_PROP_PROGRAM);
        cell_values(table, &cell, ent, ITD_PROP_LISTING_DATE);
        cell_values(table, &cell, ent, ITD_PROP_PROVISIONS);
    }
    if (cell.failed != ITD_OK)
        buf->failed = cell.failed;
    itd_buf_done(&cell);
    return end_table(table, buf, err);
}

/* ---- measures ---- */

static void append_measure(const itd_vessel_answer *answer, itd_cli_table *table, itd_buf *cell,
                           const itd_listed_vessel *row, size_t index)
{
    const itd_measure *measure = itd_rules_at(answer->rules, row->measures[index]);
    char               from_text[ITD_DATE_TEXT_MAX], until_text[ITD_DATE_TEXT_MAX];
    itd_date           from, until;

    itd_vessel_period(row, measure, &from, &until);
    itd_date_format(from, from_text);
    itd_date_format(until, until_text);
    itd_cli_table_row(table);
    itd_cli_table_cell(table, index == 0 ? row->name : (itd_str){0});
    itd_cli_table_cell(table, measure->id);
    itd_regime_append_paragraph(cell, measure);
    itd_cli_table_cell(table, itd_buf_text(cell));
    itd_buf_reset(cell);
    itd_cli_table_cell(table, itd_str_of(from_text));
    itd_cli_table_cell(table, itd_str_of(until.year == 0 ? "in force" : until_text));
    itd_buf_printf(cell, "listing %.*s, measure %.*s", ITD_STR_ARGS(row->confidence),
                   ITD_STR_ARGS(measure->confidence));
    itd_cli_table_cell(table, itd_buf_text(cell));
    itd_buf_reset(cell);
    itd_cli_table_cell(table, measure->subject);
}

static itd_status append_listings(const itd_vessel_answer *answer, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"listed as", "measure",    "paragraph", "from",
                                           "until",     "confidence", "subject"};
    const itd_vessel        *ship = &answer->ship;
    itd_cli_table           *table;
    itd_buf                  cell;

    if (ship->listing_count == 0)
        return ITD_OK;
    table =
        begin_table(answer, buf, "Measures of the rule base", headings, ITD_ARRAY_LEN(headings));
    if (!table)
        return itd_error_no_memory(err);
    itd_buf_init(&cell, TEXT_BYTES_MAX);
    for (size_t i = 0; i < ship->listing_count; i++) {
        const itd_listed_vessel *row = ship->listings[i].row;

        for (size_t k = 0; k < row->measure_count; k++)
            append_measure(answer, table, &cell, row, k);
    }
    if (cell.failed != ITD_OK)
        buf->failed = cell.failed;
    itd_buf_done(&cell);
    return end_table(table, buf, err);
}

/* ---- all of it ---- */

static void append_head(const itd_vessel_answer *answer, itd_buf *buf)
{
    const itd_vessel   *ship = &answer->ship;
    const itd_cli_style style = status_styles[ship->status];
    char                day[ITD_DATE_TEXT_MAX];

    itd_date_format(ship->day, day);
    itd_buf_printf(buf, "IMO %s", ship->imo.digits);
    for (size_t i = ship->listing_count; i-- > 0;) {
        itd_buf_append_cstr(buf, i + 1 == ship->listing_count ? ": " : ", before: ");
        itd_cli_append_safe(buf, ship->listings[i].row->name);
    }
    if (ship->listing_count == 0 && ship->fact_count > 0) {
        itd_buf_append_cstr(buf, ": ");
        itd_cli_append_safe(buf, ship->facts[0].text);
    }
    itd_buf_printf(buf, "\n%s%s%s (%s)\n", answer->color ? itd_cli_style_code(style) : "",
                   status_words(ship->status), answer->color ? "\033[0m" : "", day);
}

itd_status itd_vessel_append_table(const itd_vessel_answer *answer, itd_buf *buf, itd_error *err)
{
    const itd_renderer renderer = {.snap = answer->snap, .color = answer->color};
    itd_status         st;

    append_head(answer, buf);
    st = append_facts(answer, buf, err);
    if (st == ITD_OK)
        st = append_entries(answer, buf, err);
    if (st == ITD_OK)
        st = append_listings(answer, buf, err);
    if (st != ITD_OK)
        return st;
    itd_buf_append_cstr(buf, "\nLooked at, beside the vessels of the rule base:\n");
    itd_answer_append_lists(&renderer, answer->now_ms, buf);
    itd_buf_append_char(buf, '\n');
    return ITD_OK;
}
