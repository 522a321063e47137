/* A package is a zip whose files point at each other by relations: _rels/.rels names the workbook,
 * the workbook's own .rels names its sheets, texts and formats. Files are found by name, whatever
 * their order in the zip. */
#include "codec/xlsx_package.h"

#include <string.h>

#include "codec/xlsx_number.h"

#define PATH_BYTES_MAX 1024
#define END_BYTES 22                      /* of the record at the end of a zip */
#define END_BYTES_MAX (END_BYTES + 65535) /* with its comment */
#define RELATIONS_MAX 1024
#define FORMATS_MAX 4096 /* number formats written out in one workbook */

struct relation {
    itd_str id;
    itd_str type; /* last part of its URI: "worksheet", "sharedStrings" … */
    itd_str target;
};

struct relations {
    struct relation items[RELATIONS_MAX];
    size_t          count;
};

static itd_status open_bytes(const itd_xlsx_input *input, itd_source **ret_src, itd_error *err)
{
    itd_source_options options = itd_source_options_default();

    options.members_max = ITD_XLSX_MEMBERS_MAX;
    if (input->read_max > 0)
        options.read_max = input->read_max;
    if (input->path)
        return itd_source_open_file(input->path, &options, ret_src, err);
    return itd_source_open_memory(input->name, input->memory, &options, ret_src, err);
}

itd_status itd_xlsx_open_part(const itd_xlsx_package *package, itd_str path, itd_source **ret_src,
                              itd_error *err)
{
    itd_source *src = NULL;
    bool        found = true;
    itd_status  st = open_bytes(&package->input, &src, err);

    while (st == ITD_OK && found) {
        st = itd_source_next_member(src, &found, err);
        if (st == ITD_OK && found && itd_str_equal(itd_source_member(src), path)) {
            *ret_src = src;
            return ITD_OK;
        }
    }
    itd_source_close(src);
    if (st == ITD_OK)
        *ret_src = NULL;
    return st;
}

/* ---- texts ---- */

/* "_x000D_": a character that XML cannot hold, or one that looks like such a code. */
static bool decode_escape(itd_str text, uint32_t *ret_code)
{
    uint32_t code = 0;

    if (text.len < 7 || text.ptr[0] != '_' || text.ptr[1] != 'x' || text.ptr[6] != '_')
        return false;
    for (size_t i = 2; i < 6; i++) {
        const char ch = itd_char_lower(text.ptr[i]);

        if (itd_char_is_digit(ch))
            code = 16 * code + (uint32_t)(ch - '0');
        else if (ch >= 'a' && ch <= 'f')
            code = 16 * code + (uint32_t)(ch - 'a' + 10);
        else
            return false;
    }
    *ret_code = code;
    return true;
}

static bool is_allowed(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0x7F) ||
           (code >= 0xA0 && (code < 0xD800 || code > 0xDFFF));
}

void itd_xlsx_append_decoded(itd_str text, itd_buf *buf)
{
    uint32_t code;

    while (text.len > 0) {
        const size_t underscore = itd_str_find_char(text, '_');

        itd_buf_append(buf, itd_str_slice(text, 0, underscore));
        if (underscore == SIZE_MAX)
            return;
        text = itd_str_from(text, underscore);
        if (decode_escape(text, &code)) {
            /* Other controls say nothing to a reader of names; a blank keeps words apart. */
            itd_buf_append_code(buf, is_allowed(code) ? code : ' ');
            text = itd_str_from(text, 7);
        } else {
            itd_buf_append_char(buf, '_');
            text = itd_str_from(text, 1);
        }
    }
}

void itd_xlsx_append_text(const itd_xml_node *node, itd_buf *buf)
{
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        if (itd_str_equal(child->name, ITD_STR("t")))
            itd_xlsx_append_decoded(child->text, buf);
        else if (itd_str_equal(child->name, ITD_STR("r")))
            itd_xlsx_append_text(child, buf);
        /* rPh and phoneticPr: how to say it, not what is written. */
    }
}

/* ---- walking one file ---- */

typedef itd_status (*record_fn)(void *ctx, const itd_xml_node *record, itd_error *err);

