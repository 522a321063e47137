/* The readings of a romanised name in the plain way, with every row sorted: what test_reading.c
 * holds the engine's quicker way to. */
#include <stdlib.h>
#include <string.h>

#include "tests/unit/text/plain_reading.h"
#include "text/tables.h"

/* Beginnings kept after every unit, and what they may become at the next. */
#define KEPT_MAX 24
#define GROWN_MAX (KEPT_MAX * 8)
#define UNITS_MAX 24 /* longer names have no reading */
#define UNIT_BYTES_MAX 7
/* Shares are below 2^SHARE_BITS after scaling, times 10,000 in between. */
#define SHARE_BITS 40
#define SHARES_WHOLE 10000

/* Numbers of the contexts' fields, as tools/gen_text_tables.py packs them. */
#define ANY 0
#define BOUNDARY 1
#define FIRST_UNIT 2

struct beginning {
    struct itd_sounds sounds;
    uint64_t          share;
};

struct cutting {
    uint16_t units[UNITS_MAX + 2]; /* with a boundary at both ends */
    size_t   count;
};

/* A reading must hold so much of what was kept, in 10,000: chosen so that other names do not come
 * along more often than with ICU and edits, or, where that cannot be had, at the bend of the
 * curve. */
static uint32_t least_share(uint8_t origin)
{
    switch ((itd_origin)origin) {
    case ITD_ORIGIN_ARABIC:
        return 1350;
    case ITD_ORIGIN_PERSIAN:
        return 300;
    case ITD_ORIGIN_HEBREW:
        return 700;
    case ITD_ORIGIN_HAN:
        return 600;
    case ITD_ORIGIN_KANA:
        return 750;
    default:
        return 150;
    }
}

static const struct itd_text_script *find_script(uint8_t origin)
{
    if (origin == ITD_ORIGIN_PERSIAN)
        origin = ITD_ORIGIN_ARABIC;
    for (size_t i = 0; i < itd_text_scripts_count; i++)
        if (itd_text_scripts[i].origin == origin)
            return &itd_text_scripts[i];
    return NULL;
}

