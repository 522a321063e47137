/* OFAC's lists in the advanced XML (the UN's sanctions schema), under its two namespaces. Id: the
 * number of the profile, which is that of the entry in the other layouts. Stamp: DateOfIssue.
 * UTF-8. Source: the layout of the files of 2020 to 2026 and OFAC's "Advanced Sanctions Data
 * Model". */
#include "lists/ofac_advanced.h"

#include "lists/describe.h"
#include "lists/ofac_join.h"
#include "lists/ofac_remarks.h"
#include "lists/xml_list.h"

struct reading {
    itd_ofac_sink  sink;
    itd_ofac_index index;
    uint64_t       date[3]; /* year, month and day of issue */
};

static itd_str attribute(const itd_xml_node *node, const char *name)
{
    return itd_str_trim(itd_xml_attribute_value(node, itd_str_of(name)));
}

static bool is_true(const itd_xml_node *node, const char *name)
{
    return itd_str_equal_ascii_nocase(attribute(node, name), ITD_STR("true"));
}

/* Words behind a number; one that no table explains is reported, and nothing. */
static itd_str words_of(struct reading *rd, itd_record *rec, const itd_xml_node *node,
                        const char *name, const char *set)
{
    const itd_str number = attribute(node, name);
    const itd_str text = itd_ofac_index_text(&rd->index, set, number);

    if (number.len > 0 && !itd_ofac_index_reference(&rd->index, set, number))
        itd_record_report(rec, "reference value not there", itd_str_of(name));
    return text;
}

/* "Unknown" is how the tables say nothing. */
static itd_str unless_unknown(itd_str words)
{
    return itd_str_equal_ascii_nocase(words, ITD_STR("Unknown")) ? (itd_str){0} : words;
}

/* ---- dates ---- */

