/* The database under everything that goes wrong: versions, damage, full disks, kills, two
 * writers. */
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/unit/support.h"

#define KILLS 25

static const char *const migrations[] = {
    "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;",
    "ALTER TABLE note ADD COLUMN who TEXT NOT NULL DEFAULT '';",
};
static const itd_db_schema schema_1 = {"notebook", 0x49544e42, migrations, 1};
static const itd_db_schema schema_2 = {"notebook", 0x49544e42, migrations, 2};
static const itd_db_schema other = {"ledger", 0x11223344, migrations, 1};

static char folder[64];
static char path[128];

static int make_folder(void **state)
{
    (void)state;
    snprintf(folder, sizeof folder, "/tmp/itd-db-XXXXXX");
    if (!mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/note book?#%%.db", folder);
    return 0;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)chmod(folder, 0700);
    return itd_path_remove(folder, NULL) == ITD_OK ? 0 : 1;
}

static itd_db *open_db(const itd_db_schema *schema, itd_db_mode mode)
{
    itd_db   *db = NULL;
    itd_error err;

    assert_ok(itd_db_open(path, schema, mode, NULL, &db, &err), &err);
    return db;
}

static void expect_open(const itd_db_schema *schema, itd_db_mode mode, itd_status expected)
{
    itd_db    *db = NULL;
    itd_error  err = {0};
    itd_status st = itd_db_open(path, schema, mode, NULL, &db, &err);

    assert_status_error(st, expected, &err);
    if (expected == ITD_OK) {
        itd_db_close(db);
        return;
    }
    assert_null(db);
    if (expected != ITD_E_NO_MEMORY)
        assert_non_null(strstr(err.file, "note book"));
}

static itd_status put(itd_db *db, int64_t id, const char *text, itd_error *err)
{
    itd_db_statement *stmt = NULL;
    itd_status st = itd_db_prepare(db, "INSERT INTO note (id, text) VALUES (?1, ?2)", &stmt, err);

    if (st == ITD_OK) {
        itd_db_bind_i64(stmt, 1, id);
        itd_db_bind_text(stmt, 2, itd_str_of(text));
        st = itd_db_do(stmt, err);
    }
    itd_db_finish(stmt);
    return st;
}

static int64_t number(itd_db *db, const char *sql)
{
    itd_db_statement *stmt = NULL;
    itd_error         err;
    bool              found;
    int64_t           value;

    assert_ok(itd_db_prepare(db, sql, &stmt, &err), &err);
    assert_ok(itd_db_step(stmt, &found, &err), &err);
    assert_true(found);
    value = itd_db_i64(stmt, 0);
    itd_db_finish(stmt);
    return value;
}

static void what_is_written_is_read_again(void **state)
{
    itd_db           *db = open_db(&schema_2, ITD_DB_CREATE);
    itd_db_statement *stmt = NULL;
    itd_error         err;
    bool              found;

    (void)state;
    assert_ok(itd_db_begin(db, &err), &err);
    assert_ok(put(db, 1, "it's; -- \"quoted\"", &err), &err);
    assert_ok(put(db, 2, "", &err), &err);
    assert_ok(itd_db_commit(db, &err), &err);
    itd_db_close(db);
    db = open_db(&schema_2, ITD_DB_READ);
    assert_ok(itd_db_prepare(db, "SELECT id, text, NULL FROM note ORDER BY id", &stmt, &err), &err);
    assert_ok(itd_db_step(stmt, &found, &err), &err);
    assert_true(found);
    assert_int_equal(itd_db_i64(stmt, 0), 1);
    assert_str_equal(itd_db_text(stmt, 1), "it's; -- \"quoted\"");
    assert_true(itd_db_is_null(stmt, 2));
    assert_ok(itd_db_step(stmt, &found, &err), &err);
    assert_str_equal(itd_db_text(stmt, 1), "");
    assert_false(itd_db_is_null(stmt, 1));
    assert_ok(itd_db_step(stmt, &found, &err), &err);
    assert_false(found);
    itd_db_finish(stmt);
    assert_status_error(put(db, 3, "x", &err), ITD_E_IO, &err); /* opened for reading */
    itd_db_close(db);
}

