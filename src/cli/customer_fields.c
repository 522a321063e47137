/* Columns and values of customer files. Only spellings that can mean nothing else are known;
 * anything else is refused by name, because a column that is passed over in silence is a fact
 * not screened. */
#include "cli/customer_fields.h"

#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "cli/customer_dates.h"
#include "codec/ini.h"
#include "entity/country.h"
#include "entity/entity.h"

#define COLUMN_MAX 256       /* bytes of a column's name */
#define MAP_COLUMNS_MAX 1024 /* columns one map names */
#define MAP_BYTES_MAX ((size_t)4 << 20)

/* clang-format off */
static const struct {
    const char *name;
    const char *spellings; /* others, in their comparable form */
    const char *properties; /* of FollowTheMoney */
} fields[ITD_CUSTOMER_FIELD_COUNT] = {
    [ITD_CUSTOMER_ID] = {"id", "customer_id client_id customer_no customer_number "
                               "client_number account_id party_id reference ref", ""},
    [ITD_CUSTOMER_NAME] = {"name", "full_name fullname customer_name client_name account_name "
                                   "names alias aliases former_name former_names previous_name "
                                   "previous_names company_name legal_name joint_name "
                                   "joint_holder co_holder second_holder",
                           "name alias weakAlias previousName abbreviation"},
    [ITD_CUSTOMER_SCHEMA] = {"schema", "type customer_type client_type entity_type", ""},
    [ITD_CUSTOMER_BIRTH_DATE] = {"birth_date", "birthdate date_of_birth dob birthday born",
                                 "birthDate"},
    [ITD_CUSTOMER_NATIONALITY] = {"nationality", "nationalities citizenship",
                                  "nationality citizenship"},
    [ITD_CUSTOMER_COUNTRY] = {"country", "countries country_code residence country_of_residence",
                              "country jurisdiction mainCountry"},
    [ITD_CUSTOMER_GENDER] = {"gender", "sex", "gender"},
    [ITD_CUSTOMER_ID_NUMBER] = {"id_number", "idnumber national_id registration_number tax_id",
                                "idNumber registrationNumber taxNumber innCode ogrnCode"},
    [ITD_CUSTOMER_PASSPORT] = {"passport", "passport_number passport_no", "passportNumber"},
    [ITD_CUSTOMER_IMO] = {"imo", "imo_number imonumber imo_no", "imoNumber"},
    [ITD_CUSTOMER_BIC] = {"bic", "swift swift_bic swiftbic bic_code swift_code", "swiftBic"},
    [ITD_CUSTOMER_WALLET] = {"wallet", "wallet_address", "publicKey"},
    [ITD_CUSTOMER_ADDRESS] = {"address", "street city postcode postal_code zip address_line",
                              "address"},
    [ITD_CUSTOMER_FIRST_NAME] = {"first_name", "firstname given_name given_names forename", ""},
    [ITD_CUSTOMER_MIDDLE_NAME] = {"middle_name", "middlename middle_names second_name "
                                                 "patronymic", ""},
    [ITD_CUSTOMER_LAST_NAME] = {"last_name", "lastname surname family_name", ""},
    [ITD_CUSTOMER_MAIDEN_NAME] = {"maiden_name", "birth_name name_at_birth nee", ""},
};
/* clang-format on */

static const char known_fields[] = "id, name, first_name, middle_name, last_name, maiden_name, "
                                   "schema, birth_date, nationality, country, gender, id_number, "
                                   "passport, imo, bic, wallet, address";

/* Lower case with '_' for blanks and hyphens, without a number behind it ("name_2"). */
static itd_str comparable(itd_str column, char text[static COLUMN_MAX])
{
    size_t len = 0;

    column = itd_str_trim(column);
    for (size_t i = 0; i < column.len && len < COLUMN_MAX; i++) {
        const char ch = column.ptr[i];

        text[len++] = ch == ' ' || ch == '-' ? '_' : itd_char_lower(ch);
    }
    return (itd_str){text, len};
}

static itd_str without_number(itd_str column)
{
    size_t len = column.len;

    while (len > 0 && itd_char_is_digit(column.ptr[len - 1]))
        len--;
    if (len < column.len && len > 0 && column.ptr[len - 1] == '_')
        len--;
    return itd_str_slice(column, 0, len);
}

static bool find_own(itd_str column, itd_customer_field *ret_field)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(fields); i++) {
        itd_str rest = itd_str_of(fields[i].spellings), spelling = itd_str_of(fields[i].name);

        do {
            if (!itd_str_equal(column, spelling))
                continue;
            *ret_field = (itd_customer_field)i;
            return true;
        } while (itd_str_next_part(&rest, ITD_STR(" "), &spelling));
    }
    return false;
}

