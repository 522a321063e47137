/* `interdict explain`: one name against one entry, or two names against each other, term by
 * term. */
#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "cli/answer.h"
#include "cli/explanation.h"
#include "cli/facts.h"
#include "cli/screen_data.h"
#include "codec/json.h"
#include "screen/screen.h"

static const itd_cli_option options[] = {
    {"pair", 0, NULL, "two names against each other; no list is read"},
    {"with", 0, "FIELD=VALUE", "what else is known of the customer (birth_date=1950); repeatable"},
    {"as-of", 0, "DAY", "the lists as they stood on that day (YYYY-MM-DD)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "ENTRY is LIST:ID as answers name it, for example un:KPi.033. Shown are the listed name that "
    "is\n"
    "most like QUERY, which parts of both pair and by which rule, what is left over, the sum that\n"
    "gives the score, and what the evidence says, whatever the score is. --with takes the fields "
    "of\n"
    "customer files. As JSON every number is there that is needed to do the sum again.\n";

#define WORDS_MAX 2

struct call {
    itd_screen_settings *settings; /* store, format, day */
    const char          *words[WORDS_MAX];
    size_t               word_count;
    itd_facts            facts;
    bool                 pair;
};

static itd_status take_option(struct call *call, const char *name, const char *value,
                              itd_error *err)
{
    if (strcmp(name, "pair") == 0) {
        call->pair = true;
    } else if (strcmp(name, "as-of") == 0) {
        return itd_cli_parse_day(value, "--as-of", &call->settings->as_of_ms, err);
    } else if (strcmp(name, "with") == 0) {
        return itd_facts_add(&call->facts, value, err);
    }
    return ITD_OK;
}

static itd_status take_word(struct call *call, const char *value, itd_error *err)
{
    if (call->word_count == WORDS_MAX)
        return itd_error_set(err, ITD_E_USAGE, "more than two arguments; put names in quotes");
    call->words[call->word_count++] = value;
    return ITD_OK;
}

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    itd_cli_args          args;
    const itd_cli_option *option;
    const char           *value;
    itd_status            st = ITD_OK;

    itd_cli_args_init(&args, &itd_cli_explain, argc, argv);
    while (st == ITD_OK) {
        switch (itd_cli_args_next(&args, &option, &value, err)) {
        case ITD_ARG_END:
            if (call->word_count < WORDS_MAX)
                return itd_error_set(err, ITD_E_USAGE,
                                     call->pair ? "--pair needs two names"
                                                : "needs a name and an entry (LIST:ID)");
            return ITD_OK;
        case ITD_ARG_ERROR:
            return ITD_E_USAGE;
        case ITD_ARG_WORD:
            st = take_word(call, value, err);
            break;
        case ITD_ARG_OPTION:
            if (!itd_cli_common_take(&call->settings->common, option, value, &st, err))
                st = take_option(call, option->name, value, err);
            break;
        }
    }
    return st;
}

/* ---- two names ---- */

/* The best of all forms of one with all forms of the other; of equals the earlier forms. */
static itd_status explain_forms(const struct call *call, itd_folder *folder, itd_scorer *scorer,
                                itd_arena *arena, itd_explanation *ret, itd_error *err)
{
    itd_name(*forms)[ITD_NAME_FORMS_MAX] = itd_arena_new_array(arena, WORDS_MAX, sizeof *forms);
    size_t     counts[WORDS_MAX] = {0}, best[WORDS_MAX] = {0};
    uint32_t   best_score = 0;
    itd_status st = forms ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < WORDS_MAX; i++)
        st = itd_name_forms(folder, itd_str_of(call->words[i]), arena, forms[i], &counts[i], err);
    if (st != ITD_OK)
        return st;
    for (size_t q = 0; q < counts[0]; q++)
        for (size_t t = 0; t < counts[1]; t++) {
            const uint32_t score = itd_name_similarity(scorer, &forms[0][q], &forms[1][t], 0);

            if (score > best_score) {
                best_score = score;
                best[0] = q;
                best[1] = t;
            }
        }
    itd_explain(scorer, itd_str_of(call->words[0]), &forms[0][best[0]], itd_str_of(call->words[1]),
                &forms[1][best[1]], ret);
    return ITD_OK;
}

