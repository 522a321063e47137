/* Facts of the UK's lists → values. */
#include "lists/uk_facts.h"

#include "entity/country.h"
#include "lists/language.h"
#include "lists/script.h"

const char *const itd_uk_xml_names[ITD_UK_COUNT] = {
#define ITD_UK_XML(code, xml, csv, ofsi) xml,
    ITD_UK_FIELDS(ITD_UK_XML)
#undef ITD_UK_XML
};
const char *const itd_uk_csv_names[ITD_UK_COUNT] = {
#define ITD_UK_CSV(code, xml, csv, ofsi) csv,
    ITD_UK_FIELDS(ITD_UK_CSV)
#undef ITD_UK_CSV
};
const char *const itd_uk_ofsi_names[ITD_UK_COUNT] = {
#define ITD_UK_OFSI(code, xml, csv, ofsi) ofsi,
    ITD_UK_FIELDS(ITD_UK_OFSI)
#undef ITD_UK_OFSI
};

/* What is added now: the record, the cells, and the names of their fields. */
struct row {
    itd_record        *rec;
    const itd_str     *cells;
    const char *const *names;
};

static itd_str origin_of(const struct row *row, itd_uk_field field)
{
    const itd_str names = itd_str_of(row->names[field]);

    return itd_str_slice(names, 0, itd_str_find_char(names, '|')); /* others: older headers */
}

/* ---- dates ---- */

/* One or two digits, or letters where the part is not known. */
static bool parse_part(itd_str text, uint64_t max, uint64_t *ret_value)
{
    bool letters = text.len > 0;

    for (size_t i = 0; i < text.len; i++)
        letters = letters && itd_char_is_alpha(text.ptr[i]);
    *ret_value = 0;
    return letters || (text.len <= 2 && itd_str_parse_u64(text, max, ret_value));
}

bool itd_uk_parse_date(itd_str text, itd_date *ret_date)
{
    itd_str  rest = itd_str_trim(text), day, month, year;
    uint64_t d, m, y;
    itd_date date;

    if (!itd_str_next_part(&rest, ITD_STR("/"), &day) ||
        !itd_str_next_part(&rest, ITD_STR("/"), &month) ||
        !itd_str_next_part(&rest, ITD_STR("/"), &year) || rest.ptr || year.len != 4 ||
        !parse_part(day, 31, &d) || !parse_part(month, 12, &m) ||
        !itd_str_parse_u64(year, 9999, &y))
        return false;
    date = (itd_date){.year = (int16_t)y, .month = (uint8_t)m, .day = (uint8_t)(m > 0 ? d : 0)};
    if (y == 0 || !itd_date_is_valid(date))
        return false;
    *ret_date = date;
    return true;
}

static void add_date(const struct row *row, itd_uk_field field, itd_prop prop)
{
    const itd_str words = row->cells[field];
    itd_date      date;

    if (words.len == 0 || itd_record_is_told(row->rec, row->names[field], &words, 1))
        return;
    if (itd_uk_parse_date(words, &date) || itd_date_parse_english(words, &date))
        itd_record_add_date(row->rec, prop, date, words, origin_of(row, field));
    else
        itd_record_keep_date(row->rec, words, origin_of(row, field));
}

/* ---- names ---- */

static const struct {
    itd_str     words; /* any case, at the start */
    itd_prop    prop;
    const char *kind;
} name_types[] = {
    {ITD_STR_INIT("Primary Name Variation"), ITD_PROP_ALIAS, "primary name variation"},
    {ITD_STR_INIT("Primary Name"), ITD_PROP_NAME, ""},
    {ITD_STR_INIT("Prime Alias"), ITD_PROP_NAME, ""},
    {ITD_STR_INIT("Alias"), ITD_PROP_ALIAS, ""},
    {ITD_STR_INIT("AKA"), ITD_PROP_ALIAS, ""},
    {ITD_STR_INIT("FKA"), ITD_PROP_PREVIOUS_NAME, ""},
};

