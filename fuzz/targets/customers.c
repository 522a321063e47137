/* Customer files in all forms. The first letter says which: x a workbook (in the form of
 * book_writer.h), t a .txt file, anything else one that is told by its bytes; the second letter the
 * order of dates. Each row is a customer who can be asked for, a relation, or a fault; rows come in
 * the order of their lines; every text is valid; a second reading, and one of the same text in
 * UTF-16, give the same. */
#include "cli/customers.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/utf8.h"
#include "fuzz/target.h"
#include "tests/unit/codec/book_writer.h"

#define PATH_BYTES 64

static char folder[PATH_BYTES];

static void remove_folder(void)
{
    FUZZ_CHECK(itd_path_remove(folder, NULL) == ITD_OK);
}

static void make_folder(void)
{
    if (folder[0] != '\0')
        return;
    (void)snprintf(folder, sizeof folder, "/tmp/itd-fuzz-customers-XXXXXX");
    FUZZ_CHECK(mkdtemp(folder) != NULL);
    FUZZ_CHECK(atexit(remove_folder) == 0);
}

static void write_file(const char *path, itd_str bytes)
{
    FILE *file = fopen(path, "wb");

    FUZZ_CHECK(file != NULL);
    FUZZ_CHECK(bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len);
    FUZZ_CHECK(fclose(file) == 0);
}

static void note_text(itd_buf *notes, itd_str text)
{
    itd_error err;

    FUZZ_CHECK(itd_utf8_check_text(text, &err) == ITD_OK);
    fuzz_note(notes, text);
}

static void note_request(itd_buf *notes, const itd_request *req)
{
    note_text(notes, req->id);
    fuzz_note_number(notes, req->schema);
    for (size_t i = 0; i < req->name_count; i++)
        note_text(notes, req->names[i]);
    for (size_t i = 0; i < req->birth_date_count; i++) {
        const itd_date date = req->birth_dates[i];

        FUZZ_CHECK(itd_date_is_valid(date));
        fuzz_note_number(notes, (uint64_t)date.year * 10000 + date.month * 100U + date.day);
    }
    for (size_t i = 0; i < req->country_count; i++)
        note_text(notes, req->countries[i]);
    for (size_t i = 0; i < req->identifier_count; i++)
        note_text(notes, req->identifiers[i].text);
    note_text(notes, req->gender);
    note_text(notes, req->address);
}

static void note_row(itd_buf *notes, const itd_customer *customer)
{
    fuzz_note_number(notes, customer->line);
    if (customer->fault) {
        FUZZ_CHECK(customer->fault->status != ITD_OK && customer->fault->message[0] != '\0');
        FUZZ_CHECK(customer->fault->line == customer->line);
        fuzz_note_number(notes, customer->fault->status);
        fuzz_note(notes, itd_str_of(customer->fault->field));
        return;
    }
    FUZZ_CHECK(customer->relation.len > 0 || customer->req.name_count > 0 ||
               customer->req.identifier_count > 0);
    note_request(notes, &customer->req);
    for (size_t i = 0; i < customer->related_count; i++) {
        note_text(notes, customer->related[i].id);
        note_text(notes, customer->related[i].role);
        note_text(notes, customer->related[i].problem);
    }
}

static void read_all(const char *path, const itd_customer_form *form, itd_buf *notes)
{
    itd_customers *customers = NULL;
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    itd_customer   customer;
    uint64_t       rows = 0, line = 0;
    bool           found = true;
    itd_error      err = {0};
    itd_status     st = itd_customers_open(path, form, &customers, &err);

    FUZZ_CHECK(arena != NULL);
    while (st == ITD_OK && found) {
        itd_arena_reset(arena);
        st = itd_customers_next(customers, arena, &found, &customer, &err);
        if (st != ITD_OK || !found)
            break;
        FUZZ_CHECK(customer.line > line);
        line = customer.line;
        FUZZ_CHECK(itd_customers_rows(customers) == ++rows);
        note_row(notes, &customer);
    }
    FUZZ_CHECK(st == ITD_OK || (st == err.status && err.message[0] != '\0'));
    fuzz_note_number(notes, st);
    fuzz_note_number(notes, st == ITD_OK ? 0 : err.line);
    itd_customers_close(customers);
    itd_arena_free(arena);
}

static bool is_plain_text(itd_str text)
{
    itd_error err;

    return text.len > 0 && itd_utf8_check_text(text, &err) == ITD_OK &&
           !itd_str_starts_with(text, ITD_STR("\xEF\xBB\xBF"));
}

static void append_utf16(itd_buf *out, itd_str text)
{
    size_t at = 0;

    itd_buf_append(out, ITD_STR("\xFF\xFE"));
    while (at < text.len) {
        uint32_t code = 0, units[2];
        size_t   count = 1;

        at += itd_utf8_decode(itd_str_from(text, at), &code);
        units[0] = code;
        if (code >= 0x10000) {
            units[0] = 0xD800 + ((code - 0x10000) >> 10);
            units[1] = 0xDC00 + ((code - 0x10000) & 0x3FF);
            count = 2;
        }
        for (size_t i = 0; i < count; i++) {
            itd_buf_append_char(out, (char)(units[i] & 0xFF));
            itd_buf_append_char(out, (char)(units[i] >> 8));
        }
    }
}

static void read_as(const char *name, itd_str bytes, const itd_customer_form *form, itd_buf *notes)
{
    char path[PATH_BYTES + 16];

    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    write_file(path, bytes);
    read_all(path, form, notes);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const itd_str     input = fuzz_text(data, size), text = itd_str_from(input, 2);
    itd_customer_form form = {0};
    const char       *name;
    itd_buf           bytes, first, second;

    if (size < 2)
        return 0;
    make_folder();
    name = input.ptr[0] == 't' ? "c.txt" : "c.csv";
    form.order = input.ptr[1] == 'd'   ? ITD_DATES_DMY
                 : input.ptr[1] == 'm' ? ITD_DATES_MDY
                 : input.ptr[1] == 'y' ? ITD_DATES_YMD
                                       : ITD_DATES_BOTH;
    itd_buf_init(&bytes, SIZE_MAX);
    itd_buf_init(&first, SIZE_MAX);
    itd_buf_init(&second, SIZE_MAX);
    if (input.ptr[0] == 'x')
        book_write(&bytes, text);
    else
        itd_buf_append(&bytes, text);
    if (input.ptr[0] == 'x' || !fuzz_is_packed(text)) {
        read_as(name, itd_buf_text(&bytes), &form, &first);
        read_as(name, itd_buf_text(&bytes), &form, &second);
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&first), itd_buf_text(&second)));
    }
    if (input.ptr[0] != 'x' && !fuzz_is_packed(text) && is_plain_text(text)) {
        itd_buf_reset(&bytes);
        itd_buf_reset(&second);
        append_utf16(&bytes, text);
        read_as(name, itd_buf_text(&bytes), &form, &second);
        FUZZ_CHECK(itd_str_equal(itd_buf_text(&first), itd_buf_text(&second)));
    }
    itd_buf_done(&bytes);
    itd_buf_done(&first);
    itd_buf_done(&second);
    return 0;
}