static void a_rollback_leaves_nothing(void **state)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_error err;

    (void)state;
    assert_ok(itd_db_begin(db, &err), &err);
    assert_ok(put(db, 1, "x", &err), &err);
    itd_db_rollback(db);
    itd_db_rollback(db);
    assert_int_equal(number(db, "SELECT count(*) FROM note"), 0);
    assert_ok(itd_db_begin(db, &err), &err);
    assert_ok(put(db, 1, "x", &err), &err);
    itd_db_close(db); /* rolls back */
    db = open_db(&schema_1, ITD_DB_READ);
    assert_int_equal(number(db, "SELECT count(*) FROM note"), 0);
    itd_db_close(db);
}

static void a_key_twice_and_another_constraint_are_told_apart(void **state)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_error err;

    (void)state;
    assert_ok(put(db, 1, "x", &err), &err);
    assert_status_error(put(db, 1, "y", &err), ITD_E_DUPLICATE, &err);
    assert_status_error(itd_db_run(db, "INSERT INTO note (id, text) VALUES (2, NULL)", &err),
                        ITD_E_CONFLICT, &err);
    assert_int_equal(number(db, "SELECT count(*) FROM note"), 1);
    itd_db_close(db);
}

static void an_older_database_is_brought_up_and_a_newer_one_refused(void **state)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_error err;

    (void)state;
    assert_ok(put(db, 1, "old", &err), &err);
    itd_db_close(db);
    expect_open(&schema_2, ITD_DB_READ, ITD_E_VERSION);
    db = open_db(&schema_2, ITD_DB_WRITE);
    assert_int_equal(number(db, "SELECT count(*) FROM note WHERE who = '' AND text = 'old'"), 1);
    itd_db_close(db);
    expect_open(&schema_1, ITD_DB_READ, ITD_E_VERSION);
    expect_open(&schema_1, ITD_DB_CREATE, ITD_E_VERSION);
    expect_open(&schema_2, ITD_DB_READ, ITD_OK);
}

static void a_migration_that_fails_changes_nothing(void **state)
{
    static const char *const broken[] = {"CREATE TABLE note (id INTEGER PRIMARY KEY) STRICT;",
                                         "CREATE TABLE more (x INTEGER); CREATE TABLE note (y);"};
    const itd_db_schema first = {"notebook", 7, broken, 1}, second = {"notebook", 7, broken, 2};

    (void)state;
    expect_open(&first, ITD_DB_CREATE, ITD_OK);
    expect_open(&second, ITD_DB_WRITE, ITD_E_IO);
    expect_open(&first, ITD_DB_READ, ITD_OK);
}

static void what_is_not_ours_is_refused(void **state)
{
    itd_error err;

    (void)state;
    expect_open(&schema_1, ITD_DB_READ, ITD_E_NOT_FOUND);
    expect_open(&schema_1, ITD_DB_WRITE, ITD_E_NOT_FOUND);
    assert_ok(itd_file_write_atomic(path, (itd_str){0}, &err), &err);
    expect_open(&schema_1, ITD_DB_READ, ITD_E_SCHEMA); /* an empty file */
    expect_open(&other, ITD_DB_CREATE, ITD_OK);
    expect_open(&schema_1, ITD_DB_READ, ITD_E_SCHEMA);
    expect_open(&schema_1, ITD_DB_CREATE, ITD_E_SCHEMA);
    assert_ok(itd_path_remove(path, &err), &err);
    assert_ok(itd_file_write_atomic(path, ITD_STR("id,text\n1,this is no database at all\n"), &err),
              &err);
    expect_open(&schema_1, ITD_DB_READ, ITD_E_CORRUPT);
    expect_open(&schema_1, ITD_DB_CREATE, ITD_E_CORRUPT);
}

