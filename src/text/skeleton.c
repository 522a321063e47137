/* Phonetic skeletons of tokens: of Latin letters by data/text/sounds.tsv, of romanised letters of a
 * script with a table of readings by their likeliest readings, of others as if they were Latin. */
#include "text/skeleton.h"

#include <string.h>

#include "text/tables.h"

#define SOUND_MASK ((1u << ITD_SOUND_BITS) - 1)
#define SOUND_LAST_VOWEL 3
#define SOUND_H 9
/* A skeleton of fewer sounds says too little. */
#define SOUNDS_MIN 3

#define SIMILARITY_SCRIPTS 9000 /* basis points: the same sounds in two scripts */

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

void itd_skeleton_derive(itd_token *token)
{
    struct itd_sounds sounds[ITD_READINGS_MAX];
    size_t            count = 0, given = 0;

    memset(token->skeleton, 0, sizeof token->skeleton);
    if (token->kind == ITD_TOKEN_WORD)
        count = sounds_of(token->text, token->origin, sounds);
    for (size_t i = 0; i < count; i++) {
        const uint64_t skeleton = pack(&sounds[i]);

        if (skeleton)
            token->skeleton[given++] = skeleton;
    }
}

uint64_t itd_skeleton_of_joined(itd_str text, uint8_t origin)
{
    struct itd_sounds sounds[ITD_READINGS_MAX];

    return sounds_of(text, origin, sounds) > 0 ? pack(&sounds[0]) : 0;
}

uint32_t itd_skeleton_similarity(uint64_t skeleton, uint8_t origin_a, uint8_t origin_b)
{
    if (skeleton == 0 || (origin_a <= ITD_ORIGIN_LATIN && origin_b <= ITD_ORIGIN_LATIN))
        return 0;
    return SIMILARITY_SCRIPTS;
}
