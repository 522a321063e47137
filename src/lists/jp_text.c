/* Cells of Japanese lists, cut into what they hold. The forms are those of the Ministry of
 * Finance's workbook of 2026 and of its CSV. */
#include "lists/jp_text.h"

#include "base/utf8.h"
#include "entity/country.h"
#include "lists/script.h"

#define COUNTRY_BYTES_MAX 96 /* longest name of a country that is looked for */
#define WIDE_FIRST 0xFF01U   /* U+FF01 to U+FF5E are ASCII 0x21 to 0x7E, wide */
#define WIDE_LAST 0xFF5EU
#define WIDE_OFFSET 0xFEE0U
#define WIDE_BLANK 0x3000U
#define HALF_COMMA 0xFF64U /* 、 in half a width */

#define COMMA "、"

/* ---- forms ---- */

itd_str itd_jp_narrow(itd_record *rec, itd_str text)
{
    itd_str  copy = {0}, rest = text;
    uint32_t code;
    size_t   len;
    itd_buf  buf;

    itd_buf_init(&buf, SIZE_MAX);
    while ((len = itd_utf8_decode(rest, &code)) > 0) {
        if (code >= WIDE_FIRST && code <= WIDE_LAST)
            code -= WIDE_OFFSET;
        else if (code == WIDE_BLANK || code == 0xA0)
            code = ' ';
        if (code == HALF_COMMA)
            itd_buf_append_cstr(&buf, COMMA);
        else
            itd_buf_append_code(&buf, code);
        rest = itd_str_from(rest, len);
    }
    if (buf.failed != ITD_OK || !itd_arena_copy(rec->arena, itd_buf_text(&buf), &copy))
        rec->no_memory = true;
    itd_buf_done(&buf);
    return itd_str_trim(copy);
}

itd_str itd_jp_without_blanks(itd_record *rec, itd_str narrow)
{
    itd_str copy = {0};
    itd_buf buf;

    itd_buf_init(&buf, SIZE_MAX);
    for (size_t i = 0; i < narrow.len; i++)
        if (!itd_char_is_space(narrow.ptr[i]))
            itd_buf_append_char(&buf, narrow.ptr[i]);
    if (buf.failed != ITD_OK || !itd_arena_copy(rec->arena, itd_buf_text(&buf), &copy))
        rec->no_memory = true;
    itd_buf_done(&buf);
    return copy;
}

bool itd_jp_is_unknown(itd_str text)
{
    static const char *const words[] = {"不明", "なし", "無し", "-", "－", "N/A", "na", "n.a."};

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++)
        if (itd_str_equal(text, itd_str_of(words[i])))
            return true;
    return false;
}

/* ---- items ---- */

size_t itd_jp_mark_at(itd_str text)
{
    const itd_str typist = ITD_STR("©"); /* what a spreadsheet makes of "(c)" */
    size_t        at = 1;

    if (itd_str_starts_with(text, typist))
        return typist.len;
    if (text.len < 3 || text.ptr[0] != '(')
        return 0;
    while (at < text.len && at < 4 && text.ptr[at] >= 'a' && text.ptr[at] <= 'z')
        at++;
    if (at == 1 || at == text.len || text.ptr[at] != ')')
        return 0;
    /* "(aa)" follows "(z)"; "(nee)" numbers nothing. */
    return at == 2 || (at == 3 && text.ptr[1] == text.ptr[2]) ? at + 1 : 0;
}

static itd_str trim_commas(itd_str text)
{
    const itd_str comma = ITD_STR(COMMA);

    for (text = itd_str_trim(text);;) {
        if (itd_str_starts_with(text, comma))
            text = itd_str_trim(itd_str_from(text, comma.len));
        else if (itd_str_ends_with(text, comma))
            text = itd_str_trim(itd_str_slice(text, 0, text.len - comma.len));
        else
            return text;
    }
}

