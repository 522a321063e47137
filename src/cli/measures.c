/* `measures`: the rules of the regime on a day, and one measure whole. */
#include "cli/measures.h"

#include <string.h>

#define CHOICE_OPTIONS                                                                             \
    {"layer", 0, "NAME,…", "layers: un, eu, us, jp, kr (default: un)"},                            \
    {                                                                                              \
        "rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"          \
    }

static const itd_cli_option list_options[] = {
    {"on", 0, "DAY", "only what is in force on that day (YYYY-MM-DD)"},
    {"class", 0, "CLASS", "only binding, non-binding, clarifies or declaratory"},
    {"direction", 0, "WAY", "only from-dprk or to-dprk (and both)"},
    CHOICE_OPTIONS,
    {NULL, 0, NULL, NULL},
};

const itd_cli_option itd_measures_layer_options[] = {
    CHOICE_OPTIONS,
    {NULL, 0, NULL, NULL},
};

static void take_option(itd_measures_call *call, const char *name, const char *value)
{
    const struct {
        const char  *name;
        const char **place;
    } texts[] = {
        {"on", &call->on},
        {"class", &call->class_},
        {"direction", &call->direction},
        {"layer", &call->choice.layers},
        {"rules", &call->choice.folder},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++)
        if (strcmp(name, texts[i].name) == 0)
            *texts[i].place = value;
}

static itd_status parse(itd_measures_call *call, const itd_cli_command *command, int argc,
                        char **argv, size_t least_words, size_t most_words, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    *call = (itd_measures_call){.word_count = 0};
    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, command, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_OPTION) {
            if (!itd_cli_common_take(&call->common, option, value, &st, err))
                take_option(call, option->name, value);
        } else if (call->word_count < ITD_MEASURES_WORDS_MAX) {
            call->words[call->word_count++] = argv[args.next - 1];
        } else {
            st = itd_error_set(err, ITD_E_USAGE, "more than %d words", ITD_MEASURES_WORDS_MAX);
        }
    }
    if (st == ITD_OK && (call->word_count < least_words || call->word_count > most_words))
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict %s %s", command->name,
                           command->usage);
    return st;
}

/* ---- where the rows go ---- */

static const char *const headings[] = {
    "id", "paragraph", "in force", "until", "class", "direction", "confidence", "subject",
};

itd_status itd_measures_begin(itd_measures_output *out, const char *const *columns, size_t count,
                              itd_error *err)
{
    const itd_cli_format format = out->call->common.format;

    itd_json_writer_init(&out->json, &out->buf, format == ITD_FORMAT_JSON ? 2 : 0);
    if (format != ITD_FORMAT_TABLE)
        return ITD_OK;
    out->table = itd_cli_table_new(count);
    if (!out->table)
        return itd_error_no_memory(err);
    itd_cli_table_set_color(out->table, out->call->common.color);
    itd_cli_table_row(out->table);
    for (size_t i = 0; i < count; i++)
        itd_cli_table_cell(out->table, itd_str_of(columns[i]));
    return ITD_OK;
}

itd_status itd_measures_end(itd_measures_output *out, itd_error *err)
{
    itd_status st = ITD_OK;

    if (out->table && out->rows > 0)
        st = itd_cli_table_print(out->table, &out->buf, err);
    else if (out->table)
        itd_buf_append_cstr(&out->buf, "nothing\n");
    itd_cli_table_free(out->table);
    out->table = NULL;
    return st;
}

void itd_measures_cell_date(itd_cli_table *table, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(date, text);
    itd_cli_table_cell(table, itd_str_of(text));
}

static void table_measure(itd_measures_output *out, const itd_measure *measure)
{
    itd_buf paragraph;

    itd_buf_init(&paragraph, ITD_MEASURES_OUTPUT_MAX);
    itd_regime_append_paragraph(&paragraph, measure);
    itd_cli_table_row(out->table);
    itd_cli_table_cell(out->table, measure->id);
    itd_cli_table_cell(out->table, itd_buf_text(&paragraph));
    itd_measures_cell_date(out->table, measure->in_force);
    if (measure->never_in_force)
        itd_cli_table_cell(out->table, ITD_STR("never"));
    else
        itd_measures_cell_date(out->table, measure->last_day);
    itd_cli_table_cell_styled(out->table, itd_str_of(itd_measure_class_name(measure->class_)),
                              itd_regime_class_style(measure->class_));
    itd_cli_table_cell(out->table, itd_str_of(itd_direction_name(measure->direction)));
    itd_cli_table_cell_styled(out->table, measure->confidence,
                              itd_regime_confidence_style(measure->confidence));
    itd_cli_table_cell(out->table, measure->subject);
    itd_buf_done(&paragraph);
}

void itd_measures_put(itd_measures_output *out, const itd_measure *measure)
{
    switch (out->call->common.format) {
    case ITD_FORMAT_TABLE:
        table_measure(out, measure);
        break;
    case ITD_FORMAT_CSV:
        if (out->rows == 0)
            itd_regime_append_csv_header(&out->buf);
        itd_regime_append_csv(&out->buf, measure);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        itd_json_begin_object(&out->json, NULL);
        itd_regime_put_measure(&out->json, out->rules, measure);
        itd_json_end_object(&out->json);
        if (out->call->common.format == ITD_FORMAT_JSONL) {
            itd_buf_append_char(&out->buf, '\n');
            itd_json_writer_init(&out->json, &out->buf, 0);
        }
        break;
    }
    out->rows++;
}

