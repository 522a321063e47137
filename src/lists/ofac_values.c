/* Names, programmes, titles, countries and addresses of OFAC's entries. Facts that hang on a phrase
 * (documents, dates, wallets) are in ofac_facts.c. */
#include "lists/ofac_values.h"

#include "entity/country.h"

/* Longest text put together here: an address of five parts. */
#define SCRATCH_MAX ITD_ENTITY_TEXT_MAX

void itd_ofac_sink_init(itd_ofac_sink *sink)
{
    *sink = (itd_ofac_sink){0};
    itd_buf_init(&sink->scratch, SCRATCH_MAX);
}

void itd_ofac_sink_done(itd_ofac_sink *sink)
{
    itd_buf_done(&sink->scratch);
}

void itd_ofac_report(itd_ofac_sink *sink, itd_str what, itd_str where)
{
    itd_list_report_add(sink->report, what, where, sink->file, sink->line, sink->id);
}

static const struct {
    itd_str    word;
    itd_schema schema;
} types[] = {
    {ITD_STR_INIT(""), ITD_SCHEMA_ORGANIZATION}, /* the CSV set's null */
    {ITD_STR_INIT("entity"), ITD_SCHEMA_ORGANIZATION},
    {ITD_STR_INIT("individual"), ITD_SCHEMA_PERSON},
    {ITD_STR_INIT("vessel"), ITD_SCHEMA_VESSEL},
    {ITD_STR_INIT("aircraft"), ITD_SCHEMA_AIRPLANE},
};

void itd_ofac_begin(itd_ofac_sink *sink, itd_entity_builder *builder, itd_str id, itd_str type,
                    itd_str type_origin)
{
    sink->builder = builder;
    sink->id = id;
    sink->schema = ITD_SCHEMA_LEGAL_ENTITY;
    sink->country_count = 0;
    sink->failed = ITD_OK;
    for (size_t i = 0; i < ITD_ARRAY_LEN(types); i++) {
        if (!itd_str_equal_ascii_nocase(type, types[i].word))
            continue;
        sink->schema = types[i].schema;
        itd_entity_begin(builder, sink->schema, id);
        return;
    }
    itd_entity_begin(builder, sink->schema, id);
    itd_entity_add_extra(builder, ITD_STR("sdnType"), type, type_origin);
    itd_ofac_report(sink, ITD_STR("unknown type of entry"), type);
}

itd_status itd_ofac_finish(itd_ofac_sink *sink, const itd_entity **ret_ent, itd_error *err)
{
    itd_status st = sink->failed;

    if (st == ITD_OK)
        st = itd_entity_finish(sink->builder, ret_ent, err);
    else if (st == ITD_E_NO_MEMORY)
        st = itd_error_no_memory(err);
    else
        st = itd_error_set(err, st, "an address of more than %zu bytes", SCRATCH_MAX);
    if (st != ITD_OK) {
        itd_error_in_file(err, sink->file);
        itd_error_on_line(err, sink->line);
        itd_error_in_record(err, sink->id);
    }
    return st;
}

void itd_ofac_add_name(itd_ofac_sink *sink, itd_prop prop, itd_str name, itd_str last,
                       itd_str first, itd_str origin)
{
    itd_entity_add(sink->builder, prop, name, (itd_str){0}, origin);
    if (itd_str_trim(first).len == 0)
        return; /* a name in one piece has no parts */
    itd_entity_detail(sink->builder, ITD_DETAIL_LAST, last);
    itd_entity_detail(sink->builder, ITD_DETAIL_FIRST, first);
}

/* "LAST, First" → its parts; both stay empty for a name in one piece or a party that is no person.
 * */
static void split_name(const itd_ofac_sink *sink, itd_str name, itd_str *ret_last,
                       itd_str *ret_first)
{
    const size_t comma = itd_str_find(name, ITD_STR(", "));

    if (sink->schema != ITD_SCHEMA_PERSON || comma == SIZE_MAX)
        return;
    *ret_last = itd_str_slice(name, 0, comma);
    *ret_first = itd_str_from(name, comma + 2);
}

