/* A pull over the bytes of a page: tags move the state, words go into the cell that is open. */
#include "codec/html.h"

#include "base/utf8.h"

#define REFERENCE_MAX 10 /* bytes between & and ; */

/* Line by line, so that the place of a bad byte is known. */
static itd_status check_text(itd_str text, itd_error *err)
{
    itd_status st = ITD_OK;
    itd_str    line;

    for (uint64_t number = 1; st == ITD_OK && itd_str_next_part(&text, ITD_STR("\n"), &line);
         number++) {
        st = itd_utf8_check_text(line, err);
        if (st != ITD_OK)
            itd_error_on_line(err, number);
    }
    return st;
}

itd_status itd_html_read_page(itd_source *src, itd_buf *page, itd_error *err)
{
    static const char marks[] = "charset=";
    itd_str           text;
    size_t            at;
    itd_status        st = ITD_OK;

    for (size_t len = 1; st == ITD_OK && len > 0;) {
        char step[4096];

        st = itd_source_read(src, step, sizeof step, &len, err);
        if (st == ITD_OK)
            itd_buf_append(page, (itd_str){step, len});
        if (st == ITD_OK)
            st = itd_buf_status(page, err);
    }
    if (st != ITD_OK)
        return st;
    text = itd_buf_text(page);
    st = check_text(text, err);
    at = itd_str_find(text, ITD_STR(marks));
    if (st != ITD_OK || at == SIZE_MAX)
        return st;
    text = itd_str_from(text, at + sizeof marks - 1);
    while (text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\'' || text.ptr[0] == ' '))
        text = itd_str_from(text, 1);
    if (itd_str_starts_with_ascii_nocase(text, ITD_STR("utf-8")) ||
        itd_str_starts_with_ascii_nocase(text, ITD_STR("us-ascii")))
        return ITD_OK;
    return itd_error_set(err, ITD_E_ENCODING, "the page is not declared as UTF-8");
}

void itd_html_init(itd_html *html, itd_str page)
{
    *html = (itd_html){.page = page, .rest = page, .line = 1};
    itd_buf_init(&html->text, ITD_HTML_BYTES_MAX);
}

void itd_html_done(itd_html *html)
{
    itd_buf_done(&html->text);
}

/* ---- places ---- */

/* Line of what comes next. */
static uint64_t line_here(itd_html *html)
{
    const size_t here = html->page.len - html->rest.len;

    for (; html->counted < here; html->counted++)
        html->line += html->page.ptr[html->counted] == '\n';
    return html->line;
}

static itd_status fail_here(itd_html *html, itd_status st, const char *what, itd_error *err)
{
    return itd_error_at_line(err, st, line_here(html), "%s (row %u of the page's tables)", what,
                             (unsigned)html->number);
}

/* ---- words ---- */

static void add_blank(itd_html *html)
{
    const size_t start = html->count > 0 ? html->starts[html->count - 1] : 0;

    if (html->in_cell && html->text.len > start && html->text.ptr[html->text.len - 1] != ' ')
        itd_buf_append_char(&html->text, ' ');
}

static void add_code(itd_html *html, uint32_t code)
{
    if (code == ' ' || code == '\t' || code == '\n' || code == '\r' || code == 0xA0)
        add_blank(html);
    else
        itd_buf_append_code(&html->text, code);
}

/* By number: "#8211", "#x2013". */
static bool number_of(itd_str name, uint32_t *ret_code)
{
    const bool is_hex = name.len > 1 && (name.ptr[1] == 'x' || name.ptr[1] == 'X');
    uint32_t   code = 0;
    size_t     at = is_hex ? 2 : 1;

    if (at >= name.len || name.len > REFERENCE_MAX)
        return false;
    for (; at < name.len; at++) {
        const char ch = itd_char_lower(name.ptr[at]);

        if (itd_char_is_digit(ch))
            code = code * (is_hex ? 16 : 10) + (uint32_t)(ch - '0');
        else if (is_hex && ch >= 'a' && ch <= 'f')
            code = code * 16 + (uint32_t)(ch - 'a' + 10);
        else
            return false;
        if (code > 0x10FFFF)
            return false;
    }
    *ret_code = code;
    return code >= ' ' && (code < 0x7F || code > 0x9F) && (code < 0xD800 || code > 0xDFFF);
}

