/* Japan's list of those whose assets are frozen (Ministry of Finance): a workbook with a sheet per
 * measure, each with columns of its own, and the ministry's CSV of all measures. Id: number of
 * the measure in three digits and of the entry in the notice in six, as the CSV gives it, as in
 * "014-000039". Rows whose notice was withdrawn have a date and no name; they are no entries and
 * are counted in the report. No stamp. UTF-8. */
#include "lists/jp_mof.h"

#include "codec/csv.h"
#include "codec/xlsx.h"

#define PENDING_BYTES_MAX ((size_t)64 << 20) /* rows of one entry; a sheet's title */
#define RECOGNISED_SHEETS 4                  /* the first one lists the others */

static const jp_mof_role required_csv[] = {JP_MOF_SECTION, JP_MOF_ID, JP_MOF_KIND};

/* ---- the workbook ---- */

/* "14.北朝鮮(…)": the digits before the point. */
static itd_str number_of_sheet(itd_str name)
{
    size_t len = 0;

    while (len < name.len && itd_char_is_digit(name.ptr[len]))
        len++;
    return len > 0 && len < name.len && name.ptr[len] == '.' ? itd_str_slice(name, 0, len)
                                                             : (itd_str){0};
}

static itd_status check_merges(const itd_xlsx *book, uint32_t header, itd_error *err)
{
    size_t                count;
    const itd_xlsx_merge *merges = itd_xlsx_merges(book, &count);

    for (size_t i = 0; i < count; i++)
        if (merges[i].first_row <= header && merges[i].last_row >= header)
            return itd_error_at_line(err, ITD_E_SCHEMA, header,
                                     "headers are merged: which column is which cannot be told");
    return ITD_OK;
}

/* Texts above the headers up to the publisher's remarks. */
static itd_status add_title(jp_mof_reading *rd, const itd_xlsx_row *row, itd_error *err)
{
    for (size_t i = 0; i < row->count; i++) {
        itd_str       text = itd_str_trim(row->cells[i].text);
        const itd_str remark = ITD_STR("（注");
        const itd_str parts[] = {
            rd->measure,
            itd_record_single_blanks(&rd->rec, itd_str_slice(text, 0, itd_str_find(text, remark)))};

        if (!itd_arena_copy(rd->sheet, itd_record_join(&rd->rec, parts, 2, ""), &rd->measure) ||
            rd->rec.no_memory)
            return itd_error_no_memory(err);
    }
    return ITD_OK;
}

static void tell_kind(jp_mof_reading *rd)
{
    rd->schema = itd_jp_mof_schema_of(NULL, rd->sheet_name);
    if (rd->schema == ITD_SCHEMA_LEGAL_ENTITY)
        rd->schema = itd_jp_mof_schema_of(NULL, rd->measure);
    rd->is_mixed = rd->schema == ITD_SCHEMA_LEGAL_ENTITY;
}

static void fill_cells(const itd_xlsx_row *row, itd_str cells[ITD_JP_MOF_COLUMNS_MAX + 1])
{
    for (size_t i = 0; i <= ITD_JP_MOF_COLUMNS_MAX; i++)
        cells[i] = i < row->count ? itd_str_trim(row->cells[i].text) : (itd_str){0};
}

/* A sheet without headers: the table of contents, a measure that has ended, or nothing at all. */
static itd_status pass_over(const jp_mof_reading *rd, size_t rows, itd_error *err)
{
    if (rows == 0 || itd_str_equal(itd_str_trim(rd->sheet_name), ITD_STR("一覧")))
        return ITD_OK;
    if (itd_str_find(rd->sheet_name, ITD_STR("解除")) == SIZE_MAX &&
        itd_str_find(rd->measure, ITD_STR("告示廃止")) == SIZE_MAX)
        return itd_error_set(err, ITD_E_SCHEMA,
                             "the sheet has no row of headers (告示日付, 告示番号, 日本語表記, "
                             "英語表記): what it holds is not known");
    itd_list_report_add(rd->result->report, ITD_STR("a measure that has ended"), rd->sheet_name,
                        rd->file, 0, (itd_str){0});
    return ITD_OK;
}

/* Up to the headers. *ret_found false: there are none. */
static itd_status find_headers(jp_mof_reading *rd, itd_xlsx *book, bool *ret_found, itd_error *err)
{
    itd_status st = itd_record_begin(&rd->rec, NULL, 0, err);
    size_t     rows = 0;

    *ret_found = false;
    while (st == ITD_OK && !*ret_found) {
        itd_str      cells[ITD_JP_MOF_COLUMNS_MAX + 1];
        itd_xlsx_row row;
        bool         found = false;

        st = itd_xlsx_next_row(book, &found, &row, err);
        if (st != ITD_OK || !found)
            break;
        if (++rows > ITD_JP_MOF_HEADER_ROWS_MAX)
            return pass_over(rd, rows, err);
        fill_cells(&row, cells);
        st = itd_jp_mof_take_headers(
            rd, cells, row.count > ITD_JP_MOF_COLUMNS_MAX ? ITD_JP_MOF_COLUMNS_MAX + 1 : row.count,
            row.number, ret_found, err);
        if (st == ITD_OK && !*ret_found)
            st = add_title(rd, &row, err);
        else if (st == ITD_OK)
            st = check_merges(book, row.number, err);
        if (st == ITD_OK && *ret_found)
            st = itd_jp_mof_check_headers(rd, row.number, err);
    }
    return st == ITD_OK && !*ret_found ? pass_over(rd, rows, err) : st;
}