/* A database of some pages, closed, its bytes in buf. */
static void fill(itd_buf *buf)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_error err;

    assert_ok(itd_db_begin(db, &err), &err);
    for (int i = 0; i < 400; i++)
        assert_ok(put(db, i, "a note of some length, so that there are several pages", &err), &err);
    assert_ok(itd_db_commit(db, &err), &err);
    itd_db_close(db);
    itd_buf_init(buf, SIZE_MAX);
    assert_ok(itd_file_read(path, buf, &err), &err);
}

static void a_cut_or_scribbled_database_is_refused_or_whole(void **state)
{
    itd_buf   bytes;
    itd_error err;
    size_t    refused = 0, tried = 0;

    (void)state;
    fill(&bytes);
    /* Cut at every page and in the middle of one. */
    for (size_t cut = 4096; cut < bytes.len; cut += 2048) {
        assert_ok(itd_file_write_atomic(path, (itd_str){bytes.ptr, cut}, &err), &err);
        expect_open(&schema_1, ITD_DB_READ, ITD_E_CORRUPT);
    }
    /* The head of every page overwritten. */
    for (size_t at = 0; at < bytes.len; at += 4096) {
        char keep[16];

        memcpy(keep, bytes.ptr + at, sizeof keep);
        memset(bytes.ptr + at, 0x5a, sizeof keep);
        assert_ok(itd_file_write_atomic(path, itd_buf_text(&bytes), &err), &err);
        memcpy(bytes.ptr + at, keep, sizeof keep);
        expect_open(&schema_1, ITD_DB_READ, ITD_E_CORRUPT);
    }
    /* Single bytes flipped: an error, or what is read is a database all the same; never a crash. */
    for (size_t at = 0; at < bytes.len; at += 127) {
        itd_db    *db = NULL;
        itd_status st;

        bytes.ptr[at] = (char)~bytes.ptr[at];
        assert_ok(itd_file_write_atomic(path, itd_buf_text(&bytes), &err), &err);
        bytes.ptr[at] = (char)~bytes.ptr[at];
        st = itd_db_open(path, &schema_1, ITD_DB_READ, NULL, &db, &err);
        tried++;
        refused += st != ITD_OK;
        itd_db_close(db);
    }
    printf("# %zu of %zu single flips refused\n", refused, tried);
    assert_true(refused > 10);
    itd_buf_done(&bytes);
}

static void a_folder_that_cannot_be_written_to_can_be_read(void **state)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_error err;

    (void)state;
    assert_ok(put(db, 1, "x", &err), &err);
    itd_db_close(db);
    assert_int_equal(chmod(path, 0400), 0);
    assert_int_equal(chmod(folder, 0500), 0);
    if (access(folder, W_OK) == 0) { /* the superuser may write anywhere: nothing to see */
        expect_open(&schema_1, ITD_DB_READ, ITD_OK);
        return;
    }
    db = open_db(&schema_1, ITD_DB_READ);
    assert_int_equal(number(db, "SELECT count(*) FROM note"), 1);
    itd_db_close(db);
    expect_open(&schema_1, ITD_DB_WRITE, ITD_E_IO);
    snprintf(path, sizeof path, "%s/note book 2", folder);
    expect_open(&schema_1, ITD_DB_CREATE, ITD_E_IO);
}

static void a_full_disk_is_told_and_what_was_there_stays(void **state)
{
    itd_db       *db = open_db(&schema_1, ITD_DB_CREATE);
    struct rlimit old, small;
    itd_error     err;
    itd_status    st = ITD_OK;

    (void)state;
    assert_ok(put(db, 1, "kept", &err), &err);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    small = old;
    small.rlim_cur = 64 << 10;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_ok(itd_db_begin(db, &err), &err);
    for (int i = 2; st == ITD_OK && i < 100000; i++)
        st = put(db, i, "a note of some length, until nothing fits any more", &err);
    if (st == ITD_OK)
        st = itd_db_commit(db, &err);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_status_error(st, ITD_E_IO, &err);
    assert_non_null(strstr(err.file, "note book"));
    itd_db_close(db);
    db = open_db(&schema_1, ITD_DB_READ);
    assert_int_equal(number(db, "SELECT count(*) FROM note"), 1);
    itd_db_close(db);
}