static bool parse_day(const itd_xml_node *node, itd_date *ret_date)
{
    uint64_t year, month = 0, day = 0;

    if (!node || !itd_str_parse_u64(itd_xml_child_text(node, ITD_STR("Year")), 9999, &year) ||
        year == 0)
        return false;
    if (itd_xml_child(node, ITD_STR("Month")) &&
        !itd_str_parse_u64(itd_xml_child_text(node, ITD_STR("Month")), 12, &month))
        return false;
    if (itd_xml_child(node, ITD_STR("Day")) &&
        !itd_str_parse_u64(itd_xml_child_text(node, ITD_STR("Day")), 31, &day))
        return false;
    *ret_date = (itd_date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    return itd_date_is_valid(*ret_date);
}

itd_str itd_ofac_advanced_day(itd_record *rec, const itd_xml_node *node)
{
    itd_date date;

    return parse_day(node, &date) ? itd_record_date_text(rec, date) : (itd_str){0};
}

static uint8_t days_of_month(itd_date date)
{
    const itd_date next = {.year = (int16_t)(date.year + date.month / 12),
                           .month = (uint8_t)(date.month % 12 + 1),
                           .day = 1};

    return itd_date_of_days(itd_date_to_days(next) - 1).day;
}

/* A year stands as its first and its last day, a month too: what is not known is cut off again, and
 * what is left of the two is one date or a range. */
static void simplify(itd_date *from, itd_date *to)
{
    if (itd_date_equal(*from, *to)) {
        to->year = 0;
        return;
    }
    if (from->day == 1 && to->month > 0 && to->year < 9999 && to->day == days_of_month(*to)) {
        const bool years = from->month == 1 && to->month == 12;

        if (years || (from->year == to->year && from->month == to->month))
            from->day = to->day = 0;
        if (years)
            from->month = to->month = 0;
    }
    if (itd_date_equal(*from, *to))
        to->year = 0;
}

static bool add_date(struct reading *rd, itd_record *rec, const itd_xml_node *version,
                     itd_prop prop, itd_str origin)
{
    const itd_xml_node *period = itd_xml_child(version, ITD_STR("DatePeriod"));
    const itd_xml_node *start = itd_xml_child(period, ITD_STR("Start"));
    const itd_xml_node *end = itd_xml_child(period, ITD_STR("End"));
    const itd_str       calendar = words_of(rd, rec, period, "CalendarTypeID", "CalendarType");
    itd_date            from, to;

    if (!parse_day(itd_xml_child(start, ITD_STR("From")), &from) ||
        !parse_day(itd_xml_child(end ? end : start, ITD_STR("To")), &to) ||
        itd_date_compare(from, to) > 0 ||
        (calendar.len > 0 && !itd_str_equal_ascii_nocase(calendar, ITD_STR("Gregorian"))))
        return false;
    simplify(&from, &to);
    itd_record_add_date(rec, prop, from, (itd_str){0}, origin);
    if (to.year != 0)
        itd_entity_detail(rec->builder, ITD_DETAIL_UNTIL, itd_record_date_text(rec, to));
    if (is_true(start, "Approximate") || is_true(end, "Approximate"))
        itd_entity_detail(rec->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
    return true;
}

/* A date of another calendar, or one that is none: kept in its numbers. */
static void keep_date(struct reading *rd, itd_record *rec, const itd_xml_node *version,
                      itd_str type)
{
    const itd_xml_node *period = itd_xml_child(version, ITD_STR("DatePeriod"));
    const itd_str       calendar = words_of(rd, rec, period, "CalendarTypeID", "CalendarType");
    itd_str             text = {0};

    for (const itd_xml_node *edge = period->first_child; edge; edge = edge->next)
        for (const itd_xml_node *day = edge->first_child; day; day = day->next)
            for (const itd_xml_node *part = day->first_child; part; part = part->next) {
                const itd_str both[] = {text, itd_record_text(rec, part)};

                text = itd_record_join(rec, both, ITD_ARRAY_LEN(both),
                                       part == day->first_child ? " to " : "-");
            }
    if (calendar.len == 0 || itd_str_equal_ascii_nocase(calendar, ITD_STR("Gregorian")))
        itd_record_report(rec, "date not understood", type);
    itd_entity_add_extra(rec->builder, type, text, ITD_STR("Feature/FeatureVersion"));
    itd_entity_detail(rec->builder, ITD_DETAIL_CALENDAR, calendar);
}

/* ---- names ---- */

/* The type of the part that a group stands for: Last Name, First Name, Entity Name, … */
static itd_str part_type(const itd_ofac_index *index, const itd_xml_node *groups, itd_str number)
{
    for (const itd_xml_node *master = groups ? groups->first_child : NULL; master;
         master = master->next)
        for (const itd_xml_node *group = master->first_child; group; group = group->next)
            if (itd_str_equal(attribute(group, "ID"), number))
                return itd_ofac_index_text(index, "NamePartType",
                                           attribute(group, "NamePartTypeID"));
    return (itd_str){0};
}

static void append(itd_record *rec, itd_str *text, itd_str more, const char *separator)
{
    const itd_str parts[] = {*text, more};

    *text = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), separator);
}

itd_ofac_written_name itd_ofac_advanced_name(const itd_ofac_index *index, itd_record *rec,
                                             const itd_xml_node *name, const itd_xml_node *groups)
{
    itd_ofac_written_name written = {.foreign = false};
    bool                  is_person = false;

    for (const itd_xml_node *part = name->first_child; part; part = part->next) {
        const itd_xml_node *value = itd_xml_child(part, ITD_STR("NamePartValue"));
        const itd_str       text = itd_record_text(rec, value);
        const itd_str       type =
            value ? part_type(index, groups, attribute(value, "NamePartGroupID")) : (itd_str){0};

        if (itd_str_equal_ascii_nocase(type, ITD_STR("Last Name"))) {
            append(rec, &written.last, text, " ");
            is_person = true;
        } else if (itd_str_equal_ascii_nocase(type, ITD_STR("First Name")) ||
                   itd_str_equal_ascii_nocase(type, ITD_STR("Middle Name"))) {
            append(rec, &written.first, text, " ");
            is_person = true;
        } else {
            append(rec, &written.whole, text, " ");
        }
        if (value && written.script.len == 0)
            written.script = itd_ofac_index_text(index, "Script", attribute(value, "ScriptID"));
    }
    if (is_person) {
        const itd_str parts[] = {written.last, written.first, written.whole};

        written.whole = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), ", ");
    }
    written.foreign =
        written.script.len > 0 && !itd_str_equal_ascii_nocase(written.script, ITD_STR("Latin"));
    return written;
}