/* Gives every element at a depth to a function. *ret_root_ns, if any, is what the root belongs to.
 * A file that is not there is no error: *ret_there tells. */
static itd_status walk(const itd_xlsx_package *package, itd_str path, record_fn on_record,
                       void *ctx, bool *ret_there, itd_error *err)
{
    itd_source         *src = NULL;
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_status          st = itd_xlsx_open_part(package, path, &src, err);

    *ret_there = src != NULL;
    if (st != ITD_OK || !src)
        return st;
    st = itd_xml_open(src, 1, &xml, err);
    do {
        if (st == ITD_OK)
            st = itd_xml_next(xml, &record, err);
        if (st == ITD_OK && record)
            st = on_record(ctx, record, err);
    } while (st == ITD_OK && record);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_source_name(src));
    itd_xml_close(xml);
    itd_source_close(src);
    return st;
}

/* ---- relations ---- */

struct relations_reader {
    itd_xlsx_package *package;
    struct relations *relations;
};

static itd_str last_part(itd_str path)
{
    size_t at = path.len;

    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return itd_str_from(path, at);
}

static itd_status copy(itd_xlsx_package *package, itd_str text, itd_str *ret_copy, itd_error *err)
{
    return itd_arena_copy(package->arena, text, ret_copy) ? ITD_OK : itd_error_no_memory(err);
}

static itd_status take_relation(void *ctx, const itd_xml_node *node, itd_error *err)
{
    struct relations_reader *reader = ctx;
    struct relations        *relations = reader->relations;
    struct relation         *relation;
    itd_status               st;

    if (!itd_str_equal(node->name, ITD_STR("Relationship")))
        return ITD_OK;
    if (relations->count == RELATIONS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d relations",
                                 RELATIONS_MAX);
    relation = &relations->items[relations->count++];
    st = copy(reader->package, itd_xml_attribute_value(node, ITD_STR("Id")), &relation->id, err);
    if (st == ITD_OK)
        st = copy(reader->package, last_part(itd_xml_attribute_value(node, ITD_STR("Type"))),
                  &relation->type, err);
    if (st == ITD_OK)
        st = copy(reader->package, itd_xml_attribute_value(node, ITD_STR("Target")),
                  &relation->target, err);
    return st;
}

/* "xl/workbook.xml" → "xl/_rels/workbook.xml.rels" */
static void append_relations_path(itd_buf *buf, itd_str path)
{
    const itd_str name = last_part(path);

    itd_buf_append(buf, itd_str_slice(path, 0, path.len - name.len));
    itd_buf_append_cstr(buf, "_rels/");
    itd_buf_append(buf, name);
    itd_buf_append_cstr(buf, ".rels");
}

static itd_status read_relations(itd_xlsx_package *package, itd_str of, struct relations *relations,
                                 itd_error *err)
{
    struct relations_reader reader = {package, relations};
    bool                    there;
    itd_buf                 path;
    itd_status              st;

    relations->count = 0;
    itd_buf_init(&path, PATH_BYTES_MAX);
    append_relations_path(&path, of);
    st = itd_buf_status(&path, err);
    if (st == ITD_OK)
        st = walk(package, itd_buf_text(&path), take_relation, &reader, &there, err);
    itd_buf_done(&path);
    return st;
}

/* A target is relative to the folder of the file that names it, or begins at the root. */
static itd_status resolve(itd_xlsx_package *package, itd_str from, itd_str target,
                          itd_str *ret_path, itd_error *err)
{
    itd_str    folder = itd_str_slice(from, 0, from.len - last_part(from).len);
    itd_buf    path;
    itd_status st;

    if (itd_str_starts_with(target, ITD_STR("/"))) {
        folder = ITD_STR("");
        target = itd_str_from(target, 1);
    }
    while (itd_str_starts_with(target, ITD_STR("../")) && folder.len > 0) {
        folder.len--; /* its slash */
        folder = itd_str_slice(folder, 0, folder.len - last_part(folder).len);
        target = itd_str_from(target, 3);
    }
    itd_buf_init(&path, PATH_BYTES_MAX);
    itd_buf_append(&path, folder);
    itd_buf_append(&path, target);
    st = itd_buf_status(&path, err);
    if (st == ITD_OK)
        st = copy(package, itd_buf_text(&path), ret_path, err);
    itd_buf_done(&path);
    return st;
}

