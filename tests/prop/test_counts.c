/* What a search costs, in counts that are the same on every machine: a change that makes the index
 * read or score much more fails here, whatever the clock says. */
#include <stdio.h>
#include <string.h>

#include "screen/screen.h"
#include "tests/prop/made_list.h"
#include "tests/unit/snapshot_fixture.h"
#include "tests/unit/support.h"

#define NAMES 20000
#define QUERIES 3000
#define SEED 20240229

/* A query's averages may be so large: about twice what they were when this was written. */
#define CUSTOMER_POSTINGS 130
#define CUSTOMER_LOOKED_AT 2
#define CUSTOMER_SCORED 0.1
#define LISTED_POSTINGS 90
#define LISTED_SCORED 2

struct counts {
    double postings, looked_at, scored, with_hits; /* a query */
};

static itd_snapshot *snap;

static int set_up(void **state)
{
    const char *path = fixture_path("ordinary");
    itd_error   err;

    (void)state;
    assert_ok(made_ordinary_write(path, NAMES, SEED, &err), &err);
    assert_ok(itd_snapshot_open(path, &snap, &err), &err);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    itd_snapshot_unref(snap);
    return 0;
}

/* The name that a listed one becomes: a part left out, or a letter doubled or dropped. */
static void spoil(itd_str name, size_t way, itd_buf *buf)
{
    const size_t blank = itd_str_find_char(name, ' ');

    itd_buf_reset(buf);
    if (way % 3 == 0) {
        itd_buf_append(buf, itd_str_from(name, blank + 1));
    } else {
        itd_buf_append(buf, itd_str_slice(name, 0, 2 + way % 3));
        itd_buf_append(buf, itd_str_from(name, way % 3 == 1 ? 2 : 5));
    }
}

static struct counts count(uint32_t cutoff, bool listed)
{
    itd_screen_options options = itd_screen_options_default();
    struct counts      sum = {0};
    itd_screener      *screener;
    uint64_t           state_of_random = SEED + 1;
    itd_buf            name;

    itd_buf_init(&name, 4096);
    options.cutoff = cutoff;
    assert_ok(itd_screener_new(snap, &options, &screener, NULL), NULL);
    for (size_t i = 0; i < QUERIES; i++) {
        itd_request req = {.name_count = 1};
        itd_answer  answer;
        itd_str     text;

        if (listed)
            spoil(itd_snapshot_entity_at(snap, i * 6)->caption, i, &name);
        else
            made_customer(&state_of_random, &name);
        text = itd_buf_text(&name);
        req.names = &text;
        assert_ok(itd_screen(screener, &req, &answer, NULL), NULL);
        sum.postings += (double)answer.postings_read / QUERIES;
        sum.looked_at += (double)answer.names_looked_at / QUERIES;
        sum.scored += (double)answer.pairs_scored / QUERIES;
        sum.with_hits += (double)(answer.hits_found > 0) / QUERIES;
    }
    print_message("# %s at %u: %.1f postings, %.1f names looked at, %.2f scored, %.3f with hits\n",
                  listed ? "listed" : "customers", (unsigned)cutoff, sum.postings, sum.looked_at,
                  sum.scored, sum.with_hits);
    itd_screener_free(screener);
    itd_buf_done(&name);
    return sum;
}

static void customers_cost_few_postings_and_hardly_a_score(void **state)
{
    const struct counts counts = count(8000, false);

    (void)state;
    assert_true(counts.postings < CUSTOMER_POSTINGS && counts.postings > 1);
    assert_true(counts.looked_at < CUSTOMER_LOOKED_AT);
    assert_true(counts.scored < CUSTOMER_SCORED);
}

static void spoilt_listed_names_are_found_at_a_few_scores(void **state)
{
    const struct counts counts = count(8000, true);

    (void)state;
    assert_true(counts.with_hits > 0.8);
    assert_true(counts.postings < LISTED_POSTINGS);
    assert_true(counts.scored < LISTED_SCORED && counts.scored >= counts.with_hits);
}

static void a_higher_cut_off_costs_less(void **state)
{
    const struct counts low = count(7000, false), high = count(9000, false);

    (void)state;
    assert_true(high.postings < low.postings);
    assert_true(high.looked_at < low.looked_at);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(customers_cost_few_postings_and_hardly_a_score),
        cmocka_unit_test(spoilt_listed_names_are_found_at_a_few_scores),
        cmocka_unit_test(a_higher_cut_off_costs_less),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
