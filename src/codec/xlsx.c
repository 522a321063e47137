/* Rows of a sheet. A sheet is read twice: once for its merged cells, which stand behind the rows in
 * the file but which a reader must know before it trusts a header, and once for the rows. */
#include "codec/xlsx.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "codec/xlsx_number.h"
#include "codec/xlsx_package.h"

/* Worksheet, sheetData, row. */
#define ROW_DEPTH 2

struct itd_xlsx {
    itd_xlsx_package package;
    size_t           sheet; /* selected */
    itd_source      *src;   /* of the selected sheet */
    itd_xml         *xml;
    uint32_t         last_row;
    itd_arena       *row_arena; /* texts of the row at hand */
    itd_buf          text;      /* scratch */
    itd_arena       *merge_arena;
    itd_xlsx_merge  *merges;
    size_t           merge_count;
    size_t           merge_cap;
    itd_cell        *cells; /* heap, ITD_XLSX_COLUMNS_MAX */
};

bool itd_xlsx_recognise(itd_str head)
{
    /* A local file header: its name stands at 30, its length at 26 (APPNOTE.TXT 4.3.7). */
    static const itd_str firsts[] = {
        ITD_STR_INIT("[Content_Types].xml"),
        ITD_STR_INIT("_rels/.rels"),
        ITD_STR_INIT("xl/"),
        ITD_STR_INIT("docProps/"),
    };

    if (!itd_str_starts_with(head, ITD_STR("PK\x03\x04")))
        return false;
    for (size_t i = 0; i < ITD_ARRAY_LEN(firsts); i++)
        if (itd_str_starts_with(itd_str_from(head, 30), firsts[i]))
            return true;
    return false;
}

itd_status itd_xlsx_open(const itd_xlsx_input *input, itd_xlsx **ret_book, itd_error *err)
{
    itd_xlsx  *book = itd_mem_new(1, sizeof *book);
    itd_status st;

    if (!book)
        return itd_error_no_memory(err);
    itd_buf_init(&book->text, ITD_XML_RECORD_BYTES_MAX);
    book->package.input = *input;
    book->row_arena = itd_arena_new(2 * ITD_XML_RECORD_BYTES_MAX);
    book->merge_arena = itd_arena_new(SIZE_MAX);
    book->cells = itd_mem_new(ITD_XLSX_COLUMNS_MAX, sizeof *book->cells);
    if (!book->row_arena || !book->merge_arena || !book->cells)
        st = itd_error_no_memory(err);
    else
        st = itd_xlsx_package_open(&book->package, err);
    if (st != ITD_OK)
        itd_xlsx_close(book);
    else
        *ret_book = book;
    return st;
}

size_t itd_xlsx_sheet_count(const itd_xlsx *book)
{
    return book->package.sheet_count;
}

const itd_xlsx_sheet *itd_xlsx_sheet_at(const itd_xlsx *book, size_t index)
{
    return &book->package.sheets[index];
}

bool itd_xlsx_has_macros(const itd_xlsx *book)
{
    return book->package.has_macros;
}

size_t itd_xlsx_link_count(const itd_xlsx *book)
{
    return book->package.link_count;
}

bool itd_xlsx_counts_from_1904(const itd_xlsx *book)
{
    return book->package.from_1904;
}

const itd_xlsx_merge *itd_xlsx_merges(const itd_xlsx *book, size_t *ret_count)
{
    *ret_count = book->merge_count;
    return book->merges;
}

/* ---- references ---- */

/* "AB12" → column 28 and row 12, both from 1; false for anything else. */
static bool parse_reference(itd_str ref, uint32_t *ret_column, uint32_t *ret_row)
{
    uint64_t column = 0, row;
    size_t   at = 0;

    for (; at < ref.len && itd_char_is_alpha(ref.ptr[at]); at++) {
        column = 26 * column + (uint64_t)(itd_char_upper(ref.ptr[at]) - 'A' + 1);
        if (column > ITD_XLSX_COLUMNS_MAX)
            return false;
    }
    if (at == 0 || !itd_str_parse_u64(itd_str_from(ref, at), ITD_XLSX_ROWS_MAX, &row) || row == 0)
        return false;
    *ret_column = (uint32_t)column;
    *ret_row = (uint32_t)row;
    return true;
}

