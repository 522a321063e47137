/* The JSON form: keys that scripts rely on come first, in a fixed order; more may follow behind
 * them. */
#include "cli/answer.h"

#include "base/date.h"
#include "base/utf8.h"
#include "cli/explanation.h"
#include "codec/json.h"

static void write_lists(const itd_renderer *renderer, itd_json_writer *writer)
{
    char day[ITD_ANSWER_DAY_MAX];

    itd_json_begin_object(writer, "lists");
    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(renderer->snap, i);

        itd_answer_day(list->version_ms, day);
        itd_json_put_str_key(writer, list->name, itd_str_of(day));
    }
    itd_json_end_object(writer);
}

/* Of the lists that were; the key is left out when there is none. */
static void write_checked(const itd_renderer *renderer, itd_json_writer *writer)
{
    char time[ITD_TIME_TEXT_MAX];
    bool any = false;

    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++) {
        const int64_t checked_ms = itd_answer_checked(renderer, i);

        if (checked_ms == 0)
            continue;
        if (!any)
            itd_json_begin_object(writer, "checked");
        any = true;
        itd_time_format(checked_ms, time);
        itd_json_put_str_key(writer, itd_snapshot_list_at(renderer->snap, i)->name,
                             itd_str_of(time));
    }
    if (any)
        itd_json_end_object(writer);
}

static void write_entity_id(itd_json_writer *writer, const itd_hit *hit)
{
    itd_buf id;

    itd_buf_init(&id, ITD_ENTITY_ID_MAX + 64);
    itd_buf_append(&id, hit->list);
    itd_buf_append_char(&id, ':');
    itd_buf_append(&id, hit->ent->id);
    itd_json_put_str(writer, "entity", itd_buf_text(&id));
    if (id.failed != ITD_OK)
        writer->buf->failed = id.failed;
    itd_buf_done(&id);
}

static void write_values(itd_json_writer *writer, const char *key, const itd_entity *ent,
                         itd_prop prop)
{
    itd_json_begin_array(writer, key);
    for (size_t i = 0; i < ent->value_count; i++) {
        if (ent->values[i].prop == prop)
            itd_json_put_str(writer, NULL, ent->values[i].text);
    }
    itd_json_end_array(writer);
}

static void write_evidence(itd_json_writer *writer, const itd_evidence *evidence)
{
    itd_json_begin_object(writer, "evidence");
    itd_json_put_cstr(writer, "birth_date", itd_agreement_name(evidence->birth_date));
    itd_json_put_cstr(writer, "country", itd_agreement_name(evidence->country));
    itd_json_put_cstr(writer, "gender", itd_agreement_name(evidence->gender));
    itd_json_put_cstr(writer, "identifier", itd_agreement_name(evidence->identifier));
    if (evidence->identifier_value) {
        itd_json_put_str(writer, "identifier_type",
                         itd_prop_name(evidence->identifier_value->prop));
        itd_json_put_str(writer, "identifier_value", evidence->identifier_value->text);
        itd_json_put_bool(writer, "identifier_decides", evidence->identifier_decides);
        if (evidence->other_branch)
            itd_json_put_bool(writer, "identifier_other_branch", true);
    }
    itd_json_put_cstr(writer, "address", itd_agreement_name(evidence->address));
    itd_json_end_object(writer);
}

/* Ids hold no line ends. */
static void write_also_on(const itd_renderer *renderer, itd_json_writer *writer, const itd_hit *hit)
{
    itd_buf ids;
    itd_str rest, id;

    itd_buf_init(&ids, SIZE_MAX);
    itd_answer_append_also_on(renderer, hit, "\n", &ids);
    if (ids.failed != ITD_OK)
        writer->buf->failed = ids.failed;
    rest = itd_buf_text(&ids);
    itd_json_begin_array(writer, "also_on");
    while (ids.len > 0 && itd_str_next_part(&rest, ITD_STR("\n"), &id))
        itd_json_put_str(writer, NULL, id);
    itd_json_end_array(writer);
    itd_buf_done(&ids);
}

/* With --explain: terms that give score and evidence again. */
static void write_explanation(itd_json_writer *writer, const itd_request *req, const itd_hit *hit)
{
    if (hit->explanation)
        itd_explanation_write_json(writer, "explanation", hit->explanation);
    else
        itd_json_put_null(writer, "explanation");
    itd_evidence_write_json(writer, "evidence_terms", req, hit);
}

/* Of a text: the part of it that is like the name, with its place in bytes. */
static void write_found(itd_json_writer *writer, itd_str text, const itd_hit *hit)
{
    if (!hit->found.ptr)
        return;
    itd_json_begin_object(writer, "found");
    itd_json_put_u64(writer, "from", (uint64_t)(hit->found.ptr - text.ptr));
    itd_json_put_u64(writer, "to", (uint64_t)(hit->found.ptr - text.ptr) + hit->found.len);
    itd_json_put_str(writer, "text", hit->found);
    itd_json_end_object(writer);
}

