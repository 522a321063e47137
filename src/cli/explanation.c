/* What the forms of an explanation have in common: the kinds of evidence. */
#include "cli/explanation.h"

#include "snapshot/key.h"

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

static bool is_address(itd_prop prop)
{
    return prop == ITD_PROP_ADDRESS;
}

const itd_evidence_kind itd_evidence_kinds[ITD_EVIDENCE_KINDS] = {
    [ITD_ON_BIRTH_DATE] = {"birth_date", "birth date", is_birth_date},
    [ITD_ON_COUNTRY] = {"country", "country", is_country},
    [ITD_ON_GENDER] = {"gender", "gender", is_gender},
    [ITD_ON_IDENTIFIER] = {"identifier", "identifier", itd_snapshot_is_identifier},
    [ITD_ON_ADDRESS] = {"address", "address", is_address},
};

itd_agreement itd_evidence_verdict(const itd_evidence *evidence, size_t kind)
{
    switch (kind) {
    case ITD_ON_BIRTH_DATE:
        return evidence->birth_date;
    case ITD_ON_COUNTRY:
        return evidence->country;
    case ITD_ON_GENDER:
        return evidence->gender;
    case ITD_ON_IDENTIFIER:
        return evidence->identifier;
    default:
        return evidence->address;
    }
}

size_t itd_evidence_asked_count(const itd_request *req, size_t kind)
{
    switch (kind) {
    case ITD_ON_BIRTH_DATE:
        return req->birth_date_count;
    case ITD_ON_COUNTRY:
        return req->country_count;
    case ITD_ON_GENDER:
        return req->gender.len > 0;
    case ITD_ON_IDENTIFIER:
        return req->identifier_count;
    default:
        return req->address.len > 0;
    }
}

void itd_evidence_append_asked(itd_buf *buf, const itd_request *req, size_t kind, size_t index)
{
    char day[ITD_DATE_TEXT_MAX];

    switch (kind) {
    case ITD_ON_BIRTH_DATE:
        (void)itd_date_format(req->birth_dates[index], day);
        itd_buf_append_cstr(buf, day);
        break;
    case ITD_ON_COUNTRY:
        itd_buf_append(buf, req->countries[index]);
        break;
    case ITD_ON_GENDER:
        itd_buf_append(buf, req->gender);
        break;
    case ITD_ON_IDENTIFIER:
        itd_buf_append(buf, itd_prop_name(req->identifiers[index].prop));
        itd_buf_append_char(buf, ' ');
        itd_buf_append(buf, req->identifiers[index].text);
        break;
    default:
        itd_buf_append(buf, req->address);
        break;
    }
}
