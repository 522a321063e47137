/* Switzerland's list of sanctioned persons, entities and objects (SECO), XML. Id: the ssid of the
 * target. Stamp: the date of the root. UTF-8. Targets that were de-listed stay in the file; they
 * are no entries, and are told. Source: the layout of the files of 2024 to 2026. */
#include "lists/ch_internal.h"
#include "lists/xml_list.h"

static itd_str attribute(const itd_xml_node *node, const char *name)
{
    return itd_str_trim(itd_xml_attribute_value(node, itd_str_of(name)));
}

/* ---- is it in force? ---- */

static itd_str day_of(const itd_xml_node *modification)
{
    const itd_str effective = attribute(modification, "effective-date");

    return effective.len > 0 ? effective : attribute(modification, "publication-date");
}

/* The newest of its listings and de-listings decides; of one day, the one that stands first. */
static bool is_delisted(const itd_xml_node *target)
{
    itd_str newest = {0};
    bool    delisted = false;

    for (const itd_xml_node *node = target->first_child; node; node = node->next) {
        const itd_str type = attribute(node, "modification-type");

        if (!itd_str_equal(node->name, ITD_STR("modification")) ||
            (!itd_str_equal(type, ITD_STR("listed")) && !itd_str_equal(type, ITD_STR("de-listed"))))
            continue;
        if (newest.ptr && itd_str_compare(day_of(node), newest) <= 0)
            continue;
        newest = day_of(node).ptr ? day_of(node) : ITD_STR("");
        delisted = itd_str_equal(type, ITD_STR("de-listed"));
    }
    return delisted;
}

/* ---- what is said of the party ---- */

/* Words with which other information begins when it is a fact of a kind we know. */
static const struct {
    itd_str  words;
    itd_prop prop;
} information[] = {
    {ITD_STR_INIT("IMO number"), ITD_PROP_IMO_NUMBER},
    {ITD_STR_INIT("Website"), ITD_PROP_WEBSITE},
    {ITD_STR_INIT("E-mail address"), ITD_PROP_EMAIL},
    {ITD_STR_INIT("Email address"), ITD_PROP_EMAIL},
    {ITD_STR_INIT("E-mail"), ITD_PROP_EMAIL},
    {ITD_STR_INIT("Email"), ITD_PROP_EMAIL},
    {ITD_STR_INIT("Telephone number"), ITD_PROP_PHONE},
    {ITD_STR_INIT("Telephone"), ITD_PROP_PHONE},
    {ITD_STR_INIT("Tel."), ITD_PROP_PHONE},
    {ITD_STR_INIT("Taxpayer identification number"), ITD_PROP_TAX_NUMBER},
    {ITD_STR_INIT("Tax registration number"), ITD_PROP_TAX_NUMBER},
    {ITD_STR_INIT("State registration number"), ITD_PROP_REGISTRATION_NUMBER},
    {ITD_STR_INIT("Business registration number"), ITD_PROP_REGISTRATION_NUMBER},
    {ITD_STR_INIT("Registration number"), ITD_PROP_REGISTRATION_NUMBER},
    {ITD_STR_INIT("Type of entity"), ITD_PROP_LEGAL_FORM},
};

static void add_information(itd_record *rec, const itd_xml_node *node)
{
    const itd_str text = itd_record_text(rec, node);
    const itd_str origin = itd_record_path(rec, node, NULL);
    const size_t  colon = itd_str_find_char(text, ':');
    itd_str       value = itd_str_trim(itd_str_from(text, colon == SIZE_MAX ? colon : colon + 1));

    itd_record_add(rec, ITD_PROP_NOTES, text, origin);
    itd_record_add_reference_of(rec, text, origin);
    if (itd_str_ends_with(value, ITD_STR(".")))
        value = itd_str_slice(value, 0, value.len - 1);
    for (size_t i = 0; i < ITD_ARRAY_LEN(information) && value.len > 0; i++) {
        const itd_str words = itd_str_trim(itd_str_slice(text, 0, colon));

        /* A sentence behind it is no single fact. */
        if (itd_str_equal_ascii_nocase(words, information[i].words) &&
            itd_str_find(value, ITD_STR(". ")) == SIZE_MAX) {
            itd_record_add_identifier(rec, information[i].prop, value, origin);
            return;
        }
    }
}

static void add_relation(itd_record *rec, const itd_xml_node *node)
{
    const itd_str target = attribute(node, "target-id");

    itd_record_add(rec, ITD_PROP_LINK, target, itd_record_path(rec, node, NULL));
    itd_entity_detail(rec->builder, ITD_DETAIL_ROLE, attribute(node, "relation-type"));
    itd_entity_detail(rec->builder, ITD_DETAIL_TARGET, target);
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "remark"));
}

