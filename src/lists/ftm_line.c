/* Lines of FollowTheMoney JSON: what all have in common, and those of our own export. An own line
 * says everything twice, for others under properties and extra, for us under extra.statements. The
 * entity is made of the statements, written out again and compared: an edit of only one side is an
 * error and is never passed over. */
#include "lists/ftm_internal.h"

#include "entity/ftm.h"

static itd_status check_properties(const itd_json *properties, itd_error *err)
{
    if (!properties || properties->kind != ITD_JSON_OBJECT) {
        itd_error_set(err, ITD_E_SCHEMA, "is not an object");
        itd_error_in_field(err, ITD_STR("properties"));
        return ITD_E_SCHEMA;
    }
    for (const itd_json *prop = properties->first; prop; prop = prop->next) {
        bool is_texts = prop->kind == ITD_JSON_ARRAY;

        for (const itd_json *item = prop->first; is_texts && item; item = item->next)
            is_texts = item->kind == ITD_JSON_STRING;
        if (is_texts)
            continue;
        itd_error_set(err, ITD_E_SCHEMA,
                      "is not an array of texts (exports with nested entities are not read)");
        itd_error_in_field(err, prop->key);
        return ITD_E_SCHEMA;
    }
    return ITD_OK;
}

/* A member that must be a text and not empty. */
static itd_status need_text(const itd_json *json, itd_str name, itd_str *ret_text, itd_error *err)
{
    const itd_json *member = itd_json_get(json, name);

    if (!member || member->kind != ITD_JSON_STRING || itd_str_trim(member->text).len == 0) {
        itd_error_set(err, ITD_E_SCHEMA, "%s", member ? "is not a text or is empty" : "is missing");
        itd_error_in_field(err, name);
        return ITD_E_SCHEMA;
    }
    *ret_text = itd_str_trim(member->text);
    return ITD_OK;
}

static itd_str without_prefix(itd_str id, itd_str list)
{
    if (list.len > 0 && id.len > list.len + 1 && itd_str_starts_with(id, list) &&
        id.ptr[list.len] == ':')
        return itd_str_from(id, list.len + 1);
    return id;
}

itd_str itd_ftm_strip(const itd_ftm_line *line, itd_str id)
{
    const itd_str stripped = without_prefix(id, line->list);

    return stripped.len < id.len ? stripped : without_prefix(id, line->options);
}

itd_status itd_ftm_line_parse(itd_ftm_line *line, itd_str text, itd_error *err)
{
    const itd_json *datasets;
    itd_str         id;
    itd_status      st;

    st = itd_json_parse(text, line->arena, &line->json, err);
    if (st != ITD_OK)
        return st;
    if (line->json->kind != ITD_JSON_OBJECT)
        return itd_error_set(err, ITD_E_SCHEMA, "the line is not a JSON object");
    st = need_text(line->json, ITD_STR("id"), &id, err);
    if (st == ITD_OK)
        st = need_text(line->json, ITD_STR("schema"), &line->schema, err);
    if (st == ITD_OK)
        st = check_properties(itd_json_get(line->json, ITD_STR("properties")), err);
    if (st != ITD_OK)
        return st;
    datasets = itd_json_get(line->json, ITD_STR("datasets"));
    line->list = (itd_str){0};
    if (datasets && datasets->first && datasets->first->kind == ITD_JSON_STRING)
        line->list = datasets->first->text;
    line->id = itd_ftm_strip(line, id);
    return ITD_OK;
}

const itd_json *itd_ftm_texts(const itd_ftm_line *line, itd_str name)
{
    return itd_json_get(itd_json_get(line->json, ITD_STR("properties")), name);
}

itd_str itd_ftm_first(const itd_ftm_line *line, itd_str name)
{
    const itd_json *texts = itd_ftm_texts(line, name);

    return texts && texts->first ? texts->first->text : (itd_str){0};
}

