/* Rows of the Ministry of Finance's list and the entries that they make. */
#include <stdio.h>

#include "lists/jp_mof.h"

#define SECTION_DIGITS 3
#define NUMBER_DIGITS 6

/* ---- columns ---- */

static const jp_mof_role required[] = {JP_MOF_NOTICE_DATE, JP_MOF_NOTICE_NUMBER, JP_MOF_NAME_JA,
                                       JP_MOF_NAME_EN};

bool itd_jp_mof_has_role(const jp_mof_reading *rd, jp_mof_role role)
{
    for (size_t i = 0; i < rd->column_count; i++)
        if (rd->columns[i].role == role)
            return true;
    return false;
}

bool itd_jp_mof_has_roles(const jp_mof_reading *rd, const jp_mof_role *roles, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!itd_jp_mof_has_role(rd, roles[i]))
            return false;
    return true;
}

/* Names the columns after their headers; false when the row is none of headers. */
itd_status itd_jp_mof_take_headers(jp_mof_reading *rd, const itd_str *cells, size_t count,
                                   uint64_t line, bool *ret_taken, itd_error *err)
{
    itd_status st = itd_record_begin(&rd->rec, NULL, line, err);

    *ret_taken = false;
    rd->column_count = 0;
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        jp_mof_column *column = &rd->columns[i];

        if (i == ITD_JP_MOF_COLUMNS_MAX)
            return itd_error_at_line(err, ITD_E_LIMIT, line, "more than %d columns",
                                     ITD_JP_MOF_COLUMNS_MAX);
        rd->column_count = i + 1;
        if (!itd_arena_copy(rd->sheet, itd_record_single_blanks(&rd->rec, itd_str_trim(cells[i])),
                            &column->header))
            return itd_error_no_memory(err);
        column->role = itd_jp_mof_role_of(&rd->rec, column->header);
    }
    if (rd->rec.no_memory)
        return itd_error_no_memory(err);
    if (st == ITD_OK)
        *ret_taken = itd_jp_mof_has_roles(rd, required, ITD_ARRAY_LEN(required));
    return st;
}

itd_status itd_jp_mof_check_headers(jp_mof_reading *rd, uint64_t line, itd_error *err)
{
    rd->has_person_columns = false;
    for (size_t i = 0; i < rd->column_count; i++) {
        const jp_mof_column *column = &rd->columns[i];

        rd->has_person_columns = rd->has_person_columns || itd_jp_mof_is_of_persons(column->role);
        for (size_t k = 0; k < i; k++) {
            if (column->header.len == 0 || !itd_str_equal(column->header, rd->columns[k].header))
                continue;
            itd_error_at_line(err, ITD_E_DUPLICATE, line, "the column stands there twice");
            itd_error_in_field(err, column->header);
            return ITD_E_DUPLICATE;
        }
        if (column->role == JP_MOF_UNKNOWN && column->header.len > 0)
            itd_list_report_add(rd->result->report, ITD_STR("unknown column"), column->header,
                                rd->file, line, (itd_str){0});
    }
    return ITD_OK;
}

/* ---- rows ---- */

static itd_str cell_of(const jp_mof_reading *rd, const jp_mof_row *row, jp_mof_role role)
{
    for (size_t i = 0; i < rd->column_count; i++)
        if (rd->columns[i].role == role && row->cells[i].len > 0)
            return row->cells[i];
    return (itd_str){0};
}

static bool has_name(const jp_mof_reading *rd, const jp_mof_row *row)
{
    return cell_of(rd, row, JP_MOF_NAME_JA).len > 0 || cell_of(rd, row, JP_MOF_NAME_EN).len > 0;
}

/* Nothing but its number and date: the notice was withdrawn ("2012.8.24削除"), or the publisher says
 * nothing that could be compared. */
static bool is_bare(const jp_mof_reading *rd, const jp_mof_row *row)
{
    for (size_t i = 0; i < rd->column_count; i++)
        if (row->cells[i].len > 0 && rd->columns[i].role > JP_MOF_KIND)
            return false;
    return true;
}

static void report_bare(const jp_mof_reading *rd, const jp_mof_row *row)
{
    const itd_str date = cell_of(rd, row, JP_MOF_NOTICE_DATE);
    const bool    withdrawn = itd_str_find(date, ITD_STR("削除")) != SIZE_MAX ||
                           itd_str_find(date, ITD_STR("廃止")) != SIZE_MAX;

    itd_list_report_add(rd->result->report,
                        withdrawn ? ITD_STR("withdrawn by the publisher, no entry")
                                  : ITD_STR("a number without a name or any fact, no entry"),
                        rd->sheet_name.len > 0 ? rd->sheet_name : ITD_STR("rows"), rd->file,
                        row->line, (itd_str){0});
}

/* ---- one entry ---- */

