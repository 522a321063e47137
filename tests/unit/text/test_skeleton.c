/* Phonetic skeletons: sounds of Latin letters, and names of other scripts that sound like their
 * Latin spellings. */
#include "tests/unit/support.h"
#include "text/name.h"
#include "text/skeleton.h"

static void spell(const struct itd_sounds *sounds, char out[static ITD_SOUNDS_MAX + 1])
{
    static const char letters[] = "aeobcdfghjklmnprstvxzSCZ";
    size_t            i = 0;

    for (; i < sounds->count && i < ITD_SOUNDS_MAX; i++)
        out[i] = letters[(sounds->packed >> (ITD_SOUND_BITS * i) & 31) - 1];
    out[i] = '\0';
}

static void latin_letters_become_sounds(void **state)
{
    static const struct {
        const char *text;
        const char *sounds;
    } cases[] = {
        {"schmidt", "Smedt"},
        {"chechenov", "CeCenov"},
        {"tschetschenow", "CeCenov"},
        {"mohammed", "mohamed"},
        {"ahmed", "amed"},
        {"sarah", "sara"},
        {"philipp", "felep"},
        {"cecilia", "seselea"},
        {"jack", "jak"},
        {"quint", "kvent"},
        {"maximilianovskaja", "maksemeleano"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        struct itd_sounds sounds;
        char              out[ITD_SOUNDS_MAX + 1];

        assert_true(itd_sounds_of_latin(itd_str_of(cases[i].text), &sounds));
        spell(&sounds, out);
        assert_string_equal(out, cases[i].sounds);
    }
}

static void other_characters_have_no_sounds(void **state)
{
    struct itd_sounds sounds;

    (void)state;
    assert_false(itd_sounds_of_latin(ITD_STR("b52"), &sounds));
    assert_false(itd_sounds_of_latin(ITD_STR("иван"), &sounds));
    assert_false(itd_sounds_of_latin(ITD_STR(""), &sounds));
}

static itd_token token_of(const char *text, itd_origin origin)
{
    itd_token token = {.text = itd_str_of(text), .kind = ITD_TOKEN_WORD, .origin = (uint8_t)origin};

    itd_name_derive(&token, 1);
    return token;
}

static uint32_t similarity(const itd_token *a, const itd_token *b)
{
    uint32_t most = 0;

    for (size_t i = 0; i < ITD_SKELETONS_MAX && a->skeleton[i]; i++)
        for (size_t j = 0; j < ITD_SKELETONS_MAX && b->skeleton[j]; j++)
            if (itd_skeleton_partner(a->skeleton[i]) == b->skeleton[j]) {
                const uint32_t own = itd_skeleton_similarity(a->skeleton[i], a->origin, b->origin);

                assert_int_equal(own,
                                 itd_skeleton_similarity(a->skeleton[i], b->origin, a->origin));
                most = own > most ? own : most;
            }
    return most;
}

/* The second column is what the engine makes of the name in its own script. */
static void names_of_other_scripts_sound_like_their_latin_spelling(void **state)
{
    static const struct {
        const char *latin;
        const char *romanised;
        itd_origin  origin;
    } cases[] = {
        {"quintero", "kwyntyrw", ITD_ORIGIN_ARABIC},   {"natalie", "nataly", ITD_ORIGIN_ARABIC},
        {"kohler", "kwlr", ITD_ORIGIN_HEBREW},         {"harun", "harwn", ITD_ORIGIN_HEBREW},
        {"tschernow", "chernov", ITD_ORIGIN_CYRILLIC}, {"keston", "kiisuton", ITD_ORIGIN_KANA},
        {"daniel", "dannier", ITD_ORIGIN_HAN},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_token latin = token_of(cases[i].latin, ITD_ORIGIN_LATIN);
        const itd_token other = token_of(cases[i].romanised, cases[i].origin);

        if (similarity(&latin, &other) == 0)
            print_message("# %s\n", cases[i].latin);
        assert_true(similarity(&latin, &other) > 0);
        assert_true(similarity(&latin, &other) < 10000);
    }
}

static void two_latin_words_do_not_pair_by_sound_alone(void **state)
{
    const itd_token a = token_of("marie", ITD_ORIGIN_LATIN), b = token_of("mary", ITD_ORIGIN_LATIN);

    (void)state;
    assert_int_equal(similarity(&a, &b), 0);
}

static void consonants_alone_pair_a_latin_word_with_one_in_syllables(void **state)
{
    static const struct {
        const char *latin;
        const char *romanised;
        itd_origin  origin;
        uint32_t    wanted;
    } cases[] = {
        {"somchaiwong", "samchuwang", ITD_ORIGIN_THAI, 8000},
        {"kasamir", "kusumur", ITD_ORIGIN_BENGALI, 8000},
        {"kasam", "kusum", ITD_ORIGIN_BENGALI, 7500}, /* three */
        {"kasa", "kusu", ITD_ORIGIN_BENGALI, 0},      /* two */
        {"kasamirat", "ksmrt", ITD_ORIGIN_HEBREW, 8000},
        {"kasamir", "ksmr", ITD_ORIGIN_HEBREW, 0}, /* four, of letters without vowels */
        {"kasamir", "ksmr", ITD_ORIGIN_PERSIAN, 8000},
        {"rouzan", "rvzan", ITD_ORIGIN_PERSIAN, 7500}, /* v may be a vowel */
        {"kasamir", "kusumur", ITD_ORIGIN_CYRILLIC, 0},
        {"kasamir", "kusumur", ITD_ORIGIN_LATIN, 0},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_token latin = token_of(cases[i].latin, ITD_ORIGIN_LATIN);
        const itd_token other = token_of(cases[i].romanised, cases[i].origin);

        if (similarity(&latin, &other) != cases[i].wanted)
            print_message("# %s: %u\n", cases[i].latin, similarity(&latin, &other));
        assert_int_equal(similarity(&latin, &other), cases[i].wanted);
        assert_int_equal(similarity(&other, &latin), cases[i].wanted);
    }
}

static void the_partner_of_a_partner_is_the_skeleton(void **state)
{
    const itd_token token = token_of("kasamir", ITD_ORIGIN_LATIN);

    (void)state;
    for (size_t i = 0; i < ITD_SKELETONS_MAX && token.skeleton[i]; i++)
        assert_true(itd_skeleton_partner(itd_skeleton_partner(token.skeleton[i])) ==
                    token.skeleton[i]);
}

static void only_words_of_three_sounds_have_a_skeleton(void **state)
{
    itd_token token = token_of("li", ITD_ORIGIN_ARABIC);

    (void)state;
    assert_int_equal(token.skeleton[0], 0);
    token = token_of("lin", ITD_ORIGIN_LATIN);
    assert_int_not_equal(token.skeleton[0], 0);
    token.kind = ITD_TOKEN_NUMBER;
    itd_name_derive(&token, 1);
    assert_int_equal(token.skeleton[0], 0);
}

static void spellings_of_korean_syllables_share_a_reading(void **state)
{
    static const char *const pairs[][2] = {
        {"kim", "gim"},    {"ri", "lee"},       {"ri", "yi"},           {"pak", "park"},
        {"choe", "choi"},  {"jong", "chung"},   {"hyok", "hyuk"},       {"chol", "cheol"},
        {"yong", "young"}, {"un", "eun"},       {"jongun", "jeongeun"}, {"yongchol", "youngchul"},
        {"thaek", "taek"}, {"phyong", "pyong"}, {"ryong", "yong"},
    };
    static const char *const others[][2] = {
        {"jong", "song"},
        {"kim", "ki"},
        {"jongun", "jongnam"},
        {"chol", "chon"},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(pairs); i++) {
        const itd_token a = token_of(pairs[i][0], ITD_ORIGIN_LATIN);
        const itd_token b = token_of(pairs[i][1], ITD_ORIGIN_LATIN);

        if (similarity(&a, &b) == 0)
            print_message("# %s %s\n", pairs[i][0], pairs[i][1]);
        assert_true(similarity(&a, &b) >= 9000);
    }
    for (size_t i = 0; i < ITD_ARRAY_LEN(others); i++) {
        const itd_token a = token_of(others[i][0], ITD_ORIGIN_LATIN);
        const itd_token b = token_of(others[i][1], ITD_ORIGIN_LATIN);

        assert_int_equal(similarity(&a, &b), 0);
    }
}

static void parts_of_a_korean_name_are_the_whole(void **state)
{
    itd_token parts[2] = {token_of("chong", ITD_ORIGIN_LATIN), token_of("u", ITD_ORIGIN_LATIN)};
    const itd_token whole = token_of("jeongu", ITD_ORIGIN_LATIN);
    bool            found = false;

    (void)state;
    parts[1].kind = ITD_TOKEN_INITIAL;
    itd_name_derive(parts, 2);
    assert_int_not_equal(parts[0].join_skeleton[0][0], 0);
    assert_int_equal(parts[1].join_skeleton[0][0], 0);
    for (size_t i = 0; i < ITD_SKELETONS_MAX; i++)
        found = found || whole.skeleton[i] == parts[0].join_skeleton[0][0];
    assert_true(found);
}

static void expect_pairs(const char *const pairs[][2], size_t count, itd_origin a, itd_origin b,
                         bool wanted)
{
    for (size_t i = 0; i < count; i++) {
        const itd_token one = token_of(pairs[i][0], a), other = token_of(pairs[i][1], b);

        if ((similarity(&one, &other) > 0) != wanted)
            print_message("# %s %s\n", pairs[i][0], pairs[i][1]);
        assert_true((similarity(&one, &other) > 0) == wanted);
    }
}

/* Folded: е stands for ё, и for й. */
static void korean_names_in_cyrillic_letters_are_read(void **state)
{
    static const char *const pairs[][2] = {
        {"ким", "kim"},  {"чен", "jong"},   {"чон", "jong"},       {"ын", "un"},
        {"ир", "il"},    {"иль", "il"},     {"сен", "song"},       {"чхве", "choe"},
        {"цои", "choi"}, {"рен", "ryong"},  {"ен", "yong"},        {"хэ", "hae"},
        {"пак", "park"}, {"хван", "hwang"}, {"чхоль", "chol"},     {"тхэк", "thaek"},
        {"ли", "ri"},    {"и", "lee"},      {"ренхэ", "ryonghae"}, {"джэин", "jaein"},
        {"е", "yo"},
    };
    static const char *const others[][2] = {
        {"ким", "kang"}, {"чен", "song"}, {"иванов", "ivanov"}, {"сергеи", "sergei"}};

    (void)state;
    expect_pairs(pairs, ITD_ARRAY_LEN(pairs), ITD_ORIGIN_CYRILLIC, ITD_ORIGIN_LATIN, true);
    expect_pairs(others, ITD_ARRAY_LEN(others), ITD_ORIGIN_CYRILLIC, ITD_ORIGIN_LATIN, false);
}

static void chinese_names_in_cyrillic_letters_are_read(void **state)
{
    static const char *const pairs[][2] = {
        {"си", "xi"},          {"цзиньпин", "jinping"}, {"чжан", "zhang"}, {"чжао", "zhao"},
        {"сюи", "xu"},         {"люи", "lv"},           {"хуэи", "hui"},   {"цзэдун", "zedong"},
        {"юань", "yuan"},      {"эньлаи", "enlai"},     {"у", "wu"},       {"цюань", "quan"},
        {"чжисинь", "zhixin"}, {"шаоци", "shaoqi"},
    };
    static const char *const others[][2] = {{"чжан", "zhan"}, {"чэнь", "cheng"}};

    (void)state;
    expect_pairs(pairs, ITD_ARRAY_LEN(pairs), ITD_ORIGIN_CYRILLIC, ITD_ORIGIN_LATIN, true);
    expect_pairs(pairs, ITD_ARRAY_LEN(pairs), ITD_ORIGIN_CYRILLIC, ITD_ORIGIN_HAN, true);
    expect_pairs(others, ITD_ARRAY_LEN(others), ITD_ORIGIN_CYRILLIC, ITD_ORIGIN_LATIN, false);
}

/* A romanised token has Latin letters and the origin of another script: not read as one more. */
static void romanised_cyrillic_has_no_syllables(void **state)
{
    const itd_token token = token_of("kim", ITD_ORIGIN_CYRILLIC);

    (void)state;
    assert_int_equal(itd_skeleton_first(&token, ITD_FAMILY_KOREAN), 0);
    assert_int_equal(itd_skeleton_first(&token, ITD_FAMILY_CHINESE), 0);
}

static void single_syllables_are_read_as_wade_giles_too(void **state)
{
    static const char *const pairs[][2] = {
        {"hsieh", "xie"}, {"chang", "zhang"}, {"chou", "zhou"}, {"tsai", "cai"},  {"kuo", "guo"},
        {"hsu", "xu"},    {"chih", "zhi"},    {"jen", "ren"},   {"tzu", "zi"},    {"yeh", "ye"},
        {"ko", "ge"},     {"ho", "he"},       {"kuei", "gui"},  {"yung", "yong"}, {"lo", "luo"},
        {"lu", "lv"},     {"hsueh", "xue"},
    };
    /* a row of syllables is pinyin: Tina is not Dina */
    static const char *const others[][2] = {
        {"tina", "dina"}, {"zhang", "zheng"}, {"chen", "cheng"}, {"mapo", "mabo"}};

    (void)state;
    expect_pairs(pairs, ITD_ARRAY_LEN(pairs), ITD_ORIGIN_LATIN, ITD_ORIGIN_LATIN, true);
    expect_pairs(pairs, ITD_ARRAY_LEN(pairs), ITD_ORIGIN_LATIN, ITD_ORIGIN_HAN, true);
    expect_pairs(others, ITD_ARRAY_LEN(others), ITD_ORIGIN_LATIN, ITD_ORIGIN_LATIN, false);
}

static bool has_join(const itd_token *parts, size_t count, const itd_token *whole)
{
    for (size_t k = 0; k < ITD_JOIN_SKELETONS_MAX; k++)
        for (size_t i = 0; i < ITD_SKELETONS_MAX && whole->skeleton[i]; i++)
            if (whole->skeleton[i] == parts->join_skeleton[count - 2][k])
                return true;
    return false;
}

/* Two rows of either language are kept: ching is qing, or jing. */
static void neighbours_join_by_their_two_likeliest_rows(void **state)
{
    static const char *const cases[][3] = {{"ching", "kuo", "jingguo"},
                                           {"ching", "kuo", "qingguo"},
                                           {"sung", "nam", "seungnam"},
                                           {"цзинь", "пин", "jinping"},
                                           {"рен", "хэ", "ryonghae"}};

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        const itd_origin origin =
            (unsigned char)cases[i][0][0] < 0x80 ? ITD_ORIGIN_LATIN : ITD_ORIGIN_CYRILLIC;
        itd_token       parts[2] = {token_of(cases[i][0], origin), token_of(cases[i][1], origin)};
        const itd_token whole = token_of(cases[i][2], ITD_ORIGIN_LATIN);

        itd_name_derive(parts, 2);
        if (!has_join(parts, 2, &whole))
            print_message("# %s %s %s\n", cases[i][0], cases[i][1], cases[i][2]);
        assert_true(has_join(parts, 2, &whole));
    }
}

