/* The store from outside: what answers when, what is refused, and what a refusal leaves behind. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

static const store_set hundred = {.first = 100, .count = 100};

static void a_version_that_was_added_gives_its_entries_back(void **state)
{
    itd_store     *store = store_open(*state);
    itd_add_result result;
    itd_error      err;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-05", &result, &err), &err);
    assert_false(result.existed);
    assert_null(result.before);
    assert_int_equal(result.added, 100);
    assert_true(result.version->current);
    assert_int_equal(result.version->counts.entries, 100);
    assert_int_equal(result.version->counts.persons, 100);
    assert_int_equal(result.version->counts.names, 200);
    assert_int_equal(result.version->counts.addresses, 100);
    itd_store_close(store);

    store = store_open(*state);
    assert_int_equal(itd_store_version_count(store), 1);
    assert_true(itd_store_has_list(store, ITD_STR("ofac")));
    assert_false(itd_store_has_list(store, ITD_STR("un")));
    (void)store_content(store, "ofac", NULL);
    itd_store_close(store);
}

struct seen {
    itd_str  last;
    char     bytes[ITD_ENTITY_ID_MAX];
    unsigned count;
};

static itd_status see_in_order(void *ctx, const itd_entity *ent, itd_error *err)
{
    struct seen *seen = ctx;

    (void)err;
    assert_true(seen->count == 0 || itd_str_compare(seen->last, ent->id) < 0);
    memcpy(seen->bytes, ent->id.ptr, ent->id.len);
    seen->last = (itd_str){.ptr = seen->bytes, .len = ent->id.len};
    seen->count++;
    return ITD_OK;
}

static void entries_come_by_id_in_byte_order_however_packs_mix_them(void **state)
{
    /* "1000" sorts before "999": numbers and bytes disagree. */
    const store_set         early = {.first = 950, .count = 40}, late = {.first = 955, .count = 70};
    itd_store              *store = store_open(*state);
    const itd_list_version *version;
    struct seen             seen = {.count = 0};
    itd_error               err;

    assert_ok(store_add(store, *state, "a", &early, "2024-01-05", NULL, &err), &err);
    assert_ok(store_add(store, *state, "b", &late, "2024-01-06", NULL, &err), &err);
    assert_ok(itd_store_find(store, ITD_STR("ofac"), ITD_AS_OF_NOW, &version, &err), &err);
    assert_ok(itd_store_each(store, version, see_in_order, &seen, &err), &err);
    assert_int_equal(seen.count, 70);
    itd_store_close(store);
}

static void one_entry_is_found_by_id_and_another_is_not(void **state)
{
    itd_store              *store = store_open(*state);
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    const itd_list_version *version;
    itd_entity              ent;
    itd_error               err;
    bool                    found;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-05", NULL, &err), &err);
    assert_ok(itd_store_find(store, ITD_STR("ofac"), ITD_AS_OF_NOW, &version, &err), &err);
    assert_ok(itd_store_get(store, version, ITD_STR("150"), arena, &found, &ent, &err), &err);
    assert_true(found);
    assert_str_equal(ent.caption, "EXAMPLE 150");
    assert_ok(itd_store_get(store, version, ITD_STR("250"), arena, &found, &ent, &err), &err);
    assert_false(found);
    itd_arena_free(arena);
    itd_store_close(store);
}

static void the_same_files_of_the_same_day_are_there_already(void **state)
{
    itd_store     *store = store_open(*state);
    itd_add_result result;
    itd_error      err;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-05", NULL, &err), &err);
    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-05", &result, &err), &err);
    assert_true(result.existed);
    assert_int_equal(itd_store_version_count(store), 1);
    /* Of another day they are a version of their own that shares every byte. */
    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-06", &result, &err), &err);
    assert_false(result.existed);
    assert_int_equal(result.added + result.removed + result.changed, 0);
    assert_int_equal(itd_store_version_count(store), 2);
    itd_store_close(store);
}

static void without_a_date_the_day_of_adding_counts_and_again_is_the_same(void **state)
{
    itd_store     *store = store_open(*state);
    itd_add_result result;
    itd_error      err;

    assert_ok(store_add(store, *state, "a", &hundred, NULL, &result, &err), &err);
    assert_int_equal(result.dated, ITD_DATED_ADDED);
    assert_int_equal(result.version->version_ms % ITD_MS_PER_DAY, 0);
    assert_true(result.version->added_ms - result.version->version_ms < ITD_MS_PER_DAY);
    assert_ok(store_add(store, *state, "a", &hundred, NULL, &result, &err), &err);
    assert_true(result.existed);
    itd_store_close(store);
}

