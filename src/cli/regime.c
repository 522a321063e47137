/* Opening the rule base and writing a measure: shared by `measures`, `check` and `caps`. */
#include "cli/regime.h"

#include <string.h>

#include "base/file.h"

const itd_cli_command *const itd_cli_measures_commands[] = {
    &itd_cli_check,
    &itd_cli_caps,
    &itd_cli_comply,
    &itd_cli_measures,
    &itd_cli_measures_show,
    &itd_cli_measures_history,
    &itd_cli_measures_changes,
    &itd_cli_measures_diff,
    NULL,
};

itd_status itd_regime_data_dir(char ret_path[static 4096], itd_error *err)
{
    char dir[4096];

    return itd_path_join(ret_path, itd_cli_data_dir(dir), "regime", NULL, err);
}

static itd_status add_layer(itd_str *layers, size_t *count, itd_str layer, itd_error *err)
{
    if (*count == ITD_LAYERS_MAX) {
        (void)itd_error_set(err, ITD_E_LIMIT, "more than %d layers", ITD_LAYERS_MAX);
        itd_error_in_field(err, ITD_STR("--layer"));
        return ITD_E_LIMIT;
    }
    layers[(*count)++] = layer;
    return ITD_OK;
}

itd_status itd_regime_open(const itd_regime_choice *choice, itd_rules **ret_rules, itd_error *err)
{
    itd_str    rest = itd_str_of(choice->layers ? choice->layers : ITD_REGIME_LAYERS_DEFAULT), part;
    itd_str    layers[ITD_LAYERS_MAX];
    char       data_dir[4096], folder[ITD_PATH_MAX];
    size_t     count = 0;
    itd_status st = itd_regime_data_dir(data_dir, err);

    if (st == ITD_OK && choice->floor && choice->layers && !strchr(choice->layers, ',') &&
        strcmp(choice->layers, choice->floor) != 0)
        st = add_layer(layers, &count, itd_str_of(choice->floor), err);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR(","), &part))
        st = add_layer(layers, &count, itd_str_trim(part), err);
    if (st == ITD_OK && choice->folder) {
        /* A path has a '/', a name has none. */
        st = itd_path_join(folder, choice->folder, ".", NULL, err);
        if (st == ITD_OK)
            st = add_layer(layers, &count, itd_str_of(folder), err);
    }
    return st == ITD_OK ? itd_rules_open(data_dir, layers, count, ret_rules, err) : st;
}