void itd_ofac_add_joined_name(itd_ofac_sink *sink, itd_prop prop, itd_str name, itd_str origin)
{
    itd_str last = {0}, first = {0};

    split_name(sink, name, &last, &first);
    itd_ofac_add_name(sink, prop, name, last, first, origin);
}

static const struct {
    itd_str  csv, xml;
    itd_prop prop;
    itd_str  kind;
} alias_types[] = {
    {ITD_STR_INIT("aka"), ITD_STR_INIT("a.k.a."), ITD_PROP_ALIAS, ITD_STR_INIT("")},
    {ITD_STR_INIT("fka"), ITD_STR_INIT("f.k.a."), ITD_PROP_PREVIOUS_NAME,
     ITD_STR_INIT("formerly known as")},
    {ITD_STR_INIT("nka"), ITD_STR_INIT("n.k.a."), ITD_PROP_ALIAS, ITD_STR_INIT("now known as")},
    {ITD_STR_INIT("dba"), ITD_STR_INIT("d.b.a."), ITD_PROP_ALIAS,
     ITD_STR_INIT("doing business as")},
};

void itd_ofac_add_alias(itd_ofac_sink *sink, itd_str type, bool weak, itd_str name, itd_str last,
                        itd_str first, itd_str origin)
{
    itd_prop prop = ITD_PROP_ALIAS;
    itd_str  kind = type;
    bool     known = false;

    for (size_t i = 0; i < ITD_ARRAY_LEN(alias_types) && !known; i++) {
        known = itd_str_equal_ascii_nocase(type, alias_types[i].csv) ||
                itd_str_equal_ascii_nocase(type, alias_types[i].xml);
        if (known) {
            prop = alias_types[i].prop;
            kind = alias_types[i].kind;
        }
    }
    if (!known)
        itd_ofac_report(sink, ITD_STR("unknown type of alias"), type);
    if (last.len == 0 && first.len == 0)
        split_name(sink, name, &last, &first);
    itd_ofac_add_name(sink, weak ? ITD_PROP_WEAK_ALIAS : prop, name, last, first, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_KIND, kind);
}

void itd_ofac_add_programs(itd_ofac_sink *sink, itd_str text, itd_str origin)
{
    itd_str rest = text, part;

    /* The file has lost the outer brackets: "IRAN] [SDGT] [NPWMD". */
    while (itd_str_next_part(&rest, ITD_STR("] ["), &part)) {
        part = itd_str_trim(part);
        if (itd_str_starts_with(part, ITD_STR("[")))
            part = itd_str_from(part, 1);
        if (itd_str_ends_with(part, ITD_STR("]")))
            part.len--;
        itd_entity_add(sink->builder, ITD_PROP_PROGRAM, part, (itd_str){0}, origin);
    }
}

void itd_ofac_add_titles(itd_ofac_sink *sink, itd_str text, itd_str origin)
{
    itd_str rest = text, part;

    if (sink->schema != ITD_SCHEMA_PERSON) {
        itd_entity_add_extra(sink->builder, ITD_STR("Title"), text, origin);
        return;
    }
    while (itd_str_next_part(&rest, ITD_STR("; "), &part)) {
        part = itd_str_trim(part);
        itd_entity_add(sink->builder,
                       itd_ofac_is_honorific(part) ? ITD_PROP_TITLE : ITD_PROP_POSITION, part,
                       (itd_str){0}, origin);
    }
}

/* Words that OFAC writes where a country should stand; they name none and say nothing new. */
static bool is_no_country(itd_str words)
{
    static const itd_str none[] = {ITD_STR_INIT("undetermined"), ITD_STR_INIT("None Identified")};

    for (size_t i = 0; i < ITD_ARRAY_LEN(none); i++)
        if (itd_str_equal_ascii_nocase(words, none[i]))
            return true;
    return itd_str_starts_with_ascii_nocase(words, ITD_STR("Region: "));
}

