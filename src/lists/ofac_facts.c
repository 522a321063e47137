/* Facts that hang on a phrase: "Passport A123 (Iran) issued 04 May 2004 expires 03 May 2014",
 * "DOB circa 1951", "Digital Currency Address - XBT 1Kuf…". The phrase tells which kind of fact
 * (ofac_phrases.c); here the text behind it is taken apart. */
#include "lists/ofac_values.h"

#include "base/date.h"
#include "entity/country.h"
#include "entity/identifier.h"

struct span {
    itd_date from, to; /* to.year 0: a single date */
    bool     circa;
};

/* "1951", "Sep 1964", "04 Sep 1957", "circa 1951", "circa-1951", "1951 to 1953", "1979-1982". */
static bool parse_span(itd_str text, struct span *ret_span)
{
    struct span  span = {0};
    const size_t to = itd_str_find(text, ITD_STR(" to "));
    const size_t dash = itd_str_find_char(text, '-');

    if (itd_str_starts_with_ascii_nocase(text, ITD_STR("circa"))) {
        span.circa = true;
        text = itd_str_trim(itd_str_from(text, 5));
        if (itd_str_starts_with(text, ITD_STR("-")))
            text = itd_str_from(text, 1);
        if (!parse_span(text, ret_span))
            return false;
        ret_span->circa = true;
        return true;
    }
    if (itd_date_parse_english(text, &span.from)) {
        *ret_span = span;
        return true;
    }
    if (to != SIZE_MAX) {
        if (!itd_date_parse_english(itd_str_slice(text, 0, to), &span.from) ||
            !itd_date_parse_english(itd_str_from(text, to + 4), &span.to))
            return false;
    } else if (dash == SIZE_MAX ||
               !itd_date_parse_english(itd_str_slice(text, 0, dash), &span.from) ||
               !itd_date_parse_english(itd_str_from(text, dash + 1), &span.to)) {
        return false;
    }
    *ret_span = span;
    return true;
}

static itd_str date_text(itd_date date, char buf[static ITD_DATE_TEXT_MAX])
{
    return (itd_str){.ptr = buf, .len = itd_date_format(date, buf)};
}

static bool add_date(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    char        buf[ITD_DATE_TEXT_MAX];
    struct span span;

    if (!parse_span(match->body, &span))
        return false;
    itd_entity_add(sink->builder, match->phrase->prop, date_text(span.from, buf), match->body,
                   origin);
    if (span.to.year != 0)
        itd_entity_detail(sink->builder, ITD_DETAIL_UNTIL, date_text(span.to, buf));
    if (span.circa)
        itd_entity_detail(sink->builder, ITD_DETAIL_CIRCA, ITD_STR("yes"));
    return true;
}

/* A day with the measure it belongs to: "Listing Date (EO 14024 Directive 2): 24 Feb 2022". */
static bool add_day(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    char           buf[ITD_DATE_TEXT_MAX];
    itd_date       date;
    const itd_prop prop = match->phrase->prop;

    if (!itd_date_parse_english(match->body, &date))
        return false;
    if (prop == ITD_PROP_EXTRA)
        itd_entity_add_extra(
            sink->builder,
            itd_str_trim(itd_str_slice(match->type, 0, itd_str_find_char(match->type, '('))),
            date_text(date, buf), origin);
    else
        itd_entity_add(sink->builder, prop, date_text(date, buf), match->body, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_PROGRAM, match->group);
    return true;
}

/* Country at the end of "Nablus, West Bank" or "Wonsan, Korea, North": the last part, or the last
 * two when they are one name. */
static bool find_place_country(itd_str place, itd_str *ret_words, itd_str *ret_code)
{
    size_t from = place.len;

    for (int parts = 0; parts < 2 && from > 0; parts++) {
        size_t comma = from - 1;

        while (comma > 0 && place.ptr[comma] != ',')
            comma--;
        from = comma;
    }
    *ret_words = itd_str_trim(itd_str_from(place, from > 0 ? from + 1 : 0));
    if (itd_country_find(*ret_words, ret_code))
        return true;
    for (from = place.len; from > 0 && place.ptr[from - 1] != ','; from--) {
    }
    *ret_words = itd_str_trim(itd_str_from(place, from));
    return itd_country_find(*ret_words, ret_code);
}

