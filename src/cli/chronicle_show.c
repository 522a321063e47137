/* `chronicle show`: an occasion with all its reports, a statement, or what lies between two;
 * `chronicle history`: the revisions of a fact. */
#include "cli/chronicle.h"

#include <string.h>

/* ---- finding ---- */

struct found {
    const itd_occasion  *occasion;
    const itd_event     *report; /* the one that was named, else the most trusted */
    const itd_statement *said;
    itd_when             when;
};

/* The report that tells the instant best. */
static const itd_event *best_report(const itd_occasion *occasion)
{
    for (size_t i = 0; i < occasion->report_count; i++) {
        if (occasion->reports[i]->when.has_instant)
            return occasion->reports[i];
    }
    return occasion->reports[0];
}

static bool find_event(const itd_chronicle_view *view, itd_str id, struct found *found)
{
    for (size_t i = 0; i < view->occasion_count; i++) {
        for (size_t k = 0; k < view->occasions[i].report_count; k++) {
            const itd_event *event = view->occasions[i].reports[k];

            if (!itd_str_equal(event->id, id))
                continue;
            *found = (struct found){
                .occasion = &view->occasions[i], .report = event, .when = event->when};
            return true;
        }
    }
    return false;
}

/* The first launch or test of a Korean day, else whatever else happened on it. */
static bool find_day(const itd_chronicle_view *view, itd_str text, struct found *found)
{
    const itd_occasion *other = NULL, *chosen = NULL;
    itd_date            day;

    if (!itd_date_parse_iso(text, &day) || day.day == 0)
        return false;
    for (size_t i = 0; i < view->occasion_count && !chosen; i++) {
        const itd_occasion *occasion = &view->occasions[i];

        if (!occasion->has_day || occasion->korean_day != itd_date_to_days(day))
            continue;
        if (itd_chronicle_class_has(ITD_CLASS_BROAD, occasion))
            chosen = occasion;
        else if (!other)
            other = occasion;
    }
    chosen = chosen ? chosen : other;
    if (!chosen)
        return false;
    *found = (struct found){.occasion = chosen, .report = best_report(chosen)};
    found->when = found->report->when;
    return true;
}

static bool find_statement(const itd_chronicle_view *view, itd_str id, struct found *found)
{
    for (size_t i = 0; i < view->statement_count; i++) {
        if (!itd_str_equal(view->statements[i]->id, id))
            continue;
        *found = (struct found){.said = view->statements[i], .when = view->statements[i]->when};
        return true;
    }
    return false;
}

static itd_status find(const itd_chronicle_call *call, const char *word, struct found *found,
                       itd_error *err)
{
    const itd_str text = itd_str_of(word);

    if (find_event(&call->view, text, found) || find_day(&call->view, text, found) ||
        find_statement(&call->view, text, found))
        return ITD_OK;
    return itd_error_set(err, ITD_E_NOT_FOUND,
                         "no fact '%s' is known%s; `interdict chronicle ls` lists what is", word,
                         call->as_of ? " on that day" : "");
}

/* ---- one fact ---- */

static void put_moment(itd_json_writer *json, const char *key, int64_t ms)
{
    char text[ITD_TIME_TEXT_MAX];

    if (ms == INT64_MIN || ms == 0) {
        itd_json_put_null(json, key);
        return;
    }
    (void)itd_time_format(ms, text);
    itd_json_put_cstr(json, key, text);
}

static void put_fact_json(itd_json_writer *json, const itd_fact *fact)
{
    const itd_fact_table *table = itd_fact_table_of(fact->kind);

    itd_json_begin_object(json, NULL);
    for (size_t i = 0; i < table->count; i++) {
        if (fact->values[i].len > 0)
            itd_json_put_str(json, table->columns[i].name, fact->values[i]);
    }
    itd_json_put_u64(json, "revision", fact->revision);
    put_moment(json, "known_since", fact->known_from_ms);
    put_moment(json, "recorded", fact->recorded_ms);
    itd_json_end_object(json);
}