static void add_party(const itd_ch_index *index, itd_record *rec, const itd_xml_node *party,
                      itd_schema schema)
{
    static const char *const known[] = {"sex", "object-type", NULL};
    const itd_str            sex = attribute(party, "sex");
    bool                     is_first = true;

    itd_record_check_attributes(rec, party, known);
    if (itd_str_equal(sex, ITD_STR("male")) || itd_str_equal(sex, ITD_STR("female")))
        itd_record_add(rec, ITD_PROP_GENDER, sex, ITD_STR("individual@sex"));
    else
        itd_entity_add_extra(rec->builder, ITD_STR("sex"), sex, ITD_STR("individual@sex"));
    for (const itd_xml_node *child = party->first_child; child; child = child->next) {
        const itd_str origin = itd_record_path(rec, child, NULL);

        if (itd_str_equal(child->name, ITD_STR("identity"))) {
            const itd_str main = attribute(child, "main");

            itd_ch_add_identity(index, rec, child, schema,
                                itd_str_equal(main, ITD_STR("true")) ||
                                    (main.len == 0 && is_first));
            is_first = false;
        } else if (itd_str_equal(child->name, ITD_STR("justification"))) {
            itd_record_add(rec, ITD_PROP_REASON, itd_record_text(rec, child), origin);
        } else if (itd_str_equal(child->name, ITD_STR("other-information"))) {
            add_information(rec, child);
        } else if (itd_str_equal(child->name, ITD_STR("relation"))) {
            add_relation(rec, child);
        } else if (itd_str_equal(child->name, ITD_STR("generic-attribute"))) {
            const itd_str name = attribute(child, "name");

            itd_entity_add_extra(rec->builder, name.len > 0 ? name : origin,
                                 itd_record_text(rec, child), origin);
        } else {
            itd_record_keep_unknown(rec, child);
        }
    }
}

/* ---- what is imposed ---- */

static void add_set(const itd_ch_index *index, itd_record *rec, itd_str number)
{
    const itd_str     origin = ITD_STR("sanctions-set-id");
    const itd_ch_set *set = itd_ch_index_set(index, number);

    if (!set) {
        itd_record_report(rec, "sanctions set not there", number);
        itd_entity_add_extra(rec->builder, origin, number, origin);
        return;
    }
    if (set->key.len > 0 && !itd_record_is_told(rec, "programme", &set->key, 1))
        itd_record_add(rec, ITD_PROP_PROGRAM, set->key, origin);
    if (set->name.len > 0 && !itd_record_is_told(rec, "basis", &set->name, 1))
        itd_record_add(rec, ITD_PROP_LEGAL_BASIS, set->name, origin);
    if (set->origin.len > 0 && !itd_record_is_told(rec, "origin", &set->origin, 1))
        itd_record_add(rec, ITD_PROP_AUTHORITY, set->origin, origin);
    itd_record_add(rec, ITD_PROP_PROVISIONS, set->text, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_PROGRAM, set->key);
}

/* Listing and amendments with their days; what an amendment added or removed is the history of the
 * entry, not the entry. */
static void add_modification(itd_record *rec, const itd_xml_node *node)
{
    const itd_str type = attribute(node, "modification-type"), day = day_of(node);
    const itd_str origin = ITD_STR("modification");
    itd_date      date;

    if (day.len == 0) {
        itd_entity_add_extra(rec->builder, origin, type, origin);
        return;
    }
    if (!itd_date_parse_iso(day, &date)) {
        itd_record_keep_date(rec, day, origin);
        return;
    }
    if (itd_str_equal(type, ITD_STR("de-listed"))) { /* and listed again since */
        itd_entity_add_extra(rec->builder, type, day, origin);
        return;
    }
    itd_record_add_date(
        rec, itd_str_equal(type, ITD_STR("listed")) ? ITD_PROP_LISTING_DATE : ITD_PROP_MODIFIED_AT,
        date, day, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_TYPE, type);
    itd_entity_detail(rec->builder, ITD_DETAIL_ISSUED, attribute(node, "enactment-date"));
}

static void add_foreign(itd_record *rec, const itd_xml_node *node)
{
    const itd_str text = itd_record_text(rec, node);
    char          form[ITD_RECORD_REFERENCE_MAX];

    if (itd_record_parse_reference(text, form)) {
        itd_record_add_reference(rec, text, node->name);
        return;
    }
    itd_record_add(rec, ITD_PROP_OTHER_ID, text, node->name);
    itd_entity_detail(rec->builder, ITD_DETAIL_TYPE, ITD_STR("foreign identifier"));
}

/* ---- targets ---- */

