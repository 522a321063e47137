/* Codes, ranges and words of goods. */
#include "regime/hs.h"

#include <string.h>

#include "base/file.h"
#include "tests/unit/support.h"

static itd_hs_code code_of(const char *text)
{
    itd_hs_code code;
    itd_error   err = {0};

    assert_ok(itd_hs_parse(itd_str_of(text), &code, &err), &err);
    return code;
}

static void reads_codes_with_dots_and_blanks(void **state)
{
    (void)state;
    assert_string_equal(code_of("2701").digits, "2701");
    assert_string_equal(code_of("2701.12").digits, "270112");
    assert_string_equal(code_of(" 2701 12 00 ").digits, "27011200");
    assert_string_equal(code_of("2709000000").digits, "2709000000");
    assert_string_equal(code_of("84").digits, "84");
}

static void refuses_what_is_no_code(void **state)
{
    static const char *const bad[] = {"",      "2",     "270",     "27011",       "27011200000",
                                      "27a1",  "0001",  "7701.11", "98",          "99",
                                      ".2701", "2701.", "-701",    "270112000000"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad); i++) {
        itd_hs_code code;

        assert_status_equal(itd_hs_parse(itd_str_of(bad[i]), &code, NULL), ITD_E_SYNTAX, bad[i]);
    }
}

static void ranges_hold_what_lies_between(void **state)
{
    static const struct {
        const char     *ranges, *code;
        itd_hs_relation relation;
    } cases[] = {
        {"2701-2704", "2701", ITD_HS_INSIDE},
        {"2701-2704", "270400", ITD_HS_INSIDE},
        {"2701-2704", "2705", ITD_HS_APART},
        {"2701-2704", "27", ITD_HS_WIDER},
        {"50-63", "6203", ITD_HS_INSIDE},
        {"50-63", "64", ITD_HS_APART},
        {"50-63", "49", ITD_HS_APART},
        {"8802.11-8802.12", "8802", ITD_HS_WIDER},
        {"8802.11-8802.12", "880220", ITD_HS_APART},
        {"2709.00", "2709", ITD_HS_INSIDE},
        {"2709.00", "27", ITD_HS_WIDER},
        {"2711.11-2711.19", "271113", ITD_HS_INSIDE},
        {"2711.11-2711.19", "271121", ITD_HS_APART},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_hs_range      ranges[ITD_HS_RANGES_MAX];
        const itd_hs_code code = code_of(cases[i].code);
        size_t            count;
        itd_error         err = {0};

        assert_ok(itd_hs_parse_ranges(itd_str_of(cases[i].ranges), ranges, &count, &err), &err);
        assert_int_equal(itd_hs_relate(&ranges[0], &code), cases[i].relation);
    }
}

static void refuses_ranges_that_are_none(void **state)
{
    static const char *const bad[] = {"2704-2701",  "27-2704", "2701;",
                                      "2701;;2702", "2701-",   "-2701"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(bad); i++) {
        itd_hs_range ranges[ITD_HS_RANGES_MAX];
        size_t       count;

        assert_status_equal(itd_hs_parse_ranges(itd_str_of(bad[i]), ranges, &count, NULL),
                            ITD_E_SYNTAX, bad[i]);
    }
}

static void as_many_ranges_as_allowed_and_one_more(void **state)
{
    itd_hs_range ranges[ITD_HS_RANGES_MAX];
    char         text[ITD_HS_RANGES_MAX * 3 + 4] = "";
    size_t       count, len = 0;

    (void)state;
    for (int i = 0; i < ITD_HS_RANGES_MAX; i++) {
        memcpy(text + len, i > 0 ? ";27" : "27", 3);
        len += i > 0 ? 3 : 2;
    }
    assert_ok(itd_hs_parse_ranges((itd_str){text, len}, ranges, &count, NULL), NULL);
    assert_int_equal(count, ITD_HS_RANGES_MAX);
    memcpy(text + len, ";27", 3);
    assert_status_equal(itd_hs_parse_ranges((itd_str){text, len + 3}, ranges, &count, NULL),
                        ITD_E_LIMIT, "");
}