static void add_alias(struct reading *rd, itd_record *rec, const itd_xml_node *alias,
                      const itd_xml_node *groups)
{
    const itd_str type = words_of(rd, rec, alias, "AliasTypeID", "AliasType");
    bool          first = true;

    for (const itd_xml_node *name = alias->first_child; name; name = name->next) {
        itd_ofac_written_name written;

        if (!itd_str_equal(name->name, ITD_STR("DocumentedName"))) {
            itd_record_keep_unknown(rec, name);
            continue;
        }
        written = itd_ofac_advanced_name(&rd->index, rec, name, groups);
        written.weak = is_true(alias, "LowQuality");
        written.alias = is_true(alias, "Primary") && first ? (itd_str){0} : type;
        first = false;
        if (written.alias.len > 0 && itd_str_equal_ascii_nocase(type, ITD_STR("Name")))
            written.alias = ITD_STR("a.k.a.");
        itd_ofac_add_written_name(&rd->sink, rec, &written, ITD_STR("Alias/DocumentedName"));
    }
}

/* ---- features ---- */

static itd_str text_of_detail(struct reading *rd, itd_record *rec, const itd_xml_node *version)
{
    itd_str joined = {0};

    for (const itd_xml_node *detail = version->first_child; detail; detail = detail->next) {
        const itd_str text = itd_record_text(rec, detail);

        if (!itd_str_equal(detail->name, ITD_STR("VersionDetail")))
            continue;
        append(rec, &joined,
               text.len > 0 ? text
                            : words_of(rd, rec, detail, "DetailReferenceID", "DetailReference"),
               "; ");
    }
    return joined;
}

/* Places that a feature refers to: addresses for "Location", countries for the others. */
static bool add_places(struct reading *rd, itd_record *rec, const itd_xml_node *version,
                       itd_str type, const itd_ofac_parts *parts)
{
    bool any = false;

    for (const itd_xml_node *node = version->first_child; node; node = node->next) {
        const itd_ofac_location *location;

        if (!itd_str_equal(node->name, ITD_STR("VersionLocation")))
            continue;
        location = itd_ofac_index_location(&rd->index, attribute(node, "LocationID"));
        any = true;
        if (!location) {
            itd_record_report(rec, "location not there", attribute(node, "LocationID"));
            itd_entity_add_extra(rec->builder, ITD_STR("LocationID"), attribute(node, "LocationID"),
                                 ITD_STR("Feature"));
        } else if (itd_str_equal_ascii_nocase(type, ITD_STR("Location"))) {
            itd_ofac_add_location(&rd->sink, rec, location, ITD_STR("Feature/Location"));
        } else {
            const itd_str words[] = {location->rest, location->city, location->state,
                                     location->region, location->country};

            itd_ofac_add_feature(&rd->sink, type,
                                 itd_record_join(rec, words, ITD_ARRAY_LEN(words), ", "), parts,
                                 ITD_STR("Feature/Location"));
        }
    }
    return any;
}