void itd_ofac_add_country(itd_ofac_sink *sink, itd_prop prop, itd_str words, itd_str origin)
{
    itd_str code = words;

    words = itd_str_trim(words);
    if (words.len == 0)
        return;
    if (!itd_country_find(words, &code) && !is_no_country(words))
        itd_ofac_report(sink, ITD_STR("unknown country"), words);
    itd_entity_add(sink->builder, prop, code, words, origin);
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

/* false when the country was told for this entry before. */
static bool is_new_country(itd_ofac_sink *sink, itd_str code)
{
    for (size_t i = 0; i < sink->country_count; i++)
        if (itd_str_equal(sink->countries[i], code))
            return false;
    if (sink->country_count < ITD_OFAC_COUNTRIES_MAX)
        sink->countries[sink->country_count++] = code;
    return true;
}

void itd_ofac_add_address(itd_ofac_sink *sink, const itd_ofac_address *address, itd_str origin)
{
    itd_entity_builder *builder = sink->builder;
    const itd_str       words = itd_str_trim(address->country);
    itd_str             code = words;
    const bool          known = words.len > 0 && itd_country_find(words, &code);

    itd_buf_reset(&sink->scratch);
    append_part(&sink->scratch, ", ", address->street);
    append_part(&sink->scratch, ", ", address->city);
    append_part(&sink->scratch, ", ", address->region);
    append_part(&sink->scratch, " ", address->postal_code);
    append_part(&sink->scratch, ", ", words);
    if (sink->scratch.failed != ITD_OK)
        sink->failed = sink->scratch.failed;
    if (sink->scratch.len == 0)
        itd_buf_append_cstr(&sink->scratch, ITD_OFAC_NO_ADDRESS);
    itd_entity_add(builder, ITD_PROP_ADDRESS, itd_buf_text(&sink->scratch), (itd_str){0}, origin);
    itd_entity_detail(builder, ITD_DETAIL_STREET, address->street);
    itd_entity_detail(builder, ITD_DETAIL_CITY, address->city);
    itd_entity_detail(builder, ITD_DETAIL_REGION, address->region);
    itd_entity_detail(builder, ITD_DETAIL_POSTAL_CODE, address->postal_code);
    itd_entity_detail(builder, ITD_DETAIL_COUNTRY, code);
    itd_entity_detail(builder, ITD_DETAIL_NOTE, address->note);
    if (words.len > 0 && !known && !is_no_country(words))
        itd_ofac_report(sink, ITD_STR("unknown country"), words);
    if (known && is_new_country(sink, code))
        itd_entity_add(builder, ITD_PROP_COUNTRY, code, words, origin);
}

void itd_ofac_add_vessel(itd_ofac_sink *sink, const itd_str text[static ITD_OFAC_VESSEL_FIELDS],
                         const itd_str origin[static ITD_OFAC_VESSEL_FIELDS])
{
    static const itd_prop props[ITD_OFAC_VESSEL_FIELDS] = {
        [ITD_OFAC_CALL_SIGN] = ITD_PROP_CALL_SIGN,
        [ITD_OFAC_VESSEL_TYPE] = ITD_PROP_TYPE,
        [ITD_OFAC_TONNAGE] = ITD_PROP_TONNAGE,
        [ITD_OFAC_GROSS_TONNAGE] = ITD_PROP_GROSS_TONNAGE,
        [ITD_OFAC_VESSEL_FLAG] = ITD_PROP_FLAG,
        [ITD_OFAC_VESSEL_OWNER] = ITD_PROP_LINK,
    };

    for (size_t i = 0; i < ITD_OFAC_VESSEL_FIELDS; i++) {
        if (props[i] == ITD_PROP_FLAG) {
            itd_ofac_add_country(sink, ITD_PROP_FLAG, text[i], origin[i]);
            continue;
        }
        itd_entity_add(sink->builder, props[i], text[i], (itd_str){0}, origin[i]);
        if (props[i] == ITD_PROP_LINK)
            itd_entity_detail(sink->builder, ITD_DETAIL_ROLE, ITD_STR("owner"));
    }
}
