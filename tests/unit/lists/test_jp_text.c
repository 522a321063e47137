/* Cells of Japanese lists: names in two scripts, dates, items, countries. */
#include "lists/jp_names.h"
#include "lists/jp_text.h"
#include "tests/unit/support.h"

static itd_record rec;

static itd_str narrow(const char *text)
{
    return itd_jp_narrow(&rec, itd_str_of(text));
}

static void begin(void)
{
    static itd_list_report *report;

    itd_list_report_free(report);
    report = itd_list_report_new();
    assert_ok(itd_record_init(&rec, report, ITD_STR("list"), NULL), NULL);
    assert_ok(itd_record_begin(&rec, NULL, 1, NULL), NULL);
}

/* Every name of a cell as "A|B|-C": a dash stands before a former name, "[…]" behind with its
 * note. */
static void assert_names(const char *cell, const char *expected)
{
    itd_jp_names names = itd_jp_names_of(narrow(cell));
    itd_jp_name  name;
    itd_buf      text;

    itd_buf_init(&text, SIZE_MAX);
    while (itd_jp_next_name(&names, &name)) {
        itd_buf_append_cstr(&text, text.len > 0 ? "|" : "");
        itd_buf_append_cstr(&text, name.previous ? "-" : "");
        itd_buf_append(&text, name.text);
        if (name.note.len > 0)
            itd_buf_printf(&text, "[%.*s]", ITD_STR_ARGS(name.note));
    }
    assert_str_equal(itd_buf_text(&text), expected);
    itd_buf_done(&text);
}

static void cuts_cells_of_several_names(void **state)
{
    (void)state;
    begin();
    assert_names("Yinon Levy", "Yinon Levy");
    assert_names("モハンマド；アリー、オマル\nMohammad; Ali",
                 "モハンマド|アリー|オマル|Mohammad|Ali");
    assert_names("(a)ボジゼ（Bozize）、\n(b)サミュエル（Samuel）",
                 "ボジゼ|Bozize|サミュエル|Samuel");
    assert_names("(a)アリ、ヤシン、(b)バイナフ (c)©X", "アリ、ヤシン|バイナフ|X");
    assert_names("（別称、A信託、「B信託」）\n(a.k.a. A Trust; a.k.a. “B Trust”)",
                 "A信託|B信託|A Trust|B Trust");
    assert_names("(別称)エム\nM1\n(旧称)エヌ\nN1", "エム|M1|-エヌ|-N1");
    assert_names("ジャナット\n(f.k.a.:JANNAT) ", "ジャナット|-JANNAT");
    assert_names("アブ・ガイス Abo Ghaith", "アブ・ガイス|Abo Ghaith");
    assert_names("不明", "");
    assert_names("", "");
    assert_names("(a.k.a.:", "");
    assert_names("(((", "(((");
    itd_record_done(&rec);
}

static void commas_part_lists_of_names_but_not_names(void **state)
{
    (void)state;
    begin();
    assert_names("Aiman Sabawi, Ayman Sabawi, Qais Salman",
                 "Aiman Sabawi|Ayman Sabawi|Qais Salman");
    assert_names("Rahman, Mohamad Iqbal", "Rahman, Mohamad Iqbal");
    assert_names("Acorn Trading Company, Terbo Branch", "Acorn Trading Company, Terbo Branch");
    assert_names("Korea A Bank, Korea B Bank", "Korea A Bank|Korea B Bank");
    assert_names("Acorn Co., Ltd", "Acorn Co., Ltd");
    itd_record_done(&rec);
}

static void keeps_words_about_a_name_apart_from_it(void **state)
{
    (void)state;
    begin();
    assert_names("(a)Qari Rahmat (previously listed as) (b)Kari",
                 "Qari Rahmat[previously listed as]|Kari");
    assert_names("(a)オスマン、1979年5月27日に出生 (b)Othman, born 27 May 1979",
                 "オスマン[1979年5月27日に出生]|Othman[born 27 May 1979]");
    assert_names("A社、(18)に指定した団体", "A社");
    itd_record_done(&rec);
}

/* "1944|1945~", a date as ISO, "..YYYY" the end of its range, "~" an approximation. */
static void assert_dates(const char *cell, const char *expected)
{
    itd_str     rest = itd_jp_without_blanks(&rec, narrow(cell));
    itd_jp_date date = {.circa = false};
    itd_buf     text;

    itd_buf_init(&text, SIZE_MAX);
    while (itd_jp_next_date(&rest, date.from, &date)) {
        itd_buf_append_cstr(&text, text.len > 0 ? "|" : "");
        itd_buf_append(&text, itd_record_date_text(&rec, date.from));
        if (date.until.year > 0)
            itd_buf_printf(&text, "..%.*s", ITD_STR_ARGS(itd_record_date_text(&rec, date.until)));
        itd_buf_append_cstr(&text, date.circa ? "~" : "");
    }
    assert_str_equal(itd_buf_text(&text), expected);
    itd_buf_done(&text);
}

static void finds_every_date_of_a_cell(void **state)
{
    (void)state;
    begin();
    assert_dates("１９６８年11月17日", "1968-11-17");
    assert_dates("1968年11月17\n日", "1968-11-17");
    assert_dates("1971年", "1971");
    assert_dates("1971年2月", "1971-02");
    assert_dates("1971", "1971");
    assert_dates("1963年頃", "1963~");
    assert_dates("おおよそ1963年", "1963~");
    assert_dates("1968年から1973年の間", "1968..1973");
    assert_dates("1960-1962年頃", "1960..1962~");
    assert_dates("2001年2月から4月の間", "2001-02..2001-04");
    assert_dates("1944年又は1945年", "1944|1945");
    assert_dates("1960年3月4日又は3月5日", "1960-03-04|1960-03-05");
    assert_dates("(a)1944年 (b)およそ1945年", "1944|1945~");
    assert_dates("1941/8/20", "1941-08-20");
    assert_dates("2002.3.1", "2002-03-01");
    assert_dates("1941年2月31日", "");
    assert_dates("19411年", "");
    assert_dates("3月4日", "");
    assert_dates("不明", "");
    itd_record_done(&rec);
}