static itd_prop prop_of_name(itd_record *rec, itd_str type, itd_str *ret_kind)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(name_types); i++)
        if (itd_str_starts_with_ascii_nocase(type, name_types[i].words)) {
            *ret_kind = itd_str_of(name_types[i].kind);
            return name_types[i].prop;
        }
    itd_record_report(rec, "unknown type of name", type);
    *ret_kind = type;
    return ITD_PROP_ALIAS;
}

/* Given names stand in 1 to 5, the family name, or the whole name of an entity, in 6. */
static void add_name(const struct row *row)
{
    static const itd_detail_key keys[] = {ITD_DETAIL_FIRST, ITD_DETAIL_SECOND, ITD_DETAIL_THIRD,
                                          ITD_DETAIL_FOURTH, ITD_DETAIL_FOURTH};
    const itd_str              *cells = row->cells;
    itd_record                 *rec = row->rec;
    const itd_str parts[] = {cells[ITD_UK_NAME1], cells[ITD_UK_NAME2], cells[ITD_UK_NAME3],
                             cells[ITD_UK_NAME4], cells[ITD_UK_NAME5], cells[ITD_UK_NAME6]};
    const itd_str given = itd_record_join(rec, parts, 5, " ");
    const itd_str tuple[] = {parts[0],
                             parts[1],
                             parts[2],
                             parts[3],
                             parts[4],
                             parts[5],
                             cells[ITD_UK_NAME_TYPE],
                             cells[ITD_UK_STRENGTH]};
    const bool    weak = itd_str_starts_with_ascii_nocase(cells[ITD_UK_STRENGTH], ITD_STR("low"));
    itd_str       kind;
    itd_prop      prop;

    if ((given.len == 0 && parts[5].len == 0) ||
        itd_record_is_told(rec, "name", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    prop = prop_of_name(rec, cells[ITD_UK_NAME_TYPE], &kind);
    if (weak && prop == ITD_PROP_ALIAS)
        prop = ITD_PROP_WEAK_ALIAS;
    itd_record_add(rec, prop, itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), " "),
                   origin_of(row, ITD_UK_NAME6));
    itd_entity_detail(rec->builder, ITD_DETAIL_KIND, kind);
    itd_entity_detail(rec->builder, ITD_DETAIL_QUALITY, cells[ITD_UK_STRENGTH]);
    if (weak && prop != ITD_PROP_WEAK_ALIAS)
        itd_entity_detail(rec->builder, ITD_DETAIL_WEAK, ITD_STR("yes"));
    if (given.len == 0)
        return; /* a name in one piece has no parts */
    for (size_t i = 0; i < ITD_ARRAY_LEN(keys); i++)
        itd_entity_detail(rec->builder, keys[i], parts[i]);
    itd_entity_detail(rec->builder, ITD_DETAIL_LAST, parts[5]);
}

static void add_script_name(const struct row *row)
{
    const itd_str *cells = row->cells;
    const itd_str  tuple[] = {cells[ITD_UK_SCRIPT_NAME], cells[ITD_UK_SCRIPT_TYPE],
                              cells[ITD_UK_SCRIPT_LANG]};
    itd_str        tag = tuple[2];

    if (tuple[0].len == 0 || itd_record_is_told(row->rec, "script", tuple, ITD_ARRAY_LEN(tuple)))
        return;
    if (tag.len > 0 && !itd_language_find(tag, &tag))
        itd_record_report(row->rec, "language not known", tag);
    itd_record_add(row->rec, ITD_PROP_ALIAS, tuple[0], origin_of(row, ITD_UK_SCRIPT_NAME));
    itd_entity_detail(row->rec->builder, ITD_DETAIL_KIND, ITD_STR("original script"));
    itd_entity_detail(row->rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(tuple[0]));
    itd_entity_detail(row->rec->builder, ITD_DETAIL_TYPE, tuple[1]);
    itd_entity_detail(row->rec->builder, ITD_DETAIL_LANG, tag);
}