static bool find_field(const itd_customer_map *map, itd_str column, itd_customer_field *ret_field)
{
    char          text[COLUMN_MAX];
    const itd_str key = comparable(column, text);

    if (map && map->count > 0) {
        const uint64_t *mapped = itd_map_find(&map->columns, key);

        if (mapped) {
            *ret_field = (itd_customer_field)*mapped;
            return true;
        }
    }
    return find_own(key, ret_field) ||
           (find_own(without_number(key), ret_field) &&
            (*ret_field == ITD_CUSTOMER_NAME || *ret_field == ITD_CUSTOMER_ADDRESS));
}

bool itd_customer_field_known(const itd_customer_map *map, itd_str column)
{
    itd_customer_field field;

    return find_field(map, column, &field);
}

itd_status itd_customer_field_find(const itd_customer_map *map, itd_str column,
                                   itd_customer_field *ret_field, itd_error *err)
{
    if (find_field(map, column, ret_field))
        return ITD_OK;
    (void)itd_error_set(err, ITD_E_SCHEMA,
                        "unknown column; known are %s; --map FILE names others, `column = -` "
                        "leaves one out",
                        known_fields);
    itd_error_in_field(err, itd_str_trim(column));
    return ITD_E_SCHEMA;
}

const char *itd_customer_field_name(itd_customer_field field)
{
    return field < ITD_CUSTOMER_FIELD_COUNT ? fields[field].name : "-";
}

bool itd_customer_field_asks(itd_customer_field field)
{
    return field == ITD_CUSTOMER_NAME || field == ITD_CUSTOMER_LAST_NAME ||
           (field >= ITD_CUSTOMER_ID_NUMBER && field <= ITD_CUSTOMER_WALLET);
}

bool itd_customer_field_is_single(itd_customer_field field)
{
    return field == ITD_CUSTOMER_ID || field == ITD_CUSTOMER_SCHEMA ||
           field == ITD_CUSTOMER_GENDER ||
           (field >= ITD_CUSTOMER_FIRST_NAME && field <= ITD_CUSTOMER_MAIDEN_NAME);
}

bool itd_customer_field_of_property(itd_str property, itd_customer_field *ret_field)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(fields); i++) {
        itd_str rest = itd_str_of(fields[i].properties), name;

        while (itd_str_next_part(&rest, ITD_STR(" "), &name))
            if (name.len > 0 && itd_str_equal(property, name)) {
                *ret_field = (itd_customer_field)i;
                return true;
            }
    }
    return false;
}

/* ---- map files ---- */

