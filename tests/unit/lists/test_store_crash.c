/* kill -9 during every change of a store. The program is linked so that its calls that change
 * files pass through here: the child dies before the nth of them (a write is half done), for every
 * n there is. Then children die at random moments: a few, or as many as the first argument says.
 * Last, two writers at once. After each the store must be whole, and be the old one or the new
 * one. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define STEPS_MAX 2000 /* more calls than any change makes: the loop must end before */

static unsigned steps, die_at; /* of the child; die_at 0: never */

static bool must_die(void)
{
    return die_at > 0 && ++steps == die_at;
}

ssize_t __real_write(int fd, const void *bytes, size_t len);
ssize_t __wrap_write(int fd, const void *bytes, size_t len);
int     __real_fsync(int fd);
int     __wrap_fsync(int fd);
int     __real_rename(const char *from, const char *to);
int     __wrap_rename(const char *from, const char *to);
int     __real_ftruncate(int fd, off_t len);
int     __wrap_ftruncate(int fd, off_t len);
int     __real_mkdir(const char *path, mode_t mode);
int     __wrap_mkdir(const char *path, mode_t mode);
int     __real_nftw(const char *path, void *fn, int fds, int flags);
int     __wrap_nftw(const char *path, void *fn, int fds, int flags);

ssize_t __wrap_write(int fd, const void *bytes, size_t len)
{
    if (must_die()) {
        (void)!__real_write(fd, bytes, len / 2);
        raise(SIGKILL);
    }
    return __real_write(fd, bytes, len);
}

int __wrap_fsync(int fd)
{
    if (must_die())
        raise(SIGKILL);
    return __real_fsync(fd);
}

int __wrap_rename(const char *from, const char *to)
{
    if (must_die())
        raise(SIGKILL);
    return __real_rename(from, to);
}

int __wrap_ftruncate(int fd, off_t len)
{
    if (must_die())
        raise(SIGKILL);
    return __real_ftruncate(fd, len);
}

int __wrap_mkdir(const char *path, mode_t mode)
{
    if (must_die())
        raise(SIGKILL);
    return __real_mkdir(path, mode);
}

/* What removes files. */
int __wrap_nftw(const char *path, void *fn, int fds, int flags)
{
    if (must_die())
        raise(SIGKILL);
    return __real_nftw(path, fn, fds, flags);
}

/* ---- the state of a store as one digest ---- */

