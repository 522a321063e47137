/* The chronicle as known at a moment, and the reports of several sources put together.
 *
 * Rules. Two reports are of one occasion when
 *   1. they are of the same kind and Korean day, and their places agree: within 100 km, of the same
 *      name, or one of them does not tell;
 *   2. or a report whose Korean day is not certain (no clock time, and a basis other than kst) can
 *      have been on another day, where an occasion of the same kind stands that its source does not
 *      tell of already, and their places agree.
 * Reports of one source on one day and place are one salvo, their missiles added; over the sources
 * the larger count stands. Reports that are both certain and a day apart are never put together,
 * only shown (disagree.c). The most trusted source leads, and of its reports one with a clock time;
 * reports of one source stand together. */
#include <math.h>
#include <stdlib.h>

#include "chronicle/chronicle_internal.h"

#define SAME_PLACE_M 100000.0
#define EARTH_RADIUS_M 6371008.8 /* mean radius, IUGG 1980 */
#define RADIANS_PER_MICRO (3.14159265358979323846 / 180e6)

/* An occasion while it is put together. */
struct group {
    const itd_event **reports;
    size_t            count, cap;
    const itd_event  *anchor; /* tells the place, if one does */
    int64_t           day;
    bool              is_sure;
    bool              is_gone; /* joined another */
};

struct merge {
    itd_arena                *arena;
    const itd_chronicle_view *view;
    struct group             *groups;
    size_t                    count, cap;
    bool                      failed;
};

double itd_great_circle_m(int64_t lat_a, int64_t lon_a, int64_t lat_b, int64_t lon_b)
{
    const double phi_a = (double)lat_a * RADIANS_PER_MICRO;
    const double phi_b = (double)lat_b * RADIANS_PER_MICRO;
    const double half_phi = sin((phi_b - phi_a) / 2);
    const double half_lambda = sin((double)(lon_b - lon_a) * RADIANS_PER_MICRO / 2);
    const double h = half_phi * half_phi + cos(phi_a) * cos(phi_b) * half_lambda * half_lambda;

    return 2 * EARTH_RADIUS_M * asin(sqrt(h < 1 ? h : 1));
}

bool itd_event_places_agree(const itd_event *a, const itd_event *b)
{
    const bool has_a = a->lat_micro != ITD_NO_NUMBER, has_b = b->lat_micro != ITD_NO_NUMBER;

    if (has_a && has_b)
        return itd_great_circle_m(a->lat_micro, a->lon_micro, b->lat_micro, b->lon_micro) <=
               SAME_PLACE_M;
    if (a->site.len > 0 && b->site.len > 0)
        return has_a != has_b || itd_str_equal_ascii_nocase(a->site, b->site);
    return true;
}

static uint32_t rank_of(const itd_chronicle_view *view, itd_str source)
{
    const itd_chronicle_source *found = itd_chronicle_view_source(view, source);

    return found ? found->rank : UINT32_MAX;
}

static bool is_certain(const itd_event *event)
{
    int64_t first, last;

    itd_when_korean_range(&event->when, &first, &last);
    return first == last;
}

/* ---- groups of one day ---- */

static bool tells_place(const itd_event *event)
{
    return event->lat_micro != ITD_NO_NUMBER || event->site.len > 0;
}

static bool append_report(struct merge *merge, struct group *group, const itd_event *event)
{
    if (group->count == group->cap) {
        const itd_event **reports = itd_arena_grow(merge->arena, group->reports, group->count,
                                                   &group->cap, sizeof *reports);

        if (!reports)
            return false;
        group->reports = reports;
    }
    group->reports[group->count++] = event;
    if (!group->anchor || !tells_place(group->anchor))
        group->anchor = event;
    group->is_sure = group->is_sure || is_certain(event);
    return true;
}

/* The place of a group is that of its first report that tells one. */
static bool group_takes(const struct group *group, const itd_event *event)
{
    return group->reports[0]->kind == event->kind && itd_event_places_agree(group->anchor, event);
}

