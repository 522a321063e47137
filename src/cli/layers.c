/* `interdict layers`: what each list above the UN floor adds to it, and what of it it lacks. */
#include "cli/layers.h"

#include <string.h>

#include "base/file.h"
#include "codec/json.h"
#include "lists/store.h"
#include "screen/dataset.h"

static const itd_cli_option options[] = {
    {"floor", 0, "NAME", "the list that all others stand above (un)"},
    {"layer", 0, "NAME,…", "only these lists (default: every other list of the store)"},
    {"programme", 0, "NAME", "only the entries of this regime, as in DPRK"},
    {"as-of", 0, "DAY", "the lists as they stood on that day (YYYY-MM-DD)"},
    {"html", 0, "FILE", "write the whole comparison as one page"},
    {.name = NULL},
};

static const char text[] =
    "Entries of two lists are one party when a number says so: a reference number of the UN, a\n"
    "passport or a person's identity, social security or tax number of the same country, an IMO\n"
    "number. A join by name (0.90 or more) and birth date alone is proposed: it is marked\n"
    "\"probable\" and never counted as shared.\n"
    "\n"
    "Publishers name one regime differently; \"DPRK\" stands for DPRK2, 1718 (DPRK), Democratic\n"
    "People's Republic of Korea and the like. Of a list without programmes the entries of the\n"
    "regime's country count.\n";

struct layers_call {
    itd_cli_common common;
    const char    *floor;
    const char    *layer;
    const char    *programme;
    const char    *html;
    int64_t        as_of_ms;
    itd_str        names[ITD_LAYERS_MAX + 1]; /* the floor first */
    size_t         name_count;
};

const char *itd_layers_join_name(const itd_layers_join *join)
{
    return join->by == ITD_PARTY_APART ? "probable" : itd_party_link_name(join->by);
}

void itd_layers_append_id(const itd_snapshot *snap, uint32_t entity, itd_buf *buf)
{
    itd_buf_append(buf, itd_snapshot_list_at(snap, itd_snapshot_list_of(snap, entity))->name);
    itd_buf_append_char(buf, ':');
    itd_buf_append(buf, itd_snapshot_entity_at(snap, entity)->id);
}

/* ---- JSON ---- */

static void put_id(itd_json_writer *json, const char *key, const itd_snapshot *snap,
                   uint32_t entity)
{
    itd_buf id;

    itd_buf_init(&id, SIZE_MAX);
    itd_layers_append_id(snap, entity, &id);
    itd_json_put_str(json, key, itd_buf_text(&id));
    if (id.failed != ITD_OK)
        json->buf->failed = id.failed;
    itd_buf_done(&id);
}

static void put_join(itd_json_writer *json, const itd_snapshot *snap, const itd_str floor,
                     const itd_layers_join *join)
{
    char key[ITD_LIST_NAME_MAX + 1];

    (void)snprintf(key, sizeof key, "%.*s", ITD_STR_ARGS(floor));
    itd_json_begin_object(json, NULL);
    put_id(json, key, snap, join->floor);
    put_id(json, "layer", snap, join->layer);
    itd_json_put_cstr(json, "by", itd_layers_join_name(join));
    if (join->has_days)
        itd_json_put_number(json, "days", (double)join->days, 0);
    else
        itd_json_put_null(json, "days");
    if (join->by == ITD_PARTY_APART)
        itd_json_put_score(json, "score", join->score);
    itd_json_put_bool(json, "names_differ", join->names_differ);
    itd_json_put_bool(json, "birth_dates_differ", join->dates_differ);
    itd_json_end_object(json);
}

