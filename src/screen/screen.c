/* The whole story of one request, top to bottom:
 *   1. tokenise the request's names
 *   2. compare them with every listed name that may be meant, and keep the best per entry
 *   3. look up the request's identifiers
 *   4. weigh the evidence of every entry that was touched
 *   5. order the hits and decide
 * Step 2 asks the index which listed names may reach the cut-off and scores those; with the option
 * exhaustive it scores every listed name instead, and shares nothing with the other way but the
 * score itself. Both give the same answers. */
#include "screen/screen.h"

#include <stdlib.h>

#include "base/memory.h"
#include "match/candidates.h"
#include "snapshot/key.h"

/* A name of the request in all its forms. */
struct query {
    itd_name forms[ITD_NAME_FORMS_MAX];
    size_t   form_count;
};

/* The best pair of names so far, of the strong or of the weak listed names. */
struct best_pair {
    uint32_t                 score; /* 0: none */
    uint16_t                 query; /* which of the request's names it was */
    uint16_t                 form;  /* and which of its forms */
    const itd_snapshot_name *listed;
};

/* An entry that was touched, while names are still being compared. */
struct best {
    struct best_pair strong;
    struct best_pair weak;
    bool             touched;
    bool             identifier;
};

/* A pair worth scoring. */
struct candidate {
    uint32_t name;
    uint16_t query;
    uint16_t form;
};

struct itd_screener {
    itd_snapshot      *snap;
    itd_screen_options options;
    itd_folder        *folder;
    itd_scorer        *scorer;
    itd_candidates    *candidates; /* NULL: exhaustive */
    struct candidate  *found;      /* heap: of this request */
    size_t             found_count, found_cap;
    itd_arena         *arena;    /* reset per request: names, keys, hits */
    bool              *admitted; /* per entity: lists and programmes of the options */
    struct best       *best;     /* per entity */
    uint32_t          *touched;  /* entities touched by this request, in order of discovery */
    size_t             touched_count;
    itd_buf            why;
};

itd_screen_options itd_screen_options_default(void)
{
    return (itd_screen_options){.cutoff = ITD_CUTOFF_DEFAULT, .limit = SIZE_MAX};
}

static bool holds_list(const itd_snapshot *snap, itd_str name)
{
    for (size_t i = 0; i < itd_snapshot_list_count(snap); i++)
        if (itd_str_equal(itd_snapshot_list_at(snap, i)->name, name))
            return true;
    return false;
}

itd_status itd_screen_options_check(const itd_screen_options *options, const itd_snapshot *snap,
                                    itd_error *err)
{
    if (options->cutoff < ITD_CUTOFF_MIN || options->cutoff > ITD_SCORE_ONE) {
        itd_error_set(err, ITD_E_USAGE, "must be from 0.7000 to 1.0000");
        itd_error_in_field(err, ITD_STR("cutoff"));
        return ITD_E_USAGE;
    }
    for (size_t i = 0; i < options->list_count; i++)
        if (!holds_list(snap, options->lists[i])) {
            itd_error_set(err, ITD_E_USAGE, "no list '%.*s' in this data",
                          ITD_STR_ARGS(options->lists[i]));
            itd_error_in_field(err, ITD_STR("list"));
            return ITD_E_USAGE;
        }
    return ITD_OK;
}

static bool is_among(itd_str text, const itd_str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (itd_str_equal_ascii_nocase(text, texts[i]))
            return true;
    return false;
}

static bool has_programme(const itd_entity *ent, const itd_screen_options *options)
{
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if ((value->prop == ITD_PROP_PROGRAM || value->prop == ITD_PROP_PROGRAM_ID) &&
            is_among(value->text, options->programmes, options->programme_count))
            return true;
    }
    return false;
}

/* Which entities the options let through; settled once, since options do not change. */
static void admit(itd_screener *screener)
{
    const itd_screen_options *options = &screener->options;
    const size_t              count = itd_snapshot_entity_count(screener->snap);

    for (size_t i = 0; i < count; i++) {
        const size_t list = itd_snapshot_list_of(screener->snap, i);
        const bool   in_list =
            !options->lists || is_among(itd_snapshot_list_at(screener->snap, list)->name,
                                        options->lists, options->list_count);

        screener->admitted[i] =
            in_list && (!options->programmes ||
                        has_programme(itd_snapshot_entity_at(screener->snap, i), options));
    }
}

