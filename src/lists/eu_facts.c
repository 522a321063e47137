/* Facts of the EU's list → values. Numbers of rows (logicalId) only join and are not kept; the
 * language of the act that a fact was taken from says nothing of the party. */
#include "lists/eu_facts.h"

#include "entity/country.h"
#include "lists/language.h"
#include "lists/script.h"

const char *const itd_eu_xml_names[ITD_EU_COUNT] = {
#define ITD_EU_XML(code, xml, csv, old) xml,
    ITD_EU_FIELDS(ITD_EU_XML)
#undef ITD_EU_XML
};
const char *const itd_eu_csv_names[ITD_EU_COUNT] = {
#define ITD_EU_CSV(code, xml, csv, old) csv,
    ITD_EU_FIELDS(ITD_EU_CSV)
#undef ITD_EU_CSV
};
const char *const itd_eu_old_names[ITD_EU_COUNT] = {
#define ITD_EU_OLD(code, xml, csv, old) old,
    ITD_EU_FIELDS(ITD_EU_OLD)
#undef ITD_EU_OLD
};

itd_str itd_eu_xml_origin(itd_eu_field field)
{
    static const char *const origins[ITD_EU_COUNT] = {
#define ITD_EU_ENTITY(code, xml, csv, old) "sanctionEntity@" xml,
#define ITD_EU_NAME(code, xml, csv, old) "nameAlias@" xml,
#define ITD_EU_ADDRESS(code, xml, csv, old) "address@" xml,
#define ITD_EU_BIRTH(code, xml, csv, old) "birthdate@" xml,
#define ITD_EU_ID(code, xml, csv, old) "identification@" xml,
#define ITD_EU_CITIZEN(code, xml, csv, old) "citizenship@" xml,
        ITD_EU_ENTITY_FIELDS(ITD_EU_ENTITY) ITD_EU_NAME_FIELDS(ITD_EU_NAME)
            ITD_EU_ADDRESS_FIELDS(ITD_EU_ADDRESS) ITD_EU_BIRTH_FIELDS(ITD_EU_BIRTH)
                ITD_EU_ID_FIELDS(ITD_EU_ID) ITD_EU_CITIZEN_FIELDS(ITD_EU_CITIZEN)};

    return itd_str_of(origins[field]);
}

itd_str itd_eu_csv_origin(itd_eu_field field)
{
    return itd_str_of(itd_eu_csv_names[field]);
}

itd_str itd_eu_old_origin(itd_eu_field field)
{
    const itd_str names = itd_str_of(itd_eu_old_names[field]);

    return itd_str_slice(names, 0, itd_str_find_char(names, '|'));
}

/* What is added now. */
struct row {
    itd_record      *rec;
    const itd_str   *cells;
    itd_eu_origin_fn origin;
};

static bool is_yes(itd_str text)
{
    return itd_str_equal_ascii_nocase(text, ITD_STR("true")) || itd_str_equal(text, ITD_STR("1"));
}

/* "00" and UNKNOWN name no country. */
static itd_str country_of(const struct row *row, itd_eu_field code)
{
    const itd_str words = row->cells[code];

    if (itd_str_equal(words, ITD_STR("00")) || itd_str_equal_ascii_nocase(words, ITD_STR("UNK")))
        return (itd_str){0};
    return words.len > 0 ? words : row->cells[code + 1]; /* the description follows the code */
}

/* The publisher's words for it, where it has any beside the code. */
static itd_str country_words(const struct row *row, itd_eu_field code)
{
    const itd_str words = row->cells[code + 1];

    return country_of(row, code).len == 0 ? (itd_str){0} : words.len > 0 ? words : row->cells[code];
}

static void add_detail(const struct row *row, itd_detail_key key, itd_eu_field field)
{
    itd_entity_detail(row->rec->builder, key, row->cells[field]);
}

