/* The EU's consolidated list of financial sanctions in CSV 1.1 (113 columns) and in the old CSV (59
 * columns, the entity's number standing before every fact). A subject stands on a row per fact. Id:
 * the EU reference number. Stamp: the date on every row. UTF-8, semicolons. */
#include "lists/eu_facts.h"
#include "lists/table.h"

static itd_status take_stamp(itd_record *rec, itd_str words, itd_read_result *result,
                             itd_error *err)
{
    itd_str  rest = words, part[3] = {{0}};
    uint64_t number[3] = {0};
    itd_date date;

    if (!itd_date_parse_iso(words, &date)) {
        for (size_t i = 0; i < 3; i++)
            if (!itd_str_next_part(&rest, ITD_STR("/"), &part[i]) ||
                !itd_str_parse_u64(part[i], i == 2 ? 9999 : 31, &number[i]))
                return itd_record_fail(rec, err, "date of the list", "\"%.*s\" is not a date",
                                       ITD_STR_ARGS(words));
        date = (itd_date){
            .year = (int16_t)number[2], .month = (uint8_t)number[1], .day = (uint8_t)number[0]};
    }
    if (!itd_date_is_valid(date) || date.day == 0)
        return itd_record_fail(rec, err, "date of the list", "\"%.*s\" is not a date",
                               ITD_STR_ARGS(words));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

/* A line end within a cell of the old CSV is written as the two characters "\n". */
static itd_str without_line_ends(itd_record *rec, itd_str cell)
{
    itd_str parts[2], rest = cell, joined = {0};

    if (itd_str_find(cell, ITD_STR("\\n")) == SIZE_MAX)
        return cell;
    while (itd_str_next_part(&rest, ITD_STR("\\n"), &parts[1])) {
        parts[0] = joined;
        parts[1] = itd_str_trim(parts[1]);
        joined = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), " ");
    }
    return joined;
}

static itd_status read_rows(itd_record *rec, const itd_table_row *rows, size_t count,
                            itd_eu_origin_fn origin, itd_read_result *result, itd_error *err)
{
    bool       named = false;
    itd_status st = take_stamp(rec, rows[0].cells[ITD_EU_DATE], result, err);

    if (st != ITD_OK)
        return st;
    itd_eu_begin(rec, rows[0].cells[ITD_EU_REFERENCE], rows[0].cells, origin);
    itd_record_add(rec, ITD_PROP_RECORD_ID, rows[0].cells[ITD_EU_REFERENCE],
                   origin(ITD_EU_REFERENCE));
    for (size_t i = 0; i < count; i++) {
        itd_str cells[ITD_EU_COUNT];

        for (size_t k = 0; k < ITD_EU_COUNT; k++)
            cells[k] = without_line_ends(rec, rows[i].cells[k]);
        rec->line = rows[i].line;
        itd_eu_add(rec, cells, origin, &named);
    }
    rec->line = rows[0].line;
    return ITD_OK;
}

static itd_status read_new_rows(itd_record *rec, void *state, const itd_table_row *rows,
                                size_t count, itd_read_result *result, itd_error *err)
{
    (void)state;
    return read_rows(rec, rows, count, itd_eu_csv_origin, result, err);
}

static itd_status read_old_rows(itd_record *rec, void *state, const itd_table_row *rows,
                                size_t count, itd_read_result *result, itd_error *err)
{
    (void)state;
    return read_rows(rec, rows, count, itd_eu_old_origin, result, err);
}

static const size_t required[] = {ITD_EU_DATE,    ITD_EU_ENTITY_NUMBER, ITD_EU_REFERENCE,
                                  ITD_EU_SUBJECT, ITD_EU_LAST,          ITD_EU_WHOLE};

static const itd_table new_layout = {
    .what = "the EU's list, CSV 1.1",
    .delimiter = ';',
    .columns = itd_eu_csv_names,
    .column_count = ITD_EU_COUNT,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .group = ITD_EU_REFERENCE,
    .read = read_new_rows,
};

static const itd_table old_layout = {
    .what = "the EU's list, old CSV",
    .delimiter = ';',
    .columns = itd_eu_old_names,
    .column_count = ITD_EU_COUNT,
    .required = required,
    .required_count = ITD_ARRAY_LEN(required),
    .repeats = true,
    .group = ITD_EU_REFERENCE,
    .read = read_old_rows,
};

static itd_status read_layout(const itd_table *layout, const itd_list_part *parts,
                              size_t part_count, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "%s is one file, not %zu", layout->what,
                             part_count);
    return itd_table_read(layout, ITD_ENCODING_UTF8, NULL, &parts[0], on_entity, ctx, result, err);
}

static itd_status read_new(const itd_list_part *parts, size_t part_count,
                           const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                           itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    return read_layout(&new_layout, parts, part_count, on_entity, ctx, result, err);
}

static itd_status read_old(const itd_list_part *parts, size_t part_count,
                           const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                           itd_read_result *result, itd_error *err)
{
    (void)options;
    return read_layout(&old_layout, parts, part_count, on_entity, ctx, result, err);
}

static bool recognise_new(const itd_list_part *part)
{
    return itd_table_recognise(&new_layout, part);
}

static bool recognise_old(const itd_list_part *part)
{
    return itd_table_recognise(&old_layout, part);
}

const itd_reader itd_reader_eu_csv = {
    .name = "eu-csv",
    .publisher = "eu",
    .title = "EU consolidated list of financial sanctions, CSV 1.1",
    .recognise = recognise_new,
    .read = read_new,
};

const itd_reader itd_reader_eu_csv_old = {
    .name = "eu-csv-old",
    .publisher = "eu",
    .title = "EU consolidated list of financial sanctions, old CSV",
    .recognise = recognise_old,
    .read = read_old,
};
