/* The clocks: one tells the date, the other only ever grows. */
#include "tests/unit/support.h"

#include "base/clock.h"
#include "base/date.h"

static void the_wall_clock_stands_after_this_was_written(void **state)
{
    const itd_date written = {2025, 1, 1};

    (void)state;
    assert_true(itd_clock_now_ms() > itd_date_to_days(written) * ITD_MS_PER_DAY);
}

static void the_steady_clock_never_goes_back(void **state)
{
    int64_t before = itd_clock_steady_ms();

    (void)state;
    for (int i = 0; i < 10000; i++) {
        const int64_t now = itd_clock_steady_ms();

        assert_true(now >= before);
        before = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_wall_clock_stands_after_this_was_written),
        cmocka_unit_test(the_steady_clock_never_goes_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
