/* The 1718 Committee's list of designated vessels as rows: the table of the Committee's document
 * with the cells of its small table ("Flag", "Call Sign", …) as columns. A ship stands on several
 * rows when it was designated on several days; rows are joined by the list's number. Id: the IMO
 * number, or, for a ship without one, the hash of its names. No stamp. UTF-8. */
#include "lists/un_vessels.h"

#define IMO_DIGITS 7

static const char *const columns[UN_VESSELS_COLUMNS] = {
    [UN_VESSELS_NUMBER] = "#",
    [UN_VESSELS_NAMES] = "Vessel Name",
    [UN_VESSELS_IMO] = "IMO number",
    [UN_VESSELS_MMSI] = "MMSI",
    [UN_VESSELS_DESIGNATED] = "Date of designation",
    [UN_VESSELS_ASSETS] = "1718 (2006) para 8(d) and 2270 (2016) para 12",
    [UN_VESSELS_FLAGGING] = "2321 (2016) para 12(a)",
    [UN_VESSELS_IMPOUND] = "2321 (2016) para 12(d)",
    [UN_VESSELS_PORT_BAN] = "2371 (2017) para 6 and 2375 (2017) para 6",
    [UN_VESSELS_OMM] = "OMM (KPe.020) economic resource",
    [UN_VESSELS_FLAG] = "Flag",
    [UN_VESSELS_CALL_SIGN] = "Call Sign",
    [UN_VESSELS_TYPE] = "Type",
    [UN_VESSELS_RESOURCE_OF] = "Designated as economic resources of",
    [UN_VESSELS_PICTURE] = "Picture link",
    [UN_VESSELS_OTHER] = "Other information",
};

static const size_t required[] = {UN_VESSELS_NUMBER, UN_VESSELS_NAMES, UN_VESSELS_IMO,
                                  UN_VESSELS_DESIGNATED, UN_VESSELS_OTHER};

/* "na" is how the list writes nothing. */
static itd_str cell_of(const itd_table_row *row, size_t column)
{
    return itd_str_equal_ascii_nocase(row->cells[column], ITD_STR("na")) ? (itd_str){0}
                                                                         : row->cells[column];
}

/* Offset of "2: " or "2. " behind a blank, or at the start; SIZE_MAX when it is not there. */
static size_t find_mark(itd_str text, char digit, size_t *ret_behind)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == digit && (text.ptr[i + 1] == ':' || text.ptr[i + 1] == '.') &&
            (i == 0 || itd_char_is_space(text.ptr[i - 1]))) {
            *ret_behind = i + 2;
            return i;
        }
    return SIZE_MAX;
}

/* "1: Blue Nouvelle 2: Greenlight 3: Chong Bong"; a cell without numbers is one item. */
static bool next_item(itd_str *rest, char *digit, itd_str *ret_item)
{
    size_t behind = 0, end, unused;

    if (itd_str_trim(*rest).len == 0)
        return false;
    if (find_mark(*rest, *digit, &behind) == 0)
        *rest = itd_str_from(*rest, behind);
    ++*digit;
    end = find_mark(*rest, *digit, &unused);
    *ret_item = itd_str_trim(itd_str_slice(*rest, 0, end));
    *rest = itd_str_from(*rest, end);
    return true;
}

static void add_items(itd_record *rec, const itd_table_row *row, size_t column, itd_prop prop)
{
    const itd_str cell = cell_of(row, column), origin = itd_str_of(columns[column]);
    itd_str       rest = cell, item;
    char          digit = '1';

    if (cell.len == 0 || itd_record_is_told(rec, columns[column], &cell, 1))
        return;
    while (next_item(&rest, &digit, &item)) {
        if (itd_prop_type_of(prop) == ITD_TYPE_COUNTRY)
            itd_record_add_country(rec, prop, item, origin);
        else
            itd_record_add_identifier(rec, prop, item, origin);
    }
}

static void add_names(itd_record *rec, const itd_table_row *row)
{
    const itd_str cell = cell_of(row, UN_VESSELS_NAMES);
    itd_str       rest = cell, item;
    char          digit = '1';
    itd_prop      prop = ITD_PROP_NAME;

    if (itd_record_is_told(rec, "names", &cell, 1))
        return;
    for (; next_item(&rest, &digit, &item); prop = ITD_PROP_ALIAS)
        itd_entity_add(rec->builder, prop, item, cell, itd_str_of(columns[UN_VESSELS_NAMES]));
}

