/* The vessel list as a page: the Committee's document with its table kept as a table. A ship begins
 * with a cell of names over both columns of the small table beneath it ("Flag", "Call Sign", …);
 * the cells left and right of that one reach down, or are empty in the rows below. A further day of
 * designation stands in a row of its own within the ship's rows. MMSIs stand beneath the IMO number
 * in its cell. Errors name the row of the page's tables, because a page may be one line. */
#include <stdio.h>

#include "codec/html.h"
#include "lists/un_vessels.h"

#define DESIGNATIONS_MAX 16                     /* days of one ship */
#define LABELS_MAX 32                           /* rows of its small table that nobody knows */
#define ROWS_ABOVE_MAX 20                       /* of the page, before the headers */
#define SHIP_BYTES_MAX (2 * ITD_HTML_BYTES_MAX) /* no ship is larger than the page */

static const struct header {
    const char *text;
    size_t      column; /* SIZE_MAX: a title over several */
} headers[] = {
    {"#", UN_VESSELS_NUMBER},
    {"Vessel Name", UN_VESSELS_NAMES},
    {"IMO number", UN_VESSELS_IMO},
    {"Date of designation", UN_VESSELS_DESIGNATED},
    {"Paragraph 8 (d) of resolution 1718 (2006) and paragraph 12 of resolution 2270 (2016)",
     UN_VESSELS_ASSETS},
    {"Paragraph 12 (a) of resolution 2321 (2016)", UN_VESSELS_FLAGGING},
    {"Paragraph 12 (d) of resolution 2321 (2016)", UN_VESSELS_IMPOUND},
    {"Paragraph 6 of resolution 2371 (2017) and paragraph 6 of resolution 2375 (2017)",
     UN_VESSELS_PORT_BAN},
    {"Economic resources controlled or operated by Ocean Maritime Management (KPe.020)",
     UN_VESSELS_OMM},
    {"Relevant sanctions measures", SIZE_MAX},
    {"1718 Designated Vessels List", SIZE_MAX},
};

struct label {
    itd_str name, text;
};

struct reading {
    itd_record       rec;
    itd_read_result *result;
    itd_entity_fn    on_entity;
    void            *ctx;
    itd_arena       *arena;                           /* of the ship that is open */
    size_t           column_of[ITD_HTML_COLUMNS_MAX]; /* SIZE_MAX: none */
    uint32_t         name_at, name_columns;
    size_t           header_count;
    uint64_t         line; /* of the ship's first row; 0: none is open */
    itd_str          facts[UN_VESSELS_COLUMNS];
    itd_str          cells[DESIGNATIONS_MAX][UN_VESSELS_COLUMNS];
    uint64_t         lines[DESIGNATIONS_MAX];
    uint32_t         days[DESIGNATIONS_MAX]; /* rows that they stand in */
    size_t           count;                  /* of its days */
    struct label     labels[LABELS_MAX];
    size_t           label_count, ships;
};

/* ---- headers ---- */

static const struct header *find_header(itd_str text)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(headers); i++)
        if (itd_table_is_same(text, itd_str_of(headers[i].text)))
            return &headers[i];
    return NULL;
}

/* Nothing but headers, and at least one. */
static bool is_header_row(const itd_html_row *row)
{
    size_t known = 0;

    for (size_t i = 0; i < row->count; i++) {
        if (row->cells[i].text.len == 0)
            continue;
        if (!find_header(row->cells[i].text))
            return false;
        known++;
    }
    return known > 0;
}

static void place_headers(struct reading *rd, const itd_html_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        const itd_html_cell *cell = &row->cells[i];
        const struct header *header = find_header(cell->text);

        if (!header || header->column == SIZE_MAX)
            continue;
        rd->header_count += rd->column_of[cell->column] != header->column;
        rd->column_of[cell->column] = header->column;
        if (header->column == UN_VESSELS_NAMES) {
            rd->name_at = cell->column;
            rd->name_columns = cell->columns;
        }
    }
}

static void forget_headers(struct reading *rd)
{
    for (size_t i = 0; i < ITD_HTML_COLUMNS_MAX; i++)
        rd->column_of[i] = SIZE_MAX;
    rd->header_count = 0;
    rd->name_columns = 0;
}

static bool has_headers(const struct reading *rd)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(headers); i++) {
        size_t found = 0;

        for (size_t k = 0; headers[i].column != SIZE_MAX && k < ITD_HTML_COLUMNS_MAX; k++)
            found += rd->column_of[k] == headers[i].column;
        if (headers[i].column != SIZE_MAX && found != 1)
            return false;
    }
    return rd->name_columns >= 2; /* the small table has two */
}

/* ---- ships ---- */

