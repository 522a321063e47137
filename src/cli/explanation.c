/* What the forms of an explanation have in common: the kinds of evidence. */
#include "cli/explanation.h"

#include "snapshot/key.h"

enum kind { BIRTH_DATE, COUNTRY, GENDER, IDENTIFIER };

static bool is_birth_date(itd_prop prop)
{
    return prop == ITD_PROP_BIRTH_DATE;
}

static bool is_country(itd_prop prop)
{
    return itd_prop_type_of(prop) == ITD_TYPE_COUNTRY;
}

static bool is_gender(itd_prop prop)
{
    return prop == ITD_PROP_GENDER;
}

const itd_evidence_kind itd_evidence_kinds[ITD_EVIDENCE_KINDS] = {
    [BIRTH_DATE] = {"birth_date", "birth date", is_birth_date},
    [COUNTRY] = {"country", "country", is_country},
    [GENDER] = {"gender", "gender", is_gender},
    [IDENTIFIER] = {"identifier", "identifier", itd_snapshot_is_identifier},
};

itd_agreement itd_evidence_verdict(const itd_evidence *evidence, size_t kind)
{
    switch ((enum kind)kind) {
    case BIRTH_DATE:
        return evidence->birth_date;
    case COUNTRY:
        return evidence->country;
    case GENDER:
        return evidence->gender;
    case IDENTIFIER:
        break;
    }
    return evidence->identifier;
}

size_t itd_evidence_asked_count(const itd_request *req, size_t kind)
{
    switch ((enum kind)kind) {
    case BIRTH_DATE:
        return req->birth_date_count;
    case COUNTRY:
        return req->country_count;
    case GENDER:
        return req->gender.len > 0;
    case IDENTIFIER:
        break;
    }
    return req->identifier_count;
}

void itd_evidence_append_asked(itd_buf *buf, const itd_request *req, size_t kind, size_t index)
{
    char day[ITD_DATE_TEXT_MAX];

    switch ((enum kind)kind) {
    case BIRTH_DATE:
        (void)itd_date_format(req->birth_dates[index], day);
        itd_buf_append_cstr(buf, day);
        break;
    case COUNTRY:
        itd_buf_append(buf, req->countries[index]);
        break;
    case GENDER:
        itd_buf_append(buf, req->gender);
        break;
    case IDENTIFIER:
        itd_buf_append(buf, itd_prop_name(req->identifiers[index].prop));
        itd_buf_append_char(buf, ' ');
        itd_buf_append(buf, req->identifiers[index].text);
        break;
    }
}
