/* The UK Sanctions List in CSV, and OFSI's consolidated list in its two CSV layouts (29 columns
 * until 2020, 36 after). One subject stands on several rows, a row per name, date of birth or
 * address; in OFSI's files they are sorted by name and lie apart. Ids: "Unique ID", and OFSI's
 * "Group ID". Stamps: the date in the row above the headers. */
#include "lists/describe.h"
#include "lists/table.h"
#include "lists/uk_facts.h"

/* ---- rows ---- */

static void add_rows(itd_record *rec, const itd_table_row *rows, size_t count,
                     const char *const *names)
{
    for (size_t i = 0; i < count; i++) {
        rec->line = rows[i].line;
        itd_uk_add(rec, rows[i].cells, names);
    }
    rec->line = rows[0].line;
}

static itd_status read_uk_rows(itd_record *rec, void *state, const itd_table_row *rows,
                               size_t count, itd_read_result *result, itd_error *err)
{
    const itd_str id = rows[0].cells[ITD_UK_UNIQUE_ID];

    (void)state, (void)result, (void)err;
    itd_uk_begin(rec, id, rows[0].cells[ITD_UK_KIND], itd_uk_csv_names);
    itd_record_add(rec, ITD_PROP_RECORD_ID, id, itd_str_of(itd_uk_csv_names[ITD_UK_UNIQUE_ID]));
    add_rows(rec, rows, count, itd_uk_csv_names);
    return ITD_OK;
}

static itd_status read_ofsi_rows(itd_record *rec, void *state, const itd_table_row *rows,
                                 size_t count, itd_read_result *result, itd_error *err)
{
    const itd_str id = rows[0].cells[ITD_UK_GROUP_ID];
    const itd_str reference = rows[0].cells[ITD_UK_UNIQUE_ID];
    uint64_t      number;

    (void)state, (void)result;
    if (!itd_str_parse_u64(id, UINT64_MAX, &number)) /* columns that changed places */
        return itd_record_fail(rec, err, itd_uk_ofsi_names[ITD_UK_GROUP_ID],
                               "\"%.*s\" is no number of a group",
                               ITD_STR_ARGS(itd_str_slice(id, 0, 40)));
    itd_uk_begin(rec, id, rows[0].cells[ITD_UK_KIND], itd_uk_ofsi_names);
    itd_record_add(rec, ITD_PROP_RECORD_ID, reference,
                   itd_str_of(itd_uk_ofsi_names[ITD_UK_UNIQUE_ID]));
    add_rows(rec, rows, count, itd_uk_ofsi_names);
    return ITD_OK;
}

/* ---- the row above the headers ---- */

static itd_status take_stamp(itd_record *rec, itd_str words, itd_read_result *result,
                             itd_error *err)
{
    char     spaced[16];
    itd_date date;

    words = itd_str_trim(words);
    if (words.len < sizeof spaced) { /* "08-Oct-2026" */
        for (size_t i = 0; i < words.len; i++)
            spaced[i] = words.ptr[i];
        for (size_t i = 0; i < words.len; i++)
            if (spaced[i] == '-')
                spaced[i] = ' ';
    }
    if (words.len >= sizeof spaced ||
        !(itd_uk_parse_date(words, &date) ||
          itd_date_parse_english((itd_str){spaced, words.len}, &date)) ||
        date.day == 0)
        return itd_record_fail(rec, err, "date of the list", "\"%.*s\" is not a date",
                               ITD_STR_ARGS(words));
    result->has_stamp = true;
    result->stamp_ms = itd_date_to_days(date) * ITD_MS_PER_DAY;
    return ITD_OK;
}

/* "Report Date: 08-Oct-2026" */
static itd_status read_report_date(itd_record *rec, const itd_str *cells, size_t count,
                                   itd_read_result *result, itd_error *err)
{
    const itd_str words = ITD_STR("Report Date:");

    (void)count; /* a row has one field at least */
    if (!itd_str_starts_with_ascii_nocase(cells[0], words)) {
        itd_error_set(err, ITD_E_SCHEMA, "no \"Report Date:\" above the headers");
        return ITD_E_SCHEMA;
    }
    return take_stamp(rec, itd_str_from(cells[0], words.len), result, err);
}

