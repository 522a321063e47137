/* Remarks, phrase by phrase. Quoted names ("a.k.a. 'X'") are the weak ones of the CSV set: the XML
 * lists give exactly these with category weak. README.md says how they are counted. */
#include "lists/ofac_remarks.h"

static const struct {
    itd_str lead; /* up to the opening quote */
    itd_str type;
} quoted[] = {
    {ITD_STR_INIT("a.k.a. '"), ITD_STR_INIT("a.k.a.")},
    {ITD_STR_INIT("f.k.a. '"), ITD_STR_INIT("f.k.a.")},
    {ITD_STR_INIT("n.k.a. '"), ITD_STR_INIT("n.k.a.")},
    {ITD_STR_INIT("d.b.a. '"), ITD_STR_INIT("d.b.a.")},
};

/* "alt. DOB 1936" is a DOB like the first. */
static bool drop_alt(itd_str *phrase)
{
    const itd_str alt = ITD_STR("alt. ");

    if (!itd_str_starts_with_ascii_nocase(*phrase, alt))
        return false;
    *phrase = itd_str_trim(itd_str_from(*phrase, alt.len));
    return true;
}

/* The quoted lead that text begins with, or ITD_ARRAY_LEN(quoted). */
static size_t find_quoted(itd_str text)
{
    size_t i = 0;

    drop_alt(&text);
    while (i < ITD_ARRAY_LEN(quoted) && !itd_str_starts_with_ascii_nocase(text, quoted[i].lead))
        i++;
    return i;
}

bool itd_ofac_next_phrase(itd_str *rest, itd_str *ret_phrase, bool *ret_closed)
{
    const itd_str separator = ITD_STR("; ");
    const itd_str text = itd_str_trim(*rest);
    const bool    in_quotes = find_quoted(text) < ITD_ARRAY_LEN(quoted);
    /* A separator inside a quoted name is text; the name ends with its closing quote. */
    size_t end = itd_str_find(text, in_quotes ? ITD_STR("'; ") : separator);

    if (text.len == 0)
        return false;
    if (end != SIZE_MAX && in_quotes)
        end++;
    *ret_closed = end != SIZE_MAX || itd_str_ends_with(text, ITD_STR(";"));
    if (end == SIZE_MAX)
        end = *ret_closed ? text.len - 1 : text.len;
    *ret_phrase = itd_str_trim(itd_str_slice(text, 0, end));
    *rest = itd_str_from(text, end < text.len ? end + 1 : end);
    return true;
}

/* "a.k.a. 'X'" → X as a weak name. */
static bool add_quoted(itd_ofac_sink *sink, itd_str phrase, itd_str origin)
{
    const size_t i = find_quoted(phrase);
    itd_str      name;

    if (i == ITD_ARRAY_LEN(quoted) || !itd_str_ends_with(phrase, ITD_STR("'")))
        return false;
    drop_alt(&phrase);
    if (phrase.len <= quoted[i].lead.len)
        return false; /* the opening quote is the only one */
    name = itd_str_trim(itd_str_slice(phrase, quoted[i].lead.len, phrase.len - 1));
    if (name.len == 0)
        return false;
    itd_ofac_add_alias(sink, quoted[i].type, true, name, (itd_str){0}, (itd_str){0}, origin);
    return true;
}

/* "info@example.net (email).", "www.example.net", "http://…": contacts that stand without a word.
 * */
static bool add_bare_contact(itd_ofac_sink *sink, itd_str phrase, itd_str origin)
{
    const size_t  blank = itd_str_find_char(phrase, ' ');
    const itd_str address = itd_str_slice(phrase, 0, blank);
    const itd_str tail = itd_str_trim(itd_str_from(phrase, blank));
    const bool    is_site = itd_str_starts_with_ascii_nocase(address, ITD_STR("www.")) ||
                         itd_str_starts_with_ascii_nocase(address, ITD_STR("http://")) ||
                         itd_str_starts_with_ascii_nocase(address, ITD_STR("https://"));
    const bool is_mail = !is_site && itd_str_find_char(address, '@') != SIZE_MAX;

    if ((!is_site && !is_mail) || (tail.len > 0 && tail.ptr[0] != '('))
        return false;
    itd_entity_add(sink->builder, is_site ? ITD_PROP_WEBSITE : ITD_PROP_EMAIL, address,
                   (itd_str){0}, origin);
    return true;
}