static void put_layer(itd_json_writer *json, const itd_snapshot *snap, itd_str floor,
                      const itd_layers_layer *layer)
{
    itd_json_begin_object(json, NULL);
    itd_json_put_str(json, "list", layer->list);
    itd_json_put_u64(json, "entries", layer->entries);
    itd_json_put_u64(json, "shared", layer->shared);
    itd_json_put_u64(json, "proposed", layer->proposed);
    itd_json_put_u64(json, "only_layer", layer->only_layer);
    itd_json_begin_array(json, "missing_floor");
    for (size_t i = 0; i < layer->missing_count; i++)
        put_id(json, NULL, snap, layer->missing[i]);
    itd_json_end_array(json);
    itd_json_begin_array(json, "joins");
    for (size_t i = 0; i < layer->join_count; i++)
        put_join(json, snap, floor, &layer->joins[i]);
    itd_json_end_array(json);
    itd_json_end_object(json);
}

static void append_json(const itd_snapshot *snap, const itd_layers *layers, unsigned indent,
                        itd_buf *buf)
{
    itd_json_writer json;

    itd_json_writer_init(&json, buf, indent);
    itd_json_begin_object(&json, NULL);
    itd_json_put_str(&json, "floor", layers->floor);
    itd_json_put_u64(&json, "floor_entries", layers->floor_entries);
    itd_json_begin_array(&json, "layers");
    for (size_t i = 0; i < layers->layer_count; i++)
        put_layer(&json, snap, layers->floor, &layers->layers[i]);
    itd_json_end_array(&json);
    itd_json_end_object(&json);
    itd_buf_append_char(buf, '\n');
}

/* ---- CSV ---- */

static void append_csv_row(itd_buf *buf, const itd_snapshot *snap, itd_str list, const char *what,
                           const uint32_t *floor, const itd_layers_join *join)
{
    itd_buf id;

    itd_buf_init(&id, SIZE_MAX);
    itd_cli_append_csv(buf, list);
    itd_buf_printf(buf, ",%s,", what);
    if (floor)
        itd_layers_append_id(snap, *floor, &id);
    itd_cli_append_csv(buf, itd_buf_text(&id));
    itd_buf_reset(&id);
    itd_buf_append_char(buf, ',');
    if (join)
        itd_layers_append_id(snap, join->layer, &id);
    itd_cli_append_csv(buf, itd_buf_text(&id));
    itd_buf_append_char(buf, ',');
    if (join) {
        itd_buf_append_cstr(buf, itd_layers_join_name(join));
        itd_buf_append_char(buf, ',');
        if (join->has_days)
            itd_buf_printf(buf, "%lld", (long long)join->days);
        itd_buf_printf(buf, ",%s,%s", join->names_differ ? "true" : "false",
                       join->dates_differ ? "true" : "false");
    } else {
        itd_buf_append_cstr(buf, ",,,");
    }
    itd_buf_append_char(buf, '\n');
    if (id.failed != ITD_OK)
        buf->failed = id.failed;
    itd_buf_done(&id);
}

static void append_csv(const itd_snapshot *snap, const itd_layers *layers, itd_buf *buf)
{
    itd_buf_append_cstr(buf, "list,what,floor,layer,by,days,names_differ,birth_dates_differ\n");
    for (size_t i = 0; i < layers->layer_count; i++) {
        const itd_layers_layer *layer = &layers->layers[i];

        for (size_t k = 0; k < layer->join_count; k++)
            append_csv_row(buf, snap, layer->list, "join", &layer->joins[k].floor,
                           &layer->joins[k]);
        for (size_t k = 0; k < layer->missing_count; k++)
            append_csv_row(buf, snap, layer->list, "missing", &layer->missing[k], NULL);
    }
}

/* ---- table ---- */

static void cell_number(itd_cli_table *table, size_t value)
{
    char digits[24];

    (void)snprintf(digits, sizeof digits, "%zu", value);
    itd_cli_table_cell_right(table, itd_str_of(digits));
}

/* The middle of the days that joins give; false when none does. */
static bool median_days(const itd_layers_layer *layer, int64_t *ret_days)
{
    size_t count = 0;

    for (size_t i = 0; i < layer->join_count; i++)
        count += layer->joins[i].has_days;
    for (size_t i = 0; i < layer->join_count; i++) {
        size_t less = 0, equal = 0;

        if (!layer->joins[i].has_days)
            continue;
        for (size_t k = 0; k < layer->join_count; k++) {
            less += layer->joins[k].has_days && layer->joins[k].days < layer->joins[i].days;
            equal += layer->joins[k].has_days && layer->joins[k].days == layer->joins[i].days;
        }
        if (less <= count / 2 && count / 2 < less + equal) {
            *ret_days = layer->joins[i].days;
            return true;
        }
    }
    return false;
}