/* The unit's number, 0 when it is none. */
static uint16_t find_unit(const struct itd_text_script *script, itd_str text)
{
    size_t low = 0, high = script->unit_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const int    order = itd_str_compare(text, itd_str_of(script->units[middle]));

        if (order == 0)
            return (uint16_t)(middle + FIRST_UNIT);
        if (order > 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

/* From left to right the longest unit; a letter that is none is left out. */
static bool cut(const struct itd_text_script *script, itd_str text, struct cutting *cutting)
{
    size_t at = 0;

    cutting->count = 0;
    cutting->units[0] = BOUNDARY;
    while (at < text.len) {
        uint16_t unit = 0;
        size_t   len = text.len - at < UNIT_BYTES_MAX ? text.len - at : UNIT_BYTES_MAX;

        while (len > 0 && (unit = find_unit(script, itd_str_slice(text, at, at + len))) == 0)
            len--;
        if (unit) {
            if (cutting->count == UNITS_MAX)
                return false;
            cutting->units[++cutting->count] = unit;
        }
        at += len > 0 ? len : 1;
    }
    cutting->units[cutting->count + 1] = BOUNDARY;
    return cutting->count > 0;
}

static const struct itd_text_context *find_context(const struct itd_text_script *script,
                                                   uint64_t                      key)
{
    size_t low = 0, high = script->context_count;

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (script->contexts[middle].key == key)
            return &script->contexts[middle];
        if (script->contexts[middle].key < key)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static uint64_t key_of(uint16_t before, uint16_t unit, uint16_t behind, uint8_t state)
{
    return (uint64_t)unit << 25 | (uint64_t)before << 15 | (uint64_t)behind << 5 | state;
}

static const struct itd_text_context *longest_context(const struct itd_text_script *script,
                                                      const uint16_t *at, uint8_t state)
{
    const uint64_t keys[] = {
        key_of(at[-1], at[0], at[1], state),
        key_of(ANY, at[0], at[1], state),
        key_of(ANY, at[0], ANY, state),
        key_of(ANY, at[0], ANY, ANY),
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(keys); i++) {
        const struct itd_text_context *context = find_context(script, keys[i]);

        if (context)
            return context;
    }
    return NULL;
}

static int by_sounds(const void *left, const void *right)
{
    const struct beginning *a = left, *b = right;

    if (a->sounds.packed != b->sounds.packed)
        return a->sounds.packed < b->sounds.packed ? -1 : 1;
    if (a->sounds.count != b->sounds.count)
        return a->sounds.count < b->sounds.count ? -1 : 1;
    return a->sounds.last < b->sounds.last ? -1 : a->sounds.last > b->sounds.last;
}

static int likeliest_first(const void *left, const void *right)
{
    const struct beginning *a = left, *b = right;

    if (a->share != b->share)
        return a->share > b->share ? -1 : 1;
    return by_sounds(left, right);
}

/* Adds the shares of equal sounds; the number left. */
static size_t merge(struct beginning *rows, size_t count)
{
    size_t kept = 0;

    qsort(rows, count, sizeof *rows, by_sounds);
    for (size_t i = 0; i < count; i++) {
        if (kept > 0 && by_sounds(&rows[kept - 1], &rows[i]) == 0)
            rows[kept - 1].share += rows[i].share;
        else
            rows[kept++] = rows[i];
    }
    qsort(rows, kept, sizeof *rows, likeliest_first);
    return kept;
}

/* Doubles or halves all shares until their sum has SHARE_BITS bits: the next step cannot overflow
 * and loses nothing that counts. */
static uint64_t scale(struct beginning *rows, size_t count)
{
    const uint64_t top = UINT64_C(1) << SHARE_BITS;
    uint64_t       sum = 0;
    unsigned       left = 0, right = 0;

    for (size_t i = 0; i < count; i++)
        sum += rows[i].share;
    while (sum > 0 && sum << left < top / 2)
        left++;
    while (sum >> right >= top)
        right++;
    for (size_t i = 0; i < count; i++)
        rows[i].share = rows[i].share << left >> right;
    return sum << left >> right;
}

static size_t grow(const struct itd_text_script *script, const uint16_t *at,
                   const struct beginning *kept, size_t kept_count, struct beginning *grown)
{
    size_t count = 0;

    for (size_t i = 0; i < kept_count; i++) {
        const struct itd_text_context *context =
            longest_context(script, at, (uint8_t)(kept[i].sounds.last + 1));

        for (uint32_t r = 0; context && r < context->count && count < GROWN_MAX; r++) {
            const struct itd_text_reading *reading = &script->readings[context->first + r];

            grown[count] = kept[i];
            itd_sounds_add_packed(&grown[count].sounds, reading->sounds);
            grown[count].share = kept[i].share * reading->share / SHARES_WHOLE;
            count += grown[count].share > 0;
        }
    }
    return count;
}

size_t plain_read_sounds(itd_str text, uint8_t origin,
                         struct itd_sounds ret_sounds[ITD_READINGS_MAX])
{
    const struct itd_text_script *script = find_script(origin);
    struct beginning              rows[GROWN_MAX], kept[KEPT_MAX] = {{{0}, 0}};
    struct cutting                cutting;
    size_t                        count = 1, given = 0;
    uint64_t                      sum = UINT64_C(1) << (SHARE_BITS - 1);

    if (!script || !cut(script, text, &cutting))
        return 0;
    kept[0].share = sum;
    for (size_t i = 1; i <= cutting.count; i++) {
        const size_t grown = merge(rows, grow(script, &cutting.units[i], kept, count, rows));

        count = grown < KEPT_MAX ? grown : KEPT_MAX;
        memcpy(kept, rows, count * sizeof *kept);
        sum = scale(kept, count);
    }
    for (size_t i = 0; i < count && given < ITD_READINGS_MAX; i++)
        if (kept[i].sounds.count > 0 && kept[i].share * SHARES_WHOLE >= sum * least_share(origin))
            ret_sounds[given++] = kept[i].sounds;
    return given;
}
