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

#define ITD_ROMANISE_CODES_MAX 10

/* Rows of one first letter stand together, the one to prefer first. */
struct itd_text_roman {
    uint32_t    codes[ITD_ROMANISE_CODES_MAX]; /* zeros behind the last */
    uint8_t     bound;                         /* 1: at a word's beginning; 2: at its end */
    uint8_t     origin;
    const char *main;
    const char *second;
};

#define ITD_PART_CODES_MAX 8

enum itd_part {
    ITD_PART_MARK,
    ITD_PART_SILENT,
    ITD_PART_ALONE,
    ITD_PART_CLUSTER,
    ITD_PART_INITIAL,
    ITD_PART_STACK,
    ITD_PART_VOWEL,
    ITD_PART_FINAL,
};

#define ITD_PART_END 1    /* at the end of a word only */
#define ITD_PART_CLOSED 2 /* in a syllable that a consonant closes */

/* A part of a syllable: abugida.c. Rows of one script and part stand together, the one to prefer
 * first. */
struct itd_text_part {
    uint32_t    codes[ITD_PART_CODES_MAX]; /* zeros behind the last; of a vowel what follows */
    uint32_t    lead;                      /* of a vowel: what stands before, 0: nothing */
    uint8_t     origin;
    uint8_t     part;   /* itd_part */
    uint8_t     series; /* of the consonant, 0: any */
    uint8_t     bound;
    const char *main;
    const char *second;
};

/* A spelling of sounds in Latin letters; rows of one first letter stand together, the one to prefer
 * first. Sounds are packed, five bits each, the first lowest: see skeleton.c. */
struct itd_text_sound {
    const char *letters;
    const char *behind; /* one of these letters must follow; empty: anything */
    uint16_t    sounds;
};

/* How the units of a romanised script sound, by context: tools/learn_readings.py. */
struct itd_text_context {
    uint64_t key;   /* unit, unit before, unit behind, state: see reading.c */
    uint32_t first; /* its readings */
    uint32_t count;
};
struct itd_text_reading {
    uint16_t sounds;
    uint16_t share; /* in 10,000 */
};
struct itd_text_script {
    uint8_t                        origin;
    const char *const             *units; /* sorted */
    size_t                         unit_count;
    const struct itd_text_context *contexts; /* by key */
    size_t                         context_count;
    const struct itd_text_reading *readings;
};

#define ITD_SYLLABLE_READINGS_MAX 5
#define ITD_SYLLABLE_BYTES_MAX 14

/* A syllable in Latin or Cyrillic letters and what it may stand for, the most usual first: Hangul,
 * counted from 1 at U+AC00, or syllables of pinyin, counted from 1 in their order. Sorted by
 * bytes. */
struct itd_text_syllable {
    const char *text;
    uint8_t     count;
    uint16_t    readings[ITD_SYLLABLE_READINGS_MAX];
};

/* How Korean reads a Han character: code points of Hangul syllables. */
struct itd_text_hanja {
    uint32_t code;
    uint16_t syllable;
    uint16_t surname; /* 0: it is none */
};

extern const struct itd_text_char     itd_text_fold[];
extern const size_t                   itd_text_fold_count;
extern const struct itd_text_char     itd_text_homoglyphs[];
extern const size_t                   itd_text_homoglyphs_count;
extern const struct itd_text_word     itd_text_words[];
extern const size_t                   itd_text_words_count;
extern const struct itd_text_word     itd_text_phrases[];
extern const size_t                   itd_text_phrases_count;
extern const struct itd_text_weight   itd_text_legal_forms[]; /* by canonical text */
extern const size_t                   itd_text_legal_forms_count;
extern const struct itd_text_weight   itd_text_weights[];
extern const size_t                   itd_text_weights_count;
extern const struct itd_text_variant  itd_text_variants[];
extern const size_t                   itd_text_variants_count;
extern const struct itd_text_partner  itd_text_partners[];
extern const size_t                   itd_text_partners_count;
extern const struct itd_text_roman    itd_text_romanise[];
extern const size_t                   itd_text_romanise_count;
extern const struct itd_text_part     itd_text_parts[];
extern const size_t                   itd_text_parts_count;
extern const struct itd_text_sound    itd_text_sounds[];
extern const size_t                   itd_text_sounds_count;
extern const struct itd_text_script   itd_text_scripts[];
extern const size_t                   itd_text_scripts_count;
extern const struct itd_text_syllable itd_text_korean[];
extern const size_t                   itd_text_korean_count;
extern const struct itd_text_hanja    itd_text_hanja[];
extern const size_t                   itd_text_hanja_count;
extern const struct itd_text_syllable itd_text_pinyin[]; /* in Cyrillic letters: Palladius */
extern const size_t                   itd_text_pinyin_count;
extern const struct itd_text_syllable itd_text_wade_giles[];
extern const size_t                   itd_text_wade_giles_count;
extern const char                     itd_text_version[];

#endif
