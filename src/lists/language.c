/* Languages that stand in sanctions lists. Source: ISO 639-1 and 639-2 with both the terminological
 * and the bibliographic codes. */
#include "lists/language.h"

#include "base/attr.h"

static const struct {
    const char *tag, *code, *other_code, *name, *other_name;
} languages[] = {
    {"am", "amh", "", "Amharic", ""},
    {"ar", "ara", "", "Arabic", ""},
    {"az", "aze", "", "Azerbaijani", "Azeri"},
    {"be", "bel", "", "Belarusian", "Belarussian"},
    {"bg", "bul", "", "Bulgarian", ""},
    {"bn", "ben", "", "Bengali", "Bangla"},
    {"bs", "bos", "", "Bosnian", ""},
    {"cs", "ces", "cze", "Czech", ""},
    {"da", "dan", "", "Danish", ""},
    {"de", "deu", "ger", "German", ""},
    {"el", "ell", "gre", "Greek", ""},
    {"en", "eng", "", "English", ""},
    {"es", "spa", "", "Spanish", "Castilian"},
    {"et", "est", "", "Estonian", ""},
    {"fa", "fas", "per", "Persian", "Farsi"},
    {"fi", "fin", "", "Finnish", ""},
    {"fr", "fra", "fre", "French", ""},
    {"ga", "gle", "", "Irish", ""},
    {"ha", "hau", "", "Hausa", ""},
    {"he", "heb", "", "Hebrew", ""},
    {"hi", "hin", "", "Hindi", ""},
    {"hr", "hrv", "", "Croatian", ""},
    {"hu", "hun", "", "Hungarian", ""},
    {"hy", "hye", "arm", "Armenian", ""},
    {"id", "ind", "", "Indonesian", ""},
    {"it", "ita", "", "Italian", ""},
    {"ja", "jpn", "", "Japanese", ""},
    {"ka", "kat", "geo", "Georgian", ""},
    {"kk", "kaz", "", "Kazakh", ""},
    {"ko", "kor", "", "Korean", ""},
    {"ku", "kur", "", "Kurdish", ""},
    {"ky", "kir", "", "Kyrgyz", "Kirghiz"},
    {"lt", "lit", "", "Lithuanian", ""},
    {"lv", "lav", "", "Latvian", ""},
    {"mk", "mkd", "mac", "Macedonian", ""},
    {"ms", "msa", "may", "Malay", ""},
    {"mt", "mlt", "", "Maltese", ""},
    {"my", "mya", "bur", "Burmese", "Myanmar"},
    {"nl", "nld", "dut", "Dutch", ""},
    {"no", "nor", "", "Norwegian", ""},
    {"pa", "pan", "", "Punjabi", ""},
    {"pl", "pol", "", "Polish", ""},
    {"ps", "pus", "", "Pashto", "Pushto"},
    {"pt", "por", "", "Portuguese", ""},
    {"ro", "ron", "rum", "Romanian", ""},
    {"ru", "rus", "", "Russian", ""},
    {"sk", "slk", "slo", "Slovak", ""},
    {"sl", "slv", "", "Slovenian", ""},
    {"so", "som", "", "Somali", ""},
    {"sq", "sqi", "alb", "Albanian", ""},
    {"sr", "srp", "", "Serbian", ""},
    {"sv", "swe", "", "Swedish", ""},
    {"sw", "swa", "", "Swahili", ""},
    {"ta", "tam", "", "Tamil", ""},
    {"tg", "tgk", "", "Tajik", ""},
    {"th", "tha", "", "Thai", ""},
    {"ti", "tir", "", "Tigrinya", ""},
    {"tk", "tuk", "", "Turkmen", ""},
    {"tr", "tur", "", "Turkish", ""},
    {"uk", "ukr", "", "Ukrainian", ""},
    {"ur", "urd", "", "Urdu", ""},
    {"uz", "uzb", "", "Uzbek", ""},
    {"vi", "vie", "", "Vietnamese", ""},
    {"zh", "zho", "chi", "Chinese", "Mandarin"},
};

static bool is_word(itd_str words, const char *name)
{
    return name[0] != '\0' && itd_str_equal_ascii_nocase(words, itd_str_of(name));
}

bool itd_language_find(itd_str words, itd_str *ret_tag)
{
    words = itd_str_trim(words);
    for (size_t i = 0; i < ITD_ARRAY_LEN(languages); i++)
        if (is_word(words, languages[i].tag) || is_word(words, languages[i].code) ||
            is_word(words, languages[i].other_code) || is_word(words, languages[i].name) ||
            is_word(words, languages[i].other_name)) {
            *ret_tag = itd_str_of(languages[i].tag);
            return true;
        }
    return false;
}
