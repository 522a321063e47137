/* The page of `comply`: trade under a measure by state and month or year, with the days on which
 * measures began and wind-downs ended. */
#include <stdlib.h>

#include "cli/comply_page.h"

#define SPANS_MAX 600 /* periods of one state; fifty years of months */
#define RULES_MAX 24  /* lines of one chart */
#define LANES_MIN 3   /* so that the names of lines have room */

/* What binds in one period of a state. */
struct span {
    uint32_t period;
    size_t   banned, winding, untold; /* rows */
    uint64_t low, high, winding_cents, untold_cents;
};

static int compare_spans(const void *a, const void *b)
{
    const struct span *x = a, *y = b;

    return (x->period > y->period) - (x->period < y->period);
}

static struct span *find_span(struct span *spans, size_t *count, uint32_t period)
{
    for (size_t i = *count; i-- > 0;) /* the flows of a code come in the order of time */
        if (spans[i].period == period)
            return &spans[i];
    if (*count == SPANS_MAX)
        return NULL;
    spans[*count] = (struct span){.period = period};
    return &spans[(*count)++];
}

static bool is_shown(const itd_flow *flow)
{
    return (flow->class_ == ITD_FLOW_BANNED || flow->class_ == ITD_FLOW_WINDING_DOWN ||
            flow->class_ == ITD_FLOW_CANNOT_TELL) &&
           flow->cents + flow->high > 0;
}

/* Returns the rows of periods that had no room. */
static size_t count_spans(const itd_comply_state *state, struct span *spans, size_t *ret_count)
{
    size_t left = 0;

    *ret_count = 0;
    for (size_t i = 0; i < state->flow_count; i++) {
        const itd_flow *flow = &state->flows[i];
        struct span    *span;

        if (!is_shown(flow))
            continue;
        span = find_span(spans, ret_count, flow->period);
        if (!span) {
            left++;
        } else if (flow->class_ == ITD_FLOW_BANNED) {
            span->banned++;
            span->low += flow->low;
            span->high += flow->high;
        } else if (flow->class_ == ITD_FLOW_WINDING_DOWN) {
            span->winding++;
            span->winding_cents += flow->cents;
        } else {
            span->untold++;
            span->untold_cents += flow->cents;
        }
    }
    if (*ret_count > 1)
        qsort(spans, *ret_count, sizeof spans[0], compare_spans);
    return left;
}

static itd_str period_text(struct itd_comply_page *out, uint32_t period)
{
    if (period > 9999)
        return itd_comply_page_text(out, "%04u-%02u", (unsigned)(period / 100),
                                    (unsigned)(period % 100));
    return itd_comply_page_text(out, "%u", (unsigned)period);
}

/* ---- chart ---- */

struct drawing {
    itd_chart_lane *lanes;
    itd_chart_band *bands;
    size_t          lane_count, band_count, left; /* left: states without a lane */
};

static itd_chart_band make_band(struct itd_comply_page *out, const struct span *span, size_t lane)
{
    const bool     is_month = span->period > 9999;
    const itd_date from = {(int16_t)(is_month ? span->period / 100 : span->period),
                           (uint8_t)(is_month ? span->period % 100 : 1), 1};
    itd_date       to = from;
    itd_chart_band band = {.from = (double)itd_date_to_days(from), .lane = lane};
    const itd_str  period = period_text(out, span->period);
    char           low[ITD_CENTS_TEXT_MAX], high[ITD_CENTS_TEXT_MAX];

    if (is_month && from.month < 12) {
        to.month++;
    } else {
        to.year++;
        to.month = 1;
    }
    band.to = (double)itd_date_to_days(to);
    itd_comply_cents(span->low, low);
    itd_comply_cents(span->high, high);
    if (span->banned > 0) {
        band.label = itd_comply_page_text(out, "%.*s: banned, USD %s to %s", ITD_STR_ARGS(period),
                                          low, high);
        band.tone = span->low > 0 ? ITD_TONE_BAD : ITD_TONE_WARN;
    } else if (span->untold > 0) {
        band.label = itd_comply_page_text(out, "%.*s: cannot be told", ITD_STR_ARGS(period));
        band.tone = ITD_TONE_DIM;
    } else {
        band.label = itd_comply_page_text(out, "%.*s: winding down", ITD_STR_ARGS(period));
        band.tone = ITD_TONE_NOTICE;
    }
    return band;
}

/* Adds a line once, unless the chart has enough of them. */
static void add_rule(struct itd_comply_page *out, itd_chart_rule *rules, size_t *count,
                     itd_date day, const itd_measure *measure, const char *what)
{
    const double  at = (double)itd_date_to_days(day);
    const itd_str slash = ITD_STR("S/RES/");
    itd_str       name = measure->resolution, label;

    if (day.year == 0 || *count == RULES_MAX)
        return;
    if (itd_str_starts_with(name, slash))
        name = itd_str_from(name, slash.len);
    label = itd_comply_page_text(out, "%.*s %s", ITD_STR_ARGS(itd_comply_page_short(out, name, 12)),
                                 what);
    for (size_t i = 0; i < *count; i++)
        if (rules[i].value == at && itd_str_equal(rules[i].label, label))
            return;
    rules[(*count)++] = (itd_chart_rule){label, at, true};
}

