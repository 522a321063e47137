/* Readings of romanised names: the quick way against the plain one, on made texts. */
#include <stdio.h>
#include <string.h>

#include "tests/unit/support.h"
#include "tests/unit/text/plain_reading.h"
#include "text/tables.h"

#define TEXTS 4000
#define TEXT_UNITS_MAX 25 /* one more than a text that is read */
#define TEXT_BYTES_MAX 256

static uint64_t next(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *seed >> 33;
}

/* Units of the script, in any order, now and then a letter that may be none. */
static itd_str make_text(const struct itd_text_script *script, uint64_t *seed,
                         char text[static TEXT_BYTES_MAX])
{
    const size_t count = 1 + next(seed) % TEXT_UNITS_MAX;
    size_t       len = 0;

    for (size_t i = 0; i < count; i++) {
        const char  *unit = script->units[next(seed) % script->unit_count];
        const size_t unit_len = strlen(unit);

        if (next(seed) % 12 == 0) {
            text[len++] = (char)('a' + (int)(next(seed) % 26));
            continue;
        }
        memcpy(text + len, unit, unit_len);
        len += unit_len;
    }
    return (itd_str){.ptr = text, .len = len};
}

static bool are_same(const struct itd_sounds *a, const struct itd_sounds *b)
{
    return a->packed == b->packed && a->count == b->count && a->last == b->last;
}

static void the_quick_way_reads_what_the_plain_way_reads(void **state)
{
    uint64_t seed = 20261125;
    size_t   read = 0;

    (void)state;
    printf("# seed %llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < TEXTS; i++) {
        const struct itd_text_script *script = &itd_text_scripts[i % itd_text_scripts_count];
        const uint8_t                 origin =
            script->origin == ITD_ORIGIN_ARABIC && i % 2 ? ITD_ORIGIN_PERSIAN : script->origin;
        struct itd_sounds quick[ITD_READINGS_MAX], plain[ITD_READINGS_MAX];
        char              bytes[TEXT_BYTES_MAX];
        const itd_str     text = make_text(script, &seed, bytes);
        const size_t      count = itd_read_sounds(text, origin, quick);

        assert_int_equal(count, plain_read_sounds(text, origin, plain));
        for (size_t k = 0; k < count; k++)
            if (!are_same(&quick[k], &plain[k]))
                fail_msg("reading %zu of %.*s differs", k, ITD_STR_ARGS(text));
        read += count;
    }
    assert_true(read > TEXTS);
}

static void a_script_without_a_table_has_no_readings(void **state)
{
    struct itd_sounds sounds[ITD_READINGS_MAX];

    (void)state;
    assert_int_equal(itd_read_sounds(ITD_STR("somchai"), ITD_ORIGIN_THAI, sounds), 0);
    assert_int_equal(itd_read_sounds(ITD_STR(""), ITD_ORIGIN_ARABIC, sounds), 0);
}

static void a_name_of_24_units_is_read_and_one_of_25_is_not(void **state)
{
    static const char letters[] = "bbbbbbbbbbbbbbbbbbbbbbbbb";
    struct itd_sounds sounds[ITD_READINGS_MAX];

    (void)state;
    assert_true(itd_read_sounds((itd_str){letters, 24}, ITD_ORIGIN_HEBREW, sounds) > 0);
    assert_int_equal(itd_read_sounds((itd_str){letters, 25}, ITD_ORIGIN_HEBREW, sounds), 0);
}

static itd_token token_of(itd_str text, uint8_t origin)
{
    return (itd_token){.text = text, .kind = ITD_TOKEN_WORD, .origin = origin};
}

/* So many made tokens that slots are taken over again and again, each twice in a row. */
static void a_kept_skeleton_is_the_derived_one(void **state)
{
    static struct itd_kept kept;
    uint64_t               seed = 1718;

    (void)state;
    printf("# seed %llu\n", (unsigned long long)seed);
    for (size_t i = 0; i < 4 * ITD_KEPT_TOKENS; i++) {
        const struct itd_text_script *script =
            &itd_text_scripts[next(&seed) % itd_text_scripts_count];
        const uint8_t origins[] = {script->origin, ITD_ORIGIN_LATIN};
        char          bytes[TEXT_BYTES_MAX];
        const itd_str text = make_text(script, &seed, bytes);

        for (size_t k = 0; k < 4; k++) {
            itd_token quick = token_of(text, origins[k % 2]), plain = quick;

            itd_kept_derive(&kept, &quick);
            itd_skeleton_derive(&plain);
            assert_memory_equal(quick.skeleton, plain.skeleton, sizeof quick.skeleton);
        }
    }
}

/* The longest that is kept, and one byte more. */
static void tokens_of_48_bytes_are_kept_and_of_49_derived_anew(void **state)
{
    static struct itd_kept kept;
    static const char      letters[] = "kasamirkasamirkasamirkasamirkasamirkasamirkasamir";

    (void)state;
    assert_int_equal(sizeof letters - 1, ITD_KEPT_BYTES_MAX + 1);
    for (size_t len = ITD_KEPT_BYTES_MAX; len <= ITD_KEPT_BYTES_MAX + 1; len++) {
        itd_token quick = token_of((itd_str){letters, len}, ITD_ORIGIN_LATIN), plain = quick;
        size_t    used = 0;

        itd_kept_derive(&kept, &quick);
        itd_skeleton_derive(&plain);
        assert_memory_equal(quick.skeleton, plain.skeleton, sizeof quick.skeleton);
        for (size_t i = 0; i < ITD_KEPT_TOKENS; i++)
            used += kept.tokens[i].len > 0;
        assert_int_equal(used, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quick_way_reads_what_the_plain_way_reads),
        cmocka_unit_test(a_script_without_a_table_has_no_readings),
        cmocka_unit_test(a_name_of_24_units_is_read_and_one_of_25_is_not),
        cmocka_unit_test(a_kept_skeleton_is_the_derived_one),
        cmocka_unit_test(tokens_of_48_bytes_are_kept_and_of_49_derived_anew),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
