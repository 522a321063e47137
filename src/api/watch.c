/* The watch in the public interface: texts of a program we do not know are parsed, answers copied
 * into texts that end in NUL. */
#include "interdict/watch.h"

#include "api/give.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/memory.h"
#include "chronicle/journal.h"
#include "chronicle/watch.h"

struct interdict_chronicle {
    itd_chronicle *chronicle;
    itd_arena     *arena; /* reset per answer */
};

interdict_status interdict_chronicle_open(const char *store_dir, const char *data_dir,
                                          interdict_chronicle **ret_chronicle, interdict_error *err)
{
    itd_error            deep = {0};
    interdict_chronicle *chronicle = itd_mem_new(1, sizeof *chronicle);
    itd_status           st = chronicle ? ITD_OK : itd_error_no_memory(&deep);

    if (st == ITD_OK) {
        chronicle->arena = itd_arena_new(SIZE_MAX);
        st = chronicle->arena ? ITD_OK : itd_error_no_memory(&deep);
    }
    if (st == ITD_OK && store_dir)
        st = itd_chronicle_open(store_dir, data_dir, &chronicle->chronicle, &deep);
    else if (st == ITD_OK)
        st = itd_chronicle_open_builtin(data_dir, &chronicle->chronicle, &deep);
    if (st != ITD_OK)
        interdict_chronicle_close(chronicle);
    else
        *ret_chronicle = chronicle;
    return itd_api_give(st, &deep, err);
}

void interdict_chronicle_close(interdict_chronicle *chronicle)
{
    if (!chronicle)
        return;
    itd_chronicle_close(chronicle->chronicle);
    itd_arena_free(chronicle->arena);
    itd_mem_free(chronicle);
}

interdict_watch_options interdict_watch_options_default(void)
{
    return (interdict_watch_options){.prior = ITD_PRIOR_DEFAULT};
}

static itd_status bad_option(itd_error *err, const char *field, const char *text)
{
    (void)itd_error_set(err, ITD_E_USAGE, "'%s' is not understood", text);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

static itd_status take_day(const char *text, const char *field, int32_t *ret_day, itd_error *err)
{
    itd_date date;

    if (!text)
        return ITD_OK;
    if (!itd_date_parse_iso(itd_str_of(text), &date) || date.day == 0)
        return bad_option(err, field, text);
    *ret_day = (int32_t)itd_date_to_days(date);
    return ITD_OK;
}

struct asked {
    itd_chronicle_class of_class;
    int64_t             as_of_ms;
    itd_silence_options options;
    itd_watch_rules     rules;
};

static itd_status take_options(const char *as_of, const interdict_watch_options *options,
                               struct asked *asked, itd_error *err)
{
    const interdict_watch_options defaults = interdict_watch_options_default();
    itd_status                    st = ITD_OK;

    if (!options)
        options = &defaults;
    *asked = (struct asked){.as_of_ms = itd_clock_now_ms(),
                            .options = itd_silence_options_default(0),
                            .rules = itd_watch_rules_default()};
    asked->options.prior = options->prior;
    asked->options.bootstrap_rounds = 0;
    if (options->of_class &&
        !itd_chronicle_class_parse(itd_str_of(options->of_class), &asked->of_class))
        return bad_option(err, "of_class", options->of_class);
    if (as_of)
        st = itd_as_of_parse(itd_str_of(as_of), &asked->as_of_ms, err);
    if (st != ITD_OK)
        itd_error_in_field(err, ITD_STR("as_of"));
    if (st == ITD_OK)
        st = take_day(options->from, "from", &asked->options.from, err);
    if (st == ITD_OK)
        st = take_day(options->season_from, "season_from", &asked->options.season_from, err);
    if (st == ITD_OK && options->rules_file)
        st = itd_watch_rules_parse_file(options->rules_file, &asked->rules, err);
    return st;
}

/* ---- the answer ---- */

static const char *text_of(itd_arena *arena, itd_str text)
{
    itd_str copy;

    return itd_arena_copy(arena, text, &copy) ? copy.ptr : NULL;
}

static const char *text_of_day(itd_arena *arena, int32_t day)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(day), text);
    return text_of(arena, itd_str_of(text));
}

