/* Building entities and reading their values. A value array and its details grow in the arena and
 * are handed to the finished entity as they are; the next entity starts new ones. Details are kept
 * sorted by key, so that the order in which a reader adds them does not make two equal entries
 * differ. */
#include "entity/entity.h"

#include <string.h>

static const itd_str detail_names[] = {
#define DETAIL_NAME(code, name) ITD_STR_INIT(name),
    ITD_DETAIL_LIST(DETAIL_NAME)
#undef DETAIL_NAME
};

struct itd_entity_builder {
    itd_arena  *arena;
    itd_entity  ent;
    itd_value  *values;
    size_t      value_cap;
    itd_detail *details; /* of the current value */
    size_t      detail_count;
    size_t      detail_cap;
    bool        has_current; /* does the next detail belong to the last value? */
    itd_status  failed;
    const char *reason; /* of failed */
    itd_str     field;  /* where it failed */
};

itd_str itd_detail_name(itd_detail_key key)
{
    return detail_names[key];
}

bool itd_detail_find(itd_str name, itd_detail_key *ret_key)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(detail_names); i++) {
        if (itd_str_equal(name, detail_names[i])) {
            *ret_key = (itd_detail_key)i;
            return true;
        }
    }
    return false;
}

itd_str itd_value_detail(const itd_value *value, itd_detail_key key)
{
    for (size_t i = 0; i < value->detail_count; i++)
        if (value->details[i].key == key)
            return value->details[i].text;
    return (itd_str){0};
}

bool itd_value_is_name(const itd_value *value)
{
    return itd_prop_type_of(value->prop) == ITD_TYPE_NAME;
}

bool itd_value_is_weak(const itd_value *value)
{
    return value->prop == ITD_PROP_WEAK_ALIAS ||
           (itd_value_is_name(value) && itd_value_detail(value, ITD_DETAIL_WEAK).len > 0);
}

const itd_value *itd_entity_first(const itd_entity *ent, itd_prop prop)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (ent->values[i].prop == prop)
            return &ent->values[i];
    return NULL;
}

itd_str itd_entity_default_caption(const itd_entity *ent)
{
    const itd_value *value = itd_entity_first(ent, ITD_PROP_NAME);

    for (size_t i = 0; !value && i < ent->value_count; i++)
        if (itd_value_is_name(&ent->values[i]))
            value = &ent->values[i];
    return value ? value->text : ent->id;
}

itd_entity_builder *itd_entity_builder_new(itd_arena *arena)
{
    itd_entity_builder *builder = itd_arena_new_array(arena, 1, sizeof *builder);

    if (!builder)
        return NULL;
    builder->arena = arena;
    return builder;
}

static void fail(itd_entity_builder *builder, itd_status status, itd_str field, const char *reason)
{
    builder->has_current = false;
    if (builder->failed != ITD_OK)
        return;
    builder->failed = status;
    builder->field = field;
    builder->reason = reason;
}

/* A copy in the arena, or an empty slice after a failure. */
static itd_str copy(itd_entity_builder *builder, itd_str text, size_t max, itd_str field)
{
    itd_str kept = {0};

    if (text.len == 0)
        return kept;
    if (text.len > max)
        fail(builder, ITD_E_LIMIT, field, "is too long");
    else if (!itd_arena_copy(builder->arena, text, &kept))
        fail(builder, ITD_E_NO_MEMORY, field, "");
    return kept;
}

void itd_entity_begin(itd_entity_builder *builder, itd_schema schema, itd_str id)
{
    itd_arena *arena = builder->arena;

    *builder = (itd_entity_builder){.arena = arena, .ent = {.schema = schema}};
    builder->ent.id = copy(builder, itd_str_trim(id), ITD_ENTITY_ID_MAX, ITD_STR("id"));
}