/* from: the first group of the event's day. */
static bool place_event(struct merge *merge, size_t from, const itd_event *event)
{
    const int64_t day = itd_when_korean_day(&event->when);

    for (size_t i = from; i < merge->count; i++) {
        if (event->when.day.day != 0 && merge->groups[i].day == day &&
            group_takes(&merge->groups[i], event))
            return append_report(merge, &merge->groups[i], event);
    }
    if (merge->count == merge->cap) {
        struct group *groups =
            itd_arena_grow(merge->arena, merge->groups, merge->count, &merge->cap, sizeof *groups);

        if (!groups)
            return false;
        merge->groups = groups;
    }
    merge->groups[merge->count] = (struct group){.day = day};
    return append_report(merge, &merge->groups[merge->count++], event);
}

/* ---- days that are not certain ---- */

static bool group_has_source(const struct group *group, itd_str source)
{
    for (size_t i = 0; i < group->count; i++) {
        if (itd_str_equal(group->reports[i]->source, source))
            return true;
    }
    return false;
}

static bool can_join(const struct group *group, const struct group *other)
{
    for (size_t i = 0; i < group->count; i++) {
        int64_t first, last;

        itd_when_korean_range(&group->reports[i]->when, &first, &last);
        if (other->day < first || other->day > last || !group_takes(other, group->reports[i]) ||
            group_has_source(other, group->reports[i]->source))
            return false;
    }
    return true;
}

/* Groups stand by day; an uncertain day reaches one day to either side. */
static bool join_neighbours(struct merge *merge)
{
    for (size_t i = 0; i < merge->count; i++) {
        struct group *group = &merge->groups[i];
        size_t        from = i, to = i;

        if (group->is_sure || group->reports[0]->when.day.day == 0)
            continue;
        while (from > 0 && merge->groups[from - 1].day >= group->day - 1)
            from--;
        while (to + 1 < merge->count && merge->groups[to + 1].day <= group->day + 1)
            to++;
        for (size_t k = from; k <= to; k++) {
            struct group *other = &merge->groups[k];

            if (k == i || other->is_gone || other->day == group->day || !can_join(group, other))
                continue;
            for (size_t r = 0; r < group->count; r++) {
                if (!append_report(merge, other, group->reports[r]))
                    return false;
            }
            group->is_gone = true;
            break;
        }
    }
    return true;
}

/* ---- occasions ---- */

static bool is_mrbm(itd_range_class range_class)
{
    return range_class >= ITD_RANGE_MRBM;
}

static bool is_long(itd_range_class range_class)
{
    return range_class == ITD_RANGE_IRBM || range_class == ITD_RANGE_ICBM ||
           range_class == ITD_RANGE_SLV || range_class == ITD_RANGE_HGV;
}

/* The most missiles that one source counts; a report without a count is of one. Reports of one
 * source stand together. */
static uint64_t count_missiles(const struct group *group)
{
    uint64_t most = 0, sum = 0;

    for (size_t i = 0; i < group->count; i++) {
        const itd_event *event = group->reports[i];

        if (i > 0 && !itd_str_equal(event->source, group->reports[i - 1]->source))
            sum = 0;
        sum += event->count == ITD_NO_NUMBER ? 1 : (uint64_t)event->count;
        most = sum > most ? sum : most;
    }
    return most;
}

/* The most trusted source first, then by source. */
static int compare_trust(const struct merge *merge, const itd_event *a, const itd_event *b)
{
    const uint32_t rank_a = rank_of(merge->view, a->source);
    const uint32_t rank_b = rank_of(merge->view, b->source);

    if (rank_a != rank_b)
        return rank_a < rank_b ? -1 : 1;
    return itd_str_compare(a->source, b->source);
}

/* They stand so already, but for reports that joined from another day. */
static void sort_reports(const struct merge *merge, struct group *group)
{
    for (size_t i = 1; i < group->count; i++) {
        const itd_event *report = group->reports[i];
        size_t           k = i;

        for (; k > 0 && compare_trust(merge, group->reports[k - 1], report) > 0; k--)
            group->reports[k] = group->reports[k - 1];
        group->reports[k] = report;
    }
}

