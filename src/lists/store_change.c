/* Changes that touch only the index: pinning a version, and withdrawing the newest. */
#include "lists/store_internal.h"

/* The row of the state under the lock that a caller's version names; NULL when it is gone. */
static struct version_row *find_row(const struct list_state *list, uint64_t seq)
{
    for (size_t i = 0; i < list->version_count; i++)
        if (list->versions[i].seq == seq && !list->versions[i].withdrawn)
            return &list->versions[i];
    return NULL;
}

static itd_status commit(itd_store *store, itd_store_writer *writer, const char *what,
                         const struct version_row *row, itd_error *err)
{
    itd_status st = itd_log_add(writer->list, what, row, 0, err);

    if (st == ITD_OK)
        st = itd_index_write(writer->list, err);
    if (st == ITD_OK)
        st = itd_store_reload(store, writer->list->name, err);
    return st;
}

itd_status itd_store_pin(itd_store *store, itd_str list, const itd_list_version *version,
                         itd_error *err)
{
    const uint64_t            seq = version ? itd_store_row(version)->seq : 0;
    const struct version_row *row = NULL;
    itd_store_writer          writer;
    itd_status st = itd_writer_begin(store, list, ITD_STORE_WAIT_MS, false, &writer, err);

    if (st != ITD_OK)
        return st;
    row = version ? find_row(writer.list, seq) : NULL;
    if (version && (!row || !itd_str_equal(version->list, list)))
        st = itd_error_set(err, ITD_E_NOT_FOUND, "the list no longer has this version");
    else if (!version && writer.list->pin == 0)
        st = itd_error_set(err, ITD_E_CONFLICT, "no version of \"%.*s\" is pinned",
                           ITD_STR_ARGS(list));
    if (st == ITD_OK) {
        /* The log names the version that a pin is about, also when it is taken off. */
        if (!version)
            row = find_row(writer.list, writer.list->pin);
        writer.list->pin = seq;
        st = commit(store, &writer, version ? "pin" : "unpin", row, err);
    }
    itd_writer_end(&writer);
    return st;
}

itd_status itd_store_rollback(itd_store *store, itd_str list, const itd_list_version **ret_now,
                              itd_error *err)
{
    struct version_row *newest, *next;
    itd_store_writer    writer;
    itd_status          st = itd_writer_begin(store, list, ITD_STORE_WAIT_MS, false, &writer, err);

    if (st != ITD_OK)
        return st;
    newest = itd_state_find(writer.list, INT64_MAX);
    if (newest)
        newest->withdrawn = true;
    next = itd_state_find(writer.list, INT64_MAX);
    if (!newest || !next || (next->pub.partial && !newest->pub.partial))
        st = itd_error_set(err, ITD_E_CONFLICT,
                           "list \"%.*s\" has no version before its newest to go back to",
                           ITD_STR_ARGS(list));
    else if (newest->seq == writer.list->pin)
        st = itd_error_set(err, ITD_E_CONFLICT,
                           "the newest version of \"%.*s\" is pinned; take the pin off first",
                           ITD_STR_ARGS(list));
    if (st == ITD_OK)
        st = commit(store, &writer, "rollback", newest, err);
    itd_writer_end(&writer);
    return st == ITD_OK ? itd_store_find(store, list, ITD_AS_OF_NOW, ret_now, err) : st;
}
