/* `lists diff`: what one version has that another has not, entry by entry and field by field. */
#include "cli/lists.h"

#include "base/date.h"

static const itd_cli_option options[] = {
    {.name = NULL},
};

static const char text[] =
    "FROM and TO are days (YYYY-MM-DD) or moments (YYYY-MM-DDTHH:MMZ); the last version up to\n"
    "each is taken, and said when it is not of that day. Entries are named by id; the order of\n"
    "values within an entry is no change.\n";

/* Parts of the answer, gathered side by side because JSON wants them apart. */
struct output {
    const itd_lists_call *call;
    itd_str               list;
    itd_buf               buf; /* changed, or everything in the other formats */
    itd_buf               added;
    itd_buf               removed;
    itd_buf               id; /* "LIST:ID" */
    itd_json_writer       changed_json;
    itd_json_writer       added_json;
    itd_json_writer       removed_json;
    uint64_t              added_count, removed_count, changed_count;
};

static const char *kind_of(const itd_version_change *change)
{
    return !change->before ? "added" : !change->after ? "removed" : "changed";
}

static void put_fields(itd_json_writer *json, const itd_version_change *change)
{
    itd_json_begin_array(json, "fields");
    for (size_t i = 0; i < change->field_count; i++) {
        const itd_field_change *field = &change->fields[i];

        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "path", field->path);
        if (field->before.len > 0)
            itd_json_put_str(json, "before", field->before);
        else
            itd_json_put_null(json, "before");
        if (field->after.len > 0)
            itd_json_put_str(json, "after", field->after);
        else
            itd_json_put_null(json, "after");
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

static void put_json(struct output *out, const itd_version_change *change)
{
    const itd_str id = itd_buf_text(&out->id);

    if (!change->before) {
        itd_json_put_str(&out->added_json, NULL, id);
    } else if (!change->after) {
        itd_json_put_str(&out->removed_json, NULL, id);
    } else {
        itd_json_begin_object(&out->changed_json, NULL);
        itd_json_put_str(&out->changed_json, "id", id);
        put_fields(&out->changed_json, change);
        itd_json_end_object(&out->changed_json);
    }
}

static void put_jsonl(struct output *out, const itd_version_change *change)
{
    itd_json_writer json;

    itd_json_writer_init(&json, &out->buf, 0);
    itd_json_begin_object(&json, NULL);
    itd_json_put_cstr(&json, "change", kind_of(change));
    itd_json_put_str(&json, "id", itd_buf_text(&out->id));
    if (change->before && change->after)
        put_fields(&json, change);
    itd_json_end_object(&json);
    itd_buf_append_char(&out->buf, '\n');
}

static void put_csv_row(struct output *out, const itd_version_change *change,
                        const itd_field_change *field)
{
    itd_buf_append_cstr(&out->buf, kind_of(change));
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, itd_buf_text(&out->id));
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, field->path);
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, field->before);
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, field->after);
    itd_buf_append_char(&out->buf, '\n');
}

static void put_csv(struct output *out, const itd_version_change *change)
{
    const itd_field_change none = {.path = {0}};

    if (change->field_count == 0)
        put_csv_row(out, change, &none);
    for (size_t i = 0; i < change->field_count; i++)
        put_csv_row(out, change, &change->fields[i]);
}

/* One side of a changed field, for people. */
static void append_side(itd_buf *buf, const char *mark, itd_str path, itd_str text_of)
{
    if (text_of.len == 0)
        return;
    itd_buf_append_cstr(buf, mark);
    itd_cli_append_safe(buf, path);
    itd_buf_append_cstr(buf, ": ");
    itd_cli_append_safe(buf, text_of);
    itd_buf_append_char(buf, '\n');
}

static void put_text(struct output *out, const itd_version_change *change)
{
    const itd_entity *ent = change->after ? change->after : change->before;

    itd_buf_append_cstr(&out->buf, !change->before ? "+ " : !change->after ? "- " : "~ ");
    itd_cli_append_safe(&out->buf, itd_buf_text(&out->id));
    itd_buf_append_cstr(&out->buf, "  ");
    itd_cli_append_safe(&out->buf, ent->caption);
    itd_buf_append_char(&out->buf, '\n');
    for (size_t i = 0; i < change->field_count; i++) {
        append_side(&out->buf, "    - ", change->fields[i].path, change->fields[i].before);
        append_side(&out->buf, "    + ", change->fields[i].path, change->fields[i].after);
    }
}

static itd_status put_change(void *ctx, const itd_version_change *change, itd_error *err)
{
    struct output *out = ctx;

    out->added_count += !change->before;
    out->removed_count += !change->after;
    out->changed_count += change->before && change->after;
    itd_buf_reset(&out->id);
    itd_buf_append(&out->id, out->list);
    itd_buf_append_char(&out->id, ':');
    itd_buf_append(&out->id, change->id);
    switch (out->call->common.format) {
    case ITD_FORMAT_TABLE:
        put_text(out, change);
        break;
    case ITD_FORMAT_JSON:
        put_json(out, change);
        break;
    case ITD_FORMAT_JSONL:
        put_jsonl(out, change);
        break;
    case ITD_FORMAT_CSV:
        put_csv(out, change);
        break;
    }
    return itd_buf_status(&out->id, err);
}

