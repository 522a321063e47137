/* Evidence beside the name: birth dates, countries, gender, identifiers. The rules are a compliance
 * officer's, written out in docs/matching.md:
 *
 * - what one side does not state is neutral, and so is what is too vague to say anything;
 * - of several listed values any agreement wins; it is a conflict only if every one contradicts;
 * - countries of a person conflict only when the list names a nationality or citizenship: an
 *   address or a place of birth elsewhere is no contradiction;
 * - an equal identifier is evidence, a different one is not: people hold several. */
#include "match/evidence.h"

#include "base/buf.h"
#include "base/date.h"
#include "entity/identifier.h"

/* "circa 1957" is meant to cover so many years on either side. */
#define CIRCA_YEARS 2
/* A listed range wider than this many years is too vague to agree with. */
#define VAGUE_YEARS 5
/* Normalised identifiers shorter than this are everyone's ("12", "A1"). */
#define IDENTIFIER_MIN 5
/* BIC: the first eight characters name the institution, the rest a branch (ISO 9362). */
#define BIC_INSTITUTION 8
/* Bytes of the normalised form; a longer identifier is not compared. */
#define IDENTIFIER_MAX 512

#define DAYS_PER_YEAR 365

/* Days from 1970, both included. */
struct day_range {
    int64_t first;
    int64_t last;
};

static itd_date last_day_of(itd_date date)
{
    itd_date end = date;

    if (end.month == 0) {
        end.month = 12;
        end.day = 31;
    }
    if (end.day == 0)
        for (end.day = 31; !itd_date_is_valid(end);)
            end.day--;
    return end;
}

static struct day_range range_of(itd_date from, itd_date until)
{
    return (struct day_range){.first = itd_date_to_days(from),
                              .last = itd_date_to_days(last_day_of(until))};
}

/* The listed birth date as a range; false when the value is no date we can reckon with. */
static bool listed_range(const itd_value *value, struct day_range *ret_range)
{
    const itd_str calendar = itd_value_detail(value, ITD_DETAIL_CALENDAR);
    const itd_str until_text = itd_value_detail(value, ITD_DETAIL_UNTIL);
    itd_date      from, until;

    if (calendar.len > 0 && !itd_str_equal_ascii_nocase(calendar, ITD_STR("Gregorian")))
        return false;
    if (!itd_date_parse_iso(value->text, &from))
        return false;
    until = from;
    if (until_text.len > 0 && !itd_date_parse_iso(until_text, &until))
        return false;
    *ret_range = range_of(from, until);
    if (itd_value_detail(value, ITD_DETAIL_CIRCA).len > 0) {
        ret_range->first -= CIRCA_YEARS * DAYS_PER_YEAR;
        ret_range->last += CIRCA_YEARS * DAYS_PER_YEAR;
    }
    return ret_range->first <= ret_range->last;
}

/* 04/09 for 09/04: too common a slip to be a contradiction, too weak to agree. */
static bool is_day_month_swap(itd_date date, const itd_value *value)
{
    itd_date listed;

    return itd_date_parse_iso(value->text, &listed) && date.year == listed.year && date.day > 0 &&
           date.day == listed.month && date.month == listed.day;
}

static itd_agreement compare_birth_date(itd_date date, const itd_value *value)
{
    const struct day_range asked = range_of(date, date);
    struct day_range       listed;

    if (!itd_date_is_valid(date) || !listed_range(value, &listed))
        return ITD_NEUTRAL;
    if (asked.last < listed.first || listed.last < asked.first)
        return is_day_month_swap(date, value) ? ITD_NEUTRAL : ITD_CONFLICTS;
    return listed.last - listed.first > VAGUE_YEARS * (DAYS_PER_YEAR + 1) ? ITD_NEUTRAL
                                                                          : ITD_AGREES;
}

static itd_agreement compare_birth_dates(const itd_request *req, const itd_entity *ent)
{
    size_t compared = 0, conflicts = 0;

    for (size_t i = 0; i < ent->value_count; i++) {
        if (ent->values[i].prop != ITD_PROP_BIRTH_DATE)
            continue;
        for (size_t k = 0; k < req->birth_date_count; k++) {
            const itd_agreement one = compare_birth_date(req->birth_dates[k], &ent->values[i]);

            if (one == ITD_AGREES)
                return ITD_AGREES;
            compared++;
            conflicts += one == ITD_CONFLICTS;
        }
    }
    return compared > 0 && conflicts == compared ? ITD_CONFLICTS : ITD_NEUTRAL;
}

static bool request_has_country(const itd_request *req, itd_str country)
{
    for (size_t i = 0; i < req->country_count; i++)
        if (country.len > 0 && itd_str_equal_ascii_nocase(req->countries[i], country))
            return true;
    return false;
}