bool itd_jp_next_item(itd_str *rest, itd_str *ret_item)
{
    while (rest->len > 0) {
        const size_t mark = itd_jp_mark_at(*rest);
        size_t       end = mark;

        /* A line that ends in a comma goes on. */
        while (end < rest->len && rest->ptr[end] != ';' &&
               (rest->ptr[end] != '\n' || (end > 0 && rest->ptr[end - 1] == ',')) &&
               (end == mark || itd_jp_mark_at(itd_str_from(*rest, end)) == 0))
            end++;
        *ret_item = trim_commas(itd_str_slice(*rest, mark, end));
        *rest = itd_str_from(*rest, end);
        while (rest->len > 0 && (rest->ptr[0] == '\n' || rest->ptr[0] == ';'))
            *rest = itd_str_from(*rest, 1);
        if (ret_item->len > 0)
            return true;
    }
    return false;
}

/* ---- names ---- */

/* Words that say what follows. */
static const struct word {
    const char *text;
    bool        previous;
} words[] = {
    {"a.k.a.", false},     {"a.k.a", false},      {"f.k.a.", true},     {"f.k.a", true},
    {"別称・別名", false}, {"別名・別称", false}, {"別称", false},      {"別名", false},
    {"旧称", true},        {"旧名", true},        {"過去の別名", true}, {"以前の別名", true},
};

/* Length of such a word with its brackets, colon and comma; 0 for none. */
static size_t word_at(itd_str text, bool *ret_previous)
{
    const size_t bracket = itd_str_starts_with(text, ITD_STR("(")) ? 1 : 0;
    itd_str      rest = itd_str_trim(itd_str_from(text, bracket));

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        const itd_str word = itd_str_of(words[i].text);

        if (!itd_str_starts_with(rest, word))
            continue;
        rest = itd_str_from(rest, word.len);
        /* "別名義" is a word of its own. */
        if (rest.len > 0 && itd_str_find_char(ITD_STR(":,) \n("), rest.ptr[0]) == SIZE_MAX &&
            !itd_str_starts_with(rest, ITD_STR(COMMA)) && words[i].text[1] != '.')
            return 0;
        while (rest.len > 0 && (itd_char_is_space(rest.ptr[0]) ||
                                itd_str_find_char(ITD_STR(":,)"), rest.ptr[0]) != SIZE_MAX))
            rest = itd_str_from(rest, 1);
        *ret_previous = words[i].previous;
        return (size_t)(rest.ptr - text.ptr);
    }
    return 0;
}

itd_jp_names itd_jp_names_of(itd_str narrow)
{
    itd_jp_names names = {.rest = narrow};

    for (size_t i = 0; i < narrow.len && !names.numbered; i++)
        names.numbered = itd_jp_mark_at(itd_str_from(narrow, i)) > 0;
    return names;
}

/* Where the item ends; *ret_skip bytes stand between it and the next. */
static size_t item_end(const itd_jp_names *names, itd_str text, size_t *ret_skip)
{
    const itd_str comma = ITD_STR(COMMA);
    size_t        depth = 0;
    bool          previous;

    for (size_t i = 0; i < text.len; i++) {
        const itd_str here = itd_str_from(text, i);

        *ret_skip = 1;
        if (here.ptr[0] == '\n' || (depth == 0 && (here.ptr[0] == ';' || here.ptr[0] == ')')))
            return i;
        *ret_skip = comma.len;
        if (depth == 0 && !names->numbered && itd_str_starts_with(here, comma))
            return i;
        *ret_skip = 0;
        if (i > 0 && depth == 0 && (itd_jp_mark_at(here) > 0 || word_at(here, &previous) > 0))
            return i;
        depth += here.ptr[0] == '(';
        depth -= here.ptr[0] == ')';
    }
    *ret_skip = 0;
    return text.len;
}

static size_t count_words(itd_str text)
{
    size_t count = 0;

    for (size_t i = 0; i < text.len; i++)
        count += text.ptr[i] != ' ' && (i == 0 || text.ptr[i - 1] == ' ');
    return count;
}

/* "Aiman Sabawi, Ayman Sabawi, Qais Salman": three or more names of two or more words, or two of
 * three or more; "Rahman, Mohamad Iqbal" and "X Company, Dalian Branch" are one. */