/* ---- cells of several items ---- */

/* Behind "-" or "to", the end of a range of numbers: "(1)-(3) Indonesia". */
static bool is_range(itd_str item, itd_str *ret_behind)
{
    const itd_str words[] = {ITD_STR("-"), ITD_STR("to")};

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        if (!itd_str_starts_with(item, words[i]))
            continue;
        *ret_behind = itd_str_trim(itd_str_from(item, words[i].len));
        return ret_behind->len == 0 || ret_behind->ptr[0] == '(';
    }
    return false;
}

/* An item that says the same as the next, "(1)-(3) Indonesia", is passed over. */
static bool next_item(itd_str *rest, unsigned *number, itd_str *ret_item)
{
    while (itd_record_next_item(rest, number, ret_item)) {
        itd_str  behind = {0};
        uint64_t last;

        if (ret_item->len == 0)
            continue;
        if (!is_range(*ret_item, &behind))
            return true;
        /* The number that the range ends with was not the next one. */
        if (behind.len > 0 &&
            itd_str_parse_u64(itd_str_slice(behind, 1, itd_str_find_char(behind, ')')), 999,
                              &last)) {
            *number = (unsigned)last;
            *rest = behind;
        }
    }
    return false;
}

static void add_items(const struct row *row, itd_uk_field field, itd_prop prop)
{
    const itd_str cell = row->cells[field];
    itd_str       rest = cell, item;
    unsigned      number = 1;

    if (cell.len == 0 || itd_record_is_told(row->rec, row->names[field], &cell, 1))
        return;
    while (next_item(&rest, &number, &item)) {
        if (itd_prop_type_of(prop) == ITD_TYPE_COUNTRY)
            itd_record_add_country_of(row->rec, prop, item, cell, origin_of(row, field));
        else
            itd_entity_add(row->rec->builder, prop, item, cell, origin_of(row, field));
    }
}

static void add_birth_place(const struct row *row)
{
    const itd_str    town = row->cells[ITD_UK_BIRTH_TOWN];
    const itd_str    country = row->cells[ITD_UK_BIRTH_COUNTRY];
    const itd_str    tuple[] = {town, country};
    itd_record_place place = {.city = town, .country = country};
    itd_str          rest = town, item = {0};
    unsigned         number = 1;

    (void)itd_record_next_item(&rest, &number, &item);
    if (town.len > 0 && itd_str_equal(item, town) && itd_country_find(country, &item)) {
        if (!itd_record_is_told(row->rec, "born in", tuple, ITD_ARRAY_LEN(tuple)))
            itd_record_add_place(row->rec, ITD_PROP_BIRTH_PLACE, ITD_PROP_BIRTH_COUNTRY, &place,
                                 origin_of(row, ITD_UK_BIRTH_TOWN));
        return;
    }
    add_items(row, ITD_UK_BIRTH_TOWN, ITD_PROP_BIRTH_PLACE);
    add_items(row, ITD_UK_BIRTH_COUNTRY, ITD_PROP_BIRTH_COUNTRY);
}

/* ---- documents ---- */

/* The first word with two digits, without marks around it: the number of "Passport No: 592667
 * (Qatari passport issued on 3 May 2007)". */
static itd_str number_of(itd_str text)
{
    itd_str rest = text, word;

    while (itd_str_next_part(&rest, ITD_STR(" "), &word)) {
        size_t digits = 0, colon;

        colon = itd_str_find_char(word, ':');
        if (colon != SIZE_MAX && colon + 1 < word.len)
            word = itd_str_from(word, colon + 1);
        while (word.len > 0 && itd_str_find_char(ITD_STR("(["), word.ptr[0]) != SIZE_MAX)
            word = itd_str_from(word, 1);
        while (word.len > 0 &&
               itd_str_find_char(ITD_STR(".,;:)]"), word.ptr[word.len - 1]) != SIZE_MAX)
            word = itd_str_slice(word, 0, word.len - 1);
        for (size_t i = 0; i < word.len; i++)
            digits += itd_char_is_digit(word.ptr[i]);
        if (digits >= 2)
            return word;
    }
    return (itd_str){0};
}