static void finds_the_country_that_a_text_begins_with(void **state)
{
    static const struct {
        const char *text, *code, *rest;
    } cases[] = {
        {"北朝鮮", "kp", ""},
        {"北朝鮮平壌特別市", "kp", "平壌特別市"},
        {"シリア・アラブ共和国（二重国籍）", "sy", "(二重国籍)"},
        {"コンゴ民主共和国北キヴ州", "cd", "北キヴ州"},
        {"ロシア連邦モスクワ市", "ru", "モスクワ市"},
        {"南スーダン共和国", "ss", ""},
        {"Iran", "ir", ""},
    };

    (void)state;
    begin();
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_str code = {0}, rest = {0};

        assert_true(itd_jp_leading_country(narrow(cases[i].text), &code, &rest));
        assert_str_equal(code, cases[i].code);
        assert_str_equal(rest, cases[i].rest);
    }
    for (size_t i = 0; i < 2; i++) {
        itd_str code, rest;

        assert_false(itd_jp_leading_country(narrow(i ? "" : "Iranian Bank"), &code, &rest));
    }
    itd_record_done(&rec);
}

/* Names of an entry as "name=A|alias=B". */
static void assert_added(const char *cell, bool is_person, const char *expected)
{
    const itd_entity *ent = NULL;
    itd_buf           text;

    begin();
    itd_buf_init(&text, SIZE_MAX);
    itd_record_entity(&rec, is_person ? ITD_SCHEMA_PERSON : ITD_SCHEMA_ORGANIZATION, ITD_STR("1"));
    itd_jp_add_names(&rec, ITD_PROP_NAME, narrow(cell), itd_str_of(cell), ITD_STR("x"), is_person);
    assert_ok(itd_record_finish(&rec, &ent, NULL), NULL);
    for (size_t i = 0; i < ent->value_count; i++)
        itd_buf_printf(&text, "%s%.*s=%.*s", i > 0 ? "|" : "",
                       ITD_STR_ARGS(itd_prop_name(ent->values[i].prop)),
                       ITD_STR_ARGS(ent->values[i].text));
    assert_str_equal(itd_buf_text(&text), expected);
    itd_buf_done(&text);
    itd_record_done(&rec);
}

static void spells_out_brackets_of_names(void **state)
{
    (void)state;
    assert_added("Yuriy (Yury) Afonin", true, "name=Yuriy Afonin|alias=Yury Afonin");
    assert_added("Aleksei(Oleksiy) Moz(Moc/Mos)", true,
                 "name=Aleksei Moz|alias=Oleksiy Moz|alias=Aleksei Moc|alias=Oleksiy Moc|"
                 "alias=Aleksei Mos|alias=Oleksiy Mos");
    assert_added("Ali (A)", true, "name=Ali (A)"); /* one letter is no spelling */
    assert_added("Igor(Ihor, Ygor)", true, "name=Igor|alias=Ihor|alias=Ygor");
    assert_added("Oljga (Olga) Zanko (nee, Amel)", true,
                 "name=Oljga Zanko|alias=Olga Zanko|previousName=Oljga Amel");
    assert_added("X Company (XCO)", false, "name=X Company (XCO)|alias=X Company|abbreviation=XCO");
    assert_added("X Company (The Y of Z)", false, "name=X Company|alias=The Y of Z");
    assert_added("LEADER (HONG KONG) INTERNATIONAL", false,
                 "name=LEADER (HONG KONG) INTERNATIONAL");
    assert_added("ALI (original script: علي)", true, "name=ALI|alias=علي");
}

static void stops_at_the_limit_of_spellings(void **state)
{
    (void)state;
    /* 2 x 4 x 4 = 32 are spelled out, 2 x 4 x 5 are not. */
    begin();
    itd_record_done(&rec);
    assert_added("Aa(Ab) Ba(Bb,Bc,Bd) Ca(Cb,Cc,Cd,Ce)", true,
                 "name=Aa(Ab) Ba(Bb,Bc,Bd) Ca(Cb,Cc,Cd,Ce)");
    assert_int_equal(itd_list_report_count(rec.report), 1);
    begin();
    itd_record_entity(&rec, ITD_SCHEMA_PERSON, ITD_STR("1"));
    itd_jp_add_names(&rec, ITD_PROP_NAME, ITD_STR("Aa(Ab) Ba(Bb,Bc,Bd) Ca(Cb,Cc,Cd)"), (itd_str){0},
                     ITD_STR("x"), true);
    {
        const itd_entity *ent = NULL;

        assert_ok(itd_record_finish(&rec, &ent, NULL), NULL);
        assert_int_equal(ent->value_count, ITD_JP_SPELLINGS_MAX);
    }
    itd_record_done(&rec);
    begin(); /* frees the report before */
    itd_record_done(&rec);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cuts_cells_of_several_names),
        cmocka_unit_test(commas_part_lists_of_names_but_not_names),
        cmocka_unit_test(keeps_words_about_a_name_apart_from_it),
        cmocka_unit_test(finds_every_date_of_a_cell),
        cmocka_unit_test(finds_the_country_that_a_text_begins_with),
        cmocka_unit_test(spells_out_brackets_of_names),
        cmocka_unit_test(stops_at_the_limit_of_spellings),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