/* "*186" and "2(*39)" are 186 and 2: the marks say on which other list the party is. */
static itd_status make_id(jp_mof_reading *rd, const jp_mof_row *row, itd_str *ret_id,
                          itd_error *err)
{
    const itd_str words = itd_jp_narrow(&rd->rec, cell_of(rd, row, JP_MOF_NOTICE_NUMBER));
    const itd_str given = cell_of(rd, row, JP_MOF_ID);
    char          text[SECTION_DIGITS + NUMBER_DIGITS + 2];
    uint64_t      section = 0, number = 0;
    size_t        from = 0, end;

    if (given.len > 0) {
        *ret_id = given;
        return ITD_OK;
    }
    if (rd->rec.no_memory)
        return itd_error_no_memory(err);
    if (itd_jp_mof_has_role(rd, JP_MOF_ID))
        return itd_record_fail(&rd->rec, err, "番号", "a row without a number");
    while (from < words.len && !itd_char_is_digit(words.ptr[from]))
        from++;
    for (end = from; end < words.len && itd_char_is_digit(words.ptr[end]);)
        end++;
    if (!itd_str_parse_u64(itd_str_slice(words, from, end), 999999, &number) ||
        !itd_str_parse_u64(rd->section, 999, &section))
        return itd_record_fail(&rd->rec, err, "告示番号", "not the number of an entry: \"%.*s\"",
                               ITD_STR_ARGS(itd_str_slice(words, 0, 40)));
    (void)snprintf(text, sizeof text, "%03u-%06u", (unsigned)section, (unsigned)number);
    if (!itd_arena_copy(rd->rec.arena, itd_str_of(text), ret_id))
        return itd_error_no_memory(err);
    return ITD_OK;
}

itd_schema itd_jp_mof_schema_of(itd_record *rec, itd_str words)
{
    const bool person = itd_str_find(words, ITD_STR("個人")) != SIZE_MAX;
    const bool body = itd_str_find(words, ITD_STR("団体")) != SIZE_MAX ||
                      itd_str_find(words, ITD_STR("銀行")) != SIZE_MAX;

    if (itd_str_find(words, ITD_STR("船舶")) != SIZE_MAX && !person && !body)
        return ITD_SCHEMA_VESSEL;
    if (person != body)
        return person ? ITD_SCHEMA_PERSON : ITD_SCHEMA_ORGANIZATION;
    if (rec && words.len > 0)
        itd_record_report(rec, "unknown kind of entry", words);
    return ITD_SCHEMA_LEGAL_ENTITY;
}

/* Of a sheet with persons and bodies: the UN's number tells, else what only persons have. */
static itd_schema schema_of_row(jp_mof_reading *rd, const jp_mof_row *row)
{
    const itd_str kind = cell_of(rd, row, JP_MOF_KIND);
    const itd_str reference = cell_of(rd, row, JP_MOF_REFERENCE);
    char          form[ITD_RECORD_REFERENCE_MAX];

    if (itd_jp_mof_has_role(rd, JP_MOF_KIND))
        return itd_jp_mof_schema_of(&rd->rec, kind);
    if (!rd->is_mixed)
        return rd->schema;
    if (itd_record_parse_reference(reference, form))
        return form[2] == 'i' ? ITD_SCHEMA_PERSON : ITD_SCHEMA_ORGANIZATION;
    for (size_t i = 0; i < rd->column_count; i++)
        if (itd_jp_mof_is_of_persons(rd->columns[i].role) && row->cells[i].len > 0)
            return ITD_SCHEMA_PERSON;
    return rd->has_person_columns ? ITD_SCHEMA_ORGANIZATION : ITD_SCHEMA_LEGAL_ENTITY;
}

static void add_measure(jp_mof_reading *rd, const jp_mof_row *row)
{
    const itd_str section =
        itd_jp_mof_has_role(rd, JP_MOF_SECTION) ? cell_of(rd, row, JP_MOF_SECTION) : rd->section;
    const itd_str measure = rd->measure.len > 0 ? rd->measure : itd_jp_mof_measure(section);
    const itd_str origin = rd->sheet_name.len > 0 ? rd->sheet_name : ITD_STR("区分");

    if (measure.len == 0)
        itd_record_report(&rd->rec, "unknown measure", section);
    itd_record_add(&rd->rec, ITD_PROP_PROGRAM, measure, origin);
    itd_record_add(&rd->rec, ITD_PROP_PROGRAM_ID, section, origin);
}

static void add_cells(jp_mof_reading *rd, const jp_mof_row *row, bool is_person)
{
    for (size_t i = 0; i < rd->column_count; i++) {
        const jp_mof_column *column = &rd->columns[i];

        if (row->cells[i].len == 0 || column->role == JP_MOF_NAME_EN ||
            column->role == JP_MOF_NAME_JA || column->role == JP_MOF_SECTION ||
            column->role == JP_MOF_ID || column->role == JP_MOF_KIND)
            continue;
        if (column->header.len == 0)
            itd_record_report(&rd->rec, "a cell without a header", row->cells[i]);
        itd_jp_mof_add(&rd->rec, column->role, row->cells[i],
                       column->header.len > 0 ? column->header : ITD_STR("column"), is_person,
                       rd->from_1904);
    }
}

