/* From a choice of lists and a day to a snapshot. The snapshot of the current versions is kept in
 * the store's cache/ under a name made from everything that is in it, so a changed list is simply
 * another file; answers about the past are built, opened and unlinked. */
#include "screen/dataset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "base/memory.h"

#define CACHE_DIR "cache"
#define CACHE_SUFFIX ".snapshot"
#define CACHE_KEEP 4 /* snapshots of current data: one per choice of lists in use */
#define BUILTIN_LIST ITD_STR("un")

/* The versions that answer, in the order of their names. */
struct selection {
    const itd_list_version *versions[ITD_SNAPSHOT_LISTS_MAX];
    size_t                  count;
};

static itd_status select_list(const itd_store *store, itd_str list, int64_t as_of_ms,
                              struct selection *selection, itd_error *err)
{
    const itd_list_version *version;
    itd_status              st = itd_store_find(store, list, as_of_ms, &version, err);

    if (st == ITD_OK && selection->count == ITD_SNAPSHOT_LISTS_MAX)
        st = itd_error_set(err, ITD_E_LIMIT, "more than %d lists", ITD_SNAPSHOT_LISTS_MAX);
    if (st == ITD_OK)
        selection->versions[selection->count++] = version;
    return st;
}

/* Every list of the store; versions stand together by list. */
static itd_status select_all(const itd_store *store, int64_t as_of_ms, struct selection *selection,
                             itd_error *err)
{
    itd_status st = ITD_OK;
    itd_str    before = {0};

    for (size_t i = 0; st == ITD_OK && i < itd_store_version_count(store); i++) {
        const itd_list_version *version = itd_store_version_at(store, i);

        if (!itd_str_equal(version->list, before))
            st = select_list(store, version->list, as_of_ms, selection, err);
        before = version->list;
    }
    if (st == ITD_OK && selection->count == 0) {
        itd_error_set(err, ITD_E_NOT_FOUND,
                      "the store holds no list; add one with `interdict lists add`");
        itd_error_in_file(err, itd_str_of(itd_store_dir(store)));
        return ITD_E_NOT_FOUND;
    }
    return st;
}

static itd_snapshot_list describe(const itd_list_version *version)
{
    return (itd_snapshot_list){
        .name = version->list,
        .version_ms = version->version_ms,
        .digest = version->digest,
        .partial = version->partial,
    };
}

/* Everything the snapshot depends on, as a digest. */
static itd_status selection_key(const struct selection *selection,
                                char ret_hex[static ITD_DIGEST_HEX + 1], itd_error *err)
{
    itd_buf    buf;
    itd_digest digest;
    itd_status st;

    itd_buf_init(&buf, SIZE_MAX);
    itd_buf_printf(&buf, "%s\n%s\n%s\n%s\n", ITD_SNAPSHOT_FORMAT, ITD_ENGINE_VERSION,
                   itd_text_unicode_version(), itd_text_table_version());
    for (size_t i = 0; i < selection->count; i++) {
        const itd_list_version *version = selection->versions[i];

        itd_buf_append(&buf, version->list);
        itd_buf_printf(&buf, " %lld %d ", (long long)version->version_ms, version->partial);
        itd_buf_append(&buf, (itd_str){(const char *)version->digest.bytes, ITD_DIGEST_BYTES});
    }
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&buf), &digest, err);
    itd_buf_done(&buf);
    if (st == ITD_OK)
        itd_digest_to_hex(&digest, ret_hex);
    return st;
}

static itd_status build(const itd_store *store, const struct selection *selection, const char *path,
                        itd_error *err)
{
    itd_snapshot_builder *builder;
    itd_status            st = itd_snapshot_builder_new(&builder, err);

    if (st != ITD_OK)
        return st;
    for (size_t i = 0; st == ITD_OK && i < selection->count; i++) {
        const itd_snapshot_list list = describe(selection->versions[i]);

        st = itd_snapshot_begin_list(builder, &list, err);
        if (st == ITD_OK)
            st = itd_store_each(store, selection->versions[i], itd_snapshot_add, builder, err);
    }
    if (st == ITD_OK)
        st = itd_snapshot_write(builder, path, err);
    itd_snapshot_builder_free(builder);
    return st;
}

/* A private file that is gone once the snapshot is open. */
static itd_status temporary_path(char ret_path[static ITD_PATH_MAX], itd_error *err)
{
    const char *dir = getenv("TMPDIR");
    int         fd;
    itd_status  st =
        itd_path_join(ret_path, dir && dir[0] ? dir : "/tmp", "interdict-XXXXXX", NULL, err);

    if (st != ITD_OK)
        return st;
    fd = mkstemp(ret_path);
    if (fd < 0)
        return itd_error_set(err, ITD_E_IO, "cannot create a temporary file in %s",
                             dir && dir[0] ? dir : "/tmp");
    close(fd);
    return ITD_OK;
}

static itd_status build_private(const itd_store *store, const struct selection *selection,
                                itd_snapshot **ret_snap, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_status st = temporary_path(path, err);

    if (st != ITD_OK)
        return st;
    st = build(store, selection, path, err);
    if (st == ITD_OK)
        st = itd_snapshot_open(path, ret_snap, err);
    unlink(path);
    return st;
}

