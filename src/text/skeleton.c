/* Phonetic skeletons of tokens: of Latin letters by data/text/sounds.tsv, of romanised letters of a
 * script with a table of readings by their likeliest readings, of others as if they were Latin. */
#include "text/skeleton.h"

#include <string.h>

#include "text/syllable.h"
#include "text/tables.h"

#define SOUND_MASK ((1u << ITD_SOUND_BITS) - 1)
#define SOUND_LAST_VOWEL 3
#define SOUND_H 9
/* A skeleton of fewer sounds says too little. */
#define SOUNDS_MIN 3

/* Basis points. */
#define SIMILARITY_SCRIPTS 9000    /* the same sounds in two scripts */
#define SIMILARITY_KOREAN 9500     /* spellings of the same syllable */
#define SIMILARITY_KOREAN_ROW 9000 /* of a row of them: Jami is no Korean name, but reads as one */

#define SYLLABLES_BITS (ITD_SYLLABLES_MAX * ITD_SYLLABLE_BITS)
#define SYLLABLES_MASK ((UINT64_C(1) << SYLLABLES_BITS) - 1)

bool itd_sound_is_vowel(uint8_t sound)
{
    return sound >= 1 && sound <= SOUND_LAST_VOWEL;
}

void itd_sounds_add(struct itd_sounds *sounds, uint8_t sound)
{
    if (sound == sounds->last)
        return;
    if (sounds->count < ITD_SOUNDS_MAX)
        sounds->packed |= (uint64_t)sound << (ITD_SOUND_BITS * sounds->count);
    if (sounds->count <= ITD_SOUNDS_MAX)
        sounds->count++;
    sounds->last = sound;
}

void itd_sounds_add_packed(struct itd_sounds *sounds, uint16_t packed)
{
    for (unsigned rest = packed; rest; rest >>= ITD_SOUND_BITS)
        itd_sounds_add(sounds, (uint8_t)(rest & SOUND_MASK));
}

/* The first row that fits at the beginning of rest. */
static const struct itd_text_sound *find_sound(itd_str rest)
{
    for (size_t i = 0; i < itd_text_sounds_count; i++) {
        const struct itd_text_sound *row = &itd_text_sounds[i];
        const itd_str                letters = itd_str_of(row->letters);

        if (row->letters[0] > rest.ptr[0])
            break;
        if (itd_str_starts_with(rest, letters) &&
            (!row->behind[0] ||
             (rest.len > letters.len && strchr(row->behind, rest.ptr[letters.len]))))
            return row;
    }
    return NULL;
}

static bool is_vowel_letter(char letter)
{
    return letter != '\0' && strchr("aeiouy", letter);
}

bool itd_sounds_of_latin(itd_str text, struct itd_sounds *ret_sounds)
{
    struct itd_sounds sounds = {0};

    while (text.len > 0) {
        const struct itd_text_sound *row = find_sound(text);

        if (!row)
            return false;
        text = itd_str_from(text, strlen(row->letters));
        if (row->sounds != SOUND_H || sounds.count == 0 ||
            (itd_sound_is_vowel(sounds.last) && text.len > 0 && is_vowel_letter(text.ptr[0])))
            itd_sounds_add_packed(&sounds, row->sounds);
    }
    *ret_sounds = sounds;
    return sounds.count > 0;
}

static uint64_t pack(const struct itd_sounds *sounds)
{
    const uint64_t family =
        sounds->count > ITD_SOUNDS_MAX ? ITD_FAMILY_SOUNDS_LONG : ITD_FAMILY_SOUNDS;

    return sounds->count < SOUNDS_MIN ? 0 : sounds->packed | family << ITD_FAMILY_SHIFT;
}

static size_t sounds_of(itd_str text, uint8_t origin, struct itd_sounds sounds[ITD_READINGS_MAX])
{
    const size_t count = itd_read_sounds(text, origin, sounds);

    if (count > 0)
        return count;
    return itd_sounds_of_latin(text, &sounds[0]) ? 1 : 0;
}

/* Korean names are written in Latin letters as a rule, so every Latin word that is a row of Korean
 * syllables has its readings. */
static size_t korean_of(const itd_token *token, uint64_t readings[ITD_SPELLINGS_MAX])
{
    if (token->origin != ITD_ORIGIN_LATIN && token->origin != ITD_ORIGIN_HANGUL)
        return 0;
    return itd_read_korean(token->text, readings);
}

_Static_assert(1 + ITD_SPELLINGS_MAX <= ITD_SKELETONS_MAX, "sounds and syllables of a Latin word");
_Static_assert(ITD_READINGS_MAX <= ITD_SKELETONS_MAX, "readings of a foreign one");

void itd_skeleton_derive(itd_token *token)
{
    struct itd_sounds sounds[ITD_READINGS_MAX];
    uint64_t          syllables[ITD_SPELLINGS_MAX];
    size_t            count, given = 0;

    memset(token->skeleton, 0, sizeof token->skeleton);
    if (token->kind != ITD_TOKEN_WORD && token->kind != ITD_TOKEN_INITIAL)
        return; /* an initial may be part of a joined name: U of Chol U */
    count = token->kind == ITD_TOKEN_WORD ? sounds_of(token->text, token->origin, sounds) : 0;
    for (size_t i = 0; i < count; i++) {
        const uint64_t skeleton = pack(&sounds[i]);

        if (skeleton)
            token->skeleton[given++] = skeleton;
    }
    count = korean_of(token, syllables);
    for (size_t i = 0; i < count; i++)
        token->skeleton[given++] = syllables[i] | (uint64_t)ITD_FAMILY_KOREAN << ITD_FAMILY_SHIFT;
}

static uint8_t family_of(uint64_t skeleton)
{
    return (uint8_t)(skeleton >> ITD_FAMILY_SHIFT);
}

uint64_t itd_skeleton_korean(const itd_token *token)
{
    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++)
        if (family_of(token->skeleton[i]) == ITD_FAMILY_KOREAN)
            return token->skeleton[i];
    return 0;
}

bool itd_token_is_syllable(const itd_token *token)
{
    const uint64_t skeleton = itd_skeleton_korean(token) & SYLLABLES_MASK;

    return skeleton != 0 && skeleton >> ITD_SYLLABLE_BITS == 0;
}

bool itd_text_is_syllable(itd_str text)
{
    uint64_t readings[ITD_SPELLINGS_MAX];

    return itd_read_korean(text, readings) > 0 && readings[0] >> ITD_SYLLABLE_BITS == 0;
}

uint64_t itd_skeleton_join(uint64_t first, uint64_t second)
{
    unsigned used = 0;

    if (first == 0 || second == 0)
        return 0;
    while ((first & SYLLABLES_MASK) >> used)
        used += ITD_SYLLABLE_BITS;
    if (used == SYLLABLES_BITS || (second & SYLLABLES_MASK) >> (SYLLABLES_BITS - used))
        return 0; /* more than four */
    return first | (second & SYLLABLES_MASK) << used;
}

uint32_t itd_skeleton_similarity(uint64_t skeleton, uint8_t origin_a, uint8_t origin_b)
{
    if (family_of(skeleton) == ITD_FAMILY_KOREAN)
        return (skeleton & SYLLABLES_MASK) >> ITD_SYLLABLE_BITS ? SIMILARITY_KOREAN_ROW
                                                                : SIMILARITY_KOREAN;
    if (skeleton == 0 || (origin_a <= ITD_ORIGIN_LATIN && origin_b <= ITD_ORIGIN_LATIN))
        return 0;
    return SIMILARITY_SCRIPTS;
}