static itd_status put_fact_table(itd_chronicle_call *call, const itd_fact *fact, itd_error *err)
{
    const itd_fact_table *columns = itd_fact_table_of(fact->kind);
    itd_cli_table        *table = itd_cli_table_new(2);
    itd_status            st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, call->common.color);
    for (size_t i = 0; i < columns->count; i++) {
        if (fact->values[i].len == 0)
            continue;
        itd_cli_table_row(table);
        itd_cli_table_cell_styled(table, itd_str_of(columns->columns[i].name), ITD_STYLE_DIM);
        itd_cli_table_cell_styled(table, fact->values[i],
                                  i == 0 ? ITD_STYLE_STRONG : ITD_STYLE_PLAIN);
    }
    st = itd_cli_table_print(table, &call->out, err);
    itd_cli_table_free(table);
    return st;
}

static void put_fact_csv(itd_chronicle_call *call, const itd_fact *fact)
{
    const itd_fact_table *table = itd_fact_table_of(fact->kind);

    if (call->out.len == 0) {
        for (size_t i = 0; i < table->count; i++)
            itd_buf_printf(&call->out, "%s%s", i > 0 ? "," : "", table->columns[i].name);
        itd_buf_append_char(&call->out, '\n');
    }
    for (size_t i = 0; i < table->count; i++) {
        if (i > 0)
            itd_buf_append_char(&call->out, ',');
        itd_cli_append_csv(&call->out, fact->values[i]);
    }
    itd_buf_append_char(&call->out, '\n');
}

static itd_status put_fact(itd_chronicle_call *call, itd_json_writer *json, const itd_fact *fact,
                           itd_error *err)
{
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return put_fact_table(call, fact, err);
    case ITD_FORMAT_CSV:
        put_fact_csv(call, fact);
        break;
    case ITD_FORMAT_JSONL:
        itd_json_writer_init(json, &call->out, 0);
        put_fact_json(json, fact);
        itd_buf_append_char(&call->out, '\n');
        break;
    case ITD_FORMAT_JSON:
        put_fact_json(json, fact);
        break;
    }
    return ITD_OK;
}

/* Is there anything that the sources do not agree on? */
static itd_status disagree_on(itd_chronicle_call *call, const itd_occasion *occasion,
                              bool *ret_disagree, itd_error *err)
{
    const itd_disagreement *list = NULL;
    size_t                  count = 0;
    itd_status st = itd_chronicle_disagreements(&call->view, call->arena, &list, &count, err);

    *ret_disagree = false;
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        *ret_disagree = *ret_disagree || list[i].occasion == occasion;
    return st;
}

static itd_status put_occasion(itd_chronicle_call *call, const itd_occasion *occasion,
                               itd_json_writer *json, itd_error *err)
{
    const itd_cli_format format = call->common.format;
    bool                 disagree = false;
    itd_status           st = ITD_OK;

    if (format == ITD_FORMAT_JSON)
        itd_json_begin_array(json, "reports");
    for (size_t i = 0; st == ITD_OK && i < occasion->report_count; i++) {
        if (format == ITD_FORMAT_TABLE && i > 0)
            itd_buf_append_char(&call->out, '\n');
        st = put_fact(call, json, occasion->reports[i]->fact, err);
    }
    if (format == ITD_FORMAT_JSON)
        itd_json_end_array(json);
    if (st != ITD_OK || format == ITD_FORMAT_CSV || format == ITD_FORMAT_JSONL)
        return st;
    st = disagree_on(call, occasion, &disagree, err);
    if (st != ITD_OK || (!disagree && format == ITD_FORMAT_TABLE))
        return st;
    if (format == ITD_FORMAT_TABLE)
        itd_buf_append_cstr(&call->out, "\nSources disagree\n");
    return itd_chronicle_put_disagreements(call, occasion, format == ITD_FORMAT_JSON ? json : NULL,
                                           err);
}

