/* What every unit test includes: cmocka with its prerequisites, and assertions in our own terms. */
#ifndef ITD_TESTS_UNIT_SUPPORT_H
#define ITD_TESTS_UNIT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/error.h"
#include "base/str.h"

/* The status is as expected; prints what was being looked at and the error otherwise. */
#define assert_status_equal(actual, expected, what)                                                \
    itd_test_status((actual), (expected), (what), NULL, __FILE__, __LINE__)
/* The same with the error that came along. */
#define assert_status_error(actual, expected, err)                                                 \
    itd_test_status((actual), (expected), "", (err), __FILE__, __LINE__)
#define assert_ok(actual, err) itd_test_status((actual), ITD_OK, "", (err), __FILE__, __LINE__)
#define assert_str_equal(actual, expected)                                                         \
    itd_test_str((actual), itd_str_of(expected), __FILE__, __LINE__)

void itd_test_status(itd_status actual, itd_status expected, const char *what, const itd_error *err,
                     const char *file, int line);
void itd_test_str(itd_str actual, itd_str expected, const char *file, int line);

/* Root of the checkout, for fixtures: tests run with ITD_SOURCE_ROOT set by meson. */
const char *itd_test_root(void);
/* Path of a file below ../shared, or NULL when that folder does not exist. Where it exists a
 * missing file fails the test: skipping would hide a gap. Static buffer, overwritten by the next
 * call. */
const char *itd_test_shared(const char *name);

/* Lets the nth allocation from now on fail (1 is the next; 0 switches it off). Works in tests that
 * link support with itd_wrap_args. Returns how many allocations were made since the last call. */
size_t itd_test_fail_allocation(size_t nth);

#endif
