/* OFAC's lists in the enhanced XML, and its delta files, which hold the same entities with what was
 * done to each. The facts go through the table of phrases like those of the older layouts. Ids: the
 * number of the entity. Stamps: dataAsOf, datePublished, as the day is written. UTF-8. The
 * reference values are not needed: every element carries its words. Source: the layouts of 2024 to
 * 2026. */
#include "lists/describe.h"
#include "lists/ofac_features.h"
#include "lists/ofac_join.h"
#include "lists/ofac_remarks.h"
#include "lists/xml_list.h"

static const char *const attribute_names[] = {
    "id",     "refId",  "featureTypeId",     "entityId", "datePublished",
    "nameId", "action", "nameTranslationId", NULL};

/* What is read: the file's kind and the sink that all entities share. */
struct reading {
    itd_ofac_sink sink;
    bool          is_delta;
};

/* Children that are not named are kept and reported, and attributes that no element here has. */
static void check(itd_record *rec, const itd_xml_node *node, const char *const known[])
{
    itd_record_check_attributes(rec, node, attribute_names);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        bool is_known = false;

        for (size_t i = 0; known[i] && !is_known; i++)
            is_known = itd_str_equal(child->name, itd_str_of(known[i]));
        if (!is_known)
            itd_record_keep_unknown(rec, child);
        else
            itd_record_check_attributes(rec, child, attribute_names);
    }
}

static bool is_true(itd_record *rec, const itd_xml_node *node, const char *name)
{
    return itd_str_equal_ascii_nocase(itd_record_child_text(rec, node, name), ITD_STR("true"));
}

/* ---- names ---- */

static void add_translation(struct reading *rd, itd_record *rec, const itd_xml_node *name,
                            const itd_xml_node *node)
{
    static const char *const    known[] = {"isPrimary",         "script",   "formattedFirstName",
                                           "formattedLastName", "comments", "formattedFullName",
                                           "nameParts",         NULL};
    const itd_str               script = itd_record_child_text(rec, node, "script");
    const itd_ofac_written_name written = {
        .whole = itd_record_child_text(rec, node, "formattedFullName"),
        .last = itd_record_child_text(rec, node, "formattedLastName"),
        .first = itd_record_child_text(rec, node, "formattedFirstName"),
        .alias = is_true(rec, name, "isPrimary") ? (itd_str){0}
                                                 : itd_record_child_text(rec, name, "aliasType"),
        .weak = is_true(rec, name, "isLowQuality"),
        .foreign = script.len > 0 && !itd_str_equal(script, ITD_STR("Latin")),
        .script = script,
    };

    check(rec, node, known);
    itd_ofac_add_written_name(&rd->sink, rec, &written, ITD_STR("names/name"));
    if (written.whole.len > 0 || written.last.len > 0)
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE,
                          itd_record_child_text(rec, node, "comments"));
}

static void add_name(struct reading *rd, itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"isPrimary",    "aliasType", "isLowQuality",
                                        "translations", "comments",  NULL};
    const itd_xml_node      *group = itd_xml_child(node, ITD_STR("translations"));

    check(rec, node, known);
    if (!group)
        return;
    for (const itd_xml_node *child = group->first_child; child; child = child->next)
        add_translation(rd, rec, node, child);
}

/* ---- addresses ---- */

static void add_address(struct reading *rd, itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"country", "translations", NULL};
    static const char *const known_below[] = {"isPrimary", "script", "addressParts", NULL};
    const itd_xml_node      *group = itd_xml_child(node, ITD_STR("translations"));

    check(rec, node, known);
    for (const itd_xml_node *written = group ? group->first_child : NULL; written;
         written = written->next) {
        const itd_xml_node *parts = itd_xml_child(written, ITD_STR("addressParts"));
        const itd_str       script = itd_record_child_text(rec, written, "script");
        itd_ofac_location   location = {.country = itd_record_child_text(rec, node, "country")};

        check(rec, written, known_below);
        for (const itd_xml_node *part = parts ? parts->first_child : NULL; part; part = part->next)
            if (!itd_ofac_location_take(&location, itd_record_child_text(rec, part, "type"),
                                        itd_record_child_text(rec, part, "value")))
                itd_record_keep_unknown(rec, part);
        if (script.len > 0 && !itd_str_equal(script, ITD_STR("Latin")))
            location.note = script;
        itd_ofac_add_location(&rd->sink, rec, &location, ITD_STR("addresses/address"));
    }
}

