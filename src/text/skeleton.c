/* Phonetic skeletons of tokens: of Latin letters by data/text/sounds.tsv, of romanised letters of a
 * script with a table of readings by their likeliest readings, of others as if they were Latin. */
#include "text/skeleton.h"

#include <string.h>

#include "text/roman_letters.h"
#include "text/syllable.h"
#include "text/tables.h"

#define SOUND_MASK ((1u << ITD_SOUND_BITS) - 1)
#define SOUND_LAST_VOWEL 3
#define SOUND_H 9
#define SOUND_V 19
/* A skeleton of fewer sounds says too little. */
#define SOUNDS_MIN 3

/* And consonants alone: many names share three. */
#define CONSONANTS_MIN 3
#define CONSONANTS_SURE 4
#define CONSONANTS_BARE 5 /* of letters that leave vowels out */

/* Basis points. */
#define SIMILARITY_SCRIPTS 9000 /* the same sounds in two scripts */
#define SIMILARITY_KOREAN 9500  /* spellings of the same syllable */
#define SIMILARITY_CHINESE 9300
#define SIMILARITY_CONSONANTS 8000 /* the same consonants in two scripts */
#define SIMILARITY_FEW 7500        /* three of them */
#define SIMILARITY_ROW 9000        /* of a row of them: Jami is no Korean name, but reads as one */

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

