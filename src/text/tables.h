/* The word and character tables, made at build time from data/text by tools/gen_text_tables.py.
 * Sorted by their key's bytes (or code point), so that words.c finds by halving. Immutable;
 * shared. */
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

struct itd_text_variant {
    const char *text;
    uint8_t     syllable; /* 1: a Korean syllable */
    uint16_t    first;    /* its pairs in itd_text_partners */
    uint16_t    count;
};

/* The other word of a pair, by its position in itd_text_variants counted from 1. */
struct itd_text_partner {
    uint16_t variant;
    uint16_t similarity; /* basis points */
};

extern const struct itd_text_char    itd_text_fold[];
extern const size_t                  itd_text_fold_count;
extern const struct itd_text_char    itd_text_homoglyphs[];
extern const size_t                  itd_text_homoglyphs_count;
extern const struct itd_text_word    itd_text_words[];
extern const size_t                  itd_text_words_count;
extern const struct itd_text_word    itd_text_phrases[];
extern const size_t                  itd_text_phrases_count;
extern const struct itd_text_weight  itd_text_legal_forms[]; /* by canonical text */
extern const size_t                  itd_text_legal_forms_count;
extern const struct itd_text_weight  itd_text_weights[];
extern const size_t                  itd_text_weights_count;
extern const struct itd_text_variant itd_text_variants[];
extern const size_t                  itd_text_variants_count;
extern const struct itd_text_partner itd_text_partners[];
extern const size_t                  itd_text_partners_count;
extern const char                    itd_text_version[];

#endif