static bool is_comma_list(itd_str line)
{
    size_t  count = 0, fewest = SIZE_MAX;
    itd_str part;

    if (itd_script_is_foreign(line) || itd_str_find_char(line, '(') != SIZE_MAX)
        return false;
    for (; itd_str_next_part(&line, ITD_STR(","), &part); count++)
        if (count_words(part) < fewest)
            fewest = count_words(part);
    return (count >= 3 && fewest >= 2) || (count == 2 && fewest >= 3);
}

/* Brackets and marks around a whole name: "「…」", "“…”". */
static itd_str unquoted(itd_str text)
{
    static const struct {
        const char *open, *close;
    } marks[] = {{"「", "」"}, {"“", "”"}, {"\"", "\""}, {"(", ")"}};

    for (size_t i = 0; i < ITD_ARRAY_LEN(marks); i++) {
        const itd_str open = itd_str_of(marks[i].open), close = itd_str_of(marks[i].close);

        if (text.len <= open.len + close.len || !itd_str_starts_with(text, open) ||
            !itd_str_ends_with(text, close))
            continue;
        text = itd_str_trim(itd_str_slice(text, open.len, text.len - close.len));
        i = SIZE_MAX; /* once more, from the first */
    }
    return itd_str_trim(text);
}

static bool is_note(itd_str text)
{
    return itd_str_starts_with_ascii_nocase(text, ITD_STR("previously")) ||
           itd_str_starts_with_ascii_nocase(text, ITD_STR("formerly listed")) ||
           itd_str_starts_with(text, ITD_STR("以前"));
}

/* "アブ・ガイス Abo Ghaith": the blank before the Latin half; SIZE_MAX when there are no such
 * halves. */
static size_t script_border(itd_str text)
{
    for (size_t i = 1; i + 4 < text.len; i++)
        if (text.ptr[i] == ' ' && itd_char_is_alpha(text.ptr[i + 1])) {
            const itd_str before = itd_str_slice(text, 0, i), behind = itd_str_from(text, i);
            bool          mixed = false;

            for (size_t k = 0; k < before.len; k++)
                mixed = mixed || itd_char_is_alpha(before.ptr[k]);
            for (size_t k = 0; k < behind.len; k++)
                mixed = mixed || (unsigned char)behind.ptr[k] >= 0xE0; /* Japanese */
            return !mixed && itd_script_is_foreign(before) ? i : SIZE_MAX;
        }
    return SIZE_MAX;
}

/* One item: the half in the other script waits, words that are no name become the note. */
static void take_halves(itd_jp_names *names, itd_str item, itd_jp_name *ret_name)
{
    const size_t open = itd_str_find_char(item, '('), border = script_border(item);

    *ret_name = (itd_jp_name){.text = item, .previous = names->previous};
    if (open != SIZE_MAX && open > 0 && itd_str_ends_with(item, ITD_STR(")"))) {
        const itd_str outer = itd_str_trim(itd_str_slice(item, 0, open));
        const itd_str inner = itd_str_trim(itd_str_slice(item, open + 1, item.len - 1));

        if (is_note(inner)) {
            ret_name->text = outer;
            ret_name->note = inner;
        } else if (itd_script_is_foreign(inner) != itd_script_is_foreign(outer) &&
                   itd_str_find_char(inner, '(') == SIZE_MAX && inner.len > 1) {
            ret_name->text = outer;
            names->pending = inner;
        }
    } else if (border != SIZE_MAX) {
        ret_name->text = itd_str_slice(item, 0, border);
        names->pending = itd_str_from(item, border);
    }
    ret_name->text = unquoted(trim_commas(ret_name->text));
}

/* "オスマン、1979年5月27日に…で出生", "Othman, born 27 May 1979": what follows is no name. */
static itd_str without_birth(itd_str item, itd_str *ret_note)
{
    const itd_str comma = ITD_STR(COMMA);
    size_t        cut = itd_str_find(item, ITD_STR(", born"));
    const size_t  at = itd_str_find(item, comma);

    if (cut == SIZE_MAX && at != SIZE_MAX && at + comma.len < item.len &&
        itd_char_is_digit(item.ptr[at + comma.len]))
        cut = at;
    if (cut == SIZE_MAX)
        return item;
    *ret_note = trim_commas(itd_str_from(item, item.ptr[cut] == ',' ? cut + 1 : cut));
    return itd_str_slice(item, 0, cut);
}

