/* Directories and made-up lists for the tests of the store. */
#include "tests/unit/lists/store_support.h"
#include "tests/unit/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/memory.h"

#define SET_BYTES_MAX ((size_t)64 << 20)

int store_setup(void **state)
{
    const char *parent = getenv("TMPDIR");
    char       *dir = itd_mem_new(ITD_PATH_MAX, 1);

    if (!dir)
        return -1;
    snprintf(dir, ITD_PATH_MAX, "%s/interdict-store-XXXXXX", parent ? parent : "/tmp");
    if (!mkdtemp(dir)) {
        itd_mem_free(dir);
        return -1;
    }
    *state = dir;
    return 0;
}

int store_teardown(void **state)
{
    const itd_status st = itd_path_remove(*state, NULL);

    itd_mem_free(*state);
    return st == ITD_OK ? 0 : -1;
}

itd_store *store_open(const char *dir)
{
    char       path[ITD_PATH_MAX];
    itd_store *store = NULL;
    itd_error  err;

    assert_ok(itd_path_join(path, dir, "store", NULL, &err), &err);
    assert_ok(itd_store_open(path, true, &store, &err), &err);
    return store;
}

static void put_sdn(itd_buf *buf, unsigned id, const store_set *set)
{
    itd_buf_printf(buf,
                   "%u,\"EXAMPLE %u\",\"individual\",\"TEST\",\"%s\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"
                   "\"DOB 0%u Mar 19%02u.\"\r\n",
                   id, id, id == set->changed ? "Director" : "Clerk", id % 9 + 1, id % 100);
}

static void put_alias(itd_buf *buf, unsigned id)
{
    itd_buf_printf(buf, "%u,%u,\"aka\",\"SAMPLE %u\",-0- \r\n", id, id + 1000000, id);
}

static void put_address(itd_buf *buf, unsigned id)
{
    itd_buf_printf(buf, "%u,%u,\"%u Example Street\",\"Exampleton\",\"Iran\",-0- \r\n", id,
                   id + 2000000, id);
}

static void write_file(const char *dir, const char *name, const itd_buf *buf,
                       char ret_path[static ITD_PATH_MAX])
{
    itd_error err;

    assert_ok(itd_path_join(ret_path, dir, name, NULL, &err), &err);
    assert_ok(itd_file_write_atomic(ret_path, itd_buf_text(buf), &err), &err);
}

itd_add_options store_options(const char *dir, const char *tag, const store_set *set,
                              const char *date)
{
    static char        paths[3][ITD_PATH_MAX];
    static const char *pointers[] = {paths[0], paths[1], paths[2]};
    itd_add_options    options = itd_add_options_default();
    char               folder[ITD_PATH_MAX];
    itd_buf            sdn, alt, add;
    itd_error          err;

    itd_buf_init(&sdn, SET_BYTES_MAX);
    itd_buf_init(&alt, SET_BYTES_MAX);
    itd_buf_init(&add, SET_BYTES_MAX);
    for (unsigned id = set->first; id < set->first + set->count; id++) {
        put_sdn(&sdn, id, set);
        if (id == set->repeated)
            put_sdn(&sdn, id, set);
        put_alias(&alt, id);
        if (id + set->no_addresses < set->first + set->count)
            put_address(&add, id);
    }
    itd_buf_append_cstr(&sdn, "\x1A");
    assert_ok(itd_path_join(folder, dir, tag, NULL, &err), &err);
    assert_ok(itd_dir_create(folder, &err), &err);
    write_file(folder, "first.csv", &sdn, paths[0]);
    write_file(folder, "second.csv", &alt, paths[1]);
    write_file(folder, "third.csv", &add, paths[2]);
    itd_buf_done(&sdn);
    itd_buf_done(&alt);
    itd_buf_done(&add);
    options.list = ITD_STR("ofac");
    options.paths = pointers;
    options.path_count = set->only_sdn ? 1 : 3;
    options.partial = set->only_sdn ? ITD_STR("sdn") : ITD_STR("");
    options.has_version = date != NULL;
    if (date)
        assert_true(itd_time_parse(itd_str_of(date), &options.version_ms));
    return options;
}

itd_status store_add_with(itd_store *store, const itd_add_options *options,
                          itd_add_result *ret_result, itd_error *err)
{
    itd_add_result result = {0};
    itd_status     st = itd_store_add(store, options, &result, err);

    if (st == ITD_OK)
        itd_list_report_free(result.report);
    result.report = NULL;
    if (ret_result)
        *ret_result = result;
    return st;
}

itd_status store_add(itd_store *store, const char *dir, const char *tag, const store_set *set,
                     const char *date, itd_add_result *ret_result, itd_error *err)
{
    const itd_add_options options = store_options(dir, tag, set, date);

    return store_add_with(store, &options, ret_result, err);
}

int64_t store_day(const char *text)
{
    int64_t ms;

    assert_true(itd_time_parse(itd_str_of(text), &ms));
    return strlen(text) == 10 ? ms + ITD_MS_PER_DAY - 1 : ms;
}

static itd_status digest_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    itd_buf    buf;
    itd_status st;

    itd_buf_init(&buf, SIZE_MAX);
    itd_entity_encode(ent, &buf);
    st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_digest_stream_add(ctx, itd_buf_text(&buf), err);
    itd_buf_done(&buf);
    return st;
}

itd_digest store_content(const itd_store *store, const char *list, const char *day)
{
    itd_digest_stream      *stream = itd_digest_stream_new();
    const itd_list_version *version = NULL;
    itd_digest              digest;
    itd_error               err;

    assert_non_null(stream);
    assert_ok(itd_store_find(store, itd_str_of(list), day ? store_day(day) : ITD_AS_OF_NOW,
                             &version, &err),
              &err);
    assert_ok(itd_store_each(store, version, digest_entity, stream, &err), &err);
    assert_ok(itd_digest_stream_finish(stream, &digest, &err), &err);
    itd_digest_stream_free(stream);
    return digest;
}

const char *store_answer(const itd_store *store, const char *list, const char *day)
{
    static char             text[ITD_TIME_TEXT_MAX];
    const itd_list_version *version;
    const itd_status        st = itd_store_find(store, itd_str_of(list),
                                         day ? store_day(day) : ITD_AS_OF_NOW, &version, NULL);

    if (st != ITD_OK)
        return itd_status_name(st);
    itd_time_format(version->version_ms, text);
    text[10] = '\0';
    return text;
}
