/* Ages of lists. A check is what a fetch leaves behind when the publisher's server said that
 * nothing changed, or gave the same version again. */
#include "cli/list_checks.h"

#include "base/date.h"
#include "fetch/fetch.h"

itd_status itd_list_checks_read(const itd_store *store, const itd_snapshot *snap,
                                itd_list_checks *ret_checks, itd_error *err)
{
    itd_list_checks checks = {.ms = {0}};
    itd_status      st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < itd_snapshot_list_count(snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(snap, i);
        const itd_list_version  *version = NULL;

        /* What answers for another day is not what was checked. */
        if (itd_store_find(store, list->name, ITD_AS_OF_NOW, &version, NULL) != ITD_OK ||
            !itd_digest_equal(&version->digest, &list->digest))
            continue;
        st = itd_fetch_checked(store, list->name, &checks.ms[i], err);
    }
    if (st == ITD_OK)
        *ret_checks = checks;
    return st;
}

itd_status itd_list_checks_limit(const itd_snapshot *snap, const itd_list_checks *checks,
                                 int64_t now_ms, int max_days, itd_error *err)
{
    for (size_t i = 0; max_days >= 0 && i < itd_snapshot_list_count(snap); i++) {
        const itd_snapshot_list *list = itd_snapshot_list_at(snap, i);
        const int64_t            checked_ms = checks ? checks->ms[i] : 0;
        const int64_t last_ms = checked_ms > list->version_ms ? checked_ms : list->version_ms;
        itd_buf       age;

        if ((now_ms - last_ms) / ITD_MS_PER_DAY <= max_days)
            continue;
        itd_buf_init(&age, ITD_ERROR_MESSAGE_MAX);
        itd_list_age_append(list->version_ms, checked_ms, now_ms, &age);
        itd_error_set(err, ITD_E_STALE, "list '%.*s' is %.*s, allowed are %d",
                      ITD_STR_ARGS(list->name), ITD_STR_ARGS(itd_buf_text(&age)), max_days);
        itd_buf_done(&age);
        return ITD_E_STALE;
    }
    return ITD_OK;
}

void itd_list_age_append(int64_t version_ms, int64_t checked_ms, int64_t now_ms, itd_buf *buf)
{
    const int64_t age = (now_ms - version_ms) / ITD_MS_PER_DAY;
    const int64_t since = (now_ms - checked_ms) / ITD_MS_PER_DAY;

    if (now_ms >= version_ms)
        itd_buf_printf(buf, "%lld day%s old", (long long)age, age == 1 ? "" : "s");
    if (checked_ms == 0)
        return;
    itd_buf_append_cstr(buf, now_ms >= version_ms ? ", checked " : "checked ");
    if (since == 0)
        itd_buf_append_cstr(buf, "today");
    else
        itd_buf_printf(buf, "%lld day%s ago", (long long)since, since == 1 ? "" : "s");
}
