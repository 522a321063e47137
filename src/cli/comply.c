/* `comply`: what states report and trade, against the rules, from the files of a folder. */
#include "cli/comply.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "entity/country.h"

#define OUTPUT_MAX ((size_t)1 << 30)

static const itd_cli_option options[] = {
    {"data", 0, "DIR", "folder of the files below (needed)"},
    {"state", 0, "CC", "this state only; places are among all"},
    {"on", 0, "DAY", "reports as filed by that day (default: today)"},
    {"layer", 0, "NAME,…", "layers of rules: un, eu, us, jp, kr (default: un)"},
    {"html", 0, "FILE", "also write a page with charts"},
    {"rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "Per state: reports due, filed, late or never; imports from and exports to the DPRK against "
    "the\n"
    "measures of their period. A period that straddles a change cannot be told and counts for\n"
    "nothing; a row that may be an error counts in the upper bound only. What binds and what is\n"
    "asked for are two tallies that nothing adds up.\n"
    "\n"
    "Files are known by their names. reports*.csv: state, resolution, filed. trade*.csv,\n"
    "trade*.json: the fields of UN Comtrade (period, reporterCode, flowCode, partnerCode, "
    "cmdCode,\n"
    "primaryValue, …). oil*.csv: see interdict caps. register*.csv: imo, flag, from, to, and "
    "name,\n"
    "owner, owner_state. port*.csv: imo, port, arrival, and state, departure, claim.\n"
    "\n"
    "Exit status: 0 nothing found; 1 banned trade, late or missing reports, listed ships still\n"
    "under a flag or let into a port; 2 a file was left out.\n";

struct call {
    itd_cli_common    common;
    itd_regime_choice choice;
    const char       *data;
    const char       *state;
    const char       *on;
    const char       *html;
};

bool itd_comply_shows(const struct itd_comply_show *show, itd_str iso)
{
    return show->state.len == 0 || itd_str_equal(show->state, iso);
}

bool itd_comply_shows_supplier(const struct itd_comply_show *show, itd_str supplier)
{
    itd_str iso;

    return show->state.len == 0 ||
           (itd_country_find(supplier, &iso) && itd_str_equal(show->state, iso));
}

size_t itd_comply_cents(uint64_t cents, char ret_text[static ITD_CENTS_TEXT_MAX])
{
    int len = snprintf(ret_text, ITD_CENTS_TEXT_MAX, "%llu.%02u", (unsigned long long)(cents / 100),
                       (unsigned)(cents % 100));

    while (len > 0 && ret_text[len - 1] == '0')
        ret_text[--len] = 0;
    if (len > 0 && ret_text[len - 1] == '.')
        ret_text[--len] = 0;
    return (size_t)len;
}

void itd_comply_labels(itd_buf *buf, unsigned labels)
{
    bool any = false;

    for (unsigned i = 0; i < ITD_LABELS; i++) {
        if (labels & 1u << i) {
            itd_buf_append_cstr(buf, any ? " " : "");
            itd_buf_append_cstr(buf, itd_label_name(i));
            any = true;
        }
    }
}

/* ---- the command ---- */

static itd_status parse(struct call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;

    itd_cli_common_init(&call->common);
    itd_cli_args_init(&args, &itd_cli_comply, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_WORD)
            return itd_error_set(err, ITD_E_USAGE, "usage: interdict comply %s",
                                 itd_cli_comply.usage);
        if (itd_cli_common_take(&call->common, option, value, &st, err))
            continue;
        if (strcmp(option->name, "data") == 0)
            call->data = value;
        else if (strcmp(option->name, "state") == 0)
            call->state = value;
        else if (strcmp(option->name, "on") == 0)
            call->on = value;
        else if (strcmp(option->name, "html") == 0)
            call->html = value;
        else if (strcmp(option->name, "layer") == 0)
            call->choice.layers = value;
        else
            call->choice.folder = value;
    }
    if (st == ITD_OK && !call->data)
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict comply %s", itd_cli_comply.usage);
    return st;
}

static itd_status take_state(const struct call *call, itd_str *ret_state, itd_error *err)
{
    *ret_state = (itd_str){0};
    if (!call->state || itd_country_find(itd_str_of(call->state), ret_state))
        return ITD_OK;
    (void)itd_error_set(err, ITD_E_USAGE, "\"%s\" is no state", call->state);
    itd_error_in_field(err, ITD_STR("--state"));
    return ITD_E_USAGE;
}

static itd_status write_answer(const struct call *call, itd_buf *buf,
                               const struct itd_comply_show *show, itd_error *err)
{
    switch (call->common.format) {
    case ITD_FORMAT_TABLE:
        return itd_comply_write_table(buf, show, err);
    case ITD_FORMAT_CSV:
        itd_comply_write_csv(buf, show);
        break;
    case ITD_FORMAT_JSON:
        itd_comply_write_json(buf, show, 2);
        break;
    case ITD_FORMAT_JSONL:
        itd_comply_write_json(buf, show, 0);
        break;
    }
    return ITD_OK;
}

static int exit_of(const struct itd_comply_show *show)
{
    size_t found = 0;

    if (!show->answer->is_complete)
        return ITD_EXIT_ROW_ERRORS;
    for (size_t i = 0; i < show->answer->state_count; i++) {
        const itd_comply_state *state = &show->answer->states[i];

        if (itd_comply_shows(show, state->iso))
            found += state->binding.flows + state->binding.reports[ITD_REPORT_LATE] +
                     state->binding.reports[ITD_REPORT_NEVER] +
                     state->non_binding.reports[ITD_REPORT_LATE] +
                     state->non_binding.reports[ITD_REPORT_NEVER] +
                     itd_comply_count_ships(&state->binding.ships) +
                     itd_comply_count_ships(&state->non_binding.ships);
    }
    return found > 0 ? ITD_EXIT_HITS : ITD_EXIT_DONE;
}

static itd_status answer(const struct call *call, const itd_rules *rules, const itd_hs *hs,
                         itd_arena *arena, itd_buf *buf, int *ret_exit, itd_error *err)
{
    char                   dir[4096];
    itd_comply_answer      found;
    struct itd_comply_show show = {.rules = rules, .answer = &found};
    itd_comply_request     req = {.folder = call->data, .regime_dir = dir};
    itd_status             st = take_state(call, &show.state, err);

    req.on = itd_date_of_days(itd_clock_now_ms() / ITD_MS_PER_DAY);
    if (st == ITD_OK && call->on)
        st = itd_regime_parse_day(call->on, "--on", &req.on, err);
    if (st == ITD_OK)
        st = itd_regime_check_day(rules, req.on, "--on", err);
    if (st == ITD_OK)
        st = itd_regime_data_dir(dir, err);
    if (st == ITD_OK)
        st = itd_comply(rules, hs, &req, arena, &found, err);
    if (st != ITD_OK)
        return st;
    show.on = req.on;
    *ret_exit = exit_of(&show);
    if (call->html)
        st = itd_comply_write_page(&show, call->html, err);
    return st != ITD_OK ? st : write_answer(call, buf, &show, err);
}

static int run(int argc, char **argv)
{
    struct call call = {.data = NULL};
    char        dir[4096];
    itd_rules  *rules = NULL;
    itd_hs     *hs = NULL;
    itd_arena  *arena = itd_arena_new(SIZE_MAX);
    int         exit_status = ITD_EXIT_DONE;
    itd_buf     buf;
    itd_error   err;
    itd_status  st = arena ? parse(&call, argc, argv, &err) : itd_error_no_memory(&err);

    itd_buf_init(&buf, OUTPUT_MAX);
    if (st == ITD_OK)
        st = itd_regime_open(&call.choice, &rules, &err);
    if (st == ITD_OK)
        st = itd_regime_data_dir(dir, &err);
    if (st == ITD_OK)
        st = itd_hs_open(dir, &hs, &err);
    if (st == ITD_OK)
        st = answer(&call, rules, hs, arena, &buf, &exit_status, &err);
    itd_hs_free(hs);
    itd_rules_free(rules);
    itd_arena_free(arena);
    return itd_regime_finish(&buf, st, exit_status, &err);
}

const itd_cli_command itd_cli_comply = {
    .name = "comply",
    .usage = "--data DIR [--state CC] [--on DAY] [OPTION…]",
    .summary = "reports, trade and ships of states against the rules",
    .text = text,
    .options = options,
    .run = run,
};
