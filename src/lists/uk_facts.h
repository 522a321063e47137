/* What the UK's publishers say of a party, in one shape: the UK Sanctions List (XML and CSV) and
 * OFSI's consolidated list (two CSV layouts) come from one register and name the same facts. A row
 * of the CSVs carries one of each fact, an element of the XML one alone; either way the cells that
 * are filled become values, each once per entry. One thread at a time. */
#ifndef ITD_LISTS_UK_FACTS_H
#define ITD_LISTS_UK_FACTS_H

#include "lists/record.h"

/* code, element of the XML, column of the UK Sanctions List's CSV, column of OFSI's */
#define ITD_UK_FIELDS(X)                                                                           \
    X(NAME6, "Name6", "Name 6", "Name 6")                                                          \
    X(NAME1, "Name1", "Name 1", "Name 1")                                                          \
    X(NAME2, "Name2", "Name 2", "Name 2")                                                          \
    X(NAME3, "Name3", "Name 3", "Name 3")                                                          \
    X(NAME4, "Name4", "Name 4", "Name 4")                                                          \
    X(NAME5, "Name5", "Name 5", "Name 5")                                                          \
    X(NAME_TYPE, "NameType", "Name type", "Alias Type")                                            \
    X(STRENGTH, "AliasStrength", "Alias strength", "Alias Quality")                                \
    X(TITLE, "Title", "Title", "Title")                                                            \
    X(SCRIPT_NAME, "NameNonLatinScript", "Name non-latin script", "Name Non-Latin Script")         \
    X(SCRIPT_TYPE, "NonLatinScriptType", "Non-latin script type", "Non-Latin Script Type")         \
    X(SCRIPT_LANG, "NonLatinScriptLanguage", "Non-latin script language",                          \
      "Non-Latin Script Language")                                                                 \
    X(REGIME, "RegimeName", "Regime Name", "Regime")                                               \
    X(KIND, "IndividualEntityShip", "Designation Type", "Group Type")                              \
    X(SOURCE, "DesignationSource", "Designation source", "Designation Source")                     \
    X(SANCTIONS, "SanctionsImposed", "Sanctions Imposed", "Sanctions Imposed")                     \
    X(OTHER, "OtherInformation", "Other Information", "Other Information")                         \
    X(REASONS, "UKStatementofReasons", "UK Statement of Reasons", "UK Statement of Reasons")       \
    X(LINE1, "AddressLine1", "Address Line 1", "Address 1")                                        \
    X(LINE2, "AddressLine2", "Address Line 2", "Address 2")                                        \
    X(LINE3, "AddressLine3", "Address Line 3", "Address 3")                                        \
    X(LINE4, "AddressLine4", "Address Line 4", "Address 4")                                        \
    X(LINE5, "AddressLine5", "Address Line 5", "Address 5")                                        \
    X(LINE6, "AddressLine6", "Address Line 6", "Address 6")                                        \
    X(POSTCODE, "AddressPostalCode", "Address Postal Code", "Post/Zip Code")                       \
    X(COUNTRY, "AddressCountry", "Address Country", "Country")                                     \
    X(PHONE, "PhoneNumber", "Phone number", "Phone Number")                                        \
    X(WEBSITE, "Website", "Website", "Website")                                                    \
    X(EMAIL, "EmailAddress", "Email address", "Email Address")                                     \
    X(DESIGNATED, "DateDesignated", "Date Designated", "Listed On")                                \
    X(UKSL_DESIGNATED, "UKSLDateDesignated", "UK Sanctions List Date Designated",                  \
      "UK Sanctions List Date Designated")                                                         \
    X(UPDATED, "LastUpdated", "Last Updated", "Last Updated")                                      \
    X(BORN, "DOB", "D.O.B", "DOB")                                                                 \
    X(BIRTH_TOWN, "TownOfBirth", "Town of birth", "Town of Birth")                                 \
    X(BIRTH_COUNTRY, "CountryOfBirth", "Country of birth", "Country of Birth")                     \
    X(NATIONALITY, "Nationality", "Nationality(/ies)", "Nationality")                              \
    X(NATIONAL_ID, "NationalIdentifierNumber", "National Identifier number",                       \
      "National Identification Number")                                                            \
    X(NATIONAL_ID_INFO, "NationalIdentifierAdditionalInformation",                                 \
      "National Identifier additional information", "NI Details|National Identification Details")  \
    X(OLD_NATIONAL_ID, "NINumber", "NI Number", "NI Number")                                       \
    X(PASSPORT, "PassportNumber", "Passport number", "Passport Number")                            \
    X(PASSPORT_INFO, "PassportAdditionalInformation", "Passport additional information",           \
      "Passport Details")                                                                          \
    X(POSITION, "Position", "Position", "Position")                                                \
    X(GENDER, "Gender", "Gender", "Gender")                                                        \
    X(ENTITY_TYPE, "TypeOfEntity", "Type of entity", "Type of entity")                             \
    X(SUBSIDIARY, "Subsidiary", "Subsidiaries", "Subsidiaries")                                    \
    X(PARENT, "ParentCompany", "Parent company", "Parent company")                                 \
    X(REGISTRATION, "BusinessRegistrationNumber", "Business registration number (s)",              \
      "Business registration number (s)")                                                          \
    X(IMO, "IMONumber", "IMO number", "IMO number")                                                \
    X(OWNER, "CurrentOwnerOperator", "Current owner/operator (s)", "Current owner/operator (s)")   \
    X(PAST_OWNER, "PreviousOwnerOperator", "Previous owner/operator (s)",                          \
      "Previous owner/operator (s)")                                                               \
    X(FLAG, "CurrentBelievedFlagOfShip", "Current believed flag of ship",                          \
      "Current believed flag of ship")                                                             \
    X(PAST_FLAG, "PreviousFlag", "Previous flags", "Previous flags")                               \
    X(SHIP_TYPE, "TypeOfShip", "Type of ship", "Type of ship")                                     \
    X(TONNAGE, "TonnageOfShip", "Tonnage of ship", "Tonnage of ship")                              \
    X(LENGTH, "LengthOfShip", "Length of ship", "Length of ship")                                  \
    X(YEAR_BUILT, "YearBuilt", "Year Built", "Year Built")                                         \
    X(HULL, "HullIdentificationNumber", "Hull identification number (HIN)",                        \
      "Hull identification number (HIN)")                                                          \
    X(UNIQUE_ID, "UniqueID", "Unique ID", "UK Sanctions List Ref")                                 \
    X(GROUP_ID, "OFSIGroupID", "OFSI Group ID", "Group ID")                                        \
    X(UN_REFERENCE, "UNReferenceNumber", "UN Reference Number", "UN Reference Number")

