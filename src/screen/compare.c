/* Step 2 of a request: its names against the listed ones, through the index or, as its oracle, one
 * by one. The two ways share the score and what is kept of it, and nothing else. */
#include <stdlib.h>

#include "base/memory.h"
#include "match/sls.h"
#include "screen/screener.h"

/* Bytes of a name that a message shows. */
#define EXCERPT_MAX 80

/* Its beginning, in whole characters. */
static itd_str excerpt(itd_str name)
{
    size_t len = EXCERPT_MAX;

    if (name.len <= EXCERPT_MAX)
        return name;
    while (len > 0 && ((unsigned char)name.ptr[len] & 0xC0U) == 0x80)
        len--;
    return itd_str_slice(name, 0, len);
}

void itd_screener_not_complete(itd_screener *screener, const char *what, itd_str name)
{
    if (screener->why.len == 0)
        itd_buf_printf(&screener->why, "%s '%.*s'", what, ITD_STR_ARGS(excerpt(name)));
}

void itd_screener_name_was_cut(itd_screener *screener, const itd_name *form, itd_str name)
{
    const size_t end = form->count > 0 ? form->tokens[form->count - 1].to : 0;

    if (screener->why.len == 0)
        itd_buf_printf(
            &screener->why,
            "only the first %d parts were compared, not what stands behind byte %zu of a "
            "name: '%.*s'",
            ITD_NAME_TOKENS_MAX, end, ITD_STR_ARGS(excerpt(itd_str_from(name, end))));
}

void itd_screener_touch(itd_screener *screener, uint32_t entity)
{
    if (screener->best[entity].touched)
        return;
    screener->best[entity] = (struct itd_best){.touched = true};
    screener->touched[screener->touched_count++] = entity;
}

/* Of equal scores the earlier name stays: the publisher's first, the request's first, the earlier
 * form. */
static void keep_if_better(struct itd_best_pair *best, const struct itd_best_pair *pair)
{
    if (pair->score > best->score)
        *best = *pair;
}

/* A listed name that was cut at ITD_NAME_TOKENS_MAX weighs at least what was kept. A hit at 0.70 or
 * more has a penalty of at most (1/0.7 - 1)·M. In units of M that leaves U_t - U_q ≤ 0.43/0.25 by
 * the one price, and U_t ≤ (0.4286 - 0.10)/0.02 = 16.4 by the price of a long lineage; M ≤ W_q, so
 * beyond seventeen times the query's weight the part that was cut cannot matter. */
#define CUT_MATTERS_UP_TO 17

static bool cut_could_matter(const itd_name *query, const itd_name *listed)
{
    return !listed->complete &&
           itd_name_weight(listed) <= CUT_MATTERS_UP_TO * itd_name_weight(query);
}

static uint32_t similarity(itd_screener *screener, const itd_name *query, const itd_name *listed,
                           uint32_t cutoff)
{
    return screener->options.profile->sls
               ? itd_sls_similarity(query, listed, cutoff)
               : itd_name_similarity(screener->scorer, query, listed, cutoff);
}

/* One form of a listed name against every form of the request's names; the pairs scored. */
uint64_t itd_screener_compare_form(itd_screener *screener, const itd_request *req,
                                   const struct itd_query *queries, const itd_snapshot_name *listed,
                                   uint32_t cutoff, struct itd_best_pair *best)
{
    uint64_t scored = 0;

    for (size_t q = 0; q < req->name_count; q++)
        for (size_t f = 0; f < queries[q].form_count; f++) {
            const struct itd_best_pair pair = {
                .score = similarity(screener, &queries[q].forms[f], &listed->name, cutoff),
                .query = (uint32_t)q,
                .form = (uint16_t)f,
                .listed = listed,
            };

            scored++;
            keep_if_better(best, &pair);
        }
    return scored;
}

/* Is the entry of this listed name one that the request and the options ask for? */
static bool is_meant(const itd_screener *screener, const itd_request *req,
                     const itd_snapshot_name *listed)
{
    return screener->admitted[listed->entity] &&
           itd_schema_meets(req->schema,
                            itd_snapshot_entity_at(screener->snap, listed->entity)->schema);
}

static const itd_value *value_of(const itd_screener *screener, const itd_snapshot_name *listed)
{
    return &itd_snapshot_entity_at(screener->snap, listed->entity)->values[listed->value];
}

/* ---- in a text: docs/matching.md, section 10 ---- */