static void append_layer_row(itd_cli_table *table, const itd_layers_layer *layer)
{
    size_t  names = 0, dates = 0;
    int64_t days;
    char    digits[24] = "";

    for (size_t i = 0; i < layer->join_count; i++) {
        names += layer->joins[i].names_differ;
        dates += layer->joins[i].dates_differ;
    }
    itd_cli_table_row(table);
    itd_cli_table_cell(table, layer->list);
    cell_number(table, layer->entries);
    cell_number(table, layer->shared);
    cell_number(table, layer->proposed);
    cell_number(table, layer->only_layer);
    cell_number(table, layer->missing_count);
    if (median_days(layer, &days))
        (void)snprintf(digits, sizeof digits, "%lld", (long long)days);
    itd_cli_table_cell_right(table, itd_str_of(digits));
    cell_number(table, names);
    cell_number(table, dates);
}

static itd_status append_table(const itd_layers *layers, itd_buf *buf, itd_error *err)
{
    static const char *const headings[] = {"list",        "entries",     "shared",
                                           "probable",    "only there",  "floor missing",
                                           "median days", "other names", "other dates"};
    itd_cli_table           *table = itd_cli_table_new(ITD_ARRAY_LEN(headings));
    itd_status               st;

    if (!table)
        return itd_error_no_memory(err);
    itd_buf_append_cstr(buf, "floor ");
    itd_cli_append_safe(buf, layers->floor);
    itd_buf_printf(buf, ": %zu entries\n\n", layers->floor_entries);
    itd_cli_table_row(table);
    for (size_t i = 0; i < ITD_ARRAY_LEN(headings); i++) {
        if (i == 0)
            itd_cli_table_cell(table, itd_str_of(headings[i]));
        else
            itd_cli_table_cell_right(table, itd_str_of(headings[i]));
    }
    for (size_t i = 0; i < layers->layer_count; i++)
        append_layer_row(table, &layers->layers[i]);
    st = itd_cli_table_print(table, buf, err);
    itd_cli_table_free(table);
    itd_buf_append_cstr(buf,
                        "\nshared: joined by a number. probable: by name and birth date, to be "
                        "looked at.\nmedian days: from the floor's listing to the layer's.\n");
    return st;
}

/* ---- the command ---- */

static itd_status take_option(struct layers_call *call, const char *name, const char *value,
                              itd_error *err)
{
    if (strcmp(name, "floor") == 0)
        call->floor = value;
    else if (strcmp(name, "layer") == 0)
        call->layer = value;
    else if (strcmp(name, "programme") == 0)
        call->programme = value;
    else if (strcmp(name, "html") == 0)
        call->html = value;
    else if (strcmp(name, "as-of") == 0)
        return itd_cli_parse_day(value, "--as-of", &call->as_of_ms, err);
    return ITD_OK;
}

static itd_status parse(struct layers_call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_layers, argc, argv);
    while (st == ITD_OK) {
        switch (itd_cli_args_next(&args, &option, &value, err)) {
        case ITD_ARG_END:
            return ITD_OK;
        case ITD_ARG_ERROR:
            return ITD_E_USAGE;
        case ITD_ARG_WORD:
            return itd_error_set(err, ITD_E_USAGE, "usage: interdict layers %s",
                                 itd_cli_layers.usage);
        case ITD_ARG_OPTION:
            if (!itd_cli_common_take(&call->common, option, value, &st, err))
                st = take_option(call, option->name, value, err);
            break;
        }
    }
    return st;
}

