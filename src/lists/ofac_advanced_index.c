/* The tables of OFAC's advanced XML, gathered in a first pass. Values of one set may share a name
 * (sub-types 3 and 4 are both "Unknown"): they are kept by number, with the number of their
 * parent. */
#include "lists/ofac_advanced.h"

#include <stdio.h>

#define KEY_MAX 96 /* a set and a number */

itd_status itd_ofac_index_init(itd_ofac_index *index, itd_error *err)
{
    *index = (itd_ofac_index){.arena = NULL};
    itd_map_init(&index->references);
    itd_map_init(&index->locations);
    itd_map_init(&index->documents);
    itd_map_init(&index->relations);
    itd_map_init(&index->measures);
    itd_map_init(&index->names);
    index->arena = itd_arena_new(ITD_OFAC_INDEX_BYTES_MAX);
    return index->arena ? ITD_OK : itd_error_no_memory(err);
}

void itd_ofac_index_done(itd_ofac_index *index)
{
    itd_map_done(&index->references);
    itd_map_done(&index->locations);
    itd_map_done(&index->documents);
    itd_map_done(&index->relations);
    itd_map_done(&index->measures);
    itd_map_done(&index->names);
    itd_arena_free(index->arena);
}

/* ---- storing ---- */

/* A copy in the index; failures stick to the record. */
static itd_str keep(itd_ofac_index *index, itd_record *rec, itd_str text)
{
    itd_str copy = {0};

    if (text.len > 0 && !itd_arena_copy(index->arena, text, &copy))
        rec->no_memory = true;
    return copy;
}

static itd_str keep_attribute(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node,
                              const char *name)
{
    return keep(index, rec, itd_str_trim(itd_xml_attribute_value(node, itd_str_of(name))));
}

/* The place of a new number in the map, or that of the number that stood there. */
static uint64_t *number_of(itd_ofac_index *index, itd_record *rec, itd_map *map, itd_str key)
{
    const itd_str copy = keep(index, rec, key);
    uint64_t     *number = NULL;
    bool          added;

    if (index->count == index->cap) {
        void *grown = itd_arena_grow(index->arena, index->items, index->count, &index->cap,
                                     sizeof *index->items);

        if (!grown) {
            rec->no_memory = true;
            return NULL;
        }
        index->items = grown;
    }
    if (rec->no_memory || !itd_map_add(map, copy, &number, &added)) {
        rec->no_memory = true;
        return NULL;
    }
    return number;
}

/* A new item under key, in place of one that stood there. */
static void *put(itd_ofac_index *index, itd_record *rec, itd_map *map, itd_str key, size_t size)
{
    uint64_t *number = number_of(index, rec, map, key);
    void     *item = itd_arena_new_array(index->arena, 1, size);

    if (!number || !item) {
        rec->no_memory = true;
        return NULL;
    }
    index->items[index->count++] = item;
    *number = index->count;
    return item;
}

/* A new row behind those that stand under key. */
static void *put_behind(itd_ofac_index *index, itd_record *rec, itd_map *map, itd_str key,
                        size_t size)
{
    uint64_t      *number = number_of(index, rec, map, key);
    itd_ofac_link *row = itd_arena_new_array(index->arena, 1, size), *first;

    if (!number || !row) {
        rec->no_memory = true;
        return NULL;
    }
    if (*number == 0) {
        index->items[index->count++] = row;
        *number = index->count;
        row->last = row;
        return row;
    }
    first = index->items[*number - 1];
    first->last->next = row;
    first->last = row;
    return row;
}

static void *find(const itd_ofac_index *index, const itd_map *map, itd_str key)
{
    const uint64_t *number = key.len > 0 ? itd_map_find(map, key) : NULL;

    return number ? index->items[*number - 1] : NULL;
}

/* ---- reference values ---- */

static itd_str reference_key(char buf[static KEY_MAX], itd_str set, itd_str number)
{
    const int len = snprintf(buf, KEY_MAX, "%.*s:%.*s", ITD_STR_ARGS(set), ITD_STR_ARGS(number));

    return len > 0 && len < KEY_MAX ? (itd_str){buf, (size_t)len} : (itd_str){0};
}

