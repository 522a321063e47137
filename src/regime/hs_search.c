/* From plain words to headings. A word counts by its rarity among the headings; the score of a
 * heading is that of its best unit. The weighting is Okapi BM25 (Robertson and Zaragoza, The
 * Probabilistic Relevance Framework, 2009) with term frequency left out: titles are short. */
#include "regime/hs_internal.h"

#include <math.h>
#include <string.h>

#define LENGTH_SHARE 0.35 /* b of BM25: how much a long title counts against its words */
#define PHRASE_BONUS 1.2  /* when every word of a phrase was said */
#define OTHER_WORD_WEIGHT 0.8
#define PREFIX_WEIGHT 0.6 /* an unknown word that begins like a known one */
#define PREFIX_LEN 5
#define LAST_WORD_WEIGHT 1.25 /* "oil tanker ship" is a ship */

struct asking {
    const itd_hs *hs;
    double       *scores; /* of units */
    uint32_t     *said;   /* words of a unit that were said */
};

static double rarity(const itd_hs *hs, const struct itd_hs_word *word)
{
    const double all = (double)hs->heading_count, with = (double)word->headings;

    return log(1.0 + (all - with + 0.5) / (with + 0.5));
}

static void ask_word(struct asking *asking, const struct itd_hs_word *word, double weight)
{
    const itd_hs *hs = asking->hs;
    const double  worth = rarity(hs, word) * weight;

    for (uint32_t at = word->first; at != 0; at = hs->postings[at - 1].next) {
        const struct itd_hs_posting *posting = &hs->postings[at - 1];
        const struct itd_hs_unit    *unit = &hs->units[posting->unit];
        const double                 norm =
            1.0 - LENGTH_SHARE + LENGTH_SHARE * (double)unit->length / hs->mean_length;

        asking->scores[posting->unit] += worth * (double)posting->weight / norm;
        asking->said[posting->unit]++;
    }
}

/* Known words that begin like an unknown one. */
static void ask_prefix(struct asking *asking, const itd_goods_word *text, double weight)
{
    const itd_str prefix = {text->text, PREFIX_LEN};

    if (text->len < PREFIX_LEN + 1)
        return;
    for (size_t i = 0; i < asking->hs->word_count; i++)
        if (itd_str_starts_with(asking->hs->words[i].text, prefix))
            ask_word(asking, &asking->hs->words[i], weight * PREFIX_WEIGHT);
}

static void ask(struct asking *asking, const itd_goods_word *text, double weight)
{
    const itd_hs             *hs = asking->hs;
    const uint64_t           *index = itd_map_find(&hs->by_word, (itd_str){text->text, text->len});
    const struct itd_hs_word *word;

    if (!index) {
        ask_prefix(asking, text, weight);
        return;
    }
    word = &hs->words[*index];
    ask_word(asking, word, weight);
    for (size_t i = 0; i < ITD_HS_OTHER_WORDS_MAX && word->others[i] != 0; i++)
        ask_word(asking, &hs->words[word->others[i] - 1], weight * OTHER_WORD_WEIGHT);
}

static itd_status ask_all(struct asking *asking, itd_str words, itd_error *err)
{
    itd_goods_word texts[ITD_HS_QUERY_WORDS];
    size_t         count = 0;

    for (;;) {
        itd_goods_word text;

        if (!itd_goods_next_word(&words, &text))
            break;
        if (itd_hs_is_filler(&text))
            continue;
        if (count == ITD_HS_QUERY_WORDS)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d words", ITD_HS_QUERY_WORDS);
        texts[count++] = text;
    }
    for (size_t i = 0; i < count; i++)
        ask(asking, &texts[i], i + 1 == count ? LAST_WORD_WEIGHT : 1.0);
    return ITD_OK;
}

/* Puts a heading into its place among the best; code order decides between equals. */
static void place(itd_hs_found *found, double *scores, size_t limit, size_t *count,
                  const itd_hs_found *heading, double score)
{
    size_t at = *count;

    for (size_t i = 0; i < *count; i++) {
        if (memcmp(found[i].code.digits, heading->code.digits, sizeof found[i].code.digits) != 0)
            continue;
        if (scores[i] >= score)
            return;
        /* Out with the weaker one; it comes back higher up. */
        memmove(&found[i], &found[i + 1], (*count - i - 1) * sizeof *found);
        memmove(&scores[i], &scores[i + 1], (*count - i - 1) * sizeof *scores);
        --*count;
        at = *count;
        break;
    }
    while (at > 0 && scores[at - 1] < score)
        at--;
    if (at == limit)
        return;
    if (*count == limit)
        --*count;
    memmove(&found[at + 1], &found[at], (*count - at) * sizeof *found);
    memmove(&scores[at + 1], &scores[at], (*count - at) * sizeof *scores);
    found[at] = *heading;
    scores[at] = score;
    ++*count;
}

static void collect(const struct asking *asking, size_t limit, itd_hs_found *found,
                    size_t *ret_count)
{
    const itd_hs *hs = asking->hs;
    double        scores[ITD_HS_FOUND_MAX + 1];
    size_t        count = 0;

    for (size_t i = 0; i < hs->unit_count; i++) {
        const struct itd_hs_unit *unit = &hs->units[i];
        double                    score = asking->scores[i];
        itd_hs_found              heading;

        if (score <= 0)
            continue;
        if (unit->phrase > 0 && asking->said[i] >= unit->phrase)
            score *= 1.0 + PHRASE_BONUS;
        heading = (itd_hs_found){.code = hs->entries[unit->heading].code,
                                 .best = hs->entries[unit->entry].code,
                                 .title = hs->entries[unit->heading].title};
        place(found, scores, limit, &count, &heading, score);
    }
    for (size_t i = 0; i < count; i++)
        found[i].score = (uint32_t)(1000.0 * scores[i] / scores[0]);
    *ret_count = count;
}

itd_status itd_hs_search(const itd_hs *hs, itd_str words, size_t limit,
                         itd_hs_found ret_found[static ITD_HS_FOUND_MAX], size_t *ret_count,
                         itd_error *err)
{
    itd_hs_found  found[ITD_HS_FOUND_MAX + 1];
    struct asking asking = {.hs = hs};
    itd_arena    *arena = itd_arena_new(SIZE_MAX);
    size_t        count = 0;
    itd_status    st = ITD_OK;

    if (limit > ITD_HS_FOUND_MAX)
        limit = ITD_HS_FOUND_MAX;
    if (arena) {
        asking.scores = itd_arena_new_array(arena, hs->unit_count + 1, sizeof *asking.scores);
        asking.said = itd_arena_new_array(arena, hs->unit_count + 1, sizeof *asking.said);
    }
    if (!asking.scores || !asking.said)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = ask_all(&asking, words, err);
    if (st == ITD_OK && limit > 0)
        collect(&asking, limit, found, &count);
    itd_arena_free(arena);
    if (st != ITD_OK)
        return st;
    memcpy(ret_found, found, count * sizeof *found);
    *ret_count = count;
    return ITD_OK;
}