static void words_lose_their_plural_and_their_case(void **state)
{
    itd_str        rest = ITD_STR("Men's SUITS, boxes & knives: batteries");
    itd_goods_word word;

    static const char *const wanted[] = {"men", "suit", "box", "knive", "battery"};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(wanted); i++) {
        assert_true(itd_goods_next_word(&rest, &word));
        assert_string_equal(word.text, wanted[i]);
    }
    assert_false(itd_goods_next_word(&rest, &word));
}

static void phrases_are_words_side_by_side(void **state)
{
    (void)state;
    assert_true(itd_goods_has_phrase(ITD_STR("drums of Jet Fuel"), ITD_STR("jet fuel")));
    assert_true(itd_goods_has_phrase(ITD_STR("bronze statues"), ITD_STR("statue")));
    assert_false(itd_goods_has_phrase(ITD_STR("fuel for a jet"), ITD_STR("jet fuel")));
    assert_false(itd_goods_has_phrase(ITD_STR("estatuette"), ITD_STR("statue")));
    assert_false(itd_goods_has_phrase(ITD_STR("anything"), ITD_STR("")));
}

static itd_hs *open_table(void)
{
    char      path[ITD_PATH_MAX];
    itd_hs   *hs = NULL;
    itd_error err = {0};

    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    assert_ok(itd_hs_open(path, &hs, &err), &err);
    return hs;
}

static void knows_titles_and_editions(void **state)
{
    itd_hs           *hs = open_table();
    const itd_hs_code national = code_of("2701120000"), old = code_of("271011");
    const itd_hs_code none = code_of("2799");
    itd_str           title;
    bool              other;

    (void)state;
    assert_true(itd_hs_title(hs, &national, &title));
    assert_true(itd_str_find(title, ITD_STR("oal")) != SIZE_MAX);
    assert_ok(itd_hs_check(hs, &national, &other, NULL), NULL);
    assert_false(other);
    assert_ok(itd_hs_check(hs, &old, &other, NULL), NULL);
    assert_true(other);
    assert_status_equal(itd_hs_check(hs, &none, &other, NULL), ITD_E_SCHEMA, "");
    itd_hs_free(hs);
}

static void a_search_is_bounded_and_may_find_nothing(void **state)
{
    itd_hs      *hs = open_table();
    itd_hs_found found[ITD_HS_FOUND_MAX];
    char         many[2 * (ITD_HS_QUERY_WORDS + 1)];
    size_t       count;

    (void)state;
    assert_ok(itd_hs_search(hs, ITD_STR("zzqx"), 3, found, &count, NULL), NULL);
    assert_int_equal(count, 0);
    assert_ok(itd_hs_search(hs, ITD_STR("steel"), SIZE_MAX, found, &count, NULL), NULL);
    assert_int_equal(count, ITD_HS_FOUND_MAX);
    assert_int_equal(found[0].score, 1000);
    for (size_t i = 1; i < count; i++) {
        assert_true(found[i].score <= found[i - 1].score);
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(found[i].code.digits, found[k].code.digits);
    }
    for (size_t i = 0; i <= ITD_HS_QUERY_WORDS; i++)
        memcpy(many + 2 * i, "x ", 2);
    assert_ok(itd_hs_search(hs, (itd_str){many, 2 * ITD_HS_QUERY_WORDS}, 3, found, &count, NULL),
              NULL);
    assert_status_equal(itd_hs_search(hs, (itd_str){many, sizeof many}, 3, found, &count, NULL),
                        ITD_E_LIMIT, "");
    itd_hs_free(hs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_codes_with_dots_and_blanks),
        cmocka_unit_test(refuses_what_is_no_code),
        cmocka_unit_test(ranges_hold_what_lies_between),
        cmocka_unit_test(refuses_ranges_that_are_none),
        cmocka_unit_test(as_many_ranges_as_allowed_and_one_more),
        cmocka_unit_test(words_lose_their_plural_and_their_case),
        cmocka_unit_test(phrases_are_words_side_by_side),
        cmocka_unit_test(knows_titles_and_editions),
        cmocka_unit_test(a_search_is_bounded_and_may_find_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
