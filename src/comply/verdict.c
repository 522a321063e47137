/* A code in a period against the rules: the finding of the first and of the last day. When they
 * differ the period straddles a change, and nobody can tell from its total; how many of its days
 * the goods were banned is all that can be said. */
#include <stdio.h>

#include "base/buf.h"
#include "comply/comply_internal.h"

#define HEADING 4 /* digits */

static itd_code_basis find_basis(itd_str text)
{
    const size_t customs = itd_str_find(text, ITD_STR("customs")),
                 china = itd_str_find(text, ITD_STR("China")),
                 panel = itd_str_find(text, ITD_STR("Panel")),
                 analyst = itd_str_find(text, ITD_STR("analyst"));
    const size_t practice = customs < china ? customs : china;
    const size_t assigned = panel < analyst ? panel : analyst;

    if (text.len == 0)
        return ITD_CODE_BASIS_NONE;
    if (itd_str_starts_with(text, ITD_STR("resolution text")))
        return ITD_CODE_BASIS_TEXT;
    if (practice == SIZE_MAX && assigned == SIZE_MAX)
        return ITD_CODE_BASIS_OTHER;
    return practice < assigned ? ITD_CODE_BASIS_CUSTOMS : ITD_CODE_BASIS_PANEL;
}

struct day_finding {
    itd_finding whole, part;
    bool        is_unknown, is_heading;
};

/* States report in editions of the HS that others have left: a subheading that the edition of the
 * day does not have is judged by its heading, for what was not looked at would pass as allowed. */
static itd_status ask(struct itd_judge *judge, const itd_hs_code *code, itd_direction direction,
                      itd_date day, itd_check_answer *answer, struct day_finding *ret_finding,
                      itd_error *err)
{
    const itd_hs_code heading = {
        .len = HEADING,
        .digits = {code->digits[0], code->digits[1], code->digits[2], code->digits[3]}};
    itd_check_request  req = {.on = day, .direction = direction, .codes = code, .code_count = 1};
    struct day_finding finding = {ITD_FINDING_NONE, ITD_FINDING_NONE, false, false};
    itd_status         st = ITD_OK;

    *answer = (itd_check_answer){.bearing_count = 0};
    if (itd_date_compare(day, itd_rules_begin(judge->rules)) >= 0)
        st = itd_check(judge->rules, judge->hs, &req, judge->scratch, answer, err);
    if (st == ITD_E_SCHEMA && code->len > HEADING) {
        req.codes = &heading;
        finding.is_heading = true;
        *answer = (itd_check_answer){.bearing_count = 0};
        st = itd_check(judge->rules, judge->hs, &req, judge->scratch, answer, err);
    }
    if (st == ITD_E_SCHEMA) {
        finding.is_unknown = true;
        st = ITD_OK;
    }
    for (size_t i = 0; st == ITD_OK && i < answer->bearing_count; i++) {
        const itd_bearing *bearing = &answer->bearings[i];

        if (bearing->cover == ITD_COVER_POSSIBLE)
            continue;
        if (bearing->finding > finding.part)
            finding.part = bearing->finding;
        if (bearing->cover == ITD_COVER_WHOLE && bearing->finding > finding.whole)
            finding.whole = bearing->finding;
    }
    *ret_finding = finding;
    return st;
}

/* Ids and basis of what bears with that finding. */
static itd_status take_measures(struct itd_judge *judge, const itd_check_answer *answer,
                                itd_finding finding, struct itd_verdict *verdict, itd_error *err)
{
    itd_buf    ids;
    itd_status st;

    itd_buf_init(&ids, 4096);
    for (size_t i = 0; i < answer->bearing_count; i++) {
        const itd_bearing *bearing = &answer->bearings[i];
        itd_code_basis     basis;

        if (bearing->cover == ITD_COVER_POSSIBLE || bearing->finding != finding ||
            (bearing->cover != ITD_COVER_WHOLE && !verdict->is_part))
            continue;
        basis = find_basis(bearing->basis);
        if (basis > verdict->basis)
            verdict->basis = basis;
        itd_buf_append_cstr(&ids, ids.len > 0 ? " " : "");
        itd_buf_append(&ids, itd_rules_at(judge->rules, bearing->measure)->id);
    }
    st = itd_buf_status(&ids, err);
    if (st == ITD_OK && !itd_arena_copy(judge->arena, itd_buf_text(&ids), &verdict->measures))
        st = itd_error_no_memory(err);
    itd_buf_done(&ids);
    return st;
}

