/* The US Consolidated Screening List in CSV: the lists of Treasury, State and Commerce in one table
 * of 29 columns. Id: the list's abbreviation and _id, because a party that stands on two of the
 * lists stands there on two rows under one number; rows that agree in both are one entry. No stamp.
 * UTF-8 in which marks of code page 1252 stand as controls (U+0092). Cells of several values part
 * them by "; "; identifiers read "[COUNTRY, ]NUMBER, TYPE" with the types of OFAC's lists. */
#include "entity/country.h"
#include "lists/ofac_values.h"
#include "lists/table.h"

enum {
    ID,
    SOURCE,
    ENTITY_NUMBER,
    TYPE,
    PROGRAMS,
    NAME,
    TITLE,
    ADDRESSES,
    NOTICE,
    START,
    END,
    STANDARD,
    LICENSE_REQUIREMENT,
    LICENSE_POLICY,
    CALL_SIGN,
    VESSEL_TYPE,
    TONNAGE,
    GROSS_TONNAGE,
    FLAG,
    OWNER,
    REMARKS,
    LIST_URL,
    ALT_NAMES,
    CITIZENSHIPS,
    BIRTH_DATES,
    NATIONALITIES,
    BIRTH_PLACES,
    INFORMATION_URL,
    IDS,
    COLUMNS
};

static const char *const columns[COLUMNS] = {
    "_id",
    "source",
    "entity_number",
    "type",
    "programs",
    "name",
    "title",
    "addresses",
    "federal_register_notice",
    "start_date",
    "end_date",
    "standard_order",
    "license_requirement",
    "license_policy",
    "call_sign",
    "vessel_type",
    "gross_tonnage",
    "gross_registered_tonnage",
    "vessel_flag",
    "vessel_owner",
    "remarks",
    "source_list_url",
    "alt_names",
    "citizenships",
    "dates_of_birth",
    "nationalities",
    "places_of_birth",
    "source_information_url",
    "ids",
};

static const size_t required[] = {ID, SOURCE, ENTITY_NUMBER, PROGRAMS, ALT_NAMES, IDS};

struct entry {
    itd_record    *rec;
    const itd_str *cells;
    itd_ofac_sink *sink;
};

static itd_str origin_of(size_t column)
{
    return itd_str_of(columns[column]);
}

static void add_plain(const struct entry *entry, size_t column, itd_prop prop)
{
    itd_record_add(entry->rec, prop, entry->cells[column], origin_of(column));
}

static void add_extra(const struct entry *entry, size_t column)
{
    itd_entity_add_extra(entry->rec->builder, origin_of(column), entry->cells[column],
                         origin_of(column));
}

/* Parts of a cell, each as text, country or fact under OFAC's words. */
static void add_parts(const struct entry *entry, size_t column, itd_prop prop)
{
    itd_str rest = entry->cells[column], part;

    if (rest.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR("; "), &part)) {
        if (itd_prop_type_of(prop) == ITD_TYPE_COUNTRY)
            itd_record_add_country(entry->rec, prop, part, origin_of(column));
        else
            itd_record_add(entry->rec, prop, part, origin_of(column));
    }
}

static void add_facts(const struct entry *entry, size_t column, const char *words)
{
    const itd_ofac_parts parts = {.given = true};
    itd_str              rest = entry->cells[column], part;
    itd_ofac_match       match;
    itd_date             date;

    if (rest.len == 0 || !itd_ofac_phrase_find(itd_str_of(words), &match))
        return;
    while (itd_str_next_part(&rest, ITD_STR("; "), &part)) {
        match.body = itd_str_trim(part);
        if (match.body.len == 0)
            continue;
        if (match.phrase->kind == ITD_OFAC_DATE && itd_date_parse_iso(match.body, &date))
            itd_record_add_date(entry->rec, match.phrase->prop, date, match.body,
                                origin_of(column));
        else if (!itd_ofac_add_fact(entry->sink, &match, &parts, origin_of(column)))
            itd_record_keep_date(entry->rec, match.body, origin_of(column));
    }
}

