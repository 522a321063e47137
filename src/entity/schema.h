/* FollowTheMoney's names for kinds of things and their properties, as far as sanctions lists need
 * them. Source: followthemoney 3.x schema (names only). Static tables; safe from any thread. */
#ifndef ITD_ENTITY_SCHEMA_H
#define ITD_ENTITY_SCHEMA_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/str.h"

/*        code          FtM name. Places in this list are numbers on disk: add at the end. */
#define ITD_SCHEMA_LIST(X)                                                                         \
    X(LEGAL_ENTITY, "LegalEntity")                                                                 \
    X(PERSON, "Person")                                                                            \
    X(ORGANIZATION, "Organization")                                                                \
    X(COMPANY, "Company")                                                                          \
    X(PUBLIC_BODY, "PublicBody")                                                                   \
    X(VESSEL, "Vessel")                                                                            \
    X(AIRPLANE, "Airplane")                                                                        \
    X(CRYPTO_WALLET, "CryptoWallet")                                                               \
    X(SECURITY, "Security")                                                                        \
    X(ADDRESS, "Address")

typedef enum itd_schema {
#define ITD_SCHEMA_ENUM(code, name) ITD_SCHEMA_##code,
    ITD_SCHEMA_LIST(ITD_SCHEMA_ENUM)
#undef ITD_SCHEMA_ENUM
        ITD_SCHEMA_COUNT
} itd_schema;

/* Schemata in which a property stands in FollowTheMoney, children included. OWN: a property of ours
 * or of a FollowTheMoney schema that we fold into the entry (Sanction, Identification, links): it
 * is exported under "extra". */
enum {
    ITD_IN_THING = 1 << 0,        /* all */
    ITD_IN_LEGAL_ENTITY = 1 << 1, /* LegalEntity, Person, Organization, Company, PublicBody */
    ITD_IN_PERSON = 1 << 2,
    ITD_IN_ORGANIZATION = 1 << 3, /* Organization, Company, PublicBody */
    ITD_IN_COMPANY = 1 << 4,
    ITD_IN_VEHICLE = 1 << 5, /* Vessel, Airplane */
    ITD_IN_VESSEL = 1 << 6,
    ITD_IN_AIRPLANE = 1 << 7,
    ITD_IN_CRYPTO_WALLET = 1 << 8,
    ITD_IN_SECURITY = 1 << 9,
    ITD_OWN = 0,
};

typedef enum itd_prop_type {
    ITD_TYPE_NAME,
    ITD_TYPE_DATE,
    ITD_TYPE_COUNTRY, /* ISO 3166-1 alpha-2 in lower case where known */
    ITD_TYPE_GENDER,  /* male, female, other */
    ITD_TYPE_IDENTIFIER,
    ITD_TYPE_ADDRESS,
    ITD_TYPE_TEXT,
    ITD_TYPE_CONTACT, /* phone, mail, site */
    ITD_TYPE_LINK,    /* another party */
} itd_prop_type;

