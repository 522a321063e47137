/* Changes, conditions and months out of a view. */
#include "chronicle/ledger.h"

/* A label before, a label after, and what it means. A reversal takes the earlier position back. */
static const struct pattern {
    const char *from, *to;
    const char *what;
    bool        is_reversal;
} patterns[] = {
    {"unconditional", "conditional-talks", "talks offered without condition, then with one", true},
    {"conditional-talks", "unconditional", "a condition for talks, then none", true},
    {"for-talks", "defiance", "for talks, then defiance", true},
    {"for-talks", "escalation", "for talks, then threats", true},
    {"for-peaceful-settlement", "escalation", "for a peaceful settlement, then threats", true},
    {"escalation", "for-talks", "threats, then for talks", false},
    {"defiance", "for-talks", "defiance, then for talks", false},
    {"declares-cessation", "withdraws-declaration", "a pause declared, then taken back", true},
    {"withdraws-declaration", "declares-cessation", "a declaration taken back, then given again",
     false},
};

itd_ledger_options itd_ledger_options_default(void)
{
    return (itd_ledger_options){.within_days = ITD_LEDGER_WITHIN_DAYS};
}

static bool contains_nocase(itd_str text, itd_str part)
{
    for (size_t i = 0; i + part.len <= text.len; i++) {
        if (itd_str_equal_ascii_nocase(itd_str_slice(text, i, i + part.len), part))
            return true;
    }
    return part.len == 0;
}

bool itd_ledger_takes(const itd_ledger_options *options, const itd_statement *said)
{
    return contains_nocase(said->speaker, options->speaker) &&
           (options->party.len == 0 || itd_str_equal_ascii_nocase(said->party, options->party));
}

static bool has_stance(const itd_statement *said, const char *label)
{
    return itd_words_have(said->stance, '|', label);
}

/* ---- changes ---- */

struct changes {
    itd_arena           *arena;
    itd_position_change *items;
    size_t               count, cap;
    bool                 failed;
};

static void add_change(struct changes *changes, itd_position_change change)
{
    if (!changes->failed && changes->count == changes->cap) {
        itd_position_change *items = itd_arena_grow(changes->arena, changes->items, changes->count,
                                                    &changes->cap, sizeof *items);

        changes->failed = !items;
        changes->items = items ? items : changes->items;
    }
    if (!changes->failed)
        changes->items[changes->count++] = change;
}

static bool is_dated(const itd_statement *said)
{
    return said->when.day.day != 0;
}

static int64_t day_of(const itd_statement *said)
{
    return itd_date_to_days(said->when.day);
}

/* Of one day only the first statement with the label counts: a speech has many sentences. */
static bool is_repeated(const itd_chronicle_view *view, size_t index, const char *label)
{
    const itd_statement *said = view->statements[index];

    for (size_t i = 0; i < index; i++) {
        const itd_statement *other = view->statements[i];

        if (is_dated(other) && day_of(other) == day_of(said) && has_stance(other, label) &&
            itd_str_equal(other->speaker, said->speaker))
            return true;
    }
    return false;
}

/* The last statement before `index` with the label, by the same speaker, or by another of the
 * party. */
static const itd_statement *last_before(const itd_chronicle_view *view, size_t index,
                                        const char *label, bool by_party)
{
    const itd_statement *after = view->statements[index], *found = NULL;

    for (size_t i = 0; i < view->statement_count; i++) {
        const itd_statement *said = view->statements[i];
        const bool           same = itd_str_equal(said->speaker, after->speaker);

        if (!is_dated(said) || day_of(said) >= day_of(after) || !has_stance(said, label) ||
            (by_party ? same || !itd_str_equal(said->party, after->party) : !same))
            continue;
        if (!found || day_of(said) > day_of(found))
            found = said;
    }
    return found;
}

