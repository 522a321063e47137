/* Finding out how a file is written, and rows of workbooks. */
#include "cli/customer_form.h"

#include <stdio.h>

#include "base/memory.h"
#include "codec/source.h"

#define SCAN_BYTES 65536

/* ---- encoding ---- */

static itd_status open_member(const char *path, unsigned member, itd_source **ret_src,
                              itd_error *err)
{
    itd_source *src = NULL;
    bool        found = true;
    itd_status  st = itd_source_open_file(path, NULL, &src, err);

    for (unsigned i = 0; st == ITD_OK && found && i <= member; i++)
        st = itd_source_next_member(src, &found, err);
    if (st != ITD_OK)
        itd_source_close(src);
    else
        *ret_src = src;
    return st;
}

/* Does a text of any code page hold this byte? */
static bool is_control(char ch)
{
    return (unsigned char)ch < 0x20 && ch != '\t' && ch != '\n' && ch != '\r' && ch != '\x1A';
}

/* Of the whole member; ends early once UTF-8 was seen, which decides, or what no text holds: then
 * nothing is guessed, and the rows say what is wrong with them. */
static itd_status scan(const char *path, unsigned member, itd_encoding_guess *guess,
                       bool *ret_damaged, itd_error *err)
{
    char       *block = itd_mem_new(SCAN_BYTES, 1);
    itd_source *src = NULL;
    size_t      len = 1;
    itd_status  st = block ? open_member(path, member, &src, err) : itd_error_no_memory(err);

    *ret_damaged = false;
    while (st == ITD_OK && len > 0 && guess->utf8 == 0 && !*ret_damaged) {
        st = itd_source_read(src, block, SCAN_BYTES, &len, err);
        if (st != ITD_OK)
            break;
        itd_encoding_guess_add(guess, (itd_str){block, len});
        for (size_t i = 0; i < len && !*ret_damaged; i++)
            *ret_damaged = is_control(block[i]);
    }
    if (st == ITD_OK && len == 0)
        itd_encoding_guess_end(guess);
    itd_source_close(src);
    itd_mem_free(block);
    return st;
}

itd_status itd_customer_form_encoding(const itd_customer_form *form, const char *path,
                                      unsigned member, itd_str head, itd_encoding *ret_encoding,
                                      itd_error *err)
{
    itd_encoding_guess guess = {0};
    bool               damaged = false;
    itd_status         st = ITD_OK;

    *ret_encoding = ITD_ENCODING_UTF8;
    if (form->has_encoding) {
        *ret_encoding = form->encoding;
        return ITD_OK;
    }
    if (itd_encoding_is_utf16(head, ret_encoding))
        return ITD_OK;
    *ret_encoding = ITD_ENCODING_UTF8;
    if (itd_str_starts_with(head, ITD_STR("\xEF\xBB\xBF")) || !path)
        return ITD_OK;
    st = scan(path, member, &guess, &damaged, err);
    if (st == ITD_OK && guess.other > 0 && guess.utf8 == 0 && !damaged)
        *ret_encoding = ITD_ENCODING_CP1252;
    return st;
}

itd_status itd_customer_form_first_line(itd_str head, itd_encoding encoding, itd_buf *scratch,
                                        itd_str *ret_line, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    char               block[4096];
    size_t             len = 1;
    bool               found = false;
    itd_status         st;
    itd_str            text;

    itd_buf_reset(scratch);
    options.as_is = true;
    st = itd_source_open_memory(ITD_STR("head"), head, &options, &src, err);
    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK)
        itd_source_set_encoding(src, encoding);
    while (st == ITD_OK && len > 0) {
        st = itd_source_read(src, block, sizeof block, &len, err);
        if (st == ITD_OK)
            itd_buf_append(scratch, (itd_str){block, len});
    }
    itd_source_close(src);
    /* A character cut at the end of the head ends the text; the reader proper meets it whole. */
    if (st == ITD_OK || st == ITD_E_ENCODING)
        st = itd_buf_status(scratch, err);
    text = itd_buf_text(scratch);
    if (itd_str_starts_with(text, ITD_STR("\xEF\xBB\xBF")))
        text = itd_str_from(text, 3);
    text = itd_str_trim(text);
    if (st == ITD_OK)
        *ret_line = itd_str_slice(text, 0, itd_str_find_char(text, '\n'));
    return st;
}

/* ---- workbooks ---- */

itd_status itd_customer_book_is(const char *path, bool *ret_is, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_source        *src = NULL;
    itd_str            head = {0};
    bool               found;
    itd_status         st;

    *ret_is = false;
    options.as_is = true;
    st = itd_source_open_file(path, &options, &src, err);
    if (st != ITD_OK)
        return st;
    st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK)
        st = itd_source_peek(src, &head, err);
    *ret_is = st == ITD_OK && itd_xlsx_recognise(head);
    itd_source_close(src);
    return st;
}

