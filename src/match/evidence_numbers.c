/* Identifiers: equal in comparable form, or one slip away from it. An equal one is evidence and may
 * decide; a different one is not, since people hold several, except an IMO number, of which a ship
 * has one for life. A near miss is told as such and decides nothing. */
#include "base/buf.h"
#include "entity/identifier.h"
#include "match/evidence_parts.h"

/* Normalised identifiers shorter than this are everyone's ("12", "A1"). */
#define IDENTIFIER_MIN 5
/* Four letters and digits are a whole call sign (ITU Radio Regulations, article 19). */
#define CALL_SIGN_MIN 4
/* And shorter than this, one slip away means nothing. */
#define NEAR_MIN 7
/* BIC: the first eight characters name the institution, the rest a branch (ISO 9362). */
#define BIC_INSTITUTION 8
/* Bytes of the normalised form; a longer identifier is not compared. */
#define IDENTIFIER_MAX 512

/* Basis points. */
#define POINTS_EQUAL 6000
#define POINTS_NEAR 2000
#define POINTS_OTHER_SHIP (-4000)

/* Names of one scheme under several properties. */
static itd_prop scheme_of(itd_prop prop)
{
    switch (prop) {
    case ITD_PROP_PUBLIC_KEY:
        return ITD_PROP_WALLET;
    case ITD_PROP_ISIN_CODE:
        return ITD_PROP_ISIN;
    default:
        return prop;
    }
}

/* May numbers of these two kinds be the same number? A customer file's "id number" may be any
 * document, and a list's "other" too; but a passport is no tax number. */
static bool schemes_meet(itd_prop asked, itd_prop listed)
{
    asked = scheme_of(asked);
    listed = scheme_of(listed);
    if (itd_prop_type_of(listed) != ITD_TYPE_IDENTIFIER || listed == ITD_PROP_RECORD_ID)
        return false;
    if (asked == listed || asked == ITD_PROP_OTHER_ID || listed == ITD_PROP_OTHER_ID)
        return true;
    return (asked == ITD_PROP_ID_NUMBER && !itd_identifier_is_global(listed)) ||
           (listed == ITD_PROP_ID_NUMBER && !itd_identifier_is_global(asked));
}

static bool identifiers_are_equal(itd_prop scheme, itd_str asked, itd_str listed)
{
    const size_t least = scheme == ITD_PROP_CALL_SIGN ? CALL_SIGN_MIN : IDENTIFIER_MIN;

    if (asked.len < least || listed.len < least)
        return false;
    if (scheme == ITD_PROP_SWIFT_BIC && asked.len >= BIC_INSTITUTION &&
        listed.len >= BIC_INSTITUTION) {
        asked = itd_str_slice(asked, 0, BIC_INSTITUTION);
        listed = itd_str_slice(listed, 0, BIC_INSTITUTION);
    }
    return itd_str_equal(asked, listed);
}

/* Two branches of one bank. A BIC of eight characters, or with XXX for the rest, is the whole
 * bank's. */
static bool are_branches(itd_prop scheme, itd_str asked, itd_str listed)
{
    return scheme == ITD_PROP_SWIFT_BIC && asked.len > BIC_INSTITUTION &&
           listed.len > BIC_INSTITUTION && !itd_str_equal(asked, listed);
}

/* Does the country belong to the number's holder on both sides? The document's own country stands
 * first; where a side does not give one, its holder's countries stand in for it. */
static bool countries_meet(const itd_request *req, const itd_request_identifier *asked,
                           const itd_entity *ent, const itd_value *listed)
{
    const itd_str country = itd_value_detail(listed, ITD_DETAIL_COUNTRY);

    if (country.len > 0)
        return asked->country.len > 0 ? itd_str_equal_ascii_nocase(asked->country, country)
                                      : itd_request_has_country(req, country);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != ITD_PROP_NATIONALITY && value->prop != ITD_PROP_CITIZENSHIP &&
            value->prop != ITD_PROP_COUNTRY && value->prop != ITD_PROP_JURISDICTION)
            continue;
        if (asked->country.len > 0 ? itd_str_equal_ascii_nocase(asked->country, value->text)
                                   : itd_request_has_country(req, value->text))
            return true;
    }
    return false;
}

/* The more telling of two equal identifiers stays: one that decides before one that does not, and
 * the bank or branch itself before another branch, which decides nothing: the list may mean the
 * one. */