static const struct relation *find_relation(const struct relations *relations, itd_str type)
{
    for (size_t i = 0; i < relations->count; i++)
        if (itd_str_equal(relations->items[i].type, type))
            return &relations->items[i];
    return NULL;
}

/* ---- the workbook ---- */

struct book_reader {
    itd_xlsx_package       *package;
    const struct relations *relations;
    itd_str                 path; /* of the workbook */
};

static bool is_true(itd_str value)
{
    return itd_str_equal(value, ITD_STR("1")) || itd_str_equal(value, ITD_STR("true"));
}

static itd_status take_sheet(struct book_reader *reader, const itd_xml_node *node, itd_error *err)
{
    itd_xlsx_package *package = reader->package;
    const itd_str     id = itd_xml_attribute_value(node, ITD_STR("id"));
    const itd_str     state = itd_xml_attribute_value(node, ITD_STR("state"));
    const size_t      at = package->sheet_count;
    itd_status        st;

    if (at == ITD_XLSX_SHEETS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d sheets",
                                 ITD_XLSX_SHEETS_MAX);
    for (size_t i = 0; i < reader->relations->count; i++) {
        const struct relation *relation = &reader->relations->items[i];

        if (!itd_str_equal(relation->id, id))
            continue;
        if (!itd_str_equal(relation->type, ITD_STR("worksheet")))
            return ITD_OK; /* a chart, a dialogue: no rows */
        st = resolve(package, reader->path, relation->target, &package->sheet_paths[at], err);
        if (st == ITD_OK)
            st = copy(package, itd_xml_attribute_value(node, ITD_STR("name")),
                      &package->sheets[at].name, err);
        package->sheets[at].hidden = state.len > 0 && !itd_str_equal(state, ITD_STR("visible"));
        package->sheet_count++;
        return st;
    }
    return itd_error_at_line(err, ITD_E_SYNTAX, node->line,
                             "sheet \"%.*s\" points at no file of the workbook",
                             ITD_STR_ARGS(itd_xml_attribute_value(node, ITD_STR("name"))));
}

static itd_status take_book(void *ctx, const itd_xml_node *node, itd_error *err)
{
    struct book_reader *reader = ctx;
    itd_status          st = ITD_OK;

    if (itd_str_equal(node->name, ITD_STR("workbookPr")))
        reader->package->from_1904 = is_true(itd_xml_attribute_value(node, ITD_STR("date1904")));
    if (!itd_str_equal(node->name, ITD_STR("sheets")))
        return ITD_OK;
    for (const itd_xml_node *sheet = node->first_child; st == ITD_OK && sheet; sheet = sheet->next)
        if (itd_str_equal(sheet->name, ITD_STR("sheet")))
            st = take_sheet(reader, sheet, err);
    return st;
}

/* ---- shared texts ---- */

struct strings_reader {
    itd_xlsx_package *package;
    itd_buf           text;
};

static itd_status take_string(void *ctx, const itd_xml_node *node, itd_error *err)
{
    struct strings_reader *reader = ctx;
    itd_xlsx_package      *package = reader->package;
    itd_status             st;

    if (!itd_str_equal(node->name, ITD_STR("si")))
        return ITD_OK;
    if (package->string_count == ITD_XLSX_STRINGS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d shared texts",
                                 ITD_XLSX_STRINGS_MAX);
    itd_buf_reset(&reader->text);
    itd_xlsx_append_text(node, &reader->text);
    st = itd_buf_status(&reader->text, err);
    if (st != ITD_OK)
        return st;
    if (package->string_count == package->string_cap) {
        itd_str *grown = itd_arena_grow(package->arena, package->strings, package->string_count,
                                        &package->string_cap, sizeof *grown);

        if (!grown)
            return itd_error_no_memory(err);
        package->strings = grown;
    }
    return copy(package, itd_buf_text(&reader->text), &package->strings[package->string_count++],
                err);
}