void itd_xlsx_cell_name(size_t column, uint32_t row, char ret_name[ITD_XLSX_CELL_NAME_MAX])
{
    char   letters[8];
    size_t at = sizeof letters - 1;

    letters[at] = '\0';
    for (size_t rest = column + 1; rest > 0 && at > 0; rest = (rest - 1) / 26)
        letters[--at] = (char)('A' + (rest - 1) % 26);
    (void)snprintf(ret_name, ITD_XLSX_CELL_NAME_MAX, "%.7s%u", letters + at, (unsigned)row);
}

/* Errors name the sheet as the file and the cell as the field. */
static itd_status in_cell(const itd_xlsx *book, itd_str ref, itd_status st, itd_error *err)
{
    const itd_str sheet = book->package.sheets[book->sheet].name;
    char          place[ITD_ERROR_FILE_MAX + 1];

    (void)snprintf(place, sizeof place, "%.*s, sheet %.*s", ITD_STR_ARGS(book->package.input.name),
                   ITD_STR_ARGS(sheet));
    itd_error_in_file(err, itd_str_of(place));
    if (ref.len > 0)
        itd_error_in_field(err, ref);
    return st;
}

/* ---- merged cells ---- */

static itd_status take_merge(itd_xlsx *book, const itd_xml_node *node, itd_error *err)
{
    const itd_str  ref = itd_xml_attribute_value(node, ITD_STR("ref"));
    const size_t   colon = itd_str_find_char(ref, ':');
    itd_xlsx_merge merge;

    if (colon == SIZE_MAX ||
        !parse_reference(itd_str_slice(ref, 0, colon), &merge.first_column, &merge.first_row) ||
        !parse_reference(itd_str_from(ref, colon + 1), &merge.last_column, &merge.last_row))
        return in_cell(book, ref,
                       itd_error_at_line(err, ITD_E_SYNTAX, node->line, "no range of cells"), err);
    if (book->merge_count == ITD_XLSX_MERGES_MAX)
        return in_cell(book, ref,
                       itd_error_at_line(err, ITD_E_LIMIT, node->line, "more than %d merged ranges",
                                         ITD_XLSX_MERGES_MAX),
                       err);
    if (book->merge_count == book->merge_cap) {
        itd_xlsx_merge *grown = itd_arena_grow(book->merge_arena, book->merges, book->merge_count,
                                               &book->merge_cap, sizeof *grown);

        if (!grown)
            return itd_error_no_memory(err);
        book->merges = grown;
    }
    book->merges[book->merge_count++] = merge;
    return ITD_OK;
}

static void close_sheet(itd_xlsx *book)
{
    itd_xml_close(book->xml);
    itd_source_close(book->src);
    book->xml = NULL;
    book->src = NULL;
}

static itd_status open_sheet(itd_xlsx *book, itd_error *err)
{
    itd_status st;

    close_sheet(book);
    book->last_row = 0;
    st =
        itd_xlsx_open_part(&book->package, book->package.sheet_paths[book->sheet], &book->src, err);
    if (st == ITD_OK && !book->src)
        st = in_cell(book, ITD_STR(""),
                     itd_error_set(err, ITD_E_SYNTAX, "the file of the sheet is missing"), err);
    if (st == ITD_OK)
        st = itd_xml_open(book->src, ROW_DEPTH, &book->xml, err);
    if (st == ITD_OK && !itd_str_equal(itd_xml_root(book->xml)->name, ITD_STR("worksheet")))
        st = in_cell(book, ITD_STR(""), itd_error_set(err, ITD_E_SCHEMA, "not a worksheet"), err);
    return st;
}

itd_status itd_xlsx_select(itd_xlsx *book, size_t sheet, itd_error *err)
{
    const itd_xml_node *node = NULL;
    itd_status          st;

    book->sheet = sheet;
    itd_arena_reset(book->merge_arena);
    book->merges = NULL;
    book->merge_count = 0;
    book->merge_cap = 0;
    st = open_sheet(book, err);
    do {
        if (st == ITD_OK)
            st = itd_xml_next(book->xml, &node, err);
        if (st == ITD_OK && node && itd_str_equal(node->name, ITD_STR("mergeCell")))
            st = take_merge(book, node, err);
    } while (st == ITD_OK && node);
    return st == ITD_OK ? open_sheet(book, err) : st;
}