/* "30-Mar-18": the list began in 2014. */
static bool parse_designation(itd_record *rec, const itd_table_row *row, itd_date *ret_date)
{
    const itd_str words = cell_of(row, UN_VESSELS_DESIGNATED);
    itd_str       rest = words, part[3] = {{0}};

    for (size_t i = 0; i < 3; i++)
        (void)!itd_str_next_part(&rest, ITD_STR("-"), &part[i]);
    if (part[2].len == 2) {
        const itd_str year[] = {ITD_STR("20"), part[2]};

        part[2] = itd_record_join(rec, year, 2, "");
    }
    return itd_date_parse_english(itd_record_join(rec, part, 3, " "), ret_date) ||
           itd_date_parse_english(words, ret_date) || itd_date_parse_iso(words, ret_date);
}

static void add_designation(itd_record *rec, const itd_table_row *row)
{
    const itd_str words = cell_of(row, UN_VESSELS_DESIGNATED),
                  origin = itd_str_of(columns[UN_VESSELS_DESIGNATED]);
    itd_date date;

    if (words.len == 0 || itd_record_is_told(rec, "designated", &words, 1))
        return;
    if (parse_designation(rec, row, &date))
        itd_record_add_date(rec, ITD_PROP_LISTING_DATE, date, words, origin);
    else
        itd_record_keep_date(rec, words, origin);
}

/* Each measure with the day of the row that imposes it. */
static void add_measures(itd_record *rec, const itd_table_row *row)
{
    itd_date date = {0};

    (void)parse_designation(rec, row, &date);
    for (size_t i = UN_VESSELS_ASSETS; i <= UN_VESSELS_OMM; i++) {
        const itd_str cell = cell_of(row, i), name = itd_str_of(columns[i]);
        const itd_str tuple[] = {cell, cell_of(row, UN_VESSELS_DESIGNATED)};

        if (cell.len == 0 || itd_record_is_told(rec, columns[i], tuple, ITD_ARRAY_LEN(tuple)))
            continue;
        itd_record_add(rec, ITD_PROP_PROVISIONS, name, name);
        itd_entity_detail(rec->builder, ITD_DETAIL_FROM, itd_record_date_text(rec, date));
        if (!itd_str_equal_ascii_nocase(cell, ITD_STR("Yes")))
            itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, cell);
    }
    if (cell_of(row, UN_VESSELS_OMM).len > 0 && !itd_record_is_told(rec, "OMM", NULL, 0)) {
        itd_record_add(rec, ITD_PROP_LINK, ITD_STR("Ocean Maritime Management Company"),
                       itd_str_of(columns[UN_VESSELS_OMM]));
        itd_entity_detail(rec->builder, ITD_DETAIL_ROLE, ITD_STR("economic resource of"));
        itd_entity_detail(rec->builder, ITD_DETAIL_TARGET, ITD_STR("KPe.020"));
    }
}

/* "Hapjanggang Shipping Corp (Kpe.058)" */
static void add_owner(itd_record *rec, const itd_table_row *row)
{
    const itd_str cell = cell_of(row, UN_VESSELS_RESOURCE_OF);
    const size_t  open = itd_str_find_char(cell, '('), close = itd_str_find_char(cell, ')');
    itd_str       target = {0}, name = cell;
    char          form[ITD_RECORD_REFERENCE_MAX];

    if (cell.len == 0 || itd_record_is_told(rec, "resource", &cell, 1))
        return;
    if (open < close && close != SIZE_MAX &&
        itd_record_parse_reference(itd_str_slice(cell, open + 1, close), form)) {
        target = itd_str_of(form);
        name = itd_str_trim(itd_str_slice(cell, 0, open));
    }
    itd_entity_add(rec->builder, ITD_PROP_LINK, name, cell,
                   itd_str_of(columns[UN_VESSELS_RESOURCE_OF]));
    itd_entity_detail(rec->builder, ITD_DETAIL_ROLE, ITD_STR("economic resource of"));
    itd_entity_detail(rec->builder, ITD_DETAIL_TARGET, target);
}

/* Links are broken over lines: blanks within them are layout. */
static void add_picture(itd_record *rec, const itd_table_row *row)
{
    const itd_str cell = cell_of(row, UN_VESSELS_PICTURE);
    itd_str       rest = cell, part, joined = {0};

    if (cell.len == 0 || itd_record_is_told(rec, "picture", &cell, 1))
        return;
    while (itd_str_next_part(&rest, ITD_STR(" "), &part)) {
        const itd_str both[] = {joined, itd_str_trim(part)};

        joined = itd_record_join(rec, both, 2, "");
    }
    itd_entity_add(rec->builder, ITD_PROP_SOURCE_URL, joined, cell,
                   itd_str_of(columns[UN_VESSELS_PICTURE]));
}

static bool is_number(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (!itd_char_is_digit(text.ptr[i]))
            return false;
    return text.len > 0;
}

itd_str itd_un_vessels_column(size_t column)
{
    return itd_str_of(columns[column]);
}

