/* Features, names and addresses of OFAC's newer layouts. */
#include "lists/ofac_features.h"

#include "lists/script.h"

void itd_ofac_begin_record(itd_ofac_sink *sink, itd_record *rec, itd_str id, itd_str type,
                           itd_str origin)
{
    itd_record_entity(rec, ITD_SCHEMA_LEGAL_ENTITY, id);
    sink->report = rec->report;
    sink->file = rec->file;
    sink->line = rec->line;
    itd_ofac_begin(sink, rec->builder, rec->id, type, origin);
}

itd_status itd_ofac_sink_status(const itd_ofac_sink *sink, itd_error *err)
{
    if (sink->failed == ITD_OK)
        return ITD_OK;
    if (sink->failed == ITD_E_NO_MEMORY)
        return itd_error_no_memory(err);
    return itd_error_set(err, sink->failed, "a text put together is longer than %zu bytes",
                         ITD_ENTITY_TEXT_MAX);
}

/* Words of features that the table of phrases has under others. */
static const struct {
    const char *feature, *phrase;
} feature_words[] = {
    {"Birthdate", "DOB"},
    {"Place of Birth", "POB"},
    {"Nationality Country", "nationality"},
    {"Nationality", "nationality"},
    {"Citizenship Country", "citizen"},
    {"Citizenship", "citizen"},
};

/* Features of ships that the CSV set has in columns of their own. */
static const struct {
    const char *feature;
    itd_prop    prop;
} feature_props[] = {
    {"VESSEL TYPE", ITD_PROP_TYPE},
    {"Vessel Tonnage", ITD_PROP_TONNAGE},
    {"Vessel Gross Tonnage", ITD_PROP_TONNAGE},
    {"Vessel Gross Registered Tonnage", ITD_PROP_GROSS_TONNAGE},
    {"Vessel Call Sign", ITD_PROP_CALL_SIGN},
    {"Title", ITD_PROP_TITLE},
};

static bool add_plain_feature(itd_ofac_sink *sink, itd_str type, itd_str value, itd_str origin)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(feature_props); i++)
        if (itd_str_equal_ascii_nocase(type, itd_str_of(feature_props[i].feature))) {
            itd_entity_add(sink->builder, feature_props[i].prop, value, (itd_str){0}, origin);
            return true;
        }
    return false;
}

void itd_ofac_add_feature(itd_ofac_sink *sink, itd_str type, itd_str value,
                          const itd_ofac_parts *parts, itd_str origin)
{
    itd_str words = type;

    if (type.len == 0 && value.len == 0)
        return;
    for (size_t i = 0; i < ITD_ARRAY_LEN(feature_words); i++)
        if (itd_str_equal_ascii_nocase(type, itd_str_of(feature_words[i].feature)))
            words = itd_str_of(feature_words[i].phrase);
    if (value.len > 0 && (add_plain_feature(sink, type, value, origin) ||
                          itd_ofac_add_identifier(sink, words, value, parts, origin)))
        return;
    itd_ofac_report(sink, ITD_STR("unknown type of feature"), type);
    itd_entity_add_extra(sink->builder, type.len > 0 ? type : origin, value.len > 0 ? value : type,
                         origin);
    itd_ofac_add_country_details(sink, parts);
}

void itd_ofac_add_written_name(itd_ofac_sink *sink, itd_record *rec,
                               const itd_ofac_written_name *name, itd_str origin)
{
    const itd_str parts[] = {name->last, name->first};
    const itd_str whole =
        name->whole.len > 0 ? name->whole : itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), ", ");

    if (whole.len == 0)
        return;
    if (name->foreign) {
        itd_ofac_add_name(sink, ITD_PROP_ALIAS, whole, name->last, name->first, origin);
        itd_entity_detail(sink->builder, ITD_DETAIL_KIND, ITD_STR("original script"));
        itd_entity_detail(sink->builder, ITD_DETAIL_SCRIPT, itd_script_of(whole));
        itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, name->script);
        if (name->weak)
            itd_entity_detail(sink->builder, ITD_DETAIL_WEAK, ITD_STR("yes"));
        return;
    }
    if (name->alias.len == 0) {
        itd_ofac_add_name(sink, ITD_PROP_NAME, whole, name->last, name->first, origin);
        return;
    }
    itd_ofac_add_alias(sink, name->alias, name->weak, whole, name->last, name->first, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_QUALITY,
                      name->weak ? ITD_STR("weak") : ITD_STR("strong"));
}

bool itd_ofac_location_take(itd_ofac_location *location, itd_str word, itd_str value)
{
    const struct {
        itd_str  word;
        itd_str *part;
    } parts[] = {
        {ITD_STR("ADDRESS1"), &location->lines[0]},
        {ITD_STR("ADDRESS2"), &location->lines[1]},
        {ITD_STR("ADDRESS3"), &location->lines[2]},
        {ITD_STR("CITY"), &location->city},
        {ITD_STR("STATE/PROVINCE"), &location->state},
        {ITD_STR("POSTAL CODE"), &location->postal_code},
        {ITD_STR("REGION"), &location->region},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        if (itd_str_equal_ascii_nocase(word, parts[i].word) && parts[i].part->len == 0) {
            *parts[i].part = value;
            return true;
        }
    return false;
}

void itd_ofac_add_location(itd_ofac_sink *sink, itd_record *rec, const itd_ofac_location *location,
                           itd_str origin)
{
    /* The older layouts have the region where the country should stand; "undetermined" is none. */
    const bool has_country =
        location->country.len > 0 &&
        (location->region.len == 0 ||
         !itd_str_equal_ascii_nocase(location->country, ITD_STR("undetermined")));
    const itd_str region[] = {location->region.len > 0 ? ITD_STR("Region:") : (itd_str){0},
                              location->region};
    const itd_str    street[] = {location->lines[0], location->lines[1], location->lines[2],
                                 location->rest};
    const itd_str    notes[] = {has_country ? location->region : (itd_str){0}, location->note};
    itd_ofac_address address = {
        .street = itd_record_join(rec, street, ITD_ARRAY_LEN(street), ", "),
        .city = location->city,
        .region = location->state,
        .postal_code = location->postal_code,
        .country = has_country ? location->country : itd_record_join(rec, region, 2, " "),
        .note = itd_record_join(rec, notes, ITD_ARRAY_LEN(notes), "; "),
    };

    itd_ofac_add_address(sink, &address, origin);
}

itd_str itd_ofac_english_day(itd_record *rec, itd_str iso)
{
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    itd_date          date;
    itd_str           parts[3];

    if (!itd_date_parse_iso(itd_str_slice(iso, 0, 10), &date) || date.day == 0)
        return iso;
    parts[0] = itd_str_slice(iso, 8, 10);
    parts[1] = (itd_str){months + 3 * (date.month - 1), 3};
    parts[2] = itd_str_slice(iso, 0, 4);
    return itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), " ");
}
