/* What satellites say, as values of the party they speak of. One table tells which schemata are
 * satellites and by which properties they name their ends; a second where their facts go. */
#include "lists/ftm_internal.h"

/* A satellite with one end states facts of it; with two it links them, each seen from its side. */
static const struct kind {
    itd_str schema;
    itd_str end[2];
    itd_str role[2]; /* of the link, as seen from that end */
} kinds[] = {
#define TEXT(literal) ITD_STR_INIT(literal)
    {TEXT("Sanction"), {TEXT("entity")}, {{0}}},
    {TEXT("Passport"), {TEXT("holder")}, {{0}}},
    {TEXT("Identification"), {TEXT("holder")}, {{0}}},
    {TEXT("CryptoWallet"), {TEXT("holder")}, {{0}}},
    {TEXT("Ownership"), {TEXT("owner"), TEXT("asset")}, {TEXT("owner of"), TEXT("owned by")}},
    {TEXT("Directorship"),
     {TEXT("director"), TEXT("organization")},
     {TEXT("director of"), TEXT("directed by")}},
    {TEXT("Membership"),
     {TEXT("member"), TEXT("organization")},
     {TEXT("member of"), TEXT("has member")}},
    {TEXT("Employment"),
     {TEXT("employee"), TEXT("employer")},
     {TEXT("employee of"), TEXT("employer of")}},
    {TEXT("Family"), {TEXT("person"), TEXT("relative")}, {TEXT("family"), TEXT("family")}},
    {TEXT("Associate"),
     {TEXT("person"), TEXT("associate")},
     {TEXT("associate"), TEXT("associate")}},
    {TEXT("UnknownLink"),
     {TEXT("subject"), TEXT("object")},
     {TEXT("linked to"), TEXT("linked to")}},
    {TEXT("Representation"),
     {TEXT("agent"), TEXT("client")},
     {TEXT("agent of"), TEXT("represented by")}},
    {TEXT("Succession"),
     {TEXT("predecessor"), TEXT("successor")},
     {TEXT("predecessor of"), TEXT("successor of")}},
#undef TEXT
};

/* Facts of one-ended satellites that have another name with us; the rest keep theirs. */
static const struct {
    itd_str  schema;
    itd_str  name;
    itd_prop prop;
} renamed[] = {
    {ITD_STR_INIT("Sanction"), ITD_STR_INIT("authorityId"), ITD_PROP_RECORD_ID},
    {ITD_STR_INIT("Sanction"), ITD_STR_INIT("programUrl"), ITD_PROP_SOURCE_URL},
    {ITD_STR_INIT("CryptoWallet"), ITD_STR_INIT("publicKey"), ITD_PROP_WALLET},
};

/* Facts of Sanction that a party has too but where they would mean something else. */
static const itd_str not_of_the_party[] = {
    ITD_STR_INIT("country"),   ITD_STR_INIT("status"),     ITD_STR_INIT("summary"),
    ITD_STR_INIT("createdAt"), ITD_STR_INIT("modifiedAt"),
};

static const struct kind *kind_of(itd_str schema)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal(schema, kinds[i].schema))
            return &kinds[i];
    return NULL;
}

itd_str itd_ftm_end(const itd_ftm_line *line, unsigned nth)
{
    const struct kind *kind = kind_of(line->schema);

    return kind && nth < 2 ? kind->end[nth] : (itd_str){0};
}

bool itd_ftm_is_satellite(const itd_ftm_line *line)
{
    /* A wallet that nobody holds is a party of its own. */
    if (itd_str_equal(line->schema, ITD_STR("CryptoWallet")))
        return itd_ftm_first(line, ITD_STR("holder")).len > 0;
    return kind_of(line->schema) != NULL;
}

static bool find_place(const itd_ftm_line *satellite, itd_str name, itd_prop *ret_prop)
{
    const bool is_sanction = itd_str_equal(satellite->schema, ITD_STR("Sanction"));

    for (size_t i = 0; i < ITD_ARRAY_LEN(renamed); i++) {
        if (itd_str_equal(satellite->schema, renamed[i].schema) &&
            itd_str_equal(name, renamed[i].name)) {
            *ret_prop = renamed[i].prop;
            return true;
        }
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(not_of_the_party); i++)
        if (itd_str_equal(name, not_of_the_party[i]))
            return false;
    return is_sanction && itd_prop_find(name, ret_prop) && *ret_prop != ITD_PROP_EXTRA;
}

static void keep_as_field(const itd_ftm_line *satellite, itd_entity_builder *builder,
                          const itd_json *prop, itd_str path)
{
    itd_ftm_tell(satellite, "property without a place", path);
    for (const itd_json *item = prop->first; item; item = item->next)
        itd_entity_add_extra(builder, path, item->text, path);
}