static itd_status add_mapping(void *ctx, itd_str section, itd_str key, itd_str value, uint64_t line,
                              itd_error *err)
{
    itd_customer_map  *map = ctx;
    char               text[COLUMN_MAX];
    itd_str            column;
    itd_customer_field field = ITD_CUSTOMER_IGNORED;
    uint64_t          *slot;
    bool               added;

    (void)line;
    if (section.len > 0 && !itd_str_equal(section, ITD_STR("columns")))
        return itd_error_set(err, ITD_E_SCHEMA, "unknown section [%.*s]; [columns] is the only one",
                             ITD_STR_ARGS(section));
    if (!itd_str_equal(value, ITD_STR("-")) && !find_own(value, &field)) {
        (void)itd_error_set(err, ITD_E_SCHEMA, "\"%.*s\" is no field; known are %s, and - for none",
                            ITD_STR_ARGS(value), known_fields);
        itd_error_in_field(err, key);
        return ITD_E_SCHEMA;
    }
    if (map->count == MAP_COLUMNS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d columns", MAP_COLUMNS_MAX);
    map->names = map->count == map->cap ? itd_arena_grow(map->arena, map->names, map->count,
                                                         &map->cap, sizeof *map->names)
                                        : map->names;
    if (!map->names || !itd_arena_copy(map->arena, key, &map->names[map->count]) ||
        !itd_arena_copy(map->arena, comparable(key, text), &column) ||
        !itd_map_add(&map->columns, column, &slot, &added))
        return itd_error_no_memory(err);
    if (!added) {
        (void)itd_error_set(err, ITD_E_DUPLICATE, "the column is mapped twice");
        itd_error_in_field(err, key);
        return ITD_E_DUPLICATE;
    }
    *slot = (uint64_t)field;
    map->count++;
    return ITD_OK;
}

itd_status itd_customer_map_open(const char *path, itd_customer_map *ret_map, itd_error *err)
{
    itd_customer_map map = {.path = itd_str_of(path)};
    itd_status       st;

    itd_map_init(&map.columns);
    map.arena = itd_arena_new(MAP_BYTES_MAX);
    if (!map.arena)
        return itd_error_no_memory(err);
    st = itd_ini_parse_file(path, add_mapping, &map, err);
    if (st == ITD_OK && map.count == 0) {
        st = itd_error_set(err, ITD_E_SCHEMA, "the map names no column");
        itd_error_in_file(err, map.path);
    }
    if (st != ITD_OK)
        itd_customer_map_close(&map);
    else
        *ret_map = map;
    return st;
}

void itd_customer_map_close(itd_customer_map *map)
{
    if (!map)
        return;
    itd_map_done(&map->columns);
    itd_arena_free(map->arena);
    *map = (itd_customer_map){0};
}

/* ---- values ---- */

void itd_customer_draft_init(itd_customer_draft *draft, itd_arena *arena)
{
    *draft = (itd_customer_draft){.arena = arena, .schema = ITD_SCHEMA_LEGAL_ENTITY};
}

/* Makes room for one more of at most max items. */
static itd_status make_room(itd_customer_draft *draft, void **items, size_t count, size_t *cap,
                            size_t size, size_t max, itd_error *err)
{
    void *grown;

    if (count == max)
        return itd_error_set(err, ITD_E_LIMIT, "more than %zu values", max);
    if (count < *cap)
        return ITD_OK;
    grown = itd_arena_grow(draft->arena, *items, count, cap, size);
    if (!grown)
        return itd_error_no_memory(err);
    *items = grown;
    return ITD_OK;
}

static itd_status add_name(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    void      *items = draft->names;
    itd_status st;

    if (text.len > ITD_ENTITY_NAME_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "a name of %zu bytes is longer than %zu", text.len,
                             ITD_ENTITY_NAME_MAX);
    st = make_room(draft, &items, draft->name_count, &draft->name_cap, sizeof *draft->names,
                   ITD_REQUEST_NAMES_MAX, err);
    if (st != ITD_OK)
        return st;
    draft->names = items;
    draft->names[draft->name_count++] = text;
    return ITD_OK;
}

static itd_status keep_date(itd_customer_draft *draft, itd_date date, itd_error *err)
{
    void      *items = draft->dates;
    itd_status st = make_room(draft, &items, draft->date_count, &draft->date_cap,
                              sizeof *draft->dates, ITD_REQUEST_FACTS_MAX, err);

    if (st != ITD_OK)
        return st;
    draft->dates = items;
    draft->dates[draft->date_count++] = date;
    return ITD_OK;
}

static itd_status add_date(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    itd_date   readings[ITD_CUSTOMER_READINGS_MAX];
    size_t     count = itd_customer_date_parse(text, draft->order, readings);
    itd_status st = ITD_OK;

    if (count == 0)
        return itd_error_set(err, ITD_E_SYNTAX,
                             "\"%.*s\" is not a date (YYYY, YYYY-MM, YYYY-MM-DD, or day, month and "
                             "year of four digits)",
                             ITD_STR_ARGS(itd_str_slice(text, 0, 40)));
    draft->read_both_ways = draft->read_both_ways || count > 1;
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        st = keep_date(draft, readings[i], err);
    return st;
}

static itd_status add_country(itd_customer_draft *draft, itd_str text, bool nationality,
                              itd_error *err)
{
    void      *items = draft->countries;
    itd_str    code;
    itd_status st;

    if (!itd_country_find(text, &code))
        return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is no country we know",
                             ITD_STR_ARGS(itd_str_slice(text, 0, 40)));
    st = make_room(draft, &items, draft->country_count, &draft->country_cap,
                   sizeof *draft->countries, ITD_REQUEST_FACTS_MAX, err);
    if (st != ITD_OK)
        return st;
    draft->countries = items;
    draft->countries[draft->country_count++] = code;
    if (nationality && draft->nationality_count++ == 0)
        draft->nationality = code;
    return ITD_OK;
}

static itd_status add_identifier(itd_customer_draft *draft, itd_prop prop, itd_str text,
                                 itd_error *err)
{
    void      *items = draft->identifiers;
    itd_status st = make_room(draft, &items, draft->identifier_count, &draft->identifier_cap,
                              sizeof *draft->identifiers, ITD_REQUEST_FACTS_MAX, err);

    if (st != ITD_OK)
        return st;
    draft->identifiers = items;
    draft->identifiers[draft->identifier_count++] =
        (itd_request_identifier){.prop = prop, .text = text};
    return ITD_OK;
}