static bool bears(const itd_bearing *bearing, itd_finding finding)
{
    return bearing->cover != ITD_COVER_POSSIBLE && bearing->finding == finding;
}

/* Does one measure bear with that finding on both days? Two that replace each other may differ in
 * their exceptions and wind-downs. */
static bool is_held(const itd_check_answer *first, const itd_check_answer *last,
                    itd_finding finding)
{
    for (size_t i = 0; i < first->bearing_count; i++)
        for (size_t k = 0; k < last->bearing_count; k++)
            if (first->bearings[i].measure == last->bearings[k].measure &&
                bears(&first->bearings[i], finding) && bears(&last->bearings[k], finding))
                return true;
    return finding == ITD_FINDING_NONE;
}

static bool has_livelihood(const itd_check_answer *answer, size_t measure)
{
    for (size_t i = 0; i < answer->exemption_count; i++)
        if (answer->exemptions[i].measure == measure && answer->exemptions[i].lifts &&
            answer->exemptions[i].claim == ITD_CLAIM_LIVELIHOOD)
            return true;
    return false;
}

/* Every prohibition excepts trade for livelihood, which needs nobody's approval: a figure cannot
 * show whether it was that. */
static bool is_livelihood(const itd_check_answer *answer)
{
    size_t prohibitions = 0;

    for (size_t i = 0; i < answer->bearing_count; i++) {
        if (!bears(&answer->bearings[i], ITD_FINDING_PROHIBITED))
            continue;
        prohibitions++;
        if (!has_livelihood(answer, answer->bearings[i].measure))
            return false;
    }
    return prohibitions > 0;
}

static const itd_flow_class class_of[] = {
    [ITD_FINDING_NONE] = ITD_FLOW_ALLOWED,
    [ITD_FINDING_NON_BINDING] = ITD_FLOW_NON_BINDING,
    [ITD_FINDING_LICENCE] = ITD_FLOW_LICENCE,
    [ITD_FINDING_CAPPED] = ITD_FLOW_CAPPED,
    [ITD_FINDING_WINDING_DOWN] = ITD_FLOW_WINDING_DOWN,
    [ITD_FINDING_PROHIBITED] = ITD_FLOW_BANNED,
};

static void find_days(uint32_t period, itd_date *ret_from, itd_date *ret_to)
{
    const bool is_month = period > 9999;
    itd_date   next;

    *ret_from = (itd_date){(int16_t)(is_month ? period / 100 : period),
                           (uint8_t)(is_month ? period % 100 : 1), 1};
    next = *ret_from;
    if (!is_month || next.month == 12) {
        next.year++;
        next.month = 1;
    } else {
        next.month++;
    }
    *ret_to = itd_date_of_days(itd_date_to_days(next) - 1);
}

/* The next day, not after the last, on which some measure may begin, end or lose its wind-down; the
 * day behind the last when there is none. */
static int64_t find_change(const itd_rules *rules, int64_t day, int64_t last)
{
    int64_t next = last + 1;

    for (size_t i = 0; i < itd_rules_count(rules); i++) {
        const itd_measure *measure = itd_rules_at(rules, i);
        const itd_date dates[] = {measure->in_force, measure->last_day, measure->wind_down_until};

        for (size_t k = 0; k < ITD_ARRAY_LEN(dates); k++) {
            const int64_t change = itd_date_to_days(dates[k]) + (k > 0);

            if (dates[k].year != 0 && change > day && change < next)
                next = change;
        }
    }
    return next;
}

/* Counts the days of each finding in a period of which the total cannot tell. */
static itd_status count_days(struct itd_judge *judge, const itd_hs_code *code,
                             itd_direction direction, itd_date first, itd_date last,
                             struct itd_verdict *verdict, itd_error *err)
{
    const int64_t from = itd_date_to_days(first), to = itd_date_to_days(last);
    itd_status    st = ITD_OK;

