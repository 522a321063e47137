/* A name as comparable tokens. Folding: NFKC, case, marks, homoglyphs, invisible characters; then
 * splitting with a place in the original for every token; then the kind of each. A name with
 * letters of another script than Latin has further forms, its tokens romanised. The same function
 * serves listed names and queries, whatever their kind of entity: a score is a pure function of two
 * texts. Rules: docs/matching.md. An itd_folder belongs to one thread at a time. */
#ifndef ITD_TEXT_NAME_H
#define ITD_TEXT_NAME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/attr.h"
#include "base/error.h"
#include "base/str.h"

#define ITD_NAME_TOKENS_MAX 64 /* tokens compared; the rest is cut and complete is false */

/* Neighbours that may be joined to be compared with one token. */
#define ITD_JOIN_MAX 4

/* Forms of one name: itself, and romanised by up to three habits. */
#define ITD_NAME_FORMS_MAX 5

/* Phonetic skeletons of one token: the readings that its spelling may stand for. */
#define ITD_SKELETONS_MAX 10

/* Skeletons of joined neighbours: the likeliest rows of Korean and of Chinese syllables. */
#define ITD_JOIN_SKELETONS_MAX 4

/* The script in which a token was written. Stored in snapshots: append only. */
typedef enum itd_origin {
    ITD_ORIGIN_NONE, /* digits, signs */
    ITD_ORIGIN_LATIN,
    ITD_ORIGIN_ARABIC, /* with Persian and Urdu letters */
    ITD_ORIGIN_HEBREW,
    ITD_ORIGIN_CYRILLIC,
    ITD_ORIGIN_GREEK,
    ITD_ORIGIN_GEORGIAN,
    ITD_ORIGIN_ARMENIAN,
    ITD_ORIGIN_HANGUL,
    ITD_ORIGIN_HAN,
    ITD_ORIGIN_KANA,
    ITD_ORIGIN_THAI,
    ITD_ORIGIN_DEVANAGARI,
    ITD_ORIGIN_BENGALI,
    ITD_ORIGIN_KHMER,
    ITD_ORIGIN_MYANMAR,
    ITD_ORIGIN_OTHER,
    ITD_ORIGIN_ETHIOPIC,
    ITD_ORIGIN_SINHALA,
    ITD_ORIGIN_PERSIAN, /* romanised from a name with letters that Arabic does not have */
    ITD_ORIGINS,
} itd_origin;

/* How a form was made of the name. Stored in snapshots: append only. */
typedef enum itd_scheme {
    ITD_SCHEME_NATIVE, /* as it is written */
    ITD_SCHEME_ROMAN,  /* romanised: by our table of the script, else by ICU */
    ITD_SCHEME_JOINED, /* romanised, the syllables of a word without blanks together */
    ITD_SCHEME_SECOND, /* romanised by the second habit of the script */
    ITD_SCHEME_KOREAN, /* a name in Han characters as Korean reads it */
    ITD_SCHEMES,
} itd_scheme;

typedef enum itd_token_kind {
    ITD_TOKEN_WORD,
    ITD_TOKEN_INITIAL,    /* one letter */
    ITD_TOKEN_NUMBER,     /* digits, Roman numeral, ordinal: text is the decimal value */
    ITD_TOKEN_LEGAL_FORM, /* text is the canonical form: "llc", "jsc" */
    ITD_TOKEN_TITLE,
    ITD_TOKEN_PARTICLE, /* al, bin, de, van, of, … */
} itd_token_kind;