/* ---- features and documents ---- */

static void add_feature(struct reading *rd, itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"type",      "versionId", "value",       "valueRefId",
                                        "valueDate", "isPrimary", "reliability", "comments",
                                        "action",    NULL};
    itd_ofac_parts           parts = {.given = true, .main = is_true(rec, node, "isPrimary")};

    check(rec, node, known);
    itd_ofac_add_feature(&rd->sink, itd_record_child_text(rec, node, "type"),
                         itd_record_child_text(rec, node, "value"), &parts,
                         ITD_STR("features/feature"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "comments"));
    itd_entity_detail(rec->builder, ITD_DETAIL_VALIDITY,
                      itd_record_child_text(rec, node, "reliability"));
}

static void add_document(struct reading *rd, itd_record *rec, const itd_xml_node *node,
                         itd_str primary)
{
    static const char *const known[] = {"type",
                                        "name",
                                        "documentNumber",
                                        "isValid",
                                        "issuingCountry",
                                        "issuingAuthority",
                                        "issuingLocation",
                                        "issueDate",
                                        "expirationDate",
                                        "comments",
                                        NULL};
    const itd_str            name = itd_record_child_text(rec, node, "name");
    const itd_str            issued = itd_record_child_text(rec, node, "issueDate");
    const itd_str            expires = itd_record_child_text(rec, node, "expirationDate");
    const itd_ofac_parts     parts = {
            .given = true,
            .country = itd_record_child_text(rec, node, "issuingCountry"),
            .issued = itd_ofac_english_day(rec, issued),
            .expires = itd_ofac_english_day(rec, expires),
    };

    check(rec, node, known);
    itd_ofac_add_feature(&rd->sink, itd_record_child_text(rec, node, "type"),
                         itd_record_child_text(rec, node, "documentNumber"), &parts,
                         ITD_STR("identityDocuments/identityDocument"));
    itd_entity_detail(rec->builder, ITD_DETAIL_PLACE,
                      itd_record_child_text(rec, node, "issuingLocation"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE,
                      itd_record_child_text(rec, node, "issuingAuthority"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "comments"));
    if (!itd_str_equal(name, primary)) /* the name it was issued in */
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, name);
    if (itd_str_equal_ascii_nocase(itd_record_child_text(rec, node, "isValid"), ITD_STR("false")))
        itd_entity_detail(rec->builder, ITD_DETAIL_VALIDITY, ITD_STR("fraudulent"));
}

static void add_relationship(itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"type", "relatedEntity", "quality", "comments", NULL};
    const itd_xml_node      *other = itd_xml_child(node, ITD_STR("relatedEntity"));

    check(rec, node, known);
    itd_record_add(rec, ITD_PROP_LINK, itd_record_text(rec, other),
                   ITD_STR("relationships/relationship"));
    itd_entity_detail(rec->builder, ITD_DETAIL_ROLE, itd_record_child_text(rec, node, "type"));
    if (other)
        itd_entity_detail(rec->builder, ITD_DETAIL_TARGET,
                          itd_xml_attribute_value(other, ITD_STR("entityId")));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "quality"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "comments"));
}

/* ---- lists, programmes and measures ---- */

static void add_list(itd_record *rec, const itd_xml_node *node)
{
    const itd_str published = itd_xml_attribute_value(node, ITD_STR("datePublished"));
    const itd_str origin = ITD_STR("sanctionsLists/sanctionsList");
    itd_date      date;

    if (itd_date_parse_iso(itd_str_slice(published, 0, 10), &date))
        itd_record_add_date(rec, ITD_PROP_LISTING_DATE, date, published, origin);
    else
        itd_entity_add_extra(rec->builder, origin, itd_record_text(rec, node), origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_PROGRAM, itd_record_text(rec, node));
}

static void add_general(struct reading *rd, itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"identityId", "entityType", "remarks", "title", NULL};
    const itd_ofac_remarks   remarks = {.text = itd_record_child_text(rec, node, "remarks"),
                                        .origin = ITD_STR("generalInfo/remarks")};

    check(rec, node, known);
    if (remarks.text.len > 0)
        itd_ofac_add_remarks(&rd->sink, &remarks);
    itd_ofac_add_titles(&rd->sink, itd_record_child_text(rec, node, "title"),
                        ITD_STR("generalInfo/title"));
}

/* ---- entities ---- */

