/* Which side may delete how much. Let the words have L and L' letters, L >= L', gap g = L - L', and
 * let an alignment cost d <= budget(L) with s substitutions and swaps, i insertions into the
 * shorter and k deletions from it. i = k + g, so the shorter word loses s + k = d - i <= budget(L)
 * - g characters and the longer one s + i <= budget(L) (a swap deletes one character on each side).
 * The budget grows by one where the length grows by one, so budget(L) - g <= budget(L'): each side
 * deletes up to the budget of its own length, whichever side is the query. */
#include "index/deletion.h"

#include "base/utf8.h"
#include "metric/osa.h"

/* An odd number without structure: the golden ratio's fraction. */
#define BASE UINT64_C(0x9E3779B97F4A7C15)

bool itd_deletion_is_stored(const itd_token *token)
{
    return (token->kind == ITD_TOKEN_WORD || token->kind == ITD_TOKEN_TITLE ||
            token->kind == ITD_TOKEN_PARTICLE) &&
           token->letters <= ITD_DELETION_LETTERS_MAX;
}

/* The finaliser of MurmurHash3: look-ups use the upper bits, tags the lower ones. */
static uint64_t finish(uint64_t hash, size_t len)
{
    hash ^= (uint64_t)len << 56;
    hash ^= hash >> 33;
    hash *= UINT64_C(0xFF51AFD7ED558CCD);
    hash ^= hash >> 33;
    hash *= UINT64_C(0xC4CEB9FE1A85EC53);
    return hash ^ hash >> 33;
}

static size_t decode(itd_str text, uint64_t ret_codes[static ITD_DELETION_LETTERS_MAX])
{
    size_t count = 0;

    while (text.len > 0) {
        uint32_t     code = 0;
        const size_t step = itd_utf8_decode(text, &code);

        if (count == ITD_DELETION_LETTERS_MAX)
            return 0;
        ret_codes[count++] = code;
        text = itd_str_from(text, step > 0 ? step : 1);
    }
    return count;
}

/* The hash of a word is a polynomial in BASE, so that of a remainder follows from those of the
 * word's beginnings: with P[k] the polynomial of the first k characters, the n - 1 characters
 * without the i-th have (P[i] - P[i+1]) * BASE^(n-1-i) + P[n]. */
size_t itd_deletion_hashes(itd_str text, uint64_t ret_hashes[static ITD_DELETIONS_MAX])
{
    uint64_t     codes[ITD_DELETION_LETTERS_MAX];
    uint64_t     power[ITD_DELETION_LETTERS_MAX + 1] = {1};
    uint64_t     prefix[ITD_DELETION_LETTERS_MAX + 1] = {0};
    const size_t len = decode(text, codes);
    const size_t budget = itd_osa_budget(len);
    size_t       count = 0;

    if (len == 0)
        return 0;
    for (size_t i = 0; i < len; i++) {
        power[i + 1] = power[i] * BASE;
        prefix[i + 1] = prefix[i] * BASE + codes[i] + 1;
    }
    ret_hashes[count++] = finish(prefix[len], len);
    for (size_t i = 0; i < len && budget >= 1; i++) {
        const uint64_t lost = prefix[i] - prefix[i + 1];

        if (i > 0 && codes[i] == codes[i - 1])
            continue; /* the same remainder as without the character before */
        ret_hashes[count++] = finish(lost * power[len - 1 - i] + prefix[len], len - 1);
        for (size_t j = i + 1; j < len && budget >= 2; j++) {
            const uint64_t before = prefix[j] + lost * power[j - i - 1];

            if (j > i + 1 && codes[j] == codes[j - 1])
                continue;
            ret_hashes[count++] =
                finish((before - prefix[j + 1]) * power[len - 1 - j] + prefix[len], len - 2);
        }
    }
    return count;
}
