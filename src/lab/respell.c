/* Listed Latin spellings written anew by a scheme that the tables of data/text do not hold, so that
 * the lab does not measure what the matcher was given: Arabic as Turkish papers spell it, Cyrillic
 * as Polish ones do, Chinese as French ones did (EFEO), Korean by Yale. Rules work from left to
 * right, the longest first; facts of the schemes are general knowledge. */
#include "lab/vary.h"

struct rule {
    const char *from;
    const char *to;
};

/* Longest first within one first letter. */
static const struct rule turkish[] = {
    {"sh", "ş"}, {"kh", "h"}, {"gh", "g"}, {"dh", "z"}, {"th", "s"}, {"ch", "ç"}, {"ou", "u"},
    {"oo", "u"}, {"ee", "i"}, {"aa", "a"}, {"w", "v"},  {"q", "k"},  {"j", "c"},  {"x", "ks"},
};

static const struct rule polish[] = {
    {"shch", "szcz"}, {"sch", "szcz"}, {"sh", "sz"}, {"ch", "cz"}, {"zh", "ż"},  {"kh", "ch"},
    {"ts", "c"},      {"ya", "ja"},    {"yu", "ju"}, {"ye", "je"}, {"yo", "jo"}, {"iya", "ija"},
    {"iy", "ij"},     {"yy", "yj"},    {"ay", "aj"}, {"ey", "ej"}, {"oy", "oj"}, {"v", "w"},
};

static const struct rule french[] = {
    {"zh", "tch"},   {"ch", "tch"}, {"sh", "ch"}, {"ui", "ouei"}, {"ian", "ien"}, {"iu", "ieou"},
    {"uan", "ouan"}, {"x", "s"},    {"q", "ts"},  {"j", "k"},     {"z", "ts"},    {"c", "ts"},
    {"b", "p"},      {"d", "t"},    {"g", "k"},   {"r", "j"},     {"u", "ou"},    {"ng", "ng"},
};

/* Whole syllables as the DPRK spells them. */
static const struct rule yale[] = {
    {"jong", "ceng"},   {"chong", "ceng"},  {"song", "seng"},   {"yong", "yeng"},
    {"chol", "chel"},   {"hyok", "hyek"},   {"hyon", "hyen"},   {"chun", "chwun"},
    {"myong", "myeng"}, {"kyong", "kyeng"}, {"sun", "swun"},    {"su", "swu"},
    {"mun", "mwun"},    {"jin", "cin"},     {"ju", "cwu"},      {"jun", "cwun"},
    {"choe", "choy"},   {"ri", "li"},       {"jon", "cen"},     {"jang", "cang"},
    {"paek", "payk"},   {"tae", "tay"},     {"chae", "chay"},   {"yun", "yun"},
    {"hong", "hong"},   {"il", "il"},       {"un", "un"},       {"ho", "ho"},
    {"kim", "kim"},     {"nam", "nam"},     {"gwang", "kwang"}, {"kwang", "kwang"},
    {"guk", "kwuk"},    {"kuk", "kwuk"},    {"gun", "kun"},     {"hae", "hay"},
    {"hui", "huy"},     {"sik", "sik"},     {"sok", "sek"},     {"won", "wen"},
    {"pyong", "pyeng"}, {"byong", "pyeng"}, {"ryong", "lyeng"}, {"chu", "cwu"},
    {"u", "wu"},        {"ok", "ok"},       {"gyong", "kyeng"}, {"bok", "pok"},
    {"dong", "tong"},   {"tong", "tong"},   {"ung", "wung"},    {"jae", "cay"},
    {"no", "lo"},       {"o", "o"},         {"pak", "pak"},     {"kang", "kang"},
    {"cho", "co"},      {"sin", "sin"},     {"han", "han"},     {"ha", "ha"},
};

static const char arabic_countries[] =
    "sy iq ye ly eg sa jo lb tn dz ma sd ps kw qa ae bh om mr so af pk ir";
static const char cyrillic_countries[] = "ru by ua kz rs bg mk kg tj";
static const char chinese_countries[] = "cn tw hk";
static const char korean_countries[] = "kp";

static const struct language {
    const char        *countries;
    const struct rule *rules;
    size_t             count;
    itd_lab_class class;
    bool whole_words;
} languages[] = {
    {arabic_countries, turkish, ITD_ARRAY_LEN(turkish), ITD_LAB_ARABIC, false},
    {cyrillic_countries, polish, ITD_ARRAY_LEN(polish), ITD_LAB_CYRILLIC, false},
    {chinese_countries, french, ITD_ARRAY_LEN(french), ITD_LAB_CHINESE, false},
    {korean_countries, yale, ITD_ARRAY_LEN(yale), ITD_LAB_KOREAN, true},
};

static const struct language *language_of(itd_lab_class class)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(languages); i++) {
        if (languages[i].class == class)
            return &languages[i];
    }
    return NULL;
}

/* A nationality or citizenship among the countries, and none else. */
static bool is_of_countries(const itd_entity *ent, const char *countries)
{
    bool found = false;

    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];
        itd_str          rest = itd_str_of(countries), code;
        bool             among = false;

        if (value->prop != ITD_PROP_NATIONALITY && value->prop != ITD_PROP_CITIZENSHIP &&
            value->prop != ITD_PROP_COUNTRY)
            continue;
        while (itd_str_next_part(&rest, ITD_STR(" "), &code))
            among = among || itd_str_equal_ascii_nocase(code, value->text);
        if (!among)
            return false;
        found = true;
    }
    return found;
}

static const struct rule *rule_at(const struct language *language, itd_str rest)
{
    const struct rule *best = NULL;
    size_t             best_len = 0;

    for (size_t i = 0; i < language->count; i++) {
        const itd_str from = itd_str_of(language->rules[i].from);

        if (from.len > best_len && itd_str_starts_with_ascii_nocase(rest, from) &&
            (!language->whole_words || from.len == rest.len)) {
            best = &language->rules[i];
            best_len = from.len;
        }
    }
    return best;
}

/* The first letter stays a capital where the new one is ASCII. */
static void append_respelt(itd_buf *buf, const char *text, bool capital)
{
    const itd_str to = itd_str_of(text);

    itd_buf_append_char(buf, capital ? itd_char_upper(to.ptr[0]) : to.ptr[0]);
    itd_buf_append(buf, itd_str_from(to, 1));
}

static size_t respell_word(const struct language *language, itd_str word, itd_buf *buf)
{
    size_t changed = 0;

    for (size_t at = 0; at < word.len;) {
        const struct rule *rule = rule_at(language, itd_str_from(word, at));

        if (!rule || (language->whole_words && at > 0)) {
            itd_buf_append_char(buf, at == 0 ? word.ptr[at] : itd_char_lower(word.ptr[at]));
            at++;
            continue;
        }
        append_respelt(buf, rule->to, at == 0);
        changed += !itd_str_equal(itd_str_of(rule->from), itd_str_of(rule->to));
        at += itd_str_of(rule->from).len;
    }
    return changed;
}

bool itd_lab_respell(itd_lab_class class, const itd_lab_name *name, itd_buf *buf)
{
    const struct language *language = language_of(class);
    size_t                 changed = 0;

    if (!language || name->count < 2 || name->ent->schema != ITD_SCHEMA_PERSON ||
        !is_of_countries(name->ent, language->countries))
        return false;
    for (size_t i = 0; i < name->count; i++) {
        if (i > 0)
            itd_buf_append_char(buf, ' ');
        changed += respell_word(language, name->words[i], buf);
    }
    return changed > 0;
}
