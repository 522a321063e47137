/* Texts, dates and countries as the UN list writes them. */
#include <stdio.h>
#include <string.h>

#include "entity/country.h"
#include "lists/un_internal.h"

/* ---- texts ---- */

/* Length of a blank at the start: ASCII blanks, U+00A0, U+202F. */
static size_t blank_at(itd_str text)
{
    if (text.len == 0)
        return 0;
    if (itd_char_is_space(text.ptr[0]))
        return 1;
    if (itd_str_starts_with(text, ITD_STR("\xc2\xa0")))
        return 2;
    return itd_str_starts_with(text, ITD_STR("\xe2\x80\xaf")) ? 3 : 0;
}

static itd_str single_blanks(itd_un *un, itd_str text)
{
    char  *copy;
    size_t len = 0;

    text = itd_str_trim(text);
    if (text.len == 0)
        return text;
    copy = itd_arena_new_array(un->arena, text.len, 1);
    if (!copy) {
        un->no_memory = true;
        return itd_str_of("");
    }
    for (size_t at = 0; at < text.len;) {
        const size_t blank = blank_at(itd_str_from(text, at));

        if (blank == 0)
            copy[len++] = text.ptr[at];
        else if (copy[len - 1] != ' ') /* trimmed: the first character is none */
            copy[len++] = ' ';
        at += blank > 0 ? blank : 1;
    }
    return (itd_str){copy, len};
}

itd_str itd_un_text(itd_un *un, const itd_xml_node *node)
{
    return node ? single_blanks(un, node->text) : itd_str_of("");
}

itd_str itd_un_child_text(itd_un *un, const itd_xml_node *node, const char *name)
{
    return itd_un_text(un, itd_xml_child(node, itd_str_of(name)));
}

itd_str itd_un_join(itd_un *un, const itd_str *parts, size_t count, const char *separator)
{
    const size_t between = strlen(separator);
    size_t       size = 1, len = 0;
    char        *text;

    for (size_t i = 0; i < count; i++)
        size += parts[i].len + between;
    text = itd_arena_new_array(un->arena, size, 1);
    if (!text) {
        un->no_memory = true;
        return itd_str_of("");
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i].len == 0)
            continue;
        if (len > 0) {
            memcpy(text + len, separator, between);
            len += between;
        }
        memcpy(text + len, parts[i].ptr, parts[i].len);
        len += parts[i].len;
    }
    return (itd_str){text, len};
}

/* ---- places within a record ---- */

/* The record stands two levels below the root: its parent's parent has no parent. */
static bool is_record(const itd_xml_node *node)
{
    return !node->parent || !node->parent->parent || !node->parent->parent->parent;
}

itd_str itd_un_path(itd_un *un, const itd_xml_node *node, const char *child)
{
    itd_str parts[3] = {itd_str_of(""), node->name, itd_str_of(child)};

    if (is_record(node))
        parts[1] = itd_str_of("");
    else if (!is_record(node->parent))
        parts[0] = itd_un_path(un, node->parent, NULL);
    return itd_un_join(un, parts, ITD_ARRAY_LEN(parts), "/");
}

static void report(itd_un *un, const itd_xml_node *node, const char *what, itd_str where)
{
    itd_list_report_add(un->report, itd_str_of(what), where, un->file, node->line, un->id);
}

static void keep_attributes(itd_un *un, const itd_xml_node *node)
{
    for (size_t i = 0; i < node->attribute_count; i++) {
        const itd_xml_attribute *attribute = &node->attributes[i];
        const itd_str            parts[] = {itd_un_path(un, node, NULL), attribute->name};
        const itd_str            where = itd_un_join(un, parts, ITD_ARRAY_LEN(parts), "@");

        report(un, node, "unknown attribute", where);
        itd_entity_add_extra(un->builder, where, attribute->value, where);
    }
}

void itd_un_keep_unknown(itd_un *un, const itd_xml_node *node)
{
    const itd_str where = itd_un_path(un, node, NULL);

    report(un, node, "unknown element", where);
    itd_entity_add_extra(un->builder, where, itd_un_text(un, node), where);
    keep_attributes(un, node);
    /* Children are reported each: their paths say what the publisher added. Depth is bounded by
     * ITD_XML_DEPTH_MAX. */
    for (const itd_xml_node *child = node->first_child; child; child = child->next)
        itd_un_keep_unknown(un, child);
}