/* A sheet has the number in its name, a row of the CSV in a column of its own. */
static bool is_section(const jp_mof_reading *rd, const jp_mof_row *row)
{
    uint64_t number;

    return !itd_jp_mof_has_role(rd, JP_MOF_SECTION) ||
           itd_str_parse_u64(cell_of(rd, row, JP_MOF_SECTION), 999, &number);
}

static itd_status build_entry(jp_mof_reading *rd, itd_error *err)
{
    static const jp_mof_role names[] = {JP_MOF_NAME_EN, JP_MOF_NAME_JA};
    const jp_mof_row        *first = &rd->rows[0];
    const itd_schema         schema = schema_of_row(rd, first);
    const bool               is_person = schema == ITD_SCHEMA_PERSON;
    itd_str                  id = {0};
    const itd_entity        *ent = NULL;
    itd_status               st = make_id(rd, first, &id, err);

    if (st != ITD_OK)
        return st;
    itd_record_entity(&rd->rec, schema, id);
    if (!is_section(rd, first))
        return itd_record_fail(&rd->rec, err, "区分", "not the number of a measure");
    if (!has_name(rd, first))
        return itd_record_fail(&rd->rec, err, "日本語表記", "a row without a name");
    for (size_t n = 0; n < ITD_ARRAY_LEN(names); n++)
        for (size_t i = 0; i < rd->column_count; i++)
            if (rd->columns[i].role == names[n])
                itd_jp_mof_add(&rd->rec, names[n], first->cells[i], rd->columns[i].header,
                               is_person, rd->from_1904);
    add_measure(rd, first);
    for (size_t i = 0; i < rd->row_count; i++) {
        rd->rec.line = rd->rows[i].line;
        add_cells(rd, &rd->rows[i], is_person);
    }
    rd->rec.line = first->line;
    st = itd_record_finish(&rd->rec, &ent, err);
    return st == ITD_OK ? rd->on_entity(rd->ctx, ent, err) : st;
}

/* Gives the entry whose rows wait. */
itd_status itd_jp_mof_give_pending(jp_mof_reading *rd, itd_error *err)
{
    itd_status st = ITD_OK;

    if (rd->row_count == 0)
        return ITD_OK;
    if (rd->row_count == 1 && is_bare(rd, &rd->rows[0])) {
        report_bare(rd, &rd->rows[0]);
    } else if (++rd->entries > ITD_LIST_ENTITIES_MAX) {
        st = itd_error_set(err, ITD_E_LIMIT, "more than %d entries", ITD_LIST_ENTITIES_MAX);
    } else {
        st = itd_record_begin(&rd->rec, NULL, rd->rows[0].line, err);
        if (st == ITD_OK)
            st = build_entry(rd, err);
        if (st != ITD_OK) {
            itd_error_on_line(err, rd->rows[0].line);
            itd_error_in_record(err, rd->rec.id);
        }
    }
    itd_arena_reset(rd->pending);
    rd->rows = NULL;
    rd->row_count = rd->row_cap = 0;
    return st;
}

static itd_status keep_row(jp_mof_reading *rd, const jp_mof_row *row, itd_error *err)
{
    jp_mof_row copy = {.line = row->line};

    if (rd->row_count == rd->row_cap) {
        void *grown =
            itd_arena_grow(rd->pending, rd->rows, rd->row_count, &rd->row_cap, sizeof *rd->rows);

        if (!grown)
            return itd_error_no_memory(err);
        rd->rows = grown;
    }
    copy.cells = itd_arena_new_array(rd->pending, rd->column_count, sizeof *copy.cells);
    if (!copy.cells)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < rd->column_count; i++)
        if (!itd_arena_copy(rd->pending, row->cells[i], &copy.cells[i]))
            return itd_error_no_memory(err);
    rd->rows[rd->row_count++] = copy;
    return ITD_OK;
}

/* A row that says none of number, date and name goes on with the entry above, whose cells are
 * merged over it. */
itd_status itd_jp_mof_take_row(jp_mof_reading *rd, const jp_mof_row *row, itd_error *err)
{
    bool       is_empty = true;
    itd_status st = ITD_OK;

    for (size_t i = 0; i < rd->column_count; i++)
        is_empty = is_empty && row->cells[i].len == 0;
    if (is_empty)
        return ITD_OK;
    if (itd_str_equal(cell_of(rd, row, JP_MOF_NOTICE_DATE), ITD_STR("告示日付")))
        return itd_error_at_line(err, ITD_E_DUPLICATE, row->line, "the headers stand there twice");
    if (cell_of(rd, row, JP_MOF_NOTICE_NUMBER).len > 0 ||
        cell_of(rd, row, JP_MOF_NOTICE_DATE).len > 0 || has_name(rd, row)) {
        st = itd_jp_mof_give_pending(rd, err);
    } else if (rd->row_count == 0 || itd_jp_mof_has_role(rd, JP_MOF_ID)) {
        return itd_error_at_line(err, ITD_E_SYNTAX, row->line,
                                 "a row that does not say which entry it belongs to");
    }
    return st == ITD_OK ? keep_row(rd, row, err) : st;
}
