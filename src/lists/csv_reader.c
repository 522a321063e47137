/* Any CSV with a header row, through a mapping file (docs/mapping.md). One row is one entry. */
#include "lists/reader.h"

#include "base/date.h"
#include "codec/csv.h"
#include "entity/country.h"
#include "lists/csv_map.h"
#include "lists/record.h"

/* A column of the file. */
struct column {
    itd_str      header;
    itd_csv_rule rule;
    bool         is_known; /* by the map; else it is kept and reported */
    bool         is_joined;
    size_t       owner; /* DETAIL: the column whose value it belongs to */
};

struct reading {
    const itd_list_part *part;
    itd_csv_map          map;
    itd_arena           *arena;  /* of the read: map and columns */
    itd_arena           *record; /* of one row */
    struct column       *columns;
    size_t               column_count;
    size_t               id, schema; /* columns, or SIZE_MAX */
    itd_list_report     *report;
    itd_entity_fn        on_entity;
    void                *ctx;
    uint64_t             entries;
};

/* One row while it becomes an entry. */
struct row {
    const itd_csv_record *record;
    itd_entity_builder   *builder;
    itd_str               id;
};

static bool recognise(const itd_list_part *part)
{
    (void)part; /* any text is some CSV: chosen by a mapping file or by name only */
    return false;
}

static void tell(const struct reading *reading, const struct row *row, const char *what,
                 itd_str where)
{
    itd_list_report_add(reading->report, itd_str_of(what), where, reading->part->name,
                        row->record->line, row->id);
}

/* ---- the header ---- */

static size_t find_column(const struct reading *reading, itd_str header)
{
    for (size_t i = 0; i < reading->column_count; i++)
        if (itd_str_equal(reading->columns[i].header, header))
            return i;
    return SIZE_MAX;
}

/* The mapping names a column that is not there: a slip, or another file. */
static itd_status refuse_missing(const struct reading *reading, itd_str header, uint64_t line,
                                 itd_error *err)
{
    itd_error_set(err, ITD_E_SCHEMA, "the file %.*s has no such column",
                  ITD_STR_ARGS(reading->part->name));
    itd_error_in_field(err, header);
    if (reading->map.path)
        itd_error_in_file(err, itd_str_of(reading->map.path));
    if (line > 0)
        itd_error_on_line(err, line);
    return ITD_E_SCHEMA;
}

static itd_status check_names(struct reading *reading, itd_error *err)
{
    const itd_csv_map *map = &reading->map;

    for (size_t i = 0; i < map->rule_count; i++)
        if (find_column(reading, map->rules[i].header) == SIZE_MAX)
            return refuse_missing(reading, map->rules[i].header, map->rules[i].line, err);
    for (size_t i = 0; i < map->join_count; i++) {
        for (size_t j = 0; j < map->joins[i].header_count; j++) {
            const size_t at = find_column(reading, map->joins[i].headers[j]);

            if (at == SIZE_MAX)
                return refuse_missing(reading, map->joins[i].headers[j], map->joins[i].line, err);
            reading->columns[at].is_joined = true;
        }
    }
    reading->id = map->id.len > 0 ? find_column(reading, map->id) : SIZE_MAX;
    if (map->id.len > 0 && reading->id == SIZE_MAX)
        return refuse_missing(reading, map->id, 0, err);
    reading->schema =
        map->schema_header.len > 0 ? find_column(reading, map->schema_header) : SIZE_MAX;
    if (map->schema_header.len > 0 && reading->schema == SIZE_MAX)
        return refuse_missing(reading, map->schema_header, 0, err);
    return ITD_OK;
}

/* A detail belongs to the column of its property to its left, else to the first to its right. */
static itd_status find_owner(struct reading *reading, size_t of, itd_error *err)
{
    struct column *column = &reading->columns[of];

    column->owner = SIZE_MAX;
    for (size_t i = 0; i < reading->column_count; i++) {
        const itd_csv_rule *rule = &reading->columns[i].rule;

        if (rule->action == ITD_CSV_VALUE && rule->prop == column->rule.prop &&
            (i < of || column->owner == SIZE_MAX))
            column->owner = i;
    }
    if (column->owner != SIZE_MAX)
        return ITD_OK;
    itd_error_at_line(err, ITD_E_SCHEMA, column->rule.line,
                      "is a detail of %.*s, but no column gives that property",
                      ITD_STR_ARGS(itd_prop_name(column->rule.prop)));
    itd_error_in_field(err, column->header);
    if (reading->map.path)
        itd_error_in_file(err, itd_str_of(reading->map.path));
    return ITD_E_SCHEMA;
}