static void add_date(const struct entry *entry, size_t column, itd_prop prop)
{
    itd_date date;

    if (itd_date_parse_iso(entry->cells[column], &date))
        itd_record_add_date(entry->rec, prop, date, entry->cells[column], origin_of(column));
    else
        itd_record_keep_date(entry->rec, entry->cells[column], origin_of(column));
}

/* "Beirut, LB; al Tawasul Building, Industrial Area 11, Sharjah, AE" */
static void add_addresses(const struct entry *entry)
{
    itd_str rest = entry->cells[ADDRESSES], part, code;

    if (rest.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR("; "), &part)) {
        itd_record_place place = {0};
        itd_str          last;
        size_t           comma = part.len;

        part = itd_str_trim(part);
        while (comma > 0 && part.ptr[comma - 1] != ',')
            comma--;
        last = itd_str_trim(itd_str_from(part, comma));
        if (last.len == 2 && itd_country_find(last, &code)) {
            place.country = last;
            place.street = itd_str_trim(itd_str_slice(part, 0, comma > 0 ? comma - 1 : 0));
        } else {
            place.street = part;
        }
        itd_record_add_place(entry->rec, ITD_PROP_ADDRESS, ITD_PROP_COUNTRY, &place,
                             origin_of(ADDRESSES));
    }
}

/* ---- identifiers ---- */

/* The last comma whose rest is a type that OFAC's table knows from its start. */
static bool split_type(itd_str text, itd_str *ret_number, itd_str *ret_type)
{
    for (size_t i = text.len; i > 0; i--) {
        itd_ofac_match match;
        itd_str        type;

        if (text.ptr[i - 1] != ',')
            continue;
        type = itd_str_trim(itd_str_from(text, i));
        if (!itd_ofac_phrase_find(type, &match) && i > 1)
            continue;
        *ret_number = itd_str_trim(itd_str_slice(text, 0, i - 1));
        *ret_type = type;
        return itd_ofac_phrase_find(type, &match);
    }
    return false;
}

static void add_id(const struct entry *entry, itd_str text)
{
    itd_str        number = {0}, type = {0}, code;
    itd_ofac_parts parts = {.given = true};
    const size_t   comma = itd_str_find_char(text, ',');

    if (!split_type(text, &number, &type)) {
        itd_record_report(entry->rec, "unknown type of identifier",
                          itd_str_slice(text, 0, ITD_OFAC_NUMBER_MAX));
        itd_entity_add_extra(entry->rec->builder, origin_of(IDS), text, origin_of(IDS));
        return;
    }
    if (comma == 2 && number.len > 2 && itd_country_find(itd_str_slice(text, 0, 2), &code)) {
        parts.country = itd_str_slice(text, 0, 2);
        number = itd_str_trim(itd_str_from(number, 3));
    }
    if (itd_ofac_add_identifier(entry->sink, type, number, &parts, origin_of(IDS)))
        return;
    itd_record_report(entry->rec, "unknown type of identifier", type);
    itd_entity_add_extra(entry->rec->builder, type, number, origin_of(IDS));
}

static void add_ids(const struct entry *entry)
{
    itd_str rest = entry->cells[IDS], part;

    if (rest.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR("; "), &part))
        add_id(entry, itd_str_trim(part));
}

/* ---- remarks ---- */

