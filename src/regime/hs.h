/* The Harmonized System: codes, ranges of codes, the titles of edition 2022, and a search from
 * plain words to headings. Codes and ranges are values; an itd_hs is immutable once open and shared
 * between threads. */
#ifndef ITD_REGIME_HS_H
#define ITD_REGIME_HS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

/* Chapter, heading, subheading, and national digits behind it. */
#define ITD_HS_CODE_MAX 10
#define ITD_HS_RANGES_MAX 64  /* ranges in one list */
#define ITD_HS_QUERY_WORDS 32 /* words of a query looked at; more is ITD_E_LIMIT */
#define ITD_HS_FOUND_MAX 20   /* headings a search gives at most */
#define ITD_HS_EDITION 2022   /* of data/regime/hs.tsv */

typedef struct itd_hs_code {
    char    digits[ITD_HS_CODE_MAX + 1]; /* NUL behind them */
    uint8_t len;                         /* 2, 4, 6, 8 or 10; 0: no code */
} itd_hs_code;

/* From one code to another of the same length, both included. */
typedef struct itd_hs_range {
    itd_hs_code from, to;
} itd_hs_range;

typedef enum itd_hs_relation {
    ITD_HS_APART,
    ITD_HS_INSIDE, /* the range covers the whole code */
    ITD_HS_WIDER,  /* the code is wider than the range and holds some of it */
} itd_hs_relation;

/* "2701", "2701.12", "2701 12 00", "27011200": dots and blanks between digits are passed over.
 * ITD_E_SYNTAX for anything else, for a length that no code has, and for chapters that the system
 * does not have (00, 77 and above 97). */
ITD_MUST_CHECK itd_status itd_hs_parse(itd_str text, itd_hs_code *ret_code, itd_error *err);
/* "2701-2704; 72; 2711.11-2711.19" */
ITD_MUST_CHECK itd_status itd_hs_parse_ranges(itd_str      text,
                                              itd_hs_range ret_ranges[static ITD_HS_RANGES_MAX],
                                              size_t *ret_count, itd_error *err);
itd_hs_relation           itd_hs_relate(const itd_hs_range *range, const itd_hs_code *code);
itd_str itd_hs_code_text(const itd_hs_code *code); /* digits only; lives in code */

typedef struct itd_hs itd_hs;

/* Reads hs.tsv, words.tsv and hs_changes.tsv of data_dir ("…/data/regime"). */
ITD_MUST_CHECK itd_status itd_hs_open(const char *data_dir, itd_hs **ret_hs, itd_error *err);
void                      itd_hs_free(itd_hs *hs); /* NULL is allowed */

/* Title of a code, of its first six digits if it is longer; false when the edition has none. */
bool itd_hs_title(const itd_hs *hs, const itd_hs_code *code, itd_str *ret_title);
/* ITD_E_SCHEMA for a heading that the edition does not have; a subheading that it does not have
 * sets *ret_other_edition, because earlier editions had others. */
ITD_MUST_CHECK itd_status itd_hs_check(const itd_hs *hs, const itd_hs_code *code,
                                       bool *ret_other_edition, itd_error *err);

/* ---- other editions ---- */

#define ITD_HS_CHANGE_CODES_MAX 16

/* A code that an edition dropped or added. */
typedef struct itd_hs_change {
    itd_hs_code        code;
    int                first_edition; /* the edition that added it; 0: an old one dropped it */
    int                last_edition;  /* the last edition that had it; 0: it is still there */
    const itd_hs_code *others; /* dropped: what it became in edition 2022; added: from what */
    size_t             other_count;
    itd_str            other_text, confidence;
    uint64_t           line; /* of the table */
} itd_hs_change;

/* The edition in use in that year, by its own year: 2017 for 2018; the first one before it. */
int itd_hs_edition_of(int year);
/* The row of hs_changes.tsv that speaks of the code, or of its beginning, in that year: the
 * longest. A code that was dropped and later given to other goods has two rows: in the years of the
 * old goods and in the years without any it is the one of the old. NULL when there is none. */
const itd_hs_change *itd_hs_find_change(const itd_hs *hs, const itd_hs_code *code, int year);
/* The year with which the code was added, or was no longer there. */
int itd_hs_change_begins(const itd_hs_change *change);

typedef struct itd_hs_found {
    itd_hs_code code;  /* a heading */
    itd_hs_code best;  /* its subheading that the words fit best, or the heading */
    itd_str     title; /* of the heading */
    uint32_t    score; /* of the best one found: 1000; others in proportion */
} itd_hs_found;

/* Headings that the words may mean, best first; none is a result. */
ITD_MUST_CHECK itd_status itd_hs_search(const itd_hs *hs, itd_str words, size_t limit,
                                        itd_hs_found ret_found[static ITD_HS_FOUND_MAX],
                                        size_t *ret_count, itd_error *err);

/* ---- words of goods, shared with the rules that ask for them ---- */

#define ITD_GOODS_WORD_MAX 48 /* bytes; a longer one is cut */

typedef struct itd_goods_word {
    char    text[ITD_GOODS_WORD_MAX + 1];
    uint8_t len;
} itd_goods_word;

/* Cuts the next word off *rest: lower case, plural endings taken off. false at the end. */
bool itd_goods_next_word(itd_str *rest, itd_goods_word *ret_word);
/* Is the phrase ("jet fuel") among the words of the text, in its order and side by side? */
bool itd_goods_has_phrase(itd_str text, itd_str phrase);

#endif
