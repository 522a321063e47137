/* Entries by one pass over all numbers, then by the UN references that they have and name, words by
 * one pass over all texts, listings by one over the table of the regime. Then every fact with its
 * source, and MMSI against flags. Nothing is merged: two lists that say the same are two facts, for
 * a reader to see who says what. */
#include "screen/vessel.h"

#include <stdio.h>
#include <string.h>

#include "entity/country.h"
#include "entity/identifier.h"

/* Bytes between "IMO" and the number in running text: "IMO number: ". */
#define MENTION_GAP_MAX 16
#define STATE_BYTES_MAX 256
#define MID_STATES_MAX 2
#define REFERENCE_LEN 7 /* "KPe.058" */

struct finding {
    const itd_snapshot *snap;
    const itd_rules    *rules;
    const itd_mids     *mids;
    itd_arena          *arena;
    itd_str             digits;
    itd_vessel         *vessel;
    itd_vessel_entry   *entries;
    size_t              entry_cap;
    itd_vessel_listing *listings;
    itd_vessel_fact    *facts;
    size_t              fact_cap;
    bool                no_memory;
};

const char *itd_vessel_status_name(itd_vessel_status status)
{
    static const char *const names[] = {"not-listed", "formerly-listed", "mentioned", "listed"};

    return names[status];
}

const char *itd_mmsi_fit_name(itd_mmsi_fit fit)
{
    static const char *const names[] = {"no-ship", "unallocated", "no-flag",
                                        "agrees",  "past-flag",   "contradicts"};

    return names[fit];
}

const char *itd_vessel_relation_name(itd_vessel_relation relation)
{
    static const char *const names[] = {"imo", "reference", "party", "other", "mention"};

    return names[relation];
}

static bool gives_facts(const itd_vessel_entry *entry)
{
    return entry->relation == ITD_VESSEL_BY_IMO || entry->relation == ITD_VESSEL_BY_REFERENCE;
}

/* ---- entries ---- */

static bool has_entry(const struct finding *finding, uint32_t entity)
{
    for (size_t i = 0; i < finding->vessel->entry_count; i++)
        if (finding->entries[i].entity == entity)
            return true;
    return false;
}

static itd_status add_entry(struct finding *finding, itd_vessel_entry entry, itd_error *err)
{
    size_t *count = &finding->vessel->entry_count;
    void   *grown;

    if (has_entry(finding, entry.entity))
        return ITD_OK;
    if (*count == ITD_VESSEL_ENTRIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d entries have IMO number %s",
                             ITD_VESSEL_ENTRIES_MAX, finding->vessel->imo.digits);
    grown = itd_arena_grow(finding->arena, finding->entries, *count, &finding->entry_cap,
                           sizeof *finding->entries);
    if (!grown)
        return itd_error_no_memory(err);
    finding->entries = grown;
    finding->entries[(*count)++] = entry;
    return ITD_OK;
}

/* May the entry be about the ship itself? A list may not say what kind of party it is. */
static bool may_be_ship(const itd_entity *ent)
{
    return ent->schema == ITD_SCHEMA_VESSEL || ent->schema == ITD_SCHEMA_LEGAL_ENTITY;
}

/* What could not be compared for want of memory is told, never passed over. */
static bool is_number_of(struct finding *finding, const itd_value *value)
{
    itd_buf buf;
    bool    equal;

    if (value->prop != ITD_PROP_IMO_NUMBER)
        return false;
    itd_buf_init(&buf, ITD_ENTITY_TEXT_MAX);
    itd_identifier_normalise(value->prop, value->text, &buf);
    equal = itd_str_equal(itd_buf_text(&buf), finding->digits);
    if (itd_buf_status(&buf, NULL) != ITD_OK)
        finding->no_memory = true;
    itd_buf_done(&buf);
    return equal;
}

/* "IMO" and the number close behind it, with no other digit touching it. */
static bool names_number(itd_str text, itd_str digits)
{
    for (size_t i = 0; i + digits.len <= text.len; i++) {
        const size_t begin = i > MENTION_GAP_MAX + 3 ? i - MENTION_GAP_MAX - 3 : 0;

        if (memcmp(text.ptr + i, digits.ptr, digits.len) != 0 ||
            (i > 0 && itd_char_is_digit(text.ptr[i - 1])) ||
            (i + digits.len < text.len && itd_char_is_digit(text.ptr[i + digits.len])))
            continue;
        for (size_t k = begin; k + 3 <= i; k++)
            if (itd_str_equal_ascii_nocase(itd_str_slice(text, k, k + 3), ITD_STR("IMO")))
                return true;
    }
    return false;
}

