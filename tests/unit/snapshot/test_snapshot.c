/* A snapshot gives back what was put in, or an error: never less. */
#include "snapshot/snapshot.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "snapshot/key.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

#define FLIPS 1000 /* of random bits, as many again of truncations */

static itd_snapshot *open_fixture(void)
{
    itd_error     err;
    itd_snapshot *snap = NULL;
    const char   *path = fixture_path("good");

    assert_ok(fixture_write(path, &err), &err);
    assert_ok(itd_snapshot_open(path, &snap, &err), &err);
    return snap;
}

static void gives_back_what_was_put_in(void **state)
{
    itd_snapshot *snap = open_fixture();

    (void)state;
    assert_int_equal(itd_snapshot_list_count(snap), 2);
    assert_str_equal(itd_snapshot_list_at(snap, 1)->name, "own");
    assert_int_equal(itd_snapshot_entity_count(snap), 4);
    assert_str_equal(itd_snapshot_entity_at(snap, 0)->caption, "Pavel Ostrowen");
    assert_int_equal(itd_snapshot_list_of(snap, 2), 1);
    assert_int_equal(itd_snapshot_name_count(snap), 5);
    assert_int_equal(itd_snapshot_name_at(snap, 0)->name.count, 2);
    assert_str_equal(itd_snapshot_name_at(snap, 0)->name.tokens[1].text, "ostrowen");
    assert_int_equal(itd_snapshot_name_at(snap, 0)->name.tokens[1].from, 6);
    itd_snapshot_unref(snap);
}

/* A listed name out of a snapshot must compare as the same name out of a text does: every field
 * that a score looks at is the same. */
static void every_token_is_the_one_that_tokenising_anew_gives(void **state)
{
    itd_snapshot *snap = open_fixture();
    itd_arena    *arena = itd_arena_new(SIZE_MAX);
    itd_folder   *folder;

    (void)state;
    assert_non_null(arena);
    assert_ok(itd_folder_new(&folder, NULL), NULL);
    for (size_t i = 0; i < itd_snapshot_name_count(snap); i++) {
        const itd_snapshot_name *stored = itd_snapshot_name_at(snap, i);
        const itd_entity        *ent = itd_snapshot_entity_at(snap, stored->entity);
        itd_name                 anew;

        assert_ok(itd_name_tokenise(folder, ent->values[stored->value].text, arena, &anew, NULL),
                  NULL);
        assert_int_equal(stored->name.complete, anew.complete);
        assert_int_equal(stored->name.count, anew.count);
        for (size_t j = 0; j < anew.count; j++) {
            const itd_token *a = &stored->name.tokens[j], *b = &anew.tokens[j];

            assert_true(itd_str_equal(a->text, b->text));
            assert_int_equal(a->from, b->from);
            assert_int_equal(a->to, b->to);
            assert_int_equal(a->kind, b->kind);
            assert_int_equal(a->origin, b->origin);
            assert_memory_equal(a->skeleton, b->skeleton, sizeof a->skeleton);
            assert_int_equal(a->letters, b->letters);
            assert_int_equal(a->weight, b->weight);
            assert_int_equal(a->variant, b->variant);
            assert_int_equal(a->letter_mask, b->letter_mask);
            assert_memory_equal(a->join_variant, b->join_variant, sizeof a->join_variant);
        }
    }
    itd_folder_free(folder);
    itd_arena_free(arena);
    itd_snapshot_unref(snap);
}

static size_t entities_with(const itd_snapshot *snap, itd_prop prop, const char *text)
{
    itd_buf key;
    size_t  count;

    itd_buf_init(&key, 256);
    itd_snapshot_identifier_key(prop, itd_str_of(text), &key);
    itd_snapshot_find_identifier(snap, itd_buf_text(&key), &count);
    itd_buf_done(&key);
    return count;
}

static void finds_identifiers_however_they_are_written(void **state)
{
    itd_snapshot *snap = open_fixture();

    (void)state;
    assert_int_equal(entities_with(snap, ITD_PROP_PASSPORT_NUMBER, "kx 208841"), 1);
    assert_int_equal(entities_with(snap, ITD_PROP_IMO_NUMBER, "IMO 9074729"), 1);
    assert_int_equal(entities_with(snap, ITD_PROP_SWIFT_BIC, "MTSHKPPY"), 1);
    assert_int_equal(entities_with(snap, ITD_PROP_SWIFT_BIC, "MTSHKPPYABC"), 1);
    assert_int_equal(entities_with(snap, ITD_PROP_PASSPORT_NUMBER, "KX208842"), 0);
    assert_int_equal(entities_with(snap, ITD_PROP_PASSPORT_NUMBER, "KX20884"), 0);
    itd_snapshot_unref(snap);
}