/* The same turn was told already when the speaker said the new thing after the old one before. */
static bool is_known_turn(const itd_chronicle_view *view, size_t index, const itd_statement *before,
                          const char *label)
{
    const itd_statement *after = view->statements[index];

    for (size_t i = 0; i < view->statement_count; i++) {
        const itd_statement *said = view->statements[i];

        if (is_dated(said) && has_stance(said, label) && day_of(said) > day_of(before) &&
            day_of(said) < day_of(after) && itd_str_equal(said->speaker, after->speaker))
            return true;
    }
    return false;
}

static void find_changes(const itd_chronicle_view *view, const itd_ledger_options *options,
                         size_t index, struct changes *changes)
{
    const itd_statement *after = view->statements[index];

    for (size_t i = 0; i < ITD_ARRAY_LEN(patterns); i++) {
        if (!has_stance(after, patterns[i].to) || is_repeated(view, index, patterns[i].to))
            continue;
        for (int by_party = 0; by_party < 2; by_party++) {
            const itd_statement *before = last_before(view, index, patterns[i].from, by_party != 0);
            const int64_t        days = before ? day_of(after) - day_of(before) : 0;

            /* What other people of a party said long ago binds nobody. */
            if (!before || is_known_turn(view, index, before, patterns[i].to) ||
                (by_party && days > (int64_t)options->within_days))
                continue;
            add_change(changes, (itd_position_change){
                                    .before = before,
                                    .after = after,
                                    .from = patterns[i].from,
                                    .to = patterns[i].to,
                                    .what = patterns[i].what,
                                    .days = days,
                                    .is_reversal = patterns[i].is_reversal,
                                    .is_contradiction = patterns[i].is_reversal &&
                                                        days <= (int64_t)options->within_days,
                                    .is_party = by_party != 0,
                                });
        }
    }
}

itd_status itd_ledger_changes(const itd_chronicle_view *view, const itd_ledger_options *options,
                              itd_arena *arena, const itd_position_change **ret_changes,
                              size_t *ret_count, size_t *ret_undated, itd_error *err)
{
    struct changes changes = {.arena = arena};
    size_t         undated = 0;

    for (size_t i = 0; i < view->statement_count; i++) {
        if (!itd_ledger_takes(options, view->statements[i]))
            continue;
        if (is_dated(view->statements[i]))
            find_changes(view, options, i, &changes);
        else
            undated++;
    }
    if (changes.failed)
        return itd_error_no_memory(err);
    *ret_changes = changes.items;
    *ret_count = changes.count;
    *ret_undated = undated;
    return ITD_OK;
}

/* ---- conditions ---- */

struct rule {
    bool                has_silence, needs_declaration, is_sustained;
    uint64_t            silence;
    itd_chronicle_class of_class;
};

#define SILENCE_MAX_DAYS 36500

static bool parse_term(itd_str term, struct rule *rule)
{
    const itd_str silence = ITD_STR("silence ");
    itd_str       number, class_name;
    size_t        blank;

    if (itd_str_equal(term, ITD_STR("declared"))) {
        rule->needs_declaration = true;
        return true;
    }
    if (itd_str_equal(term, ITD_STR("sustained"))) {
        rule->is_sustained = true;
        return true;
    }
    if (!itd_str_starts_with(term, silence))
        return false;
    number = itd_str_trim(itd_str_from(term, silence.len));
    blank = itd_str_find_char(number, ' ');
    class_name = blank == SIZE_MAX ? ITD_STR("core") : itd_str_trim(itd_str_from(number, blank));
    rule->has_silence = true;
    return itd_str_parse_u64(itd_str_slice(number, 0, blank), SILENCE_MAX_DAYS, &rule->silence) &&
           itd_chronicle_class_parse(class_name, &rule->of_class);
}

static bool parse_rule(itd_str text, struct rule *ret_rule)
{
    struct rule rule = {.of_class = ITD_CLASS_CORE};
    itd_str     term;

    while (itd_str_next_part(&text, ITD_STR(";"), &term)) {
        if (!parse_term(itd_str_trim(term), &rule))
            return false;
    }
    *ret_rule = rule;
    return true;
}

bool itd_rule_is_known(itd_str rule)
{
    struct rule parsed;

    return rule.len == 0 || parse_rule(rule, &parsed);
}

