/* Growing text: the limit, the sticky failure, and numbers that come back as they went in. */
#include "tests/unit/support.h"

#include <string.h>

#include "base/buf.h"

static void appends_text_numbers_and_characters(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 1000);
    itd_buf_append(&buf, ITD_STR("a"));
    itd_buf_append_cstr(&buf, "bc");
    itd_buf_append_char(&buf, '-');
    itd_buf_append_u64(&buf, 0);
    itd_buf_append_char(&buf, '-');
    itd_buf_append_u64(&buf, UINT64_MAX);
    itd_buf_append_code(&buf, 0x91D1);
    itd_buf_printf(&buf, "(%d %s)", -5, "x");
    assert_ok(itd_buf_status(&buf, &err), &err);
    assert_str_equal(itd_buf_text(&buf), "abc-0-18446744073709551615\xE9\x87\x91(-5 x)");
    itd_buf_done(&buf);
}

static void an_empty_buffer_has_an_empty_text_with_a_place(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 0);
    assert_non_null(itd_buf_text(&buf).ptr);
    assert_int_equal(itd_buf_text(&buf).len, 0);
    itd_buf_append(&buf, (itd_str){0});
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    itd_buf_done(&buf);
}

static void takes_the_limit_and_refuses_one_byte_more(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 3);
    itd_buf_append_cstr(&buf, "abc");
    assert_ok(itd_buf_status(&buf, &err), &err);
    itd_buf_append_char(&buf, 'd');
    assert_status_error(itd_buf_status(&buf, &err), ITD_E_LIMIT, &err);
    assert_str_equal(itd_buf_text(&buf), "abc");
    itd_buf_done(&buf);
}

static void printf_takes_the_limit_and_refuses_one_byte_more(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 3);
    itd_buf_printf(&buf, "%s", "abc");
    assert_ok(itd_buf_status(&buf, &err), &err);
    assert_str_equal(itd_buf_text(&buf), "abc");
    itd_buf_reset(&buf);
    itd_buf_printf(&buf, "%s", "abcd");
    assert_status_error(itd_buf_status(&buf, &err), ITD_E_LIMIT, &err);
    assert_int_equal(itd_buf_text(&buf).len, 0);
    itd_buf_done(&buf);
}

static void a_failure_sticks_until_reset(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 2);
    itd_buf_append_cstr(&buf, "abc");
    itd_buf_append_char(&buf, 'x'); /* would fit, but the text would have a hole */
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_E_LIMIT);
    assert_int_equal(itd_buf_text(&buf).len, 0);
    itd_buf_reset(&buf);
    itd_buf_append_char(&buf, 'x');
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    assert_str_equal(itd_buf_text(&buf), "x");
    itd_buf_done(&buf);
    itd_buf_done(&buf); /* usable again, so done twice is fine */
}

static void lack_of_memory_is_its_own_failure(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 100000);
    itd_buf_append_cstr(&buf, "kept");
    itd_test_fail_allocation(1);
    for (int i = 0; i < 1000; i++)
        itd_buf_append_cstr(&buf, "more");
    itd_test_fail_allocation(0);
    assert_status_error(itd_buf_status(&buf, &err), ITD_E_NO_MEMORY, &err);
    assert_true(itd_str_starts_with(itd_buf_text(&buf), ITD_STR("keptmore")));
    itd_buf_done(&buf);
}

static void grows_far_past_its_first_size(void **state)
{
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, SIZE_MAX);
    for (int i = 0; i < 100000; i++)
        itd_buf_append_char(&buf, (char)('a' + i % 26));
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    assert_int_equal(itd_buf_text(&buf).len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf.ptr[i], 'a' + i % 26);
    itd_buf_done(&buf);
}

static void fixed_numbers_are_little_endian_and_come_back(void **state)
{
    itd_buf  buf;
    itd_str  rest;
    uint32_t small;
    uint64_t large;

    (void)state;
    itd_buf_init(&buf, 100);
    itd_buf_append_le32(&buf, 0x01020384u);
    itd_buf_append_le64(&buf, 0x0102030405060788u);
    rest = itd_buf_text(&buf);
    assert_int_equal(rest.len, 12);
    assert_memory_equal(rest.ptr, "\x84\x03\x02\x01\x88\x07\x06\x05\x04\x03\x02\x01", 12);
    assert_true(itd_bytes_take_le32(&rest, &small));
    assert_int_equal(small, 0x01020384u);
    assert_true(itd_bytes_take_le64(&rest, &large));
    assert_true(large == 0x0102030405060788u);
    assert_int_equal(rest.len, 0);
    assert_false(itd_bytes_take_le32(&rest, &small));
    itd_buf_done(&buf);
}