static void add_version(struct reading *rd, itd_record *rec, const itd_xml_node *version,
                        itd_str type)
{
    const itd_ofac_parts parts = {.given = true};
    const itd_str        text = text_of_detail(rd, rec, version);
    const itd_str        origin = ITD_STR("Feature/FeatureVersion");
    bool                 done = false;

    if (itd_str_equal_ascii_nocase(type, ITD_STR("Birthdate")) &&
        itd_xml_child(version, ITD_STR("DatePeriod"))) {
        done = true;
        if (!add_date(rd, rec, version, ITD_PROP_BIRTH_DATE, origin))
            keep_date(rd, rec, version, type);
    } else if (text.len == 0 && itd_xml_child(version, ITD_STR("DatePeriod"))) {
        const itd_xml_node *period = itd_xml_child(version, ITD_STR("DatePeriod"));
        const itd_xml_node *start = itd_xml_child(period, ITD_STR("Start"));
        const itd_str       day = itd_ofac_english_day(
                  rec, itd_ofac_advanced_day(rec, itd_xml_child(start, ITD_STR("From"))));

        itd_ofac_add_feature(&rd->sink, type, day, &parts, origin);
        done = true;
    }
    if (text.len > 0)
        itd_ofac_add_feature(&rd->sink, type, text, &parts, origin);
    else if (!add_places(rd, rec, version, type, &parts) && !done)
        itd_ofac_add_feature(&rd->sink, type, (itd_str){0}, &parts, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE,
                      itd_record_child_text(rec, version, "Comment"));
    itd_entity_detail(rec->builder, ITD_DETAIL_VALIDITY,
                      unless_unknown(words_of(rd, rec, version, "ReliabilityID", "Reliability")));
}

static void add_feature(struct reading *rd, itd_record *rec, const itd_xml_node *feature)
{
    const itd_str type = words_of(rd, rec, feature, "FeatureTypeID", "FeatureType");

    for (const itd_xml_node *version = feature->first_child; version; version = version->next) {
        if (itd_str_equal(version->name, ITD_STR("FeatureVersion")))
            add_version(rd, rec, version, type);
        else if (!itd_str_equal(version->name, ITD_STR("IdentityReference"))) /* which identity */
            itd_record_keep_unknown(rec, version);
    }
}

/* ---- what other tables say of the party ---- */

/* The name that a document was issued in, unless it is the primary one. */
static itd_str name_of_document(struct reading *rd, itd_record *rec, const itd_xml_node *identity,
                                itd_str number)
{
    const itd_xml_node *groups = itd_xml_child(identity, ITD_STR("NamePartGroups"));

    for (const itd_xml_node *alias = identity->first_child; alias; alias = alias->next)
        for (const itd_xml_node *name = alias->first_child; name; name = name->next)
            if (itd_str_equal(name->name, ITD_STR("DocumentedName")) && number.len > 0 &&
                itd_str_equal(attribute(name, "ID"), number))
                return is_true(alias, "Primary")
                           ? (itd_str){0}
                           : itd_ofac_advanced_name(&rd->index, rec, name, groups).whole;
    return (itd_str){0};
}

static void add_documents(struct reading *rd, itd_record *rec, const itd_xml_node *identity)
{
    const itd_str number = attribute(identity, "ID");
    const itd_str origin = ITD_STR("IDRegDocument");

    for (const itd_ofac_document_row *row = itd_ofac_index_documents(&rd->index, number); row;
         row = (const void *)row->link.next) {
        const itd_ofac_parts parts = {
            .given = true,
            .country = row->country,
            .issued = itd_ofac_english_day(rec, row->issued),
            .expires = itd_ofac_english_day(rec, row->expires),
        };

        itd_ofac_add_feature(&rd->sink, row->type, row->number, &parts, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_PLACE, row->place);
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, row->authority);
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, row->comment);
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE,
                          name_of_document(rd, rec, identity, row->name));
        if (itd_str_equal_ascii_nocase(row->validity, ITD_STR("Fraudulent")))
            itd_entity_detail(rec->builder, ITD_DETAIL_VALIDITY, ITD_STR("fraudulent"));
    }
}

static void add_relations(struct reading *rd, itd_record *rec)
{
    for (const itd_ofac_relation_row *row = itd_ofac_index_relations(&rd->index, rec->id); row;
         row = (const void *)row->link.next) {
        const itd_str name = itd_ofac_index_name(&rd->index, row->target);

        itd_record_add(rec, ITD_PROP_LINK, name.len > 0 ? name : row->target,
                       ITD_STR("ProfileRelationship"));
        itd_entity_detail(rec->builder, ITD_DETAIL_ROLE, row->type);
        itd_entity_detail(rec->builder, ITD_DETAIL_TARGET, row->target);
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, unless_unknown(row->quality));
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, row->comment);
        if (row->former)
            itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, ITD_STR("former"));
    }
}