/* "AreaCodeValues" holds AreaCode elements. */
static void add_references(itd_ofac_index *index, itd_record *rec, const itd_xml_node *group)
{
    static const char *const parents[] = {"PartyTypeID", "CountryID"};

    for (const itd_xml_node *node = group->first_child; node; node = node->next) {
        const itd_str       number = itd_xml_attribute_value(node, ITD_STR("ID"));
        const itd_str       words = itd_xml_attribute_value(node, ITD_STR("Description"));
        char                buf[KEY_MAX];
        const itd_str       key = reference_key(buf, node->name, number);
        itd_ofac_reference *reference;

        if (number.len == 0 || key.len == 0) {
            itd_record_report(rec, "reference value without a number", node->name);
            continue;
        }
        reference = put(index, rec, &index->references, key, sizeof *reference);
        if (!reference)
            return;
        /* An area has its code as text and its name beside it. */
        reference->text = keep(index, rec, words.len > 0 ? words : itd_xml_text(node));
        for (size_t i = 0; i < ITD_ARRAY_LEN(parents) && reference->parent.len == 0; i++)
            reference->parent = keep_attribute(index, rec, node, parents[i]);
    }
}

const itd_ofac_reference *itd_ofac_index_reference(const itd_ofac_index *index, const char *set,
                                                   itd_str number)
{
    char buf[KEY_MAX];

    return number.len > 0
               ? find(index, &index->references, reference_key(buf, itd_str_of(set), number))
               : NULL;
}

itd_str itd_ofac_index_text(const itd_ofac_index *index, const char *set, itd_str number)
{
    const itd_ofac_reference *reference = itd_ofac_index_reference(index, set, number);

    return reference ? reference->text : (itd_str){0};
}

/* The words behind a number that an attribute gives; one that no table explains is reported and
 * stands for itself. */
static itd_str words_of(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node,
                        const char *attribute, const char *set)
{
    const itd_str number = itd_str_trim(itd_xml_attribute_value(node, itd_str_of(attribute)));
    const itd_str text = itd_ofac_index_text(index, set, number);

    if (text.len > 0 || number.len == 0)
        return text;
    itd_record_report(rec, "reference value not there", itd_str_of(attribute));
    return keep(index, rec, number);
}

/* ---- locations ---- */

static itd_str country_of(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_xml_node *country = itd_xml_child(node, ITD_STR("LocationCountry"));
    const itd_xml_node *area = itd_xml_child(node, ITD_STR("LocationAreaCode"));

    if (country)
        return words_of(index, rec, country, "CountryID", "Country");
    return area ? words_of(index, rec, area, "AreaCodeID", "AreaCode") : (itd_str){0};
}

static void append(itd_ofac_index *index, itd_record *rec, itd_str *text, itd_str more)
{
    const itd_str both[] = {*text, more};

    *text = keep(index, rec, itd_record_join(rec, both, ITD_ARRAY_LEN(both), ", "));
}

static void add_location_part(itd_ofac_index *index, itd_record *rec, const itd_xml_node *part,
                              itd_ofac_location *location)
{
    const itd_str word = words_of(index, rec, part, "LocPartTypeID", "LocPartType");

    for (const itd_xml_node *value = part->first_child; value; value = value->next) {
        const itd_str text = keep(index, rec, itd_xml_child_text(value, ITD_STR("Value")));
        const bool    primary = itd_str_equal_ascii_nocase(
               itd_xml_attribute_value(value, ITD_STR("Primary")), ITD_STR("true"));

        if (text.len == 0 || itd_ofac_location_take(location, word, text))
            continue;
        /* A part of no type is the place itself; a second value of one is the same in another
         * script. */
        append(index, rec, primary ? &location->rest : &location->note, text);
    }
}

static void add_location(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node)
{
    static const char *const known[] = {"LocationAreaCode", "LocationCountry",
                                        "FeatureVersionReference", "IDRegDocumentReference"};
    const itd_str            number = itd_xml_attribute_value(node, ITD_STR("ID"));
    itd_ofac_location *location = put(index, rec, &index->locations, number, sizeof *location);

    if (!location)
        return;
    location->country = country_of(index, rec, node);
    for (const itd_xml_node *part = node->first_child; part; part = part->next) {
        bool is_known = false;

        if (itd_str_equal(part->name, ITD_STR("LocationPart"))) {
            add_location_part(index, rec, part, location);
            continue;
        }
        for (size_t i = 0; i < ITD_ARRAY_LEN(known) && !is_known; i++)
            is_known = itd_str_equal(part->name, itd_str_of(known[i]));
        if (!is_known)
            itd_record_report(rec, "unknown element", part->name);
    }
}