static itd_agreement compare_countries(const itd_request *req, const itd_entity *ent)
{
    bool nationality_stated = false;

    if (req->country_count == 0)
        return ITD_NEUTRAL;
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (itd_prop_type_of(value->prop) != ITD_TYPE_COUNTRY)
            continue;
        if (request_has_country(req, value->text))
            return ITD_AGREES;
        if (value->prop == ITD_PROP_NATIONALITY || value->prop == ITD_PROP_CITIZENSHIP)
            nationality_stated = true;
    }
    return nationality_stated ? ITD_CONFLICTS : ITD_NEUTRAL;
}

static bool is_plain_gender(itd_str gender)
{
    return itd_str_equal_ascii_nocase(gender, ITD_STR("male")) ||
           itd_str_equal_ascii_nocase(gender, ITD_STR("female"));
}

static itd_agreement compare_gender(const itd_request *req, const itd_entity *ent)
{
    bool differs = false;

    if (!is_plain_gender(req->gender))
        return ITD_NEUTRAL;
    for (size_t i = 0; i < ent->value_count; i++) {
        if (ent->values[i].prop != ITD_PROP_GENDER || !is_plain_gender(ent->values[i].text))
            continue;
        if (itd_str_equal_ascii_nocase(ent->values[i].text, req->gender))
            return ITD_AGREES;
        differs = true;
    }
    return differs ? ITD_CONFLICTS : ITD_NEUTRAL;
}

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
    if (asked.len < IDENTIFIER_MIN || listed.len < IDENTIFIER_MIN)
        return false;
    if (scheme == ITD_PROP_SWIFT_BIC && asked.len >= BIC_INSTITUTION &&
        listed.len >= BIC_INSTITUTION &&
        (asked.len == BIC_INSTITUTION || listed.len == BIC_INSTITUTION)) {
        asked = itd_str_slice(asked, 0, BIC_INSTITUTION);
        listed = itd_str_slice(listed, 0, BIC_INSTITUTION);
    }
    return itd_str_equal(asked, listed);
}

/* Does the country belong to the number's holder on both sides? The document's own country stands
 * first; where a side does not give one, its holder's countries stand in for it. */
static bool countries_meet(const itd_request *req, const itd_request_identifier *asked,
                           const itd_entity *ent, const itd_value *listed)
{
    const itd_str country = itd_value_detail(listed, ITD_DETAIL_COUNTRY);

    if (country.len > 0)
        return asked->country.len > 0 ? itd_str_equal_ascii_nocase(asked->country, country)
                                      : request_has_country(req, country);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != ITD_PROP_NATIONALITY && value->prop != ITD_PROP_CITIZENSHIP &&
            value->prop != ITD_PROP_COUNTRY && value->prop != ITD_PROP_JURISDICTION)
            continue;
        if (asked->country.len > 0 ? itd_str_equal_ascii_nocase(asked->country, value->text)
                                   : request_has_country(req, value->text))
            return true;
    }
    return false;
}

/* The more telling of two equal identifiers stays: one that decides before one that does not. */
static void note_equal(const itd_request *req, const itd_request_identifier *asked,
                       const itd_entity *ent, const itd_value *listed, itd_evidence *evidence)
{
    const bool global =
        itd_identifier_is_global(scheme_of(listed->prop)) &&
        (scheme_of(asked->prop) == scheme_of(listed->prop) || asked->prop == ITD_PROP_OTHER_ID);
    const bool decides = global || countries_meet(req, asked, ent, listed);

    if (evidence->identifier == ITD_AGREES && (evidence->identifier_decides || !decides))
        return;
    evidence->identifier = ITD_AGREES;
    evidence->identifier_decides = decides;
    evidence->identifier_value = listed;
}

static itd_status compare_identifiers(const itd_request *req, const itd_entity *ent,
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
            if (identifiers_are_equal(scheme_of(listed->prop), itd_buf_text(&asked_buf),
                                      itd_buf_text(&listed_buf)))
                note_equal(req, asked, ent, listed, evidence);
        }
    }
done:
    itd_buf_done(&asked_buf);
    itd_buf_done(&listed_buf);
    return st;
}

itd_status itd_evidence_compare(const itd_request *req, const itd_entity *ent, itd_arena *arena,
                                itd_evidence *ret_evidence, itd_error *err)
{
    itd_evidence evidence = {
        .birth_date = compare_birth_dates(req, ent),
        .country = compare_countries(req, ent),
        .gender = compare_gender(req, ent),
    };
    const itd_status st = compare_identifiers(req, ent, &evidence, err);

    (void)arena;
    if (st != ITD_OK)
        return st;
    *ret_evidence = evidence;
    return ITD_OK;
}

bool itd_evidence_agrees(const itd_evidence *evidence)
{
    if (evidence->identifier == ITD_AGREES)
        return true;
    if (evidence->birth_date == ITD_CONFLICTS || evidence->country == ITD_CONFLICTS ||
        evidence->gender == ITD_CONFLICTS)
        return false;
    return evidence->birth_date == ITD_AGREES || evidence->country == ITD_AGREES;
}