/* The first row that fits at the beginning of rest; rows are ordered by their first letter. */
static const struct itd_text_sound *find_sound(itd_str rest)
{
    for (size_t i = 0; i < itd_text_sounds_count; i++) {
        const struct itd_text_sound *row = &itd_text_sounds[i];
        itd_str                      letters;

        if (row->letters[0] < rest.ptr[0])
            continue;
        if (row->letters[0] > rest.ptr[0])
            break;
        letters = itd_str_of(row->letters);
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

/* Consonants that habits of romanisation exchange are one; vowels are none, but for one at the
 * beginning, and h is one only there. */
static uint8_t consonant_of(uint8_t sound, bool first)
{
    /* a e o b c d f g h j k l m n p r s t v x z S C Z */
    static const char classes[] = "...bstpk.cklmnprstvksccc";

    if (itd_sound_is_vowel(sound))
        return first ? 1 : 0;
    if (sound == SOUND_H)
        return first ? 2 : 0;
    return (uint8_t)(classes[sound - 1] - 'a' + 3);
}

/* Persian v may be the vowel u; inner_v: it is none. */
static uint64_t consonants_of(itd_str text, enum itd_family family, bool inner_v)
{
    uint64_t packed = 0;
    size_t   count = 0, sounds = 0;
    uint8_t  last = 0; /* the sound before was this consonant */

    while (text.len > 0) {
        const struct itd_text_sound *row = find_sound(text);

        if (!row)
            return 0;
        text = itd_str_from(text, strlen(row->letters));
        for (unsigned rest = row->sounds; rest; rest >>= ITD_SOUND_BITS) {
            const uint8_t sound = (uint8_t)(rest & SOUND_MASK);
            const bool    vowel = sound == SOUND_V && sounds > 0 && !inner_v;
            const uint8_t own = vowel ? 0 : consonant_of(sound, sounds == 0);

            sounds++;
            if (own && own != last && count < ITD_SOUNDS_MAX)
                packed |= (uint64_t)own << (ITD_SOUND_BITS * count++);
            last = own;
        }
    }
    return count < CONSONANTS_MIN ? 0 : packed | (uint64_t)family << ITD_FAMILY_SHIFT;
}

static uint64_t pack(const struct itd_sounds *sounds)
{
    const uint64_t family =
        sounds->count > ITD_SOUNDS_MAX ? ITD_FAMILY_SOUNDS_LONG : ITD_FAMILY_SOUNDS;

    return sounds->count < SOUNDS_MIN ? 0 : sounds->packed | family << ITD_FAMILY_SHIFT;
}

/* The readings and, behind them, the sounds that the letters have in Latin: a name whose usual
 * spelling is known is romanised with its vowels. */
static size_t sounds_of(itd_str text, uint8_t origin,
                        struct itd_sounds sounds[ITD_READINGS_MAX + 1])
{
    size_t count = itd_read_sounds(text, origin, sounds);

    if (itd_sounds_of_latin(text, &sounds[count])) {
        bool known = false;

        for (size_t i = 0; i < count; i++)
            known = known || pack(&sounds[i]) == pack(&sounds[count]);
        count += known ? 0 : 1;
    }
    return count;
}

/* Is the text as it was written? Romanised tokens keep the script they were made from. */
static bool is_native(const itd_token *token)
{
    return token->text.len > 0 && (unsigned char)token->text.ptr[0] >= 0x80;
}

/* Korean and Chinese names are written in Latin letters as a rule, so every Latin word that is a
 * row of syllables has its readings. */
static size_t korean_of(const itd_token *token, uint64_t readings[ITD_SPELLINGS_MAX])
{
    if (token->origin != ITD_ORIGIN_LATIN && token->origin != ITD_ORIGIN_HANGUL &&
        !(token->origin == ITD_ORIGIN_CYRILLIC && is_native(token)))
        return 0;
    return itd_read_korean(token->text, readings);
}

/* A Latin initial is a name cut short; O is no reading of E. */
static size_t chinese_of(const itd_token *token, uint64_t readings[ITD_SPELLINGS_MAX])
{
    if (token->kind == ITD_TOKEN_INITIAL && token->origin != ITD_ORIGIN_CYRILLIC)
        return 0;
    if (token->origin != ITD_ORIGIN_LATIN && token->origin != ITD_ORIGIN_HAN &&
        !(token->origin == ITD_ORIGIN_CYRILLIC && is_native(token)))
        return 0;
    return itd_read_chinese(token->text, readings);
}

/* Is it made of fewer consonants than that? */
static bool has_fewer(uint64_t skeleton, unsigned count)
{
    return (skeleton & ((UINT64_C(1) << ITD_FAMILY_SHIFT) - 1)) >> (ITD_SOUND_BITS * (count - 1)) ==
           0;
}

/* Of Latin words, and of words in scripts of syllables; letters that leave vowels out need more. */
static uint64_t own_consonants(const itd_token *token, bool inner_v)
{
    const bool bare = token->origin == ITD_ORIGIN_ARABIC || token->origin == ITD_ORIGIN_HEBREW;
    uint64_t   skeleton;

    if (token->origin == ITD_ORIGIN_LATIN)
        return consonants_of(token->text, ITD_FAMILY_CONSONANTS_LATIN, true);
    if ((!bare && token->origin != ITD_ORIGIN_PERSIAN && !itd_abugida_has(token->origin)) ||
        is_native(token))
        return 0;
    skeleton = consonants_of(token->text, ITD_FAMILY_CONSONANTS, inner_v);
    return bare && has_fewer(skeleton, CONSONANTS_BARE) ? 0 : skeleton;
}

static size_t put_consonants(const itd_token *token, uint64_t ret_skeletons[2])
{
    const uint64_t all = token->kind == ITD_TOKEN_WORD ? own_consonants(token, true) : 0;
    const uint64_t few = token->kind == ITD_TOKEN_WORD && token->origin == ITD_ORIGIN_PERSIAN
                             ? own_consonants(token, false)
                             : 0;
    size_t         count = 0;

    if (all)
        ret_skeletons[count++] = all;
    if (few && few != all)
        ret_skeletons[count++] = few;
    return count;
}

_Static_assert(2 + 2 * ITD_SPELLINGS_MAX <= ITD_SKELETONS_MAX, "sounds and syllables of a word");
_Static_assert(ITD_READINGS_MAX + 3 <= ITD_SKELETONS_MAX, "readings of a foreign one, and pinyin");

void itd_skeleton_derive(itd_token *token)
{
    struct itd_sounds sounds[ITD_READINGS_MAX + 1];
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
    given += put_consonants(token, token->skeleton + given);
    count = korean_of(token, syllables);
    for (size_t i = 0; i < count; i++)
        token->skeleton[given++] = syllables[i] | (uint64_t)ITD_FAMILY_KOREAN << ITD_FAMILY_SHIFT;
    count = chinese_of(token, syllables);
    for (size_t i = 0; i < count && given < ITD_SKELETONS_MAX; i++)
        token->skeleton[given++] = syllables[i] | (uint64_t)ITD_FAMILY_CHINESE << ITD_FAMILY_SHIFT;
}

static uint8_t family_of(uint64_t skeleton)
{
    return (uint8_t)(skeleton >> ITD_FAMILY_SHIFT);
}

uint64_t itd_skeleton_first(const itd_token *token, enum itd_family family)
{
    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++)
        if (family_of(token->skeleton[i]) == family)
            return token->skeleton[i];
    return 0;
}

static bool is_one(uint64_t skeleton)
{
    return skeleton != 0 && (skeleton & SYLLABLES_MASK) >> ITD_SYLLABLE_BITS == 0;
}

bool itd_token_is_syllable(const itd_token *token)
{
    return is_one(itd_skeleton_first(token, ITD_FAMILY_KOREAN)) ||
           is_one(itd_skeleton_first(token, ITD_FAMILY_CHINESE));
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

static bool is_row_before(const struct itd_rows *rows, size_t at, uint64_t row, uint32_t rank)
{
    return rows->row[at] == 0 || rank < rows->rank[at] ||
           (rank == rows->rank[at] && row < rows->row[at]);
}

static void keep_row(struct itd_rows *rows, uint64_t row, uint32_t rank)
{
    size_t from = 0, to = 0;

    while (from < ITD_ARRAY_LEN(rows->row) && !is_row_before(rows, from, row, rank))
        if (rows->row[from++] == row)
            return;
    if (from == ITD_ARRAY_LEN(rows->row))
        return;
    /* a row that stands there with a worse rank leaves its place, else the last one does */
    for (to = from; to + 1 < ITD_ARRAY_LEN(rows->row) && rows->row[to] != row; to++)
        continue;
    for (; to > from; to--) {
        rows->row[to] = rows->row[to - 1];
        rows->rank[to] = rows->rank[to - 1];
    }
    rows->row[from] = row;
    rows->rank[from] = (uint8_t)rank;
}

struct itd_rows itd_rows_join(const struct itd_rows *before, const itd_token *token,
                              enum itd_family family)
{
    struct itd_rows rows = {{0}, {0}};
    uint32_t        place = 0;

    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++) {
        if (family_of(token->skeleton[i]) != family)
            continue;
        for (size_t k = 0; k < ITD_ARRAY_LEN(before->row) && before->row[k]; k++) {
            const uint64_t row = itd_skeleton_join(before->row[k], token->skeleton[i]);

            if (row)
                keep_row(&rows, row, before->rank[k] + place);
        }
        place++;
    }
    return rows;
}

struct itd_rows itd_rows_of(const itd_token *token, enum itd_family family)
{
    struct itd_rows rows = {{0}, {0}};
    uint32_t        place = 0;

    for (size_t i = 0; i < ITD_SKELETONS_MAX && token->skeleton[i]; i++)
        if (family_of(token->skeleton[i]) == family)
            keep_row(&rows, token->skeleton[i], place++);
    return rows;
}

uint64_t itd_skeleton_partner(uint64_t skeleton)
{
    const uint64_t both = ITD_FAMILY_CONSONANTS ^ ITD_FAMILY_CONSONANTS_LATIN;

    if (family_of(skeleton) == ITD_FAMILY_CONSONANTS ||
        family_of(skeleton) == ITD_FAMILY_CONSONANTS_LATIN)
        return skeleton ^ both << ITD_FAMILY_SHIFT;
    return skeleton;
}

uint32_t itd_skeleton_similarity(uint64_t skeleton, uint8_t origin_a, uint8_t origin_b)
{
    if (family_of(skeleton) == ITD_FAMILY_KOREAN)
        return is_one(skeleton) ? SIMILARITY_KOREAN : SIMILARITY_ROW;
    if (family_of(skeleton) == ITD_FAMILY_CHINESE)
        return is_one(skeleton) ? SIMILARITY_CHINESE : SIMILARITY_ROW;
    if (family_of(skeleton) >= ITD_FAMILY_CONSONANTS_LATIN)
        return has_fewer(skeleton, CONSONANTS_SURE) ? SIMILARITY_FEW : SIMILARITY_CONSONANTS;
    if (skeleton == 0 || (origin_a <= ITD_ORIGIN_LATIN && origin_b <= ITD_ORIGIN_LATIN))
        return 0;
    return SIMILARITY_SCRIPTS;
}