/* The country that stands in brackets, "(Tunisian)", or empty. */
static itd_str country_in_brackets(itd_str text)
{
    itd_str code;

    for (;;) {
        const size_t open = itd_str_find_char(text, '(');
        const size_t close = itd_str_find_char(text, ')');

        if (open == SIZE_MAX || close == SIZE_MAX)
            return (itd_str){0};
        if (open < close && itd_country_find(itd_str_slice(text, open + 1, close), &code))
            return code;
        text = itd_str_from(text, close + 1);
    }
}

/* Documents that stand in running text, perhaps several. */
static void add_documents_of_text(const struct row *row, itd_uk_field field, itd_prop prop)
{
    const itd_str cell = row->cells[field];
    itd_str       rest = cell, item;
    unsigned      number = 1;

    if (cell.len == 0 || itd_record_is_told(row->rec, row->names[field], &cell, 1))
        return;
    while (next_item(&rest, &number, &item)) {
        const itd_str digits = number_of(item);

        if (digits.len == 0) { /* "Uganda Passport." */
            itd_entity_add_extra(row->rec->builder, origin_of(row, field), item,
                                 origin_of(row, field));
            continue;
        }
        itd_entity_add(row->rec->builder, prop, digits, item, origin_of(row, field));
        itd_entity_detail(row->rec->builder, ITD_DETAIL_COUNTRY, country_in_brackets(item));
    }
}

static void add_document(const struct row *row, itd_uk_field number, itd_uk_field info,
                         itd_prop prop)
{
    const itd_str tuple[] = {row->cells[number], row->cells[info]};
    itd_str       country;

    if (tuple[0].len == 0) {
        add_documents_of_text(row, info, prop);
        return;
    }
    if (itd_record_is_told(row->rec, row->names[number], tuple, ITD_ARRAY_LEN(tuple)))
        return;
    country = country_in_brackets(tuple[0]);
    if (country.len == 0)
        country = country_in_brackets(tuple[1]);
    itd_record_add(row->rec, prop, tuple[0], origin_of(row, number));
    itd_entity_detail(row->rec->builder, ITD_DETAIL_COUNTRY, country);
    itd_entity_detail(row->rec->builder, ITD_DETAIL_NOTE, tuple[1]);
}

static void add_reference(const struct row *row)
{
    const itd_str text = row->cells[ITD_UK_UN_REFERENCE];

    itd_record_add_reference(row->rec, text, origin_of(row, ITD_UK_UN_REFERENCE));
}

/* ---- the rest ---- */

static void add_once(const struct row *row, itd_uk_field field, itd_prop prop)
{
    const itd_str text = row->cells[field];

    if (text.len == 0 || itd_record_is_told(row->rec, row->names[field], &text, 1))
        return;
    if (prop == ITD_PROP_EXTRA)
        itd_entity_add_extra(row->rec->builder, origin_of(row, field), text, origin_of(row, field));
    else if (itd_prop_type_of(prop) == ITD_TYPE_COUNTRY)
        itd_record_add_country(row->rec, prop, text, origin_of(row, field));
    else
        itd_record_add_identifier(row->rec, prop, text, origin_of(row, field));
}

static void add_with(const struct row *row, itd_uk_field field, itd_prop prop, itd_detail_key key,
                     const char *detail)
{
    const itd_str text = row->cells[field];

    if (text.len == 0 || itd_record_is_told(row->rec, row->names[field], &text, 1))
        return;
    itd_record_add(row->rec, prop, text, origin_of(row, field));
    itd_entity_detail(row->rec->builder, key, itd_str_of(detail));
}