static bool add_place(itd_ofac_sink *sink, const itd_ofac_match *match, const itd_ofac_parts *parts,
                      itd_str origin)
{
    itd_str    words, code;
    const bool known = find_place_country(match->body, &words, &code);

    itd_entity_add(sink->builder, match->phrase->prop, match->body, (itd_str){0}, origin);
    if (parts->main)
        itd_entity_detail(sink->builder, ITD_DETAIL_MAIN, ITD_STR("yes"));
    if (known) {
        itd_entity_detail(sink->builder, ITD_DETAIL_COUNTRY, code);
        itd_entity_add(sink->builder, ITD_PROP_BIRTH_COUNTRY, code, words, origin);
    }
    return true;
}

static bool add_gender(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    static const itd_str known[] = {ITD_STR_INIT("male"), ITD_STR_INIT("female")};

    for (size_t i = 0; i < ITD_ARRAY_LEN(known); i++) {
        if (!itd_str_equal_ascii_nocase(match->body, known[i]))
            continue;
        itd_entity_add(sink->builder, ITD_PROP_GENDER, known[i], match->body, origin);
        return true;
    }
    return false;
}

/* What stands behind a document's number. */
struct document {
    itd_str number;
    itd_str country; /* words */
    itd_str place;   /* a second pair of parentheses, or one that names no country */
    itd_str issued, expires;
    itd_str note; /* "issued in …" without a date */
};

/* Cuts " WORD tail" off the end of text. */
static bool cut_tail(itd_str *text, itd_str word, itd_str *ret_tail)
{
    const size_t at = itd_str_find(*text, word);

    if (at == SIZE_MAX)
        return false;
    *ret_tail = itd_str_trim(itd_str_from(*text, at + word.len));
    *text = itd_str_trim(itd_str_slice(*text, 0, at));
    return true;
}

/* Cuts " (words)" off the end of text; false when it does not end so, or nothing stands before.
 * "D489833(9)" is one number: its check digit has no blank before it. */
static bool cut_parentheses(itd_str *text, itd_str *ret_words)
{
    size_t at = text->len;

    if (!itd_str_ends_with(*text, ITD_STR(")")))
        return false;
    while (at > 0 && text->ptr[at - 1] != '(')
        at--;
    if (at < 3 || text->ptr[at - 2] != ' ')
        return false;
    *ret_words = itd_str_trim(itd_str_slice(*text, at, text->len - 1));
    *text = itd_str_trim(itd_str_slice(*text, 0, at - 1));
    return true;
}

static void parse_document(itd_str text, struct document *ret_doc)
{
    struct document doc = {0};
    itd_str         words, code;
    struct span     span;

    cut_tail(&text, ITD_STR(" expires "), &doc.expires);
    cut_tail(&text, ITD_STR(" issued "), &doc.issued);
    if (doc.issued.len > 0 && !parse_span(doc.issued, &span)) {
        doc.note = doc.issued;
        doc.issued = (itd_str){0};
    }
    if (cut_parentheses(&text, &words)) {
        if (itd_country_find(words, &code))
            doc.country = words;
        else
            doc.place = words;
        /* "7136946 (Delaware) (United States)" */
        if (doc.country.len > 0)
            cut_parentheses(&text, &doc.place);
    }
    if (itd_str_starts_with(text, ITD_STR("# "))) /* "C.U.R.P. # HESU430525HBCRMR13" */
        text = itd_str_trim(itd_str_from(text, 2));
    doc.number = text;
    *ret_doc = doc;
}

/* A word of small letters only, as sentences have it and numbers do not. */
static bool is_plain_word(itd_str word)
{
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] < 'a' || word.ptr[i] > 'z')
            return false;
    return word.len >= 3;
}