/* Sanctions and wallets: every property is a value of the party. */
static void fold_facts(const itd_ftm_line *satellite, itd_entity_builder *builder)
{
    const itd_json *properties = itd_json_get(satellite->json, ITD_STR("properties"));
    const itd_json *currency = itd_ftm_texts(satellite, ITD_STR("currency"));
    const bool      is_wallet = itd_str_equal(satellite->schema, ITD_STR("CryptoWallet"));

    for (const itd_json *prop = properties->first; prop; prop = prop->next) {
        const itd_str path = itd_ftm_path(satellite, satellite->schema, prop->key);
        itd_prop      place;

        if (itd_str_equal(prop->key, itd_ftm_end(satellite, 0)) || (is_wallet && prop == currency))
            continue;
        if (!find_place(satellite, prop->key, &place)) {
            keep_as_field(satellite, builder, prop, path);
            continue;
        }
        for (const itd_json *item = prop->first; item; item = item->next) {
            itd_ftm_add_typed(satellite, builder, place, item->text, path);
            if (place != ITD_PROP_WALLET || !currency)
                continue;
            for (const itd_json *unit = currency->first; unit; unit = unit->next)
                itd_entity_detail(builder, ITD_DETAIL_CURRENCY, unit->text);
        }
    }
}

/* Properties that become details of the value at hand: name → key. */
struct detail_rule {
    itd_str        name;
    itd_detail_key key;
};

static const struct detail_rule document_details[] = {
    {ITD_STR_INIT("type"), ITD_DETAIL_TYPE},        {ITD_STR_INIT("country"), ITD_DETAIL_COUNTRY},
    {ITD_STR_INIT("startDate"), ITD_DETAIL_ISSUED}, {ITD_STR_INIT("endDate"), ITD_DETAIL_EXPIRES},
    {ITD_STR_INIT("authority"), ITD_DETAIL_PLACE},  {ITD_STR_INIT("summary"), ITD_DETAIL_NOTE},
    {ITD_STR_INIT("description"), ITD_DETAIL_NOTE},
};

static const struct detail_rule address_details[] = {
    {ITD_STR_INIT("street"), ITD_DETAIL_STREET},
    {ITD_STR_INIT("street2"), ITD_DETAIL_STREET},
    {ITD_STR_INIT("postOfficeBox"), ITD_DETAIL_STREET},
    {ITD_STR_INIT("city"), ITD_DETAIL_CITY},
    {ITD_STR_INIT("region"), ITD_DETAIL_REGION},
    {ITD_STR_INIT("state"), ITD_DETAIL_REGION},
    {ITD_STR_INIT("postalCode"), ITD_DETAIL_POSTAL_CODE},
    {ITD_STR_INIT("country"), ITD_DETAIL_COUNTRY},
    {ITD_STR_INIT("remarks"), ITD_DETAIL_NOTE},
};

static const struct detail_rule link_details[] = {
    {ITD_STR_INIT("role"), ITD_DETAIL_NOTE},      {ITD_STR_INIT("relationship"), ITD_DETAIL_NOTE},
    {ITD_STR_INIT("summary"), ITD_DETAIL_NOTE},   {ITD_STR_INIT("description"), ITD_DETAIL_NOTE},
    {ITD_STR_INIT("startDate"), ITD_DETAIL_FROM}, {ITD_STR_INIT("endDate"), ITD_DETAIL_UNTIL},
};

/* Details of the current value; what no rule names becomes a note "name: text". */
static void add_details(const itd_ftm_line *satellite, itd_entity_builder *builder,
                        const struct detail_rule *rules, size_t rule_count, itd_str main)
{
    const itd_json *properties = itd_json_get(satellite->json, ITD_STR("properties"));

    for (const itd_json *prop = properties->first; prop; prop = prop->next) {
        size_t rule = 0;

        if (itd_str_equal(prop->key, main) || itd_str_equal(prop->key, itd_ftm_end(satellite, 0)) ||
            itd_str_equal(prop->key, itd_ftm_end(satellite, 1)))
            continue;
        while (rule < rule_count && !itd_str_equal(prop->key, rules[rule].name))
            rule++;
        if (rule == rule_count)
            itd_ftm_tell(satellite, "kept as a note",
                         itd_ftm_path(satellite, satellite->schema, prop->key));
        for (const itd_json *item = prop->first; item; item = item->next) {
            if (rule < rule_count)
                itd_entity_detail(builder, rules[rule].key, item->text);
            else
                itd_entity_detail(
                    builder, ITD_DETAIL_NOTE,
                    itd_ftm_join_texts(satellite, prop->key, ITD_STR(": "), item->text));
        }
    }
}

