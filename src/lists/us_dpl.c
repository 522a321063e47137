/* The Denied Persons List of the US Bureau of Industry and Security: quoted text between tabs, a
 * row per person and address. The publisher gives no id, no kind of party and no stamp: the id is
 * the first digits of the row's SHA-256. Source: the files of 2021. */
#include "lists/table.h"

enum {
    NAME,
    STREET,
    CITY,
    STATE,
    COUNTRY,
    POSTAL_CODE,
    EFFECTIVE,
    EXPIRES,
    STANDARD,
    UPDATED,
    ACTION,
    CITATION,
    COLUMNS
};

static const char *const columns[COLUMNS] = {
    [NAME] = "Name",
    [STREET] = "Street_Address",
    [CITY] = "City",
    [STATE] = "State",
    [COUNTRY] = "Country",
    [POSTAL_CODE] = "Postal_Code",
    [EFFECTIVE] = "Effective_Date",
    [EXPIRES] = "Expiration_Date",
    [STANDARD] = "Standard_Order",
    [UPDATED] = "Last_Update",
    [ACTION] = "Action",
    [CITATION] = "FR_Citation",
};

static const size_t required[] = {NAME, STREET, EFFECTIVE, STANDARD, CITATION};

static void add_date(itd_record *rec, const itd_str *cells, size_t column, itd_prop prop)
{
    const itd_str origin = itd_str_of(columns[column]);
    itd_date      date;

    if (cells[column].len == 0)
        return;
    if (itd_date_parse_us(cells[column], &date) || itd_date_parse_iso(cells[column], &date))
        itd_record_add_date(rec, prop, date, cells[column], origin);
    else
        itd_record_keep_date(rec, cells[column], origin);
}

static itd_status read_row(itd_record *rec, void *state, const itd_table_row *rows, size_t count,
                           itd_read_result *result, itd_error *err)
{
    const itd_str         *cells = rows[0].cells;
    const itd_record_place place = {.street = cells[STREET],
                                    .city = cells[CITY],
                                    .region = cells[STATE],
                                    .postal_code = cells[POSTAL_CODE],
                                    .country = cells[COUNTRY]};
    char                   id[ITD_RECORD_HASH_DIGITS + 1];
    itd_status             st = itd_record_hash(cells, COLUMNS, id, err);

    (void)state, (void)count, (void)result;
    if (st != ITD_OK)
        return st;
    itd_record_entity(rec, ITD_SCHEMA_LEGAL_ENTITY, itd_str_of(id));
    itd_record_add(rec, ITD_PROP_NAME, cells[NAME], itd_str_of(columns[NAME]));
    itd_record_add_place(rec, ITD_PROP_ADDRESS, ITD_PROP_COUNTRY, &place,
                         itd_str_of(columns[STREET]));
    itd_record_add(rec, ITD_PROP_PROGRAM, ITD_STR("Denied Persons List"),
                   itd_str_of(columns[NAME]));
    add_date(rec, cells, EFFECTIVE, ITD_PROP_LISTING_DATE);
    add_date(rec, cells, EXPIRES, ITD_PROP_END_DATE);
    add_date(rec, cells, UPDATED, ITD_PROP_MODIFIED_AT);
    itd_entity_add_extra(rec->builder, itd_str_of(columns[STANDARD]), cells[STANDARD],
                         itd_str_of(columns[STANDARD]));
    itd_record_add(rec, ITD_PROP_PROVISIONS, cells[ACTION], itd_str_of(columns[ACTION]));
    itd_record_add(rec, ITD_PROP_LEGAL_BASIS, cells[CITATION], itd_str_of(columns[CITATION]));
    return ITD_OK;
}

static const itd_table layout = {
    .what = "the Denied Persons List",
    .delimiter = '\t',
    .columns = columns,
    .column_count = COLUMNS,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = SIZE_MAX,
    .distinct = true,
    .read = read_row,
};

static itd_status read_us_dpl(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the list is one file, not %zu", part_count);
    return itd_table_read(&layout, ITD_ENCODING_UTF8, NULL, &parts[0], on_entity, ctx, result, err);
}

static bool recognise_us_dpl(const itd_list_part *part)
{
    return itd_table_recognise(&layout, part);
}

const itd_reader itd_reader_us_dpl = {
    .name = "us-dpl",
    .publisher = "us-dpl",
    .title = "Denied Persons List of the US Bureau of Industry and Security",
    .recognise = recognise_us_dpl,
    .read = read_us_dpl,
};
