/* The whole name is its tokens with a blank between; the parts are its tokens. The composite is the
 * mean over the query's parts, each weighing its letters, of the likest listed part, so that parts
 * of the listed name that the query lacks cost nothing: that is what a search box does. */
#include "match/sls.h"

#include "base/buf.h"
#include "metric/jaro.h"

static itd_str join_tokens(const itd_name *name, char *text)
{
    size_t len = 0;

    for (size_t i = 0; i < name->count; i++) {
        const itd_str token = name->tokens[i].text;

        if (len > 0 && len < ITD_JARO_MAX)
            text[len++] = ' ';
        for (size_t k = 0; k < token.len && len < ITD_JARO_MAX; k++)
            text[len++] = token.ptr[k];
    }
    return (itd_str){.ptr = text, .len = len};
}

static bool sound_alike(itd_str a, itd_str b)
{
    char code_a[5], code_b[5];

    return itd_soundex(a, code_a) && itd_soundex(b, code_b) &&
           itd_str_equal(itd_str_of(code_a), itd_str_of(code_b));
}

static uint32_t similarity_of_parts(const itd_token *query, const itd_token *listed)
{
    const uint32_t letters = itd_jaro_winkler_similarity(query->text, listed->text, 0);

    return letters < ITD_SLS_SOUND && sound_alike(query->text, listed->text) ? ITD_SLS_SOUND
                                                                             : letters;
}

static uint32_t similarity_by_parts(const itd_name *query, const itd_name *listed)
{
    uint64_t sum = 0, letters = 0;

    for (size_t q = 0; q < query->count; q++) {
        const itd_token *part = &query->tokens[q];
        uint32_t         best = 0;

        for (size_t t = 0; t < listed->count; t++) {
            const uint32_t own = similarity_of_parts(part, &listed->tokens[t]);

            best = own > best ? own : best;
        }
        sum += (uint64_t)best * part->letters;
        letters += part->letters;
    }
    return letters > 0 ? (uint32_t)((2 * sum + letters) / (2 * letters)) : 0;
}

uint32_t itd_sls_similarity(const itd_name *query, const itd_name *listed, uint32_t score_cutoff)
{
    char     query_text[ITD_JARO_MAX], listed_text[ITD_JARO_MAX];
    uint32_t whole, parts;

    if (query->count == 0 || listed->count == 0)
        return 0;
    whole = itd_jaro_winkler_similarity(join_tokens(query, query_text),
                                        join_tokens(listed, listed_text), score_cutoff);
    parts = similarity_by_parts(query, listed);
    parts = parts >= score_cutoff ? parts : 0;
    return whole > parts ? whole : parts;
}
