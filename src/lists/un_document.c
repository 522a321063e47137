/* Identity documents of the UN list. The number cell often holds words too ("Libyan passport No.
 * 1"), and where it is missing the number may stand in the remark or behind the type; dates of
 * expiry stand in the remark only. */
#include "lists/un_internal.h"

/* A number found among words. */
struct number {
    itd_str text;    /* empty when there is none */
    itd_str words;   /* what stood before it: "Libyan passport" */
    itd_str country; /* code, when the words name one */
};

/* Which property a document has, by words of its type; the first row that fits. */
static const struct {
    const char *word;
    itd_prop    prop;
} kinds[] = {
    {"social security", ITD_PROP_SOCIAL_SECURITY_NUMBER},
    {"ssn", ITD_PROP_SOCIAL_SECURITY_NUMBER},
    {"fiscal code", ITD_PROP_TAX_NUMBER},
    {"tax ", ITD_PROP_TAX_NUMBER},
    {"driv", ITD_PROP_LICENSE_NUMBER},
    {"birth certificate", ITD_PROP_OTHER_ID},
    {"ration card", ITD_PROP_OTHER_ID},
    {"student", ITD_PROP_OTHER_ID},
    {"certificate of nationality", ITD_PROP_OTHER_ID},
    {"laissez-passer", ITD_PROP_PASSPORT_NUMBER},
};

/* Words of a document type in the languages the list uses. */
static const struct {
    const char *word;
    itd_prop    prop;
} types[] = {
    {"passport", ITD_PROP_PASSPORT_NUMBER},
    {"passeport", ITD_PROP_PASSPORT_NUMBER},
    {"pasaporte", ITD_PROP_PASSPORT_NUMBER},
    {"identi", ITD_PROP_ID_NUMBER}, /* identification, identity, identidad, identité */
};

static const struct {
    const char *word;
    const char *validity;
} validities[] = {
    {"counterfeit", "counterfeit"}, {"fraudulent", "fraudulent"}, {"false", "false"},
    {"misuse", "misuse"},           {"revoked", "revoked"},       {"cancelled", "cancelled"},
};

/* ---- numbers among words ---- */

static bool has_digit(itd_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (itd_char_is_digit(text.ptr[i]))
            return true;
    return false;
}

/* Length of "No.", "number:", "N°" at the start of a word; 0 when it is none. */
static size_t marker_at(itd_str text, size_t at)
{
    static const char *const markers[] = {"number", "nos.", "no.", "n\xc2\xb0", "no"};
    const itd_str            rest = itd_str_from(text, at);

    if (at > 0 && text.ptr[at - 1] != ' ' && text.ptr[at - 1] != '(')
        return 0;
    for (size_t i = 0; i < ITD_ARRAY_LEN(markers); i++) {
        const itd_str marker = itd_str_of(markers[i]);
        size_t        end = marker.len;

        if (!itd_str_starts_with_ascii_nocase(rest, marker))
            continue;
        if (end < rest.len && itd_char_is_alpha(rest.ptr[end]))
            continue; /* "numbers", "north" */
        while (end < rest.len &&
               (rest.ptr[end] == ':' || rest.ptr[end] == '.' || rest.ptr[end] == ' '))
            end++;
        return end;
    }
    return 0;
}

/* A word of at least three letters and nothing else that opens a number: "Libya", "(tazkira)". */
static bool is_word(itd_str part)
{
    size_t letters = 0;

    if (part.len > 0 &&
        (part.ptr[0] == '(' || part.ptr[part.len - 1] == ')' || part.ptr[part.len - 1] == ':'))
        return !has_digit(part);
    for (size_t i = 0; i < part.len; i++) {
        const bool is_letter =
            itd_char_is_alpha(part.ptr[i]) || ((unsigned char)part.ptr[i] & 0x80) != 0;

        if (!is_letter && part.ptr[i] != '\'' && part.ptr[i] != '-')
            return false;
        letters += is_letter;
    }
    return letters >= 3;
}

