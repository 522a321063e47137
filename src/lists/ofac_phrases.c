/* The table of OFAC's phrases. Collected from the remarks of every SDN version from July 2021 to
 * May 2024, of the non-SDN list of December 2025 and from the idType values of the XML lists; what
 * is not here is reported and kept, never guessed.
 *
 * A pattern is matched at the start of a phrase, letters in any case. In it '%' stands for one or
 * more digits, '~' for the text up to the next ')', a blank for any number of blanks. It ends where
 * a word ends. The longest match wins, so the order of the rows says nothing. */
#include "lists/ofac_phrases.h"

#include "base/attr.h"

/* clang-format off */
#define ENTRY(pattern, kind, prop, word)                                                           \
    {ITD_STR_INIT(pattern), ITD_OFAC_##kind, ITD_PROP_##prop, ITD_STR_INIT(word)}
#define ROW(pattern, kind, prop)  ENTRY(pattern, kind, prop, "")
#define DOC(pattern, prop)        ENTRY(pattern, DOCUMENT, prop, "")
#define CODE(pattern, prop)       ENTRY(pattern, CODE, prop, "")
#define NAMED(pattern, prop, how) ENTRY(pattern, NAME, prop, how)
#define LINK(pattern, role)       ENTRY(pattern, LINK, LINK, role)
#define EXTRA(pattern, key)       ENTRY(pattern, EXTRA, EXTRA, key)
#define KNOWN(pattern)            ENTRY(pattern, KNOWN, NOTES, "")

static const itd_ofac_phrase phrases[] = {
    /* persons */
    ROW("DOB", DATE, BIRTH_DATE),
    ROW("POB", PLACE, BIRTH_PLACE),
    ROW("nationality", COUNTRY, NATIONALITY),
    ROW("citizen", COUNTRY, CITIZENSHIP),
    ROW("Gender", GENDER, GENDER),
    ROW("ethnicity", TEXT, ETHNICITY),
    ROW("Kurdish", TEXT, ETHNICITY),
    ROW("Bosnian Serb", TEXT, ETHNICITY),
    ROW("Title", TEXT, POSITION),
    ROW("Alternate Title,", TEXT, POSITION),
    ROW("Alternate Title", TEXT, POSITION),
    ROW("Position", TEXT, POSITION),
    ROW("Occupation", TEXT, POSITION),
    ROW("Rank", TEXT, POSITION),
    EXTRA("Tribe", "Tribe"),
    EXTRA("Subtribe", "Subtribe"),
    EXTRA("Individual's height is", "Height"),
    EXTRA("Chinese Commercial Code", "Chinese Commercial Code"),

    /* papers of persons */
    DOC("Passport", PASSPORT_NUMBER),
    DOC("Diplomatic Passport", PASSPORT_NUMBER),
    DOC("British National Overseas Passport", PASSPORT_NUMBER),
    DOC("Stateless Person Passport", PASSPORT_NUMBER),
    DOC("National ID No.", ID_NUMBER),
    DOC("National Foreign ID Number", ID_NUMBER),
    DOC("Personal ID Card", ID_NUMBER),
    DOC("Bosnian Personal ID No.", ID_NUMBER),
    DOC("Kenyan ID No.", ID_NUMBER),
    DOC("Moroccan Personal ID No.", ID_NUMBER),
    DOC("Tazkira National ID Card", ID_NUMBER),
    DOC("Citizen's Card Number", ID_NUMBER),
    DOC("Turkish Identification Number", ID_NUMBER),
    DOC("UAE Identification", ID_NUMBER),
    DOC("Identification Number", ID_NUMBER),
    DOC("Refugee ID Card", ID_NUMBER),
    DOC("Stateless Person ID Card", ID_NUMBER),
    DOC("Seafarer's Identification Document", ID_NUMBER),
    DOC("Cedula No.", ID_NUMBER),
    DOC("C.U.R.P.", ID_NUMBER),
    DOC("C.U.I.", ID_NUMBER),
    DOC("C.U.I.P.", ID_NUMBER),
    DOC("D.N.I.", ID_NUMBER),
    DOC("N.I.E.", ID_NUMBER),
    DOC("LE Number", ID_NUMBER),
    DOC("I.F.E.", ID_NUMBER),
    DOC("CNP (Personal Numerical Code)", ID_NUMBER),
    DOC("Numero de Identidad", ID_NUMBER),
    DOC("Credencial electoral", ID_NUMBER),
    DOC("Electoral Registry No.", ID_NUMBER),
    DOC("Residency Number", ID_NUMBER),
    DOC("Romanian Permanent Resident", ID_NUMBER),
    DOC("SSN", SOCIAL_SECURITY_NUMBER),
    DOC("Birth Certificate Number", OTHER_ID),
    DOC("Cartilla de Servicio Militar Nacional", OTHER_ID),
    DOC("Military Registration Number", OTHER_ID),
    DOC("Travel Document Number", OTHER_ID),
    DOC("VisaNumberID", OTHER_ID),
    DOC("Immigration No.", OTHER_ID),
    DOC("Public Security and Immigration No.", OTHER_ID),
    DOC("SRE Permit No.", OTHER_ID),
    DOC("Tarjeta Profesional", LICENSE_NUMBER),
    DOC("Driver's License No.", LICENSE_NUMBER),
    DOC("Pilot License Number", LICENSE_NUMBER),

    /* tax */
    DOC("Tax ID No.", TAX_NUMBER),
    DOC("R.F.C.", TAX_NUMBER),
    DOC("RFC", TAX_NUMBER),
    DOC("NIT #", TAX_NUMBER),
    DOC("RUC #", TAX_NUMBER),
    DOC("RIF #", TAX_NUMBER),
    DOC("RTN", TAX_NUMBER),
    DOC("RSIN", TAX_NUMBER),
    DOC("C.U.I.T.", TAX_NUMBER),
    DOC("C.I.F.", TAX_NUMBER),
    DOC("N.I.F.", TAX_NUMBER),
    DOC("US FEIN", TAX_NUMBER),
    DOC("Fiscal Code", TAX_NUMBER),
    DOC("Italian Fiscal Code", TAX_NUMBER),
    DOC("Paraguayan tax identification number", TAX_NUMBER),
    DOC("Romanian Tax Registration", TAX_NUMBER),
    DOC("Numero Unico de Identificacao Tributaria (NUIT)", TAX_NUMBER),
    DOC("V.A.T. Number", VAT_CODE),

    /* registers of companies */
    DOC("Registration Number", REGISTRATION_NUMBER),
    DOC("Registration ID", REGISTRATION_NUMBER),
    DOC("Public Registration Number", REGISTRATION_NUMBER),
    DOC("Registration Certificate Number (Dubai)", REGISTRATION_NUMBER),
    DOC("Business Registration Number", REGISTRATION_NUMBER),
    DOC("Business Registration Document #", REGISTRATION_NUMBER),
    DOC("Business Number", REGISTRATION_NUMBER),
    DOC("Company Number", REGISTRATION_NUMBER),
    DOC("UK Company Number", REGISTRATION_NUMBER),
    DOC("Enterprise Number", REGISTRATION_NUMBER),
    DOC("Branch Unit Number", REGISTRATION_NUMBER),
    DOC("File Number", REGISTRATION_NUMBER),
    DOC("Commercial Registry Number", REGISTRATION_NUMBER),
    DOC("C.R. No.", REGISTRATION_NUMBER),
    DOC("Romanian C.R.", REGISTRATION_NUMBER),
    DOC("C.I.N.", REGISTRATION_NUMBER),
    DOC("Folio Mercantil No.", REGISTRATION_NUMBER),
    DOC("Matricula Mercantil No", REGISTRATION_NUMBER),
    DOC("Chamber of Commerce Number", REGISTRATION_NUMBER),
    DOC("Dubai Chamber of Commerce Membership No.", REGISTRATION_NUMBER),
    DOC("Istanbul Chamber of Comm. No.", REGISTRATION_NUMBER),
    DOC("Central Registration System Number", REGISTRATION_NUMBER),
    DOC("Certificate of Incorporation Number", REGISTRATION_NUMBER),
    DOC("Economic Register Number (CBLS)", REGISTRATION_NUMBER),
    DOC("Organization Code", REGISTRATION_NUMBER),
    DOC("MSB Registration Number", REGISTRATION_NUMBER),
    DOC("Registered Charity No.", REGISTRATION_NUMBER),
    DOC("Russian State Individual Business Registration Number Pattern (OGRNIP)",
        REGISTRATION_NUMBER),
    DOC("Trademark number", OTHER_ID),
    DOC("Serial No.", OTHER_ID),
    DOC("Permit Number", LICENSE_NUMBER),
    DOC("License", LICENSE_NUMBER),
    DOC("Trade License No.", LICENSE_NUMBER),
    DOC("Tourism License No.", LICENSE_NUMBER),
    DOC("Afghan Money Service Provider License Number", LICENSE_NUMBER),
    DOC("Government Gazette Number", OKPO_CODE), /* Russia's OKPO, by OFAC's name for it */
    DOC("Unified Social Credit Code (USCC)", USCC_CODE),
    DOC("United Social Credit Code Certificate (USCCC)", USCC_CODE),
    DOC("Legal Entity Number", LEI_CODE),
    DOC("D-U-N-S Number", DUNS_CODE),
    DOC("BIK (RU)", BIK_CODE),
    DOC("ISIN", ISIN_CODE),
    CODE("SWIFT/BIC", SWIFT_BIC),
    CODE("Equity Ticker", TICKER),
    CODE("MICEX Code", TICKER),
    NAMED("Issuer Name", ALIAS, "issuer name"),
    ROW("Organization Established Date", DATE, INCORPORATION_DATE),
    ROW("Organization Type", TEXT, SECTOR),
    ROW("Nationality of Registration", COUNTRY, JURISDICTION),
    EXTRA("Target Type", "Target Type"),
    EXTRA("UN/LOCODE", "UN/LOCODE"),

    /* ships and aircraft */
    ROW("Vessel Registration Identification IMO", IMO, IMO_NUMBER),
    ROW("Identification Number IMO", IMO, IMO_NUMBER),
    ROW("Company Number IMO", IMO, IMO_NUMBER),
    ROW("International Maritime Organization No.", IMO, IMO_NUMBER),
    DOC("Vessel Registration Identification", REGISTRATION_NUMBER),
    DOC("MMSI", MMSI),
    CODE("Other Vessel Call Sign", CALL_SIGN),
    CODE("Vessel Call Sign", CALL_SIGN),
    ROW("Vessel Flag", COUNTRY, FLAG),
    ROW("Other Vessel Flag", COUNTRY, FLAG),
    ROW("Former Vessel Flag", COUNTRY, PAST_FLAGS),
    ROW("Vessel Type", TEXT, TYPE),
    ROW("Other Vessel Type", TEXT, TYPE),
    ROW("Vessel Year of Build", DATE, BUILD_DATE),
    LINK("Vessel Owner", "owner"),
    ROW("Registration Country", COUNTRY, COUNTRY),
    CODE("Aircraft Tail Number", REGISTRATION_NUMBER),
    CODE("Previous Aircraft Tail Number", REGISTRATION_NUMBER),
    DOC("Aircraft Manufacturer's Serial Number (MSN)", SERIAL_NUMBER),
    DOC("Aircraft Construction Number (also called L/N or S/N or F/N)", SERIAL_NUMBER),
    DOC("Aircraft Serial Identification", SERIAL_NUMBER),
    CODE("Aircraft Mode S Transponder Code", ICAO_CODE),
    ROW("Aircraft Model", TEXT, MODEL),
    ROW("Aircraft Manufacture Date", DATE, BUILD_DATE),
    LINK("Aircraft Operator", "operator"),

    /* contacts and wallets */
    ROW("Website", CONTACT, WEBSITE),
    ROW("Email Address", CONTACT, EMAIL),
    ROW("Email", CONTACT, EMAIL),
    ROW("Phone Number", CONTACT, PHONE),
    ROW("Phone No.", CONTACT, PHONE),
    ROW("Phone", CONTACT, PHONE),
    ROW("Telephone Number", CONTACT, PHONE),
    ROW("Telephone No.", CONTACT, PHONE),
    ROW("Telephone", CONTACT, PHONE),
    ROW("Fax No.", CONTACT, PHONE),
    ROW("Fax", CONTACT, PHONE),
    ROW("TELEX", CONTACT, PHONE),
    EXTRA("TGMS", "TGMS"),
    ROW("Digital Currency Address -", WALLET, WALLET),

    /* other parties */
    LINK("Linked To", ""),
    LINK("Spouse of", ""),
    LINK("wife of", ""),
    LINK("husband of", ""),
    LINK("Child of", ""),
    LINK("son of", ""),
    LINK("daughter of", ""),
    LINK("brother of", ""),
    LINK("half-brother of", ""),
    LINK("sister of", ""),
    LINK("Nephew of", ""),
    LINK("sister-in-law of", ""),
    LINK("daughter-in-law of", ""),
    LINK("Associated with", ""),
    LINK("Assocated with", ""),

    /* measures */
    ROW("Secondary sanctions risk", TEXT, PROVISIONS),
    ROW("Additional Sanctions Information -", TEXT, PROVISIONS),
    ROW("Transactions Prohibited For", TEXT, PROVISIONS),
    ROW("Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions",
        TEXT, PROVISIONS),
    ROW("CAATSA Section % Information", TEXT, PROVISIONS),
    ROW("PEESA Information", TEXT, PROVISIONS),
    ROW("IFCA Determination -", TEXT, PROVISIONS),
    ROW("Executive Order % Directive Determination -", TEXT, PROVISIONS),
    ROW("Executive Order % Directive Information -", TEXT, PROVISIONS),
    ROW("Executive Order % Directive Information", TEXT, PROVISIONS),
    ROW("Executive Order % Information", TEXT, PROVISIONS),
    ROW("United States financial institutions are prohibited from", TEXT, PROVISIONS),
    ROW("Listing Date (~)", DAY, LISTING_DATE),
    ROW("Effective Date (~)", DAY, EXTRA),
    ROW("Purchase/Sales For Divestment Date (~)", DAY, EXTRA),

    /* plain statements */
    KNOWN("All offices worldwide"),
    KNOWN("All branches worldwide"),
    KNOWN("all locations in"),
    KNOWN("and all other locations worldwide"),
    KNOWN("and all other offices worldwide"),
    KNOWN("and other locations within"),
    KNOWN("Only locations in"),
    KNOWN("Operations in"),
    KNOWN("Also operations in"),
    KNOWN("This designation refers to"),
    KNOWN("For more information"),
    KNOWN("ICTY indictee"),
    KNOWN("named in UNSCR"),
    KNOWN("Wanted by"),
    KNOWN("Interpol"),
    KNOWN("arrested"),
    KNOWN("In custody"),
    KNOWN("Currently in jail"),
    KNOWN("Currently in remand"),
    KNOWN("Currently incarcerated"),
    KNOWN("Believed to be in"),
    KNOWN("Possibly Located in"),
    KNOWN("From"),
    KNOWN("Holder of a"),
    KNOWN("founded by"),
    KNOWN("Passport issued"),
    KNOWN("U.S.A. Passport issued"),
    KNOWN("Passport place of issue"),
    KNOWN("Passport and National ID were issued"),
    KNOWN("Driver's License is issued by"),
    KNOWN("Temporary suspension of deportation"),
    KNOWN("Organization"), /* "Organization: Basque Fatherland and Liberty (ETA)" */
    KNOWN("HAMAS -"), /* party of a member of the Palestinian Legislative Council */
    KNOWN("PFLP"),
    KNOWN("DFLP"),
};

static const itd_str honorifics[] = {
    ITD_STR_INIT("Haji"), ITD_STR_INIT("Mullah"), ITD_STR_INIT("Maulana"),
    ITD_STR_INIT("Moulana"), ITD_STR_INIT("Maulawi"), ITD_STR_INIT("Mulawi"),
    ITD_STR_INIT("Mufti"), ITD_STR_INIT("Qari"), ITD_STR_INIT("Mufti or Maulana"),
    ITD_STR_INIT("Shaykh"), ITD_STR_INIT("Sheikh"), ITD_STR_INIT("Ustad"),
    ITD_STR_INIT("Ustadz"), ITD_STR_INIT("Ayatollah"), ITD_STR_INIT("Hojjatoleslam"),
    ITD_STR_INIT("Doctor"), ITD_STR_INIT("Dr"), ITD_STR_INIT("Dr."), ITD_STR_INIT("Professor"),
    ITD_STR_INIT("Engineer"), ITD_STR_INIT("Sheik"), ITD_STR_INIT("Imam"), ITD_STR_INIT("Mr"),
    ITD_STR_INIT("Mr."), ITD_STR_INIT("Mrs"), ITD_STR_INIT("Mrs."), ITD_STR_INIT("Ms"),
    ITD_STR_INIT("Ms."),
};

/* Words of posts and ranks; a hyphen parts words ("Vice-Chairperson", "Colonel-General"). */
static const itd_str roles[] = {
    ITD_STR_INIT("accountant"), ITD_STR_INIT("administrator"), ITD_STR_INIT("admiral"),
    ITD_STR_INIT("adviser"), ITD_STR_INIT("advisor"), ITD_STR_INIT("aide"),
    ITD_STR_INIT("ambassador"), ITD_STR_INIT("attorney"), ITD_STR_INIT("brigadier"),
    ITD_STR_INIT("businessman"), ITD_STR_INIT("captain"), ITD_STR_INIT("ceo"),
    ITD_STR_INIT("chair"), ITD_STR_INIT("chairman"), ITD_STR_INIT("chairperson"),
    ITD_STR_INIT("chairwoman"), ITD_STR_INIT("chef"), ITD_STR_INIT("chief"),
    ITD_STR_INIT("colonel"), ITD_STR_INIT("col"), ITD_STR_INIT("commander"),
    ITD_STR_INIT("commissariat"), ITD_STR_INIT("commissioner"), ITD_STR_INIT("congressman"),
    ITD_STR_INIT("constituent"), ITD_STR_INIT("consul"), ITD_STR_INIT("coordinator"),
    ITD_STR_INIT("counselor"), ITD_STR_INIT("counsellor"), ITD_STR_INIT("dealer"),
    ITD_STR_INIT("deputy"), ITD_STR_INIT("diplomat"), ITD_STR_INIT("director"),
    ITD_STR_INIT("employee"), ITD_STR_INIT("engineer"), ITD_STR_INIT("envoy"),
    ITD_STR_INIT("figure"), ITD_STR_INIT("founder"), ITD_STR_INIT("general"),
    ITD_STR_INIT("governor"), ITD_STR_INIT("head"), ITD_STR_INIT("inspector"),
    ITD_STR_INIT("judge"), ITD_STR_INIT("justice"), ITD_STR_INIT("leader"), ITD_STR_INIT("led"),
    ITD_STR_INIT("lieutenant"), ITD_STR_INIT("magistrate"), ITD_STR_INIT("major"),
    ITD_STR_INIT("manager"), ITD_STR_INIT("marshal"), ITD_STR_INIT("mayor"),
    ITD_STR_INIT("member"), ITD_STR_INIT("minister"), ITD_STR_INIT("minster"),
    ITD_STR_INIT("mp"), ITD_STR_INIT("officer"), ITD_STR_INIT("official"),
    ITD_STR_INIT("ombudsman"), ITD_STR_INIT("oversaw"), ITD_STR_INIT("owner"),
    ITD_STR_INIT("partner"), ITD_STR_INIT("president"), ITD_STR_INIT("professor"),
    ITD_STR_INIT("prosecutor"), ITD_STR_INIT("rector"), ITD_STR_INIT("registrar"),
    ITD_STR_INIT("representative"), ITD_STR_INIT("secretary"), ITD_STR_INIT("senator"),
    ITD_STR_INIT("speaker"), ITD_STR_INIT("spokesperson"), ITD_STR_INIT("supervisor"),
    ITD_STR_INIT("superintendent"), ITD_STR_INIT("treasurer"), ITD_STR_INIT("warden"),
    ITD_STR_INIT("command"),
};
/* clang-format on */

static size_t skip_blanks(itd_str text, size_t at)
{
    while (at < text.len && itd_char_is_space(text.ptr[at]))
        at++;
    return at;
}

static bool is_word_char(char ch)
{
    return itd_char_is_alpha(ch) || itd_char_is_digit(ch);
}

/* One character of a pattern against text at `at`; returns the offset behind it, or SIZE_MAX. */
static size_t match_step(char want, itd_str text, size_t at, itd_str *ret_group)
{
    size_t end = at;

    if (want == ' ') {
        end = skip_blanks(text, at);
        return end > at ? end : SIZE_MAX;
    }
    if (want == '%') {
        while (end < text.len && itd_char_is_digit(text.ptr[end]))
            end++;
        return end > at ? end : SIZE_MAX;
    }
    if (want == '~') {
        const size_t len = itd_str_find_char(itd_str_from(text, at), ')');

        if (len == SIZE_MAX)
            return SIZE_MAX;
        *ret_group = itd_str_trim(itd_str_slice(text, at, at + len));
        return at + len;
    }
    return at < text.len && itd_char_lower(text.ptr[at]) == itd_char_lower(want) ? at + 1
                                                                                 : SIZE_MAX;
}

/* Bytes of text that the pattern covers, or 0. */
static size_t match_pattern(itd_str pattern, itd_str text, itd_str *ret_group)
{
    size_t at = 0;

    for (size_t i = 0; i < pattern.len; i++) {
        at = match_step(pattern.ptr[i], text, at, ret_group);
        if (at == SIZE_MAX)
            return 0;
    }
    if (at < text.len && is_word_char(text.ptr[at - 1]) && is_word_char(text.ptr[at]))
        return 0;
    return at;
}

bool itd_ofac_phrase_find(itd_str text, itd_ofac_match *ret_match)
{
    itd_ofac_match best = {0};
    size_t         best_len = 0;

    for (size_t i = 0; i < ITD_ARRAY_LEN(phrases); i++) {
        itd_str      group = {0};
        const size_t len = match_pattern(phrases[i].pattern, text, &group);

        if (len <= best_len)
            continue;
        best = (itd_ofac_match){.phrase = &phrases[i], .group = group};
        best_len = len;
    }
    if (best_len == 0)
        return false;
    best.type = itd_str_slice(text, 0, best_len);
    best.body = itd_str_trim(itd_str_from(text, best_len));
    if (itd_str_starts_with(best.body, ITD_STR(":")))
        best.body = itd_str_trim(itd_str_from(best.body, 1));
    *ret_match = best;
    return true;
}

bool itd_ofac_is_honorific(itd_str text)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(honorifics); i++)
        if (itd_str_equal_ascii_nocase(text, honorifics[i]))
            return true;
    return false;
}

bool itd_ofac_is_role(itd_str text)
{
    size_t from = 0;

    while (from < text.len) {
        size_t to = from;

        while (to < text.len && itd_char_is_alpha(text.ptr[to]))
            to++;
        for (size_t i = 0; i < ITD_ARRAY_LEN(roles); i++)
            if (itd_str_equal_ascii_nocase(itd_str_slice(text, from, to), roles[i]))
                return true;
        from = to + 1;
    }
    return false;
}
