/* An entry of the sdnList schema. The types of identifiers (idType) are the words of the CSV set's
 * remarks, so both layouts are read through one table (ofac_phrases.c). Elements and attributes
 * that are not known are reported and kept. */
#include "lists/ofac_xml_entry.h"

#include "entity/country.h"
#include "lists/ofac_join.h"
#include "lists/ofac_remarks.h"

#define ENTRY_BYTES_MAX ((size_t)64 << 20) /* of one entry while it is built */
#define ELEMENT_PATH_MAX 256               /* bytes of an element's path; a longer one is cut */

itd_status itd_ofac_xml_init(itd_ofac_xml *rd, itd_error *err)
{
    *rd = (itd_ofac_xml){0};
    itd_ofac_sink_init(&rd->sink);
    itd_buf_init(&rd->text, ITD_ENTITY_TEXT_MAX);
    rd->arena = itd_arena_new(ENTRY_BYTES_MAX);
    return rd->arena ? ITD_OK : itd_error_no_memory(err);
}

void itd_ofac_xml_done(itd_ofac_xml *rd)
{
    itd_arena_free(rd->arena);
    itd_buf_done(&rd->text);
    itd_ofac_sink_done(&rd->sink);
}

/* The text put together last; a failure is remembered, because the next text forgets it. */
static itd_str built_text(itd_ofac_xml *rd)
{
    if (rd->text.failed != ITD_OK)
        rd->failed = rd->text.failed;
    return itd_buf_text(&rd->text);
}

static void append_part(itd_buf *buf, const char *separator, itd_str part)
{
    part = itd_str_trim(part);
    if (part.len == 0)
        return;
    if (buf->len > 0)
        itd_buf_append_cstr(buf, separator);
    itd_buf_append(buf, part);
}

/* ---- what is not known ---- */

/* Everything written below an element, in order. Its depth is bounded by ITD_XML_DEPTH_MAX. */
static void append_content(itd_buf *buf, const itd_xml_node *node)
{
    append_part(buf, " ", node->text);
    for (size_t i = 0; i < node->attribute_count; i++)
        append_part(buf, " ", node->attributes[i].value);
    for (const itd_xml_node *child = node->first_child; child; child = child->next)
        append_content(buf, child);
}

/* Reports path + mark + name and, inside an entry, keeps the text under it. */
static void keep_unknown(itd_ofac_xml *rd, uint64_t line, itd_str what, itd_str path,
                         const char *mark, itd_str name, itd_str text)
{
    itd_buf where;

    itd_buf_init(&where, ELEMENT_PATH_MAX);
    itd_buf_append(&where, path);
    itd_buf_append_cstr(&where, mark);
    itd_buf_append(&where, name);
    if (where.failed == ITD_E_NO_MEMORY)
        rd->failed = ITD_E_NO_MEMORY;
    rd->sink.line = line;
    itd_ofac_report(&rd->sink, what, itd_buf_text(&where));
    if (rd->sink.builder)
        itd_entity_add_extra(rd->sink.builder, itd_buf_text(&where), text, itd_buf_text(&where));
    itd_buf_done(&where);
}

void itd_ofac_xml_keep(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    itd_buf_reset(&rd->text);
    append_content(&rd->text, node);
    keep_unknown(rd, node->line, ITD_STR("unknown element"), path, "/", node->name, built_text(rd));
}

/* Attributes: the schema has none. Text between the children of an element: has no place. */
static void check_element(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        keep_unknown(rd, node->line, ITD_STR("unknown attribute"), path, "@",
                     node->attributes[i].name, node->attributes[i].value);
    if (node->first_child && itd_xml_text(node).len > 0)
        keep_unknown(rd, node->line, ITD_STR("unexpected text"), path, "", (itd_str){0},
                     itd_xml_text(node));
}

/* Texts of the known children of an element, by the order of names; what else is there, or there
 * twice, is told and kept. */
void itd_ofac_xml_take_children(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path,
                                const itd_str *names, size_t count,
                                itd_str ret_text[static ITD_OFAC_XML_CHILDREN_MAX])
{
    for (size_t i = 0; i < count; i++)
        ret_text[i] = (itd_str){0};
    check_element(rd, node, path);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        size_t i = 0;

        while (i < count && !itd_str_equal(child->name, names[i]))
            i++;
        if (i == count || child->first_child || ret_text[i].len > 0) {
            itd_ofac_xml_keep(rd, child, path);
            continue;
        }
        ret_text[i] = itd_xml_text(child);
        check_element(rd, child, path);
    }
}