/* Without a mapping file a column says what it is called. */
static void map_by_name(struct reading *reading)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        struct column *column = &reading->columns[i];

        if (itd_str_equal(column->header, ITD_STR("id")))
            reading->map.id = column->header;
        else if (itd_str_equal(column->header, ITD_STR("schema")))
            reading->map.schema_header = column->header;
        else if (itd_prop_find(column->header, &column->rule.prop) &&
                 column->rule.prop != ITD_PROP_EXTRA) {
            column->rule.action = ITD_CSV_VALUE;
            column->is_known = true;
        }
    }
}

static itd_status take_header(struct reading *reading, const itd_csv_record *record, itd_error *err)
{
    itd_status st;

    reading->columns = itd_arena_new_array(reading->arena, record->count, sizeof *reading->columns);
    if (!reading->columns)
        return itd_error_no_memory(err);
    reading->column_count = record->count;
    for (size_t i = 0; i < record->count; i++) {
        struct column      *column = &reading->columns[i];
        const itd_csv_rule *rule;

        if (!itd_arena_copy(reading->arena, itd_str_trim(record->fields[i]), &column->header))
            return itd_error_no_memory(err);
        rule = itd_csv_map_find(&reading->map, column->header);
        column->is_known = rule != NULL;
        if (rule)
            column->rule = *rule;
    }
    if (!reading->map.path)
        map_by_name(reading);
    st = check_names(reading, err);
    for (size_t i = 0; st == ITD_OK && i < reading->column_count; i++)
        if (reading->columns[i].rule.action == ITD_CSV_DETAIL)
            st = find_owner(reading, i, err);
    return st;
}

/* ---- rows ---- */

static bool parse_eu(itd_str text, itd_date *ret_date)
{
    const char sign = itd_str_find_char(text, '.') != SIZE_MAX ? '.' : '/';
    itd_str    rest = text, day, month, year;
    uint64_t   d, m, y;
    itd_date   date;

    if (!itd_str_next_part(&rest, (itd_str){&sign, 1}, &day) ||
        !itd_str_next_part(&rest, (itd_str){&sign, 1}, &month) ||
        !itd_str_next_part(&rest, (itd_str){&sign, 1}, &year) || year.len != 4 ||
        !itd_str_parse_u64(day, 31, &d) || !itd_str_parse_u64(month, 12, &m) ||
        !itd_str_parse_u64(year, 9999, &y) || d == 0 || m == 0)
        return false;
    date = (itd_date){.year = (int16_t)y, .month = (uint8_t)m, .day = (uint8_t)d};
    if (!itd_date_is_valid(date))
        return false;
    *ret_date = date;
    return true;
}

static bool parse_date(itd_csv_date format, itd_str text, itd_date *ret_date)
{
    switch (format) {
    case ITD_CSV_DATE_ENGLISH:
        return itd_date_parse_english(text, ret_date);
    case ITD_CSV_DATE_US:
        return itd_date_parse_us(text, ret_date);
    case ITD_CSV_DATE_EU:
        return parse_eu(text, ret_date);
    case ITD_CSV_DATE_ISO:
        break;
    }
    return itd_date_parse_iso(text, ret_date);
}

static void add_value(const struct reading *reading, const struct row *row,
                      const struct column *column, itd_str raw)
{
    const itd_prop prop = column->rule.prop;
    itd_str        text = itd_str_trim(raw);
    itd_date       date;
    char           iso[ITD_DATE_TEXT_MAX];

    if (text.len > 0 && itd_prop_type_of(prop) == ITD_TYPE_COUNTRY &&
        !itd_country_find(text, &text))
        tell(reading, row, "country not understood", text);
    if (text.len > 0 && itd_prop_type_of(prop) == ITD_TYPE_DATE) {
        if (parse_date(column->rule.date, text, &date))
            text = (itd_str){.ptr = iso, .len = itd_date_format(date, iso)};
        else
            tell(reading, row, "date not understood", column->header);
    }
    itd_entity_add(row->builder, prop, text, raw, column->header);
}

/* The nth part of a cell; the whole of a cell that is not split. */
static itd_str part_of(const struct column *column, itd_str cell, size_t nth)
{
    itd_str rest = cell, part = {0};

    if (column->rule.separator.len == 0)
        return cell;
    for (size_t i = 0; i <= nth; i++)
        if (!itd_str_next_part(&rest, column->rule.separator, &part))
            return (itd_str){0};
    return part;
}