static void current_is_the_newest_version_whatever_was_added_last(void **state)
{
    static const struct {
        const char *day;
        const char *answer;
    } cases[] = {
        {NULL, "2024-03-01"},         {"2024-03-01", "2024-03-01"}, {"2030-01-01", "2024-03-01"},
        {"2024-02-29", "2024-02-01"}, {"2024-02-01", "2024-02-01"}, {"2024-01-31", "2024-01-01"},
        {"2024-01-01", "2024-01-01"}, {"2023-12-31", "not-found"},
    };
    const store_set more = {.first = 100, .count = 101}, most = {.first = 100, .count = 102};
    itd_store      *store = store_open(*state);
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &more, "2024-02-01", NULL, &err), &err);
    assert_ok(store_add(store, *state, "b", &most, "2024-03-01", NULL, &err), &err);
    assert_ok(store_add(store, *state, "c", &hundred, "2024-01-01", NULL, &err), &err);
    for (size_t i = 0; i < ITD_ARRAY_LEN(cases); i++)
        assert_string_equal(store_answer(store, "ofac", cases[i].day), cases[i].answer);
    assert_string_equal(store_answer(store, "un", NULL), "not-found");
    itd_store_close(store);
}

static void of_two_versions_of_one_day_the_later_answers(void **state)
{
    const store_set more = {.first = 100, .count = 101};
    itd_store      *store = store_open(*state);
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &more, "2024-02-01T18:49Z", NULL, &err), &err);
    assert_ok(store_add(store, *state, "b", &hundred, "2024-02-01T01:38Z", NULL, &err), &err);
    assert_int_equal(itd_store_version_at(store, 0)->counts.entries, 101);
    assert_true(itd_store_version_at(store, 0)->current);
    /* The same time: the one added last. */
    assert_ok(store_add(store, *state, "b", &hundred, "2024-02-01T18:49Z", NULL, &err), &err);
    assert_int_equal(itd_store_version_at(store, 0)->counts.entries, 100);
    assert_true(itd_store_version_at(store, 0)->current);
    itd_store_close(store);
}

static void a_partial_version_answers_only_where_no_complete_one_is(void **state)
{
    const store_set part = {.first = 100, .count = 100, .only_sdn = true};
    itd_store      *store = store_open(*state);
    itd_add_result  result;
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &part, "2024-01-05", &result, &err), &err);
    assert_true(result.version->current);
    assert_true(result.version->partial);
    assert_str_equal(result.version->partial_parts, "sdn");
    assert_ok(store_add(store, *state, "b", &hundred, "2024-02-01", NULL, &err), &err);
    /* Without its aliases it is no shrink: like parts are compared. */
    assert_ok(store_add(store, *state, "c", &part, "2024-03-01", &result, &err), &err);
    assert_false(result.version->current);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-02-01");
    assert_string_equal(store_answer(store, "ofac", "2024-03-05"), "2024-02-01");
    assert_string_equal(store_answer(store, "ofac", "2024-01-31"), "2024-01-05");
    itd_store_close(store);
}

static void a_loss_of_a_tenth_passes_and_one_entry_more_does_not(void **state)
{
    const store_set tenth = {.first = 100, .count = 90}, more = {.first = 100, .count = 89};
    const store_set addresses = {.first = 100, .count = 100, .no_addresses = 11};
    itd_store      *store = store_open(*state);
    itd_add_options options;
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-01", NULL, &err), &err);
    assert_status_error(store_add(store, *state, "b", &more, "2024-01-02", NULL, &err),
                        ITD_E_SHRINK, &err);
    assert_non_null(strstr(err.message, "89 instead of 100 entries"));
    assert_status_error(store_add(store, *state, "c", &addresses, "2024-01-02", NULL, &err),
                        ITD_E_SHRINK, &err);
    assert_non_null(strstr(err.message, "89 instead of 100 addresses"));
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-01");
    /* What came before it in time is compared, not what is current. */
    assert_ok(store_add(store, *state, "d", &more, "2023-12-01", NULL, &err), &err);
    assert_ok(store_add(store, *state, "e", &tenth, "2024-01-02", NULL, &err), &err);
    options = store_options(*state, "f", &(store_set){.first = 100, .count = 9}, "2024-01-03");
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_SHRINK, &err);
    options.accept_shrink = true;
    assert_ok(store_add_with(store, &options, NULL, &err), &err);
    itd_store_close(store);
}