/* Dates as they stand in this list: ISO, or DD/MM/YYYY. */
static bool parse_date(itd_str text, itd_date *ret_date)
{
    itd_str  rest = text, part[3] = {{0}};
    uint64_t number[3];

    if (itd_date_parse_iso(text, ret_date))
        return true;
    for (size_t i = 0; i < 3; i++)
        if (!itd_str_next_part(&rest, ITD_STR("/"), &part[i]) ||
            !itd_str_parse_u64(part[i], 9999, &number[i]))
            return false;
    if (rest.ptr || part[2].len != 4 || number[0] == 0 || number[0] > 31 || number[1] == 0 ||
        number[1] > 12 || number[2] == 0)
        return false;
    *ret_date = (itd_date){
        .year = (int16_t)number[2], .month = (uint8_t)number[1], .day = (uint8_t)number[0]};
    return itd_date_is_valid(*ret_date);
}

static void add_date(const struct row *row, itd_eu_field field, itd_prop prop)
{
    const itd_str words = row->cells[field];
    itd_date      date;

    if (words.len == 0 || itd_record_is_told(row->rec, "date", &words, 1))
        return;
    if (parse_date(words, &date))
        itd_record_add_date(row->rec, prop, date, words, row->origin(field));
    else
        itd_record_keep_date(row->rec, words, row->origin(field));
}

static void add_once(const struct row *row, itd_eu_field field, itd_prop prop)
{
    const itd_str text = row->cells[field];

    if (text.len == 0 || itd_record_is_told(row->rec, itd_eu_csv_names[field], &text, 1))
        return;
    if (prop == ITD_PROP_EXTRA)
        itd_entity_add_extra(row->rec->builder, row->origin(field), text, row->origin(field));
    else
        itd_record_add(row->rec, prop, text, row->origin(field));
}

/* ---- legal acts ---- */

/* Each act once, with its kind, body, days and address; the programme as a value of its own. */
static void add_act(const struct row *row, itd_eu_field type)
{
    const itd_str *act = &row->cells[type];
    const size_t   count = ITD_EU_ENTITY_ACT_URL - ITD_EU_ENTITY_ACT_TYPE + 1;
    const size_t   title = ITD_EU_ENTITY_ACT_TITLE - ITD_EU_ENTITY_ACT_TYPE;
    const size_t   programme = ITD_EU_ENTITY_ACT_PROGRAMME - ITD_EU_ENTITY_ACT_TYPE;
    const size_t   url = count - 1;

    if (act[programme].len > 0 && !itd_record_is_told(row->rec, "programme", &act[programme], 1))
        itd_record_add(row->rec, ITD_PROP_PROGRAM, act[programme],
                       row->origin((itd_eu_field)(type + programme)));
    if ((act[title].len == 0 && act[url].len == 0) ||
        itd_record_is_told(row->rec, "act", act, count))
        return;
    itd_record_add(row->rec, ITD_PROP_LEGAL_BASIS, act[title].len > 0 ? act[title] : act[url],
                   row->origin((itd_eu_field)(type + title)));
    add_detail(row, ITD_DETAIL_TYPE, type);
    add_detail(row, ITD_DETAIL_ROLE, (itd_eu_field)(type + 1));
    add_detail(row, ITD_DETAIL_ISSUED, (itd_eu_field)(type + 2));
    add_detail(row, ITD_DETAIL_FROM, (itd_eu_field)(type + 3));
    add_detail(row, ITD_DETAIL_PROGRAM, (itd_eu_field)(type + programme));
    add_detail(row, ITD_DETAIL_NOTE, (itd_eu_field)(type + url));
}

/* Which act a fact rests on stands beside it. */
static void add_note_of_act(const struct row *row, itd_eu_field title)
{
    add_detail(row, ITD_DETAIL_PROGRAM, title);
}

/* ---- names ---- */