static void same_data_gives_the_same_bytes(void **state)
{
    itd_error err;
    itd_buf   first, second;
    char      path[256];

    (void)state;
    itd_buf_init(&first, SIZE_MAX);
    itd_buf_init(&second, SIZE_MAX);
    snprintf(path, sizeof path, "%s", fixture_path("a"));
    assert_ok(fixture_write(path, &err), &err);
    assert_ok(itd_file_read(path, &first, &err), &err);
    assert_ok(fixture_write(path, &err), &err);
    assert_ok(itd_file_read(path, &second, &err), &err);
    assert_true(itd_str_equal(itd_buf_text(&first), itd_buf_text(&second)));
    itd_buf_done(&first);
    itd_buf_done(&second);
}

/* Writes changed bytes and expects a refusal that names the file. */
static void expect_refused(itd_str bytes, const char *what)
{
    const char   *path = fixture_path("damaged");
    itd_error     err = {0};
    itd_snapshot *snap = NULL;
    itd_status    st;

    assert_ok(itd_file_write_atomic(path, bytes, &err), &err);
    st = itd_snapshot_open(path, &snap, &err);
    if (st == ITD_OK)
        fail_msg("answered after %s", what);
    assert_null(snap);
    assert_string_equal(err.file, path);
}

static void refuses_every_flipped_bit_and_every_truncation(void **state)
{
    const unsigned seed = 20171215;
    itd_error      err;
    itd_buf        good;
    char           what[64];

    (void)state;
    print_message("seed %u\n", seed);
    srandom(seed);
    itd_buf_init(&good, SIZE_MAX);
    assert_ok(fixture_write(fixture_path("b"), &err), &err);
    assert_ok(itd_file_read(fixture_path("b"), &good, &err), &err);
    for (int i = 0; i < FLIPS; i++) {
        const size_t byte = (size_t)random() % good.len;
        const int    bit = (int)(random() % 8);

        good.ptr[byte] = (char)(good.ptr[byte] ^ (1 << bit));
        snprintf(what, sizeof what, "bit %d of byte %zu was flipped", bit, byte);
        expect_refused(itd_buf_text(&good), what);
        good.ptr[byte] = (char)(good.ptr[byte] ^ (1 << bit));
    }
    for (int i = 0; i < FLIPS; i++) {
        const size_t len = (size_t)random() % good.len;

        snprintf(what, sizeof what, "it was cut at %zu", len);
        expect_refused(itd_str_slice(itd_buf_text(&good), 0, len), what);
    }
    itd_buf_append_char(&good, 'x');
    expect_refused(itd_buf_text(&good), "a byte was added");
    itd_buf_done(&good);
}

static void lives_until_its_last_user_is_done(void **state)
{
    itd_snapshot *snap = open_fixture();
    itd_snapshot *other = itd_snapshot_ref(snap);

    (void)state;
    itd_snapshot_unref(snap);
    assert_str_equal(itd_snapshot_entity_at(other, 3)->id, "P9");
    itd_snapshot_unref(other);
}

static void reports_every_failed_allocation(void **state)
{
    itd_error err;

    (void)state;
    for (size_t n = 1;; n++) {
        itd_snapshot *snap = NULL;
        itd_status    st;

        itd_test_fail_allocation(n);
        st = fixture_write(fixture_path("oom"), &err);
        if (st == ITD_OK)
            st = itd_snapshot_open(fixture_path("oom"), &snap, &err);
        itd_test_fail_allocation(0);
        itd_snapshot_unref(snap);
        if (st == ITD_OK)
            break;
        assert_status_error(st, ITD_E_NO_MEMORY, &err);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gives_back_what_was_put_in),
        cmocka_unit_test(every_token_is_the_one_that_tokenising_anew_gives),
        cmocka_unit_test(finds_identifiers_however_they_are_written),
        cmocka_unit_test(same_data_gives_the_same_bytes),
        cmocka_unit_test(refuses_every_flipped_bit_and_every_truncation),
        cmocka_unit_test(lives_until_its_last_user_is_done),
        cmocka_unit_test(reports_every_failed_allocation),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
