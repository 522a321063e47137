/* What the EU's Financial Sanctions Files say of a party, in one shape: XML 1.1, CSV 1.1 and the
 * old CSV name the same facts. A row of a CSV carries one name, address, birth, document or
 * citizenship, an element of the XML one alone; either way the cells that are filled become values.
 * One thread at a time. */
#ifndef ITD_LISTS_EU_FACTS_H
#define ITD_LISTS_EU_FACTS_H

#include "lists/record.h"

/* The legal act that a fact rests on: code, prefix in CSV 1.1, columns of the old CSV. Attributes
 * of the XML are the same everywhere. */
#define ITD_EU_ACT(X, code, csv, published, title, programme, url)                                 \
    X(code##_ACT_TYPE, "regulationType", csv "_Regulation_Type", "")                               \
    X(code##_ACT_BODY, "organisationType", csv "_Regulation_OrganisationType", "")                 \
    X(code##_ACT_PUBLISHED, "publicationDate", csv "_Regulation_PublicationDate", published)       \
    X(code##_ACT_IN_FORCE, "entryIntoForceDate", csv "_Regulation_EntryIntoForceDate", "")         \
    X(code##_ACT_TITLE, "numberTitle", csv "_Regulation_NumberTitle", title)                       \
    X(code##_ACT_PROGRAMME, "programme", csv "_Regulation_Programme", programme)                   \
    X(code##_ACT_URL, "publicationUrl", csv "_Regulation_PublicationUrl", url)

/* code, attribute (of the element that the fields stand under), column of CSV 1.1, of the old CSV.
 * The fields of an element follow each other, its act last. */
#define ITD_EU_ENTITY_FIELDS(X)                                                                    \
    X(DATE, "", "fileGenerationDate", "Date_file|Date_filexxxx")                                   \
    X(ENTITY_NUMBER, "logicalId", "Entity_LogicalId", "Entity_logical_id")                         \
    X(REFERENCE, "euReferenceNumber", "Entity_EU_ReferenceNumber", "EU_ref_num")                   \
    X(UN_REFERENCE, "unitedNationId", "Entity_UnitedNationId", "")                                 \
    X(DESIGNATED, "designationDate", "Entity_DesignationDate", "")                                 \
    X(DESIGNATION, "designationDetails", "Entity_DesignationDetails", "")                          \
    X(REMARK, "remark", "Entity_Remark", "Entity_remark")                                          \
    X(SUBJECT, "code", "Entity_SubjectType", "Subject_type")                                       \
    X(SUBJECT_CLASS, "classificationCode", "Entity_SubjectType_ClassificationCode", "")            \
    ITD_EU_ACT(X, ENTITY, "Entity", "Leba_publication_date", "Leba_numtitle", "Programme",         \
               "Leba_url")

#define ITD_EU_NAME_FIELDS(X)                                                                      \
    X(NAME_NUMBER, "logicalId", "NameAlias_LogicalId", "Naal_logical_id")                          \
    X(LAST, "lastName", "NameAlias_LastName", "Naal_lastname")                                     \
    X(FIRST, "firstName", "NameAlias_FirstName", "Naal_firstname")                                 \
    X(MIDDLE, "middleName", "NameAlias_MiddleName", "Naal_middlename")                             \
    X(WHOLE, "wholeName", "NameAlias_WholeName", "Naal_wholename")                                 \
    X(LANGUAGE, "nameLanguage", "NameAlias_NameLanguage", "Naal_language")                         \
    X(GENDER, "gender", "NameAlias_Gender", "Naal_gender")                                         \
    X(TITLE, "title", "NameAlias_Title", "Naal_title")                                             \
    X(FUNCTION, "function", "NameAlias_Function", "Naal_function")                                 \
    X(STRONG, "strong", "NameAlias_Strong", "")                                                    \
    X(NAME_LANGUAGE, "regulationLanguage", "NameAlias_RegulationLanguage", "")                     \
    X(NAME_REMARK, "remark", "NameAlias_Remark", "")                                               \
    ITD_EU_ACT(X, NAME, "NameAlias", "Naal_leba_publication_date", "Naal_leba_numtitle",           \
               "Naal_programme", "Naal_leba_url")

#define ITD_EU_ADDRESS_FIELDS(X)                                                                   \
    X(ADDRESS_NUMBER, "logicalId", "Address_LogicalId", "Addr_logical_id")                         \
    X(HOUSE, "", "", "Addr_number")                                                                \
    X(STREET, "street", "Address_Street", "Addr_street")                                           \
    X(PO_BOX, "poBox", "Address_PoBox", "")                                                        \
    X(ZIP, "zipCode", "Address_ZipCode", "Addr_zipcode")                                           \
    X(CITY, "city", "Address_City", "Addr_city")                                                   \
    X(REGION, "region", "Address_Region", "")                                                      \
    X(PLACE, "place", "Address_Place", "")                                                         \
    X(AT_LISTING, "asAtListingTime", "Address_AsAtListingTime", "")                                \
    X(CONTACT, "contactInfo", "Address_ContactInfo", "Addr_other")                                 \
    X(COUNTRY_CODE, "countryIso2Code", "Address_CountryIso2Code", "Addr_country")                  \
    X(COUNTRY, "countryDescription", "Address_CountryDescription", "")                             \
    X(ADDRESS_LANGUAGE, "regulationLanguage", "Address_RegulationLanguage", "")                    \
    X(ADDRESS_REMARK, "remark", "Address_Remark", "")                                              \
    ITD_EU_ACT(X, ADDRESS, "Address", "Addr_leba_publication_date", "Addr_leba_numtitle",          \
               "Addr_programme", "Addr_leba_url")

#define ITD_EU_BIRTH_FIELDS(X)                                                                     \
    X(BIRTH_NUMBER, "logicalId", "BirthDate_LogicalId", "Birt_logical_id")                         \
    X(BIRTH_DATE, "birthdate", "BirthDate_BirthDate", "Birt_date")                                 \
    X(BIRTH_DAY, "dayOfMonth", "BirthDate_Day", "")                                                \
    X(BIRTH_MONTH, "monthOfYear", "BirthDate_Month", "")                                           \
    X(BIRTH_YEAR, "year", "BirthDate_Year", "")                                                    \
    X(BIRTH_FROM, "yearRangeFrom", "BirthDate_YearRangeFrom", "")                                  \
    X(BIRTH_TO, "yearRangeTo", "BirthDate_YearRangeTo", "")                                        \
    X(BIRTH_CIRCA, "circa", "BirthDate_Circa", "")                                                 \
    X(BIRTH_CALENDAR, "calendarType", "BirthDate_CalendarType", "")                                \
    X(BIRTH_ZIP, "zipCode", "BirthDate_ZipCode", "")                                               \
    X(BIRTH_CITY, "city", "BirthDate_City", "")                                                    \
    X(BIRTH_REGION, "region", "BirthDate_Region", "")                                              \
    X(BIRTH_PLACE, "place", "BirthDate_Place", "Birt_place")                                       \
    X(BIRTH_COUNTRY_CODE, "countryIso2Code", "BirthDate_CountryIso2Code", "Birt_country")          \
    X(BIRTH_COUNTRY, "countryDescription", "BirthDate_CountryDescription", "")                     \
    X(BIRTH_LANGUAGE, "regulationLanguage", "BirthDate_RegulationLanguage", "")                    \
    X(BIRTH_REMARK, "remark", "BirthDate_Remark", "")                                              \
    ITD_EU_ACT(X, BIRTH, "BirthDate", "Birt_leba_publication_date", "Birt_leba_numtitle",          \
               "Birt_programme", "Birt_leba_url")

#define ITD_EU_ID_FIELDS(X)                                                                        \
    X(ID_ROW, "logicalId", "Identification_LogicalId", "Iden_logical_id")                          \
    X(ID_NUMBER, "number", "Identification_Number", "Iden_number")                                 \
    X(DIPLOMATIC, "diplomatic", "Identification_Diplomatic", "")                                   \
    X(EXPIRED, "knownExpired", "Identification_KnownExpired", "")                                  \
    X(FALSE_ID, "knownFalse", "Identification_KnownFalse", "")                                     \
    X(LOST, "reportedLost", "Identification_ReportedLost", "")                                     \
    X(REVOKED, "revokedByIssuer", "Identification_RevokedByIssuer", "")                            \
    X(ISSUED_BY, "issuedBy", "Identification_IssuedBy", "")                                        \
    X(ISSUED, "issuedDate|issueDate", "Identification_IssuedDate", "")                             \
    X(VALID_FROM, "validFrom", "Identification_ValidFrom", "")                                     \
    X(VALID_TO, "validTo", "Identification_ValidTo", "")                                           \
    X(LATIN_NUMBER, "latinNumber", "Identification_LatinNumber", "")                               \
    X(NAME_ON_ID, "nameOnDocument", "Identification_NameOnDocument", "")                           \
    X(ID_TYPE, "identificationTypeCode", "Identification_TypeCode", "")                            \
    X(ID_TYPE_WORDS, "identificationTypeDescription", "Identification_TypeDescription", "")        \
    X(ID_REGION, "region", "Identification_Region", "")                                            \
    X(ID_COUNTRY_CODE, "countryIso2Code", "Identification_CountryIso2Code", "Iden_country")        \
    X(ID_COUNTRY, "countryDescription", "Identification_CountryDescription", "")                   \
    X(ID_LANGUAGE, "regulationLanguage", "Identification_RegulationLanguage", "")                  \
    X(ID_REMARK, "remark", "Identification_Remark", "")                                            \
    ITD_EU_ACT(X, ID, "Identification", "Iden_leba_publication_date", "Iden_leba_numtitle",        \
               "Iden_programme", "Iden_leba_url")

#define ITD_EU_CITIZEN_FIELDS(X)                                                                   \
    X(CITIZEN_NUMBER, "logicalId", "Citizenship_LogicalId", "Citi_logical_id")                     \
    X(CITIZEN_REGION, "region", "Citizenship_Region", "")                                          \
    X(CITIZEN_CODE, "countryIso2Code", "Citizenship_CountryIso2Code", "Citi_country")              \
    X(CITIZEN_COUNTRY, "countryDescription", "Citizenship_CountryDescription", "")                 \
    X(CITIZEN_LANGUAGE, "regulationLanguage", "Citizenship_RegulationLanguage", "")                \
    X(CITIZEN_REMARK, "remark", "Citizenship_Remark", "")                                          \
    ITD_EU_ACT(X, CITIZEN, "Citizenship", "Citi_leba_publication_date", "Citi_leba_numtitle",      \
               "Citi_programme", "Citi_leba_url")

#define ITD_EU_FIELDS(X)                                                                           \
    ITD_EU_ENTITY_FIELDS(X)                                                                        \
    ITD_EU_NAME_FIELDS(X)                                                                          \
    ITD_EU_ADDRESS_FIELDS(X)                                                                       \
    ITD_EU_BIRTH_FIELDS(X)                                                                         \
    ITD_EU_ID_FIELDS(X)                                                                            \
    ITD_EU_CITIZEN_FIELDS(X)

typedef enum itd_eu_field {
#define ITD_EU_ENUM(code, xml, csv, old) ITD_EU_##code,
    ITD_EU_FIELDS(ITD_EU_ENUM)
#undef ITD_EU_ENUM
        ITD_EU_COUNT
} itd_eu_field;

extern const char *const itd_eu_xml_names[ITD_EU_COUNT];
extern const char *const itd_eu_csv_names[ITD_EU_COUNT];
extern const char *const itd_eu_old_names[ITD_EU_COUNT];

/* Where values of a layout come from: a column, or "element@attribute". */
typedef itd_str (*itd_eu_origin_fn)(itd_eu_field field);
itd_str itd_eu_xml_origin(itd_eu_field field);
itd_str itd_eu_csv_origin(itd_eu_field field);
itd_str itd_eu_old_origin(itd_eu_field field);

/* Starts the entity; P and person, E and enterprise; a subject that is not known gives LegalEntity,
 * is kept under extra and reported. */
void itd_eu_begin(itd_record *rec, itd_str id, const itd_str *cells, itd_eu_origin_fn origin);
/* Adds whatever the cells (by itd_eu_field) say and was not said before. *named: has the entry its
 * primary name? The first name that is not weak becomes it. */
void itd_eu_add(itd_record *rec, const itd_str *cells, itd_eu_origin_fn origin, bool *named);

#endif
