/* Slabs: pieces stay apart, a dead slab goes back, the limit. */
#include "lists/slabs.h"

#include <string.h>

#include "base/memory.h"
#include "tests/unit/support.h"

static void keeps_pieces_apart_and_gives_dead_slabs_back(void **state)
{
    enum { COUNT = 24000 }; /* of a kilobyte: six slabs */
    static char     *pieces[COUNT];
    static itd_slab *of[COUNT];
    itd_slabs        slabs;
    size_t           full;

    (void)state;
    itd_slabs_init(&slabs, SIZE_MAX);
    for (size_t i = 0; i < COUNT; i++) {
        pieces[i] = itd_slabs_new(&slabs, 1000, &of[i]);
        assert_non_null(pieces[i]);
        memset(pieces[i], (char)i, 1000);
    }
    full = slabs.bytes;
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < 1000; k++)
            assert_int_equal(pieces[i][k], (char)i);
        itd_slabs_drop(&slabs, of[i]);
        assert_true(slabs.bytes <= full);
        if (i == COUNT / 2)
            assert_true(slabs.bytes < full * 7 / 10);
    }
    assert_true(slabs.bytes <= ITD_SLAB_BYTES); /* the one that is open stays */
    itd_slabs_done(&slabs);
    assert_int_equal(slabs.bytes, 0);
}

static void a_large_piece_has_a_slab_of_its_own(void **state)
{
    itd_slabs slabs;
    itd_slab *small = NULL, *large = NULL;

    (void)state;
    itd_slabs_init(&slabs, SIZE_MAX);
    assert_non_null(itd_slabs_new(&slabs, 10, &small));
    memset(itd_slabs_new(&slabs, 3 * ITD_SLAB_BYTES, &large), 1, 3 * ITD_SLAB_BYTES);
    assert_ptr_not_equal(small, large);
    itd_slabs_done(&slabs);
}

static void has_a_limit(void **state)
{
    itd_slabs slabs;
    itd_slab *slab = NULL;

    (void)state;
    itd_slabs_init(&slabs, ITD_SLAB_BYTES);
    assert_non_null(itd_slabs_new(&slabs, 10, &slab));
    assert_null(itd_slabs_new(&slabs, ITD_SLAB_BYTES, &slab));
    itd_slabs_done(&slabs);
    itd_slabs_init(&slabs, ITD_SLAB_BYTES - 1);
    assert_null(itd_slabs_new(&slabs, 10, &slab));
    itd_slabs_done(&slabs);
    itd_slabs_init(&slabs, SIZE_MAX);
    assert_null(itd_slabs_new(&slabs, SIZE_MAX, &slab));
    assert_null(itd_slabs_new(&slabs, SIZE_MAX - 64, &slab));
    itd_test_fail_allocation(1);
    assert_null(itd_slabs_new(&slabs, 10, &slab));
    itd_test_fail_allocation(0);
    itd_slabs_done(&slabs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_pieces_apart_and_gives_dead_slabs_back),
        cmocka_unit_test(a_large_piece_has_a_slab_of_its_own),
        cmocka_unit_test(has_a_limit),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
