/* Births, nationalities and addresses of the UN list. */
#include "lists/un_internal.h"

/* ---- dates of birth ---- */

/* "Between Aug. and Sep. 1977" */
static bool parse_between(itd_record *un, itd_str note, itd_date *ret_from, itd_date *ret_to)
{
    const itd_str and_word = ITD_STR(" and ");
    const size_t  behind = itd_record_find_word(note, "between ");
    itd_str       from, to;
    size_t        and_at;

    if (behind == SIZE_MAX)
        return false;
    from = itd_str_from(note, behind);
    and_at = itd_str_find(from, and_word);
    if (and_at == SIZE_MAX)
        return false;
    to = itd_str_from(from, and_at + and_word.len);
    from = itd_str_slice(from, 0, and_at);
    if (!itd_un_find_date(to, 1, ret_to))
        return false;
    if (!itd_un_find_date(from, 1, ret_from)) {
        /* Only the second carries the year. */
        char          year[ITD_DATE_TEXT_MAX];
        const itd_str parts[] = {from,
                                 {year, itd_date_format((itd_date){.year = ret_to->year}, year)}};

        if (!itd_un_find_date(itd_record_join(un, parts, ITD_ARRAY_LEN(parts), " "), 1, ret_from))
            return false;
    }
    return itd_date_compare(*ret_from, *ret_to) <= 0;
}

/* The date, or the first of a range, that the children of an element state. note_used: the note is
 * part of it. */
static bool birth_date_of(itd_record *un, const itd_xml_node *node, itd_date *ret_from,
                          itd_date *ret_to, bool *ret_note_used)
{
    const itd_str date = itd_record_child_text(un, node, "DATE");
    const itd_str year = itd_record_child_text(un, node, "YEAR");
    const itd_str from = itd_record_child_text(un, node, "FROM_YEAR");
    const itd_str to = itd_record_child_text(un, node, "TO_YEAR");
    const itd_str note = itd_record_child_text(un, node, "NOTE");
    const itd_str month_year[] = {note, year};
    itd_date      none = {0};

    *ret_to = none;
    *ret_note_used = false;
    if (date.len > 0)
        return itd_un_parse_date(date, ret_from);
    if (from.len > 0 || to.len > 0)
        return itd_date_parse_iso(from, ret_from) && itd_date_parse_iso(to, ret_to) &&
               itd_date_compare(*ret_from, *ret_to) <= 0;
    *ret_note_used = note.len > 0;
    if (year.len > 0 && note.len > 0 &&
        itd_date_parse_english(itd_record_join(un, month_year, ITD_ARRAY_LEN(month_year), " "),
                               ret_from))
        return true; /* "Sep." beside 1958 */
    if (year.len > 0) {
        *ret_note_used = false;
        return itd_date_parse_iso(year, ret_from);
    }
    return itd_date_parse_english(note, ret_from) || parse_between(un, note, ret_from, ret_to);
}

