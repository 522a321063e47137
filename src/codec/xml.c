/* Expat pushes, we pull: at the end of each record the parser is stopped, its tree handed out, and
 * the next call resumes it. One arena holds the record and is reset before the next; the open
 * ancestors live in another, as long as the document. */
#include "codec/xml.h"

#include <string.h>

#include <expat.h>

#include "base/buf.h"
#include "base/memory.h"
#include "base/utf8.h"

#define READ_STEP ((size_t)64 * 1024)
#define DOCUMENT_BYTES_MAX ((size_t)64 << 20) /* open ancestors of all records */
#define ARENA_SLACK ((size_t)4096)            /* more than the padding of the pieces of one node */
#define NS_SEPARATOR '\n'                     /* cannot stand in a name or an attribute's URI */

/* An element whose end tag has not come. */
struct open_element {
    itd_xml_node *node;
    itd_xml_node *last_child;
    itd_buf       text;
};

struct itd_xml {
    itd_source         *src;
    XML_Parser          parser;
    unsigned            record_depth;
    itd_arena          *document;
    itd_arena          *record;
    struct open_element open[ITD_XML_DEPTH_MAX];
    unsigned            depth;      /* open elements */
    size_t              text_bytes; /* of the open record, its ended elements included */
    uint64_t            fed;        /* bytes the parser was given */
    const itd_xml_node *root;
    const itd_xml_node *ready;  /* the record that was just completed */
    itd_status          failed; /* set by a handler; error holds the reason */
    itd_error           error;
    bool                handed_out; /* ready was given to the caller */
    bool                started;    /* the first byte was looked at */
    bool                suspended;
    bool                ended; /* the parser has seen the whole document */
};

static void *new_bytes(size_t size)
{
    return itd_mem_new(1, size);
}

static void *resize_bytes(void *ptr, size_t size)
{
    return itd_mem_resize(ptr, 1, size);
}

static const XML_Memory_Handling_Suite memory = {new_bytes, resize_bytes, itd_mem_free};

/* A handler's way to say no: the first reason stays. */
static void fail(itd_xml *xml, itd_status status)
{
    if (xml->failed != ITD_OK)
        return;
    xml->failed = status;
    itd_error_on_line(&xml->error, XML_GetCurrentLineNumber(xml->parser));
    XML_StopParser(xml->parser, XML_FALSE);
}

static void fail_large_record(itd_xml *xml)
{
    fail(xml, itd_error_set(&xml->error, ITD_E_LIMIT, "record larger than %zu bytes",
                            ITD_XML_RECORD_BYTES_MAX));
}

static void fail_long_markup(itd_xml *xml)
{
    fail(xml, itd_error_set(&xml->error, ITD_E_LIMIT, "a tag or comment of more than %zu bytes",
                            ITD_XML_MARKUP_BYTES_MAX));
}

/* Stops behind this element, so that what the caller sees does not depend on how much was read
 * ahead. An empty root ends in the same breath: then the parser stands already. */
static void suspend(itd_xml *xml)
{
    XML_ParsingStatus status;

    XML_GetParsingStatus(xml->parser, &status);
    if (status.parsing == XML_PARSING)
        XML_StopParser(xml->parser, XML_TRUE);
}

/* The arena of an element at the depth where it stands. */
static itd_arena *arena_at(itd_xml *xml, unsigned depth)
{
    return depth < xml->record_depth ? xml->document : xml->record;
}

/* An arena says no for two reasons, and does not say which: it is full if what was wanted, with the
 * padding of its pieces, would have gone past its maximum. */
static void out_of_arena(itd_xml *xml, const itd_arena *arena, size_t wanted)
{
    const size_t max = arena == xml->record ? ITD_XML_RECORD_BYTES_MAX : DOCUMENT_BYTES_MAX;

    if (itd_arena_used(arena) + wanted + ARENA_SLACK <= max)
        fail(xml, itd_error_no_memory(&xml->error));
    else if (arena == xml->record)
        fail_large_record(xml);
    else
        fail(xml, itd_error_set(&xml->error, ITD_E_LIMIT, "too many elements around the records"));
}

/* "uri\nlocal" or "local". */
static bool split_name(itd_arena *arena, const char *name, itd_str *ret_ns, itd_str *ret_local)
{
    const itd_str whole = itd_str_of(name);
    const size_t  at = itd_str_find_char(whole, NS_SEPARATOR);
    itd_str       copy;

    if (!itd_arena_copy(arena, whole, &copy))
        return false;
    *ret_ns = at == SIZE_MAX ? (itd_str){0} : itd_str_slice(copy, 0, at);
    *ret_local = at == SIZE_MAX ? copy : itd_str_from(copy, at + 1);
    return true;
}