static bool reference_of(itd_str name, uint32_t *ret_code)
{
    static const struct {
        const char *name;
        uint32_t    code;
    } names[] = {
        {"amp", '&'},      {"lt", '<'},       {"gt", '>'},        {"quot", '"'},
        {"apos", '\''},    {"nbsp", 0xA0},    {"ndash", 0x2013},  {"mdash", 0x2014},
        {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C},  {"rdquo", 0x201D},
        {"shy", 0xAD},     {"bull", 0x2022},  {"hellip", 0x2026},
    };

    if (itd_str_starts_with(name, ITD_STR("#")))
        return number_of(name, ret_code);
    for (size_t i = 0; i < ITD_ARRAY_LEN(names); i++)
        if (itd_str_equal(name, itd_str_of(names[i].name))) {
            *ret_code = names[i].code;
            return true;
        }
    return false;
}

/* "&amp;"; a lone & is itself. */
static itd_status take_reference(itd_html *html, itd_error *err)
{
    size_t   end = 1;
    uint32_t code;

    while (end < html->rest.len && end <= REFERENCE_MAX + 1 &&
           (itd_char_is_alpha(html->rest.ptr[end]) || itd_char_is_digit(html->rest.ptr[end]) ||
            html->rest.ptr[end] == '#'))
        end++;
    if (end == 1 || end >= html->rest.len || html->rest.ptr[end] != ';') {
        add_code(html, '&');
        html->rest = itd_str_from(html->rest, 1);
        return ITD_OK;
    }
    if (!reference_of(itd_str_slice(html->rest, 1, end), &code))
        return fail_here(html, ITD_E_SYNTAX, "a character reference that is not known", err);
    add_code(html, code);
    html->rest = itd_str_from(html->rest, end + 1);
    return ITD_OK;
}

/* Up to the next tag. */
static itd_status take_words(itd_html *html, itd_error *err)
{
    itd_status st = ITD_OK;

    while (st == ITD_OK && html->rest.len > 0 && html->rest.ptr[0] != '<') {
        if (!html->in_cell) {
            const bool is_blank = itd_char_is_space(html->rest.ptr[0]);

            if (html->in_table && !is_blank)
                return fail_here(html, ITD_E_SCHEMA, "words between the cells of a table", err);
            html->rest = itd_str_from(html->rest, 1);
        } else if (html->rest.ptr[0] == '&') {
            st = take_reference(html, err);
        } else {
            uint32_t     code = 0;
            const size_t len = itd_utf8_decode(html->rest, &code);

            add_code(html, code);
            html->rest = itd_str_from(html->rest, len > 0 ? len : 1);
        }
    }
    return st;
}

/* ---- cells ---- */

static void end_cell(itd_html *html)
{
    html->in_cell = false;
}

static void step_over_covered(itd_html *html)
{
    while (html->column < ITD_HTML_COLUMNS_MAX && html->below[html->column] > 0)
        html->column++;
}

/* A span of a cell: 1 when it is not there; 0 when it is no number up to max. */
static uint32_t span_of(itd_str attributes, const char *name, uint32_t max)
{
    uint64_t value = 0;
    size_t   end = 0, at = 0;
    itd_str  text;

    while (at < attributes.len &&
           !itd_str_starts_with_ascii_nocase(itd_str_from(attributes, at), itd_str_of(name)))
        at++;
    if (at == attributes.len)
        return 1;
    text = itd_str_trim(itd_str_from(attributes, at + itd_str_of(name).len));
    if (!itd_str_starts_with(text, ITD_STR("=")))
        return 0;
    text = itd_str_trim(itd_str_from(text, 1));
    if (text.len > 0 && (text.ptr[0] == '"' || text.ptr[0] == '\''))
        text = itd_str_from(text, 1);
    while (end < text.len && itd_char_is_digit(text.ptr[end]))
        end++;
    return itd_str_parse_u64(itd_str_slice(text, 0, end), max, &value) ? (uint32_t)value : 0;
}