/* ---- cells ---- */

static itd_status keep_text(itd_xlsx *book, itd_str *ret_text, itd_error *err)
{
    itd_status st = itd_buf_status(&book->text, err);

    if (st == ITD_OK && !itd_arena_copy(book->row_arena, itd_buf_text(&book->text), ret_text))
        st = itd_error_no_memory(err);
    return st;
}

static itd_status take_shared(const itd_xlsx *book, itd_str value, itd_cell *cell, itd_error *err)
{
    uint64_t index;

    if (book->package.string_count == 0 ||
        !itd_str_parse_u64(value, book->package.string_count - 1, &index))
        return itd_error_set(err, ITD_E_SYNTAX, "shared text %.*s of %zu", ITD_STR_ARGS(value),
                             book->package.string_count);
    cell->kind = ITD_CELL_TEXT;
    cell->text = book->package.strings[index];
    return ITD_OK;
}

static itd_status take_number(itd_xlsx *book, const itd_xml_node *node, itd_str value,
                              itd_cell *cell, itd_error *err)
{
    const itd_str style = itd_xml_attribute_value(node, ITD_STR("s"));
    char          date[ITD_XLSX_DATE_TEXT_MAX];
    uint64_t      index;
    size_t        len;

    cell->kind = ITD_CELL_NUMBER;
    cell->text = value;
    cell->raw = value;
    if (style.len == 0)
        return ITD_OK;
    if (!itd_str_parse_u64(style, UINT32_MAX, &index) || index >= book->package.style_count)
        return itd_error_set(err, ITD_E_SYNTAX, "cell format %.*s of %zu", ITD_STR_ARGS(style),
                             book->package.style_count);
    len = book->package.style_is_date[index]
              ? itd_xlsx_format_date(value, book->package.from_1904, date)
              : 0;
    if (len == 0)
        return ITD_OK; /* a number, or one that is no date whatever its format says */
    cell->kind = ITD_CELL_DATE;
    return itd_arena_copy(book->row_arena, (itd_str){date, len}, &cell->text)
               ? ITD_OK
               : itd_error_no_memory(err);
}

/* ECMA-376 part 1, 18.3.1.4 and 18.18.11. */
static itd_status take_value(itd_xlsx *book, const itd_xml_node *node, itd_cell *cell,
                             itd_error *err)
{
    const itd_str       type = itd_xml_attribute_value(node, ITD_STR("t"));
    const itd_xml_node *is = itd_xml_child(node, ITD_STR("is"));
    const itd_xml_node *v = itd_xml_child(node, ITD_STR("v"));
    itd_status          st = ITD_OK;

    cell->formula = itd_xml_child(node, ITD_STR("f")) != NULL;
    if (itd_str_equal(type, ITD_STR("inlineStr")) || itd_str_equal(type, ITD_STR("str"))) {
        itd_buf_reset(&book->text);
        if (is)
            itd_xlsx_append_text(is, &book->text);
        else if (v)
            itd_xlsx_append_decoded(v->text, &book->text);
        cell->kind = ITD_CELL_TEXT;
        st = keep_text(book, &cell->text, err);
    } else if (!v || itd_xml_text(v).len == 0) {
        return ITD_OK;
    } else if (itd_str_equal(type, ITD_STR("s"))) {
        st = take_shared(book, itd_xml_text(v), cell, err);
    } else if (itd_str_equal(type, ITD_STR("b"))) {
        cell->kind = ITD_CELL_BOOLEAN;
        cell->text =
            itd_str_equal(itd_xml_text(v), ITD_STR("1")) ? ITD_STR("TRUE") : ITD_STR("FALSE");
    } else if (itd_str_equal(type, ITD_STR("e"))) {
        cell->kind = ITD_CELL_ERROR;
        cell->text = itd_xml_text(v);
    } else if (itd_str_equal(type, ITD_STR("d"))) {
        cell->kind = ITD_CELL_DATE;
        cell->text = itd_xml_text(v);
    } else if (type.len == 0 || itd_str_equal(type, ITD_STR("n"))) {
        st = take_number(book, node, itd_xml_text(v), cell, err);
    } else {
        st =
            itd_error_set(err, ITD_E_SYNTAX, "a cell of unknown type \"%.*s\"", ITD_STR_ARGS(type));
    }
    if (cell->kind != ITD_CELL_NUMBER && cell->kind != ITD_CELL_DATE)
        cell->raw = cell->text;
    else if (cell->raw.len == 0)
        cell->raw = cell->text;
    if (st == ITD_OK && cell->text.len == 0)
        *cell = (itd_cell){0};
    return st;
}