/* What customer files call the kinds. */
static const struct {
    const char *word;
    itd_schema  schema;
} kinds[] = {
    {"individual", ITD_SCHEMA_PERSON},
    {"natural person", ITD_SCHEMA_PERSON},
    {"private", ITD_SCHEMA_PERSON},
    {"organisation", ITD_SCHEMA_ORGANIZATION},
    {"entity", ITD_SCHEMA_LEGAL_ENTITY},
    {"legal entity", ITD_SCHEMA_LEGAL_ENTITY},
    {"legal person", ITD_SCHEMA_ORGANIZATION},
    {"business", ITD_SCHEMA_ORGANIZATION},
    {"corporate", ITD_SCHEMA_ORGANIZATION},
    {"ship", ITD_SCHEMA_VESSEL},
    {"aircraft", ITD_SCHEMA_AIRPLANE},
};

static itd_status set_schema(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    for (int i = 0; i < ITD_SCHEMA_COUNT; i++) {
        const itd_schema schema = (itd_schema)i;

        if (itd_str_equal_ascii_nocase(itd_schema_name(schema), text)) {
            draft->schema = schema;
            return ITD_OK;
        }
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal_ascii_nocase(itd_str_of(kinds[i].word), text)) {
            draft->schema = kinds[i].schema;
            return ITD_OK;
        }
    return itd_error_set(err, ITD_E_SYNTAX,
                         "\"%.*s\" is no schema; Person, Company, Organization, PublicBody, "
                         "LegalEntity, Vessel, Airplane are",
                         ITD_STR_ARGS(itd_str_slice(text, 0, 40)));
}

static itd_status set_gender(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    static const char *const genders[] = {"male", "female", "other"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(genders); i++) {
        const itd_str gender = itd_str_of(genders[i]);

        if (itd_str_equal_ascii_nocase(text, gender) ||
            (i < 2 && itd_str_equal_ascii_nocase(text, itd_str_slice(gender, 0, 1)))) {
            draft->gender = gender;
            return ITD_OK;
        }
    }
    return itd_error_set(err, ITD_E_SYNTAX, "\"%.*s\" is not male, female or other",
                         ITD_STR_ARGS(itd_str_slice(text, 0, 40)));
}

/* Several columns of one address stand one behind the other. */
static itd_status add_address(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, ITD_CUSTOMER_ADDRESS_MAX);
    itd_buf_append(&buf, draft->address);
    if (draft->address.len > 0)
        itd_buf_append_cstr(&buf, ", ");
    itd_buf_append(&buf, text);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK && !itd_arena_copy(draft->arena, itd_buf_text(&buf), &draft->address))
        st = itd_error_no_memory(err);
    itd_buf_done(&buf);
    return st;
}

static itd_status add_one(itd_customer_draft *draft, itd_customer_field field, itd_str text,
                          itd_error *err)
{
    switch (field) {
    case ITD_CUSTOMER_ID:
        if (text.len > ITD_ENTITY_ID_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "longer than %d bytes", ITD_ENTITY_ID_MAX);
        draft->id = text;
        return ITD_OK;
    case ITD_CUSTOMER_NAME:
        return add_name(draft, text, err);
    case ITD_CUSTOMER_SCHEMA:
        return set_schema(draft, text, err);
    case ITD_CUSTOMER_BIRTH_DATE:
        return add_date(draft, text, err);
    case ITD_CUSTOMER_NATIONALITY:
        return add_country(draft, text, true, err);
    case ITD_CUSTOMER_COUNTRY:
        return add_country(draft, text, false, err);
    case ITD_CUSTOMER_GENDER:
        return set_gender(draft, text, err);
    case ITD_CUSTOMER_ID_NUMBER:
        return add_identifier(draft, ITD_PROP_ID_NUMBER, text, err);
    case ITD_CUSTOMER_PASSPORT:
        return add_identifier(draft, ITD_PROP_PASSPORT_NUMBER, text, err);
    case ITD_CUSTOMER_IMO:
        return add_identifier(draft, ITD_PROP_IMO_NUMBER, text, err);
    case ITD_CUSTOMER_BIC:
        return add_identifier(draft, ITD_PROP_SWIFT_BIC, text, err);
    case ITD_CUSTOMER_WALLET:
        return add_identifier(draft, ITD_PROP_WALLET, text, err);
    case ITD_CUSTOMER_ADDRESS:
        return add_address(draft, text, err);
    case ITD_CUSTOMER_FIRST_NAME:
        draft->first_name = text;
        return ITD_OK;
    case ITD_CUSTOMER_MIDDLE_NAME:
        draft->middle_name = text;
        return ITD_OK;
    case ITD_CUSTOMER_LAST_NAME:
        draft->last_name = text;
        return ITD_OK;
    case ITD_CUSTOMER_MAIDEN_NAME:
        draft->maiden_name = text;
        return ITD_OK;
    case ITD_CUSTOMER_IGNORED:
        break;
    }
    return ITD_OK;
}