itd_status itd_un_vessels_add(itd_record *rec, const itd_table_row *rows, size_t count,
                              itd_error *err)
{
    char       hash[ITD_RECORD_HASH_DIGITS + 1];
    itd_str    id = rows[0].cells[UN_VESSELS_IMO];
    itd_status st = ITD_OK;

    if (is_number(id) && id.len != IMO_DIGITS)
        return itd_record_fail(rec, err, columns[UN_VESSELS_IMO], "\"%.*s\" has not %d digits",
                               ITD_STR_ARGS(itd_str_slice(id, 0, 40)), IMO_DIGITS);
    if (!is_number(id)) {
        st = itd_record_hash(&rows[0].cells[UN_VESSELS_NAMES], 1, hash, err);
        id = itd_str_of(hash);
    }
    if (st != ITD_OK)
        return st;
    itd_record_entity(rec, ITD_SCHEMA_VESSEL, id);
    itd_record_add(rec, ITD_PROP_PROGRAM, ITD_STR("DPRK"), itd_str_of(columns[UN_VESSELS_NUMBER]));
    for (size_t i = 0; i < count; i++) {
        const itd_str number = cell_of(&rows[i], UN_VESSELS_IMO),
                      other = cell_of(&rows[i], UN_VESSELS_OTHER);

        rec->line = rows[i].line;
        if (!itd_str_equal(rows[i].cells[UN_VESSELS_IMO], rows[0].cells[UN_VESSELS_IMO]))
            return itd_record_fail(rec, err, columns[UN_VESSELS_IMO], "two ships under one number");
        add_names(rec, &rows[i]);
        if (!itd_record_is_told(rec, "imo", &number, 1)) {
            if (is_number(number))
                itd_record_add_identifier(rec, ITD_PROP_IMO_NUMBER, number,
                                          itd_str_of(columns[UN_VESSELS_IMO]));
            else
                itd_entity_add_extra(rec->builder, itd_str_of(columns[UN_VESSELS_IMO]), number,
                                     itd_str_of(columns[UN_VESSELS_IMO]));
        }
        add_items(rec, &rows[i], UN_VESSELS_MMSI, ITD_PROP_MMSI);
        add_designation(rec, &rows[i]);
        add_measures(rec, &rows[i]);
        add_items(rec, &rows[i], UN_VESSELS_FLAG, ITD_PROP_FLAG);
        add_items(rec, &rows[i], UN_VESSELS_CALL_SIGN, ITD_PROP_CALL_SIGN);
        add_items(rec, &rows[i], UN_VESSELS_TYPE, ITD_PROP_TYPE);
        add_owner(rec, &rows[i]);
        add_picture(rec, &rows[i]);
        if (!itd_record_is_told(rec, "other", &other, 1))
            itd_record_add(rec, ITD_PROP_NOTES, other, itd_str_of(columns[UN_VESSELS_OTHER]));
    }
    rec->line = rows[0].line;
    return ITD_OK;
}

static itd_status read_rows(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                            itd_read_result *result, itd_error *err)
{
    (void)state, (void)result;
    return itd_un_vessels_add(rec, rows, count, err);
}

static const itd_table layout = {
    .what = "the Committee's vessel list",
    .delimiter = ',',
    .columns = columns,
    .column_count = UN_VESSELS_COLUMNS,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = UN_VESSELS_NUMBER,
    .read = read_rows,
};

/* A page begins with a tag, a row of headers does not. */
static bool is_markup(const itd_list_part *part)
{
    itd_str head = part->head;

    if (itd_str_starts_with(head, ITD_STR("\xEF\xBB\xBF")))
        head = itd_str_from(head, 3);
    return itd_str_starts_with(itd_str_trim(head), ITD_STR("<"));
}

static itd_status read_un_vessels(const itd_list_part *parts, size_t part_count,
                                  const itd_reader_options *options, itd_entity_fn on_entity,
                                  void *ctx, itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the vessel list is one file, not %zu",
                             part_count);
    if (is_markup(&parts[0]))
        return itd_un_vessels_read_page(&parts[0], on_entity, ctx, result, err);
    return itd_table_read(&layout, ITD_ENCODING_UTF8, NULL, &parts[0], on_entity, ctx, result, err);
}

static bool recognise_un_vessels(const itd_list_part *part)
{
    return is_markup(part) ? itd_un_vessels_is_page(part) : itd_table_recognise(&layout, part);
}

const itd_reader itd_reader_un_vessels = {
    .name = "un-vessels",
    .publisher = "un-vessels",
    .title = "1718 Committee's list of designated vessels: CSV, or the page",
    .recognise = recognise_un_vessels,
    .read = read_un_vessels,
};