/* Words of the listed name that must have a partner, other than its initials, for a window to count
 * by itself, … */
#define TEXT_WORDS_MIN 2
/* … and the least part of its weight that they and the rest cover: one in so many. */
#define TEXT_COVERAGE_PART 3
/* Letters of a name that counts by fewer words when it stands there exactly. */
#define TEXT_LETTERS_MIN 5

static bool is_covered(const itd_name *listed, const itd_alignment *alignment)
{
    size_t   words = 0;
    uint32_t covered = 0;

    for (size_t i = 0; i < alignment->pair_count; i++) {
        const itd_pair *pair = &alignment->pairs[i];

        covered += pair->listed_covered;
        for (size_t k = pair->listed_first; k < (size_t)pair->listed_first + pair->listed_count;
             k++)
            words += listed->tokens[k].kind == ITD_TOKEN_WORD && pair->rule != ITD_PAIR_INITIAL &&
                     pair->rule != ITD_PAIR_ACRONYM;
    }
    return words >= TEXT_WORDS_MIN && TEXT_COVERAGE_PART * covered >= itd_name_weight(listed);
}

static bool is_exact(const itd_name *query, const itd_name *listed, uint32_t score)
{
    size_t letters = 0;

    for (size_t i = 0; i < listed->count; i++)
        letters += listed->tokens[i].letters;
    return score == ITD_SCORE_ONE && query->count == listed->count && letters >= TEXT_LETTERS_MIN;
}

/* Names like JOE or CARD, and single words of longer names, stand in every text: they count with
 * evidence only. */
static itd_status counts_in_text(itd_screener *screener, const itd_request *req,
                                 const struct itd_query *queries, const struct itd_best_pair *pair,
                                 bool weak, bool *ret_counts, itd_error *err)
{
    const itd_name *query = &queries[0].forms[pair->form], *listed = &pair->listed->name;
    itd_alignment   alignment;
    itd_evidence    evidence;
    itd_status      st;

    *ret_counts = true;
    if (!weak && is_exact(query, listed, pair->score))
        return ITD_OK;
    itd_name_explain(screener->scorer, query, listed, &alignment);
    if (is_covered(listed, &alignment))
        return ITD_OK;
    st = itd_evidence_compare(req, itd_snapshot_entity_at(screener->snap, pair->listed->entity),
                              screener->folder, screener->arena, &evidence, err);
    *ret_counts = st == ITD_OK && itd_evidence_agrees(&evidence);
    return st;
}

/* Keeps a pair that reached the cut-off with its entry. */
static itd_status keep(itd_screener *screener, const itd_request *req,
                       const struct itd_query *queries, const struct itd_best_pair *pair,
                       itd_error *err)
{
    const itd_snapshot_name *listed = pair->listed;
    struct itd_best         *best = &screener->best[listed->entity];
    const bool               weak = itd_value_is_weak(value_of(screener, listed));
    struct itd_best_pair     kept = *pair;
    bool                     counts = true;
    itd_status               st = ITD_OK;

    if (screener->in_text) {
        st = counts_in_text(screener, req, queries, pair, weak, &counts, err);
        kept.query = screener->window;
    }
    if (st != ITD_OK || !counts)
        return st;
    itd_screener_touch(screener, listed->entity);
    keep_if_better(weak ? &best->weak : &best->strong, &kept);
    return ITD_OK;
}

/* One listed form against every form of the names asked for; every pair on its own. */
static itd_status compare_listed(itd_screener *screener, const itd_request *req,
                                 const struct itd_query *queries, const itd_snapshot_name *listed,
                                 itd_answer *answer, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t q = 0; q < req->name_count; q++)
        for (size_t f = 0; st == ITD_OK && f < queries[q].form_count; f++) {
            const struct itd_best_pair pair = {
                .score = similarity(screener, &queries[q].forms[f], &listed->name,
                                    screener->options.cutoff),
                .query = (uint32_t)q,
                .form = (uint16_t)f,
                .listed = listed,
            };

            answer->pairs_scored++;
            if (pair.score > 0)
                st = keep(screener, req, queries, &pair, err);
        }
    return st;
}

static itd_status compare_with_all(itd_screener *screener, const itd_request *req,
                                   const struct itd_query *queries, itd_answer *answer,
                                   itd_error *err)
{
    const size_t count = itd_snapshot_name_count(screener->snap);
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        const itd_snapshot_name *listed = itd_snapshot_name_at(screener->snap, i);

        if (is_meant(screener, req, listed))
            st = compare_listed(screener, req, queries, listed, answer, err);
    }
    return st;
}