static itd_status show_one(itd_chronicle_call *call, itd_error *err)
{
    const bool      is_json = call->common.format == ITD_FORMAT_JSON;
    itd_json_writer json;
    itd_sheet       sheet;
    struct found    found = {0};
    itd_status      end, st = find(call, call->words[0], &found, err);

    if (st != ITD_OK)
        return st;
    itd_chronicle_begin_json(call, &json, &call->out);
    if (found.said) {
        if (is_json)
            itd_json_begin_array(&json, "statements");
        st = put_fact(call, &json, found.said->fact, err);
        if (is_json)
            itd_json_end_array(&json);
    } else {
        if (is_json) {
            st = itd_sheet_begin(&sheet, &call->common, &call->out, &json, "events",
                                 itd_occasion_columns, itd_occasion_column_count, err);
            if (st == ITD_OK)
                st = itd_sheet_occasion(&sheet, found.occasion, err);
            end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
            st = st == ITD_OK ? end : st;
        }
        if (st == ITD_OK)
            st = put_occasion(call, found.occasion, &json, err);
    }
    if (is_json) {
        itd_json_end_object(&json);
        itd_buf_append_char(&call->out, '\n');
    }
    return st;
}

/* ---- two ---- */

static itd_str id_of(const struct found *found)
{
    return found->said ? found->said->id : found->report->id;
}

static void put_range(itd_buf *buf, const char *name, int64_t counted, int64_t least, int64_t most)
{
    itd_buf_printf(buf, "%-18s%lld", name, (long long)counted);
    if (least != most)
        itd_buf_printf(buf, "  (%lld to %lld: a day is not certain)", (long long)least,
                       (long long)most);
    itd_buf_append_char(buf, '\n');
}

static void put_end_text(itd_buf *buf, const char *name, const struct found *found)
{
    char         text[ITD_TIME_TEXT_MAX], day[ITD_DATE_TEXT_MAX];
    const size_t len = itd_date_format(itd_date_of_days(itd_when_korean_day(&found->when)), day);

    itd_buf_printf(buf, "%-18s%.*s in Korea", name, (int)len, day);
    if (found->when.has_instant) {
        (void)itd_time_format(found->when.first_ms, text);
        itd_buf_printf(buf, ", %.16sZ", text);
    }
    itd_buf_append_cstr(buf, "  ");
    itd_cli_append_safe(buf, id_of(found));
    itd_buf_append_char(buf, '\n');
}

static void put_interval_text(itd_chronicle_call *call, const struct found *from,
                              const struct found *to, const itd_interval *interval)
{
    char     text[ITD_INTERVAL_TEXT_MAX];
    itd_buf *buf = &call->out;

    put_end_text(buf, "from", from);
    put_end_text(buf, "to", to);
    if (interval->has_elapsed) {
        (void)itd_interval_format(interval->elapsed_ms, text);
        itd_buf_printf(buf, "%-18s%s  (to the %s)\n", "elapsed", text,
                       interval->precision_ms > 1000 ? "minute" : "second");
    } else {
        (void)itd_interval_format(interval->least_ms, text);
        itd_buf_printf(buf, "%-18s%s", "elapsed", text);
        (void)itd_interval_format(interval->most_ms, text);
        itd_buf_printf(buf, " to %s  (a time of day is not known)\n", text);
    }
    put_range(buf, "Korean calendar", interval->korean_days, interval->korean_least,
              interval->korean_most);
    put_range(buf, "UTC calendar", interval->utc_days, interval->utc_least, interval->utc_most);
}

static void put_end_json(itd_json_writer *json, const char *key, const struct found *found)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(itd_when_korean_day(&found->when)), text);
    itd_json_begin_object(json, key);
    itd_json_put_str(json, "id", id_of(found));
    itd_json_put_cstr(json, "basis", itd_basis_name(found->when.basis));
    itd_json_put_cstr(json, "korean_day", text);
    put_moment(json, "instant", found->when.has_instant ? found->when.first_ms : INT64_MIN);
    itd_json_end_object(json);
}

