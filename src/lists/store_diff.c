/* Two versions of one list, side by side in order of id. Entries that both hold are the same stored
 * entry and are passed by without being read. */
#include "lists/store_internal.h"

struct diff {
    itd_version_data *before;
    itd_version_data *after;
    itd_arena        *arena; /* reset per change */
    itd_change_fn     fn;
    void             *ctx;
};

/* Either entry may be NULL. */
static itd_status report(struct diff *diff, const struct version_entry *before,
                         const struct version_entry *after, itd_error *err)
{
    itd_version_change change = {.id = itd_version_id(before ? before : after)};
    itd_entity         was, is;
    itd_status         st = ITD_OK;

    itd_arena_reset(diff->arena);
    if (before) {
        st = itd_version_entity(diff->before, before, diff->arena, &was, err);
        change.before = &was;
    }
    if (st == ITD_OK && after) {
        st = itd_version_entity(diff->after, after, diff->arena, &is, err);
        change.after = &is;
    }
    if (st == ITD_OK && before && after) {
        st = itd_entity_diff(&was, &is, diff->arena, &change.fields, &change.field_count, err);
        if (st == ITD_OK && change.field_count == 0)
            return ITD_OK;
    }
    return st == ITD_OK ? diff->fn(diff->ctx, &change, err) : st;
}

/* NULL behind the last. */
static const struct version_entry *entry_at(const itd_version_data *data, size_t index)
{
    return index < data->count ? &data->entries[index] : NULL;
}

/* Which id comes first; behind the last there is none. */
static int compare(const struct version_entry *was, const struct version_entry *is)
{
    if (!was)
        return 1;
    return is ? itd_str_compare(itd_version_id(was), itd_version_id(is)) : -1;
}

static itd_status walk(struct diff *diff, itd_error *err)
{
    size_t     b = 0, a = 0;
    itd_status st = ITD_OK;

    while (st == ITD_OK && (b < diff->before->count || a < diff->after->count)) {
        const struct version_entry *was = entry_at(diff->before, b);
        const struct version_entry *is = entry_at(diff->after, a);
        const int                   order = compare(was, is);

        b += order <= 0;
        a += order >= 0;
        if (order != 0)
            st = report(diff, order < 0 ? was : NULL, order > 0 ? is : NULL, err);
        else if (was->number != is->number)
            st = report(diff, was, is, err);
    }
    return st;
}

itd_status itd_store_diff(const itd_store *store, const itd_list_version *before,
                          const itd_list_version *after, itd_change_fn fn, void *ctx,
                          itd_error *err)
{
    struct diff diff = {.fn = fn, .ctx = ctx};
    itd_status  st;

    if (!itd_str_equal(before->list, after->list))
        return itd_error_set(err, ITD_E_USAGE, "only versions of one list can be compared");
    st = itd_version_open(store, before, &diff.before, err);
    if (st == ITD_OK)
        st = itd_version_open(store, after, &diff.after, err);
    if (st == ITD_OK) {
        diff.arena = itd_arena_new(SIZE_MAX);
        st = diff.arena ? walk(&diff, err) : itd_error_no_memory(err);
    }
    itd_arena_free(diff.arena);
    itd_version_close(diff.before);
    itd_version_close(diff.after);
    return st;
}