static itd_status explain_pair(const struct call *call, itd_arena *arena, itd_explanation *ret,
                               itd_error *err)
{
    itd_folder *folder = NULL;
    itd_scorer *scorer = NULL;
    itd_status  st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < WORDS_MAX; i++)
        st = itd_utf8_check_text(itd_str_of(call->words[i]), err);
    if (st == ITD_OK)
        st = itd_folder_new(&folder, err);
    if (st == ITD_OK)
        st = itd_scorer_new(&scorer, err);
    if (st == ITD_OK)
        st = explain_forms(call, folder, scorer, arena, ret, err);
    itd_scorer_free(scorer);
    itd_folder_free(folder);
    return st;
}

static itd_status run_pair(const struct call *call, itd_arena *arena, itd_buf *buf, itd_error *err)
{
    itd_explanation *explanation = itd_arena_new_array(arena, 1, sizeof *explanation);
    itd_json_writer  writer;
    itd_status       st = explanation ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = explain_pair(call, arena, explanation, err);
    if (st != ITD_OK)
        return st;
    if (call->settings->common.format == ITD_FORMAT_TABLE)
        return itd_explanation_write_text(explanation, call->settings->common.color, buf, err);
    itd_json_writer_init(&writer, buf, call->settings->common.format == ITD_FORMAT_JSON ? 2 : 0);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_score(&writer, "score", explanation->alignment.score);
    itd_explanation_write_json(&writer, "explanation", explanation);
    itd_json_end_object(&writer);
    itd_buf_append_char(buf, '\n');
    return ITD_OK;
}

/* ---- a name and an entry ---- */

static itd_status find_entry(const itd_snapshot *snap, itd_str given, size_t *ret_entity,
                             itd_error *err)
{
    const size_t  colon = itd_str_find_char(given, ':');
    const itd_str list = itd_str_slice(given, 0, colon);
    const itd_str id = colon == SIZE_MAX ? given : itd_str_from(given, colon + 1);
    bool          list_is_there = false;

    if (colon == SIZE_MAX)
        return itd_error_set(err, ITD_E_USAGE, "\"%.*s\" names no list; an entry is LIST:ID",
                             ITD_STR_ARGS(itd_str_slice(given, 0, 80)));
    for (size_t i = 0; i < itd_snapshot_list_count(snap); i++)
        list_is_there = list_is_there || itd_str_equal(itd_snapshot_list_at(snap, i)->name, list);
    if (!list_is_there)
        return itd_error_set(err, ITD_E_NOT_FOUND, "no list %.*s here",
                             ITD_STR_ARGS(itd_str_slice(list, 0, 80)));
    for (size_t i = 0; i < itd_snapshot_entity_count(snap); i++) {
        const size_t at = itd_snapshot_list_of(snap, i);

        if (itd_str_equal(itd_snapshot_entity_at(snap, i)->id, id) &&
            itd_str_equal(itd_snapshot_list_at(snap, at)->name, list)) {
            *ret_entity = i;
            return ITD_OK;
        }
    }
    return itd_error_set(err, ITD_E_NOT_FOUND, "list %.*s has no entry %.*s", ITD_STR_ARGS(list),
                         ITD_STR_ARGS(itd_str_slice(id, 0, 80)));
}

static void write_json(const struct call *call, const itd_snapshot *snap, const itd_request *req,
                       const itd_hit *hit, itd_buf *buf)
{
    const size_t    list = itd_snapshot_list_of(snap, hit->entity);
    itd_json_writer writer;
    char            day[ITD_ANSWER_DAY_MAX];

    itd_answer_day(itd_snapshot_list_at(snap, list)->version_ms, day);
    itd_json_writer_init(&writer, buf, call->settings->common.format == ITD_FORMAT_JSON ? 2 : 0);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_cstr(&writer, "entity", call->words[1]);
    itd_json_put_str(&writer, "list", hit->list);
    itd_json_put_cstr(&writer, "list_version", day);
    itd_json_put_str(&writer, "schema", itd_schema_name(hit->ent->schema));
    itd_json_put_str(&writer, "caption", hit->ent->caption);
    itd_json_put_bool(&writer, "comparable", itd_schema_meets(req->schema, hit->ent->schema));
    if (hit->matched_name) {
        itd_json_put_str(&writer, "matched_name", hit->matched_name->text);
        itd_json_put_str(&writer, "property", itd_prop_name(hit->matched_name->prop));
        itd_json_put_cstr(&writer, "quality", hit->weak ? "weak" : "strong");
    } else {
        itd_json_put_null(&writer, "matched_name");
        itd_json_put_null(&writer, "property");
        itd_json_put_null(&writer, "quality");
    }
    itd_json_put_score(&writer, "score", hit->score);
    itd_json_put_score(&writer, "total", hit->total);
    itd_json_put_score(&writer, "corroboration", hit->evidence.corroboration);
    itd_json_put_score(&writer, "conflict", hit->evidence.conflict);
    itd_json_put_bool(&writer, "identifier_decides", hit->evidence.identifier_decides);
    if (hit->explanation)
        itd_explanation_write_json(&writer, "explanation", hit->explanation);
    else
        itd_json_put_null(&writer, "explanation");
    itd_evidence_write_json(&writer, "evidence_terms", req, hit);
    itd_json_end_object(&writer);
    itd_buf_append_char(buf, '\n');
}

