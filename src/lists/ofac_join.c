/* Recognising the parts of a CSV set and joining their rows by ent_num. The files carry neither
 * header nor name, so the shape of the first record is all there is. */
#include "lists/ofac_join.h"

#include "codec/csv.h"

struct itd_ofac_entry {
    itd_str       id;
    bool          met;
    itd_ofac_row *first[ITD_OFAC_PART_KINDS];
    itd_ofac_row *last[ITD_OFAC_PART_KINDS];
};

static const struct {
    itd_str name;
    size_t  columns;
    size_t  first_field; /* column of field[0] */
    itd_str id_name;     /* the row's own number in column 1; empty when it has none */
} kinds[ITD_OFAC_PART_KINDS] = {
    [ITD_OFAC_SDN] = {ITD_STR_INIT("sdn"), 12, 1, ITD_STR_INIT("")},
    [ITD_OFAC_ADD] = {ITD_STR_INIT("add"), 6, 2, ITD_STR_INIT("Add_num")},
    [ITD_OFAC_ALT] = {ITD_STR_INIT("alt"), 5, 2, ITD_STR_INIT("alt_num")},
    [ITD_OFAC_COMMENTS] = {ITD_STR_INIT("comments"), 2, 1, ITD_STR_INIT("")},
};

size_t itd_ofac_part_columns(itd_ofac_part_kind kind)
{
    return kinds[kind].columns;
}

itd_str itd_ofac_part_name(itd_ofac_part_kind kind)
{
    return kinds[kind].name;
}

itd_str itd_ofac_field(itd_str field)
{
    return itd_str_equal(itd_str_trim(field), ITD_STR("-0-")) ? (itd_str){0} : field;
}

bool itd_ofac_is_cut_null(itd_str field)
{
    return itd_str_starts_with(ITD_STR("-0"), field);
}

bool itd_ofac_is_id(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!itd_char_is_digit(text.ptr[i]))
            return false;
    return text.len > 0 && text.len <= ITD_OFAC_ID_DIGITS_MAX;
}

/* Columns looked at when a part is recognised. */
#define SHAPE_COLUMNS_MAX 13

struct shape {
    itd_str field[SHAPE_COLUMNS_MAX]; /* without quotes and blanks around it */
    bool    quoted[SHAPE_COLUMNS_MAX];
    size_t  count; /* SHAPE_COLUMNS_MAX: that many or more */
};

static void add_field(struct shape *shape, itd_str field)
{
    field = itd_str_trim(field);
    if (shape->count == SHAPE_COLUMNS_MAX)
        return;
    shape->quoted[shape->count] = itd_str_starts_with(field, ITD_STR("\""));
    if (shape->quoted[shape->count] && field.len >= 2)
        field = itd_str_trim(itd_str_slice(field, 1, field.len - 1));
    shape->field[shape->count++] = field;
}

/* The fields of the first record; a record that the head cuts short counts as far as it goes. */
static struct shape shape_of(itd_str head)
{
    struct shape shape = {.count = 0};
    size_t       from = itd_str_starts_with(head, ITD_STR("\xEF\xBB\xBF")) ? 3 : 0;
    bool         quoted = false;

    for (size_t at = from; at <= head.len; at++) {
        const char ch = at < head.len ? head.ptr[at] : '\n';

        if (ch == '"')
            quoted = !quoted;
        if ((quoted && at < head.len) || (ch != ',' && ch != '\n' && ch != '\r'))
            continue;
        add_field(&shape, itd_str_slice(head, from, at));
        if (ch != ',')
            break;
        from = at + 1;
    }
    return shape;
}

size_t itd_ofac_count_columns(itd_str head)
{
    return shape_of(head).count;
}

/* A type of entry or alias: the null or a word. New words must not make a list unreadable. */
static bool is_type(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!itd_char_is_alpha(text.ptr[i]))
            return itd_str_equal(text, ITD_STR("-0-"));
    return text.len > 0;
}

bool itd_ofac_part_recognise(itd_str head, itd_ofac_part_kind *ret_kind)
{
    const struct shape shape = shape_of(head);

    if (shape.count < 2 || !itd_ofac_is_id(shape.field[0]))
        return false;
    if (shape.count == 12 && is_type(shape.field[2]))
        *ret_kind = ITD_OFAC_SDN;
    else if (shape.count == 6 && itd_ofac_is_id(shape.field[1]))
        *ret_kind = ITD_OFAC_ADD;
    else if (shape.count == 5 && itd_ofac_is_id(shape.field[1]) && is_type(shape.field[2]))
        *ret_kind = ITD_OFAC_ALT;
    else if (shape.count == 2 && shape.quoted[1])
        *ret_kind = ITD_OFAC_COMMENTS;
    else
        return false;
    return true;
}

itd_status itd_ofac_join_init(itd_ofac_join *join, itd_error *err)
{
    *join = (itd_ofac_join){0};
    itd_map_init(&join->entries);
    join->arena = itd_arena_new(ITD_OFAC_JOIN_BYTES_MAX);
    return join->arena ? ITD_OK : itd_error_no_memory(err);
}

