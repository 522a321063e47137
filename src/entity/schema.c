/* The tables of schema.h and their look-ups. The lists are short and the names differ in length, so
 * a linear search compares few bytes. */
#include "entity/schema.h"

static const itd_str schema_names[] = {
#define SCHEMA_NAME(code, name) ITD_STR_INIT(name),
    ITD_SCHEMA_LIST(SCHEMA_NAME)
#undef SCHEMA_NAME
};

/* What a schema is, itself and its parents, as the places of its properties. */
static const uint16_t schema_places[ITD_SCHEMA_COUNT] = {
    [ITD_SCHEMA_LEGAL_ENTITY] = ITD_IN_THING | ITD_IN_LEGAL_ENTITY,
    [ITD_SCHEMA_PERSON] = ITD_IN_THING | ITD_IN_LEGAL_ENTITY | ITD_IN_PERSON,
    [ITD_SCHEMA_ORGANIZATION] = ITD_IN_THING | ITD_IN_LEGAL_ENTITY | ITD_IN_ORGANIZATION,
    [ITD_SCHEMA_COMPANY] =
        ITD_IN_THING | ITD_IN_LEGAL_ENTITY | ITD_IN_ORGANIZATION | ITD_IN_COMPANY,
    [ITD_SCHEMA_PUBLIC_BODY] = ITD_IN_THING | ITD_IN_LEGAL_ENTITY | ITD_IN_ORGANIZATION,
    [ITD_SCHEMA_VESSEL] = ITD_IN_THING | ITD_IN_VEHICLE | ITD_IN_VESSEL,
    [ITD_SCHEMA_AIRPLANE] = ITD_IN_THING | ITD_IN_VEHICLE | ITD_IN_AIRPLANE,
    [ITD_SCHEMA_CRYPTO_WALLET] = ITD_IN_THING | ITD_IN_CRYPTO_WALLET,
    [ITD_SCHEMA_SECURITY] = ITD_IN_THING | ITD_IN_SECURITY,
    [ITD_SCHEMA_ADDRESS] = ITD_IN_THING,
};

static const struct prop_row {
    itd_str  name;
    uint16_t type;
    uint16_t places;
} props[] = {
#define PROP_ROW(code, name, type, where) {ITD_STR_INIT(name), ITD_TYPE_##type, where},
    ITD_PROP_LIST(PROP_ROW)
#undef PROP_ROW
};

itd_str itd_schema_name(itd_schema schema)
{
    return schema_names[schema];
}

bool itd_schema_find(itd_str name, itd_schema *ret_schema)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(schema_names); i++) {
        if (itd_str_equal(name, schema_names[i])) {
            *ret_schema = (itd_schema)i;
            return true;
        }
    }
    return false;
}

itd_str itd_prop_name(itd_prop prop)
{
    return props[prop].name;
}

itd_prop_type itd_prop_type_of(itd_prop prop)
{
    return (itd_prop_type)props[prop].type;
}

bool itd_prop_find(itd_str name, itd_prop *ret_prop)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(props); i++) {
        if (itd_str_equal(name, props[i].name)) {
            *ret_prop = (itd_prop)i;
            return true;
        }
    }
    return false;
}

bool itd_prop_is_in(itd_prop prop, itd_schema schema)
{
    return (props[prop].places & schema_places[schema]) != 0;
}

/* Kinds of party that can be the same one under two schemata. */
enum kind { KIND_ANY, KIND_PERSON, KIND_ORGANISATION, KIND_VESSEL, KIND_AIRPLANE, KIND_OTHER };

static enum kind kind_of(itd_schema schema)
{
    switch (schema) {
    case ITD_SCHEMA_LEGAL_ENTITY:
        return KIND_ANY;
    case ITD_SCHEMA_PERSON:
        return KIND_PERSON;
    case ITD_SCHEMA_ORGANIZATION:
    case ITD_SCHEMA_COMPANY:
    case ITD_SCHEMA_PUBLIC_BODY:
        return KIND_ORGANISATION;
    case ITD_SCHEMA_VESSEL:
        return KIND_VESSEL;
    case ITD_SCHEMA_AIRPLANE:
        return KIND_AIRPLANE;
    case ITD_SCHEMA_CRYPTO_WALLET:
    case ITD_SCHEMA_SECURITY:
    case ITD_SCHEMA_ADDRESS:
    case ITD_SCHEMA_COUNT:
        break;
    }
    return KIND_OTHER;
}

bool itd_schema_meets(itd_schema customer, itd_schema listed)
{
    const enum kind a = kind_of(customer);
    const enum kind b = kind_of(listed);

    if (a == KIND_ANY || b == KIND_ANY)
        return true;
    return a == KIND_OTHER ? customer == listed : a == b;
}

bool itd_schema_is_organisation(itd_schema schema)
{
    return kind_of(schema) == KIND_ORGANISATION;
}
