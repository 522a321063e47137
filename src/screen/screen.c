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
#include "screen/screener.h"
#include "snapshot/key.h"

itd_screen_options itd_screen_options_default(void)
{
    return (itd_screen_options){
        .profile = itd_profile_default(), .cutoff = ITD_CUTOFF_DEFAULT, .limit = SIZE_MAX};
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
    if (st == ITD_OK && !options->exhaustive && !options->profile->sls)
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

itd_status itd_screener_check(const itd_request *req, itd_error *err)
{
    if (req->name_count > ITD_REQUEST_NAMES_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d names", ITD_REQUEST_NAMES_MAX);
    if (req->identifier_count > ITD_REQUEST_FACTS_MAX ||
        req->birth_date_count > ITD_REQUEST_FACTS_MAX || req->country_count > ITD_REQUEST_FACTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d dates, countries or identifiers",
                             ITD_REQUEST_FACTS_MAX);
    return ITD_OK;
}

/* Of a name or a number, and no more than there may be. */
static itd_status check_request(const itd_request *req, itd_error *err)
{
    if (req->name_count == 0 && req->identifier_count == 0)
        return itd_error_set(err, ITD_E_USAGE, "neither a name nor an identifier");
    return itd_screener_check(req, err);
}

itd_status itd_screener_tokenise(itd_screener *screener, const itd_request *req,
                                 struct itd_query **ret_queries, itd_error *err)
{
    struct itd_query *queries =
        itd_arena_new_array(screener->arena, req->name_count, sizeof *queries);
    itd_status st = queries ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < req->name_count; i++) {
        struct itd_query *query = &queries[i];

        st = itd_name_forms(screener->folder, req->names[i], screener->arena, query->forms,
                            &query->form_count, err);
        for (size_t f = 0; st == ITD_OK && f < query->form_count; f++)
            if (!query->forms[f].complete)
                itd_screener_name_was_cut(screener, &query->forms[f], req->names[i]);
        if (st == ITD_OK && !screener->in_text && query->forms[0].count == 0 &&
            req->identifier_count == 0)
            itd_screener_not_complete(screener, "nothing comparable in", req->names[i]);
    }
    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("name"));
    else
        *ret_queries = queries;
    return st;
}

/* ---- 3. identifiers ---- */

/* ret_compared: those of which something is comparable. */
static itd_status look_up_identifiers(itd_screener *screener, const itd_request *req,
                                      size_t *ret_compared, itd_error *err)
{
    itd_buf    key;
    itd_status st = ITD_OK;

    *ret_compared = 0;
    itd_buf_init(&key, ITD_ENTITY_TEXT_MAX);
    for (size_t i = 0; st == ITD_OK && i < req->identifier_count; i++) {
        const uint32_t *found;
        size_t          count;

        itd_buf_reset(&key);
        itd_snapshot_identifier_key(req->identifiers[i].prop, req->identifiers[i].text, &key);
        st = itd_buf_status(&key, err);
        if (st != ITD_OK)
            break;
        *ret_compared += key.len > 0;
        found = itd_snapshot_find_identifier(screener->snap, itd_buf_text(&key), &count);
        for (size_t j = 0; j < count; j++)
            if (screener->admitted[found[j]]) {
                itd_screener_touch(screener, found[j]);
                screener->best[found[j]].identifier = true;
            }
    }
    itd_buf_done(&key);
    return st;
}

/* ---- 4. evidence ---- */

static void take_pair(itd_hit *hit, const struct itd_best_pair *best)
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
                           const struct itd_query *queries, itd_hit *hit)
{
    size_t                   at = first_name_of(screener->snap, entity);
    const itd_snapshot_name *listed;
    struct itd_best_pair     best = {0};

    while ((listed = next_name_of(screener->snap, entity, &at)))
        (void)itd_screener_compare_form(screener, req, queries, listed, 0, &best);
    take_pair(hit, &best);
}