    verdict->days = (uint32_t)(to - from + 1);
    for (int64_t day = from, next; st == ITD_OK && day <= to; day = next) {
        itd_check_answer   answer;
        struct day_finding finding;

        next = find_change(judge->rules, day, to);
        itd_arena_reset(judge->scratch);
        st = ask(judge, code, direction, itd_date_of_days(day), &answer, &finding, err);
        if (st != ITD_OK)
            break;
        if (finding.part == ITD_FINDING_WINDING_DOWN)
            verdict->winding_days += (uint32_t)(next - day);
        if (finding.part != ITD_FINDING_PROHIBITED)
            continue;
        if (is_livelihood(&answer)) {
            verdict->excepted_days += (uint32_t)(next - day);
            continue;
        }
        if (finding.whole != ITD_FINDING_PROHIBITED) {
            verdict->part_days += (uint32_t)(next - day);
            continue;
        }
        if (verdict->banned_from.year == 0)
            verdict->banned_from = itd_date_of_days(day);
        verdict->banned_days += (uint32_t)(next - day);
    }
    return st;
}

static itd_status judge_code(struct itd_judge *judge, const itd_hs_code *code,
                             itd_direction direction, uint32_t period, struct itd_verdict *verdict,
                             itd_error *err)
{
    itd_check_answer   first, last;
    struct day_finding a, b;
    itd_finding        named;
    itd_date           from, to;
    itd_status         st;

    find_days(period, &from, &to);
    itd_arena_reset(judge->scratch);
    st = ask(judge, code, direction, from, &first, &a, err);
    if (st == ITD_OK)
        st = ask(judge, code, direction, to, &last, &b, err);
    if (st != ITD_OK)
        return st;
    verdict->is_unknown = a.is_unknown || b.is_unknown;
    verdict->is_heading = a.is_heading || b.is_heading;
    if (a.whole != b.whole || a.part != b.part || !is_held(&first, &last, b.part)) {
        verdict->class_ = ITD_FLOW_CANNOT_TELL;
        named = b.part > a.part ? b.part : a.part;
        verdict->is_part = named != a.whole && named != b.whole;
        st = take_measures(judge, b.part >= a.part ? &last : &first, named, verdict, err);
        return st == ITD_OK ? count_days(judge, code, direction, from, to, verdict, err) : st;
    }
    verdict->is_part = b.part != b.whole;
    verdict->has_livelihood = b.part == ITD_FINDING_PROHIBITED && is_livelihood(&last);
    verdict->class_ = class_of[b.part];
    return take_measures(judge, &last, b.part, verdict, err);
}

itd_status itd_judge(struct itd_judge *judge, const struct itd_trade_key *key,
                     struct itd_verdict *ret_verdict, itd_error *err)
{
    const itd_hs_code  code = itd_trade_code(key);
    struct itd_verdict verdict = {.class_ = ITD_FLOW_ALLOWED};
    itd_date           from, to;
    itd_hs_code        parsed;
    itd_error          ignored;
    char               name[ITD_HS_CODE_MAX + 16];
    itd_str            kept;
    uint64_t          *place;
    bool               added;
    void              *verdicts;
    itd_status         st = ITD_OK;

    if (snprintf(name, sizeof name, "%c%s.%u", key->is_export ? 'X' : 'M', code.digits,
                 (unsigned)key->period) < 0)
        return itd_error_no_memory(err);
    place = itd_map_find(&judge->seen, itd_str_of(name));
    if (place) {
        *ret_verdict = judge->verdicts[*place];
        return ITD_OK;
    }
    find_days(key->period, &from, &to);
    if (itd_date_compare(to, itd_rules_begin(judge->rules)) < 0)
        verdict.is_before = true;
    else if (code.digits[0] == '9' && code.digits[1] >= '8')
        verdict.class_ = ITD_FLOW_CANNOT_TELL; /* 98, 99, 999999: not specified by kind */
    else if (itd_hs_parse(itd_hs_code_text(&code), &parsed, &ignored) != ITD_OK)
        verdict.is_unknown = true;
    else
        st = judge_code(judge, &code, key->is_export ? ITD_DIRECTION_TO : ITD_DIRECTION_FROM,
                        key->period, &verdict, err);
    if (st != ITD_OK)
        return st;
    verdicts =
        itd_arena_grow(judge->arena, judge->verdicts, judge->count, &judge->cap, sizeof verdict);
    if (!verdicts || !itd_arena_copy(judge->arena, itd_str_of(name), &kept) ||
        !itd_map_add(&judge->seen, kept, &place, &added))
        return itd_error_no_memory(err);
    judge->verdicts = verdicts;
    *place = judge->count;
    judge->verdicts[judge->count++] = verdict;
    *ret_verdict = verdict;
    return ITD_OK;
}
