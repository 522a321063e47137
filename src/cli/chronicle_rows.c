/* Occasions and disagreements as rows. */
#include "cli/chronicle.h"

const itd_sheet_column itd_occasion_columns[] = {
    {"korean_day", "day", false},  {"instant", "instant (UTC)", false},
    {"kind", "kind", false},       {"class", "class", false},
    {"system", "system", false},   {"missiles", "missiles", true},
    {"site", "site", false},       {"apogee_km", "apogee", true},
    {"range_km", "range", true},   {"flight_min", NULL, true},
    {"outcome", "outcome", false}, {"classes", NULL, false},
    {"is_sure", NULL, false},      {"reports", NULL, true},
    {"sources", "sources", false}, {"id", "id", false},
};
const size_t itd_occasion_column_count = ITD_ARRAY_LEN(itd_occasion_columns);

/* The first report that tells a number. */
static int64_t first_number(const itd_occasion *occasion, int64_t (*number)(const itd_event *))
{
    for (size_t i = 0; i < occasion->report_count; i++) {
        if (number(occasion->reports[i]) != ITD_NO_NUMBER)
            return number(occasion->reports[i]);
    }
    return ITD_NO_NUMBER;
}

static int64_t apogee_of(const itd_event *event)
{
    return event->apogee_m;
}

static int64_t range_of(const itd_event *event)
{
    return event->range_m;
}

static int64_t flight_of(const itd_event *event)
{
    return event->flight_ms;
}

static void put_number(itd_sheet *sheet, int64_t value, double unit)
{
    if (value == ITD_NO_NUMBER)
        itd_sheet_none(sheet);
    else
        itd_sheet_decimal(sheet, (double)value / unit, 1);
}

static void append_word(itd_buf *buf, itd_str word)
{
    if (buf->len > 0)
        itd_buf_append_char(buf, ' ');
    itd_buf_append(buf, word);
}

static void put_classes(itd_sheet *sheet, const itd_occasion *occasion, itd_buf *text)
{
    itd_buf_reset(text);
    for (int i = 0; i <= ITD_CLASS_LONG; i++) {
        if (itd_chronicle_class_has((itd_chronicle_class)i, occasion))
            append_word(text, itd_str_of(itd_chronicle_class_name((itd_chronicle_class)i)));
    }
    itd_sheet_text(sheet, itd_buf_text(text));
}

/* Reports stand by source, so that a repeated one stands behind itself. */
static void put_sources(itd_sheet *sheet, const itd_occasion *occasion, itd_buf *text)
{
    itd_buf_reset(text);
    for (size_t i = 0; i < occasion->report_count; i++) {
        if (i == 0 ||
            !itd_str_equal(occasion->reports[i]->source, occasion->reports[i - 1]->source))
            append_word(text, occasion->reports[i]->source);
    }
    itd_sheet_text(sheet, itd_buf_text(text));
}

itd_status itd_sheet_occasion(itd_sheet *sheet, const itd_occasion *occasion, itd_error *err)
{
    const itd_event *lead = occasion->reports[0];
    const itd_str   *values = lead->fact->values;
    itd_buf          text;
    itd_status       st;

    itd_buf_init(&text, ITD_CHRONICLE_OUTPUT_MAX);
    itd_sheet_row(sheet);
    if (occasion->has_day)
        itd_sheet_day(sheet, occasion->korean_day);
    else
        itd_sheet_text(sheet, values[ITD_EVENT_DAY]);
    if (occasion->has_instant)
        itd_sheet_time(sheet, occasion->instant_ms);
    else
        itd_sheet_none(sheet);
    itd_sheet_text(sheet, itd_str_of(itd_event_kind_name(lead->kind)));
    itd_sheet_text(sheet, values[ITD_EVENT_CLASS]);
    itd_sheet_text(sheet, lead->system);
    if (lead->kind == ITD_EVENT_LAUNCH)
        itd_sheet_int(sheet, (int64_t)occasion->missiles);
    else
        itd_sheet_none(sheet);
    itd_sheet_text(sheet, lead->site);
    put_number(sheet, first_number(occasion, apogee_of), 1000);
    put_number(sheet, first_number(occasion, range_of), 1000);
    put_number(sheet, first_number(occasion, flight_of), 60000);
    itd_sheet_text(sheet, values[ITD_EVENT_OUTCOME]);
    put_classes(sheet, occasion, &text);
    itd_sheet_bool(sheet, occasion->is_sure);
    itd_sheet_int(sheet, (int64_t)occasion->report_count);
    put_sources(sheet, occasion, &text);
    itd_sheet_text(sheet, lead->id);
    st = itd_buf_status(&text, err);
    itd_buf_done(&text);
    return st;
}

static const itd_sheet_column disagreement_columns[] = {
    {"korean_day", "day", false},  {"what", "what", false},    {"a", "report", false},
    {"a_source", "source", false}, {"a_value", "says", false}, {"b", "report", false},
    {"b_source", "source", false}, {"b_value", "says", false}, {"is_apart", "two events?", false},
};

itd_status itd_chronicle_put_disagreements(itd_chronicle_call *call, const itd_occasion *only,
                                           itd_json_writer *json, itd_error *err)
{
    const itd_disagreement *list = NULL;
    itd_sheet               sheet;
    size_t                  count = 0;
    itd_status              end, st;

    st = itd_chronicle_disagreements(&call->view, call->arena, &list, &count, err);
    if (st != ITD_OK)
        return st;
    st = itd_sheet_begin(&sheet, &call->common, &call->out, json, "disagreements",
                         disagreement_columns, ITD_ARRAY_LEN(disagreement_columns), err);
    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        if (only && list[i].occasion != only)
            continue;
        itd_sheet_row(&sheet);
        itd_sheet_day(&sheet, list[i].occasion->korean_day);
        itd_sheet_text(&sheet, itd_str_of(list[i].what));
        itd_sheet_text(&sheet, list[i].a->id);
        itd_sheet_text(&sheet, list[i].a->source);
        itd_sheet_text(&sheet, list[i].a_value);
        itd_sheet_text(&sheet, list[i].b->id);
        itd_sheet_text(&sheet, list[i].b->source);
        itd_sheet_text(&sheet, list[i].b_value);
        itd_sheet_bool(&sheet, list[i].is_apart);
    }
    end = itd_sheet_end(&sheet, st == ITD_OK ? err : NULL);
    return st == ITD_OK ? end : st;
}
