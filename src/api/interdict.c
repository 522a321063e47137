/* The public interface, as a thin skin: it checks texts that come from a program we do not know,
 * turns them into slices, and copies answers into texts that end in NUL. */
#include "interdict/interdict.h"

#include <stdio.h>
#include <string.h>

#include "api/give.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "screen/dataset.h"
#include "screen/screen.h"

#define DAY_TEXT_MAX ITD_DATE_TEXT_MAX

struct interdict_data {
    itd_snapshot *snap;
    itd_arena    *arena; /* names and days of the lists */
    const char  **names;
    const char  **days;
};

struct interdict_screener {
    itd_screener *screener;
    itd_arena    *arena; /* reset per request */
};

_Static_assert(sizeof(((interdict_error *)0)->text) == ITD_ERROR_TEXT_MAX,
               "the public error holds the longest text");

interdict_status itd_api_give(itd_status status, const itd_error *from, interdict_error *err)
{
    if (err && status != ITD_OK) {
        err->status = (interdict_status)status;
        err->retriable = from->retriable;
        itd_error_format(from, err->text);
    }
    return (interdict_status)status;
}

const char *interdict_version(void)
{
    return ITD_ENGINE_VERSION;
}

const char *interdict_status_name(interdict_status status)
{
    return status >= 0 && status <= ITD_E_INTERRUPTED ? itd_status_name((itd_status)status)
                                                      : "unknown";
}

/* ---- data ---- */

static const char *copy_text(itd_arena *arena, itd_str text)
{
    itd_str copy;

    return itd_arena_copy(arena, text, &copy) ? copy.ptr : NULL;
}

static itd_status describe_lists(interdict_data *data, itd_error *err)
{
    const size_t count = itd_snapshot_list_count(data->snap);

    data->names = itd_arena_new_array(data->arena, count, sizeof *data->names);
    data->days = itd_arena_new_array(data->arena, count, sizeof *data->days);
    if (!data->names || !data->days)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(data->snap, i);
        char                     day[ITD_TIME_TEXT_MAX];

        itd_time_format(list->version_ms, day);
        data->names[i] = copy_text(data->arena, list->name);
        data->days[i] = copy_text(data->arena, itd_str_slice(itd_str_of(day), 0, DAY_TEXT_MAX - 1));
        if (!data->names[i] || !data->days[i])
            return itd_error_no_memory(err);
    }
    return ITD_OK;
}

/* Takes over the reference on snap, whatever happens. */
static itd_status wrap(itd_snapshot *snap, interdict_data **ret_data, itd_error *err)
{
    interdict_data *data = itd_mem_new(1, sizeof *data);
    itd_status      st = ITD_OK;

    if (!data) {
        itd_snapshot_unref(snap);
        return itd_error_no_memory(err);
    }
    data->snap = snap;
    data->arena = itd_arena_new(SIZE_MAX);
    st = data->arena ? describe_lists(data, err) : itd_error_no_memory(err);
    if (st != ITD_OK)
        interdict_close(data);
    else
        *ret_data = data;
    return st;
}

static itd_status parse_as_of(const char *as_of, int64_t *ret_ms, itd_error *err)
{
    itd_date date;

    *ret_ms = ITD_AS_OF_NOW;
    if (!as_of)
        return ITD_OK;
    if (!itd_date_parse_iso(itd_str_of(as_of), &date) || date.day == 0) {
        itd_error_set(err, ITD_E_USAGE, "'%s' is not a day (YYYY-MM-DD)", as_of);
        itd_error_in_field(err, ITD_STR("as_of"));
        return ITD_E_USAGE;
    }
    *ret_ms = (itd_date_to_days(date) + 1) * ITD_MS_PER_DAY - 1;
    return ITD_OK;
}

interdict_status interdict_open(const char *store_dir, const char *as_of, interdict_data **ret_data,
                                interdict_error *err)
{
    itd_error     deep = {0};
    itd_store    *store = NULL;
    itd_snapshot *snap;
    int64_t       as_of_ms;
    itd_status    st = parse_as_of(as_of, &as_of_ms, &deep);

    if (st == ITD_OK)
        st = itd_store_open(store_dir, false, &store, &deep);
    if (st == ITD_OK)
        st = itd_dataset_open(store, NULL, 0, as_of_ms, &snap, &deep);
    if (st == ITD_OK)
        st = wrap(snap, ret_data, &deep);
    itd_store_close(store);
    return itd_api_give(st, &deep, err);
}

