/* Rows of facts however their bytes arrive: in pieces, cut at every byte, without memory, at the
 * limits. */
#include "chronicle/rows.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "tests/unit/support.h"

static const char csv[] = "id,source,kind,day,basis,note\r\n"
                          "a,s,launch,2026-01-01,utc,\"two\nlines, and \"\"quotes\"\"\"\r\n"
                          "b,s,launch,2026-01-02,kst,\xE6\x9C\x9D\r\n";
static const char json[] = "[{\"id\":\"a\",\"source\":\"s\",\"kind\":\"launch\",\"day\":"
                           "\"2026-01-01\",\"basis\":\"utc\",\"count\":3},"
                           "{\"id\":\"b\",\"kind\":\"launch\"}]";
static const char json_lines[] = "{\"id\":\"a\",\"kind\":\"launch\"}\n\n{\"id\":\"b\"}\n";

struct seen {
    itd_buf  notes;
    uint64_t rows;
};

static itd_status note(void *ctx, const itd_str *values, itd_error *err)
{
    struct seen *seen = ctx;

    (void)err;
    for (size_t i = 0; i < ITD_EVENT_COLUMN_COUNT; i++) {
        itd_buf_append(&seen->notes, values[i]);
        itd_buf_append_char(&seen->notes, '|');
    }
    seen->rows++;
    return ITD_OK;
}

/* Reads the text as rows of events; chunk 0: whole. */
static itd_status read_text(itd_str text, size_t chunk, struct seen *seen, itd_error *err)
{
    itd_source_options options = itd_source_options_default();
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_source        *src = NULL;
    bool               found;
    itd_status         st;

    if (chunk > 0)
        options.read_max = chunk;
    itd_buf_init(&seen->notes, SIZE_MAX);
    seen->rows = 0;
    st = arena ? itd_source_open_memory(ITD_STR("rows"), text, &options, &src, err)
               : itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_source_next_member(src, &found, err);
    if (st == ITD_OK)
        st = itd_rows_read(src, ITD_FACT_EVENT, arena, note, seen, err);
    itd_source_close(src);
    itd_arena_free(arena);
    return st;
}

static void pieces_of_any_size_give_the_same_rows(void **state)
{
    const itd_str texts[] = {itd_str_of(csv), itd_str_of(json), itd_str_of(json_lines)};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        struct seen whole;
        itd_error   err;

        assert_ok(read_text(texts[i], 0, &whole, &err), &err);
        assert_int_equal(whole.rows, 2);
        for (size_t chunk = 1; chunk <= 7; chunk++) {
            struct seen seen;

            assert_ok(read_text(texts[i], chunk, &seen, &err), &err);
            assert_true(itd_str_equal(itd_buf_text(&seen.notes), itd_buf_text(&whole.notes)));
            itd_buf_done(&seen.notes);
        }
        itd_buf_done(&whole.notes);
    }
}

static void a_file_cut_at_any_byte_is_an_error_or_has_fewer_rows(void **state)
{
    const itd_str texts[] = {itd_str_of(csv), itd_str_of(json), itd_str_of(json_lines)};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        for (size_t len = 1; len < texts[i].len; len++) {
            struct seen seen;
            itd_error   err = {0};
            itd_status  st = read_text((itd_str){texts[i].ptr, len}, 0, &seen, &err);

            assert_true(seen.rows <= 2);
            assert_true(st == ITD_OK || err.message[0] != '\0');
            assert_true(st != ITD_E_NO_MEMORY);
            if (i == 1) /* an array is whole or nothing */
                assert_true(st != ITD_OK);
            itd_buf_done(&seen.notes);
        }
    }
}

static void every_allocation_may_fail(void **state)
{
    const itd_str texts[] = {itd_str_of(csv), itd_str_of(json), itd_str_of(json_lines)};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        for (size_t nth = 1;; nth++) {
            struct seen seen;
            itd_error   err;
            itd_status  st;

            itd_test_fail_allocation(nth);
            st = read_text(texts[i], 3, &seen, &err);
            itd_test_fail_allocation(0);
            if (st == ITD_OK && seen.notes.failed == ITD_OK) {
                itd_buf_done(&seen.notes);
                break;
            }
            assert_true(st == ITD_E_NO_MEMORY || seen.notes.failed == ITD_E_NO_MEMORY);
            itd_buf_done(&seen.notes);
        }
    }
}

static void as_many_rows_as_the_limit_and_not_one_more(void **state)
{
    itd_buf text;

    (void)state;
    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "kind,day,basis\n");
    for (int extra = 0; extra < 2; extra++) {
        struct seen seen;
        itd_error   err = {0};
        itd_status  st;

        for (int i = 0; i < (extra == 0 ? ITD_ROWS_MAX : 1); i++)
            itd_buf_append_cstr(&text, "launch,2026-01-01,utc\n");
        st = read_text(itd_buf_text(&text), 0, &seen, &err);
        assert_status_error(st, extra == 0 ? ITD_OK : ITD_E_LIMIT, &err);
        assert_int_equal(seen.rows, ITD_ROWS_MAX);
        itd_buf_done(&seen.notes);
    }
    itd_buf_done(&text);
}

/* An event with one value of a length. */
static itd_status parse_with(itd_event_column column, size_t len, const char **ret_field)
{
    static itd_error err;
    itd_str          values[ITD_EVENT_COLUMN_COUNT] = {{0}};
    itd_fact         fact = {.kind = ITD_FACT_EVENT, .values = values};
    itd_event        event;
    itd_buf          text;
    itd_status       st;

    values[ITD_EVENT_ID] = ITD_STR("a");
    values[ITD_EVENT_SOURCE] = ITD_STR("s");
    values[ITD_EVENT_KIND] = ITD_STR("launch");
    values[ITD_EVENT_DAY] = ITD_STR("2026-01-01");
    values[ITD_EVENT_BASIS] = ITD_STR("kst");
    itd_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < len; i++)
        itd_buf_append_char(&text, 'x');
    values[column] = itd_buf_text(&text);
    err = (itd_error){0};
    st = itd_event_parse(&fact, INT64_MAX, &event, &err);
    itd_buf_done(&text);
    *ret_field = err.field;
    return st;
}

static void ids_and_texts_have_their_limits(void **state)
{
    const char *field;

    (void)state;
    assert_int_equal(parse_with(ITD_EVENT_ID, ITD_FACT_ID_MAX, &field), ITD_OK);
    assert_int_equal(parse_with(ITD_EVENT_ID, ITD_FACT_ID_MAX + 1, &field), ITD_E_LIMIT);
    assert_string_equal(field, "id");
    assert_int_equal(parse_with(ITD_EVENT_NOTE, ITD_FACT_TEXT_MAX, &field), ITD_OK);
    assert_int_equal(parse_with(ITD_EVENT_NOTE, ITD_FACT_TEXT_MAX + 1, &field), ITD_E_LIMIT);
    assert_string_equal(field, "note");
}

static void no_table_has_more_columns_than_rows_can_hold(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_FACT_KINDS; i++)
        assert_true(itd_fact_table_of((itd_fact_kind)i)->count <= ITD_FACT_COLUMNS_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_any_size_give_the_same_rows),
        cmocka_unit_test(a_file_cut_at_any_byte_is_an_error_or_has_fewer_rows),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(as_many_rows_as_the_limit_and_not_one_more),
        cmocka_unit_test(ids_and_texts_have_their_limits),
        cmocka_unit_test(no_table_has_more_columns_than_rows_can_hold),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