/* A number has a digit and no plain words: "and National ID were issued in Ulm" is none. */
static bool is_number(itd_str text, bool needs_digit)
{
    itd_str rest = text, word;
    bool    digit = false;

    if (text.len == 0 || text.len > ITD_OFAC_NUMBER_MAX)
        return false;
    while (itd_str_next_part(&rest, ITD_STR(" "), &word))
        if (is_plain_word(word))
            return false;
    for (size_t i = 0; i < text.len && !digit; i++)
        digit = itd_char_is_digit(text.ptr[i]);
    return digit || !needs_digit;
}

/* An ISO date, or an ISO interval for "01 Jan 2026 to 31 Dec 2026". */
static void add_day_detail(itd_ofac_sink *sink, itd_detail_key key, itd_str words)
{
    char        text[2 * ITD_DATE_TEXT_MAX];
    struct span span;
    size_t      len;

    if (words.len == 0)
        return;
    if (!parse_span(words, &span)) {
        itd_ofac_report(sink, ITD_STR("date not understood"), words);
        itd_entity_detail(sink->builder, key, words);
        return;
    }
    len = itd_date_format(span.from, text);
    if (span.to.year != 0) {
        text[len++] = '/';
        len += itd_date_format(span.to, text + len);
    }
    itd_entity_detail(sink->builder, key, (itd_str){.ptr = text, .len = len});
}

/* Numbers with an arithmetic of their own are checked; a wrong one is kept and marked. */
static void add_validity(itd_ofac_sink *sink, itd_prop prop, itd_str number)
{
    const bool is_ship = sink->schema == ITD_SCHEMA_VESSEL;
    itd_str    fault = {0};

    if ((prop == ITD_PROP_LEI_CODE && !itd_lei_is_valid(number)) ||
        (prop == ITD_PROP_IMO_NUMBER && is_ship && !itd_imo_is_valid(number)))
        fault = ITD_STR("check digit wrong");
    else if (prop == ITD_PROP_MMSI && !itd_mmsi_is_valid(number))
        fault = ITD_STR("not nine digits");
    else if (prop == ITD_PROP_SWIFT_BIC && !itd_bic_is_valid(number))
        fault = ITD_STR("not a BIC");
    itd_entity_detail(sink->builder, ITD_DETAIL_VALIDITY, fault);
}

/* OFAC uses two of its words wider than the scheme behind the property: "Government Gazette Number"
 * for Russia's OKPO and a number in Bulgaria, "Legal Entity Number" for the LEI of 20 characters
 * and for Dutch registers. */
static itd_prop settle_prop(itd_prop prop, itd_str number, itd_str country)
{
    if (prop == ITD_PROP_OKPO_CODE && country.len > 0 && !itd_str_equal(country, ITD_STR("ru")))
        return ITD_PROP_REGISTRATION_NUMBER;
    if (prop == ITD_PROP_LEI_CODE && number.len != 20)
        return ITD_PROP_REGISTRATION_NUMBER;
    return prop;
}

/* The parts as the publisher gives them. Here and there the country stands behind the number all
 * the same ("33556474 (Russia)"). */
static struct document given_document(itd_str text, const itd_ofac_parts *parts)
{
    struct document doc = {.number = text,
                           .country = parts->country,
                           .issued = parts->issued,
                           .expires = parts->expires};
    itd_str         number = text, words, code, given;

    if (!cut_parentheses(&number, &words) || !itd_country_find(words, &code))
        return doc;
    if (parts->country.len == 0 ||
        (itd_country_find(parts->country, &given) && itd_str_equal(given, code))) {
        doc.number = number;
        doc.country = words;
    }
    return doc;
}

static bool add_document(itd_ofac_sink *sink, const itd_ofac_match *match,
                         const itd_ofac_parts *parts, bool needs_digit, itd_str origin)
{
    struct document doc;
    itd_prop        prop;
    itd_str         code;

    if (parts->given) {
        doc = given_document(match->body, parts);
    } else {
        parse_document(match->body, &doc);
        if (!is_number(doc.number, needs_digit))
            return false;
    }
    if (itd_str_trim(doc.number).len == 0)
        return false;
    code = doc.country;
    if (doc.country.len > 0 && !itd_country_find(doc.country, &code))
        itd_ofac_report(sink, ITD_STR("unknown country"), doc.country);
    prop = settle_prop(match->phrase->prop, itd_str_trim(doc.number), code);
    itd_entity_add(sink->builder, prop, doc.number, (itd_str){0}, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, match->type);
    itd_entity_detail(sink->builder, ITD_DETAIL_COUNTRY, code);
    itd_entity_detail(sink->builder, ITD_DETAIL_PLACE, doc.place);
    add_day_detail(sink, ITD_DETAIL_ISSUED, doc.issued);
    add_day_detail(sink, ITD_DETAIL_EXPIRES, doc.expires);
    itd_entity_detail(sink->builder, ITD_DETAIL_NOTE, doc.note);
    add_validity(sink, prop, doc.number);
    return true;
}