/* ---- items of the lists of an entry ---- */

static void add_program(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    itd_str none[ITD_OFAC_XML_CHILDREN_MAX];

    itd_ofac_xml_take_children(rd, node, path, NULL, 0, none);
    itd_ofac_add_programs(&rd->sink, itd_xml_text(node), path);
}

static void add_id(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    enum { UID, TYPE, NUMBER, COUNTRY, ISSUED, EXPIRES, COUNT };
    static const itd_str names[COUNT] = {ITD_STR_INIT("uid"),       ITD_STR_INIT("idType"),
                                         ITD_STR_INIT("idNumber"),  ITD_STR_INIT("idCountry"),
                                         ITD_STR_INIT("issueDate"), ITD_STR_INIT("expirationDate")};
    itd_str              text[ITD_OFAC_XML_CHILDREN_MAX];
    itd_ofac_parts       parts = {.given = true};

    itd_ofac_xml_take_children(rd, node, path, names, COUNT, text);
    parts.country = text[COUNTRY];
    parts.issued = text[ISSUED];
    parts.expires = text[EXPIRES];
    if (itd_ofac_add_identifier(&rd->sink, text[TYPE], text[NUMBER], &parts, path))
        return;
    itd_ofac_report(&rd->sink, ITD_STR("unknown type of identifier"), text[TYPE]);
    itd_entity_add_extra(rd->sink.builder, text[TYPE].len > 0 ? text[TYPE] : path,
                         text[NUMBER].len > 0 ? text[NUMBER] : text[TYPE], path);
    itd_ofac_add_country_details(&rd->sink, &parts);
}

static itd_str joined_name(itd_ofac_xml *rd, itd_str last, itd_str first)
{
    itd_buf_reset(&rd->text);
    append_part(&rd->text, ", ", last);
    append_part(&rd->text, ", ", first);
    return built_text(rd);
}

static void add_aka(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    enum { UID, TYPE, CATEGORY, LAST, FIRST, COUNT };
    static const itd_str names[COUNT] = {ITD_STR_INIT("uid"), ITD_STR_INIT("type"),
                                         ITD_STR_INIT("category"), ITD_STR_INIT("lastName"),
                                         ITD_STR_INIT("firstName")};
    itd_str              text[ITD_OFAC_XML_CHILDREN_MAX];
    bool                 weak;

    itd_ofac_xml_take_children(rd, node, path, names, COUNT, text);
    weak = itd_str_equal_ascii_nocase(text[CATEGORY], ITD_STR("weak"));
    if (!weak && !itd_str_equal_ascii_nocase(text[CATEGORY], ITD_STR("strong")))
        itd_ofac_report(&rd->sink, ITD_STR("unknown quality of alias"), text[CATEGORY]);
    itd_ofac_add_alias(&rd->sink, text[TYPE], weak, joined_name(rd, text[LAST], text[FIRST]),
                       text[LAST], text[FIRST], path);
    itd_entity_detail(rd->sink.builder, ITD_DETAIL_QUALITY, text[CATEGORY]);
}

static void add_address(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    enum { UID, LINE1, LINE2, LINE3, CITY, REGION, POSTAL_CODE, COUNTRY, COUNT };
    static const itd_str names[COUNT] = {
        ITD_STR_INIT("uid"),        ITD_STR_INIT("address1"), ITD_STR_INIT("address2"),
        ITD_STR_INIT("address3"),   ITD_STR_INIT("city"),     ITD_STR_INIT("stateOrProvince"),
        ITD_STR_INIT("postalCode"), ITD_STR_INIT("country")};
    itd_str          text[ITD_OFAC_XML_CHILDREN_MAX];
    itd_ofac_address address = {0};

    itd_ofac_xml_take_children(rd, node, path, names, COUNT, text);
    itd_buf_reset(&rd->text);
    for (size_t i = LINE1; i <= LINE3; i++)
        append_part(&rd->text, ", ", text[i]);
    address.street = built_text(rd);
    address.city = text[CITY];
    address.region = text[REGION];
    address.postal_code = text[POSTAL_CODE];
    address.country = text[COUNTRY];
    itd_ofac_add_address(&rd->sink, &address, path);
}

