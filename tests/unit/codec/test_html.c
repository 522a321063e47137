/* Tables of pages: cells and what they cover, words, character references, limits, and what is
 * refused. */
#include "codec/html.h"

#include "tests/unit/codec/memory_source.h"

/* "1[0+1x2:a][1+1x1:b]" per row: number, then column, columns, rows and text of a cell; an error as
 * "!LINE status". */
static const char *read_all(itd_str text, size_t chunk)
{
    static itd_buf out;
    itd_error      err = {0};
    itd_source    *src = memory_source(text, chunk, &err);
    itd_buf        page;
    itd_html       html;
    itd_status     st;

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    itd_buf_init(&page, ITD_HTML_BYTES_MAX);
    assert_non_null(src);
    st = itd_html_read_page(src, &page, &err);
    itd_html_init(&html, itd_buf_text(&page));
    for (bool found = true; st == ITD_OK && found;) {
        itd_html_row row;

        st = itd_html_next_row(&html, &found, &row, &err);
        if (st != ITD_OK || !found)
            break;
        itd_buf_printf(&out, "%u", (unsigned)row.number);
        for (size_t i = 0; i < row.count; i++)
            itd_buf_printf(&out, "[%u+%ux%u:%.*s]", (unsigned)row.cells[i].column,
                           (unsigned)row.cells[i].columns, (unsigned)row.cells[i].rows,
                           ITD_STR_ARGS(row.cells[i].text));
        itd_buf_append_char(&out, ' ');
    }
    if (st != ITD_OK)
        itd_buf_printf(&out, "!%u %s", (unsigned)err.line, itd_status_name(st));
    itd_html_done(&html);
    itd_buf_done(&page);
    itd_source_close(src);
    itd_buf_append_char(&out, '\0');
    return out.ptr;
}

static const struct {
    const char *page;
    const char *rows;
} cases[] = {
    {"<html>no table</html>", ""},
    {"<table><tr><td>a</td><th>b</th></tr></table></html>", "1[0+1x1:a][1+1x1:b] "},
    /* ends that HTML lets out */
    {"<TABLE><TBODY><TR><TD>a<TD>b<TR><TD>c</TABLE></HTML>", "1[0+1x1:a][1+1x1:b] 2[0+1x1:c] "},
    /* cells that reach down and across */
    {"<table><tr><td rowspan=2>a<td colspan='2'>b<td rowspan=\"3\">c</tr>"
     "<tr><td>d<td>e</tr><tr><td>f<td COLSPAN=2>g</tr></table></html>",
     "1[0+1x2:a][1+2x1:b][3+1x3:c] 2[1+1x1:d][2+1x1:e] 3[0+1x1:f][1+2x1:g] "},
    /* a span ends with its table */
    {"<table><tr><td rowspan=9>a</table><table><tr><td>b</table></html>", "1[0+1x9:a] 2[0+1x1:b] "},
    /* words: blanks, paragraphs, parts of words, entities */
    {"<table><tr><td> <p>a\n b</p><p>c<br/>d</p> e<b>f</b>\xC2\xA0</table></html>",
     "1[0+1x1:a b c d ef] "},
    {"<table><tr><td>a&amp;&lt;&#65;&#x42;&nbsp;c & d &; &x y < z</table></html>",
     "1[0+1x1:a&<AB c & d &; &x y < z] "},
    /* what is no text of the page */
    {"<!DOCTYPE html><style>td > b {}</style><script>\"<table>\"</script>"
     "<!-- <table> --><table title='a>b'><tr><td>a<!-- > -->b</table></html>",
     "1[0+1x1:ab] "},
    {"<meta charset=\"UTF-8\"><table></table></html>", ""},
    /* refused */
    {"<meta charset=windows-1252><table></table></html>", "!0 encoding"},
    {"<table>\n<tr><td>\xFF</table></html>", "!2 encoding"},
    {"<table><tr><td>a&bogus;b</table></html>", "!1 syntax"},
    {"<table><tr><td>a&#0;</table></html>", "!1 syntax"},
    {"<table><tr><td>a&#xD800;</table></html>", "!1 syntax"},
    {"<table>\n<tr><td>a<table></table></table></html>", "1[0+1x1:a] !2 schema"},
    {"<table>\n<tr>a<td>b</table></html>", "!2 schema"},
    {"<tr><td>a</tr></html>", "!1 schema"},
    {"<table><td>a</table></html>", "!1 schema"},
    {"</table></html>", "!1 syntax"},
    {"<table><tr><td rowspan=0>a</table></html>", "!1 schema"},
    {"<table><tr><td colspan=x>a</table></html>", "!1 schema"},
    {"<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table></html>",
     "1[0+1x1:a][1+1x2:b] !1 schema"},
    /* cut */
    {"<table><tr><td>a</tr></table>", "1[0+1x1:a] !1 incomplete"},
    {"<table><tr><td>a</tr>\n", "1[0+1x1:a] !2 incomplete"},
    {"<table><tr><td>a</tr", "!1 incomplete"},
    {"<table><tr><td title='a></tr></table></html>", "!1 incomplete"},
    {"<!-- <table></table></html>", "!1 syntax"},
    {"<script><table></table></html>", "!1 syntax"},
};

static void reads_the_pages_of_the_table_in_any_chunks(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        for (size_t chunk = 0; chunk <= 7; chunk++)
            assert_string_equal(read_all(itd_str_of(cases[i].page), chunk), cases[i].rows);
}

static void columns_and_bytes_have_limits(void **state)
{
    itd_buf page;

    (void)state;
    itd_buf_init(&page, SIZE_MAX);
    itd_buf_append_cstr(&page, "<table><tr><td colspan=256></table></html>");
    assert_string_equal(read_all(itd_buf_text(&page), 0), "1[0+256x1:] ");
    itd_buf_reset(&page);
    itd_buf_append_cstr(&page, "<table><tr><td><td colspan=256></table></html>");
    assert_string_equal(read_all(itd_buf_text(&page), 0), "!1 limit");
    itd_buf_reset(&page);
    itd_buf_append_cstr(&page, "<html>");
    while (page.len < ITD_HTML_BYTES_MAX - 7)
        itd_buf_append_char(&page, ' ');
    itd_buf_append_cstr(&page, "</html>");
    assert_string_equal(read_all(itd_buf_text(&page), 0), "");
    itd_buf_append_char(&page, ' ');
    assert_string_equal(read_all(itd_buf_text(&page), 0), "!0 limit");
    itd_buf_done(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_pages_of_the_table_in_any_chunks),
        cmocka_unit_test(columns_and_bytes_have_limits),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
