/* `vessel`: everything known of a ship, by its IMO number. */
#include "cli/vessel.h"

#include <string.h>

#include "base/clock.h"
#include "cli/regime.h"
#include "cli/screen_data.h"

static const itd_cli_option options[] = {
    {"as-of", 0, "DAY", "lists and rules as they stood on that day (YYYY-MM-DD)"},
    {"layer", 0, "NAME,…", "layers of rules: un, eu, us, jp, kr (default: un)"},
    {"rules", 0, "DIR", "a layer of your own: a folder of tables (see docs/regime.md)"},
    {NULL, 0, NULL, NULL},
};

static const char text[] =
    "A hull keeps its IMO number for life, so one number is one ship under all its names. Shown\n"
    "are the entries of every list with the number, those that they refer to by a reference of "
    "the\n"
    "UN, names, flags, owners and numbers with their sources, whether the digits of an MMSI fit\n"
    "the flag, and every measure of the 1718 regime on the ship. A number with a wrong check "
    "digit\n"
    "is refused.\n"
    "\n"
    "Exit status: 0 the ship is on no list, 1 it is, or the words of an entry name it.\n";

struct vessel_call {
    itd_screen_settings settings;
    itd_regime_choice   choice;
    const char         *imo;
};

void itd_vessel_period(const itd_listed_vessel *row, const itd_measure *measure, itd_date *ret_from,
                       itd_date *ret_until)
{
    itd_date last = row->removed;

    if (last.year != 0)
        last = itd_date_of_days(itd_date_to_days(last) - 1);
    if (measure->last_day.year != 0 &&
        (last.year == 0 || itd_date_compare(measure->last_day, last) < 0))
        last = measure->last_day;
    *ret_from =
        itd_date_compare(row->listed, measure->in_force) < 0 ? measure->in_force : row->listed;
    *ret_until = last;
}

void itd_vessel_last_day(const itd_listed_vessel *row, char ret_text[static ITD_DATE_TEXT_MAX])
{
    itd_date last = row->removed;

    if (last.year != 0)
        last = itd_date_of_days(itd_date_to_days(last) - 1);
    if (row->removed_month_only)
        last.day = 0;
    itd_date_format(last, ret_text);
}

/* ---- the command ---- */

static itd_status take_option(struct vessel_call *call, const char *name, const char *value,
                              itd_error *err)
{
    if (strcmp(name, "as-of") == 0)
        return itd_cli_parse_day(value, "--as-of", &call->settings.as_of_ms, err);
    if (strcmp(name, "layer") == 0)
        call->choice.layers = value;
    else if (strcmp(name, "rules") == 0)
        call->choice.folder = value;
    return ITD_OK;
}

static itd_status parse(struct vessel_call *call, int argc, char **argv, itd_error *err)
{
    const itd_cli_option *option;
    const char           *value;
    itd_cli_args          args;
    itd_status            st = ITD_OK;
    itd_cli_common       *common = &call->settings.common;

    itd_cli_common_init(common);
    itd_cli_args_init(&args, &itd_cli_vessel, argc, argv);
    while (st == ITD_OK) {
        const itd_cli_item item = itd_cli_args_next(&args, &option, &value, err);

        if (item == ITD_ARG_END)
            break;
        if (item == ITD_ARG_ERROR)
            return err->status;
        if (item == ITD_ARG_WORD && call->imo)
            return itd_error_set(err, ITD_E_USAGE, "one IMO number at a time");
        if (item == ITD_ARG_WORD)
            call->imo = value;
        else if (!itd_cli_common_take(common, option, value, &st, err))
            st = take_option(call, option->name, value, err);
    }
    if (st == ITD_OK && !call->imo)
        st = itd_error_set(err, ITD_E_USAGE, "usage: interdict vessel %s", itd_cli_vessel.usage);
    return st;
}