static void put_days_json(itd_json_writer *json, const char *key, int64_t counted, int64_t least,
                          int64_t most)
{
    itd_json_begin_object(json, key);
    itd_json_put_number(json, "days", (double)counted, 0);
    itd_json_put_number(json, "least", (double)least, 0);
    itd_json_put_number(json, "most", (double)most, 0);
    itd_json_end_object(json);
}

static void put_interval_json(itd_chronicle_call *call, const struct found *from,
                              const struct found *to, const itd_interval *interval)
{
    char            text[ITD_INTERVAL_TEXT_MAX];
    itd_json_writer json;

    itd_chronicle_begin_json(call, &json, &call->out);
    if (call->common.format == ITD_FORMAT_JSONL) {
        itd_json_writer_init(&json, &call->out, 0);
        itd_json_begin_object(&json, NULL);
    }
    put_end_json(&json, "from", from);
    put_end_json(&json, "to", to);
    if (interval->has_elapsed) {
        (void)itd_interval_format(interval->elapsed_ms, text);
        itd_json_put_cstr(&json, "elapsed", text);
        itd_json_put_number(&json, "elapsed_minutes", (double)interval->elapsed_ms / 60000, 0);
    } else {
        itd_json_put_null(&json, "elapsed");
        itd_json_put_null(&json, "elapsed_minutes");
    }
    itd_json_put_number(&json, "least_minutes", (double)interval->least_ms / 60000, 0);
    itd_json_put_number(&json, "most_minutes", (double)interval->most_ms / 60000, 0);
    put_days_json(&json, "korean", interval->korean_days, interval->korean_least,
                  interval->korean_most);
    put_days_json(&json, "utc", interval->utc_days, interval->utc_least, interval->utc_most);
    itd_json_end_object(&json);
    itd_buf_append_char(&call->out, '\n');
}

static itd_status show_two(itd_chronicle_call *call, itd_error *err)
{
    struct found from = {0}, to = {0};
    itd_interval interval;
    itd_status   st = find(call, call->words[0], &from, err);

    if (st == ITD_OK)
        st = find(call, call->words[1], &to, err);
    if (st != ITD_OK)
        return st;
    interval = itd_interval_of(&from.when, &to.when);
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        put_interval_text(call, &from, &to, &interval);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_interval_json(call, &from, &to, &interval);
        break;
    case ITD_FORMAT_CSV:
        return itd_error_set(err, ITD_E_USAGE, "an interval is no row; use table, json or jsonl");
    }
    return ITD_OK;
}

static const itd_cli_option show_options[] = {
    {"as-of", 0, "DAY", "as known at the end of that Korean day, or at an instant with a zone"},
    {NULL, 0, NULL, NULL},
};

static const char show_text[] =
    "FACT is an id, or a Korean day (YYYY-MM-DD) for the first launch or test of that day. One is\n"
    "shown whole, with every source's report and where they disagree; of two, what lies between:\n"
    "in instants, in the Korean and in the UTC calendar, and how certain that is.\n";