static void a_refused_version_changes_nothing(void **state)
{
    const store_set twice = {.first = 100, .count = 100, .repeated = 177};
    itd_store      *store = store_open(*state);
    itd_add_options options;
    itd_error       err;
    itd_digest      before, after;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-01", NULL, &err), &err);
    before = store_content(store, "ofac", NULL);
    assert_status_error(store_add(store, *state, "b", &twice, "2024-01-02", NULL, &err),
                        ITD_E_DUPLICATE, &err);
    assert_string_equal(err.record, "177");
    options = store_options(*state, "c", &hundred, "2024-01-02");
    options.path_count = 2; /* the addresses are missing */
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_INCOMPLETE, &err);
    options = store_options(*state, "c", &hundred, "2024-01-02");
    options.list = ITD_STR("un");
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_SCHEMA, &err);
    options.list = ITD_STR("No list");
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_USAGE, &err);
    options.list = ITD_STR("ofac");
    options.reader = ITD_STR("nobody");
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_USAGE, &err);
    options.reader = (itd_str){0};
    options.partial = ITD_STR("sdn; rm");
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_USAGE, &err);
    after = store_content(store, "ofac", NULL);
    assert_true(itd_digest_equal(&before, &after));
    assert_int_equal(itd_store_version_count(store), 1);
    itd_store_close(store);
}

static void an_own_name_takes_any_publishers_files(void **state)
{
    itd_store      *store = store_open(*state);
    itd_add_options options = store_options(*state, "a", &hundred, "2024-01-01");
    itd_error       err;

    options.list = ITD_STR("my-copy");
    assert_ok(store_add_with(store, &options, NULL, &err), &err);
    assert_string_equal(store_answer(store, "my-copy", NULL), "2024-01-01");
    itd_store_close(store);
}

static void the_same_file_given_twice_is_refused(void **state)
{
    itd_store      *store = store_open(*state);
    itd_add_options options = store_options(*state, "a", &hundred, "2024-01-01");
    const char *paths[] = {options.paths[0], options.paths[1], options.paths[2], options.paths[0]};
    itd_error   err;

    options.paths = paths;
    options.path_count = 4;
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_DUPLICATE, &err);
    itd_store_close(store);
}

static void a_list_name_of_the_longest_length_is_taken_and_one_byte_more_is_not(void **state)
{
    char            name[ITD_LIST_NAME_MAX + 2];
    itd_store      *store = store_open(*state);
    itd_add_options options = store_options(*state, "a", &hundred, "2024-01-01");
    itd_error       err;

    memset(name, 'a', sizeof name);
    options.list = (itd_str){.ptr = name, .len = ITD_LIST_NAME_MAX};
    assert_ok(store_add_with(store, &options, NULL, &err), &err);
    options.list.len++;
    assert_status_error(store_add_with(store, &options, NULL, &err), ITD_E_USAGE, &err);
    itd_store_close(store);
}

struct changes {
    char text[512];
};

static itd_status note_change(void *ctx, const itd_version_change *change, itd_error *err)
{
    struct changes *changes = ctx;
    const size_t    used = strlen(changes->text);

    (void)err;
    snprintf(changes->text + used, sizeof changes->text - used, "%c%.*s",
             !change->before  ? '+'
             : !change->after ? '-'
                              : '~',
             ITD_STR_ARGS(change->id));
    for (size_t i = 0; i < change->field_count; i++) {
        const size_t at = strlen(changes->text);

        snprintf(changes->text + at, sizeof changes->text - at, "[%.*s:%.*s>%.*s]",
                 ITD_STR_ARGS(change->fields[i].path), ITD_STR_ARGS(change->fields[i].before),
                 ITD_STR_ARGS(change->fields[i].after));
    }
    return ITD_OK;
}

static void a_diff_names_added_removed_and_changed_entries_by_field(void **state)
{
    const store_set later = {.first = 101, .count = 100, .changed = 150};
    itd_store      *store = store_open(*state);
    struct changes  changes = {.text = ""};
    itd_add_result  result;
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &hundred, "2024-01-01", NULL, &err), &err);
    assert_ok(store_add(store, *state, "b", &later, "2024-01-02", &result, &err), &err);
    assert_int_equal(result.added, 1);
    assert_int_equal(result.removed, 1);
    assert_int_equal(result.changed, 1);
    assert_ok(itd_store_diff(store, result.before, result.version, note_change, &changes, &err),
              &err);
    assert_string_equal(changes.text, "-100~150[position:Clerk>Director]+200");
    itd_store_close(store);
}

