/* Pins, rollbacks, prunes and the log: what answers afterwards, and that nothing needed is lost. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

/* Version n of a list that changes a little every day. */
static store_set set_of_day(unsigned day)
{
    return (store_set){.first = 100 + day, .count = 60, .changed = 110 + day};
}

static void add_days(itd_store *store, const char *dir, unsigned count)
{
    for (unsigned day = 1; day <= count; day++) {
        const store_set set = set_of_day(day);
        char            date[16];
        itd_error       err;

        snprintf(date, sizeof date, "2024-01-%02u", day);
        assert_ok(store_add(store, dir, "day", &set, date, NULL, &err), &err);
    }
}

static void assert_whole(const itd_store *store)
{
    uint64_t  bad = 99;
    itd_error err;

    assert_ok(itd_store_verify(store, NULL, NULL, &bad, &err), &err);
    assert_int_equal(bad, 0);
}

/* Does the log of ofac hold this text? */
static bool log_has(const itd_store *store, const char *text)
{
    itd_buf   log;
    itd_error err;
    bool      found;

    itd_buf_init(&log, SIZE_MAX);
    assert_ok(itd_store_log(store, ITD_STR("ofac"), &log, &err), &err);
    found = itd_str_find(itd_buf_text(&log), itd_str_of(text)) != SIZE_MAX;
    itd_buf_done(&log);
    return found;
}

static void a_pinned_version_answers_now_but_not_for_a_day(void **state)
{
    itd_store              *store = store_open(*state);
    const itd_list_version *version;
    itd_error               err;

    add_days(store, *state, 3);
    assert_ok(itd_store_find(store, ITD_STR("ofac"), store_day("2024-01-02"), &version, &err),
              &err);
    assert_ok(itd_store_pin(store, ITD_STR("ofac"), version, &err), &err);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-02");
    assert_string_equal(store_answer(store, "ofac", "2024-01-03"), "2024-01-03");
    assert_true(itd_store_version_at(store, 1)->pinned);
    assert_true(itd_store_version_at(store, 1)->current);
    assert_false(itd_store_version_at(store, 0)->current);
    itd_store_close(store);

    store = store_open(*state);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-02");
    assert_ok(itd_store_pin(store, ITD_STR("ofac"), NULL, &err), &err);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-03");
    assert_status_error(itd_store_pin(store, ITD_STR("ofac"), NULL, &err), ITD_E_CONFLICT, &err);
    assert_status_error(itd_store_pin(store, ITD_STR("un"), NULL, &err), ITD_E_NOT_FOUND, &err);
    assert_true(log_has(store, "\"what\":\"pin\""));
    assert_true(log_has(store, "\"what\":\"unpin\""));
    itd_store_close(store);
}

static void a_rollback_withdraws_the_newest_and_it_can_be_added_again(void **state)
{
    const store_set         newest = set_of_day(2);
    itd_store              *store = store_open(*state);
    const itd_list_version *now;
    itd_add_result          result;
    itd_digest              before, after;
    itd_error               err;

    add_days(store, *state, 2);
    before = store_content(store, "ofac", NULL);
    assert_ok(itd_store_rollback(store, ITD_STR("ofac"), &now, &err), &err);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-01");
    assert_string_equal(store_answer(store, "ofac", "2024-01-02"), "2024-01-01");
    assert_int_equal(itd_store_version_count(store), 1);
    assert_true(log_has(store, "\"what\":\"rollback\""));
    assert_status_error(itd_store_rollback(store, ITD_STR("ofac"), &now, &err), ITD_E_CONFLICT,
                        &err);
    assert_whole(store);
    assert_ok(store_add(store, *state, "again", &newest, "2024-01-02", &result, &err), &err);
    assert_false(result.existed);
    after = store_content(store, "ofac", NULL);
    assert_true(itd_digest_equal(&before, &after));
    assert_whole(store);
    itd_store_close(store);
}

static void a_pinned_newest_version_is_not_rolled_back(void **state)
{
    itd_store              *store = store_open(*state);
    const itd_list_version *version;
    itd_error               err;

    add_days(store, *state, 2);
    assert_ok(itd_store_find(store, ITD_STR("ofac"), ITD_AS_OF_NOW, &version, &err), &err);
    assert_ok(itd_store_pin(store, ITD_STR("ofac"), version, &err), &err);
    assert_status_error(itd_store_rollback(store, ITD_STR("ofac"), &version, &err), ITD_E_CONFLICT,
                        &err);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-02");
    itd_store_close(store);
}