/* Drops cached snapshots beyond CACHE_KEEP, except the one just made. Names say nothing of age, so
 * any may go: a snapshot that is still wanted is built again. Whoever has one open keeps it. */
static void trim_cache(const char *dir, const char *keep)
{
    itd_buf names;
    itd_str rest, name;
    size_t  kept = 1;

    itd_buf_init(&names, SIZE_MAX);
    if (itd_dir_list(dir, &names, NULL) != ITD_OK)
        names.len = 0;
    rest = itd_buf_text(&names);
    while (itd_str_next_part(&rest, ITD_STR("\n"), &name)) {
        char path[ITD_PATH_MAX];
        char text[256];

        if (!itd_str_ends_with(name, ITD_STR(CACHE_SUFFIX)) || name.len >= sizeof text ||
            itd_str_equal(name, itd_str_of(keep)) || ++kept <= CACHE_KEEP)
            continue;
        snprintf(text, sizeof text, "%.*s", ITD_STR_ARGS(name));
        if (itd_path_join(path, dir, text, NULL, NULL) == ITD_OK)
            unlink(path);
    }
    itd_buf_done(&names);
}

static itd_status open_cached(const itd_store *store, const struct selection *selection,
                              itd_snapshot **ret_snap, itd_error *err)
{
    char       hex[ITD_DIGEST_HEX + 1], name[ITD_DIGEST_HEX + sizeof CACHE_SUFFIX];
    char       dir[ITD_PATH_MAX], path[ITD_PATH_MAX];
    itd_status st = selection_key(selection, hex, err);

    if (st != ITD_OK)
        return st;
    snprintf(name, sizeof name, "%s" CACHE_SUFFIX, hex);
    st = itd_path_join(dir, itd_store_dir(store), CACHE_DIR, NULL, err);
    if (st == ITD_OK)
        st = itd_path_join(path, dir, name, NULL, err);
    if (st != ITD_OK)
        return st;
    if (!itd_file_exists(path)) {
        /* A store that may only be read still answers: from a private file. */
        if (itd_dir_create(dir, NULL) != ITD_OK || access(dir, W_OK) != 0)
            return build_private(store, selection, ret_snap, err);
        st = build(store, selection, path, err);
        if (st == ITD_OK)
            trim_cache(dir, name);
    }
    return st == ITD_OK ? itd_snapshot_open(path, ret_snap, err) : st;
}

itd_status itd_dataset_open(const itd_store *store, const itd_str *lists, size_t list_count,
                            int64_t as_of_ms, itd_snapshot **ret_snap, itd_error *err)
{
    struct selection selection = {.count = 0};
    itd_status       st = ITD_OK;

    if (!lists)
        st = select_all(store, as_of_ms, &selection, err);
    for (size_t i = 0; lists && st == ITD_OK && i < list_count; i++)
        st = select_list(store, lists[i], as_of_ms, &selection, err);
    if (st != ITD_OK)
        return st;
    if (as_of_ms == ITD_AS_OF_NOW)
        return open_cached(store, &selection, ret_snap, err);
    return build_private(store, &selection, ret_snap, err);
}

/* ---- the data that ships ---- */

/* data_dir/un-1718/version holds the date of the list the facts were taken from. */
static itd_status builtin_version(const char *data_dir, int64_t *ret_ms, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_buf    text;
    itd_status st = itd_path_join(path, data_dir, "un-1718", "version", err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&text, 64);
    st = itd_file_read(path, &text, err);
    if (st == ITD_OK && !itd_time_parse(itd_str_trim(itd_buf_text(&text)), ret_ms)) {
        st = itd_error_at_line(err, ITD_E_SYNTAX, 1, "not a date");
        itd_error_in_file(err, itd_str_of(path));
    }
    itd_buf_done(&text);
    return st;
}

static itd_status read_builtin(const char *path, const itd_snapshot_list *list,
                               itd_snapshot_builder *builder, itd_error *err)
{
    const itd_list_part      part = {.path = path, .name = itd_str_of(path)};
    const itd_reader_options options = {.list = list->name};
    itd_read_result          result = {0};
    itd_status               st = itd_snapshot_begin_list(builder, list, err);

    if (st == ITD_OK)
        st = itd_reader_ftm.read(&part, 1, &options, itd_snapshot_add, builder, &result, err);
    return st;
}

itd_status itd_dataset_open_builtin(const char *data_dir, itd_snapshot **ret_snap, itd_error *err)
{
    char                  data[ITD_PATH_MAX], path[ITD_PATH_MAX];
    itd_snapshot_list     list = {.name = BUILTIN_LIST, .builtin = true};
    itd_snapshot_builder *builder = NULL;
    itd_status            st = builtin_version(data_dir, &list.version_ms, err);

    if (st == ITD_OK)
        st = itd_path_join(data, data_dir, "un-1718", "entries.jsonl", err);
    if (st == ITD_OK)
        st = temporary_path(path, err);
    if (st != ITD_OK)
        return st;
    st = itd_snapshot_builder_new(&builder, err);
    if (st == ITD_OK)
        st = read_builtin(data, &list, builder, err);
    if (st == ITD_OK)
        st = itd_snapshot_write(builder, path, err);
    if (st == ITD_OK)
        st = itd_snapshot_open(path, ret_snap, err);
    itd_snapshot_builder_free(builder);
    unlink(path);
    return st;
}