static bool has_number(struct finding *finding, const itd_entity *ent)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (is_number_of(finding, &ent->values[i]))
            return true;
    return false;
}

static bool mentions_number(const struct finding *finding, const itd_entity *ent)
{
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (names_number(value->text, finding->digits) || names_number(value->raw, finding->digits))
            return true;
        for (size_t k = 0; k < value->detail_count; k++)
            if (names_number(value->details[k].text, finding->digits))
                return true;
    }
    return false;
}

/* "KPe.058", "IQi.074": two letters, i or e, a point, three digits. Ids of other lists are none. */
static bool is_reference(itd_str text)
{
    return text.len == REFERENCE_LEN && itd_char_is_alpha(text.ptr[0]) &&
           itd_char_is_alpha(text.ptr[1]) &&
           (itd_char_lower(text.ptr[2]) == 'i' || itd_char_lower(text.ptr[2]) == 'e') &&
           text.ptr[3] == '.' && itd_char_is_digit(text.ptr[4]) && itd_char_is_digit(text.ptr[5]) &&
           itd_char_is_digit(text.ptr[6]);
}

/* The entry of the UN's list itself, or one of another list that names the UN's. */
static bool is_under(const itd_entity *ent, itd_str reference)
{
    if (itd_str_equal_ascii_nocase(itd_str_trim(ent->id), reference))
        return true;
    for (size_t i = 0; i < ent->value_count; i++)
        if (ent->values[i].prop == ITD_PROP_UNSC_ID &&
            itd_str_equal_ascii_nocase(itd_str_trim(ent->values[i].text), reference))
            return true;
    return false;
}

/* Another number makes it another hull. */
static bool has_any_number(const itd_entity *ent)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (ent->values[i].prop == ITD_PROP_IMO_NUMBER)
            return true;
    return false;
}

static itd_status add_all_under(struct finding *finding, itd_str reference,
                                itd_vessel_relation relation, itd_error *err)
{
    const size_t count = itd_snapshot_entity_count(finding->snap);
    itd_status   st = ITD_OK;

    for (uint32_t i = 0; st == ITD_OK && i < count; i++) {
        const itd_entity *ent = itd_snapshot_entity_at(finding->snap, i);
        const bool        is_ship = ent->schema == ITD_SCHEMA_VESSEL && !has_any_number(ent);

        if (relation == ITD_VESSEL_BY_REFERENCE && !is_ship)
            continue;
        if (is_under(ent, reference))
            st = add_entry(
                finding,
                (itd_vessel_entry){.entity = i, .relation = relation, .reference = reference}, err);
    }
    return st;
}

/* References of the entries that have the number: their own, and those of the parties they name. */
static itd_status follow_references(struct finding *finding, itd_vessel_relation relation,
                                    itd_error *err)
{
    const size_t direct = finding->vessel->entry_count;
    const bool   own = relation == ITD_VESSEL_BY_REFERENCE;
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < direct; i++) {
        const itd_entity *ent = itd_snapshot_entity_at(finding->snap, finding->entries[i].entity);

        if (!gives_facts(&finding->entries[i]))
            continue;
        for (size_t k = 0; st == ITD_OK && k < ent->value_count; k++) {
            const itd_value *value = &ent->values[k];
            const itd_str    reference =
                itd_str_trim(own ? value->text : itd_value_detail(value, ITD_DETAIL_TARGET));

            if (value->prop == (own ? ITD_PROP_UNSC_ID : ITD_PROP_LINK) && is_reference(reference))
                st = add_all_under(finding, reference, relation, err);
        }
    }
    return st;
}

static itd_status find_direct(struct finding *finding, itd_vessel_relation relation, itd_error *err)
{
    const size_t count = itd_snapshot_entity_count(finding->snap);
    itd_status   st = ITD_OK;

    for (uint32_t i = 0; st == ITD_OK && i < count; i++) {
        const itd_entity *ent = itd_snapshot_entity_at(finding->snap, i);

        if (relation == ITD_VESSEL_BY_WORDS
                ? mentions_number(finding, ent)
                : has_number(finding, ent) && may_be_ship(ent) == (relation == ITD_VESSEL_BY_IMO))
            st = add_entry(finding, (itd_vessel_entry){.entity = i, .relation = relation}, err);
    }
    return st == ITD_OK && finding->no_memory ? itd_error_no_memory(err) : st;
}

