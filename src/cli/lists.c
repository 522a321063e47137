/* The commands of `lists`: their table, and what they share. */
#include "cli/lists.h"

#include <stdio.h>
#include <string.h>

#include "base/date.h"

const itd_cli_command *const itd_cli_lists_commands[] = {
    &itd_cli_lists_add,      &itd_cli_lists_fetch,
    &itd_cli_lists_update,   &itd_cli_lists_sources,
    &itd_cli_lists_ls,       &itd_cli_lists_show,
    &itd_cli_lists_export,   &itd_cli_lists_diff,
    &itd_cli_lists_log,      &itd_cli_lists_pin,
    &itd_cli_lists_rollback, &itd_cli_lists_prune,
    &itd_cli_lists_verify,   NULL,
};

static void take_option(itd_lists_call *call, const char *name, const char *value)
{
    const struct {
        const char  *name;
        const char **place;
    } texts[] = {
        {"as-of", &call->as_of},     {"date", &call->date}, {"before", &call->before},
        {"reader", &call->reader},   {"map", &call->map},   {"partial", &call->partial},
        {"digest", &call->digest},   {"ca", &call->ca},     {"timeout", &call->timeout},
        {"retries", &call->retries},
    };

    for (size_t i = 0; i < ITD_ARRAY_LEN(texts); i++)
        if (strcmp(name, texts[i].name) == 0)
            *texts[i].place = value;
    if (strcmp(name, "accept-shrink") == 0)
        call->accept_shrink = true;
    if (strcmp(name, "off") == 0)
        call->off = true;
    if (strcmp(name, "url") == 0 && call->url_count <= ITD_FETCH_FILES_MAX)
        call->urls[call->url_count++] = value;
}

itd_status itd_lists_parse(itd_lists_call *call, const itd_cli_command *command, int argc,
                           char **argv, size_t least_words, size_t most_words, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    *call = (itd_lists_call){.words = argv};
    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, command, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        /* A word never stands before the place it moves to. */
        if (item == ITD_ARG_WORD)
            call->words[call->word_count++] = argv[args.next - 1];
        else if (!itd_cli_common_take(&call->common, option, value, &st, err))
            take_option(call, option->name, value);
    }
    if (st == ITD_OK && (call->word_count < least_words || call->word_count > most_words))
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict %s %s", command->name,
                           command->usage);
    return st;
}

itd_status itd_lists_open(const itd_lists_call *call, itd_store **ret_store, itd_error *err)
{
    itd_status st;

    if (call->common.store_dir[0] == '\0')
        return itd_error_set(err, ITD_E_USAGE,
                             "there is no home directory to look for lists in; give --store DIR");
    st = itd_store_open(call->common.store_dir, false, ret_store, err);
    if (st == ITD_E_NOT_FOUND && !call->common.store_named) {
        itd_error_set(err, st, "no lists yet; `interdict lists add` brings the first");
        itd_error_in_file(err, itd_str_of(call->common.store_dir));
    }
    return st;
}

itd_status itd_lists_parse_moment(const char *text, const char *field, int64_t *ret_ms,
                                  itd_error *err)
{
    if (itd_cli_parse_day(text, field, ret_ms, NULL) == ITD_OK)
        return ITD_OK;
    if (itd_time_parse(itd_str_of(text), ret_ms))
        return ITD_OK;
    itd_error_set(err, ITD_E_USAGE, "\"%s\" is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MMZ", text);
    itd_error_in_field(err, itd_str_of(field));
    return ITD_E_USAGE;
}

itd_status itd_lists_find(const itd_lists_call *call, const itd_store *store, itd_str list,
                          const itd_list_version **ret_version, itd_error *err)
{
    int64_t    as_of_ms = ITD_AS_OF_NOW;
    itd_status st = ITD_OK;

    if (call->as_of)
        st = itd_cli_parse_day(call->as_of, "--as-of", &as_of_ms, err);
    if (st == ITD_OK)
        st = itd_store_find(store, list, as_of_ms, ret_version, err);
    if (st == ITD_OK)
        itd_lists_note_partial(call, *ret_version);
    return st;
}

void itd_lists_note_partial(const itd_lists_call *call, const itd_list_version *version)
{
    char date[ITD_LISTS_DATE_MAX];

    if (!version->partial)
        return;
    itd_lists_date(version->version_ms, date);
    itd_cli_note(&call->common, "%.*s of %s is a partial set: only %.*s",
                 ITD_STR_ARGS(version->list), date, ITD_STR_ARGS(version->partial_parts));
}

void itd_lists_date(int64_t ms, char ret_text[static ITD_LISTS_DATE_MAX])
{
    const size_t len = itd_time_format(ms, ret_text);

    if (ms % ITD_MS_PER_DAY == 0)
        ret_text[len - strlen("T00:00:00Z")] = '\0';
    else if (ms % 60000 == 0)
        memcpy(ret_text + len - strlen(":00Z"), "Z", 2);
}

void itd_lists_count(uint64_t count, char ret_text[static ITD_LISTS_COUNT_MAX])
{
    char         digits[ITD_LISTS_COUNT_MAX];
    const size_t len = (size_t)snprintf(digits, sizeof digits, "%llu", (unsigned long long)count);
    size_t       used = 0;

    for (size_t i = 0; i < len; i++) {
        if (i > 0 && (len - i) % 3 == 0)
            ret_text[used++] = ',';
        ret_text[used++] = digits[i];
    }
    ret_text[used] = '\0';
}

void itd_lists_put_version(itd_json_writer *json, const itd_list_version *version)
{
    char date[ITD_LISTS_DATE_MAX], added[ITD_TIME_TEXT_MAX], hex[ITD_DIGEST_HEX + 1];

    itd_lists_date(version->version_ms, date);
    itd_time_format(version->added_ms, added);
    itd_digest_to_hex(&version->digest, hex);
    itd_json_put_str(json, "list", version->list);
    itd_json_put_cstr(json, "date", date);
    itd_json_put_bool(json, "current", version->current);
    itd_json_put_bool(json, "partial", version->partial);
    itd_json_put_u64(json, "entries", version->counts.entries);
    itd_json_put_u64(json, "persons", version->counts.persons);
    itd_json_put_u64(json, "organisations", version->counts.organisations);
    itd_json_put_u64(json, "vessels", version->counts.vessels);
    itd_json_put_u64(json, "aircraft", version->counts.aircraft);
    itd_json_put_u64(json, "names", version->counts.names);
    itd_json_put_u64(json, "weak_names", version->counts.weak_names);
    itd_json_put_u64(json, "addresses", version->counts.addresses);
    itd_json_put_cstr(json, "sha256", hex);
    itd_json_put_cstr(json, "added", added);
}

int itd_lists_finish(itd_buf *buf, itd_status st, itd_error *err)
{
    if (st == ITD_OK)
        st = itd_buf_status(buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(buf), err);
    itd_buf_done(buf);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(err);
}