static void add_gender(const struct row *row)
{
    const itd_str words = row->cells[ITD_EU_GENDER];
    itd_str       gender = {0};

    if (itd_str_equal(words, ITD_STR("M")))
        gender = ITD_STR("male");
    else if (itd_str_equal(words, ITD_STR("F")))
        gender = ITD_STR("female");
    if (gender.len == 0)
        add_once(row, ITD_EU_GENDER, ITD_PROP_EXTRA);
    else if (!itd_record_is_told(row->rec, "gender", &words, 1))
        itd_entity_add(row->rec->builder, ITD_PROP_GENDER, gender, words,
                       row->origin(ITD_EU_GENDER));
}

static void add_name(const struct row *row, bool *named)
{
    const itd_str *cells = row->cells;
    itd_record    *rec = row->rec;
    const itd_str  parts[] = {cells[ITD_EU_FIRST], cells[ITD_EU_MIDDLE], cells[ITD_EU_LAST]};
    const bool     weak = itd_str_equal_ascii_nocase(cells[ITD_EU_STRONG], ITD_STR("false"));
    const size_t   count = ITD_EU_NAME_ACT_URL - ITD_EU_NAME_NUMBER + 1;
    itd_str        name = cells[ITD_EU_WHOLE], tag = cells[ITD_EU_LANGUAGE];
    itd_prop       prop = weak ? ITD_PROP_WEAK_ALIAS : *named ? ITD_PROP_ALIAS : ITD_PROP_NAME;

    if (name.len == 0)
        name = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), " ");
    if (name.len == 0 || itd_record_is_told(rec, "name", &cells[ITD_EU_NAME_NUMBER], count))
        return;
    *named = *named || !weak;
    if (tag.len > 0 && !itd_language_find(tag, &tag))
        itd_record_report(rec, "language not known", tag);
    itd_record_add(rec, prop, name, row->origin(ITD_EU_WHOLE));
    itd_entity_detail(rec->builder, ITD_DETAIL_QUALITY,
                      weak                           ? ITD_STR("weak")
                      : cells[ITD_EU_STRONG].len > 0 ? ITD_STR("strong")
                                                     : (itd_str){0});
    if (itd_script_is_foreign(name))
        itd_entity_detail(rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(name));
    itd_entity_detail(rec->builder, ITD_DETAIL_LANG, tag);
    itd_entity_detail(rec->builder, ITD_DETAIL_FIRST, parts[0]);
    itd_entity_detail(rec->builder, ITD_DETAIL_SECOND, parts[1]);
    itd_entity_detail(rec->builder, ITD_DETAIL_LAST, parts[2]);
    add_detail(row, ITD_DETAIL_NOTE, ITD_EU_NAME_REMARK);
    add_note_of_act(row, ITD_EU_NAME_ACT_TITLE);
    itd_record_add_reference_of(rec, cells[ITD_EU_NAME_REMARK], row->origin(ITD_EU_NAME_REMARK));
}

/* ---- addresses ---- */