static itd_status read_strings(itd_xlsx_package *package, itd_str path, itd_error *err)
{
    struct strings_reader reader = {.package = package};
    bool                  there;
    itd_status            st;

    itd_buf_init(&reader.text, ITD_XML_RECORD_BYTES_MAX);
    st = walk(package, path, take_string, &reader, &there, err);
    itd_buf_done(&reader.text);
    return st;
}

/* ---- formats ---- */

struct styles_reader {
    itd_xlsx_package *package;
    uint64_t          date_formats[FORMATS_MAX]; /* numbers of the dates written out */
    size_t            date_format_count;
};

static itd_status take_formats(struct styles_reader *reader, const itd_xml_node *list,
                               itd_error *err)
{
    for (const itd_xml_node *node = list->first_child; node; node = node->next) {
        uint64_t number;

        if (!itd_xlsx_code_is_date(itd_xml_attribute_value(node, ITD_STR("formatCode"))))
            continue;
        if (!itd_str_parse_u64(itd_xml_attribute_value(node, ITD_STR("numFmtId")), UINT32_MAX,
                               &number))
            return itd_error_at_line(err, ITD_E_SYNTAX, node->line, "a format without a number");
        if (reader->date_format_count == FORMATS_MAX)
            return itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d formats of dates",
                                     FORMATS_MAX);
        reader->date_formats[reader->date_format_count++] = number;
    }
    return ITD_OK;
}

static bool is_date_format(const struct styles_reader *reader, uint64_t number)
{
    for (size_t i = 0; i < reader->date_format_count; i++)
        if (reader->date_formats[i] == number)
            return true;
    return itd_xlsx_format_is_date(number);
}

static itd_status take_cell_formats(struct styles_reader *reader, const itd_xml_node *list,
                                    itd_error *err)
{
    itd_xlsx_package *package = reader->package;

    for (const itd_xml_node *node = list->first_child; node; node = node->next) {
        uint64_t number;

        if (package->style_count == ITD_XLSX_STYLES_MAX)
            return itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d cell formats",
                                     ITD_XLSX_STYLES_MAX);
        if (!itd_str_parse_u64(itd_xml_attribute_value(node, ITD_STR("numFmtId")), UINT32_MAX,
                               &number))
            number = 0; /* the attribute may be left out: the general format */
        if (package->style_count == package->style_cap) {
            bool *grown = itd_arena_grow(package->arena, package->style_is_date,
                                         package->style_count, &package->style_cap, sizeof *grown);

            if (!grown)
                return itd_error_no_memory(err);
            package->style_is_date = grown;
        }
        package->style_is_date[package->style_count++] = is_date_format(reader, number);
    }
    return ITD_OK;
}

/* numFmts stands before cellXfs (the schema fixes the order). */
static itd_status take_styles(void *ctx, const itd_xml_node *node, itd_error *err)
{
    if (itd_str_equal(node->name, ITD_STR("numFmts")))
        return take_formats(ctx, node, err);
    if (itd_str_equal(node->name, ITD_STR("cellXfs")))
        return take_cell_formats(ctx, node, err);
    return ITD_OK;
}

static itd_status read_styles(itd_xlsx_package *package, itd_str path, itd_error *err)
{
    struct styles_reader *reader = itd_arena_new_array(package->arena, 1, sizeof *reader);
    bool                  there;

    if (!reader)
        return itd_error_no_memory(err);
    reader->package = package;
    return walk(package, path, take_styles, reader, &there, err);
}

/* ---- the package ---- */

/* A zip ends with a record of its own, behind which at most a comment stands (APPNOTE.TXT 4.3.16).
 * Without it the end of the file is missing, though every member may be there. */