/* "7406784", "9256860 (Russia)", "(5777731)". A ship's number has a check digit; a company's
 * follows a rule that its administrator does not publish, so it is not judged. */
static bool add_imo(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    struct document doc;
    itd_str         code;

    parse_document(match->body, &doc);
    if (itd_str_starts_with(doc.number, ITD_STR("(")) &&
        itd_str_ends_with(doc.number, ITD_STR(")")))
        doc.number = itd_str_slice(doc.number, 1, doc.number.len - 1);
    if (!is_number(doc.number, true))
        return false;
    itd_entity_add(sink->builder, ITD_PROP_IMO_NUMBER, doc.number, (itd_str){0}, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, match->type);
    if (itd_country_find(doc.country, &code))
        itd_entity_detail(sink->builder, ITD_DETAIL_COUNTRY, code);
    add_validity(sink, ITD_PROP_IMO_NUMBER, doc.number);
    return true;
}

/* "XBT 1Kuf2Rd8mDyAViwBozGTNYnvWL8uYFrkVo" */
static bool add_wallet(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    const size_t  blank = itd_str_find_char(match->body, ' ');
    const itd_str address = itd_str_trim(itd_str_from(match->body, blank));

    if (blank == SIZE_MAX || address.len == 0 || itd_str_find_char(address, ' ') != SIZE_MAX)
        return false;
    itd_entity_add(sink->builder, ITD_PROP_WALLET, address, (itd_str){0}, origin);
    itd_entity_detail(sink->builder, ITD_DETAIL_CURRENCY, itd_str_slice(match->body, 0, blank));
    return true;
}

/* Words of a phrase as a type: without the dash that leads on to the text. */
static itd_str plain_type(itd_str type)
{
    if (itd_str_ends_with(type, ITD_STR("-")))
        type.len--;
    return itd_str_trim(type);
}

/* Kinds whose text is one value with at most one detail. */
static bool add_plain(itd_ofac_sink *sink, const itd_ofac_match *match, itd_str origin)
{
    const itd_ofac_phrase *phrase = match->phrase;
    const itd_str          words = plain_type(match->type);
    /* "Kurdish" is word and text in one. */
    const itd_str text = match->body.len > 0 ? match->body : match->type;

    switch (phrase->kind) {
    case ITD_OFAC_TEXT:
        itd_entity_add(sink->builder, phrase->prop, text, (itd_str){0}, origin);
        if (match->body.len > 0)
            itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, words);
        return true;
    case ITD_OFAC_CONTACT:
        itd_entity_add(sink->builder, phrase->prop, match->body, (itd_str){0}, origin);
        itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, words);
        return match->body.len > 0;
    case ITD_OFAC_NAME:
        itd_entity_add(sink->builder, phrase->prop, match->body, (itd_str){0}, origin);
        itd_entity_detail(sink->builder, ITD_DETAIL_KIND, phrase->word);
        return match->body.len > 0;
    case ITD_OFAC_LINK:
        itd_entity_add(sink->builder, ITD_PROP_LINK, match->body, (itd_str){0}, origin);
        itd_entity_detail(sink->builder, ITD_DETAIL_ROLE,
                          phrase->word.len > 0 ? phrase->word : words);
        return match->body.len > 0;
    case ITD_OFAC_EXTRA:
        itd_entity_add_extra(sink->builder, phrase->word, match->body, origin);
        return match->body.len > 0;
    default:
        return true; /* ITD_OFAC_KNOWN: stands in the notes */
    }
}

