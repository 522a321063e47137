/* Opening a rule base: each layer's folder in turn, then the links between measures. */
#include "regime/rules.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/memory.h"
#include "regime/rules_internal.h"

/* ---- names ---- */

static const char *const class_names[] = {
    [ITD_CLASS_BINDING] = "binding",
    [ITD_CLASS_NON_BINDING] = "non-binding",
    [ITD_CLASS_CLARIFIES] = "clarifies",
    [ITD_CLASS_DECLARATORY] = "declaratory",
};

static const char *const effect_names[] = {
    [ITD_EFFECT_PROHIBITS] = "prohibits", [ITD_EFFECT_CAPS] = "caps",
    [ITD_EFFECT_LICENCE] = "licence",     [ITD_EFFECT_DUTY] = "duty",
    [ITD_EFFECT_INFORMS] = "informs",     [ITD_EFFECT_EXEMPTS] = "exempts",
};

static const char *const direction_names[] = {
    [ITD_DIRECTION_NONE] = "none",
    [ITD_DIRECTION_FROM] = "from-dprk",
    [ITD_DIRECTION_TO] = "to-dprk",
    [ITD_DIRECTION_BOTH] = "both",
};

static const char *const mode_names[] = {
    [ITD_LINK_REPLACED] = "replaced",
    [ITD_LINK_PART] = "part",
    [ITD_LINK_WIDENS] = "widens",
    [ITD_LINK_EXCEPTION] = "exception",
};

static const char *const change_names[] = {
    [ITD_CHANGE_BEGINS] = "begins",
    [ITD_CHANGE_WIND_DOWN_ENDS] = "wind-down ended",
    [ITD_CHANGE_ENDS] = "ended",
    [ITD_CHANGE_NOTICE_DUE] = "notice due",
};

const char *itd_measure_class_name(itd_measure_class class_)
{
    return class_names[class_];
}

const char *itd_measure_effect_name(itd_measure_effect effect)
{
    return effect_names[effect];
}

const char *itd_direction_name(itd_direction direction)
{
    return direction_names[direction];
}

const char *itd_link_mode_name(itd_link_mode mode)
{
    return mode_names[mode];
}

const char *itd_change_name(itd_change_kind kind)
{
    return change_names[kind];
}

/* ---- layers ---- */

#define STATE_LEN 2 /* ISO alpha-2 */

enum { LAYER_KEY, LAYER_VALUE, LAYER_COLUMNS };
static const itd_tsv_column layer_columns[LAYER_COLUMNS] = {{"key", true}, {"value", true}};

static itd_status take_layer_row(void *ctx, const itd_tsv_row *row, itd_error *err)
{
    struct itd_rules_loading *loading = ctx;
    itd_layer                *layer = loading->layer;

    const struct {
        const char *key;
        itd_str    *text;
    } texts[] = {
        {"name", &layer->name},     {"title", &layer->title}, {"target", &layer->target},
        {"source", &layer->source}, {"note", &layer->note},   {"states", &layer->states},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++) {
        if (!itd_str_equal(row->cells[LAYER_KEY], itd_str_of(texts[i].key)))
            continue;
        if (texts[i].text->len > 0)
            return itd_tsv_refuse(row, LAYER_KEY, ITD_E_DUPLICATE, err, "\"%s\" stands there twice",
                                  texts[i].key);
        return itd_tsv_text(row, LAYER_VALUE, loading->rules->arena, texts[i].text, err);
    }
    if (itd_str_equal(row->cells[LAYER_KEY], ITD_STR("begins")))
        return itd_tsv_date(row, LAYER_VALUE, &layer->begins, err);
    return itd_tsv_refuse(row, LAYER_KEY, ITD_E_SCHEMA, err, "\"%.*s\" is no known field",
                          ITD_STR_ARGS(row->cells[LAYER_KEY]));
}

/* "gb:2020-12-31": *ret_last has year 0 when no day stands there. */
static bool split_state(itd_str part, itd_str *ret_state, itd_date *ret_last)
{
    const size_t colon = itd_str_find_char(part, ':');

    *ret_state = itd_str_trim(itd_str_slice(part, 0, colon));
    *ret_last = (itd_date){0};
    return ret_state->len == STATE_LEN && itd_char_is_alpha(ret_state->ptr[0]) &&
           itd_char_is_alpha(ret_state->ptr[1]) &&
           (colon == SIZE_MAX ||
            (itd_date_parse_iso(itd_str_trim(itd_str_from(part, colon + 1)), ret_last) &&
             ret_last->day != 0));
}

bool itd_layer_next_state(itd_str *rest, itd_date day, itd_str *ret_state)
{
    itd_str  part;
    itd_date last;

    while (itd_str_next_part(rest, ITD_STR(";"), &part))
        if (split_state(part, ret_state, &last) &&
            (last.year == 0 || itd_date_compare(day, last) <= 0))
            return true;
    return false;
}