/* "(Linked To: X)" names another party. */
static void add_remarks(const struct entry *entry)
{
    const itd_str words = ITD_STR("(Linked To: ");
    itd_str       rest = entry->cells[REMARKS];
    size_t        at;

    add_plain(entry, REMARKS, ITD_PROP_NOTES);
    while ((at = itd_str_find(rest, words)) != SIZE_MAX) {
        const itd_str name = itd_str_from(rest, at + words.len);
        const size_t  end = itd_str_find(name, ITD_STR(");"));
        const size_t  close = end != SIZE_MAX                         ? end
                              : itd_str_ends_with(name, ITD_STR(")")) ? name.len - 1
                                                                      : name.len;

        itd_record_add(entry->rec, ITD_PROP_LINK, itd_str_slice(name, 0, close),
                       origin_of(REMARKS));
        itd_entity_detail(entry->rec->builder, ITD_DETAIL_ROLE, ITD_STR("Linked To"));
        rest = itd_str_from(name, close);
    }
}

/* ---- rows ---- */

static itd_schema schema_of(itd_record *rec, itd_str type)
{
    static const struct {
        itd_str    word;
        itd_schema schema;
    } types[] = {
        {ITD_STR_INIT("Individual"), ITD_SCHEMA_PERSON},
        {ITD_STR_INIT("Entity"), ITD_SCHEMA_ORGANIZATION},
        {ITD_STR_INIT("Vessel"), ITD_SCHEMA_VESSEL},
        {ITD_STR_INIT("Aircraft"), ITD_SCHEMA_AIRPLANE},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(types); i++)
        if (itd_str_equal_ascii_nocase(type, types[i].word))
            return types[i].schema;
    if (type.len > 0) { /* the lists of Commerce and State do not say */
        itd_record_report(rec, "unknown type of entry", type);
        itd_entity_add_extra(rec->builder, origin_of(TYPE), type, origin_of(TYPE));
    }
    return ITD_SCHEMA_LEGAL_ENTITY;
}

/* "SDN" of "Specially Designated Nationals (SDN) - Treasury Department"; the whole text when there
 * is none. */
static itd_str abbreviation_of(itd_str source)
{
    const size_t open = itd_str_find_char(source, '('), close = itd_str_find_char(source, ')');

    return open < close && close != SIZE_MAX ? itd_str_slice(source, open + 1, close) : source;
}

static void add_names(const struct entry *entry)
{
    itd_str rest = entry->cells[ALT_NAMES], part;

    itd_ofac_add_joined_name(entry->sink, ITD_PROP_NAME, entry->cells[NAME], origin_of(NAME));
    if (rest.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR("; "), &part)) {
        part = itd_str_trim(part);
        if (itd_str_starts_with(part, ITD_STR("and "))) /* "A; and B" */
            part = itd_str_from(part, 4);
        itd_ofac_add_joined_name(entry->sink, ITD_PROP_ALIAS, part, origin_of(ALT_NAMES));
    }
}

static void add_vessel(const struct entry *entry)
{
    add_plain(entry, CALL_SIGN, ITD_PROP_CALL_SIGN);
    add_plain(entry, VESSEL_TYPE, ITD_PROP_TYPE);
    add_plain(entry, TONNAGE, ITD_PROP_TONNAGE);
    add_plain(entry, GROSS_TONNAGE, ITD_PROP_GROSS_TONNAGE);
    itd_ofac_add_country(entry->sink, ITD_PROP_FLAG, entry->cells[FLAG], origin_of(FLAG));
    add_plain(entry, OWNER, ITD_PROP_LINK);
    itd_entity_detail(entry->rec->builder, ITD_DETAIL_ROLE,
                      entry->cells[OWNER].len > 0 ? ITD_STR("owner") : (itd_str){0});
}

static void add_measures(const struct entry *entry)
{
    add_plain(entry, SOURCE, ITD_PROP_AUTHORITY);
    add_parts(entry, PROGRAMS, ITD_PROP_PROGRAM);
    if (entry->cells[PROGRAMS].len == 0) /* the list is the programme */
        itd_record_add(entry->rec, ITD_PROP_PROGRAM, abbreviation_of(entry->cells[SOURCE]),
                       origin_of(SOURCE));
    add_plain(entry, NOTICE, ITD_PROP_LEGAL_BASIS);
    add_date(entry, START, ITD_PROP_LISTING_DATE);
    add_date(entry, END, ITD_PROP_END_DATE);
    add_extra(entry, STANDARD);
    add_plain(entry, LICENSE_REQUIREMENT, ITD_PROP_PROVISIONS);
    add_plain(entry, LICENSE_POLICY, ITD_PROP_PROVISIONS);
    add_plain(entry, LIST_URL, ITD_PROP_SOURCE_URL);
    if (!itd_str_equal(entry->cells[LIST_URL], entry->cells[INFORMATION_URL]))
        add_plain(entry, INFORMATION_URL, ITD_PROP_SOURCE_URL);
}