static itd_status begin_cell(itd_html *html, itd_str attributes, itd_error *err)
{
    itd_html_cell cell = {
        .columns = span_of(attributes, "colspan", ITD_HTML_COLUMNS_MAX),
        .rows = span_of(attributes, "rowspan", UINT16_MAX),
    };

    end_cell(html);
    if (!html->in_row)
        return fail_here(html, ITD_E_SCHEMA, "a cell outside of a row", err);
    if (cell.columns == 0 || cell.rows == 0)
        return fail_here(html, ITD_E_SCHEMA, "a cell over columns or rows without number", err);
    step_over_covered(html);
    cell.column = html->column;
    if (html->count == ITD_HTML_COLUMNS_MAX || cell.columns > ITD_HTML_COLUMNS_MAX - cell.column)
        return fail_here(html, ITD_E_LIMIT, "a table of more than 256 columns", err);
    for (uint32_t i = cell.column; i < cell.column + cell.columns; i++) {
        if (html->below[i] > 0)
            return fail_here(html, ITD_E_SCHEMA, "a cell over one that reaches down to it", err);
        html->below[i] = cell.rows; /* counted down at the end of the row */
    }
    html->column += cell.columns;
    html->starts[html->count] = html->text.len;
    html->cells[html->count++] = cell;
    html->in_cell = true;
    return ITD_OK;
}

static void begin_row(itd_html *html)
{
    html->in_row = true;
    html->number++;
    html->row_line = line_here(html);
    html->count = 0;
    html->column = 0;
    itd_buf_reset(&html->text);
}

static void end_row(itd_html *html)
{
    end_cell(html);
    html->in_row = false;
    for (size_t i = 0; i < ITD_HTML_COLUMNS_MAX; i++)
        html->below[i] -= html->below[i] > 0;
}

/* ---- tags ---- */

struct tag {
    itd_str name, attributes;
    bool    closes;
};

static bool is_tag(const struct tag *tag, const char *name)
{
    return itd_str_equal_ascii_nocase(tag->name, itd_str_of(name));
}

/* Behind the first of these words; false when they do not come. */
static bool skip_behind(itd_html *html, const char *word)
{
    for (size_t i = 0; i < html->rest.len; i++) {
        const itd_str here = itd_str_from(html->rest, i);

        if (itd_str_starts_with_ascii_nocase(here, itd_str_of(word))) {
            html->rest = itd_str_from(here, itd_str_of(word).len);
            return true;
        }
    }
    return false;
}

/* "<name a='b'>"; false when its end does not come. */
static bool take_tag(itd_html *html, struct tag *ret_tag)
{
    const itd_str rest = html->rest;
    size_t        at = 1, from;
    char          quote = '\0';

    ret_tag->closes = at < rest.len && rest.ptr[at] == '/';
    from = at += ret_tag->closes;
    while (at < rest.len && (itd_char_is_alpha(rest.ptr[at]) || itd_char_is_digit(rest.ptr[at])))
        at++;
    ret_tag->name = itd_str_slice(rest, from, at);
    from = at;
    for (; at < rest.len && (quote || rest.ptr[at] != '>'); at++)
        if (quote)
            quote = rest.ptr[at] == quote ? '\0' : quote;
        else if (rest.ptr[at] == '"' || rest.ptr[at] == '\'')
            quote = rest.ptr[at];
    if (at >= rest.len)
        return false;
    ret_tag->attributes = itd_str_slice(rest, from, at);
    html->rest = itd_str_from(rest, at + 1);
    return true;
}

static itd_status obey_table(itd_html *html, const struct tag *tag, itd_error *err)
{
    if (!tag->closes && html->in_table)
        return fail_here(html, ITD_E_SCHEMA, "a table within a table", err);
    if (tag->closes && !html->in_table)
        return fail_here(html, ITD_E_SYNTAX, "the end of a table that never began", err);
    html->in_table = !tag->closes;
    for (size_t i = 0; i < ITD_HTML_COLUMNS_MAX; i++)
        html->below[i] = 0;
    return ITD_OK;
}

static bool breaks_words(const struct tag *tag)
{
    return is_tag(tag, "p") || is_tag(tag, "br") || is_tag(tag, "div") || is_tag(tag, "li") ||
           is_tag(tag, "ul") || is_tag(tag, "ol") || is_tag(tag, "hr");
}