const itd_ofac_location *itd_ofac_index_location(const itd_ofac_index *index, itd_str number)
{
    return find(index, &index->locations, number);
}

/* ---- documents ---- */

static itd_str place_words(itd_ofac_index *index, itd_record *rec, itd_str number)
{
    const itd_ofac_location *location = itd_ofac_index_location(index, number);
    itd_str                  parts[4];

    if (!location)
        return (itd_str){0};
    parts[0] = location->city;
    parts[1] = location->state;
    parts[2] = location->country;
    parts[3] = location->rest;
    return keep(index, rec, itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), ", "));
}

static void add_document_dates(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node,
                               itd_ofac_document_row *row)
{
    for (const itd_xml_node *date = node->first_child; date; date = date->next) {
        const itd_xml_node *period = itd_xml_child(date, ITD_STR("DatePeriod"));
        const itd_xml_node *start = itd_xml_child(period, ITD_STR("Start"));
        const itd_xml_node *from = itd_xml_child(start, ITD_STR("From"));
        itd_str             words, day;

        if (!itd_str_equal(date->name, ITD_STR("DocumentDate")))
            continue;
        words = words_of(index, rec, date, "IDRegDocDateTypeID", "IDRegDocDateType");
        day = keep(index, rec, itd_ofac_advanced_day(rec, from ? from : period));
        if (itd_str_equal_ascii_nocase(words, ITD_STR("Expiration Date")))
            row->expires = day;
        else if (itd_str_equal_ascii_nocase(words, ITD_STR("Issue Date")))
            row->issued = day;
        else
            itd_record_report(rec, "unknown date of a document", words);
    }
}

static void add_document(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_str          identity = itd_xml_attribute_value(node, ITD_STR("IdentityID"));
    const itd_xml_node    *name = itd_xml_child(node, ITD_STR("DocumentedNameReference"));
    itd_ofac_document_row *row = put_behind(index, rec, &index->documents, identity, sizeof *row);

    if (!row)
        return;
    row->type = words_of(index, rec, node, "IDRegDocTypeID", "IDRegDocType");
    row->number = keep(index, rec, itd_xml_child_text(node, ITD_STR("IDRegistrationNo")));
    row->country = words_of(index, rec, node, "IssuedBy-CountryID", "Country");
    row->place =
        place_words(index, rec, itd_xml_attribute_value(node, ITD_STR("IssuedIn-LocationID")));
    row->authority = keep(index, rec, itd_xml_child_text(node, ITD_STR("IssuingAuthority")));
    row->comment = keep(index, rec, itd_xml_child_text(node, ITD_STR("Comment")));
    row->validity = words_of(index, rec, node, "ValidityID", "Validity");
    row->name = name ? keep_attribute(index, rec, name, "DocumentedNameID") : (itd_str){0};
    add_document_dates(index, rec, node, row);
}

const itd_ofac_document_row *itd_ofac_index_documents(const itd_ofac_index *index, itd_str identity)
{
    return find(index, &index->documents, identity);
}

/* ---- relations ---- */

static void add_relation(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_str          from = itd_xml_attribute_value(node, ITD_STR("From-ProfileID"));
    itd_ofac_relation_row *row = put_behind(index, rec, &index->relations, from, sizeof *row);

    if (!row)
        return;
    row->target = keep_attribute(index, rec, node, "To-ProfileID");
    row->type = words_of(index, rec, node, "RelationTypeID", "RelationType");
    row->quality = words_of(index, rec, node, "RelationQualityID", "RelationQuality");
    row->comment = keep(index, rec, itd_xml_child_text(node, ITD_STR("Comment")));
    row->former = itd_str_equal_ascii_nocase(itd_xml_attribute_value(node, ITD_STR("Former")),
                                             ITD_STR("true"));
}

const itd_ofac_relation_row *itd_ofac_index_relations(const itd_ofac_index *index, itd_str profile)
{
    return find(index, &index->relations, profile);
}