/* The pair of forms that gave the hit its score, term by term. */
static itd_status explain_hit(itd_screener *screener, const itd_request *req,
                              const struct itd_query *queries, itd_hit *hit, itd_error *err)
{
    itd_explanation *explanation;

    if (!hit->listed || screener->options.profile->sls)
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
static void take_names(const struct itd_best *best, itd_hit *hit)
{
    hit->strong_score = best->strong.score;
    take_pair(hit, best->weak.score > best->strong.score ? &best->weak : &best->strong);
}

static itd_status make_hit(itd_screener *screener, uint32_t entity, const itd_request *req,
                           const struct itd_query *queries, itd_hit *hit, itd_error *err)
{
    const struct itd_best *best = &screener->best[entity];
    const size_t           list = itd_snapshot_list_of(screener->snap, entity);
    itd_status             st;

    *hit = (itd_hit){
        .ent = itd_snapshot_entity_at(screener->snap, entity),
        .list = itd_snapshot_list_at(screener->snap, list)->name,
        .entity = entity,
    };
    take_names(best, hit);
    if (screener->in_text && hit->score > 0)
        hit->found = req->names[hit->query_name];
    if (hit->score == 0) {
        hit->basis = ITD_BASIS_IDENTIFIER;
        score_names_of(screener, entity, req, queries, hit);
    }
    st =
        itd_evidence_compare(req, hit->ent, screener->folder, screener->arena, &hit->evidence, err);
    hit->total = st == ITD_OK ? itd_evidence_total(&hit->evidence, hit->score) : 0;
    hit->rarity = hit->listed ? itd_name_weight(&hit->listed->name) : 0;
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
    if (a->evidence.corroboration != b->evidence.corroboration)
        return a->evidence.corroboration > b->evidence.corroboration ? -1 : 1;
    if (a->evidence.conflict != b->evidence.conflict)
        return a->evidence.conflict < b->evidence.conflict ? -1 : 1;
    if (a->rarity != b->rarity)
        return a->rarity > b->rarity ? -1 : 1;
    order = itd_str_compare(a->list, b->list);
    return order != 0 ? order : itd_str_compare(a->ent->id, b->ent->id);
}

static itd_status collect_hits(itd_screener *screener, const itd_request *req,
                               const struct itd_query *queries, itd_answer *answer, itd_error *err)
{
    itd_hit   *hits = itd_arena_new_array(screener->arena, screener->touched_count, sizeof *hits);
    itd_status st = ITD_OK;
    size_t     count = 0;

    if (!hits)
        return itd_error_no_memory(err);
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
    answer->outcome = itd_decide(hits, count, answer->complete, screener->options.profile);
    return ITD_OK;
}

/* Is there something of a name to compare? */
static bool has_tokens(const itd_request *req, const struct itd_query *queries)
{
    for (size_t i = 0; i < req->name_count; i++)
        if (queries[i].forms[0].count > 0)
            return true;
    return false;
}

itd_status itd_screener_finish(itd_screener *screener, const itd_request *req,
                               const struct itd_query *queries, itd_answer *answer, itd_error *err)
{
    size_t           compared;
    const itd_status st = look_up_identifiers(screener, req, &compared, err);

    if (st != ITD_OK)
        return st;
    if (compared == 0 && req->identifier_count > 0 && !screener->in_text &&
        !has_tokens(req, queries))
        itd_screener_not_complete(screener, "nothing comparable in the number",
                                  req->identifiers[0].text);
    answer->why = itd_buf_text(&screener->why);
    answer->complete = answer->why.len == 0;
    return collect_hits(screener, req, queries, answer, err);
}

void itd_screener_forget(itd_screener *screener)
{
    for (size_t i = 0; i < screener->touched_count; i++)
        screener->best[screener->touched[i]].touched = false;
    screener->touched_count = 0;
}

itd_status itd_screen(itd_screener *screener, const itd_request *req, itd_answer *ret_answer,
                      itd_error *err)
{
    itd_answer        answer = {.complete = true};
    struct itd_query *queries = NULL;
    itd_status        st;

    itd_arena_reset(screener->arena);
    itd_buf_reset(&screener->why);
    st = check_request(req, err);
    if (st == ITD_OK)
        st = itd_screener_tokenise(screener, req, &queries, err);
    if (st == ITD_OK)
        st = itd_screener_compare(screener, req, queries, &answer, err);
    if (st == ITD_OK)
        st = itd_screener_finish(screener, req, queries, &answer, err);
    itd_screener_forget(screener);
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
    struct itd_query        *queries = NULL;
    itd_hit                  hit;
    itd_status               st;

    itd_arena_reset(screener->arena);
    itd_buf_reset(&screener->why);
    st = check_request(req, err);
    if (st == ITD_OK)
        st = itd_screener_tokenise(screener, req, &queries, err);
    if (st != ITD_OK)
        return st;
    itd_screener_touch(screener, index);
    while ((listed = next_name_of(screener->snap, index, &at)))
        (void)itd_screener_compare_form(screener, req, queries, listed, 0,
                                        itd_value_is_weak(&ent->values[listed->value])
                                            ? &screener->best[index].weak
                                            : &screener->best[index].strong);
    st = make_hit(screener, index, req, queries, &hit, err);
    if (st == ITD_OK)
        st = explain_hit(screener, req, queries, &hit, err);
    itd_screener_forget(screener);
    if (st == ITD_OK)
        *ret_hit = hit;
    return st;
}