/* Code, name, type, where. A place in this list is a number on disk: add at the end. */
#define ITD_PROP_LIST(X)                                                                           \
    X(NAME, "name", NAME, ITD_IN_THING)                                                            \
    X(ALIAS, "alias", NAME, ITD_IN_THING)                                                          \
    X(WEAK_ALIAS, "weakAlias", NAME, ITD_IN_THING)                                                 \
    X(PREVIOUS_NAME, "previousName", NAME, ITD_IN_THING)                                           \
    X(ABBREVIATION, "abbreviation", NAME, ITD_IN_LEGAL_ENTITY)                                     \
    X(FIRST_NAME, "firstName", TEXT, ITD_IN_PERSON)                                                \
    X(SECOND_NAME, "secondName", TEXT, ITD_IN_PERSON)                                              \
    X(MIDDLE_NAME, "middleName", TEXT, ITD_IN_PERSON)                                              \
    X(FATHER_NAME, "fatherName", TEXT, ITD_IN_PERSON)                                              \
    X(MOTHER_NAME, "motherName", TEXT, ITD_IN_PERSON)                                              \
    X(LAST_NAME, "lastName", TEXT, ITD_IN_PERSON)                                                  \
    X(NAME_SUFFIX, "nameSuffix", TEXT, ITD_IN_PERSON)                                              \
    X(TITLE, "title", TEXT, ITD_IN_PERSON)                                                         \
    X(POSITION, "position", TEXT, ITD_IN_PERSON)                                                   \
    X(PROFESSION, "profession", TEXT, ITD_IN_PERSON)                                               \
    X(GENDER, "gender", GENDER, ITD_IN_PERSON)                                                     \
    X(ETHNICITY, "ethnicity", TEXT, ITD_IN_PERSON)                                                 \
    X(RELIGION, "religion", TEXT, ITD_IN_PERSON)                                                   \
    X(POLITICAL, "political", TEXT, ITD_IN_PERSON)                                                 \
    X(EDUCATION, "education", TEXT, ITD_IN_PERSON)                                                 \
    X(APPEARANCE, "appearance", TEXT, ITD_IN_PERSON)                                               \
    X(HEIGHT, "height", TEXT, ITD_IN_PERSON)                                                       \
    X(WEIGHT, "weight", TEXT, ITD_IN_PERSON)                                                       \
    X(EYE_COLOR, "eyeColor", TEXT, ITD_IN_PERSON)                                                  \
    X(HAIR_COLOR, "hairColor", TEXT, ITD_IN_PERSON)                                                \
    X(BIRTH_DATE, "birthDate", DATE, ITD_IN_PERSON)                                                \
    X(BIRTH_PLACE, "birthPlace", TEXT, ITD_IN_PERSON)                                              \
    X(BIRTH_COUNTRY, "birthCountry", COUNTRY, ITD_IN_PERSON)                                       \
    X(DEATH_DATE, "deathDate", DATE, ITD_IN_PERSON)                                                \
    X(NATIONALITY, "nationality", COUNTRY, ITD_IN_PERSON)                                          \
    X(CITIZENSHIP, "citizenship", COUNTRY, ITD_IN_PERSON)                                          \
    X(COUNTRY, "country", COUNTRY, ITD_IN_THING)                                                   \
    X(JURISDICTION, "jurisdiction", COUNTRY, ITD_IN_LEGAL_ENTITY)                                  \
    X(MAIN_COUNTRY, "mainCountry", COUNTRY, ITD_IN_LEGAL_ENTITY)                                   \
    X(PASSPORT_NUMBER, "passportNumber", IDENTIFIER, ITD_IN_PERSON)                                \
    X(ID_NUMBER, "idNumber", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                      \
    X(SOCIAL_SECURITY_NUMBER, "socialSecurityNumber", IDENTIFIER, ITD_IN_PERSON)                   \
    X(REGISTRATION_NUMBER, "registrationNumber", IDENTIFIER,                                       \
      ITD_IN_LEGAL_ENTITY | ITD_IN_VEHICLE | ITD_IN_SECURITY)                                      \
    X(TAX_NUMBER, "taxNumber", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                    \
    X(VAT_CODE, "vatCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                        \
    X(LICENSE_NUMBER, "licenseNumber", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                            \
    X(INN_CODE, "innCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                        \
    X(OGRN_CODE, "ogrnCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                      \
    X(OKPO_CODE, "okpoCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                      \
    X(KPP_CODE, "kppCode", IDENTIFIER, ITD_IN_COMPANY)                                             \
    X(DUNS_CODE, "dunsCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                      \
    X(USCC_CODE, "uscCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                       \
    X(UNIQUE_ENTITY_ID, "uniqueEntityId", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                         \
    X(NPI_CODE, "npiCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                        \
    X(CAGE_CODE, "cageCode", IDENTIFIER, ITD_IN_ORGANIZATION)                                      \
    X(PERM_ID, "permId", IDENTIFIER, ITD_IN_ORGANIZATION)                                          \
    X(GII_NUMBER, "giiNumber", IDENTIFIER, ITD_IN_ORGANIZATION)                                    \
    X(CIK_CODE, "cikCode", IDENTIFIER, ITD_IN_COMPANY)                                             \
    X(SWIFT_BIC, "swiftBic", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                      \
    X(LEI_CODE, "leiCode", IDENTIFIER, ITD_IN_LEGAL_ENTITY)                                        \
    X(BIK_CODE, "bikCode", IDENTIFIER, ITD_IN_COMPANY)                                             \
    X(ISIN_CODE, "isinCode", IDENTIFIER, ITD_IN_COMPANY)                                           \
    X(ISIN, "isin", IDENTIFIER, ITD_IN_SECURITY)                                                   \
    X(TICKER, "ticker", IDENTIFIER, ITD_IN_COMPANY | ITD_IN_SECURITY)                              \
    X(WIKIDATA_ID, "wikidataId", IDENTIFIER, ITD_IN_THING)                                         \
    X(IMO_NUMBER, "imoNumber", IDENTIFIER, ITD_IN_VESSEL | ITD_IN_ORGANIZATION)                    \
    X(MMSI, "mmsi", IDENTIFIER, ITD_IN_VESSEL)                                                     \
    X(CALL_SIGN, "callSign", IDENTIFIER, ITD_IN_VESSEL)                                            \
    X(ICAO_CODE, "icaoCode", TEXT, ITD_IN_AIRPLANE)                                                \
    X(SERIAL_NUMBER, "serialNumber", IDENTIFIER, ITD_IN_AIRPLANE)                                  \
    X(PUBLIC_KEY, "publicKey", IDENTIFIER, ITD_IN_CRYPTO_WALLET)                                   \
    X(CURRENCY, "currency", TEXT,                                                                  \
      ITD_IN_CRYPTO_WALLET | ITD_IN_VEHICLE | ITD_IN_COMPANY | ITD_IN_SECURITY)                    \
    X(FLAG, "flag", COUNTRY, ITD_IN_VESSEL)                                                        \
    X(PAST_FLAGS, "pastFlags", COUNTRY, ITD_IN_VESSEL)                                             \
    X(PAST_TYPES, "pastTypes", TEXT, ITD_IN_VESSEL)                                                \
    X(REGISTRATION_PORT, "registrationPort", TEXT, ITD_IN_VESSEL)                                  \
    X(TYPE, "type", TEXT, ITD_IN_VEHICLE | ITD_IN_SECURITY)                                        \
    X(MODEL, "model", TEXT, ITD_IN_VEHICLE)                                                        \
    X(MANUFACTURER, "manufacturer", TEXT, ITD_IN_AIRPLANE)                                         \
    X(TONNAGE, "tonnage", TEXT, ITD_IN_VESSEL)                                                     \
    X(GROSS_TONNAGE, "grossRegisteredTonnage", TEXT, ITD_IN_VESSEL)                                \
    X(DEADWEIGHT, "deadweightTonnage", TEXT, ITD_IN_VESSEL)                                        \
    X(BUILD_DATE, "buildDate", DATE, ITD_IN_VEHICLE)                                               \
    X(LEGAL_FORM, "legalForm", TEXT, ITD_IN_LEGAL_ENTITY)                                          \
    X(STATUS, "status", TEXT, ITD_IN_LEGAL_ENTITY)                                                 \
    X(SECTOR, "sector", TEXT, ITD_IN_LEGAL_ENTITY)                                                 \
    X(CLASSIFICATION, "classification", TEXT, ITD_IN_LEGAL_ENTITY | ITD_IN_SECURITY)               \
    X(INCORPORATION_DATE, "incorporationDate", DATE, ITD_IN_LEGAL_ENTITY)                          \
    X(DISSOLUTION_DATE, "dissolutionDate", DATE, ITD_IN_LEGAL_ENTITY)                              \
    X(ADDRESS, "address", ADDRESS, ITD_IN_THING)                                                   \
    X(PHONE, "phone", CONTACT, ITD_IN_LEGAL_ENTITY)                                                \
    X(EMAIL, "email", CONTACT, ITD_IN_LEGAL_ENTITY)                                                \
    X(WEBSITE, "website", CONTACT, ITD_IN_LEGAL_ENTITY)                                            \
    X(TOPICS, "topics", TEXT, ITD_IN_THING)                                                        \
    X(SUMMARY, "summary", TEXT, ITD_IN_THING)                                                      \
    X(DESCRIPTION, "description", TEXT, ITD_IN_THING)                                              \
    X(NOTES, "notes", TEXT, ITD_IN_THING)                                                          \
    X(SOURCE_URL, "sourceUrl", CONTACT, ITD_IN_THING)                                              \
    X(CREATED_AT, "createdAt", DATE, ITD_IN_THING)                                                 \
    X(MODIFIED_AT, "modifiedAt", DATE, ITD_IN_THING)                                               \
    X(KEYWORDS, "keywords", TEXT, ITD_IN_THING)                                                    \
    X(PROGRAM, "program", TEXT, ITD_IN_THING)                                                      \
    X(PROGRAM_ID, "programId", TEXT, ITD_IN_THING)                                                 \
    /* folded in from Sanction, Identification and the link schemata, and our own */               \
    X(AUTHORITY, "authority", TEXT, ITD_OWN)                                                       \
    X(RECORD_ID, "recordId", IDENTIFIER, ITD_OWN)                                                  \
    X(UNSC_ID, "unscId", IDENTIFIER, ITD_OWN)                                                      \
    X(LEGAL_BASIS, "legalBasis", TEXT, ITD_OWN)                                                    \
    X(PROVISIONS, "provisions", TEXT, ITD_OWN)                                                     \
    X(REASON, "reason", TEXT, ITD_OWN)                                                             \
    X(LISTING_DATE, "listingDate", DATE, ITD_OWN)                                                  \
    X(START_DATE, "startDate", DATE, ITD_OWN)                                                      \
    X(END_DATE, "endDate", DATE, ITD_OWN)                                                          \
    X(WALLET, "wallet", IDENTIFIER, ITD_OWN)                                                       \
    X(OTHER_ID, "otherId", IDENTIFIER, ITD_OWN)                                                    \
    X(LINK, "link", LINK, ITD_OWN)                                                                 \
    X(EXTRA, "extra", TEXT, ITD_OWN)

typedef enum itd_prop {
#define ITD_PROP_ENUM(code, name, type, where) ITD_PROP_##code,
    ITD_PROP_LIST(ITD_PROP_ENUM)
#undef ITD_PROP_ENUM
        ITD_PROP_COUNT
} itd_prop;

itd_str itd_schema_name(itd_schema schema);
bool    itd_schema_find(itd_str name, itd_schema *ret_schema);

itd_str       itd_prop_name(itd_prop prop);
itd_prop_type itd_prop_type_of(itd_prop prop);
bool          itd_prop_find(itd_str name, itd_prop *ret_prop);
/* Does FollowTheMoney give this property to this schema (or must it go under "extra")? */
bool itd_prop_is_in(itd_prop prop, itd_schema schema);

/* Which entries a customer of one schema is compared with: persons with persons and LegalEntity,
 * organisations of any kind among themselves and with LegalEntity, vessels with vessels, aircraft
 * with aircraft, LegalEntity with everything. */
bool itd_schema_meets(itd_schema customer, itd_schema listed);
/* Organization, Company or PublicBody. */
bool itd_schema_is_organisation(itd_schema schema);

#endif
