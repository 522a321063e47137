/* The store as a whole: opening, listing, finding the version that answers. One directory per list
 * under lists/, each with an index of its own; FORMAT says what the directory is. */
#include "lists/store.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"
#include "lists/store_internal.h"

#define FORMAT_MAX 256 /* bytes of the FORMAT file */
#define NAMES_MAX ((size_t)1 << 20)

itd_status itd_list_name_check(itd_str name, itd_error *err)
{
    bool fine =
        name.len > 0 && name.len <= ITD_LIST_NAME_MAX && name.ptr[0] >= 'a' && name.ptr[0] <= 'z';

    for (size_t i = 0; fine && i < name.len; i++) {
        const char ch = name.ptr[i];

        fine = (ch >= 'a' && ch <= 'z') || itd_char_is_digit(ch) || ch == '-' || ch == '_';
    }
    if (fine)
        return ITD_OK;
    return itd_error_set(err, ITD_E_USAGE,
                         "\"%.*s\" is no list name: it takes 1 to %d of a-z, 0-9, - and _, "
                         "beginning with a letter",
                         ITD_STR_ARGS(name), ITD_LIST_NAME_MAX);
}

void itd_version_text(int64_t ms, char ret_text[static ITD_VERSION_TEXT_MAX])
{
    size_t len = itd_time_format(ms, ret_text);

    if (ms % ITD_MS_PER_DAY == 0)
        memcpy(ret_text + len - strlen("T00:00:00Z"), "", 1);
    else if (ms % 60000 == 0)
        memcpy(ret_text + len - strlen(":00Z"), "Z", 2);
}

const struct version_row *itd_store_row(const itd_list_version *version)
{
    return (const struct version_row *)version;
}

int itd_row_compare(const struct version_row *a, const struct version_row *b)
{
    if (a->pub.version_ms != b->pub.version_ms)
        return a->pub.version_ms < b->pub.version_ms ? -1 : 1;
    return a->seq < b->seq ? -1 : a->seq > b->seq;
}

struct version_row *itd_state_find(const struct list_state *list, int64_t as_of_ms)
{
    struct version_row *best = NULL;

    for (size_t i = 0; i < list->version_count; i++) {
        struct version_row *row = &list->versions[i];

        if (row->withdrawn || row->pub.version_ms > as_of_ms)
            continue;
        if (!best || (best->pub.partial && !row->pub.partial) ||
            (best->pub.partial == row->pub.partial && itd_row_compare(best, row) < 0))
            best = row;
    }
    return best;
}

void itd_state_mark_current(struct list_state *list)
{
    struct version_row *current = itd_state_find(list, INT64_MAX);

    for (size_t i = 0; i < list->version_count; i++) {
        struct version_row *row = &list->versions[i];

        row->pub.current = false;
        row->pub.pinned = list->pin != 0 && row->seq == list->pin && !row->withdrawn;
        if (row->pub.pinned)
            current = row;
    }
    if (current)
        current->pub.current = true;
}

struct list_state *itd_store_list(const itd_store *store, itd_str name)
{
    for (size_t i = 0; i < store->list_count; i++)
        if (itd_str_equal(store->lists[i]->name, name))
            return store->lists[i];
    return NULL;
}

/* Lists by name; newest first within one. */
static int compare_shown(const void *a, const void *b)
{
    const struct version_row *left = itd_store_row(*(const itd_list_version *const *)a);
    const struct version_row *right = itd_store_row(*(const itd_list_version *const *)b);
    const int                 by_name = itd_str_compare(left->pub.list, right->pub.list);

    return by_name != 0 ? by_name : itd_row_compare(right, left);
}

/* What callers see: everything that was not withdrawn. */
static itd_status show_versions(itd_store *store, itd_error *err)
{
    const itd_list_version **shown;
    size_t                   all = 0, count = 0;

    for (size_t i = 0; i < store->list_count; i++)
        all += store->lists[i]->version_count;
    shown = itd_arena_new_array(store->arena, all, sizeof(itd_list_version *));
    if (!shown)
        return itd_error_no_memory(err);
    for (size_t i = 0; i < store->list_count; i++)
        for (size_t k = 0; k < store->lists[i]->version_count; k++)
            if (!store->lists[i]->versions[k].withdrawn)
                shown[count++] = &store->lists[i]->versions[k].pub;
    qsort(shown, count, sizeof(itd_list_version *), compare_shown);
    store->versions = shown;
    store->version_count = count;
    return ITD_OK;
}

