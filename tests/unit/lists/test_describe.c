/* What heads of files look like. */
#include "lists/describe.h"

#include "lists/reader.h"
#include "tests/unit/support.h"

static void finds_the_root_element(void **state)
{
    static const struct {
        const char *head;
        const char *name; /* NULL: none */
        const char *tag;
    } cases[] = {
        {"<a/>", "a", "<a/>"},
        {"<?xml version=\"1.0\"?>\n<!-- <no> -->\n<CONSOLIDATED_LIST x='1'>\n<b>",
         "CONSOLIDATED_LIST", "<CONSOLIDATED_LIST x='1'>"},
        {"\xEF\xBB\xBF <n:list xmlns:n='u'>", "list", "<n:list xmlns:n='u'>"},
        {"<!DOCTYPE l [<!ENTITY a 'b'>]><l>", "l", "<l>"},
        {"<!DOCTYPE l SYSTEM 'x'><l>", "l", "<l>"},
        {"<list attribute='cut", "list", "<list attribute='cut"},
        {"<lis", NULL, NULL},
        {"<?xml version", NULL, NULL},
        {"text <a>", NULL, NULL},
        {"", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_str    name = {0}, tag = {0};
        const bool found = itd_head_xml_root(itd_str_of(cases[i].head), &name, &tag);

        assert_int_equal(found, cases[i].name != NULL);
        if (found) {
            assert_str_equal(name, cases[i].name);
            assert_str_equal(tag, cases[i].tag);
        }
    }
}

static void counts_the_fields_of_the_first_record(void **state)
{
    char    full[ITD_LIST_HEAD_MAX];
    itd_str head = {.ptr = full, .len = sizeof full};

    (void)state;
    assert_int_equal(itd_head_csv_fields(ITD_STR("a,\"b,c\",d\n1,2"), ','), 3);
    assert_int_equal(itd_head_csv_fields(ITD_STR("a,\"b\nc\",d"), ','), 3);
    assert_int_equal(itd_head_csv_fields(ITD_STR("a;b"), ','), 1);
    assert_int_equal(itd_head_csv_fields(ITD_STR("\"a,b"), ','), 0);
    assert_int_equal(itd_head_csv_fields(ITD_STR(""), ','), 0);
    for (size_t i = 0; i < sizeof full; i++)
        full[i] = ',';
    assert_int_equal(itd_head_csv_fields(head, ','), 0);
    head.len--;
    assert_int_equal(itd_head_csv_fields(head, ','), sizeof full);
}

static void says_what_a_stranger_looks_like(void **state)
{
    static const struct {
        itd_str     head;
        const char *text;
    } cases[] = {
        {ITD_STR_INIT(""), "is empty"},
        {ITD_STR_INIT(" \n"), "holds nothing but blanks"},
        {ITD_STR_INIT("<!DOCTYPE HTML PUBLIC x><head>"),
         "looks like an HTML page, such as an error page saved in place of the list"},
        {ITD_STR_INIT("<HTML>"),
         "looks like an HTML page, such as an error page saved in place of the list"},
        {ITD_STR_INIT("<?xml version='1.0'?><rss version='2'>"),
         "is XML with the root element <rss>"},
        {ITD_STR_INIT("<?xml version='1.0'?>"), "looks like XML without a root element"},
        {ITD_STR_INIT("{\"a\":1}"), "looks like JSON of an unknown layout"},
        {ITD_STR_INIT("a;b;c\n"), "looks like delimited text with 3 columns between semicolons"},
        {ITD_STR_INIT("a,b\n"), "looks like delimited text with 2 columns between commas"},
        {ITD_STR_INIT("hello\n"), "is text of an unknown layout"},
        {ITD_STR_INIT("PK\x03\x04"), "is binary or not UTF-8 (it begins with 50 4B 03 04)"},
        {ITD_STR_INIT("M\xFCller;a\n"), "is binary or not UTF-8 (it begins with 4D FC 6C 6C)"},
    };
    itd_buf buf;

    (void)state;
    itd_buf_init(&buf, 200);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++) {
        itd_buf_reset(&buf);
        itd_head_describe(cases[i].head, &buf);
        assert_str_equal(itd_buf_text(&buf), cases[i].text);
    }
    itd_buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_root_element),
        cmocka_unit_test(counts_the_fields_of_the_first_record),
        cmocka_unit_test(says_what_a_stranger_looks_like),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