static void write_hit(const itd_renderer *renderer, itd_json_writer *writer,
                      const itd_customer *customer, const itd_hit *hit)
{
    itd_json_begin_object(writer, NULL);
    write_entity_id(writer, hit);
    itd_json_put_str(writer, "list", hit->list);
    itd_json_put_str(writer, "schema", itd_schema_name(hit->ent->schema));
    itd_json_put_str(writer, "caption", hit->ent->caption);
    if (hit->matched_name) {
        itd_json_put_str(writer, "matched_name", hit->matched_name->text);
        itd_json_put_cstr(writer, "quality", hit->weak ? "weak" : "strong");
    } else {
        itd_json_put_null(writer, "matched_name");
        itd_json_put_null(writer, "quality");
    }
    itd_json_put_cstr(writer, "basis", hit->basis == ITD_BASIS_IDENTIFIER ? "identifier" : "name");
    itd_json_put_score(writer, "score", hit->score);
    itd_json_put_score(writer, "total", hit->total);
    itd_json_put_score(writer, "corroboration", hit->evidence.corroboration);
    itd_json_put_score(writer, "conflict", hit->evidence.conflict);
    write_evidence(writer, &hit->evidence);
    write_values(writer, "birth_dates", hit->ent, ITD_PROP_BIRTH_DATE);
    write_values(writer, "nationalities", hit->ent, ITD_PROP_NATIONALITY);
    write_values(writer, "programmes", hit->ent, ITD_PROP_PROGRAM);
    write_found(writer, customer->text, hit);
    if (renderer->explain)
        write_explanation(writer, &customer->req, hit);
    write_also_on(renderer, writer, hit);
    itd_json_end_object(writer);
}

static void write_error(itd_json_writer *writer, const itd_error *err)
{
    char text[ITD_ERROR_TEXT_MAX];

    itd_error_format(err, text);
    /* A path may hold any bytes; JSON may not. */
    if (itd_utf8_check_text(itd_str_of(text), NULL) == ITD_OK)
        itd_json_put_cstr(writer, "error", text);
    else
        itd_json_put_cstr(writer, "error", err->message);
}

/* What a reader of the answer must know besides, when there is something to know. */
static void write_remarks(const itd_renderer *renderer, const itd_answer *answer,
                          itd_json_writer *writer)
{
    if (renderer->profile != itd_profile_default())
        itd_json_put_cstr(writer, "profile", renderer->profile->name);
    if (renderer->partial) {
        itd_json_begin_array(writer, "partial");
        for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++) {
            const itd_snapshot_list *list = itd_snapshot_list_at(renderer->snap, i);

            if (list->partial)
                itd_json_put_str(writer, NULL, list->name);
        }
        itd_json_end_array(writer);
    }
    if (answer && !answer->complete)
        itd_json_put_str(writer, "incomplete", answer->why);
    if (answer && answer->hits_found > answer->hit_count)
        itd_json_put_u64(writer, "hits_found", answer->hits_found);
}

/* Of a row that belongs to others, or joins them. */
static void write_related(const itd_customer *customer, itd_json_writer *writer)
{
    if (customer->relation.len > 0)
        itd_json_put_str(writer, "relation", customer->relation);
    if (customer->related_count == 0)
        return;
    itd_json_begin_array(writer, "related_to");
    for (size_t i = 0; i < customer->related_count; i++) {
        const itd_related *related = &customer->related[i];

        itd_json_begin_object(writer, NULL);
        itd_json_put_str(writer, "id", related->id);
        itd_json_put_str(writer, "role", related->role);
        if (related->row > 0) {
            itd_json_put_str(writer, "name", related->name);
            itd_json_put_u64(writer, "row", related->row);
        } else {
            itd_json_put_null(writer, "name");
            itd_json_put_null(writer, "row");
        }
        if (related->problem.len > 0)
            itd_json_put_str(writer, "problem", related->problem);
        else
            itd_json_put_null(writer, "problem");
        itd_json_end_object(writer);
    }
    itd_json_end_array(writer);
}

void itd_answer_write_json(const itd_renderer *renderer, const itd_answered *answered, itd_buf *buf)
{
    const itd_answer *answer = answered->answer;
    itd_json_writer   writer;

    itd_json_writer_init(&writer, buf, 0);
    itd_json_begin_object(&writer, NULL);
    itd_json_put_u64(&writer, "row", answered->row);
    itd_json_put_str(&writer, "id", answered->customer->req.id);
    itd_json_put_str(&writer, "name", answered->customer->name);
    itd_json_put_cstr(&writer, "outcome", itd_answered_outcome(answered));
    itd_json_put_bool(&writer, "complete", answer && answer->complete);
    write_lists(renderer, &writer);
    write_checked(renderer, &writer);
    itd_json_begin_array(&writer, "hits");
    for (size_t i = 0; answer && i < answer->hit_count; i++)
        write_hit(renderer, &writer, answered->customer, &answer->hits[i]);
    itd_json_end_array(&writer);
    if (answer)
        itd_json_put_null(&writer, "error");
    else
        write_error(&writer, answered->err);
    write_remarks(renderer, answer, &writer);
    write_related(answered->customer, &writer);
    itd_json_end_object(&writer);
}
