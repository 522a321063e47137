/* XML record by record. */
#include "codec/xml.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "tests/unit/codec/memory_source.h"

static void tell(itd_buf *out, const itd_xml_node *node)
{
    const itd_str text = itd_xml_text(node);

    itd_buf_append(out, node->name);
    for (size_t i = 0; i < node->attribute_count; i++) {
        itd_buf_append_char(out, '@');
        itd_buf_append(out, node->attributes[i].name);
        itd_buf_append_char(out, '=');
        itd_buf_append(out, node->attributes[i].value);
    }
    if (text.len > 0) {
        itd_buf_append_char(out, '\'');
        itd_buf_append(out, text);
        itd_buf_append_char(out, '\'');
    }
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        itd_buf_append_char(out, child == node->first_child ? '(' : ' ');
        tell(out, child);
    }
    if (node->first_child)
        itd_buf_append_char(out, ')');
}

/* Records at depth 1 as "name'text'(children);", an error as "!LINE status". */
static const char *read_all(itd_str text, size_t chunk)
{
    static itd_buf      out;
    itd_error           err = {0};
    itd_source         *src = memory_source(text, chunk, &err);
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_status          st;

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    assert_non_null(src);
    st = itd_xml_open(src, 1, &xml, &err);
    while (st == ITD_OK) {
        st = itd_xml_next(xml, &record, &err);
        if (st != ITD_OK || !record)
            break;
        tell(&out, record);
        itd_buf_append_char(&out, ';');
    }
    if (st != ITD_OK)
        itd_buf_printf(&out, "!%u %s", (unsigned)err.line, itd_status_name(st));
    itd_xml_close(xml);
    itd_source_close(src);
    itd_buf_append_char(&out, '\0');
    return out.ptr;
}

static const struct {
    const char *text;
    const char *records;
} cases[] = {
    {"<l><r>x</r><r/></l>", "r'x';r;"},
    {"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<l d='1'>\n <r a='1'><n>A &amp; "
     "B</n><n/></r>\n</l>\n",
     "r@a=1(n'A & B' n);"},
    {"<l xmlns='urn:x'><r>x</r></l>", "r'x';"},
    {"<l><r>a<b>c</b>d</r></l>", "r'ad'(b'c');"},
    {"<l/>", ""},
    {"<l><r>x</r>stray</l>", "r'x';!1 schema"},
    {"<l><r>x</r><r>", "r'x';!1 syntax"},
    {"<l>\n<r>x</q></l>", "!2 syntax"},
    {"<l><r>x</r></l><l/>", "r'x';!1 syntax"},
    {"<l><r>x\xFF</r></l>", "!1 syntax"},
    {"<l><r>x&#x7F;</r></l>", "!1 encoding"},
    {"<l><r a='x&#x85;'/></l>", "!1 encoding"},
    {"<?xml version='1.0' encoding='ISO-8859-1'?><l/>", "!1 encoding"},
    {"<!DOCTYPE l [<!ENTITY a 'b'>]><l><r>&a;</r></l>", "!1 syntax"},
    {"<l><r>&undefined;</r></l>", "!1 syntax"},
    {"<l>\n \n<r>x</r>\n\n stray\n<r/></l>", "r'x';!5 schema"},
    {"<l><r>x</q></l>", "!1 syntax"},
    {"<html><body><p>Not here</body></html>", "!1 syntax"},
};

static void reads_the_texts_of_the_table_in_any_chunks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        for (size_t chunk = 0; chunk <= 7; chunk++)
            assert_string_equal(read_all(itd_str_of(cases[i].text), chunk), cases[i].records);
}

static void refuses_utf16(void **state)
{
    (void)state;
    assert_string_equal(read_all(ITD_STR("\xFF\xFE<\0l\0/\0>\0"), 0), "!0 encoding");
    assert_string_equal(read_all(ITD_STR("\0<\0l\0/\0>"), 0), "!0 encoding");
}

static void refuses_a_billion_laughs(void **state)
{
    (void)state;
    assert_string_equal(read_all(ITD_STR("<!DOCTYPE l [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>"
                                         "<!ENTITY c '&b;&b;&b;&b;'>]>\n<l><r>&c;</r></l>"),
                                 0),
                        "!1 syntax");
}

static void knows_lines_parents_and_the_root(void **state)
{
    const itd_str       text = ITD_STR("<l day='x'>\n<g>\n<r>a</r>\n</g></l>");
    itd_error           err;
    itd_source         *src = memory_source(text, 2, &err);
    itd_xml            *xml;
    const itd_xml_node *record;

    (void)state;
    assert_ok(itd_xml_open(src, 2, &xml, &err), &err);
    assert_str_equal(itd_xml_attribute_value(itd_xml_root(xml), ITD_STR("day")), "x");
    assert_ok(itd_xml_next(xml, &record, &err), &err);
    assert_int_equal(record->line, 3);
    assert_str_equal(record->parent->name, "g");
    assert_ptr_equal(record->parent->parent, itd_xml_root(xml));
    assert_ok(itd_xml_next(xml, &record, &err), &err);
    assert_null(record);
    itd_xml_close(xml);
    itd_source_close(src);
}

/* "<l><r><e><e>…" so that depth elements are open at once. */
static const char *nested(unsigned depth)
{
    itd_buf     text;
    const char *told;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "<l><r>");
    for (unsigned i = 2; i < depth; i++)
        itd_buf_append_cstr(&text, "<e>");
    for (unsigned i = 2; i < depth; i++)
        itd_buf_append_cstr(&text, "</e>");
    itd_buf_append_cstr(&text, "</r></l>");
    told = read_all(itd_buf_text(&text), 0);
    itd_buf_done(&text);
    return told;
}

