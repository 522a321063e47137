/* Jaro-Winkler and Soundex against the examples of their papers. */
#include "metric/jaro.h"

#include <string.h>

#include "tests/unit/support.h"

static const struct {
    const char *a, *b;
    uint32_t    similarity;
} pairs[] = {
    {"martha", "marhta", 9611},
    {"dwayne", "duane", 8400},
    {"dixon", "dicksonx", 8133},
    {"abcvwxyz", "cabvwxyz", 9583},
    {"jones", "johnson", 8324},
    {"kim jong un", "kim jong un", 10000},
    {"abc", "xyz", 0},
    {"", "", 10000},
    {"a", "", 0},
};

static void jaro_winkler_gives_the_published_values(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(pairs); i++) {
        const itd_str  a = itd_str_of(pairs[i].a), b = itd_str_of(pairs[i].b);
        const uint32_t similarity = itd_jaro_winkler_similarity(a, b, 0);

        if (similarity != pairs[i].similarity || similarity != itd_jaro_winkler_similarity(b, a, 0))
            fail_msg("%s, %s: %u", pairs[i].a, pairs[i].b, similarity);
        assert_int_equal(itd_jaro_winkler_similarity(a, b, similarity), similarity);
        assert_int_equal(itd_jaro_winkler_similarity(a, b, similarity + 1), 0);
    }
}

static void only_the_first_bytes_of_long_texts_are_compared(void **state)
{
    char a[ITD_JARO_MAX + 2], b[ITD_JARO_MAX + 2];

    (void)state;
    memset(a, 'a', sizeof a);
    memset(b, 'a', sizeof b);
    b[ITD_JARO_MAX] = 'b';
    assert_int_equal(itd_jaro_winkler_similarity((itd_str){.ptr = a, .len = ITD_JARO_MAX + 1},
                                                 (itd_str){.ptr = b, .len = ITD_JARO_MAX + 1}, 0),
                     10000);
    b[ITD_JARO_MAX - 1] = 'b';
    assert_true(itd_jaro_winkler_similarity((itd_str){.ptr = a, .len = ITD_JARO_MAX},
                                            (itd_str){.ptr = b, .len = ITD_JARO_MAX}, 0) < 10000);
}

static void soundex_gives_the_published_codes(void **state)
{
    static const char *const words[][2] = {
        {"Robert", "R163"},    {"Rupert", "R163"},  {"Rubin", "R150"},    {"Ashcraft", "A261"},
        {"Tymczak", "T522"},   {"Pfister", "P236"}, {"Honeyman", "H555"}, {"Lee", "L000"},
        {"Gutierrez", "G362"}, {"Jackson", "J250"}, {"O'Hara", "O600"},
    };
    char code[5];

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        assert_true(itd_soundex(itd_str_of(words[i][0]), code));
        assert_string_equal(code, words[i][1]);
    }
    assert_false(itd_soundex(ITD_STR("17"), code));
    assert_false(itd_soundex(ITD_STR(""), code));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jaro_winkler_gives_the_published_values),
        cmocka_unit_test(only_the_first_bytes_of_long_texts_are_compared),
        cmocka_unit_test(soundex_gives_the_published_codes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