static itd_status read_rows(jp_mof_reading *rd, itd_xlsx *book, itd_error *err)
{
    itd_status st = ITD_OK;

    for (bool found = true; st == ITD_OK && found;) {
        itd_str      cells[ITD_JP_MOF_COLUMNS_MAX + 1];
        itd_xlsx_row row;

        st = itd_xlsx_next_row(book, &found, &row, err);
        if (st != ITD_OK || !found)
            break;
        fill_cells(&row, cells);
        for (size_t i = rd->column_count; i < row.count; i++)
            if (itd_str_trim(row.cells[i].text).len > 0) {
                if (rd->column_count == ITD_JP_MOF_COLUMNS_MAX || i >= ITD_JP_MOF_COLUMNS_MAX)
                    return itd_error_at_line(err, ITD_E_LIMIT, row.number, "more than %d columns",
                                             ITD_JP_MOF_COLUMNS_MAX);
                st = itd_jp_mof_give_pending(rd, err); /* its cells end where the columns did */
                while (rd->column_count <= i)
                    rd->columns[rd->column_count++] = (jp_mof_column){.role = JP_MOF_UNKNOWN};
            }
        if (st == ITD_OK)
            st = itd_jp_mof_take_row(rd, &(jp_mof_row){.cells = cells, .line = row.number}, err);
    }
    return st == ITD_OK ? itd_jp_mof_give_pending(rd, err) : st;
}

static itd_status read_sheet(jp_mof_reading *rd, itd_xlsx *book, size_t at, itd_error *err)
{
    const itd_xlsx_sheet *sheet = itd_xlsx_sheet_at(book, at);
    bool                  found = false;
    itd_status            st = itd_xlsx_select(book, at, err);

    itd_arena_reset(rd->sheet);
    rd->sheet_name = sheet->name;
    rd->section = number_of_sheet(sheet->name);
    rd->measure = (itd_str){0};
    if (sheet->hidden)
        itd_list_report_add(rd->result->report, ITD_STR("a hidden sheet, read like the others"),
                            sheet->name, rd->file, 0, (itd_str){0});
    if (st == ITD_OK)
        st = find_headers(rd, book, &found, err);
    if (st == ITD_OK && found && rd->section.len == 0)
        st = itd_error_set(err, ITD_E_SCHEMA,
                           "the name of the sheet does not begin with the number of its measure");
    if (st == ITD_OK && found) {
        tell_kind(rd);
        st = read_rows(rd, book, err);
    }
    if (st != ITD_OK)
        itd_error_in_field(err, sheet->name);
    return st;
}

static itd_status read_book(jp_mof_reading *rd, const itd_list_part *part, itd_error *err)
{
    const itd_xlsx_input input = {
        .path = part->path, .name = part->name, .memory = part->memory, .read_max = part->read_max};
    itd_xlsx  *book = NULL;
    itd_status st = itd_xlsx_open(&input, &book, err);

    if (st == ITD_OK) {
        rd->from_1904 = itd_xlsx_counts_from_1904(book);
        if (itd_xlsx_has_macros(book))
            itd_list_report_add(rd->result->report, ITD_STR("macros, which are not run"),
                                ITD_STR("workbook"), part->name, 0, (itd_str){0});
        if (itd_xlsx_link_count(book) > 0)
            itd_list_report_add(rd->result->report,
                                ITD_STR("links to other workbooks, not followed"),
                                ITD_STR("workbook"), part->name, 0, (itd_str){0});
    }
    for (size_t i = 0; st == ITD_OK && i < itd_xlsx_sheet_count(book); i++)
        st = read_sheet(rd, book, i, err);
    itd_xlsx_close(book);
    return st;
}

/* ---- the CSV ---- */

