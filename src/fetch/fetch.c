/* What a publisher's server gave beside the files is kept in fetch/NAME.json of the store, with the
 * version that it belongs to: only while that version is current does "not modified" mean
 * "nothing to do". The note is not part of any version; losing it costs one download. */
#include "fetch/fetch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/date.h"
#include "base/file.h"
#include "codec/json.h"

#define NOTE_BYTES_MAX ((size_t)64 << 10)
#define NOTE_FORMAT "1"

struct note {
    bool           current; /* of the version that answers now, and of these addresses */
    int64_t        checked_ms;
    itd_validators validators[ITD_FETCH_FILES_MAX];
};

/* ---- the note ---- */

static itd_status note_path(const itd_store *store, itd_str list, char path[static ITD_PATH_MAX],
                            itd_error *err)
{
    char name[ITD_LIST_NAME_MAX + sizeof ".json"];

    (void)snprintf(name, sizeof name, "%.*s.json", ITD_STR_ARGS(list));
    return itd_path_join(path, itd_store_dir(store), "fetch", name, err);
}

static void copy_text(itd_str text, char place[ITD_VALIDATOR_MAX])
{
    const size_t len = text.len < ITD_VALIDATOR_MAX ? text.len : 0;

    if (len > 0)
        memcpy(place, text.ptr, len);
    place[len] = '\0';
}

static bool is_of_version(const itd_json *root, const itd_list_version *version)
{
    char hex[ITD_DIGEST_HEX + 1];

    if (!version)
        return false;
    itd_digest_to_hex(&version->digest, hex);
    return itd_str_equal(itd_json_get_text(root, ITD_STR("version")), itd_str_of(hex));
}

/* Files in order of the addresses; any difference makes the note one of something else. */
static bool take_files(const itd_json *root, const itd_fetch_options *options, struct note *note)
{
    const itd_json *files = itd_json_get(root, ITD_STR("files"));
    size_t          i = 0;

    if (!options || !files || files->kind != ITD_JSON_ARRAY)
        return false;
    for (const itd_json *file = files->first; file; file = file->next, i++) {
        if (i == options->url_count ||
            !itd_str_equal(itd_json_get_text(file, ITD_STR("url")), itd_str_of(options->urls[i])))
            return false;
        copy_text(itd_json_get_text(file, ITD_STR("etag")), note->validators[i].etag);
        copy_text(itd_json_get_text(file, ITD_STR("last_modified")),
                  note->validators[i].last_modified);
    }
    return i == options->url_count;
}

/* A note that cannot be read is none: its loss is harmless, and the next one replaces it. */
static itd_status read_note(const itd_store *store, itd_str list, const itd_fetch_options *options,
                            struct note *ret_note, itd_error *err)
{
    const itd_list_version *version = NULL;
    const itd_json         *root = NULL;
    itd_arena              *arena = itd_arena_new(SIZE_MAX);
    char                    path[ITD_PATH_MAX];
    itd_buf                 text;
    itd_status st = arena ? note_path(store, list, path, err) : itd_error_no_memory(err);

    *ret_note = (struct note){.current = false};
    itd_buf_init(&text, NOTE_BYTES_MAX);
    if (st == ITD_OK && itd_store_has_list(store, list) &&
        itd_store_find(store, list, ITD_AS_OF_NOW, &version, NULL) == ITD_OK &&
        itd_file_read(path, &text, NULL) == ITD_OK &&
        itd_json_parse(itd_buf_text(&text), arena, &root, NULL) == ITD_OK &&
        is_of_version(root, version)) {
        if (!itd_time_parse(itd_json_get_text(root, ITD_STR("checked")), &ret_note->checked_ms))
            ret_note->checked_ms = 0;
        ret_note->current = take_files(root, options, ret_note);
    }
    itd_buf_done(&text);
    itd_arena_free(arena);
    return st;
}

