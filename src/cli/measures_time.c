/* `measures history`, `changes` and `diff`: the rules over time and over layers. */
#include "base/buf.h"
#include "cli/measures.h"
#include "regime/compare.h"

/* ---- history ---- */

/* The words of the command line as one subject. */
static itd_status join_words(itd_measures_output *out, itd_str *ret_subject, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, ITD_MEASURES_OUTPUT_MAX);
    for (size_t i = 0; i < out->call->word_count; i++) {
        itd_buf_append_cstr(&buf, i > 0 ? " " : "");
        itd_buf_append_cstr(&buf, out->call->words[i]);
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK && !itd_arena_copy(out->arena, itd_buf_text(&buf), ret_subject))
        st = itd_error_no_memory(err);
    itd_buf_done(&buf);
    return st;
}

static itd_status history(itd_measures_output *out, itd_error *err)
{
    itd_measure_set set;
    itd_str         subject;
    itd_status      st = join_words(out, &subject, err);

    if (st == ITD_OK)
        st = itd_rules_history(out->rules, subject, out->arena, &set, err);
    if (st == ITD_OK && set.count == 0)
        st = itd_error_set(err, ITD_E_NOT_FOUND,
                           "no measure is about \"%.*s\" (words of its subject, an HS code, or a "
                           "kind of service)",
                           ITD_STR_ARGS(subject));
    if (st == ITD_OK)
        st = itd_measures_begin_list(out, (itd_date){0}, err);
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < set.count; i++)
        itd_measures_put(out, itd_rules_at(out->rules, set.measures[i]));
    return itd_measures_end_list(out, err);
}

/* ---- changes ---- */

static const char *const change_headings[] = {"day",   "change",     "id",     "paragraph",
                                              "class", "confidence", "subject"};

static void put_change_json(itd_measures_output *out, const itd_change *change)
{
    const itd_measure *measure = itd_rules_at(out->rules, change->measure);

    itd_json_begin_object(&out->json, NULL);
    itd_regime_put_date(&out->json, "day", change->day);
    itd_json_put_cstr(&out->json, "change", itd_change_name(change->kind));
    itd_json_put_str(&out->json, "id", measure->id);
    itd_json_put_str(&out->json, "resolution", measure->resolution);
    itd_json_put_str(&out->json, "paragraph", measure->paragraph);
    itd_json_put_cstr(&out->json, "class", itd_measure_class_name(measure->class_));
    itd_json_put_str(&out->json, "subject", measure->subject);
    itd_json_put_str(&out->json, "confidence", measure->confidence);
    itd_json_end_object(&out->json);
    if (out->call->common.format == ITD_FORMAT_JSONL) {
        itd_buf_append_char(&out->buf, '\n');
        itd_json_writer_init(&out->json, &out->buf, 0);
    }
}

static void put_change_csv(itd_measures_output *out, const itd_change *change)
{
    const itd_measure *measure = itd_rules_at(out->rules, change->measure);
    char               day[ITD_DATE_TEXT_MAX];

    itd_date_format(change->day, day);
    itd_buf_printf(&out->buf, "%s,%s,", day, itd_change_name(change->kind));
    itd_cli_append_csv(&out->buf, measure->id);
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, measure->resolution);
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, measure->paragraph);
    itd_buf_printf(&out->buf, ",%s,", itd_measure_class_name(measure->class_));
    itd_cli_append_csv(&out->buf, measure->confidence);
    itd_buf_append_char(&out->buf, ',');
    itd_cli_append_csv(&out->buf, measure->subject);
    itd_buf_append_char(&out->buf, '\n');
}

static void put_change_table(itd_measures_output *out, const itd_change *change)
{
    const itd_measure *measure = itd_rules_at(out->rules, change->measure);
    itd_buf            paragraph;

    itd_buf_init(&paragraph, ITD_MEASURES_OUTPUT_MAX);
    itd_regime_append_paragraph(&paragraph, measure);
    itd_cli_table_row(out->table);
    itd_measures_cell_date(out->table, change->day);
    itd_cli_table_cell(out->table, itd_str_of(itd_change_name(change->kind)));
    itd_cli_table_cell(out->table, measure->id);
    itd_cli_table_cell(out->table, itd_buf_text(&paragraph));
    itd_cli_table_cell_styled(out->table, itd_str_of(itd_measure_class_name(measure->class_)),
                              itd_regime_class_style(measure->class_));
    itd_cli_table_cell_styled(out->table, measure->confidence,
                              itd_regime_confidence_style(measure->confidence));
    itd_cli_table_cell(out->table, measure->subject);
    itd_buf_done(&paragraph);
}

