/* Files in a folder of the test's own: reads with a limit, whole writes, maps, locks, folders. */
#include "tests/unit/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"

static char folder[64];

static const char *path_of(const char *name)
{
    static char path[ITD_PATH_MAX];

    assert_ok(itd_path_join(path, folder, name, NULL, NULL), NULL);
    return path;
}

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/interdict-test-XXXXXX");
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    return itd_path_remove(folder, NULL) == ITD_OK && !itd_dir_exists(folder) ? 0 : -1;
}

static void assert_content(const char *path, const char *expected)
{
    itd_buf   buf;
    itd_error err;

    itd_buf_init(&buf, 1000);
    assert_ok(itd_file_read(path, &buf, &err), &err);
    assert_str_equal(itd_buf_text(&buf), expected);
    itd_buf_done(&buf);
}

static void paths_are_joined_up_to_the_longest(void **state)
{
    char      path[ITD_PATH_MAX], name[ITD_PATH_MAX + 1];
    itd_error err;

    (void)state;
    assert_ok(itd_path_join(path, "a", "b", NULL, &err), &err);
    assert_string_equal(path, "a/b");
    assert_ok(itd_path_join(path, "a", "b", "c", &err), &err);
    assert_string_equal(path, "a/b/c");
    memset(name, 'n', sizeof name);
    name[ITD_PATH_MAX - 3] = '\0';
    assert_ok(itd_path_join(path, "a", name, NULL, &err), &err);
    assert_int_equal(strlen(path), ITD_PATH_MAX - 1);
    name[ITD_PATH_MAX - 3] = 'n';
    name[ITD_PATH_MAX - 2] = '\0';
    assert_status_error(itd_path_join(path, "a", name, NULL, &err), ITD_E_LIMIT, &err);
}

static void a_file_is_read_whole_up_to_its_limit(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    assert_ok(itd_file_write_atomic(path_of("f"), ITD_STR("a\0b"), &err), &err);
    itd_buf_init(&buf, 3);
    assert_ok(itd_file_read(path_of("f"), &buf, &err), &err);
    assert_true(itd_str_equal(itd_buf_text(&buf), ITD_STR("a\0b")));
    itd_buf_done(&buf);
    itd_buf_init(&buf, 2);
    assert_status_error(itd_file_read(path_of("f"), &buf, &err), ITD_E_LIMIT, &err);
    assert_string_equal(err.file, path_of("f"));
    itd_buf_done(&buf);
}

static void a_large_file_comes_back_byte_for_byte(void **state)
{
    const size_t size = 1000003;
    itd_buf      in, out;

    (void)state;
    itd_buf_init(&in, size);
    itd_buf_init(&out, size);
    for (size_t i = 0; i < size; i++)
        itd_buf_append_char(&in, (char)(i * 2654435761u >> 13));
    assert_ok(itd_file_write_atomic(path_of("large"), itd_buf_text(&in), NULL), NULL);
    assert_ok(itd_file_read(path_of("large"), &out, NULL), NULL);
    assert_true(itd_str_equal(itd_buf_text(&in), itd_buf_text(&out)));
    itd_buf_done(&in);
    itd_buf_done(&out);
}

static void what_cannot_be_read_is_an_error_with_its_file(void **state)
{
    itd_buf   buf;
    itd_error err;

    (void)state;
    itd_buf_init(&buf, 100);
    assert_status_error(itd_file_read(path_of("none"), &buf, &err), ITD_E_NOT_FOUND, &err);
    assert_string_equal(err.file, path_of("none"));
    assert_status_error(itd_file_read(folder, &buf, &err), ITD_E_IO, &err);
    itd_test_fail_allocation(1);
    assert_ok(itd_file_write_atomic(path_of("f"), ITD_STR("x"), &err), &err);
    assert_status_error(itd_file_read(path_of("f"), &buf, &err), ITD_E_NO_MEMORY, &err);
    itd_test_fail_allocation(0);
    itd_buf_done(&buf);
}

