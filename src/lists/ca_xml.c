/* Canada's Consolidated Autonomous Sanctions List in XML: a data-set of flat records. The id is
 * country, schedule and item, the only thing that names an entry; the publisher gives no stamp.
 * UTF-8. Source: the layouts of 2020 to 2025, in which three elements changed their names. */
#include "lists/script.h"
#include "lists/language.h"
#include "lists/xml_list.h"

enum { COUNTRY, LAST, GIVEN, ENTITY, TITLE, BORN, SCHEDULE, ITEM, LISTED, ALIASES, IMO, FIELDS };

/* "new|old" */
static const char *const names[FIELDS] = {
    [COUNTRY] = "Country",         [LAST] = "LastName",
    [GIVEN] = "GivenName",         [ENTITY] = "EntityOrShip|Entity",
    [TITLE] = "TitleOrShip|Title", [BORN] = "DateOfBirthOrShipBuildDate|DateOfBirth",
    [SCHEDULE] = "Schedule",       [ITEM] = "Item",
    [LISTED] = "DateOfListing",    [ALIASES] = "Aliases",
    [IMO] = "ShipIMONumber",
};

/* The element that a field was found under. */
struct field {
    itd_str text, origin;
};

static bool find_field(itd_str element, size_t *ret_field)
{
    for (size_t i = 0; i < FIELDS; i++) {
        itd_str rest = itd_str_of(names[i]), name;

        while (itd_str_next_part(&rest, ITD_STR("|"), &name))
            if (itd_str_equal(element, name)) {
                *ret_field = i;
                return true;
            }
    }
    return false;
}

/* ---- dates ---- */

static void add_one_date(itd_record *rec, itd_prop prop, itd_str words, itd_str raw, itd_str origin)
{
    const size_t dash = itd_str_find_char(words, '-');
    itd_date     from, to = {0};

    if (!itd_date_parse_iso(words, &from) &&
        /* "1963-1964" */
        (words.len != 9 || dash != 4 || !itd_date_parse_iso(itd_str_slice(words, 0, 4), &from) ||
         !itd_date_parse_iso(itd_str_from(words, 5), &to))) {
        itd_record_keep_date(rec, words, origin);
        return;
    }
    itd_record_add_date(rec, prop, from, raw, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_UNTIL, itd_record_date_text(rec, to));
}

/* "1963 or 1964" is two. */
static void add_dates(itd_record *rec, itd_prop prop, const struct field *field)
{
    const size_t behind = itd_record_find_word(field->text, "or ");

    if (behind == SIZE_MAX) {
        add_one_date(rec, prop, field->text, field->text, field->origin);
        return;
    }
    add_one_date(rec, prop, itd_str_trim(itd_str_slice(field->text, 0, behind - 3)), field->text,
                 field->origin);
    add_one_date(rec, prop, itd_str_trim(itd_str_from(field->text, behind)), field->text,
                 field->origin);
}

/* ---- aliases ---- */

/* "Russian: …" says the language of what follows. */
static itd_str take_language(itd_str *alias)
{
    const size_t colon = itd_str_find_char(*alias, ':');
    itd_str      tag;

    if (colon == SIZE_MAX || !itd_language_find(itd_str_slice(*alias, 0, colon), &tag))
        return (itd_str){0};
    *alias = itd_str_trim(itd_str_from(*alias, colon + 1));
    return tag;
}

static void add_alias(itd_record *rec, itd_str alias, const struct field *field)
{
    itd_str tag;

    alias = itd_record_single_blanks(rec, alias);
    tag = take_language(&alias);
    itd_entity_add(rec->builder, ITD_PROP_ALIAS, alias, field->text, field->origin);
    if (itd_script_is_foreign(alias))
        itd_entity_detail(rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(alias));
    itd_entity_detail(rec->builder, ITD_DETAIL_LANG, tag);
}

/* Parted by semicolons and line ends; those of persons by commas too, which stand within the names
 * of organisations. */
static void add_aliases(itd_record *rec, const struct field *field, bool is_person)
{
    size_t from = 0;

    for (size_t i = 0; i <= field->text.len; i++) {
        const char ch = i < field->text.len ? field->text.ptr[i] : ';';

        if (ch != ';' && ch != '\n' && ch != '\r' && (ch != ',' || !is_person))
            continue;
        add_alias(rec, itd_str_slice(field->text, from, i), field);
        from = i + 1;
    }
}

/* ---- records ---- */

static void take_fields(itd_record *rec, const itd_xml_node *node, struct field *fields)
{
    static const char *const none[] = {NULL};
    size_t                   field;

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (!find_field(child->name, &field) || child->first_child || fields[field].text.len > 0) {
            itd_record_keep_unknown(rec, child);
            continue;
        }
        itd_record_check_attributes(rec, child, none);
        /* Line ends part aliases; elsewhere they are layout. */
        fields[field] = (struct field){
            .text = field == ALIASES ? itd_xml_text(child) : itd_record_text(rec, child),
            .origin = child->name,
        };
    }
}