void itd_ofac_join_done(itd_ofac_join *join)
{
    itd_map_done(&join->entries);
    itd_arena_free(join->arena);
    join->arena = NULL;
}

/* The entry of an id, made when it is new; NULL when out of memory. */
static struct itd_ofac_entry *get_entry(itd_ofac_join *join, itd_str id)
{
    uint64_t              *index = itd_map_find(&join->entries, id);
    struct itd_ofac_entry *entry;
    void                  *grown;
    bool                   added;

    if (index)
        return join->entry[*index];
    entry = itd_arena_new_array(join->arena, 1, sizeof *entry);
    grown = itd_arena_grow(join->arena, join->entry, join->entry_count, &join->entry_cap,
                           sizeof(struct itd_ofac_entry *));
    if (!entry || !grown)
        return NULL;
    join->entry = grown;
    if (!itd_arena_copy(join->arena, id, &entry->id) ||
        !itd_map_add(&join->entries, entry->id, &index, &added))
        return NULL;
    *index = join->entry_count;
    join->entry[join->entry_count++] = entry;
    return entry;
}

static itd_status check_number(itd_str text, itd_str field, itd_error *err)
{
    if (itd_ofac_is_id(text))
        return ITD_OK;
    itd_error_set(err, ITD_E_SYNTAX, "not a number");
    itd_error_in_field(err, field);
    return ITD_E_SYNTAX;
}

static itd_status add_row(itd_ofac_join *join, const itd_list_part *part, itd_ofac_part_kind kind,
                          const itd_csv_record *record, itd_error *err)
{
    const itd_str          id = itd_str_trim(record->fields[0]);
    struct itd_ofac_entry *entry;
    itd_ofac_row          *row;
    itd_status             st;

    if (record->count != kinds[kind].columns)
        return itd_error_set(err, ITD_E_SCHEMA, "%zu columns where %zu are expected", record->count,
                             kinds[kind].columns);
    if (itd_ofac_is_cut_null(record->fields[record->count - 1]))
        return itd_error_set(err, ITD_E_INCOMPLETE, "the file is cut short");
    st = check_number(id, ITD_STR("ent_num"), err);
    if (st == ITD_OK && kinds[kind].id_name.len > 0)
        st = check_number(itd_str_trim(record->fields[1]), kinds[kind].id_name, err);
    if (st != ITD_OK)
        return st;
    entry = get_entry(join, id);
    row = itd_arena_new_array(join->arena, 1, sizeof *row);
    if (!entry || !row)
        return itd_error_no_memory(err);
    for (size_t i = kinds[kind].first_field; i < record->count; i++)
        if (!itd_arena_copy(join->arena, itd_ofac_field(record->fields[i]),
                            &row->field[i - kinds[kind].first_field]))
            return itd_error_no_memory(err);
    row->line = record->line;
    row->part = part;
    if (entry->last[kind])
        entry->last[kind]->next = row;
    else
        entry->first[kind] = row;
    entry->last[kind] = row;
    return ITD_OK;
}

itd_status itd_ofac_join_read(itd_ofac_join *join, const itd_list_part *part,
                              itd_ofac_part_kind kind, itd_error *err)
{
    itd_source    *src = NULL;
    itd_csv       *csv = NULL;
    itd_csv_record record;
    bool           found = true;
    itd_status     st = itd_list_part_open(part, &src, err);

    if (st != ITD_OK)
        goto done;
    st = itd_csv_open(src, NULL, &csv, err);
    if (st != ITD_OK)
        goto done;
    while (st == ITD_OK) {
        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        st = add_row(join, part, kind, &record, err);
        if (st != ITD_OK)
            itd_error_on_line(err, record.line);
    }
    join->has[kind] = true;
done:
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_csv_close(csv);
    itd_source_close(src);
    return st;
}

const itd_ofac_row *itd_ofac_join_rows(const itd_ofac_join *join, itd_str id,
                                       itd_ofac_part_kind kind)
{
    const uint64_t *index = itd_map_find(&join->entries, id);

    return index ? join->entry[*index]->first[kind] : NULL;
}

itd_status itd_ofac_join_meet(itd_ofac_join *join, itd_str id, bool *ret_first, itd_error *err)
{
    struct itd_ofac_entry *entry = get_entry(join, id);

    if (!entry)
        return itd_error_no_memory(err);
    *ret_first = !entry->met;
    entry->met = true;
    return ITD_OK;
}

const itd_ofac_row *itd_ofac_join_next_orphan(const itd_ofac_join *join, size_t *at,
                                              itd_str *ret_id)
{
    for (size_t i = *at; i < join->entry_count; i++) {
        const struct itd_ofac_entry *entry = join->entry[i];

        for (size_t kind = 0; !entry->met && kind < ITD_OFAC_PART_KINDS; kind++) {
            if (!entry->first[kind])
                continue;
            *ret_id = entry->id;
            *at = i + 1;
            return entry->first[kind];
        }
    }
    *at = join->entry_count;
    return NULL;
}