void itd_un_add_birth_date(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {"TYPE_OF_DATE", "DATE", "YEAR", "FROM_YEAR",
                                        "TO_YEAR",      "NOTE", NULL};
    const itd_str            type = itd_record_child_text(un, node, "TYPE_OF_DATE");
    const itd_str            note = itd_record_child_text(un, node, "NOTE");
    const itd_str            origin = itd_record_path(un, node, NULL);
    itd_str                  words[] = {itd_record_child_text(un, node, "DATE"),
                                        itd_record_child_text(un, node, "YEAR"),
                                        itd_record_child_text(un, node, "FROM_YEAR"),
                                        itd_record_child_text(un, node, "TO_YEAR"), note};
    const itd_str            all = itd_record_join(un, words, ITD_ARRAY_LEN(words), " ");
    itd_date                 from, to;
    bool                     note_used;

    itd_record_check_element(un, node, known);
    if (all.len == 0) {
        if (type.len > 0)
            itd_record_keep_odd(un, node, "date of birth without a date", type);
        return;
    }
    if (!birth_date_of(un, node, &from, &to, &note_used)) {
        /* An age, a date of another calendar: kept in its words. */
        itd_entity_add_extra(un->builder, origin, all, origin);
        itd_entity_detail(un->builder, ITD_DETAIL_TYPE, type);
        if (itd_record_find_word(note, "Hijri") != SIZE_MAX)
            itd_entity_detail(un->builder, ITD_DETAIL_CALENDAR, ITD_STR("Hijri"));
        else if (itd_record_find_word(note, "years old") == SIZE_MAX)
            itd_list_report_add(un->report, ITD_STR("date not understood"), origin, un->file,
                                node->line, un->id);
        return;
    }
    itd_entity_add(un->builder, ITD_PROP_BIRTH_DATE, itd_record_date_text(un, from),
                   note_used ? all : words[0], origin);
    itd_entity_detail(un->builder, ITD_DETAIL_TYPE, type);
    itd_entity_detail(un->builder, ITD_DETAIL_UNTIL, itd_record_date_text(un, to));
    if (itd_str_starts_with_ascii_nocase(type, ITD_STR("approx")) ||
        itd_str_starts_with_ascii_nocase(note, ITD_STR("approx")))
        itd_entity_detail(un->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
    if (!note_used)
        itd_entity_detail(un->builder, ITD_DETAIL_NOTE, note);
}

/* ---- places ---- */

/* A place in parts: one text of all, and the parts as details. Without any part the note is the
 * text. */
static void add_place(itd_record *un, itd_prop prop, const itd_xml_node *node)
{
    const itd_str note = itd_record_child_text(un, node, "NOTE");
    const itd_str country = itd_record_child_text(un, node, "COUNTRY");
    itd_str       parts[] = {itd_record_child_text(un, node, "STREET"),
                             itd_record_child_text(un, node, "CITY"),
                             itd_record_child_text(un, node, "STATE_PROVINCE"),
                             itd_record_child_text(un, node, "ZIP_CODE"), country};
    const itd_str text = itd_record_join(un, parts, ITD_ARRAY_LEN(parts), ", ");
    itd_str       code = parts[4];

    (void)itd_un_find_country(parts[4], &code);
    itd_entity_add(un->builder, prop, text.len > 0 ? text : note, itd_str_of(""),
                   itd_record_path(un, node, NULL));
    itd_entity_detail(un->builder, ITD_DETAIL_STREET, parts[0]);
    itd_entity_detail(un->builder, ITD_DETAIL_CITY, parts[1]);
    itd_entity_detail(un->builder, ITD_DETAIL_REGION, parts[2]);
    itd_entity_detail(un->builder, ITD_DETAIL_POSTAL_CODE, parts[3]);
    itd_entity_detail(un->builder, ITD_DETAIL_COUNTRY, code);
    if (text.len > 0)
        itd_entity_detail(un->builder, ITD_DETAIL_NOTE, note);
}

static void add_country_of(itd_record *un, itd_prop prop, const itd_xml_node *node)
{
    const itd_xml_node *country = itd_xml_child(node, ITD_STR("COUNTRY"));

    if (country)
        itd_un_add_country(un, prop, country, itd_record_path(un, node, "COUNTRY"));
}

void itd_un_add_birth_place(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY",
                                        "NOTE",   NULL};
    static const char *const narrower[] = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "NOTE"};
    bool                     has_more = false;

    itd_record_check_element(un, node, known);
    for (size_t i = 0; i < ITD_ARRAY_LEN(narrower); i++)
        has_more |= itd_record_child_text(un, node, narrower[i]).len > 0;
    if (has_more) /* a country alone stands under birthCountry */
        add_place(un, ITD_PROP_BIRTH_PLACE, node);
    add_country_of(un, ITD_PROP_BIRTH_COUNTRY, node);
}

void itd_un_add_address(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY",
                                        "NOTE",   NULL};

    itd_record_check_element(un, node, known);
    add_place(un, ITD_PROP_ADDRESS, node);
    add_country_of(un, ITD_PROP_COUNTRY, node);
}

void itd_un_add_nationality(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {"VALUE", NULL};

    itd_record_check_element(un, node, known);
    for (const itd_xml_node *value = node->first_child; value; value = value->next)
        if (itd_str_equal(value->name, ITD_STR("VALUE")))
            itd_un_add_country(un, ITD_PROP_NATIONALITY, value, itd_record_path(un, node, "VALUE"));
}