static void describe(const struct merge *merge, struct group *group, itd_occasion *occasion)
{
    const bool is_nuclear = group->reports[0]->kind == ITD_EVENT_NUCLEAR_TEST;

    sort_reports(merge, group);
    *occasion = (itd_occasion){.kind = group->reports[0]->kind,
                               .reports = group->reports,
                               .report_count = group->count,
                               .korean_day = group->day,
                               .is_sure = group->is_sure,
                               .has_day = group->reports[0]->when.day.day != 0,
                               .is_mrbm = is_nuclear,
                               .is_long = is_nuclear};
    if (occasion->kind == ITD_EVENT_LAUNCH)
        occasion->missiles = count_missiles(group);
    for (size_t i = 0; i < group->count; i++) {
        const itd_event            *event = group->reports[i];
        const itd_chronicle_source *source = itd_chronicle_view_source(merge->view, event->source);

        occasion->is_core = occasion->is_core || (source && !source->is_wide);
        occasion->is_mrbm = occasion->is_mrbm || is_mrbm(event->range_class);
        occasion->is_long = occasion->is_long || is_long(event->range_class);
        if (event->when.has_instant &&
            (!occasion->has_instant || event->when.first_ms < occasion->instant_ms)) {
            occasion->has_instant = true;
            occasion->instant_ms = event->when.first_ms;
        }
    }
}

static int compare_occasions(const void *left, const void *right)
{
    const itd_occasion *a = left, *b = right;

    if (a->korean_day != b->korean_day)
        return a->korean_day < b->korean_day ? -1 : 1;
    if (a->has_instant != b->has_instant)
        return a->has_instant ? -1 : 1;
    if (a->has_instant && a->instant_ms != b->instant_ms)
        return a->instant_ms < b->instant_ms ? -1 : 1;
    return itd_str_compare(a->reports[0]->id, b->reports[0]->id);
}

/* An event with what it is sorted by. */
struct keyed {
    const itd_event *event;
    int64_t          day;
    uint32_t         rank;
};

/* By Korean day, then trust: rank, source, a clock time before none, id. */
static int compare_keyed(const void *left, const void *right)
{
    const struct keyed *a = left, *b = right;
    int                 order;

    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    order = itd_str_compare(a->event->source, b->event->source);
    if (order != 0)
        return order;
    if (a->event->when.has_instant != b->event->when.has_instant)
        return a->event->when.has_instant ? -1 : 1;
    return itd_str_compare(a->event->id, b->event->id);
}

static bool put_together(struct merge *merge, const struct keyed *events, size_t count)
{
    size_t from = 0;

    for (size_t i = 0; i < count; i++) {
        if (i > 0 && events[i].day != events[i - 1].day)
            from = merge->count;
        if (!place_event(merge, from, events[i].event))
            return false;
    }
    return join_neighbours(merge);
}

static itd_status make_occasions(const struct keyed *events, size_t count, itd_arena *arena,
                                 itd_chronicle_view *view, itd_error *err)
{
    struct merge  merge = {.arena = arena, .view = view};
    itd_occasion *occasions = NULL;
    size_t        made = 0;

    if (!put_together(&merge, events, count))
        return itd_error_no_memory(err);
    if (merge.count > 0) {
        occasions = itd_arena_new_array(arena, merge.count, sizeof *occasions);
        if (!occasions)
            return itd_error_no_memory(err);
    }
    for (size_t i = 0; i < merge.count; i++) {
        if (!merge.groups[i].is_gone)
            describe(&merge, &merge.groups[i], &occasions[made++]);
    }
    if (made > 1)
        qsort(occasions, made, sizeof *occasions, compare_occasions);
    view->occasions = occasions;
    view->occasion_count = made;
    return ITD_OK;
}

/* ---- what was known ---- */

/* What the newest revision known at as_of_ms of each fact means; withdrawn ones left out. */
static itd_status select_known(const itd_chronicle *chronicle, itd_fact_kind kind, int64_t as_of_ms,
                               itd_arena *arena, const void ***ret_items, size_t *ret_count,
                               itd_error *err)
{
    size_t                 fact_count;
    const itd_fact *const *facts = itd_chronicle_facts(chronicle, kind, &fact_count);
    const void           **items = NULL;
    size_t                 count = 0;

    if (fact_count > 0) {
        items = itd_arena_new_array(arena, fact_count, sizeof *items);
        if (!items)
            return itd_error_no_memory(err);
    }
    for (size_t i = 0; i < fact_count;) {
        const itd_fact *known = NULL;
        const itd_str   id = facts[i]->values[0];

        for (; i < fact_count && itd_str_equal(facts[i]->values[0], id); i++) {
            if (facts[i]->known_from_ms <= as_of_ms)
                known = facts[i];
        }
        if (known && !known->is_withdrawn)
            items[count++] = known->parsed;
    }
    *ret_items = items;
    *ret_count = count;
    return ITD_OK;
}