static itd_status check_states(const itd_layer *layer, itd_error *err)
{
    itd_str  rest = layer->states, part, state;
    itd_date last;

    while (itd_str_next_part(&rest, ITD_STR(";"), &part))
        if (!split_state(part, &state, &last))
            return itd_error_set(err, ITD_E_SCHEMA,
                                 "\"%.*s\" is no state (two letters, and a last day behind ':')",
                                 ITD_STR_ARGS(itd_str_trim(part)));
    return ITD_OK;
}

static itd_status check_layer(const itd_rules *rules, const itd_layer *layer, const char *path,
                              itd_error *err)
{
    const char *missing = layer->name.len == 0      ? "name"
                          : layer->title.len == 0   ? "title"
                          : layer->target.len == 0  ? "target"
                          : layer->begins.year == 0 ? "begins"
                                                    : NULL;

    if (missing) {
        (void)itd_error_set(err, ITD_E_INCOMPLETE, "the field is missing");
        itd_error_in_file(err, itd_str_of(path));
        itd_error_in_field(err, itd_str_of(missing));
        return ITD_E_INCOMPLETE;
    }
    if (check_states(layer, err) != ITD_OK) {
        itd_error_in_file(err, itd_str_of(path));
        itd_error_in_field(err, ITD_STR("states"));
        return ITD_E_SCHEMA;
    }
    for (size_t i = 0; i < rules->layer_count; i++) {
        if (!itd_str_equal(rules->layers[i].name, layer->name))
            continue;
        (void)itd_error_set(err, ITD_E_DUPLICATE, "a layer \"%.*s\" is loaded already",
                            ITD_STR_ARGS(layer->name));
        itd_error_in_file(err, itd_str_of(path));
        itd_error_in_field(err, ITD_STR("name"));
        return ITD_E_DUPLICATE;
    }
    return ITD_OK;
}

