/* Phonetic skeletons: what a token may sound like, as numbers that are equal or not. Inside text
 * only.
 *
 * A skeleton is its family in the highest four bits and up to twelve sounds of five bits, the first
 * in the lowest, numbered from 1 in the order aeobcdfghjklmnprstvxzSCZ; or up to four syllables of
 * fourteen bits. */
#ifndef ITD_TEXT_SKELETON_H
#define ITD_TEXT_SKELETON_H

#include "text/name.h"

#define ITD_SOUND_BITS 5
#define ITD_SOUNDS_MAX 12
#define ITD_FAMILY_SHIFT 60

enum itd_family {
    ITD_FAMILY_SOUNDS = 1,  /* all sounds */
    ITD_FAMILY_SOUNDS_LONG, /* the first twelve of more */
    ITD_FAMILY_KOREAN,      /* up to four Hangul syllables of 14 bits */
    ITD_FAMILY_CHINESE,     /* up to four syllables of pinyin of 14 bits */
    /* Consonants alone, of a Latin word and of a word in a script of syllables: one pairs with the
     * other only, so that Latin words that sound alike do not meet in the index. */
    ITD_FAMILY_CONSONANTS_LATIN,
    ITD_FAMILY_CONSONANTS,
};

/* Sounds being put together: a sound twice in a row counts once. */
struct itd_sounds {
    uint64_t packed;
    uint8_t  count; /* at most ITD_SOUNDS_MAX + 1: more than fit */
    uint8_t  last;  /* 0: none yet */
};

bool itd_sound_is_vowel(uint8_t sound);
void itd_sounds_add(struct itd_sounds *sounds, uint8_t sound);
void itd_sounds_add_packed(struct itd_sounds *sounds, uint16_t packed);

/* The sounds of Latin letters; false when there are none, or other characters among them. */
bool itd_sounds_of_latin(itd_str text, struct itd_sounds *ret_sounds);

/* Fills the skeletons of a token from its text, kind and origin. */
void itd_skeleton_derive(itd_token *token);
/* Rows of syllables of one family, the likeliest first, 0 behind the last. */
struct itd_rows {
    uint64_t row[ITD_JOIN_SKELETONS_MAX / 2];
    uint8_t  rank[ITD_JOIN_SKELETONS_MAX / 2]; /* sum of the places that the syllables have */
};

/* The likeliest rows that a token has. */
struct itd_rows itd_rows_of(const itd_token *token, enum itd_family family);
/* The likeliest rows of neighbours written as one: of the `before` and of the token behind them. */
struct itd_rows itd_rows_join(const struct itd_rows *before, const itd_token *token,
                              enum itd_family family);

/* The skeleton of two tokens written as one, from those of both; 0 for none. */
uint64_t itd_skeleton_join(uint64_t first, uint64_t second);
/* The first skeleton of syllables of this family, 0 for none. */
uint64_t itd_skeleton_first(const itd_token *token, enum itd_family family);

/* Is the text one Korean syllable in Latin letters? */
bool itd_text_is_syllable(itd_str text);

/* ---- kept.c ---- */
#define ITD_KEPT_TOKENS 1024
/* Bytes of a token that is kept. */
#define ITD_KEPT_BYTES_MAX 48

struct itd_kept_token {
    uint64_t skeleton[ITD_SKELETONS_MAX];
    uint8_t  kind;
    uint8_t  origin;
    uint8_t  len; /* 0: free */
    char     text[ITD_KEPT_BYTES_MAX];
};

/* Skeletons derived before; all zeros is empty. It belongs to one thread at a time. */
struct itd_kept {
    struct itd_kept_token tokens[ITD_KEPT_TOKENS];
};

/* As itd_skeleton_derive, from what is kept where it is. */
void itd_kept_derive(struct itd_kept *kept, itd_token *token);
/* As itd_name_derive, with it. */
void itd_name_derive_kept(itd_token *tokens, size_t count, struct itd_kept *kept);

/* ---- reading.c ---- */
#define ITD_READINGS_MAX 6

/* The likeliest sounds of a romanised text of this script, best first; their number, 0 when the
 * script has no table or the text no reading. */
size_t itd_read_sounds(itd_str text, uint8_t origin,
                       struct itd_sounds ret_sounds[ITD_READINGS_MAX]);

#endif