/* Passports and other documents: every number is a value with all details. */
static void fold_document(const itd_ftm_line *satellite, itd_entity_builder *builder)
{
    const itd_str number = ITD_STR("number");
    /* Passport had a property of its own name in older exports. */
    const itd_str   old = ITD_STR("passportNumber");
    const itd_json *numbers = itd_ftm_texts(satellite, number);
    const bool      is_passport = itd_str_equal(satellite->schema, ITD_STR("Passport"));
    const itd_str   name = numbers ? number : old;

    if (!numbers)
        numbers = itd_ftm_texts(satellite, old);
    for (const itd_json *item = numbers ? numbers->first : NULL; item; item = item->next) {
        itd_entity_add(builder, is_passport ? ITD_PROP_PASSPORT_NUMBER : ITD_PROP_ID_NUMBER,
                       item->text, (itd_str){0}, itd_ftm_path(satellite, satellite->schema, name));
        add_details(satellite, builder, document_details, ITD_ARRAY_LEN(document_details), name);
    }
    if (!numbers)
        fold_facts(satellite, builder);
}

static void fold_link(const itd_ftm_line *satellite, const struct kind *kind, unsigned end,
                      const itd_ftm_join *join, itd_entity_builder *builder)
{
    const itd_json *others = itd_ftm_texts(satellite, kind->end[1 - end]);

    for (const itd_json *item = others ? others->first : NULL; item; item = item->next) {
        const itd_str       id = itd_ftm_strip(satellite, item->text);
        const itd_ftm_node *node = itd_ftm_find(join, id);

        itd_entity_add(builder, ITD_PROP_LINK, node && node->caption.len > 0 ? node->caption : id,
                       (itd_str){0}, satellite->schema);
        itd_entity_detail(builder, ITD_DETAIL_TYPE, satellite->schema);
        itd_entity_detail(builder, ITD_DETAIL_ROLE, kind->role[end]);
        itd_entity_detail(builder, ITD_DETAIL_TARGET, id);
        add_details(satellite, builder, link_details, ITD_ARRAY_LEN(link_details), (itd_str){0});
    }
}

void itd_ftm_fold(const itd_ftm_line *satellite, unsigned end, const itd_ftm_join *join,
                  itd_entity_builder *builder)
{
    const struct kind *kind = kind_of(satellite->schema);

    if (kind->end[1].len > 0)
        fold_link(satellite, kind, end, join, builder);
    else if (itd_str_equal(satellite->schema, ITD_STR("Passport")) ||
             itd_str_equal(satellite->schema, ITD_STR("Identification")))
        fold_document(satellite, builder);
    else
        fold_facts(satellite, builder);
}

/* The parts of an address in one line, where it has no text of its own. */
static void join_parts(const itd_ftm_line *address, itd_buf *buf)
{
    static const itd_str parts[] = {
        ITD_STR_INIT("postOfficeBox"), ITD_STR_INIT("street"),  ITD_STR_INIT("street2"),
        ITD_STR_INIT("city"),          ITD_STR_INIT("region"),  ITD_STR_INIT("state"),
        ITD_STR_INIT("postalCode"),    ITD_STR_INIT("country"),
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++) {
        const itd_str part = itd_ftm_first(address, parts[i]);

        if (part.len > 0 && buf->len > 0)
            itd_buf_append_cstr(buf, ", ");
        itd_buf_append(buf, part);
    }
}

void itd_ftm_fold_address(const itd_ftm_line *address, itd_entity_builder *builder)
{
    const itd_str   main = ITD_STR("full");
    const itd_str   origin = itd_ftm_path(address, ITD_STR("Address"), main);
    const itd_json *texts = itd_ftm_texts(address, main);
    itd_buf         buf;

    for (const itd_json *item = texts ? texts->first : NULL; item; item = item->next) {
        itd_entity_add(builder, ITD_PROP_ADDRESS, item->text, (itd_str){0}, origin);
        add_details(address, builder, address_details, ITD_ARRAY_LEN(address_details), main);
    }
    if (texts && texts->first)
        return;
    itd_buf_init(&buf, ITD_ENTITY_TEXT_MAX);
    join_parts(address, &buf);
    if (buf.len == 0)
        itd_buf_append(&buf, itd_json_get_text(address->json, ITD_STR("caption")));
    if (buf.failed != ITD_OK)
        *address->no_memory = true;
    itd_entity_add(builder, ITD_PROP_ADDRESS, itd_buf_text(&buf), (itd_str){0}, ITD_STR("Address"));
    add_details(address, builder, address_details, ITD_ARRAY_LEN(address_details), main);
    itd_buf_done(&buf);
}