/* "8208 No. 555627" is one number. */
static itd_str without_markers(itd_record *un, itd_str text)
{
    itd_str parts[2];

    for (size_t at = 1; at < text.len; at++) {
        const size_t len = marker_at(text, at);

        if (len == 0 || !has_digit(itd_str_slice(text, 0, at)))
            continue;
        parts[0] = itd_str_trim(itd_str_slice(text, 0, at));
        parts[1] = itd_str_from(text, at + len);
        return itd_record_join(un, parts, ITD_ARRAY_LEN(parts), " ");
    }
    return text;
}

/* The country that words before a number begin with: "Central African Republic armed forces". */
static itd_str country_of_words(itd_str words)
{
    itd_str code;

    for (size_t end = words.len; end > 0; end--)
        if ((end == words.len || words.ptr[end] == ' ') &&
            itd_un_find_country(itd_str_slice(words, 0, end), &code))
            return code;
    return itd_str_of("");
}

static struct number number_of_cell(itd_record *un, itd_str cell)
{
    struct number number = {.text = cell};
    size_t        start = 0, marker = 0, at;
    itd_str       rest, part, code;

    for (at = 0; at < cell.len && marker == 0; at++)
        marker = has_digit(itd_str_from(cell, at)) ? marker_at(cell, at) : 0;
    if (marker > 0) {
        start = at - 1 + marker;
        number.words = itd_str_trim(itd_str_slice(cell, 0, at - 1));
    } else {
        rest = cell;
        while (itd_str_next_part(&rest, ITD_STR(" "), &part) && is_word(part) && has_digit(rest))
            start = (size_t)(rest.ptr - cell.ptr);
        number.words = itd_str_trim(itd_str_slice(cell, 0, start));
    }
    while ((marker = marker_at(itd_str_from(cell, start), 0)) > 0)
        start += marker; /* "no. N°235" */
    number.text = itd_str_trim(itd_str_from(cell, start));
    number.country = country_of_words(number.words);

    /* Behind the number: "(US)", ", South Sudan", "(Expired …)". */
    at = itd_str_find_char(number.text, '(');
    if (at == SIZE_MAX || at == 0)
        at = itd_str_find(number.text, ITD_STR(", "));
    if (at != SIZE_MAX && at > 0) {
        part = itd_str_trim(itd_str_from(number.text, at + 1));
        if (part.len > 0 && part.ptr[part.len - 1] == ')')
            part = itd_str_trim(itd_str_slice(part, 0, part.len - 1));
        number.text = itd_str_trim(itd_str_slice(number.text, 0, at));
        if (number.country.len == 0 && itd_un_find_country(part, &code))
            number.country = code;
    }
    number.text = without_markers(un, number.text);
    return number;
}

/* Where the first of these words begins, else the end. */
static size_t end_before(itd_str text, const char *const words[], size_t count)
{
    size_t end = text.len;

    for (size_t i = 0; i < count; i++) {
        const size_t behind = itd_record_find_word(text, words[i]);

        if (behind != SIZE_MAX && behind - itd_str_of(words[i]).len < end)
            end = behind - itd_str_of(words[i]).len;
    }
    return end;
}

/* The number that opens a remark: "Tunisian passport number L 1 issued on …". Without a number
 * there the text is empty. */
static struct number number_of_note(itd_record *un, itd_str note)
{
    static const char *const behind[] = {"issued", "expire", "under ", "valid ", "born"};
    static const size_t      digits_min = 3;
    itd_str       head = itd_str_slice(note, 0, end_before(note, behind, ITD_ARRAY_LEN(behind)));
    struct number number = {.text = itd_str_of("")};
    size_t        digits = 0;

    head = itd_str_trim(itd_str_slice(head, 0, itd_str_find_char(head, ',')));
    if (!has_digit(head))
        return number;
    number = number_of_cell(un, head);
    for (size_t i = 0; i < number.text.len; i++) {
        digits += itd_char_is_digit(number.text.ptr[i]);
        if (number.text.ptr[i] >= 'a' && number.text.ptr[i] <= 'z')
            return (struct number){.text = itd_str_of("")}; /* running text */
    }
    return digits >= digits_min ? number : (struct number){.text = itd_str_of("")};
}

/* ---- dates in remarks ---- */

static itd_str date_behind(itd_record *un, itd_str note, const char *const words[], size_t count)
{
    static const size_t reach = 4; /* words between "expires" and the date */

    for (size_t i = 0; i < count; i++) {
        const size_t behind = itd_record_find_word(note, words[i]);
        itd_date     date;

        if (behind != SIZE_MAX &&
            itd_un_find_date(itd_str_trim(itd_str_from(note, behind)), reach, &date))
            return itd_record_date_text(un, date);
    }
    return itd_str_of("");
}

