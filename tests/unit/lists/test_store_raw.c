/* Raw files: they come back byte for byte, however long their chain and however large they are. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include "lists/store_internal.h"

#define SEED 7u

struct raw_test {
    itd_squeeze *squeeze;
    itd_buf      bytes;
    unsigned     random;
};

static void begin(struct raw_test *test, const char *dir)
{
    char      path[ITD_PATH_MAX];
    itd_error err;

    test->random = SEED;
    itd_buf_init(&test->bytes, SIZE_MAX);
    assert_ok(itd_squeeze_new(&test->squeeze, &err), &err);
    assert_ok(itd_path_join(path, dir, "raw", NULL, &err), &err);
    assert_ok(itd_dir_create(path, &err), &err);
}

static void end(struct raw_test *test)
{
    itd_squeeze_free(test->squeeze);
    itd_buf_done(&test->bytes);
}

static unsigned next_random(struct raw_test *test)
{
    test->random = test->random * 1103515245u + 12345u;
    return test->random >> 8;
}

/* Bytes that no compressor shrinks much. */
static void fill(struct raw_test *test, size_t len)
{
    itd_buf_reset(&test->bytes);
    while (test->bytes.len < len)
        itd_buf_append_char(&test->bytes, (char)next_random(test));
    assert_int_equal(test->bytes.failed, ITD_OK);
}

static itd_digest digest_of(const struct raw_test *test)
{
    itd_digest digest;
    itd_error  err;

    assert_ok(itd_digest_of(itd_buf_text(&test->bytes), &digest, &err), &err);
    return digest;
}

static void assert_restores(struct raw_test *test, const char *dir, const itd_digest *digest)
{
    itd_buf    back;
    itd_digest seen;
    itd_error  err;

    itd_buf_init(&back, SIZE_MAX);
    assert_ok(itd_raw_restore(dir, test->squeeze, digest, &back, &err), &err);
    assert_ok(itd_digest_of(itd_buf_text(&back), &seen, &err), &err);
    assert_true(itd_digest_equal(&seen, digest));
    itd_buf_done(&back);
}

#define FILES (2 * ITD_RAW_CHAIN_MAX + 3)
#define FILE_BYTES 20000

static void a_chain_ends_at_its_limit_and_begins_anew(void **state)
{
    const char     *dir = *state;
    struct raw_test test;
    itd_digest      digests[FILES];
    uint64_t        bytes;
    itd_error       err;

    begin(&test, dir);
    fill(&test, FILE_BYTES);
    for (unsigned i = 0; i < FILES; i++) {
        test.bytes.ptr[i * 10] ^= 1;
        digests[i] = digest_of(&test);
        assert_ok(itd_raw_put(dir, test.squeeze, itd_buf_text(&test.bytes), &digests[i],
                              i > 0 ? &digests[i - 1] : NULL, &err),
                  &err);
        assert_int_equal(itd_raw_depth(dir, &digests[i]), i % ITD_RAW_CHAIN_MAX + 1);
        assert_int_equal(itd_raw_has_key(dir, &digests[i]), i % ITD_RAW_CHAIN_MAX == 0);
    }
    for (unsigned i = 0; i < FILES; i++)
        assert_restores(&test, dir, &digests[i]);
    /* Three files stand alone; the others are next to nothing. */
    assert_ok(itd_dir_size(dir, &bytes, &err), &err);
    assert_true(bytes < 4 * FILE_BYTES);
    end(&test);
}

static void a_file_made_to_stand_alone_needs_its_base_no_longer(void **state)
{
    const char     *dir = *state;
    struct raw_test test;
    itd_digest      base, digest, needed;
    char            hex[ITD_DIGEST_HEX + 1], path[ITD_PATH_MAX], name[ITD_RAW_NAME_MAX];
    itd_error       err;
    bool            has_base;

    begin(&test, dir);
    fill(&test, FILE_BYTES);
    base = digest_of(&test);
    assert_ok(itd_raw_put(dir, test.squeeze, itd_buf_text(&test.bytes), &base, NULL, &err), &err);
    test.bytes.ptr[0] ^= 1;
    digest = digest_of(&test);
    assert_ok(itd_raw_put(dir, test.squeeze, itd_buf_text(&test.bytes), &digest, &base, &err),
              &err);
    assert_ok(itd_raw_base(dir, &digest, &has_base, &needed, &err), &err);
    assert_true(has_base && itd_digest_equal(&needed, &base));
    assert_ok(itd_raw_make_key(dir, test.squeeze, &digest, &err), &err);
    itd_digest_to_hex(&base, hex);
    snprintf(name, sizeof name, "%s.key", hex);
    assert_ok(itd_path_join(path, dir, "raw", name, &err), &err);
    assert_ok(itd_path_remove(path, &err), &err);
    assert_restores(&test, dir, &digest);
    end(&test);
}

