/* The EU's consolidated list of financial sanctions in XML 1.1: an export of sanctionEntity, whose
 * facts stand in attributes. Id: euReferenceNumber. Stamp: the calendar date of generationDate.
 * UTF-8. Source: the layout of the files of 2020 to 2026. */
#include "lists/eu_facts.h"
#include "lists/xml_list.h"

static const char name_space[] = "http://eu.europa.ec/fpi/fsd/export";

/* Elements of an entity, with the fields that stand in their attributes and the first of their
 * act. */
static const struct element {
    const char  *name;
    itd_eu_field first, remark, act;
} elements[] = {
    {"nameAlias", ITD_EU_NAME_NUMBER, ITD_EU_NAME_REMARK, ITD_EU_NAME_ACT_TYPE},
    {"address", ITD_EU_ADDRESS_NUMBER, ITD_EU_ADDRESS_REMARK, ITD_EU_ADDRESS_ACT_TYPE},
    {"birthdate", ITD_EU_BIRTH_NUMBER, ITD_EU_BIRTH_REMARK, ITD_EU_BIRTH_ACT_TYPE},
    {"identification", ITD_EU_ID_ROW, ITD_EU_ID_REMARK, ITD_EU_ID_ACT_TYPE},
    {"citizenship", ITD_EU_CITIZEN_NUMBER, ITD_EU_CITIZEN_REMARK, ITD_EU_CITIZEN_ACT_TYPE},
};
#define ACT_FIELDS (ITD_EU_ENTITY_ACT_URL - ITD_EU_ENTITY_ACT_TYPE + 1)

/* Fills the cells from..to of the attributes that bear their names; what is left is kept. */
static void take_attributes(itd_record *rec, const itd_xml_node *node, itd_eu_field from,
                            itd_eu_field to, itd_str *cells)
{
    const char *known[ITD_EU_COUNT + 2];
    size_t      count = 0;

    known[count++] = "logicalId"; /* the publisher's number of a row */
    for (size_t i = from; i <= to; i++) {
        itd_str rest = itd_str_of(itd_eu_xml_names[i]), name;

        while (itd_str_next_part(&rest, ITD_STR("|"), &name)) {
            const itd_str text = itd_xml_attribute_value(node, name);

            if (text.len > 0)
                cells[i] = itd_record_single_blanks(rec, text);
            if (name.len > 0)
                known[count++] = itd_eu_xml_names[i];
        }
    }
    known[count] = NULL;
    for (size_t i = 0; i < node->attribute_count; i++) {
        bool is_known = false;

        for (size_t k = 0; k < count && !is_known; k++) {
            itd_str rest = itd_str_of(known[k]), name;

            while (itd_str_next_part(&rest, ITD_STR("|"), &name))
                is_known = is_known || itd_str_equal(node->attributes[i].name, name);
        }
        if (!is_known)
            itd_record_keep_attribute(rec, node, &node->attributes[i]);
    }
}

static void append_text(itd_record *rec, itd_str *cell, itd_str text)
{
    const itd_str parts[] = {*cell, text};

    *cell = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "; ");
}

/* The act under a regulation or regulationSummary; its address stands in a child or an
 * attribute. */
static void take_act(itd_record *rec, const itd_xml_node *node, itd_eu_field act, itd_str *cells)
{
    take_attributes(rec, node, act, (itd_eu_field)(act + ACT_FIELDS - 1), cells);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (itd_str_equal(child->name, ITD_STR("publicationUrl")))
            cells[act + ACT_FIELDS - 1] = itd_record_text(rec, child);
        else
            itd_record_keep_unknown(rec, child);
    }
}

/* <contactInfo key="PHONE" value="…"/> in the form that the CSVs have: PHONE[…]. */
static void take_contact(itd_record *rec, const itd_xml_node *node, itd_str *cells)
{
    const itd_str parts[] = {itd_xml_attribute_value(node, ITD_STR("key")), ITD_STR("["),
                             itd_xml_attribute_value(node, ITD_STR("value")), ITD_STR("]")};
    const itd_str both[] = {cells[ITD_EU_CONTACT],
                            itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "")};

    if (parts[2].len > 0)
        cells[ITD_EU_CONTACT] = itd_record_join(rec, both, ITD_ARRAY_LEN(both), " ");
}

static void add_element(itd_record *rec, const itd_xml_node *node, const struct element *element,
                        bool *named)
{
    itd_str cells[ITD_EU_COUNT] = {{0}};

    take_attributes(rec, node, element->first, element->remark, cells);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (itd_str_equal(child->name, ITD_STR("remark")) && !child->first_child)
            append_text(rec, &cells[element->remark], itd_record_text(rec, child));
        else if (itd_str_equal(child->name, ITD_STR("regulationSummary")) ||
                 itd_str_equal(child->name, ITD_STR("regulation")))
            take_act(rec, child, element->act, cells);
        else if (itd_str_equal(child->name, ITD_STR("contactInfo")))
            take_contact(rec, child, cells);
        else
            itd_record_keep_unknown(rec, child);
    }
    itd_eu_add(rec, cells, itd_eu_xml_origin, named);
}

