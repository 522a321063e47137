/* An item ends at a semicolon, comma, line end, ">>", "or", behind a bracket, or before the next
 * letter of "a) … b) …". Within an item: words for "about", one date, or two with "to", "and", "-"
 * or "/" between. */
#include "lists/free_dates.h"

#include <string.h>

#include "lists/uk_facts.h"

#define DATE_BYTES_MAX 48
#define YEAR_MIN 1800 /* four digits below it are no year of a living person */

static bool starts_with(itd_str text, const char *word)
{
    return itd_str_starts_with_ascii_nocase(text, itd_str_of(word));
}

/* Behind the word, if the text begins with it and it ends there. */
static bool skip_word(itd_str *text, const char *word)
{
    const size_t len = strlen(word);

    if (!starts_with(*text, word) ||
        (text->len > len && itd_char_is_alpha(text->ptr[len]) && itd_char_is_alpha(word[len - 1])))
        return false;
    *text = itd_str_trim(itd_str_from(*text, len));
    return true;
}

/* ---- items ---- */

/* "b) " at the start of what follows a blank, or of the text. */
static bool is_label(itd_str text, size_t at)
{
    return at + 1 < text.len && itd_char_is_alpha(text.ptr[at]) && text.ptr[at + 1] == ')' &&
           (at == 0 || !itd_char_is_alpha(text.ptr[at - 1])) &&
           (at == 0 || text.ptr[at - 1] != '(');
}

static bool is_word(itd_str text, size_t at, const char *word)
{
    const size_t len = strlen(word);

    return starts_with(itd_str_from(text, at), word) && at > 0 &&
           !itd_char_is_alpha(text.ptr[at - 1]) &&
           (at + len == text.len || !itd_char_is_alpha(text.ptr[at + len]));
}

/* Bytes of the mark between two items at this place; 0 when there is none. */
static size_t mark_at(itd_str text, size_t at)
{
    const char ch = text.ptr[at];

    if (ch == ';' || ch == ',' || ch == '\n')
        return 1;
    if (itd_str_starts_with(itd_str_from(text, at), ITD_STR(">>")))
        return 2;
    if (is_label(text, at))
        return 2;
    return is_word(text, at, "or") ? 2 : 0;
}

/* The next piece up to a mark; brackets hold no marks, and end a piece that begins before them. */
static itd_str cut_piece(itd_str *rest)
{
    const itd_str text = *rest;
    bool          inside = false;

    for (size_t at = 0; at < text.len; at++) {
        size_t mark;

        inside = (inside || text.ptr[at] == '(') && text.ptr[at] != ')';
        if (text.ptr[at] == ')' && !is_label(text, at > 0 ? at - 1 : 0) && at > 0) {
            *rest = itd_str_from(text, at + 1);
            return itd_str_slice(text, 0, at + 1);
        }
        mark = inside ? 0 : mark_at(text, at);
        if (mark > 0) {
            *rest = itd_str_from(text, at + mark);
            return itd_str_slice(text, 0, at);
        }
    }
    *rest = (itd_str){0};
    return text;
}

/* ---- one date ---- */

/* "24 Jan.1973" → "24 Jan 1973", "19-Dec-1992" → "19 Dec 1992". */
static size_t spell_out(itd_str text, char ret_text[DATE_BYTES_MAX])
{
    size_t len = 0;

    for (size_t i = 0; i < text.len; i++) {
        const char ch = text.ptr[i] == '.' || text.ptr[i] == '-' ? ' ' : text.ptr[i];

        if (itd_char_is_space(ch) && (len == 0 || ret_text[len - 1] == ' '))
            continue;
        if (len == DATE_BYTES_MAX)
            return 0;
        ret_text[len++] = itd_char_is_space(ch) ? ' ' : ch;
    }
    return len;
}

static bool parse_date(itd_str text, itd_date *ret_date)
{
    char     spelled[DATE_BYTES_MAX];
    itd_str  words;
    itd_date date;

    while (text.len > 0 &&
           (text.ptr[text.len - 1] == '.' || itd_char_is_space(text.ptr[text.len - 1])))
        text.len--;
    text = itd_str_trim(text);
    words = itd_str_trim((itd_str){spelled, spell_out(text, spelled)});
    if (!itd_date_parse_iso(text, &date) && !itd_uk_parse_date(text, &date) &&
        !itd_date_parse_english(words, &date))
        return false;
    if (date.year < YEAR_MIN)
        return false;
    *ret_date = date;
    return true;
}

