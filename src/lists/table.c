/* Rows of a delimited list, joined by their entry. A row that has others is kept packed until the
 * end of the file: a cell that says what the first row of its entry says takes one byte. Then the
 * entries are given in the order of their first rows, and the rows of each die with it. */
#include "lists/table.h"

#include <string.h>

#include "base/memory.h"
#include "lists/slabs.h"
#include "lists/table_rows.h"

#define REPEATED (SIZE_MAX - 1) /* in place of the known column: it stood there before */
#define FIRST_GROUPS 64
#define SAME_AS_FIRST 0 /* in place of a length + 1 */

struct stored_row {
    struct stored_row *next;
    itd_slab          *slab;
    uint64_t           line;
    itd_str            bytes; /* behind the row */
};

struct group {
    itd_str            id;
    struct stored_row *first, *last;
    size_t             count;
};

struct reading {
    const itd_table *layout;
    void            *state;
    itd_read_result *result;
    itd_entity_fn    on_entity;
    void            *ctx;
    itd_record       rec;
    itd_arena       *arena; /* of the file: headers, groups */
    itd_slabs        slabs; /* rows that wait */
    itd_str         *headers;
    size_t          *known; /* of a column of the file: its place in layout->columns, or SIZE_MAX */
    size_t           column_count;
    size_t           group_column; /* of the file */
    itd_map          ids;          /* id → number of its group */
    struct group    *groups;       /* heap */
    size_t           group_count, group_cap;
    size_t           entries;
    itd_buf          packed;
};

/* ---- headers ---- */

bool itd_table_is_same(itd_str text, itd_str wanted)
{
    size_t at = 0;

    text = itd_str_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        if (itd_char_is_space(text.ptr[i]))
            continue;
        while (at < wanted.len && itd_char_is_space(wanted.ptr[at]))
            at++;
        if (at == wanted.len || itd_char_lower(text.ptr[i]) != itd_char_lower(wanted.ptr[at]))
            return false;
        at++;
    }
    return text.len > 0 && at == wanted.len;
}

/* One of the names of a column: "new|old". */
static bool is_header(itd_str text, const char *names)
{
    itd_str rest = itd_str_of(names), name;

    while (itd_str_next_part(&rest, ITD_STR("|"), &name))
        if (itd_table_is_same(text, name))
            return true;
    return false;
}

static size_t find_column(const itd_table *layout, itd_str header)
{
    for (size_t i = 0; i < layout->column_count; i++)
        if (is_header(header, layout->columns[i]))
            return i;
    return SIZE_MAX;
}

static itd_status place_column(struct reading *rd, size_t at, itd_error *err)
{
    const size_t known = find_column(rd->layout, rd->headers[at]);

    rd->known[at] = known;
    for (size_t i = 0; i < at; i++) {
        if (known != SIZE_MAX && rd->known[i] == known && rd->layout->repeats) {
            rd->known[at] = REPEATED;
            return ITD_OK;
        }
        if ((known == SIZE_MAX && rd->headers[at].len > 0 &&
             itd_str_equal(rd->headers[i], rd->headers[at])) ||
            (known != SIZE_MAX && rd->known[i] == known)) {
            itd_error_set(err, ITD_E_DUPLICATE, "the column stands there twice");
            itd_error_in_field(err, rd->headers[at]);
            return ITD_E_DUPLICATE;
        }
    }
    if (known != SIZE_MAX && known == rd->layout->group)
        rd->group_column = at;
    if (known == SIZE_MAX && rd->headers[at].len > 0)
        itd_list_report_add(rd->result->report, ITD_STR("unknown column"), rd->headers[at],
                            rd->rec.file, rd->rec.line, (itd_str){0});
    return ITD_OK;
}