static void short_fixed_numbers_are_refused_and_nothing_is_cut_off(void **state)
{
    uint32_t small = 7;
    uint64_t large = 7;

    (void)state;
    for (size_t len = 0; len < 8; len++) {
        itd_str rest = {.ptr = "\1\2\3\4\5\6\7", .len = len};

        assert_false(itd_bytes_take_le64(&rest, &large));
        assert_int_equal(rest.len, len);
        if (len < 4)
            assert_false(itd_bytes_take_le32(&rest, &small));
    }
    assert_int_equal(small, 7);
    assert_true(large == 7);
}

static void assert_varint(uint64_t value, size_t bytes)
{
    itd_buf  buf;
    itd_str  rest;
    uint64_t back = 0;

    itd_buf_init(&buf, 10);
    itd_buf_append_varint(&buf, value);
    assert_int_equal(itd_buf_status(&buf, NULL), ITD_OK);
    rest = itd_buf_text(&buf);
    assert_int_equal(rest.len, bytes);
    for (size_t cut = 0; cut < bytes; cut++) {
        itd_str part = itd_str_slice(rest, 0, cut);

        assert_false(itd_bytes_take_varint(&part, &back));
        assert_int_equal(part.len, cut);
    }
    assert_true(itd_bytes_take_varint(&rest, &back));
    assert_true(back == value);
    assert_int_equal(rest.len, 0);
    itd_buf_done(&buf);
}

static void varints_of_every_length_come_back_and_cut_ones_are_refused(void **state)
{
    (void)state;
    assert_varint(0, 1);
    for (unsigned bits = 1; bits <= 63; bits++) {
        assert_varint((UINT64_C(1) << bits) - 1, (bits + 6) / 7);
        assert_varint(UINT64_C(1) << bits, bits / 7 + 1);
    }
    assert_varint(UINT64_MAX, 10);
}

static void varints_past_64_bits_are_refused(void **state)
{
    itd_str  last_too_large = ITD_STR("\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02");
    itd_str  too_long = ITD_STR("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x81\x00");
    uint64_t value = 7;

    (void)state;
    assert_false(itd_bytes_take_varint(&last_too_large, &value));
    assert_false(itd_bytes_take_varint(&too_long, &value));
    assert_true(value == 7);
    assert_int_equal(last_too_large.len, 10);
}

static void bytes_are_taken_up_to_what_is_there(void **state)
{
    itd_str rest = ITD_STR("abcd"), part = ITD_STR("old");

    (void)state;
    assert_false(itd_bytes_take(&rest, 5, &part));
    assert_false(itd_bytes_take(&rest, UINT64_MAX, &part));
    assert_str_equal(part, "old");
    assert_true(itd_bytes_take(&rest, 3, &part));
    assert_str_equal(part, "abc");
    assert_true(itd_bytes_take(&rest, 1, &part));
    assert_true(itd_bytes_take(&rest, 0, &part));
    assert_str_equal(part, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(appends_text_numbers_and_characters),
        cmocka_unit_test(an_empty_buffer_has_an_empty_text_with_a_place),
        cmocka_unit_test(takes_the_limit_and_refuses_one_byte_more),
        cmocka_unit_test(printf_takes_the_limit_and_refuses_one_byte_more),
        cmocka_unit_test(a_failure_sticks_until_reset),
        cmocka_unit_test(lack_of_memory_is_its_own_failure),
        cmocka_unit_test(grows_far_past_its_first_size),
        cmocka_unit_test(fixed_numbers_are_little_endian_and_come_back),
        cmocka_unit_test(short_fixed_numbers_are_refused_and_nothing_is_cut_off),
        cmocka_unit_test(varints_of_every_length_come_back_and_cut_ones_are_refused),
        cmocka_unit_test(varints_past_64_bits_are_refused),
        cmocka_unit_test(bytes_are_taken_up_to_what_is_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