static const itd_xml_node *party_of(const itd_xml_node *target, itd_schema *ret_schema)
{
    static const struct {
        const char *name;
        itd_schema  schema;
    } kinds[] = {
        {"individual", ITD_SCHEMA_PERSON},
        {"entity", ITD_SCHEMA_ORGANIZATION},
        {"object", ITD_SCHEMA_LEGAL_ENTITY},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++) {
        const itd_xml_node *party = itd_xml_child(target, itd_str_of(kinds[i].name));

        if (!party)
            continue;
        *ret_schema = kinds[i].schema;
        if (itd_str_equal(attribute(party, "object-type"), ITD_STR("vessel")))
            *ret_schema = ITD_SCHEMA_VESSEL;
        else if (itd_str_equal(attribute(party, "object-type"), ITD_STR("aircraft")))
            *ret_schema = ITD_SCHEMA_AIRPLANE;
        return party;
    }
    return NULL;
}

static itd_status read_target(const itd_ch_index *index, itd_record *rec, const itd_xml_node *node,
                              itd_error *err)
{
    static const char *const known[] = {"ssid", "sanctions-set-id", NULL};
    const itd_str       id = attribute(node, "ssid"), set = attribute(node, "sanctions-set-id");
    itd_schema          schema = ITD_SCHEMA_LEGAL_ENTITY;
    const itd_xml_node *party = party_of(node, &schema);

    if (id.len == 0)
        return itd_record_fail(rec, err, "ssid", "a target without a number");
    if (!party)
        return itd_record_fail(rec, err, "target", "neither individual, entity nor object");
    if (is_delisted(node)) {
        itd_record_report(rec, "de-listed target, no entry", id);
        return ITD_OK;
    }
    itd_record_entity(rec, schema, id);
    itd_record_check_attributes(rec, node, known);
    if (schema == ITD_SCHEMA_LEGAL_ENTITY) {
        itd_record_report(rec, "unknown kind of object", attribute(party, "object-type"));
        itd_entity_add_extra(rec->builder, ITD_STR("object-type"), attribute(party, "object-type"),
                             ITD_STR("object@object-type"));
    }
    if (set.len > 0)
        add_set(index, rec, set);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (child == party)
            add_party(index, rec, child, schema);
        else if (itd_str_equal(child->name, ITD_STR("sanctions-set-id")))
            add_set(index, rec, itd_record_text(rec, child));
        else if (itd_str_equal(child->name, ITD_STR("foreign-identifier")))
            add_foreign(rec, child);
        else if (itd_str_equal(child->name, ITD_STR("modification")))
            add_modification(rec, child);
        else if (itd_str_equal(child->name, ITD_STR("generic-attribute")))
            itd_entity_add_extra(rec->builder, ITD_STR("generic-attribute"),
                                 itd_record_text(rec, child), child->name);
        else
            itd_record_keep_unknown(rec, child);
    }
    return ITD_OK;
}

static itd_status prepare_record(itd_record *rec, void *state, const itd_xml_node *node,
                                 itd_read_result *result, itd_error *err)
{
    (void)result, (void)err;
    itd_ch_index_add(state, rec, node);
    return ITD_OK;
}

static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    (void)result;
    if (itd_str_equal(node->name, ITD_STR("target")))
        return read_target(state, rec, node, err);
    if (itd_str_equal(node->name, ITD_STR("sanctions-program")) ||
        itd_str_equal(node->name, ITD_STR("place")))
        return ITD_OK; /* gathered before */
    /* It may hold targets: taking the rest for the list would lose them in silence. */
    return itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> is not known",
                             ITD_STR_ARGS(node->name));
}

static itd_status read_root(itd_record *rec, void *state, const itd_xml_node *root,
                            itd_read_result *result, itd_error *err)
{
    static const char *const known[] = {"list-type", "date", "schemaLocation",
                                        "noNamespaceSchemaLocation", NULL};
    const itd_str            type = attribute(root, "list-type");
    itd_date                 date;

    (void)state;
    itd_record_check_attributes(rec, root, known);
    if (!itd_str_equal(type, ITD_STR("whole-list")))
        itd_record_report(rec, "not the whole list", type);
    if (!itd_date_parse_iso(attribute(root, "date"), &date) || date.day == 0)
        return itd_record_fail(rec, err, "date", "\"%.*s\" is not a date",
                               ITD_STR_ARGS(attribute(root, "date")));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "swiss-sanctions-list",
    .what = "Switzerland's list",
    .depth = 1,
    .open = read_root,
    .prepare = prepare_record,
    .read = read_record,
};

static itd_status read_ch_xml(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    itd_ch_index index;
    itd_status   st = itd_ch_index_init(&index, err);

    (void)options; /* one file: no part can be missing */
    if (st == ITD_OK)
        st = itd_xml_list_read(&layout, &index, parts, part_count, on_entity, ctx, result, err);
    itd_ch_index_done(&index);
    return st;
}

static bool recognise_ch_xml(const itd_list_part *part)
{
    return itd_xml_list_recognise(&layout, part);
}

const itd_reader itd_reader_ch_xml = {
    .name = "ch-xml",
    .publisher = "ch",
    .title = "Switzerland's list of sanctioned persons, entities and objects, XML",
    .recognise = recognise_ch_xml,
    .read = read_ch_xml,
};