/* A phrase of persons without keyword: "Haji", "Member of the State Duma". */
static bool add_role(itd_ofac_sink *sink, itd_str phrase, itd_str origin)
{
    const bool honorific = itd_ofac_is_honorific(phrase);

    if (sink->schema != ITD_SCHEMA_PERSON || (!honorific && !itd_ofac_is_role(phrase)))
        return false;
    itd_entity_add(sink->builder, honorific ? ITD_PROP_TITLE : ITD_PROP_POSITION, phrase,
                   (itd_str){0}, origin);
    return true;
}

/* "(Linked To: HAMAS)" as the XML lists write it. */
static itd_str without_parentheses(itd_str phrase)
{
    itd_ofac_match match;
    const itd_str  inner = itd_str_trim(itd_str_slice(phrase, 1, phrase.len - 1));

    if (phrase.len < 2 || phrase.ptr[0] != '(' || phrase.ptr[phrase.len - 1] != ')' ||
        !itd_ofac_phrase_find(inner, &match) || match.phrase->kind != ITD_OFAC_LINK)
        return phrase;
    return inner;
}

/* The leading words of a phrase, by which the report groups. */
static itd_str leading_words(itd_str phrase)
{
    size_t end = 0;

    for (unsigned words = 0; end < phrase.len; end++)
        if (phrase.ptr[end] == ' ' && ++words == ITD_OFAC_WHERE_WORDS)
            break;
    return itd_str_slice(phrase, 0, end);
}

static void add_unknown(itd_ofac_sink *sink, itd_str phrase, itd_str origin)
{
    itd_entity_add_extra(sink->builder, ITD_STR("remark"), phrase, origin);
    itd_ofac_report(sink, ITD_STR("remark not understood"), leading_words(phrase));
}

static void add_phrase(itd_ofac_sink *sink, itd_str phrase, itd_str origin)
{
    itd_ofac_parts parts = {0};
    itd_ofac_match match;
    itd_str        text = without_parentheses(phrase);

    if (phrase.len == 0 || add_quoted(sink, phrase, origin))
        return;
    parts.main = !drop_alt(&text);
    if (itd_ofac_phrase_find(text, &match) && itd_ofac_add_fact(sink, &match, &parts, origin))
        return;
    if (add_bare_contact(sink, text, origin) || add_role(sink, text, origin))
        return;
    add_unknown(sink, phrase, origin);
}

/* Without the period that ends every remark of the CSV set. When the last phrase ends in an
 * abbreviation ("S.A.") the two periods are one, and it belongs to the phrase. */
static itd_str without_period(itd_str text)
{
    text = itd_str_trim(text);
    if (!itd_str_ends_with(text, ITD_STR(".")))
        return text;
    if (text.len >= 3 && itd_char_is_alpha(text.ptr[text.len - 2]) && text.ptr[text.len - 3] == '.')
        return text;
    return itd_str_slice(text, 0, text.len - 1);
}

void itd_ofac_add_remarks(itd_ofac_sink *sink, const itd_ofac_remarks *remarks)
{
    itd_str rest = remarks->text, phrase;
    bool    closed;

    itd_entity_add(sink->builder, ITD_PROP_NOTES, remarks->text, (itd_str){0}, remarks->origin);
    if (remarks->has_period && !remarks->is_cut)
        rest = without_period(rest);
    while (itd_ofac_next_phrase(&rest, &phrase, &closed)) {
        if (closed || !remarks->is_cut) {
            add_phrase(sink, phrase, remarks->origin);
            continue;
        }
        itd_entity_add_extra(sink->builder, ITD_STR("remark"), phrase, remarks->origin);
        itd_entity_detail(sink->builder, ITD_DETAIL_NOTE, ITD_STR("cut at 1,000 characters"));
    }
    if (remarks->is_cut)
        itd_ofac_report(sink, ITD_STR("remark cut at 1,000 characters"), remarks->origin);
}