static void add_once(itd_record *rec, itd_prop prop, itd_str text, const char *origin)
{
    if (text.len > 0 && !itd_record_is_told(rec, itd_prop_name(prop).ptr, &text, 1))
        itd_record_add(rec, prop, text, itd_str_of(origin));
}

static void add_measures(struct reading *rd, itd_record *rec)
{
    for (const itd_ofac_measure_row *row = itd_ofac_index_measures(&rd->index, rec->id); row;
         row = (const void *)row->link.next) {
        const itd_str when[] = {row->date, row->list};

        add_once(rec, ITD_PROP_LEGAL_BASIS, unless_unknown(row->basis), "EntryEvent");
        if (row->date.len > 0 && !itd_record_is_told(rec, "listed", when, ITD_ARRAY_LEN(when))) {
            itd_record_add(rec, ITD_PROP_LISTING_DATE, row->date, ITD_STR("EntryEvent/Date"));
            itd_entity_detail(rec->builder, ITD_DETAIL_PROGRAM, row->list);
        }
        if (row->date.len > 0 || row->basis.len > 0)
            continue;
        if (itd_str_equal_ascii_nocase(row->type, ITD_STR("Program")))
            add_once(rec, ITD_PROP_PROGRAM, row->comment, "SanctionsMeasure/Comment");
        else
            add_once(rec, ITD_PROP_PROVISIONS, row->type, "SanctionsMeasure");
    }
}

/* ---- parties ---- */

/* Sub-types share names ("Unknown"): where theirs says nothing, that of their party type does. */
static itd_str type_of(struct reading *rd, itd_record *rec, const itd_xml_node *profile)
{
    const itd_ofac_reference *sub =
        itd_ofac_index_reference(&rd->index, "PartySubType", attribute(profile, "PartySubTypeID"));
    itd_str words;

    if (!sub) {
        itd_record_report(rec, "reference value not there", ITD_STR("PartySubTypeID"));
        return ITD_STR("unknown");
    }
    words = unless_unknown(sub->text);
    return words.len > 0 ? words : itd_ofac_index_text(&rd->index, "PartyType", sub->parent);
}

static void add_identity(struct reading *rd, itd_record *rec, const itd_xml_node *identity)
{
    const itd_xml_node *groups = itd_xml_child(identity, ITD_STR("NamePartGroups"));

    for (const itd_xml_node *child = identity->first_child; child; child = child->next) {
        rd->sink.line = child->line;
        if (itd_str_equal(child->name, ITD_STR("Alias")))
            add_alias(rd, rec, child, groups);
        else if (child != groups)
            itd_record_keep_unknown(rec, child);
    }
    if (is_true(identity, "False"))
        itd_entity_add_extra(rec->builder, ITD_STR("Identity@False"), ITD_STR("true"),
                             ITD_STR("Identity@False"));
}

static void add_comment(struct reading *rd, itd_record *rec, const itd_xml_node *party)
{
    const itd_ofac_remarks remarks = {.text = itd_record_child_text(rec, party, "Comment"),
                                      .origin = ITD_STR("DistinctParty/Comment")};

    if (remarks.text.len > 0)
        itd_ofac_add_remarks(&rd->sink, &remarks);
}

static itd_status read_party(struct reading *rd, itd_record *rec, const itd_xml_node *party,
                             itd_error *err)
{
    const itd_xml_node *profile = itd_xml_child(party, ITD_STR("Profile"));
    const itd_str       id = profile ? attribute(profile, "ID") : (itd_str){0};

    if (!itd_ofac_is_id(id))
        return itd_record_fail(rec, err, "Profile", "a party without a number");
    itd_ofac_begin_record(&rd->sink, rec, id, type_of(rd, rec, profile),
                          ITD_STR("Profile@PartySubTypeID"));
    for (const itd_xml_node *child = party->first_child; child; child = child->next)
        if (child != profile && !itd_str_equal(child->name, ITD_STR("Comment")))
            itd_record_keep_unknown(rec, child);
    for (const itd_xml_node *child = profile->first_child; child; child = child->next) {
        rd->sink.line = child->line;
        if (itd_str_equal(child->name, ITD_STR("Identity")))
            add_identity(rd, rec, child);
        else if (itd_str_equal(child->name, ITD_STR("Feature")))
            add_feature(rd, rec, child);
        else
            itd_record_keep_unknown(rec, child);
    }
    for (const itd_xml_node *child = profile->first_child; child; child = child->next)
        if (itd_str_equal(child->name, ITD_STR("Identity")))
            add_documents(rd, rec, child);
    add_relations(rd, rec);
    add_measures(rd, rec);
    add_comment(rd, rec, party);
    return itd_ofac_sink_status(&rd->sink, err);
}

