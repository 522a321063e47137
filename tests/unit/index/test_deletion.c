/* Two words within the edit budget share a remainder, whatever their letters. */
#include "index/deletion.h"

#include <string.h>

#include "base/utf8.h"
#include "metric/osa.h"
#include "tests/unit/support.h"

static uint64_t state_of_random = 20240229;

static uint32_t below(uint32_t bound)
{
    state_of_random = state_of_random * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (uint32_t)(state_of_random >> 33) % bound;
}

static bool share_a_remainder(const char *a, const char *b)
{
    uint64_t     of_a[ITD_DELETIONS_MAX], of_b[ITD_DELETIONS_MAX];
    const size_t count_a = itd_deletion_hashes(itd_str_of(a), of_a);
    const size_t count_b = itd_deletion_hashes(itd_str_of(b), of_b);

    for (size_t i = 0; i < count_a; i++)
        for (size_t k = 0; k < count_b; k++)
            if (of_a[i] == of_b[k])
                return true;
    return false;
}

struct word {
    uint32_t letters[2 * ITD_DELETION_LETTERS_MAX];
    size_t   count;
};

static void make_word(struct word *word, uint32_t first)
{
    const uint32_t kinds = 2 + below(3);

    word->count = 1 + below(ITD_DELETION_LETTERS_MAX);
    for (size_t i = 0; i < word->count; i++)
        word->letters[i] = first + below(kinds);
}

/* A letter changed, added, dropped or exchanged with the next. */
static void edit(struct word *word, uint32_t first)
{
    const size_t   at = below((uint32_t)word->count);
    const uint32_t letter = word->letters[at];

    switch (below(4)) {
    case 0:
        word->letters[at] = first + below(4);
        break;
    case 1:
        if (word->count > 1)
            memmove(&word->letters[at], &word->letters[at + 1],
                    (--word->count - at) * sizeof *word->letters);
        break;
    case 2:
        if (word->count < ITD_DELETION_LETTERS_MAX) {
            memmove(&word->letters[at + 1], &word->letters[at],
                    (word->count++ - at) * sizeof *word->letters);
            word->letters[at] = first + below(4);
        }
        break;
    default:
        if (at + 1 < word->count) {
            word->letters[at] = word->letters[at + 1];
            word->letters[at + 1] = letter;
        }
        break;
    }
}

static const char *text_of(const struct word *word, char text[static 64])
{
    size_t len = 0;

    for (size_t i = 0; i < word->count; i++)
        len += itd_utf8_encode(word->letters[i], text + len);
    text[len] = '\0';
    return text;
}

static void words_within_the_budget_share_a_remainder(void **state)
{
    static const uint32_t firsts[] = {'a', 'a', 0x0430, 0x4E00};
    size_t                within = 0;

    (void)state;
    print_message("# seed %llu\n", (unsigned long long)state_of_random);
    for (size_t i = 0; i < 100000; i++) {
        const uint32_t first = firsts[below(ITD_ARRAY_LEN(firsts))];
        char           a[64], b[64];
        struct word    one, other;

        make_word(&one, first);
        other = one;
        for (uint32_t edits = 1 + below(3); edits > 0; edits--)
            edit(&other, first);
        (void)text_of(&one, a);
        (void)text_of(&other, b);
        if (itd_osa_normalized_similarity(itd_str_of(a), one.count, itd_str_of(b), other.count,
                                          0) == 0)
            continue;
        within++;
        if (!share_a_remainder(a, b))
            fail_msg("%s and %s", a, b);
    }
    assert_true(within > 10000);
}

static void far_words_share_none(void **state)
{
    (void)state;
    assert_false(share_a_remainder("ostrowen", "carpenter"));
    assert_false(share_a_remainder("kim", "kin")); /* three letters carry no edit */
    assert_true(share_a_remainder("kimm", "kinm"));
}

static void a_word_of_eleven_different_letters_fills_the_table(void **state)
{
    uint64_t hashes[ITD_DELETIONS_MAX];

    (void)state;
    assert_int_equal(itd_deletion_hashes(ITD_STR("abcdefghijk"), hashes), ITD_DELETIONS_MAX);
    assert_int_equal(itd_deletion_hashes(ITD_STR("abcdefghijkl"), hashes), 0);
    assert_int_equal(itd_deletion_hashes(ITD_STR("aaaaaaaaaaa"), hashes), 3);
    assert_int_equal(itd_deletion_hashes(ITD_STR(""), hashes), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_within_the_budget_share_a_remainder),
        cmocka_unit_test(far_words_share_none),
        cmocka_unit_test(a_word_of_eleven_different_letters_fills_the_table),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