static itd_str expiry_of(itd_record *un, itd_str note)
{
    static const char *const words[] = {"expires",         "expired",     "expiring",
                                        "expiration date", "expiry date", "date of expiration:",
                                        "date of expiry:", "valid until", "exp."};

    return date_behind(un, note, words, ITD_ARRAY_LEN(words));
}

static itd_str issue_of(itd_record *un, itd_str note)
{
    static const char *const words[] = {"issued on", "date of issue:", "date of issue", "issued in",
                                        "issued"};

    return date_behind(un, note, words, ITD_ARRAY_LEN(words));
}

/* ---- the element ---- */

static itd_prop prop_of(itd_str type, itd_str words)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(kinds); i++)
        if (itd_record_find_word(words, kinds[i].word) != SIZE_MAX)
            return kinds[i].prop;
    for (size_t i = 0; i < ITD_ARRAY_LEN(types); i++)
        if (itd_record_find_word(type, types[i].word) != SIZE_MAX)
            return types[i].prop;
    return ITD_PROP_OTHER_ID;
}

static void add_validity(itd_record *un, itd_str words)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(validities); i++)
        if (itd_record_find_word(words, validities[i].word) != SIZE_MAX) {
            itd_entity_detail(un->builder, ITD_DETAIL_VALIDITY, itd_str_of(validities[i].validity));
            return;
        }
}

/* Cells of one document. */
struct document {
    itd_str type, type2, number, note, issued, issuing_country, country_of_issue, city;
};

static struct document document_of(itd_record *un, const itd_xml_node *node)
{
    return (struct document){
        .type = itd_record_child_text(un, node, "TYPE_OF_DOCUMENT"),
        .type2 = itd_record_child_text(un, node, "TYPE_OF_DOCUMENT2"),
        .number = itd_record_child_text(un, node, "NUMBER"),
        .note = itd_record_child_text(un, node, "NOTE"),
        .issued = itd_record_child_text(un, node, "DATE_OF_ISSUE"),
        .issuing_country = itd_record_child_text(un, node, "ISSUING_COUNTRY"),
        .country_of_issue = itd_record_child_text(un, node, "COUNTRY_OF_ISSUE"),
        .city = itd_record_child_text(un, node, "CITY_OF_ISSUE"),
    };
}

/* Who issued it: the cell for it, else the country of the place, else the words at the number; a
 * country may even stand where the city should. The place keeps what is not that. */
static void add_issuer(itd_record *un, const struct document *doc, itd_str from_number)
{
    const bool    has_issuer = doc->issuing_country.len > 0;
    const itd_str issuer = has_issuer ? doc->issuing_country : doc->country_of_issue;
    const itd_str place[] = {doc->city, has_issuer ? doc->country_of_issue : itd_str_of("")};
    itd_str       code = issuer;

    if (!itd_un_find_country(issuer, &code) && issuer.len == 0) {
        if (from_number.len > 0)
            code = from_number;
        else
            (void)itd_un_find_country(doc->city, &code);
    }
    itd_entity_detail(un->builder, ITD_DETAIL_COUNTRY, code);
    itd_entity_detail(un->builder, ITD_DETAIL_PLACE,
                      itd_record_join(un, place, ITD_ARRAY_LEN(place), ", "));
}

static void add_issued(itd_record *un, const itd_xml_node *node, const struct document *doc)
{
    itd_date date;

    if (itd_un_parse_date(doc->issued, &date))
        itd_entity_detail(un->builder, ITD_DETAIL_ISSUED, itd_record_date_text(un, date));
    else if (doc->issued.len == 0)
        itd_entity_detail(un->builder, ITD_DETAIL_ISSUED, issue_of(un, doc->note));
    else /* becomes the current value: called last */
        itd_record_keep_odd(un, itd_xml_child(node, ITD_STR("DATE_OF_ISSUE")),
                            "date not understood", doc->issued);
}

