/* Two screeners a cut-off, one of either way; every answer is compared field by field. */
#include "screen/selfcheck.h"

#include <stdio.h>
#include <string.h>

#define CUTOFFS 6
#define CUTOFF_STEP 500

struct pair {
    itd_screener *indexed;
    itd_screener *exhaustive;
};

static itd_status open_pairs(itd_snapshot *snap, struct pair pairs[static CUTOFFS], itd_error *err)
{
    itd_screen_options options = itd_screen_options_default();
    itd_status         st = ITD_OK;

    for (uint32_t i = 0; st == ITD_OK && i < CUTOFFS; i++) {
        options.cutoff = ITD_CUTOFF_MIN + i * CUTOFF_STEP;
        options.exhaustive = false;
        st = itd_screener_new(snap, &options, &pairs[i].indexed, err);
        options.exhaustive = true;
        if (st == ITD_OK)
            st = itd_screener_new(snap, &options, &pairs[i].exhaustive, err);
    }
    return st;
}

static bool are_equal(const itd_hit *a, const itd_hit *b)
{
    return a->ent == b->ent && a->score == b->score && a->strong_score == b->strong_score &&
           a->total == b->total && a->matched_name == b->matched_name && a->weak == b->weak &&
           a->query_name == b->query_name && a->basis == b->basis;
}

static void describe(const itd_hit *indexed, const itd_hit *exhaustive,
                     itd_selfcheck_difference *difference)
{
    const itd_hit *hit = exhaustive ? exhaustive : indexed;

    snprintf(difference->entry, sizeof difference->entry, "%.*s:%.*s", ITD_STR_ARGS(hit->list),
             ITD_STR_ARGS(hit->ent->id));
    difference->indexed_score = indexed ? indexed->score : 0;
    difference->exhaustive_score = exhaustive ? exhaustive->score : 0;
}

/* Notes the first hit that differs. Both answers are in the same order. */
static void find_difference(const itd_answer *indexed, const itd_answer *exhaustive,
                            itd_selfcheck_difference *difference)
{
    for (size_t i = 0; i < indexed->hit_count || i < exhaustive->hit_count; i++) {
        const itd_hit *a = i < indexed->hit_count ? &indexed->hits[i] : NULL;
        const itd_hit *b = i < exhaustive->hit_count ? &exhaustive->hits[i] : NULL;

        if (a && b && are_equal(a, b))
            continue;
        if (a && b && a->ent != b->ent) /* one of them lacks it; what is missing is the fault */
            a = NULL;
        describe(a, b, difference);
        return;
    }
}

static bool are_equal_answers(const itd_answer *a, const itd_answer *b)
{
    if (a->outcome != b->outcome || a->complete != b->complete || !itd_str_equal(a->why, b->why) ||
        a->hit_count != b->hit_count || a->hits_found != b->hits_found)
        return false;
    for (size_t i = 0; i < a->hit_count; i++)
        if (!are_equal(&a->hits[i], &b->hits[i]))
            return false;
    return true;
}

static void count(itd_selfcheck_kind *kind, const itd_answer *exhaustive, bool differs)
{
    kind->queries++;
    kind->with_hits += exhaustive->hits_found > 0;
    kind->hits += exhaustive->hits_found;
    kind->differences += differs;
}

static itd_status check_one(const struct pair *pair, itd_str query, uint32_t cutoff,
                            itd_deck_kind kind, itd_selfcheck *check, itd_error *err)
{
    const itd_request req = {.names = &query, .name_count = 1};
    itd_answer        indexed, exhaustive;
    bool              differs;
    itd_status        st = itd_screen(pair->indexed, &req, &indexed, err);

    if (st == ITD_OK)
        st = itd_screen(pair->exhaustive, &req, &exhaustive, err);
    if (st != ITD_OK)
        return st;
    differs = !are_equal_answers(&indexed, &exhaustive);
    if (differs && check->all.differences == 0) {
        snprintf(check->difference.query, sizeof check->difference.query, "%.*s",
                 ITD_STR_ARGS(query));
        check->difference.cutoff = cutoff;
        check->difference.indexed_hits = (uint32_t)indexed.hits_found;
        check->difference.exhaustive_hits = (uint32_t)exhaustive.hits_found;
        find_difference(&indexed, &exhaustive, &check->difference);
    }
    count(&check->kinds[kind], &exhaustive, differs);
    count(&check->all, &exhaustive, differs);
    check->pairs_indexed += indexed.pairs_scored;
    check->pairs_exhaustive += exhaustive.pairs_scored;
    check->postings_read += indexed.postings_read;
    return ITD_OK;
}

static itd_status run(itd_snapshot *snap, const itd_selfcheck_options *options,
                      const struct pair *pairs, itd_buf *query, itd_selfcheck *check,
                      itd_error *err)
{
    itd_deck   deck;
    itd_status st = ITD_OK;

    itd_deck_init(&deck, snap, options->seed);
    for (uint64_t i = 0; st == ITD_OK && i < options->queries; i++) {
        itd_deck_kind kind = ITD_DECK_EXACT;

        st = itd_deck_next(&deck, query, &kind, err);
        if (st == ITD_OK)
            st =
                check_one(&pairs[i % CUTOFFS], itd_buf_text(query),
                          ITD_CUTOFF_MIN + (uint32_t)(i % CUTOFFS) * CUTOFF_STEP, kind, check, err);
        if (st == ITD_OK && options->go_on && !options->go_on(options->ctx, i + 1))
            st = itd_error_set(err, ITD_E_INTERRUPTED, "stopped after %llu queries",
                               (unsigned long long)i + 1);
    }
    return st;
}

itd_status itd_selfcheck_run(itd_snapshot *snap, const itd_selfcheck_options *options,
                             itd_selfcheck *ret_check, itd_error *err)
{
    struct pair   pairs[CUTOFFS] = {{0}};
    itd_selfcheck check = {.pairs_indexed = 0};
    itd_buf       query;
    itd_status    st;

    if (itd_snapshot_name_count(snap) == 0)
        return itd_error_set(err, ITD_E_NOT_FOUND, "the lists hold no name to check with");
    itd_buf_init(&query, SIZE_MAX);
    st = open_pairs(snap, pairs, err);
    if (st == ITD_OK)
        st = run(snap, options, pairs, &query, &check, err);
    for (size_t i = 0; i < CUTOFFS; i++) {
        itd_screener_free(pairs[i].indexed);
        itd_screener_free(pairs[i].exhaustive);
    }
    itd_buf_done(&query);
    if (st == ITD_OK)
        *ret_check = check;
    return st;
}
