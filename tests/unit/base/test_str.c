/* Slices: equality, search, cutting into parts, trimming, numbers. */
#include "tests/unit/support.h"

#include <limits.h>
#include <stdio.h>

#include "base/attr.h"

static void of_null_is_the_empty_slice(void **state)
{
    const itd_str none = itd_str_of(NULL);

    (void)state;
    assert_int_equal(none.len, 0);
    assert_true(itd_str_equal(none, ITD_STR("")));
}

static void equality_looks_at_bytes_and_length(void **state)
{
    (void)state;
    assert_true(itd_str_equal(ITD_STR("abc"), ITD_STR("abc")));
    assert_false(itd_str_equal(ITD_STR("abc"), ITD_STR("abd")));
    assert_false(itd_str_equal(ITD_STR("abc"), ITD_STR("ab")));
    assert_false(itd_str_equal(ITD_STR("a\0b"), ITD_STR("a\0c")));
    assert_true(itd_str_equal_ascii_nocase(ITD_STR("Sep"), ITD_STR("sEP")));
    assert_false(itd_str_equal_ascii_nocase(ITD_STR("Sep"), ITD_STR("Sept")));
    /* Only A–Z have another case: '@' and '`', '[' and '{' differ by the same bit. */
    assert_false(itd_str_equal_ascii_nocase(ITD_STR("@["), ITD_STR("`{")));
    assert_false(itd_str_equal_ascii_nocase(ITD_STR("\xC3\x84"), ITD_STR("\xC3\xA4")));
}

static void order_is_that_of_the_bytes_and_a_prefix_comes_first(void **state)
{
    (void)state;
    assert_true(itd_str_compare(ITD_STR("a"), ITD_STR("b")) < 0);
    assert_true(itd_str_compare(ITD_STR("b"), ITD_STR("a")) > 0);
    assert_true(itd_str_compare(ITD_STR("a"), ITD_STR("ab")) < 0);
    assert_true(itd_str_compare(ITD_STR("ab"), ITD_STR("a")) > 0);
    assert_true(itd_str_compare(ITD_STR("z"), ITD_STR("\xC3\xA4")) < 0);
    assert_int_equal(itd_str_compare(ITD_STR(""), (itd_str){0}), 0);
    assert_int_equal(itd_str_compare(ITD_STR("ab"), ITD_STR("ab")), 0);
}

static void starts_and_ends_are_found(void **state)
{
    (void)state;
    assert_true(itd_str_starts_with(ITD_STR("list.xml"), ITD_STR("list")));
    assert_true(itd_str_starts_with(ITD_STR("list"), ITD_STR("")));
    assert_false(itd_str_starts_with(ITD_STR("li"), ITD_STR("list")));
    assert_true(itd_str_ends_with(ITD_STR("list.xml"), ITD_STR(".xml")));
    assert_false(itd_str_ends_with(ITD_STR("xml"), ITD_STR(".xml")));
    assert_true(itd_str_starts_with_ascii_nocase(ITD_STR("Also known"), ITD_STR("aLSO")));
    assert_true(itd_str_ends_with_ascii_nocase(ITD_STR("SDN.CSV"), ITD_STR(".csv")));
    assert_false(itd_str_ends_with_ascii_nocase(ITD_STR("SDN.CSX"), ITD_STR(".csv")));
}

static void search_finds_the_first_place(void **state)
{
    (void)state;
    assert_int_equal(itd_str_find(ITD_STR("abcabc"), ITD_STR("bc")), 1);
    assert_int_equal(itd_str_find(ITD_STR("aab"), ITD_STR("ab")), 1);
    assert_int_equal(itd_str_find(ITD_STR("abc"), ITD_STR("")), 0);
    assert_int_equal(itd_str_find(ITD_STR("abc"), ITD_STR("abc")), 0);
    assert_true(itd_str_find(ITD_STR("abc"), ITD_STR("abcd")) == SIZE_MAX);
    assert_true(itd_str_find((itd_str){0}, ITD_STR("a")) == SIZE_MAX);
    assert_int_equal(itd_str_find_char(ITD_STR("a;b;"), ';'), 1);
    assert_true(itd_str_find_char(ITD_STR("ab"), ';') == SIZE_MAX);
    assert_true(itd_str_find_char((itd_str){0}, ';') == SIZE_MAX);
}

static void slices_are_clamped(void **state)
{
    (void)state;
    assert_str_equal(itd_str_slice(ITD_STR("abcd"), 1, 3), "bc");
    assert_str_equal(itd_str_slice(ITD_STR("abcd"), 1, 99), "bcd");
    assert_str_equal(itd_str_slice(ITD_STR("abcd"), 3, 2), "");
    assert_str_equal(itd_str_slice(ITD_STR("abcd"), SIZE_MAX, SIZE_MAX), "");
    assert_str_equal(itd_str_from(ITD_STR("abcd"), 4), "");
    assert_int_equal(itd_str_slice((itd_str){0}, 2, 5).len, 0);
}