/* An item of uid, one text and mainEntry, read as the fact whose words are given. */
static void add_item(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path, itd_str text_name,
                     itd_str words)
{
    enum { UID, TEXT, MAIN, COUNT };
    const itd_str  names[COUNT] = {ITD_STR("uid"), text_name, ITD_STR("mainEntry")};
    itd_str        text[ITD_OFAC_XML_CHILDREN_MAX];
    itd_ofac_match match;
    itd_ofac_parts parts = {.given = true};

    itd_ofac_xml_take_children(rd, node, path, names, COUNT, text);
    parts.main = itd_str_equal_ascii_nocase(text[MAIN], ITD_STR("true"));
    if (text[TEXT].len == 0 || !itd_ofac_phrase_find(words, &match))
        return;
    match.body = text[TEXT];
    if (itd_ofac_add_fact(&rd->sink, &match, &parts, path))
        return;
    itd_ofac_report(&rd->sink, ITD_STR("date not understood"), text[TEXT]);
    itd_entity_add_extra(rd->sink.builder, words, text[TEXT], path);
}

static void add_nationality(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    add_item(rd, node, path, ITD_STR("country"), ITD_STR("nationality"));
}

static void add_citizenship(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    add_item(rd, node, path, ITD_STR("country"), ITD_STR("citizen"));
}

static void add_birth_date(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    add_item(rd, node, path, ITD_STR("dateOfBirth"), ITD_STR("DOB"));
}

static void add_birth_place(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path)
{
    add_item(rd, node, path, ITD_STR("placeOfBirth"), ITD_STR("POB"));
}

static void add_vessel(itd_ofac_xml *rd, const itd_xml_node *node)
{
    static const itd_str names[ITD_OFAC_VESSEL_FIELDS] = {
        ITD_STR_INIT("callSign"),   ITD_STR_INIT("vesselType"),
        ITD_STR_INIT("tonnage"),    ITD_STR_INIT("grossRegisteredTonnage"),
        ITD_STR_INIT("vesselFlag"), ITD_STR_INIT("vesselOwner")};
    static const itd_str origins[ITD_OFAC_VESSEL_FIELDS] = {
        ITD_STR_INIT("vesselInfo/callSign"),   ITD_STR_INIT("vesselInfo/vesselType"),
        ITD_STR_INIT("vesselInfo/tonnage"),    ITD_STR_INIT("vesselInfo/grossRegisteredTonnage"),
        ITD_STR_INIT("vesselInfo/vesselFlag"), ITD_STR_INIT("vesselInfo/vesselOwner")};
    itd_str text[ITD_OFAC_XML_CHILDREN_MAX];

    itd_ofac_xml_take_children(rd, node, ITD_STR("vesselInfo"), names, ITD_OFAC_VESSEL_FIELDS,
                               text);
    itd_ofac_add_vessel(&rd->sink, text, origins);
}

/* ---- an entry ---- */

static const struct {
    itd_str list, item, path;
    void (*add)(itd_ofac_xml *rd, const itd_xml_node *node, itd_str path);
} lists[] = {
    {ITD_STR_INIT("programList"), ITD_STR_INIT("program"), ITD_STR_INIT("programList/program"),
     add_program},
    {ITD_STR_INIT("idList"), ITD_STR_INIT("id"), ITD_STR_INIT("idList/id"), add_id},
    {ITD_STR_INIT("akaList"), ITD_STR_INIT("aka"), ITD_STR_INIT("akaList/aka"), add_aka},
    {ITD_STR_INIT("addressList"), ITD_STR_INIT("address"), ITD_STR_INIT("addressList/address"),
     add_address},
    {ITD_STR_INIT("nationalityList"), ITD_STR_INIT("nationality"),
     ITD_STR_INIT("nationalityList/nationality"), add_nationality},
    {ITD_STR_INIT("citizenshipList"), ITD_STR_INIT("citizenship"),
     ITD_STR_INIT("citizenshipList/citizenship"), add_citizenship},
    {ITD_STR_INIT("dateOfBirthList"), ITD_STR_INIT("dateOfBirthItem"),
     ITD_STR_INIT("dateOfBirthList/dateOfBirthItem"), add_birth_date},
    {ITD_STR_INIT("placeOfBirthList"), ITD_STR_INIT("placeOfBirthItem"),
     ITD_STR_INIT("placeOfBirthList/placeOfBirthItem"), add_birth_place},
};