static void of_two_writers_the_second_waits_and_is_told(void **state)
{
    const itd_db_options impatient = {.busy_ms = 20};
    itd_db              *first = open_db(&schema_1, ITD_DB_CREATE), *second = NULL;
    itd_error            err;

    (void)state;
    assert_ok(itd_db_open(path, &schema_1, ITD_DB_WRITE, &impatient, &second, &err), &err);
    assert_ok(itd_db_begin(first, &err), &err);
    assert_ok(put(first, 1, "x", &err), &err);
    assert_status_error(itd_db_begin(second, &err), ITD_E_BUSY, &err);
    assert_true(err.retriable);
    assert_int_equal(number(second, "SELECT count(*) FROM note"), 0); /* readers go on */
    assert_ok(itd_db_commit(first, &err), &err);
    assert_int_equal(number(second, "SELECT count(*) FROM note"), 1);
    assert_ok(itd_db_begin(second, &err), &err);
    itd_db_close(second);
    itd_db_close(first);
}

/* Writes notes in transactions of three until it is killed; tells each commit. */
static void write_until_killed(int told)
{
    itd_db *db = NULL;

    if (itd_db_open(path, &schema_1, ITD_DB_WRITE, NULL, &db, NULL) != ITD_OK)
        _exit(1);
    for (int64_t next = number(db, "SELECT count(*) FROM note");; next += 3) {
        if (itd_db_begin(db, NULL) != ITD_OK)
            _exit(1);
        for (int64_t i = 0; i < 3; i++) {
            if (put(db, next + i, "a note of some length, written before the kill", NULL) != ITD_OK)
                _exit(1);
        }
        if (itd_db_commit(db, NULL) != ITD_OK)
            _exit(1);
        if (write(told, &(int64_t){next + 3}, sizeof(int64_t)) != sizeof(int64_t))
            _exit(1);
    }
}

static void after_a_kill_every_commit_is_there_whole(void **state)
{
    unsigned seed = (unsigned)getpid();

    (void)state;
    printf("# seed %u\n", seed);
    itd_db_close(open_db(&schema_1, ITD_DB_CREATE));
    for (int kill_number = 0; kill_number < KILLS; kill_number++) {
        int64_t committed = 0, told, count;
        int     ends[2];
        pid_t   child;
        itd_db *db;

        assert_int_equal(pipe(ends), 0);
        child = fork();
        if (child == 0) {
            close(ends[0]);
            write_until_killed(ends[1]);
        }
        assert_true(child > 0);
        close(ends[1]);
        assert_int_equal(read(ends[0], &committed, sizeof committed), sizeof committed);
        seed = seed * 1103515245u + 12345u;
        (void)nanosleep(&(struct timespec){.tv_nsec = (long)((seed >> 16) % 6000) * 1000}, NULL);
        assert_int_equal(kill(child, SIGKILL), 0);
        assert_int_equal(waitpid(child, NULL, 0), child);
        while (read(ends[0], &told, sizeof told) == sizeof told)
            committed = told;
        close(ends[0]);
        db = open_db(&schema_1, ITD_DB_READ);
        count = number(db, "SELECT count(*) FROM note");
        assert_int_equal(count % 3, 0);
        assert_true(count >= committed);
        itd_db_close(db);
    }
}

