/* The heap behind an overflow check. */
#include "tests/unit/support.h"

#include <string.h>

#include "base/memory.h"

static void new_memory_is_zeroed(void **state)
{
    unsigned char *bytes = itd_mem_new(1000, 3);

    (void)state;
    assert_non_null(bytes);
    for (size_t i = 0; i < 3000; i++)
        assert_int_equal(bytes[i], 0);
    itd_mem_free(bytes);
    itd_mem_free(NULL);
}

static void nothing_is_still_a_block(void **state)
{
    void *none = itd_mem_new(0, 8), *also_none = itd_mem_new(8, 0);

    (void)state;
    assert_non_null(none);
    assert_non_null(also_none);
    none = itd_mem_resize(none, 0, 8);
    assert_non_null(none);
    itd_mem_free(none);
    itd_mem_free(also_none);
}

static void products_that_overflow_are_refused(void **state)
{
    char *kept = itd_mem_new(4, 1);

    (void)state;
    assert_null(itd_mem_new(SIZE_MAX, 2));
    assert_null(itd_mem_new(SIZE_MAX / 16 + 1, 16));
    memcpy(kept, "abc", 4);
    assert_null(itd_mem_resize(kept, SIZE_MAX / 2 + 1, 2));
    assert_string_equal(kept, "abc"); /* the old block stays valid */
    itd_mem_free(kept);
}

static void resizing_keeps_the_bytes(void **state)
{
    char *text = itd_mem_resize(NULL, 4, 1);

    (void)state;
    assert_non_null(text);
    memcpy(text, "abc", 4);
    text = itd_mem_resize(text, 100000, 1);
    assert_non_null(text);
    assert_string_equal(text, "abc");
    itd_mem_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(new_memory_is_zeroed),
        cmocka_unit_test(nothing_is_still_a_block),
        cmocka_unit_test(products_that_overflow_are_refused),
        cmocka_unit_test(resizing_keeps_the_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
