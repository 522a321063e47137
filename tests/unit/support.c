/* Assertions, fixture paths, and the allocator that fails on demand (linked with --wrap). */
#include "tests/unit/support.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/memory.h"

void itd_test_status(itd_status actual, itd_status expected, const char *what, const itd_error *err,
                     const char *file, int line)
{
    char text[ITD_ERROR_TEXT_MAX] = "";

    if (actual == expected)
        return;
    if (err && actual != ITD_OK)
        itd_error_format(err, text);
    print_error("%s: status %s, expected %s: %s\n", what, itd_status_name(actual),
                itd_status_name(expected), text);
    _fail(file, line);
}

void itd_test_str(itd_str actual, itd_str expected, const char *file, int line)
{
    if (itd_str_equal(actual, expected))
        return;
    print_error("\"%.*s\", expected \"%.*s\"\n", ITD_STR_ARGS(actual), ITD_STR_ARGS(expected));
    _fail(file, line);
}

const char *itd_test_root(void)
{
    const char *root = getenv("ITD_SOURCE_ROOT");

    return root ? root : ".";
}

const char *itd_test_shared(const char *name)
{
    static char path[4096];

    snprintf(path, sizeof path, "%s/../shared", itd_test_root());
    if (access(path, R_OK) != 0)
        return NULL;
    snprintf(path, sizeof path, "%s/../shared/%s", itd_test_root(), name);
    if (access(path, R_OK) != 0)
        fail_msg("%s is missing", path);
    return path;
}

/* Tests with threads count too. */
static atomic_size_t calls, fail_at;

size_t itd_test_fail_allocation(size_t nth)
{
    const size_t made = atomic_exchange(&calls, 0);

    atomic_store(&fail_at, nth);
    return made;
}

static int must_fail(void)
{
    return atomic_fetch_add(&calls, 1) + 1 == atomic_load(&fail_at);
}

void *__real_itd_mem_new(size_t count, size_t size);
void *__real_itd_mem_resize(void *ptr, size_t count, size_t size);
void *__wrap_itd_mem_new(size_t count, size_t size);
void *__wrap_itd_mem_resize(void *ptr, size_t count, size_t size);

void *__wrap_itd_mem_new(size_t count, size_t size)
{
    return must_fail() ? NULL : __real_itd_mem_new(count, size);
}

void *__wrap_itd_mem_resize(void *ptr, size_t count, size_t size)
{
    return must_fail() ? NULL : __real_itd_mem_resize(ptr, count, size);
}
