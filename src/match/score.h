/* The declared score of two names, by exhaustive alignment: the definition that every faster way
 * must equal. Form, parameters and rounding: docs/matching.md. Scores are basis points, 0..10000,
 * rounded half up. Pure functions of the two token sequences; an itd_scorer holds scratch memory
 * and belongs to one thread at a time. */
#ifndef ITD_MATCH_SCORE_H
#define ITD_MATCH_SCORE_H

#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "metric/token_pair.h"
#include "text/name.h"

#define ITD_SCORE_ONE 10000
#define ITD_CUTOFF_DEFAULT 8000
#define ITD_CUTOFF_MIN 7000 /* the guarantee of completeness starts here */
/* Version of the score's definition, part of every decision. */
#define ITD_SCORE_VERSION "3"

/* One aligned pair; a join covers several tokens of one side. */
typedef struct itd_pair {
    uint8_t       query_first, query_count;
    uint8_t       listed_first, listed_count;
    itd_pair_rule rule;
    uint16_t      similarity;     /* basis points */
    uint16_t      weight;         /* the smaller of the two sides' weights, hundredths */
    uint16_t      query_covered;  /* what the pair takes out of each side's weight: all of its */
    uint16_t      listed_covered; /* tokens', but of a word by its initial half of the difference */
} itd_pair;

typedef struct itd_alignment {
    itd_pair pairs[ITD_NAME_TOKENS_MAX];
    size_t   pair_count;
    uint32_t matched;          /* M, hundredths */
    uint32_t unmatched_query;  /* U_q */
    uint32_t unmatched_listed; /* U_t */
    uint32_t score;
    bool     complete; /* both names were */
} itd_alignment;

typedef struct itd_scorer itd_scorer;

ITD_MUST_CHECK itd_status itd_scorer_new(itd_scorer **ret_scorer, itd_error *err);
void                      itd_scorer_free(itd_scorer *scorer);

/* All its tokens' weights, hundredths. */
uint32_t itd_name_weight(const itd_name *name);

/* The score if it reaches score_cutoff, else 0. Cannot fail: all memory was taken at _new. */
uint32_t itd_name_similarity(itd_scorer *scorer, const itd_name *query, const itd_name *listed,
                             uint32_t score_cutoff);
/* The same with its reasons. */
void itd_name_explain(itd_scorer *scorer, const itd_name *query, const itd_name *listed,
                      itd_alignment *ret_alignment);

#endif