static void a_base_of_another_kind_does_no_harm(void **state)
{
    const char     *dir = *state;
    struct raw_test test;
    itd_digest      base, digest, absent = {{1}};
    itd_error       err;

    begin(&test, dir);
    fill(&test, FILE_BYTES);
    base = digest_of(&test);
    assert_ok(itd_raw_put(dir, test.squeeze, itd_buf_text(&test.bytes), &base, &absent, &err),
              &err);
    fill(&test, 2 * FILE_BYTES);
    digest = digest_of(&test);
    assert_ok(itd_raw_put(dir, test.squeeze, itd_buf_text(&test.bytes), &digest, &base, &err),
              &err);
    assert_restores(&test, dir, &base);
    assert_restores(&test, dir, &digest);
    end(&test);
}

/* Writes the bytes to a file and stores that as a stream, as large files are. */
static itd_status put_stream(struct raw_test *test, const char *dir, const itd_digest *digest,
                             uint64_t size, itd_error *err)
{
    itd_source *src;
    bool        found;
    itd_status  st;

    assert_ok(
        itd_source_open_memory(ITD_STR("large.csv"), itd_buf_text(&test->bytes), NULL, &src, err),
        err);
    assert_ok(itd_source_next_member(src, &found, err), err);
    assert_true(found);
    st = itd_raw_put_stream(dir, test->squeeze, src, digest, size, err);
    itd_source_close(src);
    return st;
}

static void the_largest_file_is_restored_in_memory_and_a_larger_one_checked_piecewise(void **state)
{
    const char     *dir = *state;
    struct raw_test test;
    struct part_row part = {.size = ITD_RAW_PREFIX_MAX};
    char            block[4096];
    itd_buf         back;
    itd_error       err;

    begin(&test, dir);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] = (char)next_random(&test);
    while (test.bytes.len < ITD_RAW_PREFIX_MAX)
        itd_buf_append(&test.bytes, (itd_str){.ptr = block, .len = sizeof block});
    assert_int_equal(test.bytes.len, ITD_RAW_PREFIX_MAX);
    part.digest = digest_of(&test);
    assert_ok(put_stream(&test, dir, &part.digest, part.size, &err), &err);
    assert_restores(&test, dir, &part.digest);
    assert_ok(itd_raw_check(dir, test.squeeze, &part, &err), &err);

    itd_buf_append_char(&test.bytes, 'x');
    part.size++;
    part.digest = digest_of(&test);
    assert_ok(put_stream(&test, dir, &part.digest, part.size, &err), &err);
    assert_ok(itd_raw_check(dir, test.squeeze, &part, &err), &err);
    itd_buf_init(&back, SIZE_MAX);
    assert_status_error(itd_raw_restore(dir, test.squeeze, &part.digest, &back, &err), ITD_E_LIMIT,
                        &err);
    itd_buf_done(&back);
    end(&test);
}

static void a_file_that_changed_while_it_was_added_is_not_stored(void **state)
{
    const char     *dir = *state;
    struct raw_test test;
    itd_digest      digest;
    itd_error       err;

    begin(&test, dir);
    fill(&test, FILE_BYTES);
    digest = digest_of(&test);
    test.bytes.ptr[FILE_BYTES / 2] ^= 1;
    assert_status_error(put_stream(&test, dir, &digest, FILE_BYTES, &err), ITD_E_CONFLICT, &err);
    assert_false(itd_raw_exists(dir, &digest));
    end(&test);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)
        STORE_TEST(a_chain_ends_at_its_limit_and_begins_anew),
        STORE_TEST(a_file_made_to_stand_alone_needs_its_base_no_longer),
        STORE_TEST(a_base_of_another_kind_does_no_harm),
        STORE_TEST(the_largest_file_is_restored_in_memory_and_a_larger_one_checked_piecewise),
        STORE_TEST(a_file_that_changed_while_it_was_added_is_not_stored),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
