/* A name as comparable tokens. Folding: NFKC, case, marks, homoglyphs, invisible characters; then
 * splitting with a place in the original for every token; then the kind of each. The same function
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
    uint8_t  kind; /* itd_token_kind */
    /* What follows is derived from text and kind by itd_name_derive. */
    uint8_t  letters; /* characters of text, at most 255 */
    uint16_t weight;  /* in hundredths of an ordinary token: see token_weights.tsv */
    uint16_t variant; /* index in the table of variants, 0: not in it */
    /* bits 0..25: which of a-z occur; 26: a digit; 27..31: other characters */
    uint32_t letter_mask;
    /* variant of this token joined with the next 1, 2 and 3 */
    uint16_t join_variant[ITD_JOIN_MAX - 1];
} itd_token;

typedef struct itd_name {
    const itd_token *tokens;
    size_t           count;
    bool             complete; /* false: more than ITD_NAME_TOKENS_MAX tokens, the rest was cut */
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

/* Fills the derived fields of a name's tokens from their texts and kinds: for whoever stores tokens
 * and makes them anew. */
void itd_name_derive(itd_token *tokens, size_t count);

/* Similarity of two words (basis points) that the table of variants gives, 0 when it holds no such
 * pair. The arguments are the variant fields of two tokens. */
uint32_t itd_variant_similarity(uint16_t a, uint16_t b);
/* Is the word with this variant index a Korean syllable? Two of them are never compared by
 * edits. */
bool itd_variant_is_syllable(uint16_t variant);

/* Versions that a snapshot and a replay must name. */
const char *itd_text_unicode_version(void); /* of the ICU library in use: "15.0.0" */
const char *itd_text_table_version(void); /* of the shipped word tables: a digest, 16 hex digits */

#endif
