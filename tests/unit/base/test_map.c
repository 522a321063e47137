/* The map: against a plain array of what was put in, through many growths, and without memory. */
#include "tests/unit/support.h"

#include <stdio.h>

#include "base/map.h"

#define KEYS 5000

static char keys[KEYS][16];

static itd_str key_of(size_t i)
{
    return (itd_str){.ptr = keys[i], .len = (size_t)snprintf(keys[i], sizeof keys[i], "k%zu", i)};
}

static void keeps_every_key_through_growth(void **state)
{
    itd_map   map;
    uint64_t *value;
    bool      added;

    (void)state;
    itd_map_init(&map);
    assert_null(itd_map_find(&map, ITD_STR("k1")));
    for (size_t i = 0; i < KEYS; i++) {
        assert_true(itd_map_add(&map, key_of(i), &value, &added));
        assert_true(added);
        assert_true(*value == 0);
        *value = i * 3;
    }
    assert_int_equal(map.count, KEYS);
    for (size_t i = 0; i < KEYS; i++) {
        value = itd_map_find(&map, key_of(i));
        assert_non_null(value);
        assert_true(*value == i * 3);
    }
    assert_null(itd_map_find(&map, ITD_STR("k5000")));
    assert_null(itd_map_find(&map, ITD_STR("")));
    itd_map_done(&map);
    assert_null(itd_map_find(&map, ITD_STR("k1")));
}

static void a_key_twice_is_found_with_its_number(void **state)
{
    itd_map   map;
    uint64_t *value;
    bool      added;

    (void)state;
    itd_map_init(&map);
    assert_true(itd_map_add(&map, ITD_STR(""), &value, &added));
    assert_true(added);
    *value = 9;
    assert_true(itd_map_add(&map, (itd_str){0}, &value, &added));
    assert_false(added);
    assert_true(*value == 9);
    assert_true(itd_map_add(&map, ITD_STR("a\0b"), &value, &added));
    assert_true(itd_map_add(&map, ITD_STR("a\0c"), &value, &added));
    assert_true(added);
    assert_int_equal(map.count, 3);
    itd_map_done(&map);
}

static void lack_of_memory_keeps_what_was_there(void **state)
{
    itd_map   map;
    uint64_t *value;
    bool      added, done = false;
    size_t    count = 0;

    (void)state;
    itd_map_init(&map);
    itd_test_fail_allocation(1);
    assert_false(itd_map_add(&map, key_of(0), &value, &added));
    itd_test_fail_allocation(2); /* the first table is given, its growth is not */
    while (!done && count < KEYS) {
        done = !itd_map_add(&map, key_of(count), &value, &added);
        if (!done)
            *value = ++count;
    }
    itd_test_fail_allocation(0);
    assert_true(done);
    assert_int_equal(map.count, count);
    for (size_t i = 0; i < count; i++)
        assert_true(*itd_map_find(&map, key_of(i)) == i + 1);
    assert_true(itd_map_add(&map, key_of(count), &value, &added));
    itd_map_done(&map);
}

/* The hash is written to disk: these values may never change. */
static void the_hash_is_the_same_on_every_machine(void **state)
{
    (void)state;
    assert_true(itd_hash64(ITD_STR("")) == UINT64_C(0xECBA3DF2C3383C52));
    assert_true(itd_hash64(ITD_STR("KIM")) == UINT64_C(0x94796B693E3EA824));
    assert_true(itd_hash64(ITD_STR("\xE9\x87\x91")) == UINT64_C(0xA37E570D948F33F7));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_every_key_through_growth),
        cmocka_unit_test(a_key_twice_is_found_with_its_number),
        cmocka_unit_test(lack_of_memory_keeps_what_was_there),
        cmocka_unit_test(the_hash_is_the_same_on_every_machine),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
