/* How publishers name one regime. Words are compared without regard to case; a programme belongs to
 * the regime when it begins with one of its words or holds it as a word of its own. Sources: the
 * programme fields of the lists of the UN, OFAC, the UK, the EU, Australia, Canada,
 * Switzerland and Japan as they stand in 2026. */
#include "layers/regime_words.h"

#define WORDS_MAX 7

static const struct regime {
    const char *name;
    const char *country; /* ISO alpha-2 */
    const char *words[WORDS_MAX];
} regimes[] = {
    {"DPRK",
     "kp",
     {"DPRK", "PRK", "North Korea", "Democratic People's Republic of Korea",
      "Democratic People\xE2\x80\x99s Republic of Korea", "北朝鮮"}},
    {"IRAN", "ir", {"Iran", "IRN", "IRAN-TRA", "イランの"}},
    {"SYRIA", "sy", {"Syria", "SYR", "シリアの"}},
    {"RUSSIA", "ru", {"Russia", "RUS", "UKRAINE", "ロシア連邦の", "クリミア"}},
    {"BELARUS", "by", {"Belarus", "BLR", "ベラルーシ共和国の"}},
    {"LIBYA", "ly", {"Libya", "LBY", "リビアの"}},
    {"SOMALIA", "so", {"Somalia", "SOM", "ソマリア"}},
    {"SUDAN", "sd", {"Sudan", "SDN", "DARFUR", "ダルフール"}},
    {"TALIBAN", "af", {"Taliban", "TAQA", "タリバーン"}},
    {"AL-QAIDA", "", {"Al-Qaida", "EUAQ", "ISIL", "QDi", "アル・カーイダ"}},
    {"IRAQ", "iq", {"Iraq", "IRQ", "IRAQ2", "イラク"}},
    {"YEMEN", "ye", {"Yemen", "YEM", "イエメン"}},
};

static bool ends_word(itd_str text, size_t at)
{
    return at >= text.len || !itd_char_is_alpha(text.ptr[at]);
}

/* "DPRK2" and "1718 (DPRK)", but no "DPRKX". */
static bool holds(itd_str text, itd_str word)
{
    if (word.len == 0)
        return false;
    for (size_t at = 0; at + word.len <= text.len; at++)
        if (itd_str_starts_with_ascii_nocase(itd_str_from(text, at), word) &&
            (at == 0 || !itd_char_is_alpha(text.ptr[at - 1])) && ends_word(text, at + word.len))
            return true;
    return false;
}

static const struct regime *find_regime(itd_str asked)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(regimes); i++) {
        if (itd_str_equal_ascii_nocase(asked, itd_str_of(regimes[i].name)))
            return &regimes[i];
        for (size_t k = 0; k < WORDS_MAX && regimes[i].words[k]; k++)
            if (itd_str_equal_ascii_nocase(asked, itd_str_of(regimes[i].words[k])))
                return &regimes[i];
    }
    return NULL;
}

bool itd_regime_words_match(itd_str asked, itd_str programme)
{
    const struct regime *regime = find_regime(asked);

    if (holds(programme, asked))
        return true;
    for (size_t k = 0; regime && k < WORDS_MAX && regime->words[k]; k++)
        if (holds(programme, itd_str_of(regime->words[k])))
            return true;
    return false;
}

itd_str itd_regime_words_country(itd_str asked)
{
    const struct regime *regime = find_regime(asked);

    return regime ? itd_str_of(regime->country) : (itd_str){0};
}