static itd_status write_note(const itd_store *store, const itd_fetch_options *options,
                             const itd_list_version *version, const itd_validators *validators,
                             itd_error *err)
{
    char path[ITD_PATH_MAX], dir[ITD_PATH_MAX], hex[ITD_DIGEST_HEX + 1], checked[ITD_TIME_TEXT_MAX];
    itd_json_writer json;
    itd_buf         text;
    itd_status      st;

    itd_buf_init(&text, NOTE_BYTES_MAX);
    itd_digest_to_hex(&version->digest, hex);
    itd_time_format(itd_clock_now_ms(), checked);
    itd_json_writer_init(&json, &text, 2);
    itd_json_begin_object(&json, NULL);
    itd_json_put_cstr(&json, "format", NOTE_FORMAT);
    itd_json_put_cstr(&json, "version", hex);
    itd_json_put_cstr(&json, "checked", checked);
    itd_json_begin_array(&json, "files");
    for (size_t i = 0; i < options->url_count; i++) {
        itd_json_begin_object(&json, NULL);
        itd_json_put_cstr(&json, "url", options->urls[i]);
        itd_json_put_cstr(&json, "etag", validators[i].etag);
        itd_json_put_cstr(&json, "last_modified", validators[i].last_modified);
        itd_json_end_object(&json);
    }
    itd_json_end_array(&json);
    itd_json_end_object(&json);
    itd_buf_append_char(&text, '\n');
    st = itd_buf_status(&text, err);
    if (st == ITD_OK)
        st = itd_path_join(dir, itd_store_dir(store), "fetch", NULL, err);
    if (st == ITD_OK)
        st = itd_dir_create(dir, err);
    if (st == ITD_OK)
        st = note_path(store, options->list, path, err);
    if (st == ITD_OK)
        st = itd_file_write_atomic(path, itd_buf_text(&text), err);
    itd_buf_done(&text);
    return st;
}

itd_status itd_fetch_noted_urls(const itd_store *store, itd_str list, itd_arena *arena,
                                const char *ret_urls[static ITD_FETCH_FILES_MAX], size_t *ret_count,
                                itd_error *err)
{
    const itd_json *root = NULL, *files;
    char            path[ITD_PATH_MAX];
    itd_buf         text;
    itd_status      st = note_path(store, list, path, err);

    *ret_count = 0;
    itd_buf_init(&text, NOTE_BYTES_MAX);
    if (st == ITD_OK && itd_file_read(path, &text, NULL) == ITD_OK &&
        itd_json_parse(itd_buf_text(&text), arena, &root, NULL) == ITD_OK) {
        files = itd_json_get(root, ITD_STR("files"));
        for (const itd_json *file = files ? files->first : NULL;
             st == ITD_OK && file && *ret_count < ITD_FETCH_FILES_MAX; file = file->next) {
            itd_str url;

            if (!itd_arena_copy(arena, itd_json_get_text(file, ITD_STR("url")), &url))
                st = itd_error_no_memory(err);
            else
                ret_urls[(*ret_count)++] = url.ptr;
        }
    }
    itd_buf_done(&text);
    return st;
}

itd_status itd_fetch_checked(const itd_store *store, itd_str list, int64_t *ret_ms, itd_error *err)
{
    struct note note;
    itd_status  st = read_note(store, list, NULL, &note, err);

    /* A clock that was wrong then or is wrong now: nobody can tell how old the check is. */
    if (st == ITD_OK)
        *ret_ms = note.checked_ms > itd_clock_now_ms() ? 0 : note.checked_ms;
    return st;
}

/* ---- the files ---- */

struct fetching {
    const itd_fetch_options *options;
    char                     dir[ITD_PATH_MAX]; /* of our own; removed at the end */
    char                     paths[ITD_FETCH_FILES_MAX][ITD_PATH_MAX];
    itd_download_result      files[ITD_FETCH_FILES_MAX];
};

/* The address's last part, so that messages name what people know; the number keeps two apart. */
static itd_status name_file(struct fetching *fetching, size_t i, itd_error *err)
{
    const char *url = fetching->options->urls[i];
    const char *slash = strrchr(url, '/');
    char        name[96];
    size_t      len;

    (void)snprintf(name, sizeof name, "%zu-%s", i + 1, slash ? slash + 1 : "file");
    len = strcspn(name, "?#");
    name[len] = '\0';
    return itd_path_join(fetching->paths[i], fetching->dir, name, NULL, err);
}

static itd_status make_dir(struct fetching *fetching, itd_error *err)
{
    const char *base = getenv("TMPDIR");
    itd_status  st = itd_path_join(fetching->dir, base && base[0] != '\0' ? base : "/tmp",
                                   "interdict-fetch.XXXXXX", NULL, err);

    if (st == ITD_OK && !mkdtemp(fetching->dir)) {
        (void)itd_error_set(err, ITD_E_IO, "cannot make a temporary directory");
        itd_error_in_file(err, itd_str_of(fetching->dir));
        fetching->dir[0] = '\0';
        return ITD_E_IO;
    }
    return st;
}

