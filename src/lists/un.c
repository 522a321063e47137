/* The UN Security Council's Consolidated List in XML. One file: CONSOLIDATED_LIST with INDIVIDUALS
 * and ENTITIES, each a row of records. A record becomes one entity whose id is its
 * REFERENCE_NUMBER; every element is turned into values here or in the files beside
 * (un_internal.h), and what nobody knows is kept and reported. No place of a record within the file
 * is kept: publishers reorder records and elements without notice, and an entry that only moved has
 * not changed. Source: the layout of sc-sanctions.xsd as seen in the files of 2018 to 2026. */
#include "entity/schema.h"
#include "lists/reader.h"
#include "lists/un_alias.h"
#include "lists/un_internal.h"

#define RECORD_DEPTH 2 /* CONSOLIDATED_LIST/INDIVIDUALS/INDIVIDUAL */

static const char root_name[] = "CONSOLIDATED_LIST";

/* ---- elements of a record ---- */

typedef void (*add_element)(itd_record *un, const itd_xml_node *node);

/* Dates, several under VALUE or one as text. */
static void add_date(itd_record *un, const itd_xml_node *node, itd_prop prop)
{
    const itd_str words = itd_record_text(un, node);
    itd_date      date;

    if (words.len == 0)
        return;
    if (itd_un_parse_date(words, &date))
        itd_entity_add(un->builder, prop, itd_record_date_text(un, date), words,
                       itd_record_path(un, node, NULL));
    else
        itd_record_keep_odd(un, node, "date not understood", words);
}

static void add_listed_on(itd_record *un, const itd_xml_node *node)
{
    add_date(un, node, ITD_PROP_LISTING_DATE);
}

static void add_updates(itd_record *un, const itd_xml_node *node)
{
    for (const itd_xml_node *value = node->first_child; value; value = value->next)
        if (itd_str_equal(value->name, ITD_STR("VALUE")))
            add_date(un, value, ITD_PROP_MODIFIED_AT);
}

static void add_gender(itd_record *un, const itd_xml_node *node)
{
    const itd_str words = itd_record_text(un, node);

    if (itd_str_equal_ascii_nocase(words, ITD_STR("Male")))
        itd_entity_add(un->builder, ITD_PROP_GENDER, ITD_STR("male"), words, node->name);
    else if (itd_str_equal_ascii_nocase(words, ITD_STR("Female")))
        itd_entity_add(un->builder, ITD_PROP_GENDER, ITD_STR("female"), words, node->name);
    else
        itd_record_keep_odd(un, node, "unknown gender", words);
}

static void add_programme(itd_record *un, const itd_xml_node *node)
{
    itd_entity_add(un->builder, ITD_PROP_PROGRAM, itd_record_text(un, node), itd_str_of(""),
                   node->name);
}

static void add_reference(itd_record *un, const itd_xml_node *node)
{
    itd_entity_add(un->builder, ITD_PROP_RECORD_ID, itd_record_text(un, node), itd_str_of(""),
                   node->name);
}

static void add_titles(itd_record *un, const itd_xml_node *node)
{
    for (const itd_xml_node *value = node->first_child; value; value = value->next)
        if (itd_str_equal(value->name, ITD_STR("VALUE")))
            itd_entity_add(un->builder, ITD_PROP_TITLE, itd_record_text(un, value), itd_str_of(""),
                           itd_record_path(un, value, NULL));
}

/* "a) Minister of … b) Deputy …" in one cell are several functions. */
static void add_positions(itd_record *un, const itd_xml_node *node)
{
    for (const itd_xml_node *value = node->first_child; value; value = value->next) {
        const itd_str words = itd_record_text(un, value);
        const itd_str origin = itd_record_path(un, value, NULL);
        itd_str       rest = words, item;

        if (!itd_str_equal(value->name, ITD_STR("VALUE")))
            continue;
        if (!itd_str_starts_with(words, ITD_STR("a) "))) {
            itd_entity_add(un->builder, ITD_PROP_POSITION, words, itd_str_of(""), origin);
            continue;
        }
        while (itd_un_next_item(&rest, &item))
            itd_entity_add(un->builder, ITD_PROP_POSITION, item, words, origin);
    }
}