static void put_change(itd_measures_output *out, const itd_change *change)
{
    switch (out->call->common.format) {
    case ITD_FORMAT_TABLE:
        put_change_table(out, change);
        break;
    case ITD_FORMAT_CSV:
        put_change_csv(out, change);
        break;
    case ITD_FORMAT_JSON:
    case ITD_FORMAT_JSONL:
        put_change_json(out, change);
        break;
    }
    out->rows++;
}

static itd_status changes(itd_measures_output *out, itd_error *err)
{
    const itd_cli_format format = out->call->common.format;
    itd_change_list      list;
    itd_date             from, to;
    itd_status           st = itd_regime_parse_day(out->call->words[0], "FROM", &from, err);

    if (st == ITD_OK)
        st = itd_regime_parse_day(out->call->words[1], "TO", &to, err);
    if (st == ITD_OK)
        st = itd_rules_changes(out->rules, from, to, out->arena, &list, err);
    if (st == ITD_OK)
        st = itd_measures_begin(out, change_headings, ITD_ARRAY_LEN(change_headings), err);
    if (st != ITD_OK)
        return st;
    if (format == ITD_FORMAT_JSON) {
        itd_json_begin_object(&out->json, NULL);
        itd_regime_put_date(&out->json, "from", from);
        itd_regime_put_date(&out->json, "to", to);
        itd_json_begin_array(&out->json, "changes");
    }
    if (format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(&out->buf,
                            "day,change,id,resolution,paragraph,class,confidence,subject\n");
    for (size_t i = 0; i < list.count; i++)
        put_change(out, &list.changes[i]);
    if (format == ITD_FORMAT_JSON) {
        itd_json_end_array(&out->json);
        itd_json_end_object(&out->json);
        itd_buf_append_char(&out->buf, '\n');
    }
    return itd_measures_end(out, err);
}

/* ---- diff ---- */

static const char *const beyond_headings[] = {"layer",  "id",         "carries out",
                                              "beyond", "confidence", "subject"};

/* "earlier, wider codes" or "nothing". */
static void append_reasons(itd_buf *buf, const itd_beyond *beyond)
{
    const struct {
        bool        is;
        const char *name;
    } reasons[] = {
        {beyond->is_new, "no such measure below"},
        {beyond->earlier, "earlier"},
        {beyond->stricter, "stricter"},
        {beyond->wider, "wider codes"},
    };
    bool any = false;

    for (size_t i = 0; i < ITD_ARRAY_LEN(reasons); i++) {
        if (!reasons[i].is)
            continue;
        itd_buf_append_cstr(buf, any ? ", " : "");
        itd_buf_append_cstr(buf, reasons[i].name);
        any = true;
    }
    if (!any)
        itd_buf_append_cstr(buf, "nothing");
}

static void put_beyond_json(itd_measures_output *out, const itd_beyond *beyond)
{
    const itd_measure *measure = itd_rules_at(out->rules, beyond->measure);

    itd_json_begin_object(&out->json, NULL);
    itd_json_put_bool(&out->json, "beyond", beyond->goes_beyond);
    itd_json_put_bool(&out->json, "new", beyond->is_new);
    itd_json_put_bool(&out->json, "earlier", beyond->earlier);
    itd_json_put_bool(&out->json, "stricter", beyond->stricter);
    itd_json_put_bool(&out->json, "wider_codes", beyond->wider);
    itd_json_begin_object(&out->json, "measure");
    itd_regime_put_measure(&out->json, out->rules, measure);
    itd_json_end_object(&out->json);
    itd_json_end_object(&out->json);
    if (out->call->common.format == ITD_FORMAT_JSONL) {
        itd_buf_append_char(&out->buf, '\n');
        itd_json_writer_init(&out->json, &out->buf, 0);
    }
}

static void put_beyond(itd_measures_output *out, const itd_beyond *beyond)
{
    const itd_measure *measure = itd_rules_at(out->rules, beyond->measure);
    itd_buf            reasons;

    itd_buf_init(&reasons, ITD_MEASURES_OUTPUT_MAX);
    append_reasons(&reasons, beyond);
    if (out->table) {
        itd_cli_table_row(out->table);
        itd_cli_table_cell(out->table, measure->layer);
        itd_cli_table_cell(out->table, measure->id);
        itd_cli_table_cell(out->table, measure->implements_id);
        itd_cli_table_cell(out->table, itd_buf_text(&reasons));
        itd_cli_table_cell_styled(out->table, measure->confidence,
                                  itd_regime_confidence_style(measure->confidence));
        itd_cli_table_cell(out->table, measure->subject);
    } else if (out->call->common.format == ITD_FORMAT_CSV) {
        const itd_str cells[] = {measure->layer,         measure->id,
                                 measure->implements_id, itd_buf_text(&reasons),
                                 measure->confidence,    measure->subject};

        for (size_t i = 0; i < ITD_ARRAY_LEN(cells); i++) {
            itd_buf_append_cstr(&out->buf, i > 0 ? "," : "");
            itd_cli_append_csv(&out->buf, cells[i]);
        }
        itd_buf_append_char(&out->buf, '\n');
    } else {
        put_beyond_json(out, beyond);
    }
    itd_buf_done(&reasons);
    out->rows++;
}

static itd_status diff(itd_measures_output *out, itd_error *err)
{
    const itd_cli_format format = out->call->common.format;
    itd_beyond_list      list;
    itd_status           st = ITD_OK;

    if (itd_rules_layer_count(out->rules) < 2) {
        (void)itd_error_set(err, ITD_E_USAGE,
                            "needs a layer beside the floor: --layer un,eu or --rules DIR");
        itd_error_in_field(err, ITD_STR("--layer"));
        return ITD_E_USAGE;
    }
    st = itd_rules_beyond(out->rules, out->arena, &list, err);
    if (st == ITD_OK)
        st = itd_measures_begin(out, beyond_headings, ITD_ARRAY_LEN(beyond_headings), err);
    if (st != ITD_OK)
        return st;
    if (format == ITD_FORMAT_CSV)
        itd_buf_append_cstr(&out->buf, "layer,id,carries_out,beyond,confidence,subject\n");
    if (format == ITD_FORMAT_JSON) {
        itd_json_begin_object(&out->json, NULL);
        itd_json_put_str(&out->json, "floor", itd_rules_layer_at(out->rules, 0)->name);
        itd_json_begin_array(&out->json, "measures");
    }
    for (size_t i = 0; i < list.count; i++)
        put_beyond(out, &list.items[i]);
    if (format == ITD_FORMAT_JSON) {
        itd_json_end_array(&out->json);
        itd_json_end_object(&out->json);
        itd_buf_append_char(&out->buf, '\n');
    }
    return itd_measures_end(out, err);
}

/* ---- the commands ---- */

static int run_history(int argc, char **argv)
{
    return itd_measures_run(&itd_cli_measures_history, argc, argv, 1, ITD_MEASURES_WORDS_MAX,
                            history);
}

static int run_changes(int argc, char **argv)
{
    return itd_measures_run(&itd_cli_measures_changes, argc, argv, 2, 2, changes);
}

static int run_diff(int argc, char **argv)
{
    return itd_measures_run(&itd_cli_measures_diff, argc, argv, 0, 0, diff);
}

const itd_cli_command itd_cli_measures_history = {
    .name = "measures history",
    .usage = "SUBJECT [OPTION…]",
    .summary = "one subject over time, with what replaced what",
    .text = "SUBJECT is an HS code, a kind of service, or words of the subject: coal, workers.\n",
    .options = itd_measures_layer_options,
    .run = run_history,
};

const itd_cli_command itd_cli_measures_changes = {
    .name = "measures changes",
    .usage = "FROM TO [OPTION…]",
    .summary = "what changed after one day, up to another",
    .text = "What began, whose wind-down ended, what ended, and which notices were due.\n",
    .options = itd_measures_layer_options,
    .run = run_changes,
};

const itd_cli_command itd_cli_measures_diff = {
    .name = "measures diff",
    .usage = "--layer [FLOOR,]NAME [OPTION…]",
    .summary = "what a layer asks beyond the one below",
    .text =
        "The first layer is the floor; of one name alone un is. Of every measure of the others:\n"
        "what it carries out,\n"
        "and whether it is new, earlier, stricter, or wider in its codes.\n",
    .options = itd_measures_layer_options,
    .run = run_diff,
};