itd_status itd_measures_begin_list(itd_measures_output *out, itd_date on, itd_error *err)
{
    const itd_status st = itd_measures_begin(out, headings, ITD_ARRAY_LEN(headings), err);

    if (st != ITD_OK || out->call->common.format != ITD_FORMAT_JSON)
        return st;
    itd_json_begin_object(&out->json, NULL);
    itd_regime_put_date(&out->json, "on", on);
    itd_json_begin_array(&out->json, "layers");
    for (size_t i = 0; i < itd_rules_layer_count(out->rules); i++)
        itd_json_put_str(&out->json, NULL, itd_rules_layer_at(out->rules, i)->name);
    itd_json_end_array(&out->json);
    itd_json_begin_array(&out->json, "measures");
    return ITD_OK;
}

itd_status itd_measures_end_list(itd_measures_output *out, itd_error *err)
{
    if (out->call->common.format == ITD_FORMAT_CSV && out->rows == 0)
        itd_regime_append_csv_header(&out->buf);
    if (out->call->common.format == ITD_FORMAT_JSON) {
        itd_json_end_array(&out->json);
        itd_json_end_object(&out->json);
        itd_buf_append_char(&out->buf, '\n');
    }
    return itd_measures_end(out, err);
}

/* ---- list ---- */

static itd_status find_word(const char *value, const char *field, const char *(*name)(int),
                            int count, int *ret_index, itd_error *err)
{
    *ret_index = -1;
    if (!value)
        return ITD_OK;
    for (int i = 0; i < count; i++) {
        if (strcmp(value, name(i)) == 0) {
            *ret_index = i;
            return ITD_OK;
        }
    }
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is none that there is", value);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

static const char *class_name(int index)
{
    return itd_measure_class_name((itd_measure_class)index);
}

static const char *direction_name(int index)
{
    return itd_direction_name((itd_direction)index);
}

static itd_status list(itd_measures_output *out, itd_error *err)
{
    const itd_measures_call *call = out->call;
    itd_date                 on = {0};
    int                      class_ = -1, direction = -1;
    itd_status               st = ITD_OK;

    if (call->on)
        st = itd_regime_parse_day(call->on, "--on", &on, err);
    if (st == ITD_OK && call->on)
        st = itd_regime_check_day(out->rules, on, "--on", err);
    if (st == ITD_OK)
        st = find_word(call->class_, "--class", class_name, ITD_CLASS_COUNT, &class_, err);
    if (st == ITD_OK)
        st = find_word(call->direction, "--direction", direction_name, ITD_DIRECTION_BOTH + 1,
                       &direction, err);
    if (st == ITD_OK)
        st = itd_measures_begin_list(out, on, err);
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < itd_rules_count(out->rules); i++) {
        const itd_measure *measure = itd_rules_at(out->rules, i);

        if ((call->on && !itd_measure_in_force(measure, on)) ||
            (class_ >= 0 && measure->class_ != (itd_measure_class)class_) ||
            (direction > 0 && ((int)measure->direction & direction) == 0) ||
            (direction == 0 && measure->direction != ITD_DIRECTION_NONE))
            continue;
        itd_measures_put(out, measure);
    }
    return itd_measures_end_list(out, err);
}

/* ---- show ---- */

static void append_line(itd_buf *buf, const char *label, itd_str text)
{
    if (text.len == 0)
        return;
    itd_buf_printf(buf, "  %-16s ", label);
    itd_cli_append_safe(buf, text);
    itd_buf_append_char(buf, '\n');
}

static void append_day(itd_buf *buf, const char *label, itd_date date)
{
    char text[ITD_DATE_TEXT_MAX];

    itd_date_format(date, text);
    append_line(buf, label, itd_str_of(text));
}

static void append_ids(itd_buf *buf, const char *label, const itd_measure_link *links, size_t count)
{
    if (count == 0)
        return;
    itd_buf_printf(buf, "  %-16s ", label);
    for (size_t i = 0; i < count; i++)
        itd_buf_printf(buf, "%s%.*s (%s)", i > 0 ? ", " : "", ITD_STR_ARGS(links[i].id),
                       itd_link_mode_name(links[i].mode));
    itd_buf_append_char(buf, '\n');
}

