/* Sources: Jaro, "Advances in record-linkage methodology" (1989); Winkler, "String comparator
 * metrics and enhanced decision rules" (1990); US National Archives, "Soundex system" (2007). The
 * sums are kept as fractions of integers, so that one pair has one number everywhere. */
#include "metric/jaro.h"

#include <string.h>

#define ONE 10000
#define PREFIX_MAX 4
#define WINKLER_FROM 7000

static size_t lesser(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Common characters: equal and no further apart than half of the longer text less one. Fills
 * the common characters of either text, in order. */
static size_t find_common(itd_str a, itd_str b, char *common_a, char *common_b)
{
    const size_t longer = a.len > b.len ? a.len : b.len;
    const size_t window = longer / 2 > 0 ? longer / 2 - 1 : 0;
    bool         used[ITD_JARO_MAX] = {false};
    size_t       count = 0, kept = 0;

    for (size_t i = 0; i < a.len; i++) {
        const size_t first = i > window ? i - window : 0;
        const size_t last = lesser(i + window + 1, b.len);

        for (size_t k = first; k < last; k++) {
            if (used[k] || a.ptr[i] != b.ptr[k])
                continue;
            used[k] = true;
            common_a[count++] = a.ptr[i];
            break;
        }
    }
    for (size_t k = 0; k < b.len; k++)
        if (used[k])
            common_b[kept++] = b.ptr[k];
    return count;
}

uint32_t itd_jaro_winkler_similarity(itd_str a, itd_str b, uint32_t score_cutoff)
{
    char     common_a[ITD_JARO_MAX] = {0}, common_b[ITD_JARO_MAX] = {0};
    size_t   count, moved = 0, prefix = 0;
    uint64_t numerator, denominator;
    uint32_t similarity;

    a = itd_str_slice(a, 0, lesser(a.len, ITD_JARO_MAX));
    b = itd_str_slice(b, 0, lesser(b.len, ITD_JARO_MAX));
    if (a.len == 0 || b.len == 0)
        return a.len == b.len && score_cutoff <= ONE ? ONE : 0;
    count = find_common(a, b, common_a, common_b);
    if (count == 0)
        return 0;
    for (size_t i = 0; i < count; i++)
        moved += common_a[i] != common_b[i];
    /* (m/|a| + m/|b| + (m - t)/m) / 3 with t half of the moved, rounded down as in Winkler's
     * program. */
    numerator =
        (uint64_t)count * count * (a.len + b.len) + (uint64_t)(count - moved / 2) * a.len * b.len;
    denominator = 3 * (uint64_t)count * a.len * b.len;
    while (prefix < PREFIX_MAX && prefix < lesser(a.len, b.len) && a.ptr[prefix] == b.ptr[prefix])
        prefix++;
    if (numerator * ONE > denominator * WINKLER_FROM) {
        numerator = 10 * numerator + prefix * (denominator - numerator);
        denominator *= 10;
    }
    similarity = (uint32_t)((2 * numerator * ONE + denominator) / (2 * denominator));
    return similarity >= score_cutoff ? similarity : 0;
}

/* Digit of a letter; 0: a vowel, which parts two equal digits; -1: h and w, which do not. */
static int digit_of(char letter)
{
    static const signed char digits[] = {
        /* a  b  c  d  e  f  g   h  i  j  k  l  m  n  o  p  q  r  s  t  u  v   w  x  y  z */
        0, 1, 2, 3, 0, 1, 2, -1, 0, 2, 2, 4, 5, 5, 0, 1, 2, 6, 2, 3, 0, 1, -1, 2, 0, 2,
    };

    return digits[letter - 'a'];
}

bool itd_soundex(itd_str word, char ret_code[static 5])
{
    size_t len = 0;
    int    last = 0;

    for (size_t i = 0; i < word.len && len < 4; i++) {
        const char letter = itd_char_lower(word.ptr[i]);
        int        digit;

        if (letter < 'a' || letter > 'z')
            continue;
        digit = digit_of(letter);
        if (len == 0)
            ret_code[len++] = (char)(letter - 'a' + 'A');
        else if (digit > 0 && digit != last)
            ret_code[len++] = (char)('0' + digit);
        if (digit >= 0)
            last = digit;
    }
    if (len == 0)
        return false;
    memset(ret_code + len, '0', 4 - len);
    ret_code[4] = '\0';
    return true;
}