/* ---- what was imposed ---- */

static void add_entry(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_str profile = itd_xml_attribute_value(node, ITD_STR("ProfileID"));
    const itd_str list = words_of(index, rec, node, "ListID", "List");

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        const bool            is_event = itd_str_equal(child->name, ITD_STR("EntryEvent"));
        itd_ofac_measure_row *row;

        if (!is_event && !itd_str_equal(child->name, ITD_STR("SanctionsMeasure"))) {
            itd_record_report(rec, "unknown element", child->name);
            continue;
        }
        row = put_behind(index, rec, &index->measures, profile, sizeof *row);
        if (!row)
            return;
        row->list = list;
        row->comment = keep(index, rec, itd_xml_child_text(child, ITD_STR("Comment")));
        if (is_event) {
            row->type = words_of(index, rec, child, "EntryEventTypeID", "EntryEventType");
            row->basis = words_of(index, rec, child, "LegalBasisID", "LegalBasis");
            row->date =
                keep(index, rec, itd_ofac_advanced_day(rec, itd_xml_child(child, ITD_STR("Date"))));
        } else {
            row->type = words_of(index, rec, child, "SanctionsTypeID", "SanctionsType");
        }
    }
}

const itd_ofac_measure_row *itd_ofac_index_measures(const itd_ofac_index *index, itd_str profile)
{
    return find(index, &index->measures, profile);
}

/* ---- names of parties ---- */

static void add_party_name(itd_ofac_index *index, itd_record *rec, const itd_xml_node *party)
{
    const itd_xml_node *profile = itd_xml_child(party, ITD_STR("Profile"));
    const itd_xml_node *identity = itd_xml_child(profile, ITD_STR("Identity"));
    const itd_xml_node *alias = itd_xml_child(identity, ITD_STR("Alias"));
    const itd_xml_node *name = NULL;
    itd_str            *text;

    for (; alias && !name; alias = alias->next)
        if (itd_str_equal_ascii_nocase(itd_xml_attribute_value(alias, ITD_STR("Primary")),
                                       ITD_STR("true")))
            name = itd_xml_child(alias, ITD_STR("DocumentedName"));
    if (!name)
        return;
    text = put(index, rec, &index->names, itd_xml_attribute_value(profile, ITD_STR("ID")),
               sizeof *text);
    if (text) {
        const itd_ofac_written_name written = itd_ofac_advanced_name(
            index, rec, name, itd_xml_child(identity, ITD_STR("NamePartGroups")));

        *text = keep(index, rec, written.whole);
    }
}

itd_str itd_ofac_index_name(const itd_ofac_index *index, itd_str profile)
{
    const itd_str *text = find(index, &index->names, profile);

    return text ? *text : (itd_str){0};
}

itd_status itd_ofac_index_add(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node,
                              itd_error *err)
{
    static const struct {
        const char *table, *row;
        void (*add)(itd_ofac_index *index, itd_record *rec, const itd_xml_node *node);
    } tables[] = {
        {"Locations", "Location", add_location},
        {"IDRegDocuments", "IDRegDocument", add_document},
        {"DistinctParties", "DistinctParty", add_party_name},
        {"ProfileRelationships", "ProfileRelationship", add_relation},
        {"SanctionsEntries", "SanctionsEntry", add_entry},
    };
    const itd_str table = node->parent->name;

    if (itd_str_equal(table, ITD_STR("ReferenceValueSets"))) {
        add_references(index, rec, node);
        return ITD_OK;
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(tables); i++)
        if (itd_str_equal(table, itd_str_of(tables[i].table)) &&
            itd_str_equal(node->name, itd_str_of(tables[i].row))) {
            tables[i].add(index, rec, node);
            return ITD_OK;
        }
    if (itd_str_equal(table, ITD_STR("DateOfIssue")))
        return ITD_OK;
    if (itd_str_equal(table, ITD_STR("SanctionsEntryLinks"))) {
        itd_record_report(rec, "unknown element", node->name);
        return ITD_OK;
    }
    /* It may hold parties: taking the rest for the list would lose them in silence. */
    return itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> within <%.*s> is not known",
                             ITD_STR_ARGS(node->name), ITD_STR_ARGS(table));
}