static itd_status check_end(const itd_xlsx_package *package, itd_error *err)
{
    const itd_str      mark = ITD_STR("PK\x05\x06");
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    char               tail[2 * END_BYTES_MAX];
    size_t             len = 0, got = 1;
    bool               found = true;
    itd_status         st;

    options.as_is = true;
    if (package->input.path)
        st = itd_source_open_file(package->input.path, &options, &src, err);
    else
        st =
            itd_source_open_memory(package->input.name, package->input.memory, &options, &src, err);
    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, err);
    while (st == ITD_OK && got > 0) {
        if (len > END_BYTES_MAX) {
            memmove(tail, tail + len - END_BYTES_MAX, END_BYTES_MAX);
            len = END_BYTES_MAX;
        }
        st = itd_source_read(src, tail + len, sizeof tail - len, &got, err);
        len += st == ITD_OK ? got : 0;
    }
    itd_source_close(src);
    for (size_t at = len; st == ITD_OK && at-- > 0;) {
        const itd_str end = {tail + at, len - at};

        /* Its last two bytes before the comment are the comment's length. */
        if (itd_str_starts_with(end, mark) && end.len >= END_BYTES &&
            end.len - END_BYTES ==
                (size_t)((unsigned char)end.ptr[20] | (unsigned char)end.ptr[21] << 8))
            return ITD_OK;
    }
    if (st == ITD_OK) {
        st = itd_error_set(err, ITD_E_SYNTAX,
                           "damaged or truncated: the end of the workbook is "
                           "missing");
        itd_error_in_file(err, package->input.name);
    }
    return st;
}

/* What only its presence tells. */
static itd_status look_at_members(itd_xlsx_package *package, itd_error *err)
{
    itd_source *src = NULL;
    bool        found = true;
    itd_status  st = open_bytes(&package->input, &src, err);

    while (st == ITD_OK && found) {
        st = itd_source_next_member(src, &found, err);
        if (st != ITD_OK || !found)
            break;
        if (itd_str_ends_with(itd_source_member(src), ITD_STR("vbaProject.bin")))
            package->has_macros = true;
        if (itd_str_starts_with(itd_source_member(src), ITD_STR("xl/externalLinks/")) &&
            itd_str_find(itd_source_member(src), ITD_STR("/_rels/")) == SIZE_MAX)
            package->link_count++;
    }
    itd_source_close(src);
    return st;
}

static itd_status no_workbook(const itd_xlsx_package *package, const char *why, itd_error *err)
{
    (void)itd_error_set(err, ITD_E_SCHEMA, "%s: not an .xlsx workbook", why);
    itd_error_in_file(err, package->input.name);
    return ITD_E_SCHEMA;
}

static itd_status read_workbook(itd_xlsx_package *package, struct relations *relations,
                                itd_error *err)
{
    struct book_reader     reader = {.package = package, .relations = relations};
    const struct relation *relation;
    bool                   there;
    itd_str                path;
    itd_status             st = read_relations(package, ITD_STR(""), relations, err);

    if (st != ITD_OK)
        return st;
    relation = find_relation(relations, ITD_STR("officeDocument"));
    if (!relation)
        return no_workbook(package, "the package names no document", err);
    st = resolve(package, ITD_STR(""), relation->target, &reader.path, err);
    if (st == ITD_OK)
        st = read_relations(package, reader.path, relations, err);
    if (st == ITD_OK)
        st = walk(package, reader.path, take_book, &reader, &there, err);
    if (st != ITD_OK)
        return st;
    if (package->sheet_count == 0)
        return no_workbook(package, "the document holds no sheet", err);
    relation = find_relation(relations, ITD_STR("sharedStrings"));
    if (relation)
        st = resolve(package, reader.path, relation->target, &path, err);
    if (st == ITD_OK && relation)
        st = read_strings(package, path, err);
    relation = find_relation(relations, ITD_STR("styles"));
    if (st == ITD_OK && relation)
        st = resolve(package, reader.path, relation->target, &path, err);
    if (st == ITD_OK && relation)
        st = read_styles(package, path, err);
    return st;
}

itd_status itd_xlsx_package_open(itd_xlsx_package *package, itd_error *err)
{
    struct relations *relations;
    itd_status        st;

    package->arena = itd_arena_new(ITD_XLSX_STRING_BYTES_MAX);
    if (!package->arena)
        return itd_error_no_memory(err);
    relations = itd_arena_new_array(package->arena, 1, sizeof *relations);
    st = relations ? look_at_members(package, err) : itd_error_no_memory(err);
    if (st == ITD_OK)
        st = read_workbook(package, relations, err);
    return st == ITD_OK ? check_end(package, err) : st;
}

void itd_xlsx_package_done(itd_xlsx_package *package)
{
    itd_arena_free(package->arena);
    package->arena = NULL;
}
