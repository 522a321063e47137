/* The table of readers, and which of them a set of files belongs to. */
#include "lists/reader.h"

#include "base/buf.h"
#include "codec/xlsx.h"
#include "lists/describe.h"

/* Longest description of a file in a message. */
#define DESCRIPTION_MAX 200

/* In the order in which help and messages name them. */
static const itd_reader *const readers[] = {
    &itd_reader_un,
    &itd_reader_ofac_csv,
    &itd_reader_ofac_xml,
    &itd_reader_ofac_advanced,
    &itd_reader_ofac_enhanced,
    &itd_reader_ofac_delta,
    &itd_reader_uk_xml,
    &itd_reader_uk_csv,
    &itd_reader_ofsi_csv,
    &itd_reader_eu_xml,
    &itd_reader_eu_csv,
    &itd_reader_eu_csv_old,
    &itd_reader_ca_xml,
    &itd_reader_ch_xml,
    &itd_reader_us_csl,
    &itd_reader_us_dpl,
    &itd_reader_un_vessels,
    &itd_reader_au_xlsx,
    &itd_reader_jp_mof,
    &itd_reader_jp_meti,
    &itd_reader_ftm,
    &itd_reader_csv,
    NULL,
};

const itd_reader *itd_reader_at(size_t index)
{
    return index < ITD_ARRAY_LEN(readers) ? readers[index] : NULL;
}

const itd_reader *itd_reader_find(itd_str name)
{
    for (size_t i = 0; itd_reader_at(i); i++)
        if (itd_str_equal(name, itd_str_of(readers[i]->name)))
            return readers[i];
    return NULL;
}

static const itd_reader *reader_of(const itd_list_part *part)
{
    for (size_t i = 0; itd_reader_at(i); i++)
        if (readers[i]->recognise(part))
            return readers[i];
    return NULL;
}

/* A workbook that cannot be read is damaged, not unknown. */
static itd_status try_workbook(const itd_list_part *part, itd_error *err)
{
    const itd_xlsx_input input = {
        .path = part->path, .name = part->name, .memory = part->memory, .read_max = part->read_max};
    itd_xlsx    *book = NULL;
    itd_xlsx_row row;
    bool         found;
    itd_status   st = itd_xlsx_open(&input, &book, err);

    for (size_t i = 0; st == ITD_OK && i < itd_xlsx_sheet_count(book); i++) {
        st = itd_xlsx_select(book, i, err);
        if (st == ITD_OK)
            st = itd_xlsx_next_row(book, &found, &row, err);
    }
    itd_xlsx_close(book);
    if (st != ITD_OK)
        itd_error_in_file(err, part->name);
    return st;
}

static itd_status refuse_unknown(const itd_list_part *part, itd_error *err)
{
    itd_status st = part->as_is ? try_workbook(part, err) : ITD_OK;
    itd_buf    buf;

    if (st != ITD_OK)
        return st;
    itd_buf_init(&buf, DESCRIPTION_MAX);
    itd_head_describe(part->head, &buf);
    itd_error_set(err, ITD_E_SCHEMA, "no reader knows this layout: the file %.*s",
                  ITD_STR_ARGS(itd_buf_text(&buf)));
    itd_error_in_file(err, part->name);
    itd_buf_done(&buf);
    return ITD_E_SCHEMA;
}

itd_status itd_reader_recognise(const itd_list_part *parts, size_t part_count,
                                const itd_reader **ret_reader, itd_error *err)
{
    const itd_reader *reader = NULL;

    if (part_count == 0)
        return itd_error_set(err, ITD_E_USAGE, "no file given");
    for (size_t i = 0; i < part_count; i++) {
        const itd_reader *found = reader_of(&parts[i]);

        if (!found)
            return refuse_unknown(&parts[i], err);
        if (reader && found != reader) {
            itd_error_set(err, ITD_E_SCHEMA,
                          "files of different lists: this one is %s, while %.*s is %s",
                          found->title, ITD_STR_ARGS(parts[0].name), reader->title);
            itd_error_in_file(err, parts[i].name);
            return ITD_E_SCHEMA;
        }
        reader = found;
    }
    *ret_reader = reader;
    return ITD_OK;
}