/* "1974年3月21日…にて出生", "(18)に指定した団体": words about the names beside them. */
static bool is_about(itd_str item)
{
    return itd_str_find(item, ITD_STR("に指定した")) != SIZE_MAX ||
           (item.len > 0 && itd_char_is_digit(item.ptr[0]) &&
            itd_str_find(item, ITD_STR("出生")) != SIZE_MAX);
}

static bool next_piece(itd_jp_names *names, itd_str *ret_item)
{
    itd_str part;

    if (names->commas.len > 0 && itd_str_next_part(&names->commas, ITD_STR(","), &part)) {
        *ret_item = itd_str_trim(part);
        return true;
    }
    while (names->rest.len > 0) {
        const size_t mark = itd_jp_mark_at(names->rest);
        const size_t word = mark > 0 ? mark : word_at(names->rest, &names->previous);
        size_t       skip, end;

        names->rest = itd_str_from(names->rest, word);
        if (word > 0)
            continue;
        end = item_end(names, names->rest, &skip);
        *ret_item = trim_commas(itd_str_slice(names->rest, 0, end));
        while (itd_str_ends_with(*ret_item, ITD_STR(",")))
            *ret_item = itd_str_trim(itd_str_slice(*ret_item, 0, ret_item->len - 1));
        names->rest = itd_str_trim(itd_str_from(names->rest, end + skip));
        if (ret_item->len > 0 && !itd_jp_is_unknown(*ret_item) && !is_about(*ret_item))
            return true;
    }
    return false;
}

bool itd_jp_next_name(itd_jp_names *names, itd_jp_name *ret_name)
{
    itd_str item = names->pending, note = {0};

    names->pending = (itd_str){0};
    if (itd_str_trim(item).len > 0) {
        *ret_name =
            (itd_jp_name){.text = unquoted(itd_str_trim(item)), .previous = names->previous};
        return true;
    }
    if (!next_piece(names, &item))
        return false;
    if (!names->numbered && names->commas.len == 0 && is_comma_list(item)) {
        names->commas = item;
        (void)!next_piece(names, &item);
    }
    item = without_birth(item, &note);
    take_halves(names, item, ret_name);
    if (note.len > 0)
        ret_name->note = note;
    return true;
}

/* ---- countries ---- */

bool itd_jp_leading_country(itd_str narrow, itd_str *ret_code, itd_str *ret_rest)
{
    static const char *const ends[] = {"社会主義共和国", "共和国", "連邦", "王国",
                                       "首長国",         "国籍",   "国"};
    const itd_str            text = itd_str_trim(narrow);
    size_t                   len = text.len < COUNTRY_BYTES_MAX ? text.len : COUNTRY_BYTES_MAX;

    for (; len > 0; len--) {
        if (len < text.len && ((unsigned char)text.ptr[len] & 0xC0U) == 0x80U)
            continue; /* in the middle of a character */
        if ((unsigned char)text.ptr[len - 1] < 0x80 && !itd_char_is_alpha(text.ptr[len - 1]))
            continue; /* "英国(" holds more than the name */
        if (!itd_script_is_foreign(itd_str_slice(text, 0, len)) && len < text.len)
            continue; /* "Iran" may be a part of a name; in full it is the country */
        if (!itd_country_find(itd_str_slice(text, 0, len), ret_code))
            continue;
        *ret_rest = itd_str_from(text, len);
        for (size_t i = 0; i < ITD_ARRAY_LEN(ends); i++)
            if (itd_str_starts_with(*ret_rest, itd_str_of(ends[i]))) {
                *ret_rest = itd_str_from(*ret_rest, itd_str_of(ends[i]).len);
                break;
            }
        *ret_rest = itd_str_trim(*ret_rest);
        return true;
    }
    return false;
}
