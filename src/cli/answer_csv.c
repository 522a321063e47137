/* The CSV form: a line per hit, a line without hit columns for a customer that has none. */
#include "cli/answer.h"

static const char header[] = "row,id,name,outcome,complete,lists,partial,entity,list,schema,"
                             "caption,matched_name,quality,basis,score,total,birth_date,country,"
                             "gender,identifier,programmes,error,address,corroboration,conflict,"
                             "also_on,related_to,role,related_name,relation_problem\n";

/* Columns from entity to programmes, which a line without a hit leaves empty. */
#define HIT_COLUMNS 14
#define RELATED_TEXTS 4 /* id, role, name, problem */

void itd_answer_write_csv_header(itd_buf *buf)
{
    itd_buf_append_cstr(buf, header);
}

static void put(itd_buf *buf, itd_str text)
{
    itd_cli_append_csv(buf, text);
    itd_buf_append_char(buf, ',');
}

static void put_score(itd_buf *buf, uint32_t score)
{
    itd_buf_printf(buf, "%u.%04u,", (unsigned)(score / ITD_SCORE_ONE),
                   (unsigned)(score % ITD_SCORE_ONE));
}

/* "un=2026-02-27 ofac=2024-05-03"; partial: only the names of those that are. */
static void put_lists(const itd_renderer *renderer, bool partial, itd_buf *buf)
{
    const char *gap = "";

    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(renderer->snap, i);
        char                     day[ITD_ANSWER_DAY_MAX];

        if (partial && !list->partial)
            continue;
        itd_answer_day(list->version_ms, day);
        itd_buf_append_cstr(buf, gap);
        itd_buf_append(buf, list->name);
        if (!partial)
            itd_buf_printf(buf, "=%s", day);
        gap = " ";
    }
    itd_buf_append_char(buf, ',');
}

static void put_customer(const itd_renderer *renderer, const itd_answered *answered, itd_buf *buf)
{
    itd_buf_append_u64(buf, answered->row);
    itd_buf_append_char(buf, ',');
    put(buf, answered->customer->req.id);
    put(buf, answered->customer->name);
    put(buf, itd_str_of(itd_answered_outcome(answered)));
    put(buf, answered->answer && answered->answer->complete ? ITD_STR("true") : ITD_STR("false"));
    put_lists(renderer, false, buf);
    put_lists(renderer, true, buf);
}

static void put_joined(itd_buf *buf, const itd_entity *ent, itd_prop prop)
{
    itd_buf text;

    itd_buf_init(&text, ITD_ENTITY_TEXT_MAX);
    itd_answer_append_values(&text, ent, prop, "|");
    put(buf, itd_buf_text(&text));
    if (text.failed != ITD_OK)
        buf->failed = text.failed;
    itd_buf_done(&text);
}

static void put_hit(itd_buf *buf, const itd_hit *hit)
{
    itd_buf id;

    itd_buf_init(&id, ITD_ENTITY_ID_MAX + 64);
    itd_buf_append(&id, hit->list);
    itd_buf_append_char(&id, ':');
    itd_buf_append(&id, hit->ent->id);
    put(buf, itd_buf_text(&id));
    if (id.failed != ITD_OK)
        buf->failed = id.failed;
    itd_buf_done(&id);
    put(buf, hit->list);
    put(buf, itd_schema_name(hit->ent->schema));
    put(buf, hit->ent->caption);
    put(buf, hit->matched_name ? hit->matched_name->text : (itd_str){0});
    put(buf, itd_str_of(!hit->matched_name ? "" : hit->weak ? "weak" : "strong"));
    put(buf, itd_str_of(hit->basis == ITD_BASIS_IDENTIFIER ? "identifier" : "name"));
    put_score(buf, hit->score);
    put_score(buf, hit->total);
    put(buf, itd_str_of(itd_agreement_name(hit->evidence.birth_date)));
    put(buf, itd_str_of(itd_agreement_name(hit->evidence.country)));
    put(buf, itd_str_of(itd_agreement_name(hit->evidence.gender)));
    put(buf, itd_str_of(itd_agreement_name(hit->evidence.identifier)));
    put_joined(buf, hit->ent, ITD_PROP_PROGRAM);
}

static void put_error(const itd_answered *answered, itd_buf *buf)
{
    char text[ITD_ERROR_TEXT_MAX] = "";

    if (!answered->answer)
        itd_error_format(answered->err, text);
    itd_cli_append_csv(buf, itd_str_of(text));
    if (answered->answer && !answered->answer->complete)
        itd_cli_append_csv(buf, answered->answer->why);
    itd_buf_append_char(buf, ',');
}

/* One of the texts of every relation, between '|'. */
static void put_related(itd_buf *buf, const itd_customer *customer, size_t which)
{
    itd_buf text;

    itd_buf_append_char(buf, ',');
    itd_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < customer->related_count; i++) {
        const itd_related *related = &customer->related[i];
        const itd_str      texts[] = {related->id, related->role, related->name, related->problem};

        if (i > 0)
            itd_buf_append_char(&text, '|');
        itd_buf_append(&text, texts[which]);
    }
    /* Without any problem the column is empty, however many relations there are. */
    if (which < RELATED_TEXTS - 1 || itd_customer_problem(customer))
        itd_cli_append_csv(buf, itd_buf_text(&text));
    if (text.failed != ITD_OK)
        buf->failed = text.failed;
    itd_buf_done(&text);
}

static void end_line(itd_buf *buf, const itd_customer *customer)
{
    for (size_t i = 0; i < RELATED_TEXTS; i++)
        put_related(buf, customer, i);
    itd_buf_append_char(buf, '\n');
}

/* What came to the form later stands behind the columns that scripts may count. */
static void put_later_columns(const itd_renderer *renderer, const itd_customer *customer,
                              const itd_hit *hit, itd_buf *buf)
{
    itd_buf ids;

    if (!hit) {
        itd_buf_append_cstr(buf, ",,,");
        end_line(buf, customer);
        return;
    }
    put(buf, itd_str_of(itd_agreement_name(hit->evidence.address)));
    put_score(buf, hit->evidence.corroboration);
    put_score(buf, hit->evidence.conflict);
    itd_buf_init(&ids, SIZE_MAX);
    itd_answer_append_also_on(renderer, hit, "|", &ids);
    itd_cli_append_csv(buf, itd_buf_text(&ids));
    if (ids.failed != ITD_OK)
        buf->failed = ids.failed;
    itd_buf_done(&ids);
    end_line(buf, customer);
}

void itd_answer_write_csv(const itd_renderer *renderer, const itd_answered *answered, itd_buf *buf)
{
    const size_t hits = answered->answer ? answered->answer->hit_count : 0;

    for (size_t i = 0; i < hits; i++) {
        put_customer(renderer, answered, buf);
        put_hit(buf, &answered->answer->hits[i]);
        put_error(answered, buf);
        put_later_columns(renderer, answered->customer, &answered->answer->hits[i], buf);
    }
    if (hits > 0)
        return;
    put_customer(renderer, answered, buf);
    for (size_t i = 0; i < HIT_COLUMNS; i++)
        itd_buf_append_char(buf, ',');
    put_error(answered, buf);
    put_later_columns(renderer, answered->customer, NULL, buf);
}