static itd_status take_headers(struct reading *rd, const itd_csv_record *record, itd_error *err)
{
    if (record->count > ITD_TABLE_COLUMNS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d columns", ITD_TABLE_COLUMNS_MAX);
    rd->headers = itd_arena_new_array(rd->arena, record->count, sizeof *rd->headers);
    rd->known = itd_arena_new_array(rd->arena, record->count, sizeof *rd->known);
    if (!rd->headers || !rd->known)
        return itd_error_no_memory(err);
    rd->column_count = record->count;
    rd->rec.line = record->line;
    for (size_t i = 0; i < record->count; i++) {
        itd_status st;

        if (!itd_arena_copy(rd->arena, itd_str_trim(record->fields[i]), &rd->headers[i]))
            return itd_error_no_memory(err);
        st = place_column(rd, i, err);
        if (st != ITD_OK)
            return st;
    }
    for (size_t i = 0; i < rd->layout->required_count; i++) {
        bool is_there = false;

        for (size_t k = 0; k < rd->column_count; k++)
            is_there = is_there || rd->known[k] == rd->layout->required[i];
        if (!is_there)
            return itd_error_set(err, ITD_E_SCHEMA, "no column \"%s\": not the layout of %s",
                                 rd->layout->columns[rd->layout->required[i]], rd->layout->what);
    }
    return ITD_OK;
}

/* ---- one entry ---- */

static void keep_unknown_columns(struct reading *rd, const itd_str *const *rows, size_t count)
{
    for (size_t row = 0; row < count; row++)
        for (size_t i = 0; i < rd->column_count; i++) {
            const itd_str tuple[] = {rd->headers[i], itd_str_trim(rows[row][i])};
            const itd_str name = rd->headers[i].len > 0 ? rd->headers[i] : ITD_STR("column");

            if (rd->known[i] != SIZE_MAX || tuple[1].len == 0 ||
                itd_record_is_told(&rd->rec, "column", tuple, ITD_ARRAY_LEN(tuple)))
                continue;
            if (rd->headers[i].len == 0)
                itd_record_report(&rd->rec, "a cell without a header", tuple[1]);
            itd_entity_add_extra(rd->rec.builder, name, tuple[1], name);
        }
}

/* raw: the cells of each row as they stand in the file. */
static itd_status give_entry(struct reading *rd, const itd_str *const *raw, const uint64_t *lines,
                             size_t count, itd_error *err)
{
    const size_t      known = rd->layout->column_count;
    const itd_entity *ent = NULL;
    itd_table_row    *rows = itd_arena_new_array(rd->rec.arena, count, sizeof *rows);
    itd_status        st;

    if (++rd->entries > ITD_LIST_ENTITIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d entries", ITD_LIST_ENTITIES_MAX);
    if (!rows)
        return itd_error_no_memory(err);
    for (size_t row = 0; row < count; row++) {
        itd_str *cells = itd_arena_new_array(rd->rec.arena, known, sizeof *cells);

        if (!cells)
            return itd_error_no_memory(err);
        for (size_t i = 0; i < rd->column_count; i++)
            if (rd->known[i] < known)
                cells[rd->known[i]] = itd_str_trim(raw[row][i]);
        rows[row] = (itd_table_row){.cells = cells, .line = lines[row]};
    }
    st = rd->layout->read(&rd->rec, rd->state, rows, count, rd->result, err);
    if (st != ITD_OK)
        return st;
    keep_unknown_columns(rd, raw, count);
    st = itd_record_finish(&rd->rec, &ent, err);
    return st == ITD_OK ? rd->on_entity(rd->ctx, ent, err) : st;
}

/* Did the very same row stand there before? */
static itd_status find_repeated(struct reading *rd, const itd_csv_record *record,
                                bool *ret_repeated, itd_error *err)
{
    char       hash[ITD_RECORD_HASH_DIGITS + 1];
    itd_str    copy = {0};
    uint64_t  *line;
    bool       added = true;
    itd_status st = itd_record_hash(record->fields, record->count, hash, err);

    if (st != ITD_OK)
        return st;
    if (!itd_arena_copy(rd->arena, itd_str_of(hash), &copy) ||
        !itd_map_add(&rd->ids, copy, &line, &added))
        return itd_error_no_memory(err);
    if (added)
        *line = record->line;
    else
        itd_record_report(&rd->rec, "row given twice", record->fields[0]);
    *ret_repeated = !added;
    return ITD_OK;
}

static itd_status give_row(struct reading *rd, const itd_csv_record *record, itd_error *err)
{
    bool       repeated = false;
    itd_status st = itd_record_begin(&rd->rec, NULL, record->line, err);

    if (st == ITD_OK && rd->layout->distinct)
        st = find_repeated(rd, record, &repeated, err);
    if (st == ITD_OK && !repeated)
        st = give_entry(rd, &record->fields, &record->line, 1, err);
    if (st != ITD_OK)
        itd_error_in_record(err, rd->rec.id);
    return st;
}

/* ---- rows that wait ---- */

/* The next packed cell; the first row of a group has no SAME_AS_FIRST. */
static bool unpack_cell(itd_str *rest, itd_str first, itd_str *ret_cell)
{
    uint64_t size;

    if (!itd_bytes_take_varint(rest, &size))
        return false;
    *ret_cell = first;
    return size == SAME_AS_FIRST || itd_bytes_take(rest, size - 1, ret_cell);
}

static itd_status find_group(struct reading *rd, itd_str id, struct group **ret_group,
                             itd_error *err)
{
    uint64_t *number = itd_map_find(&rd->ids, id);
    itd_str   copy;
    bool      added;

    if (number) {
        *ret_group = &rd->groups[*number];
        return ITD_OK;
    }
    if (rd->group_count == ITD_LIST_ENTITIES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d entries", ITD_LIST_ENTITIES_MAX);
    if (rd->group_count == rd->group_cap) {
        const size_t cap = rd->group_cap > 0 ? rd->group_cap * 2 : FIRST_GROUPS;
        void        *grown = itd_mem_resize(rd->groups, cap, sizeof *rd->groups);

        if (!grown)
            return itd_error_no_memory(err);
        rd->groups = grown;
        rd->group_cap = cap;
    }
    if (!itd_arena_copy(rd->arena, id, &copy) || !itd_map_add(&rd->ids, copy, &number, &added))
        return itd_error_no_memory(err);
    *number = rd->group_count;
    rd->groups[rd->group_count] = (struct group){.id = copy};
    *ret_group = &rd->groups[rd->group_count++];
    return ITD_OK;
}

/* What joins a row to its entry; lives until the next record. */
static itd_status find_key(struct reading *rd, const itd_csv_record *record, itd_str *ret_key,
                           itd_error *err)
{
    itd_str   *cells;
    itd_status st;

    *ret_key = itd_str_trim(record->fields[rd->group_column]);
    if (!rd->layout->key || ret_key->len == 0)
        return ITD_OK;
    st = itd_record_begin(&rd->rec, NULL, record->line, err);
    if (st != ITD_OK)
        return st;
    cells = itd_arena_new_array(rd->rec.arena, rd->layout->column_count, sizeof *cells);
    if (!cells)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < rd->column_count; i++)
        if (rd->known[i] < rd->layout->column_count)
            cells[rd->known[i]] = itd_str_trim(record->fields[i]);
    *ret_key = rd->layout->key(&rd->rec, cells);
    return rd->rec.no_memory ? itd_error_no_memory(err) : ITD_OK;
}

static itd_status store_row(struct reading *rd, const itd_csv_record *record, itd_error *err)
{
    struct stored_row *row;
    itd_slab          *slab = NULL;
    struct group      *group = NULL;
    itd_str            rest = {0}, id = {0};
    itd_status         st = find_key(rd, record, &id, err);

    if (st != ITD_OK)
        return st;
    if (id.len == 0) {
        itd_error_set(err, ITD_E_SYNTAX, "a row that does not say which entry it belongs to");
        itd_error_in_field(err, rd->headers[rd->group_column]);
        return ITD_E_SYNTAX;
    }
    st = find_group(rd, id, &group, err);
    if (st != ITD_OK)
        return st;
    itd_buf_reset(&rd->packed);
    if (group->first)
        rest = group->first->bytes;
    for (size_t i = 0; i < rd->column_count; i++) {
        itd_str first = {0};

        if (group->first && unpack_cell(&rest, first, &first) &&
            itd_str_equal(first, record->fields[i])) {
            itd_buf_append_varint(&rd->packed, SAME_AS_FIRST);
            continue;
        }
        itd_buf_append_varint(&rd->packed, record->fields[i].len + 1);
        itd_buf_append(&rd->packed, record->fields[i]);
    }
    st = itd_buf_status(&rd->packed, err);
    if (st != ITD_OK)
        return st;
    row = itd_slabs_new(&rd->slabs, sizeof *row + rd->packed.len, &slab);
    if (!row)
        return itd_error_no_memory(err);
    memcpy(row + 1, rd->packed.ptr, rd->packed.len);
    *row = (struct stored_row){
        .slab = slab, .line = record->line, .bytes = {(const char *)(row + 1), rd->packed.len}};
    if (group->last)
        group->last->next = row;
    else
        group->first = row;
    group->last = row;
    group->count++;
    return ITD_OK;
}

static itd_status give_group(struct reading *rd, const struct group *group, itd_error *err)
{
    const itd_str **raw;
    uint64_t       *lines;
    size_t          at = 0;
    itd_status      st = itd_record_begin(&rd->rec, NULL, group->first->line, err);

    if (st != ITD_OK)
        return st;
    raw = itd_arena_new_array(rd->rec.arena, group->count, sizeof *raw);
    lines = itd_arena_new_array(rd->rec.arena, group->count, sizeof *lines);
    if (!raw || !lines)
        return itd_error_no_memory(err);
    for (const struct stored_row *row = group->first; row; row = row->next, at++) {
        itd_str *cells = itd_arena_new_array(rd->rec.arena, rd->column_count, sizeof *cells);
        itd_str  rest = row->bytes;

        if (!cells)
            return itd_error_no_memory(err);
        for (size_t i = 0; i < rd->column_count; i++)
            if (!unpack_cell(&rest, at > 0 ? raw[0][i] : (itd_str){0}, &cells[i]))
                return itd_error_set(err, ITD_E_CORRUPT, "a row changed while it was kept");
        raw[at] = cells;
        lines[at] = row->line;
    }
    st = give_entry(rd, raw, lines, group->count, err);
    if (st != ITD_OK) {
        itd_error_on_line(err, group->first->line);
        itd_error_in_record(err, group->id);
    }
    for (struct stored_row *row = group->first, *next; st == ITD_OK && row; row = next) {
        next = row->next;
        itd_slabs_drop(&rd->slabs, row->slab);
    }
    return st;
}

/* ---- the file ---- */

/* Every header that the layout is known by, each in its own column. */
static bool repeats_headers(const struct reading *rd, const itd_csv_record *record)
{
    for (size_t i = 0; i < rd->column_count; i++)
        for (size_t k = 0; k < rd->layout->required_count; k++)
            if (rd->known[i] == rd->layout->required[k] &&
                !is_header(record->fields[i], rd->layout->columns[rd->known[i]]))
                return false;
    return true;
}

static itd_status take_record(struct reading *rd, const itd_csv_record *record, size_t *rows_above,
                              itd_error *err)
{
    if (*rows_above > 0) {
        itd_status st = itd_record_begin(&rd->rec, NULL, record->line, err);

        --*rows_above;
        return st == ITD_OK
                   ? rd->layout->above(&rd->rec, record->fields, record->count, rd->result, err)
                   : st;
    }
    if (!rd->headers)
        return take_headers(rd, record, err);
    if (record->count != rd->column_count)
        return itd_error_set(err, ITD_E_SCHEMA, "the row has %zu fields, the header %zu",
                             record->count, rd->column_count);
    if (repeats_headers(rd, record))
        return itd_error_set(err, ITD_E_DUPLICATE, "the headers stand there twice");
    return rd->layout->group == SIZE_MAX ? give_row(rd, record, err) : store_row(rd, record, err);
}

static itd_status read_records(struct reading *rd, const itd_table_rows *rows, itd_error *err)
{
    size_t     rows_above = rd->layout->above ? 1 : 0;
    itd_status st = ITD_OK;

    while (st == ITD_OK) {
        itd_csv_record record;
        bool           found;

        st = itd_table_rows_next(rows, rd->column_count, &found, &record, err);
        if (st != ITD_OK)
            return st;
        if (!found)
            break;
        st = take_record(rd, &record, &rows_above, err);
        if (st != ITD_OK)
            itd_error_on_line(err, record.line);
    }
    itd_map_done(&rd->ids); /* every row has found its entry */
    for (size_t i = 0; st == ITD_OK && i < rd->group_count; i++)
        st = give_group(rd, &rd->groups[i], err);
    if (st == ITD_OK && rd->entries == 0)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "the list has no entries");
    return st;
}

static itd_status begin_reading(struct reading *rd, const itd_list_part *part, itd_error *err)
{
    itd_status st;

    itd_map_init(&rd->ids);
    itd_buf_init(&rd->packed, SIZE_MAX);
    itd_slabs_init(&rd->slabs, ITD_TABLE_BYTES_MAX);
    st = itd_record_init(&rd->rec, rd->result->report, part->name, err);
    rd->arena = itd_arena_new(ITD_TABLE_BYTES_MAX);
    return st == ITD_OK && !rd->arena ? itd_error_no_memory(err) : st;
}

static void end_reading(struct reading *rd)
{
    itd_buf_done(&rd->packed);
    itd_slabs_done(&rd->slabs);
    itd_map_done(&rd->ids);
    itd_mem_free(rd->groups);
    itd_arena_free(rd->arena);
    itd_record_done(&rd->rec);
}

itd_status itd_table_read(const itd_table *layout, itd_encoding encoding, void *state,
                          const itd_list_part *part, itd_entity_fn on_entity, void *ctx,
                          itd_read_result *result, itd_error *err)
{
    struct reading  rd = {.layout = layout, .state = state, .result = result, .ctx = ctx};
    itd_table_rows  rows = {.csv = NULL};
    itd_csv_options options = itd_csv_options_default();
    itd_source     *src = NULL;
    itd_status      st;

    rd.on_entity = on_entity;
    options.delimiter = layout->delimiter;
    st = begin_reading(&rd, part, err);
    if (st == ITD_OK)
        st = itd_list_part_open(part, &src, err);
    if (st == ITD_OK) {
        itd_source_set_encoding(src, encoding);
        st = itd_csv_open(src, &options, &rows.csv, err);
    }
    if (st == ITD_OK)
        st = read_records(&rd, &rows, err);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_csv_close(rows.csv);
    itd_source_close(src);
    end_reading(&rd);
    return st;
}

/* ---- workbooks ---- */

itd_status itd_table_read_book(const itd_table *layout, void *state, const itd_list_part *part,
                               itd_entity_fn on_entity, void *ctx, itd_read_result *result,
                               itd_error *err)
{
    struct reading rd = {.layout = layout, .state = state, .result = result, .ctx = ctx};
    itd_table_rows rows = {.csv = NULL};
    itd_status     st;

    rd.on_entity = on_entity;
    st = begin_reading(&rd, part, err);
    if (st == ITD_OK)
        st = itd_table_rows_open_book(&rows, part, layout->above ? 2 : 1, result->report, err);
    if (st == ITD_OK)
        st = read_records(&rd, &rows, err);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_table_rows_close_book(&rows);
    end_reading(&rd);
    return st;
}

bool itd_table_recognise_book(const itd_table *layout, const itd_list_part *part)
{
    itd_table_rows rows = {.csv = NULL};
    itd_csv_record record = {0};
    bool           found = false, all = true;
    itd_status     st;

    if (!part->as_is)
        return false;
    /* Merged headers are known too, and refused by the reader, with their place. */
    st = itd_table_rows_open_book(&rows, part, 0, NULL, NULL);
    for (size_t i = 0; st == ITD_OK && i < (layout->above ? 2U : 1U); i++)
        st = itd_table_rows_next(&rows, 0, &found, &record, NULL);
    all = st == ITD_OK && found;
    for (size_t i = 0; all && i < layout->required_count; i++) {
        bool is_there = false;

        for (size_t c = 0; c < record.count; c++)
            is_there =
                is_there || is_header(record.fields[c], layout->columns[layout->required[i]]);
        all = is_there;
    }
    itd_table_rows_close_book(&rows);
    return all;
}

/* ---- recognising ---- */

/* The next field of raw bytes, as far as headers need it: quotes at its ends are dropped. */
static bool next_field(itd_str *line, char delimiter, itd_str *ret_field)
{
    const char    mark[] = {delimiter};
    const itd_str separator = {mark, 1};

    if (!itd_str_next_part(line, separator, ret_field))
        return false;
    *ret_field = itd_str_trim(*ret_field);
    if (ret_field->len >= 2 && ret_field->ptr[0] == '"' &&
        ret_field->ptr[ret_field->len - 1] == '"')
        *ret_field = itd_str_slice(*ret_field, 1, ret_field->len - 1);
    return true;
}

static bool has_header(const itd_table *layout, itd_str line, const char *name)
{
    itd_str field;

    while (next_field(&line, layout->delimiter, &field))
        if (is_header(field, name))
            return true;
    return false;
}

bool itd_table_recognise(const itd_table *layout, const itd_list_part *part)
{
    itd_str rest = part->head, line = {0};

    if (itd_str_starts_with(rest, ITD_STR("\xEF\xBB\xBF")))
        rest = itd_str_from(rest, 3);
    for (size_t i = 0; i < (layout->above ? 2U : 1U); i++)
        if (!itd_str_next_part(&rest, ITD_STR("\n"), &line))
            return false;
    for (size_t i = 0; i < layout->required_count; i++)
        if (!has_header(layout, line, layout->columns[layout->required[i]]))
            return false;
    return true;
}
