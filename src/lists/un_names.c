/* Names of the UN list: the four name elements, the name in its original script, and aliases. */
#include "lists/script.h"
#include "lists/un_alias.h"
#include "lists/un_internal.h"

/* One alias as the publisher qualifies it. */
struct quality {
    const char *word;
    itd_prop    prop;
};

static const struct quality qualities[] = {
    {"Good", ITD_PROP_ALIAS},
    {"Low", ITD_PROP_WEAK_ALIAS},
    {"a.k.a.", ITD_PROP_ALIAS},
    {"f.k.a.", ITD_PROP_PREVIOUS_NAME},
};

/* "na" in small letters: not available. Capitals may be a name. */
static itd_str without_na(itd_str text)
{
    return itd_str_equal(text, ITD_STR("na")) ? itd_str_of("") : text;
}

static void add_detail(itd_record *un, itd_detail_key key, itd_str text)
{
    itd_entity_detail(un->builder, key, text);
}

static void add_script(itd_record *un, itd_str text)
{
    if (itd_script_is_foreign(text))
        add_detail(un, ITD_DETAIL_SCRIPT, itd_script_of(text));
}

/* Names found in one cell, each with the whole cell as its raw text. The remark goes to the
 * first. */
static void add_found(itd_record *un, const itd_un_names *names, itd_prop prop, itd_str raw,
                      itd_str origin, itd_str quality, itd_str kind, itd_str note)
{
    for (size_t i = 0; i < names->count; i++) {
        const itd_un_name *name = &names->items[i];

        itd_entity_add(un->builder,
                       name->abbreviation && prop == ITD_PROP_ALIAS ? ITD_PROP_ABBREVIATION : prop,
                       name->text, raw, origin);
        add_detail(un, ITD_DETAIL_KIND,
                   name->kind.len > 0   ? name->kind
                   : i == 0             ? kind
                   : name->abbreviation ? ITD_STR("acronym")
                                        : itd_str_of(""));
        add_detail(un, ITD_DETAIL_QUALITY, quality);
        add_script(un, name->text);
        add_detail(un, ITD_DETAIL_NOTE, name->note);
        if (i == 0)
            add_detail(un, ITD_DETAIL_NOTE, note);
    }
}

void itd_un_add_names(itd_record *un, const itd_xml_node *record)
{
    static const char *const    elements[] = {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME",
                                              "FOURTH_NAME"};
    static const itd_detail_key keys[] = {ITD_DETAIL_FIRST, ITD_DETAIL_SECOND, ITD_DETAIL_THIRD,
                                          ITD_DETAIL_FOURTH};
    itd_str       parts[ITD_ARRAY_LEN(elements)], known[ITD_ARRAY_LEN(elements)], whole;
    itd_un_names  names = {.arena = un->arena};
    const itd_str origin = ITD_STR("FIRST_NAME");

    for (size_t i = 0; i < ITD_ARRAY_LEN(elements); i++) {
        parts[i] = itd_record_child_text(un, record, elements[i]);
        known[i] = without_na(parts[i]);
    }
    whole = itd_record_join(un, known, ITD_ARRAY_LEN(known), " ");
    itd_entity_add(un->builder, ITD_PROP_NAME, whole,
                   itd_record_join(un, parts, ITD_ARRAY_LEN(parts), " "), origin);
    add_script(un, whole);
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++)
        add_detail(un, keys[i], parts[i]);

    /* "BANK OF THE EAST (BE)" stays as it is written, and is found without its brackets too. */
    itd_un_split_alias(whole, &names);
    un->no_memory |= names.no_memory;
    if (names.count > 1 || (names.count == 1 && !itd_str_equal(names.items[0].text, whole)))
        add_found(un, &names, ITD_PROP_ALIAS, whole, origin, itd_str_of(""), itd_str_of(""),
                  itd_str_of(""));
}

void itd_un_add_original_name(itd_record *un, const itd_xml_node *node)
{
    const itd_str text = itd_record_text(un, node);

    itd_entity_add(un->builder, ITD_PROP_ALIAS, text, itd_str_of(""),
                   itd_record_path(un, node, NULL));
    add_detail(un, ITD_DETAIL_KIND, ITD_STR("original script"));
    add_script(un, text);
}

void itd_un_add_names_of_note(itd_record *un, itd_str note, itd_str origin)
{
    itd_un_names names = {.arena = un->arena};
    itd_str      kind;

    itd_un_split_note(note, false, &names, &kind);
    un->no_memory |= names.no_memory;
    add_found(un, &names, ITD_PROP_ALIAS, note, origin, itd_str_of(""), kind, itd_str_of(""));
}

