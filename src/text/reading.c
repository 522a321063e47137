/* The likeliest sounds of a romanised name: a search along its units that keeps the best
 * beginnings. How a unit sounds depends on the unit before, the unit behind and the last sound; the
 * longest context that the table holds decides, and its shares have the shorter ones mixed in
 * already. Shares are integers scaled at every step, ties go to the smaller sounds: the same on
 * every machine. */
#include "text/skeleton.h"
#include "text/tables.h"

/* Beginnings kept after every unit, and what they may become at the next. */
#define KEPT_MAX 24
#define GROWN_MAX (KEPT_MAX * 8)
/* Places of a table of rows by their sounds, more than twice as many. */
#define PLACES_BITS 9
#define PLACES (1 << PLACES_BITS)
#define SOUNDS ((1 << ITD_SOUND_BITS) - 1)
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

/* Persian is read by the Arabic table, but less surely. */
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

static int by_sounds(const struct beginning *a, const struct beginning *b)
{
    if (a->sounds.packed != b->sounds.packed)
        return a->sounds.packed < b->sounds.packed ? -1 : 1;
    if (a->sounds.count != b->sounds.count)
        return a->sounds.count < b->sounds.count ? -1 : 1;
    return a->sounds.last < b->sounds.last ? -1 : a->sounds.last > b->sounds.last;
}

static bool is_likelier(const struct beginning *a, const struct beginning *b)
{
    return a->share != b->share ? a->share > b->share : by_sounds(a, b) < 0;
}

static size_t place_of(const struct beginning *row)
{
    const uint64_t mixed = (row->sounds.packed ^ (uint64_t)row->sounds.count << 61 ^
                            (uint64_t)row->sounds.last << 56) *
                           UINT64_C(0x9E3779B97F4A7C15);

    return (size_t)(mixed >> (64 - PLACES_BITS));
}

/* Adds the shares of equal sounds, in place; the number of rows left. */
static size_t merge(struct beginning *rows, size_t count)
{
    uint16_t places[PLACES] = {0}; /* rows by their sounds, counted from 1; 0: free */
    size_t   kept = 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = place_of(&rows[i]);

        while (places[at] && by_sounds(&rows[places[at] - 1], &rows[i]) != 0)
            at = (at + 1) % PLACES;
        if (places[at]) {
            rows[places[at] - 1].share += rows[i].share;
        } else {
            rows[kept] = rows[i];
            places[at] = (uint16_t)++kept;
        }
    }
    return kept;
}

/* The likeliest rows, in order; their number. */
static size_t choose(const struct beginning *rows, size_t count, struct beginning kept[KEPT_MAX])
{
    size_t kept_count = 0;

    for (size_t i = 0; i < count; i++) {
        size_t at = kept_count;

        if (kept_count == KEPT_MAX && !is_likelier(&rows[i], &kept[KEPT_MAX - 1]))
            continue;
        if (kept_count < KEPT_MAX)
            kept_count++;
        else
            at = KEPT_MAX - 1;
        for (; at > 0 && is_likelier(&rows[i], &kept[at - 1]); at--)
            kept[at] = kept[at - 1];
        kept[at] = rows[i];
    }
    return kept_count;
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
    const struct itd_text_context *contexts[SOUNDS + 1] = {NULL};
    bool                           found[SOUNDS + 1] = {false};
    size_t                         count = 0;

    for (size_t i = 0; i < kept_count; i++) {
        const uint8_t                  last = kept[i].sounds.last;
        const struct itd_text_context *context;

        /* many beginnings end in the same sound */
        if (!found[last])
            contexts[last] = longest_context(script, at, (uint8_t)(last + 1));
        found[last] = true;
        context = contexts[last];

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

size_t itd_read_sounds(itd_str text, uint8_t origin, struct itd_sounds ret_sounds[ITD_READINGS_MAX])
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
        count = choose(rows, merge(rows, grow(script, &cutting.units[i], kept, count, rows)), kept);
        sum = scale(kept, count);
    }
    for (size_t i = 0; i < count && given < ITD_READINGS_MAX; i++)
        if (kept[i].sounds.count > 0 && kept[i].share * SHARES_WHOLE >= sum * least_share(origin))
            ret_sounds[given++] = kept[i].sounds;
    return given;
}