/* Two rows of the list's may bear one number: the second tells what it has beyond the first. */
static itd_str key_of(itd_record *rec, const itd_str *cells)
{
    const itd_str parts[] = {abbreviation_of(cells[SOURCE]), cells[ID]};

    return cells[SOURCE].len > 0 ? itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "-")
                                 : (itd_str){0};
}

static void add_row(const struct entry *entry)
{
    const itd_str *cells = entry->cells;

    itd_record_add(entry->rec, ITD_PROP_RECORD_ID, cells[ENTITY_NUMBER], origin_of(ENTITY_NUMBER));
    add_names(entry);
    itd_ofac_add_titles(entry->sink, cells[TITLE], origin_of(TITLE));
    add_addresses(entry);
    add_measures(entry);
    add_vessel(entry);
    add_facts(entry, BIRTH_DATES, "DOB");
    add_facts(entry, BIRTH_PLACES, "POB");
    add_parts(entry, NATIONALITIES, ITD_PROP_NATIONALITY);
    add_parts(entry, CITIZENSHIPS, ITD_PROP_CITIZENSHIP);
    add_ids(entry);
    add_remarks(entry);
}

static itd_status read_rows(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                            itd_read_result *result, itd_error *err)
{
    const itd_str *first = rows[0].cells;
    itd_ofac_sink *sink = state;

    (void)err;
    itd_record_entity(rec, ITD_SCHEMA_LEGAL_ENTITY, key_of(rec, first));
    sink->schema = schema_of(rec, first[TYPE]);
    itd_entity_set_schema(rec->builder, sink->schema);
    sink->builder = rec->builder;
    sink->report = result->report;
    sink->file = rec->file;
    sink->id = rec->id;
    sink->country_count = 0;
    for (size_t i = 0; i < count; i++) {
        itd_str            cells[COLUMNS];
        const struct entry entry = {.rec = rec, .cells = cells, .sink = sink};

        for (size_t k = 0; k < COLUMNS; k++)
            cells[k] = i > 0 && itd_str_equal(rows[i].cells[k], first[k]) ? (itd_str){0}
                                                                          : rows[i].cells[k];
        rec->line = sink->line = rows[i].line;
        if (i > 0)
            itd_record_report(rec, "a second row of one number", rec->id);
        add_row(&entry);
    }
    rec->line = rows[0].line;
    return ITD_OK;
}

static const itd_table layout = {
    .what = "the Consolidated Screening List",
    .delimiter = ',',
    .columns = columns,
    .column_count = COLUMNS,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = ID,
    .key = key_of,
    .read = read_rows,
};

static itd_status read_us_csl(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    itd_ofac_sink sink;
    itd_status    st;

    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the list is one file, not %zu", part_count);
    itd_ofac_sink_init(&sink);
    st = itd_table_read(&layout, ITD_ENCODING_UTF8_OVER_CP1252, &sink, &parts[0], on_entity, ctx,
                        result, err);
    itd_ofac_sink_done(&sink);
    return st;
}

static bool recognise_us_csl(const itd_list_part *part)
{
    return itd_table_recognise(&layout, part);
}

const itd_reader itd_reader_us_csl = {
    .name = "us-csl",
    .publisher = "us-csl",
    .title = "US Consolidated Screening List, CSV",
    .recognise = recognise_us_csl,
    .read = read_us_csl,
};