static int run_show(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st =
        itd_chronicle_call_parse(&call, &itd_cli_chronicle_show, argc, argv, 1, 2, &err);

    if (st == ITD_OK)
        st = itd_chronicle_call_open(&call, &err);
    if (st == ITD_OK)
        st = call.word_count == 1 ? show_one(&call, &err) : show_two(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_show = {
    .name = "chronicle show",
    .usage = "FACT [FACT] [OPTION…]",
    .summary = "show a fact whole, or what lies between two",
    .text = show_text,
    .options = show_options,
    .run = run_show,
};

/* ---- history ---- */

static const itd_sheet_column history_columns[] = {
    {"revision", "revision", true},
    {"recorded", "recorded", false},
    {"known_since", "known since", false},
    {"who", "who", false},
    {"is_withdrawn", "withdrawn", false},
    {"changes", "changes", false},
    {"why", "why", false},
};

static void append_changes(itd_buf *buf, const itd_fact *before, const itd_fact *after)
{
    const itd_fact_table *table = itd_fact_table_of(after->kind);

    for (size_t i = 0; before && i < table->count; i++) {
        if (itd_str_equal(before->values[i], after->values[i]))
            continue;
        itd_buf_printf(buf, "%s%s: ", buf->len > 0 ? "; " : "", table->columns[i].name);
        itd_buf_append(buf, before->values[i]);
        itd_buf_append_cstr(buf, " \xE2\x86\x92 ");
        itd_buf_append(buf, after->values[i]);
    }
}

static itd_status put_revision(itd_sheet *sheet, const itd_fact *before, const itd_fact *fact,
                               itd_error *err)
{
    itd_buf    changes;
    itd_status st;

    itd_buf_init(&changes, ITD_CHRONICLE_OUTPUT_MAX);
    append_changes(&changes, before, fact);
    itd_sheet_row(sheet);
    itd_sheet_int(sheet, fact->revision);
    if (fact->recorded_ms != 0)
        itd_sheet_time(sheet, fact->recorded_ms);
    else
        itd_sheet_none(sheet);
    if (fact->known_from_ms != INT64_MIN)
        itd_sheet_time(sheet, fact->known_from_ms);
    else
        itd_sheet_none(sheet);
    itd_sheet_text(sheet, fact->recorded_ms != 0 ? fact->who : ITD_STR("interdict"));
    itd_sheet_bool(sheet, fact->is_withdrawn);
    itd_sheet_text(sheet, itd_buf_text(&changes));
    itd_sheet_text(sheet, fact->recorded_ms != 0 ? fact->why : ITD_STR("ships with the engine"));
    st = itd_buf_status(&changes, err);
    itd_buf_done(&changes);
    return st;
}

static itd_status put_history(itd_chronicle_call *call, itd_error *err)
{
    const itd_str id = itd_str_of(call->words[0]);
    itd_sheet     sheet;
    itd_status    end, st = itd_sheet_begin(&sheet, &call->common, &call->out, NULL, NULL,
                                            history_columns, ITD_ARRAY_LEN(history_columns), err);

    for (size_t kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++) {
        size_t                 count;
        const itd_fact *const *facts =
            itd_chronicle_facts(call->chronicle, (itd_fact_kind)kind, &count);
        const itd_fact *before = NULL;

        for (size_t i = 0; st == ITD_OK && i < count; i++) {
            if (!itd_str_equal(facts[i]->values[0], id))
                continue;
            st = put_revision(&sheet, before, facts[i], err);
            before = facts[i];
        }
    }
    if (st == ITD_OK && sheet.rows == 0)
        st =
            itd_error_set(err, ITD_E_NOT_FOUND, "no fact '%s' is in the chronicle", call->words[0]);
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}

static const itd_cli_option history_options[] = {
    {NULL, 0, NULL, NULL},
};

static const char history_text[] =
    "Every revision of a fact: when it was written down and by whom, from when it was known, what\n"
    "changed and why. Nothing is ever overwritten.\n";

static int run_history(int argc, char **argv)
{
    itd_chronicle_call call;
    itd_error          err;
    itd_status         st =
        itd_chronicle_call_parse(&call, &itd_cli_chronicle_history, argc, argv, 1, 1, &err);

    if (st == ITD_OK)
        st = itd_chronicle_call_open(&call, &err);
    if (st == ITD_OK)
        st = put_history(&call, &err);
    return itd_chronicle_call_finish(&call, st, &err);
}

const itd_cli_command itd_cli_chronicle_history = {
    .name = "chronicle history",
    .usage = "ID [OPTION…]",
    .summary = "show the revisions of a fact",
    .text = history_text,
    .options = history_options,
    .run = run_history,
};
