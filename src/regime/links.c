/* The links between measures: every id is found, both ends say the same, nothing replaces itself
 * in a circle, and the last day of what was replaced follows from them. */
#include "regime/rules_internal.h"

/* An error about a measure, at its row. */
static itd_status refuse(const itd_measure *measure, const char *field, itd_status status,
                         itd_error *err, const char *reason, itd_str id)
{
    (void)itd_error_at_line(err, status, measure->line, "%s \"%.*s\"", reason, ITD_STR_ARGS(id));
    itd_error_in_file(err, measure->file);
    itd_error_in_record(err, measure->id);
    itd_error_in_field(err, itd_str_of(field));
    return status;
}

static itd_status resolve(const itd_rules *rules, const itd_measure *measure, const char *field,
                          itd_measure_link *links, size_t count, itd_error *err)
{
    for (size_t i = 0; i < count; i++) {
        links[i].measure = itd_rules_find(rules, links[i].id);
        if (links[i].measure == SIZE_MAX)
            return refuse(measure, field, ITD_E_SCHEMA, err, "there is no measure", links[i].id);
        if (&rules->measures[links[i].measure] == measure)
            return refuse(measure, field, ITD_E_CONFLICT, err,
                          "a measure cannot supersede itself:", links[i].id);
    }
    return ITD_OK;
}

static bool has_link(const itd_measure_link *links, size_t count, size_t measure,
                     itd_link_mode mode)
{
    for (size_t i = 0; i < count; i++)
        if (links[i].measure == measure && links[i].mode == mode)
            return true;
    return false;
}

/* What A says of B, B must say of A. */
static itd_status check_both_ends(const itd_rules *rules, size_t index, itd_error *err)
{
    const itd_measure *measure = &rules->measures[index];

    for (size_t i = 0; i < measure->supersedes_count; i++) {
        const itd_measure_link *link = &measure->supersedes[i];
        const itd_measure      *older = &rules->measures[link->measure];

        if (!has_link(older->superseded_by, older->superseded_by_count, index, link->mode))
            return refuse(measure, "supersedes", ITD_E_CONFLICT, err,
                          "superseded_by does not say the same of", link->id);
    }
    for (size_t i = 0; i < measure->superseded_by_count; i++) {
        const itd_measure_link *link = &measure->superseded_by[i];
        const itd_measure      *newer = &rules->measures[link->measure];

        if (!has_link(newer->supersedes, newer->supersedes_count, index, link->mode))
            return refuse(measure, "superseded_by", ITD_E_CONFLICT, err,
                          "supersedes does not say the same of", link->id);
    }
    return ITD_OK;
}

/* ---- circles ---- */

enum mark { UNSEEN, ON_THE_WAY, DONE };

/* Follows superseded_by from one measure, with a stack of its own: chains may be long. */
static itd_status follow(const itd_rules *rules, size_t from, unsigned char *marks, size_t *stack,
                         size_t *next, itd_error *err)
{
    size_t depth = 0;

    if (marks[from] != UNSEEN)
        return ITD_OK;
    stack[depth++] = from;
    marks[from] = ON_THE_WAY;
    next[from] = 0;
    while (depth > 0) {
        const size_t       at = stack[depth - 1];
        const itd_measure *measure = &rules->measures[at];
        size_t             newer;

        if (next[at] == measure->superseded_by_count) {
            marks[at] = DONE;
            depth--;
            continue;
        }
        newer = measure->superseded_by[next[at]++].measure;
        if (marks[newer] == ON_THE_WAY)
            return refuse(measure, "superseded_by", ITD_E_CONFLICT, err,
                          "measures supersede each other in a circle through",
                          rules->measures[newer].id);
        if (marks[newer] == DONE)
            continue;
        marks[newer] = ON_THE_WAY;
        next[newer] = 0;
        stack[depth++] = newer;
    }
    return ITD_OK;
}

static itd_status check_circles(const itd_rules *rules, itd_error *err)
{
    itd_arena     *arena = itd_arena_new(SIZE_MAX);
    unsigned char *marks = NULL;
    size_t        *stack = NULL, *next = NULL;
    itd_status     st = ITD_OK;

    if (arena) {
        marks = itd_arena_new_array(arena, rules->measure_count + 1, sizeof *marks);
        stack = itd_arena_new_array(arena, rules->measure_count + 1, sizeof *stack);
        next = itd_arena_new_array(arena, rules->measure_count + 1, sizeof *next);
    }
    if (!marks || !stack || !next)
        st = itd_error_no_memory(err);
    for (size_t i = 0; st == ITD_OK && i < rules->measure_count; i++)
        st = follow(rules, i, marks, stack, next, err);
    itd_arena_free(arena);
    return st;
}