static void a_scratch_database_is_whole_and_leaves_nothing(void **state)
{
    itd_db           *db = NULL, *again = NULL;
    itd_db_statement *stmt = NULL;
    bool              found;
    itd_error         err;

    (void)state;
    assert_ok(itd_db_open_scratch(&schema_2, 64, &db, &err), &err);
    assert_ok(itd_db_begin(db, &err), &err);
    assert_ok(itd_db_prepare(db, "INSERT INTO note VALUES (?1, ?2, '')", &stmt, &err), &err);
    for (int i = 0; i < 20000; i++) { /* far more than its cache */
        itd_db_bind_i64(stmt, 1, i);
        itd_db_bind_text(stmt, 2, ITD_STR("a text of some length that fills pages"));
        assert_ok(itd_db_do(stmt, &err), &err);
    }
    itd_db_finish(stmt);
    assert_ok(itd_db_commit(db, &err), &err);
    assert_ok(itd_db_prepare(db, "SELECT count(*) FROM note", &stmt, &err), &err);
    assert_ok(itd_db_step(stmt, &found, &err), &err);
    assert_int_equal(itd_db_i64(stmt, 0), 20000);
    itd_db_finish(stmt);
    assert_ok(itd_db_open_scratch(&schema_1, 64, &again, &err), &err);
    itd_db_close(again);
    itd_db_close(db);
    itd_test_fail_allocation(1);
    assert_int_equal(itd_db_open_scratch(&schema_1, 64, &again, &err), ITD_E_NO_MEMORY);
    (void)itd_test_fail_allocation(0);
}

static void every_allocation_of_ours_may_fail(void **state)
{
    itd_db_close(open_db(&schema_1, ITD_DB_CREATE));
    (void)state;
    for (size_t nth = 1; nth < 40; nth++) {
        itd_db    *db = NULL;
        itd_error  err = {0};
        itd_status st;

        itd_test_fail_allocation(nth);
        st = itd_db_open(path, &schema_1, ITD_DB_READ, NULL, &db, &err);
        if (st == ITD_OK)
            st = put(db, 1, "x", &err) == ITD_E_NO_MEMORY ? ITD_E_NO_MEMORY : ITD_OK;
        itd_test_fail_allocation(0);
        itd_db_close(db);
        assert_true(st == ITD_OK || st == ITD_E_NO_MEMORY);
        if (nth == 1)
            assert_int_equal(st, ITD_E_NO_MEMORY);
    }
}

static void a_value_takes_the_limit_and_no_byte_more_than_allowed(void **state)
{
    itd_db   *db = open_db(&schema_1, ITD_DB_CREATE);
    itd_buf   text;
    itd_error err;

    (void)state;
    itd_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < ITD_DB_TEXT_MAX; i++)
        itd_buf_append_char(&text, 'x');
    itd_buf_append_char(&text, '\0');
    assert_ok(put(db, 1, text.ptr, &err), &err);
    text.len--;
    for (size_t i = 0; i < 2048; i++)
        itd_buf_append_char(&text, 'x');
    itd_buf_append_char(&text, '\0');
    assert_status_error(put(db, 2, text.ptr, &err), ITD_E_LIMIT, &err);
    itd_buf_done(&text);
    itd_db_close(db);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_folder, remove_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(what_is_written_is_read_again),
        TEST(a_rollback_leaves_nothing),
        TEST(a_key_twice_and_another_constraint_are_told_apart),
        TEST(an_older_database_is_brought_up_and_a_newer_one_refused),
        TEST(a_migration_that_fails_changes_nothing),
        TEST(what_is_not_ours_is_refused),
        TEST(a_cut_or_scribbled_database_is_refused_or_whole),
        TEST(a_folder_that_cannot_be_written_to_can_be_read),
        TEST(a_full_disk_is_told_and_what_was_there_stays),
        TEST(of_two_writers_the_second_waits_and_is_told),
        TEST(after_a_kill_every_commit_is_there_whole),
        TEST(a_scratch_database_is_whole_and_leaves_nothing),
        TEST(every_allocation_of_ours_may_fail),
        TEST(a_value_takes_the_limit_and_no_byte_more_than_allowed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
