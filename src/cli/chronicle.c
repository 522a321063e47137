/* The commands of the chronicle: their table, and what they share. */
#include "cli/chronicle.h"

#include <string.h>

#include "base/clock.h"
#include "base/memory.h"
#include "chronicle/journal.h"

const itd_cli_command *const itd_cli_chronicle_commands[] = {
    &itd_cli_chronicle_add,
    &itd_cli_chronicle_import,
    &itd_cli_chronicle_ls,
    &itd_cli_chronicle_show,
    &itd_cli_chronicle_sources,
    &itd_cli_chronicle_edit,
    &itd_cli_chronicle_history,
    &itd_cli_positions,
    &itd_cli_reach,
    NULL,
};

static void take_option(itd_chronicle_call *call, const char *name, const char *value)
{
    const struct {
        const char  *name;
        const char **place;
    } texts[] = {
        {"as-of", &call->as_of},
        {"from", &call->from},
        {"to", &call->to},
        {"class", &call->class_},
        {"kind", &call->kind},
        {"source", &call->source},
        {"title", &call->title},
        {"scope", &call->scope},
        {"rank", &call->rank},
        {"covers", &call->covers},
        {"covered-until", &call->covered_until},
        {"who", &call->who},
        {"why", &call->why},
        {"known-from", &call->known_from},
        {"speaker", &call->speaker},
        {"party", &call->party},
        {"within", &call->within},
        {"show", &call->show},
        {"apogee-km", &call->apogee},
        {"range-km", &call->range},
        {"time-min", &call->time},
        {"event", &call->event},
    };
    const struct {
        const char *name;
        bool       *place;
    } flags[] = {
        {"update", &call->update},
        {"empty", &call->empty},
        {"withdraw", &call->withdraw},
        {"disagreements", &call->disagreements},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++)
        if (strcmp(name, texts[i].name) == 0)
            *texts[i].place = value;
    for (size_t i = 0; i < ITD_ARRAY_LEN(flags); i++)
        if (strcmp(name, flags[i].name) == 0)
            *flags[i].place = true;
}

itd_status itd_chronicle_call_parse(itd_chronicle_call *call, const itd_cli_command *command,
                                    int argc, char **argv, size_t least_words, size_t most_words,
                                    itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    *call = (itd_chronicle_call){.words = argv};
    itd_buf_init(&call->out, ITD_CHRONICLE_OUTPUT_MAX);
    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, command, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        /* A word never stands before the place it moves to. */
        if (item == ITD_ARG_WORD)
            call->words[call->word_count++] = argv[args.next - 1];
        else if (!itd_cli_common_take(&call->common, option, value, &st, err))
            take_option(call, option->name, value);
    }
    if (st == ITD_OK && (call->word_count < least_words || call->word_count > most_words))
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict %s %s", command->name,
                           command->usage);
    return st;
}

itd_status itd_chronicle_call_open(itd_chronicle_call *call, itd_error *err)
{
    char        path[4096];
    const char *data_dir = itd_cli_data_dir(path);
    itd_status  st = ITD_OK;

    call->as_of_ms = itd_clock_now_ms();
    if (call->as_of) {
        st = itd_as_of_parse(itd_str_of(call->as_of), &call->as_of_ms, err);
        if (st != ITD_OK)
            itd_error_in_field(err, ITD_STR("--as-of"));
    }
    if (st == ITD_OK && call->common.store_dir[0] == '\0')
        st = itd_chronicle_open_builtin(data_dir, &call->chronicle, err);
    else if (st == ITD_OK)
        st = itd_chronicle_open(call->common.store_dir, data_dir, &call->chronicle, err);
    if (st == ITD_OK) {
        call->arena = itd_arena_new(SIZE_MAX);
        if (!call->arena)
            st = itd_error_no_memory(err);
    }
    if (st == ITD_OK)
        st =
            itd_chronicle_view_make(call->chronicle, call->as_of_ms, call->arena, &call->view, err);
    return st;
}

int itd_chronicle_call_finish(itd_chronicle_call *call, itd_status st, itd_error *err)
{
    if (st == ITD_OK)
        st = itd_buf_status(&call->out, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&call->out), err);
    itd_buf_done(&call->out);
    itd_chronicle_close(call->chronicle);
    itd_arena_free(call->arena);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(err);
}

/* ---- values of options ---- */

itd_status itd_chronicle_call_day(const char *text, const char *field, int64_t otherwise,
                                  int64_t *ret_day, itd_error *err)
{
    itd_date date;

    if (!text) {
        *ret_day = otherwise;
        return ITD_OK;
    }
    if (!itd_date_parse_iso(itd_str_of(text), &date) || date.day == 0) {
        (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not a day (YYYY-MM-DD)", text);
        itd_error_in_field(err, itd_str_of(field));
        return ITD_E_USAGE;
    }
    *ret_day = itd_date_to_days(date);
    return ITD_OK;
}

itd_status itd_chronicle_call_class(const itd_chronicle_call *call, itd_chronicle_class *ret_class,
                                    itd_error *err)
{
    if (!call->class_ || itd_chronicle_class_parse(itd_str_of(call->class_), ret_class))
        return ITD_OK;
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not one of core, broad, mrbm, long",
                        call->class_);
    itd_error_in_field(err, ITD_STR("--class"));
    return ITD_E_USAGE;
}

itd_status itd_chronicle_call_kind(const char *text, itd_fact_kind *ret_kind, itd_error *err)
{
    itd_str word = itd_str_of(text);

    if (itd_str_ends_with(word, ITD_STR("s")) && !itd_str_ends_with(word, ITD_STR("ss")))
        word.len--;
    for (size_t i = 0; i < ITD_FACT_KINDS; i++) {
        if (itd_str_equal(word, itd_str_of(itd_fact_table_of((itd_fact_kind)i)->name))) {
            *ret_kind = (itd_fact_kind)i;
            return ITD_OK;
        }
    }
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is not one of event, statement, source, pressure",
                        text);
    itd_error_in_field(err, ITD_STR("--kind"));
    return ITD_E_USAGE;
}

void itd_chronicle_begin_json(const itd_chronicle_call *call, itd_json_writer *json, itd_buf *buf)
{
    char as_of[ITD_TIME_TEXT_MAX];

    itd_json_writer_init(json, buf, 2);
    if (call->common.format != ITD_FORMAT_JSON)
        return;
    (void)itd_time_format(call->as_of_ms, as_of);
    itd_json_begin_object(json, NULL);
    itd_json_put_cstr(json, "as_of", as_of);
    itd_json_put_bool(json, "builtin", itd_chronicle_is_builtin(call->chronicle));
}

bool itd_chronicle_covered(const itd_chronicle_call *call, itd_chronicle_class of_class,
                           int64_t *ret_day)
{
    itd_chronicle_series series;

    if (itd_chronicle_view_series(&call->view, of_class, INT64_MAX, call->arena, &series, NULL) !=
            ITD_OK ||
        !series.has_covered_until)
        return false;
    *ret_day = series.covered_until;
    return true;
}
