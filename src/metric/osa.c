/* Two ways to one number.
 *
 * Words of ASCII letters: the columns of the table of distances as bits of a machine word (Hyyro,
 * "A bit-vector algorithm for computing Levenshtein and Damerau edit distances", 2003), a few
 * operations for every letter of the longer word.
 *
 * All others: by trying. After the common beginning is cut off, one of four edits must come next,
 * and each leaves a smaller problem with one edit less to spend. With at most three edits that is
 * at most 64 short walks, most of which end at the first character; it needs no table, no memory
 * and works on UTF-8 as it is. Cutting the common beginning is lossless: from any cheapest
 * alignment of x·u and x·v one can be made that pairs the two x, at no higher cost (as for
 * Levenshtein; a swap that would use the first x costs one, and so does the substitution or
 * deletion that replaces it).
 *
 * The reference in the tests is the full table of Boytsov, "Indexing methods for approximate
 * dictionary searching" (2011), section 2. */
#include "metric/osa.h"

#include <stdbool.h>

#include "base/utf8.h"

/* Letters up to which a word carries no, one or two edits; above, three. */
#define BUDGET_NONE 3
#define BUDGET_ONE 7
#define BUDGET_TWO 11

static size_t step_of(itd_str str)
{
    uint32_t     code;
    const size_t step = itd_utf8_decode(str, &code);

    return step > 0 ? step : 1;
}

static bool is_continuation(char ch)
{
    return ((unsigned char)ch & 0xC0) == 0x80;
}

/* Bytes of the common beginning, whole characters only. */
static size_t common_prefix(itd_str a, itd_str b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    size_t       len = 0;

    while (len < shorter && a.ptr[len] == b.ptr[len])
        len++;
    while (len > 0 && ((len < a.len && is_continuation(a.ptr[len])) ||
                       (len < b.len && is_continuation(b.ptr[len]))))
        len--;
    return len;
}

/* Characters, but no more than most. */
static size_t count_up_to(itd_str str, size_t most)
{
    size_t count = 0;

    for (; str.len > 0 && count < most; count++)
        str = itd_str_from(str, step_of(str));
    return count;
}

static size_t distance(itd_str a, itd_str b, size_t cutoff);

/* 1 + distance of the rests when that is below best, else best. */
static size_t after_edit(itd_str a, itd_str b, size_t best)
{
    size_t rest;

    if (best < 2)
        return best;
    rest = distance(a, b, best - 2);
    return rest + 1 < best ? rest + 1 : best;
}

static size_t distance(itd_str a, itd_str b, size_t cutoff)
{
    const size_t prefix = common_prefix(a, b);
    size_t       best = cutoff + 1;
    itd_str      a_next, b_next;

    a = itd_str_from(a, prefix);
    b = itd_str_from(b, prefix);
    if (a.len == 0)
        return count_up_to(b, best);
    if (b.len == 0)
        return count_up_to(a, best);
    if (cutoff == 0)
        return best;

    a_next = itd_str_from(a, step_of(a));
    b_next = itd_str_from(b, step_of(b));
    if (a_next.len > 0 && b_next.len > 0) {
        const itd_str a_after = itd_str_from(a_next, step_of(a_next));
        const itd_str b_after = itd_str_from(b_next, step_of(b_next));
        const itd_str a1 = {a.ptr, a.len - a_next.len}, b1 = {b.ptr, b.len - b_next.len};
        const itd_str a2 = {a_next.ptr, a_next.len - a_after.len};
        const itd_str b2 = {b_next.ptr, b_next.len - b_after.len};

        if (itd_str_equal(a1, b2) && itd_str_equal(a2, b1))
            best = after_edit(a_after, b_after, best);
    }
    best = after_edit(a_next, b_next, best);
    best = after_edit(a_next, b, best);
    return after_edit(a, b_next, best);
}

/* ---- by bits ---- */

#define BITS 64
#define ASCII_CODES 128

/* The places of every letter of the pattern, a bit each; false when it is too long or has other
 * than ASCII letters. */
static bool find_places(itd_str pattern, uint64_t places[static ASCII_CODES])
{
    if (pattern.len == 0 || pattern.len > BITS)
        return false;
    for (size_t i = 0; i < pattern.len; i++) {
        const unsigned char ch = (unsigned char)pattern.ptr[i];

        if (ch >= ASCII_CODES)
            return false;
        places[ch] |= UINT64_C(1) << i;
    }
    return true;
}

/* The distance itself; false when the text has other than ASCII letters. The names are those of the
 * paper: VP and VN are the places where a column rises and falls, D0 where the diagonal stays. */
static bool distance_by_bits(const uint64_t places[static ASCII_CODES], size_t pattern_len,
                             itd_str text, size_t *ret_distance)
{
    const uint64_t last = UINT64_C(1) << (pattern_len - 1);
    uint64_t       vp = UINT64_MAX, vn = 0, d0 = 0, before = 0;
    size_t         edits = pattern_len;

    for (size_t i = 0; i < text.len; i++) {
        const unsigned char ch = (unsigned char)text.ptr[i];
        uint64_t            here, swapped, hp, hn;

        if (ch >= ASCII_CODES)
            return false;
        here = places[ch];
        swapped = ((~d0 & here) << 1) & before;
        d0 = (((here & vp) + vp) ^ vp) | here | vn | swapped;
        hp = vn | ~(d0 | vp);
        hn = d0 & vp;
        edits += (hp & last) != 0;
        edits -= (hn & last) != 0;
        hp = hp << 1 | 1;
        vp = hn << 1 | ~(d0 | hp);
        vn = hp & d0;
        before = here;
    }
    *ret_distance = edits;
    return true;
}

size_t itd_osa_distance(itd_str a, itd_str b, size_t score_cutoff)
{
    const size_t cutoff = score_cutoff < ITD_OSA_CUTOFF_MAX ? score_cutoff : ITD_OSA_CUTOFF_MAX;
    uint64_t     places[ASCII_CODES] = {0};
    size_t       edits;

    if (cutoff > 0 && find_places(a, places) && distance_by_bits(places, a.len, b, &edits))
        return edits <= cutoff ? edits : cutoff + 1;
    return distance(a, b, cutoff);
}

size_t itd_osa_budget(size_t letters)
{
    if (letters <= BUDGET_NONE)
        return 0;
    if (letters <= BUDGET_ONE)
        return 1;
    return letters <= BUDGET_TWO ? 2 : 3;
}

uint32_t itd_osa_normalized_similarity(itd_str a, size_t letters_a, itd_str b, size_t letters_b,
                                       uint32_t score_cutoff)
{
    const size_t len_a = letters_a < UINT8_MAX ? letters_a : itd_utf8_count(a);
    const size_t len_b = letters_b < UINT8_MAX ? letters_b : itd_utf8_count(b);
    const size_t longer = len_a > len_b ? len_a : len_b;
    const size_t gap = longer - (len_a < len_b ? len_a : len_b);
    const size_t budget = itd_osa_budget(longer);
    size_t       edits;
    uint32_t     similarity;

    if (longer == 0)
        return ITD_SIMILARITY_ONE;
    if (gap > budget)
        return 0;
    edits = itd_osa_distance(a, b, budget);
    if (edits > budget)
        return 0;
    similarity = (uint32_t)((2 * (longer - edits) * ITD_SIMILARITY_ONE + longer) / (2 * longer));
    return similarity >= score_cutoff ? similarity : 0;
}