/* The days of every measure that a shown row names. */
static size_t find_rules(struct itd_comply_page *out, itd_chart_rule *rules)
{
    const itd_comply_answer *answer = out->show->answer;
    size_t                   count = 0;

    for (size_t i = 0; i < answer->state_count; i++) {
        const itd_comply_state *state = &answer->states[i];

        for (size_t k = 0; itd_comply_shows(out->show, state->iso) && k < state->flow_count; k++) {
            itd_str ids = state->flows[k].measures, id;

            while (is_shown(&state->flows[k]) && itd_str_next_part(&ids, ITD_STR(" "), &id)) {
                const size_t       index = itd_rules_find(out->show->rules, id);
                const itd_measure *measure;

                if (index == SIZE_MAX)
                    continue;
                measure = itd_rules_at(out->show->rules, index);
                add_rule(out, rules, &count, measure->in_force, measure, "in force");
                add_rule(out, rules, &count, measure->wind_down_until, measure, "wind-down ends");
            }
        }
    }
    return count;
}

static const itd_str chart_title =
    ITD_STR_INIT("Trade under a binding measure, by state and period");
static const itd_str chart_desc = ITD_STR_INIT(
    "For each state the months or years with trade that was banned, or that came within a "
    "wind-down, or of which a figure of that period cannot tell. Lines stand where a measure "
    "behind it came into force and where a wind-down ended. The table below has the values.");

static void put_chart(struct itd_comply_page *out, const struct drawing *drawing)
{
    itd_chart_rule *rules = itd_comply_page_room(out, RULES_MAX, sizeof rules[0]);
    size_t          lanes = drawing->lane_count;
    itd_chart       chart = {.title = chart_title, .desc = chart_desc};

    if (!rules)
        return;
    chart.x = (itd_chart_axis){.label = ITD_STR("day"), .is_date = true};
    chart.rules = rules;
    chart.rule_count = find_rules(out, rules);
    while (lanes < LANES_MIN)
        drawing->lanes[lanes++].name = (itd_str){0};
    itd_chart_timeline(&out->page, &chart, drawing->lanes, lanes, drawing->bands,
                       drawing->band_count, NULL, 0);
    itd_comply_page_cut(out, drawing->left, "states");
}

static void draw_state(struct itd_comply_page *out, const itd_comply_state *state,
                       const struct span *spans, size_t count, struct drawing *drawing)
{
    if (drawing->lane_count == ITD_COMPLY_PAGE_LANES_MAX) {
        drawing->left++;
        return;
    }
    drawing->lanes[drawing->lane_count].name = itd_comply_page_short(out, state->name, 28);
    for (size_t i = 0; i < count; i++)
        drawing->bands[drawing->band_count++] = make_band(out, &spans[i], drawing->lane_count);
    drawing->lane_count++;
}

/* ---- table ---- */

static void put_span(struct itd_comply_page *out, const itd_comply_state *state,
                     const struct span *span)
{
    itd_page_begin_row(&out->page);
    itd_page_cell(&out->page, state->name);
    itd_page_cell(&out->page, period_text(out, span->period));
    itd_comply_page_count(out, span->banned);
    itd_comply_page_cents(out, span->low);
    itd_comply_page_cents(out, span->high);
    itd_comply_page_count(out, span->winding);
    itd_comply_page_cents(out, span->winding_cents);
    itd_comply_page_count(out, span->untold);
    itd_comply_page_cents(out, span->untold_cents);
    itd_page_end_row(&out->page);
}

static void put_table(struct itd_comply_page *out, struct span *spans)
{
    static const itd_page_column columns[] = {
        {ITD_STR_INIT("State"), false, true},        {ITD_STR_INIT("Period"), false, false},
        {ITD_STR_INIT("Banned rows"), true, false},  {ITD_STR_INIT("USD, at least"), true, false},
        {ITD_STR_INIT("USD, at most"), true, false}, {ITD_STR_INIT("Winding down"), true, false},
        {ITD_STR_INIT("USD"), true, false},          {ITD_STR_INIT("Cannot be told"), true, false},
        {ITD_STR_INIT("USD, untold"), true, false}};
    const itd_comply_answer *answer = out->show->answer;
    size_t                   rows = 0, count, left = 0;

    itd_page_begin_table(&out->page, ITD_STR("Trade under a binding measure, by state and period"),
                         columns, ITD_ARRAY_LEN(columns));
    for (size_t i = 0; i < answer->state_count; i++) {
        if (!itd_comply_shows(out->show, answer->states[i].iso))
            continue;
        left += count_spans(&answer->states[i], spans, &count);
        for (size_t k = 0; k < count; k++) {
            left += rows >= ITD_COMPLY_PAGE_ROWS_MAX;
            if (rows++ < ITD_COMPLY_PAGE_ROWS_MAX)
                put_span(out, &answer->states[i], &spans[k]);
        }
    }
    itd_page_end_table(&out->page);
    itd_comply_page_cut(out, left, "periods");
}

void itd_comply_page_months(struct itd_comply_page *out)
{
    const itd_comply_answer *answer = out->show->answer;
    struct span             *spans = itd_comply_page_room(out, SPANS_MAX, sizeof spans[0]);
    struct drawing           drawing = {
                  .lanes = itd_comply_page_room(out, ITD_COMPLY_PAGE_LANES_MAX + LANES_MIN,
                                                sizeof drawing.lanes[0]),
                  .bands = itd_comply_page_room(out, (size_t)ITD_COMPLY_PAGE_LANES_MAX * SPANS_MAX,
                                                sizeof drawing.bands[0]),
    };
    size_t count = 0;

    if (!spans || !drawing.lanes || !drawing.bands)
        return;
    for (size_t i = 0; i < answer->state_count; i++) {
        if (!itd_comply_shows(out->show, answer->states[i].iso))
            continue;
        (void)count_spans(&answer->states[i], spans, &count);
        if (count > 0)
            draw_state(out, &answer->states[i], spans, count, &drawing);
    }
    if (drawing.lane_count == 0)
        return;
    put_chart(out, &drawing);
    put_table(out, spans);
}
