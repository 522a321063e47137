/* What a Swiss target refers to, and what an identity says besides names. */
#include "lists/ch_internal.h"

#include "entity/country.h"

static itd_str attribute(const itd_xml_node *node, const char *name)
{
    return itd_str_trim(itd_xml_attribute_value(node, itd_str_of(name)));
}

/* ---- the index ---- */

itd_status itd_ch_index_init(itd_ch_index *index, itd_error *err)
{
    *index = (itd_ch_index){.arena = NULL};
    itd_map_init(&index->sets);
    itd_map_init(&index->places);
    index->arena = itd_arena_new(ITD_CH_INDEX_BYTES_MAX);
    return index->arena ? ITD_OK : itd_error_no_memory(err);
}

void itd_ch_index_done(itd_ch_index *index)
{
    itd_map_done(&index->sets);
    itd_map_done(&index->places);
    itd_arena_free(index->arena);
}

static itd_str keep(itd_ch_index *index, itd_record *rec, itd_str text)
{
    itd_str copy = {0};

    if (text.len > 0 && !itd_arena_copy(index->arena, text, &copy))
        rec->no_memory = true;
    return copy;
}

/* The item of that number, a new one when it is not there. */
static void *item_of(itd_ch_index *index, itd_record *rec, itd_map *map, itd_str number,
                     size_t size)
{
    const itd_str key = keep(index, rec, number);
    uint64_t     *place = NULL;
    void         *item;
    bool          added;

    if (rec->no_memory || !itd_map_add(map, key, &place, &added)) {
        rec->no_memory = true;
        return NULL;
    }
    if (*place > 0)
        return index->items[*place - 1];
    if (index->count == index->cap) {
        void *grown = itd_arena_grow(index->arena, index->items, index->count, &index->cap,
                                     sizeof *index->items);

        if (!grown) {
            rec->no_memory = true;
            return NULL;
        }
        index->items = grown;
    }
    item = itd_arena_new_array(index->arena, 1, size);
    if (!item) {
        rec->no_memory = true;
        return NULL;
    }
    index->items[index->count++] = item;
    *place = index->count;
    return item;
}

/* The text in English, else the first one. */
static itd_str text_of(itd_record *rec, const itd_xml_node *node, const char *name)
{
    const itd_xml_node *best = itd_xml_child(node, itd_str_of(name));

    for (const itd_xml_node *child = best; child; child = child->next)
        if (itd_str_equal(child->name, itd_str_of(name)) &&
            itd_str_equal(attribute(child, "lang"), ITD_STR("eng")))
            return itd_record_text(rec, child);
    return itd_record_text(rec, best);
}

static void add_program(itd_ch_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_str key = keep(index, rec, text_of(rec, node, "program-key"));
    const itd_str name = keep(index, rec, text_of(rec, node, "program-name"));
    const itd_str origin = keep(index, rec, itd_record_child_text(rec, node, "origin"));

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        const bool  english = itd_str_equal(attribute(child, "lang"), ITD_STR("eng"));
        itd_ch_set *set;

        if (!itd_str_equal(child->name, ITD_STR("sanctions-set")))
            continue;
        set = item_of(index, rec, &index->sets, attribute(child, "ssid"), sizeof *set);
        if (!set)
            return;
        set->key = key;
        set->name = name;
        set->origin = origin;
        if (english || set->text.len == 0)
            set->text = keep(index, rec, itd_record_text(rec, child));
    }
}

static void add_place(itd_ch_index *index, itd_record *rec, const itd_xml_node *node)
{
    const itd_xml_node *country = itd_xml_child(node, ITD_STR("country"));
    itd_ch_place       *place =
        item_of(index, rec, &index->places, attribute(node, "ssid"), sizeof *place);

    if (!place)
        return;
    place->location = keep(index, rec, itd_record_child_text(rec, node, "location"));
    place->area = keep(index, rec, itd_record_child_text(rec, node, "area"));
    if (country) {
        place->code = keep(index, rec, attribute(country, "iso-code"));
        place->country = keep(index, rec, itd_record_text(rec, country));
    }
}

void itd_ch_index_add(itd_ch_index *index, itd_record *rec, const itd_xml_node *node)
{
    if (itd_str_equal(node->name, ITD_STR("sanctions-program")))
        add_program(index, rec, node);
    else if (itd_str_equal(node->name, ITD_STR("place")))
        add_place(index, rec, node);
}

