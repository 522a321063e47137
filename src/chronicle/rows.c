/* CSV, TSV and JSON to rows of values in the order of the table. */
#include "chronicle/rows.h"

#include <stdio.h>

#include "base/buf.h"
#include "codec/csv.h"
#include "codec/json.h"

#define JSON_ARENA_MAX ((size_t)1 << 30)

struct rows {
    const itd_fact_table *table;
    itd_arena            *arena;
    itd_row_fn            fn;
    void                 *ctx;
    uint64_t              count;
    itd_str               values[ITD_FACT_COLUMNS_MAX];
    /* CSV: the column of each field */
    size_t columns[ITD_FACT_COLUMNS_MAX];
    size_t field_count;
};

static size_t column_of(const itd_fact_table *table, itd_str name)
{
    for (size_t i = 0; i < table->count; i++) {
        if (itd_str_equal(name, itd_str_of(table->columns[i].name)))
            return i;
    }
    return SIZE_MAX;
}

static bool is_named(const itd_fact_table *table, size_t column, const char *name)
{
    return itd_str_equal(itd_str_of(table->columns[column].name), itd_str_of(name));
}

static itd_status unknown_column(const itd_fact_table *table, itd_str name, itd_error *err)
{
    (void)itd_error_set(err, ITD_E_SCHEMA, "no column of the table '%s' (docs/formats.md)",
                        table->name);
    itd_error_in_field(err, name);
    return ITD_E_SCHEMA;
}

/* Hands one row on; what is wrong with it gets its number. */
static itd_status deliver(struct rows *rows, uint64_t line, itd_error *err)
{
    char       text[32];
    itd_str   *values = NULL;
    itd_status st = ITD_OK;

    rows->count++;
    if (rows->count > ITD_ROWS_MAX)
        st = itd_error_set(err, ITD_E_LIMIT, "more than %d rows", ITD_ROWS_MAX);
    if (st == ITD_OK) {
        values = itd_arena_new_array(rows->arena, rows->table->count, sizeof *values);
        if (!values)
            st = itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i < rows->table->count; i++) {
        if (!itd_arena_copy(rows->arena, itd_str_trim(rows->values[i]), &values[i]))
            st = itd_error_no_memory(err);
    }
    if (st == ITD_OK)
        st = rows->fn(rows->ctx, values, err);
    if (st != ITD_OK) {
        const int len = snprintf(text, sizeof text, "row %llu", (unsigned long long)rows->count);

        itd_error_in_record(err, (itd_str){text, (size_t)len});
        if (line > 0)
            itd_error_on_line(err, line);
    }
    return st;
}

/* ---- CSV ---- */

static itd_status read_headings(struct rows *rows, const itd_csv_record *record, itd_error *err)
{
    bool has[ITD_FACT_COLUMNS_MAX] = {false};

    for (size_t i = 0; i < record->count; i++) {
        const itd_str name = itd_str_trim(record->fields[i]);
        const size_t  column = column_of(rows->table, name);

        if (column == SIZE_MAX)
            return unknown_column(rows->table, name, err);
        if (has[column]) {
            (void)itd_error_set(err, ITD_E_DUPLICATE, "the column stands there twice");
            itd_error_in_field(err, name);
            return ITD_E_DUPLICATE;
        }
        has[column] = true;
        rows->columns[i] = column;
    }
    rows->field_count = record->count;
    for (size_t i = 0; i < rows->table->count; i++) {
        /* An id can be made, a source named for all rows; who takes the rows sees to that. */
        if (!rows->table->columns[i].is_needed || has[i] || is_named(rows->table, i, "id") ||
            is_named(rows->table, i, "source"))
            continue;
        (void)itd_error_set(err, ITD_E_SCHEMA, "the column is missing");
        itd_error_in_field(err, itd_str_of(rows->table->columns[i].name));
        return ITD_E_SCHEMA;
    }
    return ITD_OK;
}

static itd_status read_record(struct rows *rows, const itd_csv_record *record, itd_error *err)
{
    if (record->count != rows->field_count)
        return itd_error_at_line(err, ITD_E_SYNTAX, record->line,
                                 "%zu fields, the headings are %zu", record->count,
                                 rows->field_count);
    for (size_t i = 0; i < rows->table->count; i++)
        rows->values[i] = (itd_str){0};
    for (size_t i = 0; i < record->count; i++)
        rows->values[rows->columns[i]] = record->fields[i];
    return deliver(rows, record->line, err);
}

static itd_status read_csv(struct rows *rows, itd_source *src, char delimiter, itd_error *err)
{
    itd_csv_options options = itd_csv_options_default();
    itd_csv        *csv = NULL;
    itd_csv_record  record;
    bool            found = true, has_headings = false;
    itd_status      st;

    options.delimiter = delimiter;
    st = itd_csv_open(src, &options, &csv, err);
    while (st == ITD_OK) {
        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        if (has_headings) {
            st = read_record(rows, &record, err);
        } else {
            st = read_headings(rows, &record, err);
            if (st != ITD_OK)
                itd_error_on_line(err, record.line);
        }
        has_headings = true;
    }
    itd_csv_close(csv);
    return st;
}

/* ---- JSON ---- */