/* Longer than a chain of raw files, so that the cut falls into one. */
#define DAYS 25

static void a_prune_keeps_what_the_others_need(void **state)
{
    itd_store *store = store_open(*state);
    itd_store *reader;
    itd_digest before[DAYS + 1];
    uint64_t   dropped, large, small;
    itd_error  err;

    add_days(store, *state, DAYS);
    for (unsigned cut = 2; cut < DAYS; cut += 5) {
        char day[16];

        snprintf(day, sizeof day, "2024-01-%02u", cut);
        for (unsigned i = cut; i <= DAYS; i++) {
            char of[16];

            snprintf(of, sizeof of, "2024-01-%02u", i);
            before[i] = store_content(store, "ofac", of);
        }
        reader = store_open(*state);
        assert_ok(itd_dir_size(itd_store_dir(store), &large, &err), &err);
        assert_ok(itd_store_prune(store, ITD_STR("ofac"), store_day(day) - ITD_MS_PER_DAY + 1,
                                  &dropped, &err),
                  &err);
        assert_int_equal(dropped, cut == 2 ? 1 : 5);
        assert_ok(itd_dir_size(itd_store_dir(store), &small, &err), &err);
        assert_true(small < large);
        assert_whole(store);
        /* The reader opened the store before: what stayed it still reads, what went it is told. */
        for (unsigned i = cut; i <= DAYS; i++) {
            char       of[16];
            itd_digest after;

            snprintf(of, sizeof of, "2024-01-%02u", i);
            after = store_content(reader, "ofac", of);
            assert_true(itd_digest_equal(&before[i], &after));
            after = store_content(store, "ofac", of);
            assert_true(itd_digest_equal(&before[i], &after));
        }
        snprintf(day, sizeof day, "2024-01-%02u", cut - 1);
        assert_string_equal(store_answer(store, "ofac", day), "not-found");
        itd_store_close(reader);
    }
    assert_true(log_has(store, "\"dropped\":5"));
    assert_true(log_has(store, "\"date\":\"2024-01-01\""));
    itd_store_close(store);
}

static itd_status ignore(void *ctx, const itd_entity *ent, itd_error *err)
{
    (void)ctx;
    (void)ent;
    (void)err;
    return ITD_OK;
}

static void a_reader_of_a_version_that_was_pruned_is_told_so(void **state)
{
    itd_store              *store = store_open(*state), *reader;
    const itd_list_version *version;
    uint64_t                dropped;
    itd_error               err;

    add_days(store, *state, 2);
    reader = store_open(*state);
    assert_ok(itd_store_prune(store, ITD_STR("ofac"), store_day("2024-01-02") - 1, &dropped, &err),
              &err);
    assert_ok(itd_store_find(reader, ITD_STR("ofac"), store_day("2024-01-01"), &version, &err),
              &err);
    assert_status_error(itd_store_each(reader, version, ignore, NULL, &err), ITD_E_NOT_FOUND, &err);
    assert_non_null(strstr(err.message, "pruned"));
    itd_store_close(reader);
    itd_store_close(store);
}

static void neither_the_current_nor_a_pinned_version_is_pruned(void **state)
{
    itd_store              *store = store_open(*state);
    const itd_list_version *version;
    uint64_t                dropped;
    itd_error               err;

    add_days(store, *state, 4);
    assert_ok(itd_store_find(store, ITD_STR("ofac"), store_day("2024-01-02"), &version, &err),
              &err);
    assert_ok(itd_store_pin(store, ITD_STR("ofac"), version, &err), &err);
    assert_ok(itd_store_prune(store, ITD_STR("ofac"), store_day("2025-01-01"), &dropped, &err),
              &err);
    assert_int_equal(dropped, 2);
    assert_string_equal(store_answer(store, "ofac", NULL), "2024-01-02");
    assert_string_equal(store_answer(store, "ofac", "2025-01-01"), "2024-01-04");
    assert_whole(store);
    itd_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, store_setup, store_teardown)
        STORE_TEST(a_pinned_version_answers_now_but_not_for_a_day),
        STORE_TEST(a_rollback_withdraws_the_newest_and_it_can_be_added_again),
        STORE_TEST(a_pinned_newest_version_is_not_rolled_back),
        STORE_TEST(a_prune_keeps_what_the_others_need),
        STORE_TEST(a_reader_of_a_version_that_was_pruned_is_told_so),
        STORE_TEST(neither_the_current_nor_a_pinned_version_is_pruned),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