static itd_status obey(itd_html *html, const struct tag *tag, itd_error *err)
{
    if (is_tag(tag, "table"))
        return obey_table(html, tag, err);
    if (is_tag(tag, "tr") && !tag->closes && !html->in_table)
        return fail_here(html, ITD_E_SCHEMA, "a row outside of a table", err);
    if (is_tag(tag, "tr") && !tag->closes)
        begin_row(html);
    else if ((is_tag(tag, "td") || is_tag(tag, "th")) && !tag->closes)
        return begin_cell(html, tag->attributes, err);
    else if (is_tag(tag, "td") || is_tag(tag, "th"))
        end_cell(html);
    else if (is_tag(tag, "html") && tag->closes)
        html->has_end = true;
    else if (!tag->closes && is_tag(tag, "script") && !skip_behind(html, "</script"))
        return fail_here(html, ITD_E_SYNTAX, "a script without end", err);
    else if (!tag->closes && is_tag(tag, "style") && !skip_behind(html, "</style"))
        return fail_here(html, ITD_E_SYNTAX, "a style without end", err);
    else if (breaks_words(tag))
        add_blank(html);
    return ITD_OK;
}

/* Does this tag end the row that is open? */
static bool ends_row(const itd_html *html, const struct tag *tag)
{
    return html->in_row && (is_tag(tag, "tr") || is_tag(tag, "table") || is_tag(tag, "tbody") ||
                            is_tag(tag, "thead") || is_tag(tag, "tfoot"));
}

/* A comment, a declaration or an instruction; false when it is none. */
static itd_status skip_declaration(itd_html *html, bool *ret_skipped, itd_error *err)
{
    const itd_str comment = ITD_STR("<!--");
    bool          whole = true;

    *ret_skipped = true;
    if (itd_str_starts_with(html->rest, comment))
        whole = skip_behind(html, "-->");
    else if (itd_str_starts_with(html->rest, ITD_STR("<!")) ||
             itd_str_starts_with(html->rest, ITD_STR("<?")))
        whole = skip_behind(html, ">");
    else
        *ret_skipped = false;
    return whole ? ITD_OK
                 : fail_here(html, ITD_E_SYNTAX, "a comment or declaration without end", err);
}

static itd_status give_row(itd_html *html, itd_html_row *ret_row, itd_error *err)
{
    const itd_status st = itd_buf_status(&html->text, err);

    for (size_t i = 0; st == ITD_OK && i < html->count; i++) {
        const size_t end = i + 1 < html->count ? html->starts[i + 1] : html->text.len;

        html->cells[i].text =
            itd_str_trim(itd_str_slice(itd_buf_text(&html->text), html->starts[i], end));
    }
    *ret_row = (itd_html_row){
        .cells = html->cells, .count = html->count, .number = html->number, .line = html->row_line};
    return st;
}

static itd_status check_end(itd_html *html, itd_error *err)
{
    if (html->in_table)
        return fail_here(html, ITD_E_INCOMPLETE, "the page ends within a table", err);
    if (!html->has_end)
        return fail_here(html, ITD_E_INCOMPLETE, "the page is cut: it has no </html>", err);
    return ITD_OK;
}

itd_status itd_html_next_row(itd_html *html, bool *ret_found, itd_html_row *ret_row, itd_error *err)
{
    itd_status st = ITD_OK;

    *ret_found = false;
    while (st == ITD_OK && html->rest.len > 0) {
        struct tag tag;
        bool       skipped = false;

        st = take_words(html, err);
        if (st == ITD_OK && html->rest.len > 0)
            st = skip_declaration(html, &skipped, err);
        if (st != ITD_OK || skipped || html->rest.len == 0)
            continue;
        if (html->rest.len > 1 && html->rest.ptr[1] != '/' &&
            !itd_char_is_alpha(html->rest.ptr[1])) {
            if (html->in_cell)
                add_code(html, '<');
            html->rest = itd_str_from(html->rest, 1);
            continue;
        }
        if (!take_tag(html, &tag))
            return fail_here(html, ITD_E_INCOMPLETE, "the page ends within a tag", err);
        if (ends_row(html, &tag)) {
            end_row(html);
            st = give_row(html, ret_row, err);
            *ret_found = st == ITD_OK;
            /* the tag itself is obeyed at the next call, if it does more than end the row */
            if (st == ITD_OK && !(is_tag(&tag, "tr") && tag.closes))
                html->rest = itd_str_from(html->page, (size_t)(tag.name.ptr - html->page.ptr) -
                                                          (tag.closes ? 2 : 1));
            return st;
        }
        st = obey(html, &tag, err);
    }
    return st == ITD_OK ? check_end(html, err) : st;
}