static void begin(struct output *out)
{
    itd_buf_init(&out->buf, SIZE_MAX);
    itd_buf_init(&out->added, SIZE_MAX);
    itd_buf_init(&out->removed, SIZE_MAX);
    itd_buf_init(&out->id, SIZE_MAX);
    itd_json_writer_init(&out->changed_json, &out->buf, 0);
    itd_json_writer_init(&out->added_json, &out->added, 0);
    itd_json_writer_init(&out->removed_json, &out->removed, 0);
    if (out->call->common.format == ITD_FORMAT_JSON) {
        itd_json_begin_array(&out->changed_json, NULL);
        itd_json_begin_array(&out->added_json, NULL);
        itd_json_begin_array(&out->removed_json, NULL);
    } else if (out->call->common.format == ITD_FORMAT_CSV) {
        itd_buf_append_cstr(&out->buf, "change,id,path,before,after\n");
    }
}

static void append_summary(struct output *out, const itd_list_version *from,
                           const itd_list_version *to)
{
    char before[ITD_LISTS_DATE_MAX], after[ITD_LISTS_DATE_MAX];

    itd_lists_date(from->version_ms, before);
    itd_lists_date(to->version_ms, after);
    itd_buf_printf(&out->buf, "%s%s to %s: %llu added, %llu removed, %llu changed\n",
                   out->buf.len > 0 ? "\n" : "", before, after,
                   (unsigned long long)out->added_count, (unsigned long long)out->removed_count,
                   (unsigned long long)out->changed_count);
}

static itd_status print(struct output *out, itd_error *err)
{
    itd_status st = itd_buf_status(&out->buf, err);

    if (st != ITD_OK || out->call->common.format != ITD_FORMAT_JSON)
        return st == ITD_OK ? itd_cli_print(itd_buf_text(&out->buf), err) : st;
    itd_json_end_array(&out->changed_json);
    itd_json_end_array(&out->added_json);
    itd_json_end_array(&out->removed_json);
    itd_buf_reset(&out->id);
    itd_buf_append_cstr(&out->id, "{\"added\":");
    itd_buf_append(&out->id, itd_buf_text(&out->added));
    itd_buf_append_cstr(&out->id, ",\"removed\":");
    itd_buf_append(&out->id, itd_buf_text(&out->removed));
    itd_buf_append_cstr(&out->id, ",\"changed\":");
    itd_buf_append(&out->id, itd_buf_text(&out->buf));
    itd_buf_append_cstr(&out->id, "}\n");
    st = itd_buf_status(&out->added, err);
    if (st == ITD_OK)
        st = itd_buf_status(&out->removed, err);
    if (st == ITD_OK)
        st = itd_buf_status(&out->buf, err);
    if (st == ITD_OK)
        st = itd_buf_status(&out->id, err);
    return st == ITD_OK ? itd_cli_print(itd_buf_text(&out->id), err) : st;
}

/* A day without a version of its own is answered by an earlier one. Unsaid, two such days would
 * look like two versions without a difference. */
static void note_other_day(const struct output *out, const char *word, int64_t asked_ms,
                           const itd_list_version *version)
{
    char date[ITD_LISTS_DATE_MAX];

    if (asked_ms / ITD_MS_PER_DAY == version->version_ms / ITD_MS_PER_DAY)
        return;
    itd_lists_date(version->version_ms, date);
    itd_cli_note(&out->call->common, "no version of %s; the one of %s is compared", word, date);
}

static itd_status find(const struct output *out, const itd_store *store, const char *word,
                       const char *field, const itd_list_version **ret_version, itd_error *err)
{
    int64_t    ms;
    itd_status st = itd_lists_parse_moment(word, field, &ms, err);

    if (st == ITD_OK)
        st = itd_store_find(store, out->list, ms, ret_version, err);
    if (st == ITD_OK) {
        itd_lists_note_partial(out->call, *ret_version);
        note_other_day(out, word, ms, *ret_version);
    }
    return st;
}

static itd_status diff(struct output *out, const itd_store *store, itd_error *err)
{
    const itd_list_version *from, *to;
    itd_status              st = find(out, store, out->call->words[1], "FROM", &from, err);

    if (st == ITD_OK)
        st = find(out, store, out->call->words[2], "TO", &to, err);
    if (st == ITD_OK)
        st = itd_store_diff(store, from, to, put_change, out, err);
    if (st != ITD_OK)
        return st;
    if (from->partial != to->partial || !itd_str_equal(from->partial_parts, to->partial_parts))
        itd_cli_note(&out->call->common,
                     "these are sets of different parts: what only one of them could hold shows "
                     "as changed");
    if (out->call->common.format == ITD_FORMAT_TABLE)
        append_summary(out, from, to);
    return print(out, err);
}

static int run(int argc, char **argv)
{
    itd_lists_call call;
    struct output  out = {.call = &call};
    itd_store     *store = NULL;
    itd_error      err;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_diff, argc, argv, 3, 3, &err);

    begin(&out);
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK) {
        out.list = itd_str_of(call.words[0]);
        st = diff(&out, store, &err);
    }
    itd_buf_done(&out.buf);
    itd_buf_done(&out.added);
    itd_buf_done(&out.removed);
    itd_buf_done(&out.id);
    itd_store_close(store);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_lists_diff = {
    .name = "lists diff",
    .usage = "NAME FROM TO [OPTION…]",
    .summary = "name added, removed and changed entries between two versions",
    .text = text,
    .options = options,
    .run = run,
};