static itd_status download(struct fetching *fetching, size_t i, const struct note *note,
                           itd_error *err)
{
    const itd_fetch_options *options = fetching->options;
    itd_status               st = name_file(fetching, i, err);

    if (st == ITD_OK)
        st = itd_download(options->urls[i], note ? &note->validators[i] : NULL, fetching->paths[i],
                          &options->download, &fetching->files[i], err);
    if (st == ITD_OK && options->has_sha256 && !fetching->files[i].unchanged &&
        !itd_digest_equal(&fetching->files[i].digest, &options->sha256)) {
        st = itd_error_set(err, ITD_E_CORRUPT, "what arrived has another SHA-256 than given");
        itd_error_in_file(err, itd_str_of(options->urls[i]));
    }
    return st;
}

/* All files, or *ret_unchanged when none changed. Once one did, those that did not are needed as
 * well: a version is all of its files. */
static itd_status download_all(struct fetching *fetching, const struct note *note,
                               bool *ret_unchanged, itd_error *err)
{
    const size_t count = fetching->options->url_count;
    size_t       unchanged = 0;
    itd_status   st = ITD_OK;

    for (size_t i = 0; st == ITD_OK && i < count; i++) {
        st = download(fetching, i, note->current ? note : NULL, err);
        unchanged += st == ITD_OK && fetching->files[i].unchanged;
    }
    *ret_unchanged = st == ITD_OK && unchanged == count;
    for (size_t i = 0; st == ITD_OK && !*ret_unchanged && i < count; i++)
        if (fetching->files[i].unchanged)
            st = download(fetching, i, NULL, err);
    return st;
}

/* ---- the whole ---- */

static itd_status add(struct fetching *fetching, itd_store *store, itd_add_result *ret_added,
                      itd_error *err)
{
    const itd_fetch_options *options = fetching->options;
    const char              *paths[ITD_FETCH_FILES_MAX];
    itd_add_options          add_options = itd_add_options_default();

    for (size_t i = 0; i < options->url_count; i++) {
        paths[i] = fetching->paths[i];
        if (fetching->files[i].has_modified &&
            (!add_options.has_fallback ||
             fetching->files[i].modified_ms > add_options.fallback_ms)) {
            add_options.has_fallback = true;
            add_options.fallback_ms = fetching->files[i].modified_ms;
        }
    }
    add_options.list = options->list;
    add_options.paths = paths;
    add_options.path_count = options->url_count;
    add_options.accept_shrink = options->accept_shrink;
    add_options.wait_ms = options->wait_ms;
    add_options.refuse_older = true;
    return itd_store_add(store, &add_options, ret_added, err);
}

static void sum_up(const struct fetching *fetching, itd_fetch_result *result)
{
    result->digest_checked = true;
    for (size_t i = 0; i < fetching->options->url_count; i++) {
        result->bytes += fetching->files[i].bytes;
        result->attempts += fetching->files[i].attempts;
        result->digest_checked = result->digest_checked && fetching->files[i].digest_checked;
    }
}

itd_status itd_fetch(itd_store *store, const itd_fetch_options *options,
                     itd_fetch_result *ret_result, itd_error *err)
{
    struct fetching         fetching = {.options = options};
    const itd_list_version *version = NULL;
    itd_fetch_result        result = {.unchanged = false};
    itd_validators          validators[ITD_FETCH_FILES_MAX];
    struct note             note;
    itd_status              st = itd_list_name_check(options->list, err);

    if (st == ITD_OK && (options->url_count == 0 || options->url_count > ITD_FETCH_FILES_MAX))
        st = itd_error_set(err, ITD_E_USAGE, "a list has 1 to %d addresses", ITD_FETCH_FILES_MAX);
    if (st == ITD_OK)
        st = read_note(store, options->list, options, &note, err);
    if (st == ITD_OK)
        st = make_dir(&fetching, err);
    if (st == ITD_OK)
        st = download_all(&fetching, &note, &result.unchanged, err);
    if (st == ITD_OK && result.unchanged)
        st = itd_store_find(store, options->list, ITD_AS_OF_NOW, &version, err);
    else if (st == ITD_OK)
        st = add(&fetching, store, &result.added, err);
    if (st == ITD_OK) {
        sum_up(&fetching, &result);
        for (size_t i = 0; i < options->url_count; i++)
            validators[i] = fetching.files[i].validators;
        if (!result.unchanged)
            version = result.added.version;
        st = write_note(store, options, version, validators, err);
        if (st != ITD_OK && !result.unchanged)
            itd_list_report_free(result.added.report);
    }
    /* What stays behind in a directory for temporary files harms nobody. */
    if (fetching.dir[0] != '\0' && itd_path_remove(fetching.dir, NULL) != ITD_OK)
        fetching.dir[0] = '\0';
    if (st == ITD_OK)
        *ret_result = result;
    return st;
}
