/* The word and character tables, made at build time from data/text by tools/gen_text_tables.py. Sorted
 * by their key's bytes (or code point), so that words.c finds by halving. Immutable; shared. */
#ifndef ITD_TEXT_TABLES_H
#define ITD_TEXT_TABLES_H

#include <stddef.h>
#include <stdint.h>

#include "text/name.h"

struct itd_text_char {
    uint32_t    code;
    const char *letters; /* empty: the character is deleted */
};

struct itd_text_word {
    const char *text;      /* a folded word, or several with one blank between */
    const char *canonical; /* text of the token: the legal form's short name, the number's digits */
    uint8_t     kind;      /* itd_token_kind */
    uint8_t     weight;
    uint8_t     tail; /* 1: not as the first word of a name */
};

struct itd_text_weight {
    const char *text;
    uint8_t     weight;
};

/* Two words by their position in itd_text_variants, counted from 1, the smaller first. */
struct itd_text_pair {
    uint16_t a;
    uint16_t b;
    uint16_t similarity; /* basis points */
};

extern const struct itd_text_char   itd_text_fold[];
extern const size_t                 itd_text_fold_count;
extern const struct itd_text_char   itd_text_homoglyphs[];
extern const size_t                 itd_text_homoglyphs_count;
extern const struct itd_text_word   itd_text_words[];
extern const size_t                 itd_text_words_count;
extern const struct itd_text_word   itd_text_phrases[];
extern const size_t                 itd_text_phrases_count;
extern const struct itd_text_weight itd_text_legal_forms[]; /* by canonical text */
extern const size_t                 itd_text_legal_forms_count;
extern const struct itd_text_weight itd_text_weights[];
extern const size_t                 itd_text_weights_count;
extern const struct itd_text_weight itd_text_variants[]; /* weight unused */
extern const size_t                 itd_text_variants_count;
extern const struct itd_text_pair   itd_text_pairs[];
extern const size_t                 itd_text_pairs_count;
extern const char                   itd_text_version[];

#endif
