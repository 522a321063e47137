/* One answer of `watch`: the chronicle as known then, the evaluation, and what else was asked. */
#include "cli/watch.h"

#include <string.h>

#include "base/date.h"
#include "chronicle/journal.h"

void itd_watch_append_day(itd_buf *buf, int32_t day)
{
    char text[ITD_DATE_TEXT_MAX];

    (void)itd_date_format(itd_date_of_days(day), text);
    itd_buf_append_cstr(buf, text);
}

/* All facts of one chronicle into another. */
static itd_status add_all(itd_chronicle *chronicle, const itd_chronicle *from, itd_error *err)
{
    itd_status st = ITD_OK;

    for (int kind = 0; st == ITD_OK && kind < ITD_FACT_KINDS; kind++) {
        size_t                 count = 0;
        const itd_fact *const *facts = itd_chronicle_facts(from, (itd_fact_kind)kind, &count);

        for (size_t i = 0; st == ITD_OK && i < count; i++)
            st = itd_chronicle_add(chronicle, facts[i], err);
    }
    return st;
}

itd_status itd_watch_open(const itd_watch_call *call, const itd_fact *facts, size_t count,
                          itd_chronicle **ret_chronicle, itd_error *err)
{
    char           path[4096];
    itd_chronicle *base = NULL, *chronicle = NULL;
    itd_status st = itd_chronicle_open(call->common.store_dir, itd_cli_data_dir(path), &base, err);

    if (st != ITD_OK || count == 0) {
        if (st == ITD_OK)
            *ret_chronicle = base;
        return st;
    }
    st = itd_chronicle_new(&chronicle, err);
    if (st == ITD_OK)
        st = add_all(chronicle, base, err);
    for (size_t i = 0; st == ITD_OK && i < count; i++)
        st = itd_chronicle_add(chronicle, &facts[i], err);
    if (st == ITD_OK)
        st = itd_chronicle_seal(chronicle, err);
    if (st == ITD_OK)
        *ret_chronicle = chronicle;
    else
        itd_chronicle_close(chronicle);
    itd_chronicle_close(base);
    return st;
}

itd_status itd_watch_answer_of(const itd_watch_call *call, const itd_watch_input *input,
                               int32_t as_of, itd_arena *arena, itd_watch_answer *ret_answer,
                               itd_error *err)
{
    itd_watch_answer    answer = {.call = call, .arena = arena, .input = *input};
    itd_silence_options options = call->options;
    itd_status          st;

    options.as_of = as_of;
    st = itd_watch_evaluate(input, &options, &call->rules, arena, &answer.report, err);
    if (st == ITD_OK && call->forecast) {
        const itd_date       from = {.year = ITD_WATCH_FORECAST_FROM, .month = 1, .day = 1};
        itd_forecast_options asked = itd_forecast_options_default(
            (int32_t)itd_date_to_days(from),
            as_of < input->covered_until ? as_of : input->covered_until);

        st = itd_forecast_run(input->series, &asked, arena, &answer.forecast, err);
    }
    if (st != ITD_OK)
        return st;
    (void)itd_date_format(itd_date_of_days(as_of), answer.as_of);
    *ret_answer = answer;
    return ITD_OK;
}

itd_status itd_watch_answer_make(const itd_watch_call *call, const itd_chronicle *chronicle,
                                 itd_arena *arena, itd_watch_answer *ret_answer, itd_error *err)
{
    itd_chronicle_view view;
    itd_watch_input    input;
    itd_status         st = itd_chronicle_view_make(chronicle, call->as_of_ms, arena, &view, err);

    if (st == ITD_OK)
        st =
            itd_watch_input_of(&view, call->of_class, ITD_STR(ITD_WATCH_PARTY), arena, &input, err);
    if (st == ITD_OK)
        st = itd_watch_answer_of(call, &input, itd_watch_day(&input, call->as_of_ms), arena,
                                 ret_answer, err);
    if (st == ITD_OK)
        ret_answer->view = view;
    if (st == ITD_OK && call->is_instant && call->as_of)
        (void)itd_time_format(call->as_of_ms, ret_answer->as_of);
    return st;
}

size_t itd_watch_months(const itd_watch_answer *answer, double ret_counts[static ITD_WATCH_MONTHS],
                        itd_date *ret_first)
{
    const itd_watch_report *report = &answer->report;
    const int32_t  end = report->is_covered ? report->options.as_of : report->covered_until;
    const itd_date last = itd_date_of_days(end);
    const int      months = last.year * 12 + last.month - 1;
    const itd_silence_series known = itd_silence_within(answer->input.series, INT32_MIN, end);

    memset(ret_counts, 0, ITD_WATCH_MONTHS * sizeof *ret_counts);
    for (size_t i = 0; i < known.count; i++) {
        const itd_date day = itd_date_of_days(known.days[i]);
        const int      ago = months - (day.year * 12 + day.month - 1);

        if (ago < ITD_WATCH_MONTHS)
            ret_counts[ITD_WATCH_MONTHS - 1 - ago]++;
    }
    *ret_first = (itd_date){.year = (int16_t)((months - ITD_WATCH_MONTHS + 1) / 12),
                            .month = (uint8_t)((months - ITD_WATCH_MONTHS + 1) % 12 + 1)};
    return ITD_WATCH_MONTHS;
}
