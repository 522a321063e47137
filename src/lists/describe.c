/* Looking at the head of a file. Only as much of XML and CSV is understood as telling layouts apart
 * needs; the readers proper check every byte. */
#include "lists/describe.h"

#include "base/utf8.h"
#include "lists/reader.h"

/* Bytes that a binary file is named by. */
#define SHOWN_BYTES 4

itd_str itd_head_skip_blanks(itd_str head)
{
    if (itd_str_starts_with(head, ITD_STR("\xEF\xBB\xBF")))
        head = itd_str_from(head, 3);
    while (head.len > 0 && itd_char_is_space(head.ptr[0]))
        head = itd_str_from(head, 1);
    return head;
}

/* Behind the first occurrence of end, or false. */
static bool skip_past(itd_str *rest, itd_str end)
{
    const size_t at = itd_str_find(*rest, end);

    if (at == SIZE_MAX)
        return false;
    *rest = itd_head_skip_blanks(itd_str_from(*rest, at + end.len));
    return true;
}

/* Behind the XML declaration, comments, processing instructions and a document type declaration. */
static bool skip_prolog(itd_str *rest)
{
    for (;;) {
        if (itd_str_starts_with(*rest, ITD_STR("<?"))) {
            if (!skip_past(rest, ITD_STR("?>")))
                return false;
        } else if (itd_str_starts_with(*rest, ITD_STR("<!--"))) {
            if (!skip_past(rest, ITD_STR("-->")))
                return false;
        } else if (itd_str_starts_with(*rest, ITD_STR("<!"))) {
            const size_t close = itd_str_find_char(*rest, '>');
            const size_t bracket = itd_str_find_char(*rest, '[');

            /* An internal subset holds '>' of its own. */
            if (!skip_past(rest, bracket < close ? ITD_STR("]>") : ITD_STR(">")))
                return false;
        } else {
            return true;
        }
    }
}

static bool is_name_end(char ch)
{
    return itd_char_is_space(ch) || ch == '>' || ch == '/';
}

bool itd_head_xml_root(itd_str head, itd_str *ret_name, itd_str *ret_tag)
{
    itd_str rest = itd_head_skip_blanks(head);
    itd_str name;
    size_t  end = 1, colon, close;

    if (!skip_prolog(&rest) || rest.len < 2 || rest.ptr[0] != '<')
        return false;
    if (!itd_char_is_alpha(rest.ptr[1]) && rest.ptr[1] != '_' && !((unsigned char)rest.ptr[1] >> 7))
        return false;
    while (end < rest.len && !is_name_end(rest.ptr[end]))
        end++;
    if (end == rest.len)
        return false;
    name = itd_str_slice(rest, 1, end);
    colon = itd_str_find_char(name, ':');
    close = itd_str_find_char(rest, '>');
    *ret_name = colon == SIZE_MAX ? name : itd_str_from(name, colon + 1);
    *ret_tag = close == SIZE_MAX ? rest : itd_str_slice(rest, 0, close + 1);
    return true;
}

size_t itd_head_csv_fields(itd_str head, char delimiter)
{
    size_t fields = 1;
    bool   quoted = false;

    head = itd_head_skip_blanks(head);
    if (head.len == 0)
        return 0;
    for (size_t i = 0; i < head.len; i++) {
        const char ch = head.ptr[i];

        if (ch == '"')
            quoted = !quoted;
        else if (!quoted && ch == '\n')
            return fields;
        else if (!quoted && ch == delimiter)
            fields++;
    }
    /* A head that was cut says nothing about the whole record. */
    return quoted || head.len >= ITD_LIST_HEAD_MAX ? 0 : fields;
}

/* NUL, other controls or bytes that no UTF-8 text holds; a character cut off at the end is fine. */
static bool is_binary(itd_str head)
{
    while (head.len > 0) {
        uint32_t     code;
        const size_t step = itd_utf8_decode(head, &code);

        if (step == 0)
            return head.len >= 4;
        if (code < 0x20 && code != '\t' && code != '\n' && code != '\r' && code != 0x1A)
            return true;
        head = itd_str_from(head, step);
    }
    return false;
}

static void describe_delimited(itd_str head, itd_buf *buf)
{
    static const struct {
        char        delimiter;
        const char *name;
    } kinds[] = {{',', "commas"}, {';', "semicolons"}, {'\t', "tabs"}, {'|', "bars"}};
    size_t best = 0, most = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++) {
        const size_t fields = itd_head_csv_fields(head, kinds[i].delimiter);

        if (fields > most) {
            most = fields;
            best = i;
        }
    }
    if (most > 1)
        itd_buf_printf(buf, "looks like delimited text with %zu columns between %s", most,
                       kinds[best].name);
    else
        itd_buf_append_cstr(buf, "is text of an unknown layout");
}

void itd_head_describe(itd_str head, itd_buf *buf)
{
    const itd_str text = itd_head_skip_blanks(head);
    itd_str       name, tag;

    if (text.len == 0) {
        itd_buf_append_cstr(buf, head.len == 0 ? "is empty" : "holds nothing but blanks");
    } else if (itd_list_part_is_workbook(head)) {
        itd_buf_append_cstr(buf, "is a workbook (.xlsx) of an unknown layout");
    } else if (is_binary(text)) {
        itd_buf_append_cstr(buf, "is binary or not UTF-8 (it begins with");
        for (size_t i = 0; i < SHOWN_BYTES && i < head.len; i++)
            itd_buf_printf(buf, " %02X", (unsigned)(unsigned char)head.ptr[i]);
        itd_buf_append_char(buf, ')');
    } else if (itd_str_starts_with_ascii_nocase(text, ITD_STR("<!doctype html")) ||
               (itd_head_xml_root(text, &name, &tag) &&
                itd_str_equal_ascii_nocase(name, ITD_STR("html")))) {
        itd_buf_append_cstr(buf, "looks like an HTML page, such as an error page saved in place of "
                                 "the list");
    } else if (itd_head_xml_root(text, &name, &tag)) {
        itd_buf_append_cstr(buf, "is XML with the root element <");
        itd_buf_append(buf, name);
        itd_buf_append_char(buf, '>');
    } else if (text.ptr[0] == '<') {
        itd_buf_append_cstr(buf, "looks like XML without a root element");
    } else if (text.ptr[0] == '{' || text.ptr[0] == '[') {
        itd_buf_append_cstr(buf, "looks like JSON of an unknown layout");
    } else {
        describe_delimited(text, buf);
    }
}