static void add_details(const struct reading *reading, const struct row *row, size_t owner,
                        size_t nth)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const struct column *column = &reading->columns[i];
        itd_str              text, code;

        if (column->rule.action != ITD_CSV_DETAIL || column->owner != owner)
            continue;
        text = itd_str_trim(part_of(column, row->record->fields[i], nth));
        if (column->rule.detail == ITD_DETAIL_COUNTRY && itd_country_find(text, &code))
            text = code;
        itd_entity_detail(row->builder, column->rule.detail, text);
    }
}

/* All values of a column with what belongs to them. */
static void add_values(const struct reading *reading, const struct row *row, size_t at)
{
    const struct column *column = &reading->columns[at];
    const itd_str        cell = row->record->fields[at];
    itd_str              rest = cell, part;

    if (column->rule.separator.len == 0) {
        add_value(reading, row, column, cell);
        add_details(reading, row, at, 0);
        return;
    }
    for (size_t nth = 0; itd_str_next_part(&rest, column->rule.separator, &part); nth++) {
        add_value(reading, row, column, part);
        add_details(reading, row, at, nth);
    }
}

static void add_fields(const struct reading *reading, const struct row *row, size_t at)
{
    const struct column *column = &reading->columns[at];
    const itd_str        cell = row->record->fields[at];
    itd_str              rest = cell, part;

    if (column->rule.separator.len == 0) {
        itd_entity_add_extra(row->builder, column->header, cell, column->header);
        return;
    }
    while (itd_str_next_part(&rest, column->rule.separator, &part))
        itd_entity_add_extra(row->builder, column->header, part, column->header);
}

/* Does a detail have something that stands beside no value: beside an empty cell or part, or beyond
 * the last part? Then the whole cell is kept as a field as well. */
static bool is_orphan(const struct reading *reading, const struct row *row, size_t at)
{
    const struct column *column = &reading->columns[at];
    itd_str              rest, part, value;

    if (column->rule.action != ITD_CSV_DETAIL)
        return false;
    value = row->record->fields[column->owner];
    if (column->rule.separator.len == 0)
        return itd_str_trim(value).len == 0;
    rest = row->record->fields[at];
    for (size_t nth = 0; itd_str_next_part(&rest, column->rule.separator, &part); nth++) {
        const struct column *owner = &reading->columns[column->owner];
        const bool           is_beside = owner->rule.separator.len > 0 || nth == 0;

        if (itd_str_trim(part).len > 0 &&
            (!is_beside || itd_str_trim(part_of(owner, value, nth)).len == 0))
            return true;
    }
    return false;
}

static void add_columns(const struct reading *reading, const struct row *row)
{
    for (size_t i = 0; i < reading->column_count; i++) {
        const struct column *column = &reading->columns[i];

        if (i == reading->id || i == reading->schema)
            continue;
        if (column->rule.action == ITD_CSV_VALUE) {
            add_values(reading, row, i);
        } else if ((column->rule.action == ITD_CSV_KEEP && !column->is_joined) ||
                   is_orphan(reading, row, i)) {
            if (!column->is_known && itd_str_trim(row->record->fields[i]).len > 0)
                tell(reading, row, "column not mapped", column->header);
            add_fields(reading, row, i);
        }
    }
}

/* Values made of several columns, in the order that the mapping gives. */
static itd_status add_joins(const struct reading *reading, const struct row *row, itd_error *err)
{
    itd_status st = ITD_OK;
    itd_buf    buf;

    itd_buf_init(&buf, ITD_ENTITY_TEXT_MAX);
    for (size_t i = 0; st == ITD_OK && i < reading->map.join_count; i++) {
        const itd_csv_join *join = &reading->map.joins[i];

        itd_buf_reset(&buf);
        for (size_t j = 0; j < join->header_count; j++) {
            const size_t  at = find_column(reading, join->headers[j]);
            const itd_str cell = itd_str_trim(row->record->fields[at]);

            if (cell.len > 0 && buf.len > 0)
                itd_buf_append_char(&buf, ' ');
            itd_buf_append(&buf, cell);
        }
        st = itd_buf_status(&buf, err);
        itd_entity_add(row->builder, join->prop, itd_buf_text(&buf), (itd_str){0},
                       join->headers[0]);
    }
    itd_buf_done(&buf);
    return st;
}