static void show_text(itd_buf *buf, const itd_rules *rules, const itd_measure *measure)
{
    itd_cli_append_safe(buf, measure->id);
    itd_buf_append_cstr(buf, ": ");
    itd_cli_append_safe(buf, measure->subject);
    itd_buf_append_char(buf, '\n');
    append_line(buf, "resolution", measure->resolution);
    append_line(buf, "paragraph", measure->paragraph);
    append_line(buf, "force", measure->force);
    append_line(buf, "class", itd_str_of(itd_measure_class_name(measure->class_)));
    append_line(buf, "type", measure->type);
    append_line(buf, "effect", itd_str_of(itd_measure_effect_name(measure->effect)));
    append_line(buf, "direction", itd_str_of(itd_direction_name(measure->direction)));
    append_day(buf, "adopted", measure->adopted);
    append_day(buf, "in force", measure->in_force);
    append_line(buf, "",
                measure->never_in_force ? ITD_STR("never: replaced before it began")
                                        : (itd_str){0});
    append_day(buf, "last day", measure->last_day);
    append_day(buf, "wind-down until", measure->wind_down_until);
    append_day(buf, "notice by", measure->notify_by);
    append_line(buf, "wind-down", measure->wind_down_note);
    append_line(buf, "goods", measure->goods);
    append_line(buf, "HS codes", measure->hs);
    append_line(buf, "of the codes", measure->hs_note);
    append_line(buf, "basis of codes", measure->hs_basis);
    append_line(buf, "cap", measure->cap);
    append_line(buf, "period", measure->cap_period);
    append_line(buf, "thresholds", measure->thresholds);
    append_line(buf, "exemptions", measure->exemptions);
    append_ids(buf, "supersedes", measure->supersedes, measure->supersedes_count);
    append_ids(buf, "superseded by", measure->superseded_by, measure->superseded_by_count);
    if (measure->clarifies != SIZE_MAX)
        append_line(buf, "reads", itd_rules_at(rules, measure->clarifies)->id);
    append_line(buf, "carries out", measure->implements_id);
    append_line(buf, "confidence", measure->confidence);
    append_line(buf, "", measure->confidence_note);
    append_line(buf, "source", measure->source);
}

static itd_status show(itd_measures_output *out, itd_error *err)
{
    const itd_str   id = itd_str_of(out->call->words[0]);
    const size_t    found = itd_rules_find(out->rules, id);
    itd_cli_nearest nearest;

    if (found != SIZE_MAX) {
        const itd_measure *measure = itd_rules_at(out->rules, found);

        itd_json_writer_init(&out->json, &out->buf,
                             out->call->common.format == ITD_FORMAT_JSON ? 2 : 0);
        if (out->call->common.format == ITD_FORMAT_TABLE)
            show_text(&out->buf, out->rules, measure);
        else
            itd_measures_put(out, measure);
        if (out->call->common.format == ITD_FORMAT_JSON)
            itd_buf_append_char(&out->buf, '\n');
        return ITD_OK;
    }
    itd_cli_nearest_init(&nearest, id);
    for (size_t i = 0; i < itd_rules_count(out->rules); i++)
        itd_cli_nearest_try(&nearest, itd_rules_at(out->rules, i)->id);
    return itd_error_set(err, ITD_E_NOT_FOUND, "there is no measure %.*s%s%.*s%s", ITD_STR_ARGS(id),
                         nearest.found.len > 0 ? "; did you mean " : "",
                         ITD_STR_ARGS(nearest.found), nearest.found.len > 0 ? "?" : "");
}

int itd_measures_run(const itd_cli_command *command, int argc, char **argv, size_t least_words,
                     size_t most_words, itd_status (*work)(itd_measures_output *, itd_error *))
{
    itd_measures_call   call;
    itd_measures_output out = {.call = &call};
    itd_rules          *rules = NULL;
    itd_error           err;
    itd_status          st = parse(&call, command, argc, argv, least_words, most_words, &err);

    itd_buf_init(&out.buf, ITD_MEASURES_OUTPUT_MAX);
    out.arena = itd_arena_new(SIZE_MAX);
    if (st == ITD_OK && !out.arena)
        st = itd_error_no_memory(&err);
    if (st == ITD_OK)
        call.choice.floor = command == &itd_cli_measures_diff ? ITD_REGIME_LAYERS_DEFAULT : NULL;
    if (st == ITD_OK)
        st = itd_regime_open(&call.choice, &rules, &err);
    out.rules = rules;
    if (st == ITD_OK)
        st = work(&out, &err);
    itd_cli_table_free(out.table);
    itd_rules_free(rules);
    itd_arena_free(out.arena);
    return itd_regime_finish(&out.buf, st, ITD_EXIT_DONE, &err);
}

static int run_list(int argc, char **argv)
{
    return itd_measures_run(&itd_cli_measures, argc, argv, 0, 0, list);
}

static int run_show(int argc, char **argv)
{
    return itd_measures_run(&itd_cli_measures_show, argc, argv, 1, 1, show);
}

const itd_cli_command itd_cli_measures = {
    .name = "measures",
    .usage = "[OPTION…]",
    .summary = "the rules of the 1718 regime, on a day or over time",
    .text = "Without --on every measure there ever was. The class says what a body decided\n"
            "(binding) and what it asked for (non-binding); clarifies and declaratory read an\n"
            "earlier decision. Confidence from-memory means: look the paragraph up.\n",
    .options = list_options,
    .run = run_list,
};

const itd_cli_command itd_cli_measures_show = {
    .name = "measures show",
    .usage = "ID [OPTION…]",
    .summary = "one measure whole",
    .text = NULL,
    .options = itd_measures_layer_options,
    .run = run_show,
};
