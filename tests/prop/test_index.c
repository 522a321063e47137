/* The guarantee: the indexed search gives the answers of the exhaustive one. Lists and queries are
 * made anew from a seed; `test-prop-index QUERIES SEED` runs longer or elsewhere. */
#include <stdio.h>
#include <stdlib.h>

#include "screen/selfcheck.h"
#include "tests/prop/made_list.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

#define LISTS 6
#define ENTRIES 250

static uint64_t queries = 900;
static uint64_t seed = 20240229;

static void check_list(size_t entries, uint64_t list_seed)
{
    const itd_selfcheck_options options = {.queries = queries / LISTS, .seed = list_seed};
    const char                 *path = fixture_path("made");
    itd_selfcheck              *check = calloc(1, sizeof *check);
    itd_snapshot               *snap;
    itd_error                   err;

    assert_non_null(check);
    assert_ok(made_list_write(path, entries, list_seed, &err), &err);
    assert_ok(itd_snapshot_open(path, &snap, &err), &err);
    assert_ok(itd_selfcheck_run(snap, &options, check, &err), &err);
    print_message("# seed %llu: %zu names, %llu queries, %llu hits, pairs scored %llu of %llu\n",
                  (unsigned long long)list_seed, itd_snapshot_name_count(snap),
                  (unsigned long long)check->all.queries, (unsigned long long)check->all.hits,
                  (unsigned long long)check->pairs_indexed,
                  (unsigned long long)check->pairs_exhaustive);
    if (check->all.differences > 0)
        fail_msg("%llu differences; first: \"%s\" at %u: %s indexed %u, exhaustive %u",
                 (unsigned long long)check->all.differences, check->difference.query,
                 (unsigned)check->difference.cutoff, check->difference.entry,
                 (unsigned)check->difference.indexed_score,
                 (unsigned)check->difference.exhaustive_score);
    /* A check that compares nothing with nothing would pass too. */
    assert_true(check->all.with_hits * 4 > check->all.queries);
    assert_true(check->pairs_indexed < check->pairs_exhaustive);
    itd_snapshot_unref(snap);
    free(check);
}

static void the_index_loses_nothing_on_hard_lists(void **state)
{
    (void)state;
    for (uint64_t i = 0; i < LISTS; i++)
        check_list(ENTRIES, seed + i);
}

static void the_index_of_a_single_entry_works(void **state)
{
    (void)state;
    check_list(1, seed + LISTS);
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_index_loses_nothing_on_hard_lists),
        cmocka_unit_test(the_index_of_a_single_entry_works),
    };

    if (argc > 1)
        queries = strtoull(argv[1], NULL, 10);
    if (argc > 2)
        seed = strtoull(argv[2], NULL, 10);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
