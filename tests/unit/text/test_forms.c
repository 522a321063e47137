/* The forms of a name: a table that a person can check by hand. Forms are separated by " | ". */
#include <string.h>

#include "tests/unit/support.h"
#include "base/buf.h"
#include "entity/entity.h"
#include "text/name.h"

struct fixture {
    itd_folder *folder;
    itd_arena  *arena;
};

static int set_up(void **state)
{
    static struct fixture fixture;

    fixture.arena = itd_arena_new(SIZE_MAX);
    assert_non_null(fixture.arena);
    assert_ok(itd_folder_new(&fixture.folder, NULL), NULL);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;

    itd_folder_free(fixture->folder);
    itd_arena_free(fixture->arena);
    return 0;
}

static size_t forms_of(const struct fixture *fixture, itd_str text,
                       itd_name forms[static ITD_NAME_FORMS_MAX])
{
    size_t count = 0;

    assert_ok(itd_name_forms(fixture->folder, text, fixture->arena, forms, &count, NULL), NULL);
    return count;
}

static void a_latin_name_has_one_form(void **state)
{
    itd_name forms[ITD_NAME_FORMS_MAX];

    assert_int_equal(forms_of(*state, ITD_STR("José Müller 2nd"), forms), 1);
    assert_int_equal(forms[0].scheme, ITD_SCHEME_NATIVE);
    assert_int_equal(forms[0].tokens[0].origin, ITD_ORIGIN_LATIN);
    assert_int_equal(forms[0].tokens[2].origin, ITD_ORIGIN_NONE);
    assert_int_equal(forms_of(*state, ITD_STR(""), forms), 1);
    assert_int_equal(forms[0].count, 0);
}

static void only_foreign_tokens_are_romanised(void **state)
{
    itd_name      forms[ITD_NAME_FORMS_MAX];
    const itd_str text = ITD_STR("Ivan Петров 7");

    assert_true(forms_of(*state, text, forms) >= 2);
    assert_int_equal(forms[0].tokens[1].origin, ITD_ORIGIN_CYRILLIC);
    assert_str_equal(forms[0].tokens[1].text, "петров");
    assert_int_equal(forms[1].scheme, ITD_SCHEME_ROMAN);
    assert_int_equal(forms[1].count, 3);
    assert_str_equal(forms[1].tokens[0].text, "ivan");
    assert_int_equal(forms[1].tokens[0].origin, ITD_ORIGIN_LATIN);
    assert_str_equal(forms[1].tokens[1].text, "petrov");
    assert_int_equal(forms[1].tokens[1].origin, ITD_ORIGIN_CYRILLIC);
    assert_str_equal(itd_str_slice(text, forms[1].tokens[1].from, forms[1].tokens[1].to), "Петров");
    assert_int_equal(forms[1].tokens[2].kind, ITD_TOKEN_NUMBER);
}

static const struct {
    const char *text;
    const char *forms;
} cases[] = {
    {"Евгений Щукин", "евгении щукин | evgeniy shchukin | yevgeny schukin"},
    {"Ελένη Παπαδοπούλου", "ελενη παπαδοπουλου | eleni papadopoulou | eleni papadopulu"},
    {"عبد الرحمن", "عبد الرحمن | abd al rahman | abdulrhmn"},
    {"أبو بكر البغدادي", "ابو بكر البغدادي | abu bakr al baghdadi | abu bakr albghdady"},
    {"בנימין בן דוד", "בנימין בן דוד | binyamin ben david | benjamin ben david"},
    {"トヨタ サトウ キャッチー",
     "トヨタ サトウ キャッチー | toyota satou kyatchii | toyota sato kyatti"},
    {"ふくしげ", "ふくしげ | fukushige | hukusige"},
    {"김정은", "김정은 | kim jong un | kimjongun | gim jeong eun"},
    {"金正恩", "金正恩 | jin zheng en | jinzhengen | kim jong un"},
    {"金 与正", "金 与正 | jin yu zheng | jin yuzheng | kim yo jong"},
    {"张成泽", "张成泽 | zhang cheng ze | zhangchengze | jang song taek"},
    {"李明", "李明 | li ming | liming"},
    {"南宮民秀李", "南宮民秀李 | nan gong min xiu li | nangongminxiuli"},
    {"金", "金 | jin"},
    {"王小明", "王小明 | wang xiao ming | wangxiaoming"},
    {"曾庆红", "曾庆红 | zeng qing hong | zengqinghong"},
    {"ООО Восток", "ооо восток | ooo vostok"},
    {"დავით", "დავით | davit"},
    {"A株式会社", "a 株式会社 | a zhu shi hui she | a zhushihuishe"},
    {"สมหมาย กล้าหาญ", "สมหมาย กล้าหาญ | sommai klahan | sommay klahan"},
    {"ศรีสุวรรณ์", "ศรีสุวรรณ์ | sisuwan | sreesuvan"},
    {"พรทิพย์", "พรทิพย์ | phonthip | portip"},
    {"សុខ វណ្ណា", "សុខ វណ្ណា | sok vonna | suk vonna"},
    {"ဒေါ်ခင်မြင့်", "ဒေါ်ခင်မြင့် | daw khin myint | dawkhinmyint"},
    {"ከበደ", "ከበደ | kebede"},
    {"ግዛቸው", "ግዛቸው | gizachew | gzachew"},
    {"জহুরুল", "জহুরুল | jahurul | zohurul"},
    {"සුනිල්", "සුනිල් | sunil"},
    {"چنگیز", "چنگیز | chngyz"},
    {"¼ – ±", "1 4"},
};