static void trim_takes_the_blanks_that_publishers_write(void **state)
{
    (void)state;
    assert_str_equal(itd_str_trim(ITD_STR("  KPi.001 \t\r\n")), "KPi.001");
    assert_str_equal(itd_str_trim(ITD_STR("\xC2\xA0KPi.001\xE2\x80\xAF")), "KPi.001");
    assert_str_equal(itd_str_trim(ITD_STR("\xEF\xBB\xBF<xml>")), "<xml>");
    assert_str_equal(itd_str_trim(ITD_STR("a b")), "a b");
    assert_str_equal(itd_str_trim(ITD_STR(" \t ")), "");
    assert_str_equal(itd_str_trim((itd_str){0}), "");
    /* Half of a no-break space is no blank. */
    assert_str_equal(itd_str_trim(ITD_STR("x\xC2")), "x\xC2");
}

/* Joins the parts by '|', with one '|' behind each, so that empty parts show. */
static void assert_parts(itd_str text, const char *separator, const char *expected)
{
    char    joined[64] = "";
    size_t  len = 0;
    itd_str part;

    while (itd_str_next_part(&text, itd_str_of(separator), &part))
        len += (size_t)snprintf(joined + len, sizeof joined - len, "%.*s|", ITD_STR_ARGS(part));
    assert_string_equal(joined, expected);
}

static void parts_are_cut_and_empty_ones_are_kept(void **state)
{
    (void)state;
    assert_parts(ITD_STR("a;;b"), ";", "a||b|");
    assert_parts(ITD_STR("a;"), ";", "a||");
    assert_parts(ITD_STR(";"), ";", "||");
    assert_parts(ITD_STR(""), ";", "|");
    assert_parts((itd_str){0}, ";", "");
    assert_parts(ITD_STR("a; b; c"), "; ", "a|b|c|");
    assert_parts(ITD_STR("abc"), ";", "abc|");
}

static void no_separator_leaves_the_text_in_one_part(void **state)
{
    (void)state;
    assert_parts(ITD_STR("abc"), "", "abc|");
}

static void character_classes_are_ascii_only(void **state)
{
    (void)state;
    for (int i = CHAR_MIN; i <= CHAR_MAX; i++) {
        const char ch = (char)i;
        const bool upper = ch >= 'A' && ch <= 'Z', lower = ch >= 'a' && ch <= 'z';

        assert_int_equal(itd_char_is_digit(ch), ch >= '0' && ch <= '9');
        assert_int_equal(itd_char_is_alpha(ch), upper || lower);
        assert_int_equal(itd_char_is_space(ch), ch == ' ' || (ch >= 9 && ch <= 13));
        assert_int_equal(itd_char_lower(ch), upper ? ch + 32 : ch);
        assert_int_equal(itd_char_upper(ch), lower ? ch - 32 : ch);
    }
}

static const struct {
    const char *text;
    uint64_t    max;
    bool        ok;
    uint64_t    value;
} numbers[] = {
    {"0", 0, true, 0},
    {"1", 0, false, 0},
    {"007", 9, true, 7},
    {"9", 9, true, 9},
    {"10", 9, false, 0},
    {"255", 255, true, 255},
    {"256", 255, false, 0},
    {"18446744073709551615", UINT64_MAX, true, UINT64_MAX},
    {"18446744073709551616", UINT64_MAX, false, 0},
    {"99999999999999999999", UINT64_MAX, false, 0},
    {"18446744073709551614", UINT64_MAX - 1, true, UINT64_MAX - 1},
    {"18446744073709551615", UINT64_MAX - 1, false, 0},
    {"", 9, false, 0},
    {"-1", 9, false, 0},
    {"+1", 9, false, 0},
    {" 1", 9, false, 0},
    {"1 ", 9, false, 0},
    {"1x", 99, false, 0},
};

static void numbers_are_read_up_to_their_maximum(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(numbers); i++) {
        uint64_t   value = 42;
        const bool ok = itd_str_parse_u64(itd_str_of(numbers[i].text), numbers[i].max, &value);

        if (ok != numbers[i].ok || value != (ok ? numbers[i].value : 42))
            fail_msg("\"%s\" up to %llu", numbers[i].text, (unsigned long long)numbers[i].max);
    }
}

static void printf_length_stops_at_int_max(void **state)
{
    const itd_str huge = {.ptr = "x", .len = (size_t)INT_MAX + 1};

    (void)state;
    assert_int_equal(itd_str_printf_len(huge), INT_MAX);
    assert_int_equal(itd_str_printf_len(ITD_STR("ab")), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(of_null_is_the_empty_slice),
        cmocka_unit_test(equality_looks_at_bytes_and_length),
        cmocka_unit_test(order_is_that_of_the_bytes_and_a_prefix_comes_first),
        cmocka_unit_test(starts_and_ends_are_found),
        cmocka_unit_test(search_finds_the_first_place),
        cmocka_unit_test(slices_are_clamped),
        cmocka_unit_test(trim_takes_the_blanks_that_publishers_write),
        cmocka_unit_test(parts_are_cut_and_empty_ones_are_kept),
        cmocka_unit_test(no_separator_leaves_the_text_in_one_part),
        cmocka_unit_test(character_classes_are_ascii_only),
        cmocka_unit_test(numbers_are_read_up_to_their_maximum),
        cmocka_unit_test(printf_length_stops_at_int_max),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