/* Birth facts of an alias identity: of the same person, under that name. */
static void add_birth_of_alias(itd_record *un, const itd_xml_node *node, itd_str name)
{
    const itd_xml_node *date_node = itd_xml_child(node, ITD_STR("DATE_OF_BIRTH"));
    const itd_xml_node *country = itd_xml_child(node, ITD_STR("COUNTRY_OF_BIRTH"));
    const itd_str       date_words = itd_record_text(un, date_node);
    const itd_str       note_parts[] = {ITD_STR("under the name"), name};
    const itd_str       note = itd_record_join(un, note_parts, ITD_ARRAY_LEN(note_parts), " ");
    const itd_str       place[] = {itd_record_child_text(un, node, "CITY_OF_BIRTH"),
                                   itd_record_text(un, country)};
    itd_date            date;
    itd_str             code = place[1];

    if (itd_un_parse_date(date_words, &date)) {
        itd_entity_add(un->builder, ITD_PROP_BIRTH_DATE, itd_record_date_text(un, date), date_words,
                       itd_record_path(un, node, "DATE_OF_BIRTH"));
        add_detail(un, ITD_DETAIL_NOTE, note);
    } else if (date_words.len > 0) {
        itd_record_keep_odd(un, date_node, "date not understood", date_words);
    }
    if (place[0].len > 0) {
        itd_entity_add(un->builder, ITD_PROP_BIRTH_PLACE,
                       itd_record_join(un, place, ITD_ARRAY_LEN(place), ", "), itd_str_of(""),
                       itd_record_path(un, node, "CITY_OF_BIRTH"));
        add_detail(un, ITD_DETAIL_CITY, place[0]);
        (void)itd_un_find_country(place[1], &code);
        add_detail(un, ITD_DETAIL_COUNTRY, code);
        add_detail(un, ITD_DETAIL_NOTE, note);
    }
    if (country && place[1].len > 0) {
        itd_un_add_country(un, ITD_PROP_BIRTH_COUNTRY, country,
                           itd_record_path(un, node, "COUNTRY_OF_BIRTH"));
        add_detail(un, ITD_DETAIL_NOTE, note);
    }
}

void itd_un_add_alias(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {
        "QUALITY",       "ALIAS_NAME",       "NOTE", "DATE_OF_BIRTH",
        "CITY_OF_BIRTH", "COUNTRY_OF_BIRTH", NULL};
    const itd_str cell = itd_record_child_text(un, node, "ALIAS_NAME");
    const itd_str note = itd_record_child_text(un, node, "NOTE");
    const itd_str quality = itd_record_child_text(un, node, "QUALITY");
    const itd_str note_origin = itd_record_path(un, node, "NOTE");
    itd_un_names  names = {.arena = un->arena}, more = {.arena = un->arena};
    itd_prop      prop = ITD_PROP_ALIAS;
    bool          is_known = quality.len == 0;
    itd_str       kind = itd_str_of("");

    itd_record_check_element(un, node, known);
    for (size_t i = 0; i < ITD_ARRAY_LEN(qualities) && !is_known; i++)
        if (itd_str_equal_ascii_nocase(quality, itd_str_of(qualities[i].word))) {
            prop = qualities[i].prop;
            is_known = true;
        }
    itd_un_split_alias(cell, &names);
    if (names.count == 0 && cell.len > 0) { /* brackets only: still what the publisher calls him */
        itd_entity_add(un->builder, prop, cell, itd_str_of(""),
                       itd_record_path(un, node, "ALIAS_NAME"));
        add_detail(un, ITD_DETAIL_QUALITY, quality);
        add_detail(un, ITD_DETAIL_NOTE, note);
    }
    if (note.len > 0)
        itd_un_split_note(note, itd_script_is_foreign(cell), &more, &kind);
    un->no_memory |= names.no_memory || more.no_memory;
    add_found(un, &names, prop, cell, itd_record_path(un, node, "ALIAS_NAME"), quality, kind, note);
    add_found(un, &more, prop, note, note_origin, quality, itd_str_of(""), itd_str_of(""));
    if (!is_known)
        itd_record_keep_odd(un, itd_xml_child(node, ITD_STR("QUALITY")), "unknown quality",
                            quality);
    if (cell.len == 0 && note.len > 0)
        itd_record_keep_odd(un, node, "note without an alias", note);
    itd_un_add_passports_of_text(un, note, note_origin);
    itd_un_add_passports_of_text(un, cell, itd_record_path(un, node, "ALIAS_NAME"));
    add_birth_of_alias(un, node, names.count > 0 ? names.items[0].text : cell);
}
