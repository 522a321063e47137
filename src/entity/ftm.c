/* Writing the FollowTheMoney line. Properties come in the order of itd_prop and their values in the
 * publisher's, each text once, so that equal entities give equal lines. */
#include "entity/ftm.h"

#include "base/map.h"
#include "codec/json.h"

struct ftm_writer {
    itd_json_writer   json;
    const itd_entity *ent;
    itd_map           seen; /* texts of the array at hand */
};

/* A text of an array, unless the array has it already. */
static void put_text(struct ftm_writer *writer, itd_str text)
{
    uint64_t *number;
    bool      added;

    if (text.len == 0)
        return;
    if (!itd_map_add(&writer->seen, text, &number, &added))
        writer->json.buf->failed = ITD_E_NO_MEMORY;
    else if (added)
        itd_json_put_str(&writer->json, NULL, text);
}

static void end_texts(struct ftm_writer *writer)
{
    itd_map_done(&writer->seen);
    itd_json_end_array(&writer->json);
}

/* All values of one property; nothing when there are none. */
static void put_property(struct ftm_writer *writer, itd_prop prop)
{
    const itd_entity *ent = writer->ent;
    bool              begun = false;

    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != prop)
            continue;
        if (!begun)
            itd_json_begin_array_key(&writer->json, itd_prop_name(prop));
        begun = true;
        put_text(writer, value->text);
        /* Both ends of a range of dates. */
        if (itd_prop_type_of(prop) == ITD_TYPE_DATE)
            put_text(writer, itd_value_detail(value, ITD_DETAIL_UNTIL));
    }
    if (begun)
        end_texts(writer);
}

/* The properties that FollowTheMoney gives to the schema, or those that it does not. */
static void put_properties(struct ftm_writer *writer, bool given)
{
    for (int i = 0; i < ITD_PROP_COUNT; i++) {
        const itd_prop prop = (itd_prop)i;

        if (prop != ITD_PROP_EXTRA && itd_prop_is_in(prop, writer->ent->schema) == given)
            put_property(writer, prop);
    }
}

/* Facts without a property, by the publisher's field name, in the order of their first values. */
static void put_fields(struct ftm_writer *writer)
{
    const itd_entity *ent = writer->ent;
    itd_map           keys;
    uint64_t         *number;
    bool              added;

    if (!itd_entity_first(ent, ITD_PROP_EXTRA))
        return;
    itd_map_init(&keys);
    itd_json_begin_object(&writer->json, "fields");
    for (size_t i = 0; i < ent->value_count; i++) {
        /* A field without a name is a field still; without a pointer it would be no key. */
        const itd_str key = ent->values[i].key.len > 0 ? ent->values[i].key : ITD_STR("");

        if (ent->values[i].prop != ITD_PROP_EXTRA)
            continue;
        if (!itd_map_add(&keys, key, &number, &added)) {
            writer->json.buf->failed = ITD_E_NO_MEMORY;
            break;
        }
        if (!added)
            continue;
        itd_json_begin_array_key(&writer->json, key);
        for (size_t j = i; j < ent->value_count; j++)
            if (ent->values[j].prop == ITD_PROP_EXTRA && itd_str_equal(ent->values[j].key, key))
                put_text(writer, ent->values[j].text);
        end_texts(writer);
    }
    itd_json_end_object(&writer->json);
    itd_map_done(&keys);
}

/* {"country":"kp","note":["one","two"]}: a text, or an array where a key comes several times. */
static void put_details(itd_json_writer *json, const itd_value *value)
{
    itd_json_begin_object(json, "details");
    for (size_t i = 0, end; i < value->detail_count; i = end) {
        const itd_str name = itd_detail_name(value->details[i].key);

        end = i + 1;
        while (end < value->detail_count && value->details[end].key == value->details[i].key)
            end++;
        if (end - i == 1) {
            itd_json_put_str_key(json, name, value->details[i].text);
            continue;
        }
        itd_json_begin_array_key(json, name);
        for (size_t j = i; j < end; j++)
            itd_json_put_str(json, NULL, value->details[j].text);
        itd_json_end_array(json);
    }
    itd_json_end_object(json);
}

static void put_statement(itd_json_writer *json, const itd_value *value)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "prop", itd_prop_name(value->prop));
    if (value->prop == ITD_PROP_EXTRA)
        itd_json_put_str(json, "key", value->key);
    itd_json_put_str(json, "value", value->text);
    if (value->raw.len > 0)
        itd_json_put_str(json, "raw", value->raw);
    if (value->origin.len > 0)
        itd_json_put_str(json, "origin", value->origin);
    if (value->detail_count > 0)
        put_details(json, value);
    itd_json_end_object(json);
}

static void put_id(itd_json_writer *json, itd_str list, itd_str id)
{
    itd_buf buf;

    if (list.len == 0) {
        itd_json_put_str(json, "id", id);
        return;
    }
    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_append(&buf, list);
    itd_buf_append_char(&buf, ':');
    itd_buf_append(&buf, id);
    itd_json_put_str(json, "id", itd_buf_text(&buf));
    if (buf.failed != ITD_OK)
        json->buf->failed = buf.failed;
    itd_buf_done(&buf);
}

void itd_ftm_write(const itd_entity *ent, itd_str list, itd_buf *buf)
{
    struct ftm_writer writer = {.ent = ent};
    itd_json_writer  *json = &writer.json;

    itd_json_writer_init(json, buf, 0);
    itd_map_init(&writer.seen);
    itd_json_begin_object(json, NULL);
    put_id(json, list, ent->id);
    itd_json_put_str(json, "schema", itd_schema_name(ent->schema));
    itd_json_put_str(json, "caption", ent->caption);
    itd_json_begin_object(json, "properties");
    put_properties(&writer, true);
    itd_json_end_object(json);
    itd_json_begin_array(json, "datasets");
    if (list.len > 0)
        itd_json_put_str(json, NULL, list);
    itd_json_end_array(json);
    itd_json_begin_object(json, "extra");
    put_properties(&writer, false);
    put_fields(&writer);
    itd_json_begin_array(json, "statements");
    for (size_t i = 0; i < ent->value_count; i++)
        put_statement(json, &ent->values[i]);
    itd_json_end_array(json);
    itd_json_end_object(json);
    itd_json_end_object(json);
}
