/* Values of a record in their common form. */
#include <string.h>

#include "base/digest.h"
#include "entity/country.h"
#include "entity/identifier.h"
#include "lists/record.h"

#define TUPLE_SEPARATOR "\x1F" /* control characters stand in no text of a list */

bool itd_record_is_told(itd_record *rec, const char *kind, const itd_str *texts, size_t count)
{
    itd_str   parts[ITD_RECORD_TUPLE_MAX + 1] = {itd_str_of(kind)};
    uint64_t *value;
    bool      is_new = true;
    itd_buf   key;
    itd_str   copy = {0};

    itd_buf_init(&key, SIZE_MAX);
    for (size_t i = 0; i < count && i < ITD_RECORD_TUPLE_MAX; i++)
        parts[i + 1] = texts[i];
    for (size_t i = 0; i <= count && i <= ITD_RECORD_TUPLE_MAX; i++) {
        itd_buf_append(&key, parts[i]);
        itd_buf_append_cstr(&key, TUPLE_SEPARATOR);
    }
    if (key.failed != ITD_OK || !itd_arena_copy(rec->arena, itd_buf_text(&key), &copy) ||
        !itd_map_add(&rec->told, copy, &value, &is_new))
        rec->no_memory = true;
    itd_buf_done(&key);
    return !is_new;
}

void itd_record_add(itd_record *rec, itd_prop prop, itd_str text, itd_str origin)
{
    itd_entity_add(rec->builder, prop, text, (itd_str){0}, origin);
}

bool itd_record_find_country(itd_str words, itd_str *ret_code, itd_str *ret_note)
{
    const itd_str name = itd_str_trim(words);
    const size_t  bracket = itd_str_find_char(name, '(');

    *ret_note = (itd_str){0};
    *ret_code = name;
    if (name.len == 0 || itd_country_find(name, ret_code))
        return name.len > 0;
    if (bracket == SIZE_MAX || bracket == 0 ||
        !itd_country_find(itd_str_trim(itd_str_slice(name, 0, bracket)), ret_code))
        return false;
    *ret_note = itd_str_from(name, bracket);
    return true;
}

void itd_record_add_country_of(itd_record *rec, itd_prop prop, itd_str words, itd_str raw,
                               itd_str origin)
{
    itd_str code, note;

    if (itd_str_trim(words).len == 0)
        return;
    if (!itd_record_find_country(words, &code, &note))
        itd_record_report(rec, "country not known", code);
    itd_entity_add(rec->builder, prop, code, raw, origin);
    itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, note);
}

void itd_record_add_country(itd_record *rec, itd_prop prop, itd_str words, itd_str origin)
{
    itd_record_add_country_of(rec, prop, words, words, origin);
}

void itd_record_add_date(itd_record *rec, itd_prop prop, itd_date date, itd_str words,
                         itd_str origin)
{
    char          iso[ITD_DATE_TEXT_MAX];
    const itd_str text = {iso, itd_date_format(date, iso)};

    itd_entity_add(rec->builder, prop, text, words, origin);
}

void itd_record_keep_date(itd_record *rec, itd_str words, itd_str origin)
{
    if (itd_str_trim(words).len == 0)
        return;
    itd_record_report(rec, "date not understood", origin);
    itd_entity_add_extra(rec->builder, origin, words, origin);
}

void itd_record_add_place(itd_record *rec, itd_prop prop, itd_prop country_prop,
                          const itd_record_place *place, itd_str origin)
{
    const itd_str words = place->country_words.len > 0 ? place->country_words : place->country;
    const itd_str parts[] = {place->street, place->city, place->region, place->postal_code, words};
    const itd_str narrower = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts) - 1, ", ");
    const itd_str text = itd_record_join(rec, parts, ITD_ARRAY_LEN(parts), ", ");
    itd_str       code, note;

    (void)itd_record_find_country(place->country, &code, &note);
    if (narrower.len > 0 || (place->note.len > 0 && code.len == 0)) {
        itd_record_add(rec, prop, text.len > 0 ? text : place->note, origin);
        itd_entity_detail(rec->builder, ITD_DETAIL_STREET, place->street);
        itd_entity_detail(rec->builder, ITD_DETAIL_CITY, place->city);
        itd_entity_detail(rec->builder, ITD_DETAIL_REGION, place->region);
        itd_entity_detail(rec->builder, ITD_DETAIL_POSTAL_CODE, place->postal_code);
        itd_entity_detail(rec->builder, ITD_DETAIL_COUNTRY, code);
        if (text.len > 0)
            itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, place->note);
    }
    if (code.len == 0 || itd_record_is_told(rec, itd_prop_name(country_prop).ptr, &code, 1))
        return;
    itd_record_add_country_of(rec, country_prop, place->country, words, origin);
    if (narrower.len == 0)
        itd_entity_detail(rec->builder, ITD_DETAIL_NOTE, place->note);
}

