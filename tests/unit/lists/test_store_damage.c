/* Damage: every byte of every file of a small store is flipped, every file is cut and taken away.
 * Whatever is then read is what was stored, or an error; and verify finds it. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <string.h>

static const store_set few = {.first = 100, .count = 4};
static const store_set other = {.first = 101, .count = 4, .changed = 102};

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

/* The content of each of the two versions; what cannot be read is reported by the status. */
static itd_status read_store(const char *dir, itd_digest ret_digest[static 2], uint64_t *ret_bad)
{
    static const char *const days[2] = {"2024-01-01", "2024-01-02"};
    itd_digest_stream       *stream = itd_digest_stream_new();
    itd_store               *store = NULL;
    char                     path[ITD_PATH_MAX];
    itd_status               st = itd_path_join(path, dir, "store", NULL, NULL);

    assert_non_null(stream);
    if (st == ITD_OK)
        st = itd_store_open(path, false, &store, NULL);
    if (st == ITD_OK)
        st = itd_store_verify(store, NULL, NULL, ret_bad, NULL);
    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(days); i++) {
        const itd_list_version *version;

        st = itd_store_find(store, ITD_STR("ofac"), store_day(days[i]), &version, NULL);
        if (st == ITD_OK)
            st = itd_store_each(store, version, digest_entity, stream, NULL);
        if (st == ITD_OK)
            st = itd_digest_stream_finish(stream, &ret_digest[i], NULL);
    }
    itd_store_close(store);
    itd_digest_stream_free(stream);
    return st;
}

struct damage {
    const char *dir;
    itd_digest  good[2];
    size_t      tried;
};

/* What is there now must be noticed, and nothing else than what was stored may be read. */
static void assert_noticed(struct damage *damage, const char *path, const char *how, size_t at)
{
    itd_digest       seen[2] = {{{0}}};
    uint64_t         bad = 0;
    const itd_status st = read_store(damage->dir, seen, &bad);

    damage->tried++;
    if (st == ITD_OK && bad == 0)
        fail_msg("%s %s at %zu was not noticed", path, how, at);
    if (st == ITD_OK && (!itd_digest_equal(&seen[0], &damage->good[0]) ||
                         !itd_digest_equal(&seen[1], &damage->good[1])))
        fail_msg("%s %s at %zu gave other entries", path, how, at);
}

static void damage_file(struct damage *damage, const char *path)
{
    itd_buf   bytes;
    itd_error err;

    itd_buf_init(&bytes, SIZE_MAX);
    assert_ok(itd_file_read(path, &bytes, &err), &err);
    for (size_t i = 0; i < bytes.len; i++) {
        bytes.ptr[i] ^= (char)(1 << i % 8);
        assert_ok(itd_file_write_atomic(path, itd_buf_text(&bytes), &err), &err);
        assert_noticed(damage, path, "flipped", i);
        bytes.ptr[i] ^= (char)(1 << i % 8);
    }
    for (size_t i = 0; i < bytes.len; i += 1 + bytes.len / 50) {
        assert_ok(itd_file_write_atomic(path, itd_str_slice(itd_buf_text(&bytes), 0, i), &err),
                  &err);
        assert_noticed(damage, path, "cut", i);
    }
    assert_ok(itd_path_remove(path, &err), &err);
    /* A list whose index is gone is no list: its other files say nothing any more. */
    if (!itd_str_ends_with(itd_str_of(path), ITD_STR("/index")))
        assert_noticed(damage, path, "taken away", 0);
    assert_ok(itd_file_write_atomic(path, itd_buf_text(&bytes), &err), &err);
    itd_buf_done(&bytes);
}

static void damage_dir(struct damage *damage, const char *dir)
{
    itd_buf   names;
    itd_str   rest, name;
    itd_error err;

    itd_buf_init(&names, SIZE_MAX);
    assert_ok(itd_dir_list(dir, &names, &err), &err);
    rest = itd_buf_text(&names);
    while (itd_str_next_part(&rest, ITD_STR("\n"), &name)) {
        char text[ITD_PATH_MAX], path[ITD_PATH_MAX];

        if (name.len == 0 || itd_str_equal(name, ITD_STR("lock")))
            continue;
        snprintf(text, sizeof text, "%.*s", ITD_STR_ARGS(name));
        assert_ok(itd_path_join(path, dir, text, NULL, &err), &err);
        if (itd_dir_exists(path))
            damage_dir(damage, path);
        else
            damage_file(damage, path);
    }
    itd_buf_done(&names);
}

static void every_flipped_byte_and_every_cut_is_noticed(void **state)
{
    struct damage damage = {.dir = *state};
    itd_store    *store = store_open(*state);
    char          path[ITD_PATH_MAX];
    uint64_t      bad = 0;
    itd_error     err;

    assert_ok(store_add(store, *state, "a", &few, "2024-01-01", NULL, &err), &err);
    assert_ok(store_add(store, *state, "b", &other, "2024-01-02", NULL, &err), &err);
    itd_store_close(store);
    assert_int_equal(read_store(*state, damage.good, &bad), ITD_OK);
    assert_int_equal(bad, 0);
    assert_ok(itd_path_join(path, *state, "store", NULL, &err), &err);
    damage_dir(&damage, path);
    assert_true(damage.tried > 2000);
    print_message("%zu damaged stores, all noticed\n", damage.tried);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(every_flipped_byte_and_every_cut_is_noticed, store_setup,
                                        store_teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