static itd_status digest_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, SIZE_MAX);
    itd_entity_encode(ent, &buf);
    st = itd_digest_stream_add(ctx, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

/* Every version with its flags and entries; the store must be whole. */
static itd_digest state_of(const char *dir)
{
    itd_store         *store = store_open(dir);
    itd_digest_stream *stream = itd_digest_stream_new();
    itd_digest         digest;
    uint64_t           bad = 99;
    itd_error          err;

    assert_ok(itd_store_verify(store, NULL, NULL, &bad, &err), &err);
    assert_int_equal(bad, 0);
    for (size_t i = 0; i < itd_store_version_count(store); i++) {
        const itd_list_version *version = itd_store_version_at(store, i);
        char                    line[64];

        snprintf(line, sizeof line, "%lld %d %d\n", (long long)version->version_ms,
                 version->current, version->pinned);
        assert_ok(itd_digest_stream_add(stream, itd_str_of(line), &err), &err);
        assert_ok(itd_store_each(store, version, digest_entity, stream, &err), &err);
    }
    assert_ok(itd_digest_stream_finish(stream, &digest, &err), &err);
    itd_digest_stream_free(stream);
    itd_store_close(store);
    return digest;
}

/* ---- the changes ---- */

static store_set set_of_day(unsigned day, unsigned size)
{
    return (store_set){.first = 100 + day, .count = size, .changed = 103 + day};
}

static itd_status add_day(itd_store *store, const char *dir, unsigned day, unsigned size)
{
    const store_set set = set_of_day(day, size);
    char            date[16], tag[16];

    snprintf(date, sizeof date, "2024-01-%02u", day);
    snprintf(tag, sizeof tag, "day-%u", day);
    return store_add(store, dir, tag, &set, date, NULL, NULL);
}

static itd_status change_first(itd_store *store, const char *dir)
{
    return add_day(store, dir, 1, 20);
}

static itd_status change_add(itd_store *store, const char *dir)
{
    return add_day(store, dir, 4, 20);
}

static itd_status change_rollback(itd_store *store, const char *dir)
{
    const itd_list_version *now;

    (void)dir;
    return itd_store_rollback(store, ITD_STR("ofac"), &now, NULL);
}

static itd_status change_pin(itd_store *store, const char *dir)
{
    const itd_list_version *version;
    const itd_status        st =
        itd_store_find(store, ITD_STR("ofac"), store_day("2024-01-02"), &version, NULL);

    (void)dir;
    return st == ITD_OK ? itd_store_pin(store, ITD_STR("ofac"), version, NULL) : st;
}

static itd_status change_prune(itd_store *store, const char *dir)
{
    uint64_t dropped;

    (void)dir;
    return itd_store_prune(store, ITD_STR("ofac"), store_day("2024-01-01") + 1, &dropped, NULL);
}

struct change {
    const char *name;
    unsigned    days; /* versions that are there before */
    itd_status (*run)(itd_store *store, const char *dir);
};

static const struct change changes[] = {
    {"first add", 0, change_first}, {"add", 3, change_add},     {"rollback", 3, change_rollback},
    {"pin", 3, change_pin},         {"prune", 3, change_prune},
};

/* A store in DIR/NAME with the versions that a change begins from. */
static void make_store(const char *dir, const char *name, unsigned days, unsigned size,
                       char ret_path[static ITD_PATH_MAX])
{
    itd_store *store;
    itd_error  err;

    assert_ok(itd_path_join(ret_path, dir, name, NULL, &err), &err);
    assert_ok(itd_path_remove(ret_path, &err), &err);
    assert_ok(itd_dir_create(ret_path, &err), &err);
    store = store_open(ret_path);
    for (unsigned day = 1; day <= days; day++)
        assert_int_equal(add_day(store, ret_path, day, size), ITD_OK);
    itd_store_close(store);
}

/* Makes the change in a child that dies at a step; true when it lived to the end. */
static bool run_child(const struct change *change, const char *dir, unsigned step)
{
    const pid_t child = fork();
    int         status;

    assert_true(child >= 0);
    if (child == 0) {
        itd_store *store = NULL;
        char       path[ITD_PATH_MAX];

        if (itd_path_join(path, dir, "store", NULL, NULL) != ITD_OK ||
            itd_store_open(path, true, &store, NULL) != ITD_OK)
            _exit(2);
        die_at = step;
        _exit(change->run(store, dir) == ITD_OK ? 0 : 1);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status)) {
        assert_int_equal(WTERMSIG(status), SIGKILL);
        return false;
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    return true;
}

static void kill_at_every_step(const struct change *change, const char *dir)
{
    char       reference[ITD_PATH_MAX], path[ITD_PATH_MAX];
    itd_digest before, after, now;
    unsigned   step = 1, were_old = 0, were_new = 0;

    make_store(dir, "reference", change->days, 20, reference);
    before = state_of(reference);
    assert_true(run_child(change, reference, 0));
    after = state_of(reference);
    assert_false(itd_digest_equal(&before, &after));

    make_store(dir, "killed", change->days, 20, path);
    for (; step < STEPS_MAX && !run_child(change, path, step); step++) {
        now = state_of(path);
        /* Left-overs of one death stay for the next, until the change went through. */
        if (itd_digest_equal(&now, &before)) {
            were_old++;
        } else {
            if (!itd_digest_equal(&now, &after))
                fail_msg("%s killed at step %u: neither old nor new", change->name, step);
            were_new++;
            make_store(dir, "killed", change->days, 20, path);
        }
    }
    assert_true(step < STEPS_MAX);
    now = state_of(path);
    assert_true(itd_digest_equal(&now, &after));
    assert_true(were_old > 5 && were_new > 0);
    print_message("%s: killed at %u steps, %u times old, %u times new\n", change->name, step - 1,
                  were_old, were_new);
}

static void killed_at_any_step_a_change_is_there_or_not(void **state)
{
    for (size_t i = 0; i < ITD_ARRAY_LEN(changes); i++)
        kill_at_every_step(&changes[i], *state);
}

/* ---- random moments ---- */

#define RANDOM_SIZE 3000 /* entries, so that parsing and packing take their share of the time */
#define SEED 20240105u

static unsigned kills = 10;

static int64_t time_one_add(const char *dir)
{
    itd_store    *store = store_open(dir);
    const int64_t from = itd_clock_steady_ms();

    assert_int_equal(add_day(store, dir, 2, RANDOM_SIZE), ITD_OK);
    itd_store_close(store);
    return itd_clock_steady_ms() - from;
}

static void kill_after(const char *dir, int64_t us)
{
    const pid_t           child = fork();
    const struct timespec pause = {.tv_sec = us / 1000000, .tv_nsec = us % 1000000 * 1000};

    assert_true(child >= 0);
    if (child == 0) {
        itd_store *store = store_open(dir);

        _exit(add_day(store, dir, 2, RANDOM_SIZE) == ITD_OK ? 0 : 1);
    }
    nanosleep(&pause, NULL);
    kill(child, SIGKILL);
    assert_int_equal(waitpid(child, NULL, 0), child);
}

static void killed_at_random_moments_the_store_is_whole(void **state)
{
    char       reference[ITD_PATH_MAX], path[ITD_PATH_MAX];
    itd_digest before, after;
    unsigned   random = SEED, were_new = 0;
    int64_t    full_ms;

    make_store(*state, "reference", 1, RANDOM_SIZE, reference);
    before = state_of(reference);
    full_ms = time_one_add(reference);
    after = state_of(reference);
    make_store(*state, "killed", 1, RANDOM_SIZE, path);
    for (unsigned i = 0; i < kills; i++) {
        itd_digest now;

        random = random * 1103515245u + 12345u;
        kill_after(path, (int64_t)(random >> 8) % (full_ms * 2000 + 1));
        now = state_of(path);
        if (itd_digest_equal(&now, &before))
            continue;
        assert_true(itd_digest_equal(&now, &after));
        were_new++;
        make_store(*state, "killed", 1, RANDOM_SIZE, path);
    }
    print_message("seed %u: %u kills of an addition of %lld ms, %u after the commit, 0 damaged\n",
                  SEED, kills, (long long)full_ms, were_new);
}

/* ---- two writers ---- */

static void a_second_writer_waits_or_is_told(void **state)
{
    const store_set       set = set_of_day(1, 20);
    const struct timespec pause = {.tv_nsec = 200 * 1000000L};
    itd_store            *store = store_open(*state);
    itd_add_options       options = store_options(*state, "a", &set, "2024-01-01");
    itd_file_lock         lock;
    char                  path[ITD_PATH_MAX];
    pid_t                 child;
    int                   status;
    itd_error             err;

    assert_ok(itd_path_join(path, itd_store_dir(store), "lock", NULL, &err), &err);
    assert_ok(itd_file_lock_open(path, 0, &lock, &err), &err);
    options.wait_ms = 30;
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_BUSY, &err);
    assert_true(err.retriable);
    child = fork();
    if (child == 0) {
        /* The child's copy of the descriptor holds the same lock. */
        itd_file_lock_close(&lock);
        options.wait_ms = 20000;
        _exit(store_add_with(store, &options, NULL, NULL) == ITD_OK ? 0 : 1);
    }
    nanosleep(&pause, NULL);
    itd_file_lock_close(&lock);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    itd_store_close(store);
    store = store_open(*state);
    assert_int_equal(itd_store_version_count(store), 1);
    itd_store_close(store);
}

#define WRITERS 4

static void writers_at_once_all_get_through(void **state)
{
    char     path[ITD_PATH_MAX];
    pid_t    children[WRITERS];
    unsigned versions;

    make_store(*state, "shared", 0, 0, path);
    for (unsigned i = 0; i < WRITERS; i++) {
        children[i] = fork();
        if (children[i] == 0) {
            itd_store *store = store_open(path);

            _exit(add_day(store, path, i + 1, 50) == ITD_OK ? 0 : 1);
        }
    }
    for (unsigned i = 0; i < WRITERS; i++) {
        int status;

        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    (void)state_of(path);
    {
        itd_store *store = store_open(path);

        versions = (unsigned)itd_store_version_count(store);
        itd_store_close(store);
    }
    assert_int_equal(versions, WRITERS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)
        STORE_TEST(killed_at_any_step_a_change_is_there_or_not),
        STORE_TEST(killed_at_random_moments_the_store_is_whole),
        STORE_TEST(a_second_writer_waits_or_is_told),
        STORE_TEST(writers_at_once_all_get_through),
    };

    if (argc > 1)
        kills = (unsigned)strtoul(argv[1], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