/* Is a declaration of the party in force on the last moment of a Korean day? */
static bool is_declared(const itd_chronicle_view *view, int64_t day)
{
    const int64_t end_ms = itd_korean_day_start(day + 1) - 1;
    bool          declared = false;

    for (size_t i = 0; i < view->statement_count; i++) {
        const itd_statement *said = view->statements[i];

        if (said->when.last_ms > end_ms ||
            !itd_str_equal(said->party, ITD_STR(ITD_LEDGER_DECLARING_PARTY)))
            continue;
        if (has_stance(said, "declares-cessation"))
            declared = true;
        if (has_stance(said, "withdraws-declaration"))
            declared = false;
    }
    return declared;
}

/* Days since the last event day at or before a day; -1: there was none. */
static int64_t silence_on(const itd_chronicle_series *series, int64_t day)
{
    int64_t silence = -1;

    for (size_t i = 0; i < series->count && series->days[i].day <= day; i++)
        silence = day - series->days[i].day;
    return silence;
}

static bool holds(const itd_chronicle_view *view, const itd_chronicle_series *series,
                  const struct rule *rule, int64_t day)
{
    return (!rule->has_silence || silence_on(series, day) >= (int64_t)rule->silence) &&
           (!rule->needs_declaration || is_declared(view, day));
}

/* Days on which a rule can begin to hold: when it was said, when a silence reaches its length, when
 * a declaration is made. No need to look at each day. */
static void find_met(const itd_chronicle_view *view, const itd_chronicle_series *series,
                     const struct rule *rule, int64_t from, int64_t to, itd_condition *condition)
{
    const size_t candidates = 1 + series->count + view->statement_count;

    for (size_t i = 0; i < candidates; i++) {
        int64_t day = from;

        if (i > 0 && i <= series->count)
            day = series->days[i - 1].day + (int64_t)rule->silence;
        else if (i > series->count)
            day = itd_korean_day(view->statements[i - 1 - series->count]->when.last_ms);
        if (day < from || day > to || (condition->has_met_day && day >= condition->met_day) ||
            !holds(view, series, rule, day))
            continue;
        condition->has_met_day = true;
        condition->met_day = day;
    }
}

static itd_status judge(const itd_chronicle_view *view, const itd_statement *said, itd_arena *arena,
                        itd_condition *condition, itd_error *err)
{
    itd_chronicle_series series;
    struct rule          rule;
    itd_status           st;

    *condition = (itd_condition){.said = said, .silence_days = -1};
    if (said->rule.len == 0 || !parse_rule(said->rule, &rule) || rule.is_sustained)
        return ITD_OK;
    st = itd_chronicle_view_series(view, rule.of_class, INT64_MIN, arena, &series, err);
    if (st != ITD_OK)
        return st;
    condition->is_declared = is_declared(view, series.as_of_day);
    find_met(view, &series, &rule, itd_korean_day(said->when.first_ms),
             series.is_covered || !series.has_covered_until ? series.as_of_day
                                                            : series.covered_until,
             condition);
    if (rule.has_silence && !series.is_covered) {
        condition->state = ITD_CONDITION_UNKNOWN;
        return ITD_OK;
    }
    condition->silence_days = silence_on(&series, series.as_of_day);
    if (holds(view, &series, &rule, series.as_of_day))
        condition->state = ITD_CONDITION_MET;
    else
        condition->state = condition->has_met_day ? ITD_CONDITION_WAS_MET : ITD_CONDITION_OPEN;
    return ITD_OK;
}

const char *itd_condition_state_name(itd_condition_state state)
{
    static const char *const names[] = {"not-checkable", "open", "met", "was-met", "unknown"};

    return names[state];
}

