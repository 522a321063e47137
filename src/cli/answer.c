/* What the forms of an answer have in common. */
#include "cli/answer.h"

#include <string.h>

#include "base/date.h"

void itd_renderer_init(itd_renderer *renderer, const itd_snapshot *snap, itd_cli_format format,
                       uint32_t cutoff)
{
    *renderer = (itd_renderer){
        .snap = snap, .format = format, .cutoff = cutoff, .profile = itd_profile_default()};
    for (size_t i = 0; i < itd_snapshot_list_count(snap); i++)
        renderer->partial = renderer->partial || itd_snapshot_list_at(snap, i)->partial;
}

void itd_renderer_begin(const itd_renderer *renderer, itd_buf *buf)
{
    if (renderer->format == ITD_FORMAT_JSON)
        itd_buf_append_cstr(buf, "[");
    else if (renderer->format == ITD_FORMAT_CSV)
        itd_answer_write_csv_header(buf);
}

void itd_renderer_end(const itd_renderer *renderer, bool empty, itd_buf *buf)
{
    if (renderer->format == ITD_FORMAT_JSON)
        itd_buf_append_cstr(buf, empty ? "]\n" : "\n]\n");
}

void itd_renderer_row(const itd_renderer *renderer, const itd_answered *answered, bool first,
                      itd_buf *buf)
{
    switch (renderer->format) {
    case ITD_FORMAT_JSON:
        itd_buf_append_cstr(buf, first ? "\n" : ",\n");
        itd_answer_write_json(renderer, answered, buf);
        break;
    case ITD_FORMAT_JSONL:
        itd_answer_write_json(renderer, answered, buf);
        itd_buf_append_char(buf, '\n');
        break;
    case ITD_FORMAT_CSV:
        itd_answer_write_csv(renderer, answered, buf);
        break;
    case ITD_FORMAT_TABLE:
        if (renderer->explain)
            itd_answer_write_explained(renderer, answered, buf);
        else
            itd_answer_write_cells(renderer, answered, buf);
        break;
    }
}

void itd_answer_day(int64_t version_ms, char ret_text[static ITD_ANSWER_DAY_MAX])
{
    char time[ITD_TIME_TEXT_MAX];

    (void)itd_time_format(version_ms, time);
    /* "YYYY-MM-DDTHH:MM:SSZ": the day, and the minutes unless it is midnight. */
    (void)memcpy(ret_text, time, 10);
    ret_text[10] = '\0';
    if (version_ms % ITD_MS_PER_DAY != 0) {
        (void)memcpy(ret_text + 10, time + 10, 6);
        (void)memcpy(ret_text + 16, "Z", 2);
    }
}

const char *itd_agreement_name(itd_agreement agreement)
{
    switch (agreement) {
    case ITD_AGREES:
        return "agrees";
    case ITD_CONFLICTS:
        return "conflicts";
    case ITD_NEAR:
        return "near";
    case ITD_NEUTRAL:
        break;
    }
    return "neutral";
}

const char *itd_answered_outcome(const itd_answered *answered)
{
    return itd_outcome_name(answered->answer ? answered->answer->outcome : ITD_OUTCOME_ERROR);
}

void itd_answer_append_values(itd_buf *buf, const itd_entity *ent, itd_prop prop,
                              const char *separator)
{
    bool first = true;

    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        if (value->prop != prop)
            continue;
        if (!first)
            itd_buf_append_cstr(buf, separator);
        itd_buf_append(buf, value->text);
        first = false;
    }
}

void itd_answer_append_also_on(const itd_renderer *renderer, const itd_hit *hit,
                               const char *separator, itd_buf *buf)
{
    const size_t    list = itd_snapshot_list_of(renderer->snap, hit->entity);
    const uint32_t *members;
    size_t          count = 0;
    bool            first = true;

    if (!renderer->parties)
        return;
    members = itd_parties_of(renderer->parties, hit->entity, &count);
    for (size_t i = 0; i < count; i++) {
        const size_t other = itd_snapshot_list_of(renderer->snap, members[i]);

        if (members[i] == hit->entity || other == list)
            continue;
        itd_buf_append_cstr(buf, first ? "" : separator);
        itd_buf_append(buf, itd_snapshot_list_at(renderer->snap, other)->name);
        itd_buf_append_char(buf, ':');
        itd_buf_append(buf, itd_snapshot_entity_at(renderer->snap, members[i])->id);
        first = false;
    }
}

static void append_one_related(const itd_related *related, itd_buf *buf)
{
    itd_buf_append(buf, related->role.len > 0 ? related->role : ITD_STR("belongs to"));
    if (related->id.len == 0)
        return;
    itd_buf_append_cstr(buf, related->role.len > 0 ? " of " : " ");
    itd_buf_append(buf, related->name);
    itd_buf_append_cstr(buf, related->name.len > 0 ? " [" : "[");
    itd_buf_append(buf, related->id);
    itd_buf_append_char(buf, ']');
}

void itd_answer_append_related(const itd_customer *customer, itd_buf *buf)
{
    for (size_t i = 0; i < customer->related_count; i++) {
        itd_buf_append_cstr(buf, i > 0 ? ", " : "");
        append_one_related(&customer->related[i], buf);
    }
}

int64_t itd_answer_checked(const itd_renderer *renderer, size_t list)
{
    return renderer->checks ? renderer->checks->ms[list] : 0;
}

void itd_answer_append_lists(const itd_renderer *renderer, int64_t now_ms, itd_buf *buf)
{
    for (size_t i = 0; i < itd_snapshot_list_count(renderer->snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(renderer->snap, i);
        const int64_t            checked_ms = itd_answer_checked(renderer, i);
        char                     day[ITD_ANSWER_DAY_MAX];

        itd_answer_day(list->version_ms, day);
        itd_buf_append_cstr(buf, i == 0 ? "" : ", ");
        itd_cli_append_safe(buf, list->name);
        itd_buf_printf(buf, " of %s", day);
        if (now_ms >= list->version_ms || checked_ms > 0) {
            itd_buf_append_cstr(buf, " (");
            itd_list_age_append(list->version_ms, checked_ms, now_ms, buf);
            itd_buf_append_char(buf, ')');
        }
        if (list->builtin)
            itd_buf_append_cstr(buf, " BUILT-IN");
        if (list->partial)
            itd_buf_append_cstr(buf, " PARTIAL");
    }
}
