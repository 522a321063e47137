/* Australia's Consolidated List (Department of Foreign Affairs and Trade), a workbook. A row
 * is a name: "12" is the primary name of entry 12, "12a", "12b" … are its other names, and
 * every row repeats the facts of the entry. Id: the number before the letters. Days of columns
 * with dates are numbers of the workbook's calendar or text with the day first. */
#include "codec/xlsx.h"
#include "lists/free_dates.h"
#include "lists/script.h"
#include "lists/table.h"
#include "lists/un_internal.h"

enum au_column {
    REFERENCE,
    NAME,
    TYPE,
    NAME_TYPE,
    BIRTH_DATE,
    BIRTH_PLACE,
    CITIZENSHIP,
    ADDRESS,
    INFORMATION,
    LISTING,
    COMMITTEES,
    CONTROL_DATE,
    COLUMN_COUNT
};

static const char *const columns[COLUMN_COUNT] = {
    [REFERENCE] = "Reference",
    [NAME] = "Name of Individual or Entity",
    [TYPE] = "Type",
    [NAME_TYPE] = "Name Type",
    [BIRTH_DATE] = "Date of Birth",
    [BIRTH_PLACE] = "Place of Birth",
    [CITIZENSHIP] = "Citizenship",
    [ADDRESS] = "Address",
    [INFORMATION] = "Additional Information",
    [LISTING] = "Listing Information",
    [COMMITTEES] = "Committees",
    [CONTROL_DATE] = "Control Date",
};

/* Words of "Listed on 2 Sep. 2014 (relisted on …)" that are looked at for the first date. */
#define LISTING_WORDS 40

static itd_str origin_of(enum au_column column)
{
    return itd_str_of(columns[column]);
}

/* "12a" → "12"; what does not begin with a number is an id of its own. */
static itd_str id_of(itd_str cell)
{
    size_t len = 0;

    while (len < cell.len && itd_char_is_digit(cell.ptr[len]))
        len++;
    return len > 0 ? itd_str_slice(cell, 0, len) : cell;
}

static itd_str key_of(itd_record *rec, const itd_str *cells)
{
    (void)rec;
    return id_of(cells[REFERENCE]);
}

/* ---- names ---- */

static const struct {
    const char *words;
    itd_prop    prop;
    bool        original;
} name_types[] = {
    {"primary name", ITD_PROP_NAME, false},
    {"aka", ITD_PROP_ALIAS, false},
    {"original script", ITD_PROP_ALIAS, true},
    {"formerly known as", ITD_PROP_PREVIOUS_NAME, false},
    {"fka", ITD_PROP_PREVIOUS_NAME, false},
    {"previously listed as", ITD_PROP_PREVIOUS_NAME, false},
};

static void add_name(itd_record *rec, const itd_str *cells)
{
    const itd_str name = itd_record_single_blanks(rec, cells[NAME]);
    itd_prop      prop = ITD_PROP_ALIAS;
    bool          known = false, original = false;

    for (size_t i = 0; i < ITD_ARRAY_LEN(name_types) && !known; i++)
        if (itd_str_equal_ascii_nocase(cells[NAME_TYPE], itd_str_of(name_types[i].words))) {
            prop = name_types[i].prop;
            original = name_types[i].original;
            known = true;
        }
    if (!known)
        itd_record_report(rec, "unknown kind of name", cells[NAME_TYPE]);
    itd_entity_add(rec->builder, prop, name, cells[NAME], origin_of(NAME));
    itd_entity_detail(rec->builder, ITD_DETAIL_TYPE, cells[NAME_TYPE]);
    if (original)
        itd_entity_detail(rec->builder, ITD_DETAIL_KIND, ITD_STR("original script"));
    if (itd_script_is_foreign(name))
        itd_entity_detail(rec->builder, ITD_DETAIL_SCRIPT, itd_script_of(name));
}

/* ---- facts that every row repeats ---- */

static bool is_new(itd_record *rec, const itd_str *cells, enum au_column column)
{
    return cells[column].len > 0 && !itd_str_equal_ascii_nocase(cells[column], ITD_STR("na")) &&
           !itd_record_is_told(rec, columns[column], &cells[column], 1);
}

/* "a) … b) …", or one. */
static void add_items(itd_record *rec, const itd_str *cells, enum au_column column, itd_prop prop)
{
    itd_str  rest = cells[column], item;
    unsigned number = 1;

    if (!is_new(rec, cells, column))
        return;
    while (itd_record_next_item(&rest, &number, &item))
        itd_entity_add(rec->builder, prop, itd_record_single_blanks(rec, item), (itd_str){0},
                       origin_of(column));
}

/* One country, or several with "and", semicolons, commas or line ends between; "Bosnia and
 * Herzegovina" is one. */
static void add_countries(itd_record *rec, itd_str words)
{
    static const char *const marks[] = {";", "\n", ",", " and ", "/"};
    itd_str                  code, note, rest = words, part;

    if (itd_record_find_country(words, &code, &note) || words.len == 0) {
        itd_record_add_country(rec, ITD_PROP_CITIZENSHIP, words, origin_of(CITIZENSHIP));
        return;
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(marks); i++)
        if (itd_str_find(words, itd_str_of(marks[i])) != SIZE_MAX) {
            while (itd_str_next_part(&rest, itd_str_of(marks[i]), &part))
                add_countries(rec, itd_str_trim(part));
            return;
        }
    itd_record_add_country(rec, ITD_PROP_CITIZENSHIP, words, origin_of(CITIZENSHIP));
}

