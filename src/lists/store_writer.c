/* What every change of a list begins with: the lock, the newest state read under it, and the
 * removal of what writers left behind that died. */
#include "lists/store_internal.h"

#define NAMES_MAX ((size_t)64 << 20)

/* Is this name, found in the directory of that kind, one the index refers to? */
typedef bool (*named_fn)(const struct list_state *list, itd_str name);

static bool names_pack(const struct list_state *list, itd_str name)
{
    uint64_t file;

    if (!itd_str_parse_u64(name, UINT64_MAX, &file))
        return false;
    for (size_t i = 0; i < list->pack_count; i++)
        if (list->packs[i].file == file)
            return true;
    return false;
}

static bool names_version(const struct list_state *list, itd_str name)
{
    uint64_t seq;

    if (!itd_str_parse_u64(name, UINT64_MAX, &seq))
        return false;
    for (size_t i = 0; i < list->version_count; i++)
        if (list->versions[i].seq == seq)
            return true;
    return false;
}

static bool names_raw(const struct list_state *list, itd_str name)
{
    itd_digest digest;
    bool       is_key;

    if (!itd_raw_parse_name(name, &digest, &is_key))
        return false;
    if (!is_key && itd_raw_has_key(list->dir, &digest))
        return false; /* superseded when a prune took its base */
    for (size_t i = 0; i < list->version_count; i++)
        for (size_t k = 0; k < list->versions[i].part_count; k++)
            if (itd_digest_equal(&list->versions[i].parts[k].digest, &digest))
                return true;
    return false;
}

static itd_status clean_dir(const struct list_state *list, const char *dir, named_fn is_named,
                            itd_error *err)
{
    char       path[ITD_PATH_MAX], text[ITD_ERROR_FILE_MAX + 1];
    itd_buf    names;
    itd_str    rest, name;
    itd_status st = itd_path_join(path, list->dir, dir, NULL, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&names, NAMES_MAX);
    st = itd_dir_list(path, &names, err);
    rest = itd_buf_text(&names);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("\n"), &name)) {
        itd_buf one;

        if (name.len == 0 || is_named(list, name))
            continue;
        itd_buf_init(&one, sizeof text);
        itd_buf_append(&one, name);
        itd_buf_append_char(&one, '\0');
        st = itd_buf_status(&one, err);
        if (st == ITD_OK)
            st = itd_path_join(path, list->dir, dir, one.ptr, err);
        if (st == ITD_OK)
            st = itd_path_remove(path, err);
        itd_buf_done(&one);
    }
    itd_buf_done(&names);
    return st;
}

static bool names_top(const struct list_state *list, itd_str name)
{
    (void)list;
    return itd_str_find(name, ITD_STR(ITD_FILE_TEMPORARY)) == SIZE_MAX;
}

itd_status itd_store_clean(const struct list_state *list, itd_error *err)
{
    itd_status st = clean_dir(list, ".", names_top, err);

    if (st == ITD_OK)
        st = clean_dir(list, "packs", names_pack, err);
    if (st == ITD_OK)
        st = clean_dir(list, "versions", names_version, err);
    if (st == ITD_OK)
        st = clean_dir(list, "raw", names_raw, err);
    return st;
}

static itd_status make_dirs(const struct list_state *list, itd_error *err)
{
    static const char *const names[] = {"packs", "versions", "raw"};
    itd_status               st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < ITD_ARRAY_LEN(names); i++) {
        char path[ITD_PATH_MAX];

        st = itd_path_join(path, list->dir, names[i], NULL, err);
        if (st == ITD_OK)
            st = itd_dir_create(path, err);
    }
    return st;
}

itd_status itd_writer_begin(itd_store *store, itd_str name, int64_t wait_ms, bool create,
                            itd_store_writer *ret_writer, itd_error *err)
{
    itd_store_writer writer = {.lock = {.fd = -1}};
    char             path[ITD_PATH_MAX];
    bool             found;
    itd_status       st = itd_path_join(path, store->dir, "lock", NULL, err);

    if (st == ITD_OK)
        st = itd_file_lock_open(path, wait_ms, &writer.lock, err);
    if (st != ITD_OK)
        return st;
    st = itd_index_read(store->dir, name, store->arena, &writer.list, &found, err);
    if (st == ITD_OK && !found && !create)
        st = itd_error_set(err, ITD_E_NOT_FOUND, "there is no list \"%.*s\"", ITD_STR_ARGS(name));
    if (st == ITD_OK)
        st = make_dirs(writer.list, err);
    if (st == ITD_OK)
        st = itd_store_clean(writer.list, err);
    if (st != ITD_OK)
        itd_writer_end(&writer);
    else
        *ret_writer = writer;
    return st;
}

void itd_writer_end(itd_store_writer *writer)
{
    itd_file_lock_close(&writer->lock);
}