void itd_record_add_identifier(itd_record *rec, itd_prop prop, itd_str text, itd_str origin)
{
    itd_str number = itd_str_trim(text);
    bool    valid = true;

    if (prop == ITD_PROP_IMO_NUMBER) {
        if (itd_str_starts_with_ascii_nocase(number, ITD_STR("IMO")))
            number = itd_str_trim(itd_str_from(number, 3));
        valid = itd_imo_is_valid(number);
    } else if (prop == ITD_PROP_MMSI) {
        valid = itd_mmsi_is_valid(number);
    } else if (prop == ITD_PROP_SWIFT_BIC) {
        valid = itd_bic_is_valid(number);
    } else if (prop == ITD_PROP_LEI_CODE) {
        valid = itd_lei_is_valid(number);
    }
    itd_entity_add(rec->builder, prop, number, text, origin);
    if (!valid)
        itd_entity_detail(rec->builder, ITD_DETAIL_VALIDITY, ITD_STR("check digit wrong"));
}

/* ---- references to the UN ---- */

bool itd_record_parse_reference(itd_str text, char ret_form[static ITD_RECORD_REFERENCE_MAX])
{
    if (text.len < 7 || !itd_char_is_alpha(text.ptr[0]) || !itd_char_is_alpha(text.ptr[1]) ||
        text.ptr[3] != '.' || !itd_char_is_digit(text.ptr[4]) || !itd_char_is_digit(text.ptr[5]) ||
        !itd_char_is_digit(text.ptr[6]))
        return false;
    for (size_t i = 0; i < 7; i++)
        ret_form[i] = i < 2    ? itd_char_upper(text.ptr[i])
                      : i == 2 ? itd_char_lower(text.ptr[i])
                               : text.ptr[i];
    ret_form[7] = '\0';
    return ret_form[2] == 'e' || ret_form[2] == 'i';
}

/* What follows "UN ref", "UN Reference No:" and their like; empty when nothing does. */
static itd_str behind_reference_words(itd_str text)
{
    const size_t behind = itd_record_find_word(text, "UN ref");

    if (behind == SIZE_MAX)
        return (itd_str){0};
    text = itd_str_from(text, behind);
    while (text.len > 0 && itd_char_is_alpha(text.ptr[0]))
        text = itd_str_from(text, 1); /* the rest of "Reference" */
    for (bool again = true; again;) {
        again = false;
        while (text.len > 0 && !itd_char_is_alpha(text.ptr[0]) && !itd_char_is_digit(text.ptr[0]))
            text = itd_str_from(text, 1);
        if (itd_str_starts_with_ascii_nocase(text, ITD_STR("No")) && text.len > 2 &&
            !itd_char_is_alpha(text.ptr[2])) {
            text = itd_str_from(text, 2);
            again = true;
        }
    }
    return text;
}

void itd_record_add_reference(itd_record *rec, itd_str text, itd_str origin)
{
    char    form[ITD_RECORD_REFERENCE_MAX];
    itd_str word = itd_str_trim(text);

    if (itd_record_parse_reference(word, form) && word.len == 7)
        word = itd_str_of(form);
    if (word.len > 0 && !itd_record_is_told(rec, "UN", &word, 1))
        itd_entity_add(rec->builder, ITD_PROP_UNSC_ID, word, text, origin);
}

void itd_record_add_reference_of(itd_record *rec, itd_str text, itd_str origin)
{
    const itd_str behind = behind_reference_words(text);
    itd_str       word = itd_str_slice(behind, 0, itd_str_find_char(behind, ' '));
    size_t        dots = 0, digits = 0;
    char          form[ITD_RECORD_REFERENCE_MAX];

    if (word.len == 0)
        return;
    if (itd_record_parse_reference(word, form)) {
        itd_record_add_reference(rec, itd_str_slice(word, 0, 7), origin);
        return;
    }
    while (word.len > 0 && itd_str_find_char(ITD_STR(".,;])"), word.ptr[word.len - 1]) != SIZE_MAX)
        word = itd_str_slice(word, 0, word.len - 1);
    for (size_t i = 0; i < word.len; i++) {
        dots += word.ptr[i] == '.';
        digits += itd_char_is_digit(word.ptr[i]);
    }
    if (dots >= 2 && digits > 0)
        itd_record_add_reference(rec, word, origin);
    else if (!itd_record_is_told(rec, "no UN", &word, 1))
        itd_record_report(rec, "UN reference not understood", word);
}

itd_status itd_record_hash(const itd_str *texts, size_t count,
                           char ret_id[static ITD_RECORD_HASH_DIGITS + 1], itd_error *err)
{
    char       hex[ITD_DIGEST_HEX + 1];
    itd_digest digest;
    itd_status st;
    itd_buf    buf;

    itd_buf_init(&buf, SIZE_MAX);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            itd_buf_append_cstr(&buf, TUPLE_SEPARATOR);
        itd_buf_append(&buf, texts[i]);
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&buf), &digest, err);
    itd_buf_done(&buf);
    if (st != ITD_OK)
        return st;
    itd_digest_to_hex(&digest, hex);
    memcpy(ret_id, hex, ITD_RECORD_HASH_DIGITS);
    ret_id[ITD_RECORD_HASH_DIGITS] = '\0';
    return ITD_OK;
}