static itd_status load_layer(itd_rules *rules, const char *dir, itd_error *err)
{
    struct itd_rules_loading loading = {.rules = rules};
    char                     path[ITD_PATH_MAX];
    itd_layer                layer = {0};
    itd_status               st;

    if (rules->layer_count == ITD_LAYERS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
    loading.layer = &layer;
    st = itd_path_join(path, dir, "layer.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_tsv_read_file(path, layer_columns, LAYER_COLUMNS, take_layer_row, &loading, err);
    if (st == ITD_OK)
        st = check_layer(rules, &layer, path, err);
    if (st != ITD_OK)
        return st;
    rules->layers[rules->layer_count] = layer;
    loading.layer = &rules->layers[rules->layer_count++];
    st = itd_path_join(path, dir, "measures.tsv", NULL, err);
    if (st == ITD_OK)
        st = itd_rules_load_measures(&loading, path, err);
    if (st == ITD_OK)
        st = itd_rules_load_tables(&loading, dir, err);
    if (st == ITD_OK)
        st = itd_rules_load_caps(&loading, dir, err);
    return st == ITD_OK ? itd_rules_load_vessels(&loading, dir, err) : st;
}

/* The folder of a layer: a path as it is, a name below data_dir. */
static itd_status find_layer_dir(const char *data_dir, itd_str layer,
                                 char ret_dir[static ITD_PATH_MAX], itd_error *err)
{
    char       name[ITD_PATH_MAX];
    const bool is_path = itd_str_find_char(layer, '/') != SIZE_MAX;
    itd_status st = ITD_OK;

    if (layer.len == 0 || layer.len >= sizeof name)
        return itd_error_set(err, ITD_E_USAGE, "a layer needs a name");
    memcpy(name, layer.ptr, layer.len);
    name[layer.len] = '\0';
    if (is_path)
        memcpy(ret_dir, name, layer.len + 1);
    else
        st = itd_path_join(ret_dir, data_dir, name, NULL, err);
    if (st == ITD_OK && !itd_dir_exists(ret_dir))
        st = itd_error_set(err, ITD_E_NOT_FOUND, "there is no layer \"%s\" (no folder %s)", name,
                           ret_dir);
    return st;
}

itd_status itd_rules_read_table(const char *dir, const char *name, const itd_tsv_column *columns,
                                size_t column_count, itd_tsv_take take, void *ctx, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = itd_path_join(path, dir, name, NULL, err);

    if (st != ITD_OK || !itd_file_exists(path))
        return st;
    return itd_tsv_read_file(path, columns, column_count, take, ctx, err);
}

itd_status itd_rules_grow(itd_rules *rules, void **items, size_t count, size_t *cap, size_t size,
                          itd_error *err)
{
    void *bigger = itd_arena_grow(rules->arena, *items, count, cap, size);

    if (!bigger)
        return itd_error_no_memory(err);
    *items = bigger;
    return ITD_OK;
}

itd_status itd_rules_open(const char *data_dir, const itd_str *layers, size_t layer_count,
                          itd_rules **ret_rules, itd_error *err)
{
    itd_rules *rules = itd_mem_new(1, sizeof *rules);
    itd_status st = ITD_OK;

    if (!rules)
        return itd_error_no_memory(err);
    itd_map_init(&rules->by_id);
    rules->arena = itd_arena_new(SIZE_MAX);
    if (!rules->arena)
        st = itd_error_no_memory(err);
    if (st == ITD_OK && layer_count == 0)
        st = itd_error_set(err, ITD_E_USAGE, "no layer of rules is named");
    if (st == ITD_OK)
        st = itd_rules_load_common(rules, data_dir, err);
    for (size_t i = 0; st == ITD_OK && i < layer_count; i++) {
        char dir[ITD_PATH_MAX];

        st = find_layer_dir(data_dir, layers[i], dir, err);
        if (st == ITD_OK)
            st = load_layer(rules, dir, err);
    }
    if (st == ITD_OK)
        st = itd_rules_link(rules, err);
    if (st == ITD_OK)
        st = itd_rules_complete(rules, err);
    if (st != ITD_OK) {
        itd_rules_free(rules);
        return st;
    }
    *ret_rules = rules;
    return ITD_OK;
}

void itd_rules_free(itd_rules *rules)
{
    if (!rules)
        return;
    itd_map_done(&rules->by_id);
    itd_arena_free(rules->arena);
    itd_mem_free(rules);
}

/* ---- looking up ---- */

size_t itd_rules_layer_count(const itd_rules *rules)
{
    return rules->layer_count;
}

const itd_layer *itd_rules_layer_at(const itd_rules *rules, size_t index)
{
    return &rules->layers[index];
}

const itd_layer *itd_rules_find_layer(const itd_rules *rules, itd_str name)
{
    for (size_t i = 1; i < rules->layer_count; i++)
        if (itd_str_equal(rules->layers[i].name, name))
            return &rules->layers[i];
    return &rules->layers[0];
}

size_t itd_rules_count(const itd_rules *rules)
{
    return rules->measure_count;
}

const itd_measure *itd_rules_at(const itd_rules *rules, size_t index)
{
    return &rules->measures[index];
}

size_t itd_rules_find(const itd_rules *rules, itd_str id)
{
    char            lower[ITD_ERROR_NAME_MAX + 1];
    const uint64_t *index;

    if (id.len > sizeof lower)
        return SIZE_MAX;
    for (size_t i = 0; i < id.len; i++)
        lower[i] = itd_char_lower(id.ptr[i]);
    index = itd_map_find(&rules->by_id, (itd_str){lower, id.len});
    return index ? (size_t)*index : SIZE_MAX;
}

itd_status itd_rules_take_measure(const itd_rules *rules, const itd_tsv_row *row, size_t column,
                                  size_t *ret_measure, itd_error *err)
{
    const size_t found = itd_rules_find(rules, row->cells[column]);

    if (found == SIZE_MAX)
        return itd_tsv_refuse(row, column, ITD_E_SCHEMA, err, "there is no measure \"%.*s\"",
                              ITD_STR_ARGS(row->cells[column]));
    *ret_measure = found;
    return ITD_OK;
}

itd_date itd_rules_begin(const itd_rules *rules)
{
    itd_date begin = rules->layers[0].begins;

    for (size_t i = 1; i < rules->layer_count; i++)
        if (itd_date_compare(rules->layers[i].begins, begin) < 0)
            begin = rules->layers[i].begins;
    return begin;
}

/* ---- time ---- */

bool itd_measure_in_force(const itd_measure *measure, itd_date day)
{
    return !measure->never_in_force && itd_date_compare(day, measure->in_force) >= 0 &&
           (measure->last_day.year == 0 || itd_date_compare(day, measure->last_day) <= 0);
}

bool itd_measure_winding_down(const itd_measure *measure, itd_date day)
{
    return itd_measure_in_force(measure, day) && measure->wind_down_until.year != 0 &&
           itd_date_compare(day, measure->wind_down_until) <= 0;
}

static itd_date day_after(itd_date day)
{
    return itd_date_of_days(itd_date_to_days(day) + 1);
}

bool itd_measure_change(const itd_measure *measure, itd_change_kind kind, itd_date *ret_day)
{
    if (measure->never_in_force)
        return false;
    switch (kind) {
    case ITD_CHANGE_BEGINS:
        *ret_day = measure->in_force;
        return true;
    case ITD_CHANGE_WIND_DOWN_ENDS:
        if (measure->wind_down_until.year == 0)
            return false;
        *ret_day = day_after(measure->wind_down_until);
        return true;
    case ITD_CHANGE_ENDS:
        if (measure->last_day.year == 0)
            return false;
        *ret_day = day_after(measure->last_day);
        return true;
    case ITD_CHANGE_NOTICE_DUE:
        if (measure->notify_by.year == 0)
            return false;
        *ret_day = measure->notify_by;
        return true;
    }
    return false;
}