void itd_un_check_element(itd_un *un, const itd_xml_node *node, const char *const known[])
{
    if (known[0] && itd_xml_text(node).len > 0)
        itd_un_keep_odd(un, node, "text beside elements", itd_un_text(un, node));
    keep_attributes(un, node);
    for (const itd_xml_node *child = node->first_child; child; child = child->next) {
        static const char *const none[] = {NULL};
        bool                     is_known = false;

        for (size_t i = 0; known[i] && !is_known; i++)
            is_known = itd_str_equal(child->name, itd_str_of(known[i]));
        if (!is_known)
            itd_un_keep_unknown(un, child);
        else
            itd_un_check_element(un, child, none);
    }
}

void itd_un_keep_odd(itd_un *un, const itd_xml_node *node, const char *what, itd_str text)
{
    const itd_str where = itd_un_path(un, node, NULL);

    if (text.len == 0)
        return;
    report(un, node, what, where);
    itd_entity_add_extra(un->builder, where, text, where);
}

void itd_un_check_record(itd_un *un, const itd_xml_node *record)
{
    const itd_str text = itd_un_text(un, record);

    keep_attributes(un, record);
    if (text.len == 0)
        return;
    report(un, record, "text beside elements", record->name);
    itd_entity_add_extra(un->builder, record->name, text, record->name);
}

/* ---- dates ---- */

bool itd_un_parse_date(itd_str text, itd_date *ret_date)
{
    const itd_str zone = itd_str_from(text, 10);

    if (zone.len > 0 && itd_str_find_char(ITD_STR("TZ+-"), zone.ptr[0]) == SIZE_MAX)
        return false;
    return itd_date_parse_iso(itd_str_slice(text, 0, 10), ret_date);
}

static itd_str without_point(itd_str text)
{
    while (text.len > 0 && itd_str_find_char(ITD_STR(".,;:)]"), text.ptr[text.len - 1]) != SIZE_MAX)
        text = itd_str_slice(text, 0, text.len - 1);
    return text;
}

/* "October 19, 2020" */
static bool parse_month_first(itd_str text, itd_date *ret_date)
{
    char    swapped[40];
    itd_str month, day;
    int     len;

    if (!itd_str_next_part(&text, ITD_STR(" "), &month) ||
        !itd_str_next_part(&text, ITD_STR(" "), &day) || month.len == 0 ||
        !itd_char_is_alpha(month.ptr[0]))
        return false;
    day = without_point(day);
    len = snprintf(swapped, sizeof swapped, "%.*s %.*s %.*s", ITD_STR_ARGS(day),
                   ITD_STR_ARGS(month), ITD_STR_ARGS(text));
    if (len < 0 || (size_t)len >= sizeof swapped)
        return false;
    return itd_date_parse_english((itd_str){swapped, (size_t)len}, ret_date);
}

/* A date of exactly `count` words at the start of the text. */
static bool date_of_words(itd_str text, size_t count, itd_date *ret_date)
{
    itd_str rest = text, word;
    size_t  end = 0;

    for (size_t i = 0; i < count; i++) {
        if (!itd_str_next_part(&rest, ITD_STR(" "), &word) || word.len == 0)
            return false;
        end = (size_t)(word.ptr + word.len - text.ptr);
    }
    text = without_point(itd_str_slice(text, 0, end));
    if (count == 1)
        return (text.len == 4 || text.len == 10) && itd_date_parse_iso(text, ret_date);
    return itd_date_parse_english(text, ret_date) ||
           (count == 3 && parse_month_first(text, ret_date));
}

bool itd_un_find_date(itd_str text, size_t words, itd_date *ret_date)
{
    itd_str rest = text, word;

    for (size_t i = 0; i < words && itd_str_next_part(&rest, ITD_STR(" "), &word); i++) {
        const itd_str from = itd_str_from(text, (size_t)(word.ptr - text.ptr));

        for (size_t count = 3; count > 0; count--)
            if (date_of_words(from, count, ret_date))
                return true;
    }
    return false;
}

