/* Names as tokens: one table that a person can check by hand. A token is shown as its text with a
 * sign for its kind: word, initial ., #number, [legal form], (title), ~particle. */
#include <string.h>

#include "tests/unit/support.h"
#include "base/buf.h"
#include "text/name.h"

static const struct {
    const char *text;
    const char *tokens;
} cases[] = {
    {"YUN HO-JIN", "yun ho jin"},
    {"  Jong-un,Kim ", "jong un kim"},
    {"Müller-Lüdenscheidt", "muller ludenscheidt"},
    {"Łódź Ørsted Þór Æsir Đinh Straße", "lodz orsted thor aesir dinh strasse"},
    {"İSTANBUL ılık", "istanbul ilik"},
    {"O'Neill Ma’mun ʿAbd Qa`id", "oneill mamun abd qaid"},
    {"Ｆｕｌｌ ｗｉｄｔｈ ①", "full width #1"},
    {"Ki\xE2\x80\x8Bm J\xC2\xADong", "kim jong"},
    {"K\xD1\x96m", "kim"},
    {"k1m m0hammed 4x4", "kim mohammed #4 x. #4"},
    {"Y U N H O J I N", "yunhojin"},
    {"J. R. Smith", "j. r. smith"},
    {"Joint Stock Company Vostok", "[jsc] vostok"},
    {"Vostok L.L.C.", "vostok [llc]"},
    {"Vostok Co., Ltd.", "vostok [coltd]"},
    {"Co Vostok", "co vostok"},
    {"GRUPO X, S. de R.L. de C.V.", "grupo x. [srlcv]"},
    {"A/S Norden", "[as] norden"},
    {"A. S. Norden", "a. s. norden"},
    {"Muster GmbH & Co. KG", "muster [gmbhcokg]"},
    {"Sheikh Ali bin Omar", "(sheikh) ali ~bin omar"},
    {"2nd Academy II second 007", "#2 academy #2 #2 #7"},
    {"M23 B-52", "m. #23 b. #52"},
    {"Xi Jinping", "xi jinping"},
    {"Marks & Sons", "marks ~and sons"},
    {"金铁三", "金铁三"},
    {"Jin Tiesan (金铁三)", "jin tiesan 金铁三"},
    {"김정은 조선 무역", "김정은 조선 무역"},
    {"がぎ カタカナー", "がぎ カタカナー"},
    {"Йосиф Ёлкин", "иосиф елкин"},
    {"مُحَمَّد", "محمد"},
    {"الـــقاعدة ١٢", "القاعدة #12"},
    {"सुनील", "सुनील"},
    {"***", ""},
    {"", ""},
};

static void show(const itd_name *name, itd_buf *buf)
{
    itd_buf_reset(buf);
    for (size_t i = 0; i < name->count; i++) {
        static const char *const before[] = {"", "", "#", "[", "(", "~"};
        static const char *const after[] = {"", ".", "", "]", ")", ""};

        itd_buf_append_cstr(buf, i > 0 ? " " : "");
        itd_buf_append_cstr(buf, before[name->tokens[i].kind]);
        itd_buf_append(buf, name->tokens[i].text);
        itd_buf_append_cstr(buf, after[name->tokens[i].kind]);
    }
}

static void splits_the_names_of_the_table(void **state)
{
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_folder *folder = NULL;
    itd_buf     buf;

    (void)state;
    itd_buf_init(&buf, 10000);
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_name  name;
        itd_error err;

        assert_status_error(
            itd_name_tokenise(folder, itd_str_of(cases[i].text), arena, &name, &err), ITD_OK, &err);
        show(&name, &buf);
        assert_str_equal(itd_buf_text(&buf), cases[i].tokens);
        assert_true(name.complete);
    }
    itd_buf_done(&buf);
    itd_folder_free(folder);
    itd_arena_free(arena);
}

static void tokens_know_their_place_in_the_original(void **state)
{
    const itd_str text = ITD_STR("Ö. (Ltd) \xEF\xBC\xAB\xEF\xBD\x89\xEF\xBD\x8D");
    itd_arena    *arena = itd_arena_new(SIZE_MAX);
    itd_folder   *folder = NULL;
    itd_name      name;

    (void)state;
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    assert_ok(itd_name_tokenise(folder, text, arena, &name, NULL), NULL);
    assert_int_equal(name.count, 3);
    assert_str_equal(itd_str_slice(text, name.tokens[0].from, name.tokens[0].to), "Ö");
    assert_str_equal(itd_str_slice(text, name.tokens[1].from, name.tokens[1].to), "Ltd");
    assert_int_equal(name.tokens[2].from, 10);
    assert_int_equal(name.tokens[2].to, 19);
    itd_folder_free(folder);
    itd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_the_names_of_the_table),
        cmocka_unit_test(tokens_know_their_place_in_the_original),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