/* Four syllables are a row; a fifth is none. */
static void a_row_has_four_syllables(void **state)
{
    const itd_token four = token_of("kimkimkimkim", ITD_ORIGIN_LATIN);
    const itd_token five = token_of("kimkimkimkimkim", ITD_ORIGIN_LATIN);

    (void)state;
    assert_int_not_equal(itd_skeleton_first(&four, ITD_FAMILY_KOREAN), 0);
    assert_int_equal(itd_skeleton_first(&five, ITD_FAMILY_KOREAN), 0);
    assert_int_equal(itd_skeleton_join(itd_skeleton_first(&four, ITD_FAMILY_KOREAN),
                                       itd_skeleton_first(&four, ITD_FAMILY_KOREAN)),
                     0);
}

/* Twelve sounds fit; of more the first twelve count, in a family of their own. */
static void a_long_name_is_not_the_same_as_its_beginning(void **state)
{
    const itd_token fits = token_of("abadabadabad", ITD_ORIGIN_LATIN);
    const itd_token longer = token_of("abadabadabadu", ITD_ORIGIN_LATIN);

    (void)state;
    assert_int_equal(fits.skeleton[0] >> ITD_FAMILY_SHIFT, ITD_FAMILY_SOUNDS);
    assert_int_equal(longer.skeleton[0] >> ITD_FAMILY_SHIFT, ITD_FAMILY_SOUNDS_LONG);
    assert_int_equal(fits.skeleton[0] << 4, longer.skeleton[0] << 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(latin_letters_become_sounds),
        cmocka_unit_test(other_characters_have_no_sounds),
        cmocka_unit_test(names_of_other_scripts_sound_like_their_latin_spelling),
        cmocka_unit_test(two_latin_words_do_not_pair_by_sound_alone),
        cmocka_unit_test(consonants_alone_pair_a_latin_word_with_one_in_syllables),
        cmocka_unit_test(the_partner_of_a_partner_is_the_skeleton),
        cmocka_unit_test(only_words_of_three_sounds_have_a_skeleton),
        cmocka_unit_test(spellings_of_korean_syllables_share_a_reading),
        cmocka_unit_test(parts_of_a_korean_name_are_the_whole),
        cmocka_unit_test(korean_names_in_cyrillic_letters_are_read),
        cmocka_unit_test(chinese_names_in_cyrillic_letters_are_read),
        cmocka_unit_test(romanised_cyrillic_has_no_syllables),
        cmocka_unit_test(single_syllables_are_read_as_wade_giles_too),
        cmocka_unit_test(neighbours_join_by_their_two_likeliest_rows),
        cmocka_unit_test(a_row_has_four_syllables),
        cmocka_unit_test(a_long_name_is_not_the_same_as_its_beginning),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