static itd_status give_ship(struct reading *rd, itd_error *err)
{
    const itd_entity *ent = NULL;
    itd_table_row     rows[DESIGNATIONS_MAX];
    itd_status        st = itd_record_begin(&rd->rec, NULL, rd->line, err);

    if (st != ITD_OK)
        return st;
    if (rd->facts[UN_VESSELS_NUMBER].len == 0)
        return itd_record_fail(&rd->rec, err, "#", "a ship without a number");
    if (rd->count == 0)
        return itd_record_fail(&rd->rec, err, "Date of designation", "a ship without a day");
    for (size_t i = 0; i < rd->count; i++) {
        for (size_t k = 0; k < UN_VESSELS_COLUMNS; k++)
            if (rd->facts[k].len > 0)
                rd->cells[i][k] = rd->facts[k];
        rows[i] = (itd_table_row){.cells = rd->cells[i], .line = rd->lines[i]};
    }
    st = itd_un_vessels_add(&rd->rec, rows, rd->count, err);
    for (size_t i = 0; st == ITD_OK && i < rd->label_count; i++) {
        itd_record_report(&rd->rec, "unknown column", rd->labels[i].name);
        itd_entity_add_extra(rd->rec.builder, rd->labels[i].name, rd->labels[i].text,
                             rd->labels[i].name);
    }
    if (st == ITD_OK)
        st = itd_record_finish(&rd->rec, &ent, err);
    if (st == ITD_OK)
        st = rd->on_entity(rd->ctx, ent, err);
    if (st != ITD_OK) {
        itd_error_on_line(err, rd->line);
        itd_error_in_record(err, rd->rec.id);
    }
    rd->line = 0;
    rd->ships++;
    return st;
}

static void begin_ship(struct reading *rd, uint64_t line)
{
    itd_arena_reset(rd->arena);
    rd->line = line;
    rd->count = rd->label_count = 0;
    for (size_t k = 0; k < UN_VESSELS_COLUMNS; k++)
        rd->facts[k] = (itd_str){0};
}

static itd_status set_fact(struct reading *rd, size_t column, itd_str text, itd_error *err)
{
    if (rd->facts[column].len > 0) {
        itd_error_set(err, ITD_E_DUPLICATE, "stands there twice for one ship");
        itd_error_in_field(err, itd_un_vessels_column(column));
        return ITD_E_DUPLICATE;
    }
    return itd_arena_copy(rd->arena, text, &rd->facts[column]) ? ITD_OK : itd_error_no_memory(err);
}

/* "8909575 MMSI: 1: 529734000 2: 515721000" */
static itd_status take_numbers(struct reading *rd, itd_str text, itd_error *err)
{
    const itd_str word = ITD_STR("MMSI:");
    const size_t  at = itd_str_find(text, word);
    itd_status    st = set_fact(rd, UN_VESSELS_IMO, itd_str_trim(itd_str_slice(text, 0, at)), err);

    if (st == ITD_OK && at != SIZE_MAX)
        st = set_fact(rd, UN_VESSELS_MMSI, itd_str_trim(itd_str_from(text, at + word.len)), err);
    return st;
}

static itd_status begin_day(struct reading *rd, itd_str text, const itd_html_row *row,
                            itd_error *err)
{
    if (rd->count == DESIGNATIONS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d days of designation of one ship",
                             DESIGNATIONS_MAX);
    for (size_t k = 0; k < UN_VESSELS_COLUMNS; k++)
        rd->cells[rd->count][k] = (itd_str){0};
    if (!itd_arena_copy(rd->arena, text, &rd->cells[rd->count][UN_VESSELS_DESIGNATED]))
        return itd_error_no_memory(err);
    rd->lines[rd->count] = row->line;
    rd->days[rd->count++] = row->number;
    return ITD_OK;
}

/* A row of the small table. */
static itd_status take_label(struct reading *rd, itd_str name, itd_str text, itd_error *err)
{
    struct label *label = &rd->labels[rd->label_count];

    for (size_t k = UN_VESSELS_FLAG; k <= UN_VESSELS_OTHER; k++)
        if (itd_table_is_same(name, itd_un_vessels_column(k)))
            return set_fact(rd, k, text, err);
    if (rd->label_count == LABELS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d unknown rows of one ship", LABELS_MAX);
    if (!itd_arena_copy(rd->arena, name, &label->name) ||
        !itd_arena_copy(rd->arena, text, &label->text))
        return itd_error_no_memory(err);
    rd->label_count++;
    return ITD_OK;
}

static itd_status take_cell(struct reading *rd, const itd_html_cell *cell, const itd_html_row *row,
                            itd_error *err)
{
    const size_t column = rd->column_of[cell->column];
    itd_str     *measure;

    if (cell->text.len == 0)
        return ITD_OK;
    switch (column) {
    case SIZE_MAX:
        return itd_error_set(err, ITD_E_SCHEMA, "a cell under no header: \"%.*s\"",
                             ITD_STR_ARGS(itd_str_slice(cell->text, 0, 40)));
    case UN_VESSELS_IMO:
        return take_numbers(rd, cell->text, err);
    case UN_VESSELS_DESIGNATED:
        return begin_day(rd, cell->text, row, err);
    case UN_VESSELS_NUMBER:
    case UN_VESSELS_NAMES:
        return set_fact(rd, column, cell->text, err);
    default:
        if (rd->count == 0 || rd->days[rd->count - 1] != row->number)
            return itd_error_set(err, ITD_E_SCHEMA, "a measure in a row without a day");
        measure = &rd->cells[rd->count - 1][column];
        return itd_arena_copy(rd->arena, cell->text, measure) ? ITD_OK : itd_error_no_memory(err);
    }
}

static bool is_label(const struct reading *rd, const itd_html_row *row, size_t at)
{
    return row->cells[at].column == rd->name_at && at + 1 < row->count &&
           row->cells[at].columns < rd->name_columns &&
           row->cells[at + 1].column < rd->name_at + rd->name_columns;
}

static itd_status take_row(struct reading *rd, const itd_html_row *row, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < row->count; i++)
        if (row->cells[i].column == rd->name_at && row->cells[i].columns == rd->name_columns) {
            st = rd->line > 0 ? give_ship(rd, err) : ITD_OK;
            begin_ship(rd, row->line);
        }
    for (size_t i = 0; st == ITD_OK && i < row->count; i++) {
        const bool label = is_label(rd, row, i);

        if (rd->line == 0 && row->cells[i].text.len > 0)
            return itd_error_set(err, ITD_E_SCHEMA, "a row that belongs to no ship");
        st = label ? take_label(rd, row->cells[i].text, row->cells[i + 1].text, err)
                   : take_cell(rd, &row->cells[i], row, err);
        i += label;
    }
    return st;
}

