/* Why two names score what they score: every term of the declared score (docs/matching.md, section
 * 4), so that a reader can do the sum again. Pure functions of the two names; an explanation
 * borrows both and is a value. */
#ifndef ITD_MATCH_EXPLAIN_H
#define ITD_MATCH_EXPLAIN_H

#include "match/score.h"

/* Which case of section 4 gave the score. */
typedef enum itd_score_case {
    ITD_SCORE_IDENTICAL, /* the same tokens, each as often */
    ITD_SCORE_BEST,      /* the largest score of any alignment */
    ITD_SCORE_GREEDY,    /* a side has more than ITD_ALIGN_EXACT_MAX tokens */
    ITD_SCORE_NO_PAIR,   /* no token has a partner: 0 */
    ITD_SCORE_ACRONYM,   /* one name is an acronym of the other */
} itd_score_case;

/* What no pair covers of a token: all of it, or half of what a word has beyond the initial it is
 * paired with. That weight counts as replacement as far as the other side has weight
 * left over too, and as omission beyond; the earlier tokens of a side are taken as replaced
 * first. */
typedef struct itd_unmatched {
    uint8_t  token;
    uint16_t replacement; /* hundredths; both together are that weight */
    uint16_t omission;
} itd_unmatched;

typedef struct itd_explanation {
    itd_str         query_text; /* the original spellings that the tokens' spans refer to */
    itd_str         listed_text;
    const itd_name *query;
    const itd_name *listed;
    itd_score_case  score_case;
    itd_alignment   alignment;
    itd_unmatched   query_unmatched[ITD_NAME_TOKENS_MAX];
    itd_unmatched   listed_unmatched[ITD_NAME_TOKENS_MAX];
    size_t          query_unmatched_count;
    size_t          listed_unmatched_count;
    uint64_t        similar;     /* A: weight times similarity, hundredths of basis points */
    uint64_t        alpha;       /* per 10^4; 0 without a pair */
    uint64_t        penalty;     /* P */
    bool            lineage;     /* P is the price of a long listed name */
    uint64_t        denominator; /* D; 0 without a pair */
} itd_explanation;

/* Both names and texts must outlive the explanation. */
void itd_explain(itd_scorer *scorer, itd_str query_text, const itd_name *query, itd_str listed_text,
                 const itd_name *listed, itd_explanation *ret_explanation);

const char *itd_score_case_name(itd_score_case score_case);
const char *itd_pair_rule_name(itd_pair_rule rule);
const char *itd_token_kind_name(uint8_t kind);

#endif