static void add_sanctions(const struct row *row)
{
    const itd_str cell = row->cells[ITD_UK_SANCTIONS];
    itd_str       rest = cell, part;

    if (cell.len == 0)
        return;
    while (itd_str_next_part(&rest, ITD_STR("|"), &part)) {
        part = itd_str_trim(part);
        if (!itd_record_is_told(row->rec, "sanction", &part, 1))
            itd_record_add(row->rec, ITD_PROP_PROVISIONS, part, origin_of(row, ITD_UK_SANCTIONS));
    }
}

static void add_gender(const struct row *row)
{
    const itd_str words = row->cells[ITD_UK_GENDER];

    if (words.len == 0 || itd_record_is_told(row->rec, "gender", &words, 1))
        return;
    if (itd_str_equal_ascii_nocase(words, ITD_STR("Male")))
        itd_entity_add(row->rec->builder, ITD_PROP_GENDER, ITD_STR("male"), words,
                       origin_of(row, ITD_UK_GENDER));
    else if (itd_str_equal_ascii_nocase(words, ITD_STR("Female")))
        itd_entity_add(row->rec->builder, ITD_PROP_GENDER, ITD_STR("female"), words,
                       origin_of(row, ITD_UK_GENDER));
    else
        add_once(row, ITD_UK_GENDER, ITD_PROP_EXTRA);
}

static void add_address(const struct row *row)
{
    const itd_str   *cells = row->cells;
    itd_record_place place = {.city = cells[ITD_UK_LINE6],
                              .postal_code = cells[ITD_UK_POSTCODE],
                              .country = cells[ITD_UK_COUNTRY]};
    itd_str          tuple[3];

    place.street = itd_record_join(row->rec, &cells[ITD_UK_LINE1], 5, ", ");
    tuple[0] = place.street;
    tuple[1] = place.city;
    tuple[2] = itd_record_join(row->rec, &cells[ITD_UK_POSTCODE], 2, ", ");
    if (!itd_record_is_told(row->rec, "address", tuple, ITD_ARRAY_LEN(tuple)))
        itd_record_add_place(row->rec, ITD_PROP_ADDRESS, ITD_PROP_COUNTRY, &place,
                             origin_of(row, ITD_UK_LINE1));
}

static void add_year_built(const struct row *row)
{
    const itd_str text = row->cells[ITD_UK_YEAR_BUILT];
    itd_date      date;

    if (text.len > 0 && itd_date_parse_iso(text, &date))
        add_once(row, ITD_UK_YEAR_BUILT, ITD_PROP_BUILD_DATE);
    else
        add_once(row, ITD_UK_YEAR_BUILT, ITD_PROP_EXTRA);
}