/* "Aug." before "Sep 1977": the year stands behind only. */
static bool parse_with_year_of(itd_str text, itd_date other, itd_date *ret_date)
{
    char    year[ITD_DATE_TEXT_MAX];
    itd_buf joined;
    bool    good;

    if (parse_date(text, ret_date))
        return true;
    itd_buf_init(&joined, DATE_BYTES_MAX);
    itd_date_format((itd_date){.year = other.year}, year);
    itd_buf_append(&joined, itd_str_trim(text));
    itd_buf_append_char(&joined, ' ');
    itd_buf_append_cstr(&joined, year);
    good = joined.failed == ITD_OK && parse_date(itd_buf_text(&joined), ret_date);
    itd_buf_done(&joined);
    return good;
}

/* Two dates with the separator between them, in order. */
static bool parse_range(itd_str text, const char *separator, itd_free_date *item)
{
    const itd_str mark = itd_str_of(separator);
    const size_t  at = itd_str_find(text, mark);
    itd_date      from, until;

    if (at == SIZE_MAX || !parse_date(itd_str_from(text, at + mark.len), &until) ||
        !parse_with_year_of(itd_str_slice(text, 0, at), until, &from) ||
        itd_date_compare(from, until) > 0)
        return false;
    item->from = from;
    item->until = until;
    return true;
}

static void skip_abouts(itd_str *text, itd_free_date *item)
{
    static const char *const abouts[] = {"approximately", "approx.", "approx", "circa",
                                         "ca.",           "c.",      "around", "about"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(abouts); i++)
        item->circa = skip_word(text, abouts[i]) || item->circa;
}

static void skip_headings(itd_str *text)
{
    static const char *const headings[] = {"alt", "dob", ":"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++)
        (void)skip_word(text, headings[i]);
}

/* A note in brackets at the end; a text all in brackets is the text itself. */
static itd_str cut_note(itd_str *text)
{
    const size_t open = itd_str_find_char(*text, '(');
    itd_str      note;

    if (open == SIZE_MAX || text->ptr[text->len - 1] != ')')
        return (itd_str){0};
    if (open == 0) {
        *text = itd_str_trim(itd_str_slice(*text, 1, text->len - 1));
        return (itd_str){0};
    }
    note = itd_str_slice(*text, open + 1, text->len - 1);
    *text = itd_str_trim(itd_str_slice(*text, 0, open));
    return itd_str_trim(note);
}

static void understand(itd_free_date *item)
{
    static const char *const separators[] = {" and ", " to ", "-", "/"};
    itd_str                  text = item->words;

    item->note = cut_note(&text);
    /* Days of another calendar are none of ours. */
    if (itd_record_find_word(item->note, "hijri") != SIZE_MAX)
        return;
    skip_headings(&text);
    skip_abouts(&text, item);
    (void)skip_word(&text, "between");
    skip_abouts(&text, item);
    if (parse_date(text, &item->from))
        return;
    for (size_t i = 0; i < ITD_ARRAY_LEN(separators); i++)
        if (parse_range(text, separators[i], item))
            return;
    item->from = (itd_date){0};
}

static bool says_nothing(itd_str text)
{
    static const char *const nothings[] = {"na", "n/a", "unknown", "not available", "-"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(nothings); i++)
        if (itd_str_equal_ascii_nocase(text, itd_str_of(nothings[i])))
            return true;
    return text.len == 0;
}

bool itd_free_dates_next(itd_str *rest, itd_free_date *ret_item)
{
    while (rest->len > 0) {
        *ret_item = (itd_free_date){.words = itd_str_trim(cut_piece(rest))};
        if (says_nothing(ret_item->words))
            continue;
        understand(ret_item);
        return true;
    }
    return false;
}

void itd_record_add_free_dates(itd_record *rec, itd_prop prop, itd_str words, itd_str origin)
{
    itd_free_date item;
    itd_str       rest = words;

    while (itd_free_dates_next(&rest, &item)) {
        if (item.from.year == 0) {
            itd_record_keep_date(rec, item.words, origin);
            continue;
        }
        itd_record_add_date(rec, prop, item.from, item.words, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_UNTIL, itd_record_date_text(rec, item.until));
        if (item.circa)
            itd_entity_detail(rec->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, item.note);
    }
}