static itd_status read_csv(jp_mof_reading *rd, itd_csv *csv, itd_error *err)
{
    itd_status st = ITD_OK;
    bool       taken = false;

    for (bool found = true; st == ITD_OK;) {
        itd_str        cells[ITD_JP_MOF_COLUMNS_MAX];
        itd_csv_record record;

        st = itd_csv_next(csv, &found, &record, err);
        if (st != ITD_OK || !found)
            break;
        if (!taken) {
            st = itd_jp_mof_take_headers(rd, record.fields, record.count, record.line, &taken, err);
            if (st == ITD_OK &&
                (!taken || !itd_jp_mof_has_roles(rd, required_csv, ITD_ARRAY_LEN(required_csv))))
                return itd_error_at_line(err, ITD_E_SCHEMA, record.line,
                                         "not the columns of the Ministry of Finance's list");
            if (st == ITD_OK)
                st = itd_jp_mof_check_headers(rd, record.line, err);
            continue;
        }
        if (record.count != rd->column_count)
            return itd_error_at_line(err, ITD_E_SCHEMA, record.line,
                                     "the row has %zu fields, the header %zu", record.count,
                                     rd->column_count);
        for (size_t i = 0; i < record.count; i++)
            cells[i] = itd_str_trim(record.fields[i]);
        st = itd_jp_mof_take_row(rd, &(jp_mof_row){.cells = cells, .line = record.line}, err);
    }
    return st == ITD_OK ? itd_jp_mof_give_pending(rd, err) : st;
}

static itd_status read_text(jp_mof_reading *rd, const itd_list_part *part, itd_error *err)
{
    itd_source *src = NULL;
    itd_csv    *csv = NULL;
    itd_status  st = itd_list_part_open(part, &src, err);

    if (st == ITD_OK)
        st = itd_csv_open(src, NULL, &csv, err);
    if (st == ITD_OK)
        st = read_csv(rd, csv, err);
    itd_csv_close(csv);
    itd_source_close(src);
    return st;
}

/* ---- the reader ---- */

static itd_status read_mof(const itd_list_part *parts, size_t part_count,
                           const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                           itd_read_result *result, itd_error *err)
{
    jp_mof_reading rd = {.result = result, .ctx = ctx};
    itd_status     st;

    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE,
                             "the Ministry of Finance's list is one file, not %zu", part_count);
    rd.on_entity = on_entity;
    rd.file = parts[0].name;
    rd.sheet = itd_arena_new(PENDING_BYTES_MAX);
    rd.pending = itd_arena_new(PENDING_BYTES_MAX);
    st = itd_record_init(&rd.rec, result->report, parts[0].name, err);
    if (st == ITD_OK && (!rd.sheet || !rd.pending))
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = parts[0].as_is ? read_book(&rd, &parts[0], err) : read_text(&rd, &parts[0], err);
    if (st == ITD_OK && rd.entries == 0)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "the list has no entries");
    if (st != ITD_OK)
        itd_error_in_file(err, parts[0].name);
    itd_arena_free(rd.pending);
    itd_arena_free(rd.sheet);
    itd_record_done(&rd.rec);
    return st;
}

/* One of the first sheets has a row with the four headers that all of them share. */
static bool recognise_book(const itd_list_part *part)
{
    const itd_xlsx_input input = {
        .path = part->path, .name = part->name, .memory = part->memory, .read_max = part->read_max};
    itd_xlsx  *book = NULL;
    bool       is_known = false;
    itd_status st = itd_xlsx_open(&input, &book, NULL);

    for (size_t i = 0; st == ITD_OK && i < RECOGNISED_SHEETS && i < itd_xlsx_sheet_count(book);
         i++) {
        itd_xlsx_row row;
        bool         found = true;

        st = itd_xlsx_select(book, i, NULL);
        for (size_t n = 0; st == ITD_OK && found && n < ITD_JP_MOF_HEADER_ROWS_MAX && !is_known;
             n++) {
            st = itd_xlsx_next_row(book, &found, &row, NULL);
            is_known = st == ITD_OK && found && row.count >= 4 &&
                       itd_str_equal(itd_str_trim(row.cells[0].text), ITD_STR("告示日付")) &&
                       itd_str_equal(itd_str_trim(row.cells[1].text), ITD_STR("告示番号")) &&
                       itd_str_equal(itd_str_trim(row.cells[2].text), ITD_STR("日本語表記")) &&
                       itd_str_equal(itd_str_trim(row.cells[3].text), ITD_STR("英語表記"));
        }
    }
    itd_xlsx_close(book);
    return is_known;
}

static bool recognise(const itd_list_part *part)
{
    itd_str rest = part->head, line;

    if (part->as_is)
        return recognise_book(part);
    return itd_str_next_part(&rest, ITD_STR("\n"), &line) &&
           itd_str_find(line, ITD_STR("告示日付")) != SIZE_MAX &&
           itd_str_find(line, ITD_STR("告示番号")) != SIZE_MAX &&
           itd_str_find(line, ITD_STR("個人・団体")) != SIZE_MAX;
}

const itd_reader itd_reader_jp_mof = {
    .name = "jp-mof",
    .publisher = "jp-mof",
    .title = "Japan MOF list of frozen assets",
    .recognise = recognise,
    .read = read_mof,
};
