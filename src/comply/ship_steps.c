/* How many listed ships a state has under its flag, or owners of them, from day to day. A ship with
 * two listings at a time counts once. */
#include <stdlib.h>

#include "comply/comply_internal.h"

/* A ship in a state, from day to day; to INT64_MAX: open. */
struct stay {
    itd_str state, imo;
    int64_t from, to;
};

struct change {
    itd_str state;
    int64_t day;
    bool    is_end;
};

static int compare_stays(const void *a, const void *b)
{
    const struct stay *x = a, *y = b;
    int                order = itd_str_compare(x->state, y->state);

    if (order == 0)
        order = itd_str_compare(x->imo, y->imo);
    return order != 0 ? order : (x->from > y->from) - (x->from < y->from);
}

static int compare_changes(const void *a, const void *b)
{
    const struct change *x = a, *y = b;
    const int            order = itd_str_compare(x->state, y->state);

    return order != 0 ? order : (x->day > y->day) - (x->day < y->day);
}

static int64_t end_of(itd_date until, itd_date removed, itd_date on)
{
    const int64_t today = itd_date_to_days(on);
    int64_t       end = INT64_MAX;

    if (until.year != 0)
        end = itd_date_to_days(until);
    if (removed.year != 0 && itd_date_to_days(removed) < end)
        end = itd_date_to_days(removed);
    return end > today ? INT64_MAX : end;
}

static void add_stay(struct stay *stays, size_t *count, itd_str state,
                     const itd_listed_vessel *listing, itd_date since, itd_date until, itd_date on)
{
    const int64_t from = itd_date_to_days(since), listed = itd_date_to_days(listing->listed);
    struct stay   stay = {.state = state,
                          .imo = listing->imo,
                          .from = from > listed ? from : listed,
                          .to = end_of(until, listing->removed, on)};

    if (state.len > 0 && stay.to > stay.from)
        stays[(*count)++] = stay;
}

/* Stays of one ship in one state that meet become one; returns how many are left. */
static size_t join(struct stay *stays, size_t count)
{
    size_t kept = 0;

    if (count > 1)
        qsort(stays, count, sizeof stays[0], compare_stays);
    for (size_t i = 0; i < count; i++) {
        struct stay *before = kept > 0 ? &stays[kept - 1] : NULL;

        if (before && itd_str_equal(before->state, stays[i].state) &&
            itd_str_equal(before->imo, stays[i].imo) && stays[i].from <= before->to) {
            if (stays[i].to > before->to)
                before->to = stays[i].to;
        } else {
            stays[kept++] = stays[i];
        }
    }
    return kept;
}

static itd_status add_steps(const struct itd_ships *ships, struct stay *stays, size_t count,
                            bool is_owner, itd_ship_step *steps, size_t *step_count, itd_error *err)
{
    struct change *changes;
    size_t         change_count = 0, now = 0;

    count = join(stays, count);
    changes = itd_arena_new_array(ships->arena, count * 2 + 1, sizeof changes[0]);
    if (!changes)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < count; i++) {
        changes[change_count++] = (struct change){stays[i].state, stays[i].from, false};
        if (stays[i].to != INT64_MAX)
            changes[change_count++] = (struct change){stays[i].state, stays[i].to, true};
    }
    if (change_count > 1)
        qsort(changes, change_count, sizeof changes[0], compare_changes);
    for (size_t i = 0, k; i < change_count; i = k) {
        const bool   is_new = i == 0 || !itd_str_equal(changes[i - 1].state, changes[i].state);
        const size_t before = is_new ? 0 : now;
        size_t       begun = 0, ended = 0;

        for (k = i; k < change_count && changes[k].day == changes[i].day &&
                    itd_str_equal(changes[k].state, changes[i].state);
             k++) {
            begun += !changes[k].is_end;
            ended += changes[k].is_end;
        }
        now = before + begun - ended;
        if (now != before)
            steps[(*step_count)++] = (itd_ship_step){.is_owner = is_owner,
                                                     .state = changes[i].state,
                                                     .day = itd_date_of_days(changes[i].day),
                                                     .ships = now};
    }
    return ITD_OK;
}

itd_status itd_ships_step(const struct itd_ships *ships, itd_comply_answer *answer, itd_error *err)
{
    const size_t   most = answer->flag_count + answer->owner_count;
    struct stay   *stays = itd_arena_new_array(ships->arena, most + 1, sizeof stays[0]);
    itd_ship_step *steps = itd_arena_new_array(ships->arena, most * 2 + 1, sizeof steps[0]);
    size_t         count = 0, step_count = 0;
    itd_status     st;

    if (!stays || !steps)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < answer->flag_count; i++) {
        const itd_ship_flag *flag = &answer->flags[i];

        add_stay(stays, &count, flag->state, flag->listing, flag->since, flag->until, ships->on);
    }
    st = add_steps(ships, stays, count, false, steps, &step_count, err);
    count = 0;
    for (size_t i = 0; i < answer->owner_count; i++) {
        const itd_ship_owner *owner = &answer->owners[i];

        add_stay(stays, &count, owner->state, owner->listing, owner->since, owner->until,
                 ships->on);
    }
    if (st == ITD_OK)
        st = add_steps(ships, stays, count, true, steps, &step_count, err);
    answer->steps = steps;
    answer->step_count = step_count;
    return st;
}