/* The floor and the layers by name; without --layer every list of the store. */
static itd_status choose_lists(struct layers_call *call, const itd_store *store, itd_error *err)
{
    itd_str rest = itd_str_of(call->layer), part;

    call->names[call->name_count++] = itd_str_of(call->floor);
    while (call->layer && itd_str_next_part(&rest, ITD_STR(","), &part)) {
        part = itd_str_trim(part);
        if (part.len == 0)
            continue;
        if (call->name_count > ITD_LAYERS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
        call->names[call->name_count++] = part;
    }
    for (size_t i = 0; !call->layer && i < itd_store_version_count(store); i++) {
        const itd_str list = itd_store_version_at(store, i)->list;
        bool          there = false;

        for (size_t k = 0; k < call->name_count; k++)
            there = there || itd_str_equal(call->names[k], list);
        if (there)
            continue;
        if (call->name_count > ITD_LAYERS_MAX)
            return itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
        call->names[call->name_count++] = list;
    }
    if (call->name_count < 2)
        return itd_error_set(
            err, ITD_E_NOT_FOUND,
            "there is no list above the floor %s; `interdict lists add` brings one", call->floor);
    return ITD_OK;
}

static itd_status write_page(const struct layers_call *call, const itd_snapshot *snap,
                             const itd_layers *layers, itd_error *err)
{
    itd_buf    page;
    itd_status st;

    itd_buf_init(&page, SIZE_MAX);
    itd_layers_append_page(snap, layers, itd_str_of(call->programme), &page);
    st = itd_buf_status(&page, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(call->html, itd_buf_text(&page), err);
    itd_buf_done(&page);
    return st;
}

static itd_status print(const struct layers_call *call, const itd_snapshot *snap,
                        const itd_layers *layers, itd_buf *buf, itd_error *err)
{
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return append_table(layers, buf, err);
    case ITD_FORMAT_CSV:
        append_csv(snap, layers, buf);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        append_json(snap, layers, call->common.format == ITD_FORMAT_JSON ? 2 : 0, buf);
        break;
    }
    return ITD_OK;
}

static itd_status compare(struct layers_call *call, itd_buf *buf, itd_error *err)
{
    itd_arena         *arena = itd_arena_new(SIZE_MAX);
    itd_layers_options choice = {.floor = itd_str_of(call->floor),
                                 .programme = itd_str_of(call->programme)};
    itd_layers         layers;
    itd_store         *store = NULL;
    itd_snapshot      *snap = NULL;
    itd_status         st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_store_open(call->common.store_dir, false, &store, err);
    if (st == ITD_OK)
        st = choose_lists(call, store, err);
    if (st == ITD_OK)
        st = itd_dataset_open(store, call->names, call->name_count, call->as_of_ms, &snap, err);
    choice.layers = call->names + 1;
    choice.layer_count = call->name_count > 0 ? call->name_count - 1 : 0;
    if (st == ITD_OK)
        st = itd_layers_compare(snap, &choice, arena, &layers, err);
    if (st == ITD_OK && layers.floor_entries == 0 && choice.programme.len > 0)
        st = itd_error_set(err, ITD_E_NOT_FOUND, "no entry of %s has the programme %s", call->floor,
                           call->programme);
    if (st == ITD_OK)
        st = print(call, snap, &layers, buf, err);
    if (st == ITD_OK && call->html)
        st = write_page(call, snap, &layers, err);
    itd_snapshot_unref(snap);
    itd_store_close(store);
    itd_arena_free(arena);
    return st;
}

static int run(int argc, char **argv)
{
    struct layers_call call = {.floor = "un", .as_of_ms = ITD_AS_OF_NOW};
    itd_buf            buf;
    itd_error          err;
    itd_status         st = parse(&call, argc, argv, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK)
        st = compare(&call, &buf, &err);
    if (st == ITD_OK)
        st = itd_buf_status(&buf, &err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), &err);
    if (st == ITD_OK)
        st = itd_cli_flush(&err);
    itd_buf_done(&buf);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_layers = {
    .name = "layers",
    .usage = "[--floor NAME] [--layer NAME,…] [OPTION…]",
    .summary = "what lists above the UN floor add to it, and what of it they lack",
    .text = text,
    .options = options,
    .run = run,
};