static const char *const groups[] = {
    "generalInfo", "sanctionsLists", "sanctionsPrograms", "sanctionsTypes",    "legalAuthorities",
    "names",       "addresses",      "features",          "identityDocuments", "relationships",
    NULL,
};

static void add_item(struct reading *rd, itd_record *rec, itd_str group, const itd_xml_node *item,
                     itd_str primary)
{
    static const struct {
        const char *group;
        itd_prop    prop;
        const char *origin;
    } plain[] = {
        {"sanctionsPrograms", ITD_PROP_PROGRAM, "sanctionsPrograms/sanctionsProgram"},
        {"sanctionsTypes", ITD_PROP_PROVISIONS, "sanctionsTypes/sanctionsType"},
        {"legalAuthorities", ITD_PROP_LEGAL_BASIS, "legalAuthorities/legalAuthority"},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(plain); i++)
        if (itd_str_equal(group, itd_str_of(plain[i].group)) && !item->first_child) {
            itd_record_check_attributes(rec, item, attribute_names);
            itd_record_add(rec, plain[i].prop, itd_record_text(rec, item),
                           itd_str_of(plain[i].origin));
            return;
        }
    rd->sink.line = item->line;
    if (itd_str_equal(group, ITD_STR("sanctionsLists")))
        add_list(rec, item);
    else if (itd_str_equal(group, ITD_STR("names")))
        add_name(rd, rec, item);
    else if (itd_str_equal(group, ITD_STR("addresses")))
        add_address(rd, rec, item);
    else if (itd_str_equal(group, ITD_STR("features")))
        add_feature(rd, rec, item);
    else if (itd_str_equal(group, ITD_STR("identityDocuments")))
        add_document(rd, rec, item, primary);
    else if (itd_str_equal(group, ITD_STR("relationships")))
        add_relationship(rec, item);
    else
        itd_record_keep_unknown(rec, item);
}

/* The name that stands first in a group of names, as documents repeat it. */
static itd_str primary_name(itd_record *rec, const itd_xml_node *entity)
{
    const itd_xml_node *group = itd_xml_child(entity, ITD_STR("names"));
    const itd_xml_node *name = group ? itd_xml_child(group, ITD_STR("name")) : NULL;
    const itd_xml_node *written =
        itd_xml_child(itd_xml_child(name, ITD_STR("translations")), ITD_STR("translation"));

    return written ? itd_record_child_text(rec, written, "formattedFullName") : (itd_str){0};
}

static itd_status read_entity(struct reading *rd, itd_record *rec, const itd_xml_node *node,
                              itd_error *err)
{
    const itd_xml_node *general = itd_xml_child(node, ITD_STR("generalInfo"));
    const itd_str       id = itd_xml_attribute_value(node, ITD_STR("id"));
    const itd_str       action = itd_xml_attribute_value(node, ITD_STR("action"));
    const itd_str       type = itd_xml_child_text(general, ITD_STR("entityType"));
    const itd_str       primary = primary_name(rec, node);

    if (!itd_ofac_is_id(id))
        return itd_record_fail(rec, err, "id", "not a number");
    if (type.len == 0)
        return itd_record_fail(rec, err, "entityType", "an entity without a type");
    if (rd->is_delta && action.len == 0)
        return itd_record_fail(rec, err, "action", "a delta that does not say what was done");
    if (!rd->is_delta && action.len > 0)
        return itd_error_at_line(err, ITD_E_SCHEMA, node->line,
                                 "an entity with an action: this is a delta, not a whole list");
    itd_ofac_begin_record(&rd->sink, rec, id, type, ITD_STR("generalInfo/entityType"));
    itd_entity_add_extra(rec->builder, ITD_STR("action"), action, ITD_STR("entity@action"));
    check(rec, node, groups);
    for (const itd_xml_node *group = node->first_child; group; group = group->next) {
        bool is_known = false;

        for (size_t i = 0; groups[i] && !is_known; i++)
            is_known = itd_str_equal(group->name, itd_str_of(groups[i]));
        if (group == general)
            add_general(rd, rec, group);
        else if (is_known) /* others were kept by check */
            for (const itd_xml_node *item = group->first_child; item; item = item->next)
                add_item(rd, rec, group->name, item, primary);
    }
    return itd_ofac_sink_status(&rd->sink, err);
}