static void show(const itd_name *forms, size_t count, itd_buf *buf)
{
    itd_buf_reset(buf);
    for (size_t i = 0; i < count; i++) {
        itd_buf_append_cstr(buf, i > 0 ? " | " : "");
        for (size_t t = 0; t < forms[i].count; t++) {
            itd_buf_append_cstr(buf, t > 0 ? " " : "");
            itd_buf_append(buf, forms[i].tokens[t].text);
        }
    }
}

static void romanises_the_names_of_the_table(void **state)
{
    itd_name forms[ITD_NAME_FORMS_MAX];
    itd_buf  buf;

    itd_buf_init(&buf, 10000);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        show(forms, forms_of(*state, itd_str_of(cases[i].text), forms), &buf);
        assert_str_equal(itd_buf_text(&buf), cases[i].forms);
    }
    itd_buf_done(&buf);
}

/* A form goes through the same steps as a name that came in Latin letters. */
static void finds_particles_in_a_romanised_form(void **state)
{
    itd_name forms[ITD_NAME_FORMS_MAX];

    assert_true(forms_of(*state, ITD_STR("علي بن محمد"), forms) >= 2);
    assert_int_equal(forms[1].tokens[1].kind, ITD_TOKEN_PARTICLE);
    assert_str_equal(forms[1].tokens[1].text, "bin");
}

/* Every letter of a name is its own token here. */
static itd_str many(itd_arena *arena, const char *part, size_t count)
{
    const itd_str one = itd_str_of(part);
    char         *text = itd_arena_new_array(arena, one.len * count + 1, 1);

    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        memcpy(text + i * one.len, one.ptr, one.len);
    return (itd_str){text, one.len * count};
}

static void takes_a_name_of_4096_bytes_and_refuses_one_more(void **state)
{
    const struct fixture *fixture = *state;
    const itd_str         text = many(fixture->arena, "a", ITD_ENTITY_NAME_MAX + 1);
    itd_name              name, forms[ITD_NAME_FORMS_MAX];
    size_t                count = 0;
    itd_error             err;

    assert_ok(itd_name_tokenise(fixture->folder, itd_str_slice(text, 0, ITD_ENTITY_NAME_MAX),
                                fixture->arena, &name, NULL),
              NULL);
    assert_int_equal(name.count, 1);
    assert_true(name.complete);
    assert_int_equal(itd_name_tokenise(fixture->folder, text, fixture->arena, &name, &err),
                     ITD_E_LIMIT);
    assert_int_equal(itd_name_forms(fixture->folder, text, fixture->arena, forms, &count, &err),
                     ITD_E_LIMIT);
    assert_int_equal(count, 0);
}

/* The longest name of each script that grows most when it is romanised. */
static void takes_4096_bytes_of_any_script(void **state)
{
    static const char *const letters[] = {"庄", "쫘", "щ", "ش", "キャ", "ก", "\xEF\xB7\xBA", "क्ष"};
    const struct fixture *fixture = *state;
    itd_name              forms[ITD_NAME_FORMS_MAX];

    for (size_t i = 0; i < ITD_ARRAY_LEN(letters); i++) {
        const size_t  count = ITD_ENTITY_NAME_MAX / itd_str_of(letters[i]).len;
        const itd_str text = many(fixture->arena, letters[i], count);
        size_t        form_count = 0;
        itd_error     err;
        itd_status    st =
            itd_name_forms(fixture->folder, text, fixture->arena, forms, &form_count, &err);

        assert_true(st == ITD_OK || st == ITD_E_LIMIT);
        if (st == ITD_OK)
            assert_true(form_count >= 2);
    }
}

