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
        const uint8_t                 origin = script->origin;
        struct itd_sounds             quick[ITD_READINGS_MAX], plain[ITD_READINGS_MAX];
        char                          bytes[TEXT_BYTES_MAX];
        const itd_str                 text = make_text(script, &seed, bytes);
        const size_t                  count = itd_read_sounds(text, origin, quick);

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_quick_way_reads_what_the_plain_way_reads),
        cmocka_unit_test(a_script_without_a_table_has_no_readings),
        cmocka_unit_test(a_name_of_24_units_is_read_and_one_of_25_is_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
