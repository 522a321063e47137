/* Parties of foreign FollowTheMoney data. Properties that we know keep their names; references
 * become links; everything else is kept under its own name as a field and told in the report. */
#include "lists/ftm_internal.h"

#include "base/date.h"
#include "entity/country.h"

/* References to another party that stand in the party itself. */
static const struct {
    itd_str name;
    itd_str role;
} references[] = {
    {ITD_STR_INIT("owner"), ITD_STR_INIT("owned by")},
    {ITD_STR_INIT("operator"), ITD_STR_INIT("operated by")},
    {ITD_STR_INIT("parent"), ITD_STR_INIT("subsidiary of")},
    {ITD_STR_INIT("issuer"), ITD_STR_INIT("issued by")},
};

void itd_ftm_tell(const itd_ftm_line *line, const char *what, itd_str where)
{
    itd_list_report_add(line->report, itd_str_of(what), where, line->file, line->number, line->id);
}

static itd_str day_of(itd_str text)
{
    const size_t time = itd_str_find_char(text, 'T');

    return time == 10 ? itd_str_slice(text, 0, time) : text;
}

void itd_ftm_add_typed(const itd_ftm_line *line, itd_entity_builder *builder, itd_prop prop,
                       itd_str text, itd_str origin)
{
    itd_str  common = itd_str_trim(text);
    itd_date date;

    switch (itd_prop_type_of(prop)) {
    case ITD_TYPE_COUNTRY:
        if (!itd_country_find(common, &common))
            itd_ftm_tell(line, "country not understood", common);
        break;
    case ITD_TYPE_DATE:
        common = day_of(common);
        if (!itd_date_parse_iso(common, &date))
            itd_ftm_tell(line, "date not understood", origin);
        break;
    default:
        break;
    }
    itd_entity_add(builder, prop, common, text, origin);
}

/* A text, number, true or false as text; empty for null; false for what has members. */
static bool text_of(const itd_json *json, itd_str *ret_text)
{
    switch (json->kind) {
    case ITD_JSON_STRING:
    case ITD_JSON_NUMBER:
        *ret_text = json->text;
        return true;
    case ITD_JSON_TRUE:
        *ret_text = ITD_STR("true");
        return true;
    case ITD_JSON_FALSE:
        *ret_text = ITD_STR("false");
        return true;
    case ITD_JSON_NULL:
        *ret_text = (itd_str){0};
        return true;
    case ITD_JSON_ARRAY:
    case ITD_JSON_OBJECT:
        break;
    }
    return false;
}

static itd_status refuse_nested(itd_str field, itd_error *err)
{
    itd_error_set(err, ITD_E_SCHEMA, "is nested deeper than a list of texts");
    itd_error_in_field(err, field);
    return ITD_E_SCHEMA;
}

/* A member outside properties: under a property of that name, else as a field. */
static itd_status add_member(const itd_ftm_line *line, itd_entity_builder *builder,
                             const itd_json *member, itd_str origin, itd_error *err)
{
    const itd_json *item = member->kind == ITD_JSON_ARRAY ? member->first : member;
    const bool      is_array = item != member;
    itd_prop        prop = ITD_PROP_EXTRA;

    if (!itd_prop_find(member->key, &prop) || prop == ITD_PROP_EXTRA)
        itd_ftm_tell(line, "unknown member", origin);
    for (; item; item = is_array ? item->next : NULL) {
        itd_str text;

        if (!text_of(item, &text))
            return refuse_nested(member->key, err);
        if (prop == ITD_PROP_EXTRA)
            itd_entity_add_extra(builder, member->key, text, origin);
        else
            itd_ftm_add_typed(line, builder, prop, text, origin);
    }
    return ITD_OK;
}

/* extra of a line without statements: properties of ours by name, and fields. */
static itd_status add_extra(const itd_ftm_line *line, itd_entity_builder *builder,
                            const itd_json *extra, itd_error *err)
{
    itd_status st = ITD_OK;

    if (extra->kind != ITD_JSON_OBJECT)
        return refuse_nested(extra->key, err);
    for (const itd_json *member = extra->first; st == ITD_OK && member; member = member->next) {
        if (!itd_str_equal(member->key, ITD_STR("fields")) || member->kind != ITD_JSON_OBJECT) {
            st =
                add_member(line, builder, member, itd_ftm_path(line, extra->key, member->key), err);
            continue;
        }
        for (const itd_json *field = member->first; st == ITD_OK && field; field = field->next) {
            const itd_json *item = field->kind == ITD_JSON_ARRAY ? field->first : NULL;

            if (field->kind != ITD_JSON_ARRAY)
                st = refuse_nested(field->key, err);
            for (; st == ITD_OK && item; item = item->next) {
                itd_str text;

                if (!text_of(item, &text))
                    st = refuse_nested(field->key, err);
                else
                    itd_entity_add_extra(builder, field->key, text,
                                         itd_ftm_path(line, extra->key, member->key));
            }
        }
    }
    return st;
}

/* When the exporter saw the entity: said of the export, not of the party. */
static bool is_about_the_export(itd_str name)
{
    static const itd_str names[] = {
        ITD_STR_INIT("first_seen"),
        ITD_STR_INIT("last_seen"),
        ITD_STR_INIT("last_change"),
        ITD_STR_INIT("target"),
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++)
        if (itd_str_equal(name, names[i]))
            return true;
    return false;
}

static bool is_list_itself(const itd_ftm_line *line, const itd_json *datasets)
{
    return datasets->kind == ITD_JSON_ARRAY &&
           (datasets->count == 0 ||
            (datasets->count == 1 && itd_str_equal(line->list, line->options)));
}

