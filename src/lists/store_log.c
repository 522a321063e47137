/* The history of a list, one JSON object a line, in a file that only grows. The index says how
 * many of its bytes count and what their digest is: a line whose change never became current is
 * cut off by the next writer, and a line that somebody edited is found. */
#include "lists/store_internal.h"

#include <pwd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/date.h"
#include "codec/json.h"

#define LOG_MAX ((size_t)256 << 20)
#define USER_RECORD_MAX 4096

static itd_status log_path(char ret_path[static ITD_PATH_MAX], const struct list_state *list,
                           itd_error *err)
{
    return itd_path_join(ret_path, list->dir, "log.jsonl", NULL, err);
}

/* The part of the log that counts. */
static itd_status read_log(const struct list_state *list, itd_buf *buf, itd_error *err)
{
    char       path[ITD_PATH_MAX];
    itd_buf    text;
    itd_digest digest;
    itd_status st = log_path(path, list, err);

    if (st != ITD_OK || list->log_bytes == 0)
        return st;
    itd_buf_init(&text, LOG_MAX);
    st = itd_file_read(path, &text, err);
    if (st == ITD_OK && text.len < list->log_bytes)
        st = itd_error_set(err, ITD_E_CORRUPT, "the log is cut short");
    if (st == ITD_OK)
        st =
            itd_digest_of((itd_str){.ptr = text.ptr, .len = (size_t)list->log_bytes}, &digest, err);
    if (st == ITD_OK && !itd_digest_equal(&digest, &list->log_digest))
        st = itd_error_set(err, ITD_E_CORRUPT, "the log was changed");
    if (st == ITD_OK) {
        itd_buf_append(buf, (itd_str){.ptr = text.ptr, .len = (size_t)list->log_bytes});
        st = itd_buf_status(buf, err);
    }
    itd_error_in_file(st == ITD_OK ? NULL : err, itd_str_of(path));
    itd_buf_done(&text);
    return st;
}

/* The user's name, or the number where no name is known. */
static void put_user(itd_json_writer *json)
{
    struct passwd record, *found = NULL;
    char          bytes[USER_RECORD_MAX];
    const uid_t   uid = geteuid();

    if (getpwuid_r(uid, &record, bytes, sizeof bytes, &found) == 0 && found)
        itd_json_put_cstr(json, "who", found->pw_name);
    else
        itd_json_put_u64(json, "who", uid);
}

static void put_version(itd_json_writer *json, const struct version_row *row)
{
    static const char *const dated[ITD_DATED_COUNT] = {"given", "publisher", "added", "server"};
    char                     text[ITD_VERSION_TEXT_MAX], hex[ITD_DIGEST_HEX + 1];

    itd_version_text(row->pub.version_ms, text);
    itd_json_put_cstr(json, "date", text);
    itd_json_put_cstr(json, "dated_by", dated[row->dated]);
    itd_json_put_bool(json, "partial", row->pub.partial);
    if (row->pub.partial)
        itd_json_put_str(json, "parts", row->pub.partial_parts);
    itd_json_put_str(json, "reader", row->pub.reader);
    itd_json_put_u64(json, "entries", row->pub.counts.entries);
    itd_json_put_u64(json, "names", row->pub.counts.names);
    itd_json_put_u64(json, "weak_names", row->pub.counts.weak_names);
    itd_json_put_u64(json, "addresses", row->pub.counts.addresses);
    itd_json_put_u64(json, "remarks", row->remarks);
    itd_digest_to_hex(&row->pub.digest, hex);
    itd_json_put_cstr(json, "sha256", hex);
    itd_json_begin_array(json, "files");
    for (size_t i = 0; i < row->part_count; i++) {
        itd_json_begin_object(json, NULL);
        itd_json_put_str(json, "name", row->parts[i].name);
        itd_json_put_u64(json, "bytes", row->parts[i].size);
        itd_digest_to_hex(&row->parts[i].digest, hex);
        itd_json_put_cstr(json, "sha256", hex);
        itd_json_end_object(json);
    }
    itd_json_end_array(json);
}

itd_status itd_log_add(struct list_state *list, const char *what, const struct version_row *row,
                       uint64_t dropped, itd_error *err)
{
    char            path[ITD_PATH_MAX], now[ITD_TIME_TEXT_MAX];
    itd_json_writer json;
    itd_buf         text;
    size_t          from;
    itd_status      st = log_path(path, list, err);

    if (st != ITD_OK)
        return st;
    itd_buf_init(&text, LOG_MAX);
    st = read_log(list, &text, err);
    from = text.len;
    if (st == ITD_OK && itd_file_exists(path))
        st = itd_file_truncate(path, from, err);
    itd_json_writer_init(&json, &text, 0);
    itd_json_begin_object(&json, NULL);
    itd_time_format(itd_clock_now_ms(), now);
    itd_json_put_cstr(&json, "time", now);
    itd_json_put_cstr(&json, "what", what);
    put_user(&json);
    itd_json_put_str(&json, "list", list->name);
    if (row)
        put_version(&json, row);
    else
        itd_json_put_u64(&json, "dropped", dropped);
    itd_json_end_object(&json);
    itd_buf_append_char(&text, '\n');
    if (st == ITD_OK)
        st = itd_buf_status(&text, err);
    if (st == ITD_OK)
        st = itd_file_append(path, itd_str_from(itd_buf_text(&text), from), err);
    if (st == ITD_OK)
        st = itd_dir_sync_parent(path, err);
    if (st == ITD_OK)
        st = itd_digest_of(itd_buf_text(&text), &list->log_digest, err);
    if (st == ITD_OK)
        list->log_bytes = text.len;
    itd_buf_done(&text);
    return st;
}

itd_status itd_store_log(const itd_store *store, itd_str list, itd_buf *buf, itd_error *err)
{
    const struct list_state *state = itd_store_list(store, list);

    if (!state)
        return itd_error_set(err, ITD_E_NOT_FOUND, "there is no list \"%.*s\"", ITD_STR_ARGS(list));
    return read_log(state, buf, err);
}
