/* Arenas: alignment, the bound, reset, growth of arrays, and no memory. */
#include "tests/unit/support.h"

#include <stdalign.h>
#include <string.h>

#include "base/arena.h"

static void memory_is_zeroed_and_aligned_for_any_type(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);

    (void)state;
    assert_non_null(arena);
    for (int round = 0; round < 3; round++) {
        for (size_t size = 1; size < 200; size++) {
            unsigned char *bytes = itd_arena_new_array(arena, size, 1);

            assert_non_null(bytes);
            assert_int_equal((uintptr_t)bytes % alignof(max_align_t), 0);
            for (size_t i = 0; i < size; i++)
                assert_int_equal(bytes[i], 0);
            memset(bytes, 0xAB, size);
        }
        itd_arena_reset(arena); /* the next round gets the dirty block */
        assert_int_equal(itd_arena_used(arena), 0);
    }
    itd_arena_free(arena);
    itd_arena_free(NULL);
}

static void blocks_never_overlap_however_large(void **state)
{
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    unsigned char *parts[12];
    size_t         size = 1;

    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++, size *= 4) {
        parts[i] = itd_arena_new_array(arena, size, 1);
        assert_non_null(parts[i]);
        memset(parts[i], (int)i + 1, size);
    }
    size = 1;
    for (size_t i = 0; i < ITD_ARRAY_LEN(parts); i++, size *= 4) {
        assert_int_equal(parts[i][0], i + 1);
        assert_int_equal(parts[i][size - 1], i + 1);
    }
    itd_arena_free(arena);
}

static void takes_the_bound_and_refuses_one_byte_more(void **state)
{
    const size_t max = 16 * alignof(max_align_t);
    itd_arena   *arena = itd_arena_new(max);

    (void)state;
    assert_non_null(itd_arena_new_array(arena, max, 1));
    assert_int_equal(itd_arena_used(arena), max);
    assert_null(itd_arena_new_array(arena, 1, 1));
    itd_arena_reset(arena);
    assert_null(itd_arena_new_array(arena, max + 1, 1));
    assert_non_null(itd_arena_new_array(arena, max, 1)); /* a refusal costs nothing */
    itd_arena_free(arena);
}

static void sizes_that_overflow_are_refused(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_str    copy = ITD_STR("old");
    void      *items = NULL;
    size_t     cap = SIZE_MAX / 2 + 1;

    (void)state;
    assert_null(itd_arena_new_array(arena, SIZE_MAX / 2 + 1, 2));
    assert_null(itd_arena_new_array(arena, SIZE_MAX, 1));
    assert_false(itd_arena_copy(arena, (itd_str){.ptr = "x", .len = SIZE_MAX}, &copy));
    assert_str_equal(copy, "old");
    assert_null(itd_arena_grow(arena, items, cap, &cap, 1));
    itd_arena_free(arena);
}

static void a_copy_ends_in_nul_and_may_be_empty(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    itd_str    copy;

    (void)state;
    assert_true(itd_arena_copy(arena, ITD_STR("abc"), &copy));
    assert_str_equal(copy, "abc");
    assert_int_equal(copy.ptr[3], '\0');
    assert_true(itd_arena_copy(arena, (itd_str){0}, &copy));
    assert_int_equal(copy.len, 0);
    assert_non_null(copy.ptr);
    assert_int_equal(copy.ptr[0], '\0');
    itd_arena_free(arena);
}

static void arrays_grow_and_keep_their_elements(void **state)
{
    itd_arena *arena = itd_arena_new(SIZE_MAX);
    int       *items = NULL;
    size_t     cap = 0;

    (void)state;
    for (size_t len = 0; len < 1000; len++) {
        items = itd_arena_grow(arena, items, len, &cap, sizeof *items);
        assert_non_null(items);
        assert_true(cap > len);
        items[len] = (int)len;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    itd_arena_free(arena);
}

static void lack_of_memory_leaves_the_arena_usable(void **state)
{
    itd_arena *arena;
    int       *items, *bigger;
    size_t     cap = 0;

    (void)state;
    itd_test_fail_allocation(1);
    arena = itd_arena_new(SIZE_MAX);
    itd_test_fail_allocation(0);
    assert_null(arena);

    arena = itd_arena_new(SIZE_MAX);
    itd_test_fail_allocation(1);
    assert_null(itd_arena_new_array(arena, 10, 1));
    itd_test_fail_allocation(0);
    assert_int_equal(itd_arena_used(arena), 0);
    items = itd_arena_grow(arena, NULL, 0, &cap, 16 * 1024);
    assert_non_null(items);
    itd_test_fail_allocation(1);
    bigger = itd_arena_grow(arena, items, cap, &cap, 16 * 1024);
    itd_test_fail_allocation(0);
    assert_null(bigger);
    assert_int_equal(cap, 4);
    itd_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned_for_any_type),
        cmocka_unit_test(blocks_never_overlap_however_large),
        cmocka_unit_test(takes_the_bound_and_refuses_one_byte_more),
        cmocka_unit_test(sizes_that_overflow_are_refused),
        cmocka_unit_test(a_copy_ends_in_nul_and_may_be_empty),
        cmocka_unit_test(arrays_grow_and_keep_their_elements),
        cmocka_unit_test(lack_of_memory_leaves_the_arena_usable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