static itd_status add_members(const itd_ftm_line *line, itd_entity_builder *builder, itd_error *err)
{
    itd_status st = ITD_OK;

    for (const itd_json *member = line->json->first; st == ITD_OK && member;
         member = member->next) {
        const itd_str name = member->key;

        if (itd_str_equal(name, ITD_STR("id")) || itd_str_equal(name, ITD_STR("schema")) ||
            itd_str_equal(name, ITD_STR("caption")) || itd_str_equal(name, ITD_STR("properties")))
            continue;
        if (itd_str_equal(name, ITD_STR("extra")))
            st = add_extra(line, builder, member, err);
        else if (is_about_the_export(name))
            itd_ftm_tell(line, "passed over: says something of the export", name);
        else if (!itd_str_equal(name, ITD_STR("datasets")) || !is_list_itself(line, member))
            st = add_member(line, builder, member, name, err);
    }
    return st;
}

/* What the Address entities say that the party names. */
static itd_status add_addresses(const itd_ftm_line *line, const itd_ftm_join *join,
                                itd_entity_builder *builder, const itd_json *ids, itd_error *err)
{
    for (const itd_json *item = ids->first; item; item = item->next) {
        const itd_ftm_node *node = itd_ftm_find(join, itd_ftm_strip(line, item->text));
        itd_ftm_line        address;
        itd_status          st;

        if (!node || node->satellite == ITD_FTM_NONE)
            return itd_error_set(err, ITD_E_INCOMPLETE,
                                 "addressEntity names \"%.*s\", which is not in the file",
                                 ITD_STR_ARGS(item->text));
        st = itd_ftm_open_satellite(line, join, node->satellite, &address, err);
        if (st != ITD_OK)
            return st;
        itd_ftm_fold_address(&address, builder);
    }
    return ITD_OK;
}

static bool add_reference(const itd_ftm_line *line, const itd_ftm_join *join,
                          itd_entity_builder *builder, const itd_json *prop, itd_str origin)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(references); i++) {
        if (!itd_str_equal(prop->key, references[i].name))
            continue;
        for (const itd_json *item = prop->first; item; item = item->next) {
            const itd_str       id = itd_ftm_strip(line, item->text);
            const itd_ftm_node *node = itd_ftm_find(join, id);

            itd_entity_add(builder, ITD_PROP_LINK,
                           node && node->caption.len > 0 ? node->caption : id, (itd_str){0},
                           origin);
            itd_entity_detail(builder, ITD_DETAIL_ROLE, references[i].role);
            itd_entity_detail(builder, ITD_DETAIL_TARGET, id);
        }
        return true;
    }
    return false;
}

static itd_status add_properties(const itd_ftm_line *line, const itd_ftm_join *join,
                                 itd_entity_builder *builder, itd_error *err)
{
    const itd_json *properties = itd_json_get(line->json, ITD_STR("properties"));
    itd_status      st = ITD_OK;

    for (const itd_json *prop = properties->first; st == ITD_OK && prop; prop = prop->next) {
        const itd_str origin = itd_ftm_path(line, ITD_STR("properties"), prop->key);
        itd_prop      known;

        if (itd_str_equal(prop->key, ITD_STR("addressEntity"))) {
            st = add_addresses(line, join, builder, prop, err);
        } else if (itd_prop_find(prop->key, &known) && known != ITD_PROP_EXTRA) {
            for (const itd_json *item = prop->first; item; item = item->next)
                itd_ftm_add_typed(line, builder, known, item->text, origin);
        } else if (!add_reference(line, join, builder, prop, origin)) {
            itd_ftm_tell(line, "property without a place", prop->key);
            for (const itd_json *item = prop->first; item; item = item->next)
                itd_entity_add_extra(builder, prop->key, item->text, origin);
        }
    }
    return st;
}

itd_status itd_ftm_read_foreign(const itd_ftm_line *line, const itd_ftm_join *join,
                                const itd_entity **ret_ent, itd_error *err)
{
    itd_entity_builder *builder = itd_entity_builder_new(line->arena);
    const itd_ftm_node *node = itd_ftm_find(join, line->id);
    itd_schema          schema = ITD_SCHEMA_LEGAL_ENTITY;
    const bool          is_known = itd_schema_find(line->schema, &schema);
    itd_status          st = ITD_OK;

    if (!builder)
        return itd_error_no_memory(err);
    itd_entity_begin(builder, schema, line->id);
    itd_entity_set_caption(builder, itd_json_get_text(line->json, ITD_STR("caption")));
    if (!is_known) {
        itd_ftm_tell(line, "schema of no listed party, taken as LegalEntity", line->schema);
        itd_entity_add_extra(builder, ITD_STR("schema"), line->schema, ITD_STR("schema"));
    }
    if (itd_str_equal(line->schema, ITD_STR("Address")))
        itd_ftm_fold_address(line, builder);
    else
        st = add_properties(line, join, builder, err);
    if (st == ITD_OK)
        st = add_members(line, builder, err);
    for (size_t at = node ? node->first_ref : ITD_FTM_NONE; st == ITD_OK && at != ITD_FTM_NONE;
         at = join->refs[at].next) {
        itd_ftm_line satellite;

        st = itd_ftm_open_satellite(line, join, join->refs[at].satellite, &satellite, err);
        if (st == ITD_OK)
            itd_ftm_fold(&satellite, join->refs[at].end, join, builder);
    }
    if (st == ITD_OK && *line->no_memory)
        st = itd_error_no_memory(err);
    return st == ITD_OK ? itd_entity_finish(builder, ret_ent, err) : st;
}