itd_status itd_customer_draft_add(itd_customer_draft *draft, itd_customer_field field, itd_str text,
                                  itd_error *err)
{
    const bool several = !itd_customer_field_is_single(field) && field != ITD_CUSTOMER_ADDRESS;
    itd_str    rest = text, part;
    itd_status st = ITD_OK;

    if (!several) {
        text = itd_str_trim(text);
        st = text.len > 0 ? add_one(draft, field, text, err) : ITD_OK;
    }
    while (several && st == ITD_OK && itd_str_next_part(&rest, ITD_STR("|"), &part)) {
        part = itd_str_trim(part);
        if (part.len > 0)
            st = add_one(draft, field, part, err);
    }
    if (st != ITD_OK)
        itd_error_in_field(err, itd_str_of(itd_customer_field_name(field)));
    return st;
}

/* "FIRST MIDDLE LAST" of what is there, as one more name. */
static itd_status add_joined(itd_customer_draft *draft, const itd_str *parts, size_t count,
                             itd_error *err)
{
    itd_str    copy;
    itd_buf    name;
    itd_status st;

    itd_buf_init(&name, 4 * ITD_ENTITY_NAME_MAX);
    for (size_t i = 0; i < count; i++) {
        itd_buf_append_cstr(&name, name.len > 0 && parts[i].len > 0 ? " " : "");
        itd_buf_append(&name, parts[i]);
    }
    st = itd_buf_status(&name, err);
    if (st == ITD_OK && !itd_arena_copy(draft->arena, itd_buf_text(&name), &copy))
        st = itd_error_no_memory(err);
    if (st == ITD_OK && copy.len > 0)
        st = add_name(draft, copy, err);
    itd_buf_done(&name);
    return st;
}

/* "Anna Example & Bert Example": each holder is a name. Companies keep their "and". */
static itd_status add_holders(itd_customer_draft *draft, itd_error *err)
{
    static const char *const marks[] = {" & ", " and ", " und ", " et ", ";"};
    const size_t             count = draft->name_count;
    itd_status               st = ITD_OK;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < ITD_ARRAY_LEN(marks); k++) {
            itd_str rest = draft->names[i], part;

            if (itd_str_find(rest, itd_str_of(marks[k])) == SIZE_MAX)
                continue;
            while (st == ITD_OK && itd_str_next_part(&rest, itd_str_of(marks[k]), &part)) {
                part = itd_str_trim(part);
                if (part.len > 0)
                    st = add_name(draft, part, err);
            }
            break;
        }
    return st;
}

itd_status itd_customer_draft_finish(itd_customer_draft *draft, itd_error *err)
{
    const itd_str whole[] = {draft->first_name, draft->middle_name, draft->last_name};
    const itd_str maiden[] = {draft->first_name, draft->maiden_name};
    const bool    family_alone =
        draft->maiden_name.len > 0 && itd_str_find_char(draft->maiden_name, ' ') == SIZE_MAX;
    itd_status st = ITD_OK;

    if (draft->last_name.len > 0 || (draft->first_name.len > 0 && draft->name_count == 0))
        st = add_joined(draft, whole, ITD_ARRAY_LEN(whole), err);
    if (st == ITD_OK && draft->maiden_name.len > 0)
        st = family_alone ? add_joined(draft, maiden, ITD_ARRAY_LEN(maiden), err)
                          : add_name(draft, draft->maiden_name, err);
    if (st == ITD_OK && draft->schema == ITD_SCHEMA_PERSON)
        st = add_holders(draft, err);
    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("name"));
    return st;
}

void itd_customer_draft_request(const itd_customer_draft *draft, itd_request *ret_req)
{
    itd_str country = {0};

    if (draft->nationality_count == 1)
        country = draft->nationality;
    else if (draft->nationality_count == 0 && draft->country_count == 1)
        country = draft->countries[0];
    for (size_t i = 0; i < draft->identifier_count; i++)
        draft->identifiers[i].country = country;
    *ret_req = (itd_request){
        .id = draft->id,
        .names = draft->names,
        .name_count = draft->name_count,
        .schema = draft->schema,
        .birth_dates = draft->dates,
        .birth_date_count = draft->date_count,
        .countries = draft->countries,
        .country_count = draft->country_count,
        .gender = draft->gender,
        .identifiers = draft->identifiers,
        .identifier_count = draft->identifier_count,
        .address = draft->address,
    };
}
