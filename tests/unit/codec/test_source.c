/* Sources: plain and packed, whole and broken. Packed fixtures are bytes made once by gzip, xz,
 * zstd and zip from the text "hello\nworld\n". */
#include "codec/source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "tests/unit/support.h"

#define TEXT "hello\nworld\n"

static itd_str fixture(const char *name, itd_buf *buf)
{
    char      path[4096];
    itd_error err;

    snprintf(path, sizeof path, "%s/tests/data/codec/%s", itd_test_root(), name);
    itd_buf_init(buf, SIZE_MAX);
    assert_ok(itd_file_read(path, buf, &err), &err);
    return itd_buf_text(buf);
}

/* All members as "name=bytes;", an error as "!status". */
static const char *read_all(itd_str bytes, const itd_source_options *options, itd_error *err)
{
    static itd_buf out;
    itd_source    *src = NULL;
    itd_status     st = itd_source_open_memory(ITD_STR("in"), bytes, options, &src, err);
    bool           found = false;

    itd_buf_done(&out);
    itd_buf_init(&out, SIZE_MAX);
    while (st == ITD_OK && (st = itd_source_next_member(src, &found, err)) == ITD_OK && found) {
        char   step[16];
        size_t len = 1;

        itd_buf_append(&out, itd_source_name(src));
        itd_buf_append_char(&out, '=');
        while (st == ITD_OK && len > 0) {
            st = itd_source_read(src, step, sizeof step, &len, err);
            if (st == ITD_OK)
                itd_buf_append(&out, (itd_str){step, len});
        }
        itd_buf_append_char(&out, ';');
    }
    if (st != ITD_OK)
        itd_buf_printf(&out, "!%s", itd_status_name(st));
    itd_source_close(src);
    itd_buf_append_char(&out, '\0');
    return out.ptr;
}

static void plain_bytes_pass_untouched_in_any_chunks(void **state)
{
    itd_source_options options = itd_source_options_default();
    itd_error          err;

    (void)state;
    for (size_t chunk = 1; chunk <= 7; chunk++) {
        options.read_max = chunk;
        assert_string_equal(read_all(ITD_STR(TEXT), &options, &err), "in=" TEXT ";");
        assert_string_equal(read_all(ITD_STR("x"), &options, &err), "in=x;");
    }
}

static const struct {
    const char *file;
    const char *told;
} packed[] = {
    {"hello.gz", "in=" TEXT ";"},
    {"hello.xz", "in=" TEXT ";"},
    {"hello.zst", "in=" TEXT ";"},
    {"hello.zip", "in(a.txt)=" TEXT ";in(dir/b.txt)=" TEXT ";"},
};

static void unpacks_whatever_the_name(void **state)
{
    (void)state;
    for (size_t i = 0; i < ITD_ARRAY_LEN(packed); i++) {
        itd_buf   bytes;
        itd_error err;

        assert_string_equal(read_all(fixture(packed[i].file, &bytes), NULL, &err), packed[i].told);
        itd_buf_done(&bytes);
    }
}

/* gz, xz and zst carry a checksum or a length at the end: no proper prefix may read as whole. */
static void a_cut_packed_file_is_an_error_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        itd_buf   bytes;
        itd_error err;
        itd_str   whole = fixture(packed[i].file, &bytes);

        for (size_t len = 6; len < whole.len; len++)
            if (!strchr(read_all(itd_str_slice(whole, 0, len), NULL, &err), '!'))
                fail_msg("%s cut at %zu of %zu read as whole", packed[i].file, len, whole.len);
        itd_buf_done(&bytes);
    }
}

/* What unpacks without an error is what was packed: a flipped bit never changes a letter unseen. */
static void a_flipped_bit_of_a_packed_file_never_gives_other_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2; i++) { /* gz and xz; a checksum is optional in zst */
        itd_buf   bytes;
        itd_error err;

        fixture(packed[i].file, &bytes);
        for (size_t bit = 0; bit < bytes.len * 8; bit++) {
            const char  flip = (char)(1 << bit % 8);
            const char *told;

            bytes.ptr[bit / 8] ^= flip;
            told = read_all(itd_buf_text(&bytes), NULL, &err);
            /* Without its magic number a file is plain, and no reader takes it for a list. */
            if (bit >= 48 && !strchr(told, '!') && strcmp(told, packed[i].told) != 0)
                fail_msg("%s with bit %zu flipped gave %s", packed[i].file, bit, told);
            bytes.ptr[bit / 8] ^= flip;
        }
        itd_buf_done(&bytes);
    }
}