/* "Last Updated,13/04/2018,,,…" */
static itd_status read_last_updated(itd_record *rec, const itd_str *cells, size_t count,
                                    itd_read_result *result, itd_error *err)
{
    if (count < 2 || !itd_str_equal_ascii_nocase(itd_str_trim(cells[0]), ITD_STR("Last Updated"))) {
        itd_error_set(err, ITD_E_SCHEMA, "no \"Last Updated\" above the headers");
        return ITD_E_SCHEMA;
    }
    return take_stamp(rec, cells[1], result, err);
}

/* ---- layouts ---- */

static const size_t uk_required[] = {ITD_UK_UNIQUE_ID, ITD_UK_NAME6, ITD_UK_NAME_TYPE, ITD_UK_KIND,
                                     ITD_UK_REGIME};

static const itd_table uk_layout = {
    .what = "the UK Sanctions List",
    .delimiter = ',',
    .columns = itd_uk_csv_names,
    .column_count = ITD_UK_COUNT,
    .required = uk_required,
    .required_count = ITD_ARRAY_LEN(uk_required),
    .above = read_report_date,
    .group = ITD_UK_UNIQUE_ID,
    .read = read_uk_rows,
};

static const size_t ofsi_required[] = {ITD_UK_GROUP_ID, ITD_UK_NAME6, ITD_UK_NAME_TYPE, ITD_UK_KIND,
                                       ITD_UK_REGIME};

static const itd_table ofsi_layout = {
    .what = "OFSI's consolidated list",
    .delimiter = ',',
    .columns = itd_uk_ofsi_names,
    .column_count = ITD_UK_COUNT,
    .required = ofsi_required,
    .required_count = ITD_ARRAY_LEN(ofsi_required),
    .above = read_last_updated,
    .group = ITD_UK_GROUP_ID,
    .read = read_ofsi_rows,
};

static itd_status read_uk_csv(const itd_list_part *parts, size_t part_count,
                              const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                              itd_read_result *result, itd_error *err)
{
    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "the UK Sanctions List is one file, not %zu",
                             part_count);
    return itd_table_read(&uk_layout, ITD_ENCODING_UTF8, NULL, &parts[0], on_entity, ctx, result,
                          err);
}

/* OFSI wrote code page 1252 until names in other scripts came in, and UTF-8 since. A file whose
 * bytes beyond ASCII are all of the one or all of the other is that; both together are damage. */
static itd_status find_encoding(const itd_list_part *part, itd_encoding *ret_encoding,
                                itd_error *err)
{
    itd_encoding_guess guess = {0};
    char               block[16384];
    size_t             len = 1;
    itd_source        *src = NULL;
    itd_status         st = itd_list_part_open(part, &src, err);

    while (st == ITD_OK && len > 0) {
        st = itd_source_read(src, block, sizeof block, &len, err);
        if (st == ITD_OK)
            itd_encoding_guess_add(&guess, (itd_str){block, len});
    }
    itd_source_close(src);
    if (st != ITD_OK)
        return st;
    itd_encoding_guess_end(&guess);
    *ret_encoding = guess.other > 0 && guess.utf8 == 0 ? ITD_ENCODING_CP1252 : ITD_ENCODING_UTF8;
    return ITD_OK;
}

static itd_status read_ofsi(const itd_list_part *parts, size_t part_count,
                            const itd_reader_options *options, itd_entity_fn on_entity, void *ctx,
                            itd_read_result *result, itd_error *err)
{
    itd_encoding encoding = ITD_ENCODING_UTF8;
    itd_status   st;

    (void)options; /* one file: no part can be missing */
    if (part_count != 1)
        return itd_error_set(err, ITD_E_INCOMPLETE, "OFSI's list is one file, not %zu", part_count);
    st = find_encoding(&parts[0], &encoding, err);
    if (st != ITD_OK) {
        itd_error_in_file(err, parts[0].name);
        return st;
    }
    return itd_table_read(&ofsi_layout, encoding, NULL, &parts[0], on_entity, ctx, result, err);
}

static bool recognise_uk_csv(const itd_list_part *part)
{
    return itd_table_recognise(&uk_layout, part);
}

static bool recognise_ofsi(const itd_list_part *part)
{
    return itd_table_recognise(&ofsi_layout, part);
}

const itd_reader itd_reader_uk_csv = {
    .name = "uk-csv",
    .publisher = "uk",
    .title = "UK Sanctions List, CSV",
    .recognise = recognise_uk_csv,
    .read = read_uk_csv,
};

const itd_reader itd_reader_ofsi_csv = {
    .name = "ofsi-csv",
    .publisher = "ofsi",
    .title = "OFSI consolidated list, CSV",
    .recognise = recognise_ofsi,
    .read = read_ofsi,
};
