/* Texts of a record, the places of its elements, and what nobody knows. Values in their common form
 * are in record_values.c. */
#include "lists/record.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

itd_status itd_record_init(itd_record *rec, itd_list_report *report, itd_str file, itd_error *err)
{
    *rec = (itd_record){.report = report, .file = file};
    itd_map_init(&rec->told);
    rec->arena = itd_arena_new(ITD_RECORD_ARENA_BYTES);
    return rec->arena ? ITD_OK : itd_error_no_memory(err);
}

void itd_record_done(itd_record *rec)
{
    itd_map_done(&rec->told);
    itd_arena_free(rec->arena);
}

itd_status itd_record_begin(itd_record *rec, const itd_xml_node *node, uint64_t line,
                            itd_error *err)
{
    itd_map_done(&rec->told); /* its keys live in the arena */
    itd_map_init(&rec->told);
    itd_arena_reset(rec->arena);
    rec->node = node;
    rec->line = line;
    rec->id = (itd_str){0};
    rec->no_memory = false;
    rec->builder = itd_entity_builder_new(rec->arena);
    return rec->builder ? ITD_OK : itd_error_no_memory(err);
}

void itd_record_entity(itd_record *rec, itd_schema schema, itd_str id)
{
    if (!itd_arena_copy(rec->arena, itd_str_trim(id), &rec->id))
        rec->no_memory = true;
    itd_entity_begin(rec->builder, schema, rec->id);
}

static bool has_name(const itd_entity *ent)
{
    for (size_t i = 0; i < ent->value_count; i++)
        if (itd_value_is_name(&ent->values[i]))
            return true;
    return false;
}

itd_status itd_record_finish(itd_record *rec, const itd_entity **ret_ent, itd_error *err)
{
    const itd_entity *ent = NULL;
    itd_status        st;

    if (rec->no_memory)
        return itd_error_no_memory(err);
    st = itd_entity_finish(rec->builder, &ent, err);
    if (st == ITD_OK && !has_name(ent))
        st = itd_error_set(err, ITD_E_SYNTAX, "an entry without a name");
    if (st != ITD_OK) {
        itd_error_in_file(err, rec->file);
        itd_error_on_line(err, rec->line);
        itd_error_in_record(err, rec->id);
        return st;
    }
    *ret_ent = ent;
    return ITD_OK;
}

itd_status itd_record_fail(const itd_record *rec, itd_error *err, const char *field,
                           const char *fmt, ...)
{
    char    message[ITD_ERROR_MESSAGE_MAX + 1];
    va_list args;

    va_start(args, fmt);
    (void)vsnprintf(message, sizeof message, fmt, args);
    va_end(args);
    itd_error_at_line(err, ITD_E_SYNTAX, rec->line, "%s", message);
    itd_error_in_file(err, rec->file);
    itd_error_in_record(err, rec->id);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_SYNTAX;
}

/* ---- texts ---- */

/* Length of a blank at the start: ASCII blanks, U+00A0, U+202F. */
static size_t blank_at(itd_str text)
{
    if (text.len == 0)
        return 0;
    if (itd_char_is_space(text.ptr[0]))
        return 1;
    if (itd_str_starts_with(text, ITD_STR("\xc2\xa0")))
        return 2;
    return itd_str_starts_with(text, ITD_STR("\xe2\x80\xaf")) ? 3 : 0;
}

itd_str itd_record_single_blanks(itd_record *rec, itd_str text)
{
    char  *copy;
    size_t len = 0;

    text = itd_str_trim(text);
    if (text.len == 0)
        return text;
    copy = itd_arena_new_array(rec->arena, text.len, 1);
    if (!copy) {
        rec->no_memory = true;
        return itd_str_of("");
    }
    for (size_t at = 0; at < text.len;) {
        const size_t blank = blank_at(itd_str_from(text, at));

        if (blank == 0)
            copy[len++] = text.ptr[at];
        else if (copy[len - 1] != ' ') /* trimmed: the first character is none */
            copy[len++] = ' ';
        at += blank > 0 ? blank : 1;
    }
    return (itd_str){copy, len};
}

itd_str itd_record_text(itd_record *rec, const itd_xml_node *node)
{
    return node ? itd_record_single_blanks(rec, node->text) : itd_str_of("");
}

itd_str itd_record_child_text(itd_record *rec, const itd_xml_node *node, const char *name)
{
    return itd_record_text(rec, itd_xml_child(node, itd_str_of(name)));
}