itd_status itd_screener_new(itd_snapshot *snap, const itd_screen_options *options,
                            itd_screener **ret_screener, itd_error *err)
{
    const size_t  count = itd_snapshot_entity_count(snap);
    itd_screener *screener;
    itd_status    st = itd_screen_options_check(options, snap, err);

    if (st != ITD_OK)
        return st;
    screener = itd_mem_new(1, sizeof *screener);
    if (!screener)
        return itd_error_no_memory(err);
    screener->snap = itd_snapshot_ref(snap);
    screener->options = *options;
    itd_buf_init(&screener->why, ITD_ERROR_MESSAGE_MAX);
    screener->arena = itd_arena_new(SIZE_MAX);
    screener->admitted = itd_mem_new(count, sizeof *screener->admitted);
    screener->best = itd_mem_new(count, sizeof *screener->best);
    screener->touched = itd_mem_new(count, sizeof *screener->touched);
    if (!screener->arena || !screener->admitted || !screener->best || !screener->touched)
        st = itd_error_no_memory(err);
    if (st == ITD_OK)
        st = itd_folder_new(&screener->folder, err);
    if (st == ITD_OK)
        st = itd_scorer_new(&screener->scorer, err);
    if (st == ITD_OK && !options->exhaustive)
        st = itd_candidates_new(itd_snapshot_index(snap), options->cutoff, &screener->candidates,
                                err);
    if (st != ITD_OK) {
        itd_screener_free(screener);
        return st;
    }
    admit(screener);
    *ret_screener = screener;
    return ITD_OK;
}

void itd_screener_free(itd_screener *screener)
{
    if (!screener)
        return;
    itd_candidates_free(screener->candidates);
    itd_mem_free(screener->found);
    itd_scorer_free(screener->scorer);
    itd_folder_free(screener->folder);
    itd_arena_free(screener->arena);
    itd_mem_free(screener->admitted);
    itd_mem_free(screener->best);
    itd_mem_free(screener->touched);
    itd_buf_done(&screener->why);
    itd_snapshot_unref(screener->snap);
    itd_mem_free(screener);
}

/* ---- 1. names ---- */

static itd_status check_request(const itd_request *req, itd_error *err)
{
    if (req->name_count == 0 && req->identifier_count == 0)
        return itd_error_set(err, ITD_E_USAGE, "neither a name nor an identifier");
    if (req->name_count > ITD_REQUEST_NAMES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d names", ITD_REQUEST_NAMES_MAX);
    if (req->identifier_count > ITD_REQUEST_FACTS_MAX ||
        req->birth_date_count > ITD_REQUEST_FACTS_MAX || req->country_count > ITD_REQUEST_FACTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d dates, countries or identifiers",
                             ITD_REQUEST_FACTS_MAX);
    return ITD_OK;
}

static void not_complete(itd_screener *screener, const char *what, itd_str name)
{
    if (screener->why.len == 0)
        itd_buf_printf(&screener->why, "%s '%.*s'", what, ITD_STR_ARGS(itd_str_slice(name, 0, 80)));
}

static itd_status tokenise(itd_screener *screener, const itd_request *req,
                           struct query **ret_queries, itd_error *err)
{
    struct query *queries = itd_arena_new_array(screener->arena, req->name_count, sizeof *queries);
    itd_status    st = queries ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < req->name_count; i++) {
        struct query *query = &queries[i];

        st = itd_name_forms(screener->folder, req->names[i], screener->arena, query->forms,
                            &query->form_count, err);
        for (size_t f = 0; st == ITD_OK && f < query->form_count; f++)
            if (!query->forms[f].complete)
                not_complete(screener, "only the first 64 parts were compared of", req->names[i]);
        if (st == ITD_OK && query->forms[0].count == 0 && req->identifier_count == 0)
            not_complete(screener, "nothing comparable in", req->names[i]);
    }
    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("name"));
    else
        *ret_queries = queries;
    return st;
}

/* ---- 2. pairs ---- */

static void touch(itd_screener *screener, uint32_t entity)
{
    if (screener->best[entity].touched)
        return;
    screener->best[entity] = (struct best){.touched = true};
    screener->touched[screener->touched_count++] = entity;
}

/* Of equal scores the earlier name stays: the publisher's first, the request's first, the earlier
 * form. */
static void keep_if_better(struct best_pair *best, const struct best_pair *pair)
{
    if (pair->score > best->score)
        *best = *pair;
}

static uint32_t weight_of(const itd_name *name)
{
    uint32_t sum = 0;

    for (size_t i = 0; i < name->count; i++)
        sum += name->tokens[i].weight;
    return sum;
}

