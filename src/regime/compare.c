/* History, changes and layers: walks over all measures, each a few lines. */
#include "regime/compare.h"

#include <stdlib.h>
#include <string.h>

/* ---- history ---- */

static bool names_subject(const itd_measure *measure, itd_str subject)
{
    const itd_str  texts[] = {measure->type, measure->subject, measure->goods, measure->id};
    itd_goods_word word;

    while (itd_goods_next_word(&subject, &word)) {
        bool found = false;

        for (size_t i = 0; i < ITD_ARRAY_LEN(texts) && !found; i++)
            found = itd_goods_has_phrase(texts[i], (itd_str){word.text, word.len});
        if (!found)
            return false;
    }
    return true;
}

static bool covers_code(const itd_rules *rules, size_t measure, const itd_hs_code *code)
{
    for (size_t i = 0; i < itd_rules_coverage_count(rules); i++) {
        const itd_coverage *coverage = itd_rules_coverage_at(rules, i);

        for (size_t k = 0; coverage->measure == measure && k < coverage->range_count; k++)
            if (itd_hs_relate(&coverage->ranges[k], code) != ITD_HS_APART)
                return true;
    }
    return false;
}

static bool bears_on_kind(const itd_rules *rules, size_t measure, size_t kind)
{
    for (size_t i = 0; i < itd_rules_service_count(rules); i++) {
        const itd_service_rule *service = itd_rules_service_at(rules, i);

        if (service->measure == measure && service->kind == kind)
            return true;
    }
    return false;
}

static bool add_links(bool *in, const itd_measure_link *links, size_t count)
{
    bool added = false;

    for (size_t i = 0; i < count; i++) {
        added = added || !in[links[i].measure];
        in[links[i].measure] = true;
    }
    return added;
}

struct dated {
    itd_date day;
    size_t   measure;
};

static int by_day(const void *a, const void *b)
{
    const struct dated *x = a, *y = b;
    const int           order = itd_date_compare(x->day, y->day);

    if (order != 0)
        return order;
    return x->measure < y->measure ? -1 : x->measure > y->measure;
}

/* Everything linked to what is in, again and again until nothing is new. */
static void follow_links(const itd_rules *rules, bool *in)
{
    bool again = true;

    while (again) {
        again = false;
        for (size_t i = 0; i < itd_rules_count(rules); i++) {
            const itd_measure *measure = itd_rules_at(rules, i);

            if (!in[i])
                continue;
            again = add_links(in, measure->supersedes, measure->supersedes_count) || again;
            again = add_links(in, measure->superseded_by, measure->superseded_by_count) || again;
        }
    }
}

itd_status itd_rules_history(const itd_rules *rules, itd_str subject, itd_arena *arena,
                             itd_measure_set *ret_set, itd_error *err)
{
    const size_t  all = itd_rules_count(rules), kind = itd_rules_find_kind(rules, subject);
    bool         *in = itd_arena_new_array(arena, all + 1, sizeof *in);
    struct dated *dated = itd_arena_new_array(arena, all + 1, sizeof *dated);
    size_t       *measures = itd_arena_new_array(arena, all + 1, sizeof *measures), count = 0;
    itd_hs_code   code;
    const bool    is_code = itd_hs_parse(subject, &code, NULL) == ITD_OK;

    if (!in || !dated || !measures)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < all; i++)
        in[i] = is_code            ? covers_code(rules, i, &code)
                : kind != SIZE_MAX ? bears_on_kind(rules, i, kind)
                                   : names_subject(itd_rules_at(rules, i), subject);
    follow_links(rules, in);
    for (size_t i = 0; i < all; i++)
        if (in[i])
            dated[count++] = (struct dated){itd_rules_at(rules, i)->in_force, i};
    qsort(dated, count, sizeof *dated, by_day);
    for (size_t i = 0; i < count; i++)
        measures[i] = dated[i].measure;
    *ret_set = (itd_measure_set){measures, count};
    return ITD_OK;
}

/* ---- changes ---- */

