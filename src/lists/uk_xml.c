/* The UK Sanctions List in XML: Designations of Designation, each with groups of repeated elements.
 * A group's children are the cells of one row of uk_facts.h. Id: UniqueID. Stamp: DateGenerated.
 * UTF-8. Source: the layout of the files of 2024 to 2026. */
#include "lists/uk_facts.h"
#include "lists/xml_list.h"

/* Elements that only hold others, and whether their children belong to one fact. */
static const struct {
    const char *name;
    bool        is_fact;
} containers[] = {
    {"Names", false},
    {"Name", true},
    {"NonLatinNames", false},
    {"NonLatinName", true},
    {"Addresses", false},
    {"Address", true},
    {"PhoneNumbers", false},
    {"Websites", false},
    {"EmailAddresses", false},
    {"IndividualDetails", false},
    {"Individual", false},
    {"DOBs", false},
    {"BirthDetails", false},
    {"Location", true},
    {"Nationalities", false},
    {"NationalIdentifierDetails", false},
    {"NationalIdentifier", true},
    {"PassportDetails", false},
    {"Passport", true},
    {"Positions", false},
    {"Genders", false},
    {"Titles", false},
    {"EntityDetails", false},
    {"Entity", false},
    {"TypeOfEntities", false},
    {"Subsidiaries", false},
    {"ParentCompanies", false},
    {"BusinessRegistrationNumbers", false},
    {"ShipDetails", false},
    {"Ship", false},
    {"IMONumbers", false},
    {"CurrentOwnerOperators", false},
    {"PreviousOwnerOperators", false},
    {"CurrentBelievedFlagOfShips", false},
    {"PreviousFlags", false},
    {"TypeOfShipDetails", false},
    {"TonnageOfShipDetails", false},
    {"LengthOfShipDetails", false},
    {"YearBuiltDetails", false},
    {"HullIdentificationNumbers", false},
};

static bool find_container(itd_str name, bool *ret_is_fact)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(containers); i++)
        if (itd_str_equal(name, itd_str_of(containers[i].name))) {
            *ret_is_fact = containers[i].is_fact;
            return true;
        }
    return false;
}

static bool find_field(itd_str name, itd_uk_field *ret_field)
{
    for (size_t i = 0; i < ITD_UK_COUNT; i++)
        if (itd_str_equal(name, itd_str_of(itd_uk_xml_names[i]))) {
            *ret_field = (itd_uk_field)i;
            return true;
        }
    return false;
}

static void add_leaf(itd_record *rec, const itd_xml_node *node, itd_uk_field field)
{
    itd_str cells[ITD_UK_COUNT] = {{0}};

    cells[field] = itd_xml_text(node);
    itd_uk_add(rec, cells, itd_uk_xml_names);
}

/* All leaves of one fact together. A second leaf of one name, or one that is no field, is kept as
 * it is. */
static void add_fact(itd_record *rec, const itd_xml_node *node)
{
    itd_str                  cells[ITD_UK_COUNT] = {{0}};
    static const char *const none[] = {NULL};
    itd_uk_field             field = ITD_UK_COUNT;

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (!find_field(child->name, &field) || child->first_child || cells[field].len > 0) {
            itd_record_keep_unknown(rec, child);
            continue;
        }
        itd_record_check_attributes(rec, child, none);
        cells[field] = itd_xml_text(child);
    }
    itd_uk_add(rec, cells, itd_uk_xml_names);
}

/* The SanctionsImposedIndicators say in true and false what SanctionsImposed says in words. */
static void keep_indicators(itd_record *rec, const itd_xml_node *node)
{
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        const itd_str text = itd_xml_text(child);

        if (child->first_child)
            itd_record_keep_unknown(rec, child);
        else if (!itd_str_equal_ascii_nocase(text, ITD_STR("false")))
            itd_entity_add_extra(rec->builder, itd_record_path(rec, child, NULL), text,
                                 itd_record_path(rec, child, NULL));
    }
}

/* Depth is bounded by ITD_XML_DEPTH_MAX. */
static void read_children(itd_record *rec, const itd_xml_node *node)
{
    static const char *const none[] = {NULL};

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        itd_uk_field field = ITD_UK_COUNT;
        bool         is_fact = false;

        if (!child->first_child && find_field(child->name, &field)) {
            itd_record_check_attributes(rec, child, none);
            if (field != ITD_UK_UNIQUE_ID && field != ITD_UK_KIND)
                add_leaf(rec, child, field);
        } else if (itd_str_equal(child->name, ITD_STR("SanctionsImposedIndicators"))) {
            keep_indicators(rec, child);
        } else if (find_container(child->name, &is_fact)) {
            itd_record_check_attributes(rec, child, none);
            if (itd_xml_text(child).len > 0)
                itd_record_keep_odd(rec, child, "text beside elements", itd_xml_text(child));
            if (is_fact)
                add_fact(rec, child);
            else
                read_children(rec, child);
        } else {
            itd_record_keep_unknown(rec, child);
        }
    }
}

static itd_status read_stamp(itd_record *rec, const itd_xml_node *node, itd_read_result *result,
                             itd_error *err)
{
    itd_date date;

    if (!itd_uk_parse_date(itd_xml_text(node), &date) || date.day == 0)
        return itd_record_fail(rec, err, "DateGenerated", "\"%.*s\" is not a date DD/MM/YYYY",
                               ITD_STR_ARGS(itd_xml_text(node)));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    const itd_str id = itd_xml_child_text(node, ITD_STR("UniqueID"));

    (void)state;
    if (itd_str_equal(node->name, ITD_STR("DateGenerated")))
        return read_stamp(rec, node, result, err);
    if (!itd_str_equal(node->name, ITD_STR("Designation"))) {
        itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> is not a designation",
                          ITD_STR_ARGS(node->name));
        return ITD_E_SCHEMA;
    }
    if (id.len == 0)
        return itd_record_fail(rec, err, "UniqueID", "a designation without an id");
    itd_uk_begin(rec, id, itd_xml_child_text(node, ITD_STR("IndividualEntityShip")),
                 itd_uk_xml_names);
    itd_record_check_record(rec, node);
    itd_record_add(rec, ITD_PROP_RECORD_ID, id, ITD_STR("UniqueID"));
    read_children(rec, node);
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "Designations",
    .what = "the UK Sanctions List",
    .depth = 1,
    .read = read_record,
};

static itd_status read_uk_xml(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    return itd_xml_list_read(&layout, NULL, parts, part_count, on_entity, ctx, result, err);
}

static bool recognise_uk_xml(const itd_list_part *part)
{
    return itd_xml_list_recognise(&layout, part);
}

const itd_reader itd_reader_uk_xml = {
    .name = "uk-xml",
    .publisher = "uk",
    .title = "UK Sanctions List, XML",
    .recognise = recognise_uk_xml,
    .read = read_uk_xml,
};