itd_status itd_ledger_conditions(const itd_chronicle_view *view, const itd_ledger_options *options,
                                 itd_arena *arena, const itd_condition **ret_conditions,
                                 size_t *ret_count, itd_error *err)
{
    itd_condition *conditions = NULL;
    size_t         count = 0;
    itd_status     st = ITD_OK;

    if (view->statement_count > 0) {
        conditions = itd_arena_new_array(arena, view->statement_count, sizeof *conditions);
        if (!conditions)
            return itd_error_no_memory(err);
    }
    for (size_t i = 0; st == ITD_OK && i < view->statement_count; i++) {
        const itd_statement *said = view->statements[i];

        if (said->condition.len > 0 && itd_ledger_takes(options, said))
            st = judge(view, said, arena, &conditions[count++], err);
    }
    if (st != ITD_OK)
        return st;
    *ret_conditions = conditions;
    *ret_count = count;
    return ITD_OK;
}

/* ---- months ---- */

static int64_t month_of(itd_date date)
{
    return (int64_t)date.year * 12 + date.month - 1;
}

static int64_t last_day_of(int64_t month)
{
    const itd_date next = {(int16_t)((month + 1) / 12), (uint8_t)((month + 1) % 12 + 1), 1};

    return itd_date_to_days(next) - 1;
}

/* The month a day falls into, or NULL. */
static itd_pressure_month *month_at(itd_pressure_month *months, size_t count, int64_t first,
                                    itd_date date)
{
    const int64_t index = month_of(date) - first;

    return date.month != 0 && index >= 0 && (uint64_t)index < count ? &months[index] : NULL;
}

static uint64_t known(int64_t number)
{
    return number == ITD_NO_NUMBER ? 0 : (uint64_t)number;
}

static void count_months(const itd_chronicle_view *view, const itd_chronicle_series *series,
                         itd_pressure_month *months, size_t count, int64_t first)
{
    itd_pressure_month *month;

    for (size_t i = 0; i < view->pressure_count; i++) {
        month = month_at(months, count, first, itd_date_of_days(view->pressure[i]->day));
        if (!month)
            continue;
        month->individuals += known(view->pressure[i]->individuals);
        month->entities += known(view->pressure[i]->entities);
        month->measures += known(view->pressure[i]->measures);
    }
    for (size_t i = 0; i < series->count; i++) {
        month = month_at(months, count, first, itd_date_of_days(series->days[i].day));
        if (month)
            month->event_days++;
    }
    for (size_t i = 0; i < view->statement_count; i++) {
        const itd_statement *said = view->statements[i];

        month = month_at(months, count, first, said->when.day);
        if (!month)
            continue;
        month->talks += has_stance(said, "for-talks") || has_stance(said, "conditional-talks");
        month->for_pressure += has_stance(said, "for-pressure");
    }
}

itd_status itd_ledger_months(const itd_chronicle_view *view, itd_chronicle_class of_class,
                             int64_t from_day, int64_t to_day, itd_arena *arena,
                             const itd_pressure_month **ret_months, size_t *ret_count,
                             itd_error *err)
{
    const int64_t        first = month_of(itd_date_of_days(from_day));
    const int64_t        last = month_of(itd_date_of_days(to_day));
    itd_chronicle_series series;
    itd_pressure_month  *months;
    size_t               count;
    itd_status           st;

    if (last < first || last - first >= ITD_LEDGER_MONTHS_MAX)
        return itd_error_set(err, last < first ? ITD_E_USAGE : ITD_E_LIMIT,
                             "from the first to the last month are %lld, 1 to %d are possible",
                             (long long)last - (long long)first + 1, ITD_LEDGER_MONTHS_MAX);
    count = (size_t)(last - first + 1);
    months = itd_arena_new_array(arena, count, sizeof *months);
    if (!months)
        return itd_error_no_memory(err);
    st = itd_chronicle_view_series(view, of_class, INT64_MIN, arena, &series, err);
    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < count; i++) {
        const int64_t month = first + (int64_t)i;

        months[i].month = (itd_date){(int16_t)(month / 12), (uint8_t)(month % 12 + 1), 0};
        months[i].is_covered =
            series.has_covered_until && last_day_of(month) <= series.covered_until;
    }
    count_months(view, &series, months, count, first);
    *ret_months = months;
    *ret_count = count;
    return ITD_OK;
}