/* Facts of the publisher's own book-keeping. */
static void add_extra(itd_record *un, const itd_xml_node *node)
{
    itd_entity_add_extra(un->builder, node->name, itd_record_text(un, node), node->name);
}

static void add_extra_values(itd_record *un, const itd_xml_node *node)
{
    for (const itd_xml_node *value = node->first_child; value; value = value->next)
        if (itd_str_equal(value->name, ITD_STR("VALUE")))
            itd_entity_add_extra(un->builder, node->name, itd_record_text(un, value),
                                 itd_record_path(un, value, NULL));
}

/* How an element is read. */
enum {
    LEAF = 1 << 0,   /* text only */
    VALUES = 1 << 1, /* VALUE children only */
    ONCE = 1 << 2,   /* a second one is reported and kept */
    NAMES = 1 << 3,  /* read together, by itd_un_add_names */
};

static const struct element {
    const char *name;
    unsigned    flags;
    add_element add; /* NULL for NAMES; checks its children itself when neither LEAF nor VALUES */
} elements[] = {
    {"FIRST_NAME", LEAF | ONCE | NAMES, NULL},
    {"SECOND_NAME", LEAF | ONCE | NAMES, NULL},
    {"THIRD_NAME", LEAF | ONCE | NAMES, NULL},
    {"FOURTH_NAME", LEAF | ONCE | NAMES, NULL},
    {"NAME_ORIGINAL_SCRIPT", LEAF, itd_un_add_original_name},
    {"INDIVIDUAL_ALIAS", 0, itd_un_add_alias},
    {"ENTITY_ALIAS", 0, itd_un_add_alias},
    {"TITLE", VALUES, add_titles},
    {"DESIGNATION", VALUES, add_positions},
    {"GENDER", LEAF | ONCE, add_gender},
    {"NATIONALITY", 0, itd_un_add_nationality},
    {"INDIVIDUAL_DATE_OF_BIRTH", 0, itd_un_add_birth_date},
    {"INDIVIDUAL_PLACE_OF_BIRTH", 0, itd_un_add_birth_place},
    {"INDIVIDUAL_DOCUMENT", 0, itd_un_add_document},
    {"INDIVIDUAL_ADDRESS", 0, itd_un_add_address},
    {"ENTITY_ADDRESS", 0, itd_un_add_address},
    {"UN_LIST_TYPE", LEAF, add_programme},
    {"REFERENCE_NUMBER", LEAF | ONCE, add_reference},
    {"LISTED_ON", LEAF, add_listed_on},
    {"LAST_DAY_UPDATED", VALUES, add_updates},
    {"COMMENTS1", LEAF, itd_un_add_comment},
    {"LIST_TYPE", VALUES, add_extra_values},
    {"DATAID", LEAF, add_extra},
    {"VERSIONNUM", LEAF, add_extra},
    {"SORT_KEY", LEAF, add_extra},
    {"SORT_KEY_LAST_MOD", LEAF, add_extra},
    {"SUBMITTED_BY", LEAF, add_extra},
    {"SUBMITTED_ON", LEAF, add_extra},
};

static const struct element *find_element(itd_str name)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(elements); i++)
        if (itd_str_equal(name, itd_str_of(elements[i].name)))
            return &elements[i];
    return NULL;
}

static void read_element(itd_record *un, const itd_xml_node *record, const itd_xml_node *node)
{
    static const char *const none[] = {NULL};
    static const char *const values[] = {"VALUE", NULL};
    const struct element    *element = find_element(node->name);

    if (!element) {
        itd_record_keep_unknown(un, node);
        return;
    }
    if (element->flags & (LEAF | VALUES))
        itd_record_check_element(un, node, element->flags & LEAF ? none : values);
    if ((element->flags & ONCE) && itd_xml_child(record, node->name) != node)
        itd_record_keep_odd(un, node, "element given twice", itd_record_text(un, node));
    else if (element->add)
        element->add(un, node);
}