static itd_status keep_candidates(itd_screener *screener, const uint32_t *names, size_t count,
                                  size_t query, size_t form, itd_error *err)
{
    if (count > screener->found_cap - screener->found_count) {
        const size_t cap = 2 * (screener->found_count + count);
        void        *more = itd_mem_resize(screener->found, cap, sizeof *screener->found);

        if (!more)
            return itd_error_no_memory(err);
        screener->found = more;
        screener->found_cap = cap;
    }
    for (size_t i = 0; i < count; i++)
        screener->found[screener->found_count++] = (struct itd_candidate){
            .name = names[i], .query = (uint16_t)query, .form = (uint16_t)form};
    return ITD_OK;
}

static itd_status find_candidates(itd_screener *screener, const itd_request *req,
                                  const struct itd_query *queries, itd_candidate_counts *counts,
                                  itd_error *err)
{
    itd_status st = ITD_OK;

    screener->found_count = 0;
    for (size_t q = 0; q < req->name_count; q++)
        for (size_t f = 0; st == ITD_OK && f < queries[q].form_count; f++) {
            const uint32_t *names;
            size_t          count;

            st = itd_candidates_find(screener->candidates, &queries[q].forms[f], &names, &count,
                                     counts, err);
            if (st == ITD_OK)
                st = keep_candidates(screener, names, count, q, f, err);
        }
    return st;
}

static int in_order_of_all(const void *left, const void *right)
{
    const struct itd_candidate *a = left, *b = right;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->query != b->query)
        return a->query < b->query ? -1 : 1;
    return a->form < b->form ? -1 : a->form > b->form;
}

/* In the order of compare_with_all, which decides between equal scores. */
static itd_status compare_with_candidates(itd_screener *screener, const itd_request *req,
                                          const struct itd_query *queries, itd_answer *answer,
                                          itd_error *err)
{
    itd_candidate_counts counts = {0};
    itd_status           st = find_candidates(screener, req, queries, &counts, err);

    if (st != ITD_OK)
        return st;
    if (screener->found_count > 1)
        qsort(screener->found, screener->found_count, sizeof *screener->found, in_order_of_all);
    for (size_t i = 0; st == ITD_OK && i < screener->found_count; i++) {
        const struct itd_candidate *found = &screener->found[i];
        const itd_snapshot_name    *listed = itd_snapshot_name_at(screener->snap, found->name);
        struct itd_best_pair pair = {.query = found->query, .form = found->form, .listed = listed};

        if (!is_meant(screener, req, listed))
            continue;
        pair.score = similarity(screener, &queries[found->query].forms[found->form], &listed->name,
                                screener->options.cutoff);
        answer->pairs_scored++;
        if (pair.score > 0)
            st = keep(screener, req, queries, &pair, err);
    }
    answer->postings_read += counts.postings;
    answer->names_looked_at += counts.looked_at;
    return st;
}

/* Listed names that were cut, the same for both ways. */
static void note_cut_names(itd_screener *screener, const itd_request *req,
                           const struct itd_query *queries)
{
    size_t          count;
    const uint32_t *cut = itd_snapshot_cut_names(screener->snap, &count);

    for (size_t i = 0; i < count; i++) {
        const itd_snapshot_name *listed = itd_snapshot_name_at(screener->snap, cut[i]);

        for (size_t q = 0; is_meant(screener, req, listed) && q < req->name_count; q++)
            for (size_t f = 0; f < queries[q].form_count; f++)
                if (screener->options.profile->sls ||
                    cut_could_matter(&queries[q].forms[f], &listed->name))
                    itd_screener_not_complete(
                        screener, "only the first 64 parts were compared of the listed name",
                        value_of(screener, listed)->text);
    }
}

itd_status itd_screener_compare(itd_screener *screener, const itd_request *req,
                                const struct itd_query *queries, itd_answer *answer, itd_error *err)
{
    itd_status st = ITD_OK;

    if (screener->candidates)
        st = compare_with_candidates(screener, req, queries, answer, err);
    else
        st = compare_with_all(screener, req, queries, answer, err);
    if (st == ITD_OK)
        note_cut_names(screener, req, queries);
    return st;
}