itd_str itd_un_date_text(itd_un *un, itd_date date)
{
    char          iso[ITD_DATE_TEXT_MAX];
    const itd_str text = {iso, itd_date_format(date, iso)};

    return itd_un_join(un, &text, 1, "");
}

size_t itd_un_find_word(itd_str text, const char *word)
{
    const itd_str wanted = itd_str_of(word);

    for (size_t at = 0; at + wanted.len <= text.len; at++)
        if ((at == 0 || !itd_char_is_alpha(text.ptr[at - 1])) &&
            itd_str_starts_with_ascii_nocase(itd_str_from(text, at), wanted))
            return at + wanted.len;
    return SIZE_MAX;
}

/* ---- countries ---- */

/* Adjectives and abbreviations that stand where a country should: seen in the files of 2018 to
 * 2026. */
static const struct {
    const char *word, *code;
} country_words[] = {
    {"Afghan", "af"},   {"Algerian", "dz"},  {"British", "gb"},     {"CAR", "cf"},
    {"Chinese", "cn"},  {"Danish", "dk"},    {"Egyptian", "eg"},    {"Ethiopian", "et"},
    {"French", "fr"},   {"German", "de"},    {"Indonesian", "id"},  {"Iraqi", "iq"},
    {"Italian", "it"},  {"Jordanian", "jo"}, {"Kuwaiti", "kw"},     {"Libyan", "ly"},
    {"Moroccan", "ma"}, {"Pakistani", "pk"}, {"Palestinian", "ps"}, {"Qatari", "qa"},
    {"RPDC", "kp"},     {"Russian", "ru"},   {"Saudi", "sa"},       {"Saudi Arabian", "sa"},
    {"Somali", "so"},   {"Sudanese", "sd"},  {"Swedish", "se"},     {"Syrian", "sy"},
    {"Tunisian", "tn"}, {"Turkish", "tr"},   {"Yemeni", "ye"},
};

bool itd_un_find_country(itd_str words, itd_str *ret_code)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(country_words); i++)
        if (itd_str_equal_ascii_nocase(words, itd_str_of(country_words[i].word))) {
            *ret_code = itd_str_of(country_words[i].code);
            return true;
        }
    return words.len > 0 && itd_country_find(words, ret_code);
}

/* One country, perhaps with words about it behind: "Bahrain (citizenship revoked …)". */
static bool add_one_country(itd_un *un, itd_prop prop, itd_str words, itd_str raw, itd_str origin)
{
    const size_t bracket = itd_str_find_char(words, '(');
    itd_str      code;

    if (itd_un_find_country(words, &code)) {
        itd_entity_add(un->builder, prop, code, raw, origin);
        return true;
    }
    if (bracket == SIZE_MAX || bracket == 0 ||
        !itd_un_find_country(itd_str_trim(itd_str_slice(words, 0, bracket)), &code))
        return false;
    itd_entity_add(un->builder, prop, code, raw, origin);
    itd_entity_detail(un->builder, ITD_DETAIL_NOTE, itd_str_from(words, bracket));
    return true;
}

void itd_un_add_country(itd_un *un, itd_prop prop, const itd_xml_node *node, itd_str origin)
{
    const itd_str words = itd_un_text(un, node);
    itd_str       rest = words, part, code;
    bool          all = true;

    if (words.len == 0 || add_one_country(un, prop, words, words, origin))
        return;
    /* "Sudan/South Sudan": both, if each is a country. */
    for (itd_str list = words; itd_str_next_part(&list, ITD_STR("/"), &part);)
        all = all && itd_un_find_country(itd_str_trim(part), &code);
    while (all && itd_str_next_part(&rest, ITD_STR("/"), &part))
        (void)add_one_country(un, prop, itd_str_trim(part), words, origin);
    if (all)
        return;
    if (itd_str_equal(words, ITD_STR("na"))) { /* not available */
        itd_entity_add_extra(un->builder, origin, words, origin);
        return;
    }
    report(un, node, "country not known", words);
    itd_entity_add(un->builder, prop, words, itd_str_of(""), origin);
}