static double known(double value, bool has)
{
    return has ? value : -1;
}

static void fill_model(const itd_watch_report *report, size_t law, interdict_watch_model *model)
{
    const itd_silence_model *complete = &report->silence.complete[law];
    const itd_silence_model *censored = &report->silence.censored[law];
    const itd_silence_model *adjusted = &report->silence.adjusted[law];
    const bool               fits = !complete->fit.why;

    *model = (interdict_watch_model){
        .name = itd_silence_law_name((itd_silence_law)law),
        .why = complete->fit.why,
        .p = known(complete->p, fits && report->is_covered),
        .p_season = known(adjusted->p, !adjusted->fit.why && report->is_covered),
        .p_open = known(censored->p, !censored->fit.why && report->is_covered),
        .length_5pct = known(complete->length_5pct, fits && complete->length_5pct > 0),
        .length_1pct = known(complete->length_1pct, fits && complete->length_1pct > 0),
        .aic = fits ? complete->fit.aic : 0,
    };
}

static itd_status fill_answer(const itd_watch_report *report, itd_arena *arena,
                              interdict_watch_answer *answer, itd_error *err)
{
    const itd_silence_report *silence = &report->silence;
    const bool                has = report->is_covered && !silence->why;
    interdict_watch_model    *models = itd_arena_new_array(arena, ITD_LAWS, sizeof *models);
    const char **reasons = itd_arena_new_array(arena, ITD_WATCH_REASONS_MAX, sizeof *reasons);

    if (!models || !reasons)
        return itd_error_no_memory(err);
    *answer = (interdict_watch_answer){
        .state = itd_watch_state_name(report->state),
        .since = text_of_day(arena, report->since),
        .verdict = report->verdict,
        .reason = text_of(arena, report->reason),
        .reasons = reasons,
        .reason_count = report->reason_count,
        .silence_days = has ? (int32_t)silence->silence_days : -1,
        .events = silence->events,
        .models = models,
        .model_count = silence->why ? 0 : ITD_LAWS,
        .seasonal_p = known(silence->season[ITD_SEASON_MONTHS].p,
                            has && !silence->season[ITD_SEASON_MONTHS].season.why),
        .solow_p = known(silence->extinction.p, has && !silence->extinction.why),
        .posterior_ceased = known(silence->extinction.posterior, has && !silence->extinction.why),
        .prior = report->options.prior,
        .covered_until = text_of_day(arena, report->covered_until),
    };
    for (size_t law = 0; law < answer->model_count; law++)
        fill_model(report, law, &models[law]);
    for (size_t i = 0; i < report->reason_count; i++) {
        reasons[i] = text_of(arena, report->reasons[i]);
        if (!reasons[i])
            return itd_error_no_memory(err);
    }
    return answer->since && answer->reason && answer->covered_until ? ITD_OK
                                                                    : itd_error_no_memory(err);
}

interdict_status interdict_watch(interdict_chronicle *chronicle, const char *as_of,
                                 const interdict_watch_options *options,
                                 interdict_watch_answer *ret_answer, interdict_error *err)
{
    itd_error              deep = {0};
    itd_chronicle_view     view;
    itd_watch_input        input;
    itd_watch_report       report;
    interdict_watch_answer answer;
    struct asked           asked;
    itd_status             st = take_options(as_of, options, &asked, &deep);

    itd_arena_reset(chronicle->arena);
    if (st == ITD_OK)
        st = itd_chronicle_view_make(chronicle->chronicle, asked.as_of_ms, chronicle->arena, &view,
                                     &deep);
    if (st == ITD_OK)
        st = itd_watch_input_of(&view, asked.of_class, ITD_STR(ITD_WATCH_PARTY), chronicle->arena,
                                &input, &deep);
    if (st == ITD_OK) {
        asked.options.as_of = itd_watch_day(&input, asked.as_of_ms);
        st = itd_watch_evaluate(&input, &asked.options, &asked.rules, chronicle->arena, &report,
                                &deep);
    }
    if (st == ITD_OK)
        st = fill_answer(&report, chronicle->arena, &answer, &deep);
    if (st == ITD_OK)
        *ret_answer = answer;
    return itd_api_give(st, &deep, err);
}
