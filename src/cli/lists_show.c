/* `lists show`: one entry whole, every value with what belongs to it and where it stood. */
#include "cli/lists.h"

#include "entity/ftm.h"

static const itd_cli_option options[] = {
    {"as-of", 0, "DAY", "as the version for that day has it"},
    {.name = NULL},
};

static const char text[] =
    "ID is LIST:ID as answers name it, for example un:KPi.001. Every value is shown in its\n"
    "common form, with its details, the publisher's own spelling where that differs, and the\n"
    "element or column it stood in.\n";

#define COLUMNS 5

static const char *const headings[COLUMNS] = {"property", "value", "details", "as published",
                                              "stood in"};

/* "quality Good, country kp" */
static void append_details(itd_buf *buf, const itd_value *value)
{
    for (size_t i = 0; i < value->detail_count; i++) {
        itd_buf_append_cstr(buf, i > 0 ? ", " : "");
        itd_buf_append(buf, itd_detail_name(value->details[i].key));
        itd_buf_append_char(buf, ' ');
        itd_buf_append(buf, value->details[i].text);
    }
}

/* Name of the property; of a fact without one, the publisher's name for it. */
static itd_str name_of(const itd_value *value)
{
    return value->prop == ITD_PROP_EXTRA ? value->key : itd_prop_name(value->prop);
}

static void put_head(itd_buf *buf, const itd_list_version *version, const itd_entity *ent)
{
    char date[ITD_LISTS_DATE_MAX];

    itd_lists_date(version->version_ms, date);
    itd_cli_append_safe(buf, ent->caption);
    itd_buf_append_char(buf, '\n');
    itd_cli_append_safe(buf, version->list);
    itd_buf_append_char(buf, ':');
    itd_cli_append_safe(buf, ent->id);
    itd_buf_append_cstr(buf, ", ");
    itd_buf_append(buf, itd_schema_name(ent->schema));
    itd_buf_printf(buf, ", list of %s\n\n", date);
}

static itd_status put_table(const itd_lists_call *call, const itd_list_version *version,
                            const itd_entity *ent, itd_buf *buf, itd_error *err)
{
    itd_cli_table *table = itd_cli_table_new(COLUMNS);
    itd_buf        details;
    itd_status     st;

    if (!table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(table, call->common.color);
    put_head(buf, version, ent);
    itd_cli_table_row(table);
    for (size_t i = 0; i < COLUMNS; i++)
        itd_cli_table_cell(table, itd_str_of(headings[i]));
    itd_buf_init(&details, SIZE_MAX);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        itd_buf_reset(&details);
        append_details(&details, value);
        itd_cli_table_row(table);
        itd_cli_table_cell(table, name_of(value));
        itd_cli_table_cell(table, value->text);
        itd_cli_table_cell(table, itd_buf_text(&details));
        itd_cli_table_cell(table, value->raw);
        itd_cli_table_cell_styled(table, value->origin, ITD_STYLE_DIM);
    }
    st = itd_buf_status(&details, err);
    if (st == ITD_OK)
        st = itd_cli_table_print(table, buf, err);
    itd_buf_done(&details);
    itd_cli_table_free(table);
    return st;
}

static void put_csv(const itd_entity *ent, itd_buf *buf)
{
    itd_buf details;

    itd_buf_append_cstr(buf, "property,value,details,raw,origin\n");
    itd_buf_init(&details, SIZE_MAX);
    for (size_t i = 0; i < ent->value_count; i++) {
        const itd_value *value = &ent->values[i];

        itd_buf_reset(&details);
        append_details(&details, value);
        itd_cli_append_csv(buf, name_of(value));
        itd_buf_append_char(buf, ',');
        itd_cli_append_csv(buf, value->text);
        itd_buf_append_char(buf, ',');
        itd_cli_append_csv(buf, itd_buf_text(&details));
        itd_buf_append_char(buf, ',');
        itd_cli_append_csv(buf, value->raw);
        itd_buf_append_char(buf, ',');
        itd_cli_append_csv(buf, value->origin);
        itd_buf_append_char(buf, '\n');
    }
    if (details.failed != ITD_OK && buf->failed == ITD_OK)
        buf->failed = details.failed;
    itd_buf_done(&details);
}

static itd_status show(const itd_lists_call *call, const itd_store *store, itd_arena *arena,
                       itd_buf *buf, itd_error *err)
{
    const itd_str           given = itd_str_of(call->words[0]);
    const size_t            colon = itd_str_find_char(given, ':');
    const itd_list_version *version;
    itd_entity              ent;
    bool                    found = false;
    itd_status              st;

    if (colon == SIZE_MAX)
        return itd_error_set(err, ITD_E_USAGE, "\"%s\" names no list; an id is LIST:ID",
                             call->words[0]);
    st = itd_lists_find(call, store, itd_str_slice(given, 0, colon), &version, err);
    if (st == ITD_OK)
        st =
            itd_store_get(store, version, itd_str_from(given, colon + 1), arena, &found, &ent, err);
    if (st == ITD_OK && !found) {
        char date[ITD_LISTS_DATE_MAX];

        itd_lists_date(version->version_ms, date);
        st = itd_error_set(err, ITD_E_NOT_FOUND, "list \"%.*s\" of %s has no entry \"%.*s\"",
                           ITD_STR_ARGS(version->list), date,
                           ITD_STR_ARGS(itd_str_from(given, colon + 1)));
    }
    if (st != ITD_OK)
        return st;
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return put_table(call, version, &ent, buf, err);
    case ITD_FORMAT_CSV:
        put_csv(&ent, buf);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_ftm_write(&ent, version->list, buf);
        itd_buf_append_char(buf, '\n');
        break;
    }
    return ITD_OK;
}

static int run(int argc, char **argv)
{
    itd_lists_call call;
    itd_store     *store = NULL;
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    itd_buf        buf;
    itd_error      err;
    int            exit_status;
    itd_status     st = itd_lists_parse(&call, &itd_cli_lists_show, argc, argv, 1, 1, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK && !arena)
        st = itd_error_no_memory(&err);
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK)
        st = show(&call, store, arena, &buf, &err);
    exit_status = itd_lists_finish(&buf, st, &err);
    itd_store_close(store);
    itd_arena_free(arena);
    return exit_status;
}

const itd_cli_command itd_cli_lists_show = {
    .name = "lists show",
    .usage = "ID [OPTION…]",
    .summary = "show one entry whole, with where each value stood",
    .text = text,
    .options = options,
    .run = run,
};