static void *find(const itd_ch_index *index, const itd_map *map, itd_str number)
{
    const uint64_t *place = number.len > 0 ? itd_map_find(map, number) : NULL;

    return place && *place > 0 ? index->items[*place - 1] : NULL;
}

const itd_ch_set *itd_ch_index_set(const itd_ch_index *index, itd_str number)
{
    return find(index, &index->sets, number);
}

const itd_ch_place *itd_ch_index_place(const itd_ch_index *index, itd_str number)
{
    return find(index, &index->places, number);
}

/* ---- births, nationalities ---- */

static void add_day(itd_record *rec, const itd_xml_node *node, itd_schema schema)
{
    static const char *const known[] = {"ssid",     "day",     "month", "year",
                                        "calendar", "quality", NULL};
    const itd_str            parts[] = {attribute(node, "year"), attribute(node, "month"),
                                        attribute(node, "day")};
    const itd_str            calendar = attribute(node, "calendar");
    const itd_str            origin = ITD_STR("identity/day-month-year");
    const itd_str            words = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "-");
    uint64_t                 number[3] = {0};
    itd_date                 date;

    itd_record_check_attributes(rec, node, known);
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        if (parts[i].len > 0 && !itd_str_parse_u64(parts[i], i == 0 ? 9999 : 31, &number[i]))
            number[0] = 0;
    date = (itd_date){.year = (int16_t)number[0],
                      .month = (uint8_t)number[1],
                      .day = (uint8_t)(number[1] > 0 ? number[2] : 0)};
    if (calendar.len > 0 && !itd_str_equal_ascii_nocase(calendar, ITD_STR("Gregorian"))) {
        itd_entity_add_extra(rec->builder, origin, words, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_CALENDAR, calendar);
    } else if (date.year == 0 || !itd_date_is_valid(date)) {
        itd_record_keep_date(rec, words, origin);
    } else {
        itd_record_add_date(rec,
                            schema == ITD_SCHEMA_PERSON   ? ITD_PROP_BIRTH_DATE
                            : schema == ITD_SCHEMA_VESSEL ? ITD_PROP_BUILD_DATE
                                                          : ITD_PROP_INCORPORATION_DATE,
                            date, (itd_str){0}, origin);
        if (itd_str_equal(attribute(node, "quality"), ITD_STR("low")))
            itd_entity_detail(rec->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
    }
}

static void add_nationality(itd_record *rec, const itd_xml_node *node)
{
    const itd_xml_node *country = itd_xml_child(node, ITD_STR("country"));
    const itd_str       words = itd_record_text(rec, country);
    const itd_str       code = country ? attribute(country, "iso-code") : (itd_str){0};

    itd_record_add_country_of(rec, ITD_PROP_NATIONALITY, code.len > 0 ? code : words, words,
                              ITD_STR("identity/nationality"));
}

/* ---- places ---- */

/* An address or a place of birth: what stands at the place it refers to, and its own details. */
static void add_located(const itd_ch_index *index, itd_record *rec, const itd_xml_node *node,
                        itd_prop prop, itd_prop country_prop)
{
    static const char *const  known[] = {"ssid", "place-id", "quality", "main", NULL};
    static const char *const  children[] = {"remarks",         "remark",  "c-o",
                                            "address-details", "p-o-box", "zip-code",
                                            "location",        "area",    "country"};
    static const itd_ch_place nowhere = {{0}, {0}, {0}, {0}};
    const itd_ch_place       *at = itd_ch_index_place(index, attribute(node, "place-id"));
    const itd_str             box = itd_record_child_text(rec, node, "p-o-box");
    const itd_str             street[] = {itd_record_child_text(rec, node, "c-o"),
                                          itd_record_child_text(rec, node, "address-details"),
                              box.len > 0 ? ITD_STR("P.O. Box") : (itd_str){0}, box};
    const itd_str             line[] = {itd_record_join(rec, street, 2, ", "),
                                        itd_record_join(rec, street + 2, 2, " ")};
    const bool                low = itd_str_equal(attribute(node, "quality"), ITD_STR("low"));
    const itd_str             notes[] = {itd_record_child_text(rec, node, "remarks"),
                                         itd_record_child_text(rec, node, "remark"),
                             low ? ITD_STR("low quality") : (itd_str){0}};
    const itd_str             note = itd_record_join(rec, notes, ITD_ARRAY_LEN(notes), "; ");
    itd_record_place          place = {.street = itd_record_join(rec, line, 2, ", "),
                                       .postal_code = itd_record_child_text(rec, node, "zip-code"),
                                       .note = note};

    itd_record_check_attributes(rec, node, known);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        bool is_known = false;

        for (size_t i = 0; i < ITD_ARRAY_LEN(children) && !is_known; i++)
            is_known = itd_str_equal(child->name, itd_str_of(children[i]));
        if (!is_known)
            itd_record_keep_unknown(rec, child);
    }
    if (!at && attribute(node, "place-id").len > 0)
        itd_record_report(rec, "place not there", attribute(node, "place-id"));
    at = at ? at : &nowhere;
    place.city = at->location.len > 0 ? at->location : itd_record_child_text(rec, node, "location");
    place.region = at->area.len > 0 ? at->area : itd_record_child_text(rec, node, "area");
    place.country = at->code.len > 0      ? at->code
                    : at->country.len > 0 ? at->country
                                          : itd_record_child_text(rec, node, "country");
    place.country_words = at->country;
    itd_record_add_place(rec, prop, country_prop, &place, itd_record_path(rec, node, NULL));
}

