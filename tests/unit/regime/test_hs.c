/* Codes, ranges and words of goods. */
#include "regime/hs.h"

#include <stdlib.h>
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

/* ---- other editions ---- */

static void a_dropped_code_knows_what_it_became(void **state)
{
    static const struct {
        const char *code, *others;
        int         year, first, last, begins;
    } cases[] = {
        {"8803", "8807", 2018, 0, 2017, 2022},
        {"8803.30.0090", "8807.30", 2018, 0, 2017, 2022}, /* the longest row decides */
        {"2848", "2853.90", 2018, 0, 2012, 2017},
        {"2710.11", "2710.12; 2710.20", 2010, 0, 2007, 2012},
        {"8807.30", "8803", 2018, 2022, 0, 2022},
        {"0308", "0307", 2009, 2012, 0, 2012},
        {"8524", "8523", 2006, 0, 2002, 2007},             /* discs and tapes … */
        {"8524", "8523", 2021, 0, 2002, 2007},             /* … nothing … */
        {"8524", "8529; 8531; 9013", 2022, 2022, 0, 2022}, /* … display modules */
        {"8524.11", "8523", 2006, 0, 2002, 2007},
        {"8485", "8487", 2006, 0, 2002, 2007},
        {"8485", "8463; 8477; 8479", 2024, 2022, 0, 2022},
    };

    itd_hs *hs = open_table();

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_hs_code    code = code_of(cases[i].code);
        const itd_hs_change *change = itd_hs_find_change(hs, &code, cases[i].year);

        assert_non_null(change);
        assert_true(itd_str_equal(change->other_text, itd_str_of(cases[i].others)));
        assert_int_equal(change->first_edition, cases[i].first);
        assert_int_equal(change->last_edition, cases[i].last);
        assert_int_equal(itd_hs_change_begins(change), cases[i].begins);
    }
    const itd_hs_code plain = code_of("2701.12"), wide = code_of("88");
    assert_null(itd_hs_find_change(hs, &plain, 2017));
    assert_null(itd_hs_find_change(hs, &wide, 2017));
    itd_hs_free(hs);
}

/* The tables that ship, with other changes. */
static itd_status open_changes(const char *changes, itd_error *err)
{
    static const char *const names[] = {"hs.tsv", "words.tsv"};

    char       dir[] = "/tmp/itd-hs-XXXXXX", path[ITD_PATH_MAX];
    itd_hs    *hs = NULL;
    itd_status st;

    assert_non_null(mkdtemp(dir));
    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++) {
        itd_buf text;

        itd_buf_init(&text, SIZE_MAX);
        assert_ok(itd_path_join(path, itd_test_root(), "data/regime", names[i], NULL), NULL);
        assert_ok(itd_file_read(path, &text, NULL), NULL);
        assert_ok(itd_path_join(path, dir, names[i], NULL, NULL), NULL);
        assert_ok(itd_file_write_atomic(path, itd_buf_text(&text), NULL), NULL);
        itd_buf_done(&text);
    }
    assert_ok(itd_path_join(path, dir, "hs_changes.tsv", NULL, NULL), NULL);
    assert_ok(itd_file_write_atomic(path, itd_str_of(changes), NULL), NULL);
    *err = (itd_error){0};
    st = itd_hs_open(dir, &hs, err);
    itd_hs_free(hs);
    assert_ok(itd_path_remove(dir, NULL), NULL);
    return st;
}

#define CHANGES "code\tfirst\tlast\tother\tgoods\tsource\tconfidence\n"
#define SIXTEEN "2701;2702;2703;2704;2705;2706;2707;2708;2709;2710;2711;2712;2713;2714;2715;2716"

static void every_year_has_its_edition(void **state)
{
    static const struct {
        int year, edition;
    } cases[] = {{2001, 2002}, {2006, 2002}, {2007, 2007}, {2011, 2007}, {2012, 2012},
                 {2016, 2012}, {2017, 2017}, {2021, 2017}, {2022, 2022}, {2030, 2022}};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_int_equal(itd_hs_edition_of(cases[i].year), cases[i].edition);
}

static void refuses_changes_that_cannot_be(void **state)
{
    static const struct {
        const char *text;
        itd_status  status;
        const char *field;
    } cases[] = {
        {CHANGES "8803\t\t2017\t8807\t\ts\tc\n", ITD_OK, ""},
        {CHANGES "8804\t\t2017\t8807\t\ts\tc\n", ITD_E_CONFLICT, ""}, /* it is still there */
        {CHANGES "8804\t\t2002\t8807\t\ts\tc\n8804\t2012\t\t8807\t\ts\tc\n", ITD_OK, ""},
        {CHANGES "8803\t\t2018\t8807\t\ts\tc\n", ITD_E_SCHEMA, "last"},
        {CHANGES "8803\t\t2022\t8807\t\ts\tc\n", ITD_E_SCHEMA, "last"},
        {CHANGES "8807\tsoon\t\t8803\t\ts\tc\n", ITD_E_SCHEMA, "first"},
        {CHANGES "8807\t2022\t2017\t8803\t\ts\tc\n", ITD_E_SCHEMA, "last"},
        {CHANGES "8807\t\t\t8803\t\ts\tc\n", ITD_E_SCHEMA, "last"},
        {CHANGES "8803\t\t2017\t8803\t\ts\tc\n", ITD_E_SCHEMA, "other"},
        {CHANGES "880\t\t2017\t8807\t\ts\tc\n", ITD_E_SYNTAX, "code"},
        {CHANGES "8803\t\t2017\t\t\ts\tc\n", ITD_E_INCOMPLETE, "other"},
        {CHANGES "8803\t\t2017\t" SIXTEEN "\t\ts\tc\n", ITD_OK, ""},
        {CHANGES "8803\t\t2017\t" SIXTEEN ";2801\t\ts\tc\n", ITD_E_LIMIT, "other"},
    };

    (void)state;
    assert_int_equal(ITD_HS_CHANGE_CODES_MAX, 16);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_error err;

        assert_status_equal(open_changes(cases[i].text, &err), cases[i].status, cases[i].text);
        assert_string_equal(err.field, cases[i].field);
        assert_int_equal(err.line, cases[i].status == ITD_OK ? 0 : 2);
    }
}

static void every_allocation_may_fail(void **state)
{
    char       path[ITD_PATH_MAX];
    itd_hs    *hs = NULL;
    itd_status st;
    size_t     nth = 0;

    (void)state;
    assert_ok(itd_path_join(path, itd_test_root(), "data/regime", NULL, NULL), NULL);
    do {
        (void)itd_test_fail_allocation(++nth);
        st = itd_hs_open(path, &hs, NULL);
        (void)itd_test_fail_allocation(0);
        assert_true(st == ITD_OK || st == ITD_E_NO_MEMORY);
    } while (st != ITD_OK);
    assert_true(nth > 10);
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
        cmocka_unit_test(a_dropped_code_knows_what_it_became),
        cmocka_unit_test(every_year_has_its_edition),
        cmocka_unit_test(refuses_changes_that_cannot_be),
        cmocka_unit_test(every_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