static itd_status read_object(struct rows *rows, const itd_json *object, uint64_t line,
                              itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; i < rows->table->count; i++)
        rows->values[i] = (itd_str){0};
    if (object->kind != ITD_JSON_OBJECT)
        st = itd_error_set(err, ITD_E_SCHEMA, "an object is expected for each fact");
    for (const itd_json *member = object->first; st == ITD_OK && member; member = member->next) {
        const size_t column = column_of(rows->table, member->key);

        if (column == SIZE_MAX) {
            st = unknown_column(rows->table, member->key, err);
        } else if (member->kind == ITD_JSON_STRING || member->kind == ITD_JSON_NUMBER) {
            rows->values[column] = member->text;
        } else if (member->kind != ITD_JSON_NULL) {
            st = itd_error_set(err, ITD_E_SCHEMA, "neither text nor a number");
            itd_error_in_field(err, member->key);
        }
    }
    if (st == ITD_OK)
        return deliver(rows, line, err);
    if (line > 0)
        itd_error_on_line(err, line);
    if (line == 0) {
        char      text[32];
        const int len =
            snprintf(text, sizeof text, "row %llu", (unsigned long long)rows->count + 1);

        itd_error_in_record(err, (itd_str){text, (size_t)len});
    }
    return st;
}

static itd_status read_json_lines(struct rows *rows, itd_source *src, itd_error *err)
{
    itd_lines *lines = NULL;
    itd_arena *arena = itd_arena_new(JSON_ARENA_MAX);
    itd_status st =
        arena ? itd_lines_open(src, ITD_JSON_LINE_MAX, &lines, err) : itd_error_no_memory(err);

    while (st == ITD_OK) {
        const itd_json *json;
        itd_str         line;
        uint64_t        number;
        bool            found;

        st = itd_lines_next(lines, &found, &line, &number, err);
        if (st != ITD_OK || !found)
            break;
        itd_arena_reset(arena);
        st = itd_json_parse(line, arena, &json, err);
        if (st != ITD_OK)
            itd_error_on_line(err, number);
        else
            st = read_object(rows, json, number, err);
    }
    itd_lines_close(lines);
    itd_arena_free(arena);
    return st;
}

static itd_status read_json_array(struct rows *rows, itd_source *src, itd_error *err)
{
    itd_arena      *arena = itd_arena_new(JSON_ARENA_MAX);
    const itd_json *json = NULL;
    itd_buf         text;
    itd_status      st = arena ? ITD_OK : itd_error_no_memory(err);

    itd_buf_init(&text, ITD_ROWS_JSON_MAX);
    for (size_t len = 1; st == ITD_OK && len > 0;) {
        char piece[4096];

        st = itd_source_read(src, piece, sizeof piece, &len, err);
        if (st == ITD_OK)
            itd_buf_append(&text, (itd_str){piece, len});
    }
    if (st == ITD_OK)
        st = itd_buf_status(&text, err);
    if (st == ITD_OK)
        st = itd_json_parse(itd_buf_text(&text), arena, &json, err);
    for (const itd_json *one = st == ITD_OK ? json->first : NULL; st == ITD_OK && one;
         one = one->next)
        st = read_object(rows, one, 0, err);
    itd_buf_done(&text);
    itd_arena_free(arena);
    return st;
}

/* ---- whatever it is ---- */

/* The byte that separates headings: a tab, else the more frequent of ';' and ','. */
static char delimiter_of(itd_str head)
{
    size_t commas = 0, semicolons = 0;

    for (size_t i = 0; i < head.len && head.ptr[i] != '\n'; i++) {
        if (head.ptr[i] == '\t')
            return '\t';
        commas += head.ptr[i] == ',';
        semicolons += head.ptr[i] == ';';
    }
    return semicolons > commas ? ';' : ',';
}

itd_status itd_rows_read(itd_source *src, itd_fact_kind kind, itd_arena *arena, itd_row_fn fn,
                         void *ctx, itd_error *err)
{
    struct rows rows = {.table = itd_fact_table_of(kind), .arena = arena, .fn = fn, .ctx = ctx};
    itd_str     head;
    itd_status  st = itd_source_peek(src, &head, err);

    if (st != ITD_OK)
        return st;
    head = itd_str_trim(head);
    if (itd_str_starts_with(head, ITD_STR("[")))
        st = read_json_array(&rows, src, err);
    else if (itd_str_starts_with(head, ITD_STR("{")))
        st = read_json_lines(&rows, src, err);
    else
        st = read_csv(&rows, src, delimiter_of(head), err);
    if (st == ITD_OK && rows.count == 0)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "no row of the table '%s' in it",
                           rows.table->name);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_source_name(src));
    return st;
}

itd_status itd_rows_read_file(const char *path, itd_fact_kind kind, itd_arena *arena, itd_row_fn fn,
                              void *ctx, itd_error *err)
{
    itd_source *src = NULL;
    bool        found = false;
    itd_status  st = itd_source_open_file(path, NULL, &src, err);

    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK && !found)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "nothing in it");
    if (st == ITD_OK)
        st = itd_rows_read(src, kind, arena, fn, ctx, err);
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    itd_source_close(src);
    return st;
}