static itd_status find_entries(struct finding *finding, itd_error *err)
{
    itd_status st = find_direct(finding, ITD_VESSEL_BY_IMO, err);

    if (st == ITD_OK)
        st = follow_references(finding, ITD_VESSEL_BY_REFERENCE, err);
    if (st == ITD_OK)
        st = follow_references(finding, ITD_VESSEL_IS_PARTY, err);
    if (st == ITD_OK)
        st = find_direct(finding, ITD_VESSEL_IS_OTHER, err);
    return st == ITD_OK ? find_direct(finding, ITD_VESSEL_BY_WORDS, err) : st;
}

/* ---- listings ---- */

static itd_status find_listings(struct finding *finding, itd_error *err)
{
    const size_t rows = itd_rules_vessel_count(finding->rules);
    size_t       count = 0;

    finding->listings = itd_arena_new_array(finding->arena, rows + 1, sizeof *finding->listings);
    if (!finding->listings)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < rows; i++) {
        const itd_listed_vessel *row = itd_rules_vessel_at(finding->rules, i);
        size_t                   at = count;

        if (!itd_str_equal(row->imo, finding->digits) ||
            itd_date_compare(row->listed, finding->vessel->day) > 0)
            continue;
        for (; at > 0 && itd_date_compare(row->listed, finding->listings[at - 1].row->listed) < 0;
             at--)
            finding->listings[at] = finding->listings[at - 1];
        finding->listings[at] =
            (itd_vessel_listing){row, itd_vessel_is_listed(row, finding->vessel->day)};
        count++;
    }
    finding->vessel->listing_count = count;
    return ITD_OK;
}

/* ---- facts ---- */

static itd_status add_fact(struct finding *finding, const itd_vessel_fact *fact, itd_error *err)
{
    size_t *count = &finding->vessel->fact_count;
    void   *grown;

    if (fact->text.len == 0)
        return ITD_OK;
    grown = itd_arena_grow(finding->arena, finding->facts, *count, &finding->fact_cap,
                           sizeof *finding->facts);
    if (!grown)
        return itd_error_no_memory(err);
    finding->facts = grown;
    finding->facts[(*count)++] = *fact;
    return ITD_OK;
}