itd_status itd_regime_parse_day(const char *text, const char *field, itd_date *ret_day,
                                itd_error *err)
{
    itd_date day;

    if (!itd_date_parse_iso(itd_str_of(text), &day) || day.day == 0) {
        (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a day (YYYY-MM-DD)", text);
        itd_error_in_field(err, itd_str_of(field));
        return ITD_E_USAGE;
    }
    *ret_day = day;
    return ITD_OK;
}

itd_status itd_regime_check_day(const itd_rules *rules, itd_date day, const char *field,
                                itd_error *err)
{
    const itd_date begin = itd_rules_begin(rules);
    char           first[ITD_DATE_TEXT_MAX], asked[ITD_DATE_TEXT_MAX];

    if (itd_date_compare(day, begin) >= 0)
        return ITD_OK;
    itd_date_format(begin, first);
    itd_date_format(day, asked);
    (void)itd_error_set(err, ITD_E_USAGE, "%s is before the regime, which begins on %s", asked,
                        first);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

/* ---- a measure ---- */

void itd_regime_put_date(itd_json_writer *json, const char *key, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    if (date.year == 0) {
        itd_json_put_null(json, key);
        return;
    }
    itd_date_format(date, text);
    itd_json_put_cstr(json, key, text);
}

static void put_text(itd_json_writer *json, const char *key, itd_str text)
{
    if (text.len > 0)
        itd_json_put_str(json, key, text);
    else
        itd_json_put_null(json, key);
}

static void put_links(itd_json_writer *json, const char *key, const itd_measure_link *links,
                      size_t count)
{
    itd_json_begin_array(json, key);
    for (size_t i = 0; i < count; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "id", links[i].id);
        itd_json_put_cstr(json, "how", itd_link_mode_name(links[i].mode));
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

void itd_regime_put_measure(itd_json_writer *json, const itd_rules *rules,
                            const itd_measure *measure)
{
    itd_json_put_str(json, "id", measure->id);
    itd_json_put_str(json, "layer", measure->layer);
    itd_json_put_str(json, "resolution", measure->resolution);
    itd_json_put_str(json, "paragraph", measure->paragraph);
    itd_json_put_str(json, "force", measure->force);
    itd_json_put_cstr(json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(json, "type", measure->type);
    itd_json_put_cstr(json, "direction", itd_direction_name(measure->direction));
    itd_json_put_str(json, "subject", measure->subject);
    itd_json_put_cstr(json, "effect", itd_measure_effect_name(measure->effect));
    itd_regime_put_date(json, "adopted", measure->adopted);
    itd_regime_put_date(json, "in_force", measure->in_force);
    itd_regime_put_date(json, "last_day", measure->last_day);
    itd_json_put_bool(json, "never_in_force", measure->never_in_force);
    itd_regime_put_date(json, "wind_down_until", measure->wind_down_until);
    itd_regime_put_date(json, "notify_by", measure->notify_by);
    put_text(json, "wind_down_note", measure->wind_down_note);
    put_text(json, "goods", measure->goods);
    put_text(json, "hs", measure->hs);
    put_text(json, "hs_note", measure->hs_note);
    put_text(json, "hs_basis", measure->hs_basis);
    put_text(json, "cap", measure->cap);
    put_text(json, "cap_period", measure->cap_period);
    put_text(json, "thresholds", measure->thresholds);
    put_text(json, "exemptions", measure->exemptions);
    put_links(json, "supersedes", measure->supersedes, measure->supersedes_count);
    put_links(json, "superseded_by", measure->superseded_by, measure->superseded_by_count);
    if (measure->clarifies != SIZE_MAX)
        itd_json_put_str(json, "clarifies", itd_rules_at(rules, measure->clarifies)->id);
    else
        itd_json_put_null(json, "clarifies");
    put_text(json, "implements", measure->implements_id);
    itd_json_put_str(json, "source", measure->source);
    itd_json_put_str(json, "confidence", measure->confidence);
    put_text(json, "confidence_note", measure->confidence_note);
}

void itd_regime_append_csv_header(itd_buf *buf)
{
    itd_buf_append_cstr(buf, "id,layer,resolution,paragraph,force,class,type,direction,subject,"
                             "effect,adopted,in_force,last_day,never_in_force,wind_down_until,"
                             "notify_by,goods,hs,hs_note,hs_basis,cap,cap_period,thresholds,"
                             "exemptions,supersedes,superseded_by,source,confidence,"
                             "confidence_note\n");
}

static void append_date(itd_buf *buf, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(date, text);
    itd_buf_append_cstr(buf, text);
    itd_buf_append_char(buf, ',');
}

static void append_text(itd_buf *buf, itd_str text)
{
    itd_cli_append_csv(buf, text);
    itd_buf_append_char(buf, ',');
}

static void append_links(itd_buf *buf, const itd_measure_link *links, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        itd_buf_append_cstr(buf, i > 0 ? "; " : "");
        itd_buf_append(buf, links[i].id);
        if (links[i].mode != ITD_LINK_REPLACED)
            itd_buf_printf(buf, ":%s", itd_link_mode_name(links[i].mode));
    }
    itd_buf_append_char(buf, ',');
}

void itd_regime_append_csv(itd_buf *buf, const itd_measure *measure)
{
    append_text(buf, measure->id);
    append_text(buf, measure->layer);
    append_text(buf, measure->resolution);
    append_text(buf, measure->paragraph);
    append_text(buf, measure->force);
    itd_buf_printf(buf, "%s,", itd_measure_class_name(measure->class_));
    append_text(buf, measure->type);
    itd_buf_printf(buf, "%s,", itd_direction_name(measure->direction));
    append_text(buf, measure->subject);
    itd_buf_printf(buf, "%s,", itd_measure_effect_name(measure->effect));
    append_date(buf, measure->adopted);
    append_date(buf, measure->in_force);
    append_date(buf, measure->last_day);
    itd_buf_append_cstr(buf, measure->never_in_force ? "true," : "false,");
    append_date(buf, measure->wind_down_until);
    append_date(buf, measure->notify_by);
    append_text(buf, measure->goods);
    append_text(buf, measure->hs);
    append_text(buf, measure->hs_note);
    append_text(buf, measure->hs_basis);
    append_text(buf, measure->cap);
    append_text(buf, measure->cap_period);
    append_text(buf, measure->thresholds);
    append_text(buf, measure->exemptions);
    append_links(buf, measure->supersedes, measure->supersedes_count);
    append_links(buf, measure->superseded_by, measure->superseded_by_count);
    append_text(buf, measure->source);
    append_text(buf, measure->confidence);
    itd_cli_append_csv(buf, measure->confidence_note);
    itd_buf_append_char(buf, '\n');
}

void itd_regime_append_paragraph(itd_buf *buf, const itd_measure *measure)
{
    const itd_str un = ITD_STR("S/RES/");

    itd_buf_append(buf, itd_str_starts_with(measure->resolution, un)
                            ? itd_str_from(measure->resolution, un.len)
                            : measure->resolution);
    itd_buf_append_cstr(buf, " ¶");
    itd_buf_append(buf, measure->paragraph);
}

itd_cli_style itd_regime_class_style(itd_measure_class class_)
{
    return class_ == ITD_CLASS_BINDING ? ITD_STYLE_STRONG : ITD_STYLE_DIM;
}

itd_cli_style itd_regime_confidence_style(itd_str confidence)
{
    return itd_str_equal(confidence, ITD_STR("from-memory")) ? ITD_STYLE_WARN : ITD_STYLE_DIM;
}

int itd_regime_finish(itd_buf *buf, itd_status st, int exit_status, itd_error *err)
{
    if (st == ITD_OK)
        st = itd_buf_status(buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(buf), err);
    itd_buf_done(buf);
    return st == ITD_OK ? exit_status : itd_cli_fail(err);
}