static void add_citizenship(itd_record *rec, const itd_str *cells)
{
    itd_str  rest = cells[CITIZENSHIP], item;
    unsigned number = 1;

    if (!is_new(rec, cells, CITIZENSHIP))
        return;
    while (itd_record_next_item(&rest, &number, &item))
        add_countries(rec, itd_str_trim(item));
}

static void add_text(itd_record *rec, const itd_str *cells, enum au_column column, itd_prop prop)
{
    if (is_new(rec, cells, column))
        itd_record_add(rec, prop, cells[column], origin_of(column));
}

/* The words as they stand, and the first date in them. */
static void add_listing(itd_record *rec, const itd_str *cells)
{
    itd_date date;

    if (!is_new(rec, cells, LISTING))
        return;
    itd_record_add(rec, ITD_PROP_LEGAL_BASIS, cells[LISTING], origin_of(LISTING));
    if (itd_record_find_word(cells[LISTING], "listed") != SIZE_MAX &&
        itd_un_find_date(cells[LISTING], LISTING_WORDS, &date))
        itd_record_add_date(rec, ITD_PROP_LISTING_DATE, date, (itd_str){0}, origin_of(LISTING));
}

static void add_control_date(itd_record *rec, const itd_str *cells)
{
    itd_date date;
    itd_str  text;

    if (!is_new(rec, cells, CONTROL_DATE))
        return;
    if (!itd_date_parse_iso(cells[CONTROL_DATE], &date) &&
        !itd_xlsx_date_of(cells[CONTROL_DATE], false, &date)) {
        itd_record_keep_date(rec, cells[CONTROL_DATE], origin_of(CONTROL_DATE));
        return;
    }
    text = itd_record_date_text(rec, date);
    if (!itd_record_is_told(rec, "control day", &text, 1))
        itd_record_add_date(rec, ITD_PROP_MODIFIED_AT, date, cells[CONTROL_DATE],
                            origin_of(CONTROL_DATE));
}

static void add_facts(itd_record *rec, const itd_str *cells)
{
    if (is_new(rec, cells, BIRTH_DATE))
        itd_record_add_free_dates(rec, ITD_PROP_BIRTH_DATE, cells[BIRTH_DATE],
                                  origin_of(BIRTH_DATE));
    add_items(rec, cells, BIRTH_PLACE, ITD_PROP_BIRTH_PLACE);
    add_citizenship(rec, cells);
    add_items(rec, cells, ADDRESS, ITD_PROP_ADDRESS);
    add_text(rec, cells, INFORMATION, ITD_PROP_NOTES);
    add_listing(rec, cells);
    add_text(rec, cells, COMMITTEES, ITD_PROP_PROGRAM);
    add_control_date(rec, cells);
}

/* ---- entries ---- */

static itd_schema schema_of(itd_record *rec, itd_str words)
{
    static const struct {
        const char *words;
        itd_schema  schema;
    } kinds[] = {
        {"individual", ITD_SCHEMA_PERSON},
        {"entity", ITD_SCHEMA_ORGANIZATION},
        {"vessel", ITD_SCHEMA_VESSEL},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_str_equal_ascii_nocase(words, itd_str_of(kinds[i].words)))
            return kinds[i].schema;
    itd_record_report(rec, "unknown kind of entry", words);
    return ITD_SCHEMA_LEGAL_ENTITY;
}

/* The primary name first, wherever its row stands. */
static itd_status read_rows(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                            itd_read_result *result, itd_error *err)
{
    const itd_str id = id_of(rows[0].cells[REFERENCE]);
    bool          has_primary = false;

    (void)state, (void)result;
    itd_record_entity(rec, schema_of(rec, rows[0].cells[TYPE]), id);
    for (int primary = 1; primary >= 0; primary--)
        for (size_t i = 0; i < count; i++) {
            const itd_str *cells = rows[i].cells;
            const bool     is_primary =
                itd_str_equal_ascii_nocase(cells[NAME_TYPE], ITD_STR("primary name"));

            if (is_primary != (primary == 1))
                continue;
            rec->line = rows[i].line;
            if (cells[NAME].len == 0)
                return itd_record_fail(rec, err, columns[NAME], "a row without a name");
            has_primary = has_primary || is_primary;
            add_name(rec, cells);
        }
    for (size_t i = 0; i < count; i++) {
        rec->line = rows[i].line;
        add_facts(rec, rows[i].cells);
    }
    rec->line = rows[0].line;
    if (!has_primary)
        itd_record_report(rec, "an entry without a primary name", rows[0].cells[REFERENCE]);
    itd_record_add(rec, ITD_PROP_RECORD_ID, id, origin_of(REFERENCE));
    return ITD_OK;
}

static const size_t required[] = {REFERENCE, NAME, TYPE, NAME_TYPE, COMMITTEES, CONTROL_DATE};

static const itd_table layout = {
    .what = "Australia's Consolidated List",
    .columns = columns,
    .column_count = COLUMN_COUNT,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = REFERENCE,
    .key = key_of,
    .read = read_rows,
};

static itd_status read_au(const itd_list_part *parts, size_t part_count,
                          const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                          itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "Australia's list is one workbook, not %zu",
                             part_count);
    return itd_table_read_book(&layout, NULL, &parts[0], on_entity, ctx, result, err);
}

static bool recognise(const itd_list_part *part)
{
    return itd_table_recognise_book(&layout, part);
}

const itd_reader itd_reader_au_xlsx = {
    .name = "au-xlsx",
    .publisher = "au",
    .title = "Australia's Consolidated List, workbook",
    .recognise = recognise,
    .read = read_au,
};
