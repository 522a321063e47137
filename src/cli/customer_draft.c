/* A customer while its fields come in: what a field's text must look like, names put together and
 * taken apart, and the request made of it all. */
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "cli/customer_dates.h"
#include "cli/customer_fields.h"
#include "cli/customer_names.h"
#include "entity/country.h"
#include "entity/entity.h"

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

itd_status itd_customer_draft_add_name(itd_customer_draft *draft, itd_str text, itd_error *err)
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

static unsigned this_year(itd_customer_draft *draft)
{
    char     text[ITD_TIME_TEXT_MAX];
    uint64_t year = 0;

    if (draft->this_year == 0) {
        (void)itd_time_format(itd_clock_now_ms(), text);
        if (itd_str_parse_u64(itd_str_slice(itd_str_of(text), 0, 4), 9999, &year))
            draft->this_year = (unsigned)year;
    }
    return draft->this_year;
}

static itd_status add_date(itd_customer_draft *draft, itd_str text, itd_error *err)
{
    itd_date_readings readings;
    itd_status        st = ITD_OK;

    if (itd_customer_date_is_blank(text))
        return ITD_OK;
    itd_customer_date_parse(text, draft->order, this_year(draft), &readings);
    if (readings.count == 0)
        return itd_error_set(err, ITD_E_SYNTAX,
                             "\"%.*s\" is not a date of birth (YYYY, YYYY-MM, YYYY-MM-DD, or day, "
                             "month and year)",
                             ITD_STR_ARGS(itd_str_slice(text, 0, 40)));
    draft->doubts.both_ways = draft->doubts.both_ways || readings.by_order;
    draft->doubts.both_centuries = draft->doubts.both_centuries || readings.by_century;
    draft->doubts.buddhist = draft->doubts.buddhist || readings.buddhist;
    for (size_t i = 0; st == ITD_OK && i < readings.count; i++)
        st = keep_date(draft, readings.dates[i], err);
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

/* What the numbers of the columns are. */
static const itd_prop numbers[ITD_CUSTOMER_FIELD_COUNT] = {
    [ITD_CUSTOMER_ID_NUMBER] = ITD_PROP_ID_NUMBER,
    [ITD_CUSTOMER_PASSPORT] = ITD_PROP_PASSPORT_NUMBER,
    [ITD_CUSTOMER_IMO] = ITD_PROP_IMO_NUMBER,
    [ITD_CUSTOMER_BIC] = ITD_PROP_SWIFT_BIC,
    [ITD_CUSTOMER_WALLET] = ITD_PROP_WALLET,
    [ITD_CUSTOMER_MMSI] = ITD_PROP_MMSI,
    [ITD_CUSTOMER_CALL_SIGN] = ITD_PROP_CALL_SIGN,
    [ITD_CUSTOMER_TAIL_NUMBER] = ITD_PROP_REGISTRATION_NUMBER,
    [ITD_CUSTOMER_SERIAL_NUMBER] = ITD_PROP_SERIAL_NUMBER,
    [ITD_CUSTOMER_LEI] = ITD_PROP_LEI_CODE,
};

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

static itd_status add_relation(itd_customer_draft *draft, bool is_role, itd_str text,
                               itd_error *err)
{
    itd_str    **list = is_role ? &draft->roles : &draft->parents;
    size_t      *count = is_role ? &draft->role_count : &draft->parent_count;
    size_t      *cap = is_role ? &draft->role_cap : &draft->parent_cap;
    const size_t max = is_role ? ITD_CUSTOMER_ROLE_MAX : ITD_ENTITY_ID_MAX;
    void        *items = *list;
    itd_status   st;

    if (text.len > max)
        return itd_error_set(err, ITD_E_LIMIT, "longer than %zu bytes", max);
    st = make_room(draft, &items, *count, cap, sizeof **list, ITD_CUSTOMER_RELATED_MAX, err);
    if (st != ITD_OK)
        return st;
    *list = items;
    (*list)[(*count)++] = text;
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
    {"privat", ITD_SCHEMA_PERSON},
    {"privatkunde", ITD_SCHEMA_PERSON},
    {"natürliche person", ITD_SCHEMA_PERSON},
    {"juristische person", ITD_SCHEMA_ORGANIZATION},
    {"firma", ITD_SCHEMA_ORGANIZATION},
    {"firmenkunde", ITD_SCHEMA_ORGANIZATION},
    {"personne", ITD_SCHEMA_PERSON},
    {"personne physique", ITD_SCHEMA_PERSON},
    {"personne morale", ITD_SCHEMA_ORGANIZATION},
    {"société", ITD_SCHEMA_ORGANIZATION},
    {"persona", ITD_SCHEMA_PERSON},
    {"persona física", ITD_SCHEMA_PERSON},
    {"persona jurídica", ITD_SCHEMA_ORGANIZATION},
    {"empresa", ITD_SCHEMA_ORGANIZATION},
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
        return itd_customer_draft_add_name(draft, text, err);
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
    case ITD_CUSTOMER_PASSPORT:
    case ITD_CUSTOMER_IMO:
    case ITD_CUSTOMER_BIC:
    case ITD_CUSTOMER_WALLET:
    case ITD_CUSTOMER_MMSI:
    case ITD_CUSTOMER_CALL_SIGN:
    case ITD_CUSTOMER_TAIL_NUMBER:
    case ITD_CUSTOMER_SERIAL_NUMBER:
    case ITD_CUSTOMER_LEI:
        return add_identifier(draft, numbers[field], text, err);
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
    case ITD_CUSTOMER_RELATED_TO:
        return add_relation(draft, false, text, err);
    case ITD_CUSTOMER_ROLE:
        return add_relation(draft, true, text, err);
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
itd_status itd_customer_draft_add_joined(itd_customer_draft *draft, const itd_str *parts,
                                         size_t count, itd_error *err)
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
        st = itd_customer_draft_add_name(draft, copy, err);
    itd_buf_done(&name);
    return st;
}

static bool holds_nocase(itd_str text, itd_str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++)
        if (itd_str_equal_ascii_nocase(itd_str_slice(text, i, i + part.len), part))
            return true;
    return false;
}

/* "Name" beside "Vorname" is the family name. One word alone is no name of a person then; more may
 * be a whole name, and stay as well. */
static itd_status add_family_of_name(itd_customer_draft *draft, itd_error *err)
{
    const itd_str family = draft->names[0];
    const itd_str whole[] = {draft->first_name, draft->middle_name, family};
    itd_status    st;

    if (holds_nocase(family, draft->first_name))
        return ITD_OK;
    st = itd_customer_draft_add_joined(draft, whole, ITD_ARRAY_LEN(whole), err);
    if (st == ITD_OK)
        st = itd_customer_names_add_holders(draft, draft->first_name, family, err);
    if (st == ITD_OK && itd_str_find_char(family, ' ') == SIZE_MAX)
        draft->names[0] = draft->names[--draft->name_count];
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
        st = itd_customer_draft_add_joined(draft, whole, ITD_ARRAY_LEN(whole), err);
    else if (draft->first_name.len > 0)
        st = add_family_of_name(draft, err);
    if (st == ITD_OK && draft->first_name.len > 0 && draft->last_name.len > 0)
        st = itd_customer_names_add_holders(draft, draft->first_name, draft->last_name, err);
    if (st == ITD_OK && draft->maiden_name.len > 0)
        st = family_alone ? itd_customer_draft_add_joined(draft, maiden, ITD_ARRAY_LEN(maiden), err)
                          : itd_customer_draft_add_name(draft, draft->maiden_name, err);
    if (st == ITD_OK)
        st = itd_customer_names_expand(draft, err);
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