itd_str itd_record_join(itd_record *rec, const itd_str *parts, size_t count, const char *separator)
{
    const size_t between = strlen(separator);
    size_t       size = 1, len = 0;
    char        *text;

    for (size_t i = 0; i < count; i++)
        size += parts[i].len + between;
    text = itd_arena_new_array(rec->arena, size, 1);
    if (!text) {
        rec->no_memory = true;
        return itd_str_of("");
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len == 0)
            continue;
        if (len > 0) {
            memcpy(text + len, separator, between);
            len += between;
        }
        memcpy(text + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    return (itd_str){text, len};
}

itd_str itd_record_date_text(itd_record *rec, itd_date date)
{
    char          iso[ITD_DATE_TEXT_MAX];
    const itd_str text = {iso, itd_date_format(date, iso)};

    return itd_record_join(rec, &text, 1, "");
}

size_t itd_record_find_word(itd_str text, const char *word)
{
    const itd_str wanted = itd_str_of(word);

    for (size_t at = 0; at + wanted.len <= text.len; at++)
        if ((at == 0 || !itd_char_is_alpha(text.ptr[at - 1])) &&
            itd_str_starts_with_ascii_nocase(itd_str_from(text, at), wanted))
            return at + wanted.len;
    return SIZE_MAX;
}

/* Length of "(1) ", "1) " or "a) " with that number at the start; 0 when it does not stand there.
 * */
static size_t mark_at(itd_str text, unsigned number)
{
    char mark[16];

    for (unsigned kind = 0; kind < 4; kind++) {
        int     len = 0;
        itd_str wanted;

        if (kind < 2)
            len = snprintf(mark, sizeof mark, kind == 0 ? "(%u)" : "%u)", number);
        else if (number <= 26)
            len = snprintf(mark, sizeof mark, kind == 2 ? "(%c)" : "%c)", (int)('a' + number - 1));
        wanted = (itd_str){mark, len > 0 ? (size_t)len : 0};
        if (wanted.len > 0 && itd_str_starts_with(text, wanted))
            return wanted.len;
    }
    return 0;
}

bool itd_record_next_item(itd_str *rest, unsigned *number, itd_str *ret_item)
{
    const itd_str text = itd_str_trim(*rest);
    const size_t  from = mark_at(text, *number);
    size_t        to = from;

    if (text.len == 0)
        return false;
    if (from == 0) {
        *ret_item = text;
        *rest = (itd_str){0};
        return true;
    }
    ++*number;
    while (to < text.len && !((itd_char_is_space(text.ptr[to - 1]) || text.ptr[to - 1] == '-') &&
                              mark_at(itd_str_from(text, to), *number) > 0))
        to++;
    *ret_item = itd_str_trim(itd_str_slice(text, from, to));
    while (ret_item->len > 0 &&
           (ret_item->ptr[ret_item->len - 1] == ',' || ret_item->ptr[ret_item->len - 1] == ';'))
        *ret_item = itd_str_trim(itd_str_slice(*ret_item, 0, ret_item->len - 1));
    *rest = itd_str_from(text, to);
    return true;
}

/* ---- places within a record ---- */

static bool is_record(const itd_record *rec, const itd_xml_node *node)
{
    return !node->parent || node == rec->node;
}

itd_str itd_record_path(itd_record *rec, const itd_xml_node *node, const char *child)
{
    itd_str parts[3] = {itd_str_of(""), node->name, itd_str_of(child)};

    if (is_record(rec, node))
        parts[1] = itd_str_of("");
    else if (!is_record(rec, node->parent))
        parts[0] = itd_record_path(rec, node->parent, NULL);
    return itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "/");
}

static void report(itd_record *rec, const itd_xml_node *node, const char *what, itd_str where)
{
    itd_list_report_add(rec->report, itd_str_of(what), where, rec->file, node->line, rec->id);
}

void itd_record_keep_attribute(itd_record *rec, const itd_xml_node *node,
                               const itd_xml_attribute *attribute)
{
    const itd_str parts[] = {itd_record_path(rec, node, NULL), attribute->name};
    const itd_str where = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), "@");

    report(rec, node, "unknown attribute", where);
    itd_entity_add_extra(rec->builder, where, attribute->value, where);
}

static void keep_attributes(itd_record *rec, const itd_xml_node *node)
{
    for (size_t i = 0; i < node->attribute_count; i++)
        itd_record_keep_attribute(rec, node, &node->attributes[i]);
}

void itd_record_check_attributes(itd_record *rec, const itd_xml_node *node,
                                 const char *const known[])
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        bool is_known = false;

        for (size_t k = 0; known[k] && !is_known; k++)
            is_known = itd_str_equal(node->attributes[i].name, itd_str_of(known[k]));
        if (!is_known)
            itd_record_keep_attribute(rec, node, &node->attributes[i]);
    }
}

void itd_record_keep_unknown(itd_record *rec, const itd_xml_node *node)
{
    const itd_str where = itd_record_path(rec, node, NULL);

    report(rec, node, "unknown element", where);
    itd_entity_add_extra(rec->builder, where, itd_record_text(rec, node), where);
    keep_attributes(rec, node);
    /* Children are reported each: their paths say what the publisher added. Depth is bounded by
     * ITD_XML_DEPTH_MAX. */
    for (const itd_xml_node *child = node->first_child; child; child = child->next)
        itd_record_keep_unknown(rec, child);
}

void itd_record_check_element(itd_record *rec, const itd_xml_node *node, const char *const known[])
{
    if (known[0] && itd_xml_text(node).len > 0)
        itd_record_keep_odd(rec, node, "text beside elements", itd_record_text(rec, node));
    keep_attributes(rec, node);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        static const char *const none[] = {NULL};
        bool                     is_known = false;

        for (size_t i = 0; known[i] && !is_known; i++)
            is_known = itd_str_equal(child->name, itd_str_of(known[i]));
        if (!is_known)
            itd_record_keep_unknown(rec, child);
        else
            itd_record_check_element(rec, child, none);
    }
}

void itd_record_keep_odd(itd_record *rec, const itd_xml_node *node, const char *what, itd_str text)
{
    const itd_str where = itd_record_path(rec, node, NULL);

    if (text.len == 0)
        return;
    report(rec, node, what, where);
    itd_entity_add_extra(rec->builder, where, text, where);
}

void itd_record_check_record(itd_record *rec, const itd_xml_node *record)
{
    const itd_str text = itd_record_text(rec, record);

    keep_attributes(rec, record);
    if (text.len == 0)
        return;
    report(rec, record, "text beside elements", record->name);
    itd_entity_add_extra(rec->builder, record->name, text, record->name);
}

void itd_record_report(itd_record *rec, const char *what, itd_str where)
{
    itd_list_report_add(rec->report, itd_str_of(what), where, rec->file, rec->line, rec->id);
}
