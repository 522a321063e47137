/* Skeleton and blocks of a page. */
#include "page/page.h"

#include "page/style.h"

/* A piece of markup, as it is. */
static void put(itd_page *page, const char *markup)
{
    itd_buf_append_cstr(page->buf, markup);
}

static void put_element(itd_page *page, const char *name, itd_str text)
{
    itd_buf_printf(page->buf, "<%s>", name);
    itd_page_append_text(page->buf, text);
    itd_buf_printf(page->buf, "</%s>\n", name);
}

const char *itd_page_tone_class(itd_page_tone tone)
{
    static const char *const classes[ITD_TONE_COUNT] = {"t-plain",  "t-dim",  "t-good",
                                                        "t-notice", "t-warn", "t-bad"};

    return classes[(size_t)tone < ITD_TONE_COUNT ? tone : ITD_TONE_PLAIN];
}

void itd_page_begin(itd_page *page, itd_buf *buf, const itd_page_options *options)
{
    *page = (itd_page){.buf = buf, .next_id = 1};
    put(page, "<!DOCTYPE html>\n<html lang=\"");
    itd_page_append_text(buf, options->lang.len > 0 ? options->lang : ITD_STR("en"));
    put(page, "\">\n<head>\n<meta charset=\"utf-8\">\n"
              "<meta http-equiv=\"Content-Security-Policy\" "
              "content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
              "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
              "<meta name=\"color-scheme\" content=\"light dark\">\n");
    put_element(page, "title", options->title);
    put(page, "<style>\n");
    put(page, itd_page_style);
    put(page, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to content</a>\n"
              "<header>\n");
    put_element(page, "h1", options->title);
    if (options->summary.len > 0) {
        put(page, "<p class=\"lead\">");
        itd_page_append_text(buf, options->summary);
        put(page, "</p>\n");
    }
    put(page, "</header>\n<main id=\"main\">\n");
}

void itd_page_end(itd_page *page, itd_str footer)
{
    put(page, "</main>\n");
    if (footer.len > 0) {
        put(page, "<footer>\n");
        put_element(page, "p", footer);
        put(page, "</footer>\n");
    }
    put(page, "</body>\n</html>\n");
}

void itd_page_begin_section(itd_page *page, itd_str heading)
{
    const uint32_t id = page->next_id++;

    itd_buf_printf(page->buf, "<section aria-labelledby=\"s%u\">\n<h2 id=\"s%u\">", id, id);
    itd_page_append_text(page->buf, heading);
    put(page, "</h2>\n");
}

void itd_page_end_section(itd_page *page)
{
    put(page, "</section>\n");
}

void itd_page_subheading(itd_page *page, itd_str text)
{
    put_element(page, "h3", text);
}

void itd_page_paragraph(itd_page *page, itd_str text)
{
    put_element(page, "p", text);
}

void itd_page_note(itd_page *page, itd_page_tone tone, itd_str strong, itd_str text)
{
    itd_buf_printf(page->buf, "<p class=\"note %s\">", itd_page_tone_class(tone));
    if (strong.len > 0) {
        put(page, "<strong>");
        itd_page_append_text(page->buf, strong);
        put(page, "</strong> ");
    }
    itd_page_append_text(page->buf, text);
    put(page, "</p>\n");
}

void itd_page_begin_list(itd_page *page)
{
    put(page, "<ul>\n");
}

void itd_page_list_item(itd_page *page, itd_str text)
{
    put_element(page, "li", text);
}

void itd_page_end_list(itd_page *page)
{
    put(page, "</ul>\n");
}

void itd_page_begin_facts(itd_page *page)
{
    put(page, "<dl>\n");
}

void itd_page_fact(itd_page *page, itd_str name, itd_str text)
{
    put_element(page, "dt", name);
    put_element(page, "dd", text);
}

void itd_page_end_facts(itd_page *page)
{
    put(page, "</dl>\n");
}

void itd_page_begin_details(itd_page *page, itd_str summary)
{
    put(page, "<details>\n");
    put_element(page, "summary", summary);
}

void itd_page_end_details(itd_page *page)
{
    put(page, "</details>\n");
}

/* ---- tables ---- */

void itd_page_begin_table(itd_page *page, itd_str caption, const itd_page_column *columns,
                          size_t count)
{
    page->columns = columns;
    page->column_count = count < ITD_PAGE_COLUMNS_MAX ? count : ITD_PAGE_COLUMNS_MAX;
    page->column = page->column_count;
    /* Wide tables scroll; a scrolled region must be reachable by keyboard and have a name. */
    put(page, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
    itd_page_append_text(page->buf, caption);
    put(page, "\">\n<table>\n");
    put_element(page, "caption", caption);
    put(page, "<thead>\n<tr>");
    for (size_t i = 0; i < page->column_count; i++) {
        put(page, columns[i].is_number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
        itd_page_append_text(page->buf, columns[i].heading);
        put(page, "</th>");
    }
    put(page, "</tr>\n</thead>\n<tbody>\n");
}

void itd_page_begin_row(itd_page *page)
{
    page->column = 0;
    put(page, "<tr>");
}

static const itd_page_column *begin_cell(itd_page *page, itd_page_tone tone)
{
    const itd_page_column *column;

    if (page->column >= page->column_count)
        return NULL;
    column = &page->columns[page->column++];
    put(page, column->is_header ? "<th scope=\"row\"" : "<td");
    if (column->is_number || tone != ITD_TONE_PLAIN)
        itd_buf_printf(page->buf, " class=\"%s%s%s\"", column->is_number ? "n" : "",
                       column->is_number && tone != ITD_TONE_PLAIN ? " " : "",
                       tone != ITD_TONE_PLAIN ? itd_page_tone_class(tone) : "");
    put(page, ">");
    return column;
}

static void end_cell(itd_page *page, const itd_page_column *column)
{
    put(page, column->is_header ? "</th>" : "</td>");
}

void itd_page_cell_toned(itd_page *page, itd_str text, itd_page_tone tone)
{
    const itd_page_column *column = begin_cell(page, tone);

    if (!column)
        return;
    itd_page_append_text(page->buf, text);
    end_cell(page, column);
}

void itd_page_cell_name(itd_page *page, itd_str text, itd_str script)
{
    const itd_page_column *column = begin_cell(page, ITD_TONE_PLAIN);

    if (!column)
        return;
    put(page, "<bdi");
    if (script.len > 0 && !itd_str_equal(script, ITD_STR("Latn"))) {
        put(page, " lang=\"und-");
        itd_page_append_text(page->buf, script);
        put(page, "\"");
    }
    put(page, ">");
    itd_page_append_text(page->buf, text);
    put(page, "</bdi>");
    end_cell(page, column);
}

void itd_page_cell(itd_page *page, itd_str text)
{
    itd_page_cell_toned(page, text, ITD_TONE_PLAIN);
}

void itd_page_cell_number(itd_page *page, double value, unsigned decimals)
{
    const itd_page_column *column = begin_cell(page, ITD_TONE_PLAIN);

    if (!column)
        return;
    itd_page_append_number(page->buf, value, decimals);
    end_cell(page, column);
}

void itd_page_end_row(itd_page *page)
{
    while (page->column < page->column_count)
        itd_page_cell(page, (itd_str){0});
    put(page, "</tr>\n");
}

void itd_page_end_table(itd_page *page)
{
    put(page, "</tbody>\n</table>\n</div>\n");
    page->columns = NULL;
    page->column_count = 0;
}
