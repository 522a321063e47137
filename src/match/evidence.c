/* Evidence beside the name, and the total that it makes of a score. The rules are a compliance
 * officer's, written out in docs/matching.md:
 *
 * - what one side does not state is neutral, and so is what is too vague to say anything;
 * - of several listed values any agreement wins; it is a conflict only if every one contradicts;
 * - countries of a person conflict only when the list names a nationality or citizenship: an
 *   address or a place of birth elsewhere is no contradiction;
 * - an equal identifier is evidence, a different one is not: people hold several. */
#include "match/evidence.h"

#include "match/evidence_parts.h"
#include "match/score.h"

/* Basis points. */
#define POINTS_NATIONALITY 1000 /* nationality or citizenship */
#define POINTS_COUNTRY 500      /* any other country of the entry */
#define POINTS_OTHER_NATIONALITY (-1000)
#define POINTS_GENDER 200
#define POINTS_OTHER_GENDER (-2000)
/* All that speaks for a pair never makes a name equal; all that speaks against never hides it. */
#define CORROBORATION_MAX 9000
#define CONFLICT_MAX 6000

bool itd_request_has_country(const itd_request *req, itd_str country)
{
    for (size_t i = 0; i < req->country_count; i++)
        if (country.len > 0 && itd_str_equal_ascii_nocase(req->countries[i], country))
            return true;
    return false;
}

static bool is_nationality(itd_prop prop)
{
    return prop == ITD_PROP_NATIONALITY || prop == ITD_PROP_CITIZENSHIP;
}

static itd_finding compare_countries(const itd_request *req, const itd_entity *ent)
{
    itd_finding finding = {.agreement = ITD_NEUTRAL};

    if (req->country_count == 0)
        return finding;
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (itd_prop_type_of(value->prop) != ITD_TYPE_COUNTRY)
            continue;
        if (itd_request_has_country(req, value->text)) {
            const int32_t points =
                is_nationality(value->prop) ? POINTS_NATIONALITY : POINTS_COUNTRY;

            finding.agreement = ITD_AGREES;
            finding.points = points > finding.points ? points : finding.points;
        } else if (is_nationality(value->prop) && finding.agreement == ITD_NEUTRAL) {
            finding = (itd_finding){ITD_CONFLICTS, POINTS_OTHER_NATIONALITY};
        }
    }
    return finding;
}

static bool is_plain_gender(itd_str gender)
{
    return itd_str_equal_ascii_nocase(gender, ITD_STR("male")) ||
           itd_str_equal_ascii_nocase(gender, ITD_STR("female"));
}

static itd_finding compare_gender(const itd_request *req, const itd_entity *ent)
{
    itd_finding finding = {.agreement = ITD_NEUTRAL};

    if (!is_plain_gender(req->gender))
        return finding;
    for (size_t i = 0; i < ent->value_count; i++) {
        if (ent->values[i].prop != ITD_PROP_GENDER || !is_plain_gender(ent->values[i].text))
            continue;
        if (itd_str_equal_ascii_nocase(ent->values[i].text, req->gender))
            return (itd_finding){ITD_AGREES, POINTS_GENDER};
        finding = (itd_finding){ITD_CONFLICTS, POINTS_OTHER_GENDER};
    }
    return finding;
}

static void sum_up(itd_evidence *evidence)
{
    int32_t corroboration = 0, conflict = 0;

    for (size_t i = 0; i < ITD_ON_COUNT; i++) {
        if (evidence->points[i] > 0)
            corroboration += evidence->points[i];
        else
            conflict -= evidence->points[i];
    }
    evidence->corroboration =
        (uint32_t)(corroboration < CORROBORATION_MAX ? corroboration : CORROBORATION_MAX);
    evidence->conflict = (uint32_t)(conflict < CONFLICT_MAX ? conflict : CONFLICT_MAX);
}

itd_status itd_evidence_compare(const itd_request *req, const itd_entity *ent, itd_folder *folder,
                                itd_arena *arena, itd_evidence *ret_evidence, itd_error *err)
{
    const itd_finding birth = itd_compare_birth_dates(req, ent);
    const itd_finding country = compare_countries(req, ent);
    const itd_finding gender = compare_gender(req, ent);
    itd_finding       address;
    itd_evidence      evidence = {
             .birth_date = birth.agreement,
             .country = country.agreement,
             .gender = gender.agreement,
             .points = {[ITD_ON_BIRTH_DATE] = birth.points,
                        [ITD_ON_COUNTRY] = country.points,
                        [ITD_ON_GENDER] = gender.points},
    };
    itd_status st = itd_compare_identifiers(req, ent, &evidence, err);

    if (st == ITD_OK)
        st = itd_compare_addresses(req, ent, folder, arena, &address, err);
    if (st != ITD_OK)
        return st;
    evidence.address = address.agreement;
    evidence.points[ITD_ON_ADDRESS] = address.points;
    sum_up(&evidence);
    *ret_evidence = evidence;
    return ITD_OK;
}

bool itd_evidence_agrees(const itd_evidence *evidence)
{
    if (evidence->identifier == ITD_AGREES)
        return true;
    if (evidence->birth_date == ITD_CONFLICTS || evidence->country == ITD_CONFLICTS ||
        evidence->gender == ITD_CONFLICTS || evidence->identifier == ITD_CONFLICTS)
        return false;
    return evidence->birth_date == ITD_AGREES || evidence->country == ITD_AGREES;
}

uint32_t itd_evidence_total(const itd_evidence *evidence, uint32_t score)
{
    uint32_t total;

    if (evidence->identifier_decides)
        return ITD_SCORE_ONE;
    total = (score * (ITD_SCORE_ONE - evidence->conflict) + ITD_SCORE_ONE / 2) / ITD_SCORE_ONE;
    return total +
           ((ITD_SCORE_ONE - total) * evidence->corroboration + ITD_SCORE_ONE / 2) / ITD_SCORE_ONE;
}