/* Puts a state in the place of the one of the same name, or adds it. */
static itd_status keep_state(itd_store *store, struct list_state *list, itd_error *err)
{
    size_t              at = 0;
    struct list_state **grown;

    while (at < store->list_count && itd_str_compare(store->lists[at]->name, list->name) < 0)
        at++;
    if (at < store->list_count && itd_str_equal(store->lists[at]->name, list->name)) {
        store->lists[at] = list;
        return ITD_OK;
    }
    if (store->list_count == ITD_LISTS_MAX)
        return itd_error_set(err, ITD_E_LIMIT, "more than %d lists", ITD_LISTS_MAX);
    grown = itd_arena_grow(store->arena, store->lists, store->list_count, &store->list_cap,
                           sizeof(struct list_state *));
    if (!grown)
        return itd_error_no_memory(err);
    store->lists = grown;
    memmove(grown + at + 1, grown + at, (store->list_count - at) * sizeof *grown);
    grown[at] = list;
    store->list_count++;
    return ITD_OK;
}

static itd_status read_list(itd_store *store, itd_str name, itd_error *err)
{
    struct list_state *list;
    bool               found;
    itd_status         st = itd_index_read(store->dir, name, store->arena, &list, &found, err);

    return st == ITD_OK && found ? keep_state(store, list, err) : st;
}

itd_status itd_store_reload(itd_store *store, itd_str name, itd_error *err)
{
    itd_status st = read_list(store, name, err);

    return st == ITD_OK ? show_versions(store, err) : st;
}

static itd_status read_lists(itd_store *store, itd_error *err)
{
    char       dir[ITD_PATH_MAX];
    itd_buf    names;
    itd_str    rest, name;
    itd_status st = itd_path_join(dir, store->dir, "lists", NULL, err);

    if (st != ITD_OK || !itd_dir_exists(dir))
        return st;
    itd_buf_init(&names, NAMES_MAX);
    st = itd_dir_list(dir, &names, err);
    rest = itd_buf_text(&names);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("\n"), &name))
        if (itd_list_name_check(name, NULL) == ITD_OK)
            st = read_list(store, name, err);
    itd_buf_done(&names);
    return st;
}

/* A directory that a store may be made in: empty but for what a creator that died left behind. */
static itd_status is_free(const char *dir, bool *ret_free, itd_error *err)
{
    itd_buf    names;
    itd_str    rest, name;
    itd_status st;

    *ret_free = true;
    if (!itd_file_exists(dir))
        return ITD_OK;
    itd_buf_init(&names, NAMES_MAX);
    st = itd_dir_list(dir, &names, err);
    rest = itd_buf_text(&names);
    while (st == ITD_OK && itd_str_next_part(&rest, ITD_STR("\n"), &name))
        if (name.len > 0 && !itd_str_starts_with(name, ITD_STR("FORMAT" ITD_FILE_TEMPORARY)))
            *ret_free = false;
    itd_buf_done(&names);
    return st;
}

static itd_status check_format(const char *path, itd_error *err)
{
    itd_buf    text;
    itd_status st;

    itd_buf_init(&text, FORMAT_MAX);
    st = itd_file_read(path, &text, err);
    if (st == ITD_E_LIMIT ||
        (st == ITD_OK && !itd_str_starts_with(itd_buf_text(&text), ITD_STR("interdict store "))))
        st = itd_error_set(err, ITD_E_SCHEMA, "this is not a list store");
    else if (st == ITD_OK && !itd_str_equal(itd_buf_text(&text), ITD_STR(ITD_STORE_FORMAT)))
        st = itd_error_set(err, ITD_E_VERSION, "a list store of another format: %.*s",
                           ITD_STR_ARGS(itd_str_trim(itd_buf_text(&text))));
    if (st != ITD_OK)
        itd_error_in_file(err, itd_str_of(path));
    itd_buf_done(&text);
    return st;
}

static itd_status open_dir(const char *dir, bool create, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    bool       is_empty = false;
    itd_status st = itd_path_join(path, dir, "FORMAT", NULL, err);

    if (st != ITD_OK)
        return st;
    if (itd_file_exists(path))
        return check_format(path, err);
    if (itd_file_exists(dir) && !itd_dir_exists(dir)) {
        st = itd_error_set(err, ITD_E_SCHEMA, "this is a file; a list store is a directory");
    } else {
        st = is_free(dir, &is_empty, err);
        if (st == ITD_OK && !is_empty)
            st = itd_error_set(err, ITD_E_SCHEMA,
                               "the directory holds other things and is not a list store");
        else if (st == ITD_OK && !create)
            st = itd_error_set(err, ITD_E_NOT_FOUND, "there is no list store");
    }
    if (st != ITD_OK) {
        itd_error_in_file(err, itd_str_of(dir));
        return st;
    }
    st = itd_dir_create(dir, err);
    return st == ITD_OK ? itd_file_write_atomic(path, ITD_STR(ITD_STORE_FORMAT), err) : st;
}