static int compare_sources(const void *left, const void *right)
{
    const itd_chronicle_source *a = *(const itd_chronicle_source *const *)left;
    const itd_chronicle_source *b = *(const itd_chronicle_source *const *)right;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return itd_str_compare(a->id, b->id);
}

static int compare_statements(const void *left, const void *right)
{
    const itd_statement *a = *(const itd_statement *const *)left;
    const itd_statement *b = *(const itd_statement *const *)right;

    if (a->when.first_ms != b->when.first_ms)
        return a->when.first_ms < b->when.first_ms ? -1 : 1;
    return itd_str_compare(a->id, b->id);
}

static int compare_pressure(const void *left, const void *right)
{
    const itd_pressure *a = *(const itd_pressure *const *)left;
    const itd_pressure *b = *(const itd_pressure *const *)right;

    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return itd_str_compare(a->id, b->id);
}

static itd_status select_sorted(const itd_chronicle *chronicle, itd_fact_kind kind,
                                const itd_chronicle_view *view, itd_arena                *arena,
                                int (*compare)(const void *, const void *), const void ***ret_items,
                                size_t *ret_count, itd_error *err)
{
    itd_status st = select_known(chronicle, kind, view->as_of_ms, arena, ret_items, ret_count, err);

    if (st == ITD_OK && *ret_count > 1)
        qsort(*ret_items, *ret_count, sizeof **ret_items, compare);
    return st;
}

static itd_status select_events(const itd_chronicle *chronicle, itd_arena *arena,
                                itd_chronicle_view *view, itd_error *err)
{
    const void  **items = NULL;
    struct keyed *events = NULL;
    size_t        count = 0;
    itd_status    st =
        select_known(chronicle, ITD_FACT_EVENT, view->as_of_ms, arena, &items, &count, err);

    if (st == ITD_OK && count > 0) {
        events = itd_arena_new_array(arena, count, sizeof *events);
        if (!events)
            return itd_error_no_memory(err);
    }
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < count; i++) {
        const itd_event *event = items[i];

        events[i] =
            (struct keyed){event, itd_when_korean_day(&event->when), rank_of(view, event->source)};
    }
    if (count > 1)
        qsort(events, count, sizeof *events, compare_keyed);
    return make_occasions(events, count, arena, view, err);
}

itd_status itd_chronicle_view_make(const itd_chronicle *chronicle, int64_t as_of_ms,
                                   itd_arena *arena, itd_chronicle_view *ret_view, itd_error *err)
{
    itd_chronicle_view view = {.as_of_ms = as_of_ms};
    const void       **items = NULL;
    itd_status st = select_sorted(chronicle, ITD_FACT_SOURCE, &view, arena, compare_sources, &items,
                                  &view.source_count, err);

    if (st == ITD_OK)
        view.sources = (const itd_chronicle_source *const *)items;
    if (st == ITD_OK)
        st = select_sorted(chronicle, ITD_FACT_STATEMENT, &view, arena, compare_statements, &items,
                           &view.statement_count, err);
    if (st == ITD_OK)
        view.statements = (const itd_statement *const *)items;
    if (st == ITD_OK)
        st = select_sorted(chronicle, ITD_FACT_PRESSURE, &view, arena, compare_pressure, &items,
                           &view.pressure_count, err);
    if (st == ITD_OK)
        view.pressure = (const itd_pressure *const *)items;
    if (st == ITD_OK)
        st = select_events(chronicle, arena, &view, err);
    if (st == ITD_OK)
        *ret_view = view;
    return st;
}

const itd_chronicle_source *itd_chronicle_view_source(const itd_chronicle_view *view, itd_str id)
{
    for (size_t i = 0; i < view->source_count; i++) {
        if (itd_str_equal(view->sources[i]->id, id))
            return view->sources[i];
    }
    return NULL;
}