static itd_status find_schema(const struct reading *reading, const itd_csv_record *record,
                              itd_schema *ret_schema, itd_error *err)
{
    itd_str word;

    *ret_schema = reading->map.schema;
    if (reading->schema == SIZE_MAX)
        return ITD_OK;
    word = itd_str_trim(record->fields[reading->schema]);
    for (size_t i = 0; i < reading->map.word_count; i++) {
        if (itd_str_equal(word, reading->map.words[i].word)) {
            *ret_schema = reading->map.words[i].schema;
            return ITD_OK;
        }
    }
    if (itd_schema_find(word, ret_schema))
        return ITD_OK;
    itd_error_set(err, ITD_E_SCHEMA, "\"%.*s\" is no schema, nor does [schemata] say which it is",
                  ITD_STR_ARGS(word));
    itd_error_in_field(err, reading->map.schema_header);
    return ITD_E_SCHEMA;
}

static itd_status read_row(struct reading *reading, const itd_csv_record *record, itd_error *err)
{
    struct row        row = {.record = record};
    char              hex[ITD_RECORD_HASH_DIGITS + 1];
    const itd_entity *ent;
    itd_schema        schema;
    itd_status        st;

    if (record->count != reading->column_count)
        return itd_error_set(err, ITD_E_SCHEMA, "the row has %zu fields, the header %zu",
                             record->count, reading->column_count);
    st = find_schema(reading, record, &schema, err);
    if (st == ITD_OK && reading->id == SIZE_MAX)
        st = itd_record_hash(record->fields, record->count, hex, err);
    if (st != ITD_OK)
        return st;
    row.id = reading->id == SIZE_MAX ? (itd_str){.ptr = hex, .len = ITD_RECORD_HASH_DIGITS}
                                     : itd_str_trim(record->fields[reading->id]);
    itd_arena_reset(reading->record);
    row.builder = itd_entity_builder_new(reading->record);
    if (!row.builder)
        return itd_error_no_memory(err);
    itd_entity_begin(row.builder, schema, row.id);
    st = add_joins(reading, &row, err);
    if (st != ITD_OK)
        return st;
    add_columns(reading, &row);
    st = itd_entity_finish(row.builder, &ent, err);
    if (st != ITD_OK)
        return st;
    reading->entries++;
    return reading->on_entity(reading->ctx, ent, err);
}

static itd_status read_records(struct reading *reading, itd_csv *csv, itd_error *err)
{
    bool have_header = false;

    for (;;) {
        itd_csv_record record;
        bool           found;
        itd_status     st = itd_csv_next(csv, &found, &record, err);

        if (st != ITD_OK)
            return st;
        if (!found)
            return have_header ? ITD_OK
                               : itd_error_set(err, ITD_E_SCHEMA, "there is no header row");
        st = have_header ? read_row(reading, &record, err) : take_header(reading, &record, err);
        if (st != ITD_OK) {
            if (have_header)
                itd_error_on_line(err, record.line);
            return st;
        }
        have_header = true;
    }
}

static itd_status read_part(struct reading *reading, itd_error *err)
{
    itd_csv_options options = itd_csv_options_default();
    itd_source     *src = NULL;
    itd_csv        *csv = NULL;
    itd_status      st;

    options.delimiter = reading->map.delimiter;
    st = itd_list_part_open(reading->part, &src, err);
    if (st == ITD_OK)
        st = itd_csv_open(src, &options, &csv, err);
    if (st == ITD_OK)
        st = read_records(reading, csv, err);
    if (st != ITD_OK)
        itd_error_in_file(err, reading->part->name);
    itd_csv_close(csv);
    itd_source_close(src);
    return st;
}

static itd_status read(const itd_list_part *parts, size_t part_count,
                       const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                       itd_read_result *result, itd_error *err)
{
    struct reading reading = {.report = result->report, .on_entity = on_entity, .ctx = ctx};
    itd_status     st = ITD_OK;

    reading.arena = itd_arena_new(SIZE_MAX);
    reading.record = itd_arena_new(SIZE_MAX);
    if (!reading.arena || !reading.record)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_csv_map_read(options->map_path, reading.arena, &reading.map, err);
    for (size_t i = 0; st == ITD_OK && i < part_count; i++) {
        reading.part = &parts[i];
        st = read_part(&reading, err);
    }
    if (st == ITD_OK && reading.entries == 0) {
        st = itd_error_set(err, ITD_E_INCOMPLETE, "holds no entry");
        itd_error_in_file(err, parts[0].name);
    }
    if (st == ITD_OK)
        st = itd_list_report_status(result->report, err);
    if (st == ITD_OK) {
        result->has_stamp = reading.map.has_stamp;
        result->stamp_ms = reading.map.stamp_ms;
    }
    itd_arena_free(reading.record);
    itd_arena_free(reading.arena);
    return st;
}

const itd_reader itd_reader_csv = {
    .name = "csv",
    .title = "CSV through a mapping file",
    .recognise = recognise,
    .read = read,
};