typedef struct itd_token {
    itd_str  text; /* folded UTF-8 */
    uint32_t from; /* byte span in the original */
    uint32_t to;
    uint8_t  kind;   /* itd_token_kind */
    uint8_t  origin; /* itd_origin: of the letters it was made from */
    /* What follows is derived from text, kind and origin by itd_name_derive. */
    uint8_t  letters; /* characters of text, at most 255 */
    uint16_t weight;  /* in hundredths of an ordinary token: see token_weights.tsv */
    uint16_t variant; /* index in the table of variants, 0: not in it */
    /* bits 0..25: which of a-z occur; 26: a digit; 27..31: other characters */
    uint32_t letter_mask;
    /* variant of this token joined with the next 1, 2 and 3 */
    uint16_t join_variant[ITD_JOIN_MAX - 1];
    /* Phonetic skeletons, different, 0 behind the last: one and the partner of another pair two
     * tokens. Those of this token joined with the next 1, 2 and 3 likewise, but with zeros
     * between. */
    uint64_t skeleton[ITD_SKELETONS_MAX];
    uint64_t join_skeleton[ITD_JOIN_MAX - 1][ITD_JOIN_SKELETONS_MAX];
} itd_token;

typedef struct itd_name {
    const itd_token *tokens;
    size_t           count;
    bool             complete; /* false: more than ITD_NAME_TOKENS_MAX tokens, the rest was cut */
    uint8_t          scheme;   /* itd_scheme */
    /* Of an organisation on a list: may be paired by its acronym. Set by who knows, not here. */
    bool organisation;
} itd_name;

typedef struct itd_folder itd_folder;

/* Scratch memory of one thread. ITD_E_VERSION when the Unicode library at run time is of another
 * Unicode version than the one the engine was built for. */
ITD_MUST_CHECK itd_status itd_folder_new(itd_folder **ret_folder, itd_error *err);
void                      itd_folder_free(itd_folder *folder);

/* Tokens live in arena; text is valid UTF-8 of at most ITD_ENTITY_NAME_MAX bytes (a longer one is
 * ITD_E_LIMIT). A name with nothing comparable gives count 0. */
ITD_MUST_CHECK itd_status itd_name_tokenise(itd_folder *folder, itd_str text, itd_arena *arena,
                                            itd_name *ret_name, itd_error *err);

/* The same with all forms, *ret_count of them: first the name as itd_name_tokenise gives it, then
 * its romanised forms, each different from those before it. A name of Latin letters has one. The
 * score of two texts is the largest of any form of one and any of the other. */
ITD_MUST_CHECK itd_status itd_name_forms(itd_folder *folder, itd_str text, itd_arena *arena,
                                         itd_name ret_forms[static ITD_NAME_FORMS_MAX],
                                         size_t *ret_count, itd_error *err);

/* Fills the derived fields of a name's tokens from their texts, kinds and origins: for whoever
 * stores tokens and makes them anew. */
void itd_name_derive(itd_token *tokens, size_t count);

/* Short names for explanations: "Hangul", "romanised". NULL when there is no such value. */
const char *itd_origin_name(uint8_t origin);
const char *itd_scheme_name(uint8_t scheme);

/* The skeleton that another token must have for the two to pair: as a rule the same. */
uint64_t itd_skeleton_partner(uint64_t skeleton);

/* Similarity (basis points) of two tokens, or of joined neighbours and a token, that have this
 * skeleton in common and these origins; 0: they are no pair. For joined neighbours the origin is
 * that of the first. Symmetric in the origins. */
uint32_t itd_skeleton_similarity(uint64_t skeleton, uint8_t origin_a, uint8_t origin_b);

/* Similarity of two words (basis points) that the table of variants gives, 0 when it holds no such
 * pair. The arguments are the variant fields of two tokens. */
uint32_t itd_variant_similarity(uint16_t a, uint16_t b);
/* Is the word with this variant index a Korean syllable? Two of them are never compared by
 * edits. */
bool itd_variant_is_syllable(uint16_t variant);

/* Is the token one Korean or Chinese syllable? Two of them are never compared by edits either. */
bool itd_token_is_syllable(const itd_token *token);

/* Versions that a snapshot and a replay must name. */
const char *itd_text_unicode_version(void); /* of the ICU library in use: "15.0.0" */
const char *itd_text_table_version(void); /* of the shipped word tables: a digest, 16 hex digits */

#endif