static itd_status print(const struct vessel_call *call, const itd_vessel_answer *answer,
                        itd_error *err)
{
    const itd_cli_format format = call->settings.common.format;
    itd_buf              buf;
    itd_status           st = ITD_OK;

    itd_buf_init(&buf, SIZE_MAX);
    if (format == ITD_FORMAT_TABLE)
        st = itd_vessel_append_table(answer, &buf, err);
    else if (format == ITD_FORMAT_CSV)
        st = itd_vessel_append_csv(answer, &buf, err);
    else
        itd_vessel_append_json(answer, format == ITD_FORMAT_JSON ? 2 : 0, &buf);
    if (st == ITD_OK)
        st = itd_buf_status(&buf, err);
    if (st == ITD_OK)
        st = itd_cli_print(itd_buf_text(&buf), err);
    if (st == ITD_OK)
        st = itd_cli_flush(err);
    itd_buf_done(&buf);
    return st;
}

/* The rules of the day that the lists stand for. */
static itd_status find(struct vessel_call *call, const itd_imo *imo, const itd_snapshot *snap,
                       const itd_rules *rules, itd_arena *arena, itd_vessel_answer *answer,
                       itd_error *err)
{
    const bool now = call->settings.as_of_ms == ITD_AS_OF_NOW;
    char       data_dir[4096];
    itd_mids   mids;
    itd_status st = itd_regime_data_dir(data_dir, err);

    answer->snap = snap;
    answer->rules = rules;
    answer->color = call->settings.common.color;
    answer->now_ms = now ? itd_clock_now_ms() : call->settings.as_of_ms;
    if (st == ITD_OK)
        st = itd_regime_check_day(rules, itd_date_of_days(answer->now_ms / ITD_MS_PER_DAY),
                                  "--as-of", err);
    if (st == ITD_OK)
        st = itd_mids_load(data_dir, arena, &mids, err);
    return st == ITD_OK ? itd_vessel_find(snap, rules, &mids, imo,
                                          itd_date_of_days(answer->now_ms / ITD_MS_PER_DAY), arena,
                                          &answer->ship, err)
                        : st;
}

static itd_status look_up(struct vessel_call *call, bool *ret_found, itd_error *err)
{
    itd_vessel_answer answer = {0};
    itd_snapshot     *snap = NULL;
    itd_rules        *rules = NULL;
    itd_arena        *arena = itd_arena_new(SIZE_MAX);
    itd_imo           imo;
    itd_status        st = arena ? ITD_OK : itd_error_no_memory(err);

    if (st == ITD_OK)
        st = itd_imo_parse(itd_str_of(call->imo), &imo, err);
    if (st == ITD_OK)
        st = itd_regime_open(&call->choice, &rules, err);
    if (st == ITD_OK)
        st = itd_screen_open_data(&call->settings, &snap, err);
    if (st == ITD_OK)
        st = find(call, &imo, snap, rules, arena, &answer, err);
    if (st == ITD_OK)
        st = print(call, &answer, err);
    if (st == ITD_OK)
        *ret_found = answer.ship.status >= ITD_VESSEL_MENTIONED;
    itd_snapshot_unref(snap);
    itd_rules_free(rules);
    itd_arena_free(arena);
    return st;
}

static int run(int argc, char **argv)
{
    struct vessel_call call = {.settings = {.as_of_ms = ITD_AS_OF_NOW, .max_age_days = -1}};
    bool               found = false;
    itd_error          err;
    itd_status         st = parse(&call, argc, argv, &err);

    if (st == ITD_OK)
        st = look_up(&call, &found, &err);
    if (st != ITD_OK)
        return itd_cli_fail(&err);
    return found ? ITD_EXIT_HITS : ITD_EXIT_DONE;
}

const itd_cli_command itd_cli_vessel = {
    .name = "vessel",
    .usage = "IMO [OPTION…]",
    .summary = "everything known of a ship, by its IMO number",
    .text = text,
    .options = options,
    .run = run,
};
