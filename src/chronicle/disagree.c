/* Where sources disagree: the day, the class, the number of missiles, height, distance, time of
 * flight and place of one occasion; what a source said before it was mended; and launches that two
 * sources put a day apart, both certain, which may be one. */
#include "base/buf.h"
#include "chronicle/chronicle_internal.h"

/* Numbers nearer than this, in hundredths, say the same: sources round. */
#define SAME_PERCENT 5

struct finding {
    itd_arena        *arena;
    itd_disagreement *items;
    size_t            count, cap;
    bool              failed;
};

static void find(struct finding *finding, itd_disagreement found)
{
    if (!finding->failed && finding->count == finding->cap) {
        itd_disagreement *items = itd_arena_grow(finding->arena, finding->items, finding->count,
                                                 &finding->cap, sizeof *items);

        finding->failed = !items;
        finding->items = items ? items : finding->items;
    }
    if (!finding->failed)
        finding->items[finding->count++] = found;
}

/* "2017-11-28 18:18 utc": a day means nothing without its basis. */
static itd_str when_text(struct finding *finding, const itd_event *event)
{
    static const itd_event_column columns[] = {ITD_EVENT_DAY, ITD_EVENT_TIME, ITD_EVENT_BASIS};
    itd_str                       copy = {0};
    itd_buf                       text;

    itd_buf_init(&text, SIZE_MAX);
    for (size_t i = 0; i < ITD_ARRAY_LEN(columns); i++) {
        const itd_str value = event->fact->values[columns[i]];

        if (text.len > 0 && value.len > 0)
            itd_buf_append_char(&text, ' ');
        itd_buf_append(&text, value);
    }
    if (itd_buf_status(&text, NULL) != ITD_OK ||
        !itd_arena_copy(finding->arena, itd_buf_text(&text), &copy))
        finding->failed = true;
    itd_buf_done(&text);
    return copy;
}

static void compare_when(struct finding *finding, const itd_occasion *occasion, const char *what,
                         const itd_event *a, const itd_event *b, bool is_apart)
{
    find(finding, (itd_disagreement){.occasion = occasion,
                                     .what = what,
                                     .a = a,
                                     .b = b,
                                     .a_value = when_text(finding, a),
                                     .b_value = when_text(finding, b),
                                     .is_apart = is_apart});
}

static void compare_column(struct finding *finding, const itd_occasion *occasion,
                           const itd_event *a, const itd_event *b, itd_event_column column)
{
    find(finding, (itd_disagreement){
                      .occasion = occasion,
                      .what = itd_fact_table_of(ITD_FACT_EVENT)->columns[column].name,
                      .a = a,
                      .b = b,
                      .a_value = a->fact->values[column],
                      .b_value = b->fact->values[column],
                  });
}

static bool numbers_differ(int64_t a, int64_t b)
{
    const int64_t larger = a > b ? a : b, smaller = a > b ? b : a;

    return a != ITD_NO_NUMBER && b != ITD_NO_NUMBER &&
           (larger - smaller) > larger / 100 * SAME_PERCENT;
}

static bool classes_differ(itd_range_class a, itd_range_class b)
{
    return a != b && a > ITD_RANGE_OTHER && b > ITD_RANGE_OTHER;
}

/* Reports of two sources on the same occasion. Single missiles are compared only where each source
 * has one row, since rows of a salvo cannot be paired. */
static void compare_reports(struct finding *finding, const itd_occasion *occasion,
                            const itd_event *a, const itd_event *b, bool is_single)
{
    if (itd_when_korean_day(&a->when) != itd_when_korean_day(&b->when))
        compare_when(finding, occasion, "day", a, b, false);
    else if (a->when.has_instant && b->when.has_instant && a->when.first_ms != b->when.first_ms)
        compare_when(finding, occasion, "time", a, b, false);
    if (!is_single)
        return;
    if (classes_differ(a->range_class, b->range_class))
        compare_column(finding, occasion, a, b, ITD_EVENT_CLASS);
    if (a->count != ITD_NO_NUMBER && b->count != ITD_NO_NUMBER && a->count != b->count)
        compare_column(finding, occasion, a, b, ITD_EVENT_COUNT);
    if (numbers_differ(a->apogee_m, b->apogee_m))
        compare_column(finding, occasion, a, b, ITD_EVENT_APOGEE);
    if (numbers_differ(a->range_m, b->range_m))
        compare_column(finding, occasion, a, b, ITD_EVENT_RANGE);
    if (numbers_differ(a->flight_ms, b->flight_ms))
        compare_column(finding, occasion, a, b, ITD_EVENT_FLIGHT);
}

static size_t reports_of(const itd_occasion *occasion, itd_str source)
{
    size_t count = 0;

    for (size_t i = 0; i < occasion->report_count; i++)
        count += itd_str_equal(occasion->reports[i]->source, source);
    return count;
}

static void compare_occasion(struct finding *finding, const itd_occasion *occasion)
{
    for (size_t i = 0; i < occasion->report_count; i++) {
        const itd_event *report = occasion->reports[i];

        if (report->fact->values[ITD_EVENT_GIVEN].len > 0)
            find(finding, (itd_disagreement){.occasion = occasion,
                                             .what = "given",
                                             .a = report,
                                             .b = report,
                                             .a_value = report->fact->values[ITD_EVENT_GIVEN],
                                             .b_value = when_text(finding, report)});
        /* The leading report of each source against the leading one of all. */
        if (itd_str_equal(report->source, occasion->reports[0]->source) ||
            itd_str_equal(report->source, occasion->reports[i - 1]->source))
            continue;
        compare_reports(finding, occasion, occasion->reports[0], report,
                        reports_of(occasion, report->source) == 1 &&
                            reports_of(occasion, occasion->reports[0]->source) == 1);
    }
}

/* Does one of a's sources tell of b's day too? Then it knows of two launches. */
static bool share_source(const itd_occasion *a, const itd_occasion *b)
{
    for (size_t i = 0; i < a->report_count; i++) {
        /* Reports of one source stand together: once is enough. */
        if (i > 0 && itd_str_equal(a->reports[i]->source, a->reports[i - 1]->source))
            continue;
        if (reports_of(b, a->reports[i]->source) > 0)
            return true;
    }
    return false;
}

static void compare_days(struct finding *finding, const itd_chronicle_view *view, size_t index)
{
    const itd_occasion *a = &view->occasions[index];

    for (size_t i = index + 1;
         i < view->occasion_count && view->occasions[i].korean_day <= a->korean_day + 1; i++) {
        const itd_occasion *b = &view->occasions[i];

        if (b->korean_day == a->korean_day || a->kind != b->kind || !a->has_day || !b->has_day ||
            share_source(a, b) || !itd_event_places_agree(a->reports[0], b->reports[0]) ||
            (a->has_instant && b->has_instant))
            continue;
        compare_when(finding, a, "day", a->reports[0], b->reports[0], true);
    }
}

itd_status itd_chronicle_disagreements(const itd_chronicle_view *view, itd_arena *arena,
                                       const itd_disagreement **ret_list, size_t *ret_count,
                                       itd_error *err)
{
    struct finding finding = {.arena = arena};

    for (size_t i = 0; i < view->occasion_count; i++) {
        compare_occasion(&finding, &view->occasions[i]);
        compare_days(&finding, view, i);
    }
    if (finding.failed)
        return itd_error_no_memory(err);
    *ret_list = finding.items;
    *ret_count = finding.count;
    return ITD_OK;
}