/* A cell without a reference follows the one before it. */
static itd_status find_column(const itd_xml_node *node, uint32_t row, size_t after,
                              size_t *ret_column, itd_error *err)
{
    const itd_str ref = itd_xml_attribute_value(node, ITD_STR("r"));
    uint32_t      column, row_of_cell;

    if (ref.len == 0) {
        *ret_column = after;
    } else {
        if (!parse_reference(ref, &column, &row_of_cell) || row_of_cell != row)
            return itd_error_set(err, ITD_E_SYNTAX, "no cell of row %u", (unsigned)row);
        *ret_column = column - 1;
    }
    if (*ret_column < after)
        return itd_error_set(err, ITD_E_SYNTAX, "the cell stands behind a later one");
    if (*ret_column >= ITD_XLSX_COLUMNS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d columns", ITD_XLSX_COLUMNS_MAX);
    return ITD_OK;
}

static itd_status number_row(itd_xlsx *book, const itd_xml_node *node, itd_error *err)
{
    const itd_str ref = itd_xml_attribute_value(node, ITD_STR("r"));
    uint64_t      row = (uint64_t)book->last_row + 1;

    if (ref.len > 0 && !itd_str_parse_u64(ref, ITD_XLSX_ROWS_MAX, &row))
        return itd_error_at_line(err, ITD_E_SYNTAX, node->line, "a row without a number");
    if (row <= book->last_row || row > ITD_XLSX_ROWS_MAX)
        return itd_error_at_line(err, ITD_E_SYNTAX, node->line, "row %u follows row %u",
                                 (unsigned)row, (unsigned)book->last_row);
    book->last_row = (uint32_t)row;
    return ITD_OK;
}

static itd_status take_cells(itd_xlsx *book, const itd_xml_node *node, size_t *ret_count,
                             itd_error *err)
{
    size_t     count = 0, after = 0;
    itd_status st = ITD_OK;

    itd_arena_reset(book->row_arena);
    for (const itd_xml_node *child = node->first_child; st == ITD_OK && child;
         child = child->next) {
        size_t column = 0;

        if (!itd_str_equal(child->name, ITD_STR("c")))
            continue;
        st = find_column(child, book->last_row, after, &column, err);
        if (st == ITD_OK) {
            memset(&book->cells[after], 0, (column + 1 - after) * sizeof *book->cells);
            st = take_value(book, child, &book->cells[column], err);
            after = column + 1;
            if (book->cells[column].kind != ITD_CELL_EMPTY)
                count = column + 1;
        }
        if (st != ITD_OK)
            return in_cell(book, itd_xml_attribute_value(child, ITD_STR("r")), st, err);
    }
    *ret_count = count;
    return st;
}

itd_status itd_xlsx_next_row(itd_xlsx *book, bool *ret_found, itd_xlsx_row *ret_row, itd_error *err)
{
    const itd_xml_node *node;
    size_t              count;
    itd_status          st;

    for (;;) {
        st = itd_xml_next(book->xml, &node, err);
        if (st != ITD_OK)
            return st;
        if (!node) {
            *ret_found = false;
            return ITD_OK;
        }
        if (!itd_str_equal(node->name, ITD_STR("row")))
            continue;
        st = number_row(book, node, err);
        if (st != ITD_OK)
            return in_cell(book, ITD_STR(""), st, err);
        st = take_cells(book, node, &count, err);
        if (st != ITD_OK)
            return st;
        if (count > 0)
            break;
    }
    *ret_found = true;
    *ret_row = (itd_xlsx_row){.cells = book->cells, .count = count, .number = book->last_row};
    return ITD_OK;
}

void itd_xlsx_close(itd_xlsx *book)
{
    if (!book)
        return;
    close_sheet(book);
    itd_xlsx_package_done(&book->package);
    itd_arena_free(book->row_arena);
    itd_arena_free(book->merge_arena);
    itd_buf_done(&book->text);
    itd_mem_free(book->cells);
    itd_mem_free(book);
}