/* ---- records ---- */

static itd_status read_record(itd_record *un, const itd_xml_node *record, itd_schema schema,
                              const itd_entity **ret_ent, itd_error *err)
{
    itd_status st;

    un->no_memory = false;
    un->node = record;
    un->line = record->line;
    un->id = itd_record_child_text(un, record, "REFERENCE_NUMBER");
    if (un->id.len == 0 && !un->no_memory) {
        /* Without it the entry could not be found again in the next version. */
        st = itd_error_at_line(err, ITD_E_SYNTAX, record->line, "a record without a reference");
        itd_error_in_record(err, itd_record_child_text(un, record, "DATAID"));
        itd_error_in_field(err, ITD_STR("REFERENCE_NUMBER"));
        return st;
    }
    itd_entity_begin(un->builder, schema, un->id);
    itd_record_check_record(un, record);
    itd_un_add_names(un, record);
    for (const itd_xml_node *node = record->first_child; node; node = node->next)
        read_element(un, record, node);
    if (un->no_memory)
        return itd_error_no_memory(err);
    st = itd_entity_finish(un->builder, ret_ent, err);
    if (st == ITD_OK && !itd_entity_first(*ret_ent, ITD_PROP_NAME)) {
        st = itd_error_at_line(err, ITD_E_SYNTAX, record->line, "a record without a name");
        itd_error_in_field(err, ITD_STR("FIRST_NAME"));
    }
    if (st != ITD_OK) {
        itd_error_on_line(err, record->line);
        itd_error_in_record(err, un->id);
    }
    return st;
}

/* The kind of record an element at that place is. */
static itd_status schema_of(const itd_xml_node *record, itd_schema *ret_schema, itd_error *err)
{
    static const struct {
        const char *group, *name;
        itd_schema  schema;
    } kinds[] = {
        {"INDIVIDUALS", "INDIVIDUAL", ITD_SCHEMA_PERSON},
        {"ENTITIES", "ENTITY", ITD_SCHEMA_ORGANIZATION},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal(record->name, itd_str_of(kinds[i].name)) && record->parent &&
            itd_str_equal(record->parent->name, itd_str_of(kinds[i].group))) {
            *ret_schema = kinds[i].schema;
            return ITD_OK;
        }
    /* It may hold entries: taking the rest for the list would lose them in silence. */
    return itd_error_at_line(err, ITD_E_SCHEMA, record->line,
                             "<%.*s> within <%.*s>: neither an individual nor an entity",
                             ITD_STR_ARGS(record->name),
                             ITD_STR_ARGS(record->parent ? record->parent->name : record->name));
}

/* ---- the file ---- */

/* The calendar date as written, at 00:00 UTC: the publisher's clock says which day's list it is. */
static itd_status read_root(const itd_xml_node *root, itd_str file, itd_read_result *result,
                            itd_error *err)
{
    static const char *const known[] = {"dateGenerated", "noNamespaceSchemaLocation",
                                        "schemaLocation"};
    const itd_str            stamp = itd_xml_attribute_value(root, ITD_STR("dateGenerated"));
    itd_date                 date;

    if (!itd_str_equal(root->name, itd_str_of(root_name)))
        return itd_error_at_line(err, ITD_E_SCHEMA, root->line, "<%.*s> is not <%s>",
                                 ITD_STR_ARGS(root->name), root_name);
    if (stamp.len > 0) {
        if (!itd_un_parse_date(stamp, &date)) {
            itd_error_at_line(err, ITD_E_SYNTAX, root->line, "\"%.*s\" is not a date",
                              ITD_STR_ARGS(stamp));
            itd_error_in_field(err, ITD_STR("dateGenerated"));
            return ITD_E_SYNTAX;
        }
        result->has_stamp = true;
        result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    }
    for (size_t i = 0; i < root->attribute_count; i++) {
        bool is_known = false;

        for (size_t k = 0; k < ITD_ARRAY_LEN(known) && !is_known; k++)
            is_known = itd_str_equal(root->attributes[i].name, itd_str_of(known[k]));
        if (!is_known)
            itd_list_report_add(result->report, ITD_STR("unknown attribute"),
                                root->attributes[i].name, file, root->line, itd_str_of(""));
    }
    return ITD_OK;
}