static void a_directory_of_something_else_is_refused_and_left_alone(void **state)
{
    char       path[ITD_PATH_MAX];
    itd_store *store = NULL;
    itd_error  err;

    assert_status_error(itd_store_open("/nonexistent/store", false, &store, &err), ITD_E_NOT_FOUND,
                        &err);
    assert_status_error(itd_store_open(*state, false, &store, &err), ITD_E_NOT_FOUND, &err);
    assert_ok(itd_path_join(path, *state, "photo.jpg", NULL, &err), &err);
    assert_ok(itd_file_write_atomic(path, ITD_STR("x"), &err), &err);
    assert_status_error(itd_store_open(*state, true, &store, &err), ITD_E_SCHEMA, &err);
    assert_status_error(itd_store_open(path, true, &store, &err), ITD_E_SCHEMA, &err);
    assert_ok(itd_path_join(path, *state, "FORMAT", NULL, &err), &err);
    assert_false(itd_file_exists(path));
    assert_ok(itd_file_write_atomic(path, ITD_STR("interdict store 2\n"), &err), &err);
    assert_status_error(itd_store_open(*state, true, &store, &err), ITD_E_VERSION, &err);
}

/* Adds and reads with the nth allocation failing; true when there were fewer. */
static bool survives_without_memory(const char *dir, size_t nth, const itd_add_options *options)
{
    const itd_list_version *version;
    itd_store              *store = NULL;
    struct seen             seen = {.count = 0};
    char                    path[ITD_PATH_MAX];
    itd_error               err = {.status = ITD_OK};
    itd_status              st;

    assert_ok(itd_path_join(path, dir, "store", NULL, &err), &err);
    (void)itd_test_fail_allocation(nth);
    st = itd_store_open(path, true, &store, &err);
    if (st == ITD_OK)
        st = store_add_with(store, options, NULL, &err);
    if (st == ITD_OK)
        st = itd_store_find(store, ITD_STR("ofac"), ITD_AS_OF_NOW, &version, &err);
    if (st == ITD_OK)
        st = itd_store_each(store, version, see_in_order, &seen, &err);
    (void)itd_test_fail_allocation(0);
    itd_store_close(store);
    if (st == ITD_OK)
        return true;
    assert_int_equal(st, ITD_E_NO_MEMORY);
    assert_int_equal(err.status, ITD_E_NO_MEMORY);
    return false;
}

static void an_allocation_that_fails_is_an_error_and_the_store_is_whole(void **state)
{
    const store_set few = {.first = 100, .count = 10}, more = {.first = 101, .count = 10};
    itd_store      *store = store_open(*state);
    itd_add_options options;
    size_t          nth = 1;
    uint64_t        bad = 99;
    itd_error       err;

    assert_ok(store_add(store, *state, "a", &few, "2024-01-01", NULL, &err), &err);
    itd_store_close(store);
    options = store_options(*state, "b", &more, "2024-01-02");
    while (!survives_without_memory(*state, nth, &options))
        nth++;
    assert_true(nth > 50);
    store = store_open(*state);
    assert_ok(itd_store_verify(store, NULL, NULL, &bad, &err), &err);
    assert_int_equal(bad, 0);
    assert_int_equal(itd_store_version_count(store), 2);
    itd_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)
        STORE_TEST(a_version_that_was_added_gives_its_entries_back),
        STORE_TEST(entries_come_by_id_in_byte_order_however_packs_mix_them),
        STORE_TEST(one_entry_is_found_by_id_and_another_is_not),
        STORE_TEST(the_same_files_of_the_same_day_are_there_already),
        STORE_TEST(without_a_date_the_day_of_adding_counts_and_again_is_the_same),
        STORE_TEST(current_is_the_newest_version_whatever_was_added_last),
        STORE_TEST(of_two_versions_of_one_day_the_later_answers),
        STORE_TEST(a_partial_version_answers_only_where_no_complete_one_is),
        STORE_TEST(a_loss_of_a_tenth_passes_and_one_entry_more_does_not),
        STORE_TEST(a_refused_version_changes_nothing),
        STORE_TEST(an_own_name_takes_any_publishers_files),
        STORE_TEST(the_same_file_given_twice_is_refused),
        STORE_TEST(a_list_name_of_the_longest_length_is_taken_and_one_byte_more_is_not),
        STORE_TEST(a_diff_names_added_removed_and_changed_entries_by_field),
        STORE_TEST(an_allocation_that_fails_is_an_error_and_the_store_is_whole),
        STORE_TEST(a_directory_of_something_else_is_refused_and_left_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