static void add_names(itd_record *rec, const struct field *fields)
{
    const itd_str parts[] = {fields[GIVEN].text, fields[LAST].text};

    itd_record_add(rec, ITD_PROP_NAME, fields[ENTITY].text, fields[ENTITY].origin);
    itd_record_add(rec, ITD_PROP_NAME, itd_record_join(rec, parts, 2, " "),
                   fields[LAST].text.len > 0 ? fields[LAST].origin : fields[GIVEN].origin);
    if (parts[0].len > 0 && parts[1].len > 0) {
        itd_entity_detail(rec->builder, ITD_DETAIL_FIRST, parts[0]);
        itd_entity_detail(rec->builder, ITD_DETAIL_LAST, parts[1]);
    }
}

static itd_status read_record(itd_record *rec, void *state, const itd_xml_node *node,
                              itd_read_result *result, itd_error *err)
{
    struct field fields[FIELDS] = {{{0}, {0}}};
    itd_str      id[3];
    itd_schema   schema = ITD_SCHEMA_ORGANIZATION;
    itd_date     date;

    (void)state, (void)result;
    if (!itd_str_equal(node->name, ITD_STR("record")))
        return itd_error_at_line(err, ITD_E_SCHEMA, node->line, "<%.*s> is not a record",
                                 ITD_STR_ARGS(node->name));
    id[0] = itd_record_child_text(rec, node, "Country");
    id[0] = itd_str_trim(itd_str_slice(id[0], 0, itd_str_find(id[0], ITD_STR(" / "))));
    id[1] = itd_record_child_text(rec, node, "Schedule");
    id[2] = itd_record_child_text(rec, node, "Item");
    if (id[0].len == 0 || id[2].len == 0)
        return itd_record_fail(rec, err, id[0].len == 0 ? "Country" : "Item",
                               "a record without country or item");
    if (itd_record_child_text(rec, node, "LastName").len > 0 ||
        itd_record_child_text(rec, node, "GivenName").len > 0)
        schema = ITD_SCHEMA_PERSON;
    else if (itd_record_child_text(rec, node, "ShipIMONumber").len > 0)
        schema = ITD_SCHEMA_VESSEL;
    itd_record_entity(rec, schema, itd_record_join(rec, id, ITD_ARRAY_LEN(id), "/"));
    itd_record_check_record(rec, node);
    take_fields(rec, node, fields);
    add_names(rec, fields);
    add_aliases(rec, &fields[ALIASES], schema == ITD_SCHEMA_PERSON);
    itd_record_add(rec, ITD_PROP_PROGRAM, fields[COUNTRY].text, fields[COUNTRY].origin);
    itd_entity_add_extra(rec->builder, fields[SCHEDULE].origin, fields[SCHEDULE].text,
                         fields[SCHEDULE].origin);
    itd_entity_add_extra(rec->builder, fields[ITEM].origin, fields[ITEM].text, fields[ITEM].origin);
    itd_record_add(rec,
                   schema == ITD_SCHEMA_PERSON   ? ITD_PROP_TITLE
                   : schema == ITD_SCHEMA_VESSEL ? ITD_PROP_TYPE
                                                 : ITD_PROP_CLASSIFICATION,
                   fields[TITLE].text, fields[TITLE].origin);
    if (fields[BORN].text.len > 0)
        add_dates(rec,
                  schema == ITD_SCHEMA_PERSON   ? ITD_PROP_BIRTH_DATE
                  : schema == ITD_SCHEMA_VESSEL ? ITD_PROP_BUILD_DATE
                                                : ITD_PROP_INCORPORATION_DATE,
                  &fields[BORN]);
    itd_record_add_identifier(rec, ITD_PROP_IMO_NUMBER, fields[IMO].text, fields[IMO].origin);
    if (itd_date_parse_iso(fields[LISTED].text, &date))
        itd_record_add_date(rec, ITD_PROP_LISTING_DATE, date, fields[LISTED].text,
                            fields[LISTED].origin);
    else
        itd_record_keep_date(rec, fields[LISTED].text, fields[LISTED].origin);
    return ITD_OK;
}

static const itd_xml_list layout = {
    .root = "data-set",
    .what = "Canada's list",
    .depth = 1,
    .read = read_record,
};

static itd_status read_ca_xml(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    return itd_xml_list_read(&layout, NULL, parts, part_count, on_entity, ctx, result, err);
}

/* The root says little: the elements of the first record must be Canada's. */
static bool recognise_ca_xml(const itd_list_part *part)
{
    return itd_xml_list_recognise(&layout, part) &&
           itd_str_find(part->head, ITD_STR("<DateOfListing>")) != SIZE_MAX &&
           itd_str_find(part->head, ITD_STR("<Item>")) != SIZE_MAX;
}

const itd_reader itd_reader_ca_xml = {
    .name = "ca-xml",
    .publisher = "ca",
    .title = "Canada's Consolidated Autonomous Sanctions List, XML",
    .recognise = recognise_ca_xml,
    .read = read_ca_xml,
};