static itd_status explain_entry(const struct call *call, itd_snapshot *snap, itd_arena *arena,
                                itd_buf *buf, itd_error *err)
{
    const itd_str      name = itd_str_of(call->words[0]);
    itd_screen_options screening = itd_screen_options_default();
    itd_screener      *screener = NULL;
    itd_request        req = {0};
    itd_hit            hit;
    size_t             entity = 0;
    itd_status         st = itd_utf8_check_text(name, err);

    if (st == ITD_OK)
        st =
            itd_facts_read(&call->facts, ITD_DATES_BOTH, &call->settings->common, arena, &req, err);

    req.names = &name;
    req.name_count = 1;
    if (st == ITD_OK)
        st = find_entry(snap, itd_str_of(call->words[1]), &entity, err);
    if (st == ITD_OK)
        st = itd_screener_new(snap, &screening, &screener, err);
    if (st == ITD_OK)
        st = itd_screen_entry(screener, &req, entity, &hit, err);
    if (st == ITD_OK && call->settings->common.format == ITD_FORMAT_TABLE) {
        st = itd_hit_write_text(snap, &req, &hit, call->settings->common.color, buf, err);
        if (!itd_schema_meets(req.schema, hit.ent->schema))
            itd_buf_append_cstr(buf, "\nnever a hit: the customer's schema excludes this entry\n");
    } else if (st == ITD_OK) {
        write_json(call, snap, &req, &hit, buf);
    }
    itd_screener_free(screener);
    return st;
}

static itd_status run_entry(const struct call *call, itd_arena *arena, itd_buf *buf, itd_error *err)
{
    itd_snapshot *snap = NULL;
    itd_status    st = itd_screen_open_data(call->settings, &snap, err);

    if (st == ITD_OK)
        st = explain_entry(call, snap, arena, buf, err);
    itd_snapshot_unref(snap);
    return st;
}

static itd_status check(const struct call *call, itd_error *err)
{
    if (call->settings->common.format == ITD_FORMAT_CSV)
        return itd_error_set(err, ITD_E_USAGE, "an explanation has no csv form; use json");
    if (call->pair && call->facts.count > 0)
        return itd_error_set(err, ITD_E_USAGE, "--with belongs to an entry, not to --pair");
    return ITD_OK;
}

static int run(int argc, char **argv)
{
    struct call call = {.settings = itd_mem_new(1, sizeof *call.settings)};
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    itd_buf     buf;
    itd_error   err;
    itd_status  st;

    itd_buf_init(&buf, SIZE_MAX);
    if (!call.settings || !arena) {
        st = itd_error_no_memory(&err);
    } else {
        itd_cli_common_init(&call.settings->common);
        call.settings->as_of_ms = ITD_AS_OF_NOW;
        call.settings->max_age_days = -1;
        st = parse(&call, argc, argv, &err);
        if (st == ITD_OK)
            st = check(&call, &err);
        if (st == ITD_OK)
            st = call.pair ? run_pair(&call, arena, &buf, &err)
                           : run_entry(&call, arena, &buf, &err);
    }
    if (st == ITD_OK)
        st = itd_buf_status(&buf, &err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), &err);
    itd_buf_done(&buf);
    itd_arena_free(arena);
    itd_mem_free(call.settings);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_explain = {
    .name = "explain",
    .usage = "QUERY ENTRY [OPTION…]",
    .summary = "Says term by term how like a name is to one listed entry",
    .text = text,
    .options = options,
    .run = run,
};