/* ---- last days ---- */

static itd_status find_last_day(const itd_rules *rules, itd_measure *measure, itd_error *err)
{
    measure->last_day = measure->ends;
    for (size_t i = 0; i < measure->superseded_by_count; i++) {
        const itd_measure_link *link = &measure->superseded_by[i];
        const itd_measure      *newer = &rules->measures[link->measure];
        const int               order = itd_date_compare(newer->in_force, measure->in_force);
        itd_date                last;

        if (order < 0)
            return refuse(measure, "superseded_by", ITD_E_CONFLICT, err,
                          "is superseded by an earlier measure,", link->id);
        if (link->mode != ITD_LINK_REPLACED)
            continue;
        if (order == 0) {
            measure->never_in_force = true;
            continue;
        }
        last = itd_date_of_days(itd_date_to_days(newer->in_force) - 1);
        if (measure->last_day.year == 0 || itd_date_compare(last, measure->last_day) < 0)
            measure->last_day = last;
    }
    return ITD_OK;
}

static itd_status resolve_clarified(const itd_rules *rules, itd_measure *measure, itd_error *err)
{
    if (measure->clarifies_id.len == 0)
        return ITD_OK;
    if (measure->class_ != ITD_CLASS_CLARIFIES && measure->class_ != ITD_CLASS_DECLARATORY)
        return refuse(measure, "clarifies", ITD_E_CONFLICT, err,
                      "only a measure of class clarifies or declaratory reads another,",
                      measure->clarifies_id);
    measure->clarifies = itd_rules_find(rules, measure->clarifies_id);
    if (measure->clarifies == SIZE_MAX || &rules->measures[measure->clarifies] == measure)
        return refuse(measure, "clarifies", ITD_E_SCHEMA, err, "there is no other measure",
                      measure->clarifies_id);
    return ITD_OK;
}

/* Of two measures that read each other neither says anything. */
static itd_status check_readings(const itd_rules *rules, const itd_measure *measure, itd_error *err)
{
    const itd_measure *at = measure;

    for (size_t steps = 0; at->clarifies != SIZE_MAX; steps++) {
        if (steps == rules->measure_count)
            return refuse(measure, "clarifies", ITD_E_CONFLICT, err,
                          "measures read in a circle:", measure->clarifies_id);
        at = &rules->measures[at->clarifies];
    }
    return ITD_OK;
}

/* A layer may be loaded without the one below it: then the id stays a text. */
static itd_status resolve_implemented(const itd_rules *rules, itd_measure *measure, itd_error *err)
{
    if (measure->implements_id.len == 0)
        return ITD_OK;
    measure->implements = itd_rules_find(rules, measure->implements_id);
    if (measure->implements != SIZE_MAX &&
        itd_str_equal(rules->measures[measure->implements].layer, measure->layer))
        return refuse(measure, "implements", ITD_E_CONFLICT, err,
                      "a measure of the same layer cannot be carried out:", measure->implements_id);
    return ITD_OK;
}

itd_status itd_rules_link(itd_rules *rules, itd_error *err)
{
    itd_status st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < rules->measure_count; i++) {
        itd_measure *measure = &rules->measures[i];

        st = resolve(rules, measure, "supersedes", measure->supersedes, measure->supersedes_count,
                     err);
        if (st == ITD_OK)
            st = resolve(rules, measure, "superseded_by", measure->superseded_by,
                         measure->superseded_by_count, err);
        if (st == ITD_OK)
            st = resolve_clarified(rules, measure, err);
        if (st == ITD_OK)
            st = resolve_implemented(rules, measure, err);
    }
    for (size_t i = 0; st == ITD_OK && i < rules->measure_count; i++)
        st = check_both_ends(rules, i, err);
    for (size_t i = 0; st == ITD_OK && i < rules->measure_count; i++)
        st = check_readings(rules, &rules->measures[i], err);
    if (st == ITD_OK)
        st = check_circles(rules, err);
    for (size_t i = 0; st == ITD_OK && i < rules->measure_count; i++)
        st = find_last_day(rules, &rules->measures[i], err);
    return st;
}