static void compares_64_tokens_and_says_when_there_are_more(void **state)
{
    const struct fixture *fixture = *state;
    const itd_str         text = many(fixture->arena, "ab ", ITD_NAME_TOKENS_MAX + 1);
    const itd_str         han = many(fixture->arena, "\xE5\xBA\x84", ITD_NAME_TOKENS_MAX + 1);
    itd_name              name, forms[ITD_NAME_FORMS_MAX];

    assert_ok(itd_name_tokenise(fixture->folder, itd_str_slice(text, 0, ITD_NAME_TOKENS_MAX * 3),
                                fixture->arena, &name, NULL),
              NULL);
    assert_int_equal(name.count, ITD_NAME_TOKENS_MAX);
    assert_true(name.complete);
    assert_ok(itd_name_tokenise(fixture->folder, text, fixture->arena, &name, NULL), NULL);
    assert_int_equal(name.count, ITD_NAME_TOKENS_MAX);
    assert_false(name.complete);
    /* one piece of 65 syllables: whole as it is written, cut when a syllable is a token */
    assert_int_equal(forms_of(*state, han, forms), 3);
    assert_true(forms[0].complete);
    assert_int_equal(forms[1].count, ITD_NAME_TOKENS_MAX);
    assert_false(forms[1].complete);
    assert_true(forms[2].complete);
}

static void a_failing_allocation_is_a_clean_error(void **state)
{
    const struct fixture *fixture = *state;
    bool                  failed = true;
    size_t                nth = 0;

    while (failed) {
        itd_folder *folder = NULL;
        itd_arena  *arena;
        itd_name    forms[ITD_NAME_FORMS_MAX];
        size_t      count = 0;
        itd_status  st;

        nth++;
        itd_test_fail_allocation(nth);
        arena = itd_arena_new(SIZE_MAX);
        st = arena ? itd_folder_new(&folder, NULL) : ITD_E_NO_MEMORY;
        if (st == ITD_OK)
            st = itd_name_forms(folder, ITD_STR("Иван 庄 علي"), arena, forms, &count, NULL);
        failed = itd_test_fail_allocation(0) >= nth;
        assert_int_equal(st, failed ? ITD_E_NO_MEMORY : ITD_OK);
        assert_int_equal(count > 0, !failed);
        itd_folder_free(folder);
        itd_arena_free(arena);
    }
    assert_true(nth > 3);
    (void)fixture;
}

/* What came out of folding, folded again, is the same: tokens written with blanks between give
 * themselves. */
static void folding_twice_is_folding_once(void **state)
{
    static const char *const texts[] = {
        "Müller-Lüdenscheidt ŁÓDŹ",
        "ＫＩＭ ①",
        "Йосиф Ёлкин",
        "مُحَمَّد",
        "ﷺ",
        "がぎ カタカナー",
        "김정은",
        "Ǆ ǆ ŉ ß ﬃ",
        "ΆΣ ϐ",
        "Ⅷ Ångström",
        "İi ıI",
        "กำ",
        "ሰላም",
        "𝕬𝖇𝖈",
    };
    const struct fixture *fixture = *state;
    itd_buf               buf;

    itd_buf_init(&buf, 10000);
    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        itd_name once, twice;

        assert_ok(
            itd_name_tokenise(fixture->folder, itd_str_of(texts[i]), fixture->arena, &once, NULL),
            NULL);
        show(&once, 1, &buf);
        assert_ok(
            itd_name_tokenise(fixture->folder, itd_buf_text(&buf), fixture->arena, &twice, NULL),
            NULL);
        assert_int_equal(once.count, twice.count);
        for (size_t t = 0; t < once.count; t++)
            assert_true(itd_str_equal(once.tokens[t].text, twice.tokens[t].text));
    }
    itd_buf_done(&buf);
}

static void every_value_has_a_name_for_people(void **state)
{
    (void)state;
    for (uint8_t i = 0; i < ITD_ORIGINS; i++)
        assert_non_null(itd_origin_name(i));
    assert_null(itd_origin_name(ITD_ORIGINS));
    for (uint8_t i = 0; i < ITD_SCHEMES; i++)
        assert_non_null(itd_scheme_name(i));
    assert_null(itd_scheme_name(ITD_SCHEMES));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_latin_name_has_one_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(only_foreign_tokens_are_romanised, set_up, tear_down),
        cmocka_unit_test_setup_teardown(romanises_the_names_of_the_table, set_up, tear_down),
        cmocka_unit_test_setup_teardown(finds_particles_in_a_romanised_form, set_up, tear_down),
        cmocka_unit_test_setup_teardown(takes_a_name_of_4096_bytes_and_refuses_one_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(takes_4096_bytes_of_any_script, set_up, tear_down),
        cmocka_unit_test_setup_teardown(compares_64_tokens_and_says_when_there_are_more, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_failing_allocation_is_a_clean_error, set_up, tear_down),
        cmocka_unit_test_setup_teardown(folding_twice_is_folding_once, set_up, tear_down),
        cmocka_unit_test(every_value_has_a_name_for_people),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