/* Children that say something of the entity as a whole; false when it is none of them. */
static bool add_of_entity(itd_record *rec, const itd_xml_node *node, bool *named)
{
    itd_str cells[ITD_EU_COUNT] = {{0}};

    if (itd_str_equal(node->name, ITD_STR("remark")) && !node->first_child)
        cells[ITD_EU_REMARK] = itd_record_text(rec, node);
    else if (itd_str_equal(node->name, ITD_STR("regulation")))
        take_act(rec, node, ITD_EU_ENTITY_ACT_TYPE, cells);
    else
        return itd_str_equal(node->name, ITD_STR("subjectType")); /* read before the others */
    itd_eu_add(rec, cells, itd_eu_xml_origin, named);
    return true;
}

static void add_child(itd_record *rec, const itd_xml_node *node, bool *named)
{
    if (add_of_entity(rec, node, named))
        return;
    for (size_t i = 0; i < ITD_ARRAY_LEN(elements); i++)
        if (itd_str_equal(node->name, itd_str_of(elements[i].name))) {
            add_element(rec, node, &elements[i], named);
            return;
        }
    itd_record_keep_unknown(rec, node);
}

static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    const itd_xml_node *subject = itd_xml_child(node, ITD_STR("subjectType"));
    itd_str             cells[ITD_EU_COUNT] = {{0}};
    bool                named = false;

    (void)state, (void)result;
    if (!itd_str_equal(node->name, ITD_STR("sanctionEntity")))
        return itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> is not a sanctionEntity",
                                 ITD_STR_ARGS(node->name));
    cells[ITD_EU_REFERENCE] =
        itd_str_trim(itd_xml_attribute_value(node, ITD_STR("euReferenceNumber")));
    if (cells[ITD_EU_REFERENCE].len == 0)
        return itd_record_fail(rec, err, "euReferenceNumber", "an entity without a reference");
    if (subject)
        take_attributes(rec, subject, ITD_EU_SUBJECT, ITD_EU_SUBJECT_CLASS, cells);
    itd_eu_begin(rec, cells[ITD_EU_REFERENCE], cells, itd_eu_xml_origin);
    itd_record_add(rec, ITD_PROP_RECORD_ID, cells[ITD_EU_REFERENCE],
                   itd_eu_xml_origin(ITD_EU_REFERENCE));
    take_attributes(rec, node, ITD_EU_ENTITY_NUMBER, ITD_EU_DESIGNATION, cells);
    cells[ITD_EU_SUBJECT] = cells[ITD_EU_SUBJECT_CLASS] = (itd_str){0};
    itd_eu_add(rec, cells, itd_eu_xml_origin, &named);
    if (itd_xml_text(node).len > 0)
        itd_record_keep_odd(rec, node, "text beside elements", itd_xml_text(node));
    for (const itd_xml_node *child = node->first_child; child; child = child->next)
        add_child(rec, child, &named);
    return ITD_OK;
}

static itd_status read_root(itd_record *rec, void *state, const itd_xml_node *root,
                            itd_read_result *result, itd_error *err)
{
    static const char *const known[] = {"generationDate", "globalFileId", "schemaLocation", NULL};
    const itd_str            stamp = itd_xml_attribute_value(root, ITD_STR("generationDate"));
    itd_date                 date;

    (void)state;
    if (!itd_str_equal(root->ns, itd_str_of(name_space)))
        itd_record_report(rec, "unknown namespace", root->ns);
    itd_record_check_attributes(rec, root, known);
    if (!itd_date_parse_iso(itd_str_slice(stamp, 0, 10), &date) || date.day == 0)
        return itd_record_fail(rec, err, "generationDate", "\"%.*s\" is not a date",
                               ITD_STR_ARGS(stamp));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "export",
    .what = "the EU's list",
    .depth = 1,
    .open = read_root,
    .read = read_record,
};

static itd_status read_eu_xml(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    return itd_xml_list_read(&layout, NULL, parts, part_count, on_entity, ctx, result, err);
}

static bool recognise_eu_xml(const itd_list_part *part)
{
    return itd_xml_list_recognise(&layout, part) &&
           itd_str_find(part->head, ITD_STR("fpi/fsd/export")) != SIZE_MAX;
}

const itd_reader itd_reader_eu_xml = {
    .name = "eu-xml",
    .publisher = "eu",
    .title = "EU consolidated list of financial sanctions, XML 1.1",
    .recognise = recognise_eu_xml,
    .read = read_eu_xml,
};