static itd_status take_stamp(itd_record *rec, const itd_xml_node *node, itd_read_result *result,
                             itd_error *err)
{
    const itd_str words = itd_record_text(rec, node);
    itd_date      date;

    if (!itd_date_parse_iso(itd_str_slice(words, 0, 10), &date) || date.day == 0)
        return itd_record_fail(rec, err, "date of the list", "\"%.*s\" is not a date",
                               ITD_STR_ARGS(words));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

/* Records stand within groups: publicationInfo, referenceValues, featureTypes, entities. */
static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    static const char *const plain[] = {"referenceValues", "featureTypes"};
    struct reading          *rd = state;
    const itd_str            group = node->parent->name;

    if (itd_str_equal(group, ITD_STR("entities")) && itd_str_equal(node->name, ITD_STR("entity")))
        return read_entity(rd, rec, node, err);
    if (itd_str_equal(node->name, ITD_STR("dataAsOf")) ||
        itd_str_equal(node->name, ITD_STR("datePublished")))
        return take_stamp(rec, node, result, err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(plain); i++)
        if (itd_str_equal(group, itd_str_of(plain[i])))
            return ITD_OK;
    if (itd_str_equal(group, ITD_STR("publicationInfo"))) {
        if (!itd_str_equal(node->name, ITD_STR("filters")) &&
            !itd_str_equal(node->name, ITD_STR("publicationType")))
            itd_record_report(rec, "unknown element", node->name);
        return ITD_OK;
    }
    /* It may hold entries: taking the rest for the list would lose them in silence. */
    return itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> within <%.*s> is not known",
                             ITD_STR_ARGS(node->name), ITD_STR_ARGS(group));
}

/* Which of the two is it? */
static bool is_delta(itd_str name_space)
{
    return itd_str_find(name_space, ITD_STR("DeltaFile")) != SIZE_MAX;
}

static itd_status read_root(itd_record *rec, void *state, const itd_xml_node *root,
                            itd_read_result *result, itd_error *err)
{
    static const char *const known[] = {"schemaLocation", NULL};
    const struct reading    *rd = state;

    (void)result;
    if (is_delta(root->ns) != rd->is_delta)
        return itd_error_at_line(err, ITD_E_SCHEMA, root->line, "this is %s",
                                 rd->is_delta ? "a whole list, not a delta"
                                              : "a delta, not a whole list");
    if (!is_delta(root->ns) && itd_str_find(root->ns, ITD_STR("ENHANCED_XML")) == SIZE_MAX)
        itd_record_report(rec, "unknown namespace", root->ns);
    itd_record_check_attributes(rec, root, known);
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "sanctionsData",
    .what = "OFAC's enhanced XML",
    .depth = 2,
    .open = read_root,
    .read = read_record,
};

static itd_status read_layout(bool delta, const itd_list_part *parts, size_t part_count,
                              itd_entity_fn on_entity, void *ctx, itd_read_result *result,
                              itd_error *err)
{
    struct reading rd = {.is_delta = delta};
    itd_status     st;

    itd_ofac_sink_init(&rd.sink);
    st = itd_xml_list_read(&layout, &rd, parts, part_count, on_entity, ctx, result, err);
    itd_ofac_sink_done(&rd.sink);
    return st;
}

static itd_status read_enhanced(const itd_list_part *parts, size_t part_count,
                                const itd_reader_options *options, itd_entity_fn on_entity,
                                void *ctx, itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    return read_layout(false, parts, part_count, on_entity, ctx, result, err);
}

static itd_status read_delta(const itd_list_part *parts, size_t part_count,
                             const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                             itd_read_result *result, itd_error *err)
{
    (void)options;
    return read_layout(true, parts, part_count, on_entity, ctx, result, err);
}

static bool recognise(const itd_list_part *part, bool delta)
{
    itd_str name, tag;

    return itd_head_xml_root(part->head, &name, &tag) &&
           itd_str_equal(name, itd_str_of(layout.root)) && is_delta(tag) == delta;
}

static bool recognise_enhanced(const itd_list_part *part)
{
    return recognise(part, false);
}

static bool recognise_delta(const itd_list_part *part)
{
    return recognise(part, true);
}

const itd_reader itd_reader_ofac_enhanced = {
    .name = "ofac-enhanced",
    .publisher = "ofac",
    .title = "OFAC SDN or Consolidated list, enhanced XML",
    .recognise = recognise_enhanced,
    .read = read_enhanced,
};

const itd_reader itd_reader_ofac_delta = {
    .name = "ofac-delta",
    .publisher = "ofac-delta", /* never taken for the list: it holds what changed */
    .title = "OFAC delta file",
    .recognise = recognise_delta,
    .read = read_delta,
};
