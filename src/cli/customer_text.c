/* Running texts as what is screened: from the command line or from a file, as far as they are
 * compared. */
#include "base/utf8.h"
#include "cli/customers.h"
#include "codec/source.h"
#include "screen/screen.h"

#define SHOWN_BYTES 60 /* of the text, in answers */

/* One character past what is compared, so that the screener sees that there was more. */
#define READ_MAX (ITD_TEXT_BYTES_MAX + 4)

/* The first words on one line, and "…" behind a part. */
static itd_status beginning_of(itd_str text, itd_arena *arena, itd_str *ret_name, itd_error *err)
{
    itd_buf    buf;
    itd_str    shown = itd_str_trim(text);
    size_t     len = 0;
    itd_status st;

    while (len < shown.len && len < SHOWN_BYTES) {
        uint32_t     code;
        const size_t step = itd_utf8_decode(itd_str_from(shown, len), &code);

        if (step == 0 || code == '\n' || code == '\r')
            break;
        len += step;
    }
    itd_buf_init(&buf, SHOWN_BYTES + 16);
    itd_buf_append(&buf, itd_str_slice(shown, 0, len));
    if (len < shown.len)
        itd_buf_append_cstr(&buf, "…");
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK && !itd_arena_copy(arena, itd_buf_text(&buf), ret_name))
        st = itd_error_no_memory(err);
    itd_buf_done(&buf);
    return st;
}

static itd_status keep_fault(itd_customer *customer, const itd_error *fault, itd_arena *arena,
                             itd_error *err)
{
    itd_error *kept = itd_arena_new_array(arena, 1, sizeof *kept);

    if (!kept)
        return itd_error_no_memory(err);
    *kept = *fault;
    customer->fault = kept;
    return ITD_OK;
}

static itd_status make(itd_str text, itd_str source, const itd_request *facts, itd_arena *arena,
                       itd_customer *ret_customer, itd_error *err)
{
    itd_customer customer = {.text = text, .is_text = true};
    itd_error    fault;
    itd_status   st;

    if (facts)
        customer.req = *facts;
    if (itd_utf8_check_text(text, &fault) == ITD_OK) {
        st = beginning_of(text, arena, &customer.name, err);
    } else {
        itd_error_in_file(&fault, source);
        st = keep_fault(&customer, &fault, arena, err);
    }
    if (st == ITD_OK)
        *ret_customer = customer;
    return st;
}

itd_status itd_customer_of_text(itd_str text, const itd_request *facts, itd_arena *arena,
                                itd_customer *ret_customer, itd_error *err)
{
    return make(text, ITD_STR("--text"), facts, arena, ret_customer, err);
}

/* Without the last character when it may have been cut in two. */
static itd_str whole_characters(itd_str text)
{
    if (text.len < READ_MAX)
        return text;
    while (text.len > ITD_TEXT_BYTES_MAX + 1 && (text.ptr[text.len - 1] & 0xC0) == 0x80)
        text.len--;
    return itd_str_slice(text, 0, text.len - 1);
}

static itd_status read_all(itd_source *src, itd_arena *arena, itd_str *ret_text, itd_error *err)
{
    char      *bytes = itd_arena_new_array(arena, READ_MAX, 1);
    size_t     len = 0, got = 1;
    bool       found = false;
    itd_status st = bytes ? itd_source_next_member(src, &found, err) : itd_error_no_memory(err);

    while (st == ITD_OK && found && got > 0 && len < READ_MAX) {
        st = itd_source_read(src, bytes + len, READ_MAX - len, &got, err);
        len += st == ITD_OK ? got : 0;
    }
    *ret_text = whole_characters((itd_str){bytes, len});
    return st;
}

itd_status itd_customer_of_text_file(const char *path, const itd_request *facts, itd_arena *arena,
                                     itd_customer *ret_customer, itd_error *err)
{
    itd_source *src;
    itd_str     text;
    itd_status  st =
        path ? itd_source_open_file(path, NULL, &src, err) : itd_source_open_stdin(NULL, &src, err);

    if (st != ITD_OK)
        return st;
    st = read_all(src, arena, &text, err);
    itd_source_close(src);
    if (st == ITD_OK)
        st = make(text, itd_str_of(path ? path : "-"), facts, arena, ret_customer, err);
    return st;
}
