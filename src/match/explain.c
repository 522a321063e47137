/* Takes an alignment apart into the terms of its score. */
#include "match/explain.h"

#include "match/align.h"
#include "metric/formula.h"

const char *itd_score_case_name(itd_score_case score_case)
{
    static const char *const names[] = {
        [ITD_SCORE_IDENTICAL] = "identical", [ITD_SCORE_BEST] = "best",
        [ITD_SCORE_GREEDY] = "greedy",       [ITD_SCORE_NO_PAIR] = "no pair",
        [ITD_SCORE_ACRONYM] = "acronym",
    };

    return names[score_case];
}

const char *itd_pair_rule_name(itd_pair_rule rule)
{
    static const char *const names[] = {
        [ITD_PAIR_EXACT] = "exact",       [ITD_PAIR_EDIT] = "edit",
        [ITD_PAIR_INITIAL] = "initial",   [ITD_PAIR_TABLE] = "table",
        [ITD_PAIR_JOIN] = "join",         [ITD_PAIR_NUMBER] = "number",
        [ITD_PAIR_SKELETON] = "skeleton", [ITD_PAIR_ACRONYM] = "acronym",
    };

    return names[rule];
}

const char *itd_token_kind_name(uint8_t kind)
{
    static const char *const names[] = {
        [ITD_TOKEN_WORD] = "word",     [ITD_TOKEN_INITIAL] = "initial",
        [ITD_TOKEN_NUMBER] = "number", [ITD_TOKEN_LEGAL_FORM] = "legal form",
        [ITD_TOKEN_TITLE] = "title",   [ITD_TOKEN_PARTICLE] = "particle",
    };

    return kind < ITD_ARRAY_LEN(names) ? names[kind] : "word";
}

/* Takes what a pair covers out of its tokens' weights. Only a pair of single tokens may cover less
 * than all. */
static void cover(uint16_t *left, uint8_t first, uint8_t count, uint16_t covered)
{
    if (count == 1) {
        left[first] = (uint16_t)(left[first] - covered);
        return;
    }
    for (size_t i = first; i < (size_t)first + count; i++)
        left[i] = 0;
}

/* Tokens of a side of which weight is left, in order; `replaced` hundredths have something over
 * against them. */
static size_t find_unmatched(const uint16_t *left, size_t tokens, uint32_t replaced,
                             itd_unmatched *unmatched)
{
    size_t count = 0;

    for (size_t i = 0; i < tokens; i++) {
        const uint16_t part = replaced < left[i] ? (uint16_t)replaced : left[i];

        if (left[i] == 0)
            continue;
        unmatched[count++] = (itd_unmatched){
            .token = (uint8_t)i, .replacement = part, .omission = (uint16_t)(left[i] - part)};
        replaced -= part;
    }
    return count;
}

static void add_terms(itd_explanation *explanation)
{
    const itd_alignment *alignment = &explanation->alignment;

    for (size_t i = 0; i < alignment->pair_count; i++)
        explanation->similar +=
            (uint64_t)alignment->pairs[i].weight * alignment->pairs[i].similarity;
    if (alignment->matched == 0)
        return;
    explanation->alpha = itd_alpha(alignment->matched);
    explanation->penalty =
        itd_penalty(alignment->matched, alignment->unmatched_query, alignment->unmatched_listed);
    explanation->lineage =
        explanation->penalty != itd_penalty_near(explanation->alpha, alignment->unmatched_query,
                                                 alignment->unmatched_listed);
    explanation->denominator = (uint64_t)ITD_SCALE * alignment->matched + explanation->penalty;
}

static bool is_identical(const itd_explanation *explanation)
{
    const itd_alignment *alignment = &explanation->alignment;

    if (alignment->pair_count != explanation->query->count ||
        alignment->pair_count != explanation->listed->count)
        return false;
    for (size_t i = 0; i < alignment->pair_count; i++) {
        const itd_pair *pair = &alignment->pairs[i];

        if ((pair->rule != ITD_PAIR_EXACT && pair->rule != ITD_PAIR_NUMBER) ||
            explanation->query->tokens[pair->query_first].kind !=
                explanation->listed->tokens[pair->listed_first].kind)
            return false;
    }
    return true;
}

static itd_score_case case_of(const itd_explanation *explanation)
{
    if (explanation->alignment.pair_count == 0)
        return ITD_SCORE_NO_PAIR;
    if (explanation->alignment.pairs[0].rule == ITD_PAIR_ACRONYM)
        return ITD_SCORE_ACRONYM;
    if (is_identical(explanation))
        return ITD_SCORE_IDENTICAL;
    if (explanation->query->count > ITD_ALIGN_EXACT_MAX ||
        explanation->listed->count > ITD_ALIGN_EXACT_MAX)
        return ITD_SCORE_GREEDY;
    return ITD_SCORE_BEST;
}

void itd_explain(itd_scorer *scorer, itd_str query_text, const itd_name *query, itd_str listed_text,
                 const itd_name *listed, itd_explanation *ret_explanation)
{
    itd_alignment *alignment = &ret_explanation->alignment;
    uint16_t       query_left[ITD_NAME_TOKENS_MAX], listed_left[ITD_NAME_TOKENS_MAX];
    uint32_t       replaced;

    *ret_explanation = (itd_explanation){
        .query_text = query_text, .listed_text = listed_text, .query = query, .listed = listed};
    itd_name_explain(scorer, query, listed, alignment);
    for (size_t i = 0; i < query->count; i++)
        query_left[i] = query->tokens[i].weight;
    for (size_t i = 0; i < listed->count; i++)
        listed_left[i] = listed->tokens[i].weight;
    for (size_t i = 0; i < alignment->pair_count; i++) {
        const itd_pair *pair = &alignment->pairs[i];

        cover(query_left, pair->query_first, pair->query_count, pair->query_covered);
        cover(listed_left, pair->listed_first, pair->listed_count, pair->listed_covered);
    }
    replaced = alignment->unmatched_query < alignment->unmatched_listed
                   ? alignment->unmatched_query
                   : alignment->unmatched_listed;
    ret_explanation->query_unmatched_count =
        find_unmatched(query_left, query->count, replaced, ret_explanation->query_unmatched);
    ret_explanation->listed_unmatched_count =
        find_unmatched(listed_left, listed->count, replaced, ret_explanation->listed_unmatched);
    add_terms(ret_explanation);
    ret_explanation->score_case = case_of(ret_explanation);
}