/* Properties of which the publisher marks one as the main one. */
static bool has_main(itd_prop prop)
{
    return prop == ITD_PROP_BIRTH_DATE || prop == ITD_PROP_NATIONALITY ||
           prop == ITD_PROP_CITIZENSHIP;
}

bool itd_ofac_add_fact(itd_ofac_sink *sink, const itd_ofac_match *match,
                       const itd_ofac_parts *parts, itd_str origin)
{
    bool done;

    switch (match->phrase->kind) {
    case ITD_OFAC_DATE:
        done = add_date(sink, match, origin);
        break;
    case ITD_OFAC_DAY:
        return add_day(sink, match, origin);
    case ITD_OFAC_PLACE:
        return match->body.len > 0 && add_place(sink, match, parts, origin);
    case ITD_OFAC_COUNTRY:
        done = match->body.len > 0;
        itd_ofac_add_country(sink, match->phrase->prop, match->body, origin);
        if (match->phrase->prop == ITD_PROP_FLAG)
            itd_entity_detail(sink->builder, ITD_DETAIL_TYPE, match->type);
        break;
    case ITD_OFAC_GENDER:
        return add_gender(sink, match, origin);
    case ITD_OFAC_DOCUMENT:
        return add_document(sink, match, parts, true, origin);
    case ITD_OFAC_CODE:
        return add_document(sink, match, parts, false, origin);
    case ITD_OFAC_IMO:
        return add_imo(sink, match, origin);
    case ITD_OFAC_WALLET:
        return add_wallet(sink, match, origin);
    default:
        return add_plain(sink, match, origin);
    }
    if (done && parts->main && has_main(match->phrase->prop))
        itd_entity_detail(sink->builder, ITD_DETAIL_MAIN, ITD_STR("yes"));
    return done;
}

void itd_ofac_add_country_details(itd_ofac_sink *sink, const itd_ofac_parts *parts)
{
    itd_str code = parts->country;

    if (parts->country.len > 0 && !itd_country_find(parts->country, &code))
        itd_ofac_report(sink, ITD_STR("unknown country"), parts->country);
    itd_entity_detail(sink->builder, ITD_DETAIL_COUNTRY, code);
    itd_entity_detail(sink->builder, ITD_DETAIL_ISSUED, parts->issued);
    itd_entity_detail(sink->builder, ITD_DETAIL_EXPIRES, parts->expires);
}

/* Do the words that were recognised make up the whole type? Only the type of a wallet goes on, with
 * its currency: "Digital Currency Address - TRX". */
static bool covers_type(const itd_ofac_match *match, itd_str type)
{
    itd_str rest = itd_str_trim(itd_str_from(type, match->type.len));

    while (rest.len > 0 && (rest.ptr[0] == ':' || rest.ptr[0] == '-'))
        rest = itd_str_trim(itd_str_from(rest, 1));
    return rest.len == 0 || match->phrase->kind == ITD_OFAC_WALLET;
}

bool itd_ofac_add_identifier(itd_ofac_sink *sink, itd_str type, itd_str number,
                             const itd_ofac_parts *parts, itd_str origin)
{
    itd_ofac_match match;

    type = itd_str_trim(type);
    number = itd_str_trim(number);
    /* The words and their text as one phrase: a type may end within either. */
    itd_buf_reset(&sink->scratch);
    itd_buf_append(&sink->scratch, type);
    if (type.len > 0 && number.len > 0)
        itd_buf_append_char(&sink->scratch, ' ');
    itd_buf_append(&sink->scratch, number);
    if (sink->scratch.failed != ITD_OK)
        sink->failed = sink->scratch.failed;
    if (!itd_ofac_phrase_find(itd_buf_text(&sink->scratch), &match) || !covers_type(&match, type) ||
        match.phrase->kind == ITD_OFAC_KNOWN || !itd_ofac_add_fact(sink, &match, parts, origin))
        return false;
    if (match.phrase->kind != ITD_OFAC_DOCUMENT && match.phrase->kind != ITD_OFAC_CODE)
        itd_ofac_add_country_details(sink, parts);
    return true;
}
