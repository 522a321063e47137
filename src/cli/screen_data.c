/* From --store, --list and --as-of to a data set. Whatever was asked for and is not there is an
 * error: a list or a programme that does not exist has no hits, and that must not look like
 * clear. */
#include "cli/screen_data.h"

#include "base/clock.h"
#include "base/date.h"
#include "cli/answer.h"
#include "cli/list_checks.h"
#include "screen/dataset.h"

static itd_status check_builtin(const itd_screen_settings *settings, const itd_snapshot *snap,
                                itd_error *err)
{
    const itd_snapshot_list *list = itd_snapshot_list_at(snap, 0);
    const int64_t            age = (itd_clock_now_ms() - list->version_ms) / ITD_MS_PER_DAY;
    char                     day[ITD_ANSWER_DAY_MAX];

    itd_answer_day(list->version_ms, day);
    for (size_t i = 0; i < settings->lists.count; i++) {
        if (!itd_str_equal(settings->lists.items[i], list->name))
            return itd_error_set(err, ITD_E_NOT_FOUND,
                                 "no list %.*s: there is no store, and the built-in list is %.*s",
                                 ITD_STR_ARGS(settings->lists.items[i]), ITD_STR_ARGS(list->name));
    }
    if (settings->as_of_ms < list->version_ms)
        return itd_error_set(err, ITD_E_NOT_FOUND, "the built-in list begins on %s", day);
    if (settings->max_age_days >= 0 && age > settings->max_age_days)
        return itd_error_set(err, ITD_E_STALE,
                             "the built-in list is of %s, %lld days old, allowed are %d", day,
                             (long long)age, settings->max_age_days);
    return ITD_OK;
}

static itd_status open_builtin(const itd_screen_settings *settings, itd_snapshot **ret_snap,
                               itd_error *err)
{
    char          dir[4096], day[ITD_ANSWER_DAY_MAX];
    itd_snapshot *snap;
    itd_status    st = itd_dataset_open_builtin(itd_cli_data_dir(dir), &snap, err);

    if (st != ITD_OK)
        return st;
    st = check_builtin(settings, snap, err);
    if (st != ITD_OK) {
        itd_snapshot_unref(snap);
        return st;
    }
    itd_answer_day(itd_snapshot_list_at(snap, 0)->version_ms, day);
    itd_cli_note(&settings->common,
                 "no list store: the built-in UN 1718 list of %s answers (%zu entries); "
                 "`interdict lists add` loads current lists",
                 day, itd_snapshot_entity_count(snap));
    *ret_snap = snap;
    return ITD_OK;
}

static itd_status check_lists(const itd_screen_settings *settings, const itd_store *store,
                              itd_error *err)
{
    for (size_t i = 0; i < settings->lists.count; i++) {
        itd_cli_nearest nearest;

        if (itd_store_has_list(store, settings->lists.items[i]))
            continue;
        itd_cli_nearest_init(&nearest, settings->lists.items[i]);
        for (size_t k = 0; k < itd_store_version_count(store); k++)
            itd_cli_nearest_try(&nearest, itd_store_version_at(store, k)->list);
        return itd_error_set(err, ITD_E_NOT_FOUND, "the store holds no list %.*s%s%.*s%s",
                             ITD_STR_ARGS(settings->lists.items[i]),
                             nearest.found.len > 0 ? "; did you mean " : "",
                             ITD_STR_ARGS(nearest.found), nearest.found.len > 0 ? "?" : "");
    }
    return ITD_OK;
}

static itd_status open_store(const itd_screen_settings *settings, const itd_store *store,
                             itd_snapshot **ret_snap, itd_error *err)
{
    const itd_screen_names *lists = &settings->lists;
    itd_status              st = check_lists(settings, store, err);

    if (st != ITD_OK)
        return st;
    return itd_dataset_open(store, lists->count > 0 ? lists->items : NULL, lists->count,
                            settings->as_of_ms, ret_snap, err);
}

static itd_status check_ages(const itd_screen_settings *settings, const itd_store *store,
                             const itd_snapshot *snap, itd_error *err)
{
    itd_list_checks checks;
    itd_status      st = itd_list_checks_read(store, snap, &checks, err);

    if (st == ITD_OK)
        st = itd_list_checks_limit(snap, &checks, itd_clock_now_ms(), settings->max_age_days, err);
    if (st == ITD_OK && settings->checks)
        *settings->checks = checks;
    return st;
}

static bool has_programme(const itd_snapshot *snap, itd_str programme, itd_cli_nearest *nearest)
{
    for (size_t i = 0; i < itd_snapshot_entity_count(snap); i++) {
        const itd_entity *ent = itd_snapshot_entity_at(snap, i);

        for (size_t k = 0; k < ent->value_count; k++) {
            const itd_value *value = &ent->values[k];

            if (value->prop != ITD_PROP_PROGRAM && value->prop != ITD_PROP_PROGRAM_ID)
                continue;
            if (itd_str_equal_ascii_nocase(value->text, programme))
                return true;
            itd_cli_nearest_try(nearest, value->text);
        }
    }
    return false;
}

static itd_status check_programmes(const itd_screen_settings *settings, const itd_snapshot *snap,
                                   itd_error *err)
{
    for (size_t i = 0; i < settings->programmes.count; i++) {
        const itd_str   programme = settings->programmes.items[i];
        itd_cli_nearest nearest;

        itd_cli_nearest_init(&nearest, programme);
        if (has_programme(snap, programme, &nearest))
            continue;
        (void)itd_error_set(err, ITD_E_NOT_FOUND, "no entry has the programme %.*s%s%.*s%s",
                            ITD_STR_ARGS(programme), nearest.found.len > 0 ? "; did you mean " : "",
                            ITD_STR_ARGS(nearest.found), nearest.found.len > 0 ? "?" : "");
        itd_error_in_field(err, ITD_STR("--programme"));
        return ITD_E_NOT_FOUND;
    }
    return ITD_OK;
}

static void note_partial(const itd_screen_settings *settings, const itd_snapshot *snap)
{
    for (size_t i = 0; i < itd_snapshot_list_count(snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(snap, i);

        if (list->partial)
            itd_cli_note(&settings->common, "list %.*s is partial: not all of it could be compared",
                         ITD_STR_ARGS(list->name));
    }
}

itd_status itd_screen_open_data(const itd_screen_settings *settings, itd_snapshot **ret_snap,
                                itd_error *err)
{
    const bool    named = settings->common.store_named;
    itd_store    *store = NULL;
    itd_snapshot *snap = NULL;
    itd_error     store_err;
    itd_status    st = ITD_E_NOT_FOUND;

    if (named || settings->common.store_dir[0] != '\0')
        st = itd_store_open(settings->common.store_dir, false, &store, &store_err);
    if (!named &&
        (st == ITD_E_NOT_FOUND || (st == ITD_OK && itd_store_version_count(store) == 0))) {
        st = open_builtin(settings, &snap, err);
    } else if (st == ITD_OK) {
        st = open_store(settings, store, &snap, err);
    } else if (err) {
        *err = store_err;
    }
    if (st == ITD_OK && store && !itd_snapshot_list_at(snap, 0)->builtin)
        st = check_ages(settings, store, snap, err);
    itd_store_close(store);
    if (st == ITD_OK)
        st = check_programmes(settings, snap, err);
    if (st != ITD_OK) {
        itd_snapshot_unref(snap);
        return st;
    }
    note_partial(settings, snap);
    *ret_snap = snap;
    return ITD_OK;
}
