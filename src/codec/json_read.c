/* Reading JSON: jansson parses (it refuses duplicate keys, NUL, lone surrogates and bad UTF-8),
 * then its tree becomes one of ours in the caller's arena, with every text checked for control
 * bytes. */
#include "codec/json.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

#include "base/utf8.h"

#define NUMBER_TEXT_MAX 32

struct reading {
    itd_arena *arena;
    itd_error *err;
};

static itd_status convert(struct reading *reading, const json_t *from, unsigned depth,
                          itd_json *ret_node);

static itd_status copy_text(struct reading *reading, const char *ptr, size_t len, itd_str *ret_text)
{
    itd_status st = itd_utf8_check_text((itd_str){ptr, len}, reading->err);

    if (st == ITD_OK && !itd_arena_copy(reading->arena, (itd_str){ptr, len}, ret_text))
        st = itd_error_no_memory(reading->err);
    return st;
}

static itd_status convert_number(struct reading *reading, const json_t *from, itd_json *node)
{
    char text[NUMBER_TEXT_MAX];
    int  n;

    if (json_is_integer(from))
        n = snprintf(text, sizeof text, "%" JSON_INTEGER_FORMAT, json_integer_value(from));
    else
        n = snprintf(text, sizeof text, "%.17g", json_real_value(from));
    node->kind = ITD_JSON_NUMBER;
    return copy_text(reading, text, n > 0 ? (size_t)n : 0, &node->text);
}

/* Room for the children as one array, chained in document order. */
static itd_json *new_children(struct reading *reading, itd_json *node, size_t count)
{
    itd_json *children = itd_arena_new_array(reading->arena, count, sizeof *children);

    if (!children)
        return NULL;
    for (size_t i = 0; i + 1 < count; i++)
        children[i].next = &children[i + 1];
    node->first = count > 0 ? children : NULL;
    node->count = count;
    return children;
}

static itd_status convert_array(struct reading *reading, const json_t *from, unsigned depth,
                                itd_json *node)
{
    itd_json  *children = new_children(reading, node, json_array_size(from));
    itd_status st = children ? ITD_OK : itd_error_no_memory(reading->err);

    node->kind = ITD_JSON_ARRAY;
    for (size_t i = 0; st == ITD_OK && i < node->count; i++) {
        const itd_json *next = children[i].next;

        st = convert(reading, json_array_get(from, i), depth + 1, &children[i]);
        children[i].next = next;
    }
    return st;
}

static itd_status convert_object(struct reading *reading, json_t *from, unsigned depth,
                                 itd_json *node)
{
    itd_json  *children = new_children(reading, node, json_object_size(from));
    itd_json  *child = children;
    itd_status st = children ? ITD_OK : itd_error_no_memory(reading->err);

    node->kind = ITD_JSON_OBJECT;
    for (void *iter = json_object_iter(from); st == ITD_OK && iter;
         iter = json_object_iter_next(from, iter), child++) {
        const char     *key = json_object_iter_key(iter);
        const itd_json *next = child->next;

        st = convert(reading, json_object_iter_value(iter), depth + 1, child);
        child->next = next;
        if (st == ITD_OK)
            st = copy_text(reading, key, strlen(key), &child->key);
        else
            itd_error_in_field(reading->err, itd_str_of(key));
    }
    return st;
}

static itd_status convert(struct reading *reading, const json_t *from, unsigned depth,
                          itd_json *ret_node)
{
    if (depth > ITD_JSON_DEPTH_MAX)
        return itd_error_set(reading->err, ITD_E_LIMIT, "nested deeper than %d",
                             ITD_JSON_DEPTH_MAX);
    switch (json_typeof(from)) {
    case JSON_OBJECT:
        /* Iterating takes a mutable object but changes nothing. */
        return convert_object(reading, (json_t *)(uintptr_t)from, depth, ret_node);
    case JSON_ARRAY:
        return convert_array(reading, from, depth, ret_node);
    case JSON_STRING:
        ret_node->kind = ITD_JSON_STRING;
        return copy_text(reading, json_string_value(from), json_string_length(from),
                         &ret_node->text);
    case JSON_INTEGER:
    case JSON_REAL:
        return convert_number(reading, from, ret_node);
    case JSON_TRUE:
        ret_node->kind = ITD_JSON_TRUE;
        return ITD_OK;
    case JSON_FALSE:
        ret_node->kind = ITD_JSON_FALSE;
        return ITD_OK;
    case JSON_NULL:
    default:
        ret_node->kind = ITD_JSON_NULL;
        return ITD_OK;
    }
}

static itd_status parse_failed(const json_error_t *error, itd_error *err)
{
    const size_t at = error->position > 0 ? (size_t)error->position : 0;

    switch (json_error_code(error)) {
    case json_error_out_of_memory:
        return itd_error_no_memory(err);
    case json_error_duplicate_key:
        return itd_error_at_byte(err, ITD_E_DUPLICATE, at, "not accepted: %s", error->text);
    case json_error_invalid_utf8:
        return itd_error_at_byte(err, ITD_E_ENCODING, at, "not valid UTF-8: %s", error->text);
    case json_error_stack_overflow:
        return itd_error_at_byte(err, ITD_E_LIMIT, at, "nested too deep");
    default:
        return itd_error_at_byte(err, ITD_E_SYNTAX, at, "not valid JSON: %s", error->text);
    }
}

itd_status itd_json_parse(itd_str text, itd_arena *arena, const itd_json **ret_json, itd_error *err)
{
    struct reading reading = {.arena = arena, .err = err};
    itd_json      *root = itd_arena_new_array(arena, 1, sizeof *root);
    json_error_t   error;
    json_t        *parsed;
    itd_status     st;

    if (!root)
        return itd_error_no_memory(err);
    parsed = json_loadb(text.ptr ? text.ptr : "", text.len,
                        JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &error);
    if (!parsed)
        return parse_failed(&error, err);
    st = convert(&reading, parsed, 1, root);
    json_decref(parsed);
    if (st == ITD_OK)
        *ret_json = root;
    return st;
}

const itd_json *itd_json_get(const itd_json *object, itd_str key)
{
    if (!object || object->kind != ITD_JSON_OBJECT)
        return NULL;
    for (const itd_json *child = object->first; child; child = child->next)
        if (itd_str_equal(child->key, key))
            return child;
    return NULL;
}

itd_str itd_json_get_text(const itd_json *object, itd_str key)
{
    const itd_json *child = itd_json_get(object, key);

    return child && child->kind == ITD_JSON_STRING ? child->text : (itd_str){0};
}
