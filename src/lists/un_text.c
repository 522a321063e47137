/* Dates and countries as the UN list writes them. */
#include <stdio.h>
#include "entity/country.h"
#include "lists/un_internal.h"

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
static bool add_one_country(itd_record *un, itd_prop prop, itd_str words, itd_str raw,
                            itd_str origin)
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

void itd_un_add_country(itd_record *un, itd_prop prop, const itd_xml_node *node, itd_str origin)
{
    const itd_str words = itd_record_text(un, node);
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
    itd_record_report(un, "country not known", words);
    itd_entity_add(un->builder, prop, words, itd_str_of(""), origin);
}
