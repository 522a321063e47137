/* Entities as bytes. The layout is docs/formats.md, "Entity record"; it has one form per entity,
 * and decoding refuses every other, so that a digest of the bytes is a digest of the entry. */
#include "entity/entity.h"

#include <string.h>

#include "base/utf8.h"

#define FORMAT_VERSION 1

/* Which optional parts follow in a value. */
enum { HAS_RAW = 1, HAS_ORIGIN = 2, HAS_DETAILS = 4, HAS_BITS = 3 };

static void put_text(itd_buf *buf, itd_str text)
{
    itd_buf_append_varint(buf, text.len);
    itd_buf_append(buf, text);
}

static void put_value(itd_buf *buf, const itd_value *value)
{
    const unsigned has = (value->raw.len > 0 ? HAS_RAW : 0) |
                         (value->origin.len > 0 ? HAS_ORIGIN : 0) |
                         (value->detail_count > 0 ? HAS_DETAILS : 0);

    itd_buf_append_varint(buf, (uint64_t)value->prop << HAS_BITS | has);
    if (value->prop == ITD_PROP_EXTRA)
        put_text(buf, value->key);
    put_text(buf, value->text);
    if (has & HAS_RAW)
        put_text(buf, value->raw);
    if (has & HAS_ORIGIN)
        put_text(buf, value->origin);
    if (!(has & HAS_DETAILS))
        return;
    itd_buf_append_varint(buf, value->detail_count);
    for (size_t i = 0; i < value->detail_count; i++) {
        itd_buf_append_varint(buf, value->details[i].key);
        put_text(buf, value->details[i].text);
    }
}

void itd_entity_encode(const itd_entity *ent, itd_buf *buf)
{
    const bool is_default = itd_str_equal(ent->caption, itd_entity_default_caption(ent));

    itd_buf_append_char(buf, FORMAT_VERSION);
    itd_buf_append_varint(buf, ent->schema);
    put_text(buf, ent->id);
    put_text(buf, is_default ? (itd_str){0} : ent->caption);
    itd_buf_append_varint(buf, ent->value_count);
    for (size_t i = 0; i < ent->value_count; i++)
        put_value(buf, &ent->values[i]);
}

/* ---- decoding ---- every take_… is false on bytes that encode would not write */

static bool take_number(itd_str *rest, uint64_t max, uint64_t *ret_value)
{
    const itd_str before = *rest;
    uint64_t      value;

    if (!itd_bytes_take_varint(rest, &value) || value > max)
        return false;
    /* A last byte of 0 only pads: the shorter form is the one. */
    if (before.len - rest->len > 1 && rest->ptr[-1] == 0)
        return false;
    *ret_value = value;
    return true;
}

static bool take_text(itd_str *rest, size_t min, size_t max, itd_str *ret_text)
{
    uint64_t len;
    itd_str  text;

    if (!take_number(rest, max, &len) || len < min || !itd_bytes_take(rest, len, &text))
        return false;
    if (itd_utf8_check_text(text, NULL) != ITD_OK)
        return false;
    *ret_text = text;
    return true;
}

/* Texts that the builder trims. */
static bool take_trimmed(itd_str *rest, size_t min, size_t max, itd_str *ret_text)
{
    return take_text(rest, min, max, ret_text) && itd_str_trim(*ret_text).len == ret_text->len;
}

/* false and *ret_no_memory when it was not the bytes' fault. */
static bool take_details(itd_str *rest, itd_arena *arena, itd_value *value, bool *ret_no_memory)
{
    itd_detail *details;
    uint64_t    count, key, key_before = 0;

    if (!take_number(rest, ITD_ENTITY_DETAILS_MAX, &count) || count == 0)
        return false;
    details = itd_arena_new_array(arena, (size_t)count, sizeof *details);
    if (!details) {
        *ret_no_memory = true;
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (!take_number(rest, ITD_DETAIL_COUNT - 1, &key) || key < key_before ||
            !take_trimmed(rest, 1, ITD_ENTITY_TEXT_MAX, &details[i].text))
            return false;
        details[i].key = (itd_detail_key)key;
        key_before = key;
    }
    value->details = details;
    value->detail_count = (size_t)count;
    return true;
}

static bool take_value(itd_str *rest, itd_arena *arena, itd_value *value, bool *ret_no_memory)
{
    uint64_t head;
    size_t   max = ITD_ENTITY_TEXT_MAX;

    if (!take_number(rest, ((uint64_t)ITD_PROP_COUNT << HAS_BITS) - 1, &head))
        return false;
    value->prop = (itd_prop)(head >> HAS_BITS);
    if (itd_value_is_name(value))
        max = ITD_ENTITY_NAME_MAX;
    if (value->prop == ITD_PROP_EXTRA && !take_text(rest, 0, ITD_ENTITY_NAME_MAX, &value->key))
        return false;
    if (!take_trimmed(rest, 1, max, &value->text))
        return false;
    if (head & HAS_RAW)
        if (!take_text(rest, 1, ITD_ENTITY_TEXT_MAX, &value->raw) ||
            itd_str_equal(value->raw, value->text))
            return false;
    if (head & HAS_ORIGIN)
        if (!take_text(rest, 1, ITD_ENTITY_NAME_MAX, &value->origin))
            return false;
    return !(head & HAS_DETAILS) || take_details(rest, arena, value, ret_no_memory);
}

/* The caption is left out where it is the default one. */
static bool settle_caption(itd_entity *ent)
{
    const itd_str usual = itd_entity_default_caption(ent);

    if (ent->caption.len == 0) {
        ent->caption = usual;
        return true;
    }
    return !itd_str_equal(ent->caption, usual);
}

itd_status itd_entity_decode(itd_str bytes, itd_arena *arena, itd_entity *ret_ent, itd_error *err)
{
    itd_entity ent = {0};
    itd_value *values;
    itd_str    rest = bytes;
    uint64_t   schema, count;
    bool       no_memory = false;

    if (rest.len > 0 && rest.ptr[0] != FORMAT_VERSION)
        return itd_error_set(err, ITD_E_VERSION, "entity record of format %u, not %d",
                             (unsigned)(unsigned char)rest.ptr[0], FORMAT_VERSION);
    rest = itd_str_from(rest, 1);
    if (!take_number(&rest, ITD_SCHEMA_COUNT - 1, &schema) ||
        !take_trimmed(&rest, 1, ITD_ENTITY_ID_MAX, &ent.id) ||
        !take_trimmed(&rest, 0, ITD_ENTITY_NAME_MAX, &ent.caption) ||
        !take_number(&rest, ITD_ENTITY_VALUES_MAX, &count) || count > rest.len)
        goto corrupt;
    values = itd_arena_new_array(arena, (size_t)count, sizeof *values);
    if (!values)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        if (!take_value(&rest, arena, &values[i], &no_memory)) {
            if (no_memory)
                return itd_error_no_memory(err);
            goto corrupt;
        }
    }
    ent.schema = (itd_schema)schema;
    ent.values = values;
    ent.value_count = (size_t)count;
    if (rest.len > 0 || !settle_caption(&ent))
        goto corrupt;
    *ret_ent = ent;
    return ITD_OK;

corrupt:
    itd_error_at_byte(err, ITD_E_CORRUPT, bytes.len - rest.len, "malformed entity record");
    itd_error_in_record(err, ent.id);
    return ITD_E_CORRUPT;
}