static itd_status read_records(itd_xml *xml, itd_record *un, itd_entity_fn on_entity, void *ctx,
                               itd_error *err)
{
    size_t count = 0;

    for (;; count++) {
        const itd_xml_node *record;
        const itd_entity   *ent = NULL;
        itd_schema          schema = ITD_SCHEMA_LEGAL_ENTITY;
        itd_status          st = itd_xml_next(xml, &record, err);

        if (st != ITD_OK)
            return st;
        if (!record)
            break;
        if (count == ITD_LIST_ENTITIES_MAX)
            return itd_error_at_line(err, ITD_E_LIMIT, record->line, "more than %d entries",
                                     ITD_LIST_ENTITIES_MAX);
        itd_arena_reset(un->arena);
        un->builder = itd_entity_builder_new(un->arena);
        if (!un->builder)
            return itd_error_no_memory(err);
        st = schema_of(record, &schema, err);
        if (st != ITD_OK)
            return st;
        st = read_record(un, record, schema, &ent, err);
        if (st != ITD_OK)
            return st;
        st = on_entity(ctx, ent, err);
        if (st != ITD_OK) {
            itd_error_on_line(err, record->line);
            itd_error_in_record(err, un->id);
            return st;
        }
    }
    if (count == 0)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the list has no entries");
    return ITD_OK;
}

static itd_status read_un(const itd_list_part *parts, size_t part_count,
                          const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                          itd_read_result *result, itd_error *err)
{
    itd_source *src = NULL;
    itd_xml    *xml = NULL;
    itd_record  un = {.report = result->report};
    itd_status  st;

    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the UN list is one file, not %zu", part_count);
    st = itd_list_part_open(&parts[0], &src, err);
    if (st != ITD_OK)
        return st;
    un.file = parts[0].name;
    un.arena = itd_arena_new(ITD_RECORD_ARENA_BYTES);
    if (!un.arena) {
        st = itd_error_no_memory(err);
        goto done;
    }
    st = itd_xml_open(src, RECORD_DEPTH, &xml, err);
    if (st != ITD_OK)
        goto done;
    st = read_root(itd_xml_root(xml), un.file, result, err);
    if (st != ITD_OK)
        goto done;
    st = read_records(xml, &un, on_entity, ctx, err);

done:
    if (st != ITD_OK)
        itd_error_in_file(err, parts[0].name);
    itd_xml_close(xml);
    itd_source_close(src);
    itd_arena_free(un.arena);
    return st;
}

/* ---- recognising ---- */

/* Behind a declaration, comments and processing instructions stands the root's name. */
static bool recognise_un(const itd_list_part *part)
{
    itd_str head = itd_str_trim(part->head), name;

    while (itd_str_starts_with(head, ITD_STR("<?")) || itd_str_starts_with(head, ITD_STR("<!--"))) {
        const itd_str end = head.ptr[1] == '?' ? ITD_STR("?>") : ITD_STR("-->");
        const size_t  at = itd_str_find(head, end);

        if (at == SIZE_MAX)
            return false;
        head = itd_str_trim(itd_str_from(head, at + end.len));
    }
    if (head.len == 0 || head.ptr[0] != '<')
        return false;
    name = itd_str_from(head, 1);
    return itd_str_starts_with(name, itd_str_of(root_name)) && name.len >= sizeof root_name &&
           (itd_char_is_space(name.ptr[sizeof root_name - 1]) ||
            name.ptr[sizeof root_name - 1] == '>' || name.ptr[sizeof root_name - 1] == '/');
}

const itd_reader itd_reader_un = {
    .name = "un",
    .publisher = "un",
    .title = "UN Security Council Consolidated List, XML",
    .recognise = recognise_un,
    .read = read_un,
};