static void note_equal(const itd_request *req, const itd_request_identifier *asked,
                       const itd_entity *ent, const itd_value *listed, bool other_branch,
                       itd_evidence *evidence)
{
    const bool global =
        itd_identifier_is_global(scheme_of(listed->prop)) &&
        (scheme_of(asked->prop) == scheme_of(listed->prop) || asked->prop == ITD_PROP_OTHER_ID);
    const bool decides = !other_branch && (global || countries_meet(req, asked, ent, listed));

    if (evidence->identifier == ITD_AGREES && (evidence->identifier_decides || !decides) &&
        (!evidence->other_branch || other_branch))
        return;
    evidence->identifier = ITD_AGREES;
    evidence->other_branch = other_branch;
    evidence->identifier_decides = decides;
    evidence->identifier_value = listed;
}

/* One character differs, or two that stand together are exchanged. */
static bool is_one_slip(itd_str asked, itd_str listed)
{
    size_t differing = 0, last = 0;

    if (asked.len != listed.len || asked.len < NEAR_MIN)
        return false;
    for (size_t i = 0; i < asked.len; i++) {
        if (asked.ptr[i] == listed.ptr[i])
            continue;
        if (differing == 1 &&
            (last + 1 != i || asked.ptr[i] != listed.ptr[last] || asked.ptr[last] != listed.ptr[i]))
            return false;
        last = i;
        if (++differing > 2)
            return false;
    }
    return differing > 0;
}

/* Two normalised numbers whose schemes may be the same. */
static void note_numbers(const itd_request *req, const itd_request_identifier *asked_id,
                         itd_str asked, const itd_entity *ent, const itd_value *value,
                         itd_str listed, itd_evidence *evidence)
{
    const itd_prop scheme = scheme_of(value->prop);

    if (identifiers_are_equal(scheme, asked, listed)) {
        note_equal(req, asked_id, ent, value, are_branches(scheme, asked, listed), evidence);
        evidence->points[ITD_ON_IDENTIFIER] = POINTS_EQUAL;
    } else if (evidence->identifier != ITD_AGREES && is_one_slip(asked, listed)) {
        evidence->identifier = ITD_NEAR;
        evidence->identifier_value = value;
        evidence->points[ITD_ON_IDENTIFIER] = POINTS_NEAR;
    } else if (evidence->identifier == ITD_NEUTRAL && asked_id->prop == ITD_PROP_IMO_NUMBER &&
               value->prop == ITD_PROP_IMO_NUMBER && listed.len > 0 && asked.len > 0) {
        evidence->identifier = ITD_CONFLICTS;
        evidence->identifier_value = value;
        evidence->points[ITD_ON_IDENTIFIER] = POINTS_OTHER_SHIP;
    }
}

itd_status itd_compare_identifiers(const itd_request *req, const itd_entity *ent,
                                   itd_evidence *evidence, itd_error *err)
{
    itd_buf    asked_buf, listed_buf;
    itd_status st = ITD_OK;

    itd_buf_init(&asked_buf, IDENTIFIER_MAX);
    itd_buf_init(&listed_buf, IDENTIFIER_MAX);
    for (size_t k = 0; k < req->identifier_count; k++) {
        const itd_request_identifier *asked = &req->identifiers[k];

        for (size_t i = 0; i < ent->value_count; i++) {
            const itd_value *listed = &ent->values[i];

            /* Length first: normalising only removes. */
            if (!schemes_meet(asked->prop, listed->prop) || asked->text.len > IDENTIFIER_MAX ||
                listed->text.len > IDENTIFIER_MAX)
                continue;
            itd_buf_reset(&asked_buf);
            itd_buf_reset(&listed_buf);
            /* Both in the listed scheme: what its form drops must be dropped on both sides. */
            itd_identifier_normalise(listed->prop, asked->text, &asked_buf);
            itd_identifier_normalise(listed->prop, listed->text, &listed_buf);
            st = itd_buf_status(&asked_buf, err);
            if (st == ITD_OK)
                st = itd_buf_status(&listed_buf, err);
            if (st != ITD_OK)
                goto done;
            note_numbers(req, asked, itd_buf_text(&asked_buf), ent, listed,
                         itd_buf_text(&listed_buf), evidence);
        }
    }
done:
    itd_buf_done(&asked_buf);
    itd_buf_done(&listed_buf);
    return st;
}