void itd_uk_add(itd_record *rec, const itd_str *cells, const char *const *names)
{
    const struct row row = {.rec = rec, .cells = cells, .names = names};

    add_name(&row);
    add_script_name(&row);
    add_items(&row, ITD_UK_TITLE, ITD_PROP_TITLE);
    add_with(&row, ITD_UK_GROUP_ID, ITD_PROP_OTHER_ID, ITD_DETAIL_TYPE, "OFSI Group ID");
    add_reference(&row);
    add_once(&row, ITD_UK_REGIME, ITD_PROP_PROGRAM);
    add_once(&row, ITD_UK_SOURCE, ITD_PROP_AUTHORITY);
    add_sanctions(&row);
    add_date(&row, ITD_UK_DESIGNATED, ITD_PROP_LISTING_DATE);
    add_date(&row, ITD_UK_UKSL_DESIGNATED, ITD_PROP_START_DATE);
    add_date(&row, ITD_UK_UPDATED, ITD_PROP_MODIFIED_AT);
    add_date(&row, ITD_UK_BORN, ITD_PROP_BIRTH_DATE);
    add_birth_place(&row);
    add_gender(&row);
    add_items(&row, ITD_UK_NATIONALITY, ITD_PROP_NATIONALITY);
    add_document(&row, ITD_UK_PASSPORT, ITD_UK_PASSPORT_INFO, ITD_PROP_PASSPORT_NUMBER);
    add_document(&row, ITD_UK_NATIONAL_ID, ITD_UK_NATIONAL_ID_INFO, ITD_PROP_ID_NUMBER);
    add_documents_of_text(&row, ITD_UK_OLD_NATIONAL_ID, ITD_PROP_ID_NUMBER);
    add_items(&row, ITD_UK_POSITION, ITD_PROP_POSITION);
    add_address(&row);
    add_items(&row, ITD_UK_PHONE, ITD_PROP_PHONE);
    add_items(&row, ITD_UK_WEBSITE, ITD_PROP_WEBSITE);
    add_items(&row, ITD_UK_EMAIL, ITD_PROP_EMAIL);
    add_once(&row, ITD_UK_ENTITY_TYPE, ITD_PROP_LEGAL_FORM);
    add_with(&row, ITD_UK_SUBSIDIARY, ITD_PROP_LINK, ITD_DETAIL_ROLE, "subsidiary");
    add_with(&row, ITD_UK_PARENT, ITD_PROP_LINK, ITD_DETAIL_ROLE, "parent company");
    add_once(&row, ITD_UK_REGISTRATION, ITD_PROP_REGISTRATION_NUMBER);
    add_once(&row, ITD_UK_IMO, ITD_PROP_IMO_NUMBER);
    add_with(&row, ITD_UK_OWNER, ITD_PROP_LINK, ITD_DETAIL_ROLE, "owner or operator");
    add_with(&row, ITD_UK_PAST_OWNER, ITD_PROP_LINK, ITD_DETAIL_ROLE, "previous owner or operator");
    add_once(&row, ITD_UK_FLAG, ITD_PROP_FLAG);
    add_items(&row, ITD_UK_PAST_FLAG, ITD_PROP_PAST_FLAGS);
    add_once(&row, ITD_UK_SHIP_TYPE, ITD_PROP_TYPE);
    add_once(&row, ITD_UK_TONNAGE, ITD_PROP_TONNAGE);
    add_once(&row, ITD_UK_LENGTH, ITD_PROP_EXTRA);
    add_year_built(&row);
    add_with(&row, ITD_UK_HULL, ITD_PROP_REGISTRATION_NUMBER, ITD_DETAIL_TYPE,
             "hull identification number");
    add_once(&row, ITD_UK_OTHER, ITD_PROP_NOTES);
    if (cells[ITD_UK_UN_REFERENCE].len == 0)
        itd_record_add_reference_of(rec, cells[ITD_UK_OTHER], origin_of(&row, ITD_UK_OTHER));
    add_once(&row, ITD_UK_REASONS, ITD_PROP_REASON);
}

void itd_uk_begin(itd_record *rec, itd_str id, itd_str kind, const char *const *names)
{
    static const struct {
        itd_str    word;
        itd_schema schema;
    } kinds[] = {
        {ITD_STR_INIT("Individual"), ITD_SCHEMA_PERSON},
        {ITD_STR_INIT("Entity"), ITD_SCHEMA_ORGANIZATION},
        {ITD_STR_INIT("Ship"), ITD_SCHEMA_VESSEL},
    };
    const itd_str origin = itd_str_of(names[ITD_UK_KIND]);

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal_ascii_nocase(kind, kinds[i].word)) {
            itd_record_entity(rec, kinds[i].schema, id);
            return;
        }
    itd_record_entity(rec, ITD_SCHEMA_LEGAL_ENTITY, id);
    itd_record_report(rec, "unknown kind of entry", kind);
    itd_entity_add_extra(rec->builder, origin, kind, origin);
}