static void a_write_replaces_the_file_and_leaves_nothing_else(void **state)
{
    itd_buf   names;
    itd_error err;

    (void)state;
    assert_ok(itd_dir_create(path_of("w"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("w/f"), ITD_STR("old, and longer"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("w/f"), ITD_STR("new"), &err), &err);
    assert_content(path_of("w/f"), "new");
    assert_ok(itd_file_write_atomic(path_of("w/f"), (itd_str){0}, &err), &err);
    assert_content(path_of("w/f"), "");
    itd_buf_init(&names, 100);
    assert_ok(itd_dir_list(path_of("w"), &names, &err), &err);
    assert_str_equal(itd_buf_text(&names), "f\n");
    itd_buf_done(&names);
}

static void a_write_that_fails_leaves_what_was_there(void **state)
{
    itd_buf   names;
    itd_error err;

    (void)state;
    assert_status_error(itd_file_write_atomic(path_of("no/f"), ITD_STR("x"), &err), ITD_E_NOT_FOUND,
                        &err);
    assert_ok(itd_dir_create(path_of("fail/f"), &err), &err); /* a folder stands where it should */
    assert_status_error(itd_file_write_atomic(path_of("fail/f"), ITD_STR("x"), &err), ITD_E_IO,
                        &err);
    itd_buf_init(&names, 100);
    assert_ok(itd_dir_list(path_of("fail"), &names, &err), &err);
    assert_str_equal(itd_buf_text(&names), "f\n"); /* the temporary file is gone */
    itd_buf_done(&names);
}

static void lines_are_appended(void **state)
{
    (void)state;
    assert_ok(itd_file_append(path_of("log"), ITD_STR("one\n"), NULL), NULL);
    assert_ok(itd_file_append(path_of("log"), ITD_STR("two\n"), NULL), NULL);
    assert_content(path_of("log"), "one\ntwo\n");
    assert_int_equal(itd_file_append(path_of("no/log"), ITD_STR("x"), NULL), ITD_E_NOT_FOUND);
}

static void folders_are_made_with_their_parents(void **state)
{
    char      deep[ITD_PATH_MAX + 1];
    itd_error err;

    (void)state;
    assert_ok(itd_dir_create(path_of("a/b//c/"), &err), &err);
    assert_ok(itd_dir_create(path_of("a/b/c"), &err), &err);
    assert_true(itd_dir_exists(path_of("a/b/c")));
    assert_true(itd_file_exists(path_of("a/b/c")));
    assert_false(itd_dir_exists(path_of("a/b/d")));
    assert_ok(itd_file_write_atomic(path_of("file"), ITD_STR("x"), &err), &err);
    assert_false(itd_dir_exists(path_of("file")));
    assert_status_error(itd_dir_create(path_of("file/below"), &err), ITD_E_IO, &err);
    assert_status_error(itd_dir_create(path_of("file"), &err), ITD_E_IO, &err);
    memset(deep, 'x', sizeof deep);
    deep[ITD_PATH_MAX] = '\0';
    assert_status_error(itd_dir_create(deep, &err), ITD_E_LIMIT, &err);
}

static void removing_takes_all_below_but_follows_no_link(void **state)
{
    char      target[ITD_PATH_MAX];
    itd_error err;

    (void)state;
    assert_ok(itd_dir_create(path_of("r/x/y"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("r/x/f"), ITD_STR("x"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("outside"), ITD_STR("x"), &err), &err);
    snprintf(target, sizeof target, "%s", path_of("outside"));
    assert_int_equal(symlink(target, path_of("r/link")), 0);
    assert_ok(itd_path_remove(path_of("r"), &err), &err);
    assert_false(itd_file_exists(path_of("r")));
    assert_true(itd_file_exists(path_of("outside")));
    assert_ok(itd_path_remove(path_of("r"), &err), &err); /* nothing there is fine */
    assert_ok(itd_path_remove(path_of("outside"), &err), &err);
    assert_false(itd_file_exists(path_of("outside")));
}

static void names_are_listed_in_the_order_of_their_bytes(void **state)
{
    itd_buf   names;
    itd_error err;

    (void)state;
    assert_ok(itd_dir_create(path_of("l/b"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("l/a"), ITD_STR(""), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("l/Z"), ITD_STR(""), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("l/.hidden"), ITD_STR(""), &err), &err);
    itd_buf_init(&names, 14);
    assert_ok(itd_dir_list(path_of("l"), &names, &err), &err);
    assert_str_equal(itd_buf_text(&names), ".hidden\nZ\na\nb\n");
    itd_buf_done(&names);
    itd_buf_init(&names, 13);
    assert_status_error(itd_dir_list(path_of("l"), &names, &err), ITD_E_LIMIT, &err);
    itd_buf_done(&names);
    itd_buf_init(&names, 100);
    assert_status_error(itd_dir_list(path_of("none"), &names, &err), ITD_E_NOT_FOUND, &err);
    itd_buf_done(&names);
}

static void sizes_are_summed_over_all_below(void **state)
{
    uint64_t  bytes = 7;
    itd_error err;

    (void)state;
    assert_ok(itd_dir_create(path_of("s/x/y"), &err), &err);
    assert_ok(itd_dir_size(path_of("s"), &bytes, &err), &err);
    assert_true(bytes == 0);
    assert_ok(itd_file_write_atomic(path_of("s/1"), ITD_STR("12345"), &err), &err);
    assert_ok(itd_file_write_atomic(path_of("s/x/y/2"), ITD_STR("123"), &err), &err);
    assert_ok(itd_dir_size(path_of("s"), &bytes, &err), &err);
    assert_true(bytes == 8);
    assert_status_error(itd_dir_size(path_of("none"), &bytes, &err), ITD_E_NOT_FOUND, &err);
    assert_true(bytes == 8);
}

static void a_map_shows_the_bytes_of_the_file(void **state)
{
    itd_file_map map;
    itd_error    err;

    (void)state;
    assert_ok(itd_file_write_atomic(path_of("m"), ITD_STR("mapped"), &err), &err);
    assert_ok(itd_file_map_open(path_of("m"), &map, &err), &err);
    /* A new version replaces the name; who holds the old one keeps it. */
    assert_ok(itd_file_write_atomic(path_of("m"), ITD_STR("newer!"), &err), &err);
    assert_str_equal(map.bytes, "mapped");
    itd_file_map_close(&map);
    itd_file_map_close(&map);
    assert_ok(itd_file_write_atomic(path_of("m"), (itd_str){0}, &err), &err);
    assert_status_error(itd_file_map_open(path_of("m"), &map, &err), ITD_E_CORRUPT, &err);
    assert_status_error(itd_file_map_open(path_of("none"), &map, &err), ITD_E_NOT_FOUND, &err);
}

static void the_second_writer_waits_and_is_told(void **state)
{
    itd_file_lock first = {.fd = -1}, second = {.fd = -1};
    itd_error     err;
    int64_t       begin;

    (void)state;
    assert_ok(itd_file_lock_open(path_of("lock"), 0, &first, &err), &err);
    begin = itd_clock_steady_ms();
    assert_status_error(itd_file_lock_open(path_of("lock"), 100, &second, &err), ITD_E_BUSY, &err);
    assert_true(itd_clock_steady_ms() - begin >= 100);
    assert_true(err.retriable);
    assert_int_equal(second.fd, -1);
    itd_file_lock_close(&first);
    itd_file_lock_close(&first);
    assert_ok(itd_file_lock_open(path_of("lock"), 0, &second, &err), &err);
    itd_file_lock_close(&second);
    assert_status_error(itd_file_lock_open(path_of("no/lock"), 0, &first, &err), ITD_E_NOT_FOUND,
                        &err);
}

static void a_lock_dies_with_its_process_and_a_waiter_gets_it(void **state)
{
    itd_file_lock lock = {.fd = -1};
    int           ready[2], status;
    char          byte;
    pid_t         child;

    (void)state;
    assert_int_equal(pipe(ready), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        const int ok = itd_file_lock_open(path_of("dies"), 0, &lock, NULL) == ITD_OK;

        if (write(ready[1], "x", 1) != 1 || !ok)
            _exit(1);
        nanosleep(&(struct timespec){.tv_nsec = 100000000}, NULL);
        _exit(0); /* without closing */
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(itd_file_lock_open(path_of("dies"), 0, &lock, NULL), ITD_E_BUSY);
    assert_ok(itd_file_lock_open(path_of("dies"), 60000, &lock, NULL), NULL);
    itd_file_lock_close(&lock);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    close(ready[0]);
    close(ready[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_joined_up_to_the_longest),
        cmocka_unit_test(a_file_is_read_whole_up_to_its_limit),
        cmocka_unit_test(a_large_file_comes_back_byte_for_byte),
        cmocka_unit_test(what_cannot_be_read_is_an_error_with_its_file),
        cmocka_unit_test(a_write_replaces_the_file_and_leaves_nothing_else),
        cmocka_unit_test(a_write_that_fails_leaves_what_was_there),
        cmocka_unit_test(lines_are_appended),
        cmocka_unit_test(folders_are_made_with_their_parents),
        cmocka_unit_test(removing_takes_all_below_but_follows_no_link),
        cmocka_unit_test(names_are_listed_in_the_order_of_their_bytes),
        cmocka_unit_test(sizes_are_summed_over_all_below),
        cmocka_unit_test(a_map_shows_the_bytes_of_the_file),
        cmocka_unit_test(the_second_writer_waits_and_is_told),
        cmocka_unit_test(a_lock_dies_with_its_process_and_a_waiter_gets_it),
    };

    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