void itd_un_add_document(itd_record *un, const itd_xml_node *node)
{
    static const char *const known[] = {"TYPE_OF_DOCUMENT",
                                        "TYPE_OF_DOCUMENT2",
                                        "NUMBER",
                                        "ISSUING_COUNTRY",
                                        "DATE_OF_ISSUE",
                                        "COUNTRY_OF_ISSUE",
                                        "CITY_OF_ISSUE",
                                        "NOTE",
                                        NULL};
    const struct document    doc = document_of(un, node);
    const bool               same = itd_str_equal_ascii_nocase(doc.type, doc.type2);
    const itd_str            type_parts[] = {doc.type, same ? itd_str_of("") : doc.type2};
    const itd_str type = itd_record_join(un, type_parts, ITD_ARRAY_LEN(type_parts), "; ");
    itd_str       expires, words, raw = doc.number;
    struct number number;

    itd_record_check_element(un, node, known);
    if (doc.number.len > 0) {
        number = number_of_cell(un, doc.number);
    } else if (has_digit(doc.type2)) {
        number = number_of_note(un, doc.type2);
        raw = doc.type2;
    } else {
        number = number_of_note(un, doc.note);
        raw = doc.note;
    }
    if (number.text.len > 0) {
        const itd_str about[] = {type, number.words, doc.note};
        const itd_str origin = itd_record_path(un, node, "NUMBER");

        words = itd_record_join(un, about, ITD_ARRAY_LEN(about), " ");
        expires = expiry_of(un, doc.number);
        /* The remark speaks of other papers too: only its validity is taken from there. */
        itd_entity_add(
            un->builder,
            prop_of(doc.type, itd_record_join(un, about, doc.number.len > 0 ? 2 : 3, " ")),
            number.text, raw, doc.number.len > 0 ? origin : itd_record_path(un, node, NULL));
    } else {
        /* A document without a number is a fact all the same. */
        const itd_str about[] = {type, doc.note};

        words = itd_record_join(un, about, ITD_ARRAY_LEN(about), ": ");
        if (words.len == 0) {
            const itd_str rest[] = {doc.issued, doc.issuing_country, doc.city,
                                    doc.country_of_issue};

            itd_record_keep_odd(un, node, "document without type and number",
                                itd_record_join(un, rest, ITD_ARRAY_LEN(rest), ", "));
            return;
        }
        expires = itd_str_of("");
        itd_entity_add_extra(un->builder, itd_record_path(un, node, NULL), words,
                             itd_record_path(un, node, NULL));
    }
    itd_entity_detail(un->builder, ITD_DETAIL_TYPE, type);
    itd_entity_detail(un->builder, ITD_DETAIL_EXPIRES,
                      expires.len > 0 ? expires : expiry_of(un, doc.note));
    add_validity(un, words);
    itd_entity_detail(un->builder, ITD_DETAIL_NOTE, doc.note);
    add_issuer(un, &doc, number.country);
    add_issued(un, node, &doc);
    itd_un_add_names_of_note(un, doc.note, itd_record_path(un, node, "NOTE"));
}

/* ---- running text ---- */

void itd_un_add_passports_of_text(itd_record *un, itd_str text, itd_str origin)
{
    static const size_t length_min = 5;
    size_t              from = 0, behind;

    while ((behind = itd_record_find_word(itd_str_from(text, from), "passport ")) != SIZE_MAX) {
        itd_str rest, number;
        size_t  marker;

        from += behind;
        marker = marker_at(text, from);
        if (marker == 0)
            continue;
        rest = itd_str_from(text, from + marker);
        number = itd_str_slice(rest, 0, 0);
        for (size_t at = 0; at <= rest.len; at++) {
            const char ch = at < rest.len ? rest.ptr[at] : ' ';

            if (itd_char_is_digit(ch) || (ch >= 'A' && ch <= 'Z') || ch == '-' || ch == '/')
                continue;
            number = itd_str_slice(rest, 0, at);
            /* "OR 1961825": two letters stand apart. */
            if (ch != ' ' || at > 2 || at == 0 || has_digit(number))
                break;
        }
        if (number.len < length_min || !has_digit(number))
            continue;
        itd_entity_add(un->builder, ITD_PROP_PASSPORT_NUMBER, number, itd_str_of(""), origin);
        itd_entity_detail(un->builder, ITD_DETAIL_TYPE, ITD_STR("Passport"));
    }
}