/* A listed name that was cut at ITD_NAME_TOKENS_MAX weighs at least what was kept. A hit at 0.70 or
 * more has a penalty of at most (1/0.7 - 1)·M. In units of M that leaves U_t - U_q ≤ 0.43/0.25 by
 * the one price, and U_t ≤ (0.4286 - 0.12)/0.02 = 15.4 by the price of a long lineage; M ≤ W_q, so
 * beyond seventeen times the query's weight the part that was cut cannot matter. */
#define CUT_MATTERS_UP_TO 17

static bool cut_could_matter(const itd_name *query, const itd_name *listed)
{
    return !listed->complete && weight_of(listed) <= CUT_MATTERS_UP_TO * weight_of(query);
}

/* One form of a listed name against every form of the request's names; the pairs scored. */
static uint64_t compare_form(itd_screener *screener, const itd_request *req,
                             const struct query *queries, const itd_snapshot_name *listed,
                             uint32_t cutoff, struct best_pair *best)
{
    uint64_t scored = 0;

    for (size_t q = 0; q < req->name_count; q++)
        for (size_t f = 0; f < queries[q].form_count; f++) {
            const struct best_pair pair = {
                .score = itd_name_similarity(screener->scorer, &queries[q].forms[f], &listed->name,
                                             cutoff),
                .query = (uint16_t)q,
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

/* Keeps a pair that reached the cut-off with its entry. */
static void keep(itd_screener *screener, const struct best_pair *pair)
{
    const itd_snapshot_name *listed = pair->listed;
    struct best             *best = &screener->best[listed->entity];

    touch(screener, listed->entity);
    keep_if_better(itd_value_is_weak(value_of(screener, listed)) ? &best->weak : &best->strong,
                   pair);
}

static uint64_t compare_with_all(itd_screener *screener, const itd_request *req,
                                 const struct query *queries)
{
    const size_t count = itd_snapshot_name_count(screener->snap);
    uint64_t     scored = 0;

    for (size_t i = 0; i < count; i++) {
        const itd_snapshot_name *listed = itd_snapshot_name_at(screener->snap, i);
        struct best_pair         best = {0};

        if (!is_meant(screener, req, listed))
            continue;
        scored += compare_form(screener, req, queries, listed, screener->options.cutoff, &best);
        if (best.score > 0)
            keep(screener, &best);
    }
    return scored;
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
        screener->found[screener->found_count++] = (struct candidate){
            .name = names[i], .query = (uint16_t)query, .form = (uint16_t)form};
    return ITD_OK;
}

static itd_status find_candidates(itd_screener *screener, const itd_request *req,
                                  const struct query *queries, itd_candidate_counts *counts,
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
    const struct candidate *a = left, *b = right;

    if (a->name != b->name)
        return a->name < b->name ? -1 : 1;
    if (a->query != b->query)
        return a->query < b->query ? -1 : 1;
    return a->form < b->form ? -1 : a->form > b->form;
}

/* In the order of compare_with_all, which decides between equal scores. */
static itd_status compare_with_candidates(itd_screener *screener, const itd_request *req,
                                          const struct query *queries, itd_answer *answer,
                                          itd_error *err)
{
    itd_candidate_counts counts = {0};
    const itd_status     st = find_candidates(screener, req, queries, &counts, err);

    if (st != ITD_OK)
        return st;
    if (screener->found_count > 1)
        qsort(screener->found, screener->found_count, sizeof *screener->found, in_order_of_all);
    for (size_t i = 0; i < screener->found_count; i++) {
        const struct candidate  *found = &screener->found[i];
        const itd_snapshot_name *listed = itd_snapshot_name_at(screener->snap, found->name);
        struct best_pair         pair = {
                    .query = found->query, .form = found->form, .listed = listed};

        if (!is_meant(screener, req, listed))
            continue;
        pair.score =
            itd_name_similarity(screener->scorer, &queries[found->query].forms[found->form],
                                &listed->name, screener->options.cutoff);
        answer->pairs_scored++;
        if (pair.score > 0)
            keep(screener, &pair);
    }
    answer->postings_read = counts.postings;
    answer->names_looked_at = counts.looked_at;
    return ITD_OK;
}

/* Listed names that were cut, the same for both ways. */
static void note_cut_names(itd_screener *screener, const itd_request *req,
                           const struct query *queries)
{
    size_t          count;
    const uint32_t *cut = itd_snapshot_cut_names(screener->snap, &count);

    for (size_t i = 0; i < count; i++) {
        const itd_snapshot_name *listed = itd_snapshot_name_at(screener->snap, cut[i]);

        for (size_t q = 0; is_meant(screener, req, listed) && q < req->name_count; q++)
            for (size_t f = 0; f < queries[q].form_count; f++)
                if (cut_could_matter(&queries[q].forms[f], &listed->name))
                    not_complete(screener,
                                 "only the first 64 parts were compared of the listed name",
                                 value_of(screener, listed)->text);
    }
}

static itd_status compare_names(itd_screener *screener, const itd_request *req,
                                const struct query *queries, itd_answer *answer, itd_error *err)
{
    itd_status st = ITD_OK;

    if (screener->candidates)
        st = compare_with_candidates(screener, req, queries, answer, err);
    else
        answer->pairs_scored = compare_with_all(screener, req, queries);
    if (st == ITD_OK)
        note_cut_names(screener, req, queries);
    return st;
}

/* ---- 3. identifiers ---- */

static itd_status look_up_identifiers(itd_screener *screener, const itd_request *req,
                                      itd_error *err)
{
    itd_buf    key;
    itd_status st = ITD_OK;

    itd_buf_init(&key, ITD_ENTITY_TEXT_MAX);
    for (size_t i = 0; st == ITD_OK && i < req->identifier_count; i++) {
        const uint32_t *found;
        size_t          count;

        itd_buf_reset(&key);
        itd_snapshot_identifier_key(req->identifiers[i].prop, req->identifiers[i].text, &key);
        st = itd_buf_status(&key, err);
        if (st != ITD_OK)
            break;
        found = itd_snapshot_find_identifier(screener->snap, itd_buf_text(&key), &count);
        for (size_t j = 0; j < count; j++)
            if (screener->admitted[found[j]]) {
                touch(screener, found[j]);
                screener->best[found[j]].identifier = true;
            }
    }
    itd_buf_done(&key);
    return st;
}

/* ---- 4. evidence ---- */

static void take_pair(itd_hit *hit, const struct best_pair *best)
{
    if (best->score == 0)
        return;
    hit->score = best->score;
    hit->listed = best->listed;
    hit->matched_name = &hit->ent->values[best->listed->value];
    hit->weak = itd_value_is_weak(hit->matched_name);
    hit->query_name = best->query;
    hit->query_form = best->form;
}

/* Index of the first of the names of an entity, which stand together. */
static size_t first_name_of(const itd_snapshot *snap, uint32_t entity)
{
    size_t low = 0, high = itd_snapshot_name_count(snap);

    while (low < high) {
        const size_t middle = low + (high - low) / 2;

        if (itd_snapshot_name_at(snap, middle)->entity < entity)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next name of the entity, or NULL. */
static const itd_snapshot_name *next_name_of(const itd_snapshot *snap, uint32_t entity, size_t *at)
{
    const itd_snapshot_name *listed;

    if (*at == itd_snapshot_name_count(snap))
        return NULL;
    listed = itd_snapshot_name_at(snap, (*at)++);
    return listed->entity == entity ? listed : NULL;
}

/* The score of an entry found by a number alone is still its name's: people want to see it. */
static void score_names_of(itd_screener *screener, uint32_t entity, const itd_request *req,
                           const struct query *queries, itd_hit *hit)
{
    size_t                   at = first_name_of(screener->snap, entity);
    const itd_snapshot_name *listed;
    struct best_pair         best = {0};

    while ((listed = next_name_of(screener->snap, entity, &at)))
        (void)compare_form(screener, req, queries, listed, 0, &best);
    take_pair(hit, &best);
}

/* The pair of forms that gave the hit its score, term by term. */
static itd_status explain_hit(itd_screener *screener, const itd_request *req,
                              const struct query *queries, itd_hit *hit, itd_error *err)
{
    itd_explanation *explanation;

    if (!hit->listed)
        return ITD_OK;
    explanation = itd_arena_new_array(screener->arena, 1, sizeof *explanation);
    if (!explanation)
        return itd_error_no_memory(err);
    itd_explain(screener->scorer, req->names[hit->query_name],
                &queries[hit->query_name].forms[hit->query_form], hit->matched_name->text,
                &hit->listed->name, explanation);
    hit->explanation = explanation;
    return ITD_OK;
}

/* Strong wins ties, so that a name that stands both ways counts as strong. */
static void take_names(const struct best *best, itd_hit *hit)
{
    hit->strong_score = best->strong.score;
    take_pair(hit, best->weak.score > best->strong.score ? &best->weak : &best->strong);
}

/* Until evidence is weighed, total is the name's score, except that an equal number that decides
 * stands above every name. */
static itd_status make_hit(itd_screener *screener, uint32_t entity, const itd_request *req,
                           const struct query *queries, itd_hit *hit, itd_error *err)
{
    const struct best *best = &screener->best[entity];
    const size_t       list = itd_snapshot_list_of(screener->snap, entity);
    itd_status         st;

    *hit = (itd_hit){
        .ent = itd_snapshot_entity_at(screener->snap, entity),
        .list = itd_snapshot_list_at(screener->snap, list)->name,
        .entity = entity,
    };
    take_names(best, hit);
    if (hit->score == 0) {
        hit->basis = ITD_BASIS_IDENTIFIER;
        score_names_of(screener, entity, req, queries, hit);
    }
    st = itd_evidence_compare(req, hit->ent, screener->arena, &hit->evidence, err);
    hit->total = hit->evidence.identifier_decides ? ITD_SCORE_ONE : hit->score;
    return st;
}

/* ---- 5. order ---- */

static int best_first(const void *left, const void *right)
{
    const itd_hit *a = left, *b = right;
    int            order;

    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    order = itd_str_compare(a->list, b->list);
    return order != 0 ? order : itd_str_compare(a->ent->id, b->ent->id);
}

static itd_status collect_hits(itd_screener *screener, const itd_request *req,
                               const struct query *queries, itd_answer *answer, itd_error *err)
{
    itd_hit   *hits = itd_arena_new_array(screener->arena, screener->touched_count, sizeof *hits);
    itd_status st = hits ? ITD_OK : itd_error_no_memory(err);
    size_t     count = 0;

    for (size_t i = 0; st == ITD_OK && i < screener->touched_count; i++)
        st = make_hit(screener, screener->touched[i], req, queries, &hits[count++], err);
    if (st != ITD_OK)
        return st;
    if (count > 1)
        qsort(hits, count, sizeof *hits, best_first);
    answer->hits = hits;
    answer->hits_found = count;
    answer->hit_count = count < screener->options.limit ? count : screener->options.limit;
    for (size_t i = 0; screener->options.explain && st == ITD_OK && i < answer->hit_count; i++)
        st = explain_hit(screener, req, queries, &hits[i], err);
    if (st != ITD_OK)
        return st;
    answer->outcome = itd_decide(hits, count, answer->complete);
    return ITD_OK;
}

static void forget_touched(itd_screener *screener)
{
    for (size_t i = 0; i < screener->touched_count; i++)
        screener->best[screener->touched[i]].touched = false;
    screener->touched_count = 0;
}

itd_status itd_screen(itd_screener *screener, const itd_request *req, itd_answer *ret_answer,
                      itd_error *err)
{
    itd_answer    answer = {.complete = true};
    struct query *queries = NULL;
    itd_status    st;

    itd_arena_reset(screener->arena);
    itd_buf_reset(&screener->why);
    st = check_request(req, err);
    if (st == ITD_OK)
        st = tokenise(screener, req, &queries, err);
    if (st == ITD_OK)
        st = compare_names(screener, req, queries, &answer, err);
    if (st == ITD_OK)
        st = look_up_identifiers(screener, req, err);
    if (st == ITD_OK) {
        answer.why = itd_buf_text(&screener->why);
        answer.complete = answer.why.len == 0;
        st = collect_hits(screener, req, queries, &answer, err);
    }
    forget_touched(screener);
    if (st == ITD_OK)
        *ret_answer = answer;
    return st;
}

itd_status itd_screen_entry(itd_screener *screener, const itd_request *req, size_t entity,
                            itd_hit *ret_hit, itd_error *err)
{
    const uint32_t           index = (uint32_t)entity;
    const itd_entity        *ent = itd_snapshot_entity_at(screener->snap, entity);
    size_t                   at = first_name_of(screener->snap, index);
    const itd_snapshot_name *listed;
    struct query            *queries = NULL;
    itd_hit                  hit;
    itd_status               st;

    itd_arena_reset(screener->arena);
    itd_buf_reset(&screener->why);
    st = check_request(req, err);
    if (st == ITD_OK)
        st = tokenise(screener, req, &queries, err);
    if (st != ITD_OK)
        return st;
    touch(screener, index);
    while ((listed = next_name_of(screener->snap, index, &at)))
        (void)compare_form(screener, req, queries, listed, 0,
                           itd_value_is_weak(&ent->values[listed->value])
                               ? &screener->best[index].weak
                               : &screener->best[index].strong);
    st = make_hit(screener, index, req, queries, &hit, err);
    if (st == ITD_OK)
        st = explain_hit(screener, req, queries, &hit, err);
    forget_touched(screener);
    if (st == ITD_OK)
        *ret_hit = hit;
    return st;
}