/* false when the element is no list of the table. */
static bool add_list(itd_ofac_xml *rd, const itd_xml_node *node)
{
    size_t i = 0;

    while (i < ITD_ARRAY_LEN(lists) && !itd_str_equal(node->name, lists[i].list))
        i++;
    if (i == ITD_ARRAY_LEN(lists))
        return false;
    check_element(rd, node, lists[i].list);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        rd->sink.line = child->line;
        if (itd_str_equal(child->name, lists[i].item))
            lists[i].add(rd, child, lists[i].path);
        else
            itd_ofac_xml_keep(rd, child, lists[i].list);
    }
    return true;
}

/* Elements with a text of their own, read before the others or here. */
static bool add_leaf(itd_ofac_xml *rd, const itd_xml_node *node)
{
    static const itd_str read_before[] = {ITD_STR_INIT("uid"), ITD_STR_INIT("firstName"),
                                          ITD_STR_INIT("lastName"), ITD_STR_INIT("sdnType")};
    const itd_str        text = itd_xml_text(node);

    if (node->first_child)
        return false;
    if (itd_str_equal(node->name, ITD_STR("title"))) {
        itd_ofac_add_titles(&rd->sink, text, ITD_STR("title"));
    } else if (itd_str_equal(node->name, ITD_STR("remarks"))) {
        const itd_ofac_remarks remarks = {.text = text, .origin = ITD_STR("remarks")};

        itd_ofac_add_remarks(&rd->sink, &remarks);
    } else {
        size_t i = 0;

        while (i < ITD_ARRAY_LEN(read_before) && !itd_str_equal(node->name, read_before[i]))
            i++;
        if (i == ITD_ARRAY_LEN(read_before) ||
            itd_xml_child(node->parent, node->name) != node) /* there twice */
            return false;
    }
    check_element(rd, node, node->name);
    return true;
}

itd_status itd_ofac_xml_fail(itd_error *err, const char *why, itd_str id, itd_str field)
{
    itd_error_set(err, ITD_E_SYNTAX, "%s", why);
    itd_error_in_record(err, id);
    itd_error_in_field(err, field);
    return ITD_E_SYNTAX;
}

itd_status itd_ofac_xml_read_entry(itd_ofac_xml *rd, const itd_xml_node *node,
                                   const itd_entity **ret_ent, itd_error *err)
{
    const itd_str       id = itd_xml_child_text(node, ITD_STR("uid"));
    const itd_str       last = itd_xml_child_text(node, ITD_STR("lastName"));
    const itd_str       first = itd_xml_child_text(node, ITD_STR("firstName"));
    const itd_str       type = itd_xml_child_text(node, ITD_STR("sdnType"));
    itd_entity_builder *builder;
    itd_status          st;

    if (!itd_ofac_is_id(id))
        return itd_ofac_xml_fail(err, "not a number", id, ITD_STR("uid"));
    if (last.len == 0 && first.len == 0)
        return itd_ofac_xml_fail(err, "an entry without name", id, ITD_STR("lastName"));
    if (type.len == 0)
        return itd_ofac_xml_fail(err, "an entry without type", id, ITD_STR("sdnType"));
    itd_arena_reset(rd->arena);
    builder = itd_entity_builder_new(rd->arena);
    if (!builder)
        return itd_error_no_memory(err);
    rd->failed = ITD_OK;
    itd_ofac_begin(&rd->sink, builder, id, type, ITD_STR("sdnType"));
    itd_ofac_add_name(&rd->sink, ITD_PROP_NAME, joined_name(rd, last, first), last, first,
                      ITD_STR("lastName"));
    check_element(rd, node, ITD_STR("sdnEntry"));
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        rd->sink.line = child->line;
        if (itd_str_equal(child->name, ITD_STR("vesselInfo")))
            add_vessel(rd, child);
        else if (!add_list(rd, child) && !add_leaf(rd, child))
            itd_ofac_xml_keep(rd, child, ITD_STR("sdnEntry"));
    }
    rd->sink.line = node->line;
    if (rd->sink.failed == ITD_OK)
        rd->sink.failed = rd->failed;
    st = itd_ofac_finish(&rd->sink, ret_ent, err);
    rd->sink.builder = NULL;
    return st;
}