/* ---- the page ---- */

static itd_status obey_row(struct reading *rd, const itd_html_row *row, itd_error *err)
{
    if (is_header_row(row)) {
        itd_status st = rd->line > 0 ? give_ship(rd, err) : ITD_OK;

        place_headers(rd, row);
        return st;
    }
    if (rd->header_count == 0)
        return row->number <= ROWS_ABOVE_MAX
                   ? ITD_OK
                   : itd_error_set(err, ITD_E_SCHEMA, "no headers of the Committee's vessel list");
    if (!has_headers(rd))
        return itd_error_set(err, ITD_E_SCHEMA, "not the headers of the Committee's vessel list");
    return take_row(rd, row, err);
}

/* A page may be one line. */
static void place_error(const itd_html_row *row, itd_error *err)
{
    char text[sizeof "row 4294967295"];

    (void)snprintf(text, sizeof text, "row %u", (unsigned)row->number);
    itd_error_on_line(err, row->line);
    itd_error_in_record(err, itd_str_of(text));
}

static itd_status read_tables(struct reading *rd, itd_str page, itd_error *err)
{
    itd_html   html;
    itd_status st = ITD_OK;

    itd_html_init(&html, page);
    forget_headers(rd);
    for (bool found = true; st == ITD_OK && found;) {
        itd_html_row row;

        st = itd_html_next_row(&html, &found, &row, err);
        if (st != ITD_OK || !found)
            break;
        st = obey_row(rd, &row, err);
        if (st != ITD_OK)
            place_error(&row, err);
    }
    if (st == ITD_OK && rd->line > 0)
        st = give_ship(rd, err);
    if (st == ITD_OK && rd->ships == 0)
        st = itd_error_set(err, ITD_E_INCOMPLETE, "the list has no entries");
    itd_html_done(&html);
    return st;
}

itd_status itd_un_vessels_read_page(const itd_list_part *part, itd_entity_fn on_entity, void *ctx,
                                    itd_read_result *result, itd_error *err)
{
    struct reading rd = {.result = result, .on_entity = on_entity, .ctx = ctx};
    itd_source    *src = NULL;
    itd_buf        page;
    itd_status     st;

    itd_buf_init(&page, ITD_HTML_BYTES_MAX);
    rd.arena = itd_arena_new(SHIP_BYTES_MAX);
    st = itd_record_init(&rd.rec, result->report, part->name, err);
    if (st == ITD_OK && !rd.arena)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_list_part_open(part, &src, err);
    if (st == ITD_OK)
        st = itd_html_read_page(src, &page, err);
    if (st == ITD_OK)
        st = read_tables(&rd, itd_buf_text(&page), err);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    itd_source_close(src);
    itd_buf_done(&page);
    itd_arena_free(rd.arena);
    itd_record_done(&rd.rec);
    return st;
}

bool itd_un_vessels_is_page(const itd_list_part *part)
{
    struct reading rd = {.result = NULL};
    itd_html       html;
    itd_status     st = ITD_OK;
    bool           is_page = false;

    itd_html_init(&html, part->head);
    forget_headers(&rd);
    for (bool found = true; st == ITD_OK && found && !is_page;) {
        itd_html_row row = {.count = 0};

        st = itd_html_next_row(&html, &found, &row, NULL);
        if (st != ITD_OK || !found || (rd.header_count == 0 && row.number > ROWS_ABOVE_MAX))
            break;
        if (is_header_row(&row))
            place_headers(&rd, &row);
        is_page = has_headers(&rd);
    }
    itd_html_done(&html);
    return is_page;
}
