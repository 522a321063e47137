/* Similarity of two tokens, and of joined neighbours with one token: the rules of the declared
 * score (docs/matching.md, section 3). The exhaustive scorer and the index rest on these alone.
 * Pure functions; safe from any thread. */
#ifndef ITD_METRIC_TOKEN_PAIR_H
#define ITD_METRIC_TOKEN_PAIR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "metric/osa.h"
#include "text/name.h"

/* How two tokens agree; the rules are numbered in docs/matching.md. */
typedef enum itd_pair_rule {
    ITD_PAIR_EXACT,
    ITD_PAIR_EDIT,
    ITD_PAIR_INITIAL,
    ITD_PAIR_TABLE, /* spelling variants, diminutives, trade abbreviations */
    ITD_PAIR_JOIN,  /* two to four neighbours of one side are one token of the other */
    ITD_PAIR_NUMBER,
    ITD_PAIR_SKELETON, /* equal phonetic skeletons */
    ITD_PAIR_ACRONYM,  /* a word is the initials of a whole name: metric/acronym.h */
} itd_pair_rule;

/* Roman numerals that may as well be an initial or a name; as numbers they pair with the digits. */
typedef struct itd_numeral {
    itd_str roman;
    itd_str digits;
} itd_numeral;

#define ITD_NUMERALS 5
extern const itd_numeral itd_numerals[ITD_NUMERALS];

/* Similarity of two single tokens in basis points with its rule, 0 when they are no pair. */
uint32_t itd_token_similarity(const itd_token *query, const itd_token *listed,
                              itd_pair_rule *ret_rule);

/* May this token be one of joined neighbours, or stand against them? */
bool itd_token_may_join(const itd_token *token);
/* Similarity of count (2 to ITD_JOIN_MAX) neighbours that may be joined with one token: equal, a
 * pair of the table, or an equal skeleton; else 0. */
uint32_t itd_join_similarity(const itd_token *parts, size_t count, const itd_token *whole);

#endif
