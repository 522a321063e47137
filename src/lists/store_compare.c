/* The version being added against what is there: is it there already, which one is before it, and
 * did it lose more than is believable? */
#include "lists/store_adding.h"

/* Versions with the same parts; only these can be compared by counts. */
static bool is_like(const struct version_row *a, const struct version_row *b)
{
    return a->pub.partial == b->pub.partial &&
           itd_str_equal(a->pub.partial_parts, b->pub.partial_parts);
}

const struct version_row *itd_adding_find_before(const struct adding *add)
{
    const struct list_state  *list = add->writer.list;
    const struct version_row *best = NULL;

    for (size_t i = 0; i < list->version_count; i++) {
        const struct version_row *row = &list->versions[i];

        if (!row->withdrawn && is_like(row, &add->row) &&
            row->pub.version_ms <= add->row.pub.version_ms &&
            (!best || itd_row_compare(best, row) < 0))
            best = row;
    }
    return best;
}

static const struct version_row *find_newest_like(const struct adding *add)
{
    const struct list_state  *list = add->writer.list;
    const struct version_row *best = NULL;

    for (size_t i = 0; i < list->version_count; i++)
        if (!list->versions[i].withdrawn && is_like(&list->versions[i], &add->row) &&
            (!best || itd_row_compare(best, &list->versions[i]) < 0))
            best = &list->versions[i];
    return best;
}

const struct version_row *itd_adding_find_same(const struct adding *add, bool time_known)
{
    const struct list_state *list = add->writer.list;

    for (size_t i = 0; i < list->version_count; i++) {
        const struct version_row *row = &list->versions[i];

        if (row->withdrawn || !itd_digest_equal(&row->pub.digest, &add->row.pub.digest))
            continue;
        if (time_known || add->options->has_version) {
            const int64_t ms = time_known ? add->row.pub.version_ms : add->options->version_ms;

            if (row->pub.version_ms == ms)
                return row;
        } else if (row->dated == ITD_DATED_PUBLISHER ||
                   (row->dated != ITD_DATED_GIVEN && row == find_newest_like(add))) {
            return row;
        }
    }
    return NULL;
}

static bool is_shrunk(uint64_t before, uint64_t now)
{
    return now < before && (before - now) * 100 > before * ITD_SHRINK_MAX_PERCENT;
}

itd_status itd_adding_check_shrink(const struct adding *add, const struct version_row *before,
                                   itd_error *err)
{
    const itd_list_counts *was = &before->pub.counts, *is = &add->row.pub.counts;
    char                   date[ITD_VERSION_TEXT_MAX];

    if (add->options->accept_shrink ||
        (!is_shrunk(was->entries, is->entries) && !is_shrunk(was->names, is->names) &&
         !is_shrunk(was->addresses, is->addresses)))
        return ITD_OK;
    itd_version_text(before->pub.version_ms, date);
    return itd_error_set(
        err, ITD_E_SHRINK,
        "against %s there are %llu instead of %llu entries, %llu instead of %llu names, %llu "
        "instead of %llu addresses; a loss above %d %% needs --accept-shrink",
        date, (unsigned long long)is->entries, (unsigned long long)was->entries,
        (unsigned long long)is->names, (unsigned long long)was->names,
        (unsigned long long)is->addresses, (unsigned long long)was->addresses,
        ITD_SHRINK_MAX_PERCENT);
}

itd_status itd_adding_compare(const struct adding *add, const struct version_row *before,
                              itd_add_result *result, itd_error *err)
{
    itd_version_data *data;
    uint64_t          kept = 0;
    itd_status        st = itd_version_open_row(before, &data, err);

    if (st != ITD_OK)
        return st;
    for (size_t i = 0; i < data->count; i++) {
        const uint64_t *index = itd_map_find(&add->ids, itd_version_id(&data->entries[i]));

        kept += index != NULL;
        if (index && add->items[*index].number != data->entries[i].number)
            result->changed++;
    }
    result->removed = data->count - kept;
    result->added = add->item_count - kept;
    itd_version_close(data);
    return ITD_OK;
}