static void an_empty_input_is_an_error(void **state)
{
    itd_error err;

    (void)state;
    assert_string_equal(read_all(ITD_STR(""), NULL, &err), "!syntax");
    assert_string_equal(err.file, "in");
}

static void a_missing_file_and_a_directory_are_errors(void **state)
{
    itd_source *src = NULL;
    itd_error   err;

    (void)state;
    assert_int_equal(itd_source_open_file("/nonexistent.csv", NULL, &src, &err), ITD_E_NOT_FOUND);
    assert_string_equal(err.file, "/nonexistent.csv");
    assert_int_equal(itd_source_open_file("/tmp", NULL, &src, &err), ITD_E_IO);
    assert_null(src);
}

static void a_set_flag_ends_a_reading_that_would_wait(void **state)
{
    static volatile sig_atomic_t stop;
    itd_source_options           options = itd_source_options_default();
    itd_source                  *src = NULL;
    char                         path[64];
    int                          ends[2];
    bool                         found;
    itd_error                    err;

    (void)state;
    assert_int_equal(pipe(ends), 0);
    (void)snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    options.stop = &stop;
    assert_int_equal(write(ends[1], "name\nA\n", 7), 7);
    assert_ok(itd_source_open_file(path, &options, &src, &err), &err);
    assert_ok(itd_source_next_member(src, &found, &err), &err);
    assert_true(found);
    itd_source_close(src);
    stop = 1;
    assert_int_equal(itd_source_open_file(path, &options, &src, &err), ITD_E_INTERRUPTED);
    assert_int_equal(close(ends[0]) + close(ends[1]), 0);
}

static void takes_the_largest_size_and_refuses_one_byte_more(void **state)
{
    itd_source_options options = itd_source_options_default();
    itd_error          err;

    (void)state;
    options.bytes_max = sizeof TEXT - 1;
    assert_null(strchr(read_all(ITD_STR(TEXT), &options, &err), '!'));
    options.bytes_max--;
    assert_non_null(strstr(read_all(ITD_STR(TEXT), &options, &err), "!limit"));
}

/* 8 MiB of one letter pack into a few kB. */
static void refuses_a_decompression_bomb(void **state)
{
    itd_source_options options = itd_source_options_default();
    itd_buf            bytes;
    itd_error          err;

    (void)state;
    options.ratio_free = 1 << 20;
    options.ratio_max = 100;
    assert_non_null(strstr(read_all(fixture("bomb.gz", &bytes), &options, &err), "!limit"));
    options.ratio_max = 100000;
    assert_null(strchr(read_all(itd_buf_text(&bytes), &options, &err), '!'));
    itd_buf_done(&bytes);
}

static void an_encrypted_member_is_an_error(void **state)
{
    itd_buf   bytes;
    itd_error err;

    (void)state;
    assert_non_null(strchr(read_all(fixture("encrypted.zip", &bytes), NULL, &err), '!'));
    itd_buf_done(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plain_bytes_pass_untouched_in_any_chunks),
        cmocka_unit_test(unpacks_whatever_the_name),
        cmocka_unit_test(a_cut_packed_file_is_an_error_at_every_byte),
        cmocka_unit_test(a_flipped_bit_of_a_packed_file_never_gives_other_bytes),
        cmocka_unit_test(an_empty_input_is_an_error),
        cmocka_unit_test(a_missing_file_and_a_directory_are_errors),
        cmocka_unit_test(a_set_flag_ends_a_reading_that_would_wait),
        cmocka_unit_test(takes_the_largest_size_and_refuses_one_byte_more),
        cmocka_unit_test(refuses_a_decompression_bomb),
        cmocka_unit_test(an_encrypted_member_is_an_error),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