interdict_status interdict_open_builtin(const char *data_dir, interdict_data **ret_data,
                                        interdict_error *err)
{
    itd_error     deep = {0};
    itd_snapshot *snap;
    itd_status    st = itd_dataset_open_builtin(data_dir, &snap, &deep);

    if (st == ITD_OK)
        st = wrap(snap, ret_data, &deep);
    return itd_api_give(st, &deep, err);
}

void interdict_close(interdict_data *data)
{
    if (!data)
        return;
    itd_snapshot_unref(data->snap);
    itd_arena_free(data->arena);
    itd_mem_free(data);
}

size_t interdict_list_count(const interdict_data *data)
{
    return itd_snapshot_list_count(data->snap);
}

const char *interdict_list_name(const interdict_data *data, size_t index)
{
    return data->names[index];
}

const char *interdict_list_day(const interdict_data *data, size_t index)
{
    return data->days[index];
}

/* ---- screening ---- */

interdict_status interdict_screener_new(interdict_data *data, const interdict_options *options,
                                        interdict_screener **ret_screener, interdict_error *err)
{
    itd_error           deep = {0};
    itd_screen_options  inner = itd_screen_options_default();
    interdict_screener *screener = itd_mem_new(1, sizeof *screener);
    itd_status          st = ITD_OK;

    if (!screener)
        return itd_api_give(itd_error_no_memory(&deep), &deep, err);
    if (options && options->cutoff > 0)
        inner.cutoff = options->cutoff;
    if (options && options->limit > 0)
        inner.limit = options->limit;
    screener->arena = itd_arena_new(SIZE_MAX);
    if (!screener->arena)
        st = itd_error_no_memory(&deep);
    if (st == ITD_OK)
        st = itd_screener_new(data->snap, &inner, &screener->screener, &deep);
    if (st != ITD_OK)
        interdict_screener_free(screener);
    else
        *ret_screener = screener;
    return itd_api_give(st, &deep, err);
}

void interdict_screener_free(interdict_screener *screener)
{
    if (!screener)
        return;
    itd_screener_free(screener->screener);
    itd_arena_free(screener->arena);
    itd_mem_free(screener);
}

/* Text of a stranger: checked before anything else sees it. */
static itd_status take_text(const char *text, const char *field, itd_str *ret_text, itd_error *err)
{
    const itd_str str = itd_str_of(text);
    itd_status    st = itd_utf8_check_text(str, err);

    if (st != ITD_OK)
        itd_error_in_field(err, itd_str_of(field));
    else
        *ret_text = str;
    return st;
}

static itd_status take_texts(itd_arena *arena, const char *const *texts, size_t count,
                             const char *field, const itd_str **ret_texts, itd_error *err)
{
    itd_str   *out = itd_arena_new_array(arena, count, sizeof *out);
    itd_status st = out ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < count; i++)
        st = take_text(texts[i], field, &out[i], err);
    if (st == ITD_OK)
        *ret_texts = out;
    return st;
}

static itd_status bad_field(itd_error *err, const char *field, const char *text)
{
    itd_error_set(err, ITD_E_USAGE, "'%s' is not understood", text ? text : "");
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

static itd_status take_dates(itd_arena *arena, const interdict_request *req,
                             const itd_date **ret_dates, itd_error *err)
{
    itd_date *dates = itd_arena_new_array(arena, req->birth_date_count, sizeof *dates);

    if (!dates)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < req->birth_date_count; i++)
        if (!itd_date_parse_iso(itd_str_of(req->birth_dates[i]), &dates[i]))
            return bad_field(err, "birth_dates", req->birth_dates[i]);
    *ret_dates = dates;
    return ITD_OK;
}

static itd_status take_identifiers(itd_arena *arena, const interdict_request *req,
                                   const itd_request_identifier **ret_identifiers, itd_error *err)
{
    itd_request_identifier *out = itd_arena_new_array(arena, req->identifier_count, sizeof *out);
    itd_status              st = out ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < req->identifier_count; i++) {
        const interdict_identifier *from = &req->identifiers[i];

        if (!itd_prop_find(itd_str_of(from->property), &out[i].prop) ||
            itd_prop_type_of(out[i].prop) != ITD_TYPE_IDENTIFIER)
            return bad_field(err, "identifiers", from->property);
        st = take_text(from->text, "identifiers", &out[i].text, err);
        if (st == ITD_OK)
            st = take_text(from->country, "identifiers", &out[i].country, err);
    }
    if (st == ITD_OK)
        *ret_identifiers = out;
    return st;
}

