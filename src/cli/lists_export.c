/* `lists export`: every entry of a version as FollowTheMoney JSON lines, streaming. */
#include "cli/lists.h"

#include "entity/ftm.h"

static const itd_cli_option options[] = {
    {"as-of", 0, "DAY", "the version that answers for that day"},
    {.name = NULL},
};

static const char text[] =
    "Writes one JSON object a line, in order of id, in FollowTheMoney's terms; what has no\n"
    "property there stands under \"extra\". Adding the file again gives the same entries.\n";

struct export_to {
    itd_str  list;
    itd_buf *buf; /* of one line */
};

static itd_status print_entity(void *ctx, const itd_entity *ent, itd_error *err)
{
    const struct export_to *to = ctx;
    itd_status              st;

    itd_buf_reset(to->buf);
    itd_ftm_write(ent, to->list, to->buf);
    itd_buf_append_char(to->buf, '\n');
    st = itd_buf_status(to->buf, err);
    return st == ITD_OK ? itd_cli_print(itd_buf_text(to->buf), err) : st;
}

static int run(int argc, char **argv)
{
    itd_lists_call          call;
    const itd_list_version *version;
    itd_store              *store = NULL;
    itd_buf                 line;
    itd_error               err;
    itd_status st = itd_lists_parse(&call, &itd_cli_lists_export, argc, argv, 1, 1, &err);

    itd_buf_init(&line, SIZE_MAX);
    if (st == ITD_OK && call.common.format == ITD_FORMAT_CSV) {
        st = itd_error_set(&err, ITD_E_USAGE, "an export is JSON lines; there is no CSV of it");
        itd_error_in_field(&err, ITD_STR("--format"));
    }
    if (st == ITD_OK)
        st = itd_lists_open(&call, &store, &err);
    if (st == ITD_OK)
        st = itd_lists_find(&call, store, itd_str_of(call.words[0]), &version, &err);
    if (st == ITD_OK) {
        struct export_to to = {.list = version->list, .buf = &line};

        st = itd_store_each(store, version, print_entity, &to, &err);
    }
    itd_buf_done(&line);
    itd_store_close(store);
    return st == ITD_OK ? ITD_EXIT_DONE : itd_cli_fail(&err);
}

const itd_cli_command itd_cli_lists_export = {
    .name = "lists export",
    .usage = "NAME [OPTION…]",
    .summary = "write every entry as FollowTheMoney JSON lines",
    .text = text,
    .options = options,
    .run = run,
};
