/* The remarks of an entry (COMMENTS1): kept whole as notes; what stands there in a form of its own
 * is a value as well: references to other entries, IMO numbers of shipping companies, BICs of
 * banks, links, addresses of mail, old reference numbers. Nothing is guessed from running words. */
#include "entity/identifier.h"
#include "lists/un_alias.h"
#include "lists/un_internal.h"

static const char origin_text[] = "COMMENTS1";

static itd_str origin(void)
{
    return itd_str_of(origin_text);
}

/* The reference as the list writes it: "KPe.018" for "KPE.018". */
static itd_str canonical(itd_record *un, itd_str reference)
{
    const char    letters[] = {itd_char_upper(reference.ptr[0]), itd_char_upper(reference.ptr[1]),
                               itd_char_lower(reference.ptr[2])};
    const itd_str parts[] = {{letters, sizeof letters}, itd_str_from(reference, 3)};

    return itd_record_join(un, parts, ITD_ARRAY_LEN(parts), "");
}

static void add_links(itd_record *un, itd_str text)
{
    static const size_t length = 7; /* "KPe.001" */

    for (size_t at = 0; at + length <= text.len; at++) {
        const itd_str found = itd_str_slice(text, at, at + length);
        const char    before = at > 0 ? text.ptr[at - 1] : ' ';
        const char    behind = at + length < text.len ? text.ptr[at + length] : ' ';
        itd_str       target;

        if (!itd_un_is_reference(found) || itd_char_is_alpha(before) || before == '.' ||
            itd_char_is_digit(behind))
            continue;
        target = canonical(un, found);
        if (itd_str_equal(target, un->id))
            continue;
        itd_entity_add(un->builder, ITD_PROP_LINK, target, found, origin());
        itd_entity_detail(un->builder, ITD_DETAIL_ROLE, ITD_STR("named in the remarks"));
        itd_entity_detail(un->builder, ITD_DETAIL_TARGET, target);
    }
}

/* The run of characters at the start that `belongs` takes. */
static itd_str run_of(itd_str text, bool (*belongs)(char ch))
{
    size_t len = 0;

    while (len < text.len && belongs(text.ptr[len]))
        len++;
    return itd_str_slice(text, 0, len);
}

static bool is_bic_char(char ch)
{
    return itd_char_is_digit(ch) || (ch >= 'A' && ch <= 'Z');
}

static bool is_link_char(char ch)
{
    return !itd_char_is_space(ch) && ch != ')' && ch != '>' && ch != '"' && ch != ']';
}

static bool is_mail_char(char ch)
{
    return itd_char_is_alpha(ch) || itd_char_is_digit(ch) || ch == '.' || ch == '-' || ch == '_' ||
           ch == '+';
}

static itd_str without_stops(itd_str text)
{
    while (text.len > 0 && itd_str_find_char(ITD_STR(".,;:"), text.ptr[text.len - 1]) != SIZE_MAX)
        text = itd_str_slice(text, 0, text.len - 1);
    return text;
}

/* "IMO number: 1234567", "(IMO) Number: …", "Company Number IMO …": seven digits within a few
 * characters behind the word, with the right check digit. */
static void add_imo(itd_record *un, itd_str text)
{
    static const size_t reach = 12; /* of ") Number: " */
    size_t              from = 0, behind;

    while ((behind = itd_record_find_word(itd_str_from(text, from), "IMO")) != SIZE_MAX) {
        itd_str rest, digits;
        size_t  skip = 0;

        from += behind;
        rest = itd_str_from(text, from);
        while (skip < rest.len && skip < reach && !itd_char_is_digit(rest.ptr[skip]))
            skip++;
        digits = run_of(itd_str_from(rest, skip), itd_char_is_digit);
        if (digits.len != 7)
            continue;
        itd_entity_add(un->builder, ITD_PROP_IMO_NUMBER, digits, itd_str_of(""), origin());
        if (!itd_imo_is_valid(digits))
            itd_entity_detail(un->builder, ITD_DETAIL_VALIDITY, ITD_STR("check digit wrong"));
    }
}

/* "SWIFT: ABCDKPPY", "SWIFT/BIC: …" */
static void add_bic(itd_record *un, itd_str text)
{
    static const char *const words[] = {"SWIFT/BIC:", "SWIFT:"};

    for (size_t i = 0; i < ITD_ARRAY_LEN(words); i++) {
        const size_t behind = itd_record_find_word(text, words[i]);
        itd_str      bic;

        if (behind == SIZE_MAX)
            continue;
        bic = run_of(itd_str_trim(itd_str_from(text, behind)), is_bic_char);
        if (itd_bic_is_valid(bic))
            itd_entity_add(un->builder, ITD_PROP_SWIFT_BIC, bic, itd_str_of(""), origin());
    }
}

static void add_urls(itd_record *un, itd_str text)
{
    const itd_str scheme = ITD_STR("http");
    const itd_str site = ITD_STR("website:");
    size_t        at;

    for (size_t from = 0; (at = itd_str_find(itd_str_from(text, from), scheme)) != SIZE_MAX;) {
        const size_t  start = from + at;
        const itd_str url = without_stops(run_of(itd_str_from(text, start), is_link_char));
        const itd_str before = itd_str_trim(itd_str_slice(text, 0, start));

        /* The party's own site, or a page of a publisher about it. */
        if (itd_str_find(url, ITD_STR("://")) != SIZE_MAX)
            itd_entity_add(un->builder,
                           itd_str_ends_with_ascii_nocase(before, site) ? ITD_PROP_WEBSITE
                                                                        : ITD_PROP_SOURCE_URL,
                           url, itd_str_of(""), origin());
        from = start + scheme.len;
    }
}

static void add_mails(itd_record *un, itd_str text)
{
    for (size_t at = 1; at + 1 < text.len; at++) {
        size_t  start = at;
        itd_str host;

        if (text.ptr[at] != '@')
            continue;
        while (start > 0 && is_mail_char(text.ptr[start - 1]))
            start--;
        host = without_stops(run_of(itd_str_from(text, at + 1), is_mail_char));
        if (start < at && itd_str_find_char(host, '.') != SIZE_MAX)
            itd_entity_add(un->builder, ITD_PROP_EMAIL,
                           itd_str_slice(text, start, at + 1 + host.len), itd_str_of(""), origin());
    }
}

/* "[Old Reference # E.29.I.16]" */
static void add_old_reference(itd_record *un, itd_str text)
{
    const size_t behind = itd_record_find_word(text, "Old Reference #");
    itd_str      reference;

    if (behind == SIZE_MAX)
        return;
    reference = itd_str_from(text, behind);
    reference = itd_str_slice(reference, 0, itd_str_find_char(reference, ']'));
    itd_entity_add(un->builder, ITD_PROP_RECORD_ID, reference, itd_str_of(""), origin());
    itd_entity_detail(un->builder, ITD_DETAIL_TYPE, ITD_STR("old reference"));
}

void itd_un_add_comment(itd_record *un, const itd_xml_node *node)
{
    const itd_str text = itd_record_text(un, node);

    itd_entity_add(un->builder, ITD_PROP_NOTES, text, itd_str_of(""), origin());
    add_links(un, text);
    add_imo(un, text);
    add_bic(un, text);
    add_urls(un, text);
    add_mails(un, text);
    add_old_reference(un, text);
    itd_un_add_passports_of_text(un, text, origin());
}
