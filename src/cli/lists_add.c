/* `lists add`: files in, and a plain account of what was loaded (lists_added.c). */
#include "cli/lists.h"

#include <errno.h>

#include "base/date.h"
#include "base/file.h"

static const itd_cli_option options[] = {
    {"reader", 0, "NAME", "read as this layout instead of finding out from the content"},
    {"map", 0, "FILE", "mapping file that names the columns of a CSV"},
    {"date", 0, "TIME", "time of this version, YYYY-MM-DD or YYYY-MM-DDTHH:MMZ"},
    {"partial", 0, "PARTS", "the set is incomplete on purpose and holds these parts, as in sdn"},
    {"accept-shrink", 0, NULL, "take a version that lost more than a tenth"},
    {.name = NULL},
};

static const char text[] =
    "The files are one version of the list, taken whole or not at all. They may be packed (gz,\n"
    "xz, zst, zip). Their layout is found from the content, whatever they are called.\n"
    "\n"
    "The time of the version is --date, else the publisher's own stamp, else today. The newest\n"
    "version is current; adding an older one fills the history. A version with more than a\n"
    "tenth fewer entries, names or addresses than the one before needs --accept-shrink.\n"
    "\n"
    "The names un, un-vessels, ofac, eu, uk, ofsi, ca, ch, us-csl and us-dpl are kept for the "
    "files\n"
    "of those publishers; a list of your own takes any other name.\n";

static void show_progress(void *ctx, uint64_t entries)
{
    itd_cli_progress_rows(ctx, entries, entries);
}

static itd_status take_date(const itd_lists_call *call, itd_add_options *add, itd_error *err)
{
    if (!call->date)
        return ITD_OK;
    add->has_version = true;
    if (itd_time_parse(itd_str_of(call->date), &add->version_ms))
        return ITD_OK;
    itd_error_set(err, ITD_E_USAGE, "\"%s\" is neither YYYY-MM-DD nor YYYY-MM-DDTHH:MMZ",
                  call->date);
    itd_error_in_field(err, ITD_STR("--date"));
    return ITD_E_USAGE;
}

/* What is wrong with the call is said before a store is made for it. */
static itd_status open_store(const itd_lists_call *call, itd_store **ret_store, itd_error *err)
{
    for (size_t i = 1; i < call->word_count; i++)
        if (!itd_file_exists(call->words[i]))
            return itd_error_io(err, ENOENT, "open", call->words[i]);
    if (call->common.store_dir[0] == '\0')
        return itd_error_set(err, ITD_E_USAGE,
                             "there is no home directory to keep lists in; give --store DIR");
    return itd_store_open(call->common.store_dir, true, ret_store, err);
}

static itd_status add(const itd_lists_call *call, itd_store *store, itd_add_options *options_of,
                      itd_buf *buf, itd_error *err)
{
    itd_cli_progress progress;
    itd_add_result   result;
    itd_status       st;

    itd_cli_progress_start(&progress, &call->common, "reading", 0);
    options_of->on_progress = show_progress;
    options_of->progress_ctx = &progress;
    st = itd_store_add(store, options_of, &result, err);
    itd_cli_progress_stop(&progress);
    if (st != ITD_OK)
        return st;
    st = itd_lists_append_added(buf, &result, call->common.format, err);
    itd_list_report_free(result.report);
    return st;
}

static int run(int argc, char **argv)
{
    itd_add_options add_options = itd_add_options_default();
    itd_lists_call  call;
    itd_store      *store = NULL;
    itd_buf         buf;
    itd_error       err;
    int             exit_status;
    itd_status      st =
        itd_lists_parse(&call, &itd_cli_lists_add, argc, argv, 2, 1 + ITD_LIST_PARTS_MAX, &err);

    itd_buf_init(&buf, SIZE_MAX);
    if (st == ITD_OK)
        st = take_date(&call, &add_options, &err);
    if (st == ITD_OK)
        st = open_store(&call, &store, &err);
    if (st == ITD_OK) {
        add_options.list = itd_str_of(call.words[0]);
        add_options.paths = (const char *const *)(call.words + 1);
        add_options.path_count = call.word_count - 1;
        add_options.reader = itd_str_of(call.reader);
        add_options.map_path = call.map;
        add_options.partial = itd_str_of(call.partial);
        add_options.accept_shrink = call.accept_shrink;
        st = add(&call, store, &add_options, &buf, &err);
    }
    exit_status = itd_lists_finish(&buf, st, &err);
    itd_store_close(store);
    return exit_status;
}

const itd_cli_command itd_cli_lists_add = {
    .name = "lists add",
    .usage = "NAME FILE… [OPTION…]",
    .summary = "add a version of a list",
    .text = text,
    .options = options,
    .run = run,
};