static itd_status take_request(itd_arena *arena, const interdict_request *from, itd_request *req,
                               itd_error *err)
{
    itd_status st;

    *req = (itd_request){
        .name_count = from->name_count,
        .schema = ITD_SCHEMA_LEGAL_ENTITY,
        .birth_date_count = from->birth_date_count,
        .country_count = from->country_count,
        .identifier_count = from->identifier_count,
    };
    if (from->schema && !itd_schema_find(itd_str_of(from->schema), &req->schema))
        return bad_field(err, "schema", from->schema);
    st = take_texts(arena, from->names, from->name_count, "names", &req->names, err);
    if (st == ITD_OK)
        st = take_texts(arena, from->countries, from->country_count, "countries", &req->countries,
                        err);
    if (st == ITD_OK)
        st = take_text(from->gender, "gender", &req->gender, err);
    if (st == ITD_OK)
        st = take_dates(arena, from, &req->birth_dates, err);
    if (st == ITD_OK)
        st = take_identifiers(arena, from, &req->identifiers, err);
    return st;
}

static itd_status give_hit(itd_arena *arena, const itd_hit *from, interdict_hit *hit,
                           itd_error *err)
{
    itd_buf    id;
    itd_status st;

    itd_buf_init(&id, ITD_LIST_NAME_MAX + 1 + ITD_ENTITY_ID_MAX);
    itd_buf_append(&id, from->list);
    itd_buf_append_char(&id, ':');
    itd_buf_append(&id, from->ent->id);
    st = itd_buf_status(&id, err);
    *hit = (interdict_hit){
        .entity = copy_text(arena, itd_buf_text(&id)),
        .list = copy_text(arena, from->list),
        .schema = copy_text(arena, itd_schema_name(from->ent->schema)),
        .caption = copy_text(arena, from->ent->caption),
        .matched_name = from->matched_name ? copy_text(arena, from->matched_name->text) : NULL,
        .weak = from->weak,
        .by_identifier = from->basis == ITD_BASIS_IDENTIFIER,
        .score = from->score,
        .total = from->total,
    };
    itd_buf_done(&id);
    if (st == ITD_OK && (!hit->entity || !hit->list || !hit->schema || !hit->caption ||
                         (from->matched_name && !hit->matched_name)))
        st = itd_error_no_memory(err);
    return st;
}

static itd_status give_answer(itd_arena *arena, const itd_answer *from, interdict_answer *answer,
                              itd_error *err)
{
    interdict_hit *hits = itd_arena_new_array(arena, from->hit_count, sizeof *hits);
    const char    *why = copy_text(arena, from->why);
    itd_status     st = hits && why ? ITD_OK : itd_error_no_memory(err);

    for (size_t i = 0; st == ITD_OK && i < from->hit_count; i++)
        st = give_hit(arena, &from->hits[i], &hits[i], err);
    if (st == ITD_OK)
        *answer = (interdict_answer){
            .outcome = from->outcome == ITD_OUTCOME_CLEAR    ? INTERDICT_CLEAR
                       : from->outcome == ITD_OUTCOME_REVIEW ? INTERDICT_REVIEW
                                                             : INTERDICT_BLOCK,
            .complete = from->complete,
            .why = why,
            .hits = hits,
            .hit_count = from->hit_count,
            .hits_found = from->hits_found,
        };
    return st;
}

interdict_status interdict_screen(interdict_screener *screener, const interdict_request *req,
                                  interdict_answer *ret_answer, interdict_error *err)
{
    itd_error   deep = {0};
    itd_request inner;
    itd_answer  answer;
    itd_status  st;

    itd_arena_reset(screener->arena);
    st = take_request(screener->arena, req, &inner, &deep);
    if (st == ITD_OK)
        st = itd_screen(screener->screener, &inner, &answer, &deep);
    if (st == ITD_OK)
        st = give_answer(screener->arena, &answer, ret_answer, &deep);
    return itd_api_give(st, &deep, err);
}