typedef enum itd_uk_field {
#define ITD_UK_ENUM(code, xml, csv, ofsi) ITD_UK_##code,
    ITD_UK_FIELDS(ITD_UK_ENUM)
#undef ITD_UK_ENUM
        ITD_UK_COUNT
} itd_uk_field;

/* Names of the fields in each layout, by itd_uk_field. */
extern const char *const itd_uk_xml_names[ITD_UK_COUNT];
extern const char *const itd_uk_csv_names[ITD_UK_COUNT];
extern const char *const itd_uk_ofsi_names[ITD_UK_COUNT];

/* Starts the entity; a kind that is not known gives LegalEntity, kept under extra and reported. */
void itd_uk_begin(itd_record *rec, itd_str id, itd_str kind, const char *const *names);
/* Adds whatever the cells (by itd_uk_field, empty where absent) say and was not said before. names
 * are those of the layout, for origins. UNIQUE_ID and KIND are left to itd_uk_begin. */
void itd_uk_add(itd_record *rec, const itd_str *cells, const char *const *names);
/* DD/MM/YYYY with parts unknown: 00 or letters ("dd/mm/1945", "00/04/1984"). A month that is not
 * known leaves the year. */
bool itd_uk_parse_date(itd_str text, itd_date *ret_date);

#endif