static int by_change(const void *a, const void *b)
{
    const itd_change *x = a, *y = b;
    const int         order = itd_date_compare(x->day, y->day);

    if (order != 0)
        return order;
    if (x->measure != y->measure)
        return x->measure < y->measure ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

itd_status itd_rules_changes(const itd_rules *rules, itd_date from, itd_date to, itd_arena *arena,
                             itd_change_list *ret_list, itd_error *err)
{
    itd_change *changes;
    size_t      count = 0;

    if (itd_date_compare(to, from) < 0)
        return itd_error_set(err, ITD_E_USAGE, "the second day is before the first");
    changes =
        itd_arena_new_array(arena, itd_rules_count(rules) + 1, ITD_CHANGE_KINDS * sizeof *changes);
    if (!changes)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < itd_rules_count(rules); i++) {
        for (itd_change_kind kind = ITD_CHANGE_BEGINS; kind <= ITD_CHANGE_NOTICE_DUE; kind++) {
            itd_change change = {.kind = kind, .measure = i};

            if (itd_measure_change(itd_rules_at(rules, i), kind, &change.day) &&
                itd_date_compare(change.day, from) > 0 && itd_date_compare(change.day, to) <= 0)
                changes[count++] = change;
        }
    }
    qsort(changes, count, sizeof *changes, by_change);
    *ret_list = (itd_change_list){changes, count};
    return ITD_OK;
}

/* ---- layers ---- */

/* Does the measure have a code that the floor does not cover? */
static bool has_wider_codes(const itd_rules *rules, size_t measure, size_t floor)
{
    for (size_t i = 0; i < itd_rules_coverage_count(rules); i++) {
        const itd_coverage *coverage = itd_rules_coverage_at(rules, i);

        for (size_t k = 0; coverage->measure == measure && k < coverage->range_count; k++) {
            if (!covers_code(rules, floor, &coverage->ranges[k].from) ||
                !covers_code(rules, floor, &coverage->ranges[k].to))
                return true;
        }
    }
    return false;
}

/* The share in "… (95 % = stop …)" at which deliveries stop; 101 when it is not said. */
static uint64_t stop_share(itd_str thresholds)
{
    const size_t  mark = itd_str_find(thresholds, ITD_STR(" % = stop"));
    const itd_str before = itd_str_slice(thresholds, 0, mark == SIZE_MAX ? 0 : mark);
    size_t        start = before.len;
    uint64_t      share;

    while (start > 0 && itd_char_is_digit(before.ptr[start - 1]))
        start--;
    return itd_str_parse_u64(itd_str_from(before, start), 100, &share) ? share : 101;
}

static itd_beyond compare(const itd_rules *rules, size_t index)
{
    const itd_measure *measure = itd_rules_at(rules, index);
    itd_beyond         beyond = {.measure = index, .floor = measure->implements};

    beyond.is_new = beyond.floor == SIZE_MAX;
    if (!beyond.is_new) {
        const itd_measure *floor = itd_rules_at(rules, beyond.floor);

        beyond.earlier = itd_date_compare(measure->in_force, floor->in_force) < 0;
        beyond.stricter =
            measure->effect < floor->effect ||
            (measure->class_ == ITD_CLASS_BINDING && floor->class_ != ITD_CLASS_BINDING) ||
            stop_share(measure->thresholds) < stop_share(floor->thresholds);
        beyond.wider = has_wider_codes(rules, index, beyond.floor);
    }
    beyond.goes_beyond = beyond.is_new || beyond.earlier || beyond.stricter || beyond.wider;
    return beyond;
}

itd_status itd_rules_beyond(const itd_rules *rules, itd_arena *arena, itd_beyond_list *ret_list,
                            itd_error *err)
{
    const itd_str floor = itd_rules_layer_at(rules, 0)->name;
    itd_beyond   *items = itd_arena_new_array(arena, itd_rules_count(rules) + 1, sizeof *items);
    size_t        count = 0;

    if (!items)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < itd_rules_count(rules); i++)
        if (!itd_str_equal(itd_rules_at(rules, i)->layer, floor))
            items[count++] = compare(rules, i);
    *ret_list = (itd_beyond_list){items, count};
    return ITD_OK;
}