/* ---- documents ---- */

static void add_document(itd_record *rec, const itd_xml_node *node)
{
    static const struct {
        const char *type;
        itd_prop    prop;
    } types[] = {
        {"passport", ITD_PROP_PASSPORT_NUMBER},
        {"diplomatic-passport", ITD_PROP_PASSPORT_NUMBER},
        {"id-card", ITD_PROP_ID_NUMBER},
        {"driving-license", ITD_PROP_LICENSE_NUMBER},
        {"driver-license", ITD_PROP_LICENSE_NUMBER},
    };
    static const char *const children[] = {"number",      "issuer", "date-of-issue",
                                           "expiry-date", "remark", "remarks"};
    const itd_str            type = attribute(node, "document-type");
    const itd_xml_node      *issuer = itd_xml_child(node, ITD_STR("issuer"));
    itd_str                  country = issuer ? attribute(issuer, "code") : (itd_str){0};
    itd_prop                 prop = ITD_PROP_OTHER_ID;

    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        bool is_known = false;

        for (size_t i = 0; i < ITD_ARRAY_LEN(children) && !is_known; i++)
            is_known = itd_str_equal(child->name, itd_str_of(children[i]));
        if (!is_known)
            itd_record_keep_unknown(rec, child);
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(types); i++)
        if (itd_str_equal(type, itd_str_of(types[i].type)))
            prop = types[i].prop;
    if (country.len == 0)
        country = itd_record_text(rec, issuer);
    (void)itd_country_find(country, &country);
    itd_record_add(rec, prop, itd_record_child_text(rec, node, "number"),
                   ITD_STR("identity/identification-document"));
    itd_entity_detail(rec->builder, ITD_DETAIL_TYPE, type);
    itd_entity_detail(rec->builder, ITD_DETAIL_COUNTRY, country);
    itd_entity_detail(rec->builder, ITD_DETAIL_ISSUED,
                      itd_record_child_text(rec, node, "date-of-issue"));
    itd_entity_detail(rec->builder, ITD_DETAIL_EXPIRES,
                      itd_record_child_text(rec, node, "expiry-date"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "remark"));
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, itd_record_child_text(rec, node, "remarks"));
}

void itd_ch_add_identity(const itd_ch_index *index, itd_record *rec, const itd_xml_node *identity,
                         itd_schema schema, bool main)
{
    static const char *const known[] = {"ssid", "main", NULL};

    itd_record_check_attributes(rec, identity, known);
    for (const itd_xml_node *child = identity->first_child; child; child = child->next) {
        if (itd_str_equal(child->name, ITD_STR("name")))
            itd_ch_add_name(rec, child, main);
        else if (itd_str_equal(child->name, ITD_STR("day-month-year")))
            add_day(rec, child, schema);
        else if (itd_str_equal(child->name, ITD_STR("nationality")))
            add_nationality(rec, child);
        else if (itd_str_equal(child->name, ITD_STR("address")))
            add_located(index, rec, child, ITD_PROP_ADDRESS, ITD_PROP_COUNTRY);
        else if (itd_str_equal(child->name, ITD_STR("place-of-birth")))
            add_located(index, rec, child, ITD_PROP_BIRTH_PLACE, ITD_PROP_BIRTH_COUNTRY);
        else if (itd_str_equal(child->name, ITD_STR("identification-document")))
            add_document(rec, child);
        else
            itd_record_keep_unknown(rec, child);
    }
}