itd_status itd_store_open(const char *dir, bool create, itd_store **ret_store, itd_error *err)
{
    itd_store *store;
    itd_status st;

    if (strlen(dir) >= sizeof store->dir)
        return itd_error_set(err, ITD_E_LIMIT, "path longer than %d bytes", ITD_PATH_MAX - 1);
    st = open_dir(dir, create, err);
    if (st != ITD_OK)
        return st;
    store = itd_mem_new(1, sizeof *store);
    if (!store)
        return itd_error_no_memory(err);
    memcpy(store->dir, dir, strlen(dir) + 1);
    store->arena = itd_arena_new(SIZE_MAX);
    st = store->arena ? read_lists(store, err) : itd_error_no_memory(err);
    if (st == ITD_OK)
        st = show_versions(store, err);
    if (st != ITD_OK) {
        itd_store_close(store);
        return st;
    }
    *ret_store = store;
    return ITD_OK;
}

void itd_store_close(itd_store *store)
{
    if (!store)
        return;
    itd_arena_free(store->arena);
    itd_mem_free(store);
}

const char *itd_store_dir(const itd_store *store)
{
    return store->dir;
}

size_t itd_store_version_count(const itd_store *store)
{
    return store->version_count;
}

const itd_list_version *itd_store_version_at(const itd_store *store, size_t index)
{
    return store->versions[index];
}

bool itd_store_has_list(const itd_store *store, itd_str list)
{
    const struct list_state *state = itd_store_list(store, list);

    return state && itd_state_find(state, INT64_MAX) != NULL;
}

/* Names what is there, so that a mistyped name is seen at once. */
static itd_status unknown_list(const itd_store *store, itd_str name, itd_error *err)
{
    itd_buf names;

    itd_buf_init(&names, ITD_ERROR_MESSAGE_MAX / 2);
    for (size_t i = 0; i < store->list_count; i++) {
        itd_buf_append_cstr(&names, i > 0 ? ", " : "");
        itd_buf_append(&names, store->lists[i]->name);
    }
    itd_error_set(err, ITD_E_NOT_FOUND, "there is no list \"%.*s\"%s%.*s", ITD_STR_ARGS(name),
                  store->list_count > 0 ? "; there are: " : "; the store is empty",
                  ITD_STR_ARGS(itd_buf_text(&names)));
    itd_buf_done(&names);
    return ITD_E_NOT_FOUND;
}

static itd_status before_first(const struct list_state *list, int64_t as_of_ms, itd_error *err)
{
    const struct version_row *first = NULL;
    char                      wanted[ITD_VERSION_TEXT_MAX], there[ITD_VERSION_TEXT_MAX];

    for (size_t i = 0; i < list->version_count; i++)
        if (!list->versions[i].withdrawn &&
            (!first || itd_row_compare(&list->versions[i], first) < 0))
            first = &list->versions[i];
    if (!first)
        return itd_error_set(err, ITD_E_NOT_FOUND, "every version of list \"%.*s\" was withdrawn",
                             ITD_STR_ARGS(list->name));
    itd_version_text(as_of_ms - as_of_ms % ITD_MS_PER_DAY, wanted);
    itd_version_text(first->pub.version_ms, there);
    return itd_error_set(err, ITD_E_NOT_FOUND,
                         "list \"%.*s\" has no version of %s or before; its first is of %s",
                         ITD_STR_ARGS(list->name), wanted, there);
}

itd_status itd_store_find(const itd_store *store, itd_str list, int64_t as_of_ms,
                          const itd_list_version **ret_version, itd_error *err)
{
    const struct list_state  *state = itd_store_list(store, list);
    const struct version_row *row;

    if (!state)
        return unknown_list(store, list, err);
    row = itd_state_find(state, as_of_ms);
    if (!row)
        return before_first(state, as_of_ms, err);
    *ret_version = &row->pub;
    for (size_t i = 0; as_of_ms == ITD_AS_OF_NOW && i < state->version_count; i++)
        if (state->versions[i].pub.current)
            *ret_version = &state->versions[i].pub;
    return ITD_OK;
}