itd_str itd_ftm_join_texts(const itd_ftm_line *line, itd_str a, itd_str between, itd_str b)
{
    const itd_str parts[] = {a, between, b};
    char         *text = itd_arena_new_array(line->arena, a.len + between.len + b.len, 1);
    size_t        len = 0;

    if (!text) {
        *line->no_memory = true;
        return (itd_str){0};
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        for (size_t j = 0; j < parts[i].len; j++)
            text[len++] = parts[i].ptr[j];
    return (itd_str){.ptr = text, .len = len};
}

itd_str itd_ftm_path(const itd_ftm_line *line, itd_str a, itd_str b)
{
    return itd_ftm_join_texts(line, a, ITD_STR("."), b);
}

static const itd_json *statements_of(const itd_ftm_line *line)
{
    return itd_json_get(itd_json_get(line->json, ITD_STR("extra")), ITD_STR("statements"));
}

bool itd_ftm_is_own(const itd_ftm_line *line)
{
    return statements_of(line) != NULL;
}

static itd_status bad_statement(itd_error *err, itd_str field, const char *reason)
{
    itd_error_set(err, ITD_E_SCHEMA, "%s", reason);
    itd_error_in_field(err, field);
    return ITD_E_SCHEMA;
}

static itd_status read_details(const itd_json *details, itd_entity_builder *builder, itd_error *err)
{
    if (details && details->kind != ITD_JSON_OBJECT)
        return bad_statement(err, ITD_STR("details"), "is not an object");
    for (const itd_json *detail = details ? details->first : NULL; detail; detail = detail->next) {
        itd_detail_key key;

        if (!itd_detail_find(detail->key, &key))
            return bad_statement(err, detail->key, "is not the name of a detail");
        if (detail->kind == ITD_JSON_STRING) {
            itd_entity_detail(builder, key, detail->text);
            continue;
        }
        if (detail->kind != ITD_JSON_ARRAY)
            return bad_statement(err, detail->key, "is neither a text nor an array of texts");
        for (const itd_json *item = detail->first; item; item = item->next) {
            if (item->kind != ITD_JSON_STRING)
                return bad_statement(err, detail->key, "is neither a text nor an array of texts");
            itd_entity_detail(builder, key, item->text);
        }
    }
    return ITD_OK;
}

/* Members of another kind than text come out empty here; the comparison afterwards finds them. */
static itd_status read_statement(const itd_json *from, itd_entity_builder *builder, itd_error *err)
{
    const itd_str prop_name = itd_json_get_text(from, ITD_STR("prop"));
    const itd_str value = itd_json_get_text(from, ITD_STR("value"));
    const itd_str raw = itd_json_get_text(from, ITD_STR("raw"));
    const itd_str origin = itd_json_get_text(from, ITD_STR("origin"));
    itd_prop      prop;

    if (!itd_prop_find(prop_name, &prop))
        return bad_statement(err, ITD_STR("prop"), "is not the name of a property");
    if (prop == ITD_PROP_EXTRA)
        itd_entity_add_extra(builder, itd_json_get_text(from, ITD_STR("key")), value, origin);
    else
        itd_entity_add(builder, prop, value, raw, origin);
    return read_details(itd_json_get(from, ITD_STR("details")), builder, err);
}

/* Equal but for the order of members. */
static bool is_equal(const itd_json *a, const itd_json *b)
{
    const itd_json *x, *y;

    if (!a || !b || a->kind != b->kind || a->count != b->count || !itd_str_equal(a->text, b->text))
        return false;
    for (x = a->first, y = b->first; x && y; x = x->next, y = y->next)
        if (!is_equal(x, a->kind == ITD_JSON_OBJECT ? itd_json_get(b, x->key) : y))
            return false;
    return true;
}

/* Writes ent out again and looks for the first member that differs. */
static itd_status compare_with_line(const itd_ftm_line *line, const itd_entity *ent, itd_error *err)
{
    static const itd_str parts[] = {ITD_STR_INIT("properties"), ITD_STR_INIT("extra")};
    const itd_json      *again = NULL;
    itd_buf              buf;
    itd_status           st;

    itd_buf_init(&buf, SIZE_MAX);
    itd_ftm_write(ent, line->list, &buf);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_json_parse(itd_buf_text(&buf), line->arena, &again, err);
    itd_buf_done(&buf);
    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(parts); i++) {
        const itd_json *given = itd_json_get(line->json, parts[i]);
        const itd_json *due = itd_json_get(again, parts[i]);

        if (is_equal(given, due))
            continue;
        st = itd_error_set(err, ITD_E_SCHEMA,
                           "does not say what extra.statements say: change both, or remove the "
                           "statements");
        itd_error_in_field(err, parts[i]);
    }
    return st;
}

itd_status itd_ftm_read_own(const itd_ftm_line *line, const itd_entity **ret_ent, itd_error *err)
{
    itd_entity_builder *builder = itd_entity_builder_new(line->arena);
    const itd_json     *statements = statements_of(line);
    itd_schema          schema;
    itd_status          st = ITD_OK;

    if (!builder)
        return itd_error_no_memory(err);
    if (!itd_schema_find(line->schema, &schema))
        return bad_statement(err, ITD_STR("schema"), "is not a schema of an own export");
    if (statements->kind != ITD_JSON_ARRAY)
        return bad_statement(err, ITD_STR("statements"), "is not an array");
    itd_entity_begin(builder, schema, line->id);
    itd_entity_set_caption(builder, itd_json_get_text(line->json, ITD_STR("caption")));
    for (const itd_json *from = statements->first; st == ITD_OK && from; from = from->next)
        st = read_statement(from, builder, err);
    if (st == ITD_OK)
        st = itd_entity_finish(builder, ret_ent, err);
    return st == ITD_OK ? compare_with_line(line, *ret_ent, err) : st;
}