static itd_status take_issue(struct reading *rd, itd_record *rec, const itd_xml_node *node,
                             itd_read_result *result, itd_error *err)
{
    static const char *const names[] = {"Year", "Month", "Day"};
    itd_date                 date;

    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++)
        if (itd_str_equal(node->name, itd_str_of(names[i])) &&
            !itd_str_parse_u64(itd_xml_text(node), i == 0 ? 9999 : 31, &rd->date[i]))
            return itd_record_fail(rec, err, "DateOfIssue", "not a date");
    date = (itd_date){
        .year = (int16_t)rd->date[0], .month = (uint8_t)rd->date[1], .day = (uint8_t)rd->date[2]};
    if (date.day == 0 || date.month == 0 || date.year == 0)
        return ITD_OK; /* not whole yet */
    if (!itd_date_is_valid(date))
        return itd_record_fail(rec, err, "DateOfIssue", "not a date");
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

static itd_status prepare_record(itd_record *rec, void *state, const itd_xml_node *node,
                                 itd_read_result *result, itd_error *err)
{
    struct reading *rd = state;

    (void)result;
    return itd_ofac_index_add(&rd->index, rec, node, err);
}

static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    struct reading *rd = state;

    if (itd_str_equal(node->parent->name, ITD_STR("DistinctParties")))
        return read_party(rd, rec, node, err);
    if (itd_str_equal(node->parent->name, ITD_STR("DateOfIssue")))
        return take_issue(rd, rec, node, result, err);
    return ITD_OK; /* gathered before */
}

static const char *const namespaces[] = {
    "http://www.un.org/sanctions/1.0",
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ADVANCED_XML",
};

static itd_status read_root(itd_record *rec, void *state, const itd_xml_node *root,
                            itd_read_result *result, itd_error *err)
{
    static const char *const known[] = {"Version", "schemaLocation", NULL};

    (void)state, (void)result, (void)err;
    itd_record_check_attributes(rec, root, known);
    for (size_t i = 0; i < ITD_ARRAY_LEN(namespaces); i++)
        if (itd_str_equal(root->ns, itd_str_of(namespaces[i])))
            return ITD_OK;
    itd_record_report(rec, "unknown namespace", root->ns);
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "Sanctions",
    .what = "OFAC's advanced XML",
    .depth = 2,
    .open = read_root,
    .prepare = prepare_record,
    .read = read_record,
};

static itd_status read_advanced(const itd_list_part *parts, size_t part_count,
                                const itd_reader_options *options, itd_entity_fn on_entity,
                                void *ctx, itd_read_result *result, itd_error *err)
{
    struct reading rd = {.date = {0}};
    itd_status     st;

    (void)options; /* one file: no part can be missing */
    itd_ofac_sink_init(&rd.sink);
    st = itd_ofac_index_init(&rd.index, err);
    if (st == ITD_OK)
        st = itd_xml_list_read(&layout, &rd, parts, part_count, on_entity, ctx, result, err);
    itd_ofac_index_done(&rd.index);
    itd_ofac_sink_done(&rd.sink);
    return st;
}

static bool recognise_advanced(const itd_list_part *part)
{
    return itd_xml_list_recognise(&layout, part);
}

const itd_reader itd_reader_ofac_advanced = {
    .name = "ofac-advanced",
    .publisher = "ofac",
    .title = "OFAC SDN or Consolidated list, advanced XML",
    .recognise = recognise_advanced,
    .read = read_advanced,
};