static itd_status check_sheets(itd_customer_book *book, size_t main, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < itd_xlsx_sheet_count(book->book); i++) {
        const itd_xlsx_sheet *sheet = itd_xlsx_sheet_at(book->book, i);
        itd_xlsx_row          row;
        bool                  found = false;

        if (i == main)
            continue;
        st = itd_xlsx_select(book->book, i, err);
        if (st == ITD_OK)
            st = itd_xlsx_next_row(book->book, &found, &row, err);
        if (st == ITD_OK && found)
            st = itd_error_set(err, ITD_E_SCHEMA,
                               "the %ssheet %.*s holds something as well: keep one sheet a file",
                               sheet->hidden ? "hidden " : "", ITD_STR_ARGS(sheet->name));
    }
    return st;
}

static itd_status check_merges(const itd_customer_book *book, itd_error *err)
{
    size_t                count;
    const itd_xlsx_merge *merges = itd_xlsx_merges(book->book, &count);

    for (size_t i = 0; i < count; i++) {
        char from[ITD_XLSX_CELL_NAME_MAX], to[ITD_XLSX_CELL_NAME_MAX];

        if (merges[i].first_row > 1)
            continue;
        itd_xlsx_cell_name(merges[i].first_column - 1, merges[i].first_row, from);
        itd_xlsx_cell_name(merges[i].last_column - 1, merges[i].last_row, to);
        return itd_error_at_line(err, ITD_E_SCHEMA, merges[i].first_row,
                                 "the cells %s to %s of the header are merged", from, to);
    }
    return ITD_OK;
}

static itd_status name_place(itd_customer_book *book, itd_str path, itd_str sheet, itd_error *err)
{
    const size_t size = path.len + sheet.len + sizeof " []";

    book->place = itd_mem_new(size, 1);
    if (!book->place)
        return itd_error_no_memory(err);
    (void)snprintf(book->place, size, "%.*s [%.*s]", ITD_STR_ARGS(path), ITD_STR_ARGS(sheet));
    return ITD_OK;
}

itd_status itd_customer_book_open(itd_customer_book *book, const char *path,
                                  const itd_customer_form *form, itd_error *err)
{
    const itd_str        name = itd_str_of(path);
    const itd_xlsx_input input = {.path = path, .name = name};
    size_t               main = 0;
    itd_status           st = itd_xlsx_open(&input, &book->book, err);

    if (st != ITD_OK)
        return st;
    book->fields = itd_mem_new(ITD_CSV_FIELDS_MAX, sizeof *book->fields);
    if (!book->fields)
        return itd_error_no_memory(err);
    if (form->note && itd_xlsx_has_macros(book->book))
        form->note(form->ctx, name, "the workbook has macros; they are not run");
    if (form->note && itd_xlsx_link_count(book->book) > 0)
        form->note(form->ctx, name, "the workbook links to others; they are not looked at");
    while (main < itd_xlsx_sheet_count(book->book) && itd_xlsx_sheet_at(book->book, main)->hidden)
        main++;
    if (main == itd_xlsx_sheet_count(book->book))
        return itd_error_set(err, ITD_E_SCHEMA, "every sheet is hidden");
    st = name_place(book, name, itd_xlsx_sheet_at(book->book, main)->name, err);
    if (st == ITD_OK)
        st = check_sheets(book, main, err);
    if (st == ITD_OK)
        st = itd_xlsx_select(book->book, main, err);
    if (st == ITD_OK)
        st = check_merges(book, err);
    if (st != ITD_OK && book->place)
        itd_error_in_file(err, itd_str_of(book->place));
    return st;
}

itd_status itd_customer_book_next(itd_customer_book *book, size_t width, bool *ret_found,
                                  itd_csv_record *ret_record, itd_error *err)
{
    itd_xlsx_row row;
    itd_status   st = itd_xlsx_next_row(book->book, ret_found, &row, err);

    if (st != ITD_OK || !*ret_found)
        return st;
    if (row.count > ITD_CSV_FIELDS_MAX)
        return itd_error_at_line(err, ITD_E_LIMIT, row.number, "more than %d columns",
                                 ITD_CSV_FIELDS_MAX);
    for (size_t i = 0; i < row.count; i++)
        book->fields[i] = row.cells[i].text;
    for (size_t i = row.count; i < width; i++)
        book->fields[i] = (itd_str){0};
    *ret_record = (itd_csv_record){.fields = book->fields,
                                   .count = row.count > width ? row.count : width,
                                   .line = row.number,
                                   .number = row.number};
    return ITD_OK;
}

void itd_customer_book_close(itd_customer_book *book)
{
    itd_xlsx_close(book->book);
    itd_mem_free(book->fields);
    itd_mem_free(book->place);
    *book = (itd_customer_book){.book = NULL};
}