static void add_contact(const struct row *row, itd_str kind, itd_str text)
{
    static const struct {
        itd_str  kind;
        itd_prop prop;
    } kinds[] = {
        {ITD_STR_INIT("PHONE"), ITD_PROP_PHONE}, {ITD_STR_INIT("MOBILE"), ITD_PROP_PHONE},
        {ITD_STR_INIT("FAX"), ITD_PROP_PHONE},   {ITD_STR_INIT("EMAIL"), ITD_PROP_EMAIL},
        {ITD_STR_INIT("WEB"), ITD_PROP_WEBSITE},
    };
    const itd_str tuple[] = {kind, text};

    if (itd_record_is_told(row->rec, "contact", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal_ascii_nocase(kind, kinds[i].kind)) {
            itd_record_add(row->rec, kinds[i].prop, text, row->origin(ITD_EU_CONTACT));
            itd_entity_detail(row->rec->builder, ITD_DETAIL_TYPE, kind);
            return;
        }
    itd_entity_add_extra(row->rec->builder, kind.len > 0 ? kind : row->origin(ITD_EU_CONTACT), text,
                         row->origin(ITD_EU_CONTACT));
}

/* "PHONE[042-681 20 81] FAX[662 38 14]" */
static void add_contacts(const struct row *row)
{
    itd_str rest = itd_str_trim(row->cells[ITD_EU_CONTACT]);

    while (rest.len > 0) {
        const size_t open = itd_str_find_char(rest, '[');
        const size_t close = itd_str_find_char(rest, ']');

        if (open == SIZE_MAX || close == SIZE_MAX || close < open) {
            add_contact(row, (itd_str){0}, rest);
            return;
        }
        add_contact(row, itd_str_trim(itd_str_slice(rest, 0, open)),
                    itd_str_trim(itd_str_slice(rest, open + 1, close)));
        rest = itd_str_trim(itd_str_from(rest, close + 1));
    }
}

static void add_address(const struct row *row)
{
    const itd_str *cells = row->cells;
    itd_record    *rec = row->rec;
    const itd_str  box[] = {cells[ITD_EU_PO_BOX].len > 0 ? ITD_STR("PO Box") : (itd_str){0},
                           cells[ITD_EU_PO_BOX]};
    const itd_str house[] = {cells[ITD_EU_HOUSE], cells[ITD_EU_STREET]};
    const itd_str street[] = {itd_record_join(rec, house, 2, " "),
                              itd_record_join(rec, box, 2, " ")};
    const itd_str city[] = {cells[ITD_EU_PLACE], cells[ITD_EU_CITY]};
    const itd_str notes[] = {is_yes(cells[ITD_EU_AT_LISTING]) ? ITD_STR("as at listing time")
                                                              : (itd_str){0},
                             cells[ITD_EU_ADDRESS_REMARK]};
    const size_t     count = ITD_EU_ADDRESS_ACT_URL - ITD_EU_ADDRESS_NUMBER + 1;
    itd_record_place place = {
        .street = itd_record_join(rec, street, 2, ", "),
        .city = itd_record_join(rec, city, 2, ", "),
        .region = cells[ITD_EU_REGION],
        .postal_code = cells[ITD_EU_ZIP],
        .country = country_of(row, ITD_EU_COUNTRY_CODE),
        .country_words = country_words(row, ITD_EU_COUNTRY_CODE),
        .note = itd_record_join(rec, notes, 2, "; "),
    };

    if (itd_record_is_told(rec, "address", &cells[ITD_EU_ADDRESS_NUMBER], count))
        return;
    itd_record_add_place(rec, ITD_PROP_ADDRESS, ITD_PROP_COUNTRY, &place,
                         row->origin(ITD_EU_STREET));
    add_contacts(row);
}

/* ---- births ---- */

static bool parse_birth(const struct row *row, itd_date *ret_from, itd_date *ret_to)
{
    const itd_str *cells = row->cells;
    uint64_t       year, month = 0, day = 0;

    *ret_to = (itd_date){0};
    if (cells[ITD_EU_BIRTH_DATE].len > 0)
        return parse_date(cells[ITD_EU_BIRTH_DATE], ret_from);
    if (cells[ITD_EU_BIRTH_FROM].len > 0 || cells[ITD_EU_BIRTH_TO].len > 0)
        return itd_date_parse_iso(cells[ITD_EU_BIRTH_FROM], ret_from) &&
               itd_date_parse_iso(cells[ITD_EU_BIRTH_TO], ret_to) &&
               itd_date_compare(*ret_from, *ret_to) <= 0;
    if (!itd_str_parse_u64(cells[ITD_EU_BIRTH_YEAR], 9999, &year) || year == 0)
        return false;
    if (itd_str_parse_u64(cells[ITD_EU_BIRTH_MONTH], 12, &month) && month > 0)
        (void)!itd_str_parse_u64(cells[ITD_EU_BIRTH_DAY], 31, &day);
    *ret_from = (itd_date){.year = (int16_t)year, .month = (uint8_t)month, .day = (uint8_t)day};
    return itd_date_is_valid(*ret_from);
}

static void add_birth_date(const struct row *row)
{
    const itd_str *cells = row->cells;
    itd_record    *rec = row->rec;
    const itd_str  calendar = cells[ITD_EU_BIRTH_CALENDAR];
    const itd_str  words = itd_record_join(rec, &cells[ITD_EU_BIRTH_DATE],
                                           ITD_EU_BIRTH_TO - ITD_EU_BIRTH_DATE + 1, " ");
    const bool     foreign =
        calendar.len > 0 && !itd_str_equal_ascii_nocase(calendar, ITD_STR("GREGORIAN"));
    const itd_str origin = row->origin(ITD_EU_BIRTH_DATE);
    const itd_str tuple[] = {words, cells[ITD_EU_BIRTH_CIRCA], cells[ITD_EU_BIRTH_REMARK]};
    itd_date      from, to;

    if (words.len == 0 || itd_str_equal(words, ITD_STR("N/A")) ||
        itd_record_is_told(rec, "born", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    if (foreign) { /* a date of another calendar is none that could be compared */
        itd_entity_add_extra(rec->builder, origin, words, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_CALENDAR, calendar);
        return;
    }
    if (!parse_birth(row, &from, &to)) {
        itd_record_keep_date(rec, words, origin);
        return;
    }
    itd_record_add_date(rec, ITD_PROP_BIRTH_DATE, from, cells[ITD_EU_BIRTH_DATE], origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_UNTIL, itd_record_date_text(rec, to));
    if (is_yes(cells[ITD_EU_BIRTH_CIRCA]))
        itd_entity_detail(rec->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
    add_detail(row, ITD_DETAIL_NOTE, ITD_EU_BIRTH_REMARK);
}

static void add_birth(const struct row *row)
{
    const itd_str   *cells = row->cells;
    const itd_str    town = itd_str_equal(cells[ITD_EU_BIRTH_CITY], ITD_STR("-"))
                                ? (itd_str){0}
                                : cells[ITD_EU_BIRTH_CITY];
    const itd_str    city[] = {cells[ITD_EU_BIRTH_PLACE], town};
    itd_record_place place = {
        .city = itd_record_join(row->rec, city, 2, ", "),
        .region = cells[ITD_EU_BIRTH_REGION],
        .postal_code = cells[ITD_EU_BIRTH_ZIP],
        .country = country_of(row, ITD_EU_BIRTH_COUNTRY_CODE),
        .country_words = country_words(row, ITD_EU_BIRTH_COUNTRY_CODE),
    };
    const itd_str  tuple[] = {place.city, place.region, place.postal_code, place.country};
    const itd_str *when = &cells[ITD_EU_BIRTH_NUMBER];

    if (itd_record_is_told(row->rec, "birth", when, ITD_EU_BIRTH_ACT_URL - ITD_EU_BIRTH_NUMBER + 1))
        return;
    add_birth_date(row);
    if (!itd_record_is_told(row->rec, "born in", tuple, ITD_ARRAY_LEN(tuple)))
        itd_record_add_place(row->rec, ITD_PROP_BIRTH_PLACE, ITD_PROP_BIRTH_COUNTRY, &place,
                             row->origin(ITD_EU_BIRTH_PLACE));
}

/* ---- documents ---- */

static const struct {
    const char *code;
    itd_prop    prop;
} id_types[] = {
    {"passport", ITD_PROP_PASSPORT_NUMBER},
    {"id", ITD_PROP_ID_NUMBER},
    {"ssn", ITD_PROP_SOCIAL_SECURITY_NUMBER},
    {"fiscalcode", ITD_PROP_TAX_NUMBER},
    {"taxid", ITD_PROP_TAX_NUMBER},
    {"regnumber", ITD_PROP_REGISTRATION_NUMBER},
    {"swiftbic", ITD_PROP_SWIFT_BIC},
    {"bic", ITD_PROP_SWIFT_BIC},
    {"imo", ITD_PROP_IMO_NUMBER},
};

static itd_prop prop_of_id(itd_str code)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(id_types); i++)
        if (itd_str_equal_ascii_nocase(code, itd_str_of(id_types[i].code)))
            return id_types[i].prop;
    return ITD_PROP_OTHER_ID;
}

static void add_flags_of_id(const struct row *row)
{
    static const struct {
        itd_eu_field   field;
        itd_detail_key key;
        const char    *words;
    } flags[] = {
        {ITD_EU_DIPLOMATIC, ITD_DETAIL_TYPE, "diplomatic"},
        {ITD_EU_EXPIRED, ITD_DETAIL_VALIDITY, "known expired"},
        {ITD_EU_FALSE_ID, ITD_DETAIL_VALIDITY, "known false"},
        {ITD_EU_LOST, ITD_DETAIL_VALIDITY, "reported lost"},
        {ITD_EU_REVOKED, ITD_DETAIL_VALIDITY, "revoked by issuer"},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(flags); i++)
        if (is_yes(row->cells[flags[i].field]))
            itd_entity_detail(row->rec->builder, flags[i].key, itd_str_of(flags[i].words));
}

/* The old CSV has number, type and remark in one cell: "A1 (passport-National passport) (lost)". */
static void split_id(itd_str cell, itd_str *ret_number, itd_str *ret_code, itd_str *ret_type,
                     itd_str *ret_note)
{
    const size_t open = itd_str_find(cell, ITD_STR(" ("));
    itd_str      type;
    size_t       close, dash;

    *ret_number = cell;
    if (open == SIZE_MAX)
        return;
    type = itd_str_from(cell, open + 2);
    close = itd_str_find_char(type, ')');
    dash = itd_str_find_char(type, '-');
    if (close == SIZE_MAX || dash == SIZE_MAX || dash > close)
        return;
    *ret_number = itd_str_slice(cell, 0, open);
    *ret_code = itd_str_slice(type, 0, dash);
    *ret_type = itd_str_slice(type, dash + 1, close);
    *ret_note = itd_str_trim(itd_str_from(type, close + 1));
}

static void add_id(const struct row *row)
{
    const itd_str *cells = row->cells;
    itd_record    *rec = row->rec;
    itd_str        code = cells[ITD_EU_ID_TYPE], type = cells[ITD_EU_ID_TYPE_WORDS], number, note;
    itd_str        country = country_of(row, ITD_EU_ID_COUNTRY_CODE), unused;
    const size_t   count = ITD_EU_ID_ACT_URL - ITD_EU_ID_ROW + 1;

    note = cells[ITD_EU_ID_REMARK];
    number = cells[ITD_EU_ID_NUMBER];
    if (code.len == 0)
        split_id(cells[ITD_EU_ID_NUMBER], &number, &code, &type, &note);
    if (number.len == 0)
        number = cells[ITD_EU_LATIN_NUMBER];
    if (number.len == 0 || itd_record_is_told(rec, "id", &cells[ITD_EU_ID_ROW], count))
        return;
    itd_record_add_identifier(rec, prop_of_id(code), number, row->origin(ITD_EU_ID_NUMBER));
    itd_entity_detail(rec->builder, ITD_DETAIL_TYPE, type.len > 0 ? type : code);
    add_flags_of_id(row);
    (void)itd_record_find_country(country, &country, &unused);
    itd_entity_detail(rec->builder, ITD_DETAIL_COUNTRY, country);
    add_detail(row, ITD_DETAIL_REGION, ITD_EU_ID_REGION);
    add_detail(row, ITD_DETAIL_PLACE, ITD_EU_ISSUED_BY);
    add_detail(row, ITD_DETAIL_ISSUED, ITD_EU_ISSUED);
    add_detail(row, ITD_DETAIL_FROM, ITD_EU_VALID_FROM);
    add_detail(row, ITD_DETAIL_EXPIRES, ITD_EU_VALID_TO);
    add_detail(row, ITD_DETAIL_NOTE, ITD_EU_NAME_ON_ID);
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, note);
    if (cells[ITD_EU_LATIN_NUMBER].len > 0 && !itd_str_equal(cells[ITD_EU_LATIN_NUMBER], number))
        itd_record_add_identifier(rec, prop_of_id(code), cells[ITD_EU_LATIN_NUMBER],
                                  row->origin(ITD_EU_LATIN_NUMBER));
}

static void add_citizenship(const struct row *row)
{
    const itd_str *cells = row->cells;
    const itd_str  words = country_of(row, ITD_EU_CITIZEN_CODE);
    const itd_str  tuple[] = {words, cells[ITD_EU_CITIZEN_REGION], cells[ITD_EU_CITIZEN_REMARK]};

    if (words.len == 0 || itd_record_is_told(row->rec, "citizen", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    itd_record_add_country_of(row->rec, ITD_PROP_CITIZENSHIP, words,
                              country_words(row, ITD_EU_CITIZEN_CODE),
                              row->origin(ITD_EU_CITIZEN_CODE));
    add_detail(row, ITD_DETAIL_REGION, ITD_EU_CITIZEN_REGION);
    add_detail(row, ITD_DETAIL_NOTE, ITD_EU_CITIZEN_REMARK);
}

void itd_eu_begin(itd_record *rec, itd_str id, const itd_str *cells, itd_eu_origin_fn origin)
{
    /* CSV 1.1 has had the two columns the one way round and the other. */
    const itd_str words[] = {cells[ITD_EU_SUBJECT], cells[ITD_EU_SUBJECT_CLASS]};
    itd_schema    schema = ITD_SCHEMA_LEGAL_ENTITY;

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        if (itd_str_equal(words[i], ITD_STR("P")) || itd_str_equal(words[i], ITD_STR("person")))
            schema = ITD_SCHEMA_PERSON;
        else if (itd_str_equal(words[i], ITD_STR("E")) ||
                 itd_str_equal(words[i], ITD_STR("enterprise")))
            schema = ITD_SCHEMA_ORGANIZATION;
    }
    itd_record_entity(rec, schema, id);
    if (schema != ITD_SCHEMA_LEGAL_ENTITY)
        return;
    itd_record_report(rec, "unknown kind of entry", words[0]);
    itd_entity_add_extra(rec->builder, origin(ITD_EU_SUBJECT), words[0], origin(ITD_EU_SUBJECT));
}

void itd_eu_add(itd_record *rec, const itd_str *cells, itd_eu_origin_fn origin, bool *named)
{
    static const itd_eu_field acts[] = {ITD_EU_ENTITY_ACT_TYPE,  ITD_EU_NAME_ACT_TYPE,
                                        ITD_EU_ADDRESS_ACT_TYPE, ITD_EU_BIRTH_ACT_TYPE,
                                        ITD_EU_ID_ACT_TYPE,      ITD_EU_CITIZEN_ACT_TYPE};
    const struct row          row = {.rec = rec, .cells = cells, .origin = origin};

    itd_record_add_reference(rec, cells[ITD_EU_UN_REFERENCE], origin(ITD_EU_UN_REFERENCE));
    add_date(&row, ITD_EU_DESIGNATED, ITD_PROP_LISTING_DATE);
    add_once(&row, ITD_EU_DESIGNATION, ITD_PROP_EXTRA);
    add_name(&row, named);
    add_gender(&row);
    add_once(&row, ITD_EU_TITLE, ITD_PROP_TITLE);
    add_once(&row, ITD_EU_FUNCTION, ITD_PROP_POSITION);
    add_address(&row);
    add_birth(&row);
    add_id(&row);
    add_citizenship(&row);
    for (size_t i = 0; i < ITD_ARRAY_LEN(acts); i++)
        add_act(&row, acts[i]);
    add_once(&row, ITD_EU_REMARK, ITD_PROP_NOTES);
    itd_record_add_reference_of(rec, cells[ITD_EU_REMARK], origin(ITD_EU_REMARK));
}