static bool kind_of(itd_prop prop, itd_vessel_fact_kind *ret_kind)
{
    static const struct {
        itd_prop             prop;
        itd_vessel_fact_kind kind;
    } kinds[] = {
        {ITD_PROP_NAME, ITD_VESSEL_NAME},
        {ITD_PROP_ALIAS, ITD_VESSEL_NAME},
        {ITD_PROP_WEAK_ALIAS, ITD_VESSEL_NAME},
        {ITD_PROP_PREVIOUS_NAME, ITD_VESSEL_NAME},
        {ITD_PROP_FLAG, ITD_VESSEL_FLAG},
        {ITD_PROP_PAST_FLAGS, ITD_VESSEL_FLAG},
        {ITD_PROP_MMSI, ITD_VESSEL_MMSI},
        {ITD_PROP_CALL_SIGN, ITD_VESSEL_CALL_SIGN},
        {ITD_PROP_TYPE, ITD_VESSEL_TYPE},
        {ITD_PROP_PAST_TYPES, ITD_VESSEL_TYPE},
        {ITD_PROP_TONNAGE, ITD_VESSEL_TONNAGE},
        {ITD_PROP_GROSS_TONNAGE, ITD_VESSEL_TONNAGE},
        {ITD_PROP_DEADWEIGHT, ITD_VESSEL_TONNAGE},
        {ITD_PROP_BUILD_DATE, ITD_VESSEL_BUILT},
        {ITD_PROP_REGISTRATION_PORT, ITD_VESSEL_PORT},
        {ITD_PROP_LINK, ITD_VESSEL_PARTY},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++) {
        if (kinds[i].prop == prop) {
            *ret_kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

/* What a value adds to its kind; the plain property of a kind adds nothing. */
static itd_str how_of(const itd_value *value)
{
    switch (value->prop) {
    case ITD_PROP_LINK:
        return itd_value_detail(value, ITD_DETAIL_ROLE);
    case ITD_PROP_NAME:
    case ITD_PROP_FLAG:
    case ITD_PROP_MMSI:
    case ITD_PROP_CALL_SIGN:
    case ITD_PROP_TYPE:
    case ITD_PROP_TONNAGE:
    case ITD_PROP_BUILD_DATE:
    case ITD_PROP_REGISTRATION_PORT:
        return (itd_str){0};
    default:
        return itd_prop_name(value->prop);
    }
}

static itd_status add_facts_of_entry(struct finding *finding, uint32_t entity,
                                     itd_vessel_fact_kind kind, itd_error *err)
{
    const itd_entity *ent = itd_snapshot_entity_at(finding->snap, entity);
    const size_t      list = itd_snapshot_list_of(finding->snap, entity);
    itd_status        st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < ent->value_count; i++) {
        const itd_value     *value = &ent->values[i];
        itd_vessel_fact_kind found;
        itd_vessel_fact      fact = {
                 .kind = kind,
                 .text = value->text,
                 .raw = value->raw,
                 .how = how_of(value),
                 .target = itd_value_detail(value, ITD_DETAIL_TARGET),
                 .from = itd_value_detail(value, ITD_DETAIL_FROM),
                 .until = itd_value_detail(value, ITD_DETAIL_UNTIL),
                 .list = itd_snapshot_list_at(finding->snap, list)->name,
                 .id = ent->id,
        };

        if (kind_of(value->prop, &found) && found == kind)
            st = add_fact(finding, &fact, err);
    }
    return st;
}

/* ISO text in the arena; empty for no date. */
static itd_status copy_date(struct finding *finding, itd_date date, bool month_only,
                            itd_str *ret_text, itd_error *err)
{
    char    iso[ITD_DATE_TEXT_MAX];
    itd_str text = {iso, itd_date_format(date, iso)};

    if (month_only)
        text.len = itd_date_format((itd_date){.year = date.year, .month = date.month}, iso);
    return itd_arena_copy(finding->arena, text, ret_text) ? ITD_OK : itd_error_no_memory(err);
}

static itd_date last_day_of(const itd_listed_vessel *row)
{
    if (row->removed.year == 0)
        return row->removed;
    return itd_date_of_days(itd_date_to_days(row->removed) - 1);
}

static itd_status add_fact_of_listing(struct finding *finding, const itd_listed_vessel *row,
                                      itd_vessel_fact_kind kind, itd_error *err)
{
    const itd_str texts[ITD_VESSEL_FACT_KINDS] = {
        [ITD_VESSEL_NAME] = row->name,
        [ITD_VESSEL_FLAG] = row->flag,
        [ITD_VESSEL_MMSI] = row->mmsi,
        [ITD_VESSEL_TYPE] = row->type,
    };
    itd_vessel_fact fact = {.kind = kind, .text = texts[kind], .list = row->layer};
    itd_str         words, code;
    itd_status      st = copy_date(finding, row->listed, false, &fact.from, err);

    if (st == ITD_OK)
        st = copy_date(finding, last_day_of(row), row->removed_month_only, &fact.until, err);
    /* "Palau (a remark)" */
    words = itd_str_trim(itd_str_slice(fact.text, 0, itd_str_find_char(fact.text, '(')));
    if (kind == ITD_VESSEL_FLAG && itd_country_find(words, &code)) {
        fact.raw = fact.text;
        fact.text = code;
    }
    return st == ITD_OK ? add_fact(finding, &fact, err) : st;
}

static itd_status add_facts(struct finding *finding, itd_error *err)
{
    itd_status st = ITD_OK;

    for (unsigned kind = 0; kind < ITD_VESSEL_FACT_KINDS; kind++) {
        for (size_t i = 0; st == ITD_OK && i < finding->vessel->listing_count; i++)
            st = add_fact_of_listing(finding, finding->listings[i].row, (itd_vessel_fact_kind)kind,
                                     err);
        for (size_t i = 0; st == ITD_OK && i < finding->vessel->entry_count; i++)
            if (gives_facts(&finding->entries[i]))
                st = add_facts_of_entry(finding, finding->entries[i].entity,
                                        (itd_vessel_fact_kind)kind, err);
    }
    return st;
}

/* ---- MMSI ---- */

/* The ITU writes "Korea (Republic of)", "Bahamas (Commonwealth of the)": the whole, then the part
 * in brackets first, then without it. */
static bool find_state(itd_str words, itd_str *ret_code)
{
    const size_t  open = itd_str_find_char(words, '('), close = itd_str_find_char(words, ')');
    const itd_str name = itd_str_trim(itd_str_slice(words, 0, open));
    char          turned[STATE_BYTES_MAX];
    int           len;

    if (itd_country_find(words, ret_code))
        return true;
    if (open > words.len || close > words.len || close < open)
        return false;
    len = snprintf(turned, sizeof turned, "%.*s %.*s",
                   ITD_STR_ARGS(itd_str_slice(words, open + 1, close)), ITD_STR_ARGS(name));
    if (len > 0 && (size_t)len < sizeof turned &&
        itd_country_find((itd_str){turned, (size_t)len}, ret_code))
        return true;
    return itd_country_find(name, ret_code);
}

/* "France - Reunion (French Department of)": lists give such a ship the flag of either, so both
 * agree. The number of codes. */
static size_t find_states(itd_str words, itd_str codes[static MID_STATES_MAX])
{
    const itd_str dash = ITD_STR(" - ");
    const size_t  at = itd_str_find(words, dash);
    size_t        count = 0;

    if (at != SIZE_MAX && find_state(itd_str_trim(itd_str_from(words, at + dash.len)), &codes[0]))
        count++;
    if (find_state(itd_str_trim(itd_str_slice(words, 0, at)), &codes[count]))
        count++;
    return count;
}

static itd_mmsi_fit fit_of(const struct finding *finding, const itd_vessel_fact *mmsi,
                           itd_str *ret_state)
{
    bool     past = false, any = false;
    unsigned mid;
    itd_str  codes[MID_STATES_MAX], flag;
    size_t   count;

    if (itd_mmsi_parse(mmsi->text, &mid, NULL) != ITD_OK)
        return ITD_MMSI_NO_SHIP;
    *ret_state = itd_mids_country(finding->mids, mid);
    count = find_states(*ret_state, codes);
    if (count == 0)
        return ITD_MMSI_UNALLOCATED;
    for (size_t i = 0; i < finding->vessel->fact_count; i++) {
        const itd_vessel_fact *fact = &finding->facts[i];

        if (fact->kind != ITD_VESSEL_FLAG || !itd_country_find(fact->text, &flag))
            continue;
        any = true;
        if (!itd_str_equal(flag, codes[0]) && !itd_str_equal(flag, codes[count - 1]))
            continue;
        if (fact->how.len == 0 && fact->until.len == 0)
            return ITD_MMSI_AGREES;
        past = true;
    }
    if (!any)
        return ITD_MMSI_NO_FLAG;
    return past ? ITD_MMSI_PAST_FLAG : ITD_MMSI_CONTRADICTS;
}

static void check_numbers(struct finding *finding)
{
    for (size_t i = 0; i < finding->vessel->fact_count; i++) {
        itd_vessel_fact *fact = &finding->facts[i];

        if (fact->kind != ITD_VESSEL_MMSI)
            continue;
        fact->fit = fit_of(finding, fact, &fact->state);
        finding->vessel->contradicts |= fact->fit == ITD_MMSI_CONTRADICTS;
    }
}

/* ---- the ship ---- */

static itd_vessel_status status_of(const struct finding *finding)
{
    itd_vessel_status status =
        finding->vessel->listing_count > 0 ? ITD_VESSEL_FORMERLY_LISTED : ITD_VESSEL_NOT_LISTED;

    for (size_t i = 0; i < finding->vessel->entry_count; i++) {
        if (finding->entries[i].relation != ITD_VESSEL_BY_WORDS)
            return ITD_VESSEL_LISTED;
        status = ITD_VESSEL_MENTIONED;
    }
    for (size_t i = 0; i < finding->vessel->listing_count; i++)
        if (finding->listings[i].is_listed)
            return ITD_VESSEL_LISTED;
    return status;
}

itd_status itd_vessel_find(const itd_snapshot *snap, const itd_rules *rules, const itd_mids *mids,
                           const itd_imo *imo, itd_date day, itd_arena *arena,
                           itd_vessel *ret_vessel, itd_error *err)
{
    itd_vessel     vessel = {.imo = *imo, .day = day};
    struct finding finding = {.snap = snap,
                              .rules = rules,
                              .mids = mids,
                              .arena = arena,
                              .digits = {imo->digits, ITD_IMO_DIGITS},
                              .vessel = &vessel};
    itd_status     st = find_entries(&finding, err);

    if (st == ITD_OK)
        st = find_listings(&finding, err);
    if (st == ITD_OK)
        st = add_facts(&finding, err);
    if (st != ITD_OK)
        return st;
    check_numbers(&finding);
    vessel.status = status_of(&finding);
    vessel.entries = finding.entries;
    vessel.listings = finding.listings;
    vessel.facts = finding.facts;
    *ret_vessel = vessel;
    return ITD_OK;
}