static void takes_the_deepest_nesting_and_refuses_one_deeper(void **state)
{
    (void)state;
    assert_null(strstr(nested(ITD_XML_DEPTH_MAX), "!"));
    assert_string_equal(nested(ITD_XML_DEPTH_MAX + 1), "!1 limit");
}

static const char *with_attributes(unsigned count)
{
    itd_buf     text;
    const char *told;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "<l><r");
    for (unsigned i = 0; i < count; i++)
        itd_buf_printf(&text, " a%u=''", i);
    itd_buf_append_cstr(&text, "/></l>");
    told = read_all(itd_buf_text(&text), 0);
    itd_buf_done(&text);
    return told;
}

static void takes_the_most_attributes_and_refuses_one_more(void **state)
{
    (void)state;
    assert_null(strstr(with_attributes(ITD_XML_ATTRIBUTES_MAX), "!"));
    assert_string_equal(with_attributes(ITD_XML_ATTRIBUTES_MAX + 1), "!1 limit");
}

static void refuses_a_record_that_is_too_large(void **state)
{
    const size_t size = ITD_XML_RECORD_BYTES_MAX + 64;
    char        *text = itd_mem_new(size, 1);

    (void)state;
    assert_non_null(text);
    memset(text, 'x', size);
    memcpy(text, "<l><r>", 6);
    memcpy(text + size - 8, "</r></l>", 8);
    assert_string_equal(read_all((itd_str){text, size}, 0), "!1 limit");
    itd_mem_free(text);
}

/* "<l><r a='xxx'/></l>" whose start tag of r has so many bytes. */
static const char *with_tag_of(size_t bytes, bool closed)
{
    itd_buf     text;
    const char *told;

    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "<l><r a='");
    while (text.len < bytes)
        itd_buf_append_char(&text, 'x');
    itd_buf_append_cstr(&text, closed ? "'></r></l>" : "");
    told = read_all(itd_buf_text(&text), 0);
    itd_buf_done(&text);
    return told;
}

static void takes_the_longest_tag_and_refuses_one_byte_more(void **state)
{
    const size_t around = strlen("<l>") - strlen("'>"); /* what the text has and the tag has not */

    (void)state;
    assert_null(strstr(with_tag_of(ITD_XML_MARKUP_BYTES_MAX + around, true), "!"));
    assert_string_equal(with_tag_of(ITD_XML_MARKUP_BYTES_MAX + around + 1, true), "!1 limit");
}

/* Expat would hold a tag that never ends; the limit is met long before the end of the input. */
static void a_tag_that_never_ends_is_refused_early(void **state)
{
    (void)state;
    assert_string_equal(with_tag_of(16 * ITD_XML_MARKUP_BYTES_MAX, false), "!1 limit");
}

static void many_texts_that_are_too_large_together_are_refused(void **state)
{
    const size_t piece = (size_t)1 << 20;
    itd_buf      text;

    (void)state;
    itd_buf_init(&text, SIZE_MAX);
    itd_buf_append_cstr(&text, "<l><r>");
    for (size_t i = 0; i * piece <= ITD_XML_RECORD_BYTES_MAX; i++) {
        itd_buf_append_cstr(&text, "<n>");
        for (size_t k = 0; k < piece; k++)
            itd_buf_append_char(&text, 'x');
        itd_buf_append_cstr(&text, "</n>");
    }
    itd_buf_append_cstr(&text, "</r></l>");
    assert_string_equal(read_all(itd_buf_text(&text), 0), "!1 limit");
    itd_buf_done(&text);
}

static void survives_a_cut_at_every_byte(void **state)
{
    const itd_str text =
        ITD_STR("<?xml version='1.0'?><l a='b'><r c='d'>caf\xC3\xA9<n>&lt;</n></r></l>");

    (void)state;
    for (size_t len = 1; len < text.len; len++)
        assert_non_null(strchr(read_all(itd_str_slice(text, 0, len), 3), '!'));
}

static itd_status read_counting_failures(itd_error *err)
{
    itd_source         *src = memory_source(ITD_STR("<l a='1'><r b='2'><n>x</n></r></l>"), 0, err);
    itd_xml            *xml = NULL;
    const itd_xml_node *record = NULL;
    itd_status          st = src ? itd_xml_open(src, 1, &xml, err) : ITD_E_NO_MEMORY;

    do
        st = st == ITD_OK ? itd_xml_next(xml, &record, err) : st;
    while (st == ITD_OK && record);
    itd_xml_close(xml);
    itd_source_close(src);
    return st;
}

static void reports_every_failed_allocation(void **state)
{
    itd_status st = ITD_E_NO_MEMORY;

    (void)state;
    for (size_t n = 1; st != ITD_OK; n++) {
        itd_error err = {0};

        itd_test_fail_allocation(n);
        st = read_counting_failures(&err);
        itd_test_fail_allocation(0);
        if (st != ITD_OK)
            assert_status_error(st, ITD_E_NO_MEMORY, &err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_texts_of_the_table_in_any_chunks),
        cmocka_unit_test(refuses_utf16),
        cmocka_unit_test(refuses_a_billion_laughs),
        cmocka_unit_test(knows_lines_parents_and_the_root),
        cmocka_unit_test(takes_the_deepest_nesting_and_refuses_one_deeper),
        cmocka_unit_test(takes_the_most_attributes_and_refuses_one_more),
        cmocka_unit_test(refuses_a_record_that_is_too_large),
        cmocka_unit_test(takes_the_longest_tag_and_refuses_one_byte_more),
        cmocka_unit_test(a_tag_that_never_ends_is_refused_early),
        cmocka_unit_test(many_texts_that_are_too_large_together_are_refused),
        cmocka_unit_test(survives_a_cut_at_every_byte),
        cmocka_unit_test(reports_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