static bool check_text(itd_xml *xml, itd_str text)
{
    const itd_status st = itd_utf8_check_text(text, &xml->error);

    if (st == ITD_OK)
        return true;
    xml->error.has_byte = false;
    fail(xml, st);
    return false;
}

static bool copy_attributes(itd_xml *xml, itd_arena *arena, const char **pairs, itd_xml_node *node)
{
    itd_xml_attribute *attributes;
    size_t             count = 0;
    itd_str            ns;

    while (pairs[2 * count])
        count++;
    if (count > ITD_XML_ATTRIBUTES_MAX) {
        fail(xml, itd_error_set(&xml->error, ITD_E_LIMIT, "more than %d attributes",
                                ITD_XML_ATTRIBUTES_MAX));
        return false;
    }
    attributes = itd_arena_new_array(arena, count, sizeof *attributes);
    for (size_t i = 0; attributes && i < count; i++)
        if (!split_name(arena, pairs[2 * i], &ns, &attributes[i].name) ||
            !itd_arena_copy(arena, itd_str_of(pairs[2 * i + 1]), &attributes[i].value))
            attributes = NULL;
    if (!attributes) {
        out_of_arena(xml, arena, ITD_XML_MARKUP_BYTES_MAX);
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (!check_text(xml, attributes[i].value))
            return false;
    node->attributes = attributes;
    node->attribute_count = count;
    return true;
}

static void on_start(void *ctx, const char *name, const char **pairs)
{
    itd_xml             *xml = ctx;
    itd_arena           *arena = arena_at(xml, xml->depth);
    struct open_element *open, *parent = xml->depth > 0 ? &xml->open[xml->depth - 1] : NULL;
    itd_xml_node        *node;

    if (xml->failed != ITD_OK)
        return;
    if (XML_GetCurrentByteCount(xml->parser) > (int)ITD_XML_MARKUP_BYTES_MAX) {
        fail_long_markup(xml);
        return;
    }
    if (xml->depth == ITD_XML_DEPTH_MAX) {
        fail(xml, itd_error_set(&xml->error, ITD_E_LIMIT, "elements nested deeper than %d",
                                ITD_XML_DEPTH_MAX));
        return;
    }
    node = itd_arena_new_array(arena, 1, sizeof *node);
    if (!node || !split_name(arena, name, &node->ns, &node->name)) {
        out_of_arena(xml, arena, sizeof *node + strlen(name));
        return;
    }
    node->line = XML_GetCurrentLineNumber(xml->parser);
    node->parent = parent ? parent->node : NULL;
    if (!copy_attributes(xml, arena, pairs, node))
        return;
    open = &xml->open[xml->depth];
    open->node = node;
    open->last_child = NULL;
    itd_buf_reset(&open->text);
    /* Ancestors keep no list of their records: each is gone before the next comes. */
    if (parent && xml->depth > xml->record_depth) {
        if (parent->last_child)
            parent->last_child->next = node;
        else
            parent->node->first_child = node;
        parent->last_child = node;
    }
    xml->depth++;
    if (xml->depth == 1) {
        xml->root = node;
        suspend(xml);
    }
}

/* Text around the records would be lost: nobody sees the ancestors' text. Blanks are no loss, and
 * are not kept: there are as many as there are records. */
static void check_stray_text(itd_xml *xml, const struct open_element *open, itd_str text)
{
    if (itd_str_trim(text).len > 0)
        fail(xml, itd_error_set(&xml->error, ITD_E_SCHEMA, "text directly within <%.*s>",
                                ITD_STR_ARGS(open->node->name)));
}

static void on_text(void *ctx, const char *bytes, int len)
{
    itd_xml             *xml = ctx;
    const itd_str        text = {bytes, (size_t)len};
    struct open_element *open;

    if (xml->failed != ITD_OK || xml->depth == 0)
        return;
    open = &xml->open[xml->depth - 1];
    if (xml->depth <= xml->record_depth) {
        check_stray_text(xml, open, text);
    } else if (text.len > ITD_XML_RECORD_BYTES_MAX - xml->text_bytes) {
        fail_large_record(xml);
    } else {
        xml->text_bytes += text.len;
        itd_buf_append(&open->text, text);
        if (open->text.failed != ITD_OK)
            fail(xml, itd_error_no_memory(&xml->error));
    }
}

static void on_end(void *ctx, const char *name)
{
    itd_xml             *xml = ctx;
    struct open_element *open;
    itd_str              text;

    (void)name;
    if (xml->failed != ITD_OK)
        return;
    open = &xml->open[--xml->depth];
    if (xml->depth < xml->record_depth)
        return;
    text = itd_buf_text(&open->text);
    if (!check_text(xml, text))
        return;
    if (!itd_arena_copy(xml->record, text, &open->node->text)) {
        out_of_arena(xml, xml->record, text.len);
        return;
    }
    if (xml->depth == xml->record_depth) {
        xml->ready = open->node;
        suspend(xml);
    }
}

static void on_doctype(void *ctx, const char *name, const char *system_id, const char *public_id,
                       int has_internal_subset)
{
    itd_xml *xml = ctx;

    (void)name;
    (void)system_id;
    (void)public_id;
    (void)has_internal_subset;
    fail(xml, itd_error_set(&xml->error, ITD_E_SYNTAX,
                            "document type declarations are refused (entities could be declared)"));
}

static void on_declaration(void *ctx, const char *version, const char *encoding, int standalone)
{
    itd_xml      *xml = ctx;
    const itd_str name = itd_str_of(encoding);

    (void)version;
    (void)standalone;
    if (encoding && !itd_str_equal_ascii_nocase(name, ITD_STR("UTF-8")) &&
        !itd_str_equal_ascii_nocase(name, ITD_STR("US-ASCII")))
        fail(xml, itd_error_set(&xml->error, ITD_E_ENCODING,
                                "declared encoding %s; only UTF-8 is read", encoding));
}

static itd_status new_xml(itd_source *src, unsigned record_depth, itd_xml **ret_xml, itd_error *err)
{
    itd_xml *xml = itd_mem_new(1, sizeof *xml);

    if (!xml)
        return itd_error_no_memory(err);
    xml->src = src;
    xml->record_depth = record_depth;
    for (size_t i = 0; i < ITD_XML_DEPTH_MAX; i++)
        itd_buf_init(&xml->open[i].text, ITD_XML_RECORD_BYTES_MAX);
    xml->document = itd_arena_new(DOCUMENT_BYTES_MAX);
    xml->record = itd_arena_new(ITD_XML_RECORD_BYTES_MAX);
    xml->parser = XML_ParserCreate_MM(NULL, &memory, &(char[]){NS_SEPARATOR, '\0'}[0]);
    if (!xml->document || !xml->record || !xml->parser) {
        itd_xml_close(xml);
        return itd_error_no_memory(err);
    }
    XML_SetUserData(xml->parser, xml);
    XML_SetElementHandler(xml->parser, on_start, on_end);
    XML_SetCharacterDataHandler(xml->parser, on_text);
    XML_SetStartDoctypeDeclHandler(xml->parser, on_doctype);
    XML_SetXmlDeclHandler(xml->parser, on_declaration);
    *ret_xml = xml;
    return ITD_OK;
}

/* What expat or a handler said, with its line and file. */
static itd_status parser_failed(itd_xml *xml, itd_error *err)
{
    const enum XML_Error code = XML_GetErrorCode(xml->parser);
    itd_status           st = xml->failed;

    if (st != ITD_OK) {
        if (err)
            *err = xml->error;
    } else if (code == XML_ERROR_NO_MEMORY) {
        st = itd_error_no_memory(err);
    } else {
        st = itd_error_at_line(err, ITD_E_SYNTAX, XML_GetCurrentLineNumber(xml->parser),
                               "not well-formed XML: %s (column %lu)", XML_ErrorString(code),
                               (unsigned long)XML_GetCurrentColumnNumber(xml->parser) + 1);
    }
    itd_error_in_file(err, itd_source_name(xml->src));
    return st;
}

/* UTF-16 announces itself by its first byte, before any declaration expat could tell us of: a byte
 * order mark, or the zero half of "<". */
static itd_status check_start(itd_xml *xml, itd_str bytes, itd_error *err)
{
    if (xml->root || xml->started || bytes.len == 0)
        return ITD_OK;
    xml->started = true;
    if (bytes.ptr[0] != '\xFE' && bytes.ptr[0] != '\xFF' && bytes.ptr[0] != '\0')
        return ITD_OK;
    itd_error_at_byte(err, ITD_E_ENCODING, 0, "not UTF-8 (looks like UTF-16)");
    itd_error_in_file(err, itd_source_name(xml->src));
    return ITD_E_ENCODING;
}

static itd_status feed(itd_xml *xml, enum XML_Status *ret_status, itd_error *err)
{
    void      *buffer = XML_GetBuffer(xml->parser, (int)READ_STEP);
    size_t     len;
    itd_status st;

    if (!buffer)
        return itd_error_no_memory(err);
    st = itd_source_read(xml->src, buffer, READ_STEP, &len, err);
    if (st != ITD_OK)
        return st;
    st = check_start(xml, (itd_str){buffer, len}, err);
    if (st != ITD_OK)
        return st;
    *ret_status = XML_ParseBuffer(xml->parser, (int)len, len == 0);
    xml->ended = len == 0;
    xml->fed += len;
    /* Expat holds, and looks at again and again, what is not closed yet. */
    if (*ret_status == XML_STATUS_OK && !xml->ended &&
        xml->fed - (uint64_t)XML_GetCurrentByteIndex(xml->parser) >
            ITD_XML_MARKUP_BYTES_MAX + READ_STEP)
        fail_long_markup(xml);
    return ITD_OK;
}

/* Runs the parser until a record is ready or the document ends. */
static itd_status run(itd_xml *xml, bool until_root, itd_error *err)
{
    enum XML_Status status = XML_STATUS_OK;
    itd_status      st;

    while (!xml->ready && !(until_root && xml->root)) {
        if (xml->suspended) {
            xml->suspended = false;
            status = XML_ResumeParser(xml->parser);
        } else if (xml->ended) {
            return ITD_OK;
        } else {
            st = feed(xml, &status, err);
            if (st != ITD_OK)
                return st;
        }
        if (status == XML_STATUS_ERROR || xml->failed != ITD_OK)
            return parser_failed(xml, err);
        xml->suspended = status == XML_STATUS_SUSPENDED;
    }
    return ITD_OK;
}

itd_status itd_xml_open(itd_source *src, unsigned record_depth, itd_xml **ret_xml, itd_error *err)
{
    itd_xml   *xml = NULL;
    itd_status st = new_xml(src, record_depth, &xml, err);

    if (st != ITD_OK)
        return st;
    st = run(xml, true, err);
    if (st != ITD_OK) {
        itd_xml_close(xml);
        return st;
    }
    *ret_xml = xml;
    return ITD_OK;
}

const itd_xml_node *itd_xml_root(const itd_xml *xml)
{
    return xml->root;
}

itd_status itd_xml_next(itd_xml *xml, const itd_xml_node **ret_record, itd_error *err)
{
    itd_status st;

    /* Only a record that was given away makes room: part of the next may be there already. */
    if (xml->handed_out) {
        xml->ready = NULL;
        xml->handed_out = false;
        xml->text_bytes = 0;
        itd_arena_reset(xml->record);
    }
    st = run(xml, false, err);
    if (st != ITD_OK)
        return st;
    xml->handed_out = xml->ready != NULL;
    *ret_record = xml->ready;
    return ITD_OK;
}

void itd_xml_close(itd_xml *xml)
{
    if (!xml)
        return;
    if (xml->parser)
        XML_ParserFree(xml->parser);
    for (size_t i = 0; i < ITD_XML_DEPTH_MAX; i++)
        itd_buf_done(&xml->open[i].text);
    itd_arena_free(xml->document);
    itd_arena_free(xml->record);
    itd_mem_free(xml);
}

const itd_xml_node *itd_xml_child(const itd_xml_node *node, itd_str name)
{
    const itd_xml_node *child = node ? node->first_child : NULL;

    while (child && !itd_str_equal(child->name, name))
        child = child->next;
    return child;
}

itd_str itd_xml_text(const itd_xml_node *node)
{
    return node ? itd_str_trim(node->text) : (itd_str){0};
}

itd_str itd_xml_child_text(const itd_xml_node *node, itd_str name)
{
    return itd_xml_text(itd_xml_child(node, name));
}

itd_str itd_xml_attribute_value(const itd_xml_node *node, itd_str name)
{
    for (size_t i = 0; node && i < node->attribute_count; i++)
        if (itd_str_equal(node->attributes[i].name, name))
            return node->attributes[i].value;
    return (itd_str){0};
}