static void add_value(itd_entity_builder *builder, itd_value value, itd_str field)
{
    const size_t max = itd_value_is_name(&value) ? ITD_ENTITY_NAME_MAX : ITD_ENTITY_TEXT_MAX;
    itd_value   *values;

    builder->has_current = false;
    value.text = itd_str_trim(value.text);
    if (value.text.len == 0 || builder->failed != ITD_OK)
        return;
    if (builder->ent.value_count == ITD_ENTITY_VALUES_MAX) {
        fail(builder, ITD_E_LIMIT, field, "is one value too many for an entry");
        return;
    }
    if (itd_str_equal(value.raw, value.text))
        value.raw.len = 0;
    values = itd_arena_grow(builder->arena, builder->values, builder->ent.value_count,
                            &builder->value_cap, sizeof *values);
    if (!values) {
        fail(builder, ITD_E_NO_MEMORY, field, "");
        return;
    }
    builder->values = values;
    value.key = copy(builder, value.key, ITD_ENTITY_NAME_MAX, field);
    value.text = copy(builder, value.text, max, field);
    value.raw = copy(builder, value.raw, ITD_ENTITY_TEXT_MAX, field);
    value.origin = copy(builder, value.origin, ITD_ENTITY_NAME_MAX, field);
    if (builder->failed != ITD_OK)
        return;
    values[builder->ent.value_count++] = value;
    builder->details = NULL;
    builder->detail_count = 0;
    builder->detail_cap = 0;
    builder->has_current = true;
}

void itd_entity_add(itd_entity_builder *builder, itd_prop prop, itd_str text, itd_str raw,
                    itd_str origin)
{
    const itd_value value = {.prop = prop, .text = text, .raw = raw, .origin = origin};

    add_value(builder, value, itd_prop_name(prop));
}

void itd_entity_add_extra(itd_entity_builder *builder, itd_str key, itd_str text, itd_str origin)
{
    const itd_value value = {.prop = ITD_PROP_EXTRA, .key = key, .text = text, .origin = origin};

    add_value(builder, value, itd_prop_name(ITD_PROP_EXTRA));
}

void itd_entity_detail(itd_entity_builder *builder, itd_detail_key key, itd_str text)
{
    const itd_str name = itd_detail_name(key);
    itd_value    *value;
    itd_detail   *details;
    size_t        at;

    text = itd_str_trim(text);
    if (text.len == 0 || !builder->has_current || builder->failed != ITD_OK)
        return;
    if (builder->detail_count == ITD_ENTITY_DETAILS_MAX) {
        fail(builder, ITD_E_LIMIT, name, "is one detail too many for a value");
        return;
    }
    details = itd_arena_grow(builder->arena, builder->details, builder->detail_count,
                             &builder->detail_cap, sizeof *details);
    if (!details) {
        fail(builder, ITD_E_NO_MEMORY, name, "");
        return;
    }
    text = copy(builder, text, ITD_ENTITY_TEXT_MAX, name);
    if (builder->failed != ITD_OK)
        return;
    for (at = builder->detail_count; at > 0 && details[at - 1].key > key; at--)
        details[at] = details[at - 1];
    details[at] = (itd_detail){.key = key, .text = text};
    builder->details = details;
    value = &builder->values[builder->ent.value_count - 1];
    value->details = details;
    value->detail_count = ++builder->detail_count;
}

void itd_entity_set_schema(itd_entity_builder *builder, itd_schema schema)
{
    builder->ent.schema = schema;
}

void itd_entity_set_caption(itd_entity_builder *builder, itd_str caption)
{
    builder->ent.caption =
        copy(builder, itd_str_trim(caption), ITD_ENTITY_NAME_MAX, ITD_STR("caption"));
}

itd_status itd_entity_finish(itd_entity_builder *builder, const itd_entity **ret_ent,
                             itd_error *err)
{
    itd_entity *ent;
    itd_status  st = builder->failed;

    if (st == ITD_OK && builder->ent.id.len == 0) {
        fail(builder, ITD_E_SYNTAX, ITD_STR("id"), "is empty");
        st = builder->failed;
    }
    ent = st == ITD_OK ? itd_arena_new_array(builder->arena, 1, sizeof *ent) : NULL;
    if (!ent) {
        if (st == ITD_OK || st == ITD_E_NO_MEMORY)
            st = itd_error_no_memory(err);
        else
            itd_error_set(err, st, "%s", builder->reason);
        itd_error_in_field(err, builder->field);
        itd_error_in_record(err, builder->ent.id);
        return st;
    }
    *ent = builder->ent;
    ent->values = builder->values;
    if (ent->caption.len == 0)
        ent->caption = itd_entity_default_caption(ent);
    *ret_ent = ent;
    return ITD_OK;
}
